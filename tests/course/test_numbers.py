"""The numbers that a lesson promises stand in its notebook as a learner opens it, and they are right.

They are the NUMBERS of each module in `lessons`: what is promised, how it is written, and how a computer comes to it.
"""

import re

import pytest

from tests.course.lessons import cells, proofs

NUMBERS = [
    pytest.param(lesson, *number, id=f"{lesson}: {what}")
    for lesson, numbers in proofs("NUMBERS").items()
    for what, number in numbers.items()
]


@pytest.mark.parametrize("lesson, written, computed", NUMBERS)
def test_a_promised_number_is_right(lesson, written, computed):
    assert computed() == written


@pytest.mark.parametrize("lesson, written, computed", NUMBERS)
def test_a_promised_number_stands_in_the_notebook(lesson, written, computed):
    # Not as part of a longer number.
    assert re.search(rf"(?<![\d.]){re.escape(written)}(?!\.?\d)", shown(lesson))


def shown(lesson):
    """What a reader of a notebook sees: its texts, its code, and what the code printed."""
    parts = []
    for cell in cells(lesson):
        parts += cell["source"]
        for output in cell.get("outputs", ()):
            parts += output.get("text", ())
            parts += output.get("data", {}).get("text/plain", ())
    return "".join(parts)
