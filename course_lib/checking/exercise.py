"""An exercise is data; judging an answer follows from the data."""

from dataclasses import dataclass, field

from course_lib.checking.answers import Answer
from course_lib.checking.verdict import Kind, Refusal, Verdict


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
    """

    name: str
    prompt: str
    answer: Answer
    misconceptions: list[Misconception] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    solution: str = ""
    remark: str = ""
    lesson: str = ""

    def __post_init__(self):
        pairs = [m if isinstance(m, Misconception) else Misconception(*m) for m in self.misconceptions]
        object.__setattr__(self, "misconceptions", pairs)

    @property
    def kind(self):
        return self.answer.kind

    @property
    def reference(self):
        return self.answer.reference

    def judge(self, answer=None) -> Verdict:
        """The verdict on any object whatever; it never raises.

        Order: what cannot be read, then right, then the declared misconceptions, then wrong with a
        counterexample.
        """
        kind = self.answer
        try:
            value = self._read(answer)
            if kind.agree(value, kind.expected):
                objection = kind.other_form(value)
                return (
                    Verdict(Kind.OTHER_FORM, objection)
                    if objection
                    else Verdict(Kind.CORRECT, self.remark or "Yes.")
                )
            for misconception in self.misconceptions:
                if kind.agree(value, kind.read(misconception.answer)):
                    return Verdict(Kind.MISCONCEPTION, misconception.feedback)
            near = kind.nearly(value)
            return Verdict(Kind.OTHER_FORM, near) if near else Verdict(Kind.WRONG, kind.counterexample(value))
        except Refusal as refusal:
            return refusal.verdict

    def _read(self, answer):
        try:
            return self.answer.read(answer)
        except Refusal:
            raise
        except (Exception, SystemExit) as error:
            # Any object may come here, and some raise whatever is done with them.
            message = f"That object cannot be read as an answer: it raised {type(error).__name__}."
            raise Refusal(Kind.INVALID, message) from None
