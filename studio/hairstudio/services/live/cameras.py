"""The cameras there are: as they come and go, and whether they may be used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtMultimedia import QCameraDevice, QMediaDevices

__all__ = ["CameraInfo", "Cameras", "SystemCameras"]


@dataclass(frozen=True)
class CameraInfo:
    """A camera.

    Attributes
    ----------
    key : str
        The system's id.
    name : str
    device : QCameraDevice or None
    """

    key: str
    name: str
    device: QCameraDevice | None = None


class Cameras(QObject):
    """The seam between the studio and the system's cameras; tests put their own in its place."""

    changed = Signal()
    """Cameras came or went."""

    @property
    def infos(self) -> tuple[CameraInfo, ...]:
        """The cameras there are."""
        return ()

    def ask(self, answer: Callable[[bool], None]) -> None:
        """Ask the system whether cameras may be used; `answer` is told."""
        answer(True)


class SystemCameras(Cameras):
    """The cameras of this machine."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._media = QMediaDevices(self)
        self._media.videoInputsChanged.connect(self.changed)

    @property
    def infos(self) -> tuple[CameraInfo, ...]:
        """The cameras there are."""
        return tuple(
            CameraInfo(bytes(each.id().data()).decode("utf-8", "replace"), each.description(), each)
            for each in QMediaDevices.videoInputs()
        )

    def ask(self, answer: Callable[[bool], None]) -> None:
        """Ask the system, which may ask the artist; `answer` is told."""
        try:
            from PySide6.QtCore import QCameraPermission, Qt
        except ImportError:  # systems without permissions
            answer(True)
            return
        app: Any = QCoreApplication.instance()
        permission = QCameraPermission()
        status = app.checkPermission(permission)
        if status == Qt.PermissionStatus.Undetermined:
            app.requestPermission(
                permission,
                self,
                lambda given: answer(given.status() == Qt.PermissionStatus.Granted),
            )
        else:
            answer(status == Qt.PermissionStatus.Granted)
