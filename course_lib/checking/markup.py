"""Markdown with TeX mathematics as HTML with MathML, which browsers set without a library or a network."""

import re
from functools import cache
from html import escape
from string import ascii_lowercase, ascii_uppercase, digits


def html(text):
    """Markdown with `$…$` and `$$…$$` as HTML. HTML within it is shown as text, so an answer is safe."""
    return _renderer().render(text)


def mathml(tex, block=False):
    """TeX as a MathML element; TeX that cannot be read is shown as it is."""
    from latex2mathml.converter import convert

    try:
        element = convert(tex, display="block" if block else "inline")
    except Exception:
        return f"<code>{escape(tex)}</code>"
    # As an identifier a prime would be set in italics, and MathML puts no space around sin as TeX does.
    element = element.replace("<mi>&#x02032;</mi>", '<mo lspace="0" rspace="0">&#x02032;</mo>')
    element = re.sub(
        r'<(m[in]) mathvariant="bold">(\w+)<', lambda m: f"<{m[1]}>{m[2].translate(BOLD)}<", element
    )
    element = re.sub(f"({ATOM_END})({FUNCTION})", rf"\1{THIN_SPACE}\2", element)
    return re.sub(f"({FUNCTION})({ATOM_START})", rf"\1{THIN_SPACE}\2", element)


# Browsers know no `mathvariant="bold"`: a vector is bold by its letter alone.
BOLD = dict(zip(map(ord, ascii_uppercase + ascii_lowercase), map(chr, range(0x1D400, 0x1D434)), strict=True))
BOLD |= dict(zip(map(ord, digits), map(chr, range(0x1D7CE, 0x1D7D8)), strict=True))
NAME = "a?(?:sin|cos|tan)h?|arc(?:sin|cos|tan)|cot|sec|csc|exp|ln|log"
LEAF = r"<m[ino][^>]*>[^<]*</m[ino]>"
# Alone or with an exponent: nothing may come between the two parts of a power.
POWER = rf"<msup><mi>(?:{NAME})</mi>(?:{LEAF}|<mrow>(?:{LEAF})*</mrow>)</msup>"
FUNCTION = rf"{POWER}|(?<!<msup>)(?<!<msub>)<mi>(?:{NAME})</mi>"
ATOM_END, ATOM_START = "</(?:mi|mn|msup|mfrac|msqrt)>", "<(?:mi|mn|msup|mfrac|msqrt|mroot|mrow)>"
THIN_SPACE = '<mspace width="0.17em"></mspace>'


@cache
def _renderer():
    # Imported when first needed: a lesson without exercises should not wait for it.
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    def render(tex, options):
        return mathml(tex, options["display_mode"])

    return MarkdownIt("commonmark", {"html": False}).enable("table").use(dollarmath_plugin, renderer=render)
