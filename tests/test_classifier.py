"""A classifier: its gradient trains it, its Jacobian is that of the program, its pushes do what they say."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import automatic
from lessons_lib.classifier import (
    NORMS,
    TRAINED,
    Classifier,
    Network,
    Regions,
    blobs,
    estimate,
    moons,
    random_directions,
    size,
    trained,
)

VIEW = (-3.0, 3.0, -3.0, 3.0)
SOME = settings(max_examples=25, deadline=None)
coordinate = st.floats(-2.9, 2.9)
every = pytest.mark.parametrize("name", TRAINED)
REGIONS = {name: Regions(trained(name), VIEW) for name in TRAINED}


def shortest(regions, x, norm="Euclidean"):
    """Return the smallest push out of the class of x."""
    found = [regions.nearest(x, push.other, norm) for push in estimate(regions.classifier, x, norm)]
    return min(found, key=lambda push: size(push, norm))


@every
def test_training_puts_nearly_all_points_into_their_classes(name):
    classifier = trained(name)
    assert classifier.right >= 0.95 * len(classifier.points)


@every
def test_training_is_the_same_each_time_to_the_last_digit_that_is_shown(name):
    before = trained(name).theta
    trained.cache_clear()
    np.testing.assert_allclose(trained(name).theta, before, rtol=1e-12)


def test_a_rounding_error_at_the_start_stays_a_rounding_error():
    points, labels = blobs()
    network, dust = Network(2, 8, 8, 3), 1e-13
    slope = automatic.gradient(lambda theta: network.loss(theta, points, labels))
    one = network.start()
    other = one + dust * np.cos(np.arange(len(one)))
    for _ in range(100):
        one, other = one - 0.5 * slope(one), other - 0.5 * slope(other)
    assert np.abs(one - other).max() < 1e-9


def test_the_loss_falls_along_its_gradient():
    points, labels = moons()
    network = Network(2, 4, 2)
    theta, losses = network.start(), []
    slope = automatic.gradient(lambda weights: network.loss(weights, points, labels))
    for _ in range(20):
        losses.append(float(network.loss(theta, points, labels)))
        theta = theta - 0.1 * slope(theta)
    assert all(later < sooner for sooner, later in itertools.pairwise(losses))


def test_layers_use_every_weight_once():
    network = Network(2, 5, 3)
    parts = [np.ravel(part) for layer in network.layers(np.arange(network.weights)) for part in layer]
    assert np.concatenate(parts).tolist() == list(range(network.weights))


def test_a_loss_of_huge_scores_is_finite():
    network = Network(2, 2)
    theta = np.array([1e4, 0, -1e4, 0, 0, 0])
    assert network.loss(theta, np.array([[1.0, 0]]), np.array([1])) == pytest.approx(2e4)


@every
@given(x=coordinate, y=coordinate)
@SOME
def test_the_product_of_the_layers_is_the_jacobian_of_the_program(name, x, y):
    classifier = trained(name)
    by_duals = automatic.jacobian(lambda at: classifier.network.scores(classifier.theta, at))((x, y))
    np.testing.assert_allclose(classifier.jacobian((x, y)), by_duals, rtol=1e-9, atol=1e-12)


@every
def test_many_inputs_at_once_are_the_same_as_one_by_one(name):
    classifier = trained(name)
    points = classifier.points[:6]
    np.testing.assert_allclose(
        classifier.jacobian(points), [classifier.jacobian(point) for point in points], rtol=1e-12
    )
    assert classifier.predict(points).tolist() == [int(classifier.predict(point)) for point in points]


@pytest.mark.parametrize("norm", NORMS)
@given(x=coordinate, y=coordinate)
@SOME
def test_for_a_linear_classifier_the_estimate_is_exact(norm, x, y):
    regions = REGIONS["linear"]
    for push in estimate(regions.classifier, (x, y), norm):
        assert size(push.vector, norm) == pytest.approx(push.length)
        measured = regions.nearest((x, y), push.other, norm)
        if np.isfinite(measured).all() and push.length < 3:
            assert size(measured, norm) == pytest.approx(push.length, rel=1e-4, abs=1e-6)


@every
@pytest.mark.parametrize("norm", NORMS)
@given(x=coordinate, y=coordinate)
@SOME
def test_the_measured_push_flips_and_none_shorter_does(name, norm, x, y):
    regions = REGIONS[name]
    here, push = np.array([x, y]), shortest(regions, (x, y), norm)
    if not np.isfinite(push).all() or size(push) < 1e-3:
        return
    say, ring = regions.classifier.predict, random_directions(300, norm) * size(push, norm)
    assert say(here + 1.001 * push) != say(here)
    assert say(here + 0.999 * push) == say(here)
    assert (say(here + 0.995 * ring) == say(here)).all()


@pytest.mark.parametrize("name", ["three blobs", "two moons"])
def test_near_the_edge_the_estimate_becomes_the_truth(name):
    regions = REGIONS[name]
    start = np.array(trained(name).points[0])
    push = shortest(regions, tuple(start))
    errors = []
    for left in (0.2, 0.02, 0.002):
        x = tuple(start + (1 - left) * push)
        near = float(size(shortest(regions, x)))
        errors.append(abs(estimate(regions.classifier, x)[0].length / near - 1))
    assert errors[2] < 0.2 * errors[1] < 0.1 * errors[0]


def test_an_estimate_without_a_slope_is_infinite():
    flat = Classifier(Network(2, 2), np.array([0.0, 0, 0, 0, 1, 0]), np.eye(2), np.array([0, 1]))
    (push,) = estimate(flat, (1, 2))
    assert (push.margin, push.slope, push.length) == (1, 0, np.inf)
    assert np.isnan(push.vector).all()
    assert np.isnan(Regions(flat, VIEW).nearest((1, 2), 1)).all()


@pytest.mark.parametrize("norm", NORMS)
def test_random_directions_have_length_one_and_go_everywhere(norm):
    pushes = random_directions(1000, norm)
    np.testing.assert_allclose(size(pushes, norm), 1)
    quarters = np.bincount((pushes[:, 0] > 0) + 2 * (pushes[:, 1] > 0))
    assert quarters.min() > 200


def test_impossible_networks_and_unknown_names_are_refused():
    for sizes in ((2,), (2, 1), (0, 2)):
        with pytest.raises(ValueError, match="at least two classes"):
            Network(*sizes)
    with pytest.raises(ValueError, match="choose one of three blobs"):
        trained("four blobs")
