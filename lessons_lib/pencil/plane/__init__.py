"""Pictures over the plane: limits, a map of contour lines, arrows, and a function's values and gradients."""

from lessons_lib.pencil.plane._around import SlopesAround, slopes_around, unit
from lessons_lib.pencil.plane._arrows import (
    Arrow,
    arrow,
    arrow_scale,
    fitted,
    gradient_lengths,
    nice,
    scale_words,
)
from lessons_lib.pencil.plane._contours import ContourMap, contour_map
from lessons_lib.pencil.plane._levels import chosen_levels
from lessons_lib.pencil.plane._marks import note_above, point_in_data, right_angle
from lessons_lib.pencil.plane._values import (
    Point,
    gradient_at,
    plane_place,
    plane_values,
    symbols,
    value_at,
    variable_names,
)
from lessons_lib.pencil.plane._view import PlaneView

__all__ = [
    "Arrow",
    "ContourMap",
    "PlaneView",
    "Point",
    "SlopesAround",
    "arrow",
    "arrow_scale",
    "chosen_levels",
    "contour_map",
    "fitted",
    "gradient_at",
    "gradient_lengths",
    "nice",
    "note_above",
    "plane_place",
    "plane_values",
    "point_in_data",
    "right_angle",
    "scale_words",
    "slopes_around",
    "symbols",
    "unit",
    "value_at",
    "variable_names",
]
