"""How a problem felt, and how it went: two that wobble mean reading again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from lessons_lib.drills._sections import Section

from ._problems import PROBLEMS, FiveProblem

SCALE = ("solid", "shaky", "wobbly")
_ENOUGH = 2


class Felt(NamedTuple):
    """What a problem counts as."""

    rating: str
    counts: str
    why: str


def felt(problem: FiveProblem, attempts: Sequence[Any]) -> Felt:
    """Combine the last rating of a problem with the answers before it.

    A solution that was shown, or a question never answered rightly, makes a problem wobbly whatever was
    said; a hint, or a wrong answer on the way, makes it one step less solid than was said.
    """
    run = _last_run([each for each in attempts if each.skill == problem.name])
    if not run:
        return Felt("", "", "")
    rating = run[-1].rating
    ways = [_way([each.outcome for each in run if each.level == part])
            for part in range(1, len(problem.parts) + 1)]  # fmt: skip
    if "not yet" in ways:
        return Felt(
            rating, "wobbly", f"{ways.count('not yet')} of {len(ways)} questions not yet answered alone"
        )
    if "helped" in ways:
        worse = SCALE[min(SCALE.index(rating) + 1, 2)]
        return Felt(rating, worse, f"{ways.count('helped')} of {len(ways)} questions after a hint or a slip")
    return Felt(rating, rating, "all questions right at once")


def reread(attempts: Sequence[Any]) -> tuple[str, tuple[Section, ...]]:
    """Say what the five problems advise so far, and what to read again."""
    known = {problem: felt(problem, attempts) for problem in PROBLEMS}
    done = [problem for problem in PROBLEMS if known[problem].counts]
    wobbly = [problem for problem in done if known[problem].counts == "wobbly"]
    links = tuple(dict.fromkeys(link for problem in wobbly for link in problem.sections))
    return _words(len(done), [problem.number for problem in wobbly]), links


def _words(done: int, wobbly: list[int]) -> str:
    so_far = f"{done} of 5 problems done, {len(wobbly)} of them wobbly"
    numbers = " and ".join(", ".join(map(str, wobbly)).rsplit(", ", 1))
    if len(wobbly) >= _ENOUGH:
        return f"{so_far}: {numbers}. **Two or more wobble: read these sections again, then come back.**"
    if wobbly:
        return f"{so_far}: number {numbers}. One is no harm; these sections explain it."
    return f"{so_far}. " + ("You are ready to go on." if done == len(PROBLEMS) else "Go on with the next.")


def _last_run(attempts: Sequence[Any]) -> list[Any]:
    """Return the attempts since the rating before the last one, up to the last one."""
    rated = [place for place, each in enumerate(attempts) if each.rating]
    if not rated:
        return []
    before = takewhile(lambda place: place < rated[-1], rated)
    # Ratings in a row are one that was changed; an answer between two begins another run.
    starts = [place + 1 for place in before if not attempts[place + 1].rating]
    return list(attempts[max(starts, default=0) : rated[-1] + 1])


def _way(outcomes: Sequence[str]) -> str:
    """Return how a question went: "not yet", "helped" or "at once"."""
    if "shown" in outcomes or not {"right", "hint"} & set(outcomes):
        return "not yet"
    return "helped" if {"hint", "wrong"} & set(outcomes) else "at once"
