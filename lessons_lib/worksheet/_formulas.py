"""Formulas for paper: MathML that looks right with any font, and says itself to those who do not see it.

Without a font made for mathematics a browser has no slanted letters for it, and no brackets that grow. So
letters are slanted by style, and brackets around what is tall are borders.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring, tostring

from lessons_lib.drills import _mathml
from lessons_lib.parsing import ReadingError, parse, text

_FORMULA = re.compile(r"\$([^$]+)\$")
_ENDING = re.compile(r"(<math (?:(?!<math ).)*</math>[.,;:?!)]+)")
_RELATION = re.compile(r"\s*(=|(?:\\;)?\\to\b(?:\\;)?)\s*")
_LONG = 60  # signs of LaTeX, which are more than signs on paper
_ROOT = "0.75em"  # how high a root is at least: its sign does not shrink
_TALL = {"mfrac", "mtable", "munder", "mover"}
_FENCES = {"()": "round", "[]": "square", "||": "bars", "‖‖": "double bars"}
_CLOSING = ")]}|‖!"
_WRITTEN = {"⊤": "T", "‖": "||"}  # signs that few fonts have


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
    for element in list(made.iter()):
        _settle(element)
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


def _settle(element: Element) -> None:
    _set_signs(element)
    _set_brackets(element)
    if element.tag == "msqrt":
        element.insert(0, Element("mspace", {"height": _ROOT}))
    signs = element.text or ""
    if element.tag == "mi" and len(signs) == 1 and signs.isalpha():
        element.set("class", "letter")
    if signs in _WRITTEN:
        element.tag, element.text, element.attrib = "mi", _WRITTEN[signs], {}


def _set_signs(row: Element) -> None:
    """Set a sign close to its number: (−1, −2), not ( − 1, − 2)."""
    for before, after in pairwise(each for each in row if each.tag != "mspace"):
        if after.text == "−" and before.tag == "mo" and (before.text or "") not in _CLOSING:
            after.set("form", "prefix")


def _set_brackets(row: Element) -> None:
    """Draw brackets around what is tall as borders, and leave others as they stand."""
    signs = [each for each in row if each.get("fence") == "true"]
    kind = _FENCES.get("".join(each.text or "" for each in signs))
    if not kind or signs != [row[0], row[-1]]:
        return
    for sign in signs:
        sign.set("stretchy", "false")
    if any(each.tag in _TALL for each in row.iter()):
        row.set("class", f"fenced {kind}")
        row[:] = row[1:-1]
