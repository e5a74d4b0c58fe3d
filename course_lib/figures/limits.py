"""Live figures of lesson 1: from slope to derivative."""

import math

import numpy as np

from course_lib.live import (
    BLUE,
    GREEN,
    GREY,
    INK,
    PURPLE,
    VERMILION,
    Live,
    pointwise,
    rectangle,
    stage,
    through,
    with_room,
)
from course_lib.numeric import central_difference, forward_difference


def secant(f=lambda x: x**2 + 3, at=1.0, span=(-2.0, 4.0)):
    """Secant of f through a and a + h, turning into the tangent as h → 0 from either side."""
    f = pointwise(f)
    figure, ax = stage(xlabel="x", ylabel="f(x)")
    x = np.linspace(*span, 400)
    ax.plot(x, f(x), color=INK)

    live = Live(figure, alt="A curve, a point a on it, a second point at a + h, and the secant through both")
    live.slider("a", *span, value=at)
    live.log_slider("h", 1e-4, 2.0, both_sides=True)
    live.area(ax, lambda a, h: ([a, a + h, a + h], [f(a), f(a), f(a + h)]), color=GREEN)
    live.line(ax, lambda a, h: through((a, f(a)), forward_difference(f, a, h), span), color=VERMILION)
    live.point(ax, lambda a, h: (a + h, f(a + h)), color=VERMILION)
    live.point(ax, lambda a: (a, f(a)), drag="a", color=BLUE)
    live.readout(lambda a, h: (h, f(a + h) - f(a)), "run h = {:.4g}, rise f(a + h) − f(a) = {:.5g}")
    live.readout(
        lambda a, h: forward_difference(f, a, h),
        "slope of the secant = rise / run = {:.4f}",
        undefined="no secant at h = 0: one point, and rise / run is 0 / 0",
    )
    live.gaps(f, x)
    return live


def zoom(f=lambda x: np.sin(3 * x) + x**2 / 2, at=0.8, span=(-2.0, 2.0)):
    """The same point through a stronger and stronger magnifying glass: a smooth curve becomes its tangent."""
    f = pointwise(f)
    figure, (left, right) = stage(1, 2, size=(7.4, 3.7), xlabel="x")
    x = np.linspace(*span, 400)
    left.plot(x, f(x), color=INK)
    left.set(title="the curve, and where the glass is")
    right.set(
        title="through the glass", xlabel="", xlim=(-1, 1), ylim=(-1.6, 1.6), xticklabels=[], yticklabels=[]
    )

    def seen(a, width):
        # Both directions are magnified alike, so a slope stays what it is.
        t = np.linspace(-1, 1, 61)
        return t, (f(a + width * t) - f(a)) / width

    def glass(a, width):
        return [a - width, a + width, a + width, a - width], f(a) + 1.6 * width * np.array([-1, -1, 1, 1])

    live = Live(figure, alt="Left a curve with a small window on it, right what is seen through the window")
    live.slider("a", *span, value=at, step=0.05)
    live.log_slider("width", 1e-3, 1.0, per_decade=12, label="width of the glass")
    live.area(left, glass, color=BLUE)
    live.point(left, lambda a: (a, f(a)), drag="a", color=BLUE)
    live.line(
        right, lambda a: through((0, 0), _tangent_slope(f, a), (-1, 1)), color=VERMILION, linestyle="--"
    )
    live.line(right, seen, color=INK)
    live.readout(
        lambda a, width: ((f(a) - f(a - width)) / width, (f(a + width) - f(a)) / width),
        "slope from the middle to the left edge {:.4f}, to the right edge {:.4f}",
    )
    live.gaps(f, x)
    return live


def small_change(f=lambda x: x**3 / 3 - x, at=1.2, span=(-2.2, 2.6)):
    """What the derivative predicts for a step h, beside what the function does."""
    f = pointwise(f)
    figure, ax = stage(xlabel="x", ylabel="f(x)")
    x = np.linspace(*span, 400)
    ax.plot(x, f(x), color=INK)

    def predicted(a, h):
        return central_difference(f, a) * h

    live = Live(figure, alt="A curve and its tangent at a; at a + h a gap opens between the two")
    live.slider("a", span[0] + 0.2, span[1] - 1.0, value=at)
    live.log_slider("h", 1e-3, 1.0)
    live.line(ax, lambda a: through((a, f(a)), central_difference(f, a), span), color=VERMILION)
    step = {"color": VERMILION, "linestyle": ":"}
    live.line(ax, lambda a, h: ([a, a + h, a + h], [f(a), f(a), f(a) + predicted(a, h)]), **step)
    live.line(
        ax, lambda a, h: ([a + h, a + h], [f(a) + predicted(a, h), f(a + h)]), color=PURPLE, linewidth=5
    )
    live.point(ax, lambda a, h: (a + h, f(a + h)), color=INK, markersize=7)
    live.point(ax, lambda a: (a, f(a)), drag="a", color=BLUE)
    live.readout(lambda a, h: f(a + h) - f(a), "true change Δy = {:+.6f}")
    live.readout(predicted, "predicted y′ · h = {:+.6f}")
    live.readout(lambda a, h: f(a + h) - f(a) - predicted(a, h), "gap between the two: {:+.6f}")
    live.gaps(f, x)
    return live


# numpy's own exp may differ in the last bit from one processor to the next, and last bits are what step_size is about.
exp = np.vectorize(math.exp)


def step_size(f=exp, at=1.0, slope=math.e):
    """Error of the forward and the central difference against h, on logarithmic axes: two U-shaped valleys."""
    errors = {
        "forward": lambda h: abs(forward_difference(f, at, h) - slope),
        "central": lambda h: abs(central_difference(f, at, h) - slope),
    }
    figure, ax = stage(xlabel="h", ylabel="error", xscale="log", yscale="log", ylim=(1e-12, 30))
    h = np.logspace(-16, 0, 400)
    for error, colour in zip(errors.values(), (BLUE, VERMILION), strict=True):
        ax.plot(h, error(h), color=colour, linewidth=1, alpha=0.6)
    ax.text(3e-5, 1e-3, "forward", color=INK, ha="right")
    ax.text(3e-3, 2e-8, "central", color=INK)
    ax.set_title("← round-off decides", loc="left")
    ax.set_title("truncation decides →", loc="right")

    live = Live(
        figure,
        alt="Error against step h: it falls with h, reaches a floor, and rises again as h gets smaller",
    )
    live.log_slider("h", 1e-16, 1.0, value=0.1, per_decade=8)
    live.line(ax, lambda h: ([h, h], [1e-12, 30]), color=GREY, linewidth=1)
    live.point(ax, lambda h: (h, errors["forward"](h)), color=BLUE)
    live.point(ax, lambda h: (h, errors["central"](h)), color=VERMILION, marker="s", markersize=8)
    live.readout(
        lambda h: (forward_difference(f, at, h), errors["forward"](h)), "forward ● {:.6f}, error {:.1e}"
    )
    live.readout(
        lambda h: (central_difference(f, at, h), errors["central"](h)), "central ■ {:.6f}, error {:.1e}"
    )
    return live


def kinks():
    """Secants from 0 to h of three functions that are continuous at 0 and have no derivative there."""
    functions = {"|x|": np.abs, "ReLU(x)": lambda x: np.maximum(x, 0), "∛x": np.cbrt}
    figure, axes = stage(1, 3, size=(7.4, 3.0), xlabel="x", xlim=(-1.1, 1.1), ylim=(-1.2, 1.2))
    live = Live(figure, alt="|x|, ReLU and the cube root near 0, each with the secant from 0 to h")
    live.log_slider("h", 1e-3, 1.0, both_sides=True)
    x = np.linspace(-1.1, 1.1, 1001)
    for ax, (name, f) in zip(axes, functions.items(), strict=True):
        ax.plot(x, f(x), color=INK)
        ax.set_title(name)
        live.line(ax, lambda h, f=f: through((0, 0), f(h) / h, (-2, 2)), color=VERMILION)
        live.point(ax, lambda h, f=f: (h, f(h)), drag="h", color=VERMILION)
        live.point(ax, lambda: (0, 0), color=BLUE, markersize=7)
    live.readout(
        lambda h: tuple(f(h) / h for f in functions.values()),
        "slope of the secant: |x| {:+.3f}, ReLU {:+.3f}, ∛x {:+.3f}",
        undefined="no secant at h = 0",
    )
    return live


def trace(f=lambda x: x**3 / 3 - x, span=(-2.2, 2.2)):
    """A curve, and below it its slope as a curve of its own, drawn as far as the point was dragged."""
    f = pointwise(f)
    figure, (above, below) = stage(2, 1, size=(6.6, 5.2), xlim=with_room(span, 0.03))
    x = np.linspace(*span, 181)
    above.plot(x, f(x), color=INK)
    above.set(ylabel="f(x)")
    slopes = _tangent_slope(f, x)
    below.set(xlabel="x", ylabel="f′(x)", ylim=with_room(slopes))
    below.axhline(0, color=GREY, linewidth=1)

    live = Live(figure, alt="Above a curve with a tangent, below the slopes it has passed so far")
    live.slider("a", *span, value=-1.5 if span[0] <= -1.5 <= span[1] else None)
    live.line(
        above, lambda a: through((a, f(a)), central_difference(f, a), (a - 0.6, a + 0.6)), color=VERMILION
    )
    live.point(above, lambda a: (a, f(a)), drag="a", color=BLUE)
    live.line(below, lambda a: (x, np.where(x <= a, slopes, np.nan)), color=VERMILION)
    live.line(below, lambda a: ([a, a], [0, central_difference(f, a)]), color=VERMILION, linestyle=":")
    live.point(below, lambda a: (a, central_difference(f, a)), drag="a", color=VERMILION)
    live.readout(lambda a: (a, central_difference(f, a)), "at x = {:.2f} the slope is {:.3f}")
    live.gaps(f, x)
    return live


def which_is_the_derivative(f=lambda x: x**3 / 3 - x, span=(-2.2, 2.2)):
    """A curve and four candidates for its derivative, a to d; nothing moves."""
    x = np.linspace(*span, 300)
    candidates = {
        "a": lambda x: 1 - x**2,
        "b": lambda x: x**2 - 3,
        "c": lambda x: x**2 - 1,
        "d": f,
    }
    figure, axes = stage(1, 5, size=(7.6, 2.2), xlim=span, ylim=(-3.2, 3.2), xticks=(-1, 1), yticklabels=[])
    for ax, (name, g) in zip(axes, {"f": f, **candidates}.items(), strict=True):
        ax.axhline(0, color=GREY, linewidth=1)
        ax.plot(x, g(x), color=INK if name == "f" else VERMILION)
        ax.set_title(name)
    return Live(
        figure,
        alt="f rises until x = −1, falls until x = 1 and rises again. Candidates: a is a hill with zeros at −1 and 1; "
        "b a bowl with zeros near −1.7 and 1.7; c a bowl with zeros at −1 and 1; d is f itself",
    )


def stretched(f=lambda x: x**3 / 3 - x, span=(-2.2, 2.2)):
    """A curve and k times the same curve, each with its tangent at x: the slopes differ by the same factor k."""
    f = pointwise(f)
    figure, ax = stage(xlabel="x", xlim=span, ylim=(-3, 3))
    x = np.linspace(*span, 121)
    ax.plot(x, f(x), color=INK)

    live = Live(
        figure, alt="A curve f in black and the curve k · f in blue, with their tangents at the same x"
    )
    live.slider("x", *span, value=-1.6 if span[0] <= -1.6 <= span[1] else None)
    live.slider("k", -2.0, 3.0, value=2.0)
    live.line(ax, lambda k: (x, k * f(x)), color=BLUE)
    live.line(ax, lambda x: through((x, f(x)), central_difference(f, x), (x - 0.4, x + 0.4)), color=VERMILION)
    slope = lambda x, k: k * central_difference(f, x)
    live.line(ax, lambda x, k: through((x, k * f(x)), slope(x, k), (x - 0.4, x + 0.4)), color=VERMILION)
    live.point(ax, lambda x: (x, f(x)), drag="x", color=INK)
    live.point(ax, lambda x, k: (x, k * f(x)), drag="x", color=BLUE)
    live.readout(
        lambda x, k: (central_difference(f, x), central_difference(lambda x: k * f(x), x)),
        "slope of f: {:+.3f}, slope of k · f: {:+.3f}",
    )
    live.gaps(f, x)
    return live


def growing_rectangle():
    """A rectangle whose sides u = x and v = 1 + x²/4 grow with x: two strips and a corner."""
    figure, ax = stage(xlabel="u", ylabel="v", xlim=(0, 3.6), ylim=(0, 4.2), size=(6.0, 4.2))
    u = lambda x: x
    v = lambda x: 1 + x**2 / 4

    live = Live(
        figure, alt="A rectangle with sides u and v, and the two strips and the corner by which it grows"
    )
    live.slider("x", 0.5, 2.5, value=2.0)
    live.log_slider("h", 1e-3, 1.0, value=0.5, per_decade=16)
    live.area(ax, lambda x: rectangle(0, u(x), 0, v(x)), color=GREY)
    live.area(ax, lambda x, h: rectangle(u(x), u(x + h), 0, v(x)), color=BLUE, alpha=0.6)
    live.area(ax, lambda x, h: rectangle(0, u(x), v(x), v(x + h)), color=GREEN, alpha=0.6)
    live.area(ax, lambda x, h: rectangle(u(x), u(x + h), v(x), v(x + h)), color=VERMILION, alpha=0.9)
    live.readout(
        lambda x, h: (v(x) * (u(x + h) - u(x)) / h, u(x) * (v(x + h) - v(x)) / h),
        "per unit of h: right strip v · Δu/h = {:.4f}, upper strip u · Δv/h = {:.4f}",
    )
    live.readout(lambda x, h: (u(x + h) - u(x)) * (v(x + h) - v(x)) / h, "corner Δu · Δv / h = {:.4f}")
    return live


def one_weight(inputs=(1.0, 2.0, 3.0), targets=(0.75, 2.5, 2.75)):
    """A model with one weight, ŷ = w · x: its fit on the left, its loss and the slope of the loss on the right."""
    inputs, targets = np.array(inputs), np.array(targets)

    def loss(w):
        return np.mean((np.multiply.outer(w, inputs) - targets) ** 2, axis=-1)

    def slope(w):
        return np.mean(2 * (np.multiply.outer(w, inputs) - targets) * inputs, axis=-1)

    figure, (left, right) = stage(1, 2, size=(7.4, 3.6))
    left.set(xlabel="x", ylabel="y", xlim=(0, 3.4), ylim=(-1, 7), title="model ŷ = w · x")
    left.plot(inputs, targets, marker="o", linestyle="none", color=INK)
    w = np.linspace(-0.2, 2.2, 200)
    right.set(xlabel="w", ylabel="loss L(w)", title="loss", ylim=(-1, 8))
    right.plot(w, loss(w), color=INK)

    live = Live(
        figure, alt="Left three data points and the line of the model, right its loss as a curve over w"
    )
    live.slider("w", -0.2, 2.2, value=0.3, step=0.02)
    live.line(left, lambda w: ([0, 3.4], [0, 3.4 * w]), color=BLUE)
    for x, y in zip(inputs, targets, strict=True):
        live.line(left, lambda w, x=x, y=y: ([x, x], [y, w * x]), color=VERMILION, linewidth=1.5)
    live.line(right, lambda w: through((w, loss(w)), slope(w), (w - 0.4, w + 0.4)), color=VERMILION)
    live.point(right, lambda w: (w, loss(w)), drag="w", color=BLUE)
    live.readout(lambda w: (loss(w), slope(w)), "loss {:.3f}, slope of the loss {:+.3f} per unit of w")
    return live


def _tangent_slope(f, a, h=1e-6):
    """The slope of `f` at a, NaN at a corner: a central difference alone would average the slopes of its two sides."""
    left, right = forward_difference(f, a, -h), forward_difference(f, a, h)
    return np.where(abs(left - right) < 1e-3 * (1 + abs(left) + abs(right)), (left + right) / 2, np.nan)
