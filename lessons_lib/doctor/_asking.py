"""Questions asked in a process of their own, so that what ends it, or never returns, is an answer too."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ._installation import Installation

LIMIT = 180.0
Answer = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What was answered; why no more was, in a few words, and in which file; "" where all was."""

    answers: list[Answer]
    trouble: str = ""
    at: str = ""

    def whole(self) -> Answer:
        """Return all answers as one; a trouble is its ``error``."""
        merged: Answer = {"error": self.trouble, "at": self.at} if self.trouble else {}
        for answer in self.answers:
            merged.update(answer)
        return merged


def ask(here: Installation, question: str, *words: str, limit: float = LIMIT) -> Reply:
    """Ask one question of `_probe`, in the environment that ``lessons lab`` gives to JupyterLab."""
    with tempfile.TemporaryDirectory(prefix="lessons-doctor-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        trouble = _run(here, folder, [question, str(folder / "answers"), *words], limit)
        return Reply(_read(folder / "answers"), trouble, _crashed_in(folder / "log") if trouble else "")


def _run(here: Installation, folder: Path, words: list[str], limit: float) -> str:
    """Run the process to its end, and return what went wrong with it."""
    command = [str(here.python), "-X", "faulthandler", "-m", f"{__package__}._probe", *words]
    with (folder / "log").open("wb") as log:
        try:
            ended = subprocess.run(  # noqa: S603
                command, env=_variables(here, folder), cwd=here.package.parent, timeout=limit, check=False,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return f"no answer within {limit:.0f} seconds"
    return _ending(ended.returncode, last_line(folder / "log")) if ended.returncode else ""


def _variables(here: Installation, folder: Path) -> dict[str, str]:
    """Return variables with which nothing is written outside of a folder."""
    places = ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR")
    return {
        **here.variables,
        **{place: str(folder / place.lower()) for place in places},
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }


def _ending(status: int, said: str) -> str:
    if status < 0:
        names = {each.value: each.name for each in signal.Signals}
        return f"Python itself ended ({names.get(-status, -status)})"
    return said or f"Python itself ended (status {status})"


def _crashed_in(log: Path) -> str:
    """Return the file in which Python ended, as its last words tell: the innermost call comes first."""
    told = re.search(r'most recent call first\):\s+File "([^"]+)"', _text(log))
    return told[1] if told else ""


def last_line(log: Path) -> str:
    """Return the last line of a log, "" where there is none."""
    return (_text(log).strip().splitlines() or [""])[-1].strip()


def _text(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""


def _read(file: Path) -> list[Answer]:
    return [json.loads(line) for line in _text(file).splitlines()]
