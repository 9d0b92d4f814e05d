"""TIFFs: what they hold in many ways, and what is wrong with them."""

from __future__ import annotations

import io
import os
import struct
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from pillow_files import encoded

from hairsdk.errors import ImageError
from hairsdk.images import decode_photo, read_photo

STRIP_BYTE_COUNTS = 279
OPENCV = tuple(int(part) for part in cv2.__version__.split(".")[:2])


def with_tiff_number(data: bytes, tag: int, value: int) -> bytes:
    """A little-endian TIFF with another number in a tag that it has."""
    (directory,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, directory)
    for at in range(directory + 2, directory + 2 + 12 * count, 12):
        if struct.unpack_from("<H", data, at)[0] == tag:
            return data[: at + 8] + struct.pack("<H", value) + data[at + 10 :]
    raise AssertionError(tag)


def test_that_a_whole_tiff_of_another_packing_is_not_simply_called_damaged(
    rgb: np.ndarray,
) -> None:
    whole, zstandard = cv2.imencode(".tif", rgb)[1].tobytes(), 50000
    expected = "damaged, or of a kind of TIFF that is not read; where another program opens it"
    with pytest.raises(ImageError, match=expected):
        decode_photo(with_tiff_number(whole, 259, zstandard))


def test_that_a_tiff_of_an_unknown_compression_is_not_read_as_black(rgb: np.ndarray) -> None:
    whole, jpeg_xl = cv2.imencode(".tif", rgb)[1].tobytes(), 50002
    with pytest.raises(ImageError, match="its compression is number 50002; save it with LZW"):
        decode_photo(with_tiff_number(whole, 259, jpeg_xl))


def test_that_alpha_does_not_darken_the_colours_of_a_tiff(rgb: np.ndarray) -> None:
    alpha = np.full(rgb.shape[:2], 128, np.uint8)
    alpha[:4] = 0
    buffer = io.BytesIO()
    Image.fromarray(np.dstack([rgb, alpha])).save(buffer, "TIFF")
    photo = decode_photo(buffer.getvalue())
    assert np.array_equal(photo.rgb, rgb)
    assert photo.alpha is not None and np.array_equal(photo.alpha, alpha)


def test_that_what_is_lost_of_deep_grey_with_alpha_is_told(rgb: np.ndarray) -> None:
    grey = rgb[..., 0].astype(np.uint16) * 257
    pairs = np.dstack([grey, np.full_like(grey, 65535)]).reshape(len(grey), -1)
    data = cv2.imencode(".tif", pairs, [cv2.IMWRITE_TIFF_COMPRESSION, 1])[1].tobytes()
    photo = decode_photo(with_tiff_number(with_tiff_number(data, 256, grey.shape[1]), 277, 2))
    assert np.array_equal(photo.pixels[..., 0], rgb[..., 0])
    assert photo.unread == ("its transparency", "what it has beyond 8 bits a channel")


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_that_colours_that_a_tiff_holds_multiplied_by_alpha_are_divided_by_it(
    rgb: np.ndarray, kind: type
) -> None:
    most = np.iinfo(kind).max
    colours = rgb[..., ::-1].astype(np.float64) / 255
    alpha = np.broadcast_to(np.linspace(0.0, 1.0, rgb.shape[1])[:, np.newaxis], (*rgb.shape[:2], 1))
    whole = np.rint(np.dstack([colours * alpha, alpha]) * most).astype(kind)
    whole[0, 0, :3] = 9
    whole[0, -2] = most, 0, 1, 1
    # In the place of SampleFormat, which OpenCV writes last, ExtraSamples says it.
    written = cv2.imencode(".tif", whole)[1].tobytes()
    at = written.index(struct.pack("<HHI", 339, 3, 4))
    associated = struct.pack("<HHIHH", 338, 3, 1, 1, 0)
    photo = decode_photo(written[:at] + associated + written[at + 12 :])
    assert photo.alpha is not None and np.array_equal(photo.alpha, whole[..., 3])
    sure = (alpha[..., 0] > 0.5) & (whole[..., 3] > 1)
    assert np.abs(photo.pixels - rgb * (most / 255.0))[sure].max() <= 2
    assert photo.pixels[0, 0].tolist() == [9, 9, 9]
    assert photo.pixels[0, -2].tolist() == [most, 0, most]
    assert np.array_equal(photo.pixels[:, -1], rgb[:, -1] * kind(most // 255))


def test_that_a_tiff_that_would_be_misread_is_refused_with_what_to_do(rgb: np.ndarray) -> None:
    done, data = cv2.imencode(".tif", rgb.astype(np.uint16) * 257)
    assert done
    planes = with_tiff_number(data.tobytes(), 284, 2)
    with pytest.raises(ImageError, match="16-bit channels lie in planes; save it interleaved"):
        decode_photo(planes)
    done, data = cv2.imencode(".tif", rgb[..., 0].astype(np.uint16) * 257)
    assert done
    with pytest.raises(ImageError, match="stored as a negative; save it with 0 as black"):
        decode_photo(with_tiff_number(data.tobytes(), 262, 0))
    with pytest.raises(ImageError, match="colours are CIE Lab; save it as RGB"):
        decode_photo(encoded(rgb, "TIFF", "LAB"))
    inks = cv2.imencode(".tif", np.zeros((4, 4, 4), np.uint16))[1].tobytes()
    with pytest.raises(ImageError, match="its inks have 16 bits; save it with 8, or as RGB"):
        decode_photo(with_tiff_number(inks, 262, 5))
    eight = cv2.imencode(".tif", rgb[..., ::-1])[1].tobytes()
    assert np.array_equal(decode_photo(eight).rgb, rgb)


def test_that_what_libtiff_reads_as_another_layout_does_not_become_what_is_left_in_memory(
    rgb: np.ndarray,
) -> None:
    deep = cv2.imencode(".tif", rgb.astype(np.uint16) * 257)[1].tobytes()
    samples, planes = struct.pack("<HHIH", 277, 3, 1, 3), struct.pack("<HHIH", 284, 3, 1, 1)
    assert samples in deep
    assert planes in deep
    for without in (struct.pack("<HHIH", 60_000, 3, 1, 3), struct.pack("<HHIH", 277, 3, 1, 1)):
        with pytest.raises(ImageError, match="fewer than three channels; save it as RGB, or as"):
            decode_photo(deep.replace(samples, without))
    with pytest.raises(ImageError, match="16-bit channels lie in planes"):
        decode_photo(deep.replace(planes, struct.pack("<HHIH", 284, 1, 1, 2)))


@pytest.mark.parametrize("tags", [{254: 1}, {50706: b"\1\4\0\0"}], ids=["preview first", "DNG"])
def test_that_of_a_raw_photo_no_preview_is_taken(tags: dict[int, object], tmp_path: Path) -> None:
    path = tmp_path / "photo.nef"
    Image.new("RGB", (64, 48), "red").save(path, format="TIFF", tiffinfo=tags)
    with pytest.raises(ImageError, match=r"it is a raw photo; develop it"):
        read_photo(path)
    data = path.read_bytes()
    with pytest.raises(ImageError, match="is a raw photo"):
        decode_photo(b"IIRO" + data[4:])


def test_that_samples_of_32_bits_are_refused(rgb: np.ndarray) -> None:
    _, data = cv2.imencode(".tiff", rgb.astype(np.float32))
    with pytest.raises(ImageError, match="float32 samples; save it with 8 or 16 bits"):
        decode_photo(data.tobytes())


@pytest.mark.skipif(OPENCV < (4, 13), reason="this OpenCV keeps to itself what libtiff says")
@pytest.mark.parametrize("compression", ["tiff_adobe_deflate", "tiff_lzw", "packbits", "jpeg"])
def test_that_a_tiff_whose_pixels_are_damaged_is_not_read_as_black(
    compression: str, rgb: np.ndarray
) -> None:
    data = encoded(rgb, "TIFF", compression=compression)
    assert np.abs(decode_photo(data).rgb.astype(int) - rgb).mean() < 4
    with pytest.raises(ImageError, match=r"photo\.tif is damaged, or of a kind of TIFF that"):
        decode_photo(with_tiff_number(data, STRIP_BYTE_COUNTS, 200), "photo.tif")


def test_that_a_tiff_is_not_damaged_by_what_a_webcam_beside_it_lost(
    rgb: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    def beside(buffer: np.ndarray, flags: int) -> np.ndarray:
        os.write(2, b"Corrupt JPEG data: premature end of data segment\n")
        return imdecode(buffer, flags)

    data = cv2.imencode(".tif", rgb[..., ::-1])[1].tobytes()
    imdecode = cv2.imdecode
    monkeypatch.setattr(cv2, "imdecode", beside)
    assert np.array_equal(decode_photo(data).rgb, rgb)
