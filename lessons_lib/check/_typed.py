"""What was typed, read as far as it goes: labels such as y' = are taken off, and letters are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lessons_lib.formula import Array, Reading, ReadingError, TooBigError, Transpose, parse, plain_signs, walk

from ._labels import Labelled, labelled, unwrapped
from ._remarks import conventions


@dataclass(frozen=True, slots=True)
class Typed:
    """A reading, or the reason why there is none; `partials` are the variables of labels such as f_x."""

    reading: Reading | None
    error: ReadingError | None = None
    partials: tuple[str, ...] = ()
    has_primes: bool = False

    @property
    def is_too_big(self) -> bool:
        """Whether the text is beyond the limits."""
        return isinstance(self.error, TooBigError)


def read(
    text: object,
    variables: tuple[str, ...] | None,
    *,
    arrays: bool = False,
    own: tuple[str, ...] = (),
    units: tuple[str, ...] = (),
) -> Typed:
    """Read what was typed; never raises on text. `own` are the names of what is expected."""
    if not isinstance(text, str):
        return Typed(None, ReadingError("Give the answer as text, such as x^2.", "", 0))
    outer, start = unwrapped(text)
    found = labelled(outer, variables, own)
    inner, after = unwrapped(found.text)
    if found.trouble:
        return Typed(None, ReadingError(found.trouble, text, start + max(0, outer.find("="))))
    try:
        reading = parse(inner, variables, arrays=arrays, is_answer=True, units=units)
    except ReadingError as error:
        return Typed(None, type(error)(error.message, text, start + after + error.position))
    has_primes = "'" in plain_signs(inner) and any(isinstance(part, Transpose) for part in walk(reading.tree))
    reading = replace(reading, notes=(*reading.notes, *conventions(reading.tree)))
    return Typed(_without_labels(reading, found), partials=found.partials, has_primes=has_primes)


def _without_labels(reading: Reading, found: Labelled) -> Reading:
    """Add the note on labels, and put the entries of a list in the order of their labels."""
    if not any(found.labels):
        return reading
    shown = ", ".join(found.labels)
    verb = "are" if len(found.labels) > 1 else "is"
    notes = (f"{shown} {verb} left out; only what stands after it is compared", *reading.notes)
    tree, order = reading.tree, found.order
    if isinstance(tree, Array) and len(order) == len(tree.entries) > 1 and list(order) != sorted(order):
        tree = Array(tuple(tree.entries[index] for index in order))
        notes = ("the entries are taken in the order of their labels", *notes)
    return replace(reading, tree=tree, notes=notes)


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


def speaks_of_arrays(text: object, variables: tuple[str, ...] | None) -> bool:
    """Tell whether a text holds transposes, norms and their like, so that names may be vectors.

    Examples
    --------
    >>> speaks_of_arrays("x^T x", None), speaks_of_arrays("x^T x + norm(x)^2", None)
    (False, True)
    """
    if not isinstance(text, str):
        return False
    plain = labelled(unwrapped(text[:4000])[0], variables).text
    if "T" in (variables or ()):
        return bool(_ARRAY_WORD.search(plain))
    if _TRANSPOSED.search(plain) or _ARRAY_WORD.search(plain):
        return True
    return bool(_TO_THE_T.search(plain) and _CAPITAL.search(plain))


def names_arrays(text: object, variables: tuple[str, ...] | None) -> bool:
    """Tell whether a text holds norms and their like, or transposes by ^T; ' may be a derivative."""
    if not isinstance(text, str):
        return False
    plain = labelled(unwrapped(text[:4000])[0], variables).text
    if _ARRAY_WORD.search(plain):
        return True
    return "T" not in (variables or ()) and bool(_TO_THE_T.search(plain) and _CAPITAL.search(plain))
