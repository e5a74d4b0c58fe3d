"""The stage: everything in a figure that does not move, in the course's one style."""

import io
import re
from math import ceil, floor

import matplotlib
from matplotlib.figure import Figure

# Okabe-Ito colours (and Tol's purple) that keep a contrast of at least 3:1 on white and on JupyterLab's dark #111.
BLUE, VERMILION, GREEN, PURPLE = "#0072b2", "#d55e00", "#009e73", "#aa4499"
# These four follow the theme of the page: the browser replaces them by its own (see `svg`).
INK, GREY, GRID, PAPER = "#1b1b1c", "#767677", "#dcdcdd", "#fefefe"
THEMED = {INK: "--live-ink", GREY: "--live-grey", GRID: "--live-grid", PAPER: "--live-paper"}

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
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "lines.linewidth": 2,
    "legend.frameon": False,
    "figure.facecolor": PAPER,
}
POINTS_PER_INCH = 72


def stage(rows=1, columns=1, size=(6.6, 4.0), **properties):
    """A figure in the course's style with one axes, or a grid of `rows` by `columns` of them.

    `size` is in inches; `properties` (xlabel, title, xlim, …) go to `Axes.set` of every axes. Returns the figure and
    the axes as `matplotlib.pyplot.subplots` does, but keeps out of pyplot, whose global state is not safe when
    callbacks and cells run on different threads.
    """
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=size, layout="constrained")
        axes = figure.subplots(rows, columns)
    for ax in figure.axes:
        ax.set(**properties)
    return figure, axes


def freeze(figure):
    """Lay the figure out once and for all, in points: from here on the place of every pixel is known."""
    figure.set_dpi(POINTS_PER_INCH)
    with matplotlib.rc_context(STYLE):
        figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for ax in figure.axes:
        ax.autoscale(False)


def svg(figure):
    """The figure as SVG text whose ink, grid and paper are CSS variables and which styles nothing outside itself."""
    buffer = io.StringIO()
    with matplotlib.rc_context(STYLE | {"svg.hashsalt": "stage", "svg.fonttype": "path"}):
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>|<style .*?</style>", "", text, flags=re.DOTALL)
    # Inside the page's own <svg> the stage takes its size from there.
    text = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", text, count=1), count=1)
    for colour, variable in THEMED.items():
        text = text.replace(colour, f"var({variable}, {colour})")
    return text


def png(figure, dpi=110):
    """The figure as PNG bytes on white paper, the same on every run."""
    buffer = io.BytesIO()
    with matplotlib.rc_context(STYLE):
        figure.savefig(buffer, format="png", dpi=dpi, facecolor="white", metadata={"Software": None})
    return buffer.getvalue()


def path_data(path):
    """A matplotlib Path as the `d` of an SVG path; y points down there."""
    letter = {1: "M", 2: "L", 3: "Q", 4: "C", 79: "Z"}
    pieces = []
    for vertices, code in path.iter_segments(curves=True):
        numbers = [] if code == 79 else [f"{v if i % 2 == 0 else -v:.3f}" for i, v in enumerate(vertices)]
        pieces.append(letter[int(code)] + " ".join(numbers))
    return "".join(pieces)


def box(ax):
    """The rectangle of the axes in points from the top left corner: x, y, width, height."""
    x0, y0, x1, y1 = ax.bbox.extents
    height = ax.figure.bbox.height
    left, top = floor(x0), floor(height - y1)
    return [left, top, ceil(x1) - left, ceil(height - y0) - top]
