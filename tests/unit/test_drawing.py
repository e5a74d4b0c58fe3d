"""A figure drawn once: the page and the notebook get what matplotlib itself would draw."""

import base64
import io
import re

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from PIL import Image

from course_lib.live import Live, stage
from course_lib.live.drawing import DPI, Drawing, png, svg
from course_lib.live.stage import POINTS_PER_INCH, freeze, styled

ANGLES = np.linspace(0, 2 * np.pi, 40)
X, Y = np.meshgrid(np.linspace(-2, 2, 31), np.linspace(-2, 2, 31))


def cut_to_a_disc(ax):
    [line] = ax.plot([-2, 2], [-2, 2], linewidth=9)
    line.set_clip_path(Circle((0, 0), 1, transform=ax.transData))


THINGS = {
    "dashes": lambda ax: ax.plot(ANGLES - 3, np.sin(ANGLES), "--", linewidth=3, color="tab:red"),
    "a line that leaves the axes": lambda ax: ax.plot([-9, 9], [-5, 7], linewidth=4),
    "markers": lambda ax: ax.plot(ANGLES - 3, np.cos(ANGLES), "s", markersize=9, markeredgecolor="k"),
    "a cloud": lambda ax: ax.scatter(X[::3], Y[::3], s=20 * (X[::3] + 3), c=Y[::3], alpha=0.5),
    "contours": lambda ax: ax.contour(X, Y, X**2 - Y**2, 9, linestyles="dotted"),
    "filled contours": lambda ax: ax.contourf(X, Y, X * Y, 9),
    "an image": lambda ax: ax.imshow(X * Y, extent=(-2, 2, -2, 2), interpolation="nearest"),
    "a hatched bar": lambda ax: ax.bar([0], [1.5], hatch="//", fc="w", ec="k"),
    "a line cut to a disc": cut_to_a_disc,
    "pixels among lines": lambda ax: ax.pcolormesh(X, Y, X + Y, rasterized=True),
}


def drawn(thing, **properties):
    figure, ax = stage(size=(4, 3), xlim=(-2.2, 2.2), ylim=(-2.2, 2.2), **properties)
    thing(ax)
    freeze(figure)
    return figure


def pixels(data):
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), float)


def by_matplotlib(figure):
    """The picture as matplotlib's own canvas draws it."""
    buffer = io.BytesIO()
    figure.patch.set(visible=True, facecolor="white")
    figure.set_dpi(DPI)
    with styled():
        FigureCanvasAgg(figure).print_png(buffer)
    return pixels(buffer.getvalue())


@pytest.mark.parametrize("thing", THINGS.values(), ids=THINGS)
def test_the_png_is_the_one_that_matplotlib_would_draw(thing):
    figure = drawn(thing, xticks=[], yticks=[])
    here, there = pixels(png([Drawing(figure)])), by_matplotlib(figure)
    assert here.shape == there.shape
    assert (there < 200).any(axis=-1).sum() > 1000
    assert (np.abs(here - there).max(axis=-1) > 30).mean() < 0.001


def test_words_stand_where_matplotlib_writes_them():
    figure = drawn(lambda ax: ax.text(-1, 1, "point $P_2$"), xlabel="input $x$", title="A title")
    pictures = pixels(png([Drawing(figure)])), by_matplotlib(figure)
    # There the letters are fitted to the grid of pixels: a letter is compared by its ink in squares of 10 pixels.
    here, there = (
        (255 - picture.min(axis=-1)).reshape(33, 10, 44, 10).sum(axis=(1, 3)) for picture in pictures
    )
    assert here.sum() == pytest.approx(there.sum(), rel=0.03)
    assert np.corrcoef(here.ravel(), there.ravel())[0, 1] > 0.98


def test_one_drawing_lies_over_the_other():
    figure = drawn(lambda ax: ax.axhspan(-2, 2, color="k"))
    [patch] = figure.axes[0].patches
    assert (pixels(png([Drawing(figure)])) < 10).all(axis=-1).mean() > 0.5
    stage_alone = Drawing(figure)
    patch.set_color("r")
    over = pixels(png([stage_alone, Drawing(patch)]))
    assert (over == [255, 0, 0]).all(axis=-1).mean() > 0.5


def test_a_figure_that_is_shown_is_drawn_once(monkeypatch):
    """Most of the time until the first picture is spent there."""
    figure, ax = stage()
    live = Live(figure, alt="A point")
    live.slider("a", 0, 1)
    live.point(ax, lambda a: (a, a))
    draw, times = Figure.draw, []
    monkeypatch.setattr(Figure, "draw", lambda self, renderer: (times.append(1), draw(self, renderer)))
    live._repr_mimebundle_()
    assert len(times) == 1


def test_the_page_gets_few_elements_each_where_it_stands():
    figure = drawn(lambda ax: ax.plot([0, 1], [0, 1]), title="Twenty letters of words")
    text = svg(Drawing(figure))
    assert "transform=" not in text
    # A tick is a copy of the first one.
    ticks = sum(len(axis.get_majorticklocs()) for axis in (figure.axes[0].xaxis, figure.axes[0].yaxis))
    assert text.count("<path") + text.count("<use") < 4 * ticks + 10
    assert not re.search(r"\d\.\d{3}", text)


def test_what_cannot_be_seen_is_not_sent():
    plain = svg(Drawing(drawn(lambda ax: None)))
    assert plain == svg(Drawing(drawn(lambda ax: ax.fill([0, 1, 1], [0, 0, 1], fc="none", ec="none", lw=0))))
    assert plain == svg(Drawing(drawn(lambda ax: ax.fill([0, 1, 1], [0, 0, 1], alpha=0))))
    assert plain != svg(Drawing(drawn(lambda ax: ax.fill([0, 1, 1], [0, 0, 1]))))


def test_pixels_of_the_page_are_a_point_wide():
    figure = drawn(lambda ax: ax.pcolormesh(X, Y, (X + Y)[1:, 1:], rasterized=True))
    text = svg(Drawing(figure))
    size = Image.open(io.BytesIO(base64.b64decode(re.search('base64,([^"]+)"', text)[1]))).size
    box = figure.axes[0].transData.transform([(-2, -2), (2, 2)])
    assert list(size) == pytest.approx(np.ptp(box, axis=0), abs=2)
    place = {name: float(re.search(rf'<image[^>]* {name}="(.*?)"', text)[1]) for name in ("width", "height")}
    assert list(place.values()) == pytest.approx(np.ptp(box, axis=0), abs=2)
    assert DPI > POINTS_PER_INCH
