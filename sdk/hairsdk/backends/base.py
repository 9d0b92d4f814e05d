"""What every inference runtime gives, and the network contract that all of them check."""

from __future__ import annotations

import ctypes
import os
import sys
import weakref
from collections.abc import Callable, Collection, Mapping
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from hairsdk.errors import BackendMissingError, ModelError

__all__ = ["Backend", "Device", "Fill", "checked_size", "missing_runtime", "released_where_opened"]

Device = Literal["cpu", "gpu"]
Fill = Callable[[NDArray[np.float32]], None]
"""Writes RGB in [0, 1] and the previous mask into a (S, S, 4) view of the input tensor."""


class Backend(Protocol):
    """A network loaded into a runtime. Not to be used from two threads at once."""

    @property
    def name(self) -> str:
        """Name of the runtime."""

    @property
    def device(self) -> Device:
        """What the network really runs on."""

    @property
    def adapter(self) -> str:
        """The device in words, for `doctor` and for logs."""

    @property
    def size(self) -> int:
        """Side S of the network's square input, in pixels."""

    def infer(self, fill: Fill, out: NDArray[np.float32]) -> None:
        """Run the network once.

        Parameters
        ----------
        fill : callable
            Writes the input; it must not keep the view that it is given.
        out : ndarray of float32, shape (S, S)
            Receives the hair probability.
        """

    def close(self) -> None:
        """Release the network."""


def missing_runtime(
    module: Literal["litert", "tflite-runtime"], error: ImportError
) -> BackendMissingError:
    """What to raise where a runtime cannot be imported, with the cure."""
    if sys.platform == "win32" and not isinstance(error, ModuleNotFoundError):
        # LiteRT needs libraries of C++ that Python does not bring along, and Windows neither.
        cure = "Install the newest Microsoft Visual C++ Redistributable (x64)"
    elif module == "litert":
        cure = "Install it: pip install 'ai-edge-litert'"
    else:
        cure = (
            "Install it: pip install 'hairsdk[tflite-runtime]' "
            "(Python 3.11 or older, numpy below 2)"
        )
    return BackendMissingError(f"the {module} runtime cannot be imported: {error}. {cure}")


def released_where_opened(owner: object, resource: object) -> Callable[[], object]:
    """Let go of a resource with its owner, at Python's end, or at once by calling what is returned.

    A process that was forked keeps its parent's: the threads that belong to it are not here; the
    runtime would wait for them without end, or crash.
    """
    # At Python's end before it takes its modules apart.
    return weakref.finalize(owner, _let_go, resource, os.getpid())


def _let_go(resource: object, process: int) -> None:
    if process != os.getpid():
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(resource))


def checked_size(
    source: str, inputs: Collection[Mapping[str, Any]], outputs: Collection[Mapping[str, Any]]
) -> int:
    """Side of the network's square, if it keeps to the contract.

    Parameters
    ----------
    source : str
        What to call the network in errors.
    inputs, outputs : collection of mappings
        What the runtime says of each tensor: its `shape` and `dtype`, and more.

    Raises
    ------
    ModelError
        The network has other inputs or outputs than hairsdk works with.
    """
    expected = "one float32 input (1, S, S, 4) and one float32 output (1, S, S, 1)"
    found = f"inputs {_words(inputs)} and outputs {_words(outputs)}"
    message = f"{source} is not a hair network: expected {expected}, found {found}"
    if len(inputs) != 1 or len(outputs) != 1:
        raise ModelError(message)
    (taken,), (given,) = inputs, outputs
    side = int(taken["shape"][1]) if len(taken["shape"]) == 4 else 0
    fits = all(
        tuple(tensor["shape"]) == (1, side, side, channels)
        and np.dtype(tensor["dtype"]) == np.float32
        for tensor, channels in ((taken, 4), (given, 1))
    )
    if not fits or side < 1:
        raise ModelError(message)
    return side


def _words(tensors: Collection[Mapping[str, Any]]) -> str:
    words = (f"{np.dtype(t['dtype'])} {tuple(int(n) for n in t['shape'])}" for t in tensors)
    return ", ".join(words) or "none"
