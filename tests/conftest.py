"""Every test and every notebook begins with no progress, and none sees that of whoever runs the tests."""

import os
import tempfile
from pathlib import Path

import pytest

# Set at once and not by a fixture, for whatever is imported or started before the first test.
FOLDER = tempfile.TemporaryDirectory(prefix="progress-", ignore_cleanup_errors=True)
os.environ["COURSE_PROGRESS"] = FOLDER.name


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress"))


class NotebookProgress:
    """nbval starts a kernel when it sets up the first cell of a notebook; no fixture runs for such a cell."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item):
        if item.path.suffix == ".ipynb":
            os.environ["COURSE_PROGRESS"] = str(Path(FOLDER.name, item.path.stem))


def pytest_configure(config):
    # A hook that stands in a conftest.py is not called for items outside its folder, and the notebooks are.
    config.pluginmanager.register(NotebookProgress())
