"""A panel of each kind in a real page: by keyboard alone, kept by a reload, without barriers in both themes."""

import re
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect

from .panels import EXERCISES

ROOT = Path(__file__).parents[2]
SETUP = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom tests.browser.panels import panel, place"
CELLS = [SETUP, *(f'panel("{name}")' for name in EXERCISES if name != "place")]
CELLS += ["figure = place()\nfigure", 'panel("place", figure)']

expect.set_options(timeout=30_000)


def write(folder):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = new_notebook(cells=[new_code_cell(source) for source in CELLS], metadata=kernel)
    nbformat.write(notebook, folder / "panels.ipynb")


@pytest.fixture(scope="class")
def page(shared_lab):
    """All panels, run once for all tests of the class."""
    write(shared_lab.server.notebooks)
    shared_lab.open("panels.ipynb")
    assert shared_lab.run_all() == []
    yield shared_lab
    assert shared_lab.errors == []


def panel(lab, name):
    return lab.cell(lab.where(f'panel("{name}"')).locator("form.course-panel")


def verdict(lab, name):
    return panel(lab, name).locator(".course-panel-verdict")


def button(lab, name, word):
    return panel(lab, name).get_by_role("button", name=word)


def press(lab, *keys):
    for key in keys:
        lab.page.keyboard.press(key)


def write_in(lab, text):
    lab.page.keyboard.press("Control+a")
    lab.page.keyboard.insert_text(text)


def tab_into(lab, name):
    """Go to the first place to answer by Tab, from the button of the panel before it or from the page."""
    first = panel(lab, name).locator("input").first
    panel(lab, name).locator("[tabindex='-1']").first.focus()
    press(lab, "Tab")
    expect(first).to_be_focused()


def turn(lab, name, word="Another one"):
    """Press this button by keyboard, and wait for the other question; the focus is on it."""
    button(lab, name, word).focus()
    press(lab, "Enter")
    question = panel(lab, name).locator("[tabindex='-1']").first
    expect(question).to_be_focused()
    return question


class TestAnswering:
    """Each kind is solved by Tab, Enter, arrow keys and typing."""

    def test_a_number_with_a_unit(self, page):
        tab_into(page, "speed")
        write_in(page, "0.54 km/h")
        expect(panel(page, "speed").locator("[aria-live=polite]")).to_contain_text("km/h")
        press(page, "Enter")
        expect(verdict(page, "speed")).to_contain_text("Right")
        assert page.page.evaluate("document.activeElement.value") == "0.54 km/h"

    def test_a_formula_that_is_wrong_gets_a_picture_and_then_is_right(self, page):
        tab_into(page, "power")
        write_in(page, "12x^2 + 3x")
        press(page, "Enter")
        picture = verdict(page, "power").get_by_role("img")
        expect(picture).to_be_visible()
        assert re.search(r"goes through [0-8] of them", picture.get_attribute("aria-label"))
        assert picture.locator("circle").count() == 9
        write_in(page, "x*12x")
        press(page, "Enter")
        expect(verdict(page, "power")).to_contain_text("Right")
        expect(picture).to_have_count(0)

    def test_numbers_in_rows_are_set_as_a_matrix_while_they_are_typed(self, page):
        tab_into(page, "matrix")
        write_in(page, "[[5, 7], [3,")
        preview = panel(page, "matrix").locator("[aria-live=polite]")
        expect(preview).to_have_class(re.compile("problem"))
        write_in(page, "[[5, 14/2], [3, 2]]")
        expect(preview.locator("mtr")).to_have_count(2)
        expect(preview.locator("mfrac")).to_have_count(1)
        press(page, "Tab", "Enter")
        expect(verdict(page, "matrix")).to_contain_text("Right")

    def test_a_chain_says_of_each_step_how_it_stands(self, page):
        tab_into(page, "chain")
        for number in ("-1", "9", "-18"):
            write_in(page, number)
            press(page, "Tab")
        write_in(page, "3")
        press(page, "Enter")
        expect(verdict(page, "chain")).to_contain_text("That is the sum.")
        boxes = panel(page, "chain").get_by_role("textbox")
        told = [page.page.evaluate(DESCRIPTION, box.element_handle()) for box in boxes.all()]
        assert told == ["✗ first that is off", "→ follows from it", "→ follows from it", "✗ does not follow"]
        # The box that was left by Enter keeps the focus.
        expect(boxes.nth(3)).to_be_focused()
        press(page, "Shift+Tab", "Shift+Tab", "Shift+Tab")
        for number in ("-6", "4", "", ""):
            write_in(page, number) if number else press(page, "Control+a", "Delete")
            press(page, "Tab")
        press(page, "Shift+Tab", "Enter")
        expect(verdict(page, "chain")).to_contain_text("Right so far")
        boxes.nth(2).fill("-8")
        boxes.nth(3).fill("-2")
        press(page, "Enter")
        expect(panel(page, "chain")).to_have_attribute("data-verdict", "correct")
        told = [page.page.evaluate(DESCRIPTION, box.element_handle()) for box in boxes.all()]
        assert told == ["✓ right"] * 4

    def test_a_sketch_by_arrow_keys(self, page):
        asked = panel(page, "sketch")
        handles = asked.get_by_role("slider")
        expect(handles).to_have_count(9)
        tab_into(page, "sketch")
        heights, step = [3, 1.2, 0, -0.8, -1, -0.8, 0, 1.2, 3], EXERCISES["sketch"].answer.step
        for k, height in enumerate(heights):
            expect(handles.nth(k)).to_be_focused()
            press(page, *(["ArrowUp" if height > 0 else "ArrowDown"] * round(abs(height) / step)))
            press(page, "Tab")
        assert handles.nth(1).get_attribute("aria-valuetext") == "height at x = −1.5 = 1.2"
        press(page, "Shift+Tab", "Enter")
        expect(verdict(page, "sketch")).to_contain_text("Right")

    @pytest.mark.parametrize(
        "name, keys", [("choice", ["Space"]), ("error", ["ArrowDown"]), ("prediction", ["Space"])]
    )
    def test_a_choice(self, page, name, keys):
        tab_into(page, name)
        press(page, *keys, "Enter")
        expect(verdict(page, name)).to_contain_text("As you predicted" if name == "prediction" else "Right")

    def test_a_place_on_a_figure(self, page):
        slider = page.cell(page.where("figure = ")).get_by_role("slider")
        slider.focus()
        press(page, "ArrowRight", "ArrowRight", "Tab")
        button(page, "place", "Check").focus()
        press(page, "Enter")
        expect(verdict(page, "place")).to_contain_text("Right")

    def test_the_next_question_is_heard_and_worked_on_by_keyboard(self, page):
        """The focus goes to the new question; the panel forgets nothing of the old one."""
        before = panel(page, "power").inner_text()
        question = turn(page, "power")
        assert question.inner_text() not in before
        expect(verdict(page, "power")).to_be_empty()
        expect(button(page, "power", "Hint")).to_have_text("Hint 1 of 2")
        press(page, "Tab")
        expect(panel(page, "power").get_by_role("textbox")).to_be_focused()
        write_in(page, "x")
        press(page, "Enter")
        expect(verdict(page, "power")).to_contain_text("Not yet")
        turn(page, "power", "Back to the first")
        expect(verdict(page, "power")).to_contain_text("Right")
        assert panel(page, "power").get_by_role("textbox").input_value() == "x*12x"
        expect(button(page, "power", "Back to the first")).to_have_count(0)

    def test_whoever_clicks_may_type_at_once(self, page):
        button(page, "speed", "Another one").click()
        expect(panel(page, "speed")).to_contain_text("variant 1")
        expect(panel(page, "speed").get_by_role("textbox")).to_be_focused()

    def test_the_buttons_stay_under_the_hand(self, page):
        another = button(page, "speed", "Another one")
        place = another.bounding_box()
        for variant in (2, 3):
            another.click()
            expect(panel(page, "speed")).to_contain_text(f"variant {variant}")
            assert another.bounding_box() == place


# What a screen reader says of an input besides its name.
DESCRIPTION = """(input) => input.getAttribute("aria-describedby").split(" ")
    .map((id) => document.getElementById(id).textContent).join(" ")"""


class TestKeeping:
    """What was answered is there again: when the cell runs again, after a reload, with a new kernel."""

    def test_a_sketch_by_hand_and_all_the_rest_is_kept(self, page):
        drag(page, panel(page, "sketch"), [3, 1.2, 0, -0.8, -1, -0.8, 0, 1.2, 3])
        button(page, "sketch", "Check").click()
        expect(verdict(page, "sketch")).to_contain_text("Right")
        button(page, "power", "Another one").click()
        expect(panel(page, "power")).to_contain_text("variant 1")
        panel(page, "power").get_by_role("textbox").fill("7x + 1")
        press(page, "Enter")
        expect(verdict(page, "power")).to_contain_text("Not yet")
        button(page, "power", "Hint").click()
        expect(panel(page, "power")).to_contain_text("Which rule is for powers?")
        for box, number in zip(
            panel(page, "chain").get_by_role("textbox").all(), ("-6", "4", "1", "1"), strict=True
        ):
            box.fill(number)
        press(page, "Enter")
        expect(verdict(page, "chain")).to_contain_text("The first that is off is L")
        panel(page, "prediction").locator("input").nth(1).check()
        button(page, "prediction", "Commit").click()
        expect(verdict(page, "prediction")).to_contain_text("Not as predicted")
        names = ("sketch", "power", "chain", "prediction")
        before = {name: self.shown(page, name) for name in names}

        page.run(page.where('panel("power"'))
        expect(verdict(page, "power")).to_contain_text("Not yet")
        assert self.shown(page, "power") == before["power"]

        page.restart_kernel()
        assert page.run_all() == []
        self.assert_shown(page, before)

        page.open("panels.ipynb")
        assert page.run_all() == []
        self.assert_shown(page, before)

    def test_no_barriers_are_found_in_any_state_of_a_panel_in_either_theme(self, page):
        answers = {"power": "x +", "speed": "3 kg", "matrix": "[[5, 3], [7, 2]]"}
        for name, text in answers.items():
            panel(page, name).get_by_role("textbox").fill(text)
            press(page, "Enter")
            expect(verdict(page, name)).not_to_be_empty()
        boxes = panel(page, "chain").get_by_role("textbox")
        for k, text in enumerate(["-6", "5", "-10", "7"]):
            boxes.nth(k).fill(text)
        press(page, "Enter")
        drag(page, panel(page, "sketch"), [1.0] * 9)
        button(page, "sketch", "Check").click()
        expect(verdict(page, "sketch")).to_contain_text("f falls, and your curve is above 0")
        panel(page, "choice").locator("input").nth(1).check()
        button(page, "choice", "Check").click()
        for name in ("error", "code", "place"):
            for word in ("Hint", "Solution"):
                button(page, name, word).click()
                expect(button(page, name, word)).to_be_disabled()
        button(page, "place", "Check").click()
        for name in ("chain", "sketch", "choice", "prediction", "place"):
            expect(verdict(page, name)).not_to_be_empty()
        self.assert_none(page)
        # The same panels in other states: right, a wrong formula with its picture, a variant.
        for name, text in {"power": "3x^3 - 7", "speed": "3/20", "matrix": "1, 2"}.items():
            panel(page, name).get_by_role("textbox").fill(text)
            press(page, "Enter")
        expect(verdict(page, "power").get_by_role("img")).to_be_visible()
        expect(verdict(page, "speed")).to_contain_text("Right")
        button(page, "chain", "Another one").click()
        expect(panel(page, "chain")).to_contain_text("variant 1")
        self.assert_none(page)
        # A right value in another form, a declared mistake, and nothing at all.
        variant = EXERCISES["power"].variant("variant 1" in panel(page, "power").inner_text())
        answers = {
            "power": (variant.reference.replace("x", ".0001x"), "other form asked"),
            "matrix": ("[[5, 3], [7, 2]]", "Rows and columns are swapped."),
            "speed": ("", "Not answered yet"),
        }
        for name, (text, words) in answers.items():
            panel(page, name).get_by_role("textbox").fill(text)
            press(page, "Enter")
            expect(verdict(page, name)).to_contain_text(words)
        self.assert_none(page)

    def assert_none(self, page):
        for theme in (page.light, page.dark):
            theme()
            page.page.wait_for_timeout(300)  # JupyterLab fades from one theme to the other
            found = Axe().run(page.page, context=".jp-Notebook .course-panel")
            assert found.violations_count == 0, found.generate_report()

    def assert_shown(self, page, before):
        expect(panel(page, "sketch").get_by_role("slider")).to_have_count(9)
        for name, shown in before.items():
            expect(verdict(page, name)).not_to_be_empty()
            assert self.shown(page, name) == shown

    def shown(self, page, name):
        """The question, what was answered, and the verdict."""
        asked = panel(page, name)
        answers = asked.evaluate(
            "(form) => [...form.querySelectorAll('input')].map((i) => i.type === 'radio' ? i.checked : i.value)"
        )
        texts = [
            asked.locator("[tabindex='-1']").first,
            verdict(page, name),
            asked.locator(".course-panel-helps"),
        ]
        return answers, [text.inner_text() for text in texts]


def drag(lab, asked, heights):
    """Drag the points of the sketch with the mouse; its first axes above them are left alone."""
    asked.get_by_role("button", name="Reset").click()
    top = EXERCISES["sketch"].answer.top
    # All points stand on the zero line; the axes are as high above it as below it.
    height = (
        asked.locator(".course-live > svg > defs rect")
        .nth(1)
        .evaluate("(box) => box.height.baseVal.value * box.ownerSVGElement.getScreenCTM().d")
    )
    handles = asked.locator("[data-drag]")
    expect(handles).to_have_count(len(heights))
    for handle, to in zip(handles.all(), heights, strict=True):
        handle.hover()
        box = handle.locator("circle").first.bounding_box()
        lab.page.mouse.down()
        lab.page.mouse.move(
            box["x"] + box["width"] / 2 + 3, box["y"] + box["height"] / 2 - to / top * height / 2, steps=4
        )
        lab.page.mouse.up()
