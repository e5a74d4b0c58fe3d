"""What a panel does with the messages from its page; the page itself is tested in a browser."""

import json
import re
import sys
import time

import comm
import pytest

from course_lib import progress
from course_lib.checking import Array, Chain, Exercise, Formula, Number, Panel, Step
from course_lib.exercises import ask, find
from course_lib.figures import limits
from tests.unit.test_formula import ATTACKS


def told(panel, do, answer=""):
    """What the panel shows after a message."""
    panel._on_message(panel, {"do": do, "answer": answer}, [])
    return panel._verdict


def test_the_first_commitment_stands_whichever_panel_it_came_from():
    one, other = ask("turn the line"), ask("turn the line")
    told(one, "check", "c")
    verdict = told(other, "check", "b")
    assert verdict["heading"] == "Not as predicted"
    assert (other._answer, other._locked) == ("c", True)
    assert progress.state("turn the line").tried == 1


@pytest.mark.parametrize("answer", ["", "  ", "nonsense"])
def test_what_is_no_answer_commits_to_nothing(answer):
    panel = ask("turn the line")
    told(panel, "check", answer)
    assert not panel._locked
    assert told(panel, "check", "b")["heading"] == "As you predicted"


def test_nothing_is_noted_when_there_is_no_answer():
    told(ask("a road uphill"), "check", " ")
    assert progress.state("a road uphill").tried == 0


def test_a_question_about_a_figure_needs_the_figure():
    with pytest.raises(ValueError, match="within a hundredth"):
        ask("within a hundredth")


@pytest.mark.parametrize("figure", [3, "secant", {}, limits.kinks()])
def test_another_figure_gets_a_verdict(figure):
    assert told(ask("within a hundredth", figure), "check")["kind"] == "invalid"


@pytest.mark.parametrize("name", ["a road uphill", "a slope by hand"])
def test_the_browser_first_hears_of_a_whole_panel(name, monkeypatch):
    """On a slow machine a page drops what comes after that, and an empty panel would stay empty."""
    opened = []
    create = comm.create_comm
    monkeypatch.setattr(
        comm, "create_comm", lambda **given: opened.append(given["data"]["state"]) or create(**given)
    )
    panel = ask(name)
    assert opened[-1]["_question"] == panel._question
    assert opened[-1]["_question"]["prompt"]
    assert len([state for state in opened if "_question" in state]) == 1


def test_hints_end_with_the_last():
    panel = ask("a road uphill")
    for _ in range(5):
        told(panel, "hint")
    assert len(panel._hints) == len(panel.exercise.hints)
    assert progress.state("a road uphill").hints == len(panel.exercise.hints)


def test_a_message_of_an_unknown_kind_does_nothing():
    panel = ask("a road uphill")
    assert told(panel, "dance") == {}


@pytest.mark.parametrize("name", ["a polynomial", "a road uphill", "turn the line"])
@pytest.mark.parametrize(
    "answer", [3, -1.5, True, None, [], {"a": 1}, "\ud800", "2\udc80", ["\ud800"]], ids=ascii
)
def test_whatever_comes_from_a_page_is_judged_and_can_be_sent_back(name, answer):
    """Half of a pair of surrogates can be typed in a browser, and no kernel could send it."""
    for do in ("preview", "check"):
        panel = ask(name)
        told(panel, do, answer)
        json.dumps(panel.get_state(["_answer", "_preview", "_verdict"]), ensure_ascii=False).encode()
    ask(name)


watched = None


def watch(event, arguments):
    executing = event in ("exec", "compile", "import", "os.system", "subprocess.Popen")
    # msvcrt is asked for at each note of progress, to lock its file on Windows.
    if watched is not None and executing and arguments[0] != "msvcrt":
        watched.append((event, arguments))


sys.addaudithook(watch)

BOXES = ["a polynomial", "a road uphill", "the sliding ladder", "a vector, not a sum"]


@pytest.mark.parametrize("name", [*BOXES, "one number after another", "turn the line"])
def test_nothing_that_is_typed_is_executed_and_all_is_answered_at_once(name, monkeypatch):
    panel = ask(name)
    wrapped = (lambda text: {"u": text}) if name not in (*BOXES, "turn the line") else str
    for do in ("preview", "check"):
        told(panel, do, wrapped("1"))  # with all that is imported when it is first needed
    for text in [*ATTACKS, "9^9^9^9", "(" * 10_000, "(" * 10_000 + "x" + ")" * 10_000, "x" * 10**6]:
        begin = time.process_time()
        with monkeypatch.context() as patch:
            patch.setattr(sys.modules[__name__], "watched", [])
            for do in ("preview", "check"):
                verdict = told(panel, do, wrapped(text))
            assert watched == []
        # No measure of speed: work that grows faster than the text would take minutes.
        assert time.process_time() - begin < 10
        assert verdict["kind"] in ("invalid", "wrong", "other form")


# --- Variants -----------------------------------------------------------------------------------------------


def power(n):
    return Exercise(
        "power",
        f"What is the derivative of $x^{n}$?",
        Formula(f"{n}x^{n - 1}", of=f"x^{n}"),
        [(f"x^{n - 1}", "The exponent is missing.")],
        ["First.", "Second."],
        f"${n}x^{n - 1}$",
        vary=lambda draw: power(draw.randint(4, 90)),
    )


def test_each_variant_has_its_own_question_hints_solution_and_verdict():
    panel = Panel(power(3))
    told(panel, "hint")
    told(panel, "check", "x^2")
    first = panel._question["prompt"], panel._hints, panel._verdict, panel._answer
    told(panel, "another")
    assert (panel._verdict, panel._hints, panel._solution, panel._answer) == ({}, [], "", "")
    assert panel._question["variant"] == 1
    assert panel._question["prompt"] != first[0]
    told(panel, "solution")
    assert panel.exercise.reference in panel.exercise.solution
    assert told(panel, "check", panel.exercise.reference)["kind"] == "correct"
    told(panel, "first")
    assert (panel._question["prompt"], panel._hints, panel._verdict, panel._answer) == first
    assert panel._solution == ""
    assert not progress.state("power").solved
    assert progress.state("power", 1).solved and progress.state("power", 1).solution_seen


def test_a_panel_made_anew_shows_the_variant_last_worked_on():
    panel = Panel(power(3))
    told(panel, "another")
    told(panel, "another")
    assert Panel(power(3))._question["variant"] == 0
    told(panel, "check", "1")
    again = Panel(power(3))
    assert (again._question["variant"], again._answer) == (2, "1")
    # What is fresh was seen in no panel.
    told(again, "first")
    told(again, "check", "1")
    told(again, "another")
    assert again._question["variant"] == 3


def test_an_exercise_without_variants_stays_as_it_is():
    progress.record("what the symbol says", "misconception", "b", 3)
    panel = ask("what the symbol says")
    assert (panel._question["varies"], panel._question["variant"]) == (False, 0)
    told(panel, "another")
    assert panel._question["variant"] == 0


# --- Several boxes, rows of numbers, sketches ---------------------------------------------------------------


def chain():
    return Exercise("chain", "Step by step.", Chain([Step("e", 6), Step("d", lambda e: e + 10, "$d$")]))


def test_a_chain_half_done_is_right_so_far_and_kept():
    panel = Panel(chain())
    assert panel._question["steps"][0][0] == "e"
    verdict = told(panel, "check", {"e": "2*3", "d": ""})
    assert (verdict["kind"], verdict["heading"]) == ("not attempted", "Right so far")
    assert verdict["standing"] == {"e": "right", "d": "missing"}
    again = Panel(chain())
    assert (again._answer, again._verdict) == (panel._answer, verdict)


def test_nothing_in_any_box_is_no_answer():
    panel = Panel(chain())
    assert told(panel, "check", {"e": " ", "d": ""})["heading"] == "Not answered yet"
    assert progress.state("chain").tried == 0


@pytest.mark.parametrize("answer", [{"e": "x +"}, {"z": "1"}, [1, 2, 3], 7, None, {"e": ["1"]}])
def test_what_cannot_be_read_in_a_chain_gets_a_verdict(answer):
    assert told(Panel(chain()), "check", answer)["standing"] == {}


@pytest.mark.parametrize("exercise", [chain(), power(3), find("a slope by hand"), find("a road uphill")])
@pytest.mark.parametrize("answer", [{"e": 1}, [1, 2], "12", None, 3.5, "[1, 2…"])
def test_an_answer_of_another_shape_in_the_progress_does_no_harm(exercise, answer):
    """An exercise may have changed since it was answered."""
    progress.record(exercise.name, "wrong", answer)
    Panel(exercise)


def test_rows_of_numbers_are_set_as_a_matrix():
    panel = Panel(Exercise("rows", "Two rows.", Array([[1, 2], [3, 4]])))
    told(panel, "preview", "[[1, 1/2], [pi, 4]]")
    assert panel._preview["html"].count("<mtr>") == 2
    assert "<mfrac>" in panel._preview["html"]
    told(panel, "preview", "[[1, 2")
    assert panel._preview["problem"]


def test_a_number_is_shown_with_its_unit():
    panel = Panel(Exercise("speed", "How fast?", Number(4, unit="m/s")))
    told(panel, "preview", "14.4 km/h")
    assert not panel._preview["problem"]
    assert "<mn>14.4</mn>" in panel._preview["html"] and "km/h" in panel._preview["html"]


def test_a_sketch_comes_back_with_its_points_where_they_were():
    name = "a slope by hand"
    panel = ask(name)
    heights = [-1.0, -0.4, 0.0, 0.6, 1.0]
    assert told(panel, "check", heights)["kind"] == "correct"
    again = ask(name)
    assert list(again._figure.values.values()) == heights
    assert again._verdict == panel._verdict


def test_another_sketch_closes_the_one_before():
    panel = ask("sketch the slope")
    before = panel._figure
    assert before.model_id and before.comm
    told(panel, "another")
    assert before.comm is None and panel._figure is not before


def test_a_sketch_that_is_not_run_shows_its_picture():
    bundle, _ = ask("a slope by hand")._repr_mimebundle_()
    assert "To answer, run the cells from the top" in bundle["text/html"]
    assert re.search(
        r'<img src="data:image/png;base64,iVBOR\S+" alt="The curve of f starts at', bundle["text/html"]
    )


# --- Pictures -----------------------------------------------------------------------------------------------


def picture(exercise, answer):
    return told(Panel(exercise), "check", answer)["picture"]


def test_a_wrong_formula_is_drawn_against_measured_slopes():
    svg = picture(power(3), "-3x^2 - 20")
    assert svg.count("<circle") == 9
    assert "goes through 0 of them" in svg
    assert "goes through 1 of them" in picture(power(3), "-3x^2")


@pytest.mark.parametrize("answer", ["3x^2", "x^2", "x +", ""])
def test_what_is_right_named_or_unreadable_needs_no_picture(answer):
    assert picture(power(3), answer) == ""


@pytest.mark.parametrize(
    "answer",
    [
        "1/x",
        "ln(x)",
        "sqrt(x - 3)",
        "e^(x^2)",
        "9^9^x",
        "0",
        "tan(x)",
        "1e300x",
        "|x|/x",
        "x^-40",
        "sqrt(-1-x^2)",
    ],
)
def test_any_curve_can_be_drawn_or_is_not(answer):
    """Poles, gaps, what is too large to draw or has no value at all: only finite numbers on the page."""
    svg = picture(power(3), answer)
    assert "nan" not in svg and "inf" not in svg
    places = [abs(float(number)) for number in re.findall(r'(?<=[ML "])-?\d+\.\d(?=[ "LM])', svg)]
    assert max(places, default=0) < 10_000


def test_formulas_in_several_letters_have_no_curve():
    of_two = Exercise("two", "∂/∂x", Formula("2x y", of="x^2 y"), [])
    assert picture(of_two, "x y") == ""
    assert picture(Exercise("sum", "Expand.", Formula("2x + h", names="xh"), []), "2x") == ""
