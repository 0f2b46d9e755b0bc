"""What a student's hand does: it drags for a while, and then its owner thinks."""

import random
from dataclasses import dataclass

BURST = (1.0, 3.0)  # s, the shortest and the longest drag
SWEEP = 4.0  # s from one end of a slider to the other


def bursts(seconds, share, seed):
    """Return when a hand drags, as pairs of begin and end in s; it does so for about a share of the time.

    Parameters
    ----------
    seconds : float
        How long to look at it.
    share : float
        Between 0, left out, and 1: it never rests.
    seed : int
        Whose hand it is.

    Examples
    --------
    >>> bursts(20, 1, seed=3)
    [(0.0, 20.0)]
    """
    if share >= 1:
        return [(0.0, float(seconds))]
    chance, found, cycle = random.Random(seed), [], sum(BURST) / 2 / share
    now = -chance.uniform(0, cycle)
    while now < seconds:
        end = now + chance.uniform(*BURST)
        if end > 0:
            found.append((max(now, 0.0), min(end, float(seconds))))
        now = end + chance.uniform(0.5, 1.5) * (cycle - sum(BURST) / 2)
    return found


@dataclass(frozen=True)
class Track:
    """A slider's ends and grid, as its own widget tells them; on a logarithmic one they are exponents."""

    low: float
    high: float
    step: float
    base: float | None = None

    @classmethod
    def of(cls, state):
        """Read them from the state of an ipywidgets slider."""
        return cls(state["min"], state["max"], state["step"], state.get("base"))

    def value(self, moment):
        """Return what the slider shows at a moment in s, on its way to and fro between its ends.

        Examples
        --------
        >>> [Track(0, 2, 0.5).value(moment) for moment in (0, 2, 4, 6)]
        [0.0, 1.0, 2.0, 1.0]
        """
        place = 1 - abs(1 - moment / SWEEP % 2)
        place = self.low + self.step * round(place * (self.high - self.low) / self.step)
        return float(self.base**place if self.base else place)
