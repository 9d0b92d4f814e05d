"""What goes wrong in a viewer is reported, and ends no program."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from hairstudio.views.widgets.viewer import CompareViewer


@pytest.fixture
def viewer(show, picture) -> CompareViewer:
    viewer = show(CompareViewer(), 400, 300)
    viewer.set_images(picture, 255 - picture)
    return viewer


def test_that_what_opencv_raises_while_painting_is_reported(
    viewer: CompareViewer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def paint(_painter: object) -> None:
        monkeypatch.undo()
        cv2.resize(np.zeros((0, 2, 3), np.uint8), (2, 2))

    monkeypatch.setattr(viewer, "paint_tool", paint)
    viewer.update()
    with qtbot.capture_exceptions() as raised:
        qtbot.wait(20)
    assert [kind for kind, _, _ in raised] == [cv2.error]


def test_that_a_mask_of_another_size_is_a_mistake(viewer: CompareViewer) -> None:
    with pytest.raises(ValueError, match="mask and picture are of one size"):
        viewer.set_mask(np.zeros((3, 4), np.float32))
