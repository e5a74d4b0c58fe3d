"""What proves lesson 2: its formulas and numbers, and for some exercises answers that are right, wrong or typical."""

import math
from fractions import Fraction

import numpy as np
import sympy
from sympy import Abs, Matrix, Rational, Symbol, cos, diff, pi, sin

from course_lib.exercises.partials import numerical_gradient
from course_lib.numeric import central_difference

# --- Formulas -----------------------------------------------------------------------------------------------

a, b, c, e, k, t, w, x, y, z = sympy.symbols("a b c e k t w x y z", real=True)
h, r = sympy.symbols("h r", positive=True)
angle = Symbol("angle", real=True)


def quotient(f, by, at=None):
    """The difference quotient of an expression when one letter moves by h and the others stand still."""
    at = by if at is None else at
    return (f.subs(by, at + h) - f.subs(by, at)) / h


def gradient(f, *letters):
    return Matrix([diff(f, letter) for letter in letters])


def limit(expression):
    """Its limit for h → 0, from both sides."""
    step = Symbol("h", real=True)
    return sympy.limit(expression.subs(h, step), step, 0, "+-")


DESK = a * b + c
HERE = {a: 2, b: -3, c: 10}
LIFTED = a * b + c**2
TILTED = a * b + a * c**2
ERROR = (w * x - y) ** 2
MISS = (w * x + b - y) ** 2
BOWL = x**2 + y**2
SADDLE = x**2 - y**2
WAVE = sin(x * y)
VOLUME = 4 * pi / 3 * t * x * y
POWERS = 2 * z**3 * x**2
BARS = x**2 + x * y
RAYS = 2 * x * y / (x**2 + y**2)
DATA = [(0, "1.25"), (1, "1.25"), (2, "1.75"), (3, "2.75")]
LOSS = sum((w * i + b - Rational(target)) ** 2 for i, target in DATA) / 4
REST = {w: Rational(1, 2), b: 1}

FORMULAS = {
    "touch one fader": [
        (r"2.1 \cdot (-3) + 10 = 3.7", DESK.subs({**HERE, a: Rational("2.1")}), Rational("3.7")),
        ("so $y = 4$", DESK.subs(HERE), 4),
        ("Each unit of $a$ is worth −3 units", diff(DESK, a).subs(HERE), -3),
    ],
    "What happens if you touch only one fader?": [
        (r"\frac{\partial y}{\partial a} = \lim_{h \to 0}", limit(quotient(DESK, a)), diff(DESK, a)),
        (r"\frac{(a + h) \cdot b + c - (a \cdot b + c)}{h} = \frac{h \cdot b}{h} = b", quotient(DESK, a), b),
        (r"$\frac{\partial y}{\partial b} = a$", quotient(DESK, b), a),
        (r"$\frac{\partial y}{\partial c} = 1$", quotient(DESK, c), 1),
        ("It is the same for every size of the nudge", diff(quotient(DESK, a), h), 0),
    ],
    "How do you nudge one input in Python?": [
        ("The exact slopes are −3, 2 and 1", gradient(DESK, a, b, c).subs(HERE), Matrix([-3, 2, 1])),
        ("have no truncation", quotient(DESK, b) - diff(DESK, b), 0),
    ],
    "the slope by b": [
        (r"$2 \cdot b + 10$", DESK.subs({a: 2, c: 10}), 2 * b + 10),
        (r"−3 is $\partial y / \partial a$", diff(DESK, a).subs(HERE), -3),
        ("4 is the value of $y$", DESK.subs(HERE), 4),
    ],
    "lift or tilt": [
        ("the line moves up by 3 everywhere", LIFTED.subs(c, 2) - LIFTED.subs(c, 1), 3),
        ("Its slope is $b$ before and after", diff(LIFTED, a), b),
    ],
    "What becomes of a letter that stands still?": [
        ("have the same slope by a, which is b", diff(DESK, a), b),
        ("have the same slope by a, which is b", diff(LIFTED, a), b),
        (r"$a \cdot c^2$ has the slope $c^2$ by a", diff(a * c**2, a), c**2),
        ("$7a + 9a$ has the slope $7 + 9$", diff(TILTED, a).subs({b: 7, c: 3}), 7 + 9),
    ],
    "a factor without a": [
        (r"d = (b + c^2) \cdot a", TILTED, (b + c**2) * a),
        ("the slope is $b + c^2$", diff(TILTED, a), b + c**2),
        (r"That is $\partial d / \partial b$", diff(TILTED, b), a),
        (r"That is $\partial d / \partial c$", diff(TILTED, c), 2 * a * c),
    ],
    "now c moves": [("together $2ac$", diff(TILTED, c), 2 * a * c)],
    "the slope of an error": [
        ("$E = (wx - y)^2 = w^2 x^2 - 2wxy + y^2$", ERROR, w**2 * x**2 - 2 * w * x * y + y**2),
        (r"$w^2 x^2$ gives $2w \cdot x^2$", diff(w**2 * x**2, w), 2 * w * x**2),
        ("$-2wxy$ gives $-2xy$", diff(-2 * w * x * y, w), -2 * x * y),
        ("it gives 0, not $2y$", diff(y**2, w), 0),
        (r"\partial E / \partial w = 2wx^2 - 2xy = 2x(wx - y)", diff(ERROR, w), 2 * x * (w * x - y)),
        (r"\partial E / \partial w = 2wx^2 - 2xy = 2x(wx - y)", diff(ERROR, w), 2 * w * x**2 - 2 * x * y),
    ],
    "one step sideways": [
        ("With $x = 1$ held the height is $1 + y^2$", BOWL.subs(x, 1), 1 + y**2),
        ("its slope at $y = 0$ is $2y = 0$", diff(BOWL, y).subs({x: 1, y: 0}), 0),
        ("$2x = 2$", diff(BOWL, x).subs({x: 1, y: 0}), 2),
    ],
    "How steep is a hillside?": [
        (r"\frac{\partial f}{\partial x} = 2x \qquad", limit(quotient(BOWL, x)), 2 * x),
        (r"\frac{\partial f}{\partial y} = 2y$$", limit(quotient(BOWL, y)), 2 * y),
        (r"$\frac{\partial f}{\partial x} = 2x$ and", limit(quotient(SADDLE, x)), 2 * x),
        (r"$\frac{\partial f}{\partial y} = -2y$", limit(quotient(SADDLE, y)), -2 * y),
        (
            "the same saddle, turned by an eighth of a circle",
            SADDLE.subs({x: (x + y) / sympy.sqrt(2), y: (y - x) / sympy.sqrt(2)}, simultaneous=True),
            2 * x * y,
        ),
        ("Both slopes are 0 there", gradient(SADDLE, x, y).subs({x: 0, y: 0}), Matrix([0, 0])),
        ("the cut along y has one, 0", limit(quotient(Abs(x) + y**2, y, at=0)), 0),
        ("has a corner and none", quotient(Abs(x), x, at=0), 1),
        ("has a corner and none", Abs(x).subs(x, -h) / (-h), -1),
    ],
    "What is inside a wave of two inputs?": [
        (r"= k \cdot \underbrace", quotient(sin(k * x), x), k * (sin(k * x + k * h) - sin(k * x)) / (k * h)),
        (r"\;\to\; k \cos(kx)", limit(quotient(sin(k * x), x)), k * cos(k * x)),
        (r"For $k = 0$", limit(quotient(sin(0 * x), x)), (k * cos(k * x)).subs(k, 0)),
        (r"$\frac{\partial f}{\partial y} = x \cos(xy)$", diff(WAVE, y), x * cos(x * y)),
    ],
    "the slope of a wave": [
        (r"the slope $k \cos(kx)$", diff(sin(k * x), x), k * cos(k * x)),
        (r"$y \cos(xy)$", limit(quotient(WAVE, x)), y * cos(x * y)),
        (r"That is $\partial f / \partial y$", diff(WAVE, y), x * cos(x * y)),
    ],
    "level one way only": [
        (r"The slope along x is $y \cos(xy)$", diff(WAVE, x), y * cos(x * y)),
        (r"$0 \cdot \cos 0 = 0$", diff(WAVE, x).subs(y, 0), 0),
        (r"$x \cos 0 = x$", diff(WAVE, y).subs(y, 0), x),
    ],
    "the shortest axis": [
        ("in $t$ is multiplied by $xy = 6$", diff(t * x * y, t).subs({x: 2, y: 3}), 6),
        ("in $x$ by $ty = 3$", diff(t * x * y, x).subs({t: 1, y: 3}), 3),
        ("in $y$ by $tx = 2$", diff(t * x * y, y).subs({t: 1, x: 2}), 2),
    ],
    "Which half-axis is worth the most?": [
        (r"\frac{4\pi}{3} r^3", VOLUME.subs({t: r, x: r, y: r}), 4 * pi / 3 * r**3),
        (r"$\frac{\partial V}{\partial t} = \frac{4\pi}{3}\, x\, y$", diff(VOLUME, t), 4 * pi / 3 * x * y),
        (r"$\frac{\partial V}{\partial y} = \frac{4\pi}{3}\, t\, x$", diff(VOLUME, y), 4 * pi / 3 * t * x),
    ],
    "volume per half-axis": [
        (r"$\dfrac{4\pi}{3}\, t\, y$", limit(quotient(VOLUME, x)), 4 * pi / 3 * t * y),
        (r"Four thirds of the area $\pi t y$", diff(VOLUME, x), Rational(4, 3) * pi * t * y),
    ],
    "What do you get when you collect the slopes?": [
        (r"$\frac{\partial f}{\partial x} = 2x + y$", diff(BARS, x), 2 * x + y),
        (r"$\frac{\partial f}{\partial y} = x$", diff(BARS, y), x),
        ("x is worth 32 per unit", diff(POWERS, x).subs({x: 1, z: 2}), 32),
        ("z is worth 24 per unit", diff(POWERS, z).subs({x: 1, z: 2}), 24),
    ],
    "swap and swap back": [
        ("$kx^2$, with slope $2kx$", diff(k * x**2, x), 2 * k * x),
        (r"$2 \cdot 2z^3 \cdot x = 4z^3x$", limit(quotient(POWERS, x)), 4 * z**3 * x),
    ],
    "the other entry": [
        ("$kz^3$, with slope $3kz^2$", diff(k * z**3, z), 3 * k * z**2),
        (r"3 \cdot 2x^2 \cdot z^2 = 6x^2z^2", limit(quotient(POWERS, z)), 6 * x**2 * z**2),
        (r"$\nabla f = (4z^3x,\; 6x^2z^2)$", gradient(POWERS, x, z), Matrix([4 * z**3 * x, 6 * x**2 * z**2])),
    ],
    "a vector, not a sum": [
        (r"$4z^3x = 4 \cdot 1 \cdot 3 = 12$", diff(POWERS, x).subs({x: 3, z: 1}), 12),
        (r"$6x^2z^2 = 6 \cdot 9 \cdot 1 = 54$", diff(POWERS, z).subs({x: 3, z: 1}), 54),
        (r"\dfrac{\partial f}{\partial z} = 6x^2z^2", diff(POWERS, z), 6 * x**2 * z**2),
    ],
    "read the bars": [
        (r"$\partial f / \partial y = x$", diff(BARS, y), x),
        (r"$\partial f / \partial x = 2x + y = 1 + y$", diff(BARS, x).subs(x, Rational(1, 2)), 1 + y),
        (
            "is 2 for $y = 1$",
            gradient(BARS, x, y).subs({x: Rational(1, 2), y: 1}),
            Matrix([2, Rational(1, 2)]),
        ),
    ],
    "What can go wrong when a computer nudges a vector?": [
        ("The gradient should be (−3, 2, 1)", gradient(DESK, a, b, c).subs(HERE), Matrix([-3, 2, 1])),
        (
            "The second slope is 1.5 and should be 2",
            diff(DESK, b).subs(a, 2 - Rational(1, 2)),
            Rational(3, 2),
        ),
    ],
    "the nudge that stays": [
        ("(2.5, −3, 10), and `f(w)` is 2.5", DESK.subs({**HERE, a: Rational("2.5")}), Rational("2.5")),
        ("(1.5, −3, 10), and `f(w)` is 5.5", DESK.subs({**HERE, a: Rational("1.5")}), Rational("5.5")),
        ("(2.5 − 5.5) / 1 = −3", (Rational("2.5") - Rational("5.5")) / 1, -3),
        ("and finds the slope 1.5", diff(DESK, b).subs(a, Rational("1.5")), Rational("1.5")),
    ],
    "hours of nudging": [
        ("36{,}000$ seconds", 2 * 10**6 * Rational("0.018"), 36000),
        ("which is 10 hours", Rational(36000, 3600), 10),
    ],
    "the same input twice": [
        ("$1 + 1 = 2$", diff(a + a, a), 2),
        ("$6$ and $6.02$", (a + a).subs(a, Rational("3.01")), Rational("6.02")),
    ],
    "What does a node hand on?": [
        (r"= 1 + 0 = 1", quotient(c + e, c), 1),
        (
            r"\frac{\partial c}{\partial c} + \frac{\partial e}{\partial c}",
            diff(c + e, c),
            diff(c, c) + diff(e, c),
        ),
        (r"$\frac{\partial p}{\partial a} = b$", quotient(a * b, a), b),
        ("the slopes add up to 2", quotient(a + a, a), 2),
        (r"$(a^2)' = 2a$", limit(quotient(a * a, a)), a + a),
    ],
    "through a plus": [("$1 + 0 = 1$", diff(c + e, c), 1)],
    "three factors": [
        (r"\partial p / \partial b = a \cdot c", diff(a * b * c, b), a * c),
        (r"4 \cdot 0.5 = 2", diff(a * b * c, b).subs({a: 4, c: Rational(1, 2)}), 2),
    ],
    "Do the slopes along the axes tell everything?": [
        ("Along x and along y the walk is level", RAYS.subs(y, 0), 0),
        ("Along x and along y the walk is level", RAYS.subs(x, 0), 0),
        (
            "Each is level, and its height depends on its direction",
            RAYS.subs({x: r * cos(angle), y: r * sin(angle)}),
            sin(2 * angle),
        ),
        ("In every other direction the height jumps", RAYS.subs(y, x), 1),
    ],
    "both slopes are zero": [
        (
            "$x^2 - y^2$ is level along both at the origin",
            gradient(SADDLE, x, y).subs({x: 0, y: 0}),
            Matrix([0, 0]),
        ),
        ("has both slopes 0 at the origin", gradient(BOWL, x, y).subs({x: 0, y: 0}), Matrix([0, 0])),
    ],
    "Which weight, and which way?": [
        (r"\frac{\partial E}{\partial w} = 2x\,(wx + b - y)", diff(MISS, w), 2 * x * (w * x + b - y)),
        (r"\frac{\partial E}{\partial b} = 2\,(wx + b - y)", diff(MISS, b), 2 * (w * x + b - y)),
    ],
    "two weights at rest": [
        ("At w = 0.5, b = 1 both bars are gone", gradient(LOSS, w, b).subs(REST), Matrix([0, 0])),
        ("the loss is 0.0625", LOSS.subs(REST), Rational("0.0625")),
        (
            "the lowest there is",
            LOSS - Rational("0.0625"),
            sum(((w - REST[w]) * i + b - 1) ** 2 for i in range(4)) / 4,
        ),
    ],
    "Summary": [
        (r"| $a \cdot b + c$ | $(b,\; a,\; 1)$ |", gradient(DESK, a, b, c), Matrix([b, a, 1])),
        (
            r"| $a \cdot b + a \cdot c^2$ | $(b + c^2,\; a,\; 2ac)$ |",
            gradient(TILTED, a, b, c),
            Matrix([b + c**2, a, 2 * a * c]),
        ),
        (r"| $x^2 + y^2$ | $(2x,\; 2y)$ |", gradient(BOWL, x, y), Matrix([2 * x, 2 * y])),
        (
            r"| $\sin(xy)$ | $(y \cos(xy),\; x \cos(xy))$ |",
            gradient(WAVE, x, y),
            Matrix([y * cos(x * y), x * cos(x * y)]),
        ),
        (
            r"\left(\frac{4\pi}{3}\,xy,\; \frac{4\pi}{3}\,ty,\; \frac{4\pi}{3}\,tx\right)",
            gradient(VOLUME, t, x, y),
            4 * pi / 3 * Matrix([x * y, t * y, t * x]),
        ),
        (
            r"| $2z^3x^2$ | $(4z^3x,\; 6x^2z^2)$ |",
            gradient(POWERS, x, z),
            Matrix([4 * z**3 * x, 6 * x**2 * z**2]),
        ),
    ],
}


# --- Numbers ------------------------------------------------------------------------------------------------


def desk(a, b, c):
    return a * b + c


def loss(w, b):
    return sum((Fraction(w) * i + Fraction(b) - Fraction(target)) ** 2 for i, target in DATA) / 4


def by_w(w, b):
    """The slope of a quadratic, by an exact central difference."""
    return f"{float(loss(Fraction(w) + 1, b) - loss(Fraction(w) - 1, b)) / 2:.4f}"


def by_b(w, b):
    return f"{float(loss(w, Fraction(b) + 1) - loss(w, Fraction(b) - 1)) / 2:.4f}"


NUMBERS = {
    "a nudged by 1e-4": (
        "-3.000000000010772",
        lambda: repr((desk(2 + 1e-4, -3, 10) - desk(2, -3, 10)) / 1e-4),
    ),
    "b nudged by 1e-4": (
        "2.0000000000042206",
        lambda: repr((desk(2, -3 + 1e-4, 10) - desk(2, -3, 10)) / 1e-4),
    ),
    "c nudged by 1e-4": (
        "0.9999999999976694",
        lambda: repr((desk(2, -3, 10 + 1e-4) - desk(2, -3, 10)) / 1e-4),
    ),
    "exact slope by a": ("-3.000000", lambda: f"{central_difference(lambda a: desk(a, -3, 10), 2):.6f}"),
    "the wave by x": ("0.557365", lambda: f"{0.8 * math.cos(0.8):.6f}"),
    "the wave by y": ("0.696707", lambda: f"{math.cos(0.8):.6f}"),
    "volume per unit of t": ("25.13", lambda: f"{4 * math.pi / 3 * 6:.2f}"),
    "volume per unit of x": ("12.57", lambda: f"{4 * math.pi / 3 * 3:.2f}"),
    "volume per unit of y": ("8.38", lambda: f"{4 * math.pi / 3 * 2:.2f}"),
    "2z³x² by x": ("32.0000", lambda: f"{4 * 2**3 * 1:.4f}"),
    "2z³x² by z": ("24.0000", lambda: f"{6 * 1**2 * 2**2:.4f}"),
    "the careless slope": ("1.5", lambda: repr(2 - 0.5)),
    "the loss by w": ("3.1000", lambda: by_w("1.2", "0.4")),
    "the loss by b": ("0.9000", lambda: by_b("1.2", "0.4")),
    "the loss by b, w mended": ("-1.2000", lambda: by_b("0.5", "0.4")),
}


# --- Answers ------------------------------------------------------------------------------------------------


def in_steps(f, a, b, c, h):
    above = f(a, b + h, c)
    below = f(a, b - h, c)
    return (above - below) / (2 * h)


def with_a_list(f, a, b, c, h):
    return sum(side * f(a, b + side * h, c) for side in (1, -1)) / (2 * h)


def by_unit_vectors(f, x, h):
    return np.array([(f(x + h * e) - f(x - h * e)) / (2 * h) for e in np.eye(len(x))])


def put_back(f, x, h):
    x = np.array(x, dtype=float)
    slopes = []
    for i, before in enumerate(x.copy()):
        x[i] = before + h
        above = f(x)
        x[i] = before - h
        slopes.append((above - f(x)) / (2 * h))
        x[i] = before
    return slopes


def two_halves(f, x, h):
    x = x.astype(float)
    here, slopes = f(x), np.empty(x.shape)
    for i in np.ndindex(x.shape):
        moved = x.copy()
        moved[i] += h
        forward = (f(moved) - here) / h
        moved[i] = x[i] - h
        slopes[i] = (forward + (here - f(moved)) / h) / 2
    return slopes


def through_lambdas(f, x, h):
    def along(i):
        return lambda value: f(np.array([value if k == i else x[k] for k in range(len(x))], float))

    return [central_difference(along(i), x[i], h) for i in range(len(x))]


def with_where(f, x, h):
    step = lambda i: np.where(np.arange(len(x)) == i, h, 0.0)
    return np.array([(f(x + step(i)) - f(x - step(i))) / (2 * h) for i in range(len(x))])


def from_tuples(f, x, h):
    return tuple(float(slope) for slope in by_unit_vectors(f, x, h))


def backwards(f, x, h):
    return numerical_gradient(f, x, -h)


def last_first(f, x, h):
    slopes = [0.0] * len(x)
    for i in reversed(range(len(x))):
        up = [float(value) for value in x]
        down = list(up)
        up[i], down[i] = up[i] + h, down[i] - h
        slopes[i] = (f(np.array(up)) - f(np.array(down))) / (2 * h)
    return slopes


FUNCTION_DISGUISES = {
    "hold the others": [
        ("in steps", in_steps),
        ("as a sum", with_a_list),
        ("one input", lambda f, a, b, c, h: central_difference(lambda b: f(a, b, c), b, h)),
        ("halved", lambda f, a, b, c, h: 0.5 * (f(a, b + h, c) - f(a, b - h, c)) / h),
        ("minus taken out", lambda f, a, b, c, h: (f(a, b - h, c) - f(a, b + h, c)) / (-2 * h)),
        ("backwards", lambda f, a, b, c, h: in_steps(f, a, b, c, -h)),
        ("run", lambda f, a, b, c, h: (f(a, b + h, c) - f(a, b - h, c)) / ((b + h) - (b - h))),
        ("diff", lambda f, a, b, c, h: np.diff([f(a, b - h, c), f(a, b + h, c)])[0] / (2 * h)),
        ("from a gradient", lambda f, a, b, c, h: numerical_gradient(lambda v: f(*v), [a, b, c], h)[1]),
    ],
    "one nudge for each input": [
        ("unit vectors", by_unit_vectors),
        ("put back", put_back),
        ("two halves", two_halves),
        ("lambdas", through_lambdas),
        ("where", with_where),
        ("a tuple", from_tuples),
        ("backwards", backwards),
        ("last first", last_first),
        ("defaults", lambda f, x, h=1e-5: by_unit_vectors(f, x, h)),
    ],
}


def previous_too(f, x, h):
    step = lambda i: np.where(np.arange(len(x)) <= i, h, 0.0)
    return np.array([(f(x + step(i)) - f(x - step(i))) / (2 * h) for i in range(len(x))])


def all_but_one(f, x, h):
    step = lambda i: np.where(np.arange(len(x)) == i, 0.0, h)
    return np.array([(f(x + step(i)) - f(x - step(i))) / (2 * h) for i in range(len(x))])


FUNCTION_MUTANTS = {
    "hold the others": [
        ("h fixed", lambda f, a, b, c, h: in_steps(f, a, b, c, 0.01)),
        ("backward", lambda f, a, b, c, h: (f(a, b, c) - f(a, b - h, c)) / h),
        ("turned round", lambda f, a, b, c, h: -in_steps(f, a, b, c, h)),
        ("wider", lambda f, a, b, c, h: in_steps(f, a, b, c, 2 * h)),
        ("a and b swapped", lambda f, a, b, c, h: in_steps(f, b, a, c, h)),
        ("b and c swapped", lambda f, a, b, c, h: in_steps(f, a, c, b, h)),
        ("a moves along", lambda f, a, b, c, h: (f(a + h, b + h, c) - f(a - h, b - h, c)) / (2 * h)),
        ("others at 0", lambda f, a, b, c, h: in_steps(f, 0, b, 0, h)),
        ("size of h", lambda f, a, b, c, h: (f(a, b + h, c) - f(a, b - h, c)) / abs(2 * h)),
        ("mean height", lambda f, a, b, c, h: (f(a, b + h, c) + f(a, b - h, c)) / 2),
        ("knows a·b + c only", lambda f, a, b, c, h: a),
    ],
    "one nudge for each input": [
        ("h fixed", lambda f, x, h: by_unit_vectors(f, x, 0.01)),
        ("wider", lambda f, x, h: by_unit_vectors(f, x, 2 * h)),
        ("backward", lambda f, x, h: np.array([(f(x) - f(x - h * e)) / h for e in np.eye(len(x))])),
        ("turned round", lambda f, x, h: -by_unit_vectors(f, x, h)),
        ("in reverse order", lambda f, x, h: by_unit_vectors(f, x, h)[::-1]),
        ("earlier ones too", previous_too),
        ("all but one", all_but_one),
        ("mean", lambda f, x, h: np.full(len(x), by_unit_vectors(f, x, h).mean())),
        ("unit length", lambda f, x, h: by_unit_vectors(f, x, h) / np.linalg.norm(by_unit_vectors(f, x, h))),
        ("sizes", lambda f, x, h: abs(by_unit_vectors(f, x, h))),
        ("times x", lambda f, x, h: by_unit_vectors(f, x, h) * x),
    ],
}


STATE_MUTANTS = {
    "level one way only": [
        {"x": 1.0, "y": 0.8},
        {"x": 0.0, "y": 0.0},
        {"x": 0.0, "y": -1.3},
        {"x": 1.4, "y": 0.2},
        {"x": 2.0, "y": 0.8},
        {"x": 0.1, "y": 0.0},
        {"x": -1.0, "y": -1.0},
    ],
    "read the bars": [
        {"x": place[0], "y": place[1]}
        for place in [(-1, 0.5), (2, 0.5), (0.5, 0.5), (1, 0), (0.5, -1), (0, 2), (0, 0)]
    ],
    "two weights at rest": [
        {"w": place[0], "b": place[1]}
        for place in [(1.2, 0.4), (0.8, 0.3), (0.7, 0.7), (0.5, 1.3), (0.4, 1.0), (0, 0)]
    ],
}


NAMED = [
    ("differentiated by the wrong variable", "a factor without a", "2a*c", "you let $c$ move"),
    ("differentiated by the wrong variable", "volume per half-axis", "4 pi/3 x y", "you let $t$ move"),
    ("differentiated by the wrong variable", "the slope by b", -3, "when $a$ moves"),
    ("differentiated by the wrong variable", "hold the others", lambda f, a, b, c, h: in_steps(f, a, b, c, h) * 0
     + (f(a + h, b, c) - f(a - h, b, c)) / (2 * h), "`a` moves and `b` stands still"),
    ("treated the other variable as varying", "swap and swap back", "12z^2 x", "$z$ stands still"),
    ("treated the other variable as varying", "the slope of a wave", "(x + y) cos(x y)", "Only $x$ moves"),
    ("treated the other variable as varying", "a factor without a", "b + c^2 + a + 2a*c", "Only $a$ moves"),
    ("kept the constant term", "now c moves", "a b + 2a*c", "was kept"),
    ("kept the constant term", "lift or tilt", "a", "no $a$ in it"),
    ("dropped a constant factor", "a factor without a", "b + 1", "constant factor of the second term"),
    ("dropped a constant factor", "now c moves", "2c", "constant factor was dropped"),
    ("dropped a constant factor", "volume per half-axis", "t y", "constant factor in front"),
    ("b+2c", "a factor without a", "b + 2c", "$c$ stands still"),
    ("returned the sum of partials instead of the vector", "a vector, not a sum", 66, "keeps them apart"),
    ("changed the input in place", "two names", "a", "second name"),
    ("changed the input in place", "the nudge that stays", 3, "leave behind"),
]  # fmt: skip
