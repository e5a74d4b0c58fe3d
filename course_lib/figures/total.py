"""Live figures of lesson 3: the total derivative."""

import math
from itertools import chain, pairwise, product

import numpy as np

from course_lib.live import BLUE, GREEN, GREY, INK, PAPER, PURPLE, VERMILION, Live, stage, through
from course_lib.numeric import forward_difference

PER_BOX = 4 * math.pi / 3  # an ellipsoid with half-axes t, x and y has this times t · x · y as its volume


def volume(t, x, y=1.0):
    """The volume of an ellipsoid with these half-axes."""
    return PER_BOX * t * x * y


def ellipsoid():
    """An ellipsoid that is stretched along x: with t left as it is, and with t kept equal to x."""
    figure, (left, right) = stage(1, 2, size=(7.4, 3.9))
    left.set(
        title="seen from above", xlabel="x", ylabel="t", xlim=(-3.3, 3.3), ylim=(-3.3, 3.3), aspect="equal"
    )
    x = np.linspace(0, 3.2, 200)
    right.plot(x, volume(x, x), color=BLUE)
    right.set(title="volume", xlabel="x", ylabel="V", xlim=(0, 3.2), ylim=(0, 43))
    right.plot([], [], color=BLUE, marker="o", label="t follows x")
    right.plot([], [], color=VERMILION, marker="s", linestyle="--", label="t stands still")
    right.legend(loc="upper left", fontsize=9, frameon=False)

    live = Live(
        figure,
        alt="Left the outline of an ellipsoid from above, stretched by h along x alone, and along x and t. Right its "
        "volume against x: a straight line while t stands still, a parabola with twice its slope while t follows",
    )
    live.slider("x", 0.5, 2.2, value=1.6, step=0.1)
    live.log_slider("h", 1e-3, 1.0, value=0.6, per_decade=12)
    live.area(left, lambda x, h: _oval(x + h, x + h), color=BLUE, alpha=0.3)
    live.line(left, lambda x, h: _oval(x + h, x), color=VERMILION, linestyle="--")
    live.line(left, lambda x: _oval(x, x), color=INK)
    live.line(right, lambda x: ([0, 3.2], [0, volume(x, 3.2)]), color=VERMILION, linestyle="--")
    live.point(right, lambda x: (x, volume(x, x)), drag="x", color=INK)
    live.point(right, lambda x, h: (x + h, volume(x, x + h)), color=VERMILION, marker="s", markersize=8)
    live.point(right, lambda x, h: (x + h, volume(x + h, x + h)), color=BLUE)
    gain = lambda x, h: ((volume(x, x + h) - volume(x, x)) / h, (volume(x + h, x + h) - volume(x, x)) / h)
    live.readout(gain, "gain per unit of x: ■ t stands still {:.3f}, ● t follows {:.3f}")
    live.readout(lambda x, h: gain(x, h)[1] / gain(x, h)[0], "the second is {:.3f} times the first")
    return live


def tie():
    """A map of V over x and t, with t tied to x along a line of slope k: how the two shares of dV/dx add up."""
    figure, (left, right) = stage(1, 2, size=(7.6, 3.9))
    side = np.linspace(0.2, 3.2, 80)
    levels = left.contour(side, side, volume(side, side[:, None]), levels=range(2, 40, 6), colors=GREY)
    left.clabel(levels, fontsize=8, colors=INK)
    left.set(title="map of V, and the tie", xlabel="x", ylabel="t", aspect="equal")
    _shares_stage(right, ["directly\n∂V/∂x", "through t\n∂V/∂t · dt/dx", "together\ndV/dx"], ylim=(-17, 27))
    direct = lambda t: PER_BOX * t
    through_t = lambda x, k: PER_BOX * x * k
    total = lambda x, t, k: direct(t) + through_t(x, k)

    live = Live(
        figure,
        alt="Left a map of the volume over x and t with a point on a sloping line, the tie. From the point an arrow "
        "leads along x, a second one on from there along t to the line, and a third one straight along the line. "
        "Right three bars: the share of the direct path, the share of the path through t, and their sum",
    )
    live.slider("x", 0.5, 2.5, value=2.0, step=0.1)
    live.slider("t", 0.5, 2.5, value=1.0, step=0.1)
    live.slider("k", -1.5, 1.5, value=1.0, step=0.25, label="k = dt/dx")
    live.line(left, lambda x, t, k: through((x, t), k, (0.2, 3.2)), color=BLUE, linewidth=1)
    live.arrow(left, lambda x, t: (x, t, 0.5, 0), color=VERMILION, linewidth=3)
    live.arrow(left, lambda x, t, k: (x + 0.5, t, 0, 0.5 * k), color=GREEN, linewidth=3)
    live.arrow(left, lambda x, t, k: (x, t, 0.5, 0.5 * k), color=BLUE, linewidth=3)
    live.point(left, lambda x, t: (x, t), drag=("x", "t"), color=INK)
    _show_shares(live, right, direct, lambda x, t, k: _bar(direct(t), total(x, t, k)), total)
    live.readout(
        lambda x, t, k: (direct(t), through_t(x, k), total(x, t, k)),
        "dV/dx = {:+.2f} directly {:+.2f} through t = {:+.2f}",
    )
    return live


def moments():
    """Three moments to put t = x into the ellipsoid, and the slope that comes out, beside the volume itself."""
    steps = {
        "first": ["V = (4π/3) t x y", "put in:  V = (4π/3) x² y", "slope:  (8π/3) x y"],
        "between": ["∂V/∂x = (4π/3) t y", "put in:  (4π/3) x y", "the path through t was never counted"],
        "last": ["∂V/∂x + ∂V/∂t · dt/dx", "= (4π/3) t y + (4π/3) x y", "put in:  (8π/3) x y"],
    }
    tied = lambda x: volume(x, x)
    slope = lambda x, moment: PER_BOX * x * np.where(moment == "between", 1, 2)
    figure, (left, right) = stage(1, 2, size=(7.4, 3.7))
    x = np.linspace(0, 3, 200)
    left.plot(x, tied(x), color=INK)
    left.set(title="volume while t follows x", xlabel="x", ylabel="V", xlim=(0, 3), ylim=(0, 38))
    right.set(xlim=(0, 1), ylim=(0, 1))
    right.set_axis_off()

    live = Live(
        figure,
        alt="Left the volume against x and a line with the slope found: tangent if t = x is put in first or "
        "last, too flat if it is put in between. Right the steps of the calculation",
    )
    live.slider("x", 0.5, 2.5, value=1.8, step=0.05)
    live.choice_slider("moment", list(steps), value="between", label="put t = x in")
    reach = lambda x: (x - 0.7, x + 0.7)
    live.line(left, lambda x, moment: through((x, tied(x)), slope(x, moment), reach(x)), color=VERMILION)
    live.point(left, lambda x: (x, tied(x)), drag="x", color=BLUE)
    for name, lines in steps.items():
        for k, line in enumerate(lines):
            # A step is to be seen at its own moment only.
            place = lambda moment, name=name, k=k: (np.where(moment == name, 0.05, np.nan), 0.7 - 0.18 * k)
            live.text(right, place, line, color=INK)
    live.readout(slope, "slope found {:.3f}")
    live.readout(lambda x: forward_difference(tied, x), "a nudge of the machine measures {:.3f}")
    return live


def shell():
    """A ball and the shell that it gains when r grows by h, beside two candidates for dV/dr."""
    ball = lambda r: volume(r, r, r)
    figure, (left, right) = stage(1, 2, size=(7.4, 3.8))
    left.set(title="a cut through the ball", xlim=(-3.1, 3.1), ylim=(-3.1, 3.1), aspect="equal")
    r = np.linspace(0, 2.6, 200)
    right.plot(r, 4 * math.pi * r**2, color=BLUE)
    right.plot(r, PER_BOX * r**2, color=VERMILION, linestyle="--")
    right.set(title="volume gained per unit of r", xlabel="r", xlim=(0, 2.6), ylim=(0, 90))
    right.text(1.9, 37, "surface 4πr²", color=INK)
    right.text(1.4, 2, "one partial, (4π/3)r²", color=INK)

    live = Live(
        figure,
        alt="Left a circle of radius r with a ring of thickness h around it. Right the volume gained per unit of r, "
        "above the curve of the surface for a thick ring and on it for a thin one, far above one partial derivative",
    )
    live.slider("r", 0.5, 2.0, value=1.5, step=0.1)
    live.log_slider("h", 1e-3, 1.0, value=0.5, per_decade=12)
    live.area(left, lambda r, h: _ring(r, r + h), color=BLUE, alpha=0.45)
    live.line(left, lambda r: _oval(r, r), color=INK)
    live.point(left, lambda r: (r, 0), drag="r", color=INK)
    live.point(right, lambda r, h: (r, forward_difference(ball, r, h)), color=INK)
    live.readout(
        lambda r, h: (ball(r + h) - ball(r), forward_difference(ball, r, h)),
        "shell ΔV = {:.4f}, ΔV/h = {:.3f}",
    )
    live.readout(
        lambda r: (4 * math.pi * r**2, PER_BOX * r**2), "surface 4πr² = {:.3f}, one partial (4π/3)r² = {:.3f}"
    )
    return live


def rates(t=1.0, x=2.0, y=1.5):
    """The share of each of three inputs in dV/dx, while the rates of two of them are chosen."""
    partials = {"t": PER_BOX * x * y, "x": PER_BOX * t * y, "y": PER_BOX * t * x}
    figure, ax = stage(size=(6.6, 3.8), title=f"at t = {t:g}, x = {x:g}, y = {y:g}")
    _shares_stage(
        ax, ["x itself\n∂V/∂x · 1", "t\n∂V/∂t · dt/dx", "y\n∂V/∂y · dy/dx", "together\ndV/dx"], (-18, 30)
    )

    live = Live(
        figure,
        alt="Bars for the shares of three inputs in dV/dx, each from where the one before ends, and one for their sum",
    )
    live.slider("p", -1, 1, value=0.75, step=0.05, label="dt/dx")
    live.slider("q", -1, 1, value=-0.5, step=0.05, label="dy/dx")
    with_t = lambda p: partials["x"] + partials["t"] * p
    total = lambda p, q: with_t(p) + partials["y"] * q
    live.bars(ax, [0], lambda: partials["x"], color=VERMILION)
    live.area(ax, lambda p: _bar(partials["x"], with_t(p)), color=GREEN, alpha=1)
    live.area(ax, lambda p, q: _bar(with_t(p), total(p, q), at=2), color=PURPLE, alpha=1)
    live.bars(ax, [3], total, color=BLUE)
    live.readout(
        lambda p, q: (partials["x"], partials["t"] * p, partials["y"] * q, total(p, q)),
        "dV/dx = {:+.2f} {:+.2f} {:+.2f} = {:+.2f}",
    )
    return live


def two_paths():
    """From x to y there are two ways, straight and through u = x²; each carries a share of dy/dx."""
    figure, (left, right) = stage(1, 2, size=(7.6, 3.9))
    places = {"x": (0, 0), "u": (1, 1), "y": (2, 0)}
    left.set(xlim=(-0.65, 2.65), ylim=(-0.6, 1.5))
    left.set_axis_off()
    for name, (x, y) in places.items():
        left.text(x, y, name, ha="center", va="center", fontsize=14, color=INK, zorder=5, bbox=_BOX)
    _shares_stage(right, ["directly", "through u", "together\ndy/dx"], ylim=(-3.5, 7.5))

    values = {"x + u": lambda x: x + x**2, "x · u": lambda x: x * x**2}
    slopes = {"x + u": lambda x: (1, 1), "x · u": lambda x: (x**2, x)}  # of y: by x, by u
    direct = lambda x, formula: slopes[formula](x)[0]
    last = lambda x, formula: slopes[formula](x)[1]
    via = lambda x, formula: last(x, formula) * 2 * x
    total = lambda x, formula: direct(x, formula) + via(x, formula)
    lit = lambda path, name: 1.0 if path in ("both", name) else math.nan

    live = Live(
        figure,
        alt="Left a graph: an arrow from x to y, and two arrows from x through u to y, each with its local slope. "
        "Right the share of each path and their sum",
    )
    live.slider("x", -1.5, 1.5, value=1.2, step=0.05)
    live.choice_slider("formula", list(values), label="y =")
    live.choice_slider("path", ["both", "directly", "via u"], label="light up")
    for edge, name, colour in [("xy", "directly", VERMILION), ("xu", "via u", GREEN), ("uy", "via u", GREEN)]:
        start, end = (np.array(places[node]) for node in edge)
        left.plot(*zip(start, end, strict=True), color=GREY, linewidth=1)
        # From box to box, not from middle to middle.
        gap = 0.24 * (end - start) / math.dist(start, end)
        arrow = np.array([*(start + gap), *(end - start - 2 * gap)])
        live.arrow(
            left,
            lambda path, name=name, arrow=arrow: tuple(arrow * lit(path, name)),
            color=colour,
            linewidth=4,
        )
    middle = {"ha": "center", "va": "center", "color": INK}
    live.text(left, lambda x, formula: (1.0, -0.16, direct(x, formula)), "∂y/∂x = {:.2f}", **middle)
    live.text(left, lambda x: (0.0, 0.62, 2 * x), "du/dx = {:.2f}", **middle)
    live.text(left, lambda x, formula: (2.0, 0.62, last(x, formula)), "∂y/∂u = {:.2f}", **middle)
    live.text(left, lambda x: (0.0, -0.3, x), "{:.2f}", **middle)
    live.text(left, lambda x: (1.0, 1.34, x**2), "{:.2f}", **middle)
    live.text(left, lambda x, formula: (2.0, -0.3, values[formula](x)), "{:.2f}", **middle)
    _show_shares(
        live,
        right,
        lambda x, formula, path: direct(x, formula) * lit(path, "directly"),
        lambda x, formula, path: _bar(direct(x, formula), total(x, formula), lit(path, "via u")),
        total,
    )
    live.readout(
        lambda x, formula: (direct(x, formula), via(x, formula), total(x, formula)),
        "dy/dx = {:+.2f} directly {:+.2f} through u = {:+.2f}",
    )
    live.readout(
        lambda x, formula: forward_difference(values[formula], x, 1e-3),
        "x moves by a thousandth: y moves by {:+.3f} thousandths",
    )
    return live


def many_paths(most_layers=5, most_units=4):
    """x feeds a layer of units, all of which feed all of the next one, up to y: one path after another."""
    figure, ax = stage(size=(7.4, 3.6), xlim=(-0.3, most_layers + 1.3), ylim=(-1.8, 2.7))
    ax.set_axis_off()
    ax.text(-0.1, 2.4, "number of paths that lead to a unit:", color=INK)
    ax.text(0, -0.45, "x", ha="center", color=INK)

    def columns(layers, units):
        """The places of the nodes: a list for x, for each layer, and for y."""
        heights = (units - 1) / 2 - np.arange(units)
        return [[(0, 0)], *([(k, y) for y in heights] for k in range(1, layers + 1)), [(layers + 1, 0)]]

    def nodes(layers, units):
        return _filled_up(list(chain(*columns(layers, units))), most_layers * most_units + 2)

    def arrows(layers, units):
        pairs = [pair for left, right in pairwise(columns(layers, units)) for pair in product(left, right)]
        ends = [place for start, end in pairs for place in (start, end, (math.nan, math.nan))]
        return _filled_up(ends, 3 * (2 * most_units + (most_layers - 1) * most_units**2))

    def path(layers, units, p):
        # The units that path p visits are the digits of its number.
        digits = [(p - 1) // units**k % units for k in reversed(range(layers))]
        x, *between, y = columns(layers, units)
        visited = [column[digit] for column, digit in zip(between, digits, strict=True)]
        return _filled_up([*x, *visited, *y], most_layers + 2)

    live = Live(
        figure,
        alt="A graph from x on the left through layers of units to y on the right, each unit joined to all of the next "
        "layer. One path is lit up. Above each column stands how many paths lead to a unit of it",
    )
    live.integer_slider("layers", 1, most_layers, value=3)
    live.integer_slider("units", 1, most_units, value=3, label="units in each")
    live.integer_slider("p", 1, 64, label="path", play=3)
    live.line(ax, arrows, color=GREY, linewidth=0.8)
    live.line(ax, path, color=VERMILION, linewidth=4, jumps=True)
    live.point(ax, nodes, color=INK, markersize=9)
    for k in range(most_layers + 2):
        place = lambda layers, units, k=k: (k if k <= layers + 1 else math.nan, 2, units ** min(k, layers))
        live.text(ax, place, "{:.0f}", ha="center", color=INK)
    live.text(ax, lambda layers: (layers + 1, -0.45), "y", ha="center", color=INK)
    live.readout(
        lambda layers, units, p: ((p - 1) % units**layers + 1, units**layers), "path {:.0f} of {:.0f}"
    )
    live.readout(
        lambda layers, units: (layers * units**layers, units + (layers - 1) * units**2),
        "multiplications: {:.0f} path by path, {:.0f} if the shares are added wherever arrows meet",
    )
    return live


def power_of_itself(span=(0.1, 2.2)):
    """xˣ with its tangent at x, and the two shares of its slope: the base grows, and the exponent grows."""
    figure, (left, right) = stage(1, 2, size=(7.6, 3.8))
    x = np.linspace(*span, 200)
    left.plot(x, x**x, color=INK)
    left.plot([], [], color=BLUE, label="slope of both shares")
    left.plot([], [], color=VERMILION, linestyle="--", label="of the power rule alone")
    left.legend(loc="upper left", fontsize=9, frameon=False)
    left.set(title="xˣ", xlabel="x", xlim=span, ylim=(0, 5.8))
    _shares_stage(right, ["base grows\n(power rule)", "exponent\ngrows", "together"], ylim=(-2.2, 10.5))
    base = lambda x: x * x ** (x - 1)
    exponent = lambda x: x**x * np.log(x)
    total = lambda x: base(x) + exponent(x)

    live = Live(
        figure,
        alt="Left the curve x to the power x with its tangent and a flatter line with the slope of the power rule "
        "alone. Right the two shares of the slope and their sum",
    )
    live.slider("x", *span, value=2.0, step=0.05)
    reach = lambda x: (x - 0.45, x + 0.45)
    live.line(left, lambda x: through((x, x**x), base(x), reach(x)), color=VERMILION, linestyle="--")
    live.line(left, lambda x: through((x, x**x), total(x), reach(x)), color=BLUE)
    live.point(left, lambda x: (x, x**x), drag="x", color=INK)
    _show_shares(live, right, base, lambda x: _bar(base(x), total(x)), total)
    live.readout(lambda x: (base(x), exponent(x), total(x)), "slope of xˣ: {:+.4f} {:+.4f} = {:+.4f}")
    live.readout(lambda x: forward_difference(lambda x: x**x, x), "a nudge measures {:+.4f}")
    return live


def tangent_plane(at=(0.5, 0.6)):
    """A surface and its tangent plane over a box of half-width ε, magnified: the gap shrinks as ε²."""
    a, b = at
    f = lambda x, y: np.sin(2 * x) + x * y**2
    dx, dy = 2 * math.cos(2 * a) + b**2, 2 * a * b
    gap = lambda e, u, v: f(a + e * u, b + e * v) - f(a, b) - e * (dx * u + dy * v)

    figure, (space, right) = stage(1, 2, size=(7.8, 4.1), projection=("3d", None))
    space.set(xlim=(-1, 1), ylim=(-1, 1), zlim=(-2.4, 2.4), title="through the glass")
    space.set(xticks=(-1, 0, 1), yticks=(-1, 0, 1), zticks=())
    space.set(xticklabels=("−ε", "", "+ε"), yticklabels=("−ε", "", "+ε"))
    e = np.logspace(-2.4, 0, 100)
    worst = lambda e: np.max(np.abs(gap(np.asarray(e)[..., None], *EDGE)), axis=-1)
    right.plot(e, worst(e), color=PURPLE)
    right.plot(e, worst(e[0]) * (e / e[0]), color=GREY, linestyle=":")
    right.set(xscale="log", yscale="log", title="largest gap in the box", xlabel="ε")
    right.text(0.5, worst(e[0]) * 70, "as ε", color=INK)
    right.text(0.1, 0.08, "as ε²", color=INK, ha="right")

    live = Live(
        figure,
        alt="Left a curved surface and its flat tangent plane over a square box, magnified so that the box "
        "always looks alike; as the box shrinks the surface becomes the plane. Right the largest gap against its size",
    )
    live.log_slider("e", 1e-2, 1.0, value=0.7, per_decade=20, label="ε, half the width of the box")
    live.turn_slider(space, azimuths=range(-80, 1, 20), value=-60)
    live.area(space, lambda: (*CORNERS, dx * CORNERS[0] + dy * CORNERS[1]), color=VERMILION, alpha=0.35)
    live.line(
        space,
        lambda e: (*MESH, (f(a + e * MESH[0], b + e * MESH[1]) - f(a, b)) / e),
        color=BLUE,
        linewidth=1.2,
    )
    u, v, end = POSTS
    live.line(space, lambda e: (u, v, dx * u + dy * v + end * gap(e, u, v) / e), color=PURPLE, linewidth=3)
    live.point(space, lambda: (0, 0, 0), color=INK, markersize=7)
    live.line(
        right, lambda e: ([e, e, e / 2], [worst(e), worst(e / 2), worst(e / 2)]), color=INK, linestyle=":"
    )
    live.point(right, lambda e: (e, worst(e)), drag="e", color=PURPLE)
    live.point(right, lambda e: (e / 2, worst(e / 2)), color=PURPLE, marker="s", markersize=7)
    live.readout(lambda e: (e, worst(e)), "● box ±{:.3g}: the plane is wrong by up to {:.2g}")
    live.readout(
        lambda e: (worst(e / 2), worst(e) / worst(e / 2)), "■ half the box: {:.2g}, that is {:.2f} times less"
    )
    return live


SIDE = np.linspace(-1, 1, 9)
# The lines of a square mesh one after the other, with a gap after each; its rim; its corners.
_LONG, _ACROSS = np.append(SIDE, np.nan), np.append(np.ones(9), np.nan)
MESH = (
    np.concatenate([*(_LONG for _ in SIDE), *(_ACROSS * c for c in SIDE)]),
    np.concatenate([*(_ACROSS * c for c in SIDE), *(_LONG for _ in SIDE)]),
)
EDGE = [grid.ravel() for grid in np.meshgrid(np.linspace(-1, 1, 41), np.linspace(-1, 1, 41))]
CORNERS = np.array([[-1, 1, 1, -1], [-1, -1, 1, 1]])
# At each corner x, y and the end of a post: 0 on the plane, 1 on the surface, and a gap after it.
POSTS = np.array([[x, y, end] for x, y in CORNERS.T for end in (0, 1, np.nan)]).T


def beetle():
    """A beetle on a hot plate: where it is at time s, and what its thermometer says."""
    temperature = lambda x, y: 20 + 5 * x * y
    x, y = lambda s: 2 * np.cos(s), np.sin
    shares = lambda s: (5 * y(s) * -2 * np.sin(s), 5 * x(s) * np.cos(s))
    rate = lambda s: sum(shares(s))

    figure, (left, right) = stage(1, 2, size=(7.6, 3.8))
    across, up = np.linspace(-2.6, 2.6, 80), np.linspace(-1.9, 1.9, 80)
    lines = left.contour(
        across, up, temperature(across, up[:, None]), levels=range(0, 45, 5), colors=GREY, linewidths=1
    )
    left.clabel(lines, fontsize=8, colors=INK)
    round_trip = np.linspace(0, 2 * math.pi, 200)
    left.plot(x(round_trip), y(round_trip), color=INK, linewidth=1)
    left.set(title="the plate and the path", xlabel="x", ylabel="y", xlim=(-2.6, 2.6), ylim=(-1.9, 1.9))
    right.plot(round_trip, temperature(x(round_trip), y(round_trip)), color=INK)
    right.set(title="the thermometer", xlabel="time s", ylabel="°C", xlim=(0, 6.3), ylim=(13, 27))

    live = Live(
        figure,
        alt="Left contour lines of the temperature on a plate and a beetle on an oval path, with the two parts of its "
        "velocity. Right the temperature against time, with its tangent",
    )
    live.slider("s", 0, 6.28, value=0.4, step=0.02, label="time s")
    live.arrow(left, lambda s: (x(s), y(s), -1.6 * np.sin(s), 0), color=VERMILION, linewidth=3)
    live.arrow(left, lambda s: (x(s), y(s), 0, 0.8 * np.cos(s)), color=GREEN, linewidth=3)
    live.arrow(left, lambda s: (x(s), y(s), -1.6 * np.sin(s), 0.8 * np.cos(s)), color=BLUE, linewidth=2)
    live.point(left, lambda s: (x(s), y(s)), drag="s", color=INK)
    live.line(right, lambda s: through((s, temperature(x(s), y(s))), rate(s), (s - 0.4, s + 0.4)), color=BLUE)
    live.point(right, lambda s: (s, temperature(x(s), y(s))), drag="s", color=INK)
    live.readout(
        lambda s: (*shares(s), rate(s)),
        "dT/ds = {:+.2f} through x {:+.2f} through y = {:+.2f} degrees per second",
    )
    return live


def ladder(length=5.0):
    """A ladder of 5 m slides off a wall, its foot at 1 m/s: how fast its top falls."""
    top = lambda x: np.sqrt(np.maximum(length**2 - x**2, 0))
    figure, (left, right) = stage(1, 2, size=(7.4, 3.8))
    left.set(xlabel="x, foot", ylabel="y, top", xlim=(-0.8, 6.4), ylim=(-2.3, 5.6), aspect="equal")
    left.axhline(0, color=GREY, linewidth=1)
    left.axvline(0, color=GREY, linewidth=1)
    x = np.linspace(0, 4.97, 300)
    right.plot(x, x / top(x), color=INK)
    right.axhline(1, color=VERMILION, linestyle="--", linewidth=1)
    right.text(0.1, 1.25, "the foot: 1 m/s", color=INK)
    right.set(title="speed of the top, m/s", xlabel="x", xlim=(0, 5), ylim=(0, 8))

    live = Live(
        figure,
        alt="Left a ladder against a wall with arrows for the speed of its foot and of its top. Right the speed of "
        "the top against the place of the foot: slower than the foot at first, without bound as the ladder comes down",
    )
    live.slider("x", 0.5, 4.8, value=2.0, step=0.05, label="x, the foot")
    live.line(left, lambda x: ([x, 0], [0, top(x)]), color=INK, linewidth=4)
    live.arrow(left, lambda x: (x, 0, 1, 0), color=VERMILION, linewidth=3)
    live.arrow(left, lambda x: (-0.4, top(x), 0, -x / top(x)), color=BLUE, linewidth=3)
    live.point(left, lambda x: (x, 0), drag="x", color=VERMILION)
    live.point(left, lambda x: (0, top(x)), color=BLUE, marker="s")
    live.point(right, lambda x: (x, x / top(x)), drag="x", color=BLUE, marker="s")
    live.readout(lambda x: (top(x), -x / top(x)), "top at y = {:.2f} m, dy/ds = {:+.2f} m/s")
    return live


def shared_weight():
    """One weight in two places: the map of the loss over both places, and the loss along the diagonal w₁ = w₂."""
    loss = lambda first, second: (second * (first + 1) - 2) ** 2
    partials = lambda w: (2 * (w * (w + 1) - 2) * w, 2 * (w * (w + 1) - 2) * (w + 1))
    figure, (left, right) = stage(1, 2, size=(7.6, 3.9))
    side = np.linspace(0, 1.8, 80)
    lines = left.contour(
        side, side, loss(side, side[:, None]), levels=[0.1, 0.5, 1.5, 3], colors=GREY, linewidths=1
    )
    left.clabel(lines, fontsize=8, colors=INK, fmt="%g")
    left.plot([0, 1.8], [0, 1.8], color=INK, linewidth=1)
    left.set(title="loss over both places", xlabel="w₁, first use", ylabel="w₂, second use", aspect="equal")
    right.plot(side, loss(side, side), color=INK)
    right.plot([], [], color=BLUE, label="slope of both uses")
    right.plot([], [], color=GREEN, linestyle="--", label="of the second alone")
    right.legend(loc="upper center", fontsize=9, frameon=False)
    right.set(title="loss along w₁ = w₂ = w", xlabel="w", xlim=(0, 1.8), ylim=(-0.6, 6))

    live = Live(
        figure,
        alt="Left contour lines of the loss over two weights, and the diagonal on which they are equal, with an arrow "
        "along each weight and one along the diagonal. Right the loss along the diagonal with its tangent",
    )
    live.slider("w", 0.1, 1.5, value=0.5, step=0.02)
    live.arrow(left, lambda w: (w, w, 0.25, 0), color=VERMILION, linewidth=3)
    live.arrow(left, lambda w: (w, w, 0, 0.25), color=GREEN, linewidth=3)
    live.arrow(left, lambda w: (w, w, 0.25, 0.25), color=BLUE, linewidth=3)
    live.point(left, lambda w: (w, w), drag="w", color=INK)
    reach = lambda w: (w - 0.3, w + 0.3)
    live.line(
        right, lambda w: through((w, loss(w, w)), partials(w)[1], reach(w)), color=GREEN, linestyle="--"
    )
    live.line(right, lambda w: through((w, loss(w, w)), sum(partials(w)), reach(w)), color=BLUE)
    live.point(right, lambda w: (w, loss(w, w)), drag="w", color=INK)
    live.readout(
        lambda w: (*partials(w), sum(partials(w))), "dL/dw = {:+.3f} first use {:+.3f} second use = {:+.3f}"
    )
    live.readout(
        lambda w: forward_difference(lambda w: loss(w, w), w), "a nudge of both places measures {:+.3f}"
    )
    return live


# --- Shares as bars -------------------------------------------------------------------------------------------------

_BOX = {"boxstyle": "round,pad=0.35", "facecolor": PAPER, "edgecolor": GREY}


def _shares_stage(ax, names, ylim):
    """Axes for shares, one above each name, and their sum."""
    ax.axhline(0, color=GREY, linewidth=1)
    ax.set(xlim=(-0.6, len(names) - 0.4), ylim=ylim, xticks=range(len(names)), xticklabels=names)
    ax.tick_params(axis="x", length=0, labelsize=9)
    ax.grid(visible=False, axis="x")


def _show_shares(live, ax, first, second, total):
    """Three bars: the first share, the second one from where the first ends, and what both come to."""
    live.bars(ax, [0], first, color=VERMILION)
    live.area(ax, second, color=GREEN, alpha=1)
    live.bars(ax, [2], total, color=BLUE)


def _bar(low, high, shown=1.0, at=1):
    """The corners of a bar that points from one height to the other; none where `shown` is NaN."""
    neck = low + 0.8 * (high - low)
    return [at - 0.3, at + 0.3, at + 0.3, at, at - 0.3], [low * shown, low, neck, high, neck]


def _filled_up(places, count):
    """So many places as a mark has at every state; NaN for those that are not there."""
    return tuple(np.transpose([*places, *[(math.nan, math.nan)] * (count - len(places))]))


def _ring(inner, outer):
    return [
        np.concatenate([out, hole[..., ::-1]], axis=-1)
        for out, hole in zip(_oval(outer, outer), _oval(inner, inner), strict=True)
    ]


def _oval(half_x, half_y):
    turn = np.linspace(0, 2 * math.pi, 61)
    return half_x * np.cos(turn), half_y * np.sin(turn)
