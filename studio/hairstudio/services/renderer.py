"""Baking and applying looks: with the SDK's own functions, so the studio shows what it ships."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from hairsdk.apply import recolor_pixels
from hairsdk.lookup import LutLookup
from hairsdk.lut import Lut3D, blend_luts
from hairstudio.core import Stack, bake
from hairstudio.core.paths import modified
from hairstudio.document.recipe import lut_paths
from hairstudio.document.reference import Mask, Pixels

__all__ = ["COARSE", "EXACT", "Baked", "Renderer", "bake_exact"]

COARSE = 17
"""Lattice while a slider moves."""

EXACT = 33
"""Lattice of the picture at rest, and of an exported pair unless the artist chooses another."""

_CACHED = 12
_THREADS = 2
"""That one picture is shared among."""


def bake_exact(stack: Stack, size: int = EXACT) -> Lut3D:
    """Bake a LUT as an exported `.cube` file holds it.

    The file has six decimals. Rounding before showing makes the viewer's picture the one that
    an application with the exported pair paints, byte for byte. float64 makes the sixth
    decimal independent of the machine.
    """
    table = bake(stack, size, precision=np.float64).table.astype(np.float64)
    return Lut3D((np.round(table, 6) + 0.0).astype(np.float32))


@dataclass(frozen=True, eq=False)
class Baked:
    """A LUT, ready for look-up."""

    lut: Lut3D
    lookup: LutLookup


class Renderer:
    """Bakes stacks and recolours pictures. May be used from several threads."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_THREADS, "hairstudio-render")
        self._cache: OrderedDict[Hashable, Baked] = OrderedDict()
        self._lock = threading.Lock()

    def close(self) -> None:
        """Release the threads."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def bake(self, stack: Stack, size: int, *, exact: bool = True) -> Baked:
        """Bake a stack, or take it from the cache.

        Parameters
        ----------
        stack : Stack
        size : int
        exact : bool
            Round as the exported file is rounded; otherwise the fastest bake.

        Raises
        ------
        HairSdkError
            An effect cannot be evaluated: its file is gone, say.
        """
        key = (stack, size, exact, _versions(stack))
        try:
            hash(key)
        except TypeError:  # a missing effect may carry JSON lists
            return self._bake(stack, size, exact)
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
        baked = self._bake(stack, size, exact)
        with self._lock:
            self._cache[key] = baked
            while len(self._cache) > _CACHED:
                self._cache.popitem(last=False)
        return baked

    def recolour(self, image: Pixels, mask: Mask, baked: Baked | LutLookup) -> Pixels:
        """The picture with the LUT applied to its hair, as `hairsdk` does it."""
        lookup = baked.lookup if isinstance(baked, Baked) else baked
        result: Pixels = recolor_pixels(image, mask, lookup, pool=self._pool)
        return result

    def between(self, dark: Baked, light: Baked, t: float) -> LutLookup:
        """Look-up at position `t` between both LUTs, blended as `hairsdk` does it."""
        return LutLookup(blend_luts(dark.lut, light.lut, t))

    def _bake(self, stack: Stack, size: int, exact: bool) -> Baked:
        lut = bake_exact(stack, size) if exact else bake(stack, size)
        return Baked(lut, LutLookup(lut))


def _versions(stack: Stack) -> tuple[int, ...]:
    """Modification times of the LUT files in a stack: a file graded again is baked again."""
    return tuple(map(modified, lut_paths(stack)))
