"""What a texture layout is, and what the layouts share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.errors import BundleError
from hairsdk.lut import Lut3D
from hairsdk.resample import resample, sample

__all__ = ["Layout", "decode_png", "encode_png", "quantised", "unquantised"]


@dataclass(frozen=True)
class Layout:
    """One way to put a 3D LUT into a file.

    Parameters
    ----------
    name : str
    suffix : str
        End of the file's name.
    bits : int
        Bits per component.
    component : {"unorm8", "unorm16", "float16", "float32"}
    filtering : str
        How the texture is to be sampled, in words for developers.
    size_for : callable
        Lattice size in the texture for a LUT of a given size.
    pack : callable
        File contents of a LUT that has that size.
    unpack : callable
        The table, from the file's contents and the lattice size.
    shape : callable
        Width, height and depth in texels, for a lattice size.
    extra : tuple of pairs
        Further fields of the manifest's entry.
    """

    name: str
    suffix: str
    bits: int
    component: str
    filtering: str
    size_for: Callable[[int], int]
    pack: Callable[[Lut3D], bytes]
    unpack: Callable[[bytes, int], NDArray[np.float32]]
    shape: Callable[[int], tuple[int, int, int]]
    extra: tuple[tuple[str, Any], ...] = ()

    def encode(self, lut: Lut3D) -> bytes:
        """File contents of a LUT of any size and domain.

        Textures stand for [0, 1]: LUTs of another domain or size are sampled anew.
        """
        return self.pack(_on_unit_lattice(lut, self.size_for(lut.size)))

    def rounded(self, lut: Lut3D) -> Lut3D:
        """What `decode` gives of what `encode` makes of a LUT, without making the file."""
        table = _on_unit_lattice(lut, self.size_for(lut.size)).table
        if self.component.startswith("unorm"):
            return Lut3D(unquantised(quantised(table, self.bits)))
        if self.component == "float16":
            return Lut3D(table.astype(np.float16))
        return Lut3D(np.clip(table, 0.0, 1.0))

    def decode(self, data: bytes, size: int) -> Lut3D:
        """The LUT in a file of this layout.

        Raises
        ------
        BundleError
            The file is of another size or damaged.
        """
        return Lut3D(self.unpack(data, size))

    def describe(self, size: int) -> dict[str, Any]:
        """The manifest's entry, without side and file name.

        Parameters
        ----------
        size : int
            Of the LUT, before it is brought to the texture's size.
        """
        lattice = self.size_for(size)
        width, height, depth = self.shape(lattice)
        return {
            "layout": self.name,
            "size": lattice,
            "width": width,
            "height": height,
            "depth": depth,
            "channels": "rgb" if self.suffix.endswith(".png") else "rgba",
            "component": self.component,
            "bits": self.bits,
            "axes": ["red", "green", "blue"],
            "colour_space": "srgb-encoded",
            "filtering": self.filtering,
            **dict(self.extra),
        }


def _on_unit_lattice(lut: Lut3D, size: int) -> Lut3D:
    if lut.has_unit_domain:
        return lut if lut.size == size else resample(lut, size)
    grid = Lut3D.identity(size).table
    return Lut3D(sample(lut, grid))


def quantised(table: NDArray[np.float32], bits: int) -> NDArray[Any]:
    """Table entries as whole numbers of 8 or 16 bits, clipped to [0, 1] and rounded."""
    dtype = np.uint8 if bits == 8 else np.uint16
    scaled = np.rint(np.clip(table, 0.0, 1.0).astype(np.float64) * np.iinfo(dtype).max)
    return scaled.astype(dtype)


def unquantised(numbers: NDArray[Any]) -> NDArray[np.float32]:
    """Table entries from whole numbers; compare `quantised`."""
    return numbers.astype(np.float32) / np.float32(np.iinfo(numbers.dtype).max)


def encode_png(rgb: NDArray[Any]) -> bytes:
    """A PNG of an (H, W, 3) array of uint8 or uint16."""
    options = [cv2.IMWRITE_PNG_COMPRESSION, 6]
    done, data = cv2.imencode(".png", np.ascontiguousarray(rgb[..., ::-1]), options)
    if not done:
        raise BundleError(f"OpenCV could not encode a PNG of shape {rgb.shape}")
    return data.tobytes()


def decode_png(data: bytes, width: int, height: int, bits: int) -> NDArray[Any]:
    """The (height, width, 3) array in a PNG.

    Raises
    ------
    BundleError
        It is damaged, or has another size or depth.
    """
    try:
        bgr = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error:
        bgr = None
    if bgr is None:
        raise BundleError("is not a readable PNG")
    if bgr.shape != (height, width, 3) or bgr.dtype.name != f"uint{bits}":
        raise BundleError(
            f"expected a PNG of {width} × {height} RGB uint{bits}, found shape {bgr.shape} "
            f"{bgr.dtype}"
        )
    return bgr[..., ::-1]
