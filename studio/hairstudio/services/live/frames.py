"""Frames of the live preview, and what the loop makes of them."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtMultimedia import QVideoFrame

from hairsdk.preset import Preset
from hairstudio.services.live.pixels import is_mappable, to_rgb

__all__ = ["LiveFrame", "LiveResult", "ToSrgb"]


class ToSrgb(Protocol):
    """Makes sRGB of what Qt gives, in any thread, as `to_rgb` does."""

    def __call__(self, frame: QVideoFrame, *, mirror: bool) -> NDArray[np.uint8] | None: ...


class LiveFrame:
    """A frame of a source. Its pixels are made when somebody first asks, in that one's thread.

    Most formats of films and cameras cost the window nothing so, and frames that nobody works on
    cost nobody anything.

    Parameters
    ----------
    given : QVideoFrame or ndarray, shape (H, W, 3), uint8
        RGB, if it is an array.
    number : int
        Counts every frame the source gave, also those nobody worked on.
    mirror : bool
        Exchange left and right.
    arrived : float, optional
        `time.perf_counter()` as it came in; now, if left out.
    to_srgb : ToSrgb
        What the source's colours ask for.
    settled : bool
        Whether it is the one before once more, and nothing has changed for so long that what was
        made of that holds.
    """

    def __init__(
        self,
        given: QVideoFrame | NDArray[np.uint8],
        number: int,
        *,
        mirror: bool = False,
        arrived: float | None = None,
        to_srgb: ToSrgb = to_rgb,
        settled: bool = False,
    ) -> None:
        self.number = number
        self.settled = settled
        self.arrived = time.perf_counter() if arrived is None else arrived
        self.convert_ms = 0.0
        """Milliseconds that making an array of it took."""
        self._mirror = mirror
        self._to_srgb = to_srgb
        self._given: QVideoFrame | NDArray[np.uint8] | None = given
        self._pixels: NDArray[np.uint8] | None = None
        self._lock = threading.Lock()
        if isinstance(given, QVideoFrame) and not is_mappable(given):
            self._convert()

    @property
    def pixels(self) -> NDArray[np.uint8] | None:
        """sRGB, (H, W, 3), upright, mirrored if that was asked for; None if it cannot be read."""
        with self._lock:
            if self._given is not None:
                self._convert()
        return self._pixels

    @property
    def image(self) -> NDArray[np.uint8]:
        """The pixels of a frame that can be read, as those of a result always can."""
        pixels = self.pixels
        if pixels is None:
            raise ValueError("this frame cannot be read")
        return pixels

    def _convert(self) -> None:
        started = time.perf_counter()
        # The decoder wants its buffers back.
        given, self._given = self._given, None
        if isinstance(given, QVideoFrame):
            self._pixels = self._to_srgb(given, mirror=self._mirror)
        elif given is not None:
            self._pixels = np.ascontiguousarray(given[:, ::-1]) if self._mirror else given
        self.convert_ms = (time.perf_counter() - started) * 1e3


@dataclass(frozen=True, eq=False)
class LiveResult:
    """What the loop made of the newest frame.

    Attributes
    ----------
    frame : LiveFrame
    image : ndarray or None
        Recoloured; None where the view blends, which it does where there is one head.
    mask : ndarray, shape (H, W), float32
    intensity, position : float
        NaN before hair was seen.
    timings : dict of str to float
        Milliseconds per stage: convert, those of `hairsdk.Recolored`, and their total.
    look : Preset
        The preset that was used.
    strength : float
        The strength that was used.
    others : tuple of ndarray
        What the looks it is compared with make of the frame.
    begins : bool
        Whether it follows nothing: it is the first of a source, or after a jump.
    """

    frame: LiveFrame
    image: NDArray[np.uint8] | None
    mask: NDArray[np.float32]
    intensity: float
    position: float
    timings: dict[str, float]
    look: Preset
    strength: float = 1.0
    others: tuple[NDArray[np.uint8], ...] = ()
    begins: bool = False
