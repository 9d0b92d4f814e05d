"""Checks of what users hand in, with the words they are answered with."""

from __future__ import annotations

import os
import reprlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.errors import FrameError, ParameterError

__all__ = [
    "FloatMask",
    "as_number",
    "checked_array",
    "checked_bytes",
    "checked_frame",
    "checked_mask",
    "checked_path",
    "checked_strength",
    "checked_time",
]

_BEYOND = 1.0
"""How far floats may lie beyond [0, 1], where filters that sharpen leave some."""

FloatMask = NDArray[Any]
"""A mask as it is handed in: floats of any width, which OpenCV's stubs do not tell from others."""


def as_number(value: Any) -> float:
    """A number of any type; NaN if it is none."""
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return np.nan


def checked_array(value: Any, what: str) -> NDArray[Any]:
    """Check that this is an array.

    Parameters
    ----------
    value
    what : str
        What it should be: "a mask".

    Raises
    ------
    FrameError
    """
    if not isinstance(value, np.ndarray):
        raise FrameError(f"{what} is a NumPy array, found {_as_found(value)}")
    return value


def _as_found(value: Any) -> str:
    """What stands in an array's place, and how to make one of it."""
    if isinstance(value, (str, os.PathLike)):
        hint = "hairsdk.images.read_photo reads a file"
    elif isinstance(value, bytes):
        hint = "hairsdk.images.decode_photo reads a file's bytes"
    elif hasattr(value, "pixels"):
        hint = "hand in its pixels"
    elif hasattr(value, "to_ndarray"):
        hint = 'hand in its to_ndarray(format="rgb24")'
    elif hasattr(value, "cpu"):
        hint = "hand in its cpu().numpy()"
    elif value is None:
        hint = "OpenCV gives that where it could read nothing"
    else:
        hint = "convert it with numpy.asarray"
    return f"{type(value).__name__}; {hint}"


def checked_bytes(data: Any, what: str) -> bytes:
    """Check that these are the bytes of a file, and make them `bytes`.

    Parameters
    ----------
    data
    what : str
        What file it should be, and perhaps what else could be called.

    Raises
    ------
    ParameterError
    """
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise ParameterError(f"expected the bytes of {what}; found {type(data).__name__}")
    return bytes(data)


def checked_path(path: Any, otherwise: str = "") -> Path:
    """Check that this is a path, and make it a `Path`.

    Parameters
    ----------
    path
    otherwise : str
        What could be called for something else.

    Raises
    ------
    ParameterError
    """
    if not isinstance(path, (str, os.PathLike)):
        hint = f"; {otherwise}" if otherwise else ""
        raise ParameterError(f"expected a path, found {type(path).__name__}{hint}")
    return Path(path)


def checked_frame(image: Any, dtypes: tuple[type, ...] = (np.uint8,)) -> NDArray[Any]:
    """Check that `image` is (H, W, 3) RGB of an allowed type and make it contiguous.

    Raises
    ------
    FrameError
        The message says what was expected, what was found and how to convert it.
    """
    names = " or ".join(np.dtype(t).name for t in dtypes)
    expected = f"expected an RGB frame of shape (H, W, 3) and dtype {names}"
    if not isinstance(image, np.ndarray):
        raise FrameError(f"{expected}, found {_as_found(image)}")
    found = f"found shape {image.shape} and dtype {image.dtype}"
    if image.ndim != 3 or image.shape[2] != 3:
        hint = ""
        if image.ndim == 3 and image.shape[2] == 4:
            hint = "; drop the alpha channel: image[..., :3]"
        elif image.ndim == 2 or (image.ndim == 3 and image.shape[2] == 1):
            hint = "; a grey image becomes RGB with numpy.dstack([grey] * 3)"
        elif image.ndim == 3 and image.shape[0] == 3:
            hint = "; put the channels last: image.transpose(1, 2, 0)"
        raise FrameError(f"{expected}, {found}{hint}")
    if image.dtype.type not in dtypes:
        hint = ""
        if image.dtype.kind == "f" and np.float32 in dtypes:
            hint = "; use image.astype(numpy.float32)"
        elif image.dtype.kind == "f":
            hint = "; from [0, 1]: (image * 255).round().astype(numpy.uint8)"
        elif image.dtype == np.uint16:
            hint = "; from 16 bits: (image / 257).round().astype(numpy.uint8)"
        raise FrameError(f"{expected}, {found}{hint}")
    if image.shape[0] == 0 or image.shape[1] == 0:
        raise FrameError(f"{expected}, found an empty one of shape {image.shape}")
    if image.dtype.kind == "f":
        low, high = float(image.min()), float(image.max())
        if not (low >= -_BEYOND and high <= 1.0 + _BEYOND):
            hint = "; divide it by 255" if 1.0 < high <= 255.0 else ""
            raise FrameError(f"{expected}, of floats in [0, 1], found {low:g} to {high:g}{hint}")
    return np.ascontiguousarray(image, dtype=image.dtype.newbyteorder("="))


def checked_mask(mask: Any, height: int, width: int) -> NDArray[np.float32]:
    """Check that `mask` is (height, width) floating-point and make it float32, contiguous.

    Raises
    ------
    FrameError
    """
    expected = f"expected a mask of shape ({height}, {width}) and dtype float32 in [0, 1]"
    if not isinstance(mask, np.ndarray):
        raise FrameError(f"{expected}, found {_as_found(mask)}")
    if mask.shape != (height, width):
        has_channels = mask.ndim == 3 and mask.shape[:2] == (height, width)
        hint = "; take one channel: mask[..., 0]" if has_channels else ""
        raise FrameError(f"{expected}, found shape {mask.shape}{hint}")
    if mask.dtype.kind != "f":
        hints = {"uint8": "; divide it by 255", "bool": "; use mask.astype(numpy.float32)"}
        hint = hints.get(mask.dtype.name, "")
        raise FrameError(f"{expected}, found dtype {mask.dtype}{hint}")
    return np.ascontiguousarray(mask, dtype=np.float32)


def checked_time(time: Any) -> float | None:
    """Check that `time` is a number of seconds, if one is given.

    Raises
    ------
    FrameError
    """
    if time is None:
        return None
    seconds = as_number(time)
    if not np.isfinite(seconds):
        # Of a profile, or of a mask, the whole would fill a log.
        found = reprlib.repr(time)
        hint = "; a profile is handed in as icc_profile" if isinstance(time, bytes) else ""
        raise FrameError(f"the time of a frame is a number of seconds, found {found}{hint}")
    return seconds


def checked_strength(strength: Any) -> float:
    """Check that `strength` is a number in [0, 1].

    Raises
    ------
    ParameterError
    """
    value = as_number(strength)
    if not 0.0 <= value <= 1.0:
        found = reprlib.repr(strength)
        raise ParameterError(f"strength must be a number from 0 to 1, found {found}")
    return value
