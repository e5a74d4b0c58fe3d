"""Answers in code, and the map: an exercise counts as done when any of its variants is."""

import math

import numpy as np
import pytest

from course_lib import progress
from course_lib.checking import Kind
from course_lib.exercises import check, course_map, find


def test_a_variant_is_judged_and_noted_by_its_number():
    variant = find("a polynomial").variant(4)
    assert check("a polynomial", variant.reference, variant=4).solved
    assert not check("a polynomial", variant.reference).solved
    assert progress.state("a polynomial", 4).verdict == Kind.CORRECT
    assert not progress.state("a polynomial").solved
    assert progress.state("a polynomial", variant=None).tried == 2


@pytest.mark.parametrize(
    "name, variant, words",
    [
        ("what a limit is", 3, "has no variants"),
        ("a polynom", 3, "Did you mean"),
        (["a polynomial"], 0, "There is no exercise"),
        ({}, 0, "There is no exercise"),
        (lambda x: 2 * x, 0, "There is no exercise"),
        *[("a polynomial", variant, "whole number") for variant in ("x", None, 1.5, math.nan, [1], object())],
        ("a polynomial", np.array([1, 2]), "whole number"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_what_there_is_not_gets_a_verdict(name, variant, words):
    verdict = check(name, "a", variant)
    assert verdict.kind is Kind.INVALID
    assert words in verdict.message
    assert progress.events() == []


@pytest.mark.parametrize("one", [True, np.int64(1)])
def test_a_number_of_any_type_means_the_same_variant(one):
    assert find("a polynomial").variant(one).prompt == find("a polynomial").variant(1).prompt


def test_a_map_of_no_lesson_says_which_there_are():
    with pytest.raises(LookupError, match="There is no lesson 'limit'. Choose from 'start', 'limits'"):
        course_map("limit")


def test_a_variant_is_enough_for_the_map():
    overview = course_map("limits")
    assert "0 of" in overview.value
    progress.record("a polynomial", Kind.CORRECT, variant=4)
    assert "1 of" in overview.value
    overview.close()
