"""The browser: which one would open. How old it is cannot be seen from here."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator
from pathlib import Path

from ._finding import Finding, ok, remark
from ._installation import Installation

# MathML, container queries and OffscreenCanvas, which the pictures and cards are built on.
NEEDED = "Chrome or Edge 109, Firefox 110, Safari 16.4, or newer"
_OF_TEXT = {"www-browser", "links", "elinks", "lynx", "w3m"}
_TUNNEL = "ssh -L 8888:127.0.0.1:8888"
_THERE = "lessons lab prints the address to open in a browser"


def look(here: Installation) -> Iterator[Finding]:
    """Yield what is to say of browsers."""
    if not here.screen:
        yield remark(f"no screen here: {_THERE}, here or through {_TUNNEL}. Needed: {NEEDED}.")
        return
    name = default()
    if name is None:
        yield remark(f"none is known to Python: {_THERE}. Needed: {NEEDED}.")
    elif name in _OF_TEXT:
        yield remark(f"{name} would open, which shows no pictures: {_THERE} that does. Needed: {NEEDED}.")
    else:
        yield ok(f"{_named(name)} opens. Needed: {NEEDED}.")


def default() -> str | None:
    """Return the browser that would open, "" where the system chooses, None where there is none."""
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return None
    return Path(str(getattr(found, "name", "") or "")).name


def _named(name: str) -> str:
    return "your default browser" + ("" if name in {"", "default"} else f" ({name})")
