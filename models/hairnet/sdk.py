"""A network as the SDK runs it on a stream."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hairnet.metrics import Mask
from hairnet.pictures import Image
from hairsdk import Segmenter
from hairsdk.segmenter import spread
from hairsdk.stream import StreamState


class SdkPlayer:
    """Plays frames with an exported file and all that `hairsdk.Recolorer` does around it.

    Cuts are found, the first frame of a shot is looked at three times, masks are steadied along the
    motion and refined along the strands.
    """

    def __init__(self, path: str | Path) -> None:
        self.segmenter = Segmenter(path, "cpu")

    def __call__(
        self, frames: Sequence[Image], *, feedback: bool, first: Mask | None = None
    ) -> NDArray[np.float32]:
        """See `hairnet.sequences.Plays`."""
        state = StreamState(previous=first)
        masks = []
        for frame in frames:
            found = state.find(self.segmenter, frame, feedback)
            masks.append(spread(*found.refined(frame), frame))
        return np.stack(masks)
