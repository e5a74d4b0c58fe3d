"""Live figures and checks where learners meet them besides a quiet JupyterLab: Notebook 7, and a kernel at work."""

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from course_lib.figures import limits
from tests.browser.conftest import fresh_lab
from tests.browser.lab import jupyter_server

READOUTS = ".course-live-readouts p"


def write(path, *sources):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [new_code_cell(source) for source in sources]
    nbformat.write(new_notebook(cells=cells, metadata=kernel), path)


# What Notebook 7 itself logs while it starts, also for an empty notebook; how much of it depends on how fast it starts.
OF_NOTEBOOK = {
    "Cannot read properties of undefined (reading 'schema')",
    "Command 'filebrowser:open-path' not registered.",
}


@pytest.fixture
def notebook(browser, tmp_path):
    """Notebook 7, from a server of its own.

    A server that has both handed JupyterLab the fonts of Notebook 7, which have the same names, and then refused.
    """
    with jupyter_server(tmp_path) as server, fresh_lab(browser, server) as lab:
        yield lab


def test_a_lesson_runs_in_notebook_7(notebook):
    lab, page = notebook, notebook.page
    page.goto(f"{lab.server.url}/notebooks/01_limits.ipynb?token={lab.server.token}")
    page.wait_for_load_state("networkidle", timeout=60_000)
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    figure = page.locator(".course-live").first
    figure.wait_for(timeout=60_000)

    # Arrow keys move the slider and not the notebook.
    live = limits.secant()
    slider = figure.get_by_label("h", exact=True)
    slider.focus()
    page.keyboard.press("ArrowLeft")
    h = live.sliders["h"]
    values = {**live.values, "h": h.stops[h.stops.tolist().index(h.value) - 1]}
    assert figure.locator("p").all_inner_texts() == [readout.text(values) for readout in live.readouts]

    panel = page.locator(".course-panel").filter(has=page.locator("input[type=text]")).first
    panel.wait_for(timeout=60_000)
    panel.get_by_role("textbox").fill("8")
    page.keyboard.press("Enter")
    panel.get_by_text("8 is the rise").wait_for(timeout=60_000)
    assert set(lab.errors) <= OF_NOTEBOOK


# pyplot is not safe where threads share it, and with ipykernel 7 the callbacks of widgets run beside the cells.
DRAWING = """
import hashlib, io
import matplotlib.pyplot as plt

def draw():
    figure, ax = plt.subplots(figsize=(2, 1.5))
    ax.plot([0, 1, 4])
    buffer = io.BytesIO()
    figure.savefig(buffer, format="raw")
    plt.close(figure)
    return hashlib.sha256(buffer.getvalue()).hexdigest()

reference = draw()
"""
MOVING = """
from course_lib.figures import limits
live = limits.secant()
heard = []
live.observe(lambda change: heard.append((live.a, live.h)), names=["a", "h"])
live
"""


def test_a_slider_is_moved_while_another_cell_draws_200_figures(lab):
    write(
        lab.server.notebooks / "busy.ipynb",
        DRAWING,
        MOVING,
        "pictures = [draw() for _ in range(200)]\nprint('drawn')",
    )
    lab.open("busy.ipynb")
    lab.run(0)
    lab.run(1)
    page = lab.page
    live = limits.secant()
    inputs = page.locator(".course-live input")
    inputs.first.focus()
    page.evaluate(
        "jupyterapp.shell.currentWidget.content.activeCellIndex = 2;"
        "jupyterapp.commands.execute('notebook:run-cell'); 0"
    )
    moves, busy = 0, True
    while busy:
        inputs.nth(moves % 2).press("ArrowRight" if moves % 4 < 2 else "PageDown")
        places = [int(place) for place in inputs.evaluate_all("all => all.map(input => input.value)")]
        sliders = live.sliders.values()
        values = {slider.name: slider.stops[i] for slider, i in zip(sliders, places, strict=True)}
        shown = page.locator(READOUTS).all_inner_texts()
        assert shown == [readout.text(values) for readout in live.readouts], values
        moves += 1
        busy = "drawn" not in lab.cell(2).inner_text().splitlines()
    assert moves > 10
    page.wait_for_timeout(500)
    assert lab.evaluate("len(pictures), set(pictures) == {reference}") == "(200, True)"
    # What the kernel was told is where the sliders stand.
    assert lab.evaluate("(live.a, live.h)") == repr(tuple(float(value) for value in values.values()))
    assert lab.evaluate("heard[-1] == (live.a, live.h)") == "True"
    assert re.search("Error|Traceback", lab.page.locator(".jp-Notebook").inner_text()) is None
    assert lab.errors == []


def test_keys_on_the_buttons_of_a_figure_do_nothing_to_the_notebook(lab):
    """`d` twice deletes a cell of JupyterLab, unless the button with the focus keeps its keys to itself."""
    write(lab.server.notebooks / "buttons.ipynb", MOVING)
    lab.open("buttons.ipynb")
    lab.run(0)
    before = lab.cells()
    button = lab.page.get_by_role("button", name="Reset")
    button.focus()
    lab.page.evaluate("jupyterapp.shell.currentWidget.content.mode = 'command'")
    button.focus()
    for key in "ddab":
        lab.page.keyboard.press(key)
    assert lab.cells() == before
