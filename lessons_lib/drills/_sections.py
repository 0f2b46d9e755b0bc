"""Sections of the lessons, and where a link to one leads."""

from __future__ import annotations

from typing import NamedTuple

from lessons_lib import contents


class Section(NamedTuple):
    """A section of a lesson."""

    lesson: str
    heading: str

    @property
    def target(self) -> str:
        """Where it leads, from a notebook beside that lesson.

        Examples
        --------
        >>> Section("derivatives", "The rules").target
        '01-derivatives.ipynb#The-rules'
        """
        return f"{contents.lesson(self.lesson).notebook}#{self.heading.replace(' ', '-')}"

    @property
    def words(self) -> str:
        """What it is called; whether it is core or further is left out.

        Examples
        --------
        >>> Section("derivatives", "5. Five rules do the work · core").words
        'Lesson 01: 5. Five rules do the work'
        """
        return f"Lesson {contents.lesson(self.lesson).number}: {self.heading.partition(' · ')[0]}"

    @property
    def link(self) -> str:
        """The same as a link in Markdown.

        Examples
        --------
        >>> Section("derivatives", "Recap").link
        '[Lesson 01: Recap](01-derivatives.ipynb#Recap)'
        """
        return f"[{self.words}]({self.target})"
