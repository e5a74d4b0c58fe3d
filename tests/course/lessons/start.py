"""What proves the start page: answers that are right or wrong, for some of its exercises."""

import numpy as np


def line_by_adding(x):
    height = 1
    height += x
    height += x
    return height


FUNCTION_DISGUISES = {
    "a straight line in Python": [
        ("adding", line_by_adding),
        ("commuted", lambda x: 1 + x * 2),
        ("twice", lambda x: x + x + 1),
        ("bracket", lambda x: 2 * (x + 0.5)),
        ("two points", lambda x: np.interp(x, [-10, 10], [-19, 21])),
        ("polynomial", lambda x: np.polyval([2, 1], x)),
        ("keyword", lambda t: 2.0 * t + 1.0),
        ("with numpy", lambda x: np.add(np.multiply(2, x), 1)),
    ],
}

FUNCTION_MUTANTS = {
    "a straight line in Python": [
        ("no constant", lambda x: 2 * x),
        ("wrong slope", lambda x: x + 1),
        ("minus", lambda x: 2 * x - 1),
        ("falling", lambda x: -2 * x + 1),
        ("swapped", lambda x: x + 2),
        ("exponential", lambda x: 2**x + 1),
        ("only right of 0", lambda x: 2 * max(x, 0) + 1),
    ],
}

STATE_MUTANTS = {
    "through the ring": [{"m": m} for m in (-2, -1.5, 0.0, 0.5, 2 / 3, 1.0, 1.45, 1.55, 2.0)],
}
