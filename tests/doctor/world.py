"""Installations to look at: sound ones, and ones broken on purpose."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lessons_lib.cli._lab import server_environment
from lessons_lib.doctor import Finding, Installation
from lessons_lib.doctor._asking import Reply


def installation(home: Path, **changed: Any) -> Installation:
    """This environment, as `lessons lab` would be started in it by somebody whose home folder is another."""
    own = {"HOME": str(home), "USERPROFILE": str(home), "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""}
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    variables = {**kept, **server_environment(kept), **own, **changed.pop("variables", {})}
    return Installation(variables, **changed)


def faults(found: Iterable[Finding]) -> list[Finding]:
    """The faults among findings; each must name what mends it."""
    listed = [finding for finding in found if finding.mark == "fault"]
    assert all(finding.mend for finding in listed)
    return listed


def only_fault(found: Iterable[Finding]) -> Finding:
    (single,) = faults(found)
    return single


def remarks(found: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.mark == "remark"]


def answering(*answers: dict[str, Any], trouble: str = "", at: str = "") -> Any:
    """What stands in for a process that is asked."""
    return lambda *_, **__: Reply(list(answers), trouble, at)
