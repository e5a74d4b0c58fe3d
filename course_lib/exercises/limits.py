"""Exercises of lesson 1: from slope to derivative."""

import math

import numpy as np

from course_lib.checking import Choice, Exercise, FindError, Formula, Function, Number, Prediction, State
from course_lib.numeric import forward_difference


def near_the_limit(a, h):
    """Where the secant of x² + 3 stands: its slope through a and a + h is 2a + h, the limit at a = 1 is 2."""
    if abs(a - 1) > 1e-9:
        return "another point"
    if h == 0:
        return "no secant"
    return "close" if abs(h) <= 0.01 else "far"


def which_error(h):
    """What makes the forward difference of eˣ at 1 wrong at this h."""
    if abs(forward_difference(math.exp, 1.0, h) - math.e) < 1e-7:
        return "valley"
    return "truncation" if h > 1e-8 else "round-off"


def no_fraction(formula):
    if any(step.op == "divide" or (step.op == "power" and (step.value or 0) < 0) for step in formula.steps):
        return "Equal, but there is still a division in it. Cancel the h, so that h may go to 0."
    return None


def square(x):
    return x**2


def cubic(x):
    return x**3 - 2 * x


# A function to differentiate, a place and a step: no two of the usual slips give the same number on all of them.
NUDGES = [
    (square, 3.0, 0.5),
    (cubic, 1.0, 0.1),
    (np.exp, 0.0, 0.25),
    (np.sin, 2.0, -0.5),
    (square, -1.0, 1e-4),
]
NAMES = {square: "x²", cubic: "x³ − 2x", np.exp: "eˣ", np.sin: "sin x"}


def nudge(f, x, h):
    return f"f(x) = {NAMES[f]}, x = {x:g}, h = {h:g}".replace("-", "−")


EXERCISES = [
    # --- Slope between two points -------------------------------------------------------------------------------------
    Exercise(
        "slope between two points",
        prompt="The curve $y = x^2 + 3$ passes through $(1, 4)$ and $(3, 12)$. What is the slope of the straight line "
        "through these two points?",
        answer=Number(4),
        misconceptions=[
            (
                8,
                "8 is the rise, $12 - 4$. A slope is rise **per unit of run**: how far is it from one point to the other?",
            ),
            (
                12,
                "12 is the height of the second point. A slope compares two heights and the distance between them.",
            ),
            (0.25, "That is run divided by rise, upside down. Rise comes first."),
            (
                2,
                "2 is the run, $3 - 1$. The slope is rise divided by run, and the line rises more than that.",
            ),
            (
                -4,
                "The sign got lost on the way: take both differences in the same order, second point minus first.",
            ),
        ],
        hints=[
            "How much higher is the second point? How much further to the right?",
            "The rise is 8 and the run is 2.",
        ],
        solution="$\\dfrac{12 - 4}{3 - 1} = \\dfrac{8}{2} = 4$.",
        remark="8 up for 2 across: $8/2 = 4$.",
    ),
    # --- The limit of the difference quotient -------------------------------------------------------------------------
    Exercise(
        "as the step shrinks",
        prompt="Stay at $(1, 4)$ on $y = x^2 + 3$. With a step $h = 2$ the secant has slope 4, with $h = 1$ it has slope 3. "
        "What does the slope approach as $h$ shrinks to 0?",
        answer=Prediction(
            [
                "0, because the rise shrinks to 0",
                "2, because the slopes come down by as much as h does",
                "nothing: it becomes 0 / 0, which has no value",
                "infinity, because the run shrinks to 0",
            ],
            "b",
        ),
        misconceptions=[
            ("a", "The rise does shrink to 0, but the run shrinks with it. Their quotient settles at 2."),
            (
                "c",
                "0 / 0 is what you get **at** $h = 0$, and it has no value. The slopes on the way there do: "
                "2.5, 2.1, 2.01, … They settle at 2.",
            ),
            (
                "d",
                "The run does shrink to 0, but the rise shrinks just as fast. Their quotient settles at 2.",
            ),
        ],
        hints=["Compute the slope for $h = 0.5$.", "With $h = 0.5$ it is 2.5, with $h = 0.1$ it is 2.1."],
        solution="The slopes are 4, 3, 2.5, 2.1, 2.01, …: each is $2 + h$. They come as close to 2 as you like.",
        remark="The slopes are $2 + h$: 4, 3, 2.5, 2.1, 2.01, …",
    ),
    Exercise(
        "within a hundredth",
        prompt="In the figure, leave the blue point at a = 1 and move h until the slope of the secant is within 0.01 of 2.",
        answer=State(
            {"a": 1.0, "h": 0.01},
            near_the_limit,
            explain=lambda a, h: (
                f"The slope of your secant is {2 * a + h:.4g}; it is still {abs(h):.3g} away from 2."
            ),
        ),
        misconceptions=[
            (
                {"a": 1.0, "h": 0.0},
                "At h = 0 the two points are one, and there is no secant. Stop a little before it, on "
                "either side: the limit is about the way to 0, not about 0.",
            ),
            (
                {"a": 0.0, "h": 2.0},
                "The blue point has moved, so this is the slope somewhere else. Put it back to a = 1 "
                "and change h alone.",
            ),
        ],
        hints=[
            "Smaller steps give slopes nearer to 2.",
            "The slope is 2 + h. How large may h be, in either direction?",
        ],
        solution="Any h between −0.01 and 0.01 will do, except 0 itself.",
        remark="Every h nearer to 0 would do as well, on both sides, except 0 itself. A limit means that this works for every "
        "tolerance, not only for 0.01.",
    ),
    Exercise(
        "cancel the h",
        prompt="For $f(x) = x^2$ the slope of the secant is $\\dfrac{(x + h)^2 - x^2}{h}$. Multiply out and cancel until no "
        "division is left.",
        answer=Formula("2x + h", names="xh", form=no_fraction),
        misconceptions=[
            (
                "2x",
                "You have let h go to 0 already. Before that step an h is left over: what remains of $h^2 / h$?",
            ),
            ("2x*h + h^2", "That is the rise, the numerator. It still has to be divided by h."),
            (
                "0",
                "You put h = 0 into the top. The bottom is 0 then as well, and 0 / 0 says nothing: cancel h first.",
            ),
            ("h", "$(x + h)^2$ is not $x^2 + h^2$: the middle term $2xh$ is missing."),
            ("x^2 + 2x*h + h^2", "That is the height $f(x + h)$. Take away $f(x)$, then divide by h."),
        ],
        hints=["$(x + h)^2 = x^2 + 2xh + h^2$.", "After the $x^2$ are gone, every term on top contains h."],
        solution="$\\dfrac{x^2 + 2xh + h^2 - x^2}{h} = \\dfrac{2xh + h^2}{h} = 2x + h$ for $h \\neq 0$. Now h may go to 0, and "
        "$2x$ is left.",
        remark="Now nothing stops h from going to 0, and $2x$ is what is left.",
    ),
    Exercise(
        "what a limit is",
        prompt="The derivative of $f$ at $x$ is a limit. Which number is that?",
        answer=Choice(
            [
                "the slope for the smallest h that the computer has",
                "the slope between two neighbouring points of the curve",
                "the number that the slopes close in on as h goes to 0",
                "the value of the difference quotient at h = 0",
            ],
            "c",
        ),
        misconceptions=[
            (
                "a",
                "That is the slope of some secant, and a poor one, as you will see. A limit is exact, and no h reaches it.",
            ),
            (
                "b",
                "No two points are neighbours: between any two numbers there are others, and the curve bends between them too.",
            ),
            ("d", "At h = 0 the quotient is 0 / 0, which has no value. The limit is about the way there."),
        ],
        hints=[
            "$2 + h$ for h = 1, 0.1, 0.01, …: which number is meant by its limit?",
            "Does any of these slopes equal 2?",
        ],
        solution="The limit is the one number to which the slopes come as close as you like: for every tolerance, all h near enough to "
        "0, except 0 itself, give a slope within it.",
        remark="It is exact, although no single secant has it.",
    ),
    Exercise(
        "a limit by nudging",
        prompt="Let $f(x) = 3x^2 - 4x + 5$. What is the exact limit of its difference quotient at $x = 3$?",
        # The quotient for h = 1e-7, which the lesson prints, is not the limit.
        answer=Number(14, of="3x^2 - 4x + 5", at={"x": 3.0}, rtol=1e-9),
        misconceptions=[
            (20, "20 is the height $f(3)$. The slope is about how fast the height changes there."),
            (0.014003, "That is the rise $\\Delta y$ for $h = 0.001$. Divide it by h to get a slope."),
            (
                14.003,
                "That is the slope of the secant with $h = 0.001$. The limit is the number that such slopes close in on.",
            ),
            (
                14.000000305713911,
                "That is the quotient for $h = 10^{-7}$, as a computer rounds it. The limit is exact: find it by "
                "algebra.",
            ),
            (18, "Only $3x^2$ was differentiated. The term $-4x$ has a slope too."),
            (19, "The 5 lifts the whole curve and leaves its slope alone: a constant contributes nothing."),
        ],
        hints=[
            "The difference quotient is $\\dfrac{f(3 + h) - f(3)}{h}$; work out $f(3 + h)$.",
            "$f(3 + h) - 20 = 14h + 3h^2$.",
        ],
        solution="$f(3 + h) = 3(9 + 6h + h^2) - 12 - 4h + 5 = 20 + 14h + 3h^2$, so the quotient is $14 + 3h$, and its limit "
        "is 14.",
        remark="The quotient is exactly $14 + 3h$; as h goes to 0, 14 remains.",
    ),
    Exercise(
        "the quotient in code",
        prompt="Write `slope(f, x, h)`: the slope of the secant of `f` through `x` and `x + h`, for any function `f`.",
        answer=Function(forward_difference, cases=NUDGES, show=nudge),
        misconceptions=[
            (lambda f, x, h: f(x + h) - f(x), "That is the rise. Divide it by the run, `h`."),
            (
                lambda f, x, h: f(x + h) - f(x) / h,
                "Only `f(x)` is divided by `h` here: `/` binds tighter than `-`. Put "
                "brackets around the difference.",
            ),
            (
                lambda f, x, h: (f(x + h) - f(x - h)) / h,
                "Your two points are $2h$ apart, from x − h to x + h, but you divide by one h.",
            ),
            (
                lambda f, x, h: (f(x) - f(x + h)) / h,
                "The sign is reversed: it is the later height minus the earlier one.",
            ),
            (
                lambda f, x, h: f(x + h) / h,
                "That compares no two heights. Take `f(x)` away before you divide.",
            ),
        ],
        hints=[
            "Which two heights are compared? How far apart are the two points?",
            "Mind the brackets: `(…) / h`.",
        ],
        solution="Rise divided by run. The brackets hold the rise together.\n\n```python\ndef slope(f, x, h):\n    return (f(x + h) - f(x)) / h\n```",
        remark="It works for any function, without knowing a single rule.",
    ),
    # --- The derivative predicts a small change -----------------------------------------------------------------------
    Exercise(
        "half the step, how much gap",
        prompt="The prediction $y' \\cdot h$ misses the true change by a gap. You halve the step $h$. Where the curve bends, and "
        "for small $h$, the gap becomes about …",
        answer=Prediction(["half as large", "a quarter as large", "the same", "zero"], "b"),
        misconceptions=[
            (
                "a",
                "The change itself halves. The gap shrinks faster: for $7x^2 + 6x + 3$ it is $7h^2$, so half of h leaves a "
                "quarter of it.",
            ),
            (
                "c",
                "The gap is what bends away from the tangent, and the curve has less room to bend: it shrinks as $h^2$.",
            ),
            ("d", "Only a straight line has no gap. For $7x^2 + 6x + 3$ it is $7h^2$, small but not zero."),
        ],
        hints=["For $7x^2 + 6x + 3$ the gap is $7h^2$.", "What is $7(h/2)^2$?"],
        solution="The gap is about a constant times $h^2$; the more the curve bends, the larger the constant. Half of h leaves a "
        "quarter of it.",
        remark="The gap behaves like $h^2$.",
    ),
    Exercise(
        "predict a small change",
        prompt="$y = 7x^2 + 6x + 3$ has the derivative 76 at $x = 5$. What change of $y$ does the derivative predict when $x$ "
        "goes from 5 to 5.001?",
        answer=Number(0.076),
        misconceptions=[
            (76, "76 is the slope: the change **per unit** of x. Here x moves by a thousandth of a unit."),
            (208.076, "That is the predicted new height. The question asks for the change."),
            (
                0.076007,
                "That is the true change. The derivative predicts slope times step, and misses by a hair.",
            ),
            (76000, "The slope is multiplied by the step, not divided by it."),
        ],
        hints=["Δy ≈ y′ · h.", "The step is h = 0.001."],
        solution="$\\Delta y \\approx y' \\cdot h = 76 \\cdot 0.001 = 0.076$. The true change is 0.076007: the gap, "
        "$7h^2$, is ten thousand times smaller than the change.",
        remark="The true change is 0.076007. The gap is $7h^2 = 0.000007$.",
    ),
    Exercise(
        "a test that cannot fail",
        prompt="Somebody wants to show that the derivative predicts the change of $f$ well. Which line does not follow?",
        answer=FindError(
            [
                "Let `diff = f(x + h) - f(x)`, the true change.",
                "Let `slope = (f(x + h) - f(x)) / h`, the slope of the secant.",
                "Let `predicted = slope * h`.",
                "`diff` and `predicted` agree to all digits, so the derivative predicts the change very well.",
            ],
            4,
        ),
        misconceptions=[
            (1, "Line 1 is the true change, as it says."),
            (
                2,
                "Line 2 is the slope of a secant, as it says. But is it the derivative? Look for the line that treats it so.",
            ),
            (3, "Line 3 is a definition; nothing is claimed yet. Put line 2 into it and see what comes out."),
        ],
        hints=[
            "Put line 2 into line 3 and cancel.",
            "`predicted` is `diff / h * h`. Could the two ever disagree?",
        ],
        solution="`predicted` is `diff / h * h`, which is `diff` again. The two agree for every function and every h, so their "
        "agreement shows nothing. A test must be able to fail: compare `diff` with $f'(x) \\cdot h$, where $f'$ comes from the "
        "limit.",
        remark="`predicted` is `diff / h * h`. They could not disagree.",
    ),
    # --- h too small --------------------------------------------------------------------------------------------------
    Exercise(
        "the smallest step",
        prompt="A computer works with about 16 digits. You compute $\\dfrac{e^{1 + h} - e}{h}$ with $h = 10^{-16}$; the exact "
        "derivative is $e \\approx 2.718$. How large is the error?",
        answer=Prediction(
            ["about $10^{-16}$", "about $10^{-8}$", "about 2.7", "the computer reports an error"], "c"
        ),
        misconceptions=[
            (
                "a",
                "It would be, if the computer kept all digits. But 1 + 1e-16 is stored as 1, the rise comes out as 0, and "
                "the error is e itself.",
            ),
            (
                "b",
                "That is the best a forward difference can do, and it needs a larger h, near $10^{-8}$. Here "
                "1 + 1e-16 is stored as 1, so the rise comes out as 0.",
            ),
            ("d", "It reports nothing: 0 divided by 1e-16 is 0, a number like any other, and wrong by e."),
        ],
        hints=["What is 1 + 1e-16 with 16 digits?", "If 1 + h is stored as 1, the rise is 0."],
        solution="1 + 1e-16 is rounded to 1. The rise is 0, the quotient is 0, and the error is all of $e$.",
        remark="1 + 1e-16 is rounded to 1, the quotient is 0, and the error is e.",
    ),
    Exercise(
        "the bottom of the valley",
        prompt="In the figure, move h until the **forward** difference is wrong by less than 1e-7.",
        answer=State(
            {"h": 1e-8},
            which_error,
            explain=lambda h: (
                f"At h = {h:.1e} the forward difference is wrong by "
                f"{abs(forward_difference(math.exp, 1.0, h) - math.e):.1e}."
            ),
        ),
        misconceptions=[
            (
                {"h": 1e-2},
                "You are on the right-hand slope of the valley. There the secant is too long, and the error shrinks "
                "with h: go to smaller steps.",
            ),
            (
                {"h": 1e-13},
                "You are on the left-hand slope of the valley. There the 16 digits of the computer run out, and the "
                "error grows as 1/h: go to larger steps.",
            ),
        ],
        hints=["Follow the round mark down from the right.", "The floor is near h = 1e-8."],
        solution="Near h = 1e-8, the square root of the computer's precision, both errors are equally small.",
        remark="Left of here rounding decides, right of here the length of the secant.",
    ),
    Exercise(
        "the central difference",
        prompt="Write `central(f, x, h)`: the slope of the secant from `x - h` to `x + h`.",
        answer=Function(lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h), cases=NUDGES, show=nudge),
        misconceptions=[
            (
                lambda f, x, h: (f(x + h) - f(x - h)) / h,
                "The run from x − h to x + h is $2h$; you divide by one h.",
            ),
            (
                lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h,
                "`/ 2 * h` divides by 2 and then multiplies by h. Put brackets: `/ (2 * h)`.",
            ),
            (
                lambda f, x, h: (f(x + h) - f(x)) / h,
                "That is the forward difference. The central one starts at `x - h`.",
            ),
            (
                lambda f, x, h: f(x + h) - f(x - h),
                "That is the rise. Divide it by the run, from x − h to x + h.",
            ),
        ],
        hints=[
            "How long is the run from x − h to x + h?",
            "The rise goes over all of the run: mind the brackets.",
        ],
        solution="From x − h to x + h the run is $2h$.\n\n```python\ndef central(f, x, h):\n    return (f(x + h) - f(x - h)) / (2 * h)\n```",
        remark="Same work, but its error shrinks as $h^2$.",
    ),
    Exercise(
        "a test curve",
        prompt="You want to see how the error of the **central** difference depends on h. Which function is useless as a test?",
        answer=Choice(["$e^x$ at 1", "$x^2$ at 3", "$\\sin x$ at 1", "$x^4$ at 2"], "b"),
        misconceptions=[
            (
                "a",
                "$e^x$ bends differently on the two sides, so its central difference is wrong by about $h^2 e / 6$, as a good "
                "test needs.",
            ),
            (
                "c",
                "The error for $\\sin x$ at 1 is about $h^2 \\cos(1) / 6$, which shrinks with h as a good test needs.",
            ),
            (
                "d",
                "For $x^4$ at 2 the error is exactly $8h^2$. That can be seen. Look for a curve that leaves no h in the quotient.",
            ),
        ],
        hints=["Work out $\\dfrac{(x + h)^2 - (x - h)^2}{2h}$.", "It is $4xh / 2h$. Does h remain?"],
        solution="$\\dfrac{(x+h)^2 - (x-h)^2}{2h} = \\dfrac{4xh}{2h} = 2x$ with no h left over: exact for every quadratic, so "
        "there is no error to see but rounding.",
        remark="For a quadratic it is exact at every h: $4xh / 2h = 2x$.",
    ),
    # --- Where no limit exists ----------------------------------------------------------------------------------------
    Exercise(
        "the slope at a corner",
        prompt="What is the derivative of $|x|$ at $x = 0$?",
        answer=Prediction(["0", "1", "it has none", "it is infinite"], "c"),
        misconceptions=[
            (
                "a",
                "0 is the average of the slopes −1 and 1 on the two sides. A limit is not an average: the secants must agree "
                "on one number, and they do not.",
            ),
            ("b", "1 is the slope on the right. From the left every secant has slope −1."),
            ("d", "The secants have slopes −1 and 1, nothing large. They never agree."),
        ],
        hints=[
            "What is the slope of the secant from 0 to h for h > 0? And for h < 0?",
            "It is 1 on one side, −1 on the other.",
        ],
        solution="$\\dfrac{|h| - 0}{h}$ is 1 for $h > 0$ and −1 for $h < 0$. No single number is approached, so there is no "
        "derivative.",
        remark="The secants have slope 1 from the right and −1 from the left; they agree on nothing.",
    ),
    Exercise(
        "one of them has a slope",
        prompt="All four are continuous at 0. Which one has a derivative there?",
        answer=Choice(["$|x| + x$", "$|\\sin x|$", "$x + \\sqrt[3]{x}$", "$x \\cdot |x|$"], "d"),
        misconceptions=[
            (
                "a",
                "From the right its secants have slope 2, from the left 0: it is twice the ReLU, corner included.",
            ),
            (
                "b",
                "Close to 0, $\\sin x$ is nearly $x$, so this is nearly $|x|$: slope 1 from the right, −1 from the left.",
            ),
            (
                "c",
                "Its secants have slope $1 + 1/\\sqrt[3]{h^2}$, which grows without bound: the tangent is vertical, and no number is "
                "approached.",
            ),
        ],
        hints=[
            "Divide $f(h) - f(0)$ by h, for both signs of h.",
            "For one of the four the quotient is $|h|$.",
        ],
        solution="$\\dfrac{h|h| - 0}{h} = |h| \\to 0$ from both sides, so the derivative of $x|x|$ at 0 is 0. Continuity alone "
        "promises nothing.",
        remark="Its quotient is $|h|$, which goes to 0 from both sides.",
    ),
    # --- The derivative as a function ---------------------------------------------------------------------------------
    Exercise(
        "pick the derivative",
        prompt="The picture shows $f$ and four curves. Which one is $f'$?",
        answer=Choice(["curve a", "curve b", "curve c", "curve d"], "c"),
        misconceptions=[
            ("a", "Curve a is negative where $f$ rises: it is $-f'$. Where $f$ climbs, $f'$ is above zero."),
            (
                "b",
                "Curve b is zero near $x = \\pm 1.7$, where $f$ itself is zero. $f'$ is zero where $f$ is **flat**.",
            ),
            ("d", "Curve d is $f$ itself: it shows heights. $f'$ shows slopes."),
        ],
        hints=[
            "Where is $f$ flat? There $f'$ is zero.",
            "$f$ is flat at −1 and 1, and it rises outside of them.",
        ],
        solution="$f$ rises, is flat at −1, falls, is flat at 1, rises again. So $f'$ is positive, zero at −1, negative, zero at "
        "1, positive: curve c.",
        remark="Zero where $f$ is flat, positive where it rises, negative where it falls.",
    ),
    # --- The rules ----------------------------------------------------------------------------------------------------
    Exercise(
        "why the factor stays",
        prompt="Why is $(k \\cdot f)' = k \\cdot f'$ for a constant $k$?",
        answer=Choice(
            [
                "It is a convention that mathematicians agreed on.",
                "The factor $k$ can be taken out of every difference quotient, and so out of their limit.",
                "Because the derivative of $k$ is 0.",
                "Because $k$ moves the curve up by $k$ and leaves its slope alone.",
            ],
            "b",
        ),
        misconceptions=[
            (
                "a",
                "It can be proved, in one line: put $k \\cdot f$ into the difference quotient and see where the $k$ goes.",
            ),
            (
                "c",
                "True, but that is a statement about adding a constant. Here k multiplies: put $k \\cdot f$ into the quotient.",
            ),
            (
                "d",
                "That is what **adding** $k$ does. Multiplying by $k$ stretches the curve, and its slopes with it.",
            ),
        ],
        hints=[
            "Write down the difference quotient of $k \\cdot f$.",
            "$\\dfrac{k f(x+h) - k f(x)}{h} = k \\cdot \\dots$",
        ],
        solution="$\\dfrac{k f(x+h) - k f(x)}{h} = k \\cdot \\dfrac{f(x+h) - f(x)}{h} \\to k f'(x)$.",
        remark="$\\dfrac{k f(x+h) - k f(x)}{h} = k \\cdot \\dfrac{f(x+h) - f(x)}{h}$.",
    ),
    Exercise(
        "a polynomial",
        prompt="Differentiate $7x^2 + 6x + 3$.",
        answer=Formula("14x + 6", of="7x^2 + 6x + 3"),
        misconceptions=[
            (
                "14x + 9",
                "The constant 3 was kept. It lifts the curve and leaves every slope alone: its derivative is 0.",
            ),
            ("14x^2 + 6x", "The powers were not lowered: the derivative of $x^2$ is $2x$, that of $x$ is 1."),
            (
                "2x + 1",
                "The constant factors were dropped. A curve that is 7 times as high is 7 times as steep.",
            ),
            ("14x", "The term $6x$ has a slope too: 6."),
            (
                "7x + 6",
                "The power came down by one, but it must also come to the front as a factor: $x^2$ gives $2x$.",
            ),
        ],
        hints=["Term by term: $7x^2$, then $6x$, then 3.", "The derivative of $x^2$ is $2x$."],
        solution="$7 \\cdot 2x + 6 \\cdot 1 + 0 = 14x + 6$; at $x = 5$ this is the 76 from before.",
        remark="At $x = 5$ it is 76, the limit found by nudging.",
    ),
    Exercise(
        "a product",
        prompt="Differentiate $x^2 \\sin x$.",
        answer=Formula("2x sin x + x^2 cos x", of="x^2 sin x"),
        misconceptions=[
            (
                "2x cos x",
                "The two derivatives were multiplied. A product grows by two strips: one factor grows while the other "
                "stays, and the other way round.",
            ),
            ("2x sin x", "Only $x^2$ was allowed to grow. $\\sin x$ grows too, and adds a strip of its own."),
            (
                "x^2 cos x",
                "Only $\\sin x$ was allowed to grow. $x^2$ grows too, and adds a strip of its own.",
            ),
            (
                "2x sin x - x^2 cos x",
                "The strips add up. A minus belongs to the quotient rule, and to the derivative of the cosine.",
            ),
        ],
        hints=[
            "Think of the rectangle with sides $u = x^2$ and $v = \\sin x$.",
            "$u'v + uv'$ with $u' = 2x$, $v' = \\cos x$.",
        ],
        solution="With $u = x^2$ and $v = \\sin x$: $u'v + uv' = 2x \\sin x + x^2 \\cos x$.",
        remark="Two strips: $u'v$ and $uv'$.",
    ),
    Exercise(
        "a quotient",
        prompt="Differentiate $\\dfrac{\\sin x}{x}$ for $x > 0$.",
        answer=Formula("(x cos x - sin x) / x^2", of="sin(x) / x", domain={"x": (0.3, 6)}),
        misconceptions=[
            (
                "cos x",
                "The derivatives of top and bottom were divided, $\\cos x / 1$. The bottom grows too, and makes the quotient "
                "smaller.",
            ),
            (
                "(sin x - x cos x) / x^2",
                "The sign is reversed. The growth of the **top** counts positive: $u'v - uv'$.",
            ),
            ("(x cos x - sin x) / x", "The top is right. The denominator is the **square** of the bottom."),
            (
                "(x cos x + sin x) / x^2",
                "A growing bottom makes the quotient smaller: its term is taken away.",
            ),
        ],
        hints=[
            "$\\left(\\dfrac{u}{v}\\right)' = \\dfrac{u'v - uv'}{v^2}$.",
            "$u = \\sin x$, $v = x$, so $u' = \\cos x$, $v' = 1$.",
        ],
        solution="$\\dfrac{\\cos x \\cdot x - \\sin x \\cdot 1}{x^2}$.",
        remark="$(u'v - uv')/v^2$ with $u = \\sin x$ and $v = x$.",
    ),
    Exercise(
        "exponential and logarithm",
        prompt="Differentiate $3e^x - \\ln x$ for $x > 0$.",
        answer=Formula("3e^x - 1/x", of="3e^x - ln x", domain={"x": (0.2, 4)}),
        misconceptions=[
            (
                "3x e^(x - 1) - 1/x",
                "The power rule is for $x^n$, with the x below. In $e^x$ the x is the exponent: $e^x$ is its "
                "own derivative.",
            ),
            ("e^x - 1/x", "The constant factor 3 was dropped. Three times as high is three times as steep."),
            ("3e^x - ln x", "$e^x$ is its own derivative, $\\ln x$ is not."),
            ("3e^x + 1/x", "The logarithm is taken away, so its slope is taken away too."),
            ("3e^x - x", "Yours grows with x, but the logarithm gets flatter and flatter."),
        ],
        hints=["$e^x$ is the function that equals its own slope.", "The derivative of $\\ln x$ is $1/x$."],
        solution="Term by term: $e^x$ keeps its slope and the factor 3 stays, and $\\ln x$ has slope $1/x$. So the derivative is "
        "$3e^x - \\dfrac1x$.",
        remark="$e^x$ is its own derivative; $\\ln x$ has $1/x$.",
    ),
    Exercise(
        "sine and cosine",
        prompt="Differentiate $\\sin x + 2\\cos x$.",
        answer=Formula("cos x - 2 sin x", of="sin x + 2 cos x"),
        misconceptions=[
            (
                "cos x + 2 sin x",
                "The sign of the cosine's slope is missing: just right of $x = 0$ the cosine falls.",
            ),
            (
                "-cos x - 2 sin x",
                "The minus is only in the derivative of the cosine. The sine rises at 0, with slope +1.",
            ),
            ("cos x - sin x", "The constant factor 2 was dropped."),
        ],
        hints=[
            "At 0 the sine climbs with slope 1; the cosine is flat there.",
            "Which of the two falls just right of 0?",
        ],
        solution="Term by term: $\\sin' = \\cos$ and $\\cos' = -\\sin$, and the factor 2 stays. So the derivative is "
        "$\\cos x - 2 \\sin x$.",
        remark="$\\sin' = \\cos$ and $\\cos' = -\\sin$.",
    ),
    Exercise(
        "a derivation with a slip",
        prompt="Somebody derives the slope of $f(x) = \\dfrac1x$ from the limit. Which line does not follow from the one before it?",
        answer=FindError(
            [
                "$\\dfrac{f(x+h) - f(x)}{h} = \\dfrac{1}{h}\\left(\\dfrac{1}{x+h} - \\dfrac1x\\right)$",
                "$= \\dfrac1h \\cdot \\dfrac{x - (x + h)}{x\\,(x+h)}$",
                "$= \\dfrac1h \\cdot \\dfrac{h}{x\\,(x+h)}$",
                "$= \\dfrac{1}{x\\,(x+h)}$",
                "$\\to \\dfrac{1}{x^2}$ as $h \\to 0$",
            ],
            3,
        ),
        misconceptions=[
            (1, "Line 1 is the difference quotient with $f$ put in."),
            (2, "Line 2 brings both fractions over the common denominator $x(x+h)$, as it should."),
            (4, "Line 4 cancels the h of line 3, which is allowed while $h \\neq 0$. The slip is earlier."),
            (
                5,
                "Line 5 lets h go to 0 after it was cancelled, which is the right moment. The slip is earlier.",
            ),
        ],
        hints=["$1/x$ falls for $x > 0$. What sign must its slope have?", "What is $x - (x + h)$?"],
        solution="Line 3: $x - (x + h) = -h$. The derivative is $-\\dfrac{1}{x^2}$, negative, as it must be for a falling curve.",
        remark="$x - (x + h) = -h$, so the derivative is $-1/x^2$.",
    ),
    # --- What a slope means for a model -------------------------------------------------------------------------------
    Exercise(
        "the slope of a loss",
        prompt="In another model, a weight goes from 2 to 2.002, and the loss changes by −0.006. Estimate $dL/dw$.",
        answer=Number(-3),
        misconceptions=[
            (
                -0.006,
                "That is the change of the loss. A derivative is the change **per unit** of the weight: divide by the step.",
            ),
            (3, "The loss went down while the weight went up. Which sign has such a slope?"),
            (-0.000012, "Change and step were multiplied. A rate is change divided by step."),
            (-1 / 3, "That is step divided by change, upside down. A rate is change divided by step."),
        ],
        hints=[
            "Δy ≈ y′ · h. What are Δy and h here?",
            "How much loss per unit of weight, if 0.002 units give −0.006?",
        ],
        solution="$-0.006 / 0.002 = -3$: three units of loss less per unit of weight, at this place.",
        remark="−0.006 over 0.002: three units of loss less per unit of weight.",
    ),
    Exercise(
        "which way to move",
        prompt="In that other model, at the weight $w = 2$ the derivative of the loss is $-3$. What follows?",
        answer=Choice(
            [
                "Make $w$ a little larger: the loss falls by about 3 times the step.",
                "Make $w$ a little smaller, because the derivative is negative.",
                "Make $w$ larger by 1: the loss then falls by 3.",
                "The loss is $-3$.",
            ],
            "a",
        ),
        misconceptions=[
            (
                "b",
                "A negative slope falls to the **right**. To go down, move against the sign of the derivative: $w$ larger.",
            ),
            (
                "c",
                "A derivative speaks for small steps only. After a step of 1 the slope may be another one, and the loss may have "
                "risen.",
            ),
            (
                "d",
                "That is the slope, not the height. A slope of −3 says nothing about how large the loss is.",
            ),
        ],
        hints=[
            "A negative slope: does the curve fall to the right or to the left?",
            "Δy ≈ −3 · h. Which sign of h makes it fall?",
        ],
        solution="$\\Delta L \\approx -3h$, so a small positive $h$ lowers the loss, by about 3 times the step. How far this holds, "
        "the derivative does not say: it is a statement about this place.",
        remark="$\\Delta L \\approx -3h$ for small h, so go to the right, a little.",
    ),
]
