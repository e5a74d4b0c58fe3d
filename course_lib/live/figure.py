"""Live: one figure whose marks follow its sliders in the browser."""

import base64
import json
from dataclasses import replace
from html import escape
from pathlib import Path

import anywidget
import numpy as np
import traitlets
from matplotlib.axes import Axes

from course_lib.live import sliders as kinds
from course_lib.live.drawing import Drawing, png, svg
from course_lib.live.errors import FigureError
from course_lib.live.marks import Area, Curve, Line, Point, Text, smooth
from course_lib.live.shapes import Arrow, Bars, Image, arrow_patch, bars_patch
from course_lib.live.stage import box, freeze, is_space, perspective, styled
from course_lib.live.tables import check_budget, compress, of_sliders
from course_lib.live.words import Label, Readout, failure, gaps, has_fields

HERE = Path(__file__).parent


class Live(anywidget.AnyWidget):
    """A matplotlib figure with marks that follow sliders and dragged points.

    Every slider becomes a trait of the figure, so `live.h` reads and sets it, `live.observe` watches it, and
    `ipywidgets.link((slider, "value"), (live, "h"))` ties it to any other widget. Draw the stage first: the limits of
    the axes are fixed when the figure is shown, and sliders and marks can be added no more.

    `figure` comes from `stage()`; `alt` says in a sentence what is to be seen, for readers who cannot see it. What
    cannot be done raises FigureError.
    """

    _esm = HERE / "live.js"
    _css = HERE / "live.css"
    _spec = traitlets.Dict().tag(sync=True)
    _tables = traitlets.Bytes().tag(sync=True)

    def __init__(self, figure, alt):
        self.figure, self.alt = figure, alt
        self.sliders, self.marks, self.readouts, self.notes = {}, [], [], []
        self._turned = None, None  # the 3-D axes that can be turned, and the slider that does it
        self._stages = {}  # azimuth, or None, → the stage as it was drawn for the browser
        super().__init__()

    # --- Sliders ------------------------------------------------------------------------------------------------------

    def slider(self, name, low, high, value=None, step=None, label=None, whole=False):
        """A slider from `low` to `high`, at `value` (or the middle), in steps of `step` (or over round numbers).

        A `whole` one has nothing between its steps, also when a point that moves it is dragged: for marks that
        change so fast that what is interpolated would not be true.
        """
        self._add_slider(replace(kinds.linear(name, low, high, value, step, label), whole=whole))

    def log_slider(self, name, low, high, value=None, per_decade=20, both_sides=False, label=None):
        """A slider whose stops are equally far apart on a logarithmic scale; 0 < low < high, at `value` (or `high`).

        With `both_sides` it goes from −high through 0 to high, and 0 is one of its stops.
        """
        self._add_slider(kinds.logarithmic(name, low, high, value, per_decade, both_sides, label))

    def integer_slider(self, name, low, high, value=None, label=None, play=None):
        """A slider over the whole numbers from `low` to `high`, at `value` (or `low`).

        With `play` it gets a button that runs through them, so many a second, as for the steps of a training.
        """
        self._add_slider(kinds.integer(name, low, high, value, label, play))

    def choice_slider(self, name, options, value=None, label=None):
        """A slider over texts; functions are given the text, and so is the trait."""
        self._add_slider(kinds.choice(name, options, value, label))

    def _add_slider(self, slider):
        self._refuse_if_shown()
        if not slider.name.isidentifier() or slider.name.startswith("_") or hasattr(self, slider.name):
            raise FigureError(
                f"a slider cannot be called {slider.name!r}: take a free name, such as x, a or h"
            )
        self.sliders[slider.name] = slider
        self.add_traits(**{slider.name: _SliderValue(slider).tag(sync=True)})

    @property
    def values(self):
        """Where the sliders stand now: name → number, or text for a choice."""
        return {name: getattr(self, name) for name in self.sliders}

    def turn_slider(self, ax, azimuths=range(-90, 91, 30), value=-60, name="turn", label="turn"):
        """A slider that turns a 3-D axes. It is drawn from each of the `azimuths`, in degrees, and seen from `value`.

        Each drawing takes time and room: about 0.1 s and 50 kB for a surface of 30 × 30 cells with `rasterized=True`.
        """
        self._add_slider(kinds.angles(name, azimuths, value, label))
        self._turned = ax, self.sliders[name]

    # --- Marks --------------------------------------------------------------------------------------------------------

    def line(self, ax, function, on_request=False, jumps=False, **style):
        """A line through the points (x, y) that `function` returns; `style` as for `Axes.plot`.

        With `on_request` it is not tabulated: the kernel computes it whenever a slider has moved, for lines that take
        too long or too much room. It follows later than the other marks and never holds them up. A line that `jumps` is
        not interpolated between two stops of its sliders, but stands where it is at the nearest one.
        """
        artist = Axes.plot(ax, [], [], **style)[0]
        if artist.get_marker() != "None":
            raise FigureError("a line has no markers; add them with Live.point")
        self._add_mark(Line, function, artist, on_request=on_request, jumps=jumps)

    def point(self, ax, function, drag=None, jumps=False, **style):
        """A marker at the (x, y), or at each of the points (x, y), that `function` returns; `style` as for `Axes.plot`.

        `drag` names the slider that dragging the point moves, or a pair of sliders for two directions.
        `jumps` as for `line`.
        """
        style = {"marker": "o", "linestyle": "none", "markersize": 10, **style}
        self._add_mark(Point, function, Axes.plot(ax, [], [], **style)[0], drag, jumps=jumps)

    def freehand(self, ax, places, low, high, step=None, name="y", label="height at x = {:g}", **style):
        """A curve drawn by hand: points that are dragged up and down, and a smooth line through them.

        The points stand at `places`, increasing numbers along x. Each has a slider from `low` to `high`, at 0 or the
        end next to it: `y1`, `y2`, … with `name` "y". These sliders are not seen; Tab goes from point to point.
        `style` as for `Axes.plot`.
        """
        for k, x in enumerate(places, start=1):
            slider = kinds.linear(
                f"{name}{k}", low, high, min(max(0.0, low), high), step, label.format(x).replace("-", "−")
            )
            self._add_slider(replace(slider, hidden=True))
            self.point(ax, of_sliders([slider.name], lambda y, x=x: (x, y)), drag=slider.name, **style)
        points = self.marks[-len(places) :]
        line = of_sliders([p.drag[0] for p in points], lambda *heights: smooth(places, heights))
        self._add_mark(Curve, line, Axes.plot(ax, [], [], **{**style, "zorder": 1.9})[0], points)

    def area(self, ax, function, on_request=False, jumps=False, **style):
        """A filled polygon with the corners (x, y) that `function` returns; `style` as for `Axes.fill`.

        `on_request` and `jumps` as for `line`.
        """
        artist = Axes.fill(ax, [], [], **{"alpha": 0.25, **style})[0]
        self._add_mark(Area, function, artist, on_request=on_request, jumps=jumps)

    def arrow(self, ax, function, **style):
        """An arrow from (x, y) to (x + dx, y + dy), where `function` returns x, y, dx, dy; `style` as for `Patch`."""
        self._add_mark(Arrow, function, arrow_patch(ax, **style))

    def bars(self, ax, positions, function, width=0.6, **style):
        """Bars at `positions` with the heights that `function` returns, one for each; `style` as for `Patch`."""
        self._add_mark(Bars, function, bars_patch(ax, **style), positions, width)

    def image(self, ax, function, extent, **style):
        """A grid of coloured cells: `function` returns a matrix (rows from the top), `style` as for `Axes.imshow`.

        `extent` is (left, right, bottom, top) in data coordinates. `vmin` and `vmax` are needed, as the colours must
        mean the same at every state.
        """
        if style.get("vmin") is None or style.get("vmax") is None:
            raise FigureError(
                "an image needs vmin and vmax, so that its colours mean the same at every state"
            )
        style = {"aspect": "auto", "interpolation": "nearest", **style}
        self._add_mark(Image, function, ax.imshow([[0.0]], extent=extent, **style))

    def text(self, ax, function, text, **style):
        """A text, mathematics between dollars, at the (x, y) that `function` returns; `style` as for `Axes.text`.

        A text with fields, such as "{:.2f}", is written anew at every state: `function` then returns x, y and its
        numbers.
        """
        with styled():
            artist = Axes.text(ax, 0, 0, text, **{"clip_on": True, **style})
        if has_fields(text):
            self._add_mark(Label, function, artist, text)
        else:
            self._add_mark(Text, function, artist)

    def readout(self, function, template="{:.4g}", undefined="–"):
        """A sentence below the figure: `template` filled with the number, or numbers, that `function` returns.

        Where a number is NaN or infinite the sentence is `undefined` instead.
        """
        self._refuse_if_shown()
        what = f"readout {len(self.readouts) + 1}"
        self.readouts.append(Readout(function, self.sliders, what, template, undefined))

    def gaps(self, f, x, name="f"):
        """Say below the figure where on the numbers `x` a learner's own function `f` has no value, if there are any."""
        self._refuse_if_shown()
        self.notes += gaps(f, x, name)

    def _add_mark(self, kind, function, artist, *more, on_request=False, jumps=False):
        self._refuse_if_shown()
        what = f"{kind.__name__.lower()} {1 + sum(type(mark) is kind for mark in self.marks)}"
        mark = kind(function, self.sliders, what, artist, *more)
        mark.state = self.values if on_request else None
        mark.jumps |= jumps
        self.marks.append(mark)

    def _refuse_if_shown(self):
        if self.comm is not None:
            raise FigureError("the figure has been shown already: add sliders and marks before that")

    # --- Showing ------------------------------------------------------------------------------------------------------

    def open(self):
        """Nothing yet. A widget is told to the browser when it is made; ours when it is first shown, and complete."""

    @property
    def model_id(self):
        if self.comm is None:
            self._spec, self._tables = self._assemble()
            self.on_msg(self._answer)
            super().open()
        return super().model_id

    def _repr_mimebundle_(self, **kwargs):
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        description = self.description()
        bundle = {
            "application/vnd.jupyter.widget-view+json": view,
            "image/png": base64.b64encode(self.png()).decode(),
            "text/plain": description,
        }
        return bundle, {"image/png": {"alt": description}}

    def description(self):
        """The alt text and what the readouts say now, in words."""
        readouts = (readout.text(self.values) for readout in self.readouts)
        return ". ".join([self.alt.rstrip("."), *readouts, *(note.rstrip(".") for note in self.notes)])

    def png(self):
        """The figure as it stands now, drawn by matplotlib alone: PNG bytes."""
        freeze(self.figure)
        side = self._look_from(self.values)
        drawings = [self._stages.get(side) or Drawing(self.figure)]
        for mark in self._in_front_last():
            mark.show(self.values)
            drawings.append(Drawing(mark.artist))
            mark.artist.set_visible(False)
        return png(drawings)

    def to_html(self, title="Live figure"):
        """One self-contained page that works from a file: no kernel, no network."""
        spec, tables = self._assemble()
        data = {"spec": spec, "values": self.values, "tables": base64.b64encode(tables).decode()}
        parts = {
            "TITLE": escape(title),
            "STYLE": (HERE / "live.css").read_text(encoding="utf-8"),
            "SCRIPT": (HERE / "live.js").read_text(encoding="utf-8"),
            "DATA": json.dumps(data).replace("<", "\\u003c"),
        }
        page = (HERE / "page.html").read_text(encoding="utf-8")
        for name, text in parts.items():
            page = page.replace(f"{{{{{name}}}}}", text)
        return page

    def _assemble(self):
        """What the browser needs: a description of the figure, and all tables in one run of bytes."""
        freeze(self.figure)
        order = {name: i for i, name in enumerate(self.sliders)}
        axes, marks = self.figure.axes, self._in_front_last()
        tables, data = [], bytearray()

        def pack(dependent, columns, dtype):
            packed = []
            for column in columns:
                table = compress(column).astype(dtype)
                # A typed array starts at a multiple of the size of its numbers.
                data.extend(bytes(-len(data) % table.itemsize))
                packed.append({"offset": len(data), "shape": table.shape, "type": dtype})
                data.extend(table.tobytes())
                tables.append((dependent, table))
            return {"sliders": [order[slider.name] for slider in dependent.sliders], "tables": packed}

        def readout_spec(readout):
            # Numbers that are read keep all their digits.
            packed = pack(readout, [readout.table()], "<f8")
            return {**packed, "parts": readout.parts, "undefined": readout.undefined}

        def mark_spec(mark):
            places = mark.table()
            return {
                **pack(mark, np.moveaxis(places, -1, 0), mark.dtype),
                **mark.look(),
                "kind": mark.kind,
                "asked": mark.state is not None,
                "jumps": mark.jumps,
                "space": mark.in_space,
                "axes": axes.index(mark.artist.axes),
                "clip": mark.artist.get_clip_on(),
                "drag": [order[name] for name in mark.drag],
                "knots": [marks.index(point) for point in mark.knots],
            }

        spec = {
            "alt": self.alt,
            "size": [self.figure.bbox.width, self.figure.bbox.height],
            **self._views(),
            "boxes": [box(ax) for ax in axes],
            "sliders": [slider.spec() for slider in self.sliders.values()],
            "readouts": [readout_spec(readout) for readout in self.readouts],
            "marks": [mark_spec(mark) for mark in marks],
        }
        # Known only now that all functions have been tabulated.
        spec["notes"] = [*self.notes, *(failure(mark) for mark in self.marks if mark.failures)]
        check_budget(tables, spec["stages"])
        return spec, bytes(data)

    def _in_front_last(self):
        """The marks in the order in which the browser draws and numbers them."""
        return sorted(self.marks, key=lambda mark: mark.artist.get_zorder())

    def _views(self):
        """The stage as seen from every azimuth, with the perspective of each 3-D axes there."""
        _, slider = self._turned
        states = [{slider.name: stop} for stop in slider.stops.tolist()] if slider else [{}]
        stages, perspectives = [], []
        for state in states:
            side = self._look_from(state)
            self._stages[side] = Drawing(self.figure)
            stages.append(svg(self._stages[side]))
            perspectives.append(
                [perspective(ax).tolist() if is_space(ax) else None for ax in self.figure.axes]
            )
        turn = list(self.sliders).index(slider.name) if slider else None
        return {"stages": stages, "perspectives": perspectives, "turn": turn}

    def _look_from(self, values):
        """Turn the stage as it stands at `values`; returns the azimuth, None if it cannot be turned."""
        ax, slider = self._turned
        if not slider:
            return None
        azimuth = values[slider.name]
        ax.view_init(elev=ax.elev, azim=azimuth)
        return azimuth

    def _answer(self, _, message, buffers):
        """Compute the marks that the browser asks for, at the state it names."""
        if "asked" not in message:
            return
        marks = self._in_front_last()
        # In ascending order, as JavaScript lists the keys of `shapes`.
        found = {i: marks[i] for i in sorted(message["asked"])}
        for mark in found.values():
            mark.state = message["values"]
        tables = {i: np.moveaxis(mark.table(), -1, 0).astype(mark.dtype) for i, mark in found.items()}
        shapes = {i: table.shape[1:] for i, table in tables.items()}
        self.send({"shapes": shapes}, buffers=[table.tobytes() for table in tables.values()])


class _SliderValue(traitlets.TraitType):
    """Where a slider stands; a number outside its range becomes the nearer end."""

    def __init__(self, slider):
        super().__init__(slider.value)
        self.slider = slider

    def validate(self, obj, value):
        try:
            return self.slider.accept(value)
        except ValueError as error:
            raise traitlets.TraitError(str(error)) from None
