"""Sections of the lessons, and where a link to one leads."""

from __future__ import annotations

from typing import NamedTuple

_FILES = {
    "00": "00_start_here.ipynb",
    "01": "01_derivatives.ipynb",
    "02": "02_gradients.ipynb",
    "03": "03_jacobians.ipynb",
    "04": "04_hessians.ipynb",
    "05": "05_drills.ipynb",
    "06": "06_automatic.ipynb",
}


class Section(NamedTuple):
    """A section of a lesson."""

    lesson: str
    heading: str

    @property
    def target(self) -> str:
        """Where it leads, from a notebook beside that lesson.

        Examples
        --------
        >>> Section("01", "The rules").target
        '01_derivatives.ipynb#The-rules'
        """
        return f"{_FILES[self.lesson]}#{self.heading.replace(' ', '-')}"

    @property
    def words(self) -> str:
        """What it is called; whether it is core or further is left out.

        Examples
        --------
        >>> Section("01", "4. Five rules do the work · core").words
        'Lesson 01: 4. Five rules do the work'
        """
        return f"Lesson {self.lesson}: {self.heading.partition(' · ')[0]}"

    @property
    def link(self) -> str:
        """The same as a link in Markdown.

        Examples
        --------
        >>> Section("01", "Recap").link
        '[Lesson 01: Recap](01_derivatives.ipynb#Recap)'
        """
        return f"[{self.words}]({self.target})"
