"""A skill: something a learner can do or not yet do, with endless questions about it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

from lessons_lib import contents

from ._exercise import Exercise

LEVELS = (1, 2, 3)
ROOMS = (
    "curves",
    "curves_tangents",
    "curves_rules",
    "curves_corners",
    "curves_downhill",
    "curves_flat",
    "gradients",
    "gradients_directions",
    "gradients_planes",
    "gradients_downhill",
    "jacobians_shapes",
    "jacobians_maps",
    "jacobians_areas",
    "jacobians_ranks",
    "jacobians_products",
    "jacobians_layers",
    "jacobians_softmax",
    "hessians_second",
    "hessians_kinds",
    "hessians_curvature",
    "hessians_steps",
    "machines_duals",
    "machines_modes",
    "machines_traps",
)

Chance = random.Random
Make = Callable[[Chance, int], Exercise]

_skills: dict[str, Skill] = {}


@dataclass(frozen=True)
class Skill:
    """One thing to be able to do.

    Answers are kept, and questions drawn, under its name, which never changes; what people read is ``shown``.
    """

    name: str
    lesson: str
    section: str
    make: Make
    title: str = ""

    @property
    def shown(self) -> str:
        """What it is called."""
        return self.title or self.name

    def exercise(self, level: int = 1, seed: int = 0) -> Exercise:
        """Return one question; the same level and seed give the same one on every machine."""
        if level not in LEVELS:
            raise ValueError(f"Levels are 1, 2 and 3; {level} is none of them.")
        return self.make(Chance(f"{self.name} {level} {seed}"), level)


def skill(name: str, lesson: str, section: str, title: str = "") -> Callable[[Make], Make]:
    """Register the function beneath as the maker of a skill's exercises."""

    def register(make: Make) -> Make:
        _skills[name] = Skill(name, lesson, section, make, title)
        return make

    return register


@lru_cache(maxsize=1)
def skills() -> dict[str, Skill]:
    """Return all skills by name, in the order of the lessons."""
    for room in ROOMS:
        import_module(f"{__package__}.{room}")
    return dict(sorted(_skills.items(), key=lambda item: contents.lesson(item[1].lesson).number))


def skill_named(name: str) -> Skill:
    """Return a skill by its name, or by what it is called."""
    known = skills()
    if found := known.get(name) or next((each for each in known.values() if each.shown == name), None):
        return found
    alike = [each.shown for each in known.values() if name.lower() in each.shown.lower()]
    alike = alike or [each.shown for each in known.values()]
    raise ValueError(f"There is no skill named {name!r}; choose one of {', '.join(alike)}.")
