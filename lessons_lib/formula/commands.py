r"""Simple LaTeX: \frac, \sqrt, \left, \sin, \alpha and their like, as the tokens of plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .vocabulary import GREEK_SIGNS, SPELLINGS

if TYPE_CHECKING:
    from .tokens import Scanner

_COMMAND = re.compile(r"\\([A-Za-z]+|.|$)", re.DOTALL)
_NAMED_GROUP = re.compile(r"\s*\{([A-Za-z]+)\}")
_TABLE = re.compile(r"\s*\{[A-Za-z]+\*?\}(?:(?<=array\})\s*\{[clr| ]+\})?")

_FONTS = frozenset(
    ("operatorname", "mathrm", "mathbf", "mathit", "mathsf", "text", "textrm", "boldsymbol", "bm")
)
_SKIPPED = frozenset(
    """left right middle quad qquad enspace thinspace negthinspace hfill strut mathstrut smash ensuremath
    big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm biggm Biggm
    displaystyle textstyle limits nolimits boxed fbox mathopen mathclose mathbin mathord
    vec hat bar overline underline widehat tilde boldmath""".split()  # noqa: SIM905
) | frozenset(",;:!/>~ ")
_SYMBOLS = (
    {
        "cdot": "*",
        "times": "*",
        "ast": "*",
        "div": "/",
        "{": "{",
        "}": "}",
        "\\": "\\",
        "top": "top",
        "intercal": "top",
    }
    | dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), "frac")
    | {"langle": "⟨", "rangle": "⟩", "lbrack": "[", "rbrack": "]", "lparen": "(", "rparen": ")"}
    | {"lt": "<", "gt": ">", "approx": "≈", "star": "*", "bullet": "*", "cr": "\\"}
    | dict.fromkeys(("lvert", "rvert", "vert", "mid"), "|")
    | dict.fromkeys(("lVert", "rVert", "Vert", "|"), "||")
    | {"sqrt": "root", "begin": "begin", "end": "end"}
)
_LETTERS = {"imath": "i", "jmath": "j", "ell": "l", "exponentialE": "e"}
_GREEK_VARIANTS = {"varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho"}
_REMEDIES = dict.fromkeys(
    ("partial", "nabla", "int", "lim", "sum", "prod"),
    "Only formulas are read here, without derivatives, integrals, limits or sums; write the result itself.",
) | {"infty": "Infinity is not a number a formula can use; write a finite one."}


def command(scanner: Scanner) -> None:
    """Read the command at the scanner's position."""
    found = _COMMAND.match(scanner.text, scanner.position)
    assert found is not None
    name = found[1]
    if name in _SKIPPED:
        scanner.position = found.end()
    elif name in _SYMBOLS:
        _symbol(scanner, _SYMBOLS[name], len(found[0]))
    elif name in _FONTS:
        _font(scanner, name, found.end())
    else:
        _word(scanner, _GREEK_VARIANTS.get(name, name), len(found[0]))


def _symbol(scanner: Scanner, symbol: str, length: int) -> None:
    if symbol == "||":
        scanner.add("symbol", "|", length - 1)
        scanner.add("symbol", "|", 1)
    elif symbol in {"begin", "end"}:
        start = scanner.position + length
        group = _TABLE.match(scanner.text, start) or _group(scanner, symbol, start)
        if symbol == "begin" and "vmatrix" in group[0]:
            symbol = "determinant"
        scanner.add("symbol", symbol, group.end() - scanner.position)
    else:
        scanner.add("symbol", symbol, length)


def _group(scanner: Scanner, name: str, start: int) -> re.Match[str]:
    group = _NAMED_GROUP.match(scanner.text, start)
    if group is None:
        raise scanner.error(f"\\{name} needs a word in braces after it, as in \\operatorname{{relu}}.", start)
    return group


def _font(scanner: Scanner, name: str, start: int) -> None:
    """Read the word in braces as if it stood there without them."""
    group = _group(scanner, name, start)
    scanner.position = group.start(1)
    while scanner.position < group.end(1):
        scanner.word(group.start(1), group.end(1))
    scanner.position = max(scanner.position, group.end())


def _word(scanner: Scanner, name: str, length: int) -> None:
    if name in SPELLINGS:
        scanner.add("function", SPELLINGS[name], length)
    elif name in _LETTERS:
        _letter(scanner, _LETTERS[name], length)
    elif name in GREEK_SIGNS:
        _greek(scanner, name, length)
    else:
        unknown = f"“\\{name}” is not a LaTeX command known here; write the formula with plain signs."
        raise scanner.error(_REMEDIES.get(name, unknown))


def _letter(scanner: Scanner, letter: str, length: int) -> None:
    """Read a letter that has a command of its own, such as the dotless i of a unit vector."""
    word = scanner.lexicon.find(letter, 0)
    if word is None:
        raise scanner.error(f"“{letter}” is not a name here; {scanner.lexicon.names_in_words()}.")
    scanner.add(word.kind, word.text, length)


def _greek(scanner: Scanner, name: str, length: int) -> None:
    word = scanner.lexicon.find(name + scanner.text[scanner.position + length :], 0)
    if word is None or not (word.text.startswith(name) or (name == "sigma" and word.text == "sigmoid")):
        raise scanner.error(f"“\\{name}” is not a name here; {scanner.lexicon.names_in_words()}.")
    scanner.add(word.kind, word.text, length + word.end - len(name))
