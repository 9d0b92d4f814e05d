"""Films from file to file: times, turns, what is carried on, and what is left out."""

from __future__ import annotations

import itertools
import os
import struct
import zlib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import av
import numpy as np
import pytest
from av.stream import Disposition
from numpy.typing import NDArray

from hairsdk import Recolorer
from hairsdk.errors import ParameterError, VideoError
from hairsdk.video import Encoding, FilmOptions, FilmReader, Progress, recolor_film

Frame = NDArray[np.uint8]
Film = Callable[..., Path]
LOSSLESS = Encoding("ffv1")


def test_that_a_film_is_what_the_stream_makes_of_its_frames(
    films: ModuleType, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film(sound=True)
    report = recolor_film(source, tmp_path / "out.mkv", recolorer, FilmOptions(LOSSLESS))
    assert (report.frames, report.stopped) == (12, False)
    recolorer.reset()
    with FilmReader(source) as opened:
        expected = [recolorer.process(frame.pixels).image for frame in opened.frames()]
    found, _ = films.read_pixels(tmp_path / "out.mkv")
    assert len(found) == 12
    for a, b in zip(found, expected, strict=True):
        # 8-bit YCbCr does not hold every RGB colour: some levels are lost on the way.
        assert np.abs(a.astype(int) - b).mean() < 1.0
    assert films.left_behind(tmp_path, "in.mp4", "out.mkv") == []


def test_that_a_reader_that_is_closed_does_not_ask_what_was_freed_with_its_file(
    film: Film,
) -> None:
    source = film(sound=True)
    with FilmReader(source) as reader:
        begun = reader.items()
        next(begun)
    assert len(list(begun)) > 12
    assert len(list(reader.frames())) == 12


@pytest.mark.parametrize("rate", [Fraction(30000, 1001), Fraction(24000, 1001), Fraction(25)])
def test_that_the_frame_rate_is_exact(
    rate: Fraction, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    recolor_film(film(rate=rate), tmp_path / "out.mp4", recolorer)
    with av.open(str(tmp_path / "out.mp4")) as container:
        stream = container.streams.video[0]
        assert stream.average_rate == rate
        times = [frame.pts * frame.time_base for frame in container.decode(stream)]
    assert times == [number / rate for number in range(12)]


def test_that_a_raw_stream_runs_at_the_rate_that_it_names(
    films: ModuleType, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film("raw.h264", rate=Fraction(30))
    recolor_film(source, tmp_path / "out.mp4", recolorer)
    times = films.read_pixels(tmp_path / "out.mp4")[1]
    np.testing.assert_allclose(times, np.arange(12) / 30, atol=1e-6)


@pytest.mark.parametrize("begin", [0, 7])
def test_that_a_rate_that_matroska_rounds_to_milliseconds_is_exact_again(
    begin: int, film: Film, frames: list[Frame], recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film("in.mkv", frames * 4, times=range(begin, begin + 48))
    recolor_film(source, tmp_path / "out.mp4", recolorer)
    with av.open(str(tmp_path / "out.mp4")) as container:
        stream = container.streams.video[0]
        assert stream.average_rate == Fraction(30000, 1001)
        times = [frame.pts * frame.time_base for frame in container.decode(stream)]
    assert times == [times[0] + number * Fraction(1001, 30000) for number in range(48)]


def test_that_frames_that_matroska_rounds_to_one_time_are_all_written(
    films: ModuleType, film: Film, frames: list[Frame], recolorer: Recolorer, tmp_path: Path
) -> None:
    # MP4 rounds a film's end to milliseconds: of shorter frames it may lose the last.
    source = film("in.mkv", frames, rate=Fraction(1200))
    stored = films.read_pixels(source)[1]
    assert len(set(stored)) < len(stored) == 12
    recolor_film(source, tmp_path / "out.mp4", recolorer)
    written = films.read_pixels(tmp_path / "out.mp4")[1]
    assert len(set(written)) == 12


def test_that_a_variable_rate_keeps_every_frame_s_time(
    films: ModuleType, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    times = [0, 1, 2, 5, 6, 11, 12, 13, 20, 21, 22, 40]
    source = film(times=times)
    recolor_film(source, tmp_path / "out.mp4", recolorer)
    assert films.read_pixels(tmp_path / "out.mp4")[1] == films.read_pixels(source)[1]
    recolor_film(source, tmp_path / "out.mkv", recolorer)
    recolor_film(tmp_path / "out.mkv", tmp_path / "back.mp4", recolorer)
    assert films.seconds_of(tmp_path / "out.mp4") == films.seconds_of(source)
    np.testing.assert_allclose(
        films.read_pixels(tmp_path / "back.mp4")[1], films.read_pixels(source)[1], atol=1.5e-3
    )


def test_that_no_frame_outlasts_the_next_where_they_are_reordered(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    options = {"crf": "8", "bf": "3", "b_strategy": "0"}
    source = film(times=[0, 1, 2, 3, 4, 5, 6, 40, 41, 42, 43, 44], options=options)
    fast = FilmOptions(Encoding(speed="ultrafast"))
    recolor_film(source, tmp_path / "out.mp4", recolorer, fast)
    written = (tmp_path / "out.mp4").read_bytes()
    # FFmpeg does not believe the header; other players do.
    ticks, duration = struct.unpack_from(">II", written, written.rindex(b"mvhd") + 16)
    assert duration / ticks == pytest.approx(45 * 1001 / 30000, abs=2e-3)


def test_that_pixel_aspect_colours_and_title_are_carried_on(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film(aspect=Fraction(4, 3), metadata={"title": "Test"})
    recolor_film(source, tmp_path / "out.mp4", recolorer)
    with av.open(str(tmp_path / "out.mp4")) as container:
        stream = container.streams.video[0]
        assert stream.sample_aspect_ratio == Fraction(4, 3)
        assert container.metadata["title"] == "Test"
        frame = next(container.decode(stream))
        assert (int(frame.colorspace), int(frame.color_range)) == (1, 1)


@pytest.mark.parametrize("aspect", [Fraction(3, 2), Fraction(2, 3)])
@pytest.mark.parametrize("name", ["vp9.webm", "vp9.mkv", "av1.webm", "ffv1.mkv", "vp9.mp4"])
def test_that_pixel_aspect_is_carried_on_where_pictures_do_not_tell_it(
    name: str, aspect: Fraction, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    out = tmp_path / name
    encoding = FilmOptions(Encoding(out.stem))
    recolor_film(film(aspect=aspect, sound=name == "vp9.mkv"), out, recolorer, encoding)
    with FilmReader(out) as reader:
        assert reader.info.pixel_aspect == aspect
        assert len(list(reader.frames())) == 12
    with av.open(str(out)) as container:
        # What keeps the place for it until then.
        assert "title" not in container.streams.video[0].metadata


def test_that_tracks_have_their_checksum_also_when_pixels_have_a_shape(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    recolor_film(
        film(aspect=Fraction(3, 2)), tmp_path / "out.mkv", recolorer, FilmOptions(LOSSLESS)
    )
    data = (tmp_path / "out.mkv").read_bytes()
    tracks = data.rindex(b"\x16\x54\xae\x6b", 0, 4096) + 4
    length = 9 - data[tracks].bit_length()
    checksum = tracks + length
    size = int.from_bytes(data[tracks:checksum], "big") - (1 << 7 * length)
    assert data[checksum : checksum + 2] == b"\xbf\x84"
    found = int.from_bytes(data[checksum + 2 : checksum + 6], "little")
    assert found == zlib.crc32(data[checksum + 6 : checksum + size])


@pytest.mark.parametrize("suffix", [".mov", ".mp4", ".mkv"])
@pytest.mark.parametrize("code", ["01:02:03:04", "01:02:03;04"])
def test_that_the_time_code_is_kept(
    code: str, suffix: str, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    # A frame is missing.
    source = film("in.mov", times=[*range(5), *range(6, 13)], metadata={"timecode": code})
    with av.open(str(source)) as container:
        # QuickTime has it in a track of its own.
        assert "timecode" not in container.metadata
    notes: list[str] = []
    recolor_film(source, tmp_path / f"out{suffix}", recolorer, note=notes.append)
    with FilmReader(tmp_path / f"out{suffix}") as reader:
        told = {name.lower(): text for name, text in reader.info.metadata.items()}
    assert told["timecode"] == code
    assert notes == []


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv"])
def test_that_a_film_cut_short_has_the_chapters_of_what_is_there(
    suffix: str, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    # Of 0.1 s each; the sixth frame ends at 0.15 s.
    parts = [
        {"id": n, "start": 100 * n, "end": 100 * n + 100, "time_base": Fraction(1, 1000)}
        for n in range(4)
    ]
    source = film("plain.mkv", rate=Fraction(40), chapters=parts)
    out = tmp_path / f"out{suffix}"
    recolor_film(source, out, recolorer, FilmOptions(limit=6))
    with av.open(str(out)) as container:
        found = [
            (c["start"] * c["time_base"], c["end"] * c["time_base"]) for c in container.chapters()
        ]
        assert found == [(0, Fraction(1, 10)), (Fraction(1, 10), Fraction(3, 20))]
        assert container.duration == 150_000


def test_that_a_film_that_begins_late_begins_at_once(
    films: ModuleType, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    """A broadcast is cut out of a day."""
    source = film("late.ts", times=list(range(90_000, 90_012)), sound=False)
    recolor_film(source, tmp_path / "out.mp4", recolorer)
    times = films.read_pixels(tmp_path / "out.mp4")[1]
    given = films.read_pixels(source)[1]
    assert given[0] > 1000.0
    np.testing.assert_allclose(times, np.subtract(given, given[0]), atol=2e-5)


def test_that_titles_in_latin_1_keep_their_bytes(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    named = {"title": "Cafe Muller"}
    chapter = {"id": 1, "start": 0, "end": 1, "time_base": Fraction(1), "metadata": named}
    source = film("in.mkv", metadata=named, chapters=[chapter])
    latin = b"Caf\xe9 M\xfcller"
    source.write_bytes(source.read_bytes().replace(b"Cafe Muller", latin))
    for out in (tmp_path / "out.mkv", tmp_path / "out.mp4"):
        recolor_film(source, out, recolorer)
        assert out.read_bytes().count(latin) >= 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_that_a_colon_in_a_name_is_no_protocol(
    films: ModuleType,
    film: Film,
    recolorer: Recolorer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    film("2024-01-01T12:30:00.mp4")
    monkeypatch.chdir(tmp_path)
    recolor_film("2024-01-01T12:30:00.mp4", "out:1.mp4", recolorer)
    assert len(films.read_pixels(tmp_path / "out:1.mp4")[0]) == 12


def test_that_films_put_together_as_they_are_are_refused_where_they_meet(
    films: ModuleType, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    part = film("part.ts", given=[np.zeros((48, 64, 3), np.uint8)] * 30)
    source = tmp_path / "both.ts"
    source.write_bytes(part.read_bytes() * 2)
    words = r"after frame 30 the times jump back from 1\.0 s to 0\.0 s.*--limit 30"
    with pytest.raises(VideoError, match=words):
        recolor_film(source, tmp_path / "out.mp4", recolorer)
    assert films.left_behind(tmp_path, "part.ts", "both.ts") == []
    recolor_film(source, tmp_path / "out.mp4", recolorer, FilmOptions(limit=30))
    assert len(films.read_pixels(tmp_path / "out.mp4")[0]) == 30


def test_that_pixels_that_change_their_shape_within_a_film_are_told_once(
    film: Film, tmp_path: Path
) -> None:
    wide, square = (film(f"{w}.h264", aspect=Fraction(w, 3)).read_bytes() for w in (4, 3))
    told = []
    for data in (wide * 2, (wide + square) * 2):
        (tmp_path / "joined.h264").write_bytes(data)
        notes: list[str] = []
        with FilmReader(tmp_path / "joined.h264", notes.append) as reader:
            assert reader.info.pixel_aspect == Fraction(4, 3)
            assert len(list(reader.frames())) in (24, 48)
        told.append([note for note in notes if "change their shape at about frame" in note])
    assert [len(notes) for notes in told] == [0, 1]


def test_that_frames_that_theora_repeats_are_no_damage(
    films: ModuleType, recolorer: Recolorer, tmp_path: Path
) -> None:
    # PyAV reads Theora and does not write it.
    source = tmp_path / "in.ogv"
    still = "color=gray:s=64x48:r=25:d=0.8"
    films.ffmpeg("-f", "lavfi", "-i", still, "-c:v", "libtheora", source)
    with av.open(str(source)) as opened:
        assert any(p.size == 0 and p.pts is not None for p in opened.demux(video=0))
    recolor_film(source, tmp_path / "out.mp4", recolorer)
    assert films.read_pixels(tmp_path / "out.mp4")[0]


def turned(path: Path, target: Path, degrees: int) -> Path:
    with av.open(str(path)) as source, av.open(str(target), "w") as out:
        stream = source.streams.video[0]
        copy = out.add_stream_from_template(stream)
        copy.set_display_rotation(degrees)
        for packet in source.demux(stream):
            if packet.dts is not None:
                packet.stream = copy
                out.mux(packet)
    return target


@pytest.mark.parametrize("steps", [(1, 1), (1, -1), (-1, 1), (-1, -1)])
@pytest.mark.parametrize("swaps", [False, True])
def test_that_turned_and_mirrored_films_are_read_upright(
    steps: tuple[int, int], swaps: bool, film: Film, tmp_path: Path
) -> None:
    given = np.zeros((48, 64, 3), np.uint8)
    given[:16, :16], given[32:, :16], given[32:, 48:] = 255, 170, 85
    data = bytearray(film(given=[given] * 3).read_bytes())
    x, y = (step << 16 for step in steps)
    matrix = (0, y, 0, x, 0, 0) if swaps else (x, 0, 0, 0, y, 0)
    # ISO/IEC 14496-12, 8.3.2: the matrix of a track header of version 0.
    struct.pack_into(">6i", data, data.index(b"tkhd") + 44, *matrix)
    path = tmp_path / "turned.mp4"
    path.write_bytes(data)
    with FilmReader(path) as reader:
        found = next(reader.frames()).pixels
        assert (reader.info.height, reader.info.width) == found.shape[:2]
    upright = given.swapaxes(0, 1) if swaps else given
    expected = upright[:: steps[1], :: steps[0]]
    assert found.shape == expected.shape
    assert np.abs(found.astype(int) - expected).mean() < 4


@pytest.mark.parametrize("degrees", [90, 180, -90])
def test_that_rotated_films_are_read_and_written_upright(
    films: ModuleType, degrees: int, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    given = np.zeros((48, 64, 3), np.uint8)
    given[:16, :16] = 255
    source = turned(film(given=[given] * 3), tmp_path / "turned.mp4", degrees)
    upright = np.rot90(given, degrees // 90)
    recolorer.strength = 0.0
    recolor_film(source, tmp_path / "out.mp4", recolorer)
    found, _ = films.read_pixels(tmp_path / "out.mp4")
    assert found[0].shape == upright.shape
    assert np.abs(found[0].astype(int) - upright).mean() < 4
    with av.open(str(tmp_path / "out.mp4")) as container:
        assert next(container.decode(video=0)).rotation == 0


def test_that_streams_that_are_left_out_are_told_and_chapters_are_none(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    chapter = {"id": 1, "start": 0, "end": 200, "time_base": Fraction(1, 1000)}
    source = film("chapters.mp4", chapters=[{**chapter, "metadata": {"title": "One"}}])
    several = tmp_path / "several.mkv"
    with av.open(str(source)) as opened, av.open(str(several), "w") as out:
        assert opened.streams.data
        picture = opened.streams.video[0]
        copies = [out.add_stream_from_template(picture) for _ in range(3)]
        out.add_attachment("strands.ttf", "font/ttf", b"no font")
        for packet in opened.demux(picture):
            if packet.dts is not None:
                for copy in copies:
                    packet.stream = copy
                    out.mux(packet)
    notes: list[str] = []
    recolor_film(source, tmp_path / "out.mp4", recolorer, note=notes.append)
    assert notes == []
    recolor_film(several, tmp_path / "out.mp4", recolorer, note=notes.append)
    assert notes == ["left out: other pictures (2), attachments (1)"]


def test_that_of_two_pictures_the_one_that_players_show_is_read(
    film: Film, frames: list[Frame], tmp_path: Path
) -> None:
    preview = film("preview.mp4", [frame[::2, ::2] for frame in frames])
    two = tmp_path / "two.mp4"
    with av.open(preview) as first, av.open(film()) as second, av.open(two, "w") as out:
        for source, shown in ((first, Disposition(0)), (second, Disposition.default)):
            out.add_stream_from_template(source.streams.video[0]).disposition = shown
        for source, copy in zip((first, second), out.streams.video, strict=True):
            for packet in source.demux():
                if packet.dts is not None:
                    packet.stream = copy
                    out.mux(packet)
    with FilmReader(two) as reader:
        assert (reader.info.height, reader.info.width) == frames[0].shape[:2]


def test_that_what_a_film_does_not_tell_is_reckoned(film: Film) -> None:
    with FilmReader(film("in.mkv")) as reader:
        assert reader.info.frames == 12
    moving = film("in.avi", codec="mjpeg", pixel_format="yuvj420p", options={})
    with av.open(str(moving)) as opened:
        assert not opened.streams.video[0].sample_aspect_ratio
    with FilmReader(moving) as reader:
        assert reader.info.pixel_aspect == 1


def test_that_mask_side_by_side_and_limit_do_what_they_say(
    films: ModuleType, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film(sound=True)
    options = FilmOptions(LOSSLESS, mask_only=True, limit=4)
    recolor_film(source, tmp_path / "mask.mkv", recolorer, options)
    masks, _ = films.read_pixels(tmp_path / "mask.mkv")
    assert len(masks) == 4
    assert (masks[0].max(), masks[0].min()) == (255, 0)
    assert np.ptp(masks[0].astype(int), axis=2).max() <= 1
    options = FilmOptions(LOSSLESS, side_by_side=True)
    recolor_film(source, tmp_path / "both.mkv", recolorer, options)
    both, _ = films.read_pixels(tmp_path / "both.mkv")
    plain, _ = films.read_pixels(source)
    width = plain[0].shape[1]
    assert both[0].shape[1] == 2 * width
    assert np.abs(both[0][:, :width].astype(int) - plain[0]).mean() < 0.8
    assert np.abs(both[0][:, width:].astype(int) - plain[0]).mean() > 1.2


def test_that_progress_is_told(
    film: Film, recolorer: Recolorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Half a second from one look at it to the next.
    clock = SimpleNamespace(perf_counter=itertools.count(0.0, 0.5).__next__)
    monkeypatch.setattr("hairsdk.video.film.time", clock)
    told: list[Progress] = []
    recolor_film(film(), tmp_path / "out.mp4", recolorer, progress=told.append)
    assert [p.done for p in told] == list(range(1, 13))
    assert all((p.total, p.rate) == (12, 2.0) for p in told)
    assert told[-1].left == 0.0


def test_that_ffmpeg_finds_nothing_wrong_with_the_result(
    films: ModuleType, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    recolor_film(film(sound=True), tmp_path / "out.mp4", recolorer)
    assert films.ffmpeg("-i", tmp_path / "out.mp4", "-f", "null", "-") == ""


@pytest.mark.parametrize("limit", [0, -3, 2.5, "5"])
def test_that_a_film_has_at_least_one_frame(limit: Any, film: Film) -> None:
    assert FilmOptions(limit=1).limit == 1
    with FilmReader(film()) as source:
        with pytest.raises(ParameterError, match=f"from 1, found {limit!r}"):
            list(source.frames(limit))
        assert len(list(source.frames(1))) == 1
    with pytest.raises(ParameterError, match=f"from 1, found {limit!r}"):
        FilmOptions(limit=limit)


def test_that_an_encoding_is_no_options(film: Film, recolorer: Recolorer, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"expected FilmOptions, found Encoding\(codec='h265'"):
        recolor_film(film(), tmp_path / "out.mp4", recolorer, Encoding("h265"))  # type: ignore[arg-type]
