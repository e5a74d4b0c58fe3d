"""Small exercises of the kinds that the lessons have few of, so that each kind is proved as theirs are."""

from course_lib.checking import Array, Chain, Class, Exercise, Function, Number, Step


def gradient(a, b):
    return Exercise(
        "toy: gradient",
        prompt=f"The gradient of $x^{{{a}}} + {b}xy$ at $(3, 5)$?",
        answer=Array([a * 3 ** (a - 1) + 5 * b, 3 * b]),
        misconceptions=[
            ([3 * b, a * 3 ** (a - 1) + 5 * b], "The two are swapped: the slope by x comes first."),
            (3**a + 15 * b, "That is the height, one number. A gradient has a number for each input."),
        ],
        hints=["One number for each input.", "First by x, then by y."],
        solution="The slope by x with y held, then the slope by y with x held.",
        remark="Both slopes at once.",
        lesson="start",
        vary=lambda draw: gradient(draw.randint(2, 4), draw.randint(7, 99)),
    )


def slopes(a, b, c):
    return Exercise(
        "toy: table of slopes",
        prompt=f"All slopes of ${a}x + {b + 0.5}y$ and ${c}x - {b}y$, a row for each function.",
        answer=Array([[a, b + 0.5], [c, -b]]),
        misconceptions=[
            ([[a, c], [b + 0.5, -b]], "Rows and columns are swapped: a row belongs to a function."),
            (
                [a, b + 0.5, c, -b],
                "All four are there, but in one row. Put brackets round those of each function.",
            ),
        ],
        hints=["A row for each function.", "Two rows of two."],
        solution="A row holds the slopes of one function, from left to right.",
        remark="A row for each function.",
        lesson="start",
        vary=lambda draw: slopes(draw.randint(11, 99), draw.randint(11, 99), draw.randint(11, 99)),
    )


def backwards(a, b, c):
    return Exercise(
        "toy: backwards",
        prompt=f"$e = ab$, $d = e + c$ and $L = 2d$, with $a = {a}$, $b = {b}$, $c = {c}$. All values, then $dL/da$.",
        answer=Chain(
            [
                Step("e", a * b),
                Step("d", lambda e: e + c),
                Step("L", lambda d: 2 * d),
                Step("dL_de", 2.0, "$dL/de$"),
                Step("dL_da", lambda dL_de: dL_de * b, "$dL/da$"),
            ]
        ),
        misconceptions=[
            ({"e": a + b}, "You added. Here a and b are multiplied."),
            ({"dL_da": lambda dL_de: dL_de + b}, "Along a path slopes are multiplied, not added."),
            (
                {"dL_da": lambda dL_de: dL_de},
                "That is the slope by e. One step more: e moves b times as far as a.",
            ),
        ],
        hints=["One step after the other.", "Slopes along a path are multiplied."],
        solution="Forward first, then from the end back to a: multiply the slopes on the way.",
        remark="Each step needs only its neighbours.",
        lesson="start",
        vary=lambda draw: backwards(draw.randint(3, 9), -draw.randint(3, 9), draw.randint(41, 99)),
    )


def speed(distance, time):
    return Exercise(
        "toy: a speed",
        prompt=f"A train goes {distance} m in {time} s. How fast is it?",
        answer=Number(distance / time, unit="m/s"),
        misconceptions=[
            (f"{distance} m", "That is the way it goes, not how fast it goes."),
            (time / distance, "That is time per way, upside down."),
        ],
        hints=["Way per time.", f"Divide by {time} s."],
        solution=f"Way per time: ${distance} / {time} = {distance / time:g}$, in metres per second.",
        remark="Way per time.",
        lesson="start",
        vary=lambda draw: speed(draw.choice([4, 8]) * draw.randint(31, 99), draw.choice([5, 8, 16])),
    )


class Number2:
    """A number that can be added and doubled."""

    def __init__(self, data):
        self.data = data
        self.grad = 0.0

    def __add__(self, other):
        return Number2(self.data + other.data)

    def double(self):
        return Number2(2 * self.data)


class Multiplies(Number2):
    def __add__(self, other):
        return Number2(self.data * other.data)


class Squares(Number2):
    def double(self):
        return Number2(self.data**2)


EXERCISES = [
    gradient(3, 11),
    slopes(31, 17, 23),
    backwards(6, -7, 47),
    speed(170, 8),
    Exercise(
        "toy: a class",
        prompt="Write a class `Value` with `data`, `grad`, `+` and `double()`.",
        answer=Class(
            Number2,
            {
                "(Value(2) + Value(5)).data": lambda Value: (Value(2) + Value(5)).data,
                "Value(-3).double().data": lambda Value: Value(-3).double().data,
                "[Value(4).data, Value(4).grad]": lambda Value: [Value(4).data, Value(4).grad],
            },
        ),
        misconceptions=[
            (Multiplies, "Your `+` multiplies."),
            (Squares, "Your `double` squares."),
        ],
        hints=["`__add__` makes a new object.", "So does `double`."],
        solution="Each operation makes a new object with the number that comes out.",
        remark="Each operation makes a new object.",
        lesson="start",
    ),
    Exercise(
        "toy: a gradient in code",
        prompt="Write `gradient(x, w)` of the sum of $w x^2$.",
        answer=Function(
            lambda x, w: [2 * a * b for a, b in zip(x, w, strict=True)],
            cases=[([1.5, -2.0], [3.0, 0.5]), ([0.1, 7.0], [-1.0, 2.0])],
        ),
        misconceptions=[
            (lambda x, w: [2 * a for a in x], "The weights are missing."),
            (
                lambda x, w: sum(2 * a * b for a, b in zip(x, w, strict=True)),
                "These were added up. A gradient has a number for each input.",
            ),
        ],
        hints=["One number for each input.", "$2wx$ for each."],
        solution="For each input by itself.\n\n"
        "```python\ndef gradient(x, w):\n    return [2 * a * b for a, b in zip(x, w)]\n```",
        remark="One number for each input.",
        lesson="start",
    ),
]


class Renamed:
    def __init__(self, number):
        self.data, self.grad = number, 0

    def __add__(self, other):
        return Renamed(other.data + self.data)

    def double(self):
        return self + self


CLASS_DISGUISES = {"toy: a class": [("written anew", Renamed)]}


class Subtracts(Number2):
    def __add__(self, other):
        return Number2(self.data - other.data)


class StartsWithSlopeOne(Number2):
    def __init__(self, data):
        super().__init__(data)
        self.grad = 1.0


CLASS_MUTANTS = {"toy: a class": [("subtracts", Subtracts), ("grad 1", StartsWithSlopeOne)]}
