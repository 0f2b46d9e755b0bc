"""Who is looking: the browser windows that show one picture, and what each is owed."""

import math
import os
import shlex
import sys
from functools import cache
from pathlib import Path
from typing import Any

from lessons_lib.server import PRESENT

Message = dict[str, Any]

IN_BROWSER = sys.platform == "emscripten"

_COURSE = Path(__file__).resolve().parents[2]


@cache
def advice() -> str:
    """Return what to install where a Jupyter server that has no extension of ours started this kernel."""
    if "JPY_SESSION_NAME" not in os.environ or PRESENT in os.environ:
        return ""
    course = str(_COURSE) if (_COURSE / "pyproject.toml").is_file() else "lessons-lib"
    return (
        "Pictures follow more slowly here, since Jupyter runs in another environment than this kernel: "
        f"install the course there too (pip install {shlex.quote(course)}), and start Jupyter again."
    )


class Windows:
    """The windows that have said something, by the name each gave itself.

    A picture may be open in several windows, or scrolled out of sight in all of them.
    """

    def __init__(self) -> None:
        self._seen: dict[str, bool] = {}
        self._room: dict[str, float] = {}
        self._asked: dict[str, int] = {}
        self._near: dict[str, bool] = {}

    def hear(self, message: Message) -> None:
        """Note who sent a message, its number, and whether the picture is in sight there."""
        window = str(message.get("window"))
        self._asked[window] = int(message.get("number", 0))
        if "seen" in message:
            self._seen[window] = bool(message["seen"])
            self._room[window] = float(message.get("room") or math.inf)
            self._near[window] = bool(message.get("near"))

    def forget(self, message: Message) -> None:
        """Note that a window has closed."""
        for known in (self._seen, self._room, self._asked, self._near):
            known.pop(str(message.get("window")), None)

    @property
    def watching(self) -> bool:
        """Whether somebody may be looking; where no window has said anything, somebody may."""
        return any(self._seen.values()) or not self._seen

    @property
    def near(self) -> bool:
        """Whether all windows are on the machine that draws, so that nothing travels far."""
        return IN_BROWSER or (bool(self._near) and all(self._near.values()))

    @property
    def room(self) -> float:
        """How wide a picture may be, in CSS pixels, in the widest window."""
        return max(self._room.values(), default=math.inf)

    def answers(self) -> dict[str, int]:
        """Return the number of the last message of each window that waits for an answer."""
        asked, self._asked = self._asked, {}
        return asked
