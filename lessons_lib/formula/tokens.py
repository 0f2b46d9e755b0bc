"""From text to tokens: numbers, words and signs, within fixed limits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile

from . import commands
from .characters import FRACTIONS, SUBSCRIPTS, SUPERSCRIPTS, SYMBOLS, is_digit, is_letter, refusal
from .copied import plain_signs
from .echoes import mixed_number
from .errors import ReadingError, TooBigError
from .vocabulary import CONSTANTS, ELSEWHERE, GREEK, GREEK_SIGNS, SHORT, SPELLINGS, UNCLEAR, WRITTEN_OUT

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
    """Return the one spelling of a name: "x1" for x_1 and x₁, "theta" for θ."""
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
        derivative_sign(self)
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
            commands.command(self)
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
        note_exponent(self, mantissa, exponent)
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
        plain_word(self, start, end)
        while self.position < end:
            self.word(start, end)
        letters(self, self.tokens[first:], start, end)

    def word(self, start: int, end: int) -> None:
        """Add the longest word that begins here, within the run of letters from `start` to `end`."""
        word = self.lexicon.find(self.text, self.position)
        if word is None and self.text[self.position] == "T" and self._is_exponent():
            word = Word("symbol", "top", self.position + 1)
        if word is None:
            raise self.error(unknown(self, start, end))
        if word.kind == "unclear":
            raise self.error(UNCLEAR[word.text])
        digits_after_function(self, word)
        note_word(self, word)
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
