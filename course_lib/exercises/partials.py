"""Exercises of lesson 2: partial derivatives and the gradient."""

import numpy as np

from course_lib.checking import (
    Array,
    Choice,
    Exercise,
    FindError,
    Formula,
    Function,
    Number,
    Prediction,
    State,
)
from course_lib.exercises.writing import factor, number, power, terms


def where_level(x, y):
    """Which of the two cuts through sin(xy) is level at (x, y), while the other is clearly not, or "both"."""
    by_x, by_y = abs(y * np.cos(x * y)), abs(x * np.cos(x * y))
    if min(by_x, by_y) >= 0.05:
        return "neither"
    if max(by_x, by_y) < 0.3:
        return "both"
    return "along x" if by_x < by_y else "along y"


def near_the_target(x, y):
    """How far ∇f = (2x + y, x) at (x, y) agrees with (2, 0.5)."""
    if abs(x - 2) < 0.05 and abs(y - 0.5) < 0.05:
        return "inputs for slopes"
    first, second = abs(2 * x + y - 2) < 0.15, abs(x - 0.5) < 0.08
    return {(True, True): "hit", (True, False): "first", (False, True): "second"}.get((first, second), "miss")


def which_slopes_vanish(w, b):
    """Which entries of the gradient of the loss in the figure `two_weights` are zero, within 0.1."""
    by_w, by_b = 7 * (w - 0.5) + 3 * (b - 1), 3 * (w - 0.5) + 2 * (b - 1)
    along_w, along_b = abs(by_w) < 0.1, abs(by_b) < 0.1
    return {(True, True): "rest", (True, False): "w", (False, True): "b"}.get((along_w, along_b), "neither")


# --- For code: functions, places and steps at which no two of the usual slips give the same numbers --------------------


def product_and_term(a, b, c):
    return a * b + c


def square_and_product(a, b, c):
    return a * b**2 - b * c**3


def mixed(a, b, c):
    return np.sin(a * b) + a * c


THREE_INPUTS = [
    (product_and_term, 2.0, -3.0, 10.0, 1e-4),
    (square_and_product, 2.0, 1.0, -1.0, 0.5),
    (square_and_product, -1.0, 3.0, 2.0, -0.25),
    (mixed, 0.5, 1.5, 2.0, 0.1),
]
THREE_NAMES = {product_and_term: "a·b + c", square_and_product: "a·b² − b·c³", mixed: "sin(a·b) + a·c"}


def at_three(f, a, b, c, h):
    return f"f = {THREE_NAMES[f]}, a = {a:g}, b = {b:g}, c = {c:g}, h = {h:g}".replace("-", "−")


def cubes(x):
    return sum(x**3)


def neighbours(x):
    return sum(x[:-1] * x[1:] ** 2)


def wave(x):
    return np.sin(x[0]) * np.exp(x[-1])


VECTORS = [
    (cubes, np.array([1.0, -2.0, 0.5]), 0.5),
    (neighbours, np.array([2.0, 1.0, -1.0, 3.0]), 0.25),
    (wave, np.array([0.5, 0.25]), 1e-3),
    (cubes, np.array([3.0]), 0.1),
    (neighbours, np.array([1, 3, -2]), 0.5),
]
VECTOR_NAMES = {cubes: "sum(x**3)", neighbours: "sum(x[:-1] * x[1:]**2)", wave: "sin(x[0]) * exp(x[-1])"}


def at_vector(f, x, h):
    return f"f(x) = `{VECTOR_NAMES[f]}`, x = {x.tolist()}, h = {h:g}"


def numerical_gradient(f, x, h):
    slopes = np.zeros(len(x))
    for i in range(len(x)):
        up, down = np.array(x, dtype=float), np.array(x, dtype=float)
        up[i] += h
        down[i] -= h
        slopes[i] = (f(up) - f(down)) / (2 * h)
    return slopes


# What learners write instead. Each builds its nudged vectors, and none changes x.


def nudged(x, i, h, dtype=float):
    copy = np.array(x, dtype=dtype)
    copy[i] += h
    return copy


def forward(f, x, h):
    return np.array([(f(nudged(x, i, h)) - f(x)) / h for i in range(len(x))])


def all_at_once(f, x, h):
    return np.full(len(x), (f(x + h) - f(x - h)) / (2 * h))


def one_h(f, x, h):
    return 2 * numerical_gradient(f, x, h)


def rises_only(f, x, h):
    return 2 * h * numerical_gradient(f, x, h)


def without_brackets(f, x, h):
    return h**2 * numerical_gradient(f, x, h)


def first_only(f, x, h):
    return np.where(np.arange(len(x)) == 0, numerical_gradient(f, x, h), 0.0)


def never_put_back(f, x, h):
    moving, slopes = np.array(x, dtype=float), []
    for i in range(len(x)):
        moving[i] += h
        above = f(moving)
        moving[i] -= 2 * h
        slopes.append((above - f(moving)) / (2 * h))
    return np.array(slopes)


def whole_numbers(f, x, h):
    """With `x.copy()`: where x holds whole numbers, the fraction of a nudged one is cut off."""
    rises = [f(nudged(x, i, h, x.dtype)) - f(nudged(x, i, -h, x.dtype)) for i in range(len(x))]
    return np.array(rises) / (2 * h)


def by_h_to_the_end(f, x, h):
    """`x[i] + h` from i on, so that all later inputs move too."""
    after = lambda i: np.where(np.arange(len(x)) >= i, h, 0)
    return np.array([(f(x + after(i)) - f(x - after(i))) / (2 * h) for i in range(len(x))])


# --- Exercises whose numbers are drawn --------------------------------------------------------------------------------


def slope_by_b(a, b, c):
    """One of the slopes of ab + c at a place."""
    y, over_b = a * b + c, terms((a, r" \cdot b"), (c, ""))
    return Exercise(
        "the slope by b",
        prompt=f"$y = a \\cdot b + c$ at $(a, b, c) = ({a}, {b}, {c})$. What is $\\dfrac{{\\partial y}}{{\\partial b}}$ there?",
        answer=Number(a, of="a b + c", by="b", at={"a": float(a), "b": float(b), "c": float(c)}),
        misconceptions=[
            (
                b,
                f"{number(b)} is $\\partial y / \\partial a$: the slope when $a$ moves. Here $b$ moves, and something else stands beside it.",
            ),
            (
                1,
                "A slope of 1 belongs to $c$, which is added alone. $b$ is multiplied by something that stands still.",
            ),
            (
                y,
                f"{number(y)} is the value of $y$. The slope is about how fast $y$ changes when $b$ moves.",
            ),
            (0, "$b$ is the one that moves here. The others are held."),
            (
                a + b,
                "That is the sum of the slopes by $a$ and by $b$. A partial derivative belongs to one input only.",
            ),
            (
                a + 1,
                "That is the sum of the slopes by $b$ and by $c$. Here $c$ stands still and adds nothing.",
            ),
        ],
        hints=[
            "Raise $b$ by 1 and compute $y$ again.",
            "With $a$ and $c$ held, $y$ is a number times $b$ plus a number.",
        ],
        solution=f"$a$ and $c$ stand still, so $y$ is ${over_b}$: a straight line over $b$ with slope "
        f"{number(a)}, the value of $a$.",
        remark=f"Over $b$ alone, $y$ is the line ${terms((a, 'b'), (c, ''))}$. Its slope is the value of $a$.",
        vary=lambda draw: slope_by_b(
            draw.choice([-6, -5, -4, -3, -2, 2, 3, 4, 5, 6]),
            draw.choice([-6, -5, -4, -3, -2, 2, 3, 4, 5, 6]),
            draw.randint(2, 12),
        ),
    )


def slope_of_wave(k, by):
    """Differentiate sin(kxy) by x or by y."""
    held = "y" if by == "x" else "x"
    inner, of, squeeze = terms((k, "xy")), terms((k, " x y")).strip(), terms((k, held))
    narrow = f"\\sin({terms((3 * k, by))})"
    front = "" if k == 1 else f"{k}"
    return Exercise(
        "the slope of a wave",
        prompt=f"$f(x, y) = \\sin({inner})$. What is $\\dfrac{{\\partial f}}{{\\partial {by}}}$?",
        answer=Formula(f"{squeeze} cos({of})", of=f"sin({of})", by=by),
        misconceptions=[
            (
                f"cos({of})",
                f"The sine is squeezed by the factor ${squeeze}$, so its slopes are ${squeeze}$ times as steep. That factor is missing.",
            ),
            (
                f"{front}{by} cos({of})",
                f"That is $\\partial f / \\partial {held}$: you let ${held}$ move and held ${by}$.",
            ),
            (f"{front}(x + y) cos({of})", f"Both letters move in yours. Only ${by}$ moves."),
            (
                f"{squeeze} cos({by})",
                f"The factor is right. The slope of the sine is taken at the place ${inner}$ where it stands, not at ${by}$.",
            ),
            (f"{squeeze} sin({of})", "The factor is right. The slope of a sine is a cosine."),
            (
                f"-{squeeze} cos({of})",
                "The sine rises at 0: its slope is a cosine without a minus.",
            ),
            (
                f"cos({squeeze})",
                f"To ${by}$, the ${held}$ is only a number. Inside the cosine ${by}$ times that number still stands.",
            ),
        ],
        hints=[
            f"Put a number for ${held}$, such as 3: what is the slope of ${narrow}$?",
            f"${narrow}$ is the sine squeezed {3 * k} times.",
        ],
        solution=f"${held}$ stands still. $\\sin(k{by})$ is the sine squeezed $k$ times and has the slope $k \\cos(k{by})$; here "
        f"$k = {squeeze}$. So the slope is ${squeeze} \\cos({inner})$.",
        remark=f"The sine, squeezed ${squeeze}$ times: ${squeeze}$ times as steep.",
        vary=lambda draw: slope_of_wave(draw.randint(1, 9), draw.choice("xy")),
    )


def powers(k, n, m):
    """A constant times powers of z and x, as a formula."""
    return terms((k, power("z", n) + power("x", m)))


def swap_and_swap_back(k, n, m):
    """Differentiate k·zⁿ·xᵐ by x."""
    f, still, slope = powers(k, n, m), powers(k, n, 0), terms((m, power("x", m - 1)))
    x, lowered = power("x", m), power("x", m - 1)
    right = powers(k * m, n, m - 1)
    return Exercise(
        "swap and swap back",
        prompt=f"$f(x, z) = {f}$. What is $\\dfrac{{\\partial f}}{{\\partial x}}$?",
        answer=Formula(right, names="xz", of=f, by="x"),
        misconceptions=[
            (
                powers(k * m, 0, m - 1),
                f"The factor ${power('z', n)}$ was dropped. It stands still, but it is a factor, and factors stay.",
            ),
            (powers(k * n, n - 1, m), "That is $\\partial f / \\partial z$: you let $z$ move."),
            (
                powers(k * n * m, n - 1, m - 1),
                f"Both powers were lowered. $z$ stands still here, so ${power('z', n)}$ stays as it is.",
            ),
            (
                powers(k, n, m - 1),
                f"The power came down by one, but it must also come to the front: ${x}$ has the slope ${slope}$.",
            ),
            (powers(k * m, n, m), f"The power was not lowered: ${x}$ has the slope ${slope}$."),
            (
                f"{still} + {slope}",
                f"The factors were differentiated as if they were added. ${still}$ multiplies ${x}$, and stays a factor.",
            ),
            (
                slope,
                f"The constant factor ${still}$ was dropped. It stands still, but it multiplies.",
            ),
            (
                f"{right} + {powers(k * n, n - 1, m)}",
                "That lets both move, and adds up. Here only $x$ moves; $z$ has an entry of its own.",
            ),
        ],
        hints=[
            f"Write $k$ for ${still}$ until you are done: $k {x}$.",
            f"$k {x}$ has the slope ${m}k{lowered}$. Put ${still}$ back in place of $k$.",
        ],
        solution=f"With $k = {still}$ the function is $k{x}$, with slope ${m}k{lowered}$. Back again: "
        f"${m} \\cdot {still} \\cdot {lowered} = {right}$.",
        remark=f"$k {x}$ with $k = {still}$ has the slope ${m}k{lowered}$.",
        vary=lambda draw: swap_and_swap_back(draw.randint(2, 6), draw.randint(2, 5), draw.randint(2, 4)),
    )


def the_other_entry(k, n, m):
    """Differentiate k·zⁿ·xᵐ by z."""
    x, z, lowered = power("x", m), power("z", n), power("z", n - 1)
    f, still, slope = powers(k, n, m), terms((k, x)), terms((n, lowered))
    by_x, right = powers(k * m, n, m - 1), terms((k * n, x + lowered))
    return Exercise(
        "the other entry",
        prompt=f"$f(x, z) = {f}$. What is $\\dfrac{{\\partial f}}{{\\partial z}}$?",
        answer=Formula(right, names="xz", of=f, by="z"),
        misconceptions=[
            (
                terms((k * n, lowered)),
                f"The factor ${x}$ was dropped. It stands still, but it multiplies.",
            ),
            (by_x, "That is $\\partial f / \\partial x$. Here $z$ moves."),
            (
                powers(k * n * m, n - 1, m - 1),
                f"Both powers were lowered. $x$ stands still here, so ${x}$ stays as it is.",
            ),
            (
                powers(k, n - 1, m),
                f"The power came down by one, but it must also come to the front: ${z}$ has the slope ${slope}$.",
            ),
            (powers(k * n, n, m), f"The power was not lowered: ${z}$ has the slope ${slope}$."),
            (powers(n, n - 1, m), f"The constant factor {k} was dropped."),
        ],
        hints=[
            f"Here ${still}$ is the part that stands still.",
            f"$k {z}$ has the slope ${n}k{lowered}$.",
        ],
        solution=f"With $k = {still}$ the function is $k{z}$, with slope ${n}k{lowered}$. Back again: "
        f"${n} \\cdot {still} \\cdot {lowered} = {right}$.",
        remark=f"So $\\nabla f = ({by_x},\\; {right})$, one entry for each input.",
        vary=lambda draw: the_other_entry(draw.randint(2, 6), draw.randint(2, 5), draw.randint(2, 4)),
    )


def gradient_at(k, n, m, x, z):
    """The gradient of k·zⁿ·xᵐ at a place, as numbers."""
    f, by_x = powers(k, n, m), powers(k * m, n, m - 1)
    by_z = terms((k * n, power("x", m) + power("z", n - 1)))
    first = lambda x, z: k * m * z**n * x ** (m - 1)
    second = lambda x, z: k * n * z ** (n - 1) * x**m
    value = k * z**n * x**m
    return Exercise(
        "a vector, not a sum",
        prompt=f"$f(x, z) = {f}$. What is $\\nabla f$ at $x = {x}$, $z = {z}$? Write its entries with a comma between them.",
        answer=Array([first(x, z), second(x, z)]),
        misconceptions=[
            (
                first(x, z) + second(x, z),
                "The entries were added up. Then nobody can tell which input is worth how much: a gradient keeps them apart.",
            ),
            (
                [second(x, z), first(x, z)],
                "The entries are right, in the wrong order. They stand in the order of the inputs: first $x$, then $z$.",
            ),
            (
                value,
                f"That is the value $f({x}, {z})$. The gradient has an entry for each input.",
            ),
            ([x, z], "That is the place. The gradient says how steep $f$ is there, along each input."),
            (
                [first(z, x), second(z, x)],
                "That is the gradient at another place: the numbers for $x$ and $z$ are exchanged.",
            ),
        ],
        hints=[
            f"$\\dfrac{{\\partial f}}{{\\partial x}} = {by_x}$ and $\\dfrac{{\\partial f}}{{\\partial z}} = {by_z}$. How many entries does the gradient have?",
            f"The first entry is ${k * m} \\cdot {factor(z)}^{n} \\cdot {factor(x)}{'' if m == 2 else f'^{m - 1}'}$.",
        ],
        solution=f"${by_x} = {k * m} \\cdot {factor(z**n)} \\cdot {factor(x ** (m - 1))} = {first(x, z)}$ and "
        f"${by_z} = {k * n} \\cdot {factor(x**m)} \\cdot {factor(z ** (n - 1))} = {second(x, z)}$. "
        f"In the order of the inputs: $({first(x, z)}, {second(x, z)})$.",
        remark=f"A unit of $x$ is worth {number(first(x, z))} there, a unit of $z$ {number(second(x, z))}. The sum would hide that.",
        vary=lambda draw: gradient_at(
            draw.randint(2, 4),
            draw.randint(2, 3),
            draw.randint(2, 3),
            *draw.choice([(1, 2), (2, 1), (1, 3), (3, 1), (-1, 2), (2, -1), (-1, 3), (3, -1)]),
        ),
    )


def hours_of_nudging(millions, seconds):
    """How long a numerical gradient takes."""
    evaluations = 2_000_000 * millions
    total = round(evaluations * seconds)
    hours = total // 3600
    weights = "a million weights" if millions == 1 else f"{millions} million weights"
    grouped = lambda count: f"{count:,}".replace(",", "{,}")
    return Exercise(
        "hours of nudging",
        prompt=f"A small network has {weights}. One evaluation of its loss takes {seconds} seconds. How many **hours** does one "
        "numerical gradient by central differences take?",
        answer=Number(hours),
        misconceptions=[
            (
                hours / 2,
                "That is one evaluation for each weight. A central difference needs the loss on both sides.",
            ),
            (total, "These are seconds. An hour has 3600 of them."),
            (total / 60, "These are minutes. The question asks for hours."),
            (
                2 * seconds / 3600,
                "That is the time for one weight, both nudges. Every weight needs nudges of its own.",
            ),
            (evaluations, f"That is the number of evaluations. Each of them takes {seconds} seconds."),
        ],
        hints=[
            "How many evaluations for one weight?",
            f"Two for each of {evaluations // 2:,} weights, at {seconds} seconds each. An hour has 3600 seconds.",
        ],
        solution=f"$2 \\cdot {grouped(evaluations // 2)}$ evaluations at {seconds} s are ${grouped(total)}$ seconds, which is {hours} hours, "
        "for **one** step of training.",
        remark=f"{hours} hours, for one step of training. Lesson 6 does it in the time of a few evaluations.",
        # A million weights at 0.0018 seconds take one hour.
        vary=lambda draw: hours_of_nudging(
            draw.randint(1, 5), round(0.0018 * draw.choice([5, 10, 15, 20, 25, 50]), 4)
        ),
    )


def three_factors(a, b, c):
    """The slope of abc by b at a place."""
    slope = a * c
    return Exercise(
        "three factors",
        prompt=f"$p = a \\cdot b \\cdot c$. What is $\\dfrac{{\\partial p}}{{\\partial b}}$ at $(a, b, c) = ({a}, {b}, {c})$?",
        answer=Number(slope, of="a b c", by="b", at={"a": float(a), "b": float(b), "c": float(c)}),
        misconceptions=[
            (a * b * c, "That is $p$ itself, with the factor $b$ still in it. What is left beside $b$?"),
            (
                b * c,
                "That is $\\partial p / \\partial a$, the product of the other two for $a$. Here $b$ moves.",
            ),
            (
                a * b,
                "That is $\\partial p / \\partial c$, the product of the other two for $c$. Here $b$ moves.",
            ),
            (
                a + c,
                "The other factors were added. A product stays a product: they multiply the nudge one after the other.",
            ),
            (1, "1 is what a + hands on. A × hands on the product of the other inputs."),
            (a, "Only one of the other factors was used. $c$ multiplies the nudge too."),
            (c, "Only one of the other factors was used. $a$ multiplies the nudge too."),
        ],
        hints=["With $a$ and $c$ held, $p$ is a number times $b$.", "That number is $a \\cdot c$."],
        solution=f"$\\partial p / \\partial b = a \\cdot c = {a} \\cdot {factor(c)} = {slope:.10g}$: a × hands to each input the product "
        "of the others.",
        remark="$a \\cdot c$: each input gets the product of the others.",
        vary=lambda draw: three_factors(
            draw.choice([-6, -4, 2, 4, 6, 8]),
            draw.choice([-5, -3, -2, -1, 2, 3, 5]),
            draw.choice([-5, -3, -2, 0.5, 1.5, 2.5, 3, 5]),
        ),
    )


EXERCISES = [
    # --- Hold all others constant -------------------------------------------------------------------------------------
    Exercise(
        "touch one fader",
        prompt="$y = a \\cdot b + c$ with $a = 2$, $b = -3$, $c = 10$, so $y = 4$. You raise $a$ by 0.1 and touch nothing else. "
        "What does $y$ do?",
        answer=Prediction(
            [
                "it rises by 0.1, as $a$ does",
                "it falls by 0.3",
                "it rises by 0.2",
                "that cannot be said, because $b$ and $c$ may change too",
            ],
            "b",
        ),
        misconceptions=[
            ("a", "That would be so if $a$ stood alone. Here it is multiplied by −3 before it reaches $y$."),
            (
                "c",
                "0.2 is what $y$ would gain if $b$ rose by 0.1: it is multiplied by $a = 2$. Here $a$ itself moves.",
            ),
            (
                "d",
                "They might, but you touched nothing else. That is the question a partial derivative asks.",
            ),
        ],
        hints=["Put $a = 2.1$ into the formula.", "$2.1 \\cdot (-3) + 10 = ?$"],
        solution="$2.1 \\cdot (-3) + 10 = 3.7$, which is 0.3 less than 4. Each unit of $a$ is worth −3 units of $y$, because "
        "$b = -3$ stands beside it.",
        remark="$2.1 \\cdot (-3) + 10 = 3.7$. Each unit of $a$ is worth −3 units of $y$.",
    ),
    slope_by_b(2, -3, 10),
    Exercise(
        "hold the others",
        prompt="Write `slope_by_b(f, a, b, c, h)`: the central difference of `f(a, b, c)` when only `b` is nudged, by `h` both ways.",
        answer=Function(
            lambda f, a, b, c, h: (f(a, b + h, c) - f(a, b - h, c)) / (2 * h),
            cases=THREE_INPUTS,
            show=at_three,
        ),
        misconceptions=[
            (
                lambda f, a, b, c, h: (f(a + h, b + h, c + h) - f(a - h, b - h, c - h)) / (2 * h),
                "Here all three inputs move. `a` and `c` are to be handed on as they are.",
            ),
            (
                lambda f, a, b, c, h: (f(a + h, b, c) - f(a - h, b, c)) / (2 * h),
                "Here `a` moves and `b` stands still. The arguments keep their order: the second one is `b`.",
            ),
            (
                lambda f, a, b, c, h: (f(a, b, c + h) - f(a, b, c - h)) / (2 * h),
                "Here `c` moves and `b` stands still. The arguments keep their order: the second one is `b`.",
            ),
            (
                lambda f, a, b, c, h: (f(a, b + h, c) - f(a, b - h, c)) / h,
                "From b − h to b + h the run is $2h$; you divide by one h.",
            ),
            (
                lambda f, a, b, c, h: (f(a, b + h, c) - f(a, b - h, c)) / 2 * h,
                "`/ 2 * h` divides by 2 and then multiplies by h. Put brackets: `/ (2 * h)`.",
            ),
            (
                lambda f, a, b, c, h: (f(a, b + h, c) - f(a, b, c)) / h,
                "That is the forward difference. The central one goes from b − h to b + h.",
            ),
            (
                lambda f, a, b, c, h: f(a, b + h, c) - f(a, b - h, c),
                "That is the change of f. Divide it by the run to get a slope.",
            ),
        ],
        hints=[
            "`f` is called twice. What are its three arguments each time?",
            "Only the second argument changes: `b + h`, then `b - h`.",
        ],
        solution="The central difference of lesson 1, with `a` and `c` handed on unchanged.\n\n"
        "```python\ndef slope_by_b(f, a, b, c, h):\n    return (f(a, b + h, c) - f(a, b - h, c)) / (2 * h)\n```",
        remark="A partial derivative is the derivative you know. The other inputs are numbers that stand by.",
    ),
    # --- Constants ----------------------------------------------------------------------------------------------------
    Exercise(
        "lift or tilt",
        prompt="Draw $a \\cdot b + c^2$ over $a$ alone: a straight line. Now $c$ grows from 1 to 2, and $b$ stays. "
        "What happens to the line?",
        answer=Prediction(
            [
                "it gets steeper",
                "it moves up, and its slope stays",
                "nothing, because $c$ is held constant",
                "it moves up by 1",
            ],
            "b",
        ),
        misconceptions=[
            (
                "a",
                "$c^2$ is added, and there is no $a$ in it. It lifts all points of the line alike, so it tilts nothing.",
            ),
            ("c", "Its **slope** does not notice $c$. Its height does: $c^2$ goes from 1 to 4."),
            ("d", "$c$ grows by 1, but $c^2$ is added: it goes from 1 to 4. The slope stays."),
        ],
        hints=["How much is added at $a = 0$, and how much at $a = 1$?", "$c^2$ is added everywhere alike."],
        solution="$c^2$ goes from 1 to 4, so the line moves up by 3 everywhere. Its slope is $b$ before and after: a term without $a$ "
        "drops out of $\\partial / \\partial a$.",
        remark="It moves up by 3 everywhere. The slope stays $b$.",
    ),
    Exercise(
        "a factor without a",
        prompt="$d = a \\cdot b + a \\cdot c^2$. What is $\\dfrac{\\partial d}{\\partial a}$?",
        answer=Formula("b + c^2", names="abc", of="a b + a c^2", by="a"),
        misconceptions=[
            (
                "b + 2c",
                "$c^2$ was differentiated by $c$. But $c$ stands still here: to $a$, the factor $c^2$ is a number like 9.",
            ),
            ("b", "The second term has an $a$ in it too, so it has a slope. Its factor stays."),
            ("c^2", "The first term has an $a$ in it too, so it has a slope. Its factor stays."),
            (
                "b + 1",
                "The constant factor of the second term was dropped. Twice the factor is twice the slope.",
            ),
            (
                "1 + c^2",
                "The constant factor of the first term was dropped. Nine times as high is nine times as steep.",
            ),
            ("a", "That is $\\partial d / \\partial b$: you let $b$ move."),
            ("2a*c", "That is $\\partial d / \\partial c$: you let $c$ move."),
            ("a b + a c^2", "That is $d$ itself. How much does $d$ change per unit of $a$?"),
            ("b + c^2 + a + 2a*c", "That lets $a$, $b$ and $c$ move, and adds it all up. Only $a$ moves."),
            (
                "b + 2a*c",
                "The first term is right. In the second, $c$ was moved and $a$ held: it is the other way round.",
            ),
        ],
        hints=[
            "Put numbers for the letters that stand still, such as $b = 7$ and $c = 3$.",
            "$7a + 9a$ has the slope $7 + 9$. What was the 9?",
        ],
        solution="With $b$ and $c$ held, $d$ is a number times $a$: $d = (b + c^2) \\cdot a$. So the slope is $b + c^2$.",
        remark="To $a$, both $b$ and $c^2$ are numbers.",
    ),
    Exercise(
        "now c moves",
        prompt="The same $d = a \\cdot b + a \\cdot c^2$. What is $\\dfrac{\\partial d}{\\partial c}$?",
        answer=Formula("2a c", names="abc", of="a b + a c^2", by="c"),
        misconceptions=[
            ("2c", "The constant factor was dropped: $c^2$ is multiplied by $a$, and so is its slope."),
            ("b + c^2", "That is $\\partial d / \\partial a$. Here $c$ moves."),
            ("a b + 2a*c", "The first term was kept. There is no $c$ in it, so it does not change."),
            ("b + 2a*c", "The first term has no $c$ in it. Whatever stands in it, its slope is 0."),
            ("a c^2", "The power was not lowered: $c^2$ has the slope $2c$."),
            ("a", "The derivative of $c^2$ is missing: $2c$ in place of 1."),
            ("a + 2a*c", "The first term has no $c$ in it, so it adds nothing, not $a$."),
        ],
        hints=["Which of the two terms contains $c$?", "$a$ is a constant factor now."],
        solution="$a \\cdot b$ has no $c$ and drops out. $a$ is a constant factor of $c^2$, which has slope $2c$: together $2ac$.",
        remark="The same $d$, another question: each letter has its own partial derivative.",
    ),
    Exercise(
        "the slope of an error",
        prompt="A model predicts $w \\cdot x$ where $y$ would be right. Its squared error is $E = (wx - y)^2 = w^2 x^2 - 2wxy + y^2$. "
        "Somebody looks for $\\dfrac{\\partial E}{\\partial w}$. Which line does not follow?",
        answer=FindError(
            [
                "Only $w$ moves. The data, $x$ and $y$, stand still.",
                "The term $w^2 x^2$ gives $2w \\cdot x^2$.",
                "The term $-2wxy$ gives $-2xy$.",
                "The term $y^2$ gives $2y$.",
                "Together: $\\dfrac{\\partial E}{\\partial w} = 2wx^2 - 2xy + 2y$.",
            ],
            4,
        ),
        misconceptions=[
            (1, "Line 1 is the question as it was put: the weight is asked about, and the data are given."),
            (2, "Line 2 is right: $w^2$ has the slope $2w$, and $x^2$ is a factor that stands still."),
            (3, "Line 3 is right: $w$ has the slope 1, and $-2xy$ is a factor that stands still."),
            (5, "Line 5 adds up what the lines before it say. The slip is in one of those."),
        ],
        hints=["Check each term: which letters stand still in it?", "One of the terms has no $w$ in it."],
        solution="Line 4: $y^2$ has no $w$ in it and $y$ stands still, so it gives 0, not $2y$. "
        "$\\partial E / \\partial w = 2wx^2 - 2xy = 2x(wx - y)$: twice the input times the miss.",
        remark="$y$ stands still, so $y^2$ gives 0. What remains is $2x(wx - y)$: twice the input times the miss.",
    ),
    # --- Slices -------------------------------------------------------------------------------------------------------
    Exercise(
        "one step sideways",
        prompt="You stand in the bowl $z = x^2 + y^2$ at $x = 1$, $y = 0$, on its slope. You take a tiny step in the direction of $y$, "
        "with $x$ held. The ground is, at first, …",
        answer=Prediction(["rising", "falling", "level"], "c"),
        misconceptions=[
            (
                "a",
                "The bowl rises there in the direction of $x$. Along $y$ you stand at the lowest point of your cut, $1 + y^2$.",
            ),
            (
                "b",
                "Your cut along $y$ is $1 + y^2$. It falls nowhere near $y = 0$; it has its lowest point there.",
            ),
        ],
        hints=[
            "With $x = 1$ held, the height is a function of $y$ alone. Which one?",
            "What is the slope of $1 + y^2$ at $y = 0$?",
        ],
        solution="With $x = 1$ held the height is $1 + y^2$, and its slope at $y = 0$ is $2y = 0$. Along $x$ the slope at the same point is "
        "$2x = 2$. One place, two slopes.",
        remark="Along $y$ the height is $1 + y^2$, with slope 0 at $y = 0$. Along $x$ it climbs with slope 2.",
    ),
    slope_of_wave(1, by="x"),
    Exercise(
        "level one way only",
        prompt="In the figure of $\\sin(xy)$, move the point to a place where the cut along x is level (slope 0, within 0.05) and the cut "
        "along y is steeper than 0.3.",
        answer=State(
            {"x": 1.4, "y": 0.0},
            where_level,
            explain=lambda x, y: (
                f"There the cut along x has the slope {y * np.cos(x * y):+.3f} and the cut along y {x * np.cos(x * y):+.3f}."
            ),
        ),
        misconceptions=[
            (
                {"x": 0.0, "y": 0.0},
                "Here both cuts are level, or nearly. Stay level along x, and go to where the cut along y climbs or falls.",
            ),
            (
                {"x": 0.0, "y": 1.5},
                "It is the other way round: here the cut along y is level, and the cut along x climbs or falls.",
            ),
        ],
        hints=[
            "The slope along x is $y \\cos(xy)$. For which $y$ is it zero whatever $x$ is?",
            "Stay on the line $y = 0$. What is the slope along y there?",
        ],
        solution="On the line $y = 0$ the slope along x is $0 \\cdot \\cos 0 = 0$, and the slope along y is $x \\cos 0 = x$. So every place "
        "on that line will do, away from the origin.",
        remark="On the line $y = 0$ the slopes are 0 and $x$. Level in one direction says nothing about the other.",
    ),
    # --- The ellipsoid ------------------------------------------------------------------------------------------------
    Exercise(
        "the shortest axis",
        prompt="An ellipsoid, a ball pressed and stretched, has the half-axes $t = 1$, $x = 2$, $y = 3$, in centimetres. You may make **one** of them longer "
        "by a millimetre. Which one gains the most volume?",
        answer=Prediction(
            ["the shortest, $t$", "the longest, $y$", "all gain the same", "the one in the middle, $x$"], "a"
        ),
        misconceptions=[
            (
                "b",
                "A millimetre along the longest axis is added to a slim cross-section. Along the shortest it is added to a wide one.",
            ),
            (
                "c",
                "A millimetre is the same everywhere, but the area it is added to is not. The area is widest across the shortest axis.",
            ),
            (
                "d",
                "Volume goes as $t \\cdot x \\cdot y$. A step in one of them is multiplied by the other two.",
            ),
        ],
        hints=[
            "The volume goes as $t \\cdot x \\cdot y$. A step in one of them is multiplied by what?",
            "$2 \\cdot 3$, $1 \\cdot 3$ or $1 \\cdot 2$?",
        ],
        solution="The volume is a constant times $txy$. A step in $t$ is multiplied by $xy = 6$, in $x$ by $ty = 3$, in $y$ by $tx = 2$. "
        "The shortest axis gains the most.",
        remark="A step in $t$ is multiplied by $xy = 6$, a step in $y$ only by $tx = 2$.",
    ),
    Exercise(
        "volume per half-axis",
        prompt="The volume of the ellipsoid is $V(t, x, y) = \\dfrac{4\\pi}{3}\\, t\\, x\\, y$. What is $\\dfrac{\\partial V}{\\partial x}$?",
        answer=Formula("4 pi/3 t y", names="txy", of="4 pi/3 t x y", by="x"),
        misconceptions=[
            ("4 pi/3", "The factors $t$ and $y$ stand still, but they are factors. They stay."),
            ("t y", "The constant factor in front was dropped."),
            ("4 pi/3 t x y", "That is $V$ itself. Per unit of $x$, how much is gained?"),
            ("4 pi/3 x y", "That is $\\partial V / \\partial t$: you let $t$ move."),
            ("4 pi/3 t x", "That is $\\partial V / \\partial y$: you let $y$ move."),
            (
                "4 pi/3 (t x + t y + x y)",
                "All three half-axes grow in yours. Only $x$ grows; hold $t$ and $y$.",
            ),
            ("4 pi/3 t", "The factor $y$ stands still, but it is a factor. It stays."),
            ("4 pi/3 y", "The factor $t$ stands still, but it is a factor. It stays."),
        ],
        hints=["Everything but $x$ is a number.", "A number times $x$ has that number as its slope."],
        solution="$V$ is $\\left(\\dfrac{4\\pi}{3} t y\\right) \\cdot x$, a constant times $x$. So the slope is $\\dfrac{4\\pi}{3}\\, t\\, y$.",
        remark="Four thirds of the area $\\pi t y$ of the cut across $x$. The longer the other two, the wider that cut.",
    ),
    # --- The gradient -------------------------------------------------------------------------------------------------
    swap_and_swap_back(2, 3, 2),
    the_other_entry(2, 3, 2),
    gradient_at(2, 3, 2, x=3, z=1),
    Exercise(
        "read the bars",
        prompt="In the figure of $f(x, y) = x^2 + xy$, move the point until $\\nabla f = (2, 0.5)$, each entry within a tenth or so.",
        answer=State(
            {"x": 0.5, "y": 1.0},
            near_the_target,
            explain=lambda x, y: f"There the gradient is ({2 * x + y:+.2f}, {x:+.2f}).".replace("-", "−"),
        ),
        misconceptions=[
            (
                {"x": 2.0, "y": 0.5},
                "You have put the **point** to (2, 0.5). That is where you are; the gradient is what the bars show.",
            ),
            (
                {"x": 1.3, "y": -0.6},
                "The first entry is there, the second is not. Which of the two sliders moves the second bar?",
            ),
            (
                {"x": 0.5, "y": -1.0},
                "The second entry is there, the first is not. Which slider moves the first bar alone?",
            ),
        ],
        hints=[
            "First get the second bar right. It depends on one slider only.",
            "$\\partial f / \\partial y = x$, and $\\partial f / \\partial x = 2x + y$.",
        ],
        solution="$\\partial f / \\partial y = x$, so $x = 0.5$. Then $\\partial f / \\partial x = 2x + y = 1 + y$ is 2 for $y = 1$.",
        remark="The slope along x is $2x + y$: it depends on both inputs, though only $x$ moves.",
    ),
    Exercise(
        "two names",
        prompt="Python runs `w = np.array([2.0, -3.0])`, then `v = w`, then `v[0] = 7`. What is `w[0]` now?",
        answer=Prediction(["`2.0`", "`7.0`", "nothing: `w` is gone, it is called `v` now"], "b"),
        misconceptions=[
            (
                "a",
                "It would be, if `v = w` made a copy. It makes none: it gives the same array a second name, and what is done "
                "to `v` is done to `w`.",
            ),
            (
                "c",
                "`w` keeps its name, and the array has a second one. Both see the change.",
            ),
        ],
        hints=[
            "Does `v = w` make a second array, or a second name?",
            "A copy is made only if you ask for one, for example by `w.copy()`.",
        ],
        solution="`v = w` makes no copy. There is one array with two names, so `w[0]` is 7. A copy is made by `v = w.copy()`, and by "
        "arithmetic such as `w + 1`.",
        remark="One array, two names. The same happens when an array is handed to a function.",
    ),
    Exercise(
        "the nudge that stays",
        prompt="Somebody follows `careless` by hand: weights (2, −3, 10), h = 0.5, and `f(w)` is `w[0] * w[1] + w[2]`. "
        "Which line is not what the program does?",
        answer=FindError(
            [
                "First round, up: `w` is (2.5, −3, 10), and `f(w)` is 2.5.",
                "First round, down: `w` is (1.5, −3, 10), and `f(w)` is 5.5.",
                "The first slope is (2.5 − 5.5) / 1 = −3, as it should be.",
                "Second round, up: `w` is (2, −2.5, 10), and `f(w)` is 5.",
                "The second slope comes out as the value that `w[0]` has in that round.",
            ],
            4,
        ),
        misconceptions=[
            (1, "Line 1 is right: 2 + 0.5 is 2.5, and 2.5 · (−3) + 10 is 2.5."),
            (2, "Line 2 is right: the program goes down from the value it remembered, 2 − 0.5."),
            (3, "Line 3 is right: the first round measures at the right place. What does it leave behind?"),
            (
                5,
                "Line 5 is right: `f` is a straight line in `w[1]`, and its slope is `w[0]`. The program printed 1.5. What was `w[0]`?",
            ),
        ],
        hints=[
            "What is `w[0]` when the first round ends?",
            "The old value was remembered in `before`. Where is it put back?",
        ],
        solution="Line 4: the first round ends with `w[0]` at 1.5, and nothing puts it back. So the second round measures at "
        "(1.5, −2.5, 10) and (1.5, −3.5, 10), and finds the slope 1.5. `w[i] = before` is missing at the end of each round. `w` is the "
        "caller's own array, so the caller's weights have moved too.",
        remark="`w[0]` is still 1.5. `w[i] = before` is missing at the end of each round, so the caller's weights have moved by −h each.",
    ),
    Exercise(
        "one nudge for each input",
        prompt="Write `gradient(f, x, h)`. `f` takes an array of numbers and returns one number; `x` is such an array, of any length. Return an "
        "array of the same length: for each input the central difference with step `h`. Leave `x` as it was.",
        answer=Function(numerical_gradient, cases=VECTORS, show=at_vector),
        misconceptions=[
            (
                all_at_once,
                "`x + h` nudges all inputs together. Nudge one of them and hold the rest, and do that once for each input.",
            ),
            (
                forward,
                "That is the forward difference. The central one nudges both ways and divides by $2h$.",
            ),
            (one_h, "From $x_i - h$ to $x_i + h$ the run is $2h$; you divide by one h."),
            (rises_only, "Those are changes. Divide each by its run to get slopes."),
            (
                without_brackets,
                "`/ 2 * h` divides by 2 and then multiplies by h. Put brackets: `/ (2 * h)`.",
            ),
            (
                first_only,
                "Only the first entry is filled in. Is your `return` inside the loop? Then it ends with the first round.",
            ),
            (
                never_put_back,
                "The first entry is right, and then it drifts: an input that was nudged is not put back before the next one moves. "
                "Start each nudge from the original `x`.",
            ),
            (
                whole_numbers,
                "For floats it is right. For whole numbers your nudge is lost: an array of integers cuts 1.5 off to 1. Nudge a copy "
                "that holds floats.",
            ),
            (by_h_to_the_end, "From `i` on, all inputs move with it. Nudge the one at `i` alone."),
        ],
        hints=[
            "Go through `range(len(x))`. For each `i` you need two copies of `x` that differ from it in one place.",
            "`up = np.array(x, dtype=float)` is a copy, even if `x` holds whole numbers. Then `up[i] += h`.",
            "`x = x.copy()` is a copy, but `up = x` is only a second name for the same array.",
        ],
        solution="Two copies for each input, nudged in one place.\n\n"
        "```python\nimport numpy as np\n\n\ndef gradient(f, x, h):\n"
        "    rates = np.zeros(len(x))\n"
        "    for i in range(len(x)):\n"
        "        up, down = np.array(x, dtype=float), np.array(x, dtype=float)\n"
        "        up[i] += h\n"
        "        down[i] -= h\n"
        "        rates[i] = (f(up) - f(down)) / (2 * h)\n"
        "    return rates\n```",
        remark="It works for two inputs or two million, and `x` is as it was.",
    ),
    Exercise(
        "what the picture should be",
        prompt="In the figure, orange entries of the gradient are above zero and purple ones below. You start from the grey picture and "
        "change one pixel a little. What does the function do?",
        answer=Choice(
            [
                "It rises if you brighten a pixel of an orange cell, and if you darken a pixel of a purple one.",
                "It rises if you brighten a pixel of an orange cell; a purple cell does not matter.",
                "It rises if you brighten any pixel, but more for the orange cells.",
                "Nothing can be said: the orange cells say where the picture is bright.",
            ],
            "a",
        ),
        misconceptions=[
            (
                "b",
                "An entry below zero is a slope too. Only where the entry is 0 does a small change do nothing.",
            ),
            (
                "c",
                "In a purple cell the slope is below zero. What does the function do there when the input grows?",
            ),
            ("d", "The picture is grey everywhere. The colours of the cells show slopes, not brightness."),
        ],
        hints=[
            "An entry is a slope: per unit of brightness of this pixel, the others held.",
            "If the slope is below zero, in which direction does the function rise?",
        ],
        solution="A slope above zero: more of this input, and the function rises. A slope below zero: less of this input, and it rises. So the "
        "sign of each entry says which way to push its pixel.",
        remark="The sign of each entry says which way to push its pixel.",
    ),
    hours_of_nudging(1, 0.018),
    # --- Plus and times -----------------------------------------------------------------------------------------------
    Exercise(
        "the same input twice",
        prompt="$s = a + a$, with $a$ wired into both inputs of a +. You nudge $a$ by 0.01. By how much does $s$ change?",
        answer=Prediction(["0.01", "0.02", "$0.01 \\cdot a$", "0.0001"], "b"),
        misconceptions=[
            ("a", "That is what arrives through one of the two wires. The nudge travels through both."),
            ("c", "That would be a product by $a$. A + hands a nudge on as it is, once for each wire."),
            ("d", "The two nudges are not multiplied. A + adds what arrives: 0.01 and 0.01."),
        ],
        hints=["Compute $s$ for $a = 3$ and for $a = 3.01$.", "$6$ and $6.02$."],
        solution="Both wires carry the nudge: $0.01 + 0.01 = 0.02$. The slope is $1 + 1 = 2$: one for each time that $a$ occurs.",
        remark="1 for each time that $a$ occurs, so 2 in all. As a formula: $a + a = 2a$.",
    ),
    Exercise(
        "through a plus",
        prompt="$d = c + e$, two independent inputs. Why is $\\dfrac{\\partial d}{\\partial c} = 1$?",
        answer=Choice(
            [
                "Because $\\dfrac{\\partial c}{\\partial c} + \\dfrac{\\partial e}{\\partial c} = 1 + 0$.",
                "Because $\\dfrac{\\partial c}{\\partial d} + \\dfrac{\\partial e}{\\partial d} = 1 + 0$.",
                "Because $e$ becomes 0 when it is held.",
                "Because the slopes of $c$ and $e$ are shared, and each gets 1 of 2.",
            ],
            "a",
        ),
        misconceptions=[
            (
                "b",
                "The letter below is the one that is nudged. Here the inputs would change per unit of the output: upside down.",
            ),
            ("c", "$e$ keeps its value, whatever it is. What is 0 is its **change** when only $c$ moves."),
            ("d", "Nothing is shared. A nudge to $c$ arrives in full, and so would a nudge to $e$."),
        ],
        hints=[
            "Which letter is nudged? It stands below.",
            "When $c$ moves by $h$, by how much does $c$ move, and by how much does $e$?",
        ],
        solution="The slope of a sum is the sum of the slopes. Per unit of $c$, $c$ itself changes by 1 and $e$ by 0: $1 + 0 = 1$.",
        remark="Per unit of $c$, $c$ changes by 1 and $e$ by 0.",
    ),
    three_factors(4, -1, 0.5),
    # --- What two slopes do not see -----------------------------------------------------------------------------------
    Exercise(
        "both slopes are zero",
        prompt="At some point both partial derivatives of $f(x, y)$ exist and are 0. What do you know about $f$ near that point?",
        answer=Choice(
            [
                "It is level there in every direction.",
                "It has a lowest or highest point there.",
                "Its cut along $x$ and its cut along $y$ are level there; about other directions, nothing.",
                "It is constant near that point.",
            ],
            "c",
        ),
        misconceptions=[
            (
                "a",
                "Along the two axes it is. The figure above is level along both, and jumps in every other direction.",
            ),
            ("b", "A saddle such as $x^2 - y^2$ is level along both at the origin, and has neither there."),
            (
                "d",
                "A slope is a statement about one place. $x^2 + y^2$ has both slopes 0 at the origin and rises all around.",
            ),
        ],
        hints=[
            "Partial derivatives come from two cuts. How many cuts through a point are there?",
            "Think of $2xy / (x^2 + y^2)$ at the origin.",
        ],
        solution="A partial derivative sees one cut. Two of them see two cuts, out of infinitely many.",
        remark="Two slopes are two cuts. For functions whose partial derivatives are continuous they decide all other directions too: lesson 5.",
    ),
    # --- What the gradient says about a model -------------------------------------------------------------------------
    Exercise(
        "two weights at rest",
        prompt="In the figure, move w and b until **both** entries of the gradient are 0, within 0.1.",
        answer=State(
            {"w": 0.5, "b": 1.0},
            which_slopes_vanish,
            explain=lambda w, b: (
                f"There the gradient is ({7 * (w - 0.5) + 3 * (b - 1):+.2f}, {3 * (w - 0.5) + 2 * (b - 1):+.2f})."
            ).replace("-", "−"),
        ),
        misconceptions=[
            (
                {"w": 0.8, "b": 0.3},
                "Along w the loss is level here. Along b it is not: there is still something to gain.",
            ),
            (
                {"w": 0.7, "b": 0.7},
                "Along b the loss is level here. Along w it is not: there is still something to gain.",
            ),
        ],
        hints=[
            "Set w so that its bar is gone, then b, then w again: each spoils the other a little less.",
            "The innermost contour surrounds the place.",
        ],
        solution="At w = 0.5, b = 1 both bars are gone, and the loss is 0.0625, the lowest there is. Seen along one weight alone, many places "
        "look like the best.",
        remark="Here neither weight alone can lower the loss. At many places one bar is gone; at this one both are.",
    ),
    Exercise(
        "what an entry says",
        prompt="At the present weights $\\nabla L = (3, -0.5)$, in the order $w$, $b$. Which statement is right?",
        answer=Choice(
            [
                "$w$ and the loss are positively correlated in the data.",
                "If $w$ goes up by 1 and $b$ stays, the loss goes up by exactly 3.",
                "If $w$ goes down by a small step and $b$ stays, the loss falls by about 3 times the step.",
                "$w$ matters six times as much as $b$, at all weights.",
                "If $b$ goes down a little and $w$ stays, the loss falls.",
            ],
            "c",
        ),
        misconceptions=[
            (
                "a",
                "A derivative knows nothing about how data scatter. It says how the loss answers when this weight is moved, here.",
            ),
            (
                "b",
                "That would be exact only if the loss were a straight line in $w$. A slope speaks for small steps.",
            ),
            (
                "d",
                "Here, and per unit, it does. At other weights the gradient is another, and a unit of $w$ need not compare with one of $b$.",
            ),
            ("e", "The entry of $b$ is negative: the loss falls when $b$ goes **up**."),
        ],
        hints=[
            "An entry is a slope: per unit, at this place, the others held.",
            "Against the sign of the entry the loss falls.",
        ],
        solution="$\\Delta L \\approx 3 \\cdot \\Delta w$ while $b$ is held. For a small step down, $\\Delta L$ is about −3 times the step.",
        remark="An entry is a slope: one weight, this place, small steps, the others held.",
    ),
]
