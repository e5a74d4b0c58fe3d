"""What only lesson 4 promises."""

import re
from fractions import Fraction

import numpy as np
import pytest
import sympy

from course_lib.exercises import find
from course_lib.figures import chain
from course_lib.numeric import central_difference
from tests.course.generated import SEEDS, sympify
from tests.course.lessons import outputs


def test_the_code_of_the_lesson_computes_the_numbers_that_it_speaks_of():
    [printed] = outputs("chain", "a * phi(s) * (1 - phi(s))")
    assert [line.split()[-1] for line in printed.splitlines()] == ["0.534", "0.178", "0.534"]
    [printed] = outputs("chain", "u_nudged = ")
    assert [line.split()[-1] for line in printed.splitlines()] == ["0.006001", "1.459216", "1.458000"]
    [printed] = outputs("chain", 'print(f"by b {(loss')
    assert printed.split() == ["by", "w", "2.0000", "by", "b", "0.5000"]


@pytest.mark.parametrize(
    "words", ['"sin((4x)²)"', "y = lambda x: np.array", "jacobian(lambda x: f(g(x)), x)"]
)
def test_rule_and_nudge_agree_in_the_notebook(words):
    [printed] = outputs("chain", words)
    if "rule " in printed.split("\n")[0]:
        pairs = [line.split("rule")[1].split("nudge") for line in printed.splitlines()]
    else:
        half = len(printed) // 2
        pairs = [(printed[:half].replace("nudge", ""), printed[half:].replace("rule", ""))]
    assert all(one.split() == other.split() for one, other in pairs)


@pytest.mark.parametrize("w, b", [(0.5, 0.6), (-2, 1.1), (1.7, -0.9), (0.3, -2)])
def test_the_bars_of_the_neuron_add_up_to_the_slopes_of_its_loss(w, b):
    loss = lambda w, b: np.mean((chain.forward(w, b)[0] - chain.TARGETS) ** 2)
    by_w, by_b = (np.sum(share) for share in chain.shares(w, b))
    assert by_w == pytest.approx(central_difference(lambda w: loss(w, b), w), abs=1e-8)
    assert by_b == pytest.approx(central_difference(lambda b: loss(w, b), b), abs=1e-8)


def test_both_slopes_of_the_neuron_can_be_brought_to_0():
    """At the place that the lesson names, which is a stop of both sliders; and not because nothing is active."""
    live = chain.neuron()
    assert 1.0 in live.sliders["w"].stops and 0.4 in live.sliders["b"].stops
    assert np.sum(chain.shares(1.0, 0.4), axis=-1) == pytest.approx(0, abs=1e-12)
    assert np.sum(chain.forward(1.0, 0.4)[1]) == 4


@pytest.mark.parametrize("w, b", [(0.0, 0.0), (0.4, -1.0)])
def test_on_the_corner_of_relu_a_silent_neuron_has_no_slope(w, b):
    """All output is 0 there, and so are all shares; but a nudge to one side moves the loss."""
    loss = lambda b: np.mean((chain.forward(w, b)[0] - chain.TARGETS) ** 2)
    assert not chain.forward(w, b)[1].any() and chain.at_the_corner(w, b).any()
    assert loss(b - 1e-6) == loss(b) and (loss(b + 1e-6) - loss(b)) / 1e-6 < -0.1
    assert not find("a neuron that has gone silent").judge({"w": w, "b": b}).solved


def test_the_chain_of_the_bicycle_keeps_its_length_and_goes_as_far_as_the_gear():
    links = np.arange(72) / 72
    hub, ring = (-3, 0), (0, 0)
    before, after = (np.array(chain._around(hub, 0.4, ring, 1.1, links, way)) for way in (0.3, 0.31))
    gaps = np.linalg.norm(before - np.roll(before, 1, axis=1), axis=0)
    assert gaps == pytest.approx(gaps.mean(), rel=0.05)
    assert np.linalg.norm(after - before, axis=0) == pytest.approx(0.01, rel=0.05)
    # Above it runs forward, below backward: the bicycle rides to the right.
    above = before[1] > 0.5
    assert (after - before)[0, above].min() > 0
    assert (after - before)[0, before[1] < -0.5].max() < 0


def test_what_the_figures_say_is_what_nudges_measure():
    """In every readout that gives a rule and a nudge, at states all over the sliders."""
    for figure, (rule, nudge) in {chain.machine: (0, 1), chain.sigmoid: (1, 0)}.items():
        live = figure()
        rules, nudges = live.readouts[rule].table(), live.readouts[nudge].table()
        assert np.allclose(rules[..., 0], nudges[..., 0], rtol=1e-3, atol=1e-6)
    sums = chain.paths().readouts[2].table()
    assert np.allclose(sums[..., 0], sums[..., 1], rtol=1e-6)
    by_rain, by_umbrella = (readout.table()[..., -1] for readout in chain.slices().readouts[:2])
    # The first does not depend on p(umbrella | no rain).
    assert np.allclose(by_rain[:, np.newaxis], by_umbrella)


# --- Numbers that are drawn: the answer follows from the prompt alone ---------------------------------------


def drawn(name):
    return [find(name).variant(seed) for seed in (0, *SEEDS)]


def fractions_in(prompt):
    return [Fraction(number) for number in re.findall(r"-?\d+(?:\.\d+)?", prompt)]


def test_slopes_from_a_table():
    for exercise in drawn("slopes from a table"):
        told = re.findall(r"([fg]'?)\((\d)\) = (-?\d+)", exercise.prompt)
        table = {(name, int(at)): int(value) for name, at, value in told}
        x = int(re.search(r"at \$x = (\d)\$", exercise.prompt)[1])
        assert exercise.reference == table["f'", table["g", x]] * table["g'", x]


def test_one_number_after_another():
    x, u = sympy.symbols("x u")
    for exercise in drawn("one number after another"):
        inner, n, place = re.match(r"\$y = \((.*)\)\^(\d)\$ at \$x = (-?\d)\$", exercise.prompt).groups()
        inner, outer, place = sympify(inner, {"x": x}), u ** int(n), int(place)
        at_x = lambda expression, place=place: expression.subs(x, place)
        rates = at_x(sympy.diff(inner, x)), sympy.diff(outer, u).subs(u, at_x(inner))
        whole = at_x(sympy.diff(outer.subs(u, inner), x))
        assert list(exercise.reference.values()) == [float(each) for each in (at_x(inner), *rates, whole)]


def matrices(prompt):
    """The Jacobians of g and of f, as a prompt gives them."""
    for rows in re.findall(r"\\begin\{matrix\} (.*?) \\end\{matrix\}", prompt):
        yield sympy.Matrix([[int(entry) for entry in row.split("&")] for row in rows.split(r"\\")])


def test_the_product_of_two_jacobians():
    for exercise in drawn("all four entries"):
        of_g, of_f = matrices(exercise.prompt)
        assert exercise.reference == (of_f * of_g).tolist()
        assert 0 not in of_f * of_g
    for exercise in drawn("one entry of the product"):
        of_g, of_f = matrices(exercise.prompt)
        output, by = re.search(r"\\partial y_(\d) / \\partial x_(\d)", exercise.prompt).groups()
        assert exercise.reference == (of_f * of_g)[int(output) - 1, int(by) - 1]


def test_the_slope_from_the_height():
    for exercise in drawn("the slope from the height"):
        a, phi = fractions_in(exercise.prompt)
        assert Fraction(str(exercise.reference)) == a * phi * (1 - phi)


def test_cut_the_other_way():
    """The four cases, rain or not and umbrella or not, have probabilities that make sense."""
    for exercise in drawn("cut the other way"):
        rain, if_rain, umbrella = fractions_in(exercise.prompt)
        both = rain * if_rain
        assert Fraction(str(exercise.reference)) == both / umbrella
        assert min(both, rain - both, umbrella - both, 1 - rain - umbrella + both) > 0
