"""Numbers and sums as a learner reads and types them, for exercises whose numbers are drawn."""

from course_lib.checking.answers.writing import write


def number(value):
    """A number in a sentence, with a true minus sign and no rounding error: −0.006."""
    return write(value, 10)


def terms(*pairs):
    """A sum as TeX that is a formula too: `terms((3, "x^2"), (-1, "x"), (0, "y"), (5, ""))` is "3x^2 - x + 5"."""
    text = ""
    for factor, rest in pairs:
        if factor:
            size = "" if abs(factor) == 1 and rest else f"{abs(factor):.10g}"
            sign = (" - " if factor < 0 else " + ") if text else "-" if factor < 0 else ""
            text += f"{sign}{size}{rest}"
    return text or "0"


def power(name, exponent):
    """`x^2`, or `x` and nothing for the exponents 1 and 0."""
    return {0: "", 1: name}.get(exponent, f"{name}^{exponent}")


def factor(value):
    """A number as a factor of a product in TeX: in brackets if it is negative."""
    return f"({value:.10g})" if value < 0 else f"{value:.10g}"
