"""What a diagnosis says."""

from __future__ import annotations

from typing import NamedTuple


class Diagnosis(NamedTuple):
    """A known mistake that explains a wrong answer.

    Attributes
    ----------
    tag : str
        The name of the mistake: "inner derivative missing".
    message : str
        One kind sentence that says where to look; it does not give the answer.
    where : str
        The part of the formula at which it was made, as text.
    """

    tag: str
    message: str
    where: str
