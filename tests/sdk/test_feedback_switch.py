"""The network's own memory, switched off and on in a stream."""

from __future__ import annotations

import numpy as np
import pytest

from hairsdk import Recolorer


def test_that_without_feedback_each_mask_is_that_of_a_first_frame(heads: list) -> None:
    image = heads[0][0]
    with Recolorer("copper", model="256") as recolorer:
        assert recolorer.feedback
        first = recolorer.process(image).mask
        second = recolorer.process(image).mask
        recolorer.feedback = False
        alone = recolorer.process(image).mask
        recolorer.feedback = True
        again = recolorer.process(image).mask
    assert not np.array_equal(first, second)
    assert np.array_equal(alone, first)
    assert np.array_equal(again, second)


def test_that_the_intensity_goes_on_without_feedback(heads: list) -> None:
    with Recolorer("copper", model="256") as recolorer:
        before = recolorer.process(heads[0][0]).intensity
        recolorer.feedback = False
        assert recolorer.process(heads[0][0]).intensity == pytest.approx(before, abs=0.05)
