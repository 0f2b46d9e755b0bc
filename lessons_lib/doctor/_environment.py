"""Where packages are installed, and whether the command ``lessons`` is this environment's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from . import _mending as mending
from ._finding import Finding, fault, ok, remark
from ._installation import Installation, is_same

_KINDS = {"conda": "the conda environment", "virtual": "the virtual environment"}


def look(here: Installation) -> Iterator[Finding]:
    """Yield what is to say of the environment."""
    faults = [*_of_script(here)]
    yield from faults
    if not faults:
        yield _of_kind(here)
    yield from _of_others(here)
    if not mending.has_pip():
        yield remark("pip is not in this environment.", mending.python(here, "-m ensurepip"))


def _of_kind(here: Installation) -> Finding:
    if here.kind == "none":
        words = f"no environment of its own: packages are those of the whole system ({here.prefix})."
        return remark(words, mending.setup(here))
    return ok(
        f"{_KINDS[here.kind]} {mending.typed(here.prefix, here)}, and its command lessons belongs to it."
    )


def _of_script(here: Installation) -> Iterator[Finding]:
    """Tell of an environment that was moved, or whose command was never made."""
    script = here.scripts / ("lessons.exe" if os.name == "nt" else "lessons")
    if not script.is_file():
        words = f"the command lessons is not in {mending.typed(here.scripts, here)}."
        yield fault(words, mending.again(here))
    elif os.name != "nt" and not _starts(script, here):
        words = "the command lessons starts another Python: this environment was moved or copied."
        yield fault(words, mending.setup(here) if _is_seen_by_setup(here) else mending.again(here))


def _is_seen_by_setup(here: Installation) -> bool:
    """Whether ``make setup`` sees that its environment was moved: it looks at pip's command."""
    pip = here.scripts / "pip"
    return here.is_made_by_setup and not (pip.is_file() and _starts(pip, here))


def _starts(script: Path, here: Installation) -> bool:
    """Whether a script names a Python of this environment; a path with a space stands in its second line."""
    head = script.read_bytes()[:1000].decode(errors="replace")
    folder = str(here.python.parent)
    return any(place + os.sep in head for place in (folder, os.path.realpath(folder)))


def _of_others(here: Installation) -> Iterator[Finding]:
    """Tell of variables, and of another command, that lead elsewhere."""
    found = shutil.which("lessons", path=here.variables.get("PATH"))
    if found and not is_same(Path(found).parent, here.scripts):
        words = f"typing lessons runs another one, {found}: to run this one, type its whole path."
        yield remark(words, mending.lessons(here, "lab"))
    for name in ("PYTHONPATH", "PYTHONHOME"):
        if here.variables.get(name):
            words = (
                f"{name} is set ({here.variables[name]}): packages there are taken before the environment's."
            )
            yield remark(words, mending.unset(name))
