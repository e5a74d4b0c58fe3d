"""An exercise is data; judging an answer follows from the data."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from numbers import Integral

import numpy as np

from course_lib.checking import guard
from course_lib.checking.answers import Answer
from course_lib.checking.answers.writing import a
from course_lib.checking.verdict import Kind, Refusal, Verdict

PLAIN = {type(None), type(...), bool, int, float, complex, str}
# What an object may take that runs code of its own when it is read, in seconds.
READING = 2.0


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that learners really give, and the sentence that helps those who give it."""

    answer: object
    feedback: str


@dataclass(frozen=True)
class Exercise:
    """One question with everything that is needed to ask it, judge it and help with it.

    `answer` is the kind of answer with the right one inside; `misconceptions` are (wrong answer, sentence)
    pairs; `remark` is said when the answer is right. All texts are Markdown with mathematics between dollars.

    `vary` draws the exercise with other numbers: an ordinary function builds it from its numbers, and `vary`
    calls that with numbers of a `random.Random`. The name and the lesson of what it returns do not count.
    """

    name: str
    prompt: str
    answer: Answer
    misconceptions: list[Misconception] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    solution: str = ""
    remark: str = ""
    lesson: str = ""
    vary: "Callable[[random.Random], Exercise] | None" = None
    seed: int = 0

    def __post_init__(self):
        pairs = [m if isinstance(m, Misconception) else Misconception(*m) for m in self.misconceptions]
        object.__setattr__(self, "misconceptions", pairs)

    @property
    def kind(self):
        return self.answer.kind

    @property
    def reference(self):
        return self.answer.reference

    @cached_property
    def _recognisers(self):
        return [(self.answer.recognise(m.answer), m.feedback) for m in self.misconceptions]

    def variant(self, seed: int):
        """The same exercise with fresh numbers, the same ones for a seed everywhere; 0 is the exercise as written.

        Numbers by which two wrong answers come out the same, or one comes out right, are drawn again.
        Raises ValueError if `seed` is no whole number or the exercise has no variants.
        """
        if not isinstance(seed, Integral):
            raise ValueError(f"a variant is a whole number, not {a(seed)}")
        seed = int(seed)
        if seed == self.seed:
            return self
        if self.vary is None:
            raise ValueError(f"the exercise {self.name!r} has no variants")
        draw = random.Random(f"{self.name} {seed}")
        for _ in range(1000):
            exercise = self.vary(draw)
            if exercise._asked != self._asked and exercise.is_distinct():
                return replace(exercise, name=self.name, lesson=self.lesson, seed=seed)
        raise ValueError(f"no numbers of {self.name!r} ask another question and keep its wrong answers apart")

    @property
    def _asked(self):
        return self.prompt, self.answer.shown

    def is_distinct(self):
        """Whether the right answer is right and each misconception gets its own sentence."""
        return self.judge(self.reference).solved and all(
            self.judge(self.answer.example(m.answer)) == Verdict(Kind.MISCONCEPTION, m.feedback)
            for m in self.misconceptions
        )

    def judge(self, answer=None) -> Verdict:
        """The verdict on any object whatever; it never raises.

        Order: what cannot be read, then right, then the declared misconceptions, then wrong with a
        counterexample.
        """
        kind = self.answer
        try:
            value = self._read(answer)
            if kind.right(value):
                if objection := kind.other_form(value):
                    return Verdict(Kind.OTHER_FORM, objection)
                return Verdict(
                    Kind.CORRECT, " ".join(filter(None, [kind.note(value), self.remark or "Yes."]))
                )
            for recognised, feedback in self._recognisers:
                if recognised(value):
                    return Verdict(Kind.MISCONCEPTION, feedback)
            return kind.objection(value) or Verdict(Kind.WRONG, kind.counterexample(value))
        except Refusal as refusal:
            return refusal.verdict

    def _read(self, answer):
        """The answer as a value. Any object may come here, and looking at it may run code that never ends."""

        def read():
            try:
                return self.answer.read(answer)
            except Refusal as refusal:
                return refusal
            except Exception as error:
                return _unreadable(type(error).__name__)

        if self.answer.reads_guarded or _is_plain(answer):
            value = read()
        else:
            # What the kind itself needs when it is first asked is not charged to the learner.
            _ = self.answer.expected
            outcome = guard.call(read, limit=READING)
            if outcome.kind == "timeout":
                raise Refusal(Kind.OUT_OF_TIME, f"That object could not be read within {READING:g} seconds.")
            value = outcome.value if outcome.kind == "returned" else _unreadable(outcome.exception)
        if isinstance(value, Refusal):
            raise value
        return value


def _unreadable(exception):
    return Refusal(Kind.INVALID, f"That object cannot be read as an answer: it raised {exception}.")


def _is_plain(answer, depth=2):
    """Whether nothing of the learner's is run when an answer is read: text, numbers, and a few of them together."""
    if type(answer) in (list, tuple, dict) and depth:
        parts = [*answer, *answer.values()] if type(answer) is dict else answer
        return all(_is_plain(part, depth - 1) for part in parts)
    return type(answer) in PLAIN or (type(answer) is np.ndarray and answer.dtype.kind in "iuf")
