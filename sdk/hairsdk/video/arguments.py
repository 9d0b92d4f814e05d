"""What a film is to be written with, checked before FFmpeg takes it for something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from numbers import Integral
from typing import Any

from av.audio.stream import AudioStream

from hairsdk.errors import ParameterError
from hairsdk.video.parts import FilmInfo

__all__ = [
    "check_count",
    "check_fraction",
    "check_info",
    "check_size",
    "check_sounds",
    "check_ticks",
]

_TOO_MANY = 1 << 62
"""Ticks that FFmpeg, which counts them in 64 bits, cannot reckon with."""


def check_count(what: str, count: Any) -> None:
    """Raise `ParameterError` if this is neither None nor a whole number from 1."""
    if count is not None and not (isinstance(count, Integral) and int(count) >= 1):
        raise ParameterError(f"{what} from 1, found {count!r}")


def check_fraction(name: str, number: Any) -> None:
    """Raise `ParameterError` if this is no number that FFmpeg can count in."""
    is_fraction = isinstance(number, Fraction | int) and number > 0
    if not is_fraction or max(number.numerator, number.denominator) >= 1 << 31:
        raise ParameterError(
            f"the {name} of a film is a positive fraction of whole numbers of 32 bits, found "
            f"{number!r}; Fraction(number).limit_denominator(90000) makes one"
        )


def check_info(info: Any) -> None:
    """Raise `ParameterError` if this is no `FilmInfo`, or one that FFmpeg cannot write."""
    if not isinstance(info, FilmInfo):
        raise ParameterError(
            f"expected a FilmInfo, found {type(info).__name__}; FilmReader(path).info is a film's"
        )
    check_fraction("rate", info.rate)
    check_fraction("time base", info.time_base)
    if info.pixel_aspect != 0:  # by which FFmpeg says that it is unknown
        check_fraction("pixel aspect", info.pixel_aspect)
    for name in ("matrix", "colour_range", "primaries", "transfer"):
        code = getattr(info, name)
        if not isinstance(code, Integral) or not 0 <= int(code) < 1 << 15:
            raise ParameterError(f"the {name} of a film is a code of ITU-T H.273, found {code!r}")
    texts = info.metadata
    if not isinstance(texts, Mapping) or not all(
        isinstance(text, str) for text in (*texts, *texts.values())
    ):
        raise ParameterError(f"the metadata of a film is a dict of texts, found {texts!r}")


def check_size(size: Any) -> None:
    """Raise `ParameterError` if this is no size of frames."""
    is_pair = isinstance(size, tuple | list) and len(size) == 2
    if not is_pair or not all(isinstance(side, Integral) and int(side) > 0 for side in size):
        raise ParameterError(f"the size of a film is (width, height) in pixels, found {size!r}")


def check_sounds(sounds: Any) -> None:
    """Raise `ParameterError` if these are no sounds of a film."""
    if not isinstance(sounds, Sequence) or not all(isinstance(s, AudioStream) for s in sounds):
        raise ParameterError(
            f"expected audio streams, found {sounds!r}; FilmReader(path).sounds are those of a film"
        )


def check_ticks(name: str, ticks: Any) -> None:
    """Raise `ParameterError` if this is no whole number, as seconds are none, or a huge one."""
    if not isinstance(ticks, Integral) or abs(int(ticks)) >= _TOO_MANY:
        raise ParameterError(
            f"the {name} of a frame is a whole number of the film's ticks, found {ticks!r}; "
            "round(seconds / info.time_base) makes one"
        )
