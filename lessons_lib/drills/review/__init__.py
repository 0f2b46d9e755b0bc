"""Review: which skill comes next, what is due, how well all is known, and what to read again.

Skills are scheduled, not questions: each question of a skill is another one. `Review` looks at the attempts
of one learner; the functions here are those of the person at this computer.

Examples
--------
>>> import tempfile
>>> from pathlib import Path
>>> from lessons_lib.progress import Progress
>>> review = Review(Progress(Path(tempfile.mkdtemp())))
>>> review.due(), review.next_question([]).why
([], 'It is new.')
>>> review.summary()
'Nothing answered yet: each drill that you answer is counted here.'
"""

from ._advice import Advice
from ._choosing import Next
from ._review import Mastery, Past, Review

_ours = Review()
next_question = _ours.next_question
due = _ours.due
mastery = _ours.mastery
advice = _ours.advice
summary = _ours.summary
past = _ours.past

__all__ = [
    "Advice",
    "Mastery",
    "Next",
    "Past",
    "Review",
    "advice",
    "due",
    "mastery",
    "next_question",
    "past",
    "summary",
]
