"""Arrays, chains, classes, numbers with units, variants; and whatever a learner's code does while it is judged."""

import math
import random
import time
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import course_lib
from course_lib.checking import (
    Array,
    Chain,
    Choice,
    Class,
    Exercise,
    Formula,
    Function,
    Kind,
    Number,
    Step,
    Verdict,
)
from course_lib.checking.answers.array import entries


def judge(kind, answer, **more):
    return Exercise("toy", "What is it?", kind, **more).judge(answer)


# --- Array --------------------------------------------------------------------------------------------------

ROW, TABLE = Array([1 / 3, -2, math.pi]), Array([[1, 2.5], [-3, 40]])


@pytest.mark.parametrize(
    "answer",
    [
        *(
            "1/3, -2, pi",
            "[1/3, -2, pi]",
            "(1/3, −2, π)",
            "[1/3, -2, pi,]",
            " [ 1/3 ,-2,\n2pi/2 ] ",
            "(1+1)/6, (-2), pi",
        ),
        *([1 / 3, -2, math.pi], (Fraction(1, 3), -2.0, np.pi), np.array([1 / 3, -2, np.pi])),
        *(np.ma.array([1 / 3, -2, np.pi]), [np.array(1 / 3), -2, math.pi], "max(0, 1/3), -sqrt(4), acos(-1)"),
    ],
    ids=repr,
)
def test_a_row_may_be_given_in_many_ways(answer):
    assert judge(ROW, answer).kind is Kind.CORRECT


@pytest.mark.parametrize(
    "answer",
    [
        *("[[1, 5/2], [-3, 40]]", "((1, 2.5), (-3, 40))", "[1, 2.5], [-3, 40]", "(1, 2.5), [-3, 40]"),
        *("[[1 2.5]\n [-3 40]]", "[[  1.    2.5]\n [ -3.   40. ]]", "[[1,2.5],\n[-3,4e1]]"),
        *([[1, 2.5], [-3, 40]], [(1, 2.5), np.array([-3, 40])], np.array([[1, -3], [2.5, 40]]).T),
    ],
    ids=repr,
)
def test_a_table_may_be_given_in_many_ways(answer):
    assert judge(TABLE, answer).kind is Kind.CORRECT


@pytest.mark.parametrize(
    "expected, given, words",
    [
        (
            (4,),
            (1, 4),
            "Expected an array of shape (4,), got an array of shape (1, 4). Take the outer brackets away.",
        ),
        ((1, 4), (4,), "brackets of its own"),
        ((3, 1), (1, 3), "Rows and columns are swapped."),
        ((2, 3), (3, 2), "Rows and columns are swapped."),
        ((3,), (), "got one number. Give each number on its own. Were some added up?"),
        ((3, 4), (1, 4), "Expected an array of shape (3, 4), got an array of shape (1, 4)."),
        ((3, 4), (4,), "got an array of shape (4,)."),
        ((2,), (3,), "Expected an array of shape (2,), got an array of shape (3,)."),
        ((1,), (), "Expected an array of shape (1,), got one number."),
        ((1,), (1, 1), "Take the outer brackets away."),
        ((2, 2), (4,), "Expected an array of shape (2, 2), got an array of shape (4,)."),
    ],
)
def test_the_shape_is_judged_before_the_values(expected, given, words):
    """Nothing is broadcast: all entries are equal here."""
    verdict = judge(Array(np.full(expected, 7.0)), np.full(given, 7.0))
    assert verdict.kind is Kind.INVALID
    assert words in verdict.message


def test_another_shape_may_be_a_misconception():
    slips = [(1.5, "These were added up."), ([[1, 0.5]], "A row of its own.")]
    assert judge(Array([1, 0.5]), "3/2", misconceptions=slips) == Verdict(
        Kind.MISCONCEPTION, "These were added up."
    )
    assert judge(Array([1, 0.5]), "[[1, 1/2]]", misconceptions=slips).message == "A row of its own."


@pytest.mark.parametrize(
    "answer, message",
    [
        ("[[1, 2.5], [-3, 4]]", "All but one are right. Row 2, column 2: 4 is too small."),
        ("[[1, 2.5], [3, 40]]", "All but one are right. Row 2, column 1: 3 has the wrong sign."),
        ("[[1, -3], [2.5, 40]]", "2 of 4 are off. The first is row 1, column 2: −3 has the wrong sign."),
    ],
)
def test_a_wrong_entry_is_named_by_its_place(answer, message):
    assert judge(TABLE, answer) == Verdict(Kind.WRONG, message)


def test_a_wrong_entry_of_a_row():
    assert judge(ROW, "1/3, -2, 3").message == "All but one are right. Entry 3: 3 is too small."


def test_rounded_entries_have_their_own_sentence():
    assert judge(ROW, "0.3333, -2, 3.14159").kind is Kind.OTHER_FORM
    assert judge(ROW, "0.3333, -2, 3.2").kind is Kind.WRONG


@pytest.mark.parametrize(
    "answer, words, at",
    [
        ("[1, 2", "This bracket is not closed.", 0),
        ("[1, (2]", "does not fit", 6),
        ("1, 2]", "No bracket was opened", 4),
        ("1,, 2", "A number is missing here.", 2),
        ("[]", "A number is missing here.", 1),
        ("1, 2y", "There is no y here", 4),
        ("[[[1, 2]]]", "Brackets in brackets in brackets", 3),
        ("1; 2", "separated by commas", 1),
    ],
)
def test_a_text_that_is_no_array_is_pointed_at(answer, words, at):
    verdict = judge(ROW, answer)
    assert verdict.kind is Kind.INVALID
    assert words in verdict.message
    assert verdict.message.rstrip("`\n").split("\n")[-1] == " " * at + "^"


@pytest.mark.parametrize(
    "answer, words",
    [
        ([[1, 2], [3]], "got a list"),
        (["1", "2", "3"], "got a list"),
        ([True, False, True], "got a list"),
        ({1, 2, 3}, "got a set"),
        ([1j, 2, 3], "got a list"),
        ([1, 2, math.nan], "Entry 3: Expected a finite number"),
        ([[1, math.inf]], "Row 1, column 2: Expected a finite number"),
        ("1, 1/0, 2", "Entry 2: Expected a finite number"),
        ("[[1, 2], [3]]", "different lengths"),
        ("[[1, 2], 3]", "different lengths"),
    ],
    ids=repr,
)
def test_what_is_no_array_is_named(answer, words):
    verdict = judge(ROW, answer)
    assert verdict.kind is Kind.INVALID
    assert words in verdict.message


def test_the_formulas_of_a_table_for_a_preview():
    assert [
        [formula.text.strip() for formula in row]
        for row in entries("[[1/2, pi], [x0, 2]]".replace("x0", "3"))
    ] == [
        ["1/2", "pi"],
        ["3", "2"],
    ]
    assert entries("1/2").text == "1/2"


@pytest.mark.parametrize(
    "text", ["[" * 10_000, "[" * 10_000 + "1" + "]" * 10_000, "1," * 500_000, "(" * 900 + "1"]
)
def test_a_hostile_table_answers_at_once(text):
    begin = time.process_time()
    assert judge(ROW, text).kind is Kind.INVALID
    # No measure of speed: work that grows faster than the text would take minutes.
    assert time.process_time() - begin < 10


# --- Chain --------------------------------------------------------------------------------------------------


CHAIN = Chain(
    [
        Step("e", -6),
        Step("d", lambda e: e + 10),
        Step("L", lambda d: -2 * d),
        Step("dL_dd", -2.0, "$dL/dd$"),
        Step("dL_da", lambda dL_dd: -3 * dL_dd, "$dL/da$"),
    ]
)
RIGHT = {"e": -6, "d": 4, "L": -8, "dL_dd": -2, "dL_da": 6}
SLIPS = [
    ({"d": lambda e: 10 * e}, "Here e is added."),
    ({"dL_da": lambda dL_dd: dL_dd - 3}, "Slopes along a path are multiplied."),
    ({"e": 6}, "A minus is missing."),
]


def walked(*numbers, **named):
    answer = dict(zip(RIGHT, numbers, strict=False)) | named
    return Exercise("toy", "?", CHAIN, SLIPS).judge(answer)


def test_the_reference_of_a_chain_is_computed_from_its_steps():
    assert CHAIN.reference == RIGHT
    assert CHAIN.names == list(RIGHT)


@pytest.mark.parametrize(
    "answer",
    [
        *(
            RIGHT,
            list(RIGHT.values()),
            tuple(RIGHT.values()),
            np.array([*RIGHT.values()]),
            "-6, 4, -8, -2, 6",
        ),
        *({name: f" {number} + 0" for name, number in RIGHT.items()}, dict(reversed(RIGHT.items()))),
    ],
    ids=repr,
)
def test_a_chain_may_be_given_in_many_ways(answer):
    assert judge(CHAIN, answer).kind is Kind.CORRECT


def test_a_slip_counts_once_and_what_follows_from_it_follows():
    verdict = walked(-5, 5, -10, -2, 6)
    assert verdict.kind is Kind.WRONG
    assert (
        verdict.message
        == "The first that is off is e: −5 is too large. What comes after it follows correctly from it."
    )
    assert CHAIN.standing(CHAIN.read([-5, 5, -10, -2, 6])) == {
        "e": "first wrong",
        "d": "follows",
        "L": "follows",
        "dL_dd": "follows",
        "dL_da": "follows",
    }


def test_a_second_slip_is_named_after_the_first():
    assert walked(-5, 4, -8, 2, -6).message == (
        "The first that is off is e: −5 is too large. After it, d and $dL/dd$ do not follow from yours either."
    )
    assert walked(-6, 5, -8, -2, 6).message.endswith(
        "It comes from e = −6. After it, L does not follow from yours either."
    )


def test_a_step_is_said_to_come_from_what_the_learner_gave_only():
    assert walked(-6, 5).message == "The first that is off is d: 5 is too large. It comes from e = −6."
    assert walked(d=5).message == "The first that is off is d: 5 is too large."


@pytest.mark.parametrize(
    "given", [{"e": -6}, {"e": -6, "d": "4", "L": ""}, [-6, 4, None], {"e": -6, "L": -8}, "-6"]
)
def test_half_of_a_chain_is_neither_right_nor_wrong(given):
    verdict = judge(CHAIN, given)
    assert verdict.kind is Kind.NOT_ATTEMPTED
    assert verdict.message.startswith("All is right so far. Go on with ")


def test_half_of_a_chain_with_a_slip_is_wrong():
    assert walked(-6, 4, 9).kind is Kind.WRONG
    assert walked(-6, 60).kind is Kind.WRONG


@pytest.mark.parametrize("nothing", [{}, [], {"e": None}, ["", "..."], {"e": " ", "d": ...}])
def test_no_step_is_nothing_yet(nothing):
    assert judge(CHAIN, nothing) == Verdict(Kind.NOT_ATTEMPTED, "Nothing to check yet.")


def test_a_misconception_of_a_chain_applies_to_the_first_wrong_step():
    assert walked(-6, -60, 120, -2, 6) == Verdict(Kind.MISCONCEPTION, "Here e is added.")
    assert walked(-6, 4, -8, -2, -5) == Verdict(Kind.MISCONCEPTION, "Slopes along a path are multiplied.")
    # Given the learner's own results, and not if something before it is wrong already.
    assert walked(6) == Verdict(Kind.MISCONCEPTION, "A minus is missing.")
    assert walked(-5, -50, 100, -2, 6).message.startswith("The first that is off is e")
    assert CHAIN.example({"d": lambda e: 10 * e}) == {"e": -6, "d": -60, "L": 120, "dL_dd": -2, "dL_da": 6}


@pytest.mark.parametrize(
    "answer, words",
    [
        ([1] * 6, "Expected at most 5 numbers, got 6: e, d, L, $dL/dd$, $dL/da$."),
        ({"e": 1, "f": 2}, "none of the steps: e, d, L"),
        ({"dL_da": "1/0"}, "$dL/da$: Expected a finite number"),
        ({"d": "2x"}, "d: There is no x here"),
        ({"d": [4]}, "d: Expected one number, got a list"),
        ([[1, 2]], "e: Expected one number"),
        (np.ones((2, 2)), "e: Expected one number"),
        (np.array(3.0), "Expected a number for each step"),
        (7, "Expected a number for each step, got an int"),
        ("-6, 4,, 2", "missing here"),
    ],
    ids=repr,
)
def test_what_is_no_chain_is_named(answer, words):
    verdict = judge(CHAIN, answer)
    assert verdict.kind is Kind.INVALID
    assert words in verdict.message


def test_a_rounded_step_has_its_own_sentence():
    kind = Chain([Step("r", math.sqrt(2)), Step("A", lambda r: 3 * r)])
    assert judge(kind, ["1.414", "3*1.414"]).kind is Kind.OTHER_FORM
    assert judge(kind, ["sqrt(2)", "4.243"]).message.startswith("The number for A is right, but rounded.")


def test_a_step_that_has_no_value_at_the_learners_numbers():
    kind = Chain([Step("a", 2), Step("b", lambda a: 1 / a), Step("c", lambda b: math.log(b + 1))])
    assert judge(kind, [0, 5, 1]).message.startswith("The first that is off is a: 0 is too small.")
    assert judge(kind, [2, 0.5, math.log(1.5)]).solved
    root = Chain([Step("a", 4), Step("b", lambda a: a**0.5)])
    assert judge(root, [-4, 2]).message.startswith("The first that is off is a: −4 has the wrong sign.")


@pytest.mark.parametrize(
    "steps, words",
    [
        ([Step("a", 1), Step("a", 2)], "two steps are called 'a'"),
        ([Step("a", lambda b: b), Step("b", 1)], "the step 'a' needs b before it"),
    ],
)
def test_a_chain_that_cannot_be_walked(steps, words):
    with pytest.raises(ValueError, match=words):
        Chain(steps)


# --- Number with a unit -------------------------------------------------------------------------------------

SPEED = Number(4, unit="m/s")


@pytest.mark.parametrize(
    "answer, note",
    [
        *[
            (answer, "")
            for answer in ("4", 4, "4 m/s", "4m/s", "8/2 m/s", "4 m / s", "4 metres per second", "4 m/sec")
        ],
        ("14.4 km/h", "14.4 km/h is 4 m/s. "),
        ("14.4 km per hour", "14.4 km per hour is 4 m/s. "),
        ("400 cm/s", "400 cm/s is 4 m/s. "),
        ("240 m/min", "240 m/min is 4 m/s. "),
    ],
)
def test_the_unit_may_be_there_or_not_or_another_of_the_same_quantity(answer, note):
    assert judge(SPEED, answer) == Verdict(Kind.CORRECT, f"{note}Yes.")


@pytest.mark.parametrize(
    "answer, words",
    [
        ("4 m", "`m` measures a length"),
        ("4 s", "`s` measures a time"),
        ("4 kg", "`kg` measures a mass"),
        ("4 %", "`%` measures a ratio"),
        ("4 m/s^2", "`m/s^2` measures an acceleration"),
        ("4 m/s²", "`m/s²` measures an acceleration"),
        ("4 s/m", "`s/m` measures something else"),
        ("4 km/h", "4 km/h is 1.111111 m/s. 1.111111 is too small."),
        ("-4 m/s", "−4 has the wrong sign."),
    ],
)
def test_a_wrong_unit_is_wrong_and_said(answer, words):
    verdict = judge(SPEED, answer)
    assert verdict.kind is Kind.WRONG
    assert words in verdict.message


@pytest.mark.parametrize("answer", ["m/s", "4 furlong", "4 m/", "4 M/S", "4/1 m/1 s", "four m/s", "4 m/s x"])
def test_what_is_no_number_with_a_unit(answer):
    assert judge(SPEED, answer).kind is Kind.INVALID


def test_a_ratio_in_per_cent():
    for answer in ("12", "12 %", "12%", "12 per cent", 12.0):
        assert judge(Number(12, unit="%"), answer).solved, answer
    assert judge(Number(12, unit="%"), "0.12").kind is Kind.WRONG


def test_a_misconception_may_be_in_the_unit():
    slips = [("4 m", "That is a length."), ("4 km/h", "Unit of the prompt.")]
    assert judge(SPEED, "4 m", misconceptions=slips).message == "That is a length."
    assert judge(SPEED, "400 cm", misconceptions=slips).message == "That is a length."
    assert judge(SPEED, "4 km/h", misconceptions=slips).message == "Unit of the prompt."
    assert "measures a mass" in judge(SPEED, "4 kg", misconceptions=slips).message


def test_without_a_unit_none_is_read():
    assert judge(Number(4), "4 m").kind is Kind.INVALID


def test_a_unit_that_is_not_known_is_refused_when_it_is_written():
    with pytest.raises(ValueError, match="furlong"):
        Number(4, unit="furlong")


# --- Class --------------------------------------------------------------------------------------------------


class Value:
    def __init__(self, data):
        self.data, self.grad = data, 0.0

    def __add__(self, other):
        return Value(self.data + (other.data if isinstance(other, Value) else other))

    __radd__ = __add__

    def __neg__(self):
        return Value(-self.data)

    def double(self):
        return Value(2 * self.data)


def of_the_course(source):
    """What a lesson's own code gives: its lines are not the learner's."""
    names = {}
    exec(compile(source, str(Path(course_lib.__file__).parent / "exercises" / "toy.py"), "exec"), names)
    return names


SESSIONS = of_the_course("""
sessions = {
    "(Value(2) + Value(3)).data": lambda Value: (Value(2) + Value(3)).data,
    "(4 + Value(1)).data": lambda Value: (4 + Value(1)).data,
    "(-Value(1)).data": lambda Value: (-Value(1)).data,
    "[Value(5).double().data, Value(5).grad]": lambda Value: [Value(5).double().data, Value(5).grad],
}
""")["sessions"]
CLASS = Class(Value, SESSIONS)


class OwnValue:
    def __init__(self, data):
        self.data, self.grad = data, 0

    def __add__(self, other):
        return OwnValue(self.data + getattr(other, "data", other))

    def __radd__(self, other):
        return self + other

    def __neg__(self):
        return OwnValue(-self.data)

    def double(self):
        return self + self


def but(**members):
    return type("OwnValue", (OwnValue,), members)


def without(*names):
    kept = {
        name: member
        for name, member in vars(OwnValue).items()
        if name not in (*names, "__dict__", "__weakref__")
    }
    return type("OwnValue", (), kept)


def test_a_class_that_does_the_same_is_right():
    assert judge(CLASS, OwnValue).solved
    assert judge(CLASS, Value).solved


def test_a_class_that_does_something_else_is_wrong_in_the_first_session_that_shows_it():
    tripled = but(double=lambda self: OwnValue(3 * self.data))
    assert judge(CLASS, tripled) == Verdict(
        Kind.WRONG,
        "In `[Value(5).double().data, Value(5).grad]` yours returns [15, 0]; it should be near [10, 0].",
    )
    assert (
        judge(CLASS, tripled, misconceptions=[(tripled, "That is three times.")]).message
        == "That is three times."
    )


def returns_nothing(self):
    self.data * 2


def written(self):
    return OwnValue(str(self.data))


def crashes(self):
    return OwnValue(self.data / 0)


def misspells(self):
    return OwnValue(2 * self.dta)


def returns_five(self):
    return 5


def loops(self):
    while True:
        pass


def empty(self): ...


def documented(self):
    """Twice the number."""


@pytest.mark.parametrize(
    "answer, kind, words",
    [
        (without("double"), Kind.INVALID, "`double` is missing"),
        (
            without("__add__", "__radd__"),
            Kind.INVALID,
            "`+` is not defined for these two. It takes a method `__add__`.",
        ),
        (without("__radd__"), Kind.INVALID, "It takes a method `__radd__`."),
        (without("__neg__"), Kind.INVALID, "It takes a method `__neg__`."),
        (without("__init__"), Kind.CRASHED, "TypeError: OwnValue() takes no arguments"),
        (
            but(double=returns_nothing),
            Kind.INVALID,
            "`data` is asked of None. Did a method end without `return`?",
        ),
        (but(double=empty), Kind.NOT_ATTEMPTED, "`double` has no body yet."),
        (
            but(double=documented, __neg__=empty),
            Kind.NOT_ATTEMPTED,
            "`double` and `__neg__` have no body yet.",
        ),
        (
            but(double=written),
            Kind.INVALID,
            "In `[Value(5).double().data, Value(5).grad]` your class returned a list",
        ),
        (but(double=crashes), Kind.CRASHED, "ZeroDivisionError: division by zero, at line"),
        (but(double=misspells), Kind.CRASHED, "has no attribute 'dta', at line"),
        (but(double=returns_five), Kind.INVALID, "`data` is missing"),
        (but(grad=property(lambda self: 1 / 0, lambda self, value: None)), Kind.CRASHED, "ZeroDivisionError"),
        (
            OwnValue(3),
            Kind.INVALID,
            "Expected a class, got an OwnValue. Hand over its name without brackets.",
        ),
        (lambda data: OwnValue(data), Kind.INVALID, "Expected a class, got a function"),
        ("OwnValue", Kind.INVALID, "Expected a class, got a str"),
        (..., Kind.NOT_ATTEMPTED, "Nothing to check yet."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_class_may_be_instead(answer, kind, words):
    verdict = judge(CLASS, answer)
    assert verdict.kind is kind, verdict
    assert words in verdict.message


def test_a_function_without_a_body_is_not_attempted():
    for nothing in (empty, documented):
        verdict = judge(DOUBLE, nothing)
        assert verdict.kind is Kind.NOT_ATTEMPTED
        assert "no body yet" in verdict.message
    assert judge(DOUBLE, returns_nothing).kind is Kind.CRASHED
    assert judge(Function(lambda x: 5.0, cases=[(1.0,)]), returns_five).solved
    assert judge(Function(lambda x: np.ones(2), cases=[(1.0,)]), returns_five).kind is Kind.INVALID


def test_a_method_without_a_body_is_no_reason_to_object_to_a_right_class():
    assert judge(CLASS, but(backward=empty)).solved
    assert judge(CLASS, but(backward=empty, double=crashes)).kind is Kind.NOT_ATTEMPTED


def test_a_class_that_loops_runs_out_of_time():
    verdict = judge(Class(Value, SESSIONS, limit=0.3), but(double=loops))
    assert verdict.kind is Kind.OUT_OF_TIME
    assert "your class was still running after 0.3 seconds" in verdict.message


def test_a_class_that_counts_gives_different_results():
    class Counts(OwnValue):
        made = 0

        def __init__(self, data):
            Counts.made += 1
            super().__init__(data + Counts.made)

    assert "the first time and" in judge(CLASS, Counts).message


# --- What a function does besides returning -----------------------------------------------------------------

DOUBLE = Function(lambda x: 2 * x, cases=[(1.0,), (-3.0,), (np.array([1.0, 2.0]),)], limit=1.0)


def test_a_function_that_depends_on_chance_or_on_earlier_calls_has_its_own_sentence():
    calls = []
    dice = random.Random(1)

    def counts(x):
        calls.append(x)
        return 2 * x if len(calls) <= 3 else 3 * x

    for function in (counts, lambda x: 2 * x * dice.choice([1, 1, 1, 1.5])):
        verdict = judge(DOUBLE, function)
        assert verdict.kind is Kind.INVALID
        assert "the first time and" in verdict.message
        assert "depend on its input alone" in verdict.message


def test_a_function_that_is_too_slow_for_a_second_run_is_judged_by_the_first():
    def slow(x):
        time.sleep(0.2)
        return 2 * x

    assert judge(Function(lambda x: 2 * x, cases=[(1.0,), (2.0,)], limit=0.7), slow).solved


def test_a_call_that_sleeps_in_compiled_code_runs_out_of_time():
    begin = time.perf_counter()
    assert judge(DOUBLE, lambda x: time.sleep(60)).kind is Kind.OUT_OF_TIME
    assert time.perf_counter() - begin < 3


def test_a_million_lines_are_dropped(capfd):
    def prints(x):
        for _ in range(100_000):
            print("and again", x)
        return 2 * x

    assert judge(Function(lambda x: 2 * x, cases=[(1.0,)], limit=20.0), prints).solved
    assert capfd.readouterr() == ("", "")


def test_each_case_gets_its_input_as_it_was():
    shared = np.array([1.0, 2.0])
    kind = Function(lambda x: 2 * x, cases=[(shared,), (shared,)])

    def in_place(x):
        x *= 2
        return x

    assert "changed its input" in judge(kind, in_place).message
    assert shared.tolist() == [1, 2]
    assert judge(kind, lambda x: x + x).solved


def test_several_arguments_arrays_in_and_arrays_out():
    weights = np.array([[1.0, -2.0], [0.5, 3.0]])
    kind = Function(
        lambda W, x, b: W @ x + b, cases=[(weights, np.array([1.0, 2.0]), 0.5), (weights, [3.0, -1.0], 0)]
    )
    assert judge(
        kind, lambda W, x, b: [sum(w * v for w, v in zip(row, x, strict=True)) + b for row in W]
    ).solved
    assert judge(kind, lambda W, x, b: np.dot(x, W.T) + b).solved
    assert judge(kind, lambda W, x, b: np.dot(x, W) + b).kind is Kind.WRONG
    assert "Were some added up?" in judge(kind, lambda W, x, b: float(np.sum(W @ x + b))).message
    assert "Rows" not in judge(kind, lambda W, x, b: (W @ x + b)[:, None]).message


def test_a_wrong_shape_of_a_function_may_be_a_misconception():
    slips = [(lambda x: float(np.sum(2 * x)), "These were added up.")]
    kind = Function(lambda x: 2 * x, cases=[(np.array([1.0, 2.0]),)])
    assert judge(kind, lambda x: 2 * x[0] + 2 * x[1], misconceptions=slips).message == "These were added up."


class Endless:
    """An object that does not come back, whatever is asked of it."""

    def loop(self, *arguments, **keywords):
        while True:
            pass

    __float__ = __array__ = __iter__ = __len__ = __call__ = __eq__ = __str__ = loop
    values = property(loop)


@pytest.mark.parametrize(
    "kind",
    [Number(1), Formula("2x"), Array([1, 2]), Choice(["x", "y"], "a"), CHAIN, DOUBLE],
    ids=lambda kind: kind.kind,
)
@pytest.mark.parametrize(
    "wrap", [lambda thing: thing, lambda thing: [thing, thing], lambda thing: lambda x: thing]
)
def test_an_object_that_never_comes_back_gets_a_verdict(kind, wrap):
    begin = time.perf_counter()
    verdict = judge(kind, wrap(Endless()))
    assert verdict.kind in (Kind.INVALID, Kind.OUT_OF_TIME)
    assert time.perf_counter() - begin < 3


# --- Variants -----------------------------------------------------------------------------------------------


def power(k, n):
    return Exercise(
        "power",
        prompt=f"Differentiate ${k}x^{n}$.",
        answer=Formula(f"{k * n}x^{n - 1}"),
        misconceptions=[
            (f"{k}x^{n - 1}", "The factor is missing."),
            (f"{n}x^{n - 1}", "The constant is missing."),
        ],
        vary=lambda draw: power(draw.randint(1, 5), draw.randint(1, 5)),
        lesson="elsewhere",
    )


POWER = power(3, 4)


def test_a_variant_is_the_same_on_every_machine():
    assert [POWER.variant(seed).prompt for seed in (1, 2, 3, 10**9)] == [
        "Differentiate $3x^2$.",
        "Differentiate $2x^5$.",
        "Differentiate $4x^5$.",
        "Differentiate $5x^4$.",
    ]


def test_the_first_variant_is_the_exercise_as_written():
    assert POWER.variant(0) is POWER
    assert POWER.seed == 0


def test_a_variant_keeps_its_name_its_lesson_and_its_seed():
    variant = POWER.variant(7)
    assert (variant.name, variant.lesson, variant.seed) == ("power", "elsewhere", 7)
    assert variant.variant(7) is variant


def test_a_variant_never_has_misconceptions_that_are_right_or_alike():
    for seed in range(1, 200):
        variant = POWER.variant(seed)
        assert variant.prompt != POWER.prompt
        assert variant.judge(variant.reference).solved
        for misconception in variant.misconceptions:
            assert variant.judge(misconception.answer) == Verdict(Kind.MISCONCEPTION, misconception.feedback)


def test_an_exercise_without_variants_says_so():
    with pytest.raises(ValueError, match="'toy' has no variants"):
        Exercise("toy", "?", Number(1)).variant(1)


def test_an_exercise_that_cannot_be_varied_says_so():
    stuck = Exercise("stuck", "?", Number(1), vary=lambda draw: Exercise("stuck", "?", Number(draw.random())))
    with pytest.raises(ValueError, match="no numbers of 'stuck'"):
        stuck.variant(1)
