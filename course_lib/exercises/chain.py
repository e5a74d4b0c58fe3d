"""Exercises of lesson 4: the chain rule."""

import math
from functools import reduce

import numpy as np

from course_lib.checking import (
    Array,
    Chain,
    Choice,
    Exercise,
    FindError,
    Formula,
    Function,
    Number,
    Prediction,
    State,
    Step,
)
from course_lib.exercises.writing import factor, number, power, terms
from course_lib.figures.chain import at_the_corner, forward, shares
from course_lib.network import sigmoid


def where_it_dies(x):
    """What becomes of a nudge of x on its way through u = x² and y = sin u."""
    inner, outer = 2 * x, math.cos(x**2)
    if abs(inner * outer) > 0.05:
        return "alive" if inner * outer > 0 else "reversed"
    return "on the first line" if abs(inner) < 0.05 else "on the second line"


def steepness(a, s):
    """Whether the slope of the sigmoid at s is above 1, and if not, why."""
    phi = sigmoid(s, a)
    if a * phi * (1 - phi) > 1:
        return "steep"
    return "a is too small for it" if a <= 4 else "off the steep part"


def what_it_learns(w, b):
    """What the two slopes of the loss tell the neuron of the figure."""
    active = np.sum(forward(w, b)[1])
    if not active:
        return "no slope" if np.any(at_the_corner(w, b)) else "nothing"
    if active <= 2:
        return "little"
    return "it is done" if max(abs(np.sum(share)) for share in shares(w, b)) < 0.05 else "which way to go"


def push(v, jacobians):
    for jacobian in jacobians:
        v = jacobian @ v
    return v


# Square ones, so that an exchange of rows and columns, or a wrong order, gives a wrong result and no error.
FIRST = np.array([[1.0, 2.0], [0.0, 3.0]])
SECOND = np.array([[4.0, -1.0], [2.0, 1.0]])
THIRD = np.array([[0.0, 1.0], [-2.0, 5.0]])
WIDE = np.array([[1.0, 0.0, 2.0], [3.0, -1.0, 0.0], [0.0, 4.0, 1.0]])
NEXT = np.array([[2.0, 1.0, 0.0], [0.0, 1.0, -3.0], [1.0, 0.0, 5.0]])
PUSHES = [
    (np.array([1.0, 2.0]), [FIRST]),
    (np.array([1.0, -1.0]), [FIRST, SECOND]),
    (np.array([0.5, 1.25]), [FIRST, SECOND, THIRD]),
    (np.array([1.0, 2.0, -1.0]), [WIDE, NEXT]),
]


def row(numbers):
    return "[" + ", ".join(f"{number:g}" for number in numbers) + "]"


def show_push(v, jacobians):
    matrices = ", ".join("[" + ", ".join(map(row, jacobian)) + "]" for jacobian in jacobians)
    return f"v = {row(v)}, jacobians = [{matrices}]".replace("-", "−")


def neuron_gradient(w, x, b, a):
    phi = sigmoid(w @ x + b, a)
    slope = a * phi * (1 - phi)
    return [*(slope * x), slope]


NEURONS = [
    (np.array([0.5, -1.0]), np.array([2.0, 1.0]), 0.3, 3.0),
    (np.array([1.0, 0.25]), np.array([-0.5, 3.0]), -0.5, 2.0),
    (np.array([-0.2, 0.4, 0.1]), np.array([1.0, 2.0, -4.0]), 0.6, 0.5),
]


def show_neuron(w, x, b, a):
    return f"w = {row(w)}, x = {row(x)}, b = {b:g}, a = {a:g}".replace("-", "−")


def errors(w, b, x, y):
    return np.maximum(w * x + b, 0) - y


def loss_slopes(w, b, x, y):
    share = 2 * errors(w, b, x, y) * (w * x + b > 0)
    return [np.mean(share * x), np.mean(share)]


LOSSES = [
    (1.0, 0.0, np.array([1.0, 2.0, 3.0, -2.0]), np.array([2.0, 1.0, 2.0, 1.0])),
    (0.5, 0.25, np.array([-1.0, 0.5, 2.0]), np.array([0.5, 1.0, 0.25])),
    (-1.5, 1.0, np.array([-2.0, -1.0, 0.0, 1.0, 2.0]), np.array([3.0, 3.0, 0.5, 1.0, 2.0])),
    (1.0, -1.5, np.array([1.0, 2.0]), np.array([1.0, 1.0])),
]


def show_loss(w, b, x, y):
    return f"w = {w:g}, b = {b:g}, x = {row(x)}, y = {row(y)}".replace("-", "−")


# --- Exercises whose numbers are drawn --------------------------------------------------------------------------------


def power_of_a_power(k, m, n):
    """Differentiate k·(xᵐ)ⁿ."""
    of = terms((k, f"({power('x', m)})^{n}"))
    x = lambda front, exponent: terms((front, power("x", exponent)))
    inner, outer = x(m, m - 1), terms((k * n, power("u", n - 1)))
    right = x(k * m * n, m * n - 1)
    added, multiplied = x(k, m + n), x(k, m * n)
    return Exercise(
        "a power of a power",
        prompt=f"Differentiate ${of}$ by the chain rule. Give the result in x.",
        answer=Formula(right, of=of),
        misconceptions=[
            (
                x(k * n, m * (n - 1)),
                f"That is the outer slope at the right place, ${outer}$ with $u = {power('x', m)}$. The factor of the inner function is missing: how fast "
                "does u move with x?",
            ),
            (
                x(k * m * n, m + n - 2),
                f"The outer slope was taken at x. The outer function never sees x; it is given $u = {power('x', m)}$, so its slope is ${outer}$ there.",
            ),
            (
                x(k * n * m ** (n - 1), (m - 1) * (n - 1)),
                f"The outer slope was taken at the inner **slope** ${inner}$. It belongs at the inner **value**, ${power('x', m)}$, and ${inner}$ is a factor of its own.",
            ),
            (
                x(k * (m + n), m + n - 1),
                f"That is the slope of ${added}$. A power of a power multiplies the exponents.",
            ),
            (
                x(k * m * n, m * n),
                f"Nearly: count the powers of x once more. ${outer}$ gives {m * (n - 1)} of them, and ${inner}$ gives {m - 1}.",
            ),
        ],
        hints=[
            f"Name the inner function: $u = {power('x', m)}$. Then $y = {terms((k, power('u', n)))}$.",
            f"$dy/du = {outer}$ and $du/dx = {inner}$. Multiply, and put $u = {power('x', m)}$ back.",
        ],
        solution=f"$u = {power('x', m)}$, $y = {terms((k, power('u', n)))}$: ${outer} \\cdot {inner} = {x(k * n, m * (n - 1))} \\cdot {inner} = {right}$. "
        f"It is the slope of ${multiplied}$, as it must be.",
        remark=f"It is the slope of ${multiplied}$, as it must be.",
        vary=lambda draw: power_of_a_power(
            draw.randint(1, 5), *draw.choice([(2, 3), (3, 2), (2, 4), (4, 2), (3, 3)])
        ),
    )


def slopes_from_a_table(x, inner, slope_inner, outer_at_x, outer_at_inner):
    """The slope of f(g(x)), from values and slopes of g at x, and slopes of f at x and at g(x)."""
    slope = outer_at_inner * slope_inner
    return Exercise(
        "slopes from a table",
        prompt=f"Of two functions you know only this: $g({x}) = {inner}$, $g'({x}) = {slope_inner}$, $f'({x}) = {outer_at_x}$, $f'({inner}) = {outer_at_inner}$. What is the derivative of "
        f"$f(g(x))$ at $x = {x}$?",
        answer=Number(slope),
        misconceptions=[
            (
                outer_at_x * slope_inner,
                f"That multiplies $f'$ and $g'$, both at {x}. But $f$ is not given {x}. What number comes out of $g$ and goes into $f$?",
            ),
            (
                outer_at_inner,
                "That is how fast $f$ reacts to its own input. And how fast does that input move, when x moves?",
            ),
            (
                outer_at_x,
                f"That is $f'({x})$. Nobody gives $f$ the number {x} here, and the factor of $g$ is missing too.",
            ),
            (
                outer_at_inner * inner,
                f"$g({x}) = {inner}$ is a height. It says **where** to take the slope of $f$; it is no factor itself.",
            ),
            (
                outer_at_x * outer_at_inner,
                "Both are slopes of $f$. One factor has to be the slope of $g$.",
            ),
        ],
        hints=[
            f"At x = {x}, which number does $g$ hand on to $f$?",
            f"$f$ is given {inner}. So $f'({inner})$ counts, times the slope of $g$ at {x}.",
        ],
        solution=f"$f'(g({x})) \\cdot g'({x}) = f'({inner}) \\cdot g'({x}) = {outer_at_inner} \\cdot {factor(slope_inner)} = {slope}$. "
        f"The number $f'({x}) = {outer_at_x}$ is not needed.",
        remark=f"$f'({inner}) \\cdot g'({x}) = {outer_at_inner} \\cdot {factor(slope_inner)}$. The slope of $f$ at {x} plays no part.",
        vary=lambda draw: slopes_from_a_table(
            draw.randint(1, 4),
            draw.randint(5, 9),
            *(draw.choice([-5, -4, -3, -2, 2, 3, 4, 5, 6, 7]) for _ in range(3)),
        ),
    )


def step_by_step(a, x, u, n):
    """The slope of (ax² + b)ⁿ at a place where ax² + b is u: the numbers on the way, one by one."""
    b = u - a * x**2
    outer = terms((n, power("u", n - 1)))
    return Exercise(
        "one number after another",
        prompt=f"$y = ({terms((a, 'x^2'), (b, ''))})^{n}$ at $x = {x}$, in steps: name the inner function $u$, and work out these four numbers.",
        answer=Chain(
            [
                Step("u", u, "$u$"),
                Step("inner", 2 * a * x, "$du/dx$"),
                Step("outer", lambda u: n * u ** (n - 1), "$dy/du$"),
                Step("slope", lambda inner, outer: inner * outer, "$dy/dx$"),
            ]
        ),
        misconceptions=[
            (
                {"u": a * x**2},
                f"The term {number(b)} was left out. It belongs to the inner function.",
            ),
            (
                {"u": u**n},
                "That is $y$, the value of the whole. $u$ is what stands inside the brackets.",
            ),
            (
                {"inner": 2 * a * x + b},
                f"The constant {number(b)} was kept. It moves nothing, so it adds no slope.",
            ),
            ({"inner": a * x**2}, "That is a height. $x^2$ has the slope $2x$."),
            (
                {"outer": n * x ** (n - 1)},
                f"That is ${outer}$ taken at x. The outer function is given $u$, not x.",
            ),
            (
                {"outer": lambda inner: n * inner ** (n - 1)},
                f"That is ${outer}$ taken at the inner **slope**. It belongs at the inner **value**, $u$.",
            ),
            (
                {"outer": lambda u: u**n},
                f"That is the height of the outer function. Its slope is asked, ${outer}$.",
            ),
            ({"slope": lambda inner, outer: inner + outer}, "Slopes in a row are multiplied, not added."),
            (
                {"slope": lambda outer: outer},
                "The factor of the inner function is missing: how fast does $u$ move with x?",
            ),
        ],
        hints=[
            f"$u = {terms((a, 'x^2'), (b, ''))}$ and $y = {power('u', n)}$. The slopes are ${terms((2 * a, 'x'))}$ and ${outer}$.",
            "The outer slope is taken at $u$, the inner one at x. Then multiply.",
        ],
        solution=f"$u = {u}$ and $du/dx = {2 * a} \\cdot {factor(x)} = {2 * a * x}$. The outer slope is ${outer}$ at $u = {u}$, so $dy/du = {n * u ** (n - 1)}$. "
        f"Together: $dy/dx = {n * u ** (n - 1)} \\cdot {factor(2 * a * x)} = {2 * a * x * n * u ** (n - 1)}$.",
        remark="Outer slope at the inner value, times inner slope.",
        vary=lambda draw: step_by_step(
            draw.randint(1, 3),
            draw.choice([-3, -2, 2, 3, 4]),
            draw.choice([-3, -2, 2, 3, 4, 5]),
            draw.randint(2, 3),
        ),
    )


def sine_of_a_square(a, k):
    """Differentiate a·sin((kx)²)."""
    front, square = "" if a == 1 else f"{a}", f"{k * k}x^2"
    cosine = lambda factor, at=square: f"{factor} cos({at})".strip()
    outer = f"{front} \\cos v".strip()
    of_square, right = f"{2 * k}x", f"{2 * a * k * k}x"
    return Exercise(
        "sine of a square",
        prompt=f"Differentiate ${front}\\sin\\left(({k}x)^2\\right)$.",
        answer=Formula(cosine(right), of=f"{front} sin(({k}x)^2)".strip(), domain={"x": (-3, 3)}),
        misconceptions=[
            (
                cosine(front),
                "That is the slope of the outermost function, at the right place. The two inner slopes are missing.",
            ),
            (
                cosine(f"{2 * a * k}x"),
                f"The innermost factor is missing: three functions stand inside each other here, and ${k}x$ has a slope too.",
            ),
            (
                cosine(right, at="x"),
                f"The two derivatives were multiplied as functions of x. The sine is given $({k}x)^2$, so its slope is taken at that "
                "number, not at x.",
            ),
            (
                cosine(front, at=f"{2 * k * k}x"),
                "The inner slope was put **into** the cosine. It is a factor; inside stays the inner value.",
            ),
            (cosine(a * k), f"The factor of ${k}x$ is there. The square has a slope as well."),
            (
                f"-{cosine(right)}",
                "The sign: the sine rises at 0. Its derivative is the cosine, with a plus.",
            ),
        ],
        hints=[
            f"Three functions: $u = {k}x$, $v = u^2$, $y = {front}\\sin v$.",
            f"${outer} \\cdot 2u \\cdot {k}$, and then put v and u back.",
        ],
        solution=f"$u = {k}x$, $v = u^2$, $y = {front}\\sin v$. The slopes are ${k}$, $2u$ and ${outer}$. Their product is "
        f"${k} \\cdot {of_square} \\cdot {front}\\cos({square}) = {right} \\cos({square})$.",
        remark=f"${k} \\cdot {of_square} \\cdot {front}\\cos({square})$: three functions, three factors.",
        vary=lambda draw: sine_of_a_square(draw.randint(1, 5), draw.randint(2, 6)),
    )


def slope_from_the_height(a, phi):
    """The slope of a sigmoid where its height is known."""
    rest = round(1 - phi, 9)
    return Exercise(
        "the slope from the height",
        prompt=f"A sigmoid with $a = {a}$ has the height $\\varphi = {phi}$ at some s. What is its slope there?",
        answer=Number(round(a * phi * rest, 9)),
        misconceptions=[
            (
                round(phi * rest, 9),
                "That is $\\varphi(1 - \\varphi)$. Inside the sigmoid stands $as$, and that inner function has a slope too.",
            ),
            (
                round(a * phi, 9),
                "That is $a\\varphi$. The factor $1 - \\varphi$ is missing: near the top the sigmoid gets flat.",
            ),
            (
                round(a * rest, 9),
                "That is $a(1 - \\varphi)$. The factor $\\varphi$ is missing: near the bottom the sigmoid is flat too.",
            ),
            (
                round(a**2 * phi * rest, 9),
                "The inner function $as$ gives one factor a. Here it was taken twice.",
            ),
        ],
        hints=[
            "$\\varphi' = a\\,\\varphi(1 - \\varphi)$; s itself is not needed.",
            f"${a} \\cdot {phi} \\cdot {rest}$.",
        ],
        solution=f"$a\\varphi(1 - \\varphi) = {a} \\cdot {phi} \\cdot {rest} = {number(a * phi * rest)}$. The height alone tells the slope.",
        remark=f"${a} \\cdot {phi} \\cdot {rest}$. The height alone tells the slope: that saves work in a network.",
        vary=lambda draw: slope_from_the_height(
            draw.randint(2, 9), draw.choice([0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9])
        ),
    )


def two_jacobians(draw):
    """Those of f and of g, with no 0 in their product: an odd number times an odd one, and an even number."""
    odd, even = lambda: draw.choice([-3, -1, 1, 3, 5]), lambda: draw.choice([-4, -2, 2, 4])
    outer = np.array([[odd(), even()], [odd(), even()]])
    inner = np.array([[odd(), odd()], [draw.randint(-3, 3), draw.randint(1, 4)]])
    return outer, inner


def table(matrix):
    """A 2 × 2 matrix as TeX."""
    rows = " \\\\ ".join(" & ".join(map(str, entries)) for entries in matrix.tolist())
    return f"\\left[\\begin{{matrix}} {rows} \\end{{matrix}}\\right]"


ORDINALS = ["first", "second"]


def one_entry(outer, inner, i):
    """The slope of output i by the other input, from the Jacobians of the outer and the inner function."""
    j = 1 - i
    through = outer[i] * inner[:, j]
    slope = int(sum(through))
    terms_of_it = " + ".join(
        f"{factor(a) if k else a} \\cdot {factor(b)}"
        for k, (a, b) in enumerate(zip(outer[i], inner[:, j], strict=True))
    )
    row, column = ORDINALS[i], ORDINALS[j]
    return Exercise(
        "one entry of the product",
        prompt=f"At $\\mathbf{{x}}$ the Jacobian of $\\mathbf{{g}}$ is ${table(inner)}$. At $\\mathbf{{g}}(\\mathbf{{x}})$ the Jacobian of "
        f"$\\mathbf{{f}}$ is ${table(outer)}$. For $\\mathbf{{y}} = \\mathbf{{f}}(\\mathbf{{g}}(\\mathbf{{x}}))$, what is "
        f"$\\partial y_{i + 1} / \\partial x_{j + 1}$?",
        answer=Number(slope),
        misconceptions=[
            (
                int((inner @ outer)[i, j]),
                "That is the entry of the product in the other order, $J_{\\mathbf{g}} J_{\\mathbf{f}}$. The nudge meets $\\mathbf{g}$ first, so $J_{\\mathbf{g}}$ stands "
                "next to it, on the right.",
            ),
            (
                int((outer @ inner)[j, i]),
                f"That is $\\partial y_{j + 1} / \\partial x_{i + 1}$: row and column are exchanged. The output gives the row.",
            ),
            (
                int(through[0]),
                f"That is the path through $u_1$ alone. $x_{j + 1}$ moves $u_2$ as well, and $u_2$ moves $y_{i + 1}$.",
            ),
            (
                int(through[1]),
                f"That is the path through $u_2$ alone. $x_{j + 1}$ moves $u_1$ as well, and $u_1$ moves $y_{i + 1}$.",
            ),
            (
                int(outer[i, j] * inner[i, j]),
                "That multiplies the two matrices entry by entry. A path goes through **one** u, and the paths are added.",
            ),
        ],
        hints=[
            f"Two paths lead from $x_{j + 1}$ to $y_{i + 1}$: one through $u_1$, one through $u_2$.",
            f"{row.capitalize()} row of $J_{{\\mathbf{{f}}}}$, {column} column of $J_{{\\mathbf{{g}}}}$.",
        ],
        solution=f"{row.capitalize()} row of $J_{{\\mathbf{{f}}}}$ times {column} column of $J_{{\\mathbf{{g}}}}$: ${terms_of_it} = {slope}$.",
        remark=f"${terms_of_it}$: two paths, through $u_1$ and through $u_2$.",
        vary=lambda draw: one_entry(*two_jacobians(draw), draw.randint(0, 1)),
    )


def all_entries(outer, inner):
    """The Jacobian of the whole, from those of the outer and the inner function."""
    right = outer @ inner
    return Exercise(
        "all four entries",
        prompt=f"At $\\mathbf{{x}}$ the Jacobian of $\\mathbf{{g}}$ is ${table(inner)}$. At $\\mathbf{{g}}(\\mathbf{{x}})$ the Jacobian of "
        f"$\\mathbf{{f}}$ is ${table(outer)}$. What is the Jacobian of $\\mathbf{{f}}(\\mathbf{{g}}(\\mathbf{{x}}))$ at $\\mathbf{{x}}$? Write it row by row, "
        "in the form `[[1, 2], [3, 4]]`.",
        answer=Array(right.tolist()),
        misconceptions=[
            (
                (inner @ outer).tolist(),
                "That is the product in the other order. The nudge meets $\\mathbf{g}$ first, so $J_{\\mathbf{g}}$ stands next to it, on the right.",
            ),
            (
                right.T.tolist(),
                "Rows and columns are exchanged. A row belongs to an output, a column to an input.",
            ),
            (
                (outer * inner).tolist(),
                "That multiplies entry by entry. Each entry of the product is a row of the left one times a **column** of the right one.",
            ),
            (
                (outer @ inner.T).tolist(),
                "Rows were multiplied by rows. Take the rows of $J_{\\mathbf{f}}$ and the **columns** of $J_{\\mathbf{g}}$.",
            ),
            (
                (outer + inner).tolist(),
                "The two were added. Functions one after the other multiply their slopes, and so their Jacobians.",
            ),
        ],
        hints=[
            "Which of the two stands on the left? A row of that one meets a column of the other.",
            f"The first row of the product begins with ${outer[0, 0]} \\cdot {factor(inner[0, 0])} + {factor(outer[0, 1])} \\cdot {factor(inner[1, 0])}$.",
        ],
        solution=f"$J_{{\\mathbf{{f}}}} \\cdot J_{{\\mathbf{{g}}}} = {table(outer)} \\cdot {table(inner)} = {table(right)}$: each row of the left one "
        "times each column of the right one.",
        remark="Rows of the outer Jacobian times columns of the inner one.",
        vary=lambda draw: all_entries(*two_jacobians(draw)),
    )


# Probabilities that fit together: of rain, of umbrellas if it rains, which is more than half, and of umbrellas. Umbrellas
# make rain more probable, and the answer has one or two digits.
WEATHER = [
    (rain / 100, both / rain, umbrella / 100)
    for rain in (10, 20, 30, 40, 50, 60)
    for umbrella in (20, 25, 30, 40, 50, 60)
    for both in range(rain // 2 + 1, rain)
    if rain * umbrella < both * 100 and both < umbrella
    if both * 100 % rain == 0 and both * 20 % umbrella == 0
]


def cut_the_other_way(rain, umbrella_if_rain, umbrella):
    """The probability of rain, given an umbrella."""
    both = round(rain * umbrella_if_rain, 9)
    answer = round(both / umbrella, 9)
    return Exercise(
        "cut the other way",
        prompt=f"It rains with probability {rain}. If it rains, you see umbrellas with probability {umbrella_if_rain}. All in all you see umbrellas with probability {umbrella}. You see umbrellas: how "
        "probable is rain, $p(\\text{rain} \\mid \\text{umbrella})$?",
        answer=Number(answer),
        misconceptions=[
            (
                umbrella_if_rain,
                "That is $p(\\text{umbrella} \\mid \\text{rain})$. The two conditions are different questions.",
            ),
            (
                both,
                "That is the probability of both together. You already know that there are umbrellas: divide by how probable they are.",
            ),
            (
                rain,
                "That is $p(\\text{rain})$ without looking out of the window. Umbrellas are a hint, since rain and umbrellas are not independent.",
            ),
            (
                round(rain * umbrella, 9),
                "That is $p(\\text{rain}) \\cdot p(\\text{umbrella})$, which would be both together if they were independent. They are not.",
            ),
        ],
        hints=[
            "How probable are rain and umbrella together?",
            f"Together {number(both)}. And that is also $p(\\text{{umbrella}}) \\cdot p(\\text{{rain}} \\mid \\text{{umbrella}})$.",
        ],
        solution=f"Both together: ${rain} \\cdot {umbrella_if_rain} = {number(both)}$. Cut the other way it is ${umbrella} \\cdot p(\\text{{rain}} \\mid \\text{{umbrella}})$. So ${number(both)} / {umbrella} = {number(answer)}$.",
        remark=f"${rain} \\cdot {umbrella_if_rain} = {number(both)} = {umbrella} \\cdot {number(answer)}$: one piece, cut in two orders.",
        vary=lambda draw: cut_the_other_way(*draw.choice(WEATHER)),
    )


# The two Jacobians of the exercises, of the outer function and of the inner one.
J_F, J_G = np.array([[4, -1], [2, 1]]), np.array([[1, 2], [0, 3]])


EXERCISES = [
    # --- Outer at inner, times inner ----------------------------------------------------------------------------------
    Exercise(
        "pedals to metres",
        prompt="On a bicycle the wheel turns 3 times for each turn of the pedals, and each turn of the wheel carries you 2 metres. "
        "How many metres do you go per turn of the pedals?",
        answer=Prediction(
            [
                "1.5, because one rate is divided by the other",
                "5, because the two rates add up",
                "6, because the two rates multiply",
                "2, because only the wheel touches the road",
            ],
            "c",
        ),
        misconceptions=[
            (
                "a",
                "Dividing would mean that more turns of the wheel take you less far. Count: one turn of the pedals is 3 turns "
                "of the wheel, and each of them is 2 metres: 6.",
            ),
            (
                "b",
                "3 counts wheel turns and 2 counts metres; they cannot be added. Each of the 3 wheel turns is 2 metres: 6 in all.",
            ),
            ("d", "2 metres is what **one** turn of the wheel gives. The pedals turn it 3 times: 6 metres."),
        ],
        hints=[
            "How often has the wheel turned after one turn of the pedals?",
            "3 turns of the wheel, 2 metres each.",
        ],
        solution="$3 \\cdot 2 = 6$: wheel turns per pedal turn, times metres per wheel turn. The units tell it too: the wheel turns "
        "cancel.",
        remark="Wheel turns per pedal turn, times metres per wheel turn: the wheel turns cancel.",
    ),
    Exercise(
        "a nudge through two functions",
        prompt="$u = x^2$ and $y = u^3$. At $x = 3$ the first gives $u = 9$. You nudge x by 0.001. About how much does y move?",
        answer=Prediction(["0.027", "0.162", "0.243", "1.458"], "d"),
        misconceptions=[
            (
                "a",
                "That takes the slope $3u^2$ at 3 and stops there. But the nudge reaches the second function at $u = 9$, where the slope "
                "is 243, and it has been stretched 6 times before: $0.001 \\cdot 6 \\cdot 243 = 1.458$.",
            ),
            (
                "b",
                "That takes the slope $3u^2$ at 3, where x is. The second function never sees x: it sits at $u = 9$, where its slope is "
                "243. So $0.001 \\cdot 6 \\cdot 243 = 1.458$.",
            ),
            (
                "c",
                "The slope 243 at $u = 9$ is right, but what reaches u is not 0.001: the first function has stretched it by its own slope "
                "6. So $0.001 \\cdot 6 \\cdot 243 = 1.458$.",
            ),
        ],
        hints=["First: by how much does u move?", "u moves by about 0.006. How steep is $u^3$ at $u = 9$?"],
        solution="u moves by about $2x \\cdot 0.001 = 0.006$. At $u = 9$ the second slope is $3 \\cdot 9^2 = 243$, so y moves by about "
        "$243 \\cdot 0.006 = 1.458$.",
        remark="0.001 becomes 0.006 at u, and $243 \\cdot 0.006 = 1.458$ at y.",
    ),
    Exercise(
        "a nudge that dies on the way",
        prompt="In the figure, $u = x^2$ and $y = \\sin u$. Move x to a place where a small nudge passes the first step and dies on the second: the "
        "slope of g is not zero, and the product of the two slopes is within 0.05 of zero.",
        answer=State(
            {"x": 1.25},
            where_it_dies,
            explain=lambda x: (
                f"Here the slopes are {2 * x:.3g} and {math.cos(x**2):.3g}, and their product is "
                f"{2 * x * math.cos(x**2):.3g}."
            ),
        ),
        misconceptions=[
            (
                {"x": 0.0},
                "Here the nudge dies on the **first** step: $x^2$ is flat at 0, so nothing reaches u. Look for a place where u does "
                "move, and y does not.",
            ),
            (
                {"x": 1.6},
                "Here the nudge comes out reversed: the product is negative. Move x until u stands where the sine is flat.",
            ),
        ],
        hints=[
            "The sine is flat at its top. Which u is that?",
            "At $u = \\pi / 2 \\approx 1.57$. Which x gives this u?",
        ],
        solution="The sine is flat at $u = \\pi/2$, and $x^2 = \\pi/2$ at $x = \\pm\\sqrt{\\pi/2} \\approx \\pm 1.253$. There $\\cos(x^2) = 0$: the "
        "outer slope is zero, however large the inner one is.",
        remark="The outer slope is $\\cos u$, taken at u. It is zero at the top of the sine, however large the inner slope.",
    ),
    power_of_a_power(1, 2, 3),
    slopes_from_a_table(2, 5, 3, 7, 4),
    step_by_step(1, x=3, u=4, n=3),
    sine_of_a_square(1, 4),
    Exercise(
        "four functions deep",
        prompt="Differentiate $\\ln\\left(\\sin(x^3)^2\\right)$ by the four steps, for $0 < x < 1.4$. The square is the square of the sine.",
        answer=Formula("6x^2 cos(x^3) / sin(x^3)", of="ln(sin(x^3)^2)", domain={"x": (0.2, 1.4)}),
        misconceptions=[
            (
                "1 / sin(x^3)^2",
                "That is the slope of the logarithm alone, at the right place. Three factors are still to come.",
            ),
            (
                "2cos(x^3) / sin(x^3)",
                "One factor is missing, the innermost: when x moves, $x^3$ moves $3x^2$ times as fast.",
            ),
            ("3x^2 cos(x^3) / sin(x^3)", "A factor 2 is missing: the square has the slope $2v$."),
            ("2 / sin(x^3)", "Two factors are there, those of logarithm and square. Two are still to come."),
            ("6x^2 / sin(x^3)", "One factor is missing: the sine has a slope as well."),
            (
                "6x^2 sin(x^3) cos(x^3)",
                "The factor of the logarithm is missing. Its slope at w is $1/w$, and that cancels one of the sines.",
            ),
            ("6x^2 cos(x) / sin(x)", "Put back all the way: inside sine and cosine stands $x^3$, not x."),
            (
                "-6x^2 cos(x^3) / sin(x^3)",
                "The sign: all four slopes are as they are in the table of lesson 1, and the one of the sine is plus.",
            ),
            ("6x^2 sin(x^3) / cos(x^3)", "Upside down: the $1/w$ of the logarithm leaves a sine **below**."),
        ],
        hints=[
            "Name them: $u = x^3$, $v = \\sin u$, $w = v^2$, $y = \\ln w$.",
            "The slopes are $3x^2$, $\\cos u$, $2v$ and $1/w = 1/v^2$. Multiply; one v cancels.",
        ],
        solution="$\\dfrac1w \\cdot 2v \\cdot \\cos u \\cdot 3x^2 = \\dfrac{2}{v} \\cos u \\cdot 3x^2 = 6x^2\\,\\dfrac{\\cos(x^3)}{\\sin(x^3)} = "
        "6x^2 \\cot(x^3)$.",
        remark="Written with the cotangent: $6x^2 \\cot(x^3)$.",
    ),
    # --- Any depth ----------------------------------------------------------------------------------------------------
    Exercise(
        "ten machines in a row",
        prompt="Ten machines stand in a row, each with the local slope $\\tfrac14$. You nudge the input of the first. What share of the "
        "nudge comes out of the last?",
        answer=Prediction(
            ["two and a half times as much", "a quarter", "a fortieth", "about a millionth"], "d"
        ),
        misconceptions=[
            (
                "a",
                "That adds the slopes. Each machine takes a quarter of what it is **given**: a quarter of a quarter, and so on. Ten times: about "
                "a millionth.",
            ),
            (
                "b",
                "That is what comes out of the first one. The second takes a quarter of that, and so on: after ten, about a millionth.",
            ),
            (
                "c",
                "That divides by $4 \\cdot 10$. But each machine divides by 4 anew, so it is $4^{10}$, about a million.",
            ),
        ],
        hints=["What is left after two machines?", "A sixteenth after two. What is $4^{10}$?"],
        solution="$\\left(\\tfrac14\\right)^{10} = 1/1048576$, about a millionth. Slopes in a row multiply.",
        remark="$4^{10} = 1048576$.",
    ),
    # --- Three chain rules --------------------------------------------------------------------------------------------
    Exercise(
        "a test that misleads",
        prompt="Somebody differentiates $y = x + x^2$. Which line does not follow?",
        answer=FindError(
            [
                "Let $u_1 = x$ and $u_2 = x^2$, so that $y = u_1 + u_2$.",
                "The intermediates have the slopes $du_1/dx = 1$ and $du_2/dx = 2x$.",
                "Both are functions of the single variable x, so the rule for one path applies: one product is enough.",
                "The last intermediate is $u_2$, and $\\partial y / \\partial u_2 = 1$.",
                "That product is $1 \\cdot 2x$, so $dy/dx = 2x$.",
            ],
            3,
        ),
        misconceptions=[
            (1, "Line 1 gives names; $u_1 + u_2$ is y."),
            (2, "Line 2 is right: x has the slope 1 and $x^2$ has $2x$."),
            (
                4,
                "Line 4 is a correct slope: y grows as fast as $u_2$ while $u_1$ stands still. Who said that this path is the only one?",
            ),
            (5, "Line 5 does what line 3 allows. The slip is earlier."),
        ],
        hints=[
            "Nudge x at 1: by how much per unit does $x + x^2$ grow?",
            "The slope at 1 is 3, not 2. How many paths lead from x to y?",
        ],
        solution="Line 3. What counts is the number of paths from x to y, not the number of variables. There are two, and their products add up: "
        "$1 \\cdot 1 + 1 \\cdot 2x = 1 + 2x$.",
        remark="Count paths, not variables: there are two, and $dy/dx = 1 + 2x$.",
    ),
    Exercise(
        "one path or several",
        prompt="Differentiate each formula as it is written, without rewriting it first. For which of them is one product of slopes enough, with no sum?",
        answer=Choice(["$x \\cdot e^x$", "$x^2 + \\sin x$", "$e^{\\sin(x^2)}$", "$x^x$ for $x > 0$"], "c"),
        misconceptions=[
            (
                "a",
                "x reaches the product twice: as the first factor, and through $e^x$. Two paths, so two products to add.",
            ),
            ("b", "x reaches the sum through both terms. Two paths, so two products to add."),
            (
                "d",
                "x stands at the foot of the power and in its exponent. Nudge it, and both move: two paths.",
            ),
        ],
        hints=[
            "Draw an arrow from x for each place where it stands.",
            "In which one does x stand in a single place?",
        ],
        solution="In $e^{\\sin(x^2)}$ x stands in one place, and from there one path leads up: square, sine, exponential. In the others x "
        "stands in two places. The number of **paths** decides; all four have only one variable.",
        remark="One place, one path: square, sine, exponential.",
    ),
    Exercise(
        "a product with a chain in it",
        prompt="Differentiate $x \\sin(x^2)$. Count the paths first.",
        answer=Formula("sin(x^2) + 2x^2 cos(x^2)", of="x sin(x^2)", domain={"x": (-4, 4)}),
        misconceptions=[
            (
                "2x cos(x^2)",
                "The slopes of the two factors were multiplied. They lie on **different** paths: multiply along a path, add over paths.",
            ),
            (
                "sin(x^2)",
                "Only the path through the first factor was counted. The sine moves with x as well.",
            ),
            (
                "2x^2 cos(x^2)",
                "Only the path through the sine was counted. The factor x in front moves as well.",
            ),
            (
                "sin(x^2) + x cos(x^2)",
                "Both paths are there. On the second one a factor is missing: the inner function $x^2$ has a slope.",
            ),
            (
                "sin(x^2) + 2x^2 cos(x)",
                "Both paths are there. But the cosine is taken at x; the sine was given $x^2$.",
            ),
            (
                "sin(x^2) + 2x cos(x^2)",
                "Both paths are there. On the second one y is $u_1 \\cdot \\sin(\\dots)$: the first factor multiplies.",
            ),
        ],
        hints=[
            "$u_1 = x$ and $u_2 = \\sin(x^2)$, $y = u_1 u_2$: two paths.",
            "Path one: $u_2 \\cdot 1$. Path two: $u_1$ times the slope of $\\sin(x^2)$.",
        ],
        solution="With $u_1 = x$, $u_2 = \\sin(x^2)$ and $y = u_1 u_2$: the first path gives $u_2 \\cdot 1$, the second $u_1 \\cdot 2x\\cos(x^2)$. Together "
        "$\\sin(x^2) + 2x^2 \\cos(x^2)$. The product rule of lesson 1 is a sum over two paths.",
        remark="The product rule is a sum over two paths.",
    ),
    # --- The vector chain rule ----------------------------------------------------------------------------------------
    Exercise(
        "a vector of slopes",
        prompt="$\\mathbf{y} = [\\ln(x^2),\\ \\sin(3x)]$, for $x > 0$. What is $d\\mathbf{y}/dx$?",
        answer=Choice(
            [
                "$[1/x^2,\\ \\cos(3x)]$",
                "$[2/x,\\ 3\\cos(3x)]$",
                "$2/x + 3\\cos(3x)$",
                "$[2/x,\\ 3\\cos(x)]$",
            ],
            "b",
        ),
        misconceptions=[
            (
                "a",
                "These are the outer slopes, at the right places. In each entry the factor of the inner function is missing.",
            ),
            (
                "c",
                "There are two outputs, and each has its own slope. Nothing leads from both of them into one number, so there is nothing to add.",
            ),
            (
                "d",
                "The first entry is right. In the second the cosine is taken at x; the sine was given $3x$.",
            ),
        ],
        hints=[
            "One chain rule for each entry.",
            "First entry: $u = x^2$ and $\\ln u$, so $\\frac1u \\cdot 2x$.",
        ],
        solution="First entry: $\\frac{1}{x^2} \\cdot 2x = \\frac2x$. Second: $\\cos(3x) \\cdot 3$. Two outputs, two slopes: "
        "$[2/x,\\ 3\\cos(3x)]$.",
        remark="One chain rule for each entry.",
    ),
    Exercise(
        "shapes first",
        prompt="$\\mathbf{g}$ takes 4 numbers and returns 3. $\\mathbf{f}$ takes 3 numbers and returns 2. A Jacobian has a row for each output and a "
        "column for each input. What is the shape of the Jacobian of $\\mathbf{f}(\\mathbf{g}(\\mathbf{x}))$?",
        answer=Choice(["4 × 2", "2 × 4", "3 × 3", "2 × 3"], "b"),
        misconceptions=[
            ("a", "Rows and columns are exchanged: rows are for outputs, columns for inputs."),
            (
                "c",
                "3 is where the two meet. From outside nobody sees these numbers: count what goes in first and what comes out last.",
            ),
            (
                "d",
                "That is the Jacobian of $\\mathbf{f}$ alone. The whole is fed with what goes into $\\mathbf{g}$.",
            ),
        ],
        hints=[
            "How many numbers go into the whole, how many come out?",
            "4 numbers go in and 2 come out. Which of them counts the rows?",
        ],
        solution="Two numbers come out: two rows. Four go in: four columns. So it is 2 × 4. The 3 numbers on the way are not seen from outside.",
        remark="A row for each of the 2 outputs, a column for each of the 4 inputs. The 3 numbers on the way are not seen from outside.",
    ),
    one_entry(J_F, J_G, 0),
    all_entries(J_F, J_G),
    Exercise(
        "one by one",
        prompt="A layer squares each of its three inputs: $y_i = x_i^2$. What is its Jacobian at $\\mathbf{x} = (1, -2, 3)$? Each row goes in "
        "brackets, as in `[[1, 2], [3, 4]]`.",
        answer=Array([[2, 0, 0], [0, -4, 0], [0, 0, 6]]),
        misconceptions=[
            (
                [2, -4, 6],
                "Three outputs need three rows. These three numbers are right, but where do they stand, and what fills the rest?",
            ),
            (
                [[2, -4, 6], [2, -4, 6], [2, -4, 6]],
                "That would say that $x_2$ moves $y_1$ and $y_3$. Does $x_2$ occur in them?",
            ),
            (
                [[2, 2, 2], [-4, -4, -4], [6, 6, 6]],
                "That would say that every input moves every output. Nudge $x_2$ alone: which outputs feel it?",
            ),
            (
                [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
                "That layer would hand everything on unchanged. The square stretches by its own slope.",
            ),
            (
                [[1, 0, 0], [0, 4, 0], [0, 0, 9]],
                "The zeros are right. On the diagonal stand the outputs; a Jacobian is made of slopes.",
            ),
            (
                [[2, 0, 0], [0, 2, 0], [0, 0, 2]],
                "The zeros are right. But the slope of the square is not the same at 1, −2 and 3.",
            ),
        ],
        hints=[
            "Which outputs does $x_1$ move?",
            "$y_1$ depends on $x_1$ only. So in row 1 all but one entry are zero. The one is the slope of $x^2$ at 1.",
        ],
        solution="$\\partial y_i / \\partial x_j$ is $2x_i$ for $i = j$ and 0 otherwise, since $x_j$ does not enter $y_i$. So 2, −4 and 6 stand on the diagonal, "
        "and all else is 0. Elementwise functions have diagonal Jacobians.",
        remark="No path leads from $x_j$ to another $y_i$, so the rest is zero.",
    ),
    Exercise(
        "one output, one row",
        prompt="$y = \\mathbf{w} \\cdot \\mathbf{x}$ with $\\mathbf{w} = (2, -1, 3)$ and $\\mathbf{x} = (4, 0, 1)$. What is the Jacobian of y by $\\mathbf{w}$?",
        answer=Choice(
            [
                "the row 2, −1, 3",
                "the row 4, 0, 1",
                "the number 11",
                "the 3 × 3 table with 4, 0, 1 on its diagonal",
            ],
            "b",
        ),
        misconceptions=[
            ("a", "That is the Jacobian by $\\mathbf{x}$. How far does $w_1 x_1$ move when $w_1$ moves?"),
            ("c", "11 is the value of y. The question is how fast it moves, for each of the three weights."),
            (
                "d",
                "A diagonal keeps three outputs apart. Here there is one output: how many rows does its Jacobian have?",
            ),
        ],
        hints=[
            "One output and three inputs: which shape?",
            "$y = w_1 x_1 + w_2 x_2 + w_3 x_3$. Differentiate by $w_1$.",
        ],
        solution="$\\partial y / \\partial w_j = x_j$, since $w_j$ occurs in $w_j x_j$ alone. One output gives one row: the row of the $x_j$. Where an input is 0, no "
        "nudge of its weight is felt.",
        remark="Each weight is felt as much as the input that it multiplies.",
    ),
    Exercise(
        "where the brackets stand",
        prompt="Three Jacobians of 1000 × 1000 act on a nudge, one after the other. You may multiply the three Jacobians first, or push the nudge through step by step. "
        "How much work does the second way save?",
        answer=Prediction(
            [
                "none, since the result is the same",
                "about a third",
                "it takes about 30 times less",
                "it takes about 700 times less",
            ],
            "d",
        ),
        misconceptions=[
            (
                "a",
                "The result is the same, the way to it is not. A product of two such matrices has a million entries, of a thousand multiplications each. A matrix "
                "times a nudge has a thousand entries: about 700 times less in all.",
            ),
            (
                "b",
                "The number of steps hardly differs. Their size does: a matrix times a matrix takes $1000^3$ multiplications, a matrix times a nudge $1000^2$. In all it is "
                "about 700 times less.",
            ),
            (
                "c",
                "It is even more. A matrix times a matrix takes $1000^3$ multiplications, a matrix times a nudge $1000^2$: in all about 700 times less.",
            ),
        ],
        hints=[
            "How many multiplications make one entry of a product?",
            "A matrix times a matrix: $1000^2$ entries of 1000 multiplications each. A matrix times a nudge: 1000 entries.",
        ],
        solution="Product first: two products of matrices, $2 \\cdot 1000^3$, and then $1000^2$. Nudge first: three times $1000^2$. That is 2001000000 against 3000000, about "
        "700 times less.",
        remark="$2 \\cdot 1000^3 + 1000^2$ multiplications against $3 \\cdot 1000^2$.",
    ),
    Exercise(
        "push a nudge through",
        prompt="Write `push(v, jacobians)`. `v` is a small nudge of the input, an array. `jacobians` is a list of Jacobians, square arrays, the one that the nudge "
        "meets **first** standing first. Return what comes out at the end. No Jacobian is to be multiplied by another one.",
        answer=Function(push, cases=PUSHES, show=show_push),
        misconceptions=[
            (
                lambda v, jacobians: push(v, jacobians[::-1]),
                "The Jacobians act in the wrong order here. The first of the list meets the nudge first, so it stands next to `v`, on the right.",
            ),
            (
                lambda v, jacobians: push(v, [jacobian.T for jacobian in jacobians]),
                "Rows and columns are exchanged, as if each Jacobian were transposed. A row belongs to an output: `jacobian @ v`, with `v` on the right.",
            ),
            (
                lambda v, jacobians: jacobians[-1] @ v,
                "Only the last Jacobian has acted. What comes out of one is what goes into the next.",
            ),
            (
                lambda v, jacobians: jacobians[0] @ v,
                "Only the first Jacobian has acted. Did `return` stand inside the loop?",
            ),
            (
                lambda v, jacobians: sum(jacobian @ v for jacobian in jacobians),
                "Here each Jacobian is given the first nudge, and the results are added. They stand in a row: each is given what the one before returns.",
            ),
            (
                lambda v, jacobians: reduce(lambda nudge, jacobian: jacobian * nudge, jacobians, v),
                "`*` multiplies matrices entry by entry. What is needed is rows times columns: `@`.",
            ),
        ],
        hints=[
            "One Jacobian turns a nudge `v` into `jacobian @ v`.",
            "A loop: what comes out of one Jacobian goes into the next.",
        ],
        solution="Each Jacobian turns the nudge that it is given into the one that it hands on.\n\n```python\ndef push(v, jacobians):\n    pushed = v\n"
        "    for jacobian in jacobians:\n        pushed = jacobian @ pushed\n    return pushed\n```",
        remark="Only a matrix times a vector each time: the product of the Jacobians is never needed.",
    ),
    Exercise(
        "a factor that got lost",
        prompt="A text derives the slope of $\\varphi(s) = \\dfrac{1}{1 + e^{-as}}$ and arrives at $\\varphi' = \\varphi(1 - \\varphi)$. Which line does not follow from the one "
        "before it?",
        answer=FindError(
            [
                "$\\varphi = u^{-1}$ with $u = 1 + e^{-as}$",
                "$\\varphi' = -u^{-2} \\cdot \\dfrac{du}{ds}$",
                "$\\dfrac{du}{ds} = -e^{-as}$",
                "$\\varphi' = \\dfrac{e^{-as}}{u^2} = \\dfrac1u \\cdot \\dfrac{u - 1}{u}$",
                "$\\varphi' = \\varphi\\,(1 - \\varphi)$",
            ],
            3,
        ),
        misconceptions=[
            (1, "Line 1 gives a name to the denominator; $u^{-1}$ is $1/u$."),
            (2, "Line 2 is the chain rule: the slope of $1/u$ is $-1/u^2$, times the slope of u."),
            (4, "Line 4 puts line 3 into line 2, and $e^{-as} = u - 1$. Both are right, if line 3 is."),
            (5, "Line 5: $1/u$ is φ, and $(u - 1)/u$ is $1 - 1/u$. That follows."),
        ],
        hints=[
            "With a = 3 and s = 0.4 a nudge gives 0.534, the formula 0.178. What is their ratio?",
            "How many functions stand inside each other in $e^{-as}$?",
        ],
        solution="Line 3: $e^{-as}$ is itself a chain, and its inner function $-as$ has the slope $-a$. So $du/ds = -a\\,e^{-as}$, and "
        "$\\varphi' = a\\,\\varphi(1 - \\varphi)$.",
        remark="$du/ds = -a\\,e^{-as}$: the exponent has a slope of its own. So $\\varphi' = a\\,\\varphi(1 - \\varphi)$.",
    ),
    slope_from_the_height(3, 0.8),
    # --- A neuron -----------------------------------------------------------------------------------------------------
    Exercise(
        "steeper than one",
        prompt="In the figure, move a and s until the slope of φ is larger than 1.",
        answer=State(
            {"a": 6.0, "s": 0.0},
            steepness,
            explain=lambda a, s: f"The slope there is {a * sigmoid(s, a) * (1 - sigmoid(s, a)):.3f}.",
        ),
        misconceptions=[
            (
                {"a": 3.0, "s": 0.1},
                "With this a no place will do: even at the steepest one, where φ = 1/2, the slope is only $a \\cdot \\tfrac12 \\cdot \\tfrac12 = a/4$.",
            ),
            (
                {"a": 8.0, "s": 1.5},
                "This a is large enough, but you stand beside the steepest part. Where is φ(1 − φ) largest?",
            ),
        ],
        hints=["φ(1 − φ) is largest where φ = 1/2.", "There it is 1/4. Which a makes $a/4$ larger than 1?"],
        solution="The slope is $a\\varphi(1 - \\varphi)$, at most $a/4$, where φ = 1/2. So a must be larger than 4, and s near 0.",
        remark="At most it is $a/4$, at s = 0. A larger a is steeper there, and flat sooner on both sides.",
    ),
    Exercise(
        "a neuron with ReLU",
        prompt="$y = \\mathrm{ReLU}(w_1 x_1 + w_2 x_2 + b)$ with $\\mathbf{w} = (0.5, -2)$, $\\mathbf{x} = (3, 1)$ and $b = 2$. Give its slopes by $w_1$, by $w_2$, by $b$, by $x_1$ and "
        "by $x_2$, in this order, as five numbers in a row.",
        answer=Array([3, 1, 1, 0.5, -2]),
        misconceptions=[
            (
                [0.5, -2, 1, 3, 1],
                "Weights and inputs are exchanged. In $w_1 x_1$ the slope by one factor is the other one.",
            ),
            (
                [3, 1, 2, 0.5, -2],
                "All but the third are right. By b the slope is not b itself: by how much does s grow for each unit of b?",
            ),
            (
                [3, 1, 0, 0.5, -2],
                "All but the third are right. The bias is not idle: when b moves by a hair, s moves by the same hair.",
            ),
            (
                [4.5, 1.5, 1.5, 0.75, -3],
                "These were multiplied by the output. The outer factor is the **slope** of ReLU at s.",
            ),
            (
                [0, 0, 0, 0, 0],
                "A neuron is silent where s is below 0. A single negative weight does not silence it: compute s.",
            ),
        ],
        hints=[
            "First s: is it above 0 or below? That decides the slope of ReLU.",
            "s = 1.5 − 2 + 2 is above 0, so the outer slope is 1. Left are the slopes of s, one for each letter.",
        ],
        solution="$s = 0.5 \\cdot 3 - 2 \\cdot 1 + 2 = 1.5$ is above 0, so $\\varphi'(s) = 1$. By the weights the slopes are the inputs, 3 and 1; by b it is 1; by the inputs they are the "
        "weights, 0.5 and −2.",
        remark="s is above 0, so ReLU hands everything through: inputs for the weights, 1 for the bias, weights for the inputs.",
    ),
    Exercise(
        "gradient of a neuron",
        prompt="A neuron returns $\\varphi(s)$ with $s = \\mathbf{w} \\cdot \\mathbf{x} + b$ and $\\varphi(s) = 1/(1 + e^{-as})$. Write `neuron_gradient(w, x, b, a)`: its slopes by each "
        "weight, in order, and last the slope by b, as one array or list. `w` and `x` are arrays of the same length; `w @ x` is their dot product. "
        "`np.append(array, number)` puts a number behind the last one of an array.",
        answer=Function(neuron_gradient, cases=NEURONS, show=show_neuron),
        misconceptions=[
            (
                lambda w, x, b, a: np.divide(neuron_gradient(w, x, b, a), a),
                "The factor a of $\\varphi'$ is missing: inside the sigmoid stands $as$, and its slope is a.",
            ),
            (
                lambda w, x, b, a: np.append(x, 1) * a * (w @ x + b) * (1 - (w @ x + b)),
                "$\\varphi(1 - \\varphi)$ was computed with s in place of φ. The height φ(s) goes in there.",
            ),
            (
                lambda w, x, b, a: np.append(w, 1) * neuron_gradient(w, x, b, a)[-1],
                "These are the slopes by the **inputs** x. How fast does $\\mathbf{w} \\cdot \\mathbf{x}$ move when a weight moves?",
            ),
            (
                lambda w, x, b, a: np.append(x, 1),
                "These are the slopes of s. The neuron then sends s through φ, which has a slope too.",
            ),
            (
                lambda w, x, b, a: np.append(neuron_gradient(w, x, b, a)[:-1], 0),
                "The slopes by the weights are right. The bias is not idle: when b moves by a hair, s moves by the same hair.",
            ),
            (
                lambda w, x, b, a: np.append(x, b) * neuron_gradient(w, x, b, a)[-1],
                "The slopes by the weights are right. By b the inner slope is that of $\\dots + b$, not b itself.",
            ),
        ],
        hints=[
            "First s, then φ(s), then $\\varphi' = a\\,\\varphi(1 - \\varphi)$: one number for all the slopes.",
            "$\\partial s / \\partial w_j = x_j$ and $\\partial s / \\partial b = 1$.",
        ],
        solution="The outer slope is one number, taken at s. The inner slopes are $x_j$ by the weights, and 1 by b.\n\n```python\nimport math\n\nimport numpy as np\n\n"
        "def neuron_gradient(w, x, b, a):\n    phi = 1 / (1 + math.exp(-a * (w @ x + b)))\n    slope = a * phi * (1 - phi)\n    return np.append(slope * x, slope)\n```",
        remark="One outer slope serves all: times $x_j$ for each weight, times 1 for the bias.",
    ),
    # --- The loss -----------------------------------------------------------------------------------------------------
    Exercise(
        "four examples by hand",
        prompt="A neuron $\\mathrm{ReLU}(wx + b)$ with $w = 1$, $b = 0$ meets four examples: the inputs are 1, 2, 3, −2, the targets 2, 1, 2, 1. With the mean squared "
        "error $L = \\frac1n \\sum_i e_i^2$, what is $\\partial L / \\partial w$? First write down the four outputs and the four errors $e_i$, output minus target.",
        answer=Number(2),
        misconceptions=[
            (8, "That is the sum over the examples. L is a **mean**: where is the $1/n$?"),
            (
                3,
                "The fourth example was counted. Its $s = -2$ is below zero, where ReLU is flat: a nudge of w does not reach its output.",
            ),
            (1, "The square has a slope too: the slope of $e^2$ is $2e$."),
            (
                -0.5,
                "That is the share of the first example alone. Every example moves L, so their shares have to be summed.",
            ),
            (0.5, "That is $\\partial L / \\partial b$. By w each error is multiplied by its input."),
            (
                8 / 3,
                "That divides by the number of **active** examples. The silent one adds nothing to the sum, but it is still one of the n.",
            ),
            (-2, "The sign: errors are output minus target, so an output that is too high counts positive."),
        ],
        hints=[
            "The outputs are 1, 2, 3, 0 and the errors −1, 1, 1, −1. Which examples are active?",
            "Active are the first three: error times input is −1, 2 and 3.",
        ],
        solution="Outputs 1, 2, 3, 0; errors −1, 1, 1, −1. The fourth example has $s < 0$ and adds nothing. So $\\frac{2}{4}\\left(-1 \\cdot 1 + 1 \\cdot 2 + 1 \\cdot 3\\right) "
        "= \\frac24 \\cdot 4 = 2$.",
        remark="$\\frac24 (-1 + 2 + 3)$: error times input, over the active examples, with the factor $2/n$.",
    ),
    Exercise(
        "slopes of the loss",
        prompt="Write `loss_slopes(w, b, x, y)` for a neuron $\\mathrm{ReLU}(wx + b)$ and the mean squared error over all examples. `x` and `y` are arrays, the inputs and "
        "the targets; `w` and `b` are numbers. Return the pair $\\partial L/\\partial w$, $\\partial L/\\partial b$.",
        answer=Function(loss_slopes, cases=LOSSES, show=show_loss),
        misconceptions=[
            (
                lambda w, b, x, y: np.multiply(loss_slopes(w, b, x, y), len(x)),
                "These are n times too large: the loss is a mean over the examples, and the $1/n$ is missing.",
            ),
            (
                lambda w, b, x, y: [np.mean(2 * errors(w, b, x, y) * x), np.mean(2 * errors(w, b, x, y))],
                "All examples were counted. Where $wx + b$ is below zero, ReLU is flat and its slope is 0: only the active ones may add their share.",
            ),
            (
                lambda w, b, x, y: np.divide(loss_slopes(w, b, x, y), 2),
                "These are half of what they should be. What is the slope of the square?",
            ),
            (
                lambda w, b, x, y: np.negative(loss_slopes(w, b, x, y)),
                "The sign is reversed. Where the output is too high, raising b raises the loss: take output minus target.",
            ),
            (
                lambda w, b, x, y: [loss_slopes(w, b, x, y)[1]] * 2,
                "The slope by b is right. By w each error is multiplied by its own input.",
            ),
            (
                lambda w, b, x, y: np.multiply(
                    loss_slopes(w, b, x, y), len(x) / max(1, np.sum(w * x + b > 0))
                ),
                "The sums are right, but they were divided by the number of active examples. The silent ones count in n too.",
            ),
            (
                lambda w, b, x, y: [
                    np.mean(2 * (w * x + b - y) * (w * x + b > 0) * x),
                    np.mean(2 * errors(w, b, x, y)),
                ],
                "The slope by w is right. By b the silent examples were counted as well.",
            ),
        ],
        hints=[
            "Per example: the slope of $e^2$ is $2e$, the slope of ReLU is 1 or 0, the slope of s is x by w, and 1 by b.",
            "`(w * x + b > 0)` is an array of True and False, which multiply as 1 and 0. `np.mean` sums and divides by n.",
        ],
        solution="Three slopes in a row for each example, and then the mean over all of them.\n\n```python\nimport numpy as np\n\ndef loss_slopes(w, b, x, y):\n"
        "    s = w * x + b\n    share = 2 * (np.maximum(s, 0) - y) * (s > 0)\n    return [np.mean(share * x), np.mean(share)]\n```",
        remark="Error times input, over the active examples, with the factor $2/n$.",
    ),
    Exercise(
        "a neuron that has gone silent",
        prompt="In the figure, find w and b where both slopes of the loss are exactly zero although the neuron is far from the data.",
        answer=State(
            {"w": -0.5, "b": -1.6},
            what_it_learns,
            explain=lambda w, b: (
                f"Here {int(np.sum(forward(w, b)[1]))} of the 6 examples are active. The slopes are "
                f"{np.sum(shares(w, b)[0]):+.3f} and {np.sum(shares(w, b)[1]):+.3f}.".replace("-", "−")
            ),
        ),
        misconceptions=[
            (
                {"w": 1.0, "b": 0.4},
                "Here the neuron fits about as well as it can: the bars are there, and they cancel. Look for a place where there are no bars at all.",
            ),
            (
                {"w": 0.5, "b": -0.8},
                "Nearly: one or two examples are still active, and their bars say which way to go. Silence them too.",
            ),
            (
                {"w": 0.0, "b": 0.0},
                "Nearly: some $wx + b$ is exactly 0 here. That is the corner of ReLU, where there is no slope. Go a little further.",
            ),
        ],
        hints=[
            "A silent example has no bar. How many silent examples do you need?",
            "Pull b down until the whole output is zero.",
        ],
        solution="Whenever $wx + b < 0$ for all six inputs, for example at w = 0 and b = −1. Every slope of ReLU is 0, so every product is 0, and no example says which way "
        "to go. It is called a dead ReLU.",
        remark="A zero slope does not mean that all is well. No example is active, so none can say which way to go.",
    ),
    # --- The other chain rule -----------------------------------------------------------------------------------------
    Exercise(
        "what the other rule needs",
        prompt="$p(x, y) = p(x \\mid y)\\,p(y)$ is called the chain rule of probability. When does it hold, for $p(y) > 0$?",
        answer=Choice(
            [
                "only if x and y are independent",
                "only in this order: y has to come before x",
                "where p can be differentiated",
                "always",
            ],
            "d",
        ),
        misconceptions=[
            (
                "a",
                "Independence would allow more: $p(x \\mid y)$ could be replaced by $p(x)$. As it stands, the rule divides the square into pieces, and pieces need "
                "not be independent.",
            ),
            (
                "b",
                "The square can be cut along either side first. $p(y \\mid x)\\,p(x)$ is the same piece, if $p(x) > 0$.",
            ),
            (
                "c",
                "Nothing is differentiated here. The rule shares only its name with the one of this lesson.",
            ),
        ],
        hints=[
            "What is the definition of $p(x \\mid y)$?",
            "$p(x \\mid y) = p(x, y) / p(y)$. Multiply by $p(y)$.",
        ],
        solution="By definition $p(x \\mid y) = \\dfrac{p(x, y)}{p(y)}$, and multiplying by $p(y)$ gives the rule. No independence, no order, no derivative.",
        remark="It is the definition of $p(x \\mid y)$, multiplied by $p(y)$.",
    ),
    cut_the_other_way(0.4, 0.75, 0.5),
]
