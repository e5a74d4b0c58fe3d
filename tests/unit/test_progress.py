"""Nothing that was acknowledged is lost, and nothing that goes wrong with the files stops a lesson."""

import errno
import json
import os
import random
import subprocess
import sys
import threading
import time
import types
from pathlib import Path

import platformdirs
import pytest

from course_lib import progress

FILES = "progress.log", "progress.copy.log"

# Notes answers for ever (or as many as it is told), and prints the name of each once it is acknowledged.
WRITER = """
import itertools, sys
from course_lib import progress
name, count = sys.argv[1], int(sys.argv[2])
for n in itertools.islice(itertools.count(), count or None):
    if progress.record(f"{name} {n}", "wrong", answer=n):
        print(f"{name} {n}", flush=True)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    folder = tmp_path / "a folder" / "progress"
    monkeypatch.setenv("COURSE_PROGRESS", str(folder))
    monkeypatch.setattr(progress, "_observers", [])
    restart()
    return folder


def restart():
    """Forget all that is in memory, as a new kernel does."""
    progress._log_in.cache_clear()


def names():
    return [event.exercise for event in progress.events()]


def names_in(path):
    """What a file holds, each line once, whatever the rest of the folder holds."""
    found, _ = progress._read(path)
    return [event.exercise for event in {event.id: event for event in found}.values()]


def fill(count=20):
    for n in range(count):
        assert progress.record(f"exercise {n}", "wrong", answer=n)
    return [f"exercise {n}" for n in range(count)]


def writer(name, count=0):
    command = [sys.executable, "-c", WRITER, name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


# --- What is noted ------------------------------------------------------------------------------------------


def test_a_new_learner_has_done_nothing():
    assert progress.state("slope") == progress.State(0, False, 0, False, None, None)
    assert progress.solved() == set()
    assert progress.events() == []
    assert progress.notices() == []


def test_reading_writes_nothing(folder):
    progress.state("slope")
    assert not folder.exists()


def test_state_after_a_few_events():
    progress.record("slope", "wrong", answer="6x")
    progress.hinted("slope", 2)
    progress.hinted("slope", 1)
    progress.record("slope", "correct", answer="6x - 4")
    progress.record("limit", "misconception", answer=12)
    progress.solution_seen("limit")
    restart()
    assert progress.state("slope") == progress.State(2, True, 2, False, "6x - 4", "correct")
    assert progress.state("limit") == progress.State(1, False, 0, True, 12, "misconception")
    assert progress.solved() == {"slope"}


def test_solved_stays_solved_when_a_later_answer_is_wrong():
    progress.record("slope", "correct", answer=2)
    progress.record("slope", "wrong", answer=3)
    assert progress.state("slope").solved
    assert progress.state("slope").verdict == "wrong"


def test_variants_are_counted_together_and_one_by_one():
    progress.record("slope", "correct", answer=1, variant=3)
    progress.hinted("slope", 1, variant=4)
    progress.record("slope", "wrong", answer=2, variant=4)
    assert progress.state("slope", variant=None) == progress.State(2, True, 1, False, 2, "wrong")
    assert progress.state("slope", variant=3) == progress.State(1, True, 0, False, 1, "correct")
    assert progress.state("slope", variant=4) == progress.State(1, False, 1, False, 2, "wrong")
    assert progress.state("slope", variant=0) == progress.State()


@pytest.mark.parametrize(
    "answer",
    [
        None,
        True,
        0,
        -3,
        2.5,
        1e-300,
        "",
        "6x - 4",
        "a\nb\r\n\x00\u2028",
        "∂f/∂x 🙂",
        "\ud800",
        [1, [2, "x"]],
        {"h": 0.01},
    ],
    ids=repr,
)
def test_answers_are_kept_as_they_are(answer):
    progress.record("slope", "wrong", answer=answer)
    restart()
    assert progress.state("slope").answer == answer
    assert type(progress.state("slope").answer) is type(answer)


class Broken:
    def __repr__(self):
        raise RuntimeError


def endless():
    items = []
    items.append(items)
    return items


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        (3 + 4j, "(3+4j)"),
        (float("nan"), "nan"),
        ({1, 2}, "{1, 2}"),
        (abs, "<built-in function abs>"),
        (Broken(), "<Broken>"),
        ([Broken()], "<list>"),
        (endless(), "[[...]]"),
        (10**5000, "<int>"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_answer_that_json_cannot_hold_is_kept_as_its_repr(answer, kept):
    assert progress.record("slope", "wrong", answer=answer)
    restart()
    assert progress.state("slope").answer == kept


@pytest.mark.parametrize("answer", ["\0" * 10**6, list(range(10**5)), {"a": "ü" * 10**6}, set(range(10**5))])
def test_a_long_answer_is_cut(answer, folder):
    progress.record("slope", "wrong", answer=answer)
    kept = progress.state("slope").answer
    assert len(kept) == progress.ANSWER_LIMIT + 1
    assert kept.endswith("…")
    assert (folder / FILES[0]).stat().st_size < 10 * progress.ANSWER_LIMIT


def test_events_keep_their_order_when_the_clock_is_set_back(monkeypatch):
    times = iter([5_000_000_000, 9_000_000_000, 1_000_000_000, 0, 0])
    monkeypatch.setattr(time, "time_ns", lambda: next(times))
    expected = fill(5)
    restart()
    assert names() == expected
    assert [event.time for event in progress.events()] == [
        5_000_000,
        9_000_000,
        9_000_001,
        9_000_002,
        9_000_003,
    ]


# --- Where it is kept ---------------------------------------------------------------------------------------


def test_both_files_hold_every_event_as_a_line_of_json_behind_a_checksum(folder):
    expected = fill(3)
    for name in FILES:
        lines = (folder / name).read_text().split("\n")
        assert [json.loads(line.split(" ", 1)[1])["exercise"] for line in lines if line] == expected


def test_without_the_variable_it_is_the_systems_folder_for_the_users_data(monkeypatch, tmp_path):
    monkeypatch.delenv("COURSE_PROGRESS")
    monkeypatch.setattr(platformdirs, "user_data_path", lambda name, appauthor: tmp_path / name)
    assert progress.record("slope", "correct")
    assert names_in(tmp_path / "derivatives-course" / FILES[0]) == ["slope"]


def test_a_relative_folder_stays_where_it_was_when_the_learner_changes_directory(monkeypatch, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("COURSE_PROGRESS", "here")
    monkeypatch.chdir(tmp_path)
    progress.record("slope", "correct")
    monkeypatch.chdir(tmp_path / "elsewhere")
    progress.record("limit", "correct")
    assert names_in(tmp_path / "here" / FILES[0]) == ["slope", "limit"]


def test_importing_it_is_light():
    code = f"""
import importlib.util, sys
spec = importlib.util.spec_from_file_location("progress", {progress.__file__!r})
module = sys.modules["progress"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(*sys.modules)
"""
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    foreign = (
        {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names - {"progress", "platformdirs"}
    )
    assert not foreign & {"numpy", "matplotlib", "ipywidgets", "IPython", "course_lib"}


# --- Damage -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("cut", [0, 1, 9, 200, 201, 1000, -1, -2, -80])
def test_a_truncated_file_is_mended_from_the_other(folder, name, cut):
    expected = fill()
    path = folder / name
    path.write_bytes(path.read_bytes()[:cut])
    restart()
    assert names() == expected
    progress.record("new", "wrong")
    assert sorted(names_in(path)) == sorted([*expected, "new"])
    restart()
    assert names() == [*expected, "new"]


def test_two_files_damaged_in_different_places_make_a_whole(folder):
    expected = fill()
    first, second = (folder / name for name in FILES)
    first.write_bytes(first.read_bytes()[:1500])
    second.write_bytes(second.read_bytes()[1000:])
    restart()
    assert names() == expected


def test_a_file_overwritten_with_garbage_is_set_aside_and_replaced(folder):
    expected = fill()
    path, garbage = folder / FILES[0], random.Random(1).randbytes(5000)
    path.write_bytes(garbage)
    restart()
    assert names() == expected
    progress.record("new", "wrong")
    (aside,) = folder.glob("progress.damaged-*.log")
    assert aside.read_bytes() == garbage
    assert sorted(names_in(path)) == sorted([*expected, "new"])
    (sentence,) = progress.notices()
    assert aside.name in sentence

    progress.record("newer", "wrong")
    restart()
    progress.record("newest", "wrong")
    assert progress.notices() == []
    assert len(list(folder.iterdir())) == 3


def test_what_is_readable_in_two_damaged_files_is_kept(folder):
    expected = fill()
    for name in FILES:
        lines = (folder / name).read_bytes().split(b"\n")
        lines[5:8] = b"\x00\xff", b"garbage"
        (folder / name).write_bytes(b"\n".join(lines))
    restart()
    progress.record("new", "wrong")
    restart()
    assert names() == [*expected[:4], *expected[7:], "new"]
    assert len(list(folder.glob("*damaged*"))) == 2


def test_nothing_is_lost_if_a_kernel_dies_after_setting_both_files_aside(folder):
    expected = fill()
    for name in FILES:
        (folder / name).rename(folder / f"{Path(name).stem}.damaged-1.log")
    restart()
    assert names() == expected


def test_an_altered_line_is_not_believed(folder):
    progress.record("slope", "wrong")
    progress.record("limit", "wrong")
    original = (folder / FILES[0]).read_bytes()
    altered = original.replace(b'"wrong"', b'"correct"', 1)
    assert altered != original
    (folder / FILES[0]).write_bytes(altered)
    restart()
    assert [event.verdict for event in progress.events()] == ["wrong", "wrong"]
    (folder / FILES[1]).write_bytes(altered)
    restart()
    assert names() == ["limit"]


def test_every_single_altered_byte_is_noticed(folder):
    progress.record("slope", "wrong", answer="6x")
    line = (folder / FILES[0]).read_bytes().strip()
    assert progress._parse(line)
    for place in range(len(line)):
        altered = bytearray(line)
        altered[place] ^= 1
        assert progress._parse(bytes(altered)) is None


@pytest.mark.parametrize("newline", [b"\r\n", b"\r", b"\n\n\n", b"  \n"])
def test_any_line_endings_are_read(folder, newline):
    expected = fill()
    for name in FILES:
        path = folder / name
        path.write_bytes(path.read_bytes().replace(b"\n", newline))
    restart()
    progress.record("new", "wrong")
    assert names() == [*expected, "new"]
    assert progress.notices() == []
    assert len(list(folder.iterdir())) == 2


def test_a_line_that_was_cut_short_does_not_swallow_the_next(folder):
    expected = fill()
    for name in FILES:
        with open(folder / name, "ab") as file:
            file.write(b'\n0123abcd {"id":"cut sho')
    restart()
    progress.record("new", "wrong")
    progress.record("newer", "wrong")
    assert progress.notices() == []
    restart()
    assert names() == [*expected, "new", "newer"]


def test_a_line_that_another_kernel_is_just_writing_is_no_damage(folder):
    fill(3)
    other = folder / FILES[0]
    whole = other.read_bytes()
    other.write_bytes(whole[:-5])
    restart()
    progress.events()
    other.write_bytes(whole)
    progress.record("new", "wrong")
    assert progress.notices() == []
    assert len(list(folder.iterdir())) == 2


def test_lines_that_stand_twice_count_once(folder):
    expected = fill()
    path = folder / FILES[0]
    path.write_bytes(path.read_bytes() * 2)
    restart()
    assert names() == expected
    assert progress.state("exercise 1").tried == 1


def test_what_was_deleted_under_a_running_kernel_is_written_again(folder):
    expected = fill()
    for name in FILES:
        (folder / name).unlink()
    folder.rmdir()
    progress.record("new", "wrong")
    restart()
    assert names() == [*expected, "new"]


def test_a_folder_in_the_place_of_a_file_is_set_aside(folder):
    expected = fill()
    (folder / FILES[0]).unlink()
    (folder / FILES[0]).mkdir()
    restart()
    assert progress.record("new", "wrong")
    assert sorted(names_in(folder / FILES[0])) == sorted([*expected, "new"])


if hasattr(os, "mkfifo"):  # Windows has none

    def test_a_pipe_in_the_place_of_a_file_does_not_block(folder):
        fill(2)
        (folder / FILES[0]).unlink()
        os.mkfifo(folder / FILES[0])
        restart()
        assert progress.record("new", "wrong")
        assert sorted(names_in(folder / FILES[0])) == ["exercise 0", "exercise 1", "new"]


def test_what_a_later_version_of_the_course_wrote_is_kept(folder):
    fill(1)
    line = progress._line({"id": "1", "time": 1, "kind": "dance", "exercise": "slope", "tempo": 120})
    with open(folder / FILES[0], "ab") as file:
        file.write(b"\n" + line)
    progress.record("new", "wrong")
    assert line in (folder / FILES[1]).read_bytes().split(b"\n")
    assert progress.state("slope") == progress.State()
    assert progress.notices() == []


# --- No place to write --------------------------------------------------------------------------------------


@pytest.fixture
def blocked(folder):
    """A file stands where the folder should be, which stops even an administrator."""
    folder.parent.parent.mkdir(exist_ok=True)
    folder.parent.write_text("in the way")
    return folder


def test_where_nothing_can_be_written_the_lesson_goes_on(blocked):
    assert progress.record("slope", "wrong", answer=3) is False
    assert progress.hinted("slope", 1) is False
    assert progress.record("slope", "correct", answer=2) is False
    assert progress.state("slope") == progress.State(2, True, 1, False, 2, "correct")
    (sentence,) = progress.notices()
    assert str(blocked) in sentence
    progress.record("slope", "wrong")
    assert progress.notices() == []


def test_once_it_can_be_written_all_is_saved(blocked):
    progress.record("slope", "wrong")
    progress.record("limit", "wrong")
    progress.notices()
    blocked.parent.unlink()
    assert progress.record("chain", "wrong")
    (sentence,) = progress.notices()
    assert "saved again" in sentence
    restart()
    assert names() == ["slope", "limit", "chain"]


def test_without_a_home_nothing_is_written_into_the_lessons_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("COURSE_PROGRESS")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: Path("~/.local/share/course"))
    assert progress.record("slope", "wrong") is False
    assert names() == ["slope"]
    assert len(progress.notices()) == 1
    assert list(tmp_path.iterdir()) == []


class Disk:
    """Takes so many bytes and then is full."""

    def __init__(self, monkeypatch, room):
        self.room, self.write = room, os.write
        monkeypatch.setattr(os, "write", self)

    def __call__(self, descriptor, data):
        if not self.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        part = data[: self.room]
        self.room -= len(part)
        return self.write(descriptor, part)


@pytest.mark.parametrize("room", [0, 1, 5, 100, 300, 500, 750, 1100])
def test_a_full_disk_loses_nothing_and_is_tried_again(monkeypatch, room):
    disk = Disk(monkeypatch, room)
    acknowledged = [n for n in range(8) if progress.record(str(n), "wrong")]
    assert len(acknowledged) < 8
    assert names() == [str(n) for n in range(8)]
    assert len(progress.notices()) == 1
    restart()
    assert set(names()) >= {str(n) for n in acknowledged}
    before = names()
    disk.room = 10**6
    assert progress.record("new", "wrong")
    restart()
    assert names() == [*before, "new"]


if os.name == "posix":  # a real limit of the system on the size of a file

    def test_a_file_that_may_not_grow_keeps_what_was_acknowledged(folder):
        code = """
import resource
from course_lib import progress
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (1500, hard))
print(*[n for n in range(40) if progress.record(str(n), "wrong")], sep=",")
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
assert progress.record("new", "wrong")
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert 0 < len(done.stdout.split(",")) < 40
        assert names() == [*map(str, range(40)), "new"]


@pytest.mark.parametrize("broken", FILES)
def test_one_file_is_enough(monkeypatch, folder, broken):
    append = progress._append

    def fail(path, data):
        if path.name == broken:
            raise OSError(errno.EROFS, "Read-only file system")
        append(path, data)

    monkeypatch.setattr(progress, "_append", fail)
    assert fill(3)
    assert progress.notices() == []
    restart()
    assert len(names()) == 3
    monkeypatch.undo()
    monkeypatch.setenv("COURSE_PROGRESS", str(folder))
    progress.record("new", "wrong")
    assert len(names_in(folder / broken)) == 4


def test_a_file_that_cannot_be_read_does_not_grow_by_all_that_is_known(monkeypatch, folder):
    fill(3)
    before = (folder / FILES[0]).stat().st_size
    restart()
    read = progress._read

    def fail(path):
        if path.name == FILES[0]:
            raise PermissionError(errno.EACCES, "Permission denied")
        return read(path)

    monkeypatch.setattr(progress, "_read", fail)
    assert progress.record("new", "wrong")
    assert (folder / FILES[0]).stat().st_size == before


# --- Kernels side by side -----------------------------------------------------------------------------------


def test_what_another_kernel_writes_is_seen():
    progress.record("mine", "wrong")
    assert writer("theirs", 3).wait() == 0
    assert names() == ["mine", "theirs 0", "theirs 1", "theirs 2"]


def test_unchanged_files_are_not_read_again(monkeypatch):
    fill()
    progress.events()
    monkeypatch.setattr(progress, "_read", lambda path: pytest.fail(f"{path} was read again"))
    assert len(progress.events()) == 20


def test_two_kernels_writing_at_once_lose_nothing(folder):
    writers = [writer(name, 150) for name in "ab"]
    for process in writers:
        assert process.wait() == 0
    for name in "ab":
        assert [n for n in names() if n.startswith(name)] == [f"{name} {n}" for n in range(150)]
    assert sorted(names_in(folder / FILES[0])) == sorted(names_in(folder / FILES[1])) == sorted(names())
    assert len(list(folder.iterdir())) == 2


def test_damage_while_two_kernels_write_costs_nothing(folder):
    writers = [writer(name, 150) for name in "ab"]
    chance = random.Random(2)
    while any(process.poll() is None for process in writers):
        time.sleep(chance.uniform(0, 0.05))
        if (folder / FILES[0]).exists():
            (folder / FILES[0]).write_bytes(chance.randbytes(chance.choice([0, 50, 5000])))
    acknowledged = [line for process in writers for line in process.stdout.read().splitlines()]
    assert len(acknowledged) == 300
    assert sorted(names()) == sorted(acknowledged)


# Two at a time, kernels note answers until they are killed. They are forked, because 500 starts take minutes.
KILLED = """
import os, random, signal, sys, time
from course_lib import progress

chance = random.Random(3)
for n in range(250):
    progress.events()  # so that the two need not read all that the others wrote
    kernels = []
    for name in "ab":
        answers, kernel = os.pipe()
        if not (pid := os.fork()):
            for k in range(10**6):
                if progress.record(f"{n}{name} {k}", "wrong", answer=k):
                    os.write(kernel, f"{n}{name} {k}\\n".encode())
        os.close(kernel)
        kernels.append((pid, answers))
    for pid, answers in kernels:
        time.sleep(chance.uniform(0, 0.012))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        with open(answers) as lines:
            sys.stdout.write(lines.read())
"""


def test_kernels_killed_at_500_moments_lose_nothing_acknowledged(folder):
    run = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, text=True, check=True)
    acknowledged = run.stdout.splitlines()
    assert len({name.split()[0] for name in acknowledged}) > 100  # killed while they wrote, not before
    assert set(acknowledged) <= set(names())
    progress.record("new", "wrong")
    for name in FILES:
        assert set(names_in(folder / name)) >= {*acknowledged, "new"}


def test_threads_of_one_kernel_write_one_after_the_other(monkeypatch):
    monkeypatch.setattr(
        time, "time_ns", lambda: 0
    )  # so that the time of an event is the number of those before it

    def work(name):
        for n in range(20):
            progress.record(f"{name} {n}", "wrong")

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    restart()
    assert [event.time for event in progress.events()] == list(range(80))


def test_on_windows_a_file_is_locked_while_it_is_written(monkeypatch, folder):
    calls, write = [], os.write

    def locking(descriptor, mode, count):
        calls.append((mode, os.lseek(descriptor, 0, os.SEEK_CUR), count))

    monkeypatch.setitem(
        sys.modules, "msvcrt", types.SimpleNamespace(LK_LOCK="lock", LK_UNLCK="free", locking=locking)
    )
    monkeypatch.setattr(os, "write", lambda *args: calls.append("write") or write(*args))
    fill(1)
    assert calls == [("lock", 2**30, 1), "write", ("free", 2**30, 1)] * 2
    Disk(monkeypatch, 0)
    calls.clear()
    progress.record("new", "wrong")
    assert [call[0] for call in calls] == ["lock", "free"] * 2
    assert (folder / FILES[0]).stat().st_size < 1000


# --- To another machine and back ----------------------------------------------------------------------------


def test_progress_travels_to_another_machine(monkeypatch, tmp_path):
    expected = fill()
    assert progress.export(tmp_path / "taken along.log") == 20
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "other machine"))
    assert names() == []
    assert progress.import_(tmp_path / "taken along.log") == 20
    restart()
    assert names() == expected
    assert progress.import_(str(tmp_path / "taken along.log")) == 0
    assert names() == expected


def test_two_histories_are_merged_in_the_order_of_time(monkeypatch, tmp_path):
    clock = iter([1000, 5000, 3000])
    monkeypatch.setattr(time, "time_ns", lambda: next(clock))
    progress.record("slope", "wrong", answer="first")
    progress.record("slope", "correct", answer="third")
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "other machine"))
    progress.record("slope", "wrong", answer="second")
    progress.export(tmp_path / "export")
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "a folder" / "progress"))
    assert progress.import_(tmp_path / "export") == 1
    assert [event.answer for event in progress.events()] == ["first", "second", "third"]


def test_import_takes_what_can_be_read_of_a_broken_file_and_says_so(monkeypatch, tmp_path):
    expected = fill()
    file = tmp_path / "export"
    progress.export(file)
    file.write_bytes(file.read_bytes()[:-3])
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "other machine"))
    progress.record("mine", "wrong")
    with pytest.raises(ValueError, match="19 events"):
        progress.import_(file)
    restart()
    assert sorted(names()) == sorted([*expected[:-1], "mine"])


@pytest.mark.parametrize("content", [b"", b"\n\n", b"garbage", b'{"id": 1}\n[]', b"\x00\xff" * 1000])
def test_import_refuses_what_is_no_progress(tmp_path, content):
    expected = fill(3)
    (tmp_path / "export").write_bytes(content)
    with pytest.raises(ValueError, match="holds no progress"):
        progress.import_(tmp_path / "export")
    assert names() == expected


def test_import_of_a_missing_file_and_of_a_folder(tmp_path):
    for path in tmp_path / "missing", tmp_path:
        with pytest.raises(ValueError, match="cannot be read"):
            progress.import_(path)


def test_export_does_not_overwrite_progress_that_is_not_here(monkeypatch, tmp_path):
    fill(3)
    progress.export(tmp_path / "export")
    content = (tmp_path / "export").read_bytes()
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "other machine"))
    with pytest.raises(ValueError, match="Import it"):
        progress.export(tmp_path / "export")
    assert (tmp_path / "export").read_bytes() == content


def test_export_again_to_the_same_file(tmp_path):
    fill(3)
    progress.export(tmp_path / "export")
    progress.record("new", "wrong")
    assert progress.export(tmp_path / "export") == 4
    assert len(names_in(tmp_path / "export")) == 4


def test_export_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    fill(3)
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "by something").touch()
    for path in tmp_path / "missing" / "export", tmp_path / "taken":
        with pytest.raises(OSError, match="Choose another place"):
            progress.export(path)
    assert {path.name for path in tmp_path.iterdir()} == {"a folder", "taken"}


# --- Observers ----------------------------------------------------------------------------------------------


def test_observers_are_called_after_the_event_is_noted(tmp_path):
    seen = []
    callback = lambda exercises: seen.append((exercises, progress.solved()))
    progress.observe(callback)
    progress.observe(callback)
    progress.record("slope", "correct")
    progress.hinted("limit", 1)
    progress.export(tmp_path / "export")
    progress.import_(tmp_path / "export")
    progress.unobserve(callback)
    progress.unobserve(callback)
    progress.record("chain", "correct")
    assert seen == [({"slope"}, {"slope"}), ({"limit"}, {"slope"}), ({"slope", "limit"}, {"slope"})]


def test_an_observer_that_fails_stops_neither_the_lesson_nor_the_others(capfd):
    seen = []
    progress.observe(lambda exercises: 1 / 0)
    progress.observe(seen.append)
    assert progress.record("slope", "correct")
    assert seen == [{"slope"}]
    assert capfd.readouterr() == ("", "")


# --- The summary --------------------------------------------------------------------------------------------


def at(moment, *steps):
    """Notes done at some second of 2026."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(progress.time, "time_ns", lambda: moment * 10**9)
        for note, *details in steps:
            note(*details)


def a_learner(monkeypatch, tmp_path, name, *steps):
    """A file that a learner exported."""
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / name))
    at(1_780_000_000, *steps)
    progress.export(tmp_path / f"{name}.txt")
    return tmp_path / f"{name}.txt"


ANNA = [
    (progress.record, "slope", "wrong"),
    (progress.record, "slope", "correct", None, 3),
    (progress.hinted, "limit", 2),
    (progress.record, "limit", "wrong", "6x", 4),
]
BEN = [(progress.record, "slope", "wrong"), (progress.solution_seen, "slope"), (progress.hinted, "chain", 1)]


def test_a_summary_of_what_one_learner_did(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    at(1_780_000_000, *ANNA)
    summary = progress.summary()
    day = "2026-05-28 20:26"
    assert summary.exercises == [["slope", 1, 1, 2, 0, 0, 1, day], ["limit", 1, 0, 1, 1, 0, 1, day]]
    assert summary.learners == []
    assert str(summary).splitlines()[1].split() == ["slope", "1", "1", "2", "0", "0", "1", *day.split()]
    assert len({len(line) for line in str(summary).splitlines()}) == 1
    assert "| limit | 1 | 0 | 1 | 1 | 0 | 1 |" in summary._repr_markdown_()


def test_a_summary_of_a_class(monkeypatch, tmp_path):
    files = [a_learner(monkeypatch, tmp_path, "anna", *ANNA), a_learner(monkeypatch, tmp_path, "ben", *BEN)]
    summary = progress.summary(*files)
    assert [row[:-1] for row in summary.exercises] == [
        ["slope", 2, 1, 3, 0, 1, 1],
        ["limit", 1, 0, 1, 1, 0, 1],
        ["chain", 0, 0, 0, 1, 0, 0],
    ]
    assert [row[:-1] for row in summary.learners] == [
        [str(files[0]), 2, 1, 3, 1, 0, 2],
        [str(files[1]), 1, 0, 1, 1, 1, 0],
    ]


def command(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "course_lib.progress", *map(str, arguments)], capture_output=True, text=True
    )


def test_the_summary_as_a_command(monkeypatch, tmp_path):
    assert command().stdout == "Nothing has been done yet.\n"
    files = [a_learner(monkeypatch, tmp_path, "anna", *ANNA), a_learner(monkeypatch, tmp_path, "ben", *BEN)]
    assert command(*files).stdout == f"{progress.summary(*files)}\n"


@pytest.mark.parametrize("content", [None, b"", b"no progress"])
def test_a_summary_of_what_is_no_progress(tmp_path, content):
    path = tmp_path / "anna.txt"
    if content is not None:
        path.write_bytes(content)
    ended = command(path)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.strip().endswith("Choose an exported file.")
    assert "Traceback" not in ended.stderr
