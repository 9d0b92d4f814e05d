"""Films that the tests make themselves."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import av
import numpy as np
import pytest
from av.stream import Disposition
from numpy.typing import NDArray

from hairsdk import Preset, Recolorer

Frame = NDArray[np.uint8]

# SWS_BILINEAR, SWS_FULL_CHR_H_INT and SWS_ACCURATE_RND: PyAV 17 has no names for the last two.
_EXACT = 2 | 0x2000 | 0x40000


@pytest.fixture(scope="session")
def films() -> ModuleType:
    """This module: tests cannot import it, and call its functions."""
    return sys.modules[__name__]


@pytest.fixture
def recolorer(preset: Preset, network: Path) -> Iterator[Recolorer]:
    with Recolorer(preset, network, device="cpu", threads=1) as made:
        yield made


@pytest.fixture
def frames(frame: Frame) -> list[Frame]:
    """Twelve frames in which the hair moves to the right."""
    return [np.roll(frame, 2 * step, axis=1) for step in range(12)]


def write_film(
    path: Path,
    frames: Sequence[Frame],
    *,
    rate: Fraction = Fraction(30000, 1001),
    times: Sequence[int] | None = None,
    sound: bool = False,
    sound_codec: str = "aac",
    codec: str = "libx264",
    pixel_format: str = "yuv420p",
    options: dict[str, str] | None = None,
    aspect: Fraction | None = None,
    transfer: int = 2,
    primaries: int = 2,
    matrix: int = 1,
    metadata: dict[str, str] | None = None,
    chapters: Sequence[Any] = (),
) -> Path:
    """Encode frames, in BT.709 whatever `matrix` says; `times` are in thirtieths of a second over
    1.001. The sound begins with the first frame.
    """
    with av.open(str(path), "w") as container:
        container.metadata.update(metadata or {})
        container.set_chapters([{"metadata": {}, **chapter} for chapter in chapters])
        stream: Any = container.add_stream(
            codec, rate=rate, options={"crf": "8"} if options is None else options
        )
        height, width = frames[0].shape[:2]
        stream.width, stream.height, stream.pix_fmt = width, height, pixel_format
        stream.codec_context.time_base = 1 / rate
        stream.codec_context.colorspace, stream.codec_context.color_range = matrix, 1
        stream.codec_context.color_primaries, stream.codec_context.color_trc = primaries, transfer
        if aspect is not None:
            stream.codec_context.sample_aspect_ratio = aspect
        tone: Any = container.add_stream(sound_codec, rate=44100) if sound else None
        for number, pixels in enumerate(frames):
            image = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
            made = image.reformat(format=pixel_format, dst_colorspace=1, dst_color_range=1)
            made.pts, made.time_base = (times[number] if times else number), 1 / rate
            container.mux(stream.encode(made))
        container.mux(stream.encode(None))
        if tone is not None:
            seconds, begin = len(frames) / float(rate), round((times or [0])[0] / rate * 44100)
            for block in range(int(seconds * 44100) // 1024):
                wave = 0.3 * np.sin(0.05 * np.arange(1024 * block, 1024 * (block + 1)))
                piece = av.AudioFrame.from_ndarray(
                    wave.astype(np.float32)[np.newaxis], format="fltp", layout="mono"
                )
                piece.sample_rate, piece.pts = 44100, begin + 1024 * block
                container.mux(tone.encode(piece))
            container.mux(tone.encode(None))
    return path


def read_pixels(path: Path) -> tuple[list[Frame], list[float]]:
    """Frames and their times, read without hairsdk."""
    pixels, times = [], []
    with av.open(str(path)) as container:
        for made in container.decode(video=0):
            pixels.append(made.to_ndarray(format="rgb24", interpolation=_EXACT))
            times.append(float(made.time))
    return pixels, times


def seconds_of(path: Path) -> Fraction:
    """How long the picture lasts."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.duration is not None
        assert stream.time_base is not None
        return stream.duration * stream.time_base


def sound_of(path: Path) -> list[bytes]:
    """Packets of the sound."""
    with av.open(str(path)) as container:
        return [bytes(p) for p in container.demux(audio=0) if p.size]


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


def ffmpeg(*arguments: object) -> str:
    """Run FFmpeg's own program, for what PyAV cannot do; what it finds wrong."""
    program = shutil.which("ffmpeg")
    assert program, "the README's test command installs ffmpeg"
    command = [program, "-v", "error", *map(str, arguments)]
    return subprocess.run(command, stderr=subprocess.PIPE, text=True, check=True).stderr


def left_behind(folder: Path, *expected: str) -> list[str]:
    """Names of files that are not expected."""
    return sorted(p.name for p in folder.iterdir() if p.name not in expected)


Film = Callable[..., Path]


@pytest.fixture
def film(tmp_path: Path, frames: list[Frame]) -> Film:
    """Make a film of the frames: ``film("name.mp4", sound=True)``."""

    def make(name: str = "in.mp4", given: Sequence[Frame] | None = None, **options: Any) -> Path:
        return write_film(tmp_path / name, frames if given is None else given, **options)

    return make
