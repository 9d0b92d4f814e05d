"""HEIC and AVIF: read upright, with what belongs to them."""

from __future__ import annotations

import io
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from hairsdk.errors import ImageError
from hairsdk.imagefiles import heic
from hairsdk.imagefiles.exif import orientation
from hairsdk.images import READABLE_SUFFIXES, decode_photo, read_photo, write_photo

DATA = Path(__file__).parents[1] / "data"
HEIF = DATA / "heif"
# Made by libheif and libavif of a part of a rendered head: 120 wide and 160 high, and the phone's
# turned by a quarter.


@pytest.mark.parametrize("suffix", [".heic", ".avif"])
def test_that_a_photo_of_a_phone_is_upright_and_keeps_its_profile(
    suffix: str, tmp_path: Path
) -> None:
    photo = read_photo(HEIF / f"phone{suffix}")
    plain = read_photo(HEIF / f"alpha{suffix}")
    assert photo.pixels.shape == (120, 160, 3)
    turned = np.rot90(plain.pixels, -1)
    assert np.abs(photo.pixels.astype(int) - turned).mean() < 3
    assert photo.icc_profile == (DATA / "display-p3.icc").read_bytes()
    assert b"Maker" in photo.exif
    assert orientation(photo.exif) == 1
    assert photo.notes == photo.unread == ()
    assert write_photo(tmp_path / "out.jpg", photo) == ()
    assert read_photo(tmp_path / "out.jpg").pixels.shape == photo.pixels.shape


def test_that_a_grey_avif_is_read() -> None:
    grey = np.tile(np.linspace(0, 255, 64, dtype=np.uint8), (48, 1))
    buffer = io.BytesIO()
    Image.fromarray(grey).save(buffer, "AVIF", quality=100)
    photo = decode_photo(buffer.getvalue())
    assert photo.alpha is None
    assert np.abs(photo.pixels - grey[..., np.newaxis].astype(int)).max() <= 2


def test_that_the_colours_of_a_heic_are_not_darkened_by_its_alpha() -> None:
    alpha = np.tile(np.linspace(40, 255, 64, dtype=np.uint8), (48, 1))
    multiplied = np.dstack([np.rint(alpha * (colour / 255)) for colour in (200, 120, 40)] + [alpha])
    picture = pillow_heif.from_bytes("RGBa", (64, 48), multiplied.astype(np.uint8).tobytes())
    buffer = io.BytesIO()
    picture.save(buffer, quality=-1, chroma=444, matrix_coefficients=0)
    photo = decode_photo(buffer.getvalue())
    assert np.array_equal(photo.alpha, alpha)
    assert np.abs(photo.pixels - np.array([200, 120, 40])).max() <= 3


def test_that_ten_bits_fill_sixteen() -> None:
    deep, clear = (read_photo(HEIF / f"{name}.heic") for name in ("ten-bits", "alpha"))
    assert deep.pixels.dtype == np.uint16
    assert deep.pixels.max() == 65535
    assert np.abs(deep.rgb.astype(int) - clear.rgb).mean() < 3


def test_that_the_suffix_of_cameras_is_known() -> None:
    # Canon, Nikon and Sony name what they save IMG_0001.HIF.
    assert ".hif" in READABLE_SUFFIXES


@pytest.mark.parametrize("brand", [b"mif1", b"msf1"])
@pytest.mark.parametrize("suffix", [".heic", ".avif"])
def test_that_files_that_call_themselves_by_the_general_brand_first_are_told_apart(
    suffix: str, brand: bytes
) -> None:
    data = (HEIF / f"alpha{suffix}").read_bytes()
    given, expected = decode_photo(data[:8] + brand + data[12:]), decode_photo(data)
    np.testing.assert_array_equal(given.pixels, expected.pixels)


@pytest.mark.parametrize("suffix", [".heic", ".avif"])
def test_that_transparency_is_kept(suffix: str) -> None:
    clear = read_photo(HEIF / f"alpha{suffix}")
    assert clear.alpha is not None
    assert np.abs(clear.alpha[0].astype(int) - np.linspace(0, 255, 120)).max() < 4


@pytest.mark.parametrize("name", ["HEIC", "AVIF"])
@pytest.mark.parametrize("length", [40, 200, 1000, 4000, -5])
def test_that_a_file_cut_off_is_said_to_be_damaged(name: str, length: int) -> None:
    data = (HEIF / f"phone.{name.lower()}").read_bytes()[:length]
    with pytest.raises(ImageError, match=rf"photo is damaged, or of a kind of {name} that"):
        decode_photo(data)


@pytest.mark.parametrize("suffix", [".heic", ".avif"])
def test_that_noise_in_a_file_raises_nothing_else(
    suffix: str, recwarn: pytest.WarningsRecorder
) -> None:
    data = (HEIF / f"phone{suffix}").read_bytes()
    rng = np.random.default_rng(1)
    refused = 0
    for _ in range(100):
        noisy = bytearray(data)
        for place in rng.integers(12, 800, 12):
            noisy[place] = rng.integers(256)
        try:
            decode_photo(bytes(noisy))
        except ImageError:
            refused += 1
    assert refused > 10
    assert not recwarn.list


def test_that_what_is_left_behind_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    info = {"aux": {"urn:com:apple:photo:2020:aux:hdrgainmap": [7]}, "depth_images": [object()]}

    class Opened(SimpleNamespace):
        def __len__(self) -> int:
            return 2

    opened = Opened(size=(4, 3), info=info, premultiplied_alpha=False)
    monkeypatch.setattr(heic, "_opened", lambda data: opened)
    probe = heic.FORMAT.probe(b"")
    assert probe.unread == ("its HDR gain map", "its depth")
    assert (probe.width, probe.height, probe.frames) == (4, 3, 2)


@pytest.mark.parametrize("name", ["heic", "avif"])
def test_that_without_the_reader_the_error_names_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module_spec = find_spec(f"hairsdk.imagefiles.{name}")
    assert module_spec is not None
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    without = module_from_spec(module_spec)
    assert module_spec.loader is not None
    module_spec.loader.exec_module(without)
    monkeypatch.setattr("hairsdk.images.identify", lambda data: without.FORMAT)
    told = rf"is in the {name.upper()} format: pip install 'hairsdk\[heif\]'"
    with pytest.raises(ImageError, match=told):
        read_photo(HEIF / f"phone.{name}")
