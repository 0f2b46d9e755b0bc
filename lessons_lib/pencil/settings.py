"""The course's own settings of matplotlib, for the thread that makes or draws one of its pictures.

A reader may set `text.usetex`, a style or another font, in a file or in a cell. Pictures are made and drawn
in our settings all the same, and the reader's are never changed: a frame may be drawn in one thread while a
plot of the reader's is made in another. So matplotlib's table of settings answers each thread for itself.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import matplotlib as mpl

_STYLE_FILE = Path(__file__).with_name("lesson.mplstyle")
_SCALED = ("size", "width", "pad")
_NOT_OURS = ("backend", "backend_fallback", "interactive", "toolbar", "figure.hooks")


class _Present(threading.local):
    """What holds in this thread; None where the reader's settings do."""

    settings: dict[str, Any] | None = None


_present = _Present()


class RcParams(mpl.RcParams):
    """matplotlib's table of settings; while a picture of the course is made or drawn, it reads as ours."""

    def __getitem__(self, key: Any) -> Any:
        ours = _present.settings
        return ours[key] if ours is not None and key in ours else super().__getitem__(key)


mpl.rcParams.__class__ = RcParams


@lru_cache(maxsize=8)
def scaled(scale: float) -> dict[str, Any]:
    """Return all settings, with type and lines of the course's style so much larger."""
    usual = {str(key): value for key, value in dict.items(mpl.rcParamsDefault) if key not in _NOT_OURS}
    style = mpl.rc_params_from_file(_STYLE_FILE, use_default_template=False)
    return usual | {
        str(key): scale * value if str(key).endswith(_SCALED) else value for key, value in style.items()
    }


@contextmanager
def own_settings(scale: float | None = None) -> Iterator[None]:
    """Make and draw in the course's settings, in this thread; without a scale, in those that hold already."""
    before = _present.settings
    _present.settings = scaled(scale or 1.0) if scale is not None or before is None else before
    try:
        yield
    finally:
        _present.settings = before
