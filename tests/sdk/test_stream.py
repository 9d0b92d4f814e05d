"""Intensity over time: steady in noise, quick after a cut."""

from __future__ import annotations

import itertools
import math

import numpy as np

from hairsdk.follow import IntensityFollower


def test_that_the_first_hair_seen_counts_at_once() -> None:
    follower = IntensityFollower()
    assert math.isnan(follower.update(math.nan))
    assert follower.update(0.4) == 0.4


def test_that_frames_without_hair_keep_the_last_value() -> None:
    follower = IntensityFollower()
    follower.update(0.4)
    assert follower.update(math.nan) == 0.4


def test_that_the_first_hair_of_a_new_shot_counts_at_once() -> None:
    follower = IntensityFollower(value=0.4)
    assert follower.update(math.nan) == 0.4
    assert follower.update(math.nan) == 0.4
    assert follower.update(0.45) == 0.45
    assert 0.45 < follower.update(0.5) < 0.48


def test_that_noise_is_smoothed(rng: np.random.Generator) -> None:
    follower = IntensityFollower()
    measured = 0.4 + rng.normal(0.0, 0.01, 500)
    followed = np.array([follower.update(m) for m in measured])
    assert followed[50:].std() < 0.4 * measured.std()
    assert abs(followed[50:].mean() - 0.4) < 0.003


def test_that_a_cut_is_followed_within_three_frames() -> None:
    follower = IntensityFollower()
    for _ in range(20):
        follower.update(0.2)
    followed = [follower.update(0.6) for _ in range(3)]
    assert abs(followed[-1] - 0.6) < 0.05


def test_that_a_slow_change_is_followed_with_little_delay() -> None:
    follower = IntensityFollower()
    for measured in np.linspace(0.2, 0.6, 200):
        value = follower.update(float(measured))
        assert abs(value - measured) < 0.03


def test_that_it_never_overshoots() -> None:
    follower = IntensityFollower()
    follower.update(0.2)
    values = [follower.update(0.5) for _ in range(60)]
    assert all(0.2 < a <= b <= 0.5 for a, b in itertools.pairwise(values))
