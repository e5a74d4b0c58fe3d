"""Exercises of lesson 5: directional derivatives."""

import math

from course_lib.checking import Choice, Exercise, FindError, Formula, Function, Number, Prediction, State
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
    Exercise(
        "to the north-west",
        prompt="At another place $\\nabla f = (1, -3)$: the slope is 1 to the east and −3 to the north. How large is the slope to "
        "the north-west? (East is the first part of an arrow, north the second.)",
        answer=Number(-2 * math.sqrt(2)),
        misconceptions=[
            (
                -4,
                "The arrow (−1, 1) points north-west, but it is longer than 1. Your number is the change along all of it. Divide by "
                "its length.",
            ),
            (
                -2,
                "You divided by 2, the way along the two sides. The length of an arrow is measured straight, by Pythagoras.",
            ),
            (2 * math.sqrt(2), "That is the slope to the south-east, the opposite direction."),
            (
                -math.sqrt(2),
                "That is the slope to the north-east. To the west is to the east with a minus.",
            ),
            (
                1,
                "That is the slope to the east alone. Each direction has a slope of its own; here both parts count.",
            ),
        ],
        hints=[
            "Which arrow of length 1 points north-west?",
            "$\\mathbf u = (-1, 1)/\\sqrt 2$. Now $\\nabla f \\cdot \\mathbf u$.",
        ],
        solution="$\\mathbf u = (-1, 1)/\\sqrt 2$, so $D_{\\mathbf u} f = \\dfrac{1 \\cdot (-1) + (-3) \\cdot 1}{\\sqrt 2} = "
        "-\\dfrac{4}{\\sqrt 2} = -2\\sqrt 2 \\approx -2.82843$.",
        remark="$-4/\\sqrt 2 = -2\\sqrt 2 \\approx -2.82843$.",
    ),
    # --- Length 1 -----------------------------------------------------------------------------------------------------
    Exercise(
        "per unit of length",
        prompt="$f(x, y, z) = x^2 y + z$ has the gradient $(2, 1, 1)$ at $x = y = 1$. What is its slope there in the direction of "
        "$\\mathbf v = (2, 3, -1)$?",
        answer=Number(6 / math.sqrt(14)),
        misconceptions=[
            (
                6,
                "That is $\\nabla f \\cdot \\mathbf v$, the rate for a whole $\\mathbf v$. It has still to be divided by the length "
                "of $\\mathbf v$.",
            ),
            (
                6 / 14,
                "14 is the square of the length. Divide by the length itself.",
            ),
            (
                1.5,
                "You divided by $2 + 3 - 1$. The length of an arrow is the root of the sum of squares.",
            ),
            (
                math.sqrt(6),
                "You divided by the length of the **gradient**. Its length is what the slope is made of; it is the direction that "
                "is brought to length 1.",
            ),
            (
                8 / math.sqrt(14),
                "The minus of the third part got lost: along $\\mathbf v$ you go back in z.",
            ),
        ],
        hints=[
            "$\\nabla f \\cdot \\mathbf v = 2 \\cdot 2 + 1 \\cdot 3 + 1 \\cdot (-1)$. For what length of way is that?",
            "$\\|\\mathbf v\\| = \\sqrt{2^2 + 3^2 + (-1)^2}$.",
        ],
        solution="$\\mathbf u = \\mathbf v / \\sqrt{14}$ has length 1, so $D_{\\mathbf u} f = \\dfrac{4 + 3 - 1}{\\sqrt{14}} = "
        "\\dfrac{6}{\\sqrt{14}} \\approx 1.60357$.",
        remark="$6/\\sqrt{14} \\approx 1.60357$. Any other arrow in that direction gives the same.",
    ),
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
    Exercise(
        "slope towards a point",
        prompt="$f(x, y) = x^2 y$. You stand at $(1, 2)$ and look in the direction of the arrow $(3, 4)$. How large is the slope?",
        answer=Number(3.2),
        misconceptions=[
            (
                16,
                "That is $\\nabla f \\cdot (3, 4)$. The arrow $(3, 4)$ is longer than 1: divide by its length.",
            ),
            (
                16 / math.sqrt(17),
                "You brought the gradient to length 1, and not the direction. The length of the gradient is the very thing that "
                "tells how steep the ground is.",
            ),
            (
                3.2 / math.sqrt(17),
                "You brought both arrows to length 1. What is left is the cosine of the angle between them, without the steepness.",
            ),
            (
                5.168,
                "That is $f(\\mathbf a + \\mathbf u) - f(\\mathbf a)$, the true gain of a whole step of length 1. The ground bends on "
                "the way; the slope is what holds at its beginning.",
            ),
            (
                94,
                "That is the gain of a walk along all of $(3, 4)$. The slope is a limit, at the place where you stand.",
            ),
            (4, "That is $\\partial f/\\partial x$, the slope in one direction only: along x."),
            (5, "You added the two partial derivatives. Each has to be weighted by how far you go that way."),
            (
                3.8,
                "The two parts were exchanged: $\\partial f/\\partial x$ belongs to the first part of the arrow.",
            ),
        ],
        hints=[
            "$\\nabla f = (2xy, x^2)$; put in the point.",
            "The arrow has length 5, so $\\mathbf u = (0.6, 0.8)$.",
        ],
        solution="$\\nabla f(1, 2) = (4, 1)$ and $\\mathbf u = (3, 4)/5$. So "
        "$D_{\\mathbf u} f = \\dfrac{4 \\cdot 3 + 1 \\cdot 4}{5} = \\dfrac{16}{5} = 3.2$.",
        remark="$(4 \\cdot 3 + 1 \\cdot 4)/5 = 3.2$.",
    ),
    Exercise(
        "the same slope everywhere",
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
    Exercise(
        "as steep as it gets",
        prompt="At some point $\\nabla f = (3, -4)$. How large is the largest slope that any direction has there?",
        answer=Number(5),
        misconceptions=[
            (
                7,
                "You added the sizes of the parts: that is $\\nabla f \\cdot (1, -1)$, and that arrow is longer than 1.",
            ),
            (
                -1,
                "You added the two partial derivatives. That is the rate along $(1, 1)$, one arrow among many.",
            ),
            (25, "That is the sum of the squares, $\\nabla f \\cdot \\nabla f$. The root is missing."),
            (3, "That is the slope along x. A direction between x and −y rises faster."),
            (4, "That is the slope against y. A direction between x and −y rises faster."),
        ],
        hints=[
            "$D_{\\mathbf u} f = \\|\\nabla f\\| \\cos \\alpha$. When is it largest?",
            "$\\sqrt{3^2 + (-4)^2}$.",
        ],
        solution="The largest value of $\\|\\nabla f\\| \\cos\\alpha$ is $\\|\\nabla f\\| = \\sqrt{3^2 + (-4)^2} = 5$, in the direction "
        "$\\mathbf u = (0.6, -0.8)$.",
        remark="It is $\\|\\nabla f\\| = \\sqrt{9 + 16}$, reached in the direction $(0.6, -0.8)$.",
    ),
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
                "Only with 0° it is the **fastest** way down. But half of all directions lead down.",
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
    Exercise(
        "one step down",
        prompt="A loss is $L(\\mathbf w) = w_1^2 + 3 w_2^2$, and now $\\mathbf w = (2, 1)$, so the loss is 7. Take **one** step "
        "$\\mathbf w \\leftarrow \\mathbf w - \\eta \\nabla L$ with $\\eta = 0.1$. What is the loss after it?",
        answer=Number(3.04),
        misconceptions=[
            (13.44, "The loss went up: you added the gradient. That is the way up; training subtracts."),
            (
                1.72,
                "You **multiplied** the weights by $\\eta\\nabla L$. A step is something that is subtracted from where you are.",
            ),
            (
                79,
                "You took the whole gradient as the step, without $\\eta$, and landed on the far side, much higher.",
            ),
            (
                1.8,
                "That is $7 - \\eta \\|\\nabla L\\|^2$, what the slope promises. The loss bends on the way: put the new weights into $L$.",
            ),
            (5.56, "Only the first weight was moved. The gradient has a part for each."),
        ],
        hints=[
            "$\\nabla L = (2 w_1, 6 w_2) = (4, 6)$ at this place.",
            "The new weights are $(2 - 0.4, 1 - 0.6)$.",
        ],
        solution="$\\nabla L = (2w_1, 6w_2) = (4, 6)$. The step leads to $(2 - 0.4, 1 - 0.6) = (1.6, 0.4)$, and the loss there is "
        "$1.6^2 + 3 \\cdot 0.4^2 = 2.56 + 0.48 = 3.04$.",
        remark="New weights $(1.6, 0.4)$, loss 3.04. The slope alone promised 1.8; the loss bends upwards on the way.",
    ),
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
            "What sign has it?",
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
            show=lambda x, y, eta, steps: f"x = {x:g}, y = {y:g}, η = {eta:g}, {steps} step(s)".replace(
                "-", "−"
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
