"""Notebooks on disk hold no live views; a page that is opened while their kernel runs gets them back.

A live view is only good for the kernel that made it, so it is left out when a notebook is saved. Here the
server remembers which views it left out. Where that kernel still runs, a reloaded page, or a second window,
finds its pictures alive; where it does not, the page has the stored pictures.
"""

from collections.abc import Iterator
from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from lessons_lib.saving import LIVE_VIEW

Views = dict[tuple[str, int], Any]
Kernel = tuple[str, Any]

# Its methods are typed in some versions and not in others.
UsualFiles: Any = AsyncLargeFileManager


class LessonFiles(UsualFiles):  # type: ignore[misc, unused-ignore]
    """Jupyter Server's own files, which remember the live views of notebooks whose kernel runs."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._views: dict[str, tuple[Kernel, Views]] = {}

    async def save(self, model: dict[str, Any], path: str = "") -> Any:
        """Save a notebook as usual, and remember its live views."""
        kernel = await self._kernel_of(path)
        self._views.pop(path, None)
        if kernel:
            self._views[path] = kernel, views_of(model)
        return await super().save(model, path)

    async def get(self, path: str, content: bool = True, **options: Any) -> Any:
        """Read a file as usual; a notebook's live views are back while their kernel runs."""
        model = await super().get(path, content, **options)
        kernel, views = self._views.get(path, (None, {}))
        if views and kernel == await self._kernel_of(path):
            revive(model, views)
        return model

    async def _kernel_of(self, path: str) -> Kernel | None:
        """Return the kernel that a notebook is open with: a restart makes another process of it."""
        sessions = await self.parent.session_manager.list_sessions() if self.parent else []
        kernels = [each["kernel"]["id"] for each in sessions if each["path"] == path and each.get("kernel")]
        return (kernels[0], self._process(kernels[0])) if kernels else None

    def _process(self, kernel: str) -> Any:
        provisioner = getattr(self.parent.kernel_manager.get_kernel(kernel), "provisioner", None)
        return getattr(provisioner, "pid", None)


def views_of(model: dict[str, Any]) -> Views:
    """Return the live views in a notebook's outputs, by cell and number."""
    return {place: data[LIVE_VIEW] for place, data in _outputs(model) if LIVE_VIEW in data}


def revive(model: dict[str, Any], views: Views) -> None:
    """Put live views back beside the pictures that stand in for them, in place."""
    for place, data in _outputs(model):
        if data and place in views:
            data[LIVE_VIEW] = views[place]


def _outputs(model: dict[str, Any]) -> Iterator[tuple[tuple[str, int], dict[str, Any]]]:
    content = model.get("content")
    cells = content.get("cells", []) if model.get("type") == "notebook" and isinstance(content, dict) else []
    for cell in cells:
        for number, output in enumerate(cell.get("outputs", [])):
            yield (cell.get("id", ""), number), output.get("data", {})
