"""A learner's own derivation, line by line: the first line that does not follow, and what went wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lessons_lib.check.labels import sides
from lessons_lib.check.reading import Problem, as_problem, read_formula, speaks_of_arrays
from lessons_lib.check.values import replaced
from lessons_lib.formula import Negative, Node, Power, Product, ReadingError, Sum, Transpose, text, walk

from .arrays import Diagnosis
from .diagnosis import MOST_NODES, Case, case_of, same
from .replay import Work, right_slope
from .trees import Entries, minus, plus, size, spread, times, to_power

_MOST_LINES = 60
_MOST_SIGNS = 6_000
_MOST_WORK = 15_000
_OPERATOR = re.compile(r"(?:d|∂)\s*/\s*(?:d|∂)\s*([^\W\d_](?:_?\d+)?)\s*\(")

_TOO_LONG = "These lines are too long to be checked at once; give fewer of them."
_DONE = "Every line follows, and the last one is right."
_NOT_YET = "So far all is right; the derivative is still to come."


@dataclass(frozen=True)
class LinesChecked:
    """What was found in a derivation that was typed line by line."""

    accepted: bool
    first: int | None
    why: str
    diagnoses: tuple[Diagnosis, ...] = ()


def check_lines(problem: Problem | str, lines: Iterable[str] | str) -> LinesChecked:
    """Find the first line of a learner's derivation that does not follow.

    Parameters
    ----------
    problem : Problem or str
    lines : iterable of str, or one text with line breaks
        Such as "f'(x) = 2x sin x + x^2 cos x", "= x (2 sin x + x cos x)". Lines may begin with the function
        itself, hold several equal signs, and use d/dx(...) for what is not yet differentiated.

    Returns
    -------
    LinesChecked
        Never raises on bad text.

    Examples
    --------
    >>> found = check_lines("derivative of x^2 sin x in x", ["2x sin x + x^2 cos x", "x (2 sin x - x cos x)"])
    >>> found.first, found.why
    (1, 'Line 2 does not follow from the line before it.')
    """
    try:
        asked = as_problem(problem)
        checker = _Lines(asked)
        listed = lines.splitlines() if isinstance(lines, str) else [str(line) for line in lines]
        if sum(map(len, listed)) > _MOST_SIGNS or len(listed) > _MOST_LINES:
            return LinesChecked(accepted=False, first=None, why=_TOO_LONG)
        return checker.check([line for line in listed if line.strip()])
    except ReadingError as error:
        return LinesChecked(accepted=False, first=None, why=error.message)
    except (ValueError, TypeError, RecursionError) as error:
        return LinesChecked(accepted=False, first=None, why=str(error) or "These lines cannot be checked.")


class _Lines:
    """Goes through the lines; remembers the last good one, for a gradient that of every part."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.case: Case = case_of(problem)
        self.formula = spread(read_formula(problem.expression, problem.variables))
        self.arrays = speaks_of_arrays(problem.expression, None)
        self.before: dict[str, Node] = {}

    def check(self, lines: list[str]) -> LinesChecked:
        """Return the first line that does not follow, or what is still to do."""
        for index, line in enumerate(lines):
            for part in sides(line):
                try:
                    found = self._line(index, *part)
                except ReadingError as error:
                    return LinesChecked(accepted=False, first=index, why=error.message)
                if found:
                    return found
        return LinesChecked(self._is_done, None, _DONE if self._is_done else _NOT_YET)

    @property
    def _is_done(self) -> bool:
        return "" in self.before or all(name in self.before for name in self.problem.variables)

    def _line(self, index: int, name: str, typed: str) -> LinesChecked | None:
        name = name if self._has_part(name) else ""
        tree = read_formula(self._carried_out(typed), self.problem.variables, arrays=self.arrays)
        tree = tree if self.arrays else self._without_primes(tree, name)
        if same(spread(tree), self._wanted(name)):
            self.before[name] = tree
            return None
        if not self.before and same(spread(tree), self.formula):
            return None
        return self._wrong(index, name, tree)

    def _has_part(self, name: str) -> bool:
        return self.problem.kind == "gradient" and name in self.problem.variables

    def _wanted(self, name: str) -> Entries:
        """Return all entries, or the one partial derivative that a line is about."""
        entries = self.case.entries
        return entries[self.problem.variables.index(name)] if name and isinstance(entries, tuple) else entries

    def _carried_out(self, typed: str) -> str:
        """Replace d/dx(...) by the derivative that it stands for."""
        while found := _OPERATOR.search(typed):
            end = _closing(typed, found.end())
            inside = read_formula(typed[found.end() : end], (found[1],))
            if size(inside) > MOST_NODES:
                raise ReadingError("This is too long; differentiate a part of it.", typed, found.end())
            typed = f"{typed[: found.start()]}({text(right_slope(found[1])(inside))}){typed[end + 1 :]}"
        return typed

    def _without_primes(self, tree: Node, name: str) -> Node:
        """Replace (...)' by the derivative that it stands for."""
        variables = (name,) if name else self.problem.variables

        def carried_out(part: Node) -> Node | None:
            if not isinstance(part, Transpose):
                return None
            if len(variables) != 1:
                raise ReadingError("Several letters move here; write d/dx(...) in place of '.", "", 0)
            inside = replaced(part.operand, carried_out)
            if size(inside) > MOST_NODES:
                raise ReadingError("This is too long; differentiate a part of it.", "", 0)
            return right_slope(variables[0])(inside)

        return replaced(tree, carried_out)

    def _wrong(self, index: int, name: str, tree: Node) -> LinesChecked:
        if name in self.before:
            why = f"Line {index + 1} does not follow from the line before it."
            return LinesChecked(False, index, why, tuple(rewriting_mistakes(self.before[name], tree)))
        if name:
            case = case_of(Problem("derivative", self.problem.expression, (name,)))
            why = f"Line {index + 1} is not the derivative by {name}."
            return LinesChecked(False, index, why, tuple(case.diagnoses(spread(tree))))
        why = f"Line {index + 1} is not the {self.problem.kind}."
        return LinesChecked(False, index, why, tuple(self.case.diagnoses(spread(tree))))


def _closing(typed: str, start: int) -> int:
    """Return the place of the bracket that closes the one before `start`."""
    depth = 1
    for place in range(start, len(typed)):
        depth += (typed[place] == "(") - (typed[place] == ")")
        if depth == 0:
            return place
    raise ReadingError("This bracket is never closed; add a ).", typed, start - 1)


# rewriting


def rewriting_mistakes(before: Node, after: Node) -> Iterator[Diagnosis]:
    """Yield the slips of algebra that lead from one line to the next."""
    seen, work = set(), Work(_MOST_WORK)
    for part in dict.fromkeys(walk(before)):
        for tag, message, wrong in _slips(part):
            changed = _put(before, part, wrong)
            if tag not in seen and same(spread(changed), spread(after), work):
                seen.add(tag)
                yield Diagnosis(tag, message, text(part))


def _put(tree: Node, place: Node, wrong: Node) -> Node:
    return replaced(tree, lambda part: wrong if part == place else None)


def _slips(part: Node) -> Iterator[tuple[str, str, Node]]:
    match part:
        case Sum(terms):
            yield from _of_sum(terms)
        case Product(factors):
            yield from _of_product(factors)
        case Negative(inner):
            yield "sign lost", "A minus sign has gone missing between the two lines.", inner
            if isinstance(inner, Sum):
                wrong = plus(minus(inner.terms[0]), *inner.terms[1:])
                yield "minus before a bracket", "A minus before a bracket turns every sign inside it.", wrong
        case Power(base, exponent):
            if isinstance(base, Sum):
                wrong = plus(*(to_power(term, exponent) for term in base.terms))
                yield "power of a sum", "A power of a sum is not the sum of the powers.", wrong
            yield "exponent lost", "An exponent has gone missing between the two lines.", base


def _of_sum(terms: tuple[Node, ...]) -> Iterator[tuple[str, str, Node]]:
    for place, term in enumerate(terms):
        rest = terms[:place], terms[place + 1 :]
        yield "sign lost", "A sign has changed between the two lines.", plus(*rest[0], minus(term), *rest[1])
        yield "term lost", "A term has gone missing between the two lines.", plus(*rest[0], *rest[1])


def _of_product(factors: tuple[Node, ...]) -> Iterator[tuple[str, str, Node]]:
    for place, factor in enumerate(factors):
        rest = factors[:place], factors[place + 1 :]
        yield "factor lost", "A factor has gone missing between the two lines.", times(*rest[0], *rest[1])
        if isinstance(factor, Sum):
            first, *others = factor.terms
            wrong = plus(times(*rest[0], first, *rest[1]), *others)
            message = "A factor before a bracket multiplies every term inside it."
            yield "bracket multiplied in part", message, wrong
