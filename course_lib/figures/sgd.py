"""Live figures of lesson 7: how a model goes downhill."""

import functools
import math

import matplotlib
import numpy as np
from matplotlib.colors import ListedColormap

from course_lib import training
from course_lib.live import BLUE, GREEN, GREY, INK, PURPLE, VERMILION, Live, stage
from course_lib.network import forward, init, loss, sigmoid

# --- By hand ------------------------------------------------------------------------------------------------

DOTS = np.linspace(-1.5, 1.5, 7), np.array([3.9, 2.0, 1.3, 0.3, 0.4, 0.7, 1.9])
"""x and y of seven points, near y = 0.4 − 0.6x + x²."""


def by_hand():
    """A parabola to be fitted with three sliders; bars show which way, and how steeply, the loss falls along each."""
    x, y = DOTS
    error = lambda a, b, c: a + b * x + c * x**2 - y
    mean_loss = lambda a, b, c: np.mean(error(a, b, c) ** 2, axis=-1, keepdims=True)

    figure, (left, right) = stage(1, 2, size=(7.4, 3.7))
    left.set(xlabel="x", ylabel="y", xlim=(-1.7, 1.7), ylim=(-2.5, 5), title="ŷ = a + b · x + c · x²")
    left.plot(x, y, "o", color=INK, markersize=7)
    right.set(title="which way the loss falls", xticks=range(3), xticklabels=["−∂E/∂a", "−∂E/∂b", "−∂E/∂c"])
    right.set(xlim=(-0.6, 2.6), ylim=(-11, 11), yticks=range(-10, 11, 5))
    right.axhline(0, color=GREY, linewidth=1)

    live = Live(figure, alt="Seven points and a parabola; bars for minus the slope of the loss along a, b, c")
    for name, start in (("a", 1.4), ("b", 0.8), ("c", -0.4)):
        live.slider(name, -1.6, 1.6, value=start, step=0.2)
    grid = np.linspace(-1.7, 1.7, 25)
    live.line(left, lambda a, b, c: (grid, a + b * grid + c * grid**2), color=BLUE, linewidth=2.5)
    between = lambda a, b, c: np.where(
        np.arange(21) % 3 == 0, np.repeat(y, 3), np.repeat(y + error(a, b, c), 3)
    )
    gaps = np.where(np.arange(21) % 3 == 2, np.nan, np.repeat(x, 3))
    live.line(left, lambda a, b, c: (gaps, between(a, b, c)), color=VERMILION, linewidth=1.5)
    push = lambda power: lambda a, b, c: -2 * np.mean(error(a, b, c) * x**power, axis=-1, keepdims=True)
    for k, colour in enumerate((BLUE, VERMILION, GREEN)):
        live.bars(right, [k], push(k), color=colour)
    live.readout(mean_loss, "loss E = mean of (ŷ − y)² = {:.3f}")
    return live


# --- The learning rate --------------------------------------------------------------------------------------


def learning_rate(steps=16):
    """Descent on E = ½λw²: the steps on the parabola, and w against the number of steps."""
    figure, (left, right) = stage(1, 2, size=(7.6, 3.8))
    left.set(xlabel="w", ylabel="E", xlim=(-4, 4), ylim=(-0.6, 9), title="E = ½ λ w²")
    right.set(xlabel="steps", ylabel="w", xlim=(-0.5, steps + 0.5), ylim=(-4, 5.2), title="w after each step")
    right.axhline(0, color=GREY, linewidth=1)

    live = Live(figure, alt="A parabola with the path of a descent on it; beside it w after each step")
    live.slider("w", -3, 3, value=-2, step=0.5, label="start w")
    live.slider("lam", 0.5, 2, value=1, step=0.5, label="λ")
    live.slider("eta", 0.05, 2.5, value=0.3, step=0.05, label="η")
    k = np.arange(steps + 1)
    path = lambda w, lam, eta: w * (1 - eta * lam) ** k
    grid = np.linspace(-4, 4, 81)
    live.line(left, lambda lam: (grid, lam * grid**2 / 2), color=INK)
    # Each step as a level line at the height where it begins, and a fall to the curve.
    ends = lambda w, lam, eta: np.repeat(path(w, lam, eta), 2, axis=-1)
    across = lambda w, lam, eta: (ends(w, lam, eta)[..., 1:], lam * ends(w, lam, eta)[..., :-1] ** 2 / 2)
    live.line(left, across, color=VERMILION, linewidth=1)
    live.point(
        left,
        lambda w, lam, eta: (path(w, lam, eta), lam * path(w, lam, eta) ** 2 / 2),
        color=VERMILION,
        markersize=5,
    )
    live.point(left, lambda w, lam: (w, lam * w**2 / 2), drag="w", color=BLUE)

    def until_it_leaves(w, lam, eta):
        passed = path(w, lam, eta)
        return k, np.where(np.cumsum(abs(passed) > 4, axis=-1) > 1, np.nan, passed)

    live.line(right, until_it_leaves, color=VERMILION, linewidth=1)
    live.point(right, until_it_leaves, color=VERMILION, markersize=5)
    words = {
        "one side, nearer and nearer": lambda m: m > 1e-9,
        "there in one step": lambda m: abs(m) <= 1e-9,
        "from side to side, nearer and nearer": lambda m: (m > -1 + 1e-9) & (m < -1e-9),
        "from side to side for ever": lambda m: abs(m + 1) <= 1e-9,
        "from side to side, further and further": lambda m: m < -1 - 1e-9,
    }
    for text, holds in words.items():
        where = lambda lam, eta, holds=holds: (np.where(holds(1 - eta * lam), steps / 2, np.nan), 4.7)
        live.text(right, where, text, ha="center", va="center", fontsize=10)
    live.readout(
        lambda lam, eta: (eta * lam, 1 - eta * lam), "η · λ = {:.3g}: each step multiplies w by {:+.3g}"
    )
    return live


# --- A valley -----------------------------------------------------------------------------------------------


def line_data(n=16, seed=3):
    """`n` points near the line y = 1.5x + 1."""
    random = np.random.default_rng(seed)
    x = np.linspace(0.1, 2, n)
    return x, 1.5 * x + 1 + random.normal(0, 0.8, n)


def valley(steps=40):
    """Descent on the loss of a straight line over (w, b): a long valley; with batches of 1, 4 or all 16 examples."""
    x, y = line_data()
    inputs = np.stack([x, np.ones_like(x)], axis=1)
    best = np.linalg.lstsq(inputs, y, rcond=None)[0]
    E = lambda w, b: np.mean((np.multiply.outer(w, x) + np.asarray(b)[..., None] - y) ** 2, axis=-1)

    @functools.cache
    def path(eta, batch, beta):
        """The path as a matrix: from (w, b, 1) at the start to all w, and to all b. Each step is linear in them."""
        random = np.random.default_rng(1)
        order = np.concatenate([random.permutation(16) for _ in range(steps)]).reshape(-1, batch)
        position, velocity = np.eye(2, 3), np.zeros((2, 3))
        passed = [position]
        for rows in order[:steps]:
            error = inputs[rows] @ position - np.outer(y[rows], [0, 0, 1])
            velocity = beta * velocity + 2 / batch * inputs[rows].T @ error
            position = position - eta * velocity
            passed.append(position)
        return np.array(passed)

    def walk(w, b, eta, batch, beta):
        passed = path(float(eta), int(batch), float(beta)) @ [w, b, 1.0]
        return tuple(np.clip(passed, -1e6, 1e6).T)

    figure, ax = stage(xlabel="w", ylabel="b", size=(6.6, 4.4), xlim=(-1.5, 4), ylim=(-2, 4.5))
    grid_w, grid_b = np.linspace(-1.5, 4, 90), np.linspace(-2, 4.5, 90)
    heights = E(*np.meshgrid(grid_w, grid_b))
    levels = heights.min() + np.array([0.02, 0.15, 0.5, 1.2, 2.5, 5, 9, 15, 24, 36])
    ax.contour(grid_w, grid_b, heights, levels=levels, colors=GREY, linewidths=0.8)
    ax.plot(*best, marker="*", markersize=14, color=GREEN, linestyle="none")

    live = Live(
        figure, alt="Contours of a long narrow valley and the path of a descent from a start you can drag"
    )
    # The path is linear in its start, so a few stops are enough: what is drawn between them is exact.
    live.slider("w", -1, 4, value=0, step=1, label="start w")
    live.slider("b", -2, 4, value=4, step=1, label="start b")
    live.slider("eta", 0.05, 0.5, value=0.4, step=0.05, label="η")
    live.choice_slider("batch", ["1", "4", "16"], value="16", label="batch size")
    live.choice_slider("beta", ["0", "0.5", "0.9"], label="momentum β")
    live.line(ax, lambda w, b, eta, batch, beta: walk(w, b, eta, batch, beta), color=VERMILION, linewidth=1.2)
    live.point(ax, lambda w, b: (w, b), drag=("w", "b"), color=BLUE)
    live.readout(
        lambda w, b, eta, batch, beta: tuple(end[-1] for end in walk(w, b, eta, batch, beta)),
        f"after {steps} steps: w = {{:.3f}}, b = {{:.3f}}",
    )
    live.readout(lambda: tuple(best), "★ the best place: w = {:.3f}, b = {:.3f}")
    return live


# --- Noise --------------------------------------------------------------------------------------------------


def noise(batches=150):
    """Gradients of mini-batches around the gradient of all examples, and how far they scatter, against the size."""
    x, y = line_data(1024, seed=5)
    each = 2 * (0.5 * x + 1 - y)[:, None] * np.stack([x, np.ones_like(x)], axis=1)
    true, spread = each.mean(axis=0), np.sqrt(each.var(axis=0).sum())
    random = np.random.default_rng(7)
    sizes = [4**k for k in range(5)]
    drawn = {B: each[random.integers(0, len(each), (batches, B))].mean(axis=1) for B in sizes}
    scatter = lambda B: np.sqrt(np.mean(np.sum((drawn[B] - true) ** 2, axis=1)))

    figure, (left, right) = stage(1, 2, size=(7.6, 3.8))
    left.set(xlabel="∂E/∂w", ylabel="∂E/∂b", title=f"{batches} mini-batches, one dot each")
    left.set(xlim=true[0] + np.array([-7, 7]), ylim=true[1] + np.array([-6, 6]))
    right.set(xlabel="batch size B", ylabel="noise: typical distance", title="noise falls as 1/√B")
    right.set(xscale="log", yscale="log", xlim=(0.7, 400), ylim=(0.1, 6))
    right.set(xticks=sizes, xticklabels=sizes, yticks=[0.1, 0.3, 1, 3], yticklabels=["0.1", "0.3", "1", "3"])
    right.minorticks_off()
    B = np.array([1, 256])
    right.plot(B, spread / np.sqrt(B), color=GREY, linestyle="--")
    right.plot(sizes, [scatter(B) for B in sizes], "o", color=INK, markersize=5)

    live = Live(figure, alt="A cloud of gradients around the true one, and its width against the batch size")
    live.choice_slider("batch", list(map(str, sizes)), value="4", label="batch size B")
    live.point(left, lambda batch: tuple(drawn[int(batch)].T), color=VERMILION, markersize=3)
    live.point(left, lambda: tuple(true), color=INK, marker="+", markersize=22, markeredgewidth=2)
    live.point(
        left,
        lambda batch: tuple(drawn[int(batch)].mean(axis=0)),
        color=BLUE,
        marker="x",
        markersize=11,
        markeredgewidth=2.5,
    )
    live.point(right, lambda batch: (int(batch), scatter(int(batch))), color=VERMILION)
    live.readout(
        lambda batch: (*drawn[int(batch)].mean(axis=0), *true),
        "mean of the dots × ({:.2f}, {:.2f}); gradient of all examples + ({:.2f}, {:.2f})",
    )
    live.readout(
        lambda batch: (scatter(int(batch)), spread / math.sqrt(int(batch))), "noise {:.3f}; σ/√B = {:.3f}"
    )
    return live


# --- Not every landscape is a bowl --------------------------------------------------------------------------


LANDSCAPES = {
    "2 valleys": (lambda w: w**4 / 8 - w**2 / 2 + 0.2 * w + 0.8, lambda w: w**3 / 2 - w + 0.2),
    "plateau": (lambda w: 1 - np.exp(-2 * w**2), lambda w: 4 * w * np.exp(-2 * w**2)),
    "ReLU": (lambda w: (np.maximum(w, 0) - 1) ** 2, lambda w: np.where(w > 0, 2 * (w - 1), 0.0)),
    "φ, a = 1": (lambda w: (sigmoid(w) - 1) ** 2, lambda w: _sigmoid_slope(w, 1)),
    "φ, a = 5": (lambda w: (sigmoid(w, 5) - 1) ** 2, lambda w: _sigmoid_slope(w, 5)),
}
"""Name → a loss of one weight, and its slope. The last three are those of one neuron with input 1 and target 1."""


def _sigmoid_slope(w, a):
    phi = sigmoid(w, a)
    return 2 * (phi - 1) * a * phi * (1 - phi)


def landscapes(steps=40):
    """Descent on losses of one weight that are no bowl: where it ends depends on where it begins."""

    @functools.cache
    def path(landscape, w, eta):
        passed, slope = [float(w)], LANDSCAPES[landscape][1]
        for _ in range(steps):
            passed.append(float(passed[-1] - eta * slope(passed[-1])))
        return np.array(passed)

    figure, (left, right) = stage(1, 2, size=(7.6, 3.8))
    left.set(xlabel="w", ylabel="E", xlim=(-2.6, 2.6), ylim=(-0.25, 2.1), title="the loss and the path on it")
    right.set(
        xlabel="steps", ylabel="E", xlim=(-1, steps + 1), ylim=(-0.25, 2.1), title="the loss after each step"
    )
    grid = np.linspace(-2.6, 2.6, 105)

    live = Live(figure, alt="A loss over one weight that is not convex, with the path of a descent on it")
    live.choice_slider("landscape", list(LANDSCAPES))
    live.slider("w", -2.2, 2.2, value=0.4, step=0.1, label="start w", whole=True)
    live.slider("eta", 0.2, 1, value=0.2, step=0.2, label="η")
    live.line(left, lambda landscape: (grid, LANDSCAPES[landscape][0](grid)), color=INK)

    def on_curve(landscape, w, eta):
        passed = path(landscape, w, eta)
        return passed, LANDSCAPES[landscape][0](passed)

    live.point(left, on_curve, color=VERMILION, markersize=4)
    live.point(left, lambda landscape, w: (w, LANDSCAPES[landscape][0](w)), drag="w", color=BLUE)
    live.line(
        right,
        lambda landscape, w, eta: (np.arange(steps + 1), on_curve(landscape, w, eta)[1]),
        color=VERMILION,
    )
    live.readout(
        lambda landscape, w: (w, LANDSCAPES[landscape][1](w)), "at the start w = {:.1f} the slope is {:+.4f}"
    )
    live.readout(
        lambda landscape, w, eta: (path(landscape, w, eta)[-1], on_curve(landscape, w, eta)[1][-1]),
        f"after {steps} steps: w = {{:.3f}}, E = {{:.4f}}",
    )
    return live


def saddle(steps=60, eta=0.06):
    """Descent near a saddle: along one direction a valley, along the other a ridge."""
    E = lambda u, v: u**2 - v**2 + v**4 / 4 + 1

    def path(u, v):
        us, vs = ([start] for start in np.broadcast_arrays(np.atleast_1d(u), v))
        for _ in range(steps):
            us.append(us[-1] - eta * 2 * us[-1])
            vs.append(vs[-1] - eta * (vs[-1] ** 3 - 2 * vs[-1]))
        return np.concatenate(us, axis=-1), np.concatenate(vs, axis=-1)

    figure, (left, right) = stage(1, 2, size=(7.6, 3.9))
    left.set(xlabel="u", ylabel="v", xlim=(-2, 2), ylim=(-2, 2), title="contours of E, and the path")
    right.set(
        xlabel="steps", ylabel="E", xlim=(-1, steps + 1), ylim=(-0.2, 5), title="the loss after each step"
    )
    grid = np.linspace(-2, 2, 80)
    heights = E(*np.meshgrid(grid, grid))
    left.contour(
        grid, grid, heights, levels=[0.05, 0.3, 0.6, 0.9, 1, 1.2, 1.7, 2.5, 3.5], colors=GREY, linewidths=0.8
    )
    left.plot(0, 0, marker="X", markersize=9, color=PURPLE, linestyle="none")
    left.plot([0, 0], [-math.sqrt(2), math.sqrt(2)], marker="*", markersize=13, color=GREEN, linestyle="none")
    right.axhline(1, color=PURPLE, linewidth=1, linestyle="--")
    right.text(steps, 1.06, "height of the saddle", ha="right", color=INK, fontsize=10)

    live = Live(
        figure, alt="Contours with a saddle between two valleys, and a path that lingers near the saddle"
    )
    live.slider("u", -1.8, 1.8, value=1.8, step=0.2, label="start u", whole=True)
    live.slider("v", -1.8, 1.8, value=0.02, step=0.05, label="start v", whole=True)
    live.line(left, path, color=VERMILION)
    live.point(left, lambda u, v: (u, v), drag=("u", "v"), color=BLUE)
    live.line(right, lambda u, v: (np.arange(steps + 1), E(*path(u, v))), color=VERMILION)
    live.readout(
        lambda u, v: tuple(end[..., -1:] for end in path(u, v)),
        f"after {steps} steps: u = {{:.3f}}, v = {{:.3f}}",
    )
    return live


# --- Gradients that are not zeroed --------------------------------------------------------------------------


def not_zeroed(steps=80):
    """The loss of descent on E = w² when each gradient is added to all the earlier ones, and when each is fresh."""

    def losses(eta, kept):
        w, grad, found = 3.0, 0.0, []
        for _ in range(steps + 1):
            found.append(w * w)
            grad = kept * grad + 2 * w
            w -= eta * grad
        return np.array(found)

    figure, ax = stage(xlabel="steps", ylabel="E", xlim=(-1, steps + 1), ylim=(-0.5, 12))
    live = Live(
        figure,
        alt="The loss against steps: never set to zero, it falls and rises again; fresh, it falls for good",
    )
    live.log_slider("eta", 0.001, 0.3, value=0.01, per_decade=10, label="η")
    live.line(ax, lambda eta: (np.arange(steps + 1), losses(eta, kept=0)), color=GREY, linestyle="--")
    live.line(ax, lambda eta: (np.arange(steps + 1), losses(eta, kept=1)), color=VERMILION)
    live.readout(
        lambda eta: np.argmax(np.diff(losses(eta, kept=1)) > 0) + 1,
        "— never set to zero: it rises for the first time in step {:.0f}",
    )
    live.readout(
        lambda eta: losses(eta, kept=0)[-1], f"- - set to zero each time: after {steps} steps it is {{:.4f}}"
    )
    return live


# --- The training, seen again -------------------------------------------------------------------------------


def data_sets():
    """What the capstone learns from: a noisy curve, and two moons."""
    figure, (left, right) = stage(1, 2, size=(7.6, 3.5))
    left.set(xlabel="x", ylabel="y", title="a noisy curve")
    left.plot(*training.noisy_curve(), "o", color=GREY, markersize=4)
    right.set(xlabel="x₁", ylabel="x₂", title="two moons")
    _moons(right.plot, *training.two_moons())
    return Live(figure, alt="Points along a wave; and points of two half moons that reach into each other")


def fitted_curve(watched=None, X=None, Y=None):
    """A training on one input, seen again: the curve after each pass, and the loss."""
    if watched is None:
        watched, X, Y = _short_training(training.noisy_curve)
    figure, (left, right) = stage(1, 2, size=(7.6, 3.8))
    left.set(xlabel="x", ylabel="y", title="the data and the network")
    left.plot(X, Y, "o", color=GREY, markersize=4)
    room = 0.15 * np.ptp(Y)
    left.set(ylim=(Y.min() - room, Y.max() + room))
    grid = np.linspace(X.min(), X.max(), 81)
    curves = np.array([forward(state, grid[:, None])[-1][:, 0] for state in watched.states])
    live = Live(
        figure,
        alt="Points with the curve of a network through them, and its loss; both change with the passes",
    )
    frame = _scrubber(live, right, watched, most=300)
    live.line(left, lambda passes: (grid, curves[frame(passes)]), color=VERMILION, linewidth=2.5)
    return live


def boundary(watched=None, X=None, Y=None):
    """A training on two inputs, seen again: what the network says everywhere after each pass, and the loss."""
    if watched is None:
        watched, X, Y = _short_training(training.two_moons)
    (left_end, bottom), (right_end, top) = X.min(axis=0) - 0.2, X.max(axis=0) + 0.2
    across, up = np.meshgrid(np.linspace(left_end, right_end, 44), np.linspace(top, bottom, 36))
    points = np.stack([across.ravel(), up.ravel()], axis=1)
    said = np.array([forward(state, points)[-1].reshape(across.shape) for state in watched.states])

    figure, (left, right) = stage(1, 2, size=(7.6, 3.8))
    left.set(
        xlabel="x₁",
        ylabel="x₂",
        title="what the network says",
        xlim=(left_end, right_end),
        ylim=(bottom, top),
    )
    live = Live(
        figure,
        alt="Two half moons of points, coloured areas for what the network says, and its loss over the passes",
    )
    frame = _scrubber(live, right, watched, most=200)
    # Six tints, light enough for the dots in either theme.
    cells = ListedColormap(matplotlib.colormaps["PuOr"](np.linspace(0.28, 0.72, 6)))
    live.image(
        *(left, lambda passes: said[frame(passes)], (left_end, right_end, bottom, top)),
        cmap=cells,
        vmin=0.0,
        vmax=1.0,
    )
    _moons(lambda x, y, **style: live.point(left, lambda: (x, y), **style), X, Y)
    right_share = [np.mean((forward(state, X)[-1] > 0.5) == (Y > 0.5)) for state in watched.states]
    live.readout(
        lambda passes: 100 * right_share[frame(passes)], "{:.1f} % of these points are on their side"
    )
    return live


def _moons(plot, X, Y):
    """Points of two kinds, each in the darkest shade of the tint that the network gives to its side."""
    for value, marker, shade in ((1, "o", 0.9), (0, "s", 0.1)):
        x, y = X[Y[:, 0] == value].T
        style = {"linestyle": "none", "markersize": 4.5, "markeredgecolor": "white", "markeredgewidth": 0.5}
        plot(x, y, marker=marker, color=matplotlib.colormaps["PuOr"](shade), **style)


def _scrubber(live, ax, watched, most):
    """A slider over the passes, or every few of them, and the loss with a point that goes along; what a stop shows."""
    last = len(watched.losses) - 1
    stride = max(1, math.ceil(last / most))
    label = "passes" if stride == 1 else f"passes, by {stride}"
    stops = max(1, math.ceil(last / stride))
    frame = lambda passes: min(int(passes) * stride, last)
    ax.set(xlabel="passes", ylabel="loss", yscale="log", title="the loss after each pass")
    ax.plot(watched.losses, color=INK, linewidth=1.2)
    live.integer_slider("passes", 0, stops, value=stops // 8, label=label, play=20)
    live.point(ax, lambda passes: (frame(passes), watched.losses[frame(passes)]), color=VERMILION)
    live.readout(
        lambda passes: (frame(passes), watched.losses[frame(passes)]),
        "after {:.0f} passes the loss is {:.4f}",
    )
    return frame


@functools.cache
def _short_training(data):
    X, Y = data()
    states = list(training.descend(init(0, [X.shape[1], 16, 16, 1]), X, Y, passes=60))
    return training.Training(states, [loss(forward(state, X)[-1], Y) for state in states]), X, Y
