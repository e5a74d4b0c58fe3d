"""Live figures of lesson 6: slopes that walk back through a graph."""

import numpy as np

from course_lib import network
from course_lib.live import (
    BLUE,
    GREEN,
    GREY,
    INK,
    PAPER,
    PURPLE,
    VERMILION,
    Live,
    draw_graph,
    stage,
    through,
)
from course_lib.value import Value

# --- Graphs -------------------------------------------------------------------------------------------------


def first_graph(a=2, b=-3, c=10, f=-2):
    """The graph L = (a·b + c)·f: name of each node → Value, in the order in which they are computed."""
    nodes = {name: Value(number) for name, number in zip("abcf", (a, b, c, f), strict=True)}
    nodes["e = a · b"] = nodes["a"] * nodes["b"]
    nodes["d = e + c"] = nodes["e = a · b"] + nodes["c"]
    nodes["L = d · f"] = nodes["d = e + c"] * nodes["f"]
    return nodes


def walk(nodes=None, step=None):
    """A graph of Values: computed forward, one node a step, then gone back, one node a step.

    `nodes` maps what is written on a node to its Value, in the order of computation; the last is the result.
    `step` is where the figure begins, where two nodes have handed on their slopes if it is left out.
    """
    nodes = nodes or first_graph()
    names = {node: name for name, node in nodes.items()}
    made = [node for node in nodes.values() if node.parents]
    for leaf in (parent for node in made for parent in node.parents if parent not in names):
        names[leaf] = "constant"
    turn = len(made)  # the step at which everything is computed and no slope is known yet
    figure, ax = stage(size=(7.4, 3.9))
    edges = [(parent, node) for node in made for parent in dict.fromkeys(node.parents)]
    places = draw_graph(ax, edges, names)
    bottom, top = ax.get_ylim()
    ax.set_ylim(bottom - 0.35, top)

    live = Live(figure, alt="A graph of values; going back, each node hands its slope on to its parents")
    live.integer_slider(
        "step",
        0,
        2 * turn + 1,
        value=turn + 3 if step is None else step,
        label=f"step ({turn} forward, then back)",
        play=1,
    )
    middle = {"ha": "center", "va": "center", "fontsize": 10}
    grads = _grads_by_step(made)
    for node in names:
        x, y = places[node]
        known = made.index(node) + 1 if node in made else 0
        value = lambda step, x=x, y=y, node=node, known=known: (x if step >= known else np.nan, y, node.data)
        live.text(ax, value, "{:.4g}", color=INK, **middle)

        def grad(step, x=x, y=y, node=node):
            found = grads[max(int(step) - turn, 0)].get(node)
            return (np.nan, y, 0) if found is None else (x, y - 0.16, found)

        live.text(ax, grad, "grad {:.4g}", color=VERMILION, **middle)
    for k, node in enumerate(reversed(made), start=turn + 2):
        only_then = lambda step, k=k: np.nan if step != k else 0.0
        x0, y0 = places[node]
        for parent in dict.fromkeys(node.parents):
            x1, y1 = places[parent]
            back = lambda step, x0=x0, y0=y0, x1=x1, y1=y1, then=only_then: (
                *(x0 - 0.31 + then(step), y0, x1 - x0 + 0.62, y1 - y0),
            )
            live.arrow(ax, back, color=VERMILION, linewidth=3)
        for line, (parent, slope) in enumerate(zip(node.parents, node.slopes, strict=True)):
            place = np.mean(ax.get_xlim()), bottom + 0.05 - 0.22 * line
            numbers = slope, grads[-1][node], slope * grads[-1][node]
            words = f"to {names[parent][0]}:   local {{:.4g}}  ×  upstream {{:.4g}}  =  {{:.4g}}"
            handed = lambda step, x=place[0], y=place[1], numbers=numbers, then=only_then: (
                *(x + then(step), y, *numbers),
            )
            live.text(ax, handed, words, color=INK, **middle)
    return live


def _grads_by_step(made):
    """The grad of each node after 0, 1, 2, … steps back: the result gets its 1, then node after node hands on."""
    grads = [{}, {made[-1]: 1.0}]
    for node in reversed(made):
        now = dict(grads[-1])
        for parent, slope in zip(node.parents, node.slopes, strict=True):
            now[parent] = now.get(parent, 0.0) + slope * now[node]
        grads.append(now)
    return grads


def fan_out():
    """L = (a·b)·(a + b): a is used twice, so two shares come back to it; beside it L as a curve over a."""
    L = lambda a, b: a * b * (a + b)
    by_e = lambda a, b: b * (a + b)
    by_g = lambda a, b: a * b
    figure, (left, right) = stage(1, 2, size=(7.6, 3.9))
    edges = [("a", "e"), ("b", "e"), ("a", "g"), ("b", "g"), ("e", "L"), ("g", "L")]
    places = draw_graph(left, edges, {"e": "e=a·b", "g": "g=a+b", "L": "L=e·g"})
    right.set(xlabel="a", title="L as a curve over a, b at rest", xlim=(-2.2, 2.2), ylim=(-17, 17))

    live = Live(figure, alt="A graph in which a leads to L on two paths, and L over a with its tangent")
    live.slider("a", -2, 2, value=1, step=0.1)
    live.slider("b", -2, 2, value=1.5, step=0.1)
    middle = {"ha": "center", "va": "center", "fontsize": 10}
    values = {"a": lambda a, b: a, "b": lambda a, b: b, "e": by_g, "g": lambda a, b: a + b, "L": L}
    for node, value in values.items():
        x, y = places[node]
        live.text(left, lambda a, b, x=x, y=y, value=value: (x, y - 0.08, value(a, b)), "{:.4g}", **middle)
    (x0, y0), x1 = places["a"], places["e"][0]
    for node, share, colour in [("e", by_e, BLUE), ("g", by_g, VERMILION)]:
        y1 = places[node][1]
        live.arrow(left, lambda y1=y1: (x1 - 0.31, y1, x0 - x1 + 0.62, y0 - y1), color=colour, linewidth=3)
        beside = y1 + (0.36 if y1 > 0 else -0.36)
        words = f"share by {node}: {{:.4g}}"
        live.text(
            left, lambda a, b, y=beside, share=share: (x1, y, share(a, b)), words, color=colour, **middle
        )
    a = np.linspace(-2.2, 2.2, 89)
    slope = lambda a, b: by_e(a, b) + by_g(a, b)
    live.line(right, lambda b: (a, L(a, b)), color=INK)
    live.line(right, lambda a, b: through((a, L(a, b)), slope(a, b), (a - 0.8, a + 0.8)), color=VERMILION)
    live.point(right, lambda a, b: (a, L(a, b)), drag="a", color=BLUE)
    live.readout(
        lambda a, b: (by_e(a, b), by_g(a, b), slope(a, b)),
        "share by e {:.4g}, share by g {:.4g}, together {:.4g}: the slope of the tangent",
    )
    return live


# --- Operations ---------------------------------------------------------------------------------------------

OPERATIONS = {
    "square": lambda x: x**2,
    "exp": Value.exp,
    "log": Value.log,
    "tanh": Value.tanh,
    "sigmoid, a = 3": lambda x: x.sigmoid(3),
    "relu": Value.relu,
}


def local_slope(at=1.0):
    """An operation with its tangent, and what it makes of a slope that comes from further up."""
    figure, (left, right) = stage(1, 2, size=(7.4, 3.6), xlabel="x", xlim=(-1.6, 1.6), ylim=(-3.3, 4.8))
    left.set(title="forward: what comes out")
    right.set(title="back: the local slope")
    for ax in (left, right):
        ax.axhline(0, color=GREY, linewidth=1)
    x = np.linspace(-1.6, 1.6, 321)
    curves = {name: np.array([_forward_and_slope(name, number) for number in x]).T for name in OPERATIONS}

    live = Live(
        figure, alt="Left an operation with its tangent at x, right the local slope of that operation"
    )
    live.choice_slider("operation", list(OPERATIONS), value="exp")
    live.slider("x", -1.5, 1.5, value=at, step=0.1)
    live.line(left, lambda operation: (x, curves[operation][0]), color=INK)
    live.line(right, lambda operation: (x, curves[operation][1]), color=VERMILION)

    def tangent(operation, x):
        out, slope = _forward_and_slope(operation, x)
        corner = operation == "relu" and abs(x) < 1e-9
        return through((x, out), np.nan if corner else slope, (x - 0.5, x + 0.5))

    live.line(left, tangent, color=VERMILION)
    live.point(left, lambda operation, x: (x, _forward_and_slope(operation, x)[0]), drag="x", color=BLUE)
    live.point(
        right,
        lambda operation, x: (x, _forward_and_slope(operation, x)[1]),
        drag="x",
        color=VERMILION,
        marker="s",
    )
    live.readout(
        lambda operation, x: (*_forward_and_slope(operation, x), 2 * _forward_and_slope(operation, x)[1]),
        "out {:.4f}, local slope {:.4f}; an upstream slope of 2 becomes {:.4f}",
        undefined="no value here: only positive numbers have a logarithm",
    )
    return live


def _forward_and_slope(operation, x):
    leaf = Value(float(x))
    try:
        result = OPERATIONS[operation](leaf)
    except ValueError:
        return np.nan, np.nan
    result.backward()
    return result.data, leaf.grad


# --- Checking by numbers ------------------------------------------------------------------------------------

BUGS = ["no bug", "= for +=", "lost upstream", "wrong sign"]


def gradient_check():
    """How far backward and nudges are apart, against h: a valley without a bug, a plateau with one."""
    E = lambda a, b: (a * b - 1) ** 2 * (a + b)  # a reaches it on three paths, in whole powers only
    da = lambda a, b: 2 * (a * b - 1) * b * (a + b) + (a * b - 1) ** 2
    db = lambda a, b: 2 * (a * b - 1) * a * (a + b) + (a * b - 1) ** 2
    a, b, u = 1.5, -0.7, np.array([0.6, 0.8])
    right = np.array([da(a, b), db(a, b)])
    backward = {
        "no bug": right,
        "= for +=": np.array([(a * b - 1) ** 2, right[1]]),
        "lost upstream": np.array([right[0], a * (a + b) + (a * b - 1) ** 2]),
        "wrong sign": -right,
    }
    nudged = lambda h: (E(a + h * u[0], b + h * u[1]) - E(a - h * u[0], b - h * u[1])) / (2 * h)
    error = lambda bug, h: abs(nudged(h) - backward[bug] @ u) / (abs(nudged(h)) + abs(backward[bug] @ u))

    figure, ax = stage(xlabel="h", ylabel="relative difference", xscale="log", yscale="log")
    ax.set(ylim=(1e-13, 10), xlim=(1e-12, 1))
    ax.axhline(1e-6, color=GREEN, linestyle="--", linewidth=1)
    ax.text(1.5e-12, 2e-9, "below the dashed line\nthe check passes", color=INK, va="top")
    steps = np.logspace(-12, 0, 241)
    live = Live(
        figure,
        alt="The difference between backward and nudges against h, for a backward pass with and without a bug",
    )
    live.choice_slider("bug", BUGS)
    live.log_slider("h", 1e-12, 1.0, value=0.1, per_decade=6)
    live.line(ax, lambda bug: (steps, np.maximum(error(bug, steps), 1e-13)), color=BLUE)
    live.point(ax, lambda bug, h: (h, max(error(bug, h), 1e-13)), color=VERMILION)
    live.readout(
        lambda bug, h: (nudged(h), backward[bug] @ u), "slope along u: {:.5f} by nudges, {:.5f} by backward"
    )
    live.readout(lambda bug, h: error(bug, h), "relative difference {:.1e}")
    return live


# --- A neuron, a network, a batch -----------------------------------------------------------------------------


def neuron(x=2.0, y=1.0):
    """ŷ = φ(w·x + b): left where it stands on the sigmoid, right the factors that make up ∂E/∂w."""
    s = lambda w, b: w * x + b
    phi = lambda s, a: 1 / (1 + np.exp(-a * s))
    slope = lambda s, a: a * phi(s, a) * (1 - phi(s, a))
    figure, (left, right) = stage(1, 2, size=(7.6, 3.7))
    left.set(xlabel="s = w · x + b", title="φ(s) and its tangent", xlim=(-8, 8), ylim=(-0.1, 1.15))
    left.set_xticks(range(-8, 9, 4))
    left.axhline(y, color=GREY, linewidth=1, linestyle="--")
    left.text(-7.8, y + 0.02, f"target y = {y:g}", color=INK, va="bottom", fontsize=10)
    factors = ["2(ŷ − y)", "φ′(s)", "x", "∂E/∂w"]
    right.set(title="three factors and their product", xticks=range(4), xticklabels=factors)
    right.set(xlim=(-0.6, 3.6), ylim=(-2.6, 2.6))
    right.axhline(0, color=GREY, linewidth=1)

    live = Live(
        figure, alt="A sigmoid with a point and its tangent; bars for three factors and their product"
    )
    live.slider("w", -3, 3, value=-0.5, step=0.1)
    live.slider("b", -2, 2, value=0, step=0.2)
    live.slider("a", 0.5, 3, value=1, step=0.5)
    grid = np.linspace(-8, 8, 121)
    live.line(left, lambda a: (grid, phi(grid, a)), color=INK)
    tangent = lambda w, b, a: through(
        (s(w, b), phi(s(w, b), a)), slope(s(w, b), a), (s(w, b) - 2, s(w, b) + 2)
    )
    live.line(left, tangent, color=VERMILION)
    live.point(left, lambda w, b, a: (s(w, b), phi(s(w, b), a)), color=BLUE)
    error = lambda w, b, a: 2 * (phi(s(w, b), a) - y)
    product = lambda w, b, a: error(w, b, a) * slope(s(w, b), a) * x
    live.bars(right, [0], error, color=GREEN)
    live.bars(right, [1], lambda w, b, a: slope(s(w, b), a), color=VERMILION)
    live.bars(right, [2], lambda: x, color=BLUE)
    live.bars(right, [3], product, color=PURPLE)
    live.readout(
        lambda w, b, a: (error(w, b, a), slope(s(w, b), a), x, product(w, b, a)),
        "{:.3f} · {:.3f} · {:.3g} = {:.4f}",
    )
    return live


NET = [
    (np.array([[1.0, -1.0], [0.5, 1.0], [-1.5, 0.5]]), np.array([0.0, -0.5, 0.5])),
    (np.array([[1.0, -2.0, 1.0], [-1.0, 1.0, 2.0]]), np.array([0.5, -1.0])),
    (np.array([[2.0, -1.5]]), np.array([0.5])),
]
"""The network 2 → 3 → 2 → 1 of the lesson: (W, b) of each layer."""


def layers(x=(1.0, 2.0)):
    """A network with two hidden layers: values go forward, δ comes back, each weight gets the product of both ends."""
    values = [layer[0] for layer in network.forward(NET, np.array([x]))]

    def deltas(y):
        """δ of the three layers, from the first hidden one on."""
        delta = [2 * (values[3] - y)]
        for (W, _), h in zip(NET[:0:-1], values[2:0:-1], strict=True):
            delta.insert(0, (delta[0] @ W) * h * (1 - h))
        return delta

    figure, ax = stage(size=(7.4, 4.4), xlim=(-0.45, 3.45), ylim=(-1.4, 1.6))
    ax.set_axis_off()
    spots = [[(k, (len(layer) - 1) / 2 - i) for i in range(len(layer))] for k, layer in enumerate(values)]
    for k in range(3):
        for one in spots[k]:
            for other in spots[k + 1]:
                ax.plot(*zip(one, other, strict=True), color=GREY, linewidth=0.8)
    for k, name in enumerate(["inputs x", "first hidden layer", "second hidden layer", "prediction ŷ"]):
        ax.text(k, 1.45, name, ha="center", fontsize=10)
        ax.plot(*zip(*spots[k], strict=True), "o", markersize=50, markerfacecolor=PAPER, markeredgecolor=GREY)

    live = Live(figure, alt="A network; values are computed to the right, deltas to the left")
    live.integer_slider("step", 0, 6, value=5, play=1, label="step")
    live.slider("y", -2, 3, value=1, step=0.5, label="target y")
    middle = {"ha": "center", "va": "center", "fontsize": 10}
    for k in range(4):
        for i, (px, py) in enumerate(spots[k]):
            value = lambda step, px=px, py=py, k=k, i=i: (
                px if step >= k else np.nan,
                py + 0.09,
                values[k][i],
            )
            live.text(ax, value, "{:.3g}", color=INK, **middle)
            if k > 0:
                delta = lambda step, y, px=px, py=py, k=k, i=i: (
                    *(px if step >= 7 - k else np.nan, py - 0.1, deltas(y)[k - 1][i]),
                )
                live.text(ax, delta, "δ {:.2g}", color=VERMILION, **middle | {"fontsize": 9})
    for k in range(3):
        for j, one in enumerate(spots[k]):
            for i, other in enumerate(spots[k + 1]):

                def ribbon(step, y, k=k, i=i, j=j, one=one, other=other):
                    """As wide as the slope along this weight is large: δ at its right end times value at its left."""
                    size = abs(deltas(y)[k][i] * values[k][j]) if step >= 6 - k else np.nan
                    half = np.array([0, 0.12 * size / (1 + size)])
                    along = np.subtract(other, one)
                    along *= 0.28 / np.hypot(*along)
                    (x0, y0), (x1, y1) = one + along, other - along
                    return [x0, x1, x1, x0], [y0 - half[1], y1 - half[1], y1 + half[1], y0 + half[1]]

                live.area(ax, ribbon, color=VERMILION, alpha=0.55)
    E = lambda y: (values[3][0] - y) ** 2
    live.readout(lambda y: (values[3][0], y, E(y)), "ŷ = {:.4f}, y = {:.1f}, E = (ŷ − y)² = {:.4f}")
    return live


DELTA = np.array([[1.0, -0.5], [0.0, 2.0], [-1.0, 0.5], [0.5, 1.0]])
H = np.array([[0.2, 0.8, 0.5], [0.9, 0.1, 0.4], [0.6, 0.6, 0.1], [0.2, 0.4, 0.8]])


def batch():
    """∂E/∂W = Δᵀ H as a sum: each example adds the product of its δ with its inputs."""
    cells = {"cmap": "PuOr_r", "vmin": -6.0, "vmax": 6.0}
    dark = "#111112"  # on coloured cells, which are light in both themes
    figure, axes = stage(1, 4, size=(7.8, 3.4))
    titles = ["Δ, shape (4, 2)", "H, shape (4, 3)", "its own Δᵀ H", "sum so far"]
    for ax, title, columns, rows in zip(axes, titles, (2, 3, 3, 3), (4, 4, 2, 2), strict=True):
        ax.set(title=title, xlim=(0, columns), ylim=(rows, 0), xticks=[], yticks=[])
        ax.grid(False)
    for ax, matrix in zip(axes[:2], (DELTA, H), strict=True):
        for (i, j), number in np.ndenumerate(matrix):
            ax.text(j + 0.5, i + 0.5, f"{number:g}".replace("-", "−"), ha="center", va="center", fontsize=10)

    live = Live(
        figure, alt="Two matrices with a row for each example, and the gradient that their rows add up to"
    )
    live.integer_slider("examples", 1, 4, value=2, play=1, label="examples so far")
    for ax, columns in zip(axes[:2], (2, 3), strict=True):
        live.line(
            ax,
            lambda examples, columns=columns: (
                [0.04, columns - 0.04, columns - 0.04, 0.04, 0.04],
                np.array([-0.96, -0.96, -0.04, -0.04, -0.96]) + examples,
            ),
            color=VERMILION,
            linewidth=3,
        )
    one = lambda examples: np.outer(DELTA[int(examples) - 1], H[int(examples) - 1])
    so_far = lambda examples: DELTA[: int(examples)].T @ H[: int(examples)]
    for ax, matrix in zip(axes[2:], (one, so_far), strict=True):
        live.image(ax, matrix, extent=(0, 3, 2, 0), **cells)
        for i, j in np.ndindex(2, 3):
            cell = lambda examples, i=i, j=j, matrix=matrix: (j + 0.5, i + 0.5, matrix(examples)[i, j])
            live.text(ax, cell, "{:.3g}", ha="center", va="center", fontsize=10, color=dark)
    live.readout(lambda examples: examples, "{:.0f} of 4 examples added")
    return live
