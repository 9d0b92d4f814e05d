"""Films from file to file: sound, timing, colours, and every kind of bad input."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from fractions import Fraction
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.stream import Disposition
from numpy.typing import NDArray

from hairsdk import Recolorer
from hairsdk.errors import FileReadError, FileWriteError, ParameterError, VideoError
from hairsdk.video import Encoding, FilmOptions, FilmReader, Progress, StopRequest, recolor_film

_spec = spec_from_file_location("films", Path(__file__).with_name("conftest.py"))
assert _spec is not None
assert _spec.loader is not None
films = module_from_spec(_spec)
_spec.loader.exec_module(films)

Frame = NDArray[np.uint8]
Film = Callable[..., Path]
LOSSLESS = Encoding("ffv1")


def left_behind(folder: Path, *expected: str) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name not in expected)


def test_that_a_film_is_what_the_stream_makes_of_its_frames(
    film: Film, recolorer: Recolorer, tmp_path: Path
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
    assert left_behind(tmp_path, "in.mp4", "out.mkv") == []


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv"])
def test_that_the_sound_is_copied_packet_by_packet(
    suffix: str, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film(sound=True)
    out = tmp_path / f"out{suffix}"
    recolor_film(source, out, recolorer)
    assert films.sound_of(out) == films.sound_of(source)
    recolor_film(source, tmp_path / "silent.mp4", recolorer, FilmOptions(audio=False))
    with av.open(str(tmp_path / "silent.mp4")) as container:
        assert not container.streams.audio


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


def test_that_a_variable_rate_keeps_every_frame_s_time(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    times = [0, 1, 2, 5, 6, 11, 12, 13, 20, 21, 22, 40]
    source = film(times=times)
    recolor_film(source, tmp_path / "out.mp4", recolorer)
    assert films.read_pixels(tmp_path / "out.mp4")[1] == films.read_pixels(source)[1]


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


def joined(picture: Path, sounds: dict[str, Path], target: Path) -> Path:
    """The picture of one film with the sound of others, by language; the last is the default."""
    with contextlib.ExitStack() as stack:
        out = stack.enter_context(av.open(str(target), "w"))
        out.set_chapters(
            [{"id": 1, "start": 0, "end": 200, "time_base": Fraction(1, 1000), "metadata": {}}]
        )
        copies = []
        for language, path in {"": picture, **sounds}.items():
            source = stack.enter_context(av.open(str(path)))
            stream = source.streams.audio[0] if language else source.streams.video[0]
            copy = out.add_stream_from_template(stream)
            if language:
                copy.metadata["language"] = language
                copy.disposition = Disposition(int(path == list(sounds.values())[-1]))
            copies.append((source, stream, copy))
        for source, stream, copy in copies:
            for packet in source.demux(stream):
                if packet.dts is not None:
                    packet.stream = copy
                    out.mux(packet)
    return target


def test_that_several_sounds_keep_their_languages_and_chapters_are_kept(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    sounds = {"deu": film("a.mp4", sound=True), "eng": film("b.mp4", sound=True)}
    source = joined(film(), sounds, tmp_path / "both.mp4")
    recolor_film(source, tmp_path / "out.mkv", recolorer)
    with av.open(str(tmp_path / "out.mkv")) as out:
        assert [s.language for s in out.streams.audio] == ["deu", "eng"]
        assert [bool(s.disposition & Disposition.default) for s in out.streams.audio] == [False, 1]
        assert len(out.chapters()) == 1


def test_that_sound_that_lasts_longer_is_no_sign_of_truncation(
    film: Film, frames: list[Frame], recolorer: Recolorer, tmp_path: Path
) -> None:
    longer = film("long.mp4", frames * 5, sound=True)
    for name in ("in.mp4", "in.mkv"):
        source = joined(film(), {"deu": longer}, tmp_path / name.replace("in", "joined"))
        for audio in (True, False):
            report = recolor_film(source, tmp_path / "out.mkv", recolorer, FilmOptions(audio=audio))
            assert report.frames == 12


def test_that_a_film_that_begins_late_begins_at_once(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    """A broadcast is cut out of a day."""
    source = film("late.ts", times=list(range(90_000, 90_012)), sound=False)
    recolor_film(source, tmp_path / "out.mp4", recolorer)
    times = films.read_pixels(tmp_path / "out.mp4")[1]
    given = films.read_pixels(source)[1]
    assert given[0] > 1000.0
    np.testing.assert_allclose(times, np.subtract(given, given[0]), atol=2e-5)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_that_a_pipe_is_refused_and_not_waited_for(recolorer: Recolorer, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "in.mp4")
    with pytest.raises(FileReadError, match="a pipe or a device, not a file; 'hairsdk pipe'"):
        recolor_film(tmp_path / "in.mp4", tmp_path / "out.mp4", recolorer)


def test_that_damage_within_a_film_is_told_with_the_frame(
    film: Film, frames: list[Frame], recolorer: Recolorer, tmp_path: Path
) -> None:
    data = bytearray(film(given=frames * 8).read_bytes())
    middle = len(data) // 2
    for at in range(middle, middle + 4000, 40):
        data[at] ^= 0xFF
    (tmp_path / "damaged.mp4").write_bytes(data)
    told: list[str] = []
    try:
        recolor_film(tmp_path / "damaged.mp4", tmp_path / "out.mp4", recolorer, note=told.append)
    except VideoError as error:
        # What a decoder conceals, and what it gives up on, is its own affair.
        told.append(str(error))
    assert re.search(r"damaged (in \d+ frames, the first is|after) frame \d+", "".join(told))


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


@pytest.mark.parametrize("degrees", [90, 180, -90])
def test_that_rotated_films_are_read_and_written_upright(
    degrees: int, film: Film, recolorer: Recolorer, tmp_path: Path
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


def test_that_ten_bits_are_converted_with_a_word(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    notes: list[str] = []
    source = film("deep.mkv", pixel_format="yuv420p10le", codec="ffv1", options={})
    recolor_film(source, tmp_path / "out.mp4", recolorer, note=notes.append)
    assert notes == ["10 bits a channel become 8"]


@pytest.mark.parametrize(("transfer", "name"), [(16, "PQ"), (18, "HLG")])
def test_that_hdr_is_refused_with_a_remedy(
    transfer: int, name: str, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film(transfer=transfer)
    with pytest.raises(VideoError, match=rf"HDR with {name}.*zscale and tonemap"):
        recolor_film(source, tmp_path / "out.mp4", recolorer)
    assert left_behind(tmp_path, "in.mp4") == []


@pytest.mark.parametrize(
    ("codec", "suffix"), [("h264", ".mp4"), ("h265", ".mp4"), ("vp9", ".webm"), ("ffv1", ".mkv")]
)
def test_that_the_codecs_write_what_plays(
    codec: str, suffix: str, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    out = tmp_path / f"out{suffix}"
    speed = {"h264": "ultrafast", "h265": "ultrafast", "vp9": "8"}.get(codec)
    recolor_film(film(), out, recolorer, FilmOptions(Encoding(codec, speed=speed)))
    found, times = films.read_pixels(out)
    assert (len(found), len(times)) == (12, 12)


def test_that_quality_makes_a_difference(film: Film, recolorer: Recolorer, tmp_path: Path) -> None:
    sizes = []
    for crf in (10, 40):
        out = tmp_path / f"{crf}.mp4"
        recolor_film(film(), out, recolorer, FilmOptions(Encoding(crf=crf)))
        sizes.append(out.stat().st_size)
    assert sizes[0] > 2 * sizes[1]


@pytest.mark.parametrize(
    ("name", "encoding", "words"),
    [
        ("out.gif", Encoding(), r"cannot write \.gif: choose one of \.mp4"),
        ("out", Encoding(), "a film without suffix"),
        ("out.mp4", Encoding("mpeg9"), "no codec 'mpeg9'"),
        ("out.mp4", Encoding(crf=99), "crf of h264 is from 0 to 51, found 99"),
        ("out.mkv", Encoding("ffv1", crf=3), "ffv1 is lossless"),
        ("out.webm", Encoding("h264"), "h264"),
    ],
)
def test_that_encodings_that_do_not_go_together_are_named(
    name: str,
    encoding: Encoding,
    words: str,
    film: Film,
    recolorer: Recolorer,
    tmp_path: Path,
) -> None:
    with pytest.raises((ParameterError, FileWriteError), match=words):
        recolor_film(film(), tmp_path / name, recolorer, FilmOptions(encoding))
    assert left_behind(tmp_path, "in.mp4") == []


def test_that_sound_that_the_container_cannot_hold_is_named(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    with pytest.raises(ParameterError, match=r"sound \(aac\).*--no-audio"):
        recolor_film(film(sound=True), tmp_path / "out.webm", recolorer)
    assert left_behind(tmp_path, "in.mp4") == []


def test_that_mask_side_by_side_and_limit_do_what_they_say(
    film: Film, recolorer: Recolorer, tmp_path: Path
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


def test_that_progress_is_told(film: Film, recolorer: Recolorer, tmp_path: Path) -> None:
    told: list[Progress] = []
    recolor_film(film(), tmp_path / "out.mp4", recolorer, progress=told.append)
    assert [p.done for p in told] == list(range(1, 13))
    assert all(p.total == 12 and p.rate > 0 for p in told)
    assert told[-1].left == 0.0


def test_that_an_interrupted_film_plays_as_far_as_it_goes(
    film: Film, frames: list[Frame], recolorer: Recolorer, tmp_path: Path
) -> None:
    stop = StopRequest()

    def progress(done: Progress) -> None:
        if done.done == 5:
            stop.set()

    source = film(given=frames * 10, sound=True)
    report = recolor_film(source, tmp_path / "out.mp4", recolorer, progress=progress, stop=stop)
    assert report.stopped
    found, _ = films.read_pixels(tmp_path / "out.mp4")
    assert 5 <= len(found) == report.frames < 60


def test_that_a_film_stopped_before_its_first_frame_is_gone(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    stop = StopRequest()
    stop.set()
    report = recolor_film(film(), tmp_path / "out.mp4", recolorer, stop=stop)
    assert (report.frames, report.stopped) == (0, True)
    assert left_behind(tmp_path, "in.mp4") == []


def test_that_a_film_that_is_dropped_is_gone(
    film: Film, frames: list[Frame], recolorer: Recolorer, tmp_path: Path
) -> None:
    stop = StopRequest()

    def progress(done: Progress) -> None:
        if done.done == 5:
            stop.drop()

    source = film(given=frames * 10)
    with pytest.raises(KeyboardInterrupt):
        recolor_film(source, tmp_path / "out.mp4", recolorer, progress=progress, stop=stop)
    assert left_behind(tmp_path, "in.mp4") == []


@pytest.mark.parametrize("shape", [(1, 64), (3, 4097), (63, 65)])
def test_that_odd_sizes_are_kept(
    shape: tuple[int, int], film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    given = [np.full((*shape, 3), 90 + 9 * n, np.uint8) for n in range(3)]
    source = film("odd.mkv", given, codec="ffv1", pixel_format="yuv444p", options={})
    out = tmp_path / "out.mkv"
    recolor_film(source, out, recolorer, FilmOptions(LOSSLESS))
    found, _ = films.read_pixels(out)
    assert [image.shape for image in found] == [(*shape, 3)] * 3


def test_that_a_film_one_pixel_wide_works_or_is_named(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    given = [np.full((64, 1, 3), 90 + 9 * n, np.uint8) for n in range(3)]
    source = film("thin.mov", given, codec="png", pixel_format="rgb24", options={})
    recolor_film(source, tmp_path / "out.mkv", recolorer)
    found, _ = films.read_pixels(tmp_path / "out.mkv")
    assert [image.shape for image in found] == [(64, 1, 3)] * 3
    # FFV1 cuts frames into slices, and there is none to cut from one column.
    with pytest.raises(ParameterError, match="ffv1 cannot encode 1×64"):
        recolor_film(source, tmp_path / "lossless.mkv", recolorer, FilmOptions(LOSSLESS))


def test_that_a_missing_or_unreadable_film_is_named(recolorer: Recolorer, tmp_path: Path) -> None:
    with pytest.raises(FileReadError, match=r"cannot read .*none\.mp4: No such file"):
        recolor_film(tmp_path / "none.mp4", tmp_path / "out.mp4", recolorer)
    with pytest.raises((FileReadError, VideoError), match=str(tmp_path)):
        recolor_film(tmp_path, tmp_path / "out.mp4", recolorer)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty: the file has no bytes"), (b"This is no film.\n" * 99, "no film, or a damaged")],
    ids=["empty", "text"],
)
def test_that_what_is_no_film_is_named(
    content: bytes, words: str, recolorer: Recolorer, tmp_path: Path
) -> None:
    (tmp_path / "in.mp4").write_bytes(content)
    with pytest.raises(VideoError, match=words):
        recolor_film(tmp_path / "in.mp4", tmp_path / "out.mp4", recolorer)
    assert left_behind(tmp_path, "in.mp4") == []


def test_that_a_film_of_sound_only_is_named(recolorer: Recolorer, tmp_path: Path) -> None:
    path = tmp_path / "song.m4a"
    with av.open(str(path), "w", format="mp4") as container:
        tone: Any = container.add_stream("aac", rate=44100)
        piece = av.AudioFrame.from_ndarray(
            np.zeros((1, 1024), np.float32), format="fltp", layout="mono"
        )
        piece.sample_rate, piece.pts = 44100, 0
        container.mux(tone.encode(piece))
        container.mux(tone.encode(None))
    with pytest.raises(VideoError, match="no picture in this file, only sound"):
        recolor_film(path, tmp_path / "out.mp4", recolorer)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_that_a_truncated_film_is_named_and_leaves_nothing(
    suffix: str, film: Film, frames: list[Frame], recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film(f"whole{suffix}", frames * 8)
    cut = tmp_path / f"cut{suffix}"
    data = source.read_bytes()
    cut.write_bytes(data[: len(data) // 2])
    with pytest.raises(VideoError, match=r"truncated|damaged") as caught:
        recolor_film(cut, tmp_path / "out.mp4", recolorer)
    assert str(cut) in str(caught.value)
    assert left_behind(tmp_path, source.name, cut.name) == []


def test_that_a_film_whose_size_changes_is_named_with_the_frame(
    film: Film, frames: list[Frame], recolorer: Recolorer, tmp_path: Path
) -> None:
    large = film("large.ts", frames)
    small = film("small.ts", [np.ascontiguousarray(f[:64, :96]) for f in frames])
    joined = tmp_path / "joined.ts"
    joined.write_bytes(large.read_bytes() + small.read_bytes())
    with pytest.raises(VideoError, match=r"frame \d+ is 96×64, those before it 128×96.*--limit"):
        recolor_film(joined, tmp_path / "out.mp4", recolorer)
    assert left_behind(tmp_path, large.name, small.name, joined.name) == []


def test_that_a_film_is_not_written_over_itself(film: Film, recolorer: Recolorer) -> None:
    source = film()
    before = source.read_bytes()
    with pytest.raises(ParameterError, match="is the film itself"):
        recolor_film(source, source, recolorer)
    assert source.read_bytes() == before


def test_that_a_folder_that_is_not_there_is_named(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    with pytest.raises(FileWriteError, match=r"cannot write .*gone/out\.mp4: No such file"):
        recolor_film(film(), tmp_path / "gone" / "out.mp4", recolorer)


class _Full:
    """A file on a disk with room for a number of bytes."""

    def __init__(self, file: Any, room: int) -> None:
        self._file, self._room = file, room

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, data: bytes) -> int:
        if self._file.tell() + len(data) > self._room:
            raise OSError(28, "No space left on device")
        return int(self._file.write(data))


@pytest.mark.parametrize("room", [0, 1000, 3000])
def test_that_a_full_disk_is_told_in_its_own_words(
    room: int,
    film: Film,
    recolorer: Recolorer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = film()
    true_open = Path.open

    def full(path: Path, mode: str = "r", *args: Any, **options: Any) -> Any:
        file = true_open(path, mode, *args, **options)
        return _Full(file, room) if mode == "wb" else file

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(FileWriteError, match=r"cannot write .*out\.mp4: No space left on device"):
        recolor_film(source, tmp_path / "out.mp4", recolorer)
    assert left_behind(tmp_path, "in.mp4") == []


def test_that_ffmpeg_finds_nothing_wrong_with_the_result(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    recolor_film(film(sound=True), tmp_path / "out.mp4", recolorer)
    ffmpeg = shutil.which("ffmpeg")
    assert ffmpeg, "the README's test command installs ffmpeg"
    command = [ffmpeg, "-v", "error", "-i", str(tmp_path / "out.mp4"), "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
