"""Finding the hair in a photo, with the SDK's network."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from hairsdk.errors import DeviceError, HairSdkError, ModelError, ResourceError
from hairstudio.document.reference import Mask, Pixels

if TYPE_CHECKING:
    from hairsdk.segmenter import Segmenter

__all__ = ["FoundHair", "HairFinder"]

_LEAST_HAIR = 0.002


@dataclass(frozen=True, eq=False)
class FoundHair:
    """A mask, and a remark if the artist has to help.

    Attributes
    ----------
    mask : ndarray of float32, shape (H, W)
    remark : str
        Empty if hair was found.
    """

    mask: Mask
    remark: str = ""


class HairFinder:
    """Loads the network at the first photo, and keeps it.

    Parameters
    ----------
    model : str or Path
        As for `hairsdk.segmenter.Segmenter`.
    """

    def __init__(self, model: str | Path = "512") -> None:
        self._model = model
        self._segmenter: Segmenter | None = None
        self._lock = threading.Lock()

    def find(self, image: Pixels) -> FoundHair:
        """Find the hair in a photo. May be called from any thread; calls wait for each other.

        Without a network, or where it finds nothing, the mask is empty and the remark says
        what to do: the brush always works.
        """
        empty = np.zeros(image.shape[:2], np.float32)
        with self._lock:
            try:
                mask = self._open().segment(image)
            except (ModelError, ResourceError, DeviceError, ImportError) as error:
                return FoundHair(
                    empty,
                    f"Hair could not be looked for: {error}. Paint it with the brush (B).",
                )
            except HairSdkError as error:
                return FoundHair(
                    empty, f"Finding hair failed: {error}. Paint it with the brush (B)."
                )
        if float(mask.mean()) < _LEAST_HAIR:
            return FoundHair(mask, "No hair was found in this photo. Paint it with the brush (B).")
        return FoundHair(mask)

    def close(self) -> None:
        """Release the network."""
        with self._lock:
            if self._segmenter is not None:
                self._segmenter.close()
                self._segmenter = None

    def _open(self) -> Segmenter:
        from hairsdk.segmenter import Segmenter

        if self._segmenter is None:
            self._segmenter = Segmenter(self._model)
        return self._segmenter
