"""How far the learner is, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lessons_lib import contents

from ._records import Guess


def summary(guesses: Iterable[Guess]) -> str:
    """Return one line for each lesson."""
    lessons: dict[str, list[Guess]] = {}
    for guess in guesses:
        lessons.setdefault(_lesson(guess), []).append(guess)
    lines = [_line(lesson, made) for lesson, made in lessons.items()]
    return "\n".join(lines) or "No guesses yet: each one that you commit is counted here."


def _lesson(guess: Guess) -> str:
    word = contents.GUESSES.get(guess.name)
    return f"Lesson {contents.lesson(word).number}" if word else "Other questions"


def _line(lesson: str, guesses: Sequence[Guess]) -> str:
    at_once = sum(guess.first_right for guess in guesses)
    open_ones = [guess.question for guess in guesses if not guess.latest_right]
    again = f"; worth another look: {' | '.join(open_ones)}" if open_ones else ""
    return f"{lesson}: {len(guesses)} guessed, {at_once} right at once{again}"
