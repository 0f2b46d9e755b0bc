"""Running a cell again closes the widgets that its last run made."""

from collections import defaultdict
from typing import Any

from IPython.core.getipython import get_ipython
from ipywidgets import Box, Widget

_made: dict[str, list[Widget]] = defaultdict(list)
_watched: set[int] = set()


def keep(widget: Widget) -> None:
    """Remember which cell made a widget, so that the cell's next run closes it.

    Front ends that do not say which cell they run (a terminal, a test) are left alone: there, nothing
    tells a second run from a second cell.
    """
    shell = get_ipython()
    cell = _running_cell(shell)
    if cell:
        _watch(shell)
        _made[cell].append(widget)


def _running_cell(shell: Any) -> str | None:
    kernel = getattr(shell, "kernel", None)
    parent = _request(kernel) if kernel else {}
    cell: str | None = parent.get("metadata", {}).get("cellId")
    return cell


def _request(kernel: Any) -> Any:
    """Return what the kernel was asked to run."""
    try:
        return kernel.get_parent("shell")
    except TypeError:  # Pyodide's kernel is asked one thing at a time and knows no channels
        return kernel.get_parent()


def _watch(shell: Any) -> None:
    if id(shell) not in _watched:
        _watched.add(id(shell))
        shell.events.register("pre_run_cell", _forget)


def _forget(_run: Any) -> None:
    for widget in _made.pop(_running_cell(get_ipython()) or "", []):
        close_tree(widget)


def close_tree(widget: Widget) -> None:
    """Close a widget with its children, layouts and styles: each has a line of its own to the browser."""
    for child in widget.children if isinstance(widget, Box) else ():
        close_tree(child)
    for part in (getattr(widget, "layout", None), getattr(widget, "style", None)):
        if part is not None:
            part.close()
    widget.close()
