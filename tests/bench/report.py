"""From what was measured to tables in Markdown, and to whether the criteria are met."""

from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median, quantiles

from .measures import (
    BUSY_SECONDS,
    DRAG_SECONDS,
    DRAGS,
    FRAME,
    KERNELS,
    MOVES,
    PAUSE,
    PROCESSES,
    QUIET,
    Times,
)

ROUND_TRIPS = [0, 100, 200]  # milliseconds
BUSY = "busy kernel"
CONDITIONS = [*(f"{round_trip} ms" for round_trip in ROUND_TRIPS), BUSY]
LIVE = "course_lib.live"
INTERACT = "interact + inline"
NOTES = f"""\
# Results

Written by `make bench`, not by hand.

Four ways to draw the same two pictures: a curve with its tangent, and a point on a contour map with the gradient
there as an arrow. Chromium moves them by real keys on a slider, held down, or by a real mouse: ChartPuck takes no
keys, so it is moved by mouse, and course_lib.live by both. Each of {MOVES} moves is made when the picture of the one
before it has been painted, at a random moment between two frames, and no sooner than
{PAUSE[0] + QUIET:.0f} ms after it. (Sooner, it would find Chromium between two frames and wait for the next one, up to
{FRAME:.0f} ms; a move in every frame is in the burst and in the drag below.) A proxy puts the round trip between
browser and server. A busy kernel runs a loop of Python for {BUSY_SECONDS} s; who came to fewer moves in that time has
their number in brackets. A picture that has not come after 30 s counts as 30 s.

Times run from the timestamp of the event. *In the page*: until the page has the new picture, as marks in the DOM, as
an image, or drawn on a canvas. *Painted*: until the first frame with it is painted. Chromium may hand on the move of
a mouse with the next frame only; that wait is in both. ChartPuck's puck follows the mouse at once: what is timed is the
chart under it, with the tangent or the arrow. Other work on the machine makes all times longer: its load stands below.
"""


@dataclass
class Results:
    """What was measured, by name of the picture, by way (a peer and what moves it) and by condition."""

    times: dict[tuple[str, str, str], Times] = field(default_factory=dict)
    # Milliseconds of CPU and bytes a move.
    costs: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    bursts: dict[tuple[str, str], tuple[int, float]] = field(default_factory=dict)
    # Of peer.
    drags: dict[str, list[tuple[int, int, int, int]]] = field(default_factory=lambda: defaultdict(list))
    # Of picture and peer: milliseconds, and MB that the kernel used before.
    first_pictures: dict[tuple[str, str], list[tuple[float, float]]] = field(default_factory=dict)
    imports: dict[str, tuple[float, float]] = field(default_factory=dict)
    machine: list[tuple[str, str]] = field(default_factory=list)

    @property
    def pictures(self) -> list[str]:
        return list(dict.fromkeys(picture for picture, _ in self.costs))

    @property
    def ways(self) -> list[str]:
        return list(dict.fromkeys(way for _, way in self.costs))

    def slower(self, picture: str, way: str, condition: str) -> float:
        """How many times as long as course_lib.live, moved in the same way, until the page has the new picture."""
        live = f"{LIVE}, {way.split(', ')[1]}"
        here, there = (median(self.times[picture, name, condition].moved) for name in (way, live))
        return here / there


def in_markdown(results: Results, *reports: tuple[list[tuple], dict]) -> str:
    """The results of the figures, and what else was measured: each a pair (criteria, title → table)."""
    rows = [*criteria(results), *(row for more, _ in reports for row in more)]
    sections = {
        "What must show": [
            ("criterion", "measured", ""),
            *((*row, "met" if met else "not met") for *row, met in rows),
        ],
        **{
            f"Move → new picture: {picture}, median / p95 in ms": times(results, picture)
            for picture in results.pictures
        },
        "Times as long as course_lib.live, until the page has the new picture": ratios(results),
        "Kernel and wire, a move, at no delay": costs(results),
        f"{MOVES} moves in a burst, one a frame": bursts(results),
        f"A point dragged in circles for {DRAG_SECONDS} s, {DRAGS} times": drags(results),
        f"Cell run → first picture, in {KERNELS} new kernels after the imports": first_pictures(results),
        f"Imports, the fastest of {PROCESSES} new processes each": imports(results),
        **{title: table for _, tables in reports for title, table in tables.items()},
        "Machine": [("what", "which"), *results.machine],
    }
    return NOTES + "".join(map(section, sections.items()))


def criteria(results: Results) -> list[tuple]:
    """The limits that the course has set itself, each beside its worst number in both pictures."""
    own = [times for (_, way, _), times in results.times.items() if way == f"{LIVE}, by key"]
    moved = max(median(times.moved) for times in own)
    painted = max(median(times.painted) for times in own)
    late = max(p95(times.painted) for times in own)
    rows = [
        ("key → marks moved in the page: median ≤ 2 ms in every condition", f"{moved:.1f} ms", moved <= 2),
        ("key → painted: median ≤ 10 ms in every condition", f"{painted:.1f} ms", painted <= 10),
        ("key → painted: p95 ≤ 20 ms in every condition", f"{late:.1f} ms", late <= 20),
    ]
    for condition, least in {"0 ms": 40, "200 ms": 100}.items():
        for peer in (INTERACT, "ipympl"):
            ratio = min(results.slower(picture, f"{peer}, by key", condition) for picture in results.pictures)
            what = f"at least {least} times as fast as {peer} at {condition}"
            rows.append((what, f"{ratio:.0f} times", ratio >= least))
    dropped = median(dropped for _, dropped, *_ in results.drags[LIVE])
    what = f"no frame dropped in a drag of {DRAG_SECONDS} s (median of {DRAGS})"
    rows.append((what, f"{dropped} dropped", dropped == 0))
    cpu = max(median(results.times[picture, f"{LIVE}, by key", "0 ms"].cpu) for picture in results.pictures)
    rows.append(("kernel CPU from key to picture: median 0", f"{cpu:.2f} ms", cpu < 0.005))
    for picture in results.pictures:
        here, there = (
            median(time for time, _ in results.first_pictures[picture, peer]) for peer in (LIVE, INTERACT)
        )
        what = f"first picture ({picture}) no later than interact's"
        rows.append((what, f"{here:.0f} ms, interact {there:.0f} ms", here <= there))
    usual, *_ = results.imports.values()
    for statement, (time, _) in results.imports.items():
        if "course_lib" in statement:
            ratio = time / usual[0]
            what = f"`{statement}` at most 1.15 times the usual imports"
            rows.append((what, f"{ratio:.2f} times", ratio <= 1.15))
    return rows


def times(results: Results, picture: str) -> list[tuple]:
    def cell(times, milliseconds):
        few = f" ({len(milliseconds)})" if len(milliseconds) < MOVES else ""
        return f"{median(milliseconds):.1f} / {p95(milliseconds):.1f}{few}"

    rows = []
    for way in results.ways:
        if (picture, way) in results.costs:
            all_times = [results.times[picture, way, condition] for condition in CONDITIONS]
            rows.append((way, "in the page", *(cell(times, times.moved) for times in all_times)))
            rows.append((way, "painted", *(cell(times, times.painted) for times in all_times)))
    return [("way", "until", *CONDITIONS), *rows]


def ratios(results: Results) -> list[tuple]:
    rows = [
        (picture, way, *(f"{results.slower(picture, way, condition):.0f}" for condition in CONDITIONS))
        for picture, way in results.costs
        if not way.startswith(LIVE)
    ]
    return [("picture", "way", *CONDITIONS), *rows]


def costs(results: Results) -> list[tuple]:
    head = ("picture", "way", "CPU until painted, median", "CPU in all, mean", "bytes, both ways")
    rows = [
        (*key, f"{median(results.times[*key, '0 ms'].cpu):.2f} ms", f"{cpu:.2f} ms", f"{size:,.0f}")
        for key, (cpu, size) in results.costs.items()
    ]
    return [head, *rows]


def bursts(results: Results) -> list[tuple]:
    head = ("picture", "way", "frames with a new picture", "last move → last picture")
    return [head, *((*key, f"{seen}", f"{late:.0f} ms") for key, (seen, late) in results.bursts.items())]


def drags(results: Results) -> list[tuple]:
    rows = [
        (way, *(", ".join(map(str, column)) for column in zip(*films, strict=True)))
        for way, films in results.drags.items()
    ]
    return [("way", "frames", "dropped", "moves", "frames with a new picture"), *rows]


def first_pictures(results: Results) -> list[tuple]:
    head = ("picture", "way", "median", "all", "kernel's memory after the imports")
    rows = [
        (
            *key,
            f"{median(times):.0f} ms",
            ", ".join(f"{time:.0f}" for time in times),
            f"{median(megabytes):.0f} MB",
        )
        for key, (times, megabytes) in (
            (key, zip(*firsts, strict=True)) for key, firsts in results.first_pictures.items()
        )
    ]
    return [head, *rows]


def imports(results: Results) -> list[tuple]:
    usual, *_ = results.imports.values()
    rows = [
        (f"`{statement}`", f"{time:.0f} ms", f"{time / usual[0]:.2f}", f"{megabytes:.0f} MB")
        for statement, (time, megabytes) in results.imports.items()
    ]
    return [("statement", "time", "ratio to the first", "memory"), *rows]


def p95(numbers: list[float]) -> float:
    return quantiles(numbers, n=20, method="inclusive")[-1] if len(numbers) > 1 else numbers[0]


def section(titled: tuple[str, list[tuple]]) -> str:
    """A table in Markdown under its title, aligned so that it reads well in a terminal too."""
    title, table = titled
    head, *rows = [[str(cell) for cell in line] for line in table]
    widths = [max(3, *map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [head, ["-" * width for width in widths], *rows]
    cells = [[cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines]
    return f"\n## {title}\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in cells)
