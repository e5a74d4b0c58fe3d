"""Sliders: a name, the stops it passes, and how a value of it is written."""

from dataclasses import dataclass
from math import ceil, floor, inf, log10
from numbers import Real

import numpy as np

from course_lib.live.errors import FigureError


@dataclass(frozen=True)
class Slider:
    """A slider that moves over `stops` (increasing floats). Between stops the browser interpolates."""

    name: str
    stops: np.ndarray
    value: float
    label: str
    format: str

    def clamp(self, value):
        """`value` as a float, or the nearer end if it lies outside; ValueError for what is no number."""
        if not isinstance(value, Real) or value != value:
            raise ValueError(f"{self.name} is a number, not {value!r}")
        return float(min(max(value, self.stops[0]), self.stops[-1]))

    def spec(self):
        return {
            "name": self.name,
            "label": self.label,
            "format": self.format,
            "stops": self.stops.tolist(),
            "value": self.value,
        }


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
    value = (low + high) / 2 if value is None else value
    return _slider(name, np.concatenate([[low], numbers, [high]]), value, label, f".{_decimals(step)}f")


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
