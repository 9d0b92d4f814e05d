"""The colours of films: range, matrix, depth, and what cannot be had of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Recolorer
from hairsdk.errors import VideoError
from hairsdk.video import Encoding, FilmOptions, FilmReader, recolor_film
from hairsdk.video.writer import FilmWriter

_spec = spec_from_file_location("films", Path(__file__).with_name("conftest.py"))
assert _spec is not None
assert _spec.loader is not None
films = module_from_spec(_spec)
_spec.loader.exec_module(films)

Frame = NDArray[np.uint8]
Film = Callable[..., Path]
LOSSLESS = Encoding("ffv1")


def test_that_colours_survive_a_film_at_no_strength(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    colours = [(200, 30, 40), (20, 180, 60), (30, 50, 210), (128, 128, 128), (250, 240, 5)]
    given = [np.full((64, 96, 3), colour, np.uint8) for colour in colours]
    recolorer.strength = 0.0
    recolor_film(film(given=given), tmp_path / "out.mp4", recolorer)
    found, _ = films.read_pixels(tmp_path / "out.mp4")
    for image, colour in zip(found, colours, strict=True):
        assert np.abs(image.reshape(-1, 3).mean(axis=0) - colour).max() < 6


def test_that_frames_are_as_bright_as_they_were(film: Film) -> None:
    rng = np.random.default_rng(3)
    coarse = rng.integers(40, 216, (12, 16, 3), np.uint8)
    given = cv2.resize(coarse, (320, 240), interpolation=cv2.INTER_CUBIC)
    for pixel_format in ("yuv420p", "yuv422p", "yuv420p10le"):
        source = film("in.mkv", given=[given] * 2, codec="ffv1", pixel_format=pixel_format)
        with FilmReader(source) as reader:
            found = next(reader.frames()).pixels
        assert abs((found.astype(int) - given).mean()) < 0.2, pixel_format


@pytest.mark.parametrize("colour_range", [1, 2])
def test_that_greys_stay_grey(colour_range: int, film: Film, tmp_path: Path) -> None:
    greys = np.repeat(np.arange(256, dtype=np.uint8), 2).reshape(1, 512, 1)
    given = np.ascontiguousarray(np.broadcast_to(greys, (64, 512, 3)))
    with FilmReader(film()) as reader:
        info = dataclasses.replace(reader.info, colour_range=colour_range)
    with FilmWriter(tmp_path / "grey.mkv", info, (512, 64), Encoding("h264", 0)) as writer:
        writer.write(given, 0)
    with av.open(str(tmp_path / "grey.mkv")) as container:
        made = next(container.decode(video=0))
    assert int(made.color_range) == colour_range
    for plane in made.planes[1:]:
        np.testing.assert_array_equal(np.frombuffer(plane, np.uint8), 128)


def test_that_a_film_in_rgb_is_written_in_the_range_of_players(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    colours = np.random.default_rng(5).integers(30, 226, (4, 6, 3), np.uint8)
    given = colours.repeat(32, axis=0).repeat(32, axis=1)
    source = film("in.mov", given=[given] * 2, codec="png", pixel_format="rgb24", options={})
    recolorer.strength = 0.0
    recolor_film(source, tmp_path / "out.mp4", recolorer, FilmOptions(Encoding(crf=1)))
    with FilmReader(tmp_path / "out.mp4") as reader:
        assert (reader.info.colour_range, reader.info.matrix) == (1, 1)
        found = next(reader.frames()).pixels
    assert np.abs(found[16::32, 16::32].astype(int) - colours).max() <= 3


def test_that_ten_bits_are_converted_with_a_word(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    notes: list[str] = []
    source = film("deep.mkv", pixel_format="yuv420p10le", codec="ffv1", options={})
    recolor_film(source, tmp_path / "out.mp4", recolorer, note=notes.append)
    assert notes == ["10 bits a channel become 8"]


def test_that_wide_primaries_are_kept_with_a_word(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    notes: list[str] = []
    source = film(primaries=12, transfer=13)
    recolor_film(source, tmp_path / "out.mp4", recolorer, note=notes.append)
    assert notes == [
        "its primaries are those of Display P3, and stay so; looks, which are made for sRGB, "
        "come out more saturated"
    ]
    with FilmReader(tmp_path / "out.mp4") as reader:
        assert (reader.info.primaries, reader.info.transfer) == (12, 13)


@pytest.mark.parametrize(("matrix", "name"), [(8, "YCgCo"), (10, "matrix 10"), (14, "ICtCp")])
def test_that_colours_that_cannot_be_converted_are_no_damage(
    matrix: int, name: str, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    with pytest.raises(VideoError, match=rf"colours stored as {name} are not supported\. Convert"):
        recolor_film(film(matrix=matrix), tmp_path / "out.mp4", recolorer)
    assert films.left_behind(tmp_path, "in.mp4") == []


@pytest.mark.parametrize(("transfer", "name"), [(16, "PQ"), (18, "HLG")])
def test_that_hdr_is_refused_with_a_remedy(
    transfer: int, name: str, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film(transfer=transfer)
    with pytest.raises(VideoError, match=rf"HDR with {name}.*zscale and tonemap"):
        recolor_film(source, tmp_path / "out.mp4", recolorer)
    assert films.left_behind(tmp_path, "in.mp4") == []
