"""The colours of films: how they are stored, and how they become 8-bit RGB.

Codes are those of ITU-T H.273, which every container and codec uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from av.video.frame import VideoFrame
from numpy.typing import NDArray

from hairsdk.depth import as_bytes
from hairsdk.errors import VideoError
from hairsdk.hdr import HDR_TRANSFER, sdr_lut
from hairsdk.lookup import LutLookup

__all__ = ["BT709", "EXACT", "FULL_RANGE", "LIMITED_RANGE", "RGB_MATRIX", "FilmColours"]

RGB_MATRIX, BT709, _UNSPECIFIED, _BT601, _BT2020 = 0, 1, 2, 5, 9
LIMITED_RANGE, FULL_RANGE = 1, 2
"""FFmpeg's codes."""

_KNOWN_MATRIX = (RGB_MATRIX, BT709, 4, _BT601, 6, 7, _BT2020)
_STRANGE_MATRIX = {8: "YCgCo", 14: "ICtCp", 15: "IPT, as in Dolby Vision's profile 5,"}

_SWS_BICUBIC, _SWS_FULL_CHR_H_INT, _SWS_ACCURATE_RND = 4, 0x2000, 0x40000
EXACT = _SWS_BICUBIC | _SWS_FULL_CHR_H_INT | _SWS_ACCURATE_RND
"""FFmpeg's usual way to RGB is five times as fast, and a level of 255 too dark; its way back is
little faster, and makes greys of full range green."""


@dataclass(frozen=True)
class FilmColours:
    """How a film stores its colours.

    Parameters
    ----------
    stored_matrix, stored_range, stored_primaries, stored_transfer : int
        As the film has them; a matrix that it does not tell is the one that players assume.
    """

    stored_matrix: int
    stored_range: int
    stored_primaries: int
    stored_transfer: int

    @classmethod
    def of(cls, first: VideoFrame, context: Any) -> FilmColours:
        """Read them from a film's first frame and its decoder.

        Raises
        ------
        VideoError
            They cannot be made RGB of; the message says why, but not of which film.
        """
        matrix, transfer = int(first.colorspace), int(context.color_trc)
        if matrix == _UNSPECIFIED:
            by_size = BT709 if first.height >= 720 else _BT601
            matrix = _BT2020 if transfer in HDR_TRANSFER else by_size
        if matrix not in _KNOWN_MATRIX:
            raise VideoError(
                f"colours stored as {_STRANGE_MATRIX.get(matrix, f'matrix {matrix}')} are not "
                "supported. Convert the film first, with ffmpeg's filter libplacebo or zscale"
            )
        return cls(matrix, int(first.color_range), int(context.color_primaries), transfer)

    @property
    def is_hdr(self) -> bool:
        """Whether it is HDR, which is given as SDR in BT.709."""
        return self.stored_transfer in HDR_TRANSFER

    @property
    def matrix(self) -> int:
        """Of what `rgb` gives, as are the following."""
        return BT709 if self.is_hdr else self.stored_matrix

    @property
    def range(self) -> int:
        """FFmpeg's code."""
        return LIMITED_RANGE if self.is_hdr else self.stored_range

    @property
    def primaries(self) -> int:
        """Code of the primaries."""
        return BT709 if self.is_hdr else self.stored_primaries

    @property
    def transfer(self) -> int:
        """Code of the transfer function."""
        return BT709 if self.is_hdr else self.stored_transfer

    def rgb(self, frame: VideoFrame) -> NDArray[Any]:
        """A frame as uint8 RGB, shape (H, W, 3)."""
        # Recordings of broadcasts change it where another programme begins.
        told = int(frame.colorspace)
        matrix = told if told in _KNOWN_MATRIX else self.stored_matrix
        pixels: NDArray[Any] = frame.reformat(
            # Packed into 48 bits, FFmpeg's exact way lets bright colours overflow.
            format="gbrp16le" if self.is_hdr else "rgb24",
            src_colorspace=matrix,
            dst_colorspace=matrix,
            interpolation=EXACT,
        ).to_ndarray()
        return as_bytes(self._to_sdr(pixels)) if self.is_hdr else pixels

    @cached_property
    def _to_sdr(self) -> LutLookup:
        return LutLookup(sdr_lut(self.stored_transfer, self.stored_primaries))
