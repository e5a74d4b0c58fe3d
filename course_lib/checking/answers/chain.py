"""Intermediate results on the way to an answer, judged by the first that is wrong."""

import inspect
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.checking import compare
from course_lib.checking.answers.answer import Answer
from course_lib.checking.answers.array import Array
from course_lib.checking.answers.reading import attempted, read_number
from course_lib.checking.answers.writing import a, rounded, too_large_or_small, write
from course_lib.checking.verdict import Kind, Refusal, Verdict


@dataclass(frozen=True)
class Step:
    """One result. `value` is a number, or a function whose parameters are the names of earlier steps.

    `label` (Markdown) is how the step is called in the prompt and in sentences; without one, it is its name.
    """

    name: str
    value: float | Callable[..., float]
    label: str = ""

    @property
    def sources(self):
        """The names of the steps that this one is computed from."""
        return list(inspect.signature(self.value).parameters) if callable(self.value) else []

    def __str__(self):
        return self.label or self.name


class Chain(Answer):
    """A number for each step, given as a mapping from names, or in order.

    A step is judged given the learner's own results before it, so that one slip is one mistake and what follows
    correctly from it is not held against them. A misconception is a mapping from one step to its wrong value (a
    number, or a function of earlier steps); it applies where that step is the first wrong one.
    Raises ValueError if a step is named twice or computed from one that does not come before it.
    """

    kind = "chain"

    def __init__(self, steps, rtol=1e-6):
        self.steps, self.rtol = list(steps), rtol
        before = set()
        for step in self.steps:
            if step.name in before:
                raise ValueError(f"two steps are called {step.name!r}")
            if unknown := set(step.sources) - before:
                raise ValueError(f"the step {step.name!r} needs {', '.join(sorted(unknown))} before it")
            before.add(step.name)
        super().__init__(self.carried({}))

    @property
    def names(self):
        return [step.name for step in self.steps]

    def carried(self, given):
        """All results: those given as they are, each of the others computed from those before it."""
        values = {}
        for step in self.steps:
            value = given.get(step.name, step.value)
            values[step.name] = _evaluated(value, values) if callable(value) else float(value)
        return values

    def read(self, answer):
        """The results that are there: a mapping from names to floats, in order."""
        answer = attempted(answer)
        if isinstance(answer, str):
            answer = np.atleast_1d(Array([]).read(answer))
        if isinstance(answer, (list, tuple)) or (isinstance(answer, np.ndarray) and answer.ndim):
            if len(answer) > len(self.steps):
                raise Refusal(
                    Kind.INVALID,
                    f"Expected at most {len(self.steps)} numbers, got {len(answer)}: {self._listed()}.",
                )
            answer = dict(zip(self.names, answer, strict=False))
        if not isinstance(answer, dict):
            raise Refusal(
                Kind.INVALID, f"Expected a number for each step, got {a(answer)}: {self._listed()}."
            )
        if any(name not in self.names for name in answer):
            raise Refusal(Kind.INVALID, f"There is a name that is none of the steps: {self._listed()}.")
        values = {
            step.name: self._read_step(step, answer[step.name]) for step in self.steps if step.name in answer
        }
        values = {name: value for name, value in values.items() if value is not None}
        if not values:
            attempted(None)
        return values

    def _read_step(self, step, answer):
        try:
            return read_number(attempted(answer))
        except Refusal as refused:
            if refused.verdict.kind is Kind.NOT_ATTEMPTED:
                return None
            raise Refusal(refused.verdict.kind, f"{step}: {refused.verdict.message}") from None

    def standing(self, value):
        """What each step is: "right", "missing", "first wrong", and after that one "follows" or "wrong"."""
        standing, found = {}, False
        for step in self.steps:
            if step.name not in value:
                standing[step.name] = "missing"
            elif self._follows(step, value):
                standing[step.name] = "follows" if found else "right"
            else:
                standing[step.name] = "wrong" if found else "first wrong"
                found = True
        return standing

    def _follows(self, step, value):
        due = self._due(step, value)
        return compare.close(value[step.name], due, self.rtol)

    def _due(self, step, value):
        """What a step should be, given the learner's own results before it."""
        before = self.names[: self.names.index(step.name)]
        return self.carried({name: value[name] for name in before if name in value})[step.name]

    def _first_wrong(self, value):
        standing = self.standing(value)
        return next((step for step in self.steps if standing[step.name] == "first wrong"), None)

    def right(self, value):
        return set(self.standing(value).values()) == {"right"}

    def recognise(self, wrong):
        [(name, _)] = wrong.items()

        def recognised(value):
            first = self._first_wrong(value)
            if first is None or first.name != name:
                return False
            before = {other: value[other] for other in value if other != name}
            return compare.close(value[name], self.carried(before | wrong)[name], self.rtol)

        return recognised

    def example(self, wrong):
        return self.carried(wrong)

    def objection(self, value):
        first = self._first_wrong(value)
        if first is None:
            missing = next(step for step in self.steps if step.name not in value)
            # Neither right nor wrong: nobody should see a ✗ because they checked half-way.
            return Verdict(Kind.NOT_ATTEMPTED, f"All is right so far. Go on with {missing}.")
        if rounded(value[first.name], self._due(first, value)):
            return Verdict(
                Kind.OTHER_FORM,
                f"The number for {first} is right, but rounded. Give it exactly; `1/3` is welcome.",
            )
        return None

    def counterexample(self, value):
        first, standing = self._first_wrong(value), self.standing(value)
        mine = value[first.name]
        sentences = [
            f"The first that is off is {first}: {write(mine)} "
            f"{too_large_or_small(mine, self._due(first, value))}."
        ]
        sources = [step for step in self.steps if step.name in first.sources and step.name in value]
        if sources:
            given = [f"{step} = {write(value[step.name])}" for step in sources]
            sentences.append(f"It comes from {' and '.join(given)}.")
        wrong = [str(step) for step in self.steps if standing[step.name] == "wrong"]
        if wrong:
            do = "do" if len(wrong) > 1 else "does"
            sentences.append(f"After it, {' and '.join(wrong)} {do} not follow from yours either.")
        elif "follows" in standing.values():
            sentences.append("What comes after it follows correctly from it.")
        return " ".join(sentences)

    def _listed(self):
        return ", ".join(map(str, self.steps))


def _evaluated(function, values):
    """The function at earlier results; nan where it has no value there."""
    try:
        value = function(*(values[name] for name in inspect.signature(function).parameters))
    except (ArithmeticError, ValueError):
        return math.nan
    return math.nan if isinstance(value, complex) else float(value)
