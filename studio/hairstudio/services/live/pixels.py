"""Qt's video frames as arrays of RGB."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

__all__ = ["is_mappable", "to_rgb"]

Pixels = NDArray[np.uint8]

_Pixel = QVideoFrameFormat.PixelFormat
_Space = QVideoFrameFormat.ColorSpace
_Range = QVideoFrameFormat.ColorRange
_PACKED = {
    _Pixel.Format_RGBA8888: cv2.COLOR_RGBA2RGB,
    _Pixel.Format_RGBX8888: cv2.COLOR_RGBA2RGB,
    _Pixel.Format_BGRA8888: cv2.COLOR_BGRA2RGB,
    _Pixel.Format_BGRX8888: cv2.COLOR_BGRA2RGB,
}
_PAIRED = (_Pixel.Format_YUYV, _Pixel.Format_UYVY)
_PLANAR = (
    *(_Pixel.Format_YUV420P, _Pixel.Format_YV12, _Pixel.Format_NV12, _Pixel.Format_NV21),
    _Pixel.Format_YUV422P,
)


def is_mappable(frame: QVideoFrame) -> bool:
    """Whether `to_rgb` reads it without Qt's own conversion, which belongs to the GUI's thread."""
    kind = frame.pixelFormat()
    if kind in _PACKED or kind == _Pixel.Format_Jpeg:
        return True
    return (kind in _PAIRED or kind in _PLANAR) and not (frame.width() % 2 or frame.height() % 2)


def to_rgb(frame: QVideoFrame, *, mirror: bool = False) -> Pixels | None:
    """A video frame as (H, W, 3) uint8 RGB, upright; None if it cannot be read.

    Parameters
    ----------
    frame : QVideoFrame
    mirror : bool
        Left and right exchanged, as in a mirror.
    """
    rgb = _mapped(frame) if is_mappable(frame) else None
    if rgb is None:
        image = frame.toImage()
        if image.isNull():
            return None
        # Qt turns and mirrors that itself.
        rgb = _image_rgb(image)
    else:
        rgb = _upright(rgb, frame)
    if mirror:
        rgb = rgb[:, ::-1]
    return np.ascontiguousarray(rgb, np.uint8)


def _upright(rgb: Pixels, frame: QVideoFrame) -> Pixels:
    """Turned as the frame's format says, which holds a film's own turn, and then as it says."""
    form = frame.surfaceFormat()
    if form.scanLineDirection() == QVideoFrameFormat.Direction.BottomToTop:
        rgb = rgb[::-1]
    # Films are mirrored before they are turned, frames after.
    if form.isMirrored():
        rgb = rgb[:, ::-1]
    rgb = np.rot90(rgb, -round((frame.rotation().value + form.rotation().value) / 90))
    return rgb[:, ::-1] if frame.mirrored() else rgb


def _mapped(frame: QVideoFrame) -> Pixels | None:
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    kind = frame.pixelFormat()
    try:
        if kind == _Pixel.Format_Jpeg:
            data = np.frombuffer(frame.bits(0), np.uint8, frame.mappedBytes(0))
            found = cv2.imdecode(data, cv2.IMREAD_COLOR_RGB)
            return None if found is None else np.asarray(found, np.uint8)
        width, height = frame.width(), frame.height()
        if kind in _PACKED:
            rows = _plane(frame, 0, height, 4 * width).reshape(height, width, 4)
            return np.asarray(cv2.cvtColor(rows, _PACKED[kind]), np.uint8)
        return _decoded(*_luma_and_chroma(frame), frame.surfaceFormat())
    finally:
        frame.unmap()


def _luma_and_chroma(frame: QVideoFrame) -> tuple[Pixels, Pixels]:
    """Y in full size, and (Cb, Cr) in half the size on both axes."""
    kind, width, height = frame.pixelFormat(), frame.width(), frame.height()
    if kind in _PAIRED:
        pairs = _plane(frame, 0, height, 2 * width).reshape(height, width, 2)
        at = 0 if kind == _Pixel.Format_YUYV else 1
        luma = np.ascontiguousarray(pairs[..., at])
        chroma = np.ascontiguousarray(pairs[..., 1 - at]).reshape(height, width // 2, 2)
        return luma, _halved(chroma)
    luma, wide, high = _plane(frame, 0, height, width), width // 2, height // 2
    if kind in (_Pixel.Format_NV12, _Pixel.Format_NV21):
        chroma = _plane(frame, 1, high, 2 * wide).reshape(high, wide, 2)
        return luma, chroma if kind == _Pixel.Format_NV12 else np.ascontiguousarray(
            chroma[..., ::-1]
        )
    rows = height if kind == _Pixel.Format_YUV422P else high
    first, second = _plane(frame, 1, rows, wide), _plane(frame, 2, rows, wide)
    order = [second, first] if kind == _Pixel.Format_YV12 else [first, second]
    chroma = np.asarray(cv2.merge(order), np.uint8)
    return luma, chroma if rows == high else _halved(chroma)


def _halved(chroma: Pixels) -> Pixels:
    """Every two rows as one."""
    return np.asarray(cv2.addWeighted(chroma[::2], 0.5, chroma[1::2], 0.5, 0.0), np.uint8)


def _plane(frame: QVideoFrame, index: int, rows: int, columns: int) -> Pixels:
    stride = frame.bytesPerLine(index)
    data = np.frombuffer(frame.bits(index), np.uint8, rows * stride - (stride - columns))
    whole = np.lib.stride_tricks.as_strided(data, (rows, columns), (stride, 1))
    return np.ascontiguousarray(whole)


# OpenCV decodes BT.601 in limited range alone: full range and BT.709 (HD films) are brought there
# before, where chroma is still small. R, G and B of Y, Cb and Cr: ITU-R BT.601-7 and BT.709-6,
# item 3; in 8 bits Y is 16 + 219·Y and chroma 128 + 224·C.
_BYTES = np.arange(256.0)
_LUMA = np.rint(_BYTES * 219 / 255 + 16).astype(np.uint8)
_CHROMA = np.rint((_BYTES - 128) * 224 / 255 + 128).astype(np.uint8)
_BT601 = np.array([(1, 0, 1.402), (1, -0.344136, -0.714136), (1, 1.772, 0)])
_BT709 = np.array([(1, 0, 1.5748), (1, -0.187324, -0.468124), (1, 1.8556, 0)])
_FROM_BT709 = (np.linalg.inv(_BT601) @ _BT709)[:, 1:]
"""What Cb and Cr of BT.709 add to Y, Cb and Cr of BT.601; Y itself stays."""


def _around_128(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.hstack([rows, 128.0 - 128.0 * rows.sum(axis=1, keepdims=True)])


_CHROMA_OF_BT709 = _around_128(_FROM_BT709[1:])
_LUMA_OF_BT709 = _around_128(_FROM_BT709[:1] * 219 / 224)


def _decoded(luma: Pixels, chroma: Pixels, form: QVideoFrameFormat) -> Pixels:
    if form.colorRange() == _Range.ColorRange_Full:
        luma = np.asarray(cv2.LUT(luma, _LUMA), np.uint8)
        chroma = np.asarray(cv2.LUT(chroma, _CHROMA), np.uint8)
    if form.colorSpace() == _Space.ColorSpace_BT709:
        size = (luma.shape[1], luma.shape[0])
        more = cv2.resize(
            cv2.transform(chroma, _LUMA_OF_BT709), size, interpolation=cv2.INTER_NEAREST
        )
        luma = np.asarray(cv2.addWeighted(luma, 1.0, more, 1.0, -128.0), np.uint8)
        chroma = np.asarray(cv2.transform(chroma, _CHROMA_OF_BT709), np.uint8)
    return np.asarray(cv2.cvtColorTwoPlane(luma, chroma, cv2.COLOR_YUV2RGB_NV12), np.uint8)


def _image_rgb(image: QImage) -> Pixels:
    opaque = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(opaque.constBits(), np.uint8)
    rows = rows.reshape(opaque.height(), opaque.bytesPerLine())
    return rows[:, : 3 * opaque.width()].reshape(opaque.height(), opaque.width(), 3).copy()
