"""Films that are damaged, odd or interrupted: a clear message, and nothing broken."""

from __future__ import annotations

import errno
import gc
import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import av
import av.error
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from hairsdk import Recolorer
from hairsdk.errors import FileReadError, FileWriteError, ParameterError, VideoError
from hairsdk.video import (
    Encoding,
    FilmOptions,
    FilmReader,
    FilmWriter,
    Progress,
    StopRequest,
    recolor_film,
)

Frame = NDArray[np.uint8]
Film = Callable[..., Path]
LOSSLESS = Encoding("ffv1")


def test_that_sound_that_lasts_longer_is_no_sign_of_truncation(
    films: ModuleType, film: Film, frames: list[Frame], recolorer: Recolorer, tmp_path: Path
) -> None:
    longer = film("long.mp4", frames * 5, sound=True)
    for name in ("in.mp4", "in.mkv"):
        source = films.joined(film(), {"deu": longer}, tmp_path / name.replace("in", "joined"))
        for audio in (True, False):
            report = recolor_film(source, tmp_path / "out.mkv", recolorer, FilmOptions(audio=audio))
            assert report.frames == 12


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
    assert re.search(r"damaged (at|after) frame \d+", "".join(told))
    assert sum("damaged at frame" in words for words in told) <= 1


def test_that_an_interrupted_film_plays_as_far_as_it_goes(
    films: ModuleType, film: Film, frames: list[Frame], recolorer: Recolorer, tmp_path: Path
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


def test_that_a_film_that_was_read_to_its_end_is_not_stopped(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    stop = StopRequest()
    source = film(sound=True)
    with FilmReader(source) as opened:
        total = opened.info.frames

    def progress(done: Progress) -> None:
        if done.done == total:
            stop.set()

    report = recolor_film(source, tmp_path / "out.mp4", recolorer, progress=progress, stop=stop)
    assert (report.frames, report.stopped) == (total, False)


def test_that_a_film_stopped_before_its_first_frame_is_gone(
    films: ModuleType, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    stop = StopRequest()
    stop.set()
    report = recolor_film(film(), tmp_path / "out.mp4", recolorer, stop=stop)
    assert (report.frames, report.stopped) == (0, True)
    assert films.left_behind(tmp_path, "in.mp4") == []


def test_that_a_film_that_is_dropped_is_gone(
    films: ModuleType, film: Film, frames: list[Frame], recolorer: Recolorer, tmp_path: Path
) -> None:
    stop = StopRequest()

    def progress(done: Progress) -> None:
        if done.done == 5:
            stop.drop()

    source = film(given=frames * 10)
    with pytest.raises(KeyboardInterrupt):
        recolor_film(source, tmp_path / "out.mp4", recolorer, progress=progress, stop=stop)
    assert films.left_behind(tmp_path, "in.mp4") == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sent.mp4", "ffconcat version 1.0\nfile secret.ts\n"),
        (
            "sent.m3u8",
            "#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nsecret.ts\n#EXT-X-ENDLIST\n",
        ),
    ],
)
def test_that_a_list_of_other_films_is_none(
    name: str, text: str, film: Film, tmp_path: Path
) -> None:
    # Who sends one to a service would get what others have sent there.
    film("secret.ts")
    (tmp_path / name).write_text(text)
    with av.open(str(tmp_path / name)) as container:
        assert next(container.decode(video=0)).width == 128
    with pytest.raises(VideoError, match=rf"{name}: a list of other files \((concat|hls)\)"):
        FilmReader(tmp_path / name)


@pytest.mark.parametrize("shape", [(1, 64), (3, 4097), (63, 65)])
def test_that_odd_sizes_are_kept(
    films: ModuleType, shape: tuple[int, int], film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    given = [np.full((*shape, 3), 90 + 9 * n, np.uint8) for n in range(3)]
    source = film("odd.mkv", given, codec="ffv1", pixel_format="yuv444p", options={})
    out = tmp_path / "out.mkv"
    recolor_film(source, out, recolorer, FilmOptions(LOSSLESS))
    found, _ = films.read_pixels(out)
    assert [image.shape for image in found] == [(*shape, 3)] * 3


@pytest.mark.parametrize(
    ("shape", "way"),
    [((63, 64), "crop=64:62"), ((64, 65), "crop=64:64"), ((1, 64), "phones and browsers play")],
)
def test_that_one_odd_side_is_enough_for_full_colour_resolution(
    shape: tuple[int, int], way: str, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    given = [np.full((*shape, 3), 90, np.uint8)] * 2
    source = film("odd.mkv", given, codec="ffv1", pixel_format="yuv444p", options={})
    notes: list[str] = []
    recolor_film(source, tmp_path / "out.mp4", recolorer, note=notes.append)
    with av.open(str(tmp_path / "out.mp4")) as opened:
        made = opened.streams.video[0]
        assert (made.height, made.width, made.pix_fmt) == (*shape, "yuv444p")
    (told,) = notes
    assert told.startswith(f"its size, {shape[1]}×{shape[0]}, is odd")
    assert told.endswith(way)
    # A lossless film has them so at any size.
    recolor_film(source, tmp_path / "out.mkv", recolorer, FilmOptions(LOSSLESS), note=notes.append)
    assert len(notes) == 1


def test_that_a_film_one_pixel_wide_works_or_is_named(
    films: ModuleType, film: Film, recolorer: Recolorer, tmp_path: Path
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
    with pytest.raises(FileReadError, match=r"cannot read .*none\.mp4: no such file"):
        recolor_film(tmp_path / "none.mp4", tmp_path / "out.mp4", recolorer)
    with pytest.raises((FileReadError, VideoError), match=str(tmp_path)):
        recolor_film(tmp_path, tmp_path / "out.mp4", recolorer)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty: the file has no bytes"), (b"This is no film.\n" * 99, "no film, or a damaged")],
    ids=["empty", "text"],
)
def test_that_what_is_no_film_is_named(
    films: ModuleType, content: bytes, words: str, recolorer: Recolorer, tmp_path: Path
) -> None:
    (tmp_path / "in.mp4").write_bytes(content)
    with pytest.raises(VideoError, match=words):
        recolor_film(tmp_path / "in.mp4", tmp_path / "out.mp4", recolorer)
    assert films.left_behind(tmp_path, "in.mp4") == []


def test_that_damage_that_ffmpeg_calls_not_permitted_is_no_matter_of_rights(
    film: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = film()

    def refuse(*_: object, **__: object) -> None:
        raise av.error.PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(av, "open", refuse)
    with pytest.raises(VideoError, match=r"in\.mp4: no film, or a damaged one: Operation not"):
        FilmReader(source)


@pytest.mark.skipif(
    av.library_versions["libavcodec"] >= (63,), reason="this FFmpeg decodes animated WebP"
)
def test_that_an_animated_webp_is_not_called_damaged_alone(tmp_path: Path) -> None:
    path = tmp_path / "loop.webp"
    first, second = (Image.new("RGB", (64, 48), name) for name in ("red", "blue"))
    first.save(path, save_all=True, append_images=[second])
    with pytest.raises(VideoError, match=r"loop\.webp: an animated WebP.*to a GIF"):
        FilmReader(path)


def test_that_a_film_too_large_for_memory_is_refused_before_it_is_decoded(
    film: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = film("out.mp4")
    monkeypatch.setattr("hairsdk.video.reader._MOST_PIXELS", 1000)
    monkeypatch.setattr(FilmReader, "_first_frame", lambda _: pytest.fail("it was decoded"))
    with pytest.raises(VideoError, match=r"its frames are \d+×\d+; at most 0\.001 megapixels"):
        FilmReader(path)


@pytest.mark.parametrize(
    "place",
    [
        "av.open",
        "hairsdk.video.reader.FilmReader._packets",
        "hairsdk.video.reader.FilmReader._shown",
    ],
)
def test_that_too_little_memory_is_no_damage(
    place: str, film: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = film()
    monkeypatch.setattr(place, lambda *_, **options: av.error.err_check(-errno.ENOMEM))
    with pytest.raises(MemoryError), FilmReader(path) as source:
        list(source.frames())


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
    films: ModuleType,
    suffix: str,
    film: Film,
    frames: list[Frame],
    recolorer: Recolorer,
    tmp_path: Path,
) -> None:
    source = film(f"whole{suffix}", frames * 8)
    cut = tmp_path / f"cut{suffix}"
    data = source.read_bytes()
    cut.write_bytes(data[: len(data) // 2])
    with pytest.raises(VideoError, match=r"truncated|damaged") as caught:
        recolor_film(cut, tmp_path / "out.mp4", recolorer)
    assert str(cut) in str(caught.value)
    assert films.left_behind(tmp_path, source.name, cut.name) == []


def test_that_a_film_whose_size_changes_is_named_with_the_frame(
    films: ModuleType, film: Film, frames: list[Frame], recolorer: Recolorer, tmp_path: Path
) -> None:
    large = film("large.ts", frames)
    small = film("small.ts", [np.ascontiguousarray(f[:64, :96]) for f in 2 * frames])
    joined = tmp_path / "joined.ts"
    joined.write_bytes(large.read_bytes() + small.read_bytes())
    with pytest.raises(VideoError, match=r"frame \d+ is 96×64, those before it 128×96.*--limit"):
        recolor_film(joined, tmp_path / "out.mp4", recolorer)
    # Of a part behind that place no frame is before it.
    behind = FilmOptions(start=0.4)
    with pytest.raises(VideoError, match=r"cut the film there$"):
        recolor_film(joined, tmp_path / "out.mp4", recolorer, behind)
    assert films.left_behind(tmp_path, large.name, small.name, joined.name) == []


def test_that_a_film_is_not_written_over_itself(film: Film, recolorer: Recolorer) -> None:
    source = film()
    before = source.read_bytes()
    with pytest.raises(ParameterError, match="is the film itself"):
        recolor_film(source, source, recolorer)
    assert source.read_bytes() == before


def test_that_a_folder_that_is_not_there_is_named(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    with pytest.raises(FileWriteError, match=r"cannot write .*gone/out\.mp4: there is no folder"):
        recolor_film(film(), tmp_path / "gone" / "out.mp4", recolorer)


@pytest.mark.parametrize("suffix", [".mp4", ".mov"])
def test_that_what_a_crash_leaves_of_a_recording_plays(
    films: ModuleType, suffix: str, film: Film, frames: list[Frame], tmp_path: Path
) -> None:
    with FilmReader(film()) as source:
        info = source.info
    folder = tmp_path / "there"
    folder.mkdir()
    crashed, whole = tmp_path / f"crashed{suffix}", folder / f"out{suffix}"
    encoding = Encoding(speed="veryfast")
    with FilmWriter(whole, info, (info.width, info.height), encoding) as writer:
        for number in range(180):
            # Another scene, and so a key frame, every 60.
            scene = frames[number % 12] ^ (255 * (number // 60 % 2))
            writer.write(scene.astype(np.uint8), number * 1001)
        (unfinished,) = folder.iterdir()
        crashed.write_bytes(unfinished.read_bytes())
    left, times = films.read_pixels(crashed)
    assert len(left) >= 60
    finished, all_times = films.read_pixels(whole)
    assert len(finished) == 180
    assert times[:60] == all_times[:60]


@pytest.mark.filterwarnings("ignore:unclosed file")  # Python's own, and rightly
def test_that_a_writer_that_nobody_closes_leaves_no_file_and_is_told(
    film: Film,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "there"
    target.mkdir()
    with FilmReader(film()) as source:
        size = source.info.width, source.info.height
        writer = FilmWriter(target / "out.mp4", source.info, size)
        writer.write(next(source.frames()).pixels, 0)
        FilmWriter(target / "other.mp4", source.info, size).discard()
        # Nothing is told, nor removed, where a process that was forked off meanwhile ends.
        forked = FilmWriter(target / "forked.mp4", source.info, size)
        with monkeypatch.context() as patch:
            patch.setattr(os, "getpid", lambda: -1)
            del forked
            gc.collect()
    (left,) = target.glob(".forked.*")
    left.unlink()
    assert list(target.iterdir())
    assert not caplog.messages
    del writer
    gc.collect()
    assert not list(target.iterdir())
    (told,) = caplog.messages
    assert told.startswith(f"{target / 'out.mp4'} was not written: its FilmWriter was not closed")


def test_that_a_film_that_cannot_be_begun_leaves_nothing_to_complain_of(film: Film) -> None:
    source = film()
    script = """if True:
        import sys
        from hairsdk.video import FilmReader, FilmWriter
        with FilmReader(sys.argv[1]) as film:
            FilmWriter("gone/out.mp4", film.info, (128, 96))
    """
    # Only in its development mode Python tells of what fails in a file that is thrown away.
    command = [sys.executable, "-X", "dev", "-c", script, str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "FileWriteError" in done.stderr
    assert "Exception ignored" not in done.stderr


def test_that_a_picture_of_an_unknown_kind_is_no_damage(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film("in.mov")
    data = source.read_bytes().replace(b"avc1", b"zzzz").replace(b"avcC", b"zzzC")
    source.write_bytes(data)
    with pytest.raises(VideoError, match="of a kind that cannot be decoded here: convert"):
        recolor_film(source, tmp_path / "out.mp4", recolorer)


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv"])
def test_that_a_sound_of_an_unknown_kind_is_left_out_and_told(
    suffix: str, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    # As the second, spatial sound of newer iPhones: "apac".
    source = film("in.mov", sound=True)
    data = source.read_bytes().replace(b"mp4a", b"apac").replace(b"esds", b"dapa")
    source.write_bytes(data)
    out = tmp_path / f"out{suffix}"
    notes: list[str] = []
    recolor_film(source, out, recolorer, note=notes.append)
    assert "left out: sounds of a kind that FFmpeg does not know (1)" in notes
    with av.open(str(out)) as container:
        assert len(container.streams.audio) == 0
        assert sum(1 for _ in container.decode(video=0)) == 12


@pytest.mark.parametrize("end", [-1000, 5])
@pytest.mark.parametrize("audio", [True, False])
def test_that_an_ogg_that_tells_a_wrong_end_is_as_long_as_what_is_in_it(
    end: int, audio: bool, films: ModuleType, recolorer: Recolorer, tmp_path: Path
) -> None:
    """FFmpeg takes the time from there to the end for the last sound's: a day, or ages."""
    source, out = tmp_path / "in.ogv", tmp_path / "out.mp4"
    inputs = ("-f", "lavfi", "-i", "testsrc=s=64x48:d=1", "-f", "lavfi", "-i", "sine=d=1")
    films.ffmpeg(*inputs, "-c:v", "libtheora", "-c:a", "libvorbis", source)
    pages = list(re.split(rb"(?=OggS\0)", source.read_bytes()))[1:]
    for serial in {page[14:18] for page in pages}:
        last = max(at for at, page in enumerate(pages) if page[14:18] == serial)
        pages[last] = ogg_page(pages[last], end)
    source.write_bytes(b"".join(pages))
    recolor_film(source, out, recolorer, FilmOptions(audio=audio))
    with av.open(str(out)) as container:
        assert container.duration is not None
        assert container.duration / av.time_base == pytest.approx(1.0, abs=0.1)


def ogg_page(page: bytes, end: int) -> bytes:
    """A page that tells another end, with the checksum of RFC 3533."""
    page = page[:6] + struct.pack("<q", end) + page[14:22] + bytes(4) + page[26:]
    remainder = 0
    for byte in page:
        remainder ^= byte << 24
        for _ in range(8):
            remainder = (remainder << 1) ^ (0x104C11DB7 if remainder >> 31 else 0)
    return page[:22] + struct.pack("<I", remainder) + page[26:]
