"""A formula."""

import numbers

from course_lib.checking import compare, formula
from course_lib.checking.answers.answer import Answer
from course_lib.checking.answers.reading import attempted, read_formula, real
from course_lib.checking.answers.writing import NUDGE, a, told_apart, write, write_both
from course_lib.checking.verdict import Kind, Refusal, Verdict


class Formula(Answer):
    """A formula, typed in a box or given as text; any formula of the same value is right.

    `names` are the letters the prompt uses (those of the reference by default), `domain` maps them to (low,
    high). With `of` (the function whose derivative by `by` is asked), a wrong answer is measured against a
    nudge. `form` looks at a right formula and returns a sentence if it is not in the form that was asked for.
    """

    kind = "formula"

    def __init__(self, reference, names=None, domain=None, of=None, by="x", form=None):
        super().__init__(reference)
        self.names = sorted(
            set(formula.read(reference).variables if names is None else names) | set(domain or ())
        )
        self.domain, self.of, self.by, self.form = domain, of and formula.read(of), by, form

    def read(self, answer):
        answer = attempted(answer)
        if isinstance(answer, numbers.Number):
            answer = repr(real(answer))
        if not isinstance(answer, str):
            raise Refusal(Kind.INVALID, f"Expected a formula as text, such as `'3x + 1'`, got {a(answer)}.")
        return read_formula(answer, self.names)

    def agree(self, value, other):
        return self.compared(value, other).agree

    def compared(self, value, other):
        return compare.compare(value, other, self.domain)

    def other_form(self, value):
        return self.form and self.form(value)

    def objection(self, value):
        close = self.compared(value, self.expected).close
        if close is not None and close < 5e-3 and "." in value.text:
            return Verdict(
                Kind.OTHER_FORM,
                "Nearly equal. Write the numbers exactly, not rounded: fractions, `pi`, `sqrt(2)`.",
            )
        return None

    def counterexample(self, value):
        # Whoever typed `3ex` for `3e^x` is helped most by how it was read.
        return " ".join([self._difference(self.compared(value, self.expected)), *value.notices])

    def _difference(self, comparison):
        if comparison.domain_mismatch:
            return comparison.domain_mismatch
        point, yours, right = comparison.counterexample
        if self.of is not None:
            elsewhere = compare.points(self.domain, self.of.variables - point.keys())
            point = {**point, **{name: float(values[0]) for name, values in elsewhere.items()}}
        place = " and ".join(f"{name} = {write(number)}" for name, number in point.items())
        place = f"At {place} yours" if place else "Yours"
        if self.of is not None and self.by in point:
            there = point[self.by] + NUDGE
            rise = float(self.of(**{**point, self.by: there}) - self.of(**point))
            if told_apart(yours, right, rise / NUDGE):
                return (
                    f"{place} gives {write(yours)}. Going on from there to {self.by} = {write(there)}, the "
                    f"function changes by {write(rise)}, so its slope is near {write(rise / NUDGE)}."
                )
        yours, right = write_both(yours, right)
        return f"{place} gives {yours}; it should be {right}{' there' if point else ''}."
