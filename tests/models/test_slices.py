"""Who is in which slice, and what the shares are made of."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from hairnet import slices
from hairnet.data import Row

SKIN = (225, 170, 140)
"""Inside the YCrCb box of Chai and Ngan."""


def row(name: str = "1.jpg", of: str = "figaro1k") -> Row:
    return Row(Path(name), Path("mask.png"), of)


def grey(value: int, side: int = 100) -> np.ndarray:
    return np.full((side, side, 3), value, np.uint8)


def rows_of_hair(count: int, value: int = 255, side: int = 100) -> np.ndarray:
    mask = np.zeros((side, side), np.uint8)
    mask[:count] = value
    return mask


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Frame00001-org.jpg", "straight"),
        ("Frame00150-org.jpg", "straight"),
        ("Frame00151-org.jpg", "wavy"),
        ("Frame00751-org.jpg", "dreadlocks"),
        ("Frame01050-org.jpg", "short men's"),
        ("front.jpg", None),
    ],
)
def test_that_the_hair_type_is_in_the_number_of_figaros_photos(
    name: str, label: str | None
) -> None:
    mask = rows_of_hair(10)
    assert slices.hair_type(row(name), grey(0), mask) == label
    assert slices.hair_type(row(name, "lfw"), grey(0), mask) is None


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (37, "very dark"),
        (40, "dark"),
        (75, "dark"),
        (78, "medium"),
        (126, "medium"),
        (129, "light"),
    ],
)
def test_that_hair_is_as_bright_as_its_own_pixels(value: int, label: str) -> None:
    image = grey(255)
    image[:20] = value
    assert slices.hair_brightness(row(), image, rows_of_hair(20)) == label
    # Soft edges belong to the background as well, and a few pixels tell nothing.
    assert slices.hair_brightness(row(), image, rows_of_hair(20, 200)) is None
    few = np.zeros((100, 100), np.uint8)
    few[0, :49] = 255
    assert slices.hair_brightness(row(), image, few) is None


@pytest.mark.parametrize(
    ("count", "label"),
    [
        (1, "under 2 % of the frame"),
        (2, "2–10 %"),
        (9, "2–10 %"),
        (10, "10–30 %"),
        (29, "10–30 %"),
        (30, "over 30 %"),
    ],
)
def test_that_the_share_of_the_frame_decides_from_the_limit_on(count: int, label: str) -> None:
    mask = rows_of_hair(count)
    # Wisps, less than half hair, do not count.
    mask[count : count + 40] = 100
    assert slices.hair_share(row(), grey(0), mask) == label


@pytest.mark.parametrize(
    ("light", "label"), [(0.4, "very dark"), (0.55, "dark"), (0.75, "medium"), (1.0, "light")]
)
def test_that_skin_is_as_bright_as_the_skin_near_the_hair(light: float, label: str) -> None:
    image, mask = grey(0), rows_of_hair(20)
    image[:30] = np.multiply(SKIN, light).astype(np.uint8)
    luma = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)[25, 0] / 255
    assert slices.TONES[sum(luma >= limit for limit in (0.3, 0.45, 0.6))] == label
    # Skin far from the hair, and hair of the skin's colour, say nothing.
    image[60:] = SKIN
    image[:20] = SKIN
    assert slices.skin_brightness(row(), image, mask) == label
    assert slices.skin_brightness(row(), grey(200), mask) is None


@pytest.mark.parametrize(
    ("skin", "label"),
    [(1, "hardly any skin (back)"), (2, "some skin"), (7, "some skin"), (8, "face seen")],
)
def test_that_the_pose_is_the_skin_beside_the_hair(skin: int, label: str) -> None:
    image, mask = grey(0), rows_of_hair(20)
    image[50 : 50 + skin] = SKIN
    # Hair of the skin's colour is no skin, and wisps are no hair.
    image[:20] = SKIN
    mask[20:40] = 35
    assert slices.pose(row(), image, mask) == label
    assert slices.pose(row(of="fasseg"), image, mask) == label
    assert slices.pose(row(of="lfw"), image, mask) is None


def test_that_a_share_is_the_mean_of_its_photos_with_hair(tmp_path: Path) -> None:
    rows = []
    for number, count in enumerate((40, 80, 0)):
        image, mask = tmp_path / f"{number}.png", tmp_path / f"{number}.mask.png"
        cv2.imwrite(str(image), grey(255))
        with_wisps = rows_of_hair(count)
        with_wisps[count : count + 5] = 100
        cv2.imwrite(str(mask), with_wisps)
        rows.append(Row(image, mask, "mine"))
    found = slices.shares(lambda image: rows_of_hair(80) / np.float32(255), rows)
    assert {(share.slice, share.label) for share in found} == {
        ("brightness of the hair", "light"),
        ("hair in the frame", "over 30 %"),
    }
    for share in found:
        assert (share.photos, share.iou, share.low, share.high) == (2, 0.75, 0.5, 1.0)
    assert slices.table(found).splitlines()[-1] == (
        "| hair in the frame | over 30 % | 2 | 0.750 | 0.500–1.000 |"
    )
