"""A verdict: what a check thinks of an answer, as one of eight words and a sentence that helps."""

from dataclasses import dataclass
from enum import StrEnum

from course_lib.checking.markup import html


class Kind(StrEnum):
    """The eight verdicts. Only the first counts as solved; the last four say nothing about right or wrong."""

    CORRECT = "correct"
    OTHER_FORM = "other form"
    MISCONCEPTION = "misconception"
    WRONG = "wrong"
    NOT_ATTEMPTED = "not attempted"
    INVALID = "invalid"
    CRASHED = "crashed"
    OUT_OF_TIME = "out of time"


# A sign and a heading for each, so that colour never carries the meaning alone.
LOOK = {
    Kind.CORRECT: ("✓", "Right", "#007a5a"),
    Kind.OTHER_FORM: ("≈", "Right value, other form asked", "#0072b2"),
    Kind.MISCONCEPTION: ("↺", "Not yet", "#b84a00"),
    Kind.WRONG: ("✗", "Not yet", "#b84a00"),
    Kind.NOT_ATTEMPTED: ("○", "Not answered yet", "#6b6b6c"),
    Kind.INVALID: ("?", "Cannot be read as an answer", "#6b6b6c"),
    Kind.CRASHED: ("!", "Your code stopped with an error", "#8a3f8a"),
    Kind.OUT_OF_TIME: ("⧗", "Out of time", "#8a3f8a"),
}


@dataclass(frozen=True)
class Verdict:
    """`kind` is one of `Kind`; `message` is Markdown with mathematics between dollars."""

    kind: Kind
    message: str

    @property
    def solved(self):
        return self.kind is Kind.CORRECT

    @property
    def heading(self):
        return LOOK[self.kind][1]

    def __str__(self):
        return f"{self.heading}. {self.message}"

    def _repr_mimebundle_(self, **kwargs):
        return {"text/plain": str(self), "text/html": self.html()}

    def html(self):
        """The verdict as a box of HTML that needs no style sheet."""
        sign, heading, colour = LOOK[self.kind]
        return (
            f'<div style="border-left: 4px solid {colour}; padding: 2px 12px; margin: 4px 0">'
            f'<strong><span aria-hidden="true">{sign}</span> {heading}</strong>{html(self.message)}</div>'
        )


class Refusal(Exception):
    """Raised while an answer is read, with the verdict that ends the reading."""

    def __init__(self, kind, message):
        super().__init__(message)
        self.verdict = Verdict(kind, message)
