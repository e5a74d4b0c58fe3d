"""One lock, the same for Binder, that meets what pyproject.toml asks; a .venv that holds what it lists."""

import hashlib
import importlib.util
import os
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


def test_every_test_begins_without_progress(tmp_path):
    assert Path(os.environ["COURSE_PROGRESS"]).is_relative_to(tmp_path)
    assert not Path(os.environ["COURSE_PROGRESS"]).exists()


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


@pytest.fixture
def venv(tmp_path, monkeypatch):
    """.ci/venv.py in a folder of its own; instead of running programs it lists them in `calls`."""
    spec = importlib.util.spec_from_file_location("venv_py", ROOT / ".ci" / "venv.py")
    venv = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(venv)
    course = tmp_path / "a course"
    (course / "binder").mkdir(parents=True)
    (course / "binder" / "overrides.json").write_text("{}")
    (course / "requirements.txt").write_text("numpy==2.4.6\n")
    monkeypatch.chdir(course)

    def create():
        venv.PYTHON.parent.mkdir(parents=True)
        venv.PYTHON.touch()

    venv.calls = []
    venv.create, venv.has_pip = create, venv.PYTHON.exists
    venv.run = lambda *command: venv.calls.append(command)
    return venv


def again(venv):
    """Whether a second run installs anything, and whether it does so into the same .venv."""
    venv.calls.clear()
    sign = venv.PYTHON.with_name("sign")
    sign.touch()
    venv.main()
    return bool(venv.calls), sign.exists()


def test_a_venv_that_is_finished_is_left_alone(venv):
    venv.main()
    assert [call[-2:] for call in venv.calls] == [("-r", "requirements.txt"), ("--editable", ".")]
    assert again(venv) == (False, True)


def test_a_new_lock_is_installed_into_the_venv_that_is_there(venv):
    venv.main()
    Path("requirements.txt").write_text("numpy==2.4.5\n")
    assert again(venv) == (True, True)
    assert again(venv) == (False, True)


def test_an_interrupted_installation_is_made_anew(venv):
    def interrupted(*command):
        raise KeyboardInterrupt

    run, venv.run = venv.run, interrupted
    with pytest.raises(KeyboardInterrupt):
        venv.main()
    venv.run = run
    assert again(venv) == (True, False)
    assert again(venv) == (False, True)


def test_an_update_that_was_interrupted_is_made_anew(venv):
    venv.main()
    Path("requirements.txt").write_text("numpy==2.4.5\n")
    run = venv.run
    venv.run = lambda *command: sys.exit(1)
    with pytest.raises(SystemExit):
        venv.main()
    venv.run = run
    assert again(venv) == (True, False)


def test_a_folder_that_moved_gets_a_new_venv(venv, monkeypatch):
    venv.main()
    here = Path.cwd()
    monkeypatch.chdir(here.parent)
    monkeypatch.chdir(here.rename(here.with_name("a")))  # "a" is how the old name begins
    assert again(venv) == (True, False)


def test_a_venv_made_by_hand_is_kept(venv):
    venv.create()
    assert again(venv) == (True, True)


def test_a_venv_whose_python_is_gone_is_made_anew(venv):
    venv.main()
    venv.PYTHON.unlink()
    assert again(venv) == (True, False)


@pytest.mark.parametrize(
    "name, content, problem",
    [
        ("pip-1.0-py3-none-any.whl", b"a wheel", None),
        ("pip-1.0-py3-none-any.whl", b"another", "damaged"),
        ("pip-1.1-py3-none-any.whl", b"a wheel", "not listed"),
    ],
)
def test_pip_comes_from_the_index_with_its_checksum(venv, tmp_path, name, content, problem):
    page = tmp_path / "index.html"
    checksum = hashlib.sha256(b"a wheel").hexdigest()
    page.write_text(f'<a href="files/pip-1.0-py3-none-any.whl#sha256={checksum}">pip</a>')
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / name).write_bytes(content)
    if problem is None:
        assert venv.fetch(page.as_uri(), name) == content
    else:
        with pytest.raises(ValueError, match=problem):
            venv.fetch(page.as_uri(), name)
