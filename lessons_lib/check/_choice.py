"""Answers in words: "saddle", "not differentiable"."""

from __future__ import annotations

import re

from ._verdict import Verdict

_WORDS = re.compile(r"[^\W\d_]{2,}(?:[ \-'’][^\W\d_]+)*")

_NEVER_FORMULA = re.compile(r"(?:[a-z]+ )*(?:mini|maxi)(?:mum|ma)(?: [a-z]+)*|yes|no|dne")
_MOST_SIGNS = 200


def is_choice(expected: object) -> bool:
    """Tell whether an expected answer is plain words.

    Examples
    --------
    >>> is_choice("saddle point"), is_choice("2 +")
    (True, False)
    """
    if not isinstance(expected, str) or len(expected) > _MOST_SIGNS:
        return False
    return bool(_WORDS.fullmatch(expected.strip())) and not any(map(str.isnumeric, expected))


def never_formula(expected: object) -> bool:
    """Tell whether words are a choice although they could be read as a formula: min·i·m·u·m.

    Examples
    --------
    >>> never_formula("local minimum"), never_formula("yes"), never_formula("min(x, 1)")
    (True, True, False)
    """
    if not isinstance(expected, str):
        return False
    return bool(_NEVER_FORMULA.fullmatch(" ".join(expected[:_MOST_SIGNS].lower().split())))


def same_choice(expected: str, answer: object) -> Verdict:
    """Compare words without regard to case and spaces.

    Examples
    --------
    >>> same_choice("saddle point", " Saddle  Point ").kind
    'equal'
    """
    same = isinstance(answer, str) and len(answer) < 2 * _MOST_SIGNS and _plain(expected) == _plain(answer)
    why = "Right: that is the expected answer." if same else "That is not the expected answer."
    return Verdict("equal" if same else "different", accepted=same, why=why)


def _plain(words: str) -> str:
    return " ".join(re.split(r"[\s\-]+", words.casefold().strip(" .")))
