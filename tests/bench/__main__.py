"""How long learners wait, beside the peers: `make bench` times figures in Chromium, through JupyterLab, lessons,
verdicts and gradients.

Prints its tables and writes them to RESULTS.md, beside this file.
"""

import os
import platform
import random
import tempfile
import time
from importlib.metadata import version
from itertools import chain, product
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.browser.lab import Server, chromium, jupyter_server

from . import gradients, lessons, measures, verdicts
from .delay import Line, slow_line
from .peers import PEERS, Peer
from .report import BUSY, ROUND_TRIPS, Results, in_markdown

RESULTS = Path(__file__).parent / "RESULTS.md"
PICTURES = list(PEERS[0].pictures)


def main():
    results = Results()
    before, start = load(), time.monotonic()
    with (
        tempfile.TemporaryDirectory() as home,
        jupyter_server(Path(home)) as server,
        slow_line(urlsplit(server.url).port) as line,
    ):
        print("first pictures …", flush=True)
        with chromium() as browser:
            time_first_pictures(results, server, line, browser)
        for picture, peer in product(PICTURES, PEERS):
            print(f"{peer.name}, {picture} …", flush=True)
            # Moves of a millisecond notice how old a browser is.
            with chromium() as browser:
                measure(results, peer, picture, server, line, browser)
        print("lessons …", flush=True)
        with chromium() as browser:
            results.machine = versions(browser)
            opening = lessons.report(server, browser)
    print("imports …", flush=True)
    results.imports = measures.time_imports(IMPORTS)
    print("verdicts and gradients …", flush=True)
    reports = [opening, verdicts.report(), gradients.report()]
    minutes = (time.monotonic() - start) / 60
    results.machine += [("load before the run", before), ("load at its end", load())]
    results.machine += [("time that it took", f"{minutes:.0f} minutes")]
    text = in_markdown(results, *reports)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


IMPORTS = [
    "import numpy, matplotlib.pyplot, ipywidgets",
    "import course_lib",
    "from course_lib.live import Live",
    "from course_lib.exercises import ask; from course_lib.figures import limits",
    "import numpy, matplotlib.pyplot, ipywidgets, ipympl",
    "import numpy, matplotlib.pyplot, wigglystuff",
]


def time_first_pictures(results: Results, server: Server, line: Line, browser: Browser):
    """Each way draws each picture in every round, the machine being slower for some minutes, and in a new order."""
    ways = list(product(PICTURES, PEERS))
    results.first_pictures = {(picture, peer.name): [] for picture, peer in ways}
    for picture, peer in chain.from_iterable(random.sample(ways, len(ways)) for _ in range(measures.ROUNDS)):
        with measures.opened(peer, picture, server, line, browser) as opened:
            for _ in range(measures.KERNELS // measures.ROUNDS):
                results.first_pictures[picture, peer.name].append(measures.time_first_picture(opened))


def measure(results: Results, peer: Peer, picture: str, server: Server, line: Line, browser: Browser):
    """All that is measured of moves, of one picture as one peer draws it."""
    with measures.opened(peer, picture, server, line, browser) as opened:
        for hand in peer.hands:
            way = f"{peer.name}, by {hand.kind}"
            for round_trip in ROUND_TRIPS:
                line.round_trip = round_trip / 1000
                times, *cost = measures.cost_of_moves(opened, hand)
                results.times[picture, way, f"{round_trip} ms"] = times
                results.costs.setdefault((picture, way), cost)
            line.round_trip = 0
            results.times[picture, way, BUSY] = measures.time_moves(opened, hand, while_busy=True)
            results.bursts[picture, way] = measures.film_burst(opened, hand)
            if (picture, hand.kind) == ("gradient", "mouse"):
                for _ in range(measures.DRAGS):
                    results.drags[peer.name].append(measures.film_drag(opened, hand))
                    beside = measures.film_drag(opened, hand, pressed=False)
                    results.drags[f"{peer.name}, mouse beside it"].append(beside)


def versions(browser: Browser) -> list[tuple[str, str]]:
    packages = ["jupyterlab", "ipykernel", "numpy", *(name for peer in PEERS for name in peer.packages)]
    packages += ["sympy", "otter-grader", "micrograd", "autograd"]
    return [
        ("Python", platform.python_version()),
        ("Chromium", browser.version),
        *((name, version(name)) for name in packages),
        ("system", f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"),
    ]


def load() -> str:
    """How many processes ran or waited to run in the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main()
