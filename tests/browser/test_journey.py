"""The whole course as a learner goes through it: every lesson from the start page on, every exercise, to a full map.

Of every lesson all cells are run. Then each answer is given by keys: typed, chosen, or moved to. What is typed as code
is that of the solution.
"""

import re
from importlib import import_module

from playwright.sync_api import expect

from course_lib.exercises import LESSONS, catalogue, find

expect.set_options(timeout=30_000)

# What anywidget throws when a widget took more than two seconds to load; what the kernel says to it is then missed.
LATE = "[anywidget] Failed to initialize model."


def test_from_the_start_page_to_a_full_map(lab):
    lab.open("00_start.ipynb")
    work_through(lab, "start")
    for lesson, title in list(LESSONS.items())[1:]:
        follow_link(lab, lesson)
        work_through(lab, lesson)
        if lesson == "sgd":
            assert_trained(lab)
        leave(lab)
        run(lab, lab.where("course_map()"))
        expect(course_map(lab).get_by_label(title, exact=True)).to_have_js_property(
            "value", len(exercises(lesson))
        )
    bars = course_map(lab).get_by_role("progressbar")
    expect(bars).to_have_count(len(LESSONS))
    for bar in bars.all():
        assert bar.get_attribute("value") == bar.get_attribute("max")
    expect(course_map(lab)).to_contain_text("All exercises are done.")
    lab.screenshot("journey")
    assert set(lab.errors) <= {LATE}


def exercises(lesson):
    return [exercise for exercise in catalogue() if exercise.lesson == lesson]


def course_map(lab):
    return lab.page.locator(".jp-NotebookPanel:visible .course-map")


# --- From page to page --------------------------------------------------------------------------------------


def follow_link(lab, lesson):
    """Click the link to a lesson on the page in front, and wait until the lesson is there."""
    lab.page.locator(f".jp-NotebookPanel:visible .jp-RenderedMarkdown a[href*='_{lesson}.ipynb']").click()
    expect(lab.page.locator(".jp-NotebookPanel:visible h1")).to_contain_text(LESSONS[lesson])
    lab.settle()


def leave(lab):
    """Close the lesson and shut down its kernel; the page that led to it is in front again."""
    lab.page.get_by_role("menuitem", name="File", exact=True).click()
    lab.page.get_by_role("menuitem", name="Close and Shut Down Notebook").click()
    lab.page.get_by_role("button", name="Ok", exact=True).click()
    expect(lab.page.locator(".jp-NotebookPanel:visible h1")).to_contain_text(LESSONS["start"])


# --- Through a lesson ---------------------------------------------------------------------------------------


def work_through(lab, lesson):
    """Run all cells and answer all exercises."""
    assert lab.run_all() == []
    sources = [source if kind == "code" else "" for kind, source in lab.cells()]
    # Which exercise a function answers, where it is checked or asked for again.
    calls = re.findall(r'(?:check|training\.yours)\("([^"]+)", (\w+)\)', "\n".join(sources))
    answered = {function: find(name) for name, function in calls}
    for i, source in enumerate(sources):
        if re.search(r"^ .*\.\.\.$", source, re.MULTILINE):
            functions = re.findall(r"^(?:def|class) (\w+)", source, re.MULTILINE)
            ending = re.findall(r"^check\(.*", source, re.MULTILINE)
            write(lab, i, "\n\n\n".join([*(solution(answered[name]) for name in functions), *ending]))
            if ending:
                expect(lab.cell(i).locator(".jp-OutputArea-output"), ending[0]).to_contain_text("Right")
        elif asked := re.match(r'ask\("([^"]+)"(?:, (\w+))?', source):
            answer_panel(lab, i, find(asked[1]), figure=asked[2])
    if lesson == "sgd":
        # The networks are trained by the learner's own functions.
        assert lab.run_all() == []
    n = len(exercises(lesson))
    expect(course_map(lab)).to_contain_text(f"{n} of {n} done")


def run(lab, i):
    """Click into a cell and press Shift + Enter."""
    lab.cell(i).locator(".cm-content").click()
    lab.page.keyboard.press("Shift+Enter")


def write(lab, i, source):
    """Write into a cell, in the place of what stands there, and run it."""
    lab.cell(i).locator(".cm-content").click()
    lab.page.keyboard.press("Control+a")
    for line in source.splitlines():
        lab.page.keyboard.insert_text(line)
        # The editor indents the next line; what it begins with is written like the rest of it.
        lab.page.keyboard.press("Enter")
        lab.page.keyboard.press("Shift+Home")
    lab.page.keyboard.press("Shift+Enter")


def solution(exercise):
    return re.search(r"```python\n(.*?)\n```", exercise.solution, re.DOTALL)[1]


def assert_trained(lab):
    """Both networks were trained to the end by the learner's own function, in sight, and as well as the lesson says."""
    for name, passes in {"fitted": 300, "spoiled": 300, "parted": 200}.items():
        [i] = [k for k, (_, source) in enumerate(lab.cells()) if f"{name} = training.watch(" in source]
        bar = lab.cell(i).get_by_role("progressbar")
        expect(bar).to_have_js_property("value", passes)
        expect(bar).to_have_js_property("max", passes)
        expect(lab.cell(i).get_by_role("img", name="The loss so far")).to_be_visible()
    outputs = lab.page.locator(".jp-NotebookPanel:visible .jp-OutputArea-output")
    expect(outputs.get_by_text("Until yours passes")).to_have_count(0)
    reached = lab.cell(lab.where("fresh, true_sides = ")).locator(".jp-OutputArea-output")
    moons, curve = re.findall(r"(\d+\.\d+)(?:%| off)", reached.inner_text())
    assert float(moons) >= 97.5
    assert float(curve) < 0.04


# --- Answers ------------------------------------------------------------------------------------------------


def answer_panel(lab, i, exercise, figure):
    panel = lab.cell(i).locator("form.course-panel")
    expect(panel, exercise.name).to_be_visible()
    if exercise.kind in ("function", "class"):
        return
    if figure:
        at = lab.where(f"{figure} = ")
        module, function = re.match(r"\w+ = (\w+)\.(\w+)\(\)", lab.cells()[at][1]).groups()
        live = getattr(import_module(f"course_lib.figures.{module}"), function)()
        move(lab, lab.cell(at).locator(".course-live"), live, exercise.reference)
        press(lab, panel.get_by_role("button", name="Check"), "Enter")
    else:
        answer(lab, panel, exercise)
    # The panel itself tells what to do when it was LATE.
    right = lab.page.locator("form[data-verdict=correct]")
    unheard = panel.get_by_text("run this cell again")
    expect(panel.and_(right).or_(unheard).first, exercise.name).to_be_visible()
    if unheard.is_visible():
        run(lab, i)
    expect(panel, exercise.name).to_have_attribute("data-verdict", "correct")


def answer(lab, panel, exercise):
    kind, reference = exercise.answer, exercise.reference
    match exercise.kind:
        case "number" | "formula" | "array":
            unit = getattr(kind, "unit", None)
            panel.get_by_role("textbox").press_sequentially(
                f"{reference} {unit.text}" if unit else str(reference)
            )
        case "chain":
            for box, number in zip(panel.get_by_role("textbox").all(), reference.values(), strict=True):
                box.press_sequentially(str(number))
        case "choice" | "prediction" | "find the error":
            down = list(kind.labels).index(str(reference))
            press(lab, panel.get_by_role("radio").first, "Space", *["ArrowDown"] * down)
        case "sketch":
            heights = dict(zip(kind.names, kind.expected.tolist(), strict=True))
            move(lab, panel.locator(".course-live"), kind.figure(), heights)
    lab.page.keyboard.press("Enter")


def move(lab, shown, live, to):
    """Move the sliders of a figure to these values by keys."""
    for name, value in to.items():
        slider = shown.get_by_role("slider").nth(list(live.sliders).index(name))
        stops = live.sliders[name].stops
        goal = (
            live.sliders[name].options.index(value)
            if live.sliders[name].options
            else abs(stops - value).argmin()
        )
        press(lab, slider)
        while (steps := goal - int(slider.input_value())) != 0:
            far = abs(steps) > len(stops) / 8
            lab.page.keyboard.press(
                ("PageUp" if far else "ArrowRight") if steps > 0 else "PageDown" if far else "ArrowLeft"
            )


def press(lab, place, *keys):
    place.focus()
    for key in keys:
        lab.page.keyboard.press(key)
