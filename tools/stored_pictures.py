"""Stored pictures: small, and kept where a new one shows the same: machines draw a few pixels otherwise."""

from __future__ import annotations

import base64
import io

import numpy as np
from nbformat import NotebookNode
from PIL import Image

PNG = "image/png"
SAME_BELOW = 0.01
SEEN = 16  # of 255: below this no eye tells two colours of a line's edge apart
COLOURS = 256


def shrink(notebook: NotebookNode) -> None:
    """Store each picture with a palette of its own, in place: a quarter of the size, the same to the eye."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if PNG in data:
                data[PNG] = with_palette(data[PNG])


def with_palette(png: str) -> str:
    """Return a PNG (base64) with at most 256 colours, chosen to be near all that are there."""
    stream = io.BytesIO()
    with Image.open(io.BytesIO(base64.b64decode(png))) as picture:
        few = picture.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
    few.save(stream, "PNG", optimize=True)
    return base64.b64encode(stream.getvalue()).decode()


def keep(new: NotebookNode, old: NotebookNode) -> None:
    """Put the old notebook's pictures into the new one, in place, wherever code and caption are unchanged."""
    before = {cell.id: cell for cell in old.cells if cell.cell_type == "code"}
    for cell in new.cells:
        twin = before.get(cell.id)
        if cell.cell_type == "code" and twin is not None and twin.source == cell.source:
            _keep_outputs(cell.outputs, twin.outputs)


def _keep_outputs(new: list[NotebookNode], old: list[NotebookNode]) -> None:
    for output, stored in zip(new, old, strict=False):
        data, before = output.get("data", {}), stored.get("data", {})
        if _comparable(data, before) and share_of_pixels(data[PNG], before[PNG]) < SAME_BELOW:
            data[PNG] = before[PNG]


def _comparable(data: NotebookNode, before: NotebookNode) -> bool:
    """Tell whether both show a picture with the same caption."""
    return PNG in data and PNG in before and data.get("text/plain") == before.get("text/plain")


def share_of_pixels(one: str, other: str) -> float:
    """Return the share of pixels in which two PNGs (base64) look different; 1 where their sizes differ."""
    if one == other:
        return 0.0
    first, second = _pixels(one), _pixels(other)
    if first.shape != second.shape:
        return 1.0
    return float((np.abs(first - second).max(axis=-1) > SEEN).mean())


def _pixels(png: str) -> np.ndarray:
    with Image.open(io.BytesIO(base64.b64decode(png))) as picture:
        return np.asarray(picture.convert("RGB"), np.int16)
