"""Skills, and endless questions about each: seeded, with their answers, hints and worked steps.

>>> from lessons_lib.drills.skills import skill_named
>>> one = skill_named("product rule").exercise(level=1, seed=7)
>>> one.check(one.answer).accepted
True
"""

from ._asking import asked_for, typeset
from ._exercise import Exercise, Feedback, GradientMap, Line, Wrong
from ._skill import LEVELS, Chance, Skill, skill, skill_named, skills

__all__ = [
    "LEVELS",
    "Chance",
    "Exercise",
    "Feedback",
    "GradientMap",
    "Line",
    "Skill",
    "Wrong",
    "asked_for",
    "skill",
    "skill_named",
    "skills",
    "typeset",
]
