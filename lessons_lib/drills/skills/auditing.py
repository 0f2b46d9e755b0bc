"""What must hold for every question that is ever asked; an author's tool."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lessons_lib.check.comparison import compare
from lessons_lib.check.reading import read_formula
from lessons_lib.formula import Array, Node, Number, Quotient, ReadingError, walk

from ._exercise import Exercise
from ._replaying import Known, known_mistakes
from ._skill import Skill

LARGEST = 500
LARGEST_BOTTOM = 25
MOST_PLACES = 4

_LAST_RESORT = frozenset(("sign", "upside-down", "factor 2 too many", "constant factor"))
_MATHEMATICS = re.compile(r"\$([^$]+)\$")
_SIDE = re.compile(r"=|\\to\b|\\;|→")


def audit(exercise: Exercise) -> Iterator[str]:
    """Yield every fault of an exercise as a sentence.

    Parameters
    ----------
    exercise : Exercise

    Yields
    ------
    str
        Nothing where the right answer is accepted, every known mistake that can be made is rejected with
        its diagnosis, the worked steps end in the answer, hints and messages keep it, the options hold it
        once, its numbers are small, and the question can be read aloud.

    Examples
    --------
    >>> from lessons_lib.drills.skills import skill_named
    >>> list(audit(skill_named("product rule").exercise(1, 7)))
    []
    """
    yield from _question(exercise)
    yield from _right(exercise)
    yield from _hints(exercise)
    yield from _steps(exercise)
    yield from _options(exercise)
    yield from _wrongs(exercise)
    yield from _replayed(exercise)
    if not exercise.options:
        yield from _numbers(exercise)


def audited(skill: Skill, level: int, seeds: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Yield (seed, fault) for the exercises of some seeds; one that comes again is looked at once."""
    met = set()
    for seed in seeds:
        exercise = skill.exercise(level, seed)
        if repr(skill.exercise(level, seed)) != repr(exercise):
            yield seed, "The same seed makes two exercises."
        if repr(exercise) not in met:
            met.add(repr(exercise))
            yield from ((seed, fault) for fault in audit(exercise))


# the question


def _question(exercise: Exercise) -> Iterator[str]:
    if not exercise.said.endswith((".", "?")) or re.search(r"[$\\]", exercise.said):
        yield f"This cannot be read aloud: {exercise.said}"
    texts = [exercise.ask, *exercise.hints, *(line.text for line in exercise.steps)]
    if odd := [each for each in texts if not each or each.count("$") % 2 or "$$" in each]:
        yield f"A text or a formula in it is empty: {odd[0]}"
    if len(exercise.hints) != 3 or len(set(exercise.hints)) != 3:
        yield "There must be three hints, no two the same."


def _right(exercise: Exercise) -> Iterator[str]:
    found = exercise.check(exercise.answer)
    if not found.accepted or found.verdict.kind != "equal":
        yield f"The right answer {exercise.answer} is not accepted: {found.verdict.why}"
    tree = _tree(exercise)
    if tree and _shape(tree) != exercise.shape and not isinstance(exercise.variables, Mapping):
        yield f"The answer {exercise.answer} has not the shape {exercise.shape}."


def _tree(exercise: Exercise) -> Node | None:
    """Return the right answer as a tree; None for words."""
    try:
        return None if exercise.options else read_formula(exercise.answer, exercise.variables or ())
    except ReadingError:
        return None


def _shape(tree: Node) -> tuple[int, ...]:
    return (len(tree.entries), *_shape(tree.entries[0])) if isinstance(tree, Array) else ()


# what must not tell, and what must


def _hints(exercise: Exercise) -> Iterator[str]:
    for hint in exercise.hints:
        if _tells(exercise, hint):
            yield f"A hint gives the answer away: {hint}"


def _tells(exercise: Exercise, said: str) -> bool:
    if exercise.options:
        named = [option for option in exercise.options if re.search(rf"\b{re.escape(option)}\b", said)]
        return named == [exercise.answer]
    shown, words = ("".join(each.split()) for each in (exercise.answer, said))
    is_long = len(shown) > 3 and not shown.lstrip("-").isdecimal()
    return (is_long and shown in words) or _shows(exercise, said)


def _shows(exercise: Exercise, said: str) -> bool:
    """Tell whether a formula ends in the answer, other than one that the question gives."""
    given = _MATHEMATICS.findall(exercise.ask)
    new = " ".join(f"${each}$" for each in _MATHEMATICS.findall(said) if each not in given)
    return any(_is_answer(exercise, each) for each in _ends(new))


def _ends(said: str) -> Iterator[str]:
    """Yield what stands after the last equals sign or arrow of each formula."""
    for formula in _MATHEMATICS.findall(said):
        sides = _SIDE.split(formula)
        if len(sides) > 1:
            yield sides[-1]


def _is_answer(exercise: Exercise, side: str) -> bool:
    return compare(exercise.answer, side, exercise.variables, exercise.domain).accepted


def _steps(exercise: Exercise) -> Iterator[str]:
    if not exercise.steps:
        yield "There are no worked steps."
        return
    last = exercise.steps[-1].text
    ends = [_SIDE.split(formula)[-1] for formula in _MATHEMATICS.findall(last)[-1:]]
    if not (exercise.answer in last if exercise.options else any(_is_answer(exercise, end) for end in ends)):
        yield f"The last step does not show the answer {exercise.answer}: {last}"


# choices and wrong answers


def _options(exercise: Exercise) -> Iterator[str]:
    if not exercise.options:
        return
    if exercise.options.count(exercise.answer) != 1 or len(set(exercise.options)) != len(exercise.options):
        yield f"The options must hold the answer once, and each other one once: {exercise.options}"
    told = {wrong.answer for wrong in exercise.wrongs}
    if missing := set(exercise.options) - told - {exercise.answer}:
        yield f"An option has no message: {', '.join(sorted(missing))}"
    if strange := told - set(exercise.options):
        yield f"A message belongs to no option: {', '.join(sorted(strange))}"


def _wrongs(exercise: Exercise) -> Iterator[str]:
    if not exercise.problem and not exercise.wrongs:
        yield "Without a problem to replay mistakes on, an exercise needs wrong answers of its own."
    for wrong in exercise.wrongs:
        found = exercise.check(wrong.answer)
        if found.accepted or wrong.tag not in {each.tag for each in found.diagnoses}:
            yield f"The mistake {wrong.tag} leads to {wrong.answer}, which is not told as such."
        if _tells(exercise, wrong.message):
            yield f"A message gives the answer away: {wrong.message}"


def _replayed(exercise: Exercise) -> Iterator[str]:
    if exercise.problem is None:
        return
    for known in known_mistakes(exercise.problem, exercise.answer):
        yield from _one_replayed(exercise, known)


def _one_replayed(exercise: Exercise, known: Known) -> Iterator[str]:
    found = exercise.check(known.answer)
    tags = {each.tag for each in found.diagnoses}
    if found.accepted:
        yield f"The mistake {known.tag} leads to {known.answer}, which is accepted."
    elif known.tag not in tags and tags <= _said_last(exercise):
        told = ", ".join(sorted(tags)) or "nothing"
        yield f"The mistake {known.tag} leads to {known.answer}, which is told as {told}."


def _said_last(exercise: Exercise) -> frozenset[str]:
    """Return the tags that name no rule; of a list they are mistakes like others."""
    return frozenset() if exercise.shape else _LAST_RESORT


# numbers


def _numbers(exercise: Exercise) -> Iterator[str]:
    tree = _tree(exercise)
    for part in walk(tree) if tree else ():
        if isinstance(part, Number) and not _is_small(part):
            yield f"A number of the answer {exercise.answer} is not a nice one."
        if isinstance(part, Quotient) and _is_monster(part):
            yield f"A fraction of the answer {exercise.answer} is not a nice one."


def _is_small(number: Number) -> bool:
    _, _, places = (number.written or str(number.value)).partition(".")
    return abs(number.value) <= LARGEST and len(places) <= MOST_PLACES


def _is_monster(fraction: Quotient) -> bool:
    bottom = fraction.bottom
    return isinstance(bottom, Number) and bottom.value > LARGEST_BOTTOM
