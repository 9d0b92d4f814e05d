"""Pictures and masks that are held as files while nobody looks at them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

__all__ = ["Packed"]

Array = TypeVar("Array", bound=npt.NDArray[Any])


class Packed(Generic[Array]):
    """An array and the picture file that it is written as; it unpacks itself when asked for.

    Parameters
    ----------
    values : ndarray
        Read-only from now on.
    pack, unpack : callable
        To the bytes of a file, and back without loss.
    data : bytes
        The file, where there is one already.
    """

    def __init__(
        self,
        values: Array,
        pack: Callable[[Array], bytes],
        unpack: Callable[[bytes], Array],
        data: bytes = b"",
    ) -> None:
        values.flags.writeable = False
        self._values: Array | None = values
        self._pack, self._unpack = pack, unpack
        self._data = data
        # Window and workers ask at the same time, and each would unpack it anew.
        self._lock = threading.RLock()
        self.shape = values.shape

    @property
    def values(self) -> Array:
        """The array, unpacked if it rested; the same one until it rests again."""
        values = self._values
        if values is not None:
            return values
        with self._lock:
            if self._values is None:
                self._values = self._unpack(self._data)
                self._values.flags.writeable = False
            return self._values

    @property
    def data(self) -> bytes:
        """The array as a picture file."""
        with self._lock:
            if not self._data:
                self._data = self._pack(self.values)
            return self._data

    def rest(self) -> None:
        """Hold the file only, until the array is asked for."""
        with self._lock:
            _ = self.data
            self._values = None

    def same(self, other: Packed[Array]) -> bool:
        """Whether both hold the same values."""
        return self is other or np.array_equal(self.values, other.values)
