"""Heads of several in a stream that are looked at closer, each through a window of its own.

The window around two people who sit apart is mostly wall: each of them is small in it. So once the
network has found them there, it looks at each again, with a memory of its own.

The code in bundles does the same: `bundle/web/sights.js`, and in Java, Swift and C#.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from hairsdk.closer import WORTH, Window, closer, escaped, faded, moved
from hairsdk.follow import HeadsMatcher
from hairsdk.heads import Heads
from hairsdk.lookup import quick_srgb
from hairsdk.matte import MatteSettings
from hairsdk.rgb_space import RgbSpace
from hairsdk.segmenter import Coarse, Segmenter
from hairsdk.steady import MaskSteadier

__all__ = ["LOOKS", "Found", "Sights", "View"]

LOOKS = 3
"""Heads that are looked at closer: in each frame, each takes the time of a look."""


@dataclass(frozen=True)
class View:
    """A frame as the network sees it.

    Parameters
    ----------
    segmenter : Segmenter
    frame : ndarray of uint8, shape (H, W, 3)
    space : RgbSpace or None
        Of the frame, if it is not sRGB.
    """

    segmenter: Segmenter
    frame: NDArray[np.uint8]
    space: RgbSpace | None

    @property
    def whole(self) -> Window:
        """All of it."""
        return Window.whole(self.frame)

    def through(self, window: Window) -> NDArray[np.uint8]:
        """A part of it, small and in sRGB; shape (S, S, 3)."""
        return self.convert(self.segmenter.shrink(self.frame[window.part]))

    def convert(self, small: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """To sRGB."""
        return small if self.space is None else quick_srgb(self.space)(small)

    def closer(self, mask: NDArray[np.float32], seen: Window) -> Window:
        """See `hairsdk.closer.closer`."""
        return closer(mask, seen, self.whole, self.segmenter.least_window)


@dataclass
class _Sight:
    """One head, and what the network remembers of it, as it looks through its window."""

    window: Window
    previous: NDArray[np.float32]
    steadier: MaskSteadier = field(default_factory=MaskSteadier)

    def turned(self, view: View, mask: NDArray[np.float32], window: Window) -> _Sight:
        """What sees the next frame through that window, and remembers this one's mask there."""
        if window == self.window:
            return replace(self, previous=mask)
        self.steadier.retake(view.through(window))
        return replace(self, window=window, previous=moved(mask, self.window, window))


@dataclass
class Sights:
    """The heads of a stream that are looked at closer."""

    _matcher: HeadsMatcher = field(default_factory=HeadsMatcher)
    _sights: dict[int | None, _Sight] = field(default_factory=dict)
    """By the heads' numbers in the last frame."""

    def look(self, view: View, seen: Coarse, heads: Heads) -> dict[int, Coarse]:
        """Look closer at those heads of a frame for which it is worth it.

        Parameters
        ----------
        view : View
        seen : Coarse
            The frame, and the network's answer, that the heads were found in.
        heads : Heads

        Returns
        -------
        dict of int to Coarse
            By the head's number, its own steady mask. Heads that are missing here are seen well
            enough as it is, come after the first `LOOKS`, or move faster than their windows follow.
        """
        origins = self._matcher.match(heads, seen.window)
        # Emptied at once: should the network fail now, the next frame's begin anew.
        before, self._sights = self._sights, {}
        looks: dict[int, Coarse] = {}
        if len(origins) < 2:
            return looks
        everything = np.ones_like(seen.mask)
        for number, origin in enumerate(origins[:LOOKS]):
            sight = None if origin.is_mixed else before.get(origin.number)
            if sight is None:
                own = heads.only(number, seen.mask)
                window = view.closer(own, seen.window)
                if window.side > WORTH * seen.window.side:
                    continue
                sight = _Sight(window, moved(own, seen.window, window))
            window, small = sight.window, view.through(sight.window)
            # What others have there is theirs.
            share = moved(heads.only(number, everything), seen.window, window)
            mask = view.segmenter.infer_shrunk(small, sight.previous) * share
            if escaped(mask, window, view.whole):
                # Seen from further off it is all there; the next frame's window holds it.
                following = view.closer(mask, window)
                sight = _Sight(following, moved(mask, window, following))
            else:
                mask = faded(mask, window, view.whole)
                mask = sight.steadier.update(small, mask, sight.previous)
                looks[number] = Coarse(small, mask, window)
                sight = sight.turned(view, mask, view.closer(mask, window))
            if sight.window.side < seen.window.side:
                self._sights[number] = sight
        return looks


@dataclass(frozen=True, eq=False)
class Found:
    """What the network found in a frame of a stream.

    Parameters
    ----------
    coarse : Coarse
        The steady mask of all that was seen.
    heads : Heads
        In it.
    looks : dict of int to Coarse
        Of heads that were looked at closer, by their numbers.
    is_cut : bool
        Whether the frame begins a new shot.
    """

    coarse: Coarse
    heads: Heads
    looks: Mapping[int, Coarse]
    is_cut: bool

    @property
    def coarses(self) -> list[Coarse]:
        """Per head, what is known of its hair alone."""
        mask = self.coarse.mask
        return [
            self.looks.get(number) or replace(self.coarse, mask=self.heads.only(number, mask))
            for number in range(self.heads.count)
        ]

    @property
    def together(self) -> Coarse:
        """All that was seen, with the hair that the closer looks found in it."""
        mask = self.coarse.mask
        for look in self.looks.values():
            mask = np.maximum(mask, moved(look.mask, look.window, self.coarse.window))
        return replace(self.coarse, mask=mask)

    def refined(
        self,
        frame: NDArray[np.uint8],
        settings: MatteSettings | None = None,
        pool: Executor | None = None,
    ) -> tuple[list[NDArray[np.float32]], list[Window]]:
        """The heads' masks at the frame's own resolution; see `hairsdk.matte.refine`.

        Returns
        -------
        masks : list of ndarray of float32
            Per head, of its window's size.
        windows : list of Window
        """
        parts = {
            number: (look.refined_part(frame, settings, pool), look.window)
            for number, look in self.looks.items()
        }
        others = [number for number in range(self.heads.count) if number not in parts]
        if others:
            mask, window = self.coarse.refined_part(frame, settings, pool), self.coarse.window
            parts |= {number: self.heads.part(number, mask, window) for number in others}
        numbers = range(self.heads.count)
        return [parts[number][0] for number in numbers], [parts[number][1] for number in numbers]
