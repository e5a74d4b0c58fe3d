"""Whether two formulas, or two arrays of numbers, are the same.

Two formulas are compared in float64 at points spread over the domain. Where they seem to differ, both are
computed again in many digits before "different" is said, since rounding and overflow look like mistakes too.
No tolerance is absolute: what is negligible in one exercise is the whole answer in another.

    compare(read("x^2 + 2x"), read("x(x + 2)")).agree                # True
    compare(read("x"), read("|x|")).counterexample                   # at x = -1: -1.0 where 1.0 is right
    compare(read("2 ln x"), read("ln(x^2)")).domain_mismatch         # At x = −1 yours has no value. …
    compare(read("2 ln x"), read("ln(x^2)"), {"x": (0, 5)}).agree    # True
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement
from typing import NamedTuple

import numpy as np

from course_lib.checking.formula import Formula, FormulaError, read

RTOL = 1e-9
# Random points, and how many of them must tell the formulas apart from others.
RANDOM, ENOUGH = 48, 8
# Points that a second look is taken at, for each thing that is in doubt.
LOOKS = 12
# The second look takes both: what changes from one to the other is an error of the first.
DIGITS, MORE_DIGITS = 80, 120

Domain = Mapping[str, tuple[float, float]]


class Counterexample(NamedTuple):
    point: dict[str, float]
    answer: float
    reference: float


@dataclass(frozen=True)
class Comparison:
    """What `compare` found. Formulas that do not agree have a counterexample or a `domain_mismatch`, or both.

    `counterexample` is the simplest point found where the values differ, `close` the largest relative
    difference between values; `domain_mismatch` is a sentence on where only one of them has a value.
    """

    agree: bool
    counterexample: Counterexample | None = None
    domain_mismatch: str | None = None
    close: float | None = None


def compare(answer: Formula, reference: Formula, domain: Domain | None = None, seed: int = 0) -> Comparison:
    """Compare two formulas on `domain`, which maps names to open intervals; other names may be any real.

    They agree if they have the same values and have none in the same places. Single points without a value,
    as x²/x has at 0, do not count. Raises ValueError if the reference has no value at all, or an interval is
    empty.
    """
    where, random = _where(answer, reference, domain, seed)
    mine, right = (np.broadcast_to(formula(**where), random.shape) for formula in (answer, reference))
    same, hole = _same(mine, right, RTOL), np.isnan(mine) != np.isnan(right)
    difference = _relative_difference(mine, right)
    telling = random & same & np.isfinite(right) & (right != 0)

    def look(index):
        point = {name: float(values[index]) for name, values in where.items()}
        place = tuple(point.items())
        return _Look(point, _precisely(answer, place), _precisely(reference, place))

    in_doubt = [~same & ~hole, hole & random]
    if telling.sum() < ENOUGH:
        # Both 0 or infinite, or both nan: rounding and overflow may hide a difference.
        in_doubt += [same & ~telling & ~np.isnan(right), same & np.isnan(right)]
    agreed, has_value = telling.any(), np.isfinite(right[random]).any()
    counterexample = domain_mismatch = close = None
    for candidates in in_doubt:
        for index in _worth_a_look(candidates, difference):
            seen = look(index)
            agreed |= seen.says == "same" and random[index]
            if random[index] and seen.right is not None:
                has_value |= seen.right.value == seen.right.value
            if seen.says == "different":
                values = float(seen.mine.value), float(seen.right.value)
                counterexample = counterexample or Counterexample(seen.point, *values)
                close = float(difference[~same & ~hole].max(initial=float(seen.difference)))
                break
            if seen.says in _MISMATCH and random[index]:
                alike = np.flatnonzero(hole & (np.isnan(mine) == np.isnan(mine[index])))[:LOOKS]
                simplest = next((again for again in map(look, alike) if again.says == seen.says), seen)
                domain_mismatch = _MISMATCH[seen.says].format(_written(simplest.point))
                break
    if not has_value and not counterexample:
        raise ValueError(f"The reference {reference.text} has no value that can be computed on this domain.")
    if counterexample or domain_mismatch:
        return Comparison(False, counterexample, domain_mismatch, close)
    if agreed:
        return Comparison(True)
    return Comparison(False, domain_mismatch="Yours has no value that can be computed.")


def formulas_agree(answer: str | Formula, reference: str | Formula, domain: Domain | None = None) -> bool:
    """Whether two formulas are the same on `domain`; an answer that cannot be read agrees with nothing.

    An answer may use the letters of the reference and of the domain. Raises ValueError if the reference
    cannot be read or has no value.
    """
    if isinstance(reference, str):
        reference = _read_reference(reference, domain)
    if isinstance(answer, str):
        try:
            answer = read(answer, reference.variables.union(domain or ()))
        except FormulaError:
            return False
    return isinstance(answer, Formula) and compare(answer, reference, domain).agree


def arrays_agree(answer, reference, rtol: float = RTOL, scale: float | None = None) -> bool:
    """Whether two numbers or arrays have the same shape and, entry by entry, the same values up to `rtol`.

    The error is measured against the entry itself, so a gradient of 1e-9 is as demanding as one of 1, and
    against `scale` where one is given. Without a scale, rounding next to the largest entry is forgiven (8
    units in its last place), which lets 1e-17 pass for 0 beside a 1. A float32 answer gets the error that
    float32 has. NaN agrees with NaN only, an infinity with the same infinity; what is not made of real
    numbers agrees with nothing.
    """
    mine, right = _real(answer), _real(reference)
    if mine is None or right is None or mine.shape != right.shape:
        return False
    return bool(entries_agree(answer, right, rtol, scale).all())


def entries_agree(answer, reference, rtol: float = RTOL, scale: float | None = None) -> np.ndarray:
    """For each entry of two arrays of one shape, whether it is the same, as in `arrays_agree`."""
    mine, right = _real(answer), _real(reference)
    if getattr(answer, "dtype", None) == np.float32:
        rtol = max(rtol, 4 * float(np.finfo(np.float32).eps))
    if scale is None:
        slack = 8 * np.finfo(float).eps * np.max(np.abs(right), where=np.isfinite(right), initial=0)
    else:
        slack = rtol * scale
    return _same(mine, right, rtol, slack)


def close(answer: float, reference: float, rtol: float = RTOL) -> bool:
    """Whether two numbers differ by at most `rtol` of the larger one."""
    return bool(_same(np.float64(answer), np.float64(reference), rtol))


def points(domain: Domain | None, variables: Iterable[str], seed: int = 0) -> dict[str, np.ndarray]:
    """Points to compare at, simple ones first: an array for each variable, of the same length.

    First come small integers and halves, whose values a learner can check by hand; then the neighbourhoods of
    0, ±1 and the ends of the domain; then random points, stratified by magnitude and by place.
    """
    names, intervals = _intervals(domain, variables)
    return dict(zip(names, _spread(intervals, seed), strict=True))


# --- The first look -----------------------------------------------------------------------------------------


def _same(a, b, rtol, slack=0.0):
    with np.errstate(all="ignore"):
        error = np.abs(a - b)
        near = np.isfinite(error) & (error <= np.maximum(rtol * np.maximum(np.abs(a), np.abs(b)), slack))
    return near | (a == b) | (np.isnan(a) & np.isnan(b))


def _relative_difference(a, b):
    with np.errstate(all="ignore"):
        return np.nan_to_num(np.abs(a - b) / np.maximum(np.abs(a), np.abs(b)), nan=1.0, posinf=1.0)


def _worth_a_look(candidates, difference):
    """At most LOOKS of the candidates: the simplest ones, those that differ most, and random ones."""
    indices, share = np.flatnonzero(candidates), LOOKS // 3
    different = indices[np.argsort(-difference[indices], kind="stable")]
    return list(dict.fromkeys([*indices[:share], *different[:share], *indices[-share:]]))


def _real(value):
    """An array of float64, or None if the value is not made of real numbers."""
    try:
        array = np.asarray(value)
        return array.astype(float) if array.dtype.kind in "biufO" else None
    except (TypeError, ValueError, OverflowError):
        return None


# --- The second look ----------------------------------------------------------------------------------------

_MISMATCH = {
    "answer undefined": "At {} yours has no value. It should have one.",
    "reference undefined": "At {} yours has a value. There should be none.",
}


class _Known(NamedTuple):
    value: object  # an mpmath number; nan where there is no real value
    error: object


class _Look(NamedTuple):
    point: dict[str, float]
    mine: _Known | None
    right: _Known | None

    @property
    def says(self):
        if self.mine is None or self.right is None:
            return "unknown"
        (a, error_a), (b, error_b) = self.mine, self.right
        if a != a or b != b:
            return "unknown" if a != a and b != b else "answer undefined" if a != a else "reference undefined"
        allowed, error = RTOL * max(abs(a), abs(b)), error_a + error_b
        if abs(a - b) > allowed + error:
            return "different"
        return "same" if error <= allowed or a == b == 0 else "unknown"

    @property
    def difference(self):
        a, b = self.mine.value, self.right.value
        return abs(a - b) / max(abs(a), abs(b))


# One answer is compared with the right one and with each misconception, mostly at the same places.
@lru_cache(maxsize=4096)
def _precisely(formula, place):
    """The value with its error, or None if even many digits do not tell it: beyond reach, or at a pole."""
    point = dict(place)
    rough, _ = formula.exact(DIGITS, **point)
    fine, largest = formula.exact(MORE_DIGITS, **point)
    if largest - largest != 0 or (rough != rough) != (fine != fine):
        return None
    if fine != fine:
        return _Known(fine, 0)
    error = abs(fine - rough)
    if fine and error <= RTOL / 10 * abs(fine):
        return _Known(fine, error)
    # Not one digit is certain. If the more digits there are the smaller it gets, numbers have cancelled to 0.
    ten = type(largest)(10)
    if abs(rough) <= largest * ten ** (20 - DIGITS) and abs(fine) <= largest * ten ** (20 - MORE_DIGITS):
        return _Known(0 * fine, largest * ten ** (20 - MORE_DIGITS))
    return None


def _written(point):
    numbers = {name: f"{value:.6g}".replace("-", "−") for name, value in point.items()}
    return " and ".join(f"{name} = {number}" for name, number in numbers.items()) or "any point"


# --- Where to look ------------------------------------------------------------------------------------------

SIMPLE = (1, 2, 0, -1, 3, -2, 0.5, -0.5, 4, -3, 5, 10, 1.5, -1.5, 2.5, 0.25)
MOST_SIMPLE = 40
# Magnitudes where a variable may be any real.
SMALL, LARGE = 1e-3, 1e3


def _where(answer, reference, domain, seed):
    """The points for two formulas, and which are random. More are drawn if the reference has few values."""
    names, intervals = _intervals(domain, answer.variables | reference.variables)
    if not names:
        return {}, np.array([True])
    columns = _spread(intervals, seed)
    random = np.arange(columns.shape[1]) >= columns.shape[1] - RANDOM
    if np.isfinite(reference(**dict(zip(names, columns[:, random], strict=True)))).sum() < ENOUGH:
        dense = _random(intervals, seed, 50 * RANDOM)
        found = np.flatnonzero(~np.isnan(reference(**dict(zip(names, dense, strict=True)))))[:RANDOM]
        columns, random = np.hstack([columns, dense[:, found]]), np.append(random, np.full(len(found), True))
    return dict(zip(names, columns, strict=True)), random


def _intervals(domain, variables):
    domain = domain or {}
    names = [name for name in domain if name in variables] + sorted(set(variables) - domain.keys())
    intervals = tuple(tuple(map(float, domain.get(name, (-np.inf, np.inf)))) for name in names)
    for name, (low, high) in zip(names, intervals, strict=True):
        if not low < high:
            raise ValueError(f"The domain of {name} is empty: ({low:g}, {high:g}).")
    return names, intervals


@lru_cache(maxsize=64)
def _spread(intervals, seed):
    """All points, a row for each interval."""
    if not intervals:
        return np.empty((0, 0))
    by_hand = [_by_hand(low, high) for low, high in intervals]
    columns = np.hstack([_simple(by_hand), _neighbours(intervals, by_hand), _random(intervals, seed, RANDOM)])
    columns.flags.writeable = False
    return columns


def _by_hand(low, high):
    """Values inside an interval that are easy to calculate with, the easiest first."""
    values = [value for value in SIMPLE if low < value < high]
    if len(values) < 4:
        low, high = _bounded(low, high, LARGE)
        digits = 1 - int(np.floor(np.log10(high - low)))
        inner = [round(low + (high - low) * part, digits) for part in (0.5, 0.25, 0.75, 0.1, 0.9)]
        values += [value for value in inner if low < value < high and value not in values]
    return values or [(low + high) / 2]


def _bounded(low, high, size):
    """The interval, cut at `size` beyond 0 or its other end where it is infinite."""
    return min(high, 0) - size if low == -np.inf else low, max(low, 0) + size if high == np.inf else high


def _simple(by_hand):
    """Combinations of easy values, starting with the easiest of each."""
    picks = []
    for steps in range(len(SIMPLE)):
        for raised in combinations_with_replacement(range(len(by_hand)), steps):
            pick = [raised.count(row) for row in range(len(by_hand))]
            if all(place < len(values) for place, values in zip(pick, by_hand, strict=True)):
                picks.append([values[place] for place, values in zip(pick, by_hand, strict=True)])
            if len(picks) == MOST_SIMPLE:
                return np.array(picks, float).T
    return np.array(picks, float).T


def _neighbours(intervals, by_hand):
    """Points on both sides of 0, ±1 and the ends of each interval, the other variables at easy values."""
    points = []
    for row, (low, high) in enumerate(intervals):
        step = 1e-4 * min(1.0, high - low)
        near = [centre + side for centre in (0, 1, -1, low, high) for side in (-step, step)]
        for turn, value in enumerate(near):
            if low < value < high:
                point = [values[turn % len(values)] for values in by_hand]
                point[row] = value
                points.append(point)
    return np.array(points, float).reshape(-1, len(intervals)).T


def _random(intervals, seed, count):
    """`count` points: half spread evenly over magnitudes of both signs, half over places near the middle."""
    generator = np.random.default_rng(seed)

    def strata(low, high):
        return low + (high - low) * (np.arange(count // 2) + generator.random(count // 2)) / (count // 2)

    rows = []
    for low, high in intervals:
        wide, middle = np.array(_bounded(low, high, LARGE)), _bounded(low, high, 4)
        magnitudes = SMALL * np.sinh(strata(*np.arcsinh(wide / SMALL)))
        rows.append(generator.permutation(np.concatenate([magnitudes, strata(*middle)])))
    return np.array(rows)


def _read_reference(text, domain):
    """The reference, in the letters of the domain if these are enough."""
    if domain:
        try:
            return read(text, domain)
        except FormulaError:
            pass
    return read(text)
