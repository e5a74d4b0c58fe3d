"""What the learner has done: answers checked, hints and solutions seen. It outlives the kernel.

Every event is one line, a checksum and a JSON object, appended to `progress.log` and `progress.copy.log` in
the folder named by the environment variable `COURSE_PROGRESS`, or else where the system keeps a user's data.
Three rules keep it safe:

- Files only grow. One that lost events is mended by appending them again, so no kernel undoes another's work.
- What is known is the union of this session and of the readable lines of all files in the folder.
- A damaged file is renamed, never deleted, and what is readable in it still counts.

That is why it is no database: damage costs a line, not the file, and a killed kernel leaves no lock behind.

`python -m course_lib.progress` prints what was done here; with exported files behind it, what a class has done.
"""

import errno
import json
import logging
import os
import re
import stat
import sys
import threading
import time
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path

import platformdirs

SOLVED = "correct"
"""The verdict that solves an exercise."""

ANSWER_LIMIT = 4000
"""Answers longer than this many characters are cut; a cut answer is text that ends in `…`."""


@dataclass(frozen=True)
class Event:
    """One thing that happened. `kind` is "answer", "hint" or "solution"; `time` is in µs since 1970, UTC.

    An event is later than all that were known when it happened, even if the clock was set back.
    """

    id: str
    time: int
    kind: str
    exercise: str
    variant: int = 0
    verdict: str | None = None
    answer: object = None
    level: int = 0
    line: bytes = field(default=b"", repr=False, compare=False)  # as it stands in the file


@dataclass(frozen=True)
class State:
    """Standing in an exercise: `hints` is the highest level seen, `answer` and `verdict` the last."""

    tried: int = 0
    solved: bool = False
    hints: int = 0
    solution_seen: bool = False
    answer: object = None
    verdict: str | None = None


def record(exercise: str, verdict: str, answer=None, variant: int = 0) -> bool:
    """Note that an answer was checked. True once this is on disk, in at least one of the two files.

    `answer` is kept as JSON; what JSON cannot hold is kept as its `repr`.
    """
    return _add("answer", exercise, variant, verdict=str(verdict), answer=_storable(answer))


def hinted(exercise: str, level: int, variant: int = 0) -> bool:
    """Note that hint number `level` (from 1) was shown. Returns what `record` returns."""
    return _add("hint", exercise, variant, level=int(level))


def solution_seen(exercise: str, variant: int = 0) -> bool:
    """Note that the solution was shown. Returns what `record` returns."""
    return _add("solution", exercise, variant)


def state(exercise: str, variant: int | None = 0) -> State:
    """Where the learner stands with a variant of an exercise; with None, with all of them together."""
    mine = [e for e in events() if e.exercise == exercise and variant in (None, e.variant)]
    answers = [e for e in mine if e.kind == "answer"]
    return State(
        tried=len(answers),
        solved=any(e.verdict == SOLVED for e in answers),
        hints=max((e.level for e in mine), default=0),
        solution_seen=any(e.kind == "solution" for e in mine),
        answer=answers[-1].answer if answers else None,
        verdict=answers[-1].verdict if answers else None,
    )


def solved() -> set[str]:
    """The names of all solved exercises."""
    return {e.exercise for e in events() if e.verdict == SOLVED}


def events() -> list[Event]:
    """Everything that happened, oldest first, in all notebooks of this learner."""
    return _log().events()


def export(path) -> int:
    """Write all progress to one file, to take it to another machine. Returns the number of events.

    Raises ValueError if `path` already holds progress that is not here, and OSError if it cannot be written.
    """
    path, here = Path(path), events()
    with suppress(OSError):
        if _ids(_read(path)[0]) - _ids(here):
            raise ValueError(
                f"{path} holds progress that is not here yet. Import it, or choose another name."
            )
    draft = path.with_name(f"{path.name}.{_new_id()}.part")
    try:
        draft.write_bytes(_text(here))
        os.replace(draft, path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise OSError(f"{path} cannot be written ({error.strerror}). Choose another place.") from None
    return len(here)


def import_(path) -> int:
    """Add the progress that `export` wrote to `path`. Returns the number of new events: 0 the second time.

    Raises ValueError if the file, or a part of it, cannot be read. What can be read is added all the same.
    """
    found, unreadable = _read_export(path)
    new = _ids(found) - _ids(events())
    _log().add(found)
    _tell({event.exercise for event in found})
    if unreadable:
        raise ValueError(f"A part of {path} cannot be read. The other {len(found)} events in it were added.")
    return len(new)


def summary(*paths) -> "Summary":
    """What was done, exercise by exercise: by this learner, or by the learners whose exported files these are.

    With files, what each learner did follows. Raises ValueError if one of them holds no progress.
    """
    learners = {str(path): _read_export(path)[0] for path in paths} or {"": events()}
    everything = sorted((e for mine in learners.values() for e in mine), key=lambda event: event.time)
    names = dict.fromkeys(event.exercise for event in everything)
    exercises = [
        [name, *_counts([[e for e in mine if e.exercise == name] for mine in learners.values()])]
        for name in names
    ]
    each = [[learner, *_counts(_by_exercise(mine))] for learner, mine in learners.items()] if paths else []
    return Summary(exercises, each)


COUNTED = ["answers", "hints", "solutions", "variants", "last"]


@dataclass(frozen=True)
class Summary:
    """Two tables: a row for each exercise, counted over learners, and one for each learner, counted over exercises.

    A row is a name and, of the learners (or exercises), how many answered, how many solved, how many answers there
    were, how many took a hint or saw the solution, how many variants were met, and when something was done last.
    """

    exercises: list[list]
    learners: list[list]

    def tables(self):
        yield [["exercise", "tried by", "solved by", *COUNTED], *self.exercises]
        if self.learners:
            yield [["learner", "tried", "solved", *COUNTED], *self.learners]

    def __str__(self):
        return "\n\n".join(map(_aligned, self.tables())) if self.exercises else "Nothing has been done yet."

    def _repr_markdown_(self):
        if not self.exercises:
            return str(self)
        lines = []
        for head, *rows in self.tables():
            lines += ["", *(f"| {' | '.join(map(str, row))} |" for row in (head, ["---"] * len(head), *rows))]
        return "\n".join(lines)


def _counts(groups):
    """The numbers of a row, from the events of each learner in one exercise, or in each exercise of one learner."""
    everything = [event for group in groups for event in group]
    of_kind = lambda kind: sum(any(event.kind == kind for event in group) for group in groups)
    return [
        of_kind("answer"),
        sum(any(event.verdict == SOLVED for event in group) for group in groups),
        sum(event.kind == "answer" for event in everything),
        of_kind("hint"),
        of_kind("solution"),
        len({(event.exercise, event.variant) for event in everything if event.variant}),
        time.strftime("%Y-%m-%d %H:%M", time.localtime(max(event.time for event in everything) / 1e6)),
    ]


def _by_exercise(events):
    return [[e for e in events if e.exercise == name] for name in dict.fromkeys(e.exercise for e in events)]


def _aligned(table):
    widths = [max(len(str(row[column])) for row in table) for column in range(len(table[0]))]
    lines = []
    for name, *numbers in table:
        numbers = [str(number).rjust(width) for number, width in zip(numbers, widths[1:], strict=True)]
        lines.append("  ".join([name.ljust(widths[0]), *numbers]))
    return "\n".join(lines)


def notices() -> list[str]:
    """Sentences for the learner that came up since the last call. Each is said once per session."""
    return _log().take_notices()


def observe(callback) -> None:
    """Call `callback(exercises)`, a set of names, whenever something about them is noted in this process."""
    if callback not in _observers:
        _observers.append(callback)


def unobserve(callback) -> None:
    """No longer call `callback`."""
    with suppress(ValueError):
        _observers.remove(callback)


_observers = []


def _add(kind, exercise, variant, **details):
    saved = _log().happened({"kind": kind, "exercise": str(exercise), "variant": int(variant)} | details)
    _tell({str(exercise)})
    return saved


def _tell(exercises):
    for callback in list(_observers):
        # The event is on disk; a map that cannot be drawn is no reason to stop the lesson.
        try:
            callback(exercises)
        except Exception:
            logging.getLogger(__name__).debug("An observer of the progress failed.", exc_info=True)


# --- The files ----------------------------------------------------------------------------------------------


class _Log:
    """The events in a folder and of this session."""

    def __init__(self, folder):
        self.folder = folder
        self.paths = (folder / "progress.log", folder / "progress.copy.log")
        self.known = {}  # id: event
        self.ordered = []
        self.seen = {}  # path: its signature when last read, the ids in it, whether it is damaged
        self.failing = False
        self.untold, self.said = [], set()
        self.lock = threading.RLock()

    def events(self):
        with self.lock:
            self.refresh()
            if len(self.ordered) < len(self.known):
                self.ordered = sorted(self.known.values(), key=lambda event: (event.time, event.id))
            return list(self.ordered)

    def happened(self, details):
        """Take up something that happened just now. True if it is on disk."""
        with self.lock:
            past = self.events()
            now = max(time.time_ns() // 1000, past[-1].time + 1 if past else 0)
            return self.add([_parse(_line({"id": _new_id(), "time": now} | details))])

    def add(self, events):
        """Take up events and write them. True if they are on disk."""
        with self.lock:
            self.refresh()
            self.learn(events)
            return self.save()

    def learn(self, events):
        for event in events:
            self.known.setdefault(event.id, event)

    def refresh(self):
        """Read the files that have changed since they were last read."""
        self.look_at(self.paths)
        # Listed last: a file that another kernel has renamed in the meantime is found under its new name.
        self.look_at(self.folder.glob("progress*.log"))

    def look_at(self, paths):
        with suppress(OSError):
            for path in list(paths):
                with suppress(OSError):
                    self.look(path)

    def look(self, path):
        """The ids of the events in a file, and whether it is damaged."""
        try:
            status = path.stat()
        except FileNotFoundError:
            return set(), False
        signature = status.st_ino, status.st_size, status.st_mtime_ns
        if self.seen.get(path, (None,))[0] != signature:
            # A pipe or a device is never opened: reading it might not end.
            found, unreadable = _read(path) if stat.S_ISREG(status.st_mode) else ([], [b"no file"])
            self.learn(found)
            # A line that was cut short is no damage: its writer is still at it, was killed, or had no room.
            damaged = not all(map(_CUT_SHORT.fullmatch, unreadable))
            self.seen[path] = signature, _ids(found), damaged
        return self.seen[path][1:]

    def save(self):
        """Append to both files what they lack of all that is known. True if one of them then holds it all."""
        problems = []
        for path in self.paths:
            try:
                self.complete(path)
            except OSError as error:
                problems.append(error.strerror or str(error))
        saved = len(problems) < len(self.paths)
        if not saved:
            self.say(
                f"Your progress cannot be saved in {self.folder} ({problems[0]}). The lesson goes on. "
                "Saving is tried again at each answer, as long as this notebook's kernel runs."
            )
        elif self.failing:
            self.say("Your progress is saved again, with all that was missing.")
        self.failing = not saved
        return saved

    def complete(self, path):
        """Append to a file what it lacks. Raises OSError if it then does not hold all that is known."""
        if not self.folder.is_absolute():
            raise OSError("no home folder was found")
        self.folder.mkdir(parents=True, exist_ok=True)
        ids, damaged = self.look(path)
        if damaged:
            aside = path.with_name(f"{path.stem}.damaged-{time.strftime('%Y%m%d')}-{_new_id()}.log")
            with suppress(OSError):
                path.rename(aside)
                ids = set()
                self.say(
                    f"A part of {path} could not be read. That file is now named {aside.name}; "
                    "a new one holds all the progress that could be read."
                )
        lacking = [event for event in self.known.values() if event.id not in ids]
        if lacking:
            _append(path, _text(lacking))

    def say(self, sentence):
        if sentence not in self.said:
            self.said.add(sentence)
            self.untold.append(sentence)

    def take_notices(self):
        with self.lock:
            notices, self.untold = self.untold, []
            return notices


def _log():
    return _log_in(os.environ.get("COURSE_PROGRESS"))


@cache
def _log_in(folder):
    if folder:
        return _Log(Path(os.path.abspath(os.path.expanduser(folder))))
    return _Log(platformdirs.user_data_path("derivatives-course", appauthor=False))


def _append(path, data):
    """Write at the end of a file, in one piece, down to the disk."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        with _alone(descriptor):
            if os.write(descriptor, data) < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _alone(descriptor):
    """Keep other kernels from writing at the same time on Windows, where appending is a seek and a write."""
    try:
        import msvcrt
    except ImportError:
        yield
        return
    # A byte far behind the end stands for the file, so that reading is never blocked.
    os.lseek(descriptor, 2**30, os.SEEK_SET)
    msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
    try:
        yield
    finally:
        os.lseek(descriptor, 2**30, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)


# --- The lines ----------------------------------------------------------------------------------------------


def _text(events):
    # The line break comes first, so that a line that was cut short can never swallow the next one.
    return b"".join(b"\n" + event.line for event in events)


def _read(path):
    """The events in a file, and the lines that are not as they were written."""
    found, unreadable = [], []
    for line in map(bytes.strip, path.read_bytes().splitlines()):
        event = _parse(line)
        if event:
            found.append(event)
        elif line:
            unreadable.append(line)
    return found, unreadable


def _read_export(path):
    """What `_read` finds in an exported file. Raises ValueError if that is nothing."""
    try:
        found, unreadable = _read(Path(path))
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror}). Choose an exported file.") from None
    if not found:
        raise ValueError(f"{path} holds no progress of this course. Choose an exported file.")
    return found, unreadable


def _ids(events):
    return {event.id for event in events}


def _line(event):
    text = json.dumps(event, separators=(",", ":")).encode()
    return _checksum(text) + b" " + text


@cache
def _parse(line):
    """The event in a line, or None if the line is not as it was written."""
    checksum, _, text = line.partition(b" ")
    if checksum != _checksum(text):
        return None
    try:
        values = json.loads(text)
        # A later version of the course may have written more than this one knows; it stays in the line.
        return Event(**{f.name: values[f.name] for f in fields(Event) if f.name in values}, line=line)
    except (ValueError, TypeError):
        return None


_CUT_SHORT = re.compile(rb"[0-9a-f]{0,8} ?|[0-9a-f]{8} \{.*[^}]", re.DOTALL)


def _checksum(text):
    return b"%08x" % zlib.crc32(text)


def _new_id():
    return os.urandom(8).hex()


def _storable(answer):
    """The answer if JSON can hold it, else its repr; cut if it is long."""
    try:
        text = answer if isinstance(answer, str) else json.dumps(answer, allow_nan=False)
    except Exception:
        answer = text = _repr(answer)
    return answer if len(text) <= ANSWER_LIMIT else text[:ANSWER_LIMIT] + "…"


def _repr(answer):
    try:
        return repr(answer)
    except Exception:  # the learner's own __repr__
        return f"<{type(answer).__name__}>"


if __name__ == "__main__":
    try:
        print(summary(*sys.argv[1:]))
    except ValueError as error:
        sys.exit(str(error))
