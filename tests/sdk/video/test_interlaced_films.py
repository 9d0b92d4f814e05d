"""Interlaced films: one picture is made of the two fields of each frame."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Recolorer
from hairsdk.errors import VideoError
from hairsdk.video import FilmOptions, FilmReader, recolor_film

Frame = NDArray[np.uint8]
Film = Callable[..., Path]

INTERLACED = {"flags": "+ilme+ildct", "x264-params": "tff=1", "crf": "8"}
NOTE = "the film is interlaced: one picture is made of each two fields"


@pytest.fixture
def moments(frame: Frame) -> list[Frame]:
    """What a camera sees that pans quickly: two moments a frame."""
    # As sharp as a camera's; every second row of more is lost between fields.
    soft = cv2.GaussianBlur(frame, (0, 0), 1.5)
    return [np.roll(soft, 5 * step, axis=1) for step in range(12)]


@pytest.fixture
def woven(moments: list[Frame]) -> list[Frame]:
    frames = [moment.copy() for moment in moments[::2]]
    for made, later in zip(frames, moments[1::2], strict=True):
        made[1::2] = later[1::2]
    return frames


def distance(one: Frame, other: Frame) -> float:
    return float(np.abs(one.astype(float) - other).mean())


@pytest.mark.parametrize(
    ("name", "codec", "options"),
    [
        ("in.mp4", "libx264", INTERLACED),
        ("in.mov", "prores_ks", {"flags": "+ildct"}),
        ("in.ts", "mpeg2video", {"flags": "+ilme+ildct", "b": "20M", "bf": "2"}),
    ],
)
def test_that_what_moves_has_no_comb(
    name: str, codec: str, options: dict[str, str], film: Film, moments: list, woven: list
) -> None:
    notes: list[str] = []
    pixel_format = "yuv422p10le" if codec == "prores_ks" else "yuv420p"
    path = film(name, woven, codec=codec, options=options, pixel_format=pixel_format)
    with FilmReader(path, notes.append) as reader:
        shown = list(reader.frames())
    assert NOTE in notes
    assert len(shown) == len(woven)
    for made, moment, combed in zip(shown, moments[::2], woven, strict=True):
        assert distance(made.pixels, moment) < 0.4 * distance(combed, moment)
    np.testing.assert_allclose([f.time for f in shown], np.arange(6) * 1001 / 30000, atol=2e-5)


def test_that_what_is_only_called_interlaced_stays_as_it_is(
    film: Film, films: ModuleType, moments: list
) -> None:
    path = film("in.mp4", moments[::2], options=INTERLACED)
    with FilmReader(path) as reader:
        shown = [frame.pixels for frame in reader.frames()]
    stored, _ = films.read_pixels(path)
    assert max(map(distance, shown, stored)) < 0.5


def test_that_the_film_keeps_its_frames_its_sound_and_its_other_half(
    film: Film, films: ModuleType, woven: list, recolorer: Recolorer, tmp_path: Path
) -> None:
    path, target = film("in.mp4", woven, options=INTERLACED, sound=True), tmp_path / "out.mp4"
    options = FilmOptions(side_by_side=True)
    assert recolor_film(path, target, recolorer, options).frames == len(woven)
    pixels, times = films.read_pixels(target)
    np.testing.assert_allclose(times, np.arange(6) * 1001 / 30000, atol=1e-6)
    assert films.sound_of(target) == films.sound_of(path)
    height, width = woven[0].shape[:2]
    assert pixels[0].shape == (height, 2 * width, 3)
    assert films.seconds_of(target) == films.seconds_of(path)
    with av.open(str(target)) as container:
        assert not any(frame.interlaced_frame for frame in container.decode(video=0))


@pytest.mark.parametrize("limit", [1, 2, 6, 7])
def test_that_a_film_may_be_cut_short(limit: int, film: Film, woven: list) -> None:
    with FilmReader(film("in.mp4", woven, options=INTERLACED)) as reader:
        assert sum(1 for _ in reader.frames(limit)) == min(limit, 6)


def test_that_a_film_of_one_frame_has_it(film: Film, woven: list) -> None:
    with FilmReader(film("in.mp4", woven[:1], options=INTERLACED)) as reader:
        assert len(list(reader.frames())) == 1


def test_that_a_size_that_changes_is_told_after_all_frames_before_it(
    film: Film, woven: list, tmp_path: Path
) -> None:
    smaller = [np.ascontiguousarray(made[:32, :32]) for made in woven]
    raw = [film(f"{n}.h264", f, options=INTERLACED) for n, f in enumerate((woven, smaller))]
    path = tmp_path / "joined.h264"
    path.write_bytes(b"".join(part.read_bytes() for part in raw))
    with FilmReader(path) as reader, pytest.raises(VideoError, match="--limit 6 stops before it"):
        list(reader.frames())
    with FilmReader(path) as reader:
        assert len(list(reader.frames(6))) == 6
