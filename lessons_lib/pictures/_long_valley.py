"""Ways down a quadratic valley, each from a start that is as bad as any."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lessons_lib import descent
from lessons_lib.arrays import Array
from lessons_lib.descent import Path, Quadratic

RULES = descent.STEP_RULES
BEST, SAFE = RULES
METHODS = ("gradient descent", "diagonal scaling", "Adam", "Adam without momentum")
PLAIN, SCALED, ADAM, STILL_ADAM = METHODS
GAMMA = {ADAM: 0.1, STILL_ADAM: 0.015}
STEPS = 600
DIGITS = 3

LAST_SHARE = 0.9 * 10.0**-DIGITS
STARTS = {BEST: (1.0, 0.3), SAFE: (1.0, 0.0)}


@dataclass(frozen=True, slots=True, eq=False)
class Descended:
    """A walk down a valley."""

    bowl: Quadratic
    path: Path
    units: Array
    kappa: float

    @property
    def points(self) -> Array:
        """The points in the units of the map, shape (k, 2)."""
        return np.asarray(self.path.points / self.units)

    @property
    def shares(self) -> Array:
        """The distances to the minimum as shares of the first one, shape (k,)."""
        distances = descent.distances_to(self.path)
        return np.asarray(distances / distances[0])


@lru_cache(maxsize=64)
def walked(kappa: float, angle: float, rule: str, method: str, gamma: float) -> Descended:
    """Walk down the valley, at most `STEPS` steps.

    Examples
    --------
    >>> len(walked(100, 0, "best fixed step", "diagonal scaling", 0.1).path) - 1
    1
    """
    bowl, start = descent.long_valley(kappa, angle), turned(STARTS[start_rule(rule, method)], angle)
    if method in GAMMA:
        beta1 = 0.9 if method == ADAM else 0.0
        path = descent.adam(bowl, start, gamma, beta1=beta1, steps=STEPS, tolerance=LAST_SHARE)
        return Descended(bowl, path, np.ones(2), kappa)
    ground, units = (bowl.scaled, bowl.units) if method == SCALED else (bowl, np.ones(2))
    # From these starts the gradient shrinks in proportion to the distance.
    flat = LAST_SHARE * float(np.linalg.norm(ground.gradient(start * units)))
    path = descent.gradient_descent(
        ground, start * units, descent.fixed_step(ground, rule), STEPS, tolerance=flat
    )
    return Descended(bowl, path, units, scaled_condition(bowl) if method == SCALED else kappa)


def start_rule(rule: str, method: str) -> str:
    """Return the step rule whose worst start a method walks from.

    With the best fixed step every start in the plane is as bad as any other; with 1/lambda_max the worst
    is on the floor. Other methods are compared with the best fixed step.
    """
    return rule if method == PLAIN else BEST


def start_angle(rule: str, method: str) -> float:
    """Return the direction of the start, in degrees from the floor."""
    along, across = STARTS[start_rule(rule, method)]
    return math.degrees(math.atan2(across, along))


def turned(point: tuple[float, float], degrees: float) -> Array:
    """Return a point of the plane turned about the origin, shape (2,)."""
    turn = math.radians(degrees)
    cosine, sine = math.cos(turn), math.sin(turn)
    return np.array([cosine * point[0] - sine * point[1], sine * point[0] + cosine * point[1]])


def scaled_condition(bowl: Quadratic) -> float:
    """Return the condition number that diagonal scaling leaves; 1 where only rounding keeps it from that."""
    found = bowl.scaled.condition
    return 1.0 if abs(found - 1) < 1e-9 else found
