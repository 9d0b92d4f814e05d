"""RGB spaces of photos' profiles: checked against LittleCMS, which Pillow brings."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageCms

from hairsdk import Lut3D
from hairsdk.apply import recolor_pixels
from hairsdk.errors import ParameterError
from hairsdk.lookup import LutLookup, in_space, quick_srgb
from hairsdk.resample import resample
from hairsdk.rgb_space import foreign_space, read_space

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def converted(rgb: np.ndarray, profile: bytes, *, back: bool = False) -> np.ndarray:
    """From a profile's space to sRGB, or back, by LittleCMS."""
    given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    ends = (SRGB, given) if back else (given, SRGB)
    made = ImageCms.profileToProfile(Image.fromarray(rgb), *ends, renderingIntent=1)
    return np.asarray(made)


def test_that_colours_are_those_of_littlecms(wide_profile: bytes, rng: np.random.Generator) -> None:
    space = read_space(wide_profile)
    assert space is not None
    assert not space.is_srgb()
    rgb = rng.integers(0, 256, (64, 64, 3), dtype=np.uint8)
    expected = converted(rgb, wide_profile).astype(int)
    assert np.abs(space.to_srgb(rgb) - expected).max() <= 1
    deep = space.to_srgb(rgb.astype(np.uint16) * 257)
    assert deep.dtype == np.uint16
    assert np.abs(deep / 257 - expected).max() <= 1.0
    floats = space.to_srgb(rgb.astype(np.float32) / np.float32(255))
    assert floats.dtype == np.float32
    assert (floats.min(), floats.max()) == (0.0, 1.0)
    assert np.abs(floats * 255 - expected).max() <= 1.0


def test_that_an_identity_lut_keeps_what_srgb_holds(
    wide_profile: bytes, rng: np.random.Generator
) -> None:
    srgb = rng.integers(100, 200, (64, 64, 3), dtype=np.uint8)
    rgb = converted(srgb, wide_profile, back=True)
    lookup = LutLookup(Lut3D.identity(33), read_space(wide_profile))
    everywhere = np.ones((64, 64), np.float32)
    np.testing.assert_array_equal(recolor_pixels(rgb, everywhere, lookup), rgb)
    deep = rgb.astype(np.uint16) * 257
    assert np.abs(recolor_pixels(deep, everywhere, lookup) - deep.astype(int)).max() <= 1


def test_that_a_lut_is_worn_in_srgb(
    wide_profile: bytes, asymmetric: Lut3D, rng: np.random.Generator
) -> None:
    srgb = rng.integers(0, 256, (64, 64, 3), dtype=np.uint8)
    rgb = converted(srgb, wide_profile, back=True)
    lookup = LutLookup(asymmetric, read_space(wide_profile))
    expected = LutLookup(asymmetric)(converted(rgb, wide_profile))
    found = converted(lookup(rgb), wide_profile)
    # Two roundings to bytes lie between; in ProPhoto a step of its dark bytes is several of sRGB.
    difference = np.abs(found.astype(int) - expected)
    assert difference.mean() < 0.6
    assert np.percentile(difference, 99) <= 4


def test_that_a_lut_for_another_space_is_nearly_exact(
    wide_profile: bytes, asymmetric: Lut3D, rng: np.random.Generator
) -> None:
    space = read_space(wide_profile)
    assert space is not None
    lut = resample(asymmetric, 33)
    rgb = space.from_srgb(rng.integers(20, 236, (64, 64, 3), dtype=np.uint8))
    exact = LutLookup(lut, space)(rgb).astype(int)
    difference = np.abs(LutLookup(in_space(lut, space))(rgb) - exact)
    assert difference.mean() < 0.3
    assert np.percentile(difference, 99.5) <= 3
    quick = np.abs(quick_srgb(space)(rgb).astype(int) - space.to_srgb(rgb))
    assert quick.mean() < 0.5
    assert quick_srgb(space) is quick_srgb(space)


@pytest.mark.parametrize("colour", [0, 1, 64, 128, 254, 255])
def test_that_grey_stays_grey(wide_profile: bytes, colour: int) -> None:
    space = read_space(wide_profile)
    assert space is not None
    grey = space.to_srgb(np.full((1, 1, 3), colour, np.uint8)).ravel().astype(int)
    assert np.ptp(grey) <= 1
    if colour in (0, 255):
        assert abs(grey[0] - colour) <= 1


def test_that_srgb_by_whatever_profile_is_not_converted(
    profile_with_curve: Callable[..., bytes],
) -> None:
    sampled = np.linspace(0.0, 1.0, 1024)
    light = np.where(sampled <= 0.04045, sampled / 12.92, ((sampled + 0.055) / 1.055) ** 2.4)
    assert foreign_space(SRGB.tobytes()) is None
    assert foreign_space(profile_with_curve("curv", *(65535 * light))) is None
    assert foreign_space(b"") is None
    # This is what screens are sometimes taken for, and up to six levels off.
    assert foreign_space(profile_with_curve("curv", 563)) is not None


@pytest.mark.parametrize(
    "curve",
    [
        ("curv",),
        ("curv", 461),
        ("curv", *(65535 * np.linspace(0.0, 1.0, 300) ** 3)),
        ("para", 0, 1.8),
        ("para", 1, 2.0, 0.8, 0.2),
        ("para", 1, 2.0, 1.25, -0.25),
        ("para", 2, 2.0, 1.0, -0.2, 0.2),
        ("para", 3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045),
        ("para", 4, 2.2, 0.9, 0.1, 0.1, 0.08, 0.0, 0.01),
    ],
)
def test_that_every_kind_of_curve_is_read(
    curve: tuple[float, ...], profile_with_curve: Callable[..., bytes], rgb: np.ndarray
) -> None:
    profile = profile_with_curve(*curve)
    space = read_space(profile)
    assert space is not None
    assert np.abs(space.to_srgb(rgb) - converted(rgb, profile).astype(int)).max() <= 1


def test_that_other_profiles_are_none_of_ours(profile_with_curve: Callable[..., bytes]) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    flat, falling = profile_with_curve("curv", 0), profile_with_curve("curv", 65535, 0)
    unknown = profile_with_curve("para", 9, 1.0)
    for profile in (b"", lab, flat, falling, unknown, bytes(16) + b"RGB XYZ " + bytes(200)):
        assert read_space(profile) is None
        assert foreign_space(profile) is None


def test_that_a_profile_may_be_missing_but_is_bytes() -> None:
    assert foreign_space(None) is None
    with pytest.raises(ParameterError, match="a profile's bytes or None, found str"):
        foreign_space("p3.icc")  # type: ignore[arg-type]


def test_that_damaged_profiles_do_no_harm(wide_profile: bytes, rng: np.random.Generator) -> None:
    for end in range(0, len(wide_profile), 7):
        read_space(wide_profile[:end])
    for _ in range(300):
        damaged = bytearray(wide_profile)
        for place in rng.integers(128, len(damaged), 8):
            damaged[place] = rng.integers(256)
        space = foreign_space(bytes(damaged))
        if space is not None:
            LutLookup(Lut3D.identity(2), space)(np.zeros((2, 2, 3), np.uint8))
