"""Several people in a still: each is looked at alone, and has an intensity of its own."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Preset, Recolorer, Segmenter
from hairsdk.clock import Clock
from hairsdk.closer import CELLS, Window
from hairsdk.heads import MOST, Heads, apart
from hairsdk.intensity import luma
from hairsdk.look import Look
from hairsdk.position import position
from hairsdk.recolored import Recolored
from hairsdk.wear import wear

FRAME = Window(0, 0, 640, 320)
Box = tuple[int, int, int, int]


def hair(*boxes: Box) -> NDArray[np.float32]:
    """A mask of the frame that is 1 in boxes of left, top, width and height."""
    mask = np.zeros((FRAME.height, FRAME.width), np.float32)
    for left, top, width, height in boxes:
        mask[top : top + height, left : left + width] = 1.0
    return mask


def heads(*boxes: Box) -> Heads:
    return apart(hair(*boxes), FRAME)


def scene(*people: tuple[int, int, int]) -> NDArray[np.uint8]:
    """A light frame with disks of a column, a row and a level: the darker, the more it is hair."""
    y, x = np.mgrid[: FRAME.height, : FRAME.width]
    frame = np.full((FRAME.height, FRAME.width, 3), 215, np.uint8)
    for column, row, level in people:
        frame[(x - column) ** 2 + (y - row) ** 2 < 30**2] = (level, level // 2, level // 3)
    return frame


DARK, LIGHT = (120, 120, 12), (520, 200, 110)
LEFT, RIGHT = np.s_[:, :320], np.s_[:, 320:]


def test_that_one_head_has_all_of_the_frame() -> None:
    for boxes in ([], [(300, 100, 60, 60)]):
        found = heads(*boxes)
        assert found.count == 1 and found.numbers.shape == (CELLS, CELLS)
        assert not found.numbers.any() and found.hair.any() == bool(boxes)
        mask = hair(*boxes)
        assert found.only(0, mask) is mask


def test_that_the_frame_is_shared_out_among_heads_the_larger_one_first() -> None:
    small, large = (60, 100, 60, 60), (500, 100, 80, 80)
    found = heads(small, large)
    assert found.count == 2
    both = hair(small, large)
    np.testing.assert_array_equal(found.only(0, both), hair(large))
    np.testing.assert_array_equal(found.only(1, both), hair(small))
    # What lies between goes to the nearer one.
    middle = int((120 + 500) / 2 / FRAME.width * CELLS)
    beside = slice(20, 36)
    assert (found.numbers[beside, : middle - 1] == 1).all()
    assert (found.numbers[beside, middle + 1 :] == 0).all()


def test_that_a_heads_part_is_the_least_that_holds_its_hair() -> None:
    boxes = [(61, 99, 58, 62), (500, 100, 80, 83)]
    seen = Window(7, 5, FRAME.width, FRAME.height)
    mask = hair(*boxes)
    found = apart(mask, seen)
    for number, (left, top, width, height) in enumerate(reversed(boxes)):
        part, window = found.part(number, mask, seen)
        assert window == Window(left + 7, top + 5, width, height)
        np.testing.assert_array_equal(part, found.only(number, mask)[top:, left:][:height, :width])
        assert part.base is None  # else all of the mask stays in memory
        # Pixels larger than a head, too.
        tiny = np.ones((1, 2), np.float32)
        part, window = found.part(number, tiny, Window(0, 0, 2, 1))
        assert part.shape == (1, 1) and window.height == 1 and window.width == 1


def test_that_hair_on_both_sides_of_a_face_is_one_head_s() -> None:
    assert heads((250, 100, 30, 120), (320, 100, 30, 120)).count == 1
    assert heads((100, 100, 30, 120), (420, 100, 30, 120)).count == 2


def test_that_a_strand_and_a_speck_are_no_heads() -> None:
    strand = (300, 180, 20, 20)
    assert heads((280, 60, 80, 110), strand).count == 1
    assert heads((200, 60, 120, 150), (600, 10, 20, 20)).count == 1


def test_that_hair_that_touches_at_a_corner_is_one_head_s() -> None:
    assert heads((0, 0, 100, 100), (100, 100, 100, 100)).count == 1


def test_that_a_head_grows_by_each_of_its_pieces() -> None:
    assert heads((100, 100, 100, 60), (220, 100, 40, 60), (320, 100, 30, 60)).count == 1
    assert heads((100, 100, 100, 60), (320, 100, 30, 60)).count == 2


def test_that_a_piece_is_its_own_head_s_though_another_is_nearer() -> None:
    found = heads((100, 100, 100, 100), (240, 150, 20, 25), (280, 150, 30, 30))
    assert found.count == 2
    # Cells of 10 × 5 pixels.
    assert (found.numbers[30:35, 24:26] == 0).all() and (found.numbers[30:36, 28:31] == 1).all()


def test_that_what_is_hardly_hair_is_no_head() -> None:
    mask = np.maximum(hair((60, 100, 60, 60)), 0.45 * hair((500, 100, 60, 60)))
    assert apart(mask, FRAME).count == 1
    assert apart(mask / 0.9, FRAME).count == 2
    # But somebody is there.
    assert apart(np.float32(0.15) * hair((60, 100, 60, 60)), FRAME).hair.any()


def test_that_the_frame_is_shared_out_among_so_many_at_most() -> None:
    row = [(20 + 62 * number, 40, 20, 20) for number in range(10)]
    column = [(20 + 62 * number, 240, 20, 20) for number in range(10)]
    found = heads(*row, *column)
    assert found.count == MOST
    np.testing.assert_array_equal(np.unique(found.numbers), range(MOST))
    shares = [found.only(number, hair(*row, *column)) for number in range(MOST)]
    np.testing.assert_array_equal(np.sum(shares, axis=0), hair(*row, *column))


def test_that_each_head_is_looked_at_as_if_it_were_alone(segmenter: Segmenter) -> None:
    together = segmenter.infer_heads(scene(DARK, LIGHT))
    assert [coarse.window.side < 130 for coarse in together] == [True, True]
    for person in (DARK, LIGHT):
        (alone,) = segmenter.infer_heads(scene(person))
        (same,) = [coarse for coarse in together if coarse.window == alone.window]
        np.testing.assert_array_equal(same.image, alone.image)
        np.testing.assert_array_equal(same.mask, alone.mask)
    still = segmenter.infer_still(scene(DARK))
    np.testing.assert_array_equal(still.mask, segmenter.infer_heads(scene(DARK))[0].mask)
    mask = segmenter.segment(scene(DARK, LIGHT))
    np.testing.assert_array_equal(mask[LEFT], segmenter.segment(scene(DARK))[LEFT])
    np.testing.assert_array_equal(mask[RIGHT], segmenter.segment(scene(LIGHT))[RIGHT])


def test_that_what_a_closer_look_sees_of_another_head_is_left_out(segmenter: Segmenter) -> None:
    y, x = np.mgrid[: FRAME.height, : FRAME.width]
    frame = np.full((FRAME.height, FRAME.width, 3), 215, np.uint8)
    for row in (80, 215):
        frame[(x - 300) ** 2 + (y - row) ** 2 < 60**2] = 12
    upper, lower = segmenter.infer_heads(frame)
    if upper.window.top > lower.window.top:
        upper, lower = lower, upper
    assert upper.window.top + upper.window.height > 160 and lower.window.top < 135
    for coarse, is_other in ((upper, y[:, 0] > 150), (lower, y[:, 0] < 145)):
        assert coarse.mask.max() > 0.9
        rows = coarse.window.top + (np.arange(len(coarse.mask)) + 0.5) * (
            coarse.window.height / len(coarse.mask)
        )
        assert coarse.mask[is_other[rows.astype(int)]].max() < 0.05


@pytest.mark.parametrize("given", [False, True])
def test_that_each_head_gets_the_colours_of_its_own_intensity(
    recolorer: Recolorer, given: bool
) -> None:
    def still(*people: tuple[int, int, int]) -> Recolored:
        frame = scene(*people)
        return recolorer.still(frame, mask=recolorer.segment(frame) if given else None)

    dark, light, both = still(DARK), still(LIGHT), still(DARK, LIGHT)
    assert light.intensity - dark.intensity > 0.1
    np.testing.assert_array_equal(both.image[LEFT], dark.image[LEFT])
    np.testing.assert_array_equal(both.image[RIGHT], light.image[RIGHT])
    np.testing.assert_array_equal(both.mask, np.maximum(dark.mask, light.mask))
    assert [head.intensity for head in both.heads] == [dark.intensity, light.intensity]
    spread = np.zeros_like(both.mask)
    for head in both.heads:
        spread[head.window.part] = np.maximum(spread[head.window.part], head.mask)
    np.testing.assert_array_equal(spread, both.mask)
    # The network is surer of the darker one.
    assert (both.intensity, both.position) == (dark.intensity, dark.position)


def test_that_the_heads_of_a_still_keep_its_dtype_and_its_other_pixels(
    recolorer: Recolorer,
) -> None:
    frame = scene(DARK, LIGHT).astype(np.uint16) * 257
    result = recolorer.still(frame)
    assert result.image.dtype == np.uint16
    np.testing.assert_array_equal(result.image[result.mask == 0], frame[result.mask == 0])
    assert (result.image != frame)[LEFT].any() and (result.image != frame)[RIGHT].any()


def test_that_a_head_too_faint_to_measure_keeps_its_colours(
    recolorer: Recolorer, preset: Preset
) -> None:
    frame = scene(DARK, LIGHT)
    both = recolorer.still(frame)
    dark, light = both.heads
    heads = [replace(dark, intensity=math.nan), light]
    image, intensity, place = wear(frame, heads, Look(preset), 1.0, Clock(), exactly=True)
    np.testing.assert_array_equal(image[LEFT], frame[LEFT])
    np.testing.assert_array_equal(image[RIGHT], both.image[RIGHT])
    assert (intensity, place) == (light.intensity, position(light.intensity, preset))


def test_that_a_light_head_stays_light_beside_a_dark_one(
    recolorer: Recolorer, preset: Preset
) -> None:
    """By a mean of both it would get the dark one's colours in part."""
    alone, beside = (recolorer.recolor(scene(*people)) for people in ([LIGHT], [DARK, LIGHT]))
    column, row, _ = LIGHT
    patch = np.s_[row - 10 : row + 10, column - 10 : column + 10]
    assert luma(beside[patch]).mean() == luma(alone[patch]).mean()
