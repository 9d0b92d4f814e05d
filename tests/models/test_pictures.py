"""Masks mean one thing, and files that are damaged are refused: nothing is learned from them."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from hairnet.commands import main
from hairnet.data import DataError, Row, load, read_csv, read_pair
from hairnet.pictures import photos_in, read_mask, read_rgb
from hairnet.sequences import load_clips

HAIR = np.zeros((48, 64), np.uint8)
HAIR[10:30, 20:40] = 255
HAIR[10:30, 40:44] = 128


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    return tmp_path / "m.png"


@pytest.mark.parametrize("picture", [HAIR, HAIR.astype(np.uint16) * 257, cv2.merge([HAIR] * 3)])
def test_that_grey_masks_of_any_depth_are_alike(mask: Path, picture: np.ndarray) -> None:
    cv2.imwrite(str(mask), picture)
    np.testing.assert_array_equal(read_mask(mask), HAIR)


def test_that_black_is_a_bald_head_and_two_levels_are_enough(mask: Path) -> None:
    cv2.imwrite(str(mask), np.zeros_like(HAIR))
    assert read_mask(mask).max() == 0
    cv2.imwrite(str(mask), HAIR, [cv2.IMWRITE_PNG_BILEVEL, 1])
    assert set(np.unique(read_mask(mask))) == {0, 255}


def test_that_a_mask_may_be_a_jpeg(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "m.jpg"), HAIR)
    assert np.abs(read_mask(tmp_path / "m.jpg").astype(int) - HAIR).mean() < 3


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        (HAIR // 255, "is black but for values up to 1, where 255 is white"),
        (HAIR.astype(np.uint16), "is black but for values up to 255, where 65535 is white"),
        (cv2.merge([HAIR * 0, HAIR * 0, HAIR]), "has colours"),
        (cv2.merge([np.full_like(HAIR, 255)] * 3 + [HAIR]), "has transparency"),
    ],
)
def test_that_a_mask_that_means_something_else_is_refused_with_its_line(
    tmp_path: Path, mask: Path, picture: np.ndarray, reason: str
) -> None:
    cv2.imwrite(str(mask), picture)
    cv2.imwrite(str(tmp_path / "p.png"), cv2.merge([HAIR] * 3))
    (tmp_path / "photos.csv").write_text("image,mask\np.png,m.png\n")
    with pytest.raises(DataError, match=rf"photos\.csv:2: .*m\.png: the mask {reason}: save it"):
        load(read_csv(tmp_path / "photos.csv"))


def test_that_a_truncated_photo_is_refused(tmp_path: Path, mask: Path) -> None:
    photo = tmp_path / "p.jpg"
    cv2.imwrite(str(photo), np.random.default_rng(0).integers(0, 256, (48, 64, 3), np.uint8))
    cv2.imwrite(str(mask), HAIR)
    photo.write_bytes(photo.read_bytes()[:2000])
    with pytest.raises(DataError, match=r"p\.jpg is truncated"):
        read_pair(Row(photo, mask))


def test_that_all_pictures_that_cannot_be_used_are_told_together(
    tmp_path: Path, mask: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cv2.imwrite(str(mask), HAIR)
    lines = [f"p{number}.jpg,m.png" for number in range(12)]
    (tmp_path / "p0.jpg").write_text("no picture")
    table = tmp_path / "photos.csv"
    table.write_text("\n".join(["image,mask", *lines]))
    assert main(["train", str(table), "-o", str(tmp_path / "run")]) == 2
    told = capsys.readouterr().err.splitlines()
    assert "photos.csv:2: " in told[0] and "is a text file" in told[0]
    assert "photos.csv:3: " in told[1] and "p1.jpg: no such file" in told[1]
    assert len(told) == 11 and told[-1] == "… and 2 more"


def test_that_a_folders_photos_are_those_of_every_format_that_is_read(tmp_path: Path) -> None:
    for name in ("a.TIF", "b.heic", "c.bmp", "d.mask.tif", "e.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in photos_in(tmp_path)] == ["a.TIF", "b.heic", "c.bmp"]


def test_that_a_name_may_have_any_bytes(tmp_path: Path) -> None:
    path = tmp_path / b"J\xfcrgen.png".decode("utf-8", "surrogateescape")
    path.write_bytes(cv2.imencode(".png", HAIR)[1].tobytes())
    assert read_rgb(path).shape == (48, 64, 3)


def test_that_a_clip_with_frames_of_several_sizes_is_named(tmp_path: Path) -> None:
    clip = tmp_path / "clip"
    clip.mkdir()
    for number, side in enumerate((64, 64, 32)):
        picture = np.zeros((48, side, 3), np.uint8)
        cv2.imwrite(str(clip / f"{number}.png"), picture)
        cv2.imwrite(str(clip / f"{number}.mask.png"), picture[..., 0])
    with pytest.raises(DataError, match=r"2\.png: all frames .* one size, found 32×48 and 64×48"):
        load_clips(tmp_path)
