"""ICC profiles made for spaces that are named otherwise: checked against LittleCMS."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import ImageCms

from hairsdk.icc import ADOBE_RGB, Chromaticities, coded_profile, make_profile
from hairsdk.rgb_space import foreign_space, read_space

D65 = (0.3127, 0.3290)
SRGB = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06), D65)


def test_that_display_p3_is_the_one_of_phones(data: Path, rng: np.random.Generator) -> None:
    rgb = rng.integers(0, 256, (64, 64, 3), dtype=np.uint8)
    ours = read_space(coded_profile(12, 13))
    theirs = read_space((data / "display-p3.icc").read_bytes())
    assert ours is not None
    assert theirs is not None
    assert np.abs(ours.to_srgb(rgb).astype(int) - theirs.to_srgb(rgb)).max() <= 1


@pytest.mark.parametrize(
    ("made", "name", "red"),
    [
        (ADOBE_RGB, "Adobe RGB (1998)", (0.6097, 0.3111, 0.0195)),
        (coded_profile(12, 1), "Display P3", (0.5151, 0.2412, -0.0011)),
        (coded_profile(9, 14), "BT.2020", (0.6735, 0.2790, -0.0019)),
        (coded_profile(11, 17), "DCI-P3", (0.4862, 0.2267, -0.0008)),
    ],
)
def test_that_littlecms_reads_them(made: bytes, name: str, red: tuple[float, ...]) -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(made))
    assert ImageCms.getProfileName(profile).strip() == name
    assert profile.profile.red_primary[0] == pytest.approx(red, abs=2e-4)
    space = foreign_space(made)
    assert space is not None
    grey = space.to_srgb(np.full((1, 1, 3), 255, np.uint8))
    np.testing.assert_array_equal(grey, 255)


def test_that_srgb_needs_none() -> None:
    for primaries in (0, 1, 2, 5, 6, 200):
        assert coded_profile(primaries, 13) == b""
    assert foreign_space(make_profile("sRGB", SRGB)) is None
    assert foreign_space(make_profile("sRGB, linear", SRGB, 1.0)) is not None


@pytest.mark.parametrize(
    "points",
    [
        ((0.64, 0.0), *SRGB[1:]),
        ((float("nan"), 0.3), *SRGB[1:]),
        (SRGB[2], *SRGB[1:]),
        ((0.2250001, 0.33), *SRGB[1:]),
        ((0.0, 0.0),) * 4,
    ],
)
def test_that_nonsense_is_no_space(points: Chromaticities) -> None:
    with pytest.raises(ValueError, match=r"line|no colour"):
        make_profile("none", points)
