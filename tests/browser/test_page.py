"""Live figures in pages of their own, in Chromium: no JupyterLab, no kernel, no network."""

import base64
import io
import json
import math
import random
import re
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

import course_lib.live
from course_lib.live import BLUE, GREEN, INK, PURPLE, VERMILION, Live, stage, through
from course_lib.live.marks import Point
from tests.browser import gallery

SCRIPT = Path(course_lib.live.__file__).with_name("live.js").read_text(encoding="utf-8")
# The stage comes first in the picture, then the clipping rectangles, then the marks.
MARKS = ".course-live > svg > defs ~ g"
KEYS = ["ArrowRight", "ArrowUp", "PageUp", "End", "ArrowLeft", "ArrowDown", "PageDown", "Home"]


class Page:
    """A page of the browser with one live figure in it."""

    def __init__(self, page, live):
        self.page, self.live = page, live
        self.handles = page.locator("[data-drag]")
        self.readouts = page.locator(".course-live-readouts p:not(.course-live-note)")
        self.status = page.get_by_role("status")

    def slider(self, name):
        return self.page.get_by_label(name, exact=True)

    def values(self):
        """Where the sliders stand in the page, as Python has their stops."""
        inputs = self.page.locator(".course-live input").all()
        places = [int(each.input_value()) for each in inputs]
        sliders = self.live.sliders.values()
        return {slider.name: slider.stops[i] for slider, i in zip(sliders, places, strict=True)}

    def client(self, ax, x, y):
        """Data coordinates as a place on the screen."""
        box = self.page.locator(".course-live > svg").bounding_box()
        px, py = pixels(ax, x, y) * box["width"] / ax.figure.bbox.width
        return box["x"] + px, box["y"] + py

    def check(self):
        """All marks, readouts and values shown are what Python computes where the sliders stand."""
        values = self.values()
        in_front_last = sorted(self.live.marks, key=lambda mark: mark.artist.get_zorder())
        for node, mark in zip(self.page.locator(MARKS).all(), in_front_last, strict=True):
            points = mark.at(values)
            points = points[np.isfinite(points).all(axis=1)]
            if isinstance(mark, Point):
                points = on_axes(mark.artist.axes, points)
            expected = pixels(mark.artist.axes, *points.T)
            np.testing.assert_allclose(
                places(node), expected.T, atol=0.02, err_msg=f"{mark.what} at {values}"
            )
        assert self.readouts.all_inner_texts() == [readout.text(values) for readout in self.live.readouts]
        for name, value in values.items():
            text = self.slider(name).get_attribute("aria-valuetext")
            assert text == f"{name} = {format(value, self.live.sliders[name].format).replace('-', '−')}"
            assert (
                self.page.locator(f"output[for='{self.slider(name).get_attribute('id')}']").inner_text()
                in text
            )


# A promise that is kept when the next picture of the page has been painted.
PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def pixels(ax, x, y):
    """Data coordinates in points of the figure, y down."""
    px, py = ax.transData.transform(np.stack([x, y], axis=-1)).T
    return np.array([px, ax.figure.bbox.height - py])


def on_axes(ax, points):
    """Those of `points`, data coordinates, that lie on the axes or on its edge."""
    room = ax.bbox.padded(0.5)
    return points[[room.contains(*ax.transData.transform(point)) for point in points]]


def places(node):
    """The points that a mark's SVG shows: the corners of its outline, or where its glyphs stand."""
    text = node.evaluate(
        """(mark) => mark.querySelector(":scope > path")?.getAttribute("d") ??
            [...mark.children].filter((glyph) => glyph.style.display !== "none")
                .map((glyph) => glyph.getAttribute("transform")).join(" ")"""
    )
    return np.array(re.findall(r"[-\d.]+", text), float).reshape(-1, 2)


@pytest.fixture
def open_page(browser, tmp_path):
    """A function that opens a figure, or several, in a page; the test fails if anything was requested or went wrong."""
    contexts, wrong = [], []

    def open_page(live, width=760, height=900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        file = tmp_path / f"{len(contexts)}.html"
        file.write_text(live.to_html(), encoding="utf-8")
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text))
        page.on(
            "request",
            lambda request: (
                request.url.startswith("data:") or request.url == file.as_uri() or wrong.append(request.url)
            ),
        )
        page.goto(file.as_uri())
        page.wait_for_selector(".course-live", state="attached")
        return Page(page, live)

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def stop_the_clock(page):
    """Time in the page passes only when the test says so."""
    page.clock.install(time=0)
    page.clock.pause_at(1000)


def secant():
    f = lambda x: x**3 - x
    slope = lambda a, h: (f(a + h) - f(a)) / h
    figure, ax = stage(xlabel="x", ylabel="f(x)")
    x = np.linspace(-2, 2, 200)
    ax.plot(x, f(x), color=INK)
    live = Live(figure, alt="A curve with the secant through two of its points")
    live.slider("a", -2, 2, value=1)
    live.log_slider("h", 1e-3, 1, both_sides=True)
    live.area(ax, lambda a, h: ([a, a + h, a + h], [f(a), f(a), f(a + h)]), color=GREEN)
    live.line(ax, lambda a, h: through((a, f(a)), slope(a, h), (-2, 2)), color=VERMILION)
    live.point(ax, lambda a, h: (a + h, f(a + h)), color=VERMILION)
    live.point(ax, lambda a: (a, f(a)), drag="a", color=BLUE)
    live.readout(lambda a, h: (a, h), "a = {:+.3f}, h = {:.3g}")
    live.readout(slope, "slope of the secant: {:.12f}", undefined="no secant at h = 0")
    return live


def plane():
    figure, ax = stage(xlim=(-3, 3), ylim=(-2, 2))
    live = Live(figure, alt="A point in the plane")
    live.slider("x", -3, 3, value=0, step=0.5)
    live.slider("y", -2, 2, value=0, step=0.25)
    live.point(ax, lambda x, y: (x, y), drag=("x", "y"))
    live.line(ax, lambda x, y: ([0, x], [0, y]))
    live.readout(lambda x, y: math.hypot(x, y), "{:.6f} from the middle")
    return live


# --- Keyboard ---------------------------------------------------------------------------------------------------------


def test_the_first_state_is_what_python_computes(open_page):
    page = open_page(secant())
    assert page.values() == page.live.values == {"a": 1, "h": 1}
    page.check()


@pytest.mark.parametrize("name", ["a", "h"])
def test_keys_move_a_slider_and_everything_that_depends_on_it(open_page, name):
    page = open_page(secant())
    stops = page.live.sliders[name].stops
    slider = page.slider(name)
    slider.press("Home")
    moved = {}
    for key in ["Home", *["PageUp"] * 4, *KEYS]:
        before = int(slider.input_value())
        slider.press(key)
        moved[key] = int(slider.input_value()) - before
        page.check()
    assert moved["ArrowRight"] == moved["ArrowUp"] == 1 and moved["ArrowLeft"] == moved["ArrowDown"] == -1
    assert 5 <= moved["PageUp"] <= len(stops) / 5
    assert page.values()[name] == stops[0]
    slider.press("End")
    assert page.values()[name] == stops[-1]


def test_a_mark_that_jumps_stands_at_the_nearest_stop(open_page):
    figure, ax = stage(xlim=(-2, 2), ylim=(-2, 2))
    live = Live(figure, alt="A step, and a straight line")
    live.slider("a", -1, 1, value=-0.7, step=0.5)
    live.line(ax, lambda a: ([0, a], [0, np.sign(a)]), jumps=True)
    live.area(ax, lambda a: ([0, a, a], [0, 0, np.sign(a)]), jumps=True)
    live.point(ax, lambda a: (a, np.sign(a)), drag="a", jumps=True)
    live.point(ax, lambda a: (a, a))
    page = open_page(live)
    marks = [page.page.locator(MARKS).nth(k) for k in range(4)]
    page.page.mouse.move(*page.client(ax, -0.7, -1))
    page.page.mouse.down()
    # Between the stops −0.5 and 0, nearer to 0.
    page.page.mouse.move(*page.client(ax, -0.1, -0.1))
    triangle, corners, jumping, gliding = map(places, marks)
    zero = pixels(ax, 0, 0)
    np.testing.assert_allclose(jumping, [zero], atol=0.02)
    np.testing.assert_allclose(corners, [zero, zero], atol=0.02)
    np.testing.assert_allclose(triangle, [zero] * 3, atol=0.02)
    assert pixels(ax, -0.5, -0.5)[0] < gliding[0, 0] < zero[0] - 1


def test_a_nan_hides_a_mark_and_interrupts_a_line(open_page):
    figure, ax = stage(xlim=(-2, 2), ylim=(-2, 2))
    live = Live(figure, alt="A square root")
    live.slider("a", -1, 1, value=1, step=0.5)
    live.point(ax, lambda a: (a, math.sqrt(a)))
    live.point(ax, lambda a: ([-1, a], [0, np.sqrt(a)]))
    live.line(ax, lambda a: (np.array([-2, -1, 0, 1, 2]), np.array([0, 0, np.log(a) * 0, 0, 0])))
    live.readout(lambda a: math.sqrt(a), "{:.3f}", undefined="no real root")
    page = open_page(live)
    line = page.page.locator(MARKS).nth(2).locator("path")
    assert line.get_attribute("d").count("M") == 1
    page.slider("a").press("Home")
    page.check()
    assert page.readouts.inner_text() == "no real root"
    assert line.get_attribute("d").count("M") == 2
    shown = [glyph.is_visible() for glyph in page.page.locator(f"{MARKS} > g").all()]
    assert shown == [False, True, False]
    page.slider("a").press("End")
    page.check()


def test_every_piece_of_an_interrupted_polygon_is_closed(open_page):
    figure, ax = stage(xlim=(-2, 2), ylim=(-2, 2))
    live = Live(figure, alt="Two triangles, seen as one polygon with a gap")
    x, y = np.array([-2, -1, -1, math.nan, 1, 2, 2]), np.array([0, 0, 1, math.nan, 0, 0, 1])
    live.area(ax, lambda: (x, y))
    path = open_page(live).page.locator(MARKS).locator("path").get_attribute("d")
    assert [piece[-1] for piece in path.split("M")[1:]] == ["Z", "Z"]


def test_a_cell_that_is_nan_is_transparent(open_page):
    figure, ax = stage(xlim=(0, 2), ylim=(0, 1))
    live = Live(figure, alt="A cell without a colour beside one with the strongest")
    live.image(ax, lambda: [[math.nan, 1.0]], extent=(0, 2, 0, 1), vmin=0, vmax=1)
    address = open_page(live).page.locator(".course-live image[style]").get_attribute("href")
    cells = Image.open(io.BytesIO(base64.b64decode(address.split(",")[1]))).convert("RGBA")
    assert [alpha for *_, alpha in cells.get_flattened_data()] == [0, 255]


def test_reset_puts_every_slider_back(open_page):
    page = open_page(secant())
    first = page.values()
    page.slider("a").press("Home")
    page.slider("h").press("ArrowLeft")
    page.page.get_by_role("button", name="Reset").press("Enter")
    assert page.values() == first
    page.check()


def test_a_figure_with_nothing_to_move_shows_its_marks_and_no_button(open_page):
    figure, ax = stage(xlim=(0, 1), ylim=(0, 1))
    live = Live(figure, alt="Two fixed marks")
    live.point(ax, lambda: (0.5, 0.5))
    live.readout(lambda: 2.5, "{:.1f}")
    page = open_page(live)
    page.check()
    assert page.page.get_by_role("button").count() == 0


# --- Dragging ---------------------------------------------------------------------------------------------------------


def drag(page, handle, targets):
    """Take a handle by the mouse and carry it over places on the screen; the button stays down."""
    box = handle.bounding_box()
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.page.mouse.down()
    for x, y in targets:
        page.page.mouse.move(x, y, steps=5)


def test_a_point_is_dragged_along_its_curve_and_settles_on_a_stop(open_page):
    page = open_page(secant())
    [ax] = page.live.figure.axes
    a, away = 0.337, 0.9
    drag(page, page.handles, [page.client(ax, a, a**3 - a + away)])
    held = places(page.page.locator(MARKS).last)[0]
    # Between two stops, on the place of the curve that is nearest to the mouse.
    near = np.linspace(-2, 2, 40_001)
    mouse, curve = pixels(ax, a, a**3 - a + away), pixels(ax, near, near**3 - near)
    nearest = curve[:, np.hypot(*(curve - mouse[:, None])).argmin()]
    np.testing.assert_allclose(held, nearest, atol=1)
    page.page.mouse.up()
    stop = page.values()["a"]
    assert np.hypot(*(pixels(ax, stop, stop**3 - stop) - held)) < 3
    page.check()
    page.page.mouse.move(400, 10)
    page.check()
    # The keyboard takes over.
    page.page.keyboard.press("ArrowRight")
    assert page.values()["a"] > stop
    page.check()


def test_a_point_is_taken_where_the_hand_is_not_where_its_middle_is(open_page):
    page = open_page(secant())
    before = page.values()
    x, y = page.client(page.live.figure.axes[0], 1, 0)
    page.page.mouse.move(x + 9, y + 9)
    page.page.mouse.down()
    page.page.mouse.move(x + 9, y + 9)
    page.page.mouse.up()
    assert page.values() == before


def test_a_point_is_dragged_over_the_plane(open_page):
    page = open_page(plane())
    [ax] = page.live.figure.axes
    drag(page, page.handles, [page.client(ax, 1.37, -1.1), page.client(ax, -2.2, 1.6)])
    np.testing.assert_allclose(places(page.page.locator(MARKS).first)[0], pixels(ax, -2.2, 1.6), atol=0.6)
    page.page.mouse.up()
    assert page.values() == {"x": -2.0, "y": 1.5}
    page.check()
    drag(page, page.handles, [(2000, 2000)])
    page.page.mouse.up()
    assert page.values() == {"x": 3.0, "y": -2.0}


def test_a_point_in_the_hand_keeps_to_a_curve_that_another_slider_moves(open_page):
    figure, ax = stage(xlim=(-3, 3), ylim=(-1, 1))
    live = Live(figure, alt="A point on a line that can be shifted")
    live.slider("a", -1, 1, value=0, step=0.25)
    live.slider("shift", 0, 1, value=0, step=0.25)
    live.point(ax, lambda a, shift: (a + shift, 0), drag="a")
    page = open_page(live)
    drag(page, page.handles, [page.client(ax, 1, 0)])
    assert page.values() == {"a": 1, "shift": 0}
    page.slider("shift").fill("4")
    page.page.mouse.move(*page.client(ax, 0.5, 0))
    page.page.mouse.up()
    assert page.values() == {"a": -0.5, "shift": 1}
    page.check()


def test_a_drag_never_ends_where_the_point_is_hidden(open_page):
    figure, ax = stage(xlim=(-2, 2), ylim=(-1, 2))
    live = Live(figure, alt="Half a curve")
    live.slider("a", -2, 2, value=1, step=0.1)
    live.point(ax, lambda a: (a, np.sqrt(a)), drag="a")
    page = open_page(live)
    drag(page, page.handles, [page.client(ax, -1.5, 0)])
    page.page.mouse.up()
    assert page.values()["a"] == 0
    assert page.handles.is_visible()


def test_a_point_is_whole_at_the_edge_of_its_axes_and_a_drag_ends_there(open_page):
    figure, ax = stage(xlim=(0, 2), ylim=(0, 2))
    live = Live(figure, alt="A line that leaves the axes")
    live.slider("a", 0, 4, value=0, step=0.25)
    live.point(ax, lambda a: (a, a), drag="a")
    page = open_page(live)
    page.check()
    glyph = page.handles.locator("> g").last.bounding_box()
    assert glyph["width"] == pytest.approx(glyph["height"]) and glyph["width"] > 10
    assert not page.page.locator(f"{MARKS}[clip-path]").count()
    drag(page, page.handles, [page.client(ax, 1, 1), page.client(ax, 3, 3)])
    page.page.mouse.up()
    assert page.values()["a"] == 2
    page.slider("a").press("ArrowRight")
    page.check()
    assert not page.handles.is_visible()


def test_other_marks_let_the_mouse_through(open_page):
    figure, ax = stage(xlim=(0, 2), ylim=(0, 2))
    live = Live(figure, alt="A point under other marks")
    live.slider("a", 0, 2, value=1)
    live.point(ax, lambda a: (a, 1), drag="a")
    live.area(ax, lambda: ([0, 2, 2, 0], [0, 0, 2, 2]), zorder=9)
    live.point(ax, lambda a: (a, 1), markersize=20)
    page = open_page(live)
    drag(page, page.handles, [page.client(ax, 0.5, 1)])
    page.page.mouse.up()
    assert page.values()["a"] == 0.5


def test_a_finger_drags_a_point_and_does_not_scroll_the_page(open_page):
    page = open_page(plane(), width=400, height=300, has_touch=True)
    page.page.evaluate("document.body.style.height = '2000px'")
    [ax] = page.live.figure.axes
    finger = page.page.context.new_cdp_session(page.page)

    def touch(kind, *spots):
        points = [{"x": x, "y": y} for x, y in spots]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = page.client(ax, 0, 0)
    # A finger is not exact: it lands beside the point.
    start, end = (x + 8, y - 6), np.add(page.client(ax, 1.5, -1), (8, -6))
    path = np.linspace(start, end, 12)
    touch("touchStart", start)
    for spot in path[1:]:
        touch("touchMove", spot)
    touch("touchEnd")
    # The page hears of a touch a little later.
    page.page.wait_for_function(
        "[...document.querySelectorAll('.course-live input')].map((input) => input.value).join() === '9,4'"
    )
    assert page.values() == {"x": 1.5, "y": -1.0}
    page.check()
    assert page.page.evaluate("scrollY") == 0


def test_the_keys_of_a_slider_are_its_own(open_page):
    page = open_page(secant())
    page.page.evaluate("globalThis.heard = []; addEventListener('keydown', ({ key }) => heard.push(key))")
    for key in ["ArrowRight", "ArrowDown", "PageUp", "Home", "End", "Escape", "Shift+Enter"]:
        page.slider("a").press(key)
    assert page.page.evaluate("heard") == ["Escape", "Shift", "Enter"]


# --- What stands around a figure --------------------------------------------------------------------------------------


def test_a_move_restyles_what_changes_and_lays_out_the_figure_alone(open_page, browser):
    page = open_page(secant())
    page.slider("a").focus()
    page.page.evaluate(
        """() => {
            const figure = document.querySelector(".course-live");
            globalThis.changed = new Set();
            new MutationObserver((records) => records.forEach(({ target }) => changed.add(target)))
                .observe(figure, { attributes: true, childList: true, subtree: true });
        }"""
    )
    page.page.evaluate(PAINTED)
    browser.start_tracing(page=page.page, categories=["devtools.timeline"])
    page.slider("a").press("ArrowRight")
    page.page.evaluate(PAINTED)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    partial = [event["args"]["beginData"]["partialLayout"] for event in events if event["name"] == "Layout"]
    assert partial and all(partial)
    restyled = sum(event["args"]["elementCount"] for event in events if event["name"] == "UpdateLayoutTree")
    assert 0 < restyled <= page.page.evaluate("changed.size")


def test_what_comes_after_a_figure_makes_room_for_its_text(open_page):
    figure, _ = stage(xlim=(-1, 1), ylim=(-1, 1))
    live = Live(figure, alt="A number and its reciprocal")
    live.slider("a", -1, 1, value=1, step=0.5)
    live.readout(lambda a: 1 / a, "1 / a = {:.2f}", undefined="Nothing times zero is one, so zero " * 5)
    page = open_page(live, width=700)
    page.page.evaluate("document.querySelector('main').append(document.createElement('hr'))")

    def below():
        """How far the line after the figure stands below it."""
        page.page.evaluate(PAINTED)
        return page.page.evaluate(
            """document.querySelector("hr").getBoundingClientRect().top
                - document.querySelector(".course-live").getBoundingClientRect().bottom"""
        )

    margin = below()
    height = page.page.locator(".course-live").bounding_box()["height"]
    for _ in range(2):
        page.slider("a").press("ArrowLeft")
    assert below() == pytest.approx(margin, abs=0.5)
    assert page.page.locator(".course-live").bounding_box()["height"] > height + 10
    page.page.set_viewport_size({"width": 320, "height": 900})
    assert below() == pytest.approx(margin, abs=0.5)
    page.slider("a").press("Home")
    assert below() == pytest.approx(margin, abs=0.5)


def test_figures_side_by_side_share_the_room(open_page):
    page = open_page(secant(), width=1000)
    widths = page.page.evaluate(
        f"""async () => {{
            const [main, box] = [document.querySelector("main"), document.querySelector("main > div")];
            const [left, right] = [document.createElement("div"), document.createElement("div")];
            left.append(box);
            main.replaceChildren(left, right);
            main.style.display = "flex";
            const width = async () => {{
                await {PAINTED};
                return box.firstElementChild.offsetWidth;
            }};
            const alone = await width();
            right.style.flex = "none";
            right.style.width = "400px";
            return [main.offsetWidth, alone, await width()];
        }}"""
    )
    room, alone, beside = widths
    assert alone == 704 and beside == room - 400


def test_a_figure_that_was_hidden_has_its_height_as_soon_as_it_is_shown(open_page):
    page = open_page(secant())
    shown, again = page.page.evaluate(
        f"""async () => {{
            const [main, box] = [document.querySelector("main"), document.querySelector("main > div")];
            await {PAINTED};
            const shown = box.offsetHeight;
            main.hidden = true;
            await {PAINTED};
            main.hidden = false;
            return [shown, box.offsetHeight];
        }}"""
    )
    assert again == shown > 300


def test_a_page_is_printed_in_a_width_of_its_own(open_page):
    page = open_page(secant(), width=900)
    page.page.evaluate(PAINTED)
    page.page.emulate_media(media="print")
    # Nothing tells a figure that it is laid out for paper.
    assert page.page.locator("main > div").evaluate("box => getComputedStyle(box).contain") == "none"


# --- What a screen reader and an eye get ------------------------------------------------------------------------------


def test_everything_has_a_name_and_room(open_page):
    page = open_page(secant(), width=360)
    assert page.page.get_by_role("img", name=page.live.alt, exact=True).is_visible()
    for control in [*page.page.get_by_role("slider").all(), page.page.get_by_role("button"), page.handles]:
        box = control.bounding_box()
        assert min(box["width"], box["height"]) >= 24
    assert page.page.get_by_role("slider").count() == 2
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_tab_goes_through_sliders_and_button_with_a_visible_focus(open_page):
    page = open_page(secant())
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    held = page.page.locator(".course-live-held")
    for selector, points in (("input >> nth=0", 1), ("input >> nth=1", 0), ("button", 0)):
        page.page.keyboard.press("Tab")
        assert page.page.locator(f".course-live {selector}").evaluate(
            "node => node === document.activeElement"
        )
        assert page.page.evaluate(outline) == "solid"
        # The point that the slider moves is lit.
        assert held.count() == points


def test_readouts_are_spoken_once_the_hand_rests(open_page):
    page = open_page(secant())
    stop_the_clock(page.page)
    for _ in range(3):
        page.slider("a").press("ArrowRight")
        page.page.clock.run_for(140)
        assert page.status.inner_text() == ""
    page.page.clock.run_for(20)
    assert page.status.inner_text() == ". ".join(page.readouts.all_inner_texts())
    assert page.page.locator("output:not([aria-hidden=true])").count() == 0


@pytest.mark.parametrize("scheme, light", [("dark", True), ("light", False)])
def test_ink_follows_the_theme(open_page, scheme, light):
    figure, ax = stage(xlabel="x", xlim=(0, 2), ylim=(0, 2))
    ax.text(1, 0.5, "plain")
    ax.plot([0, 2], [0, 2], "k")
    live = Live(figure, alt="Ink")
    live.slider("a", 0, 2)
    live.text(ax, lambda a: (a, 1.5), "moving")
    live.line(ax, lambda a: ([0, a], [1, 1]), color="black")
    live.point(ax, lambda a: (a, 1), color=INK)
    live.readout(lambda a: a)
    page = open_page(live, color_scheme=scheme)
    colours = page.page.evaluate(
        """() => [
            [".course-live svg use", "fill"],
            [".course-live svg path[style*='ink']", "stroke"],
            [".course-live :is(p, label, output)", "color"],
        ].flatMap(([selector, property]) =>
            [...document.querySelectorAll(selector)].map((node) => getComputedStyle(node)[property]))"""
    )
    brightness = [
        np.mean([int(n) for n in re.findall(r"\d+", colour)[:3]]) for colour in colours if colour != "none"
    ]
    assert len(brightness) > 20
    assert min(brightness) > 180 if light else max(brightness) < 130


# --- The same picture as matplotlib's ---------------------------------------------------------------------------------


def every_mark():
    figure, ax = stage(xlim=(0, 4), ylim=(0, 4), xlabel="x", title=r"$\frac{1}{2}$ of all")
    x = np.linspace(0, 4, 50)
    ax.plot(x, 3.5 - x**2 / 8, color="black")
    live = Live(figure, alt="One mark of each kind")
    live.slider("a", 0, 2, value=1, step=0.05)
    live.area(ax, lambda a: ([a, a + 1, a + 1], [1, 1, 1 + a]), color=GREEN, alpha=0.6)
    live.line(ax, lambda a: through((a, 2), a, (0, 4)), color=VERMILION)
    live.line(ax, lambda a: (x, 1 + np.sin(x + a) / 2), color=PURPLE, linestyle="--", linewidth=3)
    live.point(ax, lambda a: ([a, a + 2], [2, 2 + a / 2]), color=BLUE, marker="s")
    live.point(ax, lambda a: (3, a), color=INK, markerfacecolor="none", markersize=16)
    live.text(ax, lambda a: (a + 2, 3.2), "label\n$x^2$", ha="center", va="top")
    return live


def test_the_first_picture_is_the_static_one(open_page):
    live = every_mark()
    static = Image.open(io.BytesIO(live.png())).convert("RGB")
    page = open_page(live, width=1000).page
    page.add_style_tag(content=f".course-live {{ width: {static.width}px; max-width: none; padding: 0 }}")

    def difference():
        """How many pixels have surroundings that differ clearly."""
        shot = Image.open(io.BytesIO(page.locator(".course-live > svg").screenshot())).convert("RGB")
        shot = shot.crop((0, 0, *static.size))
        blurred = [np.asarray(image.filter(ImageFilter.GaussianBlur(1.5)), float) for image in (static, shot)]
        return (np.abs(blurred[0] - blurred[1]).max(axis=-1) > 40).sum()

    # matplotlib fits letters to pixels and Chromium does not, which makes about 90.
    same = difference()
    assert same < 150
    # A mark that is missing, or stands three pixels aside, would be noticed.
    marks = page.locator(MARKS)
    shift = 3 * live.figure.bbox.width / static.width
    for i in range(marks.count()):
        mark = marks.nth(i)
        mark.evaluate("(mark) => (mark.style.display = 'none')")
        assert difference() > same + 120, f"mark {i} missing"
        mark.evaluate(
            """(mark, shift) => {
                mark.style.display = "";
                const aside = document.createElementNS("http://www.w3.org/2000/svg", "g");
                aside.setAttribute("transform", `translate(0 ${shift})`);
                aside.append(...mark.childNodes);
                mark.append(aside);
            }""",
            shift,
        )
        assert difference() > same + 120, f"mark {i} aside"
        mark.evaluate("(mark) => mark.replaceChildren(...mark.firstChild.childNodes)")
    assert difference() == same


# --- The module itself ------------------------------------------------------------------------------------------------

LOAD = """
    const load = (script) => import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
    const mounted = async ({ script, spec, tables, values }, rested, ask) => {
        const { draw } = await load(script);
        const bytes = Uint8Array.from(atob(tables), (letter) => letter.charCodeAt(0));
        const figure = draw(spec, new DataView(bytes.buffer), values, { rested, ask });
        document.body.append(figure.root);
        return figure;
    };
"""


@pytest.fixture
def blank(browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto("about:blank")
    yield page
    context.close()


def parts(live):
    spec, tables = live._assemble()
    data = base64.b64encode(tables).decode()
    return {"script": SCRIPT, "spec": spec, "tables": data, "values": live.values}


def test_figures_in_one_page_share_no_names(blank):
    figures = [parts(secant()), parts(secant()), parts(every_mark())]
    texts = blank.evaluate(
        f"""async (figures) => {{
            {LOAD}
            for (const figure of figures) await mounted(figure);
            return [...document.querySelectorAll(".course-live")].map((root) => root.outerHTML);
        }}""",
        figures,
    )
    names = [re.findall(r' id="(.*?)"', text) for text in texts]
    everything = [name for own in names for name in own]
    assert len(everything) == len(set(everything)) > 20
    for text, own in zip(texts, names, strict=True):
        meant = re.findall(r"""(?:url\((?:&quot;)?#|href="#| for=")([^"&)]*)""", text)
        assert len(meant) > 10 and set(meant) <= set(own)


def test_the_kernel_is_told_once_the_hand_rests_and_can_move_the_figure(blank):
    stop_the_clock(blank)
    live = plane()
    blank.evaluate(
        f"""async (parts) => {{
            {LOAD}
            window.told = [];
            window.figure = await mounted(parts, (values) => told.push(values));
        }}""",
        parts(live),
    )
    for _ in range(3):
        blank.get_by_label("x").press("ArrowRight")
    assert blank.evaluate("told") == []
    blank.clock.run_for(200)
    assert blank.evaluate("told") == [{"x": 1.5}]
    blank.get_by_label("y").press("End")
    blank.clock.run_for(200)

    # From outside: also between two stops, and nothing is told back.
    blank.evaluate("figure.set('x', -1.25)")
    blank.clock.run_for(200)
    assert blank.evaluate("told.length") == 2
    np.testing.assert_allclose(
        places(blank.locator(MARKS).first)[0], pixels(live.figure.axes[0], -1.25, 2), atol=0.02
    )
    # What the hand does not rest on yet is not taken from it.
    blank.get_by_label("y").press("Home")
    blank.evaluate("figure.set('y', 1)")
    assert blank.get_by_label("y").get_attribute("aria-valuetext") == "y = −2.00"
    # Nothing gets lost where the figure is removed before the hand rests.
    blank.evaluate("figure.remove()")
    assert blank.evaluate("told") == [{"x": 1.5}, {"y": 2}, {"y": -2}]
    assert blank.locator(".course-live").count() == 0


def test_who_goes_on_to_something_else_has_come_to_rest(blank):
    """A check that is pressed right after a slider was moved judges where it stands now."""
    stop_the_clock(blank)
    blank.evaluate(
        f"""async (parts) => {{
            {LOAD}
            window.told = [];
            window.figure = await mounted(parts, (values) => told.push(values));
        }}""",
        parts(plane()),
    )
    blank.get_by_label("x").press("ArrowRight")
    assert blank.evaluate("told") == []
    blank.keyboard.press("Tab")
    assert blank.evaluate("told") == [{"x": 0.5}]


def test_who_lets_a_point_go_has_come_to_rest(blank):
    stop_the_clock(blank)
    blank.evaluate(
        f"""async (parts) => {{
            {LOAD}
            window.told = [];
            window.figure = await mounted(parts, (values) => told.push(values));
        }}""",
        parts(plane()),
    )
    handle = blank.locator("[data-drag] circle")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    # Beside the line that ends in its middle.
    blank.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 4)
    blank.mouse.down()
    blank.mouse.move(box["x"] + box["width"] * 2, box["y"] + box["height"] / 4)
    assert blank.evaluate("told") == []
    blank.mouse.up()
    [told] = blank.evaluate("told")
    assert told["x"] > 0
    blank.clock.run_for(1000)
    assert blank.evaluate("told") == [told]


def test_one_question_is_under_way_and_the_next_is_about_the_newest_state(blank):
    live = gallery.slow()
    asked = next(k for k, mark in enumerate(live._assemble()[0]["marks"]) if mark["asked"])
    blank.evaluate(
        f"""async (parts) => {{
            {LOAD}
            window.questions = [];
            window.figure = await mounted(parts, () => {{}}, (question) => questions.push(question));
        }}""",
        parts(live),
    )
    for _ in range(3):
        blank.get_by_label("a", exact=True).press("ArrowRight")
    assert blank.evaluate("questions") == [{"asked": [asked], "values": {"a": 2.5}}]
    answer = f"figure.answered({{{asked}: [2]}}, [new DataView(new ArrayBuffer(16))])"
    blank.evaluate(answer)
    assert blank.evaluate("questions.slice(1)") == [{"asked": [asked], "values": {"a": 3.5}}]
    # What was answered in the meantime is not asked again.
    blank.evaluate(answer)
    assert blank.evaluate("questions.length") == 2


def test_an_answer_moves_a_line_in_space(blank):
    def rising(a):
        figure, ax = stage(projection="3d", zlim=(0, 1))
        live = Live(figure, alt="A level line in space, computed by the kernel")
        live.slider("a", 0, 1, value=a, step=0.5)
        live.line(ax, lambda a: ([0, 1], [0, 1], [a, a]), on_request=True)
        return live

    low, high = rising(0), rising(1)
    sent = []
    low.send = lambda content, buffers: sent.extend(
        [content["shapes"], base64.b64encode(buffers[0]).decode()]
    )
    figures = [parts(low), parts(high)]
    low._answer(low, {"asked": [0], "values": {"a": 1.0}}, [])
    moved, wanted = blank.evaluate(
        f"""async ([[low, high], [shapes, text]]) => {{
            {LOAD}
            const figures = [await mounted(low, () => {{}}, () => {{}}), await mounted(high, () => {{}}, () => {{}})];
            const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
            figures[0].answered(shapes, [new DataView(bytes.buffer)]);
            const line = ({{ root }}) => root.querySelector(".course-live > svg > defs ~ g path");
            return figures.map((figure) => line(figure).getAttribute("d"));
        }}""",
        [figures, sent],
    )
    assert moved == wanted


def test_a_note_stands_below_the_readouts(open_page):
    live = secant()
    live.gaps(lambda x: x / abs(x), np.linspace(-1, 1, 3))
    page = open_page(live)
    assert page.page.locator(".course-live-note").inner_text() == "f has no value at x = 0."


def test_the_browser_writes_numbers_as_python_does(blank):
    chance = random.Random(0)
    numbers = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        10.0,
        1e5,
        999_999.9,
        1e6,
        1e-4,
        9.9999e-5,
        0.1,
        -1 / 3,
        1e100,
        123_456.7,
    ]
    numbers += [
        chance.choice([-1, 1]) * chance.uniform(1, 10) * 10 ** chance.uniform(-18, 18) for _ in range(3000)
    ]
    numbers += [float(f"{n:.3g}") for n in numbers]
    cases = []
    for number in numbers:
        kind, sign, digits = chance.choice("efg"), chance.choice(["", "+"]), chance.randrange(12)
        if kind == "f" and abs(number) >= 1e21:
            continue
        spec = chance.choice([f".{digits}", f".{digits}", ""]) + kind
        if not tie(number, spec):
            cases.append((number, sign + spec, format(number, f"{sign}z{spec}").replace("-", "−")))
    assert len(cases) > 5000
    written = blank.evaluate(
        f"""async ([script, cases]) => {{
            {LOAD}
            const {{ write }} = await load(script);
            return cases.map(([number, spec]) => write(number, spec));
        }}""",
        [SCRIPT, cases],
    )
    wrong = [(*case, text) for case, text in zip(cases, written, strict=True) if text != case[2]]
    assert wrong == []


def tie(number, spec):
    """True where `number` lies halfway between two neighbours: there the browser rounds up, and Python to even."""
    digits = int(spec[1:-1] or 6) if spec[0] == "." else 6
    exact = Decimal(number)
    decimals = (
        digits if spec[-1] == "f" else max(digits, spec[-1] == "g") - (spec[-1] == "g") - exact.adjusted()
    )
    figures = "".join(map(str, exact.as_tuple().digits)).rstrip("0")
    return figures.endswith("5") and exact.adjusted() - len(figures) + 1 == -decimals - 1
