"""What a learner has answered, kept between sessions in one small SQLite file.

Progress is a courtesy: when the file cannot be read or written, lessons go on, answers stay in memory,
and :attr:`Progress.trouble` says so in one sentence. The file lies in the user's folder for data, apart
from the notebooks, or in LESSONS_HOME.
"""

import sys

from ._places import home
from ._progress import Progress, Reading
from ._records import Attempt, Guess
from ._transfer import Moved, export_progress, import_progress
from ._trouble import ProgressError

learner = Progress()
"""The progress of the person at this computer."""

if sys.platform == "emscripten":
    from ._browser_copy import BrowserShelf, Keeper

    _keeper = Keeper(learner, BrowserShelf())


async def ready() -> str:
    """Wait until what was answered before is at hand: in a browser a moment, anywhere else none."""
    if sys.platform == "emscripten":
        await _keeper.first
    kept = "in this browser" if sys.platform == "emscripten" else f"in {learner.file}"
    return learner.trouble or f"Ready. Your answers are kept {kept}."


__all__ = [
    "Attempt",
    "Guess",
    "Moved",
    "Progress",
    "ProgressError",
    "Reading",
    "export_progress",
    "home",
    "import_progress",
    "learner",
    "ready",
]
