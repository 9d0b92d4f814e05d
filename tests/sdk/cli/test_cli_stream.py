"""The commands for films, cameras and pipes."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Preset, Recolorer
from hairsdk.cli.camera import FilmAsCamera, show_camera
from hairsdk.cli.pipe import read_frames
from hairsdk.cli.video import progress_words
from hairsdk.cli.window import Window
from hairsdk.errors import CameraError, VideoError
from hairsdk.video import FilmReader, FilmReport, Progress, StopRequest

Frame = NDArray[np.uint8]


@pytest.fixture
def film(tmp_path: Path, frame: Frame) -> Path:
    """Ten frames."""
    return write(tmp_path / "in.mp4", frame, 10)


def write(path: Path, frame: Frame, count: int, primaries: int = 2) -> Path:
    with av.open(str(path), "w") as container:
        options = {"crf": "10", "preset": "ultrafast"}
        stream: Any = container.add_stream("libx264", rate=25, options=options)
        stream.height, stream.width = frame.shape[:2]
        stream.pix_fmt = "yuv420p"
        stream.codec_context.color_primaries = primaries
        for number in range(count):
            pixels = np.roll(frame, 2 * number, axis=1)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))
    return path


def count_frames(path: Path) -> int:
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))


def test_that_a_film_is_recoloured(
    run: Any, look_options: list[str], film: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.mp4"
    result = run("video", film, out, *look_options)
    assert (result.code, result.err) == (0, "")
    assert "out.mp4: 10 frames, " in result.out
    assert count_frames(out) == 10
    again = run("video", film, out, *look_options)
    assert again.code == 1
    assert "exists; --overwrite replaces it" in again.err
    assert run("video", film, out, *look_options, "--overwrite", "--limit", 3, "-q").out == ""
    assert count_frames(out) == 3
    part = "--start", "0.1", "--end", "0:00.3"
    assert run("video", film, out, *look_options, "--overwrite", *part).code == 0
    assert count_frames(out) == 5  # those at 0.12 s to 0.28 s
    backwards = run("video", film, tmp_path / "b.mp4", *look_options, "--start", 1, "--end", "0.5")
    assert backwards.code == 2
    assert "the end, at 0.5 s, is not after the start, at 1 s" in backwards.err
    behind = run("video", film, tmp_path / "b.mp4", *look_options, "--start", "1:00")
    assert behind.code == 1
    assert "no frame is shown at 60 s or later: the film ends at 0.4 s" in behind.err


def test_that_a_film_is_recoloured_from_another_thread_too(
    run: Any, look_options: list[str], film: Path, tmp_path: Path
) -> None:
    # Only the main one may handle signals.
    command = "video", film, tmp_path / "out.mp4", *look_options
    with ThreadPoolExecutor(1) as beside:
        result = beside.submit(run, *command).result()
    assert (result.code, result.err) == (0, "")
    assert count_frames(tmp_path / "out.mp4") == 10


def test_that_masks_need_no_look_and_are_the_same_with_one(
    run: Any, look_options: list[str], film: Path, frame: Frame, network: Path, tmp_path: Path
) -> None:
    height, width = frame.shape[:2]
    commands = {"video": (film, tmp_path / "mask.mkv"), "pipe": ("--size", f"{width}x{height}")}
    for command, files in commands.items():
        neither = run(command, *files)
        assert neither.code == 2
        assert "the following arguments are required: -p/--preset" in neither.err
    options = ["--mask-only", "--model", str(network), "--device", "cpu"]
    assert run("video", *commands["video"], *options, "--codec", "ffv1").code == 0
    pixels, masks = (
        np.stack([shown.pixels for shown in FilmReader(path).frames()])
        for path in commands["video"]
    )
    done = subprocess.run(
        [sys.executable, "-m", "hairsdk", "pipe", *commands["pipe"], *look_options, "--mask-only"],
        input=pixels.tobytes(),
        capture_output=True,
        check=True,
    )
    pipe_masks = np.frombuffer(done.stdout, np.uint8).reshape(-1, height, width)
    assert pipe_masks.max() > 200 > 50 > pipe_masks.min()
    # Films have fewer levels than bytes have.
    assert np.abs(masks[..., 0] - pipe_masks.astype(int)).max() <= 2


def test_that_encoders_do_not_chatter(look_options: list[str], film: Path, tmp_path: Path) -> None:
    for codec in ("h265", "av1"):
        command = [sys.executable, "-m", "hairsdk", "video", str(film)]
        command += [str(tmp_path / f"{codec}.mkv"), "--codec", codec, "--limit", "2"]
        command += look_options
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stderr == ""


def test_that_progress_names_speed_and_time_left() -> None:
    assert progress_words(Progress(30, 300, 13.5)) == (
        "frame 30 of 300, 13.5 frames a second, 0:20 left"
    )
    assert progress_words(Progress(7, None, 2.0)) == "frame 7, 2.0 frames a second"


@pytest.fixture(scope="module")
def long_film(frame: Frame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2000 frames, more than are done when a signal comes: a film has its first bytes after 250."""
    return write(tmp_path_factory.mktemp("long") / "long.mp4", frame, 2000)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_that_an_interrupted_film_plays(
    name: str, look_options: list[str], long_film: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.mp4"
    command = [sys.executable, "-m", "hairsdk", "video", str(long_film), str(out)]
    with subprocess.Popen([*command, *look_options], stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 60
        while not any(p.name.startswith(".out.") and p.stat().st_size for p in tmp_path.iterdir()):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.send_signal(getattr(signal, name))
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted: " in errors
    assert 0 < count_frames(out) < 2000
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


@pytest.mark.parametrize(("count", "words"), [(1, "frame"), (12, "12 frames")])
def test_that_an_interrupted_film_is_told_with_what_it_holds(
    count: int, words: str, run: Any, look_options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = FilmReport(count, 1.0, stopped=True)
    monkeypatch.setattr("hairsdk.cli.video.recolor_film", lambda *_, **options: report)
    result = run("video", "in.mp4", "out.mp4", *look_options)
    assert result.code == 130
    assert result.err.endswith(f"interrupted: out.mp4 holds the first {words}\n")


def test_that_a_killed_run_leaves_no_film_that_does_not_play(
    look_options: list[str], long_film: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.mp4"
    command = [sys.executable, "-m", "hairsdk", "video", str(long_film), str(out)]
    with subprocess.Popen([*command, *look_options]) as process:
        deadline = time.monotonic() + 60
        while not any(p.name.startswith(".out.") for p in tmp_path.iterdir()):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.kill()
    assert not out.exists()


def test_that_raw_frames_go_through_a_pipe(
    look_options: list[str], recolorer: Recolorer, frame: Frame
) -> None:
    given = [np.roll(frame, 3 * step, axis=1) for step in range(5)]
    height, width = frame.shape[:2]
    command = [sys.executable, "-m", "hairsdk", "pipe", "--size", f"{width}x{height}"]
    command += look_options
    expected = [recolorer.process(f).image for f in given]
    raw = b"".join(f.tobytes() for f in given)
    done = subprocess.run(command, input=raw, capture_output=True, check=True)
    found = np.frombuffer(done.stdout, np.uint8).reshape(5, height, width, 3)
    np.testing.assert_array_equal(found, expected)
    swapped = b"".join(f[..., ::-1].tobytes() for f in given)
    done = subprocess.run(
        [*command, "--pix-fmt", "bgr24"], input=swapped, capture_output=True, check=True
    )
    found = np.frombuffer(done.stdout, np.uint8).reshape(5, height, width, 3)
    np.testing.assert_array_equal(found[..., ::-1], expected)
    done = subprocess.run(command, input=raw[:-7], capture_output=True, check=False)
    assert done.returncode == 1
    assert b"stdin ends within frame 5: expected 36,864 bytes" in done.stderr
    # The whole frames before it have come through.
    found = np.frombuffer(done.stdout, np.uint8).reshape(4, height, width, 3)
    np.testing.assert_array_equal(found, expected[:4])


@pytest.mark.skipif(os.name == "nt", reason="a second SIGTERM cannot be sent there")
def test_that_a_second_signal_ends_a_pipe_whose_reader_stalls(
    look_options: list[str], frame: Frame
) -> None:
    height, width = frame.shape[:2]
    command = [sys.executable, "-m", "hairsdk", "pipe", "--size", f"{width}x{height}"]
    command += look_options
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:

        def feed() -> None:
            assert process.stdin is not None
            # More than the pipes and queues hold.
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(frame.tobytes() * 40)
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()

        feeder = threading.Thread(target=feed)
        feeder.start()
        try:
            assert select.select([process.stdout], [], [], 60)[0]
            time.sleep(1.0)
            process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            assert process.poll() is None
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=20) == 130
        finally:
            process.kill()
            feeder.join()


def test_that_frames_are_whole_however_the_bytes_come(frame: Frame) -> None:
    class Dribble(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self._data = io.BytesIO(data)

        def readinto(self, buffer: Any) -> int:
            part = self._data.read(min(len(buffer), 1000))
            buffer[: len(part)] = part
            return len(part)

    height, width = frame.shape[:2]
    for found in read_frames(Dribble(frame.tobytes() * 3), width, height):  # type: ignore[arg-type]
        np.testing.assert_array_equal(found, frame)
    with pytest.raises(VideoError, match="within frame 1"):
        list(read_frames(Dribble(b"abc"), width, height))  # type: ignore[arg-type]


class FakeScreen:
    """Presses one key after each frame and keeps what was shown."""

    def __init__(self, keys: list[str | None]) -> None:
        self._keys = iter(keys)
        self.shown: list[Frame] = []
        self.closed = False

    def show(self, frame: Frame) -> str | None:
        self.shown.append(frame.copy())
        return next(self._keys, "q")

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def still(film: Path) -> Iterator[FilmAsCamera]:
    """A film in a camera's place."""
    yield FilmAsCamera(film)


def test_that_the_window_shows_a_film_of_another_space_in_srgb(tmp_path: Path) -> None:
    # The reddest that sRGB has, as it is in Display P3.
    red = np.full((64, 64, 3), (234, 51, 35), np.uint8)
    camera = FilmAsCamera(write(tmp_path / "p3.mp4", red, 1, primaries=12))
    shown = camera.read()
    camera.close()
    assert shown is not None
    assert np.abs(shown.reshape(-1, 3).mean(axis=0) - (255, 0, 0)).max() < 8


def test_that_keys_change_look_and_strength(
    still: FilmAsCamera,
    preset: Preset,
    recolorer: Recolorer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    looks = []
    for name in ("one", "two"):
        preset.save(tmp_path / f"{name}.hairlook")
        looks.append(str(tmp_path / f"{name}.hairlook"))
    dataclasses.replace(preset, id="two").save(tmp_path / "two.hairlook")
    looks.append(str(tmp_path / "damaged.hairlook"))
    (tmp_path / "damaged.hairlook").write_bytes(b"no look")
    # From the first to the second; the damaged one is told, and the second worn on.
    screen = FakeScreen(["n", "n", "-", "-", "n", "m", None, "m", " ", "f", "q"])
    shown = show_camera(still, screen, recolorer, looks)
    assert recolorer.strength == pytest.approx(0.8)
    assert recolorer.preset.id == "two"
    assert "damaged.hairlook" in capsys.readouterr().err
    assert shown == len(screen.shown) == 11
    assert screen.closed
    mask = screen.shown[6]
    assert (mask[..., 0] == mask[..., 1]).all()
    assert mask.max() == 255


def test_that_the_camera_ends_at_a_limit_or_a_stop(
    still: FilmAsCamera, film: Path, recolorer: Recolorer
) -> None:
    # Longer than the film: it begins anew.
    assert show_camera(still, FakeScreen([None] * 99), recolorer, [], frames=14) == 14
    stop = StopRequest()
    stop.set()
    again = FilmAsCamera(film)
    assert show_camera(again, FakeScreen([None]), recolorer, [], stop=stop) == 0


def test_that_a_look_without_a_name_is_not_the_first_one(run: Any, film: Path) -> None:
    result = run("camera", "--source", film, "--preset", "")
    assert result.code == 1
    assert "no preset ''; there are: " in result.err


def test_that_a_missing_camera_ends_with_a_message(run: Any, look_options: list[str]) -> None:
    result = run("camera", "--camera", 63, *look_options)
    assert result.code == 1
    assert "cannot open camera 63" in result.err


def test_that_frames_come_from_a_camera_or_a_film(run: Any, film: Path) -> None:
    result = run("camera", "--camera", 2, "--source", film)
    assert result.code == 2
    assert "argument --source: not allowed with argument --camera" in result.err
    assert run("camera", "--camera", 0, "--source", film).code == 2


@pytest.mark.parametrize(
    ("arguments", "most"),
    [
        (("camera", "--camera", "front"), 99),
        (("camera", "--camera", "-1"), 99),
        (("video", "in.mp4", "out.mp4", "--crf", "good"), 63),
    ],
)
def test_that_what_is_no_number_is_told_with_those_there_are(
    run: Any, arguments: tuple[str, ...], most: int
) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert f"expected a whole number from 0 to {most}, found '{arguments[-1]}'" in result.err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays are X servers")
@pytest.mark.parametrize("display", [None, ":999"])
def test_that_without_a_display_the_camera_says_so(
    display: str | None,
    run: Any,
    look_options: list[str],
    film: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    if display is not None:
        monkeypatch.setenv("DISPLAY", display)
    result = run("camera", "--source", film, *look_options)
    assert result.code == 1
    assert "cannot open a window: there is no display" in result.err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays are X servers")
@pytest.mark.parametrize("works", [False, True])
def test_that_a_frozen_program_tries_for_a_window_without_a_python(works: bool) -> None:
    """Its executable is no Python that could try it."""
    program = (
        "import sys, cv2\n"
        "from hairsdk.cli.window import Window\n"
        "from hairsdk.errors import CameraError\n"
        "sys.frozen, sys.executable = True, 'none'\n"
        + ("cv2.namedWindow = lambda *_: None\n" if works else "")
        + "try:\n    print(type(Window()).__name__)\n"
        "except CameraError as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "DISPLAY": ":999"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    expected = "Window" if works else "cannot open a window: there is no display"
    assert done.stdout.startswith(expected)


def test_that_an_opencv_without_windows_is_told_in_a_frozen_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise cv2.error("The function is not implemented")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(cv2, "namedWindow", refuse)
    with pytest.raises(CameraError, match="OpenCV was built without one"):
        Window()


@pytest.mark.parametrize(
    ("is_visible", "code", "key"),
    [(1, -1, None), (1, 109, "m"), (1, 27, "q"), (1, 0x10006E, "n"), (0, -1, "q")],
    ids=["no key", "m", "Esc", "n and Num Lock", "closed"],
)
def test_that_a_window_tells_its_keys_and_that_it_was_closed(
    is_visible: int, code: int, key: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hairsdk.cli.window._opens_windows", lambda: True)
    for name in ("namedWindow", "imshow"):
        monkeypatch.setattr(cv2, name, lambda *_: None)
    monkeypatch.setattr(cv2, "waitKey", lambda _: code)
    monkeypatch.setattr(cv2, "getWindowProperty", lambda *_: is_visible)
    assert Window().show(np.zeros((4, 4, 3), np.uint8)) == key
