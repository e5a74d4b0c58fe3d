"""Derivatives by nudging: what the definition of the derivative gives when h is small but not zero."""

import numpy as np

# Where truncation and round-off are about equal if f and x are of ordinary size: √ε for a forward difference,
# whose truncation error grows as h, and ∛ε for a central one, whose truncation error grows as h² (Press et al.,
# Numerical Recipes, section 5.7). Round-off is about ε · (|f| + |x · f′|) / h, as f and x + h are both rounded.
FORWARD_STEP = np.finfo(float).eps ** (1 / 2)
CENTRAL_STEP = np.finfo(float).eps ** (1 / 3)


def forward_difference(f, x, h=FORWARD_STEP):
    """Slope of the secant of `f` through x and x + h: (f(x + h) − f(x)) / h.

    `x` and `h` are numbers, or arrays if `f` takes arrays. Its error is about h · |f″| / 2, plus
    round-off.
    """
    return (f(x + h) - f(x)) / h


def central_difference(f, x, h=CENTRAL_STEP):
    """Slope of the secant of `f` through x − h and x + h: (f(x + h) − f(x − h)) / 2h.

    `x` and `h` are numbers, or arrays if `f` takes arrays. Its error is about h² · |f‴| / 6, plus
    round-off; for a quadratic f it is round-off alone.
    """
    return (f(x + h) - f(x - h)) / (2 * h)
