from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest
from stand_ins import bright

from hairnet.data import DataError
from hairnet.sequences import (
    Clip,
    NetworkPlayer,
    empty_frame,
    flicker,
    frames_to_recover,
    garbage_masks,
    leaves_and_returns,
    limits,
    load_clips,
    measure,
    read_video,
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
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="no sub-folder holds two frames"):
        load_clips(tmp_path)


def hair_in(rows: int) -> np.ndarray:
    mask = np.zeros((100, 40), np.float32)
    mask[:rows] = 1
    return mask


def still_clip(count: int, brightness: int = 0) -> Clip:
    """Hair everywhere, so that the IoU of a mask is its share of the frame."""
    frames = [np.full((100, 40, 3), brightness + number, np.uint8) for number in range(count)]
    return Clip("still", tuple(frames), (hair_in(100),) * count)


class Scripted:
    """Right without memory; with it, the masks have the rows of the script, and then all."""

    def __init__(self, *rows: int) -> None:
        self.rows = rows
        self.calls: list[tuple[list[int], bool, np.ndarray | None]] = []

    def __call__(
        self, frames: Sequence[np.ndarray], *, feedback: bool, first: np.ndarray | None = None
    ) -> np.ndarray:
        self.calls.append(([int(frame[0, 0, 0]) for frame in frames], feedback, first))
        rows = [*self.rows, *[100] * len(frames)] if feedback else [100] * len(frames)
        return np.stack([hair_in(count) for count, _ in zip(rows, frames, strict=False)])


def test_that_a_wrong_mask_is_forgotten_at_two_hundredths_of_what_single_frames_reach() -> None:
    assert frames_to_recover(Scripted(50, 97, 98), still_clip(5)) == 2
    assert frames_to_recover(Scripted(99), still_clip(5)) == 0
    assert frames_to_recover(Scripted(50, 50, 50), still_clip(3)) == 3


def test_that_a_ghost_is_what_is_left_of_a_person_after_five_frames() -> None:
    play, clip = Scripted(100, 60, 50, 40, 30, 20, 10, 15), still_clip(4, 200)
    figures = leaves_and_returns(play, clip)
    assert figures == {"ghost": pytest.approx(0.2), "back": 2}
    [gone, feedback, _], [back, *_], *_ = play.calls
    assert feedback and len(gone) == 6 and gone[0] == 200
    assert back == [*gone, 200, 201, 202, 203]


def test_that_masks_that_mean_nothing_are_full_noise_and_a_block() -> None:
    masks = garbage_masks((100, 60))
    assert masks["full"].min() == 1 and masks["block"].mean() == 0.25
    noise = masks["noise"]
    assert noise.shape == (100, 60) and noise.min() >= 0 and noise.max() <= 1
    assert 0.2 < noise.mean() < 0.8 and noise.std() > 0.1
    assert np.array_equal(noise, garbage_masks((100, 60))["noise"])


def test_that_figures_are_means_over_clips_and_the_worst_of_them() -> None:
    class Slow(Scripted):
        """Takes one frame to recover in dark clips, three in bright ones."""

        def __call__(self, frames, *, feedback, first=None):
            self.rows = (50, 50, 50) if frames[-1].mean() > 100 else (50,)
            return super().__call__(frames, feedback=feedback, first=first)

    play = Slow()
    figures = measure(play, [still_clip(5, 10), still_clip(5, 200)])
    for kind in ("full", "noise", "block"):
        assert (figures[f"recovery_{kind}"], figures[f"recovery_{kind}_worst"]) == (2, 3)
    assert figures["iou_without"] == 1.0
    assert figures["iou_with"] == pytest.approx((4.5 / 5 + 3.5 / 5) / 2)
    assert figures["dtssd_without"] == 0.0 < figures["dtssd_with"]
    assert figures["back"] == figures["back_worst"] == 0
    # A cut comes from the last three frames of another clip.
    assert ([202, 203, 204, 10, 11, 12, 13, 14], True) in [call[:2] for call in play.calls]
    wrong = [first for _, feedback, first in play.calls if first is not None]
    assert [round(float(first.mean()), 2) for first in wrong[::3]] == [1.0, 1.0]
    assert len(wrong) == 6


def test_that_flicker_is_the_mean_change_in_per_cent_of_the_hair() -> None:
    clip = moving_clip(1)
    seen = []

    def play(frames, *, feedback, first=None):
        seen.append(feedback)
        return np.stack([clip.masks[0] * (0.6 if n % 2 else 1.0) for n in range(len(frames))])

    assert flicker(play, clip.frames * 6, feedback=False) == pytest.approx(100 * 0.4 / 0.8)
    flicker(play, clip.frames * 6, feedback=True)
    assert seen == [False, True]


def test_that_clips_are_read_in_order_with_the_pinholes_of_their_masks_closed(
    tmp_path: Path,
) -> None:
    for folder, count in (("b", 3), ("a", 2), ("single", 1)):
        (tmp_path / folder).mkdir()
        for number in range(count):
            mask = np.full((20, 30), 255, np.uint8)
            mask[10, 10], mask[:, 20:] = 0, 0
            cv2.imwrite(str(tmp_path / folder / f"{number:03d}.mask.png"), mask)
            frame = np.full((20, 30, 3), 10 * number, np.uint8)
            cv2.imwrite(str(tmp_path / folder / f"{number:03d}.png"), frame)
    clips = load_clips(tmp_path)
    assert [(clip.name, len(clip.frames)) for clip in clips] == [("a", 2), ("b", 3)]
    assert [int(frame.mean()) for frame in clips[1].frames] == [0, 10, 20]
    mask = clips[0].masks[0]
    assert mask[10, 10] == 1 and mask.max() == 1 and not mask[:, 21:].any()
    cv2.imwrite(str(tmp_path / "a" / "001.mask.png"), np.full((20, 32), 255, np.uint8))
    with pytest.raises(DataError, match="one size, found 30×20 and 32×20"):
        load_clips(tmp_path)


def test_that_frames_whose_suffix_is_in_capitals_belong_to_the_clip(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for number, suffix in enumerate((".JPG", ".jpeg", ".jpg")):
        frame = np.full((20, 30, 3), 10 * number, np.uint8)
        cv2.imwrite(str(tmp_path / "a" / f"{number}{suffix}"), frame)
        cv2.imwrite(str(tmp_path / "a" / f"{number}.mask.png"), frame[..., 0] + np.uint8(100))
    assert len(load_clips(tmp_path)[0].frames) == 3


def test_that_a_films_first_frames_are_read_in_their_colours_and_shrunk(tmp_path: Path) -> None:
    path = tmp_path / "red.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (128, 64))
    for _ in range(5):
        writer.write(np.full((64, 128, 3), (0, 0, 255), np.uint8))
    writer.release()
    frames = read_video(path, 3, longest=64)
    assert [frame.shape for frame in frames] == [(32, 64, 3)] * 3
    assert frames[0].mean((0, 1))[0] > 200 > 50 > frames[0].mean((0, 1))[2]
    assert read_video(path, 9)[0].shape == (64, 128, 3) and len(read_video(path, 9)) == 5
    with pytest.raises(DataError, match=r"nowhere\.mp4: there is no such film"):
        read_video(tmp_path / "nowhere.mp4", 3)
