"""What proves lesson 5: its formulas and numbers, and for some exercises answers that are right, wrong or typical."""

import math

import numpy as np
import sympy
from sympy import Abs, Matrix, Rational, cos, diff, pi, sin, sqrt

from course_lib.exercises.directional import gradient, height, walk_down, wrong_walk
from course_lib.figures.directional import START, cosines, valley, walk

# --- Formulas -----------------------------------------------------------------------------------------------

x, y, z, s, alpha = sympy.symbols("x y z s alpha", real=True)
w1, w2 = sympy.symbols("w1 w2", real=True)
eta, dh = sympy.symbols("eta h", positive=True)
ux, uy, gx, gy = sympy.symbols("u_x u_y g_x g_y", real=True)
tilt, beta = sympy.symbols("tilt beta", real=True)


def grad(f, *at, by=(x, y)):
    """The gradient as a column, everywhere or at a point."""
    partials = Matrix([diff(f, name) for name in by])
    return partials.subs(dict(zip(by, at, strict=True))) if at else partials


def along(f, at, direction, by=(x, y)):
    """The slope at s = 0 of f on the way from `at` in a direction that need not have length 1, by its limit."""
    way = {name: start + s * part for name, start, part in zip(by, at, direction, strict=True)}
    return sympy.limit(
        (f.subs(way, simultaneous=True) - f.subs(dict(zip(by, at, strict=True)))) / s, s, 0, "+-"
    )


def in_direction(f, at, arrow, by=(x, y)):
    """The directional derivative, from its definition."""
    return along(f, at, Matrix(arrow) / Matrix(arrow).norm(), by)


MOUNTAIN = 5 - (x**2 - 1) ** 2 / 2 - (y - x / 2) ** 2
CUBIC = x**2 * y
THREE = x**2 * y + z
VALLEY = (x - Rational(3, 2)) ** 2 / 4 + (y + 1) ** 2
WORSE = x**2 * y / (x**2 + y**2)
LOSS = w1**2 + 3 * w2**2
TWISTED = (w1 + w2 - 3) ** 2 + (w2 - 2) ** 2
WEIGHTS = w1, w2
HEIGHT = x**2 + x * y + 2 * y**2 - 4

# Two arrows of length 1 with the angle alpha between them.
N, U = Matrix([cos(tilt), sin(tilt)]), Matrix([cos(tilt + alpha), sin(tilt + alpha)])
G = Matrix([gx, gy])
APART = ((U - N).T * (U - N))[0]


def after_step(f, at, step):
    """The point after w ← w − step · ∇f."""
    return Matrix(at) - step * grad(f, *at, by=WEIGHTS)


def loss_at(f, point):
    return f.subs(dict(zip(WEIGHTS, point, strict=True)))


FORMULAS = {
    "turn to the south-west": [
        ("together 0.707", in_direction(MOUNTAIN, (Rational(1, 2), 0), (-1, -1)), -1 / sqrt(2)),
        (r"$1/\sqrt 2 \approx 0.707$ km south", Matrix([-1, -1]).normalized()[1], -1 / sqrt(2)),
        ("that way is 1.4 km long", Matrix([-1, -1]).norm(), sqrt(2)),
    ],
    "Why are two slopes enough?": [
        (
            r"D_{\mathbf u} f = \frac{\partial f}{\partial x} \underbrace{\frac{dx}{ds}}_{u_x}",
            along(MOUNTAIN, (gx, gy), (ux, uy)),
            (grad(MOUNTAIN, gx, gy).T * Matrix([ux, uy]))[0],
        ),
        (
            r"= \nabla f \cdot \mathbf u",
            along(sin(x * y), (1, 2), (ux, uy)),
            (grad(sin(x * y), 1, 2).T * Matrix([ux, uy]))[0],
        ),
        (r"it gives $\partial f/\partial y$", in_direction(CUBIC, (1, 2), (0, 1)), diff(CUBIC, y).subs(x, 1)),
        (r"the formula gives $\partial f/\partial x$", in_direction(CUBIC, (1, 2), (1, 0)), 4),
        (r"$\mathbf u = (-1, -1)/\sqrt 2$", Matrix([-1, -1]).normalized(), Matrix([-1, -1]) / sqrt(2)),
        (
            r"$\frac{-0.5 - 0.5}{\sqrt 2}$",
            in_direction(MOUNTAIN, (Rational(1, 2), 0), (-1, -1)),
            -Rational("0.5") * 2 / sqrt(2),
        ),
        (r"at $(0.5, 0)$", grad(MOUNTAIN, Rational(1, 2), 0), Matrix([Rational(1, 2)] * 2)),
        (r"f = 5 - \frac12 (x^2 - 1)^2 - (y - \frac x2)^2", MOUNTAIN.subs({x: 0, y: 0}), Rational(9, 2)),
    ],
    "When are two slopes not enough?": [
        (r"the height is $|s|$", sqrt(x**2 + y**2).subs({x: s * cos(tilt), y: s * sin(tilt)}), Abs(s)),
        (r"$u_x^2\,u_y$", WORSE.subs({x: s * cos(tilt), y: s * sin(tilt)}) / s, cos(tilt) ** 2 * sin(tilt)),
        ("to the north it is 0", (cos(tilt) ** 2 * sin(tilt)).subs(tilt, pi / 2), 0),
        (r"slope $\frac{1}{2\sqrt 2}$", (cos(tilt) ** 2 * sin(tilt)).subs(tilt, pi / 4), 1 / (2 * sqrt(2))),
    ],
    "to the north-west": [
        (r"\dfrac{−4}{\sqrt 2} \approx -2.82843", in_direction(x - 3 * y, (0, 0), (-1, 1)), -2 * sqrt(2)),
        ("That is the slope to the south-east", in_direction(x - 3 * y, (0, 0), (1, -1)), 2 * sqrt(2)),
        ("That is the slope to the north-east", in_direction(x - 3 * y, (0, 0), (1, 1)), -sqrt(2)),
        ("That is the slope to the south-west", in_direction(x - 3 * y, (0, 0), (-1, -1)), sqrt(2)),
    ],
    "Why must the arrow have length 1?": [
        (r"\sqrt{2^2 + 3^2 + (-1)^2} = \sqrt{14}", Matrix([2, 3, -1]).norm(), sqrt(14)),
        (
            r"D_{\mathbf u} f = \frac{\nabla f \cdot \mathbf v}{\|\mathbf v\|}",
            in_direction(CUBIC, (1, 2), (5, -12)),
            (grad(CUBIC, 1, 2).T * Matrix([5, -12]))[0] / 13,
        ),
        ("6, 12 and 3", along(THREE, (1, 1, 0), (2, 3, -1), by=(x, y, z)), 6),
        ("6, 12 and 3", along(THREE, (1, 1, 0), (4, 6, -2), by=(x, y, z)), 12),
        (
            "gains 5.168",
            CUBIC.subs({x: Rational("1.6"), y: Rational("2.8")}) - CUBIC.subs({x: 1, y: 2}),
            Rational("5.168"),
        ),
        ("The slope, 3.2,", in_direction(CUBIC, (1, 2), (3, 4)), Rational("3.2")),
    ],
    "per unit of length": [
        (r"has the gradient $(2, 1, 1)$", grad(THREE, 1, 1, z, by=(x, y, z)), Matrix([2, 1, 1])),
        (
            r"\dfrac{2 \cdot 6 + 1 \cdot 2 + 1 \cdot (−3)}{7} = \dfrac{11}{7}",
            in_direction(THREE, (1, 1, 0), (6, 2, -3), by=(x, y, z)),
            Rational(11, 7),
        ),
        (r"\sqrt{6^2 + 2^2 + 3^2}", Matrix([6, 2, -3]).norm(), 7),
    ],
    "three nudges and a conclusion": [
        (r"6\varepsilon$", along(THREE, (1, 1, 0), (2, 3, -1), by=(x, y, z)) * s, 6 * s),
        (r"$\sqrt{14}\,\varepsilon$", (eta * Matrix([2, 3, -1])).norm(), sqrt(14) * eta),
        (r"$6/\sqrt{14}", in_direction(THREE, (1, 1, 0), (2, 3, -1), by=(x, y, z)), 6 / sqrt(14)),
    ],
    "slope along an arrow": [
        (r"$\nabla f = (2xy, x^2)$", grad(CUBIC), Matrix([2 * x * y, x**2])),
        (r"= (4, 1)$ at this place", grad(CUBIC, 1, 2), Matrix([4, 1])),
        (r"\dfrac{16}{5} = 3.2", in_direction(CUBIC, (1, 2), (3, 4)), Rational(16, 5)),
        (
            r"so $\mathbf u = (3, 4)/5$",
            Matrix([3, 4]).normalized(),
            Matrix([Rational("0.6"), Rational("0.8")]),
        ),
    ],
    "the slope at every point": [
        (r"$\nabla f = (2xy, x^2)$", grad(CUBIC), Matrix([2 * x * y, x**2])),
        (
            "$\\nabla f \\cdot \\mathbf u = 2xy",
            along(CUBIC, (x, y), Matrix([3, 4]) / 5),
            (6 * x * y + 4 * x**2) / 5,
        ),
        ("At $(1, 2)$ it is 3.2", ((6 * x * y + 4 * x**2) / 5).subs({x: 1, y: 2}), Rational("3.2")),
    ],
    "What do all directions together look like?": [
        (r"\underbrace{2 - 2\cos\alpha}_{\text{law of cosines}}", APART, 2 - 2 * cos(alpha)),
        (
            r"\underbrace{2 - 2\,\mathbf u \cdot \mathbf n}_{\text{multiplied out}}",
            APART,
            2 - 2 * (U.T * N)[0],
        ),
        (r"So $\mathbf u \cdot \mathbf n = \cos\alpha$", (U.T * N)[0], cos(alpha)),
        (r"\|\nabla f\| \cos\alpha", ((eta * N).T * U)[0], (eta * N).norm() * cos(alpha)),
    ],
    "sixty degrees off": [
        (r"$2 \cos 60° = 1$", 2 * cos(pi / 3), 1),
        (r"$2 \sin 60°$", 2 * sin(pi / 3), sqrt(3)),
    ],
    "Why is the gradient the steepest way up?": [
        (r"| along $\nabla f$ | 0° | 1 |", (eta * N).dot(U.subs(alpha, 0)), eta),
        ("| across it | 90° | 0 | 0 |", (eta * N).dot(U.subs(alpha, pi / 2)), 0),
        ("| against it | 180° | −1 |", (eta * N).dot(U.subs(alpha, pi)), -eta),
        (
            r"\|\nabla f\| \left(1 - \tfrac12 \|\mathbf u - \mathbf n\|^2\right)",
            (eta * N).dot(U),
            eta * (1 - APART / 2),
        ),
        (r"1 - \tfrac12 \|\mathbf u - \mathbf n\|^2$, so", U.dot(N), 1 - APART / 2),
    ],
    "When does it hold?": [
        ("The steepest way is north-east, $(1, 1)$", grad(x + y), Matrix([1, 1])),
        ("with the gradient $(1, 0.001)$", grad(x + y / 1000), Matrix([1, Rational("0.001")])),
    ],
    "Could one search with a million inputs?": [
        (r"1/\sqrt{1{,}000{,}000} = 1/1000", 1 / sqrt(1_000_000), Rational(1, 1000)),
    ],
    "a direction at random": [
        (r"$1/\sqrt{1{,}000{,}000} = 1/1000$", 1 / sqrt(1_000_000), Rational(1, 1000)),
    ],
    "as steep as it gets": [
        (r"\sqrt{3^2 + 4^2} = 5", Matrix([3, -4]).norm(), 5),
        ("the slope against y", in_direction(3 * x - 4 * y, (0, 0), (0, -1)), 4),
        (
            "the slope of the steepest way **down**",
            in_direction(3 * x - 4 * y, (0, 0), (-3, 4)),
            -5,
        ),
    ],
    "steepest slope of a saddle": [
        (r"$\nabla f = (y, x)$", grad(x * y), Matrix([y, x])),
        ("sqrt(x^2 + y^2)", grad(x * y).norm(), sqrt(x**2 + y**2)),
    ],
    "east two, north one": [
        (r"\sqrt 5 \approx 2.24", Matrix([2, 1]).norm(), sqrt(5)),
        (r"$3/\sqrt 2 \approx 2.12$", in_direction(2 * x + y, (0, 0), (1, 1)), 3 / sqrt(2)),
        ("Due east has slope 2", in_direction(2 * x + y, (0, 0), (1, 0)), 2),
    ],
    "the steepest way down": [
        ("$(6, −8)/10$", -grad(-6 * x + 8 * y, 0, 0).normalized(), Matrix([6, -8]) / 10),
        ("the slope is −10", in_direction(-6 * x + 8 * y, (0, 0), (6, -8)), -10),
        ("Its dot product with the gradient is 0", Matrix([-8, -6]).dot(Matrix([-6, 8])), 0),
    ],
    "from contour to contour": [
        (r"$\|\nabla f\| = 20/80 = 0.25$", sympy.solve(80 * beta - 20, beta)[0], Rational(1, 4)),
    ],
    "a proof with a gap": [
        (
            r"$\nabla f \cdot \mathbf u = \|\nabla f\| \cos\alpha$",
            ((eta * N).T * U)[0],
            (eta * N).norm() * cos(alpha),
        ),
    ],
    "the level path": [
        ("The gradient points north-east, to 45°", grad(MOUNTAIN, Rational(1, 2), 0), Matrix([1, 1]) / 2),
        ("at 135° and at 315°, the slope is 0", in_direction(MOUNTAIN, (Rational(1, 2), 0), (1, -1)), 0),
        ("at 135° and at 315°, the slope is 0", in_direction(MOUNTAIN, (Rational(1, 2), 0), (-1, 1)), 0),
    ],
    "Which way is level?": [
        (
            r"0 = \frac{df}{ds} =",
            diff(valley_along := VALLEY.subs({x: Rational(3, 2) + 2 * cos(s), y: -1 + sin(s)}), s),
            0,
        ),
        (
            r"= \nabla f \cdot \mathbf t",
            (
                grad(VALLEY, Rational(3, 2) + 2 * cos(s), -1 + sin(s)).T
                * Matrix([diff(2 * cos(s), s), diff(sin(s), s)])
            )[0],
            diff(valley_along, s),
        ),
        (r"$\Delta f / \|\nabla f\|$", sympy.solve(G.norm() * beta - dh, beta)[0], dh / sqrt(gx**2 + gy**2)),
    ],
    "along the contour": [
        (r"$(2, -1) \cdot (1, 2) = 2 - 2 = 0$", Matrix([2, -1]).dot(Matrix([1, 2])), 0),
        ("Its dot product with the gradient is 3", Matrix([2, -1]).dot(Matrix([2, 1])), 3),
    ],
    "Is a place without slope a summit?": [
        (r"$\nabla f = \mathbf 0$", grad(MOUNTAIN, 1, Rational(1, 2)), Matrix([0, 0])),
        ("In both places the gradient is zero", grad(MOUNTAIN, 0, 0), Matrix([0, 0])),
        ("slope $3x^2 = 0$", diff(x**3, x), 3 * x**2),
        ("you climb towards either summit", diff(MOUNTAIN.subs(y, x / 2), x, 2).subs(x, 0), 2),
        ("you go down to the north and to the south", diff(MOUNTAIN, y, 2), -2),
        ("with slope 3", diff(3 * x, x), 3),
    ],
    "all level": [
        (r"\mathbf 0 \cdot \mathbf u = 0", Matrix([0, 0]).dot(Matrix([ux, uy])), 0),
    ],
    "one of them is a bottom": [
        ("All four have a zero gradient at the origin", grad(x**3, 0, 0), Matrix([0, 0])),
        ("All four have a zero gradient at the origin", grad(x**2 - y**2, 0, 0), Matrix([0, 0])),
        ("All four have a zero gradient at the origin", grad(x**2 + y**3, 0, 0), Matrix([0, 0])),
        ("All four have a zero gradient at the origin", grad(x**2 + y**4, 0, 0), Matrix([0, 0])),
    ],
    "Does the gradient point up the slope?": [
        ("For $f(x) = 3x$ the gradient has the one part 3", diff(3 * x, x), 3),
        ("to the left it falls by 3", along(3 * x, (2,), (-1,), by=(x,)), -3),
    ],
    "where the arrow lies": [
        ("has the gradient $(0.5, 0.5)$", grad(MOUNTAIN, Rational(1, 2), 0), Matrix([1, 1]) / 2),
    ],
    "an arrow on a line": [
        ("$f'(x) = -3$", diff(-3 * x, x), -3),
    ],
    "What does one step promise?": [
        (
            r"-\eta\,\nabla L \cdot \nabla L = -\eta\,\|\nabla L\|^2",
            diff(loss_at(LOSS, after_step(LOSS, (w1, w2), eta)), eta).subs(eta, 0),
            -(grad(LOSS, by=WEIGHTS).norm() ** 2),
        ),
        (r"$\mathbf w = (1, 2)$", grad(TWISTED, 1, 2, by=WEIGHTS), Matrix([0, 0])),
        (r"Start at $(1, 5)$", grad(TWISTED, 1, 5, by=WEIGHTS), Matrix([6, 12])),
        ("from 18 to 10.17", loss_at(TWISTED, (1, 5)), 18),
        (
            "from 18 to 10.17",
            loss_at(TWISTED, after_step(TWISTED, (1, 5), Rational("0.05"))),
            Rational("10.17"),
        ),
        ("The slope promised 9", 18 - Rational("0.05") * grad(TWISTED, 1, 5, by=WEIGHTS).norm() ** 2, 9),
        ("moved away from 1", after_step(TWISTED, (1, 5), Rational("0.05"))[0], Rational("0.7")),
    ],
    "how far off course": [
        (
            r"$-\|\nabla f\| \cos 45°$",
            (eta * N).dot(-U.subs(alpha, pi / 4)),
            -(eta * N).norm() * cos(pi / 4),
        ),
    ],
    "one step down": [
        (r"$\nabla L = (2w_1, 6w_2) = (4, 6)$", grad(LOSS, by=WEIGHTS), Matrix([2 * w1, 6 * w2])),
        (r"$\nabla L = (2w_1, 6w_2) = (4, 6)$", grad(LOSS, 2, 1, by=WEIGHTS), Matrix([4, 6])),
        ("(1.6, 0.4)", after_step(LOSS, (2, 1), Rational("0.1")), Matrix([Rational("1.6"), Rational("0.4")])),
        (
            "the loss there is 3.04",
            loss_at(LOSS, after_step(LOSS, (2, 1), Rational("0.1"))),
            Rational("3.04"),
        ),
        (
            r"$7 - 0.1 \cdot (16 + 36) = 1.8$",
            7 - Rational("0.1") * grad(LOSS, 2, 1, by=WEIGHTS).norm() ** 2,
            Rational("1.8"),
        ),
    ],
    "what a step promises": [
        (
            r"$\Delta L \approx \nabla L \cdot (-\eta\nabla L) = -\eta\,\|\nabla L\|^2 < 0$",
            G.dot(-eta * G),
            -eta * (gx**2 + gy**2),
        ),
    ],
    "walk down in code": [
        (r"$\nabla f = (2x + y, x + 4y)$", grad(HEIGHT), Matrix([2 * x + y, x + 4 * y])),
    ],
    "Summary": [
        (
            r"$\nabla f \cdot \mathbf v / \|\mathbf v\|$",
            in_direction(CUBIC, (1, 2), (3, 4)),
            grad(CUBIC, 1, 2).dot(Matrix([3, 4])) / 5,
        ),
        (r"$D_{\mathbf u} f = \|\nabla f\| \cos\alpha$", ((eta * N).T * U)[0], eta * cos(alpha)),
        (
            r"by about $\eta\,\|\nabla L\|^2$",
            diff(loss_at(LOSS, after_step(LOSS, (w1, w2), eta)), eta).subs(eta, 0),
            -(grad(LOSS, by=WEIGHTS).norm() ** 2),
        ),
    ],
}


# --- Numbers ------------------------------------------------------------------------------------------------

ARROW, GRADIENT = np.array([2, 3, -1]), np.array([2, 1, 1])


def gain(step):
    return (1 + 0.6 * step) ** 2 * (2 + 0.8 * step) - 2


NUMBERS = {
    "√14": ("3.7417", lambda: f"{math.sqrt(14):.4f}"),
    "rate along (2, 3, −1)": ("6.0", lambda: f"{GRADIENT @ ARROW:.1f}"),
    "rate per unit of length": ("1.6036", lambda: f"{GRADIENT @ ARROW / np.linalg.norm(ARROW):.4f}"),
    "slope to the south-west": ("-0.7071", lambda: f"{-1 / math.sqrt(2):.4f}"),
    "slope of f = 3x": ("3.0", lambda: f"{(3 * 2.1 - 3 * 1.9) / 0.2:.1f}"),
    "gain of a step of 1": ("5.1680", lambda: f"{gain(1):.4f}"),
    "gain per unit of a step of 0.01": ("3.2168", lambda: f"{gain(0.01) / 0.01:.4f}"),
    "heading of the gradient (2, 1)": ("63.4", lambda: f"{math.degrees(math.atan2(2, 1)):.1f}"),
    "its length": ("2.236", lambda: f"{math.hypot(2, 1):.3f}"),
    "loss after one step": ("10.17", lambda: f"{(0.7 + 4.4 - 3) ** 2 + (4.4 - 2) ** 2:.2f}"),
}


# --- Answers ------------------------------------------------------------------------------------------------


def rate_with_arrays(gx, gy, vx, vy):
    v = np.array([vx, vy])
    return np.array([gx, gy]) @ v / np.linalg.norm(v)


def rate_by_angles(gx, gy, vx, vy):
    return math.hypot(gx, gy) * math.cos(math.atan2(gy, gx) - math.atan2(vy, vx))


def rate_by_nudging(gx, gy, vx, vy):
    length = math.hypot(vx, vy)
    return (gx * (1e-3 * vx / length) + gy * (1e-3 * vy / length)) / 1e-3


def walk_with_arrays(x, y, eta, steps):
    w, slopes = np.array([x, y]), np.array([[2, 1], [1, 4]])
    for _ in range(steps):
        w = w - eta * slopes @ w
    return w @ slopes @ w / 2 - 4


def walk_recursively(x, y, eta, steps):
    if steps == 0:
        return height(x, y)
    gx, gy = gradient(x, y)
    return walk_recursively(x - eta * gx, y - eta * gy, eta, steps - 1)


def walk_by_powers(x, y, eta, steps):
    step = np.eye(2) - eta * np.array([[2, 1], [1, 4]])
    return height(*np.linalg.matrix_power(step, steps) @ [x, y])


def walk_counting(x, y, eta, steps):
    while steps > 0:
        new_x = (1 - 2 * eta) * x - eta * y
        y = (1 - 4 * eta) * y - eta * x
        x, steps = new_x, steps - 1
    return x * x + y * (x + 2 * y) - 4


def walk_in_place(x, y, eta, steps):
    w = [x, y]
    for _ in range(steps):
        slopes = gradient(*w)
        for i in range(2):
            w[i] -= eta * slopes[i]
    return height(*w)


FUNCTION_DISGUISES = {
    "a slope for any arrow": [
        ("arrays", rate_with_arrays),
        ("angles", rate_by_angles),
        ("nudging", rate_by_nudging),
        (
            "unit first",
            lambda gx, gy, vx, vy: sum(g * v / math.hypot(vx, vy) for g, v in ((gx, vx), (gy, vy))),
        ),
        ("power", lambda gx, gy, vx, vy: (gx * vx + gy * vy) * (vx**2 + vy**2) ** -0.5),
        ("sqrt", lambda gx, gy, vx, vy: (gx * vx + gy * vy) / math.sqrt(vx * vx + vy * vy)),
        ("two quotients", lambda gx, gy, vx, vy: gx * vx / math.hypot(vx, vy) + gy * vy / math.hypot(vx, vy)),
        ("dot", lambda gx, gy, vx, vy: np.dot([gx, gy], [vx, vy]) / np.linalg.norm([vx, vy])),
        ("complex", lambda gx, gy, vx, vy: (complex(gx, -gy) * complex(vx, vy)).real / abs(complex(vx, vy))),
    ],
    "walk down in code": [
        ("arrays", walk_with_arrays),
        ("recursion", walk_recursively),
        ("powers", walk_by_powers),
        ("counting", walk_counting),
        ("in place", walk_in_place),
        ("plus minus", wrong_walk(lambda x, y, eta, gx, gy: (x + eta * -gx, y + -eta * gy))),
        ("minus out", wrong_walk(lambda x, y, eta, gx, gy: (-(eta * gx - x), -(eta * gy - y)))),
        ("arrays of two", wrong_walk(lambda x, y, eta, gx, gy: np.array([x, y]) - eta * np.array([gx, gy]))),
    ],
}


FUNCTION_MUTANTS = {
    "a slope for any arrow": [
        ("x only", lambda gx, gy, vx, vy: gx),
        ("y only", lambda gx, gy, vx, vy: gy),
        ("steepest", lambda gx, gy, vx, vy: math.hypot(gx, gy)),
        ("exchanged", lambda gx, gy, vx, vy: (gx * vy + gy * vx) / math.hypot(vx, vy)),
        ("across", lambda gx, gy, vx, vy: (gx * vy - gy * vx) / math.hypot(vx, vy)),
        ("difference", lambda gx, gy, vx, vy: (gx * vx - gy * vy) / math.hypot(vx, vy)),
        ("sizes", lambda gx, gy, vx, vy: (abs(gx * vx) + abs(gy * vy)) / math.hypot(vx, vy)),
        ("times the length", lambda gx, gy, vx, vy: (gx * vx + gy * vy) * math.hypot(vx, vy)),
        ("sum of the arrow", lambda gx, gy, vx, vy: (gx * vx + gy * vy) / (vx + vy or 1)),
        ("largest part", lambda gx, gy, vx, vy: (gx * vx + gy * vy) / max(abs(vx), abs(vy))),
        ("sum of partials", lambda gx, gy, vx, vy: gx + gy),
    ],
    "walk down in code": [
        ("x only", wrong_walk(lambda x, y, eta, gx, gy: (x - eta * gx, y))),
        ("y only", wrong_walk(lambda x, y, eta, gx, gy: (x, y - eta * gy))),
        ("exchanged", wrong_walk(lambda x, y, eta, gx, gy: (x - eta * gy, y - eta * gx))),
        ("divided", wrong_walk(lambda x, y, eta, gx, gy: (x - gx / eta, y - gy / eta))),
        ("half a step", wrong_walk(lambda x, y, eta, gx, gy: (x - eta * gx / 2, y - eta * gy / 2))),
        (
            "signs only",
            wrong_walk(lambda x, y, eta, gx, gy: (x - math.copysign(eta, gx), y - math.copysign(eta, gy))),
        ),
        ("mixed term forgotten", wrong_walk(lambda x, y, eta, gx, gy: (x - eta * 2 * x, y - eta * 4 * y))),
        ("one step less", lambda x, y, eta, steps: walk_down(x, y, eta, max(steps - 1, 0))),
        ("one long step", lambda x, y, eta, steps: walk_down(x, y, eta * steps, 1)),
        ("stays", lambda x, y, eta, steps: height(x, y)),
        ("the gradient's length", lambda x, y, eta, steps: math.hypot(*gradient(x, y))),
        ("sea level forgotten", lambda x, y, eta, steps: walk_down(x, y, eta, steps) + 4),
    ],
}


STATE_MUTANTS = {
    "the level path": [
        {"heading": heading, "x": east, "y": north}
        for heading, east, north in [
            (45, 0.5, 0),
            (225, 0.5, 0),
            (120, 0.5, 0),
            (0, 0.5, 0),
            (135, 1, 0.5),
            (315, 0, 0),
        ]
    ],
    "out of the fog": [
        dict(zip(("first", "second", "third", "step"), state, strict=True))
        for state in [
            (180, 45, 90, 0.75),
            (157.5, 157.5, 157.5, 0.5),
            (0, 0, 0, 1.5),
            (180, 180, 180, 1.5),
            (135, 135, 135, 1),
        ]
    ],
}


NAMED = [
    ("direction not normalised", "slope along an arrow", 16, "longer than 1"),
    ("direction not normalised", "per unit of length", 11, "divided by the length"),
    ("direction not normalised", "to the north-west", -4, "Divide by its length"),
    ("direction not normalised", "the slope at every point", "6xy + 4x^2", "Divide by its length"),
    (
        "direction not normalised",
        "a slope for any arrow",
        lambda gx, gy, vx, vy: gx * vx + gy * vy,
        "Divide by the length",
    ),
    ("gradient normalised instead", "slope along an arrow", 16 / math.sqrt(17), "gradient to length 1"),
    ("gradient normalised instead", "per unit of length", 11 / math.sqrt(6), "length of the **gradient**"),
    ("an arrow taken for a point", "slope along an arrow", 5 / math.sqrt(2), "towards the **point**"),
    (
        "gradient normalised instead",
        "a slope for any arrow",
        lambda gx, gy, vx, vy: (gx * vx + gy * vy) / math.hypot(gx, gy),
        "length of the gradient",
    ),
    ("f(x + u) − f(x)", "slope along an arrow", 5.168, "true gain of a whole step"),
    ("partial in x taken for every direction", "slope along an arrow", 4, "in one direction only"),
    ("partial in x taken for every direction", "to the north-west", 1, "to the east alone"),
    ("partial in x taken for every direction", "the slope at every point", "2xy", "goes along y as well"),
    ("steepest = −∇f", "east two, north one", "e", "steepest way **down**"),
    ("steepest = −∇f", "as steep as it gets", -5, "steepest way **down**"),
    ("contour direction = gradient", "the steepest way down", [0.8, 0.6], "that way is level"),
    (
        "steepest = −∇f",
        "out of the fog",
        {"first": 337.5, "second": 0, "third": 0, "step": 1},
        "points **up**",
    ),
    ("contour direction = gradient", "along the contour", "a", "gradient itself"),
    (
        "contour direction = gradient",
        "the level path",
        {"heading": 45, "x": 0.5, "y": 0},
        "along the gradient",
    ),
    ("zero gradient means extremum", "all level", "a", "on a pass"),
    (
        "weights multiplied",
        "one step down",
        {"slope_1": 4, "slope_2": 6, "promised": 1.8, "new_1": 0.8},
        "**multiplied**",
    ),
    (
        "the slope taken for the change",
        "one step down",
        {"slope_1": 4, "slope_2": 6, "promised": 7 - 0.1 * math.sqrt(52)},
        "for each unit of length",
    ),
    (
        "the gradient as a place or an arrow in space",
        "where the arrow lies",
        "b",
        "one part for each **input**",
    ),
    ("a step brings every weight nearer", "what a step promises", "a", "moved it away"),
]


# What the words of the game say of the heights.
assert valley(*START) == 6.25
assert [f"{valley(*place):.2f}" for place in walk(1.25, 157.5, 135, 90)] == ["6.25", "2.30", "0.67", "0.04"]

# What the words of the crowd say: with two inputs two thirds of all directions have more than half of the slope, with
# three all slopes are equally frequent, and with a million hardly one has a hundredth.
angle = sympy.Symbol("angle", positive=True)
assert sympy.acos(Rational(1, 2)) / (pi / 2) == Rational(2, 3)
assert sympy.integrate(sin(angle), (angle, 0, sympy.acos(beta))) == 1 - beta
assert np.max(np.abs(cosines(1_000_000))) < 0.01
