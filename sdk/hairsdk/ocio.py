"""OpenColorIO's transforms, applied to images."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Processor"]


class Processor:
    """A transform ready for images.

    May be used from several threads at once.

    Parameters
    ----------
    transform : PyOpenColorIO.Transform
    """

    def __init__(self, transform: Any) -> None:
        import PyOpenColorIO

        self._processor = PyOpenColorIO.Config.CreateRaw().getProcessor(transform)
        self._by_type: dict[np.dtype[Any], Any] = {}
        self._lock = threading.Lock()

    def apply(self, image: NDArray[Any]) -> None:
        """Transform an image in place.

        Parameters
        ----------
        image : ndarray of uint8, uint16 or float32, shape (H, W, 3) or (H, W, 4)
            C-contiguous.
        """
        import PyOpenColorIO

        processor, depth = self._for_type(image.dtype)
        height, width, channels = image.shape
        pixel = channels * image.itemsize
        processor.apply(
            PyOpenColorIO.PackedImageDesc(
                image, width, height, channels, depth, image.itemsize, pixel, pixel * width
            )
        )

    def _for_type(self, dtype: np.dtype[Any]) -> tuple[Any, Any]:
        import PyOpenColorIO

        with self._lock:
            if dtype not in self._by_type:
                depth = {
                    "u1": PyOpenColorIO.BIT_DEPTH_UINT8,
                    "u2": PyOpenColorIO.BIT_DEPTH_UINT16,
                    "f4": PyOpenColorIO.BIT_DEPTH_F32,
                }[dtype.str[1:]]
                cpu = self._processor.getOptimizedCPUProcessor(
                    depth, depth, PyOpenColorIO.OPTIMIZATION_DEFAULT
                )
                self._by_type[dtype] = (cpu, depth)
            found: tuple[Any, Any] = self._by_type[dtype]
            return found
