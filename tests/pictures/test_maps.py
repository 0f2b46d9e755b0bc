"""Maps of the plane: grids, views, the little square and what a matrix makes of it."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lessons_lib import catalogue
from lessons_lib.formula import Function, read_map
from lessons_lib.pencil import Fixed, Picture
from lessons_lib.pencil.figure import new_figure
from lessons_lib.pencil.maps import (
    LETTER,
    area_words,
    determinant,
    draw_patch,
    effect,
    grid_lines,
    image_view,
    jacobian_of,
    plane_images,
    plane_paper,
    rank_words,
    side_words,
    unbroken,
    value_of,
)
from lessons_lib.pencil.phrases import matrix_words
from lessons_lib.pencil.plane import PlaneView

VIEW = PlaneView(-2, 2, -2, 2)
entry = st.integers(-8, 8).map(lambda number: number / 4)
matrices = st.lists(entry, min_size=4, max_size=4).map(lambda entries: np.reshape(entries, (2, 2)))
coordinate = st.floats(-2, 2, allow_subnormal=False)


class Square(Picture):
    """A square's image and nothing else."""

    corner, side, matrix = Fixed((0.0, 0.0)), Fixed(1.0), Fixed(np.eye(2))

    def stage(self):
        plane_paper(self.panel, VIEW, ("$x$", "$y$"))

    def draw(self):
        self.outline = draw_patch(self.panel, self.corner, self.matrix, self.side, "function")
        return "A square."


@pytest.fixture(scope="module")
def square():
    return Square(new_figure(5, 5))


def signed_area(corners):
    (x, y), (u, v) = corners[:-1].T, corners[1:].T
    return float((x * v - u * y).sum() / 2)


@given(matrix=matrices, side=st.floats(0.01, 2), x=coordinate, y=coordinate)
@settings(deadline=None)
def test_the_area_of_a_parallelogram_is_the_determinant_times_the_square_s(square, matrix, side, x, y):
    square.move(corner=(x, y), matrix=matrix, side=side)
    assert signed_area(square.outline.data) == pytest.approx(determinant(matrix) * side**2, abs=1e-12)
    assert effect(matrix).factor == abs(determinant(matrix))


@given(matrix=matrices)
@settings(deadline=None)
def test_an_f_is_a_mirror_image_exactly_where_the_patch_is_hatched(square, matrix):
    square.move(corner=(0, 0), matrix=matrix, side=1)
    done, letters = effect(matrix), square.marks("point", "line")
    (area,) = square.marks(kind="area")
    assert bool(letters) == (done.rank == 2)
    assert bool(area.drawn.get_hatch()) == done.flips
    for letter in letters:
        (a, b, c), (p, q, r) = LETTER[:3], letter.data[:3]
        turned, before = (determinant([v - u, w - v]) for u, v, w in ((p, q, r), (a, b, c)))
        assert done.flips == (turned * before < 0)


@given(matrix=matrices, other=matrices)
def test_determinants_multiply(matrix, other):
    assert determinant(matrix @ other) == pytest.approx(determinant(matrix) * determinant(other), abs=1e-9)


@given(matrix=matrices)
def test_ranks_are_numpy_s(matrix):
    assert effect(matrix).rank == np.linalg.matrix_rank(matrix)
    assert effect(matrix.T)[:2] == effect(matrix)[:2]


@given(row=st.tuples(entry, entry), times=st.sampled_from([0.1, 0.3, 1 / 3, 1e-7, 1e9]))
def test_rounding_does_not_make_a_dimension(row, times):
    assert effect([row, np.multiply(row, times)]).rank == int(any(row))


@pytest.mark.parametrize(
    ("matrix", "size", "words"),
    [
        ([[2, 0], [0, 1]], "grows", "areas grow 2 times"),
        ([[0, 1], [1, 0]], "keeps", "areas stay as they are"),
        ([[1, 0], [0, 1 + 1e-9]], "keeps", "areas stay as they are"),
        ([[0.5, 0], [0, -1]], "shrinks", "areas shrink to 0.5 times"),
        ([[1, 1], [1, 1]], "collapses", "areas collapse to 0"),
    ],
)
def test_words_say_what_happens_to_areas(matrix, size, words):
    done = effect(matrix)
    assert (done.size, area_words(done)) == (size, words)
    assert side_words(done).endswith("flipped" if done.determinant < 0 else "kept")
    assert bool(rank_words(done)) == (done.rank < 2)


def test_a_matrix_that_is_not_known_has_no_effect(square):
    square.move(matrix=np.full((2, 2), np.nan))
    done = effect(square.matrix)
    assert (done.rank, done.size, rank_words(done)) == (-1, "", "")
    assert not square.marks(kind="area")
    assert matrix_words(np.full((2, 2), np.nan)) == "[[undefined, undefined], [undefined, undefined]]"


@pytest.mark.parametrize("each", catalogue.maps(), ids=lambda each: each.name)
def test_the_image_view_holds_the_image_of_every_known_map(each):
    view = PlaneView.of(each.view, each.function)
    shown = image_view(each.function, view)
    sides = (np.linspace(low, high, 40) for low, high in (view[:2], view[2:]))
    images = plane_images(each.function, np.stack(np.meshgrid(*sides), axis=-1)).reshape(-1, 2)
    inside = [shown.contains(*image) for image in images]
    assert np.mean(inside) > 0.97


@pytest.mark.parametrize(
    "text", ["3, 5", "1/x, 1/y", "1e9 x, y", "sqrt(-1 - x^2), y", "e^(e^x), y", "log x, y"]
)
def test_every_map_has_a_sane_view_and_a_grid(text):
    f = read_map(text)
    shown = image_view(f, VIEW)
    assert np.isfinite(shown).all()
    assert 0 < shown.width <= 3.1 * shown.height
    assert 0 < shown.height <= 3.1 * shown.width
    assert [len(lines) for lines in grid_lines(VIEW, f, None, shown)] == [9, 9]


@given(x=coordinate, y=coordinate)
def test_what_is_undefined_is_nan_and_nothing_else(x, y):
    f = Function("log x, |y|", ["x", "y"])
    assert np.isfinite(value_of(f, (x, y))).all() == (x > 0)
    assert np.isfinite(jacobian_of(f, (x, y))).all() == (x > 0 and y != 0)


@given(matrix=matrices)
@settings(max_examples=20, deadline=None)
def test_a_linear_map_takes_the_grid_to_straight_parallel_lines(matrix):
    (a, b), (c, d) = matrix
    assume(abs(determinant(matrix)) > 0.1)
    f = Function(f"{a} x + {b} y, {c} x + {d} y", ["x", "y"])
    families = grid_lines(VIEW, f, None, image_view(f, VIEW))
    for lines, along in zip(families, matrix.T, strict=True):
        steps = np.diff(lines, axis=1)
        np.testing.assert_allclose(
            steps, np.broadcast_to(along * VIEW.width / steps.shape[1], steps.shape), atol=1e-9
        )


@pytest.mark.parametrize(("text", "gaps"), [("1/x, y", 1), ("sign x, y", 1), ("x^3, y", 0), ("|x|, y", 0)])
def test_lines_are_broken_where_a_map_leaps_and_nowhere_else(text, gaps):
    xs = np.linspace(-2, 2, 362)
    line = plane_images(read_map(text), np.stack([xs, np.ones_like(xs)], axis=-1))
    torn = unbroken(line, 4.0)
    seen = (np.abs(line) < 3).all(axis=-1)
    beside_a_gap = np.isnan(torn[:, 0]) & (seen | (xs > 0))
    assert bool(beside_a_gap.any()) == bool(gaps)
