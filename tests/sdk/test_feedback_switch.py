"""The network's own memory, switched off and on in a stream."""

from __future__ import annotations

import numpy as np
import pytest

from hairsdk import Recolorer, Segmenter
from hairsdk.matte import refine


def test_that_without_feedback_each_frame_is_looked_at_once(heads: list) -> None:
    image = heads[0][0]
    with Segmenter("256", "cpu") as segmenter:
        once = refine(image, segmenter.infer(image).mask)
    with Recolorer("copper", model="256", device="cpu") as recolorer:
        assert recolorer.feedback
        first = recolorer.process(image).mask
        recolorer.feedback = False
        alone = [recolorer.process(image).mask for _ in range(2)]
        recolorer.feedback = True
        again = recolorer.process(image).mask
    assert all(np.array_equal(mask, once) for mask in alone)
    assert not np.array_equal(first, once)
    assert not np.array_equal(again, once)


def test_that_the_intensity_goes_on_without_feedback(heads: list) -> None:
    with Recolorer("copper", model="256") as recolorer:
        before = recolorer.process(heads[0][0]).intensity
        recolorer.feedback = False
        assert recolorer.process(heads[0][0]).intensity == pytest.approx(before, abs=0.05)
