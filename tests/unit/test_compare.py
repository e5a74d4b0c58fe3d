"""Comparing formulas and arrays: disguises agree, mutants differ, and known traps are passed."""

import math
import random
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy

from course_lib.checking import compare as module
from course_lib.checking.compare import (
    LOOKS,
    Comparison,
    arrays_agree,
    close,
    compare,
    formulas_agree,
    points,
)
from course_lib.checking.formula import Formula, read

POSITIVE = {"x": (0, 5), "y": (0, 5)}


def compared(answer, reference, domain=None) -> Comparison:
    return compare(read(answer), read(reference), domain)


@pytest.fixture
def looks(monkeypatch):
    """The points at which a second look was taken."""
    taken = []
    exact = Formula.exact

    def counted(self, dps, /, **values):
        taken.append(values)
        return exact(self, dps, **values)

    monkeypatch.setattr(Formula, "exact", counted)
    module._precisely.cache_clear()
    return taken


# --- Traps --------------------------------------------------------------------------------------------------

AGREE = [
    ("x^2 + 2x", "x(x + 2)", None),
    ("x", "|x|", {"x": (0, 1)}),
    ("sqrt(x^2)", "|x|", None),
    ("x^(1/3)", "cbrt(x)", None),
    ("x^(-2/3)/3", "1/(3 cbrt(x)^2)", None),
    ("x^0.5", "sqrt(x)", None),
    ("ln(x^2)", "2 ln x", POSITIVE),
    ("ln(x^2)", "2 ln|x|", None),
    ("x^2/x", "x", None),
    ("x", "x^2/x", None),
    ("(x^2 - 1)/(x - 1)", "x + 1", None),
    ("sin(x)/x", "1/(x csc x)", None),
    ("x + 0*y", "x", None),
    ("sin^2 x + cos^2 x - 1", "0", None),
    ("0", "sin^2 x + cos^2 x - 1", None),
    ("sin^2 x + cos^2 x", "1", None),
    ("(x + 1e8)^2 - x^2 - 1e16", "2e8 x", None),
    ("(x + 1e8)^2 - 1e16", "x(x + 2e8)", None),
    ("1e20 + x - 1e20", "x", None),
    ("(1 + x)^50 - 1 - 50x", "(x + 1)^50 - (50x + 1)", None),
    ("exp(1000x)", "exp(999x) e^x", None),
    ("e^(x^2)", "(e^x)^x", {"x": (99, 101)}),
    ("e^(x^2) - e^(x^2) + x", "x", None),
    ("2x e^(x^2)/e^(x^2)", "x (2e^(x^2))/e^(x^2)", {"x": (100, 200)}),
    ("exp(y) + 1e3 x - 1e3 x", "exp(y)", None),
    ("((y - y) x)^y", "((y - y) x)^y * 2/2", None),
    ("sqrt(100 - (x - 700)^2)", "sqrt((x - 690)(710 - x))", None),
    ("e^(1000x)/(1 + e^(1000x))", "sigmoid(1000x)", None),
    ("e^(-1000x)", "1/e^(1000x)", {"x": (1, 2)}),
    ("1e-9 x", "x/10^9", None),
    ("1e-200 x^2", "(1e-100 x)^2", None),
    ("tan(pi x/2)", "sin(pi x/2)/cos(pi x/2)", None),
    ("tan x", "1/cot x", None),
    ("sqrt(1 - x^2)", "cos(asin(x))", None),
    ("x^x", "e^(x ln x)", None),
    ("ln(x - 500)", "ln((x - 500)^3)/3", None),
    ("max(x, y)", "(x + y + |x - y|)/2", None),
    ("relu(x) - relu(-x)", "x", None),
    ("relu(x)", "0", {"x": (-3, 0)}),
    ("sinh x", "(e^x - e^-x)/2", None),
    ("6x^2 cot(x^3)", "6x^2 cos(x^3)/sin(x^3)", None),
    ("1/3", "(1/6) + 1/6", None),
    ("3.1415926535897932 x", "pi x", None),
    ("9^9^9", "9^(9^9)", None),
    ("9^9^9 / 9^9^9", "1", None),
    ("0", "x - x", None),
    ("sin(1e30 x)", "sin(x 1e30)".replace(" 1e30", "*1e30"), None),
]


@pytest.mark.parametrize(("answer", "reference", "domain"), AGREE)
def test_agree(answer, reference, domain):
    assert compared(answer, reference, domain) == Comparison(True)


DIFFER = [
    ("x", "|x|", None, {"x": -1}),
    ("sqrt(x^2)", "x", None, {"x": -1}),
    ("6x - 4", "6x", None, {"x": 1}),
    ("x^2", "x", None, {"x": 2}),
    ("x^2 y", "x y^2", None, {"x": 2, "y": 1}),
    ("x + y", "x", None, {"x": 1, "y": 1}),
    ("1e-9 x", "2e-9 x", None, {"x": 1}),
    ("0", "1e-9", None, {}),
    ("1e-60 x", "2e-60 x", None, {"x": 1}),
    ("1e20 + x - 1e20", "1e20 + 2x - 1e20", None, {"x": 1}),
    ("sin^2 x + cos^2 x - 1", "1e-30", None, {"x": 1}),
    ("exp(1000x)", "exp(1001x)", None, None),
    ("exp(-1000x)", "2 exp(-1000x)", {"x": (1, 2)}, None),
    ("exp(1000x)", "2 exp(1000x)", {"x": (1, 2)}, None),
    ("2x/x", "1", {"x": (-1e-3, 1e-3)}, None),
    ("x + relu(x - 2.9)", "x", {"x": (0, 3)}, None),
    ("x + relu(-x - 300)", "x", None, None),
    ("x + 1e-3 sign(x)", "x", None, {"x": 1}),
    ("(1 + x)^50 - 1 - 50x", "(1 + x)^50 - 1 - 49x", None, {"x": -1}),
    ("3.14 x", "pi x", None, {"x": 1}),
    ("2x e^(x^2)/e^(x^2)", "x", None, {"x": 1}),
    ("3x e^(x^2)/e^(x^2)", "2x e^(x^2)/e^(x^2)", {"x": (100, 200)}, None),
    ("(x + 1e8)^2 - x^2 - 1e16 + 1e10 relu(x - 600)", "2e8 x", None, None),
    ("x", "9^9^9", None, {"x": 1}),
    ("ln(x - 500)", "ln(x - 500) + 1e-3", None, None),
    ("max(x, y)", "x", POSITIVE, {"x": 1, "y": 2}),
    ("4 pi/3 x y", "8 pi/3 x y", {"x": (0.5, 3), "y": (0.5, 3)}, {"x": 1, "y": 1}),
    ("x", "x + 1e-6", {"x": (0.5, 1)}, {"x": 0.75}),
]


@pytest.mark.parametrize(("answer", "reference", "domain", "simplest"), DIFFER)
def test_differ_with_the_simplest_counterexample(answer, reference, domain, simplest):
    comparison = compared(answer, reference, domain)
    assert not comparison.agree
    assert comparison.domain_mismatch is None
    point, mine, right = comparison.counterexample
    assert simplest is None or point == simplest
    if abs(mine) < math.inf and abs(mine) > 1e-250:
        assert mine == pytest.approx(float(read(answer).exact(40, **point)[0]), rel=1e-12)
        assert right == pytest.approx(float(read(reference).exact(40, **point)[0]), rel=1e-12)


@pytest.mark.parametrize(
    ("answer", "reference", "domain", "sentence"),
    [
        ("2 ln x", "ln(x^2)", None, "At x = −1 yours has no value. It should have one."),
        ("ln(x^2)", "2 ln x", None, "At x = −1 yours has a value. There should be none."),
        ("sqrt(x)^2", "x", None, "At x = −1 yours has no value. It should have one."),
        ("e^(ln(x)/3)", "cbrt x", None, "At x = 0 yours has no value. It should have one."),
        ("sqrt(-1 - x^2)", "x", None, "At x = 1 yours has no value. It should have one."),
        ("x + ln(-y)", "x", POSITIVE, "At x = 1 and y = 1 yours has no value. It should have one."),
        ("ln(x - 2.5)^0", "1", {"x": (2, 3)}, "At x = 2.5 yours has no value. It should have one."),
        ("sqrt(-1)", "1", None, "At any point yours has no value. It should have one."),
        ("9^9^9^9", "1", None, "Yours has no value that can be computed."),
        ("x + 9^9^9^9", "x", None, "Yours has no value that can be computed."),
    ],
)
def test_where_only_one_has_a_value(answer, reference, domain, sentence):
    comparison = compared(answer, reference, domain)
    assert not comparison.agree
    assert comparison.domain_mismatch == sentence


def test_values_and_domain_may_both_be_wrong():
    comparison = compared("3 ln x", "ln(x^2)")
    assert comparison.counterexample.point == {"x": 2}
    assert comparison.domain_mismatch.startswith("At x = −1 yours has no value")


def test_how_close_the_values_are():
    assert compared("0.333 x^2", "x^2/3").close == pytest.approx(1e-3)
    assert compared("3.1416 pi x", "pi^2 x").close == pytest.approx(2.3e-6, rel=0.1)
    assert compared("x", "|x|").close == 2
    assert compared("e^(x^2) (1 + 1e-6)", "e^(x^2)", {"x": (99, 101)}).close == pytest.approx(1e-6, rel=1e-3)
    assert compared("x", "x").close is None
    assert compared("ln x", "ln|x|").close is None


def test_a_reference_without_any_value_is_the_authors_mistake():
    for reference in ("sqrt(-1 - x^2)", "9^9^9^9", "1/0"):
        with pytest.raises(ValueError, match="has no value"):
            compared("x", reference)


# --- The second look ----------------------------------------------------------------------------------------


def test_ordinary_formulas_need_no_second_look(looks):
    for answer, reference in [
        ("x^2 + 2x", "x(x + 2)"),
        ("2x cos(x^2)", "cos(x^2) x*2"),
        ("x^2/x", "x"),
        ("1", "2/2"),
    ]:
        assert compared(answer, reference).agree
    assert looks == []


def test_a_difference_is_confirmed_at_one_point(looks):
    assert not compared("6x", "6x - 4").agree
    assert len(looks) == 4
    assert {values["x"] for values in looks} == {1}


def test_the_second_look_is_bounded(looks):
    large = {"x": (99, 101)}
    for answer, reference, domain in [
        ("sin^2 x + cos^2 x - 1", "0", None),
        ("e^(x^2)", "(e^x)^x", large),
        ("2 ln x", "ln(x^2)", None),
    ]:
        compared(answer, reference, domain)
        # Four questions, two formulas, two precisions.
        assert 0 < len(looks) <= 4 * LOOKS * 4
        looks.clear()


def test_an_answer_is_wrong_only_if_the_second_look_says_so():
    """At a pole no number of digits helps, and such points say nothing."""
    assert compared("tan(pi x/2)", "sin(pi x/2)/cos(pi x/2)", {"x": (0.9999, 3.0001)}).agree
    assert compared("1e16 (1/(sin(pi x)) - csc(pi x))", "0").agree
    assert not compared("sqrt(csc(pi))", "0").agree
    assert not compared("1 + x/sin(pi)", "1").agree


def test_a_single_point_that_only_the_second_look_finds_undefined_does_not_count():
    assert compared("x + 0/(x + 1e20 - 1e20 - 1) + (1e20 + x - 1e20) - x", "x").agree


# --- Points -------------------------------------------------------------------------------------------------


def test_points_are_simple_first_and_the_same_each_time():
    first = points(None, ["x"])["x"]
    assert first[:6].tolist() == [1, 2, 0, -1, 3, -2]
    assert np.array_equal(first, points(None, ["x"], seed=0)["x"])
    assert not np.array_equal(first, points(None, ["x"], seed=1)["x"])
    pairs = list(zip(*points(None, ["x", "y"]).values(), strict=True))
    assert pairs[:6] == [(1, 1), (2, 1), (1, 2), (0, 1), (2, 2), (1, 0)]
    assert len(set(pairs[:40])) == 40


def test_points_have_both_signs_and_all_magnitudes():
    values = points(None, ["x"])["x"]
    for sign in (1, -1):
        for low, high in ((1e-3, 1e-2), (1e-2, 0.1), (0.1, 1), (1, 10), (10, 100), (100, 1000)):
            assert ((sign * values > low) & (sign * values < high)).any(), (sign, low)
    for kink in (0, 1, -1):
        near = values[np.abs(values - kink) < 1e-3]
        assert (near < kink).any() and (near > kink).any() and (near == kink).any()


@pytest.mark.parametrize(
    "interval",
    [
        *[(0, 1), (0.5, 3), (-3, 0), (2, 2.001), (0, 1e-6), (1e-9, 2e-9), (200, 300), (-1e6, 1e6)],
        *[(0, math.inf), (500, math.inf), (-math.inf, -7), (5000, math.inf), (1e12, 1e12 + 1)],
    ],
)
def test_points_fill_the_domain_and_stay_inside(interval):
    low, high = interval
    values = points({"x": interval}, ["x"])["x"]
    assert (low < values).all() and (values < high).all()
    if math.isfinite(high - low):
        parts, _ = np.histogram(values, 8, (low, high))
        assert (parts > 0).all()
        ends = 1e-3 * (high - low)
        assert (values < low + ends).any() and (values > high - ends).any()
    assert len(values) >= 50


def test_values_by_hand_are_short():
    for interval, expected in [
        ((0, 1), [0.5, 0.25, 0.2]),
        ((200, 300), [250, 220]),
        ((1e-9, 2e-9), [1.5e-9]),
    ]:
        assert points({"x": interval}, ["x"])["x"][: len(expected)].tolist() == pytest.approx(
            expected, rel=1e-12
        )


def test_variables_vary_independently():
    columns = np.array(list(points(None, "abcde").values()))
    assert columns.shape[0] == 5
    assert np.abs(np.corrcoef(np.arcsinh(columns[:, -48:])) - np.eye(5)).max() < 0.5
    assert points({"b": (0, 1), "z": (0, 1)}, {"a", "b"}).keys() == {"a", "b"}


def test_points_cannot_be_spoiled_by_a_caller():
    with pytest.raises(ValueError, match="read-only"):
        points(None, ["x"])["x"][0] = 7


@pytest.mark.parametrize("interval", [(1, 1), (2, 1), (math.nan, 1)])
def test_an_empty_domain_is_refused(interval):
    with pytest.raises(ValueError, match="domain of x is empty"):
        compared("x", "x", {"x": interval})


def test_no_variables_no_points():
    assert points(None, []) == {}
    assert compared("2", "1 + 1").agree
    assert compared("2", "3").counterexample == ({}, 2, 3)


# --- Disguises and mutants ----------------------------------------------------------------------------------

a, b = sympy.symbols("a b")
EXPRESSIONS = [
    3 * a**2 - 4 * a + 5,
    (a + 2 * b) ** 3,
    a * b + b**2,
    (a**2 + 1) * (a - b) * (b + 3),
    a * sympy.sin(b) + b * sympy.cos(a) ** 2,
    sympy.exp(-a) * (a**2 - 3),
    sympy.exp(a * b) / (1 + a**2),
    6 * a**2 * sympy.cot(a**3),
    32 * a * sympy.cos(16 * a**2),
    sympy.log(1 + a**2) * sympy.tan(b),
    1 / (1 + sympy.exp(-3 * a)),
    sympy.sqrt(1 + a**2) + sympy.atan(b),
    (a**3 - b**3) / (a - b),
    2 * a / (a**2 + b**2) ** 2,
    sympy.pi * a**2 * b / 3 + sympy.Rational(2, 7),
    sympy.sinh(a) * sympy.cosh(a) - b,
    sympy.Abs(a - 1) + sympy.Max(a, b),
]


def symbol(expression):
    return min(expression.free_symbols, key=str)


DISGUISES = [
    sympy.expand,
    sympy.factor,
    sympy.together,
    lambda e: sympy.apart(e, a) if e.is_rational_function(a, b) else e,
    lambda e: sympy.expand(e, trig=True),
    lambda e: e.rewrite(sympy.tan) if e.has(sympy.cot, sympy.sin) and not e.has(sympy.sinh) else e,
    lambda e: e.rewrite(sympy.exp) if e.has(sympy.sinh) else e,
    lambda e: sympy.collect(sympy.expand(e), a),
    lambda e: sympy.horner(e) if e.is_polynomial(a, b) else e,
    lambda e: sympy.Add(e, symbol(e) ** 2, -(symbol(e) ** 2), evaluate=False),
    lambda e: sympy.Mul(2, e, sympy.Rational(1, 2), evaluate=False),
]


def as_typed(expression, rng):
    """SymPy's text in the words of a learner."""
    text = str(expression).replace("log", "ln").replace("Abs", "abs").replace("Max", "max")
    for old, new in [
        ("**", "^"),
        ("*", rng.choice(["*", "·", " * "])),
        (" - ", rng.choice([" - ", "-", " − "])),
    ]:
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=str)
def test_disguises_agree(expression):
    rng = random.Random(str(expression))
    reference = as_typed(expression, rng)
    for disguise in DISGUISES:
        answer = as_typed(disguise(expression), rng)
        assert "I" not in answer
        assert formulas_agree(answer, reference), answer
        assert formulas_agree(answer, reference, {"a": (0.5, 2), "b": (2.5, 4)}), answer


def mutants(expression):
    """The expression with one sign, coefficient, exponent or function changed, or one term dropped."""
    for node in sympy.preorder_traversal(expression):
        if node.is_Integer or node.is_Rational:
            changed = [node + 1, -node, 2 * node]
        elif node.is_Add:
            changed = [node - node.args[0], node - 2 * node.args[-1], node - node.args[-1]]
        elif node.is_Function and not isinstance(node, (sympy.Max, sympy.Abs)):
            swap = {sympy.sin: sympy.cos, sympy.cos: sympy.sin, sympy.exp: lambda u: u, sympy.log: sympy.exp}
            changed = [swap.get(node.func, sympy.sin)(node.args[0]), node.func(2 * node.args[0])]
        elif node.is_Symbol:
            changed = [{a: b, b: a}[node], 2 * node]
        else:
            changed = []
        for new in changed:
            yield expression.xreplace({node: new})


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=str)
def test_mutants_differ(expression):
    rng = random.Random(str(expression))
    reference, shown_different = as_typed(expression, rng), 0
    for mutant in mutants(expression):
        places = [{a: sympy.Rational(13, 10), b: sympy.Rational(17, 5)}, {a: sympy.Rational(3, 5), b: 3}]
        gaps = [sympy.N((mutant - expression).subs(place), 30) for place in places]
        if mutant.has(sympy.zoo, sympy.nan, sympy.I) or not any(
            gap.is_real and abs(gap) > 1e-12 for gap in gaps
        ):
            continue
        shown_different += 1
        answer = as_typed(mutant, rng)
        assert not formulas_agree(answer, reference), answer
        assert not formulas_agree(answer, reference, {"a": (0.5, 2), "b": (2.5, 4)}), answer
        comparison = compare(read(answer, "ab"), read(reference, "ab"))
        assert comparison.counterexample or comparison.domain_mismatch
    assert shown_different >= 5


# --- Texts --------------------------------------------------------------------------------------------------


def test_texts_and_formulas():
    assert formulas_agree("2x", "x + x")
    assert formulas_agree(read("2x"), "x + x")
    assert formulas_agree("2x", read("x + x"))
    assert not formulas_agree("3x", "x + x")


@pytest.mark.parametrize(
    "answer", ["2x +", "", "2y", "2X", "x.__class__", "y=2x", None, 3, b"2x", ["2x"], "(" * 10_000]
)
def test_what_cannot_be_read_agrees_with_nothing(answer):
    assert formulas_agree(answer, "2x") is False


def test_an_answer_may_use_the_letters_of_the_domain():
    assert formulas_agree("x + 0y", "x", {"x": (0, 1), "y": (0, 1)})
    assert not formulas_agree("x + 0y", "x", {"x": (0, 1)})
    assert not formulas_agree("x", "3")


def test_the_domain_names_the_letters_of_the_reference():
    domain = {"loss": (0, 1), "x_1": (0, 1)}
    assert formulas_agree("x₁ loss", "loss * x1", domain)
    assert formulas_agree("2ab", "a b + b a", {"a": (0, 1)})


def test_an_unreadable_reference_is_the_authors_mistake():
    with pytest.raises(ValueError, match="missing after"):
        formulas_agree("2x", "2x +")
    with pytest.raises(ValueError, match="missing after"):
        formulas_agree("2x", "2x +", {"x": (0, 1)})


# --- Arrays -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "reference", "agree"),
    [
        (14, 14.0, True),
        (14.000000001, 14, True),
        (14.0000001, 14, False),
        (1e-9, 2e-9, False),
        (1e-9 * (1 + 1e-10), 1e-9, True),
        ([1, 2], [1, 2], True),
        ([1, 2], [2, 1], False),
        ((1, 2), np.array([1.0, 2.0]), True),
        ([1, 1e-17], [1, 0], True),
        ([1, 1e-12], [1, 0], False),
        ([1, 0], [1, 1e-9], False),
        (1e-17, 0, False),
        (0, 0.0, True),
        (-0.0, 0.0, True),
        (1, [1], False),
        ([1], 1, False),
        (1, [1, 1], False),
        ([[1, 2, 3, 4]], np.ones((3, 1)) * [1, 2, 3, 4], False),
        (math.nan, math.nan, True),
        ([1, math.nan], [1, math.nan], True),
        (math.nan, 1, False),
        (1, math.nan, False),
        (math.inf, math.inf, True),
        (math.inf, -math.inf, False),
        (1e308, math.inf, False),
        ([1, 1e-17], [math.inf, 0], False),
        (Fraction(1, 3), 1 / 3, True),
        ([Fraction(1, 3), 2], [1 / 3, 2], True),
        (Decimal("0.1"), 0.1, True),
        (10**400, 1, False),
        (np.float32(0.1), 0.1, True),
        (np.array([0.1, 2], np.float32), [0.1, 2], True),
        (np.float32(0.10001), 0.1, False),
        (np.float16(0.1), 0.1, False),
        (np.array(2), 2, True),
        (True, 1, True),
        ("1", 1, False),
        (None, 1, False),
        (1 + 2j, 1, False),
        ([[1], [2, 3]], [1, 2], False),
        ({"a": 1}, 1, False),
        (object(), 1, False),
        (len, 1, False),
        ([], [], True),
    ],
)
def test_arrays(answer, reference, agree):
    assert arrays_agree(answer, reference) is agree


def test_the_tolerance_of_arrays():
    assert arrays_agree(1.0005, 1, rtol=1e-3)
    assert not arrays_agree(1.0005, 1, rtol=1e-4)
    assert arrays_agree(1e-12, 0, scale=1e-2)
    assert not arrays_agree(1e-10, 0, scale=1e-2)
    assert arrays_agree([1e-4, 1], [0, 1], rtol=1e-3, scale=1)
    assert not arrays_agree([1, 1e-17], [1, 0], scale=1e-12)


def test_numbers_may_be_close():
    assert close(0.333, 1 / 3, 5e-3)
    assert not close(0.3, 1 / 3, 5e-3)
    assert not close(0.0, 1e-12, 0.5)
    assert not close(math.nan, 1.0, 1)
    assert not close(math.inf, 1.0, 1)
    assert close(-2, -2)
    assert module.RTOL == 1e-9
