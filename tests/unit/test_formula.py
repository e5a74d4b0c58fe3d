"""Reading formulas: what they mean, how they are set, and what is said when they cannot be read.

The meaning is checked against SymPy, which evaluates the same random expressions node by node; the TeX is
read again by `TexReader`, which knows the conventions of printed mathematics and nothing of our steps.
"""

import builtins
import math
import os
import pickle
import random
import re
import sys
import time
import warnings

import mpmath
import numpy as np
import pytest
import sympy
from latex2mathml.converter import convert

from course_lib.checking.formula import FUNCTIONS, MAX_DEPTH, MAX_LENGTH, FormulaError, read

NAMES = ["x", "y"]
POINT = {"x": 0.7, "y": 2.3}


def value(text, names=NAMES, **point):
    return read(text, names)(**(point or POINT))


def error(text, names=NAMES):
    with pytest.raises(FormulaError) as caught:
        read(text, names)
    return caught.value


# --- Meaning, by example ------------------------------------------------------------------------------------

x, y = POINT["x"], POINT["y"]
MEANINGS = {
    "6x - 4": 6 * x - 4,
    "2(x+1)": 2 * (x + 1),
    "(x)(y)": x * y,
    "xy": x * y,
    "2xy": 2 * x * y,
    "x sin x": x * math.sin(x),
    "xsinx": x * math.sin(x),
    "sin 2x": math.sin(2 * x),
    "sin2x": math.sin(2 * x),
    "sin x cos x": math.sin(x) * math.cos(x),
    "sin 2x cos y": math.sin(2 * x) * math.cos(y),
    "sin(x)cos(x)": math.sin(x) * math.cos(x),
    "sin (x) y": math.sin(x) * y,
    "sin^2 x": math.sin(x) ** 2,
    "sin²x": math.sin(x) ** 2,
    "sin(x)^2": math.sin(x) ** 2,
    "sin x^2": math.sin(x**2),
    "sin^2 2x": math.sin(2 * x) ** 2,
    "sin^y x": math.sin(x) ** y,
    "ln x^2": math.log(x**2),
    "ln sin x": math.log(math.sin(x)),
    "ln sin x cos y": math.log(math.sin(x)) * math.cos(y),
    "sin x/2": math.sin(x) / 2,
    "sin x * y": math.sin(x) * y,
    "2 pi x": 2 * math.pi * x,
    "2πx": 2 * math.pi * x,
    "e^x": math.exp(x),
    "2e": 2 * math.e,
    "2e^x": 2 * math.exp(x),
    "2e3": 2000,
    "2e-3": 0.002,
    "1e−3x": 0.001 * x,
    "2 e - 3": 2 * math.e - 3,
    "2E3": 2000,
    ".5x": 0.5 * x,
    "2.x": 2 * x,
    "-x^2": -(x**2),
    "(-x)^2": x**2,
    "2^-x": 2**-x,
    "2^-x^2": 2 ** -(x**2),
    "2*-x": -2 * x,
    "2--x": 2 + x,
    "--x": x,
    "2---x": 2 - x,
    "+x": x,
    "x^y^2": x ** (y**2),
    "(x^y)^2": (x**y) ** 2,
    "x**2": x**2,
    "x²y³": x**2 * y**3,
    "x⁻¹": 1 / x,
    "x¹⁰": x**10,
    "e^x²": math.exp(x**2),
    "8 pi / 3 * x * y": 8 * math.pi / 3 * x * y,
    "1/2x": x / 2,
    "1/2(x+1)": (x + 1) / 2,
    "x/y/2": x / y / 2,
    "x-y-2": x - y - 2,
    "x/2*y": x / 2 * y,
    "x × y ÷ 2 · 3 − 1": x * y / 2 * 3 - 1,
    "x∗y∕2": x * y / 2,
    "√x": math.sqrt(x),
    "√2x": math.sqrt(2) * x,
    "√2(x+1)": math.sqrt(2) * (x + 1),
    "√(2x)": math.sqrt(2 * x),
    "√(x+1)^2": x + 1,
    "√x²": x,
    "∛x": x ** (1 / 3),
    "2√2·π": 2 * math.sqrt(2) * math.pi,
    "sqrt(x)^2": x,
    "sqrt 2 x": math.sqrt(2) * x,
    "½x": x / 2,
    "1/½": 2,
    "|x-y|": abs(x - y),
    "|x|": x,
    "2|x-y|y": 2 * abs(x - y) * y,
    "|x-y||y|": abs(x - y) * y,
    "||x|-y|": abs(abs(x) - y),
    "|x + |y - 3||": abs(x + abs(y - 3)),
    "(|x|)|y|": x * y,
    "|(x|y-4|)|": x * abs(y - 4),
    "ln|x-y|": math.log(abs(x - y)),
    "|x|^2": x**2,
    "exp(-x)": math.exp(-x),
    "log(x)": math.log(x),
    "arcsin(x)+arccos x+arctan(y)": math.asin(x) + math.acos(x) + math.atan(y),
    "asin x + acos x + atan y": math.asin(x) + math.acos(x) + math.atan(y),
    "tan x + cot x": math.tan(x) + 1 / math.tan(x),
    "sec x + csc x": 1 / math.cos(x) + 1 / math.sin(x),
    "sinh x + cosh x": math.exp(x),
    "tanh(x)": math.tanh(x),
    "cbrt(-8)": -2,
    "sign(x-y) + sgn(y)": 0,
    "relu(x-y) + ReLU(y)": y,
    "sigmoid(3x)": 1 / (1 + math.exp(-3 * x)),
    "max(x, y) - min(x,y)": y - x,
    "max(x,y)^2": y**2,
    "Sin(X)".lower(): math.sin(x),
    "SIN(x) + Exp(x)": math.sin(x) + math.exp(x),
    "(x+1)(y-1)": (x + 1) * (y - 1),
    "(-8)^(1/3)": -2,
    "(-8)^(2/3)": 4,
    "(-8)^(-1/3)": -0.5,
    "(-2)^3": -8,
    "x^0": 1,
    "0^0": 1,
    " \t6 x\n-\u00a04 ": 6 * x - 4,
    "ｘ＋１": x + 1,
    "ｓｉｎ（ｘ）": math.sin(x),
    "𝑥²": x**2,
    "x\u2062y": x * y,
    "x\u200b+1": x + 1,
    "ℯ^x": math.exp(x),
}


@pytest.mark.parametrize("text", MEANINGS)
def test_meaning(text):
    assert value(text) == pytest.approx(MEANINGS[text], rel=1e-14)


@pytest.mark.parametrize(
    ("text", "names", "variables"),
    [
        ("2ab", ["a", "b"], {"a", "b"}),
        ("xy+h", ["x", "y", "h"], {"x", "y", "h"}),
        ("w1x1 + w_2 x₂ + b", ["w1", "w_2", "x1", "x2", "b"], {"w1", "w_2", "x1", "x2", "b"}),
        ("w_1", ["w1"], {"w1"}),
        ("w1", ["w_1"], {"w_1"}),
        ("θ^2", ["theta"], {"theta"}),
        ("theta", ["θ"], {"θ"}),
        ("2thetax", ["theta", "x"], {"theta", "x"}),
        ("loss*x_max", ["loss", "x_max"], {"loss", "x_max"}),
        ("xi", ["x", "i"], {"x", "i"}),
        ("c+e", ["c", "e"], {"c", "e"}),
        ("2e3e", ["e", "e3"], {"e", "e3"}),
        ("2E3", ["E", "E3"], {"E3"}),
        ("Ln", ["L", "n"], {"L", "n"}),
        ("abc", ["a", "ab", "bc", "c"], {"ab", "c"}),
        ("3/4", [], set()),
        ("ab", None, {"a", "b"}),
        ("x1 + x_1 + x₁", None, {"x1"}),
        ("x_max y", None, {"x_max", "y"}),
        ("xi", None, {"xi"}),
        ("αβ + alpha", None, {"alpha", "beta"}),
        ("µ + μ", None, {"mu"}),
        ("e^(pi x)", None, {"x"}),
        ("lambda", None, {"lambda"}),
    ],
)
def test_variables(text, names, variables):
    assert read(text, names).variables == variables


def test_a_variable_may_be_called_like_a_constant():
    assert read("2e-3", ["e"])(e=10.0) == 17
    assert read("pi", ["pi"])(pi=1.0) == 1


@pytest.mark.parametrize(
    ("power", "at", "expected"),
    [
        ("x^(1/3)", -8, -2),
        ("x^(2/6)", -8, -2),
        ("x^(-2/3)", -8, 0.25),
        ("x^0.2", -32, -2),
        ("x^(1/2)", -4, math.nan),
        ("x^0.3333", -8, math.nan),
        ("x^(1e9/3e9)", -8, math.nan),
        ("x^(1/(1-1))", 1, math.nan),
        ("(-8)^x", 1 / 3, math.nan),
        ("(-2)^x", 3, -8),
        ("x^(3-1)", -2, 4),
        ("x^(1-4/3)", -8, -0.5),
    ],
)
def test_constant_fractions_as_exponents_are_real_roots(power, at, expected):
    formula = read(power, ["x"])
    assert formula(x=at) == pytest.approx(expected, rel=1e-14, nan_ok=True)
    exact = formula.exact(50, x=at)[0]
    assert float(exact) == pytest.approx(expected, rel=1e-14, nan_ok=True)


# --- Meaning, by an independent reading ---------------------------------------------------------------------


class Undefined(Exception):
    pass


ORACLE = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
    "root": lambda a, b: sympy.real_root(a, b),
    "neg": lambda a: -a,
    **{name: getattr(sympy, name) for name in ("sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos")},
    **{name: getattr(sympy, name) for name in ("atan", "sinh", "cosh", "tanh", "exp", "sqrt", "sign")},
    "ln": sympy.log,
    "cbrt": lambda a: sympy.real_root(a, 3),
    "abs": sympy.Abs,
    "relu": lambda a: sympy.Max(a, 0),
    "sigmoid": lambda a: 1 / (1 + sympy.exp(-a)),
    "max": sympy.Max,
    "min": sympy.Min,
}


def oracle(tree, point):
    """The value of a tree in SymPy's numbers of 60 digits; Undefined if any node has no finite real value."""
    head, *rest = tree
    if head == "number":
        return sympy.Rational(rest[0])
    if head == "name":
        constants = {"e": sympy.E.n(60), "pi": sympy.pi.n(60)}
        return constants.get(rest[0]) or sympy.Float(point[rest[0]], 60)
    result = sympy.N(ORACLE[head](*(oracle(branch, point) for branch in rest)), 60)
    if not (result.is_real and result.is_finite):
        raise Undefined
    return result


def grow(rng, depth):
    """A random expression as nested tuples."""
    if depth == 0 or rng.random() < 0.15:
        kind = rng.random()
        if kind < 0.6:
            return ("name", rng.choice(NAMES))
        return (
            ("name", rng.choice(["e", "pi"]))
            if kind < 0.7
            else ("number", rng.choice(["1", "2", "3", "10", "0.5"]))
        )
    head = rng.choice(["+", "-", "*", "*", "/", "^", "neg", "function", "function"])
    if head == "neg":
        return ("neg", grow(rng, depth - 1))
    if head == "^":
        exponents = [
            ("number", "2"),
            ("number", "3"),
            ("neg", ("number", "1")),
            ("number", "0.5"),
            ("name", "y"),
        ]
        return ("^", grow(rng, depth - 1), rng.choice(exponents))
    if head == "function":
        name = rng.choice(sorted(set(FUNCTIONS.values()) | {"root"}))
        if name == "root":
            return ("root", grow(rng, depth - 1), ("number", rng.choice(["3", "5"])))
        return (name, *(grow(rng, depth - 1) for _ in range(1 + (name in ("max", "min")))))
    return (head, grow(rng, depth - 1), grow(rng, depth - 1))


SUM, PRODUCT, ATOM = range(3)
SPELLED = {
    "asin": ["arcsin"],
    "acos": ["arccos"],
    "atan": ["arctan"],
    "ln": ["log"],
    "sign": ["sgn"],
    "relu": ["ReLU"],
}


def typed(tree, rng):
    """A way in which somebody may type the tree, and how tightly it binds."""

    def operand(branch, at_least):
        text, binding = typed(branch, rng)
        return text if binding >= at_least and rng.random() < 0.9 else f"({text})"

    head, *rest = tree
    space = rng.choice(["", " "])
    if head in ("number", "name"):
        greek = {"pi": ["pi", "π"]}.get(rest[0], [rest[0]])
        return rng.choice(greek), ATOM
    if head in ("+", "-"):
        sign = rng.choice(["-", "−"]) if head == "-" else "+"
        return f"{operand(rest[0], SUM)}{space}{sign}{space}{operand(rest[1], PRODUCT)}", SUM
    if head == "neg":
        return f"-{operand(rest[0], PRODUCT)}", SUM
    if head == "*":
        left, right = operand(rest[0], PRODUCT), operand(rest[1], ATOM)
        # 2 e and 2e+1 differ, and a number cannot follow without a sign.
        signs = (
            ["*", " * ", "·", "×"] + [" "] * (not re.match(r"[\d.]", right)) + [""] * right.startswith("(")
        )
        return left + rng.choice(signs) + right, PRODUCT
    if head == "/":
        return operand(rest[0], PRODUCT) + rng.choice(["/", " / ", "÷"]) + operand(rest[1], ATOM), PRODUCT
    if head == "^":
        base, exponent = operand(rest[0], ATOM), rest[1]
        # A power of a power needs brackets, and a root takes a power along.
        base = f"({base})" if re.search(r"\^|\*\*|[²³]$|^[√∛]", base) else base
        if exponent[0] == "number" and exponent[1] in "23" and rng.random() < 0.4:
            return base + {"2": "²", "3": "³"}[exponent[1]], ATOM
        sign = rng.choice(["^", "**"])
        text, binding = typed(exponent, rng)
        return f"{base}{sign}{text if binding == ATOM or text == '-1' else f'({text})'}", ATOM
    if head == "root":
        return f"({operand(rest[0], SUM)})^(1/{rest[1][1]})", ATOM
    if head == "abs" and rng.random() < 0.5:
        return f"|{operand(rest[0], SUM)}|", ATOM
    if head in ("sqrt", "cbrt") and rng.random() < 0.5:
        return f"{'√' if head == 'sqrt' else '∛'}({operand(rest[0], SUM)})", ATOM
    name = rng.choice([head, *SPELLED.get(head, [])])
    if rest[0][0] == "name" and len(rest) == 1 and head not in ("sqrt", "cbrt") and rng.random() < 0.3:
        # Without brackets what follows would belong to the argument, so it binds like a sum.
        return f"{name} {rest[0][1]}", SUM
    return f"{name}{space}({', '.join(operand(branch, SUM) for branch in rest)})", ATOM


TREES = [grow(random.Random(seed), 4) for seed in range(400)]


def close_to(mine, expected, largest):
    """Equal up to rounding in a calculation that met numbers as large as `largest`."""
    return abs(mine - expected) <= mpmath.mpf(10) ** -35 * max(largest, abs(expected))


@pytest.mark.parametrize("chunk", range(8))
def test_means_what_sympy_says(chunk):
    defined = 0
    for seed, tree in list(enumerate(TREES))[chunk::8]:
        rng = random.Random(seed)
        for _ in range(2):
            text, _ = typed(tree, rng)
            formula = read(text, NAMES)
            for point in (POINT, {"x": -1.3, "y": 0.4}):
                try:
                    with mpmath.workdps(60):
                        expected = mpmath.mpf(str(oracle(tree, point)))
                except (Undefined, OverflowError):
                    expected = mpmath.nan
                mine, largest = formula.exact(50, **point)
                rough = formula(**point)
                if mpmath.isnan(expected):
                    assert mpmath.isnan(mine), (text, point)
                    continue
                with mpmath.workdps(60):
                    if abs(formula.exact(30, **point)[0] - mine) > abs(mine) / 1000:
                        continue  # a pole, or nothing but rounding
                    assert close_to(mine, expected, largest), (text, point)
                defined += 1
                if largest < 1e4:
                    assert rough == pytest.approx(float(expected), rel=1e-9, abs=1e-9), (text, point)
    assert defined > 60


def test_random_formulas_in_several_forms_cover_the_whole_language():
    everything = " ".join(typed(tree, random.Random(seed))[0] for seed, tree in enumerate(TREES))
    for part in [*FUNCTIONS, "√", "∛", "|", "²", "·", "×", "÷", "−", "**", "π", "^-1"]:
        assert part in everything, part


# --- TeX ----------------------------------------------------------------------------------------------------


class TexReader:
    """Reads TeX as a mathematician does, to numbers."""

    TOKEN = re.compile(
        r"\\left[(|]|\\right[)|]|\\operatorname\{\w+\}|\\[a-z]+|\\,|\d+\.?\d*|[A-Za-z]|[-+^_{},\[\]]"
    )
    FUNCTIONS = {
        **{rf"\{name}": getattr(math, name) for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "exp")},
        r"\cot": lambda a: math.cos(a) / math.sin(a),
        r"\sec": lambda a: 1 / math.cos(a),
        r"\csc": lambda a: 1 / math.sin(a),
        r"\arcsin": math.asin,
        r"\arccos": math.acos,
        r"\arctan": math.atan,
        r"\ln": math.log,
        r"\max": max,
        r"\min": min,
        r"\operatorname{sign}": lambda a: (a > 0) - (a < 0),
        r"\operatorname{ReLU}": lambda a: max(a, 0),
        r"\operatorname{sigmoid}": lambda a: 1 / (1 + math.exp(-a)),
    }

    def __init__(self, tex, point):
        self.tokens = self.TOKEN.findall(tex)
        assert "".join(self.tokens) == tex.replace(" ", ""), tex
        self.point = {**point, "e": math.e, r"\pi": math.pi}
        self.last = None

    def read(self):
        result = self.sum()
        assert not self.tokens
        return result

    def next(self):
        return self.tokens[0] if self.tokens else ""

    def take(self, *expected):
        if expected and self.next() not in expected:
            return None
        self.last = self.tokens.pop(0)
        return self.last

    def need(self, expected):
        assert self.take(expected), (expected, self.tokens)

    def sum(self):
        result = -self.product() if self.take("-") else self.product()
        while sign := self.take("+", "-"):
            assert self.next() not in ("+", "-"), "two signs in a row"
            result = result + self.product() if sign == "+" else result - self.product()
        return result

    def product(self):
        result = self.power()
        while self.next() not in ("", "+", "-", "}", "]", ",", r"\right)", r"\right|"):
            if not self.take(r"\cdot"):
                after_number = self.last[0].isdigit()
                self.take(r"\,")
                assert not self.next()[0].isdigit(), "a number set right after a factor"
                assert not (after_number and self.next() == r"\frac"), "a mixed number"
            result *= self.power()
        return result

    def power(self):
        result = self.base()
        if self.take("^"):
            exponent = self.group()
            assert self.next() != "^", "a double exponent"
            result = math.nan if result == 0 > exponent else raised(result, exponent)
        return result

    def group(self):
        self.need("{")
        result = self.sum()
        self.need("}")
        return result

    def base(self):
        token = self.take()
        if token in self.FUNCTIONS:
            exponent = self.group() if self.take("^") else None
            self.need(r"\left(")
            arguments = [self.sum()]
            while self.take(","):
                arguments.append(self.sum())
            self.need(r"\right)")
            result = self.FUNCTIONS[token](*arguments)
            # Between a name and its argument, -1 means the inverse function.
            assert exponent is None or exponent > 0
            return result if exponent is None else raised(result, exponent)
        if token == r"\left(":
            result = self.sum()
            self.need(r"\right)")
            return result
        if token == r"\left|":
            result = abs(self.sum())
            self.need(r"\right|")
            return result
        if token == r"\frac":
            above = self.group()
            return above / self.group()
        if token == r"\sqrt":
            if self.take("["):
                assert (self.take(), self.take()) == ("3", "]")
                return math.cbrt(self.group())
            return math.sqrt(self.group())
        return self.point[token] if token in self.point else float(token)


def raised(base, exponent):
    roots = {1 / 3: 3, 1 / 5: 5}
    if base < 0 and exponent in roots:
        return -((-base) ** exponent)
    result = base**exponent
    if isinstance(result, complex):
        raise ValueError
    return result


@pytest.mark.parametrize("chunk", range(4))
def test_tex_has_the_brackets_it_needs(chunk):
    read_back = 0
    for seed, tree in list(enumerate(TREES))[chunk::4]:
        formula = read(typed(tree, random.Random(seed))[0], NAMES)
        for point in (POINT, {"x": -1.3, "y": 0.4}):
            expected, (_, largest) = formula(**point), formula.exact(30, **point)
            try:
                result = TexReader(formula.tex(), point).read()
            except (ValueError, ZeroDivisionError, OverflowError):
                continue
            if largest < 1e4 and not math.isnan(expected):
                assert result == pytest.approx(expected, rel=1e-9, abs=1e-9), (formula.text, formula.tex())
                read_back += 1
    assert read_back > 60


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("6x - 4", "6 x - 4"),
        ("8 pi / 3 * x * y", r"\frac{8 \pi}{3} x y"),
        ("x*2", r"x \cdot 2"),
        ("2*3", r"2 \cdot 3"),
        ("2*(1/2)", r"2 \cdot \frac{1}{2}"),
        ("x*2^y", r"x \cdot 2^{y}"),
        ("sin^2 x", r"\sin^{2}\left(x\right)"),
        ("sin(x)^2", r"\sin^{2}\left(x\right)"),
        ("sin(x)^-1", r"\sin\left(x\right)^{-1}"),
        ("exp(x)^2", r"\exp\left(x\right)^{2}"),
        ("2x cos x", r"2 x \, \cos\left(x\right)"),
        ("-(x+1)", r"-\left(x + 1\right)"),
        ("-(-x)", r"-\left(-x\right)"),
        ("(-x)*y", "-x y"),
        ("x*(-y)", r"x \left(-y\right)"),
        ("x-(y-1)", r"x - \left(y - 1\right)"),
        ("(x+1)(y+1)", r"\left(x + 1\right) \left(y + 1\right)"),
        ("(x/y)^2", r"\left(\frac{x}{y}\right)^{2}"),
        ("(x^2)^3", r"\left(x^{2}\right)^{3}"),
        ("x^2^3", "x^{2^{3}}"),
        ("(-2)^2", r"\left(-2\right)^{2}"),
        ("((x))", "x"),
        ("((x+1))/(2)", r"\frac{x + 1}{2}"),
        ("√(x+1)", r"\sqrt{x + 1}"),
        ("∛x", r"\sqrt[3]{x}"),
        ("|x|", r"\left|x\right|"),
        ("2e-3", r"2 \cdot 10^{-3}"),
        ("(2e3)^2", r"\left(2 \cdot 10^{3}\right)^{2}"),
        (".5x", "0.5 x"),
        ("relu(x)", r"\operatorname{ReLU}\left(x\right)"),
        ("max(x, y)", r"\max\left(x, y\right)"),
    ],
)
def test_tex_as_a_person_would_write_it(text, tex):
    assert read(text, NAMES).tex() == tex


@pytest.mark.parametrize(
    ("name", "tex"),
    [
        ("theta", r"\theta"),
        ("θ", r"\theta"),
        ("Delta", r"\Delta"),
        ("omicron", "o"),
        ("x_1", "x_{1}"),
        ("w12", "w_{12}"),
        ("x_i", "x_{i}"),
        ("x_max", r"x_{\mathrm{max}}"),
        ("theta_1", r"\theta_{1}"),
        ("dx", r"\mathrm{dx}"),
        ("dL_da", r"\mathrm{dL}_{\mathrm{da}}"),
        ("x_a_b", r"x_{\mathrm{a b}}"),
    ],
)
def test_tex_of_names(name, tex):
    assert read(name, [name]).tex() == tex


def test_browsers_get_mathml_for_every_formula():
    for seed, tree in enumerate(TREES[:100]):
        assert convert(read(typed(tree, random.Random(seed))[0], NAMES).tex()).startswith("<math")


# --- What cannot be read ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        ("", 0, "Type a formula"),
        ("   ", 0, "Type a formula"),
        ("3x + z", 5, "There is no z here; the letters are x and y."),
        ("xz", 1, "There is no z here"),
        ("X + 1", 0, "X: did you mean x?"),
        ("2xY", 2, "Y: did you mean y?"),
        ("speed", 0, "There is no speed here"),
        ("theta", 0, "There is no theta here"),
        ("x_1 + 2", 0, "There is no x_1 here"),
        ("2x_1", 1, "There is no x_1 here"),
        ("x2", 1, "`x^2` for a power, `2*x` for a product"),
        ("e2x", 1, "`e^2` for a power"),
        ("x 2", 2, "`^` for a power, `*` for a product"),
        ("(x+1)2", 5, "`^` for a power"),
        ("2 3", 2, "Two numbers stand side by side"),
        ("1.2.3", 3, "Two numbers"),
        ("1 000", 2, "Two numbers"),
        ("3,5x", 1, "decimal point, not a comma: `3.5`"),
        ("sin(3,5)", 5, "decimal point, not a comma"),
        ("x, y", 1, "comma only stands between the two values"),
        ("1.6,0.4", 3, "One value is expected"),
        ("(3/5,-4/5)", 4, "One value is expected"),
        ("sin(x, y)", 5, "comma only stands"),
        ("max(x)", 5, "max needs two values"),
        ("max x", 3, "max needs two values"),
        ("max(1, 2, 3)", 8, "two values only"),
        ("(x+1", 0, "not closed"),
        ("2(x(y)", 1, "not closed"),
        ("x+1)", 3, "never opened"),
        ("2()", 1, "nothing between these brackets"),
        ("|x", 0, "no partner"),
        ("x|", 1, "no partner"),
        ("(|x)|", 1, "no partner"),
        ("|(x|)", 4, "Something is missing"),
        ("x +", 3, "missing after `+`"),
        ("x + ", 3, "missing after `+`"),
        ("*x", 0, "cannot start with `*`"),
        (")x", 0, "cannot start with `)`"),
        ("²", 0, "cannot start with"),
        ("x*/2", 2, "missing between `*` and `/`"),
        ("x//2", 2, "missing between"),
        ("x^", 2, "missing after `^`"),
        ("sin", 3, "sin needs a value"),
        ("sin + 1", 3, "sin needs a value"),
        ("sin*x", 3, "sin needs a value"),
        ("sin^2", 5, "sin needs a value"),
        ("ln()", 2, "nothing between"),
        ("sin^-1 x", 3, "inverse of sin or `1/sin(x)`"),
        ("sin⁻¹x", 3, "inverse of sin"),
        ("sin^(-2) x", 3, "inverse of sin"),
        ("sin^sin x", 4, "missing between"),
        ("sin2(x)", 3, "`sin(2x)` or `sin(x)^2`"),
        ("log2(x)", 0, "`ln(x)/ln(2)`"),
        ("log_10 x", 0, "`ln(x)/ln(10)`"),
        ("x²^3", 2, "Use brackets"),
        ("x²³⁺", 1, "exponent cannot be read"),
        ("xⁿ", 1, "exponent cannot be read"),
        ("2½", 1, "`5/2` or `2.5`"),
        ("sen x", 0, "Did you mean sin?"),
        ("xtg(x)", 1, "Did you mean tan?"),
        ("sinn(y)", 0, "Did you mean sin?"),
        ("sqr(x)", 0, "Did you mean sqrt?"),
        ("cosine(x)", 0, "Did you mean cos?"),
        ("sni x", 0, "Did you mean sin?"),
        ("y = 2x", 2, "right of the equals sign"),
        ("f'(x)", 1, "prime"),
        ("x!", 1, "Factorials"),
        ("5%", 1, "`0.05`"),
        ("[x+1]", 0, "round brackets"),
        (r"\frac{1}{2}", 0, "TeX"),
        ("45°", 2, "radians"),
        ("x < 2", 2, "comparison"),
        ("x.y", 1, "dot"),
        ("∂x", 0, "derivative"),
        ("1e400", 0, "beyond what can be computed"),
        ("1e-400", 0, "beyond what can be computed"),
        ("1" * 400, 0, "beyond what can be computed"),
        ("2 + аx", 4, "looks like the letter a, but it is a Cyrillic"),
        ("х", 0, "looks like the letter x"),
        ("٣x", 0, "arabic-indic digit three"),
        ("éx", 0, "latin small letter e with acute"),
        ("x😀", 1, "has no meaning"),
        ("x\u0302", 1, "has no meaning"),
        ("x\x00", 1, "U+0000"),
        ("\ud800", 0, "U+D800"),
        ("x\u202e2", 1, "U+202E"),
        ("ₓ", 0, "not known here"),
        ("+₁", 1, "not known here"),
        ("f(x)", 0, "There is no f here"),
    ],
)
def test_an_error_points_at_the_character_and_says_what_to_do(text, position, says):
    caught = error(text)
    assert says in caught.message
    assert (caught.text, caught.position) == (text, position)


@pytest.mark.parametrize(
    ("text", "names", "says"),
    [
        ("y", ["x"], "There is no y here; the letter is x."),
        ("y", ["x", "h"], "There is no y here; the letters are x and h."),
        ("y", ["a", "b", "c"], "There is no y here; the letters are a, b and c."),
        ("y", [], "There is no y here; the answer is a number."),
        ("sinn(x)", ["x", "n"], None),
        ("snin(x)", None, "snin is not a known function. Did you mean sin? Write `s*n*i*n` for the product."),
        ("sen", None, "Did you mean sin?"),
        ("sxn(x)", None, "sxn is not a known function. Write `s*x*n` for the product."),
        ("exec(x)", None, "exec is not a known function."),
        ("sxn x", None, None),
        ("ab(x)", None, None),
        ("x__", None, "is not known here. A name is one letter"),
    ],
)
def test_unknown_words(text, names, says):
    if says is None:
        read(text, names)
    else:
        assert says in error(text, names).message


def test_the_error_shows_the_text_with_a_caret():
    caught = error("3x + z^2")
    assert caught.pointer() == "3x + z^2\n     ^"
    assert str(caught) == f"{caught.message}\n{caught.pointer()}"
    assert isinstance(caught, ValueError)
    assert pickle.loads(pickle.dumps(caught)).position == 5


def test_of_a_long_text_the_part_around_the_character_is_shown():
    for where in (0, 5, 29, 30, 31, 500, 995, 999):
        text = ["x+"] * 500
        text[where // 2] = "?+"
        shown, caret = error("".join(text)).pointer().split("\n")
        assert shown[caret.index("^")] == "?"
        assert len(shown) <= 62
    shown, caret = error("x\n\t+?").pointer().split("\n")
    assert shown == "x  +?"


ATTACKS = [
    "__import__('os').system('touch pwned')",
    "x.__class__",
    "().__class__.__bases__[0]",
    "lambda: 0",
    "lambda x: x",
    "exec('x')",
    "exec(...)",
    "eval(x)",
    "open(x)",
    "print(x)",
    "x; y",
    "x\nimport os",
    'f"{x}"',
    "f'{x}'",
    "`ls`",
    "$(ls)",
    "x if x else y",
    "[x for x in y]",
    "{x}",
    "x := 2",
    "x == 2",
    "@x",
    "x # y",
    "~x",
    "x & y",
    "x // y",
    "x % y",
    "None",
    "0x10",
    "1_000",
    "1j",
    "x\\\n+1",
    "<script>alert(1)</script>",
    "\u202ex",
    "ｅｖａｌ（ｘ）",
    "𝓮𝔁𝓮𝓬(x)",
    "ｘ．＿＿ｃｌａｓｓ＿＿",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_attacks_are_refused(text, tmp_path, monkeypatch):
    def called(*arguments, **keywords):
        raise AssertionError("something was executed")

    monkeypatch.chdir(tmp_path)
    results = []
    # Put back before anything else happens: pytest needs these itself.
    with monkeypatch.context() as patch:
        patch.setattr(os, "system", called)
        for name in ("eval", "exec", "compile", "open", "__import__"):
            patch.setattr(builtins, name, called)
        for names in (NAMES, None):
            try:
                results.append(read(text, names))
            except FormulaError as refusal:
                results.append(refusal)
    assert isinstance(results[0], FormulaError)
    # Without names, words such as `None` are products of letters and no more.
    if not isinstance(results[1], FormulaError):
        assert {step.op for step in results[1].steps} <= {"number", "constant", "variable", "multiply"}
        assert "(" not in text
    assert not list(tmp_path.iterdir())


GIANTS = [
    "9^9^9^9",
    "9^9^9^9^9^9^9",
    "2^(2^(2^(2^(2^(2^2)))))",
    "(9^9^9)^(9^9^9)",
    "(-1)^(9^9^9)",
    "(-1)^(9^9^9^9)",
    "1^(9^9^9)",
    "(1+1e-70)^1e75",
    "0^(9^9^9)",
    "9^-9^9^9",
    "2^(0.5^(0.5^9^9))",
    "x^" + "9" * 290,
    "x" + "⁹" * 290,
    "sin(9^9^9)",
    "tan(10^299*10^299)",
    "tanh(9^9^9)",
    "sinh(4e9)",
    "sigmoid(-9^9^9)",
    "atan(9^9^9)",
    "ln(9^9^9)",
    "cbrt(-9^9^9)",
    "9^9^9 - 9^9^9",
    "exp(exp(exp(exp(exp(exp(x))))))",
    "exp(-exp(exp(exp(exp(x)))))",
    "x^x^x^x^x^x^x^x^x^x",
    "1" * 2000,
    "1e999999999",
    "1e-999999999",
    "0e999999999",
    "x^0e999999999",
    "x^1e-299",
    "x" + "⁹" * 1999,
    "0" * 1000 + "." + "0" * 900 + "1",
    "1" + "+1" * 999,
    "x" * 2000,
    "x" * 1999 + "z",
    "a" * 2000,
    "a" * 1990 + "(x)",
    "theta" * 400,
    "sin" * 600,
    "sin " * 499 + "x",
    "sin^" * 400 + "2",
    "√" * 1999 + "x",
    "-" * 1999 + "x",
    "x^" * 999 + "x",
    "x^2" + "^2" * 900,
    "x^(" + "1/" * 990 + "3)",
    "x^(" + "123456789/" * 190 + "7)",
    "x" + "²" * 1999,
    "½" * 1999,
    "|" * 1999,
    "|x" * 999,
    "max(" * 499,
    "_" * 2000,
    "x_" * 1000,
    "1/2x+" * 399 + "1",
    "(" * 999 + "x" + ")" * 999,
    "(" * 10_000 + "x" + ")" * 10_000,
    "(" * 2000,
    ")" * 2000,
    "x" * 10**6,
    "(" * 10**6,
    "=" * 10**6,
    "\ud800" * 10**6,
]


@pytest.mark.parametrize("text", GIANTS, ids=range(len(GIANTS)))
def test_giants_answer_at_once(text):
    start = time.process_time()
    for names in (NAMES, None):
        try:
            formula = read(text, names)
        except FormulaError as refusal:
            assert len(str(refusal)) < 600
            continue
        point = dict.fromkeys(formula.variables, 0.7)
        formula(**point), formula.exact(80, **point), formula.tex()
        assert all(len(notice) < 400 for notice in formula.notices)
    # No measure of speed: work that grows faster than the text would take minutes.
    assert time.process_time() - start < 10


def test_limits_of_length_and_depth():
    read("x" * MAX_LENGTH, NAMES)
    assert error("x" * (MAX_LENGTH + 1)).position == MAX_LENGTH
    deepest = MAX_DEPTH - 1
    read("(" * deepest + "x" + ")" * deepest, NAMES)
    assert error("(" * (deepest + 1) + "x" + ")" * (deepest + 1)).position == MAX_DEPTH
    for nested in ("sin(", "√", "2^", "|", "-(", "max(1,", "sin^2(", "ln "):
        assert "inside each other" in error(nested * (MAX_DEPTH + 1) + "x").message


def test_reading_takes_few_frames_of_the_stack():
    """A learner's check runs below the many frames of a notebook."""
    depth, frame = 0, sys._getframe()
    while frame:
        depth, frame = depth + 1, frame.f_back
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(depth + 350)
    try:
        for nested, closing in (
            ("(", ")"),
            ("sin^2(", ")"),
            ("max(1,", ")"),
            ("|-", "|"),
            ("ln ", ""),
            ("2^", ""),
        ):
            levels = MAX_DEPTH - 1
            read(nested * levels + "x" + closing * levels, NAMES)
    finally:
        sys.setrecursionlimit(limit)


def test_any_text_gives_a_formula_or_a_formula_error():
    rng = random.Random(0)
    alphabet = "xy23.5eEπθ_ +-*/^()|,√∛²³⁻½sin cos ln max(log2 sqrt абв₁ⁿ'!=" + "()x2 "
    for _ in range(6000):
        text = "".join(rng.choice(alphabet) for _ in range(rng.randint(1, 12)))
        for names in (NAMES, None):
            try:
                formula = read(text, names)
            except FormulaError as refusal:
                assert 0 <= refusal.position <= len(text)
                assert refusal.message.endswith((".", "?"))
            else:
                formula(**dict.fromkeys(formula.variables, 1.5))
                formula.exact(20, **dict.fromkeys(formula.variables, 1.5))
                convert(formula.tex())


@pytest.mark.parametrize("thing", [None, 3, b"x", ["x"], object()])
def test_only_text_is_read(thing):
    with pytest.raises(TypeError, match="from text"):
        read(thing)


# --- Notices ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "notices"),
    [
        ("1/2x", ["`1/2x` is read as `(1/2)·x`; write `1/(2x)` if that is meant."]),
        ("1/x y", ["`1/xy` is read as `(1/x)·y`; write `1/(xy)` if that is meant."]),
        ("x/2(y+1)", ["`x/2(y+1)` is read as `(x/2)·(y+1)`; write `x/(2(y+1))` if that is meant."]),
        ("1/2x + 1/2x", ["`1/2x` is read as `(1/2)·x`; write `1/(2x)` if that is meant."]),
        ("1/2 x", []),
        ("1/2*x", []),
        ("1/2*x y", []),
        ("8 pi / 3 x y", []),
        ("e^2x", ["`e^2x` is read as `(e^2)·x`; write `e^(2x)` if that is meant."]),
        ("e^-2x", ["`e^-2x` is read as `(e^-2)·x`; write `e^(-2x)` if that is meant."]),
        ("e^(2x)", []),
        ("e^2 x", []),
        ("x^2y", []),
        ("x^1/3", ["`x^1/3` is read as `(x^1)/3`; write `x^(1/3)` if that is meant."]),
        ("x^-2/3", ["`x^-2/3` is read as `(x^-2)/3`; write `x^(-2/3)` if that is meant."]),
        ("x^2/2", []),
        ("x^1 /3", []),
        ("2e3", ["`2e3` is read as `2·10^3`; write `2*e` if e is meant."]),
        ("2e - 3", []),
        ("ex", ["`ex` is read as e·x; write `e^x` for the power."]),
        ("e x", []),
        ("log x", ["`log` is read as the natural logarithm, ln."]),
        ("ln x", []),
        ("sin x y", ["`sin x y` is read as `sin(x y)`."]),
        ("sin x(x+1)", ["`sin x(x+1)` is read as `sin(x(x+1))`."]),
        ("sin 2x", []),
        ("sin 2 pi x", []),
        ("sin^2 x y", ["`sin^2 x y` is read as `sin^2(x y)`."]),
        ("sin x/2", ["`sin x/…` is read as `sin(x)/…`; write `sin(x/…)` if that is meant."]),
        ("sin x / 2", []),
        ("√2x", ["`√2x` is read as `√(2)·x`; write `√(2x)` if that is meant."]),
        ("√2 x", []),
        ("√2·x", []),
        ("√x²", ["`√x²` is read as `√(x²)`."]),
        ("√(2x)", []),
        ("6x - 4", []),
    ],
)
def test_what_can_be_misread_is_noted(text, notices):
    assert list(read(text, NAMES).notices) == notices


def test_an_inverse_function_is_noted_where_its_first_letter_is_a_variable():
    assert "one function" in read("asin(x)", ["a", "x"]).notices[0]
    assert not read("asin(x)", ["x"]).notices
    assert not read("arcsin(x)", ["a", "x"]).notices


# --- Values -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("1/x", 0, math.nan),
        ("0/x", 0, math.nan),
        ("x^-1", 0, math.nan),
        ("ln x", 0, math.nan),
        ("ln x", -1, math.nan),
        ("sqrt x", -1, math.nan),
        ("sqrt x", 0, 0),
        ("cot x", 0, math.nan),
        ("csc x", 0, math.nan),
        ("asin x", 1.5, math.nan),
        ("acos x", -1.5, math.nan),
        ("sign x", 0, 0),
        ("0*ln(x)", -1, math.nan),
        ("ln(x)^0", -1, math.nan),
        ("max(x, sqrt(x))", -1, math.nan),
        ("relu(ln(x))", -1, math.nan),
        ("exp(1000x)", 1, math.inf),
        ("-x^999", 1e3, -math.inf),
        ("sigmoid(-1000x)", 1, 0),
        ("sigmoid(1000x)", 1, 1),
        ("x^3", -1e200, -math.inf),
    ],
)
def test_where_there_is_no_value_or_one_too_large(text, at, expected):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        formula = read(text, ["x"])
        assert formula(x=at) == pytest.approx(expected, nan_ok=True)
        assert formula(x=np.array([at, at]))[1] == pytest.approx(expected, nan_ok=True)
    if math.isnan(expected):
        exact, largest = formula.exact(30, x=at)
        assert mpmath.isnan(exact) and mpmath.isfinite(largest)


def test_values_over_arrays():
    points = {"x": np.linspace(0, 1, 6).reshape(2, 3), "y": np.ones((2, 3))}
    assert read("x y + 1", NAMES)(**points) == pytest.approx(points["x"] + 1)
    assert read("3", NAMES)(**points).tolist() == [[3, 3, 3], [3, 3, 3]]
    assert read("x", NAMES)(x=[1, 2, 3]).tolist() == [1, 2, 3]
    assert isinstance(read("x + 1", NAMES)(x=2), float)
    result = read("x", ["x"])(x=points["x"])
    result[0, 0] = 7
    assert points["x"][0, 0] == 0


def test_a_missing_value_is_named_and_others_are_ignored():
    formula = read("x + y", NAMES)
    for call in (formula, lambda **values: formula.exact(20, **values)):
        with pytest.raises(TypeError, match="needs a value for x and y"):
            call()
        with pytest.raises(TypeError, match="needs a value for y"):
            call(x=1)
    assert formula(x=1, y=2, z=5) == 3
    assert read("self + text", ["self", "text"])(self=1, text=2) == 3


def test_exact_values_have_as_many_digits_as_were_asked_for():
    formula = read("sin(x)/3 + ln(2) + 0.1 + pi e", ["x"])
    with mpmath.workdps(100):
        expected = mpmath.sin(mpmath.mpf(0.7)) / 3 + mpmath.ln(2) + mpmath.mpf(1) / 10 + mpmath.pi * mpmath.e
        for dps in (30, 60, 90):
            assert abs(formula.exact(dps, x=0.7)[0] - expected) < mpmath.mpf(10) ** (2 - dps)
    assert mpmath.mp.dps == 15


def test_exact_values_come_with_the_largest_magnitude_on_the_way():
    value, largest = read("(x + 1e20) - 1e20", ["x"]).exact(60, x=0.5)
    assert value == 0.5
    assert 1e20 <= largest < 2e20
    assert read("-1000x", ["x"]).exact(20, x=1)[1] == 1000


def test_beyond_reach_is_not_undefined():
    for text in ("9^9^9^9", "sin(9^9^9)", "exp(-exp(exp(4)))", "exp(9^9^9) - exp(9^9^9)"):
        exact, largest = read(text, []).exact(40)
        assert mpmath.isnan(exact) and mpmath.isinf(largest)
    assert mpmath.log(read("9^9^9", []).exact(40)[0], 9) == pytest.approx(9**9)


def test_a_formula_is_a_value():
    assert read("x + 1", ["x"]) == read("x + 1", ["x"])
    assert len({read("x + 1", ["x"]), read("x + 1", ["x"])}) == 1
    assert pickle.loads(pickle.dumps(read("x^(1/3)", ["x"])))(x=-8) == -2
    assert str(read(" x+1", ["x"])) == " x+1"
    with pytest.raises(AttributeError):
        read("x", ["x"]).text = "y"
