"""Maps of the plane to the plane: values, grids, the little square, and what a Jacobian does to it."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.pencil.figure import label
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.panel import Mark, Panel
from lessons_lib.pencil.placing import Sheet, Spots
from lessons_lib.pencil.plane import PlaneView
from lessons_lib.pencil.scale import scale_of
from lessons_lib.wording import number

EPSILON = 8 * float(np.finfo(float).eps)
UNIT_SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], float)
LETTER = np.array([(0.34, 0.2), (0.34, 0.8), (0.7, 0.8), (np.nan, np.nan), (0.34, 0.52), (0.6, 0.52)])
"""The strokes of an F in the unit square: its image is a mirror image exactly where the map flips."""

VIEW_SAMPLES, GRID_SAMPLES, DOMAIN_SAMPLES = 61, 361, 120
CUT_OFF, ROOM = 4.0, 0.07  # percent of the points left out at an end; of the width that stays free
SLIMMEST, LARGEST = 3.0, 1e100
CELLS = 7.0  # at least so many along the longer side
LEAP, HOP, SUDDEN = 0.5, 0.04, 8.0  # of what is shown, and times the steps beside it
FAR = 3.0  # times what is shown
SAMPLED, USUAL, AMPLE = 15, 30, 1.4  # for columns: places each way, the percentile, the room for it
NAMED = 0.05  # of the view: a smaller hole has no name
FILLS = {"grows": "secant", "keeps": "ground", "shrinks": "third", "collapses": "ground", "": "ground"}


def plane_images(f: Any, points: ArrayLike) -> Array:
    """Return where a map takes points of the plane.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> plane_images(Function("log x, y"), [[1, 2], [-1, 2]]).tolist()
    [[0.0, 2.0], [nan, nan]]
    """
    points = np.asarray(points, float)
    with np.errstate(all="ignore"):
        found = np.array(np.broadcast_to(np.asarray(f(points), float), points.shape))
    found[~np.isfinite(found).all(axis=-1)] = np.nan
    return found


def value_of(f: Any, at: Sequence[float]) -> Array:
    """Return where a map takes one point, shape (2,); nan twice where it is undefined.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> f = Function("x y, log x")
    >>> value_of(f, (1, 2)).tolist(), value_of(f, (-1, 2)).tolist()
    ([2.0, 0.0], [nan, nan])
    """
    return plane_images(f, at)


def jacobian_of(f: Any, at: Sequence[float]) -> Array:
    """Return the Jacobian of a map at one point.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> jacobian_of(Function("x1^2 + x2, x1 x2"), (1, 2)).tolist()
    [[2.0, 1.0], [2.0, 1.0]]
    >>> jacobian_of(Function("|x|, y"), (0, 2)).tolist()
    [[nan, nan], [nan, nan]]
    """
    with np.errstate(all="ignore"):
        found = np.asarray(f.jacobian(np.asarray(at, float)), float)
    whole = np.isfinite(found).all() and np.isfinite(value_of(f, at)).all()
    return found if whole else np.full((2, 2), np.nan)


class Effect(NamedTuple):
    """What a matrix does to a square."""

    determinant: float
    factor: float
    size: str
    flips: bool
    rank: int


def determinant(matrix: ArrayLike) -> float:
    """Return the determinant of a 2 x 2 matrix; exactly 0 where only rounding is left.

    Examples
    --------
    >>> determinant([[2, 1], [2, 1]]), determinant([[0.1, 0.3], [0.2, 0.6]])
    (0.0, 0.0)
    """
    (a, b), (c, d) = np.asarray(matrix, float).tolist()
    found = a * d - b * c
    return 0.0 if abs(found) <= EPSILON * (abs(a * d) + abs(b * c)) else found


def effect(matrix: ArrayLike) -> Effect:
    """Return what a matrix does to a square.

    Examples
    --------
    >>> effect([[0, 2], [1, 0]])
    Effect(determinant=-2.0, factor=2.0, size='grows', flips=True, rank=2)
    >>> effect([[2, 1], [2, 1]])[2:]
    ('collapses', False, 1)
    """
    if not np.isfinite(np.asarray(matrix, float)).all():
        return Effect(float("nan"), float("nan"), "", False, -1)
    det = determinant(matrix)
    rank = 2 if det else int(np.any(matrix))
    return Effect(det, abs(det), _size(abs(det)), det < 0, rank)


def _size(factor: float) -> str:
    if not factor:
        return "collapses"
    # What reads as 1 keeps: the word never contradicts the number beside it.
    if number(factor) == "1":
        return "keeps"
    return "grows" if factor > 1 else "shrinks"


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


def image_view(f: Any, view: PlaneView) -> PlaneView:
    """Return what to show of the output plane.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> [round(end, 6) for end in image_view(Function("4x, y/2"), PlaneView(-2, 2, -2, 2))]
    [-9.12, 9.12, -3.04, 3.04]
    """
    sides = (np.linspace(low, high, VIEW_SAMPLES) for low, high in (view[:2], view[2:]))
    images = plane_images(f, np.stack(np.meshgrid(*sides), axis=-1)).reshape(-1, 2)
    images = np.clip(images[np.isfinite(images).all(axis=1)], -LARGEST, LARGEST)
    if not len(images):
        return view
    across, up = _stout([_ends(along) for along in images.T], view.size)
    return PlaneView(*across, *up)


def _ends(along: Array) -> tuple[float, float]:
    """Return the ends of most numbers: of all, unless some lie as far off again."""
    low, high = np.percentile(along, (CUT_OFF, 100 - CUT_OFF))
    reach = 0.75 * (high - low)
    ends = max(along.min(), low - reach), min(along.max(), high + reach)
    return float(ends[0]), float(ends[1])


def _stout(sides: list[tuple[float, float]], usual: float) -> list[tuple[float, float]]:
    """Widen both sides by a margin, and one that is much shorter than the other; a point as far as usual."""
    longest = max(high - low for low, high in sides)
    size = max(abs(end) for side in sides for end in side)
    least = longest / SLIMMEST if longest > 1e-9 * size else max(usual, 1e-6 * size)
    wide = [max(high - low, least) * (0.5 + ROOM) for low, high in sides]
    middles = [(low + high) / 2 for low, high in sides]
    return [(middle - half, middle + half) for middle, half in zip(middles, wide, strict=True)]


def title_above(ax: Axes, words: str) -> None:
    """Write what a plane shows above its axes, after the name of the upright one."""
    scale = scale_of(ax.get_figure(root=True))
    shift = (14 * scale, 9 * scale)
    ax.annotate(words, (0, 1), shift, "axes fraction", "offset points", ha="left", va="bottom", size="small")


def _filled(view: PlaneView, shape: float) -> PlaneView:
    across = max(shape * view.height - view.width, 0.0) / 2
    up = max(view.width / shape - view.height, 0.0) / 2
    return PlaneView(view.left - across, view.right + across, view.bottom - up, view.top + up)


def grid_spacing(view: PlaneView) -> float:
    """Return a round distance between the lines of a grid.

    Examples
    --------
    >>> grid_spacing(PlaneView(-2, 2, -2, 2)), grid_spacing(PlaneView(0, 2, 0, 6.25))
    (0.5, 0.5)
    """
    least = max(view.width, view.height) / CELLS
    power = 10.0 ** math.floor(math.log10(least))
    digit = max(digit for digit in (1, 2, 2.5, 5) if digit * power <= least * (1 + 1e-9))
    return float(f"{digit * power:.6g}")


def unbroken(lines: Array, size: float) -> Array:
    """Lift the pen where a line leaps, as across a pole or a jump.

    Examples
    --------
    >>> line = np.array([[0.0, 0.0], [1.0, 0.1], [2.0, 0.2], [3.0, 9.0], [4.0, 9.1]])
    >>> unbroken(line, 5)[:, 1].tolist()
    [0.0, 0.1, 0.2, nan, 9.1]
    """
    with np.errstate(invalid="ignore", over="ignore"):
        steps = np.hypot(*np.moveaxis(np.diff(lines, axis=-2), -1, 0))
        leaps = (steps > LEAP * size) | ((steps > HOP * size) & (steps > SUDDEN * _beside(steps)))
    torn = lines.copy()
    torn[..., 1:, :][leaps] = np.nan
    return torn


def _beside(steps: Array) -> Array:
    """Return the longer neighbour of each step along the last axis."""
    ends = np.full((*steps.shape[:-1], 1), np.nan)
    before, after = (
        np.concatenate(parts, axis=-1) for parts in ((ends, steps[..., :-1]), (steps[..., 1:], ends))
    )
    return np.asarray(np.fmax(before, after))


def draw_grid(
    ax: Axes, view: PlaneView, f: Any = None, *, spacing: float | None = None, meaning: str = "function",
    strength: float = 1.0, layer: float = 1.5,
) -> None:  # fmt: skip
    """Draw a grid, or its image: lines along the first variable solid, along the second dashed."""
    families = grid_lines(view, f, spacing, PlaneView(*ax.get_xlim(), *ax.get_ylim()))
    thin = strength * ax.spines["left"].get_linewidth()
    looks: Any = ((0.62, 0.85, "solid"), (0.5, 0.8, (0, (4, 2.2))))
    for lines, (alpha, width, dashes) in zip(families, looks, strict=True):
        pieces = [piece for line in lines for piece in _pieces(line)]
        drawn = LineCollection(
            pieces, colors=[to_rgba(LINE[meaning], alpha)], linewidths=width * thin, linestyles=[dashes],
            zorder=layer,
        )  # fmt: skip
        ax.add_collection(drawn, autolim=False)


def grid_lines(view: PlaneView, f: Any, spacing: float | None, shown: PlaneView) -> tuple[Array, Array]:
    """Return the lines of a grid, or their images, in two families, shape (k, n, 2) each."""
    step = spacing or grid_spacing(view)
    xs, ys = (_marks(low, high, step) for low, high in (view[:2], view[2:]))
    along_x, along_y = (np.linspace(low, high, GRID_SAMPLES) for low, high in (view[:2], view[2:]))
    first = np.stack(np.broadcast_arrays(along_x[None, :], ys[:, None]), axis=-1)
    second = np.stack(np.broadcast_arrays(xs[:, None], along_y[None, :]), axis=-1)
    if f is None:
        return first, second
    return _seen(plane_images(f, first), shown), _seen(plane_images(f, second), shown)


def _marks(low: float, high: float, step: float) -> Array:
    """Return the multiples of a step between two ends, and the ends."""
    inner = step * np.arange(math.ceil(low / step + 0.05), math.floor(high / step - 0.05) + 1)
    return np.array([low, *inner, high])


def _seen(lines: Array, shown: PlaneView) -> Array:
    """Break lines at leaps and drop what is far outside."""
    lines = unbroken(lines, max(shown.width, shown.height))
    middle = np.array([shown.left + shown.right, shown.bottom + shown.top]) / 2
    with np.errstate(invalid="ignore"):
        far = (np.abs(lines - middle) > FAR * np.array([shown.width, shown.height])).any(axis=-1)
    lines[far] = np.nan
    return lines


def _pieces(line: Array) -> list[Array]:
    """Split a line at its gaps."""
    gaps = np.nonzero(np.isnan(line).any(axis=1))[0]
    parts = np.split(line, np.unique(np.concatenate([gaps, gaps + 1])))
    return [part for part in parts if len(part) > 1 and np.isfinite(part).all()]


def hatch_undefined(ax: Axes, f: Any, view: PlaneView) -> Label | None:
    """Hatch the part of a view where a map is undefined."""
    xs, ys = (np.linspace(low, high, DOMAIN_SAMPLES) for low, high in (view[:2], view[2:]))
    points = np.stack(np.meshgrid(xs, ys), axis=-1)
    gone = np.isnan(plane_images(f, points)[..., 0])
    if not gone.any():
        return None
    patch = ax.contourf(xs, ys, gone.astype(float), levels=[0.5, 1.5], colors=["white"], zorder=1.7)
    patch.set(hatch="////", edgecolor=LINE["ground"], linewidth=0)
    if gone.mean() <= NAMED:
        return None
    sheet, holes = Sheet(ax), points[gone]
    some = holes[np.linspace(0, len(holes) - 1, 60).astype(int)]
    spots = sheet.points(*some[np.argsort(np.hypot(*(some - holes.mean(axis=0)).T))].T)
    name = label(ax, "measure", "undefined", size=9.5, layer=1.8)
    sheet.place(name, Spots(spots, np.zeros_like(spots), corners=False))
    return name


def draw_patch(
    p: Panel, corner: ArrayLike, matrix: ArrayLike, side: float, meaning: str, *, dashes: str | None = None,
    layer: float = 3,
) -> Mark:  # fmt: skip
    """Draw a square's image under a matrix: an F inside, its first side heavy, hatched where it is flipped.

    The fill tells the size: orange where the area grows, grey where it is kept, blue where it shrinks.
    """
    matrix, done = np.asarray(matrix, float), effect(matrix)
    corners = corner + side * UNIT_SQUARE @ matrix.T
    if np.isfinite(corners).all():
        hatch = "////" if done.flips else ""
        p.area(corners[:4], FILLS[done.size], strength=0.5, hatch=hatch, hatched=meaning, layer=layer)
    if done.rank == 2:
        letter = corner + side * LETTER @ matrix.T
        p.path(letter, "point", width=0.7, dashes="solid", layer=layer + 0.7, avoided=False)
    p.path(corners[:2], meaning, width=1.7, dashes="solid", layer=layer + 0.6, avoided=False)
    return p.path(corners, meaning, width=0.75, dashes=dashes, layer=layer + 0.5)


def plane_paper(p: Panel, view: PlaneView, names: tuple[str, str], *, fill: bool = False) -> PlaneView:
    """Give paper its limits, widened to `fill` it, equal units and names of its axes, for good."""
    view = _filled(view, p.ax.bbox.width / p.ax.bbox.height) if fill else view
    p.view(view, names, zero=False, aspect="equal")
    return view


def columns_reach(f: Any, view: PlaneView, at: ArrayLike) -> float:
    """Return how far a plane of changes reaches: past most columns over a view, and those at a point.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> columns_reach(Function("3x + y, y"), PlaneView(-3, 3, -3, 3), (0, 0))
    4.2
    """
    sides = (np.linspace(low, high, SAMPLED) for low, high in (view[:2], view[2:]))
    points = np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, 2)
    with np.errstate(all="ignore"):
        sizes = np.abs(np.asarray(f.jacobian(points), float)).max(axis=(1, 2))
        here = float(np.abs(np.asarray(f.jacobian(np.asarray(at, float)), float)).max())
    sizes = sizes[np.isfinite(sizes)]
    usual = float(np.percentile(sizes, USUAL)) if len(sizes) else 0.0
    wanted = max(usual, here if math.isfinite(here) else 0.0)
    return float(f"{AMPLE * wanted:.3g}") or 1.0
