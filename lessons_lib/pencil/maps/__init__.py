"""Maps of the plane to the plane: grids, the little square, and what a Jacobian does to it, in words."""

from lessons_lib.pencil.maps._domain import hatch_undefined
from lessons_lib.pencil.maps._effect import Effect, determinant, effect
from lessons_lib.pencil.maps._grid import GridLines, grid_spacing, unbroken
from lessons_lib.pencil.maps._patch import LETTER, UNIT_SQUARE, Patch
from lessons_lib.pencil.maps._phrases import area_words, rank_words, side_words
from lessons_lib.pencil.maps._values import jacobian_of, plane_images, value_of
from lessons_lib.pencil.maps._view import image_view, plane_axes, title_above

__all__ = [
    "LETTER",
    "UNIT_SQUARE",
    "Effect",
    "GridLines",
    "Patch",
    "area_words",
    "determinant",
    "effect",
    "grid_spacing",
    "hatch_undefined",
    "image_view",
    "jacobian_of",
    "plane_axes",
    "plane_images",
    "rank_words",
    "side_words",
    "title_above",
    "unbroken",
    "value_of",
]
