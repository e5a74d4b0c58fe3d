"""A figure for each kind of mark and slider, for tests that look at all of them."""

import numpy as np

from course_lib.live import BLUE, GREEN, INK, VERMILION, Live, draw_graph, stage, through


def tangent():
    """Line, points, area, text, readout; a log slider through zero."""
    figure, ax = stage(xlabel="x", ylabel="x²", xlim=(-2, 2), ylim=(-1, 4))
    x = np.linspace(-2, 2, 200)
    ax.plot(x, x**2, color=INK)
    live = Live(figure, alt="A parabola with a secant")
    live.slider("a", -2, 2, value=1, step=0.1)
    live.log_slider("h", 1e-2, 1, both_sides=True)
    live.area(ax, lambda a, h: ([a, a + h, a + h], [a**2, a**2, (a + h) ** 2]), color=GREEN)
    live.line(ax, lambda a, h: through((a, a**2), ((a + h) ** 2 - a**2) / h, (-2, 2)), color=VERMILION)
    live.point(ax, lambda a: (a, a**2), drag="a", color=BLUE)
    live.text(ax, lambda a: (a - 0.1, a**2 + 0.3), r"$\frac{a}{2}$", ha="right")
    live.readout(lambda a, h: 2 * a + h, "slope {:.3f}")
    return live


def contour():
    """A point dragged in two dimensions, an arrow, bars tied to it in other axes, a label with a number."""
    figure, (left, right) = stage(1, 2, size=(7.4, 3.8))
    x, y = np.meshgrid(np.linspace(-2, 2, 60), np.linspace(-2, 2, 60))
    left.contour(x, y, x**2 / 2 + y**2, levels=8)
    right.set(xlim=(-0.6, 1.6), ylim=(-5, 5), xticks=[0, 1])
    live = Live(figure, alt="A contour map with the gradient at a point, and its two parts as bars")
    live.slider("x", -2, 2, value=1, step=0.1)
    live.slider("y", -2, 2, value=0.5, step=0.1)
    live.arrow(left, lambda x, y: (x, y, x / 2, y), color=VERMILION)
    live.point(left, lambda x, y: (x, y), drag=("x", "y"), color=BLUE)
    live.bars(right, [0, 1], lambda x, y: (x, 2 * y), color=GREEN)
    live.text(right, lambda x, y: (0.5, 4, x), "∂f/∂x = {:.1f}", ha="center")
    return live


def cells():
    """A grid of coloured cells, a choice, and whole numbers that play."""
    figure, ax = stage(size=(5, 3))
    ax.grid(False)
    live = Live(figure, alt="A grid of twenty cells")
    live.choice_slider("kind", ["sin", "cos"])
    live.integer_slider("n", 1, 5, play=20)
    live.image(
        ax,
        lambda kind, n: getattr(np, kind)(np.outer(np.arange(4), np.arange(5)) * n / 4),
        extent=(0, 5, 0, 4),
        vmin=-1,
        vmax=1,
        cmap="RdBu",
    )
    return live


def surface():
    """A surface that can be turned, with a slice, a tangent plane and a point."""
    figure, ax = stage(size=(5.4, 4.2), projection="3d", xlabel="x", ylabel="y")
    x, y = np.meshgrid(np.linspace(-2, 2, 21), np.linspace(-2, 2, 21))
    ax.plot_surface(x, y, x * y / 2, cmap="viridis", alpha=0.7, rasterized=True)
    live = Live(figure, alt="A saddle with a slice, a point and its tangent plane")
    live.slider("x", -2, 2, value=1, step=0.2)
    live.slider("y", -2, 2, value=0.6, step=0.2)
    live.turn_slider(ax, azimuths=(-60, 0, 60))
    t = np.linspace(-2, 2, 31)
    dx, dy = np.array([-0.5, 0.5, 0.5, -0.5]), np.array([-0.5, -0.5, 0.5, 0.5])
    live.line(ax, lambda y: (t, y + 0 * t, t * y / 2), color=VERMILION)
    live.area(ax, lambda x, y: (x + dx, y + dy, (x * y + dx * y + dy * x) / 2), color=GREEN, alpha=0.5)
    live.point(ax, lambda x, y: (x, y, x * y / 2), drag=("x", "y"), color=BLUE)
    return live


def computation():
    """A graph of computation, stepped through."""
    figure, ax = stage(size=(6.4, 3))
    places = draw_graph(
        ax, [("a", "e"), ("b", "e"), ("e", "d"), ("c", "d")], {"e": "e = a·b", "d": "d = e + c"}
    )
    values = {"a": 2, "b": -3, "c": 10, "e": -6, "d": 4}
    live = Live(figure, alt="A graph of computation with the values of its nodes")
    live.integer_slider("step", 0, len(values), value=3, play=10)
    for k, (node, value) in enumerate(values.items()):
        x, y = places[node]
        live.text(
            ax,
            lambda step, x=x, y=y, k=k, value=value: (x if step > k else np.nan, y - 0.1, value),
            "{:.0f}",
            ha="center",
            va="center",
        )
    return live


def slow():
    """A line that only the kernel can compute."""
    figure, ax = stage(xlim=(0, 10), ylim=(0, 10))
    live = Live(figure, alt="A level line, computed by the kernel, and a point")
    live.slider("a", 0, 10, value=2, step=0.5)
    live.line(ax, lambda a: ([0, 10], [a, a]), on_request=True, color=VERMILION)
    live.point(ax, lambda a: (5, a), drag="a", color=BLUE)
    return live


def freehand():
    """Points that are dragged up and down, and a smooth line through them."""
    figure, ax = stage(size=(6, 3), xlim=(-0.5, 5.5), ylim=(-3.2, 3.2))
    live = Live(figure, alt="Six points and a smooth line through them")
    live.freehand(ax, range(6), -3, 3, step=0.25, color=VERMILION)
    return live


FIGURES = [tangent, contour, cells, surface, computation, slow]
