"""One number."""

import re

from course_lib.checking import compare, formula, units
from course_lib.checking.answers.answer import Answer
from course_lib.checking.answers.reading import attempted, read_number
from course_lib.checking.answers.writing import NUDGE, rounded, told_apart, too_large_or_small, write
from course_lib.checking.verdict import Kind, Refusal, Verdict


class Number(Answer):
    """One number, given as a Python number or as text such as `1/3` or `2 pi`.

    With `unit` (such as "m/s"), the number may have that unit or another of the same quantity behind it, as in
    "14.4 km/h"; a number alone is taken in `unit`. With `of` (a formula), `by` and `at` (where), the answer is a
    slope, and a wrong one is measured against a nudge. `rtol` is the relative error that still counts as right.
    """

    kind = "number"

    def __init__(self, reference, of=None, by="x", at=None, rtol=1e-6, unit=None):
        super().__init__(reference)
        self.of, self.by, self.at, self.rtol = of and formula.read(of), by, at, rtol
        self.unit = unit and units.read(unit)
        if unit and not self.unit:
            raise ValueError(f"the unit {unit!r} is not known")

    def read(self, answer):
        """The number, in the unit that is asked for if there is one."""
        answer = attempted(answer)
        if self.unit is None or not isinstance(answer, str):
            return Quantity(read_number(answer))
        text, unit = units.split(answer)
        if unit and not text.strip():
            raise Refusal(Kind.INVALID, f"There is no number before `{unit.text}`.")
        if unit:
            number = read_number(text)
            return Quantity(number * unit.size / self.unit.size, f"{write(number)} {unit.text}", unit)
        try:
            return Quantity(read_number(text))
        except Refusal:
            if re.search(r"\d\s*[^\W\d]", text):
                raise Refusal(
                    Kind.INVALID, f"This cannot be read as a number with a unit. {units.KNOWN}"
                ) from None
            raise

    def agree(self, value, other):
        return self._dimension(value) == self._dimension(other) and compare.close(value, other, self.rtol)

    def recognise(self, wrong):
        """A wrong number counts as recognised when it is rounded, too."""
        wrong = self.read(wrong)

        def recognised(value):
            near = rounded(value, wrong) and not rounded(value, self.expected)
            return self.agree(value, wrong) or (near and self._dimension(value) == self._dimension(wrong))

        return recognised

    def _dimension(self, value):
        unit = value.unit or self.unit
        return unit and unit.dimension

    def _fits(self, value):
        return self._dimension(value) == self._dimension(self.expected)

    def note(self, value):
        if value.unit is None or not self._fits(value) or value.unit.size == self.unit.size:
            return None
        return f"{value.text} is {write(value)} {self.unit.text}."

    def objection(self, value):
        if not self._fits(value):
            return Verdict(
                Kind.WRONG,
                f"The unit does not fit: `{value.unit.text}` measures {value.unit.quantity}. Which units are divided "
                "or multiplied here?",
            )
        if rounded(value, self.expected):
            return Verdict(
                Kind.OTHER_FORM,
                "That is the right number, rounded. Give it exactly; a fraction such as `1/3` is welcome.",
            )
        return None

    def counterexample(self, value):
        if self.of is not None:
            here, there = self.at[self.by], self.at[self.by] + NUDGE
            rise = float(self.of(**self.at | {self.by: there}) - self.of(**self.at))
            if told_apart(value, self.expected, rise / NUDGE):
                return (
                    f"A nudge shows it: from {self.by} = {write(here)} to {write(there)} the "
                    f"function changes by {write(rise)}. With a slope of {write(value)} it would change by "
                    f"{write(value * NUDGE)}."
                )
        sentence = f"{write(value)} {too_large_or_small(value, self.expected)}."
        return f"{note} {sentence}" if (note := self.note(value)) else sentence


class Quantity(float):
    """A number in the unit that is asked for, and how it was written if it came with a unit of its own."""

    def __new__(cls, number, text="", unit=None):
        quantity = super().__new__(cls, number)
        quantity.text, quantity.unit = text, unit
        return quantity
