"""Numbers in a row, or rows of them."""

import re
from itertools import pairwise

import numpy as np

from course_lib.checking import compare, formula
from course_lib.checking.answers.answer import Answer
from course_lib.checking.answers.reading import attempted, finite, real_array, refusal
from course_lib.checking.answers.writing import a, misfit, rounded, shape, too_large_or_small, write
from course_lib.checking.verdict import Kind, Refusal, Verdict


class Array(Answer):
    """Numbers in a row, or rows of them, given as lists, as an array, or as text: `[[1, 2/3], [pi, 4]]`.

    The shape is judged before the values, and nothing is broadcast. `rtol` is the relative error of each entry
    that still counts as right.
    """

    kind = "array"

    def __init__(self, reference, rtol=1e-6):
        super().__init__(reference)
        self.rtol = rtol

    def read(self, answer):
        answer = attempted(answer)
        if isinstance(answer, str):
            array = _read_text(answer)
        else:
            array = real_array(answer)
            if array is None:
                expected = "one number" if answer is self.reference else shape(self.expected)
                raise Refusal(Kind.INVALID, f"Expected {expected}, got {a(answer)}.")
        for place, entry in np.ndenumerate(array):
            try:
                finite(float(entry))
            except Refusal as refused:
                raise Refusal(
                    Kind.INVALID, f"{_name(place).capitalize()}: {refused.verdict.message}"
                ) from None
        return array

    def agree(self, value, other):
        return compare.arrays_agree(value, other, self.rtol)

    def objection(self, value):
        if sentence := misfit(value, self.expected):
            return Verdict(Kind.INVALID, f"E{sentence[1:]}")
        wrong = self._wrong(value)
        if all(rounded(float(value[place]), float(self.expected[place])) for place in wrong):
            return Verdict(
                Kind.OTHER_FORM,
                "These are the right numbers, rounded. Give them exactly; a fraction such as `1/3` is welcome.",
            )
        return None

    def counterexample(self, value):
        wrong = self._wrong(value)
        verdict = too_large_or_small(value[wrong[0]], self.expected[wrong[0]])
        sentence = f"{write(value[wrong[0]])} {verdict}."
        if len(wrong) == 1:
            return f"All but one are right. {_name(wrong[0]).capitalize()}: {sentence}"
        return f"{len(wrong)} of {value.size} are off. The first is {_name(wrong[0])}: {sentence}"

    def _wrong(self, value):
        """The places of the wrong entries."""
        same = compare.entries_agree(value, self.expected, self.rtol)
        return [place for place, agrees in np.ndenumerate(same) if not agrees]


def entries(text):
    """The formulas of numbers in a row, or of rows of them, as nested lists: `(1, pi/2)`, `[[1, 2], [3, 4]]`.

    What numpy prints, with spaces only, is read too. A single formula is returned alone, not in a list.
    Raises `formula.FormulaError`.
    """
    if len(text) > formula.MAX_LENGTH:
        formula.read(text, ())  # says so
    if "," not in text and re.fullmatch(r"[\s\[\]]*(?:[-+\d.e]+[\s\[\]]+)+", text) and "[" in text:
        text = re.sub(r"(?<=[\d.\]])(\s+)(?=[-+\d.\[])", lambda gap: "," + gap[1][1:], text)
    if ";" in text:
        message = "Numbers are separated by commas; rows are put in brackets: `[[1, 2], [3, 4]]`."
        raise formula.FormulaError(text, text.index(";"), message)
    _check_brackets(text)
    return _entries(text, 0, len(text), depth=0)


def _check_brackets(text):
    """FormulaError at a bracket without a partner; one of the other kind is no partner."""
    open_ones = []
    for at, sign in enumerate(text):
        if sign in "[(":
            open_ones.append(at)
        elif sign in "])":
            if not open_ones:
                raise formula.FormulaError(text, at, "No bracket was opened for this one.")
            if text[open_ones.pop()] + sign not in ("[]", "()"):
                raise formula.FormulaError(text, at, "This bracket does not fit the one that was opened.")
    if open_ones:
        raise formula.FormulaError(text, open_ones[-1], "This bracket is not closed.")


def _entries(text, start, end, depth):
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    inner = (start + 1, end - 1) if _enclosed(text, start, end) else None
    if inner and (text[start] == "[" or len(_commas(text, *inner)) > 0):
        start, end = inner
        if not text[start:end].strip():
            raise formula.FormulaError(text, start, "A number is missing here.")
    elif depth or not _commas(text, start, end):
        return _entry(text, start, end)
    if depth == 2:
        raise formula.FormulaError(text, start, "Brackets in brackets in brackets: rows of numbers have two.")
    cuts = [start - 1, *_commas(text, start, end), end]
    if not text[cuts[-2] + 1 : end].strip() and len(cuts) > 2:
        cuts.pop()  # Python allows a comma after the last one
    return [_entries(text, one + 1, other, depth + 1) for one, other in pairwise(cuts)]


def _entry(text, start, end):
    if start == end:
        raise formula.FormulaError(text, start, "A number is missing here.")
    try:
        return formula.read(text[start:end], ())
    except formula.FormulaError as error:
        raise formula.FormulaError(text, start + error.position, error.message) from None


def _levels(text, start, end):
    """The depth of brackets behind each character."""
    level = 0
    for at in range(start, end):
        level += (text[at] in "[(") - (text[at] in "])")
        yield at, level


def _enclosed(text, start, end):
    """Whether one pair of brackets holds all of it."""
    if end - start < 2 or text[start] + text[end - 1] not in ("[]", "()"):
        return False
    return [at for at, level in _levels(text, start, end) if level <= 0] == [end - 1]


def _commas(text, start, end):
    return [at for at, level in _levels(text, start, end) if level == 0 and text[at] == ","]


def _read_text(text):
    try:
        table = entries(text)
    except formula.FormulaError as error:
        raise refusal(error) from None
    if not isinstance(table, list):
        return np.array(table())
    if len({len(row) if isinstance(row, list) else 0 for row in table}) > 1:
        raise Refusal(Kind.INVALID, "The rows are of different lengths.")
    return np.array([[entry() for entry in row] if isinstance(row, list) else row() for row in table])


def _name(place):
    if len(place) == 2:
        return f"row {place[0] + 1}, column {place[1] + 1}"
    return f"entry {', '.join(str(index + 1) for index in place)}" if place else "the number"
