"""A formula tidied as a teacher would: like terms and powers gathered, numbers multiplied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache, reduce
from math import gcd, lcm
from typing import Any, TypeAlias

from lessons_lib.check.values import rational
from lessons_lib.formula import (
    Array,
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    names,
    natural_order,
    number,
)
from lessons_lib.formula import Negative as Minus

from .trees import ONE, ZERO, minus, over, plus, simple_value, size, times, to_power

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


Terms = list[Monomial]

_MOST_OPENED = 12
_MOST_EXPONENT = 60


class TooBigError(ValueError):
    """A formula whose exact numbers or number of terms are past what is worked with."""


def tidied(node: Node) -> Node:
    """Return a formula in the form in which it is given as an answer."""
    if isinstance(node, Array):
        return Array(tuple(tidied(entry) for entry in node.entries))
    return _tree(_terms(node))


def _tree(terms: Terms) -> Node:
    """Return the sum; of two terms the one without a sign comes first: 1 − x² rather than −x² + 1."""
    ahead = next((term for term in terms if term.coefficient > 0), None)
    if ahead is None or (len(terms) > 2 and _degrees(terms)):
        return plus(*(term.tree() for term in terms))
    return plus(ahead.tree(), *(term.tree() for term in terms if term is not ahead))


def _degrees(terms: Terms) -> list[Fraction]:
    """Return the degrees of the terms of a polynomial, [] if it is none."""
    powers = [power for term in terms for power in term.powers.items()]
    if not all(isinstance(base, Name) and exponent > 0 for base, exponent in powers):
        return []
    return [sum(term.powers.values(), Fraction()) for term in terms]


def _by_degree(terms: Terms) -> Terms:
    """Return the terms of a polynomial from the highest degree down, others as they are."""
    degrees = _degrees(terms)
    if not degrees or len(terms) < 3:
        return terms
    ordered = sorted(zip(degrees, range(len(terms)), strict=True), key=lambda pair: (-pair[0], pair[1]))
    return [terms[place] for _, place in ordered]


@lru_cache(maxsize=4096)
def _terms(node: Node) -> Terms:
    rule = _RULES.get(type(node))
    return rule(node) if rule else _atom(node)


def _negative(node: Negative) -> Terms:
    return [term.scaled(Fraction(-1)) for term in _terms(node.operand)]


def _factors(node: Product) -> Terms:
    return reduce(_product, (_terms(part) for part in node.factors))


def _constant(value: Fraction | int) -> Terms:
    if not is_moderate(Fraction(value)):
        raise TooBigError
    return [Monomial(Fraction(value))] if value else []


def _atom(node: Node, exponent: Fraction = Fraction(1)) -> Terms:
    return [Monomial(Fraction(1), {node: exponent})]


# sums


def _sum(node: Sum) -> Terms:
    """Collect like terms; open brackets where that leaves a shorter formula."""
    closed = _collected(term for part in node.terms for term in _terms(part))
    opened = _collected(piece for term in closed for piece in _opened(term))
    if len(opened) > _MOST_OPENED or opened == closed:
        return closed
    return _by_degree(opened) if size(_tree(opened)) < size(_tree(closed)) else closed


def _collected(terms: Iterable[Monomial]) -> Terms:
    found: dict[object, Monomial] = {}
    for term in terms:
        known = found.get(term.key)
        total = term.coefficient + (known.coefficient if known else 0)
        found[term.key] = Monomial(total, (known or term).powers)
    return [term for term in found.values() if term.coefficient]


def _opened(term: Monomial) -> Terms:
    """Return the terms of a product that has sums, or squares of sums, among its factors, multiplied out."""
    sums = [base for base, power in term.powers.items() if isinstance(base, Sum) and power in (1, 2)]
    others = {base: power for base, power in term.powers.items() if base not in sums}
    terms = [Monomial(term.coefficient, others)]
    for factor in sums:
        for _ in range(int(term.powers[factor])):
            terms = [one.times(other) for one in terms for other in _terms(factor)]
        if len(terms) > 4 * _MOST_OPENED:
            return [term]
    return terms


# products and quotients


def _product(left: Terms, right: Terms) -> Terms:
    if not left or not right:
        return []
    left, right = _without_fractions(left, right), _without_fractions(right, left)
    return [_factor(left).times(_factor(right))]


def _without_fractions(terms: Terms, other: Terms) -> Terms:
    """Return a sum of fractions as one fraction, if it is to be multiplied by a fraction."""
    is_fraction = len(other) == 1 and any(power < 0 for power in other[0].powers.values())
    return _one_fraction(terms) if is_fraction else terms


def _one_fraction(terms: Terms) -> Terms:
    """Return a sum of fractions over their common denominator."""
    below: dict[Node, Fraction] = {}
    for term in terms if len(terms) > 1 else ():
        for base, power in term.powers.items():
            if power < 0:
                below[base] = min(power, below.get(base, power))
    if not below:
        return terms
    lifted = Monomial(Fraction(1), {base: -power for base, power in below.items()})
    top = _terms(_tree([term.times(lifted) for term in terms]))
    return [_factor(top).times(Monomial(Fraction(1), below))] if top else []


def _factor(terms: Terms) -> Monomial:
    """Return a sum as one factor, with its number in front: 2x + 2 is 2·(x + 1)."""
    if len(terms) == 1:
        return terms[0]
    content = _content(terms)
    inside = [term.scaled(1 / content) for term in terms]
    return Monomial(content, {_tree(inside): Fraction(1)})


def _content(terms: Terms) -> Fraction:
    """Return the number that all terms share; negative if all are."""
    shared = reduce(gcd, (abs(term.coefficient.numerator) for term in terms))
    below = reduce(lcm, (term.coefficient.denominator for term in terms))
    sign = -1 if all(term.coefficient < 0 for term in terms) else 1
    return Fraction(sign * shared, below)


def _quotient(node: Quotient) -> Terms:
    top, bottom = _terms(node.top), _terms(node.bottom)
    top, bottom = _one_fraction(top), _one_fraction(bottom)
    if not top or not bottom:
        return [] if bottom else _atom(node)
    below = _denominator(bottom)
    return [_factor(_cancelled(top, below)).times(_inverse(below, _shared(top, below)))]


def _denominator(bottom: Terms) -> Monomial:
    """Return the denominator as one factor; 1 + x²/4 becomes (4 + x²)/4, 2x + 2 stays."""
    is_plain = len(bottom) > 1 and _content(bottom).denominator == 1
    return Monomial(Fraction(1), {_tree(bottom): Fraction(1)}) if is_plain else _factor(bottom)


def _shared(top: Terms, below: Monomial) -> dict[Node, Fraction]:
    """Return the powers that every term of the numerator has in common with the denominator."""
    found = {}
    for base, exponent in below.powers.items() if len(top) > 1 else ():
        least = min(term.powers.get(base, Fraction()) for term in top)
        if min(least, exponent) > 0:
            found[base] = min(least, exponent)
    return found


def _cancelled(top: Terms, below: Monomial) -> Terms:
    shared = {base: -power for base, power in _shared(top, below).items()}
    return [term.times(Monomial(Fraction(1), shared)) for term in top] if shared else top


def _inverse(below: Monomial, shared: dict[Node, Fraction]) -> Monomial:
    return below.raised(-1).times(Monomial(Fraction(1), shared))


# powers and functions


def _power(node: Power) -> Terms:
    base, exponent = tidied(node.base), tidied(node.exponent)
    value = rational(exponent)
    if value is None:
        return [] if base == ZERO else _constant(1) if base == ONE else _atom(Power(base, exponent))
    if value == 0:
        return _constant(1)
    return _rational_power(base, value)


def _rational_power(base: Node, value: Fraction) -> Terms:
    terms = _terms(base)
    is_whole = value.denominator == 1 and abs(value) <= _MOST_EXPONENT
    if len(terms) == 1 and is_whole and _keeps_domain(terms[0]):
        raised = terms[0].raised(int(value))
        return [raised.times(Monomial(*_checked(raised.coefficient)))]
    if not terms:
        return [] if value > 0 else _atom(Power(base, number(value)))
    if base == ONE:
        return _constant(1)
    return _atom(base, value)


def _checked(value: Fraction) -> tuple[Fraction]:
    if not is_moderate(value):
        raise TooBigError
    return (Fraction(1),)


def _keeps_domain(term: Monomial) -> bool:
    return all(exponent.denominator == 1 for exponent in term.powers.values())


def _call(node: Call) -> Terms:
    arguments = tuple(tidied(part) for part in node.arguments)
    if len(arguments) == 1 and (simple := simple_value(node.function, arguments[0])) is not None:
        return _terms(simple)
    return _atom(Call(node.function, arguments))


_RULES: dict[type, Callable[[Any], Terms]] = {
    Number: lambda node: _constant(node.value),
    Negative: _negative,
    Sum: _sum,
    Product: _factors,
    Quotient: _quotient,
    Power: _power,
    Call: _call,
}
