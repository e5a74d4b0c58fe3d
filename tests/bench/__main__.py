"""From a key on a slider to the new picture: `make bench` times it in Chromium, through JupyterLab.

Prints its tables and writes them to RESULTS.md, beside this file.
"""

import os
import platform
import random
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles
from time import sleep
from urllib.parse import urlsplit

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser

from tests.browser.lab import Lab, Server, chromium, jupyter_server

from .delay import delayed
from .peers import PEERS, Peer

RESULTS = Path(__file__).parent / "RESULTS.md"
ROUND_TRIPS = [0, 100, 200]  # milliseconds
KEYS = ["ArrowRight"] * 20 + ["ArrowLeft"] * 20
PROCESSES = 7
IMPORTS = [
    "import numpy, matplotlib.pyplot, ipywidgets",
    "import course_lib",
    "from course_lib.live import Live",
]
NOTES = """
Written by `make bench`, not by hand.

Keys: each of {keys} arrow keys waits for the picture of the one before it. Its time runs from the timestamp
of the key's event to the first frame that the page has painted with a new picture. A proxy puts the round
trip between browser and server. Imports: {processes} new processes each, in turn. A ratio compares with the
first row, or with the first of the same round trip.
"""


def main():
    sections = {}
    with (
        tempfile.TemporaryDirectory() as home,
        jupyter_server(Path(home)) as server,
        chromium() as browser,
    ):
        sections["Key on a slider → new picture"] = time_keys(server, browser)
        sections["Imports"] = time_imports()
        sections["Versions"] = versions(browser)
    notes = NOTES.format(keys=len(KEYS), processes=PROCESSES)
    RESULTS.write_text("# Results\n" + notes + "".join(map(section, sections.items())), encoding="utf-8")
    print("".join(map(section, sections.items())))


def time_keys(server: Server, browser: Browser) -> list[list[str]]:
    table = [["way to draw", "round trip", "median", "p95", "ratio"]]
    for round_trip in ROUND_TRIPS:
        first = None
        for peer in PEERS:
            with delayed(urlsplit(server.url).port, round_trip / 1000) as port:
                times = press_keys(peer, server, browser, f"http://127.0.0.1:{port}")
            first = first or median(times)
            p95 = quantiles(times, n=20, method="inclusive")[-1]
            ratio = f"{median(times) / first:.1f}"
            table.append([peer.name, f"{round_trip} ms", f"{median(times):.1f} ms", f"{p95:.1f} ms", ratio])
            print(*table[-1], sep=", ", flush=True)
    return table


def press_keys(peer: Peer, server: Server, browser: Browser, url: str) -> list[float]:
    """The time of each of KEYS in milliseconds, in a new page with a new kernel."""
    server.clear()
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = new_notebook(cells=[new_code_cell(peer.cell.strip())], metadata=kernel)
    nbformat.write(notebook, server.notebooks / "peer.ipynb")
    page = browser.new_page(viewport={"width": 1280, "height": 1200})
    lab = Lab(page, server, url)
    lab.open("peer.ipynb")
    if errors := lab.run_all():
        raise RuntimeError(f"{peer.name} does not run: {errors}")
    page.wait_for_function(f"() => ({peer.picture}) !== null")
    page.locator(peer.slider).first.focus()
    times = []
    for key in KEYS:
        # A random pause, or each key would come at the same moment between two frames.
        sleep(random.uniform(0.05, 0.25))
        page.evaluate(WATCH.replace("PICTURE", peer.picture))
        page.keyboard.press(key)
        times.append(page.evaluate("window.pressed"))
    page.close()
    return times


# In the page: on the next key, watch the picture. A frame's callback runs before the frame is painted, the
# message that it posts after that; so this times the first painted frame with a picture not seen before.
WATCH = """() => {
    const picture = () => (PICTURE);
    window.pressed = new Promise((done, fail) => addEventListener("keydown", (event) => {
        const before = picture();
        const painted = new MessageChannel();
        const nextFrame = () => requestAnimationFrame(() => painted.port2.postMessage(null));
        painted.port1.onmessage = () => {
            const now = picture();
            if (now !== null && now !== before) done(performance.now() - event.timeStamp);
            else nextFrame();
        };
        nextFrame();
        setTimeout(() => fail(new Error("no new picture within 30 s of a key")), 30000);
    }, {capture: true, once: true}));
}"""


def time_imports() -> list[list[str]]:
    clock = "from time import perf_counter as t; start = t(); {}; print(t() - start)"
    times = {statement: [] for statement in IMPORTS}
    for _ in range(PROCESSES):
        for statement in IMPORTS:
            command = [sys.executable, "-c", clock.format(statement)]
            times[statement].append(float(subprocess.run(command, check=True, capture_output=True).stdout))
    first = median(times[IMPORTS[0]])
    rows = [
        [f"`{name}`", f"{median(t) * 1000:.0f} ms", f"{median(t) / first:.2f}"] for name, t in times.items()
    ]
    return [["statement", "median", "ratio"], *rows]


def versions(browser: Browser) -> list[list[str]]:
    packages = ["jupyterlab", "ipykernel", "numpy", *(name for peer in PEERS for name in peer.packages)]
    rows = [[name, version(name)] for name in packages]
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return [
        ["what", "version"],
        ["Python", platform.python_version()],
        ["Chromium", browser.version],
        *rows,
        ["system", system],
    ]


def section(titled: tuple[str, list[list[str]]]) -> str:
    """A table in Markdown under its title, aligned so that it reads well in a terminal too."""
    title, (head, *rows) = titled
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [head, ["-" * width for width in widths], *rows]
    cells = [[cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines]
    return f"\n## {title}\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in cells)


if __name__ == "__main__":
    main()
