"""The committed notebooks are what their sources give, and a number that changes is noticed."""

import base64
import importlib.util
import io
import json
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import numpy as np
import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
BUILDER = ROOT / "notebooks" / "source" / "build.py"

LESSON = """
# A lesson

```{code-cell}
from ipywidgets import IntSlider
from PIL import Image

print(6.000100000012054)
```

A picture, widgets and an error that belongs to the lesson.

```{code-cell}
Image.linear_gradient("L").resize((400, 300))
```

```{code-cell}
view = {"application/vnd.jupyter.widget-view+json": {"model_id": "gone"}}
display(IntSlider())
display(view, raw=True)
```

```{code-cell}
:tags: [raises-exception]

1 / 0
```
"""


def build(*arguments, builder=BUILDER):
    """What `python build.py …` says when it fails, or None."""
    spec = importlib.util.spec_from_file_location("build", builder)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def run():
        try:
            module.main(arguments)
        except SystemExit as end:
            return end.code or None

    # In a thread of its own: in this one the event loop of a browser test may be running.
    with ThreadPoolExecutor() as threads:
        return threads.submit(run).result()


def test_the_committed_notebooks_are_what_their_sources_give():
    assert build("--check") is None


@pytest.mark.parametrize("source", sorted(BUILDER.parent.glob("*.md")), ids=lambda path: path.stem)
def test_code_is_seen_whole_beside_the_list_of_files(source):
    cells = re.findall(
        r"^```\{code-cell\}.*?$(.*?)^```$", source.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    assert cells
    assert [line for cell in cells for line in cell.splitlines() if len(line) > 88] == []


class Course:
    """A builder with a lesson of its own."""

    def __init__(self, folder):
        self.notebooks = folder / "notebooks"
        self.source = self.notebooks / "source" / "01_toy.md"
        self.notebook = self.notebooks / "01_toy.ipynb"
        self.source.parent.mkdir(parents=True)
        self.source.write_text(LESSON, encoding="utf-8")
        shutil.copy(BUILDER, self.source.parent)

    def build(self, *arguments):
        return build(*arguments, builder=self.source.with_name("build.py"))

    def edit(self, path, old, new):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")

    def cells(self):
        return nbformat.read(self.notebook, as_version=4).cells

    def picture(self):
        return self.cells()[3].outputs[0].data["image/png"].strip()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    course = Course(tmp_path_factory.mktemp("a course"))
    assert course.build() is None
    return course


@pytest.fixture
def course(built, tmp_path):
    """A built course that a test may change."""
    course = Course(tmp_path / "a course")
    shutil.copy(built.notebook, course.notebook)
    return course


def test_building_again_gives_the_same_bytes(course):
    before = course.notebook.read_bytes()
    assert course.build() is None
    assert course.notebook.read_bytes() == before
    assert course.build("--check") is None


def test_nothing_of_the_run_is_left_but_its_outputs(built):
    metadata = json.loads(built.notebook.read_text(encoding="utf-8"))["metadata"]
    assert metadata.keys() == {"kernelspec", "language_info"}
    assert "version" not in metadata["language_info"]
    code = [cell for cell in built.cells() if cell.cell_type == "code"]
    assert not any("execution" in cell.metadata for cell in code)
    # nbval compares nothing in a cell without an execution count.
    assert [cell.execution_count for cell in code] == [1, 2, 3, 4]
    first, _, widgets, error = (cell.outputs for cell in code)
    assert [output.text for output in first] == ["6.000100000012054\n"]
    assert [output.data.keys() for output in widgets] == [{"text/plain"}]
    assert [output.ename for output in error] == ["ZeroDivisionError"]


def test_a_cell_added_leaves_the_ids_of_the_others(course):
    before = {cell.source: cell.id for cell in course.cells()}
    course.edit(course.source, "\nA picture", "\n```{code-cell}\nprint(1)\n```\n\nA picture")
    assert course.build("01_toy") is None
    after = {cell.source: cell.id for cell in course.cells()}
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1


def test_cells_with_the_same_text_have_different_ids(course):
    course.source.write_text("Again.\n\n+++\n\nAgain.\n", encoding="utf-8")
    assert course.build() is None
    one, two = course.cells()
    assert one.source == two.source == "Again."
    assert one.id != two.id
    assert course.build("--check") is None


def test_check_names_the_first_cell_whose_text_differs(course):
    before = course.notebook.read_bytes()
    course.edit(course.source, "A picture", "One picture")
    assert "01_toy.ipynb differs in the text of cell 3, “One picture, widgets" in course.build("--check")
    assert course.notebook.read_bytes() == before


def test_check_names_the_first_cell_whose_outputs_differ(course):
    course.edit(course.notebook, '"6.000100000012054\\n"', '"6.000100000012055\\n"')
    assert "01_toy.ipynb differs in the outputs of cell 2, “from ipywidgets" in course.build("--check")


def test_check_wants_a_notebook_for_each_source_and_a_source_for_each_notebook(course):
    course.notebook.rename(course.notebook.with_name("02_left_over.ipynb"))
    message = course.build("--check")
    assert "01_toy.ipynb is missing" in message
    assert "02_left_over.ipynb has no source" in message


def test_an_error_that_no_tag_announces_fails_the_build(course):
    before = course.notebook.read_bytes()
    course.edit(course.source, "print(6.000100000012054)", "print(no_such_name)")
    assert "no_such_name" in course.build()
    assert course.notebook.read_bytes() == before


def test_a_lesson_that_is_not_there_is_named(course):
    assert "09_nowhere.md" in course.build("09_nowhere")


@pytest.mark.parametrize(
    "rows, columns, levels, kept",
    [(1, 50, 8, True), (1, 3, 40, False), (10, 50, 1, False)],
    ids=["last bits", "few pixels by much", "many by a little"],
)
def test_a_committed_picture_is_kept_while_it_looks_the_same(course, rows, columns, levels, kept):
    fresh = course.picture()
    pixels = np.array(Image.open(io.BytesIO(base64.b64decode(fresh))))
    pixels[200 : 200 + rows, 100 : 100 + columns] -= np.uint8(levels)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, format="png")
    committed = base64.b64encode(file.getvalue()).decode()

    course.edit(course.notebook, fresh, committed)
    assert course.build() is None
    assert course.picture() == (committed if kept else fresh)


def nbval(course):
    """What pytest prints for the notebooks of this course, with the project's settings and plugin."""
    command = [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider"]
    command += ["-c", "pyproject.toml", "-p", "tests.conftest", course.notebooks]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    return done.stdout


def test_nbval_accepts_what_was_built(course):
    assert "4 passed" in nbval(course)


def test_nbval_sees_one_digit_that_changed(course):
    course.edit(course.notebook, '"6.000100000012054\\n"', '"6.000100000012055\\n"')
    assert "1 failed, 3 passed" in nbval(course)


def test_every_notebook_begins_without_progress(tmp_path):
    course = Course(tmp_path)
    source = """
```{code-cell}
import os
from pathlib import Path

progress = Path(os.environ["COURSE_PROGRESS"])
print(progress.exists())
progress.mkdir(parents=True)
```
"""
    course.source.write_text(source, encoding="utf-8")
    course.source.with_name("02_toy.md").write_text(source, encoding="utf-8")
    assert course.build() is None
    assert course.cells()[0].outputs[0].text == "False\n"
    assert "2 passed" in nbval(course)
