"""Shares of positive definite matrices: closed forms, counts, and what is drawn of them."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import explore
from lessons_lib.pictures._gaussian_ensemble import eigenvalues, exact_share
from tests.explore.support import drag
from tests.pictures.support import picture

CLOSED = {1: 1 / 2, 2: (2 - math.sqrt(2)) / 4, 3: (math.pi - 2 * math.sqrt(2)) / (4 * math.pi)}


@pytest.mark.parametrize(("n", "share"), CLOSED.items())
def test_exact_shares_have_their_closed_forms(n, share):
    assert exact_share(n) == pytest.approx(share, rel=1e-10)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_counts_agree_with_exact_shares(n):
    count = 200_000
    positive = int((eigenvalues(n, count, seed=1) > 0).all(axis=1).sum())
    expected = count * exact_share(n)
    assert abs(positive - expected) < 4 * math.sqrt(expected)


def test_shares_fall_ever_faster():
    shares = np.log([exact_share(n) for n in range(1, 9)])
    assert (np.diff(shares) < 0).all()
    assert (np.diff(shares, 2) < 0).all()


@pytest.mark.parametrize("n", [1, 2, 5, 8])
def test_variances_are_those_that_are_named(n):
    drawn = eigenvalues(n, 20_000, seed=3)
    # Sums of eigenvalues and of their squares are those of the diagonal and of all entries.
    assert drawn.sum(axis=1).var() == pytest.approx(2 * n, rel=0.05)
    assert (drawn**2).sum(axis=1).mean() == pytest.approx(n * (n + 1), rel=0.02)


@settings(max_examples=10, deadline=None)
@given(n=st.integers(1, 8), count=st.integers(1, 300), seed=st.integers(0, 99))
def test_the_picture_says_and_draws_what_was_counted(n, count, seed):
    ONE.move(n=n, count=count, seed=seed)
    entries = np.random.default_rng(seed).standard_normal((count, n, n))
    positive = int((np.linalg.eigvalsh(entries + entries.swapaxes(1, 2)) > 0).all(axis=1).sum())
    assert f"{positive} of {count} ha" in ONE.caption
    assert f"{positive} of {count}" in ONE.words()
    (found,) = ONE.marks("secant", "dot")
    assert np.isnan(found.place[1]) if not positive else found.place == (n, positive / count)


@pytest.mark.parametrize("n", [1, 3, 8])
def test_the_bars_are_a_density(n):
    ONE.move(n=n, count=2000, seed=1)
    (outline,) = ONE.marks("secant", "line")
    assert np.trapezoid(outline.data[:, 1], outline.data[:, 0]) == pytest.approx(1, abs=0.03)


def test_dimension_count_and_seed_are_whole_numbers():
    random_hessians = explore.random_hessians()
    drag(random_hessians, "n", 2.2, 0.3)
    random_hessians.controls["seed"].widget.value = 4
    assert random_hessians.state == {"n": 2, "count": 1000, "seed": 4}
    drag(random_hessians, "n", 50.0, 0.3)
    assert random_hessians.state["n"] == 8
    assert random_hessians.live.error == ""
    random_hessians.close()


ONE = picture("random_hessians")
