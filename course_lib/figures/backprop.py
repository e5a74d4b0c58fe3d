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
from course_lib.live.graph import WIDTH
from course_lib.value import Value

MIDDLE = {"ha": "center", "va": "center", "fontsize": 10}

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
    begin = turn + 3 if step is None else step
    label = f"step ({turn} forward, then back)"
    live.integer_slider("step", 0, 2 * turn + 1, value=begin, label=label, play=1)
    grads = _grads_by_step(made)
    for node in names:
        computed = made.index(node) + 1 if node in made else 0
        _write_node(live, ax, places[node], node, computed, lambda step: grads[max(int(step) - turn, 0)])
        _write_local_slopes(live, ax, places, node, computed)
    for step, node in enumerate(reversed(made), start=turn + 2):
        _hand_on(live, ax, places, node, names, step, upstream=grads[-1][node])
    return live


def _write_node(live, ax, place, node, computed, grads):
    """Its value from the step on at which it is computed, and the share of its slope that has come back so far."""
    x, y = place
    live.text(ax, lambda step: (_if(step >= computed, x), y, node.data), "{:.4g}", color=INK, **MIDDLE)

    def grad(step):
        found = grads(step).get(node)
        return _if(found is not None, x), y - 0.16, found or 0.0

    live.text(ax, grad, "grad {:.4g}", color=VERMILION, **MIDDLE)


def _write_local_slopes(live, ax, places, node, computed):
    for parent in dict.fromkeys(node.parents):
        local = [slope for other, slope in zip(node.parents, node.slopes, strict=True) if other is parent]
        x, y, dx, dy = _way_back(places, node, parent, aside=0.14)
        at = x + dx / 2, y + dy / 2
        slopes = lambda step, at=at, local=local: (_if(step >= computed, at[0]), at[1], *local)
        live.text(ax, slopes, " and ".join(["{:.3g}"] * len(local)), color=BLUE, **MIDDLE)


def _hand_on(live, ax, places, node, names, now, upstream):
    """At the step `now` arrows from a node to its parents, and below the graph what they carry."""
    for parent in dict.fromkeys(node.parents):
        x, *rest = _way_back(places, node, parent, aside=-0.06)
        back = lambda step, x=x, rest=rest: (_if(step == now, x), *rest)
        live.arrow(ax, back, color=VERMILION, linewidth=3)
    x, y = np.mean(ax.get_xlim()), ax.get_ylim()[0] + 0.4
    for line, (parent, slope) in enumerate(zip(node.parents, node.slopes, strict=True)):
        numbers = y - 0.22 * line, slope, upstream, slope * upstream
        handed = lambda step, numbers=numbers: (_if(step == now, x), *numbers)
        to = names[parent].split(" = ")[0]
        words = f"to {to}: local {{:.4g}} × upstream {{:.4g}} = {{:.4g}}"
        live.text(ax, handed, words, color=INK, **MIDDLE)


def _if(shown, x):
    """x, or no place at all."""
    return x if shown else np.nan


def _way_back(places, node, parent, aside):
    """From a node to its parent as x, y, dx, dy, and so far to the side that the arrow between them stays visible."""
    (x0, y0), (x1, y1) = places[node], places[parent]
    start = np.array([x0 - WIDTH / 2, y0])
    way = np.array([x1 + WIDTH / 2, y1]) - start
    return *(start + aside * np.array([way[1], -way[0]]) / np.hypot(*way)), *way


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
    values = {"a": lambda a, b: a, "b": lambda a, b: b, "e": by_g, "g": lambda a, b: a + b, "L": L}
    for node, value in values.items():
        x, y = places[node]
        live.text(left, lambda a, b, x=x, y=y, value=value: (x, y - 0.08, value(a, b)), "{:.4g}", **MIDDLE)
    x = np.mean(left.get_xlim())
    factors = {
        "e": lambda a, b: (x, 0.9, b, a + b, by_e(a, b)),
        "g": lambda a, b: (x, -0.9, 1, a * b, by_g(a, b)),
    }
    for node, colour in [("e", BLUE), ("g", VERMILION)]:
        arrow = _way_back(places, node, "a", aside=-0.06)
        live.arrow(left, lambda arrow=arrow: arrow, color=colour, linewidth=3)
        words = f"share by {node}: local {{:.4g}} × upstream {{:.4g}} = {{:.4g}}"
        live.text(left, factors[node], words, color=colour, **MIDDLE)
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
    curves["relu"][1, np.isclose(x, 0)] = np.nan  # a jump is no steep line

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
    error = lambda bug, h: (
        abs(nudged(h) - backward[bug] @ u) / np.maximum(abs(nudged(h)), abs(backward[bug] @ u))
    )

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
    live.log_slider("h", 1e-12, 1.0, value=1e-5, per_decade=6)
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
    deltas = lambda y: _deltas(values, y)
    figure, ax = stage(size=(7.4, 4.4), xlim=(-0.45, 3.45), ylim=(-1.4, 1.6))
    ax.set_axis_off()
    spots = [[(k, (len(layer) - 1) / 2 - i) for i in range(len(layer))] for k, layer in enumerate(values)]
    connections = [(k, i, j) for k, (W, _) in enumerate(NET) for i, j in np.ndindex(W.shape)]
    for k, i, j in connections:
        ax.plot(*zip(spots[k][j], spots[k + 1][i], strict=True), color=GREY, linewidth=0.8)
    for k, name in enumerate(["inputs x", "first hidden layer", "second hidden layer", "prediction ŷ"]):
        ax.text(k, 1.45, name, ha="center", fontsize=10)
        ax.plot(*zip(*spots[k], strict=True), "o", markersize=50, markerfacecolor=PAPER, markeredgecolor=GREY)

    live = Live(figure, alt="A network; values are computed to the right, deltas to the left")
    live.integer_slider("step", 0, 6, value=6, play=1, label="step (3 forward, 3 back)")
    live.slider("y", -2, 3, value=1, step=0.5, label="target y")
    live.integer_slider("neuron", 1, 3, value=2, label="neuron")
    for k, i in ((k, i) for k, layer in enumerate(values) for i in range(len(layer))):
        x, y = spots[k][i]
        value = lambda step, k=k, at=(x, y + 0.09), h=values[k][i]: (_if(step >= k, at[0]), at[1], h)
        live.text(ax, value, "{:.3g}", color=INK, **MIDDLE)
        if k > 0:
            found = lambda y, k=k, i=i: deltas(y)[k - 1][i]
            delta = lambda step, y, k=k, at=(x, y - 0.1), found=found: (
                _if(step >= 7 - k, at[0]),
                at[1],
                found(y),
            )
            live.text(ax, delta, "δ {:.2g}", color=VERMILION, **MIDDLE | {"fontsize": 9})
    for k, i, j in connections:
        width = lambda y, k=k, i=i, j=j: 0.06 * abs(deltas(y)[k][i] * values[k][j])
        ends = spots[k][j], spots[k + 1][i]
        band = lambda step, y, k=k, ends=ends, width=width: _band(*ends, _if(step >= 6 - k, width(y)))
        live.area(ax, band, color=VERMILION, alpha=0.55)
    E = lambda y: (values[3][0] - y) ** 2
    live.readout(lambda y: (values[3][0], y, E(y)), "ŷ = {:.4f}, y = {:.1f}, E = (ŷ − y)² = {:.4f}")
    _follow_a_neuron(live, ax, values, spots)
    return live


def _deltas(values, y):
    """δ of the three layers, from the first hidden one on."""
    deltas = [2 * (values[3] - y)]
    for (W, _), h in zip(NET[:0:-1], values[2:0:-1], strict=True):
        deltas.insert(0, (deltas[0] @ W) * h * (1 - h))
    return deltas


def _follow_a_neuron(live, ax, values, spots):
    """A ring around one neuron of the first hidden layer, its weights, and how its δ comes about."""
    W, h = NET[1][0], values[1]
    ring = {"markersize": 54, "markerfacecolor": "none", "markeredgewidth": 2, "color": BLUE}
    live.point(ax, lambda neuron: (1, 2 - neuron), **ring)
    for i, aside in enumerate([0.12, -0.14]):
        height = lambda neuron, i=i, aside=aside: 0.68 * (2 - neuron) + 0.32 * spots[2][i][1] + aside
        weight = lambda neuron, i=i, height=height: (1.32, height(neuron), W[i, int(neuron) - 1])
        live.text(ax, weight, "{:.3g}", color=BLUE, **MIDDLE)

    def delta(step, y, neuron):
        j, back = int(neuron) - 1, _deltas(values, y)[1]
        local = h[j] * (1 - h[j])
        shares = W[0, j], back[0], W[1, j], back[1]
        return neuron, *shares, W[:, j] @ back, local, _if(step == 6, W[:, j] @ back * local)

    words = "neuron {:.0f}: {:.3g} · {:.3g} + {:.3g} · {:.3g} = {:.3g}, times h(1 − h) = {:.3g}: δ = {:.2g}"
    live.readout(delta, words, undefined="δ of the ringed neuron comes with step 6")


def _band(one, other, width):
    """The corners of a band between the circles around two points."""
    along = np.subtract(other, one)
    along = along / np.hypot(*along)
    start, end = one + 0.28 * along, other - 0.28 * along
    across = np.array([-along[1], along[0]]) * width / 2
    return tuple(np.transpose([start - across, end - across, end + across, start + across]))


DELTA = np.array([[1.0, -0.5], [0.0, 2.0], [-1.0, 0.5], [0.5, 1.0]])
H = np.array([[0.2, 0.8, 0.5], [0.9, 0.1, 0.4], [0.6, 0.6, 0.1], [0.2, 0.4, 0.8]])


def batch():
    """∂E/∂W = Δᵀ H as a sum: each example adds the product of its δ with its inputs."""
    cells = {"cmap": "PuOr_r", "vmin": -6.0, "vmax": 6.0}
    dark = "#111112"  # on coloured cells, which are light in both themes
    figure, axes = stage(1, 4, size=(7.8, 3.4))
    titles = ["Δ, shape (4, 2)", "H, shape (4, 3)", "this example", "sum so far"]
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
