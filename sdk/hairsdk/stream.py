"""What a video stream remembers from one frame to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.closer import Window, escaped, faded, moved
from hairsdk.errors import FrameError
from hairsdk.follow import HeadsFollower
from hairsdk.heads import apart
from hairsdk.resize import shrunk
from hairsdk.rgb_space import RgbSpace
from hairsdk.segmenter import Coarse, Segmenter
from hairsdk.sights import Found, Sights, View
from hairsdk.steady import MaskSteadier

__all__ = ["GLANCE", "SOMEBODY", "CutFinder", "Located", "StreamState"]


@dataclass
class CutFinder:
    """Tells a cut from motion.

    Two frames are compared as thumbnails of mean 0 and variance 1, so that a light switched on
    is no cut. A cut differs by much, and by much more than the frames before it did: a camera
    that is swung about differs by much in every frame.

    Parameters
    ----------
    least : float
        Mean absolute difference of two thumbnails that a cut has at least; that of two pictures
        that have nothing in common is about 1.
    times : float
        How many times the usual difference it must be.
    rate : float
        Part of the way that the usual difference moves towards that of each frame, in (0, 1].
    side : int
        Of the thumbnails, in pixels.
    least_contrast : float
        Standard deviation below which a thumbnail is noise on an even ground.
    """

    least: float = 0.45
    times: float = 3.0
    rate: float = 0.4
    side: int = 32
    least_contrast: float = 0.03
    _last: NDArray[np.float32] | None = None
    _usual: float = 0.0

    def update(self, small: NDArray[np.uint8]) -> bool:
        """Take in a frame.

        Parameters
        ----------
        small : ndarray of uint8, shape (h, w, 3)
            The whole frame, of any size.

        Returns
        -------
        bool
            Whether it begins a new shot.
        """
        thumbnail = shrunk(small, self.side)
        grey = cv2.cvtColor(thumbnail, cv2.COLOR_RGB2GRAY).astype(np.float32) / np.float32(255.0)
        grey -= grey.mean()
        grey /= max(float(grey.std()), self.least_contrast)
        last, self._last = self._last, grey
        if last is None:
            return False
        difference = float(np.abs(grey - last).mean())
        is_cut = difference > self.least and difference > self.times * self._usual
        self._usual += self.rate * (difference - self._usual)
        return is_cut


_SEEK = 1.0
"""Seconds between two frames above which the mask of the earlier one tells nothing."""

GLANCE = 15
"""Frames after which the network looks at the whole frame, too: somebody may have come."""

SOMEBODY = 5e-4
"""Part of the frame that the hair of who has come takes up at least."""


@dataclass
class StreamState:
    """Memory of one stream; a fresh one is what `Recolorer.reset` makes.

    Parameters
    ----------
    shape : tuple of 2 int or None
        Height and width of the last frame.
    previous : ndarray of float32, shape (S, S), or None
        The mask of the last frame, in `window`.
    window : Window or None
        The part of the next frame that the network will see; None for all of it.
    steadier : MaskSteadier
    sights : Sights
    intensities : HeadsFollower
    cuts : CutFinder
    time : float or None
        Seconds at which the last frame is shown, if the caller tells.
    space : RgbSpace or None
        That of the last frame, if it is not sRGB.
    """

    shape: tuple[int, int] | None = None
    previous: NDArray[np.float32] | None = None
    window: Window | None = None
    steadier: MaskSteadier = field(default_factory=MaskSteadier)
    sights: Sights = field(default_factory=Sights)
    intensities: HeadsFollower = field(default_factory=HeadsFollower)
    cuts: CutFinder = field(default_factory=CutFinder)
    time: float | None = None
    space: RgbSpace | None = None
    _glance: int = 0
    _entered: bool = False
    """Whether the next frame is the first that is seen through a window."""
    _wide: int = 0
    """Frames for which no window is taken: closer, there was no hair where one saw some."""

    def goes_on(self, shape: tuple[int, int], time: float | None) -> bool:
        """Whether a frame of that size at that time continues the stream.

        Raises
        ------
        FrameError
            The frame is older than the one before it.
        """
        if time is not None and self.time is not None and time <= self.time:
            raise FrameError(
                f"frame out of order: the one at {time:.13g} s came after that at "
                f"{self.time:.13g} s; call reset() after a seek"
            )
        if self.shape is not None and self.shape != shape:
            return False
        return time is None or self.time is None or time - self.time <= _SEEK

    def find(
        self,
        segmenter: Segmenter,
        frame: NDArray[np.uint8],
        feedback: bool = True,
        lap: Callable[[str], None] = lambda stage: None,
    ) -> Found:
        """Find the hair in the next frame.

        The first frame of a shot, which has no memory, is taken as a still: its mask is the memory
        of the next, and its intensity the one that the following only move. Where the hair takes
        up little of the frame, the network sees the window around it, which follows it, and now and
        then the whole frame beside it. Of several heads small ones get a look of their own; see
        `hairsdk.sights`.

        Parameters
        ----------
        segmenter : Segmenter
        frame : ndarray of uint8, shape (H, W, 3)
            RGB, of `space`.
        feedback : bool
            Whether the mask of the frame before counts. If not, every frame is looked at once.
        lap : callable
            Called after each stage, with its name.

        Returns
        -------
        Found

        Raises
        ------
        FrameError
        """
        view = View(segmenter, frame, self.space)
        window = self.window if feedback and self.window else view.whole
        small = view.through(window)
        # Of the whole frame: a head that turns changes all of its window.
        is_cut = self.cuts.update(small if window == view.whole else frame)
        if is_cut:
            # At once: should the network fail now, the next frame begins the shot.
            self.previous = None
        if is_cut or not feedback:
            self.sights = Sights()
        previous = self.previous if feedback else None
        if feedback and previous is None:
            coarse = segmenter.infer_still(frame, view.convert)
            self._glance = self._wide = 0
        else:
            mask = segmenter.infer_shrunk(small, previous)
            if escaped(mask, window, view.whole):
                # Else it had no colour for a frame. How the last one looked there is not known.
                near, window = window, view.closer(mask, window)
                if self._entered and window == view.whole:
                    self._wide = GLANCE
                small, previous = view.through(window), None
                mask = segmenter.infer_shrunk(small, moved(mask, near, window))
            coarse = Coarse(small, faded(mask, window, view.whole), window)
        around = self._glanced(view, coarse) if feedback else None
        # Told from the answer alone: apps have the steady mask later than they draw the frame.
        heads = apart(coarse.mask, coarse.window)
        closer_looks = self.sights.look(view, coarse, heads) if feedback else {}
        lap("segment")
        mask = self.steadier.update(coarse.image, coarse.mask, previous)
        coarse = Coarse(coarse.image, mask, coarse.window)
        found = Found(coarse, heads, closer_looks, is_cut)
        together = found.together
        self.previous, self.window = together.mask, together.window
        if feedback:
            self._turn(view, together, around or view.closer(together.mask, together.window))
        lap("steady")
        return found

    def _glanced(self, view: View, coarse: Coarse) -> Window | None:
        """The window around all hair, if some is outside this one; looked for now and then."""
        self._glance = 0 if coarse.window == view.whole else self._glance + 1
        if self._glance < GLANCE:
            return None
        self._glance = 0
        before = moved(coarse.mask, coarse.window, view.whole)
        mask = view.segmenter.infer_shrunk(view.through(view.whole), before)
        outside = mask * (1.0 - moved(np.ones_like(mask), coarse.window, view.whole))
        came = (outside > 0.5).mean() > SOMEBODY
        return view.closer(mask, view.whole) if came else None

    def _turn(self, view: View, coarse: Coarse, window: Window) -> None:
        """See the next frame through that window, and remember this one as it looks there."""
        is_whole = coarse.window == view.whole
        if is_whole and self._wide:
            self._wide -= 1
            window = view.whole
        self._entered = is_whole and window != view.whole
        if window == coarse.window:
            return
        self.steadier.retake(view.through(window))
        self.previous, self.window = moved(coarse.mask, coarse.window, window), window


@dataclass(frozen=True, eq=False)
class Located:
    """A frame of a stream and what the network found in it.

    Parameters
    ----------
    frame : ndarray of uint8, shape (H, W, 3)
    found : Found
    state : StreamState
        Of the stream that the frame belongs to; it may be some frames further.
    laps : dict of str to float
        Milliseconds per stage so far.
    space : RgbSpace or None
        That of the frame, if it is not sRGB.
    """

    frame: NDArray[np.uint8]
    found: Found
    state: StreamState
    laps: dict[str, float]
    space: RgbSpace | None
