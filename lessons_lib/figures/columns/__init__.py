"""A Jacobian built column by column from differences, each entry beside the exact one."""

from lessons_lib.figures.columns._differences import SCHEMES, Differences, Entries
from lessons_lib.figures.columns._picture import MOST, Columns, columns_axes
from lessons_lib.figures.columns._planes import columns_reach
from lessons_lib.figures.columns._sentence import map_name

__all__ = [
    "MOST",
    "SCHEMES",
    "Columns",
    "Differences",
    "Entries",
    "columns_axes",
    "columns_reach",
    "map_name",
]
