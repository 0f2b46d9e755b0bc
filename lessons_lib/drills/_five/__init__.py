"""The five problems that the course began with, how they felt, and what to read again."""

from ._feeling import Felt, felt, reread
from ._problems import PROBLEMS, FiveProblem, problem_numbered

__all__ = ["PROBLEMS", "Felt", "FiveProblem", "felt", "problem_numbered", "reread"]
