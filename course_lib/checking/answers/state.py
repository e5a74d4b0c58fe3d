"""A place on a live figure."""

from course_lib.checking.answers.answer import Answer
from course_lib.checking.answers.reading import attempted, real
from course_lib.checking.verdict import Kind, Refusal


class State(Answer):
    """The sliders of a live figure, moved to where something holds.

    `classify` takes the sliders it names and says in a word what kind of place that is; right is whatever
    gets the same word as the `reference`, a mapping from slider names to values. The learner answers with the
    figure.
    """

    kind = "figure state"

    def __init__(self, reference, classify, explain):
        super().__init__(reference)
        self.classify, self.explain = classify, explain

    def read(self, answer):
        answer = attempted(answer)
        values = answer if isinstance(answer, dict) else getattr(answer, "values", None)
        if not isinstance(values, dict) or not all(name in values for name in self.reference):
            names = ", ".join(self.reference)
            raise Refusal(Kind.INVALID, f"Answer with the live figure above: it has the slider(s) {names}.")
        values = {name: real(values[name]) for name in self.reference}
        try:
            self.classify(**values)
        except (ArithmeticError, ValueError):
            raise Refusal(
                Kind.INVALID, "Nothing can be computed with the sliders there. Move them."
            ) from None
        return values

    def agree(self, value, other):
        return self.classify(**value) == self.classify(**other)

    def counterexample(self, value):
        return self.explain(**value)
