"""Which questions stand on a sheet: spread over the skills, from easy to hard, none of them twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice

from lessons_lib.drills._sections import Section
from lessons_lib.drills.skills import LEVELS, Chance, Exercise, Skill

from ._order import Order, WorksheetError

_SEEDS = 200  # what the audit has seen of each level
_LOOKED_AT = 60  # questions among which one with another answer than the neighbour's is looked for
_LETTERS = "ABCDEFGHIJ"


@dataclass(frozen=True)
class Question:
    """A question of a sheet."""

    skill: Skill
    level: int
    exercise: Exercise

    @property
    def section(self) -> Section:
        """What explains it."""
        return Section(self.skill.lesson, self.skill.section)


Version = tuple[Question, ...]


@dataclass(frozen=True)
class Worksheet:
    """All versions of a sheet."""

    order: Order
    versions: tuple[Version, ...]

    @property
    def name(self) -> str:
        """The name of its files, without an ending."""
        return self.order.name

    @property
    def lettered(self) -> list[tuple[str, Version]]:
        """Each version with its letter; "" where there is only one."""
        letters = _LETTERS if len(self.versions) > 1 else ("",)
        return list(zip(letters, self.versions, strict=False))

    @property
    def shared(self) -> int:
        """How many questions stand in more than one version."""
        met = Counter(_ask(each) for version in self.versions for each in version)
        return sum(times > 1 for times in met.values())


def worksheet(order: Order) -> Worksheet:
    """Choose the questions: the same order gives the same ones, and version A does not depend on the others.

    Examples
    --------
    >>> a, b = worksheet(Order(lesson="derivatives", count=4, versions=2)).versions
    >>> [each.skill.name for each in a] == [each.skill.name for each in b]
    True
    >>> {each.exercise.said for each in a} & {each.exercise.said for each in b}
    set()
    """
    dealer = _Dealer(order)
    first = dealer.first()
    return Worksheet(order, (first, *(dealer.like(first) for _ in range(1, order.versions))))


class _Dealer:
    """Deals questions, and remembers which were dealt."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._piles: dict[tuple[str, int], _Pile] = {}
        self._dealt: set[str] = set()
        self._beside: defaultdict[int, list[Question]] = defaultdict(list)

    def first(self) -> Version:
        """Return the version that decides which skills are asked where."""
        pool, turns = self._order.pool(), _turns(self._order)
        hand: list[Question] = []
        for place in range(self._order.count):
            level = self._order.level or _rising(place, self._order.count)
            tries = (self._draw(each, level, place, hand) for each in islice(turns, len(pool)))
            found = next(filter(None, tries), None)
            if found is None:
                raise _too_few(self._order, len(hand))
            self._keep(place, found, hand)
        return tuple(hand)

    def like(self, first: Version) -> Version:
        """Return another version with the same skills and levels."""
        hand: list[Question] = []
        for place, model in enumerate(first):
            found = self._draw(model.skill, model.level, place, hand)
            if found is None:
                raise _too_few(self._order, len(hand))
            self._keep(place, found, hand)
        return tuple(hand)

    def _keep(self, place: int, found: Question, hand: list[Question]) -> None:
        hand.append(found)
        self._dealt.add(_ask(found))
        self._beside[place].append(found)

    def _draw(self, skill: Skill, level: int, place: int, hand: Sequence[Question]) -> Question | None:
        """Return a question that is new to this hand, and as far as can be new to the others."""
        pile = self._piles.setdefault((skill.name, level), _Pile(skill, level, self._order.seed))
        held, beside = set(map(_ask, hand)), set(map(_ask, self._beside[place]))
        answers = {each.exercise.answer for each in self._beside[place] if not each.exercise.options}
        wishes: tuple[tuple[int, Callable[[Question], bool]], ...] = (
            (_LOOKED_AT, lambda each: _ask(each) not in self._dealt and each.exercise.answer not in answers),
            (_SEEDS, lambda each: _ask(each) not in self._dealt),
            (_SEEDS, lambda each: _ask(each) not in held | beside),
            (_SEEDS, lambda each: _ask(each) not in held),
        )
        fitting = (next(filter(wish, islice(pile, most)), None) for most, wish in wishes)
        return next(filter(None, fitting), None)


class _Pile:
    """The different questions of a skill at a level, in an order by lot; made when they are looked at."""

    def __init__(self, skill: Skill, level: int, seed: int) -> None:
        self._skill, self._level = skill, level
        seeds = list(range(_SEEDS))
        Chance(f"worksheet {seed} {skill.name} {level}").shuffle(seeds)
        self._seeds = iter(seeds)
        self._made: dict[str, Question] = {}

    def __iter__(self) -> Iterator[Question]:
        yield from list(self._made.values())
        for seed in self._seeds:
            found = Question(self._skill, self._level, self._skill.exercise(self._level, seed))
            if _ask(found) not in self._made:
                self._made[_ask(found)] = found
                yield found


def _ask(question: Question) -> str:
    return question.exercise.ask


def _turns(order: Order) -> Iterator[Skill]:
    """Yield skills without end: all of them before one comes again, lessons well mixed."""
    last: Skill | None = None
    for turn in count():
        dealt = _mixed(order.pool(), Chance(f"worksheet {order.seed} turn {turn}"))
        if dealt[0] is last:
            dealt = [*dealt[1:], dealt[0]]
        yield from dealt
        last = dealt[-1]


def _mixed(pool: Sequence[Skill], chance: Chance) -> list[Skill]:
    """Put skills in an order by lot in which every stretch holds its share of each lesson."""
    lessons: defaultdict[str, list[Skill]] = defaultdict(list)
    for each in pool:
        lessons[each.lesson].append(each)
    placed = []
    for of_one in lessons.values():
        chance.shuffle(of_one)
        placed += [((rank + chance.random()) / len(of_one), each) for rank, each in enumerate(of_one)]
    return [each for _, each in sorted(placed, key=lambda pair: pair[0])]


def _rising(place: int, count: int) -> int:
    """Return the level at a place: a third of the sheet for each.

    Examples
    --------
    >>> [_rising(place, 7) for place in range(7)]
    [1, 1, 1, 2, 2, 3, 3]
    """
    return 1 + len(LEVELS) * place // count


def _too_few(order: Order, found: int) -> WorksheetError:
    level, leave = (f" at level {order.level}", " or leave --level out") if order.level else ("", "")
    return WorksheetError(
        f"The different questions on {order.about}{level} run out after {found}: "
        f"choose --count {found} or fewer, add a --skill{leave}."
    )
