"""What a lesson's cell calls: one line asks one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lessons_lib.figures import LessonFigure
from lessons_lib.figures.guess import StillScene
from lessons_lib.formula import Function, read_surface
from lessons_lib.predict._card import Card
from lessons_lib.predict._picture_card import Board, PictureCard
from lessons_lib.predict._questions import ChoiceQuestion, NumberQuestion, TrueOption, Truth
from lessons_lib.predict._scenery import Scenery, known_map


def number(
    question: str,
    truth: Truth,
    *,
    unit: str = "",
    tolerance: float | None = None,
    explain: str = "",
    name: str | None = None,
) -> Card:
    """Ask for a number.

    Parameters
    ----------
    question : str
        One plain sentence.
    truth : float or callable
        The number, or a function of no arguments that computes it when it is first needed.
    unit : str
        Written after every number.
    tolerance : float, optional
        How far off, in the truth's own unit, still counts as right; by default half a per cent of the truth.
    explain : str
        A sentence that follows the verdict.
    name : str, optional
        Under which the guess is kept, wherever and however it is asked; by default the question.

    Returns
    -------
    Card
        A widget; in plain text "Not answered yet: ..." or what was said.

    Examples
    --------
    >>> card = number("What is the slope of x² at 1?", 2, name="doctest slope")
    >>> card
    Not answered yet: What is the slope of x² at 1?
    >>> card.close()
    """
    return Card(NumberQuestion(question, truth, unit, tolerance, explain), name or question)


def choice(
    question: str,
    options: Sequence[str],
    truth: TrueOption,
    *,
    explain: str | Mapping[str, str] = "",
    name: str | None = None,
    on: str | Function | Scenery | None = None,
) -> Card:
    """Ask to choose one of several options, perhaps about a picture.

    Parameters
    ----------
    question : str
        One plain sentence.
    options : sequence of str
        All different, in the order shown.
    truth : str or callable
        The right option, or a function of no arguments that returns it when it is first needed.
    explain : str or mapping of str to str
        A sentence for everybody, or one for each option somebody may choose.
    name : str, optional
        Under which the guess is kept, wherever and however it is asked; by default the question.
    on : str, Function or Scenery, optional
        What the question is about, shown above the options: a function of two variables, as a contour map,
        or a picture of your own. It must not tell the answer.

    Returns
    -------
    Card
        A widget; in plain text "Not answered yet: ..." or what was said.

    Raises
    ------
    ValueError
        If the options are not different, or the truth or an explanation is for none of them, or the function
        does not take two variables to one number.

    Examples
    --------
    >>> card = choice("Does |x| have a slope at 0?", ["yes", "no"], "no", name="doctest kink")
    >>> card
    Not answered yet: Does |x| have a slope at 0?
    >>> card.close()
    """
    explained = set(explain) if isinstance(explain, Mapping) else set()
    strangers = explained | ({truth} if isinstance(truth, str) else set())
    if len(set(options)) < max(len(options), 2):
        raise ValueError("A choice needs at least two options, all different.")
    if missing := strangers - set(options):
        raise ValueError(f"This is none of the options: {sorted(missing)[0]}")
    asked = ChoiceQuestion(question, tuple(options), truth, explain)
    return Card(asked, name or question) if on is None else PictureCard(asked, name or question, _board(on))


def _board(on: str | Function | Scenery) -> Board:
    scenery = on if isinstance(on, Scenery) else known_map(read_surface(on))

    def draw(figure: LessonFigure) -> StillScene:
        return StillScene(scenery.draw(figure), scenery.about)

    return Board(draw, "", scenery.size)
