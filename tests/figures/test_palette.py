"""Words can be read and lines told apart."""

import itertools

import pytest

from lessons_lib.pencil.palette import DASHES, LINE, TEXT, contrast, luminance


@pytest.mark.parametrize("meaning", TEXT)
def test_words_have_enough_contrast_on_white(meaning):
    assert contrast(TEXT[meaning]) >= 4.5


def test_every_line_colour_has_words():
    assert TEXT.keys() == LINE.keys()


def test_colours_mean_one_thing():
    hues = [
        LINE[meaning]
        for meaning in ("function", "derivative", "secant", "gradient", "second", "third", "point")
    ]
    assert len(set(hues)) == len(hues)


def test_lines_that_meet_differ_in_style_too():
    drawn_together = ["derivative", "secant", "second", "third"]
    for one, other in itertools.combinations(drawn_together, 2):
        assert DASHES[one] != DASHES[other]


def test_contrast_is_symmetric_and_at_least_one():
    assert contrast("#0072B2", "#D55E00") == contrast("#D55E00", "#0072B2") >= 1
    assert luminance("#808080") == pytest.approx(0.2159, abs=1e-4)
