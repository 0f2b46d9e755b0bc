"""A mistake replayed: the derivative that comes out if one rule is got wrong, at one place or throughout."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lessons_lib.derive._derivation import ZERO, NoRuleError, Slope, depends, rewritten, ruled
from lessons_lib.derive._mistakes import Slip
from lessons_lib.formula import Call, Node, walk

_MOST_VARIANTS = 12


def right_slope(variable: str) -> Slope:
    """Return the function that differentiates by the rules, without lines."""
    known: dict[Node, Node] = {}

    def slope(node: Node) -> Node:
        if node not in known:
            known[node] = _plain(node, variable, slope)
        return known[node]

    return slope


def _plain(node: Node, variable: str, slope: Slope) -> Node:
    if not depends(node, variable):
        return ZERO
    if isinstance(node, Call) and (form := rewritten(node, variable)):
        return slope(form.after)
    return ruled(node, variable, slope).after


def places(tree: Node, variable: str) -> list[Node]:
    """Return the parts of a formula at which a rule is used, each once."""
    return [part for part in dict.fromkeys(walk(tree)) if depends(part, variable)]


def replayed(tree: Node, variable: str, slip: Slip) -> Iterator[tuple[Node, Node]]:
    """Yield (where, wrong derivative) for a slip at each place, then for the same slip throughout."""
    right = right_slope(variable)
    met = []
    for place in places(tree, variable):
        wrong = _wrong(slip, place, variable, right)
        for found in wrong:
            yield place, _with_wrong(tree, variable, place, found)
        met += [place] if wrong else []
    if len(met) > 1:
        for variant in range(2):
            yield met[0], _throughout(tree, variable, slip, variant)


def _wrong(slip: Slip, place: Node, variable: str, slope: Slope) -> list[Node]:
    """Return what a slip makes of one part; nothing where a rule for that is missing."""
    try:
        return list(islice(slip.wrong(place, variable, slope), _MOST_VARIANTS))
    except NoRuleError:
        return []


def _with_wrong(tree: Node, variable: str, place: Node, wrong: Node) -> Node:
    """Return the derivative in which the part at `place` has the slope `wrong`."""
    known: dict[Node, Node] = {place: wrong}

    def slope(node: Node) -> Node:
        if node not in known:
            known[node] = _plain(node, variable, slope)
        return known[node]

    return slope(tree)


def _throughout(tree: Node, variable: str, slip: Slip, variant: int) -> Node:
    """Return the derivative in which the slip is made wherever it can be."""
    known: dict[Node, Node] = {}

    def slope(node: Node) -> Node:
        if node not in known:
            wrong = _wrong(slip, node, variable, slope)[: variant + 1]
            known[node] = wrong[-1] if wrong else _plain(node, variable, slope)
        return known[node]

    return slope(tree)
