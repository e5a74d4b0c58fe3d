"""Live figures of the start page."""

import numpy as np

from course_lib.live import BLUE, GREY, VERMILION, Live, stage


def line():
    """A line through the origin with slope m, and a target at (2, 3)."""
    figure, ax = stage(xlabel="x", ylabel="y", xlim=(-3, 3), ylim=(-4, 4))
    ax.axhline(0, color=GREY, linewidth=1)
    ax.axvline(0, color=GREY, linewidth=1)
    ax.plot(
        2, 3, marker="o", markersize=16, markerfacecolor="none", markeredgecolor=VERMILION, markeredgewidth=2
    )

    live = Live(figure, alt="A straight line through the origin, and a target ring at x = 2, y = 3")
    live.slider("m", -2, 2, value=0.5)
    live.line(ax, lambda m: (np.array([-3, 3]), m * np.array([-3, 3])), color=BLUE)
    live.point(ax, lambda m: (2, 2 * m), drag="m", color=BLUE)
    live.readout(lambda m: (m, 2 * m), "y = {:.2f} · x, so at x = 2 the line is at height {:.2f}")
    return live
