"""What users hand in, and what they are advised."""

from __future__ import annotations

import io
import math
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Lut3D, Preset
from hairsdk.apply import IMAGE_TYPES
from hairsdk.bundle import Bundle
from hairsdk.bundle.export import export_bundle
from hairsdk.bundle.verify import verify_output, verify_stream
from hairsdk.checks import checked_array, checked_frame, checked_strength, checked_time
from hairsdk.cube import read_cube, write_cube
from hairsdk.depth import as_bytes
from hairsdk.errors import FrameError, HairSdkError, ParameterError, PresetError
from hairsdk.images import Photo, decode_photo, encode_photo, read_photo, write_mask, write_photo
from hairsdk.models import model_record
from hairsdk.resample import resample, sample
from hairsdk.video import (
    Encoding,
    FilmFrame,
    FilmInfo,
    FilmReader,
    FilmWriter,
    check_encoding,
    recolor_film,
    run_stages,
)

RGB = np.arange(4 * 5 * 3, dtype=np.uint8).reshape(4, 5, 3)


@pytest.mark.parametrize(
    "wrong",
    [
        np.dstack([RGB, RGB[..., :1]]),
        np.ascontiguousarray(RGB.transpose(2, 0, 1)),
        RGB / 255,
        RGB.astype(np.float16) / np.float16(255),
        RGB.astype(np.uint16) * 257,
    ],
    ids=lambda wrong: f"{wrong.dtype} {wrong.shape}",
)
def test_that_the_advice_makes_a_frame_of_it(wrong: NDArray) -> None:
    with pytest.raises(FrameError) as caught:
        checked_frame(wrong)
    advice = str(caught.value).rpartition("; ")[2].partition(": ")[2]
    frame = eval(advice, {"image": wrong, "numpy": np})
    np.testing.assert_array_equal(checked_frame(frame), RGB)


def test_that_floats_of_another_size_keep_their_precision_where_floats_are_taken() -> None:
    image = RGB / 255
    with pytest.raises(FrameError, match=r"; use image\.astype") as caught:
        checked_frame(image, IMAGE_TYPES)
    advice = str(caught.value).rpartition("; use ")[2]
    frame = checked_frame(eval(advice, {"image": image, "numpy": np}), IMAGE_TYPES)
    np.testing.assert_allclose(frame, image, atol=1e-7)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (RGB.astype(np.float32), "found 0 to 59; divide it by 255$"),
        (RGB.astype(np.float32) * 1000, "found 0 to 59000$"),
        (np.full((4, 4, 3), -2, np.float32), "found -2 to -2$"),
        (np.full((4, 4, 3), np.nan, np.float32), "found nan to nan$"),
        (np.where(RGB == 7, np.inf, 0).astype(np.float32), "found 0 to inf$"),
    ],
)
def test_that_floats_far_beyond_their_range_are_refused(wrong: NDArray, words: str) -> None:
    with pytest.raises(FrameError, match=rf"of floats in \[0, 1\], {words}"):
        checked_frame(wrong, IMAGE_TYPES)
    # What a filter that sharpens adds is none of it.
    checked_frame(np.float32([[[-0.3, 0.5, 1.3]]]), IMAGE_TYPES)


@pytest.mark.parametrize("grey", [RGB[..., 0], RGB[..., :1]])
def test_that_a_grey_picture_becomes_rgb_as_advised(grey: NDArray) -> None:
    with pytest.raises(FrameError, match="a grey image becomes RGB with") as caught:
        checked_frame(grey)
    frame = eval(str(caught.value).rpartition(" with ")[2], {"grey": grey, "numpy": np})
    np.testing.assert_array_equal(checked_frame(frame), RGB[..., [0, 0, 0]])


@pytest.mark.parametrize("wrong", [RGB.astype(np.int32), RGB[..., :2], RGB[None]])
def test_that_nothing_is_advised_where_nothing_is_known(wrong: NDArray) -> None:
    with pytest.raises(FrameError, match=rf"found shape .* and dtype {wrong.dtype}$"):
        checked_frame(wrong)


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ("portrait.jpg", "found str; hairsdk.images.read_photo reads a file"),
        (Path("portrait.jpg"), "read_photo reads a file"),
        (b"\xff\xd8", "found bytes; hairsdk.images.decode_photo reads"),
        (Photo(RGB), "found Photo; hand in its pixels"),
        (FilmFrame(RGB, 0, 1, Fraction(1, 25)), "found FilmFrame; hand in its pixels"),
        (
            av.VideoFrame(4, 4, "yuv420p"),
            r'found VideoFrame; hand in its to_ndarray\(format="rgb24"',
        ),
        (SimpleNamespace(cpu=None), r"found SimpleNamespace; hand in its cpu\(\).numpy\(\)"),
        (None, "found NoneType; OpenCV gives that where it could read nothing"),
        (RGB.tolist(), "found list; convert it with numpy.asarray"),
    ],
)
def test_that_what_is_no_array_is_told_the_way_to_one(wrong: Any, advice: str) -> None:
    with pytest.raises(FrameError, match=advice):
        checked_frame(wrong)
    with pytest.raises(FrameError, match=advice):
        checked_array(wrong, "a mask")


def test_that_a_number_beyond_all_floats_is_refused_as_others_are() -> None:
    with pytest.raises(ParameterError, match="strength must be a number from 0 to 1"):
        checked_strength(10**400)
    with pytest.raises(FrameError, match="the time of a frame is a number of seconds"):
        checked_time(10**400)


def test_that_what_is_no_time_or_strength_does_not_fill_a_log() -> None:
    with pytest.raises(FrameError, match=r"; a profile is handed in as icc_profile$") as caught:
        checked_time(bytes(3000))
    assert len(str(caught.value)) < 150
    with pytest.raises(ParameterError) as refused:
        checked_strength(np.ones((1000, 1000)))
    assert len(str(refused.value)) < 150


def test_that_floats_out_of_range_become_the_nearest_bytes_and_nan_none() -> None:
    samples = np.array([np.nan, -np.inf, -0.5, 0.5, 1.5, np.inf], np.float32)
    assert as_bytes(samples).tolist() == [0, 0, 0, 128, 255, 255]


@pytest.mark.parametrize("wrong", [b"bytes", None, 3, io.BytesIO(b"file")], ids=type)
@pytest.mark.parametrize(
    ("read", "advice"),
    [
        (read_photo, "; decode_photo takes the bytes of a file"),
        (read_cube, "; parse_cube takes the bytes of a file"),
        (Preset.load, ""),
        (Bundle, ""),
        (FilmReader, ""),
    ],
)
def test_that_what_is_no_path_is_told_with_what_takes_it(
    read: Callable[[Any], object], advice: str, wrong: object
) -> None:
    with pytest.raises(ParameterError) as caught:
        read(wrong)
    assert str(caught.value) == f"expected a path, found {type(wrong).__name__}{advice}"


@pytest.mark.parametrize("wrong", [None, "24", 0, math.nan])
def test_that_what_is_no_limit_of_pixels_is_refused(wrong: Any) -> None:
    photo, _ = encode_photo(Photo(RGB), ".png")
    with pytest.raises(ParameterError, match=f"max_pixels is a number of pixels, found {wrong!r}"):
        decode_photo(photo, max_pixels=wrong)


INFO = FilmInfo(64, 64, rate=Fraction(30), time_base=Fraction(1, 30))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pixel_aspect": 16 / 9}, "the pixel aspect of a film is a positive fraction"),
        ({"matrix": None}, "the matrix of a film is a code of ITU-T H.273, found None"),
        ({"transfer": -1}, "the transfer of a film is a code of ITU-T H.273, found -1"),
        # One of the codes that are reserved.
        ({"matrix": 3}, r"libx264 cannot encode 64×64 with .*: Invalid argument"),
        ({"metadata": None}, "the metadata of a film is a dict of texts, found None"),
        ({"metadata": {"year": 2026}}, r"a dict of texts, found {'year': 2026}"),
    ],
    ids=str,
)
def test_that_facts_that_no_film_has_are_told(
    change: dict[str, Any], words: str, tmp_path: Path
) -> None:
    with pytest.raises(ParameterError, match=words):
        FilmWriter(tmp_path / "out.mp4", replace(INFO, **change), (64, 64))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", [None, 5, "copper", object()], ids=type)
@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda wrong, out: FilmWriter(out, wrong, (64, 64)), "expected a FilmInfo, found {kind};"),
        (
            lambda wrong, out: FilmWriter(out, INFO, (64, 64), sounds=wrong),
            r"expected audio streams, found .*; FilmReader\(path\).sounds are",
        ),
        (lambda wrong, out: recolor_film("in", out, wrong), "expected a Recolorer, found {kind}$"),
        (lambda wrong, out: export_bundle("copper", out, [wrong]), r"target \[.*\]: choose one of"),
        (lambda wrong, out: check_encoding(out, Encoding([wrong])), "no codec"),
        (lambda wrong, out: model_record([wrong]), r"a model is a name, .*, found \["),
        (lambda wrong, out: resample(wrong, 17), "expected a Lut3D, found {kind};"),
        (lambda wrong, out: sample(Lut3D.identity(2), [wrong, {}]), "colours are an array of"),
    ],
)
def test_that_what_is_of_another_kind_is_told(
    call: Callable[[Any, Path], object], words: str, wrong: Any, tmp_path: Path
) -> None:
    with pytest.raises(HairSdkError, match=words.replace("{kind}", type(wrong).__name__)):
        call(wrong, tmp_path / "out.mp4")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", [None, 5, [None]])
def test_that_a_bundle_of_no_look_is_told(wrong: Any, tmp_path: Path) -> None:
    with pytest.raises(PresetError, match="a preset is a name, a path or a Preset, not "):
        export_bundle(wrong, tmp_path / "looks.zip")


def test_that_a_look_of_a_bundle_has_a_name(tmp_path: Path) -> None:
    with (
        Bundle(export_bundle("copper", tmp_path / "looks", model=None)) as bundle,
        pytest.raises(ParameterError, match="a look is named by its id, found list"),
    ):
        bundle.preset(["copper"])  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [threading.Event(), "stop"], ids=type)
def test_that_an_event_is_no_stop_request(wrong: Any) -> None:
    with pytest.raises(ParameterError, match="expected a StopRequest, found "):
        run_stages([], lambda items: items, print, stop=wrong)


@pytest.mark.parametrize("name", ["out.mp4", "out.webm"])
def test_that_what_others_have_for_facts_is_taken(name: str, tmp_path: Path) -> None:
    """FFmpeg has 0 for an unknown aspect; a size may come out of JSON, a title from anywhere."""
    texts: Any = MappingProxyType({"title": "Copper"})
    size: Any = [64, 64]
    info = replace(INFO, pixel_aspect=Fraction(0), metadata=texts)
    with FilmWriter(tmp_path / name, info, size) as film:
        film.write(np.zeros((64, 64, 3), np.uint8), 0)
    with FilmReader(tmp_path / name) as reader:
        assert reader.info.pixel_aspect == 1
        assert reader.info.metadata["title"] == "Copper"


def test_that_a_film_may_be_without_further_key_frames(tmp_path: Path) -> None:
    FilmWriter(tmp_path / "out.mp4", INFO, (64, 64), Encoding(key_frames=sys.maxsize)).discard()


PIXELS = np.zeros((2, 2, 3), np.uint8)


@pytest.mark.parametrize("wrong", [b"bytes", None, 3, io.BytesIO()], ids=type)
@pytest.mark.parametrize(
    ("write", "advice"),
    [
        (lambda path: write_photo(path, Photo(PIXELS)), "; encode_photo gives the bytes of a file"),
        (lambda path: encode_photo(Photo(PIXELS), path), ""),
        (lambda path: write_mask(path, np.zeros((2, 2), np.float32)), ""),
        (
            lambda path: write_cube(path, Lut3D.identity(2)),
            "; format_cube gives the bytes of a file",
        ),
        (Preset.builtin("copper").save, ""),
        (lambda path: check_encoding(path, Encoding()), ""),
        (lambda path: FilmWriter(path, FilmInfo(2, 2, Fraction(30), Fraction(1, 30)), (2, 2)), ""),
        (lambda path: recolor_film("in.mp4", path, None), ""),  # type: ignore[arg-type]
        (lambda path: recolor_film(path, "out.mp4", None), ""),  # type: ignore[arg-type]
        (lambda path: export_bundle("copper", path), ""),
        (lambda path: verify_output("looks.zip", path), ""),
        (lambda path: verify_stream("looks.zip", path), ""),
    ],
)
def test_that_what_cannot_be_written_to_is_told_with_what_gives_bytes(
    write: Callable[[Any], object], advice: str, wrong: object
) -> None:
    with pytest.raises(ParameterError) as caught:
        write(wrong)
    assert str(caught.value) == f"expected a path, found {type(wrong).__name__}{advice}"
