"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mark = Literal["ok", "remark", "fault"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    mark: Mark
    words: str
    mend: str = ""
    subject: str = ""


def ok(words: str) -> Finding:
    """Return what is told of a thing in order."""
    return Finding("ok", words)


def remark(words: str, mend: str = "") -> Finding:
    """Return what is told of a thing worth knowing."""
    return Finding("remark", words, mend)


def fault(words: str, mend: str) -> Finding:
    """Return what is told of a thing out of order."""
    return Finding("fault", words, mend)
