"""Words with formulas between dollar signs, as HTML with MathML: browsers typeset that themselves.

MathML appears at once, also while somebody types, on paper, and where no MathJax is loaded. Without a font
made for mathematics a browser has no slanted letters for it, and no brackets that grow. So `STYLE` slants
letters, and brackets around what is tall are borders.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from latex2mathml.converter import convert_to_element

_PIECES = re.compile(r"(\$\$.+?\$\$|\$[^$]+\$|`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)", re.DOTALL)
_ROWS = {"math", "mrow", "mtd", "mstyle", "msqrt"}
_SCRIPTS = {"msup", "msub", "msubsup"}
_THIN = "0.1667em"
_ROOT = "0.75em"  # how high a root is at least: its sign does not shrink
_TALL = {"mfrac", "mtable", "munder", "mover"}
_FENCES = {"()": "round", "[]": "square", "||": "bars", "‖‖": "double bars"}
_CLOSING = ")]}|‖!"
_WRITTEN = {"⊤": "T", "‖": "||"}  # signs that few fonts have

STYLE = Path(__file__).with_name("formulas.css").read_text("utf-8")
"""How formulas look on cards and on paper."""


def typeset(words: str) -> str:
    r"""Return words as HTML: formulas between dollar signs, code between backticks, stars for weight.

    Examples
    --------
    >>> typeset("Is 1 < 2, **really**?")
    'Is 1 &lt; 2, <strong>really</strong>?'
    >>> typeset("Here $x$.").count("<math")
    1
    """
    return "".join(map(_piece, _PIECES.split(words)))


@lru_cache(maxsize=512)
def formula(latex: str, *, block: bool = False) -> str:
    r"""Return a formula as MathML; what cannot be converted stays as it is, as code.

    Examples
    --------
    >>> formula("x").replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    '<math display="inline"><mrow><mi class="letter">x</mi></mrow></math>'
    """
    try:
        made = convert_to_element(latex, display="block" if block else "inline")
    except Exception:  # the converter names no errors of its own, and a card must show something
        return f"<code>{escape(latex)}</code>"
    _tidy(made)
    for element in list(made.iter()):
        _settle(element)
    return tostring(made, encoding="unicode")


def _piece(piece: str) -> str:
    if piece.startswith("$$"):
        return formula(piece.strip("$"), block=True)
    if piece.startswith("$"):
        return formula(piece.strip("$"))
    for mark, tag in (("`", "code"), ("**", "strong"), ("*", "em")):
        if len(piece) > 2 * len(mark) and piece.startswith(mark) and piece.endswith(mark):
            return f"<{tag}>{escape(piece[len(mark) : -len(mark)])}</{tag}>"
    return escape(piece)


def _tidy(element: Element) -> None:
    # The converter leaves signs as references, for a text that is not escaped again.
    element.text = unescape(element.text) if element.text else element.text
    for child in element:
        _tidy(child)
    _join_letters(element)
    if element.tag in _ROWS:
        _frame_matrices(element)
        _space_words(element)


def _frame_matrices(row: Element) -> None:
    """Let a table draw its own brackets."""
    children = list(row)
    for before, table, after in zip(children, children[1:], children[2:], strict=False):
        if table.tag == "mtable" and before.text == "(" and after.text == ")":
            table.set("class", "matrix")
            row.remove(before)
            row.remove(after)


def _join_letters(element: Element) -> None:
    """Make one word of an upright word's letters, and a word of an operator that is one."""
    upright = len(element) and all(_is_upright(child) for child in element)
    if upright:
        word = "".join(child.text or "" for child in element)
        element.tag, element.text = "mi", word
        element[:] = []
    elif element.tag == "mo" and _is_word(element):
        element.tag = "mi"
    if element.tag == "mi" and _is_word(element):
        element.attrib.clear()


def _is_upright(element: Element) -> bool:
    return element.tag == "mi" and element.get("mathvariant") == "normal" and bool(element.text)


def _is_word(element: Element) -> bool:
    return len(element.text or "") > 1 and (element.text or "").isalpha()


def _space_words(row: Element) -> None:
    """Part a function's name from what stands beside it: x sin(x), not xsin(x)."""
    children = list(row)
    for before, after in pairwise(children):
        if _wants_space(before, after):
            row.insert(list(row).index(after), Element("mspace", {"width": _THIN}))


def _wants_space(before: Element, after: Element) -> bool:
    if "mspace" in (before.tag, after.tag):
        return False
    if _is_name(after):
        return before.tag != "mo" or (before.text or "") in ")]}|‖"
    return _is_name(before) and not _opens(after)


def _is_name(element: Element) -> bool:
    base = element[0] if element.tag in _SCRIPTS and len(element) else element
    return base.tag == "mi" and _is_word(base)


def _opens(element: Element) -> bool:
    first = element[0] if element.tag == "mrow" and len(element) else element
    return first.tag == "mo"


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
