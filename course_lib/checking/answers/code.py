"""Python code of the learner's: it is run, and what comes out is compared with what the reference gives."""

import re
import types
from functools import cached_property
from typing import NamedTuple

import numpy as np

from course_lib.checking import compare, guard
from course_lib.checking.answers.answer import Answer
from course_lib.checking.answers.reading import attempted, real_array
from course_lib.checking.answers.writing import a, misfit, shape, write
from course_lib.checking.verdict import Kind, Refusal, Verdict


class Code(Answer):
    """What functions and classes share: runs on several cases, each twice, all within `limit` seconds.

    A value is what the runs return, an array for each case. `rtol` is the relative error of each number that
    still counts as right.
    """

    reads_guarded = True
    thing = ""

    def __init__(self, reference, cases, rtol, limit):
        super().__init__(reference)
        self.cases, self.rtol, self.limit = list(cases), rtol, limit

    def call(self, code, case):
        """What the code, the learner's or the reference, gives in a case."""
        raise NotImplementedError

    def place(self, case):
        """A case as the beginning of a sentence."""
        raise NotImplementedError

    @cached_property
    def expected(self):
        return [np.asarray(self.call(self.reference, case), float) for case in self.cases]

    def run(self, code):
        # Twice, because what depends on chance or on earlier calls may be right once.
        outcomes = guard.run(
            lambda *case: _look_at(self.call(code, case)), [*self.cases, *self.cases], limit=self.limit
        )
        first, second = outcomes[: len(self.cases)], outcomes[len(self.cases) :]
        results = [self._result(*each) for each in zip(self.cases, first, self.expected, strict=True)]
        for case, result, outcome, expected in zip(self.cases, results, second, self.expected, strict=True):
            if outcome.kind == "timeout":
                break
            again = self._result(case, outcome, expected)
            if not compare.arrays_agree(again, result, self.rtol):
                raise Refusal(
                    Kind.INVALID,
                    f"{self.place(case)} your {self.thing} gives {write(result)} the first time and {write(again)} the "
                    "second. What it gives must depend on its input alone.",
                )
        return results

    def _result(self, case, outcome, expected):
        whose = f"{self.place(case)} your {self.thing}"
        if outcome.kind == "timeout":
            raise Refusal(Kind.OUT_OF_TIME, f"{whose} was still running after {self.limit:g} seconds.")
        if outcome.kind == "crashed":
            raise self.crash(case, outcome)
        if outcome.mutated:
            raise Refusal(Kind.INVALID, f"{whose} changed its input. Work on a copy: `x = x.copy()`.")
        array, words = outcome.value
        if words == "...":
            raise Refusal(
                Kind.NOT_ATTEMPTED, f"Your {self.thing} still returns `...`. Put your code in its place."
            )
        if words == "None":
            raise Refusal(Kind.INVALID, f"{whose} returned None. Did it end without `return`?")
        if array is None:
            raise Refusal(Kind.INVALID, f"{whose} returned {words}; expected {shape(expected)}.")
        return array

    def crash(self, case, outcome):
        """The refusal of code that raised an error."""
        where = f", at {outcome.excerpt}" if outcome.excerpt else ""
        return Refusal(Kind.CRASHED, f"{self.place(case)} your {self.thing} raised {outcome.error}{where}.")

    def agree(self, value, other):
        return all(
            compare.arrays_agree(mine, theirs, self.rtol) for mine, theirs in zip(value, other, strict=True)
        )

    def objection(self, value):
        for case, mine, right in zip(self.cases, value, self.expected, strict=True):
            if sentence := misfit(mine, right):
                return Verdict(Kind.INVALID, f"{self.place(case)} {sentence}")
        return None

    def counterexample(self, value):
        for case, mine, right in zip(self.cases, value, self.expected, strict=True):
            if not compare.arrays_agree(mine, right, self.rtol):
                return f"{self.place(case)} yours returns {write(mine)}; it should be near {write(right)}."


class Function(Code):
    """A Python function, called on `cases` (tuples of arguments: numbers, arrays, functions).

    It returns a number or an array; `limit` is the time in seconds for all calls together. `show` writes the
    arguments of a case in a sentence.
    """

    kind = "function"
    thing = "function"

    def __init__(self, reference, cases, rtol=1e-6, limit=2.5, show=None):
        super().__init__(reference, cases, rtol, limit)
        self.show = show or (lambda *arguments: ", ".join(write(argument) for argument in arguments))

    def call(self, code, case):
        return code(*case)

    def place(self, case):
        return f"For {self.show(*case)}"

    def read(self, answer):
        answer = attempted(answer)
        if not callable(answer):
            raise Refusal(
                Kind.INVALID, f"Expected a function, got {a(answer)}. Hand over its name without brackets."
            )
        try:
            return self.run(answer)
        except Refusal:
            if _does_nothing(answer):
                raise Refusal(
                    Kind.NOT_ATTEMPTED,
                    "Your function has no body yet. Put your code in the place of `...`.",
                ) from None
            raise


class Class(Code):
    """A class, used in `sessions` and compared with the reference, another class.

    `sessions` maps what is done, as a line of Python, to a function of the class that does it and returns a
    number or an array: {"(Value(2) + 3).data": lambda Value: (Value(2) + 3).data}. `limit` is the time in seconds
    for all sessions together.
    """

    kind = "class"
    thing = "class"

    def __init__(self, reference, sessions, rtol=1e-6, limit=2.5):
        super().__init__(reference, [(description,) for description in sessions], rtol, limit)
        self.sessions = sessions

    def call(self, code, case):
        return self.sessions[case[0]](code)

    def place(self, case):
        return f"In `{case[0]}`"

    def read(self, answer):
        answer = attempted(answer)
        if not issubclass(type(answer), type):
            raise Refusal(
                Kind.INVALID, f"Expected a class, got {a(answer)}. Hand over its name without brackets."
            )
        unfinished = [name for name, member in vars(answer).items() if _does_nothing(member)]
        try:
            return _Results(self.run(answer), unfinished)
        except Refusal:
            if unfinished:
                raise Refusal(Kind.NOT_ATTEMPTED, _says(unfinished)) from None
            raise

    @cached_property
    def expected(self):
        return _Results(super().expected)

    def crash(self, case, outcome):
        if outcome.excerpt:  # a line of the learner's own
            return super().crash(case, outcome)
        if match := re.search(r"'(\w+)' object has no attribute '(\w+)'", outcome.message):
            owner, name = match.groups()
            if owner == "NoneType":
                sentence = f"`{name}` is asked of None. Did a method end without `return`?"
            else:
                sentence = f"`{name}` is missing: no method and no attribute of your class has this name."
        elif match := re.search(r"type\(s\) for (\S+).*: '(\w+)' and '(\w+)'", outcome.message):
            sign, left, _ = match.groups()
            method = ("r" if left in ("int", "float") else "") + OPERATORS.get(sign, "…")
            sentence = f"`{sign}` is not defined for these two. It takes a method `__{method}__`."
        elif "bad operand type for unary -" in outcome.message:
            sentence = "`-` in front of an object is not defined. It takes a method `__neg__`."
        else:
            return super().crash(case, outcome)
        return Refusal(Kind.INVALID, f"{self.place(case)} {sentence}")

    def objection(self, value):
        return (
            Verdict(Kind.NOT_ATTEMPTED, _says(value.unfinished))
            if value.unfinished
            else super().objection(value)
        )


OPERATORS = {"+": "add", "-": "sub", "*": "mul", "/": "truediv", "**": "pow", "@": "matmul"}


class _Results(list):
    """Results of sessions, with the names of the methods that have no body yet."""

    def __init__(self, results, unfinished=()):
        super().__init__(results)
        self.unfinished = unfinished


def _says(unfinished):
    names = " and ".join(f"`{name}`" for name in unfinished)
    return f"{names} {'have' if len(unfinished) > 1 else 'has'} no body yet."


class _Returned(NamedTuple):
    array: np.ndarray | None
    words: str


def _look_at(value):
    """What was returned. This is called under the guard, since an object runs its own code when it is read."""
    known = {type(None): "None", type(...): "..."}
    return _Returned(real_array(value), known.get(type(value)) or a(value))


def _does_nothing(function):
    """Whether a function has a body such as `...` or `pass` or a docstring alone."""
    if type(function) is not types.FunctionType:
        return False
    code = function.__code__
    bodies = {nothing.__code__.co_code for nothing in (_nothing, _nothing_with_a_docstring)}
    return code.co_code in bodies and code.co_consts[-1] is None


def _nothing(): ...


def _nothing_with_a_docstring():
    """Nothing."""
