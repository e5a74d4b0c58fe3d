"""Screenshots of the live figures, to be looked at: `python -m tests.browser.look [module or figure …]`.

Each figure gives one picture, screenshots/<module>.<figure>.png: on the left in the light scheme, on the right in the
dark one; from the top its first state, then each slider at its low and its high end.
"""

import importlib
import inspect
import io
import pkgutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

import course_lib.figures
from course_lib.live import Live
from tests.browser.lab import chromium

FOLDER = Path("screenshots")


def main(names: list[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    with chromium() as browser:
        for module, function in figures():
            if names and not {module, function.__name__} & set(names):
                continue
            live = function()
            if not isinstance(live, Live):
                continue
            columns = [states(browser, live, scheme) for scheme in ("light", "dark")]
            path = FOLDER / f"{module}.{function.__name__}.png"
            side_by_side(columns).save(path)
            print(path)


def figures():
    """All functions of the figure modules that can be called without arguments, with the name of their module."""
    for info in pkgutil.iter_modules(course_lib.figures.__path__):
        module = importlib.import_module(f"course_lib.figures.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            needed = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty]
            if function.__module__ == module.__name__ and not name.startswith("_") and not needed:
                yield info.name, function


def states(browser: Browser, live: Live, scheme: str) -> list[Image.Image]:
    page = browser.new_page(viewport={"width": 740, "height": 400}, color_scheme=scheme)
    page.set_content(live.to_html())
    shots = [page.screenshot(full_page=True)]
    for slider in page.locator(".course-live input[type=range]").all():
        for key in ("Home", "End"):
            slider.press(key)
            shots.append(page.screenshot(full_page=True))
        page.get_by_role("button", name="Reset").click()
    page.close()
    return [Image.open(io.BytesIO(shot)) for shot in shots]


def side_by_side(columns: list[list[Image.Image]]) -> Image.Image:
    width, height = columns[0][0].width, max(image.height for column in columns for image in column)
    sheet = Image.new("RGB", (width * len(columns), height * len(columns[0])), "white")
    for i, column in enumerate(columns):
        for k, image in enumerate(column):
            sheet.paste(image, (i * width, k * height))
    return sheet


if __name__ == "__main__":
    main(sys.argv[1:])
