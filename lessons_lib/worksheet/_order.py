"""What a worksheet is asked to hold, and what is said of a wish that cannot be met."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from lessons_lib import contents
from lessons_lib.drills.skills import LEVELS, Skill, skills

MOST_QUESTIONS, MOST_VERSIONS = 60, 10
LARGEST_SEED = 999_999_999

_MIXED = "Derivatives, gradients, Jacobians, Hessians"
_NAMED = 3


class WorksheetError(ValueError):
    """One sentence: why there is no such worksheet, and what to ask for instead."""


@dataclass(frozen=True)
class Order:
    """What a worksheet is asked to hold.

    Examples
    --------
    >>> Order(lesson="gradients").name, Order(lesson="3").heading
    ('worksheet_lesson_03_seed_1', 'Gradients')
    """

    lesson: str | None = None
    skills: tuple[str, ...] = ()
    count: int = 10
    seed: int = 1
    versions: int = 1
    level: int | None = None
    title: str = ""

    def __post_init__(self) -> None:
        _check_range("questions", "--count", self.count, MOST_QUESTIONS)
        _check_range("versions", "--versions", self.versions, MOST_VERSIONS)
        if self.level not in (None, *LEVELS):
            raise WorksheetError(
                f"There is no level {self.level}: choose --level 1, 2 or 3, or leave it out."
            )
        if not 0 <= self.seed <= LARGEST_SEED:
            raise WorksheetError(f"A seed is a whole number from 0 to {LARGEST_SEED}: choose another --seed.")
        self.pool()

    def pool(self) -> tuple[Skill, ...]:
        """Return the skills that may be asked, in the order of the lessons."""
        if not self.skills:
            return _of_lesson(self._lesson)
        named = {_skill(name).name for name in self.skills}
        pool = tuple(each for each in skills().values() if each.name in named)
        strangers = [each for each in pool if self._lesson not in (None, each.lesson)]
        if strangers:
            number = contents.lesson(strangers[0].lesson).number
            where = f"{strangers[0].shown} belongs to lesson {number}"
            raise WorksheetError(f"The skill {where}: choose that lesson, or leave --lesson out.")
        return pool

    @property
    def _lesson(self) -> str | None:
        """The word of the lesson."""
        if self.lesson is None:
            return None
        try:
            return contents.lesson(self.lesson).word
        except ValueError:
            raise WorksheetError(
                f"There is no lesson {self.lesson}: choose --lesson {_taught()}, or leave it out for all."
            ) from None

    @property
    def about(self) -> str:
        """What the questions are about, in words: "lesson 02", "chain rule"."""
        names = [each.shown for each in self.pool()] if self.skills else []
        if names:
            return " and ".join(names) if len(names) < _NAMED else f"{len(names)} skills"
        return f"lesson {contents.lesson(self._lesson).number}" if self._lesson else "all lessons"

    @property
    def origin(self) -> str:
        """What makes the same questions again, in words: "lesson 02, seed 7"."""
        return f"{self.about}, seed {self.seed}"

    @property
    def heading(self) -> str:
        """What stands at the top."""
        if self._own_title:
            return self._own_title
        if 0 < len(self.skills) < _NAMED:
            return f"{self.about[:1].upper()}{self.about[1:]}"
        lessons = {each.lesson for each in self.pool()}
        return contents.lesson(lessons.pop()).title if len(lessons) == 1 else _MIXED

    @property
    def _own_title(self) -> str:
        return " ".join("".join(sign if sign.isprintable() else " " for sign in self.title).split())

    @property
    def name(self) -> str:
        """The name of its files, without an ending."""
        return f"worksheet_{re.sub(r'[^a-z0-9]+', '_', self.about)}_seed_{self.seed}"

    @property
    def command(self) -> str:
        """What to type to get the same worksheet again.

        Examples
        --------
        >>> Order(skills=("chain rule",), count=5, seed=7, versions=2).command
        'lessons worksheet --skill "chain rule" --count 5 --seed 7 --versions 2'
        """
        names = [each.name for each in self.pool()] if self.skills else []
        wishes: list[tuple[str, object]] = [("lesson", self._lesson), *(("skill", name) for name in names)]
        wishes += [("count", self.count), ("level", self.level), ("seed", self.seed)]
        wishes += [("versions", self.versions if self.versions > 1 else None), ("title", self._own_title)]
        given = (f"--{option} {_quoted(str(wish))}" for option, wish in wishes if wish not in (None, ""))
        return f"lessons worksheet {' '.join(given)}"


def _quoted(word: str) -> str:
    """Quote a word as every shell reads it, where that can be."""
    if word.replace(" ", "").replace("-", "").isalnum():
        return f'"{word}"' if " " in word else word
    return shlex.quote(word)


def _check_range(what: str, option: str, number: int, most: int) -> None:
    if not 1 <= number <= most:
        raise WorksheetError(
            f"A worksheet has 1 to {most} {what}, not {number}: choose {option} in that range."
        )


def _of_lesson(lesson: str | None) -> tuple[Skill, ...]:
    pool = tuple(each for each in skills().values() if lesson in (None, each.lesson))
    if not pool:
        raise WorksheetError(
            f"The lesson {lesson} has no questions of its own: "
            f"choose --lesson {_taught()}, or leave it out for all."
        )
    return pool


def _taught() -> str:
    return _listed(dict.fromkeys(each.lesson for each in skills().values()))


def _skill(name: str) -> Skill:
    known, wanted = skills(), " ".join(name.casefold().split())
    called = {each.shown: each for each in known.values()}
    if found := known.get(wanted) or called.get(wanted):
        return found
    close = get_close_matches(wanted, known, n=_NAMED, cutoff=0.5)
    near = close or [each for each in known if any(word in each for word in wanted.split())][:_NAMED]
    hint = f"did you mean {_listed(near)}?" if near else "lessons progress lists all of them."
    raise WorksheetError(f"There is no skill named {name!r}: {hint}")


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
