"""Intensity over time, steady in noise and quick after a cut; of several people, each one's own."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Preset, Recolorer
from hairsdk.closer import CELLS, Window
from hairsdk.follow import EASE, SETTLED, HeadsFollower, HeadsMatcher, IntensityFollower, Origin
from hairsdk.heads import Heads, apart
from hairsdk.look import Look


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


FRAME = Window(0, 0, 640, 320)

DARK, LIGHT = 0.1, 0.6


def heads(*columns: int, seen: Window = FRAME) -> Heads:
    """As large as 64 pixels, the first one a bit larger."""
    y, x = np.mgrid[: seen.height, : seen.width]
    mask = np.zeros((seen.height, seen.width), np.float32)
    for number, column in enumerate(columns):
        radius = 32 - number
        mask[(x + seen.left - column) ** 2 + (y + seen.top - 150) ** 2 < radius**2] = 1.0
    found = apart(mask, seen)
    assert found.count == max(len(columns), 1)
    return found


@pytest.fixture
def follower() -> HeadsFollower:
    """That has seen a dark head at the left and a light one at the right."""
    made = HeadsFollower()
    assert made.update(heads(100, 500), FRAME, [DARK, LIGHT]) == [DARK, LIGHT]
    return made


def test_that_a_single_head_is_followed_as_ever() -> None:
    made, alone = HeadsFollower(), IntensityFollower()
    for column, level in ((100, 0.2), (500, 0.25), (100, 0.6), (120, math.nan), (300, 0.3)):
        found = heads() if math.isnan(level) else heads(column)
        assert made.update(found, FRAME, [level]) == [alone.update(level)]
    assert made.update(heads(300), FRAME, [0.9], is_cut=True) == [0.9]


def test_that_heads_keep_their_intensities_whichever_is_the_larger(
    follower: HeadsFollower,
) -> None:
    for step in range(20):
        follower.update(heads(100 + step, 500 - step), FRAME, [DARK, LIGHT])
    light, dark = follower.update(heads(480, 120), FRAME, [LIGHT, DARK])
    assert (light, dark) == pytest.approx((LIGHT, DARK))


def test_that_the_same_one_is_told_of_for_as_long_as_it_is_there(
    follower: HeadsFollower,
) -> None:
    assert follower.told == 0
    follower.update(heads(480, 120), FRAME, [LIGHT, DARK])
    assert follower.told == 1
    follower.update(heads(300, 470, 120), FRAME, [0.3, LIGHT, DARK])
    assert follower.told == 2
    follower.update(heads(300, 470), FRAME, [0.3, LIGHT])
    assert follower.told == 0


def test_that_heads_are_known_again_through_another_window(follower: HeadsFollower) -> None:
    seen = Window(60, 40, 520, 240)
    light, dark = follower.update(heads(500, 100, seen=seen), seen, [0.62, 0.1])
    assert dark == DARK and LIGHT < light < 0.61


def test_that_heads_that_meet_and_part_change_slowly(follower: HeadsFollower) -> None:
    together = (DARK + LIGHT) / 2
    (met,) = follower.update(heads(300), FRAME, [together])
    # Nobody was there before: it is somebody else.
    assert met == together
    follower.update(heads(100, 500), FRAME, [DARK, LIGHT])
    wide = apart(np.ones((320, 640), np.float32), FRAME)
    values = [follower.update(wide, FRAME, [together])[0] for _ in range(SETTLED)]
    assert values[0] == pytest.approx(DARK + EASE * (together - DARK))
    assert np.diff(values).max() <= EASE * (together - DARK) + 1e-9
    assert values[-1] == pytest.approx(together, abs=0.03)
    dark, light = follower.update(heads(100, 500), FRAME, [DARK, LIGHT])
    assert dark == pytest.approx(values[-1], abs=0.02) == light
    for _ in range(2 * SETTLED):
        dark, light = follower.update(heads(100, 500), FRAME, [DARK, LIGHT])
    assert (dark, light) == pytest.approx((DARK, LIGHT), abs=1e-3)


def test_that_who_comes_in_has_an_intensity_at_once(follower: HeadsFollower) -> None:
    found = follower.update(heads(100, 500, 300), FRAME, [DARK, LIGHT, 0.3])
    assert found == [DARK, LIGHT, 0.3]


def test_that_a_cut_begins_anew(follower: HeadsFollower) -> None:
    found = follower.update(heads(100, 500), FRAME, [LIGHT, DARK], is_cut=True)
    assert found == [LIGHT, DARK]
    # As long as nobody is there, the shot before tells.
    assert follower.update(heads(), FRAME, [math.nan], is_cut=True) == [LIGHT]


def test_that_an_empty_picture_leaves_an_intensity(follower: HeadsFollower) -> None:
    assert follower.update(heads(), FRAME, [math.nan]) == [DARK]
    assert follower.values == [DARK, LIGHT]
    light, dark = follower.update(heads(500, 100), FRAME, [LIGHT, DARK])
    assert dark == DARK and light == LIGHT


def scene(*people: tuple[int, int], radii: Sequence[int] = (40, 40)) -> NDArray[np.uint8]:
    """A light frame with disks at a column and of a level: the darker, the more it is hair."""
    y, x = np.mgrid[: FRAME.height, : FRAME.width]
    frame = np.full((FRAME.height, FRAME.width, 3), 215, np.uint8)
    for (column, level), radius in zip(people, radii, strict=False):
        frame[(x - column) ** 2 + (y - 150) ** 2 < radius**2] = (level, level // 2, level // 3)
    return frame


def test_that_a_stream_tells_of_the_same_one_whichever_is_the_larger(recolorer: Recolorer) -> None:
    people = (100, 12), (540, 110)
    for radii in ((40, 34), (38, 38), (34, 40)):
        found = recolorer.process(scene(*people, radii=radii))
        dark, light = found.heads
        assert dark.intensity < 0.2 < light.intensity
        assert found.intensity == dark.intensity


def test_that_each_head_in_a_stream_gets_the_colours_of_its_own_intensity(
    recolorer: Recolorer,
) -> None:
    left, right = np.s_[:, :320], np.s_[:, 320:]
    for step in range(8):
        dark, light = (100 + 4 * step, 12), (540 - 4 * step, 110)
        both = recolorer.process(scene(dark, light))
        for person, side in ((dark, left), (light, right)):
            alone = recolorer.recolor(scene(person))
            differs = np.abs(both.image.astype(int) - alone)[side].max(axis=2)
            inner = (recolorer.segment(scene(person)) > 0.99)[side]
            assert differs[inner].max() <= 6
    assert [head.intensity for head in both.heads] == recolorer._state.intensities.values
    assert len(both.heads) == 2 and all(head.window.side < 130 for head in both.heads)
    assert both.mask.max(axis=0)[[128, 512]].min() > 0.9 and both.intensity < 0.2
    # A single one goes on with its own, measured from further off at first.
    after = recolorer.process(scene((128, 12)))
    assert after.intensity == pytest.approx(both.intensity, abs=0.1)


def test_that_a_look_is_prepared_for_each_head_before_it_is_worn(
    recolorer: Recolorer, preset: Preset, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = recolorer.process(scene((100, 12), (540, 110)))
    prepared: list[float] = []
    monkeypatch.setattr(Look, "at", lambda look, intensity, space: prepared.append(intensity))
    recolorer.preset = preset
    assert prepared == [head.intensity for head in both.heads] and len(prepared) == 2


def test_that_streams_of_several_heads_are_the_same_one_frame_ahead(recolorer: Recolorer) -> None:
    frames = [scene((100 + 6 * step, 12), (540, 110)) for step in range(6)]
    single = [recolorer.process(frame).image for frame in frames]
    recolorer.reset()
    for found, expected in zip(recolorer.stream(frames), single, strict=True):
        np.testing.assert_array_equal(found.image, expected)


def test_that_cells_without_anybody_before_are_nobody_s() -> None:
    made = HeadsMatcher()
    made.match(heads(100, 500), FRAME)
    beside = Window(400, 60, 200, 200)
    there = made._there(beside)
    assert there.shape == (CELLS, CELLS) and set(np.unique(there)) == {0, 2}
    outside = Window(0, 0, 640, 320)
    np.testing.assert_array_equal(made._there(outside) > 0, heads(100, 500).hair)


def test_that_heads_that_meet_or_part_are_mixed() -> None:
    made = HeadsMatcher()
    assert made.match(heads(100, 500), FRAME) == [Origin(None)] * 2
    assert made.match(heads(500, 100), FRAME) == [Origin(1), Origin(0)]
    wide = apart(np.ones((320, 640), np.float32), FRAME)
    assert made.match(wide, FRAME) == [Origin(0, is_mixed=True)]
    assert made.match(heads(), FRAME) == []
    assert made.match(heads(100, 500), FRAME) == [Origin(0, is_mixed=True)] * 2
    assert made.match(heads(100, 300), FRAME) == [Origin(0), Origin(None)]
    assert made.match(heads(100, 300), FRAME, is_cut=True) == [Origin(None)] * 2
