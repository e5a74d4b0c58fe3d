"""What proves lesson 3: its formulas and numbers, and for some exercises answers that are right, wrong or typical."""

import math
from itertools import product

import numpy as np
import sympy
from sympy import Matrix, Rational, cos, diff, exp, log, pi, sin, sqrt

# --- Formulas -----------------------------------------------------------------------------------------------

t, x, y, r, s, h, e = sympy.symbols("t x y r s h e", positive=True)
u, v, w, a, b, n, k = sympy.symbols("u v w a b n k", positive=True)
first, second = sympy.symbols("w1 w2", positive=True)
dt, dx, dy, dr = sympy.symbols("dt dx dy dr", real=True)

V = 4 * pi / 3 * t * x * y
TIED = V.subs(t, x)
BALL = 4 * pi / 3 * r**3
JUMPS = x**2 * y / (x**2 + y**2)
PLATE = 20 + 5 * x * y
WALK = {x: 2 * cos(s), y: sin(s)}
LENGTH = x**2 + y**2


def paths(f, by, **rates):
    """The sum over paths: each partial derivative of f times the rate of its input; `by` itself has the rate 1."""
    rates = {sympy.Symbol(name, positive=True): rate for name, rate in rates.items()}
    return sum(diff(f, name) * rate for name, rate in {by: 1, **rates}.items())


def along(f, curve, by=s):
    """The sum over paths when all inputs move along a curve, which maps them to expressions in `by`."""
    return sum(diff(f, name) * diff(place, by) for name, place in curve.items()).subs(curve)


def substituted(f, curve, by=s):
    return diff(f.subs(curve), by)


def differential(f, **steps):
    return sum(diff(f, sympy.Symbol(name, positive=True)) * step for name, step in steps.items())


def change(f, steps):
    return f.subs({name: name + step for name, step in steps.items()}, simultaneous=True) - f


def decimal(text):
    return Rational(text)


# t and y may depend on x in any way; G is a function of three inputs in which they do not stand alike.
TIE_T, TIE_Y = sympy.Function("T")(x), sympy.Function("Y")(x)
G = exp(t * x) * y + x**2 * sin(t)
SHIFTED = (x + dx) * (y + dy) - x * y
LOSS = (u * v - 1) ** 2
RECURRENT = second * (first * a + b)
# Five layers of four units whose slopes are all 1: the sum over paths counts them.
OF_ONES = [sympy.ones(1, 4), *[sympy.ones(4, 4)] * 4, sympy.ones(4, 1)]
SHARED = (second * (first + 1) - 2) ** 2

FORMULAS = {
    "Does it matter that t follows x?": [
        (
            r"\frac{\partial V}{\partial x} = \tfrac{4\pi}{3}\,t\,y",
            diff(4 * pi / 3 * t * x * y, x),
            4 * pi / 3 * t * y,
        ),
        ("gain twice as much as the square one", diff(TIED, x), 2 * diff(V, x).subs(t, x)),
        ("the blue curve is twice as steep", paths(V, x, t=1).subs(t, x), 2 * diff(V, x).subs(t, x)),
    ],
    "one crank, two axes": [
        (r"V gains about $\tfrac{4\pi}{3}\,t\,y \cdot h$", change(V, {x: h}), 4 * pi / 3 * t * y * h),
        (r"it gains about $\tfrac{4\pi}{3}\,x\,y \cdot h$", change(V, {t: h}), 4 * pi / 3 * x * y * h),
    ],
    "Where does the second half come from?": [
        (
            r"\frac{\partial V}{\partial t}\,\frac{dt}{dx}",
            diff(G.subs(t, TIE_T), x),
            paths(G, x, t=diff(TIE_T, x)).subs(t, TIE_T),
        ),
        (r"so $\frac{dt}{dx} = 1$", diff(x, x), 1),
        (
            r"V(t + \Delta t, x + h, y) - V(t, x + h, y)",
            change(V, {x: h}) + change(V, {t: dt}).subs(x, x + h),
            change(V, {x: h, t: dt}),
        ),
    ],
    "ellipsoid, tied": [
        (r"Directly: $\tfrac{4\pi}{3}\,t\,y$", diff(V, x), 4 * pi / 3 * t * y),
        (r"$\tfrac{4\pi}{3}\,x\,y \cdot 1$", diff(V, t), 4 * pi / 3 * x * y),
        (r"$\tfrac{8\pi}{3}\,x\,y$", paths(V, x, t=1).subs(t, x), 8 * pi / 3 * x * y),
        (r"$\tfrac{4\pi}{3}\,x^2 y$", TIED, 4 * pi / 3 * x**2 * y),
    ],
    "Do the shares always add?": [
        (r"\frac{x^2 y}{x^2 + y^2}", JUMPS.subs({x: s, y: s}), s / 2),
        ("On both axes f is 0", JUMPS.subs(y, 0), 0),
        ("On both axes f is 0", JUMPS.subs(x, 0), 0),
        ("a slope of 1/2", diff(JUMPS.subs({x: s, y: s}), s), Rational(1, 2)),
        (r"$\frac{\partial f}{\partial x}$ is 1/2", diff(JUMPS, x).subs({x: s, y: s}), Rational(1, 2)),
    ],
    "a tie of another slope": [
        (r"$\dfrac{df}{dx} = 5 + (-2) \cdot 4 = -3$", paths(5 * x - 2 * t, x, t=diff(4 * x + 1, x)), -3),
    ],
    "where the shares cancel": [
        (
            r"\tfrac{4\pi}{3}\,y\,(t + x k)",
            paths(V, x, t=k),
            4 * pi / 3 * y * (t + x * k),
        ),
        ("$k = -t/x$", paths(V, x, t=-t / x), 0),
        ("that is −0.5", (-t / x).subs({x: 2, t: 1}), Rational(-1, 2)),
    ],
    "May t = x be put in afterwards?": [
        (
            r"$V = \tfrac{4\pi}{3}\,x^2 y$ | differentiate | $\tfrac{8\pi}{3}\,x\,y$",
            diff(TIED, x),
            8 * pi / 3 * x * y,
        ),
        (
            r"$\tfrac{4\pi}{3}\,t\,y + \tfrac{4\pi}{3}\,x\,y$ | put in | $\tfrac{8\pi}{3}\,x\,y$",
            paths(V, x, t=1).subs(t, x),
            8 * pi / 3 * x * y,
        ),
        (
            r"$\tfrac{4\pi}{3}\,t\,y$ | put in | $\tfrac{4\pi}{3}\,x\,y$",
            diff(V, x).subs(t, x),
            4 * pi / 3 * x * y,
        ),
        ("off by a factor of 2", diff(TIED, x) / diff(V, x).subs(t, x), 2),
    ],
    "a substitution too late": [
        (r"$\dfrac{\partial V}{\partial x} = \tfrac{4\pi}{3}\,t\,y$", diff(V, x), 4 * pi / 3 * t * y),
        (r"has the value $\tfrac{4\pi}{3}\,x\,y$", diff(V, x).subs(t, x), 4 * pi / 3 * x * y),
        (r"half of $\dfrac{dV}{dx} = \tfrac{8\pi}{3}\,x\,y$", diff(TIED, x), 8 * pi / 3 * x * y),
    ],
    "Is the factor always 2?": [
        (
            r"the lone partial derivative, $\tfrac{4\pi}{3} r^2$",
            diff(V, x).subs({t: r, x: r, y: r}),
            4 * pi / 3 * r**2,
        ),
        ("off by a factor of 3", diff(BALL, r) / diff(V, x).subs({t: r, x: r, y: r}), 3),
        (r"$4\pi r^2$ is the **surface** of the ball", diff(BALL, r), 4 * pi * r**2),
        (
            r"$4\pi r^2 \cdot h$",
            sympy.limit(change(BALL, {r: h}) / h, h, 0) * h,
            4 * pi * r**2 * h,
        ),
        (r"its area $\pi r^2$ has the slope $2\pi r$", diff(pi * r**2, r), 2 * pi * r),
    ],
    "a sphere from three paths": [
        (r"each with the share $\tfrac{4\pi}{3}\,r^2$", diff(V, t).subs({x: r, y: r}), 4 * pi / 3 * r**2),
        (r"together $4 \pi r^2$", along(V, {t: r, x: r, y: r}, r), 4 * pi * r**2),
        (r"$V = \tfrac{4\pi}{3}\,r^3$", V.subs({t: r, x: r, y: r}), BALL),
    ],
    "How is the sum written for any number of inputs?": [
        (
            r"\sum_{i=1}^{M} \frac{\partial f}{\partial x_i}\,\frac{dx_i}{dx_p}",
            diff(G.subs({t: TIE_T, y: TIE_Y}, simultaneous=True), x),
            paths(G, x, t=diff(TIE_T, x), y=diff(TIE_Y, x)).subs({t: TIE_T, y: TIE_Y}, simultaneous=True),
        ),
        (r"$\frac{dx_p}{dx_p} = 1$", diff(x, x), 1),
        (r"$\frac{dx_i}{dx_p} = 0$", diff(y, x), 0),
        (
            r"\tfrac{4\pi}{3}\,x\,y \cdot 1",
            paths(V, x, t=1, y=0),
            4 * pi / 3 * x * y * 1 + 4 * pi / 3 * t * y * 1 + 4 * pi / 3 * t * x * 0,
        ),
        (
            "Both give 44: 4 directly, and 40 through t",
            substituted(x * t + t**2, {t: x**2}, x).subs(x, 2),
            44,
        ),
        ("4 directly", diff(x * t + t**2, x).subs(t, 4), 4),
        ("40 through t", (diff(x * t + t**2, t) * 2 * x).subs({x: 2, t: 4}), 40),
    ],
    "the sum over paths, written down": [
        (
            r"$\dfrac{\partial f}{\partial x} + \dfrac{\partial f}{\partial u}\dfrac{du}{dx}",
            diff(G.subs({t: x**3, y: sin(x)}, simultaneous=True), x),
            paths(G, x, t=3 * x**2, y=cos(x)).subs({t: x**3, y: sin(x)}, simultaneous=True),
        ),
    ],
    "a path counted twice": [
        (
            r"\dfrac{df}{dx_1} = 2\,\dfrac{\partial f}{\partial x_1}",
            diff(V, x) + paths(V, x, t=0, y=0),
            2 * diff(V, x),
        ),
        ("because $dx_1/dx_1 = 1$", diff(x, x), 1),
    ],
    "What does y = x + x² have to do with it?": [
        (r"$1 \cdot 2x$", diff(x + u, u) * diff(x**2, x), 2 * x),
        (
            r"v \cdot u'",
            diff(TIE_T * TIE_Y, x),
            TIE_Y * diff(TIE_T, x) + TIE_T * diff(TIE_Y, x),
        ),
    ],
    "x plus its square": [
        ("together $1 + 2x$", diff(x + x**2, x), 1 + 2 * x),
        (r"Through u: $1 \cdot du/dx$", paths(x + u, x, u=2 * x), 1 + 2 * x),
    ],
    "x times its square": [
        (r"$x \cdot 2x = 2x^2$", diff(x * u, u) * 2 * x, 2 * x**2),
        ("together $3x^2$, the slope of $x^3$", paths(x * u, x, u=2 * x).subs(u, x**2), 3 * x**2),
        ("the slope of $x^3$", diff(x**3, x), 3 * x**2),
    ],
    "Which rule is right for xˣ?": [
        (
            r"\ln b \cdot \underbrace{\frac{e^H - 1}{H}}",
            (b**h - 1) / h,
            log(b) * ((exp(k) - 1) / k).subs(k, h * log(b)),
        ),
        (r"\;\to\; \ln b", sympy.limit((b**h - 1) / h, h, 0), log(b)),
        ("For base 2 that is 0.6931", round(sympy.N(log(2)), 4), decimal("0.6931")),
        (
            r"\underbrace{x \cdot x^{x-1}}_{\text{base grows}}",
            diff(u**v, u).subs({u: x, v: x}),
            x * x ** (x - 1),
        ),
        (
            r"\underbrace{\ln x \cdot x^x}_{\text{exponent grows}}",
            diff(u**v, v).subs({u: x, v: x}),
            log(x) * x**x,
        ),
        (r"= x^x\,(1 + \ln x)", diff(x**x, x), x**x * (1 + log(x))),
        (r"$x = 1/e \approx 0.37$", sympy.solve(diff(x**x, x), x)[0], exp(-1)),
        (r"\approx 0.37$", round(sympy.N(exp(-1)), 2), decimal("0.37")),
    ],
    "x to the power x": [
        (r"$2 \cdot 2^{2-1} = 4$", diff(u**v, u).subs({u: 2, v: 2}), 4),
        (r"Through the base: $2 \cdot 2^1 = 4$", 2 * 2**1, 4),
        (r"0.6931 \cdot 2^2 = 2.7724", decimal("0.6931") * 4, decimal("2.7724")),
        (r"\approx 2.77$", round(sympy.N(diff(u**v, v).subs({u: 2, v: 2})), 2), decimal("2.77")),
        ("about 6.77", round(sympy.N(diff(x**x, x).subs(x, 2)), 2), decimal("6.77")),
        ("about 11.09", round(sympy.N(4 * log(2) * 4), 2), decimal("11.09")),
    ],
    "paths that meet again": [
        ("$u = 6$, $v = 10$", Matrix([3 * x, 3 * x + 2 * x]).subs(x, 2), Matrix([6, 10])),
        (r"\dfrac{dv}{dx} = 3 + 2 = 5", diff(3 * x + 2 * x, x), 5),
        (r"10 \cdot 3 + 6 \cdot 5 = 60", diff(3 * x * (3 * x + 2 * x), x).subs(x, 2), 60),
        ("30 through u, 12 through v, 18 through u and then v", 30 + 12 + 18, 60),
        (r"$y = 3x \cdot 5x = 15x^2$, with the slope $30x$", diff(15 * x**2, x), 30 * x),
    ],
    "How many paths are there?": [
        ("$4^5 = 1024$", math.prod(OF_ONES[1:], start=OF_ONES[0])[0], 1024),
        ("5120 in all", (len(OF_ONES) - 1) * 4**5, 5120),
        ("68 in place of 5120", sum(len(slopes) for slopes in OF_ONES[1:]), 68),
    ],
    "three moments in numbers": [
        (
            "First: $f = 9x^3$ has the slope $27x^2$, at $x = 2$ that is $108$",
            substituted(x * t**2, {t: 3 * x}, x).subs(x, 2),
            108,
        ),
        ("$f = 9x^3$ has the slope $27x^2$", diff(9 * x**3, x), 27 * x**2),
        ("In between: $t^2 = 36$", diff(x * t**2, x).subs(t, 6), 36),
        (r"$t^2 + 2x t \cdot 3 = 36 + 72 = 108$", paths(x * t**2, x, t=3).subs({x: 2, t: 6}), 108),
        (
            "off by a factor of 3",
            paths(x * t**2, x, t=3).subs(t, 3 * x) / diff(x * t**2, x).subs(t, 3 * x),
            3,
        ),
    ],
    "the other half of the cube": [
        (r"\dfrac{dV}{da} = 3a^2", diff(a**3, a), 3 * a**2),
        (r"$6a^2 \cdot h/2$", sympy.limit(((a + h) ** 3 - a**3) / h, h, 0) * h, 6 * a**2 * h / 2),
        ("$V = 8r^3$ with $r = a/2$", (8 * r**3).subs(r, a / 2), a**3),
        ("the slope $24r^2 = 6a^2$", diff(8 * r**3, r).subs(r, a / 2), 6 * a**2),
    ],
    "count the paths": [(r"$4 \cdot 3 = 12$, and one directly: 13", 4 * 3 + 1, 13)],
    "What remains if nobody says what depends on what?": [
        (
            r"\sum_{i=1}^{M} \frac{\partial f}{\partial x_i}\,dx_i",
            differential(G, t=dt, x=dx, y=dy),
            sympy.limit(change(G, {t: h * dt, x: h * dx, y: h * dy}) / h, h, 0),
        ),
        (
            r"the total derivative comes back",
            differential(G, t=diff(TIE_T, x), x=1, y=0).subs(t, TIE_T),
            diff(G.subs(t, TIE_T), x),
        ),
        ("a partial derivative comes back", differential(G, t=0, x=dx, y=0), diff(G, x) * dx),
    ],
    "a stretched sheet": [
        (r"y\,dx + x\,dy$", differential(x * y, x=dx, y=dy), y * dx + x * dy),
        (
            r"3 \cdot 0.02 + 4 \cdot (−0.005) = 0.04",
            3 * decimal("0.02") + 4 * decimal("-0.005"),
            decimal("0.04"),
        ),
        (r"$4.02 \cdot 2.995 - 12 = 0.0399$", decimal("4.02") * decimal("2.995") - 12, decimal("0.0399")),
        (r"$dx \cdot dy = −0.0001$", decimal("0.02") * decimal("-0.005"), decimal("-0.0001")),
    ],
    "half the box": [
        (r"For $f = x \cdot y$ the gap is $dx \cdot dy$", SHIFTED - differential(x * y, x=dx, y=dy), dx * dy),
        (
            "each of them is a quarter",
            Matrix([dx**2, dx * dy, dy**2]).subs({dx: dx / 2, dy: dy / 2}, simultaneous=True),
            Matrix([dx**2, dx * dy, dy**2]) / 4,
        ),
    ],
    "How wrong is the prediction?": [
        (r"(x + dx)(y + dy) - x\,y", SHIFTED, y * dx + x * dy + dx * dy),
        (r"\underbrace{dx\,dy}_{\text{gap}}", SHIFTED - differential(x * y, x=dx, y=dy), dx * dy),
        (
            "all that $df$ leaves out is like that",
            sympy.limit((change(G, {t: h, x: h}) - differential(G, t=h, x=h)) / h**2, h, 0),
            (diff(G, t, 2) + 2 * diff(G, t, x) + diff(G, x, 2)) / 2,
        ),
        (
            "0.04, 0.01, 0.0025",
            Matrix([decimal(step) ** 2 for step in ("0.2", "0.1", "0.05")]).T,
            Matrix([[4, 1, Rational(1, 4)]]) / 100,
        ),
        ("as with $f = 2x + 3y$, there is no gap", change(2 * x + 3 * y, {x: dx, y: dy}), 2 * dx + 3 * dy),
    ],
    "How do errors of measurement travel?": [
        (r"$dV = 4\pi r^2\,dr$", differential(BALL, r=dr), 4 * pi * r**2 * dr),
        (
            r"\frac{dV}{V} = \frac{dt}{t} + \frac{dx}{x} + \frac{dy}{y}",
            differential(V, t=dt, x=dx, y=dy) / V,
            dt / t + dx / x + dy / y,
        ),
    ],
    "one percent of the radius": [
        (r"= 3\,\dfrac{dr}{r}", differential(BALL, r=dr) / BALL, 3 * dr / r),
        ("3.0301 percent", 100 * (decimal("1.01") ** 3 - 1), decimal("3.0301")),
    ],
    "What does it predict for a loss?": [
        (
            r"L(\mathbf{w}) + \boldsymbol{\varepsilon} \cdot \nabla L",
            sympy.limit((LOSS.subs({u: u + h * dx, v: v + h * dy}, simultaneous=True) - LOSS) / h, h, 0),
            (Matrix([[dx, dy]]) * Matrix([diff(LOSS, u), diff(LOSS, v)]))[0],
        ),
        (r"$w_1^2 w_2^2 - 2 w_1 w_2 + 1$", LOSS, u**2 * v**2 - 2 * u * v + 1),
        (
            r"$2(w_1 w_2 - 1) \cdot (w_2, w_1)$",
            Matrix([diff(LOSS, u), diff(LOSS, v)]),
            2 * (u * v - 1) * Matrix([v, u]),
        ),
        ("the loss fell from 4", LOSS.subs({u: 2, v: Rational(3, 2)}), 4),
        (
            "which is (6, 8) at (2, 1.5)",
            Matrix([diff(LOSS, u), diff(LOSS, v)]).subs({u: 2, v: Rational(3, 2)}),
            Matrix([6, 8]),
        ),
    ],
    "a step of two weights": [
        (r"0.5 + 0.3 - 0.2 = 0.6", decimal("0.5") + decimal("0.1") * 3 - decimal("0.2"), decimal("0.6")),
    ],
    "What does a thermometer on a beetle show?": [
        (
            r"\frac{\partial T}{\partial x}\,\frac{dx}{ds} + \frac{\partial T}{\partial y}\,\frac{dy}{ds}",
            along(PLATE, WALK),
            substituted(PLATE, WALK),
        ),
        (
            r"5y \cdot (-2 \sin s) = -10 \sin^2 s",
            (diff(PLATE, x) * diff(WALK[x], s)).subs(WALK),
            -10 * sin(s) ** 2,
        ),
        (r"5x \cdot \cos s = 10 \cos^2 s", (diff(PLATE, y) * diff(WALK[y], s)).subs(WALK), 10 * cos(s) ** 2),
    ],
    "where the thermometer rests": [
        ("s near 0.79, 2.36, 3.93 and 5.50", along(PLATE, WALK).subs(s, pi / 4), 0),
        ("s near 0.79, 2.36, 3.93 and 5.50", along(PLATE, WALK).subs(s, 7 * pi / 4), 0),
        ("5.50", round(sympy.N(7 * pi / 4), 2), decimal("5.50")),
    ],
    "along a curve": [
        (r"$2xy \cdot 2s + x^2 \cdot 2$", along(x**2 * y, {x: s**2, y: 2 * s}), 10 * s**4),
        ("$8 s^4 + 2 s^4 = 10 s^4$", substituted(x**2 * y, {x: s**2, y: 2 * s}), 10 * s**4),
        ("$f = 2 s^5$", (x**2 * y).subs({x: s**2, y: 2 * s}), 2 * s**5),
    ],
    "How fast does the top of the ladder fall?": [
        (
            r"2x\,\frac{dx}{ds} + 2y\,\frac{dy}{ds} = 0",
            differential(LENGTH, x=dx, y=dy),
            2 * x * dx + 2 * y * dy,
        ),
        (
            r"\frac{dy}{ds} = -\frac{x}{y}\,\frac{dx}{ds}",
            diff(sqrt(25 - x**2), x),
            (-x / y).subs(y, sqrt(25 - x**2)),
        ),
    ],
    "the sliding ladder": [
        (
            r"2 \cdot 3 \cdot 2 + 2 \cdot 4 \cdot \dfrac{dy}{ds} = 0",
            differential(LENGTH, x=2, y=dy).subs({x: 3, y: 4}),
            12 + 8 * dy,
        ),
        (r"-\dfrac{12}{8} = −1.5", diff(sqrt(25 - x**2), x).subs(x, 3) * 2, Rational(-3, 2)),
    ],
    "rent along the market": [
        (r"= 12 + 100 \cdot 0.03 = 15$", 12 + 100 * decimal("0.03"), 15),
    ],
    "a weight used twice": [
        ("partial derivatives $w_1 a + b$ by $w_2$", diff(RECURRENT, second), first * a + b),
        ("$w_2 a$ by $w_1$", diff(RECURRENT, first), second * a),
        ("$w a + b + w a = 2 a w + b$", along(RECURRENT, {first: w, second: w}, w), 2 * a * w + b),
        ("2 a w + b", diff(w * (w * a + b), w), 2 * a * w + b),
    ],
    "What if one weight sits in two places?": [
        (
            "−1.25 and −3.75 add up to −5",
            Matrix([diff(SHARED, first), diff(SHARED, second)]).subs(
                {first: Rational(1, 2), second: Rational(1, 2)}
            ),
            Matrix([Rational(-5, 4), Rational(-15, 4)]),
        ),
        (
            "**the slopes of all its uses are added**",
            along(SHARED, {first: w, second: w}, w),
            substituted(SHARED, {first: w, second: w}, w),
        ),
    ],
    "Summary": [
        (r"\tfrac{dV}{dr} = 4\pi r^2", diff(BALL, r), 4 * pi * r**2),
        (
            r"\frac{df}{dx_p} = \sum_{i} \frac{\partial f}{\partial x_i}\,\frac{dx_i}{dx_p}",
            diff(G.subs({t: TIE_T, y: TIE_Y}, simultaneous=True), x),
            paths(G, x, t=diff(TIE_T, x), y=diff(TIE_Y, x)).subs({t: TIE_T, y: TIE_Y}, simultaneous=True),
        ),
        (r"\frac{dx_p}{dx_p} = 1", diff(x, x), 1),
    ],
}


# --- Numbers ------------------------------------------------------------------------------------------------


def volume(t, x, y):
    return 4 * math.pi / 3 * t * x * y


def nudged(f, *at, h=1e-6):
    """The slope of f when all its inputs move alike."""
    return (f(*(place + h for place in at)) - f(*at)) / h


def loss_gap(step):
    loss = lambda w1, w2: (w1 * w2 - 1) ** 2
    return loss(2 - step, 1.5 - step) - (loss(2, 1.5) - 14 * step)


def loss_of_two_uses(w1, w2):
    return (w2 * (w1 + 1) - 2) ** 2


# What stands in the notebook, and how a computer comes to it.
NUMBERS = {
    "∂V/∂x at (2, 2, 1)": ("8.3776", lambda: f"{nudged(lambda x: volume(2, x, 1), 2):.4f}"),
    "dV/dx at (2, 2, 1)": ("16.7552", lambda: f"{nudged(lambda x: volume(x, x, 1), 2):.4f}"),
    "(8π/3)xy": ("16.7552", lambda: f"{8 * math.pi / 3 * 2 * 1:.4f}"),
    "(4π/3)xy": ("8.3776", lambda: f"{4 * math.pi / 3 * 2 * 1:.4f}"),
    "4πr² at 3": ("113.097", lambda: f"{4 * math.pi * 9:.3f}"),
    "dV/dr at 3": ("113.097", lambda: f"{nudged(volume, 3, 3, 3):.3f}"),
    "(4π/3)r² at 3": ("37.699", lambda: f"{4 * math.pi / 3 * 9:.3f}"),
    "both paths of x · t + t²": ("44.000", lambda: f"{nudged(lambda x: x * x**2 + x**4, 2.0):.3f}"),
    "base and exponent of 2²": ("6.773", lambda: f"{nudged(lambda x: x**x, 2):.3f}"),
    "base of 2²": ("4.000", lambda: f"{nudged(lambda x: x**2, 2):.3f}"),
    "exponent of 2²": ("2.773", lambda: f"{nudged(lambda x: 2**x, 2):.3f}"),
    "gap of a product, 0.2": ("0.0400", lambda: f"{4.2 * 3.2 - 12 - 7 * 0.2:.4f}"),
    "gap of a product, 0.1": ("0.0100", lambda: f"{4.1 * 3.1 - 12 - 7 * 0.1:.4f}"),
    "gap of a product, 0.05": ("0.0025", lambda: f"{4.05 * 3.05 - 12 - 7 * 0.05:.4f}"),
    "worst of three errors": ("3", lambda: str(max(map(sum, product((-1, 1), repeat=3))))),
    "gap of the loss, 0.1": ("0.1556", lambda: f"{loss_gap(0.1):.4f}"),
    "gap of the loss, 0.05": ("0.0398", lambda: f"{loss_gap(0.05):.4f}"),
    "gap of the loss, 0.025": ("0.0100", lambda: f"{loss_gap(0.025):.4f}"),
    "first use": ("-1.250", lambda: f"{nudged(lambda w: loss_of_two_uses(w, 0.5), 0.5):.3f}"),
    "second use": ("-3.750", lambda: f"{nudged(lambda w: loss_of_two_uses(0.5, w), 0.5):.3f}"),
    "both uses": ("-5.000", lambda: f"{nudged(loss_of_two_uses, 0.5, 0.5):.3f}"),
}


# --- Answers ------------------------------------------------------------------------------------------------


def along_in_steps(f, tie, x, h):
    before = f(x, tie(x))
    x = x + h
    return (f(x, tie(x)) - before) / h


def along_by_substituting(f, tie, x, h):
    only_x = lambda x: f(x, tie(x))
    return (only_x(x + h) - only_x(x)) / h


def along_in_two_legs(f, tie, x, h):
    first_leg = f(x + h, tie(x)) - f(x, tie(x))
    second_leg = f(x + h, tie(x + h)) - f(x + h, tie(x))
    return first_leg / h + second_leg / h


def along_the_other_legs(f, tie, x, h):
    t, moved = tie(x), tie(x + h)
    return (f(x, moved) - f(x, t) + f(x + h, moved) - f(x, moved)) / h


def sum_in_a_loop(partials, rates):
    share = 0.0
    for i in range(len(partials)):
        share += partials[i] * rates[i]
    return share


def sum_from_the_end(partials, rates):
    return partials[-1] * rates[-1] + (sum_from_the_end(partials[:-1], rates[:-1]) if partials[:-1] else 0)


FUNCTION_DISGUISES = {
    "the tie in code": [
        ("in steps", along_in_steps),
        ("substituted first", along_by_substituting),
        ("two legs", along_in_two_legs),
        ("the other two legs", along_the_other_legs),
        ("minus taken out", lambda f, tie, x, h: -(f(x, tie(x)) - f(x + h, tie(x + h))) / h),
        ("inverse", lambda f, tie, x, h: (f(x + h, tie(x + h)) - f(x, tie(x))) * h**-1),
        ("diff", lambda f, tie, x, h: np.diff([f(p, tie(p)) for p in (x, x + h)])[0] / h),
        ("run", lambda f, tie, x, h: (f(x + h, tie(x + h)) - f(x, tie(x))) / ((x + h) - x)),
        ("starred", lambda f, tie, x, h: (f(*(x + h, tie(x + h))) - f(*(x, tie(x)))) / h),
    ],
    "the sum in code": [
        ("loop", sum_in_a_loop),
        ("recursion", sum_from_the_end),
        ("numpy", lambda partials, rates: np.dot(partials, rates)),
        ("at sign", lambda partials, rates: np.array(partials) @ np.array(rates)),
        ("product, then sum", lambda partials, rates: (np.array(partials) * rates).sum()),
        ("map", lambda partials, rates: sum(map(lambda p, r: p * r, partials, rates))),
        ("inner", lambda partials, rates: np.inner(rates, partials)),
        ("fsum", lambda partials, rates: math.fsum(p * r for p, r in zip(partials, rates, strict=True))),
        ("einsum", lambda partials, rates: np.einsum("i,i", partials, rates)),
    ],
}


FUNCTION_MUTANTS = {
    "the tie in code": [
        ("starts off the tie", lambda f, tie, x, h: (f(x + h, tie(x + h)) - f(x, tie(x + h))) / h),
        ("ends off the tie", lambda f, tie, x, h: (f(x + h, tie(x)) - f(x, tie(x + h))) / h),
        ("h fixed", lambda f, tie, x, h: (f(x + 1e-6, tie(x + 1e-6)) - f(x, tie(x))) / 1e-6),
        ("central", lambda f, tie, x, h: (f(x + h, tie(x + h)) - f(x - h, tie(x - h))) / (2 * h)),
        ("backward", lambda f, tie, x, h: (f(x, tie(x)) - f(x - h, tie(x - h))) / h),
        ("turned round", lambda f, tie, x, h: (f(x, tie(x)) - f(x + h, tie(x + h))) / h),
        ("inputs swapped", lambda f, tie, x, h: (f(tie(x + h), x + h) - f(tie(x), x)) / h),
        ("tie of h", lambda f, tie, x, h: (f(x + h, tie(x) + tie(h)) - f(x, tie(x))) / h),
        ("per unit of t", lambda f, tie, x, h: (f(x + h, tie(x + h)) - f(x, tie(x))) / (tie(x + h) - tie(x))),
        ("size of h", lambda f, tie, x, h: (f(x + h, tie(x + h)) - f(x, tie(x))) / abs(h)),
        ("times h", lambda f, tie, x, h: (f(x + h, tie(x + h)) - f(x, tie(x))) * h),
    ],
    "the sum in code": [
        ("last missing", lambda partials, rates: sum_in_a_loop(partials[:-1], rates[:-1])),
        ("first missing", lambda partials, rates: sum_in_a_loop(partials[1:], rates[1:])),
        ("last only", lambda partials, rates: partials[-1] * rates[-1]),
        ("rates only", lambda partials, rates: sum(rates)),
        ("backwards", lambda partials, rates: sum_in_a_loop(partials, rates[::-1])),
        (
            "divided",
            lambda partials, rates: sum(p / r if r else 0 for p, r in zip(partials, rates, strict=True)),
        ),
        ("sizes", lambda partials, rates: sum(abs(p * r) for p, r in zip(partials, rates, strict=True))),
        ("largest", lambda partials, rates: max(p * r for p, r in zip(partials, rates, strict=True))),
        ("own rate twice", lambda partials, rates: sum_in_a_loop(partials, rates) + partials[0]),
        ("squares", lambda partials, rates: sum((p * r) ** 2 for p, r in zip(partials, rates, strict=True))),
    ],
}


STATE_MUTANTS = {
    "where the shares cancel": [
        {"x": x, "t": t, "k": k}
        for x, t, k in [
            (2, 1, 1),
            (2, 1, 0.5),
            (2, 1, 0),
            (2, 1, -0.4),
            (2, 1, -0.6),
            (1, 1, -0.5),
            (2, 2, -1.5),
        ]
    ],
    "where the thermometer rests": [{"s": s} for s in (0, 0.4, 0.7, 0.86, 1.0, 1.58, 2.2, 3.14, 4.7, 6.28)],
}


NAMED = [
    ("the partial given for the total", "ellipsoid, tied", "4pi/3 t y", "holds t still"),
    ("the partial given for the total", "a tie of another slope", 5, "direct path alone"),
    ("the partial given for the total", "rent along the market", 12, "holds the rooms still"),
    (
        "the partial given for the total",
        "the tie in code",
        lambda f, tie, x, h: (f(x + h, tie(x)) - f(x, tie(x))) / h,
        "secant for the **partial**",
    ),
    ("late substitution (factor 2)", "ellipsoid, tied", "4pi/3 x y", "put in afterwards"),
    ("late substitution (factor 2)", "when to put the tie in", "c", "factor of 2"),
    ("late substitution (factor 3)", "a sphere from three paths", "4/3 pi r^2", "one path"),
    ("a path dropped", "x plus its square", "2x", "path through u alone"),
    ("a path dropped", "x times its square", "x^2", "Let u grow too"),
    ("a path dropped", "paths that meet again", [6, 10, 3, 2, 42], "u moves v as well"),
    ("late substitution (factor 3)", "three moments in numbers", [36, 36, 36], "should agree with a nudge"),
    (
        "paths multiplied instead of added",
        "paths that meet again",
        {"u": 6, "v": 10, "du": 3, "dv": 6},
        "shares are added",
    ),
    ("a path dropped", "count the paths", 12, "One path passes them by"),
    ("a path dropped", "a weight used twice", "a w", "outside of the bracket"),
    ("paths multiplied instead of added", "x times its square", "2x^4", "paths are still added"),
    ("paths multiplied instead of added", "a tie of another slope", -40, "different paths are added"),
    ("paths multiplied instead of added", "the sum over paths, written down", "d", "shares add"),
    ("dx_i/dx_p forgotten", "the sum over paths, written down", "a", "its own rate"),
    ("dx_i/dx_p forgotten", "the sum in code", lambda partials, rates: sum(partials), "rates are forgotten"),
    ("dx_i/dx_p forgotten", "a tie of another slope", 3, "what is $dt/dx$"),
    ("dx_i/dx_p forgotten", "along a curve", "4s^3 + s^4", "without the rates"),
    ("∂ and d mixed", "two questions, two symbols", "a", "twice as steep"),
    ("∂ and d mixed", "a substitution too late", 3, "Watch what becomes of it"),
    ("∂ and d mixed", "which symbol stands alone", "a", "tangent plane predicts"),
]
