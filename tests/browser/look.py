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

import course_lib.figures
from course_lib.live import Live
from tests.browser.lab import chromium

FOLDER = Path("screenshots")


def main(names):
    FOLDER.mkdir(exist_ok=True)
    with chromium() as browser:
        for name, function in figures():
            if not names or {*name.split("."), name} & {*names}:
                path = FOLDER / f"{name}.png"
                sheet([states(browser, function(), scheme) for scheme in ("light", "dark")]).save(path)
                print(path)


def figures():
    """All functions that make a figure and need no arguments: `module.function` and the function."""
    for info in pkgutil.iter_modules(course_lib.figures.__path__):
        module = importlib.import_module(f"course_lib.figures.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            needed = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty]
            public = function.__module__ == module.__name__ and not name.startswith("_")
            if public and not needed and isinstance(function(), Live):
                yield f"{info.name}.{name}", function


def states(browser, live, scheme):
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


def sheet(columns):
    width, height = columns[0][0].width, max(shot.height for column in columns for shot in column)
    picture = Image.new("RGB", (width * len(columns), height * len(columns[0])))
    for i, column in enumerate(columns):
        for k, shot in enumerate(column):
            picture.paste(shot, (i * width, k * height))
    return picture


if __name__ == "__main__":
    main(sys.argv[1:])
