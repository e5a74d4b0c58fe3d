"""The exercises of all lessons, in course order, and the ways to answer them."""

from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from importlib import import_module

from course_lib import progress
from course_lib.checking import Kind, Panel, Practice, Verdict
from course_lib.exercises.course_map import CourseMap

# Each lesson is notebooks/source/NN_name.md, figures/name.py and exercises/name.py.
LESSONS = {
    "start": "Start here",
    "limits": "Limits: from slope to derivative",
    "partials": "Partial derivatives and the gradient",
    "total": "The total derivative",
    "chain": "The chain rule",
    "directional": "Directional derivatives: which way is up",
    "backprop": "Backpropagation by hand",
    "sgd": "Stochastic gradient descent",
}


@cache
def catalogue():
    """Every exercise in course order, as a tuple of `Exercise`; `lesson` is a key of `LESSONS`."""
    modules = {lesson: import_module(f"course_lib.exercises.{lesson}") for lesson in LESSONS}
    exercises = tuple(
        replace(e, lesson=lesson) for lesson, module in modules.items() for e in module.EXERCISES
    )
    names = [exercise.name for exercise in exercises]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"two exercises have the same name: {', '.join(sorted(twice))}")
    return exercises


def find(name):
    """The exercise with this name; LookupError that suggests the nearest names if there is none."""
    names = {exercise.name: exercise for exercise in catalogue()}
    if not isinstance(name, str) or name not in names:
        near = get_close_matches(str(name), names, n=3)
        raise LookupError(
            f"There is no exercise {name!r}."
            + (f" Did you mean {' or '.join(map(repr, near))}?" if near else "")
        )
    return names[name]


def ask(name, figure=None):
    """Show an exercise with a place to answer it; `figure` is the live figure it is answered with, if any."""
    return Panel(find(name), figure)


def practice(lesson):
    """Show the exercises of a lesson (a key of `LESSONS`) that vary, one after another and with fresh numbers.

    Raises LookupError if none of its exercises varies. `Practice` says which one comes next.
    """
    varying = [exercise for exercise in catalogue() if exercise.lesson == lesson and exercise.vary]
    if not varying:
        lessons = dict.fromkeys(exercise.lesson for exercise in catalogue() if exercise.vary)
        raise LookupError(
            f"There is no practice for {lesson!r}. Choose from {', '.join(map(repr, lessons))}."
        )
    return Practice(varying)


def check(name, answer=None, variant=0) -> Verdict:
    """Judge an answer given in code: a function, a number, a formula as text, or a live figure.

    `variant` is the number that "Another one" shows with its question.
    """
    try:
        exercise = find(name).variant(variant)
    except (LookupError, ValueError) as error:
        return Verdict(Kind.INVALID, str(error))
    verdict = exercise.judge(answer)
    if verdict.kind is not Kind.NOT_ATTEMPTED:
        progress.record(
            name, verdict.kind, answer if isinstance(answer, (str, int, float)) else None, variant
        )
    return verdict


def course_map(lesson=None):
    """The map of the course, or with `lesson` (a key of `LESSONS`) of one lesson, with the learner's progress on it."""
    if lesson is not None and lesson not in LESSONS:
        raise LookupError(f"There is no lesson {lesson!r}. Choose from {', '.join(map(repr, LESSONS))}.")
    return CourseMap(LESSONS, catalogue(), lesson)
