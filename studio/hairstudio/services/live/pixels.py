"""Qt's video frames as arrays of RGB."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from hairsdk.hdr import BT2020, HLG, PQ, sdr_lut
from hairsdk.lookup import LutLookup
from hairstudio.core.extent import Extent, shrunk_to
from hairstudio.services.qimages import pixels_of

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
_DEEP = {_Pixel.Format_YUV420P10: 2, _Pixel.Format_P010: 8, _Pixel.Format_P016: 8}
"""By how many bits samples of 16 are larger than samples of 8."""

_INTERLEAVED = (
    *(_Pixel.Format_NV12, _Pixel.Format_NV21),
    *(_Pixel.Format_P010, _Pixel.Format_P016),
)
_PLANAR = (
    *(_Pixel.Format_YUV420P, _Pixel.Format_YV12, _Pixel.Format_YUV422P),
    *(_Pixel.Format_YUV420P10, *_INTERLEAVED),
)
_HDR = {
    QVideoFrameFormat.ColorTransfer.ColorTransfer_ST2084: PQ,
    QVideoFrameFormat.ColorTransfer.ColorTransfer_STD_B67: HLG,
}


def is_mappable(frame: QVideoFrame) -> bool:
    """Whether `to_rgb` reads it without Qt's own conversion, which belongs to the GUI's thread."""
    kind = frame.pixelFormat()
    if kind in _PACKED or kind == _Pixel.Format_Jpeg:
        return True
    if kind in _PAIRED:
        return not (frame.width() % 2 or frame.height() % 2)
    return (kind in _PLANAR or kind == _Pixel.Format_Y8) and min(frame.width(), frame.height()) > 1


def to_rgb(
    frame: QVideoFrame,
    *,
    mirror: bool = False,
    primaries: int = BT2020,
    longest: int | None = None,
) -> Pixels | None:
    """A video frame as (H, W, 3) uint8 RGB, upright; None if it cannot be read.

    Parameters
    ----------
    frame : QVideoFrame
    mirror : bool
        Left and right exchanged, as in a mirror.
    primaries : int
        Of HDR, by ITU-T H.273: Qt does not tell them.
    longest : int, optional
        The most pixels that the longer side may have; larger frames are shrunk.
    """
    rgb = _mapped(frame, primaries, longest) if is_mappable(frame) else None
    if rgb is None:
        image = frame.toImage()
        if image.isNull():
            return None
        # Qt turns and mirrors that itself.
        rgb = pixels_of(image)
    else:
        rgb = _upright(rgb, frame)
    if longest is not None:
        rgb = shrunk_to(rgb, longest)
    if mirror:
        rgb = rgb[:, ::-1]
    return np.ascontiguousarray(rgb, np.uint8)


@functools.cache
def _to_sdr(transfer: int, primaries: int) -> LutLookup:
    return LutLookup(sdr_lut(transfer, primaries))


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


def _mapped(frame: QVideoFrame, primaries: int, longest: int | None) -> Pixels | None:
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
        if kind == _Pixel.Format_Y8:  # full range, as FFmpeg has it
            grey = _plane(frame, 0, height, width)
            return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), np.uint8)
        luma, chroma = (_evened(plane, frame) for plane in _luma_and_chroma(frame))
        if longest is not None and max(luma.shape) > longest:
            # Before they are decoded: that takes half the time, or less.
            luma, chroma = _shrunk(luma, chroma, longest)
        rgb = _decoded(luma, chroma, frame.surfaceFormat())[:height, :width]
        transfer = _HDR.get(frame.surfaceFormat().colorTransfer())
        return rgb if transfer is None else _to_sdr(transfer, primaries)(rgb)
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
    if kind in _INTERLEAVED:
        chroma = _plane(frame, 1, high, 2 * wide).reshape(high, wide, 2)
        turned = kind == _Pixel.Format_NV21
        return luma, np.ascontiguousarray(chroma[..., ::-1]) if turned else chroma
    rows = 2 * high if kind == _Pixel.Format_YUV422P else high
    first, second = _plane(frame, 1, rows, wide), _plane(frame, 2, rows, wide)
    order = [second, first] if kind == _Pixel.Format_YV12 else [first, second]
    chroma = np.asarray(cv2.merge(order), np.uint8)
    return luma, chroma if rows == high else _halved(chroma)


def _evened(plane: Pixels, frame: QVideoFrame) -> Pixels:
    """OpenCV knows no odd sizes: the last row and column twice there. What they give is cut off."""
    below, beside = frame.height() % 2, frame.width() % 2
    if not (below or beside):
        return plane
    last = cv2.BORDER_REPLICATE
    return np.asarray(cv2.copyMakeBorder(plane, 0, below, 0, beside, last), np.uint8)


def _shrunk(luma: Pixels, chroma: Pixels, longest: int) -> tuple[Pixels, Pixels]:
    """Both smaller, Y still of twice the size."""
    rows, columns = (max(round(side * longest / max(luma.shape)), 1) for side in chroma.shape[:2])
    return _cut(luma, 2 * columns, 2 * rows), _cut(chroma, columns, rows)


def _cut(plane: Pixels, columns: int, rows: int) -> Pixels:
    height, width = plane.shape[:2]
    return np.asarray(Extent(0, 0, width, height, columns, rows).shrunk(plane), np.uint8)


def _halved(chroma: Pixels) -> Pixels:
    """Every two rows as one."""
    return np.asarray(cv2.addWeighted(chroma[::2], 0.5, chroma[1::2], 0.5, 0.0), np.uint8)


def _plane(frame: QVideoFrame, index: int, rows: int, columns: int) -> Pixels:
    stride = frame.bytesPerLine(index)
    deeper = _DEEP.get(frame.pixelFormat())
    width = columns if deeper is None else 2 * columns
    data = np.frombuffer(frame.bits(index), np.uint8, rows * stride - (stride - width))
    whole = np.ascontiguousarray(np.lib.stride_tricks.as_strided(data, (rows, width), (stride, 1)))
    if deeper is None:
        return whole
    return np.asarray(cv2.convertScaleAbs(whole.view(np.uint16), alpha=0.5**deeper), np.uint8)


# OpenCV decodes BT.601 in limited range alone: full range, BT.709 (HD films) and BT.2020 (HDR) are
# brought there before, where chroma is still small. R, G and B of Y, Cb and Cr: ITU-R BT.601-7,
# BT.709-6, item 3, and BT.2020-2, table 4; in 8 bits Y is 16 + 219·Y and chroma 128 + 224·C.
_BYTES = np.arange(256.0)
_LUMA = np.rint(_BYTES * 219 / 255 + 16).astype(np.uint8)
_CHROMA = np.rint((_BYTES - 128) * 224 / 255 + 128).astype(np.uint8)
_BT601 = np.array([(1, 0, 1.402), (1, -0.344136, -0.714136), (1, 1.772, 0)])
_OTHERS = {
    _Space.ColorSpace_BT709: [(1, 0, 1.5748), (1, -0.187324, -0.468124), (1, 1.8556, 0)],
    _Space.ColorSpace_BT2020: [(1, 0, 1.4746), (1, -0.164553, -0.571353), (1, 1.8814, 0)],
}


def _around_128(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.hstack([rows, 128.0 - 128.0 * rows.sum(axis=1, keepdims=True)])


def _to_bt601(matrix: Sequence[tuple[float, ...]]) -> tuple[NDArray[Any], NDArray[Any]]:
    """What Cb and Cr of another matrix add to Y of BT.601, and what they are there; Y stays."""
    added = (np.linalg.inv(_BT601) @ np.array(matrix))[:, 1:]
    return _around_128(added[:1] * 219 / 224), _around_128(added[1:])


_TO_BT601 = {space: _to_bt601(matrix) for space, matrix in _OTHERS.items()}


def _decoded(luma: Pixels, chroma: Pixels, form: QVideoFrameFormat) -> Pixels:
    if form.colorRange() == _Range.ColorRange_Full:
        luma = np.asarray(cv2.LUT(luma, _LUMA), np.uint8)
        chroma = np.asarray(cv2.LUT(chroma, _CHROMA), np.uint8)
    if form.colorSpace() in _TO_BT601:
        of_luma, of_chroma = _TO_BT601[form.colorSpace()]
        size = (luma.shape[1], luma.shape[0])
        more = cv2.resize(cv2.transform(chroma, of_luma), size, interpolation=cv2.INTER_NEAREST)
        luma = np.asarray(cv2.addWeighted(luma, 1.0, more, 1.0, -128.0), np.uint8)
        chroma = np.asarray(cv2.transform(chroma, of_chroma), np.uint8)
    return np.asarray(cv2.cvtColorTwoPlane(luma, chroma, cv2.COLOR_YUV2RGB_NV12), np.uint8)
