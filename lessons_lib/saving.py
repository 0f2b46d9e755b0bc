"""What is left out when a notebook is saved: our live views, which nothing could bring back to life.

A picture's output holds a live view and, for every other reader, the same picture as PNG; a card's holds its
HTML. A stored live view needs the kernel that made it; once that is gone, JupyterLab would show "model not
found" instead of the PNG. So ours are dropped wherever a stand-in is stored: by the server's extension when
a notebook is saved, by nbconvert's settings when one is exported. They are known by the name of their model.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any
from uuid import uuid4

LIVE_VIEW = "application/vnd.jupyter.widget-view+json"
_STATE = "application/vnd.jupyter.widget-state+json"
STAND_INS = ("image/png", "text/html")
OURS = "lessons-"
_BASE64 = "data:image/png;base64,"
REMARK = "lessons-remark"


def own_id() -> str:
    """Return a name for the model of a widget of ours, by which a server knows it and its messages."""
    return f"{OURS}{uuid4().hex}"


def is_ours(data: dict[str, Any]) -> bool:
    """Whether an output's data hold a live view of ours, and something that can stand in for it.

    Examples
    --------
    >>> is_ours({LIVE_VIEW: {"model_id": own_id()}, "image/png": "iVBO"})
    True
    """
    view = data.get(LIVE_VIEW)
    named = isinstance(view, dict) and str(view.get("model_id", "")).startswith(OURS)
    return named and any(kind in data for kind in STAND_INS)


def outputs(notebook: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int, dict[str, Any]]]:
    """Yield a notebook's outputs that hold pictures, widgets and the like: cell, number in it, output."""
    for cell in notebook.get("cells", []):
        for number, output in enumerate(cell.get("outputs", [])):
            if isinstance(output.get("data"), dict):
                yield cell, number, output


def drop_live_views(notebook: dict[str, Any]) -> None:
    """Remove our live views, the state of our models and our remarks from a notebook, in place.

    Examples
    --------
    >>> data = {LIVE_VIEW: {"model_id": own_id()}, "image/png": "iVBO"}
    >>> drop_live_views({"cells": [{"cell_type": "code", "outputs": [{"data": data}]}]})
    >>> list(data)
    ['image/png']
    """
    for cell in notebook.get("cells", []):
        if any(REMARK in output.get("metadata", {}) for output in cell.get("outputs", [])):
            cell["outputs"] = [each for each in cell["outputs"] if REMARK not in each.get("metadata", {})]
    for _, _, output in outputs(notebook):
        if is_ours(output["data"]):
            del output["data"][LIVE_VIEW]
    state = notebook.get("metadata", {}).get("widgets", {}).get(_STATE, {}).get("state", {})
    for model in [name for name in state if name.startswith(OURS)]:
        del state[model]


def drop_from_export(notebook: Any, resources: Any) -> tuple[Any, Any]:
    """Do the same for nbconvert, whose preprocessor this is: an exported page shows the PNG, offline too.

    Its page of HTML has no place for an image's alternative text, so the image is written here.
    """
    drop_live_views(notebook)
    for _, _, output in outputs(notebook) if resources.get("output_extension") == ".html" else ():
        shown = output.get("metadata", {}).get("image/png", {})
        if "alt" in shown and "image/png" in output["data"]:
            kept = {
                "alt": shown["alt"],
                "width": shown.get("width", ""),
                "src": _BASE64 + output["data"]["image/png"],
            }
            written = " ".join(f'{name}="{escape(str(value))}"' for name, value in kept.items())
            output["data"].setdefault("text/html", f"<img {written}>")
    return notebook, resources
