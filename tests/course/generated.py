"""Answers made from the data of an exercise: the right one in disguise, wrong ones, and what is no answer at all.

They are made anew for each variant. sympy, which shares no line with the checks, rewrites formulas and decides
what is wrong; numbers are told apart by numpy.
"""

import ast
import cmath
import collections
import functools
import inspect
import itertools
import math
import operator
import random
import re
import types
import warnings
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path

import mpmath
import numpy as np
import sympy
from sympy.parsing.sympy_parser import (
    convert_xor,
    implicit_multiplication_application,
    parse_expr,
    standard_transformations,
)

from course_lib.checking import Kind, Verdict
from course_lib.exercises import catalogue
from tests.course import toys
from tests.course.lessons import by_exercise

# The exercises of the course, and small ones of the kinds that it has few of.
PROVED = {exercise.name: exercise for exercise in (*catalogue(), *toys.EXERCISES)}
SEEDS = range(1, 26)
# Of each variant, so many disguises and mutants; of an exercise as it is written, all.
SOME = 20


@functools.cache
def exercise_named(name, seed=0):
    return PROVED[name].variant(seed)


@functools.cache
def disguises(name, seed=0):
    """(label, answer, verdict): the right answer in other clothes."""
    return some(seed, list(_disguises(exercise_named(name, seed))))


@functools.cache
def mutants(name, seed=0):
    """(label, answer): answers that are wrong for certain."""
    return some(seed, list(_mutants(exercise_named(name, seed))))


def some(seed, answers):
    return random.Random(seed).sample(answers, min(len(answers), SOME)) if seed else answers


def _disguises(exercise):
    match exercise.kind:
        case "formula":
            for text in formula_disguises(exercise):
                objected = exercise.answer.form and re.search(r"[/÷⁄½]|\^\(?[-−]|⁻", text)
                yield text, text, Kind.OTHER_FORM if objected else Kind.CORRECT
            return
        case "number":
            answers = [(repr(a), a) for a in number_disguises(exercise.reference)]
            if unit := exercise.answer.unit:
                answers += [(text, text) for text in unit_disguises(exercise.reference, unit.text)]
        case "array":
            answers = array_disguises(np.array(exercise.reference))
        case "chain":
            answers = chain_disguises(exercise.reference)
        case "function":
            answers = function_disguises(exercise)
        case "class":
            answers = class_disguises(exercise)
        case "choice" | "prediction" | "find the error":
            answers = [(repr(a), a) for a in choice_disguises(exercise)]
        case "sketch":
            answers = sketch_disguises(exercise.answer)
        case "figure state":
            answers = [(repr(a), a) for a in state_disguises(exercise.reference)]
        case kind:
            raise NotImplementedError(f"no disguises are known for the kind {kind}")
    yield from ((label, answer, Kind.CORRECT) for label, answer in answers)


def _mutants(exercise):
    tables = {"function": "FUNCTION_MUTANTS", "class": "CLASS_MUTANTS", "figure state": "STATE_MUTANTS"}
    yield from tabled(tables.get(exercise.kind), exercise)
    match exercise.kind:
        case "formula":
            yield from ((text, text) for text in formula_mutants(exercise))
        case "number":
            yield from ((repr(a), a) for a in number_mutants(exercise.reference))
        case "array":
            yield from array_mutants(np.array(exercise.reference, float))
        case "chain":
            yield from chain_mutants(exercise.answer)
        case "sketch":
            yield from sketch_mutants(exercise.answer)
        case "function":
            yield from scaled(exercise.reference)
        case "choice" | "prediction" | "find the error":
            yield from (
                (label, label) for label in exercise.answer.labels if label != str(exercise.reference)
            )


def tabled(table, exercise):
    """What the proofs of the lessons say of an exercise; states of figures stand there without a label."""
    if not table:
        return []
    found = (by_exercise(table) | getattr(toys, table, {})).get(exercise.name, [])
    return [(repr(entry), entry) if isinstance(entry, dict) else entry for entry in found]


# --- Formulas: sympy rewrites the reference, and a typist writes what it gives in other ways ---------------------


def in_sympy(text, exercise):
    domain = exercise.answer.domain or {}
    low = {name: domain.get(name, (-math.inf,))[0] for name in exercise.answer.names}
    names = {name: sympy.Symbol(name, real=True, positive=low[name] >= 0 or None) for name in low}
    return sympify(text, names)


def sympify(text, names):
    """What sympy, which shares no line with our reader, understands by a formula."""
    transformations = (*standard_transformations, convert_xor, implicit_multiplication_application)
    return parse_expr(text, local_dict={**names, "e": sympy.E}, transformations=transformations)


def values(exercise, expressions):
    """The values of expressions at a few points of the domain, in 30 digits; shape (points, expressions)."""
    domain = exercise.answer.domain or {}
    symbols = sorted(set().union(*(expression.free_symbols for expression in expressions)), key=str)
    compute = sympy.lambdify(symbols, expressions, "mpmath")
    with mpmath.workdps(30):
        for parts in ["3/7 5/11 9/13 4/15 2/7", "8/13 2/9 5/7 7/19 3/5", "1/17 6/7 3/8 10/23 1/3"]:
            place = []
            for symbol, part in zip(symbols, parts.split(), strict=False):
                low, high = map(mpmath.mpf, domain.get(symbol.name, (-2, 5)))
                place.append(
                    low + (high - low) * mpmath.mpf(Fraction(part).numerator) / Fraction(part).denominator
                )
            yield compute(*place)


def rewritten(expression, thoroughly):
    """The expression in as many algebraic forms as sympy knows; some of them take their time."""
    x = a_variable(expression)
    pi = sympy.Symbol("pi")
    forms = [
        *(
            sympy.expand,
            sympy.factor,
            sympy.together,
            sympy.cancel,
            sympy.simplify,
            sympy.horner,
            sympy.apart,
        ),
        lambda e: sympy.collect(e, x),
        lambda e: sympy.factor(e / x) * x,
        lambda e: e.rewrite(sympy.tan),
        lambda e: e.replace(sympy.sin, lambda t: 1 / sympy.Function("csc")(t)),
        lambda e: e.replace(sympy.sin, lambda t: 2 * sympy.sin(t / 2) * sympy.cos(t / 2)),
        lambda e: e.replace(sympy.cos, lambda t: sympy.sin(pi / 2 - t)),
        lambda e: e.replace(sympy.cos, lambda t: 1 - 2 * sympy.sin(t / 2) ** 2),
        lambda e: e.replace(sympy.exp, lambda t: sympy.cosh(t) + sympy.sinh(t)),
    ]
    yield expression
    for form in forms:
        if form in (sympy.simplify, sympy.apart) and not thoroughly:
            continue
        # Some are for polynomials, or quotients of them, only.
        with suppress(sympy.PolynomialError, NotImplementedError):
            yield form(expression)


def a_variable(expression):
    return max(expression.free_symbols, key=str)


FRAMES = """
({}) | ( ( {} ) ) | 0 + {} | {} + 0 | {} - 0 | -(-({})) | 1*({}) | ({})/1 | ({})^1 | 1.0 × ({}) | 2*({})/2
(3({}) - ({}))/2 | ({}) + 5 - 5 | ({}) + x - x | (({})^3)^(1/3) | ∛(({})³) | ({})(sin^2 x + cos^2 x)
({})·(x² + 1)/(1 + x^2) | ({}) * e^0 | ({}) cos(2 pi) − sin(0) | ({}) sqrt(4) * ½ | max({}, {}) |  {}\t
"""


def formula_disguises(exercise):
    expression = in_sympy(exercise.reference, exercise)
    forms = list(rewritten(expression, thoroughly=not exercise.seed))
    meant = [form.subs("pi", sympy.pi).replace(sympy.Function("csc"), sympy.csc) for form in forms]
    # The forms are to be trusted no more than the checks.
    for right, *others in values(exercise, [expression, *meant]):
        assert all(abs(other - right) < 1e-25 for other in others)
    texts = [exercise.reference]
    for form in forms:
        texts += [text for order in ("lex", "rev-lex") for text in typed(sympy.sstr(form, order=order))]
    for frame in FRAMES.strip("\n").replace("\n", "|").split("|"):
        # The letter x, not that of max.
        frame = re.sub(r"(?<![a-z])x(?![a-z])", str(a_variable(expression)), frame)
        texts.append(frame.replace("{}", exercise.reference))
    return list(dict.fromkeys(texts))


def typed(text):
    """The output of sympy as different hands would type it."""
    caret = text.replace("**", "^")
    yield text
    yield caret
    yield text.replace(" ", "")
    yield caret.replace("*", "·").replace("-", "−")
    yield caret.replace("*", " × ")
    yield re.sub(r"\*(?=[a-z(])", " ", caret).replace("log", "ln")
    side_by_side = re.sub(r"\*(?=[a-z(])", "", caret)
    yield re.sub(r"\^(\d)(?![\d(])", lambda power: "⁰¹²³⁴⁵⁶⁷⁸⁹"[int(power[1])], side_by_side)
    yield re.sub(r"\bexp\(", "e^(", caret)
    yield re.sub(r"\b(sin|cos)\(x\)", r"\1 x", caret)
    yield re.sub(r"\b(sin|cos|exp|log)\b", lambda name: name[1].upper(), caret)


# --- Numbers, choices, places -------------------------------------------------------------------------------


def number_disguises(number):
    exact, text = Fraction(str(number)), str(number)
    yield from (
        float(number),
        np.float64(number),
        np.float32(number),
        np.longdouble(number),
        np.array(number),
    )
    yield from (exact, Decimal(text), sympy.Rational(text), sympy.Float(number), Quantity(number))
    yield from (
        text,
        np.str_(text),
        f" {text} ",
        text.replace("-", "−"),
        f"({text})",
        f"{text} + 0",
        f"{number:e}",
    )
    yield from (
        f"{exact.numerator}/{exact.denominator}",
        f"{number * 2}/2",
        f"2*{number / 2}",
        f"{float(number)}0",
    )
    yield from (
        f"sqrt({number**2}) * sign({number})",
        number * (1 + 1e-12),
        f"+{text}" if number > 0 else text,
    )
    if number == int(number):
        yield from (int(number), np.int64(number), np.int16(number), np.array(int(number)), f"{int(number)}.")


def unit_disguises(number, unit):
    for text in (str(number), f"{number} + 0", f"2*{number}/2", f"({number})", f"{float(number)}"):
        yield from (f"{text} {unit}", f" {text}{unit} ", f"{text}  {unit}")
    if unit == "m/s":
        yield from (
            f"{number} m / s",
            f"{number} metres per second",
            f"{number} m per s",
            f"{number * 3.6} km/h",
        )


@dataclass
class Quantity:
    """A number of somebody's own making."""

    amount: float

    def __float__(self):
        return float(self.amount)


def choice_disguises(exercise):
    label, labels = str(exercise.reference), list(exercise.answer.labels)
    yield from (label, label.upper(), f" {label}\n", np.str_(label))
    if exercise.kind == "find the error":
        yield from (int(label), np.int64(label), f"line {label}", f"Line {label}", f"LINE{label}")
    else:
        option = exercise.answer.options[labels.index(label)]
        yield from (f"{label})", f"({label})", f"({label.upper()})", option, option.upper(), f" {option} ")


def state_disguises(state):
    yield from (dict(state), {**state, "other": 5}, types.SimpleNamespace(values=dict(state)))
    yield {name: np.float64(value) for name, value in state.items()}
    yield {name: np.array(value) for name, value in state.items()}
    yield {name: Fraction(value) for name, value in state.items()}


# --- Arrays and chains ---------------------------------------------------------------------------------------


def array_disguises(array):
    exact = np.vectorize(lambda number: Fraction(str(number)), otypes=[object])(array)
    numbers = array.tolist()
    yield from (
        ("lists", numbers),
        ("tuples", as_tuples(numbers)),
        ("array", array),
        ("floats", array.astype(float)),
    )
    yield from (
        ("Fortran", np.asfortranarray(array, float)),
        ("every second", np.repeat(array, 2, axis=-1)[..., ::2]),
    )
    yield from (("masked", np.ma.array(array)), ("fractions", exact), ("lists of fractions", exact.tolist()))
    yield from (("long", array.astype(np.longdouble)), ("single", array.astype(np.float32)))
    yield from (("last bits", array * (1 + 1e-12)), ("list of arrays", list(array.astype(float))))
    yield "lists of 0-d arrays", np.vectorize(np.array, otypes=[object])(array).tolist()
    for label, entry in {
        "text": "{}",
        "twice and halved": "2*{}/2",
        "in brackets": "({})",
        "sum": "{} + 0",
        "root": "sqrt(({})^2)*sign({})",
        "exponent": "{}e0",
    }.items():
        plain = nested(numbers, lambda number, entry=entry: entry.replace("{}", str(number)))
        yield label, plain
        yield f"{label}, round brackets", plain.replace("[", "(").replace("]", ")")
        yield f"{label}, spread out", f"  {plain.replace(', ', '  ,  ')}  "
    yield (
        "fractions as text",
        nested(exact.tolist(), lambda number: f"{number.numerator}/{number.denominator}"),
    )
    yield "without the outer brackets", nested(numbers, str)[1:-1]
    yield "as numpy prints it", re.sub(r",\s*", " ", nested(numbers, str))
    yield "true minus", nested(numbers, str).replace("-", "−")


def as_tuples(numbers):
    return tuple(map(as_tuples, numbers)) if isinstance(numbers, list) else numbers


def nested(numbers, write):
    return (
        f"[{', '.join(nested(n, write) for n in numbers)}]" if isinstance(numbers, list) else write(numbers)
    )


def array_mutants(array):
    wholes = {
        "minus": -array,
        "twice": 2 * array,
        "half": array / 2,
        "one more": array + 1,
        "squared": array**2,
    }
    wholes |= {
        "zeros": 0 * array,
        "reversed": array[::-1],
        "rolled": np.roll(array, 1),
        "sizes": np.abs(array),
    }
    wholes |= {
        "a ten-thousandth off": array * 1.0001,
        "whole numbers": np.round(array),
        "sorted": np.sort(array),
    }
    wholes |= {
        "mean": np.full(array.shape, array.mean()),
        "transposed": array.T,
        "inverse": 1 / (array + (array == 0)),
    }
    wholes |= {"one less": array - 1, "tenfold": 10 * array, "cubed": 2 * array**3, "a third": array / 3}
    for place in np.ndindex(array.shape):
        for label, change in {"sign": -1, "twice": 2, "near": 1.01, "nothing": 0}.items():
            mutant = array.copy()
            mutant[place] *= change
            wholes[f"{label} at {place}"] = mutant
    for label, mutant in wholes.items():
        if mutant.shape == array.shape and not np.allclose(mutant, array, rtol=1e-5, atol=0):
            yield label, mutant


def chain_disguises(right):
    numbers = list(right.values())
    exact = {name: Fraction(str(number)) for name, number in right.items()}
    yield from (
        ("mapping", dict(right)),
        ("list", numbers),
        ("tuple", tuple(numbers)),
        ("array", np.array(numbers)),
    )
    yield from (("other order", dict(reversed(right.items()))), ("ordered", collections.OrderedDict(right)))
    yield from (
        ("fractions", exact),
        ("list of fractions", list(exact.values())),
    )
    yield from (("single", np.array(numbers, np.float32)), ("long", np.array(numbers, np.longdouble)))
    yield "decimals", {name: Decimal(str(number)) for name, number in right.items()}
    yield "0-d arrays", {name: np.array(number) for name, number in right.items()}
    yield "last bits", [number * (1 + 1e-12) for number in numbers]
    for label, entry in {
        "text": "{}",
        "spaces": "  {} ",
        "sum": "{} + 0",
        "brackets": "({})",
        "twice and halved": "2*{}/2",
        "float": "{}e0",
    }.items():
        yield label, {name: entry.format(number) for name, number in right.items()}
        yield f"{label}, in a row", [entry.format(number) for number in numbers]
        yield f"{label}, all in one", ", ".join(entry.format(number) for number in numbers)
    yield "some text", {name: str(n) if name < "d" else n for name, n in right.items()}


def chain_mutants(chain):
    right = chain.reference
    for name, number in right.items():
        changes = {
            "sign": -number,
            "twice": 2 * number,
            "near": number * 1.01,
            "one more": number + 1,
            "nothing": 0,
        }
        for label, wrong in changes.items():
            if abs(wrong - number) > 1e-5 * abs(number):
                yield f"{name}: {label}", right | {name: wrong}
                yield f"{name}: {label}, carried on", chain.carried({name: wrong} | before(right, name))
                yield f"{name}: {label}, and no further", before(right, name) | {name: wrong}


def before(right, name):
    return dict(list(right.items())[: list(right).index(name)])


# --- Sketches: hands that shake, and hands that mean something else ---------------------------------------------


def sketch_disguises(sketch):
    right = sketch.expected
    named = dict(zip(sketch.names, right, strict=True))
    yield from (
        ("function", sketch.reference),
        ("mapping", named),
        ("list", right.tolist()),
        ("array", right),
    )
    yield from (("figure", types.SimpleNamespace(values=named)), ("single", np.float32(right)))
    for seed in range(20):
        shake = np.random.default_rng(seed).uniform(-0.05, 0.05, len(right)) * np.abs(right).max()
        yield f"hand {seed}", (right + shake).tolist()


def sketch_mutants(sketch):
    right = sketch.expected
    largest = np.abs(right).max()
    hands = {
        "minus": -right,
        "twice": 2 * right,
        "half": right / 2,
        "rolled": np.roll(right, 1),
        "sizes": np.abs(right),
    }
    hands |= {"lifted": right + largest / 2, "lowered": right - largest / 2, "backwards": right[::-1]}
    for place, size in itertools.product(range(len(right)), (-0.9, -0.6, 0.6, 0.9)):
        hands[f"a slip of {size} at {place}"] = right + size * largest * (np.arange(len(right)) == place)
    for label, hand in hands.items():
        # No hand that is asked for shakes as much.
        if np.abs(np.clip(hand, -sketch.top, sketch.top) - right).max() > 0.45 * largest:
            yield label, hand.tolist()


# --- Functions and classes: the same thing as a def, a callable object, something vectorised … ----------------------


def function_disguises(exercise):
    found = dict(wrapped(exercise.reference))
    if any(np.iterable(argument) for case in exercise.answer.cases for argument in case):
        # These two are for functions of numbers.
        del found["cached"], found["vectorised"]
    return [*found.items(), *tabled("FUNCTION_DISGUISES", exercise)]


def wrapped(f):
    def returns_an_array(*arguments):
        return np.array(f(*arguments))

    def returns_single_precision(*arguments):
        return np.float32(f(*arguments))

    def returns_fractions(*arguments):
        return over_entries(f(*arguments), Fraction)

    def returns_decimals(*arguments):
        return over_entries(f(*arguments), Decimal)

    def keeps_a_record(*arguments, seen=[]):  # noqa: B006
        seen.append(arguments)
        return f(*arguments)

    def prints(*arguments):
        print("looking at", *arguments)
        return f(*arguments)

    def warns(*arguments):
        warnings.warn("slow", RuntimeWarning, stacklevel=1)
        return f(*arguments)

    def tries(*arguments):
        try:
            raise ValueError
        except ValueError:
            return f(*arguments)

    @functools.wraps(f)
    def decorated(*arguments, digits=None, **others):
        return f(*arguments)

    def once_in_a_while(*arguments):
        yield f(*arguments)

    class Callable:
        def __call__(self, *arguments):
            return f(*arguments)

        def method(self, *arguments):
            return f(*arguments)

        @staticmethod
        def static(*arguments):
            return f(*arguments)

        @classmethod
        def of_the_class(cls, *arguments):
            return f(*arguments)

    yield "lambda", lambda *arguments: f(*arguments)
    yield "partial", partial(f)
    yield "callable object", Callable()
    yield "bound method", Callable().method
    yield "static method", Callable.static
    yield "class method", Callable().of_the_class
    yield "cached", functools.cache(f)
    yield "vectorised", np.vectorize(f)
    yield "last bits differ", lambda *arguments: np.multiply(f(*arguments), 1 + 1e-12)
    yield "two halves", lambda *arguments: np.add(np.divide(f(*arguments), 2), np.divide(f(*arguments), 2))
    yield "minus minus", lambda *arguments: np.negative(np.negative(f(*arguments)))
    yield "long", lambda *arguments: np.asarray(f(*arguments), np.longdouble)
    yield "from a generator", lambda *arguments: next(once_in_a_while(*arguments))
    functions = (
        returns_an_array,
        returns_single_precision,
        returns_fractions,
        returns_decimals,
        keeps_a_record,
    )
    yield from ((g.__name__, g) for g in (*functions, prints, warns, tries, decorated))


def over_entries(value, change):
    return [over_entries(entry, change) for entry in value] if np.iterable(value) else change(float(value))


def class_disguises(exercise):
    right = exercise.reference

    class Sub(right):
        pass

    class Prints(right):
        def __init__(self, *arguments, **keywords):
            print("a new one")
            super().__init__(*arguments, **keywords)

    class More(right):
        colour = "blue"

        def another_method(self): ...

    class Meta(type):
        pass

    copied = {name: member for name, member in vars(right).items() if name not in ("__dict__", "__weakref__")}
    yield from [
        ("the class", right),
        ("subclass", Sub),
        ("sub-subclass", type("S", (Sub,), {})),
        ("prints", Prints),
    ]
    yield from [("more than asked for", More), ("copy", type("Copy", right.__bases__, copied))]
    yield from [
        ("of a class of classes", Meta("M", (right,), {})),
        ("with slots", type("S", (right,), {"__slots__": ()})),
    ]
    yield from [
        ("name of Markdown", type("`$x$`", (right,), {})),
        ("mixin", type("X", (type("Y", (), {}), right), {})),
    ]
    yield from tabled("CLASS_DISGUISES", exercise)


# --- Mutants ------------------------------------------------------------------------------------------------


def formula_mutants(exercise):
    expression = in_sympy(exercise.reference, exercise)
    found = list({sympy.sstr(mutant): mutant for mutant in changed(expression)}.values())
    for mutant in found:
        assert not mutant.has(sympy.I, sympy.zoo, sympy.nan), mutant
    # The oracle: at one of the points the two differ, by more than any tolerance, in 30 digits.
    wrong = set()
    for right, *others in values(exercise, [expression, *found]):
        wrong |= {at for at, other in enumerate(others) if abs(other - right) > 1e-4 * abs(right)}
    return [sympy.sstr(found[at]) for at in sorted(wrong)]


def changed(expression):
    """The expression with one thing changed in it, in many ways."""
    x = a_variable(expression)
    yield from (-expression, expression + 1, expression - 1, 2 * expression, expression / 2, expression**2)
    yield from (expression + x, expression * x, sympy.diff(expression, x), sympy.Abs(expression) + 1)
    yield from (
        expression - x,
        expression / 3,
        10 * expression,
        expression + sympy.Rational(1, 10),
        x - expression,
    )
    for node in sympy.preorder_traversal(expression):
        for other in replacements(node, expression.free_symbols):
            yield expression.xreplace({node: other})


def replacements(node, symbols):
    if node.is_Integer or node.is_Rational:
        yield from (node + 1, node + 2, 2 * node, node + sympy.Rational(1, 10))
    elif node.is_Symbol:
        yield from (node + 1, 2 * node, node**2)
        yield from symbols - {node}
    elif node.is_Add:
        for term in node.args:
            yield from (node - term, node - 2 * term, node + term)
    elif node.is_Mul:
        for factor in node.args:
            yield node / factor
    elif node.is_Function:
        swapped = {sympy.sin: sympy.cos, sympy.cos: sympy.sin, sympy.exp: sympy.cosh, sympy.log: sympy.sqrt}
        yield from (-node, node.args[0], swapped[node.func](*node.args), node.func(2 * node.args[0]))
    elif node.is_Pow:
        yield from (node.base ** (node.exp + 1), -node, 2 * node)


def number_mutants(number):
    mutants = [
        -number,
        2 * number,
        number / 2,
        number + 1,
        number - 1,
        10 * number,
        number / 10,
        100 * number,
    ]
    mutants += [
        1 / number,
        number**2,
        number * 1.01,
        number * 0.99,
        number * (1 + 1e-4),
        number * (1 - 1.7e-5),
    ]
    mutants += [0, math.pi * number, math.exp(number), 1e300, -1e-300, number**3, 3 * number, number * 1.5]
    yield from (mutant for mutant in mutants if abs(mutant - number) > 5e-6 * abs(number))
    yield from (f"{number} + 0.1", f"2*({number}) + 1/7")


def scaled(f):
    changes = {
        "minus": np.negative,
        "twice": lambda value: np.multiply(value, 2),
        "half": lambda value: np.divide(value, 2),
        "one more": lambda value: np.add(value, 1),
        "squared": np.square,
        "size only": np.abs,
        "whole numbers": np.round,
        "a ten-thousandth off": lambda value: np.multiply(value, 1.0001),
        "a hundredth more": lambda value: np.add(value, 0.01),
        "one less": lambda value: np.subtract(value, 1),
        "tenfold": lambda value: np.multiply(value, 10),
        "three times": lambda value: np.multiply(value, 3),
        "cubed": lambda value: np.power(value, 3),
        "cosine": np.cos,
        "exponential": np.exp,
        "sine": np.sin,
        "sign": np.sign,
        "zero": np.zeros_like,
        "infinite": lambda value: np.full(np.shape(value), math.inf),
        "not a number": lambda value: np.full(np.shape(value), math.nan),
    }
    for label, change in changes.items():
        yield label, lambda *arguments, change=change: change(f(*arguments))


# --- What is no answer --------------------------------------------------------------------------------------


def garbage(exercise):
    """Things that are the right answer to no exercise, fresh each time."""
    plain = plain_garbage()
    if exercise.kind == "sketch":  # a function is an answer, and may be the right one
        plain = {label: thing for label, thing in plain.items() if not callable(thing)}
    return {**plain, **hostile_garbage(), **text_garbage(), **almost(exercise)}


def plain_garbage():
    endless, wide, table = [], [], {}
    endless.append(endless)
    wide += [wide, wide]
    table |= dict.fromkeys("ahm", table)
    deep = functools.reduce(lambda inside, _: [inside], range(100_000), 0)
    sliders = [None, "x", 1j, True, math.nan, 1e308, 10**400, [1]]
    things = [
        *(True, False, 1j, complex(math.nan, 1), math.nan, math.inf, -math.inf, 10**400, -(10**400), -0.0),
        *(b"bytes", bytearray(b"2"), memoryview(b"2"), set(), frozenset({2}), range(10**9), range(0)),
        *((), [], [1, 2, 3], [[1, 2], [3]], endless, wide, deep, slice(1, 2), (x for x in "ab"), zip()),
        *({}, table, {"a": 1}, {"h": 0, "a": 5, "m": 0}, *(dict.fromkeys("ahm", value) for value in sliders)),
        *(object(), object, int, type, Exception, ValueError("x"), NotImplemented, ast, re.compile("x")),
        *(print, len, dict.get, operator.add, cmath.exp, partial(int), catalogue, Path("x")),
        *(lambda: None, lambda *_: None, lambda x: x, lambda f, x, h: f, lambda *_: _, lambda *_: object),
        *(lambda *_: wide, lambda *_: endless, lambda *_: deep, lambda *_: range(10**9), lambda *_: 10**400),
        *(np.array([]), np.array([[]]), np.ones((3, 4)), np.zeros((1,) * 30), np.array(None), np.array("x")),
        *(np.array([1, "a", None], object), np.zeros(2, [("a", int), ("b", float)]), np.float16("inf")),
        *(np.array(1 + 2j), np.datetime64("2020"), np.timedelta64(3, "s"), np.bool_(True), np.ma.masked),
        *(Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1e999999"), Fraction(10**400)),
        *(sympy.Symbol("y"), sympy.zoo, sympy.nan, sympy.Matrix([[1]]), types.SimpleNamespace(values=3)),
        *(Kind.CORRECT, Verdict(Kind.CORRECT, ""), np.void(b"x")),
    ]
    return {f"{number}: {type(thing).__name__}": thing for number, thing in enumerate(things)}


def hostile_garbage():
    def explode(*arguments, **keywords):
        raise RuntimeError("this object does not want to be looked at")

    special = "eq ne lt float int index complex abs bool hash str repr format len iter getitem contains call"
    special += " array getattr getattribute deepcopy reduce_ex instancecheck"
    names = [f"__{name}__" for name in special.split()]
    things = {}
    for name in names:
        things[name] = type("Hostile", (), {name: explode})()
        things[f"{name} of a text"] = type("HostileText", (str,), {name: explode})("?")
        things[f"{name} of a table"] = type("HostileTable", (dict,), {name: explode})(h=1, a=1, m=0)
    things["all of them"] = type("Hostile", (), dict.fromkeys(names, explode))()
    things["__class__"] = type("Hostile", (), {"__class__": property(explode)})()
    things["a text without strip"] = type("HostileText", (str,), {"strip": explode, "casefold": explode})("x")
    things["values"] = type("Hostile", (), {"values": property(explode)})()
    things["a float that is none"] = type("Odd", (), {"__float__": lambda self: "4"})()
    things["a call that raises"] = type("Odd", (Exception,), {"__call__": explode})()
    things["a function with a hostile result"] = lambda *_: things["all of them"]
    things["a function with a hostile array"] = lambda *_: things["__array__"]
    things["a function that raises a hostile error"] = raises_hostile_error
    things["a name of a million letters"] = type("x" * 10**6, (), {})()
    things["a name of Markdown"] = type("`$<b>*\n```", (), {})()
    return things


def raises_hostile_error(*arguments):
    class Mute(Exception):
        def __str__(self):
            raise ValueError

    raise Mute


def text_garbage():
    words = "? x_x hello None nan inf -inf 1e999 1/0 0/0 0^0^0 ln(-1) sqrt(-4) () )( $ $$x$$ ``` ![x](y) %s{} \0 2x\0"
    texts = [
        *words.split(" "),
        *("<script>alert(1)</script>", "\\frac{1}{2}", "\x1b[31m", "\u202e", "\ud800", "🙂", "x̂", "ÿ"),
        *("__import__('os').system('true')", "().__class__.__bases__", "lambda: 0", "x if x else x"),
        *("9^9^9^9", "x^x^x^x^x^x", "e^e^e^e^e^x", "1" * 10_000, "1e" * 900, "x^" * 900 + "2", "√" * 500),
        *("(" * 10_000, "(" * 10_000 + "x" + ")" * 10_000, "-" * 10_000 + "x", "sin " * 100_000, "|" * 999),
        *("x" * 1_000_000, "1+" * 500_000 + "1", "\n" * 10**6 + "y"),
    ]
    return {f"text {number}: {text[:12]!r}": text for number, text in enumerate(texts)}


def almost(exercise):
    """The right answer in a wrapping that is none of its kind."""
    right = exercise.reference
    wrapped = {"list": [right], "tuple": (right,), "table": {"answer": right}}
    wrapped |= {"object array": np.array([right], object)}
    if exercise.kind == "sketch":
        wrapped |= {
            "one height too few": exercise.answer.expected[1:],
            "heights as text": str(exercise.answer.expected),
        }
    if not isinstance(right, (dict, list)):
        wrapped["set"] = {right}
    if exercise.kind == "array":
        right = np.array(right)
        return wrapped | {
            "one bracket more": right[None],
            "one entry more": [*right.flat, 1],
            "complex": right + 1j,
        }
    if exercise.kind == "chain":
        renamed = {f"{name}_": number for name, number in right.items()}
        return wrapped | {
            "one too many": [*right.values(), 1],
            "values": right.values(),
            "other names": renamed,
        }
    if isinstance(right, type):
        named = {
            "its name": right.__name__,
            "a function that makes it": lambda: right,
            "a class of classes": type,
        }
        return (
            wrapped | named | {"no body": type("Value", (), {}), "an object": types.SimpleNamespace(data=1)}
        )
    if isinstance(right, str):
        wrapped |= {"bytes": right.encode(), "list of letters": list(right), "function": lambda *_: right}
    if isinstance(right, (int, float)):
        wrapped |= {
            "complex": complex(right),
            "complex 0-d": np.array(complex(right)),
            "function": lambda *_: right,
        }
        wrapped |= {"array": np.array([right]), "square": np.array([[right]]), "bytes": str(right).encode()}
    if callable(right):
        wrapped |= {
            "text": inspect.getsource(right),
            "result as text": lambda *arguments: str(right(*arguments)),
            "result as bytes": lambda *arguments: str(right(*arguments)).encode(),
            "result as complex": lambda *arguments: complex(right(*arguments)),
            "result as complex array": lambda *arguments: np.array(right(*arguments) + 1j),
            "result in a list": lambda *arguments: [right(*arguments)],
            "result in an array": lambda *arguments: np.array([right(*arguments)]),
            "result twice": lambda *arguments: (right(*arguments), right(*arguments)),
            "generator": lambda *arguments: (yield right(*arguments)),
            "function of no arguments": lambda *arguments: lambda: right(*arguments),
            "class": type("Slope", (), {"__init__": lambda self, *arguments: None}),
        }
    if exercise.kind == "figure state":
        wrapped |= {"values": list(right.values()), "keys": set(right), "as text": str(right)}
        wrapped |= {"lists": {name: [value] for name, value in right.items()}}
        wrapped |= {"complex": {name: complex(value, 1) for name, value in right.items()}}
    return wrapped
