"""The types that all of the mathematics and all pictures speak of."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
"""Numbers of any shape."""

Points: TypeAlias = NDArray[np.float64]
"""Points of a plane, one a row: shape (n, 2)."""

Shape: TypeAlias = tuple[int, ...]
