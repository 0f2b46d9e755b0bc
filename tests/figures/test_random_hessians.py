"""Shares of positive definite matrices: closed forms, counts, and what is drawn of them."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.figures.random_hessians import exact_share, sample
from tests.figures.support import draw, labels, random_hessians

CLOSED = {1: 1 / 2, 2: (2 - math.sqrt(2)) / 4, 3: (math.pi - 2 * math.sqrt(2)) / (4 * math.pi)}


@pytest.mark.parametrize(("n", "share"), CLOSED.items())
def test_exact_shares_have_their_closed_forms(n, share):
    assert exact_share(n) == pytest.approx(share, rel=1e-10)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_counts_agree_with_exact_shares(n):
    count = 200_000
    drawn = sample(n, count, seed=1)
    expected = count * exact_share(n)
    assert abs(drawn.positive - expected) < 4 * math.sqrt(expected)


def test_shares_fall_ever_faster():
    shares = np.log([exact_share(n) for n in range(1, 9)])
    assert (np.diff(shares) < 0).all()
    assert (np.diff(shares, 2) < 0).all()


@pytest.mark.parametrize("n", [1, 2, 5, 8])
def test_variances_are_those_that_are_named(n):
    drawn = sample(n, 20_000, seed=3)
    # Sums of eigenvalues and of their squares are those of the diagonal and of all entries.
    assert drawn.eigenvalues.sum(axis=1).var() == pytest.approx(2 * n, rel=0.05)
    assert (drawn.eigenvalues**2).sum(axis=1).mean() == pytest.approx(n * (n + 1), rel=0.02)


@settings(max_examples=10, deadline=None)
@given(n=st.integers(1, 8), count=st.integers(1, 300), seed=st.integers(0, 99))
def test_the_picture_says_and_draws_what_was_counted(n, count, seed):
    ONE.move(n, count, seed)
    positive = int((np.linalg.eigvalsh(_matrices(n, count, seed)) > 0).all(axis=1).sum())
    assert f"{positive} of {count} ha" in ONE.caption
    assert f"{positive} of {count}" in labels(ONE.moving)
    found = ONE._found.get_ydata()[0]
    assert math.isnan(found) if not positive else found == positive / count
    assert 0.9 < ONE.densities().sum() * 0.2 <= 1 + 1e-9 or count < 30


def _matrices(n, count, seed):
    entries = np.random.default_rng(seed).standard_normal((count, n, n))
    return entries + entries.swapaxes(1, 2)


@pytest.mark.parametrize("state", [(1, 1, 0), (8, 10_000, 99), (8, 1, 5)])
@pytest.mark.parametrize("classroom", [False, True])
def test_ends_of_the_sliders_are_drawn(state, classroom):
    picture = random_hessians(*state, classroom=classroom)
    assert draw(picture).any()


def test_the_same_seed_draws_the_same():
    one, other = random_hessians(3, 500, 7), random_hessians(3, 500, 7)
    assert one.caption == other.caption
    assert random_hessians(3, 500, 8).drawn.eigenvalues[0, 0] != one.drawn.eigenvalues[0, 0]


ONE = random_hessians()
