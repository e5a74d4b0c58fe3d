"""One number."""

from course_lib.checking import compare, formula
from course_lib.checking.answers.answer import Answer
from course_lib.checking.answers.reading import attempted, read_number
from course_lib.checking.answers.writing import NUDGE, rounded, told_apart, too_large_or_small, write
from course_lib.checking.verdict import Kind, Verdict


class Number(Answer):
    """One number, given as a Python number or as text such as `1/3` or `2 pi`.

    With `of` (a formula), `by` and `at` (where), the answer is a slope, and a wrong one is measured against a
    nudge. `rtol` is the relative error that still counts as right.
    """

    kind = "number"

    def __init__(self, reference, of=None, by="x", at=None, rtol=1e-6):
        super().__init__(reference)
        self.of, self.by, self.at, self.rtol = of and formula.read(of), by, at, rtol

    def read(self, answer):
        return read_number(attempted(answer))

    def agree(self, value, other):
        return compare.close(value, other, self.rtol)

    def objection(self, value):
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
        return f"{write(value)} {too_large_or_small(value, self.expected)}."
