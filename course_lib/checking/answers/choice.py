"""One of several options."""

import numbers
from string import ascii_lowercase

from course_lib.checking.answers.answer import Answer
from course_lib.checking.answers.reading import attempted
from course_lib.checking.verdict import Kind, Refusal


class Choice(Answer):
    """One of several options, answered by its letter (a, b, …) or its text; `reference` is the letter."""

    kind = "choice"

    def __init__(self, options, reference):
        super().__init__(reference)
        self.options = self.shown = list(options)

    @property
    def labels(self):
        return ascii_lowercase[: len(self.options)]

    def read(self, answer):
        answer = attempted(answer)
        text = answer.strip().casefold() if isinstance(answer, str) else None
        for label, option in zip(self.labels, self.options, strict=True):
            if text in (label, f"{label})", f"({label})", option.casefold()):
                return label
        raise Refusal(Kind.INVALID, f"Answer with one of the letters {', '.join(self.labels)}.")


class Prediction(Choice):
    """A choice that is committed before the reveal: the first answer stands."""

    kind = "prediction"


class FindError(Choice):
    """The lines of an argument, one of which does not follow; answered by the number of that line, from 1."""

    kind = "find the error"

    @property
    def labels(self):
        return [str(number) for number in range(1, len(self.options) + 1)]

    def read(self, answer):
        answer = attempted(answer)
        readable = isinstance(answer, (str, numbers.Integral)) and not isinstance(answer, bool)
        number = str(answer).strip().casefold().removeprefix("line").strip() if readable else None
        if number not in self.labels:
            raise Refusal(Kind.INVALID, f"Answer with the number of a line, 1 to {len(self.options)}.")
        return number
