"""Stills that wear a look and a strength of their own, as those of a service's requests do."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import HairSdkError, Preset, Recolorer
from hairsdk.errors import (
    BundleError,
    FileReadError,
    ParameterError,
    PresetError,
    PresetNotFoundError,
)

Frame = NDArray[np.uint8]


@pytest.fixture
def other(preset: Preset) -> Preset:
    return dataclasses.replace(preset, id="other", light=preset.dark, dark=preset.light)


def test_that_a_still_wears_its_own_look_and_strength(
    recolorer: Recolorer, other: Preset, network: Path, frame: Frame, tmp_path: Path
) -> None:
    with Recolorer(other, network, device="cpu", strength=0.4) as single:
        expected = single.still(frame)
    found = recolorer.still(frame, preset=other, strength=0.4)
    np.testing.assert_array_equal(found.image, expected.image)
    assert (found.intensity, found.position) == (expected.intensity, expected.position)
    assert (expected.image != recolorer.recolor(frame)).any()
    other.save(tmp_path / "other.hairlook")
    for source in (tmp_path / "other.hairlook", str(tmp_path / "other.hairlook")):
        image = recolorer.recolor(frame, preset=source, strength=0.4)
        # A saved look has six decimals.
        assert np.abs(image.astype(int) - expected.image).max() <= 1
    with Recolorer("copper", network, device="cpu") as copper:
        worn = recolorer.recolor(frame, preset="copper")
        np.testing.assert_array_equal(worn, copper.recolor(frame))
    np.testing.assert_array_equal(recolorer.recolor(frame, strength=0.0), frame)


def test_that_a_still_s_own_look_goes_with_a_mask_and_a_profile(
    recolorer: Recolorer, other: Preset, network: Path, frame: Frame, wide_profile: bytes
) -> None:
    mask = recolorer.segment(frame, wide_profile)
    with Recolorer(other, network, device="cpu", strength=0.4) as single:
        expected = single.recolor(frame, wide_profile, mask)
    found = recolorer.recolor(frame, wide_profile, mask, preset=other, strength=0.4)
    np.testing.assert_array_equal(found, expected)


def test_that_the_stream_and_the_recolorer_s_own_look_do_not_notice(
    recolorer: Recolorer, preset: Preset, other: Preset, network: Path, frame: Frame
) -> None:
    plain = recolorer.recolor(frame)
    with Recolorer(preset, network, device="cpu") as single:
        for shift in range(4):
            moved = np.roll(frame, 3 * shift, axis=1)
            recolorer.recolor(255 - frame, preset=other, strength=0.3)
            np.testing.assert_array_equal(
                recolorer.process(moved).image, single.process(moved).image
            )
    assert recolorer.preset is preset
    assert recolorer.strength == 1.0
    np.testing.assert_array_equal(recolorer.recolor(frame), plain)


def test_that_threads_that_share_one_each_get_their_look(
    recolorer: Recolorer, preset: Preset, other: Preset, network: Path, frame: Frame
) -> None:
    wishes = [(preset, 1.0), (other, 0.6)]
    expected = []
    for look, strength in wishes:
        with Recolorer(look, network, device="cpu", strength=strength) as single:
            expected.append(single.recolor(frame))
    begin = threading.Barrier(len(wishes))
    found: list[list[Frame]] = [[] for _ in wishes]

    def request(number: int) -> None:
        look, strength = wishes[number]
        begin.wait(10)
        for _ in range(20):
            found[number].append(recolorer.recolor(frame, preset=look, strength=strength))

    threads = [threading.Thread(target=request, args=(number,)) for number in range(len(wishes))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for images, image in zip(found, expected, strict=True):
        assert len(images) == 20
        assert all((each == image).all() for each in images)


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"preset": "coper"}, PresetNotFoundError, "did you mean copper"),
        ({"preset": "none.hairlook"}, FileReadError, "no such file or folder"),
        ({"preset": Path("none.hairlook")}, FileReadError, "no such file or folder"),
        ({"preset": "none.zip#copper"}, (BundleError, FileReadError), "none.zip"),
        ({"preset": 5}, PresetError, "a name, a path or a Preset, not int"),
        ({"strength": 2}, ParameterError, "a number from 0 to 1, found 2"),
        ({"strength": float("nan")}, ParameterError, "a number from 0 to 1, found nan"),
        ({"strength": "half"}, ParameterError, "a number from 0 to 1, found 'half'"),
    ],
)
@pytest.mark.parametrize("method", ["recolor", "still"])
def test_that_what_the_constructor_refuses_is_refused_before_the_network_runs(
    method: str,
    options: dict[str, Any],
    error: type[HairSdkError],
    words: str,
    recolorer: Recolorer,
    network: Path,
    frame: Frame,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run(*args: object) -> None:
        pytest.fail("the network ran")

    monkeypatch.setattr(recolorer._segmenter, "infer_shrunk", run)
    with pytest.raises(error, match=words):
        getattr(recolorer, method)(frame, **options)
    given = {"preset": "copper", **options}
    with pytest.raises(error, match=words):
        Recolorer(given.pop("preset"), network, device="cpu", **given)


def test_that_a_masked_array_is_recoloured_as_a_plain_one(
    recolorer: Recolorer, frame: Frame
) -> None:
    masked = np.ma.masked_array(frame, frame < 128, hard_mask=True)
    for work in (recolorer.still, recolorer.process):
        result = work(masked).image
        assert type(result) is np.ndarray
        recolorer.reset()
        np.testing.assert_array_equal(result, work(frame).image)
