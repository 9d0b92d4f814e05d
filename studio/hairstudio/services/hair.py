"""Finding the hair in a photo, with the SDK's network."""

from __future__ import annotations

import functools
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from hairsdk.errors import DeviceError, HairSdkError, ModelError, ResourceError
from hairstudio.core.paths import Stamp, stamp_of
from hairstudio.document.reference import Mask, Pixels
from hairstudio.services.retold import retold
from hairstudio.services.translate import translate

if TYPE_CHECKING:
    from hairsdk.preset import Preset
    from hairsdk.recolorer import Recolorer
    from hairsdk.segmenter import Segmenter

__all__ = ["FoundHair", "HairFinder", "open_recolorer"]

_LEAST_HAIR = 0.002


@dataclass(frozen=True, eq=False)
class FoundHair:
    """A mask, and a remark if the artist has to help.

    Attributes
    ----------
    mask : ndarray of float32, shape (H, W)
    remark : str
        Empty if hair was found.
    failed : bool
        Whether hair could not even be looked for, and the remark says why.
    """

    mask: Mask
    remark: str = ""
    failed: bool = False


class HairFinder:
    """Loads the network at the first photo, and keeps it.

    Parameters
    ----------
    model, device
        As for `hairsdk.segmenter.Segmenter`; without a usable GPU, "gpu" falls back here.
    """

    def __init__(self, model: str | Path = "512", device: str = "auto") -> None:
        self._model = model
        self._wish = device
        self._segmenter: Segmenter | None = None
        self._stamp: Stamp | None = None
        """Of the network's file when it was opened: another may stand there by now."""
        self._lock = threading.Lock()

    @property
    def model(self) -> str:
        """Name of the network."""
        return str(self._model)

    @property
    def network(self) -> str:
        """What tells the network from others, and from what its file held before; empty where
        that cannot be told.
        """
        try:
            if shipped := _digest_of_shipped(self.model):
                return shipped
        except (HairSdkError, KeyError):
            return ""
        stamp = stamp_of(self.model) if self._segmenter is None else self._stamp
        return "" if stamp is None else f"{self.model} {stamp}"

    @property
    def wish(self) -> str:
        """The device that was asked for: "auto", "cpu" or "gpu"."""
        return self._wish

    @property
    def device(self) -> str:
        """What the network runs on: "cpu" or "gpu"; empty before it was loaded."""
        segmenter = self._segmenter
        return "" if segmenter is None else segmenter.device

    def choose(self, model: str, device: str) -> None:
        """Load another network, or the same on another device; the old one stays on failure.

        Raises
        ------
        HairSdkError
            There is no such network, or no usable GPU; the message says why.
        """
        from hairsdk.segmenter import Segmenter

        stamp = stamp_of(model)
        chosen = Segmenter(model, device)
        with self._lock:
            if self._segmenter is not None:
                self._segmenter.close()
            self._segmenter, self._stamp = chosen, stamp
            self._model, self._wish = model, device

    def find(self, image: Pixels) -> FoundHair:
        """Find the hair in a photo. May be called from any thread; calls wait for each other.

        Without a network, or where it finds nothing, the mask is empty and the remark says
        what to do: the brush always works.
        """
        empty = np.zeros(image.shape[:2], np.float32)
        with self._lock:
            try:
                mask = self._open().segment(image)
            except (HairSdkError, ImportError) as error:
                return FoundHair(empty, _told(error), failed=True)
        if float(mask.mean()) < _LEAST_HAIR:
            return FoundHair(
                mask,
                translate(
                    "HairFinder", "No hair was found in this photo. Paint it with the brush (B)."
                ),
            )
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
            self._stamp = stamp_of(self._model)
            try:
                self._segmenter = Segmenter(self._model, self._wish)
            except DeviceError:
                # The GPU of last time is gone: the window says what runs instead.
                self._segmenter = Segmenter(self._model, "cpu")
        return self._segmenter


def _told(error: HairSdkError | ImportError) -> str:
    """Why hair could not be looked for, and what to do."""
    if isinstance(error, ModelError):
        text = translate(
            "HairFinder",
            "Hair could not be looked for: {0}. Choose another network at the top right, or paint "
            "it with the brush (B).",
        )
    elif isinstance(error, ResourceError | DeviceError | ImportError):
        text = translate(
            "HairFinder", "Hair could not be looked for: {0}. Paint it with the brush (B)."
        )
    else:
        text = translate("HairFinder", "Finding hair failed: {0}. Paint it with the brush (B).")
    return text.format(retold(str(error)))


@functools.cache
def _digest_of_shipped(model: str) -> str:
    """SHA-256 of a network that comes with hairsdk, empty for any other.

    Looking it up takes a sixth of the time of a photo whose heads are known, and is done for each.
    """
    from hairsdk.models import list_models, model_record

    return str(model_record(model)["sha256"]) if model in list_models() else ""


def open_recolorer(preset: Preset, model: str, device: str) -> Recolorer:
    """Open a look with a network, on the CPU where the GPU of last time is gone.

    Raises
    ------
    HairSdkError
        The network cannot be used.
    """
    from hairsdk.recolorer import Recolorer

    try:
        return Recolorer(preset, model, device)
    except DeviceError:
        return Recolorer(preset, model, "cpu")
