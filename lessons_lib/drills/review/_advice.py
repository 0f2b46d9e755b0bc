"""What to read again: the section of a rule that is broken again and again, or of a skill that is shaky."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lessons_lib.drills._sections import Section
from lessons_lib.drills.skills import Skill

from ._memory import Memory, Slip

_OFTEN = 3  # times, and
_SHARE = 1 / 3  # of the latest wrong answers: then it is no accident

# The rule that a mistake breaks, wherever it is made.
_BROKEN = {
    "product rule": (
        "product of derivatives", "product rule, a term missing", "product rule with a minus",
        "sum of derivatives for a product",
    ),
    "quotient rule": (
        "quotient of derivatives", "quotient sign", "quotient numerator order", "denominator not squared",
        "denominator forgotten",
    ),
    "chain rule": (
        "inner derivative missing", "derivative put inside", "a link of the chain missing",
        "inside multiplied instead of its derivative", "chain through relu forgotten",
    ),
    "powers and sums": (
        "power not lowered", "exponent not brought down", "exponent raised", "constant kept",
        "constant factor lost", "constant factor differentiated", "a term not differentiated",
        "a term left out", "sign of a term",
    ),
    "slopes by heart": (
        "sign of cos and sin", "log derivative upside-down", "power rule on exponential", "function kept",
        "sqrt half lost", "reciprocal sign lost", "reciprocal read as a logarithm",
        "exponential rule on a power", "sigmoid, half of the product",
    ),
}  # fmt: skip
_RULE_OF = {tag: rule for rule, tags in _BROKEN.items() for tag in tags}


class Advice(NamedTuple):
    """One section to read again."""

    skill: str
    section: Section
    why: str


def for_mistakes(memory: Memory, known: Mapping[str, Skill]) -> list[Advice]:
    """Return the sections of rules that are broken again and again, the most frequent first."""
    counted = Counter(tag for _, tags in memory.slips for tag in dict.fromkeys(tags))
    total = len(memory.slips)
    often = [tag for tag, count in counted.most_common() if count >= max(_OFTEN, _SHARE * total)]
    found = [(tag, _rule(tag, memory.slips, known)) for tag in often]
    return [_of(known[rule], _mistake_words(tag, counted[tag], total)) for tag, rule in found if rule]


def for_skills(names: Sequence[str], memory: Memory, known: Mapping[str, Skill]) -> list[Advice]:
    """Return the sections of skills, those that went wrong last named as such."""
    return [_of(known[name], _skill_words(known[name], memory)) for name in names if name in known]


def without_repeats(advice: Sequence[Advice]) -> tuple[Advice, ...]:
    """Return each section once, with its first reason."""
    first: dict[Section, Advice] = {}
    for each in advice:
        first.setdefault(each.section, each)
    return tuple(first.values())


def _rule(tag: str, slips: Sequence[Slip], known: Mapping[str, Skill]) -> str:
    """Return the skill whose section explains what a mistake breaks; "" where there is none."""
    if _RULE_OF.get(tag) in known:
        return _RULE_OF[tag]
    met = Counter(skill for skill, tags in slips if tag in tags and skill in known)
    return met.most_common(1)[0][0] if met else ""


def _mistake_words(tag: str, count: int, total: int) -> str:
    return f"“{tag}” is behind {count} of your last {total} wrong answers."


def _skill_words(skill: Skill, memory: Memory) -> str:
    if memory.of(skill.name).stumbled:
        return f"The {skill.shown} went wrong last time."
    return f"It explains the {skill.shown}."


def _of(skill: Skill, why: str) -> Advice:
    return Advice(skill.name, Section(skill.lesson, skill.section), why)
