"""The newest frame of a source, and a source that stops."""

from __future__ import annotations

import math
import threading
import time
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk.errors import CameraError, ParameterError
from hairsdk.video import StopRequest
from hairsdk.video.camera import Camera, newest_frames

Frame = NDArray[np.uint8]


class Scripted:
    """Gives `count` frames, each a number, then nothing or an error."""

    def __init__(self, count: int, pause: float = 0.0, error: Exception | None = None) -> None:
        self.count, self.pause, self.error = count, pause, error
        self.given = 0
        self.closed = False

    def read(self) -> Frame | None:
        time.sleep(self.pause)
        if self.given == self.count:
            if self.error is not None:
                raise self.error
            return None
        self.given += 1
        return np.full((4, 4, 3), self.given, np.uint8)

    def close(self) -> None:
        self.closed = True


def test_that_a_slow_consumer_sees_the_present() -> None:
    source = Scripted(100, pause=0.002)
    seen = []
    with pytest.raises(CameraError):
        for frame in newest_frames(source, silence=0.3):
            seen.append(int(frame[0, 0, 0]))
            time.sleep(0.02)
    assert seen == sorted(set(seen))
    assert seen[-1] == 100
    assert len(seen) < 60


def test_that_a_camera_that_stops_is_told_with_the_frame_and_released() -> None:
    source = Scripted(3, pause=0.05)
    with pytest.raises(CameraError, match=r"the camera stopped: no frame for 0\.3 s after frame 3"):
        list(newest_frames(source, silence=0.3))
    assert source.closed


def test_that_a_camera_without_frames_is_told() -> None:
    with pytest.raises(CameraError, match=r"gives no frames: none within 0\.1 s"):
        list(newest_frames(Scripted(0), silence=0.1))


def test_that_a_stop_ends_a_camera_that_is_silent() -> None:
    stop = StopRequest()
    source = Scripted(1)
    frames = newest_frames(source, silence=60.0, stop=stop)
    next(frames)
    threading.Timer(0.05, stop.set).start()
    assert next(frames, None) is None
    assert source.closed


def test_that_a_failure_of_the_camera_is_passed_on() -> None:
    source = Scripted(2, pause=0.02, error=OSError("unplugged"))
    with pytest.raises(OSError, match="unplugged"):
        list(newest_frames(source, silence=1.0))
    assert source.closed


def test_that_leaving_early_releases_the_camera() -> None:
    source = Scripted(10_000, pause=0.001)
    frames = newest_frames(source)
    next(frames)
    frames.close()  # type: ignore[attr-defined]
    assert source.closed


def test_that_a_camera_that_hangs_is_released_once_it_comes_back() -> None:
    back, released = threading.Event(), threading.Event()

    class Hanging(Scripted):
        def read(self) -> Frame | None:
            assert back.wait(20)
            return None

        def close(self) -> None:
            released.set()

    with pytest.raises(CameraError, match="gives no frames"):
        list(newest_frames(Hanging(0), silence=0.05))
    assert not released.is_set()
    back.set()
    assert released.wait(20)


@pytest.mark.parametrize("source", [None, 0, cv2.VideoCapture()], ids=type)
def test_that_what_gives_no_frames_in_our_way_is_told(source: Any) -> None:
    with pytest.raises(ParameterError, match=f"a Camera, .*, found {type(source).__name__}"):
        next(newest_frames(source))


@pytest.mark.parametrize("silence", [0, math.nan, math.inf, "soon", None])
def test_that_a_silence_that_never_ends_is_refused(silence: Any) -> None:
    with pytest.raises(ParameterError, match="silence is a number of seconds above 0, found "):
        next(newest_frames(Scripted(1), silence=silence))


@pytest.mark.parametrize("wish", [{"width": "wide"}, {"height": 0}, {"fps": math.nan}], ids=str)
def test_that_a_camera_is_asked_for_numbers(
    wish: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cv2, "VideoCapture", lambda _: pytest.fail("it was opened"))
    ((name, found),) = wish.items()
    with pytest.raises(ParameterError, match=f"the {name} of a camera is above 0, found {found!r}"):
        Camera(**wish)


@pytest.mark.parametrize("index", [-1, -5, 100, 2**40, "/dev/video0", None])
def test_that_no_number_of_a_camera_crashes_opencv(index: Any) -> None:
    with pytest.raises(ParameterError, match=f"from 0 to 99, found {index!r}"):
        Camera(index)


def test_that_a_missing_camera_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nothing:
        def __init__(self, index: int) -> None: ...

        def isOpened(self) -> bool:  # noqa: N802  (OpenCV's name)
            return False

        def release(self) -> None: ...

    monkeypatch.setattr(cv2, "VideoCapture", Nothing)
    with pytest.raises(CameraError, match="cannot open camera 7: "):
        Camera(7)


class Plugged:
    """In the place of OpenCV's: gives what is in `answers`, one after the other."""

    answers: list[tuple[bool, Frame | None]]

    def __init__(self, index: int) -> None: ...

    def isOpened(self) -> bool:  # noqa: N802  (OpenCV's name)
        return True

    def read(self) -> tuple[bool, Frame | None]:
        if not self.answers:
            raise cv2.error("VIDIOC_DQBUF: No such device")
        return self.answers.pop(0)

    def release(self) -> None: ...


def test_that_a_camera_that_is_pulled_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    red = np.full((4, 6, 3), (0, 0, 255), np.uint8)
    nothing = [(True, None), (True, np.empty((0, 0, 3), np.uint8)), (False, red)]
    monkeypatch.setattr(Plugged, "answers", [(True, red), *nothing], raising=False)
    monkeypatch.setattr(cv2, "VideoCapture", Plugged)
    # OpenCV keeps that on the class: it is of the last error of any thread.
    monkeypatch.setattr(cv2.error, "err", "another error", raising=False)
    with Camera(0) as camera:
        frame = camera.read()
        assert frame is not None
        assert frame[0, 0].tolist() == [255, 0, 0]
        assert [camera.read() for _ in nothing] == [None] * 3
        with pytest.raises(CameraError, match="the camera failed: VIDIOC_DQBUF: No such device"):
            camera.read()
