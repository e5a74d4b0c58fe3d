"""The kinds of answer. Each reads what a learner gives, compares it, and says what is wrong with it.

A kind holds the right answer (`reference`) and goes through fixed phases: `read` turns any object into a
value or raises `Refusal` with the verdict that says why it cannot; `agree` compares two values; `other_form`
and `nearly` object to the form of a value that is right or almost right; `counterexample` says what is wrong
in a way that can be checked by hand.
"""

import math
import numbers
from decimal import Decimal
from functools import cached_property
from string import ascii_lowercase

import numpy as np

from course_lib.checking import compare, formula, guard
from course_lib.checking.verdict import Kind, Refusal

# A nudge that is small enough to show a slope and large enough to be checked on paper.
NUDGE = 0.001


class Answer:
    """What all kinds share: the reference, and no objections to form."""

    kind = ""

    def __init__(self, reference):
        self.reference = reference

    @cached_property
    def expected(self):
        """The reference as a value."""
        return self.read(self.reference)

    def read(self, answer):
        raise NotImplementedError

    def agree(self, value, other):
        return value == other

    def other_form(self, value):
        """A sentence if the right value is not in the form that was asked for."""
        return None

    def nearly(self, value):
        """A sentence if a value that does not agree is only a rounding away from one that does."""
        return None

    def counterexample(self, value):
        return "That is not it. A hint may help."


class Number(Answer):
    """One number, given as a Python number or as text such as `1/3` or `2 pi`.

    With `of` (a formula), `by` and `at` (where), the answer is a slope, and a wrong one is measured against a
    nudge. `rtol` is the relative error that still counts as right.
    """

    kind = "number"

    def __init__(self, reference, of=None, by="x", at=None, rtol=1e-6):
        super().__init__(reference)
        self.of, self.by, self.at, self.rtol = of and formula.read(of), by, at, rtol

    def read(self, answer):
        answer = attempted(answer)
        return finite(read_formula(answer, names=())()) if isinstance(answer, str) else real(answer)

    def agree(self, value, other):
        return compare.close(value, other, self.rtol)

    def nearly(self, value):
        if compare.close(value, self.expected, 5e-3) and rounded(value, self.expected):
            return "That is the right number, rounded. Give it exactly; a fraction such as `1/3` is welcome."
        return None

    def counterexample(self, value):
        if self.of is not None:
            here, there = self.at[self.by], self.at[self.by] + NUDGE
            rise = float(self.of(**self.at | {self.by: there}) - self.of(**self.at))
            if told_apart(value, self.expected, rise / NUDGE):
                return (
                    f"A nudge shows it: from {self.by} = {write(here)} to {write(there)} the "
                    f"function changes by {write(rise)}. With a slope of {write(value)} it would change by "
                    f"{write(value * NUDGE)}."
                )
        if value * self.expected < 0:
            return f"{write(value)} has the wrong sign."
        return f"{write(value)} is too {'large' if value > self.expected else 'small'}."


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

    def nearly(self, value):
        close = self.compared(value, self.expected).close
        if close is not None and close < 5e-3 and "." in value.text:
            return "Nearly equal. Write the numbers exactly, not rounded: fractions, `pi`, `sqrt(2)`."
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
        if self.of is not None:
            there = point[self.by] + NUDGE
            rise = float(self.of(**{**point, self.by: there}) - self.of(**point))
            if told_apart(yours, right, rise / NUDGE):
                return (
                    f"{place} gives {write(yours)}. Going on from there to {self.by} = {write(there)}, the "
                    f"function changes by {write(rise)}, so its slope is near {write(rise / NUDGE)}."
                )
        return f"{place} gives {write(yours)}; it should be {write(right)} there."


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
        if array.shape != expected.shape:
            raise Refusal(Kind.INVALID, f"{call} expected {shape(expected)}, got {shape(array)}.")
        return array

    def agree(self, value, other):
        return all(
            compare.arrays_agree(mine, theirs, self.rtol) for mine, theirs in zip(value, other, strict=True)
        )

    def counterexample(self, value):
        for case, mine, right in zip(self.cases, value, self.expected, strict=True):
            if not compare.arrays_agree(mine, right, self.rtol):
                return (
                    f"For {self.show(*case)} yours returns {write(mine)}; it should be near {write(right)}."
                )


class Choice(Answer):
    """One of several options, answered by its letter (a, b, …) or its text; `reference` is the letter."""

    kind = "choice"

    def __init__(self, options, reference):
        super().__init__(reference)
        self.options = list(options)

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


# --- Reading ------------------------------------------------------------------------------------------------


def attempted(answer):
    """The answer, unless it is nothing yet."""
    if (
        answer is None
        or answer is Ellipsis
        or (isinstance(answer, str) and answer.strip() in ("", "...", "…"))
    ):
        raise Refusal(Kind.NOT_ATTEMPTED, "Nothing to check yet.")
    return answer


def read_formula(text, names):
    try:
        return formula.read(text, names)
    except formula.FormulaError as error:
        raise Refusal(Kind.INVALID, f"{error.message}\n\n```\n{error.pointer()}\n```") from None


def real(answer):
    """The float that an object stands for, if it is one real number."""
    if isinstance(answer, np.ndarray) and answer.shape:
        raise Refusal(Kind.INVALID, f"Expected one number, got an array of shape {answer.shape}.")
    if isinstance(answer, (np.ndarray, np.generic)):
        answer = answer.item()
    if isinstance(answer, bool):
        raise Refusal(Kind.INVALID, f"Expected a number, got {answer}. A comparison gives True or False.")
    if callable(answer):
        raise Refusal(
            Kind.INVALID, "Expected a number, got a function. Did you leave out the brackets of its call?"
        )
    if isinstance(answer, complex):
        raise Refusal(Kind.INVALID, f"Expected a real number, got the complex number {answer}.")
    if not isinstance(answer, numbers.Number) and not hasattr(type(answer), "__float__"):
        raise Refusal(Kind.INVALID, f"Expected one number, got {a(answer)}.")
    try:
        number = float(answer)
    except OverflowError:
        raise Refusal(Kind.INVALID, "This number is too large to compute with.") from None
    except Exception:
        raise Refusal(Kind.INVALID, f"Expected one number, got {a(answer)} that is not a number.") from None
    return finite(number)


def real_array(value):
    """An array of float64 from a number, an array, or lists of numbers; None from anything else.

    numpy alone would take text, truth values and complex numbers for real ones, and would not come back from
    a list that contains itself.
    """
    first, depth = value, 0
    while isinstance(first, (list, tuple)) and first and depth <= MOST_DIMENSIONS:
        first, depth = first[0], depth + 1
    known = isinstance(value, (list, tuple, numbers.Number)) or hasattr(type(value), "__array__")
    if depth > MOST_DIMENSIONS or not (known or hasattr(type(value), "__float__")):
        return None
    try:
        array = np.asarray(value)
        if array.dtype.kind == "O":
            array = np.reshape([real(entry) for entry in array.flat], array.shape)
    except Exception:
        return None
    return array.astype(float) if array.dtype.kind in "iuf" else None


MOST_DIMENSIONS = 8


def finite(number):
    if not math.isfinite(number):
        raise Refusal(Kind.INVALID, f"Expected a finite number, got {number}. Was something divided by zero?")
    return number


def rounded(value, exact):
    """Whether `value` is `exact`, rounded or cut off after the last digit that `value` is written with."""
    last_digit = Decimal(repr(value)).normalize().as_tuple().exponent
    return abs(value - exact) < 0.99 * 10.0**last_digit


def told_apart(yours, right, nudged):
    """Whether a slope found by a nudge is near the right one, and shows that `yours` is not."""
    error = abs(nudged - right)
    return error < 0.05 * abs(right) and 3 * error < abs(yours - right)


# --- Writing ------------------------------------------------------------------------------------------------


def write(value):
    """A number, or a few of them, as a learner would write them: 7 digits, no trailing zeros, a true −."""
    array = np.asarray(value)
    if array.dtype == object or array.size > 12:
        return a(value)
    if array.shape:
        return "[" + ", ".join(write(entry) for entry in array) + "]"
    return f"{float(array):.7g}".replace("-", "−") if array.dtype.kind in "iuf" else str(value)


def shape(array):
    return "one number" if array.shape == () else f"an array of shape {array.shape}"


def a(value):
    """What an object is, in words: 'a list', 'a str'."""
    name = type(value).__name__
    name = name if name.isidentifier() and len(name) < 60 else "object"
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
