"""Lighten and dye: what bleach and colour do to hair."""

from __future__ import annotations

import numpy as np
import pytest

from hairstudio.core.colour.oklab import to_oklch
from hairstudio.core.colour.srgb import decode, luminance
from hairstudio.core.effects.dye import Dye
from hairstudio.core.effects.lighten import EUMELANIN, PHEOMELANIN, Lighten

BLACK_HAIR = np.array([0.13, 0.12, 0.12])
AMOUNTS = np.linspace(0, 1, 21)


def bleached(colour: np.ndarray, warmth: float = 2.0) -> np.ndarray:
    return np.array([Lighten(amount=a, warmth=warmth).apply(colour) for a in AMOUNTS])


def test_that_the_absorptions_are_the_published_ones():
    assert EUMELANIN.tolist() == [0.419, 0.697, 1.37]
    assert PHEOMELANIN.tolist() == [0.187, 0.4, 1.05]


def test_that_bleach_only_ever_lightens():
    for colour in (BLACK_HAIR, np.array([0.35, 0.22, 0.15]), np.array([0.7, 0.6, 0.45])):
        light = luminance(decode(bleached(colour)))[:, 0]
        assert (np.diff(light) > -1e-6).all()
        assert light[-1] > light[0]


def test_that_black_passes_through_red_brown_and_orange_to_pale_yellow():
    lightness, chroma, hue = to_oklch(np.clip(bleached(BLACK_HAIR), 0, 1))
    degrees = np.degrees(hue)
    strongest = int(np.argmax(chroma))
    assert 0.08 < AMOUNTS[strongest] < 0.5
    assert 40 < degrees[2] < 75, "red-brown to orange first"
    assert 80 < degrees[-1] < 115, "yellow at the end"
    assert (np.diff(degrees[2:]) > -2).all(), "never back to red"
    assert chroma[-1] < 0.35 * chroma[strongest], "pale"
    assert lightness[-1] > 0.5


def test_that_eumelanin_goes_before_pheomelanin():
    """What is left half-way absorbs blue against red as pheomelanin does, not as eumelanin."""
    half = decode(Lighten(amount=0.5, warmth=1.0).apply(BLACK_HAIR))
    shade = decode(Lighten(amount=1.0, warmth=0.0).apply(BLACK_HAIR))
    left = -np.log(half / shade)
    blue_to_green = left[2] / left[1]
    pheomelanin, eumelanin = PHEOMELANIN[2] / PHEOMELANIN[1], EUMELANIN[2] / EUMELANIN[1]
    assert abs(blue_to_green - pheomelanin) < abs(blue_to_green - eumelanin)


def test_that_more_pheomelanin_is_warmer_after_bleach():
    cool, warm = (Lighten(amount=0.5, warmth=w).apply(BLACK_HAIR) for w in (0.2, 3.0))
    assert to_oklch(warm)[1] > 1.5 * to_oklch(cool)[1]


def test_that_bleach_leaves_white_hair_white():
    white = np.array([0.97, 0.96, 0.94])
    assert np.abs(Lighten(amount=1.0).apply(white) - white).max() < 0.03


def test_that_strands_keep_their_order_and_noise_at_black_is_held():
    greys = np.repeat(np.linspace(0, 1, 256)[:, None], 3, axis=1)
    for amount in (0.2, 0.5, 1.0):
        tones = luminance(Lighten(amount=amount).apply(greys))[:, 0]
        assert (np.diff(tones) > 0).all()
        assert np.diff(tones).max() * 255 < 4.5


def test_that_dye_adds_absorbance(cube):
    pigment = decode(np.array([166, 70, 42]) / 255)
    lit = cube[cube.min(axis=1) > 0]
    added = -np.log(decode(Dye(colour="#a6462a", amount=0.7).apply(lit)) / decode(lit))
    assert np.allclose(added, -0.7 * np.log(pigment))


def test_that_white_hair_takes_the_dye_and_black_hair_hardly():
    dye = Dye(colour="#a6462a", amount=1.0)
    assert np.allclose(dye.apply(np.ones(3)), np.array([166, 70, 42]) / 255)
    white = np.abs(dye.apply(np.full(3, 0.9)) - 0.9).max()
    black = np.abs(dye.apply(BLACK_HAIR) - BLACK_HAIR).max()
    assert black < 0.2 * white


def test_that_two_coats_of_dye_are_one_of_their_sum(cube):
    twice = Dye(amount=0.3).apply(Dye(amount=0.4).apply(cube))
    assert np.allclose(twice, Dye(amount=0.7).apply(cube))


@pytest.mark.parametrize("colour", ["#000000", "#ff0000"])
def test_that_a_dye_without_light_in_a_channel_is_deep_and_not_infinite(colour):
    dyed = Dye(colour=colour, amount=2.0).apply(np.ones(3))
    assert np.isfinite(dyed).all()
    assert dyed.min() >= 0
