"""Effects on tone, against their defining formulas and other implementations."""

from __future__ import annotations

import numpy as np
import PyOpenColorIO
import pytest
from scipy.interpolate import PchipInterpolator

from hairstudio.core.colour.oklab import from_oklch
from hairstudio.core.colour.srgb import decode, encode, luma
from hairstudio.core.effects.cdl import Cdl
from hairstudio.core.effects.contrast import Contrast
from hairstudio.core.effects.curves import Curves
from hairstudio.core.effects.exposure import Exposure
from hairstudio.core.effects.highlight import Highlight
from hairstudio.core.effects.hue_vs_hue import HueVsHue
from hairstudio.core.effects.hue_vs_saturation import HueVsSaturation
from hairstudio.core.effects.lift_gamma_gain import LiftGammaGain

CURVE = ((0.0, 0.05), (0.2, 0.3), (0.35, 0.32), (0.7, 0.8), (1.0, 0.95))
# Its ends are steep, and turn back at the next point or go on.
ZIGZAG = ((0.0, 0.0), (0.1, 0.9), (0.15, 0.2), (0.6, 0.3), (0.9, 0.35), (1.0, 1.0))


def test_that_a_stop_doubles_the_light(cube):
    assert np.allclose(decode(Exposure(stops=1.0).apply(cube)), 2 * decode(cube))
    assert np.allclose(Exposure(stops=-1.0).apply(Exposure(stops=1.0).apply(cube)), cube)


@pytest.mark.parametrize("slope", [0.5, 1.0, 1.7, 3.0])
def test_that_contrast_keeps_its_pivot_and_has_its_slope_there(slope):
    effect = Contrast(contrast=slope, pivot=0.4)
    near = np.full((3, 3), 0.4) + np.array([-1e-5, 0, 1e-5])[:, None]
    below, here, above = effect.apply(near)[:, 0]
    assert here == pytest.approx(0.4)
    assert (above - below) / 2e-5 == pytest.approx(slope, rel=1e-3)


def test_that_more_contrast_never_clips(greys):
    steep = Contrast(contrast=4.0, pivot=0.3).apply(greys)[:, 0]
    assert steep[0] == pytest.approx(0)
    assert steep[-1] == pytest.approx(1)
    assert (np.diff(steep) >= 0).all()
    assert steep[-2] < 1


def test_that_lift_gamma_and_gain_act_where_they_say():
    black, middle, white = np.zeros(3), np.full(3, 0.5), np.ones(3)
    lift = LiftGammaGain(lift=(0.1, 0.0, 0.0))
    assert np.allclose(lift.apply(black), (0.1, 0, 0))
    assert np.allclose(lift.apply(white), white)
    gain = LiftGammaGain(gain=(1.0, 0.8, 1.0), gain_master=0.5)
    assert np.allclose(gain.apply(white), (0.5, 0.4, 0.5))
    assert np.allclose(gain.apply(black), black)
    gamma = LiftGammaGain(gamma_master=2.0)
    assert np.allclose(gamma.apply(middle), np.sqrt(middle))


def test_that_the_cdl_agrees_with_opencolorio(cube):
    ours = Cdl(
        slope=(1.2, 0.9, 0.7), offset=(-0.05, 0.02, 0.1), power=(0.8, 1.3, 1.0), saturation=1.4
    )
    transform = PyOpenColorIO.CDLTransform(
        slope=list(ours.slope),
        offset=list(ours.offset),
        power=list(ours.power),
        sat=ours.saturation,
    )
    transform.setStyle(PyOpenColorIO.CDL_ASC)
    processor = PyOpenColorIO.Config.CreateRaw().getProcessor(transform).getDefaultCPUProcessor()
    theirs = np.ascontiguousarray(cube, np.float32)
    processor.applyRGB(theirs)
    assert np.abs(ours.apply(cube) - theirs).max() < 1e-4


@pytest.mark.parametrize("points", [CURVE, ZIGZAG, ZIGZAG[:3], ZIGZAG[3:]])
def test_that_a_channel_curve_is_the_monotone_cubic_of_its_points(points, cube):
    changed = Curves(green=points).apply(cube)
    x, y = np.array(points).T
    wanted = PchipInterpolator(x, y)(np.clip(cube[:, 1], x[0], x[-1]))
    assert np.abs(changed[:, 1] - wanted).max() < 1e-5
    assert np.array_equal(changed[:, [0, 2]], cube[:, [0, 2]])


def test_that_the_luma_curve_lands_luma_on_the_curve_and_stays_in_gamut(cube):
    changed = Curves(luma=CURVE).apply(cube)
    x, y = np.array(CURVE).T
    wanted = PchipInterpolator(x, y)(luma(cube)[:, 0])
    inside = luma(cube)[:, 0] > 0  # black has no colour that darkening could keep
    assert np.abs(luma(changed)[inside, 0] - wanted[inside]).max() < 1e-5
    assert changed.min() >= -1e-12
    assert changed.max() <= 1 + 1e-12


def test_that_the_luma_curve_multiplies_no_colour_noise_where_it_lightens():
    lift = Curves(luma=((0.0, 0.3), (0.2, 0.6), (1.0, 1.0)))
    grey, tinted = np.full(3, 0.1), np.array([0.11, 0.1, 0.09])
    spread = np.ptp(lift.apply(tinted)) - np.ptp(lift.apply(grey))
    assert spread <= np.ptp(tinted)


def test_that_shine_lightens_only_above_its_threshold_and_never_clips(greys):
    shiny = Highlight(amount=1.0, threshold=0.5, softness=0.3).apply(greys)[:, 0]
    assert np.array_equal(shiny[:51], greys[:51, 0])
    assert (shiny[60:100] > greys[60:100, 0]).all()
    assert (np.diff(shiny) > 0).all()
    assert shiny[-1] <= 1


def test_that_a_matte_finish_takes_shine_away_and_keeps_the_order(greys):
    matte = Highlight(amount=-1.0, threshold=0.4, softness=0.5).apply(greys)[:, 0]
    assert np.array_equal(matte[:41], greys[:41, 0])
    assert matte[-1] < 0.7
    assert (np.diff(matte) >= -1e-12).all()


def test_that_srgb_goes_there_and_back_and_agrees_with_colour_science(colour, cube):
    assert np.abs(encode(decode(cube)) - cube).max() < 1e-12
    assert np.abs(decode(cube) - colour.models.eotf_sRGB(cube)).max() < 1e-7
    assert np.allclose(decode(-cube), -decode(cube))


def test_that_a_luma_curve_counts_what_the_channels_leave():
    # What an effect before has taken out of the displayable range counts at its ends.
    greys = np.repeat(np.linspace(-0.1, 1.1, 64)[:, None], 3, axis=1)
    found = Curves(red=((0.0, 1.0), (1.0, 1.0))).histograms(greys)
    assert {name: counts.sum() for name, counts in found.items()} == dict.fromkeys(found, 64)
    assert np.array_equal(found["red"], found["green"])
    darkest = np.flatnonzero(found["luma"])[0] / len(found["luma"])
    assert darkest == pytest.approx(0.2126, abs=0.01)


@pytest.mark.parametrize("effect", [HueVsHue(), HueVsSaturation()])
def test_that_hues_count_by_their_chroma(effect):
    turn = np.linspace(0, 1, 8, endpoint=False) + 1 / 16
    lightness = np.full(8, 0.6)
    strong = from_oklch(lightness, np.full(8, 0.1), 2 * np.pi * turn)
    counts = effect.histograms(np.concatenate([strong, strong[:1], np.full((100, 3), 0.5)]))
    by_hue = counts["curve"].reshape(8, -1).sum(axis=1)
    assert by_hue == pytest.approx([0.2] + 7 * [0.1], rel=0.01)
