"""The environment: one lock, the same for Binder, that meets what pyproject.toml asks."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
SYSTEMS = {"linux": ("posix", "Linux"), "darwin": ("posix", "Darwin"), "win32": ("nt", "Windows")}

LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FLOORS = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]


def test_binder_has_the_same_lock():
    assert (ROOT / "binder" / "requirements.txt").read_text(encoding="utf-8") == LOCK


def test_the_lock_has_names_versions_and_markers_only():
    for line in LOCK.splitlines():
        pin = Requirement(line)  # raises for options, paths and comments
        assert pin.url is None, line
        assert [specifier.operator for specifier in pin.specifier] == ["=="], line
        assert "*" not in str(pin.specifier), line


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_the_lock_meets_every_floor(python, system):
    os_name, platform_system = SYSTEMS[system]
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": system,
        "os_name": os_name,
        "platform_system": platform_system,
    }
    pins = [Requirement(line) for line in LOCK.splitlines()]
    pins = [pin for pin in pins if pin.marker is None or Marker(str(pin.marker)).evaluate(environment)]
    versions = {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in pins}
    assert len(versions) == len(pins), "a package is pinned twice"
    for floor in map(Requirement, FLOORS):
        assert floor.specifier.contains(versions[canonicalize_name(floor.name)], prereleases=True), floor


def test_binder_reads_our_files():
    """repo2docker writes the recipe that Binder would build; Docker itself is not needed."""
    done = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    recipe = done.stdout + done.stderr
    assert done.returncode == 0, recipe
    python = (ROOT / "binder" / "runtime.txt").read_text().strip().removeprefix("python-")
    assert python in PYTHONS
    assert f"Building conda environment for python={python}" in recipe
    assert 'pip install --no-cache-dir -r "binder/requirements.txt"' in recipe
    assert "RUN ./binder/postBuild" in recipe
    # Installed before the repository is copied in, the lock is cached from one commit to the next.
    assert recipe.index("binder/requirements.txt") < recipe.index(" src/ ${REPO_DIR}/")
