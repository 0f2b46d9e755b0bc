"""The product rule, lettering, and the figure they stand on."""

from unicodedata import combining

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure

from lessons_lib import figures
from lessons_lib.figures import new_figure
from lessons_lib.pencil.figure import CLASSROOM
from lessons_lib.pencil.lettering import Label, italics
from lessons_lib.pictures.secant import Secant
from lessons_lib.wording import number
from tests.figures.support import PARABOLA, draw, labels, product_rule
from tests.pictures.support import picture as pictured


def secant(classroom=False, **asked):
    return pictured("secant", PARABOLA, classroom, **asked)


@settings(max_examples=20, deadline=None)
@given(du=st.floats(0, 2), dv=st.floats(0, 1.5))
def test_the_parts_make_up_the_whole_rectangle(du, dv):
    picture = product_rule()
    picture.move(du=du, dv=dv)
    areas = [part.get_width() * part.get_height() for part in picture._parts.values()]
    assert sum(areas) == pytest.approx((3 + du) * (2 + dv))
    assert number(areas[1] + areas[2]) in picture.caption


def test_the_classroom_has_larger_type_on_the_same_sheet():
    desk, room = secant(), secant(classroom=True)
    assert room.figure.get_size_inches().tolist() == desk.figure.get_size_inches().tolist()
    for one, other in zip(desk.moving, room.moving, strict=True):
        if isinstance(one, Label):
            assert other.get_fontsize() == pytest.approx(CLASSROOM * one.get_fontsize())


def test_pictures_stand_on_any_figure():
    assert Secant(Figure(), f=PARABOLA).caption == secant().caption


def test_words_grow_with_the_resolution():
    picture = secant()
    label = next(iter(labels(picture.moving).values()))
    small = label.get_window_extent().width
    picture.figure.set_dpi(200)
    assert label.get_window_extent().width == pytest.approx(2 * small, rel=0.1)


def test_words_are_drawn_in_their_colour_on_a_white_rim():
    figure = new_figure()
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    figure.set_facecolor("#808080")
    label = Label(ax, "x = 1", "#B34E00", 20)
    label.set_position((0.5, 0.5))
    figure.canvas.draw()
    colours = {
        tuple(int(c) for c in pixel[:3]) for pixel in np.array(figure.canvas.buffer_rgba()).reshape(-1, 4)
    }
    assert {(0xB3, 0x4E, 0x00), (255, 255, 255), (0x80, 0x80, 0x80)} <= colours


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("slope 2 at x = a", "xa"),
        ("a x + b y", "axby"),
        ("f(x) = a b", "fxab"),
        ("it collapses to a line", ""),
        ("a x is taken to a point", "ax"),
        ("L-BFGS with λ", "λ"),
        ("L x and x-direction", "Lxx"),
        ("v̄ = a w̄", "vaw"),
    ],
)
def test_symbols_lean_and_words_stand_upright(text, symbols):
    leaning = italics(text)
    signs = [char for char in text if not combining(char)]
    assert "".join(sign for sign, leans in zip(signs, leaning, strict=True) if leans) == symbols


def test_other_canvases_get_ordinary_text(tmp_path):
    figure = secant().figure
    FigureCanvasPdf(figure).print_pdf(tmp_path / "secant.pdf")
    assert (tmp_path / "secant.pdf").stat().st_size > 5000


def test_a_view_that_makes_no_sense_is_refused():
    with pytest.raises(ValueError, match="view takes"):
        secant(view=(1, 0))


def test_a_missing_picture_is_named():
    with pytest.raises(AttributeError, match="it has Graph"):
        _ = figures.Nothing


def test_a_picture_is_drawn_whole_without_blitting():
    picture = secant()
    assert (draw(picture)[..., :3] != 255).any()
