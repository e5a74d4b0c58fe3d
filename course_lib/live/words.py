"""Words with numbers in them: readouts below a figure and labels on it."""

import re
from inspect import unwrap
from string import Formatter

import numpy as np
from matplotlib.colors import to_hex

from course_lib.live.errors import FigureError
from course_lib.live.marks import FAR, Mark
from course_lib.live.stage import css
from course_lib.live.tables import Dependent, tabulate


class Readout(Dependent):
    """A sentence with numbers in it, written anew at every state."""

    def __init__(self, function, sliders, what, template, undefined):
        super().__init__(function, sliders, what)
        self.template, self.undefined = Template(template, what), undefined

    @property
    def parts(self):
        return self.template.parts

    def text(self, values):
        """The sentence at one state."""
        numbers = self.at(values).ravel()
        return self.template.fill(numbers) if np.isfinite(numbers).all() else self.undefined

    def table(self):
        """Its numbers: shape (*stops, k)."""
        data = self.tabulate()
        return self.template.counted(data.reshape(*data.shape[:-2], -1))


class Template:
    """A text with fields such as "{:.2f}" for numbers."""

    def __init__(self, text, what):
        self.text, self.what = text, what
        # Pairs of a text and the format of the number after it, None where none follows.
        self.parts = []
        try:
            pieces = list(Formatter().parse(text))
        except ValueError as error:
            raise FigureError(f"{what}, {text!r}: {error}. A brace to be seen is written twice.") from None
        for before, name, spec, conversion in pieces:
            if name or conversion or not (spec is None or FORMAT.fullmatch(spec)):
                known = "{:.2f}, {:.3g}, {:.1e} or {:+.2f}"
                raise FigureError(f"{what}, {text!r}: write its numbers as {known}")
            self.parts.append((before, spec))
        self.fields = sum(spec is not None for _, spec in self.parts)

    def fill(self, numbers):
        numbers = iter(self.counted(numbers))
        return "".join(
            text + (write(next(numbers), spec) if spec is not None else "") for text, spec in self.parts
        )

    def counted(self, numbers):
        if numbers.shape[-1] != self.fields:
            raise FigureError(
                f"{self.what}, {self.text!r}, has {self.fields} field(s), but gets {numbers.shape[-1]} number(s)"
            )
        return numbers


def has_fields(text):
    """Whether a text has fields such as "{:.2f}"; the braces of mathematics between dollars are none."""
    return "$" not in text and "{" in text


class Label(Mark):
    """A text with numbers in it at a place; the function returns x, y and the numbers."""

    kind = "label"
    single = True

    def __init__(self, function, sliders, what, artist, template):
        super().__init__(function, sliders, what, artist)
        self.template = Template(template, what)
        self.columns += self.template.fields

    def place(self, points):
        self.artist.set_position(points[0, :2])
        self.artist.set_text(self.template.fill(points[0, 2:]))

    def table(self):
        data = self.tabulate()
        if self.in_space:
            return data
        return np.concatenate([np.clip(self.on_page(data[..., :2]), -FAR, FAR), data[..., 2:]], axis=-1)

    def look(self):
        anchor = {"left": "start", "center": "middle", "right": "end"}[self.artist.get_horizontalalignment()]
        base = {"baseline": "auto", "bottom": "auto", "center": "central", "top": "hanging"}
        style = f"fill: {css(to_hex(self.artist.get_color()))}; font-size: {self.artist.get_fontsize()}px; "
        style += f"text-anchor: {anchor}; dominant-baseline: {base[self.artist.get_verticalalignment()]}"
        return {"style": style, "parts": self.template.parts}


def gaps(f, x, name):
    """No sentence, or one, about where on the numbers `x` a function has no value."""
    x, failures = np.asarray(x, float).ravel(), {}
    missing = ~np.isfinite(tabulate(unwrap(f), [x], name, failures)[:, 0, 0])
    if not missing.any():
        return []
    edges = np.flatnonzero(np.diff(missing, prepend=False, append=False)).reshape(-1, 2) - [0, 1]
    ends = [[write(x[end], ".4g") for end in run] for run in edges]
    where = " and ".join(
        f"at x = {low}" if low == high else f"from x = {low} to {high}" for low, high in ends
    )
    return [f"{name} has no value {where}{_reason(failures)}."]


def failure(mark):
    """A sentence about where the function of a mark raised."""
    index = min(mark.failures)
    places = [(slider, slider.given[i]) for slider, i in zip(mark.sliders, index, strict=True)]
    state = ", ".join(
        f"{slider.name} = {value if slider.options else write(value, slider.format)}"
        for slider, value in places
    )
    what = mark.what.capitalize()
    return f"{what} cannot be computed everywhere, for instance not at {state}{_reason(mark.failures)}."


def _reason(failures):
    if not failures:
        return ""
    error = failures[min(failures)]
    return f" ({type(error).__name__}: {error})"


# The formats that `write` here and `write` in live.js know.
FORMAT = re.compile(r"\+?(\.\d+)?[efg]")


def write(number, spec):
    """`number` by a format such as .3f, +.2e or .4g, with a true minus sign and no minus before a zero."""
    sign, rest = ("+", spec[1:]) if spec.startswith("+") else ("", spec)
    return format(number, f"{sign}z{rest}").replace("-", "−")
