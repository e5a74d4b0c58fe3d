"""From whatever a learner hands over to numbers."""

import math
import numbers
import re

import numpy as np

from course_lib.checking import formula
from course_lib.checking.answers.writing import a
from course_lib.checking.verdict import Kind, Refusal


def attempted(answer):
    """The answer, unless it is nothing yet. Nothing of the learner's is run: `type` and `str` cannot be fooled."""
    is_text = issubclass(type(answer), str)
    if answer is None or answer is Ellipsis or (is_text and str.strip(answer) in ("", "...", "…")):
        raise Refusal(Kind.NOT_ATTEMPTED, "Nothing to check yet.")
    return answer


def read_formula(text, names):
    try:
        return formula.read(text, names)
    except formula.FormulaError as error:
        raise refusal(error) from None


def refusal(error):
    """The refusal of a text that is no formula, which points at the character."""
    return Refusal(Kind.INVALID, f"{error.message}\n\n```\n{error.pointer()}\n```")


def read_number(answer):
    """The float that an object or a text stands for."""
    if not isinstance(answer, str):
        return real(answer)
    try:
        return finite(formula.read(answer, names=())())
    except formula.FormulaError as error:
        if NUMBER_AND_WORDS.fullmatch(answer):
            raise Refusal(
                Kind.INVALID, "Give the number alone, without a unit or a word behind it."
            ) from None
        raise refusal(error) from None


NUMBER_AND_WORDS = re.compile(r"[-−+\s]*[\d./]+\s*(?:[^\W\d]{2,}|[mshg]\b|€)[^\d(^*+-]*")


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
