"""Live figures of lesson 4: the chain rule."""

from itertools import pairwise

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from course_lib.live import (
    BLUE,
    GREEN,
    GREY,
    INK,
    VERMILION,
    Live,
    draw_graph,
    pointwise,
    rectangle,
    stage,
    through,
)
from course_lib.numeric import central_difference

# Light enough for dark numbers on them, in both themes of the page; orange is negative, blue positive.
SIGNED = LinearSegmentedColormap.from_list("signed", ["#f0a060", "#f7f7f7", "#7ab8e0"])
ON_COLOUR = "#111111"


# --- One path -----------------------------------------------------------------------------------------------


def bicycle(front=48, rear=(24, 16, 12), metres=2):
    """Pedals, wheel and road: rates of turning that multiply. `metres` is the circumference of the wheel."""
    figure, (left, right) = stage(1, 2, size=(7.4, 3.0))
    left.set_axis_off()
    left.set(aspect="equal", xlim=(-4.8, 1.7), ylim=(-2.1, 1.9))
    ring, hub, tyre, tooth = (0, 0), (-3, 0), 1.65, 0.023
    left.plot(*_circle(ring, tooth * front), color=INK)
    left.plot(*_circle(hub, tyre), color=INK, linewidth=4)
    left.plot([-4.8, 1.7], [-1.73, -1.73], color=GREY)

    wheel = lambda turn, sprocket: turn * front / int(sprocket)
    pedal = lambda turn: _turned(ring, 1.35, turn)
    valve = lambda turn, sprocket: _turned(hub, 0.9 * tyre, wheel(turn, sprocket))

    def chain(turn, sprocket):
        way = 2 * np.pi * tooth * front * turn
        return _around(hub, tooth * int(sprocket), ring, tooth * front, np.arange(72) / 72, way)

    def spokes(turn, sprocket):
        turns = np.repeat(np.arange(8) / 8 + wheel(turn, sprocket), 3)
        return _turned(hub, np.tile([0, tyre, np.nan], 8), turns)

    def stones(turn, sprocket):
        x = 2 * np.pi * tyre * (np.arange(-1, 7) / metres - wheel(turn, sprocket))
        return x, np.full_like(x, -1.9)

    live = Live(figure, alt="A bicycle's crank, chain and rear wheel, and how far each of them has come")
    live.slider("turn", 0, 1, value=0.3, step=0.02, label="turns of the pedals")
    live.choice_slider("sprocket", [str(teeth) for teeth in rear], value="16", label="teeth at the wheel")
    live.line(left, spokes, color=GREY, linewidth=1)
    live.line(left, lambda sprocket: _circle(hub, tooth * int(sprocket)), color=INK)
    live.point(left, chain, color=BLUE, markersize=3)
    live.point(left, valve, color=BLUE, markersize=7)
    live.point(left, stones, color=GREEN, marker="s", markersize=5)
    live.line(left, lambda turn: tuple(zip(ring, pedal(turn), strict=True)), color=INK, linewidth=4)
    live.point(left, pedal, drag="turn", color=VERMILION)

    right.set(xlim=(0, 8.3), ylim=(-0.7, 2.7), yticks=(2, 1, 0), xticks=range(9))
    right.set_yticklabels(["pedal\nturns", "wheel\nturns", "metres"])
    bar = {"linewidth": 10, "solid_capstyle": "butt"}
    live.line(right, lambda turn: ([0, turn], [2, 2]), color=VERMILION, **bar)
    live.line(right, lambda turn, sprocket: ([0, wheel(turn, sprocket)], [1, 1]), color=BLUE, **bar)
    live.line(right, lambda turn, sprocket: ([0, metres * wheel(turn, sprocket)], [0, 0]), color=GREEN, **bar)
    live.readout(
        lambda sprocket: (front / int(sprocket), metres, metres * front / int(sprocket)),
        "{:.0f} wheel turns per pedal turn × {:.0f} metres per wheel turn = {:.0f} metres per pedal turn",
    )
    return live


def number_lines(outer=np.sin, inner=np.square, at=0.9, span=(-1.9, 1.9), scale=(-2.2, 5.4)):
    """A nudge of x travels to u = g(x) and on to y = f(u), on three number lines of one scale."""
    f, g = pointwise(outer), pointwise(inner)
    figure, ax = stage(size=(7.0, 3.6), xlim=(scale[0] - 0.9, scale[1]), ylim=(-0.35, 2.35))
    ax.set_axis_off()
    for level, name in zip((2, 1, 0), ("$x$", "$u = g(x)$", "$y = f(u)$"), strict=True):
        ax.plot(scale, [level, level], color=GREY, linewidth=1)
        ax.text(scale[0] - 0.1, level, name, ha="right", va="center", color=INK)
        for number in range(int(np.ceil(scale[0])), int(scale[1]) + 1):
            ax.plot([number, number], [level - 0.05, level + 0.05], color=GREY, linewidth=1)
            ax.text(number, level - 0.2, f"{number}".replace("-", "−"), ha="center", color=GREY, fontsize=9)

    def ways(x, nudge):
        """Where the nudge begins and ends, on each of the three lines."""
        u, new = g(x), g(x + nudge)
        return (x, x + nudge), (u, new), (f(u), f(new))

    def band(x, nudge, k):
        (a, b), (c, d) = ways(x, nudge)[k : k + 2]
        return [a, b, d, c], [2 - k, 2 - k, 1 - k, 1 - k]

    def factor(x, nudge, k):
        (a, b), (c, d) = ways(x, nudge)[k : k + 2]
        return (a + b + c + d) / 4 + 0.35, 1.5 - k, (d - c) / (b - a)

    live = Live(
        figure, alt="Three number lines x, u and y; a nudge of x is stretched on its way to u and on to y"
    )
    live.slider("x", *span, value=at, step=0.05)
    live.log_slider("nudge", 1e-3, 0.4, value=0.3, per_decade=16)
    for k, colour in enumerate((BLUE, GREEN)):
        live.area(ax, lambda x, nudge, k=k: band(x, nudge, k), color=colour, alpha=0.35)
        live.text(ax, lambda x, nudge, k=k: factor(x, nudge, k), "× {:.3f}", color=INK, va="center")
    for k, colour in enumerate((VERMILION, BLUE, GREEN)):
        live.line(ax, lambda x, nudge, k=k: (ways(x, nudge)[k], [2 - k, 2 - k]), color=colour, linewidth=7)
        live.point(ax, lambda x, k=k: (ways(x, 0)[k][0], 2 - k), color=colour, markersize=8)
    live.point(ax, lambda x: (x, 2), drag="x", color=VERMILION)
    live.readout(
        lambda x: (central_difference(g, x), central_difference(f, g(x))),
        "slope of g at x: {:+.3f}, slope of f at u: {:+.3f}",
    )
    live.readout(
        lambda x: central_difference(g, x) * central_difference(f, g(x)), "product of the two: {:+.3f}"
    )
    live.readout(
        lambda x, nudge: (nudge, f(g(x + nudge)) - f(g(x)), (f(g(x + nudge)) - f(g(x))) / nudge),
        "nudge of x {:.4f}, of y {:+.5f}: per unit of x {:+.3f}",
    )
    return live


STEPS = {"u": ("x³", lambda x: x**3), "v": ("sin u", np.sin), "w": ("v²", np.square), "y": ("ln w", np.log)}


def machine(steps=None, at=0.8, span=(0.3, 1.4)):
    """Functions in a row: values in the boxes, local slopes on the edges, their product so far below the boxes.

    `steps` maps the name of each result to what is written above its box and the function that gives it.
    """
    steps = {name: (text, pointwise(f)) for name, (text, f) in (steps or STEPS).items()}
    names = ["x", *steps]
    figure, ax = stage(size=(7.4, 2.5))
    places = draw_graph(ax, list(pairwise(names)))
    ax.set(ylim=(-0.75, 0.85))
    for name, (text, _) in steps.items():
        ax.text(places[name][0], 0.4, text, ha="center", color=INK)
    ax.text(-0.42, -0.52, "slope from x:", ha="left", color=INK, fontsize=10)

    def value(x, k):
        for _, f in list(steps.values())[:k]:
            x = f(x)
        return x

    def slope(x, k):
        return central_difference(list(steps.values())[k][1], value(x, k))

    def so_far(x, k):
        return np.prod(np.broadcast_arrays(np.ones_like(x), *(slope(x, j) for j in range(k))), axis=0)

    live = Live(
        figure, alt="Boxes in a row, from x to y, with values inside, local slopes between, products below"
    )
    live.slider("x", *span, value=at, step=0.02)
    centre = {"ha": "center", "va": "center"}
    for k, name in enumerate(names):
        live.text(ax, lambda x, k=k: (k, -0.11, value(x, k)), "{:.3f}", color=INK, **centre)
        if k:
            live.text(ax, lambda x, k=k: (k, -0.5, so_far(x, k)), "{:.3f}", color=INK, **centre)
            live.text(ax, lambda x, k=k: (k - 0.5, 0.62, slope(x, k - 1)), "× {:.3f}", color=INK, **centre)
            ax.plot([places[name][0] - 0.5] * 2, [0.08, 0.5], color=VERMILION, linewidth=1, linestyle=":")
    last = len(steps)
    live.readout(lambda x: so_far(x, last), "product of the local slopes: {:.4f}")
    live.readout(
        lambda x: central_difference(lambda z: value(z, last), x),
        "slope of the whole row, by a nudge: {:.4f}",
    )
    return live


def deep(machines=20):
    """How large a nudge is behind each of many machines that all have the same local slope."""
    figure, ax = stage(size=(6.6, 3.2), xlabel="machines passed", ylabel="size of the nudge", yscale="log")
    ax.set(xlim=(-0.5, machines + 0.5), ylim=(1e-14, 1e14), yticks=10.0 ** np.arange(-12, 13, 4))
    ax.set_xticks(range(0, machines + 1, 5))
    ax.minorticks_off()
    ax.axhline(1, color=GREY, linewidth=1)
    passed = np.arange(machines + 1)

    live = Live(
        figure, alt="The size of a nudge on a logarithmic axis, against how many machines it has passed"
    )
    live.log_slider("slope", 0.25, 4, value=0.25, per_decade=40, label="local slope of each")
    live.point(ax, lambda slope: (passed, slope**passed), color=BLUE, markersize=6)
    live.readout(lambda slope: slope**10, "behind 10 machines the nudge is {:.3g} times as large")
    live.readout(lambda slope: slope**machines, f"behind {machines} machines, " + "{:.3g} times")
    return live


# --- Several paths ------------------------------------------------------------------------------------------


def paths():
    """x reaches y through u₁ = x and u₂ = x²; each path multiplies its slopes, and the paths add up."""
    kinds = {
        "u₁ + u₂": (lambda u, v: u + v, lambda u, v: (u / u, v / v)),
        "u₁ · u₂": (lambda u, v: u * v, lambda u, v: (v, u)),
        "u₁ / u₂": (lambda u, v: u / v, lambda u, v: (1 / v, -u / v**2)),
    }
    values = {
        "x": lambda x, kind: x,
        "u₁": lambda x, kind: x,
        "u₂": lambda x, kind: x**2,
        "y": lambda x, kind: kinds[kind][0](x, x**2),
    }
    figure, ax = stage(size=(5.6, 3.4))
    edges = [("x", "u₁"), ("u₁", "y"), ("x", "u₂"), ("u₂", "y")]
    places = draw_graph(ax, edges, names={"u₁": "u₁ = x", "u₂": "u₂ = x²"})

    def slopes(x, kind):
        """The local slopes of the four edges."""
        by_u, by_v = kinds[kind][1](x, x**2)
        return x / x, by_u, 2 * x, by_v

    live = Live(figure, alt="A graph with two paths from x to y, with the local slope of each edge")
    live.slider("x", 0.5, 3, value=1.5, step=0.05)
    live.choice_slider("kind", list(kinds), label="y")
    number = {"color": INK, "ha": "center", "va": "center"}
    for node, value in values.items():
        column, row = places[node]
        spot = column, row - 0.11
        live.text(ax, lambda x, kind, at=spot, value=value: (*at, value(x, kind)), "{:.3f}", **number)
    for k, (start, end) in enumerate(edges):
        (x0, y0), (x1, y1) = places[start], places[end]
        colour = BLUE if k < 2 else VERMILION
        ax.plot([x0 + 0.31, x1 - 0.31], [y0, y1], color=colour, linewidth=7, alpha=0.4, solid_capstyle="butt")
        spot = (x0 + x1) / 2 + (0.18 if k % 2 else -0.18), (y0 + y1) / 2 + (0.12 if k < 2 else -0.12)
        live.text(ax, lambda x, kind, at=spot, k=k: (*at, slopes(x, kind)[k]), "{:.3f}", **number)

    def path(x, kind, first):
        one, other = slopes(x, kind)[first : first + 2]
        return one, other, one * other

    def both(x, kind):
        by_nudge = central_difference(lambda x: values["y"](x, kind), x)
        return path(x, kind, 0)[2] + path(x, kind, 2)[2], by_nudge

    live.readout(lambda x, kind: path(x, kind, 0), "path through u₁: {:.3f} · {:.3f} = {:.3f}")
    live.readout(lambda x, kind: path(x, kind, 2), "path through u₂: {:.3f} · {:.3f} = {:.3f}")
    live.readout(both, "sum of the paths: {:.3f}, measured by a nudge: {:.3f}")
    return live


# --- Several inputs and outputs -----------------------------------------------------------------------------


def push(length=0.5):
    """A nudge v of the input of a wavy map, the Jacobian there, and what the map makes of the nudge."""
    bend = lambda x1, x2: (x1 + 0.5 * np.sin(2 * x2), x2 + 0.5 * np.sin(2 * x1))
    jacobian = lambda x1, x2: ((1, np.cos(2 * x2)), (np.cos(2 * x1), 1))
    figure, (left, middle, right) = stage(1, 3, size=(7.6, 3.0))
    for ax, title, size in ((left, "input x, nudged by v", 2.05), (right, "output f(x)", 2.6)):
        ax.set(aspect="equal", title=title, xlim=(-size, size), ylim=(-size, size))
    line = np.linspace(-1.5, 1.5, 61)
    for number in np.linspace(-1.5, 1.5, 7):
        for across in ((line, 0 * line + number), (0 * line + number, line)):
            left.plot(*across, color=GREY, linewidth=0.7)
            right.plot(*bend(*across), color=GREY, linewidth=0.7)

    def nudge(angle):
        return length * np.cos(np.radians(angle)), length * np.sin(np.radians(angle))

    def moved(x1, x2, angle):
        return x1 + nudge(angle)[0], x2 + nudge(angle)[1]

    def sides(x1, x2):
        """What becomes of the sides of a square: the columns of the Jacobian, times their length."""
        (a, b), (c, d) = jacobian(x1, x2)
        return (length * a, length * c), (length * b, length * d)

    def predicted(x1, x2, angle):
        (a, b), (c, d) = jacobian(x1, x2)
        v1, v2 = nudge(angle)
        return a * v1 + b * v2, c * v1 + d * v2

    live = Live(
        figure, alt="A point and a nudge on a square grid, the Jacobian there, and both on the bent grid"
    )
    live.slider("x1", -1.5, 1.5, value=0.6, step=0.15, label="x₁")
    live.slider("x2", -1.5, 1.5, value=-0.3, step=0.15, label="x₂")
    live.slider("angle", 0, 360, value=60, step=15, label="direction of v, in degrees")
    cell = {"color": GREEN, "alpha": 0.5}
    live.area(left, lambda x1, x2: _parallelogram((x1, x2), (length, 0), (0, length)), **cell)
    live.area(right, lambda x1, x2: _parallelogram(bend(x1, x2), *sides(x1, x2)), **cell)
    live.arrow(left, lambda x1, x2, angle: (x1, x2, *nudge(angle)), color=VERMILION, linewidth=3)
    live.point(left, moved, color=INK, markersize=5)
    live.point(left, lambda x1, x2: (x1, x2), drag=("x1", "x2"), color=BLUE)
    live.arrow(
        right,
        lambda x1, x2, angle: (*bend(x1, x2), *predicted(x1, x2, angle)),
        color=VERMILION,
        linewidth=3,
    )
    live.point(right, lambda x1, x2, angle: bend(*moved(x1, x2, angle)), color=INK, markersize=5)
    live.point(right, bend, color=BLUE)
    _heat_map(live, middle, jacobian, (2, 2), "Jacobian at x", limit=1.5)
    live.readout(
        lambda x1, x2, angle: (*nudge(angle), *predicted(x1, x2, angle)),
        "nudge v = ({:+.3f}, {:+.3f}), Jacobian times v = ({:+.3f}, {:+.3f})",
    )
    live.readout(
        lambda x1, x2, angle: tuple(
            new - old for new, old in zip(bend(*moved(x1, x2, angle)), bend(x1, x2), strict=True)
        ),
        "what the output really does: ({:+.3f}, {:+.3f})",
    )
    return live


def product():
    """J_f · J_g for g: ℝ² → ℝ³ and f: ℝ³ → ℝ². One entry of the product is a row times a column: a sum over paths."""
    g = lambda x1, x2: (x1 * x2, np.sin(x1), x2**2 / 2)
    jacobian_g = lambda x1, x2: ((x2, x1), (np.cos(x1), 0 * x1), (0 * x2, x2))

    def jacobian_f(x1, x2):
        u1, u2, u3 = g(x1, x2)
        return (1 + 0 * u1, u3, u2), (u2, u1, 1 + 0 * u1)

    def jacobian(x1, x2):
        columns = list(zip(*jacobian_g(x1, x2), strict=True))
        return [[_dot(row, column) for column in columns] for row in jacobian_f(x1, x2)]

    entries = {f"∂f{'₁₂'[i]} / ∂x{'₁₂'[j]}": (i, j) for i in range(2) for j in range(2)}
    figure, axes = stage(1, 3, size=(7.6, 3.2))
    live = Live(
        figure, alt="Two heat maps, of 2 × 3 and of 3 × 2 cells, and the 2 × 2 heat map of their product"
    )
    live.slider("x1", -2, 2, value=1.0, step=0.1, label="x₁")
    live.slider("x2", -2, 2, value=1.4, step=0.1, label="x₂")
    live.choice_slider("entry", list(entries), value="∂f₁ / ∂x₂")
    _heat_map(live, axes[0], jacobian_f, (2, 3), "Jacobian of f at g(x)", "f", "u")
    _heat_map(live, axes[1], jacobian_g, (3, 2), "Jacobian of g at x", "u", "x")
    _heat_map(live, axes[2], jacobian, (2, 2), "Jacobian of f ∘ g", "f", "x")
    frame = {"color": VERMILION, "linewidth": 3}
    live.line(axes[0], lambda entry: _frame(0, 3, entries[entry][0], 1), **frame)
    live.line(axes[1], lambda entry: _frame(entries[entry][1], 1, 0, 3), **frame)
    live.line(axes[2], lambda entry: _frame(entries[entry][1], 1, entries[entry][0], 1), **frame)

    def row_times_column(x1, x2, entry):
        i, j = entries[entry]
        row, column = jacobian_f(x1, x2)[i], [line[j] for line in jacobian_g(x1, x2)]
        pairs = [number for pair in zip(row, column, strict=True) for number in pair]
        return *pairs, _dot(row, column)

    live.readout(
        row_times_column,
        "three paths, one through each u: {:.2f} · {:.2f} + {:.2f} · {:.2f} + {:.2f} · {:.2f} = {:.2f}",
    )
    return live


# --- A neuron -----------------------------------------------------------------------------------------------


def sigmoid():
    """φ(s) = 1 / (1 + e^(−as)) with its tangent, and its slope with and without the factor a."""
    phi = lambda s, a: 1 / (1 + np.exp(-a * s))
    figure, (left, right) = stage(1, 2, size=(7.4, 3.3), xlabel="s", xlim=(-3, 3))
    left.set(title="φ(s)", ylim=(-0.1, 1.1))
    right.set(title="its slope", ylim=(-0.1, 2.2))
    right.plot([], [], color=BLUE, label="a · φ (1 − φ)")
    right.plot([], [], color=GREY, linestyle="--", label="φ (1 − φ)")
    right.legend(loc="upper left", fontsize=9, handlelength=1.5, frameon=False)
    line = np.linspace(-3, 3, 181)

    live = Live(
        figure, alt="Left the sigmoid and its tangent at s, right its slope, with the factor a and without"
    )
    live.slider("a", 0.5, 8, value=3, step=0.1)
    live.slider("s", -3, 3, value=0.4, step=0.05)
    live.line(left, lambda a: (line, phi(line, a)), color=BLUE)
    live.line(
        left,
        lambda s, a: through((s, phi(s, a)), a * phi(s, a) * (1 - phi(s, a)), (s - 0.7, s + 0.7)),
        color=VERMILION,
    )
    live.point(left, lambda s, a: (s, phi(s, a)), drag="s", color=BLUE)
    live.line(right, lambda a: (line, phi(line, a) * (1 - phi(line, a))), color=GREY, linestyle="--")
    live.line(right, lambda a: (line, a * phi(line, a) * (1 - phi(line, a))), color=BLUE)
    live.point(right, lambda s, a: (s, phi(s, a) * (1 - phi(s, a))), color=GREY, marker="s", markersize=7)
    live.point(right, lambda s, a: (s, a * phi(s, a) * (1 - phi(s, a))), drag="s", color=BLUE)
    live.readout(
        lambda s, a: central_difference(lambda z: phi(z, a), s), "slope, measured by a nudge: {:.3f}"
    )
    live.readout(
        lambda s, a: (a * phi(s, a) * (1 - phi(s, a)), phi(s, a) * (1 - phi(s, a))),
        "a · φ(1 − φ) = {:.3f} ●, φ(1 − φ) = {:.3f} ■",
    )
    return live


# What the neuron of the lesson is to learn.
INPUTS = np.array([-1.5, -0.5, 0.5, 1.0, 2.0, 2.5])
# So that at w = 1, b = 0.4 both slopes are exactly 0: the errors of the last four are −0.2, 0.2, 0.2, −0.2.
TARGETS = np.array([0.2, 0.3, 1.1, 1.2, 2.2, 3.1])


def forward(w, b, inputs=INPUTS):
    """Output of ReLU(w · x + b) for each input, and which of them are active."""
    s = w * inputs + b
    return np.maximum(s, 0), s > 0


def at_the_corner(w, b, inputs=INPUTS):
    """For which inputs w · x + b is 0, where ReLU has no slope."""
    return np.isclose(w * inputs + b, 0, atol=1e-9)


def shares(w, b, inputs=INPUTS, targets=TARGETS):
    """What each example adds to the slopes of the mean squared error: by w and by b."""
    output, active = forward(w, b, inputs)
    of_b = 2 / len(inputs) * (output - targets) * active
    return of_b * inputs, of_b


def neuron(inputs=INPUTS, targets=TARGETS):
    """ReLU(w · x + b) against data, and what each example adds to the two slopes of the mean squared error."""
    count = len(inputs)
    figure, (left, right) = stage(1, 2, size=(7.6, 3.6))
    left.set(title="neuron and data ×", xlabel="x", xlim=(-2, 3), ylim=(-0.4, 4.2))
    left.plot(inputs, targets, marker="x", markersize=8, linestyle="none", color=INK)
    right.set(title="share of each example", xlabel="example", xlim=(-0.7, count - 0.3), ylim=(-2.6, 2.6))
    right.set_xticks(range(count), [f"{k + 1}" for k in range(count)])
    right.axhline(0, color=GREY, linewidth=1)
    right.bar([0], [0], color=BLUE, width=0.4, label="in the slope by w")
    right.bar([0], [0], color=VERMILION, width=0.2, label="in the slope by b")
    right.legend(loc="lower left", fontsize=9, frameon=False)

    def outputs(w, b, wanted):
        """Outputs of the examples that are active, or of those that are not."""
        output, active = forward(w, b, inputs)
        return inputs, np.where(active == wanted, output, np.nan)

    live = Live(
        figure, alt="Left data and a neuron that bends at 0, right a bar for the share of each example"
    )
    live.slider("w", -1, 2, value=0.5, step=0.1)
    live.slider("b", -2, 1, value=0.6, step=0.1)
    line = np.linspace(-2, 3, 101)
    for x, y in zip(inputs, targets, strict=True):
        error = lambda w, b, x=x, y=y: ([x, x], [y, forward(w, b, x)[0]])
        live.line(left, error, color=VERMILION, linewidth=1.5)
    live.line(left, lambda w, b: (line, forward(w, b, line)[0]), color=BLUE)
    dot = {"jumps": True, "markersize": 7}
    live.point(left, lambda w, b: outputs(w, b, True), color=BLUE, **dot)
    live.point(left, lambda w, b: outputs(w, b, False), color=GREY, markerfacecolor="none", **dot)
    for k, style in enumerate(({"width": 0.7, "color": BLUE}, {"width": 0.25, "color": VERMILION})):
        live.bars(right, range(count), lambda w, b, k=k: shares(w, b, inputs, targets)[k], **style)
    total = lambda terms: np.sum(terms, axis=-1, keepdims=True)
    live.readout(
        lambda w, b: total((forward(w, b, inputs)[0] - targets) ** 2) / count, "mean squared error L = {:.3f}"
    )
    live.readout(
        lambda w, b: tuple(map(total, shares(w, b, inputs, targets))),
        "sum of the blue bars ∂L/∂w = {:+.3f}, sum of the orange bars ∂L/∂b = {:+.3f}",
    )
    live.readout(lambda w, b: total(forward(w, b, inputs)[1]), "active examples ●: {:.0f}" + f" of {count}")
    return live


# --- The other chain rule -----------------------------------------------------------------------------------


def slices():
    """A unit square of probability, cut by rain first or by umbrella first: the shared piece has the same area."""
    figure, (left, right) = stage(1, 2, size=(7.2, 3.7), aspect="equal", xlim=(0, 1), ylim=(0, 1))
    for ax, title in ((left, "cut by rain first"), (right, "cut by umbrella first")):
        ax.grid(False)
        ax.set(title=title, xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
        ax.plot([0, 1, 1, 0, 0], [0, 0, 1, 1, 0], color=GREY)
    left.set(xlabel="p(rain)", ylabel="p(umbrella | …)")
    right.set(xlabel="p(rain | …)", ylabel="p(umbrella)")
    umbrella = lambda r, dry, wet: r * wet + (1 - r) * dry
    share = lambda r, dry, wet: r * wet / umbrella(r, dry, wet)

    live = Live(
        figure,
        alt="A unit square cut in two ways; rain with umbrella is a rectangle of the same area in both",
    )
    live.slider("r", 0.05, 0.95, value=0.3, step=0.05, label="p(rain)")
    live.slider("wet", 0.05, 0.95, value=0.9, step=0.05, label="p(umbrella | rain)")
    live.slider("dry", 0.05, 0.95, value=0.1, step=0.05, label="p(umbrella | no rain)")
    full, pale = {"color": BLUE, "alpha": 0.7}, {"color": BLUE, "alpha": 0.3}
    live.area(left, lambda r, wet: rectangle(0, r, 0, wet), **full)
    live.area(left, lambda r, dry: rectangle(r, 1, 0, dry), **pale)
    live.line(left, lambda r: ([r, r], [0, 1]), color=INK)
    live.area(right, lambda r, dry, wet: rectangle(0, share(r, dry, wet), 0, umbrella(r, dry, wet)), **full)
    live.area(right, lambda r, dry, wet: rectangle(share(r, dry, wet), 1, 0, umbrella(r, dry, wet)), **pale)
    live.line(right, lambda r, dry, wet: ([0, 1], [umbrella(r, dry, wet)] * 2), color=INK)
    live.readout(lambda r, wet: (r, wet, r * wet), "p(rain) · p(umbrella | rain) = {:.2f} · {:.2f} = {:.4f}")
    live.readout(
        lambda r, dry, wet: (umbrella(r, dry, wet), share(r, dry, wet), r * wet),
        "p(umbrella) · p(rain | umbrella) = {:.3f} · {:.3f} = {:.4f}",
    )
    live.readout(
        lambda r, dry, wet: r * umbrella(r, dry, wet),
        "p(rain) · p(umbrella) = {:.4f}: both together only if they are independent",
    )
    return live


# --- Shapes -------------------------------------------------------------------------------------------------


def _turned(centre, radius, turns):
    """A point that stood above `centre` and has turned clockwise."""
    return centre[0] + radius * np.sin(2 * np.pi * turns), centre[1] + radius * np.cos(2 * np.pi * turns)


def _circle(centre, radius):
    return _turned(centre, radius, np.linspace(0, 1, 90))


def _parallelogram(corner, one, other):
    (x, y), (a, c), (b, d) = corner, one, other
    return [x, x + a, x + a + b, x + b], [y, y + c, y + c + d, y + d]


def _frame(column, columns, row, rows):
    """The outline of a block of cells of a heat map."""
    left, right, top, bottom = column - 0.46, column + columns - 0.54, 0.46 - row, 0.54 - row - rows
    return [left, right, right, left, left], [bottom, bottom, top, top, bottom]


def _around(hub, hub_radius, ring, ring_radius, part, way):
    """Points on a chain around two wheels, at fractions `part` of its length, after it has moved by `way`."""
    apart = ring[0] - hub[0]
    touch = np.arccos((hub_radius - ring_radius) / apart)  # the angle at which the chain leaves both wheels
    run = np.sqrt(apart**2 - (ring_radius - hub_radius) ** 2)
    legs = np.cumsum([0, run, 2 * touch * ring_radius, run, 2 * (np.pi - touch) * hub_radius])
    place = (part * legs[-1] + way) % legs[-1]
    leg = np.searchsorted(legs, place, side="right") - 1
    place = place - legs[leg]
    # Forward above, round the ring, back below, round the hub: clockwise, as a bicycle that rides to the right.
    angle = np.select(
        [leg == 0, leg == 1, leg == 2],
        [touch, touch - place / ring_radius, -touch],
        -touch - place / hub_radius,
    )
    radius = np.where((leg == 1) | (leg == 2), ring_radius, hub_radius)
    centre = np.where((leg == 1) | (leg == 2), ring[0], hub[0])
    along = np.where((leg == 0) | (leg == 2), place, 0)
    return (
        centre + radius * np.cos(angle) + along * np.sin(angle),
        ring[1] + radius * np.sin(angle) - along * np.cos(angle),
    )


def _heat_map(live, ax, matrix, shape, title, outputs="f", inputs="x", limit=3):
    """Cells coloured by the entries of `matrix`, a function of x1 and x2, with their numbers."""
    rows, columns = shape
    ax.grid(False)
    ax.set(
        title=f"{title}\n{rows} × {columns}",
        aspect="equal",
        xlim=(-0.5, columns - 0.5),
        ylim=(0.5 - rows, 0.5),
    )
    ax.set_xticks(range(columns), [f"{inputs}{'₁₂₃'[j]}" for j in range(columns)])
    ax.set_yticks([-i for i in range(rows)], [f"{outputs}{'₁₂₃'[i]}" for i in range(rows)])
    ax.tick_params(length=0)
    extent = (-0.5, columns - 0.5, 0.5 - rows, 0.5)
    live.image(
        ax, lambda x1, x2: matrix(x1, x2), extent, cmap=SIGNED, vmin=-limit, vmax=limit, aspect="equal"
    )
    for i in range(rows):
        for j in range(columns):
            entry = lambda x1, x2, i=i, j=j: (j, -i, matrix(x1, x2)[i][j])
            live.text(ax, entry, "{:.2f}", color=ON_COLOUR, ha="center", va="center", fontsize=10)


def _dot(row, column):
    return sum(a * b for a, b in zip(row, column, strict=True))
