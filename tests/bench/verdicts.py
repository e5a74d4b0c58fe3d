"""From an answer to its verdict: the checks of the course beside three other ways, on the same answers.

Answers are the right one and the declared wrong ones of every exercise that asks for a number, a formula or a function.
Kaggle's learntools cannot be installed from PyPI; what it does is compare with ==.
"""

import logging
import tempfile
import time
from collections import defaultdict
from contextlib import chdir, suppress
from pathlib import Path
from statistics import median

import numpy as np
from otter import Notebook
from sympy import E, Symbol
from sympy.parsing.sympy_parser import (
    convert_xor,
    implicit_multiplication_application,
    parse_expr,
    standard_transformations,
)

from course_lib.exercises import catalogue

from .report import p95

OURS = "course_lib.checking"
REPEATS = 5
EQUAL = "==, as learntools"
LIMITS = {"number": 10, "function": 10, "formula": 30}  # milliseconds


def report():
    """Criteria and tables, as `report.py` has them."""
    times = time_verdicts()
    criteria = [
        (
            f"a warm verdict on a {kind}: at most {limit} ms",
            f"{max(times[kind, OURS]):.1f} ms",
            max(times[kind, OURS]) <= limit,
        )
        for kind, limit in LIMITS.items()
    ]
    rows = [
        (
            kind,
            way,
            len(all_times),
            *(f"{ms:.2f} ms" for ms in (median(all_times), p95(all_times), max(all_times))),
        )
        for (kind, way), all_times in times.items()
    ]
    return criteria, {
        "Answer → verdict, warm": [("answer", "way", "answers", "median", "p95", "slowest"), *rows]
    }


def time_verdicts():
    """(kind of answer, way) → milliseconds of each answer, the median of REPEATS after one that is not counted."""
    times = defaultdict(list)
    # otter writes a log where it runs.
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for exercise in catalogue():
            if exercise.kind not in LIMITS:
                continue
            answers = [exercise.reference, *(m.answer for m in exercise.misconceptions)]
            ways = {OURS: exercise.judge, **WAYS[exercise.kind](exercise, Path(folder))}
            for way, judge in ways.items():
                times[exercise.kind, way] += [warm(judge, answer) for answer in answers]
    return times


def warm(judge, answer):
    seconds = []
    for _ in range(1 + REPEATS):
        start = time.perf_counter()
        # A way that stops at an answer has taken its time too.
        with suppress(Exception):
            judge(answer)
        seconds.append(time.perf_counter() - start)
    return median(seconds[1:]) * 1000


def formula_ways(exercise, folder):
    names = {name: Symbol(name, real=True) for name in exercise.answer.names} | {"e": E}
    rules = (*standard_transformations, convert_xor, implicit_multiplication_application)
    read = lambda text: parse_expr(text, local_dict=names, transformations=rules)
    reference = read(exercise.reference)
    return {"sympy's equals": lambda answer: read(answer).equals(reference)}


def number_ways(exercise, folder):
    return {
        EQUAL: lambda answer: answer == exercise.reference,
        "otter": otter(folder, exercise, f"bool(abs(answer - {float(exercise.reference)!r}) <= 1e-6)"),
    }


def function_ways(exercise, folder):
    cases, expected = exercise.answer.cases, exercise.answer.expected
    close = lambda f: [np.allclose(f(*case), right) for case, right in zip(cases, expected, strict=True)]
    return {
        EQUAL: lambda f: [f(*case) == right for case, right in zip(cases, expected, strict=True)],
        "otter": otter(folder, exercise, "all(close(answer))", close=close),
    }


def otter(folder, exercise, expression, **names):
    """Its check of one question, a doctest in a file."""
    logging.disable()
    test = {"name": "q", "points": 1, "suites": [{"type": "doctest", "scored": True, "cases": [
        {"code": f">>> {expression}\nTrue", "hidden": False, "locked": False}]}]}  # fmt: skip
    question = f"q{abs(hash(exercise.name))}"
    (folder / f"{question}.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n")
    notebook = Notebook(tests_dir=str(folder))
    return lambda answer: notebook.check(question, global_env={**names, "answer": answer})


WAYS = {"formula": formula_ways, "number": number_ways, "function": function_ways}
