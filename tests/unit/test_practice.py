"""Practice: what it draws, by what happened before, and what it shows when its cell runs again."""

import random
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from course_lib import progress
from course_lib.checking import Exercise, Kind, Number, Panel, Practice
from course_lib.checking.panel import PRACTICE
from course_lib.checking.practice import weights
from course_lib.exercises import LESSONS, catalogue, course_map, practice

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "notebooks" / "source"


def double(name, n):
    return Exercise(
        name,
        f"What is twice {n}?",
        Number(2 * n),
        [(n, "That is once.")],
        ["Add it to itself.", f"{n} + {n}."],
        f"${2 * n}$",
        vary=lambda draw: double(name, draw.randint(10, 10**6)),
    )


EXERCISES = [double(name, 3) for name in "abcd"]


def panel(seed=0, exercises=EXERCISES):
    return Practice(exercises, random.Random(seed))


def told(panel, do, answer=""):
    panel._on_message(panel, {"do": do, "answer": answer}, [])
    return panel._verdict


def drawn(panel, number):
    """The names of so many questions, one after another."""
    names = []
    for _ in range(number):
        told(panel, "another")
        names.append(panel._question["name"])
    return names


# --- What comes next ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "story, weight",
    [
        ("", 1),
        ("1: correct", 1),
        ("1: wrong", 5),
        ("1: misconception", 5),
        ("1: hint", 5),
        ("1: solution", 5),
        ("1: wrong, 1: hint, 1: correct", 5),
        ("0: wrong", 5),
        ("1: wrong, 2: correct", 3),
        ("1: wrong, 2: correct, 3: correct", 2),
        ("1: wrong, 2: correct, 3: correct, 4: correct", 1),
        ("1: wrong, 2: wrong, 3: wrong", 8),
        ("1: wrong, 2: wrong, 3: wrong, 4: wrong", 8),
        ("1: correct, 1: solution", 1),
        ("1: correct, 1: wrong", 1),
        ("1: invalid, 1: correct", 1),
        ("1: other form, 1: not attempted", 1),
    ],
)
def test_the_weight_of_an_exercise_is_that_of_its_last_three_questions(story, weight):
    for part in filter(None, story.split(", ")):
        variant, what = part.split(": ")
        match what:
            case "hint":
                progress.hinted("a", 1, int(variant))
            case "solution":
                progress.solution_seen("a", int(variant))
            case verdict:
                progress.record("a", Kind(verdict), "1", int(variant))
    progress.record("elsewhere", Kind.WRONG, "1", 1)
    assert weights(["b", "a"], progress.events()) == [1, weight]


def test_it_leans_towards_what_took_help():
    """After a wrong answer in a, and a hint in b that was followed by a smooth question."""
    progress.record("a", Kind.WRONG, "1")
    progress.hinted("b", 1)
    progress.record("b", Kind.CORRECT, "6", 1)
    count = Counter(panel(seed)._question["name"] for seed in range(1000))
    # By weight: 5, 3, 1 and 1 of 10.
    assert count["a"] == pytest.approx(500, abs=50)
    assert count["b"] == pytest.approx(300, abs=50)
    assert count["c"] == pytest.approx(100, abs=40)
    assert count["d"] == pytest.approx(100, abs=40)


def test_it_never_runs_out_and_never_asks_an_exercise_twice_running():
    progress.record("a", Kind.WRONG, "1")
    asked = panel()
    names = [asked._question["name"], *drawn(asked, 300)]
    assert set(names) == set("abcd")
    assert all(one != other for one, other in pairwise(names))


def test_a_single_exercise_is_asked_again_with_other_numbers():
    asked = panel(exercises=EXERCISES[:1])
    before = asked._question["prompt"]
    assert drawn(asked, 1) == ["a"]
    assert asked._question["prompt"] != before


def test_numbers_are_fresh_and_not_those_of_the_lesson():
    asked, prompts = panel(), []
    for _ in range(100):
        told(asked, "another")
        prompts.append(asked._question["prompt"])
        assert asked._question["variant"] >= PRACTICE
    assert len(set(prompts)) > 95
    assert "twice 3?" not in " ".join(prompts)


# --- What is shown ------------------------------------------------------------------------------------------


def test_a_question_names_its_exercise():
    asked = panel()
    assert asked._question["from"] == asked._question["name"]
    assert "from" not in Panel(EXERCISES[0])._question


def test_it_comes_back_to_the_question_last_worked_on():
    asked = panel()
    drawn(asked, 3)
    told(asked, "hint")
    told(asked, "check", "1")
    again = panel(seed=7)
    assert (again._question, again._answer) == (asked._question, "1")
    assert (again._hints, again._verdict) == (asked._hints, asked._verdict)
    # A question that was only looked at is not kept.
    told(again, "another")
    assert panel(seed=8)._question == asked._question


def test_practice_and_lesson_leave_each_other_alone():
    """Both count for progress, but neither opens with a question of the other's."""
    asked, lesson = panel(), Panel(EXERCISES[0])
    told(lesson, "another")
    told(lesson, "check", "1")
    while asked._question["name"] != "a":
        told(asked, "another")
    told(asked, "check", str(asked.exercise.reference))
    assert Panel(EXERCISES[0])._question["variant"] == 1
    told(lesson, "another")
    assert lesson._question["variant"] == 2
    told(lesson, "check", "1")
    assert panel()._question == asked._question
    assert progress.state("a", variant=None).solved


def test_what_is_solved_in_practice_is_on_the_map():
    overview, asked = course_map("partials"), practice("partials")
    assert "0 of" in overview.value
    told(asked, "check", str(asked.exercise.reference))
    assert "1 of" in overview.value
    overview.close()


def test_a_page_that_is_not_run_says_what_it_will_ask():
    bundle, _ = panel()._repr_mimebundle_()
    assert bundle["text/plain"] == bundle["text/markdown"]
    assert (
        "a, b, c, d" in bundle["text/plain"]
        and "To begin, run the cells from the top" in bundle["text/plain"]
    )
    assert "text/html" not in bundle


# --- In the course ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lesson", ["algebra", "Limits", None])
def test_what_has_no_practice_is_told_which_lessons_have(lesson):
    with pytest.raises(LookupError, match="Choose from .*'limits'"):
        practice(lesson)


@pytest.mark.parametrize("lesson", LESSONS)
def test_what_varies_is_answered_in_the_panel(lesson):
    """Practice has no figure beside it and no cell to write in; and a prediction is committed only once."""
    kinds = {exercise.kind for exercise in catalogue() if exercise.lesson == lesson and exercise.vary}
    assert not kinds & {"function", "class", "figure state", "prediction"}


PAGES = {path.stem: path.read_text(encoding="utf-8") for path in SOURCES.glob("*_practice.md")}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_practice_asks_all_that_varies_in_its_lesson(page):
    lesson = page.split("_")[1]
    assert f'practice("{lesson}")' in PAGES[page]
    varying = [exercise.name for exercise in catalogue() if exercise.lesson == lesson and exercise.vary]
    assert [exercise.name for exercise in practice(lesson).exercises] == varying
    assert len(varying) >= 6


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_practice_is_found_from_its_lesson_the_start_page_and_the_readme(page):
    lesson = (SOURCES / f"{page.removesuffix('_practice')}.md").read_text(encoding="utf-8")
    last = lesson.rstrip().rpartition("\n\n")[2]
    assert f"({page}.ipynb)" in last
    assert f"({page}.ipynb)" in (SOURCES / "00_start.md").read_text(encoding="utf-8")
    assert f"(notebooks/{page}.ipynb)" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_lessons_1_2_and_4_have_practice():
    assert {page[:2] for page in PAGES} >= {"01", "02", "04"}
