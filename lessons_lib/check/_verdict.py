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
    """What `compare` found; `unfinished` marks an answer that still holds a derivative to carry out."""

    kind: str
    accepted: bool
    why: str
    witness: Mapping[str, float] | None = None
    notes: tuple[str, ...] = ()
    entries: Entries = field(default=())
    unfinished: bool = False
