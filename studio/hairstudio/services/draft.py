"""A reference in the middle of a drag: the seen part of it, at the size it is shown."""

from __future__ import annotations

import numpy as np

from hairsdk.apply import recolor_pixels
from hairstudio.core.extent import Extent
from hairstudio.document.reference import Pixels, Reference
from hairstudio.services.renderer import Baked

__all__ = ["Draft"]

_PIXEL = np.dtype("V3")
_ROWS, _COLUMNS = 40, 32
"""`recolor_pixels` looks for hair in tiles of this shape."""


class Draft:
    """What a viewer shows of a reference, kept for the length of a drag.

    Its hair is gathered into one dense block: a single look-up for all of it. Regions of the
    picture one after the other would hand Python's lock to and fro a hundred times, and each
    time the window may have it for milliseconds.

    Parameters
    ----------
    reference : Reference
    extent : Extent
        Within the reference's picture.
    """

    def __init__(self, reference: Reference, extent: Extent) -> None:
        self.reference = reference
        self.extent = extent
        self._image: Pixels = extent.cut(reference.image)
        mask = extent.cut(reference.mask).reshape(-1)
        hair = np.flatnonzero(mask)
        # Filled up with the last pixel: it is painted more than once, the same each time.
        block = _ROWS * _COLUMNS
        hair = np.pad(hair, (0, -len(hair) % block), "edge") if len(hair) else hair
        self._hair = hair
        shape = (_ROWS, len(hair) // _ROWS)
        self._pixels = self._image.reshape(-1, 3)[hair].reshape(*shape, 3)
        self._weights = mask[hair].reshape(shape)

    def painted(self, baked: Baked) -> Pixels:
        """The seen part with a LUT applied to its hair, shape (rows, columns, 3)."""
        result = self._image.copy()
        if len(self._hair):
            painted = recolor_pixels(self._pixels, self._weights, baked.lookup)
            # Three bytes as one item: twice as quick as rows of three.
            np.put(result.reshape(-1).view(_PIXEL), self._hair, painted.reshape(-1).view(_PIXEL))
        return result
