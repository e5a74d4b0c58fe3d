"""A page of practice as a learner meets it in JupyterLab: answered by keyboard alone, and come back to."""

import ast

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

NOTEBOOK = "02_partials_practice.ipynb"

expect.set_options(timeout=30_000)


@pytest.fixture
def page(lab):
    lab.open(NOTEBOOK)
    expect(lab.cell(lab.where("from"))).to_contain_text("To begin, run the cells from the top.")
    assert lab.run_all() == []
    yield lab
    assert lab.errors == []


def panel(lab):
    return lab.cell(lab.where("from")).locator("form.course-panel")


def question(lab):
    return panel(lab).locator("[tabindex='-1']").first


def verdict(lab):
    return panel(lab).locator(".course-panel-verdict")


def box(lab):
    return panel(lab).get_by_role("textbox")


def exercise(lab, what):
    """Something of the exercise that the panel shows, as text to type."""
    return str(ast.literal_eval(lab.evaluate(f"Out[1].exercise.{what}")))


def answer(lab, text):
    """From the question on, by keyboard."""
    lab.page.keyboard.press("Tab")
    expect(box(lab)).to_be_focused()
    lab.page.keyboard.press("Control+a")
    lab.page.keyboard.insert_text(text)
    lab.page.keyboard.press("Enter")
    expect(verdict(lab)).not_to_be_empty()


def go_on(lab):
    """From the box to Another one, by keyboard; the focus is then on the new question."""
    before = question(lab).inner_text()
    another = panel(lab).get_by_role("button", name="Another one")
    for _ in range(6):
        lab.page.keyboard.press("Tab")
        if another.evaluate("(button) => button === document.activeElement"):
            break
    expect(another).to_be_focused()
    lab.page.keyboard.press("Enter")
    expect(question(lab)).not_to_have_text(before, use_inner_text=True)
    expect(question(lab)).to_be_focused()
    expect(verdict(lab)).to_be_empty()
    expect(box(lab)).to_have_value("")


def shown(lab):
    return question(lab).inner_text(), box(lab).input_value(), verdict(lab).inner_text()


def test_a_wrong_and_a_right_answer_and_on_by_keyboard_alone(page):
    question(page).focus()
    answer(page, exercise(page, "misconceptions[0].answer"))
    expect(panel(page)).to_have_attribute("data-verdict", "misconception")
    first = exercise(page, "name")
    expect(panel(page)).to_contain_text(f"from “{first}”")
    go_on(page)
    assert exercise(page, "name") != first
    answer(page, exercise(page, "reference"))
    expect(verdict(page)).to_contain_text("Right")
    go_on(page)
    expect(panel(page).get_by_role("button", name="Back to the first")).to_have_count(0)
    assert page.evaluate("[e.verdict for e in __import__('course_lib.progress').progress.events()]") == (
        "['misconception', 'correct']"
    )


def test_the_question_last_worked_on_is_there_again(page):
    question(page).focus()
    answer(page, exercise(page, "misconceptions[0].answer"))
    before = shown(page)
    page.run(page.where("from"))
    expect(verdict(page)).not_to_be_empty()
    assert shown(page) == before
    page.restart_kernel()
    assert page.run_all() == []
    expect(verdict(page)).not_to_be_empty()
    assert shown(page) == before


def test_no_barriers_are_found_in_either_theme(page):
    question(page).focus()
    answer(page, exercise(page, "misconceptions[0].answer"))
    for word in ("Hint", "Solution"):
        panel(page).get_by_role("button", name=word).click()
    expect(panel(page).get_by_role("button", name="Solution")).to_be_disabled()
    for theme in (page.light, page.dark):
        theme()
        page.page.wait_for_timeout(300)  # JupyterLab fades from one theme to the other
        found = Axe().run(page.page, context=".jp-Notebook .course-panel")
        assert found.violations_count == 0, found.generate_report()
