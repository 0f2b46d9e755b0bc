"""What a Jacobian does to a square, in words."""

from lessons_lib.pencil.maps._effect import Effect
from lessons_lib.wording import number


def area_words(done: Effect) -> str:
    """Say what happens to areas.

    Examples
    --------
    >>> from lessons_lib.pencil.maps import effect
    >>> area_words(effect([[2, 0], [0, 1]])), area_words(effect([[0.5, 0], [0, 1]]))
    ('areas grow 2 times', 'areas shrink to 0.5 times')
    >>> area_words(effect([[1, 1], [0, 1]])), area_words(effect([[1, 1], [1, 1]]))
    ('areas stay as they are', 'areas collapse to 0')
    """
    factor = number(done.factor)
    return {
        "grows": f"areas grow {factor} times",
        "keeps": "areas stay as they are",
        "shrinks": f"areas shrink to {factor} times",
        "collapses": "areas collapse to 0",
    }.get(done.size, "areas have no factor")


def side_words(done: Effect) -> str:
    """Say which way round the image is.

    Examples
    --------
    >>> from lessons_lib.pencil.maps import effect
    >>> side_words(effect([[2, 0], [0, 1]])), side_words(effect([[0, 1], [1, 0]]))
    ('orientation is kept', 'orientation is flipped')
    """
    return "orientation is flipped" if done.flips else "orientation is kept"


def rank_words(done: Effect) -> str:
    """Say how many dimensions are left; empty where none is lost.

    Examples
    --------
    >>> from lessons_lib.pencil.maps import effect
    >>> rank_words(effect([[2, 1], [2, 1]])), rank_words(effect([[0, 0], [0, 0]]))
    ('rank 1: the square collapses to a line, one dimension is lost', \
'rank 0: the square collapses to a point, both dimensions are lost')
    """
    return {
        1: "rank 1: the square collapses to a line, one dimension is lost",
        0: "rank 0: the square collapses to a point, both dimensions are lost",
    }.get(done.rank, "")
