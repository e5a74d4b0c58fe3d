"""Marks: matplotlib artists whose place is a function of sliders, and the tables the browser moves them by."""

import inspect
from string import Formatter

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from course_lib.live.stage import THEMED, path_data

# Far outside every figure, near enough for a browser to draw towards.
FAR = 1e5


class Dependent:
    """A function of sliders: the parameters it names are the sliders it depends on."""

    def __init__(self, function, sliders, what):
        self.function, self.what = function, what
        self.sliders = [sliders[name] for name in _slider_names(function, sliders, what)]

    def at(self, values):
        """The function at one state, given as a mapping from slider names to floats."""
        return self.function(**{slider.name: values[slider.name] for slider in self.sliders})

    def tabulate(self):
        """The function over all stops of its sliders: floats of shape (*stops, n, coordinates).

        One call over whole arrays where the function allows it and agrees with calls one by one; else a loop. A state
        where the function raises gives NaN, which hides the mark there; ValueError if it raises at every state.
        """
        lengths = [len(slider.stops) for slider in self.sliders]
        samples = {index: self._one(index) for index in _sample(lengths)}
        whole = self._whole(lengths)
        if whole is not None and all(_same(whole[index], one) for index, one in samples.items()):
            return whole
        self.error = None
        rows = [self._one(index) for index in np.ndindex(*lengths)]
        good = [row for row in rows if row is not None]
        if not good:
            raise ValueError(f"{self.what} fails wherever its sliders stand: {self.error!r}") from self.error
        shape = max((row.shape for row in good), key=len)
        if any(row.shape != shape for row in good):
            raise ValueError(f"{self.what} gives {sorted({row.shape[0] for row in good})} points at different states; "
                             "give the same number everywhere and NaN for those to hide")  # fmt: skip
        return np.stack([np.full(shape, np.nan) if r is None else r for r in rows]).reshape(*lengths, *shape)

    def _one(self, index):
        values = {slider.name: float(slider.stops[i]) for slider, i in zip(self.sliders, index, strict=True)}
        try:
            with np.errstate(all="ignore"):
                return coordinates(self.function(**values))
        except Exception as error:
            self.error = error
            return None

    def _whole(self, lengths):
        # Slider k varies along axis k; one last axis is left for the points of a line.
        grids = np.meshgrid(*(s.stops for s in self.sliders), indexing="ij", sparse=True)
        try:
            with np.errstate(all="ignore"):
                names = (slider.name for slider in self.sliders)
                result = self.function(**{name: grid[..., None] for name, grid in zip(names, grids, strict=True)})
                table = coordinates(result)
        except Exception:
            return None
        if table.ndim > len(lengths) + 2:
            return None
        try:
            return np.broadcast_to(table, (*lengths, *table.shape[-2:]))
        except ValueError:
            return None


class Mark(Dependent):
    """An artist placed by a function that returns (x, y): two numbers, or two sequences of equal length."""

    def __init__(self, function, sliders, artist, place, what):
        super().__init__(function, sliders, what)
        self.artist, self.place = artist, place
        artist.set_visible(False)

    def show(self, values):
        """Put matplotlib's own artist where the function says; for the static picture."""
        with np.errstate(all="ignore"):
            points = coordinates(self.at(values))
        self.place(points)
        self.artist.set_visible(bool(np.isfinite(points).any()))

    def table(self):
        """The tabulated places in points of the page, x to the right and y down: shape (*stops, n, 2)."""
        data = self.tabulate()
        with np.errstate(all="ignore"):
            pixels = self.artist.axes.transData.transform(data.reshape(-1, 2)).reshape(data.shape)
        pixels[..., 1] = self.artist.figure.bbox.height - pixels[..., 1]
        return np.clip(pixels, -FAR, FAR)


class Readout(Dependent):
    """A sentence with numbers in it, written anew at every state."""

    def __init__(self, function, sliders, template, undefined, what):
        super().__init__(function, sliders, what)
        self.template, self.undefined = template, undefined
        self.parts = [(text, spec) for text, _, spec, _ in Formatter().parse(template)]
        for _, spec in self.parts:
            if spec is not None and not _plain(spec):
                raise ValueError(f"readout {template!r}: write its numbers as .2f, .3g, .1e or +.2f, not as {spec!r}")

    def text(self, values):
        with np.errstate(all="ignore"):
            numbers = np.ravel(np.asarray(self.at(values), float))
        return self.template.format(*numbers) if np.isfinite(numbers).all() else self.undefined

    def table(self):
        return self.tabulate()

    def spec(self):
        return {"parts": self.parts, "undefined": self.undefined}


def through(point, slope, span):
    """The straight line through `point` = (x, y) with `slope`, from span[0] to span[1]: two points, for `Live.line`."""
    ends = np.asarray(span, float)
    x, y = point
    return ends, y + slope * (ends - x)


def coordinates(result):
    """What a function of a mark returned, as an array whose last two axes are (points, coordinates)."""
    parts = result if isinstance(result, (tuple, list)) else (result,)
    return np.stack(np.broadcast_arrays(*(_column(part) for part in parts)), axis=-1)


def compress(table):
    """The table with one row kept along every axis on which nothing changes, as float32."""
    for axis in range(table.ndim - 1):
        first = table.take([0], axis=axis)
        if np.array_equal(np.broadcast_to(first, table.shape), table, equal_nan=True):
            table = first
    return np.ascontiguousarray(table, dtype="<f4")


def look(artist):
    """How the browser is to draw a matplotlib artist: SVG properties, and a `glyph` where it keeps its shape."""
    style = {"opacity": artist.get_alpha() or 1}
    if hasattr(artist, "get_text"):
        return style | {"fill": _css(artist.get_color()), "stroke": "none", "glyph": _text_glyph(artist)}
    if hasattr(artist, "get_marker") and artist.get_marker() not in ("None", "none", None, ""):
        return style | {
            "fill": _css(artist.get_markerfacecolor()),
            "stroke": _css(artist.get_markeredgecolor()),
            "stroke-width": artist.get_markeredgewidth(),
            "glyph": _marker_glyph(artist),
        }
    if hasattr(artist, "get_facecolor"):
        face, edge = artist.get_facecolor(), artist.get_edgecolor()
        style |= {"fill": _css(face), "fill-opacity": face[3], "stroke": _css(edge), "stroke-opacity": edge[3]}
        return style | {"stroke-width": artist.get_linewidth(), "opacity": 1}
    width = artist.get_linewidth()
    # matplotlib offers no public getter for the dashes that a style such as "--" stands for.
    dashes = artist._dash_pattern[1]
    dash = {"stroke-dasharray": " ".join(f"{d:g}" for d in dashes)} if dashes else {}
    return style | dash | {"fill": "none", "stroke": _css(artist.get_color()), "stroke-width": width}


def _column(part):
    """One coordinate of all points, along the last axis."""
    if not isinstance(part, (tuple, list)):
        return np.atleast_1d(np.asarray(part, float))
    points = [np.atleast_1d(np.asarray(point, float)) for point in part]
    return np.concatenate(np.broadcast_arrays(*points), axis=-1)


def _slider_names(function, sliders, what):
    names = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name in sliders:
            names.append(parameter.name)
        elif parameter.default is parameter.empty:
            known = ", ".join(sliders) or "none yet"
            raise ValueError(f"{what} depends on {parameter.name!r}, but the figure's sliders are: {known}")
    return names


def _sample(lengths):
    """A few states at which a call over whole arrays is compared with calls one by one."""
    random = np.random.default_rng(0)
    return {tuple(int(random.integers(n)) for n in lengths) for _ in range(4)}


def _same(row, one):
    return one is not None and row.shape == one.shape and np.allclose(row, one, rtol=1e-9, atol=0, equal_nan=True)


def _plain(spec):
    digits = spec.lstrip("+").removeprefix(".")
    return digits[-1:] in ("f", "e", "g") and (digits[:-1].isdigit() or digits[:-1] == "")


def _css(colour):
    text = to_hex(colour)
    return f"var({THEMED[text]}, {text})" if text in THEMED else text


def _marker_glyph(artist):
    from matplotlib.markers import MarkerStyle

    marker = MarkerStyle(artist.get_marker())
    size = Affine2D().scale(artist.get_markersize())
    return path_data(marker.get_path().transformed(marker.get_transform() + size))


def _text_glyph(artist):
    # An outline, as on the stage, so that mathematics looks the same on both.
    path = TextPath((0, 0), artist.get_text(), size=artist.get_fontsize(), prop=artist.get_fontproperties())
    x0, y0, x1, y1 = path.get_extents().extents
    across = {"left": 0, "center": -(x0 + x1) / 2, "right": -x1}[artist.get_horizontalalignment()]
    up = {"baseline": 0, "bottom": -y0, "center": -(y0 + y1) / 2, "top": -y1}[artist.get_verticalalignment()]
    return path_data(Path(path.vertices + [across, up], path.codes))
