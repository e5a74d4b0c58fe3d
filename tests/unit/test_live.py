"""The live engine without a browser: sliders, tables, marks, readouts, traits, static picture."""

import base64
import io
import json
import math
import re
import sys
import threading
import time
from pathlib import Path

import ipywidgets
import matplotlib
import numpy as np
import pytest
import traitlets
from matplotlib import pyplot
from matplotlib.colors import to_rgb
from PIL import Image

import course_lib.live
from course_lib.live import (
    BLUE,
    GREEN,
    INK,
    PAPER,
    PURPLE,
    VERMILION,
    Live,
    pointwise,
    stage,
    tables,
    through,
)
from course_lib.live.errors import FigureError
from course_lib.live.marks import FAR
from course_lib.live.sliders import integer, linear, logarithmic
from course_lib.live.tables import tabulate
from course_lib.live.words import write


@pytest.fixture
def ax_live():
    """Axes from 0 to 10 both ways and a live figure with the sliders a (0 to 2) and h (0.01 to 1, logarithmic)."""
    figure, ax = stage(xlim=(0, 10), ylim=(0, 10))
    live = Live(figure, alt="Nothing yet.")
    live.slider("a", 0, 2, value=1, step=0.5)
    live.log_slider("h", 0.01, 1, per_decade=2)
    return ax, live


def mark_tables(live):
    """x and y of every mark in drawing order, as the browser gets them: arrays of shape (*stops, n)."""
    spec, data = live._assemble()
    assert not spec["readouts"], "only for figures without readouts"
    return [[read(table, data) for table in mark["tables"]] for mark in spec["marks"]]


def read(table, data):
    size = math.prod(table["shape"])
    return np.frombuffer(data, table["type"], size, table["offset"]).reshape(table["shape"])


def pixels(ax, x, y):
    """Data coordinates to points of the page, y down."""
    px, py = ax.transData.transform((x, y))
    return px, ax.figure.bbox.height - py


# --- Sliders ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("span", [(0, 1), (-3, 3), (-2, 4), (1.5, 250), (0, 1e-6)])
def test_a_linear_slider_goes_over_both_ends_and_round_numbers(span):
    stops = linear("a", *span).stops
    assert stops[0] == span[0] and stops[-1] == span[1]
    assert 80 <= len(stops) <= 202
    assert (np.diff(stops) > 0).all()
    inner = stops[1:-1]
    assert all(x == float(f"{x:.6g}") for x in inner)
    assert 0 in stops or not span[0] <= 0 <= span[1]


def test_the_stops_of_a_slider_are_the_decimals_they_are_meant_to_be():
    assert 0.3 in linear("a", 0, 1, step=0.1).stops
    assert linear("a", -1, 0, step=0.05).stops.tolist() == [-k / 20 for k in range(20, 0, -1)] + [0.0]


def test_a_given_step_counts_from_the_low_end_and_the_high_end_is_a_stop():
    assert linear("n", 1, 10, step=3).stops.tolist() == [1, 4, 5.5, 7, 10]
    assert linear("n", 1, 9, value=4, step=3).stops.tolist() == [1, 4, 7, 9]


def test_no_stop_lies_beyond_an_end_that_is_no_decimal():
    stops = linear("t", 0, 2 * math.pi, step=math.pi / 8).stops
    assert len(stops) == 17 and stops[-1] == 2 * math.pi


@pytest.mark.parametrize(
    "step, shown",
    [(1, ".0f"), (0.5, ".1f"), (0.05, ".2f"), (0.025, ".3f"), (20, ".0f"), (math.pi / 12, ".2f")],
)
def test_a_linear_slider_shows_the_decimals_of_its_step(step, shown):
    assert linear("a", 0, 100, value=0, step=step).format == shown


def test_a_log_slider_passes_every_power_of_ten_and_its_ends():
    stops = logarithmic("h", 1e-16, 2.0).stops
    assert stops[0] == 1e-16 and stops[-1] == 2.0
    assert {float(f"1e{k}") for k in range(-16, 1)} <= set(stops.tolist())
    ratios = stops[1:] / stops[:-1]
    assert ratios[:-1] == pytest.approx(10 ** (1 / 20), rel=0.01)


def test_what_a_log_slider_shows_is_its_value():
    slider = logarithmic("h", 1e-5, 1)
    assert all(float(format(stop, slider.format)) == stop for stop in slider.stops)


def test_a_log_slider_with_both_sides_is_symmetric_and_passes_zero():
    stops = logarithmic("h", 1e-3, 1, both_sides=True).stops
    assert stops[len(stops) // 2] == 0
    assert (stops == -stops[::-1]).all()
    assert 1e-3 in stops and -1e-3 in stops


def test_the_first_value_is_a_stop_of_its_own():
    slider = linear("a", -2, 2, value=0.333)
    assert slider.value == 0.333 and 0.333 in slider.stops
    almost = linear("a", 0, 1, value=0.1 + 0.2)
    assert np.diff(almost.stops).min() > 1e-3
    assert linear("a", 0, 3).value == 1.5
    assert logarithmic("h", 0.1, 2).value == 2


def test_whole_numbers_may_start_at_either_end():
    assert integer("n", 1, 5).value == integer("n", 1, 5, value=1).value == 1
    assert integer("n", 1, 5, value=5).value == 5
    for beyond in (0, 6, 2.5):
        with pytest.raises(FigureError, match="no whole number from 1 to 5"):
            integer("n", 1, 5, value=beyond)


@pytest.mark.parametrize(
    "make, message",
    [
        (
            lambda: linear("a", 2, -2),
            "slider 'a' runs from 2 to -2: the first number must be the smaller one",
        ),
        (lambda: linear("a", 0, math.inf), "the first number must be the smaller one"),
        (lambda: linear("a", 0, math.nan), "the first number must be the smaller one"),
        (lambda: linear("a", 0, 1, step=0), "slider 'a' has step 0: a step is a positive number"),
        (lambda: linear("a", 0, 1, value=3), "slider 'a' starts at 3, outside its range 0 … 1"),
        (lambda: linear("a", 0, 1, value=math.nan), "outside its range"),
        (lambda: logarithmic("h", 0, 1), "log slider 'h' runs from 0 to 1: it needs 0 < low < high"),
        (lambda: logarithmic("h", -1, 1), "it needs 0 < low < high"),
        (lambda: logarithmic("h", 1, 1), "it needs 0 < low < high"),
        (lambda: logarithmic("h", 0.1, 1, value=-0.5), "outside its range 0.1 … 1"),
    ],
)
def test_impossible_sliders_are_refused(make, message):
    with pytest.raises(FigureError, match=re.escape(message)):
        make()


@pytest.mark.parametrize("name", ["two words", "_hidden", "line", "figure", "layout", "values", "a", ""])
def test_a_slider_needs_a_name_that_is_free(ax_live, name):
    _, live = ax_live
    with pytest.raises(FigureError, match=re.escape(f"a slider cannot be called {name!r}")):
        live.slider(name, 0, 1)


# --- Dependence on sliders --------------------------------------------------------------------------------------------


def test_a_function_depends_on_the_sliders_that_it_names(ax_live):
    ax, live = ax_live
    live.point(ax, lambda h, a: (a, h))
    live.point(ax, lambda a, other=3: (a, other))
    live.point(ax, lambda: (1, 2))
    assert [[slider.name for slider in mark.sliders] for mark in live.marks] == [["h", "a"], ["a"], []]
    first, second, third = live._assemble()[0]["marks"]
    assert [first["sliders"], second["sliders"], third["sliders"]] == [[1, 0], [0], []]


def test_an_unknown_name_is_refused_with_the_names_there_are(ax_live):
    ax, live = ax_live
    live.line(ax, lambda a: ([a], [a]))
    with pytest.raises(FigureError, match="line 2 depends on 'b', but the figure's sliders are: a, h"):
        live.line(ax, lambda a, b: ([a], [b]))
    with pytest.raises(FigureError, match="readout 1 depends on 'b'"):
        live.readout(lambda b: b)


@pytest.mark.parametrize("drag", ["b", "h", ("a", "h"), ("a", "a", "a")])
def test_a_point_is_dragged_by_sliders_of_its_own(ax_live, drag):
    ax, live = ax_live
    message = "point 1 is dragged by .*: name one or two sliders that its function depends on"
    with pytest.raises(FigureError, match=message):
        live.point(ax, lambda a: (a, a), drag=drag)


# --- Tables -----------------------------------------------------------------------------------------------------------

AXES = [np.linspace(-1, 1, 21), np.array([0.01, 0.1, 1.0])]


def one_by_one(function):
    rows = [[tables.coordinates(function(a, h)) for h in AXES[1]] for a in AXES[0]]
    return np.array(rows)


@pytest.mark.parametrize(
    "function",
    [
        lambda a, h: (a, h),
        lambda a, h: (0, 1),
        lambda a, h: a * h,
        lambda a, h: ([a, a + h, 2], [0, np.sin(a), h]),
        lambda a, h: through((a, a**2), (a + h) / h, (-2, 2)),
        lambda a, h: through((a, a**2), h, (a - 1, a + 1)),
        lambda a, h: (np.linspace(0, 1, 7), a * np.linspace(0, 1, 7) + h),
        lambda a, h: (a, np.where(a > 0, a, 0)),
    ],
)
def test_whole_arrays_give_what_single_calls_give(function):
    calls = []

    def counted(a, h):
        calls.append(a)
        return function(a, h)

    table = tabulate(counted, AXES, "it")
    np.testing.assert_allclose(table, one_by_one(function), rtol=1e-12)
    assert len(calls) < 25, "it was called state by state"


@pytest.mark.parametrize(
    "function",
    [
        lambda a, h: (math.sin(a), h),
        lambda a, h: (a if a > 0 else 0, h),
        lambda a, h: (max(0, a), h),
        lambda a, h: np.array([a, h, a]),
        lambda a, h: [a, h][int(a > 0)],
        lambda a, h: (np.linspace(0, a, 21), h),
    ],
)
def test_functions_of_numbers_only_are_called_one_by_one(function):
    np.testing.assert_array_equal(tabulate(function, AXES, "it"), one_by_one(function))


@pytest.mark.parametrize(
    "function",
    [
        lambda a, h: (np.max(a), h),
        lambda a, h: (a, np.mean(h)),
        lambda a, h: (a if np.all(a < 0.95) else 0 * a, h),
        lambda a, h: (a if np.any(a > 0.95) else 0 * a, h),
        lambda a, h: (a if np.all(np.abs(a) > 0.05) else 2 + a, h),
        lambda a, h: (0 * a if np.all(np.abs(a) < 0.5) else a, h),
        lambda a, h: (np.cumsum(a) if np.ndim(a) else a, h),
    ],
)
def test_what_is_wrong_over_whole_arrays_is_noticed(function):
    np.testing.assert_array_equal(tabulate(function, AXES, "it"), one_by_one(function))


def test_a_function_that_changes_its_argument_changes_nothing_else():
    def shifted(a):
        a += 1
        return a

    axis = AXES[0].copy()
    np.testing.assert_allclose(tabulate(lambda a: (a, shifted(a)), [axis], "it")[:, 0, 1], axis + 1)
    np.testing.assert_array_equal(axis, AXES[0])


def test_where_a_function_raises_is_nan():
    def picky(a, h):
        if h > 0.5:
            raise KeyError("too large")
        return math.sqrt(a), h

    table = tabulate(picky, AXES, "it")
    allowed = (AXES[0][:, None] >= 0) & (AXES[1] <= 0.5)
    assert (np.isfinite(table).all(axis=(2, 3)) == allowed).all()


def test_a_function_that_raises_everywhere_is_refused_with_its_own_error():
    with pytest.raises(
        FigureError, match="line 3 fails everywhere. NameError: name 'sinn' is not defined"
    ) as caught:
        tabulate(lambda a: sinn(a), AXES[:1], "line 3")  # noqa: F821
    assert isinstance(caught.value.__cause__, NameError)


def test_a_forgotten_return_is_named():
    with pytest.raises(FigureError, match="point 1 fails everywhere. TypeError: it returned None"):
        tabulate(lambda a: (a, None), AXES[:1], "point 1")


def test_a_number_of_points_that_changes_is_refused():
    with pytest.raises(FigureError, match="line 1 gives 2 or 3 points"):
        tabulate(lambda a: (list(range(2 + int(a > 0))), 0), AXES[:1], "line 1")


def test_prints_are_dropped_and_warnings_silent(capsys, recwarn):
    def chatty(a):
        print("called")
        return 1 / a, math.exp(a)

    table = tabulate(chatty, [np.array([-1.0, 0.0, 1.0])], "it")
    assert np.isinf(table[1, 0, 0])
    print("after")
    assert capsys.readouterr().out == "after\n"
    assert not recwarn.list


def test_two_threads_leave_the_output_and_the_style_as_they_were():
    """JupyterLab answers a panel beside the cell that runs."""

    def draw():
        slowly = lambda a: time.sleep(0.001) or a
        for _ in range(3):
            tabulate(lambda a: slowly(float(a)), [np.arange(3.0)], "it")
            stage()[0].canvas.draw()

    out, style = sys.stdout, dict(matplotlib.rcParams)
    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sys.stdout is out
    assert dict(matplotlib.rcParams) == style


@pytest.mark.parametrize("function", [lambda n: 10**n, lambda n: 2**-n], ids=["10ⁿ", "2⁻ⁿ"])
def test_whole_numbers_of_a_slider_are_those_of_python(function):
    table = tabulate(function, [integer("n", 0, 30).given], "it")
    assert table.ravel().tolist() == [float(function(n)) for n in range(31)]


def test_a_slow_function_is_given_up(monkeypatch):
    monkeypatch.setattr(tables, "PATIENCE", -1)
    with pytest.raises(FigureError, match="line 1 is too slow: 1 of its 63 states"):
        tabulate(lambda a, h: math.sin(a), AXES, "line 1")


def test_what_cannot_be_held_in_memory_is_refused_before_it_is_computed():
    axis = np.linspace(0, 1, 1000)
    with pytest.raises(FigureError, match=re.escape("line 1: shape (1000, 1000, 100)")):
        tabulate(lambda a, b: (np.zeros(100), a + b), [axis, axis], "line 1")


def test_compress_keeps_one_row_where_nothing_changes():
    table = np.broadcast_to(np.array([1.0, np.nan, 3.0])[None, :, None], (4, 3, 2))
    assert tables.compress(table).shape == (1, 3, 2)
    assert tables.compress(np.zeros((4, 3, 2))).shape == (1, 1, 2)
    varied = np.arange(24.0).reshape(4, 3, 2)
    np.testing.assert_array_equal(tables.compress(varied), varied)


def test_a_figure_over_budget_names_mark_shape_and_sliders():
    figure, ax = stage()
    live = Live(figure, alt="Too much")
    live.slider("a", 0, 1, step=0.005)
    live.slider("b", 0, 1, step=0.005)
    live.point(ax, lambda a: (a, a))
    live.line(ax, lambda a, b: (np.arange(30), a * b * np.arange(30)))
    message = (
        "larger than 2 MB. The largest table belongs to line 1: shape (201, 201, 30) over the stops of a, b"
    )
    with pytest.raises(FigureError, match=re.escape(message)):
        live.to_html()


def test_a_stage_over_budget_says_what_to_draw_less_of():
    figure, ax = stage()
    ax.pcolormesh(np.random.default_rng(0).random((120, 120)))
    live = Live(figure, alt="Too much")
    with pytest.raises(FigureError, match=r"drawn from 1 side\(s\), takes \d\.\d MB.*rasterized=True"):
        live.to_html()


def notes(live):
    return live._assemble()[0]["notes"]


def test_a_figure_says_where_a_function_of_the_learner_has_no_value():
    x = np.linspace(-2, 2, 9)
    live = Live(stage()[0], alt="A root")
    live.gaps(pointwise(math.sqrt), x)
    live.gaps(lambda x: 1 / (x**2 - 1), x, name="g")
    live.gaps(lambda x: x if x <= 0 or x > 1 else math.nan, x, name="k")
    live.gaps(np.sin, x)
    assert notes(live) == [
        "f has no value from x = −2 to −0.5 (ValueError: math domain error).",
        "g has no value at x = −1 and at x = 1.",
        "k has no value from x = 0.5 to 1.",
    ]
    assert live.description().endswith("k has no value from x = 0.5 to 1")
    assert live.model_id
    with pytest.raises(FigureError, match="shown already"):
        live.gaps(np.sin, x)


def test_a_figure_says_of_which_mark_the_function_raises():
    figure, ax = stage()
    live = Live(figure, alt="A logarithm")
    live.slider("a", -1, 1, value=1, step=0.5)
    live.choice_slider("by", ["sine", "root"])
    live.point(ax, lambda a: (a, math.log(a)))
    live.line(ax, lambda a, by: (a, math.sqrt(a) if by == "root" else math.sin(a)))
    live.line(ax, lambda a: ([0, a], [np.nan, a]))
    # It says so itself, where it stands.
    live.readout(lambda a: math.sqrt(a), undefined="no real root")
    assert notes(live) == [
        "Point 1 cannot be computed everywhere, for instance not at a = −1.0 (ValueError: math domain error).",
        "Line 1 cannot be computed everywhere, for instance not at a = −1.0, by = root "
        "(ValueError: math domain error).",
    ]


def test_the_error_that_is_told_is_that_of_the_place():
    figure, ax = stage()
    live = Live(figure, alt="A logarithm")
    live.slider("a", -1, 1, value=1, step=0.1)

    def picky(a):
        if a < 0:
            raise ValueError(f"here a is {a:.1f}")
        return a, a

    live.point(ax, picky)
    [note] = notes(live)
    assert "not at a = −1.0 (ValueError: here a is -1.0)" in note


def test_pointwise_makes_any_function_of_a_number_take_arrays():
    def own(x):
        if x > 1:
            return math.sqrt(x)
        return 1 / x if x else "nothing"

    f = pointwise(own)
    x = np.array([[-1.0, 0.0], [0.5, 4.0]])
    np.testing.assert_array_equal(f(x), [[-1, np.nan], [2, 2]])
    assert f(4.0) == 2 and np.isnan(f(0.0))
    assert f.__name__ == "own"
    np.testing.assert_array_equal(pointwise(np.square)(x), x**2)
    with pytest.raises(FigureError, match="the function fails everywhere. ZeroDivisionError"):
        pointwise(lambda x: 1 // 0)(x)
    with pytest.raises(FigureError, match="one number for one number"):
        pointwise(lambda x: (x, x))(x)


def test_pointwise_takes_functions_of_several_numbers():
    f = pointwise(lambda x, y: math.sqrt(x) / y)
    places = np.array([[4.0], [-1.0]]), np.array([1.0, 2.0])
    np.testing.assert_array_equal(f(*places), [[2, 1], [np.nan, np.nan]])
    assert f(4.0, 2.0) == 1


# --- Marks ------------------------------------------------------------------------------------------------------------


def test_the_browser_gets_the_places_that_matplotlib_would_draw_at(ax_live):
    ax, live = ax_live
    live.point(ax, lambda a, h: (a + h, a * 3))
    [[x, y]] = mark_tables(live)
    stops = [slider.stops for slider in live.sliders.values()]
    assert x.shape == (5, 5, 1) and y.shape == (5, 1, 1)
    for i, a in enumerate(stops[0]):
        for j, h in enumerate(stops[1]):
            assert (x[i, j, 0], y[i, 0, 0]) == pytest.approx(pixels(ax, a + h, 3 * a), abs=1e-3)


def test_marks_stand_right_on_logarithmic_axes():
    figure, ax = stage(xscale="log", yscale="log", xlim=(1e-8, 1), ylim=(1e-4, 1e4))
    live = Live(figure, alt="Logarithmic")
    live.log_slider("h", 1e-8, 1, per_decade=1)
    live.point(ax, lambda h: (h, h**-0.5))
    live.point(ax, lambda h: (-h, 1))
    [[x, y], [outside, _]] = mark_tables(live)
    for i, h in enumerate(live.sliders["h"].stops):
        assert (x[i, 0], y[i, 0]) == pytest.approx(pixels(ax, h, h**-0.5), abs=1e-3)
    # matplotlib draws what is not positive far outside; so does the browser.
    assert (outside < 0).all()


def test_infinite_places_are_hidden_as_matplotlib_hides_them(ax_live):
    ax, live = ax_live
    live.line(ax, lambda a: ([0, 1, 2], [5, 5 + 1 / (a - 1), 5]))
    [[_, y]] = mark_tables(live)
    assert np.argwhere(np.isnan(y)).tolist() == [[2, 1]]


@pytest.mark.parametrize("slope", [1e3, 1e7, -1e12])
def test_a_steep_line_still_goes_through_its_point(ax_live, slope):
    ax, live = ax_live
    live.line(ax, lambda a: through((a, 5), slope, (-1, 9)))
    [[x, y]] = mark_tables(live)
    assert np.abs([x.min(), x.max(), y.min(), y.max()]).max() <= FAR
    stops = live.sliders["a"].stops
    x, y = (np.broadcast_to(table, (len(stops), 2)) for table in (x, y))
    for a, (x0, x1), (y0, y1) in zip(stops, x, y, strict=True):
        px, py = pixels(ax, a, 5)
        assert x0 + (py - y0) / (y1 - y0) * (x1 - x0) == pytest.approx(px, abs=0.05)


def test_a_line_that_passes_far_outside_is_hidden(ax_live):
    ax, live = ax_live
    live.line(ax, lambda: ([1e9, 2e9], [0, 1]))
    [[x, _]] = mark_tables(live)
    assert np.isnan(x).all()


@pytest.mark.parametrize(
    "add, message",
    [
        (lambda ax, live: live.point(ax, lambda a: a), "point 1: its function is to return x and y, not 1"),
        (
            lambda ax, live: live.line(ax, lambda a: (a, a, a)),
            "line 1: its function is to return x and y, not 3",
        ),
        (lambda ax, live: live.text(ax, lambda a: ([a, 1], 0), "t"), "text 1 has one place, not 2"),
        (lambda ax, live: live.point(ax, lambda a: ([a, 1], 0), drag="a"), "point 1 has one place, not 2"),
    ],
)
@pytest.mark.parametrize("show", [Live.to_html, Live.png])
def test_a_function_that_returns_no_place_is_refused(ax_live, add, message, show):
    ax, live = ax_live
    add(ax, live)
    with pytest.raises(FigureError, match=re.escape(message)):
        show(live)


def test_a_line_with_markers_and_an_unknown_marker_are_refused(ax_live):
    ax, live = ax_live
    with pytest.raises(FigureError, match=re.escape("a line has no markers; add them with Live.point")):
        live.line(ax, lambda a: ([0, a], [0, a]), marker="o")
    with pytest.raises(ValueError, match="Unrecognized marker style 'moon'"):
        live.point(ax, lambda a: (a, a), marker="moon")


def test_style_reaches_the_browser(ax_live):
    ax, live = ax_live
    live.line(ax, lambda a: ([0, a], [0, a]), color=BLUE, linewidth=3, alpha=0.5)
    live.line(ax, lambda a: ([0, a], [0, a]), linestyle="--")
    live.area(ax, lambda a: ([0, a, 0], [0, a, 1]), color=BLUE)
    live.point(ax, lambda a: (a, a), color=BLUE, markerfacecolor="none")
    live.text(ax, lambda a: (a, a), "label")
    area, line, dashed, point, text = live._assemble()[0]["marks"]
    assert (
        "fill: none; stroke: var(--live-blue, #0072b2); stroke-opacity: 0.5; stroke-width: 3" in line["style"]
    )
    assert "stroke-dasharray: " in dashed["style"]
    assert "fill: var(--live-blue, #0072b2); opacity: 0.25" in area["style"]
    assert "fill-opacity: 0; stroke: var(--live-blue, #0072b2)" in point["glyph"]
    assert f"fill: var(--live-ink, {INK})" in text["glyph"]


def test_nothing_can_be_added_once_the_figure_is_shown(ax_live):
    ax, live = ax_live
    live.model_id  # noqa: B018
    for add in (
        lambda: live.slider("b", 0, 1),
        lambda: live.point(ax, lambda a: (a, a)),
        lambda: live.readout(lambda a: a),
    ):
        with pytest.raises(FigureError, match="has been shown already"):
            add()


# --- Readouts ---------------------------------------------------------------------------------------------------------


def test_a_readout_fills_its_template(ax_live):
    _, live = ax_live
    live.readout(lambda a, h: (a, -h), "a = {:.2f}, and {:+.1e} {{more}}")
    live.readout(lambda a: np.array([a, 2 * a]), "{:.0f} {:g}")
    live.readout(lambda a: 1 / (a - 1), "{:.3f}", undefined="no number")
    assert live.description() == "Nothing yet. a = 1.00, and −1.0e+00 {more}. 1 2. no number"


def test_the_browser_gets_all_digits_of_a_readout(ax_live):
    ax, live = ax_live
    live.readout(lambda a: 20.014003000000002 + a, "{:.15f}")
    live.point(ax, lambda a: (a, a))
    live.readout(lambda h: (h, 1 / h))
    live.readouts.pop()
    spec, data = live._assemble()
    [table] = spec["readouts"][0]["tables"]
    assert read(table, data).ravel().tolist() == [20.014003000000002 + a for a in live.sliders["a"].stops]
    for part in [*spec["readouts"], *spec["marks"]]:
        for table in part["tables"]:
            assert table["offset"] % int(table["type"][-1]) == 0


@pytest.mark.parametrize(
    "template", ["{:d}", "{}", "{:10.2f}", "{0:.2f}", "{slope:.2f}", "{!r:.2f}", "{:.2%}"]
)
def test_a_format_that_the_browser_does_not_know_is_refused(ax_live, template):
    _, live = ax_live
    with pytest.raises(
        FigureError, match=re.escape("write its numbers as {:.2f}, {:.3g}, {:.1e} or {:+.2f}")
    ):
        live.readout(lambda a: a, template)


@pytest.mark.parametrize("template", ["{ x", "x }", "{"])
def test_a_brace_without_its_other_half_is_refused(ax_live, template):
    _, live = ax_live
    with pytest.raises(FigureError, match="A brace to be seen is written twice"):
        live.readout(lambda a: a, template)


def test_a_readout_with_another_number_of_fields_is_refused(ax_live):
    _, live = ax_live
    live.readout(lambda a: (a, a), "{:.2f}")
    for show in (live.description, live.to_html):
        with pytest.raises(FigureError, match=re.escape("has 1 field(s), but gets 2 number(s)")):
            show()


def test_numbers_are_written_as_python_formats_them_but_for_the_minus_sign():
    assert write(-1234.5, "+.2e") == "−1.23e+03"
    assert write(0.00001234, ".3g") == "1.23e−05"
    assert write(2.5, "+.1f") == "+2.5"
    assert write(-0.0004, ".2f") == "0.00"


def test_description_is_the_alt_text_where_nothing_is_read_out():
    assert Live(stage()[0], alt="A still picture.").description() == "A still picture"


# --- Traits -----------------------------------------------------------------------------------------------------------


def test_sliders_are_traits_that_clamp(ax_live):
    _, live = ax_live
    assert live.values == {"a": 1.0, "h": 1.0}
    live.a = 0.3
    assert live.values == {"a": 0.3, "h": 1.0}
    live.a, live.h = 17, -1
    assert live.values == {"a": 2.0, "h": 0.01}
    live.a = np.float32(0.5)
    assert type(live.a) is float


@pytest.mark.parametrize("value", ["1", None, math.nan, [1], 1j])
def test_what_is_no_number_is_refused_and_the_slider_stays(ax_live, value):
    _, live = ax_live
    with pytest.raises(traitlets.TraitError, match="a is a number, not"):
        live.a = value
    assert live.a == 1


def test_a_whole_slider_has_nothing_between_its_stops():
    _, ax = stage()
    live = Live(ax.figure, alt="A point")
    live.slider("a", -1, 1, value=0.02, step=0.5, whole=True)
    for value, taken in [(0.2, 0.02), (0.3, 0.5), (-0.1, 0.0), (7, 1.0)]:
        live.a = value
        assert live.a == taken
    assert live.sliders["a"].spec()["whole"]


def test_sliders_can_be_observed(ax_live):
    _, live = ax_live
    seen = []
    live.observe(lambda change: seen.append((change["name"], change["new"])), names=["a", "h"])
    live.a = 5
    live.h = 0.1
    assert seen == [("a", 2.0), ("h", 0.1)]


@pytest.mark.parametrize("shown", [False, True])
def test_sliders_can_be_linked_to_other_widgets(ax_live, shown):
    _, live = ax_live
    other = ipywidgets.FloatSlider(0.25, min=0, max=2)
    if shown:
        live._repr_mimebundle_()
    ipywidgets.link((other, "value"), (live, "a"))
    assert live.a == 0.25
    live.a = 2
    assert other.value == 2


def test_two_figures_keep_their_own_sliders():
    first, second = (Live(stage()[0], alt="One of two") for _ in range(2))
    first.slider("a", 0, 1)
    second.slider("b", 0, 1)
    assert not hasattr(first, "b") and not hasattr(second, "a")


# --- Showing ----------------------------------------------------------------------------------------------------------


def test_the_output_is_a_live_view_a_picture_and_words(ax_live):
    ax, live = ax_live
    live.point(ax, lambda a: (a, a))
    live.readout(lambda a: a, "a is {:.1f}")
    data, metadata = live._repr_mimebundle_()
    view = "application/vnd.jupyter.widget-view+json"
    assert set(data) == {view, "image/png", "text/plain"}
    assert data[view]["model_id"] == live.model_id
    assert base64.b64decode(data["image/png"]) == live.png()
    assert data["text/plain"] == metadata["image/png"]["alt"] == "Nothing yet. a is 1.0"


def test_the_browser_is_told_once_and_everything(ax_live):
    ax, live = ax_live
    assert live.comm is None
    live.point(ax, lambda a: (a, a))
    assert live.model_id == live.model_id
    state = live.get_state()
    assert state["a"] == 1.0 and len(state["_spec"]["marks"]) == 1 and len(state["_tables"]) > 0
    json.dumps(state["_spec"], allow_nan=False)


def test_a_box_may_hold_a_figure(ax_live):
    ax, live = ax_live
    live.point(ax, lambda a: (a, a))
    box = ipywidgets.VBox([live])
    assert box.get_state()["children"] == [f"IPY_MODEL_{live.model_id}"]
    assert len(live._spec["marks"]) == 1


def test_an_error_shows_as_a_sentence_in_a_notebook(ax_live):
    ax, live = ax_live
    with pytest.raises(FigureError) as caught:
        live.point(ax, lambda b: (b, b))
    assert caught.value._render_traceback_() == [f"FigureError: {caught.value}"]


def picture(live):
    return np.asarray(Image.open(io.BytesIO(live.png())).convert("RGB"), float)


def near(image, colour):
    """How many pixels have about this colour."""
    return int((np.abs(image - 255 * np.array(to_rgb(colour))).max(axis=-1) < 30).sum())


def test_the_static_picture_shows_the_marks_where_the_sliders_stand(ax_live):
    ax, live = ax_live
    live.point(ax, lambda a: (5 * a, 5), color=BLUE, markersize=20)
    before = picture(live)
    live.a = 1.5
    after = picture(live)
    assert 600 < near(before, BLUE) < 900
    ys, xs = np.nonzero(np.abs(after - before).max(axis=-1) > 50)
    scale = before.shape[1] / live.figure.bbox.width
    for x in (5, 7.5):
        assert (np.hypot(xs - pixels(ax, x, 5)[0] * scale, ys - pixels(ax, x, 5)[1] * scale) < 10).any()


def test_a_point_is_whole_at_the_edge_of_its_axes_and_hidden_beyond(ax_live):
    ax, live = ax_live
    live.point(ax, lambda a: (1 - a, 5), color=BLUE, markersize=20)
    live.point(ax, lambda a: (1 - a, 5), color=PAPER, markersize=2, clip_on=False)
    seen = []
    for live.a in (0.5, 1, 1.5):
        seen.append(near(picture(live), BLUE))
    assert seen[0] > 600 and seen[1] == pytest.approx(seen[0], rel=0.03) and seen[2] == 0
    [[_, bounded], [_, free]] = mark_tables(live)
    assert np.isfinite(bounded).ravel().tolist() == [True, True, True, False, False]
    assert np.isfinite(free).all()


def test_the_picture_shows_a_surface_from_where_it_is_turned_to():
    figure, ax = stage(size=(3, 3), projection="3d")
    live = Live(figure, alt="An edge that is seen from the front or from the side")
    live.turn_slider(ax, azimuths=(-60, 0, 60))
    live.line(ax, lambda: ([0, 1], [0, 0], [0, 0]), color=BLUE, linewidth=3)
    front = live.png()
    live.turn = 60
    assert live.png() != front
    live.turn = -60
    assert live.png() == front


def test_marks_are_hidden_in_the_picture_where_their_function_fails(ax_live):
    ax, live = ax_live
    live.point(ax, lambda a: (math.sqrt(a - 1.2), 5), color=BLUE, markersize=20)
    assert near(picture(live), BLUE) == 0
    live.a = 2
    assert near(picture(live), BLUE) > 300


@pytest.mark.parametrize(
    "add",
    [
        lambda live, ax: live.text(ax, lambda a: (a, 5, math.log(a - 1)), "{:.2f}"),
        lambda live, ax: live.arrow(ax, lambda a: (a, 5, math.log(a - 1), 1)),
        lambda live, ax: live.bars(ax, [1, 2, 3], lambda a: [1, 2, math.log(a - 1)]),
        lambda live, ax: live.image(
            ax, lambda a: [[math.log(a - 1), 1]], extent=(0, 1, 0, 1), vmin=0, vmax=1
        ),
    ],
    ids=["label", "arrow", "bars", "image"],
)
def test_any_mark_may_fail_at_the_state_that_is_shown_first(ax_live, add):
    ax, live = ax_live
    add(live, ax)
    live._repr_mimebundle_()
    live.a = 2
    live.png()


def test_a_point_in_space_may_fail_at_the_state_that_is_shown_first():
    figure, ax = stage(projection="3d")
    live = Live(figure, alt="A point in space")
    live.slider("a", -1, 1, value=-0.5, step=0.5)
    live.point(ax, lambda a: (a, a, math.log(a)))
    live._repr_mimebundle_()


def test_marks_lie_above_the_stage_in_the_picture(ax_live):
    ax, live = ax_live
    ax.axhspan(0, 10, color=INK, zorder=50)
    live.area(ax, lambda a: ([0, 10, 10, 0], [0, 0, 10, 10]), color=BLUE, alpha=1)
    assert near(picture(live), BLUE) > 10_000 and near(picture(live), INK) < 10_000


def test_the_picture_is_the_same_on_every_run():
    def make():
        figure, ax = stage(1, 2, xlabel="x", title=r"$\frac{a}{2}$")
        live = Live(figure, alt="Twice the same")
        live.slider("a", 0, 1)
        live.point(ax[0], lambda a: (a, a), drag="a")
        return live

    first, second = make(), make()
    assert first.png() == second.png() == first.png()
    assert first._assemble() == second._assemble()


def test_pyplot_knows_nothing_of_a_live_figure(ax_live):
    ax, live = ax_live
    live.point(ax, lambda a: (a, a))
    live._repr_mimebundle_()
    assert pyplot.get_fignums() == []


def test_the_limits_of_the_axes_do_not_follow_the_marks():
    figure, ax = stage()
    ax.plot([0, 1], [0, 1])
    live = Live(figure, alt="Fixed limits")
    live.slider("a", 0, 100)
    live.point(ax, lambda a: (a, a))
    live.png()
    assert ax.get_xlim() == pytest.approx((-0.05, 1.05))


# --- The stage --------------------------------------------------------------------------------------------------------


def test_the_stage_styles_nothing_but_itself():
    figure, ax = stage(title="A title")
    ax.plot([0, 1], [0, 1])
    text = Live(figure, alt="A stage")._assemble()[0]["stages"][0]
    assert text.count("<path") > 10
    for leak in ("<svg", "<style", "<metadata", "<!--", "<g id", "<?xml"):
        assert leak not in text


def test_ink_and_paper_of_the_stage_follow_the_theme():
    figure, ax = stage(xlabel="x")
    ax.plot([0, 1], [0, 1], color="black")
    ax.plot([0, 1], [1, 0], color=PAPER)
    ax.plot([0, 1], [1, 1], color=BLUE)
    text = Live(figure, alt="A stage")._assemble()[0]["stages"][0]
    assert "stroke: var(--live-ink, #000000)" in text
    assert f"stroke: var(--live-paper, {PAPER})" in text
    assert "stroke: var(--live-blue, #0072b2)" in text
    assert f"fill: var(--live-ink, {INK})" in text
    assert not re.search(f"(?<!, )(#000000|{INK}|{PAPER})", text)


def luminance(colour):
    """The relative luminance of WCAG 2."""
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return float(np.dot(channels, [0.2126, 0.7152, 0.0722]))


@pytest.mark.parametrize("paper, block", [("#ffffff", 0), ("#111111", 1)], ids=["light", "dark"])
def test_small_text_in_any_colour_of_the_course_can_be_read_on_the_paper_of_jupyterlab(paper, block):
    style = Path(course_lib.live.__file__).with_name("live.css").read_text(encoding="utf-8")
    colours = re.findall("--live-(blue|vermilion|green|purple): (#[0-9a-f]{6});", style)
    four = dict(colours[4 * block :][:4])
    assert len(four) == 4 and len(colours) == 8
    for name, colour in four.items():
        dark, light = sorted([luminance(paper), luminance(colour)])
        assert (light + 0.05) / (dark + 0.05) >= 4.5, name
    if not block:
        assert list(four.values()) == [BLUE, VERMILION, GREEN, PURPLE]


def test_a_grid_of_axes_shares_properties():
    figure, axes = stage(2, 3, xlabel="x", xlim=(0, 4))
    assert axes.shape == (2, 3) and len(figure.axes) == 6
    assert {ax.get_xlabel() for ax in figure.axes} == {"x"}


def test_a_page_holds_everything_and_escapes_what_it_is_given(ax_live):
    ax, live = ax_live
    live.alt = "</script><script>alert(1)</script>"
    live.point(ax, lambda a: (a, a))
    page = live.to_html(title="<b> & co")
    assert "<title>&lt;b&gt; &amp; co</title>" in page
    assert page.count("<script") == page.count("</script>") == 1
    assert "{{" not in page.replace("{{more}}", "")
    assert not re.search(r'(src|href)="(?!#|data:)', page)
