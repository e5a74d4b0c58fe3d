"""From a formula to its gradient: `Value` beside micrograd, the network as matrices beside autograd."""

import random
import time
from functools import partial
from itertools import pairwise
from statistics import median

import autograd
import autograd.numpy as anp
import micrograd.engine
import numpy as np

from course_lib import network
from course_lib.value import Value

OURS, MICROGRAD, AUTOGRAD = "course_lib.value", "micrograd", "autograd"
REPEATS = 7
CHAIN = 100_000
SIZES = [2, 16, 16, 1]
POINTS = 100
STEPS = 100  # of the matrices at a time, as one is over before a clock can be trusted


def report():
    """Criteria and tables, as `report.py` has them."""
    kinds = {OURS: Value, MICROGRAD: micrograd.engine.Value}
    graphs = {"1,000 nodes": expression, f"a 2-16-16-1 network on {POINTS} points": scalar_network}
    criteria, rows = [], []
    for name, build in graphs.items():
        times = in_turn({way: partial(there_and_back, build, kind) for way, kind in kinds.items()})
        ratio = times[OURS] / times[MICROGRAD]
        criteria.append((f"{name}: at most as long as micrograd", f"{ratio:.2f} times", ratio <= 1))
        rows += [(name, way, f"{time:.1f} ms", f"{time / times[OURS]:.2f}") for way, time in times.items()]
    long = f"a chain of {CHAIN:,} nodes"
    for way, kind in kinds.items():
        ended = chain(kind)
        rows.append((long, way, f"{ended:.0f} ms" if ended else "RecursionError", ""))
        if way == OURS:
            criteria.append((long, f"{ended:.0f} ms" if ended else "fails", bool(ended)))
    name = f"a step of the same network as matrices, {POINTS} points"
    times = in_turn(matrix_steps())
    rows += [
        (name, way, f"{time / STEPS:.2f} ms", f"{time / times[OURS]:.2f}") for way, time in times.items()
    ]
    ratio = times[AUTOGRAD] / times[OURS]
    criteria.append((f"{name}: at least 3 times as fast as autograd", f"{ratio:.1f} times", ratio >= 3))
    head = ("forward and backward", "way", "median", "times as long as ours")
    return criteria, {"Formula → gradient": [head, *rows]}


def there_and_back(build, kind):
    build(kind).backward()


def expression(kind):
    """About 1,000 nodes that use one another, by + and ·."""
    numbers = random.Random(0)
    nodes = [kind(numbers.uniform(-1, 1)) for _ in range(20)]
    for _ in range(490):
        one, other = numbers.choice(nodes[-20:]), numbers.choice(nodes[-20:])
        nodes.append((one * other + one) if numbers.random() < 0.5 else (one + other * 0.5))
    return nodes[-1]


def scalar_network(kind):
    """The loss of a network of ReLUs, number by number."""
    numbers = random.Random(0)
    layers = [
        [([kind(numbers.uniform(-1, 1)) for _ in range(inputs)], kind(0.0)) for _ in range(neurons)]
        for inputs, neurons in pairwise(SIZES)
    ]
    loss = kind(0.0)
    for _ in range(POINTS):
        values = [kind(numbers.uniform(-1, 1)) for _ in range(SIZES[0])]
        for depth, layer in enumerate(layers, 1):
            sums = [
                sum((w * x for w, x in zip(weights, values, strict=True)), bias) for weights, bias in layer
            ]
            values = [s.relu() for s in sums] if depth < len(layers) else sums
        loss = loss + (values[0] - 1.0) ** 2
    return loss


def chain(kind):
    """Milliseconds for a long chain, None where it cannot be done."""
    start = time.perf_counter()
    node = first = kind(1.0)
    for _ in range(CHAIN):
        node = node + 1e-5
    try:
        node.backward()
    except RecursionError:
        return None
    assert first.grad == 1
    return (time.perf_counter() - start) * 1000


def matrix_steps():
    numbers = np.random.default_rng(0)
    X, Y = numbers.normal(size=(POINTS, SIZES[0])), numbers.normal(size=(POINTS, SIZES[-1]))
    parameters = network.init(seed=0, sizes=SIZES)

    def loss(parameters):
        layer = X
        for W, b in parameters[:-1]:
            layer = 1 / (1 + anp.exp(-(anp.dot(layer, W.T) + b)))
        W, b = parameters[-1]
        return anp.sum((anp.dot(layer, W.T) + b - Y) ** 2) / len(Y)

    def by_hand():
        return network.backward(parameters, network.forward(parameters, X), Y)

    gradient = autograd.grad(loss)
    for mine, theirs in zip(by_hand(), gradient(parameters), strict=True):
        for one, other in zip(mine, theirs, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-10, atol=1e-14)
    many = lambda step: lambda: [step() for _ in range(STEPS)]
    return {OURS: many(by_hand), AUTOGRAD: many(lambda: gradient(parameters))}


def in_turn(ways):
    """Way → milliseconds, the median of REPEATS; the ways take turns, so that other work meets all of them."""
    times = {way: [] for way in ways}
    for _ in range(1 + REPEATS):
        for way, run in ways.items():
            start = time.perf_counter()
            run()
            times[way].append((time.perf_counter() - start) * 1000)
    return {way: median(all_times[1:]) for way, all_times in times.items()}
