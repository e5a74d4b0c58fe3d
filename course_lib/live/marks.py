"""Marks: what follows the sliders. matplotlib draws each mark once, the browser moves it afterwards."""

import re

import numpy as np
from mpl_toolkits.mplot3d import proj3d

from course_lib.live.drawing import Drawing, svg
from course_lib.live.errors import FigureError
from course_lib.live.stage import box, is_space
from course_lib.live.tables import Dependent, column

# Far outside every figure, in points, and near enough for a browser to draw towards.
FAR = 1e5


def through(point, slope, span):
    """The straight line through `point` = (x, y) with `slope`, from span[0] to span[1]: two points, for `Live.line`."""
    ends = column(tuple(span))
    x, y = point
    return ends, y + slope * (ends - x)


def rectangle(left, right, bottom, top):
    """The four corners of a rectangle along the axes, for `Live.area`."""
    return [left, right, right, left], [bottom, bottom, top, top]


class Mark(Dependent):
    """A matplotlib artist at the place (x, y) that a function returns: two numbers, or two sequences of one length."""

    # What the browser draws: an "outline" through the places, a "shape" with its ends joined, a "glyph" that is carried
    # from place to place, a "label" written at a place, an "image" of coloured cells, or a "curve" through other marks.
    kind = "outline"
    columns = 2  # numbers that the function returns for each place
    single = False  # it has one place
    dtype = "<f4"
    drag = ()
    knots = ()
    jumps = False  # from stop to stop, with nothing between them

    def __init__(self, function, sliders, what, artist):
        super().__init__(function, sliders, what)
        self.artist = artist
        self.in_space = is_space(artist.axes)
        self.columns = type(self).columns + self.in_space
        artist.set_visible(False)

    def place(self, points):
        """Put the artist at `points`, coordinates in the plane of its axes, of shape (n, 2)."""
        self.artist.set_data(*points.T)

    def at(self, values):
        return self._pairs(super().at(values))

    def tabulate(self):
        return self._pairs(super().tabulate())

    def show(self, values):
        """Show the artist as it is at one state."""
        points = self.at(values)
        self.place(self._in_plane(points) if self.in_space else points)
        self.artist.set_visible(bool(np.isfinite(points).all(axis=-1).any()))

    def _in_plane(self, points):
        """Points of 3-D axes, shape (n, 3 or more), with (x, y, z) replaced by the place in the plane of projection."""
        x, y, _ = proj3d.proj_transform(*points[:, :3].T, self.artist.axes.get_proj())
        return np.column_stack([x, y, points[:, 3:]])

    def table(self):
        """Where it stands, in points of the page, x to the right and y down: shape (*stops, n, 2).

        For 3-D axes it is data coordinates, shape (*stops, n, 3): how they are seen depends on where from.
        """
        if self.in_space:
            return self.tabulate()
        places = self.on_page(self.tabulate())
        if places.shape[-2] == 2 and self.kind == "outline":
            # A steep line has both ends far outside; moving them one by one would turn it.
            places = _within_reach(places)
        return np.clip(places, -FAR, FAR)

    def on_page(self, data):
        """Data coordinates, shape (..., 2), as points of the page, NaN where they have no place there."""
        with np.errstate(all="ignore"):
            places = self.artist.axes.transData.transform(data.reshape(-1, 2)).reshape(data.shape)
        places[..., 1] = self.artist.figure.bbox.height - places[..., 1]
        places[~np.isfinite(places)] = np.nan
        return places

    def look(self):
        """How the browser is to draw it: SVG of a `glyph` around (0, 0), or the `style` of an outline."""
        axes = self.artist.axes
        x, y = (axes.bbox.min + axes.bbox.max) / 2
        spots = [(x, y)] if self.kind == "glyph" else [(x, y), (x + 20, y), (x, y + 20)]
        self.place(axes.transData.inverted().transform(spots))
        if self.kind != "glyph":
            return {"style": self._style()}
        to_origin = f"translate({-x:.3f} {y - self.artist.figure.bbox.height:.3f})"
        return {"glyph": f'<g transform="{to_origin}">{self._draw()}</g>'}

    def _style(self):
        return re.search(r'<path[^>]* style="(.*?)"', self._draw())[1]

    def _draw(self):
        clipped = self.artist.get_clip_on()
        self.artist.set(visible=True, clip_on=False)
        drawing = svg(Drawing(self.artist))
        self.artist.set(visible=False, clip_on=clipped)
        return drawing

    def _pairs(self, points):
        if points.shape[-1] != self.columns:
            wanted = {2: "x and y", 3: "x, y and z"}.get(self.columns, f"{self.columns} values")
            raise FigureError(
                f"{self.what}: its function is to return {wanted}, not {points.shape[-1]} value(s)"
            )
        if self.single and points.shape[-2] != 1:
            raise FigureError(f"{self.what} has one place, not {points.shape[-2]}: let x and y be numbers")
        return points


class Line(Mark):
    pass


class Curve(Mark):
    """A smooth line through `knots`, points of the figure, that turns only at them.

    The browser draws it through them as they stand: a table over all their sliders would be too large.
    """

    kind = "curve"

    def __init__(self, function, sliders, what, artist, knots):
        super().__init__(function, sliders, what, artist)
        self.knots = knots

    def table(self):
        return np.empty((1, 0))


class Area(Mark):
    kind = "shape"

    def __init__(self, function, sliders, what, artist):
        super().__init__(function, sliders, what, artist)
        # 3-D axes ask each patch how far away it is; marks lie in front of everything.
        artist.do_3d_projection = lambda: -np.inf

    def place(self, points):
        self.artist.set_xy(points)


class Point(Mark):
    """Markers, each shown whole where its place lies on the axes, its edge included, and not at all elsewhere."""

    kind = "glyph"

    def __init__(self, function, sliders, what, artist, drag=None):
        super().__init__(function, sliders, what, artist)
        self.bounded = artist.get_clip_on() and not self.in_space
        artist.set_clip_on(artist.get_clip_on() and self.in_space)
        self.drag = () if drag is None else (drag,) if isinstance(drag, str) else tuple(drag)
        self.single = drag is not None
        mine = {slider.name for slider in self.sliders}
        if len(self.drag) > 2 or not mine.issuperset(self.drag):
            raise FigureError(
                f"{what} is dragged by {drag!r}: name one or two sliders that its function depends on"
            )

    def place(self, points):
        if self.bounded:
            points = np.where(np.isfinite(self.on_page(points)).all(axis=-1, keepdims=True), points, np.nan)
        super().place(points)

    def on_page(self, data):
        places = super().on_page(data)
        if self.bounded:
            left, top, width, height = box(self.artist.axes)
            x, y = places[..., 0], places[..., 1]
            # Hiding it by y alone leaves x a smaller table.
            y[(x < left - 1) | (x > left + width + 1) | (y < top - 1) | (y > top + height + 1)] = np.nan
        return places


class Text(Mark):
    kind = "glyph"
    single = True

    def place(self, points):
        self.artist.set_position(points[0])


def smooth(x, y, each=12):
    """A smooth curve through the points (x, y), `x` increasing, that turns only at them: x and y of the points to draw.

    M. Steffen, A simple method for monotonic interpolation in one dimension, Astron. Astrophys. 239, 443 (1990).
    `smooth` in live.js draws the same curve.
    """
    x, y = np.asarray(x, float), np.asarray(y, float)
    run, slope = np.diff(x), np.diff(y) / np.diff(x)
    before, after, sign = slope[:-1], slope[1:], np.sign(slope)
    parabola = (before * run[1:] + after * run[:-1]) / (run[:-1] + run[1:])
    inner = (sign[:-1] + sign[1:]) * np.min(np.abs([before, after, parabola / 2]), axis=0)
    tangent = np.concatenate([slope[:1], inner, slope[-1:]])
    t = np.linspace(0, 1, each, endpoint=False)
    rise = np.diff(y)[:, None]
    start, end = (run * tangent[:-1])[:, None], (run * tangent[1:])[:, None]
    between = y[:-1, None] + start * t + (3 * rise - 2 * start - end) * t**2 + (start + end - 2 * rise) * t**3
    along = x[:-1, None] + run[:, None] * t
    return np.append(along, x[-1]), np.append(between, y[-1])


def _within_reach(lines):
    """Straight lines, shape (..., 2, 2), cut where they leave the square of ±FAR; NaN where they miss it."""
    start, along = lines[..., :1, :], lines[..., 1:, :] - lines[..., :1, :]
    with np.errstate(all="ignore"):
        # The parameters, 0 at one end and 1 at the other, at which each coordinate enters the square and leaves it.
        crossings = np.sort([(-FAR - start) / along, (FAR - start) / along], axis=0)
        enter = np.maximum(crossings[0].max(axis=-1, keepdims=True), 0)
        leave = np.minimum(crossings[1].min(axis=-1, keepdims=True), 1)
        cut = start + along * np.concatenate([enter, leave], axis=-2)
    return np.where(enter <= leave, cut, np.nan)
