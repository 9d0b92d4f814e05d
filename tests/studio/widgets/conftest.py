"""Fixtures of the widgets' tests: a themed application that is watched for leaks."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hairstudio.views.widgets.theme import apply_theme

Show = Callable[..., Any]


def delete_later() -> None:
    """Let widgets that were closed be deleted."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


@pytest.fixture(scope="session")
def dark(qapp: QApplication) -> QApplication:
    apply_theme(qapp, "dark")
    return qapp


@pytest.fixture(autouse=True)
def no_leaked_windows(dark: QApplication) -> Iterator[None]:
    """Fail when a test leaves a top-level widget behind."""
    # The wrappers are kept: Qt's own windows (lists of combo boxes) get new ones otherwise.
    before = dark.topLevelWidgets()
    yield
    leaked = [widget for widget in dark.topLevelWidgets() if widget not in before]
    if leaked:
        # Perhaps only a cycle of references that Python has not found yet.
        leaked.clear()
        gc.collect()
        delete_later()
        leaked = [widget for widget in dark.topLevelWidgets() if widget not in before]
    assert not leaked, f"left behind: {leaked}"


@pytest.fixture
def show(qapp: QApplication) -> Iterator[Show]:
    """Shows a widget as a window of a size, and deletes it after the test."""
    shown: list[QWidget] = []

    def _show(widget: QWidget, width: int = 320, height: int = 0) -> QWidget:
        shown.append(widget)
        widget.resize(width, height or widget.sizeHint().height())
        widget.show()
        QTest.qWaitForWindowExposed(widget)
        widget.activateWindow()
        QCoreApplication.processEvents()
        return widget

    yield _show
    for widget in shown:
        widget.close()
        widget.deleteLater()
    shown.clear()
    delete_later()


@pytest.fixture
def record() -> Callable[..., list[Any]]:
    """Collects what signals emit: single values bare, several as tuples."""

    def _record(*signals: Any) -> list[Any]:
        heard: list[Any] = []
        for signal in signals:
            signal.connect(lambda *values: heard.append(values[0] if len(values) == 1 else values))
        return heard

    return _record


@pytest.fixture
def drag() -> Callable[..., None]:
    """Presses, moves and releases the left button, with real events."""

    def _drag(
        widget: QWidget,
        *places: QPointF | QPoint,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
        release: bool = True,
    ) -> None:
        first, *others = [QPointF(place) for place in places]
        kinds = QEvent.Type
        none = Qt.MouseButton.NoButton
        mouse(widget, kinds.MouseButtonPress, first, button, button, modifiers)
        for place in others:
            mouse(widget, kinds.MouseMove, place, none, button, modifiers)
        if release:
            mouse(
                widget, kinds.MouseButtonRelease, (others or [first])[-1], button, none, modifiers
            )

    return _drag


def mouse(
    widget: QWidget,
    kind: QEvent.Type,
    place: QPointF,
    button: Qt.MouseButton,
    buttons: Qt.MouseButton,
    modifiers: Qt.KeyboardModifier,
) -> None:
    """Send one mouse event through the application, as the window system would."""
    globally = QPointF(widget.mapToGlobal(place.toPoint()))
    event = QMouseEvent(kind, place, globally, button, buttons, modifiers)
    QApplication.sendEvent(widget, event)


@pytest.fixture(name="mouse")
def send_mouse() -> Callable[..., None]:
    """Sends one mouse event: for buttons that are down at the same time."""
    return mouse


@pytest.fixture
def wheel() -> Callable[..., bool]:
    """Turns the wheel over a widget by notches; says whether the widget took it."""

    def _wheel(widget: QWidget, place: QPointF, notches: int) -> bool:
        event = QWheelEvent(
            place,
            QPointF(widget.mapToGlobal(place.toPoint())),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)
        return event.isAccepted()

    return _wheel


@pytest.fixture
def drop() -> Callable[..., None]:
    """Drags a file or a picture into a widget and drops it there."""

    def _drop(widget: QWidget, what: str | QImage) -> None:
        data = QMimeData()
        if isinstance(what, QImage):
            data.setImageData(what)
        else:
            data.setUrls([QUrl.fromLocalFile(what)])
        rest = (
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        # Qt delivers a drop only to the widget that took the entering.
        with warnings.catch_warnings():
            # Qt 6.12 wants a QPointF here, which older ones do not take.
            warnings.simplefilter("ignore", DeprecationWarning)
            enter = QDragEnterEvent(QPoint(5, 5), *rest)
        QApplication.sendEvent(widget, enter)
        QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), *rest))

    return _drop


@pytest.fixture
def picture() -> np.ndarray:
    """A picture in which each pixel tells where it is."""
    y, x = np.mgrid[0:60, 0:80]
    return np.ascontiguousarray(np.stack([x * 3, y * 4, (x + y) % 256], -1).astype(np.uint8))
