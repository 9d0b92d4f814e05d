"""The loop: the newest frame wins, one worker recolours it, the window never waits."""

from __future__ import annotations

import contextlib
import operator
import threading
import time
from collections import deque
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, SignalInstance

from hairsdk import Recolorer
from hairsdk.clock import Clock
from hairsdk.errors import HairSdkError, ModelError
from hairsdk.look import Look as WornLook
from hairsdk.preset import Preset
from hairsdk.wear import wear
from hairstudio.services.explain import explained
from hairstudio.services.live.frames import LiveFrame, LiveResult
from hairstudio.services.retold import retold
from hairstudio.services.translate import translate

__all__ = ["LiveLoop", "LoopSettings"]

_RATE_S = 2.0


@dataclass(frozen=True)
class LoopSettings:
    """What the worker goes by; it takes the newest before each frame.

    Attributes
    ----------
    model : str
        ``512``, ``256``, or the path of the artist's own network.
    edition : int
        Another one says that a file of the same path is another network now.
    device : str
        ``auto``, ``cpu`` or ``gpu``.
    feedback : bool
        Whether the network sees its last mask.
    strength : float
    blending : str
        ``cpu``, or ``view`` where the view mixes the colours itself.
    """

    model: str = "256"
    edition: int = 0
    device: str = "auto"
    feedback: bool = True
    strength: float = 1.0
    blending: str = "cpu"


class LiveLoop(QObject):
    """Recolours frames in a thread of its own, with `hairsdk.Recolorer.process`."""

    result = Signal(object)
    """(LiveResult)"""

    failed = Signal(str)
    """(text) Something cannot be done as wished; the loop goes on with what it had."""

    settled = Signal(str)
    """(text) What `failed` said is over."""

    counts = Signal(float, int)
    """(frames per second, frames that nobody worked on)"""

    device_changed = Signal(str)
    """What really runs, in words."""

    changed = Signal()
    """The next result will be another one, even of the same frame."""

    broke = Signal(object)
    """(exception) that nobody foresaw; the loop rests until `reset`."""

    _worked = Signal(int, object, float, int)
    _broke = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = LoopSettings()
        self._stream = 0
        self._worked.connect(self._on_worked)
        self._broke.connect(self._on_broke)
        self._preset: Preset | None = None
        self._compared: tuple[WornLook, ...] = ()
        self._frame: LiveFrame | None = None
        self._stale = False
        self._resting = True
        self._closed = False
        self._broken = False
        self._change = threading.Condition()
        self._thread: threading.Thread | None = None

    @property
    def settings(self) -> LoopSettings:
        """What the worker goes by."""
        return self._settings

    def configure(self, **changes: Any) -> None:
        """Change fields of the settings, from the next frame on."""
        with self._change:
            self._settings = replace(self._settings, **changes)
        self.changed.emit()

    def set_preset(self, preset: Preset) -> None:
        """Wear another look from the next frame on."""
        with self._change:
            self._preset = preset
        self.changed.emit()

    def set_compare(self, presets: list[Preset]) -> None:
        """Recolour each frame with these looks, too."""
        looks = tuple(WornLook(preset) for preset in presets)
        with self._change:
            self._compared = looks
        self.changed.emit()

    def take(self, frame: LiveFrame) -> None:
        """Take a frame; one that still waits is dropped."""
        with self._change:
            self._frame = frame
            self._change.notify()
        if self._thread is None and not (self._resting or self._closed or self._broken):
            self._thread = threading.Thread(target=self._run, name="hairstudio-live", daemon=True)
            self._thread.start()

    def reset(self) -> None:
        """Forget the stream: another source begins."""
        self._broken = False
        with self._change:
            self._stale, self._frame = True, None
            self._stream += 1

    def forget(self) -> None:
        """The next frame does not follow what came until now."""
        with self._change:
            self._stale, self._frame = True, None

    def set_resting(self, resting: bool) -> None:
        """Work on nothing for a while."""
        with self._change:
            self._resting = resting
            self._change.notify()

    def close(self) -> None:
        """End the worker, and wait until it has."""
        with self._change:
            self._closed = True
            self._change.notify()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        worker = _Worker(self)
        try:
            while True:
                with self._change:
                    while not self._closed and (
                        self._frame is None or self._resting or self._preset is None
                    ):
                        self._change.wait()
                    if self._closed or self._frame is None or self._preset is None:
                        return
                    frame, self._frame = self._frame, None
                    stream = self._stream
                    given = (self._settings, self._preset, self._compared, self._stale)
                    self._stale = False
                try:
                    result = worker.work(frame, *given)
                except HairSdkError as error:
                    worker.fail(error)
                    continue
                except Exception as error:
                    self._tell(self._broke, error)
                    return
                if result is not None:
                    self._tell(self._worked, stream, result, *worker.rate(frame.number))
        finally:
            worker.close()

    def _on_worked(self, stream: int, result: LiveResult, fps: float, dropped: int) -> None:
        # What was on its way while the source changed belongs to nobody any more.
        if stream == self._stream and not self._closed:
            self.result.emit(result)
            self.counts.emit(fps, dropped)

    def _on_broke(self, error: Exception) -> None:
        self._thread, self._broken = None, True
        self.broke.emit(error)

    def _tell(self, signal: SignalInstance, *values: object) -> None:
        # The window may have been taken apart meanwhile.
        with contextlib.suppress(RuntimeError):
            signal.emit(*values)


class _Worker:
    """What lives in the loop's thread."""

    def __init__(self, loop: LiveLoop) -> None:
        self._loop = loop
        self._recolorer: Recolorer | None = None
        self._wish: tuple[str, int, str] | None = None
        self._preset: Preset | None = None
        self._look: WornLook | None = None
        self._last: LiveResult | None = None
        self._begins = False
        """Whether the next frame that can be read follows nothing."""
        self._made_by: tuple[object, ...] = ()
        self._done: deque[tuple[float, int]] = deque()
        self._trouble = ""

    def work(
        self,
        frame: LiveFrame,
        settings: LoopSettings,
        preset: Preset,
        compared: tuple[WornLook, ...],
        stale: bool,
    ) -> LiveResult | None:
        given, last = (settings, preset, compared), self._last
        # Opening a network may take longer than it takes a frame to settle: what was changed
        # meanwhile is not in the last result.
        unchanged = not stale and all(map(operator.is_, given, self._made_by))
        if frame.settled and unchanged and last is not None:
            again = LiveFrame(last.frame.image, frame.number, arrived=frame.arrived)
            return replace(last, frame=again, begins=False)
        self._last, self._made_by = None, given
        self._begins |= stale
        pixels = frame.pixels
        if pixels is None:
            return None
        recolorer = self._open(settings, preset)
        begins, self._begins = self._begins, False
        if begins:
            recolorer.reset()
        if preset is not self._preset:
            recolorer.preset = preset
            self._preset = preset
        blends = settings.blending == "cpu"
        recolorer.feedback = settings.feedback
        # With no strength the SDK only finds the hair.
        recolorer.strength = settings.strength if blends else 0.0
        found = recolorer.process(pixels)
        timings = {"convert": frame.convert_ms, **found.timings}

        def worn(look: WornLook, clock: Clock) -> NDArray[np.uint8]:
            return wear(frame.image, found.heads, look, settings.strength, clock)[0]

        image = found.image if blends else None
        if len(found.heads) > 1 and not blends:
            # The view blends for one intensity alone.
            if self._look is None or self._look.preset is not preset:
                self._look = WornLook(preset)
            clock = Clock()
            image = worn(self._look, clock)
            timings.update(clock.laps)
        started = time.perf_counter()
        others = tuple(worn(look, Clock()) for look in compared)
        if others:
            timings["others"] = (time.perf_counter() - started) * 1e3
        timings["total"] = sum(ms for name, ms in timings.items() if name != "total")
        self._last = LiveResult(
            frame,
            image,
            found.mask,
            found.intensity,
            found.position,
            timings,
            preset,
            settings.strength,
            others,
            begins,
        )
        return self._last

    def rate(self, number: int) -> tuple[float, int]:
        """Frames per second over the last two, and how many of the source's were left out."""
        now = time.perf_counter()
        if self._done and number <= self._done[-1][1]:
            self._done.clear()  # another source counts anew
        self._done.append((now, number))
        while self._done[0][0] < now - _RATE_S:
            self._done.popleft()
        span = now - self._done[0][0]
        worked = len(self._done) - 1
        came = number - self._done[0][1]
        return (worked / span if span > 0 else 0.0), max(came - worked, 0)

    def fail(self, error: HairSdkError) -> None:
        text = explained(error)
        words = f"{text[:1].upper()}{text[1:].rstrip('.')}."
        self._settle()
        self._trouble = translate("LiveLoop", "{0} The preview goes on without.").format(words)
        self._loop._tell(self._loop.failed, self._trouble)

    def close(self) -> None:
        if self._recolorer is not None:
            self._recolorer.close()

    def _open(self, settings: LoopSettings, preset: Preset) -> Recolorer:
        wish = (settings.model, settings.edition, settings.device)
        if self._recolorer is not None and wish == self._wish:
            return self._recolorer
        self._wish = wish
        try:
            opened = Recolorer(preset, settings.model, settings.device)
            self._settle()
        except HairSdkError as error:
            self.fail(error)
            if self._recolorer is not None and (
                settings.device != "gpu" or settings.model == self._recolorer.model
            ):
                return self._recolorer
            # Only one of both was refused: a network that is damaged or gone, or the device.
            model = LoopSettings.model if isinstance(error, ModelError) else settings.model
            opened = Recolorer(preset, model, "cpu")
        if self._recolorer is not None:
            self._recolorer.close()
        self._recolorer, self._preset = opened, preset
        words = f"{opened.device.upper()} · {retold(opened.description)}"
        self._loop._tell(self._loop.device_changed, words)
        return opened

    def _settle(self) -> None:
        if self._trouble:
            self._loop._tell(self._loop.settled, self._trouble)
            self._trouble = ""
