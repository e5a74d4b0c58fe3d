"""Marks that are more than one artist's outline: arrows, bars, grids of coloured cells."""

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from course_lib.live.errors import FigureError
from course_lib.live.marks import FAR, Mark
from course_lib.live.stage import css
from course_lib.live.tables import Dependent


class Arrow(Mark):
    """An arrow as a polygon; its function returns x, y, dx, dy."""

    kind = "shape"
    columns = 4
    single = True

    def __init__(self, function, sliders, what, artist):
        super().__init__(function, sliders, what, artist)
        if self.in_space:
            raise FigureError(
                f"{what} stands on 3-D axes, where arrows cannot be drawn: take a line and a point"
            )

    def place(self, points):
        # The head has a size on the page, so the polygon is made in points of the page and not in data coordinates.
        self.artist.set_path(Path(self._polygon(points) * [1, -1] + [0, self.artist.figure.bbox.height]))

    def table(self):
        return np.clip(self._polygon(self.tabulate()), -FAR, FAR)

    def look(self):
        return {
            "style": f"fill: {css(to_hex(self.artist.get_facecolor()))}; opacity: {self.artist.get_alpha() or 1}"
        }

    def _polygon(self, arrows):
        """The seven corners of arrows (..., 1, 4), in points of the page: shape (..., 7, 2)."""
        tail, along = self.on_page(arrows[..., 0, :2]), arrows[..., 0, :2] + arrows[..., 0, 2:]
        along = self.on_page(along) - tail
        length = np.linalg.norm(along, axis=-1, keepdims=True)
        with np.errstate(all="ignore"):
            along = np.where(length > 0, along / length, 0.0)
        across = along[..., ::-1] * [-1, 1]
        half = self.artist.get_linewidth() / 2
        head = np.minimum(length, 8 + 2 * half)
        tip, neck = tail + along * length, tail + along * (length - head)
        wing = across * head * 0.45
        shaft = across * np.minimum(half, head)
        one_side, other_side = (
            [tail - shaft, neck - shaft, neck - wing],
            [neck + wing, neck + shaft, tail + shaft],
        )
        return np.stack([*one_side, tip, *other_side], axis=-2)


def arrow_patch(ax, **style):
    patch = PathPatch(Path([(0, 0)]), **{"linewidth": 2, "clip_on": True, **style})
    # The width of the line is that of the shaft; the polygon itself has no edge.
    patch.set(edgecolor="none", transform=IdentityTransform())
    return ax.add_patch(patch)


class Bars(Mark):
    """Bars at fixed positions; the function returns their heights."""

    kind = "shape"

    def __init__(self, function, sliders, what, artist, positions, width):
        super().__init__(function, sliders, what, artist)
        self.positions, self.width = np.asarray(positions, float), width
        self.columns = len(self.positions)  # a height for each

    def place(self, corners):
        """Put the artist at `corners`, as `_pairs` gives them."""
        bars = corners.reshape(-1, 5, 2)[:, :4]
        self.artist.set_path(Path.make_compound_path(*(Path(bar, closed=False) for bar in bars)))

    def look(self):
        self.place(self._pairs(np.ones((1, len(self.positions)))))
        return {"style": self._style()}

    def _pairs(self, heights):
        """The corners of all bars, with a gap after each: shape (..., 5 · bars, 2)."""
        heights = heights.reshape(*heights.shape[:-2], -1)
        if heights.shape[-1] != len(self.positions):
            raise FigureError(
                f"{self.what} has {len(self.positions)} bars, but gets {heights.shape[-1]} height(s)"
            )
        left, right = self.positions - self.width / 2, self.positions + self.width / 2
        nothing, zero = np.full_like(heights, np.nan), np.zeros_like(heights)
        x = np.stack(np.broadcast_arrays(left, left, right, right, nothing), axis=-1)
        y = np.stack([zero, heights, heights, zero, nothing], axis=-1)
        return np.stack([part.reshape(*heights.shape[:-1], -1) for part in (x, y)], axis=-1)


def bars_patch(ax, **style):
    return ax.add_patch(PathPatch(Path([(0, 0)]), **{"linewidth": 0, **style}))


class Image(Mark):
    """Coloured cells; the function returns a matrix. The browser gets a byte a cell, and the colours they mean."""

    kind = "image"
    columns = 1
    dtype = "|u1"
    jumps = True  # a level says which colour, not how much of it

    def place(self, matrix):
        self.artist.set_data(matrix)

    def show(self, values):
        self.place(self._matrix(self.at(values)))
        self.artist.set_visible(True)

    def at(self, values):
        return np.atleast_3d(Dependent.at(self, values))  # one empty cell where the function raises

    def _call(self, *numbers):
        # As one array: a list would be taken for coordinates.
        return np.asarray(super()._call(*numbers), float)

    def table(self):
        cells = self._matrix(self.tabulate())
        levels = np.asarray(self.artist.norm(cells), float)
        levels = np.where(np.isfinite(levels), np.clip(levels, 0, 1) * 254, 255)
        return np.round(levels).reshape(*cells.shape[:-2], -1, 1)

    def look(self):
        left, right, bottom, top = self.artist.get_extent()
        corners = self.on_page(np.array([[left, top], [right, bottom]], float))
        colours = np.round(self.artist.cmap(np.linspace(0, 1, 255)) * 255).astype(int)
        rows, columns = self.shape
        return {"box": corners.ravel().tolist(), "grid": [columns, rows], "colours": colours.tolist()}

    def tabulate(self):
        return Dependent.tabulate(self)

    def _matrix(self, table):
        self.shape = table.shape[-3:-1]
        return table[..., 0]
