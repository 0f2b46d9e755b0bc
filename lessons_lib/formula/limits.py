"""Bounds on the constant parts of a formula, looked at before anyone computes with it exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .arrays import Value
from .digits import Scalar, context
from .errors import OutOfReachError, ReadingError, ShapeError, TooBigError
from .evaluation import Evaluator
from .printing import text
from .tree import Array, Call, Name, Node, Number, Power, Transpose, children

if TYPE_CHECKING:
    from .grammar import Parser


_LARGEST = context.mpf(10) ** 300
_WITH_POLES = frozenset(("tan", "cot", "sec", "csc"))
_AT_A_POLE = context.mpf(10) ** 40
_MOST_EXPONENT = 10_000
_MOST_BITS = 4_000
_SHORT = 40


def check_constants(tree: Node, parser: Parser) -> None:
    """Refuse constant parts that are undefined, out of reach, or long as exact fractions."""
    _Check(parser).visit(tree)


class _Check(Evaluator):
    """Evaluates every constant part once, from the leaves up."""

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
            self._check_exponent(node, constant)
            return False
        self._check_length(node)
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

    def _check_exponent(self, node: Node, constant: list[bool]) -> None:
        if isinstance(node, Power) and constant[1] and abs(self.value(node.exponent)) > _MOST_EXPONENT:
            raise self._too_big(f"This exponent is too large; {_MOST_EXPONENT} is the most.", node.exponent)

    def _check_length(self, node: Node) -> None:
        """Refuse a power that has very many digits as an exact fraction, such as 1.0001^30000."""
        if isinstance(node, Power) and abs(self.value(node.exponent)) * _bits(node.base) > _MOST_BITS:
            raise self._out_of_reach(node)

    def _undefined(self, node: Node) -> ReadingError:
        return self._error(f"{_named(node)} is undefined on the real numbers{_remedy(node)}.", node)

    def _out_of_reach(self, node: Node) -> ReadingError:
        return self._too_big(f"{_named(node)} is out of reach; write a number of moderate size.", node)

    def _too_big(self, message: str, node: Node) -> TooBigError:
        error = self._error(message, node)
        return TooBigError(error.message, error.text, error.position)

    def _error(self, message: str, node: Node) -> ReadingError:
        return self._parser.error(message, self._parser.places.get(id(node), 0))


def _named(node: Node) -> str:
    shown = text(node)
    return shown if len(shown) <= _SHORT else "This number"


def _remedy(node: Node) -> str:
    if isinstance(node, Power):
        return "; for the real cube root write cbrt(x)"
    is_logarithm = isinstance(node, Call) and node.function == "log"
    return "; only numbers above 0 have a logarithm" if is_logarithm else "; change it or leave it out"


def _bits(node: Node) -> int:
    if isinstance(node, Number):
        return node.value.numerator.bit_length() + node.value.denominator.bit_length() - 1
    return sum(map(_bits, children(node)))
