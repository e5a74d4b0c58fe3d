"""What only lesson 2 promises."""

import math
import re

import numpy as np
import pytest
import sympy

from course_lib.checking import Kind
from course_lib.exercises import find
from course_lib.exercises.partials import VECTORS, numerical_gradient, which_slopes_vanish
from course_lib.figures import partials
from course_lib.live.errors import FigureError
from tests.course.generated import SEEDS, sympify
from tests.course.lessons import outputs
from tests.course.lessons.partials import by_unit_vectors

GRADIENT = find("one nudge for each input")


def test_the_code_of_the_lesson_computes_the_numbers_that_it_speaks_of():
    """The digits are outputs, not only words: whoever runs the cells sees the same."""
    [printed] = outputs("partials", "print((f(2 + h, -3, 10)")
    assert printed.split() == ["-3.000000000010772", "2.0000000000042206", "0.9999999999976694"]
    [printed] = outputs("partials", "def careless(f, w, h)")
    assert printed == "slopes  [-3.   1.5  1. ]\nweights [ 1.5 -3.5  9.5]\n"
    [printed] = outputs("partials", "whole = np.array([1, 2])")
    assert printed == "[1 2]\n"
    [printed] = outputs("partials", "def loss(w, b)")
    assert printed.split() == ["by", "w:", "3.1000", "by", "b:", "0.9000"]


def test_a_gradient_that_changes_its_input_is_told_so():
    def in_place(f, x, h):
        slopes = np.zeros(len(x))
        for i in range(len(x)):
            x[i] += h
            above = f(x)
            x[i] -= 2 * h
            slopes[i] = (above - f(x)) / (2 * h)
        return slopes

    verdict = GRADIENT.judge(in_place)
    assert verdict.kind is Kind.INVALID
    assert "changed its input" in verdict.message


def test_a_gradient_of_the_wrong_shape_is_told_so():
    for wrong in (
        lambda f, x, h: sum(numerical_gradient(f, x, h)),
        lambda f, x, h: numerical_gradient(f, x, h)[:, None],
        lambda f, x, h: numerical_gradient(f, x, h)[:-1],
    ):
        assert GRADIENT.judge(wrong).kind in (Kind.INVALID, Kind.MISCONCEPTION)


@pytest.mark.parametrize("f, x, h", VECTORS)
def test_the_reference_leaves_its_input_unchanged_and_agrees_with_another(f, x, h):
    before = x.copy()
    assert numerical_gradient(f, x, h) == pytest.approx(by_unit_vectors(f, x, h))
    assert (x == before).all()


def test_it_works_in_any_dimension():
    n = 300
    weights = np.linspace(-1, 1, n)
    gradient = numerical_gradient(lambda x: sum(x**2) / 2, weights, 1e-4)
    assert gradient == pytest.approx(weights, abs=1e-7)


def test_the_figure_of_the_model_and_its_exercise_speak_of_the_same_loss():
    """The exercise judges by the slopes of the loss that the figure shows."""
    figure = partials.two_weights()
    [_, gradient] = figure.readouts
    for w in (-0.5, 0.2, 0.5, 1.5):
        for b in (0.0, 1.0, 1.7):
            by_w, by_b = gradient.at({"w": w, "b": b}).ravel()
            words = {(True, True): "rest", (True, False): "w", (False, True): "b"}
            vanish = words.get((abs(by_w) < 0.1, abs(by_b) < 0.1), "neither")
            assert which_slopes_vanish(w, b) == vanish


def test_a_careless_gradient_measures_at_a_place_that_has_moved():
    """The rounds of the exercise "the nudge that stays", as the program of the lesson runs them."""
    places, weights = [], np.array([2.0, -3.0, 10.0])
    for i in (0, 1):
        before = weights[i]
        for step in (0.5, -0.5):
            weights[i] = before + step
            places.append(weights.tolist())
    assert places == [[2.5, -3, 10], [1.5, -3, 10], [1.5, -2.5, 10], [1.5, -3.5, 10]]


def test_the_x_ray_shows_the_gradient_of_the_mystery():
    assert partials.mystery(np.full(256, 0.5)) == 0.5
    readout = partials.x_ray().readouts[0]
    exact = partials._taste().ravel() / 4  # the slope of 1 / (1 + exp(−s)) at 0 is 1/4
    shown = [readout.at({"n": n}).ravel()[-1] for n in range(1, 257)]
    assert shown == pytest.approx(exact, abs=1e-7)
    assert 0.2 < max(shown) < 0.2501 and -0.25 < min(shown) < -0.05  # within the range of its colours


def test_the_x_ray_is_drawn_by_the_gradient_of_the_learner():
    def rounded(f, x, h):
        return np.round(numerical_gradient(f, x, h), 1)

    assert (
        partials.x_ray(rounded).readouts[0].at({"n": 40}).ravel()[-1]
        == rounded(partials.mystery, np.full(256, 0.5), 1e-4)[39]
    )
    for unfinished in (lambda f, x, h: ..., lambda f, x, h: 3.0, lambda f, x, h: None):
        with pytest.raises(FigureError, match="256 numbers"):
            partials.x_ray(unfinished)


@pytest.mark.parametrize("seed", [0, *SEEDS])
def test_a_gradient_is_that_of_the_function_in_its_prompt(seed):
    exercise = find("a vector, not a sum").variant(seed)
    f, x, z = re.match(r"\$f\(x, z\) = (.*?)\$.* at \$x = (.*?)\$, \$z = (.*?)\$", exercise.prompt).groups()
    letters = sympy.symbols("x z")
    expression = sympify(re.sub(r"(?<=\d)(?=[xz])", "*", f), dict(zip("xz", letters, strict=True)))
    place = dict(zip(letters, (int(x), int(z)), strict=True))
    assert exercise.reference == [sympy.diff(expression, letter).subs(place) for letter in letters]


@pytest.mark.parametrize("seed", [0, *SEEDS])
def test_the_hours_of_nudging_are_those_of_its_prompt(seed):
    exercise = find("hours of nudging").variant(seed)
    count, seconds = re.search(
        r"has (a|\d) million weights. .* takes ([\d.]+) seconds", exercise.prompt
    ).groups()
    weights = 10**6 * (1 if count == "a" else int(count))
    assert exercise.reference == 2 * weights * sympy.Rational(seconds) / 3600


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("f", [lambda x, y: x / y, lambda x, y: math.sqrt(x) + y], ids=["quotient", "root"])
@pytest.mark.parametrize("figure", [partials.slices, partials.gradient])
def test_a_function_of_the_learner_may_have_no_value_somewhere(figure, f):
    live = figure(f)
    live._repr_mimebundle_()
    live.x, live.y = 2.0, 1.0
    assert "nan" not in live.description()
