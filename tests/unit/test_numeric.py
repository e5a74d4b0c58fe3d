"""Nudged derivatives against mpmath, which knows the exact ones."""

import math

import mpmath
import numpy as np
import pytest

from course_lib.numeric import CENTRAL_STEP, FORWARD_STEP, central_difference, forward_difference

# A function for numpy and for mpmath, and a place of ordinary size.
CURVES = [
    pytest.param(np.exp, mpmath.exp, 1.0, id="exp"),
    pytest.param(np.sin, mpmath.sin, 0.7, id="sin"),
    pytest.param(np.cos, mpmath.cos, 2.0, id="cos"),
    pytest.param(np.log, mpmath.log, 1.5, id="ln"),
    pytest.param(np.log, mpmath.log, 1.01, id="ln near its zero"),
    pytest.param(np.tanh, mpmath.tanh, -0.4, id="tanh"),
    pytest.param(np.arctan, mpmath.atan, 0.9, id="atan"),
    pytest.param(lambda x: x**4 - 2 * x, lambda x: x**4 - 2 * x, 1.3, id="x⁴ − 2x"),
    pytest.param(lambda x: 1 / x, lambda x: 1 / x, -1.2, id="1/x"),
]


def derivative(exact, x, order=1):
    with mpmath.workdps(40):
        return float(mpmath.diff(exact, mpmath.mpf(x), order))


def exactly(difference, exact, x, h):
    """The difference with so many digits that nothing is rounded."""
    with mpmath.workdps(60):
        return difference(exact, mpmath.mpf(x), mpmath.mpf(h)) - mpmath.diff(exact, mpmath.mpf(x))


@pytest.mark.parametrize("f, exact, x", CURVES)
def test_the_default_steps_are_good(f, exact, x):
    right = derivative(exact, x)
    assert forward_difference(f, x) == pytest.approx(right, rel=1e-6)
    assert central_difference(f, x) == pytest.approx(right, rel=1e-9)


@pytest.mark.parametrize("f, exact, x", CURVES)
@pytest.mark.parametrize("h", [1e-3, -1e-3, 1e-5])
def test_the_truncation_error_is_what_the_docstring_says(f, exact, x, h):
    forward = float(exactly(forward_difference, exact, x, h))
    assert forward == pytest.approx(h * derivative(exact, x, 2) / 2, rel=0.01)
    central = float(exactly(central_difference, exact, x, h))
    assert central == pytest.approx(h**2 * derivative(exact, x, 3) / 6, rel=0.01)


@pytest.mark.parametrize("f, exact, x", CURVES)
@pytest.mark.parametrize("difference, order", [(forward_difference, 1), (central_difference, 2)])
def test_half_the_step_leaves_a_half_or_a_quarter(f, exact, x, difference, order):
    errors = [abs(difference(f, x, h) - derivative(exact, x)) for h in (0.002, 0.001)]
    assert errors[0] / errors[1] == pytest.approx(2**order, rel=0.02)


@pytest.mark.parametrize("f, exact, x", CURVES)
@pytest.mark.parametrize("difference", [forward_difference, central_difference])
def test_the_round_off_error_is_what_the_comment_says(f, exact, x, difference):
    # Where h is so small that truncation does not count.
    steps = np.logspace(-12, -10, 200)
    errors = np.abs([difference(f, x, h) - derivative(exact, x) for h in steps])
    scale = np.finfo(float).eps * (abs(f(x)) + abs(x * derivative(exact, x))) / steps
    assert 0.05 < np.median(errors / scale) < 0.5


@pytest.mark.parametrize("f, exact, x", CURVES)
@pytest.mark.parametrize(
    "difference, step",
    [(forward_difference, FORWARD_STEP), (central_difference, CENTRAL_STEP)],
    ids=["forward", "central"],
)
def test_no_step_is_much_better_than_the_default(f, exact, x, difference, step):
    def typical(h):
        return np.median(
            [abs(difference(f, x, h * s) - derivative(exact, x)) for s in np.linspace(0.7, 1.4, 30)]
        )

    assert typical(step) < 5 * min(typical(step * factor) for factor in (0.01, 0.1, 10, 100))


def test_the_default_steps():
    assert pytest.approx(1.5e-8, rel=0.01) == FORWARD_STEP
    assert pytest.approx(6.1e-6, rel=0.01) == CENTRAL_STEP


@pytest.mark.parametrize("h", [1.0, 0.25, 1e-3])
def test_a_central_difference_of_a_quadratic_is_exact(h):
    def quadratic(x):
        return 7 * x**2 + 6 * x + 3

    assert central_difference(quadratic, 5.0, h) == pytest.approx(76, rel=1e-11)
    assert forward_difference(quadratic, 5.0, h) == pytest.approx(76 + 7 * h, rel=1e-11)


@pytest.mark.parametrize("difference", [forward_difference, central_difference])
def test_arrays_of_places_and_of_steps(difference):
    places, steps = np.linspace(0.5, 2, 5), np.array([0.1, 0.01, 0.001])
    one_by_one = [[difference(np.sin, x, h) for h in steps] for x in places]
    np.testing.assert_array_equal(difference(np.sin, places[:, None], steps), one_by_one)
    assert np.shape(difference(np.sin, places)) == (5,)
    assert isinstance(difference(math.sin, 0.5), float)


@pytest.mark.parametrize("difference", [forward_difference, central_difference])
def test_a_step_may_be_negative(difference):
    assert difference(abs, 0, -0.5) == (-1 if difference is forward_difference else 0)
    assert difference(abs, 0, 0.5) == (1 if difference is forward_difference else 0)


def test_a_step_below_the_last_digit_gives_0():
    assert forward_difference(math.exp, 1.0, 1e-16) == 0
    assert abs(forward_difference(math.exp, 1.0, 1e-16) - math.e) == math.e
