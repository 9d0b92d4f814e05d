"""Effects on colour, against colour-science and their defining properties."""

from __future__ import annotations

import numpy as np
import pytest

from hairstudio.core.colour.adaptation import adaptation_matrix, uv_of_temperature, white_uv
from hairstudio.core.colour.difference import ciede2000, delta_e, lch_difference, to_lab
from hairstudio.core.colour.oklab import from_oklab, to_oklab, to_oklch
from hairstudio.core.colour.srgb import decode, luma, luminance
from hairstudio.core.effects.channel_mixer import ChannelMixer
from hairstudio.core.effects.gamut_compression import GamutCompression
from hairstudio.core.effects.gradient_map import GradientMap
from hairstudio.core.effects.hue_vs_hue import HueVsHue
from hairstudio.core.effects.hue_vs_saturation import HueVsSaturation
from hairstudio.core.effects.oklch import OkLch
from hairstudio.core.effects.saturation import Saturation
from hairstudio.core.effects.split_toning import SplitToning
from hairstudio.core.effects.tint import Tint
from hairstudio.core.effects.white_balance import WhiteBalance

# Sharma, Wu and Dalal 2005, table 1: pairs 1, 5, 7, 13, 17, 25 and 34.
SHARMA = [
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, -1.1848, -84.8006), (50, 0, -82.7485), 1.0000),
    ((50, 0, 0), (50, -1, 2), 2.3669),
    ((50, -0.001, 2.49), (50, 0.0009, -2.49), 4.8045),
    ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("first", "second", "difference"), SHARMA)
def test_that_ciede2000_gives_the_published_values(first, second, difference):
    assert ciede2000(np.array(first), np.array(second)) == pytest.approx(difference, abs=5e-5)


def test_that_a_difference_is_told_apart_into_lightness_chroma_and_hue() -> None:
    red, orange = np.array((0.6, 0.2, 0.2)), np.array((0.7, 0.4, 0.2))
    lab = to_lab(orange) - to_lab(red)
    lightness, chroma, hue = lch_difference(orange, red)
    assert lightness == pytest.approx(lab[0])
    assert hue > 0
    assert np.hypot(chroma, hue) == pytest.approx(np.hypot(lab[1], lab[2]))
    np.testing.assert_allclose(lch_difference(red, orange), (-lightness, -chroma, -hue))
    assert lch_difference(np.array((0.8, 0.2, 0.2)), red)[1] > 10
    # Over the seam at 180 degrees the shorter way counts.
    greens = np.array(((0.1, 0.6, 0.52), (0.1, 0.6, 0.44)))
    assert abs(lch_difference(*greens)[2]) < 20
    np.testing.assert_allclose(lch_difference(red, red), 0.0, atol=1e-12)


def test_that_lab_and_difference_agree_with_colour_science(colour, cube):
    other = np.roll(cube, 7, axis=0)
    xyz = colour.sRGB_to_XYZ(cube)
    white = colour.CCS_ILLUMINANTS["CIE 1931 2 Degree Standard Observer"]["D65"]
    assert np.abs(to_lab(cube) - colour.XYZ_to_Lab(xyz, white)).max() < 0.05
    theirs = colour.delta_E(to_lab(cube), to_lab(other), method="CIE 2000")
    assert np.abs(delta_e(cube, other) - theirs).max() < 1e-6


def test_that_oklab_agrees_with_colour_science_and_comes_back(colour, cube):
    theirs = colour.XYZ_to_Oklab(colour.sRGB_to_XYZ(cube))
    assert np.abs(to_oklab(cube) - theirs).max() < 2e-3
    assert np.abs(from_oklab(to_oklab(cube)) - cube).max() < 1e-7


def test_that_white_balance_adapts_by_bradford_along_krystek_s_locus(colour):
    assert np.allclose(uv_of_temperature(5000), colour.temperature.CCT_to_uv_Krystek1985(5000))
    uv = white_uv(60.0, 0.0)
    target = colour.xy_to_XYZ(colour.UCS_uv_to_xy(uv))
    rgb_to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    bradford = colour.adaptation.matrix_chromatic_adaptation_VonKries(
        rgb_to_xyz.sum(axis=1), target, "Bradford"
    )
    theirs = np.linalg.inv(rgb_to_xyz) @ bradford @ rgb_to_xyz
    assert np.allclose(adaptation_matrix(uv), theirs, atol=1e-6)


def test_that_temperature_moves_white_along_the_locus_and_tint_across_it(colour):
    krystek, d65 = colour.temperature.CCT_to_uv_Krystek1985, white_uv(0.0, 0.0)
    assert np.allclose(d65, colour.xy_to_UCS_uv([0.3127, 0.3290]), atol=2e-5)
    warmer = krystek(1e6 / (1e6 / 6504 + 60)) - krystek(6504)
    assert np.allclose(white_uv(60.0, 0.0) - d65, warmer)
    across = white_uv(0.0, 0.01) - d65
    assert np.hypot(*across) == pytest.approx(0.01)
    # Magenta lies below the locus, at a right angle to it.
    assert across[1] < 0
    along = krystek(6454) - krystek(6554)
    assert across @ along == pytest.approx(0, abs=0.01 * 0.01 * np.hypot(*along))


def test_that_white_balance_warms_tints_and_keeps_the_luminance_of_white():
    grey = np.full(3, 0.6)
    warm = WhiteBalance(temperature=50).apply(grey)
    assert warm[0] > grey[0] > warm[2]
    magenta = WhiteBalance(tint=50).apply(grey)
    assert magenta[1] < grey[1] < min(magenta[0], magenta[2])
    for result in (warm, magenta):
        assert luminance(decode(result)) == pytest.approx(luminance(decode(grey)), rel=1e-6)


def test_that_hue_turns_and_chroma_scales_at_equal_lightness():
    brown = np.array([0.5, 0.35, 0.25])
    lightness, chroma, hue = to_oklch(brown)
    turned = to_oklch(OkLch(hue=40, chroma=0.5).apply(brown))
    assert turned[0] == pytest.approx(lightness)
    assert turned[1] == pytest.approx(chroma / 2)
    assert np.degrees(turned[2] - hue) == pytest.approx(40)


def test_that_lightness_moves_the_middle_and_not_black_and_white():
    moved = OkLch(lightness=0.1).apply(np.array([[0.0] * 3, [0.5] * 3, [1.0] * 3]))
    assert np.abs(moved[[0, 2]] - [[0], [1]]).max() < 1e-6
    assert moved[1, 0] > 0.55


def test_that_saturation_keeps_luma_and_zero_leaves_greys(cube):
    assert np.allclose(luma(Saturation(saturation=1.7, vibrance=0.5).apply(cube)), luma(cube))
    assert np.ptp(Saturation(saturation=0.0).apply(cube), axis=-1).max() < 1e-12


def test_that_vibrance_spares_what_is_strong_already():
    pale, strong = np.array([0.5, 0.45, 0.45]), np.array([0.9, 0.1, 0.1])
    gain = [np.ptp(Saturation(vibrance=1.0).apply(c)) / np.ptp(c) for c in (pale, strong)]
    assert gain[0] > 1.8
    assert gain[1] < 1.3


def test_that_the_channel_mixer_can_swap_channels(cube):
    swap = ChannelMixer(red_from_red=0, red_from_blue=1, blue_from_blue=0, blue_from_red=1)
    assert np.abs(swap.apply(cube) - cube[:, ::-1]).max() < 1e-9


def test_that_split_toning_keeps_luma_and_ends_and_tones_each_half_its_own_way(cube, greys):
    effect = SplitToning(
        shadows="#0000ff", shadow_amount=0.4, highlights="#ff8000", highlight_amount=0.4
    )
    assert np.allclose(luma(effect.apply(cube)), luma(cube))
    toned = effect.apply(greys)
    assert np.allclose(toned[[0, -1]], greys[[0, -1]])
    assert toned[20, 2] > toned[20, 0]
    assert toned[80, 0] > toned[80, 2]


def test_that_hue_versus_hue_moves_one_hue_and_leaves_its_opposite():
    effect = HueVsHue(curve=((0.0, 0.0), (60.0, 30.0), (120.0, 0.0), (240.0, 0.0)))
    orange, blue = from_oklab(np.array([[0.6, 0.05, 0.0866], [0.5, -0.04, -0.0693]]))
    before, after = (
        to_oklch(np.array([orange, blue])),
        to_oklch(effect.apply(np.array([orange, blue]))),
    )
    assert np.degrees(after[2][0] - before[2][0]) == pytest.approx(30, abs=0.1)
    assert after[2][1] == pytest.approx(before[2][1], abs=1e-4)
    assert np.allclose(after[1], before[1])


def test_that_a_hue_curve_has_no_seam_at_0_degrees():
    effect = HueVsSaturation(curve=((10.0, 2.0), (180.0, 1.0), (350.0, 2.0)))
    angles = np.radians([359.99, 0.01])
    colours = from_oklab(np.stack([[0.6, 0.6], 0.1 * np.cos(angles), 0.1 * np.sin(angles)], -1))
    chroma = to_oklch(effect.apply(colours))[1]
    assert chroma[0] == pytest.approx(chroma[1], rel=1e-4)
    assert chroma[0] > 0.19


def test_that_hue_versus_saturation_greys_one_hue_only():
    effect = HueVsSaturation(curve=((60.0, 0.0), (150.0, 1.0), (240.0, 1.0), (330.0, 1.0)))
    orange, blue = from_oklab(np.array([[0.6, 0.05, 0.0866], [0.5, -0.04, -0.0693]]))
    chroma = to_oklch(effect.apply(np.array([orange, blue])))[1]
    assert chroma[0] == pytest.approx(0, abs=1e-3)
    assert chroma[1] == pytest.approx(0.08, rel=1e-2)


def test_that_a_gradient_map_gives_each_stop_its_colour_whatever_the_hue():
    stops = ((0.0, (0.0, 0.0, 0.0)), (0.4, (0.6, 0.3, 0.2)), (1.0, (1.0, 0.95, 0.9)))
    effect = GradientMap(stops=stops)
    greys = np.array([[0.0] * 3, [0.4] * 3, [1.0] * 3])
    assert np.abs(effect.apply(greys) - [colour for _, colour in stops]).max() < 1e-3
    bluish = np.array([0.4 - 0.0722 * 0.3, 0.4 - 0.0722 * 0.3, 0.4 + (1 - 0.0722) * 0.3])
    assert np.abs(effect.apply(bluish) - stops[1][1]).max() < 1e-3


def test_that_a_gradient_map_can_keep_a_share_of_the_hair_s_own_colour():
    red = np.array([0.5, 0.3, 0.3])
    grey = luma(red)
    kept = GradientMap(keep=0.25).apply(red)
    assert np.allclose(kept - luma(kept), 0.25 * (red - grey), atol=1e-4)


@pytest.mark.parametrize("amount", [0.3, 1.0])
def test_that_a_tint_keeps_luminance_exactly_and_stays_in_gamut(cube, amount):
    tinted = Tint(colour="#a6462a", amount=amount).apply(cube)
    assert np.abs(luminance(decode(tinted)) - luminance(decode(cube))).max() < 1e-9
    assert tinted.min() >= -1e-9
    assert tinted.max() <= 1 + 1e-9


def test_that_gamut_compression_brings_strong_colours_in_and_leaves_the_others():
    effect = GamutCompression(amount=1.0, threshold=0.7, limit=1.3)
    mild, strong = np.array([0.7, 0.55, 0.45]), np.array([0.8, 0.3, -0.25])
    assert np.allclose(effect.apply(mild), mild)
    assert effect.apply(strong).min() >= -0.02
    assert effect.apply(strong)[0] == pytest.approx(0.8)


def test_that_gamut_compression_keeps_the_order_of_strengths():
    strengths = np.linspace(0.2, -0.3, 60)
    colours = np.stack([np.full(60, 0.8), np.full(60, 0.4), strengths], axis=-1)
    blue = GamutCompression(amount=1.0).apply(colours)[:, 2]
    assert (np.diff(blue) < 0).all()
