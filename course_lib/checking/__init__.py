"""An answer becomes a verdict and a sentence that helps.

exercise = Exercise("parabola", prompt="What is the derivative of $x^2$?", answer=Formula("2x", of="x^2"))
exercise.judge("x")    # Verdict(kind="wrong", message="At x = 1 yours gives 1. …")
"""

from course_lib.checking.answers import (
    Array,
    Chain,
    Choice,
    Class,
    FindError,
    Formula,
    Function,
    Number,
    Prediction,
    State,
    Step,
)
from course_lib.checking.compare import formulas_agree
from course_lib.checking.exercise import Exercise, Misconception
from course_lib.checking.panel import Panel
from course_lib.checking.practice import Practice
from course_lib.checking.sketch import Sketch
from course_lib.checking.verdict import Kind, Verdict

__all__ = [
    "Array",
    "Chain",
    "Choice",
    "Class",
    "Exercise",
    "FindError",
    "Formula",
    "Function",
    "Kind",
    "Misconception",
    "Number",
    "Panel",
    "Practice",
    "Prediction",
    "Sketch",
    "State",
    "Step",
    "Verdict",
    "formulas_agree",
]
