"""Whatever a learner's function does, an outcome comes back in time and nothing else is disturbed."""

import io
import json
import subprocess
import sys
import threading
import time
import warnings

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from course_lib import progress
from course_lib.checking import guard

# A thread of ours must end without a word.
pytestmark = pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")

LIMIT = 0.5  # seconds, for calls that are to run out of time


def left_behind():
    return [thread for thread in threading.enumerate() if isinstance(thread, guard._Worker)]


@pytest.fixture(autouse=True)
def nothing_stays():
    """After each test its threads have ended and the output is what it was."""
    streams = sys.stdout, sys.stderr
    yield
    for thread in left_behind():
        thread.join(5)
    assert (sys.stdout, sys.stderr) == streams


# --- Values -------------------------------------------------------------------------------------------------


def test_values_come_back_in_the_order_of_the_cases():
    outcomes = guard.run(lambda x, y: x - y, [(3, 1), (1, 3), (2.5, 0)])
    assert [(o.kind, o.value) for o in outcomes] == [("returned", 2), ("returned", -2), ("returned", 2.5)]


def test_call_is_one_case():
    assert guard.call(max, 3, 7) == guard.Outcome("returned", 7)


def test_no_cases():
    assert guard.run(abs, []) == []


def test_a_crash_in_one_case_leaves_the_others_alone():
    outcomes = guard.run(lambda x: 1 / x, [(1,), (0,), (2,)])
    assert [o.kind for o in outcomes] == ["returned", "crashed", "returned"]
    assert outcomes[2].value == 0.5


def test_each_result_is_kept_though_the_function_uses_one_array_for_all():
    result = np.zeros(2)

    def square(x):
        result[:] = x * x
        return result

    outcomes = guard.run(square, [(1,), (2,), (3,)])
    assert [list(o.value) for o in outcomes] == [[1, 1], [4, 4], [9, 9]]


def test_an_object_of_the_learners_comes_back_itself():
    value = object()
    assert guard.call(lambda: value).value is value


def test_numpys_warnings_are_silent():
    before = np.geterr()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert guard.call(lambda x: x / 0, np.float64(1)).value == np.inf
        assert guard.call(np.exp, np.array([1e4])).value == np.inf
        assert guard.call(lambda x: np.log(x), np.float64(-1)).kind == "returned"
    assert np.geterr() == before


# --- Running out of time ------------------------------------------------------------------------------------


def forever():
    while True:
        pass


def forever_except_exception():
    while True:
        try:  # noqa: SIM105
            sum(range(10))
        except Exception:
            pass


def forever_bare_except():
    while True:
        try:  # noqa: SIM105
            sum(range(10))
        except:  # noqa: E722
            pass


def forever_bare_excepts_in_two_functions():
    def inner():
        while True:
            try:
                sum(i for i in range(10))
            except:  # noqa: E722
                continue

    while True:
        try:  # noqa: SIM105
            inner()
        except:  # noqa: E722
            pass


def forever_sleeping():
    while True:
        try:
            time.sleep(0.001)
        except BaseException:
            time.sleep(0.001)


def forever_sleeping_in_a_loop():
    while True:
        try:
            while True:
                time.sleep(0.001)
        except:  # noqa: E722
            pass


def forever_finally():
    while True:
        try:
            sum(range(10))
        finally:
            sum(range(10))


def forever_printing():
    while True:
        try:
            while True:
                print("flood")
        except BaseException:
            print("again")


def forever_in_a_generator():
    return sum(1 for _ in iter(int, 1))


@pytest.mark.parametrize(
    "function",
    [
        forever,
        forever_except_exception,
        forever_bare_except,
        forever_bare_excepts_in_two_functions,
        forever_sleeping,
        forever_sleeping_in_a_loop,
        forever_finally,
        forever_printing,
        forever_in_a_generator,
    ],
    ids=lambda function: function.__name__,
)
def test_an_endless_loop_runs_out_of_time_and_is_ended(function, capfd):
    start = time.monotonic()
    outcome = guard.call(function, limit=LIMIT)
    assert outcome == guard.Outcome("timeout")
    assert time.monotonic() - start < LIMIT + 1
    for thread in left_behind():
        thread.join(5)
    assert left_behind() == []
    assert capfd.readouterr() == ("", "")


def test_a_sleep_runs_out_of_time():
    start = time.monotonic()
    assert guard.call(time.sleep, LIMIT + 0.4, limit=LIMIT).kind == "timeout"
    assert time.monotonic() - start < LIMIT + 1
    assert len(left_behind()) == 1


def test_an_exception_that_was_caught_and_kept_does_not_strike_others():
    kept = []

    def keep():
        while True:
            try:
                time.sleep(0.001)
            except BaseException as error:
                kept.append(error)
                return

    assert guard.call(keep, limit=LIMIT).kind == "timeout"
    while kept:
        kept.pop()
    assert abs(-3) == fibonacci(4)


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def test_the_limit_is_for_all_cases_together():
    start = time.monotonic()
    outcomes = guard.run(time.sleep, [(0,), (0.0,), (0.3,), (0.3,), (0,)], limit=LIMIT)
    assert time.monotonic() - start < LIMIT + 1
    assert [o.kind for o in outcomes] == ["returned", "returned", "returned", "timeout", "timeout"]


def test_no_case_begins_after_the_time_is_over():
    guard.run(time.sleep, [(0.3,)] * 20, limit=0.2)
    (thread,) = left_behind()
    thread.join(3)
    assert not thread.is_alive()


def test_the_learners_own_handlers_are_passed_by():
    caught = []

    def function():
        try:
            forever()
        except Exception as error:
            caught.append(error)

    assert guard.call(function, limit=LIMIT).kind == "timeout"
    assert caught == []


def test_the_button_to_interrupt_still_works():
    code = """
import _thread, signal, threading, time
from course_lib.checking import guard

# As in a kernel; a shell starts its background jobs with interrupts ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)

def endless():
    while True: pass

threading.Timer(0.3, _thread.interrupt_main).start()
start = time.monotonic()
try:
    guard.call(endless, limit=60)
except KeyboardInterrupt:
    print("interrupted", time.monotonic() - start < 10)
for thread in threading.enumerate():
    if isinstance(thread, guard._Worker):
        thread.join(5)
print("left:", sum(isinstance(thread, guard._Worker) for thread in threading.enumerate()))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300)
    assert (done.stdout, done.stderr) == ("interrupted True\nleft: 0\n", "")


# --- Crashes ------------------------------------------------------------------------------------------------


def raising(error):
    def function():
        raise error

    return function


class Own(BaseException):
    pass


class Mute(Exception):
    def __str__(self):
        raise ValueError


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (ZeroDivisionError("division by zero"), "ZeroDivisionError: division by zero"),
        (KeyError("x"), "KeyError: 'x'"),
        (ValueError(), "ValueError"),
        (SystemExit(2), "SystemExit: 2"),
        (KeyboardInterrupt(), "KeyboardInterrupt"),
        (GeneratorExit(), "GeneratorExit"),
        (StopIteration(), "StopIteration"),
        (Own("mine"), "Own: mine"),
        (Mute(), "Mute"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_whatever_is_raised_is_an_outcome(error, text):
    outcome = guard.call(raising(error))
    assert outcome.kind == "crashed"
    assert outcome.error == text
    assert outcome.exception == type(error).__name__
    assert outcome.excerpt.endswith("`raise error`")


def test_exit_is_an_outcome():
    assert guard.call(sys.exit).error == "SystemExit"


def test_what_cannot_be_called_is_an_outcome():
    assert guard.call(3).error == "TypeError: 'int' object is not callable"


def endless_recursion(x):
    return endless_recursion(x + 1)


def endless_recursion_through_c(x):
    return max([x], key=endless_recursion_through_c)


@pytest.mark.parametrize("function", [endless_recursion, endless_recursion_through_c])
def test_endless_recursion_is_an_outcome(function):
    outcome = guard.call(function, 1)
    assert outcome.exception == "RecursionError"
    assert function.__name__ in outcome.excerpt


def test_a_long_message_is_cut():
    assert len(guard.call(raising(ValueError("x" * 10**6))).message) < 400


def line_of(function, offset):
    return function.__code__.co_firstlineno + offset


def test_the_excerpt_is_the_last_line_of_the_learners():
    def slope(f, x, h):
        return (f(x + h) - f(x)) / h

    def learner(x):
        return slope(lambda x: x**2, x, 0)

    outcome = guard.call(learner, 3)
    assert outcome.excerpt == f"line {line_of(slope, 1)}: `return (f(x + h) - f(x)) / h`"


def test_lines_of_libraries_and_of_the_course_are_left_out():
    def singular():
        return np.linalg.inv(np.zeros((2, 2)))

    def garbled():
        return json.loads("x")

    def imports():
        return progress.import_("no such file")

    for function, name in (singular, "LinAlgError"), (garbled, "JSONDecodeError"), (imports, "ValueError"):
        outcome = guard.call(function)
        assert outcome.exception == name
        assert outcome.excerpt.startswith(f"line {line_of(function, 1)}: `return ")


def test_the_wrong_number_of_arguments_has_no_line():
    outcome = guard.call(endless_recursion, 1, 2)
    assert outcome.error == "TypeError: endless_recursion() takes 1 positional argument but 2 were given"
    assert outcome.excerpt == ""


def test_code_without_source_has_the_line_that_led_to_it_or_its_number():
    space = {}
    exec("def f(x):\n\n    return 1 / x", space)
    assert guard.call(space["f"], 0).excerpt == "line 3"

    def learner(x):
        return space["f"](x)

    assert guard.call(learner, 0).excerpt == f'line {line_of(learner, 1)}: `return space["f"](x)`'


def test_a_long_line_is_cut(tmp_path, monkeypatch):
    (tmp_path / "learner.py").write_text("def f(x):\n    return 1 / x" + " + 1" * 100)
    monkeypatch.syspath_prepend(tmp_path)
    import learner

    excerpt = guard.call(learner.f, 0).excerpt
    assert excerpt.startswith("line 2: `return 1 / x + 1")
    assert excerpt.endswith("…`")
    assert len(excerpt) < 120


def test_excerpt_of_an_exception_that_was_caught_elsewhere():
    def learner():
        return 1 / 0

    try:
        learner()
    except ZeroDivisionError as error:
        assert guard.excerpt(error) == f"line {line_of(learner, 1)}: `return 1 / 0`"
    assert guard.excerpt(ValueError()) == ""


# --- Inputs -------------------------------------------------------------------------------------------------


def assign(x):
    x[0] = 5


CHANGES = [
    (assign, np.arange(3.0)),
    (assign, np.array([None, 2])),
    (assign, [1, 2]),
    (assign, {0: 1}),
    (lambda x: x.append(1), []),
    (lambda x: x[0].append(1), ([], 2)),
    (lambda x: x["a"].fill(1), {"a": np.zeros(3)}),
    (lambda x: x.pop("a"), {"a": 1}),
    (lambda x: x.add(1), {2}),
    (lambda x: x.extend(b"a"), bytearray()),
    (lambda x: x.__setitem__(0, 1.0), [1]),
    (lambda x: x.__setitem__(0, "1"), [1]),
    (lambda x: x.sort(), [2, 1]),
    (lambda x: x.resize(2, 2, refcheck=False), np.zeros(4)),
    (lambda x: np.negative(x, out=x), np.array([0.0, 0.0])),
]


@pytest.mark.parametrize(("function", "argument"), CHANGES)
def test_a_change_of_the_input_is_noticed_and_stays_with_that_call(function, argument):
    before = repr(argument)
    first, second = guard.run(function, [(argument,), (argument,)])
    assert first.kind == second.kind == "returned"
    assert first.mutated
    assert second.mutated
    assert repr(argument) == before


class Plain:
    pass


class Hostile:
    def __eq__(self, other):
        raise ValueError

    __hash__ = None


@pytest.mark.parametrize(
    "argument",
    [
        np.array([1.0, np.nan]),
        np.array([[1], [2, "x"]], dtype=object),
        [float("nan"), 1, "x", None, (1, 2)],
        {"a": [1], 2: {3}},
        abs,
        Plain(),
        [Hostile()],
        np.float64("nan"),
        np.array(3.0),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_input_that_is_only_read_is_not_called_changed(argument):
    outcome = guard.call(lambda x: repr(x), argument)
    assert outcome.kind == "returned"
    assert not outcome.mutated


def test_a_change_is_noticed_before_a_crash_too():
    def function(x):
        x[0] = 5
        raise ValueError

    assert guard.call(function, [1]).mutated


# --- Printing -----------------------------------------------------------------------------------------------


def test_what_is_printed_is_kept_case_by_case(capfd):
    def function(x):
        print("x is", x)
        print("careful", file=sys.stderr, flush=True)
        return x

    first, second = guard.run(function, [(1,), (2,)])
    assert (first.printed, second.printed) == ("x is 1\ncareful\n", "x is 2\ncareful\n")
    assert capfd.readouterr() == ("", "")


def test_what_is_printed_before_a_crash_is_kept():
    def function():
        print("so far")
        raise ValueError

    assert guard.call(function).printed == "so far\n"


def test_a_million_lines_do_not_flood(capfd):
    def function():
        for n in range(10**6):
            print(n)

    outcome = guard.call(function, limit=60)
    assert outcome.kind == "returned"
    assert len(outcome.printed) <= guard.PRINT_LIMIT + 100
    assert capfd.readouterr().out == ""


def test_very_long_lines_are_cut():
    def function():
        for _ in range(3):
            print("x" * 10**7)

    assert len(guard.call(function).printed) == guard.PRINT_LIMIT + 1


def test_the_output_is_asked_the_usual_questions():
    def function():
        sys.stdout.flush()
        return sys.stdout.isatty(), sys.stdout.write("abc")

    assert guard.call(function).value == (False, 3)


def test_others_print_as_ever_while_the_function_runs(monkeypatch):
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stdout", screen)
    ready = threading.Event()

    def function():
        print("kept")
        ready.set()
        time.sleep(0.2)

    def other():
        ready.wait()
        print("shown", flush=True)
        assert sys.stdout.getvalue() == "shown\n"

    thread = threading.Thread(target=other)
    thread.start()
    assert guard.call(function).printed == "kept\n"
    thread.join()
    assert screen.getvalue() == "shown\n"
    assert sys.stdout is screen


def test_what_runs_on_never_prints_again(monkeypatch):
    """Neither on the screen, nor on one put up later, nor into a later check."""
    screen, later = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", screen)
    go_on, printed = threading.Event(), threading.Event()

    def function():
        print("early")
        go_on.wait()  # cannot be interrupted

    def stubborn():
        try:
            function()
        finally:
            print("late")
            printed.set()

    assert guard.call(stubborn, limit=0.2).kind == "timeout"
    print("mine")
    monkeypatch.setattr(sys, "stdout", later)

    def second():
        go_on.set()
        printed.wait()
        return "done"

    assert guard.call(second) == guard.Outcome("returned", "done")
    for thread in left_behind():
        thread.join()
    assert screen.getvalue() == "mine\n"
    assert later.getvalue() == ""
    assert sys.stdout is later


def test_without_an_output_it_works_too(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert guard.call(print, 3) == guard.Outcome("returned")


def test_checks_on_several_threads_at_once_do_not_mix():
    outcomes = {}

    def function(x):
        for _ in range(20):
            print(x)
            time.sleep(0.001)
        return x

    def check(x):
        outcomes[x] = guard.call(function, x)

    threads = [threading.Thread(target=check, args=(x,)) for x in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == {x: guard.Outcome("returned", x, printed=f"{x}\n" * 20) for x in range(5)}


# --- In a notebook ------------------------------------------------------------------------------------------


def test_in_a_notebook_the_kernel_lives_on_and_only_it_prints():
    cells = [
        "from course_lib.checking import guard\nimport sys, time\nscreen = sys.stdout",
        "def f(x):\n    y = x + 1\n    return y / 0\n\nprint(guard.call(f, 1).excerpt)",
        "def g():\n    while True:\n        print('flood')\n\nprint(guard.call(g, limit=0.5).kind)",
        "def late():\n    time.sleep(0.5)\n    print('late')\n\nprint(guard.call(late, limit=0.2).kind)",
        "time.sleep(1)\nprint(sys.stdout is screen)",
    ]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(book, kernel_name="python3", timeout=60).execute()
    printed = ["".join(output.text for output in cell.outputs) for cell in book.cells]
    assert printed == ["", "line 3: `return y / 0`\n", "timeout\n", "timeout\n", "True\n"]
