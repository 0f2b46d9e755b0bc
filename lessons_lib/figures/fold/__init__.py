"""Which points a map takes to one place: their number changes only where the map folds the plane."""

from lessons_lib.figures.fold._picture import Fold
from lessons_lib.figures.fold._preimages import Preimages, Search

__all__ = ["Fold", "Preimages", "Search"]
