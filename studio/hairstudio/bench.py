"""How fast the studio answers: ``python -m hairstudio.bench``.

Starts the window on a photo of one megapixel in each slot, moves a slider, and measures from the
change to the painted picture, and how long the window did not answer meanwhile. The drag lasts
until all that loads behind the window has come, however fast the machine is.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

STARTED = time.perf_counter()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m hairstudio.bench", description=__doc__)
    parser.add_argument("--steps", type=int, default=200, help="steps of the slider, at least")
    parser.add_argument("--seconds", type=float, default=6.0, help="of the drag, at least")
    parser.add_argument("--megapixels", type=float, default=1.0)
    given = parser.parse_args(arguments)
    if not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from hairstudio.app.memory import return_large_blocks
    from hairstudio.services.places import Places
    from hairstudio.services.session import Session
    from hairstudio.views.main_window import MainWindow
    from hairstudio.views.widgets.theme import apply_theme

    return_large_blocks()
    app = QApplication([])
    pulse = QTimer()
    pulse.start(20)  # `_until` looks again at least that often
    apply_theme(app)
    with tempfile.TemporaryDirectory(prefix="hairstudio-bench-") as home:
        window = MainWindow(Session(Places.inside(Path(home))))
        _start(app, window)
        _fill(app, window, given.megapixels)
        _drag(app, window, given.steps, given.seconds)
        window.session.document.undo_stack.setClean()
        window.close()
    return 0


def _start(app, window) -> None:
    """Show the window, and tell when it and its first picture are there."""
    window.show()
    app.processEvents()
    print(
        f"start to shown window        {time.perf_counter() - STARTED:6.2f} s   "
        f"of it processor {time.process_time():5.2f} s"
    )
    preview = window.session.preview
    window.session.new()
    _until(app, lambda: preview.latest is not None and not preview.busy)
    print(f"start to first picture       {time.perf_counter() - STARTED:6.2f} s")
    _until(app, lambda: not window.gallery.busy)


def _fill(app, window, megapixels: float) -> None:
    """Put a large photo into each slot, and three effects into both stacks."""
    import cv2
    import numpy as np

    from hairstudio.document.reference import Reference

    session = window.session
    look = session.document.look
    side = round((megapixels * 1e6) ** 0.5)
    for name in ("light", "dark"):
        small = look.side(name).reference
        image = cv2.resize(small.image, (side, side), interpolation=cv2.INTER_CUBIC)
        mask = cv2.resize(small.mask, (side, side))
        reference = Reference.of(small.name, np.ascontiguousarray(image), mask)
        look = look.with_reference(name, reference)
    session.document.renew(look)
    for effect in ("lighten", "dye", "curves"):
        window.effects.add_effect(effect)
    window.effects.link_button.click()
    _until(app, lambda: not session.preview.busy and not window.gallery.busy)
    size = f"{side} × {side}, both sides, window {window.width()} × {window.height()}"
    print(f"photo                        {size}")


def _drag(app, window, steps: int, least_seconds: float) -> None:
    """Move a slider and release it, and tell how long each took."""
    from PySide6.QtCore import QTimer

    preview = window.session.preview
    editor = window.effects.stack_view.rows[1].panel.editors["amount"]
    watch = _Watch(window.compare.viewers())
    preview.ready.connect(watch.begin)
    painted: list[float] = []
    worked: list[float] = []
    gaps: list[float] = []
    beat = {"last": time.perf_counter()}

    def tick() -> None:
        now = time.perf_counter()
        gaps.append((now - beat["last"]) * 1000.0)
        beat["last"] = now

    timer = QTimer()
    timer.timeout.connect(tick)
    begin, busy = time.perf_counter(), time.process_time()
    beat["last"] = begin
    timer.start(5)
    while len(painted) < steps or time.perf_counter() - begin < least_seconds:
        started = time.perf_counter()
        before = preview.latest
        editor._edit((len(painted) % 100 + 1) / 50.0)
        _until(app, lambda before=before: preview.latest is not before and watch.done())
        worked.append(preview.latest.bake_ms + preview.latest.apply_ms)
        painted.append((time.perf_counter() - started) * 1000.0)
    seconds = time.perf_counter() - begin
    busy = time.process_time() - busy
    released = time.perf_counter()
    editor._finish()
    _until(app, lambda: preview.latest.exact and watch.done())
    exact = (time.perf_counter() - released) * 1000.0
    timer.stop()

    print(
        f"change to painted picture    p50 {_at(painted, 50):6.1f} ms   "
        f"p95 {_at(painted, 95):6.1f} ms"
    )
    print(
        f"  of it bake and look-up     p50 {_at(worked, 50):6.1f} ms   "
        f"p95 {_at(worked, 95):6.1f} ms"
    )
    print(f"updates while dragging       {len(painted) / seconds:6.1f} per second")
    print(f"processor per update         {busy / len(painted) * 1000.0:6.1f} ms, all threads")
    print(f"release to exact picture     {exact:6.1f} ms")
    print(
        f"window did not answer for    p95 {_at(gaps, 95):6.1f} ms   p99 {_at(gaps, 99):6.1f} ms   "
        f"longest {max(gaps):6.1f} ms"
    )


class _Watch:
    """Notes that viewers were painted after they were given a picture."""

    def __init__(self, viewers) -> None:
        from PySide6.QtCore import QEvent, QObject

        missing = self._missing = set()

        class Filter(QObject):
            def eventFilter(self, watched, event):
                if event.type() == QEvent.Type.Paint:
                    missing.discard(watched)
                return False

        self._viewers = viewers
        self._filter = Filter()
        for viewer in viewers:
            viewer.installEventFilter(self._filter)

    def begin(self, _preview: object) -> None:
        """A picture came: wait for the next painting of each."""
        self._missing.update(self._viewers)

    def done(self) -> bool:
        return not self._missing


def _until(app, done) -> None:
    from PySide6.QtCore import QEventLoop

    patience = time.perf_counter() + 60.0
    while not done():
        # Waits for events as the real loop does: spinning would hold the interpreter's lock.
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.perf_counter() > patience:
            raise TimeoutError("the window did not come to rest within a minute")


def _at(values: list[float], percent: float) -> float:
    import numpy as np

    return float(np.percentile(values, percent))


if __name__ == "__main__":
    sys.exit(main())
