"""Pixels as bytes: frames for the browser, and the still picture a notebook stores."""

import io
import textwrap
from functools import cache
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image, features

from lessons_lib.live.raster import DRAWING, Pixels

CAPTION_POINTS = 10


@cache
def frame_type() -> str:
    """Return the media type of frames: WebP, or PNG where Pillow lacks it."""
    return "image/webp" if features.check("webp") else "image/png"


def encode_frame(pixels: Pixels) -> bytes:
    """Return one frame without loss, as fast as the encoders allow."""
    if frame_type() == "image/webp":
        return _save(pixels, "WEBP", lossless=True, quality=0, method=0)
    return _save(pixels, "PNG", compress_level=1)


def encode_still(pixels: Pixels) -> bytes:
    """Return a picture as PNG, for keeping."""
    # Pillow's `optimize` takes four times as long to save two per cent.
    return _save(pixels, "PNG", compress_level=6)


def _save(pixels: Pixels, kind: str, **options: object) -> bytes:
    # Faces are opaque, and a third less data is a third less time.
    stream = io.BytesIO()
    Image.fromarray(pixels).convert("RGB").save(stream, kind, **options)
    return stream.getvalue()


def with_caption(pixels: Pixels, caption: str, ratio: float) -> Pixels:
    """Return the picture with its caption printed beneath."""
    return np.vstack([pixels, _caption_strip(caption, pixels.shape[1], ratio)]) if caption else pixels


def _caption_strip(caption: str, width: int, ratio: float) -> Pixels:
    resolution = 100 * ratio
    lines = textwrap.wrap(caption, width=int(width / ratio / 7.4))
    figure = Figure(figsize=(width / resolution, 0.1 + 0.2 * len(lines)), dpi=resolution, facecolor="white")
    canvas: Any = FigureCanvasAgg(figure)
    with DRAWING:
        figure.text(0.5, 0.5, "\n".join(lines), ha="center", va="center", size=CAPTION_POINTS, color="#333")
        canvas.draw()
        return np.array(canvas.buffer_rgba(), dtype=np.uint8)[:, :width]
