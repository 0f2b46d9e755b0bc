"""How large a figure's type and lines are."""

from typing import Any


def scale_of(figure: Any) -> float:
    """Return the figure's type scale; 1 for figures that were made elsewhere."""
    return float(getattr(figure, "scale", 1.0))
