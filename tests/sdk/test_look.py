"""The LUTs that a look gives for the intensities of a film's frames."""

from __future__ import annotations

import dataclasses
import gc
import weakref

import numpy as np
import pytest

from hairsdk import Lut3D, Preset, blend_luts
from hairsdk.look import Look


def test_that_no_colour_is_off_by_more_than_half_a_step_of_8_bits(preset: Preset) -> None:
    look = Look(preset)
    for intensity in np.linspace(0.0, 1.0, 201).tolist():
        place, near = look.at(intensity)
        same_place, exact = look.at(intensity, exactly=True)
        assert place == same_place
        assert exact.lut == blend_luts(preset.dark, preset.light, place)
        assert np.abs(near.lut.table - exact.lut.table).max() <= 0.5 / 255 + 1e-6


def test_that_an_intensity_that_trembles_needs_no_new_luts(preset: Preset) -> None:
    look = Look(preset)
    first, second = look.at(0.3)[1], look.at(0.31)[1]
    assert first is not second
    for tremor in (-1e-4, 0.0, 1e-4):
        assert look.at(0.3 + tremor)[1] is first
        assert look.at(0.31 + tremor)[1] is second


def test_that_luts_of_enormous_entries_are_worn(preset: Preset) -> None:
    most = np.full_like(preset.light.table, 3e38)
    look = Look(dataclasses.replace(preset, light=Lut3D(most), dark=Lut3D(-most)))
    middle = (preset.intensity_light + preset.intensity_dark) / 2
    for depth in (np.uint8, np.uint16):
        grey = np.full((1, 1, 3), 100, depth)
        assert look.at(0.0)[1](grey).max() == 0
        assert look.at(1.0)[1](grey).min() == np.iinfo(depth).max
    assert look.at(middle)[0] == pytest.approx(0.5)


def test_that_luts_of_long_ago_are_let_go(preset: Preset) -> None:
    look = Look(preset)
    first = weakref.ref(look.at(0.1)[1])
    for intensity in np.linspace(0.2, 0.7, 20):
        look.at(float(intensity))
    gc.collect()
    assert first() is None
