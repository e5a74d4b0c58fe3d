"""The ways to draw that are compared: the same secant of x³ − x, moved by a slider called a."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Peer:
    name: str
    # Distributions whose versions belong beside the numbers.
    packages: tuple[str, ...]
    # Python for one cell of a notebook.
    cell: str
    # CSS selector of the element that takes the arrow keys of slider a.
    slider: str
    # JavaScript expression: the picture as a text that differs when it differs; null while none is shown.
    picture: str


PEERS = [
    Peer(
        "course_lib.live",
        ("course-lib", "anywidget"),
        cell="""
import numpy as np
from course_lib.live import Live, stage, through

f = lambda x: x**3 - x
slope = lambda a, h: (f(a + h) - f(a)) / h
figure, ax = stage(xlabel="x", ylabel="f(x)")
x = np.linspace(-3, 3, 400)
ax.plot(x, f(x))

live = Live(figure, alt="A curve with the secant through two of its points")
live.slider("a", -3, 3, value=-1, step=0.05)
live.log_slider("h", 1e-4, 2, value=1)
live.line(ax, lambda a, h: through((a, f(a)), slope(a, h), (-3, 3)))
live.point(ax, lambda a: (a, f(a)))
live.point(ax, lambda a, h: (a + h, f(a + h)))
live.readout(slope, "slope of the secant: {:.4f}")
live
""",
        slider=".course-live input[type=range]",
        picture="""
            document.querySelector(".course-live > svg > g") &&
            Array.from(document.querySelectorAll(".course-live > svg > g"), (mark) => mark.outerHTML).join("")
        """,
    ),
    Peer(
        "interact + inline",
        ("ipywidgets", "matplotlib", "matplotlib-inline"),
        cell="""
%matplotlib inline
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import FloatLogSlider, FloatSlider, interact

f = lambda x: x**3 - x
slope = lambda a, h: (f(a + h) - f(a)) / h
x = np.linspace(-3, 3, 400)

@interact(a=FloatSlider(-1, min=-3, max=3, step=0.05), h=FloatLogSlider(1, min=-4, max=0.3))
def secant(a, h):
    figure, ax = plt.subplots(figsize=(6.6, 4.0))
    ax.plot(x, f(x))
    ax.plot(x, f(a) + slope(a, h) * (x - a))
    ax.plot(a, f(a), "o")
    ax.plot(a + h, f(a + h), "o")
    ax.set(xlabel="x", ylabel="f(x)", ylim=(-26, 26), title=f"slope of the secant: {slope(a, h):.4f}")
    plt.show()
""",
        slider=".widget-slider .noUi-handle",
        picture="""
            Array.from(document.querySelectorAll(".jp-OutputArea-output img"))
                .filter((image) => image.complete && image.naturalWidth > 0)
                .map((image) => image.src)[0] ?? null
        """,
    ),
]
