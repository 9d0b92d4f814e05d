"""Before and after as two pictures: beside each other, or one above the other."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from hairstudio.views.widgets.viewer import CompareViewer
from hairstudio.views.widgets.viewer.panes import halves

BEFORE, AFTER = 60, 200


@pytest.mark.parametrize(
    ("picture", "above"),
    [((300, 200), True), ((200, 200), False), ((200, 300), False), ((1, 900), False)],
)
def test_that_pictures_stand_where_they_are_far_larger(
    picture: tuple[int, int], above: bool
) -> None:
    first, second = halves(430, 456, picture)
    assert (second.top() > 0) == above
    whole = QRectF(0, 0, 430, 456)
    assert whole.contains(first) and whole.contains(second)
    assert not first.intersects(second)


def test_that_a_landscape_is_compared_with_the_one_below(show) -> None:
    viewer = show(CompareViewer(), 400, 400)
    before = np.full((200, 400, 3), BEFORE, np.uint8)
    viewer.set_images(before, np.full_like(before, AFTER))
    viewer.set_mode("side")
    seen = viewer.grab().toImage()
    for y, level in ((100, BEFORE), (300, AFTER)):
        place = QPointF(200, y)
        assert seen.pixelColor(place.toPoint()) == QColor(level, level, level)
        assert viewer.picked_at(place) == pytest.approx((level / 255,) * 3)
        assert viewer.geometry_at(place).to_image(place)[1] == pytest.approx(100, abs=2)
        # Each has its caption at its own foot.
        foot = {seen.pixelColor(20, y + 99 - up).red() for up in range(10, 28)}
        assert foot != {level}
    viewer.set_hold_before(True)
    assert viewer.grab().toImage().pixelColor(200, 250).red() == BEFORE


def test_that_the_mask_is_painted_on_either_picture(show, drag) -> None:
    viewer = show(CompareViewer(), 400, 400)
    before = np.full((200, 400, 3), BEFORE, np.uint8)
    viewer.set_images(before, np.full_like(before, AFTER))
    viewer.set_mode("side")
    viewer.set_tool("brush")
    for y in (50, 250):
        viewer.set_mask(None)
        drag(viewer, QPointF(200, y), QPointF(210, y))
        row, column = np.unravel_index(int(np.argmax(viewer.mask())), (200, 400))
        assert abs(int(row) - 50) < 25
        assert 170 < column < 240


def test_that_a_stroke_that_leaves_its_picture_does_not_go_on_in_the_other_one(
    show, picture, drag
) -> None:
    viewer = show(CompareViewer(), 400, 300)
    viewer.set_images(picture, 255 - picture)
    viewer.set_mode("side")
    viewer.set_tool("brush")
    viewer.set_brush(2.0, 1.0)
    drag(viewer, QPointF(180, 150), QPointF(195, 150), QPointF(215, 150))
    mask = viewer.mask()
    assert mask is not None
    columns = np.nonzero(mask.max(axis=0))[0]
    assert columns.min() > 60, "it began near the right edge of the left picture"
    assert columns.max() == 79
