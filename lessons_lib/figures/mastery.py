"""How well each skill is known, and how that came about: a ladder in small for every skill, over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from statistics import fmean
from typing import Final, Protocol

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.text import Text
from numpy.typing import NDArray

from lessons_lib import contents
from lessons_lib.pencil.figure import CLASSROOM, LessonFigure, Picture, new_figure, style
from lessons_lib.pencil.palette import LINE, TEXT

_ROW: Final = 0.27  # inches
_ABOVE, _BELOW, _ASIDE = 0.34, 0.34, 0.1  # inches around all rows, at type size 1
_WIDTH: Final = 11.0
_ONE_COLUMN: Final = 14  # rows: more than these stand in two columns
_HEIGHT: Final = 0.74  # of a track, in rows
_SMALL, _PLAIN = 9.0, 9.5  # points
_WORDS: Final = 10  # letters beside a track
_GAP: Final = 0.45  # rows above a lesson
_NAMED: Final = 3


class Past(Protocol):
    """What is known of one skill; `lessons_lib.drills.review.past` gives these."""

    @property
    def skill(self) -> str:
        """What it is called."""

    @property
    def lesson(self) -> str:
        """The word of the lesson that teaches it: "gradients"."""

    @property
    def moments(self) -> Sequence[datetime]:
        """When it was answered, in order."""

    @property
    def shares(self) -> Sequence[float]:
        """How far up its ladder, from 0 to 1, after each answer."""

    @property
    def due(self) -> str:
        """When it is due, in one or two words."""

    @property
    def is_due(self) -> bool:
        """Whether that is today."""


class Mastery(Picture):
    """One line for each skill: a step up for what was right, a step down for what was not."""

    def __init__(self, figure: LessonFigure, past: Sequence[Past], now: datetime) -> None:
        super().__init__()
        self.figure, self.past, self.now = figure, past, now
        self.first = min([now - timedelta(days=1), *(each.moments[0] for each in past if each.moments)])
        self.columns = [_Column(ax, rows, self) for ax, rows in _laid_out(figure, _rows(past))]
        self._caption = caption_of(past)

    def move(self) -> list[Artist]:
        """Return nothing: the past stays as it is."""
        return self.moving

    def place(self, moments: Sequence[datetime]) -> NDArray[np.float64]:
        """Return where moments lie on a track, from 0 to 1."""
        whole = (self.now - self.first).total_seconds()
        return np.array([(moment - self.first).total_seconds() / whole for moment in moments], float)


class _Row:
    """A skill, or a whole lesson."""

    def __init__(self, name: str, past: Sequence[Past], *, is_lesson: bool = False) -> None:
        self.name, self.past, self.is_lesson = name, past, is_lesson

    @property
    def words(self) -> str:
        if self.is_lesson:
            return f"{percent(_share(self.past))} %"
        is_short = self.past[0].is_due or not self.past[0].moments
        return self.past[0].due if is_short else self.past[0].due.removeprefix("due ")

    def steps(self) -> tuple[list[datetime], list[float]]:
        """Return the moments of all answers and the mean share after each."""
        answers = sorted(
            (moment, number, share)
            for number, each in enumerate(self.past)
            for moment, share in zip(each.moments, each.shares, strict=True)
        )
        shares, means = [0.0] * len(self.past), list[float]()
        for _, number, share in answers:
            shares[number] = share
            means.append(fmean(shares))
        return [moment for moment, *_ in answers], means


class _Column:
    """Tracks beneath each other, names on their left, words on their right."""

    def __init__(self, ax: Axes, rows: Sequence[_Row], picture: Mastery) -> None:
        self.ax, self.rows, self._picture = ax, rows, picture
        self._size = picture.figure.scale
        places = _places(rows)
        with style(picture.figure):
            self._dress(places)
            self.names = [self._name(at, row) for at, row in zip(places, rows, strict=True)]
            self.words = [self._say(at, row) for at, row in zip(places, rows, strict=True)]
            self.tracks = [self._track(at, row) for at, row in zip(places, rows, strict=True)]

    def _name(self, at: float, row: _Row) -> Text:
        weight, colour = ("bold", TEXT["second"]) if row.is_lesson else ("normal", TEXT["axis"])
        size = _PLAIN * self._size
        name = f"{row.name}  "
        return self.ax.text(0, at, name, size=size, color=colour, weight=weight, ha="right", va="center")

    def _say(self, at: float, row: _Row) -> Text:
        is_due = not row.is_lesson and row.past[0].is_due
        meaning = "second" if row.is_lesson else "derivative" if is_due else "measure"
        weight = "bold" if is_due or row.is_lesson else "normal"
        words, size = f"  {row.words}", _SMALL * self._size
        return self.ax.text(1, at, words, size=size, color=TEXT[meaning], weight=weight, va="center")

    def _track(self, at: float, row: _Row) -> NDArray[np.float64]:
        """Draw the band of a row and its steps; return the shares along it."""
        bottom, meaning = at + _HEIGHT / 2, "second" if row.is_lesson else "function"
        self.ax.fill_between([0, 1], bottom, bottom - _HEIGHT, color=LINE["ground"], alpha=0.38, linewidth=0)
        moments, shares = row.steps()
        across = np.array([*self._picture.place(moments), 1.0])
        heights = np.array([*shares, shares[-1] if shares else 0.0])
        top = bottom - _HEIGHT * heights
        if moments:
            self.ax.fill_between(
                across, bottom, top, step="post", color=LINE[meaning], alpha=0.28, linewidth=0
            )
            width = 1.3 * self._size
            self.ax.step(across, top, where="post", color=LINE[meaning], linewidth=width)
        for level in (1 / 3, 2 / 3):
            self.ax.plot([0, 1], [bottom - level * _HEIGHT] * 2, color="white", linewidth=0.7, zorder=1.5)
        return heights

    def _dress(self, places: Sequence[float]) -> None:
        end = (places[-1] if places else 0) + 0.5
        self.ax.set(xlim=(0, 1), ylim=(end, -0.5), xticks=[0, 1], yticks=[])
        begun = any(each.moments for each in self._picture.past)
        self.ax.set_xticklabels([_day(self._picture.first), "today"] if begun else ["", ""])
        self.ax.tick_params(length=0, labelsize=_SMALL * self._size)
        for spine in self.ax.spines.values():
            spine.set_visible(False)
        heads = {"size": _SMALL * self._size, "color": TEXT["measure"], "va": "bottom"}
        for x, words in ((0.0, "mastery"), (1.0, "  review")):
            self.ax.text(x, -0.5, words, heads)


def mastery_figure(past: Sequence[Past], now: datetime, *, classroom: bool = False) -> Mastery:
    """Draw how well each skill is known, on a sheet as high as it has to be.

    Examples
    --------
    >>> from datetime import UTC
    >>> mastery_figure([], datetime(2026, 3, 1, tzinfo=UTC)).caption
    'Nothing answered yet: there are no skills.'
    """
    rows = _rows(past)
    scale = CLASSROOM if classroom else 1.0
    height = scale * (_ABOVE + _BELOW) + _ROW * _longest(_parted(rows))
    figure = new_figure(_WIDTH, height, classroom=classroom)
    return Mastery(figure, past, now)


def caption_of(past: Sequence[Past]) -> str:
    """Say how well all is known: skills, lessons, and which are shaky.

    Examples
    --------
    >>> caption_of([])
    'Nothing answered yet: there are no skills.'
    """
    lessons = {lesson: list(rows) for lesson, rows in groupby(past, key=lambda each: each.lesson)}
    begun = [each for each in past if each.moments]
    if not begun:
        waiting = f"{_many(len(past), 'skill')} in {_many(len(lessons), 'lesson')} wait" if past else ""
        return f"Nothing answered yet: {waiting or 'there are no skills'}."
    solid, due = sum(each.shares[-1] == 1 for each in begun), sum(each.is_due for each in begun)
    are = "is" if len(begun) == 1 else "are"
    start = f"Of {_many(len(past), 'skill')}, {len(begun)} {are} begun, {solid} solid and {due} due today"
    stand = ", ".join(f"lesson {_number(word)} {percent(_share(rows))} %" for word, rows in lessons.items())
    return f"{start}; mastery by lesson: {stand}{_lowest(begun)}."


def percent(share: float) -> int:
    """Return a share in whole percent; 0 and 100 only for nothing and all.

    Examples
    --------
    >>> percent(0.001), percent(0.999), percent(1)
    (1, 99, 100)
    """
    return round(100 * share) if share in (0, 1) else min(max(round(100 * share), 1), 99)


def _lowest(begun: Sequence[Past]) -> str:
    low = sorted((each for each in begun if each.shares[-1] < 0.5), key=lambda each: each.shares[-1])
    names = ", ".join(each.skill for each in low[:_NAMED])
    return f"; lowest so far: {names}" if low else ""


def _share(past: Sequence[Past]) -> float:
    return fmean(each.shares[-1] if each.shares else 0.0 for each in past)


def _many(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b}"


def _rows(past: Sequence[Past]) -> list[list[_Row]]:
    """Return the rows of each lesson: the lesson itself, then its skills."""
    lessons = [(word, list(rows)) for word, rows in groupby(past, key=lambda each: each.lesson)]
    return [
        [_Row(f"Lesson {_number(word)}", rows, is_lesson=True), *(_Row(each.skill, [each]) for each in rows)]
        for word, rows in lessons
    ]


def _number(word: str) -> str:
    return contents.lesson(word).number


def _parted(lessons: Sequence[Sequence[_Row]]) -> list[list[_Row]]:
    """Part lessons into columns, where they are many, so that the longer column is as short as can be."""
    whole = [row for lesson in lessons for row in lesson]
    if len(whole) <= _ONE_COLUMN or len(lessons) < 2:
        return [whole]
    cuts = np.cumsum([len(lesson) for lesson in lessons])[:-1]
    cut = int(min(cuts, key=lambda each: max(each, len(whole) - each)))
    return [whole[:cut], whole[cut:]]


def _places(rows: Sequence[_Row]) -> list[float]:
    """Return how far down each row stands, with a gap above every lesson but the first."""
    gaps = np.cumsum([_GAP * (row.is_lesson and number > 0) for number, row in enumerate(rows)])
    return [number + float(gap) for number, gap in enumerate(gaps)]


def _longest(columns: Sequence[Sequence[_Row]]) -> float:
    return max((_places(column)[-1] + 1 for column in columns if column), default=1.0)


def _laid_out(figure: LessonFigure, lessons: Sequence[Sequence[_Row]]) -> list[tuple[Axes, list[_Row]]]:
    """Return axes with room for the longest name beside them, and their rows."""
    columns, (width, height) = _parted(lessons), figure.get_size_inches()
    above, below, aside = (figure.scale * margin for margin in (_ABOVE, _BELOW, _ASIDE))
    inch = (height - above - below) / _longest(columns)
    each = width / len(columns)
    made = []
    for number, column in enumerate(columns):
        left, right = aside + _name_width(figure, column), aside + _text_width(figure, _SMALL, "n" * _WORDS)
        high = inch * _longest([column])
        box = (number * each + left, height - above - high, max(each - left - right, 0.8), high)
        left, bottom, across, up = (
            side / whole for side, whole in zip(box, (width, height) * 2, strict=True)
        )
        made.append((figure.add_axes((left, bottom, across, up)), column))
    return made


def _name_width(figure: LessonFigure, column: Sequence[_Row]) -> float:
    names = ((f"{row.name}  ", "bold" if row.is_lesson else "normal") for row in column)
    return max((_text_width(figure, _PLAIN, words, weight) for words, weight in names), default=1.0)


def _text_width(figure: LessonFigure, size: float, words: str, weight: str = "normal") -> float:
    """Return the width of words in inches."""
    written = figure.text(0, 0, words, size=size * figure.scale, family="DejaVu Sans", weight=weight)
    width = written.get_window_extent().width / figure.dpi
    written.remove()
    return float(width)
