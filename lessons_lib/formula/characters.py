"""Single characters: the many signs that mean the same, and plain sentences for those that cannot be read."""

from __future__ import annotations

import re
import unicodedata

from .vocabulary import GREEK, GREEK_VARIANTS

SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣʸ", "0123456789+-()nxy", strict=True)) | dict(
    zip("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷᶻᵝᵞᵟᶿᵠ", "abcdefghijklmoprstuvwzβγδθφ", strict=True)
)
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
FRACTIONS = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5",
    "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅐": "1/7", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8",
    "⅑": "1/9", "⅒": "1/10",
}  # fmt: skip
SYMBOLS = frozenset("+-*/^()[]{}|‖,!'√∛∜&_;<>⟨⟩≈")

_SAME = str.maketrans(
    GREEK_VARIANTS
    | dict.fromkeys("−–—‐‑‒―⁃﹣－", "-")
    | dict.fromkeys("·×⋅∙•∗✕✖⨯⋆∘＊﹡・", "*")
    | dict.fromkeys("÷∕⁄／", "/")
    | dict.fromkeys("’′ʹ´ʼ＇‘", "'")
    | dict.fromkeys("∣ǀ｜", "|")
    | dict.fromkeys("ˆ＾˄", "^")
    | dict.fromkeys("〈〈⟪", "⟨")
    | dict.fromkeys("〉〉⟫", "⟩")
    | dict(zip("（）［］｛｝＋﹢，．；！＝＜＞", "()[]{}++,.;!=<>", strict=True))
    | dict(zip("０１２３４５６７８９", "0123456789", strict=True))
    | dict(zip("îĵıȷ〖〗", "ijij()", strict=True))
    | {"ℯ": "e", "\t": " ", "$": " ", "\u2063": ",", "\u2064": "+"}
)
# What copying brings along between the signs of a formula: byte order marks, invisible times, joiners.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2062\ufe0e\ufe0f\ufeff]")

_LOOKALIKES = dict(
    zip("аеорсухікѕјАВЕКМНОРСТХІЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "aeopcyxiksjABEKMHOPCTXISJABEZHIKMNOPTYXo", strict=True)
)

REMEDIES = {
    "=": "This is an equation; write only the formula that stands on one side of the = sign.",
    ":": "A colon has no meaning in a formula; for a quotient write /.",
    ";": "A semicolon has no meaning in a formula; write the rows of a matrix as [[1, 2], [3, 4]].",
    "<": "This is a comparison; write one formula without <.",
    ">": "This is a comparison; write one formula without >.",
    "≤": "This is a comparison; write one formula without ≤.",
    "≥": "This is a comparison; write one formula without ≥.",
    "≈": "This is a comparison; write one formula without ≈.",
    "≠": "This is a comparison; write one formula without ≠.",
    "⟨": "A vector between ⟨ and ⟩ has commas between its entries, as in ⟨2x, 2y⟩.",
    "⟩": "A vector between ⟨ and ⟩ has commas between its entries, as in ⟨2x, 2y⟩.",
    "%": "Per cent is not read here; divide by 100 instead.",
    "@": "The sign @ is not read here; write a product of matrices as A·B.",
    "°": "Angles are in radians here; write 90° as π/2.",
    "∞": "Infinity is not a number a formula can use; write a finite one.",
    "∂": "Derivatives are not carried out here; write the differentiated formula itself.",
    "∇": "Derivatives are not carried out here; write the differentiated formula itself.",
    "∫": "Integrals are not carried out here; write the integrated formula itself.",
    "±": "A formula has one value; choose + or −.",
    '"': "Quotation marks are for code; write the formula without them.",
    "“": "Quotation marks are for code; write the formula without them.",
    "”": "Quotation marks are for code; write the formula without them.",
    "#": "The sign # is for code; write the formula alone.",
    "~": "The sign ~ is not read here; type - for a minus, or write the number alone.",
    "∝": "The sign ∝ is not read here; write the formula with its constant.",
    "\n": "A formula stands on one line; take the line break out.",
    "\r": "A formula stands on one line; take the line break out.",
}


_NAMED_REMEDIES = {
    "minus": "-",
    "dash": "-",
    "plus": "+",
    "multiplication": "*",
    "times": "*",
    "asterisk": "*",
    "star": "*",
    "division": "/",
    "slash": "/",
    "solidus": "/",
    "circumflex": "^",
    "caret": "^",
    "up arrow": "^",
    "upwards arrow": "^",
    "root": "sqrt( )",
    "left": "(",
    "right": ")",
    "prime": "'",
    "vertical": "|",
}


def normal(text: str) -> str:
    """Write signs that mean the same in one way, sign for sign, so that positions stay."""
    text = _UNSEEN.sub(_unseen, text.translate(_SAME))
    return "".join(map(_normal_sign, text))


def _unseen(found: re.Match[str]) -> str:
    """Read an invisible sign as a space; within a word or a number it stays, to be refused."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    parts_a_word = (before.isalpha() and after.isalpha()) or (before.isdigit() and after.isdigit())
    return found[0] if parts_a_word and found[0] not in "\u2061\u2062" else " "


def _normal_sign(sign: str) -> str:
    if sign < "\x80":
        return sign
    if "\U0001d400" <= sign <= "\U0001d7ff":
        return unicodedata.normalize("NFKC", sign).translate(_SAME)
    return " " if unicodedata.category(sign) == "Zs" else sign


def is_letter(sign: str) -> bool:
    """Tell whether a sign can be part of a name: a Latin letter or a Greek one that looks like no other."""
    return ("a" <= sign <= "z") or ("A" <= sign <= "Z") or sign in GREEK


def is_digit(sign: str) -> bool:
    """Tell whether a sign is one of the ten digits."""
    return "0" <= sign <= "9"


def refusal(text: str, position: int) -> str:
    """Return the sentence for the sign at `position` that no formula has."""
    sign = text[position]
    if sign == ".":
        return _refused_dot(text[position + 1 : position + 2])
    if sign in REMEDIES:
        return REMEDIES[sign]
    if sign in _LOOKALIKES:
        return _refused_twin(sign, _LOOKALIKES[sign])
    return _refused_by_kind(sign)


def _refused_dot(after: str) -> str:
    if is_letter(after) or after == "_":
        return (
            "A dot before a name is for code, which is never run here; write a formula, with · for a product."
        )
    return "A dot here belongs to no number; write decimals as 0.5 and products with ·."


def _refused_twin(sign: str, twin: str) -> str:
    script = unicodedata.name(sign).split()[0].capitalize()
    return f"This {sign} is a {script} letter that only looks like {twin}; type {twin} on a Latin keyboard."


def _refused_by_kind(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", sign)
    label = unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
    if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Mn"}:
        return f"There is an invisible sign here ({label}); delete it."
    if label.startswith("fullwidth"):
        return f"This {sign} is a fullwidth sign; type {plain} on a Latin keyboard."
    if unicodedata.category(sign) in {"Lu", "Ll", "Lt", "Lo"}:
        return f"The letter {sign} ({label}) is not read here; use Latin or Greek letters."
    for part, remedy in _NAMED_REMEDIES.items():
        if part in label.split(" ") or (" " in part and part in label):
            return f"The sign {sign} ({label}) is not read here; type {remedy} instead."
    if unicodedata.category(sign).startswith("L"):
        return f"The letter {sign} ({label}) is not read here; use Latin or Greek letters."
    return f"The sign {sign} ({label}) has no meaning in a formula; leave it out."
