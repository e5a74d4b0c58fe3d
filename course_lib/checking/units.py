"""The few units that answers come in: `4 m/s`, `12 %`, `3 km per hour`."""

import re
from dataclasses import dataclass
from functools import lru_cache

# How many of the base unit, and what it measures.
BASE = {
    "length": {"m": 1, "mm": 1e-3, "cm": 1e-2, "km": 1e3, "metre": 1, "metres": 1, "meter": 1, "meters": 1},
    "time": {"s": 1, "ms": 1e-3, "min": 60, "h": 3600, "sec": 1, "second": 1, "seconds": 1}
    | {"minute": 60, "minutes": 60, "hour": 3600, "hours": 3600},
    "mass": {"kg": 1, "g": 1e-3},
    "": {"%": 1e-2, "percent": 1e-2, "per cent": 1e-2},
}
UNITS = {name: (size, quantity) for quantity, names in BASE.items() for name, size in names.items()}
KNOWN = "Units are m, cm, mm, km, s, min, h, kg, g, % and quotients of them, such as `m/s`."
POWERS = {"²": 2, "³": 3, "^2": 2, "^3": 3}
NAMED = {
    (): "a ratio",
    (("length", 1),): "a length",
    (("time", 1),): "a time",
    (("mass", 1),): "a mass",
    (("length", 1), ("time", -1)): "a speed",
    (("length", 1), ("time", -2)): "an acceleration",
    (("length", 2),): "an area",
    (("length", 3),): "a volume",
}


@dataclass(frozen=True)
class Unit:
    """A unit as it was written, its size in base units, and the powers of the quantities it measures."""

    text: str
    size: float
    dimension: tuple[tuple[str, int], ...]

    @property
    def quantity(self):
        return NAMED.get(self.dimension, "something else")


@lru_cache(maxsize=256)
def read(text: str) -> Unit | None:
    """The unit that a text means; None if it is none."""
    size, powers = 1.0, {}
    parts = [text] if text.strip() == "per cent" else re.split(r"/|\bper\b", text)
    for side, part in enumerate(parts):
        for name in [part.strip()] if part.strip() in UNITS else re.split(r"[\s·*]+", part.strip()):
            if side == 0 and name in ("", "1") and len(parts) > 1:
                continue  # per second
            power = next((n for sign, n in POWERS.items() if name.endswith(sign)), 1)
            name = re.sub(r"[²³]$|\^[23]$", "", name)
            if name not in UNITS:
                return None
            if side:
                power = -power
            base, quantity = UNITS[name]
            size *= base**power
            if quantity:
                powers[quantity] = powers.get(quantity, 0) + power
    dimension = tuple(sorted((quantity, power) for quantity, power in powers.items() if power))
    return Unit(text.strip(), size, dimension)


def split(text: str) -> tuple[str, Unit | None]:
    """The number in a text, and the unit behind it, if there is one."""
    for match in re.finditer(r"(?<![^\W\d])(?=[^\W\d]|[%/])", text[-40:]):
        at = max(0, len(text) - 40) + match.start()
        if unit := read(text[at:]):
            return text[:at], unit
    return text, None
