"""What proves lesson 7: its formulas and numbers, and for some exercises answers that are right, wrong or typical."""

import math

import numpy as np
import sympy
from sympy import Rational, diff, sqrt

from course_lib import network, training
from course_lib.exercises.sgd import batch_gradient, both_at_once, roll
from course_lib.figures.sgd import DOTS, line_data
from course_lib.value import Value

# --- Formulas -----------------------------------------------------------------------------------------------

w, b, x, y, u, v, g, a = sympy.symbols("w b x y u v g a", real=True)
eta, lam, B, n, sigma = sympy.symbols("eta lambda B n sigma", positive=True)
k = sympy.Symbol("k", integer=True, positive=True)
beta = sympy.Symbol("beta", nonnegative=True)
V = sympy.Symbol("V")
SADDLE = u**2 - v**2 + v**4 / 4 + 1


def step(E, along, rate=eta):
    """Where one step of descent on E leads."""
    return along - rate * diff(E, along)


def mean(terms):
    return sum(terms) / len(terms)


def steps_down(E, along, count, rate=eta):
    """Where so many steps lead."""
    place = along
    for _ in range(count):
        place = place - rate * diff(E, along).subs(along, place)
    return place


def at_rest(equation):
    [solution] = sympy.solve(equation, V)
    return solution


E1, E2, E3 = (sympy.Function(f"E_{i}")(w) for i in (1, 2, 3))
MEAN_OF_SLOPES = mean([diff(E, w) for E in (E1, E2, E3)])
TREMBLING = sympy.Eq(V, (1 - eta) ** 2 * V + eta**2 * sigma**2)
NARROW = (100 * u**2 + v**2) / 2

FORMULAS = {
    "What is the rule?": [
        (
            r"\theta_i \leftarrow \theta_i - \eta\, \frac{\partial E}{\partial \theta_i}",
            step(w**2, w),
            w - 2 * eta * w,
        ),
    ],
    "How far is too far?": [
        ("Its slope is $\\lambda w$", diff(lam * w**2 / 2, w), lam * w),
        ("$w - \\eta\\lambda w$", step(lam * w**2 / 2, w), w - eta * lam * w),
        (r"w_{k+1} = (1 - \eta\lambda)\, w_k", step(lam * w**2 / 2, w), (1 - eta * lam) * w),
        (r"w_k = (1 - \eta\lambda)^k\, w_0", steps_down(lam * w**2 / 2, w, 5), (1 - eta * lam) ** 5 * w),
        ("| 1 | 0 | there in one step |", step(lam * w**2 / 2, w, 1 / lam), 0),
        ("| 2 | −1 | from side to side for ever |", step(lam * w**2 / 2, w, 2 / lam), -w),
    ],
    "What if the valley is long and narrow?": [
        (r"The slope along $u$ is $\lambda_1 u$", diff((lam * u**2 + n * v**2) / 2, u), lam * u),
        (r"multiplies $u$ by $1 - \eta\lambda_1$", step((lam * u**2 + n * v**2) / 2, u), (1 - eta * lam) * u),
        (r"and $v$ by $1 - \eta\lambda_2$", step((lam * u**2 + n * v**2) / 2, v), (1 - eta * n) * v),
    ],
    "Do you need all the examples for one step?": [
        (
            r"\nabla E = \frac1n \sum_{i=1}^n \nabla E_i",
            diff(mean([E1, E2, E3]), w),
            mean([diff(E, w) for E in (E1, E2, E3)]),
        ),
        (
            "Their mean is exactly the gradient of all examples",
            mean([(one + other) / 2 for one, other in [(u, v), (u, w), (u, x), (v, w), (v, x), (w, x)]]),
            mean([u, v, w, x]),
        ),
    ],
    "How noisy is a batch?": [
        (r"\frac{B\,\sigma^2}{B^2} = \frac{\sigma^2}{B}", B * sigma**2 / B**2, sigma**2 / B),
        (r"\frac{\sigma}{\sqrt B}", sqrt(B * sigma**2 / B**2), sigma / sqrt(B)),
        ("halves whenever the batch becomes four times as large", sigma / sqrt(4 * B), sigma / sqrt(B) / 2),
    ],
    "Does it ever arrive?": [
        (
            r"V = \frac{\eta\,\sigma^2}{2 - \eta}",
            at_rest(TREMBLING),
            eta * sigma**2 / (2 - eta),
        ),
    ],
    "Is level ground always the valley?": [
        ("the slope is $-2v + v^3$", diff(SADDLE, v), -2 * v + v**3),
        ("by about $1 + 2\\eta$", diff(step(SADDLE, v), v).subs(v, 0), 1 + 2 * eta),
    ],
    "one step as a formula": [
        ("$E'(w) = 6w$", diff(3 * w**2, w), 6 * w),
        (r"$(1 - 6\eta)\,w$", step(3 * w**2, w), (1 - 6 * eta) * w),
    ],
    "a long step": [
        (r"$w \leftarrow w - 1.5 w = -0.5 w$", step(w**2 / 2, w, Rational(3, 2)), -w / 2),
    ],
    "halved, on the other side": [
        (r"$1 - \eta\lambda = -\tfrac12$, so $\eta\lambda = 1.5$", 1 - Rational(3, 2), -Rational(1, 2)),
    ],
    "on an even slope": [
        (r"$v = \dfrac{g}{1 - \beta} = 10\,g$", at_rest(sympy.Eq(V, Rational(9, 10) * V + g)), 10 * g),
        (r"\dfrac{1}{1 - \beta}", at_rest(sympy.Eq(V, beta * V + 1)), 1 / (1 - beta)),
    ],
    "both at once": [
        ("the slopes are $12$ along u", diff((u * v - 4) ** 2, u).subs({u: 2, v: 3}), 12),
        ("and $8$ along v", diff((u * v - 4) ** 2, v).subs({u: 2, v: 3}), 8),
        ("New: $u = 0.8$", step((u * v - 4) ** 2, u, Rational(1, 10)).subs({u: 2, v: 3}), Rational(4, 5)),
        ("$v = 2.2$", step((u * v - 4) ** 2, v, Rational(1, 10)).subs({u: 2, v: 3}), Rational(11, 5)),
    ],
    "a steep side and a flat side": [
        (
            "it is multiplied by 0.98 at each step",
            step(NARROW, v, Rational(1, 50)),
            Rational(98, 100) * v,
        ),
        ("multiply by −199 at each step", step(NARROW, u, 2), -199 * u),
        ("the steep side multiplies by −99", step(NARROW, u, 1), -99 * u),
    ],
    "down to the saddle": [
        ("the slope along v is 0 and stays 0", diff(SADDLE, v).subs(v, 0), 0),
    ],
    "Summary": [
        (r"each step multiplies by $1 - \eta\lambda$", step(lam * w**2 / 2, w), (1 - eta * lam) * w),
        (r"\frac{1}{1-\beta}", at_rest(sympy.Eq(V, beta * V + 1)), 1 / (1 - beta)),
    ],
}

# --- Numbers ------------------------------------------------------------------------------------------------


def parabola_loss(steps):
    px, py = DOTS
    theta = np.array([1.4, 0.8, -0.4])
    powers = np.stack([px**0, px, px**2], axis=1)
    for _ in range(steps):
        theta = theta - 0.1 * 2 * powers.T @ (powers @ theta - py) / len(px)
    return f"{np.mean((powers @ theta - py) ** 2):.4f}"


def forgetful(eta, steps):
    """The loss of (14/3)(w − 2)², whose gradients are never set to zero, after so many steps."""
    w = grad = 0.0
    for _ in range(steps):
        grad += 28 / 3 * (w - 2)
        w -= eta * grad
    return f"{14 / 3 * (w - 2) ** 2:.1f}"


def steepest():
    inputs = np.stack([line_data()[0], np.ones(16)], axis=1)
    return np.linalg.eigvalsh(2 / 16 * inputs.T @ inputs).max()


def line_after(B):
    """The loss of the line after 1,024 examples in batches of B, drawn as the lesson does, larger ones first."""
    px, py = line_data(1024, seed=5)
    random = np.random.default_rng(0)
    for size in [1024, 256, 64, 16, 4]:
        theta = np.zeros(2)
        for _ in range(1024 // size):
            rows = random.integers(0, 1024, size)
            theta = theta - 0.1 * batch_gradient(*theta, px[rows], py[rows])
        if size == B:
            return f"{np.mean((theta[0] * px + theta[1] - py) ** 2):.2f}"


def best_line():
    px, py = line_data(1024, seed=5)
    return f"{np.mean((np.polyval(np.polyfit(px, py, 1), px) - py) ** 2):.2f}"


def second_layer(factor):
    """The outputs of the second layer when the weights of the capstone are multiplied by a factor."""
    start = [(factor * W, b) for W, b in network.init(0, [1, 16, 16, 1])]
    return network.forward(start, training.noisy_curve()[0])[2]


def noise_of_the_curve():
    x, y = training.noisy_curve()
    return f"{np.mean((y - training.wave(x)) ** 2):.2f}"


def parameters(inputs):
    return str(16 * inputs + 16 + 16 * 16 + 16 + 16 + 1)


NUMBERS = {
    "parabola, first": ("4.1014", lambda: parabola_loss(0)),
    "parabola, after 50 steps": ("0.0218", lambda: parabola_loss(50)),
    "20 steps with 1.5": ("9.5e-07", lambda: f"{(1 - 1.5) ** 20:.1e}"),
    "20 steps with 0.1": ("1.2e-01", lambda: f"{(1 - 0.1) ** 20:.1e}"),
    "20 steps with 2.5": ("3.3e+03", lambda: f"{(1 - 2.5) ** 20:.1e}"),
    "λ of the valley": ("4.59", lambda: f"{steepest():.2f}"),
    "border of the valley": ("0.44", lambda: f"{2 / steepest():.2f}"),
    "trembling, η = 0.5": ("0.58", lambda: f"{math.sqrt(0.5 / 1.5):.2f}"),
    "trembling, η = 0.05": ("0.16", lambda: f"{math.sqrt(0.05 / 1.95):.2f}"),
    "never zeroed, lowest": ("0.1", lambda: forgetful(0.005, 7)),
    "never zeroed, highest": ("18.9", lambda: forgetful(0.005, 14)),
    "never zeroed, a tenth of η": ("0.2", lambda: forgetful(0.0005, 21)),
    "one step with all": ("2.77", lambda: line_after(1024)),
    "many steps with a few": ("0.64", lambda: line_after(4)),
    "the best line": ("0.63", best_line),
    "small weights": ("0.00004", lambda: f"{second_layer(0.01).std(axis=0).mean():.5f}"),
    "large weights": ("0.00014", lambda: f"{np.mean((h := second_layer(100)) * (1 - h)):.5f}"),
    "noise of the curve": ("0.01", noise_of_the_curve),
    "parameters, moons": ("337", lambda: parameters(2)),
    "parameters, curve": ("321", lambda: parameters(1)),
    "saddle": ("1.12", lambda: f"{1 + 2 * 0.06:.2f}"),
}

# --- Answers ------------------------------------------------------------------------------------------------


def moved_copy(theta, gradient, eta):
    theta = np.array(theta, float)
    theta -= eta * gradient
    return theta


def summed_by_hand(w, b, x, y):
    dw = db = 0.0
    for one, target in zip(x, y, strict=True):
        error = w * one + b - target
        dw += 2 * error * one / len(x)
        db += 2 * error / len(x)
    return [dw, db]


def by_value(w, b, x, y):
    w, b = Value(w), Value(b)
    loss = sum((w * float(one) + b - float(target)) ** 2 for one, target in zip(x, y, strict=True)) / len(x)
    loss.backward()
    return w.grad, b.grad


def with_columns(w, b, x, y):
    inputs = np.stack([x, np.ones_like(x)], axis=1)
    return 2 * inputs.T @ (inputs @ [w, b] - y) / len(x)


def roll_scaled(slope, w, eta, beta, steps):
    """The step itself is carried on, not the velocity."""
    move = 0.0
    for _ in range(steps):
        move = beta * move - eta * slope(w)
        w += move
    return w


def roll_again(slope, w, eta, beta, steps, v=0.0):
    if steps == 0:
        return w
    v = beta * v + slope(w)
    return roll_again(slope, w - eta * v, eta, beta, steps - 1, v)


def roll_heavy_ball(slope, w, eta, beta, steps):
    before = w
    for _ in range(steps):
        before, w = w, w - eta * slope(w) + beta * (w - before)
    return w


def roll_nesterov(slope, w, eta, beta, steps):
    v = 0.0
    for _ in range(steps):
        v = beta * v + slope(w - eta * beta * v)
        w = w - eta * v
    return w


def roll_average(slope, w, eta, beta, steps):
    v = 0.0
    for _ in range(steps):
        v = beta * v + (1 - beta) * slope(w)
        w = w - eta * v
    return w


def roll_far(slope, w, eta, beta, steps):
    return roll(slope, w, eta, beta, steps + 1)


def entry_by_entry(delta, W, H):
    back = np.zeros_like(H)
    for row, j in np.ndindex(*H.shape):
        share = sum(delta[row, i] * W[i, j] for i in range(len(W)))
        back[row, j] = share * H[row, j] * (1 - H[row, j])
    return back


FUNCTION_DISGUISES = {
    "a step down in code": [
        ("brackets", lambda theta, gradient, eta: theta - (eta * gradient)),
        ("plus minus", lambda theta, gradient, eta: theta + -eta * gradient),
        ("minus taken out", lambda theta, gradient, eta: -(eta * gradient - theta)),
        ("subtract", lambda theta, gradient, eta: np.subtract(theta, np.multiply(eta, gradient))),
        ("copy", moved_copy),
        ("gradient first", lambda theta, gradient, eta: theta - gradient * eta),
        ("list", lambda theta, gradient, eta: np.asarray(theta - eta * gradient).tolist()),
        ("halves", lambda theta, gradient, eta: theta - eta / 2 * gradient - eta / 2 * gradient),
    ],
    "the gradient of a batch in code": [
        ("by hand", summed_by_hand),
        ("by Value", by_value),
        ("matrix", with_columns),
        ("dot", lambda w, b, x, y: [2 * (w * x + b - y) @ x / len(x), 2 * np.sum(w * x + b - y) / len(x)]),
        (
            "y − ŷ twice",
            lambda w, b, x, y: -2 * np.mean([(y - w * x - b) * x, y - w * x - b], axis=1),
        ),
        ("tuple", lambda w, b, x, y: tuple(batch_gradient(w, b, x, y))),
        ("list", lambda w, b, x, y: list(batch_gradient(w, b, x, y))),
        ("average", lambda w, b, x, y: [2 * np.average((w * x + b - y) * x), 2 * np.average(w * x + b - y)]),
    ],
    "momentum in code": [
        ("steps carried on", roll_scaled),
        ("recursion", roll_again),
        ("heavy ball", roll_heavy_ball),
        ("in place", lambda slope, w, eta, beta, steps: roll(slope, w + 0.0, eta, beta, steps)),
        ("minus slope", lambda slope, w, eta, beta, steps: roll(lambda w: -slope(w), w, -eta, beta, steps)),
        ("mirror", lambda slope, w, eta, beta, steps: -roll(lambda w: -slope(-w), -w, eta, beta, steps)),
        (
            "twice half",
            lambda slope, w, eta, beta, steps: roll(lambda w: 2 * slope(w), w, eta / 2, beta, steps),
        ),
        ("array", lambda slope, w, eta, beta, steps: np.array(roll(slope, w, eta, beta, steps))),
    ],
    "one layer back in code": [
        ("entry by entry", entry_by_entry),
        ("dot", lambda delta, W, H: np.dot(delta, W) * H * (1 - H)),
        ("einsum", lambda delta, W, H: np.einsum("ni,ij,nj->nj", delta, W, H - H**2)),
        ("h − h²", lambda delta, W, H: (delta @ W) * (H - H**2)),
        ("transposed", lambda delta, W, H: (W.T @ delta.T).T * H * (1 - H)),
        ("slope first", lambda delta, W, H: H * (1 - H) * (delta @ W)),
        ("list", lambda delta, W, H: ((delta @ W) * H * (1 - H)).tolist()),
        ("from s", lambda delta, W, H: (delta @ W) / (2 + H / (1 - H) + (1 - H) / H)),
    ],
}

FUNCTION_MUTANTS = {
    "a step down in code": [
        ("divided by eta", lambda theta, gradient, eta: theta - gradient / eta),
        ("half", lambda theta, gradient, eta: theta - eta * gradient / 2),
        ("eta fixed", lambda theta, gradient, eta: theta - 0.1 * gradient),
        ("theta only", lambda theta, gradient, eta: theta),
        ("gradient first", lambda theta, gradient, eta: gradient - eta * theta),
        ("squared", lambda theta, gradient, eta: theta - eta * gradient**2),
        ("theta scaled", lambda theta, gradient, eta: eta * (theta - gradient)),
        ("twice", lambda theta, gradient, eta: theta - 2 * eta * gradient),
        ("minus eta", lambda theta, gradient, eta: theta - eta),
    ],
    "the gradient of a batch in code": [
        ("no error", lambda w, b, x, y: [2 * np.mean(x), 2.0]),
        ("no bias", lambda w, b, x, y: batch_gradient(w, 0.0, x, y)),
        ("times w", lambda w, b, x, y: [np.mean(2 * (w * x + b - y) * w), np.mean(2 * (w * x + b - y))]),
        ("y for x", lambda w, b, x, y: batch_gradient(w, b, y, x)),
        ("last", lambda w, b, x, y: batch_gradient(w, b, x[-1:], y[-1:])),
        ("n − 1", lambda w, b, x, y: batch_gradient(w, b, x, y) * len(x) / (len(x) - 1)),
        ("√n", lambda w, b, x, y: batch_gradient(w, b, x, y) * len(x) ** 0.5),
        ("loss", lambda w, b, x, y: [np.mean((w * x + b - y) ** 2)] * 2),
        ("median", lambda w, b, x, y: [np.median(2 * (w * x + b - y) * x), np.median(2 * (w * x + b - y))]),
    ],
    "momentum in code": [
        ("nesterov", roll_nesterov),
        ("average", roll_average),
        ("one step more", roll_far),
        ("plain", lambda slope, w, eta, beta, steps: roll(slope, w, eta, 0.0, steps)),
        ("swapped", lambda slope, w, eta, beta, steps: roll(slope, w, beta, eta, steps)),
        ("one step less", lambda slope, w, eta, beta, steps: roll(slope, w, eta, beta, steps - 1)),
        ("minus beta", lambda slope, w, eta, beta, steps: roll(slope, w, eta, -beta, steps)),
        ("all at once", lambda slope, w, eta, beta, steps: w - steps * eta * slope(w)),
        ("no step", lambda slope, w, eta, beta, steps: w),
    ],
    "one layer back in code": [
        ("no 1 − h", lambda delta, W, H: (delta @ W) * H * H),
        ("half", lambda delta, W, H: (delta @ W) * H * (1 - H) / 2),
        ("mean", lambda delta, W, H: (delta @ W) * H * (1 - H) / (len(H) + 1)),
        ("relu", lambda delta, W, H: (delta @ W) * (H > 0.5)),
        ("divided", lambda delta, W, H: (delta @ W) / (H * (1 - H))),
        ("size of W", lambda delta, W, H: (delta @ abs(W)) * H * (1 - H)),
        ("size of delta", lambda delta, W, H: (abs(delta) @ W) * H * (1 - H)),
        ("no delta", lambda delta, W, H: (np.ones_like(delta) @ W) * H * (1 - H)),
        ("slope at 0", lambda delta, W, H: (delta @ W) / 4),
    ],
}

STATE_MUTANTS = {
    "a fit by hand": [
        {"a": a, "b": b, "c": c}
        for a, b, c in [
            (0, 0, 0),
            (1.4, 0.8, -0.4),
            (0.4, 0.6, 1),
            (0.4, -0.6, 0.4),
            (1.0, -0.6, 1.0),
            (0.8, -0.6, 0.6),
        ]
    ],
    "halved, on the other side": [
        {"lam": lam, "eta": eta}
        for lam, eta in [(1, 0.3), (1, 0.5), (1, 1), (1, 2), (2, 1.5), (0.5, 1.5), (1, 2.5)]
    ],
    "down to the saddle": [
        {"u": u, "v": v} for u, v in [(0, 0), (1.8, 0.02), (0, 1.4), (1, -0.1), (-1, 1.8)]
    ],
}

# u has moved already when the slope along v is computed.
late = both_at_once().misconceptions[0].answer
steps = {"guess": 7, "back": 6, "dw": 18, "db": 6}

NAMED = [
    ("ascent sign", "a step down in code", lambda theta, g, eta: theta + eta * g, "uphill"),
    ("ascent sign", "both at once", [3.2, 3.8], "uphill"),
    ("ascent sign", "one step as a formula", "w + 6 eta w", "uphill"),
    ("ascent sign", "one step by hand", steps | {"new_w": 3.8}, "uphill"),
    (
        "sum for mean",
        "the gradient of a batch in code",
        lambda *case: batch_gradient(*case) * len(case[2]),
        "their mean",
    ),
    ("sum for mean", "sum for mean", 0.01, "so is the step"),
    ("update in place while still needed", "a program with a slip", 5, "which W2 does it get to see"),
    ("gradient not zeroed", "never set to zero", "a", "still there"),
    ("half-updated state", "both at once", late, "already moved"),
    ("half-updated state", "one step by hand", steps | {"new_w": 0.2, "new_b": 1.48}, "**new** w"),
    (
        "weights multiplied",
        "a step down in code",
        lambda theta, g, eta: theta * (1 - eta * g),
        "is multiplied",
    ),
    ("runs away beyond 1", "a long step", "a", "half"),
]
