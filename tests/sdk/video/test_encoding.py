"""Which codecs, qualities, speeds and containers go together, and what is taken by default."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Recolorer
from hairsdk.cli.command import Parser
from hairsdk.cli.video import COMMAND
from hairsdk.errors import FileWriteError, ParameterError
from hairsdk.video import (
    CODECS,
    Encoding,
    FilmInfo,
    FilmOptions,
    FilmReader,
    FilmWriter,
    check_encoding,
    recolor_film,
)
from hairsdk.video.encoding import CONTAINERS

Frame = NDArray[np.uint8]
Film = Callable[..., Path]


def may_be_real_time() -> bool:
    """Root, say, but not in every container."""
    if sys.platform != "linux":
        return False
    # In a thread that ends with it.
    with ThreadPoolExecutor(1) as beside, contextlib.suppress(OSError):
        beside.submit(os.sched_setscheduler, 0, os.SCHED_FIFO, os.sched_param(1)).result()
        return True
    return False


def encoded(path: Path, frames: list[Frame], encoding: Encoding) -> bytes:
    height, width = frames[0].shape[:2]
    info = FilmInfo(width, height, Fraction(25), Fraction(1, 25))
    with FilmWriter(path, info, (width, height), encoding) as writer:
        for number, frame in enumerate(frames):
            writer.write(frame, number, 1)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "encoding", "words"),
    [
        ("out.gif", Encoding(), r"cannot write \.gif: choose one of \.mp4"),
        ("out", Encoding(), "a film without suffix"),
        ("out.mp4", Encoding("mpeg9"), "no codec 'mpeg9'"),
        ("out.mp4", Encoding(crf=99), "crf of h264 is from 0 to 51, found 99"),
        ("out.mp4", Encoding(crf="fine"), "crf of h264 is from 0 to 51, found 'fine'"),
        ("out.mp4", "h265", r"expected an Encoding, found 'h265'; Encoding\('h264'\) is one"),
        ("out.mkv", Encoding("ffv1", crf=3), "ffv1 is lossless"),
        ("out.mkv", Encoding("ffv1", speed="fast"), "ffv1 knows no speeds"),
        ("out.mp4", Encoding(key_frames=0), "key_frames is a number from 1, found 0"),
        ("out.mp4", Encoding(key_frames=0.5), r"key_frames is a number from 1, found 0\.5"),
        ("out.mp4", Encoding(speed="warp"), "h264 knows no speed 'warp': choose one of ultraf"),
        ("out.webm", Encoding(speed="9"), "vp9 knows no speed '9': choose .*, 7, 8$"),
        ("out.mp4", Encoding("av1", speed="fast"), "av1 knows no speed 'fast': .*, 12, 13$"),
    ],
)
def test_that_encodings_that_do_not_go_together_are_named(
    films: ModuleType,
    name: str,
    encoding: Encoding,
    words: str,
    film: Film,
    recolorer: Recolorer,
    tmp_path: Path,
) -> None:
    with pytest.raises((ParameterError, FileWriteError), match=words):
        recolor_film(film(), tmp_path / name, recolorer, FilmOptions(encoding))
    assert films.left_behind(tmp_path, "in.mp4") == []


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("suffix", CONTAINERS)
def test_that_codecs_are_refused_before_the_work_where_ffmpeg_refuses_them(
    codec: str, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, encoding = tmp_path / f"out{suffix}", Encoding(codec)
    refused = ""
    try:
        check_encoding(path, encoding)
    except ParameterError as error:
        refused = str(error)
        assert refused.startswith(f"{suffix} cannot hold {codec}: choose one of .mp4, ")
    monkeypatch.setattr("hairsdk.video.encoding._REFUSED", {})
    try:
        encoded(path, [np.zeros((64, 64, 3), np.uint8)], encoding)
    except (ParameterError, FileWriteError):
        assert refused
    else:
        assert not refused


@pytest.mark.parametrize(("codec", "worst"), [("h264", 51), ("h265", 51), ("vp9", 63), ("av1", 63)])
def test_that_the_quality_goes_from_0_to_the_encoders_worst(codec: str, worst: int) -> None:
    for crf in (0, worst):
        check_encoding("out.mkv", Encoding(codec, crf))
    for crf in (-1, worst + 1):
        with pytest.raises(ParameterError, match=f"from 0 to {worst}, found {crf}"):
            check_encoding("out.mkv", Encoding(codec, crf))


def test_that_every_frame_may_be_a_key_frame() -> None:
    check_encoding("out.mp4", Encoding(key_frames=1))


def test_that_h265_and_h264_may_take_all_the_time_there_is() -> None:
    for codec in ("h264", "h265"):
        check_encoding("out.mp4", Encoding(codec, speed="placebo"))


def test_that_the_help_tells_the_quality_by_default() -> None:
    parser = Parser()
    COMMAND.add_arguments(parser)
    words = " ".join(parser.format_help().split())
    told = re.search(r"\(default: h264 (\d+), h265 (\d+), vp9 and av1 (\d+)\)", words)
    assert told is not None
    h264, h265, others = map(int, told.groups())
    qualities = {name: codec.crf for name, codec in CODECS.items()}
    assert qualities == {"h264": h264, "h265": h265, "vp9": others, "av1": others, "ffv1": None}


@pytest.mark.parametrize(
    ("codec", "fastest"),
    [("h264", "ultrafast"), ("h265", "ultrafast"), ("vp9", "8"), ("av1", "13")],
)
def test_that_by_default_an_encoder_takes_more_than_the_least_time(
    codec: str, fastest: str, frames: list[Frame], tmp_path: Path
) -> None:
    usual, fast = tmp_path / "usual.mkv", tmp_path / "fast.mkv"
    encoded(usual, frames, Encoding(codec))
    encoded(fast, frames, Encoding(codec, speed=fastest))
    assert packets(usual) != packets(fast)


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(video=0)]


@pytest.mark.parametrize(
    ("codec", "suffix"), [("h264", ".mp4"), ("h265", ".mp4"), ("vp9", ".webm"), ("ffv1", ".mkv")]
)
def test_that_the_codecs_write_what_plays(
    films: ModuleType, codec: str, suffix: str, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    out = tmp_path / f"out{suffix}"
    speed = {"h264": "ultrafast", "h265": "ultrafast", "vp9": "8"}.get(codec)
    recolor_film(film(), out, recolorer, FilmOptions(Encoding(codec, speed=speed)))
    found, times = films.read_pixels(out)
    assert (len(found), len(times)) == (12, 12)


def test_that_h265_is_tagged_for_apple_s_players_in_capitals_too(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    options = FilmOptions(Encoding("h265", speed="ultrafast"))
    recolor_film(film(), tmp_path / "OUT.MP4", recolorer, options)
    with av.open(str(tmp_path / "OUT.MP4")) as container:
        assert container.streams.video[0].codec_context.codec_tag == "hvc1"


def test_that_quality_makes_a_difference(film: Film, recolorer: Recolorer, tmp_path: Path) -> None:
    sizes = []
    for crf in (10, 40):
        out = tmp_path / f"{crf}.mp4"
        recolor_film(film(), out, recolorer, FilmOptions(Encoding(crf=crf)))
        sizes.append(out.stat().st_size)
    assert sizes[0] > 2 * sizes[1]


@pytest.mark.skipif(not may_be_real_time(), reason="the encoder may not take more")
def test_that_av1_leaves_processors_to_others(frames: list[Frame], tmp_path: Path) -> None:
    def threads() -> set[int]:
        return {int(path.name) for path in Path("/proc/self/task").iterdir()}

    # Mesa has threads of little urgency, which may be left of another test.
    usual, before = os.sched_getscheduler(0), threads()
    info = FilmInfo(*frames[0].shape[1::-1], Fraction(25), Fraction(1, 25))
    size = (info.width, info.height)
    with FilmWriter(tmp_path / "out.mp4", info, size, Encoding("av1", speed="13")) as writer:
        writer.write(frames[0], 0)
        own = threading.get_native_id()
        begun = threads() - before
        assert begun
        assert {os.sched_getscheduler(thread) for thread in begun | {own}} == {usual}


def test_that_av1_refuses_odd_sizes_with_those_that_take_them(
    frames: list[Frame], tmp_path: Path
) -> None:
    odd = [np.ascontiguousarray(frame[:-1]) for frame in frames]
    with pytest.raises(ParameterError, match=r"av1 takes only even sizes, .*: use h264 or ffv1"):
        encoded(tmp_path / "out.mp4", odd, Encoding("av1"))


@pytest.mark.parametrize(("width", "height"), [(4, 200), (200, 4), (24, 24), (30, 64)])
def test_that_av1_refuses_films_so_small_that_its_encoder_hangs_or_crashes(
    width: int, height: int, frames: list[Frame], tmp_path: Path
) -> None:
    small = [np.resize(frames[0], (height, width, 3))]
    with pytest.raises(ParameterError, match=r"av1 takes only sides of 32 .*: use h264 or ffv1"):
        encoded(tmp_path / "out.mp4", small, Encoding("av1"))
    encoded(tmp_path / "out.mp4", [np.resize(frames[0], (32, 200, 3))], Encoding("av1"))


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        (".mp4", rb"....ftypisom"),
        (".m4v", rb"....ftypisom"),
        (".mov", rb"....ftypqt  "),
        (".mkv", rb"\x1a\x45\xdf\xa3.{,40}matroska"),
        (".webm", rb"\x1a\x45\xdf\xa3.{,40}webm"),
        (".MOV", rb"....ftypqt  "),
    ],
)
def test_that_a_film_is_of_the_kind_that_its_suffix_tells(
    suffix: str, kind: bytes, frames: list[Frame], tmp_path: Path
) -> None:
    data = encoded(tmp_path / f"out{suffix}", frames[:1], Encoding())
    assert re.match(kind, data, re.DOTALL)


@pytest.mark.parametrize("codec", ["h264", "h265", "vp9", "av1", "ffv1"])
@pytest.mark.parametrize("lasting", [2, 9])
def test_that_the_last_frame_is_shown_for_as_long_as_it_is_told(
    codec: str, lasting: int, frames: list[Frame], tmp_path: Path
) -> None:
    info = FilmInfo(*frames[0].shape[1::-1], Fraction(1), Fraction(1, 5))
    path = tmp_path / "out.mkv"
    with FilmWriter(path, info, (info.width, info.height), Encoding(codec)) as writer:
        for number, frame in enumerate(frames[:4]):
            writer.write(frame, 5 * number, 5 if number < 3 else lasting)
    with FilmReader(path) as reader:
        told = [(frame.time, float(frame.duration * frame.time_base)) for frame in reader.frames()]
    assert told == [(0, 1), (1, 1), (2, 1), (3, lasting / 5)]


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_that_h265_takes_films_of_a_few_frames(
    suffix: str, count: int, frames: list[Frame], tmp_path: Path
) -> None:
    # By chance: libx265 takes their times of decoding from memory that nobody has set.
    for _ in range(5):
        encoded(tmp_path / f"out{suffix}", frames[:count], Encoding("h265", speed="ultrafast"))
        with FilmReader(tmp_path / f"out{suffix}") as reader:
            assert [frame.time for frame in reader.frames()] == [n / 25 for n in range(count)]


_NARROW_FILM = """
from fractions import Fraction
from pathlib import Path
import sys
import numpy as np
from hairsdk.video import Encoding, FilmInfo, FilmWriter
info = FilmInfo(40, 40, Fraction(25), Fraction(1, 25))
for seed in range(4):
    frames = np.random.default_rng(seed).integers(0, 256, (30, 40, 40, 3), np.uint8)
    with FilmWriter(sys.argv[1], info, (40, 40), Encoding("h265")) as writer:
        for number, frame in enumerate(frames):
            writer.write(frame, number, 1)
"""


@pytest.mark.skipif(
    not Path("/lib/x86_64-linux-gnu/libc_malloc_debug.so.0").exists(),
    reason="only glibc checks the heap",
)
def test_that_narrow_films_in_h265_leave_the_heap_whole(tmp_path: Path) -> None:
    watched = {"MALLOC_CHECK_": "3", "LD_PRELOAD": "libc_malloc_debug.so.0"}
    command = [sys.executable, "-c", _NARROW_FILM, tmp_path / "out.mp4"]
    subprocess.run(command, env={**os.environ, **watched}, check=True)
