"""Exercises of the start page: one of each kind, to try out."""

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
    Sketch,
    State,
    Step,
)
from course_lib.exercises.writing import number


def through_the_ring(m):
    if m == 0:
        return "flat"
    return "hit" if abs(2 * m - 3) < 0.06 else "upside down" if abs(m - 2 / 3) < 0.03 else "miss"


def road_uphill(rise, run):
    slope = rise / run
    return Exercise(
        "a road uphill",
        prompt=f"A number. A road climbs {rise} m over {run} m measured horizontally. What is its slope, rise divided by run?",
        answer=Number(slope),
        misconceptions=[
            (
                run / rise,
                "That is run divided by rise. The slope tells how far you climb per metre forward: rise first.",
            ),
            (rise, "That is the rise alone. A slope is a rate: metres up **per metre** forward."),
            (
                100 * rise / run,
                "That is the slope in per cent. As a plain number it is a hundred times smaller.",
            ),
        ],
        hints=[
            "Slope is rise divided by run.",
            f"The rise is {rise} and the run is {run}. You may type a fraction.",
        ],
        solution=f"Rise divided by run is ${rise} / {run} = {number(slope)}$: {number(100 * rise / run)} cm up for every metre forward.",
        remark=f"${rise}/{run} = {number(slope)}$. Fractions and decimals are both fine.",
        vary=lambda draw: road_uphill(draw.randint(2, 9), draw.choice([20, 25, 40, 50, 80, 100, 200])),
    )


EXERCISES = [
    Exercise(
        "turn the line",
        prompt="A prediction. The line $y = m \\cdot x$ below goes through the origin. What happens when m falls from 1 to −1? "
        "Commit your guess, then move the slider of the figure.",
        answer=Prediction(
            [
                "it moves down, staying parallel to itself",
                "it turns about the origin and then slopes downwards",
                "it turns about the point (2, 3)",
            ],
            "b",
        ),
        misconceptions=[
            (
                "a",
                "It does not move down: at x = 0 the height is $m \\cdot 0 = 0$ for every m. It turns about the origin.",
            ),
            (
                "c",
                "The ring at (2, 3) is only a target. The point that stays is the origin, because $m \\cdot 0 = 0$.",
            ),
        ],
        hints=["Where is the line at x = 0?", "At x = 0 the height is m · 0, whatever m is."],
        solution="The line turns about the origin. With m < 0 it falls from left to right. A prediction is kept as you made "
        "it; wrong ones are welcome, because a surprise is remembered.",
        remark="At x = 0 the height stays 0, so the line turns about the origin.",
    ),
    Exercise(
        "through the ring",
        prompt="A place on a figure. Move the slider, or drag the point, until the line goes through the ring at (2, 3). "
        "Then press Check.",
        answer=State(
            {"m": 1.5},
            through_the_ring,
            explain=lambda m: f"At x = 2 the line is at height {2 * m:.2f}; the ring is at height 3.",
        ),
        misconceptions=[
            (
                {"m": 2 / 3},
                "That is close to 2 / 3, run over rise. The slope from (0, 0) to (2, 3) is rise over run.",
            ),
            ({"m": 0}, "The line is flat. To reach height 3 at x = 2 it must climb."),
        ],
        hints=[
            "The line must climb 3 while it goes 2 forward.",
            "The arrow keys move the slider by one step.",
        ],
        solution="The slope is rise over run, $3 / 2 = 1.5$.",
        remark="Rise 3 over run 2 is 1.5.",
    ),
    road_uphill(6, 50),
    Exercise(
        "type a formula",
        prompt="A formula. Type: three times the square of x, minus four times x. Watch the preview while you type.",
        answer=Formula("3x^2 - 4x"),
        misconceptions=[
            ("(3x)^2 - 4x", "Here the 3 is squared as well. The square belongs to x alone: `3x^2`."),
            ("3x*2 - 4x", "`*` multiplies. A power is written with `^`, as in `x^2`."),
            ("3x^2 + 4x", "The second term is taken away, not added."),
        ],
        hints=["A square is typed as `^2`.", "`3x` means 3 times x; no sign is needed between them."],
        solution="`3x^2 - 4x`, or `3*x**2 - 4*x`, or `x(3x - 4)`: every way of writing it is right.",
        remark="Any way of writing it counts, for example $x(3x - 4)$.",
    ),
    Exercise(
        "up and down a path",
        prompt="Numbers in a row. Along a path you are at heights of 20, 50 and 40 m, after 0, 100 and 200 m measured horizontally. "
        "Type the two slopes, of the first part and of the second, with a comma between them.",
        answer=Array([0.3, -0.1]),
        misconceptions=[
            (
                [0.3, 0.1],
                "The first is right, and the second has the right size. There the path falls: give it the sign that says so.",
            ),
            ([30, -10], "These are the rises. A slope is rise divided by run, and each run is 100 m."),
            (
                [0.5, 0.4],
                "You divided the height by 100. The rise is how far the height **changes** on the way.",
            ),
            ([-0.3, 0.1], "Both signs are reversed. Where the path climbs, its slope is above 0."),
        ],
        hints=[
            "For each part: how far does it climb, and how far does it go forward?",
            "Where it goes down, the rise is below 0.",
        ],
        solution="Rise divided by run: $(50 - 20) / 100 = 0.3$, and $(40 - 50) / 100 = -0.1$. You may type `0.3, -0.1`, or `[3/10, -1/10]`.",
        remark="Brackets around the numbers are welcome, and not needed here.",
    ),
    Exercise(
        "one thing after the other",
        prompt="Several steps. A line goes through $(1, 2)$ and $(5, 14)$. How far does it rise between them, what is its slope, "
        "and how high is it at $x = 2$? You may check before all boxes are filled. Each step is judged by what you have before it.",
        answer=Chain(
            [
                Step("rise", 12),
                Step("slope", lambda rise: rise / 4),
                Step("height", lambda slope: 2 + slope, "height at $x = 2$"),
            ]
        ),
        misconceptions=[
            (
                {"rise": 14},
                "14 is how high the second point is. The rise is how much higher it is than the first.",
            ),
            (
                {"slope": lambda rise: rise / 5},
                "You divided by 5, where the second point is. The run is how much farther right it is than the first.",
            ),
            (
                {"height": lambda slope: 2 * slope},
                "That is slope times 2. The line is at height 2 where $x = 1$, and from there $x$ goes 1 to the right.",
            ),
        ],
        hints=[
            "Rise and run are differences of the two points. The slope is rise divided by run.",
            "For 1 to the right, the line climbs by its slope.",
        ],
        solution="The rise is $14 - 2 = 12$, the run is $5 - 1 = 4$, so the slope is $12 / 4 = 3$. From height 2 at $x = 1$ the line "
        "climbs by 3, to 5 at $x = 2$.",
        remark="Had the rise been off, the slope would have been judged by your own rise.",
    ),
    Exercise(
        "what the symbol says",
        prompt=r"A choice. The table at the end of this page gives the notation. What does $\Delta y$ stand for?",
        answer=Choice(
            [
                r"the product of two numbers, $\Delta$ and $y$",
                "a change of $y$, of any size",
                "the slope of $y$",
            ],
            "b",
        ),
        misconceptions=[
            (
                "a",
                r"$\Delta$ is no number. It is read together with what follows: from $y = 3$ to $y = 5$, $\Delta y = 2$.",
            ),
            (
                "c",
                r"A slope takes two changes, one divided by the other: $\Delta y / \Delta x$. $\Delta y$ is one of them.",
            ),
        ],
        hints=[r"Look for $\Delta$ in the table.", r"From $y = 3$ to $y = 5$, $\Delta y = 2$."],
        solution=r"$\Delta y$ is a change of $y$, of any size. $\Delta$, read “delta”, is the Greek D, for difference.",
        remark=r"$\Delta$, read “delta”, is the Greek D, for difference.",
    ),
    Exercise(
        "a slope by hand",
        prompt="A sketch. The upper curve falls at first, is flat at 0, and then climbs more and more. Drag each of the five points to "
        "the height that is the curve's slope at its place. By keyboard, Tab goes from point to point, and the arrow keys move it.",
        answer=Sketch(lambda x: x**2 / 4, lambda x: x / 2, (-2.0, 2.0), handles=5),
        misconceptions=[
            (
                lambda x: x**2 / 4,
                "That looks like the height of the curve. Its slope has a sign: where the curve falls, it is below 0.",
            ),
            (
                lambda x: -x / 2,
                "The signs are reversed. Where the curve climbs to the right, its slope is above 0.",
            ),
        ],
        hints=[
            "Where is the curve flat? Its slope is 0 there.",
            "At x = 2 a ruler along the curve climbs 1 for 1 to the right.",
        ],
        solution="The slope grows evenly, from −1 on the left through 0 in the middle to 1 on the right: the points lie on a straight "
        "line.",
        remark="Below 0 where the curve falls, 0 where it is flat, above 0 where it climbs.",
    ),
    Exercise(
        "a straight line in Python",
        prompt="Code. Write a function `line_height(x)` that returns the height of the line $y = 2x + 1$ at `x`.",
        answer=Function(lambda x: 2 * x + 1, cases=[(0.0,), (1.0,), (3.0,), (-2.0,), (0.5,), (1.3,)]),
        misconceptions=[
            (
                lambda x: 2 * (x + 1),
                "At x = 0 yours is 2. The 1 is added after the doubling: no brackets around `x + 1`.",
            ),
            (lambda x: x**2 + 1, "`x**2` is x squared. Two times x is `2 * x`."),
            (
                lambda x: 2.0 + 0 * x,
                "Yours returns the slope of the line. The question asks for its height at `x`.",
            ),
        ],
        hints=["Python needs the sign: `2 * x`.", "The line after `def` begins with `return`."],
        solution="Twice x, and 1 more.\n\n```python\ndef line_height(x):\n    return 2 * x + 1\n```",
        remark="The check called your function at several x and compared the heights.",
    ),
    Exercise(
        "an equation with a slip",
        prompt="Find the error. Somebody solves $2(x + 3) = 10$. Which line does not follow from the one before it?",
        answer=FindError(["$2(x + 3) = 10$", "$2x + 3 = 10$", "$2x = 7$", "$x = 3.5$"], 2),
        misconceptions=[
            (1, "Line 1 is the equation as it was given."),
            (3, "Line 3 does follow: 3 was taken away on both sides of line 2. The slip is earlier."),
            (4, "Line 4 does follow: both sides of line 3 were halved. The slip is earlier."),
        ],
        hints=[
            "Try x = 2 in every line. Where does it stop being a solution?",
            "What does the 2 before the bracket multiply?",
        ],
        solution="Line 2: the factor 2 multiplies both terms in the bracket, $2x + 6 = 10$, so $x = 2$.",
        remark="The 2 multiplies both terms: $2x + 6 = 10$.",
    ),
]
