"""Settings of a walk, checked before it begins."""

from __future__ import annotations

import math

import numpy as np


def within(name: str, value: float, most: float = math.inf, *, zero: bool = False) -> None:
    """Raise ValueError unless the setting is one number above 0 (or 0, where allowed) and below `most`."""
    if np.ndim(value) == 0 and (0 < value < most or (zero and value == 0)):
        return
    bounds = "positive" if most == math.inf else f"between 0 and {most}"
    raise ValueError(f"{name} must be {bounds}: got {value!r}")


def tolerated(tolerance: float) -> float:
    """Return the tolerance, or raise ValueError unless it is one number, 0 or more."""
    if np.ndim(tolerance) or not 0 <= tolerance < math.inf:
        raise ValueError(f"tolerance must be 0 or a small positive number: got {tolerance!r}")
    return tolerance


def count(steps: int) -> int:
    """Return the number of steps, or raise ValueError unless it is a whole number, 0 or more."""
    if not 0 <= steps < math.inf or int(steps) != steps:
        raise ValueError(f"steps must be a whole number, 0 or more: got {steps!r}")
    return int(steps)
