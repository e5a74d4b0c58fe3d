"""What a panel does with the messages from its page; the page itself is tested in a browser."""

import pytest

from course_lib import progress
from course_lib.exercises import ask
from course_lib.figures import limits


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


def test_hints_end_with_the_last():
    panel = ask("a road uphill")
    for _ in range(5):
        told(panel, "hint")
    assert len(panel._hints) == len(panel.exercise.hints)
    assert progress.state("a road uphill").hints == len(panel.exercise.hints)


def test_a_message_of_an_unknown_kind_does_nothing():
    panel = ask("a road uphill")
    assert told(panel, "dance") == {}
