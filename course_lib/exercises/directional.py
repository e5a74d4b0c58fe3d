"""Exercises of lesson 5: directional derivatives."""

import math

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
from course_lib.exercises.writing import number, terms
from course_lib.figures.directional import LAKE, mountain_gradient, slope_ahead, valley, walk


def level(heading, x, y):
    """How the ground lies along the needle at (1/2, 0), where the gradient points north-east."""
    if (x, y) != (0.5, 0.0):
        return "another place"
    slope = slope_ahead(mountain_gradient(x, y), heading)
    if abs(slope) < 0.05:
        return "level"
    return "along the gradient" if abs(slope) > 0.7 else "in between"


def end_of_walk(first, second, third, step):
    """How a walk of three legs in the valley goes."""
    heights = [valley(*place) for place in walk(step, first, second, third)]
    if heights[-1] < LAKE:
        return "lake"
    if heights[1] > heights[0]:
        return "up at once"
    return "up later" if heights[2] > heights[1] or heights[3] > heights[2] else "down, not far enough"


def rate(gx, gy, vx, vy):
    return (gx * vx + gy * vy) / math.hypot(vx, vy)


def gradient(x, y):
    """Of f(x, y) = x² + xy + 2y² − 4."""
    return 2 * x + y, x + 4 * y


def height(x, y):
    return x**2 + x * y + 2 * y**2 - 4


def walk_down(x, y, eta, steps, move=lambda x, y, eta, gx, gy: (x - eta * gx, y - eta * gy)):
    """The height after so many steps; `move` takes one of them."""
    for _ in range(steps):
        x, y = move(x, y, eta, *gradient(x, y))
    return height(x, y)


def wrong_walk(move):
    return lambda x, y, eta, steps: walk_down(x, y, eta, steps, move)


def half_updated(x, y, eta, gx, gy):
    x = x - eta * gx
    return x, y - eta * gradient(x, y)[1]


def of_length_eta(x, y, eta, gx, gy):
    length = math.hypot(gx, gy)
    return x - eta * gx / length, y - eta * gy / length


# --- Exercises whose numbers are drawn --------------------------------------------------------------------------------

FLAT = [(3, 4), (5, 12), (6, 8), (8, 15)]  # sizes of the parts of arrows whose lengths are whole numbers


def turned(draw, sizes):
    """An arrow whose parts have these sizes, in any order and with any signs."""
    return [draw.choice([-1, 1]) * size for size in draw.sample(sizes, len(sizes))]


def arrow(*parts):
    return f"({', '.join(map(number, parts))})"


def dot(v, w):
    return sum(map(math.prod, zip(v, w, strict=True)))


def products(v, w):
    """A dot product as it is written out: 2 · 6 + 1 · (−3)."""
    bracketed = lambda part: f"({number(part)})" if part < 0 else number(part)
    return " + ".join(
        f"{number(a) if k == 0 else bracketed(a)} \\cdot {bracketed(b)}"
        for k, (a, b) in enumerate(zip(v, w, strict=True))
    )


def north_west(east=1, north=-3):
    """The slope to the north-west from the slopes to the east and to the north."""
    change = north - east
    slope = change / math.sqrt(2)
    return Exercise(
        "to the north-west",
        prompt=f"At another place $\\nabla f = {arrow(east, north)}$: the slope is {number(east)} to the east and {number(north)} to "
        "the north. How large is the slope to the north-west? (East is the first part of an arrow, north the second.)",
        answer=Number(slope),
        misconceptions=[
            (
                change,
                "The arrow (−1, 1) points north-west, but it is longer than 1. Your number is the change along all of it. Divide by "
                "its length.",
            ),
            (
                change / 2,
                "You divided by 2, the way along the two sides. The length of an arrow is measured straight, by Pythagoras.",
            ),
            (-slope, "That is the slope to the south-east, the opposite direction."),
            (
                (east + north) / math.sqrt(2),
                "That is the slope to the north-east. Going west is going east with a minus.",
            ),
            (
                -(east + north) / math.sqrt(2),
                "That is the slope to the south-west. Which part of the arrow gets the minus?",
            ),
            (
                east,
                "That is the slope to the east alone. Each direction has a slope of its own; here both parts count.",
            ),
        ],
        hints=[
            "Which arrow of length 1 points north-west?",
            "$\\mathbf u = (-1, 1)/\\sqrt 2$. Now $\\nabla f \\cdot \\mathbf u$.",
        ],
        solution=f"$\\mathbf u = (-1, 1)/\\sqrt 2$, so $D_{{\\mathbf u}} f = \\dfrac{{{products((east, north), (-1, 1))}}}{{\\sqrt 2}} = "
        f"\\dfrac{{{number(change)}}}{{\\sqrt 2}} \\approx {slope:g}$.",
        remark=f"${number(change)}/\\sqrt 2 \\approx {slope:g}$.",
        vary=lambda draw: north_west(draw.choice([-5, -4, -2, 2, 3, 4]), draw.choice([-6, -3, -1, 1, 5, 6])),
    )


def per_unit(v=(6, 2, -3)):
    """The slope of x²y + z in the direction of an arrow with three parts."""
    gradient, length = (2, 1, 1), math.hypot(*v)
    whole = dot(gradient, v)
    equals = "=" if whole % length == 0 else "\\approx"
    return Exercise(
        "per unit of length",
        prompt="$f(x, y, z) = x^2 y + z$ has the gradient $(2, 1, 1)$ at $x = y = 1$. What is its slope there in the direction of "
        f"$\\mathbf v = {arrow(*v)}$?",
        answer=Number(whole / length),
        misconceptions=[
            (
                whole,
                "That is $\\nabla f \\cdot \\mathbf v$, the rate for a whole $\\mathbf v$. It has still to be divided by the length "
                "of $\\mathbf v$.",
            ),
            (
                whole / length**2,
                f"{number(length**2)} is the square of the length. Divide by the length itself.",
            ),
            (
                whole / sum(map(abs, v)),
                "You measured $\\mathbf v$ along its sides. Its length is the root of the sum of squares.",
            ),
            (
                whole / sum(v),
                "You divided by the sum of the parts of $\\mathbf v$. The length of an arrow comes from Pythagoras.",
            ),
            (
                whole / math.sqrt(6),
                "You divided by the length of the **gradient**. Its length is what the slope is made of; it is the direction that "
                "is brought to length 1.",
            ),
            (
                dot(gradient, map(abs, v)) / length,
                "A minus got lost: $\\mathbf v$ goes back along some axis.",
            ),
        ],
        hints=[
            f"$\\nabla f \\cdot \\mathbf v = {products(gradient, v)}$. For what length of way is that?",
            f"$\\|\\mathbf v\\| = \\sqrt{{{' + '.join(f'{abs(part)}^2' for part in v)}}}$. The signs are gone, since the parts are squared.",
        ],
        solution=f"$\\|\\mathbf v\\| = {number(length)}$, so $D_{{\\mathbf u}} f = \\dfrac{{{products(gradient, v)}}}{{{number(length)}}} = "
        f"\\dfrac{{{number(whole)}}}{{{number(length)}}} {equals} {whole / length:g}$.",
        remark=f"${number(whole)}/{number(length)} {equals} {whole / length:g}$. Any other arrow in that direction gives the same.",
        # The sum of these parts is never their length with a minus, so that a lost sign is not taken for it.
        vary=lambda draw: per_unit(turned(draw, draw.choice([(1, 4, 8), (2, 6, 9)]))),
    )


def slope_along(at=(1, 2), v=(3, 4)):
    """The slope of x²y at a place in the direction of an arrow."""
    f = lambda x, y: x**2 * y
    (x, y), length = at, math.hypot(*v)
    gradient = 2 * x * y, x**2
    ahead = lambda share: f(x + share * v[0], y + share * v[1]) - f(x, y)
    towards = v[0] - x, v[1] - y
    slope = dot(gradient, v) / length
    equals = "=" if slope == round(slope, 2) else "\\approx"
    return Exercise(
        "slope along an arrow",
        prompt=f"$f(x, y) = x^2 y$. You stand at ${arrow(*at)}$ and look in the direction of the arrow ${arrow(*v)}$. How large is the "
        "slope?",
        answer=Number(slope),
        misconceptions=[
            (
                slope * length,
                f"That is $\\nabla f \\cdot {arrow(*v)}$. The arrow is longer than 1: divide by its length.",
            ),
            (
                slope * length / math.hypot(*gradient),
                "You brought the gradient to length 1, and not the direction. The length of the gradient is the very thing that "
                "tells how steep the ground is.",
            ),
            (
                slope / math.hypot(*gradient),
                "You brought both arrows to length 1. What is left is the cosine of the angle between them, without the steepness.",
            ),
            (
                ahead(1 / length),
                "That is $f(\\mathbf a + \\mathbf u) - f(\\mathbf a)$, the true gain of a whole step of length 1. The ground bends on "
                "the way; the slope is what holds at its beginning.",
            ),
            (
                ahead(1),
                "That is the gain of a walk along the whole arrow. The slope is a limit, at the place where you stand.",
            ),
            (
                dot(gradient, towards) / math.hypot(*towards),
                "You look towards the **point** with these numbers. An arrow starts where you stand: it says how far to go along x "
                "and how far along y.",
            ),
            (
                gradient[0],
                "That is $\\partial f/\\partial x$, the slope in one direction only: along x.",
            ),
            (
                sum(gradient),
                "You added the two partial derivatives. Each has to be weighted by how far you go that way.",
            ),
            (
                dot(gradient, v[::-1]) / length,
                "The two parts were exchanged: $\\partial f/\\partial x$ belongs to the first part of the arrow.",
            ),
        ],
        hints=[
            "$\\nabla f = (2xy, x^2)$; put in the place.",
            f"The arrow has length {number(length)}, so $\\mathbf u = {arrow(*v)}/{number(length)}$.",
        ],
        solution=f"$\\nabla f = (2xy, x^2) = {arrow(*gradient)}$ at this place, and $\\mathbf u = {arrow(*v)}/{number(length)}$. So "
        f"$D_{{\\mathbf u}} f = \\dfrac{{{products(gradient, v)}}}{{{number(length)}}} = "
        f"\\dfrac{{{number(dot(gradient, v))}}}{{{number(length)}}} {equals} {slope:g}$.",
        remark=f"$({products(gradient, v)})/{number(length)} = {number(dot(gradient, v))}/{number(length)}$.",
        vary=lambda draw: slope_along(
            (draw.choice([-2, -1, 1, 2, 3]), draw.choice([-3, -2, 1, 2, 3])), turned(draw, draw.choice(FLAT))
        ),
    )


def as_steep_as_it_gets(along_x=3, along_y=-4):
    """The length of a gradient."""
    length = math.hypot(along_x, along_y)
    way = lambda part: "along" if part > 0 else "against"
    return Exercise(
        "as steep as it gets",
        prompt=f"At some point $\\nabla f = {arrow(along_x, along_y)}$. How large is the largest slope that any direction has there?",
        answer=Number(length),
        misconceptions=[
            (
                abs(along_x) + abs(along_y),
                "You added the sizes of the parts. That is the rate for an arrow that goes 1 along or against each axis, and that "
                "arrow is longer than 1.",
            ),
            (
                along_x + along_y,
                "You added the two partial derivatives. That is the rate along $(1, 1)$, one arrow among many.",
            ),
            (length**2, "That is the sum of the squares, $\\nabla f \\cdot \\nabla f$. The root is missing."),
            (-length, "That is the slope of the steepest way **down**."),
            (
                abs(along_x),
                f"That is the slope {way(along_x)} x. A direction that uses y as well rises faster.",
            ),
            (
                abs(along_y),
                f"That is the slope {way(along_y)} y. A direction that uses x as well rises faster.",
            ),
        ],
        hints=[
            "$D_{\\mathbf u} f = \\|\\nabla f\\| \\cos \\alpha$. When is it largest?",
            f"$\\sqrt{{{abs(along_x)}^2 + {abs(along_y)}^2}}$.",
        ],
        solution=f"The largest value of $\\|\\nabla f\\| \\cos\\alpha$ is $\\|\\nabla f\\| = \\sqrt{{{abs(along_x)}^2 + "
        f"{abs(along_y)}^2}} = {number(length)}$, in the direction of the gradient.",
        remark=f"It is $\\|\\nabla f\\| = \\sqrt{{{along_x**2} + {along_y**2}}}$, reached in the direction of the gradient.",
        vary=lambda draw: as_steep_as_it_gets(*turned(draw, draw.choice(FLAT))),
    )


def steepest_way_down(along_x=-6, along_y=8):
    """The arrow of length 1 against a gradient."""
    length = math.hypot(along_x, along_y)
    scaled = lambda share: [round(share * along_x, 12), round(share * along_y, 12)]
    return Exercise(
        "the steepest way down",
        prompt=f"At some point $\\nabla f = {arrow(along_x, along_y)}$. Which arrow of length 1 points the steepest way **down**? "
        "Give `[along x, along y]`.",
        answer=Array(scaled(-1 / length)),
        misconceptions=[
            (scaled(1 / length), "The length is right. But that is the steepest way **up**."),
            (scaled(-1), "It points the right way, but it is longer than 1."),
            (scaled(1), "That is the gradient itself: it points up, and it is longer than 1."),
            (
                scaled(-1 / length**2),
                "It points the right way, but it is shorter than 1. Divide by the length, not by its square.",
            ),
            (
                scaled(-1 / (abs(along_x) + abs(along_y))),
                "It points the right way, but you measured along its two sides. The length of an arrow is straight.",
            ),
            (
                [round(-along_y / length, 12), round(along_x / length, 12)],
                "Its dot product with the gradient is 0: that way is level, a quarter turn to the left of the gradient.",
            ),
            (
                [round(along_y / length, 12), round(-along_x / length, 12)],
                "Its dot product with the gradient is 0: that way is level, a quarter turn to the right of the gradient.",
            ),
        ],
        hints=[
            "Which way does the gradient point, and which way is opposite?",
            f"$\\|\\nabla f\\| = {number(length)}$. Divide both parts by it.",
        ],
        solution=f"Down is against the gradient: ${arrow(-along_x, -along_y)}$. It is {number(length)} long, so the arrow of length 1 is "
        f"${arrow(-along_x, -along_y)}/{number(length)}$.",
        remark=f"Along it the slope is −{number(length)}.",
        vary=lambda draw: steepest_way_down(*turned(draw, draw.choice(FLAT))),
    )


def contour_to_contour(rise=20, apart=80):
    """The length of the gradient, from how far apart the contours of a map are."""
    slope = rise / apart
    return Exercise(
        "from contour to contour",
        prompt=f"A map has a contour for every {rise} m of height. Where you stand they are nearly straight, and {apart} m apart, "
        "measured on the map. How large is $\\|\\nabla f\\|$ there, in metres of height for each metre of way?",
        answer=Number(slope),
        misconceptions=[
            (apart / rise, "Upside down: that is the way for each metre of height."),
            (rise, "That is the rise from one contour to the next. How long is the way?"),
            (apart, "That is the way from one contour to the next. How much do you rise on it?"),
            (
                rise / math.hypot(rise, apart),
                "You divided by the way along the ground as it slopes. The gradient lives on the map, and there the way is shorter.",
            ),
        ],
        hints=[
            "On the shortest way to the next contour you go along the gradient.",
            "The slope of that way is rise divided by run, as in lesson 1.",
        ],
        solution=f"The shortest way to the next contour goes along the gradient. It rises {rise} m in {apart} m: "
        f"$\\|\\nabla f\\| = {rise}/{apart} = {number(slope)}$.",
        remark=f"{rise} m of height in {apart} m. Contours that crowd mean a long gradient.",
        vary=lambda draw: contour_to_contour(
            rise := draw.choice([10, 25, 50, 100]), draw.choice([2, 5, 8, 10]) * rise
        ),
    )


def one_step_down(first=1, second=3, w=(2, 1), eta=0.1):
    """One step against the gradient of first · w₁² + second · w₂², and what the slope promised."""
    loss = lambda w_1, w_2: first * w_1**2 + second * w_2**2
    here, (w_1, w_2) = loss(*w), w
    slopes = 2 * first * w_1, 2 * second * w_2
    moved = w_1 - eta * slopes[0], w_2 - eta * slopes[1]
    formula = terms((first, "w_1^2"), (second, "w_2^2"))
    promised = lambda slope_1, slope_2: here - eta * (slope_1**2 + slope_2**2)
    return Exercise(
        "one step down",
        prompt=f"A loss is $L(\\mathbf w) = {formula}$, and now $\\mathbf w = {arrow(*w)}$, so the loss is {number(here)}. Take **one** "
        f"step $\\mathbf w \\leftarrow \\mathbf w - \\eta \\nabla L$ with $\\eta = {number(eta)}$. What did the slope promise, and what "
        "is the loss?",
        answer=Chain(
            [
                Step("slope_1", slopes[0], "$\\partial L/\\partial w_1$"),
                Step("slope_2", slopes[1], "$\\partial L/\\partial w_2$"),
                Step("promised", promised, "$L - \\eta\\,\\|\\nabla L\\|^2$, as promised"),
                Step("new_1", lambda slope_1: w_1 - eta * slope_1, "new $w_1$"),
                Step("new_2", lambda slope_2: w_2 - eta * slope_2, "new $w_2$"),
                Step("loss", lambda new_1, new_2: loss(new_1, new_2), "$L$ at the new weights"),
            ]
        ),
        misconceptions=[
            ({"slope_1": first * w_1}, "The square leaves a factor behind: $w_1^2$ has the slope $2 w_1$."),
            (
                {"slope_2": 2 * w_2},
                f"$w_2^2$ has the slope $2 w_2$. The factor {second} in front of it stays.",
            ),
            ({"slope_2": second * w_2}, "The square leaves a factor behind: $w_2^2$ has the slope $2 w_2$."),
            (
                {"promised": lambda slope_1, slope_2: here - eta * math.hypot(slope_1, slope_2)},
                "$\\|\\nabla L\\|$ is the slope for each unit of length. But the step is $\\eta\\,\\|\\nabla L\\|$ long, and not η.",
            ),
            (
                {"promised": lambda slope_1, slope_2: eta * (slope_1**2 + slope_2**2)},
                "By so much it should fall. What is left of the loss?",
            ),
            (
                {"promised": lambda slope_1, slope_2: here - (slope_1**2 + slope_2**2)},
                "The step is not the whole gradient. It is η times the gradient.",
            ),
            (
                {"promised": lambda slope_1, slope_2: here - eta * (slope_1 + slope_2)},
                "$\\|\\nabla L\\|^2$ is the sum of the **squares** of the two slopes.",
            ),
            (
                {"new_1": lambda slope_1: w_1 + eta * slope_1},
                "You added. That is the way up; training subtracts.",
            ),
            (
                {"new_1": lambda slope_1: w_1 * eta * slope_1},
                "You **multiplied** the weight by $\\eta\\nabla L$. A step is something that is subtracted from where you are.",
            ),
            (
                {"new_1": lambda slope_1: w_1 - slope_1},
                "You took the whole slope as the step, without $\\eta$. That is far too long.",
            ),
            (
                {"new_1": lambda slope_1: -eta * slope_1},
                "That is the step. The new weight is the old one plus the step.",
            ),
            ({"new_2": w_2}, "Only the first weight was moved. The gradient has a part for each."),
            (
                {"new_2": lambda slope_2: w_2 + eta * slope_2},
                "Here you added. Both weights go against their slopes.",
            ),
            (
                {"loss": lambda promised: promised},
                "That is what the slope promises. The loss bends on the way: put the new weights into $L$.",
            ),
        ],
        hints=[
            f"$\\nabla L = ({terms((2 * first, 'w_1'))}, {terms((2 * second, 'w_2'))})$. Put in the weights as they are now.",
            f"From each weight subtract {number(eta)} times its own slope. Then put both new weights into L.",
        ],
        solution=f"$\\nabla L = ({terms((2 * first, 'w_1'))}, {terms((2 * second, 'w_2'))}) = {arrow(*slopes)}$. The promise is "
        f"${number(here)} - {number(eta)} \\cdot ({slopes[0] ** 2} + {slopes[1] ** 2}) = {number(promised(*slopes))}$. The step leads to "
        f"${arrow(*moved)}$, and the loss there is {number(loss(*moved))}.",
        remark=f"Promised {number(promised(*slopes))}, found {number(loss(*moved))}: the loss bends upwards on the way.",
        vary=lambda draw: one_step_down(
            draw.randint(1, 3),
            draw.randint(2, 5),
            (draw.choice([-3, -2, 2, 3]), draw.choice([-2, -1, 1, 2])),
            draw.choice([0.02, 0.05]),
        ),
    )


# --- Code ---------------------------------------------------------------------------------------------------

SLOPES = [
    (2.0, 1.0, 3.0, 4.0),
    (0.5, 0.5, -1.0, -1.0),
    (1.0, -3.0, -1.0, 1.0),
    (-2.0, 0.5, 0.25, 0.0),
    (3.0, 4.0, 0.0, -0.1),
    (1.5, 2.0, 5.0, -12.0),
]

WALKS = [
    (2.0, 1.0, 0.1, 1),
    (2.0, 1.0, 0.1, 3),
    (-1.0, 1.5, 0.25, 2),
    (1.0, -2.0, 0.05, 10),
    (0.5, 0.25, 0.1, 0),
]


EXERCISES = [
    # --- Slope in a direction -----------------------------------------------------------------------------------------
    Exercise(
        "turn to the south-west",
        prompt="You stand on a mountain. To the east the ground rises by 0.5 for each km, to the north by 0.5 as well (in "
        "hundreds of metres). You turn to the south-west. How does the ground go there?",
        answer=Prediction(
            [
                "It falls by 0.5 for each km, as it does to the south and to the west.",
                "It falls by about 0.7 for each km.",
                "It falls by 1 for each km: 0.5 for the south and 0.5 for the west.",
                "Nobody can know. Only two directions were measured.",
            ],
            "b",
        ),
        misconceptions=[
            (
                "a",
                "It is not the mean of the two. One km to the south-west takes you about 0.7 km to the south **and** 0.7 km to the "
                "west, and both lead down.",
            ),
            (
                "c",
                "It would be, if you went 1 km south and 1 km west. But that way is 1.4 km long, and the slope is counted for "
                "each km.",
            ),
            (
                "d",
                "Two are enough, where the ground is smooth: every short way is some way east or west and some way north or "
                "south.",
            ),
        ],
        hints=[
            "How far south, and how far west, does 1 km to the south-west take you?",
            "About 0.707 km each, by Pythagoras.",
        ],
        solution="One km to the south-west is $1/\\sqrt 2 \\approx 0.707$ km south and as much west. Each of them lowers you by "
        "$0.5 \\cdot 0.707$, together 0.707.",
        remark="0.707 km south and 0.707 km west, each at 0.5 down for a km: together 0.707.",
    ),
    north_west(),
    # --- Length 1 -----------------------------------------------------------------------------------------------------
    Exercise(
        "three nudges and a conclusion",
        prompt="Somebody explains the directional derivative. Which line does not follow from the ones before it?",
        answer=FindError(
            [
                "At a point $\\nabla f = (2, 1, 1)$. The arrow $\\mathbf v = (2, 3, -1)$ shows the direction.",
                "A tiny nudge $\\varepsilon \\mathbf v$ is made of two nudges $\\varepsilon$ in x, three in y, and one back in z.",
                "To first order it changes $f$ by $2 \\cdot 2\\varepsilon + 1 \\cdot 3\\varepsilon - 1 \\cdot \\varepsilon = "
                "6\\varepsilon$.",
                "So in the direction of $\\mathbf v$, $f$ rises by 6 for each unit of length.",
            ],
            4,
        ),
        misconceptions=[
            (1, "Line 1 only says what is given."),
            (2, "Line 2 is right: $\\varepsilon\\mathbf v = (2\\varepsilon, 3\\varepsilon, -\\varepsilon)$."),
            (
                3,
                "Line 3 is the differential of lesson 3: each partial derivative times its own nudge. The sum is right.",
            ),
        ],
        hints=[
            "How long is the nudge $\\varepsilon\\mathbf v$?",
            "It is $\\sqrt{14}\\,\\varepsilon$ long, not $\\varepsilon$.",
        ],
        solution="Line 4. The nudge $\\varepsilon\\mathbf v$ has the length $\\sqrt{14}\\,\\varepsilon$. So $f$ rises by "
        "$6\\varepsilon$ on a way of $\\sqrt{14}\\,\\varepsilon$: by $6/\\sqrt{14} \\approx 1.6$ for each unit of length.",
        remark="The nudge is $\\sqrt{14}\\,\\varepsilon$ long, so the rise for each unit of length is $6/\\sqrt{14}$.",
    ),
    per_unit(),
    slope_along(),
    Exercise(
        "the slope at every point",
        prompt="Again $f(x, y) = x^2 y$ and the direction of $(3, 4)$, but now at any point $(x, y)$. Give $D_{\\mathbf u} f$ as a "
        "formula in x and y.",
        answer=Formula("(6x*y + 4x^2)/5"),
        misconceptions=[
            (
                "6x*y + 4x^2",
                "That is $\\nabla f \\cdot (3, 4)$, the rate for the whole arrow. Divide by its length.",
            ),
            ("(6x*y + 4x^2)/7", "You divided by $3 + 4$. The length of the arrow comes from Pythagoras."),
            ("(6x*y + 4x^2)/25", "25 is the square of the length."),
            ("2x*y", "That is $\\partial f/\\partial x$. The direction $(3, 4)$ goes along y as well."),
            (
                "2x*y + x^2",
                "The two partial derivatives were added as if the arrow went equally far along both. Weight each by its part of "
                "$\\mathbf u$.",
            ),
            (
                "(8x*y + 3x^2)/5",
                "The two parts of the direction were exchanged: the first one goes with $\\partial f/\\partial x$.",
            ),
        ],
        hints=[
            "$\\nabla f = (2xy, x^2)$ and $\\mathbf u = (3, 4)/5$.",
            "Multiply part by part, and add.",
        ],
        solution="$\\nabla f \\cdot \\mathbf u = 2xy \\cdot \\dfrac35 + x^2 \\cdot \\dfrac45 = (6xy + 4x^2)/5$. At $(1, 2)$ it is 3.2.",
        remark="At $(1, 2)$ it gives the 3.2 from before.",
    ),
    Exercise(
        "a slope for any arrow",
        prompt="Write `rate(gx, gy, vx, vy)`: the slope, per unit of length, in the direction of the arrow `(vx, vy)` at a place "
        "where the gradient is `(gx, gy)`. The arrow may have any length except 0.",
        answer=Function(
            rate,
            cases=SLOPES,
            show=lambda gx, gy, vx, vy: f"∇f = ({gx:g}, {gy:g}), v = ({vx:g}, {vy:g})".replace("-", "−"),
        ),
        misconceptions=[
            (
                lambda gx, gy, vx, vy: gx * vx + gy * vy,
                "An arrow twice as long gives you twice the slope, although the ground is the same. Divide by the length of "
                "`(vx, vy)`.",
            ),
            (
                lambda gx, gy, vx, vy: (gx * vx + gy * vy) / math.hypot(gx, gy),
                "You divide by the length of the gradient. It is the direction that has to have length 1.",
            ),
            (
                lambda gx, gy, vx, vy: (gx * vx + gy * vy) / (vx**2 + vy**2),
                "You divide by the square of the length. The root is missing.",
            ),
            (
                lambda gx, gy, vx, vy: (gx * vx + gy * vy) / (abs(vx) + abs(vy)),
                "You measure the arrow along its two sides. Its length is straight: Pythagoras.",
            ),
            (
                lambda gx, gy, vx, vy: (gx * vx + gy * vy) / math.hypot(vx, vy) / math.hypot(gx, gy),
                "You brought both arrows to length 1. What is left is the cosine of their angle; the steepness is gone.",
            ),
            (
                lambda gx, gy, vx, vy: gx * vx + gy * vy / math.hypot(vx, vy),
                "Only the second product is divided: `/` binds tighter than `+`. Put brackets around the sum.",
            ),
        ],
        hints=[
            "First the dot product of the two arrows. Then the length of one of them.",
            "`math.hypot(vx, vy)` is the length of `(vx, vy)`. Mind the brackets around the sum.",
        ],
        solution="The dot product, divided by the length of the direction.\n\n```python\nimport math\n\n\n"
        "def rate(gx, gy, vx, vy):\n    return (gx * vx + gy * vy) / math.hypot(vx, vy)\n```",
        remark="An arrow of any length in the same direction gives the same slope.",
    ),
    # --- The steepest way ---------------------------------------------------------------------------------------------
    Exercise(
        "sixty degrees off",
        prompt="The steepest way up has slope 2. At 90° from it the ground is level. You walk at 60° from the steepest way. How "
        "large is the slope?",
        answer=Prediction(
            [
                "about 0.67: two thirds of the 90° are used up, one third of the slope is left",
                "1: half of it is left",
                "about 1.73: nearly all of it is left",
                "2: the ground is as steep in all directions that lead up",
            ],
            "b",
        ),
        misconceptions=[
            (
                "a",
                "The slope does not fall evenly with the angle. It stays near its top at first and falls faster later: it goes with "
                "the cosine, and $\\cos 60° = 1/2$.",
            ),
            (
                "c",
                "That is $2 \\sin 60°$, the share across. Along the way it is the cosine that counts, $\\cos 60° = 1/2$.",
            ),
            (
                "d",
                "Then it could not be level at 90°. It falls on the way there, with the cosine of the angle.",
            ),
        ],
        hints=[
            "Which function is 1 at 0° and 0 at 90°, and goes on to −1 at 180°?",
            "$\\cos 60° = 1/2$.",
        ],
        solution="The slope is $2 \\cos 60° = 1$. The next figure shows why it is the cosine.",
        remark="$2 \\cos 60° = 1$.",
    ),
    as_steep_as_it_gets(),
    Exercise(
        "steepest slope of a saddle",
        prompt="$f(x, y) = x \\cdot y$. How large is the steepest slope at the point $(x, y)$? Give a formula.",
        answer=Formula("sqrt(x^2 + y^2)"),
        misconceptions=[
            (
                "x + y",
                "You added the parts of the gradient $(y, x)$. The steepest slope is its length.",
            ),
            ("x^2 + y^2", "That is the square of the length of the gradient. The root is missing."),
            (
                "y",
                "That is $\\partial f/\\partial x$, the slope along x. Some other direction is steeper, unless $x = 0$.",
            ),
            ("x*y", "That is the height. The slope comes from the partial derivatives."),
            (
                "abs(x) + abs(y)",
                "You measured the gradient along its two sides. The length of an arrow is straight.",
            ),
        ],
        hints=["$\\nabla f = (y, x)$.", "The steepest slope is $\\|\\nabla f\\|$."],
        solution="$\\nabla f = (y, x)$, so the steepest slope is $\\|\\nabla f\\| = $ `sqrt(x^2 + y^2)`: the distance from the middle.",
        remark="The further from the middle, the steeper. In the middle itself all directions are level.",
    ),
    Exercise(
        "east two, north one",
        prompt="The slope is 2 to the east and 1 to the north. Which direction is the steepest way **up**?",
        answer=Choice(
            [
                "due east: the larger slope wins",
                "half-way between east and north",
                "along the arrow with 2 parts east, 1 part north",
                "along the arrow with 1 part east, 2 parts north",
                "along the arrow with 2 parts west, 1 part south",
            ],
            "c",
        ),
        misconceptions=[
            (
                "a",
                "Due east has slope 2. But going a little north as well costs hardly any of it, and the north gives something too.",
            ),
            (
                "b",
                "Half-way has slope $3/\\sqrt 2 \\approx 2.12$: better than due east, and not yet the best. East pays more than north.",
            ),
            ("d", "Here the parts are exchanged. The direction that pays more gets the larger part."),
            ("e", "That is $-\\nabla f$: the steepest way **down**."),
        ],
        hints=[
            "What is $\\nabla f$?",
            "Compare the slopes: $\\nabla f \\cdot \\mathbf u$ for each direction.",
        ],
        solution="$\\nabla f = (2, 1)$ is the direction itself. Its slope is $\\sqrt 5 \\approx 2.24$. Half-way between east and "
        "north it is $3/\\sqrt 2 \\approx 2.12$, due east 2.",
        remark="Its slope is $\\sqrt 5 \\approx 2.24$, more than the 2 of due east and the 2.12 of half-way.",
    ),
    steepest_way_down(),
    Exercise(
        "a direction at random",
        prompt="A loss has a million inputs. Its steepest slope is 1. Somebody steps in a direction that was drawn at random. How "
        "large is the slope there, up or down?",
        answer=Prediction(
            [
                "mostly more than a half: few directions are level",
                "mostly about a half, as half-way between steep and level",
                "mostly about a thousandth",
                "anything from 0 to 1, each as often",
            ],
            "c",
        ),
        misconceptions=[
            (
                "a",
                "So it is on a map: two of three directions have more than half of the steepest slope. With more inputs there are more "
                "and more ways to go across.",
            ),
            (
                "b",
                "On a map that is the slope at 60° from the gradient. With a million inputs hardly any direction is that near to it.",
            ),
            (
                "d",
                "So it is with three inputs. With a million there are a million axes to go along, and only one of them leads up.",
            ),
        ],
        hints=[
            "The parts of the direction have squares that add up to 1, and there are a million of them.",
            "Lay one axis along the gradient. How large is one part, as a rule?",
        ],
        solution="The squares of a million parts add up to 1, so each square is about a millionth and each part about a thousandth. The "
        "part along the gradient is one of them, and it is the slope.",
        remark="A part of the direction is about $1/\\sqrt{1{,}000{,}000} = 1/1000$ in size. The next figure shows it.",
    ),
    Exercise(
        "a proof with a gap",
        prompt="$f$ is differentiable everywhere. Which line claims more than the lines before it give?",
        answer=FindError(
            [
                "$D_{\\mathbf u} f = \\nabla f \\cdot \\mathbf u$ for every arrow $\\mathbf u$ of length 1.",
                "$\\nabla f \\cdot \\mathbf u = \\|\\nabla f\\| \\cos\\alpha$, with $\\alpha$ the angle between the two arrows. (If "
                "$\\nabla f = \\mathbf 0$ both sides are 0, whatever $\\alpha$ is taken to be.)",
                "$\\cos\\alpha \\le 1$, so no direction is steeper than $\\|\\nabla f\\|$.",
                "So at every point there is exactly one steepest direction: that of $\\nabla f$.",
            ],
            4,
        ),
        misconceptions=[
            (1, "Line 1 is what a differentiable function has."),
            (
                2,
                "Line 2 is the dot product, written with lengths and an angle. $\\mathbf u$ has length 1, so it is not seen.",
            ),
            (3, "Line 3 is right, also where the gradient is zero: then no direction is steeper than 0."),
        ],
        hints=["Does every arrow have a direction?", "Think of a summit."],
        solution="Line 4. Where $\\nabla f = \\mathbf 0$ there is no direction of the gradient. Every direction has slope 0, none is "
        "steeper than another. The rest holds where $\\nabla f \\ne \\mathbf 0$.",
        remark="It needs $\\nabla f \\neq \\mathbf 0$. The zero arrow has no direction.",
    ),
    # --- Contours -----------------------------------------------------------------------------------------------------
    Exercise(
        "the level path",
        prompt="In the figure with the compass, stand at x = 0.5, y = 0 and turn the needle until the path along it is level.",
        answer=State(
            {"heading": 135.0, "x": 0.5, "y": 0.0},
            level,
            explain=lambda heading, x, y: (
                f"Along your needle the slope is {slope_ahead(mountain_gradient(x, y), heading):+.3f}. It should vanish."
            ),
        ),
        misconceptions=[
            (
                {"heading": 45.0, "x": 0.5, "y": 0.0},
                "Your needle lies along the gradient. That is where the ground is **steepest**, up or down. The contour runs "
                "another way.",
            ),
            (
                {"heading": 135.0, "x": 0.0, "y": 0.0},
                "You have moved to another place. Go back to the place of the prompt and turn the needle there.",
            ),
        ],
        hints=[
            "A level path stays on its contour, for a moment.",
            "The contour stands at a right angle to the orange arrow.",
        ],
        solution="The gradient points north-east, to 45°. A quarter turn from it, at 135° and at 315°, the slope is 0.",
        remark="A quarter turn from the gradient. The opposite direction is level as well.",
    ),
    Exercise(
        "along the contour",
        prompt="At a point $\\nabla f = (2, -1)$. Which arrow points along the contour there?",
        answer=Choice(["$(2, -1)$", "$(-2, 1)$", "$(1, 2)$", "$(2, 1)$"], "c"),
        misconceptions=[
            ("a", "That is the gradient itself. It leads straight away from the contour, to higher ones."),
            ("b", "That is $-\\nabla f$: straight down, to lower contours."),
            (
                "d",
                "Its dot product with the gradient is 3. Along a contour nothing changes, so it has to be 0.",
            ),
        ],
        hints=["Along a contour the slope is 0.", "Which arrow has dot product 0 with the gradient?"],
        solution="$(2, -1) \\cdot (1, 2) = 2 - 2 = 0$: no change in that direction, nor in the opposite one.",
        remark="$2 \\cdot 1 - 1 \\cdot 2 = 0$.",
    ),
    contour_to_contour(),
    # --- Zero gradient ------------------------------------------------------------------------------------------------
    Exercise(
        "all level",
        prompt="$f$ is differentiable, and at some point $\\nabla f = \\mathbf 0$. What follows?",
        answer=Choice(
            [
                "The point is a maximum or a minimum.",
                "In every direction the slope at this point is 0.",
                "$f = 0$ at this point.",
                "$f$ is constant in a small disc around this point.",
            ],
            "b",
        ),
        misconceptions=[
            (
                "a",
                "It may be. But on a pass the gradient is zero too, and there some ways lead up and others down.",
            ),
            ("c", "That is the height. A zero gradient says nothing about how high you are."),
            (
                "d",
                "Slopes are about the very beginning of each way. A little further on, the ground may bend up or down.",
            ),
        ],
        hints=[
            "$D_{\\mathbf u} f = \\nabla f \\cdot \\mathbf u$.",
            "What is $\\mathbf 0 \\cdot \\mathbf u$?",
        ],
        solution="$D_{\\mathbf u} f = \\mathbf 0 \\cdot \\mathbf u = 0$ for every $\\mathbf u$. What the ground does after that, the "
        "gradient does not tell: it may be a summit, a bottom, a pass or something else.",
        remark="$\\mathbf 0 \\cdot \\mathbf u = 0$, whatever the direction. More does not follow.",
    ),
    Exercise(
        "one of them is a bottom",
        prompt="All four have a zero gradient at the origin. Which one has a minimum there?",
        answer=Choice(["$x^3$", "$x^2 - y^2$", "$x^2 + y^3$", "$x^2 + y^4$"], "d"),
        misconceptions=[
            (
                "a",
                "To the left of 0 it is below 0, to the right above. It is flat for a moment and goes on rising.",
            ),
            ("b", "Along x it rises, along y it falls: a pass."),
            ("c", "Along x it rises on both sides. But along y it is a cube, and falls on one side."),
        ],
        hints=[
            "At the origin all four are 0. Which one is never below?",
            "Try small negative numbers, for x and for y.",
        ],
        solution="Even powers are never negative, so $x^2 + y^4 \\ge 0$, and at the origin it is 0. Each of the other three is "
        "negative somewhere near by.",
        remark="It is a sum of even powers, never below 0.",
    ),
    # --- Where the arrow lives ----------------------------------------------------------------------------------------
    Exercise(
        "where the arrow lies",
        prompt="A height $f(x, y)$ over a map has the gradient $(0.5, 0.5)$ at the point $(0.5, 0)$. What is this gradient?",
        answer=Choice(
            [
                "an arrow on the map: half a unit east, half a unit north",
                "an arrow along the ground, which climbs with the mountainside",
                "an arrow that sticks out of the ground at a right angle",
                "the place $(0.5, 0.5)$ on the map, where the summit is",
            ],
            "a",
        ),
        misconceptions=[
            (
                "b",
                "That arrow would need a third number, for the height. The gradient has one part for each **input**.",
            ),
            (
                "c",
                "It stands at a right angle to the contours, and these are lines on the map. It has no part upwards.",
            ),
            (
                "d",
                "It is no place but a direction with a length: which way is up, and how steep. How far away the summit is it does not "
                "know.",
            ),
        ],
        hints=[
            "How many parts does it have? How many inputs does f have?",
            "Where is there a picture with two axes, x and y?",
        ],
        solution="It has one part for each input, so it lives where the inputs live: on the map. Its length is the slope.",
        remark="One part for each input: it lives on the map.",
    ),
    Exercise(
        "an arrow on a line",
        prompt="$f(x) = -3x$. Drawn as an arrow on the x axis, what does its gradient look like?",
        answer=Choice(
            [
                "3 long, to the right: the line is steep",
                "3 long, to the left",
                "3 long, straight down",
                "as long as the drawn line is, sloping down to the right",
            ],
            "b",
        ),
        misconceptions=[
            ("a", "The size is right. Which way along the axis does $f$ get larger?"),
            ("c", "Down is where the height goes. The arrow lives on the axis of the input: left or right."),
            ("d", "The arrow lives on the axis of the input and has one part only, $f'(x)$."),
        ],
        hints=["$f'(x) = -3$, one number.", "On the x axis, which side is negative?"],
        solution="The gradient has the one part $f'(x) = -3$: on the x axis that is an arrow 3 long to the left. It is the way to go "
        "if $f$ is to rise, since going left makes $-3x$ larger.",
        remark="Going left makes $-3x$ larger: the gradient points uphill.",
    ),
    # --- One step down ------------------------------------------------------------------------------------------------
    Exercise(
        "out of the fog",
        prompt="Find the lake: choose three headings and the length of a leg so that you end below height 0.2. Leave the "
        "sky at *fog* for now.",
        answer=State(
            {"first": 157.5, "second": 135.0, "third": 90.0, "step": 1.25},
            end_of_walk,
            explain=lambda first, second, third, step: (
                f"You end at height {valley(*walk(step, first, second, third)[-1]):.2f}. All three legs lead down. Look at the length "
                "of a leg, and at the arrow where each leg begins."
            ),
        ),
        misconceptions=[
            (
                {"first": 337.5, "second": 337.5, "third": 337.5, "step": 1.0},
                "Your first leg ends higher than it began. The orange arrow is the gradient, and it points **up**.",
            ),
            (
                {"first": 157.5, "second": 337.5, "third": 90.0, "step": 1.5},
                "A later leg ends higher than it began. Either it heads up, or it is so long that it crosses the valley and climbs "
                "the other side.",
            ),
        ],
        hints=[
            "At each place walk against the orange arrow, as nearly as the headings allow.",
            "First leg 157.5°. Then see where the arrow points at the triangle. A leg of 1.25 km is long enough.",
        ],
        solution="With legs of 1.25 km, walk against the arrow each time: to 157.5°, then to 135°, then to 90°. The height goes from "
        "6.25 to 2.30, 0.67 and 0.04. Other walks reach the lake as well.",
        remark="You only ever knew the slope at your feet. Clear the sky and see where the lake lies.",
    ),
    Exercise(
        "how far off course",
        prompt="You walk down in very small steps, but your compass is off: each step is turned away from $-\\nabla f$ by the same "
        "angle. Up to which angle do you still go down?",
        answer=Prediction(
            ["only with 0°: every other way leads up", "less than 45°", "less than 90°", "less than 180°"],
            "c",
        ),
        misconceptions=[
            (
                "a",
                "Only with 0° is it the **fastest** way down. But half of all directions lead down.",
            ),
            (
                "b",
                "At 45° the slope is still $-\\|\\nabla f\\| \\cos 45°$, well below 0. It goes on down until 90°.",
            ),
            ("d", "Beyond 90° you walk on the side of the gradient, and there the slope is positive."),
        ],
        hints=[
            "The slope is $-\\|\\nabla f\\|$ times the cosine of the angle.",
            "Until which angle is the cosine positive?",
        ],
        solution="The slope along the way is $-\\|\\nabla f\\|$ times the cosine of the angle: negative while the angle is below 90°. At "
        "90° you follow the contour, beyond it you climb.",
        remark="Below 90° the cosine is positive, so the slope is negative. $-\\nabla f$ is only the fastest of many ways down.",
    ),
    one_step_down(),
    Exercise(
        "what a step promises",
        prompt="At weights with $\\nabla L \\neq \\mathbf 0$ you take one step $\\mathbf w \\leftarrow \\mathbf w - \\eta\\nabla L$ with a very "
        "small $\\eta$. What is certain?",
        answer=Choice(
            [
                "Every weight comes nearer to its best value.",
                "The weights come nearer to the labels of the data.",
                "The loss falls.",
                "The loss falls by $\\eta\\,\\|\\nabla L\\|$.",
            ],
            "c",
        ),
        misconceptions=[
            (
                "a",
                "Not every one. In the example above the first weight was at its best value, and the step moved it away.",
            ),
            (
                "b",
                "Labels are what the model should put out. Weights are what it computes with; the two are not to be compared.",
            ),
            (
                "d",
                "Nearly: the slope is $-\\|\\nabla L\\|$ per unit of length, but how long is the step? It is $\\eta\\nabla L$, with a "
                "length of its own.",
            ),
        ],
        hints=[
            "Put $\\Delta\\mathbf w = -\\eta\\nabla L$ into $\\Delta L \\approx \\nabla L \\cdot \\Delta\\mathbf w$.",
            "What is its sign?",
        ],
        solution="$\\Delta L \\approx \\nabla L \\cdot (-\\eta\\nabla L) = -\\eta\\,\\|\\nabla L\\|^2 < 0$. For small $\\eta$ the rest is smaller "
        "than that. Nothing is promised about single weights.",
        remark="By about $\\eta\\,\\|\\nabla L\\|^2$, if $\\eta$ is small enough. Nothing is promised about single weights.",
    ),
    Exercise(
        "a recipe with a slip",
        prompt="Somebody writes down how a network adjusts its weights. Which line does not follow from the ones before it?",
        answer=FindError(
            [
                "Compute the gradient of the loss at the current weights.",
                "If it is not zero, the loss falls fastest in the direction opposite to it.",
                "So multiply the current weights by a vector with that direction and a suitable length.",
                "Compute the gradient at the new weights, and do the same again.",
            ],
            3,
        ),
        misconceptions=[
            (1, "Line 1 is right: the gradient is taken where the weights are now."),
            (2, "Line 2 is right: it is the argument of this lesson, for $-\\nabla L$."),
            (
                4,
                "Line 4 is right: the gradient belongs to one place, so it has to be computed again at the next.",
            ),
        ],
        hints=[
            "Weights are a place, the gradient gives a direction. How do you go from a place in a direction?",
            "Suppose a weight is 0. Could line 3 ever change it?",
        ],
        solution="Line 3. A step is subtracted: $\\mathbf w \\leftarrow \\mathbf w - \\eta \\nabla L$. Multiplying would leave a weight of "
        "0 at 0 for ever, and would move a large weight further than a small one for no reason.",
        remark="A multiple of the gradient is **subtracted**: $\\mathbf w \\leftarrow \\mathbf w - \\eta \\nabla L$.",
    ),
    Exercise(
        "walk down in code",
        prompt="The height is $f(x, y) = x^2 + xy + 2y^2 - 4$, with $\\nabla f = (2x + y, x + 4y)$. Write "
        "`walk_down(x, y, eta, steps)`: start at `(x, y)`, take so many steps against the gradient with learning rate `eta`, and return "
        "the height where you end.",
        answer=Function(
            lambda x, y, eta, steps: walk_down(x, y, eta, steps),
            cases=WALKS,
            show=lambda x, y, eta, steps: (
                f"x = {x:g}, y = {y:g}, η = {eta:g}, {steps} step{'s' * (steps != 1)}".replace("-", "−")
            ),
        ),
        misconceptions=[
            (
                wrong_walk(lambda x, y, eta, gx, gy: (x + eta * gx, y + eta * gy)),
                "You end higher than you began: you add the gradient. Down is against it.",
            ),
            (
                wrong_walk(half_updated),
                "The second part of the gradient is computed with the new x and the old y. Compute both parts first, then move both.",
            ),
            (
                wrong_walk(lambda x, y, eta, gx, gy: (x * eta * gx, y * eta * gy)),
                "You multiply the place by the step. A step is subtracted.",
            ),
            (
                wrong_walk(lambda x, y, eta, gx, gy: (x - gx, y - gy)),
                "You take the whole gradient as a step. It is to be multiplied by `eta`.",
            ),
            (
                wrong_walk(of_length_eta),
                "You brought the gradient to length 1, so every step has the length `eta`. The rule multiplies the gradient as it is: "
                "steps get shorter where the ground gets flatter.",
            ),
            (
                lambda x, y, eta, steps: walk_down(x, y, eta, 1),
                "You take one step, whatever `steps` is. Is the `return` inside the loop?",
            ),
            (
                lambda x, y, eta, steps: walk_down(x, y, eta, steps + 1),
                "You take one step too many. With 0 steps you should stay where you are.",
            ),
        ],
        hints=[
            "`for _ in range(steps):`, and inside it both parts of the gradient first, then the new x and y.",
            "`x, y = x - eta * gx, y - eta * gy` moves both at once. After the loop return the height.",
        ],
        solution="Both parts of the gradient are taken at the same place; only then x and y move.\n\n```python\n"
        "def walk_down(x, y, eta, steps):\n    for _ in range(steps):\n        gx, gy = 2 * x + y, x + 4 * y\n"
        "        x, y = x - eta * gx, y - eta * gy\n    return x**2 + x * y + 2 * y**2 - 4\n```",
        remark="This loop, with more weights and a gradient that lesson 6 will compute, is how networks are trained.",
    ),
]
