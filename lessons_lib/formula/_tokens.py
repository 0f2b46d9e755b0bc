"""From text to tokens: numbers, words and signs, within fixed limits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile

from . import _checks, _commands
from ._characters import FRACTIONS, SUBSCRIPTS, SUPERSCRIPTS, SYMBOLS, is_digit, is_letter, refusal
from ._copied import plain_signs
from ._errors import ReadingError, TooBigError
from ._notes import mixed_number
from ._vocabulary import UNCLEAR
from ._words import Lexicon, Word

MOST_SIGNS = 4000
MOST_TOKENS = 2000
MOST_DIGITS = 100
MOST_ZEROS = 300

_OPENING = frozenset(("(", "[", "{", "⟨", "begin", "determinant"))
_CLOSING = frozenset((")", "]", "}", "⟩", "end"))
_NUMBER = re.compile(r"([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: its kind, its one spelling, where it stands and, for a number, its value."""

    kind: str
    text: str
    start: int
    end: int
    value: Fraction = Fraction(0)


class Scanner:
    """Cuts a text into tokens; `notes` collects what a reader might not expect."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.typed = text
        self.lexicon = lexicon
        self.notes: list[str] = []
        self.tokens: list[Token] = []
        self.position = 0
        if len(text) > MOST_SIGNS:
            raise self.too_big(f"This is too long to read; {MOST_SIGNS} signs are the most.", MOST_SIGNS)
        self.text = plain_signs(text)
        self._brackets = 0

    def error(self, message: str, position: int | None = None) -> ReadingError:
        """Return the error that says `message` about `position`, by default the present one."""
        return ReadingError(message, self.typed, self.position if position is None else position)

    def too_big(self, message: str, position: int | None = None) -> TooBigError:
        """Return the error of a text that is beyond the limits."""
        return TooBigError(message, self.typed, self.position if position is None else position)

    def scan(self) -> list[Token]:
        """Return all tokens, the last of kind "end"."""
        _checks.derivative_sign(self)
        while self.position < len(self.text):
            self._scan_one(self.text[self.position])
            if len(self.tokens) > MOST_TOKENS:
                message = "This has too many parts to read; write a shorter formula."
                raise self.too_big(message, self.tokens[-1].start)
        self.add("end", "", 0)
        return self.tokens

    def _scan_one(self, sign: str) -> None:
        if sign == " " or (sign in "\n\r" and self._brackets > 0) or (sign == "~" and "\\" in self.text):
            self.position += 1
        elif is_digit(sign) or (sign == "." and is_digit(self.text[self.position + 1 : self.position + 2])):
            self._number()
        elif is_letter(sign):
            self._run()
        elif sign == "\\":
            _commands.command(self)
        else:
            self._symbol(sign)

    def add(self, kind: str, text: str, length: int, value: Fraction = Fraction(0)) -> None:
        """Append a token that is `length` signs long, and step past it."""
        if kind == "symbol":
            opens = text in _OPENING
            self._brackets += opens - (text in _CLOSING)
        self.tokens.append(Token(kind, text, self.position, self.position + length, value))
        self.position += length

    def _follows(self, *symbols: str) -> bool:
        """Tell whether the last tokens are exactly these symbols."""
        last = self.tokens[-len(symbols) :]
        return [(token.kind, token.text) for token in last] == [("symbol", text) for text in symbols]

    # numbers

    def _number(self) -> None:
        found = _NUMBER.match(self.text, self.position)
        assert found is not None
        mantissa, exponent = found[1], found[2] or ""
        if is_digit(mantissa[0]) and self._is_single_digit_of_frac():
            mantissa, exponent = mantissa[0], ""
        if exponent and self.lexicon.variables and exponent[0] in self.lexicon.variables:
            exponent = ""
        self._check_size(mantissa, exponent)
        _checks.note_exponent(self, mantissa, exponent)
        written = mantissa + exponent
        self.add("number", written, len(written), Fraction(written))

    def _is_single_digit_of_frac(self) -> bool:
        """Tell whether this number is an argument of frac, which takes one digit at a time."""
        before = self.tokens[-2:]
        in_second = [token.text for token in before[:1]] == ["frac"] and before[-1].kind == "number"
        return self._follows("frac") or in_second

    def _check_size(self, mantissa: str, exponent: str) -> None:
        if len(mantissa) > MOST_DIGITS:
            message = f"This number has too many digits; {MOST_DIGITS} are the most."
            raise self.too_big(message, self.position + MOST_DIGITS)
        if len(exponent) > 5 or abs(int(exponent[1:] or 0)) > MOST_ZEROS:
            message = f"This number is out of reach; powers of ten go from −{MOST_ZEROS} to {MOST_ZEROS}."
            raise self.too_big(message)

    # words

    def _run(self) -> None:
        start = end = self.position
        while is_letter(self.text[end : end + 1]):
            end += 1
        first = len(self.tokens)
        _checks.plain_word(self, start, end)
        while self.position < end:
            self.word(start, end)
        _checks.letters(self, self.tokens[first:], start, end)

    def word(self, start: int, end: int) -> None:
        """Add the longest word that begins here, within the run of letters from `start` to `end`."""
        word = self.lexicon.find(self.text, self.position)
        if word is None and self.text[self.position] == "T" and self._is_exponent():
            word = Word("symbol", "top", self.position + 1)
        if word is None:
            raise self.error(_checks.unknown(self, start, end))
        if word.kind == "unclear":
            raise self.error(UNCLEAR[word.text])
        _checks.digits_after_function(self, word)
        _checks.note_word(self, word)
        self.add(word.kind, word.text, word.end - self.position)

    def _is_exponent(self) -> bool:
        return self._follows("^") or self._follows("^", "{") or self._follows("^", "(")

    # signs

    def _symbol(self, sign: str) -> None:
        readers = {
            self._superscript: SUPERSCRIPTS,
            self._subscript: SUBSCRIPTS,
            self._transpose: "ᵀ⊤",
            self._primes: "″‴",
        }
        for read, signs in readers.items():
            if sign in signs:
                read()
                return
        if sign in FRACTIONS:
            self._fraction(FRACTIONS[sign])
        elif sign == "*" and self.text.startswith("**", self.position):
            self.add("symbol", "^", 2)
        elif sign == "/" and self.text.startswith("//", self.position):
            raise self.error("A quotient has one slash; write x/2.")
        elif sign == "‖":
            self.add("symbol", "|", 1)
            self.add("symbol", "|", 0)
        elif sign in SYMBOLS:
            self.add("symbol", sign, 1)
        else:
            raise self.error(refusal(self.typed, self.position))

    def _primes(self) -> None:
        """Read f″ as two primes."""
        for length in (0, 1) if self.text[self.position] == "″" else (0, 0, 1):
            self.add("symbol", "'", length)

    def _superscript(self) -> None:
        """Read x⁻¹ as x^(-1)."""
        start = self.position
        run = "".join(takewhile(SUPERSCRIPTS.__contains__, self.text[start:]))
        tokens = self._scan_inside("".join(SUPERSCRIPTS[sign] for sign in run))
        self.add("symbol", "^", 0)
        self.add("symbol", "(", 0)
        for token in tokens:
            self.add(token.kind, token.text, token.end - token.start, token.value)
        self.add("symbol", ")", 0)

    def _fraction(self, written: str) -> None:
        """Read ½ as (1/2)."""
        if self.tokens and self.tokens[-1].kind == "number":
            top, _, bottom = written.partition("/")
            raise self.error(mixed_number(self.tokens[-1].text, top, bottom))
        self.add("symbol", "(", 0)
        for token in self._scan_inside(written):
            self.add(token.kind, token.text, 0, token.value)
        self.add("symbol", ")", 1)

    def _transpose(self) -> None:
        """Read Aᵀ and A^⊤ as a transpose."""
        if not self._is_exponent():
            self.add("symbol", "^", 0)
        self.add("symbol", "top", 1)

    def _scan_inside(self, text: str) -> list[Token]:
        try:
            return Scanner(text, self.lexicon).scan()[:-1]
        except ReadingError as error:
            raise self.error(error.message, self.position + error.position) from None

    def _subscript(self) -> None:
        """Read log₂ as log_2; a subscript on a name has been read with the name."""
        run = "".join(takewhile(SUBSCRIPTS.__contains__, self.text[self.position :]))
        digits = "".join(SUBSCRIPTS[sign] for sign in run)
        self._check_size(digits, "")
        self.add("symbol", "_", 0)
        self.add("number", digits, len(run), Fraction(digits))
