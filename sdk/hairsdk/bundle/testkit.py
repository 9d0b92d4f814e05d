"""The test kit inside each bundle: a frame, its mask, and what each look makes of them.

The frame is a rendered portrait above a chart of colours from all over the RGB cube; the mask of
the chart runs from none to full, so that every part of a port shows in the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.apply import recolor_pixels
from hairsdk.bundle.bundle import Bundle
from hairsdk.images import Photo, decode_photo, encode_photo, read_photo
from hairsdk.intensity import hair_intensity
from hairsdk.lut import Lut3D, blend_luts
from hairsdk.matte import MatteSettings, cut_toe
from hairsdk.position import position
from hairsdk.preset import Preset

__all__ = ["FRAME", "MASK", "TOLERANCE", "Kit", "decode_rgb", "encode_rgb", "load_kit", "read_rgb"]

FRAME = "test/frame.png"
MASK = "test/mask.png"
TOLERANCE = {"rgba16f": 1, "8-bit": 3}
"""Largest difference that a port may show, in 8-bit levels, by the textures it uses."""

_FOLDER = Path(__file__).with_name("kit")


@dataclass(frozen=True, eq=False)
class Kit:
    """What ports are tried on.

    Parameters
    ----------
    frame : ndarray of uint8, shape (H, W, 3)
    mask : ndarray of float32, shape (H, W)
        The PNG's values over 255.
    """

    frame: NDArray[np.uint8]
    mask: NDArray[np.float32]

    @classmethod
    def of(cls, frame: NDArray[np.uint8], mask: NDArray[np.uint8]) -> Kit:
        """The kit of two pictures, both of shape (H, W, 3)."""
        return cls(frame, mask[..., 0].astype(np.float32) / np.float32(255.0))

    @property
    def intensity(self) -> float:
        """The hair's intensity, which is the same for every look."""
        mask = cut_toe(self.mask, MatteSettings().toe)
        return hair_intensity(self.frame, mask)

    def position(self, preset: Preset) -> float:
        """Where the frame stands between the LUTs of a look."""
        return position(self.intensity, preset)

    def lut(self, preset: Preset) -> Lut3D:
        """The LUTs of a look, blended there."""
        return blend_luts(preset.dark, preset.light, self.position(preset))

    def expected(self, preset: Preset) -> NDArray[np.uint8]:
        """What hairsdk makes of the frame."""
        return recolor_pixels(self.frame, self.mask, self.lut(preset))

    def record(self, preset: Preset, expected: str) -> dict[str, Any]:
        """The manifest's entry of a look's test."""
        return {
            "expected": expected,
            "intensity": self.intensity,
            "position": self.position(preset),
        }

    def files(self) -> dict[str, bytes]:
        """Frame and mask as they stand in a bundle."""
        return {
            FRAME: (_FOLDER / "frame.png").read_bytes(),
            MASK: (_FOLDER / "mask.png").read_bytes(),
        }


def load_kit() -> Kit:
    """The kit that ships with hairsdk."""
    return Kit.of(*(read_photo(_FOLDER / name).rgb for name in ("frame.png", "mask.png")))


def encode_rgb(pixels: NDArray[np.uint8]) -> bytes:
    """A PNG of RGB pixels."""
    return encode_photo(Photo(pixels), "expected.png")[0]


def decode_rgb(data: bytes, name: str) -> NDArray[np.uint8]:
    """sRGB pixels of a picture: a screenshot may have the profile of its screen."""
    return decode_photo(data, name).srgb


def read_rgb(bundle: Bundle, name: str) -> NDArray[np.uint8]:
    """Pixels of one of a bundle's own pictures."""
    return decode_rgb(bundle.read(name), name)
