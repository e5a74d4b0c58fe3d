"""What only lesson 6 promises."""

import sys

import numpy as np
import pytest

from course_lib import network
from course_lib.exercises.backprop import value_class
from course_lib.figures import backprop
from course_lib.value import Value
from tests.course.lessons import cells, outputs


def test_the_code_of_the_lesson_computes_the_numbers_that_it_speaks_of():
    [values] = outputs("backprop", "\ne, d, L")
    assert values == "(-6, 4, -8)"
    [by_hand] = outputs("backprop", "da, db, dc, de, dd, df, dL")
    assert by_hand == "(6, -4, -2, -2, -2, 4, 1)"
    [by_value] = outputs("backprop", "[node.grad for node in")
    assert by_value == "[6.0, -4.0, -2.0, -2.0, -2.0, 4.0, 1.0]"
    assert next(outputs("backprop", "{(a2 * b2 + c2) * f2:.6f}")) == "-7.286496\n"
    [nudged] = outputs("backprop", "leaf.data += 0.01 * leaf.grad")
    assert nudged == "-7.286496\n"
    [chain] = outputs("backprop", "range(100_000)")
    assert chain == "(100001.0, 1.0)"
    [twice] = outputs("backprop", "for _ in range(2)")
    assert twice.split() == ["6.0", "12.0"]
    [_, checked] = outputs("backprop", "by_nudges = ")
    assert checked == "True"


def test_a_second_walk_of_the_class_with_the_three_dots_gives_24():
    Node = value_class()
    a, b, c, f = (Node(number) for number in (2.0, -3.0, 10.0, -2.0))
    L = (a * b + c) * f
    L.backward()
    assert a.grad == 6
    L.backward()
    assert a.grad == 24


def test_what_calls_itself_gives_up_in_a_long_chain():
    def visit(node):
        for parent in node.parents:
            visit(parent)

    y = Value(1)
    for _ in range(sys.getrecursionlimit()):
        y = y + 1
    with pytest.raises(RecursionError):
        visit(y)


def test_the_slopes_along_the_way_are_those_of_the_figure():
    nodes = backprop.first_graph()
    made = [node for node in nodes.values() if node.parents]
    last = backprop._grads_by_step(made)[-1]
    list(nodes.values())[-1].backward()
    assert [last[node] for node in nodes.values()] == [node.grad for node in nodes.values()]


def test_the_figure_draws_a_learners_own_graph_with_its_constants():
    x = Value(3)
    total = 2 * x + x * x
    live = backprop.walk({"x": x, "2 x": total.parents[0], "x x": total.parents[1], "sum": total})
    assert live.png()


def test_the_loop_of_the_lesson_is_the_backward_pass_of_the_course():
    [code] = [
        "".join(cell["source"])
        for cell in cells("backprop")
        if "def backward(parameters" in "".join(cell["source"])
    ]
    names = {}
    exec(code, {"np": np}, names)
    random = np.random.default_rng(0)
    X, Y = random.normal(size=(7, 2)), random.normal(size=(7, 1))
    layers = network.forward(backprop.NET, X)
    mine = names["backward"](backprop.NET, layers, Y)
    for pair, other in zip(mine, network.backward(backprop.NET, layers, Y), strict=True):
        for one, right in zip(pair, other, strict=True):
            np.testing.assert_allclose(one, right, rtol=1e-12)


def test_the_gradient_of_a_batch_is_what_the_figure_adds_up():
    assert backprop.DELTA.shape == (4, 2)
    assert backprop.H.shape == (4, 3)
    added = sum(np.outer(delta, h) for delta, h in zip(backprop.DELTA, backprop.H, strict=True))
    np.testing.assert_allclose(added, backprop.DELTA.T @ backprop.H)


def test_the_neuron_in_the_ring_gets_the_delta_that_backward_finds():
    X, Y = np.array([[1.0, 2.0]]), np.array([[1.0]])
    (_, first), *_ = network.backward(backprop.NET, network.forward(backprop.NET, X), Y)
    live = backprop.layers()
    for neuron, delta in enumerate(first, start=1):
        live.neuron = neuron
        assert f"neuron {neuron}:" in live.description()
        assert f"δ = {delta:.2g}".replace("-", "−") in live.description()


def test_a_band_is_as_wide_as_it_is_told_whichever_way_it_runs():
    for end in [(1, 0), (1, 1.5), (1, -2)]:
        x, y = backprop._band((0, 0), end, 0.3)
        off_the_middle = np.abs(np.multiply(x, end[1]) - np.multiply(y, end[0])) / np.hypot(*end)
        np.testing.assert_allclose(off_the_middle, 0.15)


def test_the_check_of_the_figure_passes_without_a_bug_and_fails_with_each():
    live = backprop.gradient_check()
    for bug in backprop.BUGS:
        live.bug = bug
        difference = float(live.description().rsplit(" ", 1)[1].replace("−", "-"))
        assert (difference < 1e-6) == (bug == "no bug")
