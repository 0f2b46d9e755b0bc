"""How far a guess is from the truth, in numbers and in words."""

import math

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.wording import number


def angle_between(one: ArrayLike, other: ArrayLike) -> float:
    """Return the angle between two vectors in degrees, from 0 to 180; nan if one has no direction.

    Examples
    --------
    >>> angle_between((1, 0), (0, -2)), angle_between((1, 0), (0, 0))
    (90.0, nan)
    """
    (a, b), (c, d) = np.asarray(one, float), np.asarray(other, float)
    if not ((a or b) and (c or d)):
        return math.nan
    return math.degrees(math.atan2(abs(a * d - b * c), a * c + b * d))


def arrow_gap(
    guess: ArrayLike, truth: ArrayLike, *, lengths: bool = True, degrees: str = " degrees",
    between: str = ", ",
) -> str:  # fmt: skip
    """Name the gap between an arrow and the true one.

    Examples
    --------
    >>> arrow_gap((3, 1), (4, 0)), arrow_gap((3, 1), (0, 0))
    ('18 degrees off, 0.79 of the length', 'its length is 0, so it has no direction')
    """
    if not np.any(truth):
        return "its length is 0, so it has no direction"
    angle = angle_between(guess, truth)
    share = float(np.hypot(*np.asarray(guess, float)) / np.hypot(*np.asarray(truth, float)))
    turned = [] if math.isnan(angle) else [f"{_whole(angle)}{degrees} off"]
    return between.join([*turned, *([_share_words(share)] if lengths else [])])


def _share_words(share: float) -> str:
    """Say how long an arrow is beside the true one."""
    written = number(share, 2)
    if written == "1":
        return "of the right length"
    return f"{written} {'times' if share > 1 else 'of'} the length"


def _whole(angle: float) -> str:
    """Write an angle in whole degrees; a small one with its first digit."""
    return number(round(angle)) if angle >= 1 else number(round(angle, 12), 1)


def nearest(guess: ArrayLike, truths: ArrayLike) -> int:
    """Return which of several points is nearest.

    Examples
    --------
    >>> nearest((0, 0), [(3, 4), (1, 1)])
    1
    """
    return int(np.argmin(np.linalg.norm(np.asarray(truths, float) - np.asarray(guess, float), axis=-1)))
