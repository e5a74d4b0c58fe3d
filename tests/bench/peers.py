"""The ways to draw that are compared, each with the same two pictures: a tangent, and a gradient on a contour map."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hand:
    """What moves a picture: arrow keys, or the mouse with its button held down from the middle of an element on."""

    kind: str  # "key" or "mouse"
    at: str  # CSS selector of the element that takes them


@dataclass(frozen=True)
class Peer:
    name: str
    # Distributions whose versions belong beside the numbers.
    packages: tuple[str, ...]
    # Python for the first cell of a notebook, after MATHEMATICS.
    imports: str
    # Name of a picture → Python for the second cell, which shows it.
    pictures: dict[str, str]
    hands: tuple[Hand, ...]
    # JavaScript expression: the picture as a text that differs when it differs; null while none is shown.
    seen: str


MATHEMATICS = """
import numpy as np

f = lambda x: x**3 / 3 - x
slope = lambda a: a**2 - 1
x = np.linspace(-2.5, 2.5, 400)

g = lambda x, y: np.sin(x) + np.sin(y)
gradient = lambda x, y: (np.cos(x), np.cos(y))
X, Y = np.meshgrid(np.linspace(-3, 3, 100), np.linspace(-2, 2, 100))
"""

LIVE = Peer(
    "course_lib.live",
    ("course-lib", "anywidget"),
    imports="from course_lib.live import Live, stage, through",
    pictures={
        "tangent": """
figure, ax = stage(xlabel="x", ylabel="f(x)", ylim=(-3, 3))
ax.plot(x, f(x))
live = Live(figure, alt="A curve and its tangent at a")
live.slider("a", -2.5, 2.5, value=-1, step=0.05)
live.line(ax, lambda a: through((a, f(a)), slope(a), (-2.5, 2.5)))
live.point(ax, lambda a: (a, f(a)), drag="a")
live.readout(slope, "slope {:.3f}")
live
""",
        "gradient": """
figure, ax = stage(xlabel="x", ylabel="y")
ax.contour(X, Y, g(X, Y), 12)
live = Live(figure, alt="A contour map, a point on it, and the gradient there as an arrow")
live.slider("x", -3, 3, value=-1.5, step=0.1)
live.slider("y", -2, 2, value=1, step=0.1)
live.arrow(ax, lambda x, y: (x, y, *(0.6 * d for d in gradient(x, y))))
live.point(ax, lambda x, y: (x, y), drag=("x", "y"))
live.readout(gradient, "gradient ({:.2f}, {:.2f})")
live
""",
    },
    hands=(
        Hand("key", ".course-live input[type=range]"),
        Hand("mouse", ".course-live [data-drag] circle"),
    ),
    # The marks; the stage below them comes before the definitions.
    seen="""
        Array.from(document.querySelectorAll(".course-live > svg > defs ~ g"), (mark) => mark.outerHTML)
            .join("") || null
    """,
)

INTERACT = Peer(
    "interact + inline",
    ("ipywidgets", "matplotlib", "matplotlib-inline"),
    imports="""
%matplotlib inline
import matplotlib.pyplot as plt
from ipywidgets import FloatSlider, interact
""",
    pictures={
        "tangent": """
@interact(a=FloatSlider(-1, min=-2.5, max=2.5, step=0.05))
def tangent(a):
    figure, ax = plt.subplots(figsize=(6.6, 4.0))
    ax.plot(x, f(x))
    ax.plot(x, f(a) + slope(a) * (x - a))
    ax.plot(a, f(a), "o")
    ax.set(xlabel="x", ylabel="f(x)", ylim=(-3, 3), title=f"slope {slope(a):.3f}")
    plt.show()
""",
        "gradient": """
@interact(x=FloatSlider(-1.5, min=-3, max=3, step=0.1), y=FloatSlider(1, min=-2, max=2, step=0.1))
def arrow(x, y):
    u, v = gradient(x, y)
    figure, ax = plt.subplots(figsize=(6.6, 4.0))
    ax.contour(X, Y, g(X, Y), 12)
    ax.quiver(x, y, u, v, angles="xy", scale_units="xy", scale=1 / 0.6)
    ax.plot(x, y, "o")
    ax.set(xlabel="x", ylabel="y", title=f"gradient ({u:.2f}, {v:.2f})")
    plt.show()
""",
    },
    hands=(Hand("key", ".widget-slider .noUi-handle"),),
    seen="""
        Array.from(document.querySelectorAll(".jp-OutputArea-output img"))
            .filter((image) => image.complete && image.naturalWidth > 0)
            .map((image) => image.src)[0] ?? null
    """,
)

IPYMPL = Peer(
    "ipympl",
    ("ipympl",),
    imports="""
%matplotlib ipympl
import matplotlib.pyplot as plt
from ipywidgets import FloatSlider, interact
""",
    pictures={
        "tangent": """
figure, ax = plt.subplots(figsize=(6.6, 4.0))
ax.plot(x, f(x))
line, = ax.plot([], [])
point, = ax.plot([], [], "o")
ax.set(xlabel="x", ylabel="f(x)", ylim=(-3, 3))

@interact(a=FloatSlider(-1, min=-2.5, max=2.5, step=0.05))
def tangent(a):
    line.set_data(x, f(a) + slope(a) * (x - a))
    point.set_data([a], [f(a)])
    ax.set_title(f"slope {slope(a):.3f}")
    figure.canvas.draw_idle()
""",
        "gradient": """
figure, ax = plt.subplots(figsize=(6.6, 4.0))
ax.contour(X, Y, g(X, Y), 12)
arrow = ax.quiver(0, 0, 1, 1, angles="xy", scale_units="xy", scale=1 / 0.6)
point, = ax.plot([], [], "o")
ax.set(xlabel="x", ylabel="y")

@interact(x=FloatSlider(-1.5, min=-3, max=3, step=0.1), y=FloatSlider(1, min=-2, max=2, step=0.1))
def place(x, y):
    arrow.set_offsets([x, y])
    arrow.set_UVC(*gradient(x, y))
    point.set_data([x], [y])
    ax.set_title("gradient ({:.2f}, {:.2f})".format(*gradient(x, y)))
    figure.canvas.draw_idle()
""",
    },
    hands=(Hand("key", ".widget-slider .noUi-handle"),),
    seen="""document.querySelector(".jupyter-matplotlib canvas")?.drawn ?? null""",
)

PUCK = Peer(
    "ChartPuck",
    ("wigglystuff",),
    # Without agg the inline backend would show every chart a second time.
    imports="""
import matplotlib
matplotlib.use("agg")
from wigglystuff import ChartPuck
""",
    pictures={
        "tangent": """
def tangent(ax, puck):
    a = puck.x[0]
    ax.plot(x, f(x))
    ax.plot(x, f(a) + slope(a) * (x - a))
    ax.plot(a, f(a), "o")
    ax.set(xlabel="x", ylabel="f(x)", title=f"slope {slope(a):.3f}")

ChartPuck.from_callback(tangent, (-2.5, 2.5), (-3, 3), figsize=(6.6, 4.0), x=0, y=0)
""",
        "gradient": """
def arrow(ax, puck):
    x, y = puck.x[0], puck.y[0]
    u, v = gradient(x, y)
    ax.contour(X, Y, g(X, Y), 12)
    ax.quiver(x, y, u, v, angles="xy", scale_units="xy", scale=1 / 0.6)
    ax.set(xlabel="x", ylabel="y", title=f"gradient ({u:.2f}, {v:.2f})")

ChartPuck.from_callback(arrow, (-3, 3), (-2, 2), figsize=(6.6, 4.0), x=0, y=0)
""",
    },
    # It takes no keys. The puck under the mouse is not the picture: that is the chart below it.
    hands=(Hand("mouse", ".jp-OutputArea-output canvas"),),
    seen="""document.querySelector(".jp-OutputArea-output canvas")?.drawn ?? null""",
)

PEERS = [LIVE, INTERACT, IPYMPL, PUCK]
