"""Pixels as OpenCV decodes them and as a photo has them: RGB, alpha apart, upright."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.errors import ImageError
from hairsdk.memory import memory_errors
from hairsdk.native_log import captured_native_log

__all__ = ["LIBJPEG_WARNING", "decoded", "filled", "split", "turned", "unmultiplied"]

_TURNS: dict[int, Callable[[NDArray[Any]], NDArray[Any]]] = {
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.swapaxes(0, 1),
    6: lambda a: a[::-1].swapaxes(0, 1),
    7: lambda a: a[::-1, ::-1].swapaxes(0, 1),
    8: lambda a: a[:, ::-1].swapaxes(0, 1),
}
"""TIFF 6.0, tag 274: how to turn the stored pixels upright."""


LIBJPEG_WARNING = "JPEG (data|file)|sequential JPEG|Adobe color|JFIF revision|progression sequence"
"""Found in each warning of libjpeg, which gives one at most for a file, be it of a missing bit."""

_DECODERS_LOG = (
    r"^libpng (warning|error): |^\[[A-Z ]+:\d+@\d|^>|^ +\[\d+\] prec\(|^$|TIFF_(Warning|Error)|"
    + LIBJPEG_WARNING
)
"""Found in the lines of libpng, of libjpeg and of OpenCV's own log; that goes on in lines behind a
">", or, of a JPEG 2000, with its channels' bits."""


def decoded(data: bytes, damage: str = "") -> NDArray[Any] | None:
    """A file as OpenCV decodes it; None if it cannot, or if its log has the pattern `damage`."""
    # libpng and libjpeg write their warnings about a file straight to stderr.
    with captured_native_log(own=_DECODERS_LOG) as log:
        try:
            with memory_errors():
                pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
        except cv2.error:
            return None
    return None if damage and any(re.search(damage, line) for line in log) else pixels


def filled(pixels: NDArray[np.uint16], bits: int) -> NDArray[np.uint16]:
    """Values of so many bits over the whole range of 16."""
    scale = np.float32(65535 / ((1 << bits) - 1))
    return (pixels * scale + np.float32(0.5)).astype(np.uint16)


def split(decoded: NDArray[Any], name: str) -> tuple[NDArray[Any], NDArray[Any] | None]:
    """RGB and alpha of a picture as OpenCV decodes it: grey, BGR or BGRA.

    Raises
    ------
    ImageError
        It has other channels or samples; `name` is what the message calls it.
    """
    if decoded.dtype not in (np.uint8, np.uint16):
        raise ImageError(f"{name} has {decoded.dtype} samples; save it with 8 or 16 bits a channel")
    channels = 1 if decoded.ndim == 2 else decoded.shape[2]
    if channels == 1:
        return cv2.cvtColor(decoded, cv2.COLOR_GRAY2RGB), None
    if channels == 3:
        return cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), None
    if channels == 4:
        return cv2.cvtColor(decoded, cv2.COLOR_BGRA2RGB), np.ascontiguousarray(decoded[..., 3])
    raise ImageError(f"{name} has {channels} channels; 1, 3 or 4 are understood")


def unmultiplied(pixels: NDArray[Any], alpha: NDArray[Any]) -> NDArray[Any]:
    """Colours by themselves of those that were multiplied by alpha; where that is 0 they stay."""
    opacity = cv2.merge([alpha] * 3)
    # A glow may be brighter than its alpha; its quotient would be too large for OpenCV.
    most = float(np.iinfo(pixels.dtype).max)
    straight = cv2.divide(cv2.min(pixels, opacity), opacity, scale=most)
    clear = alpha == 0
    straight[clear] = pixels[clear]
    return straight


def turned(array: NDArray[Any], orientation: int) -> NDArray[Any]:
    """Pixels or alpha, upright by an orientation of EXIF."""
    turn = _TURNS.get(orientation)
    return array if turn is None else np.ascontiguousarray(turn(array))
