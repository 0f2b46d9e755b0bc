"""One derivative worked out: every part before the whole, each line checked as it is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from lessons_lib.check._rebuilding import rational
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
    parse,
    text,
    walk,
)

from ._points import Checker, TooLongError
from ._rules import NoRuleError, Ruled, parted, rewritten, ruled
from ._tidy import tidied
from ._trees import ZERO, depends, gathered, size

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
        """Return the derivative of a formula and keep the lines that lead to it.

        Raises
        ------
        NoRuleError, NowhereError, TooBigError, TooLongError
        """
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
