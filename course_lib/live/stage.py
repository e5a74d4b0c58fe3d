"""The stage: everything in a figure that does not move, in the course's one style."""

from contextlib import contextmanager
from threading import RLock

import matplotlib
import numpy as np
from matplotlib import cycler
from matplotlib.figure import Figure
from matplotlib.layout_engine import PlaceHolderLayoutEngine

# Okabe-Ito colours (and Tol's purple), two of them darker: small text in them keeps a contrast of 4.5:1 on white.
BLUE, VERMILION, GREEN, PURPLE = "#0072b2", "#c45500", "#00835f", "#aa4499"
# All of these follow the theme of the page: the browser replaces them by its own. Black is taken for ink.
INK, GREY, GRID, PAPER = "#1b1b1c", "#767677", "#dcdcdd", "#fefefe"
THEMED = {
    INK: "--live-ink",
    "#000000": "--live-ink",
    GREY: "--live-grey",
    GRID: "--live-grid",
    PAPER: "--live-paper",
    BLUE: "--live-blue",
    VERMILION: "--live-vermilion",
    GREEN: "--live-green",
    PURPLE: "--live-purple",
}

STYLE = {
    "font.size": 11,
    "mathtext.fontset": "dejavusans",
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.titlesize": 11,
    "axes.edgecolor": GREY,
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.prop_cycle": cycler(color=[BLUE, VERMILION, GREEN, PURPLE]),
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "lines.linewidth": 2,
    "legend.frameon": False,
    "figure.facecolor": "none",
    # Inches; room for a marker that stands at the edge of its axes.
    "figure.constrained_layout.w_pad": 0.08,
    "figure.constrained_layout.h_pad": 0.08,
    "svg.fonttype": "path",
    "svg.hashsalt": "stage",
}
POINTS_PER_INCH = 72

_one_at_a_time = RLock()


@contextmanager
def styled():
    """matplotlib in the course's style, for one thread at a time: its settings are those of all threads."""
    with _one_at_a_time, matplotlib.rc_context(STYLE):
        yield


def stage(rows=1, columns=1, size=(6.6, 4.0), projection=None, **properties):
    """A figure in the course's style with one axes, or a grid of `rows` by `columns` of them.

    `projection` is None or "3d", for all axes or as a sequence with one for each of them.
    `size` is in inches; `properties` (xlabel, title, xlim, …) go to `Axes.set` of every axes. Returns the figure and
    the axes as `matplotlib.pyplot.subplots` does, but keeps out of pyplot, whose global state is not safe when
    callbacks and cells run on different threads.
    """
    with styled():
        figure = Figure(figsize=size, layout="constrained")
        if isinstance(projection, (tuple, list)):
            axes = [
                figure.add_subplot(rows, columns, 1 + k, projection=kind) for k, kind in enumerate(projection)
            ]
        else:
            axes = figure.subplots(rows, columns, subplot_kw={"projection": projection})
        for ax in figure.axes:
            ax.set(**properties)
            # The axis beside a spine reaches as far, and a spine would have all its ticks computed again.
            ax.spines[:].set_in_layout(False)
            if is_space(ax):
                _quiet_panes(ax)
    return figure, axes


def with_room(values, share=0.1):
    """Limits for an axis with all `values`, of any shape, on it, and room at both ends: a `share` of their span.

    NaN and infinities need no room. Values that differ by rounding alone get a share of their size.
    """
    values = np.asarray(values, float)
    finite = values[np.isfinite(values)]
    low, high = (finite.min(), finite.max()) if finite.size else (0.0, 0.0)
    span, size = high - low, max(abs(low), abs(high))
    room = share * (span if span > 1e-6 * size else size or 1.0)
    return low - room, high + room


def is_space(ax):
    """Whether an axes shows three dimensions."""
    return ax.name == "3d"


def perspective(ax):
    """How a 3-D axes maps data to points of the page: a 3 × 4 matrix P, with (X, Y) = (P₀·p, P₁·p) / P₂·p for
    p = (x, y, z, 1). It is matplotlib's own projection, followed by the place of the axes in the figure.
    """
    projection = ax.get_proj()
    (a, _, left), (_, d, bottom), _ = ax.transData.get_matrix()
    across = a * projection[0] + left * projection[3]
    down = -d * projection[1] + (ax.figure.bbox.height - bottom) * projection[3]
    return np.stack([across, down, projection[3]])


def _quiet_panes(ax):
    """Walls without fill, so that a 3-D axes looks the same in both themes."""
    for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
        axis.set_pane_color((0, 0, 0, 0))
        axis.line.set_color(GREY)


def freeze(figure):
    """Lay the figure out once and for all, in points: from here on the place of every pixel is known."""
    if isinstance(figure.get_layout_engine(), PlaceHolderLayoutEngine):
        return
    figure.set_dpi(POINTS_PER_INCH)
    with styled():
        if engine := figure.get_layout_engine():
            engine.execute(figure)
        for ax in figure.axes:
            ax.apply_aspect()
    # What stood there leaves a placeholder, the sign that this was done.
    figure.set_layout_engine("none")
    for ax in figure.axes:
        ax.autoscale(False)


def box(ax):
    """The rectangle of the axes in points from the top left corner: x, y, width, height."""
    x0, y0, x1, y1 = ax.bbox.extents
    return [round(float(number), 3) for number in (x0, ax.figure.bbox.height - y1, x1 - x0, y1 - y0)]


def css(colour):
    """A colour "#rrggbb" as CSS: a variable of the page where it follows the theme."""
    return f"var({THEMED[colour]}, {colour})" if colour in THEMED else colour
