"""Live figures of lesson 5: slopes in all directions, and the way down."""

from functools import cache

import numpy as np
from matplotlib.figure import Figure

from course_lib.live import BLUE, GREEN, GREY, INK, PURPLE, VERMILION, Live, stage, through


def mountain(x, y):
    """Twin peaks at (1, 1/2) and (−1, −1/2) and a pass at (0, 0): km to the east and north, height in 100 m."""
    return 5 - (x**2 - 1) ** 2 / 2 - (y - x / 2) ** 2


def mountain_gradient(x, y):
    return 2 * x * (1 - x**2) + (y - x / 2), -2 * (y - x / 2)


def valley(x, y):
    """A long valley that falls towards a lake at (1.5, −1)."""
    return (x - 1.5) ** 2 / 4 + (y + 1) ** 2


def valley_gradient(x, y):
    return (x - 1.5) / 2, 2 * (y + 1)


START = -1.5, 1.0  # of every walk in the valley
LAKE = 0.2  # the height of its water
HEIGHTS = [LAKE, 0.5, 1, 2, 3, 4, 5, 6]


def unit(heading):
    """The arrow of length 1 that a compass means by a heading: degrees from north, clockwise; east part, north part."""
    return np.sin(np.radians(heading)), np.cos(np.radians(heading))


def slope_ahead(gradient, heading):
    east, north = unit(heading)
    return gradient[0] * east + gradient[1] * north


def ahead(x, y, heading, s):
    """Where one is after s km from (x, y) on a heading."""
    east, north = unit(heading)
    return x + s * east, y + s * north


def compass():
    """A map with a compass on it, and the profile of the ground along the needle."""
    figure, (left, right) = stage(1, 2, size=(7.6, 4.0))
    _draw_map(left)
    right.set(title="the ground along the needle", xlabel="km ahead", ylabel="height, 100 m")
    right.set(xlim=(-1, 1), ylim=(2, 5.5))

    slope = lambda x, y, heading: slope_ahead(mountain_gradient(x, y), heading)
    s = np.linspace(-1, 1, 31)

    live = Live(figure, alt="A map of twin peaks with a compass on it; beside it the ground along its needle")
    live.slider("heading", 0, 360, value=225, step=15, label="heading, °")
    live.slider("x", -1.25, 1.25, value=0.5, step=0.25, label="x, km east")
    live.slider("y", -1, 1, value=0.0, step=0.25, label="y, km north")
    _add_dial(live, left)
    live.arrow(left, lambda x, y: (x, y, *np.multiply(0.5, mountain_gradient(x, y))), color=VERMILION)
    live.arrow(left, lambda x, y, heading: (x, y, *np.multiply(0.5, unit(heading))), color=BLUE, linewidth=4)
    live.point(left, lambda x, y: (x, y), drag=("x", "y"), color=BLUE)
    live.line(right, lambda x, y, heading: (s, mountain(*ahead(x, y, heading, s))), color=INK)
    tangent = lambda x, y, heading: through((0, mountain(x, y)), slope(x, y, heading), (-0.6, 0.6))
    live.line(right, tangent, color=BLUE, linestyle="--")
    live.point(right, lambda x, y: (0, mountain(x, y)), color=BLUE)
    live.readout(mountain_gradient, "slope to the east ∂f/∂x = {:+.3f}, slope to the north ∂f/∂y = {:+.3f}")
    live.readout(unit, "needle: u = ({:+.3f}, {:+.3f})")
    live.readout(
        lambda x, y, heading: (slope(x, y, heading), np.hypot(*mountain_gradient(x, y))),
        "slope along the needle = {:+.3f}, in 100 m per km; ‖∇f‖ = {:.3f}",
    )
    return live


def stride():
    """One direction, an arrow v of any length: the change per arrow, and the change per km."""
    figure, (left, right) = stage(1, 2, size=(7.6, 3.8))
    _draw_map(left)
    right.set(
        xlim=(-0.6, 1.6), ylim=(0, 2.5), xticks=[0, 1], xticklabels=["∇f · v, per arrow", "∇f · u, per km"]
    )
    place = 0.0, -0.5
    slope = lambda heading: slope_ahead(mountain_gradient(*place), heading)

    live = Live(
        figure, alt="A map with an arrow v from one place, and two bars: change per arrow, change per km"
    )
    live.slider("length", 0.25, 2.0, value=1.5, step=0.25, label="length of v, km")
    live.slider("heading", -90, 60, value=-30, step=15, label="heading, °")
    live.arrow(
        left, lambda length, heading: (*place, *np.multiply(length, unit(heading))), color=GREEN, linewidth=4
    )
    live.arrow(left, lambda heading: (*place, *unit(heading)), color=BLUE)
    live.point(left, lambda: place, color=BLUE)
    live.bars(right, [0], lambda length, heading: length * slope(heading), color=GREEN)
    live.bars(right, [1], slope, color=BLUE)
    per_arrow = lambda length, heading: (0, length * slope(heading) + 0.05, length * slope(heading))
    live.text(right, per_arrow, "{:.3f}", ha="center")
    live.text(right, lambda heading: (1, slope(heading) + 0.05, slope(heading)), "{:.3f}", ha="center")
    live.readout(
        lambda length, heading: (*np.multiply(length, unit(heading)), length),
        "v = ({:+.3f}, {:+.3f}), ‖v‖ = {:.2f}",
    )
    return live


def cosine():
    """The slope in all directions at one place: a cosine, highest in the direction of the gradient."""
    figure, (left, right) = stage(1, 2, size=(7.6, 3.9))
    around = np.linspace(0, 360, 73)
    left.set(aspect="equal", xlim=(-2.2, 2.2), ylim=(-2.2, 2.2), xlabel="east", ylabel="north")
    left.plot(*unit(around), color=GREY, linewidth=1)
    right.set(xlim=(0, 360), ylim=(-3, 3), xticks=range(0, 361, 90), xticklabels="NESWN")
    right.set(xlabel="heading of u", title="slope $D_u f$")
    right.axhline(0, color=GREY, linewidth=1)

    slope = lambda east, north, heading: slope_ahead((east, north), heading)
    shadow = lambda east, north, heading: np.multiply(slope(east, north, heading), unit(heading))

    def uphill(east, north):
        return np.where(np.hypot(east, north) > 0, np.degrees(np.arctan2(east, north)), np.nan)

    def alpha(east, north, heading):
        return (heading - uphill(east, north) + 180) % 360 - 180

    def arc(east, north, heading, share, radius=0.4):
        """A place on the small arc that goes from the gradient, where `share` is 0, to u, where it is 1."""
        return ahead(0, 0, uphill(east, north) + share * alpha(east, north, heading), radius)

    def product(east, north, heading):
        angle = alpha(east, north, heading)
        length = np.hypot(east, north)
        return abs(angle), np.cos(np.radians(angle)), length, slope(east, north, heading)

    live = Live(
        figure,
        alt="A gradient arrow and its shadow on a unit arrow u; the slope over all headings is a cosine",
    )
    live.slider("heading", 0, 360, value=90, step=15, label="heading of u, °")
    live.slider("east", -2, 2, value=1.5, step=0.25, label="∂f/∂x")
    live.slider("north", -2, 2, value=1.5, step=0.25, label="∂f/∂y")
    ray = lambda east, north, heading: _joined([(east, north), shadow(east, north, heading)])
    live.line(left, ray, color=GREY, linestyle=":")
    bar = lambda east, north, heading: _joined([(0, 0), shadow(east, north, heading)])
    live.line(left, bar, color=GREEN, linewidth=7, alpha=0.6)
    live.line(left, lambda east, north, heading: arc(east, north, heading, np.linspace(0, 1, 13)), color=INK)
    middle = lambda east, north, heading: arc(east, north, heading, 0.5, radius=0.65)
    live.text(left, middle, "α", ha="center", va="center")
    live.arrow(left, lambda east, north: (0, 0, east, north), color=VERMILION)
    live.arrow(left, lambda heading: (0, 0, *unit(heading)), color=BLUE, linewidth=4)
    live.point(left, lambda heading: unit(heading), drag="heading", color=BLUE, markersize=8)
    square = {"color": VERMILION, "marker": "s", "markersize": 8}
    live.point(left, lambda east, north: (east, north), drag=("east", "north"), **square)
    live.line(right, lambda east, north: (around, slope(east, north, around)), color=INK)
    top = lambda east, north: ([0, 360], [np.hypot(east, north)] * 2)
    live.line(right, top, color=VERMILION, linestyle="--")
    height = lambda east, north, heading: ([heading] * 2, [0, slope(east, north, heading)])
    live.line(right, height, color=GREEN, linewidth=5, alpha=0.6)
    here = lambda east, north, heading: (heading, slope(east, north, heading))
    live.point(right, here, drag="heading", color=BLUE)
    live.readout(
        product,
        "α = {:.0f}°, cos α = {:+.3f}, ‖∇f‖ = {:.3f}; slope ‖∇f‖ · cos α = {:+.3f}",
        undefined="The gradient is zero: it has no direction, and the slope is 0 whichever way you turn.",
    )
    return live


CROWD = 200  # random directions, the same angles to the gradient every time
INPUTS = {f"{n:,}": n for n in (2, 3, 10, 100, 1_000, 10_000, 1_000_000)}


def crowd():
    """Random directions at their angles to the gradient: the more inputs there are, the more level they all lie."""
    figure, ax = stage(size=(5.6, 4.4))
    ax.set_axis_off()
    ax.set(aspect="equal", xlim=(-1.4, 1.4), ylim=(-1.2, 1.2))
    ax.plot(*unit(np.linspace(0, 360, 73)), color=GREY, linewidth=1)
    ax.text(0, 1.12, "up", ha="center", va="center", color=GREY)
    ax.text(1.03, 0, "level", va="center", color=GREY)
    ax.text(0, -1.1, "down", ha="center", va="center", color=GREY)

    live = Live(figure, alt="Random directions in a circle whose top is the direction of the gradient")
    live.choice_slider("inputs", INPUTS)
    live.line(ax, lambda inputs: _needles(INPUTS[inputs]), color=BLUE, linewidth=0.7)
    live.arrow(ax, lambda: (0, 0, 0, 1), color=VERMILION, linewidth=4)
    live.readout(
        lambda inputs: 100 * np.max(np.abs(cosines(INPUTS[inputs]))),
        f"the best of these {CROWD} directions has {{:.1f}} % of the steepest slope",
    )
    return live


PLACES = {"slope": (0.5, 0.0), "summit": (1.0, 0.5), "pass": (0.0, 0.0)}


def glass(at="slope"):
    """The contours near a place through a stronger and stronger magnifying glass."""
    figure, (left, right) = stage(1, 2, size=(7.6, 3.9))
    _draw_map(left)
    right.set(aspect="equal", xlim=(-1, 1), ylim=(-1, 1), xticks=[], yticks=[], title="through the glass")

    def window(place, width):
        x, y = PLACES[place]
        return x + width * np.array([-1, 1, 1, -1]), y + width * np.array([-1, -1, 1, 1])

    def uphill(place):
        gradient = np.array(mountain_gradient(*PLACES[place]))
        return 0, 0, *(0.5 * gradient / max(np.hypot(*gradient), 1e-12))

    live = Live(figure, alt="Left a map with a small window, right the contours in that window, enlarged")
    live.choice_slider("place", PLACES, value=at)
    live.log_slider("width", 0.01, 0.5, value=0.5, per_decade=12, label="half the width, km")
    live.area(left, window, color=BLUE)
    live.point(left, lambda place: PLACES[place], color=BLUE, markersize=6)
    live.line(
        right, lambda place, width: tuple(_contours(place, width)[0]), jumps=True, color=INK, linewidth=1.5
    )
    live.arrow(right, uphill, color=VERMILION, linewidth=4)
    live.point(right, lambda: (0, 0), color=BLUE)
    live.readout(lambda place: np.hypot(*mountain_gradient(*PLACES[place])), "‖∇f‖ = {:.3f}")
    live.readout(lambda place, width: 100 * _contours(place, width)[1], "from line to line {:.2g} m")
    return live


def shadow():
    """The way up the slope is in space; the gradient is its shadow, on the map below. Left the same with one input."""
    figure, (left, right) = stage(1, 2, size=(7.6, 4.0), projection=(None, "3d"))
    curve = lambda x: 5 - (x**2 - 1) ** 2 / 2
    slope = lambda x: 2 * x * (1 - x**2)
    t = np.linspace(-1.75, 1.75, 81)
    left.plot(t, curve(t), color=INK)
    left.axhline(0, color=GREY, linewidth=1)
    left.set(xlabel="x", title="one input: an arrow on a line", xlim=(-1.8, 1.8), ylim=(-0.6, 5.6))
    east, north = np.meshgrid(np.linspace(-1.5, 1.5, 25), np.linspace(-1, 1, 21))
    right.plot_surface(east, north, mountain(east, north), cmap="viridis", alpha=0.75, rasterized=True)
    right.contour(east, north, mountain(east, north), levels=10, colors=GREY, linewidths=0.7, offset=0)
    right.set(xlabel="x", ylabel="y", zlim=(0, 7), title="two inputs: an arrow on a map")

    def floor(x, y, share):
        gx, gy = mountain_gradient(x, y)
        return x + share * gx, y + share * gy, 0 * x

    def up(x, y, share):
        gx, gy = mountain_gradient(x, y)
        return x + share * gx, y + share * gy, mountain(x, y) + share * (gx**2 + gy**2)

    live = Live(figure, alt="A curve with an arrow on its axis; a surface with an arrow on the map below it")
    live.slider("x", -1.25, 1.25, value=0.5, step=0.125)
    live.slider("y", -0.75, 0.75, value=-0.75, step=0.125)
    live.turn_slider(right, azimuths=(-90, -60, -30, 0), value=-60)
    live.line(left, lambda x: through((x, curve(x)), slope(x), (x - 0.5, x + 0.5)), color=PURPLE)
    live.line(left, lambda x: ([x, x], [0, curve(x)]), color=GREY, linestyle=":")
    live.arrow(left, lambda x: (x, 0, slope(x) / 2, 0), color=VERMILION, linewidth=4)
    live.point(left, lambda x: (x, curve(x)), drag="x", color=BLUE)
    live.line(right, lambda x, y: _joined([up(x, y, 0), floor(x, y, 0)]), color=GREY, linestyle=":")
    live.line(right, lambda x, y: _joined([up(x, y, 0), up(x, y, 0.25)]), color=PURPLE)
    live.line(right, lambda x, y: _joined([floor(x, y, 0), floor(x, y, 0.25)]), color=VERMILION, linewidth=4)
    live.point(right, lambda x, y: floor(x, y, 0.25), color=VERMILION, markersize=7)
    live.point(right, lambda x, y: (x, y, mountain(x, y)), drag=("x", "y"), color=BLUE)
    live.readout(slope, "one input: f′(x) = {:+.3f}")
    live.readout(
        mountain_gradient, "two inputs: ∇f = ({:+.3f}, {:+.3f}), two numbers, no third for the height"
    )
    return live


def fog():
    """A valley in fog: only the slope under one's feet is felt. Three legs should lead to the lake."""
    figure, ax = stage(size=(6.8, 4.4), xlabel="x, km east", ylabel="y, km north")
    ax.set(aspect="equal", xlim=(-2.6, 3.2), ylim=(-2.3, 2.2))
    land = _polyline(valley, np.linspace(-2.6, 3.2, 59), np.linspace(-2.3, 2.2, 46), HEIGHTS)
    around, shore = np.linspace(0, 360, 60), np.sqrt(LAKE)
    lake = 1.5 + 2 * shore * np.sin(np.radians(around)), -1 + shore * np.cos(np.radians(around))
    whole = [-2.6, 3.2, 3.2, -2.6], [-2.3, -2.3, 2.2, 2.2]
    shown = lambda shape, when: [np.where(when, part, np.nan) for part in shape]

    live = Live(
        figure,
        alt="A map hidden by fog and a walk of three legs; an arrow at each place shows the gradient there",
    )
    for name, value in {"first": 180, "second": 45, "third": 90}.items():
        live.slider(name, 0, 360, value=value, step=22.5, label=f"{name} leg, heading °")
    live.slider("step", 0.5, 1.5, value=0.75, step=0.25, label="length of a leg, km")
    live.choice_slider("sky", ["fog", "clear"], label="sky")
    live.area(ax, lambda sky: shown(whole, sky == "fog"), color=GREY, alpha=0.2)
    live.area(ax, lambda sky: shown(lake, sky == "clear"), color=BLUE)
    live.line(ax, lambda sky: shown(land, sky == "clear"), color=GREY, linewidth=1)
    places = [
        lambda: START,
        lambda step, first: walk(step, first)[-1],
        lambda step, first, second: walk(step, first, second)[-1],
        lambda step, first, second, third: walk(step, first, second, third)[-1],
    ]
    live.line(ax, lambda step, first, second, third: _joined(walk(step, first, second, third)), color=BLUE)
    live.arrow(ax, lambda: _felt(START), color=VERMILION)
    live.arrow(ax, lambda step, first: _felt(places[1](step, first)), color=VERMILION)
    live.arrow(ax, lambda step, first, second: _felt(places[2](step, first, second)), color=VERMILION)
    for place, marker in zip(places, "s^Do", strict=True):
        live.point(ax, place, color=BLUE, marker=marker, markersize=8)
    live.readout(
        lambda step, first, second, third: [valley(*place) for place in walk(step, first, second, third)],
        "height at the start {:.2f} (■), then {:.2f} (▲), {:.2f} (◆), {:.2f} (●); the lake lies below 0.2",
    )
    return live


def descent(most=20):
    """The same step again and again: against the gradient, or turned away from it. Beside it the loss."""
    figure, (left, right) = stage(1, 2, size=(7.6, 3.9))
    x, y = np.meshgrid(np.linspace(-2.6, 3.2, 59), np.linspace(-4.1, 2.2, 64))
    left.contour(x, y, valley(x, y), levels=[*HEIGHTS, 8], colors=GREY, linewidths=0.8)
    left.set(aspect="equal", xlabel="w₁", ylabel="w₂", xlim=(-2.6, 3.2), ylim=(-4.1, 2.2))
    right.set(xlim=(0, most), ylim=(0, 10), xlabel="step", title="loss", xticks=range(0, most + 1, 5))

    def path(eta, turn):
        return descend(eta, turn, most, most)

    def here(eta, turn, steps):
        return [numbers[-1] for numbers in descend(eta, turn, steps, most)]

    live = Live(figure, alt="A path over the contours of a loss, and the loss after each of its steps")
    live.slider("eta", 0.05, 1.2, value=0.1, step=0.05, label="η")
    live.slider("turn", -180, 180, value=0, step=15, label="turned from −∇L by, °")
    live.integer_slider("steps", 0, most, value=4, play=4)
    live.line(left, path, color=BLUE, linewidth=1, alpha=0.7)
    live.point(left, lambda: START, color=BLUE, marker="s", markersize=8)
    live.point(left, path, color=BLUE, markersize=3)
    live.point(left, here, color=BLUE)
    count = list(range(most + 1))
    live.line(right, lambda eta, turn: (count, _heights(path(eta, turn))), color=BLUE, linewidth=1)
    live.point(right, lambda eta, turn, steps: (steps, valley(*here(eta, turn, steps))), color=BLUE)
    live.readout(
        lambda eta, turn, steps: (*here(eta, turn, steps), valley(*here(eta, turn, steps))),
        "w = ({:.3f}, {:.3f}), loss {:.4f}",
    )
    return live


def walk(step, *headings):
    """The places, start included, of a walk in the valley with legs of one length."""
    places = [START]
    for heading in headings:
        places.append(ahead(*places[-1], heading, step))
    return places


def descend(eta, turn, steps, most):
    """Where `steps` steps w ← w − η R ∇f lead from the start, R a turn by so many degrees: x and y, one for each step.

    All may be arrays. After the last step it stays where it is, up to `most`.
    """
    cosine, sine = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    x, y = START
    places = [(x, y)]
    for k in range(most):
        east, north = valley_gradient(x, y)
        stride = np.where(k < steps, eta, 0)
        x, y = x - stride * (cosine * east - sine * north), y - stride * (sine * east + cosine * north)
        places.append((x, y))
    return _joined(places)


@cache
def cosines(inputs):
    """The cosines of the angles between random directions and one axis, among so many inputs."""
    draw = np.random.default_rng(1)
    # A direction is a vector of normal numbers, and of all but one of them only the sum of squares is needed.
    first, others = draw.normal(size=CROWD), draw.chisquare(inputs - 1, size=CROWD)
    return first / np.sqrt(first**2 + others)


# --- Parts ------------------------------------------------------------------------------------------------------------


def _draw_map(ax):
    x, y = np.meshgrid(np.linspace(-1.75, 1.75, 71), np.linspace(-1.5, 1.5, 61))
    lines = ax.contour(x, y, mountain(x, y), levels=np.arange(0, 5.1, 0.5), colors=GREY, linewidths=0.9)
    ax.plot([1, -1], [0.5, -0.5], marker="^", linestyle="none", color=GREY)
    ax.clabel(lines, levels=[1, 2, 3, 4], fontsize=8, fmt="%d")
    ax.set(aspect="equal", xlim=(-1.75, 1.75), ylim=(-1.5, 1.5), xlabel="x, km east", ylabel="y, km north")
    ax.grid(False)


def _add_dial(live, ax, radius=0.5):
    around = np.linspace(0, 360, 49)
    live.line(ax, lambda x, y: ahead(x, y, around, radius), color=INK, linewidth=1)
    for letter, angle in {"N": 0, "E": 90, "S": 180, "W": 270}.items():
        place = lambda x, y, angle=angle: ahead(x, y, angle, 1.25 * radius)
        live.text(ax, place, letter, ha="center", va="center", fontsize=10)


def _polyline(f, x, y, levels):
    """All contours of f as one line with gaps: an array of shape (2, n)."""
    grid = np.meshgrid(x, y)
    contours = Figure().subplots().contour(*grid, f(*grid), levels).allsegs
    gap = [[np.nan, np.nan]]
    return np.concatenate([np.vstack([part, gap]) for level in contours for part in level]).T


def _needles(inputs):
    up = cosines(inputs)
    across = np.sqrt(1 - up**2) * np.resize([1, -1], CROWD)
    centre, gap = np.zeros(CROWD), np.full(CROWD, np.nan)
    return np.stack([centre, across, gap], axis=1).ravel(), np.stack([centre, up, gap], axis=1).ravel()


@cache
def _contours(place, width):
    """The contours in a window around a place, as seen through the glass, and the height from one to the next."""
    x, y = PLACES[place]
    seen = lambda t, s: mountain(x + width * t, y + width * s) - mountain(x, y)
    t = np.linspace(-1, 1, 33)
    heights = seen(*np.meshgrid(t, t))
    apart = (heights.max() - heights.min()) / 10
    lines = np.full((2, 900), np.nan)  # as many points at every state
    found = _polyline(seen, t, t, apart * np.arange(-10, 11))
    lines[:, : found.shape[1]] = found
    return lines, apart


def _joined(places):
    """The line through a few places, from pairs or triples of coordinates."""
    return list(map(list, zip(*places, strict=True)))


def _heights(places):
    return [valley(x, y) for x, y in zip(*places, strict=True)]


def _felt(place, share=0.25):
    return *place, *np.multiply(share, valley_gradient(*place))
