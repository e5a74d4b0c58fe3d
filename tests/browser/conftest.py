"""Fixtures: `lab` is JupyterLab in Chromium with a fresh copy of the notebooks, no progress and no kernel."""

import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from .lab import Lab, chromium, jupyter_server

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    with jupyter_server(tmp_path_factory.mktemp("jupyter lab")) as server:
        yield server


@pytest.fixture(scope="session")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def lab(browser, server):
    """A fresh page; the test fails when anything in it asked for a host outside this machine."""
    with fresh_lab(browser, server) as lab:
        yield lab


@pytest.fixture(scope="class")
def shared_lab(browser, server):
    """As `lab`, for all tests of a class together."""
    with fresh_lab(browser, server) as lab:
        yield lab


@contextmanager
def fresh_lab(browser, server):
    server.clear()
    shutil.copytree(
        NOTEBOOKS, server.notebooks, dirs_exist_ok=True, ignore=shutil.ignore_patterns("source", ".*")
    )
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    lab = Lab(context.new_page(), server)
    yield lab
    context.close()
    assert lab.outside == []
