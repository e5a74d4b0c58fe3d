"""A formula as a learner types it: `6x - 4`, `sin^2 x`, `e^(-x²)`, `√2·π`.

The text is read by a whitelist and never evaluated as Python. What is read becomes steps for a stack
machine, the same steps for float64, for high precision and for TeX, so that no long formula exhausts
Python's own stack.

    f = read("x^2 sin(3x)", names=["x"])
    f(x=2.0)        # -1.1176619927957034
    f.tex()         # x^{2} \\, \\sin\\left(3 x\\right)
    read("3x + y", names=["x"])     # FormulaError: There is no y here; the letter is x.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

import numpy as np

MAX_LENGTH = 2000
# Brackets, powers and functions inside each other. Each level takes about six Python frames while it is read,
# and a notebook's own frames are already on the stack.
MAX_DEPTH = 40

NAMED = ("sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "sinh", "cosh", "tanh")
OTHERS = ("exp", "ln", "sqrt", "cbrt", "abs", "sign", "relu", "sigmoid", "max", "min")
ALSO = {"arcsin": "asin", "arccos": "acos", "arctan": "atan", "log": "ln", "sgn": "sign"}
FUNCTIONS = {name: name for name in NAMED + OTHERS} | ALSO
CONSTANTS = {"e": np.e, "pi": np.pi}
BINARY = {"add", "subtract", "multiply", "divide", "power", "max", "min"}
LEAVES = {"number", "variable", "constant"}


class FormulaError(ValueError):
    """A text that is no formula.

    `message` is a sentence that says what to do, `position` the offset of the character it is about.
    """

    def __init__(self, text: str, position: int, message: str):
        super().__init__(text, position, message)
        self.text, self.position, self.message = text, position, message

    def pointer(self, width: int = 60) -> str:
        """The text, or the part of it around the character, with a caret on a second line."""
        start = max(0, min(self.position - width // 2, len(self.text) - width))
        end = start + width
        before, after = "…" * (start > 0), "…" * (end < len(self.text))
        shown = "".join(c if c.isprintable() else " " for c in self.text[start:end])
        return f"{before}{shown}{after}\n{' ' * (len(before) + self.position - start)}^"

    def __str__(self):
        return f"{self.message}\n{self.pointer()}"


class Step(NamedTuple):
    """One instruction: push a leaf, or put a result in place of the topmost one or two values.

    `value` is a number's text, a variable's or constant's name, or a power's exponent if that is a fraction.
    """

    op: str
    value: str | Fraction | None = None


@dataclass(frozen=True)
class Formula:
    """What `read` returns. `notices` are sentences (Markdown) on how something ambiguous was read."""

    text: str
    steps: tuple[Step, ...]
    notices: tuple[str, ...] = ()

    @property
    def variables(self) -> frozenset[str]:
        return frozenset(step.value for step in self.steps if step.op == "variable")

    def __call__(self, /, **values):
        """The value in float64, elementwise over arrays of one shape. Values of other names are ignored.

        NaN where the formula has no real value, ±inf where it is too large for float64. A constant exponent
        p/q with q odd in lowest terms means the real root: `x^(1/3)` is `cbrt(x)` for negative x too.
        Raises TypeError if the value of a variable is missing.
        """
        self._require(values)
        arrays = {name: np.asarray(value, dtype=float) for name, value in values.items()}

        def leaf(step):
            if step.op == "variable":
                return arrays[step.value]
            return np.float64(CONSTANTS[step.value] if step.op == "constant" else step.value)

        with np.errstate(all="ignore"):
            value = _run(self.steps, leaf, _float64)
        shape = np.broadcast_shapes(*(array.shape for array in arrays.values()))
        return np.array(np.broadcast_to(value, shape)) if shape else float(value)

    def exact(self, dps: int, /, **values):
        """The value at one point, computed with `dps` digits, and the largest magnitude met on the way.

        Both are mpmath numbers. (nan, finite) means that there is no real value; (nan, inf) that some step is
        too large or too small even here (beyond about 10^±10^9), or has no meaning in so few digits.
        Raises TypeError if the value of a variable is missing.
        """
        self._require(values)
        reals = _reals(dps)
        largest = reals.number(0)

        def seen(value):
            nonlocal largest
            largest = max(largest, abs(reals.within_reach(value)))
            return value

        def leaf(step):
            return seen(reals.number(values[step.value]) if step.op == "variable" else reals.leaf(step))

        try:
            return _run(self.steps, leaf, lambda step, *operands: seen(reals.apply(step, *operands))), largest
        except _Undefined:
            return reals.nan, largest
        except _BeyondReach:
            return reals.nan, reals.inf

    def tex(self) -> str:
        """TeX of the formula as it was typed, with fractions and with no more brackets than it needs."""
        return _run(self.steps, _tex_leaf, _tex).text

    def _require(self, values):
        missing = sorted(self.variables - values.keys())
        if missing:
            raise TypeError(f"{self.text} needs a value for {_listed(missing)}.")

    def __str__(self):
        return self.text


def read(text: str, names: Iterable[str] | None = None) -> Formula:
    """The formula that `text` means. `names` are the variables it may use.

    With names, a word is split into them: `2ab` is 2·a·b if a and b are known. Without names, every Latin or
    Greek letter is a variable, and so is a letter with an index (x1, x_1 and x₁ are the same one); e and pi
    are the numbers unless they are among the names.
    Products and quotients, with or without a sign, are read from left to right: `1/2x` is (1/2)·x.
    Functions may stand without brackets: `sin 2x cos x` is sin(2x)·cos(x). `log` is `ln`; `2e3` is 2000.

    Raises FormulaError if the text cannot be read.
    """
    notices = []
    tokens = _tokens(text, _Vocabulary(names), notices)
    steps = _Parser(text, tokens, notices).formula()
    return Formula(text, tuple(steps), tuple(dict.fromkeys(notices)))


# --- From characters to tokens ------------------------------------------------------------------------------


class Token(NamedTuple):
    kind: str  # number, superscript, constant, variable, function, end, or the sign itself
    value: str
    start: int
    end: int


def _spelled(greek):
    name = unicodedata.name(greek).split()[-1].replace("LAMDA", "LAMBDA")
    return name.title() if greek.isupper() else name.lower()


GREEK = {letter: _spelled(letter) for letter in "αβγδεζηθικλμνξοπρσςτυφχψωΓΔΘΛΞΠΣΦΨΩ"}
SAME_SIGN = {
    **dict.fromkeys("−–—‐‑", "-"),
    **dict.fromkeys("·⋅∙•×∗", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("ˆ↑", "^"),
    "∣": "|",
}
INVISIBLE = "\u00ad\u200b\u2060\u2061\u2062\u2063\u2064\ufeff"
CYRILLIC_TWINS = dict(zip("аеорсухіАВЕКМНОРСТХ", "aeopcyxiABEKMHOPCTX", strict=True))
REFUSED = {
    **dict.fromkeys("'’′", "A prime cannot be used here. Write the derivative out."),
    **dict.fromkeys("[]{}", "Use round brackets."),
    **dict.fromkeys("<>≤≥≠≈", "Type a formula, not a comparison."),
    "=": "Type only what stands on the right of the equals sign.",
    ".": "A dot alone has no meaning here. Write `*` for a product and `0.5` for a number.",
    "_": "A name cannot start with an underscore.",
    "\\": "TeX is not read here. Write a fraction as `a/b` and a function by its plain name.",
    "°": "Angles are in radians here: 90° is `pi/2`.",
    "∞": "Infinity is not a number that can be used here.",
    "±": "Type one value, with plus or with minus.",
    "!": "Factorials are not known here. Write the product out.",
    "%": "Write 5 % as `0.05`.",
    "∂": "Write the derivative out.",
    "∇": "Write the derivative out.",
}

NUMBER = re.compile(r"\d+\.?\d*|\.\d+", re.ASCII)
POWER_OF_TEN = re.compile(r"([eE])([+-]?\d+)(?![\d.])", re.ASCII)
LETTER = f"[A-Za-z{''.join(GREEK)}]"
WORD = re.compile(rf"{LETTER}(?:{LETTER}|[0-9_])*")
SIGN = re.compile(r"\*\*|[-+*/^(),|]")
ROOTS = {"√": "sqrt", "∛": "cbrt"}


def _tokens(text, vocabulary, notices):
    if not isinstance(text, str):
        raise TypeError(f"A formula is read from text, not from {type(text).__name__}.")
    if len(text) > MAX_LENGTH:
        message = f"This is longer than {MAX_LENGTH} characters. Type a shorter formula."
        raise FormulaError(text, MAX_LENGTH, message)
    # `y = 2x` and `f'(x)` are no formulas because of these, whatever is said about the letters before them.
    if telling := re.search("[='’′]", text):
        raise FormulaError(text, telling.start(), REFUSED[telling[0]])
    plain = "".join(_plain(text))
    tokens, at = [], 0
    while at < len(plain):
        character = plain[at]
        if character == " ":
            at += 1
            continue
        if match := NUMBER.match(plain, at):
            found = [_number(text, plain, match, vocabulary, notices)]
        elif match := WORD.match(plain, at):
            found = _split(text, match, vocabulary, notices)
        elif match := SIGN.match(plain, at):
            found = [Token(match[0].replace("**", "^"), match[0], at, match.end())]
        elif character in ROOTS:
            found = [Token("function", ROOTS[character], at, at + 1)]
        elif _is(character, "<super>"):
            found = [_superscript(text, plain, at)]
        elif _is(character, "<fraction>"):
            found = _vulgar_fraction(text, character, at, tokens)
        else:
            raise FormulaError(text, at, _why_refused(character))
        tokens += found
        at = found[-1].end
    return [*tokens, Token("end", "", len(text), len(text))]


def _plain(text):
    """The characters of the text, those that differ in looks alone made one. Offsets stay as they are."""
    letter_before = False
    for character in text:
        same = SAME_SIGN.get(character, character)
        if _is(same, "<sub>") and same.isdigit() and letter_before:
            same = unicodedata.normalize("NFKC", same)
        elif any(_is(same, look) for look in ("<font>", "<wide>", "<narrow>", "<small>", "<compat>", "")):
            normal = unicodedata.normalize("NFKC", same)
            same = SAME_SIGN.get(normal, normal) if len(normal) == 1 else same
        if same.isspace() or same in INVISIBLE:
            same = " "
        letter_before = same.isalnum() and (same.isalpha() or letter_before)
        yield same


def _is(character, look):
    """Whether Unicode explains a character as another one in this look: `²` is a 2 in the look `<super>`."""
    explained = unicodedata.decomposition(character)
    return explained.startswith(look) if look else bool(explained) and explained[0] != "<"


def _why_refused(character):
    if character in REFUSED:
        return REFUSED[character]
    if twin := CYRILLIC_TWINS.get(character):
        return f"This looks like the letter {twin}, but it is a Cyrillic {character}. Type it again."
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    if character.isalnum():
        name = unicodedata.name(character, "no name").lower()
        return f"The character {shown} ({name}) is not known here. Use the letters a to z and plain digits."
    return f"The sign {shown} has no meaning in a formula."


def _number(text, plain, match, vocabulary, notices):
    start, end = match.span()
    digits = re.sub(r"\.$", "", re.sub(r"^\.", "0.", match[0]))
    power = POWER_OF_TEN.match(plain, end)
    if power and not vocabulary.has(power[1]):
        digits, end = f"{digits}e{power[2]}", power.end()
        meaning = f"{match[0]}·10^{int(power[2])}"
        notices.append(f"`{text[start:end]}` is read as `{meaning}`; write `{match[0]}*e` if e is meant.")
    zero = not re.search("[1-9]", digits.partition("e")[0])
    if not 1e-300 < float(digits) < 1e300 and not zero:
        raise FormulaError(text, start, "This number is beyond what can be computed here: 1e-300 to 1e300.")
    return Token("number", "0" if zero else digits, start, end)


def _superscript(text, plain, start):
    end = start
    while end < len(plain) and _is(plain[end], "<super>"):
        end += 1
    digits = unicodedata.normalize("NFKC", plain[start:end]).replace("−", "-")
    if not re.fullmatch(r"[+-]?\d+", digits, re.ASCII):
        raise FormulaError(text, start, "This exponent cannot be read. Write it after `^`, as in `x^(n+1)`.")
    return Token("superscript", digits, start, end)


def _vulgar_fraction(text, character, at, tokens):
    match = re.fullmatch(r"(\d+)⁄(\d+)", unicodedata.normalize("NFKC", character), re.ASCII)
    if not match or (tokens and tokens[-1].kind == "number"):
        raise FormulaError(text, at, "Write this number with a slash or a point: `5/2` or `2.5`.")
    kinds = [("(", "("), ("number", match[1]), ("/", "/"), ("number", match[2]), (")", ")")]
    return [Token(kind, value, at, at + 1) for kind, value in kinds]


# --- From words to names ------------------------------------------------------------------------------------

INDEXED = re.compile(rf"({LETTER}|{'|'.join(GREEK.values())})(?:_?(\d+)|_(\w+))?", re.ASCII)
USED_ELSEWHERE = {
    "sin": ("sen", "sine"),
    "cos": ("cosine",),
    "tan": ("tg", "tangent"),
    "cot": ("ctg", "cotan"),
    "csc": ("cosec",),
    "atan": ("arctg",),
    "ln": ("lg",),
    "sqrt": ("sqr", "root"),
}


class _Vocabulary:
    """The words that mean something: the functions and constants, and the variables."""

    def __init__(self, names):
        self.names = None if names is None else {_key(name): name for name in names}
        # One more than the longest name: it may be typed with an underscore before its index.
        self.longest = (
            16 if names is None else 1 + max(map(len, [*FUNCTIONS, *self.names, *self.names.values()]))
        )

    def look_up(self, word):
        """Kind, value and cost of a word. Readings of few words, spelled as usual, are the cheapest."""
        if word.endswith("_"):
            return None
        if self.names is not None and _key(word) in self.names:
            return "variable", self.names[_key(word)], 1
        if word in FUNCTIONS:
            return "function", FUNCTIONS[word], 1
        if GREEK.get(word, word) in CONSTANTS:
            return "constant", GREEK.get(word, word), 1
        if self.names is None and (match := INDEXED.fullmatch(word)):
            letter, number, index = match.groups()
            letter = GREEK.get(letter, letter)
            return "variable", f"{letter}_{index}" if index else letter + (number or ""), 1
        if word.lower() in FUNCTIONS and len(word) > 1:
            return "function", FUNCTIONS[word.lower()], 10
        return None

    def has(self, letter):
        return self.names is not None and letter in self.names

    def lacks(self, word):
        if self.names is None:
            return f"{_short(word)} is not known here. A name is one letter, with an index if need be: x_1."
        names = list(self.names.values())
        if not names:
            return f"There is no {_short(word)} here; the answer is a number."
        known = f"the letter{'s are' if len(names) > 1 else ' is'} {_listed(names)}"
        return f"There is no {_short(word)} here; {known}."


def _key(name):
    """What all ways to write a name have in common: x_1, x₁ and x1, θ and theta."""
    plain = unicodedata.normalize("NFKC", name).replace("_", "")
    return "".join(GREEK.get(letter, letter) for letter in plain)


def _split(text, match, vocabulary, notices):
    """The tokens of a run of letters and digits: x and sin of `xsin2y`, where a number goes on from the 2."""
    word, offset = match[0], match.start()
    if base := re.fullmatch(r"log_?(\d+)", word):
        message = f"Only the natural logarithm is known here. Write `ln(x)/ln({base[1]})`."
        raise FormulaError(text, offset, message)
    # From each place where a reading can start: the cost of the cheapest one, and its first token.
    best = {len(word): (0, None)}
    for start in reversed(range(len(word))):
        for end in range(start + 1, min(start + vocabulary.longest, len(word)) + 1):
            if not (found := vocabulary.look_up(word[start:end])):
                continue
            kind, value, cost = found
            number_follows = kind == "function" and end < len(word) and word[end].isdigit()
            if end in best or number_follows:
                cost += 0 if number_follows else best[end][0]
                if start not in best or cost <= best[start][0]:
                    best[start] = cost, Token(kind, value, offset + start, offset + end)
    if 0 not in best:
        raise _unknown(text, word, offset, vocabulary)
    tokens, at = [], 0
    while at in best and best[at][1]:
        tokens.append(best[at][1])
        at = tokens[-1].end - offset
    _warn(text, match.string, tokens, vocabulary, notices)
    return tokens


def _unknown(text, word, offset, vocabulary):
    """The error for a word that is not made of known names."""
    reached = {0}
    for start in range(len(word)):
        if start in reached:
            ends = range(start + 1, min(start + vocabulary.longest, len(word)) + 1)
            reached |= {end for end in ends if vocabulary.look_up(word[start:end])}
    known, rest = word[: max(reached)], word[max(reached) :]
    at = offset + len(known)
    if rest[0].isdigit():
        digits = re.match(r"\d+", rest)[0]
        ways = f"`{known[-1]}^{digits}` for a power, `{digits}*{known[-1]}` for a product"
        return FormulaError(text, at, f"A number cannot follow a letter. Write {_short(ways)}.")
    if rest[0] == "_":
        return FormulaError(text, offset, vocabulary.lacks(word))
    for part, start in ((word, offset), (rest, at)):
        if meant := _similar_function(part, 2):
            return FormulaError(text, start, f"{_short(part)} is not known here. Did you mean {meant}?")
    if vocabulary.has(rest[0].swapcase()):
        return FormulaError(text, at, f"{rest[0]}: did you mean {rest[0].swapcase()}?")
    return FormulaError(text, at, vocabulary.lacks(word if not known and len(word) > 2 else rest[0]))


def _similar_function(word, shortest):
    letters = re.sub(r"[\d_]", "", word).lower()
    if len(letters) < shortest:
        return None
    elsewhere = [name for name, others in USED_ELSEWHERE.items() if letters in others]
    swapped = [name for name in FUNCTIONS if len(name) > 2 and sorted(name) == sorted(letters)]
    similar = difflib.get_close_matches(letters, FUNCTIONS, n=1, cutoff=0.75)
    return next(iter(elsewhere + swapped + similar), None)


def _warn(text, plain, tokens, vocabulary, notices):
    """Refuse letters that look like a function's name, and note where something else may have been meant."""
    start, end = tokens[0].start, tokens[-1].end
    letters = [plain[token.start : token.end] for token in tokens]
    single = all(len(letter.rstrip("_0123456789")) == 1 for letter in letters)
    if vocabulary.names is None and single and len(letters) > 2:
        meant = _similar_function(plain[start:end], 3)
        if meant or plain.startswith("(", end):
            message = f"{_short(plain[start:end])} is not a known function."
            message += f" Did you mean {meant}?" if meant else ""
            raise FormulaError(text, start, f"{message} Write `{_short('*'.join(letters))}` for the product.")
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        written = plain[token.start : token.end]
        if token.kind == "constant" and token.value == "e" and after and after.kind == "variable":
            power = plain[after.start : after.end]
            notices.append(f"`{written}{power}` is read as e·{power}; write `e^{power}` for the power.")
        if token.kind == "function" and written.lower() == "log":
            notices.append("`log` is read as the natural logarithm, ln.")
        if token.kind == "function" and written[1:] in FUNCTIONS and vocabulary.has(written[0]):
            product = f"{written[0]}*{written[1:]}(…)"
            notices.append(f"`{written}` is read as one function; write `{product}` for the product.")


# --- From tokens to steps -----------------------------------------------------------------------------------


class _Parser:
    """Recursive descent, one method for each level of binding; `steps` grows in the order of execution."""

    def __init__(self, text, tokens, notices):
        self.text, self.tokens, self.notices = text, tokens, notices
        self.next, self.depth, self.in_bars, self.steps = 0, 0, False, []

    def formula(self):
        if self.token.kind == "end":
            self.fail(0, "Type a formula.")
        self.sum()
        if self.token.kind != "end":
            self.unexpected()
        return self.steps

    def sum(self):
        self.signed(self.product)
        while sign := self.take("+", "-"):
            self.signed(self.product)
            self.emit("add" if sign.kind == "+" else "subtract")

    def signed(self, operand):
        negative = False
        while sign := self.take("+", "-"):
            negative ^= sign.kind == "-"
        operand()
        if negative:
            self.emit("negate")

    def product(self):
        start, slash = self.token.start, None
        self.factor()
        while True:
            if self.take("*"):
                self.signed(self.factor)
                self.emit("multiply")
                slash = None
            elif taken := self.take("/"):
                slash = taken
                self.signed(self.factor)
                self.emit("divide")
            elif self.factor_follows():
                divisor = self.last
                self.factor()
                self.emit("multiply")
                if slash and not (divisor.kind == "number" and self.text[divisor.end].isspace()):
                    self.note_division(start, slash, divisor)
                slash = None
            else:
                return

    def factor(self):
        """A number, letter, bracket or function, with its power."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(self.token.start, "Too many brackets, powers or functions inside each other.")
        base = self.token
        self.atom()
        mark = len(self.steps)
        if superscript := self.take("superscript"):
            self.emit_integer(superscript.value)
            self.emit("power", _fraction(self.steps[mark:]))
        elif self.take("^"):
            exponent = self.token
            self.signed(self.factor)
            self.emit("power", _fraction(self.steps[mark:]))
            self.note_power(base, exponent)
        self.depth -= 1

    def atom(self):
        token = self.token
        if token.kind in LEAVES:
            self.emit(token.kind, self.take(token.kind).value)
        elif token.kind == "function":
            self.function()
        elif token.kind == "(":
            self.bracket()
        elif token.kind == "|":
            self.bars()
        else:
            self.missing()

    def bracket(self):
        opening = self.take("(")
        if self.token.kind == ")":
            self.fail(opening.start, "There is nothing between these brackets.")
        self.inside(bars=False)
        self.close(opening)

    def bars(self):
        opening = self.take("|")
        if self.token.kind == "end":
            self.fail(opening.start, "This bar has no partner.")
        self.inside(bars=True)
        if not self.take("|"):
            self.fail(opening.start, "This bar has no partner.")
        self.emit("abs")

    def inside(self, bars):
        outside, self.in_bars = self.in_bars, bars
        self.sum()
        self.in_bars = outside

    def close(self, opening):
        if not self.take(")"):
            if self.token.kind == "end":
                self.fail(opening.start, "This bracket is not closed.")
            self.unexpected()

    def function(self):
        function = self.take("function")
        name, written = function.value, self.text[function.start : function.end]
        power = self.power_of_function(written)
        if self.token.kind == "(":
            self.two_arguments(name) if name in BINARY else self.bracket()
        elif name in BINARY:
            self.fail(self.last.end, f"{written} needs two values: `{written}(a, b)`.")
        elif not self.factor_follows(numbers=True):
            self.fail(self.last.end, f"{written} needs a value to act on, as in `{written}(x)`.")
        elif name in ROOTS.values():
            self.bare_root(function)
        elif self.token.kind == "number" and self.adjacent() and self.tokens[self.next + 1].kind == "(":
            number = self.token.value
            ways = f"`{written}({number}x)` or `{written}(x)^{number}`"
            self.fail(self.token.start, f"What does the {number} belong to? Write {ways}.")
        else:
            self.bare_argument(function)
        self.emit(name)
        self.steps += power

    def power_of_function(self, written):
        """The steps for the 2 of `sin^2 x`, which come after those of its argument."""
        mark, start = len(self.steps), self.token.start
        if superscript := self.take("superscript"):
            self.emit_integer(superscript.value)
        elif self.take("^"):
            negative = self.take("-")
            if self.token.kind not in (*LEAVES, "("):
                self.missing()
            self.atom()
            if negative:
                self.emit("negate")
        power = self.steps[mark:]
        del self.steps[mark:]
        exponent = _fraction(power)
        if exponent is not None and exponent < 0:
            message = f"This can mean the inverse of {written} or `1/{written}(x)`. Write the one you mean."
            self.fail(start, message)
        return [*power, Step("power", exponent)] if power else []

    def two_arguments(self, name):
        opening = self.take("(")
        self.inside(bars=False)
        if not self.take(","):
            self.fail(self.last.end, f"{name} needs two values: `{name}(a, b)`.")
        self.inside(bars=False)
        if self.token.kind == ",":
            self.fail(self.token.start, f"{name} takes two values only.")
        self.close(opening)

    def bare_argument(self, function):
        """The `2x` of `sin 2x cos x`: factors side by side, up to a sign or the next function."""
        name, first = self.text[function.start : self.last.end], self.next
        self.factor()
        latest = first
        while self.token.kind != "function" and self.factor_follows():
            latest = self.next
            self.factor()
            self.emit("multiply")
        argument = self.since(self.tokens[first])
        if any(token.kind not in ("number", "constant") for token in self.tokens[first:latest]):
            self.note(self.since(function), f"{name}({argument})")
        if self.token.kind == "/" and self.adjacent():
            self.note(f"{self.since(function)}/…", f"{name}({argument})/…", f"{name}({argument}/…)")

    def bare_root(self, function):
        """A root without brackets takes one factor: `√2x` is (√2)·x."""
        name, first = self.text[function.start : self.last.end], self.next
        self.factor()
        argument = self.since(self.tokens[first])
        if self.token.kind in ("variable", "constant") and self.adjacent():
            root, rest = self.since(function), self.text[self.token.start : self.token.end]
            self.note(f"{root}{rest}", f"{name}({argument})·{rest}", f"{name}({argument}{rest})")
        elif self.next > first + 1:
            self.note(self.since(function), f"{name}({argument})")

    # --- helpers of the levels

    @property
    def token(self):
        return self.tokens[self.next]

    @property
    def last(self):
        return self.tokens[self.next - 1]

    def take(self, *kinds):
        """The token that is next, if it is of one of these kinds."""
        token = self.token
        if token.kind not in kinds:
            return None
        self.next += 1
        return token

    def since(self, token):
        """The text from a token to the last one taken."""
        return self.text[token.start : self.last.end]

    def adjacent(self):
        return self.token.start == self.last.end

    def emit(self, op, value=None):
        self.steps.append(Step(op, value))

    def emit_integer(self, digits):
        self.emit("number", str(abs(int(digits))))
        if int(digits) < 0:
            self.emit("negate")

    def factor_follows(self, numbers=False):
        """Whether a factor stands next, without a sign. A number there is refused: is `x 2` 2x or x²?"""
        if self.token.kind == "number" and not numbers:
            if self.last.kind == "number":
                self.fail(self.token.start, "Two numbers stand side by side. Put a sign between them.")
            self.fail(self.token.start, "Put a sign before this number: `^` for a power, `*` for a product.")
        if self.token.kind == "|":
            return not self.in_bars
        return self.token.kind in (*LEAVES, "function", "(")

    # --- what is said about the text

    def fail(self, position, message):
        raise FormulaError(self.text, position, message)

    def missing(self):
        if self.next == 0:
            self.fail(self.token.start, f"A formula cannot start with `{self.token.value}`.")
        if self.token.kind == "end":
            self.fail(self.last.end, f"Something is missing after `{self.last.value}`.")
        between = f"`{self.last.value}` and `{self.token.value}`"
        self.fail(self.token.start, f"Something is missing between {between}.")

    def unexpected(self):
        token = self.token
        if token.kind == ")":
            self.fail(token.start, "This bracket was never opened.")
        if token.kind == "|":
            self.fail(token.start, "This bar has no partner inside these brackets.")
        if token.kind == ",":
            after = self.tokens[self.next + 1]
            if self.last.kind == after.kind == "number" and "." not in self.last.value + after.value:
                decimal = f"{self.last.value}.{after.value}"
                self.fail(token.start, f"Write a decimal point, not a comma: `{decimal}`.")
            self.fail(
                token.start,
                "One value is expected. A comma only stands between the two values of `max` or `min`.",
            )
        self.fail(token.start, "It is not clear what this power belongs to. Use brackets.")

    def note(self, typed, meaning, otherwise=None):
        otherwise = f"; write `{_short(otherwise)}` if that is meant" if otherwise else ""
        self.notices.append(f"`{_short(typed)}` is read as `{_short(meaning)}`{otherwise}.")

    def note_division(self, start, slash, divisor):
        above, below = self.text[start : slash.start].strip(), self.text[slash.end : divisor.end].strip()
        factor = self.text[divisor.end : self.last.end].strip()
        self.note(f"{above}/{below}{factor}", f"({above}/{below})·{factor}", f"{above}/({below}{factor})")

    def note_power(self, base, exponent):
        """Of `e^2x` and `x^1/3`, the whole of what follows is often meant as the exponent."""
        follows, power, exponent = self.token, self.since(base), self.since(exponent)
        stem = power.removesuffix(exponent)
        after = self.tokens[self.next + 1] if follows.kind == "/" else follows
        rest = self.text[follows.start : after.end]
        letter = base.kind in ("number", "constant") and follows.kind in ("variable", "constant")
        root = follows.kind == "/" and after.kind == "number" and (exponent == "1" or exponent[0] in "-−")
        if self.adjacent() and (letter or root):
            self.note(f"{power}{rest}", f"({power}){'·' * letter}{rest}", f"{stem}({exponent}{rest})")


def _short(text):
    return text if len(text) <= 60 else f"{text[:28]}…{text[-28:]}"


def _listed(names):
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


# --- Running the steps --------------------------------------------------------------------------------------


def _run(steps, leaf, apply):
    stack = []
    for step in steps:
        if step.op in LEAVES:
            stack.append(leaf(step))
        elif step.op in BINARY:
            right = stack.pop()
            stack[-1] = apply(step, stack[-1], right)
        else:
            stack[-1] = apply(step, stack[-1])
    return stack.pop()


def _fraction(steps):
    """The value of a constant exponent if it is a fraction of moderate size, else None."""

    def apply(step, *operands):
        arithmetic = {
            "negate": Fraction.__neg__,
            "add": Fraction.__add__,
            "subtract": Fraction.__sub__,
            "multiply": Fraction.__mul__,
            "divide": Fraction.__truediv__,
        }
        value = arithmetic[step.op](*operands)
        if max(abs(value.numerator), value.denominator) > 10**9:
            raise OverflowError
        return value

    try:
        if not steps or any(step.op in ("variable", "constant") for step in steps):
            return None
        return _run(steps, lambda step: apply(Step("add"), Fraction(step.value), Fraction(0)), apply)
    except (KeyError, OverflowError, ZeroDivisionError):
        return None


# In float64: NaN where there is no real value ...


def _float64(step, *operands):
    return _power(*operands, step.value) if step.op == "power" else FLOAT64[step.op](*operands)


def _divide(a, b):
    return np.where(b == 0, np.nan, np.divide(a, b))


def _power(base, exponent, fraction):
    if fraction is not None and fraction.denominator % 2:
        value = np.abs(base) ** float(fraction)
        value = np.where(base < 0, -value, value) if fraction.numerator % 2 else value
    else:
        value = np.power(base, exponent)
    undefined = ((base == 0) & (exponent < 0)) | np.isnan(base) | np.isnan(exponent)
    return np.where(undefined, np.nan, value)


FLOAT64 = {
    "negate": np.negative,
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "divide": _divide,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "cot": lambda x: _divide(np.cos(x), np.sin(x)),
    "sec": lambda x: 1 / np.cos(x),
    "csc": lambda x: _divide(1, np.sin(x)),
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "exp": np.exp,
    "ln": lambda x: np.where(x > 0, np.log(x), np.nan),
    "sqrt": np.sqrt,
    "cbrt": np.cbrt,
    "abs": np.abs,
    "sign": np.sign,
    "relu": lambda x: np.maximum(x, 0),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "max": np.maximum,
    "min": np.minimum,
}


# ... and in as many digits as wanted.


class _Undefined(Exception):
    pass


class _BeyondReach(Exception):
    pass


class _Reals:
    """The real functions of FLOAT64 over mpmath numbers of one precision.

    The exponents of mpmath's numbers have no bounds, and then the memory that some functions use has none
    either, so the size of an argument is looked at first.
    """

    MAX_BITS = 2**32

    def __init__(self, dps):
        # Imported when first needed: most answers are judged without it.
        import mpmath

        m = self.mp = mpmath.MPContext()
        m.dps = dps
        self.nan, self.inf, self.number = m.nan, m.inf, m.convert
        self.functions = {
            "negate": lambda x: -x,
            "add": lambda a, b: a + b,
            "subtract": lambda a, b: a - b,
            "multiply": lambda a, b: a * b,
            "divide": self.divide,
            "sin": lambda x: m.sin(self.angle(x)),
            "cos": lambda x: m.cos(self.angle(x)),
            "tan": lambda x: self.divide(m.sin(self.angle(x)), m.cos(x)),
            "cot": lambda x: self.divide(m.cos(self.angle(x)), m.sin(x)),
            "sec": lambda x: self.divide(1, m.cos(self.angle(x))),
            "csc": lambda x: self.divide(1, m.sin(self.angle(x))),
            "asin": lambda x: m.asin(x) if abs(x) <= 1 else m.nan,
            "acos": lambda x: m.acos(x) if abs(x) <= 1 else m.nan,
            "atan": m.atan,
            "sinh": lambda x: m.sinh(self.power_of_e(x)),
            "cosh": lambda x: m.cosh(self.power_of_e(x)),
            "tanh": lambda x: m.tanh(self.power_of_e(x)),
            "exp": lambda x: m.exp(self.power_of_e(x)),
            "ln": lambda x: m.ln(x) if x > 0 else m.nan,
            "sqrt": lambda x: m.sqrt(x) if x >= 0 else m.nan,
            "cbrt": lambda x: m.cbrt(x) if x >= 0 else -m.cbrt(-x),
            "abs": abs,
            "sign": m.sign,
            "relu": lambda x: max(x, m.zero),
            "sigmoid": lambda x: 1 / (1 + m.exp(self.power_of_e(-x))),
            "max": max,
            "min": min,
        }

    def leaf(self, step):
        return +getattr(self.mp, step.value) if step.op == "constant" else self.mp.mpf(step.value)

    def apply(self, step, *operands):
        return self.power(*operands, step.value) if step.op == "power" else self.functions[step.op](*operands)

    def within_reach(self, value):
        if value != value:
            raise _Undefined
        if value and abs(self.mp.mag(value)) > self.MAX_BITS:
            raise _BeyondReach
        return value

    def angle(self, x):
        """Reducing x by turns takes as many digits of π as x has."""
        if self.mp.mag(x) > 1100:
            raise _BeyondReach
        return x

    def power_of_e(self, x):
        if self.mp.mag(x) > 32:
            raise _BeyondReach
        return x

    def divide(self, a, b):
        return a / b if b else self.nan

    def power(self, base, exponent, fraction):
        m = self.mp
        negative = False
        if base < 0:
            if fraction is not None and fraction.denominator % 2:
                negative = fraction.numerator % 2
            elif m.isint(exponent):
                negative = not m.isint(exponent / 2)
            else:
                return m.nan
            base = -base
        if fraction is not None:
            exponent = m.mpf(fraction.numerator) / fraction.denominator
        if base == 0 and exponent:
            return m.zero if exponent > 0 else m.nan
        if base == 1 or not exponent:
            return -m.one if negative else m.one
        logarithm = m.ln(base)
        if m.mag(exponent) + m.mag(logarithm) > 33:
            raise _BeyondReach
        value = base**exponent if m.mag(exponent) < 64 else m.exp(exponent * logarithm)
        return -value if negative else value


@lru_cache(maxsize=8)
def _reals(dps):
    return _Reals(dps)


# --- TeX ----------------------------------------------------------------------------------------------------


class _Tex(NamedTuple):
    text: str
    binding: int


SUM, MINUS, PRODUCT, POWER, CALL, ATOM = range(6)
POWER_AFTER_NAME = ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "ln")
TEX_FUNCTIONS = {name: f"\\{name}" for name in (*POWER_AFTER_NAME, "exp", "max", "min")} | {
    "asin": r"\arcsin",
    "acos": r"\arccos",
    "atan": r"\arctan",
    "sign": r"\operatorname{sign}",
    "relu": r"\operatorname{ReLU}",
    "sigmoid": r"\operatorname{sigmoid}",
}


def _tex_leaf(step):
    if step.op == "number":
        digits, _, exponent = step.value.partition("e")
        return _Tex(rf"{digits} \cdot 10^{{{int(exponent)}}}", PRODUCT) if exponent else _Tex(digits, ATOM)
    return _Tex(_tex_name(step.value), ATOM)


def _tex_name(name):
    spelled = "".join(GREEK.get(letter, letter) for letter in name)
    letters, index = re.fullmatch(r"([^\W\d_]*)_*(.*)", spelled).groups()
    if letters in GREEK.values():
        letters = "o" if letters == "omicron" else f"\\{letters}"
    elif len(letters) > 1:
        letters = rf"\mathrm{{{letters}}}"
    index = index if len(index) < 2 or index.isdigit() else rf"\mathrm{{{index.replace('_', ' ')}}}"
    return f"{letters}_{{{index}}}" if index else letters


def _tex(step, *operands):
    match step.op, operands:
        case "negate", (x,):
            return _Tex(f"-{_above(MINUS, x)}", MINUS)
        case "add", (a, b):
            return _Tex(f"{a.text} + {_above(MINUS, b)}", SUM)
        case "subtract", (a, b):
            return _Tex(f"{a.text} - {_above(MINUS, b)}", SUM)
        case "multiply", (a, b):
            left, right = _above(SUM, a), _above(MINUS, b)
            return _Tex(left + _times(left, right) + right, MINUS if a.binding == MINUS else PRODUCT)
        case "divide", (a, b):
            return _Tex(rf"\frac{{{a.text}}}{{{b.text}}}", PRODUCT)
        case "power", (base, exponent):
            name, bracket, argument = base.text.partition(r"\left(")
            if base.binding == CALL and name[1:] in POWER_AFTER_NAME and exponent.text.isdigit():
                return _Tex(f"{name}^{{{exponent.text}}}{bracket}{argument}", POWER)
            return _Tex(f"{_above(POWER, base)}^{{{exponent.text}}}", POWER)
        case "abs", (x,):
            return _Tex(rf"\left|{x.text}\right|", ATOM)
        case "sqrt", (x,):
            return _Tex(rf"\sqrt{{{x.text}}}", ATOM)
        case "cbrt", (x,):
            return _Tex(rf"\sqrt[3]{{{x.text}}}", ATOM)
    arguments = ", ".join(operand.text for operand in operands)
    return _Tex(rf"{TEX_FUNCTIONS[step.op]}\left({arguments}\right)", CALL)


def _above(binding, operand):
    """The operand's text, in brackets unless it binds tighter than `binding`."""
    return operand.text if operand.binding > binding else rf"\left({operand.text}\right)"


def _times(left, right):
    """What stands between two factors: a space, unless that lets the second seem part of the first."""
    if right[0].isdigit() or (left[-1].isdigit() and right.startswith(r"\frac")):
        return r" \cdot "
    return r" \, " if right.startswith(tuple(TEX_FUNCTIONS.values())) else " "
