"""A real window, driven by mouse and keyboard."""

from __future__ import annotations

import errno
import functools
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from hairstudio.services import library
from hairstudio.services.head_names import head_name
from hairstudio.services.heads import Head, builtin_heads
from hairstudio.services.session import Session
from hairstudio.views.main_window import MainWindow
from hairstudio.views.widgets.theme import apply_theme


@pytest.fixture(scope="session", autouse=True)
def pictures_made_once() -> Iterator[None]:
    """Each window shows the heads and looks that ship: their pictures are made for the first."""

    @functools.cache
    def heads(language: str) -> tuple[Head, ...]:
        made = builtin_heads()
        for head in made:
            for array in (head.image, head.mask, *head.sample):
                array.setflags(write=False)
        return made

    with pytest.MonkeyPatch.context() as patch:
        of_now = "hairstudio.views.panels.gallery.builtin_heads"
        patch.setattr(of_now, lambda: heads(head_name("White bob")))
        patch.setattr(library, "_decoded", functools.cache(library._decoded))
        yield


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[Session], None]:
    """Waits until nothing runs in the background."""

    def wait(session: Session) -> None:
        def calm() -> bool:
            references = session.references
            return not (
                session.preview.busy
                or session.files.busy
                or references.busy("light")
                or references.busy("dark")
                or references.painting
                or session.document.dragging
            )

        qtbot.waitUntil(calm, timeout=20000)
        qtbot.wait(20)
        qtbot.waitUntil(calm, timeout=20000)

    return wait


def writing(window: MainWindow) -> bool:
    """Whether files for the client are being written."""
    return any(each.busy for each in (*window.writers, window.export))


@pytest.fixture
def window(
    qapp: QApplication, qtbot: QtBot, session: Session, settled: Callable[[Session], None]
) -> Iterator[MainWindow]:
    """The window with a new look on the built-in references."""
    apply_theme(qapp, "dark")
    shown = MainWindow(session)
    shown.resize(1440, 900)
    shown.show()
    session.new()
    settled(session)
    yield shown
    settled(session)
    session.document.undo_stack.setClean()
    session.silence()  # it would be asked whether to close while a file is written
    qtbot.waitUntil(lambda: not writing(shown), timeout=20000)
    shown.close()
    shown.deleteLater()


@pytest.fixture(params=[errno.ENOSPC, errno.EROFS, errno.EACCES], ids=errno.errorcode.get)
def broken_disk(
    request: pytest.FixtureRequest, break_disk: Callable[..., str]
) -> Callable[[], str]:
    """Breaks the disk when it is called; returns the words that the artist must read."""
    return functools.partial(break_disk, request.param)


@pytest.fixture
def hold() -> Callable[[QWidget, QMimeData], bool]:
    """Holds something over a widget, and tells whether that takes it."""

    def enter(target: QWidget, data: QMimeData) -> bool:
        copy, place = Qt.DropAction.CopyAction, target.rect().center()
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        with warnings.catch_warnings():
            # Qt 6.12 wants a QPointF here, which older ones do not take.
            warnings.simplefilter("ignore", DeprecationWarning)
            event = QDragEnterEvent(place, copy, data, left, none)
        QApplication.sendEvent(target, event)
        return event.isAccepted()

    return enter


@pytest.fixture
def drop_data(hold: Callable[[QWidget, QMimeData], bool]) -> Callable[[QWidget, QMimeData], bool]:
    """Drops something on a widget, and tells whether that takes it."""

    def drop(target: QWidget, data: QMimeData) -> bool:
        taken = hold(target, data)
        if taken:
            centre, copy = QPointF(target.rect().center()), Qt.DropAction.CopyAction
            left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(target, QDropEvent(centre, copy, data, left, none))
        return taken

    return drop


@pytest.fixture
def drop(drop_data: Callable[[QWidget, QMimeData], bool]) -> Callable[..., None]:
    """Drops files on a widget, as a file manager does."""

    def drop_files(target: QWidget, *paths: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        assert drop_data(target, data)

    return drop_files


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | None], list[str]]:
    """Answers the dialog for saving with a path, or cancels; gives the names that it proposed."""

    def choose(path: Path | None) -> list[str]:
        proposed: list[str] = []

        def answer(_parent: QWidget, _title: str, name: str, _kinds: str) -> tuple[str, str]:
            proposed.append(name)
            return "" if path is None else str(path), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
        return proposed

    return choose
