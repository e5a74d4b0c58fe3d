"""A small picture of a wrong formula: its curve against the slopes that the function has."""

from html import escape
from math import floor, log10

import numpy as np

from course_lib.checking.answers.writing import NUDGE, write

WIDTH, HEIGHT, LEFT, BELOW = 340, 150, 34, 18  # of the picture, and of the margins for its numbers
PLACES, POINTS = 9, 161  # slopes that are measured, and points of the curve
REACH = 4.0  # how far from 0 a variable goes that may be any number


def against_slopes(kind, answer):
    """SVG in HTML: the formula `answer` as a line, slopes of `kind.of` as dots. Empty where neither is a curve.

    The dots are slopes of secants over a short step, as a counterexample quotes one of them.
    """
    if kind.of is None or kind.of.variables != {kind.by} or not answer.variables <= {kind.by}:
        return ""
    low, high = _interval(kind)
    at = np.linspace(low, high, PLACES + 2)[1:-1]
    measured = (_values(kind.of, kind.by, at + NUDGE) - _values(kind.of, kind.by, at)) / NUDGE
    x = np.linspace(low, high, POINTS)
    yours = _values(answer, kind.by, x)
    seen, drawn = measured[np.isfinite(measured)], yours[np.isfinite(yours)]
    if not len(seen) or not len(drawn):
        return ""
    bottom, top = _heights(seen, drawn)
    near = np.abs(_values(answer, kind.by, at) - measured) < 0.02 * (top - bottom)
    alt = f"Your formula as a line, and the slope of the function measured at {PLACES} places as dots: "
    alt += f"the line goes through {near.sum()} of them."
    return _svg(_Frame(low, high, bottom, top), kind.by, (x, yours), (at, measured), alt)


def _interval(kind):
    low, high = (kind.domain or {}).get(kind.by, (-REACH, REACH))
    low = max(low, min(high, REACH) - 2 * REACH) if np.isinf(low) else low
    return float(low), float(low + 2 * REACH if np.isinf(high) else high)


def _values(function, name, x):
    with np.errstate(all="ignore"):
        return np.broadcast_to(np.asarray(function(**{name: x}), float), np.shape(x))


def _heights(seen, drawn):
    """The heights to show: all that was measured, and the line as far as that leaves the dots apart."""
    low, high = min(seen.min(), 0.0), max(seen.max(), 0.0)
    span = (high - low) or 1.0
    low = min(low, max(drawn.min(), low - span))
    high = max(high, min(drawn.max(), high + span))
    room = 0.06 * (high - low)
    return low - room, high + room


class _Frame:
    """From data to the page."""

    def __init__(self, left, right, bottom, top):
        self.left, self.right, self.bottom, self.top = left, right, bottom, top

    def x(self, x):
        return LEFT + (x - self.left) / (self.right - self.left) * (WIDTH - LEFT)

    def y(self, y):
        return (self.top - y) / (self.top - self.bottom) * (HEIGHT - BELOW)


def _svg(frame, name, curve, dots, alt):
    height = HEIGHT - BELOW
    line, pen = "", "M"
    for x, y in zip(*curve, strict=True):
        # Far outside, the line may as well end: it is cut off at the frame.
        visible = np.isfinite(y) and abs(y - (frame.top + frame.bottom) / 2) < 50 * (frame.top - frame.bottom)
        line += f"{pen}{frame.x(x):.1f} {frame.y(y):.1f}" if visible else ""
        pen = "L" if visible else "M"
    marks = "".join(
        f'<circle cx="{frame.x(x):.1f}" cy="{frame.y(y):.1f}" r="3.5"/>'
        for x, y in zip(*dots, strict=True)
        if np.isfinite(y)
    )
    numbers = "".join(
        f'<text x="{frame.x(x):.1f}" y="{HEIGHT - 4}" text-anchor="{anchor}">{text}</text>'
        for x, text, anchor in [
            (frame.left, write(frame.left), "start"),
            ((frame.left + frame.right) / 2, write((frame.left + frame.right) / 2), "middle"),
            (frame.right, f"{name} = {write(frame.right)}", "end"),
        ]
    )
    for y in _ticks(frame.bottom, frame.top):
        numbers += f'<text x="{LEFT - 6}" y="{frame.y(y) + 4:.1f}" text-anchor="end">{write(y)}</text>'
        numbers += f'<path class="course-panel-grid" d="M{LEFT} {frame.y(y):.1f}H{WIDTH}"/>'
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" role="img" aria-label="{escape(alt)}">{numbers}'
        # An <svg> within another cuts off what goes beyond it.
        f'<svg width="{WIDTH}" height="{height}" aria-hidden="true">'
        f'<path class="course-panel-curve" d="{line}"/></svg>{marks}</svg>'
    )


def _ticks(low, high):
    """Two to five round numbers."""
    power = 10.0 ** floor(log10(high - low))
    step = next(s for s in (power / 5, power / 2, power, 2 * power) if (high - low) / s < 5)
    first, last = int(np.ceil(low / step)), int(np.floor(high / step))
    return [round(k * step, 12) for k in range(first, last + 1)]
