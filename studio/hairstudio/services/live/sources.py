"""Where live frames come from: cameras, movies in a loop, still pictures."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QMediaCaptureSession,
    QMediaPlayer,
    QVideoFrame,
    QVideoSink,
)

from hairsdk.errors import HairSdkError
from hairsdk.images import read_photo
from hairstudio.services.live.frames import LiveFrame, to_rgb

__all__ = ["CameraSource", "Format", "ImageSource", "MovieSource", "Source", "SourceState"]

_RATE = 30
_PATIENCE_MS = 8000
_LARGEST = 1920


@dataclass(frozen=True)
class SourceState:
    """What a source is doing.

    Attributes
    ----------
    kind : str
        ``starting``, ``running``, ``stopped``, ``refused`` or ``lost``; ``none`` without a source.
    message : str
        Why, in plain words; empty if there is nothing to say.
    """

    kind: str
    message: str = ""


@dataclass(frozen=True)
class Format:
    """A size and a rate that a camera can give."""

    width: int
    height: int
    rate: float

    def __str__(self) -> str:
        return f"{self.width}×{self.height}, {self.rate:.0f}/s"


class Source(QObject):
    """Gives frames until it is closed."""

    frame = Signal(object)
    """(LiveFrame)"""

    state_changed = Signal(object)
    """(SourceState)"""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.mirror = False
        self.state = SourceState("stopped")
        self._number = 0

    @property
    def format(self) -> Format | None:
        """The format in use, of sources that have a choice."""
        return None

    def formats(self) -> tuple[Format, ...]:
        """Formats to choose from; none where there is no choice."""
        return ()

    def set_format(self, chosen: Format) -> None:
        """Go on in another format."""

    def open(self) -> None:
        """Begin."""
        raise NotImplementedError

    def close(self) -> None:
        """End, and release what it holds."""

    def set_resting(self, resting: bool) -> None:
        """Stand still for a while, where that is possible."""

    def _say(self, kind: str, message: str = "") -> None:
        state = SourceState(kind, message)
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

    def _give(self, image: NDArray[np.uint8], at: float, arrived: float) -> None:
        self._number += 1
        took = (time.perf_counter() - arrived) * 1e3
        self._say("running")
        self.frame.emit(LiveFrame(image, self._number, at, arrived, took))

    def _take(self, frame: QVideoFrame) -> None:
        arrived = time.perf_counter()
        if not frame.isValid():
            return
        image = to_rgb(frame, mirror=self.mirror)
        if image is not None:
            self._give(image, frame.startTime() / 1e6, arrived)


class ImageSource(Source):
    """A still picture, again and again.

    Parameters
    ----------
    picture : Path or ndarray
        A file, or (H, W, 3) uint8 RGB.
    """

    def __init__(
        self, picture: Path | NDArray[np.uint8], name: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(name or (picture.name if isinstance(picture, Path) else ""), parent)
        self._picture = picture
        self._pixels: NDArray[np.uint8] | None = None
        self._timer = QTimer(self, interval=round(1000 / _RATE))
        self._timer.timeout.connect(self._tick)

    def open(self) -> None:
        """Read the file and begin."""
        if isinstance(self._picture, Path):
            try:
                self._pixels = _fitted(read_photo(self._picture).rgb)
            except HairSdkError as error:
                self._say("refused", str(error))
                return
        else:
            self._pixels = _fitted(self._picture)
        self._timer.start()

    def close(self) -> None:
        """End."""
        self._timer.stop()
        self._say("stopped")

    def set_resting(self, resting: bool) -> None:
        """Stop the clock for a while."""
        if self._pixels is not None:
            self._timer.stop() if resting else self._timer.start()

    def _tick(self) -> None:
        if self._pixels is None:
            return
        now = time.perf_counter()
        image = np.ascontiguousarray(self._pixels[:, ::-1]) if self.mirror else self._pixels
        self._give(image, now, now)


def _fitted(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """No larger than a film: nothing moves at the size of a photo."""
    scale = _LARGEST / max(pixels.shape[:2])
    if scale >= 1.0:
        return np.ascontiguousarray(pixels)
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


class MovieSource(Source):
    """A movie in an endless loop, without its sound.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(path.name, parent)
        self._path = path
        self.sink = QVideoSink(self)
        self.sink.videoFrameChanged.connect(self._take)
        self.player = QMediaPlayer(self)
        self.player.setVideoSink(self.sink)
        self.player.setLoops(QMediaPlayer.Loops.Infinite.value)
        self.player.errorOccurred.connect(self._on_error)

    def open(self) -> None:
        """Begin to play."""
        if not self._path.is_file():
            self._say("refused", self.tr("{0} is not there any more.").format(self._path))
            return
        self._say("starting")
        self.player.setSource(QUrl.fromLocalFile(str(self._path)))
        self.player.play()

    def close(self) -> None:
        """End."""
        self.player.stop()
        self.player.setSource(QUrl())
        self._say("stopped")

    def set_resting(self, resting: bool) -> None:
        """Pause the film for a while."""
        if self.state.kind in ("starting", "running"):
            self.player.pause() if resting else self.player.play()

    def _on_error(self, _error: Any, text: str) -> None:
        self._say("refused", self.tr("It cannot be played: {0}").format(text))


class CameraSource(Source):
    """A camera.

    Parameters
    ----------
    device : QCameraDevice
    """

    def __init__(self, device: QCameraDevice, parent: QObject | None = None) -> None:
        super().__init__(device.description(), parent)
        self._device = device
        self._camera: QCamera | None = None
        self._chosen: Format | None = None
        self.sink = QVideoSink(self)
        self.sink.videoFrameChanged.connect(self._take)
        self._capture = QMediaCaptureSession(self)
        self._capture.setVideoSink(self.sink)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._on_silence)

    @property
    def format(self) -> Format | None:
        """The format in use."""
        if self._chosen is not None:
            return self._chosen
        # Lively and of a common size, rather than the largest.
        wished = [each for each in self.formats() if each.rate >= 24 and each.height <= 720]
        return max(wished or self.formats(), key=lambda each: each.height, default=None)

    def formats(self) -> tuple[Format, ...]:
        """What the camera can give, largest first."""
        sizes = {
            Format(each.resolution().width(), each.resolution().height(), each.maxFrameRate())
            for each in self._device.videoFormats()
        }
        order = sorted(sizes, key=lambda each: (each.height, each.width, each.rate), reverse=True)
        return tuple(order)

    def set_format(self, chosen: Format) -> None:
        """Go on in another format."""
        self._chosen = chosen
        if self._camera is not None:
            self._stop()
            self.open()

    def open(self) -> None:
        """Start the camera."""
        self._camera = QCamera(self._device, self)
        self._camera.errorOccurred.connect(self._on_error)
        chosen = self.format
        for each in self._device.videoFormats():
            size = each.resolution()
            if chosen == Format(size.width(), size.height(), each.maxFrameRate()):
                self._camera.setCameraFormat(each)
                break
        self._capture.setCamera(self._camera)
        self._say("starting")
        self._patience.start()
        self._camera.start()

    def close(self) -> None:
        """Release the camera."""
        self._stop()
        self._say("stopped")

    def lose(self) -> None:
        """The camera was unplugged."""
        self._stop()
        self._say("lost")

    def refuse(self, message: str) -> None:
        """The camera may not be used."""
        self._stop()
        self._say("refused", message)

    def _take(self, frame: QVideoFrame) -> None:
        self._patience.stop()
        super()._take(frame)

    def _stop(self) -> None:
        self._patience.stop()
        if self._camera is not None:
            camera, self._camera = self._camera, None
            camera.stop()
            camera.deleteLater()

    def _on_error(self, _error: Any, text: str) -> None:
        self.refuse(text)

    def _on_silence(self) -> None:
        if self.state.kind == "starting":
            self.refuse(self.tr("It gives no picture."))
