"""A network as the SDK runs it on a stream."""

from __future__ import annotations

from pathlib import Path

from hairnet.data import Image
from hairnet.metrics import Mask
from hairsdk import Segmenter
from hairsdk.matte import refine
from hairsdk.steady import MaskSteadier


class SdkStream:
    """An exported file with what `hairsdk.Recolorer` does around it, without looking for cuts.

    The network's mask is steadied along the motion, and refined along the strands. A previous mask
    that is not the last one given has no frame that motion could be measured from: only the network
    sees it.
    """

    def __init__(self, path: str | Path) -> None:
        self.segmenter = Segmenter(path, "cpu")
        self.steadier = MaskSteadier()
        self.coarse: Mask | None = None
        self.given: Mask | None = None

    def __call__(self, image: Image, previous: Mask | None = None) -> Mask:
        goes_on = previous is not None and previous is self.given
        before = self.coarse if goes_on else None
        found = self.segmenter.infer(image, before if goes_on else previous)
        self.coarse = self.steadier.update(found.image, found.mask, before)
        self.given = refine(image, self.coarse)
        return self.given
