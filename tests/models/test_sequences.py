import cv2
import numpy as np
import pytest

from hairnet.sequences import (
    Clip,
    NetworkPlayer,
    empty_frame,
    flicker,
    frames_to_recover,
    limits,
    measure,
    steadiness,
)


def moving_clip(count: int = 8) -> Clip:
    """A bright square wandering over a dark, textured ground; the square is hair."""
    rng = np.random.default_rng(0)
    ground = rng.integers(0, 60, (96, 96, 3), np.uint8)
    frames, masks = [], []
    for number in range(count):
        frame, mask = ground.copy(), np.zeros((96, 96), np.float32)
        mask[30:60, 10 + 3 * number : 40 + 3 * number] = 1
        frame[mask > 0] = 220
        frames.append(frame)
        masks.append(mask)
    return Clip("square", tuple(frames), tuple(masks))


def bright(image, previous=None):
    return (image.mean(-1) > 128).astype(np.float32)


def stubborn(image, previous=None):
    """Believes the past: half of its mask is the previous one."""
    found = bright(image)
    return found if previous is None else 0.8 * previous + 0.2 * found


def test_that_a_perfect_network_has_perfect_figures() -> None:
    figures = measure(NetworkPlayer(bright), [moving_clip(), moving_clip()])
    assert figures["iou_with"] == figures["iou_without"] == 1.0
    assert figures["dtssd_with"] == 0.0
    assert figures["recovery_cut"] == figures["recovery_full"] == figures["ghost"] == 0.0


def test_that_believing_the_past_shows_as_slow_recovery() -> None:
    clip, believer = moving_clip(), NetworkPlayer(stubborn)
    assert frames_to_recover(believer, clip, first=np.ones((96, 96), np.float32)) > 2
    assert frames_to_recover(believer, clip, before=[np.full((96, 96, 3), 255, np.uint8)] * 2) > 2
    assert steadiness(believer(clip.frames, feedback=True), clip)["iou"] < 0.9
    assert steadiness(believer(clip.frames, feedback=False), clip)["iou"] == 1.0


def test_that_feedback_is_the_networks_own_last_mask() -> None:
    seen = []

    def spy(image, previous=None):
        seen.append(previous)
        return bright(image)

    masks = NetworkPlayer(spy)(moving_clip(3).frames, feedback=True)
    assert seen[0] is None
    assert np.array_equal(seen[2], masks[1])


def test_that_flicker_is_not_motion() -> None:
    frames = moving_clip(6).frames
    steady = flicker(NetworkPlayer(bright), frames, feedback=False)
    turns = iter(range(100))

    def blinking(image, previous=None):
        return bright(image) * (0.6 if next(turns) % 2 else 1.0)

    assert flicker(NetworkPlayer(blinking), frames, feedback=False) > 3 * steady + 5


def test_that_limits_average_what_trembles_and_not_what_is_wrong() -> None:
    still = moving_clip(1)
    frame, mask = still.frames[0], still.masks[0]
    panned = range(0, 32, 2)
    clip = Clip(
        "pan",
        tuple(np.roll(frame, shift, 1) for shift in panned),
        tuple(np.roll(mask, shift, 1) for shift in panned),
    )
    rng = np.random.default_rng(1)

    def trembling(image, previous=None):
        return np.clip(bright(image) + rng.normal(0, 0.2, (96, 96)), 0, 1).astype(np.float32)

    def grown(image, previous=None):
        return cv2.dilate(bright(image), np.ones((7, 7), np.uint8))

    tremble, wrong = (
        measure(NetworkPlayer(segment), [clip]) | limits(NetworkPlayer(segment), [clip])
        for segment in (trembling, grown)
    )
    # A single clip has no other to cut from.
    assert np.isnan(tremble["recovery_cut"]) and np.isnan(tremble["recovery_cut_worst"])
    assert tremble["dtssd_all"] < tremble["dtssd_past"] < 0.6 * tremble["dtssd_without"]
    assert wrong["dtssd_past"] > 0.9 * wrong["dtssd_without"]
    assert wrong["dtssd_blurred"] > 0 and wrong["iou_blurred"] > 0.9


def test_that_no_hair_has_no_flicker_figure() -> None:
    def nothing(image, previous=None):
        return np.zeros(image.shape[:2], np.float32)

    assert np.isnan(flicker(NetworkPlayer(nothing), moving_clip(3).frames, feedback=True))


def test_that_a_place_is_empty_though_a_strand_crosses_it() -> None:
    clip = moving_clip(2)
    strand = clip.masks[0].copy()
    strand[50], strand[:, 90] = 1, 1
    assert empty_frame(Clip("strand", clip.frames, (strand, strand))).max() < 100


def test_that_a_folder_without_clips_is_refused(tmp_path) -> None:
    from hairnet.data import DataError
    from hairnet.sequences import load_clips

    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="no sub-folder holds two frames"):
        load_clips(tmp_path)
