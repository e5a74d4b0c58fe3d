"""Every formula that a lesson states, proved by sympy.

They are the FORMULAS of each module in `lessons`, one row for each: how it is written in the lesson, and two
expressions that it says are equal; it is listed under the heading, or the name of the exercise, where it stands.
Whoever changes a formula in a lesson changes its row.
"""

import re
from pathlib import Path

import pytest
import sympy
from sympy import oo

from course_lib.exercises import catalogue
from tests.course.lessons import proofs

SOURCES = Path(__file__).parents[2] / "notebooks" / "source"

ROWS = [
    pytest.param(lesson, where, *row, id=f"{lesson}: {where}: {row[0]}")
    for lesson, formulas in proofs("FORMULAS").items()
    for where, rows in formulas.items()
    for row in rows
]


@pytest.mark.parametrize("lesson, where, written, left, right", ROWS)
def test_a_stated_formula_is_true(lesson, where, written, left, right):
    assert equal(left, right), f"{left} is not {right}"
    assert written in " ".join(passage(lesson, where).split())


@pytest.mark.parametrize("lesson, where, written, left, right", ROWS)
def test_the_oracle_notices_a_wrong_sign(lesson, where, written, left, right):
    right = sympy.sympify(right)
    spoiled = -right if not equal(right, -right) else with_one_added(right)
    assert not equal(left, spoiled)


def with_one_added(expression):
    ones = sympy.ones(*expression.shape) if isinstance(expression, sympy.MatrixBase) else 1
    return expression + ones


def equal(left, right):
    left, right = sympy.sympify(left), sympy.sympify(right)
    if left == right or oo in (left, right):
        return left == right
    difference = sympy.simplify(left - right)
    return difference.is_zero_matrix if isinstance(difference, sympy.MatrixBase) else difference == 0


def passage(lesson, where):
    """What stands below a heading of a lesson, up to the next one, or in an exercise of that name."""
    for exercise in catalogue():
        if (exercise.lesson, exercise.name) == (lesson, where):
            feedback = [misconception.feedback for misconception in exercise.misconceptions]
            parts = [exercise.prompt, *getattr(exercise.answer, "options", []), *feedback]
            return "\n".join([*parts, *exercise.hints, exercise.solution, exercise.remark])
    [source] = SOURCES.glob(f"[0-9][0-9]_{lesson}.md")
    heading = rf"^##+ {re.escape(where)}\n(.*?)(?=^##|\Z)"
    found = re.search(heading, source.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found, f"neither a heading nor an exercise of {lesson} is called {where!r}"
    return found[1]
