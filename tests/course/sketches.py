"""Sketches that are right although the hand shakes, and sketches that are wrong for certain."""

import numpy as np


def disguises(exercise):
    """(label, answer): the derivative as different hands draw it, and different ways to hand it over."""
    kind = exercise.answer
    right, largest = kind.expected, np.abs(kind.expected).max()
    for seed in range(12):
        shake = np.random.default_rng(seed).uniform(-0.08, 0.08, len(right)) * largest
        yield f"shaken {seed}", (right + shake).tolist()
    for factor in (0.8, 0.9, 1.1, 1.2):
        yield f"{factor} times as high", (factor * right).tolist()
    named = dict(zip(kind.names, right.tolist(), strict=True))
    figure = kind.figure()
    for name, height in named.items():
        setattr(figure, name, height)
    yield from [("figure", figure), ("by name", named), ("array", right), ("tuple", tuple(right))]
    yield from [("float32", right.astype(np.float32)), ("function", lambda x: exercise.reference(x) * 1.01)]


def mutants(exercise):
    """(label, answer): other curves. The oracle: somewhere they are off by four tenths of the largest slope."""
    kind = exercise.answer
    right, largest = kind.expected, np.abs(kind.expected).max()
    middle = len(right) // 2
    other = {
        "reversed": -right,
        "twice": 2 * right,
        "half": right / 2,
        "lifted": right + largest / 2,
        "lowered": right - largest / 2,
        "size": np.abs(right),
        "the other size": -np.abs(right),
        "from right to left": right[::-1],
        "added up": np.cumsum(right),
        "next differences": np.diff(right, append=right[-1]),
        "one place later": np.roll(right, 2),
        "two places earlier": np.roll(right, -2),
        "left half": np.where(np.arange(len(right)) < middle, right, 0),
        "right half": np.where(np.arange(len(right)) > middle, right, 0),
        "constant": np.full(len(right), largest / 2),
        "a line": np.linspace(0.1, largest, len(right)),
        "zigzag": largest * (-1.0) ** np.arange(len(right)),
        "squared": right**2 / largest,
    }
    for place in np.flatnonzero(np.abs(right) > 0.3 * largest):
        other[f"place {place} on the other side"] = np.where(np.arange(len(right)) == place, -right, right)
    for label, heights in other.items():
        if np.abs(np.clip(heights, -kind.top, kind.top) - right).max() > 0.4 * largest:
            yield label, heights.tolist()
