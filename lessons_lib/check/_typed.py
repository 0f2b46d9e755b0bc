"""What was typed, read as far as it goes: prefixes such as y' = are taken off, and letters are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lessons_lib.formula import Reading, ReadingError, TooBigError, parse

from ._wrapping import unwrapped

_OF = r"(?:\s*\(\s*[A-Za-z]\w?(?:\s*,\s*[A-Za-z]\w?)*\s*\))"
_D, _DD = r"(?:d|∂|\\partial\s*)", r"\\[dt]?frac"
_PRIME = r"(?:['′’]|\^\{?\\prime\}?)"
_PREFIX = re.compile(
    rf"""\s*(?:
    (?P<name>[A-Za-z])(?P<primes>{_PRIME}*) {_OF}?            # y, y', f'(x), J
    | [A-Za-z]_\{{?(?P<below>[A-Za-z]{{1,2}})\}}? {_OF}?          # f_x, f_{{xy}}(x, y)
    | {_D}\^?[2²]?\s*[A-Za-z]?\s*/\s*{_D}\s*[A-Za-z][2²]? {_OF}?   # dy/dx
    | {_DD}\s*\{{\s*{_D}\s*[A-Za-z]?\s*\}}\s*\{{\s*{_D}\s*[A-Za-z]\s*\}} {_OF}?
    | (?:∇|\\nabla|grad)\s*[A-Za-z] {_OF}?
    )\s*=(?!=)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A reading, or the reason why there is none."""

    reading: Reading | None
    error: ReadingError | None = None

    @property
    def is_too_big(self) -> bool:
        """Whether the text is beyond the limits."""
        return isinstance(self.error, TooBigError)


def read(text: object, variables: tuple[str, ...] | None, *, arrays: bool = False) -> Typed:
    """Read what was typed; never raises on text."""
    if not isinstance(text, str):
        return Typed(None, ReadingError("Give the answer as text, such as x^2.", "", 0))
    inner, start = unwrapped(text)
    prefix = _prefix(inner, variables)
    try:
        reading = parse(inner[len(prefix) :], variables, arrays=arrays)
    except ReadingError as error:
        return Typed(None, type(error)(error.message, text, start + len(prefix) + error.position))
    if not prefix:
        return Typed(reading)
    note = f"{prefix.strip()} is left out; only what stands after it is compared"
    return Typed(replace(reading, notes=(note, *reading.notes)))


def _prefix(text: str, variables: tuple[str, ...] | None) -> str:
    """Return the part of the text that only names the answer, such as "f'(x) ="."""
    found = _PREFIX.match(text[:80])
    if found is None or "=" in text[found.end() :]:
        return ""
    name, rest = found["name"], text[found.end() :]
    if name is None or found["primes"] or found[0].rstrip("= ").strip() != name:
        return found[0]
    return "" if name in (variables or "xt") or name in rest else found[0]


def flat_names(variables: object) -> tuple[str, ...] | None:
    """Return the names in `variables`, however they are nested.

    Examples
    --------
    >>> flat_names([["a", "b"], ["c", "d"]]), flat_names("x"), flat_names({"A": (2, 2)})
    (('a', 'b', 'c', 'd'), ('x',), ('A',))
    """
    if variables is None:
        return None
    if isinstance(variables, str):
        return tuple(part for part in re.split(r"[,\s]+", variables) if part)
    if isinstance(variables, Mapping):
        return tuple(map(str, variables))
    if not isinstance(variables, Iterable):
        raise TypeError("Give the variables as names, such as ['x', 'y'].")
    return tuple(name for part in variables for name in flat_names(part) or ())


_TRANSPOSED = re.compile(r"[A-Za-z)\]]\s*(?:['′’]|\^\s*\{?\s*\\?(?:top|intercal|prime)|ᵀ|⊤|\^\s*⊤)")
_TO_THE_T = re.compile(r"\^\s*[{(]?\s*T(?![A-Za-z0-9_(])")
_ARRAY_WORD = re.compile(r"norm|outer|dot\b|dot\(|diag|softmax|\|\||‖|\\\||\\lVert")
_CAPITAL = re.compile(r"(?<![A-Za-z])[A-SU-Z](?![a-z])")


def speak_of_arrays(texts: Iterable[object], variables: tuple[str, ...] | None) -> bool:
    """Tell whether texts hold transposes, norms and their like, so that names may be vectors.

    Examples
    --------
    >>> speak_of_arrays(["x^T x"], None), speak_of_arrays(["x^T x", "norm(x)^2"], None)
    (False, True)
    """
    plain = [_without_label(text[:4000].strip()) for text in texts if isinstance(text, str)]
    if "T" in (variables or ()):
        return any(map(_ARRAY_WORD.search, plain))
    if any(_TRANSPOSED.search(text) or _ARRAY_WORD.search(text) for text in plain):
        return True
    return any(map(_TO_THE_T.search, plain)) and any(map(_CAPITAL.search, plain))


def _without_label(text: str) -> str:
    found = _PREFIX.match(text[:80])
    return text[found.end() :] if found else text
