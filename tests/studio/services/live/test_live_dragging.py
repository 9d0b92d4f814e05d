"""What a slider does to the picture while it is dragged."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from hairsdk import Recolorer
from hairsdk.apply import recolor_pixels
from hairsdk.look import Look as WornLook
from hairsdk.resample import resample
from hairstudio.core import Stack
from hairstudio.core.effects.saturation import Saturation
from hairstudio.services.live.live import Live
from hairstudio.services.session import Session
from tests.studio.services.live.conftest import show

GREY = Stack().append(Saturation(saturation=0.0))


@pytest.mark.parametrize("side", ["light", "dark"])
def test_that_a_drag_of_one_side_shows_coarse_in_the_next_frame_and_exact_after(
    qtbot: QtBot, live: Live, session: Session, face: NDArray[np.uint8], side: str
) -> None:
    results = show(live, qtbot, face)
    before, other = results[-1], "dark" if side == "light" else "light"
    session.show_stack(side, GREY)
    qtbot.waitUntil(lambda: results[-1].look is not before.look, timeout=20000)
    dragged = results[-1].look
    preview = session.preview.latest
    assert not preview.exact
    coarse = preview.side(side).lut
    assert coarse.size < getattr(before.look, side).size
    expected = resample(coarse, getattr(before.look, side).size).table
    assert np.abs(getattr(dragged, side).table - expected).max() < 1e-5
    assert getattr(dragged, other) is getattr(before.look, other)
    assert not np.array_equal(results[-1].image, before.image)
    session.edit_stack(side, GREY, "Grey")
    qtbot.waitUntil(lambda: session.preview.latest.exact, timeout=20000)
    exact = session.preview.latest.side(side).lut
    qtbot.waitUntil(lambda: getattr(results[-1].look, side) is exact, timeout=20000)
    shown = results[-1]
    lookup = WornLook(shown.look).at(shown.intensity)[1]
    assert np.array_equal(shown.image, recolor_pixels(face, shown.mask, lookup))


def test_that_a_drag_starts_no_second_network(
    qtbot: QtBot, live: Live, session: Session, face: NDArray[np.uint8], monkeypatch
) -> None:
    made: list[object] = []
    monkeypatch.setattr(
        "hairstudio.services.live.loop.Recolorer",
        lambda *given: made.append(given) or Recolorer(*given),
    )
    results = show(live, qtbot, face)
    for share in (0.8, 0.5, 0.2):
        known = results[-1].look
        session.show_stack("light", Stack().append(Saturation(saturation=share)))
        qtbot.waitUntil(lambda known=known: results[-1].look is not known, timeout=20000)
    assert len(made) == 1
