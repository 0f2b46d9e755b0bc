"""What a lesson's cell calls to ask for an arrow or a point on a picture."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.catalogue import known_view
from lessons_lib.figures import LessonFigure
from lessons_lib.figures.guess import GuessArrow, GuessPoint, guess_scale
from lessons_lib.formula import Function, read_surface
from lessons_lib.pencil.curves import polyline, value
from lessons_lib.pencil.phrases import input_name
from lessons_lib.pencil.plane import gradient_at
from lessons_lib.pencil.scenery import chosen_view
from lessons_lib.predict._picture_card import Board, PictureCard, PictureQuestion
from lessons_lib.predict._picture_questions import ArrowQuestion, Place, PlaceQuestion, PointQuestion
from lessons_lib.predict._scenery import Scenery, curve_of, known_map

Score = Literal["direction", "direction and length"]

_NEAR = 0.05  # of the shorter side of the picture


def arrow(
    question: str,
    on: str | Function | Scenery,
    at: Sequence[float],
    truth: Place | None = None,
    *,
    score: Score = "direction",
    tolerance: float = 10.0,
    length_tolerance: float = 0.2,
    explain: str = "",
    name: str | None = None,
    view: Sequence[float] | None = None,
    scale: float | None = None,
    truth_name: str | None = None,
) -> PictureCard:
    """Ask for an arrow: its tip is dragged on a picture, or its two parts are typed.

    Parameters
    ----------
    question : str
        One plain sentence.
    on : str, Function or Scenery
        A function of two variables, shown as a contour map; or a picture of your own.
    at : sequence of float, shape (2,)
        Where the arrow begins.
    truth : array_like, shape (2,), or callable, optional
        The true vector, or a function of no arguments that returns it when it is first needed; by default the
        gradient of the function at ``at``.
    score : {"direction", "direction and length"}
        What counts. Where the length does not, the true arrow is drawn as long as the guess.
    tolerance : float
        How many degrees off still count as right.
    length_tolerance : float
        Which share of the true length the length may be off.
    explain : str
        A sentence that follows the verdict.
    name : str, optional
        Under which the guess is kept, wherever and however it is asked; by default the question.
    view : sequence of float, optional
        (left, right, bottom, top) of the map.
    scale : float, optional
        Data length per unit of the arrows' length where the length counts; by default typical gradients
        of the map fit into it.
    truth_name : str, optional
        What stands beside the true arrow, without an article; by default "gradient", or "truth" where the
        truth is given.

    Returns
    -------
    PictureCard
        A widget; in plain text "Not answered yet: ..." or what was said.

    Raises
    ------
    ValueError
        If the function does not take two variables to one number, or ``at`` or ``truth`` is no pair.

    Examples
    --------
    >>> card = arrow("Which way is steepest up at (1, 2)?", "x^2 y + sin y", (1, 2), name="doctest steepest")
    >>> card
    Not answered yet: Which way is steepest up at (1, 2)?
    >>> card.commit("(1, 1)")
    >>> card.verdict
    'You said (1, 1); it is (4, 0.5839): 37 degrees off.'
    >>> card.close()
    """
    foot, lengths = _numbers(at, "at", "(1, 2)"), _counts_length(score)
    f = None if isinstance(on, Scenery) else read_surface(on)
    scenery = on if isinstance(on, Scenery) else known_map(read_surface(on), view, tuple(foot))
    aim = _gradient(f, foot) if truth is None else _numbers(truth, "truth", "(4, 0.6)")
    options: Any = {
        "truth_name": truth_name or ("gradient" if truth is None else "truth"),
        "scale": scale or (guess_scale(f, scenery.view) if lengths and f else 1.0),
        "lengths": lengths,
    }

    def draw(figure: LessonFigure) -> GuessArrow:
        return GuessArrow(scenery.draw(figure), foot, about=scenery.about, **options)

    asked = ArrowQuestion(question, aim, tolerance, length_tolerance, lengths, explain)
    return PictureCard(asked, name or question, Board(draw, "tip of your arrow", scenery.size))


def point(
    question: str,
    on: str | Function | Scenery,
    truth: Place,
    *,
    start: ArrayLike | None = None,
    tolerance: float | None = None,
    explain: str = "",
    name: str | None = None,
    view: Sequence[float] | None = None,
    truth_name: str = "truth",
) -> PictureCard:
    """Ask for a point: it is dragged on a picture, or its coordinates are typed.

    Parameters
    ----------
    question : str
        One plain sentence.
    on : str, Function or Scenery
        A function of two variables, shown as a contour map; one of one variable, shown as a curve on which
        the point rides; or a picture of your own. A text with one name in it is a curve.
    truth : array_like, shape (2,) or (k, 2), or callable
        The true point, or several of which the nearest counts; on a curve a number, or several. Or a
        function of no arguments that returns them when they are first needed.
    start : array_like, shape (2,), optional
        Where the point is at first, on a curve a number; by default the middle of the picture.
    tolerance : float, optional
        Which distance still counts as right, on a curve across; by default a twentieth of the shorter side.
        A picture of your own needs one.
    explain : str
        A sentence that follows the verdict.
    name : str, optional
        Under which the guess is kept, wherever and however it is asked; by default the question.
    view : sequence of float, optional
        (left, right, bottom, top); (left, right) will do for a curve.
    truth_name : str
        What stands beside the true point, without an article.

    Returns
    -------
    PictureCard
        A widget; in plain text "Not answered yet: ..." or what was said.

    Raises
    ------
    ValueError
        If the function has more than two variables or more than one value, or ``truth`` is no point.

    Examples
    --------
    >>> card = point("Where is x² + y² least?", "x^2 + y^2", (0, 0), name="doctest least")
    >>> card.commit("(3, 4)")
    >>> card
    Where is x² + y² least? You said (3, 4); it is (0, 0): 5 away.
    >>> card.close()
    """
    rest: Any = {
        "truth_name": truth_name,
        "start": start,
        "view": view,
        "explain": explain,
        "tolerance": tolerance,
    }
    f = None if isinstance(on, Scenery) else _function(on)
    make: Any = _in_plane if f is None or f.input_shape else _on_curve
    asked, board = make(question, f or on, truth, **rest)
    return PictureCard(asked, name or question, board)


def _in_plane(
    question: str, on: Any, truth: Place, *, start: ArrayLike | None, tolerance: float | None,
    explain: str, view: Sequence[float] | None, truth_name: str,
) -> tuple[PictureQuestion, Board]:  # fmt: skip
    begin = None if start is None else _numbers(start, "start", "(1, 2)")
    if not isinstance(on, Scenery):
        on = known_map(read_surface(on), view, (0.0, 0.0) if begin is None else tuple(begin))
    scenery: Scenery = on
    where = scenery.middle if begin is None else begin

    def draw(figure: LessonFigure) -> GuessPoint:
        return GuessPoint(scenery.draw(figure), where, about=scenery.about, truth_name=truth_name)

    near = _NEAR * scenery.reach if tolerance is None else tolerance
    aim = _numbers(truth, "truth", "(1, 2), or several such pairs", shapes=((2,), (-1, 2)))
    return PointQuestion(question, aim, near, explain), Board(draw, "your point", scenery.size)


def _on_curve(
    question: str, f: Function, truth: Place, *, start: ArrayLike | None, tolerance: float | None,
    explain: str, view: Sequence[float] | None, truth_name: str,
) -> tuple[PictureQuestion, Board]:  # fmt: skip
    begin = () if start is None else (float(_numbers(start, "start", "1", shapes=((),))),)
    seen = chosen_view(f, view or known_view(f), *begin)
    curve = polyline(f, seen)
    scenery = curve_of(f, seen, curve)
    (x,) = begin or scenery.middle[:1]

    def draw(figure: LessonFigure) -> GuessPoint:
        where, words = (x, value(f, x)), {"about": scenery.about, "truth_name": truth_name}
        return GuessPoint(scenery.draw(figure), where, curve=curve, **words)

    near = _NEAR * (seen.right - seen.left) if tolerance is None else tolerance
    aim = _numbers(truth, "truth", "1, or several numbers", shapes=((), (-1,)))
    asked = PlaceQuestion(question, aim, near, lambda at: value(f, at), input_name(f), explain)
    return asked, Board(draw, "your point", scenery.size)


def _function(on: str | Function) -> Function:
    return on if isinstance(on, Function) else Function(on)


def _gradient(f: Any, at: Any) -> Place:
    """Return what computes the gradient when it is needed."""
    if f is None:
        raise ValueError("A picture of your own has no gradient: give the true arrow as truth=(4, 0.6).")
    return lambda: gradient_at(f, tuple(at))


def _counts_length(score: str) -> bool:
    if score not in get_args(Score):
        raise ValueError(f'score is "direction" or "direction and length", not "{score}".')
    return score == "direction and length"


def _numbers(given: Any, what: str, example: str, shapes: Sequence[tuple[int, ...]] = ((2,),)) -> Any:
    """Return numbers as an array; what is to be computed later as it is."""
    if callable(given):
        return given
    with suppress(TypeError, ValueError):
        found = np.asarray(given, float)
        if np.isfinite(found).all() and any(_fits(found.shape, shape) for shape in shapes):
            return found
    raise ValueError(f"{what} takes finite numbers such as {example}.")


def _fits(shape: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    """Tell whether an array has a shape in which −1 stands for any positive number."""
    pairs = zip(shape, wanted, strict=True) if len(shape) == len(wanted) else [(0, 1)]
    return all(one == other or (other == -1 and one > 0) for one, other in pairs)
