"""Each kind of answer: what it reads, what it accepts, and what it says of the rest."""

import math
import re
import types
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from course_lib.checking import (
    Choice,
    Exercise,
    FindError,
    Formula,
    Function,
    Kind,
    Misconception,
    Number,
    Prediction,
    State,
    Verdict,
)
from course_lib.checking.markup import html, mathml
from course_lib.checking.verdict import LOOK, Refusal


def judge(kind, answer, **more):
    return Exercise("toy", "What is it?", kind, **more).judge(answer)


def numbers_in(message):
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", message.replace("−", "-"))]


# --- Number -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        *(
            0.5,
            np.float64(0.5),
            np.float32(0.5),
            np.array(0.5),
            np.longdouble(0.5),
            Fraction(1, 2),
            Decimal("0.5"),
        ),
        *(
            "0.5",
            " 1/2 ",
            "½",
            ".5",
            "2/4",
            "sqrt(1/4)",
            "sin(pi/6)",
            "e^0 / 2",
            "5e-1",
            "−(−0.5)",
            np.str_("0.5"),
        ),
    ],
    ids=repr,
)
def test_a_number_may_be_given_in_many_ways(answer):
    assert judge(Number(0.5), answer).kind is Kind.CORRECT


@pytest.mark.parametrize("reference", [1e-9, 1.0, -3.7, 1e12])
def test_the_tolerance_of_a_number_is_relative(reference):
    assert judge(Number(reference), reference * (1 + 5e-7)).solved
    assert not judge(Number(reference), reference * (1 + 2e-6)).solved
    assert judge(Number(reference, rtol=0.1), reference * 1.05).solved
    assert not judge(Number(reference), 0).solved
    assert not judge(Number(reference), -reference).solved


def test_only_zero_is_zero():
    assert judge(Number(0), "0").solved
    assert judge(Number(0), -0.0).solved
    assert not judge(Number(0), 1e-300).solved


@pytest.mark.parametrize(
    "answer, exact, is_rounded",
    [
        (0.33, 1 / 3, False),  # more than 0.5 % away
        (0.333, 1 / 3, True),
        (0.334, 1 / 3, True),
        (0.3353, 1 / 3, False),
        (2.718, math.e, True),
        (2.72, math.e, True),
        (2.71, math.e, True),  # cut off
        (2.7183, math.e, True),
        (2.7193, math.e, False),
        (14.003, 14, False),
        (14.02, 14, False),
        (13.999, 14, False),
        (0.1199, 0.12, False),
        (1200.0, 1199.6, True),
        (-0.667, -2 / 3, True),
        (3.33e-10, 1e-9 / 3, True),
    ],
)
def test_a_rounded_number_is_told_from_one_that_is_near(answer, exact, is_rounded):
    verdict = judge(Number(exact), answer)
    assert verdict.kind is (Kind.OTHER_FORM if is_rounded else Kind.WRONG)
    assert ("rounded" in verdict.message) == is_rounded


@pytest.mark.parametrize(
    "answer, kind",
    [
        (-2.67, Kind.MISCONCEPTION),
        ("-2.6667", Kind.MISCONCEPTION),
        (-2.7, Kind.WRONG),
        (2.67, Kind.OTHER_FORM),
        (2.66, Kind.OTHER_FORM),
        (2.659, Kind.MISCONCEPTION),
    ],
)
def test_a_wrong_number_is_recognised_when_it_is_rounded_unless_it_may_be_the_right_one(answer, kind):
    wrong = [(-8 / 3, "The sign is lost."), (2.659, "Near, and wrong.")]
    exercise = Exercise("two thirds of four", "", Number(8 / 3), wrong)
    assert exercise.judge(answer).kind is kind


@pytest.mark.parametrize(
    "answer, words",
    [
        (True, "A comparison gives True or False"),
        (np.bool_(False), "A comparison gives True or False"),
        (np.array(True), "A comparison gives True or False"),
        (0.5 + 0j, "complex number"),
        (np.complex128(0.5), "complex number"),
        (np.array(0.5 + 3j), "complex number"),
        (np.array([0.5]), "shape (1,)"),
        (np.zeros((2, 3)), "shape (2, 3)"),
        ([0.5], "a list"),
        ({"answer": 0.5}, "a dict"),
        (b"0.5", "a bytes"),
        (math.sin, "brackets of its call"),
        (float, "brackets of its call"),
        (math.nan, "finite"),
        (-math.inf, "finite"),
        (10**400, "too large"),
        (Decimal("sNaN"), "a Decimal that is not a number"),
        ("1/0", "divided by zero"),
        ("x", "There is no x here"),
        ("3 4", "side by side"),
        ("0,5", "decimal point"),
        ("y = 0.5", "right of the equals sign"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_no_number_is_named(answer, words):
    verdict = judge(Number(0.5), answer)
    assert verdict.kind is Kind.INVALID
    assert words in verdict.message


@pytest.mark.parametrize(
    "answer",
    ["15 euros", "15 €", "15€/m²", "10 hours", "10h", "-0.12 m", "3/4 m per m", "13 paths", "−2 steps"],
)
def test_a_word_behind_a_number_is_named(answer):
    assert judge(Number(0.5), answer) == Verdict(
        Kind.INVALID, "Give the number alone, without a unit or a word behind it."
    )


@pytest.mark.parametrize("answer", ["14 + 3h", "2 + x", "12%", "2 ^", "2 sqrt("])
def test_a_number_with_more_than_a_word_behind_it_is_shown_where(answer):
    assert "^" in judge(Number(0.5), answer).message


def test_what_cannot_be_read_as_a_number_is_shown_where():
    assert judge(Number(0.5), "1 + )").message.endswith("```\n1 + )\n    ^\n```")


@pytest.mark.parametrize(
    "answer, words", [(5, "too large"), (3, "too small"), (-4, "wrong sign"), ("-1/3", "wrong sign")]
)
def test_a_wrong_number_is_compared(answer, words):
    verdict = judge(Number(4), answer)
    assert verdict.kind is Kind.WRONG
    assert words in verdict.message


@pytest.mark.parametrize("answer", [10, -14, 0, 20, "1/14", 13.9])
def test_a_wrong_slope_is_measured_against_a_nudge(answer):
    verdict = judge(Number(14, of="3x^2 - 4x + 5", at={"x": 3.0}), answer)
    assert verdict.kind is Kind.WRONG
    value = eval(str(answer))
    start, end, change, slope, predicted = numbers_in(verdict.message)
    assert (start, end) == (3, 3.001)
    assert change == pytest.approx(14 * 0.001 + 3 * 0.001**2)
    assert slope == pytest.approx(value, rel=1e-6)
    assert predicted == pytest.approx(value * 0.001, rel=1e-6)


def test_a_slope_by_one_of_two_letters():
    verdict = judge(Number(-6, of="a^2 b + c", by="a", at={"a": 1.0, "b": -3.0, "c": 10.0}), 7)
    assert "from a = 1 to 1.001 the function changes by −0.006003" in verdict.message


def test_no_nudge_is_shown_where_its_own_error_is_as_large():
    verdict = judge(Number(14, of="3x^2 - 4x + 5", at={"x": 3.0}), 14.002)
    assert verdict.message == "14.002 is too large."


# --- Formula ------------------------------------------------------------------------------------------------

PARABOLA = Formula("2x", of="x^2 + 3")


@pytest.mark.parametrize(
    "answer", ["2x", "x + x", "2·x", "(x^2 + x^2)/x", "2x + 0", "sqrt(4)*x", "\t2 * x\n"]
)
def test_a_formula_may_be_written_in_many_ways(answer):
    assert judge(PARABOLA, answer).kind is Kind.CORRECT


@pytest.mark.parametrize(
    "answer", ["x", "2x + 3", "-2x", "2|x|", "2x + 1e-6", "x^2", "2", 2, 2.0, Fraction(2), Decimal(2)]
)
def test_a_formula_of_another_value_is_wrong(answer):
    verdict = judge(PARABOLA, answer)
    assert verdict.kind in (Kind.WRONG, Kind.OTHER_FORM)
    assert verdict.solved is False


@pytest.mark.parametrize(
    "answer", [3, 3.0, Fraction(9, 3), np.int64(3), Decimal(3), "3", "x - x + 3"], ids=repr
)
def test_a_constant_may_be_given_as_a_number(answer):
    assert judge(Formula("3", names="x", of="3x"), answer).solved


@pytest.mark.parametrize("scale", ["1e-9", "1e12"])
def test_formulas_of_any_size_are_told_apart(scale):
    kind = Formula(f"{scale} * x^2")
    assert judge(kind, f"x*x*{scale}").solved
    assert not judge(kind, f"1.0001 * {scale} * x^2").solved
    assert not judge(kind, "0").solved
    assert not judge(kind, f"{scale} * x * |x|").solved


@pytest.mark.parametrize("answer", ["x", "x - 1", "3x^2", "x + 2", "2x - x^3"])
def test_a_wrong_derivative_is_measured_against_a_nudge(answer):
    verdict = judge(PARABOLA, answer)
    assert verdict.kind is Kind.WRONG
    start, yours, end, change, slope = numbers_in(verdict.message)
    assert yours == pytest.approx(
        eval(answer.replace("^", "**").replace("2x", "2*x").replace("3x", "3*x"), {"x": start})
    )
    assert end == pytest.approx(start + 0.001)
    assert change == pytest.approx((start + 0.001) ** 2 - start**2, rel=1e-6)
    assert slope == pytest.approx(2 * start + 0.001, rel=1e-6)
    assert abs(yours - 2 * start) > 0.003


def test_a_wrong_formula_that_is_no_derivative_gets_both_values():
    start, yours, right = numbers_in(judge(Formula("x^2 + 1"), "x^2 - 1").message)
    assert (yours, right) == (start**2 - 1, start**2 + 1)


def test_a_formula_of_two_letters():
    message = judge(Formula("a^2 + 2b", of="a^2 b + b^2", by="b"), "a^2 + b").message
    assert re.search(r"At a = .* and b = .* yours gives", message)
    assert "Going on from there to b =" in message


@pytest.mark.parametrize("names, domain, place", [("x", None, "x = 1"), ("x", {"x": (4, 5)}, "x = 4")])
def test_a_constant_for_a_constant_slope(names, domain, place):
    """Neither has a letter in it, so any place will do for the nudge, if it is in the domain."""
    message = judge(Formula("3", names=names, domain=domain, of="3x"), "4").message
    assert message.startswith(f"At {place}")
    assert "the function changes by 0.003, so its slope is near 3." in message


@pytest.mark.parametrize(
    "reference, of, domain, answer",
    [
        ("-1/x^2", "1/x", (1e-4, 1e-3), "1/x^2"),  # a nudge goes past the pole's neighbourhood
        ("1/(x - 1)", "ln(1 - x)", (0.9995, 1), "1/x"),  # a nudge leaves the domain
        ("2x", "x^2", None, "2x + |x|/999"),  # the nudge is less exact than the answer
        ("100 cos(1e4 x)", "sin(1e4 x)/100", None, "100 sin(1e4 x)"),  # a nudge jumps over waves
    ],
)
def test_no_nudge_is_shown_where_it_would_mislead(reference, of, domain, answer):
    message = judge(Formula(reference, domain=domain and {"x": domain}, of=of), answer).message
    assert "it should be" in message
    assert "slope" not in message
    assert "nan" not in message


def test_a_domain_that_differs_has_its_own_sentence():
    assert "yours has no value. It should have one." in judge(Formula("2x"), "2 sqrt(x)^2").message
    assert "yours has a value. There should be none." in judge(Formula("2 ln x"), "2 ln|x|").message
    assert judge(Formula("2x", domain={"x": (0, 9)}), "2 sqrt(x)^2").solved


def test_how_a_wrong_formula_was_read_is_said_with_it():
    verdict = judge(Formula("3e^x"), "3ex")
    assert verdict.kind is Kind.WRONG
    assert "`ex` is read as e·x" in verdict.message


@pytest.mark.parametrize(
    "answer, words",
    [
        ("2y", "There is no y here; the letter is x."),
        ("2x +", "Something is missing"),
        (["2x"], "got a list"),
        (b"2x", "got a bytes"),
        (True, "got True"),
        (2j, "complex number"),
        (lambda x: 2 * x, "got a function"),
        (np.array("2x"), "got a ndarray"),
        (math.nan, "finite"),
    ],
    ids=lambda value: repr(value)[:12],
)
def test_what_is_no_formula_is_named(answer, words):
    verdict = judge(PARABOLA, answer)
    assert verdict.kind is Kind.INVALID
    assert words in verdict.message


def test_the_letters_are_those_of_the_prompt():
    assert judge(Formula("2x"), "2x + h").kind is Kind.INVALID
    assert judge(Formula("2x", names="xh"), "2x + h").kind is Kind.WRONG
    assert judge(Formula("2x", domain={"x": (0, 1), "t": (0, 1)}), "2t").kind is Kind.WRONG


def test_the_right_value_in_a_form_that_was_not_asked_for():
    def no_bracket(formula):
        return "Multiply it out." if "(" in formula.text else None

    kind = Formula("x^2 + x", form=no_bracket)
    assert judge(kind, "x + x^2") == Verdict(Kind.CORRECT, "Yes.")
    assert judge(kind, "x(x + 1)") == Verdict(Kind.OTHER_FORM, "Multiply it out.")
    assert judge(kind, "x(x + 2)").kind is Kind.WRONG


@pytest.mark.parametrize(
    "answer, kind", [("0.333x", "other form"), ("0.3x", "wrong"), ("333x/1000", "wrong"), ("x/3", "correct")]
)
def test_rounded_decimals_have_their_own_sentence(answer, kind):
    assert judge(Formula("x/3"), answer).kind == kind


def test_values_that_look_alike_are_written_with_the_digits_that_differ():
    verdict = judge(Formula("2x", of="x^2"), "2x + x/10^8")
    assert verdict == Verdict(Kind.WRONG, "At x = 1 yours gives 2.00000001; it should be 2 there.")


def test_a_function_that_is_a_number_has_slopes_that_are_wrong_too():
    assert judge(Formula("0", of="5"), "1") == Verdict(Kind.WRONG, "Yours gives 1; it should be 0.")


# --- Function -----------------------------------------------------------------------------------------------

DOUBLE = Function(lambda x: 2 * x, cases=[(1.0,), (-3.0,), (0.0,), (1e-9,)])
GRADIENT = Function(lambda x: 2 * x, cases=[(np.array([1.0, -2.0, 1e-9]),), (np.array([0.5, 0.0, 4.0]),)])


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x + x,
        lambda x: np.float64(2 * x),
        lambda x: np.float32(2 * x),
        lambda x: np.array(2 * x),
        lambda x: Fraction(2 * x),
        lambda x: Decimal(2 * x),
        np.vectorize(lambda x: 2 * x),
        type("Double", (), {"__call__": lambda self, x: 2 * x})(),
    ],
)
def test_a_function_may_return_any_real_number(function):
    assert judge(DOUBLE, function).kind is Kind.CORRECT


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x + x,
        lambda x: (2 * x).tolist(),
        lambda x: tuple(2 * x),
        lambda x: [Fraction(2 * entry) for entry in x],
        lambda x: np.array([2 * entry for entry in x], object),
        lambda x: np.float32(2 * x),
        lambda x: np.ma.array(2 * x),
    ],
)
def test_a_function_may_return_numbers_in_a_list(function):
    assert judge(GRADIENT, function).kind is Kind.CORRECT


@pytest.mark.parametrize(
    "function, words",
    [
        (lambda x: 2.0, "expected an array of shape (3,), got one number"),
        (lambda x: 2 * x[:2], "expected an array of shape (3,), got an array of shape (2,)"),
        (lambda x: 2 * x[:, None], "expected an array of shape (3,), got an array of shape (3, 1)"),
        (lambda x: 2 * x[None], "expected an array of shape (3,), got an array of shape (1, 3)"),
        (lambda x: [], "expected an array of shape (3,), got an array of shape (0,)"),
        (lambda x: [2 * x[0], [2 * x[1], 2 * x[2]]], "returned a list; expected an array of shape (3,)"),
        (lambda x: [str(2 * entry) for entry in x], "returned a list; expected an array of shape (3,)"),
        (lambda x: list(map(complex, 2 * x)), "returned a list; expected an array of shape (3,)"),
        (
            lambda x: np.array([str(entry) for entry in 2 * x], object),
            "returned a ndarray; expected an array",
        ),
        (lambda x: 2 * x > 0, "returned a ndarray; expected an array of shape (3,)"),
        (lambda x: map(float, 2 * x), "returned a map; expected an array of shape (3,)"),
        (lambda x: dict(enumerate(2 * x)), "returned a dict; expected an array of shape (3,)"),
        (lambda x: "2x", "returned a str; expected an array of shape (3,)"),
        (lambda x: range(10**12), "returned a range; expected an array of shape (3,)"),
        (lambda x: print(end=""), "returned None. Did it end without `return`?"),
        (lambda x: contains_itself(), "returned a list; expected an array of shape (3,)"),
        (lambda x: [contains_itself(), 1, 2], "returned a list; expected an array of shape (3,)"),
        (lambda x: [1, 2, contains_itself()], "returned a list; expected an array of shape (3,)"),
        (lambda x: np.timedelta64(2, "s"), "returned a timedelta64; expected an array of shape (3,)"),
    ],
)
def test_what_a_function_returns_must_have_the_shape(function, words):
    verdict = judge(GRADIENT, function)
    assert verdict.kind is Kind.INVALID
    assert words in verdict.message
    assert verdict.message.startswith("For [1, −2, 1e−09] ")


def contains_itself():
    endless = []
    endless += [endless, endless]
    return endless


def test_one_number_is_not_a_list_of_one():
    verdict = judge(DOUBLE, lambda x: [2 * x])
    assert verdict.kind is Kind.INVALID
    assert "expected one number, got an array of shape (1,)" in verdict.message


def test_small_entries_count_like_large_ones():
    assert judge(GRADIENT, lambda x: np.where(np.abs(x) < 1e-6, 3 * x, 2 * x)).kind is Kind.WRONG
    assert judge(DOUBLE, lambda x: 2 * x if abs(x) > 1e-6 else 0.0).kind is Kind.WRONG


def test_the_tolerance_of_a_function():
    assert judge(DOUBLE, lambda x: 2 * x * (1 + 5e-7)).solved
    assert not judge(DOUBLE, lambda x: 2 * x * (1 + 2e-6)).solved
    assert judge(Function(lambda x: 2 * x, cases=[(1.0,)], rtol=0.1), lambda x: 2.1 * x).solved


def test_a_wrong_function_gets_the_first_case_that_shows_it():
    verdict = judge(DOUBLE, abs)
    assert verdict == Verdict(Kind.WRONG, "For 1 yours returns 1; it should be near 2.")
    assert judge(DOUBLE, lambda x: 2 * abs(x)).message == "For −3 yours returns 6; it should be near −6."
    assert judge(GRADIENT, lambda x: 3 * x).message == (
        "For [1, −2, 1e−09] yours returns [3, −6, 3e−09]; it should be near [2, −4, 2e−09]."
    )
    shown = Function(lambda x: 2 * x, cases=[(1.0,)], show=lambda x: f"x = {x:g}")
    assert judge(shown, abs).message.startswith("For x = 1 yours")


def test_nan_is_wrong_and_said():
    assert judge(DOUBLE, lambda x: math.nan).message == "For 1 yours returns nan; it should be near 2."


def test_a_function_that_changes_its_input_is_told_to_copy():
    def in_place(x):
        x *= 2
        return x

    verdict = judge(GRADIENT, in_place)
    assert verdict.kind is Kind.INVALID
    assert "changed its input" in verdict.message
    # Each case, and whoever is next, gets the input as it was.
    assert judge(GRADIENT, lambda x: 2 * x).solved


def test_a_crash_names_the_case_and_the_error():
    verdict = judge(DOUBLE, lambda x: 2 / x * x * x)
    assert verdict.kind is Kind.CRASHED
    assert verdict.message.startswith("For 0 your function raised ZeroDivisionError: ")
    assert "2 / x * x * x" in verdict.message


def test_a_function_out_of_time_names_the_case_and_the_limit():
    def slow_at_0(x):
        while x == 0:
            pass
        return 2 * x

    verdict = judge(Function(lambda x: 2 * x, cases=[(1.0,), (0.0,)], limit=0.3), slow_at_0)
    assert verdict == Verdict(Kind.OUT_OF_TIME, "For 0 your function was still running after 0.3 seconds.")


def test_three_dots_are_not_attempted():
    assert judge(DOUBLE, lambda x: ...).kind is Kind.NOT_ATTEMPTED
    assert judge(DOUBLE, ...).kind is Kind.NOT_ATTEMPTED


@pytest.mark.parametrize(
    "answer", [2, "lambda x: 2 * x", [lambda x: 2 * x], object()], ids=lambda a: type(a).__name__
)
def test_what_is_no_function_is_named(answer):
    verdict = judge(DOUBLE, answer)
    assert verdict.kind is Kind.INVALID
    assert "Hand over its name without brackets" in verdict.message


# --- Choice, prediction, find the error ---------------------------------------------------------------------

OPTIONS = ["it rises", "it falls", "$f'$ is 0"]


@pytest.mark.parametrize("kind", [Choice(OPTIONS, "b"), Prediction(OPTIONS, "b")], ids=lambda kind: kind.kind)
@pytest.mark.parametrize("answer", ["b", "B", " b ", "b)", "(B)", "it falls", "It Falls", " it falls\n"])
def test_a_choice_by_its_letter_or_its_text(kind, answer):
    assert judge(kind, answer).solved


@pytest.mark.parametrize("answer", ["d", "ab", 1, 2.0, True, ["b"], {"b"}, b"b", object, math.nan], ids=repr)
def test_what_is_no_option_is_told_the_letters(answer):
    verdict = judge(Choice(OPTIONS, "b"), answer)
    assert verdict == Verdict(Kind.INVALID, "Answer with one of the letters a, b, c.")


@pytest.mark.parametrize("answer", ["a", "c", "it rises", "$F'$ IS 0"])
def test_another_option_is_wrong(answer):
    assert judge(Choice(OPTIONS, "b"), answer).kind is Kind.WRONG


@pytest.mark.parametrize("answer", [2, np.int64(2), "2", " 2 ", "line 2", "Line 2", "LINE2"], ids=repr)
def test_an_error_by_the_number_of_its_line(answer):
    assert judge(FindError(OPTIONS, 2), answer).solved


@pytest.mark.parametrize(
    "answer", [0, 4, -2, 2.0, True, "b", "two", "22", [2], Fraction(2), b"2", object], ids=repr
)
def test_what_is_no_line_is_told_the_numbers(answer):
    verdict = judge(FindError(OPTIONS, 2), answer)
    assert verdict == Verdict(Kind.INVALID, "Answer with the number of a line, 1 to 3.")


# --- Figure state -------------------------------------------------------------------------------------------


def side(h):
    return "pole" if 1 / h > 1000 else "right" if h > 0 else "left"


STATE = State({"h": 1.0}, side, explain=lambda h: f"At h = {h:g} you are on the left.")


@pytest.mark.parametrize(
    "answer", [{"h": 2}, {"h": 0.5, "a": None}, types.SimpleNamespace(values={"h": 3.0})], ids=repr
)
def test_any_state_of_the_same_kind_is_right(answer):
    assert judge(STATE, answer).solved


def test_another_state_is_explained():
    assert judge(STATE, {"h": -2}) == Verdict(Kind.WRONG, "At h = −2 you are on the left.".replace("−", "-"))


@pytest.mark.parametrize(
    "answer", [1.0, "h = 1", [1.0], {}, {"a": 1.0}, {1.0}, types.SimpleNamespace(values=1.0)], ids=repr
)
def test_what_is_no_figure_is_told_so(answer):
    verdict = judge(STATE, answer)
    assert verdict.kind is Kind.INVALID
    assert "Answer with the live figure above" in verdict.message


@pytest.mark.parametrize("value", [None, True, 1j, math.nan, [1.0], "1", 10**400, np.array([1.0])], ids=repr)
def test_a_slider_stands_at_a_number(value):
    assert judge(STATE, {"h": value}).kind is Kind.INVALID


def test_a_state_where_nothing_can_be_computed():
    verdict = judge(STATE, {"h": 0})
    assert verdict == Verdict(Kind.INVALID, "Nothing can be computed with the sliders there. Move them.")


# --- Exercise -----------------------------------------------------------------------------------------------


def test_a_misconception_is_recognised_in_other_words():
    slips = [("x^2", "Height."), ("2x + 3", "Constant kept.")]
    exercise = Exercise("toy", "?", PARABOLA, misconceptions=slips, remark="Twice x.")
    assert exercise.misconceptions == [
        Misconception("x^2", "Height."),
        Misconception("2x + 3", "Constant kept."),
    ]
    assert exercise.judge("3 + x + x") == Verdict(Kind.MISCONCEPTION, "Constant kept.")
    assert exercise.judge("x·x") == Verdict(Kind.MISCONCEPTION, "Height.")
    assert exercise.judge("2·x") == Verdict(Kind.CORRECT, "Twice x.")
    assert exercise.judge("x^3").kind is Kind.WRONG
    assert (exercise.kind, exercise.reference) == ("formula", "2x")


def test_a_misconception_comes_before_rounding():
    exercise = Exercise("toy", "?", Number(math.e), misconceptions=[(2.72, "Two digits of it.")])
    assert exercise.judge(2.72) == Verdict(Kind.MISCONCEPTION, "Two digits of it.")
    assert exercise.judge(2.718).kind is Kind.OTHER_FORM


def test_what_is_right_is_right_even_if_it_is_declared_a_misconception():
    assert judge(Number(1), 1, misconceptions=[(1, "No.")]).solved


@pytest.mark.parametrize(
    "kind", [Number(1), PARABOLA, DOUBLE, Choice(OPTIONS, "b"), FindError(OPTIONS, 2), STATE]
)
@pytest.mark.parametrize("nothing", [None, ..., "", " \n", "...", "…"], ids=repr)
def test_nothing_is_not_attempted(kind, nothing):
    assert judge(kind, nothing).kind is Kind.NOT_ATTEMPTED


@pytest.mark.parametrize(
    "kind", [Number(1), PARABOLA, DOUBLE, Choice(OPTIONS, "b"), FindError(OPTIONS, 2), STATE]
)
@pytest.mark.parametrize(
    "method", ["__class__", "__float__", "strip", "values", "__call__", "__array__", "__eq__"]
)
def test_an_object_that_raises_whatever_is_done_with_it(kind, method):
    def explode(*_):
        raise RuntimeError

    class Number(float):
        pass

    for base in (object, str, dict, Number):
        members = {method: property(explode) if method in ("__class__", "values") else explode}
        hostile = type("Hostile", (base,), members)()
        assert judge(kind, hostile).kind in (Kind.INVALID, Kind.NOT_ATTEMPTED, Kind.WRONG, Kind.CRASHED)


# --- Verdict and markup -------------------------------------------------------------------------------------


def test_each_verdict_has_a_word_a_sign_and_a_colour():
    assert set(LOOK) == set(Kind)
    assert len({sign for sign, _, _ in LOOK.values()}) == len(Kind)
    assert [kind for kind in Kind if Verdict(kind, "").solved] == [Kind.CORRECT]


def test_a_verdict_in_a_notebook():
    verdict = Verdict(Kind.WRONG, "At $x = 1$ it is **2**.")
    bundle = verdict._repr_mimebundle_()
    assert bundle["text/plain"] == str(verdict) == "Not yet. At $x = 1$ it is **2**."
    assert "Not yet" in bundle["text/html"]
    assert "<strong>2</strong>" in bundle["text/html"]
    assert "<math" in bundle["text/html"]


def test_a_refusal_carries_its_verdict():
    assert Refusal(Kind.INVALID, "No.").verdict == Verdict(Kind.INVALID, "No.")


def test_html_in_a_text_is_shown_as_text():
    assert html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    assert "<img" not in html("![x](javascript:1) <img src=x onerror=alert(1)>")
    assert 'href="javascript' not in html("[x](javascript:alert(1))")


def test_markdown_with_mathematics():
    assert html("a **b** `c`") == "<p>a <strong>b</strong> <code>c</code></p>\n"
    assert html("$x^2$").count("<math") == 1
    assert 'display="block"' in html("$$x^2$$")
    assert "<math" not in html("`$x$` and\n\n```\n$y$\n```")
    assert "<table>" in html("| a |\n|---|\n| $b$ |")


@pytest.mark.parametrize("tex", [r"\frac{", r"}{", r"\left(", "x^", r"\begin{matrix}"])
def test_tex_that_cannot_be_read_is_shown_as_it_is(tex):
    shown = mathml(tex)
    assert shown.startswith(("<code>", "<math"))
    assert "<script>" not in mathml(f"{tex}<script>")


def test_functions_are_set_apart_from_their_argument():
    assert 'mspace width="0.17em"' in mathml(r"x \sin x")
    assert mathml(r"x \sin x").count("<mspace") == 2
    assert "mspace" not in mathml("x y")


@pytest.mark.parametrize("tex", [r"\sin^2 x", r"\sin^{2}\left(x\right)", r"2 \cos^{-1} x", r"\sin^{n + 1} x"])
def test_a_power_of_a_function_keeps_its_exponent(tex):
    power = re.search("<msup><mi>(?:sin|cos)</mi>(.*?)</msup>", mathml(tex))
    assert power and "mspace" not in power[1]


def test_a_prime_is_a_sign_and_no_name():
    assert ">&#x02032;</mo>" in mathml("f'")


def test_vectors_are_bold_by_their_letters():
    assert "<mi>𝐮</mi>" in mathml(r"\mathbf u")
    assert "<mi>𝐀</mi><mi>𝐳</mi>" in mathml(r"\mathbf{Az}")
    assert "<mn>𝟎</mn>" in mathml(r"\nabla f = \mathbf 0")
    assert "<mi>x</mi>" in mathml(r"\mathbf{u} x")
