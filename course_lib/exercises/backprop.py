"""Exercises of lesson 6: backpropagation by hand."""

import math

import numpy as np

from course_lib.checking import (
    Array,
    Chain,
    Choice,
    Class,
    Exercise,
    FindError,
    Formula,
    Function,
    Number,
    Prediction,
    State,
    Step,
)
from course_lib.exercises.writing import number, terms


def bracketed(factor):
    """A factor behind another one, as TeX: a negative one stands in brackets."""
    return f"({factor})" if factor < 0 else f"{factor}"


# --- Exercises with numbers that can be drawn again ---------------------------------------------------------


def every_gradient(a=3, b=-2, c=4, f=5):
    e = a * b
    d = e + c
    L = d * f
    return Exercise(
        "every gradient",
        prompt=f"The graph is $e = a \\cdot b$, $d = e + c$, $L = d \\cdot f$ with $a = {number(a)}$, $b = {number(b)}$, "
        f"$c = {number(c)}$, $f = {number(f)}$, so $e = {number(e)}$, $d = {number(d)}$, $L = {number(L)}$. Go back and fill in the "
        "slope of $L$ along every node.",
        answer=Chain(
            [
                Step("L", 1, "grad of L"),
                Step("d", lambda L: f * L, "grad of d"),
                Step("f", lambda L: d * L, "grad of f"),
                Step("e", lambda d: d, "grad of e"),
                Step("c", lambda d: d, "grad of c"),
                Step("a", lambda e: b * e, "grad of a"),
                Step("b", lambda e: a * e, "grad of b"),
            ]
        ),
        misconceptions=[
            (
                {"L": L},
                "That is the value of L. Its slope asks: if L moves by a hair, by how much does L move?",
            ),
            ({"L": 0}, "L is no constant. If it moves by a hair, it moves by that same hair."),
            (
                {"d": lambda L: d * L},
                "A product hands each factor the value of the **other** one. What d gets does not depend on the value of d.",
            ),
            (
                {"d": 1},
                "That would be so if L were a sum. L is a product: nudge d by 0.1 and see what L does.",
            ),
            (
                {"f": lambda L: f * L},
                "A product hands each factor the value of the **other** one. Who is multiplied with f?",
            ),
            ({"e": 1}, "1 is the local slope, from e to d. From d on to L there is one more factor."),
            ({"e": e}, "That is the value of e. The question is how fast L moves when e does."),
            ({"c": 1}, "1 is the local slope, from c to d. From d on to L there is one more factor."),
            ({"c": c}, "That is the value of c. The question is how fast L moves when c does."),
            (
                {"a": b},
                "That is the local slope, from a to e. Multiply it by what has come down to e.",
            ),
            (
                {"a": lambda e: a * e},
                "The upstream slope is right, but a product hands a the value of the other factor, not its own.",
            ),
            (
                {"a": lambda f: b * f},
                "That is the slope of another node times the local slope. a feeds e: take what has come down to e.",
            ),
            (
                {"b": lambda e: b * e},
                "The upstream slope is right, but a product hands b the value of the other factor, not its own.",
            ),
            ({"b": a}, "That is the local slope, from b to e. Multiply it by what has come down to e."),
        ],
        hints=[
            "Begin at the end: L along itself. Then ask of each node which nodes it feeds, and how fast they move with it.",
            "A sum hands on what it has got. A product hands each factor what it has got, times the other factor.",
        ],
        solution=f"L along itself: 1. $L = d \\cdot f$ hands d the value of f, {number(f)}, and f the value of d, {number(d)}. "
        f"$d = e + c$ passes its {number(f)} on to both. $e = a \\cdot b$ hands a its {number(f)} times b, {number(b * f)}, and b "
        f"its {number(f)} times a, {number(a * f)}.",
        remark="One walk back, and every slope is known.",
        vary=lambda draw: every_gradient(
            *(draw.choice([n for n in range(-6, 7) if abs(n) > 1]) for _ in range(4))
        ),
    )


def neuron_by_hand(x1=3, x2=-2, w1=1, w2=-1, a=2, y=1):
    b = -(w1 * x1 + w2 * x2)
    h = lambda s: 1 / (1 + math.exp(-a * s))
    ds = 2 * (0.5 - y) * a / 4
    return Exercise(
        "the gradient of a neuron",
        prompt=f"A neuron: $s = w_1 x_1 + w_2 x_2 + b$, $\\hat y = \\varphi(s)$ with $a = {a}$ in the sigmoid, and $E = (\\hat y - y)^2$. The "
        f"numbers are $x_1 = {number(x1)}$, $x_2 = {number(x2)}$, $w_1 = {number(w1)}$, $w_2 = {number(w2)}$, $b = {number(b)}$, "
        f"$y = {y}$. Fill in the chain, forward and then back.",
        answer=Chain(
            [
                Step("s", w1 * x1 + w2 * x2 + b, "$s$"),
                Step("h", h, "$\\hat y$"),
                Step("dh", lambda h: 2 * (h - y), "$\\partial E / \\partial \\hat y$"),
                Step("ds", lambda h, dh: dh * a * h * (1 - h), "$\\partial E / \\partial s$"),
                Step("dw1", lambda ds: ds * x1, "$\\partial E / \\partial w_1$"),
                Step("dw2", lambda ds: ds * x2, "$\\partial E / \\partial w_2$"),
                Step("db", lambda ds: ds, "$\\partial E / \\partial b$"),
            ]
        ),
        misconceptions=[
            (
                {"s": w1 * x1 + w2 * x2},
                "That is $w_1 x_1 + w_2 x_2$. The bias b comes on top.",
            ),
            ({"h": 0}, "The sigmoid of 0 is not 0: put s = 0 into $1 / (1 + e^{-as})$. What is $e^0$?"),
            (
                {"dh": lambda h: h - y},
                "The square has left a factor behind: $u^2$ has slope $2u$.",
            ),
            (
                {"dh": lambda h: 2 * (y - h)},
                "Turned round: the prediction minus the target. Which way does E go when ŷ grows?",
            ),
            (
                {"ds": lambda h, dh: dh * h * (1 - h)},
                "That is $\\varphi(1 - \\varphi)$, the slope of a sigmoid with a = 1. The exponent here is $-a s$, and its inner "
                "slope is a factor too.",
            ),
            (
                {"ds": lambda s, dh: dh * a * s * (1 - s)},
                "You have put s into $\\varphi (1 - \\varphi)$. The rule wants what comes **out** of the sigmoid.",
            ),
            (
                {"ds": lambda h: a * h * (1 - h)},
                "That is the local slope of the sigmoid. Multiply it by what comes from further up.",
            ),
            (
                {"dw1": x1},
                "That is the local slope, from $w_1$ to s. Multiply it by what has come down to s.",
            ),
            (
                {"dw1": lambda dh: dh * x1},
                "The way from E to $w_1$ leads through the sigmoid. Your upstream slope is that of ŷ, not that of s.",
            ),
            (
                {"dw1": lambda ds: ds * w1},
                "A product hands each factor the value of the other one, and $w_1$ is multiplied with $x_1$.",
            ),
            (
                {"dw2": lambda ds: ds * w2},
                "A product hands each factor the value of the other one, and $w_2$ is multiplied with $x_2$.",
            ),
            ({"db": 0}, "b is a parameter, and it may move: then s moves along, by as much."),
            ({"db": 1}, "1 is the local slope, from b to s. From s on to E there are more factors."),
            (
                {"db": lambda ds: ds * b},
                "b stands in a sum, not in a product. A sum passes on what it has got.",
            ),
        ],
        hints=[
            "Forward first: s, then $\\hat y = 1 / (1 + e^{-as})$.",
            "Back: $2(\\hat y - y)$, then times $a \\hat y (1 - \\hat y)$, then times the input that belongs to the weight.",
        ],
        solution=f"$s = 0$ and $\\hat y = 0.5$. Back: $2(0.5 - {y}) = {number(2 * (0.5 - y))}$, times "
        f"$a \\hat y(1 - \\hat y) = {number(a / 4)}$ is ${number(ds)}$ at s. The weights get it times their inputs: "
        f"${number(ds * x1)}$ and ${number(ds * x2)}$. The bias stands in a sum and gets it as it is.",
        remark="The slope at s goes to each weight times its input, and to the bias as it is.",
        vary=lambda draw: neuron_by_hand(
            *(draw.choice([-4, -3, -2, 2, 3, 4]) for _ in range(4)),
            draw.choice([2, 3, 5]),
            draw.choice([0, 1]),
        ),
    )


def evaluations(inputs=2, first=4, second=4):
    """How often a loss is evaluated for its gradient, when each parameter is nudged."""
    weights, neurons = first * inputs + second * first + second, first + second + 1
    parameters = weights + neurons
    layers = first * inputs + first, second * first + second, second + 1
    sizes = f"of {first} neurons" if first == second else f"of {first} and {second} neurons"
    return Exercise(
        "how many evaluations",
        prompt=f"A network with {inputs} inputs, two hidden layers {sizes} and 1 output has a weight for every connection and a bias "
        "for every neuron. You want its whole gradient by central differences. How often is the loss evaluated?",
        answer=Number(2 * parameters),
        misconceptions=[
            (
                parameters,
                "That is the number of parameters. A central difference nudges each of them both ways.",
            ),
            (
                parameters + 1,
                "That is what forward differences need: one nudge for each parameter, and the loss at rest.",
            ),
            (2 * weights, "You have counted the weights. Each neuron has a bias besides."),
            (
                weights,
                "You have counted the weights, once each. Biases are parameters too; and how many points does a nudge take?",
            ),
            (
                2 * neurons,
                "That is two for each neuron. What is nudged are the parameters: every weight and every bias.",
            ),
            (2, "Two walks are what backpropagation needs. Here every parameter is nudged on its own."),
        ],
        hints=[
            f"Count the parameters layer by layer: ${first} \\cdot {inputs} + {first}$ in the first one.",
            f"${layers[0]} + {layers[1]} + {layers[2]}$ parameters, nudged both ways.",
        ],
        solution=f"${first} \\cdot {inputs} + {first} = {layers[0]}$, ${second} \\cdot {first} + {second} = {layers[1]}$, "
        f"$1 \\cdot {second} + 1 = {layers[2]}$: {parameters} parameters, two evaluations each, {2 * parameters}.",
        remark=f"{parameters} parameters, two evaluations each, {2 * parameters}. One walk forward and one back find the same slopes.",
        vary=lambda draw: evaluations(draw.randint(2, 5), draw.randint(3, 9), draw.randint(3, 9)),
    )


def hidden_delta(weights=(3, 4), deltas=(2, -1)):
    """δ of a neuron that feeds two others."""
    (v, w), (p, q) = weights, deltas
    back = v * p + w * q
    delta = lambda factor: terms((factor, "a*h*(1 - h)"))
    return Exercise(
        "the delta of a hidden neuron",
        prompt=f"A hidden neuron has the value $h = \\varphi(s)$, with $a$ in its sigmoid. Its weights to the next layer are "
        f"{number(v)} and {number(w)}, and the two neurons there have $\\delta = {p}$ and $\\delta = {q}$. What is its own "
        "$\\delta = \\partial E / \\partial s$, in $a$ and $h$?",
        answer=Formula(delta(back), names="ah", domain={"h": (0, 1), "a": (0.2, 5)}),
        misconceptions=[
            (delta(v * p), "That is the path through the first of the two neurons. There is a second one."),
            (delta(w * q), "That is the path through the second of the two neurons. There is a first one."),
            (
                f"{back}",
                "That is what comes back to h. From h on to s there is the sigmoid, with a slope of its own.",
            ),
            (
                terms((back, "h*(1 - h)")),
                "The slope of this sigmoid has a factor more: the exponent is $-a s$.",
            ),
            (delta(p + q), "You have added the two deltas as they are. Each comes back through a weight."),
            (
                delta(v + w),
                "You have added the weights. Each is to be multiplied by the delta at its other end.",
            ),
            (
                delta(v * q + w * p),
                "The deltas are swapped. Each comes back through the weight of its own connection.",
            ),
            (delta(v * p * w * q), "Paths side by side add up. You have multiplied the two."),
        ],
        hints=[
            "What comes back to $h$: weight times delta, added over both neurons.",
            "Then through the sigmoid: times $a h (1 - h)$.",
        ],
        solution=f"Back to h: ${v} \\cdot {bracketed(p)} + {bracketed(w)} \\cdot {bracketed(q)} = {back}$. Through the sigmoid, whose slope is "
        f"$a h (1 - h)$: $\\delta = {terms((back, 'a h (1 - h)'))}$.",
        remark="Weights times deltas, added up, times the slope of the sigmoid.",
        # Of different sizes: deltas of 3 and −3 that are swapped would look like a lost sign.
        vary=lambda draw: hidden_delta(
            *([draw.choice([-1, 1]) * size for size in draw.sample(range(2, 6), 2)] for _ in range(2))
        ),
    )


def delta_at_the_end(n=4, difference=3):
    """What the last layer hands back for one example of a batch."""
    return Exercise(
        "the delta at the end",
        prompt=f"The error of a batch is the mean of $(\\hat y - y)^2$ over $n = {n}$ examples. For one of them $\\hat y - y = "
        f"{difference}$. What is the entry of $\\Delta^{{(3)}}$ in its row?",
        answer=Number(2 * difference / n),
        misconceptions=[
            (
                2 * difference,
                f"That is the slope of this one squared error. In a mean over {n} it counts for a part only.",
            ),
            (difference / n, "The square has left a factor behind: $u^2$ has slope $2u$."),
            (
                difference,
                "That is the difference itself. The error is the mean of the squares: two factors are missing.",
            ),
            (
                -2 * difference / n,
                f"Turned round: $\\hat y$ is {'above' if difference > 0 else 'below'} $y$ here. Does a larger $\\hat y$ make it worse?",
            ),
            (
                difference**2 / n,
                "That is the share of this example in the error. The question asks for the slope along $\\hat y$.",
            ),
        ],
        hints=[
            f"$E = \\frac{{1}}{{{n}}} (u_1^2 + u_2^2 + \\dots)$, with $u$ for the differences. What is its slope along one of the $u$?",
            "$\\frac{2}{n} (\\hat y - y)$.",
        ],
        solution=f"$\\frac{{2}}{{n}}(\\hat y - y) = \\frac{{2}}{{{n}}} \\cdot {bracketed(difference)} = {2 * difference / n:g}$.",
        remark=f"The 2 comes from the square, the {n} from the mean.",
        vary=lambda draw: delta_at_the_end(
            draw.choice([4, 5, 8, 10]), draw.choice([-7, -6, -5, -3, 3, 5, 6, 7])
        ),
    )


def batch_of_two(delta=((1, 2), (3, -1)), inputs=((2, 0), (1, 4))):
    """The gradient of a layer's weights over two examples."""
    delta, inputs = np.array(delta), np.array(inputs)
    first, second = np.outer(delta[0], inputs[0]), np.outer(delta[1], inputs[1])
    table = lambda matrix: matrix.tolist()
    written = lambda matrix: f"{matrix.tolist()}".replace("-", "−")
    tex = lambda matrix: " \\\\ ".join(" & ".join(map(str, row)) for row in matrix)
    return Exercise(
        "a batch of two",
        prompt="Two examples, two neurons, two inputs, with the $\\frac1n$ already in $\\Delta$: "
        f"$\\Delta = \\begin{{pmatrix}} {tex(delta)} \\end{{pmatrix}}$, $H = \\begin{{pmatrix}} {tex(inputs)} \\end{{pmatrix}}$. "
        "What is $\\partial E / \\partial W$? Write it as `[[…, …], […, …]]`.",
        answer=Array(table(first + second)),
        misconceptions=[
            (
                table((first + second).T),
                "That is its mirror image: rows and columns are swapped. Each neuron has a row in W.",
            ),
            (
                table(delta @ inputs),
                "That is $\\Delta H$. The sum has to run over the examples, and those are the rows of both matrices.",
            ),
            (table(second), "That is the second example alone. The first one belongs in it as well."),
            (table(first), "That is the first example alone. The second one belongs in it as well."),
            (
                table((first + second) / 2),
                "You have divided by n. Here that is done already: it stands in Δ.",
            ),
            (table(delta * inputs), "You have multiplied entry by entry. Each neuron meets each input."),
        ],
        hints=[
            "For the first example alone: δ of each neuron times each input.",
            f"The first adds {written(first)}. And the second?",
        ],
        solution=f"$\\Delta^\\top H$: the first example gives {written(first)}, the second {written(second)}. Their sum is "
        f"{written(first + second)}.",
        remark="One product of matrices adds up both examples.",
        vary=lambda draw: batch_of_two(
            *([[draw.randint(-3, 4) for _ in range(2)] for _ in range(2)] for _ in range(2))
        ),
    )


# --- Places on figures --------------------------------------------------------------------------------------


def shares(a, b):
    """What comes back to a in L = (a·b)·(a + b), by e = a·b and by g = a + b."""
    by_e, by_g = b * (a + b), a * b
    if abs(by_e) < 1e-6 and abs(by_g) < 1e-6:
        return "nothing comes"
    if abs(by_e) < 1e-6 or abs(by_g) < 1e-6:
        return "one share"
    return "cancel" if abs(by_e + by_g) < 1e-6 else "apart"


def wrong_neuron(w, b, a):
    """The neuron ŷ = φ(2w + b) with target 1: its prediction, and the slope of its error along w."""
    guess = 1 / (1 + math.exp(-a * (2 * w + b)))
    return guess, 2 * (guess - 1) * a * guess * (1 - guess) * 2


def stuck(w, b, a):
    guess, slope = wrong_neuron(w, b, a)
    if guess >= 0.1:
        return "nearly right" if guess > 0.5 else "not badly wrong"
    return "stuck" if abs(slope) < 0.001 else "learns"


# --- Code ---------------------------------------------------------------------------------------------------


def sigmoid_slope(s, a):
    phi = 1 / (1 + math.exp(-a * s))
    return a * phi * (1 - phi)


def grads(expression, *numbers, of):
    """The slopes of an expression along its leaves, found by a class such as Value."""
    leaves = [of(number) for number in numbers]
    expression(*leaves).backward()
    return [leaf.grad for leaf in leaves]


def value_class(
    times=lambda x, y: (y, x),
    tanh=lambda x, t: 1 - t * t,
    hand_on=lambda grad, slope, upstream: grad + slope * upstream,
):
    """A `Value` as the lesson builds it, with these local slopes and this way to hand them on."""

    class Value:
        made = []

        def __init__(self, data, parents=(), slopes=()):
            self.data, self.grad = data, 0.0
            self.parents, self.slopes = parents, slopes
            Value.made.append(self)

        def __add__(self, other):
            return Value(self.data + other.data, (self, other), (1.0, 1.0))

        def __mul__(self, other):
            return Value(self.data * other.data, (self, other), times(self.data, other.data))

        def tanh(self):
            t = math.tanh(self.data)
            return Value(t, (self,), (tanh(self.data, t),))

        def hand_on(self):
            for parent, slope in zip(self.parents, self.slopes, strict=True):
                parent.grad = hand_on(parent.grad, slope, self.grad)

        def backward(self):
            self.grad = 1.0
            for node in reversed(Value.made):
                node.hand_on()

    return Value


def along(f, x, u, h):
    return (f(x + h * u) - f(x - h * u)) / (2 * h)


def weight_gradient(delta, inputs):
    return delta.T @ inputs


def squares(x):
    return float(np.sum(x**2))


def wave(x):
    return float(np.sin(x[0]) * x[1] + x[1] ** 3)


NAMES = {squares: "x·x", wave: "sin(x₀)·x₁ + x₁³"}


def show_along(f, x, u, h):
    return f"f(x) = {NAMES[f]}, x = {x.tolist()}, u = {u.tolist()}, h = {h:g}".replace("-", "−")


def show_layer(delta, inputs):
    return f"delta = {delta.tolist()}, inputs = {inputs.tolist()}".replace("-", "−")


EXERCISES = [
    # --- A graph of values --------------------------------------------------------------------------------------------
    Exercise(
        "a nudge at the far end",
        prompt="$a$ goes from 2 to 2.001. The other leaves stay: $b = -3$, $c = 10$, $f = -2$. What does $L$ do?",
        answer=Prediction(
            [
                "It rises by about 0.006.",
                "It falls by about 0.006.",
                "It falls by about 0.003.",
                "It rises by about 0.001.",
            ],
            "a",
        ),
        misconceptions=[
            (
                "b",
                "$e = a \\cdot b$ falls by 0.003, and so does $d$. But $L = d \\cdot f$ with a negative $f$: when $d$ falls, $L$ "
                "rises.",
            ),
            (
                "c",
                "That is what happens to $e$, and to $d$. On the way to $L$ it is multiplied once more, by $f = -2$.",
            ),
            ("d", "The nudge does not come through as it is: it is multiplied by $b$ and then by $f$."),
        ],
        hints=[
            "Follow the nudge: what does $e = a \\cdot b$ do when $a$ grows by 0.001?",
            "$e$ falls by 0.003, and $d$ with it. Then $L = d \\cdot f$.",
        ],
        solution="$e$ changes by $-3 \\cdot 0.001$, $d$ by as much, and $L$ by $-2$ times that: $+0.006$. The factors on the way "
        "have multiplied: $1 \\cdot (-3) \\cdot 1 \\cdot (-2) = 6$.",
        remark="The slopes on the way multiply: $-3$ from $a$ to $e$, 1 to $d$, $-2$ to $L$. Together 6.",
    ),
    # --- Local times upstream -----------------------------------------------------------------------------------------
    Exercise(
        "one link further",
        prompt="In the graph, $L = d \\cdot f$ and $d = e + c$, with $e = -6$, $c = 10$, $f = -2$. What is $\\dfrac{dL}{dc}$?",
        answer=Number(-2, of="(c - 6)(-2)", by="c", at={"c": 10.0}),
        misconceptions=[
            (
                1,
                "1 is the local slope $\\partial d / \\partial c$. From $d$ on to $L$ there is one more factor.",
            ),
            (10, "10 is the value of $c$. The question is how fast $L$ moves when $c$ does."),
            (
                4,
                "4 is the slope along $f$. $c$ does not feed $f$: look where the arrow out of $c$ leads.",
            ),
            (-20, "That is $c \\cdot f$. In the sum $d = e + c$ the value of $c$ is no factor."),
            (-8, "−8 is the value of $L$. The question is how fast it moves."),
        ],
        hints=[
            "Which node does $c$ feed? How fast does that node move with $c$?",
            "$\\dfrac{dL}{dc} = \\dfrac{dL}{dd} \\cdot 1$.",
        ],
        solution="$c$ feeds $d$, with local slope 1. $d$ feeds $L = d \\cdot f$, with local slope $f = -2$. Together "
        "$-2 \\cdot 1 = -2$.",
        remark="Upstream times local, $-2 \\cdot 1$.",
    ),
    every_gradient(),
    Exercise(
        "nudge all four",
        prompt="The gradients of $a$, $b$, $c$, $f$ are 6, −4, −2 and 4. Each of the four leaves moves by 0.01 times its own gradient. "
        "What change of $L$ do the slopes predict?",
        answer=Number(0.72),
        misconceptions=[
            (
                0.04,
                "You have added the four slopes. Each leaf moves by another step: multiply each slope by the step of its own leaf.",
            ),
            (-7.28, "That is where $L$ is predicted to stand. The question asks for its change."),
            (
                -0.72,
                "Each leaf moves **with** its gradient, so each of the four products is positive. Against it, L would fall.",
            ),
            (72, "The steps are a hundredth of the gradients: 0.06, −0.04, −0.02, 0.04."),
            (
                0.713504,
                "That is the true change. The slopes predict a little more, as they take no notice of how the leaves change "
                "one another's slopes.",
            ),
            (
                0.16,
                "You have counted each step once, without a slope. The change is slope times step, added up.",
            ),
        ],
        hints=[
            "Lesson 3: $\\Delta L \\approx$ the sum of slope times step, over all that moves.",
            "$a$ moves by 0.06 and contributes $6 \\cdot 0.06$.",
        ],
        solution="$6 \\cdot 0.06 + (-4)(-0.04) + (-2)(-0.02) + 4 \\cdot 0.04 = 0.36 + 0.16 + 0.04 + 0.16 = 0.72$.",
        remark="$0.01 \\cdot (6^2 + 4^2 + 2^2 + 4^2) = 0.72$.",
    ),
    Exercise(
        "the step of a training",
        prompt="Somebody has found the gradient of $L$ and wants to use it for training. Which line does not follow?",
        answer=FindError(
            [
                "$\\nabla L$ points where $L$ grows fastest, as long as the step is small.",
                "Moving each leaf by $+0.01$ times its gradient took $L$ from $-8$ to about $-7.29$.",
                "So $L$ grew, as the slopes had predicted.",
                "Training wants a small loss, so it moves every parameter by $+\\eta$ times its gradient.",
            ],
            4,
        ),
        misconceptions=[
            (1, "Line 1 is what lesson 5 found, where the gradient is not 0."),
            (2, "Line 2 reports what came out. −7.29 is larger than −8."),
            (3, "Line 3 is right: from −8 to −7.29 is upwards. Who wants to go there?"),
        ],
        hints=["Is −7.29 more than −8, or less?", "Which way does training want its loss to go?"],
        solution="Line 4: with $+$ the loss grows, as line 2 shows. Training subtracts: $\\boldsymbol\\theta \\leftarrow \\boldsymbol\\theta - \\eta \\nabla L$.",
        remark="Plus climbs. Training subtracts.",
    ),
    # --- Sums, products, forks ----------------------------------------------------------------------------------------
    Exercise(
        "what plus and times hand on",
        prompt="A node has the parents $x = 5$ and $y = 7$, and its own gradient is 3. What does it hand on to $x$ if the node is "
        "$x + y$, and what if it is $x \\cdot y$?",
        answer=Choice(["3 and 21", "3 and 15", "1 and 7", "36 and 105"], "a"),
        misconceptions=[
            (
                "b",
                "For the product you have taken the value of $x$ itself. Nudge $x$ by 0.1: by how much does $x \\cdot y$ move?",
            ),
            ("c", "These are the local slopes. What comes from further up has to be multiplied in."),
            ("d", "You have multiplied by what comes out of the node. What counts is its slope along $x$."),
        ],
        hints=["What are the local slopes of $x + y$ and $x \\cdot y$ along $x$?", "They are 1 and $y$."],
        solution="The local slopes along $x$ are 1 and $y = 7$. Times the upstream 3 that is 3 and 21.",
        remark="Plus passes on, times multiplies by the other factor.",
    ),
    Exercise(
        "a plus a",
        prompt="$b = a + a$ at $a = 3$. What is the slope of $b$ along $a$?",
        answer=Prediction(["1, because a sum has slope 1", "2", "6", "3"], "b"),
        misconceptions=[
            (
                "a",
                "Each of the two has slope 1, and both belong to the same $a$. Their shares add up: $b = 2a$.",
            ),
            ("c", "6 is the value of $b$. Its slope asks what a nudge of $a$ does: $b = 2a$."),
            ("d", "3 is the value of $a$. Its value plays no part here: $b = 2a$."),
        ],
        hints=["Nudge $a$ from 3 to 3.001. What is $b$ then?", "$b = 2a$."],
        solution="$a$ reaches $b$ on two paths, each with slope 1, and shares add up: $1 + 1 = 2$.",
        remark="Two paths, each with a share of 1.",
    ),
    Exercise(
        "shares that cancel",
        prompt="In the figure, move $a$ and $b$ to a place where the two shares that come back to $a$ cancel: together they are 0, "
        "but neither of them is.",
        answer=State(
            {"a": 0.8, "b": -1.6},
            shares,
            explain=lambda a, b: (
                f"The shares are {number(round(b * (a + b), 4))} and {number(round(a * b, 4))}; together they are not 0."
            ),
        ),
        misconceptions=[
            (
                {"a": 1.0, "b": 0.0},
                "Here both shares are 0, so there is nothing to cancel. Look for two that are opposite.",
            ),
            (
                {"a": 1.0, "b": -1.0},
                "Here one share is 0 and the other is not. Look for two that are opposite.",
            ),
        ],
        hints=[
            "The slope of the tangent is the sum of the shares. Drag the blue point to where the curve is flat.",
            "With $a = 1$, try negative values of $b$.",
        ],
        solution="The shares are $b(a + b)$ and $ab$; their sum $b(2a + b)$ is 0 for $b = -2a$, for example at $a = 1$, $b = -2$. There the "
        "curve is flat, although both paths carry something.",
        remark="A gradient of 0 can hide two large shares that cancel.",
    ),
    Exercise(
        "both paths as a formula",
        prompt="$e = a \\cdot b$, $g = a + b$ and $L = e \\cdot g$. Add up the shares of both paths: what is $\\dfrac{dL}{da}$, in $a$ and $b$?",
        answer=Formula("b(a + b) + a*b", names="ab", of="a*b*(a + b)", by="a"),
        misconceptions=[
            ("b(a + b)", "That is the share by $e$. $a$ also feeds $g$."),
            ("a*b", "That is the share by $g$. $a$ also feeds $e$. Was the first share overwritten?"),
            (
                "b + 1",
                "These are the local slopes from $a$ to $e$ and to $g$. Each is to be multiplied by what comes from $L$.",
            ),
            (
                "a*b^2*(a + b)",
                "You have multiplied the two shares. Paths in a row multiply, paths side by side add up.",
            ),
            (
                "a(a + b) + a*b",
                "That is the slope along $b$. Which factor does the product $a \\cdot b$ hand to $a$?",
            ),
            (
                "b*(a*b) + a + b",
                "The upstream slopes are swapped: $L = e \\cdot g$ hands $e$ the value of $g$, and $g$ that of $e$.",
            ),
        ],
        hints=[
            "$L = e \\cdot g$ hands $e$ the value of $g$, and $g$ the value of $e$.",
            "Share by $e$: $g \\cdot b$. Share by $g$: $e \\cdot 1$.",
        ],
        solution="By $e$: upstream $g = a + b$, local $b$. By $g$: upstream $e = ab$, local 1. Together $b(a + b) + ab = 2ab + b^2$.",
        remark="The same as differentiating $a^2 b + a b^2$.",
    ),
    Exercise(
        "a share that got lost",
        prompt="$p = a \\cdot b$ and $L = p + a$, with $a = 2$ and $b = 5$. Somebody goes back. Which line is wrong?",
        answer=FindError(
            [
                "`L.grad = 1`",
                "The sum passes 1 on to both: `p.grad = 1` and `a.grad = 1`.",
                "The product hands `a` its share: `a.grad = 5 * 1`.",
                "The product hands `b` its share: `b.grad = 2 * 1`.",
            ],
            3,
        ),
        misconceptions=[
            (1, "Line 1 is where every walk back begins: $L$ along itself."),
            (2, "Line 2 is right so far: a sum passes on what it has got, to both its parents."),
            (4, "Line 4 is right: $b$ is used once, and gets the value of the other factor."),
        ],
        hints=["On how many paths does $a$ reach $L$?", "Nudge $a$ by 0.01: $L = ab + a$ moves by 0.06."],
        solution="Line 3 throws away the 1 that `a` has got in line 2. Shares add up: `a.grad += 5 * 1`, which makes 6.",
        remark="`=` overwrites, `+=` adds.",
    ),
    # --- Value ------------------------------------------------------------------------------------------------------------
    Exercise(
        "your Value",
        prompt="Complete the three methods of `Value`: what `*` makes, what `tanh` makes, and how a node hands its slope on to its "
        "parents.",
        answer=Class(
            value_class(),
            sessions={
                "(Value(2.0) * Value(-3.0)).data": lambda Value: (Value(2.0) * Value(-3.0)).data,
                "Value(0.5).tanh().data": lambda Value: Value(0.5).tanh().data,
                "L = a * b, then L.backward(): a.grad and b.grad": lambda Value: grads(
                    lambda a, b: a * b, 2.0, -3.0, of=Value
                ),
                "L = a + b, then L.backward(): a.grad and b.grad": lambda Value: grads(
                    lambda a, b: a + b, 2.0, -3.0, of=Value
                ),
                "L = a.tanh(), then L.backward(): a.grad": lambda Value: grads(
                    lambda a: a.tanh(), 0.5, of=Value
                ),
                "L = (a * b + c) * f, then L.backward(): all four": lambda Value: grads(
                    lambda a, b, c, f: (a * b + c) * f, 2.0, -3.0, 10.0, -2.0, of=Value
                ),
                "L = a + a, then L.backward(): a.grad": lambda Value: grads(lambda a: a + a, 3.0, of=Value),
                "L = (a * b + a) * (a + b).tanh(), then L.backward(): both": lambda Value: grads(
                    lambda a, b: (a * b + a) * (a + b).tanh(), 0.75, -0.5, of=Value
                ),
            },
        ),
        misconceptions=[
            (
                value_class(hand_on=lambda grad, share, upstream: share * upstream),
                "After `a + a` only one of the two shares is left. Shares add up: `+=`, not `=`.",
            ),
            (
                value_class(hand_on=lambda grad, slope, upstream: grad + slope),
                "`hand_on` adds the local slope alone. What the node itself has got, `self.grad`, belongs in it.",
            ),
            (
                value_class(hand_on=lambda grad, slope, upstream: grad + upstream),
                "`hand_on` passes on what the node has got. That is right for a sum; a product has other slopes.",
            ),
            (
                value_class(hand_on=lambda grad, slope, upstream: grad),
                "After each walk the slopes of a and b are still 0. `hand_on` is to change `parent.grad`, by local slope times "
                "`self.grad`. (The grad of a parent is 0 at first, and 0 times anything stays 0.)",
            ),
            (
                value_class(times=lambda x, y: (0.0, 0.0)),
                "Nothing gets back through your `*`. Hand over its parents and two local slopes, as `__add__` does.",
            ),
            (
                value_class(times=lambda x, y: (x, y)),
                "Your `*` gives each factor its own value as slope. Nudge a in a · b: what is the nudge multiplied by?",
            ),
            (
                value_class(times=lambda x, y: (1.0, 1.0)),
                "Slopes of 1 belong to a sum. Nudge a in a · b: what is the nudge multiplied by?",
            ),
            (
                value_class(tanh=lambda x, t: 1 - x * x),
                "The slope of tanh is $1 - t^2$, where t is what comes **out**. Yours has the input in it.",
            ),
            (
                value_class(tanh=lambda x, t: t),
                "tanh is not its own slope; that is the exponential. The slope of tanh is $1 - t^2$, with t = tanh x.",
            ),
        ],
        hints=[
            "`__add__` is the model: what comes out, from which parents, with which slopes. tanh has one parent, and a tuple with one "
            "entry has a comma in it: `(self,)`.",
            "`hand_on` goes over `zip(self.parents, self.slopes)` and adds slope · grad to `parent.grad`.",
        ],
        solution="A product hands each factor the value of the other one; tanh has the slope $1 - t^2$; and shares add up.\n\n"
        "```python\nimport math\n\n\nclass Value:\n    made = []\n\n    def __init__(self, data, parents=(), slopes=()):\n        self.data, self.grad = data, 0.0\n"
        "        self.parents, self.slopes = parents, slopes\n        Value.made.append(self)\n\n    def __add__(self, other):\n"
        "        return Value(self.data + other.data, (self, other), (1.0, 1.0))\n\n    def __mul__(self, other):\n"
        "        return Value(self.data * other.data, (self, other), (other.data, self.data))\n\n    def tanh(self):\n"
        "        t = math.tanh(self.data)\n        return Value(t, (self,), (1 - t**2,))\n\n    def hand_on(self):\n"
        "        for parent, slope in zip(self.parents, self.slopes):\n            parent.grad += slope * self.grad\n\n"
        "    def backward(self):\n        self.grad = 1.0\n        for node in reversed(Value.made):\n            node.hand_on()\n```",
        remark="Two rules and one loop, and any formula of sums, products and tanh has its gradient.",
    ),
    Exercise(
        "who may hand on first",
        prompt="$b = a \\cdot a$, then $c = b + a$, then $L = b \\cdot c$. In which order may the nodes hand on their slopes?",
        answer=Choice(["L, c, b, a", "L, b, c, a", "a, b, c, L", "c, L, b, a"], "a"),
        misconceptions=[
            (
                "b",
                "When b hands on here, its share from c has not come yet. A node must have got all its shares before it hands any on.",
            ),
            ("c", "That is the way forward, for the values. Slopes begin at L."),
            (
                "d",
                "When c hands on here, it has got nothing yet: its share comes from L. A node must have all its shares before it hands any on.",
            ),
        ],
        hints=[
            "From which nodes does b get a share?",
            "From L and from c. So c has to hand on before b does.",
        ],
        solution="b gets shares from L and from c, so it must wait for both. The order in which the nodes were made, read backwards, always "
        "works: L, c, b, a.",
        remark="Youngest first: whatever was made from a node is younger than the node.",
    ),
    Exercise(
        "backward twice",
        prompt="In the graph of this lesson `a.grad` is 6 after `L.backward()`. You call `L.backward()` a second time and change nothing "
        "in between. What stands in `a.grad`?",
        answer=Prediction(["6, as before", "12", "24", "36"], "b"),
        misconceptions=[
            ("a", "`+=` does not know where a new walk begins: the second share comes on top of the first."),
            (
                "c",
                "That is what comes out when the nodes between keep their old slopes and hand them on once more. Here they begin "
                "afresh with each walk.",
            ),
            ("d", "Shares add up; they are not multiplied."),
        ],
        hints=["What does `+=` do when something is there already?", "The walk brings 6 to `a`, each time."],
        solution="Each walk brings a share of 6, and it is added to what is there: $6 + 6 = 12$. PyTorch does the same. Whoever wants a fresh "
        "gradient sets it to 0 first.",
        remark="6 and 6. Set `grad` to 0 before the next walk.",
    ),
    Exercise(
        "through an exponential",
        prompt="A node $e = \\exp(x)$ has the value 5, and its own gradient is 2. What does it hand on to $x$?",
        answer=Number(10),
        misconceptions=[
            (5, "5 is the local slope. What comes from further up has to be multiplied in."),
            (2, "Only a sum passes its gradient on as it is."),
            (7, "Slopes on one path multiply; they are not added."),
            (
                2 * math.exp(5),
                "That takes the slope of the exponential at 5. But 5 is what came **out** of it; the slope belongs to what went in.",
            ),
            (2 * math.log(5), "$\\ln 5$ is $x$ itself. The local slope of the exponential is not its input."),
        ],
        hints=["What is the slope of $e^x$, expressed by $e^x$?", "The local slope is what came out: 5."],
        solution="The exponential is its own slope: the local slope at $x$ is $e^x = 5$, the value of the node. Upstream times local: "
        "$2 \\cdot 5 = 10$.",
        remark="The local slope of exp is its output. No second computation is needed.",
    ),
    Exercise(
        "the slope of a sigmoid in code",
        prompt="Write `sigmoid_slope(s, a)`: the local slope at $s$ of $\\varphi(s) = \\dfrac{1}{1 + e^{-as}}$.",
        answer=Function(
            sigmoid_slope,
            cases=[(0.4, 3.0), (0.4, 1.0), (-1.0, 2.0), (0.0, 0.5), (2.5, 1.5), (0.4, -2.0)],
            show=lambda s, a: f"s = {number(s)}, a = {number(a)}",
        ),
        misconceptions=[
            (
                lambda s, a: sigmoid_slope(s, a) / a,
                "That is $\\varphi(1 - \\varphi)$. The inner slope is missing: the exponent is $-a s$.",
            ),
            (
                lambda s, a: a * s * (1 - s),
                "You have put `s` into $\\varphi(1 - \\varphi)$. Compute φ first, and take that.",
            ),
            (
                lambda s, a: 1 / (1 + math.exp(-a * s)),
                "That is φ itself, its height. The question asks for its slope.",
            ),
            (
                lambda s, a: sigmoid_slope(s, 1.0) * a,
                "The a is there as a factor, but it is missing inside: φ itself contains it too.",
            ),
            (
                lambda s, a: -sigmoid_slope(s, a),
                "The sigmoid rises for positive a. Two minus signs meet on the way.",
            ),
        ],
        hints=[
            "Compute φ first and give it a name.",
            "Lesson 4: $\\varphi' = a \\cdot \\varphi \\cdot (1 - \\varphi)$.",
        ],
        solution="One exponential is enough for value and slope.\n\n```python\nimport math\n\n\ndef sigmoid_slope(s, a):\n"
        "    phi = 1 / (1 + math.exp(-a * s))\n    return a * phi * (1 - phi)\n```",
        remark="At s = 0.4 and a = 3 it is 0.534; without the a it would be 0.178.",
    ),
    # --- Checking by numbers ----------------------------------------------------------------------------------------------
    evaluations(),
    Exercise(
        "a nudge in any direction",
        prompt="Write `along(f, x, u, h)`: how fast `f` grows at `x` along the arrow `u`, by a central difference with step `h`. Take "
        "`u` as it is, whatever its length, so that the result is comparable with $\\nabla f \\cdot \\mathbf u$. `x` and `u` are "
        "arrays of the same length, `f` takes an array and returns a number.",
        answer=Function(
            along,
            cases=[
                (squares, np.array([1.0, 2.0]), np.array([0.6, 0.8]), 1e-4),
                (squares, np.array([3.0, -1.0, 0.5]), np.array([2.0, 1.0, -2.0]), 0.01),
                (wave, np.array([0.5, 2.0]), np.array([0.0, -1.0]), 0.1),
                (wave, np.array([-1.0, 1.5]), np.array([1.0, 2.0]), 0.05),
            ],
            show=show_along,
        ),
        misconceptions=[
            (
                lambda f, x, u, h: (f(x + h * u) - f(x)) / h,
                "That is a forward difference. Take one point on each side of x.",
            ),
            (
                lambda f, x, u, h: (f(x + h * u) - f(x - h * u)) / h,
                "The two points are 2h apart along u, but you divide by one h.",
            ),
            (
                lambda f, x, u, h: (f(x + h) - f(x - h)) / (2 * h),
                "The direction is missing: `x + h` moves all entries by the same amount.",
            ),
            (
                lambda f, x, u, h: (f(x + u) - f(x - u)) / 2,
                "The step is missing: you have gone all the way along u, not h times it.",
            ),
            (
                lambda f, x, u, h: (f(x + h * u) - f(x - h * u)) / (2 * h * np.linalg.norm(u)),
                "You have divided by the length of u. Here the rate for one whole u is wanted, to be compared with ∇f · u.",
            ),
            (
                lambda f, x, u, h: along(f, x, u / np.linalg.norm(u), h),
                "You have brought u to length 1. That is right for a slope; here the rate for one whole u is wanted.",
            ),
        ],
        hints=[
            "Where do you stand after h times u, and where after as much in the other direction?",
            "`f(x + h * u)` and `f(x - h * u)`.",
        ],
        solution="One point on each side, and $2h$ between them.\n\n```python\ndef along(f, x, u, h):\n    return (f(x + h * u) - f(x - h * u)) / (2 * h)\n```",
        remark="Two evaluations, however many entries x has.",
    ),
    Exercise(
        "a check that can fail",
        prompt="The true gradient of a weight is $10^{-9}$. A backward pass with a wrong sign gives $-10^{-9}$. Which check notices?",
        answer=Choice(
            [
                "Their difference must be below $10^{-8}$.",
                "Their difference must be below a millionth of the larger of the two.",
                "Their difference must be below a millionth.",
                "Their difference must be below a millionth of $1 + |\\text{gradient}|$.",
            ],
            "b",
        ),
        misconceptions=[
            (
                "a",
                "The difference is $2 \\cdot 10^{-9}$, and that is below $10^{-8}$. This check lets it pass.",
            ),
            ("c", "The difference is $2 \\cdot 10^{-9}$, far below a millionth. This check lets it pass."),
            (
                "d",
                "Beside the 1 a gradient of $10^{-9}$ does not count, so this is nearly the same as a millionth. It passes.",
            ),
        ],
        hints=[
            "How large is the difference of the two?",
            "$2 \\cdot 10^{-9}$. Below which of the four bounds does it lie?",
        ],
        solution="The difference is $2 \\cdot 10^{-9}$. Against fixed bounds it is small. Against the gradients themselves, a millionth of "
        "$10^{-9}$, it is huge. A check that measures by the gradient itself notices.",
        remark="What is negligible depends on the size of what is compared.",
    ),
    # --- A neuron ---------------------------------------------------------------------------------------------------------
    neuron_by_hand(),
    Exercise(
        "wrong and unable to learn",
        prompt="In the figure, find a place where the neuron is badly wrong, with ŷ below 0.1, and yet $\\partial E / \\partial w$ is "
        "within 0.001 of 0.",
        answer=State(
            {"w": -3.0, "b": -1.0, "a": 2.0},
            stuck,
            explain=lambda w, b, a: (
                "ŷ = {:.3f} is badly wrong, as it should be. But the slope along w is {:.4f}: this neuron can still "
                "learn.".format(*wrong_neuron(w, b, a)).replace("-", "−")
            ),
        ),
        misconceptions=[
            (
                {"w": 3.0, "b": 0.0, "a": 1.0},
                "Here ŷ is on the side of its target, and what is left of the slope shrinks for a good reason. Find a place where "
                "the neuron is badly wrong.",
            ),
            (
                {"w": -0.5, "b": 0.0, "a": 2.0},
                "ŷ is still above 0.1: the neuron is wrong, but not badly, and the slope along w is well away from 0. It would learn.",
            ),
        ],
        hints=["Where is the sigmoid flat, and low?", "Make w and b negative, and a larger."],
        solution="Far to the left ŷ is near 0, so the error is large; but the sigmoid is flat there, $\\varphi' \\approx 0$, and the product of the "
        "three factors is near 0. One such place is w = −3, b = −1, a = 2.",
        remark="The error is as large as it can be, and the middle factor is nearly 0. Such a neuron is called saturated.",
    ),
    # --- A network ----------------------------------------------------------------------------------------------------------
    hidden_delta(),
    # --- Matrices -----------------------------------------------------------------------------------------------------------
    delta_at_the_end(),
    Exercise(
        "a product that fits",
        prompt="A layer with 3 neurons and 5 inputs has $W$ of shape (3, 5). For $n$ examples, $\\Delta$ has shape $(n, 3)$ and the inputs "
        "$H$ have shape $(n, 5)$. Which product is $\\partial E / \\partial W$?",
        answer=Choice(["$\\Delta^\\top H$", "$H^\\top \\Delta$", "$H \\Delta^\\top$", "$\\Delta W$"], "a"),
        misconceptions=[
            (
                "b",
                "Its shape is (5, 3). A gradient has the shape of what it belongs to: $W$ has a row for each neuron.",
            ),
            (
                "c",
                "The inner lengths, 5 and 3, do not fit, so there is no such product. The sum must run over the examples.",
            ),
            (
                "d",
                "Its shape is $(n, 5)$, a row for each example. That is how $\\Delta$ travels on to the layer before.",
            ),
        ],
        hints=["The result needs the shape (3, 5), and $n$ must disappear.", "(3, n) times (n, 5)."],
        solution="$\\Delta^\\top H$ has shape $(3, n) \\cdot (n, 5) = (3, 5)$. Entry $(i, j)$ is the sum over the examples of δ of neuron $i$ times "
        "input $j$.",
        remark="(3, n) times (n, 5): the sum runs over the examples.",
    ),
    batch_of_two(),
    Exercise(
        "the bias of a batch",
        prompt="A layer has one neuron, and its column of $\\Delta$ for three examples, with the $\\frac1n$ already in it, is 0.5, −0.2, 0.4. "
        "What is $\\partial E / \\partial b$?",
        answer=Number(0.7),
        misconceptions=[
            (0.4, "That is the last example alone. The same b was used for all three."),
            (0.7 / 3, "You have taken the mean. The $\\frac1n$ is in Δ already, so it would count twice."),
            (3, "These are the local slopes, 1 for each example. Each is to be multiplied by its δ."),
            (0, "b is a parameter, and it may move: then every s moves along."),
            (1.1, "You have lost the sign of the second share. It pulls the other way."),
        ],
        hints=["How many paths lead from b to E?", "One by each example, and shares add up."],
        solution="b is used once for each example, a fork with three paths, and each local slope is 1: $0.5 - 0.2 + 0.4 = 0.7$.",
        remark="One bias, three uses, three shares.",
    ),
    Exercise(
        "the gradient of the weights in code",
        prompt="Write `weight_gradient(delta, inputs)`. Rows are examples: `delta` has shape (n, neurons), with the $\\frac1n$ already in it, "
        "`inputs` has shape (n, inputs). Return $\\partial E / \\partial W$, a row for each neuron.",
        answer=Function(
            weight_gradient,
            # As many neurons as inputs in the first case, where only the numbers tell a matrix from its mirror image.
            cases=[
                (np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([[2.0, 0.0], [1.0, 4.0]])),
                (np.array([[0.5], [-1.5], [2.0]]), np.array([[1.0, 3.0], [2.0, 0.5], [-1.0, 2.0]])),
                (np.array([[1.0, -2.0, 0.5]]), np.array([[3.0, 4.0]])),
            ],
            show=show_layer,
        ),
        misconceptions=[
            (
                lambda delta, inputs: inputs.T @ delta,
                "That is its mirror image, a row for each input. W has a row for each neuron.",
            ),
            (
                lambda delta, inputs: delta.T @ inputs / len(delta),
                "You have divided by n once more. The $\\frac1n$ is in `delta` already.",
            ),
            (
                lambda delta, inputs: np.outer(delta[-1], inputs[-1]),
                "That is the last example alone. Every example adds its share: is there an `=` where `+=` should stand?",
            ),
            (
                lambda delta, inputs: np.outer(delta.sum(axis=0), inputs.sum(axis=0)),
                "You have added up first and multiplied afterwards. Each example multiplies its own δ by its own inputs.",
            ),
        ],
        hints=[
            "One example adds δ of each neuron times each input.",
            "Which product of matrices sums over the rows of both?",
        ],
        solution="The product sums over the examples, which are the rows of both.\n\n```python\ndef weight_gradient(delta, inputs):\n    return delta.T @ inputs\n```",
        remark="The sum over the batch is inside the product.",
    ),
    Exercise(
        "a backward pass with a slip",
        prompt="Forward: $S_2 = H_1 W_2^\\top + b_2$, $H_2 = \\varphi(S_2)$ with $a = 1$, $\\hat Y = H_2 W_3^\\top + b_3$. This is the way back, for "
        "the mean squared error over n examples. Which line is wrong?",
        answer=FindError(
            [
                "`D = 2 * (Y_hat - Y) / n`",
                "`dW3, db3 = D.T @ H2, D.sum(axis=0)`",
                "`D = (D @ W3) * S2 * (1 - S2)`",
                "`dW2, db2 = D.T @ H1, D.sum(axis=0)`",
            ],
            3,
        ),
        misconceptions=[
            (1, "Line 1 is the slope of the mean squared error, with its 2 and its 1/n."),
            (
                2,
                "Line 2 is right: deltas times the inputs of this layer, and the bias adds up over the batch.",
            ),
            (4, "Line 4 has the right form, for the D it is given. Look at where that D comes from."),
        ],
        hints=[
            "All shapes fit, so only the meaning can be wrong.",
            "In $\\varphi' = \\varphi(1 - \\varphi)$, which matrix holds φ?",
        ],
        solution="Line 3: $\\varphi(1 - \\varphi)$ wants what comes **out** of the sigmoid: `H2 * (1 - H2)`. With `S2` all shapes fit and the "
        "program runs; only a gradient check notices.",
        remark="`H2 * (1 - H2)`. Nothing crashes; only a check by numbers tells.",
    ),
    # --- What it is -----------------------------------------------------------------------------------------------------------
    Exercise(
        "the price of all slopes",
        prompt="A network has 10,501 parameters, and one walk forward takes a millisecond. Central differences need 21,002 walks for its "
        "gradient: 21 seconds. How long does backpropagation take?",
        answer=Prediction(
            [
                "about 10 seconds",
                "about a tenth of a second",
                "about 3 milliseconds",
                "about 30 milliseconds",
            ],
            "c",
        ),
        misconceptions=[
            (
                "a",
                "That would be one walk for each parameter. There is one walk back for all of them, and it passes each layer once.",
            ),
            (
                "b",
                "That would be a hundred walks, as if each neuron took one of its own. One walk back passes all neurons of a layer together.",
            ),
            (
                "d",
                "Not as much: on the way back a layer takes two products of matrices, where forward it takes one.",
            ),
        ],
        hints=[
            "How often does the walk back pass through a layer?",
            "Forward a layer takes one product of matrices. Back it takes one for its weights, and one to the layer before.",
        ],
        solution="One walk forward takes one product for each layer, the walk back takes two of about the same size: together about three times a "
        "millisecond, however many parameters there are.",
        remark="About three walks forward, however many parameters there are.",
    ),
    Exercise(
        "what backpropagation is",
        prompt="What does backpropagation compute?",
        answer=Choice(
            [
                "an estimate of the gradient, better with smaller steps",
                "the new weights",
                "the exact gradient of the loss at these parameters and data, apart from rounding",
                "a formula for the derivative of the loss",
            ],
            "c",
        ),
        misconceptions=[
            (
                "a",
                "There is no step h in it. Local slopes come from rules, as in lesson 1, and not from nudges.",
            ),
            ("b", "What is done with the gradient is another matter, and has another name: lesson 7."),
            ("d", "It handles numbers at one place. At other parameters it has to walk again."),
        ],
        hints=["Does a step h occur anywhere on the way back?", "Where does each local slope come from?"],
        solution="Every local slope is exact, products along paths and sums over paths are what the chain rule asks for. So the result is the "
        "gradient itself, for the data that went in, up to rounding.",
        remark="Exact for what went in. What is done with it is for lesson 7.",
    ),
]
