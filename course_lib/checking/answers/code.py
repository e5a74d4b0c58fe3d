"""Python code of the learner's."""

from functools import cached_property

import numpy as np

from course_lib.checking import compare, guard
from course_lib.checking.answers.answer import Answer
from course_lib.checking.answers.reading import attempted, real_array
from course_lib.checking.answers.writing import a, misfit, shape, write
from course_lib.checking.verdict import Kind, Refusal, Verdict


class Function(Answer):
    """A Python function, called on `cases` (tuples of arguments) and compared with the reference's results.

    `rtol` is the relative error that still counts as right, of each number returned; `limit` is the time in
    seconds for all calls together. `show` writes the arguments of a case in a sentence.
    """

    kind = "function"

    def __init__(self, reference, cases, rtol=1e-6, limit=3.0, show=None):
        super().__init__(reference)
        self.cases, self.rtol, self.limit = cases, rtol, limit
        self.show = show or (lambda *arguments: ", ".join(write(argument) for argument in arguments))

    def read(self, answer):
        """What the function returns on each case, as arrays."""
        answer = attempted(answer)
        if not callable(answer):
            raise Refusal(
                Kind.INVALID, f"Expected a function, got {a(answer)}. Hand over its name without brackets."
            )
        results = guard.run(answer, self.cases, limit=self.limit)
        return [self._result(case, result) for case, result in zip(self.cases, results, strict=True)]

    @cached_property
    def expected(self):
        return [np.asarray(self.reference(*case), float) for case in self.cases]

    def _result(self, case, outcome):
        call = f"For {self.show(*case)}"
        if outcome.kind == "timeout":
            raise Refusal(
                Kind.OUT_OF_TIME, f"{call} your function was still running after {self.limit:g} seconds."
            )
        if outcome.kind == "crashed":
            where = f", at {outcome.excerpt}" if outcome.excerpt else ""
            raise Refusal(Kind.CRASHED, f"{call} your function raised {outcome.error}{where}.")
        if outcome.mutated:
            raise Refusal(
                Kind.INVALID, f"{call} your function changed its input. Work on a copy: `x = x.copy()`."
            )
        value = outcome.value
        if value is Ellipsis:
            raise Refusal(
                Kind.NOT_ATTEMPTED, "Your function still returns `...`. Put your formula in its place."
            )
        if value is None:
            raise Refusal(Kind.INVALID, f"{call} your function returned None. Did it end without `return`?")
        expected = np.asarray(self.reference(*case), float)
        array = real_array(value)
        if array is None:
            raise Refusal(
                Kind.INVALID, f"{call} your function returned {a(value)}; expected {shape(expected)}."
            )
        return array

    def agree(self, value, other):
        return all(
            compare.arrays_agree(mine, theirs, self.rtol) for mine, theirs in zip(value, other, strict=True)
        )

    def objection(self, value):
        for case, mine, right in zip(self.cases, value, self.expected, strict=True):
            if sentence := misfit(mine, right):
                return Verdict(Kind.INVALID, f"For {self.show(*case)} {sentence}")
        return None

    def counterexample(self, value):
        for case, mine, right in zip(self.cases, value, self.expected, strict=True):
            if not compare.arrays_agree(mine, right, self.rtol):
                return (
                    f"For {self.show(*case)} yours returns {write(mine)}; it should be near {write(right)}."
                )
