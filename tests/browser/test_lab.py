"""The harness itself: were it blind to an error, every other browser test would pass for nothing."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook


def write(path, *sources):
    cells = [new_markdown_cell("# Toy"), *(new_code_cell(source) for source in sources)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), path)


def test_run_all_waits_for_the_last_cell_and_reports_its_error(lab):
    write(lab.server.notebooks / "toy.ipynb", "1 + 1", "import time; time.sleep(1); 1 / 0")
    lab.open("toy.ipynb")
    assert lab.run_all() == ["cell 2: ZeroDivisionError: division by zero"]
    assert lab.cell(1).locator(".jp-OutputArea-output").inner_text().strip() == "2"


def test_an_error_that_the_lesson_wants_is_no_error(lab):
    path = lab.server.notebooks / "toy.ipynb"
    write(path, "1 / 0", "print('went on')")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].metadata["tags"] = ["raises-exception"]
    nbformat.write(notebook, path)
    lab.open("toy.ipynb")
    assert lab.run_all() == []
    assert "went on" in lab.cell(2).inner_text()


def test_a_restarted_kernel_has_forgotten_and_still_runs(lab):
    write(
        lab.server.notebooks / "toy.ipynb",
        "try:\n    n += 1\nexcept NameError:\n    n = 1\nprint('runs:', n)",
    )
    lab.open("toy.ipynb")
    assert lab.run_all() == []
    assert lab.run_all() == []
    assert "runs: 2" in lab.cell(1).inner_text()
    lab.restart_kernel()
    assert lab.run_all() == []
    assert "runs: 1" in lab.cell(1).inner_text()


def test_themes_change_what_is_seen(lab):
    write(lab.server.notebooks / "toy.ipynb", "1")
    lab.open("toy.ipynb")
    background = "getComputedStyle(document.querySelector('.jp-Notebook')).backgroundColor"
    light = lab.page.evaluate(background)
    lab.dark()
    assert lab.page.evaluate(background) != light
    lab.light()
    assert lab.page.evaluate(background) == light


def test_kernels_get_a_progress_folder_of_their_own(lab):
    write(lab.server.notebooks / "toy.ipynb", "import os; print(os.environ['COURSE_PROGRESS'])")
    lab.open("toy.ipynb")
    lab.run_all()
    assert str(lab.server.progress) in lab.cell(1).inner_text().replace("\n", "")


def test_a_request_to_another_host_is_noticed(lab):
    write(lab.server.notebooks / "toy.ipynb", "1")
    lab.open("toy.ipynb")
    lab.page.evaluate("fetch('https://example.org/').catch(() => null)")
    assert lab.outside == ["https://example.org/"]
    lab.outside.clear()
