"""Arrows, bars, coloured cells, labels, three dimensions, graphs, and sliders that are not smooth."""

import numpy as np
import pytest
from mpl_toolkits.mplot3d import proj3d

from course_lib.live import Live, draw_graph, stage
from course_lib.live.errors import FigureError
from course_lib.live.graph import layered
from course_lib.live.marks import smooth
from course_lib.live.stage import freeze, perspective


def unpack(live):
    """For every mark its specification and its tables, as the browser reads them."""
    spec, data = live._assemble()
    found = []
    for mark in spec["marks"]:
        tables = [
            np.frombuffer(data, t["type"], int(np.prod(t["shape"])), t["offset"]).reshape(t["shape"])
            for t in mark["tables"]
        ]
        found.append((mark, tables))
    return spec, found


def figure(**properties):
    fig, ax = stage(xlim=(0, 10), ylim=(0, 10), **properties)
    return ax, Live(fig, alt="A test")


def to_page(ax, points):
    freeze(ax.figure)
    pixels = ax.transData.transform(points)
    return np.column_stack([pixels[:, 0], ax.figure.bbox.height - pixels[:, 1]])


class TestArrow:
    def test_its_tip_and_tail_are_where_the_function_says(self):
        ax, live = figure()
        live.slider("a", 0, 1)
        live.arrow(ax, lambda a: (2, 3, 4 + a, 5))
        [(mark, [x, y])] = unpack(live)[1]
        tail, tip = to_page(ax, [(2, 3), (7, 8)])
        assert mark["kind"] == "shape"
        # Corner 3 is the tip; the tail is in the middle of corners 0 and 6.
        x, y = np.broadcast_arrays(x, y)
        assert x.shape[1] == 7
        assert [x[-1, 3], y[-1, 3]] == pytest.approx(tip, abs=1e-3)
        assert [(x[-1, 0] + x[-1, 6]) / 2, (y[-1, 0] + y[-1, 6]) / 2] == pytest.approx(tail, abs=1e-3)

    def test_a_head_keeps_its_size_and_is_never_longer_than_the_arrow(self):
        ax, live = figure()
        live.choice_slider("length", ["long", "short"])
        live.arrow(ax, lambda length: (2, 5, 6 if length == "long" else 0.1, 0), linewidth=4)
        [(_, [x, y])] = unpack(live)[1]
        x, y = np.broadcast_arrays(x, y)
        (left, middle), (right, _) = to_page(ax, [(2, 5), (8, 5)])
        # Two points of shaft on either side, a head of 12 by 10.8.
        assert x[0] == pytest.approx(
            [left, right - 12, right - 12, right, right - 12, right - 12, left], abs=1e-3
        )
        across = np.array([2, 2, 5.4, 0, -5.4, -2, -2])
        assert sorted([abs(y[0] - middle - across).max(), abs(y[0] - middle + across).max()])[0] < 1e-3
        (tip, _) = to_page(ax, [(2.1, 5)])[0]
        assert x[1] == pytest.approx([left, left, left, tip, left, left, left], abs=1e-3)

    def test_an_arrow_without_length_has_no_place_of_nan(self):
        ax, live = figure()
        live.slider("a", 0, 1)
        live.arrow(ax, lambda a: (5, 5, 0, 0))
        [(_, [x, y])] = unpack(live)[1]
        assert np.isfinite(x).all() and np.isfinite(y).all()

    def test_it_needs_four_numbers_and_a_plane(self):
        ax, live = figure()
        live.slider("a", 0, 1)
        live.arrow(ax, lambda a: (a, a))
        with pytest.raises(FigureError, match="arrow 1: its function is to return 4 values, not 2"):
            live.to_html()
        fig, space = stage(projection="3d")
        with pytest.raises(FigureError, match="arrow 1 stands on 3-D axes"):
            Live(fig, alt="A test").arrow(space, lambda: (0, 0, 0, 1))


class TestBars:
    def test_each_bar_reaches_from_zero_to_its_height(self):
        ax, live = figure()
        live.slider("a", 0, 1, step=0.5)
        live.bars(ax, [2, 6], lambda a: (4 * a, -a), width=1)
        [(_, [x, y])] = unpack(live)[1]
        corners = to_page(ax, [(1.5, 0), (1.5, 4), (2.5, 4), (2.5, 0)])
        assert np.column_stack([np.broadcast_to(x, y.shape)[-1, :4], y[-1, :4]]) == pytest.approx(
            corners, abs=1e-3
        )
        assert np.isnan(y[-1, 4]), "a gap between two bars"

    def test_as_many_heights_as_positions(self):
        ax, live = figure()
        live.slider("a", 0, 1)
        live.bars(ax, [1, 2, 3], lambda a: (a, a))
        with pytest.raises(FigureError, match=r"bars 1 has 3 bars, but gets 2 height\(s\)"):
            live.to_html()


class TestImage:
    def test_levels_follow_vmin_and_vmax_and_rows_start_at_the_top(self):
        ax, live = figure()
        live.slider("a", 0, 1, value=0, step=1)
        live.image(ax, lambda a: [[0, 1], [a, np.nan], [-5, 9]], extent=(0, 10, 0, 10), vmin=0, vmax=1)
        [(mark, [levels])] = unpack(live)[1]
        assert mark["grid"] == [2, 3]
        assert levels.reshape(2, 3, 2)[1].tolist() == [[0, 254], [254, 255], [0, 254]]
        left_top, right_bottom = to_page(ax, [(0, 10), (10, 0)])
        assert mark["box"] == pytest.approx([*left_top, *right_bottom])

    def test_it_asks_for_the_ends_of_its_scale(self):
        ax, live = figure()
        with pytest.raises(FigureError, match="needs vmin and vmax"):
            live.image(ax, lambda: [[0]], extent=(0, 1, 0, 1))

    def test_what_comes_after_it_starts_where_numbers_may_start(self):
        ax, live = figure()
        live.image(ax, lambda: np.eye(5), extent=(0, 1, 0, 1), vmin=0, vmax=1)
        live.point(ax, lambda: (4, 6))
        live.readout(lambda: 7.0)
        spec, [_, (mark, [x, y])] = unpack(live)
        assert mark["tables"][0]["offset"] % 4 == 0 and spec["readouts"][0]["tables"][0]["offset"] % 8 == 0
        assert np.column_stack([x.ravel(), y.ravel()]) == pytest.approx(to_page(ax, [(4, 6)]), abs=1e-3)


class TestLabel:
    def test_a_text_with_fields_gets_its_numbers(self):
        ax, live = figure()
        live.slider("a", 0, 1, value=0.25)
        live.text(ax, lambda a: (5, 5, a, -a), "{:.2f} and {:+.1f}")
        [(mark, [x, _, first, second])] = unpack(live)[1]
        assert mark["kind"] == "label"
        assert x.size == 1, "a place that does not move is sent once"
        assert first.ravel()[-1] == 1 and second.ravel()[-1] == -1
        live.png()
        assert live.marks[0].artist.get_text() == "0.25 and −0.2"

    def test_a_missing_number_is_named(self):
        ax, live = figure()
        live.slider("a", 0, 1)
        live.text(ax, lambda a: (5, 5), "{:.2f}")
        with pytest.raises(FigureError, match="label 1: its function is to return"):
            live.to_html()

    def test_the_braces_of_mathematics_are_no_fields(self):
        ax, live = figure()
        live.text(ax, lambda: (5, 5), r"$\frac{1}{2}$")
        assert unpack(live)[1][0][0]["kind"] == "glyph"


class TestSliders:
    def test_an_integer_slider_gives_integers(self):
        _, live = figure()
        live.integer_slider("n", 0, 4, play=2)
        numbers = [10, 20, 30, 40, 50]
        live.readout(lambda n: numbers[n], "{:.0f}")
        live.n = 2.7
        assert live.n == 3
        assert live.description() == "A test. 40"
        spec = unpack(live)[0]
        assert (spec["sliders"][0]["whole"], spec["sliders"][0]["play"]) == (True, 2)

    def test_a_choice_slider_gives_its_texts(self):
        _, live = figure()
        live.choice_slider("kind", ["sin", "cos"])
        live.readout(lambda kind: getattr(np, kind)(0.0), "{:.0f}")
        assert live.description() == "A test. 0"
        live.kind = "cos"
        assert live.description() == "A test. 1"
        with pytest.raises(Exception, match="kind is one of 'sin', 'cos', not 'tan'"):
            live.kind = "tan"

    def test_a_slider_that_cannot_be_is_refused_in_a_sentence(self):
        _, live = figure()
        with pytest.raises(FigureError, match="the first number must be the smaller one"):
            live.integer_slider("n", 3, 3)
        with pytest.raises(FigureError, match="no whole number from 0 to 4"):
            live.integer_slider("n", 0, 4, value=2.5)
        with pytest.raises(FigureError, match="give two options"):
            live.choice_slider("kind", ["one"])


class TestSpace:
    def test_the_perspective_is_matplotlibs_own(self):
        fig, ax = stage(projection="3d")
        ax.set(xlim=(-2, 2), ylim=(0, 3), zlim=(-1, 5))
        freeze(fig)
        points = np.random.default_rng(0).uniform(-1, 3, (50, 3))
        for azimuth in (-60, 10, 140):
            ax.view_init(elev=25, azim=azimuth)
            x, y, _ = proj3d.proj_transform(*points.T, ax.get_proj())
            expected = to_page(ax, np.column_stack([x, y]))
            across, down, depth = perspective(ax) @ np.column_stack([points, np.ones(50)]).T
            assert np.column_stack([across / depth, down / depth]) == pytest.approx(expected, abs=1e-8)

    def test_marks_travel_as_data_and_the_stage_is_drawn_from_each_side(self):
        fig, ax = stage(projection="3d")
        live = Live(fig, alt="A test")
        live.slider("a", 0, 1, step=0.5)
        live.turn_slider(ax, azimuths=(0, 45, 90), value=45)
        live.point(ax, lambda a: (a, 2 * a, 3 * a))
        spec, [(mark, tables)] = unpack(live)
        assert mark["space"] and [t.ravel().tolist() for t in tables] == [[0, 0.5, 1], [0, 1, 2], [0, 1.5, 3]]
        assert len(set(spec["stages"])) == 3 and spec["turn"] == 1
        assert not np.allclose(spec["perspectives"][0][0], spec["perspectives"][1][0])

    def test_a_turn_needs_angles(self):
        fig, ax = stage(projection="3d")
        with pytest.raises(FigureError, match="give two angles"):
            Live(fig, alt="A test").turn_slider(ax, azimuths=(0,), value=0)


class TestOnRequest:
    def test_only_the_first_state_is_sent_and_others_are_answered(self):
        ax, live = figure()
        live.slider("a", 0, 10, value=1)
        calls = []
        live.line(ax, lambda a: calls.append(a) or ([0, 10], [a, a]), on_request=True)
        [(mark, [_, y])] = unpack(live)[1]
        assert mark["asked"] and y.shape == (1, 2) and set(calls) == {1.0}
        sent = []
        live.send = lambda content, buffers: sent.append((content, buffers))
        live._answer(live, {"asked": [0], "values": {"a": 7.0}}, [])
        [(content, [buffer])] = sent
        x, y = np.frombuffer(buffer, "<f4").reshape(2, *content["shapes"][0])
        assert np.column_stack([x.ravel(), y.ravel()]) == pytest.approx(
            to_page(ax, [(0, 7), (10, 7)]), abs=1e-3
        )


class TestGraph:
    EDGES = (("a", "e"), ("b", "e"), ("e", "d"), ("c", "d"), ("d", "L"), ("f", "L"))

    def test_every_node_stands_right_of_what_it_depends_on(self):
        places = layered(self.EDGES)
        assert set(places) == set("abcdefL")
        assert all(places[start][0] < places[end][0] for start, end in self.EDGES)
        assert len(set(places.values())) == len(places), "no two in one place"

    def test_an_input_stands_next_to_where_it_is_used(self):
        places = layered(self.EDGES)
        assert places["f"][0] == places["L"][0] - 1

    def test_a_column_stands_in_the_order_of_what_it_depends_on(self):
        """So that these edges do not cross, although x is named before y."""
        places = layered([("p", "z"), ("q", "x"), ("p", "y"), ("x", "z"), ("y", "z")])
        assert places["p"][1] > places["q"][1]
        assert places["y"][1] > places["x"][1]

    def test_a_circle_is_refused(self):
        with pytest.raises(FigureError, match="goes in a circle"):
            layered([("a", "b"), ("b", "a")])

    def test_it_is_drawn_where_it_says(self):
        _, ax = stage()
        places = draw_graph(ax, self.EDGES, {"L": "the loss"})
        drawn = {text.get_text(): text.get_position() for text in ax.texts if text.get_text()}
        assert drawn["the loss"][0] == places["L"][0]
        assert {"a", "b", "c", "d", "e", "f"} <= set(drawn)


class TestFreehand:
    def drawn(self):
        ax, live = figure()
        live.freehand(ax, [1, 2, 5, 9], 0, 10, step=0.5, color="k")
        return ax, live

    def test_each_point_is_a_slider_that_is_not_seen(self):
        _, live = self.drawn()
        sliders = live._assemble()[0]["sliders"]
        assert [slider["name"] for slider in sliders] == ["y1", "y2", "y3", "y4"]
        assert all(slider["hidden"] for slider in sliders)
        assert sliders[2]["label"] == "height at x = 5"
        assert live.values == {"y1": 0.0, "y2": 0.0, "y3": 0.0, "y4": 0.0}

    def test_its_line_goes_through_the_points_and_needs_no_table(self):
        _, live = self.drawn()
        marks = [mark for mark, _ in unpack(live)[1]]
        assert [mark["kind"] for mark in marks] == ["curve", "glyph", "glyph", "glyph", "glyph"]
        assert marks[0]["knots"] == [1, 2, 3, 4]
        assert (marks[0]["tables"], marks[0]["sliders"]) == ([], [0, 1, 2, 3])
        assert [mark["drag"] for mark in marks[1:]] == [[0], [1], [2], [3]]
        assert len(live._assemble()[1]) < 2000

    @pytest.mark.parametrize("heights", [(1, 4, 2, 8), (0, 0, 0, 0), (3, 3, 9, 1), (8, 5, 4.9, 0)])
    def test_the_line_turns_only_at_its_points(self, heights):
        x, y = smooth([1, 2, 5, 9], heights)
        for k, place in enumerate([1, 2, 5, 9]):
            assert y[x == place] == pytest.approx(heights[k])
        for left, right, start, end in [(1, 2, 0, 1), (2, 5, 1, 2), (5, 9, 2, 3)]:
            steps = np.diff(y[(x >= left) & (x <= right)]) * (1 if heights[end] >= heights[start] else -1)
            assert (steps >= -1e-12).all()

    def test_two_points_make_a_straight_line(self):
        x, y = smooth([0, 4], [1, 3])
        assert y == pytest.approx(1 + x / 2)
