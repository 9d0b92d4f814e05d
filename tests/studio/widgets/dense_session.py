"""Pictures on screens with more pixels than points; started by test_dense_screens."""

from __future__ import annotations

import sys

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hairstudio.services.qimages import pixels_of
from hairstudio.views.widgets.viewer import CompareViewer

WIDTH, HEIGHT = 320, 200


def brush_and_eyedropper(app: QApplication) -> None:
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    picture = np.stack([columns % 256, rows, columns // 2], -1).astype(np.uint8)
    viewer = CompareViewer()
    viewer.resize(400, 300)
    viewer.set_images(picture, 255 - picture)
    viewer.show()
    app.processEvents()
    assert viewer.devicePixelRatioF() == 2.0

    # 100 % is one pixel of the photo on one pixel of the screen, so half a point.
    viewer.set_mode("before")
    viewer.set_zoom(1.0)
    seen = pixels_of(viewer.grab().toImage())
    assert seen.shape[:2] == (600, 800)
    assert np.array_equal(seen[200:400, 240:560], picture)

    for zoom in (1.0, 3.0):
        viewer.set_zoom(zoom)
        place = QPoint(212, 139)
        x, y = viewer.geometry_at(None).to_image(place.toPointF())
        assert abs(x - (WIDTH / 2 + 12 * 2 / zoom)) < 1
        picked = []
        viewer.colour_picked.connect(picked.append)
        viewer.set_tool("eyedropper")
        QTest.mouseClick(viewer, Qt.MouseButton.LeftButton, pos=place)
        viewer.colour_picked.disconnect(picked.append)
        block = picture[int(y) - 1 : int(y) + 2, int(x) - 1 : int(x) + 2]
        expected = block.reshape(-1, 3).mean(axis=0) / 255
        assert np.allclose(picked[0], expected, atol=1e-6), (picked, expected)

        viewer.set_mask(np.zeros((HEIGHT, WIDTH), np.float32))
        viewer.set_brush(6.0, 1.0)
        viewer.set_tool("brush")
        QTest.mouseClick(viewer, Qt.MouseButton.LeftButton, pos=place)
        painted = np.argwhere(viewer.mask() > 0.5)
        assert np.allclose(painted.mean(axis=0), (y, x), atol=1.0), painted.mean(axis=0)
        assert abs(len(painted) - np.pi * 36) < 25
        viewer.set_tool("none")


def wipe_lines(app: QApplication) -> None:
    window, widths = QWidget(), set()
    window.resize(500, 200)
    viewer, black = CompareViewer(window), np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    viewer.set_images(black, black)
    window.show()
    for left in range(4):  # of screen pixels, each second one is a half one
        viewer.setGeometry(left, 0, 201, 200)
        app.processEvents()
        assert viewer.devicePixelRatioF() == 1.5
        row = pixels_of(window.grab().toImage())[20, 10:290, 0]
        widths.add(int((row > 150).sum()))
    assert widths == {2}, widths


{"brush": brush_and_eyedropper, "lines": wipe_lines}[sys.argv[1]](QApplication([]))
print("fine")
