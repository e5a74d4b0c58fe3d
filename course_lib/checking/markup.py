"""Markdown with TeX mathematics as HTML with MathML, which every current browser sets without a library or a network."""

from functools import cache
from html import escape


def html(text):
    """Markdown with `$…$` and `$$…$$` as HTML. HTML inside the text is shown as text, so a learner's answer is safe."""
    return _renderer().render(text)


def mathml(tex, block=False):
    """TeX as a MathML element; TeX that cannot be read is shown as it is."""
    from latex2mathml.converter import convert

    try:
        return convert(tex, display="block" if block else "inline")
    except Exception:
        return f"<code>{escape(tex)}</code>"


@cache
def _renderer():
    # Imported when first needed: a lesson without exercises should not wait for it.
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    def render(tex, options):
        return mathml(tex, options["display_mode"])

    return MarkdownIt("commonmark", {"html": False}).enable("table").use(dollarmath_plugin, renderer=render)
