"""What a film is encoded with: containers, codecs, and what goes together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hairsdk.checks import as_number, checked_path
from hairsdk.errors import ParameterError
from hairsdk.video.arguments import check_count

__all__ = ["CODECS", "CONTAINERS", "MATROSKA", "Codec", "Encoding", "check_encoding", "chosen"]


@dataclass(frozen=True)
class Codec:
    """How an encoder is driven.

    Parameters
    ----------
    encoder : str
        FFmpeg's name.
    crf : int or None
        Quality by default; None for a lossless codec.
    worst : int
        Largest crf.
    options : dict
        Passed to the encoder.
    speed : tuple of str
        Option that trades time for size, and its value by default.
    speeds : tuple of str
        Its values, from the fastest or from the slowest.
    formats : tuple of str
        Pixel format of frames with even sizes, and of the others; empty where there is none.
    least : int
        Pixels that each side has at least.
    """

    encoder: str
    crf: int | None
    worst: int
    options: dict[str, str]
    speed: tuple[str, str] = ("", "")
    speeds: tuple[str, ...] = ()
    formats: tuple[str, str] = ("yuv420p", "yuv444p")
    least: int = 1

    def format_for(self, width: int, height: int, name: str) -> str:
        """Pixel format of frames of this size; `ParameterError` if they cannot be encoded."""
        even = width % 2 == 0 and height % 2 == 0
        chosen_format = self.formats[0 if even else 1]
        if not chosen_format:
            wanted = "even sizes"
        elif min(width, height) < self.least:
            wanted = f"sides of {self.least} pixels and more"
        else:
            return chosen_format
        raise ParameterError(
            f"{name} takes only {wanted}, the film is {width}×{height}: use h264 or ffv1"
        )

    def options_for(self, encoding: Encoding, width: int) -> dict[str, str]:
        """What the encoder is opened with, for frames so many pixels wide."""
        options = dict(self.options)
        if self.crf is not None:
            options["crf"] = str(self.crf if encoding.crf is None else encoding.crf)
        if self.speed[0]:
            options[self.speed[0]] = encoding.speed or self.speed[1]
        if self.encoder == "libx265" and width <= _NARROW:
            options["x265-params"] += ":cutree=0"
        return options


_NARROW = 48
"""Pixels up to which libx265 4.2, in the "CU tree" by which it shares out bits between frames,
writes beyond its rows of three blocks, into memory of others."""

_WORDS = (
    *("ultrafast", "superfast", "veryfast", "faster", "fast"),
    *("medium", "slow", "slower", "veryslow", "placebo"),
)
_NUMBERS = tuple(map(str, range(14)))
_QUIET_X265 = {"x265-params": "log-level=error"}

CODECS = {
    "h264": Codec("libx264", 18, 51, {}, ("preset", "medium"), _WORDS),
    "h265": Codec("libx265", 20, 51, _QUIET_X265, ("preset", "medium"), _WORDS),
    "vp9": Codec("libvpx-vp9", 24, 63, {"b": "0", "row-mt": "1"}, ("cpu-used", "4"), _NUMBERS[:9]),
    # Below 25 libsvtav1 reads memory that nobody has set: it crashes, or waits for itself.
    "av1": Codec("libsvtav1", 24, 63, {}, ("preset", "8"), _NUMBERS, ("yuv420p", ""), 32),
    "ffv1": Codec("ffv1", None, 0, {"level": "3"}, formats=("yuv444p", "yuv444p")),
}
"""Codecs by the name that people give them. The first pixel format is for even sizes."""

CONTAINERS = {
    ".mp4": ("mp4", "h264"),
    ".m4v": ("mp4", "h264"),
    ".mov": ("mov", "h264"),
    ".mkv": ("matroska", "h264"),
    ".webm": ("webm", "vp9"),
}
"""FFmpeg's name and the codec by default, by suffix."""

MATROSKA = ("matroska", "webm")
"""FFmpeg's names of Matroska, and of the part of it that is WebM."""

_REFUSED = {".mov": ("vp9", "av1", "ffv1"), ".webm": ("h264", "h265", "ffv1")}
"""Codecs that FFmpeg's writers refuse, that of QuickTime two of them only with its header."""


@dataclass(frozen=True)
class Encoding:
    """How a film is encoded.

    Parameters
    ----------
    codec : str or None
        One of `CODECS`; None takes the container's usual one.
    crf : int or None
        Constant rate factor: the smaller, the better and the larger. None takes the codec's
        usual one.
    speed : str or None
        The encoder's own word for how much time it may take, such as "veryfast" or "8".
    key_frames : int or None
        Most frames from one key frame to the next, from 1. None takes the encoder's usual number.
    """

    codec: str | None = None
    crf: int | None = None
    speed: str | None = None
    key_frames: int | None = None


def check_encoding(path: str | Path, encoding: Encoding) -> None:
    """Raise `ParameterError` if container, codec, quality and speed do not go together."""
    chosen(checked_path(path), encoding)


def chosen(path: Path, encoding: Encoding) -> tuple[str, Codec, str]:
    """FFmpeg's container, the codec and its name; raises as `check_encoding`."""
    suffix = path.suffix.lower()
    if suffix not in CONTAINERS:
        raise ParameterError(
            f"{path}: cannot write {suffix or 'a film without suffix'}: "
            f"choose one of {', '.join(CONTAINERS)}"
        )
    if not isinstance(encoding, Encoding):
        raise ParameterError(f"expected an Encoding, found {encoding!r}; Encoding('h264') is one")
    container, usual = CONTAINERS[suffix]
    name = encoding.codec or usual
    if not isinstance(name, str) or name not in CODECS:
        raise ParameterError(f"no codec {name!r}: choose one of {', '.join(CODECS)}")
    codec = CODECS[name]
    if name in _REFUSED.get(suffix, ()):
        others = [other for other in CONTAINERS if name not in _REFUSED.get(other, ())]
        raise ParameterError(f"{suffix} cannot hold {name}: choose one of {', '.join(others)}")
    if encoding.crf is not None and codec.crf is None:
        raise ParameterError(f"{name} is lossless and takes no crf")
    if encoding.crf is not None and not 0 <= as_number(encoding.crf) <= codec.worst:
        raise ParameterError(f"crf of {name} is from 0 to {codec.worst}, found {encoding.crf!r}")
    if encoding.speed is not None and not codec.speeds:
        raise ParameterError(f"{name} knows no speeds")
    if encoding.speed is not None and encoding.speed not in codec.speeds:
        raise ParameterError(
            f"{name} knows no speed {encoding.speed!r}: choose one of {', '.join(codec.speeds)}"
        )
    check_count("key_frames is a number", encoding.key_frames)
    return container, codec, name
