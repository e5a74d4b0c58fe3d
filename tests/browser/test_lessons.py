"""The lessons as a learner meets them in JupyterLab: opened, moved, answered, left, and come back to."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from course_lib.exercises import LESSONS, catalogue, find
from course_lib.figures import limits, start

expect.set_options(timeout=30_000)


@pytest.fixture(scope="class")
def untouched(shared_lab, request):
    """The notebook that the class is about, only opened: for each cell, the text and the pictures it shows."""
    shared_lab.open(f"{request.cls.notebook}.ipynb")
    shared_lab.page.wait_for_function("() => [...document.images].every((image) => image.complete)")
    return shared_lab.page.evaluate(
        """() => [...document.querySelectorAll(".jp-Notebook .jp-Cell")].map((cell) => [
            cell.innerText.replaceAll(/\\s+/g, " "),
            [...cell.querySelectorAll(".jp-OutputArea img")].map((image) => image.naturalWidth),
        ])"""
    )


@pytest.fixture(scope="class")
def lesson(shared_lab, untouched):
    """The same after all cells were run, once for all tests of the class."""
    assert shared_lab.run_all() == []
    yield shared_lab
    assert shared_lab.errors == []


class Opened:
    """What holds for every lesson."""

    def test_it_is_whole_before_it_is_run(self, lesson, untouched):
        for (_, source), (text, pictures) in zip(lesson.cells(), untouched, strict=True):
            if asks(source):
                exercise = find(asks(source)[1])
                assert words(exercise.prompt) in text
                assert "To answer, run the cells from the top." in text or exercise.kind in (
                    "function",
                    "class",
                )
            assert len(pictures) == bool(draws(source))
            assert all(width > 300 for width in pictures)
            assert not any(trouble in text for trouble in TROUBLES)

    def test_all_panels_and_figures_are_there_once_it_is_run(self, lesson):
        sources = [source for _, source in lesson.cells()]
        expected = [[bool(asks(source)), bool(draws(source))] for source in sources]
        assert all(map(any, zip(*expected, strict=True)))
        until(
            lambda: lesson.page.evaluate(
                """() => [...document.querySelectorAll(".jp-Notebook .jp-Cell")].map((cell) => [
                    cell.querySelectorAll("form.course-panel").length,
                    cell.querySelectorAll(".course-live > svg").length,
                ])"""
            ),
            expected,
        )
        for trouble in TROUBLES:
            assert lesson.page.get_by_text(trouble).count() == 0
        assert lesson.page.locator("[data-mime-type$=stderr]").count() == 0


TROUBLES = ("Loading widget", "model not found", "Traceback", "Math input error")


def asks(source):
    return re.match(r'ask\("([^"]+)"', source)


def draws(source):
    """Whether a cell shows a figure; a sketch has one in its panel."""
    asked = asks(source)
    figure = re.search(rf"^(\w+ = )?({'|'.join(LESSONS)})\.\w+\(", source, re.MULTILINE)
    return figure or (asked and find(asked[1]).kind == "sketch")


# --- Lesson 1 -----------------------------------------------------------------------------------------------


class TestLimits(Opened):
    notebook = "01_limits"

    def test_keys_move_the_slider_the_picture_and_the_readout(self, lesson):
        shown, drawn = figure(lesson, "secant = "), laid_out(limits.secant())
        slider = shown.get_by_role("slider", name="h", exact=True)
        stops = drawn.sliders["h"].stops.tolist()
        last, zero = len(stops) - 1, stops.index(0)
        slider.focus()
        before = lesson.cells(), lesson.selected()

        def after(*keys):
            """Where the slider is after these keys; the picture and the readout are as Python computes them."""
            press(lesson, *keys)
            position = int(slider.input_value())
            drawn.h = stops[position]
            assert_shows(shown, drawn)
            there = drawn.a + drawn.h
            assert_point(shown, drawn, there, there**2 + 3)
            return position

        assert after("Home") == 0
        assert after("ArrowRight", "ArrowUp", "ArrowLeft") == 1
        assert after("PageUp") > 5
        assert after("PageDown") == 1
        assert after("End") == last
        assert after("ArrowRight") == last
        assert after("ArrowLeft", "ArrowDown") == last - 2
        while slider.input_value() != str(zero):
            press(lesson, "PageDown" if int(slider.input_value()) > zero + 20 else "ArrowLeft")
        assert after() == zero
        assert "no secant at h = 0" in shown.inner_text()
        assert after("ArrowLeft") == zero - 1

        assert (lesson.cells(), lesson.selected()) == before
        until(lambda: lesson.evaluate("secant.h"), repr(stops[zero - 1]))

    def test_a_figure_answers_a_question(self, lesson):
        shown = figure(lesson, "secant = ")
        shown.get_by_role("slider", name="h", exact=True).focus()
        press(lesson, "End")
        until(lambda: lesson.evaluate("secant.h"), "2.0")
        check(lesson, "within a hundredth")
        expect(verdict(lesson, "within a hundredth")).to_contain_text("The slope of your secant is 4")

        shown.get_by_role("slider", name="h", exact=True).focus()
        press(lesson, *["PageDown"] * 4)
        until(lambda: lesson.evaluate("0 < secant.h < 0.01"), "True")
        check(lesson, "within a hundredth")
        expect(verdict(lesson, "within a hundredth")).to_contain_text("Right")

    def test_figures_do_not_mix(self, lesson):
        """Ids are global in a page: were they shared, a mark would be cut off by the axes of another figure."""
        number, shared, strangers, hidden = lesson.page.evaluate(FIGURES)
        assert number > 100
        assert shared == []
        assert strangers == []
        assert hidden == []

    def test_a_broken_formula_is_pointed_at(self, lesson):
        formula = panel(lesson, "a product")
        formula.get_by_role("textbox").fill("2x sin x + x^2 cos y")
        preview = formula.locator("[aria-live=polite]")
        expect(preview).to_have_text("There is no y here; the letter is x.")
        press(lesson, "Enter")
        expect(verdict(lesson, "a product")).to_contain_text("There is no y here; the letter is x.")
        typed, pointer = verdict(lesson, "a product").locator("pre").inner_text().splitlines()[:2]
        assert typed[pointer.index("^")] == "y"

    def test_a_formula_is_set_as_mathematics_while_it_is_typed(self, lesson):
        formula = panel(lesson, "a quotient")
        formula.get_by_role("textbox").press_sequentially("x^2/sin x")
        math = formula.locator("[aria-live=polite] math")
        expect(math.locator("mfrac > *:first-child msup")).to_have_text("x2")
        # Set as mathematics, not only marked up: the numerator stands above the denominator.
        top, bottom = (math.locator(f"mfrac > *:nth-child({n})").bounding_box() for n in (1, 2))
        assert top["y"] + top["height"] <= bottom["y"] + 1

    def test_a_formula_gets_the_sentence_for_its_mistake(self, lesson):
        exercise = find("a polynomial")
        for misconception in exercise.misconceptions:
            type_answer(lesson, exercise.name, misconception.answer)
            expect(verdict(lesson, exercise.name)).to_contain_text(words(misconception.feedback))
        type_answer(lesson, exercise.name, "14x + 7")
        expect(verdict(lesson, exercise.name)).to_contain_text(
            re.compile(r"At x = .* yours gives .* slope is near")
        )
        type_answer(lesson, exercise.name, "6 + 2x*7")
        expect(verdict(lesson, exercise.name)).to_contain_text("Right")

    def test_a_verdict_is_dimmed_once_the_answer_is_another(self, lesson):
        type_answer(lesson, "sine and cosine", "cos x - sin x")
        sentence = verdict(lesson, "sine and cosine").get_by_text("factor 2")
        colour = sentence.evaluate("(node) => getComputedStyle(node).color")
        panel(lesson, "sine and cosine").get_by_role("textbox").press_sequentially(" ")
        expect(sentence).not_to_have_css("color", colour)
        # The same sentence again, for an answer that is the same mistake.
        press(lesson, "Enter")
        expect(verdict(lesson, "sine and cosine").get_by_text("factor 2")).to_have_css("color", colour)

    def test_code_is_judged_where_it_is_written(self, lesson):
        cell = lesson.where("def slope(f, x, h)")

        def said(body):
            lesson.run(cell, f'def slope(f, x, h):\n    {body}\n\n\ncheck("the quotient in code", slope)')
            return lesson.cell(cell).locator(".jp-OutputArea-output").inner_text()

        assert "Not answered yet" in lesson.cell(cell).locator(".jp-OutputArea-output").inner_text()
        assert "That is the rise" in said("return f(x + h) - f(x)")
        assert "Right" in said("return (f(x + h) - f(x)) / h")
        crash = said("return f(x) / nothing")
        assert "NameError" in crash
        assert "return f(x) / nothing" in crash
        assert "course_lib" not in crash
        assert "Out of time" in said("while True:\n        pass")
        assert lesson.evaluate("1 + 1") == "2"


# Ids in our widgets; clips that are not in their own picture; marks that are cut off altogether.
FIGURES = """() => {
    const ids = [...document.querySelectorAll(":is(.course-panel, .course-live, .course-map) [id]")]
        .map((node) => node.id);
    const everywhere = [...document.querySelectorAll("[id]")].map((node) => node.id);
    const shared = ids.filter((id) => everywhere.indexOf(id) !== everywhere.lastIndexOf(id));
    const strangers = [], hidden = [];
    for (const mark of document.querySelectorAll(".course-live [clip-path]")) {
        const id = mark.getAttribute("clip-path").match(/#([^)"]+)/)[1];
        const clip = document.getElementById(id);
        if (clip.closest(".course-live") !== mark.closest(".course-live")) strangers.push(id);
        const [seen, box] = [clip.firstElementChild.getBBox(), mark.getBBox()];
        // A line of the grid may lie on the very edge.
        const apart = box.x > seen.x + seen.width + 1 || box.x + box.width < seen.x - 1
            || box.y > seen.y + seen.height + 1 || box.y + box.height < seen.y - 1;
        if (apart && box.width + box.height > 0) hidden.push(`${id}: ${mark.outerHTML.slice(0, 200)}`);
    }
    return [ids.length, shared, strangers, hidden];
}"""


# --- The start page -----------------------------------------------------------------------------------------


class TestStart(Opened):
    notebook = "00_start"

    def test_a_dragged_point_moves_the_picture_and_the_kernel_hears_of_it(self, lesson):
        shown, drawn = figure(lesson, "line = "), laid_out(start.line())
        slider = shown.get_by_role("slider")
        stops = drawn.sliders["m"].stops.tolist()
        check(lesson, "through the ring")
        expect(verdict(lesson, "through the ring")).to_contain_text("the line is at height 1.00")

        drag(lesson, shown, drawn, "m", to=(2, 1.7))
        until(lambda: float(lesson.evaluate("line.m")) == pytest.approx(0.85, abs=0.02), True)
        drawn.m = float(lesson.evaluate("line.m"))
        assert stops[int(slider.input_value())] == pytest.approx(drawn.m, abs=0.05)
        assert_shows(shown, drawn)
        assert_point(shown, drawn, 2, 2 * drawn.m)

        drag(lesson, shown, drawn, "m", to=(2, 3))
        until(lambda: float(lesson.evaluate("line.m")) == pytest.approx(1.5, abs=0.02), True)
        check(lesson, "through the ring")
        expect(verdict(lesson, "through the ring")).to_contain_text("Right")

        # The keyboard takes over where the hand let go.
        expect(slider).not_to_be_focused()
        drag(lesson, shown, drawn, "m", to=(2, 2))
        expect(slider).to_be_focused()

    @pytest.mark.parametrize(
        "name", ["a road uphill", "type a formula", "what the symbol says", "an equation with a slip"]
    )
    def test_each_mistake_gets_its_sentence(self, lesson, name):
        exercise = find(name)
        give = type_answer if exercise.kind in ("number", "formula") else choose
        for misconception in exercise.misconceptions:
            give(lesson, name, str(misconception.answer))
            expect(verdict(lesson, name)).to_contain_text(words(misconception.feedback))
        give(lesson, name, str(exercise.reference))
        expect(verdict(lesson, name)).to_contain_text("Right")
        expect(verdict(lesson, name)).to_contain_text(words(exercise.remark))

    def test_a_prediction_stands_as_it_was_committed(self, lesson):
        exercise = find("turn the line")
        predicted = panel(lesson, exercise.name)
        check(lesson, exercise.name)
        expect(verdict(lesson, exercise.name)).to_contain_text("Not answered yet")
        choose(lesson, exercise.name, "a")
        # The button has gone; the focus has not gone with it.
        expect(verdict(lesson, exercise.name)).to_be_focused()
        for _ in range(2):
            expect(verdict(lesson, exercise.name)).to_contain_text("Not as predicted")
            expect(predicted).to_contain_text(words(exercise.solution))
            assert predicted.get_by_role("button").count() == 0
            assert all(radio.is_disabled() for radio in predicted.get_by_role("radio").all())
            expect(predicted.locator("input[value=a]")).to_be_checked()
            lesson.run(lesson.where('ask("turn the line"'))

    def test_hints_come_one_by_one_and_then_the_solution(self, lesson):
        exercise = find("a straight line in Python")
        asked = panel(lesson, exercise.name)
        hints, solution = (
            asked.get_by_role("button", name="Hint"),
            asked.get_by_role("button", name="Solution"),
        )
        expect(hints).to_have_text("Hint 1 of 2")
        hints.click()
        expect(asked).to_contain_text(words(exercise.hints[0]))
        expect(asked).not_to_contain_text(words(exercise.hints[1]))
        expect(hints).to_have_text("Hint 2 of 2")
        hints.click()
        expect(asked).to_contain_text(words(exercise.hints[1]))
        expect(hints).to_be_disabled()
        solution.click()
        expect(asked).to_contain_text("return 2 * x + 1")
        expect(solution).to_be_disabled()

    def test_the_notebook_takes_no_key_that_is_meant_for_a_panel_or_a_figure(self, lesson):
        """In JupyterLab `d` `d` deletes a cell, `x` cuts it, `a` and `b` insert one, `m` turns it to text."""
        before = lesson.cells()
        asked, slider = panel(lesson, "a road uphill"), figure(lesson, "line = ").get_by_role("slider")
        places = [asked.get_by_role("textbox"), *asked.get_by_role("button").all(), slider]
        places += panel(lesson, "what the symbol says").get_by_role("radio").all()
        places[0].fill("")
        for place in places:
            place.focus()
            selected = lesson.selected()
            press(lesson, *"ddxabm", "Escape", "ArrowDown", "ArrowUp")
            expect(place).to_be_focused()
            assert lesson.selected() == selected
            assert lesson.cells() == before
        assert places[0].input_value() == "ddxabm"

    def test_shift_enter_in_the_box_checks_and_does_not_run_the_cell(self, lesson):
        before = lesson.cells(), lesson.selected()
        panel(lesson, "a road uphill").get_by_role("textbox").fill("0.5")
        press(lesson, "Shift+Enter")
        expect(verdict(lesson, "a road uphill")).to_contain_text("0.5 is too large.")
        expect(panel(lesson, "a road uphill").get_by_role("textbox")).to_be_focused()
        assert lesson.cells() == before[0]

    def test_all_of_it_by_keyboard(self, lesson):
        name = "an equation with a slip"
        choose(lesson, name, "2")
        asked = panel(lesson, name)
        radios = asked.get_by_role("radio")
        buttons = [asked.get_by_role("button", name=word) for word in ("Check", "Hint", "Solution")]
        asked.locator("input:checked").focus()
        press(lesson, "ArrowDown", "ArrowDown")
        expect(radios.nth(3)).to_be_checked()
        for button in buttons:
            press(lesson, "Tab")
            expect(button).to_be_focused()
        press(lesson, "Shift+Tab", "Shift+Tab", "Space")
        expect(verdict(lesson, name)).to_contain_text(words(find(name).misconceptions[2].feedback))
        press(lesson, "Shift+Tab", "ArrowUp", "ArrowUp", "Enter")
        expect(radios.nth(1)).to_be_checked()
        expect(verdict(lesson, name)).to_contain_text("Right")

        # Used up, the hint button keeps the focus and with it the learner's place.
        press(lesson, "Tab", "Tab", "Enter", "Enter")
        expect(asked).to_contain_text(words(find(name).hints[1]))
        expect(buttons[1]).to_be_focused()

        asked = panel(lesson, "type a formula")
        asked.get_by_role("textbox").focus()
        for word in ("Check", "Hint", "Solution"):
            press(lesson, "Tab")
            expect(asked.get_by_role("button", name=word)).to_be_focused()

    def test_everything_has_a_name(self, lesson):
        forms = lesson.page.get_by_role("form").filter(has=lesson.page.get_by_role("status"))
        names = lesson.page.evaluate(
            """() => [...document.querySelectorAll("form.course-panel")].map((form) =>
                document.getElementById(form.getAttribute("aria-labelledby")).textContent.trim())"""
        )
        assert forms.count() == len(names) == len(set(names))
        assert all(len(name) > 20 for name in names)
        nameless = lesson.page.evaluate(
            """() => [...document.querySelectorAll("[class^=course] :is(input, progress)")]
                .filter((input) => !input.labels.length || !input.labels[0].textContent.trim())
                .map((input) => input.outerHTML)"""
        )
        assert nameless == []

    def test_nothing_jumps_while_a_formula_is_typed_or_an_answer_judged(self, lesson):
        for name in ("a road uphill", "type a formula"):
            asked = panel(lesson, name)
            lesson.run(lesson.where(f'ask("{name}"'))
            asked.scroll_into_view_if_needed()
            button = asked.get_by_role("button", name="Solution")
            preview = asked.locator("[aria-live=polite]")
            y = button.bounding_box()["y"] - asked.bounding_box()["y"]
            for text, sign in [("", ""), ("1/", "/"), ("1/3", "3"), ("1,5", "comma"), ("2 + 3/4", "4")]:
                asked.get_by_role("textbox").fill(text)
                expect(preview).to_contain_text(sign)
                assert button.bounding_box()["y"] - asked.bounding_box()["y"] == y, text
            press(lesson, "Enter")
            expect(verdict(lesson, name)).not_to_be_empty()
            assert button.bounding_box()["y"] - asked.bounding_box()["y"] == y

    def test_all_text_can_be_read_in_both_themes(self, lesson):
        type_answer(lesson, "a road uphill", "0.1")
        type_answer(lesson, "type a formula", "3x^")
        expect(verdict(lesson, "type a formula").locator("pre")).to_have_count(1)
        choose(lesson, "what the symbol says", "a")
        choose(lesson, "an equation with a slip", "1")
        for word in ("Hint", "Hint", "Solution"):
            panel(lesson, "what the symbol says").get_by_role("button", name=word).click(force=True)
        expect(panel(lesson, "what the symbol says")).to_contain_text("Hint 2")
        panel(lesson, "a road uphill").get_by_role("textbox").fill("0.12")
        backgrounds = []
        for theme in (lesson.dark, lesson.light):
            theme()
            lesson.page.wait_for_function("() => document.querySelector('#jupyterlab-splash') === null")
            background, number, faint = lesson.page.evaluate(CONTRAST)
            backgrounds.append(background)
            assert number > 100
            assert faint == []
        dark, light = backgrounds
        assert dark < 0.1
        assert light > 0.9


# How light the page is; how many texts our widgets show; those whose contrast with what is behind is below 4.5 to 1.
CONTRAST = """() => {
    const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const lightness = (colours) => {
        for (const [colour, alpha] of colours) {
            context.globalAlpha = alpha;
            context.fillStyle = colour;
            context.fillRect(0, 0, 1, 1);
        }
        const linear = [...context.getImageData(0, 0, 1, 1).data].map((c) => c / 255)
            .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    };
    const ancestors = (node) => (node ? [...ancestors(node.parentElement), node] : []);
    const behind = (node) => ancestors(node).map((one) => [getComputedStyle(one).backgroundColor, 1]);
    const written = (node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    const texts = [...document.querySelectorAll("[class^=course] *:not(style)")].filter((node) =>
        (node.matches("input[type=text]") || written(node)) && node.checkVisibility({ checkVisibilityCSS: true }));
    const faint = [];
    for (const node of texts) {
        const opacity = ancestors(node).reduce((product, one) => product * getComputedStyle(one).opacity, 1);
        const paper = lightness(behind(node));
        const ink = lightness([...behind(node), [getComputedStyle(node).color, opacity]]);
        const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
        if (contrast < 4.5) faint.push(`${contrast.toFixed(2)} ${node.outerHTML.slice(0, 100)}`);
    }
    return [lightness(behind(document.querySelector(".course-live"))), texts.length, faint];
}"""


# --- Lessons 2 to 7 -----------------------------------------------------------------------------------------


class TestPartials(Opened):
    notebook = "02_partials"


class TestTotal(Opened):
    notebook = "03_total"


class TestChain(Opened):
    notebook = "04_chain"


class TestDirectional(Opened):
    notebook = "05_directional"


class TestBackprop(Opened):
    notebook = "06_backprop"


class TestSgd(Opened):
    notebook = "07_sgd"

    def test_a_training_has_a_full_bar_and_a_curve_of_the_loss(self, lesson):
        progress = self.progress(lesson, "fitted = training.watch")
        expect(progress).to_contain_text("pass 300 of 300")
        expect(progress).to_contain_text("loss 0.009")
        assert progress.locator("progress").evaluate("(bar) => bar.position") == 1
        assert len(curve(progress)) == 301
        heights = [down for _, down in curve(progress)]
        assert heights[0] == min(heights)
        assert heights[-1] > 0.9 * max(heights)

    def test_a_training_is_seen_again(self, lesson):
        shown = figure(lesson, "sgd.fitted_curve(fitted")
        slider = shown.get_by_role("slider")
        slider.focus()
        press(lesson, "End")
        expect(shown).to_contain_text("after 300 passes the loss is 0.009")
        last = network(shown)
        press(lesson, "Home")
        expect(shown).to_contain_text("after 0 passes the loss is 73.5")
        shown.get_by_role("button", name="play").click()
        expect(slider).to_have_value("300")
        assert network(shown) == last

    def test_a_training_is_watched_and_what_it_has_is_kept_when_it_is_stopped(self, lesson):
        cell = lesson.where("fitted = training.watch")
        source = lesson.cells()[cell][1]
        lesson.start(cell, source.replace("passes=300", "passes=10**6").replace("total=300", "total=10**6"))
        progress = self.progress(lesson, "fitted = training.watch")
        expect(progress).to_contain_text("of 1000000")
        before = len(curve(progress))
        until(lambda: len(curve(progress)) > before > 0, True)
        lesson.interrupt()
        said = lesson.cell(cell).locator(".jp-OutputArea").inner_text()
        passes = int(re.search(r"Stopped after (\d+) passes. What was learned is kept.", said)[1])
        assert "Traceback" not in said
        expect(progress).to_contain_text(f"pass {passes} of")
        assert lesson.evaluate("len(fitted.losses), len(fitted.states)") == repr((passes + 1, passes + 1))
        lesson.run(lesson.where("sgd.fitted_curve(fitted"))
        shown = figure(lesson, "sgd.fitted_curve(fitted")
        shown.get_by_role("slider").focus()
        press(lesson, "End")
        expect(shown).to_contain_text(re.compile(r"after \d+ passes the loss is"))
        lesson.run(cell, source)

    def test_what_a_learner_writes_is_what_trains(self, lesson):
        lesson.run(lesson.where("def one_layer_back"), BACK)
        lesson.run(lesson.where("def weight_gradient"), FROM_LESSON_6)
        lent = lesson.where("one_layer_back = training.yours")
        lesson.run(lent)
        assert "stands in" not in lesson.cell(lent).inner_text()
        for source in ("def backward", "start = network.init", "gradient_check(training.suspect)"):
            lesson.run(lesson.where(source))
        told = (
            lesson.cell(lesson.where("gradient_check(training.suspect)"))
            .locator(".jp-OutputArea")
            .inner_text()
        )
        assert [line for line in told.splitlines() if "differs" in line] == ["W2 differs"]
        assert int(lesson.evaluate("len(asked)")) >= 12
        lesson.run(lesson.where("def descend"))
        lesson.run(lesson.where("fitted = training.watch"))
        expect(self.progress(lesson, "fitted = training.watch")).to_contain_text("loss 0.009")

    def progress(self, lesson, source):
        return lesson.cell(lesson.where(source)).locator(".widget-html-content, .jupyter-widgets").last


BACK = """def one_layer_back(delta, W, H):
    return ((delta @ W) * H * (1 - H)).tolist()
"""
FROM_LESSON_6 = """def weight_gradient(delta, inputs):
    return delta.T @ inputs


asked = []


def along(f, x, u, h):
    asked.append(u)
    return (f(x + h * u) - f(x - h * u)) / (2 * h)
"""


def test_every_lesson_is_opened():
    notebooks = [f"{number:02}_{lesson}" for number, lesson in enumerate(LESSONS)]
    assert sorted(lesson.notebook for lesson in Opened.__subclasses__()) == notebooks


# --- Leaving and coming back --------------------------------------------------------------------------------


class TestComingBack:
    def test_everything_is_there_again(self, lab):
        lab.open("00_start.ipynb")
        assert lab.run_all() == []
        type_answer(lab, "a road uphill", "6")
        expect(verdict(lab, "a road uphill")).to_contain_text("That is the rise alone")
        type_answer(lab, "type a formula", "x(3x - 4)")
        expect(verdict(lab, "type a formula")).to_contain_text("Right")
        panel(lab, "type a formula").get_by_role("button", name="Hint").click()
        choose(lab, "what the symbol says", "c")
        expect(verdict(lab, "what the symbol says")).to_contain_text("A slope takes two changes")
        panel(lab, "what the symbol says").get_by_role("button", name="Solution").click()
        choose(lab, "turn the line", "c")
        names = ["a road uphill", "type a formula", "what the symbol says", "turn the line"]
        for name, text in zip(names, ["rise alone", "Hint 1", "Solution", "Solution"], strict=True):
            expect(panel(lab, name)).to_contain_text(text)
        before = {name: standing(panel(lab, name)) for name in names}
        expect(course_map(lab)).to_contain_text("2 of 10 done")

        def assert_all_there():
            for name in names:
                until(lambda name=name: standing(panel(lab, name)), before[name])

        for name in names:
            lab.run(lab.where(f'ask("{name}"'))
        assert_all_there()

        lab.restart_kernel()
        check(lab, "an equation with a slip")
        expect(panel(lab, "an equation with a slip")).to_contain_text("The kernel was restarted.")
        assert lab.run_all() == []
        assert_all_there()

        lab.open("00_start.ipynb")
        assert lab.run_all() == []
        assert_all_there()
        expect(course_map(lab)).to_contain_text("2 of 10 done")
        assert lab.errors == []

    def test_the_map_shows_what_was_done_in_another_lesson(self, lab):
        of_all = f"of {sum(exercise.lesson == 'limits' for exercise in catalogue())} done"
        names = ["slope between two points", "as the step shrinks", "cancel the h"]
        lab.open("01_limits.ipynb")
        lab.run(lab.where("import math"))
        for name in names:
            lab.run(lab.where(f'ask("{name}"'))
        type_answer(lab, names[0], "4")
        # It follows while the learner answers.
        expect(course_map(lab)).to_contain_text(f"1 {of_all}")
        choose(lab, names[1], "a")
        type_answer(lab, names[2], "2x")
        expect(course_map(lab)).to_contain_text("Go on with: cancel the h")
        items = [course_map(lab).locator("li", has_text=name) for name in [*names, "within a hundredth"]]
        signs = [item.get_by_role("img").get_attribute("aria-label") for item in items]
        assert signs == ["done", "done", "tried", "open"]

        lab.open("00_start.ipynb")
        lab.run(lab.where("from course_lib"))
        lab.run(lab.where("course_map()"))
        expect(course_map(lab)).to_contain_text("0 of 10 done")
        expect(course_map(lab)).to_contain_text(f"2 {of_all}")
        expect(course_map(lab)).to_contain_text("Go on with: cancel the h")
        assert lab.errors == []


def curve(progress):
    """The points of the loss so far."""
    points = progress.locator("polyline").get_attribute("points")
    return [tuple(map(float, point.split(","))) for point in points.split()]


def network(shown):
    """The thickest line of a figure as it is drawn now."""
    return shown.evaluate(
        """(figure) => [...figure.querySelectorAll("path")]
            .sort((one, other) => parseFloat(other.style.strokeWidth || 0) - parseFloat(one.style.strokeWidth || 0))[0]
            .getAttribute("d")"""
    )


def course_map(lab):
    return lab.page.locator(".course-map")


def standing(panel):
    """What was answered, and what the panel says about it."""
    return panel.evaluate(
        """(panel) => [
            ...[...panel.querySelectorAll("input")].map((input) => [input.value, input.checked]),
            ...[...panel.querySelectorAll("[role=status], .course-panel-help, button")].map((node) => node.textContent),
        ]"""
    )


# --- Trouble with the file ----------------------------------------------------------------------------------


class TestTrouble:
    def test_a_damaged_file_is_said_once_and_nothing_is_lost(self, lab):
        lab.open("00_start.ipynb")
        lab.run(lab.where("from course_lib"))
        lab.run(lab.where('ask("type a formula"'))
        type_answer(lab, "type a formula", "3x^2 - 4x")
        expect(verdict(lab, "type a formula")).to_contain_text("Right")
        lab.restart_kernel()
        (lab.server.progress / "progress.log").write_bytes(b"\x00\xff garbage\n" * 50)

        assert lab.run_all() == []
        expect(verdict(lab, "type a formula")).to_contain_text("Right")
        self.assert_said_once(lab, "could not be read")

    def test_a_folder_that_cannot_be_written_is_said_once(self, lab):
        shutil.rmtree(lab.server.progress)
        lab.server.progress.write_text("not a folder")
        try:
            lab.open("00_start.ipynb")
            assert lab.run_all() == []
            self.assert_said_once(lab, "Your progress cannot be saved")
        finally:
            lab.server.progress.unlink()

    def assert_said_once(self, lab, sentence):
        assert lab.page.get_by_text(sentence).count() == 0
        type_answer(lab, "a road uphill", "6")
        expect(verdict(lab, "a road uphill")).to_contain_text("That is the rise alone")
        expect(panel(lab, "a road uphill").get_by_role("alert").get_by_text(sentence)).to_be_visible()
        choose(lab, "an equation with a slip", "2")
        expect(verdict(lab, "an equation with a slip")).to_contain_text("Right")
        # It stays until the next answer there, and is not said again.
        panel(lab, "a road uphill").get_by_role("textbox").fill("6 + 1")
        expect(panel(lab, "a road uphill").locator("[aria-live=polite]")).to_have_text("6+1")
        expect(lab.page.get_by_text(sentence)).to_have_count(1)
        press(lab, "Enter")
        expect(verdict(lab, "a road uphill")).to_contain_text("too large")
        expect(lab.page.get_by_text(sentence)).to_have_count(0)
        assert lab.errors == []


# --- What a learner does ------------------------------------------------------------------------------------


def panel(lab, name):
    return lab.cell(lab.where(f'ask("{name}"')).locator("form.course-panel")


def verdict(lab, name):
    return panel(lab, name).get_by_role("status")


def figure(lab, source):
    shown = lab.cell(lab.where(source)).locator(".course-live")
    shown.scroll_into_view_if_needed()
    return shown


def press(lab, *keys):
    for key in keys:
        lab.page.keyboard.press(key)


def type_answer(lab, name, text):
    panel(lab, name).get_by_role("textbox").fill(text)
    press(lab, "Enter")


def choose(lab, name, label):
    panel(lab, name).locator(f"input[value='{label}']").check()
    check(lab, name)


def check(lab, name):
    panel(lab, name).get_by_role("button", name=re.compile("Check|Commit")).click()


def drag(lab, shown, drawn, slider, to):
    """Drag the point that moves this slider to a place given in data coordinates of the first axes."""
    shown.locator(f"[data-drag={slider}]").hover()
    lab.page.mouse.down()
    x, y = place(drawn, *to)
    svg = shown.locator("> svg").bounding_box()
    scale = svg["width"] / drawn.figure.bbox.width
    lab.page.mouse.move(svg["x"] + scale * x, svg["y"] + scale * y, steps=8)
    lab.page.mouse.up()


# --- What it is compared with -------------------------------------------------------------------------------


def words(markdown):
    """How a text begins when it is shown: its first words, up to mathematics, code or bold type."""
    return re.match(r"[^$*`\\]*", markdown)[0].strip()


def laid_out(drawn):
    drawn.png()
    return drawn


def place(drawn, x, y):
    """Where matplotlib puts a point of the first axes: to the right and down, in the units of the SVG."""
    right, up = drawn.figure.axes[0].transData.transform((x, y))
    return right, drawn.figure.bbox.height - up


def assert_point(shown, drawn, x, y):
    """One of the points of the picture in the page stands where Python puts it."""
    points = shown.evaluate(
        """(figure) => [...figure.querySelectorAll("[transform^=translate]:not(svg svg *)")]
            .filter((mark) => mark.getBoundingClientRect().width)
            .map((mark) => mark.getAttribute("transform").match(/-?[\\d.]+/g).map(Number))"""
    )
    expected = pytest.approx(place(drawn, x, y), abs=0.02)
    assert any(tuple(point) == expected for point in points), f"{expected} is not in {points}"


def assert_shows(shown, drawn):
    """The page writes below the picture what Python writes."""
    for sentence in shown.locator(".course-live-readouts p").all():
        assert sentence.inner_text().replace("−", "-") in drawn.description().replace("−", "-")


def until(question, answer):
    """Ask until this is the answer: the kernel hears of a slider once the hand has rested for a moment."""
    for _ in range(200):
        if question() == answer:
            return
    assert question() == answer
