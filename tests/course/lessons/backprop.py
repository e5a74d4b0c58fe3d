"""What proves lesson 6: its formulas and numbers, and for some exercises answers that are right, wrong or typical."""

import math
from itertools import pairwise

import autograd
import mpmath
import numpy as np
import sympy
from sympy import Matrix, Rational, diff, exp, log, symbols, tanh

from course_lib.exercises.backprop import along, sigmoid_slope, value_class
from course_lib.figures.backprop import NET
from course_lib.value import Value

# --- Formulas -----------------------------------------------------------------------------------------------

a, b, c, d, e, f, h, s, t, u, x, y, z = symbols("a b c d e f h s t u x y z", real=True)
n, positive = symbols("n positive", positive=True)
v, w, w1, w2, x1, x2 = symbols("v w w1 w2 x1 x2", real=True)

# The first graph, as a function of its leaves, and where it is gone back.
E_, D_ = a * b, a * b + c
L_ = D_ * f
AT = {a: 2, b: -3, c: 10, f: -2}
OTHERS = {a: 3, b: -2, c: 4, f: 5}


def at(expression):
    return sympy.sympify(expression).subs(AT)


def phi(s, slope=a):
    return 1 / (1 + exp(-slope * s))


S = symbols("S", real=True)
GUESS = phi(w1 * x1 + w2 * x2 + b)
ERROR = (GUESS - y) ** 2
DS = diff((phi(S) - y) ** 2, S).subs(S, w1 * x1 + w2 * x2 + b)
FORK = (a * b) * (a + b)

# Step along the gradient of the first graph.
STEP = symbols("STEP", positive=True)
GRADIENT = {leaf: at(diff(L_, leaf)) for leaf in (a, b, c, f)}
MOVED = L_.subs({leaf: AT[leaf] + STEP * slope for leaf, slope in GRADIENT.items()}, simultaneous=True)

# A network 2 → 3 → 2 → 1 with some numbers, in 40 digits, and two examples. What the lesson says of it in formulas is
# compared with slopes that mpmath finds by nudging in those digits.
SLOPE = mpmath.mpf("1.5")
NETWORK = [
    (mpmath.matrix(rows, columns), mpmath.matrix(rows, 1)) for rows, columns in [(3, 2), (2, 3), (1, 2)]
]
for k, entry in enumerate(
    (M, i, j) for pair in NETWORK for M in pair for i in range(M.rows) for j in range(M.cols)
):
    entry[0][entry[1], entry[2]] = mpmath.mpf(3 * k % 11 - 5) / 7
EXAMPLES = [(mpmath.matrix([1, 2]), mpmath.mpf(1)), (mpmath.matrix([-1, 0.5]), mpmath.mpf(2))]


def layers_of(inputs, pushed=(None, 0, 0)):
    """The values of all layers, a column each; `pushed` is (layer, neuron, by how much): its s is moved."""
    layers = [inputs]
    for k, (W, b) in enumerate(NETWORK):
        sums = W * layers[-1] + b
        if pushed[0] == k:
            sums[pushed[1]] += pushed[2]
        layers.append(sums.apply(lambda s: 1 / (1 + mpmath.exp(-SLOPE * s))) if k < 2 else sums)
    return layers


def error_of(examples, pushed=(None, 0, 0)):
    return sum((layers_of(inputs, pushed)[-1][0] - target) ** 2 for inputs, target in examples) / len(
        examples
    )


def times(one, other):
    """Entry by entry."""
    return mpmath.matrix([[one[i, j] * other[i, j] for j in range(one.cols)] for i in range(one.rows)])


def deltas_of(inputs, target):
    """δ of the three layers, a column each, as the lesson finds them."""
    layers = layers_of(inputs)
    deltas = [2 * (layers[-1] - mpmath.matrix([target]))]
    for k in (1, 0):
        back = NETWORK[k + 1][0].T * deltas[0]
        deltas.insert(0, times(back, times(SLOPE * layers[k + 1], 1 - layers[k + 1])))
    return deltas


def nudged_deltas(k):
    """δ of a layer by its definition: the slope of the error of the first example along each s."""
    slopes = [
        mpmath.diff(lambda by, i=i: error_of(EXAMPLES[:1], (k, i, by)), 0) for i in range(NETWORK[k][0].rows)
    ]
    return written(mpmath.matrix(slopes))


def nudged(M, examples):
    """The slopes of the error along the entries of a matrix of parameters."""

    def along_entry(i, j):
        def moved(value):
            kept, M[i, j] = M[i, j], value
            try:
                return error_of(examples)
            finally:
                M[i, j] = kept

        return mpmath.diff(moved, M[i, j])

    return written(mpmath.matrix([[along_entry(i, j) for j in range(M.cols)] for i in range(M.rows)]))


def written(M):
    """A matrix of mpmath as one of sympy, in 12 digits."""
    return Matrix(M.rows, M.cols, lambda i, j: Rational(mpmath.nstr(M[i, j], 12)))


def stacked(columns):
    """Columns as the rows of one matrix."""
    return mpmath.matrix([list(column) for column in columns])


with mpmath.workdps(40):
    D = deltas_of(*EXAMPLES[0])
    OUT = layers_of(EXAMPLES[0][0])
    # Both examples as rows, with the 1/n in Δ.
    DELTAS = [stacked(pair) / 2 for pair in zip(*(deltas_of(*example) for example in EXAMPLES), strict=True)]
    ROWS = [stacked(pair) for pair in zip(*(layers_of(inputs) for inputs, _ in EXAMPLES), strict=True)]
    TARGETS = mpmath.matrix([target for _, target in EXAMPLES])
    WEIGHTS = [(written(D[k] * OUT[k].T), nudged(NETWORK[k][0], EXAMPLES[:1])) for k in range(3)]
    BIASES = [(written(D[k]), nudged(NETWORK[k][1], EXAMPLES[:1])) for k in range(3)]
    BY_DEFINITION = [(written(D[k]), nudged_deltas(k)) for k in range(3)]
    BATCH_WEIGHTS = [(written(DELTAS[k].T * ROWS[k]), nudged(NETWORK[k][0], EXAMPLES)) for k in range(3)]
    BATCH_BIASES = [
        (written(DELTAS[k].T * mpmath.ones(2, 1)), nudged(NETWORK[k][1], EXAMPLES)) for k in range(3)
    ]
    BATCH_BACK = [
        (
            written(times(DELTAS[k + 1] * NETWORK[k + 1][0], times(SLOPE * ROWS[k + 1], 1 - ROWS[k + 1]))),
            written(DELTAS[k]),
        )
        for k in range(2)
    ]
    BATCH_END = written(mpmath.mpf(2) / 2 * (ROWS[3] - TARGETS)), written(DELTAS[2])


BATCH_DELTA = Matrix([[1, 2], [3, -1]])
BATCH_INPUTS = Matrix([[2, 0], [1, 4]])

FORMULAS = {
    "How does one number come from others?": [
        ("$e = -6$, $d = 4$ and $L = -8$", Matrix([at(E_), at(D_), at(L_)]), Matrix([-6, 4, -8])),
    ],
    "a nudge at the far end": [
        (r"1 \cdot (-3) \cdot 1 \cdot (-2) = 6", at(diff(L_, a)), 6),
        ("$+0.006$", at(diff(L_, a)) * Rational("0.001"), Rational("0.006")),
    ],
    "How does a nudge get to the other end?": [
        (
            "has moved by −0.003, $d$ by −0.003, $L$ by +0.006",
            Matrix([E_, D_, L_]).subs(AT | {a: 2 + Rational("0.001")}) - Matrix([E_, D_, L_]).subs(AT),
            Matrix([Rational("-0.003"), Rational("-0.003"), Rational("0.006")]),
        ),
        (r"-3 \cdot 1 \cdot (-2) = 6", at(diff(E_, a)) * diff(e + c, e) * at(diff(d * f, d)), 6),
        (r"\frac{\partial e}{\partial a} = b", diff(E_, a), b),
    ],
    "Whose slope is known first?": [
        (r"$\frac{dL}{dL} = 1$", diff(x, x), 1),
        ("along $d$ its slope is $f = -2$", at(diff(d * f, d)), -2),
        ("along $f$ it is $d = 4$", at(diff(d * f, f)).subs(d, at(D_)), 4),
        (r"\frac{dL}{dc} =", diff(L_, c), diff(d * f, d) * diff(e + c, c)),
        (r"$-3 \cdot (-2) = 6$", at(diff(L_, a)), 6),
        (r"$2 \cdot (-2) = -4$", at(diff(L_, b)), -4),
        (
            "6, −4, −2, −2, −2, 4, 1",
            Matrix(
                [at(diff(L_, leaf)) for leaf in (a, b, c)]
                + [at(diff((e + c) * f, e)), at(diff(d * f, d)), at(diff(L_, f)), 1]
            ),
            Matrix([6, -4, -2, -2, -2, 4, 1]),
        ),
    ],
    "one link further": [
        (r"\dfrac{dL}{dc} = \dfrac{dL}{dd} \cdot 1", at(diff(L_, c)), -2),
    ],
    "every gradient": [
        ("f the value of d, −2", diff(L_, f).subs(OTHERS), -2),
        ("times b, −10", diff(L_, a).subs(OTHERS), -10),
        ("times a, 15", diff(L_, b).subs(OTHERS), 15),
    ],
    "nudge all four": [
        (
            "0.36 + 0.16 + 0.04 + 0.16 = 0.72",
            Rational("0.01") * sum(g**2 for g in GRADIENT.values()),
            Rational("0.72"),
        ),
    ],
    "Do these slopes tell the truth?": [
        ("−8 + 0.72 = −7.28", at(L_) + STEP * sum(g**2 for g in GRADIENT.values()), -8 + 72 * STEP),
        ("−7.286496", MOVED.subs(STEP, Rational("0.01")), Rational("-7.286496")),
        ("about a quarter of the gap", sympy.limit((MOVED + 8 - 72 * STEP) / STEP**2, STEP, 0), -64),
    ],
    "What does a node hand on?": [
        (r"$\frac{\partial (x + y)}{\partial x} = 1 + 0$", diff(x + y, x), 1),
        (
            r"**product** $x \cdot y$ has local slopes $y$ and $x$",
            Matrix([x * y]).jacobian([x, y]),
            Matrix([[y, x]]),
        ),
    ],
    "what plus and times hand on": [
        ("3 and 21", 3 * Matrix([diff(x + y, x), diff(x * y, x)]).subs({x: 5, y: 7}), Matrix([3, 21])),
    ],
    "a plus a": [
        ("$b = 2a$", a + a, 2 * a),
        ("$1 + 1 = 2$", diff(a + a, a), 2),
    ],
    "shares that cancel": [
        ("their sum $b(2a + b)$", diff(FORK, a), b * (2 * a + b)),
        ("is 0 for $b = -2a$", (b * (a + b)).subs(b, -2 * a), -(a * b).subs(b, -2 * a)),
    ],
    "both paths as a formula": [
        (r"b(a + b) + ab = 2ab + b^2", diff(FORK, a), 2 * a * b + b**2),
        ("$a^2 b + a b^2$", FORK, a**2 * b + a * b**2),
    ],
    "What if a value is used twice?": [
        (
            r"\frac{dL}{dv} = \sum_i",
            diff((v**2) * sympy.sin(3 * v), v),
            (diff(w1 * w2, w1) * diff(v**2, v) + diff(w1 * w2, w2) * diff(sympy.sin(3 * v), v)).subs(
                {w1: v**2, w2: sympy.sin(3 * v)}
            ),
        ),
    ],
    "a share that got lost": [
        ("which makes 6", diff(a * b + a, a).subs({a: 2, b: 5}), 6),
    ],
    "What must a number remember?": [
        ("slope of tanh is $1 - t^2$", diff(tanh(x), x), 1 - tanh(x) ** 2),
    ],
    "backward twice": [
        ("$6 + 6 = 12$", 2 * at(diff(L_, a)), 12),
    ],
    "Which operations may take part?": [
        ("| $x + y$ | the sum | $1$ and $1$ |", Matrix([x + y]).jacobian([x, y]), Matrix([[1, 1]])),
        (r"| $x \cdot y$ | the product | $y$ and $x$ |", Matrix([x * y]).jacobian([x, y]), Matrix([[y, x]])),
        (
            "| $x / y$ | the quotient | $1/y$ and $-x / y^2$ |",
            Matrix([x / y]).jacobian([x, y]),
            Matrix([[1 / y, -x / y**2]]),
        ),
        (r"| $x^n$ | the power | $n\,x^{n-1}$ |", diff(positive**n, positive), n * positive ** (n - 1)),
        (r"| $\exp x$ | $e^x$ | $e^x$, its own output |", diff(exp(x), x), exp(x)),
        (r"| $\ln x$, for $x > 0$ | the logarithm | $1/x$ |", diff(log(positive), positive), 1 / positive),
        (r"| $\tanh x$ | $t$ | $1 - t^2$ |", diff(tanh(x), x), 1 - tanh(x) ** 2),
        (r"a\,\varphi\,(1 - \varphi)", diff(phi(x), x), a * phi(x) * (1 - phi(x))),
        ("$1$ for $x > 0$", diff(sympy.Max(0, positive), positive), 1),
        ("$0$ for $x < 0$", diff(sympy.Max(0, -positive), positive), 0),
    ],
    "through an exponential": [
        (r"$2 \cdot 5 = 10$", 2 * diff(exp(x), x).subs(x, log(5)), 10),
    ],
    "the slope of a sigmoid in code": [
        (r"$\varphi' = a \cdot \varphi \cdot (1 - \varphi)$", diff(phi(s), s), a * phi(s) * (1 - phi(s))),
    ],
    "how many evaluations": [
        ("37 parameters, two evaluations each, 74", 2 * (4 * 2 + 4 + 4 * 4 + 4 + 1 * 4 + 1), 74),
    ],
    "How would you notice a mistake?": [
        (
            r"\approx\; \nabla E \cdot \mathbf{u}",
            sympy.limit((((x + h * v) ** 2 * (y + h * w) - (x - h * v) ** 2 * (y - h * w)) / (2 * h)), h, 0),
            diff(x**2 * y, x) * v + diff(x**2 * y, y) * w,
        ),
    ],
    "What does a neuron hand to its weights?": [
        (r"$2(\hat y - y)$", diff((u - y) ** 2, u), 2 * (u - y)),
        (r"$a\,\hat y\,(1 - \hat y)$", diff(phi(s), s), a * phi(s) * (1 - phi(s))),
        (r"2(\hat y - y) \cdot a\,\hat y\,(1 - \hat y)", DS, 2 * (GUESS - y) * a * GUESS * (1 - GUESS)),
        (
            r"\frac{\partial E}{\partial w_1} = \frac{\partial E}{\partial s} \cdot x_1",
            diff(ERROR, w1),
            DS * x1,
        ),
        (r"\frac{\partial E}{\partial b} = \frac{\partial E}{\partial s}", diff(ERROR, b), DS),
        (
            "The slopes are −1.5, 1 and −0.5",
            Matrix([ERROR]).jacobian([w1, w2, b]).subs({w1: 1, w2: -1, b: -5, x1: 3, x2: -2, y: 1, a: 2}),
            Matrix([[Rational(-3, 2), 1, Rational(-1, 2)]]),
        ),
    ],
    "the delta of a hidden neuron": [
        (r"$3 \cdot 2 + 4 \cdot (-1) = 2$", 3 * 2 + 4 * -1, 2),
        (
            r"\delta = 2a h (1 - h)",
            diff(2 * 3 * phi(s) - 4 * phi(s), s),
            2 * a * phi(s) * (1 - phi(s)),
        ),
    ],
    "How does a layer hand its slopes to the layer before?": [
        (r"$\delta^{(3)} = 2(\hat y - y)$", *BY_DEFINITION[2]),
        (r"\delta_j^{(k)} =", *BY_DEFINITION[1]),
        (r"\delta_j^{(k)} =", *BY_DEFINITION[0]),
        *((r"= \delta_i^{(k)} h_j^{(k-1)}", *pair) for pair in WEIGHTS),
        *((r"\frac{\partial E}{\partial b_i^{(k)}} = \delta_i^{(k)}", *pair) for pair in BIASES),
    ],
    "What does a batch change?": [
        (r"\frac{2}{n}\,(\hat Y - Y)", *BATCH_END),
        *((r"\Delta^{(k+1)} W^{(k+1)}", *pair) for pair in BATCH_BACK),
        *((r"\left(\Delta^{(k)}\right)^\top H^{(k-1)}", *pair) for pair in BATCH_WEIGHTS),
        *((r"\text{sum of the rows of } \Delta^{(k)}", *pair) for pair in BATCH_BIASES),
    ],
    "the delta at the end": [
        (r"\frac{2}{4} \cdot 3 = 1.5", diff((u**2 + v**2 + w**2 + x**2) / 4, u).subs(u, 3), Rational("1.5")),
    ],
    "a batch of two": [
        ("[[5, 12], [3, −4]]", BATCH_DELTA.T * BATCH_INPUTS, Matrix([[5, 12], [3, -4]])),
        ("[[2, 0], [4, 0]]", BATCH_DELTA[0, :].T * BATCH_INPUTS[0, :], Matrix([[2, 0], [4, 0]])),
        ("[[3, 12], [−1, −4]]", BATCH_DELTA[1, :].T * BATCH_INPUTS[1, :], Matrix([[3, 12], [-1, -4]])),
    ],
    "the bias of a batch": [
        ("$0.5 - 0.2 + 0.4 = 0.7$", Rational("0.5") - Rational("0.2") + Rational("0.4"), Rational("0.7")),
    ],
    "Summary": [
        (r"\sum_i \frac{dL}{dw_i} \cdot \frac{\partial w_i}{\partial v}", diff(v * v, v), v + v),
        (r"\delta_j^{(k)} = \left(\sum_i W_{ij}^{(k+1)} \delta_i^{(k+1)}\right)", *BY_DEFINITION[0]),
        (r"\frac{\partial E}{\partial W_{ij}^{(k)}} = \delta_i^{(k)} h_j^{(k-1)}", *WEIGHTS[1]),
        (r"$\frac{\partial E}{\partial b_i^{(k)}} = \delta_i^{(k)}$", *BIASES[1]),
        (r"$\frac{\partial E}{\partial W} = \Delta^\top H$", *BATCH_WEIGHTS[1]),
    ],
}


# --- Numbers ------------------------------------------------------------------------------------------------


def first_graph(leaves):
    a, b, c, f = leaves
    return (a * b + c) * f


GRAD = autograd.grad(first_graph)(np.array([2.0, -3.0, 10.0, -2.0]))


def sigmoid(s, a):
    return 1 / (1 + mpmath.exp(-a * s))


def by_autograd():
    """The slopes along the weights of the first layer of the network in the figure, as numpy writes them."""

    def loss(W1):
        rows = np.array([1.0, 2.0])
        for k, (W, b) in enumerate([(W1, NET[0][1]), *NET[1:]]):
            rows = autograd.numpy.dot(W, rows) + b
            if k < 2:
                rows = 1 / (1 + autograd.numpy.exp(-rows))
        return (rows[0] - 1.0) ** 2

    return str(autograd.grad(loss)(NET[0][0]).round(4))


def nudged_on_the_way():
    moves = [
        float(autograd.grad(lambda a, f=f: f(a))(2.0)) * 0.001
        for f in [lambda a: -3 * a, lambda a: -3 * a + 10]
    ]
    moves.append(float(GRAD[0]) * 0.001)
    return ", ".join(f"{name} {move:+.3f}" for name, move in zip("edL", moves, strict=True))


def larger(sizes=(2, 100, 100, 1)):
    """How many parameters a network of these layers has, and how many of them are weights."""
    weights = sum(inputs * neurons for inputs, neurons in pairwise(sizes))
    return weights + sum(sizes[1:]), weights


def along_a_random_arrow():
    """The slope of the batch's error along the arrow of the lesson, by autograd."""
    X = np.array([[0.0, 1.0], [1.0, 2.0], [-1.0, 0.5], [2.0, -1.0], [0.5, 0.5]])
    Y = np.array([[1.0], [0.0], [2.0], [-1.0], [0.5]])
    draw = np.random.default_rng(6)
    arrow = [(draw.normal(size=W.shape), draw.normal(size=b.shape)) for W, b in NET]

    def loss(t):
        rows = X
        for k, ((W, b), (to_W, to_b)) in enumerate(zip(NET, arrow, strict=True)):
            rows = autograd.numpy.dot(rows, (W + t * to_W).T) + b + t * to_b
            rows = 1 / (1 + autograd.numpy.exp(-rows)) if k < 2 else rows
        return autograd.numpy.sum((rows - Y) ** 2) / len(Y)

    slope = float(autograd.grad(loss)(0.0))
    return f"{slope:.6f} by nudges, {slope:.6f} by rules"


NUMBERS = {
    "L": ("-8", lambda: f"{first_graph([2, -3, 10, -2])}"),
    "e, d, L": ("(-6, 4, -8)", lambda: repr((2 * -3, 2 * -3 + 10, first_graph([2, -3, 10, -2])))),
    "the seven gradients": (
        "[6.0, -4.0, -2.0, -2.0, -2.0, 4.0, 1.0]",
        lambda: repr([*(float(g) for g in GRAD[:3]), -2.0, -2.0, float(GRAD[3]), 1.0]),
    ),
    "after the nudge": (
        "-7.286496",
        lambda: f"{first_graph(np.array([2, -3, 10, -2]) + 0.01 * GRAD):.6f}",
    ),
    "first order": ("−7.28", lambda: f"{-8 + 0.01 * float(GRAD @ GRAD):.2f}".replace("-", "−")),
    "two walks": ("6.0\n12.0", lambda: f"{GRAD[0]}\n{2 * GRAD[0]}"),
    "a chain of 100,000": ("(100001.0, 1.0)", lambda: repr((1.0 + 100_000, 1.0))),
    "φ′ with a": ("0.534", lambda: f"{float(mpmath.diff(lambda s: sigmoid(s, 3), 0.4)):.3f}"),
    "φ′ without a": ("0.178", lambda: f"{float(mpmath.diff(lambda s: sigmoid(s, 3), 0.4)) / 3:.3f}"),
    "six slopes of the network": ("[[-0.2282 -0.4564]\n [ 0.1925  0.3849]\n [ 0.0761  0.1522]]", by_autograd),
    "slope of tanh at 0.5": ("0.7864", lambda: f"{float(mpmath.diff(mpmath.tanh, 0.5)):.4f}"),
    "what w gets": ("1.573", lambda: f"{2 * float(mpmath.diff(mpmath.tanh, 0.5)):.3f}"),
    "the step after a nudge": ("e -0.003, d -0.003, L +0.006", nudged_on_the_way),
    "parameters of a larger network": ("10,501 parameters", lambda: f"{larger()[0]:,} parameters"),
    "multiplications of nudges": ("216,320,600", lambda: f"{2 * math.prod(larger()):,}"),
    "multiplications of a walk": ("30,900", lambda: f"{3 * larger()[1]:,}"),
    "slope along a random arrow": ("3.983470 by nudges, 3.983470 by rules", along_a_random_arrow),
    "slopes of the network": ("20 slopes", lambda: f"{sum(W.size + b.size for W, b in NET)} slopes"),
}


# --- Answers ------------------------------------------------------------------------------------------------


def sigmoid_slope_by_cosh(s, a):
    return a / (4 * math.cosh(a * s / 2) ** 2)


def sigmoid_slope_by_value(s, a):
    leaf = Value(s)
    leaf.sigmoid(a).backward()
    return leaf.grad


def weight_gradient_one_by_one(delta, inputs):
    total = np.zeros((delta.shape[1], inputs.shape[1]))
    for d, h in zip(delta, inputs, strict=True):
        total += np.outer(d, h)
    return total


def weight_gradient_by_entries(delta, inputs):
    return [
        [sum(delta[k, i] * inputs[k, j] for k in range(len(delta))) for j in range(inputs.shape[1])]
        for i in range(delta.shape[1])
    ]


FUNCTION_DISGUISES = {
    "the slope of a sigmoid in code": [
        ("cosh", sigmoid_slope_by_cosh),
        ("tanh", lambda s, a: a * (1 - math.tanh(a * s / 2) ** 2) / 4),
        ("by Value", sigmoid_slope_by_value),
        ("quotient rule", lambda s, a: a * math.exp(-a * s) / (1 + math.exp(-a * s)) ** 2),
        ("both sides", lambda s, a: a / (1 + math.exp(-a * s)) / (1 + math.exp(a * s))),
        ("numpy", lambda s, a: a * np.exp(-a * s) / (1 + np.exp(-a * s)) ** 2),
        ("φ − φ²", lambda s, a: a * ((p := 1 / (1 + math.exp(-a * s))) - p * p)),
        ("a nudge", lambda s, a: float(mpmath.diff(lambda s: sigmoid(s, a), s))),
    ],
    "a nudge in any direction": [
        ("halved", lambda f, x, u, h: (f(x + h * u) - f(x - h * u)) / h / 2),
        ("forwards and backwards", lambda f, x, u, h: (f(x - h * u) - f(x + h * u)) / (-2 * h)),
        ("mean of two", lambda f, x, u, h: ((f(x + h * u) - f(x)) / h + (f(x) - f(x - h * u)) / h) / 2),
        (
            "lists",
            lambda f, x, u, h: (
                (f(np.array([p + h * q for p, q in zip(x, u, strict=True)])) - f(x - h * u)) / (2 * h)
            ),
        ),
        ("as a curve", lambda f, x, u, h: np.diff([f(x + t * u) for t in (-h, h)])[0] / (2 * h)),
        ("step first", lambda f, x, u, h: (f(x + (step := h * u)) - f(x - step)) / h * 0.5),
        ("with gradient", lambda f, x, u, h: np.gradient([f(x - h * u), f(x), f(x + h * u)], h)[1]),
        ("from the left end", lambda f, x, u, h: (f((x - h * u) + 2 * h * u) - f(x - h * u)) / (2 * h)),
    ],
    "the gradient of the weights in code": [
        ("one by one", weight_gradient_one_by_one),
        ("by entries", weight_gradient_by_entries),
        ("turned twice", lambda delta, inputs: (inputs.T @ delta).T),
        ("einsum", lambda delta, inputs: np.einsum("ki,kj->ij", delta, inputs)),
        ("dot", lambda delta, inputs: np.dot(delta.transpose(), inputs)),
        ("broadcast", lambda delta, inputs: (delta[:, :, None] * inputs[:, None, :]).sum(axis=0)),
        ("tensordot", lambda delta, inputs: np.tensordot(delta, inputs, axes=(0, 0))),
        ("sum of outer products", lambda delta, inputs: sum(map(np.outer, delta, inputs))),
    ],
}

FUNCTION_MUTANTS = {
    "the slope of a sigmoid in code": [
        ("a twice", lambda s, a: a * sigmoid_slope(s, a)),
        ("plus", lambda s, a: a * (p := 1 / (1 + math.exp(-a * s))) * (1 + p)),
        ("φ alone", lambda s, a: a / (1 + math.exp(-a * s))),
        ("1 − φ alone", lambda s, a: a * (1 - 1 / (1 + math.exp(-a * s)))),
        ("1 − φ²", lambda s, a: a * (1 - 1 / (1 + math.exp(-a * s)) ** 2)),
        ("tanh", lambda s, a: a * (1 - math.tanh(a * s) ** 2)),
        ("no exponent sign", lambda s, a: a * (p := 1 / (1 - math.exp(-a * s - 1))) * (1 - p)),
        ("a divided", lambda s, a: sigmoid_slope(s, a) / a**2),
        ("at 0", lambda s, a: a / 4),
        ("at a", lambda s, a: sigmoid_slope(a, s)),
        ("wide nudge", lambda s, a: (1 / (1 + math.exp(-a * (s + 0.1))) - 1 / (1 + math.exp(-a * s))) / 0.1),
    ],
    "a nudge in any direction": [
        ("backward", lambda f, x, u, h: (f(x) - f(x - h * u)) / h),
        ("times h", lambda f, x, u, h: (f(x + h * u) - f(x - h * u)) * h),
        ("divided by 2", lambda f, x, u, h: (f(x + h * u) - f(x - h * u)) / 2),
        ("turned round", lambda f, x, u, h: (f(x - h * u) - f(x + h * u)) / (2 * h)),
        ("from 0", lambda f, x, u, h: (f(h * u) - f(-h * u)) / (2 * h)),
        ("mean height", lambda f, x, u, h: (f(x + h * u) + f(x - h * u)) / 2),
        ("wider", lambda f, x, u, h: (f(x + 2 * h * u) - f(x - 2 * h * u)) / (2 * h)),
        (
            "first entry",
            lambda f, x, u, h: (f(x + h * u * (np.arange(len(x)) == 0)) - f(x - h * u)) / (2 * h),
        ),
        ("second difference", lambda f, x, u, h: (f(x + h * u) - 2 * f(x) + f(x - h * u)) / h**2),
        ("along x", lambda f, x, u, h: (f(x + h * x) - f(x - h * x)) / (2 * h)),
    ],
    "the gradient of the weights in code": [
        ("transposed, of the same shape", lambda delta, inputs: (m := delta.T @ inputs)[::-1, ::-1] + 0 * m),
        ("minus", lambda delta, inputs: -(delta.T @ inputs)),
        ("first example", lambda delta, inputs: np.outer(delta[0], inputs[0])),
        ("without the last", lambda delta, inputs: delta[:-1].T @ inputs[:-1]),
        ("squared", lambda delta, inputs: (delta**2).T @ inputs),
        ("signs lost", lambda delta, inputs: abs(delta).T @ inputs),
        ("in the wrong order", lambda delta, inputs: delta[::-1].T @ inputs + 1.0),
        ("times n", lambda delta, inputs: (len(delta) + 1) * delta.T @ inputs),
        ("delta alone", lambda delta, inputs: delta.T @ np.ones_like(inputs)),
        ("inputs alone", lambda delta, inputs: np.ones_like(delta).T @ inputs),
    ],
}


class ByClosures:
    """A node that keeps a function for its way back."""

    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents
        self.share = lambda: None

    def __add__(self, other):
        out = ByClosures(self.data + other.data, (self, other))

        def share():
            self.grad += out.grad
            other.grad += out.grad

        out.share = share
        return out

    def __mul__(self, other):
        out = ByClosures(self.data * other.data, (self, other))

        def share():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out.share = share
        return out

    def tanh(self):
        out = ByClosures(math.tanh(self.data), (self,))

        def share():
            self.grad += out.grad / math.cosh(self.data) ** 2

        out.share = share
        return out

    def backward(self):
        order = []

        def visit(node):
            if node not in order:
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            node.share()


class ByPaths(ByClosures):
    """A node that is gone back path by path, however often it is met."""

    def __add__(self, other):
        return self._made(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        return self._made(self.data * other.data, (self, other.data), (other, self.data))

    def tanh(self):
        return self._made(math.tanh(self.data), (self, 1 - math.tanh(self.data) ** 2))

    def backward(self, upstream=1.0):
        self.grad += upstream
        for parent, slope in self.parents:
            parent.backward(slope * upstream)

    def _made(self, data, *parents):
        return type(self)(data, parents)


class FirstPathOnly(ByPaths):
    def backward(self, upstream=1.0):
        if self.grad == 0.0:
            super().backward(upstream)


class BeginsWithTwo(ByPaths):
    def backward(self, upstream=2.0):
        super().backward(upstream)


class FromItsOwnValue(ByPaths):
    def backward(self, upstream=None):
        super().backward(self.data if upstream is None else upstream)


class LeftParentOnly(ByPaths):
    def backward(self, upstream=1.0):
        self.grad += upstream
        for parent, slope in self.parents[:1]:
            parent.backward(slope * upstream)


class ProductsOfNobody(ByPaths):
    def __mul__(self, other):
        return self._made(self.data * other.data)


CLASS_DISGUISES = {
    "your Value": [
        ("the one of the course", Value),
        ("by closures", ByClosures),
        ("path by path", ByPaths),
        ("slope of tanh by cosh", value_class(tanh=lambda x, t: 1 / math.cosh(x) ** 2)),
        ("slopes in a list", value_class(times=lambda x, y: [y, x])),
        ("sum turned round", value_class(hand_on=lambda grad, slope, upstream: upstream * slope + grad)),
        ("tanh as a product", value_class(tanh=lambda x, t: (1 - t) * (1 + t))),
        ("slopes from an array", value_class(times=lambda x, y: np.array([y, x]))),
    ],
}

CLASS_MUTANTS = {
    "your Value": [
        ("first path only", FirstPathOnly),
        ("begins with 2", BeginsWithTwo),
        ("begins with its value", FromItsOwnValue),
        ("left parent only", LeftParentOnly),
        ("minus", value_class(hand_on=lambda grad, slope, upstream: grad - slope * upstream)),
        ("slopes added", value_class(hand_on=lambda grad, slope, upstream: grad + slope + upstream)),
        (
            "grad multiplied",
            value_class(hand_on=lambda grad, slope, upstream: (grad or 1) * slope * upstream),
        ),
        ("one factor only", value_class(times=lambda x, y: (y, 0.0))),
        ("size of the factor", value_class(times=lambda x, y: (abs(y), abs(x)))),
        ("1 − t", value_class(tanh=lambda x, t: 1 - t)),
        ("1 + t²", value_class(tanh=lambda x, t: 1 + t * t)),
        ("t (1 − t)", value_class(tanh=lambda x, t: t * (1 - t))),
    ],
}

STATE_MUTANTS = {
    "shares that cancel": [
        {"a": a, "b": b}
        for a, b in [(1, 1.5), (1, 0), (0, 0), (0, 1), (1, -1), (2, -2), (1, 2), (-2, 1), (0.5, 1), (1, -1.9)]
    ],
    "wrong and unable to learn": [
        {"w": w, "b": b, "a": a}
        for w, b, a in [
            (-0.5, 0, 1),
            (0, 0, 1),
            (3, 2, 3),
            (-1, 0, 1),
            (-3, -2, 0.5),
            (2, 0, 3),
            (-1, 0.4, 1.5),
        ]
    ],
}


NAMED = [
    (
        "overwritten instead of added",
        "your Value",
        value_class(hand_on=lambda grad, slope, upstream: slope * upstream),
        "only one of the two shares is left",
    ),
    ("overwritten instead of added", "both paths as a formula", "a*b", "overwritten"),
    ("overwritten instead of added", "the bias of a batch", 0.4, "last example alone"),
    ("local without upstream", "one link further", 1, "one more factor"),
    ("local without upstream", "every gradient", {"a": -2}, "Multiply it by what has come down"),
    ("local without upstream", "what plus and times hand on", "c", "from further up"),
    ("local without upstream", "through an exponential", 5, "from further up"),
    ("upstream of the wrong node", "one link further", 4, "where the arrow out of $c$ leads"),
    ("upstream of the wrong node", "the gradient of a neuron", {"dw1": -3}, "not that of s"),
    ("upstream of the wrong node", "both paths as a formula", "b*(a*b) + a + b", "swapped"),
    ("mul passes its own value", "what plus and times hand on", "b", "the value of $x$ itself"),
    ("mul passes its own value", "your Value", value_class(times=lambda x, y: (x, y)), "its own value"),
    ("transposed dW", "a product that fits", "b", "(5, 3)"),
    ("transposed dW", "a batch of two", [[5, 3], [12, -4]], "mirror image"),
    (
        "transposed dW",
        "the gradient of the weights in code",
        lambda delta, inputs: inputs.T @ delta,
        "mirror image",
    ),
    ("batch sum missing", "a batch of two", [[3, 12], [-1, -4]], "The first one belongs in it"),
    (
        "batch sum missing",
        "the gradient of the weights in code",
        lambda delta, inputs: np.outer(delta[-1], inputs[-1]),
        "last example alone",
    ),
    ("1/n missing", "the delta at the end", 6, "counts for a part only"),
    ("1/n twice", "a batch of two", [[2.5, 6], [1.5, -2]], "divided by n"),
    ("1/n twice", "the bias of a batch", 0.7 / 3, "count twice"),
    (
        "φ(1−φ) taken at s rather than φ",
        "the slope of a sigmoid in code",
        lambda s, a: a * s * (1 - s),
        "put `s` into",
    ),
    ("φ(1−φ) taken at s rather than φ", "the gradient of a neuron", {"ds": 0.0}, "put s into"),
    (
        "φ(1−φ) taken at s rather than φ",
        "your Value",
        value_class(tanh=lambda x, t: 1 - x * x),
        "comes **out**",
    ),
    (
        "gradient of the bias forgotten to sum",
        "the bias of a batch",
        0.4,
        "The same b was used for all three",
    ),
    ("a forgotten in φ′", "the delta of a hidden neuron", "2h*(1 - h)", "factor more"),
    ("one walk for each parameter", "the price of all slopes", "a", "one walk back for all of them"),
    ("an estimate", "what backpropagation is", "a", "no step h"),
    ("weights and deltas paired the wrong way", "the delta of a hidden neuron", "5a*h*(1 - h)", "swapped"),
    (
        "the arrow brought to length 1",
        "a nudge in any direction",
        lambda f, x, u, h: along(f, x, u / np.linalg.norm(u), h),
        "brought u to length 1",
    ),
    ("a product without parents", "your Value", ProductsOfNobody, "Nothing gets back through your `*`"),
    (
        "grad of the parent for grad of the node",
        "your Value",
        value_class(hand_on=lambda grad, slope, upstream: grad + slope * grad),
        "0 times anything stays 0",
    ),
    ("the update for the gradient", "what backpropagation is", "b", "another matter"),
]
