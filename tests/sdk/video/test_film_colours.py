"""The colours of films: range, matrix, depth, and what cannot be had of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from hairsdk import Recolorer
from hairsdk.errors import VideoError
from hairsdk.hdr import sdr_lut
from hairsdk.icc import coded_profile
from hairsdk.lookup import LutLookup
from hairsdk.rgb_space import read_space
from hairsdk.video import Encoding, FilmOptions, FilmReader, recolor_film
from hairsdk.video.colours import FilmColours
from hairsdk.video.writer import FilmWriter

Frame = NDArray[np.uint8]
Film = Callable[..., Path]
LOSSLESS = Encoding("ffv1")
NEEDS_WEBP = pytest.mark.skipif(
    av.library_versions["libavcodec"] < (63,), reason="this FFmpeg does not decode animated WebP"
)


def test_that_colours_survive_a_film_at_no_strength(
    films: ModuleType, film: Film, recolorer: Recolorer, tmp_path: Path
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


@pytest.mark.parametrize(("transfer", "told"), [(2, 2), (18, 1)], ids=["SDR", "HLG"])
def test_that_full_range_stays_so_unless_it_is_hdr(transfer: int, told: int) -> None:
    # Phones and cameras record in full range; HDR as SDR is written as players are surest of.
    frame = av.VideoFrame(16, 16, "yuv420p")
    frame.color_range, frame.colorspace = 2, 1
    colours = FilmColours.of(frame, SimpleNamespace(color_trc=transfer, color_primaries=2))
    assert colours.range == told


@pytest.mark.parametrize(("height", "matrix"), [(718, 5), (720, 1)])
def test_that_a_matrix_that_is_not_told_goes_by_the_height(height: int, matrix: int) -> None:
    frame = av.VideoFrame(16, height, "yuv420p")
    colours = FilmColours.of(frame, SimpleNamespace(color_trc=2, color_primaries=2))
    assert colours.matrix == matrix


def test_that_a_matrix_that_changes_within_a_film_is_followed(film: Film, tmp_path: Path) -> None:
    red = [np.full((64, 64, 3), (200, 30, 30), np.uint8)] * 3
    parts = [film(f"{matrix}.h264", red, matrix=matrix) for matrix in (1, 6)]
    (tmp_path / "joined.h264").write_bytes(b"".join(part.read_bytes() for part in parts))
    read = []
    for path in (*parts, tmp_path / "joined.h264"):
        with FilmReader(path) as reader:
            read.append([frame.pixels for frame in reader.frames()])
    first, second, joined = read
    assert np.abs(first[0].astype(int) - second[0]).max() > 10
    np.testing.assert_array_equal(joined, first + second)


def test_that_colours_stay_in_their_place(film: Film, tmp_path: Path) -> None:
    blue = np.arange(0, 256, 4)
    given = np.zeros((64, 64, 3), np.uint8)
    given[..., 2] = blue
    with FilmReader(film()) as reader:
        info = reader.info
    with FilmWriter(tmp_path / "ramp.mkv", info, (64, 64), Encoding("h264", 0)) as writer:
        writer.write(given, 0)
    with av.open(str(tmp_path / "ramp.mkv")) as container:
        plane = next(container.decode(video=0)).planes[1]
    found = np.frombuffer(plane, np.uint8).reshape(plane.height, -1)[16, : plane.width]
    # BT.709, whose samples of chroma stand where pixels with even numbers do: half a pixel would
    # make 0.9.
    expected = 128 + 224 / 255 * 0.5 * blue[::2]
    assert abs((found - expected)[4:-4].mean()) < 0.2


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


def test_that_a_palette_is_no_transparency(tmp_path: Path) -> None:
    palette = np.full((256, 4), 255, np.uint8)
    with av.open(str(tmp_path / "in.avi"), "w") as container:
        stream: Any = container.add_stream("rawvideo", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "pal8"
        image = av.VideoFrame.from_ndarray((np.zeros((64, 64), np.uint8), palette), format="pal8")
        container.mux(stream.encode(image))
        container.mux(stream.encode(None))
    notes: list[str] = []
    FilmReader(tmp_path / "in.avi", notes.append).close()
    assert notes == []


def test_that_an_uncompressed_film_with_a_fourth_channel_is_not_called_transparent(
    film: Film,
) -> None:
    source = film("in.avi", codec="rawvideo", pixel_format="bgra", options={})
    notes: list[str] = []
    FilmReader(source, notes.append).close()
    assert notes == []


@pytest.mark.parametrize("name", ["in.gif", pytest.param("in.webp", marks=NEEDS_WEBP)])
@pytest.mark.parametrize(("clear", "expected"), [(0, []), (96, ["transparency is dropped"])])
def test_that_an_animation_is_transparent_only_where_it_is(
    clear: int, expected: list[str], name: str, frames: list[Frame], tmp_path: Path
) -> None:
    opacity = np.full(frames[0].shape[:2], 255, np.uint8)
    opacity[:clear] = 0
    pictures = [Image.fromarray(np.dstack([frame, opacity])) for frame in frames]
    pictures[0].save(tmp_path / name, save_all=True, append_images=pictures[1:], duration=100)
    notes: list[str] = []
    FilmReader(tmp_path / name, notes.append).close()
    assert notes == expected


@pytest.mark.parametrize(("primaries", "transfer"), [(9, 14), (11, 17), (12, 1), (12, 13)])
def test_that_looks_are_worn_in_wide_primaries_as_in_srgb(
    primaries: int,
    transfer: int,
    film: Film,
    frames: list[Frame],
    recolorer: Recolorer,
    tmp_path: Path,
) -> None:
    notes: list[str] = []
    space = read_space(coded_profile(primaries, transfer))
    assert space is not None
    options = {"codec": "ffv1", "pixel_format": "yuv444p", "options": {}}
    sources = {
        "plain": film("plain.mkv", **options),
        "wide": film(
            "wide.mkv",
            [space.from_srgb(frame) for frame in frames],
            primaries=primaries,
            transfer=transfer,
            **options,
        ),
    }
    found = {}
    for name, source in sources.items():
        target = tmp_path / f"{name}-out.mkv"
        recolor_film(source, target, recolorer, FilmOptions(LOSSLESS), note=notes.append)
        with FilmReader(target) as reader:
            codes = (reader.info.primaries, reader.info.transfer)
            found[name] = list(reader.frames())[-1].pixels
    assert notes == []
    assert codes == (primaries, transfer)
    hair = frames[-1].max(axis=2) < 80
    expected, colour = found["plain"][hair], space.to_srgb(found["wide"])[hair]
    assert np.abs(colour.mean(axis=0) - expected.mean(axis=0)).max() < 1.6


@pytest.mark.parametrize(("matrix", "name"), [(8, "YCgCo"), (10, "matrix 10"), (14, "ICtCp")])
def test_that_colours_that_cannot_be_converted_are_no_damage(
    films: ModuleType, matrix: int, name: str, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    with pytest.raises(VideoError, match=rf"colours stored as {name} are not supported\. Convert"):
        recolor_film(film(matrix=matrix), tmp_path / "out.mp4", recolorer)
    assert films.left_behind(tmp_path, "in.mp4") == []


@pytest.mark.parametrize(
    ("transfer", "name", "white"), [(16, "PQ", 0.58), (18, "HLG", 0.75)], ids=["PQ", "HLG"]
)
@pytest.mark.parametrize("pixel_format", ["yuv420p10le", "yuv444p"])
def test_that_hdr_becomes_sdr_and_says_so(
    films: ModuleType,
    transfer: int,
    name: str,
    white: float,
    pixel_format: str,
    film: Film,
    recolorer: Recolorer,
    tmp_path: Path,
) -> None:
    # An 18 % grey card, and the reference white of BT.2408.
    given = [np.full((64, 96, 3), round(255 * level), np.uint8) for level in (0.38, white)]
    source = film(
        given=given,
        codec="ffv1",
        name="in.mkv",
        pixel_format=pixel_format,
        transfer=transfer,
        primaries=9,
        matrix=9,
    )
    notes: list[str] = []
    with FilmReader(source, notes.append) as reader:
        card, bright = (frame.pixels.mean() / 255 for frame in reader.frames())
        assert (reader.info.matrix, reader.info.primaries, reader.info.transfer) == (1, 1, 1)
    assert card == pytest.approx(0.40, abs=0.02)
    assert bright == pytest.approx(0.89, abs=0.03)
    assert any(f"HDR with {name}" in note and "becomes SDR" in note for note in notes)

    out = tmp_path / "out.mkv"
    recolorer.strength = 0.0
    recolor_film(source, out, recolorer, FilmOptions(LOSSLESS))
    found, _ = films.read_pixels(out)
    assert found[0].mean() / 255 == pytest.approx(card, abs=0.01)
    with av.open(str(out)) as container:
        context = container.streams.video[0].codec_context
        assert (context.color_trc, context.color_primaries, context.colorspace) == (1, 1, 1)


@pytest.mark.parametrize("primaries", [2, 9, 12])
def test_that_hdr_keeps_its_colours_apart(primaries: int, film: Film) -> None:
    colours = np.array([(200, 80, 60), (40, 150, 60), (60, 60, 200), (230, 225, 240)], np.uint8)
    given = np.kron(colours.reshape(2, 2, 3), np.ones((32, 48, 1), np.uint8))
    tags = {"transfer": 18, "primaries": primaries}
    source = film("in.mkv", [given] * 2, codec="ffv1", pixel_format="yuv444p10le", **tags)
    with FilmReader(source) as reader:
        found = next(reader.frames()).pixels[16::32, 24::48].reshape(4, 3)
    expected = LutLookup(sdr_lut(18, primaries))(np.float32([colours]) / np.float32(255))[0]
    assert np.abs(found - 255 * expected).max() < 3
