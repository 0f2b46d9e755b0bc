"""Formulas for paper: long ones can be broken, and each says itself to those who do not see it."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree.ElementTree import fromstring, tostring

from lessons_lib.drills import _mathml
from lessons_lib.formula import ReadingError, parse, text

_FORMULA = re.compile(r"\$([^$]+)\$")
_ENDING = re.compile(r"(<math (?:(?!<math ).)*</math>[.,;:?!)]+)")
_RELATION = re.compile(r"\s*(=|(?:\\;)?\\to\b(?:\\;)?)\s*")
_LONG = 60  # signs of LaTeX, which are more than signs on paper


def typeset(words: str) -> str:
    """Return words as HTML, the formulas between dollar signs as MathML; no line begins with a full stop.

    Examples
    --------
    >>> typeset("**Is** $x$ 1?")
    '<strong>Is</strong> <math alttext="x" display="inline"><mrow><mi class="letter">x</mi></mrow></math> 1?'
    """
    pieces = _FORMULA.split(words)
    html = "".join(formula(piece) if i % 2 else _mathml.typeset(piece) for i, piece in enumerate(pieces))
    return _ENDING.sub(r'<span class="kept">\1</span>', html)


def formula(latex: str) -> str:
    """Return a formula as MathML; a line can be broken before each relation of a long one."""
    pieces = ["", *(_RELATION.split(latex) if len(latex) > _LONG else [latex])]
    sides = zip(pieces[::2], pieces[1::2], strict=True)
    return "<wbr/>".join(_typeset(f"{relation} {side}") for relation, side in sides if relation or side)


@lru_cache(maxsize=2048)
def _typeset(latex: str) -> str:
    made = fromstring(_mathml.formula(latex))  # noqa: S314, it is our own
    for element in list(made.iter()):
        element.tag = element.tag.rpartition("}")[2]
    made.attrib = {"alttext": plain(latex), **made.attrib}
    return tostring(made, encoding="unicode")


def plain(latex: str) -> str:
    r"""Return a formula as plain text; what cannot be read stays as it is.

    Examples
    --------
    >>> plain(r"\frac{x^{2}}{2}"), plain("f'(2) = 4")
    ('x²/2', "f'(2) = 4")
    """
    return " ".join(filter(None, map(_said, _RELATION.split(latex.strip()))))


def _said(part: str) -> str:
    if _RELATION.fullmatch(part):
        return "=" if part == "=" else "→"
    try:
        return text(parse(part).tree)
    except ReadingError:
        return part.replace("\\nabla ", "∇")
