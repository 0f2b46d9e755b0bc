"""Notebooks on disk hold no live views; a page that is opened while their kernel runs gets them back.

A live view is only good for the kernel that made it, so it is left out when a notebook is saved. Here the
server remembers which views it left out. Where that kernel still runs, a reloaded page, or a second window,
finds its pictures alive; where nobody has saved them yet, it is told which cell to run.
"""

import copy
from collections.abc import Coroutine
from inspect import isawaitable
from typing import Any

from lessons_lib.saving import LIVE_VIEW, REMARK, STAND_INS, drop_live_views, is_ours, outputs

Kernel = tuple[str, Any]
Views = dict[tuple[str, int], Any]

_STILL = {
    "output_type": "display_data",
    "data": {"text/markdown": "*This picture stands still: run its cell to move it.*"},
    "metadata": {REMARK: True},
}


class LessonFiles:
    """What is added to a server's own contents manager, whichever it is, asynchronous or not."""

    _views: dict[Kernel, Views]
    parent: Any

    def save(self, model: dict[str, Any], path: str = "") -> Any:
        """Save a notebook without our live views, and remember them."""
        if _is_notebook(model):
            self._remember(model, path)
            drop_live_views(model["content"])
        return super().save(model, path)  # type: ignore[misc]

    def get(self, path: str, *arguments: Any, **options: Any) -> Any:
        """Read a file as usual; a notebook's live views are back while their kernel runs."""
        found = super().get(path, *arguments, **options)  # type: ignore[misc]
        return self._later(found, path) if isawaitable(found) else self._revived(found, path)

    async def _later(self, found: Any, path: str) -> Any:
        return self._revived(await found, path)

    def _remember(self, model: dict[str, Any], path: str) -> None:
        kernel = self._kernel_of(path)
        if kernel is None:
            return
        # A kernel that was started again is another one: what its process knew is gone.
        for other in [known for known in self._views if known[0] == kernel[0] and known != kernel]:
            del self._views[other]
        views = self._views.setdefault(kernel, {})
        for cell, number, output in outputs(model["content"]):
            views.pop((cell.get("id", ""), number), None)
            if is_ours(output["data"]):
                views[cell.get("id", ""), number] = output["data"][LIVE_VIEW]

    def _revived(self, model: Any, path: str) -> Any:
        """Put live views back beside what stands in for them; say of other pictures that they stand still."""
        kernel = self._kernel_of(path) if _is_notebook(model) else None
        if kernel is None:
            return model
        views = self._views.get(kernel, {})
        for cell, number, output in [*outputs(model["content"])]:
            view = views.get((cell.get("id", ""), number))
            if view and any(kind in output["data"] for kind in STAND_INS):
                output["data"][LIVE_VIEW] = view
            elif _is_picture(output):
                cell["outputs"] = [*cell["outputs"], copy.deepcopy(_STILL)]
        return model

    def _kernel_of(self, path: str) -> Kernel | None:
        """Return the kernel that a notebook is open with: a restart makes another process of it."""
        sessions = _at_once(self.parent.session_manager.list_sessions()) or []
        for each in sessions:
            if each.get("kernel") and each["path"].strip("/") == path.strip("/"):
                kernel = each["kernel"]["id"]
                process = getattr(self.parent.kernel_manager.get_kernel(kernel), "provisioner", None)
                number = getattr(process, "pid", None)
                return (kernel, number) if number is not None else None
        return None


def _at_once(waiting: Coroutine[Any, Any, Any]) -> Any:
    """Return what a coroutine returns without waiting; None where it has to wait, as for another machine."""
    try:
        waiting.send(None)
    except StopIteration as ended:
        return ended.value
    waiting.close()
    return None


def _is_notebook(model: Any) -> bool:
    content = model.get("content") if isinstance(model, dict) and model.get("type") == "notebook" else None
    return isinstance(content, dict) and content.get("nbformat") == 4


def _is_picture(output: dict[str, Any]) -> bool:
    """Whether an output is a picture of ours that stands still: its sentence is its alternative text."""
    sentence = output.get("metadata", {}).get("image/png", {}).get("alt")
    return bool(sentence) and "".join(output["data"].get("text/plain", "")) == sentence
