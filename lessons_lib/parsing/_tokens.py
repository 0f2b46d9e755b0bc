"""From text to tokens: numbers, words, signs and simple LaTeX, within fixed limits."""

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile

from ._characters import SUBSCRIPTS, SUPERSCRIPTS, SYMBOLS, is_digit, is_letter, normal, refusal
from ._errors import ReadingError
from ._vocabulary import GREEK_SIGNS, SPELLINGS
from ._words import Lexicon, Word

MOST_SIGNS = 4000
MOST_TOKENS = 2000
MOST_DIGITS = 100
MOST_ZEROS = 300

_NUMBER = re.compile(r"([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_COMMAND = re.compile(r"\\([A-Za-z]+|.|$)", re.DOTALL)
_NAMED_GROUP = re.compile(r"\s*\{([A-Za-z]+)\}")

_NOT_NUMBERS = {"nan", "inf", "infinity", "oo", "zoo", "NaN", "Infinity", "True", "False", "None"}
_FONTS = {"operatorname", "mathrm", "mathbf", "mathit", "mathsf", "text", "textrm", "boldsymbol", "bm"}
_SKIPPED = {"left", "right", "big", "Big", "bigl", "bigr", "quad", "qquad", "displaystyle", "limits"} | set(
    ",;:! "
)
_COMMANDS = (
    {"cdot": "*", "times": "*", "ast": "*", "div": "/", "{": "{", "}": "}", "\\": "\\", "top": "top"}
    | dict.fromkeys(("frac", "dfrac", "tfrac"), "frac")
    | dict.fromkeys(("lvert", "rvert", "vert", "mid"), "|")
    | dict.fromkeys(("lVert", "rVert", "Vert", "|"), "||")
    | {"sqrt": "root", "begin": "begin", "end": "end"}
)
_GREEK_COMMANDS = {"varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho"}


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
            raise self.error(f"This is too long to read; {MOST_SIGNS} signs are the most.", MOST_SIGNS)
        self.text = normal(text)

    def error(self, message: str, position: int) -> ReadingError:
        """Return the error that says `message` about the sign at `position`."""
        return ReadingError(message, self.typed, position)

    def scan(self) -> list[Token]:
        """Return all tokens, the last of kind "end"."""
        while self.position < len(self.text):
            self._scan_one(self.text[self.position])
            if len(self.tokens) > MOST_TOKENS:
                raise self.error(
                    "This has too many parts to read; write a shorter formula.", self.tokens[-1].start
                )
        self._add("end", "", 0)
        return self.tokens

    def _scan_one(self, sign: str) -> None:
        if sign == " ":
            self.position += 1
        elif is_digit(sign) or (sign == "." and is_digit(self.text[self.position + 1 : self.position + 2])):
            self._number()
        elif is_letter(sign):
            self._run()
        elif sign == "\\":
            self._command()
        else:
            self._symbol(sign)

    def _add(self, kind: str, text: str, length: int, value: Fraction = Fraction(0)) -> None:
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
        if self._is_single_digit_of_frac():
            mantissa, exponent = mantissa[0], ""
        if exponent and self.lexicon.variables and exponent[0] in self.lexicon.variables:
            exponent = ""
        self._check_size(mantissa, exponent)
        self._note_exponent(mantissa, exponent)
        written = mantissa + exponent
        self._add("number", written, len(written), Fraction(written))

    def _is_single_digit_of_frac(self) -> bool:
        if self._follows("frac"):
            return True
        before = self.tokens[-2:]
        return [token.text for token in before[:1]] == ["frac"] and before[1].kind == "number"

    def _check_size(self, mantissa: str, exponent: str) -> None:
        if len(mantissa) > MOST_DIGITS:
            message = f"This number has too many digits; {MOST_DIGITS} are the most."
            raise self.error(message, self.position + MOST_DIGITS)
        if len(exponent) > 5 or abs(int(exponent[1:] or 0)) > MOST_ZEROS:
            message = f"This number is out of reach; powers of ten go from −{MOST_ZEROS} to {MOST_ZEROS}."
            raise self.error(message, self.position)

    def _note_exponent(self, mantissa: str, exponent: str) -> None:
        if exponent[1:2] in {"+", "-"}:
            other = f"{mantissa}·e {exponent[1]} {exponent[2:]}".replace("-", "−")
            written = f"{mantissa}{exponent}"
            self.notes.append(f"{written} is read as one number; for a sum or difference write {other}")

    # words

    def _run(self) -> None:
        start = end = self.position
        while is_letter(self.text[end : end + 1]):
            end += 1
        first = len(self.tokens)
        self._check_not_a_number(start, end)
        while self.position < end:
            self._word(start, end)
        self._check_letters(self.tokens[first:], start, end)

    def _word(self, start: int, end: int) -> None:
        word = self.lexicon.find(self.text, self.position)
        if word is None and self.text[self.position] == "T" and self._is_exponent():
            word = Word("symbol", "top", self.position + 1)
        if word is None:
            raise self.error(self._unknown(start, end), self.position)
        self._note_word(word)
        self._add(word.kind, word.text, word.end - self.position)

    def _is_exponent(self) -> bool:
        return self._follows("^") or self._follows("^", "{") or self._follows("^", "(")

    def _note_word(self, word: Word) -> None:
        typed = self.text[self.position : word.end]
        if word.text in {"log2", "log10"} and is_letter(self.text[word.end : word.end + 1]):
            self.notes.append(f"{typed} is read as the logarithm to the base {word.text[3:]}")
        is_arc = word.kind == "function" and typed[0] == "a" and typed != word.text
        if is_arc and "a" in (self.lexicon.variables or ()):
            self.notes.append(f"{typed} is read as {word.text}; for a product write a·{typed[1:]}")

    def _unknown(self, start: int, end: int) -> str:
        run, letter = self.text[start:end], self.text[self.position]
        there_are = self.lexicon.names_in_words()
        if end - start > 1:
            return f"“{run}” is not a known function or a product of known names; {there_are}."
        if self.lexicon.knows(letter.swapcase()):
            return (
                f"“{run}” is not a name here; small and capital letters differ, so write {letter.swapcase()}."
            )
        digits = "".join(takewhile(is_digit, self.text[end:]))
        if digits and self.lexicon.knows(letter):
            return f"“{letter}{digits}” is not a name here; write {letter}·{digits} or {letter}^{digits}."
        return f"“{run}{digits}” is not a name here; {there_are}."

    def _check_not_a_number(self, start: int, end: int) -> None:
        run = self.text[start:end]
        if run in _NOT_NUMBERS and not self.lexicon.knows(run):
            raise self.error(f"“{run}” is not a number a formula can use; write a finite number.", start)

    def _check_letters(self, tokens: list[Token], start: int, end: int) -> None:
        if self.lexicon.variables is not None:
            return
        streak = longest = 0
        for token in tokens:
            streak = streak + 1 if token.end - token.start == 1 and token.text.isascii() else 0
            longest = max(longest, streak)
        if longest > 3 or (streak > 2 and self.text[end : end + 1] == "("):
            message = f"“{self.text[start:end]}” is not a known function; write a product of letters with ·."
            raise self.error(message, start)

    # signs

    def _symbol(self, sign: str) -> None:
        if sign in SUPERSCRIPTS:
            self._superscript()
        elif sign in SUBSCRIPTS:
            self._subscript()
        elif sign == "*" and self.text.startswith("**", self.position):
            self._add("symbol", "^", 2)
        elif sign == "/" and self.text.startswith("//", self.position):
            raise self.error("A quotient has one slash; write x/2.", self.position)
        elif sign == "‖":
            self._command_symbol("||", 1)
        elif sign in SYMBOLS:
            self._add("symbol", sign, 1)
        else:
            raise self.error(refusal(self.typed, self.position), self.position)

    def _superscript(self) -> None:
        """Read x⁻¹ as x^(-1)."""
        start = self.position
        run = "".join(takewhile(SUPERSCRIPTS.__contains__, self.text[start:]))
        inner = Scanner("".join(SUPERSCRIPTS[sign] for sign in run), self.lexicon)
        tokens = self._scan_inside(inner, start)
        self._add("symbol", "^", 0)
        self._add("symbol", "(", 0)
        self.tokens += [Token(token.kind, token.text, start + token.start, start + token.end, token.value)
                        for token in tokens[:-1]]  # fmt: skip
        self.position = start + len(run)
        self._add("symbol", ")", 0)

    def _scan_inside(self, inner: "Scanner", start: int) -> list[Token]:
        try:
            return inner.scan()
        except ReadingError as error:
            raise self.error(error.message, start + error.position) from None

    def _subscript(self) -> None:
        """Read log₂ as log_2; a subscript on a name has been read with the name."""
        run = "".join(takewhile(SUBSCRIPTS.__contains__, self.text[self.position :]))
        digits = "".join(SUBSCRIPTS[sign] for sign in run)
        self._check_size(digits, "")
        self._add("symbol", "_", 0)
        self._add("number", digits, len(run), Fraction(digits))

    # LaTeX

    def _command(self) -> None:
        found = _COMMAND.match(self.text, self.position)
        assert found is not None
        name = found[1]
        if name in _SKIPPED:
            self.position = found.end()
        elif name in _COMMANDS:
            self._command_symbol(_COMMANDS[name], len(found[0]))
        elif name in _FONTS:
            self._font(name, found.end())
        else:
            self._command_word(name, len(found[0]))

    def _command_symbol(self, symbol: str, length: int) -> None:
        if symbol == "||":
            self._add("symbol", "|", 1)
            self._add("symbol", "|", length - 1)
        elif symbol in {"begin", "end"}:
            group = self._group(symbol, self.position + length)
            self._add("symbol", symbol, group.end() - self.position)
        else:
            self._add("symbol", symbol, length)

    def _group(self, name: str, start: int) -> re.Match[str]:
        group = _NAMED_GROUP.match(self.text, start)
        if group is None:
            raise self.error(
                f"\\{name} needs a word in braces after it, as in \\operatorname{{relu}}.", start
            )
        return group

    def _font(self, name: str, start: int) -> None:
        group = self._group(name, start)
        self.position = group.start(1)
        while self.position < group.end(1):
            self._word(group.start(1), group.end(1))
        self.position = max(self.position, group.end())

    def _command_word(self, name: str, length: int) -> None:
        name = _GREEK_COMMANDS.get(name, name)
        if name in SPELLINGS:
            self._add("function", SPELLINGS[name], length)
        elif name in GREEK_SIGNS:
            self._greek_command(name, length)
        else:
            message = f"“\\{name}” is not a LaTeX command known here; write the formula with plain signs."
            raise self.error(message, self.position)

    def _greek_command(self, name: str, length: int) -> None:
        word = self.lexicon.find(name + self.text[self.position + length :], 0)
        if word is None or not word.text.startswith(name):
            message = f"“\\{name}” is not a name here; {self.lexicon.names_in_words()}."
            raise self.error(message, self.position)
        self._add(word.kind, word.text, length + word.end - len(name))
