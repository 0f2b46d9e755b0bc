"""In a browser the file of answers lies in the kernel's memory, and the browser keeps a copy of it.

Each open lesson has a kernel, and so a file, of its own; the copy is common to all. A kernel cannot wait for
the browser in the midst of a callback, so file and copy are exchanged a moment later: where one of them has
changed, the other follows; where both have, they are merged, so that no answer is lost.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from ._places import NAME
from ._progress import Progress

NOT_KEPT = (
    "Your answers last only until this page is closed, because the browser keeps nothing for this site: "
    "leave the private window, or allow the site to keep data."
)

Exchange = Callable[[int, bytes], bytes | None]


class Shelf(Protocol):
    """Where the copy lies, under a number that grows by one with each change; 0 and b"" for none."""

    def visit(self, exchange: Exchange) -> Awaitable[object]:
        """Give number and copy to ``exchange``, and keep what it returns, unless that is None.

        Nobody else changes the copy meanwhile.
        """

    def listen(self, act: Callable[[], object]) -> None:
        """Call ``act`` whenever somebody else has changed the copy."""


class Keeper:
    """Exchanges the file of one kernel with the copy that all share."""

    def __init__(self, progress: Progress, shelf: Shelf) -> None:
        self._progress, self._shelf = progress, shelf
        self._based_on, self._changed, self._trouble = 0, False, ""
        self._visits: set[asyncio.Task[None]] = set()
        progress.on_change = self._hear
        shelf.listen(self.look)
        self.first = self.look()

    def look(self) -> asyncio.Task[None]:
        """Exchange file and copy as soon as the browser can."""
        visit = asyncio.ensure_future(self._visit())
        # The loop remembers its tasks only weakly.
        self._visits.add(visit)
        visit.add_done_callback(self._visits.discard)
        return visit

    def _hear(self) -> str:
        self._changed = True
        self.look()
        return self._trouble

    async def _visit(self) -> None:
        try:
            await self._shelf.visit(self._exchange)
        except Exception:  # what a browser refuses has no common name
            self._changed = self._progress.file.exists()
            self._trouble = self._progress.trouble = NOT_KEPT
        else:
            self._trouble = ""

    def _exchange(self, number: int, copy: bytes) -> bytes | None:
        ours = self._changed
        if copy and number != self._based_on:
            self._merge(copy) if ours else self._follow(copy)
        self._based_on, self._changed = number + ours, False
        return self._progress.file.read_bytes() if ours else None

    def _follow(self, copy: bytes) -> None:
        self._progress.file.parent.mkdir(parents=True, exist_ok=True)
        self._progress.file.write_bytes(copy)

    def _merge(self, copy: bytes) -> None:
        with TemporaryDirectory() as folder:
            Path(folder, NAME).write_bytes(copy)
            others = Progress(Path(folder))
            self._progress.take_in(others.guesses(), others.attempts())


class BrowserShelf:
    """The browser's own database; only Pyodide can reach it."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("browser_copy.js").read_text("utf-8")
        self._bridge: Any = import_module("pyodide.ffi")
        self._shelf: Any = import_module("pyodide.code").run_js(script)

    def visit(self, exchange: Exchange) -> Awaitable[object]:
        """Exchange the copy in one transaction; see `Shelf`."""

        def exchanged(number: int, copy: Any) -> Any:
            changed = exchange(number, copy.to_bytes())
            return None if changed is None else self._bridge.to_js(changed)

        visited: Awaitable[object] = self._shelf.visit(self._bridge.create_once_callable(exchanged))
        return visited

    def listen(self, act: Callable[[], object]) -> None:
        """Hear of changes that other kernels make; see `Shelf`."""
        self._shelf.listen(self._bridge.create_proxy(act))
