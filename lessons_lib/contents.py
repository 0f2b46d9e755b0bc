"""The lessons of the course: the one table of their words, numbers, notebooks and titles.

Everything else names a lesson by its word.
"""

from __future__ import annotations

from typing import NamedTuple


class Lesson(NamedTuple):
    """One lesson: the word by which it is named, its number, and its title."""

    word: str
    number: str
    title: str

    @property
    def stem(self) -> str:
        """The name of its source and its notebook, without an ending.

        Examples
        --------
        >>> lesson("rules").stem
        '02-rules-and-step-sizes'
        """
        return f"{self.number}-{self.title.lower().replace(' ', '-')}"

    @property
    def notebook(self) -> str:
        """The name of its notebook."""
        return f"{self.stem}.ipynb"


LESSONS = (
    Lesson("start", "00", "Start here"),
    Lesson("derivatives", "01", "Derivatives"),
    Lesson("rules", "02", "Rules and step sizes"),
    Lesson("gradients", "03", "Gradients"),
    Lesson("downhill", "04", "Downhill"),
    Lesson("jacobians", "05", "Jacobians"),
    Lesson("layers", "06", "Jacobians of deep learning"),
    Lesson("hessians", "07", "Hessians"),
    Lesson("curvature", "08", "Curvature at work"),
    Lesson("automatic", "09", "Automatic differentiation"),
    Lesson("drills", "10", "Drills"),
)


def lesson(wanted: str) -> Lesson:
    """Return a lesson by its word, its number or the name of its notebook.

    Examples
    --------
    >>> lesson("gradients").number, lesson("3").word, lesson("03-gradients.ipynb").title
    ('03', 'gradients', 'Gradients')
    """
    text = wanted.strip().lower()
    for each in LESSONS:
        if text in {each.word, each.number, str(int(each.number)), each.stem, each.notebook}:
            return each
    raise ValueError(f'"{wanted}" is no lesson: name one of {", ".join(each.word for each in LESSONS)}.')
