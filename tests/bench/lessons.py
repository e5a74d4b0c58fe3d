"""From Run All Cells to the first figure of every lesson, in JupyterLab, beside a notebook of the usual imports."""

import shutil
from statistics import median

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser

from course_lib.exercises import LESSONS
from tests.browser.conftest import NOTEBOOKS
from tests.browser.lab import Lab, Server

LIMIT = 3.0  # seconds
KERNELS = 3
YARDSTICK = "a notebook of the usual imports"
USUAL = """\
import numpy, matplotlib.pyplot, ipywidgets
ipywidgets.IntSlider()"""
# Until the first figure, or the first slider of ipywidgets, has been painted; in seconds.
RUN = """async () => {
    const panel = jupyterapp.shell.currentWidget.node;
    const seen = () => panel.querySelector(".course-live > svg, .widget-slider")?.getBoundingClientRect().height;
    const start = performance.now();
    jupyterapp.commands.execute("notebook:run-all-cells");
    while (!seen()) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return (performance.now() - start) / 1000;
}"""


def report(server: Server, browser: Browser):
    """Criteria and tables, as `report.py` has them."""
    server.clear()
    lessons = [path.stem for lesson in LESSONS for path in NOTEBOOKS.glob(f"[0-9][0-9]_{lesson}.ipynb")]
    notebooks = [YARDSTICK, *lessons]
    shutil.copytree(NOTEBOOKS, server.notebooks, dirs_exist_ok=True, ignore=shutil.ignore_patterns("source"))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    usual = new_notebook(cells=[new_code_cell(USUAL)], metadata=kernel)
    nbformat.write(usual, server.notebooks / f"{YARDSTICK}.ipynb")
    times = {notebook: [] for notebook in notebooks}
    for _ in range(KERNELS):
        for notebook in notebooks:
            times[notebook].append(first_figure(notebook, server, browser))
    rows = [
        (name, f"{median(all_times):.2f} s", f"{median(all_times) / median(times[YARDSTICK]):.2f}")
        for name, all_times in times.items()
    ]
    latest = max(median(all_times) for name, all_times in times.items() if name != YARDSTICK)
    what = f"every notebook: its first figure within {LIMIT:g} s of Run All Cells"
    title = f"Run All Cells → first figure, in JupyterLab, median of {KERNELS} new kernels"
    table = [("notebook", "median", "times as long as the first"), *rows]
    return [(what, f"{latest:.2f} s", latest <= LIMIT)], {title: table}


def first_figure(notebook: str, server: Server, browser: Browser) -> float:
    """Seconds, in a new page with a new kernel."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    try:
        lab = Lab(page, server)
        lab.open(f"{notebook}.ipynb")
        page.evaluate("jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
        page.wait_for_timeout(500)
        seconds = page.evaluate(RUN)
        page.evaluate("jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    finally:
        page.close()
    return seconds
