"""What a measured class means for classes of other sizes: arithmetic, nothing else."""

import math
from dataclasses import dataclass

SIZES = (30, 100, 1000)
BUSY = 0.7  # of a processor: what is left is for moments when more students drag than usual
SLOWER = 10  # pictures a second at which a picture still follows
NODE = {"processors": 16, "memory": 64}  # a usual machine to rent, in GB
OF_NODE = 0.85  # of its memory is for students
LESSONS_OPEN = 3  # by one student, at most
HUB_MORE = 60  # MB by which a student's own server is larger under JupyterHub (measured by hand)
SPARE = 1.25  # of memory, for a student's own experiments
PLACEHOLDERS = 0.05  # of the students: that many seats wait ready
SERVER_HELD = 1024  # MB for the hub, its proxy and the system


@dataclass(frozen=True)
class Needs:
    """What a class needs, where each student has a server and a kernel as JupyterHub gives them.

    Parameters
    ----------
    measured : dict
        What `bench.classroom.measure.measured` returned.
    students : int
    """

    measured: dict
    students: int

    @property
    def dragging(self):
        """How many students drag at one moment."""
        return math.ceil(self.students * self.measured["class"]["share"])

    @property
    def frames(self):
        """Pictures a second for a student who drags: one for each move."""
        return self.measured["class"]["rate"]

    def processors(self, frames):
        """Return how many processors draw so many pictures a second for each student who drags."""
        cost = self.measured["some"]["kernel"] + self.measured["some"]["server"]
        return max(1, math.ceil(self.dragging * frames * cost / BUSY))

    @property
    def memory(self):
        """All memory in GB."""
        return math.ceil((SERVER_HELD + self.students * self.seat("share")) / 1024)

    @property
    def nodes(self):
        """How many rented machines hold them."""
        by_memory = self.memory / (OF_NODE * NODE["memory"])
        return math.ceil(max(by_memory, self.processors(self.frames) / NODE["processors"]))

    @property
    def start(self):
        """Seconds until all have a picture, when all open the lesson at the same moment."""
        work = self.measured["start"]["server"] + self.measured["start"]["kernel"]
        return self.students * work / self.processors(self.frames)

    def seat(self, kind, lessons=1):
        """Return the memory of one student's server with so many lessons, run to their ends, in MB."""
        largest = max(memory[kind] for memory in self.measured["lessons"].values())
        return self.measured["memory"]["server"][kind] + HUB_MORE + lessons * largest


def helm_values(measured, students):
    """Return what the helm chart of Zero to JupyterHub is told for a class."""
    needs = Needs(measured, students)
    guarantee = rounded_up(needs.seat("held"), 50)
    limit = rounded_up(SPARE * needs.seat("held", LESSONS_OPEN), 100)
    processor = needs.dragging * needs.frames * (measured["some"]["kernel"] + measured["some"]["server"])
    return {
        "memory": {"guarantee": f"{guarantee}M", "limit": f"{limit}M"},
        "cpu": {"guarantee": round(processor / BUSY / students, 2), "limit": 1},
        "placeholders": math.ceil(PLACEHOLDERS * students),
    }


def rounded_up(value, grain):
    """Return the next multiple of a grain.

    Examples
    --------
    >>> rounded_up(312, 50)
    350
    """
    return grain * math.ceil(value / grain)
