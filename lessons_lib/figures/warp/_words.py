"""What a warped square has to say: labels and the caption."""

from typing import Any

from lessons_lib.figures.matrices import matrix_words
from lessons_lib.figures.warp._bent import BentSquare
from lessons_lib.pencil.maps import Effect, area_words, rank_words, side_words
from lessons_lib.pencil.phrases import formula
from lessons_lib.pencil.plane import plane_place
from lessons_lib.wording import number

_BENT = {"folded": "is folded over", "overlapping": "overlaps itself"}


def done_label(done: Effect) -> str:
    """Return what stands beside a parallelogram.

    Examples
    --------
    >>> from lessons_lib.pencil.maps import effect
    >>> print(done_label(effect([[0, 2], [1, 0]])))
    det J = −2: area grows
    orientation flipped
    """
    if done.rank < 0:
        return "no Jacobian here"
    if done.rank < 2:
        return f"det J = 0: collapses\nto a {('point', 'line')[done.rank]}, rank {done.rank}"
    size, side = done.size.replace("keeps", "kept"), "flipped" if done.flips else "kept"
    return f"det J = {number(done.determinant)}: area {size}\norientation {side}"


def bent_label(bent: BentSquare) -> str:
    """Return what stands beside a bent square."""
    short = {"torn": "", "folded": "bent: folded over", "overlapping": "bent: overlaps itself"}
    return short.get(bent.kind, f"bent: area {number(bent.area)}")


def _bent_words(bent: BentSquare) -> str:
    return _BENT.get(bent.kind, f"has area {number(bent.area)}")


def sentence(picture: Any) -> str:
    """Return the caption of a `Warp`."""
    name, here = formula(picture.f), plane_place(picture.at)
    if picture.value[0] != picture.value[0]:
        return f"The map {name} is undefined at {here}."
    outside = "" if picture.is_seen else ", outside the picture"
    start = f"The map {name} takes {here} to {plane_place(picture.value)}{outside}"
    return f"{start}{_jacobian_words(picture)}; {_square_words(picture)}."


def _jacobian_words(picture: Any) -> str:
    done = picture.effect
    if done.rank < 0:
        return " and has no Jacobian there"
    known = f": J = {matrix_words(picture.jacobian)} has determinant {number(done.determinant)}"
    if done.rank < 2:
        return f"{known} and {rank_words(done)}"
    return f"{known}, so {area_words(done)} and {side_words(done)}"


def _square_words(picture: Any) -> str:
    square = f"a square of area {number(picture.area)}"
    torn, bent = picture.bent.kind == "torn", _bent_words(picture.bent)
    if picture.effect.rank < 2:
        return f"the map is undefined in a part of {square}" if torn else f"the bent image of {square} {bent}"
    flat = f"{square} becomes a parallelogram of area {number(picture.area * picture.effect.factor)}"
    return (
        f"{flat}, and the map is undefined in a part of it" if torn else f"{flat}, and its bent image {bent}"
    )
