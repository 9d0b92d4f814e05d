"""LiteRT's `CompiledModel` on a GPU, through WebGPU (Vulkan, Metal or Direct3D below)."""

from __future__ import annotations

import os
import re
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
from hairsdk.errors import BackendError, DeviceError
from hairsdk.native_log import captured_native_log

__all__ = ["LitertGpuBackend"]

HOST_MEMORY = 1
"""`LiteRtTensorBufferType` of ordinary memory: what a network that fell back to the CPU has."""

_ADAPTER = re.compile(r"Selected adapter: (?P<name>[^,]*).*?adapterType=(?P<type>.*)$")
_REASON = re.compile(r"(?:Failed to [^:]*|NOT_FOUND|INTERNAL|UNIMPLEMENTED): (?P<why>.+)$")


class LitertGpuBackend:
    """A network on a GPU, proved to be there.

    LiteRT's `is_fully_accelerated()` is true on the CPU too. The proof is the type of the
    input buffer: a network on a GPU does not ask for host memory.

    Parameters
    ----------
    data : bytes
        Contents of the .tflite file.
    source : str
        What to call the network in errors.
    precision : {"float16", "float32"}
        Arithmetic on the GPU.

    Raises
    ------
    DeviceError
        There is no usable GPU, or no LiteRT; the message says why.
    ModelError
        The network does not keep to the contract.
    """

    def __init__(
        self, data: bytes, source: str, precision: Literal["float16", "float32"] = "float16"
    ) -> None:
        self.name = "litert"
        self.device: Device = "gpu"
        self._inputs: list[Any] = []
        self._outputs: list[Any] = []
        self._model: Any = None
        self._process = os.getpid()
        failure = ""
        # LiteRT writes on stdout, too, where frames or JSON may be on their way.
        with captured_native_log(stdout=True) as log:
            try:
                self._open(data, precision)
            # A TypeError where the path of LiteRT itself is no text in the system's encoding.
            except (ValueError, RuntimeError, TypeError) as error:
                failure = " ".join(str(error).split()) or type(error).__name__
        if failure:
            raise DeviceError(f"no usable GPU: {_reason(log, failure)}")
        if self.buffer_types == [HOST_MEMORY]:
            self.close()
            raise DeviceError("no usable GPU: LiteRT placed the network on the CPU instead")
        self.size = self._checked(source)
        self._host = np.zeros((1, self.size, self.size, 4), dtype=np.float32)
        self._warm_up()
        match = next((m for m in map(_ADAPTER.search, log) if m), None)
        self.adapter = match["name"].strip() if match else "unnamed GPU"
        # As SwiftShader and lavapipe are: programs on the CPU.
        self.is_software = match is not None and "software" in match["type"].lower()

    def _open(self, data: bytes, precision: str) -> None:
        try:
            from ai_edge_litert.compiled_model import CompiledModel
            from ai_edge_litert.hardware_accelerator import HardwareAccelerator
            from ai_edge_litert.options import GpuOptions, Options
        except ImportError as error:
            raise missing_runtime("litert", error) from error
        options = Options(
            hardware_accelerators=HardwareAccelerator.GPU,
            gpu_options=GpuOptions(enforce_f32=precision == "float32"),
        )
        self._data: bytes | None = data
        self._model = CompiledModel.from_buffer(data, options=options)
        self.buffer_types = list(self._model.get_input_buffer_requirements(0)["supported_types"])
        self._inputs = self._model.create_input_buffers(0)
        self._outputs = self._model.create_output_buffers(0)
        self._release = released_where_opened(self, (self._model, self._inputs, self._outputs))

    def _warm_up(self) -> None:
        """Run once: some drivers fail, and LiteRT compiles and logs, only then."""
        failure = ""
        with captured_native_log(stdout=True):
            try:
                self.infer(lambda view: view.fill(0.0), np.empty((self.size,) * 2, np.float32))
            except BackendError as error:
                failure = str(error)
        if failure:
            self.close()
            raise DeviceError(f"no usable GPU: {failure}")

    def _checked(self, source: str) -> int:
        key = next(iter(self._model.get_signature_list()))
        inputs = self._model.get_input_tensor_details(key)
        outputs = self._model.get_output_tensor_details(key)
        return checked_size(source, inputs.values(), outputs.values())

    def infer(self, fill: Fill, out: NDArray[np.float32]) -> None:
        """See `Backend`."""
        if self._process != os.getpid():
            # It would wait without end.
            raise BackendError(
                "a forked process has no part in its parent's GPU: fork before a network is "
                "opened, or spawn"
            )
        fill(self._host[0])
        try:
            self._inputs[0].write(self._host)
            self._model.run_by_index(0, self._inputs, self._outputs)
            result = self._outputs[0].read(self.size**2, np.float32)
        except (ValueError, RuntimeError) as error:
            raise BackendError(f"the network failed on the GPU: {error}") from error
        np.copyto(out, result.reshape(self.size, self.size))

    def close(self) -> None:
        """See `Backend`."""
        self._release()
        if self._process != os.getpid():
            self._inputs, self._outputs = [], []
        with captured_native_log():
            for buffer in (*self._inputs, *self._outputs):
                buffer.destroy()
            self._inputs, self._outputs = [], []
            self._model = None
        self._data = None


def _reason(log: list[str], failure: str) -> str:
    errors = [line for line in log if line.startswith(("ERROR", "E0"))]
    for line in errors:
        match = _REASON.search(line)
        if match:
            return match["why"].removeprefix("INTERNAL: ")
    return errors[0] if errors else failure
