"""Sliders: a name, the stops it passes, and how a value of it is written."""

from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np


@dataclass(frozen=True)
class Slider:
    """A slider that moves over `stops` (increasing floats). Between stops the browser interpolates."""

    name: str
    stops: np.ndarray
    value: float
    label: str
    format: str

    def clamp(self, value):
        return min(max(float(value), self.stops[0]), self.stops[-1])

    def spec(self):
        return {"name": self.name, "label": self.label, "format": self.format, "stops": self.stops.tolist()}


def linear(name, low, high, value=None, step=None, label=None):
    """A slider over low, low + step, …, high. `step` is chosen among 1, 2, 5 · 10ᵏ where it is not given."""
    if not low < high:
        raise ValueError(f"slider {name!r} runs from {low} to {high}: the first number must be the smaller one")
    step = nice_step(high - low) if step is None else step
    if not step > 0:
        raise ValueError(f"slider {name!r} has step {step}: a step is a positive number")
    # Multiples of the step, not sums of it, so that a stop meant as 0.3 is as near to 0.3 as a float can be.
    places = max(0, ceil(-log10(step) - 1e-9)) + 2
    stops = np.round(np.arange(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1) * step, places)
    stops = np.unique(np.concatenate([[low], stops, [high]]))
    return _slider(name, stops, value, label, f".{places - 2}f")


def logarithmic(name, low, high, value=None, per_decade=20, both_sides=False, label=None):
    """A slider over powers of ten and `per_decade` − 1 values between two of them.

    With `both_sides` it runs from −high to −low, through 0, and on from low to high.
    """
    if not 0 < low < high:
        raise ValueError(f"log slider {name!r} runs from {low} to {high}: it needs 0 < low < high")
    first, last = ceil(log10(low) * per_decade - 1e-9), floor(log10(high) * per_decade + 1e-9)
    stops = np.array([10 ** (k / per_decade) for k in range(first, last + 1)])
    stops = np.concatenate([[low], stops[(stops > low * 1.001) & (stops < high * 0.999)], [high]])
    if both_sides:
        stops = np.concatenate([-stops[::-1], [0.0], stops])
    return _slider(name, stops, high if value is None else value, label, ".3g")


def _slider(name, stops, value, label, format):
    value = (stops[0] + stops[-1]) / 2 if value is None else value
    if not stops[0] <= value <= stops[-1]:
        raise ValueError(f"slider {name!r} starts at {value}, outside its range {stops[0]:g} … {stops[-1]:g}")
    if not np.isclose(stops, value, rtol=1e-9, atol=0).any():
        # A first state between two stops would be shown interpolated, not as computed.
        stops = np.sort(np.append(stops, value))
    return Slider(name, stops.astype(float), float(value), label or name, format)


def nice_step(span, stops=80):
    """The largest of 1, 2, 5 · 10ᵏ that gives at least `stops` steps over `span`."""
    power = 10.0 ** floor(log10(span / stops))
    return max(m * power for m in (1, 2, 5) if m * power <= span / stops * (1 + 1e-9))
