"""The error of the linear map J h, beside the change that it stands for."""

from lessons_lib.figures.linear_error._measure import STEPS, Departure, departure
from lessons_lib.figures.linear_error._picture import LinearError

__all__ = ["STEPS", "Departure", "LinearError", "departure"]
