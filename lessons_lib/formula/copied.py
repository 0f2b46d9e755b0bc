r"""What programs and typesetters print around a formula: np., tensor(...), dtype=..., \prime, \\[4pt].

Each is replaced by plain signs of the same length, so that positions stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .characters import normal

_MODULES = r"(?:np|numpy|jnp|jax\.numpy|math|cmath|mpmath|mp|sp|sympy|torch|tf)"
_ARRAYS = (
    "array|asarray|Array|tensor|Tensor|Matrix|matrix|ImmutableMatrix|MutableDenseMatrix|ImmutableDenseMatrix"
    "|Vector|vector|DeviceArray"
)
_NUMBERS = r"float|int|float64|float32|float16|int64|int32|longdouble|Float|Integer|S|N|mpf|mpmathify"
_OPTION = r",\s*(?:dtype|device|grad_fn|requires_grad|weak_type|shape)\s*=\s*(?:<[^<>]*>|'[^']*'|[\w.:]+)\s*"

Rewrite = Callable[[re.Match[str]], str]


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _quotient(found: re.Match[str]) -> str:
    return f"({found[1]}/{found[2]})".ljust(len(found[0]))


def _primes(found: re.Match[str]) -> str:
    count = len(re.findall(r"\\prime|'|\*", found[0]))
    return ("'" * count).ljust(len(found[0]))


_REWRITES: list[tuple[re.Pattern[str], Rewrite]] = [
    (re.compile(rf"(?<![\w.]){_MODULES}\.(?=[A-Za-z]\w*)"), _blank),
    (re.compile(r"(?<![\w.])linalg\.(?=[A-Za-z])"), _blank),
    (re.compile(rf"(?<![A-Za-z\\_])(?:{_ARRAYS})\s*(?=\(\s*[\[(])"), _blank),
    (re.compile(rf"(?<![A-Za-z\\_])(?:{_NUMBERS}|tensor|array)\s*(?=\(\s*[-+]?\s*\.?[0-9])"), _blank),
    (re.compile(rf"{_OPTION}(?=[,)])"), _blank),
    (re.compile(r"(?:Rational|Fraction)\(\s*(-?[0-9]+)\s*,\s*([0-9]+)\s*\)"), _quotient),
    (re.compile(r"\^\s*\{\s*(?:\\prime\s*|')+\}|\^\s*\\prime(?![A-Za-z])|\\prime(?![A-Za-z])"), _primes),
    (re.compile(r"(?<=\\\\)\s*\[\s*-?[0-9.]+\s*(?:pt|em|ex|mm|cm|in)\s*\]"), _blank),
    (re.compile(r"\\(?:left|right|[bB]igg?[lr])\s*\.(?![0-9])"), _blank),
    (re.compile(r"\\[hv]space\*?\s*\{[^{}]*\}|\\(?:label|tag)\s*\{[^{}]*\}"), _blank),
]


def plain_signs(text: str) -> str:
    """Return a text in plain signs, each of the same length, as the scanner reads it."""
    return plain(normal(text))


def plain(text: str) -> str:
    r"""Return a text without what only printing has put there."""
    if not any(sign in text for sign in ".(\\"):
        return text
    for pattern, rewrite in _REWRITES:
        text = pattern.sub(rewrite, text)
    return text
