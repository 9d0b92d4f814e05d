"""Frames of the live preview, and Qt's video frames as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from hairsdk.preset import Preset

__all__ = ["LiveFrame", "LiveResult", "to_rgb"]

_Pixel = QVideoFrameFormat.PixelFormat
_Space = QVideoFrameFormat.ColorSpace
_Range = QVideoFrameFormat.ColorRange
_PACKED = {
    _Pixel.Format_RGBA8888: cv2.COLOR_RGBA2RGB,
    _Pixel.Format_RGBX8888: cv2.COLOR_RGBA2RGB,
    _Pixel.Format_BGRA8888: cv2.COLOR_BGRA2RGB,
    _Pixel.Format_BGRX8888: cv2.COLOR_BGRA2RGB,
}
_PAIRED = {
    _Pixel.Format_YUYV: cv2.COLOR_YUV2RGB_YUYV,
    _Pixel.Format_UYVY: cv2.COLOR_YUV2RGB_UYVY,
}
_PLANAR = (_Pixel.Format_YUV420P, _Pixel.Format_YV12, _Pixel.Format_NV12, _Pixel.Format_NV21)


@dataclass(frozen=True, eq=False)
class LiveFrame:
    """A frame of a source.

    Attributes
    ----------
    image : ndarray, shape (H, W, 3), uint8
        RGB, upright, mirrored if that was asked for.
    number : int
        Counts every frame the source gave, also those nobody worked on.
    time : float
        Seconds of the source's clock.
    arrived : float
        `time.perf_counter()` as it came in.
    convert_ms : float
        Milliseconds that making an array of it took.
    """

    image: NDArray[np.uint8]
    number: int
    time: float
    arrived: float
    convert_ms: float = 0.0


@dataclass(frozen=True, eq=False)
class LiveResult:
    """What the loop made of the newest frame.

    Attributes
    ----------
    frame : LiveFrame
    image : ndarray or None
        Recoloured; None where the view blends.
    mask : ndarray, shape (H, W), float32
    intensity, position : float
        NaN before hair was seen.
    timings : dict of str to float
        Milliseconds per stage: convert, those of `hairsdk.Recolored`, and their total.
    look : Preset
        The preset that was used.
    strength : float
        The strength that was used.
    others : tuple of ndarray
        What the looks it is compared with make of the frame.
    age : int
        Frames that came in since this one.
    """

    frame: LiveFrame
    image: NDArray[np.uint8] | None
    mask: NDArray[np.float32]
    intensity: float
    position: float
    timings: dict[str, float]
    look: Preset
    strength: float = 1.0
    others: tuple[NDArray[np.uint8], ...] = ()
    age: int = 0


def to_rgb(frame: QVideoFrame, *, mirror: bool = False) -> NDArray[np.uint8] | None:
    """A video frame as (H, W, 3) uint8 RGB, upright; None if it cannot be read.

    Parameters
    ----------
    frame : QVideoFrame
    mirror : bool
        Left and right exchanged, as in a mirror.
    """
    rgb = _mapped(frame)
    if rgb is None:
        image = frame.toImage()
        if image.isNull():
            return None
        # Qt turns and mirrors that itself.
        rgb = _image_rgb(image)
    else:
        turns = round(frame.rotation().value / 90) % 4
        if turns:
            rgb = np.rot90(rgb, -turns)
        mirror = mirror != frame.mirrored()
    if mirror:
        rgb = rgb[:, ::-1]
    return np.ascontiguousarray(rgb, np.uint8)


def _mapped(frame: QVideoFrame) -> NDArray[np.uint8] | None:
    kind = frame.pixelFormat()
    if kind not in _PACKED and kind not in _PAIRED and kind not in _PLANAR:
        return None
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        width, height = frame.width(), frame.height()
        if kind in _PACKED:
            rows = _plane(frame, 0, height, 4 * width).reshape(height, width, 4)
            return np.asarray(cv2.cvtColor(rows, _PACKED[kind]), np.uint8)
        if width % 2 or height % 2:
            return None
        full = frame.surfaceFormat().colorRange() == _Range.ColorRange_Full
        if kind in _PAIRED:
            pairs = _plane(frame, 0, height, 2 * width).reshape(height, width, 2)
            if full:
                order = (_LUMA, _CHROMA) if kind == _Pixel.Format_YUYV else (_CHROMA, _LUMA)
                pairs = np.asarray(cv2.LUT(pairs, np.stack(order, axis=-1)[None]), np.uint8)
            return _graded(cv2.cvtColor(pairs, _PAIRED[kind]), frame)
        luma, chroma = _plane(frame, 0, height, width), _chroma(frame)
        if full:
            luma = np.asarray(cv2.LUT(luma, _LUMA), np.uint8)
            chroma = np.asarray(cv2.LUT(chroma, _CHROMA), np.uint8)
        return _graded(cv2.cvtColorTwoPlane(luma, chroma, cv2.COLOR_YUV2RGB_NV12), frame)
    finally:
        frame.unmap()


def _chroma(frame: QVideoFrame) -> NDArray[np.uint8]:
    """Cb and Cr side by side, half the size on both axes."""
    kind, width, height = frame.pixelFormat(), frame.width() // 2, frame.height() // 2
    if kind in (_Pixel.Format_NV12, _Pixel.Format_NV21):
        pairs = _plane(frame, 1, height, 2 * width).reshape(height, width, 2)
        return pairs if kind == _Pixel.Format_NV12 else np.ascontiguousarray(pairs[..., ::-1])
    first, second = _plane(frame, 1, height, width), _plane(frame, 2, height, width)
    blue, red = (first, second) if kind == _Pixel.Format_YUV420P else (second, first)
    return np.asarray(cv2.merge([blue, red]), np.uint8)


def _plane(frame: QVideoFrame, index: int, rows: int, columns: int) -> NDArray[np.uint8]:
    stride = frame.bytesPerLine(index)
    data = np.frombuffer(frame.bits(index), np.uint8, rows * stride - (stride - columns))
    whole = np.lib.stride_tricks.as_strided(data, (rows, columns), (stride, 1))
    return np.ascontiguousarray(whole)


# OpenCV decodes BT.601 in limited range alone: full range is brought there before, and BT.709
# (HD films) afterwards. R, G and B of Y, Cb and Cr: ITU-R BT.601-7 and BT.709-6, item 3.
_BYTES = np.arange(256.0)
_LUMA = np.rint(_BYTES * 219 / 255 + 16).astype(np.uint8)
_CHROMA = np.rint((_BYTES - 128) * 224 / 255 + 128).astype(np.uint8)
_BT601 = np.array([(1, 0, 1.402), (1, -0.344136, -0.714136), (1, 1.772, 0)])
_BT709 = np.array([(1, 0, 1.5748), (1, -0.187324, -0.468124), (1, 1.8556, 0)])
_TO_BT709 = _BT709 @ np.linalg.inv(_BT601)


def _graded(rgb: NDArray[Any], frame: QVideoFrame) -> NDArray[np.uint8]:
    """Pixels decoded as BT.601, as BT.709 decodes them where the frame says so."""
    if frame.surfaceFormat().colorSpace() == _Space.ColorSpace_BT709:
        rgb = cv2.transform(rgb, _TO_BT709)
    return np.asarray(rgb, np.uint8)


def _image_rgb(image: QImage) -> NDArray[np.uint8]:
    opaque = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(opaque.constBits(), np.uint8)
    rows = rows.reshape(opaque.height(), opaque.bytesPerLine())
    return rows[:, : 3 * opaque.width()].reshape(opaque.height(), opaque.width(), 3).copy()
