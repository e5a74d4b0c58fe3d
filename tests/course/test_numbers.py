"""The numbers that a lesson promises stand in its notebook as a learner opens it, and they are right."""

import json
import math
import re
from fractions import Fraction
from pathlib import Path

import mpmath
import numpy as np
import pytest

from course_lib.numeric import central_difference, forward_difference

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def square(x):
    return x**2


def lifted(x):
    return x**2 + 3


def nudged(x):
    return 3 * x**2 - 4 * x + 5


def steep(x):
    return 7 * x**2 + 6 * x + 3


def error(method, h):
    return abs(method(math.exp, 1, h) - math.e)


# What stands in the notebook, and how a computer comes to it. Digits that only rounding makes are part of it.
LIMITS = {
    "slope 4 between (1, 4) and (3, 12)": ("4.0", lambda: repr((lifted(3) - lifted(1)) / (3 - 1))),
    "limit at (1, 4)": ("towards 2", lambda: f"towards {mpmath.diff(lifted, 1)}".removesuffix(".0")),
    "f(3)": ("20", lambda: repr(nudged(3))),
    "f(3.001)": ("20.014003000000002", lambda: repr(nudged(3 + 0.001))),
    "f(3 + 1e-7)": ("20.00000140000003", lambda: repr(nudged(3 + 1e-7))),
    "quotient at h = 1e-7": ("14.000000305713911", lambda: repr(forward_difference(nudged, 3, 1e-7))),
    "limit of the quotient": ("14", lambda: f"{mpmath.diff(nudged, 3)}".removesuffix(".0")),
    "x² at 3, h = 1e-4": ("6.000100000012054", lambda: repr(forward_difference(square, 3, 1e-4))),
    "7x² + 6x + 3 at 5, h = 1e-4": ("76.00069999995185", lambda: repr(forward_difference(steep, 5, 1e-4))),
    "limit of 7x² + 6x + 3 at 5": ("76", lambda: f"{mpmath.diff(steep, 5)}".removesuffix(".0")),
    "predicted change": ("0.0076", lambda: repr(76 * 1e-4)),
    "true change": ("0.007600069999995185", lambda: repr(steep(5 + 1e-4) - steep(5))),
    "gap for h = 0.05": ("0.0175", lambda: repr(float(7 * Fraction("0.05") ** 2))),
    "best forward error": ("7e-9", lambda: plain(error(forward_difference, 1e-8))),
    "best central error": ("6e-11", lambda: plain(error(central_difference, 1e-5))),
    "error at h = 1e-16": ("2.718…", lambda: f"{error(forward_difference, 1e-16):.7f}"[:5] + "…"),
    "(2ʰ − 1) / h": ("0.6931", lambda: f"{math.log(2):.4f}"),
    "(3ʰ − 1) / h": ("1.0986", lambda: f"{math.log(3):.4f}"),
    "sin h / h": ("0.998334", lambda: f"{math.sin(0.1) / 0.1:.6f}"),
    "best h, forward, 7 digits": ("3e-4", lambda: plain(np.finfo(np.float32).eps ** (1 / 2))),
    "best h, central, 7 digits": ("5e-3", lambda: plain(np.finfo(np.float32).eps ** (1 / 3))),
}


def plain(number):
    """One digit, and an exponent without the 0 that Python puts before it."""
    return re.sub("e-0", "e-", f"{float(number):.0e}")


@pytest.mark.parametrize("written, computed", LIMITS.values(), ids=LIMITS)
def test_a_promised_number_is_right(written, computed):
    assert computed() == written


@pytest.mark.parametrize("written", [written for written, _ in LIMITS.values()], ids=LIMITS)
def test_a_promised_number_stands_in_the_notebook(written):
    # Not as part of a longer number.
    assert re.search(rf"(?<![\d.]){re.escape(written)}(?!\.?\d)", shown("01_limits"))


def shown(name):
    """What a reader of a notebook sees: its texts, its code, and what the code printed."""
    parts = []
    for cell in json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]:
        parts += cell["source"]
        for output in cell.get("outputs", ()):
            parts += output.get("text", ())
            parts += output.get("data", {}).get("text/plain", ())
    return "".join(parts)


def outputs(name, words):
    """What the code cells of a notebook that contain these words printed or returned."""
    for cell in json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code" and words in "".join(cell["source"]):
            for output in cell["outputs"]:
                yield "".join(output.get("text") or output["data"]["text/plain"])


def test_the_code_of_the_lesson_computes_the_numbers_that_it_speaks_of():
    """The digits are outputs, not only words: whoever runs the cells sees the same."""
    [heights] = outputs("01_limits", "f(3), f(3 + 0.001)")
    assert heights == "(20, 20.014003000000002, 20.00000140000003)"
    [slopes] = outputs("01_limits", "(f(3 + 0.001) - f(3)) / 0.001")
    assert slopes.endswith(", 14.000000305713911)")
    [printed] = outputs("01_limits", "print(forward_difference(lambda x: x**2")
    assert printed.split() == ["6.000100000012054", "76.00069999995185"]
    [printed] = outputs("01_limits", 'print("true change')
    assert "0.007600069999995185" in printed
    assert "0.0076" in printed.split()
    [printed] = outputs("01_limits", "for method, h in")
    assert [line.split()[-1] for line in printed.splitlines()] == ["7e-09", "6e-11", "3"]


@pytest.mark.parametrize("method, best", [(forward_difference, 1e-8), (central_difference, 1e-5)])
def test_the_valley_is_lowest_where_the_lesson_says(method, best):
    # Where round-off decides, single errors jump about; their median over a decade does not.
    decades = 10.0 ** np.arange(-15, 0)
    medians = [
        np.median([error(method, h) for h in decade * np.logspace(-0.5, 0.5, 99)]) for decade in decades
    ]
    lowest = np.argmin(medians)
    assert decades[lowest] == pytest.approx(best)
    assert (np.diff(medians[: lowest + 1]) < 0).all()
    assert (np.diff(medians[lowest:]) > 0).all()
    # Round-off grows as 1 / h, truncation as h or as h².
    assert np.log10(medians[1] / medians[4]) == pytest.approx(3, abs=0.2)
    order = 1 if method is forward_difference else 2
    assert np.log10(medians[-1] / medians[-3]) == pytest.approx(2 * order, abs=0.1)
