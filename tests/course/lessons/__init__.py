"""What proves the lessons: a module for each, with tables that the tests of this folder go through.

FORMULAS     heading or exercise → rows (as written there, an expression, another that is said to be equal)
NUMBERS      what it is → (as written in the notebook, a function that computes that text)
FUNCTION_DISGUISES, FUNCTION_MUTANTS
             exercise → (label, function) that is right, or wrong
STATE_MUTANTS
             exercise → states of the figure that are wrong
NAMED        rows (what learners do wrong, exercise, answer of somebody who did, words of the sentence that helps)

All of them are optional.
"""

import json
from importlib import import_module
from pathlib import Path

from course_lib.exercises import LESSONS

NOTEBOOKS = Path(__file__).parents[3] / "notebooks"


def proofs(table):
    """lesson → the table of that name, of the lessons that have one."""
    modules = {lesson: import_module(f"tests.course.lessons.{lesson}") for lesson in LESSONS}
    return {lesson: getattr(module, table) for lesson, module in modules.items() if hasattr(module, table)}


def by_exercise(table):
    """The tables of all lessons that are keyed by exercise, in one."""
    return {name: entry for entries in proofs(table).values() for name, entry in entries.items()}


def cells(lesson):
    """The cells of a lesson's notebook as it is opened."""
    [path] = NOTEBOOKS.glob(f"[0-9][0-9]_{lesson}.ipynb")
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def outputs(lesson, words):
    """What the code cells of a lesson that contain these words printed or returned."""
    for cell in cells(lesson):
        if cell["cell_type"] == "code" and words in "".join(cell["source"]):
            for output in cell["outputs"]:
                yield "".join(output.get("text") or output["data"]["text/plain"])
