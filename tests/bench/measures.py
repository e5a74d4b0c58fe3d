"""What is measured, a function for each: on a page of JupyterLab that shows one picture, or in new processes."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, pi, sin
from pathlib import Path
from statistics import median

import nbformat
import psutil
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Page

from tests.browser.lab import Lab, Server

from .delay import Line
from .peers import MATHEMATICS, Hand, Peer

WATCH = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")
MOVES = 60
TURN = 31  # so many moves one way, then the others back, but not to where they began: the kernel hears of it
FRAME = 1000 / 60  # milliseconds
# Milliseconds before a move, so that it comes at any moment between two frames, and after it.
PAUSE = (FRAME, 2 * FRAME)
QUIET = 2 * FRAME
ROUNDS = 5  # of first pictures
KERNELS = 25  # in which a first picture is timed, in all rounds
PROCESSES = 5  # in which an import is timed
# pip has compiled the other packages; ours is compiled, and kept so, when it is first imported.
COMPILED = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
BUSY_SECONDS = 5
DRAGS = 3
DRAG_SECONDS = 2


@dataclass
class Times:
    """Milliseconds of each move: from its event to the new picture, and of the kernel's processor."""

    moved: list[float] = field(default_factory=list)  # until the page has the picture
    painted: list[float] = field(default_factory=list)  # until it is painted
    cpu: list[float] = field(default_factory=list)  # until it is painted


@dataclass
class Opened:
    """A page with the picture of a peer, the process of its kernel, and the bytes on the kernel's wire so far."""

    page: Page
    lab: Lab
    line: Line
    bytes: int = 0

    @property
    def kernel(self) -> psutil.Process:
        return psutil.Process(int(self.lab.cell(0).locator(".jp-OutputArea-output").inner_text()))

    def count(self, socket):
        """Count what a websocket of a kernel carries."""
        if socket.url.split("?")[0].endswith("/channels"):
            for way in ("framesent", "framereceived"):
                socket.on(way, self._add)

    def _add(self, payload):
        self.bytes += len(payload if isinstance(payload, bytes) else payload.encode())

    def settle(self):
        """Wait until what is under way has arrived, and nothing rests any more."""
        self.page.wait_for_timeout(300 + 2000 * self.line.round_trip)


@contextmanager
def opened(peer: Peer, picture: str, server: Server, line: Line, browser: Browser) -> Iterator[Opened]:
    """The picture in a new page with a new kernel, drawn once."""
    server.clear()
    sources = [f"{MATHEMATICS}\n{peer.imports}\nimport os; print(os.getpid())", peer.pictures[picture]]
    cells = [new_code_cell(source.strip()) for source in sources]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), server.notebooks / "peer.ipynb")
    page = browser.new_page(viewport={"width": 1280, "height": 1200})
    page.add_init_script(WATCH)
    shown = Opened(page, Lab(page, server, f"http://127.0.0.1:{line.port}"), line)
    page.on("websocket", shown.count)
    try:
        shown.lab.open("peer.ipynb")
        page.evaluate(f"bench.follow(() => ({peer.seen}))")
        if errors := shown.lab.run_all():
            raise RuntimeError(f"{peer.name}, {picture}: {errors}")
        yield shown
    finally:
        page.close()


def time_first_picture(opened: Opened) -> tuple[float, float]:
    """In a new kernel after the imports: milliseconds from running the cell to its painted picture; MB in use."""
    opened.page.evaluate("jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    opened.lab.restart_kernel()
    opened.page.evaluate("bench.run(0)")
    opened.settle()
    memory = opened.kernel.memory_info().rss / 1e6
    return opened.page.evaluate("bench.firstPicture(1)"), memory


def time_moves(opened: Opened, hand: Hand, while_busy: bool = False) -> Times:
    """Times of MOVES moves, each made when the picture of the one before it was painted.

    `while_busy` puts the kernel to work before the first of them, and ends when it has finished. Between the move and
    its picture nothing else is asked of the browser, which would do it first.
    """
    page, kernel, times = opened.page, opened.kernel.pid, Times()
    with held(page, hand) as move:
        opened.settle()
        if while_busy:
            page.evaluate(f"bench.busy({BUSY_SECONDS})")
        for k in range(MOVES):
            if while_busy and not page.evaluate("bench.isBusy"):
                break
            page.evaluate("type => bench.watch(type)", EVENTS[hand.kind])
            time.sleep(random.uniform(*PAUSE) / 1000)
            before = cpu_seconds(kernel)
            move(k)
            time.sleep(QUIET / 1000)
            watched = page.evaluate("bench.watched")
            times.cpu.append((cpu_seconds(kernel) - before) * 1000)
            times.moved.append(watched["moved"])
            times.painted.append(watched["painted"])
        if while_busy:
            page.evaluate("bench.idle")
    return times


def cost_of_moves(opened: Opened, hand: Hand) -> tuple[Times, float, float]:
    """Times of moves; milliseconds of the kernel's processor and bytes to and from it, a move, until all is at rest."""
    cpu, size = cpu_seconds(opened.kernel.pid), opened.bytes
    times = time_moves(opened, hand)
    opened.settle()
    cpu = cpu_seconds(opened.kernel.pid) - cpu
    return times, cpu * 1000 / MOVES, (opened.bytes - size) / MOVES


def film_burst(opened: Opened, hand: Hand) -> tuple[int, float]:
    """MOVES moves, one a frame: the frames painted with a new picture; milliseconds from last move to last picture."""
    page = opened.page
    with held(page, hand) as move:
        opened.settle()
        page.evaluate("type => bench.film(type)", EVENTS[hand.kind])
        start = time.perf_counter()
        for k in range(MOVES):
            move(k)
            page.wait_for_timeout(max(0, FRAME * (k + 1) - (time.perf_counter() - start) * 1000))
        page.wait_for_timeout(1500)
        film = page.evaluate("bench.cut()")
    return len(film["pictures"]), film["pictures"][-1] - film["events"][-1]


def film_drag(opened: Opened, hand: Hand, pressed: bool = True) -> tuple[int, int, int, int]:
    """Circles of the mouse for DRAG_SECONDS: frames due, frames dropped, moves, and frames with a new picture.

    With `pressed` false the button is up, and the frames dropped are not the figure's doing.
    """
    page = opened.page
    with held(page, hand):
        x, y = middle(page, hand)
        if not pressed:
            page.mouse.up()
        opened.settle()
        page.evaluate("bench.film('pointermove')")
        start = time.perf_counter()
        while (t := time.perf_counter() - start) < DRAG_SECONDS:
            page.mouse.move(x + 40 * sin(2 * pi * t), y + 40 - 40 * cos(2 * pi * t))
        film = page.evaluate("bench.cut()")
    gaps = [round((b - a) / FRAME) for a, b in pairwise(film["frames"])]
    dropped = sum(gap - 1 for gap in gaps if gap > 1)
    return sum(gaps), dropped, len(film["events"]), len(film["pictures"])


def time_imports(statements: list[str]) -> dict[str, tuple[float, float]]:
    """For each statement, in new processes and in turn: milliseconds of the fastest, and MB in use after it."""
    code = (
        "import psutil, time; start = time.perf_counter(); {}\n"
        "print(time.perf_counter() - start, psutil.Process().memory_info().rss)"
    )
    runs = {statement: [] for statement in statements}
    for _ in range(PROCESSES):
        for statement in statements:
            command = [sys.executable, "-c", code.format(statement)]
            output = subprocess.check_output(command, text=True, env=COMPILED)
            runs[statement].append([float(number) for number in output.split()])
    return {
        statement: (min(seconds) * 1000, median(size) / 1e6)
        for statement, (seconds, size) in ((name, zip(*run, strict=True)) for name, run in runs.items())
    }


EVENTS = {"key": "keydown", "mouse": "pointermove"}
KEYS = ("ArrowRight", "ArrowLeft")


@contextmanager
def held(page: Page, hand: Hand) -> Iterator[Callable[[int], None]]:
    """Take the picture in hand; gives what makes move number k. A key is held down and repeats."""
    if hand.kind == "key":
        page.locator(hand.at).first.focus()
        yield lambda k: page.keyboard.down(KEYS[k >= TURN])
        for key in KEYS:
            page.keyboard.up(key)
    else:
        x, y = middle(page, hand)
        page.mouse.move(x, y)
        page.mouse.down()
        yield lambda k: page.mouse.move(x + 4 * min(k + 1, 2 * TURN - k - 1), y)
        page.mouse.up()


def middle(page: Page, hand: Hand) -> tuple[float, float]:
    element = page.locator(hand.at).first
    element.scroll_into_view_if_needed()
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def cpu_seconds(pid: int) -> float:
    """The processor time of a process, of all its threads."""
    # As clock_getcpuclockid(3) numbers the clock of a process on Linux: it counts nanoseconds, psutil ticks of 10 ms.
    return time.clock_gettime(~pid << 3 | 2)
