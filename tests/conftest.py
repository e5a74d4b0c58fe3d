"""Every test and every notebook begins with no progress, and none sees that of whoever runs the tests."""

import os
import re
import tempfile
from functools import partial
from pathlib import Path

import nbval.kernel
import pytest
from jupyter_client.manager import KernelManager
from xdist.scheduler import LoadScopeScheduling

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
            folder = Path(FOLDER.name, item.path.stem)
            os.environ["COURSE_PROGRESS"] = str(folder)
            if os.name == "posix":
                # Over TCP, another test may take a port between its choice and the start of the kernel.
                nbval.kernel.KernelManager = partial(KernelManager, transport="ipc", ip=f"{folder}-kernel")


def pytest_configure(config):
    # A hook that stands in a conftest.py is not called for items outside its folder, and the notebooks are.
    config.pluginmanager.register(NotebookProgress())


class ByExercise(LoadScopeScheduling):
    """One worker has the browser, as two of them would wait for one another; of the proofs each takes an exercise."""

    def _split_scope(self, nodeid):
        file, _, test = nodeid.partition("::")
        if file.startswith("tests/browser/"):
            return "browser"
        if not file.endswith("test_exercises.py"):
            return super()._split_scope(nodeid)
        # Without the numbers of its variants, which are drawn once for all that is proved of it.
        return re.sub(r"\d+", "", test.partition("[")[2])


def pytest_xdist_make_scheduler(config, log):
    if config.getoption("dist") == "loadscope":
        return ByExercise(config, log)


def pytest_terminal_summary(terminalreporter):
    """What tests have to say of themselves: they call `record_property("summary", …)`."""
    for report in terminalreporter.getreports("passed"):
        for name, text in report.user_properties:
            if name == "summary" and report.when == "call":
                terminalreporter.write_line(text)
