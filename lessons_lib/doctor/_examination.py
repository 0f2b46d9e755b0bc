"""All checks in turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

from . import _mending as mending
from ._finding import Finding, fault
from ._installation import Installation

# What is told, and the module that looks at it. Each is imported when its turn has come.
CHECKS = (
    ("Python", "_python"),
    ("environment", "_environment"),
    ("packages", "_packages"),
    ("kernel", "_kernel"),
    ("widgets", "_front_end"),
    ("settings", "_settings"),
    ("browser", "_browser"),
    ("your answers", "_answers"),
    ("your copy", "_copy"),
)
SUBJECTS = tuple(subject for subject, _ in CHECKS)


def examine(here: Installation) -> Iterator[Finding]:
    """Yield what each check finds; a check that breaks is told as a fault of its own."""
    for subject, module in CHECKS:
        try:
            for finding in import_module(f"{__package__}.{module}").look(here):
                yield replace(finding, subject=subject)
        except Exception as error:
            yield replace(_broken(error, here), subject=subject)


def _broken(error: Exception, here: Installation) -> Finding:
    if isinstance(error, ModuleNotFoundError) and error.name:
        return fault(f"could not be looked at: {error.name} is missing.", mending.install(here, error.name))
    words = f"could not be looked at ({type(error).__name__}: {error})."
    return fault(words, mending.install(here))
