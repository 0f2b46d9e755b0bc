"""A formula as a list of elementary operations: what a machine does, one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce

from .build import tree_of
from .errors import TooMuchWorkError
from .function import Function
from .graph import HALF, LOG_TOTAL, ONE, SOFTMAX, Graph, Product
from .printing import text
from .tree import Call, Name, Number, Power, Sum, number
from .vocabulary import SHOWN_AS

LETTERS = ("u", "w")
LONGEST = 150

# An operand is the place of an earlier result, or the text of a constant.
Operand = int | str

_CALLS = {SOFTMAX: "e^({} - {})"} | {name: f"{shown}({{}})" for name, shown in SHOWN_AS.items()}


@dataclass(frozen=True, slots=True)
class Elementary:
    """One operation."""

    rule: str
    arguments: tuple[int, ...]


def elementary(f: Function) -> tuple[list[Elementary], list[int]]:
    """Return the operations that compute a formula, each subexpression once, and the places of its outputs.

    Examples
    --------
    >>> operations, outputs = elementary(Function("x^2 y + sin(x^2)"))
    >>> [(operation.rule, operation.arguments) for operation in operations], outputs
    ([('u^2', (0,)), ('u*w', (2, 1)), ('sin(u)', (2,)), ('u + w', (3, 4))], [5])
    """
    entries = f._entries  # noqa: SLF001
    roots = [int(root) for root in entries.roots.flat]
    if len(entries.graph.reachable(roots)) > LONGEST:
        raise TooMuchWorkError("this formula is too long to be followed operation by operation: shorten it")
    reader = _Reader(entries.graph)
    return reader.operations, [reader.output(root) for root in roots]


@dataclass
class _Reader:
    """Writes down operations as they are needed, each once."""

    graph: Graph
    operations: list[Elementary] = field(default_factory=list)
    known: dict[int, Operand] = field(default_factory=dict)

    def output(self, root: int) -> int:
        """Return the place of a root; a constant is an operation without arguments."""
        operand = self.of(root)
        return operand if isinstance(operand, int) else self._written(Elementary(operand, ()))

    def of(self, index: int) -> Operand:
        """Return the operand that a node of the graph is."""
        if index not in self.known:
            self.known[index] = self._found(index)
        return self.known[index]

    def _found(self, index: int) -> Operand:
        node = self.graph.nodes[index]
        if not self.graph.depends[index]:
            return f"({text(tree_of(self.graph, index))})"
        match node:
            case Name(name):
                return self.graph.places[name]
            case Sum(terms):
                return self._sum(terms)
            case Product(coefficient, powers):
                return self._product(coefficient, powers)
            case Power(base, exponent):
                return self._do("{}^{}", self.of(base), self.of(exponent))
            case Call(function, arguments):
                return self._call(function, [self.of(argument) for argument in arguments])
        raise AssertionError(f"no operation for {node!r}")

    def _do(self, pattern: str, *operands: Operand) -> Operand:
        """Return the operation on its operands; on constants alone it is a constant."""
        places = tuple(operand for operand in operands if isinstance(operand, int))
        letters = iter(LETTERS)
        filled = [next(letters) if isinstance(operand, int) else operand for operand in operands]
        rule = pattern.format(*filled)
        return self._written(Elementary(rule, places)) if places else f"({rule})"

    def _written(self, operation: Elementary) -> int:
        if operation not in self.operations:
            self.operations.append(operation)
        return len(self.graph.names) + self.operations.index(operation)

    def _sum(self, terms: Sequence[int]) -> Operand:
        total = self.of(terms[0])
        for term in terms[1:]:
            match self.graph.nodes[term]:
                case Number(value) if value < 0:
                    total = self._do("{} - {}", total, _number(-value))
                case Product(coefficient, powers) if coefficient < 0:
                    total = self._do("{} - {}", total, self._product(-coefficient, powers))
                case _:
                    total = self._do("{} + {}", total, self.of(term))
        return total

    def _product(self, coefficient: Fraction, powers: Sequence[tuple[int, Fraction]]) -> Operand:
        if coefficient == 1 and len(powers) == 1 and powers[0][1] not in {ONE, -ONE}:
            return self._power(*powers[0])
        above = [self._power(base, exponent) for base, exponent in powers if exponent > 0]
        below = [self._power(base, -exponent) for base, exponent in powers if exponent < 0]
        top = self._scaled(coefficient, self._times(above))
        return self._do("{}/{}", top, self._times(below)) if below else top

    def _times(self, factors: Sequence[Operand]) -> Operand:
        """Multiply the constants first, then the rest from left to right."""
        ordered = sorted(factors, key=lambda factor: isinstance(factor, int))
        return reduce(lambda one, other: self._do("{}*{}", one, other), ordered) if factors else "1"

    def _scaled(self, coefficient: Fraction, operand: Operand) -> Operand:
        if coefficient == 1:
            return operand
        if operand == "1":
            return _number(coefficient)
        if coefficient == -1:
            return self._do("-{}", operand)
        if coefficient.numerator == 1:
            return self._do("{}/{}", operand, _number(Fraction(coefficient.denominator)))
        return self._do("{}*{}", _number(coefficient), operand)

    def _power(self, base: int, exponent: Fraction) -> Operand:
        if exponent == 1:
            return self.of(base)
        if exponent == HALF:
            return self._do("sqrt({})", self.of(base))
        whole = exponent.denominator == 1 and exponent > 0
        return self._do(f"{{}}^{exponent if whole else f'({exponent})'}", self.of(base))

    def _call(self, function: str, operands: list[Operand]) -> Operand:
        if function == LOG_TOTAL:
            return reduce(lambda one, other: self._do("log(e^{} + e^{})", one, other), operands)
        places = ", ".join("{}" for _ in operands)
        return self._do(_CALLS.get(function, f"{function}({places})"), *operands)


def _number(value: Fraction) -> str:
    return str(value) if value.denominator == 1 and value >= 0 else f"({text(number(value))})"
