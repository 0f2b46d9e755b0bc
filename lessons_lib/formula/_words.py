"""Runs of letters: which names, functions and constants they are made of, longest first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ._characters import SUBSCRIPTS, is_digit, is_letter
from ._vocabulary import CONSTANTS, ELSEWHERE, GREEK, GREEK_SIGNS, SHORT, SPELLINGS, UNCLEAR, WRITTEN_OUT

_SUBSCRIPT = re.compile(r"_?([0-9]+)|_([A-Za-z])|_\{\s*([A-Za-z0-9]+)\s*\}|([₀-₉]+)")
_NAME = re.compile(r"([^\W\d_]+?)(_?[0-9]+|_[A-Za-z0-9]+|_\{[A-Za-z0-9]+\}|[₀-₉]+)?")
_LONG_SUBSCRIPT = re.compile(r"_([A-Za-z0-9]+)")
_LONGEST = 16
_WITH_DIGITS = re.compile("|".join(name for name in WRITTEN_OUT if not name.isalpha()))
_OPERAND = re.compile(r"\s*\(|\s+[A-Za-zα-ωΑ-Ω0-9√\\|]|\^|\\|²")


@dataclass(frozen=True, slots=True)
class Word:
    """A name, constant or function found in a run of letters, with the place where it ends."""

    kind: str
    text: str
    end: int


def canonical(name: str) -> str:
    """Return the one spelling of a name: "x1" for x_1 and x₁, "theta" for θ.

    Examples
    --------
    >>> canonical("x_1"), canonical("θ"), canonical("x_max")
    ('x1', 'theta', 'x_max')
    """
    found = _NAME.fullmatch(name)
    if not found or not all(map(is_letter, found[1])):
        raise ValueError(
            f"“{name}” is not a name; use a letter or a word, with a number if you like, as in x1."
        )
    letters, subscript = found[1], (found[2] or "").strip("_{}")
    return _joined(GREEK.get(letters, letters), subscript)


def _joined(letters: str, subscript: str) -> str:
    subscript = "".join(SUBSCRIPTS.get(sign, sign) for sign in subscript)
    return letters + subscript if subscript.isdigit() or not subscript else f"{letters}_{subscript}"


def _subscript(text: str, stop: int) -> re.Match[str] | None:
    """Match a subscript; only the last letter of a run can have one, so most are told at a glance."""
    return None if is_letter(text[stop : stop + 1]) else _SUBSCRIPT.match(text, stop)


class Lexicon:
    """The names that a text may use: those of `variables`, or any letter where that is None."""

    def __init__(self, variables: Iterable[str] | None = None) -> None:
        given = (variables,) if isinstance(variables, str) else variables
        self.variables = None if given is None else tuple(dict.fromkeys(map(canonical, given)))

    def knows(self, name: str) -> bool:
        """Tell whether `name` (in its one spelling) may be used."""
        if self.variables is not None:
            return name in self.variables
        letters = name.partition("_")[0].rstrip("0123456789")
        return name != "e" and letters != "pi" and (len(letters) == 1 or letters in GREEK_SIGNS)

    @property
    def has_matrices(self) -> bool:
        """Tell whether one of the given names is a capital letter, which is how matrices are named."""
        return any(name[0].isupper() for name in self.variables or ())

    def find(self, text: str, start: int) -> Word | None:
        """Return the longest word that starts at `start`, or None where there is none."""
        digits = _WITH_DIGITS.match(text, start)
        if digits and text[digits.end() :].lstrip()[:1] == "(":
            return Word("function", digits[0], digits.end())
        end = start
        while end < min(len(text), start + _LONGEST) and is_letter(text[end]):
            end += 1
        for stop in range(end, start, -1):
            if word := self._read(text[start:stop], text, stop):
                return word
        return None

    def _read(self, letters: str, text: str, stop: int) -> Word | None:
        spelled = GREEK.get(letters, letters)
        if word := self._with_subscript(spelled, text, stop):
            return word
        if spelled == "sigma" and self.variables is None and text[stop : stop + 1] == "(":
            return Word("function", "sigmoid", stop)
        if self.knows(spelled) and not is_digit(text[stop : stop + 1]):
            return Word("name", spelled, stop)
        if word := self._function(letters, text, stop):
            return word
        if spelled == "sigma" and text[stop : stop + 1] == "(":
            return Word("function", "sigmoid", stop)
        return Word("constant", spelled, stop) if spelled in CONSTANTS else None

    def _function(self, letters: str, text: str, stop: int) -> Word | None:
        """Read sin, and sh x or tg(x) unless they are products; lg is a word that is unclear."""
        if letters in SPELLINGS and not (letters in ELSEWHERE and self._is_product(letters)):
            return Word("function", SPELLINGS[letters], stop)
        if letters not in SHORT and letters not in UNCLEAR:
            return None
        if self._is_product(letters) or (self.variables is None and not _OPERAND.match(text, stop)):
            return None
        return Word("function", SHORT[letters], stop) if letters in SHORT else Word("unclear", letters, stop)

    def _with_subscript(self, spelled: str, text: str, stop: int) -> Word | None:
        found = _subscript(text, stop)
        if not found:
            return None
        if self.variables and (long := _LONG_SUBSCRIPT.match(text, stop)):
            found = long if self.knows(_joined(spelled, long[1])) else found
        name = _joined(spelled, found[found.lastindex or 0])
        if self.knows(name):
            return Word("name", name, found.end())
        is_logarithm = name in {"log2", "log10"} and found[0].isascii() and found[0].isdigit()
        return Word("function", name, found.end()) if is_logarithm else None

    def _is_product(self, letters: str) -> bool:
        """Tell whether a word is made of the given names alone."""
        return self.variables is not None and all(letter in self.variables for letter in letters)

    def names_in_words(self) -> str:
        """Return "x and y", for the sentence that says which names there are."""
        known = [GREEK_SIGNS.get(name, name) for name in self.variables or ()]
        if not known:
            return "there are no names"
        verb = "the only name is" if len(known) == 1 else "the names are"
        return f"{verb} {' and '.join([', '.join(known[:-1]), known[-1]] if known[1:] else known)}"
