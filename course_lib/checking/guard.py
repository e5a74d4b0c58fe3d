"""Calling a learner's code: whatever it does, an outcome comes back in time, and nothing else is disturbed.

The code runs in a thread of its own. Signals would not do: Windows has no alarm, and in recent kernels a
button calls us outside the main thread. What no thread can stop is a single call of compiled code that
never lets go of the interpreter, such as `sum(range(10**12))`. Only another process could, and to fork one
takes several milliseconds, is unsafe beside the threads of a kernel, and is impossible on Windows.
"""

import copy
import ctypes
import io
import linecache
import numbers
import os
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

PRINT_LIMIT = 10_000
"""Of what one call prints, so many characters are kept."""


@dataclass(frozen=True)
class Outcome:
    """What came of one call. `kind` is "returned", "crashed" or "timeout".

    A crash has the name of the exception's class, its text, and an excerpt: the last line of the learner's
    own code that led to it. That is empty if no line did, as when the number of arguments is wrong.
    `mutated` says whether the function changed its arguments in place, `printed` what it printed.
    """

    kind: str
    value: object = None
    exception: str = ""
    message: str = ""
    excerpt: str = ""
    mutated: bool = False
    printed: str = ""

    @property
    def error(self):
        """The last line of a traceback: "ZeroDivisionError: division by zero"."""
        return f"{self.exception}: {self.message}" if self.message else self.exception


def call(function, *arguments, limit=3.0) -> Outcome:
    """Call `function` with copies of `arguments`; it has `limit` seconds."""
    return run(function, [arguments], limit)[0]


def run(function, cases, limit=3.0) -> list[Outcome]:
    """Call `function` with each tuple of arguments in `cases`; all calls together have `limit` seconds.

    Each call gets deep copies of its arguments. If time runs out, the call it ran out in and those after it
    are timeouts. A thread that cannot be stopped is left behind, cut off from the output.

    Only the calls are guarded. What an object of the learner's does when it is converted or compared
    afterwards is not, unless `function` does that too: `lambda x: float(answer(x))`.
    """
    worker = _Worker(function, list(cases))
    # The last tenth is for stopping it, so that the answer comes within the limit.
    patience = min(0.2, limit / 10)
    try:
        worker.start()
        worker.wait(limit - patience)
    finally:
        # Also on the way out of a KeyboardInterrupt.
        outcomes = list(worker.outcomes)
        if not worker.ended.is_set():
            worker.stop(patience)
    return outcomes + [Outcome("timeout")] * (len(worker.cases) - len(outcomes))


def excerpt(error: BaseException) -> str:
    """Where an exception left the learner's own code: "line 3: `return 1 / h`"; empty if nowhere."""
    place = ""
    for frame, number in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        if _is_library(name):
            continue
        linecache.checkcache(name)
        source = linecache.getline(name, number, frame.f_globals).strip()
        # Code made from a string has no source; the line that led to it says more.
        if source or not place:
            place = f"line {number}" + (f": `{_short(source, 100)}`" if source else "")
    return place


class _Worker(threading.Thread):
    """Calls the function case by case and puts what comes of it in `outcomes`."""

    def __init__(self, function, cases):
        super().__init__(name="a learner's code", daemon=True)
        self.function, self.cases = function, cases
        self.outcomes = []
        self.printed = _Printed()
        # An event of our own: a `join` that is interrupted by the keyboard takes a running thread for ended.
        self.ended = threading.Event()

    def run(self):
        try:
            self.work()
        except _Stop:
            pass
        finally:
            sys.settrace(None)  # this far, and no further
            self.ended.set()

    def work(self):
        _divert(self)
        try:
            with np.errstate(all="ignore"):
                for arguments in self.cases:
                    self.outcomes.append(self.outcome(arguments))
        finally:
            _release(self)

    def outcome(self, arguments):
        self.print_to(_Printed())
        own = arguments
        try:
            own = copy.deepcopy(arguments)
            outcome = {"kind": "returned", "value": _snapshot(self.function(*own))}
        except _Stop:
            raise
        except BaseException as error:  # sys.exit() and KeyboardInterrupt too: they are the learner's
            outcome = {"kind": "crashed", "exception": type(error).__name__}
            outcome |= {"message": _short(_message(error), 300), "excerpt": excerpt(error)}
        return Outcome(**outcome, mutated=_differ(arguments, own), printed=self.printed.text())

    def print_to(self, printed):
        self.printed = printed
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, _Switch):
                stream.turn_to(printed)

    def wait(self, seconds):
        deadline = time.monotonic() + seconds
        # In short steps, because on Windows the keyboard does not wake a thread that waits.
        while (left := deadline - time.monotonic()) > 0 and not self.ended.wait(min(left, 0.1)):
            pass

    def stop(self, patience):
        """Have the thread stop itself, and wait for that for `patience` seconds."""
        deadline = time.monotonic() + patience
        while not self.ended.is_set() and time.monotonic() < deadline:
            frame = sys._current_frames().get(self.ident)
            while frame:
                frame.f_trace = _strike
                frame = frame.f_back
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.ident), ctypes.py_object(_Stop))
            self.ended.wait(0.02)


def _strike(frame, event, argument):
    """A trace function that throws `_Stop` at the next line of the learner's."""
    if not isinstance(threading.current_thread(), _Worker):
        sys.settrace(None)
    elif frame.f_code.co_filename != __file__:
        raise _Stop


class _Stop(BaseException):
    """Thrown into a thread whose time is over. `except Exception` does not catch it.

    A bare `except:` does. But when that is through with it, it is let go, and thrown again at the next line,
    which sooner or later lies outside the `try`. Letting go must not run Python, which would be struck too.
    """

    __del__ = staticmethod(partial(sys.settrace, _strike))


# --- Printing -----------------------------------------------------------------------------------------------

_running = set()
_lock = threading.Lock()


class _Switch(threading.local):
    """In the place of sys.stdout: what a learner's thread prints is kept, all else goes its way."""

    def __init__(self, stream):  # called once in each thread
        self.replaced = stream
        self.turn_to(getattr(threading.current_thread(), "printed", stream))

    def turn_to(self, stream):
        self.stream = stream
        self.write = stream.write  # found at once, because a loop may print a million lines

    def __getattr__(self, name):
        return getattr(self.stream, name)


class _Printed(io.TextIOBase):
    """The first characters of what is printed; the rest is dropped."""

    def __init__(self):
        self.parts, self.room = [], PRINT_LIMIT

    def write(self, text):
        if self.room > 0:
            self.parts.append(text[: self.room])
        self.room -= len(text)
        return len(text)

    def text(self):
        return "".join(self.parts) + ("…" if self.room < 0 else "")


def _divert(worker):
    with _lock:
        _running.add(worker)
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name)
            if stream is not None and not isinstance(stream, _Switch):
                setattr(sys, name, _Switch(stream))


def _release(worker):
    """Put sys.stdout back once no learner's thread is left: one that was not stopped may still print."""
    with _lock:
        _running.difference_update(
            [thread for thread in _running if thread is worker or not thread.is_alive()]
        )
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name)
            if isinstance(stream, _Switch) and not _running:
                setattr(sys, name, stream.replaced)


# --- Values -------------------------------------------------------------------------------------------------


def _snapshot(value):
    """A copy of what a function returned, in case it is one array that it fills anew each time."""
    if not isinstance(value, (np.ndarray, list, dict, set)):
        return value
    try:
        return copy.deepcopy(value)
    except Exception:
        return value


def _differ(before, after):
    """Whether plain data differ: numbers, text, arrays, and collections of them. Other objects never do."""
    if type(before) is not type(after):
        return True
    if isinstance(before, np.ndarray):
        if before.dtype != after.dtype or before.shape != after.shape:
            return True
        if before.dtype.hasobject:
            return _differ(before.tolist(), after.tolist())
        return before.tobytes() != after.tobytes()
    if isinstance(before, dict):
        return before.keys() != after.keys() or any(_differ(before[key], after[key]) for key in before)
    if isinstance(before, (list, tuple)):
        return len(before) != len(after) or any(map(_differ, before, after))
    if isinstance(before, (numbers.Number, str, bytes, bytearray, set)):
        return before != after and not (before != before and after != after)
    return False


# --- Excerpts -----------------------------------------------------------------------------------------------

_LIBRARIES = tuple(f"{folder}{os.sep}" for folder in (Path(__file__).parents[1], Path(os.__file__).parent))


def _is_library(filename):
    parts = Path(filename).parts
    return (
        filename.startswith((*_LIBRARIES, "<frozen ")) or "site-packages" in parts or "dist-packages" in parts
    )


def _message(error):
    try:
        return str(error)
    except Exception:  # the learner's own __str__
        return ""


def _short(text, limit):
    return text if len(text) <= limit else text[:limit] + "…"
