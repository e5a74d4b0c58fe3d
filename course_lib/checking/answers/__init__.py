"""The kinds of answer, a module for each. What they share stands in `answer`.

Number, Array   a number, or rows of them
Formula         a formula; any formula of the same value is right
Chain           intermediate results, judged by the first that is wrong
Function, Class Python code, run and compared with what the reference does
Choice, Prediction, FindError
                one of several options
State           the sliders of a live figure
"""

from course_lib.checking.answers.answer import Answer
from course_lib.checking.answers.array import Array
from course_lib.checking.answers.chain import Chain, Step
from course_lib.checking.answers.choice import Choice, FindError, Prediction
from course_lib.checking.answers.code import Class, Function
from course_lib.checking.answers.formula import Formula
from course_lib.checking.answers.number import Number
from course_lib.checking.answers.state import State

__all__ = [
    "Answer",
    "Array",
    "Chain",
    "Choice",
    "Class",
    "FindError",
    "Formula",
    "Function",
    "Number",
    "Prediction",
    "State",
    "Step",
]
