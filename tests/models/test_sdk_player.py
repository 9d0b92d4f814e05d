from pathlib import Path

import cv2
import numpy as np
import pytest

from hairnet.sdk import SdkPlayer
from hairsdk import Recolorer

NETWORK = Path(__file__).resolve().parents[1] / "data" / "networks" / "darkness.tflite"


@pytest.fixture
def frames() -> list[np.ndarray]:
    """A dark disc before a light ground, under noise that is new in each frame."""
    rng = np.random.default_rng(0)
    still = np.full((128, 128, 3), 200, np.uint8)
    cv2.circle(still, (64, 64), 30, (40, 40, 40), -1, cv2.LINE_AA)
    still = cv2.GaussianBlur(still, (0, 0), 3)
    noise = rng.normal(0, 6, (8, *still.shape))
    return [np.clip(still + grain, 0, 255).astype(np.uint8) for grain in noise]


@pytest.mark.parametrize("feedback", [True, False])
def test_that_masks_are_those_of_the_recolorer(frames: list[np.ndarray], feedback: bool) -> None:
    frames[5:5] = [255 - frame for frame in frames[:2]]
    with Recolorer("copper", model=NETWORK, device="cpu") as recolorer:
        recolorer.feedback = feedback
        wanted = [recolorer.process(frame).mask for frame in frames]
    assert np.array_equal(SdkPlayer(NETWORK)(frames, feedback=feedback), np.stack(wanted))


def test_that_masks_are_steadier_than_each_frame_by_itself(frames: list[np.ndarray]) -> None:
    play = SdkPlayer(NETWORK)
    changes = [
        float(np.abs(np.diff(play(frames, feedback=feedback), axis=0)).mean())
        for feedback in (True, False)
    ]
    assert 0 < changes[0] < 0.9 * changes[1]


def test_that_plays_know_nothing_of_each_other(frames: list[np.ndarray]) -> None:
    play, full = SdkPlayer(NETWORK), np.ones((128, 128), np.float32)
    play(frames, feedback=True)
    masks = play(frames[:2], feedback=True, first=full)
    assert np.array_equal(masks, SdkPlayer(NETWORK)(frames[:2], feedback=True, first=full))
    # But the mask that is handed in counts.
    assert not np.array_equal(masks, play(frames[:2], feedback=True))
