"""A sketch is judged by sign, zeros, turns and heights; a hand that means the right thing is right."""

import math

import numpy as np
import pytest

from course_lib.checking import Exercise, Kind, Sketch
from course_lib.exercises import find


def cubic(x):
    return x**3 / 3 - x


def slope(x):
    return x**2 - 1


NAMED = {
    "f": cubic,
    "reversed": lambda x: -slope(x),
    "size": lambda x: abs(slope(x)),
    "shifted": lambda x: slope(x - 0.75),
    "bend": lambda x: 2 * x,
}
SKETCH = Sketch(cubic, slope, (-2.0, 2.0))
EXERCISE = Exercise("sketch", "Sketch f′.", SKETCH, [(f, name) for name, f in NAMED.items()])
RIGHT = SKETCH.expected
LARGEST = np.abs(RIGHT).max()


def said(heights):
    return EXERCISE.judge(list(map(float, heights)))


# --- Right --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", [EXERCISE, find("sketch the slope"), find("a slope by hand")])
def test_a_free_hand_is_right(exercise):
    """20 hands, none of which is steady."""
    right = exercise.answer.expected
    for seed in range(20):
        shake = np.random.default_rng(seed).uniform(-0.08, 0.08, len(right)) * np.abs(right).max()
        assert exercise.judge(list(right + shake)).solved, right + shake


@pytest.mark.parametrize("factor", [0.75, 0.9, 1.1, 1.25])
def test_heights_may_be_off_by_a_quarter(factor):
    assert said(factor * RIGHT).solved


def test_every_way_to_hand_it_over():
    figure = SKETCH.figure()
    named = dict(zip(SKETCH.names, RIGHT, strict=True))
    for name, height in named.items():
        setattr(figure, name, height)
    for answer in (slope, RIGHT, RIGHT.tolist(), tuple(RIGHT), named, figure, np.float32(RIGHT)):
        assert EXERCISE.judge(answer).solved, answer


# --- Wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMED)
def test_each_misconception_is_named_although_the_hand_shakes(name):
    heights = SKETCH.read(NAMED[name])
    for seed in range(10):
        shake = np.random.default_rng(seed).uniform(-0.05, 0.05, len(heights)) * np.abs(heights).max()
        verdict = said(heights + shake)
        assert (verdict.kind, verdict.message) == (Kind.MISCONCEPTION, name)


MUTANTS = {
    "twice": 2 * RIGHT,
    "half": RIGHT / 2,
    "lifted": RIGHT + LARGEST / 3,
    "lowered": RIGHT - LARGEST / 3,
    "a straight line": np.linspace(-3, 3, 9),
    "mirrored": RIGHT * np.sign(SKETCH.places + 0.1),
    "constant": np.full(9, 1.0),
    "squared": RIGHT**2,
    "at one place": np.where(np.arange(9) == 4, 1.0, RIGHT),
    "zeros moved": [slope(x * 0.6) for x in SKETCH.places],
    "left half only": np.where(SKETCH.places < 0, RIGHT, 0),
    "wild": 3 * (-1.0) ** np.arange(9),
    "one point": np.eye(9)[0] * 3,
    "steps": np.sign(RIGHT),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_what_is_another_curve_is_wrong(name):
    verdict = said(MUTANTS[name])
    assert verdict.kind in (Kind.WRONG, Kind.MISCONCEPTION), verdict


@pytest.mark.parametrize(
    "heights, sentence",
    [
        (
            [3, 1.2, 0, -0.8, 1, -0.8, 0, 1.2, 3],
            "Between x = −1 and 1 f falls, and your curve is above 0 at x = 0.",
        ),
        (
            [3, 1.2, 0, -0.8, -1, -0.8, 0, -1, -2],
            "Between x = 1 and 2 f rises, and your curve is below 0 at x = 2.",
        ),
        (
            [3, 1.2, 0, -0.8, 0, -0.8, 0, 1.2, 3],
            "Between x = −1 and 1 f falls, and your curve is at 0 at x = 0.",
        ),
        (
            [3, 1.2, 0.6, -0.8, -1, -0.8, 0, 1.2, 3],
            "At x = −1 f neither rises nor falls, and your curve is above 0 there.",
        ),
        (
            [3, 1.2, 0, -0.8, -1, -0.8, 0, 2.4, 1],
            "Between x = 0 and 2 the slope of f gets larger and larger. Your curve does not rise there all the way.",
        ),
        ([1.5, 0.8, 0, -0.8, -1, -0.8, 0, 1.2, 3], "At x = −2 yours is too near to 0: f is steeper there."),
        (
            [3, 2.7, 0, -0.8, -1, -0.8, 0, 1.2, 3],
            "At x = −1.5 yours is too far from 0: f is less steep there.",
        ),
    ],
)
def test_each_fault_has_its_own_sentence(heights, sentence):
    verdict = said(heights)
    assert verdict.kind is Kind.WRONG
    assert sentence in verdict.message


def test_a_curve_that_only_rises_has_a_sentence_too():
    exercise = Exercise("e", "Sketch.", Sketch(math.exp, math.exp, (-1.0, 1.0), handles=5))
    assert exercise.judge([-1.0, -1, -1, -1, -1]).message.startswith(
        "Everywhere f rises, and your curve is below 0"
    )


# --- Neither ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "nothing", [None, "", [0.0] * 9, np.zeros(9), SKETCH.figure()], ids=lambda thing: type(thing).__name__
)
def test_a_sketch_that_was_not_begun_is_not_attempted(nothing):
    assert EXERCISE.judge(nothing).kind is Kind.NOT_ATTEMPTED


@pytest.mark.parametrize(
    "thing",
    [
        "x^2 - 1",
        3,
        [1.0] * 8,
        [[1.0]] * 9,
        [math.nan] * 9,
        [math.inf] * 9,
        ["1"] * 9,
        {"y1": 1.0},
        lambda x: None,
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_what_is_no_sketch_is_invalid(thing):
    assert EXERCISE.judge(thing).kind is Kind.INVALID


def test_the_stage_tells_neither_signs_nor_zeros():
    for exercise in [find("sketch the slope").variant(seed) for seed in range(10)]:
        figure = exercise.answer.figure()
        low, high = figure.figure.axes[1].get_ylim()
        assert low == -high
        assert high > np.abs(exercise.answer.expected).max()
        assert all(value == 0 for value in figure.values.values())
        assert exercise.answer.shown in figure.description()


HILL = Sketch(lambda x: math.exp(-(x**2) / 2), lambda x: -x * math.exp(-(x**2) / 2), (-3.0, 3.0), handles=13)


def test_where_the_curve_is_almost_flat_a_hand_may_stray_across_the_zero_line():
    heights = HILL.expected.copy()
    heights[[0, -1]] *= -1
    assert Exercise("hill", "Sketch.", HILL).judge(heights).solved
    heights[0] = -0.2
    verdict = Exercise("hill", "Sketch.", HILL).judge(heights)
    assert verdict.message == "Between x = −3 and 0 f rises, and your curve is below 0 at x = −3."


def test_a_wrong_answer_that_does_not_fit_on_the_stage_is_known_by_what_fits():
    exercise = Exercise("high", "Sketch.", SKETCH, [(lambda x: 5 * cubic(x), "far too high")])
    figure = SKETCH.figure()
    for name, x in zip(SKETCH.names, SKETCH.places, strict=True):
        setattr(figure, name, 5 * cubic(x))
    assert exercise.judge(figure).kind is Kind.MISCONCEPTION
    high = Exercise("high", "Sketch.", SKETCH, [(lambda x: 20 + x, "far too high")])
    assert high.judge([SKETCH.top] * 9).kind is Kind.MISCONCEPTION
