"""What every inference runtime gives, and the network contract that all of them check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from hairsdk.errors import ModelError

__all__ = ["Backend", "Device", "Fill", "checked_size"]

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


def checked_size(
    source: str,
    inputs: Sequence[tuple[Sequence[int], Any]],
    outputs: Sequence[tuple[Sequence[int], Any]],
) -> int:
    """Side of the network's square, if it keeps to the contract.

    Parameters
    ----------
    source : str
        What to call the network in errors.
    inputs, outputs : sequence of (shape, dtype)

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
    (shape_in, type_in), (shape_out, type_out) = inputs[0], outputs[0]
    side = int(shape_in[1]) if len(shape_in) == 4 else 0
    fits = tuple(shape_in) == (1, side, side, 4) and tuple(shape_out) == (1, side, side, 1)
    if not fits or side < 1 or np.dtype(type_in) != np.float32 or np.dtype(type_out) != np.float32:
        raise ModelError(message)
    return side


def _words(tensors: Sequence[tuple[Sequence[int], Any]]) -> str:
    return ", ".join(f"{np.dtype(t)} {tuple(int(n) for n in s)}" for s, t in tensors) or "none"
