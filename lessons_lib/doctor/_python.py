"""Python itself: its version, and the parts that some builds leave out."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib import import_module

from . import _mending as mending
from ._finding import Finding, fault, ok, remark
from ._installation import Installation, requirement_reader
from ._words import bound

# What the locks and the tests of the course know; the lower bound is pyproject.toml's.
NEWEST_TESTED = (3, 13)
# A Python built where a library of the system was missing lacks the part that stands on it.
PARTS = {
    "sqlite3": "your answers cannot be kept",
    "ssl": "packages cannot be fetched",
    "zlib": "packages cannot be unpacked",
    "ctypes": "the kernel cannot start",
}


def look(here: Installation) -> Iterator[Finding]:
    """Yield what is to say of the Python that runs."""
    lacking = [part for part in PARTS if not is_whole(part)]
    for part in lacking:
        yield fault(f"this Python was built without {part}: {PARTS[part]}.", _another(here))
    if not _is_taken(here):
        words = f"this is {_version()}, and the course needs {bound(here.python_needed)}."
        yield fault(words, _another(here))
    elif sys.version_info[:2] > NEWEST_TESTED:
        tested = ".".join(map(str, NEWEST_TESTED))
        yield remark(f"this is {_version()}; the course is tested up to {tested}.", _another(here))
    elif not lacking:
        yield ok(f"{_version()}; the course needs {bound(here.python_needed)}, and is tested with this one.")


def _version() -> str:
    name = platform.python_implementation()
    return platform.python_version() + ("" if name == "CPython" else f" ({name})")


def is_whole(part: str) -> bool:
    """Whether a part of the standard library can be imported."""
    try:
        import_module(part)
    except ImportError:
        return False
    return True


def _is_taken(here: Installation) -> bool:
    bound = here.python_needed
    return not bound or requirement_reader()(f"python {bound}").specifier.contains(platform.python_version())


def _another(here: Installation) -> str:
    tested = ".".join(map(str, NEWEST_TESTED))
    if here.kind == "conda":
        return f"conda install -p {mending.typed(here.prefix, here)} python={tested}"
    return mending.setup(here, f"PYTHON=python{tested}") or f"python{tested} -m venv lessons-environment"
