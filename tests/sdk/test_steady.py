"""Masks averaged along the motion: trembling goes, what really changes stays."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk.motion import carried
from hairsdk.steady import MaskSteadier

SIDE = 256


def picture(rng: np.random.Generator) -> NDArray[np.uint8]:
    """A texture that flow can follow."""
    coarse = rng.integers(0, 256, (24, 24, 3), np.uint8)
    return cv2.resize(coarse, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)


def moved(array: NDArray, shift: float) -> NDArray:
    """To the right."""
    matrix = np.array([[1.0, 0.0, shift], [0.0, 1.0, 0.0]])
    return cv2.warpAffine(array, matrix, (SIDE, SIDE), borderMode=cv2.BORDER_REFLECT)


def disc(shift: float = 0.0) -> NDArray[np.float32]:
    """A mask with soft edges."""
    mask = np.zeros((SIDE, SIDE), np.float32)
    cv2.circle(mask, (110, 120), 60, 1.0, -1)
    return moved(cv2.GaussianBlur(mask, (0, 0), 3), shift)


def trembling(rng: np.random.Generator) -> NDArray[np.float32]:
    """The disc with another edge each time, as a network answers."""
    noise = cv2.resize(rng.normal(0, 1, (32, 32)).astype(np.float32), (SIDE, SIDE))
    unsure = 4 * disc() * (1 - disc())
    return np.clip(disc() + 0.2 * unsure * noise, 0, 1).astype(np.float32)


def test_that_trembling_edges_come_to_rest(rng: np.random.Generator) -> None:
    frame, steadier, before = picture(rng), MaskSteadier(), None
    raw, steady = [], []
    for _ in range(30):
        mask = trembling(rng)
        before = steadier.update(frame, mask, before)
        raw.append(mask)
        steady.append(before)
    tremor, rest = (float(np.abs(np.diff(np.stack(m), axis=0)).mean()) for m in (raw, steady))
    assert rest < 0.6 * tremor
    assert np.abs(steady[-1] - disc()).mean() < 0.8 * np.abs(raw[-1] - disc()).mean()


def test_that_the_mask_moves_with_the_frame(rng: np.random.Generator) -> None:
    frame, steadier, inner = picture(rng), MaskSteadier(settle=1), np.s_[40:200, 40:200]

    def second(mask: NDArray[np.float32]) -> NDArray[np.float32]:
        steadier.update(frame, disc(), None)
        return np.abs(steadier.update(moved(frame, 6), mask, disc()) - disc(6))[inner]

    lag = np.abs((disc(6) + disc()) / 2 - disc(6))[inner]
    assert second(disc(6)).mean() < 0.1 * lag.mean()
    # And it does count: what the network sees too faint is mended.
    faint = 0.8 * disc(6)
    assert second(faint).mean() < 0.7 * np.abs(faint - disc(6))[inner].mean()


def test_that_what_comes_into_view_is_like_the_edge_of_the_frame() -> None:
    mask, flow = np.ones((8, 8), np.float32), np.full((8, 8, 2), 5.0, np.float32)
    np.testing.assert_array_equal(carried(mask, flow), mask)


def test_that_a_mask_without_a_past_is_kept(rng: np.random.Generator) -> None:
    steadier, mask = MaskSteadier(), disc()
    assert steadier.update(picture(rng), mask, None) is mask
    assert steadier.update(picture(rng), mask, None) is mask


def test_that_a_changed_mind_counts_at_once(rng: np.random.Generator) -> None:
    frame, steadier = picture(rng), MaskSteadier(settle=1)
    steadier.update(frame, disc(), None)
    none = np.zeros_like(disc())
    steady = steadier.update(frame, none, disc())
    assert steady[disc() > 0.99].max() < 0.02


def test_that_another_picture_has_no_past(rng: np.random.Generator) -> None:
    steadier, soft = MaskSteadier(settle=1), 0.5 * disc()
    steadier.update(picture(rng), disc(), None)
    other = np.full((SIDE, SIDE, 3), 255, np.uint8) - picture(rng)
    assert np.abs(steadier.update(other, soft, disc()) - soft).mean() < 0.01


@pytest.mark.parametrize("side", [96, 300, 512])
def test_that_any_side_will_do(rng: np.random.Generator, side: int) -> None:
    frame = cv2.resize(picture(rng), (side, side))
    masks = [cv2.resize(trembling(rng), (side, side)) for _ in range(2)]
    steadier = MaskSteadier(settle=1)
    steadier.update(frame, masks[0], None)
    steady = steadier.update(frame, masks[1], masks[0])
    assert steady.shape == (side, side)
    assert steady.dtype == np.float32
    assert steady.min() >= 0
    assert steady.max() <= 1
    unsure = (masks[1] > 0.2) & (masks[1] < 0.8)
    middle = (masks[0] + masks[1]) / 2
    assert np.abs(steady - middle)[unsure].mean() < 0.5 * np.abs(masks[1] - middle)[unsure].mean()


def test_that_the_first_masks_of_a_shot_count_little(rng: np.random.Generator) -> None:
    frame, steadier, wrong = picture(rng), MaskSteadier(settle=5), 0.7 * disc()
    before, carried = steadier.update(frame, wrong, None), []
    for _ in range(6):
        # As if the frame before had been wrong each time.
        steady = steadier.update(frame, disc(), wrong)
        carried.append(float((disc() - steady).sum()))
    assert carried[0] == pytest.approx(carried[4] / 5, rel=0.05)
    assert carried[5] == pytest.approx(carried[4], rel=0.01)
    steadier.update(frame, disc(), None)
    again = steadier.update(frame, disc(), before)
    assert float((disc() - again).sum()) == pytest.approx(carried[0], rel=0.01)


def test_that_a_mask_without_edges_stays(rng: np.random.Generator) -> None:
    frame, steadier, none = picture(rng), MaskSteadier(), np.zeros((SIDE, SIDE), np.float32)
    steadier.update(frame, none, None)
    assert steadier.update(frame, none, none) is none
