"""What the tests of the card share: a memory that only listens, and a course of questions of our own."""

from dataclasses import dataclass, field
from types import SimpleNamespace

from lessons_lib.drills import Problem
from lessons_lib.drills._sections import Section
from lessons_lib.drills.card import Asked, DrillCard, Ending
from lessons_lib.drills.skills import Exercise, GradientMap, Line, Wrong, asked_for

WAVE = asked_for(Problem("derivative", "x^2 sin x", ("x",)))
HESSIAN = asked_for(Problem("hessian", "x^2 y + sin y", ("x", "y")))
GRADIENT = asked_for(
    Problem("gradient", "x^2 y + y^2", ("x", "y"), ("1", "2")), map=GradientMap("x^2 y + y^2", (1.0, 2.0))
)
CHOICE = Exercise(
    ask="Which kind?", said="Which kind?", answer="saddle", hints=("Look.", "Signs.", "Begin."),
    steps=(Line("signs", "one of each: a **saddle**"),), options=("minimum", "maximum", "saddle"),
    wrongs=(Wrong("minimum", "diagonal only", "The diagonal does not decide."),),
)  # fmt: skip


@dataclass
class Listener:
    """A memory that keeps what it is told, and nothing else."""

    trouble: str = ""
    told: list = field(default_factory=list)

    def attempt(self, skill, level, seed, answer, outcome, *, tags=(), rating="", session=""):
        self.told.append(
            SimpleNamespace(
                skill=skill, level=level, seed=seed, answer=answer, outcome=outcome, tags=tags, rating=rating
            )
        )

    def attempts(self, skill=""):
        return [each for each in self.told if skill in ("", each.skill)]

    @property
    def outcomes(self):
        return [each.outcome for each in self.told if not each.rating]


@dataclass
class Course:
    """These questions, one after another."""

    exercises: list
    rating: str = "may"
    skips: bool = True
    levels: tuple = (1, 2, 3)
    said: str = "Something."
    place: int = 0

    def first(self):
        exercise = self.exercises[self.place]
        return Asked(
            "own", 1, self.place, exercise, "Own · level 1", Section("derivatives", "Recap"), "It is new."
        )

    def following(self, level=None):
        self.place += 1
        if self.place < len(self.exercises):
            return self.first()
        return Ending("That was **all**.", (Section("gradients", "Recap"),))


def card_of(*exercises, memory=None, **options):
    """Return a card on which nothing was typed yet."""
    DrillCard._drafts.clear()
    return DrillCard(Course(list(exercises), **options), memory or Listener())


def tell(card, **content):
    """Deliver a message as a browser would."""
    card._handle_custom_msg({"number": 1, **content}, [])
