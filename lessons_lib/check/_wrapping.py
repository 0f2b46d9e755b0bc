"""What may stand around a formula without being part of it: dollar signs, Matrix(...), a semicolon."""

from __future__ import annotations

import re

_WRAPPINGS = [
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"(?P<sign>\$\$?)(?P<inner>[^$]+)(?P=sign)",
        r"\\\((?P<inner>.+)\\\)",
        r"\\\[(?P<inner>.+)\\\]",
        r"(?:(?:np|numpy|sp|sympy)\.)?(?:array|Matrix|matrix)\s*\((?P<inner>\s*\[[^()]*(?:\([^()]*\)[^()]*)*)\)",
        r"(?P<inner>.+);",
        r"(?P<inner>.*[^\s0-9.])\.",
        r"(?:<|⟨|\\langle)(?P<inner>[^<>⟨⟩]*,[^<>⟨⟩]*?)(?:>|⟩|\\rangle)",
    )
]
_MOST_LAYERS = 4
_MOST_SIGNS = 5_000


def unwrapped(text: str) -> tuple[str, int]:
    r"""Return a formula without what only wraps it, and where it starts; of ⟨a, b⟩ the entries.

    Examples
    --------
    >>> unwrapped(r"\(3x^2\)"), unwrapped("3x^2;"), unwrapped("<2x, 2y>")
    (('3x^2', 2), ('3x^2', 0), ('2x, 2y', 1))
    >>> unwrapped("Matrix([[1, 2], [3, 4]])")
    ('[[1, 2], [3, 4]]', 7)
    """
    start = 0
    for _ in range(_MOST_LAYERS if len(text) < _MOST_SIGNS else 0):
        start += len(text) - len(text.lstrip())
        text = text.strip()
        found = next((match for each in _WRAPPINGS if (match := each.fullmatch(text))), None)
        if found is None:
            break
        text, start = found["inner"], start + found.start("inner")
    return text, start
