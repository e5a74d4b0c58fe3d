"""Training: two data sets, stochastic gradient descent, and `watch`, which shows how a training gets on.

    X, Y = noisy_curve()
    training = watch(descend(init(0, [1, 16, 16, 1]), X, Y, passes=300), total=300, loss=lambda p: ...)
    training.parameters             # the last ones; training.states has those after every pass

A training is any iterator that gives parameters: first those it begins with, then those after each pass. `watch` goes
through it, and keeps what it has got when it is interrupted.
"""

import functools
import signal
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import numpy as np
from IPython.display import display
from ipywidgets import HTML

from course_lib.exercises import find
from course_lib.network import backward, forward

# --- Data ---------------------------------------------------------------------------------------------------


def wave(x):
    """The curve that hides behind the noise."""
    return np.sin(2 * x) + x / 2


def noisy_curve(seed=0, n=100):
    """`n` points of `wave` for x in [−2, 2], each off by chance, with standard deviation 0.1: X and Y, both (n, 1)."""
    random = np.random.default_rng(seed)
    x = random.uniform(-2, 2, (n, 1))
    return x, wave(x) + random.normal(0, 0.1, (n, 1))


def two_moons(seed=0, n=200):
    """`n` points of two half circles that reach into each other: X of shape (n, 2), Y of shape (n, 1), 1 or 0.

    Each coordinate is off by chance, with standard deviation 0.15.
    """
    random = np.random.default_rng(seed)
    angle, upper = random.uniform(0, np.pi, n), np.arange(n) % 2 == 0
    x = np.where(upper, np.cos(angle), 1 - np.cos(angle))
    y = np.where(upper, np.sin(angle), 0.5 - np.sin(angle))
    return np.stack([x, y], axis=1) + random.normal(0, 0.15, (n, 2)), upper[:, None].astype(float)


# --- Descent ------------------------------------------------------------------------------------------------


def descend(parameters, X, Y, passes, eta=0.05, batch=10, beta=0.9, seed=0, backward=backward):
    """Stochastic gradient descent with momentum; gives the parameters at the start and after each pass.

    X has shape (n, inputs) and Y (n, outputs). In each pass the examples are shuffled and taken `batch` at a time; η
    falls evenly from `eta` to 0. `backward(parameters, layers, Y)` gives the slopes of the loss, in the shapes of the
    parameters.
    """
    random = np.random.default_rng(seed)
    velocity = [(0 * W, 0 * b) for W, b in parameters]
    yield parameters
    for k in range(passes):
        order = random.permutation(len(X))
        for first in range(0, len(X), batch):
            rows = order[first : first + batch]
            gradients = backward(parameters, forward(parameters, X[rows]), Y[rows])
            velocity = [
                (beta * v + dW, beta * u + db) for (v, u), (dW, db) in zip(velocity, gradients, strict=True)
            ]
            now = eta * (1 - k / passes)
            parameters = [
                (W - now * v, b - now * u) for (W, b), (v, u) in zip(parameters, velocity, strict=True)
            ]
        yield parameters


def suspect(parameters, layers, Y):
    """A backward pass with a mistake in it, to be found by a gradient check."""
    first, (dW, db), last = backward(parameters, layers, Y)
    return [first, (dW.T, db), last]


# --- Watching -----------------------------------------------------------------------------------------------


@dataclass
class Training:
    """What a training went through: the parameters and the loss at the start and after each pass."""

    states: list = field(default_factory=list, repr=False)
    losses: list = field(default_factory=list, repr=False)

    @property
    def parameters(self):
        return self.states[-1]

    def __repr__(self):
        if not self.losses:
            return "Training that has not begun"
        return f"{len(self.losses) - 1} passes, loss {self.losses[0]:.2g} → {self.losses[-1]:.2g}"


class ProgressBar(HTML):
    """A bar with the loss so far as a curve beneath it."""

    def __init__(self, total):
        super().__init__()
        self.total, self.shown = total, 0.0

    def show(self, losses, last=False):
        """Show how far it is, ten times a second at most; the `last` state in any case."""
        if not last and time.monotonic() < self.shown + 0.1:
            return
        self.shown = time.monotonic()
        done = len(losses) - 1
        with _undisturbed():
            self.value = (
                f'<label>pass {done} of {self.total} <progress value="{done}" max="{self.total}"></progress></label>'
                f" loss {losses[-1]:.4f}, at first {losses[0]:.3g}<br>{_curve(losses, self.total)}"
            )

    def _repr_mimebundle_(self, **kwargs):
        text = (
            "*While it trains, a bar shows how far it is, and a curve how the loss falls. "
            "To see it, run the cells from the top.*"
        )
        return {**super()._repr_mimebundle_(**kwargs), "text/plain": text, "text/markdown": text}


def watch(states, total, loss):
    """Go through a training, an iterator over its states, and show how it gets on; `loss` is a function of a state.

    `total` is how many passes it has, so one less than the states.

    Interrupted, or where the loss is no number any more, it stops and says so. Returns the `Training` so far.
    """
    training, bar = Training(), ProgressBar(total)
    display(bar)
    try:
        with np.errstate(over="ignore", invalid="ignore"):
            for parameters in states:
                now = float(loss(parameters))
                if not np.isfinite(now):
                    print(f"Stopped in pass {len(training.losses)}: the loss has grown beyond all numbers.")
                    break
                training.states.append(parameters)
                training.losses.append(now)
                bar.show(training.losses)
    except KeyboardInterrupt:
        # An interrupt may come between the two lists.
        del training.states[len(training.losses) :]
        print(f"Stopped after {max(len(training.losses) - 1, 0)} passes. What was learned is kept.")
    if training.losses:
        # Stopped once more, or just now: what was learned is kept all the same.
        with suppress(KeyboardInterrupt):
            bar.show(training.losses, last=True)
    return training


def yours(name, function):
    """`function` if it solves the exercise of that name; until then the exercise's own, and a sentence that says so.

    What it returns comes as an array: an answer may be a list, but a network computes with arrays.
    """
    exercise = find(name)
    if not exercise.judge(function).solved:
        print(f"Until yours passes “{name}”, that of the course stands in.")
        function = exercise.reference

    @functools.wraps(function)
    def with_arrays(*arguments, **named):
        return np.asarray(function(*arguments, **named))

    return with_arrays


@contextmanager
def _undisturbed():
    """An interrupt comes at the end only: in the middle of a message it may break the kernel's line to the page."""
    if threading.current_thread() is not threading.main_thread():  # no interrupt goes to another one
        yield
        return
    interrupts = []
    before = signal.signal(signal.SIGINT, lambda *_: interrupts.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if interrupts:
        signal.raise_signal(signal.SIGINT)


def _curve(losses, total, width=480, height=120):
    """The losses as an SVG line on a logarithmic scale."""
    heights = np.log10(np.maximum(losses, 1e-12))
    low, high = heights.min(), max(heights.max(), heights.min() + 1e-3)
    x = np.arange(len(heights)) / max(total, 1) * (width - 4) + 2
    y = (high - heights) / (high - low) * (height - 4) + 2
    points = " ".join(f"{across:.1f},{down:.1f}" for across, down in zip(x, y, strict=True))
    return (
        f'<svg width="{width}" height="{height}" role="img" aria-label="The loss so far, on a logarithmic scale">'
        f'<polyline points="{points}" fill="none" stroke="currentColor" stroke-width="2"/></svg>'
    )
