"""How fast the live preview is: ``python -m hairstudio.livebench``.

Plays a film of 1280 × 720 at 30 frames a second in the Live workspace of the whole window, and
measures how many frames are shown and how old they are, how long the window did not answer
meanwhile, and how much memory grows.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hairstudio.services.live.frames import LiveResult

_SIZE = (1280, 720)
_RATE = 30
_FRAMES = 90
_TICK_MS = 5
_WARM_UP_S = 3.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m hairstudio.livebench", description=__doc__)
    parser.add_argument("film", nargs="?", type=Path, help="instead of the one that is made up")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--model", choices=("256", "512"), default="256")
    given = parser.parse_args(arguments)
    if not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from hairstudio.services.places import Places
    from hairstudio.services.session import Session
    from hairstudio.views.main_window import MainWindow
    from hairstudio.views.widgets.theme import apply_theme

    app = QApplication([])
    apply_theme(app)
    with tempfile.TemporaryDirectory(prefix="hairstudio-livebench-") as folder:
        film = given.film or _make_film(Path(folder) / "film.mp4")
        session = Session(Places.inside(Path(folder)))
        window = MainWindow(session)
        window.show()
        session.new()
        window.effects.add_effect("dye")
        window.show_workspace("live")
        live = session.live
        live.set_model(given.model)
        live.open_movie(film)
        _run(lambda: window.live.frames > 0, 60.0)

        results: list[tuple[int, int, float]] = []
        stages: dict[str, list[float]] = {}
        delays: list[float] = []
        last = [time.perf_counter()]

        def tick() -> None:
            now = time.perf_counter()
            delays.append((now - last[0]) * 1e3 - _TICK_MS)
            last[0] = now

        def note(result: LiveResult) -> None:
            # The numbers alone: frames would fill the memory that is measured.
            results.append((result.frame.number, result.age, result.timings["total"]))
            for name, ms in result.timings.items():
                stages.setdefault(name, []).append(ms)

        timer = QTimer(interval=_TICK_MS)
        timer.timeout.connect(tick)
        _run(lambda: False, _WARM_UP_S)
        memory = _resident()
        live.result.connect(note)
        last[0] = time.perf_counter()
        timer.start()
        first = time.perf_counter()
        _run(lambda: False, given.seconds)
        seconds = time.perf_counter() - first
        timer.stop()
        grown = _resident() - memory
        _report(results, delays, seconds, grown, live.description)
        medians = (f"{name} {sorted(each)[len(each) // 2]:.1f}" for name, each in stages.items())
        print(f"stages, p50 ms               {', '.join(medians)}")
        session.document.undo_stack.setClean()
        window.close()
    return 0 if results else 1


def _report(
    results: Sequence[tuple[int, int, float]],
    delays: Sequence[float],
    seconds: float,
    grown: int,
    device: str,
) -> None:
    import numpy as np

    if not results:
        print("no frame was shown")
        return
    numbers, ages, worked = (np.array(each) for each in zip(*results, strict=True))
    came = numbers[-1] - numbers[0] + 1
    print(f"device                       {device}")
    print(f"frames of the film           {came / seconds:6.1f} per second")
    print(f"shown                        {len(results) / seconds:6.1f} per second")
    print(
        f"work on a frame              p50 {np.percentile(worked, 50):6.1f} ms   "
        f"p95 {np.percentile(worked, 95):6.1f} ms"
    )
    print(f"newer frames when shown      most {ages.max()}, mean {ages.mean():.2f}")
    print(
        f"window did not answer for    p50 {np.percentile(delays, 50):6.1f} ms   "
        f"p99 {np.percentile(delays, 99):6.1f} ms   longest {max(delays):6.1f} ms"
    )
    print(f"memory grew by               {grown / 2**20:6.1f} MiB in {seconds:.0f} s")


def _make_film(path: Path) -> Path:
    """A built-in head that sways, with its background."""
    import cv2
    import numpy as np

    from hairsdk.video.reader import FilmInfo
    from hairsdk.video.writer import Encoding, FilmWriter
    from hairstudio.core.references import list_references, load_reference

    head = load_reference(list_references()[0]).image
    side = head.shape[0]
    rate = Fraction(1, _RATE)
    # Limited range, BT.709.
    info = FilmInfo(*_SIZE, Fraction(_RATE), rate, Fraction(1), 1, 1, 1, 1, None, None, {})
    with FilmWriter(path, info, _SIZE, Encoding(speed="ultrafast")) as film:
        for index in range(_FRAMES):
            turn = 2 * np.pi * index / _FRAMES
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

    timer = QTimer(interval=20)
    timer.timeout.connect(look)
    timer.start()
    loop.exec()


def _resident() -> int:
    """Bytes of memory that the program holds, where the system says so."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    sys.exit(main())
