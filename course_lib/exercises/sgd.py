"""Exercises of lesson 7: stochastic gradient descent."""

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
from course_lib.exercises.writing import number

# --- Places on figures --------------------------------------------------------------------------------------

DOTS = np.linspace(-1.5, 1.5, 7), np.array([3.9, 2.0, 1.3, 0.3, 0.4, 0.7, 1.9])


def fit(a, b, c):
    """How well the parabola a + b·x + c·x² goes through the seven points, and what is the matter if it does not."""
    x, y = DOTS
    error = a + b * x + c * x**2 - y
    if np.mean(error**2) < 0.1:
        return "good"
    slopes = {name: np.mean(error * x**k) for k, name in enumerate("abc")}
    steepest = max(slopes, key=lambda name: abs(slopes[name]))
    if max(map(abs, slopes.values())) < 0.4:
        return "nearly level"
    return f"{steepest} {'down' if slopes[steepest] > 0 else 'up'}"


def advice(a, b, c):
    found = fit(a, b, c)
    if found == "nearly level":
        return "The bars are short, but the loss is not below 0.1 yet. Two sliders have to move together now."
    name, way = found.split()
    return f"The longest bar is that of {name}. It asks for {name} to go {way}."


def multiplier(lam, eta):
    """What each step on ½λw² does to w."""
    m = 1 - eta * lam
    if abs(m + 0.5) < 1e-6:
        return "halves, other side"
    if abs(m - 0.5) < 1e-6:
        return "halves, same side"
    if abs(m) >= 1 - 1e-9:
        return "away"
    return "same side" if m > 1e-9 else "other side" if m < -1e-9 else "at once"


def end_of_descent(u, v):
    """Where descent from (u, v) ends on the surface with a saddle at (0, 0) and valleys above and below it."""
    if abs(v) > 1e-9:
        return "lingers" if abs(v) < 0.15 else "valley"
    return "saddle" if abs(u) > 1e-9 else "begins there"


# --- Exercises whose numbers are drawn ----------------------------------------------------------------------


def one_step(w=2, b=1, x=3, y=4, eta=0.1):
    """Forward, back and one step, for ŷ = w·x + b and E = (ŷ − y)²."""
    return Exercise(
        "one step by hand",
        prompt=f"The model $\\hat y = w x + b$ has $w = {number(w)}$, $b = {number(b)}$. One example: $x = {number(x)}$, "
        f"$y = {number(y)}$, with $E = (\\hat y - y)^2$. Take one step with $\\eta = {number(eta)}$.",
        answer=Chain(
            [
                Step("guess", w * x + b, "$\\hat y$"),
                Step("back", lambda guess: 2 * (guess - y), "$\\partial E / \\partial \\hat y$"),
                Step("dw", lambda back: back * x, "$\\partial E / \\partial w$"),
                Step("db", lambda back: back, "$\\partial E / \\partial b$"),
                Step("new_w", lambda dw: w - eta * dw, "new $w$"),
                Step("new_b", lambda db: b - eta * db, "new $b$"),
            ]
        ),
        misconceptions=[
            ({"guess": w * x}, "That is $w x$. The bias b comes on top."),
            ({"back": lambda guess: guess - y}, "The square has left a factor behind: $u^2$ has slope $2u$."),
            (
                {"back": lambda guess: 2 * (y - guess)},
                "Turned round: prediction minus target. If ŷ grows, does E grow here or fall?",
            ),
            (
                {"dw": lambda back: back * w},
                "A product hands each factor the value of the other one: what is $w$ multiplied with?",
            ),
            ({"dw": lambda back: back}, "That is the slope along ŷ. From $w$ to ŷ there is one more factor."),
            ({"db": lambda back: back * x}, "b is not multiplied by x. It stands in a sum."),
            ({"new_w": lambda dw: w + eta * dw}, "That step goes uphill. Descent takes the gradient away."),
            (
                {"new_w": lambda dw: w - dw},
                "The whole gradient was taken away. The learning rate says how much of it.",
            ),
            (
                {"new_w": lambda dw: w * (1 - eta * dw)},
                "You have scaled w. A multiple of the gradient is to be taken away from it.",
            ),
            (
                {"new_w": lambda dw: -eta * dw},
                "That is the step. The new weight is the old one plus the step.",
            ),
            (
                {"new_b": lambda db: b + eta * db},
                "For b the step goes uphill. Take its part of the gradient away too.",
            ),
            (
                {"new_b": lambda new_w: b - eta * 2 * (new_w * x + b - y)},
                "You have computed the slope along b with the **new** w. Both slopes belong to the place where the step begins.",
            ),
        ],
        hints=[
            "Forward: $\\hat y$. Back: $2(\\hat y - y)$, then times x for the weight, as it is for the bias.",
            f"Then the step: from each parameter take {number(eta)} times its own slope.",
        ],
        solution=f"$\\hat y = {number(w * x + b)}$, and $2(\\hat y - y) = {number(2 * (w * x + b - y))}$. Times x that is "
        f"${number(2 * (w * x + b - y) * x)}$ for w; b gets it as it is. New w: ${number(w - eta * 2 * (w * x + b - y) * x)}$, "
        f"new b: ${number(b - eta * 2 * (w * x + b - y))}$.",
        remark="Both slopes were computed before either parameter moved.",
        vary=lambda draw: one_step(
            *(draw.choice([-4, -3, -2, 2, 3, 4]) for _ in range(4)), draw.choice([0.01, 0.02, 0.05])
        ),
    )


def both_at_once(u=2, v=3, y=4, eta=0.1):
    """One step of the model ŷ = u·v, whose two parameters need each other's old value."""
    error = 2 * (u * v - y)
    new_u, new_v = u - eta * error * v, v - eta * error * u
    late = v - eta * 2 * (new_u * v - y) * new_u
    clean = lambda *pair: [round(float(entry), 9) for entry in pair]
    return Exercise(
        "both at once",
        prompt=f"A model has two weights in a row: $\\hat y = u \\cdot v$, with $u = {number(u)}$, $v = {number(v)}$ and target "
        f"$y = {number(y)}$, so $E = (uv - {number(y)})^2$. Take one step with $\\eta = {number(eta)}$. Give the new `[u, v]`.",
        answer=Array(clean(new_u, new_v)),
        misconceptions=[
            (
                clean(new_u, late),
                "u is right. For v you have used the u that had already moved. Both slopes belong to the place where the step begins.",
            ),
            (
                clean(new_u, v - eta * error * new_u),
                "u is right. In the slope along v you have put the new u. Keep the old one until both slopes are known.",
            ),
            (
                clean(u + eta * error * v, v + eta * error * u),
                "That step goes uphill: the loss grows. Descent takes the gradient away.",
            ),
            (
                clean(u - eta * error * u, v - eta * error * v),
                "The two slopes are swapped. A product hands each factor the value of the other one.",
            ),
            (
                clean(u - eta * error * v / 2, v - eta * error * u / 2),
                "The square has left a factor behind: its slope is twice what is squared.",
            ),
            (
                clean(u - eta * error, v - eta * error),
                "You took the slope along ŷ for both. From ŷ on to u and to v there is one more factor each.",
            ),
            (
                clean(error * v, error * u),
                "That is the gradient. The step takes η times it away from the weights.",
            ),
        ],
        hints=[
            "First both slopes, at the old place. Then both weights.",
            f"$\\partial E / \\partial u = 2(uv - {number(y)}) \\cdot v$, and in the same way along v.",
        ],
        solution=f"$2(uv - {number(y)}) = {number(error)}$, so the slopes are ${number(error * v)}$ along u and ${number(error * u)}$ "
        f"along v. New: $u = {number(new_u)}$, $v = {number(new_v)}$.",
        remark="Two slopes at one place, then one step.",
        vary=lambda draw: both_at_once(
            draw.choice([-3, -2, 2, 3, 4]),
            draw.choice([-5, -4, 3, 5]),
            draw.randint(1, 9),
            draw.choice([0.01, 0.02]),
        ),
    )


def one_step_down(c=3):
    """Where one step on E = c·w² leads."""
    return Exercise(
        "one step as a formula",
        prompt=f"$E = {c}w^2$. Where does one step with the learning rate η lead from $w$? (You can type `eta`.)",
        answer=Formula(f"w - {2 * c} eta w", names=["w", "eta"]),
        misconceptions=[
            (f"w + {2 * c} eta w", "That is a step uphill. The gradient is taken away."),
            (
                f"w - {c} eta w^2",
                "You have taken away η times the **height**. The step is made of the slope.",
            ),
            (f"-{2 * c} eta w", "That is the step. The new place is the old one plus the step."),
            (f"w - {2 * c} w", "The learning rate is missing."),
            (f"w - {c} eta w", f"${c}w^2$ has the slope ${c} \\cdot 2w$."),
            (f"{2 * c} eta w", "That is η times the slope. It is to be taken away from w."),
        ],
        hints=["The rule: $w - \\eta \\cdot E'(w)$.", f"$E'(w) = {2 * c}w$."],
        solution=f"$E'(w) = {2 * c}w$, so the step leads to w - {2 * c} eta w, which is $(1 - {2 * c}\\eta)\\,w$: each step multiplies w "
        "by the same number.",
        remark=f"It is $(1 - {2 * c}\\eta)\\,w$: every step multiplies w by the same number.",
        vary=lambda draw: one_step_down(draw.randint(2, 9)),
    )


def steps_of_training(n=200, batch=16, passes=30):
    """How many updates a training makes when the last batch of each pass may be smaller."""
    full, each = n // batch, -(-n // batch)
    return Exercise(
        "how many steps",
        prompt=f"There are {n} examples. Each pass shuffles them and takes {batch} at a time; the last batch of a pass is smaller, and "
        f"is used too. How many steps are made in {passes} passes?",
        answer=Number(each * passes),
        misconceptions=[
            (full * passes, "You have left out the smaller batch at the end of each pass."),
            (
                n / batch * passes,
                "There are no fractions of a step: the smaller batch at the end of a pass gives a step of its own.",
            ),
            (passes, "One step for each pass is what all examples at once would give."),
            (n * passes, "One step for each example is what batches of a single example would give."),
            (each, "That is one pass."),
            (
                batch * passes,
                f"{batch} is how many examples are in a batch. The question is how many batches there are.",
            ),
        ],
        hints=[
            f"How many batches of {batch} does it take to use {n} examples?",
            f"{full} full ones, and one more for the rest.",
        ],
        solution=f"{n} examples are {full} full batches and one of {n - full * batch}: {each} steps in a pass. In {passes} passes "
        f"${each} \\cdot {passes} = {each * passes}$.",
        remark=f"{each} steps in each pass.",
        vary=lambda draw: steps_of_training(
            draw.choice([100, 150, 250]), draw.choice([12, 16, 32, 64]), draw.choice([5, 10, 20])
        ),
    )


def sum_for_mean(batch=32, eta=0.01):
    """The learning rate that a forgotten 1/n amounts to."""
    return Exercise(
        "sum for mean",
        prompt=f"A program adds the gradients of the {batch} examples of a batch and forgets to divide by {batch}. Its learning rate is set "
        f"to {number(eta)}. With which learning rate would the **right** program make the same steps?",
        answer=Number(round(batch * eta, 9)),
        misconceptions=[
            (eta, "The step is η times the gradient. If the gradient is larger, so is the step."),
            (
                eta / batch,
                f"The other way round: the sum is {batch} times the mean, so these steps are too long, not too short.",
            ),
            (batch, "That is by how much the gradient is too large. What does it do to η?"),
            (
                eta * batch**0.5,
                "The square root belongs to the noise. A sum of so many is as many times their mean.",
            ),
        ],
        hints=[
            "By which factor is the sum larger than the mean?",
            "η times the sum is another η times the mean.",
        ],
        solution=f"The sum is {batch} times the mean. So each step is {batch} times as long, as with $\\eta = {batch} \\cdot {number(eta)} = "
        f"{number(batch * eta)}$. Nothing else is wrong, and with a smaller η it trains; but another batch size needs another η.",
        remark="Whoever then doubles the batch has doubled the learning rate as well.",
        vary=lambda draw: sum_for_mean(draw.choice([8, 16, 64, 128]), draw.choice([0.01, 0.02, 0.05])),
    )


def rolling(beta=0.9):
    """How much longer steps become with momentum, on an even slope."""
    longer = round(1 / (1 - beta), 9)
    return Exercise(
        "on an even slope",
        prompt=f"Momentum: $v \\leftarrow \\beta v + g$, then $w \\leftarrow w - \\eta v$, with $\\beta = {number(beta)}$. The gradient $g$ "
        "is the same at every step. How many times as long as a plain step $\\eta g$ does a step become in the end?",
        answer=Number(longer),
        misconceptions=[
            (beta, "v is larger than g from the second step on: $\\beta g + g$, and it still grows."),
            (1 + beta, "That is the second step. v goes on growing."),
            (round(1 - beta, 9), "Upside down: at rest $v = \\beta v + g$. Solve it for v."),
            (
                round(beta / (1 - beta), 9),
                "That is $\\beta$ times it: what is handed on from the step before. The new g comes on top.",
            ),
            (1, "v begins at g, but each step adds to it."),
        ],
        hints=[
            "In the end v does not change any more: $v = \\beta v + g$.",
            f"$(1 - {number(beta)})\\,v = g$.",
        ],
        solution=f"In the end $v = \\beta v + g$, so $v = \\dfrac{{g}}{{1 - \\beta}} = {number(longer)}\\,g$.",
        remark="On an even slope momentum speeds up by $\\dfrac{1}{1 - \\beta}$. Across a valley the gradients change sign and cancel.",
        vary=lambda draw: rolling(draw.choice([0.5, 0.75, 0.8, 0.95, 0.98])),
    )


# --- Code ---------------------------------------------------------------------------------------------------


def step_down(theta, gradient, eta):
    return theta - eta * gradient


def show_step(theta, gradient, eta):
    return f"theta = {np.asarray(theta).tolist()}, gradient = {np.asarray(gradient).tolist()}, eta = {eta:g}".replace(
        "-", "−"
    )


def batch_gradient(w, b, x, y):
    error = w * x + b - y
    return np.array([np.mean(2 * error * x), np.mean(2 * error)])


def show_batch(w, b, x, y):
    return f"w = {w:g}, b = {b:g}, x = {x.tolist()}, y = {y.tolist()}".replace("-", "−")


def roll(slope, w, eta, beta, steps):
    v = 0.0
    for _ in range(steps):
        v = beta * v + slope(w)
        w = w - eta * v
    return w


def _roll_late(slope, w, eta, beta, steps):
    v = 0.0
    for _ in range(steps):
        w, v = w - eta * v, beta * v + slope(w)
    return w


def _roll_anew(slope, w, eta, beta, steps):
    for _ in range(steps):
        v = beta * 0.0 + slope(w)
        w = w - eta * v
    return w


def _roll_up(slope, w, eta, beta, steps):
    v = 0.0
    for _ in range(steps):
        v = beta * v + slope(w)
        w = w + eta * v
    return w


def _roll_without_friction(slope, w, eta, beta, steps):
    return roll(slope, w, eta, 1.0, steps)


def _roll_once(slope, w, eta, beta, steps):
    return roll(slope, w, eta, beta, 1)


def bowl(w):
    return 2 * w


def ripple(w):
    return w + np.sin(3 * w)


SLOPES = {bowl: "2w", ripple: "w + sin 3w"}


def show_roll(slope, w, eta, beta, steps):
    return f"slope(w) = {SLOPES[slope]}, w = {w:g}, eta = {eta:g}, beta = {beta:g}, steps = {steps}".replace(
        "-", "−"
    )


def one_layer_back(delta, W, H):
    return (delta @ W) * H * (1 - H)


def show_layer(delta, W, H):
    return f"delta = {delta.tolist()}, W = {W.tolist()}, H = {H.tolist()}".replace("-", "−")


EXERCISES = [
    # --- By hand ----------------------------------------------------------------------------------------------------------
    Exercise(
        "a fit by hand",
        prompt="Move the three sliders until the loss is below 0.1.",
        answer=State({"a": 0.4, "b": -0.6, "c": 1.0}, fit, explain=advice),
        misconceptions=[
            (
                {"a": 1.4, "b": 0.8, "c": -0.4},
                "The bar of c is the longest, and it points up: just now, more bend lowers the loss fastest.",
            ),
            (
                {"a": 1.4, "b": -0.4, "c": 1.0},
                "The longest bar is that of a, and it points down: the parabola hangs too high.",
            ),
        ],
        hints=[
            "Move the slider with the longest bar, in the direction of its bar, and look again.",
            "c has to be positive, for the points bend upwards. Then b below 0, and a as low as the lowest points.",
        ],
        solution="One such place is a = 0.4, b = −0.6, c = 1. Whoever follows the longest bar and looks again after each move gets near it.",
        remark="You looked at three slopes, moved a little, and looked again. That is what a machine does too.",
    ),
    # --- One step -----------------------------------------------------------------------------------------------------------
    one_step(),
    both_at_once(),
    Exercise(
        "a step down in code",
        prompt="Write `step_down(theta, gradient, eta)`: where one step of descent leads. `theta` and `gradient` are numbers, or arrays of the "
        "same shape. `theta` itself is to stay as it is.",
        answer=Function(
            step_down,
            cases=[
                (np.array([1.0, -2.0]), np.array([0.5, 3.0]), 0.1),
                (np.array([[1.0, 2.0], [3.0, -4.0]]), np.array([[0.2, -1.0], [0.0, 2.0]]), 0.5),
                (np.array([0.3]), np.array([-4.0]), 2.0),
                (2.0, -6.0, 0.25),
            ],
            show=show_step,
        ),
        misconceptions=[
            (lambda theta, gradient, eta: theta + eta * gradient, "That is a step uphill."),
            (lambda theta, gradient, eta: theta - gradient, "The learning rate is not used."),
            (
                lambda theta, gradient, eta: theta * (1 - eta * gradient),
                "Here each parameter is multiplied. A multiple of its slope is to be taken away from it.",
            ),
            (
                lambda theta, gradient, eta: -eta * gradient,
                "That is the step alone. Add it to where you stand.",
            ),
            (
                lambda theta, gradient, eta: theta - eta * gradient / np.linalg.norm(gradient),
                "You have divided by the length of the gradient, so every step is η long. Near the bottom steps should become short.",
            ),
            (
                lambda theta, gradient, eta: theta - eta * np.sign(gradient),
                "Only the sign of each slope counts here. A steep slope is to give a long step.",
            ),
        ],
        hints=[
            "θ ← θ − η ∇E.",
            "Return a new value; `theta -= …` would change the array that was handed over.",
        ],
        solution="The rule, word for word. It makes a new array and leaves the old one alone.\n\n"
        "```python\ndef step_down(theta, gradient, eta):\n    return theta - eta * gradient\n```",
        remark="One line. All the rest of this lesson is about η, and about where the gradient comes from.",
    ),
    # --- The learning rate --------------------------------------------------------------------------------------------------
    one_step_down(),
    Exercise(
        "a long step",
        prompt="$E = \\tfrac12 w^2$, start at $w = 1$, learning rate $\\eta = 1.5$. What does $w$ do in 20 steps?",
        answer=Prediction(
            [
                "It grows beyond all bounds, because η is larger than 1.",
                "It jumps from side to side and ends very near 0.",
                "It jumps between 1 and −1 for ever.",
                "It goes to 0 from one side.",
            ],
            "b",
        ),
        misconceptions=[
            (
                "a",
                "Each step takes 1.5 w away from w, so −0.5 w is left: the other side, at **half** the distance. After 20 steps it is "
                "a millionth.",
            ),
            ("c", "That happens at η = 2, where w becomes −w. Here w becomes −0.5 w."),
            (
                "d",
                "That needs η below 1. Here the step is longer than the way to the bottom: w becomes −0.5 w.",
            ),
        ],
        hints=["The slope is w. Where does the first step lead?", "From 1 to 1 − 1.5 · 1 = −0.5. And then?"],
        solution="$w \\leftarrow w - 1.5 w = -0.5 w$. The side changes and the distance halves, each time: after 20 steps it is "
        "$0.5^{20} \\approx 10^{-6}$.",
        remark="1, −0.5, 0.25, −0.125, … After 20 steps it is about a millionth.",
    ),
    Exercise(
        "halved, on the other side",
        prompt="In the figure, choose λ and η so that each step lands on the **other** side, at **half** the distance from the bottom.",
        answer=State(
            {"lam": 1.0, "eta": 1.5},
            multiplier,
            explain=lambda lam, eta: f"There each step multiplies w by {number(round(1 - eta * lam, 4))}.",
        ),
        misconceptions=[
            (
                {"lam": 1.0, "eta": 0.5},
                "Half the distance, but on the same side. The step has to go past the bottom.",
            ),
            (
                {"lam": 1.0, "eta": 2.5},
                "That comes no nearer, however many steps you take. The factor is too large in size: the step is too long.",
            ),
        ],
        hints=["By which number has w to be multiplied?", "By −0.5. So $1 - \\eta\\lambda = -0.5$."],
        solution="$1 - \\eta\\lambda = -\\tfrac12$, so $\\eta\\lambda = 1.5$: for example λ = 1 and η = 1.5.",
        remark="Only the product ηλ counts. A steeper bowl needs a smaller η.",
    ),
    Exercise(
        "a rule in a book",
        prompt="Somebody explains when descent on $E = \\tfrac12 \\lambda w^2$ with $\\lambda > 0$ converges. Which line does not follow?",
        answer=FindError(
            [
                "The slope is $\\lambda w$, so a step leads from $w$ to $w - \\eta\\lambda w = (1 - \\eta\\lambda)\\,w$.",
                "After $k$ steps, $w_k = (1 - \\eta\\lambda)^k\\, w_0$.",
                "If $\\eta\\lambda > 1$, then $1 - \\eta\\lambda$ is negative, and $w$ changes its side at every step.",
                "A $w$ that changes its side at every step runs away, so $\\eta\\lambda$ must be below 1.",
            ],
            4,
        ),
        misconceptions=[
            (1, "Line 1 is the rule with the slope put in, and w taken out as a factor."),
            (2, "Line 2 follows: every step multiplies by the same number, k times over."),
            (
                3,
                "Line 3 follows: 1 minus something larger than 1 is negative, and a negative factor changes the sign. How large is it, though?",
            ),
        ],
        hints=[
            "Try $\\eta\\lambda = 1.5$: what is $(1 - 1.5)^{20}$?",
            "What decides is the size of the factor, not its sign.",
        ],
        solution="Line 4: $|w|$ shrinks as long as $|1 - \\eta\\lambda| < 1$, and that holds for $0 < \\eta\\lambda < 2$. With 1.5 the side changes, "
        "and the distance halves: $(1 - 1.5)^{20} \\approx 10^{-6}$.",
        remark="Changing sides is not running away. The border is 2.",
    ),
    Exercise(
        "a steep side and a flat side",
        prompt="$E = \\tfrac12 (100\\,u^2 + v^2)$: λ is 100 along u and 1 along v. Below which η do both u and v converge?",
        answer=Number(0.02),
        misconceptions=[
            (2, "That is the border along v. Along u it would multiply by −199 at each step."),
            (
                0.01,
                "With that, u is at the bottom in one step. It may be somewhat larger: a factor between −1 and 0 shrinks too.",
            ),
            (1, "At 1 the flat side is there at once, and the steep side multiplies by −99."),
            (0.2, "One zero too few: the border is 2 divided by λ, for the steeper side."),
            (
                2 / 101,
                "The two λ do not add up. Each direction has a border of its own, and the lower one decides.",
            ),
        ],
        hints=[
            "Each direction has its own λ, and its own border: $\\eta\\lambda < 2$.",
            "The steeper side decides: $100\\,\\eta < 2$.",
        ],
        solution="Along u: $100\\eta < 2$. Along v: $\\eta < 2$. Both hold below 0.02. There v is multiplied by 0.98 at each step, so it needs "
        "hundreds of steps. That is what a long narrow valley does.",
        remark="The steep side sets η, and the flat side then waits: it is multiplied by 0.98 at each step.",
    ),
    # --- Stochastic ---------------------------------------------------------------------------------------------------------
    Exercise(
        "the gradient of a batch in code",
        prompt="The model is $\\hat y = w x + b$, the loss is the **mean** of $(\\hat y - y)^2$ over a batch. Write "
        "`batch_gradient(w, b, x, y)`: the slopes along w and b, as an array of two numbers. `x` and `y` are arrays with an entry for "
        "each example.",
        answer=Function(
            batch_gradient,
            cases=[
                (1.0, 0.5, np.array([1.0, 2.0, -1.0]), np.array([2.0, 1.0, 0.0])),
                (-2.0, 1.0, np.array([0.5, 3.0]), np.array([1.0, -1.0])),
                (0.5, 0.0, np.array([2.0, -1.0, 4.0, 3.0]), np.array([1.0, 1.0, -2.0, 0.5])),
            ],
            show=show_batch,
        ),
        misconceptions=[
            (
                lambda w, b, x, y: batch_gradient(w, b, x, y) * len(x),
                "You have added the examples up. The loss is their mean: with the sum, η would depend on the size of the batch.",
            ),
            (
                lambda w, b, x, y: batch_gradient(w, b, x, y) / 2,
                "The square has left a factor behind: $u^2$ has slope $2u$.",
            ),
            (
                lambda w, b, x, y: np.array([batch_gradient(w, b, x, y)[1]] * 2),
                "Both slopes are the same in yours. ŷ answers to w faster where x is larger.",
            ),
            (
                lambda w, b, x, y: -batch_gradient(w, b, x, y),
                "The sign is turned: it is prediction minus target.",
            ),
            (
                lambda w, b, x, y: np.array(
                    [2 * np.mean(w * x + b - y) * np.mean(x), 2 * np.mean(w * x + b - y)]
                ),
                "You have multiplied two means. Multiply error and input example by example, then take the mean.",
            ),
            (
                lambda w, b, x, y: batch_gradient(w, b, x, y)[::-1],
                "The two are in the wrong order: first the slope along w.",
            ),
            (
                lambda w, b, x, y: batch_gradient(w, b, x[:1], y[:1]),
                "Only the first example was used.",
            ),
        ],
        hints=[
            "For one example: $2(\\hat y - y) \\cdot x$ along w, $2(\\hat y - y)$ along b.",
            "`error = w * x + b - y` holds all errors at once; `np.mean` does the rest.",
        ],
        solution="The mean of error times input.\n\n```python\ndef batch_gradient(w, b, x, y):\n    import numpy as np\n\n"
        "    error = w * x + b - y\n    return np.array([np.mean(2 * error * x), np.mean(2 * error)])\n```",
        remark="A mean, so that η means the same for every size of batch.",
    ),
    sum_for_mean(),
    Exercise(
        "what unbiased says",
        prompt="“The gradient of a random mini-batch is an unbiased estimate of the gradient of all examples.” What does that say?",
        answer=Choice(
            [
                "Each mini-batch has the same gradient as all examples.",
                "In the mean over all batches that could be drawn, its gradient is that of all examples.",
                "The gradient of a mini-batch always points downhill.",
                "The gradient of a mini-batch is only off by rounding.",
            ],
            "b",
        ),
        misconceptions=[
            ("a", "The dots of the figure are spread widely, and each of them is a batch."),
            ("c", "With small batches some dots lie on the other side of 0. Steps along them go uphill."),
            (
                "d",
                "Rounding would not be seen in the figure. This scatter comes from which examples were drawn.",
            ),
        ],
        hints=[
            "What is in the middle of the cloud?",
            "A single dot may be anywhere. Where is the mean of the dots?",
        ],
        solution="Each example has the same chance to be drawn. So in the mean over all draws each counts equally, as it does in the mean over all "
        "examples. A single batch may be far off.",
        remark="Right on average, and off in each single case. How far off is the next question.",
    ),
    Exercise(
        "a quarter of the noise",
        prompt="With batches of 8, the gradients scatter by about 2 around the true one. You want a scatter of 0.5. How large must a batch be?",
        answer=Prediction(["16", "32", "128", "4096"], "c"),
        misconceptions=[
            (
                "a",
                "Twice as many examples take the noise down by $\\sqrt 2$, from 2 to 1.4. A quarter takes $4^2 = 16$ times as many, 128.",
            ),
            (
                "b",
                "Four times as many examples only halve the noise, from 2 to 1, because of the square root. A quarter takes 16 times as many, 128.",
            ),
            (
                "d",
                "That is more than needed: $512$ times as many take the noise down by more than 22. A quarter takes 16 times as many, 128.",
            ),
        ],
        hints=["The noise falls as $1/\\sqrt B$.", "$\\sqrt{16} = 4$."],
        solution="A quarter of the noise takes $4^2 = 16$ times as many examples: $8 \\cdot 16 = 128$. The step costs 16 times as much as well.",
        remark="16 times the work for a quarter of the noise. That is why batches are small.",
    ),
    steps_of_training(),
    # --- Momentum -----------------------------------------------------------------------------------------------------------
    rolling(),
    Exercise(
        "momentum in code",
        prompt="Write `roll(slope, w, eta, beta, steps)`: begin with velocity 0. In each step, first $v \\leftarrow \\beta v + \\text{slope}(w)$, then "
        "$w \\leftarrow w - \\eta v$. Return the last w. `slope` is a function of one number.",
        answer=Function(
            roll,
            cases=[
                (bowl, 1.0, 0.1, 0.9, 3),
                (bowl, -2.0, 0.1, 0.5, 2),
                (ripple, 1.5, 0.1, 0.8, 4),
                (ripple, -0.7, 0.05, 0.9, 10),
            ],
            show=show_roll,
        ),
        misconceptions=[
            (
                _roll_late,
                "Your w moves with the old velocity: v is to be renewed first, and then w moves with it.",
            ),
            (
                _roll_anew,
                "Your velocity begins at 0 in every step, so nothing is kept. Set it to 0 once, before the loop.",
            ),
            (_roll_up, "That rolls uphill."),
            (
                _roll_without_friction,
                "The old velocity is kept as a whole. It is to be multiplied by β, or else it never comes to rest.",
            ),
            (_roll_once, "It returns after the first step. Is the `return` inside the loop?"),
        ],
        hints=[
            "`v = 0` before the loop, two lines inside it.",
            "`v = beta * v + slope(w)`, then `w = w - eta * v`.",
        ],
        solution="Velocity first, then the place.\n\n```python\ndef roll(slope, w, eta, beta, steps):\n    place, v = w, 0.0\n"
        "    for _ in range(steps):\n        v = beta * v + slope(place)\n        place = place - eta * v\n    return place\n```",
        remark="With β = 0 it is plain descent.",
    ),
    # --- Not a bowl ---------------------------------------------------------------------------------------------------------
    Exercise(
        "what rests there",
        prompt="Training has come to rest: the gradient is 0, or nearly. What do you know?",
        answer=Choice(
            [
                "The loss is as small as it can be.",
                "It is a local minimum, but maybe not the lowest.",
                "The place is flat: it may be a minimum, a saddle, a plateau, or neurons that are saturated or dead.",
                "The learning rate is too small.",
            ],
            "c",
        ),
        misconceptions=[
            (
                "a",
                "In the figure with two valleys, the right-hand one has slope 0 as well, and the other is lower.",
            ),
            ("b", "At a saddle the slope is 0 too, and on a plateau it nearly is. Neither is a minimum."),
            ("d", "η has no part in the gradient. At slope 0 no learning rate moves anything."),
        ],
        hints=[
            "Lesson 5: what does a zero gradient say, and what not?",
            "Think of all landscapes of the figures.",
        ],
        solution="A zero gradient says: flat here, to first order. Whether it is the bottom, it does not say.",
        remark="Flat is all that it says.",
    ),
    Exercise(
        "down to the saddle",
        prompt="In the figure, find a start away from the saddle ✖ from which the descent ends **at** the saddle.",
        answer=State(
            {"u": 1.0, "v": 0.0},
            end_of_descent,
            explain=lambda u, v: "From there it ends in a valley.",
        ),
        misconceptions=[
            (
                {"u": 1.8, "v": 0.1},
                "From there it comes near the saddle, lingers, and ends in a valley. However small v is, each step makes it larger.",
            ),
            (
                {"u": 0.0, "v": 0.0},
                "There it rests from the beginning. Look for a start away from the saddle.",
            ),
        ],
        hints=[
            "v must not grow. For which v does the slope along v not push at all?",
            "Exactly on the line that separates the two valleys.",
        ],
        solution="With v = 0 exactly, the slope along v is 0 and stays 0, and u goes to 0: for example from u = 1, v = 0. The smallest v beside it grows, "
        "by about an eighth with each step.",
        remark="Only on one thin line. A random start is practically never on it, and noise pushes it off.",
    ),
    Exercise(
        "all weights alike",
        prompt="Somebody starts the training of a network with **all** weights, in every layer, equal to 0.5, and all biases 0. What happens to the neurons of a "
        "hidden layer?",
        answer=Prediction(
            [
                "They differ after the first step, because the data differ.",
                "They get equal gradients and stay equal for ever: the layer is like one neuron.",
                "They are dead, because their gradient is 0.",
                "Nothing special: training finds the right weights anyway.",
            ],
            "b",
        ),
        misconceptions=[
            (
                "a",
                "All neurons of a layer see the same data, and with equal weights they do the same with it. Nothing tells them apart.",
            ),
            (
                "c",
                "Their gradients are not 0. They are equal, and that is as bad: equal neurons take equal steps.",
            ),
            (
                "d",
                "Equal neurons get equal gradients, step after step. A layer of 16 equal neurons can do no more than one of them.",
            ),
        ],
        hints=[
            "What comes out of two neurons with the same weights?",
            "And what comes back to them, if the next layer treats them alike?",
        ],
        solution="Equal weights give equal values, and equal weights in the next layer bring back equal δ. So the gradients are equal, and the steps. "
        "Random weights at the start break this symmetry.",
        remark="That is why training begins with random weights.",
    ),
    # --- Gradients that are not zeroed --------------------------------------------------------------------------------------
    Exercise(
        "never set to zero",
        prompt="A training loop with `Value` forgets to set the gradients to 0 before each `backward`, so they add up over the steps. η is small. What does the "
        "loss do?",
        answer=Prediction(
            [
                "It falls as usual, only faster.",
                "It grows from the first step on.",
                "It falls at first, and then rises again.",
                "It stays where it is.",
            ],
            "c",
        ),
        misconceptions=[
            (
                "a",
                "At first, yes. But at the bottom all the old gradients are still there and still push. It runs up the other side.",
            ),
            (
                "b",
                "The first gradient is right, and the next ones point the same way. The trouble begins at the bottom.",
            ),
            ("d", "Nothing cancels at first: all gradients on the way down point the same way."),
        ],
        hints=[
            "On the way down all gradients point the same way. What do they add up to?",
            "And who stops it at the bottom?",
        ],
        solution="The sum of all gradients is a velocity that nothing slows down: momentum with β = 1. It falls, overshoots the bottom and climbs the other "
        "side, however small η is.",
        remark="It is momentum without friction, β = 1.",
    ),
    # --- The capstone -------------------------------------------------------------------------------------------------------
    Exercise(
        "one layer back in code",
        prompt="Write `one_layer_back(delta, W, H)`: the deltas of a hidden layer. `delta` has shape (n, neurons of the next layer), `W` are the weights "
        "of the next layer, and `H`, of shape (n, neurons), is what comes out of this layer: $H = \\varphi(S)$ with $a = 1$.",
        answer=Function(
            one_layer_back,
            cases=[
                (
                    np.array([[1.0, -2.0]]),
                    np.array([[0.5, 1.0, -1.0], [2.0, 0.0, 1.0]]),
                    np.array([[0.5, 0.2, 0.9]]),
                ),
                (
                    np.array([[0.5, 1.0], [-1.0, 2.0]]),
                    np.array([[1.0, 3.0], [-2.0, 0.5]]),
                    np.array([[0.1, 0.6], [0.7, 0.3]]),
                ),
                (
                    np.array([[2.0], [-0.5], [1.0]]),
                    np.array([[1.0, -1.5]]),
                    np.array([[0.3, 0.8], [0.5, 0.5], [0.9, 0.2]]),
                ),
            ],
            show=show_layer,
        ),
        misconceptions=[
            (
                lambda delta, W, H: delta @ W,
                "That is what comes back to H. The sigmoid is still to be crossed.",
            ),
            (
                lambda delta, W, H: (delta @ W) * H,
                "The slope of the sigmoid is $\\varphi(1 - \\varphi)$. One of its two factors is missing.",
            ),
            (
                lambda delta, W, H: (delta @ W) / (1 + np.exp(-H)) * (1 - 1 / (1 + np.exp(-H))),
                "H has been through the sigmoid already. You have sent it through once more.",
            ),
            (
                lambda delta, W, H: H * (1 - H),
                "That is the local slope of the sigmoid. What comes from further up is missing.",
            ),
            (
                lambda delta, W, H: (delta @ W) * (1 - H**2),
                "$1 - h^2$ is the slope of tanh. These neurons have a sigmoid.",
            ),
            (
                lambda delta, W, H: -(delta @ W) * H * (1 - H),
                "The sign is turned. Backpropagation finds the gradient; the minus comes with the step.",
            ),
        ],
        hints=[
            "Lesson 6: first back through the weights, then through the sigmoid.",
            "`delta @ W` has the shape of H. Then entry by entry with the slope of the sigmoid.",
        ],
        solution="Back through the weights, then times the slope of the sigmoid, entry by entry.\n\n```python\ndef one_layer_back(delta, W, H):\n"
        "    return (delta @ W) * H * (1 - H)\n```",
        remark="This line, once for each hidden layer, is the way back.",
    ),
    Exercise(
        "where the bug is",
        prompt="The gradient check has compared `suspect` with nudges, parameter by parameter. Where is the mistake?",
        answer=Choice(
            [
                "in the delta of the last layer",
                "in the gradient of the second layer's weights",
                "in the way back through the sigmoid",
                "nowhere, for the loss falls",
            ],
            "b",
        ),
        misconceptions=[
            (
                "a",
                "A wrong δ at the end would spoil everything that is computed from it. What does the check say of the other five?",
            ),
            (
                "c",
                "A wrong step back would spoil the layers before it, the first one too. What does the check say of W1 and b1?",
            ),
            (
                "d",
                "A falling loss shows that the steps go roughly downhill. The check shows a slope that is not the slope.",
            ),
        ],
        hints=[
            "Which lines of the check say `differs`?",
            "Only one of the six. What is computed for it alone?",
        ],
        solution="Only W2 differs. All deltas must be right, since everything else is made from them. So the mistake is in the product that makes the "
        "gradient of W2: it is transposed. W2 is square, 16 by 16, so the shapes do not complain.",
        remark="A transposed square matrix: no shape complains, and the loss falls. Only the check sees it.",
    ),
    Exercise(
        "a program with a slip",
        prompt="Somebody writes one step for a network with one hidden layer. `delta` is $\\partial E / \\partial \\hat Y$. Which line spoils the step?",
        answer=FindError(
            [
                "`H = phi(X @ W1.T + b1)`",
                "`delta = 2 * (H @ W2.T + b2 - Y) / len(Y)`",
                "`dW2, db2 = delta.T @ H, delta.sum(axis=0)`",
                "`W2, b2 = W2 - eta * dW2, b2 - eta * db2`",
                "`delta1 = (delta @ W2) * H * (1 - H)`",
                "`W1, b1 = W1 - eta * delta1.T @ X, b1 - eta * delta1.sum(axis=0)`",
            ],
            4,
        ),
        misconceptions=[
            (1, "Line 1 is the hidden layer, forward."),
            (2, "Line 2 is right: prediction minus target, twice, in the mean over the examples."),
            (3, "Line 3 is right: δ times inputs, and the sum of the rows for the bias."),
            (
                5,
                "This line is right by itself. But which W2 does it get to see, that of the prediction or another one? Look for the line that changed it.",
            ),
            (6, "Line 6 is right: δ of the layer times its inputs, and a step down."),
        ],
        hints=[
            "Which values does line 5 need: old ones or new ones?",
            "`W2` in line 5 should be the one that made the prediction.",
        ],
        solution="Line 4 changes W2 while line 5 still needs the old one. The deltas then belong to a network that never made this prediction. Compute all "
        "gradients first, then update.",
        remark="First all gradients, then all steps.",
    ),
    Exercise(
        "one neuron in each layer",
        prompt="The network that fits the noisy curve gets **one** neuron in each hidden layer, in place of 16. Its output is still $w h + b$, with "
        "$h$ the value of the second hidden neuron. What is the best that its curve can do?",
        answer=Prediction(
            [
                "a straight line",
                "a curve that only rises or only falls",
                "a curve with one bend, up and down again",
                "the whole wave, after more passes",
            ],
            "b",
        ),
        misconceptions=[
            (
                "a",
                "A sigmoid is no straight line, and neither is a sigmoid of a sigmoid. It levels off at both ends.",
            ),
            (
                "c",
                "To turn round, the curve needs a part that rises and a part that falls, added up. One neuron of a layer has nothing to be added to.",
            ),
            (
                "d",
                "Passes find good weights. Here no weights are good: a sigmoid of a sigmoid only rises or only falls, whatever they are.",
            ),
        ],
        hints=[
            "How does one sigmoid run, from left to right?",
            "And a sigmoid of a sigmoid, times a weight?",
        ],
        solution="Along x a sigmoid only rises, or with a negative weight only falls. A sigmoid of it does too, and so does $w h + b$. The wave falls, "
        "rises and falls: it takes several neurons whose shares are added up.",
        remark="It can follow the rise in the middle, and that is all. Training cannot give a model what its shape does not allow.",
    ),
]
