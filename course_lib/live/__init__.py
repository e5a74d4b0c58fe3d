"""A stage drawn by matplotlib, and marks on it that the browser moves.

    figure, ax = stage(xlabel="x", ylabel="f(x)")
    ax.plot(x, x**2)
    live = Live(figure, alt="A parabola with a point on it")
    live.slider("a", -2, 2)
    live.point(ax, lambda a: (a, a**2), drag="a")

A mark is a function whose parameters are named after the sliders that it depends on. It is tabulated over just those
sliders when the figure is shown, so moving a slider asks nothing of the kernel.
"""

from course_lib.live.figure import Live
from course_lib.live.graph import draw_graph
from course_lib.live.marks import rectangle, through
from course_lib.live.stage import BLUE, GREEN, GREY, INK, PAPER, PURPLE, VERMILION, stage, with_room
from course_lib.live.tables import pointwise

__all__ = [
    "BLUE",
    "GREEN",
    "GREY",
    "INK",
    "PAPER",
    "PURPLE",
    "VERMILION",
    "Live",
    "draw_graph",
    "pointwise",
    "rectangle",
    "stage",
    "through",
    "with_room",
]
