"""Which codecs, qualities, speeds and containers go together, and what is taken by default."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk.cli.command import Parser
from hairsdk.cli.video import COMMAND
from hairsdk.errors import ParameterError
from hairsdk.video import CODECS, Encoding, FilmInfo, FilmWriter, check_encoding

Frame = NDArray[np.uint8]


def encoded(path: Path, frames: list[Frame], encoding: Encoding) -> bytes:
    height, width = frames[0].shape[:2]
    info = FilmInfo(width, height, Fraction(25), Fraction(1, 25))
    with FilmWriter(path, info, (width, height), encoding) as writer:
        for number, frame in enumerate(frames):
            writer.write(frame, number, 1)
    return path.read_bytes()


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


def test_that_av1_refuses_odd_sizes_with_those_that_take_them(
    frames: list[Frame], tmp_path: Path
) -> None:
    odd = [np.ascontiguousarray(frame[:-1]) for frame in frames]
    with pytest.raises(ParameterError, match=r"av1 takes only even sizes, .*: use h264 or ffv1"):
        encoded(tmp_path / "out.mp4", odd, Encoding("av1"))


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
