"""What second derivatives cost: memory and operations, against the number of inputs."""

from lessons_lib.figures.memory._picture import MOST, Memory
from lessons_lib.figures.memory._programs import PAIRS, data_size, memory, operations

__all__ = ["MOST", "PAIRS", "Memory", "data_size", "memory", "operations"]
