"""What a diagnosis says."""

from __future__ import annotations

from typing import NamedTuple


class Diagnosis(NamedTuple):
    """A known mistake that explains a wrong answer."""

    tag: str
    message: str
    where: str
