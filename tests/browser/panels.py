"""An exercise of each kind, most of them with variants, for tests that look at all panels."""

from course_lib.checking import (
    Array,
    Chain,
    Choice,
    Exercise,
    FindError,
    Formula,
    Function,
    Number,
    Panel,
    Prediction,
    Sketch,
    State,
    Step,
)
from course_lib.live import Live, stage


def power(n, k):
    return Exercise(
        "power",
        f"What is the derivative of ${k}x^{n}$?",
        Formula(f"{n * k}x^{n - 1}", of=f"{k}x^{n}"),
        [
            (f"{n * k}x^{n}", "The power goes down by one."),
            (f"{k}x^{n - 1}", "The exponent comes down as a factor."),
        ],
        ["Which rule is for powers?", f"The exponent {n} comes down as a factor."],
        f"${n * k}x^{n - 1}$.",
        vary=lambda draw: power(draw.randint(3, 6), draw.randint(2, 9)),
    )


def speed(metres, seconds):
    return Exercise(
        "speed",
        f"A cart rolls {metres} m in {seconds} s. How fast is it?",
        Number(metres / seconds, unit="m/s"),
        [(seconds / metres, "That is the time for a metre.")],
        ["Way over time."],
        f"${metres}/{seconds}$ m/s.",
        vary=lambda draw: speed(draw.randint(2, 9), draw.randint(10, 40)),
    )


def matrix(a, b):
    return Exercise(
        "matrix",
        f"What is the Jacobian of $({a}x + {b}y,\\; xy)$ at $x = 2$, $y = 3$, row by row?",
        Array([[a, b], [3, 2]]),
        [([[a, 3], [b, 2]], "Rows and columns are swapped.")],
        ["One row for each output."],
        f"$\\begin{{pmatrix}}{a} & {b} \\\\ 3 & 2\\end{{pmatrix}}$.",
        vary=lambda draw: matrix(draw.randint(4, 9), draw.randint(4, 9)),
    )


def chain(a, b):
    return Exercise(
        "chain",
        f"$e = a \\cdot b$, $d = e + 10$, $L = -2d$ with $a = {a}$, $b = {b}$. Compute them one by one.",
        Chain(
            [
                Step("e", a * b, "$e$"),
                Step("d", lambda e: e + 10, "$d$"),
                Step("L", lambda d: -2 * d, "$L$"),
                Step("dL/dd", -2, "$\\partial L / \\partial d$"),
            ]
        ),
        [({"e": a + b}, "That is the sum. $e$ is the product.")],
        ["Begin with e."],
        f"$e = {a * b}$, $d = {a * b + 10}$, and so on.",
        vary=lambda draw: chain(draw.randint(2, 9), -draw.randint(2, 9)),
    )


def sketch(a):
    f, slope = lambda x: a * (x**3 / 3 - x), lambda x: a * (x**2 - 1)
    return Exercise(
        "sketch",
        "Drag the points to where $f'$ is.",
        Sketch(f, slope, (-2.0, 2.0)),
        [(f, "That is $f$ itself."), (lambda x: -slope(x), "The sign is reversed.")],
        ["Where is f flat?"],
        "Positive, zero at −1, negative, zero at 1, positive.",
        vary=lambda draw: sketch(draw.choice([-1, 2, -2, 0.5])),
    )


OPTIONS = ["the slope", "the height", "the area"]
WHY_NOT = [("b", "Heights are $f$ itself."), ("c", "Areas are integrals.")]
EXERCISES = {
    exercise.name: exercise
    for exercise in [
        power(3, 4),
        speed(3, 20),
        matrix(5, 7),
        chain(2, -3),
        sketch(1),
        Exercise("choice", "What is $f'(x)$?", Choice(OPTIONS, "a"), WHY_NOT, ["Not an area."], "The slope."),
        Exercise("prediction", "What will be drawn?", Prediction(OPTIONS, "a"), WHY_NOT, ["?"], "The slope."),
        Exercise(
            "error",
            "Which line does not follow?",
            FindError(["$1 = 1$", "$2 = 3$", "$4 = 6$"], 2),
            [],
            ["?"],
            "Line 2.",
        ),
        Exercise(
            "code",
            "Write `double(x)`.",
            Function(lambda x: 2 * x, cases=[(1.0,), (3.0,)]),
            [],
            ["?"],
            "`2 * x`",
        ),
        Exercise(
            "place",
            "Move a to 1.",
            State({"a": 1.0}, lambda a: abs(a - 1) < 0.01, explain=lambda a: f"a is {a:g}."),
            [],
            ["Right."],
            "a = 1.",
        ),
    ]
}


def place():
    """The figure that answers the exercise of this name."""
    figure, ax = stage(size=(4, 2), xlim=(-2, 2), ylim=(-1, 1))
    live = Live(figure, alt="A point on a line")
    live.slider("a", -2, 2, value=0, step=0.5)
    live.point(ax, lambda a: (a, 0), drag="a")
    return live


def panel(name, figure=None):
    return Panel(EXERCISES[name], figure)
