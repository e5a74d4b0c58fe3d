"""Turn the text of each lesson into a notebook that has been run.

    python notebooks/source/build.py               every lesson
    python notebooks/source/build.py 01_limits     one of them
    python notebooks/source/build.py --check       write nothing; say which notebooks differ

The same text gives the same bytes, on every machine and every Python that the course supports.
"""

import argparse
import asyncio
import base64
import functools
import hashlib
import io
import os
import re
import sys
import tempfile
from collections import Counter
from itertools import zip_longest
from pathlib import Path

import jupytext
import nbformat
import numpy as np
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from PIL import Image
from traitlets.config import Config

SOURCES = Path(__file__).resolve().parent
NOTEBOOKS = SOURCES.parent
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
PNG = re.compile(r"iVBORw0KGgo[A-Za-z0-9+/]+=*")


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Build the notebooks from their text.")
    parser.add_argument("names", nargs="*", help="lessons such as 01_limits; all of them if none is named")
    parser.add_argument("--check", action="store_true", help="write nothing, name what differs, exit 1")
    options = parser.parse_args(arguments)
    names = options.names or sorted(path.stem for path in SOURCES.glob("*.md"))

    try:
        texts = asyncio.run(build(names))
    except (CellExecutionError, FileNotFoundError) as error:
        sys.exit(str(error))

    if options.check:
        found = [difference(name, text) for name, text in texts.items()]
        if not options.names:
            found += [
                f"notebooks/{path.name} has no source in notebooks/source/."
                for path in sorted(NOTEBOOKS.glob("*.ipynb"))
                if path.stem not in texts
            ]
        sys.exit("\n".join(filter(None, found)) or 0)

    for name, text in texts.items():
        target(name).write_text(text, encoding="utf-8", newline="\n")


def target(name):
    return NOTEBOOKS / f"{name}.ipynb"


async def build(names):
    """The finished notebooks as {name: JSON text}, as many run at a time as there are cores."""
    cores = asyncio.Semaphore(os.cpu_count() or 1)

    async def one(name):
        async with cores:
            notebook = jupytext.read(SOURCES / f"{name}.md", fmt="md:myst")
            await run(notebook)
        strip(notebook)
        name_cells(notebook)
        if target(name).exists():
            keep_pictures(notebook, committed=target(name).read_text(encoding="utf-8"))
        return nbformat.writes(notebook) + "\n"

    return dict(zip(names, await asyncio.gather(*map(one, names)), strict=True))


async def run(notebook):
    """Run all cells as a learner would who has not begun: with no progress."""
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            kernel_name=KERNEL["name"],
            timeout=120,
            record_timing=False,
            coalesce_streams=True,
            store_widget_state=False,
            resources={"metadata": {"path": str(NOTEBOOKS)}},
        )
        if os.name == "posix":
            # Over TCP, another program may take a port between its choice and the start of the kernel.
            client.config = Config(KernelManager={"transport": "ipc", "ip": f"{folder}/kernel"})
        await client.async_execute(env={**os.environ, "COURSE_PROGRESS": f"{folder}/progress"})


def strip(notebook):
    """Leave out what differs from run to run, and views of widgets, which do not outlive their kernel."""
    language = notebook.metadata.language_info
    language.pop("version")
    # Rebuilt, so that jupytext's own header goes: with it, a learner's Jupyter would write text files.
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": language})
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            output.get("data", {}).pop(WIDGET_VIEW, None)
        cell.outputs = [output for output in cell.outputs if output.get("data", True)]


def name_cells(notebook):
    """Give each cell an id made from its own text, so that a new cell does not rename its neighbours."""
    seen = Counter()
    for cell in notebook.cells:
        digest = hashlib.sha256(cell.source.encode()).hexdigest()[:8]
        seen[digest] += 1
        cell.id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"


def keep_pictures(notebook, committed):
    """Keep the committed bytes of every picture that still looks the same, as PNG or within HTML."""
    old = PNG.findall(committed)

    def kept(match):
        new = match[0]
        return new if new in old else next((png for png in old if look_the_same(png, new)), new)

    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            for kind, content in output.get("data", {}).items():
                if isinstance(content, str):
                    output.data[kind] = PNG.sub(kept, content)


def look_the_same(png, other):
    """Whether at most 1 pixel in 1,000 differs, and none of them by more than 16 of 255 levels.

    That is what the last bit of a coordinate does when another processor rounds it the other way: random
    last bits in a picture of 640 × 400 changed 20 pixels, by up to 8 levels. What a reader could notice goes
    beyond: a line moved by a tenth of a pixel changed some by 24 levels, a colour one level off 1,900 pixels.
    """
    one, two = pixels(png), pixels(other)
    if one.shape != two.shape:
        return False
    change = np.abs(one - two).max(axis=-1)
    return change.max() <= 16 and np.mean(change > 0) <= 0.001


@functools.lru_cache
def pixels(png):
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGBA"), dtype=np.int16)


def difference(name, text):
    """One sentence on where the committed notebook differs from the text just built, or None."""
    advice = "Run `make notebooks`."
    if not target(name).exists():
        return f"notebooks/{name}.ipynb is missing. {advice}"
    committed = target(name).read_text(encoding="utf-8")
    if committed == text:
        return None
    cells = [nbformat.reads(version, as_version=4).cells for version in (committed, text)]
    for number, (old, new) in enumerate(zip_longest(*cells, fillvalue={}), start=1):
        if old != new:
            part = "outputs" if old.get("source") == new.get("source") else "text"
            first = (new or old)["source"].partition("\n")[0]
            return f"notebooks/{name}.ipynb differs in the {part} of cell {number}, “{first}”. {advice}"
    return f"notebooks/{name}.ipynb differs in its metadata. {advice}"


if __name__ == "__main__":
    main()
