"""Masks of stills are cut harder at their ends than those of streams."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hairsdk import Preset, Recolorer, Segmenter
from hairsdk.matte import STILL, MatteSettings


def test_that_a_still_s_haze_is_cut_and_a_stream_s_is_kept(
    recolorer: Recolorer,
    preset: Preset,
    network: Path,
    segmenter: Segmenter,
    frame: NDArray[np.uint8],
) -> None:
    def worn(matte: MatteSettings) -> Recolorer:
        return Recolorer(preset, network, device="cpu", matte=matte)

    still, first = recolorer.still(frame), recolorer.process(frame)
    with worn(STILL) as stills, worn(MatteSettings()) as streams:
        wanted = stills.still(frame)
        np.testing.assert_array_equal(still.mask, wanted.mask)
        assert still.intensity == wanted.intensity
        np.testing.assert_array_equal(first.mask, streams.still(frame).mask)
    assert np.count_nonzero(still.mask) < np.count_nonzero(first.mask)
    np.testing.assert_array_equal(segmenter.segment(frame), still.mask)
    coarse = segmenter.infer(frame, first.mask)
    np.testing.assert_array_equal(segmenter.segment(frame, first.mask), coarse.refined(frame))
