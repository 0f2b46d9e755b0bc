"""What the scanner says about words and numbers: refusals, and notes where a reading could surprise."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from ._characters import is_digit, is_letter
from ._vocabulary import GREEK_SIGNS, SHORT, SPELLINGS

if TYPE_CHECKING:
    from ._tokens import Scanner, Token
    from ._words import Word

_NOT_NUMBERS = {"nan", "inf", "infinity", "oo", "zoo", "NaN", "Infinity", "True", "False", "None"}
_ENGLISH = {"and", "or", "not", "if", "else", "then", "where", "for"}
_DERIVATIVE = re.compile(
    r"(?<![A-Za-z\\])d[A-Za-z]? */ *d[A-Za-z](?![A-Za-z])|\\[dt]?frac *\{ *d[A-Za-z]? *\} *\{ *d"
)
_SHORT = 24


def derivative_sign(scanner: Scanner) -> None:
    """Refuse d/dx, unless d is a name."""
    found = _DERIVATIVE.search(scanner.text)
    if found and "d" not in (scanner.lexicon.variables or ()):
        message = "Derivatives are not carried out here; write the differentiated formula itself."
        raise scanner.error(message, found.start())


def note_exponent(scanner: Scanner, mantissa: str, exponent: str) -> None:
    """Note 2e-3, which is one number."""
    if exponent[1:2] in {"+", "-"}:
        other = f"{mantissa}·e {exponent[1]} {exponent[2:]}".replace("-", "−")
        written = f"{mantissa}{exponent}"
        scanner.notes.append(f"{written} is read as one number; for a sum or difference write {other}")


def note_word(scanner: Scanner, word: Word) -> None:
    """Note log2x, e2, and asin where a is a name."""
    typed = scanner.text[scanner.position : word.end]
    if word.text in {"log2", "log10"} and is_letter(scanner.text[word.end : word.end + 1]):
        scanner.notes.append(f"{typed} is read as the logarithm to the base {word.text[3:]}")
    is_arc = word.kind == "function" and typed[0] == "a" and typed != word.text
    if is_arc and "a" in (scanner.lexicon.variables or ()):
        scanner.notes.append(f"{typed} is read as {word.text}; for a product write a·{typed[1:]}")
    if typed in SHORT and scanner.lexicon.variables is None:
        product = "·".join(typed)
        scanner.notes.append(f"{typed} is read as {word.text}; for a product write {product}")
    if word.text == "sigmoid" and not typed.startswith("sigm"):
        scanner.notes.append(f"{typed}( ) is read as the sigmoid function; for a product write {typed}·( )")
    if re.fullmatch("e[0-9]+", typed) and scanner.lexicon.variables is None:
        scanner.notes.append(f"{typed} is read as a name; for a power of e write e^{typed[1:]}")


def digits_after_function(scanner: Scanner, word: Word) -> None:
    """Refuse sin2(x), which is a square to some and a double angle to others."""
    found = re.match(r"([0-9]+)\s*\(", scanner.text[word.end :])
    if word.kind != "function" or not found or word.text in {"log2", "log10"}:
        return
    typed, digits = scanner.text[scanner.position : word.end], found[1]
    name = word.text
    first = f"for a base write log_{digits}(x)" if name == "log" else f"for a power write {name}(x)^{digits}"
    raise scanner.error(f"{typed}{digits}( is unclear; {first}, else {name}({digits}x).")


def plain_word(scanner: Scanner, start: int, end: int) -> None:
    """Refuse "nan", "True", "and" and their like, unless they are names."""
    run = scanner.text[start:end]
    if scanner.lexicon.knows(run):
        return
    if run in _NOT_NUMBERS:
        raise scanner.error(f"“{run}” is not a number a formula can use; write a finite number.")
    if run in _ENGLISH:
        raise scanner.error(f"The word “{run}” is not read here; write one formula alone.")


def letters(scanner: Scanner, tokens: list[Token], start: int, end: int) -> None:
    """Refuse a run that falls into many single letters: it was meant as a word."""
    _parts_of_a_word(scanner, tokens, start, end)
    if scanner.lexicon.variables is not None:
        return
    streak = longest = 0
    for token in tokens:
        streak = streak + 1 if token.end - token.start == 1 and token.text.isascii() else 0
        longest = max(longest, streak)
    if longest > 3 or (streak > 2 and scanner.text[end : end + 1] == "("):
        run = _shortened(scanner, start, end)
        what = "a known function" if scanner.text[end : end + 1] == "(" else "a known name or function"
        message = f"“{run}” is not {what}; write a product of letters with ·."
        raise scanner.error(message, start)


def _parts_of_a_word(scanner: Scanner, tokens: list[Token], start: int, end: int) -> None:
    """Refuse or note a run of letters that is taken apart around a function's name, such as versin."""
    places = [index for index, token in enumerate(tokens) if token.kind == "function"]
    run, follows = _shortened(scanner, start, end), scanner.text[end : end + 1]
    is_short = scanner.lexicon.variables is None and len(tokens) > 2
    if is_short and any(token.text in GREEK_SIGNS and token.end - token.start > 1 for token in tokens):
        parts = "·".join(token.text for token in tokens)
        scanner.notes.append(f"{run} is read as {parts}")
    if not places:
        is_call = len(tokens) == 2 and follows == "(" and scanner.lexicon.variables is None
        if is_call and run.isascii() and run[0].isupper() and run[1].islower():
            raise scanner.error(f"“{run}” is not a known function; write a product of letters with ·.")
        return
    before, after = tokens[: places[0]], tokens[places[-1] + 1 :]
    has_e = any(token.text == "e" for token in before) and len(before) > 1
    has_e |= any(token.text == "e" for token in after) and follows != "^"
    is_long = len(after) > 1 and (follows in {"(", " "} or len(after) > 2)
    if has_e or (is_long and scanner.lexicon.variables is None):
        close = SPELLINGS.get(tokens[places[0]].text, "")
        hint = f", or {close} with a space after it" if close else ""
        raise scanner.error(f"“{run}” is not a known function; write a product of letters with ·{hint}.")
    if len(before) > 1 or (len(after) == 1 and follows == "("):
        parts = "·".join(token.text for token in tokens)
        scanner.notes.append(f"{run} is read as {parts}")


def unknown(scanner: Scanner, start: int, end: int) -> str:
    """Return the sentence for a letter at which no known name begins."""
    run, letter = _shortened(scanner, start, end), scanner.text[scanner.position]
    there_are = scanner.lexicon.names_in_words()
    if end - start > 1:
        return f"“{run}” is not a known function or a product of known names; {there_are}."
    if run == "E":
        return f"“E” is not a name here; for the number e write e, else {there_are}."
    other = letter.swapcase()
    if scanner.lexicon.knows(other):
        return f"“{run}” is not a name here; small and capital letters differ, so write {other}."
    digits = "".join(takewhile(is_digit, scanner.text[end:]))
    if digits and scanner.lexicon.knows(letter):
        return f"“{letter}{digits}” is not a name here; write {letter}·{digits} or {letter}^{digits}."
    return f"“{run}{digits}” is not a name here; {there_are}."


def _shortened(scanner: Scanner, start: int, end: int) -> str:
    run = scanner.text[start:end]
    return run if len(run) <= _SHORT else f"{run[:_SHORT]}…"
