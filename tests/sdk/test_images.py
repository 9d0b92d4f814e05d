"""Photos in, photos out. Pillow, which the product does not use, makes files and judges them."""

from __future__ import annotations

import io
import struct
import zlib
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from pillow_files import SUFFIXES, encoded

from hairsdk.errors import (
    FileReadError,
    FrameError,
    HairSdkError,
    ImageError,
    ParameterError,
)
from hairsdk.imagefiles import identify
from hairsdk.images import (
    Photo,
    decode_photo,
    encode_photo,
    read_photo,
    write_mask,
    write_photo,
)
from hairsdk.recolored import Recolored
from hairsdk.video import FilmFrame


def png_claiming(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + crc

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"")), chunk(b"IEND", b""))
    )


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP"])
def test_that_lossless_formats_give_back_every_byte(
    rgb: np.ndarray, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"photo{SUFFIXES[kind]}"
    assert write_photo(path, Photo(rgb)) == ()
    assert np.array_equal(read_photo(path).pixels, rgb)
    with Image.open(path) as written:
        assert np.array_equal(np.asarray(written.convert("RGB")), rgb)


def test_that_webp_of_quality_100_is_lossless(rgb: np.ndarray, tmp_path: Path) -> None:
    write_photo(tmp_path / "photo.webp", Photo(rgb), quality=100)
    assert np.array_equal(read_photo(tmp_path / "photo.webp").pixels, rgb)


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_that_sixteen_bits_and_alpha_survive(tmp_path: Path, suffix: str) -> None:
    generator = np.random.default_rng(2)
    pixels = generator.integers(0, 65536, (20, 30, 3), dtype=np.uint16)
    alpha = generator.integers(0, 65536, (20, 30), dtype=np.uint16)
    path = tmp_path / f"photo{suffix}"
    assert write_photo(path, Photo(pixels, alpha)) == ()
    back = read_photo(path)
    assert back.sixteen_bit
    assert np.array_equal(back.pixels, pixels)
    assert back.alpha is not None
    assert np.array_equal(back.alpha, alpha)


def test_that_sixteen_bits_are_rounded_where_the_format_holds_eight(
    rgb: np.ndarray, tmp_path: Path
) -> None:
    photo = Photo(rgb.astype(np.uint16) * 257 - (rgb > 0) * np.uint16(100))
    assert np.array_equal(photo.rgb, rgb)
    lost = write_photo(tmp_path / "photo.bmp", photo)
    assert lost == ("BMP holds 8 bits a channel, the photo had 16",)
    assert np.array_equal(read_photo(tmp_path / "photo.bmp").pixels, rgb)


def test_that_alpha_is_kept_where_it_can_be_and_laid_on_white_where_not(
    rgb: np.ndarray, tmp_path: Path
) -> None:
    alpha = np.zeros(rgb.shape[:2], np.uint8)
    alpha[:, 40:] = 255
    photo = Photo(rgb, alpha)
    assert write_photo(tmp_path / "photo.webp", photo, quality=100) == ()
    kept = read_photo(tmp_path / "photo.webp").alpha
    assert kept is not None
    assert np.array_equal(kept, alpha)
    (lost,) = write_photo(tmp_path / "photo.bmp", photo)
    assert "transparency" in lost
    flat = read_photo(tmp_path / "photo.bmp").pixels
    assert (flat[:, :40] == 255).all()
    assert np.array_equal(flat[:, 40:], rgb[:, 40:])


def test_that_a_photo_whose_alpha_hides_nothing_loses_nothing_without_it(rgb: np.ndarray) -> None:
    opaque = Photo(rgb, np.full(rgb.shape[:2], 255, np.uint8))
    assert encode_photo(opaque, ".jpg") == encode_photo(Photo(rgb), ".jpg")


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("PNG", {}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"icc_profile": bytes(128)}),
        ("TIFF", {}),
        ("BMP", {}),
        ("GIF", {}),
        ("JPEG2000", {}),
    ],
)
def test_that_the_header_tells_the_size_before_anything_is_decoded(
    kind: str, options: dict[str, object]
) -> None:
    data = encoded(np.zeros((301, 517, 3), np.uint8), kind, **options)
    known = identify(data)
    assert known is not None
    probe = known.probe(data)
    assert (probe.width, probe.height, probe.frames) == (517, 301, 1)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "L"), ("PNG", "L"), ("PNG", "1"), ("PNG", "P"), ("TIFF", "L"), ("GIF", "P")],
)
def test_that_grey_and_palettes_become_rgb(rgb: np.ndarray, kind: str, mode: str) -> None:
    data = encoded(rgb, kind, mode)
    with Image.open(io.BytesIO(data)) as stored:
        expected = np.asarray(stored.convert("RGB"), dtype=np.int16)
    photo = decode_photo(data)
    assert photo.alpha is None
    assert np.abs(photo.pixels - expected).max() <= 1


@pytest.mark.parametrize("mode", ["LA", "RGBA"])
def test_that_transparency_of_a_png_is_read(rgb: np.ndarray, mode: str) -> None:
    image = Image.fromarray(rgb).convert(mode)
    image.putalpha(77)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    photo = decode_photo(buffer.getvalue())
    assert photo.alpha is not None
    assert (photo.alpha == 77).all()


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_that_cmyk_is_converted_and_says_so(rgb: np.ndarray, kind: str) -> None:
    photo = decode_photo(encoded(rgb, kind, "CMYK"))
    assert photo.alpha is None
    assert any("CMYK" in note for note in photo.notes)
    assert np.abs(photo.rgb.astype(int) - rgb).mean() < 4


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_that_the_first_picture_of_several_is_taken_and_said(rgb: np.ndarray, kind: str) -> None:
    frames = [Image.fromarray(rgb), Image.fromarray(255 - rgb), Image.fromarray(rgb[::-1].copy())]
    buffer = io.BytesIO()
    options = {"lossless": True} if kind == "WEBP" else {}
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], **options)
    photo = decode_photo(buffer.getvalue())
    assert photo.notes == ("the first of its 3 pictures was taken",)
    assert np.abs(photo.rgb.astype(int) - rgb).mean() < 6


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF"])
def test_that_a_truncated_file_is_refused_wherever_it_ends(rgb: np.ndarray, kind: str) -> None:
    # A JPEG without its end mark is whole.
    data = encoded(rgb, kind).removesuffix(b"\xff\xd9")
    for keep in [*range(20, len(data) - 1, max(1, len(data) // 60)), len(data) - 2]:
        with pytest.raises(ImageError, match=r"photo\.x is (truncated|damaged|empty|a file)"):
            decode_photo(data[:keep], "photo.x")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "GIF"])
def test_that_half_a_file_is_called_truncated(rgb: np.ndarray, kind: str) -> None:
    data = encoded(rgb, kind)
    with pytest.raises(ImageError, match="truncated"):
        decode_photo(data[: len(data) // 2])


def test_that_a_png_with_a_flipped_bit_is_damaged(rgb: np.ndarray) -> None:
    data = bytearray(encoded(rgb, "PNG"))
    data[data.index(b"IDAT") + 40] ^= 0xFF
    with pytest.raises(ImageError, match="damaged"):
        decode_photo(bytes(data))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", r"x\.jpg is empty \(0 bytes\)"),
        (b"These are the notes of the shoot.\n", r"x\.jpg is a text file; photos are read as"),
        ("Übergrößenträger".encode() * 300, "is a text file"),
        (b"\0\0\0\x18ftypisom" + bytes(80), r"is a video \(MP4 or MOV\)"),
        (b"RIFF\1\2\3\4AVI LIST" + bytes(80), r"is a video \(AVI\)"),
        (b"%PDF-1.7\n" + bytes(80), "is a PDF document"),
        (b"II\x2b\0\x08\0\0\0" + bytes(80), "is a BigTIFF; photos are read as"),
        (b"<?xml version='1.0'?>\n<svg width='1'/>", "is an SVG drawing"),
        (bytes(range(128, 256)) + bytes(9), "is a file of no known picture format"),
        (png_claiming(0, 0), r"has no pixels: its PNG header says 0 × 0"),
        (png_claiming(40_000, 40_000), r"is 40000 × 40000 pixels; at most 268 megapixels"),
    ],
)
def test_that_what_is_no_photo_is_called_by_its_name(data: bytes, expected: str) -> None:
    with pytest.raises(ImageError, match=expected):
        decode_photo(data, "x.jpg")


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tif", ".bmp", ".ppm"])
def test_that_a_service_may_refuse_photos_sooner(suffix: str, tmp_path: Path) -> None:
    """By their headers: what is small as a file may be more than its memory holds."""
    path = tmp_path / f"photo{suffix}"
    path.write_bytes(cv2.imencode(suffix, np.zeros((1000, 1500, 3), np.uint8))[1].tobytes())
    assert read_photo(path, max_pixels=1_500_000).width == 1500
    with pytest.raises(ImageError, match=r"1500 × 1000 pixels; at most 1\.4 megapixels are read"):
        read_photo(path, max_pixels=1_400_000)
    with pytest.raises(ImageError, match=r"upload is 1500 × 1000 pixels; at most 1\.4 megapixels"):
        decode_photo(path.read_bytes(), "upload", max_pixels=1_400_000)


def test_that_grey_that_is_not_of_8_or_16_bits_is_refused_with_what_to_do() -> None:
    grey = np.full((4, 4), 900, ">u2")
    with pytest.raises(ImageError, match=r"its largest value is 1023; save it with 255 or 65535"):
        decode_photo(b"P5\n4 4\n1023\n" + grey.tobytes())
    bright = decode_photo(b"P5\n4 4\n65535\n" + grey.tobytes())
    assert (bright.pixels == 900).all()


def test_that_a_photo_of_one_pixel_is_read(tmp_path: Path) -> None:
    write_photo(tmp_path / "dot.png", Photo(np.array([[[1, 2, 3]]], np.uint8)))
    assert read_photo(tmp_path / "dot.png").pixels.tolist() == [[[1, 2, 3]]]


def test_that_a_missing_file_and_a_folder_have_errors_of_their_own(tmp_path: Path) -> None:
    with pytest.raises(FileReadError, match="no such file"):
        read_photo(tmp_path / "gone.jpg")
    with pytest.raises(FileReadError, match="is a folder, a photo was expected"):
        read_photo(tmp_path)


def test_that_the_content_counts_not_the_suffix(rgb: np.ndarray, tmp_path: Path) -> None:
    path = tmp_path / "really_a_png.jpg"
    path.write_bytes(encoded(rgb, "PNG"))
    assert np.array_equal(read_photo(path).pixels, rgb)


def test_that_names_in_any_script_work(rgb: np.ndarray, tmp_path: Path) -> None:
    # The second has 244 bytes, of 255 that there may be.
    for name in ("Çok güzel – 髪 💇.png", "髪" * 80 + ".png"):
        path = tmp_path / name
        write_photo(path, Photo(rgb))
        assert np.array_equal(read_photo(path).pixels, rgb)
        assert [p.name for p in tmp_path.iterdir()] == [path.name]
        path.unlink()


@pytest.mark.parametrize("suffix", [".jpg", ".PNG", ".webp"])
def test_that_a_suffix_alone_names_the_format_of_bytes_but_no_file(
    suffix: str, rgb: np.ndarray, tmp_path: Path
) -> None:
    assert encode_photo(Photo(rgb), suffix) == encode_photo(Photo(rgb), f"photo{suffix}")
    with pytest.raises(ImageError, match="has no suffix"):
        write_photo(tmp_path / suffix, Photo(rgb))
    assert list(tmp_path.iterdir()) == []


def test_that_a_suffix_alone_that_cannot_be_written_is_called_one(rgb: np.ndarray) -> None:
    with pytest.raises(ImageError, match=r"ends in \.gif; the name must end in one of \.jpg"):
        encode_photo(Photo(rgb), ".gif")


@pytest.mark.parametrize("name", ["photo.gif", "photo.heic", "photo"])
def test_that_a_suffix_that_cannot_be_written_lists_those_that_can(
    rgb: np.ndarray, tmp_path: Path, name: str
) -> None:
    with pytest.raises(ImageError, match=r"must end in one of \.jpg"):
        write_photo(tmp_path / name, Photo(rgb))


def test_that_quality_outside_its_range_is_refused(rgb: np.ndarray, tmp_path: Path) -> None:
    for quality in (0, 101, 50.0, "90"):
        with pytest.raises(ParameterError, match="quality is a whole number from 1 to 100"):
            write_photo(tmp_path / "photo.jpg", Photo(rgb), quality)


def test_that_a_photo_too_wide_for_webp_says_what_to_do(tmp_path: Path) -> None:
    wide = Photo(np.zeros((1, 16_384, 3), np.uint8))
    with pytest.raises(ImageError, match=r"WebP holds 16383 pixels a side.* PNG or TIFF"):
        write_photo(tmp_path / "wide.webp", wide)


def test_that_what_holds_pixels_is_one_line_in_a_log(rgb: np.ndarray) -> None:
    height, width = rgb.shape[:2]
    result = Recolored(rgb, np.zeros((height, width), np.float32), 0.2, 0.25, {})
    assert repr(Photo(rgb, exif=bytes(9000))) == f"<Photo, {width} × {height}, uint8>"
    assert repr(result) == "Recolored(intensity=0.2, position=0.25, timings={})"
    assert "\n" not in repr(FilmFrame(rgb, 1, 1, Fraction(1, 25)))


def test_that_a_photo_of_the_wrong_shape_cannot_be_made(rgb: np.ndarray) -> None:
    for bad in (rgb.tolist(), Image.fromarray(rgb)):
        with pytest.raises(FrameError, match=r"is a NumPy array, found \w+; convert it"):
            Photo(bad)
    with pytest.raises(FrameError, match="found NoneType; OpenCV gives that"):
        Photo(None)
    for bad in (rgb[..., :2], rgb[..., 0], rgb.astype(np.float32), np.zeros((0, 0, 3), np.uint8)):
        with pytest.raises(FrameError):
            Photo(bad)
    with pytest.raises(FrameError, match="alpha"):
        Photo(rgb, np.zeros((2, 2), np.uint8))
    with pytest.raises(FrameError):
        Photo(rgb).with_pixels(rgb[:5])


def test_that_pixels_are_not_written_for_a_photo(rgb: np.ndarray, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"expected a Photo, found ndarray; photo"):
        write_photo(tmp_path / "photo.png", rgb)  # type: ignore[arg-type]


def test_that_a_picture_file_is_taken_from_any_bytes(rgb: np.ndarray) -> None:
    data = encoded(rgb, "PNG")
    assert np.array_equal(decode_photo(memoryview(data)).pixels, rgb)
    with pytest.raises(ParameterError, match=r"the bytes of a picture file.*found BytesIO"):
        decode_photo(io.BytesIO(data))  # type: ignore[arg-type]


def test_that_new_pixels_of_another_depth_take_the_alpha_along(rgb: np.ndarray) -> None:
    alpha = np.full(rgb.shape[:2], 200, np.uint8)
    deep = Photo(rgb, alpha).with_pixels(rgb.astype(np.uint16) * 257)
    assert deep.alpha is not None
    assert (deep.alpha == 200 * 257).all()
    flat = deep.with_pixels(rgb)
    assert flat.alpha is not None
    assert np.array_equal(flat.alpha, alpha)


def test_that_a_mask_is_written_as_grey_of_8_bits(tmp_path: Path) -> None:
    mask = np.array([[0.0, 0.5, 1.0], [1.2, -0.3, 0.25]], np.float32)
    write_mask(tmp_path / "mask.png", mask)
    with Image.open(tmp_path / "mask.png") as written:
        assert written.mode == "L"
        assert np.asarray(written).tolist() == [[0, 128, 255], [255, 0, 64]]


def test_that_a_mask_is_not_written_with_loss(tmp_path: Path) -> None:
    with pytest.raises(ImageError, match=r"must end in one of \.png"):
        write_mask(tmp_path / "mask.jpg", np.zeros((2, 2), np.float32))
    with pytest.raises(FrameError):
        write_mask(tmp_path / "mask.png", np.zeros((2, 2, 1), np.float32))


@pytest.mark.parametrize("kind", [np.uint8, np.int64])
def test_that_a_mask_of_whole_numbers_is_no_picture_of_hair(kind: type, tmp_path: Path) -> None:
    # Nobody knows whether its 1 is all hair or nearly none.
    with pytest.raises(FrameError, match=r"expected a mask .* float32 in \[0, 1\], found dtype"):
        write_mask(tmp_path / "mask.png", np.ones((2, 2), kind))
    assert not list(tmp_path.iterdir())


def test_that_headers_full_of_noise_never_escape_the_error_tree(rgb: np.ndarray) -> None:
    generator = np.random.default_rng(3)
    for kind in ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF"):
        clean = encoded(rgb[:12, :20], kind)
        for _ in range(60):
            data = bytearray(clean)
            for place in generator.integers(0, min(len(data), 200), 6):
                data[place] = generator.integers(0, 256)
            try:
                decode_photo(bytes(data))
            except HairSdkError:
                continue
