import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.wording import magnitude, number
from tests.numbers import read

finite = st.floats(allow_nan=False, allow_infinity=False)


@given(finite)
def test_four_digits_come_back(value):
    if 1e-300 < abs(value) < 1e300:
        assert read(number(value)) == pytest.approx(value, rel=5.1e-4)


@given(finite)
def test_nothing_but_digits_points_and_true_minus_signs(value):
    assert re.fullmatch(r"−?\d+(\.\d+)?(·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?", number(value))


@given(finite)
def test_the_sign_is_the_only_difference_of_opposites(value):
    if value > 0:
        assert number(-value) == "−" + number(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (-0.0, "0"), (123456, "123456"), (0.1 + 0.2, "0.3"), (99999.6, "100000"), (1e-5, "1·10⁻⁵"),
     (math.nan, "undefined"), (math.inf, "infinite"), (-math.inf, "−infinite"), (2 / 3, "0.6667")],
)  # fmt: skip
def test_numbers_as_people_write_them(value, text):
    assert number(value) == text


@given(finite)
def test_a_magnitude_never_shows_a_digit_of_noise(value):
    assert re.fullmatch(r"below 1e-12|about 1e-?\d+", magnitude(value))
    assert magnitude(value) == magnitude(-value)


def test_magnitudes_are_bounded_below():
    assert magnitude(1e-13) == "below 1e-12"
    assert magnitude(math.nan) == "undefined"
