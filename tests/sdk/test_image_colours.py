"""Spaces of photos that are told otherwise than by an ICC profile, depth, and HDR."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from pillow_files import encoded

from hairsdk.hdr import sdr_lut
from hairsdk.icc import ADOBE_RGB, coded_profile
from hairsdk.imagefiles import avif
from hairsdk.imagefiles.boxes import PictureBoxes, read_boxes
from hairsdk.images import decode_photo, encode_photo, read_photo
from hairsdk.lookup import LutLookup
from hairsdk.rgb_space import foreign_space, read_space

HEIF = Path(__file__).parents[1] / "data" / "heif"
DISPLAY_P3 = coded_profile(12, 13)
WHITE, SRGB = (31270, 32900), (64000, 33000, 30000, 60000, 15000, 6000)
WIDE = (68000, 32000, 26500, 69000, 15000, 6000)


def png(rgb: np.ndarray, **chunks: bytes) -> bytes:
    data: bytes = encoded(rgb, "PNG")
    for name, body in chunks.items():
        kind = name.encode()
        checksum = struct.pack(">I", zlib.crc32(kind + body))
        data = data[:33] + struct.pack(">I", len(body)) + kind + body + checksum + data[33:]
    return data


def measured(*points: int, gamma: int = 45455) -> dict[str, bytes]:
    return {"cHRM": struct.pack(">8I", *WHITE, *points), "gAMA": struct.pack(">I", gamma)}


def test_that_a_png_with_a_code_keeps_its_space(rgb: np.ndarray) -> None:
    # As browsers and macOS write it, an older kind of space beside it for older readers.
    photo = decode_photo(png(rgb, cICP=bytes((12, 13, 0, 1)), sRGB=b"\0"))
    assert photo.icc_profile == DISPLAY_P3
    np.testing.assert_array_equal(photo.pixels, rgb)
    assert photo.notes == ()
    for suffix in (".png", ".jpg", ".webp", ".tif"):
        data, lost = encode_photo(photo, f"out{suffix}")
        assert lost == ()
        assert decode_photo(data).icc_profile == DISPLAY_P3
    flat, lost = encode_photo(photo, "out.bmp")
    assert lost == ("BMP holds no such ICC profile: the photo became sRGB",)
    assert np.abs(decode_photo(flat).pixels.astype(int) - photo.srgb).max() <= 1


@pytest.mark.parametrize("codes", [(1, 13, 0, 1), (2, 2, 0, 1), (6, 1, 0, 1)])
def test_that_codes_of_srgb_need_no_profile(codes: tuple[int, ...], rgb: np.ndarray) -> None:
    assert decode_photo(png(rgb, cICP=bytes(codes), **measured(*WIDE))).icc_profile == b""


def test_that_a_png_with_wide_primaries_keeps_its_space(rgb: np.ndarray) -> None:
    photo = decode_photo(png(rgb, **measured(*WIDE)))
    ours, codes = read_space(photo.icc_profile), read_space(DISPLAY_P3)
    assert ours is not None
    assert codes is not None
    # Its curve is the plain power.
    assert np.abs(ours.to_srgb(rgb).astype(int) - codes.to_srgb(rgb)).mean() < 3
    np.testing.assert_array_equal(photo.pixels, rgb)


@pytest.mark.parametrize(
    "chunks",
    [
        measured(*SRGB),
        measured(*SRGB, gamma=51020),
        {"gAMA": struct.pack(">I", 55556)},
        {"cHRM": measured(*WIDE)["cHRM"]},
        {**measured(*WIDE), "sRGB": b"\0"},
        measured(*WIDE, gamma=0),
        measured(*WIDE, gamma=16),
        measured(*[0] * 6),
        {"cHRM": b"short", "gAMA": b""},
        {"cICP": b"\x0c"},
    ],
)
def test_that_other_pngs_count_as_srgb(chunks: dict[str, bytes], rgb: np.ndarray) -> None:
    photo = decode_photo(png(rgb, **chunks))
    assert (photo.icc_profile, photo.notes) == (b"", ())
    np.testing.assert_array_equal(photo.pixels, rgb)


def test_that_a_code_counts_where_the_profile_beside_it_is_of_tables(
    rgb: np.ndarray, wide_profile: bytes
) -> None:
    # So browsers and screenshots write HDR: the code for those that know it.
    tables = wide_profile.replace(b"rTRC", b"A2B0")
    assert read_space(tables) is None
    for codes, profile in (((12, 13, 0, 1), DISPLAY_P3), ((9, 16, 0, 1), b"")):
        iccp = b"HDR\0\0" + zlib.compress(tables)
        photo = decode_photo(png(rgb, cICP=bytes(codes), iCCP=iccp))
        assert photo.icc_profile == profile
        assert photo.notes == decode_photo(png(rgb, cICP=bytes(codes))).notes
        assert "its ICC profile" not in " ".join(photo.unread)


def test_that_a_profile_of_curves_is_never_overridden(rgb: np.ndarray, wide_profile: bytes) -> None:
    data: bytes = encoded(rgb, "PNG", icc_profile=wide_profile)
    end = len(png(rgb, cICP=bytes((9, 16, 0, 1)))) - len(png(rgb))
    code = png(rgb, cICP=bytes((9, 16, 0, 1)))[33 : 33 + end]
    photo = decode_photo(data[:33] + code + data[33:])
    assert photo.icc_profile == wide_profile
    assert photo.notes == ()
    np.testing.assert_array_equal(photo.pixels, rgb)


def exif_of(space: int, index: str) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    inner = exif.get_ifd(0x8769)
    inner[0xA001] = space
    inner[0xA005] = {1: index, 2: b"0100"}
    return exif


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_that_adobe_rgb_of_cameras_is_found_in_exif(
    kind: str, order: str, rgb: np.ndarray, wide_profile: bytes
) -> None:
    exif = exif_of(65535, "R03")
    exif.endian = order
    photo = decode_photo(encoded(rgb, kind, exif=exif))
    assert photo.exif[:2] == (b"II" if order == "<" else b"MM")
    assert photo.icc_profile == ADOBE_RGB
    data, lost = encode_photo(photo, "out.jpg")
    assert (decode_photo(data).icc_profile, lost) == (ADOBE_RGB, ())
    assert decode_photo(encoded(rgb, kind, exif=exif, icc_profile=wide_profile)).icc_profile == (
        wide_profile
    )


def test_that_what_a_png_says_itself_goes_before_its_camera_s_exif(rgb: np.ndarray) -> None:
    # As programs write it that convert a camera's photo to sRGB and copy its EXIF.
    camera = exif_of(65535, "R03").tobytes().removeprefix(b"Exif\0\0")
    assert decode_photo(png(rgb, eXIf=camera)).icc_profile == ADOBE_RGB
    assert decode_photo(png(rgb, eXIf=camera, cICP=bytes((12, 13, 0, 1)))).icc_profile == DISPLAY_P3
    for chunks in ({"sRGB": b"\0"}, {"cICP": bytes((1, 13, 0, 1))}, {"cICP": bytes((9, 16, 0, 1))}):
        photo = decode_photo(png(rgb, eXIf=camera, **chunks))
        assert foreign_space(photo.icc_profile) is None
        # Nor do readers of the result believe the EXIF, which goes with it.
        result = decode_photo(encode_photo(photo, "out.jpg")[0])
        assert result.exif == photo.exif == camera
        assert foreign_space(result.icc_profile) is None


@pytest.mark.parametrize(("space", "index"), [(1, "R98"), (65535, "R98"), (1, "R03")])
def test_that_other_exif_is_srgb(space: int, index: str, rgb: np.ndarray) -> None:
    assert decode_photo(encoded(rgb, "JPEG", exif=exif_of(space, index))).icc_profile == b""


def test_that_cut_exif_names_no_space(rgb: np.ndarray) -> None:
    whole = exif_of(65535, "R03").tobytes()
    for end in range(6, len(whole), 3):
        profile = decode_photo(encoded(rgb, "PNG", exif=whole[:end])).icc_profile
        assert profile == b"" or end > whole.index(b"R03")


def with_codes(name: str, primaries: int, transfer: int) -> bytes:
    data = (HEIF / name).read_bytes()
    place = data.index(b"nclx") + 4
    return data[:place] + struct.pack(">HH", primaries, transfer) + data[place + 4 :]


@pytest.mark.parametrize("name", ["alpha.heic", "alpha.avif", "ten-bits.heic"])
def test_that_codes_of_heic_and_avif_are_their_space(name: str) -> None:
    photo, plain = decode_photo(with_codes(name, 12, 13)), read_photo(HEIF / name)
    assert (photo.icc_profile, plain.icc_profile) == (DISPLAY_P3, b"")
    np.testing.assert_array_equal(photo.pixels, plain.pixels)


@pytest.mark.parametrize(("transfer", "name"), [(16, "PQ"), (18, "HLG")])
@pytest.mark.parametrize("file", ["alpha.avif", "ten-bits.heic"])
def test_that_hdr_photos_become_sdr(file: str, transfer: int, name: str) -> None:
    photo, plain = decode_photo(with_codes(file, 9, transfer)), read_photo(HEIF / file)
    assert photo.notes[0].startswith(f"HDR with {name}")
    assert photo.icc_profile == b""
    assert photo.pixels.dtype == plain.pixels.dtype
    most = np.float32(np.iinfo(plain.pixels.dtype).max)
    expected = LutLookup(sdr_lut(transfer))(plain.pixels / most)
    assert np.abs(photo.pixels / most - expected).max() < 0.005


@pytest.mark.skipif(not cv2.haveImageWriter(".avif"), reason="this OpenCV has no AVIF")
@pytest.mark.parametrize("bits", [10, 12])
def test_that_a_deep_avif_fills_sixteen_bits(bits: int) -> None:
    ramp = np.linspace(0, (1 << bits) - 1, 300).astype(np.uint16)
    given = np.repeat(np.tile(ramp, (40, 1))[..., np.newaxis], 3, axis=2)
    options = [cv2.IMWRITE_AVIF_DEPTH, bits, cv2.IMWRITE_AVIF_QUALITY, 100]
    data = cv2.imencode(".avif", given, options)[1].tobytes()
    assert read_boxes(data).bits == bits
    photo = decode_photo(data)
    assert photo.pixels.dtype == np.uint16
    expected = given.astype(np.float64) * 65535 / ((1 << bits) - 1)
    assert np.abs(photo.pixels - expected).mean() < 65535 / 1000
    assert photo.pixels.max() == 65535
    _, lost = encode_photo(photo, "out.jpg")
    assert lost == (f"JPEG holds 8 bits a channel, the photo had {bits}",)


def test_that_depth_which_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    # By OpenCV 4.11 in any AVIF, by newer versions in one that is grey and transparent.
    monkeypatch.setattr(avif, "read_boxes", lambda data: PictureBoxes(bits=10))
    photo = read_photo(HEIF / "alpha.avif")
    assert photo.pixels.dtype == np.uint8
    _, lost = encode_photo(photo, "out.png")
    assert lost == ("what it has beyond 8 bits a channel was left out",)


def test_that_a_heic_says_how_deep_it_was() -> None:
    _, lost = encode_photo(read_photo(HEIF / "ten-bits.heic"), "out.jpg")
    assert lost == ("JPEG holds 8 bits a channel, the photo had 10",)
    assert [read_photo(HEIF / f"alpha.{kind}").bits for kind in ("heic", "avif")] == [0, 0]


def test_that_damaged_boxes_tell_nothing(rng: np.random.Generator) -> None:
    data = (HEIF / "alpha.avif").read_bytes()
    assert read_boxes(data) == PictureBoxes(1, 13, 8)
    assert read_boxes(b"") == read_boxes(data[:32]) == PictureBoxes()
    for end in range(0, 600, 7):
        read_boxes(data[:end])
    for _ in range(300):
        damaged = bytearray(data[:600])
        for place in rng.integers(0, 600, 6):
            damaged[place] = rng.integers(256)
        read_boxes(bytes(damaged))
