"""What only lesson 1 promises."""

import math

import numpy as np
import pytest

from course_lib.figures import limits
from course_lib.live import pointwise
from course_lib.numeric import central_difference, forward_difference
from tests.course.lessons import outputs
from tests.course.lessons.limits import error


def test_the_code_of_the_lesson_computes_the_numbers_that_it_speaks_of():
    """The digits are outputs, not only words: whoever runs the cells sees the same."""
    [heights] = outputs("limits", "f(3), f(3 + 0.001)")
    assert heights == "(20, 20.014003000000002, 20.00000140000003)"
    [slopes] = outputs("limits", "(f(3 + 0.001) - f(3)) / 0.001")
    assert slopes.endswith(", 14.000000305713911)")
    [printed] = outputs("limits", "print(forward_difference(lambda x: x**2")
    assert printed.split() == ["6.000100000012054", "76.00069999995185"]
    [printed] = outputs("limits", 'print("true change')
    assert "0.007600069999995185" in printed
    assert "0.0076" in printed.split()
    [printed] = outputs("limits", "for method, h in")
    assert [line.split()[-1] for line in printed.splitlines()] == ["7e-09", "6e-11", "3"]


@pytest.mark.parametrize("method, best", [(forward_difference, 1e-8), (central_difference, 1e-5)])
def test_the_valley_is_lowest_where_the_lesson_says(method, best):
    # Where round-off decides, single errors jump about; their median over a decade does not.
    decades = 10.0 ** np.arange(-15, 0)
    medians = [
        np.median([error(method, h) for h in decade * np.logspace(-0.5, 0.5, 99)]) for decade in decades
    ]
    lowest = np.argmin(medians)
    assert decades[lowest] == pytest.approx(best)
    assert (np.diff(medians[: lowest + 1]) < 0).all()
    assert (np.diff(medians[lowest:]) > 0).all()
    # Round-off grows as 1 / h, truncation as h or as h².
    assert np.log10(medians[1] / medians[4]) == pytest.approx(3, abs=0.2)
    order = 1 if method is forward_difference else 2
    assert np.log10(medians[-1] / medians[-3]) == pytest.approx(2 * order, abs=0.1)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "f, span, heights",
    [
        (lambda x: 1 / x, (0.0, 2.0), (-5e4, 5e3)),
        (math.log, (-1.0, 4.0), (-5, 50)),
        (lambda x: 2 * x, (-2.2, 2.2), (1.5, 2.5)),
        (lambda x: abs(x), (-2.2, 2.2), (-1.5, 1.5)),
        (lambda x: x**2, (0.0, 3.0), (-1, 7)),
    ],
    ids=["pole", "logarithm", "line", "corner", "another span"],
)
def test_the_slopes_of_any_function_can_be_traced(f, span, heights):
    live = limits.trace(f, span)
    live._repr_mimebundle_()
    low, high = live.figure.axes[1].get_ylim()
    assert heights[0] <= low < low + 0.1 < high <= heights[1]
    assert span[0] <= live.a <= span[1]


def test_a_function_that_is_nowhere_defined_has_an_axis_all_the_same():
    assert limits.trace(lambda x: math.nan).png()


@pytest.mark.parametrize("figure", [limits.stretched, limits.small_change])
def test_other_functions_have_other_spans(figure):
    live = figure(pointwise(lambda x: x**2), span=(0.2, 3.0))
    slider = next(iter(live.sliders.values()))
    assert 0.2 <= slider.stops[0] <= slider.value <= slider.stops[-1] <= 3.0
    live._repr_mimebundle_()
