"""Which card comes next: those not known come back sooner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from lessons_lib.drills.skills import Chance

Rating = Literal["knew it", "nearly", "not yet"]
RATINGS: tuple[Rating, ...] = ("knew it", "nearly", "not yet")
_FIRST_BOX, _OUT = 1, 2
_GAPS = {0: 2, 1: 5}  # cards that come before this one comes again, for each box


class Deck:
    """A deck to be gone through until every card is known.

    A card begins in the middle one of three boxes. Knowing it moves it up, and out of the last box it leaves
    the deck; "not yet" puts it into the lowest one, from which it has to be known twice.

    Examples
    --------
    >>> deck = Deck(["a", "b", "c"], seed=2)
    >>> first = deck.top
    >>> deck.rate("not yet")
    >>> deck.top == first, deck.left, deck.returning
    (False, 3, 1)
    """

    def __init__(self, names: Sequence[str], seed: int = 1) -> None:
        self._queue = list(names)
        Chance(f"flash cards {seed}").shuffle(self._queue)
        self._box = dict.fromkeys(names, _FIRST_BOX)
        self._tries: Counter[str] = Counter()

    @property
    def top(self) -> str | None:
        """The card that lies on top; None where all are known."""
        return self._queue[0] if self._queue else None

    @property
    def left(self) -> int:
        """How many cards are not known yet."""
        return len(self._queue)

    @property
    def returning(self) -> int:
        """How many of them were turned before."""
        return sum(self._tries[name] > 0 for name in self._queue)

    @property
    def turned(self) -> int:
        """How many ratings were given."""
        return self._tries.total()

    @property
    def hard(self) -> list[str]:
        """The cards that were not known at the first try, the hardest first."""
        return [name for name, tries in self._tries.most_common() if tries > 1]

    def rate(self, rating: Rating) -> None:
        """Put the top card where it belongs.

        Raises
        ------
        ValueError
            If there is no such rating, or no card is left.
        """
        if rating not in RATINGS or not self._queue:
            raise ValueError(f"Rate a card that is left as {', '.join(RATINGS)}.")
        name = self._queue.pop(0)
        self._tries[name] += 1
        self._box[name] = {"knew it": self._box[name] + 1, "nearly": self._box[name], "not yet": 0}[rating]
        if self._box[name] < _OUT:
            self._queue.insert(_GAPS[self._box[name]], name)
