"""A pushed input: arrows, ring and numbers say the same."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import explore
from lessons_lib.classifier import NORMS, TRAINED, Classifier, Network, size
from lessons_lib.state import Point
from lessons_lib.wording import number
from tests.explore.support import drag
from tests.pictures.support import draw, line, picture, starting

SOME = settings(max_examples=15, deadline=None)
MINE = Classifier(Network(2, 2), np.array([1.0, 0, -1, 0, 0.5, 0]), np.eye(2), np.array([0, 1]))
coordinate = st.floats(-2.4, 2.4)


def sensitivity(classifier, at=(-0.6, -0.6), **options):
    return picture("sensitivity", classifier=classifier, at=at, **options)


@pytest.fixture(scope="module")
def pictures():
    return {name: sensitivity(name) for name in TRAINED}


@pytest.fixture
def pushed():
    made = explore.sensitivity()
    yield made
    made.close()


@pytest.mark.parametrize("norm", NORMS)
@pytest.mark.parametrize("name", TRAINED)
@given(x=coordinate, y=coordinate)
@SOME
def test_arrows_are_as_long_as_the_caption_says(pictures, name, norm, x, y):
    drawn = pictures[name]
    drawn.move(at=(x, y), norm=norm)
    look = drawn.look
    for meaning, length in (("secant", look.pushes[0].length), ("point", look.length)):
        if np.isfinite(length):
            tail, tip = drawn.marks(meaning, "arrow")[0].data
            assert size(tip - tail, norm) == pytest.approx(length)
            assert number(length) in drawn.caption


@pytest.mark.parametrize("name", TRAINED)
@given(x=coordinate, y=coordinate)
@SOME
def test_the_dashed_line_is_where_the_linear_scores_are_level(pictures, name, x, y):
    drawn = pictures[name]
    drawn.move(at=(x, y))
    look, push = drawn.look, drawn.look.pushes[0]
    for place in line(drawn, "secant"):
        linear = look.scores + look.J @ (place - (x, y))
        assert linear[look.present] == pytest.approx(
            linear[push.other], abs=1e-9 * np.abs(look.J).max() + 1e-8
        )


@pytest.mark.parametrize("norm", NORMS)
def test_the_thick_part_of_the_ring_is_what_flips(pictures, norm):
    drawn = pictures["two moons"]
    drawn.move(at=(0.2, -0.3), norm=norm, times=1.6)
    ring, thick = line(drawn, "measure"), line(drawn, "second")
    np.testing.assert_allclose(size(ring - drawn.at, norm), 1.6 * drawn.look.length)
    flips = drawn.look.classifier.predict(ring) != drawn.look.present
    assert np.isfinite(thick).all(axis=1).tolist() == flips.tolist()
    counted = int(starting(drawn, f"{drawn.flipped} of").split()[0])
    if norm == "Euclidean":
        assert counted / 1000 == pytest.approx(flips.mean(), abs=0.04)


def test_longer_random_pushes_flip_more_and_barely_longer_ones_hardly_any(pictures):
    drawn = pictures["three blobs"]
    counts = []
    for times in (1.001, 1.1, 1.5, 2.0):
        drawn.move(at=(-0.6, -0.6), norm="Euclidean", times=times)
        counts.append(drawn.flipped)
    assert counts == sorted(counts)
    assert counts[0] < 30
    assert counts[-1] > 200


def test_the_table_holds_the_scores_and_their_jacobian(pictures):
    drawn = pictures["three blobs"]
    drawn.move(at=(0.5, 0.5))
    shown, classifier = drawn.words(), drawn.look.classifier
    for value in (*classifier.scores((0.5, 0.5)), *classifier.jacobian((0.5, 0.5)).ravel()):
        assert number(value, 3 if abs(value) >= 0.1 else 2) in shown
    assert f"▸ {'ABC'[int(classifier.predict((0.5, 0.5)))]}" in shown


def test_where_no_push_is_known_or_found_it_is_said():
    flat = Classifier(Network(2, 2), np.array([0.0, 0, 0, 0, 1, 0]), np.eye(2), np.array([0, 1]))
    drawn = sensitivity(flat, (0, 0))
    draw(drawn)
    assert drawn.caption == (
        "At (0, 0) the classifier says A, ahead of B by 1: "
        "all rows of J are the same, so it knows of no push; no other class was found near."
    )


def test_an_input_on_the_line_between_two_classes():
    level = Classifier(Network(2, 2), np.array([1.0, 0, -1, 0, 0, 0]), np.eye(2), np.array([0, 1]))
    drawn = sensitivity(level, (0, 1))
    draw(drawn)
    assert "J estimates that a push of Euclidean length 0 reaches B" in drawn.caption
    assert "nan" not in drawn.caption


def test_what_cannot_be_shown_is_refused():
    with pytest.raises(ValueError, match="one of Euclidean, max"):
        explore.sensitivity(norm="taxi")
    with pytest.raises(ValueError, match="one of three blobs, two moons, linear"):
        explore.sensitivity("four blobs")
    three = Classifier(Network(3, 2), np.zeros(8), np.eye(3), np.array([0, 1, 0]))
    with pytest.raises(ValueError, match="two inputs"):
        explore.sensitivity(three)


def test_many_classes_fit():
    network, turn = Network(2, 6), np.arange(6)
    theta = np.concatenate([np.stack([np.cos(turn), np.sin(turn)], axis=1).ravel(), np.zeros(6)])
    points = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    drawn = sensitivity(Classifier(network, theta, points, turn), (0.3, 0.2))
    boxes = [each.get_window_extent() for each in drawn.words().values()]
    assert all(box.y0 >= -2 and box.x1 <= drawn.figure.bbox.x1 + 2 for box in boxes)


def test_dragging_the_input_looks_at_it(pushed):
    drag(pushed, "at", 1.2, -0.9)
    assert pushed.controls["at"].value == (1.2, -0.9)
    assert pushed.caption.startswith("At (1.2, −0.9) the three blobs classifier says B")


@pytest.mark.parametrize("name", TRAINED)
def test_every_classifier_is_drawn(pushed, name):
    pushed.controls["classifier"].set(name)
    assert pushed.live.error == ""
    assert f"the {name} classifier says" in pushed.caption
    assert pushed.controls["at"].sides[0].widget.max == pushed.picture.plane.right


def test_one_of_the_notebook_is_looked_at_and_named_in_the_line():
    made = explore.sensitivity(MINE, at=(1, 0.5))
    assert "At (1, 0.5) the classifier says A" in made.caption
    assert "exact" not in made.caption
    twin = eval(made.code, {"explore": explore, "classifier": MINE})
    assert twin.caption == made.caption
    made.controls["classifier"].set("linear")
    assert "the linear classifier says" in made.caption
    made.close()
    twin.close()


def test_a_shared_point_moves_the_input():
    point = Point(0, 0)
    made = explore.sensitivity(at=point)
    point.coordinates = (1, 1)
    assert made.caption.startswith("At (1, 1)")
    made.close()
