"""TFLite's `Interpreter`, which LiteRT and tflite-runtime have in common: the CPU."""

from __future__ import annotations

import os
from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from hairsdk.backends.base import (
    Device,
    Fill,
    checked_size,
    missing_runtime,
    released_where_opened,
)
from hairsdk.backends.flatbuffer import is_whole
from hairsdk.errors import BackendError, ModelError
from hairsdk.native_log import captured_native_log

__all__ = ["InterpreterBackend"]


class InterpreterBackend:
    """A network in an `Interpreter` with XNNPACK.

    Parameters
    ----------
    module : {"litert", "tflite-runtime"}
        Package that the interpreter comes from.
    data : bytes
        Contents of the .tflite file.
    source : str
        What to call the network in errors.
    threads : int
        Threads for XNNPACK.

    Raises
    ------
    BackendMissingError
        The package is not installed, or does not work with this numpy.
    ModelError
        The network is damaged or does not keep to the contract.
    """

    def __init__(
        self, module: Literal["litert", "tflite-runtime"], data: bytes, source: str, threads: int
    ) -> None:
        # The interpreter reads the weights from this buffer for as long as it lives.
        self._opened = partial(_interpreter_class(module), model_content=data, num_threads=threads)
        # tflite-runtime would crash.
        if not is_whole(data):
            raise ModelError(f"{source} is not a usable .tflite network: truncated or damaged")
        try:
            self._begin()
            # Of a damaged one the names of its tensors may be no text, which tflite-runtime tells
            # by a SystemError.
            inputs = self._interpreter.get_input_details()
            outputs = self._interpreter.get_output_details()
        except (ValueError, RuntimeError, SystemError, MemoryError) as error:
            why = str(error).strip()
            raise ModelError(f"{source} is not a usable .tflite network: {why}") from error
        self.size = checked_size(source, inputs, outputs)
        self._input: int = inputs[0]["index"]
        self._output: int = outputs[0]["index"]
        self.name = module
        self.device: Device = "cpu"
        self.adapter = f"XNNPACK, {threads} thread{'s' if threads != 1 else ''}"

    def _begin(self) -> None:
        with captured_native_log():
            self._interpreter: Any = self._opened()
            self._interpreter.allocate_tensors()
        self._process = os.getpid()
        self._release = released_where_opened(self, self._interpreter)

    def infer(self, fill: Fill, out: NDArray[np.float32]) -> None:
        """See `Backend`."""
        try:
            if self._process != os.getpid():
                # A fork has copied the interpreter without its threads.
                self._begin()
            # The interpreter moves its tensors and refuses to run while a view of one is alive:
            # take the views anew at each call and drop them at once.
            fill(self._interpreter.tensor(self._input)()[0])
            self._interpreter.invoke()
            np.copyto(out, self._interpreter.tensor(self._output)()[0, :, :, 0])
        except (ValueError, IndexError, RuntimeError) as error:
            # Of a damaged network a run may change the shape of a tensor, or lose it.
            raise BackendError(f"the network failed on the CPU: {error}") from error

    def close(self) -> None:
        """See `Backend`."""
        self._release()
        self._interpreter = None


def _interpreter_class(module: Literal["litert", "tflite-runtime"]) -> Any:
    try:
        if module == "litert":
            from ai_edge_litert.interpreter import Interpreter
        else:
            from tflite_runtime.interpreter import Interpreter
    except ImportError as error:
        raise missing_runtime(module, error) from error
    return Interpreter
