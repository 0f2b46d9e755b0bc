"""The picture of warped space: a grid and a little square, before a map and after it."""

from lessons_lib.figures.warp._bent import BentSquare, bent_square
from lessons_lib.figures.warp._picture import Warp

__all__ = ["BentSquare", "Warp", "bent_square"]
