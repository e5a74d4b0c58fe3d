"""Exercises of lesson 1: from slope to derivative."""

import math
import re
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from course_lib.checking import (
    Choice,
    Exercise,
    FindError,
    Formula,
    Function,
    Number,
    Prediction,
    Sketch,
    State,
)
from course_lib.exercises.writing import number, power, terms
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


# --- Exercises whose numbers are drawn --------------------------------------------------------------------------------


def slope_between_points(a, c, left, right):
    """The secant of ax² + c through two points."""
    low, high = a * left**2 + c, a * right**2 + c
    rise, run = high - low, right - left
    slope = rise // run
    return Exercise(
        "slope between two points",
        prompt=f"The curve $y = {terms((a, 'x^2'), (c, ''))}$ passes through $({left}, {low})$ and $({right}, {high})$. "
        "What is the slope of the straight line through these two points?",
        answer=Number(slope),
        misconceptions=[
            (
                rise,
                f"{rise} is the rise, ${high} - {low}$. A slope is rise **per unit of run**: how far is it from one point to the other?",
            ),
            (
                high,
                f"{high} is the height of the second point. A slope compares two heights and the distance between them.",
            ),
            (run / rise, "That is run divided by rise, upside down. Rise comes first."),
            (
                run,
                f"{run} is the run, ${right} - {left}$. The slope is rise divided by run, and the line rises more than that.",
            ),
            (
                -slope,
                "The sign got lost on the way: take both differences in the same order, second point minus first.",
            ),
        ],
        hints=[
            "How much higher is the second point? How much further to the right?",
            f"The rise is {rise} and the run is {run}.",
        ],
        solution=f"$\\dfrac{{{high} - {low}}}{{{right} - {left}}} = \\dfrac{{{rise}}}{{{run}}} = {slope}$.",
        remark=f"{rise} up for {run} across: ${rise}/{run} = {slope}$.",
        vary=lambda draw: slope_between_points(
            draw.randint(1, 3), draw.randint(1, 9), left := draw.randint(1, 4), left + draw.randint(2, 5)
        ),
    )


def cancel_h(a, b):
    """The difference quotient of ax² + bx."""
    here = terms((a, "x^2"), (b, "x"))
    there = terms((a, "(x + h)^2"), (b, "(x + h)"))
    minus_here = f"- {here}" if not b else f"- ({here})"
    expanded = terms((a, "x^2"), (2 * a, "xh"), (a, "h^2"), (b, "x"), (b, "h"))
    rise = terms((2 * a, "xh"), (a, "h^2"), (b, "h"))
    left = terms((2 * a, "x"), (a, "h"), (b, ""))
    limit = terms((2 * a, "x"), (b, ""))
    return Exercise(
        "cancel the h",
        prompt=f"For $f(x) = {here}$ the slope of the secant is $\\dfrac{{{there} {minus_here}}}{{h}}$. Multiply out and cancel until "
        "no division is left.",
        answer=Formula(left, names="xh", form=no_fraction),
        misconceptions=[
            (
                limit,
                "You have let h go to 0 already. Before that step an h is left over: what remains of "
                f"${terms((a, 'h^2'))} / h$?",
            ),
            (rise, "That is the rise, the numerator. It still has to be divided by h."),
            (
                "0",
                "You put h = 0 into the top. The bottom is 0 then as well, and 0 / 0 says nothing: cancel h first.",
            ),
            (
                terms((a, "h"), (b, "")),
                "$(x + h)^2$ is not $x^2 + h^2$: the middle term $2xh$ is missing.",
            ),
            (expanded, "That is the height $f(x + h)$. Take away $f(x)$, then divide by h."),
        ],
        hints=[
            "$(x + h)^2 = x^2 + 2xh + h^2$.",
            f"After the ${terms((a, 'x^2'))}$ are gone, every term on top contains h."
            if not b
            else f"After the ${terms((a, 'x^2'))}$ and the ${terms((b, 'x'))}$ are gone, every term on top contains h.",
        ],
        solution=f"$\\dfrac{{{expanded} {minus_here}}}{{h}} = \\dfrac{{{rise}}}{{h}} = {left}$ for $h \\neq 0$. Now h may go to "
        f"0, and ${limit}$ is left.",
        remark=f"Now nothing stops h from going to 0, and ${limit}$ is what is left.",
        vary=lambda draw: cancel_h(draw.randint(2, 9), draw.choice([-5, -4, -3, -2, -1, 1, 2, 3, 4, 5])),
    )


def limit_by_nudging(a, b, c, at):
    """The limit of the difference quotient of ax² + bx + c."""
    formula = terms((a, "x^2"), (b, "x"), (c, ""))
    height, slope = a * at * at + b * at + c, 2 * a * at + b
    nudge = terms((slope, "h"), (a, "h^2"))

    def f(x):
        return a * x**2 + b * x + c

    return Exercise(
        "a limit by nudging",
        prompt=f"Let $f(x) = {formula}$. What is the exact limit of its difference quotient at $x = {at}$?",
        # The quotient for h = 1e-7, which the lesson prints, is not the limit.
        answer=Number(slope, of=formula, at={"x": float(at)}, rtol=1e-9),
        misconceptions=[
            (
                height,
                f"{height} is the height $f({at})$. The slope is about how fast the height changes there.",
            ),
            (
                round(slope * 0.001 + a * 0.001**2, 9),
                "That is the rise $\\Delta y$ for $h = 0.001$. Divide it by h to get a slope.",
            ),
            (
                round(slope + a * 0.001, 9),
                "That is the slope of the secant with $h = 0.001$. The limit is the number that such slopes close in on.",
            ),
            (
                (f(at + 1e-7) - f(at)) / 1e-7,
                "That is the quotient for h = 1e-7, as a computer rounds it. The limit is exact: find it by algebra.",
            ),
            (
                slope - b,
                f"Only ${terms((a, 'x^2'))}$ was differentiated. The term ${terms((b, 'x'))}$ has a slope too.",
            ),
            (
                slope + c,
                f"The {c} lifts the whole curve and leaves its slope alone: a constant contributes nothing.",
            ),
        ],
        hints=[
            f"The difference quotient is $\\dfrac{{f({at} + h) - f({at})}}{{h}}$; work out $f({at} + h)$.",
            f"$f({at} + h) - {height} = {nudge}$.",
        ],
        solution=f"$f({at} + h) = {a}({at**2} + {2 * at}h + h^2) {terms((1, ''), (b * at, ''), (b, 'h'), (c, ''))[2:]} = "
        f"{terms((height, ''), (slope, 'h'), (a, 'h^2'))}$, so the quotient is ${terms((slope, ''), (a, 'h'))}$, and its limit "
        f"is {slope}.",
        remark=f"The quotient is exactly ${terms((slope, ''), (a, 'h'))}$; as h goes to 0, {slope} remains.",
        vary=lambda draw: limit_by_nudging(
            draw.randint(2, 6),
            draw.choice([-5, -4, -3, -2, 2, 3, 4, 5]),
            draw.randint(2, 9),
            at=draw.randint(2, 6),
        ),
    )


def predict_change(a, b, c, at, step):
    """The change of ax² + bx + c that its derivative predicts."""
    height, slope = a * at**2 + b * at + c, 2 * a * at + b
    change, gap = round(slope * step, 9), a * step**2
    true = round(change + gap, 12)
    return Exercise(
        "predict a small change",
        prompt=f"$y = {terms((a, 'x^2'), (b, 'x'), (c, ''))}$ has the derivative {slope} at $x = {at}$. What change of $y$ does the "
        f"derivative predict when $x$ goes from {at} to {number(at + step)}?",
        answer=Number(change),
        misconceptions=[
            (
                slope,
                f"{slope} is the slope: the change **per unit** of x. Here x moves by a small part of a unit.",
            ),
            (
                round(height + change, 9),
                "That is the predicted new height. The question asks for the change.",
            ),
            (
                true,
                "That is the true change. The derivative predicts slope times step, and misses by a hair.",
            ),
            (round(slope / step, 9), "The slope is multiplied by the step, not divided by it."),
        ],
        hints=["Δy ≈ y′ · h.", f"The step is h = {number(step)}."],
        solution=f"$\\Delta y \\approx y' \\cdot h = {slope} \\cdot {number(step)} = {number(change)}$. The true change is "
        f"{number(true)}: the gap, ${a}h^2$, is thousands of times smaller than the change.",
        remark=f"The true change is {number(true)}. The gap is ${a}h^2 = {gap:f}$.",
        vary=lambda draw: predict_change(
            draw.randint(2, 9),
            draw.randint(1, 9),
            draw.randint(1, 9),
            at=draw.randint(2, 6),
            step=draw.choice([0.001, 0.002]),
        ),
    )


def polynomial(a, n, b, c):
    """Differentiate axⁿ + bx + c."""
    down = n - 1
    formula = terms((a, power("x", n)), (b, "x"), (c, ""))
    derivative = terms((a * n, power("x", down)), (b, ""))
    return Exercise(
        "a polynomial",
        prompt=f"Differentiate ${formula}$.",
        answer=Formula(derivative, of=formula),
        misconceptions=[
            (
                terms((a * n, power("x", down)), (b + c, "")),
                f"The constant {number(c)} was kept. It {'lifts' if c > 0 else 'lowers'} the curve and leaves every slope alone: its "
                "derivative is 0.",
            ),
            (
                terms((a * n, power("x", n)), (b, "x")),
                f"The powers were not lowered: the derivative of ${power('x', n)}$ is ${terms((n, power('x', down)))}$, that of "
                "$x$ is 1.",
            ),
            (
                terms((n, power("x", down)), (1 if b > 0 else -1, "")),
                f"The constant factors were dropped. A curve that is {a} times as high is {a} times as steep.",
            ),
            (
                terms((a * n, power("x", down))),
                f"The term ${terms((b, 'x'))}$ has a slope too: {number(b)}.",
            ),
            (
                terms((a, power("x", down)), (b, "")),
                "The power came down by one, but it must also come to the front as a factor: "
                f"${power('x', n)}$ gives ${terms((n, power('x', down)))}$.",
            ),
        ],
        hints=[
            f"Term by term: ${terms((a, power('x', n)))}$, then ${terms((b, 'x'))}$, then {number(c)}.",
            f"The derivative of ${power('x', n)}$ is ${terms((n, power('x', down)))}$.",
        ],
        solution=f"${a} \\cdot {terms((n, power('x', down)))} {'-' if b < 0 else '+'} {abs(b)} \\cdot 1 + 0 = {derivative}$.",
        remark="Term by term, and the constant adds nothing.",
        vary=lambda draw: polynomial(
            draw.randint(2, 9),
            draw.choice([2, 3, 4]),
            draw.choice([-1, 1]) * draw.randint(2, 9),
            draw.choice([-1, 1]) * draw.randint(1, 9),
        ),
    )


class Known(NamedTuple):
    """A function of x, as it is typed, and its slope without the sign."""

    text: str
    sign: int
    slope: str

    @property
    def tex(self):
        return tex(self.text)


SINE, COSINE, EXPONENTIAL = Known("sin x", 1, "cos x"), Known("cos x", -1, "sin x"), Known("e^x", 1, "e^x")


def tex(text):
    """A typed formula as TeX, where a function has a backslash before its name."""
    return re.sub("sin|cos|ln", r"\\\g<0>", text)


def product(a, n, v):
    """Differentiate axⁿ times a known function."""
    u, du = terms((a, power("x", n))), terms((a * n, power("x", n - 1)))
    sign, other = ("+", "-") if v.sign > 0 else ("-", "+")
    of, derivative = f"{u} {v.text}", f"{du} {v.text} {sign} {u} {v.slope}"
    minus = "" if v.sign > 0 else "-"
    return Exercise(
        "a product",
        prompt=f"Differentiate ${tex(of)}$.",
        answer=Formula(derivative, of=of),
        misconceptions=[
            (
                f"{minus}{du} {v.slope}",
                "The two derivatives were multiplied. A product grows by two strips: one factor grows while the other "
                "stays, and the other way round.",
            ),
            (
                f"{du} {v.text}",
                f"Only ${u}$ was allowed to grow. ${v.tex}$ grows too, and adds a strip of its own.",
            ),
            (
                f"{minus}{u} {v.slope}",
                f"Only ${v.tex}$ was allowed to grow. ${u}$ grows too, and adds a strip of its own.",
            ),
            (
                f"{du} {v.text} {other} {u} {v.slope}",
                "The strips add up. A minus belongs to the quotient rule, and to the derivative of the cosine."
                if v.sign > 0
                else "The strips add up, but the cosine brings a minus of its own: just right of 0 it falls.",
            ),
        ],
        hints=[
            f"Think of the rectangle with sides $u = {u}$ and $v = {v.tex}$.",
            f"$u'v + uv'$ with $u' = {du}$, $v' = {minus}{tex(v.slope)}$.",
        ],
        solution=f"With $u = {u}$ and $v = {v.tex}$: $u'v + uv' = {tex(derivative)}$.",
        remark="Two strips: $u'v$ and $uv'$.",
        vary=lambda draw: product(draw.randint(1, 6), draw.randint(2, 5), draw.choice([SINE, COSINE])),
    )


def quotient(u, m, c):
    """Differentiate a known function over mx + c, for x > 0."""
    v = terms((m, "x"), (c, ""))
    in_brackets = f"({v})" if c or m > 1 else v
    minus = "" if u.sign > 0 else "-"
    v_du, u_dv = f"{minus}{in_brackets} {u.slope}", f"{'' if m == 1 else m} {u.text}".strip()
    top, square = f"{v_du} - {u_dv}", f"{in_brackets}^2"
    return Exercise(
        "a quotient",
        prompt=f"Differentiate $\\dfrac{{{u.tex}}}{{{v}}}$ for $x > 0$.",
        answer=Formula(f"({top}) / {square}", of=f"({u.text}) / ({v})", domain={"x": (0.3, 6)}),
        misconceptions=[
            (
                f"{minus}{u.slope} / {m}",
                f"The derivatives of top and bottom were divided, ${minus}{tex(u.slope)} / {m}$. The bottom grows too, and pulls the quotient towards 0.",
            ),
            (
                f"-({top}) / {square}",
                "The sign is reversed. The growth of the **top** counts positive: $u'v - uv'$.",
            ),
            (
                f"({top}) / {in_brackets}",
                "The top is right. The denominator is the **square** of the bottom.",
            ),
            (
                f"({v_du} + {u_dv}) / {square}",
                "A growing bottom pulls the quotient towards 0: its term is taken away.",
            ),
        ],
        hints=[
            "$\\left(\\dfrac{u}{v}\\right)' = \\dfrac{u'v - uv'}{v^2}$.",
            f"$u = {u.tex}$, $v = {v}$, so $u' = {minus}{tex(u.slope)}$, $v' = {m}$.",
        ],
        solution=f"The bottom grows by {m} per unit of x: $\\dfrac{{{minus}{tex(u.slope)} \\cdot {in_brackets} - {u.tex} \\cdot {m}}}{{{square}}}$.",
        remark=f"$(u'v - uv')/v^2$ with $u = {u.tex}$ and $v = {v}$.",
        vary=lambda draw: quotient(
            draw.choice([SINE, COSINE, EXPONENTIAL]), draw.randint(1, 4), draw.randint(0, 6)
        ),
    )


def exponential_and_logarithm(a, b):
    """Differentiate aeˣ − b ln x."""
    of = f"{a}e^x - {'' if b == 1 else b}ln x"
    return Exercise(
        "exponential and logarithm",
        prompt=f"Differentiate ${tex(of)}$ for $x > 0$.",
        answer=Formula(f"{a}e^x - {b}/x", of=of, domain={"x": (0.2, 4)}),
        misconceptions=[
            (
                f"{a}x e^(x - 1) - {b}/x",
                "The power rule is for $x^n$, with the x below. In $e^x$ the x is the exponent: $e^x$ is its "
                "own derivative.",
            ),
            (
                "e^x - 1/x",
                f"The constant factor{f' {a} was' if b == 1 else 's were'} dropped. A curve {a} times as high is {a} times as steep.",
            ),
            (f"{a}e^x - {b} ln x", "$e^x$ is its own derivative, $\\ln x$ is not."),
            (f"{a}e^x + {b}/x", "The logarithm is taken away, so its slope is taken away too."),
            (
                f"{a}e^x - {b}x",
                "You gave the logarithm a slope that grows with x. But it gets flatter and flatter.",
            ),
        ],
        hints=["$e^x$ is the function that equals its own slope.", "The derivative of $\\ln x$ is $1/x$."],
        solution=f"Term by term: $e^x$ keeps its slope and its factor stays, and $\\ln x$ has slope $1/x$. So the derivative is "
        f"${a}e^x - \\dfrac{b}x$.",
        remark="$e^x$ is its own derivative; $\\ln x$ has $1/x$.",
        vary=lambda draw: exponential_and_logarithm(draw.randint(2, 9), draw.randint(1, 9)),
    )


def sine_and_cosine(a, b):
    """Differentiate a sin x + b cos x."""
    sine, cosine = terms((a, " sin x")).strip(), f"{b} cos x"
    derivative = f"{terms((a, ' cos x')).strip()} - {b} sin x"
    return Exercise(
        "sine and cosine",
        prompt=f"Differentiate ${tex(sine)} + {b}\\cos x$.",
        answer=Formula(derivative, of=f"{sine} + {cosine}"),
        misconceptions=[
            (
                derivative.replace(" - ", " + "),
                "The sign of the cosine's slope is missing: just right of $x = 0$ the cosine falls.",
            ),
            (
                f"-{derivative}",
                "The minus is only in the derivative of the cosine. The sine rises at 0, with a positive slope.",
            ),
            (
                "cos x - sin x",
                f"The constant factor{f' {b} was' if a == 1 else 's were'} dropped.",
            ),
        ],
        hints=[
            "At 0 the sine climbs with slope 1; the cosine is flat there.",
            "Which of the two falls just right of 0?",
        ],
        solution="Term by term: $\\sin' = \\cos$ and $\\cos' = -\\sin$, and a factor stays. So the derivative is "
        f"${tex(derivative)}$.",
        remark="$\\sin' = \\cos$ and $\\cos' = -\\sin$.",
        vary=lambda draw: sine_and_cosine(draw.randint(1, 9), draw.randint(2, 9)),
    )


def slope_of_loss(weight, step, slope):
    """The slope of a loss from the change that a step of the weight makes."""
    change = round(slope * step, 9)
    falls = slope < 0
    return Exercise(
        "the slope of a loss",
        prompt=f"In some model, a weight goes from {number(weight)} to {number(weight + step)}, and the loss changes by "
        f"{number(change)}. Estimate $dL/dw$.",
        answer=Number(slope),
        misconceptions=[
            (
                change,
                "That is the change of the loss. A derivative is the change **per unit** of the weight: divide by the step.",
            ),
            (
                -slope,
                f"The loss {'fell' if falls else 'rose'} while the weight rose. Which sign does such a slope have?",
            ),
            (
                round(change * step, 12),
                "Change and step were multiplied. A rate is change divided by step.",
            ),
            (
                1 / slope,
                "That is step divided by change, upside down. A rate is change divided by step.",
            ),
        ],
        hints=[
            "Δy ≈ y′ · h. What are Δy and h here?",
            f"How much loss per unit of weight, if {number(step)} units give {number(change)}?",
        ],
        solution=f"${change:.10g} / {step} = {slope}$: {abs(slope)} units of loss {'less' if falls else 'more'} per unit of weight, at "
        "this place.",
        remark=f"{number(change)} over {step}: {abs(slope)} units of loss {'less' if falls else 'more'} per unit of weight.",
        vary=lambda draw: slope_of_loss(
            draw.randint(1, 5),
            draw.choice([0.001, 0.002, 0.004, 0.005]),
            draw.choice([-1, 1]) * draw.randint(2, 9),
        ),
    )


def sketch_the_slope(f, slope, bend, span, handles, solution):
    """The derivative of f over `span`, drawn by hand; `bend` is the second derivative, another wrong answer."""
    return Exercise(
        "sketch the slope",
        prompt="Sketch $f'$. At each point's place, look how steep the upper curve is, and drag the point to that height. By "
        "keyboard, Tab goes from point to point and the arrow keys move it. A rough sketch will do.",
        answer=Sketch(f, slope, span, handles),
        misconceptions=[
            (
                f,
                "That is the shape of $f$ itself: it shows heights. Draw how **steep** $f$ is at each place.",
            ),
            (
                lambda x: -slope(x),
                "Every sign is reversed. Where $f$ climbs to the right, its slope is above 0.",
            ),
            (
                lambda x: abs(slope(x)),
                "Yours shows how steep $f$ is, and not whether it climbs or falls. A slope has a sign.",
            ),
            (
                lambda x: slope(x - 1),
                "The shape is right, but it stands too far to the right. Where is $f$ flat?",
            ),
            (bend, "Yours shows how the slope of $f$ changes, one step too far. Begin where $f$ is flat."),
        ],
        hints=[
            "Where is $f$ flat? The points there belong on the zero line. Where $f$ climbs, they belong above it.",
            "Where is $f$ steepest? There your curve is farthest from 0, and turns back.",
        ],
        solution=solution,
        remark="Zero where $f$ is flat, above 0 where it climbs, below 0 where it falls, and turning where $f$ is steepest.",
        vary=lambda draw: (
            slope_of_a_hill(draw.randint(-2, 2), draw.choice([-2, -1, 1, 2]))
            if draw.random() < 0.5
            else slope_of_a_wave(draw.randint(-2, 2), draw.choice([-2, -1, 1, 2]))
        ),
    )


def slope_of_a_hill(top, height):
    """A bell curve, upside down if `height` is negative."""
    f = lambda x: height * math.exp(-((x - top) ** 2) / 2)
    climbs, above = ("climbs", "above") if height > 0 else ("falls", "below")
    falls, below = ("falls", "below") if height > 0 else ("climbs", "above")
    return sketch_the_slope(
        f,
        slope=lambda x: (top - x) * f(x),
        bend=lambda x: ((x - top) ** 2 - 1) * f(x),
        span=(top - 2.5, top + 2.5),
        handles=11,
        solution=f"$f$ {climbs} up to $x = {top}$, is flat there, and {falls} after it. So $f'$ is {above} 0, zero at {number(top)}, "
        f"then {below} 0. $f$ is steepest at {number(top - 1)} and {number(top + 1)}: there $f'$ turns. Far out $f$ is nearly "
        "flat, and $f'$ goes back to 0.",
    )


def slope_of_a_wave(left, factor):
    """A cubic that turns at `left` and two further on."""
    right = left + 2
    steep = factor / 2
    climbs, above = ("climbs", "above") if factor > 0 else ("falls", "below")
    falls, below = ("falls", "below") if factor > 0 else ("climbs", "above")
    return sketch_the_slope(
        lambda x: steep * ((x - left - 1) ** 3 / 3 - (x - left - 1)),
        slope=lambda x: steep * (x - left) * (x - right),
        bend=lambda x: 2 * steep * (x - left - 1),
        span=(left - 1.0, right + 1.0),
        handles=9,
        solution=f"$f$ {climbs}, is flat at {number(left)}, {falls}, is flat at {number(right)}, and {climbs} again. So $f'$ is "
        f"{above} 0, zero at {number(left)}, {below} 0, zero at {number(right)}, and {above} 0 again.",
    )


EXERCISES = [
    # --- Slope between two points -------------------------------------------------------------------------------------
    slope_between_points(1, 3, 1, 3),
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
    cancel_h(1, 0),
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
                "That is the slope of some secant, and a poor one, as you will see. A limit is exact, and no h needs to reach it.",
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
        remark="It is exact, although no secant needs to have it.",
    ),
    limit_by_nudging(3, -4, 5, at=3),
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
    predict_change(7, 6, 3, at=5, step=0.001),
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
    slope_of_a_hill(0, 2),
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
    replace(
        polynomial(7, 2, 6, 3),
        solution="$7 \\cdot 2x + 6 \\cdot 1 + 0 = 14x + 6$; at $x = 5$ this is the 76 from before.",
        remark="At $x = 5$ it is 76, the limit found by nudging.",
    ),
    product(1, 2, SINE),
    quotient(SINE, 1, 0),
    exponential_and_logarithm(3, 1),
    sine_and_cosine(1, 2),
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
    slope_of_loss(2, 0.002, -3),
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
