"""Live frames from a camera, the newest first: what cannot be shown in time is dropped."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from numbers import Integral
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.checks import as_number
from hairsdk.errors import CameraError, ParameterError
from hairsdk.memory import opencv_words
from hairsdk.native_log import captured_native_log
from hairsdk.video.stages import StopRequest, checked_stop

__all__ = ["LAST_CAMERA", "Camera", "FrameSource", "newest_frames"]

_POLL = 0.1
"""Seconds between two looks for the wish to end."""

_SILENCE = 5.0
"""Seconds without a frame after which a camera counts as stopped."""

LAST_CAMERA = 99
"""Number of the last camera that OpenCV can tell from its own backends."""


class FrameSource(Protocol):
    """What gives live frames: a camera, or whatever stands in for one."""

    def read(self) -> NDArray[Any] | None:
        """The next frame, (H, W, 3) uint8 RGB; None if there is none at the moment."""

    def close(self) -> None:
        """Release it."""


class Camera:
    """A camera of this machine, by OpenCV.

    Parameters
    ----------
    index : int
        The first is 0; up to 99.
    width, height : int, optional
        Asked for; the camera gives the nearest it can.
    fps : float, optional
        Likewise.

    Raises
    ------
    CameraError
        There is none, or it is in use. That it gives no frames `newest_frames` says.
    ParameterError
        The index is out of range, or no whole number; or what is asked for is no number above 0.
    """

    def __init__(
        self,
        index: int = 0,
        width: int | None = None,
        height: int | None = None,
        fps: float | None = None,
    ) -> None:
        if not isinstance(index, Integral) or not 0 <= index <= LAST_CAMERA:
            # Below, OpenCV crashes; above, it takes the hundreds for one of its own backends.
            raise ParameterError(f"cameras are numbered from 0 to {LAST_CAMERA}, found {index!r}")
        for name, wish in (("width", width), ("height", height), ("fps", fps)):
            if wish is not None and not 0 < as_number(wish) < np.inf:
                raise ParameterError(f"the {name} of a camera is above 0, found {wish!r}")
        with captured_native_log():
            self._capture: Any = cv2.VideoCapture(index)
        if not self._capture.isOpened():
            self._capture.release()
            raise CameraError(f"cannot open camera {index}: {_there_are()}")
        wishes = (
            (cv2.CAP_PROP_FRAME_WIDTH, width),
            (cv2.CAP_PROP_FRAME_HEIGHT, height),
            (cv2.CAP_PROP_FPS, fps),
        )
        for what, wish in wishes:
            if wish is not None:
                self._capture.set(what, float(wish))

    def read(self) -> NDArray[np.uint8] | None:
        """The next frame; see `FrameSource`.

        Raises
        ------
        CameraError
            OpenCV cannot go on with it.
        """
        try:
            good, frame = self._capture.read()
            # A camera that is pulled out gives empty frames, too.
            if not good or frame is None or not frame.size:
                return None
            return cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)  # type: ignore[no-any-return]
        except cv2.error as error:
            raise CameraError(f"the camera failed: {opencv_words(error)[1]}") from error

    def close(self) -> None:
        """Release the camera."""
        self._capture.release()

    def __enter__(self) -> Camera:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def newest_frames(
    source: FrameSource, *, silence: float = _SILENCE, stop: StopRequest | None = None
) -> Iterator[NDArray[np.uint8]]:
    """Yield the newest frame each time, and drop those that came meanwhile.

    A thread reads the source, so that a slow consumer sees the present and not the past.

    Parameters
    ----------
    source : FrameSource
        Closed at the end.
    silence : float
        Seconds without a frame after which the source counts as stopped.
    stop : StopRequest, optional
        Ends it, also while the source is silent.

    Raises
    ------
    CameraError
        The source has stopped.
    ParameterError
        `source` gives no frames in this way, `silence` is no number above 0, or `stop` is something
        else.
    """
    if not hasattr(source, "read") or not hasattr(source, "close"):
        # As OpenCV's own camera, whose `read` gives a pair.
        raise ParameterError(f"expected a Camera, or its like, found {type(source).__name__}")
    if not 0 < (seconds := as_number(silence)) <= threading.TIMEOUT_MAX:
        raise ParameterError(f"silence is a number of seconds above 0, found {silence!r}")
    mailbox = _Mailbox(checked_stop(stop))

    def read() -> None:
        try:
            while not mailbox.closed:
                frame = source.read()
                if frame is None:
                    # A camera that lags or has been unplugged: ask again, but not at once.
                    time.sleep(0.005)
                else:
                    mailbox.put(frame)
        except BaseException as error:  # raised again where the frames are taken
            mailbox.fail(error)
        finally:
            # Here, as a read that hangs may come back when nobody waits for it any more.
            source.close()

    thread = threading.Thread(target=read, name="hairsdk camera", daemon=True)
    thread.start()
    count = 0
    try:
        while True:
            frame = mailbox.take(seconds)
            if mailbox.stop.is_set():
                return
            if frame is None:
                raise CameraError(
                    f"the camera stopped: no frame for {seconds:g} s after frame {count}"
                    if count
                    else f"the camera gives no frames: none within {seconds:g} s"
                )
            count += 1
            yield frame
    finally:
        mailbox.closed = True
        thread.join(seconds)


class _Mailbox:
    """Holds one frame: the newest."""

    def __init__(self, stop: StopRequest) -> None:
        self.stop = stop
        self.closed = False
        self._frame: NDArray[np.uint8] | None = None
        self._error: BaseException | None = None
        self._changed = threading.Condition()

    def put(self, frame: NDArray[np.uint8]) -> None:
        with self._changed:
            self._frame = frame
            self._changed.notify()

    def fail(self, error: BaseException) -> None:
        with self._changed:
            self._error = error
            self._changed.notify()

    def take(self, timeout: float) -> NDArray[np.uint8] | None:
        end = time.monotonic() + timeout
        with self._changed:
            while self._frame is None and self._error is None and not self.stop.is_set():
                if time.monotonic() >= end:
                    return None
                # A signal handler, which sets `stop`, cannot notify.
                self._changed.wait(_POLL)
            if self._error is not None:
                raise self._error
            frame, self._frame = self._frame, None
            return frame


def _there_are() -> str:
    if not sys.platform.startswith("linux"):
        return "is it plugged in, and may this program use it?"
    found = sorted(path.name for path in Path("/dev").glob("video*"))
    if not found:
        return "this machine has none"
    return f"there are {', '.join('/dev/' + name for name in found)}; one may be in use"
