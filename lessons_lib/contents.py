"""The lessons of the course: the one table of their words, numbers and titles, and that of their guesses.

Everything else names a lesson by its word, and a guess by its name.
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

GUESSES = {
    "slope of a road": "start",
    "slope at a point": "derivatives",
    "corner of |x|": "derivatives",
    "upright cube root": "derivatives",
    "flat points of a quartic": "derivatives",
    "slope of a product": "rules",
    "best forward step": "rules",
    "partial derivative to the east": "gradients",
    "arrow the steepest way up": "gradients",
    "momentum over the hill": "downhill",
    "first gamma to explode": "downhill",
    "end of a walk": "downhill",
    "stuck at a saddle": "downhill",
    "gradient of two outputs": "jacobians",
    "name of a slope": "jacobians",
    "gradient and directional derivative": "jacobians",
    "shape of a Jacobian": "jacobians",
    "column of a Jacobian": "jacobians",
    "size of an area": "jacobians",
    "flip of an area": "jacobians",
    "dimensions lost": "jacobians",
    "memory of a three-index array": "layers",
    "gain of fifty layers": "layers",
    "order of Peano": "hessians",
    "signs of eigenvalues": "hessians",
    "signs on a ridge": "hessians",
    "saddle on a map": "hessians",
    "kind of a flat point on a map": "hessians",
    "steps in a long valley": "curvature",
    "random bowls": "curvature",
    "product of dual numbers": "automatic",
    "adjoint of a node": "automatic",
    "input used twice": "automatic",
    "cost of a gradient": "automatic",
    "kinks that cancel": "automatic",
    "root of a power": "automatic",
    "branch not taken": "automatic",
    "branch for one point": "automatic",
    "value that leaves the tape": "automatic",
    "runs of a training": "automatic",
}
"""The lesson that asks each guess; a guess keeps its name wherever it is asked, and however it is worded."""


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
