"""Where the hair is in a picture."""

from __future__ import annotations

import numpy as np
import pytest

from hairstudio.core.hair import square_around


@pytest.mark.parametrize(
    ("hair", "rows", "columns"),
    [
        ((slice(30, 51), slice(50, 91)), (14, 66), (44, 96)),  # in the middle of the square
        ((slice(0, 21), slice(100, 121)), (0, 26), (94, 120)),  # in a corner of the picture
        ((slice(20, 23), slice(40, 42)), (13, 29), (32, 48)),  # a single strand
        ((slice(0, 100), slice(0, 120)), (0, 100), (9, 109)),  # all over a wide picture
        ((slice(0, 0), slice(0, 0)), (0, 100), (9, 109)),  # none
    ],
)
def test_that_a_square_around_the_hair_is_inside_the_picture(hair, rows, columns):
    mask = np.full((100, 120), 0.5, np.float32)
    mask[hair] = 0.6
    assert square_around(mask, 1.3) == (slice(*rows), slice(*columns))
