"""Calling a learner's code: whatever it does, an outcome comes back in time, and nothing else is disturbed.

The code runs in a thread of its own. Signals would not do: Windows has no alarm, and with recent kernels the
button of a check calls us outside the main thread. What no thread can stop is a single call of compiled code that
never lets go of the interpreter, such as `sum(range(10**12))`. Only another process could, and to fork one costs
several milliseconds, is unsafe beside a kernel's threads, and does not exist on Windows.
"""

import copy
import ctypes
import io
import linecache
import numbers
import sys
import sysconfig
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

    `exception`, `message` and `excerpt` tell of a crash: the name of the exception's class, its text, and the last
    line of the learner's own code that led to it (empty if none did, as when the number of arguments is wrong).
    `mutated` says whether the function changed its arguments in place.
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

    Each call gets deep copies of its arguments. If time runs out, the call it ran out in and those after it are
    timeouts. A thread that cannot be stopped is left behind, cut off from the output. What is done with a returned
    object afterwards is not guarded: a function that also converts it can be handed over in the place of `function`.
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
        worker.stop(patience)
    return outcomes + [Outcome("timeout")] * (len(worker.cases) - len(outcomes))


def excerpt(error: BaseException) -> str:
    """Where an exception left the learner's own code, such as "line 3: `return 1 / h`"; empty if it never was in it."""
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

    def run(self):
        _divert(self)
        try:
            with np.errstate(all="ignore"):
                for arguments in self.cases:
                    self.outcomes.append(self.outcome(arguments))
        except _Stop as stop:
            del type(stop).__del__  # this far, and no further
        finally:
            _release(self)

    def outcome(self, arguments):
        printed = _here.printed = _Printed()
        own = arguments
        try:
            own = copy.deepcopy(arguments)
            outcome = {"kind": "returned", "value": _snapshot(self.function(*own))}
        except _Stop:
            raise
        except BaseException as error:  # sys.exit() and KeyboardInterrupt too: they are the learner's
            outcome = {"kind": "crashed", "exception": type(error).__name__}
            outcome |= {"message": _short(_message(error), 300), "excerpt": excerpt(error)}
        return Outcome(**outcome, mutated=_differ(arguments, own), printed=printed.text())

    def wait(self, seconds):
        deadline = time.monotonic() + seconds
        while self.is_alive() and (left := deadline - time.monotonic()) > 0:
            # In short steps, because a KeyboardInterrupt does not wake a waiting thread on Windows.
            self.join(min(left, 0.1))

    def stop(self, patience):
        """Have the thread stop itself, and wait for that for `patience` seconds."""
        throw = _thrower(self.ident)
        deadline = time.monotonic() + patience
        while self.is_alive() and time.monotonic() < deadline:
            throw()
            self.join(0.05)


class _Stop(BaseException):
    """Thrown into a thread whose time is over. `except Exception` does not catch it."""


def _thrower(thread):
    """A function that throws `_Stop` into the thread of that number.

    A bare `except:` catches it. But when that is through with it, the exception is let go, and thrown again from
    where it was caught: out of the `try`, up to the next handler outside, until none is left. This has to happen
    without a line of Python, in which it would strike itself.
    """
    stop = type("_Stop", (_Stop,), {})
    throw = partial(ctypes.pythonapi.PyThreadState_SetAsyncExc, ctypes.c_ulong(thread), ctypes.py_object(stop))
    stop.__del__ = staticmethod(throw)
    return throw


# --- Printing -----------------------------------------------------------------------------------------------

_here = threading.local()  # .printed: what this thread has printed, in threads that run a learner's code
_running = set()
_lock = threading.Lock()


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


class _Switch:
    """In the place of sys.stdout: what a learner's thread prints is kept, what all others print goes its way."""

    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, name):
        return getattr(getattr(_here, "printed", self.stream), name)


def _divert(worker):
    with _lock:
        _running.add(worker)
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name)
            if not isinstance(stream, _Switch):
                setattr(sys, name, _Switch(stream))


def _release(worker):
    """Put sys.stdout back once no learner's thread is left: one that could not be stopped may print any time."""
    with _lock:
        _running.difference_update(
            [thread for thread in _running if thread is worker or not thread.is_alive()]
        )
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name)
            if isinstance(stream, _Switch) and not _running:
                setattr(sys, name, stream.stream)


# --- Values -------------------------------------------------------------------------------------------------


def _snapshot(value):
    """A copy of what a function returned, in case it returns the same array each time with other numbers in it."""
    if not isinstance(value, (np.ndarray, list, dict, set)):
        return value
    try:
        return copy.deepcopy(value)
    except Exception:
        return value


def _differ(before, after):
    """Whether plain data differ: numbers, text, arrays, and collections of them. Other objects count as equal."""
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

_LIBRARIES = (
    str(Path(__file__).parents[1]),
    sysconfig.get_path("stdlib"),
    sysconfig.get_path("platstdlib"),
    "<frozen",
)


def _is_library(filename):
    parts = Path(filename).parts
    return filename.startswith(_LIBRARIES) or "site-packages" in parts or "dist-packages" in parts


def _message(error):
    try:
        return str(error)
    except BaseException:  # the learner's own __str__
        return ""


def _short(text, limit):
    return text if len(text) <= limit else text[:limit] + "…"
