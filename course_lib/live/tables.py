"""Functions of sliders and their tables, which let the browser move marks without asking the kernel."""

import inspect
import os
from contextlib import contextmanager, redirect_stdout
from functools import wraps
from math import prod
from random import Random
from threading import RLock
from time import monotonic

import numpy as np

from course_lib.live.errors import FigureError

BUDGET = 2_000_000
"""Bytes that all tables of one figure may hold."""

PATIENCE = 20
"""Seconds after which a function that must be called state by state is given up."""

# Rows that turn out to be the same are sent once, so more is computed than may be sent; this much fits in memory.
MOST_NUMBERS = 5_000_000


class Dependent:
    """A function of sliders: the parameters it names are the sliders it depends on.

    `what` names it in messages, as in "line 2". A parameter that is no slider keeps its default.
    """

    columns = 1  # numbers that the function returns for each place

    def __init__(self, function, sliders, what):
        self.function, self.what = function, what
        self.failures = {}  # positions of the sliders → what the function raised there, known once it is tabulated
        self.state = None  # for what is computed on request: the one state it was last asked for
        self.sliders = [sliders[name] for name in _slider_names(function, sliders, what)]

    def at(self, values):
        """The function at one state (slider names → floats): floats of shape (n, coordinates), NaN where it raises."""
        try:
            with _quiet():
                return coordinates(self._call(*(_scalar(values[slider.name]) for slider in self.sliders)))
        except Exception:
            return np.full((1, self.columns), np.nan)

    def tabulate(self):
        """The function over all stops of its sliders: floats of shape (*stops, n, coordinates). See `tabulate`."""
        if self.state is None:
            return tabulate(self._call, [slider.given for slider in self.sliders], self.what, self.failures)
        return self.at(self.state)[(None,) * len(self.sliders)]

    def _call(self, *numbers):
        return self.function(**{slider.name: x for slider, x in zip(self.sliders, numbers, strict=True)})


def of_sliders(names, function):
    """`function`, which takes one value for each of `names`, as a function whose parameters have these names."""

    def named(**values):
        return function(*(values[name] for name in names))

    named.__signature__ = inspect.Signature(
        [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in names]
    )
    return named


def _scalar(value):
    """A value as functions get it one by one: numpy's float, which divides by 0, or Python's int of any size."""
    if isinstance(value, np.integer):
        return int(value)
    return np.float64(value) if isinstance(value, float) else value


def pointwise(f):
    """`f`, a function of numbers, made to take arrays too, so that a learner's own function can be drawn.

    It may branch on its arguments, use `math`, and raise or be infinite at some numbers: there it is NaN. FigureError
    if it raises at all numbers of an array, or does not give one number for one number.
    """

    @wraps(f)
    def over_arrays(*numbers):
        arrays = np.broadcast_arrays(*(np.asarray(number, float) for number in numbers))
        flat, shape = [array.ravel() for array in arrays], arrays[0].shape
        at = lambda k: f(*(array[k] for array in flat))
        try:
            table = tabulate(at, [np.arange(prod(shape))], "the function")
        except FigureError:
            if not shape:
                return np.nan
            raise
        if table.shape[1:] != (1, 1):
            raise FigureError("the function is to give one number for one number")
        return np.where(np.isfinite(table), table, np.nan).reshape(shape)[()]

    return over_arrays


def tabulate(function, axes, what, failures=None):
    """`function` at all combinations of numbers from `axes`: floats of shape (*lengths of axes, n, coordinates).

    One call over whole arrays where the function allows it and agrees with calls one by one; else a loop. Where the
    function raises is NaN, and `failures`, a dict, gets index → exception; what it prints is dropped. FigureError if it
    raises everywhere, gives different numbers of points, or takes too long.
    """
    lengths = tuple(map(len, axes))
    failures = {} if failures is None else failures

    def one(index):
        try:
            return coordinates(function(*(_scalar(axis[i]) for axis, i in zip(axes, index, strict=True))))
        except Exception as error:
            failures[index] = error
            return None

    with _quiet():
        samples = {index: one(index) for index in _sample(lengths)}
        points = max((row.shape[0] for row in samples.values() if row is not None), default=1)
        if prod(lengths) * points > MOST_NUMBERS:
            raise FigureError(too_large(what, (*lengths, points)))
        whole = _whole(function, axes)
        if whole is not None and all(_same(whole[index], row) for index, row in samples.items()):
            return whole
        rows = []
        deadline = monotonic() + PATIENCE
        for index in np.ndindex(*lengths):
            rows.append(one(index))
            if monotonic() > deadline:
                raise FigureError(
                    f"{what} is too slow: {len(rows)} of its {prod(lengths)} states took {PATIENCE} s. Give its "
                    "sliders larger steps, or let its function take whole arrays."
                )
    shapes = {row.shape for row in rows if row is not None}
    if not shapes:
        error = next(iter(failures.values()))
        raise FigureError(f"{what} fails everywhere. {type(error).__name__}: {error}") from error
    if len(shapes) > 1:
        numbers = " or ".join(str(n) for n in sorted({shape[0] for shape in shapes}))
        raise FigureError(
            f"{what} gives {numbers} points. Give the same number everywhere, and NaN for those to hide."
        )
    [shape] = shapes
    return np.stack([np.full(shape, np.nan) if row is None else row for row in rows]).reshape(
        *lengths, *shape
    )


def coordinates(result):
    """What a function returned, as floats whose last two axes are (points, coordinates)."""
    parts = result if isinstance(result, (tuple, list)) else (result,)
    return np.stack(np.broadcast_arrays(*map(column, parts)), axis=-1)


def column(part):
    """One coordinate of all points, along the last axis. `part` is an array, or a sequence with one item a point."""
    if part is None:
        raise TypeError("it returned None; a function gives back what stands after `return`")
    if not isinstance(part, (tuple, list)):
        return np.atleast_1d(np.asarray(part, float))
    return np.concatenate(np.broadcast_arrays(*map(column, part)), axis=-1)


def compress(table):
    """The table with one row kept along every axis on which nothing changes; its last axis stays as it is."""
    for axis in range(table.ndim - 1):
        first = table.take([0], axis=axis)
        if np.array_equal(np.broadcast_to(first, table.shape), table, equal_nan=True):
            table = first
    return table


def check_budget(tables, stages):
    """FigureError that names what is largest, if `stages` (SVG texts) and `tables` (pairs of a dependent and its array)
    are together too much to send.
    """
    drawn, tabled = sum(map(len, stages)), sum(table.nbytes for _, table in tables)
    if drawn > max(tabled, BUDGET - tabled):
        raise FigureError(
            f"the stage of this figure, drawn from {len(stages)} side(s), takes {drawn / 1e6:.1f} MB, and a figure has "
            f"{BUDGET / 1e6:.0f} MB. Draw fewer lines and cells, turn it to fewer azimuths, or give what has many "
            "cells rasterized=True."
        )
    if drawn + tabled > BUDGET:
        dependent, table = max(tables, key=lambda pair: pair[1].nbytes)
        raise FigureError(too_large(dependent.what, table.shape, dependent.sliders))


def too_large(what, shape, sliders=()):
    names = ", ".join(slider.name for slider in sliders) or "its sliders"
    return (
        f"the tables of this figure and its stage would be larger than {BUDGET / 1e6:.0f} MB. The largest table "
        f"belongs to {what}: shape {shape} over the stops of {names} and its points. Give one of these sliders a "
        "larger step, or the mark fewer points."
    )


def _slider_names(function, sliders, what):
    names = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name in sliders:
            names.append(parameter.name)
        elif parameter.default is parameter.empty:
            known = ", ".join(sliders) or "none yet"
            raise FigureError(f"{what} depends on {parameter.name!r}, but the figure's sliders are: {known}")
    return names


def _whole(function, axes):
    """The table by one call over whole arrays; None where the function does not take them."""
    # Number k varies along axis k; one last axis is left for the points of a line.
    grids = [grid[..., None] for grid in np.ix_(*axes)]
    for grid in grids:
        # A function that changes its argument in place would change the next one's too.
        grid.setflags(write=False)
    try:
        table = coordinates(function(*grids))
        return np.broadcast_to(table, (*map(len, axes), *table.shape[-2:]))
    except Exception:
        return None


def _sample(lengths, count=17):
    """States at which a call over whole arrays is compared with calls one by one.

    On every axis both ends, the middle and stops between them, each axis in another order (a Latin hypercube).
    """
    random = Random(0)
    spread = [np.linspace(0, length - 1, min(length, count)).round().astype(int) for length in lengths]
    shuffled = [random.sample(np.resize(stops, count).tolist(), count) for stops in spread]
    first, last = tuple(0 for _ in lengths), tuple(length - 1 for length in lengths)
    return {first, last, *zip(*shuffled, strict=True)}


def _same(row, one):
    return (
        one is not None
        and row.shape == one.shape
        and np.allclose(row, one, rtol=1e-9, atol=0, equal_nan=True)
    )


_one_at_a_time = RLock()


@contextmanager
def _quiet():
    """Neither numpy's warnings nor what a function prints: it is called thousands of times.

    One thread at a time: two that left in the order in which they came would leave sys.stdout closed.
    """
    with (
        _one_at_a_time,
        open(os.devnull, "w") as nowhere,
        redirect_stdout(nowhere),
        np.errstate(all="ignore"),
    ):
        yield
