"""Live figures of lesson 2: partial derivatives and the gradient."""

import math
from functools import cache

import numpy as np

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
    pointwise,
    stage,
    through,
    with_room,
)
from course_lib.live.errors import FigureError
from course_lib.numeric import central_difference

# Which input moves is told twice: by colour, and by how a line is drawn.
FIRST = {"color": BLUE, "linestyle": "-"}
SECOND = {"color": VERMILION, "linestyle": "--"}


def desk():
    """y = a · b + c as a mixing desk: a fader for each input, a needle for y, and a nudge h to one of the three."""
    figure, (faders, needle) = stage(1, 2, size=(7.2, 4.0))
    faders.get_gridspec().set_width_ratios([3, 1.3])
    faders.set(xlim=(-0.6, 2.9), ylim=(-4.6, 11.6), title="three inputs", xticks=[0, 1, 2], xticklabels="abc")
    needle.set(xlim=(-0.6, 1.2), ylim=(-14, 24), title="y = a · b + c", xticks=[])
    faders.vlines([0, 1, 2], [-3, -3, 0], [3, 3, 10], color=GREY, linewidth=5, alpha=0.4)
    needle.vlines([0], [-13], [23], color=GREY, linewidth=5, alpha=0.4)

    y = lambda a, b, c: a * b + c
    pick = lambda which, *abc: np.select([which == "a", which == "b", which == "c"], abc)
    step = lambda which, h, name: np.where(which == name, h, 0)
    rise = lambda a, b, which, h: (
        y(a + step(which, h, "a"), b + step(which, h, "b"), step(which, h, "c")) - y(a, b, 0)
    )
    live = Live(
        figure,
        alt="Three faders a, b and c, the value y = a · b + c, and what a nudge to one fader does to y",
    )
    live.slider("a", -3, 3, value=2, step=1)
    live.slider("b", -3, 3, value=-3, step=1)
    live.slider("c", 0, 10, value=10, step=2)
    live.choice_slider("which", ["a", "b", "c"], label="nudge")
    live.slider("h", -1, 1, value=1, step=0.1, label="by h")
    nudged = lambda a, b, c, which, h: (pick(which, a, b, c), pick(which, a, b, c) + h)
    answer = lambda a, b, c, which, h: (y(a, b, c), y(a, b, c) + rise(a, b, which, h))
    side = lambda which: pick(which, 0.16, 1.16, 2.16)
    bar = {"color": VERMILION, "linewidth": 5}
    live.line(
        faders, lambda a, b, c, which, h: ((side(which), side(which)), nudged(a, b, c, which, h)), **bar
    )
    live.line(needle, lambda a, b, c, which, h: ((0.16, 0.16), answer(a, b, c, which, h)), **bar)
    live.text(faders, lambda a, b, c, which, h: (side(which) + 0.12, pick(which, a, b, c), h), "{:+.1f}")
    live.text(needle, lambda a, b, c, which, h: (0.28, y(a, b, c), rise(a, b, which, h)), "{:+.1f}")
    live.point(faders, lambda a: (0, a), drag="a", color=BLUE)
    live.point(faders, lambda b: (1, b), drag="b", color=BLUE)
    live.point(faders, lambda c: (2, c), drag="c", color=BLUE)
    live.point(needle, lambda a, b, c: (0, y(a, b, c)), color=INK, marker="s", markersize=8)
    live.readout(lambda a, b, c: y(a, b, c), "y = {:.1f}")
    live.readout(
        lambda a, b, which, h: (rise(a, b, which, h), rise(a, b, which, h) / h),
        "nudged, y changes by Δy = {:+.1f}; for each unit of the nudge that is Δy / h = {:+.2f}",
        undefined="no nudge, no quotient",
    )
    return live


def lift_or_tilt():
    """Two functions of a, b and c, drawn over a alone: what a change of c does to a term, and to a factor."""
    functions = {"a·b + c²": lambda a, b, c: a * b + c**2, "a·b + a·c²": lambda a, b, c: a * b + a * c**2}
    figure, axes = stage(1, 2, size=(7.4, 3.6), xlabel="a", xlim=(-2, 2), ylim=(-6, 8))
    a = np.array([-2.0, 2.0])

    live = Live(
        figure, alt="Left the line of a·b + c² over a, right that of a·b + a·c²; dashed, both for c = 0"
    )
    live.slider("b", -2, 2, value=1, step=0.1)
    live.slider("c", -2, 2, value=1.5, step=0.1)
    for ax, (name, f) in zip(axes, functions.items(), strict=True):
        ax.set_title(name)
        ax.axhline(0, color=GREY, linewidth=1)
        live.line(ax, lambda b, f=f: (a, f(a, b, 0)), color=GREY, linestyle="--")
        live.line(ax, lambda b, c, f=f: (a, f(a, b, c)), color=BLUE)
        slope = lambda b, c, f=f: f(1, b, c) - f(0, b, c)
        live.text(ax, lambda b, c, slope=slope: (-1.8, 6.9, slope(b, c)), "slope {:+.2f}", color=INK)
    return live


def slices(f=lambda x, y: np.sin(x * y), at=(1.0, 0.8), span=(-2.0, 2.0)):
    """A surface cut twice through one point: along x with y held, and along y with x held; both slopes there."""
    f = pointwise(f)
    figure, axes = stage(2, 2, size=(7.4, 7.0), projection=("3d", None, None, None))
    axes[0].get_gridspec().set_height_ratios([3, 2])
    surface, map_, along_x, along_y = axes
    t = np.linspace(*span, 41)
    heights = f(*np.meshgrid(t, t))
    surface.plot_surface(*np.meshgrid(t, t), heights, cmap="viridis", alpha=0.55, rasterized=True)
    surface.set(xlabel="x", ylabel="y", title="the surface, cut twice")
    surface.set_box_aspect((4, 4, 3), zoom=1.2)
    _draw_contours(map_, f, span, span, levels=5)
    map_.set(xlabel="x", ylabel="y", title="seen from above")
    room = with_room(heights)
    along_x.set(xlabel="x", title="the cut along x: y is held", xlim=span, ylim=room)
    along_y.set(xlabel="y", title="the cut along y: x is held", xlim=span, ylim=room)

    by_x = lambda x, y: central_difference(lambda x: f(x, y), x)
    by_y = lambda x, y: central_difference(lambda y: f(x, y), y)
    dt = np.array([-0.5, 0.5])
    live = Live(
        figure, alt="A surface, its contour map, and its two cuts through one point, each with its tangent"
    )
    live.slider("x", *span, value=at[0], step=0.1)
    live.slider("y", *span, value=at[1], step=0.1)
    live.turn_slider(surface, azimuths=(-105, -60, -15))
    live.line(surface, lambda y: (t, y + 0 * t, f(t, y)), **FIRST)
    live.line(surface, lambda x: (x + 0 * t, t, f(x, t)), **SECOND)
    live.line(surface, lambda x, y: (x + dt, y + 0 * dt, f(x, y) + by_x(x, y) * dt), color=INK, linewidth=3)
    live.line(surface, lambda x, y: (x + 0 * dt, y + dt, f(x, y) + by_y(x, y) * dt), color=INK, linewidth=3)
    live.point(surface, lambda x, y: (x, y, f(x, y)), drag=("x", "y"), color=PURPLE)
    live.line(map_, lambda y: (span, (y, y)), **FIRST)
    live.line(map_, lambda x: ((x, x), span), **SECOND)
    live.point(map_, lambda x, y: (x, y), drag=("x", "y"), color=PURPLE)
    live.line(along_x, lambda y: (t, f(t, y)), **FIRST)
    live.line(
        along_x, lambda x, y: through((x, f(x, y)), by_x(x, y), (x - 0.5, x + 0.5)), color=INK, linewidth=3
    )
    live.point(along_x, lambda x, y: (x, f(x, y)), drag="x", color=PURPLE)
    live.line(along_y, lambda x: (t, f(x, t)), **SECOND)
    live.line(
        along_y, lambda x, y: through((y, f(x, y)), by_y(x, y), (y - 0.5, y + 0.5)), color=INK, linewidth=3
    )
    live.point(along_y, lambda x, y: (y, f(x, y)), drag="y", color=PURPLE)
    live.readout(
        lambda x, y: (by_x(x, y), by_y(x, y)), "only x moves: slope {:+.3f}. Only y moves: slope {:+.3f}"
    )
    return live


def ellipsoid():
    """An ellipsoid with half-axes t, x and y, and how fast its volume grows with each of them."""
    figure, (space, bars) = stage(1, 2, size=(7.4, 3.9), projection=("3d", None))
    space.set(xlim=(-3, 3), ylim=(-3, 3), zlim=(-3, 3), xticklabels=[], yticklabels=[], zticklabels=[])
    space.set_box_aspect((1, 1, 1), zoom=1.25)
    bars.set(xticks=range(3), xticklabels=["∂V/∂t", "∂V/∂x", "∂V/∂y"], xlim=(-0.6, 2.6), ylim=(0, 42))
    bars.set(title="volume gained per unit")
    turn = np.linspace(0, 2 * np.pi, 49)
    cos, sin, zero = np.cos(turn), np.sin(turn), 0 * turn
    factor = 4 * math.pi / 3

    live = Live(
        figure,
        alt="An ellipsoid with three half-axes of different lengths, and three bars: the shortest axis "
        "has the tallest bar",
    )
    for name, value in [("t", 1), ("x", 2), ("y", 3)]:
        live.slider(name, 0.5, 3, value=value, step=0.25)
    live.turn_slider(space, azimuths=(-75, -60, -45, -30, -15))
    live.line(space, lambda t, x: (t * cos, x * sin, zero), color=GREY)
    live.line(space, lambda t, y: (t * cos, zero, y * sin), color=GREY)
    live.line(space, lambda x, y: (zero, x * cos, y * sin), color=GREY)
    live.line(space, lambda t: ([0, t], [0, 0], [0, 0]), color=BLUE, linewidth=4)
    live.line(space, lambda x: ([0, 0], [0, x], [0, 0]), color=VERMILION, linewidth=4)
    live.line(space, lambda y: ([0, 0], [0, 0], [0, y]), color=GREEN, linewidth=4)
    live.text(space, lambda t: (t + 0.3, 0, 0), "t", color=INK)
    live.text(space, lambda x: (0, x + 0.3, 0), "x", color=INK)
    live.text(space, lambda y: (0, 0, y + 0.3), "y", color=INK)
    slopes = [lambda x, y: factor * x * y, lambda t, y: factor * t * y, lambda t, x: factor * t * x]
    live.bars(bars, [0], slopes[0], color=BLUE)
    live.bars(bars, [1], slopes[1], color=VERMILION)
    live.bars(bars, [2], slopes[2], color=GREEN)
    live.text(bars, lambda x, y: (0, slopes[0](x, y) + 0.8, slopes[0](x, y)), "{:.1f}", ha="center")
    live.text(bars, lambda t, y: (1, slopes[1](t, y) + 0.8, slopes[1](t, y)), "{:.1f}", ha="center")
    live.text(bars, lambda t, x: (2, slopes[2](t, x) + 0.8, slopes[2](t, x)), "{:.1f}", ha="center")
    live.readout(lambda t, x, y: factor * t * x * y, "volume V = {:.2f}")
    return live


def gradient(f=lambda x, y: x**2 + x * y, at=(-1.0, 0.5), span=(-2.0, 2.0)):
    """A contour map with a point, and the two entries of the gradient there as bars."""
    f = pointwise(f)
    figure, (map_, bars) = stage(1, 2, size=(7.4, 3.8))
    _draw_contours(map_, f, span, span)
    map_.set(xlabel="x", ylabel="y", title="where you are")
    by_x = lambda x, y: central_difference(lambda x: f(x, y), x)
    by_y = lambda x, y: central_difference(lambda y: f(x, y), y)
    places = np.meshgrid(np.linspace(*span, 61), np.linspace(*span, 61))
    slopes = [by(*places) for by in (by_x, by_y)]
    bars.set(xticks=[0, 1], xticklabels=["∂f/∂x", "∂f/∂y"], xlim=(-0.6, 1.6), ylim=with_room(slopes))
    bars.axhline(0, color=GREY, linewidth=1)
    bars.set(title="the gradient there")

    live = Live(
        figure, alt="A contour map with a point, and two bars: the slope along x and the slope along y"
    )
    live.slider("x", *span, value=at[0], step=0.1)
    live.slider("y", *span, value=at[1], step=0.1)
    live.bars(bars, [0], by_x, color=BLUE)
    live.bars(bars, [1], by_y, color=VERMILION)
    live.line(map_, lambda y: (span, (y, y)), **FIRST)
    live.line(map_, lambda x: ((x, x), span), **SECOND)
    live.point(map_, lambda x, y: (x, y), drag=("x", "y"), color=PURPLE)
    live.readout(lambda x, y: (x, y, f(x, y)), "f({:.2f}, {:.2f}) = {:.3f}, one number")
    live.readout(lambda x, y: (by_x(x, y), by_y(x, y)), "∇f = ({:+.2f}, {:+.2f}), one entry for each input")
    return live


def mystery(picture):
    """How well a picture pleases a certain taste, from 0 to 1; `picture` are 16 · 16 brightnesses, row after row."""
    return float(1 / (1 + np.exp(-np.sum(_taste().ravel() * (np.asarray(picture) - 0.5)))))


def x_ray(gradient=None):
    """The gradient of `mystery` at a grey picture, entry by entry, each where its pixel stands.

    `gradient(f, x, h)` is a function of the learner's that returns the slopes of `f` at the array `x`; central
    differences without it. FigureError if it returns anything but one number for each pixel.
    """
    nudge_each = lambda f, x, h: [
        central_difference(lambda s, e=e: f(x + s * e), 0, h) for e in np.eye(len(x))
    ]
    try:
        slopes = np.asarray((gradient or nudge_each)(mystery, np.full(256, 0.5), 1e-4), float).reshape(256)
    except (TypeError, ValueError):
        raise FigureError("The gradient should be 256 numbers. Has yours passed its check?") from None
    figure, axes = stage(1, 2, size=(7.4, 3.9), xlim=(0, 16), ylim=(16, 0), xticks=[], yticks=[])
    axes[0].set_title("the picture, one pixel nudged")
    axes[1].set_title("the gradient, so far")

    live = Live(
        figure, alt="A grey picture whose pixels are nudged one by one, and the entries of the gradient"
    )
    live.integer_slider("n", 1, 256, value=72, label="pixels nudged", play=24)
    order, cells = np.arange(1, 257), {"extent": (0, 16, 16, 0), "aspect": "equal"}
    nudged = lambda n: np.where(order == n, 0.9, 0.5).reshape(16, 16)
    so_far = lambda n: np.where(order <= n, slopes, np.nan).reshape(16, 16)
    live.image(axes[0], nudged, cmap="gray", vmin=0, vmax=1, **cells)
    live.image(axes[1], so_far, cmap="PuOr_r", vmin=-0.25, vmax=0.25, **cells)
    live.readout(
        lambda n: (n, 2 * n, slopes[int(n) - 1]),
        "entries: {:.0f}, evaluations of the function: {:.0f}. The last entry is {:+.3f}",
    )
    return live


@cache
def _taste():
    """16 × 16 weights: above zero along the sides of a triangle on its tip, below zero beside them."""
    here = np.stack(np.mgrid[:16, :16], axis=-1)
    corners = np.array([(2, 1), (2, 14), (14, 7.5)])

    def distance(p, q):
        share = np.clip((here - p) @ (q - p) / ((q - p) @ (q - p)), 0, 1)
        return np.linalg.norm(here - p - share[..., None] * (q - p), axis=-1)

    d = np.min([distance(*side) for side in zip(corners, np.roll(corners, 1, axis=0), strict=True)], axis=0)
    return (1 - d**2) * np.exp(-(d**2) / 2)


def blind_spot():
    """2xy / (x² + y²), and 0 at the origin: level along both axes, and a jump there in all other directions."""
    f = lambda x, y: np.where(x * x + y * y == 0, 0.0, 2 * x * y / (x * x + y * y))
    figure, (space, walk) = stage(1, 2, size=(7.4, 3.9), projection=("3d", None))
    r, angle = np.meshgrid([0.02, 1], np.linspace(0, 2 * np.pi, 97))
    x, y = r * np.cos(angle), r * np.sin(angle)
    space.plot_surface(x, y, f(x, y), cmap="viridis", alpha=0.55, rstride=1, cstride=1, rasterized=True)
    space.set(xlabel="x", ylabel="y", zlim=(-1.1, 1.1), title="the surface, and the way you walk")
    space.set_box_aspect((4, 4, 3), zoom=1.15)
    walk.set(
        xlabel="distance walked from the origin",
        title="the height on your way",
        xlim=(-1, 1),
        ylim=(-1.2, 1.2),
    )

    live = Live(
        figure,
        alt="A surface of straight rays, each at a height of its own, and the heights met on a walk through "
        "the middle",
    )
    live.slider("angle", 0, 180, value=30, step=3, label="direction, in degrees")
    live.turn_slider(space, azimuths=(-105, -60, -15))
    height = lambda angle: np.sin(2 * np.radians(angle))
    for side in (-1, 1):
        s = side * np.array([0.02, 1])
        ray = lambda angle, s=s: (s * np.cos(np.radians(angle)), s * np.sin(np.radians(angle)), height(angle))
        live.line(space, ray, color=VERMILION, linewidth=3)
        live.line(walk, lambda angle, s=s: (s, height(angle) + 0 * s), color=VERMILION, linewidth=3)
        live.point(
            walk, lambda angle, s=s: (0, height(angle)), color=VERMILION, markerfacecolor=PAPER, markersize=8
        )
    live.point(space, lambda: (0, 0, 0), color=BLUE, markersize=8)
    live.point(walk, lambda: (0, 0), color=BLUE, markersize=8)
    live.readout(
        lambda angle: (angle, height(angle)), "walking at {:.0f}°: height {:+.2f} on the way, 0 at the origin"
    )
    return live


def plus_and_times():
    """a + b, a · b and a + a as graphs: a is nudged by h, and each output shows how much of it arrives."""
    graphs = {
        "a + b": ([("a", "s"), ("b", "s")], {"s": "+"}, lambda a, b: a + b),
        "a · b": ([("a", "p"), ("b", "p")], {"p": "×"}, lambda a, b: a * b),
        "a + a": ([("a", "d"), ("a again", "d")], {"d": "+", "a again": "a"}, lambda a, b: a + a),
    }
    figure, axes = stage(1, 3, size=(7.6, 2.9))
    live = Live(
        figure, alt="Three small graphs, a + b, a · b and a + a, with the values and changes of their nodes"
    )
    live.slider("a", -3, 3, value=2, step=0.5)
    live.slider("b", -3, 3, value=-3, step=0.5)
    live.slider("h", -1, 1, value=0.1, step=0.1, label="nudge a by h")
    inputs = {"a": lambda a, b: a, "a again": lambda a, b: a, "b": lambda a, b: b}
    write = {"ha": "center", "va": "center"}
    for ax, (title, (edges, names, output)) in zip(axes, graphs.items(), strict=True):
        ax.set_title(title)
        for node, (x, y) in draw_graph(ax, edges, names).items():
            f = inputs.get(node, output)
            value = lambda a, b, f=f, x=x, y=y: (x, y - 0.1, f(a, b))
            change = lambda a, b, h, f=f, x=x, y=y: (x, y - 0.42, f(a + h, b) - f(a, b))
            live.text(ax, value, "{:.1f}", **write)
            live.text(ax, change, "{:+.2f}", color=VERMILION, **write)
    live.readout(
        lambda a, b, h: tuple((f(a + h, b) - f(a, b)) / h for _, _, f in graphs.values()),
        "change of the output per unit of h: {:+.2f} for a + b, {:+.2f} for a · b, {:+.2f} for a + a",
        undefined="no nudge, no quotient",
    )
    return live


def two_weights(inputs=(0.0, 1.0, 2.0, 3.0), targets=(1.25, 1.25, 1.75, 2.75)):
    """A model ŷ = w · x + b: its fit, its loss as a map over w and b, and the gradient of the loss."""
    inputs, targets = np.array(inputs), np.array(targets)

    def misses(w, b):
        return np.multiply.outer(w, inputs) + np.multiply.outer(b, np.ones_like(inputs)) - targets

    loss = lambda w, b: np.mean(misses(w, b) ** 2, axis=-1)
    by_w = lambda w, b: np.mean(2 * misses(w, b) * inputs, axis=-1)
    by_b = lambda w, b: np.mean(2 * misses(w, b), axis=-1)

    figure, (left, map_, bars) = stage(1, 3, size=(7.8, 3.5))
    left.get_gridspec().set_width_ratios([3, 3, 2])
    left.set(xlabel="x", ylabel="y", xlim=(-0.2, 3.4), ylim=(-1, 6), title="model ŷ = w · x + b")
    left.plot(inputs, targets, marker="o", linestyle="none", color=INK)
    _draw_contours(map_, loss, (-0.5, 1.5), (0, 2), levels=[0.1, 0.25, 0.5, 1, 2, 4], labelled=[0.1, 0.5, 2])
    map_.set(xlabel="w", ylabel="b", title="loss L(w, b)")
    bars.set(
        xticks=[0, 1], xticklabels=["∂L/∂w", "∂L/∂b"], xlim=(-0.6, 1.6), ylim=(-10.5, 10.5), title="gradient"
    )
    bars.axhline(0, color=GREY, linewidth=1)

    live = Live(
        figure,
        alt="Left four data points and a line, in the middle the loss as contours over w and b, right "
        "the two entries of its gradient as bars",
    )
    live.slider("w", -0.5, 1.5, value=1.2, step=0.05)
    live.slider("b", 0, 2, value=0.4, step=0.05)
    for x, y in zip(inputs, targets, strict=True):
        live.line(left, lambda w, b, x=x, y=y: ([x, x], [y, w * x + b]), color=VERMILION, linewidth=1.5)
    live.line(left, lambda w, b: ([-0.2, 3.4], [b - 0.2 * w, b + 3.4 * w]), color=BLUE)
    live.point(map_, lambda w, b: (w, b), drag=("w", "b"), color=PURPLE)
    live.bars(bars, [0], by_w, color=BLUE)
    live.bars(bars, [1], by_b, color=VERMILION)
    live.readout(lambda w, b: loss(w, b), "loss {:.3f}")
    live.readout(
        lambda w, b: (by_w(w, b), by_b(w, b)), "∇L = ({:+.2f}, {:+.2f}): per unit of w, per unit of b"
    )
    return live


def _draw_contours(ax, f, x_span, y_span, levels=9, labelled=None):
    # An even number of places: a contour that runs along a row of them is drawn with false corners at a saddle.
    x, y = np.linspace(*x_span, 90), np.linspace(*y_span, 90)
    lines = ax.contour(x, y, f(*np.meshgrid(x, y)), levels=levels, colors=GREY, linewidths=1)
    ax.clabel(lines, labelled, fontsize=8, colors=INK, fmt="%.3g")
    ax.grid(False)
