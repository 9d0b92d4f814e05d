"""What belongs to a photo besides its pixels: EXIF, profiles, and what of it is lost."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageOps
from pillow_files import SUFFIXES, encoded

from hairsdk.errors import ImageError, ParameterError
from hairsdk.images import Photo, decode_photo, encode_photo, read_photo, write_photo


@pytest.fixture
def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif_block(tags: dict[int, Any]) -> bytes:
    exif = Image.Exif()
    exif.update(tags)
    return exif.tobytes().removeprefix(b"Exif\0\0")


def profile_for(space: bytes) -> bytes:
    return bytes(16) + space + bytes(200)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
def test_that_exif_is_taken_as_pillow_gives_it(suffix: str, rgb: np.ndarray) -> None:
    plain = exif_block({271: "Maker"})
    data, lost = encode_photo(Photo(rgb, exif=b"Exif\0\0" + plain), suffix)
    assert (decode_photo(data).exif, lost) == (plain, ())


@pytest.mark.parametrize("name", ["exif", "icc_profile"])
def test_that_what_is_no_bytes_is_told_when_a_photo_is_made(name: str, rgb: np.ndarray) -> None:
    # Pillow's info.get("icc_profile") is None where there is none.
    with pytest.raises(ParameterError, match=rf"^{name} is bytes, b'' .* found NoneType$"):
        Photo(rgb, **{name: None})


NOT_FOR_RGB = "its ICC profile, which is not for RGB, was left out"


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_that_every_exif_orientation_is_turned_upright(
    rgb: np.ndarray, kind: str, orientation: int
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"lossless": True} if kind == "WEBP" else {"quality": 95} if kind == "JPEG" else {}
    data = encoded(rgb, kind, exif=exif.tobytes(), **options)
    with Image.open(io.BytesIO(data)) as stored:
        expected = np.asarray(ImageOps.exif_transpose(stored).convert("RGB"), dtype=np.int16)
    found = decode_photo(data).rgb
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() <= (3 if kind == "JPEG" else 0)


def exif_of(order: str, value: int = 6, kind: int = 3, count: int = 1, first: int = 8) -> bytes:
    """EXIF with an orientation alone, as cameras of either byte order write it."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entry = struct.pack(order + "HHIHH", 0x0112, kind, 1, value, 0)
    return mark + struct.pack(order + "IH", first, count) + entry + bytes(4)


@pytest.mark.parametrize("order", ["<", ">"])
def test_that_both_byte_orders_of_exif_are_read(rgb: np.ndarray, order: str) -> None:
    photo = decode_photo(encoded(rgb, "PNG", exif=b"Exif\0\0" + exif_of(order)))
    assert np.array_equal(photo.rgb, np.rot90(rgb, -1))
    assert photo.exif == exif_of(order, value=1)


def test_that_exif_is_found_behind_what_else_a_jpeg_holds(rgb: np.ndarray) -> None:
    data = encoded(rgb, "JPEG", exif=b"Exif\0\0" + exif_of("<"))
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"
    before = b"\xff\xe1" + struct.pack(">H", len(xmp) + 2) + xmp
    # Markers without a body, and bytes that fill up.
    photo = decode_photo(data[:2] + before + b"\xff\xff\xff" + data[2:])
    assert photo.rgb.shape == (80, 48, 3)
    assert photo.exif == exif_of("<", value=1)
    other = b"\xff\xe1" + struct.pack(">H", 8 + len(exif_of("<"))) + b"Exif\0\0" + exif_of("<", 3)
    assert decode_photo(data[:2] + before + other + data[2:]).rgb.shape == rgb.shape


@pytest.mark.parametrize("order", ["<", ">"])
def test_that_damaged_exif_is_no_reason_to_refuse_a_photo(rgb: np.ndarray, order: str) -> None:
    whole = exif_of(order)
    # The last four bytes are the link to a thumbnail.
    cut = [whole[:end] for end in range(len(whole) - 4)]
    nonsense = [
        exif_of(order, value=0),
        exif_of(order, value=9),
        exif_of(order, kind=4),
        exif_of(order, first=len(whole) - 1),
        exif_of(order, first=0xFFFFFFF0),
    ]
    for block in cut + nonsense:
        photo = decode_photo(encoded(rgb, "PNG", exif=b"Exif\0\0" + block))
        assert np.array_equal(photo.rgb, rgb)
        encode_photo(photo, "photo.png")
    # Entries and a link that are announced and not there do not hide those that are.
    for block in (whole[:-4], exif_of(order, count=500)):
        photo = decode_photo(encoded(rgb, "PNG", exif=b"Exif\0\0" + block))
        assert np.array_equal(photo.rgb, np.rot90(rgb, -1))
        encode_photo(photo, "photo.png")


def test_that_a_sixteen_bit_tiff_is_turned_upright(rgb: np.ndarray, profile: bytes) -> None:
    photo = Photo(rgb.astype(np.uint16) * 257, icc_profile=profile)
    data, _ = encode_photo(photo, "photo.tif")
    turned = with_tiff_orientation(data, 6)
    assert np.array_equal(decode_photo(turned).rgb, np.rot90(rgb, -1))


def with_tiff_orientation(data: bytes, value: int) -> bytes:
    first = struct.unpack_from("<I", data, 4)[0]
    count = struct.unpack_from("<H", data, first)[0]
    entries = [data[at : at + 12] for at in range(first + 2, first + 2 + 12 * count, 12)]
    entries.append(struct.pack("<HHIHH", 274, 3, 1, value, 0))
    entries.sort(key=lambda entry: struct.unpack_from("<H", entry)[0])
    directory = struct.pack("<H", len(entries)) + b"".join(entries) + bytes(4)
    return data[:4] + struct.pack("<I", len(data)) + data[8:] + directory


def tiff_of(
    pixels: np.ndarray,
    order: str,
    *,
    photometric: int = 2,
    mark: bytes = b"",
    link: int = 0,
    profile: bytes = b"",
) -> bytes:
    """An uncompressed TIFF, its directory at byte 16; `mark` comes before that."""
    height, width, samples = pixels.shape
    body = pixels.astype(pixels.dtype.newbyteorder(order)).tobytes()
    bits = struct.pack(order + "3H", *[8 * pixels.itemsize] * 3)
    end = 16 + 2 + 12 * 10 + 4
    longs = {256: width, 257: height, 259: 1, 262: photometric, 273: end + 6}
    longs |= {277: samples, 278: height, 279: len(body)}
    entries = {tag: (4, 1, value) for tag, value in longs.items()}
    entries |= {258: (3, 3, end), 34675: (7, len(profile), end + 6 + len(body))}
    directory = struct.pack(order + "H", len(entries)) + b"".join(
        struct.pack(order + "HHII", tag, *entries[tag]) for tag in sorted(entries)
    )
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 16)
    link_ = struct.pack(order + "I", link)
    return (head + mark).ljust(16, b"\0") + directory + link_ + bits + body + profile


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_that_both_byte_orders_of_tiff_are_read(
    rgb: np.ndarray, profile: bytes, order: str, depth: type
) -> None:
    pixels = rgb.astype(depth) * (257 if depth is np.uint16 else 1)
    photo = decode_photo(tiff_of(pixels, order, profile=profile))
    assert photo.notes == ()
    assert np.array_equal(photo.pixels, pixels)
    assert photo.icc_profile == profile


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    "raw", [{"photometric": 32803}, {"photometric": 34892}, {"mark": b"CR\2\0"}]
)
def test_that_raw_photos_are_told_in_both_byte_orders(
    rgb: np.ndarray, order: str, raw: dict[str, Any]
) -> None:
    with pytest.raises(ImageError, match="it is a raw photo"):
        decode_photo(tiff_of(rgb, order, **raw))


def test_that_a_tiff_whose_pages_go_round_has_one_page(rgb: np.ndarray) -> None:
    photo = decode_photo(tiff_of(rgb, "<", link=16))
    assert photo.notes == ()
    assert np.array_equal(photo.pixels, rgb)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_that_exif_is_carried_on_upright_and_without_its_thumbnail(
    rgb: np.ndarray, tmp_path: Path, kind: str
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Nikon"
    exif.get_ifd(0x8769)[0x829A] = 0.01
    block = exif.tobytes()[6:]
    first = struct.unpack_from("<I", block, 4)[0] if block[:2] == b"II" else 8
    order = "<" if block[:2] == b"II" else ">"
    link = first + 2 + 12 * struct.unpack_from(order + "H", block, first)[0]
    thumbnail = struct.pack(order + "HHHIHHI", 1, 0x0103, 3, 1, 6, 0, 0)
    block = block[:link] + struct.pack(order + "I", len(block)) + block[link + 4 :] + thumbnail

    source = tmp_path / "in.jpg"
    source.write_bytes(encoded(rgb, "JPEG", exif=b"Exif\0\0" + block))
    target = tmp_path / f"out{SUFFIXES[kind]}"
    assert write_photo(target, read_photo(source)) == ()

    with Image.open(target) as written:
        assert written.size == (48, 80)
        kept = written.getexif()
    assert kept[0x0112] == 1
    assert kept[0x010F] == "Nikon"
    assert float(kept.get_ifd(0x8769)[0x829A]) == pytest.approx(0.01)
    assert not kept.get_ifd(1)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_that_an_icc_profile_is_carried_on(
    rgb: np.ndarray, profile: bytes, tmp_path: Path, kind: str
) -> None:
    source = tmp_path / f"in{SUFFIXES[kind]}"
    source.write_bytes(encoded(rgb, kind, icc_profile=profile))
    for other in ("JPEG", "PNG", "WEBP", "TIFF"):
        target = tmp_path / f"out{SUFFIXES[other]}"
        write_photo(target, read_photo(source))
        with Image.open(target) as written:
            written.load()
            assert written.info["icc_profile"] == profile


@pytest.mark.parametrize("quality", [90, 100])
@pytest.mark.parametrize("see_through", [False, True])
def test_that_a_profile_leaves_the_size_and_alpha_of_a_webp(
    profile: bytes, quality: int, see_through: bool
) -> None:
    # Sides beyond a byte, and beyond the one that VP8L begins its height in.
    pixels = np.random.default_rng(4).integers(0, 256, (301, 517, 3), np.uint8)
    alpha = np.full((301, 517), 128, np.uint8) if see_through else None
    data, _ = encode_photo(Photo(pixels, alpha, icc_profile=profile), "photo.webp", quality)
    with Image.open(io.BytesIO(data)) as written:
        written.load()
        assert written.size == (517, 301)
        assert written.mode == ("RGBA" if see_through else "RGB")
        assert written.info["icc_profile"] == profile
    back = decode_photo(data)
    assert (back.alpha is not None) == see_through
    if quality == 100:
        assert np.array_equal(back.pixels, pixels)


def test_that_a_profile_of_several_segments_survives_a_jpeg(rgb: np.ndarray) -> None:
    profile = bytes(16) + b"RGB " + np.random.default_rng(1).bytes(150_000)
    data, _ = encode_photo(Photo(rgb, icc_profile=profile), "photo.jpg")
    assert decode_photo(data).icc_profile == profile
    with Image.open(io.BytesIO(data)) as written:
        assert written.info["icc_profile"] == profile


def test_that_an_ink_or_grey_profile_is_not_pinned_on_rgb(rgb: np.ndarray) -> None:
    for space in (b"CMYK", b"GRAY"):
        data = encoded(rgb, "JPEG", icc_profile=profile_for(space))
        assert decode_photo(data).icc_profile == b""


def test_that_it_is_said_when_a_format_has_no_room_for_exif_or_a_profile(
    rgb: np.ndarray, profile: bytes, tmp_path: Path
) -> None:
    photo = Photo(rgb, exif=exif_block({0x010E: "x" * 70_000}), icc_profile=profile)
    assert write_photo(tmp_path / "photo.png", photo) == ()
    assert write_photo(tmp_path / "photo.webp", photo) == ()
    assert write_photo(tmp_path / "photo.jpg", photo) == (
        "JPEG holds at most 65 kB of EXIF: the photo's was left out",
    )
    assert write_photo(tmp_path / "photo.tif", photo) == (
        "TIFF holds no EXIF: the photo's was left out",
    )
    assert write_photo(tmp_path / "photo.bmp", photo) == (
        "BMP holds no EXIF: the photo's was left out",
        "BMP holds no ICC profile: the photo's was left out",
    )
    for name in ("photo.jpg", "photo.tif"):
        back = read_photo(tmp_path / name)
        assert (back.exif, back.icc_profile) == (b"", profile)


def test_that_a_format_without_a_place_for_a_wide_profile_gets_srgb(
    rgb: np.ndarray, wide_profile: bytes, tmp_path: Path
) -> None:
    photo = Photo(rgb, icc_profile=wide_profile)
    assert np.array_equal(photo.rgb, rgb)
    expected = ImageCms.profileToProfile(
        Image.fromarray(rgb),
        ImageCms.ImageCmsProfile(io.BytesIO(wide_profile)),
        ImageCms.createProfile("sRGB"),
        renderingIntent=1,
    )
    assert np.abs(photo.srgb - np.asarray(expected, np.int16)).max() <= 1
    assert write_photo(tmp_path / "photo.bmp", photo) == (
        "BMP holds no such ICC profile: the photo became sRGB",
    )
    assert np.array_equal(read_photo(tmp_path / "photo.bmp").rgb, photo.srgb)


@pytest.mark.parametrize(
    "mark",
    [
        b'<x xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" hdrgm:Version="1.0"/>',
        b"urn:iso:std:iso:ts:21496:-1\0",
        b"<y>urn:com:apple:photo:2020:aux:hdrgainmap</y>",
    ],
)
def test_that_a_gain_map_that_is_lost_is_told(rgb: np.ndarray, mark: bytes) -> None:
    # The map is a JPEG of its own behind the photo's.
    map_ = encoded(rgb[::2, ::2], "JPEG", "L")
    data = encoded(rgb, "JPEG") + map_[:2] + b"\xff\xe1" + struct.pack(">H", len(mark) + 2) + mark
    photo = decode_photo(data + map_[2:])
    assert photo.rgb.shape == rgb.shape
    assert encode_photo(photo, "photo.jpg")[1] == ("its HDR gain map was left out",)


def test_that_a_profile_that_is_not_understood_is_told(rgb: np.ndarray, profile: bytes) -> None:
    assert decode_photo(encoded(rgb, "PNG", icc_profile=profile)).notes == ()
    photo = decode_photo(encoded(rgb, "PNG", icc_profile=profile_for(b"RGB ")))
    assert photo.notes == (
        "its ICC profile has more to it than curves and a matrix; it counts as sRGB",
    )
    assert np.array_equal(photo.srgb, rgb)


@pytest.mark.parametrize(
    ("kind", "mode", "options", "lost"),
    [
        ("PNG", "L", {"transparency": 5}, ("its transparency was left out",)),
        ("PNG", "RGB", {"transparency": (5, 5, 5)}, ()),
        ("TIFF", "LA", {}, ("its transparency was left out",)),
        ("TIFF", "RGB", {"exif": exif_block({0x8769: {0x829A: 0.01}})}, ("its EXIF was left out",)),
        ("TIFF", "RGB", {"exif": exif_block({0x0112: 6})}, ()),
        ("PNG", "L", {"icc_profile": profile_for(b"GRAY")}, (NOT_FOR_RGB,)),
        ("JPEG", "L", {"icc_profile": profile_for(b"GRAY")}, (NOT_FOR_RGB,)),
        ("JPEG", "CMYK", {"icc_profile": profile_for(b"CMYK")}, ()),
    ],
)
def test_that_what_is_not_read_of_a_file_is_said_when_it_is_written(
    rgb: np.ndarray, kind: str, mode: str, options: dict[str, Any], lost: tuple[str, ...]
) -> None:
    photo = decode_photo(encoded(rgb, kind, mode, **options))
    assert encode_photo(photo, "photo.png")[1] == lost
