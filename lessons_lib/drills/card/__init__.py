"""The face of the drills: a card on which a skill is practised, and one that mixes skills.

>>> card = drill("product rule", level=1, seed=7)
>>> print(repr(card).split(":")[0])
Not answered yet
>>> card.close()
"""

from __future__ import annotations

from lessons_lib import contents
from lessons_lib.drills._five import problem_numbered
from lessons_lib.drills.review import Review
from lessons_lib.drills.skills import LEVELS, skill_named
from lessons_lib.progress import Progress, learner

from ._asked import Asked, Course, Ending, Memory
from ._card import DrillCard
from ._courses import Mixed, Parts, Walk

__all__ = ["Asked", "Course", "DrillCard", "Ending", "Memory", "drill", "five", "practice"]


def drill(skill: str, level: int = 1, seed: int | None = None, *, memory: Memory | None = None) -> DrillCard:
    """Practise one skill: a question, and after it as many others as you like.

    Parameters
    ----------
    skill : str
        Its name, such as "product rule".
    level : int
        1, 2 or 3; the card offers easier and harder ones later on.
    seed : int, optional
        Of the first question: the same seed asks the same on every machine. Without it, another one each run.
    memory : Memory, optional
        Where answers are kept; by default with the learner's others.

    Returns
    -------
    DrillCard
        A widget; in plain text "Not answered yet: ...".

    Raises
    ------
    ValueError
        If there is no such skill or level.

    Examples
    --------
    >>> card = drill("product rule", seed=7)
    >>> card.check("2x")
    >>> card.turn.stage, card.turn.outcome
    ('open', 'wrong')
    >>> card.close()
    """
    if level not in LEVELS:
        raise ValueError(f"Levels are 1, 2 and 3; {level} is none of them.")
    return DrillCard(Walk(skill_named(skill), level, seed), learner if memory is None else memory)


def practice(
    lesson: str | None = None, count: int | None = None, *, memory: Progress | None = None
) -> DrillCard:
    """Practise all skills mixed, those that are due first.

    Parameters
    ----------
    lesson : str, optional
        Only what this lesson teaches: "gradients", or its number.
    count : int, optional
        How many questions; without it the card goes on for ever.
    memory : Progress, optional
        Where answers are kept; by default with the learner's others.

    Returns
    -------
    DrillCard

    Raises
    ------
    ValueError
        If the lesson has no skills, or the count is not positive.

    Examples
    --------
    >>> card = practice("derivatives", count=5)
    >>> card
    Not answered yet: 5 mixed questions on lesson 01.
    >>> card.close()
    """
    if count is not None and count < 1:
        raise ValueError("count is how many questions: 1 or more, or None for as many as you like.")
    kept = learner if memory is None else memory
    taught = None if lesson is None else contents.lesson(lesson).word
    return DrillCard(Mixed(Review(kept), taught, count), kept)


def five(number: int, *, memory: Memory | None = None) -> DrillCard:
    """Work on one of the five problems, say how it felt, and see what to read again.

    Parameters
    ----------
    number : int
        1 to 5.
    memory : Memory, optional
        Where answers are kept; by default with the learner's others.

    Returns
    -------
    DrillCard

    Raises
    ------
    ValueError
        If the number is not 1 to 5.

    Examples
    --------
    >>> card = five(3)
    >>> card
    Not answered yet: Problem 3 of 5: the mixed second derivatives of x²·sin(y).
    >>> card.close()
    """
    kept = learner if memory is None else memory
    return DrillCard(Parts(problem_numbered(number), kept), kept)
