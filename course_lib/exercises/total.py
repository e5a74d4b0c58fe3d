"""Exercises of lesson 3: the total derivative."""

import math

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
from course_lib.exercises.writing import number, power, terms


def balance(x, t, k):
    """How the shares of dV/dx stand to each other, for V = (4π/3)·t·x and dt/dx = k."""
    direct, through_t = 4 * math.pi / 3 * t, 4 * math.pi / 3 * x * k
    if abs(direct + through_t) < 0.1:
        return "cancel"
    if through_t >= 0:
        return "same sign" if through_t else "t still"
    return "direct wins" if direct + through_t > 0 else "tie wins"


def thermometer(s):
    """What the thermometer of the beetle does at time s: T = 20 + 10 · sin s · cos s along its path."""
    rate = 10 * (np.cos(s) ** 2 - np.sin(s) ** 2)
    return "rests" if abs(rate) < 0.5 else "rises" if rate > 0 else "falls"


def product(x, t):
    return x * t


def mixed(x, t):
    return x**2 - 3 * t


def quotient(x, t):
    return t / (1 + x**2)


def square(x):
    return x**2


def double(x):
    return 2 * x + 1


def falling(x):
    return 3 - x


# f, a tie, a place and a step: no two of the usual slips give the same number on all of them.
TIED = [
    (product, square, 2.0, 0.1),
    (mixed, double, 1.0, 0.01),
    (quotient, falling, 0.5, -0.2),
    (product, double, -1.0, 1e-3),
]
NAMES = {product: "x · t", mixed: "x² − 3t", quotient: "t / (1 + x²)"}
NAMES |= {square: "x²", double: "2x + 1", falling: "3 − x"}


def tied(f, tie, x, h):
    return f"f(x, t) = {NAMES[f]}, t = {NAMES[tie]}, x = {x:g}, h = {h:g}".replace("-", "−")


# Partials and rates along a few paths.
PATHS = [
    ((2.0, -1.0, 0.5), (1.0, 3.0, -2.0)),
    ((5.0,), (1.0,)),
    ((3.0, -1.5, 2.0, 0.5), (0.0, 1.0, 0.25, -2.0)),
    ((4e-9, -1e-9), (1.0, 2.5)),
]


def paths(partials, rates):
    listed = [", ".join(f"{number:g}" for number in numbers) for numbers in (partials, rates)]
    return f"partials {listed[0]} and rates {listed[1]}".replace("-", "−")


# --- Exercises whose numbers are drawn --------------------------------------------------------------------------------


def tie_of_another_slope(by_x=5, by_t=-2, rate=4, shift=1):
    """Two partial derivatives, and a tie with a slope of its own; the two shares have opposite signs."""
    return Exercise(
        "a tie of another slope",
        prompt=f"At some place $\\dfrac{{\\partial f}}{{\\partial x}} = {by_x}$ and $\\dfrac{{\\partial f}}{{\\partial t}} = {by_t}$, "
        f"and t is tied to x by $t = {rate}x + {shift}$. What is $\\dfrac{{df}}{{dx}}$ there?",
        answer=Number(by_x + by_t * rate),
        misconceptions=[
            (by_x, "That is the partial derivative: the direct path alone. x also moves t, and t moves f."),
            (
                by_x + by_t,
                "The partial derivatives were added as if t moved as fast as x. It moves faster: what is $dt/dx$?",
            ),
            (by_t * rate, "That is the share of the path through t. The direct path is missing."),
            (
                by_x * by_t * rate,
                "The two paths were multiplied. Along a path you multiply; different paths are added up.",
            ),
            (
                by_x - by_t * rate,
                "The sign of $\\partial f / \\partial t$ got lost: f falls when t grows, so this path takes away.",
            ),
            (
                by_x + by_t / rate,
                "The slope of the tie went in upside down. $dt/dx$ is how far t moves for each unit of x.",
            ),
            (
                by_x + by_t * (rate + shift),
                "That is t at x = 1 in place of the slope of the tie. What counts is how fast t **moves**.",
            ),
            (
                rate,
                f"{rate} is $dt/dx$, one factor of one path. Multiply it by what t does to f, then add the other path.",
            ),
        ],
        hints=[
            "When x moves by 0.01, how far does t move? And what does that do to f?",
            f"The direct share is {by_x}. The share through t is ${by_t}$ times $dt/dx$.",
        ],
        solution=f"$\\dfrac{{df}}{{dx}} = {by_x} + ({by_t}) \\cdot {rate} = {by_x + by_t * rate}$. The partial derivative says that f "
        "rises with x. In this situation it falls, because t carries it down faster than x lifts it.",
        remark="The partial derivative is positive, and still f falls: the path through t outweighs the direct one.",
        vary=lambda draw: tie_of_another_slope(
            draw.randint(1, 5), draw.randint(-6, -3), draw.randint(2, 6), draw.randint(1, 9)
        ),
    )


def three_moments(exponent=2, rate=3, x=2):
    """The slope of x · tⁿ with t = kx, where the tie is put in before, during and after the differentiation."""
    t = rate * x
    between, through_t = t**exponent, exponent * x * t ** (exponent - 1) * rate
    total = between + through_t
    f, slope_by_t = (
        terms((1, "x " + power("t", exponent))),
        terms((exponent, "x " + power("t", exponent - 1))),
    )
    return Exercise(
        "three moments in numbers",
        prompt=f"$f(x, t) = {f}$ with the tie $t = {rate}x$. Somebody wants $df/dx$ at $x = {x}$. Which number comes out if the tie "
        "is put in **first**, if it is put **in between** (after the partial derivative by x), and if it is put in **last** (after "
        "the sum over both paths)? Give `[first, between, last]`.",
        answer=Array([total, between, total]),
        misconceptions=[
            (
                [total, total, total],
                "First and last are right. In between, only the direct path has been counted: what is $\\partial f / \\partial x$?",
            ),
            (
                [between, between, between],
                "In between is right. The other two should agree with a nudge of x that t follows.",
            ),
            (
                [total, between, between + through_t // rate],
                "Last, the share through t lacks its rate: t moves faster than x.",
            ),
            (
                [total, between, through_t],
                "Last, only one of the two paths was counted. The direct path and the one through t both belong to it.",
            ),
            (
                [total, between, between * through_t],
                "Last, the shares of the two paths were multiplied. Shares add.",
            ),
            (
                [x * t**exponent, between, total],
                "The first number is f itself with the tie put in. How fast does it grow with x?",
            ),
            (
                [between, total, between],
                "Swapped: two of the moments count every path, and one of them does not. Which?",
            ),
        ],
        hints=[
            f"First: replace every t by ${rate}x$, and differentiate what is left, a power of x times a number.",
            f"In between: $\\partial f / \\partial x = {power('t', exponent)}$. Last: add ${slope_by_t} \\cdot {rate}$ to it.",
        ],
        solution=f"First: $f = {rate**exponent}x^{exponent + 1}$ has the slope ${rate**exponent * (exponent + 1)}"
        f"{power('x', exponent)}$, at $x = {x}$ that is ${total}$. In between: ${power('t', exponent)} = {between}$. Last: "
        f"${power('t', exponent)} + {slope_by_t} \\cdot {rate} = {between} + {through_t} = {total}$.",
        remark=f"{exponent + 1} factors of f follow x. In between, only one of them has moved: off by a factor of {exponent + 1}.",
        vary=lambda draw: three_moments(draw.randint(1, 3), draw.randint(2, 5), draw.randint(2, 4)),
    )


def paths_that_meet(rate=3, direct=2, x=2):
    """y = u · v, where v depends on u and on x: three paths, two of which meet at v."""
    u, v, dv = rate * x, (rate + direct) * x, rate + direct
    shares = v * rate, u * direct, u * rate
    return Exercise(
        "paths that meet again",
        prompt=f"$y = u \\cdot v$ with $u = {rate}x$ and $v = u + {direct}x$, at $x = {x}$. Work from x to y.",
        answer=Chain(
            [
                Step("u", u, "$u$"),
                Step("v", lambda u: u + direct * x, "$v$"),
                Step("du", rate, "$du/dx$"),
                Step("dv", lambda du: du + direct, "$dv/dx$"),
                Step("dy", lambda u, v, du, dv: v * du + u * dv, "$dy/dx$"),
            ]
        ),
        misconceptions=[
            ({"du": u}, "That is how large u is. How fast does it move?"),
            ({"dv": direct}, "The path from x through u to v is missing: u moves v as well."),
            ({"dv": lambda du: du}, "That is what comes through u. x stands in v on its own as well."),
            (
                {"dv": lambda du: du * direct},
                "The two paths to v were multiplied. Where arrows meet, shares are added.",
            ),
            (
                {"dy": lambda v, du: v * du},
                "That is one share alone, with the other factor held still. u and v both move.",
            ),
            (
                {"dy": lambda du, dv: du * dv},
                "The two rates were multiplied. Each rate goes with the partial derivative of y: two products, then a sum.",
            ),
            (
                {"dy": lambda u, v: u + v},
                "The partial derivatives of y were added without the rates of u and v.",
            ),
            (
                {"dy": lambda u, v, du, dv: u * du + v * dv},
                "Each rate got the wrong partner. The partial derivative of $u \\cdot v$ by u is the **other** factor.",
            ),
            (
                {"dy": lambda u, v, du, dv: v * du * u * dv},
                "The shares were multiplied. Paths are added.",
            ),
        ],
        hints=[
            "First the middle: v depends on x in two ways, through u and directly.",
            f"$dv/dx = {rate} + {direct}$. Then $dy/dx = v \\cdot du/dx + u \\cdot dv/dx$.",
        ],
        solution=f"$u = {u}$, $v = {v}$. $\\dfrac{{du}}{{dx}} = {rate}$ and $\\dfrac{{dv}}{{dx}} = {rate} + {direct} = {dv}$, so "
        f"$\\dfrac{{dy}}{{dx}} = {v} \\cdot {rate} + {u} \\cdot {dv} = {sum(shares)}$. Put in first it is the same: "
        f"$y = {rate}x \\cdot {dv}x = {rate * dv}x^2$, with the slope ${2 * rate * dv}x$.",
        remark=f"Three paths: {shares[0]} through u, {shares[1]} through v, {shares[2]} through u and then v. You have not listed "
        "them: two of them were added where they met.",
        vary=lambda draw: paths_that_meet(draw.randint(2, 6), draw.randint(2, 7), draw.randint(2, 5)),
    )


def count_the_paths(first=4, second=3):
    """Two layers of different sizes, and an arrow past both of them."""
    return Exercise(
        "count the paths",
        prompt=f"From x an arrow leads to each of {first} units. Each of these feeds each of {second} further units, and each of "
        "those feeds y. One more arrow leads from x straight to y. How many products has the sum over paths?",
        answer=Number(first * second + 1),
        misconceptions=[
            (first * second, "All paths through the units are in it. One path passes them by."),
            (
                first + second,
                "Those are the units. A path is a choice of one unit in each layer: how many choices are there for the second one "
                "after the first?",
            ),
            (
                first + second + 1,
                "Units were counted, and the direct arrow. How many ways lead **through** the units?",
            ),
            (
                first + first * second + second + 1,
                "Those are the arrows. A path is several arrows, one after the other, from x to y.",
            ),
            (
                first * second * 2,
                "The direct arrow is one path more, not twice as many.",
            ),
        ],
        hints=[
            "How many paths lead to one unit of the second layer?",
            f"As many as the first layer has units: {first}. And there are {second} such units, before the direct arrow.",
        ],
        solution=f"Through the units ${first} \\cdot {second} = {first * second}$, and one directly: {first * second + 1}.",
        remark="One choice in each layer, and the arrow that passes both by.",
        vary=lambda draw: count_the_paths(draw.randint(3, 9), draw.randint(3, 9)),
    )


def stretched_sheet(x=4, y=3, dx=0.02, dy=-0.005):
    """The differential of an area whose sides change in opposite ways."""
    clean = lambda value: round(value, 9)
    gain, true = clean(y * dx + x * dy), clean((x + dx) * (y + dy) - x * y)
    return Exercise(
        "a stretched sheet",
        prompt=f"A rubber sheet is x = {x} m long and y = {y} m wide. It is pulled lengthwise and becomes {number(dx)} m longer and "
        f"{number(-dy)} m **narrower**. What change of its area $A = x\\,y$ does the differential predict, in m²?",
        answer=Number(gain, unit="m²"),
        misconceptions=[
            (true, "That is the true change. The differential leaves out the product of the two steps."),
            (
                clean(y * dx - x * dy),
                "The sheet becomes narrower: that step is negative, and its share takes away.",
            ),
            (
                clean(x * dx + y * dy),
                "Each step got the wrong partner. The partial derivative of $x\\,y$ by x is the **other** side.",
            ),
            (
                clean(dx + dy),
                "The steps were added without their partial derivatives. How much area does each bring?",
            ),
            (
                clean(dx * dy),
                "That is the product of the two steps, the very thing that the differential leaves out.",
            ),
            (clean(y * dx), "That is the share of x alone. y moves too."),
            (clean(x * y + gain), "That is the predicted area. The question asks for its change."),
        ],
        hints=[
            "$dA = \\dfrac{\\partial A}{\\partial x} dx + \\dfrac{\\partial A}{\\partial y} dy = y\\,dx + x\\,dy$.",
            f"dx = {number(dx)} and dy = {number(dy)}.",
        ],
        solution=f"$dA = y\\,dx + x\\,dy = {y} \\cdot {number(dx)} + {x} \\cdot ({number(dy)}) = {number(gain)}$. The true change is "
        f"${number(x + dx)} \\cdot {number(y + dy)} - {x * y} = {number(true)}$, and the gap is $dx \\cdot dy = {number(dx * dy)}$.",
        remark=f"The true change is {number(true)}. The gap, {number(dx * dy)}, is the product of the two steps.",
        vary=lambda draw: stretched_sheet(
            draw.randint(3, 9), draw.randint(2, 8), draw.randint(2, 9) / 100, -draw.randint(5, 20) / 1000
        ),
    )


def step_of_two_weights(loss=0.5, slopes=(3, -1), steps=(0.1, 0.2)):
    """L + ε·∇L, with one share that lifts the loss and one that lowers it."""
    clean = lambda value: round(value, 9)
    first, second = (clean(step * slope) for step, slope in zip(steps, slopes, strict=True))
    return Exercise(
        "a step of two weights",
        prompt=f"At $\\mathbf{{w}}$ the loss is $L = {number(loss)}$ and its gradient is $\\nabla L = ({slopes[0]}, {slopes[1]})$. "
        f"Predict the loss after the step $\\boldsymbol{{\\varepsilon}} = ({number(steps[0])}, {number(steps[1])})$.",
        answer=Number(clean(loss + first + second)),
        misconceptions=[
            (clean(first + second), "That is the predicted **change**. The loss was not 0 before the step."),
            (
                clean(loss + first - second),
                "The sign of the second slope got lost: along this weight the loss falls.",
            ),
            (
                clean(loss + sum(slopes)),
                "The gradient was added as if both weights moved by 1. Each slope is times its own step.",
            ),
            (
                clean(loss + sum(slopes) * sum(steps)),
                "The slopes were added, then the steps. Each slope belongs with its own step.",
            ),
            (clean(loss + first), "That is the share of the first weight alone. The second moves too."),
            (
                clean(loss - first - second),
                "The step was taken the other way. It is ε here, as given; add its shares.",
            ),
        ],
        hints=[
            "$L(\\mathbf{w} + \\boldsymbol{\\varepsilon}) \\approx L + \\boldsymbol{\\varepsilon} \\cdot \\nabla L$: one product for each weight.",
            f"The first weight brings ${number(steps[0])} \\cdot {slopes[0]}$, the second ${number(steps[1])} \\cdot ({slopes[1]})$.",
        ],
        solution=f"${number(loss)} + {number(steps[0])} \\cdot {slopes[0]} + {number(steps[1])} \\cdot ({slopes[1]}) = {number(loss)} + "
        f"{number(first)} - {number(-second)} = {number(loss + first + second)}$.",
        remark=f"{number(loss)} + {number(first)} − {number(-second)}.",
        vary=lambda draw: step_of_two_weights(
            draw.randint(20, 60) / 10,
            (draw.randint(2, 9), -draw.randint(2, 9)),
            (draw.randint(1, 4) / 10, draw.randint(1, 4) / 10),
        ),
    )


def along_a_curve(speed=2):
    """x²y along x = s², y = cs."""
    return Exercise(
        "along a curve",
        prompt=f"$f(x, y) = x^2 y$. A point moves along $x = s^2$, $y = {speed}s$ with $s > 0$. What is $\\dfrac{{df}}{{ds}}$? Write it "
        "with s alone.",
        answer=Formula(f"{5 * speed} s^4", of=f"{speed} s^5", by="s", domain={"s": (0.2, 3)}),
        misconceptions=[
            (f"{4 * speed} s^4", "That is the share of x. y moves too."),
            (f"{speed} s^4", "That is the share of y. x moves too."),
            (
                f"{2 * speed} s^3 + s^4",
                "The partial derivatives were added without the rates $dx/ds$ and $dy/ds$: how fast do x and y move?",
            ),
            (f"{4 * speed**2} s^8", "The two shares were multiplied. They add."),
            (f"{speed} s^5", "That is f itself along the curve. How fast does it change?"),
            (
                f"{2 * speed} s",
                "The rates were multiplied, and f was not asked. What does f do when x moves?",
            ),
            (
                f"{2 * speed} s^3",
                "That is $\\partial f / \\partial x$ with the curve put in: the late substitution again.",
            ),
        ],
        hints=[
            "$\\dfrac{df}{ds} = \\dfrac{\\partial f}{\\partial x}\\dfrac{dx}{ds} + \\dfrac{\\partial f}{\\partial y}\\dfrac{dy}{ds}$.",
            f"$2xy \\cdot 2s + x^2 \\cdot {speed}$. Now put the curve in.",
        ],
        solution=f"$2xy \\cdot 2s + x^2 \\cdot {speed}$ with $x = s^2$, $y = {speed}s$: ${4 * speed} s^4 + {speed} s^4 = {5 * speed} s^4$. "
        f"Put in first: $f = {speed} s^5$, with the same slope.",
        remark=f"${4 * speed} s^4$ along x and ${speed} s^4$ along y.",
        vary=lambda draw: along_a_curve(draw.randint(2, 9)),
    )


def sliding_ladder(x=3, y=4, length=5, speed=2):
    """Related rates: the foot of a ladder moves, and its length stays."""
    rate = -x * speed / y
    return Exercise(
        "the sliding ladder",
        prompt=f"A ladder of {length} m leans against a wall, its foot at x = {x} m, its top at y = {y} m. The foot slides away at "
        f"{speed} m/s. How fast does the height of the top change, in m/s? Mind the sign.",
        answer=Number(rate, unit="m/s"),
        misconceptions=[
            (-rate, "The size is right. The top goes down, so its height has a negative rate."),
            (
                -speed,
                "Foot and top are equally fast only while they are equally far from the corner. Here they are not.",
            ),
            (
                speed,
                "As fast as the foot, and upwards? The length must stay the same: take the differential of $x^2 + y^2$.",
            ),
            (
                -x / y,
                "That is $dy/dx$: how far the top goes for each metre of the foot. How many metres does the foot go in a second?",
            ),
            (
                -y * speed / x,
                "The ratio is upside down. From $x\\,dx + y\\,dy = 0$: which of the two sides stands below?",
            ),
            (0, "The **length** does not change. The height does."),
            (
                2 * rate,
                "A factor got lost on one side. In $2x\\,dx + 2y\\,dy = 0$ the factor 2 is in both terms.",
            ),
        ],
        hints=[
            f"$x^2 + y^2 = {length**2}$ all the time, so its rate is 0: $2x\\,\\dfrac{{dx}}{{ds}} + 2y\\,\\dfrac{{dy}}{{ds}} = 0$.",
            f"$2 \\cdot {x} \\cdot {speed} + 2 \\cdot {y} \\cdot \\dfrac{{dy}}{{ds}} = 0$.",
        ],
        solution=f"$2 \\cdot {x} \\cdot {speed} + 2 \\cdot {y} \\cdot \\dfrac{{dy}}{{ds}} = 0$, so $\\dfrac{{dy}}{{ds}} = "
        f"-\\dfrac{{{2 * x * speed}}}{{{2 * y}}} = {number(rate)}$ m/s.",
        remark=f"Down, at {number(x / y)} times the speed of the foot.",
        vary=lambda draw: sliding_ladder(
            *draw.choice([(3, 4, 5), (6, 8, 10), (12, 5, 13), (15, 8, 17), (21, 20, 29)]),
            draw.randint(2, 5),
        ),
    )


def rent_along_the_market(by_area=12, by_room=100, rooms=0.03):
    """Two partial derivatives of a model, and how its inputs go together in the world."""
    through_rooms = round(by_room * rooms, 9)
    return Exercise(
        "rent along the market",
        prompt=f"In a model of rents $\\dfrac{{\\partial R}}{{\\partial a}} = {by_area}$ euros per m² and "
        f"$\\dfrac{{\\partial R}}{{\\partial n}} = {by_room}$ euros per room. On the market flats have on average {number(rooms)} rooms "
        "more for each m² more. How fast does the predicted rent rise **along the market**, in euros per m²?",
        answer=Number(by_area + through_rooms),
        misconceptions=[
            (by_area, "That holds the rooms still. Along the market they grow with the area."),
            (by_area + by_room, "The partial derivatives were added. How many rooms come with 1 m²?"),
            (
                through_rooms,
                "That is the path through the rooms alone. The area counts for itself as well.",
            ),
            (by_area * through_rooms, "The two paths were multiplied. They add."),
            (
                by_area + rooms,
                "The rate of the rooms was added as it is. What is a room worth, in euros?",
            ),
        ],
        hints=[
            "Two paths lead from the area to the rent.",
            f"Directly: {by_area}. Through the rooms: ${by_room} \\cdot {number(rooms)}$.",
        ],
        solution=f"$\\dfrac{{dR}}{{da}} = {by_area} + {by_room} \\cdot {number(rooms)} = {number(by_area + through_rooms)}$ euros per m². "
        f"{by_area} and {number(by_area + through_rooms)} are both right; they answer different questions.",
        remark=f"{by_area} directly, and {number(through_rooms)} through the rooms.",
        vary=lambda draw: rent_along_the_market(
            draw.randint(8, 16), draw.choice([50, 100, 150, 200]), draw.choice([0.02, 0.04, 0.06])
        ),
    )


EXERCISES = [
    # --- What a partial derivative ignores ----------------------------------------------------------------------------
    Exercise(
        "one crank, two axes",
        prompt="The crank stretches the ellipsoid along x, and the frame keeps t equal to x. You turn the crank by a hair. "
        "Compared with what $\\partial V / \\partial x$ says, V grows …",
        answer=Prediction(
            [
                "as fast: that is what $\\partial V / \\partial x$ is for",
                "half as fast: the growth is shared by two axes",
                "twice as fast",
                "as fast as $\\partial V / \\partial x$ squared",
            ],
            "c",
        ),
        misconceptions=[
            (
                "a",
                "$\\partial V / \\partial x$ lets x grow and holds t still. This machine does not hold it still: t grows "
                "too, and adds as much again.",
            ),
            (
                "b",
                "Nothing is shared out. x grows by the whole hair, and t grows by a hair of its own: two gains, twice as fast.",
            ),
            (
                "d",
                "Two things do grow, but their gains **add**: each is a volume, and they come to twice as fast.",
            ),
        ],
        hints=[
            "How much V is gained if x alone grows by a hair? How much if t alone does?",
            "With t = x the formula treats the two alike, so the two gains are equal. Do they add?",
        ],
        solution="If x alone grows by h, V gains about $\\tfrac{4\\pi}{3}\\,t\\,y \\cdot h$. If t alone does, it gains about "
        "$\\tfrac{4\\pi}{3}\\,x\\,y \\cdot h$. With t = x the two are equal, and the machine does both.",
        remark="x grows, and t grows with it: two equal gains.",
    ),
    Exercise(
        "ellipsoid, tied",
        prompt="$V = \\tfrac{4\\pi}{3}\\,t\\,x\\,y$, the frame keeps $t = x$, and y stands still. What is $\\dfrac{dV}{dx}$? "
        "Write it with x and y alone.",
        answer=Formula(
            "8 pi / 3 * x * y",
            names="txy",
            domain={"x": (0.5, 3), "y": (0.5, 3), "t": (0.5, 3)},
            of="4 pi / 3 * x^2 * y",
        ),
        misconceptions=[
            (
                "4 pi / 3 * x * y",
                "That is the partial derivative with t = x put in afterwards. It lets x grow along one path only; t grows "
                "too, and V with it. Count the paths from x to V.",
            ),
            (
                "4 pi / 3 * t * y",
                "That is $\\partial V / \\partial x$: it holds t still. Here t moves with x.",
            ),
            (
                "4 pi / 3 * (t + x) * y",
                "Both paths are in it. One step is left: t is equal to x here, so write it with x and y alone.",
            ),
            (
                "8 pi / 3 * t * y",
                "Both paths are in it. One step is left: the answer is asked with x and y alone, and t is equal to x here.",
            ),
            (
                "16 pi^2 / 9 * x^2 * y^2",
                "The shares of the two paths were multiplied. Each of them is a gain in volume per unit of x, and gains add.",
            ),
            (
                "4 pi / 3 * x^2 * y",
                "That is the volume itself, with t = x put in. How fast does it grow with x?",
            ),
            (
                "8 pi / 3 * x",
                "The factor y got lost. It stands still, and a constant factor stays in the derivative.",
            ),
        ],
        hints=[
            "Draw arrows from x to everything that changes when x changes.",
            "There are two arrows into V: one directly from x, one through t. Each contributes a product.",
        ],
        solution="Directly: $\\tfrac{4\\pi}{3}\\,t\\,y$. Through t: $\\tfrac{4\\pi}{3}\\,x\\,y \\cdot 1$. With t = x the sum is "
        "$\\tfrac{8\\pi}{3}\\,x\\,y$. Putting t = x into V first gives $\\tfrac{4\\pi}{3}\\,x^2 y$, and its slope is the same.",
        remark="Two paths with equal shares: twice the partial derivative.",
    ),
    Exercise(
        "two questions, two symbols",
        prompt="The frame ties t to x. Which statement about $\\dfrac{\\partial V}{\\partial x}$ and $\\dfrac{dV}{dx}$ is right?",
        answer=Choice(
            [
                "They are two ways to write the same number.",
                "$\\partial V / \\partial x$ does not exist here, because the frame does not let t stand still.",
                "Both exist. One asks what happens if x alone moved, the other what happens when x moves and t follows.",
                "$\\partial V / \\partial x$ is an approximation of $dV/dx$, and a good one for small steps.",
            ],
            "c",
        ),
        misconceptions=[
            (
                "a",
                "Then the two slopes in the figure would agree. One is twice as steep as the other, at every x.",
            ),
            (
                "b",
                "The **formula** $V(t, x, y)$ has three inputs, whatever the machine does. It can be asked about any one of them.",
            ),
            ("d", "The step can be as small as you like: the ratio of the two slopes tends to 2, not to 1."),
        ],
        hints=[
            "A partial derivative belongs to a formula and its list of inputs. What does the frame belong to?",
            "Could you compute $\\partial V / \\partial x$ without ever hearing of the frame?",
        ],
        solution="$\\partial V / \\partial x$ is about the formula: one input moves, the others stand still. $dV/dx$ is about the "
        "situation: x moves, and whatever depends on x moves along. Neither is wrong. They answer different questions.",
        remark="∂ asks the formula, d asks the situation.",
    ),
    Exercise(
        "where the shares cancel",
        prompt="In the figure, tie t to x so that V does **not** change when x moves a little: turn the tie until $dV/dx$ is within 0.1 of 0. "
        "You may move the point too.",
        answer=State(
            {"x": 2.0, "t": 1.0, "k": -0.5},
            balance,
            explain=lambda x, t, k: "The blue bar is not at 0 yet.",
        ),
        misconceptions=[
            (
                {"x": 2.0, "t": 1.0, "k": 0.0},
                "With a tie of slope 0, t stands still. Then the direct share is all there is, and it is not 0.",
            ),
            (
                {"x": 2.0, "t": 1.0, "k": 0.5},
                "Both shares are positive, so they cannot cancel. For one of them to take away, t must go the other way.",
            ),
            (
                {"x": 2.0, "t": 1.0, "k": -0.2},
                "The direction is right: t falls while x grows. The direct share still wins; let t fall faster.",
            ),
            (
                {"x": 2.0, "t": 1.0, "k": -1.2},
                "Now the path through t takes away more than the direct one brings. Let t fall more slowly.",
            ),
        ],
        hints=[
            "The green bar must reach exactly as far down as the orange one reaches up.",
            "On the map: along the tie, V must neither rise nor fall. Lay the tie along a contour line.",
        ],
        solution="$\\dfrac{dV}{dx} = \\tfrac{4\\pi}{3}\\,y\\,(t + x k)$ is 0 for $k = -t/x$. At x = 2, t = 1 that is −0.5. On the "
        "map the tie then touches a contour line, along which V is the same.",
        remark="What x brings, t takes away. On the map the tie runs along a contour line.",
    ),
    tie_of_another_slope(),
    # --- When to substitute -------------------------------------------------------------------------------------------
    Exercise(
        "a substitution too late",
        prompt="Somebody wants $dV/dx$ for the machine with the frame. Which line does not follow?",
        answer=FindError(
            [
                "$V = \\tfrac{4\\pi}{3}\\,t\\,x\\,y$ with $t = x$, and y stands still.",
                "$\\dfrac{\\partial V}{\\partial x} = \\tfrac{4\\pi}{3}\\,t\\,y$",
                "At a place where $t = x$ this partial derivative has the value $\\tfrac{4\\pi}{3}\\,x\\,y$.",
                "So $\\dfrac{dV}{dx} = \\tfrac{4\\pi}{3}\\,x\\,y$.",
                "If that is so, at x = 2 and y = 1 a turn of 0.001 lets V grow by about 0.0084.",
            ],
            4,
        ),
        misconceptions=[
            (1, "Line 1 is the situation, as it was given."),
            (
                2,
                "Line 2 is right: a partial derivative holds t and y still. It says nothing about the frame yet.",
            ),
            (
                3,
                "Line 3 is right as it stands: the partial derivative does have this value there. Watch what becomes of it.",
            ),
            (
                5,
                "Line 5 follows from the line before it: $\\tfrac{4\\pi}{3} \\cdot 2 \\cdot 0.001 \\approx 0.0084$. The slip is "
                "earlier.",
            ),
        ],
        hints=[
            "Watch the symbols ∂ and d. Where does one become the other?",
            "Is the path through t in any of these lines?",
        ],
        solution="Line 4 puts d for ∂. The partial derivative is right, and so is its value, but it is the share of the direct path "
        "alone. The path through t is missing, half of $\\dfrac{dV}{dx} = \\tfrac{8\\pi}{3}\\,x\\,y$.",
        remark="∂ became d on the way, and the path through t was never there.",
    ),
    Exercise(
        "when to put the tie in",
        prompt="A variable t depends on x. When may you replace t by its formula in x, if you want $df/dx$?",
        answer=Choice(
            [
                "Only before you differentiate, never after.",
                "Before you differentiate, or after the shares of all paths are added up.",
                "After you took the partial derivative by x.",
                "At any time: it is the same number, whenever it is put in.",
            ],
            "b",
        ),
        misconceptions=[
            (
                "a",
                "Before is safe. But look at the sum over all paths: there t was put in last, and the result was the same.",
            ),
            (
                "c",
                "Then the path through t is lost before it was counted. For the ellipsoid that is a factor of 2.",
            ),
            (
                "d",
                "t = x put into $\\partial V/\\partial x$ gave half of what t = x put into V gave. So the time matters.",
            ),
        ],
        hints=[
            "Three lines of the table were compared. Which two of them agree?",
            "What gets lost if t becomes x while only one path has been counted?",
        ],
        solution="Put in first, t is gone, and every effect of x stands in the formula. Put in last, every path has already been "
        "counted. In between, the paths through t are lost.",
        remark="First or last. In between, the paths through t are lost.",
    ),
    three_moments(),
    # --- The ball ---------------------------------------------------------------------------------------------------
    Exercise(
        "a sphere from three paths",
        prompt="Now all three half-axes are tied: $t = x = y = r$, and $V = \\tfrac{4\\pi}{3}\\,t\\,x\\,y$. What is "
        "$\\dfrac{dV}{dr}$?",
        answer=Formula("4 pi r^2", of="4 pi / 3 * r^3", by="r", domain={"r": (0.2, 4)}),
        misconceptions=[
            (
                "4 pi / 3 * r^2",
                "That is one partial derivative with r put in: the share of one path. How many lead from r to V?",
            ),
            ("8 pi / 3 * r^2", "Two paths are in it. Here all three half-axes follow r."),
            ("4 pi / 3 * r^3", "That is the volume. How fast does it grow with r?"),
            (
                "12 pi r^2",
                "The power came down to the front, but the 3 of the denominator is still there to cancel it.",
            ),
            (
                "64 pi^3 / 27 * r^6",
                "The three shares were multiplied. Each is a gain in volume per unit of r, and gains add.",
            ),
            (
                "4 pi r",
                "The number is right, the power is not: a product of two half-axes is left in each share.",
            ),
        ],
        hints=[
            "Each of t, x and y moves as fast as r. What is the share of the path through t alone?",
            "$\\tfrac{4\\pi}{3}\\,x\\,y \\cdot 1$ with x = y = r. The other two are like it.",
        ],
        solution="Three paths, each with the share $\\tfrac{4\\pi}{3}\\,r^2$: together $4 \\pi r^2$. Or first put r in: "
        "$V = \\tfrac{4\\pi}{3}\\,r^3$, and the power rule gives the same.",
        remark="It is the surface of the ball, and that is no accident.",
    ),
    Exercise(
        "the other half of the cube",
        prompt="The volume of a cube with side a is $V = a^3$, so $\\dfrac{dV}{da} = 3a^2$. Its surface is $6a^2$, twice as much. A thin "
        "shell should have the volume surface times thickness. Where is the other half?",
        answer=Choice(
            [
                "A path was dropped: for a cube, too, the shares must come to the surface.",
                "In the edges and corners of the shell, which the derivative leaves out.",
                "The shell is only half as thick as the step of a: each of two opposite faces moves out by half of it.",
                "Nowhere: that the slope is the surface is a property of the number π.",
            ],
            "c",
        ),
        misconceptions=[
            (
                "a",
                "Three sides follow a, with the share $a^2$ each. All three paths are in $3a^2$. Look at how far a face moves.",
            ),
            (
                "b",
                "Edges and corners have two or three thin sides. Divided by the step they vanish, as the corner of the growing "
                "rectangle did.",
            ),
            (
                "d",
                "Take half of the side, $r = a/2$, in place of a: then $V = 8r^3$. What is its slope, and what is the surface?",
            ),
        ],
        hints=[
            "When r of a ball grows by h, its surface moves out by h. When a of a cube grows by h, how far does each face move?",
            "Left and right face together move apart by h.",
        ],
        solution="If a grows by h, the left and the right face move apart by h, so each moves out by $h/2$, and the shell has about the "
        "volume $6a^2 \\cdot h/2$. Measured from the middle, as for the ball, all fits: $V = 8r^3$ with $r = a/2$ has the slope "
        "$24r^2 = 6a^2$, the surface.",
        remark="r is measured from the middle, a from face to face. With $r = a/2$ the slope of $8r^3$ is $24r^2$, the surface.",
    ),
    # --- Many variables -----------------------------------------------------------------------------------------------
    Exercise(
        "the sum over paths, written down",
        prompt="f depends on x, u and v. Both u and v depend on x. What is $\\dfrac{df}{dx}$?",
        answer=Choice(
            [
                "$\\dfrac{\\partial f}{\\partial x} + \\dfrac{\\partial f}{\\partial u} + \\dfrac{\\partial f}{\\partial v}$",
                "$\\dfrac{\\partial f}{\\partial x}$",
                "$\\dfrac{\\partial f}{\\partial u}\\dfrac{du}{dx} + \\dfrac{\\partial f}{\\partial v}\\dfrac{dv}{dx}$",
                "$\\dfrac{\\partial f}{\\partial x} \\cdot \\dfrac{\\partial f}{\\partial u}\\dfrac{du}{dx} \\cdot "
                "\\dfrac{\\partial f}{\\partial v}\\dfrac{dv}{dx}$",
                "$\\dfrac{\\partial f}{\\partial x} + \\dfrac{\\partial f}{\\partial u}\\dfrac{du}{dx} + "
                "\\dfrac{\\partial f}{\\partial v}\\dfrac{dv}{dx}$",
            ],
            "e",
        ),
        misconceptions=[
            (
                "a",
                "That is right only if u and v move exactly as fast as x. In general each needs its own rate.",
            ),
            ("b", "That holds u and v still. Here both move when x moves."),
            ("c", "Two of three paths. f also depends on x directly."),
            (
                "d",
                "Along one path you multiply. Different paths are different reasons to grow, and their shares add.",
            ),
        ],
        hints=[
            "How many paths lead from x to f?",
            "The path through u: how much u moves for each unit of x, times how much f moves for each unit of u.",
        ],
        solution="Three paths: straight from x, through u, through v. Each is a product of the slopes along it, and the products are "
        "added. The factor of the direct path is $\\partial f / \\partial x \\cdot dx/dx$ with $dx/dx = 1$.",
        remark="One product for each path; then add.",
    ),
    Exercise(
        "the sum in code",
        prompt="`partials` holds the partial derivatives $\\partial f / \\partial x_i$, `rates` holds $dx_i/dx_p$ in the same order. Write "
        "`total_derivative(partials, rates)`: the total derivative $df/dx_p$.",
        answer=Function(
            lambda partials, rates: sum(p * r for p, r in zip(partials, rates, strict=True)),
            cases=PATHS,
            show=paths,
        ),
        misconceptions=[
            (
                lambda partials, rates: sum(partials),
                "The rates are forgotten: that is right only if every input moves as fast as $x_p$.",
            ),
            (
                lambda partials, rates: np.prod([p * r for p, r in zip(partials, rates, strict=True)]),
                "The shares of the paths were multiplied. They add.",
            ),
            (
                lambda partials, rates: sum(partials) * sum(rates),
                "All partials were added, then all rates. Each partial belongs with its own rate.",
            ),
            (
                lambda partials, rates: partials[0],
                "One partial derivative alone holds all other inputs still.",
            ),
            (
                lambda partials, rates: sum(p * r for p, r in zip(partials, rates, strict=True)) / len(rates),
                "That is the mean of the shares. Each of them is a gain of its own; gains add up.",
            ),
            (
                lambda partials, rates: sum(p + r for p, r in zip(partials, rates, strict=True)),
                "Along one path the slopes are multiplied: so much of $x_i$ for each unit of $x_p$, times so much of f for "
                "each unit of $x_i$.",
            ),
        ],
        hints=["One product for each input, then their sum.", "`zip(partials, rates)` gives the pairs."],
        solution="One product for each path, added up.\n\n```python\ndef total_derivative(partials, rates):\n"
        "    return sum(p * r for p, r in zip(partials, rates))\n```",
        remark="One line, and it is the rule for any number of variables.",
    ),
    Exercise(
        "the tie in code",
        prompt="`f(x, t)` is a function of two inputs, and `tie(x)` says where t is when x is there. Write `along(f, tie, x, h)`: the "
        "slope of the secant when x goes to `x + h` and t follows.",
        answer=Function(
            lambda f, tie, x, h: (f(x + h, tie(x + h)) - f(x, tie(x))) / h, cases=TIED, show=tied
        ),
        misconceptions=[
            (
                lambda f, tie, x, h: (f(x + h, tie(x)) - f(x, tie(x))) / h,
                "Only the first input moves: that is a secant for the **partial** derivative. `tie` must see the new x too.",
            ),
            (
                lambda f, tie, x, h: (f(x, tie(x + h)) - f(x, tie(x))) / h,
                "That is the path through t alone. The first input has to move as well.",
            ),
            (
                lambda f, tie, x, h: (f(x + h, tie(x) + h) - f(x, tie(x))) / h,
                "t was moved by `h`. How far it moves is for `tie` to say.",
            ),
            (
                lambda f, tie, x, h: (f(x + h, tie(x)) + f(x, tie(x) + h) - 2 * f(x, tie(x))) / h,
                "Two partial slopes were added as if t moved as fast as x. How far t moves is for `tie` to say.",
            ),
            (
                lambda f, tie, x, h: (f(x + h, x + h) - f(x, x)) / h,
                "You put x in for t. That is one special tie; use `tie`.",
            ),
            (
                lambda f, tie, x, h: f(x + h, tie(x + h)) - f(x, tie(x)),
                "That is the change. Divide it by the step to get a slope.",
            ),
        ],
        hints=[
            "Before the step the inputs are `x` and `tie(x)`. What are they after it?",
            "Compare `f` at two places, both on the tie, and divide by `h`.",
        ],
        solution="Both places are on the tie, so everything that follows x has moved.\n\n```python\ndef along(f, tie, x, h):\n"
        "    return (f(x + h, tie(x + h)) - f(x, tie(x))) / h\n```",
        remark="Nudging is substituting first: whatever follows x has moved before f is asked.",
    ),
    # --- Count the paths ----------------------------------------------------------------------------------------------
    Exercise(
        "x plus its square",
        prompt="$y = x + u$ with $u = x^2$. Find $\\dfrac{dy}{dx}$ from the paths.",
        answer=Formula("1 + 2x", of="x + x^2"),
        misconceptions=[
            (
                "2x",
                "That is the path through u alone: $\\partial y / \\partial u \\cdot du/dx$. x stands in y on its own as well.",
            ),
            ("1", "That is the direct path alone, $\\partial y / \\partial x$. u grows too."),
            ("2", "Both partial derivatives are 1, but u does not move as fast as x: $du/dx$ is missing."),
            ("3x", "The direct share is how fast x moves along with itself, not how large x is."),
            ("1 + x^2", "The path through u needs how fast u **moves**, not how large it is."),
            ("1 + x", "The slope of $x^2$ is not x. What is it?"),
        ],
        hints=[
            "Two arrows end at y: one from x, one from u.",
            "Directly: 1. Through u: $1 \\cdot du/dx$.",
        ],
        solution="Directly 1, through u $1 \\cdot 2x$: together $1 + 2x$.",
        remark="Two paths: 1 and 2x.",
    ),
    Exercise(
        "x times its square",
        prompt="$y = x \\cdot u$ with $u = x^2$. Find $\\dfrac{dy}{dx}$ from the paths, written with x alone.",
        answer=Formula("3x^2", names="xu", of="x^3"),
        misconceptions=[
            ("x^2", "That is the direct path: u held still at $x^2$. Let u grow too."),
            ("2x^2", "That is the path through u. x stands in the product on its own as well."),
            ("2x", "That is $du/dx$, one factor of one path. What does y do when u moves?"),
            (
                "2x^4",
                "The shares $x^2$ and $2x^2$ were multiplied. y is a product, but the paths are still added.",
            ),
            (
                "x^2 + x",
                "The partial derivatives were added as if u moved as fast as x. Multiply the second by $du/dx$.",
            ),
            ("u + 2x^2", "Both paths are in it. One step is left: write u with x."),
        ],
        hints=[
            "Directly: $\\partial y / \\partial x = u$.",
            "Through u: $\\partial y / \\partial u \\cdot du/dx = x \\cdot 2x$.",
        ],
        solution="Directly $u = x^2$, through u $x \\cdot 2x = 2x^2$: together $3x^2$, the slope of $x^3$.",
        remark="$x^2 + 2x^2$: it is the power rule for $x^3$, and the product rule too.",
    ),
    Exercise(
        "x to the power x",
        prompt="In $x^x$ both the base and the exponent are x. What is its slope at x = 2?",
        answer=Prediction(
            [
                "$2 \\cdot 2^{2-1} = 4$, by the power rule",
                "$0.6931 \\cdot 2^2 \\approx 2.77$, by the rule for $2^x$",
                "the sum of both, about 6.77",
                "the product of both, about 11.09",
            ],
            "c",
        ),
        misconceptions=[
            ("a", "The power rule holds the exponent still. Here it grows too, and adds about 2.77."),
            (
                "b",
                "The rule for $2^x$ holds the base still. Here it grows too, and adds 4.",
            ),
            (
                "d",
                "Each of the two is a slope: a gain per unit of x. Two gains add, to about 6.77.",
            ),
        ],
        hints=[
            "Which rule is right if the exponent stands still? Which one if the base does?",
            "There are two paths from x: through the base and through the exponent.",
        ],
        solution="Write $y = u^v$ with u = x and v = x. Through the base: $2 \\cdot 2^1 = 4$. Through the exponent: "
        "$0.6931 \\cdot 2^2 = 2.7724$. Together about 6.77.",
        remark="Each rule is right about its own path. The truth is their sum.",
    ),
    paths_that_meet(),
    count_the_paths(),
    # --- Differentials ------------------------------------------------------------------------------------------------
    Exercise(
        "which symbol stands alone",
        prompt="Which of these has **no** meaning on its own, without the rest of a symbol around it?",
        answer=Choice(["$df$", "$dx$", "$\\Delta f$", "$\\partial f$"], "d"),
        misconceptions=[
            ("a", "$df$ is the sum of all shares: what the tangent plane predicts for the steps taken."),
            ("b", "$dx$ is a step of x, one that you choose."),
            ("c", "$\\Delta f$ is the true change of f, of any size."),
        ],
        hints=[
            "Which of them can you compute once the steps of all inputs are known?",
            "One of them would have to say which inputs are held still, and cannot.",
        ],
        solution="$\\partial f$ alone would be “the change of f when one input moves”, but it does not say which one. Only the whole "
        "symbol $\\partial f / \\partial x$ does. $df = \\sum_i \\frac{\\partial f}{\\partial x_i} dx_i$ is a number once the "
        "steps are known.",
        remark="It does not say which input moves. Only the whole symbol $\\partial f/\\partial x$ does.",
    ),
    Exercise(
        "a path counted twice",
        prompt="f depends on $x_1$, $x_2$, $x_3$. Somebody derives the total derivative by $x_1$. Which line does not follow?",
        answer=FindError(
            [
                "$df = \\dfrac{\\partial f}{\\partial x_1} dx_1 + \\dfrac{\\partial f}{\\partial x_2} dx_2 + "
                "\\dfrac{\\partial f}{\\partial x_3} dx_3$",
                "Divided by $dx_1$: $\\dfrac{df}{dx_1} = \\sum_i \\dfrac{\\partial f}{\\partial x_i} \\dfrac{dx_i}{dx_1}$, "
                "where i is 1, 2 and 3.",
                "The direct path has to be added: $\\dfrac{df}{dx_1} = \\dfrac{\\partial f}{\\partial x_1} + \\sum_i "
                "\\dfrac{\\partial f}{\\partial x_i} \\dfrac{dx_i}{dx_1}$, where i is 1, 2 and 3.",
                "So if $x_2$ and $x_3$ do not depend on $x_1$, then $\\dfrac{df}{dx_1} = 2\\,\\dfrac{\\partial f}{\\partial x_1}$.",
            ],
            3,
        ),
        misconceptions=[
            (1, "Line 1 is the differential: one term for each input."),
            (
                2,
                "Line 2 is right. Look closely at its first term: what is $dx_1/dx_1$, and which path is that?",
            ),
            (4, "Line 4 is absurd, but it does follow from the line before it. The slip is earlier."),
        ],
        hints=[
            "Write the sum of line 2 out. What is its first term?",
            "$dx_1 / dx_1 = 1$, so the term for i = 1 is the direct path.",
        ],
        solution="Line 3: the direct path is the term for i = 1, because $dx_1/dx_1 = 1$. Added once more, it is counted twice. One may "
        "write it apart, but then the sum must leave out i = 1.",
        remark="The term for i = 1 **is** the direct path, because $dx_1/dx_1 = 1$.",
    ),
    stretched_sheet(),
    Exercise(
        "half the box",
        prompt="You predict a smooth, curved f(x, y) by its tangent plane, for steps of up to ε in both inputs. Now you halve ε. For small ε "
        "the largest gap between plane and surface becomes about …",
        answer=Prediction(
            ["half as large", "a quarter as large", "an eighth as large", "a sixteenth as large"], "b"
        ),
        misconceptions=[
            ("a", "The change itself halves. The gap is what bends away from the plane, and it quarters."),
            (
                "c",
                "The gap shrinks with the **square** of the step, in any number of dimensions: a quarter.",
            ),
            (
                "d",
                "That would be a quarter for each of the two inputs, multiplied. The gap is a sum of terms such as "
                "$dx^2$, $dx\\,dy$ and $dy^2$, and each of them quarters.",
            ),
        ],
        hints=[
            "For $f = x \\cdot y$ the gap is $dx \\cdot dy$. Halve both steps.",
            "Half of dx times half of dy.",
        ],
        solution="What the plane leaves out are terms with two steps in them: $dx^2$, $dx\\,dy$, $dy^2$. If every step is halved, each of "
        "them is a quarter.",
        remark="All that the plane leaves out has two small steps in it.",
    ),
    Exercise(
        "one percent of the radius",
        prompt="You measure the radius of a ball and compute $V = \\tfrac{4\\pi}{3} r^3$. The radius came out 1 % too large. By about how "
        "many percent is V too large? Use the differential.",
        answer=Number(3, unit="%"),
        misconceptions=[
            (
                1,
                "An error of r goes into V along every path on which r goes in. How many factors r are there?",
            ),
            (
                3.0301,
                "That is the true error. The differential leaves out what has two or three small steps in it.",
            ),
            (0.03, "A number alone is taken as percent here. How many hundredths are 0.03?"),
            (
                0.000001,
                "The 1 % was cubed, as if it were all of r. Only the small step is 1 %; the rest of r is still there.",
            ),
            (
                1 / 3,
                "That is the other way round: from an error of V to one of r.",
            ),
            (
                2,
                "That would be right for the surface, where r goes in twice. How often does it go into the volume?",
            ),
            (
                4,
                "The factor $4\\pi/3$ scales V and its error alike. It has no part in percentages.",
            ),
        ],
        hints=[
            "$dV = 4 \\pi r^2\\,dr$. Divide it by V.",
            "$\\dfrac{dV}{V} = \\dfrac{4 \\pi r^2\\,dr}{\\tfrac{4\\pi}{3} r^3}$. What remains of it?",
        ],
        solution="$\\dfrac{dV}{V} = \\dfrac{4 \\pi r^2\\,dr}{\\tfrac{4\\pi}{3} r^3} = 3\\,\\dfrac{dr}{r}$: 3 percent, one for each "
        "half-axis that follows r. The true error is 3.0301 percent.",
        remark="One percent along each of three paths. The true error is 3.0301 percent.",
    ),
    step_of_two_weights(),
    # --- Along a path -------------------------------------------------------------------------------------------------
    Exercise(
        "where the thermometer rests",
        prompt="In the figure, move the beetle to a place where its thermometer stands still: $dT/ds$ within 0.5 of 0.",
        answer=State(
            {"s": 0.78},
            thermometer,
            explain=lambda s: "The tangent is not level yet.",
        ),
        misconceptions=[
            (
                {"s": 0.0},
                "The thermometer rises there: the share through y outweighs the one through x. Look where the tangent is level.",
            ),
            (
                {"s": 1.58},
                "The thermometer falls there: the share through x outweighs the one through y. Look where the tangent is level.",
            ),
        ],
        hints=[
            "Where is the tangent in the right-hand picture level?",
            "The two shares must cancel. On the map, the path then touches a contour line.",
        ],
        solution="The shares are $-10 \\sin^2 s$ and $10 \\cos^2 s$. They cancel where sine and cosine are equally large: at s near 0.79, "
        "2.36, 3.93 and 5.50. There the beetle walks along a contour line.",
        remark="The plate is not level there: both partial derivatives are different from 0. The beetle walks along a contour line.",
    ),
    along_a_curve(),
    sliding_ladder(),
    # --- When independence is an assumption ---------------------------------------------------------------------------
    Exercise(
        "what 12 euros hold still",
        prompt="A model predicts the rent of a flat from its area a (in m²) and its number of rooms n. Its partial derivative by the area is "
        "$\\dfrac{\\partial R}{\\partial a} = 12$ euros per m². What does that say?",
        answer=Choice(
            [
                "A flat that is 1 m² larger costs 12 euros more, on the market as it is.",
                "Of two flats with the same number of rooms, the model gives the larger one 12 euros more for each m².",
                "Rooms have no influence on the rent.",
                "If you add a room of 10 m², the rent rises by 120 euros.",
            ],
            "b",
        ),
        misconceptions=[
            (
                "a",
                "On the market larger flats tend to have more rooms. The partial derivative holds the rooms still; the market does not.",
            ),
            ("c", "It says nothing about rooms. It only holds their number still."),
            (
                "d",
                "A new room changes both inputs. The partial derivative by the area has counted one path of the two.",
            ),
        ],
        hints=["Which inputs of R are held still by $\\partial R / \\partial a$?", "Two inputs. One moves."],
        solution="$\\partial R / \\partial a$ lets the area move and holds the number of rooms still. Whether flats really differ in that way "
        "is a question about flats, not about the model.",
        remark="It compares flats with the same number of rooms, and no others.",
    ),
    rent_along_the_market(),
    Exercise(
        "a weight used twice",
        prompt="A small recurrent network reads a, then b, with the **same** weight w: $\\hat y = w\\,(w a + b)$. What is "
        "$\\dfrac{d \\hat y}{dw}$?",
        answer=Formula("2 a w + b", of="w (w a + b)", by="w", names="abw"),
        misconceptions=[
            (
                "w a + b",
                "That is the outer w alone, with the inner one held still. The same weight stands in both places.",
            ),
            ("w a", "That is the inner w alone. The same weight stands outside of the bracket too."),
            ("2 a w", "The term $w b$ has a slope too."),
            (
                "2 a w + b w",
                "One part is right. In the term $w b$ the w moves: what is left of it as a slope?",
            ),
            (
                "a w (a w + b)",
                "The shares of the two uses were multiplied. They add.",
            ),
            (
                "a + w a + b",
                "The path through the inner w passes through the outer one on its way: its slope is $w \\cdot a$, not a.",
            ),
            ("2 (w a + b)", "The two uses are not alike: the inner w meets a alone, then the outer w."),
        ],
        hints=[
            "Give the two places different names: $w_2 (w_1 a + b)$. What are the two partial derivatives?",
            "$w_1 a + b$ for the outer place, $w_2 a$ for the inner one. Now $w_1 = w_2 = w$.",
        ],
        solution="$\\hat y = w_2 (w_1 a + b)$ has the partial derivatives $w_1 a + b$ by $w_2$ and $w_2 a$ by $w_1$. Both places hold the same "
        "weight, so the shares add: $w a + b + w a = 2 a w + b$.",
        remark="Each use of a weight is a path of its own.",
    ),
]
