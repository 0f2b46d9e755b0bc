"""The grammar: a Pratt parser over the tokens, with one method for each thing that can stand in a formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import factorial

from . import echoes, operands
from .arrays import Value
from .digits import Scalar, context
from .echoes import MOST_NESTED, Piece, added, is_plain_number, joined, multiplied
from .errors import OutOfReachError, ReadingError, ShapeError, TooBigError
from .evaluation import Evaluator
from .printing import text as shown_text
from .rows import with_commas
from .tokens import Lexicon, Scanner, Token
from .tree import (
    Array,
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Quotient,
    Transpose,
    children,
    names,
    rounded,
)

SUM, PRODUCT, POWER, POSTFIX = 10, 20, 30, 40
_MOST_FACTORIAL = 20

Infix = Callable[[Piece], Piece]


class Parser:
    """Reads the tokens of one text; `notes` collects the readings that could surprise."""

    def __init__(
        self,
        text: str,
        variables: Iterable[str] | None = None,
        *,
        arrays: bool = False,
        is_answer: bool = False,
        units: tuple[str, ...] = (),
    ) -> None:
        self.text = text
        self._arrays = arrays
        self._is_answer = is_answer
        self._units = units
        self.lexicon = Lexicon(variables)
        scanner = Scanner(text, self.lexicon)
        self.tokens, signed = with_commas(scanner.scan())
        self.notes = scanner.notes
        self._signed = dict(signed)
        self.open: list[str] = []
        self.places: dict[int, int] = {}
        self._index = 0
        self._depth = 0
        self._operators: dict[str, tuple[int, Infix]] = {
            "+": (SUM, self._plus),
            "-": (SUM, self._plus),
            "*": (PRODUCT, self._times),
            "/": (PRODUCT, self._divided),
            "^": (POWER, self._raised),
            "'": (POSTFIX, self._primed),
            "!": (POSTFIX, self._factorial),
        }

    # tokens

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self.tokens[self._index]

    @property
    def previous(self) -> Token:
        """The token that was taken last."""
        return self.tokens[self._index - 1]

    def take(self) -> Token:
        """Return the next token and step past it."""
        self._index += 1
        return self.previous

    def sees(self, *symbols: str) -> bool:
        """Tell whether the next token is one of these signs."""
        return self.token.kind == "symbol" and self.token.text in symbols

    def sees_table(self) -> bool:
        """Tell whether the next sign is a bracket around a matrix in LaTeX."""
        return self.sees("[") and self.tokens[self._index + 1].text == "begin"

    def ahead(self, count: int) -> list[Token]:
        """Return the next tokens."""
        return self.tokens[self._index : self._index + count]

    def sees_function_or_unit(self) -> bool:
        """Tell whether a function, a root or a unit vector comes next, where the argument of sin x ends."""
        is_unit = self.token.kind == "name" and self.token.text in self._units
        return is_unit or self.token.kind == "function" or self.sees(*operands.ROOTS)

    def sees_prime_before(self) -> bool:
        """Tell whether ' was read last, and as a derivative."""
        return self._is_answer and not self._has_arrays and self.previous.text == "'"

    def error(self, message: str, position: int | None = None) -> ReadingError:
        """Return the error that says `message` about `position`, by default the next token."""
        return ReadingError(message, self.text, self.token.start if position is None else position)

    def slice(self, start: int, end: int) -> str:
        """Return a part of the text as typed."""
        return self.text[start:end].strip()

    # Pratt's loop

    def formula(self) -> Piece:
        """Read the whole text; a comma at top level makes a vector."""
        if self.token.kind == "end":
            raise self.error("There is nothing here to read; write a formula such as x^2.")
        entries = operands.entries(self, "")
        if self.token.kind != "end":
            raise self.error(echoes.left_over(self.token))
        if len(entries) == 1:
            return entries[0]
        echoes.decimal_comma(self, entries)
        return operands.array(self, entries, entries[0].start, entries[-1].end)

    def expression(self, strength: int = 0) -> Piece:
        """Read the longest expression whose operators bind tighter than `strength`."""
        self._depth += 1
        if self._depth > MOST_NESTED:
            raise self._too_deep()
        left = self._prefix(strength)
        while (infix := self._infix(strength)) is not None:
            left = infix(left)
            if left.height > MOST_NESTED:
                raise self._too_deep()
            self.places[id(left.node)] = left.start
        self._depth -= 1
        return left

    def _too_deep(self) -> ReadingError:
        message = f"This is nested too deeply to read; {MOST_NESTED} levels are the most."
        return TooBigError(message, self.text, min(self.token.start, len(self.text)))

    def _prefix(self, strength: int) -> Piece:
        if self.sees("+", "-"):
            return self.signed(lambda: self.expression(max(strength, SUM)))
        if self._is_answer and self.sees("≈"):
            start = self.take().start
            piece = self.expression(strength)
            return replace(piece, node=rounded(piece.node), start=start)
        piece = self._operand()
        if piece.height > MOST_NESTED:
            raise self._too_deep()
        self.places.setdefault(id(piece.node), piece.start)
        return piece

    def signed(self, read: Callable[[], Piece]) -> Piece:
        """Read a row of signs and, with `read`, what they stand before."""
        start = self.token.start
        minuses = 0
        while self.sees("+", "-"):
            minuses += self.take().text == "-"
        if minuses > MOST_NESTED:
            raise self._too_deep()
        piece = read()
        node = piece.node
        for _ in range(minuses):
            node = Negative(node)
        return Piece(node, start, piece.end, piece.height + minuses) if minuses else piece

    def _infix(self, strength: int) -> Infix | None:
        binding, infix = self._operator()
        return infix if binding > strength else None

    def _operator(self) -> tuple[int, Infix | None]:
        if self.token.kind == "symbol" and self.token.text in self._operators:
            return self._operators[self.token.text]
        return (PRODUCT, self._beside) if self.starts_operand() else (-1, None)

    def starts_operand(self) -> bool:
        """Tell whether the next token begins something that can be multiplied by what stands before it."""
        if self.token.kind != "symbol":
            return self.token.kind != "end"
        if self.token.text == "|":
            return self.open[-1:] != ["|"]
        return self.token.text in {"(", "[", "{", "⟨", "√", "∛", "∜", "root", "frac", "begin", "determinant"}

    def whole_number_before(self) -> Token | None:
        """Return the whole number right before the present token, unless it is an exponent or an index."""
        found = self.tokens[self._index - 2] if self._index > 1 else None
        if found is None or found.kind != "number" or not found.text.isdigit():
            return None
        before = self.tokens[self._index - 3] if self._index > 2 else None
        is_small = before is not None and (
            before.text in {"^", "_", "frac", "root"} or before.kind == "number"
        )
        return None if is_small else found

    # operators

    def _plus(self, left: Piece) -> Piece:
        minus = self.take().text == "-"
        right = self._group(self.expression(SUM))
        return added(self._group(left), right, minus=minus)

    def _times(self, left: Piece) -> Piece:
        self.take()
        left, right = self._group(left), self._group(self.expression(PRODUCT))
        echoes.multiplied_bare(self, left, right)
        return multiplied(left, right)

    def _beside(self, left: Piece) -> Piece:
        """Read an implicit product."""
        first = self.token
        self.check_neighbours()
        right = self.expression(PRODUCT)
        operands.check_after_name(self, left.tail, right, first)
        left, right = self._group(left), self._group(right)
        product = multiplied(left, right)
        echoes.beside(self, left, right, product)
        return product

    def check_neighbours(self) -> None:
        """Refuse a number right after a number, a name or an exponent."""
        before = self.text[self.previous.end - 1 : self.previous.end]
        if self.token.kind == "number" and before not in set(")]}|‖⟩") and not self._is_power_after_space():
            raise self._mixed_number() or self.error(echoes.side_by_side(self.previous, self.token))

    def _mixed_number(self) -> ReadingError | None:
        """Return the error of 1 1/2."""
        top, sign, bottom = (self.tokens[self._index :] + [self.tokens[-1]] * 2)[:3]
        are_whole = all(token.text.isdigit() for token in (self.previous, top, bottom))
        if not are_whole or sign.text != "/":
            return None
        message = echoes.mixed_number(self.previous.text, top.text, bottom.text)
        return self.error(message, self.previous.start)

    def _is_power_after_space(self) -> bool:
        """Tell whether a power of a number follows a name after a space, as in x 2^x."""
        follows = self.tokens[self._index + 1]
        stands_free = self.previous.kind == "name" and self.token.start > self.previous.end
        return stands_free and follows.kind == "symbol" and follows.text == "^"

    def _divided(self, left: Piece) -> Piece:
        self.take()
        left, right = self._group(left), self._group(self.expression(PRODUCT))
        quotient = joined(Quotient(left.node, right.node), left, right)
        echoes.divided(self, left, right)
        return quotient

    def _raised(self, left: Piece) -> Piece:
        self.take()
        if self._is_transpose(left):
            return self._transposed(left)
        left, right = self._group(left), self._group(self.expression(POWER - 1))
        echoes.raised(self, left, right)
        return joined(Power(left.node, right.node), left, right)

    def _primed(self, left: Piece) -> Piece:
        if self._is_answer:
            self._check_derivative(left)
        elif not self._can_transpose(left, self._has_arrays):
            raise self.error(
                "The sign ' transposes a matrix named by a capital letter; derivatives are written out."
            )
        end = self.take().end
        return Piece(Transpose(left.node), left.start, end, left.height + 1)

    def _check_derivative(self, left: Piece) -> None:
        """Refuse y' and x^2', where it is not written what is differentiated."""
        if isinstance(left.node, Name) and not left.bracketed and not self._has_arrays:
            is_function = echoes.looks_like_function(left.node.name) and not self.lexicon.variables
            is_called = self.tokens[self._index + 1].text == "(" and left.node.name[0].islower()
            if is_function or is_called:
                message = "Derivatives are not carried out here; write the differentiated formula itself."
                raise self.error(message)
        follows_power = self._index > 1 and self.tokens[self._index - 2].text == "^" and not left.bracketed
        is_power = isinstance(left.node, Power) and not left.bracketed
        if (is_power or follows_power) and not self._has_arrays:
            raise self.error("Put what is differentiated in brackets, as in (x^2)'.")

    def _group(self, piece: Piece) -> Piece:
        return operands.grouped(piece, self)

    def _factorial(self, left: Piece) -> Piece:
        value = left.node.value if isinstance(left.node, Number) and not left.bracketed else -1
        if value not in range(_MOST_FACTORIAL + 1):
            message = f"The sign ! is read only after a whole number up to {_MOST_FACTORIAL}, as in 3!."
            raise self.error(message)
        end = self.take().end
        result = factorial(int(value))
        self.notes.append(f"{self.slice(left.start, end)} is read as {result}")
        return Piece(Number(Fraction(result)), left.start, end, bracketed=True)

    # transposes

    def _is_transpose(self, left: Piece) -> bool:
        ahead = self.tokens[self._index : self._index + 3]
        signs = [token.text for token in ahead]
        inner = ahead[1:2] if signs[:1] in (["{"], ["("]) and signs[2:] in (["}"], [")"]) else ahead[:1]
        if not inner or inner[0].text not in {"T", "top"}:
            return False
        if inner[0].text == "top":
            return self._check_top(left, inner[0])
        return self.lexicon.variables is None and self._can_transpose(left, self._arrays)

    def _check_top(self, left: Piece, top: Token) -> bool:
        """Refuse x^T where T is no name and nothing says that x is more than a number."""
        if is_plain_number(left.node):
            raise self.error("A number has no transpose; take this sign out.", top.start)
        is_letter = self.slice(top.start, top.end) == "T"
        if is_letter and not self._can_transpose(left, self._has_arrays):
            message = "“T” is not a name here, and ^T transposes only a matrix named by a capital letter."
            raise self.error(message, top.start)
        return True

    def _transposed(self, left: Piece) -> Piece:
        length = 3 if self.sees("{", "(") else 1
        end = [self.take() for _ in range(length)][-1].end
        return Piece(Transpose(left.node), left.start, end, left.height + 1)

    @property
    def _has_arrays(self) -> bool:
        return self._arrays or self.lexicon.has_matrices

    def _can_transpose(self, left: Piece, lower_case: bool) -> bool:
        if (lower_case and not is_plain_number(left.node)) or isinstance(left.node, Array | Transpose):
            return True
        inside = names(left.node) if left.bracketed or isinstance(left.node, Name) else ()
        return any(name[0].isupper() for name in inside)

    # operands

    def _operand(self) -> Piece:
        token = self.token
        if token.kind == "function":
            return operands.call(self)
        if token.kind in _ATOMS:
            self.take()
            return Piece(_ATOMS[token.kind](token), token.start, token.end)
        if token.kind == "symbol" and token.text in operands.READERS:
            piece = operands.READERS[token.text](self)
            if self._signed.get(piece.start) == piece.end:
                echoes.entries(self, piece)
            return piece
        if token.kind == "symbol" and token.text in operands.ROOTS:
            return operands.root(self)
        raise self.error(echoes.missing_operand(token, in_bars=self.open[-1:] == ["|"]))


_ATOMS: dict[str, Callable[[Token], Node]] = {
    "number": lambda token: Number(token.value, token.text),
    "name": lambda token: Name(token.text),
    "constant": lambda token: Constant(token.text),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read."""

    tree: Node
    notes: tuple[str, ...]
    names: tuple[str, ...]


def parse(
    text: str,
    variables: Iterable[str] | None = None,
    *,
    arrays: bool = False,
    is_answer: bool = False,
    units: tuple[str, ...] = (),
) -> Reading:
    """Read a formula; in an answer ' may also be a derivative, and ≈ stand before a rounded number.

    Where `units` are named, the argument of a function without brackets ends before them: sin t i.

    Examples
    --------
    >>> parse("x^2 y + sin y").names
    ('x', 'y')
    >>> parse("1/2x").notes
    ('1/2x is read as (1/2)·x',)
    """
    parser = Parser(text, variables, arrays=arrays, is_answer=is_answer, units=units)
    tree = parser.formula().node
    _Check(parser).visit(tree)
    found = names(tree)
    return Reading(tree, (*parser.notes, *_notes_on_names(found, parser)), found)


def _notes_on_names(found: tuple[str, ...], parser: Parser) -> list[str]:
    """Note x2 beside x, where a sign may have been lost."""
    if parser.lexicon.variables is not None:
        return []
    numbered = [name for name in found if name[1:].isdigit() and name[0] in found and name in parser.text]
    return [f"{name} is read as one name; for a power write {name[0]}^{name[1:]}" for name in numbered]


# bounds on constant parts

_LARGEST = context.mpf(10) ** 300
_WITH_POLES = frozenset(("tan", "cot", "sec", "csc"))
_AT_A_POLE = context.mpf(10) ** 40
_MOST_EXPONENT = 10_000
_MOST_BITS = 4_000
_SHORT = 40


class _Check(Evaluator):
    """Refuses constant parts that are undefined, out of reach, or long as exact fractions."""

    def __init__(self, parser: Parser) -> None:
        super().__init__({}, real=True)
        self._parser = parser
        self._known: dict[int, Scalar] = {}

    def value(self, node: Node) -> Value:
        known = self._known.get(id(node))
        return super().value(node) if known is None else known

    def visit(self, node: Node) -> bool:
        """Check everything below `node`; return whether it is a constant number."""
        constant = [self.visit(part) for part in children(node)]
        if isinstance(node, Name | Array | Transpose) or not all(constant):
            if isinstance(node, Power) and constant[1] and abs(self.value(node.exponent)) > _MOST_EXPONENT:
                message = f"This exponent is too large; {_MOST_EXPONENT} is the most."
                raise self._error(message, node.exponent, TooBigError)
            return False
        # 1.0001^30000 has very many digits as an exact fraction
        if isinstance(node, Power) and abs(self.value(node.exponent)) * _bits(node.base) > _MOST_BITS:
            raise self._out_of_reach(node)
        self._known[id(node)] = self._computed(node)
        return True

    def _computed(self, node: Node) -> Scalar:
        try:
            value = self.value(node)
        except OutOfReachError:
            raise self._out_of_reach(node) from None
        except ShapeError as error:
            raise self._error(str(error), node) from None
        except ZeroDivisionError:
            raise self._undefined(node) from None
        if isinstance(node, Call) and node.function in _WITH_POLES and abs(value) > _AT_A_POLE:
            raise self._undefined(node)
        if value and not 1 / _LARGEST <= abs(value) <= _LARGEST:
            raise self._out_of_reach(node)
        return value

    def _undefined(self, node: Node) -> ReadingError:
        remedy = "change it or leave it out"
        if isinstance(node, Power):
            remedy = "for the real cube root write cbrt(x)"
        elif isinstance(node, Call) and node.function == "log":
            remedy = "only numbers above 0 have a logarithm"
        return self._error(f"{_named(node)} is undefined on the real numbers; {remedy}.", node)

    def _out_of_reach(self, node: Node) -> ReadingError:
        message = f"{_named(node)} is out of reach; write a number of moderate size."
        return self._error(message, node, TooBigError)

    def _error(self, message: str, node: Node, kind: type[ReadingError] = ReadingError) -> ReadingError:
        return kind(message, self._parser.text, self._parser.places.get(id(node), 0))


def _named(node: Node) -> str:
    shown = shown_text(node)
    return shown if len(shown) <= _SHORT else "This number"


def _bits(node: Node) -> int:
    if isinstance(node, Number):
        return node.value.numerator.bit_length() + node.value.denominator.bit_length() - 1
    return sum(map(_bits, children(node)))
