"""Flash cards: recall a slope, turn the card, and say honestly how it went."""

from __future__ import annotations

from typing import Any

from traitlets import Dict, Unicode

from lessons_lib.drills._mathml import formula, typeset
from lessons_lib.progress import learner

from ._answering import AnsweringCard, front_end, style
from ._asked import Memory
from ._deck import RATINGS, Deck, Rating
from ._slopes import Slope, slope_picture, slopes
from ._telling import counts, told

SKILL = "slopes by heart"
_TITLE = "Flash cards: slopes worth knowing by heart"
_OUTCOMES = {"knew it": "right", "nearly": "hint", "not yet": "shown"}
_FEELINGS = {"knew it": "", "nearly": "shaky", "not yet": "wobbly"}
_SOLID = "solid"
_WAS_WRONG = "After a wrong answer the card comes again."


class FlashCards(AnsweringCard):
    """Ten cards, one at a time: the front asks, the back tells; those not known come back sooner."""

    _esm = front_end("parts.js", "fields.js", "flash.js")
    _css = style("card.css", "flash.css")
    _unanswered = "Ten cards, none turned yet: run this cell, then turn the first one."

    typed = Unicode().tag(sync=True)
    preview = Dict().tag(sync=True)
    picture = Dict().tag(sync=True)

    def __init__(self, seed: int, memory: Memory) -> None:
        self._seed, self._memory = seed, memory
        self._feedback: dict[str, Any] = {}
        self._is_turned = self._was_right = self._was_wrong = False
        self._deck = Deck(list(slopes()), seed)
        super().__init__(f"{_TITLE}.", shown=self._view())

    @property
    def deck(self) -> Deck:
        """The cards that are left, in their order."""
        return self._deck

    @property
    def slope(self) -> Slope | None:
        """What the card on top asks for; None where all are known."""
        return slopes()[self._deck.top] if self._deck.top else None

    @property
    def is_turned(self) -> bool:
        """Whether the back is up."""
        return self._is_turned

    def draft(self, typed: str) -> None:
        """Keep what is being typed, and show how it is read."""
        if self.slope and not self._is_turned:
            self._set(typed=typed, preview=self.slope.preview(typed))

    def check(self, typed: str) -> None:
        """Judge a typed slope; a right one turns the card."""
        if not self.slope or self._is_turned:
            return
        self.draft(typed)
        feedback = self.slope.check(typed)
        self._feedback = told(feedback, self.slope.exercise)
        self._is_turned = self._was_right = feedback.accepted
        if counts(feedback) and not feedback.accepted:
            self._was_wrong = True
            self._remember("wrong", tags=[found.tag for found in feedback.diagnoses])
        self.shown = self._view()

    def turn(self) -> None:
        """Show the back."""
        if self.slope:
            self._is_turned = True
            self.shown = self._view()

    def rate(self, rating: Rating) -> None:
        """Say how it went, and go on to the next card."""
        if not self._is_turned or rating not in self._offered():
            return
        self._remember(_OUTCOMES[rating], rating=_SOLID if self._is_proved(rating) else _FEELINGS[rating])
        self._deck.rate(rating)
        self._begin()
        self._set(typed="", preview={}, picture={}, shown=self._view())

    def start_again(self) -> None:
        """Shuffle all cards once more, into another order."""
        self._seed += 1
        self._deck = Deck(list(slopes()), self._seed)
        self._begin()
        self.shown = self._view()

    def _begin(self) -> None:
        self._is_turned = self._was_right = self._was_wrong = False
        self._feedback = {}

    def _is_proved(self, rating: Rating) -> bool:
        return rating == "knew it" and self._was_right

    def _offered(self) -> tuple[Rating, ...]:
        return RATINGS[1:] if self._was_wrong else RATINGS

    def _remember(self, outcome: str, *, tags: list[str] | None = None, rating: str = "") -> None:
        if slope := self.slope:
            self._memory.attempt(
                SKILL, slope.level, slope.seed, self.typed, outcome, tags=tuple(tags or ()), rating=rating
            )

    def _view(self) -> dict[str, Any]:
        """Return what the card shows; the slope is not in it before the card is turned."""
        common = {"card": (self._seed, self._deck.turned), "title": _TITLE, "left": self._left(),
                  "remark": self._memory.trouble}  # fmt: skip
        if self.slope is None:
            return common | {"stage": "end", "words": self._ending()}
        return common | {
            "stage": "back" if self._is_turned else "front", "ask": typeset(self.slope.front),
            "said": self.slope.said, "example": self.slope.example, "feedback": self._feedback,
            "back": self._back(self.slope), "ratings": list(self._offered()),
            "note": _WAS_WRONG if self._was_wrong else "",
        }  # fmt: skip

    def _back(self, slope: Slope) -> dict[str, str]:
        if not self._is_turned:
            return {}
        back = slope.back()
        return {"html": formula(back["latex"], block=True), "said": back["said"],
                "reason": typeset(back["reason"])}  # fmt: skip

    def _left(self) -> str:
        left, again = self._deck.left, self._deck.returning
        return f"{left} {'card' if left == 1 else 'cards'} left{f', {again} of them again' if again else ''}"

    def _ending(self) -> str:
        hard = [f"${slopes()[name].latex}$" for name in self._deck.hard]
        done = f"All ten known, after {self._deck.turned} turns."
        return typeset(f"{done} More than one went into {', '.join(hard)}." if hard else done)

    def _act(self, kind: str, content: dict[str, Any]) -> None:
        typed = str(content.get("answer", ""))
        if kind == "draft":
            self.draft(typed)
        elif kind == "check":
            self.check(typed)
        elif kind == "rate":
            self._rate_as_told(content.get("rating"))
        elif kind in ("turn", "again"):
            {"turn": self.turn, "again": self.start_again}[kind]()

    def _rate_as_told(self, rating: object) -> None:
        for known in RATINGS:
            if known == rating:
                self.rate(known)

    def _draw(self) -> None:
        if self._is_turned and self.slope:
            self.picture = slope_picture(self.slope.name, classroom=bool(self.classroom))

    def __repr__(self) -> str:
        turned = self._deck.turned
        return f"Ten cards, {f'{turned} turned so far' if turned else 'none turned yet'}."


def flash_cards(seed: int = 1, *, memory: Memory | None = None) -> FlashCards:
    """Learn the ten slopes worth knowing by heart with flash cards.

    Recall the slope; type it if you like; turn the card, and say whether you knew it.

    Parameters
    ----------
    seed : int
        Of the order in which the cards lie.
    memory : Memory, optional
        Where ratings are kept; by default with the learner's other answers.

    Returns
    -------
    FlashCards
        A widget.

    Examples
    --------
    >>> cards = flash_cards()
    >>> cards
    Ten cards, none turned yet.
    >>> cards.close()
    """
    return FlashCards(seed, learner if memory is None else memory)
