"""What is due and how far the learner is, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from ._advice import Advice

_NOTHING = "Nothing answered yet: each drill that you answer is counted here."
_NAMED = 3


class _Known(Protocol):
    @property
    def shown(self) -> str: ...
    @property
    def share(self) -> float: ...
    @property
    def answered(self) -> int: ...
    @property
    def stumbled(self) -> bool: ...


def due_words(due: datetime, now: datetime) -> str:
    """Say when something is due.

    Examples
    --------
    >>> from datetime import UTC, timedelta
    >>> today = datetime(2026, 3, 1, 12, tzinfo=UTC)
    >>> due_words(today - timedelta(days=4), today), due_words(today + timedelta(days=1), today)
    ('due today', 'due tomorrow')
    """
    days = (due.date() - now.date()).days
    return "due today" if days <= 0 else {1: "due tomorrow"}.get(days, f"due in {days} days")


def summary_of(due: Sequence[str], mastery: Sequence[_Known], advice: Sequence[Advice]) -> str:
    """Return a few plain sentences.

    Examples
    --------
    >>> summary_of([], [], [])
    'Nothing answered yet: each drill that you answer is counted here.'
    """
    begun = [each for each in mastery if each.answered]
    if not begun:
        return _NOTHING
    solid = sum(each.share == 1 for each in mastery)
    are = "is" if len(begun) == 1 else "are"
    far = f"{len(begun)} of {len(mastery)} skills {are} begun, {solid} of them solid."
    read = [f"Worth reading again: {each.section.words}. {each.why}" for each in advice]
    return " ".join([_due(due), far, *_wobbly(begun), *read])


def _wobbly(begun: Sequence[_Known]) -> list[str]:
    """Name the skills of which the latest question went wrong, the weakest first."""
    low = sorted((each for each in begun if each.stumbled), key=lambda each: each.share)
    names = ", ".join(each.shown for each in low[:_NAMED])
    more = f" and {len(low) - _NAMED} more" if len(low) > _NAMED else ""
    return [f"Wobbly: {names}{more}."] if low else []


def _due(due: Sequence[str]) -> str:
    if not due:
        return "Nothing is due today."
    more = f" and {len(due) - _NAMED} more" if len(due) > _NAMED else ""
    count = "1 skill is" if len(due) == 1 else f"{len(due)} skills are"
    return f"{count} due today: {', '.join(due[:_NAMED])}{more}."
