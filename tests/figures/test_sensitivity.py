"""A pushed input: arrows, ring and numbers say the same."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.classifier import NORMS, TRAINED, Classifier, Network, size, trained
from lessons_lib.figures import new_axes, new_figure
from lessons_lib.figures.sensitivity import Sensitivity
from lessons_lib.wording import number
from tests.figures.support import draw, labels, sensitivity, text_starting

SOME = settings(max_examples=15, deadline=None)
PICTURES = {name: sensitivity(name) for name in TRAINED}
coordinate = st.floats(-2.4, 2.4)


@pytest.mark.parametrize("norm", NORMS)
@pytest.mark.parametrize("name", TRAINED)
@given(x=coordinate, y=coordinate)
@SOME
def test_arrows_are_as_long_as_the_caption_says(name, norm, x, y):
    picture = PICTURES[name]
    picture.move(at=(x, y), norm=norm)
    look = picture.look
    for arrow, length in ((picture._estimate, look.pushes[0].length), (picture._true, look.length)):
        if np.isfinite(length):
            assert size(arrow.tip - arrow.tail, norm) == pytest.approx(length)
            assert number(length) in picture.caption


@pytest.mark.parametrize("name", TRAINED)
@given(x=coordinate, y=coordinate)
@SOME
def test_the_dashed_line_is_where_the_linear_scores_are_level(name, x, y):
    picture = PICTURES[name]
    picture.move(at=(x, y))
    look, push = picture.look, picture.look.pushes[0]
    for place in picture._flat.get_xydata():
        linear = look.scores + look.J @ (place - (x, y))
        assert linear[look.present] == pytest.approx(
            linear[push.other], abs=1e-9 * np.abs(look.J).max() + 1e-8
        )


@pytest.mark.parametrize("norm", NORMS)
def test_the_thick_part_of_the_ring_is_what_flips(norm):
    picture = PICTURES["two moons"]
    picture.move(at=(0.2, -0.3), norm=norm, times=1.6)
    ring, thick = picture._ring.get_xydata(), picture._flips.get_xydata()
    np.testing.assert_allclose(size(ring - picture.at, norm), 1.6 * picture.look.length)
    flips = picture.classifier.predict(ring) != picture.look.present
    assert np.isfinite(thick).all(axis=1).tolist() == flips.tolist()
    counted = int(text_starting(picture, f"{picture._flipped} of").split()[0])
    if norm == "Euclidean":
        assert counted / 1000 == pytest.approx(flips.mean(), abs=0.04)


def test_longer_random_pushes_flip_more_and_barely_longer_ones_hardly_any():
    picture = PICTURES["three blobs"]
    counts = []
    for times in (1.001, 1.1, 1.5, 2.0):
        picture.move(at=(-0.6, -0.6), norm="Euclidean", times=times)
        counts.append(picture._flipped)
    assert counts == sorted(counts)
    assert counts[0] < 30
    assert counts[-1] > 200


def test_the_table_holds_the_scores_and_their_jacobian():
    picture = PICTURES["three blobs"]
    picture.move(at=(0.5, 0.5))
    shown, classifier = labels(picture.moving), picture.classifier
    for value in (*classifier.scores((0.5, 0.5)), *classifier.jacobian((0.5, 0.5)).ravel()):
        assert number(value, 3 if abs(value) >= 0.1 else 2) in shown
    assert f"▸ {'ABC'[int(classifier.predict((0.5, 0.5)))]}" in shown


def test_where_no_push_is_known_or_found_it_is_said():
    flat = Classifier(Network(2, 2), np.array([0.0, 0, 0, 0, 1, 0]), np.eye(2), np.array([0, 1]))
    picture = Sensitivity(new_axes(new_figure(9.6, 4.8), columns=2), flat, (0, 0))
    draw(picture)
    assert picture.caption == (
        "At (0, 0) the classifier says A, ahead of B by 1: "
        "all rows of J are the same, so it knows of no push; no other class was found near."
    )


def test_an_input_on_the_line_between_two_classes():
    level = Classifier(Network(2, 2), np.array([1.0, 0, -1, 0, 0, 0]), np.eye(2), np.array([0, 1]))
    picture = Sensitivity(new_axes(new_figure(9.6, 4.8), columns=2), level, (0, 1))
    draw(picture)
    assert "J estimates that a push of Euclidean length 0 reaches B" in picture.caption
    assert "nan" not in picture.caption


def test_what_cannot_be_shown_is_refused():
    axes = new_axes(new_figure(9.6, 4.8), columns=2)
    with pytest.raises(ValueError, match="choose one of Euclidean, max"):
        Sensitivity(axes, trained("linear"), (0, 0), norm="taxi")
    three = Classifier(Network(3, 2), np.zeros(8), np.eye(3), np.array([0, 1, 0]))
    with pytest.raises(ValueError, match="two inputs"):
        Sensitivity(axes, three, (0, 0))


def test_many_classes_fit():
    network, turn = Network(2, 6), np.arange(6)
    theta = np.concatenate([np.stack([np.cos(turn), np.sin(turn)], axis=1).ravel(), np.zeros(6)])
    points = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    picture = Sensitivity(
        new_axes(new_figure(9.6, 4.8), columns=2), Classifier(network, theta, points, turn), (0.3, 0.2)
    )
    frame = picture.ax.get_figure(root=True).bbox
    boxes = [each.get_window_extent() for each in labels(picture.moving).values()]
    assert all(box.y0 >= -2 and box.x1 <= frame.x1 + 2 for box in boxes)
