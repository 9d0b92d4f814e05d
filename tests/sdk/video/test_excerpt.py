"""Parts of films: the frames and the sound from one time to another, and what is told of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Recolorer
from hairsdk.errors import ParameterError
from hairsdk.video import (
    Encoding,
    FilmFrame,
    FilmInfo,
    FilmOptions,
    FilmReader,
    Progress,
    recolor_film,
)
from hairsdk.video import excerpt as module
from hairsdk.video import reader as reader_module
from hairsdk.video.excerpt import Excerpt, excerpt_info, from_first_frame

Frame = NDArray[np.uint8]
Film = Callable[..., Path]
RATE = Fraction(4)
CUT = {"g": "6", "bf": "2", "crf": "8"}
OPEN = {"x264-params": "keyint=6:open-gop=1:bframes=2:scenecut=0"}
VARIABLE = [0, 1, 2, 5, 6, 7, 9, 12, 13, 14, 17, 18, 20, 21, 22, 23, 25, 26, 27, 28, 29, 32, 33, 34]


@pytest.fixture
def many(frame: Frame) -> list[Frame]:
    """Six seconds of frames that are all different."""
    return [np.roll(frame, 3 * step, axis=1) for step in range(24)]


@pytest.fixture
def sought(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether films were sought, or read from their beginning."""
    told: list[bool] = []
    seek = reader_module.seek

    def note(*arguments: Any) -> bool:
        told.append(seek(*arguments))
        return told[-1]

    monkeypatch.setattr(reader_module, "seek", note)
    return told


def known(frame: FilmFrame) -> tuple[int, int, bytes]:
    return frame.pts, frame.duration, frame.pixels.tobytes()


@pytest.mark.parametrize(
    ("name", "options", "is_sought"),
    [
        ("in.mp4", {"options": CUT}, True),
        ("open.mp4", {"options": OPEN}, True),
        ("in.mov", {"options": CUT}, True),
        ("in.mkv", {"options": CUT}, True),
        ("variable.mkv", {"options": CUT, "times": VARIABLE}, True),
        ("in.webm", {"codec": "libvpx-vp9", "options": {"g": "6"}}, True),
        ("in.ts", {"options": CUT}, False),
        ("in.avi", {"codec": "mpeg4", "options": {"bf": "2"}}, False),
        ("raw.h264", {"options": CUT}, False),
    ],
)
def test_that_a_part_has_the_frames_of_the_whole_film(
    name: str,
    options: dict[str, Any],
    is_sought: bool,
    film: Film,
    many: list[Frame],
    sought: list[bool],
) -> None:
    with FilmReader(film(name, many, rate=RATE, **options)) as opened:
        whole = list(opened.frames())
        for start, end in ((0.1, 1.0), (2.6, 4.0), (3.25, 3.3), (4.9, None), (0.0, 0.6)):
            last = 1e9 if end is None else end
            expected = [known(frame) for frame in whole if start <= frame.time < last]
            assert [known(frame) for frame in opened.frames(start=start, end=end)] == expected
            assert list(map(known, opened.frames(2, start=start, end=end))) == expected[:2]
        same = [known(frame) for frame in opened.frames(start=whole[9].time)]
        assert same == [known(frame) for frame in whole[9:]]
    assert sought
    assert set(sought) == {is_sought}


def test_that_times_rounded_to_milliseconds_and_of_any_type_of_number_do(
    film: Film, many: list[Frame]
) -> None:
    with FilmReader(film(given=many, rate=Fraction(30))) as opened:
        whole = [frame.pts for frame in opened.frames()]
        for start, end in ((0.067, 0.333), (np.float32(0.067), Fraction(333, 1000))):
            assert [frame.pts for frame in opened.frames(start=start, end=end)] == whole[2:10]


def test_that_a_film_whose_index_misleads_is_read_from_its_beginning(
    film: Film, many: list[Frame], monkeypatch: pytest.MonkeyPatch, sought: list[bool]
) -> None:
    monkeypatch.setattr(module, "_RUN_UP", -2)
    with FilmReader(film(given=many, rate=RATE, options=CUT, sound=True)) as opened:
        whole = [known(frame) for frame in opened.frames()]
        assert [known(frame) for frame in opened.frames(start=2.0)] == whole[8:]
        items = list(opened.items(start=1.1))
    assert [known(item) for item in items if isinstance(item, FilmFrame)] == whole[5:]
    assert sought == [True, True]


@pytest.mark.parametrize("start", [3.3, 5.75])
def test_that_a_film_whose_index_calls_every_frame_a_key_is_read_from_its_beginning(
    start: float, film: Film, many: list[Frame], sought: list[bool]
) -> None:
    path = film(given=many, rate=RATE, codec="mpeg4", options={"g": "8"})
    # Without this box all are; FFmpeg decodes MPEG-4 from amid its groups, to a smear.
    path.write_bytes(path.read_bytes().replace(b"stss", b"free"))
    with FilmReader(path) as opened:
        whole = [known(frame) for frame in opened.frames() if frame.time >= start]
        assert [known(frame) for frame in opened.frames(start=start)] == whole
    assert sought == [True]


def test_that_the_sound_of_a_part_lasts_from_its_first_frame_to_its_end(
    film: Film, many: list[Frame]
) -> None:
    with FilmReader(film(given=many, rate=RATE, options=CUT, sound=True)) as opened:
        first, *others = opened.items(start=2.1, end=4.0)
    assert isinstance(first, FilmFrame)
    assert first.time == 2.25
    packets = [item.packet for item in others if not isinstance(item, FilmFrame)]
    times = [float(packet.pts * packet.time_base) for packet in packets]
    assert times == sorted(times)
    assert 2.25 <= times[0] < 2.275
    assert 3.95 < times[-1] < 4.0


@pytest.mark.parametrize("sound_is_first", [True, False])
def test_that_sound_before_the_first_frame_goes_wherever_it_stands_in_the_file(
    film: Film, many: list[Frame], sound_is_first: bool
) -> None:
    with FilmReader(film(given=many, rate=RATE, options=CUT, sound=True)) as opened:
        items, base = list(opened.items()), opened.info.time_base
    sounds = [item for item in items if not isinstance(item, FilmFrame)]
    frames = [item for item in items if isinstance(item, FilmFrame) and item.time >= 3.0]
    given = [*sounds, *frames] if sound_is_first else [*frames, *sounds]
    first, *others = from_first_frame(iter(given), base)
    assert first is frames[0]
    kept = [item.packet for item in others if not isinstance(item, FilmFrame)]
    assert 3.0 <= kept[0].pts * kept[0].time_base < 3.025
    assert len(others) == len(frames) - 1 + len(kept)


def test_that_a_part_may_end_in_the_sound_behind_the_picture(
    films: ModuleType, film: Film, many: list[Frame], tmp_path: Path
) -> None:
    longer = tmp_path / "longer.mkv"
    tone = "-f", "lavfi", "-i", "sine=duration=12", "-map", "0", "-map", "1"
    films.ffmpeg("-i", film(given=many, rate=RATE), *tone, "-c:v", "copy", longer)
    with FilmReader(longer) as opened:
        items = list(opened.items(start=5.0, end=9.0))
    packets = [item.packet for item in items if not isinstance(item, FilmFrame)]
    assert len(items) - len(packets) == 4
    assert 8.9 < packets[-1].pts * packets[-1].time_base < 9.0


def test_that_a_part_becomes_a_film_that_begins_at_zero(
    films: ModuleType, film: Film, many: list[Frame], recolorer: Recolorer, tmp_path: Path
) -> None:
    chapters = [
        {"id": n, "start": a, "end": b, "time_base": Fraction(1, 10), "metadata": {"title": name}}
        for n, (a, b, name) in enumerate([(0, 20, "one"), (20, 35, "two"), (35, 60, "three")])
    ]
    source = film("in.mov", many, rate=RATE, options=CUT, sound=True, chapters=chapters)
    timed = tmp_path / "timed.mov"
    films.ffmpeg("-i", source, "-c", "copy", "-timecode", "01:00:00:0", timed)
    target, shown = tmp_path / "out.mkv", list[Progress]()
    options = FilmOptions(Encoding("ffv1"), start=2.2, end=5.0)
    report = recolor_film(timed, target, recolorer, options, progress=shown.append)
    assert (report.frames, shown[-1].total) == (11, 11)
    recolorer.reset()
    with FilmReader(timed) as opened:
        items = list(opened.items(start=2.2, end=5.0))
    frames = [item.pixels for item in items if isinstance(item, FilmFrame)]
    expected = [recolorer.process(pixels).image for pixels in frames]
    sounds = [item for item in items if not isinstance(item, FilmFrame)]
    pixels, times = films.read_pixels(target)
    np.testing.assert_allclose(times, np.arange(11) / 4, atol=1e-6)
    for a, b in zip(pixels, expected, strict=True):
        assert np.abs(a.astype(int) - b).mean() < 1.0
    assert films.sound_of(target) == [bytes(sound.packet) for sound in sounds]
    begin = float(sounds[0].packet.pts * sounds[0].packet.time_base) - 2.25
    with av.open(str(target)) as container:
        heard = next(packet for packet in container.demux(audio=0) if packet.size)
        assert float(heard.pts * heard.time_base) == pytest.approx(begin, abs=2e-3)
        found = [
            (float(each["start"] * each["time_base"]), float(each["end"] * each["time_base"]))
            for each in container.chapters()
        ]
        np.testing.assert_allclose(found, [(0.0, 1.3), (1.3, 2.75)], atol=0.02)
        assert container.metadata["TIMECODE"] == "01:00:02:1"


def test_that_a_part_with_a_late_first_frame_keeps_its_sound_in_step(
    film: Film, many: list[Frame], recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film(given=many, rate=RATE, options=CUT, times=VARIABLE, sound=True)
    recolor_film(source, tmp_path / "out.mp4", recolorer, FilmOptions(start=2.3))
    times = []
    for path, since in ((source, 3.0), (tmp_path / "out.mp4", 0.0)):
        with av.open(str(path)) as container:
            picture, sound = container.streams.video[0], container.streams.audio[0]
            packets = [packet for packet in container.demux(picture, sound) if packet.size]
        for stream in (picture, sound):
            own = [p for p in packets if p.stream.index == stream.index]
            begins = sorted(float(p.pts * p.time_base) for p in own)
            times.append([begin - since for begin in begins if begin >= since])
    for before, after in zip(times[:2], times[2:], strict=True):
        np.testing.assert_allclose(after, before, atol=1e-3)


@pytest.mark.parametrize(
    ("timecode", "rate", "start", "expected"),
    [
        ("01:00:00:00", Fraction(25), 2.04, "01:00:02:01"),
        ("23:59:59:24", Fraction(25), 0.04, "00:00:00:00"),
        ("10:00:00:00", Fraction(24000, 1001), 1001 / 1000, "10:00:01:00"),
        # By SMPTE ST 12-1 numbers 0 and 1 are left out, but in every tenth minute.
        ("00:00:59;29", Fraction(30000, 1001), 1001 / 30000, "00:01:00;02"),
        ("00:09:59;29", Fraction(30000, 1001), 1001 / 30000, "00:10:00;00"),
        ("00:00:00;00", Fraction(30000, 1001), 107892 * 1001 / 30000, "01:00:00;00"),
        ("00:00:00;00", Fraction(30000, 1001), 17981 * 1001 / 30000, "00:09:59;29"),
        ("00:00:59;59", Fraction(60000, 1001), 1001 / 60000, "00:01:00;04"),
        ("00:00:00:119", Fraction(120), 1 / 120, "00:00:01:000"),
        ("at noon", Fraction(25), 2.0, "at noon"),
    ],
)
def test_that_the_time_code_of_a_part_is_that_of_its_first_frame(
    timecode: str, rate: Fraction, start: float, expected: str
) -> None:
    info = FilmInfo(64, 48, rate, 1 / rate, metadata={"timecode": timecode, "title": "a"})
    told = excerpt_info(info, Excerpt(start)).metadata
    assert told == {"timecode": expected, "title": "a"}
    # Matroska writes its tags so.
    tags = {"TIMECODE": timecode}
    assert excerpt_info(replace(info, metadata=tags), Excerpt(start)).metadata == {
        "TIMECODE": expected
    }
    assert excerpt_info(info, Excerpt()).metadata == info.metadata


@pytest.mark.parametrize(
    ("wanted", "frames"),
    [
        (Excerpt(), 100),
        (Excerpt(limit=7), 7),
        (Excerpt(1.0), 75),
        (Excerpt(1.0, 2.0), 25),
        (Excerpt(1.0, 9.0), 75),
        (Excerpt(1.0, 2.0, limit=30), 25),
        (Excerpt(1.0, 2.0, limit=3), 3),
    ],
)
def test_that_frames_of_a_part_are_reckoned(wanted: Excerpt, frames: int) -> None:
    info = FilmInfo(64, 48, Fraction(25), Fraction(1, 25), frames=100, duration=4.0)
    assert excerpt_info(info, wanted).frames == frames


def test_that_frames_of_a_part_are_not_reckoned_where_the_film_does_not_tell_its_length() -> None:
    info = FilmInfo(64, 48, Fraction(25), Fraction(1, 25))
    assert excerpt_info(info, Excerpt(1.0)).frames is None
    assert excerpt_info(info, Excerpt(1.0, 2.0)).frames == 25


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (-1.0, None, "start is a time in seconds from 0, found -1.0"),
        (float("nan"), None, "start is a time"),
        ("1:20", None, "start is a time in seconds from 0, found '1:20'"),
        (True, None, "start is a time"),
        (10**400, None, "start is a time"),
        (0.0, float("inf"), "end is a time"),
        (2.0, 2.0, "the end, at 2 s, is not after the start, at 2 s"),
        (Fraction(2), Fraction(1), "the end, at 1 s, is not after the start, at 2 s"),
    ],
)
def test_that_what_is_no_part_is_refused(start: Any, end: Any, said: str, film: Film) -> None:
    with pytest.raises(ParameterError, match=said):
        FilmOptions(start=start, end=end)
    with FilmReader(film()) as opened, pytest.raises(ParameterError, match=said):
        list(opened.frames(start=start, end=end))


@pytest.mark.parametrize(
    ("name", "start", "told"),
    [
        ("in.mp4", 9, "9"),
        ("in.ts", 9, "9"),
        ("in.mp4", 1e300, r"1e\+300"),  # FFmpeg seeks no such place
    ],
)
def test_that_a_part_behind_the_film_is_refused_and_nothing_written(
    name: str,
    start: float,
    told: str,
    films: ModuleType,
    film: Film,
    recolorer: Recolorer,
    tmp_path: Path,
) -> None:
    source = film(name, sound=True)
    with pytest.raises(
        ParameterError, match=rf"no frame is shown at {told} s or later.* at 0\.4 s"
    ):
        recolor_film(source, tmp_path / "out.mp4", recolorer, FilmOptions(start=start))
    assert films.left_behind(tmp_path, name) == []


def test_that_a_part_between_two_frames_is_refused_and_nothing_written(
    films: ModuleType, film: Film, many: list[Frame], recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film(given=many, rate=RATE, times=VARIABLE)
    said = r"there is no frame in that part: the first one from 2\.3 s on begins at 3\.000 s"
    with pytest.raises(ParameterError, match=said):
        recolor_film(source, tmp_path / "out.mp4", recolorer, FilmOptions(start=2.3, end=2.9))
    assert films.left_behind(tmp_path, source.name) == []
