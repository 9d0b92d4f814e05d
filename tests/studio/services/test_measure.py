"""Numbers of a look are exact: an artist reads them to the last digit."""

from __future__ import annotations

import numpy as np
import pytest

from hairstudio.services.measure import hair_colour


def test_that_the_mean_of_a_large_even_photo_is_not_rounded() -> None:
    image = np.empty((2000, 2000, 3), np.uint8)
    image[:] = (201, 120, 3)
    image[:, :7] = 0
    mask = np.full(image.shape[:2], 0.8, np.float32)
    mask[:, :7] = 0.5
    assert hair_colour(image, mask) == pytest.approx((201 / 255, 120 / 255, 3 / 255), abs=1e-9)
    assert hair_colour(image, np.zeros_like(mask)) is None
