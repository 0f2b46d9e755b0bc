"""What is left out when a notebook is saved: live views that nothing could bring back to life.

A picture's output holds a live view and, for every other reader, the same picture as PNG. A stored live view
needs the kernel that made it; once that is gone, JupyterLab would show "model not found" instead of the PNG.
The hook here drops the live view wherever a better stand-in is stored. ``lessons lab`` turns it on; any other
Jupyter server does with one line of its configuration::

    c.ContentsManager.pre_save_hook = "lessons_lib.saving.pre_save_hook"
"""

from collections.abc import Mapping
from typing import Any

LIVE_VIEW = "application/vnd.jupyter.widget-view+json"
STAND_INS = ("image/png", "text/html")


def drop_live_views(notebook: dict[str, Any], keep_alone: bool = True) -> None:
    """Remove live views and stored widget state from a notebook, in place.

    Examples
    --------
    >>> output = {"output_type": "display_data", "data": {LIVE_VIEW: {}, "image/png": "iVBO"}}
    >>> drop_live_views({"cells": [{"cell_type": "code", "outputs": [output]}]})
    >>> list(output["data"])
    ['image/png']
    """
    notebook.get("metadata", {}).pop("widgets", None)
    for cell in notebook.get("cells", []):
        for output in cell.get("outputs", []):
            _drop_live_view(output.get("data", {}), keep_alone)


def _drop_live_view(data: dict[str, Any], keep_alone: bool) -> None:
    if not keep_alone or any(kind in data for kind in STAND_INS):
        data.pop(LIVE_VIEW, None)


def pre_save_hook(model: Mapping[str, Any], **_: object) -> None:
    """Clean a notebook that a Jupyter server is about to save; other files pass untouched.

    Parameters
    ----------
    model : mapping
        The contents model: ``type`` and, for a notebook, its ``content``.
    """
    content = model.get("content")
    if model.get("type") == "notebook" and isinstance(content, dict) and content.get("nbformat") == 4:
        drop_live_views(content)
