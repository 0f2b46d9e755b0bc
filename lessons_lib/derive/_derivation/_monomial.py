"""A term as a number times powers of what it is made of, and its way back to a tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from lessons_lib.check._rebuilding import rational
from lessons_lib.formula import (
    Call,
    Constant,
    Name,
    Node,
    Number,
    Power,
    Product,
    Sum,
    names,
    natural_order,
    number,
)
from lessons_lib.formula import Negative as Minus

from ._trees import minus, over, times, to_power

Key: TypeAlias = frozenset[tuple[Node, Fraction]]

_ROOTS = {"sqrt": 2, "cbrt": 3}
_LARGEST: int = 10**200


@dataclass(frozen=True)
class Monomial:
    """coefficient times the product of base^exponent, in the order in which the bases came."""

    coefficient: Fraction
    powers: Mapping[Node, Fraction] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """What like terms have in common."""
        return frozenset(self.powers.items())

    def scaled(self, factor: Fraction) -> Monomial:
        """Return the same term times a number."""
        return Monomial(self.coefficient * factor, self.powers)

    def times(self, other: Monomial) -> Monomial:
        """Return the product, with powers of one base put together."""
        powers = dict(self.powers)
        for found, exponent in other.powers.items():
            base = _known(powers, found)
            powers[base] = powers.get(base, Fraction()) + exponent
        return Monomial(self.coefficient * other.coefficient, _with_roots(powers))

    def raised(self, exponent: int) -> Monomial:
        """Return a whole power; of 0 only a positive one."""
        powers = {base: power * exponent for base, power in self.powers.items()}
        return Monomial(self.coefficient**exponent, _with_roots(powers))

    def tree(self) -> Node:
        """Return the tree: number, names, then the rest, over what has a negative exponent."""
        value = abs(self.coefficient)
        above = [to_tree(base, power) for base, power in self._sorted() if power > 0]
        below = [to_tree(base, -power) for base, power in self._sorted() if power < 0]
        top = times(number(value.numerator), *above)
        quotient = over(top, times(number(value.denominator), *below))
        return minus(quotient) if self.coefficient < 0 else quotient

    def _sorted(self) -> list[tuple[Node, Fraction]]:
        return sorted(self.powers.items(), key=lambda item: _rank(item[0]))


def _known(powers: Mapping[Node, Fraction], base: Node) -> Node:
    """Return the base that is the same sum in another order, or `base` itself."""
    if base in powers or not isinstance(base, Sum):
        return base
    terms = Counter(base.terms)
    alike = (other for other in powers if isinstance(other, Sum) and Counter(other.terms) == terms)
    return next(alike, base)


def _rank(base: Node) -> tuple[int, tuple[str, int, str]]:
    """Return the place of a factor: π and e, names in order, log 2, then the rest as they came."""
    if isinstance(base, Name):
        return 1, natural_order(base.name)
    is_constant = not names(base)
    return (0 if isinstance(base, Constant) else 2 if is_constant else 3), ("", 0, "")


def to_tree(base: Node, exponent: Fraction) -> Node:
    """Return base^exponent; (e^u)^2 is written e^(2u)."""
    if exponent.denominator == 1 and exponent != 1:
        if isinstance(base, Power):
            return Power(base.base, _multiple(exponent, base.exponent))
        if isinstance(base, Call) and base.function == "exp":
            return Call("exp", (_multiple(exponent, base.arguments[0]),))
    return to_power(base, number(exponent))


def _multiple(factor: Fraction, node: Node) -> Node:
    if isinstance(node, Minus):
        return minus(_multiple(factor, node.operand))
    if isinstance(node, Product) and (value := rational(node.factors[0])) is not None:
        return times(number(factor * value), *node.factors[1:])
    return times(number(factor), node)


def _with_roots(powers: dict[Node, Fraction]) -> dict[Node, Fraction]:
    """Put x/√x together to √x, and drop what has the exponent 0."""
    for base in [base for base in powers if isinstance(base, Call) and base.function in _ROOTS]:
        _merge_root(powers, base)
    return {base: power for base, power in powers.items() if power}


def _merge_root(powers: dict[Node, Fraction], root: Node) -> None:
    """Replace u^m (√u)^s by a power of u and at most one root."""
    assert isinstance(root, Call)
    index, inside = _ROOTS[root.function], root.arguments[0]
    whole, part = powers.get(inside, Fraction()), powers[root]
    if whole.denominator != 1 or isinstance(inside, Number | Constant):
        return
    total = index * whole + part
    merged = Fraction(int(total / index))
    powers[root] = total - index * merged
    if merged or whole:
        powers[inside] = merged


def is_moderate(value: Fraction) -> bool:
    """Tell whether a number is short enough to be worked with exactly."""
    return max(abs(value.numerator), value.denominator) < _LARGEST
