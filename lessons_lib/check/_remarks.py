"""What is said beside a verdict where two conventions could be mixed up: log, degrees, arccot, roots."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessons_lib.formula import Call, Node, Number, Product, number, text, walk

REAL_ROOTS = "odd roots are real here, also those of negative numbers"
_ANGLES = frozenset(("sin", "cos", "tan", "cot", "sec", "csc"))
_LOG = re.compile(r"(?<![A-Za-z])log(?![A-Za-z0-9_]|\s*_)")


def remarks_on(expected: Node, typed: object) -> Iterator[str]:
    """Yield what may explain a difference between an expected formula and an answer."""
    if any(map(_is_to_base_ten, walk(expected))) and isinstance(typed, str) and _LOG.search(typed):
        yield "log is the natural logarithm here; to base 10 write log_10(x)"


def conventions(tree: Node) -> Iterator[str]:
    """Yield notes on what is read in one way here and in another elsewhere: sin(30), arccot x."""
    calls = [part for part in walk(tree) if isinstance(part, Call)]
    for part in calls:
        if part.function in _ANGLES and _is_in_degrees(part.arguments[0]):
            inside = text(part.arguments[0])
            yield f"angles are in radians here; for {inside} degrees write {part.function}({inside}π/180)"
            break
    if any(part.function == "arccot" for part in calls):
        yield "arccot x is arctan(1/x) here, with values from −π/2 to π/2"


def _is_to_base_ten(node: Node) -> bool:
    return isinstance(node, Call) and node.function == "log" and number(10) in node.arguments


def _is_in_degrees(node: Node) -> bool:
    """Tell whether an angle is a whole number such as 30 or 45, perhaps times a variable."""
    match node:
        case Number(value):
            return value > 6 and value % 15 == 0
        case Product((Number(value), _)):
            return value == 180
    return False
