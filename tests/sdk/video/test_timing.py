"""When films end, by their headers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from hairsdk import Preset, Recolorer
from hairsdk.video import Encoding, FilmInfo, FilmReader, FilmWriter
from hairsdk.video.timing import Timing, end_of, length_of

FRAME = 1001 / 30000


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("in.mp4", [0, 1, 2]),
        # Beyond an hour: WebM has hours, minutes and seconds in a text.
        ("in.webm", [0, 1, 110_000]),
        ("in.mkv", [0, 1, 110_000]),
        ("in.mp4", [0, 1, 110_000]),
        ("in.ts", [110_000, 110_001, 110_002]),
    ],
)
def test_that_a_film_says_when_its_picture_ends(
    name: str, times: list[int], film: Callable[..., Path], frames: list
) -> None:
    codec = {"codec": "libvpx-vp9", "options": {}} if name.endswith("webm") else {}
    with av.open(str(film(name, frames[:3], times=times, **codec))) as container:
        (picture,) = container.streams.video
        last = max(p.pts * p.time_base for p in container.demux() if p.pts is not None)
        assert end_of(picture) == pytest.approx(float(last) + FRAME, abs=2 * FRAME)


@pytest.mark.parametrize(
    ("codec", "references"), [("libx264", 0), ("libx264", 1), ("libx264", 2), ("mpeg4", 2)]
)
def test_that_the_frames_of_an_avi_come_one_after_another_at_their_turn(
    codec: str, references: int, film: Callable[..., Path]
) -> None:
    # Frames that refer to later ones make decoders wait, which is no pause before the film.
    options = {"bf": str(references), "b_strategy": "0"}
    with FilmReader(film("in.avi", codec=codec, options=options)) as reader:
        times = [frame.pts * reader.info.time_base * reader.info.rate for frame in reader.frames()]
    assert times == list(range(12))


def test_that_frames_without_times_at_the_beginning_do_not_crowd_those_behind_them() -> None:
    # So FFmpeg gives the pictures below zero of a Matroska; its sounds begin at −344 ms.
    container: Any = SimpleNamespace(start_time=-344_000, format=SimpleNamespace(name="matroska"))
    rate = Fraction(25)
    stream: Any = SimpleNamespace(
        time_base=Fraction(1, 1000),
        average_rate=rate,
        guessed_rate=rate,
        frames=0,
        duration=None,
        metadata={},
    )
    frames: list[Any] = [SimpleNamespace(pts=pts, dts=pts) for pts in [None] * 7 + [11, 51, 91]]
    timing, shown = Timing(container, stream, frames[0], None), []
    for frame in frames:
        shown.append(timing.shown(frame, shown[-1] if shown else None))
    assert shown == [0, 40, 80, 120, 160, 200, 240, 355, 395, 435]


def test_that_a_raw_stream_of_dv_runs_at_the_rate_of_its_frames(film: Callable[..., Path]) -> None:
    frame = np.zeros((576, 720, 3), np.uint8)
    path = film("in.dv", [frame] * 3, rate=Fraction(25), codec="dvvideo", options={})
    with FilmReader(path) as reader:
        assert (reader.info.rate, reader.info.frames) == (25, 3)
        times = [frame.pts * reader.info.time_base for frame in reader.frames()]
    assert times == [0, Fraction(1, 25), Fraction(2, 25)]


@pytest.mark.parametrize("name", ["in.gif", "in.png", "in.webp"])
def test_that_an_animation_keeps_the_times_of_its_frames(
    name: str, frames: list, tmp_path: Path
) -> None:
    if name == "in.webp" and av.library_versions["libavcodec"] < (63,):
        pytest.skip("this FFmpeg does not decode animated WebP")
    first, *others = (Image.fromarray(frame) for frame in frames[:5])
    lasting = [100, 200, 50, 300, 100]
    first.save(tmp_path / name, save_all=True, append_images=others, duration=lasting)
    with FilmReader(tmp_path / name) as reader:
        times = [frame.time for frame in reader.frames()]
    np.testing.assert_allclose(times, [0.0, 0.1, 0.3, 0.35, 0.65], atol=1e-3)


@pytest.mark.parametrize("codec", ["h264", "vp9"])
def test_that_the_last_frame_of_an_mp4_ends_with_the_film(
    codec: str, frames: list, tmp_path: Path
) -> None:
    info = FilmInfo(*frames[0].shape[1::-1], Fraction(1), Fraction(1, 5))
    path = tmp_path / "in.mp4"
    with FilmWriter(path, info, (info.width, info.height), Encoding(codec)) as writer:
        for number, frame in enumerate(frames[:4]):
            writer.write(frame, 5 * number, 5 if number < 3 else 2)
    with FilmReader(path) as reader:
        lasting = [float(frame.duration * frame.time_base) for frame in reader.frames()]
    assert lasting == pytest.approx([1, 1, 1, 0.4])


def test_that_a_matroska_without_durations_ends_when_its_header_says(
    film: Callable[..., Path], frames: list
) -> None:
    # Older FFmpegs wrote none: the last frame seems to last for the mean of all, here a second.
    path = film("in.mkv", frames[:3], rate=Fraction(1))
    whole, cut = b"00:00:03.000000000", b"00:00:02.400000000"
    assert whole in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(whole, cut))
    with FilmReader(path) as reader:
        lasting = [float(frame.duration * frame.time_base) for frame in reader.frames()]
    assert lasting == pytest.approx([1, 1, 0.4])


def test_that_mkvmerge_tells_how_long_a_stream_lasts_and_ffmpeg_when_it_ends() -> None:
    stream: Any = SimpleNamespace(
        duration=None,
        start_time=500,
        time_base=Fraction(1, 1000),
        metadata={"DURATION": "00:01:02.250000000"},
    )
    assert end_of(stream) == 62.25
    stream.metadata["_STATISTICS_TAGS"] = "BPS DURATION NUMBER_OF_FRAMES NUMBER_OF_BYTES"
    assert end_of(stream) == 62.75


@pytest.mark.parametrize("told", ["soon", "9" * 5000 + ":00:00", "0:0:" + "9" * 400, "٣:0:0"])
def test_that_a_length_that_is_no_time_is_not_told(told: str) -> None:
    stream: Any = SimpleNamespace(
        duration=None, start_time=0, time_base=Fraction(1, 1000), metadata={"DURATION": told}
    )
    assert end_of(stream) is None


def test_that_a_recolorer_takes_the_times_of_a_film(
    film: Callable[..., Path], frames: list, preset: Preset, network: Path
) -> None:
    # Behind a pause of more than a second a stream begins anew, which only times tell.
    path = film("in.mp4", frames[:4], times=[0, 1, 100, 101])
    with FilmReader(path) as reader, Recolorer(preset, network, device="cpu") as recolorer:
        shown = list(reader.frames())
        assert [frame.time for frame in shown] == pytest.approx(
            [0, FRAME, 100 * FRAME, 101 * FRAME], abs=1e-3
        )
        found = [recolorer.process(frame.pixels, time=frame.time).mask for frame in shown]
        for number, begins in ((2, True), (3, False)):
            recolorer.reset()
            anew = recolorer.process(shown[number].pixels).mask
            assert np.array_equal(found[number], anew) == begins


@pytest.mark.parametrize("name", ["in.mkv", "in.webm", "in.nut", "in.wmv", "in.mp4", "in.ts"])
def test_that_a_film_that_begins_late_is_no_longer_for_it(
    name: str, film: Callable[..., Path], frames: list
) -> None:
    """As cut out of a day by FFmpeg's -copyts; progress would never come to its end."""
    other = {"in.webm": "libvpx-vp9", "in.wmv": "wmv2"}
    codec = {"codec": other[name], "options": {}} if name in other else {}
    late = list(range(90_000, 90_012))
    with FilmReader(film(name, frames, times=late, sound=False, **codec)) as reader:
        info = reader.info
        # A film that ended before its header says so would be truncated.
        assert len(list(reader.frames())) == 12
    assert info.frames == pytest.approx(12, abs=1)
    assert info.duration == pytest.approx(12 * FRAME, abs=2 * FRAME)


def test_that_mkvmerge_tells_how_long_a_film_lasts() -> None:
    container: Any = SimpleNamespace(
        format=SimpleNamespace(name="matroska,webm"),
        start_time=100_000_000,
        duration=60_000_000,
        streams=[SimpleNamespace(metadata={"_STATISTICS_TAGS": "BPS DURATION"})],
    )
    assert length_of(container) == 60.0
    container.duration = None
    assert length_of(container) is None


def test_that_chapters_count_from_the_beginning_too(film: Callable[..., Path]) -> None:
    # The film begins at 100.1 s: of its chapters one is over then, and one has begun.
    parts = [
        {"id": number, "start": start, "end": end, "time_base": Fraction(1, 10)}
        for number, (start, end) in enumerate([(0, 1000), (1000, 1011), (1011, 1031)], 1)
    ]
    path = film("in.mkv", times=list(range(3000, 3012)), sound=False, chapters=parts)
    with FilmReader(path) as reader:
        found = [
            (float(c["start"] * c["time_base"]), float(c["end"] * c["time_base"]))
            for c in reader.info.chapters
        ]
    assert found == [(0.0, pytest.approx(1.0)), (pytest.approx(1.0), pytest.approx(3.0))]
