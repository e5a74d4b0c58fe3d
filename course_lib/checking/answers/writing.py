"""From numbers to the words of a sentence."""

from decimal import Decimal

import numpy as np

from course_lib.checking import compare

# A nudge that is small enough to show a slope and large enough to be checked on paper.
NUDGE = 0.001


def rounded(value, exact):
    """Whether `value` is `exact`, rounded or cut off after the last digit that `value` is written with."""
    last_digit = Decimal(repr(value)).normalize().as_tuple().exponent
    return compare.close(value, exact, 5e-3) and abs(value - exact) < 0.99 * 10.0**last_digit


def told_apart(yours, right, nudged):
    """Whether a slope found by a nudge is near the right one, and shows that `yours` is not."""
    error = abs(nudged - right)
    return error < 0.05 * abs(right) and 3 * error < abs(yours - right)


def too_large_or_small(value, right):
    """What is wrong with a number, as the end of a sentence that does not give the right one."""
    if value * right < 0:
        return "has the wrong sign"
    return "is too large" if value > right else "is too small"


def write(value, digits=7):
    """A number, or a few of them, as a learner would write them: no trailing zeros, a true −."""
    array = np.asarray(value)
    if array.dtype == object or array.size > 12:
        return a(value)
    if array.shape:
        return "[" + ", ".join(write(entry, digits) for entry in array) + "]"
    return f"{float(array):.{digits}g}".replace("-", "−") if array.dtype.kind in "iuf" else str(value)


def write_both(one, other):
    """Two different numbers with as many digits as tell them apart."""
    pairs = ((write(one, digits), write(other, digits)) for digits in range(7, 18))
    return next(pair for pair in pairs if pair[0] != pair[1])


def shape(array):
    return "one number" if array.shape == () else f"an array of shape {array.shape}"


def misfit(value, expected):
    """A sentence, without its beginning, if an array has another shape than expected."""
    if value.shape == expected.shape:
        return None
    sentence = f"expected {shape(expected)}, got {shape(value)}."
    if value.size == 1 < expected.size:
        return f"{sentence} Give each number on its own. Were some added up?"
    if value.shape == (1, *expected.shape):
        return f"{sentence} Take the outer brackets away."
    if expected.shape == (1, *value.shape):
        return f"{sentence} A row of a table has brackets of its own: `[[…]]`."
    if value.ndim == 2 and value.shape == expected.shape[::-1]:
        return f"{sentence} Rows and columns are swapped."
    return sentence


def a(value):
    """What an object is, in words: 'a list', 'a str'."""
    name = type(value).__name__
    name = name if name.isidentifier() and len(name) < 60 else "object"
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
