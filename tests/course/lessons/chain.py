"""What proves lesson 4: its formulas and numbers, and for some exercises answers that are right, wrong or typical."""

import math
from functools import reduce

import numpy as np
import sympy
from sympy import Function, Matrix, Rational, cos, cot, diff, exp, log, sin, sqrt, tan

from course_lib.exercises.chain import loss_slopes, neuron_gradient, push

# --- Formulas -----------------------------------------------------------------------------------------------

x, h, a, s = sympy.symbols("x h a s", positive=True)
b, t, w, y = sympy.symbols("b t w y", real=True)
w1, w2, x1, x2, x3 = sympy.symbols("w1 w2 x1 x2 x3", real=True)
u, v, q = sympy.symbols("u v q", positive=True)
f, g, p, r = (Function(name) for name in "fgpr")
PHI = 1 / (1 + exp(-a * s))
NEURON = PHI.subs(s, w * x1 + b)


def at(expression, **places):
    return expression.subs({sympy.Symbol(name, positive=True): place for name, place in places.items()})


def jacobian(outputs, *inputs):
    return Matrix(outputs).jacobian(Matrix(inputs))


def slope(outer, inner, by=x):
    """Outer slope at the inner value, times inner slope; `outer` is an expression in u."""
    return diff(outer, u).subs(u, inner) * diff(inner, by)


# The map of `push` and the two functions of `product`.
WAVY = [x1 + sin(2 * x2) / 2, x2 + sin(2 * x1) / 2]
G = [x1 * x2, sin(x1), x2**2 / 2]
U = sympy.symbols("u1 u2 u3", real=True)
F = [U[0] + U[1] * U[2], U[0] * U[1] + U[2]]
F_OF_G = [output.subs(dict(zip(U, G, strict=True)), simultaneous=True) for output in F]
J_F, J_G = Matrix([[4, -1], [2, 1]]), Matrix([[1, 2], [0, 3]])

# The four examples: inputs, targets, and their errors for w = 1 and b = 0. The last of them is silent.
EXAMPLES = [(1, 2), (2, 1), (3, 2), (-2, 1)]
ACTIVE = EXAMPLES[:3]
LOSS = (sum((w * i + b - o) ** 2 for i, o in ACTIVE) + (0 - EXAMPLES[3][1]) ** 2) / 4

# A ReLU in general, seen from both sides of its corner.
xs, ys = sympy.symbols("x1:4", real=True), sympy.symbols("y1:4", real=True)
SQUARES = [(w * xs[0] + b - ys[0]) ** 2, (w * xs[1] + b - ys[1]) ** 2, (0 - ys[2]) ** 2]

FORMULAS = {
    "How far does a turn of the pedals take you?": [
        (r"3\ \frac{\text{wheel turns}}{\text{pedal turn}} \cdot 2", diff(2 * u, u) * diff(3 * x, x), 6),
    ],
    "pedals to metres": [(r"$3 \cdot 2 = 6$", slope(2 * u, 3 * x), 6)],
    "What if the rate is not the same everywhere?": [
        (
            r"\frac{dy}{dx} = \underbrace{f'(g(x))}",
            diff(f(g(x)), x),
            f(u).diff(u).subs(u, g(x)).doit() * diff(g(x), x),
        ),
        ("y about 243 times as far as u", diff(u**3, u).subs(u, 9), 243),
        ("u moves about 6 times as far as x", at(diff(x**2, x), x=3), 6),
    ],
    "a nudge through two functions": [
        (r"$0.001 \cdot 6 \cdot 243 = 1.458$", at(slope(u**3, x**2), x=3) / 1000, Rational("1.458")),
        (r"3 \cdot 9^2 = 243", diff(u**3, u).subs(u, 9), 243),
    ],
    "a nudge that dies on the way": [
        (r"x = \pm\sqrt{\pi/2}", slope(sin(u), x**2).subs(x, sqrt(sympy.pi / 2)), 0),
    ],
    "Why is it a product, and exactly so?": [
        (
            r"\;\to\; f'(u) \cdot g'(x)",
            sympy.limit((sin(exp(2 * (t + h))) - sin(exp(2 * t))) / h, h, 0),
            cos(exp(2 * t)) * 2 * exp(2 * t),
        ),
        ("$|x|^2$ is $x^2$, and at 0 it is flat", diff(sympy.Abs(t) ** 2, t).subs(t, 0), 0),
    ],
    "a power of a power": [
        (r"$3u^2 \cdot 2x = 3x^4 \cdot 2x = 6x^5$", slope(u**3, x**2), 6 * x**5),
        ("the slope of $x^6$", diff(x**6, x), 6 * x**5),
    ],
    "slopes from a table": [
        (r"f'(5) \cdot g'(2) = 4 \cdot 3 = 12", slope(1 + 4 * (u - 5), 5 + 3 * (x - 2)), 12),
    ],
    "How do you take a nested formula apart?": [
        (r"3\,e^{\sin(3x)} \cos(3x)", diff(exp(sin(3 * x)), x), 3 * exp(sin(3 * x)) * cos(3 * x)),
        (r"\frac{du}{dx} = 3", diff(3 * x, x), 3),
        (r"\frac{dv}{du} = \cos u", diff(sin(u), u), cos(u)),
        (r"\frac{dy}{dv} = e^v", diff(exp(v), v), exp(v)),
    ],
    "one number after another": [
        ("$u = 4$", at(x**2 - 5, x=3), 4),
        (r"$du/dx = 2 \cdot 3 = 6$", at(diff(x**2 - 5, x), x=3), 6),
        ("$3u^2$ at $u = 4$, so $dy/du = 48$", diff(u**3, u).subs(u, 4), 48),
        (r"$dy/dx = 48 \cdot 6 = 288$", at(slope(u**3, x**2 - 5), x=3), 288),
    ],
    "sine of a square": [
        (r"32x \cos(16x^2)", diff(sin((4 * x) ** 2), x), 32 * x * cos(16 * x**2)),
        (r"4 \cdot 8x \cdot \cos(16x^2)", slope(sin(u), (4 * x) ** 2), 4 * 8 * x * cos(16 * x**2)),
    ],
    "How does a nudge get through a long row?": [
        (r"$6x^2\cot(x^3)$", diff(log(sin(x**3) ** 2), x), 6 * x**2 * cot(x**3)),
        (
            "its slope is above 1300",
            sympy.ceiling(diff(log(u), u).subs(u, sin(0.027) ** 2) / 100) * 100,
            1400,
        ),
        ("the whole has a slope of only 20", round(diff(log(sin(x**3) ** 2), x).subs(x, 0.3)), 20),
    ],
    "What happens in a very long row?": [
        (
            "Ten quarters multiplied are about a millionth, ten fours about a million",
            Rational(1, 4) ** 10 * 4**10,
            1,
        ),
        ("Ten quarters multiplied are about a millionth", round(4**10, -6), 10**6),
    ],
    "four functions deep": [
        (
            r"\dfrac1w \cdot 2v \cdot \cos u \cdot 3x^2",
            (1 / v**2 * 2 * v * cos(u) * 3 * x**2).subs(v, sin(u)).subs(u, x**3),
            diff(log(sin(x**3) ** 2), x),
        ),
        (r"6x^2\,\dfrac{\cos(x^3)}{\sin(x^3)}", 6 * x**2 / tan(x**3), diff(log(sin(x**3) ** 2), x)),
        (r"$6x^2 \cot(x^3)$", 6 * x**2 * cot(x**3), diff(log(sin(x**3) ** 2), x)),
    ],
    "ten machines in a row": [
        (r"\left(\tfrac14\right)^{10} = 1/1048576", Rational(1, 4) ** 10, Rational(1, 1048576)),
    ],
    "One product, or a sum of products?": [
        ("the sum is $1 + 2x$", diff(x + x**2, x), 1 + 2 * x),
        (r"$x^2 \cdot 1 + x \cdot 2x = 3x^2$", diff(x * x**2, x), x**2 * 1 + x * 2 * x),
        ("the slope of $x^3$", diff(x**3, x), 3 * x**2),
        (
            r"\displaystyle\sum_i \dfrac{\partial y}{\partial u_i} \cdot \dfrac{du_i}{dx}",
            diff((u * v**2).subs({u: p(x), v: r(x)}), x),
            (v**2).subs(v, r(x)) * diff(p(x), x) + (2 * u * v).subs({u: p(x), v: r(x)}) * diff(r(x), x),
        ),
        (
            r"\dfrac{dy}{dx} = \dfrac{dy}{du} \cdot \dfrac{du}{dx}",
            slope(exp(u), sin(x)),
            diff(exp(sin(x)), x),
        ),
    ],
    "a product with a chain in it": [
        (r"\sin(x^2) + 2x^2 \cos(x^2)", diff(x * sin(x**2), x), sin(x**2) + 2 * x**2 * cos(x**2)),
    ],
    "a test that misleads": [
        (r"$1 \cdot 1 + 1 \cdot 2x = 1 + 2x$", diff(x + x**2, x), 1 + 2 * x),
        ("The slope at 1 is 3", at(diff(x + x**2, x), x=1), 3),
    ],
    "What is the slope of several outputs?": [
        (
            r"\left[\dfrac2x,\ 3\cos(3x)\right]",
            jacobian([log(x**2), sin(3 * x)], x),
            Matrix([2 / x, 3 * cos(3 * x)]),
        ),
    ],
    "a vector of slopes": [
        (r"$[2/x,\ 3\cos(3x)]$", jacobian([log(x**2), sin(3 * x)], x), Matrix([2 / x, 3 * cos(3 * x)])),
        (r"\frac{1}{x^2} \cdot 2x = \frac2x", slope(log(u), x**2), 2 / x),
    ],
    "And with several inputs?": [
        (
            r"\begin{bmatrix} 1 & \cos 2x_2 \\ \cos 2x_1 & 1 \end{bmatrix}",
            jacobian(WAVY, x1, x2),
            Matrix([[1, cos(2 * x2)], [cos(2 * x1), 1]]),
        ),
        (
            r"\mathbf{f}(\mathbf{x} + \mathbf{v}) \approx \mathbf{f}(\mathbf{x}) + J_{\mathbf{f}}\,\mathbf{v}",
            Matrix(
                [
                    e.subs({x1: x1 + h * w1, x2: x2 + h * w2}, simultaneous=True).diff(h).subs(h, 0)
                    for e in WAVY
                ]
            ),
            jacobian(WAVY, x1, x2) * Matrix([w1, w2]),
        ),
        (
            r"$1 \cdot 0.25 + 0.825 \cdot 0.433 \approx 0.607$",
            (jacobian(WAVY, x1, x2).subs({x1: 0.6, x2: -0.3}) * Matrix([0.25, 0.433]))[0].round(3),
            Rational("0.607").round(3),
        ),
    ],
    "shapes first": [("So it is 2 × 4", Matrix((sympy.ones(2, 3) * sympy.ones(3, 4)).shape), Matrix([2, 4]))],
    "How do two Jacobians combine?": [
        ("(2 × 3) · (3 × 2) = 2 × 2", Matrix((sympy.ones(2, 3) * sympy.ones(3, 2)).shape), Matrix([2, 2])),
        (
            r"J_{\mathbf{f}}(\mathbf{g}(\mathbf{x})) \cdot J_{\mathbf{g}}(\mathbf{x})",
            jacobian(F, *U).subs(dict(zip(U, G, strict=True))) * jacobian(G, x1, x2),
            jacobian(F_OF_G, x1, x2),
        ),
        (
            r"\frac{\partial y_i}{\partial x_j} = \sum_k",
            sum(diff(F[1], U[k]).subs(dict(zip(U, G, strict=True))) * diff(G[k], x2) for k in range(3)),
            diff(F_OF_G[1], x2),
        ),
    ],
    "one entry of the product": [
        (r"$4 \cdot 2 + (-1) \cdot 3 = 5$", (J_F * J_G)[0, 1], 5),
        ("the entry of the product in the other order", (J_G * J_F)[0, 1], 1),
        (r"That is $\partial y_2 / \partial x_1$", (J_F * J_G)[1, 0], 2),
        ("entry by entry", J_F.multiply_elementwise(J_G)[0, 1], -2),
    ],
    "all four entries": [
        (
            r"\left[\begin{matrix} 4 & 5 \\ 2 & 7 \end{matrix}\right]$: each row",
            J_F * J_G,
            Matrix([[4, 5], [2, 7]]),
        ),
    ],
    "Which Jacobians occur most in networks?": [
        (
            r"elementwise, $y_i = \varphi(x_i)$ | $\varphi'(x_i)$ on the diagonal",
            jacobian([f(x1), f(x2)], x1, x2),
            sympy.diag(diff(f(x1), x1), diff(f(x2), x2)),
        ),
        (r"| a row of ones |", jacobian([x1 + x2 + x3], x1, x2, x3), sympy.ones(1, 3)),
        (r"by **x** | the row $w_1, \dots, w_n$", jacobian([w1 * x1 + w2 * x2], x1, x2), Matrix([[w1, w2]])),
        (r"by **w** | the row $x_1, \dots, x_n$", jacobian([w1 * x1 + w2 * x2], w1, w2), Matrix([[x1, x2]])),
        (
            r"$y = \mathrm{sum}(\mathbf{w} + \mathbf{x})$",
            jacobian([w1 + x1 + w2 + x2], x1, x2),
            sympy.ones(1, 2),
        ),
        (
            r"A row: $\cos x_1, \cos x_2, \cos x_3$",
            sympy.ones(1, 3) * sympy.diag(cos(x1), cos(x2), cos(x3)),
            jacobian([sin(x1) + sin(x2) + sin(x3)], x1, x2, x3),
        ),
    ],
    "one by one": [
        (
            "$2x_i$ for $i = j$ and 0 otherwise",
            jacobian([x1**2, x2**2, x3**2], x1, x2, x3),
            sympy.diag(2 * x1, 2 * x2, 2 * x3),
        ),
    ],
    "one output, one row": [
        (r"$\partial y / \partial w_j = x_j$", jacobian([w1 * x1 + w2 * x2], w1, w2), Matrix([[x1, x2]])),
        ("11 is the value of y", Matrix([2, -1, 3]).dot(Matrix([4, 0, 1])), 11),
    ],
    "where the brackets stand": [
        ("That is 2001000000 against 3000000", 2 * 1000**3 + 1000**2, 667 * 3 * 1000**2),
    ],
    "Do you need the product at all?": [
        (
            r"J_3\,J_2\,J_1\,\mathbf{v} = J_3\,\bigl(J_2\,(J_1\,\mathbf{v})\bigr)",
            J_G * J_F * WAVY[0] * J_G * Matrix([w1, w2]),
            J_G * (J_F * WAVY[0] * (J_G * Matrix([w1, w2]))),
        ),
    ],
    "How steep is the sigmoid?": [
        (r"a\,\varphi\,(1 - \varphi)", diff(PHI, s), a * PHI * (1 - PHI)),
        (
            r"-\frac{1}{u^2} \cdot e^{-as} \cdot (-a)",
            diff(PHI, s),
            (-(1 / u**2) * -a).subs(u, 1 / PHI) * exp(-a * s),
        ),
        (r"$e^{-as}/u = (u - 1)/u = 1 - \varphi$", exp(-a * s) * PHI, 1 - PHI),
        ("Only at a = 1 is the dashed curve right", diff(PHI, s).subs(a, 1), (PHI * (1 - PHI)).subs(a, 1)),
    ],
    "a factor that got lost": [
        (r"\varphi' = -u^{-2} \cdot \dfrac{du}{ds}", diff(1 / f(s), s), -(f(s) ** -2) * diff(f(s), s)),
        (r"$du/ds = -a\,e^{-as}$", diff(1 + exp(-a * s), s), -a * exp(-a * s)),
        (r"\dfrac{e^{-as}}{u^2} = \dfrac1u \cdot \dfrac{u - 1}{u}", exp(-a * s) * PHI**2, PHI * (1 - PHI)),
        (r"$\varphi' = a\,\varphi(1 - \varphi)$", diff(PHI, s), a * PHI * (1 - PHI)),
    ],
    "the slope from the height": [
        (r"3 \cdot 0.8 \cdot 0.2 = 0.48", diff(PHI, s).subs(s, log(4) / a).subs(a, 3), Rational("0.48")),
        ("$\\varphi = 0.8$", PHI.subs(s, log(4) / a), Rational("0.8")),
    ],
    "steeper than one": [
        ("at most $a/4$", diff(PHI, s).subs(s, 0), a / 4),
        ("at most $a/4$", sympy.maximum(q * (1 - q), q, sympy.Interval(0, 1)), Rational(1, 4)),
    ],
    "What does each weight do?": [
        (
            r"\frac{\partial y}{\partial w_j} = \varphi'(s) \cdot x_j",
            diff(f(w1 * x1 + w2 * x2 + b), w2),
            f(y).diff(y).subs(y, w1 * x1 + w2 * x2 + b).doit() * x2,
        ),
        (
            r"\frac{\partial y}{\partial b} = \varphi'(s) \cdot 1",
            diff(f(w1 * x1 + w2 * x2 + b), b),
            f(y).diff(y).subs(y, w1 * x1 + w2 * x2 + b).doit(),
        ),
        (
            r"\frac{\partial y}{\partial x_j} = \varphi'(s) \cdot w_j",
            diff(f(w1 * x1 + w2 * x2 + b), x2),
            f(y).diff(y).subs(y, w1 * x1 + w2 * x2 + b).doit() * w2,
        ),
        (r"$\varphi'(s)$ is 1 for $s > 0$", diff(sympy.Max(0, s), s), 1),
    ],
    "a neuron with ReLU": [
        (
            "By the weights the slopes are the inputs, 3 and 1; by b it is 1",
            jacobian([sympy.Max(0, w1 * x1 + w2 * x2 + b)], w1, w2, b, x1, x2).subs(
                {w1: 0.5, w2: -2, x1: 3, x2: 1, b: 2}
            ),
            Matrix([[3, 1, 1, 0.5, -2]]),
        ),
    ],
    "Which examples pull at the weights?": [
        (
            r"\frac{\partial L}{\partial w} = \frac2n \sum_{\text{active } i} e_i\,x_i",
            diff(sum(SQUARES) / 3, w),
            Rational(2, 3) * sum((w * xs[i] + b - ys[i]) * xs[i] for i in range(2)),
        ),
        (
            r"\frac{\partial L}{\partial b} = \frac2n \sum_{\text{active } i} e_i",
            diff(sum(SQUARES) / 3, b),
            Rational(2, 3) * sum(w * xs[i] + b - ys[i] for i in range(2)),
        ),
        ("2 and 0.5, as by hand", diff(LOSS, w).subs({w: 1, b: 0}), 2),
        ("2 and 0.5, as by hand", diff(LOSS, b).subs({w: 1, b: 0}), Rational(1, 2)),
    ],
    "four examples by hand": [
        (r"\frac24 \cdot 4 = 2", diff(LOSS, w).subs({w: 1, b: 0}), 2),
        (r"That is $\partial L / \partial b$", diff(LOSS, b).subs({w: 1, b: 0}), Rational(1, 2)),
    ],
    "what the other rule needs": [
        (r"$p(x \mid y) = \dfrac{p(x, y)}{p(y)}$", p(x, y) / p(y) * p(y), p(x, y)),
    ],
    "cut the other way": [
        (r"$0.4 \cdot 0.75 = 0.3$", Rational("0.4") * Rational("0.75"), Rational("0.3")),
        ("$0.3 / 0.5 = 0.6$", Rational("0.3") / Rational("0.5"), Rational("0.6")),
    ],
    "Is that not the rule with the p?": [
        (r"$0.9 \cdot 0.3 = 0.27$", Rational("0.9") * Rational("0.3"), Rational("0.27")),
        (
            r"$p(x, y, z) = p(x \mid y, z)\,p(y \mid z)\,p(z)$",
            p(x, y, t) / p(y, t) * (p(y, t) / p(t)) * p(t),
            p(x, y, t),
        ),
        (r"$p(x \mid y)\,p(y) = p(y \mid x)\,p(x)$", p(x, y) / p(y) * p(y), p(x, y) / p(x) * p(x)),
    ],
    "Summary": [
        ("$(x^2)^3$ gives $6x^5$", diff((x**2) ** 3, x), 6 * x**5),
        (r"gives $32x\cos(16x^2)$", diff(sin((4 * x) ** 2), x), 32 * x * cos(16 * x**2)),
        (r"gives $6x^2\cot(x^3)$", diff(log(sin(x**3) ** 2), x), 6 * x**2 * cot(x**3)),
        (r"$a\,\varphi(1 - \varphi)\,x_j$", diff(NEURON, w), a * NEURON * (1 - NEURON) * x1),
        (r"$a\,\varphi(1 - \varphi)$", diff(NEURON, b), a * NEURON * (1 - NEURON)),
        (
            r"$\frac2n \sum_{\text{active}} e_i x_i$",
            diff(sum(SQUARES) / 3, w),
            Rational(2, 3) * sum((w * xs[i] + b - ys[i]) * xs[i] for i in range(2)),
        ),
        (
            r"$\frac2n \sum_{\text{active}} e_i$",
            diff(sum(SQUARES) / 3, b),
            Rational(2, 3) * sum(w * xs[i] + b - ys[i] for i in range(2)),
        ),
        (
            r"$\frac{dy}{dx} = f'(g(x)) \cdot g'(x)$",
            diff(f(g(x)), x),
            f(u).diff(u).subs(u, g(x)).doit() * diff(g(x), x),
        ),
    ],
}


# --- Numbers ------------------------------------------------------------------------------------------------


def sigmoid(s, a=3):
    return 1 / (1 + math.exp(-a * s))


def number(expression, **places):
    return float(at(expression, **places))


NUMBERS = {
    "slope of the sigmoid, a = 3, s = 0.4": ("0.534", lambda: f"{3 * sigmoid(0.4) * (1 - sigmoid(0.4)):.3f}"),
    "without a": ("0.178", lambda: f"{sigmoid(0.4) * (1 - sigmoid(0.4)):.3f}"),
    "by a nudge of u": ("0.006001", lambda: f"{3.001**2 - 9:.6f}"),
    "by a nudge of y": ("1.459216", lambda: f"{3.001**6 - 729:.6f}"),
    "predicted": ("1.458000", lambda: f"{6 * 3**5 / 1000:.6f}"),
    "6x⁵ at 0.8": ("1.96608", lambda: f"{6 * 0.8**5:.5f}"),
    "32x cos(16x²) at 0.8": ("-17.55409", lambda: f"{number(32 * x * cos(16 * x**2), x=0.8):.5f}"),
    "6x² cot(x³) at 0.8": ("6.83289", lambda: f"{number(6 * x**2 * cot(x**3), x=0.8):.5f}"),
    "ten quarters": ("9.54e−07", lambda: f"{0.25**10:.3g}".replace("-", "−")),
    "3 cos(3x) at 2": ("2.88051", lambda: f"{3 * math.cos(6):.5f}"),
    "cos(2 x₂)": ("0.8253", lambda: f"{math.cos(-0.6):.4f}"),
    "cos(2 x₁)": ("0.3624", lambda: f"{math.cos(1.2):.4f}"),
    "an entry of the product": (
        "2.1781",
        lambda: f"{float(jacobian(F_OF_G, x1, x2)[0, 1].subs({x1: 1, x2: 1.4})):.4f}",
    ),
    "product first": ("2,001,000,000", lambda: f"{2 * 10**9 + 10**6:,}"),
    "neuron, by w1": (
        "1.2330",
        lambda: f"{neuron_gradient(np.array([0.5, -1]), np.array([2, 1]), 0.3, 3)[0]:.4f}",
    ),
    "neuron, by b": (
        "0.6165",
        lambda: f"{neuron_gradient(np.array([0.5, -1]), np.array([2, 1]), 0.3, 3)[2]:.4f}",
    ),
}


# --- Answers ------------------------------------------------------------------------------------------------


def phi_of(w, x, b, a):
    return sigmoid(np.dot(w, x) + b, a)


def gradient_by_loop(w, x, b, a):
    s = b
    for weight, value in zip(w, x, strict=True):
        s += weight * value
    slopes = []
    for value in [*x, 1]:
        slopes.append(a * math.exp(-a * s) / (1 + math.exp(-a * s)) ** 2 * value)
    return slopes


def gradient_with_tanh(w, x, b, a):
    return np.append(x, 1) * a / 4 * (1 - np.tanh(a * (w @ x + b) / 2) ** 2)


def gradient_by_nudges(w, x, b, a, h=1e-5):
    parameters = np.append(w, b)
    value = lambda p: phi_of(p[:-1], x, p[-1], a)
    return [
        (value(parameters + h * e) - value(parameters - h * e)) / (2 * h) for e in np.eye(len(parameters))
    ]


def loss_by_loop(w, b, x, y):
    by_w = by_b = 0
    for value, target in zip(x, y, strict=True):
        s = w * value + b
        if s > 0:
            by_w += 2 * (s - target) * value / len(x)
            by_b += 2 * (s - target) / len(x)
    return by_w, by_b


def loss_with_where(w, b, x, y):
    s = w * x + b
    share = np.where(s > 0, 2 * (s - y), 0)
    return np.array([share @ x, share.sum()]) / len(x)


def loss_by_active_ones(w, b, x, y):
    on = w * x + b > 0
    e = w * x[on] + b - y[on]
    return [2 / len(x) * np.sum(e * x[on]), 2 / len(x) * np.sum(e)]


def loss_by_nudges(w, b, x, y, h=1e-6):
    loss = lambda w, b: np.mean((np.maximum(w * x + b, 0) - y) ** 2)
    return [(loss(w + h, b) - loss(w - h, b)) / (2 * h), (loss(w, b + h) - loss(w, b - h)) / (2 * h)]


def push_by_hand(v, jacobians):
    for jacobian in jacobians:
        v = [sum(entry * part for entry, part in zip(row, v, strict=True)) for row in jacobian]
    return v


def push_recursively(v, jacobians):
    return push_recursively(jacobians[0] @ v, jacobians[1:]) if jacobians else v


FUNCTION_DISGUISES = {
    "push a nudge through": [
        ("reduce", lambda v, jacobians: reduce(lambda nudge, jacobian: jacobian @ nudge, jacobians, v)),
        ("by hand", push_by_hand),
        ("recursion", push_recursively),
        ("dot", lambda v, jacobians: reduce(lambda nudge, jacobian: np.dot(jacobian, nudge), jacobians, v)),
        (
            "from the left",
            lambda v, jacobians: reduce(lambda nudge, jacobian: nudge @ jacobian.T, jacobians, v),
        ),
        ("product first", lambda v, jacobians: reduce(lambda one, other: other @ one, jacobians) @ v),
        ("multi_dot", lambda v, jacobians: np.linalg.multi_dot([*jacobians[::-1], v])),
        ("as a column", lambda v, jacobians: push(v[:, None], jacobians).ravel()),
        ("einsum", lambda v, jacobians: reduce(lambda n, j: np.einsum("ij,j", j, n), jacobians, v)),
        ("weighted sums", lambda v, jacobians: reduce(lambda n, j: (j * n).sum(axis=1), jacobians, v)),
    ],
    "gradient of a neuron": [
        ("loop", gradient_by_loop),
        ("tanh", gradient_with_tanh),
        ("nudges", gradient_by_nudges),
        ("append", lambda w, x, b, a: a * phi_of(w, x, b, a) * (1 - phi_of(w, x, b, a)) * np.append(x, 1)),
        ("tuple", lambda w, x, b, a: tuple(gradient_by_loop(w, x, b, a))),
        ("squares", lambda w, x, b, a: a * (phi_of(w, x, b, a) - phi_of(w, x, b, a) ** 2) * np.append(x, 1)),
        ("mirrored", lambda w, x, b, a: a * phi_of(w, x, b, a) * phi_of(-w, x, -b, a) * np.append(x, 1)),
        ("cosh", lambda w, x, b, a: np.append(x, 1) * a / (2 + 2 * math.cosh(a * (w @ x + b)))),
    ],
    "slopes of the loss": [
        ("loop", loss_by_loop),
        ("where", loss_with_where),
        ("only the active", loss_by_active_ones),
        ("nudges", loss_by_nudges),
        ("heaviside", lambda w, b, x, y: _loss(w, b, x, y, np.heaviside(w * x + b, 0))),
        ("sign", lambda w, b, x, y: _loss(w, b, x, y, (np.sign(w * x + b) + 1) / 2)),
        ("matrix", lambda w, b, x, y: np.array([x, 0 * x + 1]) @ _shares(w, b, x, y) / len(x)),
        ("dot", lambda w, b, x, y: (_shares(w, b, x, y) @ x / len(x), _shares(w, b, x, y) @ x**0 / len(x))),
    ],
}


def _shares(w, b, x, y):
    return 2 * (w * x + b - y) * (w * x + b > 0)


def _loss(w, b, x, y, active):
    share = 2 * (np.maximum(w * x + b, 0) - y) * active
    return [np.mean(share * x), np.mean(share)]


def _pushed(change):
    """Push through Jacobians each of which was changed."""
    return lambda v, jacobians: push(v, [change(jacobian) for jacobian in jacobians])


FUNCTION_MUTANTS = {
    "push a nudge through": [
        ("signs dropped", _pushed(np.abs)),
        ("rows turned round", _pushed(np.flipud)),
        ("columns turned round", _pushed(np.fliplr)),
        ("diagonal only", _pushed(lambda jacobian: np.diag(np.diag(jacobian)))),
        ("squared", _pushed(lambda jacobian: jacobian @ jacobian)),
        ("one added", _pushed(lambda jacobian: jacobian + np.eye(len(jacobian)))),
        ("inverse", _pushed(np.linalg.inv)),
        ("first left out", lambda v, jacobians: push(v, jacobians[1:])),
        ("last left out", lambda v, jacobians: push(v, jacobians[:-1])),
        ("last twice", lambda v, jacobians: push(v, [*jacobians, jacobians[-1]])),
        ("nothing done", lambda v, jacobians: v),
        ("nudge added", lambda v, jacobians: v + push(v, jacobians)),
        ("unit nudge", lambda v, jacobians: push(v / np.linalg.norm(v), jacobians)),
        ("ones", lambda v, jacobians: push(np.ones_like(v), jacobians)),
    ],
    "gradient of a neuron": [
        ("bias first", lambda w, x, b, a: np.roll(neuron_gradient(w, x, b, a), 1)),
        ("a squared", lambda w, x, b, a: np.multiply(neuron_gradient(w, x, b, a), a)),
        ("divided by a", lambda w, x, b, a: np.divide(neuron_gradient(w, x, b, a), a**2)),
        ("only φ", lambda w, x, b, a: np.append(x, 1) * a * phi_of(w, x, b, a)),
        ("only 1 − φ", lambda w, x, b, a: np.append(x, 1) * a * (1 - phi_of(w, x, b, a))),
        ("bias left out of s", lambda w, x, b, a: neuron_gradient(w, x, 0, a)),
        ("a left out of s", lambda w, x, b, a: a * np.array(neuron_gradient(w, x, b, 1))),
        ("w and x exchanged", lambda w, x, b, a: neuron_gradient(x, w, b, a)),
        ("ReLU", lambda w, x, b, a: np.append(x, 1) * (w @ x + b > 0)),
        ("tanh", lambda w, x, b, a: np.append(x, 1) * a * (1 - np.tanh(a * (w @ x + b)) ** 2)),
        ("output", lambda w, x, b, a: np.append(x, 1) * phi_of(w, x, b, a)),
        ("size of x", lambda w, x, b, a: np.abs(neuron_gradient(w, x, b, a))),
    ],
    "slopes of the loss": [
        ("exchanged", lambda w, b, x, y: loss_slopes(w, b, x, y)[::-1]),
        ("absolute error", lambda w, b, x, y: _loss(w, b, x, y, np.sign(w * x + b - y) * (w * x + b > 0))),
        ("silent ones only", lambda w, b, x, y: _loss(w, b, x, y, w * x + b <= 0)),
        ("error positive", lambda w, b, x, y: _loss(w, b, x, y, (w * x + b > 0) & (w * x + b > y))),
        ("input positive", lambda w, b, x, y: _loss(w, b, x, y, x > 0)),
        ("weight positive", lambda w, b, x, y: _loss(w, b, x, y, w > 0)),
        ("no bias", lambda w, b, x, y: loss_slopes(w, 0, x, y)),
        (
            "target times input",
            lambda w, b, x, y: [np.mean(_shares(w, b, x, y) * y), np.mean(_shares(w, b, x, y))],
        ),
        ("by b, not halved", lambda w, b, x, y: np.multiply(loss_slopes(w, b, x, y), [1, 2])),
        ("sum for b", lambda w, b, x, y: np.multiply(loss_slopes(w, b, x, y), [1, len(x)])),
        ("first example", lambda w, b, x, y: loss_slopes(w, b, x[:1], y[:1])),
        ("times w", lambda w, b, x, y: np.multiply(loss_slopes(w, b, x, y), w)),
        ("mean input", lambda w, b, x, y: np.multiply(loss_slopes(w, b, x, y)[1], [np.mean(x), 1])),
        ("median", lambda w, b, x, y: [np.median(_shares(w, b, x, y) * x), np.median(_shares(w, b, x, y))]),
    ],
}


STATE_MUTANTS = {
    "a nudge that dies on the way": [
        {"x": x} for x in (-1.9, -1.6, -1, -0.05, 0, 0.05, 0.7, 1.2, 1.3, 1.75, 1.9)
    ],
    "steeper than one": [
        {"a": a, "s": s}
        for a, s in [(3, 0.4), (0.5, 0), (3.9, 0), (4, 0), (5, 0.6), (8, 0.5), (8, -3), (6, 2)]
    ],
    "a neuron that has gone silent": [
        {"w": w, "b": b}
        for w, b in [
            (0.4, 0.6),
            (2, 0.6),
            (-1, 0.6),
            (1, 0.4),
            (0, 0.1),
            (0, 0),
            (1, -2),
            (0.4, -1),
            (-1, -1.5),
        ]
    ],
}


NAMED = [
    ("inner factor forgotten", "a power of a power", "3x^4", "factor of the inner function is missing"),
    ("inner factor forgotten", "sine of a square", "cos(16x^2)", "two inner slopes are missing"),
    ("inner factor forgotten", "four functions deep", "2 cos(x^3)/sin(x^3)", "the innermost"),
    ("inner factor forgotten", "slopes from a table", 4, "how fast does that input move"),
    (
        "inner factor forgotten",
        "one number after another",
        {"u": 4, "inner": 6, "outer": 48, "slope": 48},
        "does $u$ move with x",
    ),
    ("inner factor forgotten", "a vector of slopes", "a", "factor of the inner function"),
    ("outer derivative at x instead of g(x)", "a power of a power", "6x^3", "taken at x"),
    ("outer derivative at x instead of g(x)", "a nudge through two functions", "b", "where x is"),
    (
        "outer derivative at x instead of g(x)",
        "one number after another",
        {"u": 4, "inner": 6, "outer": 27},
        "taken at x",
    ),
    ("outer derivative at x instead of g(x)", "a vector of slopes", "d", "taken at x"),
    ("derivatives multiplied as functions", "sine of a square", "32x cos x", "multiplied as functions of x"),
    ("derivatives multiplied as functions", "slopes from a table", 21, "both at 2"),
    ("derivatives multiplied as functions", "a product with a chain in it", "2x cos(x^2)", "multiplied"),
    ("Jacobians in the wrong order", "one entry of the product", 1, "other order"),
    (
        "Jacobians in the wrong order",
        "push a nudge through",
        lambda v, jacobians: push(v, jacobians[::-1]),
        "wrong order",
    ),
    ("Jacobians in the wrong order", "all four entries", [[8, 1], [6, 3]], "other order"),
    ("transposed", "one entry of the product", 2, "exchanged"),
    ("transposed", "shapes first", "a", "exchanged"),
    ("transposed", "all four entries", [[4, 2], [5, 7]], "exchanged"),
    ("transposed", "push a nudge through", _pushed(np.transpose), "transposed"),
    ("a forgotten in φ′", "the slope from the height", 0.16, "inner function"),
    (
        "a forgotten in φ′",
        "gradient of a neuron",
        lambda w, x, b, a: np.append(x, 1) * phi_of(w, x, b, a) * (1 - phi_of(w, x, b, a)),
        "factor a",
    ),
    ("1/n forgotten", "four examples by hand", 8, "1/n"),
    (
        "1/n forgotten",
        "slopes of the loss",
        lambda w, b, x, y: [np.sum(_shares(w, b, x, y) * x), np.sum(_shares(w, b, x, y))],
        "1/n",
    ),
    ("sum over examples forgotten", "four examples by hand", -0.5, "first example alone"),
]
