"""What all kinds of answer share: the phases in which one is judged."""

from functools import cached_property


class Answer:
    """A kind of answer, with the right one (`reference`) inside.

    `read` turns any object into a value, or raises `Refusal` with the verdict that says why it cannot. `right`
    judges that value, `recognise` tells declared wrong answers; `other_form` and `objection` say what is to be
    said of a value apart from right and wrong, and `counterexample` what is wrong with it, in a way that can be
    checked by hand. Most kinds need `read`, `agree` and `counterexample` only.
    """

    kind = ""
    shown = ""  # what of the question stands here and not in the prompt
    # Whether `read` itself sees to it that code of the learner's runs under the guard.
    reads_guarded = False

    def __init__(self, reference):
        self.reference = reference

    @cached_property
    def expected(self):
        """The reference as a value."""
        return self.read(self.reference)

    def read(self, answer):
        raise NotImplementedError

    def agree(self, value, other):
        """Whether two values are the same."""
        return value == other

    def right(self, value):
        return self.agree(value, self.expected)

    def recognise(self, wrong):
        """A function that tells whether a value is this wrong answer, given as misconceptions are."""
        wrong = self.read(wrong)
        return lambda value: self.agree(value, wrong)

    def example(self, wrong):
        """An answer that shows this wrong one, for kinds whose misconceptions are less than a whole answer."""
        return wrong

    def note(self, value):
        """A sentence on how a value was understood, if that needs saying even where it is right."""
        return None

    def other_form(self, value):
        """A sentence if the right value is not in the form that was asked for."""
        return None

    def objection(self, value):
        """A verdict on a value that is not right, if there is more to say than that it is wrong."""
        return None

    def counterexample(self, value):
        return "That is not it. A hint may help."
