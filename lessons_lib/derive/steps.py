"""One derivative worked out, every part before the whole, each line tried at points before it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

from mpmath import isfinite

from lessons_lib.check.values import rational
from lessons_lib.formula import (
    Call,
    Name,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    ReadingError,
    Sum,
    children,
    evaluate,
    names,
    parse,
    text,
    walk,
)

from .rules import SLOPES, NoRuleError, Ruled, parted, rewritten, ruled, slope_of
from .tidy import tidied
from .trees import ZERO, depends, gathered, size, substituted

_NEAR = [Fraction(n, 1000) for n in (731, 1319, -417, 2253, 307, -1129, 1783, 113, -2671, 3461, -853, 571)]
_FAR = [Fraction(n, 100) for n in (473, 1127, -719, 2891, 7, -3, 5309, 617, -1613, 127)]
_WIDE = 400
_REACHES = (3, 12, 40, 400, 3000)
_WANTED = 3
_STEPS = (Fraction(1, 10**14), Fraction(1, 10**17))
_CLOSE = 1e-9
_MOST_WORK = 40_000

Point = Mapping[str, Fraction]


class TooLongError(ValueError):
    """More work than one derivation may do."""


class NowhereError(ValueError):
    """A formula that is defined at none of the points."""


class Checker:
    """Tries lines at points; counts the work of all lines together."""

    def __init__(self, most: int = _MOST_WORK) -> None:
        self._left = most

    def spend(self, work: int) -> None:
        """Count work that is done."""
        self._left -= work
        if self._left < 0:
            raise TooLongError

    def is_slope(self, before: Node, after: Node, variable: str) -> bool:
        """Tell whether `after` is the derivative of `before`, by central differences."""
        return self._holds(before, after, lambda at: self._matches_slope(before, after, variable, at))

    def is_same(self, before: Node, after: Node) -> bool:
        """Tell whether two formulas have the same values where the first is defined."""
        return self._holds(before, after, lambda at: self._matches(before, after, at))

    def _holds(self, before: Node, after: Node, test: Any) -> bool:
        met = 0
        for at in points(sorted({*names(before), *names(after)})):
            found = test(at)
            if found is False:
                return False
            met += found is True
            if met == _WANTED:
                break
        if not met:
            raise NowhereError
        return True

    def _matches(self, before: Node, after: Node, at: Point) -> bool | None:
        expected = self._value(before, at)
        return None if expected is None else _is_close(expected, self._value(after, at))

    def _matches_slope(self, before: Node, after: Node, variable: str, at: Point) -> bool | None:
        """Compare with a difference; None where the formula is undefined or wilder than the step."""
        slope = self._difference(before, variable, at, _STEPS[0])
        if slope is None:
            return None
        if _is_close(slope, self._value(after, at)):
            return True
        finer = self._difference(before, variable, at, _STEPS[1])
        return False if finer is not None and _is_close(slope, finer) else None

    def _difference(self, node: Node, variable: str, at: Point, step: Fraction) -> Any:
        here = at.get(variable, Fraction())
        ahead = self._value(node, {**at, variable: here + step})
        behind = None if ahead is None else self._value(node, {**at, variable: here - step})
        return None if behind is None else (ahead - behind) / (2 * step.numerator) * step.denominator

    def _value(self, node: Node, at: Point) -> Any:
        self.spend(size(node))
        value = evaluate(node, at)
        return value if isfinite(value) else None


def _is_close(expected: Any, found: Any) -> bool:
    return found is not None and abs(expected - found) <= _CLOSE * max(abs(expected), abs(found), 1e-6)


def points(found: list[str]) -> Iterator[dict[str, Fraction]]:
    """Yield points for some names: near ones, far ones, then many more; the same in every run."""
    for pool in (_NEAR, _FAR):
        for shift in range(len(pool)):
            yield {name: pool[(shift + 5 * i) % len(pool)] for i, name in enumerate(found)}
    random = Random(7)  # noqa: S311
    for turn in range(_WIDE):
        reach = _REACHES[turn % len(_REACHES)]
        yield {name: Fraction(random.randint(-1000 * reach, 1000 * reach), 1000) for name in found}


_FORMULAS = {
    "constant rule": "(c)′ = 0",
    "constant factor rule": "(c·u)′ = c·u′",
    "sum rule": "(u + v)′ = u′ + v′",
    "power rule": "(x^n)′ = n·x^(n − 1)",
    "power rule, term by term": "(x^n)′ = n·x^(n − 1)",
    "product rule": "(u·v)′ = u′·v + u·v′",
    "quotient rule": "(u/v)′ = (u′·v − u·v′)/v²",
    "reciprocal rule": "(c/v)′ = −c·v′/v²",
    "chain rule, outside a power": "(u^n)′ = n·u^(n − 1)·u′",
    "chain rule, outside e^u": "(e^u)′ = e^u·u′",
    "chain rule, outside a^u": "(a^u)′ = a^u·log(a)·u′",
    "chain rule, outside log_b": "(log_b(u))′ = u′/(u·log(b))",
    "derivative of e^x": "(e^x)′ = e^x",
    "derivative of a^x": "(a^x)′ = a^x·log(a)",
    "derivative of log_b": "(log_b(x))′ = 1/(x·log(b))",
    "logarithmic differentiation": "(u^v)′ = u^v·(v·log(u))′ = u^v·(v′·log(u) + v·u′/u)",
    "negative exponent": "1/u^n = u^(−n)",
    "change of base": "log_b(u) = log(u)/log(b)",
}
_EQUALITIES = frozenset(
    (
        "tidy up",
        "negative exponent",
        "change of base",
        "two at a time",
        "write out",
        "put in the point",
    )
)


class Step(NamedTuple):
    """One line of a derivation, as text that `compare` reads."""

    rule: str
    before: str
    after: str

    @property
    def name(self) -> str:
        """The rule without the variable: "product rule" of "product rule, in x"."""
        return self.rule.partition(", in ")[0]

    @property
    def rewrites(self) -> bool:
        """Whether the two sides are equal, rather than a formula and its derivative."""
        return self.name in _EQUALITIES

    @property
    def formula(self) -> str:
        """The rule in letters, such as (u·v)′ = u′·v + u·v′; empty where there is none."""
        function = self.name.rpartition(" ")[2]
        if self.name in _FORMULAS or function not in SLOPES:
            return _FORMULAS.get(self.name, "")
        letter = "u" if self.name.startswith("chain") else "x"
        return _in_letters(function, letter)

    def __str__(self) -> str:
        return f"{self.rule}: {self.before} {'=' if self.rewrites else '→'} {self.after}"


def _in_letters(function: str, letter: str) -> str:
    slope = text(substituted(slope_of(function), {"u": Name(letter)}))
    whole = slope if letter == "x" else f"({slope})·u′" if "/" in slope else f"{slope}·u′"
    return f"({text(Call(function, (Name(letter),)))})′ = {whole}"


class Part(NamedTuple):
    """The derivation of one entry of a gradient, Jacobian or Hessian: its name, its steps, its result."""

    name: str
    steps: tuple[Step, ...]
    result: str


@dataclass(frozen=True)
class Derivation:
    """A worked derivation."""

    steps: tuple[Step, ...] = ()
    result: str = ""
    parts: tuple[Part, ...] = ()
    trouble: str = ""

    def __str__(self) -> str:
        return self.trouble or "\n".join(map(str, self.steps))


_MOST_NODES = 700
_LONGEST = 4000
_TIDYING = 6
_SHOWS_PIECES = frozenset(("product rule", "quotient rule", "logarithmic differentiation"))
_QUIET = frozenset(("constant factor rule",))
TIDY = "tidy up"


class Line(NamedTuple):
    """A step as trees; `differentiates` says whether `after` is the derivative of `before` or equal to it."""

    rule: str
    before: Node
    after: Node
    differentiates: bool


class Worker:
    """Works out derivatives in one variable and keeps the lines."""

    def __init__(self, variable: str, checker: Checker, declared: Iterable[str] | None = None) -> None:
        self.variable = variable
        self.lines: list[Line] = []
        self._checker = checker
        self._declared = declared
        self._known: dict[Node, Node] = {}

    def work(self, node: Node) -> Node:
        """Return the derivative of a formula and keep the lines that lead to it."""
        if not depends(node, self.variable):
            self._keep("constant rule", node, ZERO)
            return ZERO
        form = rewritten(node, self.variable)
        if form:
            return self.work(self._rewrite(node, form))
        found = self._ruled(node)
        self._known[node] = self._kept(node, found, in_full=True)
        return self._known[node]

    def slope(self, node: Node) -> Node:
        """Return the derivative of a part; the lines of a part are kept once."""
        if node not in self._known:
            self._known[node] = self._worked(node)
        return self._known[node]

    def _worked(self, node: Node) -> Node:
        if not depends(node, self.variable):
            return ZERO
        if is_linear(node, self.variable):
            return self._quiet(node)
        form = rewritten(node, self.variable)
        if form:
            return self.slope(self._rewrite(node, form))
        found = self._ruled(node)
        if found.rule in _QUIET:
            return self._tidied(found.after)
        return self._kept(node, found, in_full=found.rule in _SHOWS_PIECES)

    def _ruled(self, node: Node) -> Ruled:
        if is_monomial(node, self.variable):
            return Ruled("power rule", self._at_once(node))
        if not isinstance(node, Sum):
            return ruled(node, self.variable, self.slope)
        found = ruled(node, self.variable, self._term)
        by_terms = all(is_monomial(term, self.variable) for term in node.terms)
        return Ruled("power rule, term by term", found.after) if by_terms else found

    def _term(self, node: Node) -> Node:
        """Return the derivative of a term of a sum, where c x^n needs no line of its own."""
        return self._quiet(node) if is_monomial(node, self.variable) else self.slope(node)

    def _quiet(self, node: Node) -> Node:
        if not depends(node, self.variable):
            return ZERO
        return tidied(ruled(node, self.variable, self._quiet).after)

    def _at_once(self, node: Node) -> Node:
        """Return the derivative of c x^n as it comes: n·c·x^(n − 1)."""
        return gathered(ruled(node, self.variable, self._at_once).after)

    # lines

    def _rewrite(self, node: Node, form: Ruled) -> Node:
        self._keep(form.rule, node, form.after, differentiates=False)
        return form.after

    def _kept(self, node: Node, found: Ruled, *, in_full: bool) -> Node:
        """Keep the line of a rule; `in_full` shows what the rule gives before it is tidied."""
        result = self._tidied(found.after)
        if not in_full or is_reordered(found.after, result):
            self._keep(found.rule, node, result)
            return result
        self._keep(found.rule, node, found.after)
        self._keep(TIDY, found.after, result, differentiates=False)
        return result

    def _tidied(self, node: Node) -> Node:
        self._checker.spend(_TIDYING * size(node, _LONGEST))
        return tidied(node)

    def _keep(self, rule: str, before: Node, after: Node, *, differentiates: bool = True) -> None:
        line = Line(rule, before, after, differentiates)
        read = self._read_back(after)
        if differentiates:
            holds = self._checker.is_slope(before, read, self.variable)
        else:
            holds = self._checker.is_same(before, read)
        if not holds:
            raise NoRuleError(before)
        self.lines.append(line)

    def _read_back(self, node: Node) -> Node:
        """Return what a reader makes of the text of a line: that is what is checked."""
        if size(node) > _MOST_NODES:
            raise TooLongError
        try:
            return parse(text(node), self._declared).tree
        except ReadingError:
            raise TooLongError from None


def is_reordered(one: Node, other: Node) -> bool:
    """Tell whether two formulas are made of the same pieces."""
    return Counter(map(_piece, walk(one))) == Counter(map(_piece, walk(other)))


def _piece(node: Node) -> object:
    """Return what a node is by itself, without what is below it."""
    if isinstance(node, Call):
        return node.function
    return type(node) if children(node) else node


def is_linear(node: Node, variable: str) -> bool:
    """Tell whether a formula is a sum of constants and constant multiples of the variable."""
    match node:
        case Sum(terms):
            return all(is_linear(term, variable) for term in terms)
        case Negative(inner):
            return is_linear(inner, variable)
        case Name():
            return True
    return not depends(node, variable) or _scaled(node, variable, is_linear)


def is_monomial(node: Node, variable: str) -> bool:
    """Tell whether a formula is a constant times a power of the variable, or constant."""
    match node:
        case Negative(inner):
            return is_monomial(inner, variable)
        case Power(base, exponent):
            is_power = base == Name(variable) and rational(exponent) is not None
            return is_power or not depends(node, variable)
    return node == Name(variable) or not depends(node, variable) or _scaled(node, variable, is_monomial)


def _scaled(node: Node, variable: str, test: Callable[[Node, str], bool]) -> bool:
    """Tell whether a product or quotient is a constant times something that passes the test."""
    if isinstance(node, Product):
        moving = parted(node, variable)[1]
        return len(moving) == 1 and test(moving[0], variable)
    if isinstance(node, Quotient):
        return not depends(node.bottom, variable) and test(node.top, variable)
    return False
