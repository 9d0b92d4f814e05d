"""A photo in memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.checks import checked_array
from hairsdk.depth import as_bytes
from hairsdk.errors import FrameError, ParameterError
from hairsdk.rgb_space import foreign_space

__all__ = ["Photo"]


@dataclass(frozen=True, eq=False)
class Photo:
    """A photo, upright, with what belongs to it.

    Parameters
    ----------
    pixels : ndarray of uint8 or uint16, shape (H, W, 3)
        RGB; uint16 over its whole range.
    alpha : ndarray, shape (H, W), or None
        Opacity, of the same dtype; None if the photo is opaque.
    exif : bytes
        EXIF as a TIFF structure with orientation 1; may be empty.
    icc_profile : bytes
        Profile of the RGB values; may be empty, which means sRGB.
    notes : tuple of str
        What the reader had to decide, for people to know.
    unread : tuple of str
        What the file holds besides, and is lost when the photo is written: "its EXIF".
    bits : int
        Bits a channel in the file, where they are neither 8 nor 16; else 0.

    Raises
    ------
    FrameError
        The arrays have the wrong shape or type.
    ParameterError
        `exif` or `icc_profile` is something else than bytes.
    """

    pixels: NDArray[Any]
    alpha: NDArray[Any] | None = None
    exif: bytes = b""
    icc_profile: bytes = b""
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    bits: int = 0

    def __post_init__(self) -> None:
        pixels = checked_array(self.pixels, "an RGB image")
        alpha = None if self.alpha is None else checked_array(self.alpha, "alpha")
        if pixels.ndim != 3 or pixels.shape[2] != 3 or 0 in pixels.shape:
            raise FrameError(f"a photo has shape (H, W, 3) and no side of 0, not {pixels.shape}")
        if pixels.dtype not in (np.uint8, np.uint16):
            raise FrameError(f"a photo is uint8 or uint16, not {pixels.dtype}")
        if alpha is not None and (alpha.shape != pixels.shape[:2] or alpha.dtype != pixels.dtype):
            raise FrameError(
                f"alpha must be {pixels.dtype} of shape {pixels.shape[:2]}, "
                f"this is {alpha.dtype} of shape {alpha.shape}"
            )
        for name in ("exif", "icc_profile"):
            if not isinstance(found := getattr(self, name), bytes):
                kind = type(found).__name__
                raise ParameterError(f"{name} is bytes, b'' where there is none; found {kind}")
        # Pillow gives it with the prefix that JPEGs have.
        object.__setattr__(self, "exif", self.exif.removeprefix(b"Exif\0\0"))

    def __repr__(self) -> str:
        return f"<Photo, {self.width} × {self.height}, {self.pixels.dtype}>"

    @property
    def width(self) -> int:
        """Pixels across."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Pixels down."""
        return int(self.pixels.shape[0])

    @property
    def sixteen_bit(self) -> bool:
        """Whether there are 16 bits a channel."""
        return bool(self.pixels.dtype == np.uint16)

    @property
    def rgb(self) -> NDArray[np.uint8]:
        """The pixels as uint8, shape (H, W, 3), rounded if they have 16 bits.

        Their colours are those of `icc_profile`, which goes with them: `Recolorer.recolor` takes
        both.
        """
        return as_bytes(self.pixels)

    @property
    def srgb(self) -> NDArray[np.uint8]:
        """The pixels as uint8 in sRGB, shape (H, W, 3), for what knows no profiles.

        A profile that has more to it than curves and a matrix counts as sRGB, which `notes` says.
        """
        space = foreign_space(self.icc_profile)
        return as_bytes(self.pixels if space is None else space.to_srgb(self.pixels))

    def with_pixels(self, pixels: NDArray[Any], alpha: NDArray[Any] | None = None) -> Photo:
        """The same photo with other pixels of the same size.

        Parameters
        ----------
        pixels : ndarray of uint8 or uint16, shape (H, W, 3)
        alpha : ndarray of uint8 or uint16, shape (H, W), or None
            None keeps the photo's own. It gets the dtype of the pixels.

        Raises
        ------
        FrameError
            The arrays have another size or type.
        """
        if checked_array(pixels, "an RGB image").shape[:2] != self.pixels.shape[:2]:
            raise FrameError(f"the photo is {self.pixels.shape}, the new pixels {pixels.shape}")
        kept = self.alpha if alpha is None else checked_array(alpha, "alpha")
        if kept is not None and kept.dtype != pixels.dtype:
            kept = as_bytes(kept) if pixels.dtype == np.uint8 else kept.astype(np.uint16) * 257
        return replace(self, pixels=pixels, alpha=kept)
