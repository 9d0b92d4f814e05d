"""The built-in reference heads."""

from __future__ import annotations

import numpy as np
import pytest

from hairsdk import hair_intensity
from hairsdk.errors import ResourceError
from hairstudio.core import ParameterError, references
from hairstudio.core.references import DARKEST, LIGHTEST, list_references, load_reference


def test_that_thirteen_heads_come_with_their_masks():
    assert len(list_references()) == 13
    for name in list_references():
        head = load_reference(name)
        assert head.image.shape == (768, 768, 3)
        assert head.image.dtype == np.uint8
        assert head.mask.shape == (768, 768)
        assert head.mask.dtype == np.float32
        assert head.mask.min() >= 0
        assert head.mask.max() == 1


def test_that_the_lightest_and_the_darkest_are_what_they_are_called():
    intensities = {name: load_reference(name).intensity for name in list_references()}
    assert max(intensities, key=intensities.__getitem__) == LIGHTEST
    assert min(intensities, key=intensities.__getitem__) == DARKEST
    head = load_reference(LIGHTEST)
    assert head.intensity == hair_intensity(head.image, head.mask) == pytest.approx(0.68, abs=0.01)


def test_that_pictures_are_rgb_and_cannot_be_spoilt():
    head = load_reference("red_curly_2003")
    red, _, blue = head.image[head.mask > 0.9].mean(axis=0)
    assert red > blue
    with pytest.raises(ValueError, match="read-only"):
        head.image[0] = 0
    assert head.label == "Red curly"
    assert load_reference("darkbrown_fringe_2067").label == "Dark brown fringe"
    names = list_references()
    assert len({load_reference(name).label for name in names}) == len(names)


def test_that_an_unknown_head_is_refused_by_name():
    with pytest.raises(ParameterError, match="expected one of black_bob_2037"):
        load_reference("green_mohawk_1")


def test_that_a_damaged_head_asks_for_a_new_installation(tmp_path, monkeypatch):
    (tmp_path / "red_curly_1.jpg").write_bytes(b"")
    monkeypatch.setattr(references, "_FOLDER", tmp_path)
    with pytest.raises(ResourceError, match="red_curly_1 is damaged; install hairsdk again"):
        load_reference("red_curly_1")
