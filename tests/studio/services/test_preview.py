"""The picture of the look, and what becomes of failures on the way."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from hairsdk.cube import write_cube
from hairsdk.lut import Lut3D
from hairstudio.core import Registry, Stack
from hairstudio.services.preview import Preview
from hairstudio.services.renderer import Renderer
from hairstudio.services.session import Session


def test_that_a_failure_that_no_look_should_cause_is_reported_and_not_lost(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object) -> None:
        raise ZeroDivisionError("a mistake of ours")

    monkeypatch.setattr(Renderer, "recolour", broken)
    with qtbot.captureExceptions() as caught:
        session.new()
        qtbot.waitUntil(lambda: bool(caught), timeout=20000)
    assert caught[0][0] is ZeroDivisionError


def test_that_a_photo_without_hair_does_not_hold_up_the_other_side(
    qtbot: QtBot, session: Session, registry: Registry
) -> None:
    session.new()
    session.set_goal((0.5, 0.2, 0.1))
    session.references.take("light", np.zeros((40, 60, 3), np.uint8))
    session.references.finish()
    exposure = registry.get("exposure")(stops=-1.0)
    session.edit_stack("dark", Stack().append(exposure), "Darker")
    qtbot.waitUntil(lambda: not session.preview.busy, timeout=20000)
    shown = session.preview.latest
    assert shown is not None
    assert shown.look is session.document.look
    assert shown.light.colour is None
    assert shown.dark.image.mean() < session.document.look.dark.reference.image.mean()


def test_that_a_lut_that_went_stays_told_while_the_other_side_is_dragged(
    qtbot: QtBot, session: Session, registry: Registry, tmp_path: Path
) -> None:
    def shown() -> Preview:
        qtbot.waitUntil(lambda: not session.preview.busy, timeout=20000)
        return session.preview.latest

    path = tmp_path / "graded.cube"
    write_cube(path, Lut3D.identity(2))
    session.new()
    session.edit_stack("light", Stack().append(registry.get("lut-file")(path=str(path))), "LUT")
    assert shown().light.error == ""
    path.unlink()
    exposure = registry.get("exposure")
    session.edit_stack("dark", Stack().append(exposure(stops=-1.0)), "Darker")
    assert "graded.cube" in shown().light.error
    session.show_stack("dark", Stack().append(exposure(stops=-0.5)))
    assert "graded.cube" in shown().light.error
