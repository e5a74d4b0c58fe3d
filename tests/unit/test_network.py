"""The network as matrices against autograd, and against the scalar graph."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

from course_lib import network
from course_lib.value import Value


def by_autograd(parameters, X, Y, a):
    """The loss, written on its own, for autograd to differentiate."""
    rows = X
    for k, (W, b) in enumerate(parameters):
        rows = anp.dot(rows, anp.transpose(W)) + b
        if k < len(parameters) - 1:
            rows = 1 / (1 + anp.exp(-a * rows))
    return anp.sum((rows - Y) ** 2) / X.shape[0]


def a_task(sizes, examples, seed=0):
    random = np.random.default_rng(seed)
    return random.normal(size=(examples, sizes[0])), random.normal(size=(examples, sizes[-1]))


@pytest.mark.parametrize("sizes", [(2, 16, 16, 1), (1, 3, 4, 2), (3, 1), (1, 1, 1, 1, 1, 1)], ids=str)
@pytest.mark.parametrize("examples", [1, 7, 100])
@pytest.mark.parametrize("a", [1.0, 3.0, -0.5])
def test_the_gradient_is_that_of_autograd(sizes, examples, a):
    X, Y = a_task(sizes, examples)
    parameters = [(W, b + 0.1) for W, b in network.init(1, sizes)]
    layers = network.forward(parameters, X, a)
    assert network.loss(layers[-1], Y) == pytest.approx(by_autograd(parameters, X, Y, a), rel=1e-12)
    gradients = network.backward(parameters, layers, Y, a)
    for pair, gradient, right in zip(
        parameters, gradients, autograd.grad(by_autograd)(parameters, X, Y, a), strict=True
    ):
        for parameter, mine, his in zip(pair, gradient, right, strict=True):
            assert mine.shape == parameter.shape
            np.testing.assert_allclose(mine, his, rtol=1e-10, atol=1e-10 * np.abs(his).max())


def test_the_gradient_is_that_of_the_scalar_graph():
    X, Y = a_task((2, 3, 2, 1), 5)
    parameters = network.init(2, (2, 3, 2, 1))
    leaves = [[[Value(w) for w in row] for row in np.column_stack(pair)] for pair in parameters]
    total = 0
    for x, [y] in zip(X, Y, strict=True):
        layer = list(x)
        for k, rows in enumerate(leaves):
            sums = [sum((w * h for w, h in zip(row, layer, strict=False)), row[-1]) for row in rows]
            layer = [s.sigmoid(2) for s in sums] if k < 2 else sums
        total += (layer[0] - y) ** 2
    (total / 5).backward()
    gradients = network.backward(parameters, network.forward(parameters, X, 2), Y, 2)
    for rows, gradient in zip(leaves, gradients, strict=True):
        np.testing.assert_allclose(
            [[leaf.grad for leaf in row] for row in rows], np.column_stack(gradient), rtol=1e-10, atol=1e-14
        )


def test_the_same_seed_gives_the_same_parameters():
    (W, b), (V, c) = network.init(3, (2, 4, 1))
    assert (W.shape, b.shape, V.shape, c.shape) == ((4, 2), (4,), (1, 4), (1,))
    assert (network.init(3, (2, 4, 1))[0][0] == W).all()
    assert (network.init(4, (2, 4, 1))[0][0] != W).any()
    assert not b.any()
    assert np.abs(W).max() <= 4


def test_nothing_handed_over_is_changed():
    X, Y = a_task((2, 3, 1), 4)
    parameters = network.init(0, (2, 3, 1))
    before = [array.copy() for array in (X, Y, *parameters[0], *parameters[1])]
    network.backward(parameters, network.forward(parameters, X), Y)
    for array, copy in zip((X, Y, *parameters[0], *parameters[1]), before, strict=True):
        assert (array == copy).all()


@pytest.mark.parametrize("s", [-800.0, -40.0, -1.0, 0.0, 0.4, 3.0, 800.0])
@pytest.mark.parametrize("a", [1.0, 3.0])
def test_the_sigmoid_is_exact_and_overflows_nowhere(s, a):
    with np.errstate(over="raise"):
        phi = network.sigmoid(np.array([s]), a)[0]
    assert phi == pytest.approx(float(1 / (1 + mpmath.exp(-a * s))), rel=1e-13, abs=1e-300)


def test_targets_of_another_shape_are_refused():
    X, Y = a_task((2, 3, 1), 4)
    parameters = network.init(0, (2, 3, 1))
    layers = network.forward(parameters, X)
    for use in (lambda Y: network.loss(layers[-1], Y), lambda Y: network.backward(parameters, layers, Y)):
        with pytest.raises(ValueError, match=r"predictions of shape \(4, 1\), but targets of shape \(4,\)"):
            use(Y[:, 0])
