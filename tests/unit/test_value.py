"""Value against autograd, which differentiates the same expressions on its own."""

import math
import random
import sys
from fractions import Fraction

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

from course_lib.value import Value


def slopes(f, *numbers):
    """The slopes of `f` along each of its arguments, by one backward pass."""
    leaves = [Value(number) for number in numbers]
    f(*leaves).backward()
    return [leaf.grad for leaf in leaves]


# --- The example of the lesson --------------------------------------------------------------------------------


def test_every_gradient_of_the_first_graph():
    a, b, c, f = Value(2), Value(-3), Value(10), Value(-2)
    e = a * b
    d = e + c
    L = d * f
    L.backward()
    assert [e.data, d.data, L.data] == [-6, 4, -8]
    assert [node.grad for node in (a, b, c, e, d, f, L)] == [6, -4, -2, -2, -2, 4, 1]
    assert L.parents == (d, f)
    assert L.slopes == (-2, 4)


def test_a_nudge_along_the_gradient():
    a, b, c, f = leaves = [Value(number) for number in (2, -3, 10, -2)]
    ((a * b + c) * f).backward()
    for leaf in leaves:
        leaf.data += 0.01 * leaf.grad
    assert ((a * b + c) * f).data == pytest.approx(-7.286496, abs=1e-12)


# --- Each operation -------------------------------------------------------------------------------------------

# An operation on Values, the same in mpmath, and where.
UNARY = {
    "neg": (lambda x: -x, lambda x: -x, [-2.5, 0.0, 3.0]),
    "exp": (Value.exp, mpmath.exp, [-30.0, -1.0, 0.0, 2.5]),
    "log": (Value.log, mpmath.log, [1e-6, 0.5, 1.0, 40.0]),
    "tanh": (Value.tanh, mpmath.tanh, [-3.0, 0.0, 0.7]),
    "sigmoid": (Value.sigmoid, lambda x: 1 / (1 + mpmath.exp(-x)), [-4.0, -0.1, 0.0, 0.4, 5.0]),
    "sigmoid, a = 3": (lambda x: x.sigmoid(3), lambda x: 1 / (1 + mpmath.exp(-3 * x)), [-1.0, 0.4, 2.0]),
    "sigmoid, a = −2": (lambda x: x.sigmoid(a=-2), lambda x: 1 / (1 + mpmath.exp(2 * x)), [-1.0, 0.4]),
    "square": (lambda x: x**2, lambda x: x**2, [-3.0, 0.0, 0.5]),
    "cube": (lambda x: x**3, lambda x: x**3, [-3.0, 0.0, 0.5]),
    "inverse": (lambda x: x**-1, lambda x: 1 / x, [-3.0, 0.5]),
    "root": (lambda x: x**0.5, mpmath.sqrt, [1e-4, 4.0]),
    "first power": (lambda x: x**1, lambda x: x, [-1.0, 0.0, 2.0]),
    "power 0": (lambda x: x**0, lambda x: mpmath.mpf(1), [-1.0, 0.0, 2.0]),
    "2 to the power": (lambda x: 2**x, lambda x: 2**x, [-1.0, 0.0, 3.5]),
    "0 to the power": (lambda x: 0**x, lambda x: mpmath.mpf(0), [1.5, 2.0]),
    "x to the power x": (lambda x: x**x, lambda x: x**x, [0.3, 1.0, 2.0]),
    "twice itself": (lambda x: x + x, lambda x: 2 * x, [3.0]),
    "times itself": (lambda x: x * x, lambda x: x * x, [-3.0]),
    "minus itself": (lambda x: x - x, lambda x: 0 * x, [3.0]),
    "by itself": (lambda x: x / x, lambda x: mpmath.mpf(1), [3.0]),
    "number +": (lambda x: 3 + x, lambda x: 3 + x, [2.0]),
    "number −": (lambda x: 3 - x, lambda x: 3 - x, [2.0]),
    "number ×": (lambda x: 3 * x, lambda x: 3 * x, [2.0]),
    "number /": (lambda x: 3 / x, lambda x: 3 / x, [2.0, -0.1]),
    "+ number": (lambda x: x + 3, lambda x: x + 3, [2.0]),
    "− number": (lambda x: x - 3, lambda x: x - 3, [2.0]),
    "× number": (lambda x: x * 3, lambda x: x * 3, [2.0]),
    "/ number": (lambda x: x / 3, lambda x: x / 3, [2.0]),
    "sum": (lambda x: sum([x, x * x, x]), lambda x: 2 * x + x * x, [2.0]),
}
CASES = [pytest.param(*row[:2], x, id=f"{name} at {x:g}") for name, row in UNARY.items() for x in row[2]]


@pytest.mark.parametrize("operation, exact, x", CASES)
def test_an_operation_and_its_local_slope(operation, exact, x):
    leaf = Value(x)
    result = operation(leaf)
    result.backward()
    with mpmath.workdps(40):
        assert result.data == pytest.approx(float(exact(mpmath.mpf(x))), rel=1e-14, abs=1e-14)
        assert leaf.grad == pytest.approx(float(mpmath.diff(exact, mpmath.mpf(x))), rel=1e-13, abs=1e-13)


@pytest.mark.parametrize(
    "operation, numbers, right",
    [
        (lambda x, y: x + y, (2, -3), [1, 1]),
        (lambda x, y: x - y, (2, -3), [1, -1]),
        (lambda x, y: x * y, (2, -3), [-3, 2]),
        (lambda x, y: x / y, (2, -4), [-0.25, -0.125]),
        (lambda x, y: x**y, (2, 3), [12, 8 * math.log(2)]),
        (lambda x, y: x**y, (0, 2), [0, 0]),
    ],
    ids="+ − × / ** 0**".split(),
)
def test_an_operation_on_two_values(operation, numbers, right):
    assert slopes(operation, *numbers) == pytest.approx(right, rel=1e-15)


def test_relu_has_slope_0_at_its_corner():
    assert [slopes(Value.relu, x) for x in (-2, 0, 3)] == [[0], [0], [1]]
    assert [Value(x).relu().data for x in (-2, 0, 3)] == [0, 0, 3]


def test_a_root_is_vertical_at_0():
    assert slopes(lambda x: x**0.5, 0) == [math.inf]


def test_a_sigmoid_far_out_overflows_nowhere():
    assert Value(-1e6).sigmoid().data == 0
    assert Value(1e6).sigmoid(3).data == 1
    assert Value(-50).sigmoid().data == pytest.approx(math.exp(-50), rel=1e-14)


@pytest.mark.parametrize(
    "number", [3, True, np.float32(3), np.int8(3), np.float64(3), Fraction(3, 2)], ids=repr
)
def test_any_real_number_will_do(number):
    x = Value(2)
    for result, right in [
        (x + number, 2 + float(number)),
        (number - x, float(number) - 2),
        (x**number, 2 ** float(number)),
        (number**x, float(number) ** 2),
        (Value(number), float(number)),
    ]:
        assert type(result) is Value
        assert type(result.data) is float
        assert result.data == right


def test_it_shows_what_it_holds():
    assert repr(Value(-8)) == "Value(data=-8.0, grad=0.0)"


# --- Errors ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "foreign", ["2", None, [1.0], 1j, np.ones(2), object()], ids=lambda f: type(f).__name__
)
@pytest.mark.parametrize(
    "operation",
    [lambda x, y: x + y, lambda x, y: x - y, lambda x, y: x * y, lambda x, y: x / y, lambda x, y: x**y],
    ids="+ − × / **".split(),
)
def test_a_foreign_operand_is_named(operation, foreign):
    with pytest.raises(TypeError, match="real numbers and other Values, not with"):
        operation(Value(2), foreign)
    if not isinstance(foreign, np.ndarray):  # numpy goes through the array and makes a Value of each entry
        with pytest.raises(TypeError):
            operation(foreign, Value(2))


def test_a_value_of_a_text_is_refused():
    with pytest.raises(TypeError, match="not with '2'"):
        Value("2")


def test_no_function_of_numbers_loses_the_graph_in_silence():
    with pytest.raises(TypeError):
        math.exp(Value(1))
    with pytest.raises(TypeError):
        float(Value(1))


@pytest.mark.parametrize("x", [-1, 0, -1e-300])
def test_log_is_for_positive_numbers(x):
    with pytest.raises(ValueError, match="only positive numbers have a logarithm"):
        Value(x).log()


def test_powers_that_are_not_real():
    with pytest.raises(ValueError, match="-2.0 to the power of 0.5 is not a real number"):
        Value(-2) ** 0.5
    with pytest.raises(ValueError, match="only x ≥ 0"):
        Value(-2) ** Value(2)
    for impossible in (lambda: Value(0) ** -1, lambda: 1 / Value(0)):
        with pytest.raises(ZeroDivisionError):
            impossible()


# --- The way back ---------------------------------------------------------------------------------------------


def test_shares_of_several_paths_add_up():
    a = Value(3)
    b = a * a  # 2a
    c = b + a  # 2a + 1
    L = b * c  # a⁴ + a³
    L.backward()
    assert a.grad == 4 * 27 + 3 * 9
    assert b.grad == 12 + 9


def test_a_node_waits_for_all_that_was_made_from_it():
    """Where a walk by distance would hand on half a share."""
    a = Value(2)
    b = a * 3
    late = b * 5
    L = b + (late + (late * late))
    L.backward()
    assert a.grad == 3 * (1 + 5 * (1 + 2 * 30))


def test_a_second_backward_adds_to_the_leaves_exactly_once_more():
    a, b = Value(2), Value(-3)
    d = a * b
    e = d * d
    L = e * a
    for times in (1, 2, 3):
        L.backward()
        assert [a.grad, b.grad] == [times * 3 * 4 * 9, times * 2 * 8 * -3]
        # What compounds in micrograd is what it was.
        assert [L.grad, e.grad, d.grad] == [1, 2, -24]


def test_two_results_share_a_node():
    a = Value(2)
    b = a * a
    one, other = b * 3, b * 5
    one.backward()
    other.backward()
    assert a.grad == 4 * 3 + 4 * 5
    assert b.grad == 5


def test_a_leaf_has_slope_1_along_itself():
    a = Value(2)
    a.backward()
    assert a.grad == 1
    a.backward()
    assert a.grad == 2


def test_slopes_are_those_of_the_numbers_that_were_computed_with():
    a = Value(2)
    L = a * a
    a.data = 100.0
    L.backward()
    assert a.grad == 4


def test_a_chain_of_100_000_nodes():
    x = Value(1)
    y = x
    for _ in range(100_000):
        y = y + 1e-3
    assert sys.getrecursionlimit() < 100_000
    y.backward()
    assert y.data == pytest.approx(101)
    assert x.grad == 1


# --- Whole expressions ----------------------------------------------------------------------------------------


class Plain:
    """What an expression needs of Value, on plain numbers, for autograd."""

    exp, log, tanh = anp.exp, anp.log, anp.tanh

    @staticmethod
    def sigmoid(x, a=1):
        return 1 / (1 + anp.exp(-a * x))

    @staticmethod
    def relu(x):
        return anp.maximum(0.0, x)


def grown(seed, inputs=4, steps=25):
    """A random expression: a function of an array of `inputs` numbers, or Values, and a vocabulary."""
    draw = random.Random(seed)
    plan = [(draw.choice(list(STEPS)), draw.random(), draw.random()) for _ in range(steps)]

    def expression(leaves, words):
        nodes = list(leaves)
        for name, one, other in plan:
            x, y = (nodes[int(share * len(nodes))] for share in (one, other))
            # Kept near 1, where nothing overflows and every slope is seen.
            nodes.append(words.tanh(STEPS[name](words, x, y)) + 0.1 * x)
        return sum(nodes)

    return expression


STEPS = {
    "+": lambda words, x, y: x + y,
    "−": lambda words, x, y: x - y,
    "×": lambda words, x, y: x * y,
    "/": lambda words, x, y: x / (y * y + 1),
    "**": lambda words, x, y: (x * x + 0.5) ** y,
    "square": lambda words, x, y: x**2,
    "−root": lambda words, x, y: (x * x + 1) ** -0.5,
    "constant": lambda words, x, y: 2 - 3 * x,
    "/ number": lambda words, x, y: 1 / (x**2 + 1) - y / 4,
    "neg": lambda words, x, y: -x,
    "exp": lambda words, x, y: words.exp(x),
    "log": lambda words, x, y: words.log(x * x + 0.3),
    "sigmoid": lambda words, x, y: words.sigmoid(x, 3),
    "relu": lambda words, x, y: words.relu(x) + y,
}


@pytest.mark.parametrize("seed", range(60))
def test_a_random_expression_has_the_gradient_that_autograd_finds(seed):
    expression = grown(seed)
    numbers = np.random.default_rng(seed).uniform(-2, 2, 4)
    leaves = [Value(number) for number in numbers]
    result = expression(leaves, Value)
    result.backward()
    on_numbers = lambda x: expression([x[i] for i in range(4)], Plain)
    assert result.data == pytest.approx(on_numbers(numbers), rel=1e-12)
    assert [leaf.grad for leaf in leaves] == pytest.approx(
        list(autograd.grad(on_numbers)(numbers)), rel=1e-10
    )
