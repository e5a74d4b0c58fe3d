"""Live: one figure whose marks follow its sliders in the browser."""

import base64
import json
from pathlib import Path

import anywidget
import traitlets
from matplotlib.patches import Polygon

from course_lib.live import sliders as kinds
from course_lib.live.marks import Mark, Readout, compress, look
from course_lib.live.stage import box, freeze, png, svg

HERE = Path(__file__).parent
BUDGET = 2_000_000


class Live(anywidget.AnyWidget):
    """A matplotlib figure with marks that follow sliders and dragged points.

    Every slider becomes a trait of the figure, so `live.h` reads and sets it, `live.observe` watches it, and
    `ipywidgets.link((slider, "value"), (live, "h"))` ties it to any other widget. Draw the stage first: the limits of
    the axes are fixed when the figure is shown.

    `figure` comes from `stage()`; `alt` says in a sentence what is to be seen, for readers who cannot see it.
    """

    _esm = HERE / "live.js"
    _css = HERE / "live.css"
    _spec = traitlets.Dict().tag(sync=True)
    _tables = traitlets.Bytes().tag(sync=True)

    def __init__(self, figure, alt):
        self.figure, self.alt = figure, alt
        self.sliders, self.marks, self.readouts = {}, [], []
        self._handles = {}
        super().__init__()

    # --- Sliders ------------------------------------------------------------------------------------------------------

    def slider(self, name, low, high, value=None, step=None, label=None):
        """A slider from `low` to `high` in steps of `step` (a round number is chosen), at `value` (or the middle)."""
        self._add(kinds.linear(name, low, high, value, step, label))

    def log_slider(self, name, low, high, value=None, per_decade=20, both_sides=False, label=None):
        """A slider whose stops are equally far apart on a logarithmic scale; 0 < low < high.

        With `both_sides` it goes from −high through 0 to high, and 0 is one of its stops.
        """
        self._add(kinds.logarithmic(name, low, high, value, per_decade, both_sides, label))

    def _add(self, slider):
        if not slider.name.isidentifier() or slider.name.startswith("_") or hasattr(self, slider.name):
            raise ValueError(f"a slider cannot be called {slider.name!r}: take a name that is free, such as x, a or h")
        self.sliders[slider.name] = slider
        self.add_traits(**{slider.name: _SliderValue(slider).tag(sync=True)})
        setattr(self, slider.name, slider.value)

    @property
    def values(self):
        """Where the sliders stand now: name → float."""
        return {name: getattr(self, name) for name in self.sliders}

    # --- Marks --------------------------------------------------------------------------------------------------------

    def line(self, ax, function, **style):
        """A line through the points (x, y) that `function` returns; `style` as for `Axes.plot`."""
        artist = ax.plot([], [], **style)[0]
        return self._mark("line", function, artist, lambda points: artist.set_data(*points.T))

    def point(self, ax, function, drag=None, **style):
        """A marker at the (x, y) that `function` returns; `style` as for `Axes.plot`.

        `drag` names the slider that dragging the point moves, or a pair of sliders for two directions.
        """
        artist = ax.plot([], [], **{"marker": "o", "linestyle": "none", "markersize": 10, **style})[0]
        mark = self._mark("point", function, artist, lambda points: artist.set_data(*points.T))
        if drag is not None:
            self._handles[mark] = self._drag(drag, mark)

    def area(self, ax, function, **style):
        """A filled polygon with the corners (x, y) that `function` returns; `style` as for `Axes.fill`."""
        artist = ax.fill([], [], **{"alpha": 0.25, **style})[0]
        return self._mark("area", function, artist, artist.set_xy)

    def text(self, ax, function, text, **style):
        """A fixed text, mathematics between dollars, at the (x, y) that `function` returns; `style` as for `Axes.text`."""
        artist = ax.text(0, 0, text, **{"clip_on": True, **style})
        return self._mark("text", function, artist, lambda points: artist.set_position(points[0]))

    def readout(self, function, template="{:.4g}", undefined="–"):
        """A sentence below the figure: `template` filled with the number, or numbers, that `function` returns.

        Where a number is NaN or infinite the sentence is `undefined` instead.
        """
        what = f"readout {len(self.readouts) + 1}"
        self.readouts.append(Readout(function, self.sliders, template, undefined, what))

    def _mark(self, kind, function, artist, place):
        what = f"{kind} {sum(mark.what.startswith(kind) for mark in self.marks) + 1}"
        self.marks.append(Mark(function, self.sliders, artist, place, what))
        return self.marks[-1]

    def _drag(self, drag, mark):
        names = (drag,) if isinstance(drag, str) else tuple(drag)
        missing = [name for name in names if name not in {slider.name for slider in mark.sliders}]
        if missing or len(names) > 2:
            raise ValueError(f"{mark.what} is dragged by {names}: name one or two sliders that its function depends on")
        return names

    # --- Showing ------------------------------------------------------------------------------------------------------

    def open(self):
        """Draw the stage, tabulate the marks and tell the browser; done when the figure is first shown."""
        # ipywidgets opens a widget when it is made, before it has sliders or marks; ours waits until it is whole.
        if self.comm is None and self._whole():
            self._spec, self._tables = self._assemble()
            super().open()

    def _whole(self):
        return getattr(self, "_shown", False)

    @property
    def model_id(self):
        self._shown = True
        self.open()
        return super().model_id

    def _repr_mimebundle_(self, **kwargs):
        model_id = self.model_id
        bundle = {
            "application/vnd.jupyter.widget-view+json": {"version_major": 2, "version_minor": 0, "model_id": model_id},
            "image/png": base64.b64encode(self.png()).decode(),
            "text/plain": self.description(),
        }
        return bundle, {"image/png": {"alt": self.description()}}

    def description(self):
        """The alt text and what the readouts say now, in words."""
        return ". ".join([self.alt.rstrip("."), *(readout.text(self.values) for readout in self.readouts)])

    def png(self):
        """The figure as it stands now, drawn by matplotlib alone: PNG bytes."""
        freeze(self.figure)
        for mark in self.marks:
            mark.show(self.values)
        picture = png(self.figure)
        for mark in self.marks:
            mark.artist.set_visible(False)
        return picture

    def to_html(self, title="Live figure"):
        """One self-contained page that works from a file: no kernel, no network."""
        spec, tables = self._assemble()
        data = json.dumps({"spec": spec, "values": self.values, "tables": base64.b64encode(tables).decode()})
        page = (HERE / "page.html").read_text(encoding="utf-8")
        parts = {
            "TITLE": title,
            "STYLE": (HERE / "live.css").read_text(encoding="utf-8"),
            "SCRIPT": (HERE / "live.js").read_text(encoding="utf-8"),
            "DATA": data.replace("</", "<\\/"),
        }
        for name, text in parts.items():
            page = page.replace(f"{{{{{name}}}}}", text)
        return page

    def _assemble(self):
        """What the browser needs: a description of the figure, and all tables in one run of float32."""
        freeze(self.figure)
        order = {name: i for i, name in enumerate(self.sliders)}
        tables = []

        def pack(dependent, columns):
            packed = []
            for column in map(compress, columns):
                packed.append({"offset": sum(table.size for _, table in tables), "shape": column.shape})
                tables.append((dependent, column))
            return {"sliders": [order[slider.name] for slider in dependent.sliders], "tables": packed}

        def mark_spec(mark):
            places = mark.table()
            return {
                **pack(mark, (places[..., 0], places[..., 1])),
                "look": look(mark.artist),
                "closed": isinstance(mark.artist, Polygon),
                "clip": self.figure.axes.index(mark.artist.axes) if mark.artist.get_clip_on() else None,
                "drag": [order[name] for name in self._handles.get(mark, ())],
            }

        spec = {
            "alt": self.alt,
            "size": [self.figure.bbox.width, self.figure.bbox.height],
            "stage": svg(self.figure),
            "boxes": [box(ax) for ax in self.figure.axes],
            "sliders": [slider.spec() for slider in self.sliders.values()],
            "marks": [mark_spec(mark) for mark in sorted(self.marks, key=lambda mark: mark.artist.get_zorder())],
            "readouts": [{**pack(readout, [readout.table()[..., 0, :]]), **readout.spec()} for readout in self.readouts],
        }
        _check_budget(tables)
        return spec, b"".join(table.tobytes() for _, table in tables)


def _check_budget(tables):
    """ValueError that names the largest table where all of them together are too much to send."""
    total = sum(table.nbytes for _, table in tables)
    if total > BUDGET:
        dependent, table = max(tables, key=lambda pair: pair[1].nbytes)
        names = ", ".join(slider.name for slider in dependent.sliders)
        raise ValueError(
            f"the tables of this figure hold {total / 1e6:.1f} MB; {BUDGET / 1e6:.0f} MB is the limit. The largest "
            f"belongs to {dependent.what}: shape {table.shape} over the stops of {names} and its points. Give one of "
            "these sliders a larger step, or the mark fewer points."
        )


class _SliderValue(traitlets.Float):
    """Where a slider stands; a number outside its range becomes the nearer end."""

    def __init__(self, slider):
        super().__init__(slider.value)
        self.slider = slider

    def validate(self, obj, value):
        try:
            return self.slider.clamp(value)
        except (TypeError, ValueError):
            raise traitlets.TraitError(f"{self.slider.name} is a number, not {value!r}") from None
