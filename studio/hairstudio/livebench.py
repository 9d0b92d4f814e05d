"""How fast the live preview is: ``python -m hairstudio.livebench``.

Plays a film of 1280 × 720 at 30 frames a second in the Live workspace of the whole window, and
measures how many frames are shown and how old they are by then, how long the window did not
answer meanwhile, and how much memory grows. With ``--seconds 900`` it says so minute by minute
for a quarter of an hour.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hairstudio.services.live.frames import LiveResult
    from hairstudio.views.main_window import MainWindow

_SIZE = (1280, 720)
_RATE = 30
_FRAMES = 300
_TICK_MS = 5
_WARM_UP_S = 5.0
_MEMORY_S = 60.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m hairstudio.livebench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("film", nargs="?", type=Path, help="instead of the one that is made up")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--model", choices=("256", "512"), default="256")
    given = parser.parse_args(arguments)
    if not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

    from PySide6.QtWidgets import QApplication

    from hairstudio.app.memory import return_large_blocks
    from hairstudio.services.places import Places
    from hairstudio.services.session import Session
    from hairstudio.views.main_window import MainWindow
    from hairstudio.views.widgets.theme import apply_theme

    return_large_blocks()
    app = QApplication([])
    apply_theme(app)
    with tempfile.TemporaryDirectory(prefix="hairstudio-livebench-") as folder:
        film = given.film or _make_film(Path(folder) / "film.mp4")
        session = Session(Places.inside(Path(folder)))
        window = MainWindow(session)
        window.resize(1440, 900)
        window.show()
        session.new()
        window.effects.add_effect("dye")
        window.show_workspace("live")
        session.live.set_model(given.model)
        session.live.open_movie(film)
        found = _measure(window, given.seconds)
        print(f"device                       {session.live.description}")
        found.report()
        session.document.undo_stack.setClean()
        window.close()
        left = [each.name for each in threading.enumerate() if each.name.startswith("hairstudio")]
        print(f"threads left behind          {', '.join(left) or 'none'}")
    return 0 if found.shown else 1


class _Found:
    """What was measured. Its memory is taken before the first frame, as memory is measured too.

    Parameters
    ----------
    seconds : float
        How long it will be filled.
    """

    def __init__(self, seconds: float) -> None:
        import numpy as np

        most = round(seconds * 2 * _RATE) + 100
        self.shown = 0
        self.came = 0
        self.seconds = seconds
        self._ages = np.full(most, np.nan)
        self._stages: dict[str, Any] = {}
        self._most = most
        self.ticks = 0
        self._delays = np.full(round(seconds * 1000 / _TICK_MS) + 1000, np.nan)
        self.memory: list[tuple[float, float]] = []

    def note_frame(self, age: int, timings: dict[str, float]) -> None:
        import numpy as np

        if self.shown < self._most:
            self._ages[self.shown] = age
            for name, ms in timings.items():
                kept = self._stages.setdefault(name, np.full(self._most, np.nan))
                kept[self.shown] = ms
            self.shown += 1

    def note_tick(self, delay: float) -> None:
        if self.ticks < len(self._delays):
            self._delays[self.ticks] = delay
            self.ticks += 1

    def report(self) -> None:
        import numpy as np

        if not self.shown:
            print("no frame was shown")
            return
        ages, delays = self._ages[: self.shown], self._delays[: self.ticks]
        worked = self._stages["total"][: self.shown]
        print(f"frames of the film           {self.came / self.seconds:6.1f} per second")
        print(f"shown                        {self.shown / self.seconds:6.1f} per second")
        print(
            f"work on a frame              p50 {np.percentile(worked, 50):6.1f} ms   "
            f"p95 {np.percentile(worked, 95):6.1f} ms"
        )
        print(
            f"frames behind when shown     mean {ages.mean():5.2f}      "
            f"p99 {np.percentile(ages, 99):6.0f}      most {ages.max():6.0f}"
        )
        print(
            f"window did not answer for    p50 {np.percentile(delays, 50):6.1f} ms   "
            f"p99 {np.percentile(delays, 99):6.1f} ms   longest {delays.max():6.1f} ms"
        )
        first, last = self.memory[0][1], self.memory[-1][1]
        print(f"memory                       {first:6.1f} MiB, then {_grown(first, last)}")
        if len(self.memory) > 4:
            middle = self.memory[len(self.memory) // 2]
            print(f"    in the second half       {_grown(middle[1], last)}")
        medians = (f"{name} {np.nanmedian(each):.1f}" for name, each in self._stages.items())
        print(f"stages, p50 ms               {', '.join(medians)}")


def _grown(before: float, after: float) -> str:
    return f"{after - before:+.1f} MiB"


def _measure(window: MainWindow, seconds: float) -> _Found:
    from PySide6.QtCore import QObject, Qt, QThread, QTimer, Slot

    from hairsdk.bench.memory import current_megabytes
    from hairstudio.services.live.movies import MovieSource

    class Counter(QObject):
        count = 0

        @Slot()
        def add(self) -> None:
            self.count += 1

    found, source = _Found(seconds), window.session.live.source
    if not isinstance(source, MovieSource):
        raise TypeError(f"a film is played, found {source}")
    # In a thread of its own: frames that wait before a window that is busy count, too.
    counter, thread = Counter(), QThread()
    counter.moveToThread(thread)
    thread.start()
    source.sink.videoFrameChanged.connect(counter.add)
    _run(lambda: window.live.frames > 0, 60.0)
    _run(lambda: False, _WARM_UP_S)

    def note(result: LiveResult) -> None:
        found.note_frame(max(counter.count - result.frame.number, 0), result.timings)

    last = [time.perf_counter()]

    def tick() -> None:
        now = time.perf_counter()
        found.note_tick((now - last[0]) * 1e3 - _TICK_MS)
        last[0] = now

    started = time.perf_counter()

    def weigh() -> None:
        found.memory.append((time.perf_counter() - started, current_megabytes()))
        if seconds > 2 * _MEMORY_S:
            at, size = found.memory[-1]
            print(f"after {at:4.0f} s                 {size:6.1f} MiB", flush=True)

    ticks = QTimer(timerType=Qt.TimerType.PreciseTimer)
    ticks.setInterval(_TICK_MS)
    ticks.timeout.connect(tick)
    scales = QTimer()
    scales.setInterval(round(_MEMORY_S * 1000))
    scales.timeout.connect(weigh)
    weigh()
    before, last[0] = counter.count, time.perf_counter()
    window.live.conductor().shown.connect(note)
    ticks.start()
    scales.start()
    _run(lambda: False, seconds)
    ticks.stop()
    scales.stop()
    window.live.conductor().shown.disconnect(note)
    found.seconds, found.came = time.perf_counter() - started, counter.count - before
    weigh()
    source.sink.videoFrameChanged.disconnect(counter.add)
    thread.quit()
    thread.wait()
    return found


def _make_film(path: Path) -> Path:
    """A built-in head that sways, with its background."""
    import cv2
    import numpy as np

    from hairsdk.video.encoding import Encoding
    from hairsdk.video.parts import FilmInfo
    from hairsdk.video.writer import FilmWriter
    from hairstudio.core.references import list_references, load_reference

    head = load_reference(list_references()[0]).image
    side = head.shape[0]
    rate = Fraction(1, _RATE)
    info = FilmInfo(*_SIZE, Fraction(_RATE), rate)
    with FilmWriter(path, info, _SIZE, Encoding(speed="ultrafast")) as film:
        for index in range(_FRAMES):
            turn = 6 * np.pi * index / _FRAMES
            zoom = _SIZE[1] / side * (1.1 + 0.05 * np.sin(turn))
            place = cv2.getRotationMatrix2D((side / 2, side / 2), 6 * np.sin(turn), zoom)
            place[:, 2] += (_SIZE[0] / 2 - side / 2 + 60 * np.sin(turn), _SIZE[1] / 2 - side / 2)
            picture = cv2.warpAffine(head, place, _SIZE, borderMode=cv2.BORDER_REPLICATE)
            film.write(np.asarray(picture, np.uint8), index)
    return path


def _run(done: Callable[[], bool], seconds: float) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    end = time.perf_counter() + seconds

    def look() -> None:
        if done() or time.perf_counter() > end:
            loop.quit()

    timer = QTimer()
    timer.setInterval(20)
    timer.timeout.connect(look)
    timer.start()
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
