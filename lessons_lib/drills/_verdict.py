"""What the checker says of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Entries: TypeAlias = "tuple[Verdict | Entries, ...]"

KINDS = (
    "equal",
    "equal, rounded",
    "equal on part of the domain",
    "different",
    "unsure",
    "malformed",
    "too big",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `compare` found.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    accepted : bool
        Whether the answer counts as right.
    why : str
        One plain sentence.
    witness : mapping from name to number, or None
        A point where the two part; None where there is none.
    notes : tuple of str
        Readings that could surprise, and remarks on form.
    entries : nested tuple of Verdict
        One verdict for each entry of a vector or matrix; () for a number.
    """

    kind: str
    accepted: bool
    why: str
    witness: Mapping[str, float] | None = None
    notes: tuple[str, ...] = ()
    entries: Entries = field(default=())
