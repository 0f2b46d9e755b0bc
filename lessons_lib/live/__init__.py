"""One widget: a matplotlib picture that moves and can be touched; it knows nothing of mathematics."""

from lessons_lib.live.cells import close_tree, keep
from lessons_lib.live.handle import Handle
from lessons_lib.live.raster import DRAWING
from lessons_lib.live.widget import LiveFigure, picture_bundle

__all__ = ["DRAWING", "Handle", "LiveFigure", "close_tree", "keep", "picture_bundle"]
