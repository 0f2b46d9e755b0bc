"""Whether what the course stands on is in order, in plain words, and the one command that mends what is not.

Only the standard library is imported here, and each check by itself: a doctor must come also where packages
are missing or broken. Nothing is changed. What could end a process, or never return, is asked in another.
"""

from ._examination import SUBJECTS, examine
from ._finding import Finding, Mark
from ._installation import Installation
from ._words import closing, lines

__all__ = ["SUBJECTS", "Finding", "Installation", "Mark", "closing", "examine", "lines"]
