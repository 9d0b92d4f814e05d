"""JPEGs: their colours, and how one that lacks its end is told from one that lacks its end mark."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from pillow_files import encoded

from hairsdk.errors import ImageError
from hairsdk.imagefiles import jpeg
from hairsdk.images import Photo, decode_photo, write_photo

END = b"\xff\xd9"


def test_that_jpeg_keeps_the_full_colour_resolution(rgb: np.ndarray, tmp_path: Path) -> None:
    write_photo(tmp_path / "photo.jpg", Photo(rgb))
    with Image.open(tmp_path / "photo.jpg") as written:
        sampling = {component[1:3] for component in written.layer}
    assert sampling == {(1, 1)}


@pytest.mark.parametrize("rest", [b"", b"\xff", b"\0" * 10, b"\0" * 5000])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_that_a_jpeg_without_its_end_mark_is_read_and_one_without_its_end_is_not(
    mode: str, rest: bytes, rgb: np.ndarray
) -> None:
    whole = encoded(rgb, "JPEG", mode)
    assert whole.endswith(END)
    data = whole.removesuffix(END)
    photo = decode_photo(data + rest)
    assert np.array_equal(photo.pixels, decode_photo(whole).pixels)
    for keep in (len(data) - 8, len(data) * 9 // 10, len(data) // 2):
        with pytest.raises(ImageError, match="truncated"):
            decode_photo(data[:keep] + rest)


@pytest.mark.parametrize("restarts", [0, 1, 3])
@pytest.mark.parametrize("heard", [True, False])
def test_that_a_jpeg_that_lacks_its_last_block_is_truncated(
    heard: bool, restarts: int, rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the end mark makes of a block may by chance be what some data that goes on makes."""
    if not heard:
        monkeypatch.setattr(jpeg, "LIBJPEG_WARNING", "")
    for height in range(8, 72, 8):
        picture = cv2.GaussianBlur(rng.integers(0, 256, (height, 33, 3), np.uint8), (0, 0), 4)
        options = [cv2.IMWRITE_JPEG_QUALITY, 15, cv2.IMWRITE_JPEG_RST_INTERVAL, restarts]
        data = cv2.imencode(".jpg", picture, options)[1].tobytes()
        pixels = decode_photo(data).pixels
        for lost in range(3, 16):
            with contextlib.suppress(ImageError):
                assert np.array_equal(decode_photo(data[:-lost]).pixels, pixels), lost


def test_that_another_warning_hides_no_lack_of_pixels(rgb: np.ndarray) -> None:
    data = encoded(rgb, "JPEG").replace(b"JFIF\0\1", b"JFIF\0\3").removesuffix(END)
    with pytest.raises(ImageError, match="truncated"):
        decode_photo(data[:-8])


@pytest.mark.skipif(os.name == "nt", reason="libjpeg's warnings may not be heard there")
def test_that_a_jpeg_without_its_end_mark_is_not_decoded_over_and_over(
    rgb: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = encoded(rgb, "JPEG").removesuffix(END)
    sizes = []

    def counted(buffer: np.ndarray, flags: int) -> np.ndarray:
        sizes.append(len(buffer))
        return imdecode(buffer, flags)

    imdecode = cv2.imdecode
    monkeypatch.setattr(cv2, "imdecode", counted)
    decode_photo(data)
    assert [size for size in sizes if size >= len(data)] == 2 * [len(data) + len(END)]


@pytest.mark.skipif(os.name == "nt", reason="libjpeg's warnings may not be heard there")
def test_that_a_progressive_jpeg_without_its_end_mark_is_read_and_one_without_its_end_is_not(
    rgb: np.ndarray,
) -> None:
    whole = encoded(rgb, "JPEG", progressive=True)
    data = whole.removesuffix(END)
    assert np.array_equal(decode_photo(data).pixels, decode_photo(whole).pixels)
    scans = [found.start() for found in re.finditer(b"\xff\xda", data)]
    for keep in (*scans[1:], scans[-1] + 14, len(data) - 8, len(data) - 1):
        with pytest.raises(ImageError, match="truncated"):
            decode_photo(data[:keep])


def test_that_a_progressive_jpeg_cut_between_scans_is_truncated(rgb: np.ndarray) -> None:
    data = encoded(rgb, "JPEG", progressive=True)
    with pytest.raises(ImageError, match="truncated"):
        decode_photo(data[: len(data) * 3 // 4])


def test_that_a_jpeg_of_endless_scans_is_refused_before_they_are_decoded(
    rgb: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = encoded(rgb, "JPEG", progressive=True).removesuffix(END)
    last = data[data.rindex(b"\xff\xda") :]
    decode_photo(data + 50 * last + END)
    monkeypatch.setattr(cv2, "imdecode", None)
    with pytest.raises(ImageError, match="a JPEG of more than 100 scans"):
        decode_photo(data + 100 * last + END)
