"""A skill: something a learner can do or not yet do, with endless questions about it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

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
    """One thing to be able to do."""

    name: str
    lesson: str
    section: str
    make: Make

    def exercise(self, level: int = 1, seed: int = 0) -> Exercise:
        """Return one question; the same level and seed give the same one on every machine."""
        if level not in LEVELS:
            raise ValueError(f"Levels are 1, 2 and 3; {level} is none of them.")
        return self.make(Chance(f"{self.name} {level} {seed}"), level)


def skill(name: str, lesson: str, section: str) -> Callable[[Make], Make]:
    """Register the function beneath as the maker of a skill's exercises."""

    def register(make: Make) -> Make:
        _skills[name] = Skill(name, lesson, section, make)
        return make

    return register


@lru_cache(maxsize=1)
def skills() -> dict[str, Skill]:
    """Return all skills by name, in the order of the lessons."""
    for room in ROOMS:
        import_module(f"{__package__}.{room}")
    return dict(sorted(_skills.items(), key=lambda item: item[1].lesson))


def skill_named(name: str) -> Skill:
    """Return a skill."""
    known = skills()
    if name in known:
        return known[name]
    alike = [each for each in known if name.lower() in each] or list(known)
    raise ValueError(f"There is no skill named {name!r}; choose one of {', '.join(alike)}.")
