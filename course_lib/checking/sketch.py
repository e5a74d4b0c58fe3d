"""The slope of a curve, sketched: points dragged to where f′ is."""

from functools import cached_property
from itertools import pairwise
from math import ceil, floor, log10

import numpy as np

from course_lib.checking.answers import Answer
from course_lib.checking.answers.reading import attempted, real, real_array
from course_lib.checking.answers.writing import a, write
from course_lib.checking.verdict import Kind, Refusal

FREE_HAND = 0.12
"""How far a hand may miss, as a share of the largest slope. Heights are hardest to judge by eye: three times that."""


class Sketch(Answer):
    """The derivative of `f` over `span`, drawn as heights at `handles` places that are equally far apart.

    `reference` is the derivative; both are functions of one number. The learner answers with the figure, or
    with the heights as a mapping y1, y2, … or in a row; misconceptions are functions. A sketch is judged by what
    a hand can draw: sign, zeros, where it rises and falls, and roughly its heights.
    """

    kind = "sketch"

    def __init__(self, f, reference, span, handles=9):
        super().__init__(reference)
        self.f, self.span = f, span
        self.places = np.linspace(*span, handles).round(12)
        self.names = [f"y{k}" for k in range(1, handles + 1)]

    def read(self, answer):
        """Heights at the places, shape (handles,), cut off where the stage ends."""
        answer = attempted(answer)
        values = answer if isinstance(answer, dict) else getattr(answer, "values", None)
        if isinstance(values, dict) and values.keys() >= set(self.names):
            answer = [values[name] for name in self.names]
        elif callable(answer) and not isinstance(values, dict):
            answer = [real(answer(x)) for x in self.places.tolist()]
        heights = real_array(answer) if isinstance(answer, (list, tuple, np.ndarray)) else None
        if heights is None or heights.shape != self.places.shape:
            raise Refusal(
                Kind.INVALID,
                f"Expected the figure, or {len(self.places)} heights in a row, got {a(answer)}.",
            )
        if not np.isfinite(heights).all():
            raise Refusal(Kind.INVALID, "One of the heights is no finite number.")
        if not heights.any():
            raise Refusal(Kind.NOT_ATTEMPTED, "All points are still at height 0. Drag them, then check.")
        return np.clip(heights, -self.top, self.top)

    def agree(self, value, other):
        return next(self._objections(value, other), None) is None

    def counterexample(self, value):
        return next(self._objections(value, self.expected))

    def figure(self):
        """The live figure that is answered with: above the curve of f, below the points to drag."""
        from course_lib.live import GREY, INK, VERMILION, Live, pointwise, stage

        figure, (above, below) = stage(2, 1, size=(6.6, 5.0))
        x = np.linspace(*self.span, 301)
        above.plot(x, pointwise(self.f)(x), color=INK)
        above.set(ylabel="f(x)")
        below.axhline(0, color=GREY, linewidth=1)
        below.set(xlabel="x", ylabel="your f′(x)", ylim=(-self.top, self.top))
        margin = 0.04 * (self.span[1] - self.span[0])
        for ax in (above, below):
            ax.set(xlim=(self.span[0] - margin, self.span[1] + margin))
        live = Live(figure, alt=f"{self.shown} Below it, points to drag, all at height 0")
        live.freehand(below, self.places, -self.top, self.top, step=self.step, color=VERMILION)
        return live

    # --- The stage ------------------------------------------------------------------------------------------

    @cached_property
    def top(self):
        """The height at which the stage ends, below 0 as above, so that it does not tell the sign."""
        return round(ceil(1.3 * self._steepest / self.step) * self.step, 12)

    @cached_property
    def step(self):
        """How far a key moves a point: 10 to 25 keys for the largest slope."""
        power = 10.0 ** floor(log10(self._steepest) - 1)
        return power * next(k for most, k in ((20, 1), (50, 2), (101, 5)) if self._steepest < most * power)

    @cached_property
    def _steepest(self):
        return max(abs(self.reference(x)) for x in np.linspace(*self.span, 201).tolist())

    @cached_property
    def shown(self):
        """In words what the curve of f shows to the eye: where it goes up and where down."""
        x = np.linspace(*self.span, 201)
        y = np.array([self.f(each) for each in x.tolist()])
        turns = [0, *(np.flatnonzero(np.diff(np.sign(np.diff(y)))) + 1).tolist(), len(x) - 1]
        point = lambda i: f"({write(round(x[i], 2))}, {write(round(y[i], 2))})"
        legs = [f"{'rises' if y[to] > y[start] else 'falls'} to {point(to)}" for start, to in pairwise(turns)]
        return f"The curve of f starts at {point(0)}, {', '.join(legs)}."

    # --- Judging --------------------------------------------------------------------------------------------

    def _objections(self, drawn, slope):
        """What speaks against the heights `drawn` where `slope` is right: what is seen first, first."""
        slack = FREE_HAND * max(np.abs(slope))
        yield from self._signs(drawn, slope, slack)
        yield from self._zeros(drawn, slope, slack)
        yield from self._turns(drawn, slope, slack)
        yield from self._heights(drawn, slope, 3 * slack)

    def _signs(self, drawn, slope, slack):
        for start, end, rises in self._runs(slope):
            inside = (start <= self.places) & (self.places <= end) & ~self._flat(slope, slack)
            # Where f is almost flat a hand may stray across the zero line.
            wrong = inside & (drawn * (1 if rises else -1) <= np.where(np.abs(slope) > slack, 0, -slack))
            if wrong.any():
                worst = np.argmax(np.where(wrong, np.abs(drawn - slope), 0))
                side = "above" if drawn[worst] > 0 else "below" if drawn[worst] < 0 else "at"
                yield (
                    f"{self._between(start, end)} f {'rises' if rises else 'falls'}, and your curve is {side} 0 "
                    f"at x = {write(self.places[worst])}."
                )

    def _zeros(self, drawn, slope, slack):
        for place in np.flatnonzero(self._flat(slope, slack) & (np.abs(drawn) > slack)):
            side = "above" if drawn[place] > 0 else "below"
            yield (
                f"At x = {write(self.places[place])} f neither rises nor falls, and your curve is {side} 0 there."
            )

    def _flat(self, slope, slack):
        return np.abs(slope) < slack / 10

    def _turns(self, drawn, slope, slack):
        """Where the slope grows, the sketch rises; where it shrinks, it falls."""
        for start, end in self._monotone(slope):
            up = slope[end] > slope[start]
            steps = np.diff(drawn[start : end + 1]) * (1 if up else -1)
            if abs(slope[end] - slope[start]) < 2 * slack or (steps.min() > -slack and steps.sum() > slack):
                continue
            yield (
                f"{self._between(self.places[start], self.places[end])} the slope of f gets "
                f"{'larger and larger' if up else 'smaller and smaller'}. Your curve does not "
                f"{'rise' if up else 'fall'} there all the way."
            )

    def _heights(self, drawn, slope, slack):
        off = np.abs(drawn - slope)
        worst = np.argmax(off)
        if off[worst] > slack:
            near = abs(drawn[worst]) < abs(slope[worst])
            yield (
                f"Its signs and turns are right. At x = {write(self.places[worst])} yours is too "
                f"{'near to' if near else 'far from'} 0: f is {'steeper' if near else 'less steep'} there. Lay a ruler "
                "along f at that place, and read off how far it climbs for 1 to the right."
            )

    def _runs(self, slope):
        """(from, to, whether f rises) between the zeros of the slope, which is taken as straight between the places."""
        x, signs = self.places, np.sign(slope)
        ends = [x[0]]
        for k in range(1, len(x)):
            if signs[k] == 0 and 0 < k < len(x) - 1:
                ends.append(x[k])
            elif signs[k - 1] * signs[k] < 0:
                ends.append(x[k - 1] + (x[k] - x[k - 1]) * slope[k - 1] / (slope[k - 1] - slope[k]))
        ends.append(x[-1])
        for start, end in pairwise(ends):
            inside = (start <= x) & (x <= end) & (signs != 0)
            if inside.any():
                yield start, end, slope[inside][np.argmax(np.abs(slope[inside]))] > 0

    def _monotone(self, slope):
        """(first, last) place of each stretch over which the slope only grows or only shrinks."""
        steps = np.diff(slope)
        moving = np.flatnonzero(np.abs(steps) > 1e-9 * np.abs(slope).max())
        edges = [
            0,
            *(later for one, later in pairwise(moving) if steps[one] * steps[later] < 0),
            len(slope) - 1,
        ]
        return pairwise(edges)

    def _between(self, start, end):
        if (start, end) == (self.places[0], self.places[-1]):
            return "Everywhere"
        return f"Between x = {write(round(start, 1))} and {write(round(end, 1))}"
