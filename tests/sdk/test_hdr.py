"""HDR as SDR, against the figures of ITU-R BT.2408."""

from __future__ import annotations

import numpy as np
import pytest

from hairsdk.hdr import HLG, PQ, sdr_lut
from hairsdk.lookup import LutLookup


def looked_up(transfer: int, *colours: tuple[float, float, float]) -> np.ndarray:
    image = np.array([colours], np.float32)
    return LutLookup(sdr_lut(transfer))(image)[0]


# Signals of BT.2408, tables 1 and 2, for an 18 % grey card, light skin, white and the peak.
@pytest.mark.parametrize(
    ("transfer", "card", "white", "peak"), [(HLG, 0.38, 0.75, 1.0), (PQ, 0.38, 0.58, 0.7518)]
)
def test_that_greys_come_out_as_bright_as_in_sdr(transfer, card, white, peak) -> None:
    found = looked_up(transfer, *((level,) * 3 for level in (0.0, card, white, peak, 1.0)))
    assert np.abs(found - found.mean(axis=1, keepdims=True)).max() < 2e-3
    black, grey, bright, top, end = found.mean(axis=1)
    assert black == pytest.approx(0.0, abs=1e-3)
    # A BT.709 camera has the card at 0.41.
    assert grey == pytest.approx(0.41, abs=0.02)
    assert 0.87 < bright < 0.93
    assert top == pytest.approx(1.0, abs=5e-3)
    assert end == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("transfer", [HLG, PQ])
def test_that_levels_rise_and_never_leave_the_range(transfer) -> None:
    table = sdr_lut(transfer).table
    assert table.min() >= 0.0
    assert table.max() <= 1.0
    greys = np.einsum("iiic->ic", table)
    assert np.all(np.diff(greys, axis=0) >= 0.0)


# From linear BT.709: ITU-R BT.2087, SMPTE EG 432-1.
TO_BT2020 = [[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]]
TO_P3 = [[0.8225, 0.1774, 0.0000], [0.0332, 0.9669, 0.0000], [0.0171, 0.0724, 0.9108]]


@pytest.mark.parametrize(
    ("primaries", "matrix"), [(9, TO_BT2020), (2, TO_BT2020), (12, TO_P3), (1, np.eye(3))]
)
def test_that_colours_of_sdr_keep_their_hue(primaries, matrix) -> None:
    skin = np.array([0.78, 0.57, 0.45])
    linear = ((skin + 0.055) / 1.055) ** 2.4
    light = np.array(matrix) @ linear * 203 / 10_000
    m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
    signal = ((c1 + c2 * light**m1) / (1 + c3 * light**m1)) ** m2
    # The largest channel, at 0.57 of white, is just above the knee.
    found = LutLookup(sdr_lut(PQ, primaries))(np.array([[signal]], np.float32))[0, 0]
    assert found == pytest.approx(skin, abs=0.02)
