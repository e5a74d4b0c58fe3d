"""What only lesson 3 promises."""

import math
from itertools import pairwise

import numpy as np
import pytest

from course_lib.figures import total
from tests.course.generated import exercise_named
from tests.course.lessons import outputs


def test_the_code_of_the_lesson_computes_the_numbers_that_it_speaks_of():
    [machine] = outputs("total", "x moves, t follows")
    assert [line.split()[-1] for line in machine.splitlines()] == ["8.3776", "16.7552"]
    [moments] = outputs("total", "in between")
    assert [line.split()[-1] for line in moments.splitlines()] == ["16.7552", "16.7552", "8.3776"]
    [ball] = outputs("total", "one partial")
    assert [line.split()[-1] for line in ball.splitlines()] == ["113.097", "113.097", "37.699"]
    [jump] = outputs("total", "along both")
    assert jump == "along x 0.00, along y 0.00, along both 0.50\n"
    [gaps] = outputs("total", "true, predicted")
    assert [line.split()[-1] for line in gaps.splitlines()] == ["0.1556", "0.0398", "0.0100"]
    [uses] = outputs("total", "def L(w1, w2)")
    assert uses == "first use -1.250, second use -3.750, both at once -5.000\n"


def reads(figure, number):
    """What a readout of a figure says now, as numbers."""
    return figure.readouts[number].at(figure.values).ravel()


def test_the_tied_ellipsoid_gains_twice_as_much_for_small_steps():
    figure = total.ellipsoid()
    for x in figure.sliders["x"].stops:
        figure.x, figure.h = x, 1e-3
        [ratio] = reads(figure, 1)
        assert ratio == pytest.approx(2 + figure.h / x)


def test_half_the_box_leaves_a_quarter_of_the_gap():
    figure = total.tangent_plane()
    for figure.e in (1.0, 0.1, 0.01):
        assert reads(figure, 1)[1] == pytest.approx(4, abs=0.25 * figure.e)


@pytest.mark.parametrize("layers, units", [(1, 1), (1, 4), (2, 3), (3, 4), (5, 2)])
def test_the_paths_are_walked_one_by_one_and_each_arrow_but_the_first_ones_costs_a_product(layers, units):
    figure = total.many_paths()
    figure.layers, figure.units = layers, units
    arrows, path, *_ = figure.marks
    arrows = {tuple(row) for row in arrows.at(figure.values).reshape(-1, 6) if np.isfinite(row[0])}
    walked = set()
    for figure.p in range(1, 65):
        corners = path.at(figure.values)
        corners = corners[np.isfinite(corners[:, 0])]
        assert all((*a, *b) in {arrow[:4] for arrow in arrows} for a, b in pairwise(corners))
        walked.add(tuple(corners.ravel()))
        number, count = reads(figure, 0)
        assert len(walked) == min(figure.p, count)
        assert number == (figure.p - 1) % count + 1
    one_by_one, added = reads(figure, 1)
    assert one_by_one == count * layers
    assert added == len(arrows) - units


@pytest.mark.parametrize("state", [{"x": 1.3, "t": 0.5, "k": -0.4}, {"x": 2.0, "t": 1.0, "k": -0.51}])
def test_shares_that_cancel_to_within_a_tenth_cancel(state):
    assert abs(4 * math.pi / 3 * (state["t"] + state["x"] * state["k"])) < 0.1
    assert exercise_named("where the shares cancel").judge(state).solved


@pytest.mark.parametrize("x", [0.5, 2.0, 3.5, 4.8])
def test_the_length_of_the_ladder_stays(x):
    figure = total.ladder()
    figure.x = x
    y, rate = reads(figure, 0)
    later = 1e-6
    assert (x + later) ** 2 + (y + rate * later) ** 2 == pytest.approx(25, abs=1e-8)


def test_the_shares_of_a_shared_weight_are_what_a_nudge_measures():
    figure = total.shared_weight()
    for figure.w in (0.1, 0.5, 1.2):
        *shares, together = reads(figure, 0)
        assert sum(shares) == pytest.approx(together)
        assert reads(figure, 1) == pytest.approx(together, abs=1e-5)
