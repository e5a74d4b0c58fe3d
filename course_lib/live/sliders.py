"""Sliders: a name, the stops it passes, and how a value of it is written."""

from dataclasses import dataclass
from math import ceil, floor, inf, log10
from numbers import Real

import numpy as np

from course_lib.live.errors import FigureError


@dataclass(frozen=True)
class Slider:
    """A slider that moves over `stops` (increasing numbers). Between stops the browser interpolates.

    A `whole` slider has nothing between its stops. `options` are the texts of a choice, one for each stop, and `play`
    is how many stops a second a playing slider passes. A `hidden` one is seen as the point that it moves.
    """

    name: str
    stops: np.ndarray
    value: object
    label: str
    format: str
    whole: bool = False
    options: tuple | None = None
    play: float | None = None
    hidden: bool = False

    @property
    def given(self):
        """What a function of this slider gets at each stop: numbers, or the texts of a choice."""
        return np.array(self.options, dtype=object) if self.options else self.stops

    def accept(self, value):
        """`value` as the slider takes it: the nearer end for a number outside, ValueError for what it cannot be."""
        if self.options:
            if value not in self.options:
                raise ValueError(f"{self.name} is one of {', '.join(map(repr, self.options))}, not {value!r}")
            return value
        if not isinstance(value, Real) or value != value:
            raise ValueError(f"{self.name} is a number, not {value!r}")
        if self.whole:
            return self.stops[abs(self.stops - value).argmin()].item()
        return float(min(max(value, self.stops[0]), self.stops[-1]))

    def spec(self):
        names = ("name", "label", "format", "value", "whole", "options", "play", "hidden")
        return {name: getattr(self, name) for name in names} | {"stops": self.stops.tolist()}


def linear(name, low, high, value=None, step=None, label=None):
    """A slider over low, low + step, … and high. Without `step`: over `low`, `high` and the round numbers between."""
    if not -inf < low < high < inf:
        raise FigureError(
            f"slider {name!r} runs from {low} to {high}: the first number must be the smaller one"
        )
    if step is None:
        step = nice_step(high - low)
        numbers = np.arange(ceil(low / step), floor(high / step) + 1) * step
    elif 0 < step < inf:
        numbers = low + np.arange(floor((high - low) / step + 1e-9) + 1) * step
    else:
        raise FigureError(f"slider {name!r} has step {step}: a step is a positive number")
    # So that a stop meant as 0.3 is as near to 0.3 as a float can be.
    numbers = np.round(numbers, 10 - floor(log10(step)))
    inside = numbers[(numbers > low + 1e-6 * step) & (numbers < high - 1e-6 * step)]
    value = (low + high) / 2 if value is None else value
    return _slider(name, np.concatenate([[low], inside, [high]]), value, label, f".{_decimals(step)}f")


def logarithmic(name, low, high, value=None, per_decade=20, both_sides=False, label=None):
    """A slider over `per_decade` stops in each decade, powers of ten among them, of three significant digits.

    With `both_sides` it runs from −high to −low, through 0, and on from low to high.
    """
    if not 0 < low < high < inf:
        raise FigureError(f"log slider {name!r} runs from {low} to {high}: it needs 0 < low < high")
    first, last = ceil(log10(low) * per_decade), floor(log10(high) * per_decade)
    between = [float(f"{10 ** (k / per_decade):.3g}") for k in range(first, last + 1)]
    stops = np.array([low, *(stop for stop in between if low < stop < high), high])
    if both_sides:
        stops = np.concatenate([-stops[::-1], [0.0], stops])
    return _slider(name, stops, high if value is None else value, label, ".3g")


def integer(name, low, high, value=None, label=None, play=None):
    """A slider over the whole numbers from `low` to `high`; `play` stops a second when its button is pressed."""
    if not low < high:
        raise FigureError(
            f"slider {name!r} runs from {low} to {high}: the first number must be the smaller one"
        )
    value = low if value is None else value
    if value not in range(low, high + 1):
        raise FigureError(f"slider {name!r} starts at {value}, which is no whole number from {low} to {high}")
    return Slider(name, np.arange(low, high + 1), value, label or name, ".0f", whole=True, play=play)


def choice(name, options, value=None, label=None):
    """A slider over texts, `options`."""
    options = tuple(options)
    value = options[0] if value is None and options else value
    if len(set(options)) < 2 or value not in options:
        raise FigureError(
            f"slider {name!r} chooses among {options}, at {value!r}: give two options, and one of them"
        )
    return Slider(name, np.arange(len(options)), value, label or name, "", whole=True, options=options)


def angles(name, degrees, value, label):
    """A slider over a few directions, in degrees."""
    stops = np.unique(np.array(list(degrees), float))
    if len(stops) < 2 or value not in stops:
        raise FigureError(
            f"slider {name!r} turns among {stops.tolist()}, at {value}: give two angles, and one of them"
        )
    return Slider(name, stops, float(value), label, ".0f", whole=True)


def nice_step(span, stops=80):
    """The largest of 1, 2, 5 · 10ᵏ that gives at least `stops` steps over `span`."""
    power = 10.0 ** floor(log10(span / stops))
    return max(m * power for m in (1, 2, 5) if m * power <= span / stops * (1 + 1e-9))


def _slider(name, stops, value, label, format):
    stops = stops.astype(float)
    if not stops[0] <= value <= stops[-1]:
        raise FigureError(
            f"slider {name!r} starts at {value}, outside its range {stops[0]:g} … {stops[-1]:g}"
        )
    # The first state is a stop, or else it would be shown interpolated and not as computed. It replaces a stop that
    # only rounding has set apart from it.
    stops = np.unique(np.append(stops[~np.isclose(stops, value, rtol=1e-9, atol=0)], value))
    return Slider(name, stops, float(value), label or name, format)


def _decimals(step):
    """How many decimals show every multiple of `step`, or two significant digits of it where that takes too many."""
    exact = (d for d in range(7) if abs(round(step, d) - step) < 1e-9 * step)
    return next(exact, max(0, 1 - floor(log10(step))))
