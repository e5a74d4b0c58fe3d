"""Make .venv hold what requirements.txt lists: `python3 .ci/venv.py`, from the top of the repository.

Where nothing is to be done this takes a moment; a new lock is installed into the .venv that is there. Another
Python, a moved folder or an installation that was interrupted makes .venv anew. Needs neither root nor
Debian's python3-venv.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import Request, urlopen

VENV = Path(".venv")
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "made-from"
# The Python to build on; sys.executable would be the one in .venv itself where that is activated.
BASE = getattr(sys, "_base_executable", None) or sys.executable
VERSION = "{}.{}".format(*sys.version_info)
PIP = "26.3"  # fetched only where Python has no ensurepip


def main():
    place = f"Python {VERSION} in {Path.cwd()}, lock "
    wanted = place + sha256(Path("requirements.txt").read_bytes()).hexdigest()
    found = STAMP.read_text(encoding="utf-8") if STAMP.exists() else place
    if found == wanted and PYTHON.exists():
        return
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.exit(
            f"The course needs Python 3.11 or newer and this is {VERSION}: "
            "install a newer one and name it, as in `make lab PYTHON=python3.13`."
        )

    print("Installing what requirements.txt lists into .venv. The first time takes some minutes.", flush=True)
    if not (found.startswith(place) and has_pip()):
        shutil.rmtree(VENV, ignore_errors=True)
        VENV.mkdir(exist_ok=True)
    STAMP.write_text("unfinished", encoding="utf-8")
    if not has_pip():
        create()
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, "-r", "requirements.txt")
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", ".")
    settings = VENV / "share/jupyter/lab/settings"
    settings.mkdir(parents=True, exist_ok=True)
    shutil.copy("binder/overrides.json", settings)
    STAMP.write_text(wanted, encoding="utf-8")


def has_pip():
    """Whether .venv has this version of Python, and pip."""
    probe = "import pip, sys; print('{}.{}'.format(*sys.version_info))"
    try:
        return subprocess.run([PYTHON, "-c", probe], capture_output=True, text=True).stdout.strip() == VERSION
    except OSError:
        return False


def create():
    # Debian splits ensurepip off into python3-venv.
    if subprocess.run([BASE, "-c", "import ensurepip"], stderr=subprocess.DEVNULL).returncode == 0:
        run(BASE, "-m", "venv", VENV)
        return
    run(BASE, "-m", "venv", "--without-pip", VENV)
    with tempfile.TemporaryDirectory() as folder:
        wheel = pip_wheel(Path(folder))
        # A wheel is a zip file, and Python runs packages out of zip files.
        run(PYTHON, wheel / "pip", "install", "--quiet", wheel)


def pip_wheel(folder):
    """pip's wheel, saved in `folder` by a pip that is there, by its settings, or straight from the index."""
    name = f"pip-{PIP}-py3-none-any.whl"
    download = [BASE, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, f"pip=={PIP}"]
    if subprocess.run(download, stderr=subprocess.DEVNULL).returncode != 0:
        index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/pip/"
        try:
            (folder / name).write_bytes(fetch(index, name))
        except (OSError, ValueError) as error:
            sys.exit(f"{name} did not come from {index}: {error}. Is there a network? Then try again.")
    return folder / name


def fetch(index, name):
    """A file's bytes from a page that lists files, as PEP 503 has it, with their checksums."""
    with urlopen(Request(index, headers={"Accept": "text/html"})) as page:
        link = re.search(rf'href="([^"]*{re.escape(name)})#sha256=([0-9a-f]{{64}})"', page.read().decode())
    if link is None:
        raise ValueError("it is not listed there")
    with urlopen(urljoin(index, link[1])) as answer:
        content = answer.read()
    if sha256(content).hexdigest() != link[2]:
        raise ValueError("it arrived damaged")
    return content


def run(*command):
    code = subprocess.run(command).returncode
    if code != 0:
        sys.exit(code)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
