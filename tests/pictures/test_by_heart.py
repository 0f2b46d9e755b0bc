"""The ten slopes worth knowing by heart."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import catalogue
from lessons_lib.wording import number
from tests.pictures.support import picture


@settings(max_examples=8, deadline=None)
@given(at=st.integers(-40, 40).map(lambda tenths: tenths / 10))
def test_the_ten_slopes_are_printed_as_they_are(at):
    drawn = picture("by_heart", at=at)
    assert len(drawn.handles()) == 10
    for example, panel in zip(catalogue.by_heart(), drawn.panels, strict=True):
        slope = float(example.function.derivative(at))
        said = f"slope {number(slope)}" if np.isfinite(slope) else "no slope"
        written = {words.get_text() for words in panel.moving if hasattr(words, "size_in_points")}
        assert written == {said}


def test_the_ten_share_one_x_and_equal_limits():
    drawn = picture("by_heart", at=2.0)
    assert {x for _, x, _ in drawn.handles().values()} == {2.0}
    assert len({(ax.get_xlim(), ax.get_ylim()) for ax, _, _ in drawn.handles().values()}) == 1
