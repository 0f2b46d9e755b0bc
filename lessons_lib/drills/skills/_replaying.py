"""The wrong answers that known mistakes lead to: what `diagnose` is held to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from lessons_lib.check.reading import Problem, read_formula
from lessons_lib.derive.arrays import CHANGES, flat, has_matrices, shape_of
from lessons_lib.derive.diagnosis import Case, case_of, same
from lessons_lib.derive.mistakes import SLIPS
from lessons_lib.derive.replay import at_wrong_points, of_variables, replayed, turned, whole_mistakes
from lessons_lib.derive.rules import NoRuleError
from lessons_lib.derive.trees import Entries, spread, substituted
from lessons_lib.formula import Node, evaluate, names, text

_MOST_CHANGES = 2


class Known(NamedTuple):
    """A wrong answer as it is typed, and the mistake that leads to it."""

    tag: str
    answer: str


def known_mistakes(problem: Problem, answer: str) -> Iterator[Known]:
    """Yield what each known mistake makes of a problem: once for each tag, in a list for each entry.

    Examples
    --------
    >>> found = dict(known_mistakes(Problem("derivative", "x sin x", "x"), "sin x + x cos x"))
    >>> found["product of derivatives"]
    'cos(x)'
    """
    if has_matrices(problem.tree()):
        yield from _of_matrices(answer)
        return
    case = case_of(problem)
    if not shape_of(case.entries):
        ((tree, variable),) = case.sources
        yield from (Known(tag, text(wrong)) for tag, wrong in _of_number(case, tree, variable))
    else:
        yield from _of_array(case)


def _of_matrices(answer: str) -> Iterator[Known]:
    yield Known("lost factor 2", f"1/2 ({answer})")
    yield Known("factor 2 too many", f"2 ({answer})")
    yield Known("sign", f"-({answer})")
    if "'" in answer:
        yield Known("transpose forgotten", answer.replace("'", ""))


# one formula


def _of_number(case: Case, tree: Node, variable: str) -> Iterator[tuple[str, Node]]:
    """Yield (tag, wrong formula or number) where the wrong one has a value and is not right by chance."""
    entries = flat(case.entries)
    right = entries[[source == (tree, variable) for source in case.sources].index(True)]
    met = set()
    for tag, wrong in _replayed(case, tree, variable, right):
        put, wanted = (_at(each, case.at) for each in (wrong, right))
        if tag not in met and _has_value(put) and not same(put, wanted):
            met.add(tag)
            yield tag, put


def _replayed(case: Case, tree: Node, variable: str, right: Node) -> Iterator[tuple[str, Node]]:
    for slip in SLIPS:
        yield from ((slip.tag, wrong) for _, wrong in replayed(tree, variable, slip))
    if not shape_of(case.entries):
        try:
            whole = [*of_variables(tree, variable), *whole_mistakes(tree, variable), *turned(right)]
        except NoRuleError:
            return
        yield from ((found.tag, found.wrong) for found in whole)
        if case.at is not None:
            yield from ((found.tag, found.wrong) for found in at_wrong_points(right, case.at))


def _at(tree: Node, at: Mapping[str, Node] | None) -> Node:
    return substituted(tree, at) if at else tree


def _has_value(tree: Node) -> bool:
    """Tell whether a number is finite; a formula is taken to have values somewhere."""
    if names(tree):
        return True
    value = evaluate(tree)
    return not isinstance(value, tuple) and bool(np.isfinite(complex(value)))


# lists and matrices


class _Typed:
    """An entry as it is typed, so that changes of a whole array can be replayed on text."""

    def __init__(self, typed: str) -> None:
        self.typed = typed

    def __mul__(self, factor: float) -> _Typed:
        return _Typed(f"{factor:g}*({self.typed})") if factor else _Typed("0")

    __rmul__ = __mul__

    def __add__(self, other: Any) -> _Typed:
        return _Typed(f"{self.typed} + ({other.typed})")

    def __str__(self) -> str:
        return self.typed


def _of_array(case: Case) -> Iterator[Known]:
    right = np.array([_Typed(text(_at(entry, case.at))) for entry in flat(case.entries)], dtype=object)
    right = right.reshape(shape_of(case.entries))
    for change in CHANGES:
        wrongs = [typed for typed in map(_typed, change.make(right)) if not _is_right(typed, case)]
        yield from (Known(change.tag, typed) for typed in wrongs[:_MOST_CHANGES])
    for place, tag, entry in _of_entries(case, once=right.ndim > 1):
        wrong = right.copy()
        wrong.flat[place] = _Typed(text(entry))
        yield Known(tag, _typed(wrong))


def _of_entries(case: Case, *, once: bool) -> Iterator[tuple[int, str, Node]]:
    """Yield (place, tag, wrong entry): each tag at every place, or once, as in a matrix of many entries."""
    met = set()
    for place, (tree, variable) in enumerate(case.sources):
        for tag, entry in _of_number(case, tree, variable):
            if not once or tag not in met:
                met.add(tag)
                yield place, tag, entry


def _is_right(typed: str, case: Case) -> bool:
    right = _put_in(case.entries, case.at)
    return same(spread(read_formula(typed)), right)


def _put_in(entries: Entries, at: Mapping[str, Node] | None) -> Entries:
    if isinstance(entries, tuple):
        return tuple(_put_in(entry, at) for entry in entries)
    return _at(entries, at)


def _typed(entries: Any) -> str:
    if not getattr(entries, "ndim", 0):
        return str(entries)
    return f"[{', '.join(map(_typed, entries))}]"
