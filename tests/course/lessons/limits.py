"""What proves lesson 1: its formulas and numbers, and for some exercises answers that are right, wrong or typical."""

import math
import re
from fractions import Fraction

import mpmath
import numpy as np
import sympy
from sympy import Abs, E, Function, Max, Rational, Symbol, cbrt, cos, diff, exp, log, oo, sin, sqrt

from course_lib.numeric import central_difference, forward_difference

# --- Formulas -----------------------------------------------------------------------------------------------

x, a, c, k = sympy.symbols("x a c k", real=True)
h, b, n, z = sympy.symbols("h b n z", positive=True)
u, v = Function("u")(x), Function("v")(x)
du, dv = diff(u, x), diff(v, x)
q = u / v


def quotient(f, at=x, step=h):
    """The slope of the secant of an expression in x through `at` and `at` + `step`."""
    return (f.subs(x, at + step) - f.subs(x, at)) / step


def from_the_left(f, at=x):
    return quotient(f, at, -h)


def central(f, at=x):
    return (f.subs(x, at + h) - f.subs(x, at - h)) / (2 * h)


def gap(f, slope, at):
    """By how much slope · h misses the change of an expression in x."""
    return f.subs(x, at + h) - f.subs(x, at) - slope * h


def limit(expression):
    """Its limit for h → 0, from both sides; ValueError where these disagree."""
    step = Symbol("h", real=True)
    return sympy.limit(expression.subs(h, step), step, 0, "+-")


def leading(expression, power):
    """What the expression is for small h, if it goes as that power of h."""
    return limit(expression / h**power) * h**power


def decimal(text):
    return Rational(text)


CURVE = x**2 + 3
NUDGED = 3 * x**2 - 4 * x + 5
P = 7 * x**2 + 6 * x + 3
CUBIC = x**3 / 3 - x
WILD = x**2 * sin(1 / x)
GROWN = u.subs(x, x + h) - u, v.subs(x, x + h) - v


FORMULAS = {
    "slope between two points": [
        (r"\dfrac{12 - 4}{3 - 1} = \dfrac{8}{2} = 4", quotient(CURVE, at=1, step=2), 4),
    ],
    "How steep is it at one point?": [
        ("The slopes are 2 + h", quotient(CURVE, at=1), 2 + h),
        ("From the left they rise towards 2", from_the_left(CURVE, at=1), 2 - h),
    ],
    "as the step shrinks": [
        ("$2 + h$", quotient(CURVE, at=1), 2 + h),
        ("They settle at 2", limit(quotient(CURVE, at=1)), 2),
    ],
    "cancel the h": [
        ("$(x + h)^2 = x^2 + 2xh + h^2$", (x + h) ** 2, x**2 + 2 * x * h + h**2),
        (r"\dfrac{x^2 + 2xh + h^2 - x^2}{h} = \dfrac{2xh + h^2}{h} = 2x + h", quotient(x**2), 2 * x + h),
    ],
    "Why is it exactly 2, and not only nearly?": [
        ("$2x + h$ goes to $2x$", limit(quotient(x**2)), 2 * x),
        (r"f'(x) = \lim_{h \to 0}", limit(quotient(x**3 - exp(x))), diff(x**3 - exp(x), x)),
        ("Adding 3 lifts the curve and changes no slope", quotient(CURVE), quotient(x**2)),
    ],
    "a limit by nudging": [
        ("20 + 14h + 3h^2", NUDGED.subs(x, 3 + h), 20 + 14 * h + 3 * h**2),
        ("$14 + 3h$", quotient(NUDGED, at=3), 14 + 3 * h),
        ("limit is 14", limit(quotient(NUDGED, at=3)), 14),
    ],
    "What does a nudge say?": [
        ("0.014003 for the first nudge", gap(NUDGED, 0, at=3).subs(h, decimal("0.001")), decimal("0.014003")),
        ("The first is $6 + h$", quotient(x**2, at=3), 6 + h),
        ("the second $76 + 7h$", quotient(P, at=5), 76 + 7 * h),
        ("The limits are 6 and 76", limit(quotient(x**2, at=3)), 6),
        ("The limits are 6 and 76", limit(quotient(P, at=5)), 76),
    ],
    "How far may you trust a slope?": [
        ("$76h + 7h^2$", gap(P, 0, at=5), 76 * h + 7 * h**2),
        ("the gap is $7h^2$", gap(P, 76, at=5), 7 * h**2),
        ("0.00000007", gap(P, 76, at=5).subs(h, decimal("1e-4")), decimal("7e-8")),
        ("Half the step leaves a quarter", gap(P, 76, at=5).subs(h, h / 2), gap(P, 76, at=5) / 4),
        ("0.07, 0.0175, 0.004375", gap(P, 76, at=5).subs(h, decimal("0.025")), decimal("0.004375")),
        ("At a = 0 this curve does not bend", diff(CUBIC, x, 2).subs(x, 0), 0),
    ],
    "half the step, how much gap": [
        ("a constant times $h^2$", leading(gap(exp(x), exp(a), at=a), 2), exp(a) / 2 * h**2),
        ("a constant times $h^2$", leading(gap(sin(x), cos(a), at=a), 2), -sin(a) / 2 * h**2),
        ("for $7x^2 + 6x + 3$ it is $7h^2$", gap(P, diff(P, x).subs(x, a), at=a), 7 * h**2),
    ],
    "predict a small change": [
        ("has the derivative 76 at $x = 5$", diff(P, x).subs(x, 5), 76),
        (r"76 \cdot 0.001 = 0.076", 76 * decimal("0.001"), decimal("0.076")),
        ("true change is 0.076007", gap(P, 0, at=5).subs(h, decimal("0.001")), decimal("0.076007")),
        ("$7h^2 = 0.000007$", gap(P, 76, at=5).subs(h, decimal("0.001")), decimal("0.000007")),
    ],
    "a test that cannot fail": [
        ("`diff / h * h`", quotient(u) * h, GROWN[0]),
    ],
    "Is smaller always better?": [
        ("it shrinks with h (forward)", leading(quotient(exp(x), at=1) - E, 1), E / 2 * h),
        ("with $h^2$ (central)", leading(central(exp(x), at=1) - E, 2), E / 6 * h**2),
    ],
    "a test curve": [
        ("$h^2 e / 6$", leading(central(exp(x), at=1) - E, 2), h**2 * E / 6),
        (r"$h^2 \cos(1) / 6$", leading(cos(1) - central(sin(x), at=1), 2), h**2 * cos(1) / 6),
        ("exactly $8h^2$", central(x**4, at=2) - 32, 8 * h**2),
        (r"\dfrac{4xh}{2h} = 2x", central(x**2), 2 * x),
        ("exact for every quadratic", central(a * x**2 + k * x + c), 2 * a * x + k),
    ],
    "the slope at a corner": [
        (r"$\dfrac{|h| - 0}{h}$ is 1 for $h > 0$", quotient(Abs(x), at=0), 1),
        ("and −1 for $h < 0$", from_the_left(Abs(x), at=0), -1),
    ],
    "Where does the limit fail?": [
        ("slope 1 on the right and −1 on the left", quotient(Abs(x), at=0), 1),
        ("slope 1 on the right and −1 on the left", from_the_left(Abs(x), at=0), -1),
        ("slope 1 on the right and 0 on the left", quotient(Max(0, x), at=0), 1),
        ("slope 1 on the right and 0 on the left", from_the_left(Max(0, x), at=0), 0),
        ("slope $h^{-2/3}$", quotient(cbrt(x), at=0), h ** Rational(-2, 3)),
        ("gets steeper without end", sympy.limit(quotient(cbrt(x), at=0), h, 0), oo),
        ("with 0 put in at 0, has a slope everywhere", limit(WILD.subs(x, h) / h), 0),
        ("swing between −1 and 1", limit(diff(WILD, x).subs(x, h) + cos(1 / h)), 0),
    ],
    "one of them has a slope": [
        (r"$\dfrac{h|h| - 0}{h} = |h| \to 0$", quotient(x * Abs(x), at=0), h),
        (r"$\dfrac{h|h| - 0}{h} = |h| \to 0$", from_the_left(x * Abs(x), at=0), h),
        ("slope 2, from the left 0", quotient(Abs(x) + x, at=0), 2),
        ("slope 2, from the left 0", from_the_left(Abs(x) + x, at=0), 0),
        ("slope 1 from the right", sympy.limit(quotient(Abs(sin(x)), at=0), h, 0), 1),
        ("−1 from the left", sympy.limit(from_the_left(Abs(sin(x)), at=0), h, 0), -1),
        (r"$1 + 1/\sqrt[3]{h^2}$", quotient(x + cbrt(x), at=0), 1 + 1 / cbrt(h**2)),
    ],
    "pick the derivative": [
        ("curve c", diff(CUBIC, x), x**2 - 1),
        ("$f$ is flat at −1 and 1", diff(CUBIC, x), (x - 1) * (x + 1)),
        (r"zero near $x = \pm 1.7$", CUBIC, x * (x - sqrt(3)) * (x + sqrt(3)) / 3),
    ],
    "why the factor stays": [
        (
            r"\dfrac{k f(x+h) - k f(x)}{h} = k \cdot \dfrac{f(x+h) - f(x)}{h}",
            quotient(k * u),
            k * quotient(u),
        ),
    ],
    "Do you have to take a limit every time?": [
        ("so $f' = 0$", quotient(c + 0 * x), 0),
        (r"\frac{k f(x+h) - k f(x)}{h} = k \cdot \frac{f(x+h) - f(x)}{h}", quotient(k * u), k * quotient(u)),
        (r"k \cdot f'(x)", diff(k * u, x), k * du),
        ("The rise of $f + g$ is the rise of $f$ plus the rise of $g$", quotient(u + v) * h, sum(GROWN)),
        ("$(f + g)' = f' + g'$", diff(u + v, x), du + dv),
        (r"x^n + n\,x^{n-1} h + h^2", sympy.rem((x + h) ** 7, h**2, h), x**7 + 7 * x**6 * h),
        (r"(x^n)' = n\,x^{n-1}", diff(x**n, x), n * x ** (n - 1)),
    ],
    "a polynomial": [
        (r"$7 \cdot 2x + 6 \cdot 1 + 0 = 14x + 6$", diff(P, x), 14 * x + 6),
        ("at $x = 5$ this is the 76", (14 * x + 6).subs(x, 5), 76),
    ],
    "How does a product grow?": [
        ("two strips and a corner", quotient(u * v) * h, v * GROWN[0] + u * GROWN[1] + GROWN[0] * GROWN[1]),
        ("it still shrinks to 0", limit(h * gap(1 + x**2 / 4, 0, at=a) / h), 0),
        (r"(u \cdot v)' = ", diff(u * v, x), du * v + u * dv),
        ("$u' = q'v + qv'$", du, diff(q, x) * v + q * dv),
        (r"\frac{u' - q\,v'}{v} = \frac{u'v - uv'}{v^2}", (du - q * dv) / v, (du * v - u * dv) / v**2),
        (r"\left(\frac uv\right)' = \frac{u' - q\,v'}{v}", diff(q, x), (du - q * dv) / v),
    ],
    "a product": [
        (r"2x \sin x + x^2 \cos x", diff(x**2 * sin(x), x), 2 * x * sin(x) + x**2 * cos(x)),
    ],
    "a quotient": [
        (r"\dfrac{\cos x \cdot x - \sin x \cdot 1}{x^2}", diff(sin(x) / x, x), (cos(x) * x - sin(x)) / x**2),
    ],
    "Which function is its own slope?": [
        (r"b^x \cdot \frac{b^h - 1}{h}", quotient(b**x), b**x * (b**h - 1) / h),
        ("For base 2 it is below 1, for base 3 above", limit((2**h - 1) / h), log(2)),
        ("For base 2 it is below 1, for base 3 above", limit((3**h - 1) / h), log(3)),
        ("The base for which it is exactly 1 is called e", limit((E**h - 1) / h), 1),
        ("**$e^x$ is its own derivative**", limit(quotient(exp(x))), exp(x)),
        (r"$\ln x$ has slope $1/x$", limit(quotient(log(x), at=z)), 1 / z),
        (r"$\frac{\sin h}{h} \to 1$", limit(sin(h) / h), 1),
        (r"$\frac{\cos h - 1}{h} \to 0$", limit((cos(h) - 1) / h), 0),
        (r"\sin x \cos h + \cos x \sin h", sin(x + h), sin(x) * cos(h) + cos(x) * sin(h)),
        (r"\;\to\; \cos x", limit(quotient(sin(x))), cos(x)),
        (r"$\cos' = -\sin$", limit(quotient(cos(x))), -sin(x)),
    ],
    "exponential and logarithm": [
        (r"$3e^x - \dfrac1x$", diff(3 * exp(x) - log(x), x), 3 * exp(x) - 1 / x),
    ],
    "sine and cosine": [
        (r"$\cos x - 2 \sin x$", diff(sin(x) + 2 * cos(x), x), cos(x) - 2 * sin(x)),
    ],
    "a derivation with a slip": [
        (r"\dfrac{1}{h}\left(\dfrac{1}{x+h} - \dfrac1x\right)", quotient(1 / x), (1 / (x + h) - 1 / x) / h),
        (r"\dfrac{x - (x + h)}{x\,(x+h)}", quotient(1 / x), (x - (x + h)) / (x * (x + h)) / h),
        ("$x - (x + h) = -h$", x - (x + h), -h),
        (r"The derivative is $-\dfrac{1}{x^2}$", limit(quotient(1 / x, at=z)), -1 / z**2),
    ],
    "the slope of a loss": [
        ("$-0.006 / 0.002 = -3$", decimal("-0.006") / decimal("0.002"), -3),
    ],
    "Summary": [
        ("| $c$ | $0$ |", diff(c, x), 0),
        (r"| $k \cdot u$ | $k \cdot u'$ |", diff(k * u, x), k * du),
        ("| $u + v$ | $u' + v'$ |", diff(u + v, x), du + dv),
        (r"| $x^n$, n = 1, 2, 3, … | $n\,x^{n-1}$ |", diff(x**n, x), n * x ** (n - 1)),
        (r"| $u \cdot v$ | $u'v + uv'$ |", diff(u * v, x), du * v + u * dv),
        ("| $u / v$ | $(u'v - uv') / v^2$ |", diff(q, x), (du * v - u * dv) / v**2),
        ("| $e^x$ | $e^x$ |", diff(exp(x), x), exp(x)),
        (r"| $\ln x$ | $1/x$ |", diff(log(x), x), 1 / x),
        (r"| $\sin x$, $\cos x$ | $\cos x$, $-\sin x$ |", diff(sin(x), x), cos(x)),
        (r"| $\sin x$, $\cos x$ | $\cos x$, $-\sin x$ |", diff(cos(x), x), -sin(x)),
    ],
}


# --- Numbers ------------------------------------------------------------------------------------------------


def square(x):
    return x**2


def lifted(x):
    return x**2 + 3


def nudged(x):
    return 3 * x**2 - 4 * x + 5


def steep(x):
    return 7 * x**2 + 6 * x + 3


def error(method, h):
    return abs(method(math.exp, 1, h) - math.e)


# What stands in the notebook, and how a computer comes to it. Digits that only rounding makes are part of it.
NUMBERS = {
    "slope 4 between (1, 4) and (3, 12)": ("4.0", lambda: repr((lifted(3) - lifted(1)) / (3 - 1))),
    "limit at (1, 4)": ("towards 2", lambda: f"towards {mpmath.diff(lifted, 1)}".removesuffix(".0")),
    "f(3)": ("20", lambda: repr(nudged(3))),
    "f(3.001)": ("20.014003000000002", lambda: repr(nudged(3 + 0.001))),
    "f(3 + 1e-7)": ("20.00000140000003", lambda: repr(nudged(3 + 1e-7))),
    "quotient at h = 1e-7": ("14.000000305713911", lambda: repr(forward_difference(nudged, 3, 1e-7))),
    "limit of the quotient": ("14", lambda: f"{mpmath.diff(nudged, 3)}".removesuffix(".0")),
    "x² at 3, h = 1e-4": ("6.000100000012054", lambda: repr(forward_difference(square, 3, 1e-4))),
    "7x² + 6x + 3 at 5, h = 1e-4": ("76.00069999995185", lambda: repr(forward_difference(steep, 5, 1e-4))),
    "limit of 7x² + 6x + 3 at 5": ("76", lambda: f"{mpmath.diff(steep, 5)}".removesuffix(".0")),
    "predicted change": ("0.0076", lambda: repr(76 * 1e-4)),
    "true change": ("0.007600069999995185", lambda: repr(steep(5 + 1e-4) - steep(5))),
    "gap for h = 0.05": ("0.0175", lambda: repr(float(7 * Fraction("0.05") ** 2))),
    "best forward error": ("7e-9", lambda: plain(error(forward_difference, 1e-8))),
    "best central error": ("6e-11", lambda: plain(error(central_difference, 1e-5))),
    "error at h = 1e-16": ("2.718…", lambda: f"{error(forward_difference, 1e-16):.7f}"[:5] + "…"),
    "(2ʰ − 1) / h": ("0.6931", lambda: f"{math.log(2):.4f}"),
    "(3ʰ − 1) / h": ("1.0986", lambda: f"{math.log(3):.4f}"),
    "sin h / h": ("0.998334", lambda: f"{math.sin(0.1) / 0.1:.6f}"),
    "best h, forward, 7 digits": ("3e-4", lambda: plain(np.finfo(np.float32).eps ** (1 / 2))),
    "best h, central, 7 digits": ("5e-3", lambda: plain(np.finfo(np.float32).eps ** (1 / 3))),
}


def plain(number):
    """One digit, and an exponent without the 0 that Python puts before it."""
    return re.sub("e-0", "e-", f"{float(number):.0e}")


# --- Answers ------------------------------------------------------------------------------------------------


def slope_in_steps(f, x, h):
    rise = f(x + h) - f(x)
    run = (x + h) - x
    return rise / run


def slope_backwards(f, x, h):
    x, h = x + h, -h
    return (f(x + h) - f(x)) / h


def slope_with_arrays(f, x, h):
    left, right = np.array([f(x), f(x + h)])
    return (right - left) / h


FUNCTION_DISGUISES = {
    "the quotient in code": [
        ("in steps", slope_in_steps),
        ("backwards", slope_backwards),
        ("with arrays", slope_with_arrays),
        ("divided one by one", lambda f, x, h: f(x + h) / h - f(x) / h),
        ("minus taken out", lambda f, x, h: -(f(x) - f(x + h)) / h),
        ("inverse", lambda f, x, h: (f(x + h) - f(x)) * h**-1),
        ("diff", lambda f, x, h: np.diff([f(x), f(x + h)])[0] / h),
        ("defaults", lambda f, x, h=1e-5, *, digits=None: (f(x + h) - f(x)) / h),
    ],
    "the central difference": [
        ("halved", lambda f, x, h: (f(x + h) - f(x - h)) / h / 2),
        ("halved first", lambda f, x, h: 0.5 * (f(x + h) - f(x - h)) / h),
        ("mean of two", lambda f, x, h: ((f(x + h) - f(x)) / h + (f(x) - f(x - h)) / h) / 2),
        ("run", lambda f, x, h: (f(x + h) - f(x - h)) / ((x + h) - (x - h))),
        ("forward from x − h", lambda f, x, h: slope_in_steps(f, x - h, 2 * h)),
        ("minus taken out", lambda f, x, h: (f(x - h) - f(x + h)) / (-2 * h)),
        ("diff", lambda f, x, h: np.diff([f(x - h), f(x + h)])[0] / (2 * h)),
        ("gradient", lambda f, x, h: np.gradient([f(x - h), f(x), f(x + h)], h)[1]),
    ],
}


FUNCTION_MUTANTS = {
    "the quotient in code": [
        ("h fixed", lambda f, x, h: (f(x + 0.01) - f(x)) / 0.01),
        ("tiny h", lambda f, x, h: (f(x + 1e-7) - f(x)) / 1e-7),
        ("central", lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h)),
        ("backward", lambda f, x, h: (f(x) - f(x - h)) / h),
        ("times h", lambda f, x, h: (f(x + h) - f(x)) * h),
        ("divided by x", lambda f, x, h: (f(x + h) - f(x)) / x if x else 0.0),
        ("divided by x + h", lambda f, x, h: (f(x + h) - f(x)) / (x + h)),
        ("size of h", lambda f, x, h: (f(x + h) - f(x)) / abs(h)),
        ("f of h", lambda f, x, h: (f(h) - f(x)) / h),
        ("sum", lambda f, x, h: (f(x + h) + f(x)) / h),
        ("h outside", lambda f, x, h: (f(x) + h - f(x)) / h),
        ("knows x² only", lambda f, x, h: 2 * x + h),
    ],
    "the central difference": [
        ("h fixed", lambda f, x, h: (f(x + 0.01) - f(x - 0.01)) / 0.02),
        ("backward", lambda f, x, h: (f(x) - f(x - h)) / h),
        ("turned round", lambda f, x, h: (f(x - h) - f(x + h)) / (2 * h)),
        ("times h", lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h),
        ("divided by 2", lambda f, x, h: (f(x + h) - f(x - h)) / 2),
        ("wider", lambda f, x, h: (f(x + 2 * h) - f(x - 2 * h)) / (4 * h)),
        ("narrower", lambda f, x, h: (f(x + h / 2) - f(x - h / 2)) / h),
        ("size of h", lambda f, x, h: (f(x + h) - f(x - h)) / abs(2 * h)),
        ("mean height", lambda f, x, h: (f(x + h) + f(x - h)) / 2),
        ("second difference", lambda f, x, h: (f(x + h) - 2 * f(x) + f(x - h)) / h**2),
    ],
}


STATE_MUTANTS = {
    "within a hundredth": [
        {"a": a, "h": h} for a, h in [(1, 0), (1, 0.011), (1, -0.02), (1, 2), (0.99, 0.01), (1.5, 1e-4)]
    ],
    "the bottom of the valley": [{"h": h} for h in (1.0, 1e-2, 1e-4, 1e-6, 1e-7, 1e-10, 1e-13, 1e-16)],
}


NAMED = [
    ("forgot the constant multiple", "a polynomial", "2x + 1", "constant factors"),
    ("forgot the constant multiple", "exponential and logarithm", "e^x - 1/x", "constant factor"),
    ("forgot the constant multiple", "sine and cosine", "cos x - sin x", "constant factor"),
    ("kept the constant term", "a polynomial", "14x + 9", "constant 3 was kept"),
    ("kept the constant term", "a limit by nudging", 19, "constant contributes nothing"),
    ("power not lowered", "a polynomial", "14x^2 + 6x", "powers were not lowered"),
    ("height for slope", "a limit by nudging", 20, "height"),
    ("height for slope", "slope between two points", 12, "height"),
    ("height for slope", "which way to move", "d", "not the height"),
    ("Δy for Δy/h", "a limit by nudging", 0.014003, "Divide it by h"),
    ("Δy for Δy/h", "the quotient in code", lambda f, x, h: f(x + h) - f(x), "Divide it by the run"),
    ("Δy for Δy/h", "the slope of a loss", -0.006, "divide by the step"),
    ("average of the two one-sided slopes at a kink", "the slope at a corner", "a", "average"),
    ("h = 0 put in before simplifying", "as the step shrinks", "c", "0 / 0"),
    ("h = 0 put in before simplifying", "within a hundredth", {"a": 1, "h": 0}, "no secant"),
    ("h = 0 put in before simplifying", "cancel the h", "2x", "go to 0 already"),
]
