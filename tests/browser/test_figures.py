"""Every kind of mark and slider in a plain page: as matplotlib draws it, by keyboard alone, and without barriers."""

import io

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageFilter

from . import gallery

FIGURES = {make.__name__: make for make in gallery.FIGURES}


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 800, "height": 900}, reduced_motion="no-preference")
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda message: message.type == "error" and page.problems.append(message.text))
    yield page
    assert page.problems == []
    context.close()


@pytest.fixture
def show(page, tmp_path):
    def show(figure, scheme="light"):
        path = tmp_path / "figure.html"
        path.write_text(figure.to_html(), encoding="utf-8")
        page.emulate_media(color_scheme=scheme)
        page.goto(path.as_uri())
        page.wait_for_selector(".course-live svg")
        return page

    return show


def difference(page, static):
    """How many pixels of the live picture have surroundings that differ clearly from those of a static PNG.

    matplotlib fits letters to pixels and Chromium does not, which makes some hundred in a figure with many numbers.
    """
    static = Image.open(io.BytesIO(static)).convert("RGB")
    page.set_viewport_size({"width": 1200, "height": 1000})
    # The halo of a draggable point is the browser's own.
    page.add_style_tag(
        content=f".course-live {{ width: {static.width}px; max-width: none; padding: 0; background: white }}"
        ".course-live-halo { display: none }"
    )
    shot = Image.open(io.BytesIO(page.locator(".course-live > svg").screenshot())).convert("RGB")
    shot = shot.crop((0, 0, *static.size))
    blurred = [np.asarray(image.filter(ImageFilter.GaussianBlur(1.5)), float) for image in (static, shot)]
    return (np.abs(blurred[0] - blurred[1]).max(axis=-1) > 40).sum()


@pytest.mark.parametrize("name", FIGURES)
def test_the_first_state_looks_as_matplotlib_draws_it(show, name):
    figure = FIGURES[name]()
    static = figure.png()
    same = difference(show(figure), static)
    assert same < 1000
    for k in range(len(figure.marks)):
        lacking = FIGURES[name]()
        del lacking.marks[k]
        if np.isfinite(figure.marks[k].at(figure.values)).all():
            assert difference(show(lacking), static) > same + 50, f"{figure.marks[k].what} missing"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", FIGURES)
def test_no_barriers_are_found(show, name, scheme):
    page = show(FIGURES[name](), scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", FIGURES)
def test_every_slider_moves_by_keyboard_alone(show, name):
    page = show(FIGURES[name]())
    count = page.get_by_role("slider").count()
    assert count
    for k in range(count):
        slider = page.get_by_role("slider").nth(k)
        # Reached by Tab, from wherever the focus was.
        for _ in range(30):
            if slider.evaluate("(node) => node === document.activeElement"):
                break
            page.keyboard.press("Tab")
        texts = set()
        for key in ("End", "ArrowLeft", "Home", "ArrowRight", "PageUp"):
            page.keyboard.press(key)
            texts.add(slider.get_attribute("aria-valuetext"))
        assert len(texts) >= 2
        page.keyboard.press("End")
        assert slider.input_value() == slider.get_attribute("max")


def test_coloured_cells_follow_a_choice(show):
    page = show(gallery.cells())
    cells = page.locator(".course-live image")
    before = cells.get_attribute("href")
    page.get_by_label("kind").press("ArrowRight")
    assert page.get_by_label("kind").get_attribute("aria-valuetext") == "kind = cos"
    assert cells.get_attribute("href") != before


def test_play_runs_to_the_end_and_stops(show):
    page = show(gallery.cells())
    play = page.get_by_role("button", name="play n")
    play.click()
    page.wait_for_function("document.querySelector('[aria-valuetext=\"n = 5\"]')")
    page.wait_for_function("document.querySelector('.course-live-play').textContent === '▶'")
    play.click()
    page.wait_for_function("!document.querySelector('[aria-valuetext=\"n = 5\"]')")


def test_play_goes_one_step_for_those_who_want_less_motion(show, page):
    page.emulate_media(reduced_motion="reduce")
    figure = show(gallery.cells())
    figure.get_by_role("button", name="play n").click()
    assert figure.get_by_label("n", exact=True).get_attribute("aria-valuetext") == "n = 2"
    figure.wait_for_timeout(200)
    assert figure.get_by_label("n", exact=True).get_attribute("aria-valuetext") == "n = 2"


def test_reset_puts_everything_back(show):
    page = show(gallery.contour())
    slider = page.get_by_label("x", exact=True)
    slider.press("End")
    page.get_by_role("button", name="Reset").click()
    assert slider.get_attribute("aria-valuetext") == "x = 1.0"


def test_a_surface_is_seen_from_another_side_when_it_is_turned(show):
    page = show(gallery.surface())
    point = page.locator("[data-drag]")
    before = point.get_attribute("transform"), page.locator(".course-live > svg > g").first.inner_html()
    page.get_by_label("turn").press("ArrowRight")
    after = point.get_attribute("transform"), page.locator(".course-live > svg > g").first.inner_html()
    assert before[0] != after[0] and before[1] != after[1]


def test_a_point_on_a_surface_is_dragged(show):
    page = show(gallery.surface())
    box = page.locator("[data-drag] circle").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y + 10, steps=5)
    page.mouse.up()
    moved = page.locator("[data-drag] circle").bounding_box()
    assert moved["x"] + moved["width"] / 2 == pytest.approx(x - 60, abs=12)


def test_without_a_kernel_a_mark_that_needs_one_hides_when_its_slider_moves(show):
    page = show(gallery.slow())
    line = "document.querySelector('.course-live path[style*=vermilion]').parentNode"
    shown = f"getComputedStyle({line}).display !== 'none'"
    assert page.evaluate(shown)
    page.get_by_label("a", exact=True).press("ArrowRight")
    assert not page.evaluate(shown)


def test_a_mark_on_request_follows_in_jupyterlab(lab, tmp_path):
    import nbformat

    source = "\n".join(
        [
            "from course_lib.live import VERMILION, Live, stage",
            "figure, ax = stage(xlim=(0, 10), ylim=(0, 10))",
            "live = Live(figure, alt='A level line')",
            "live.slider('a', 0, 10, value=2, step=0.5)",
            "live.line(ax, lambda a: ([0, 10], [a, a]), on_request=True, color=VERMILION)",
            "live",
        ]
    )
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)], metadata=kernel)
    nbformat.write(notebook, lab.server.notebooks / "asked.ipynb")
    lab.open("asked.ipynb")
    assert lab.run_all() == []
    line = lab.page.locator(".course-live path[style*='vermilion']")
    before = line.get_attribute("d")
    slider = lab.page.get_by_label("a", exact=True)
    slider.press("End")
    lab.page.wait_for_function(
        "(d) => document.querySelector('.course-live path[style*=vermilion]').getAttribute('d') !== d",
        arg=before,
    )
    height = float(line.get_attribute("d").split()[1].split("L")[0])
    top = lab.page.locator(".course-live clipPath rect").last.get_attribute("y")
    assert height == pytest.approx(float(top), abs=0.5)


def test_a_curve_drawn_by_hand_is_the_one_that_python_draws(show):
    """After the points were moved by keyboard: Tab goes from one to the next, and the one in focus has a ring."""
    ring = "(handle) => getComputedStyle(handle.querySelector(':scope > circle')).stroke"
    page = show(gallery.freehand())
    handles = page.locator("[data-drag]")
    page.keyboard.press("Tab")
    for k, key in enumerate(["PageUp", "End", "ArrowDown", "Home", "ArrowUp", "PageUp"]):
        page.keyboard.press(key)
        assert [handle.evaluate(ring) != "none" for handle in handles.all()] == [j == k for j in range(6)]
        page.keyboard.press("Tab")
    figure = gallery.freehand()
    for name, slider in figure.sliders.items():
        position = int(page.locator("input[type=range]").nth(list(figure.sliders).index(name)).input_value())
        setattr(figure, name, slider.stops[position])
    assert len(set(figure.values.values())) == 5
    page.evaluate("document.activeElement.blur()")
    assert difference(page, figure.png()) < 1000
    flat = gallery.freehand().png()
    assert difference(page, flat) > 2000
