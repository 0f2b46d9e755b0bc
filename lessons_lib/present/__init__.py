"""A lesson on a projector: no code, one section at a time, answers covered until the guess is made.

Voila serves it. What is ours: the lesson made ready (`staged`), Voila's settings, and a template with one
style sheet and one script.
"""

from lessons_lib.present._ports import PortError, free_port
from lessons_lib.present._staging import stage, staged

__all__ = ["PortError", "free_port", "stage", "staged"]
