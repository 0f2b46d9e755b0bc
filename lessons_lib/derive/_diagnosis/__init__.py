"""Which rule was broken: known mistakes are replayed on the problem's own formula."""

from ._diagnose import Case, case_of, diagnose, same
from ._diagnosis import Diagnosis
from ._replay import right_slope
from ._samples import Work
from ._scalar import MOST_NODES

__all__ = ["MOST_NODES", "Case", "Diagnosis", "Work", "case_of", "diagnose", "right_slope", "same"]
