"""Which runtime and device a network is opened with."""

from __future__ import annotations

import importlib.util
import logging
import os
from numbers import Integral
from typing import Literal

import cv2

from hairsdk.backends.base import Backend
from hairsdk.backends.interpreter import InterpreterBackend
from hairsdk.backends.litert_gpu import LitertGpuBackend
from hairsdk.errors import BackendMissingError, DeviceError, ParameterError

__all__ = [
    "BACKENDS",
    "DEVICES",
    "MAX_THREADS",
    "PRECISIONS",
    "Precision",
    "default_threads",
    "open_backend",
    "stream_threads",
]

BACKENDS = ("auto", "litert", "tflite-runtime")
DEVICES = ("auto", "cpu", "gpu")
MAX_DEFAULT_THREADS = 4
"""More threads gain nothing on networks this small, and take cores from the application."""

MAX_THREADS = 1024
"""The runtime takes any number, and the process dies of one that the system does not have."""

_logger = logging.getLogger("hairsdk")

Precision = Literal["float16", "float32"]
PRECISIONS: tuple[Precision, ...] = ("float16", "float32")


def open_backend(
    data: bytes,
    source: str,
    backend: str = "auto",
    device: str = "auto",
    threads: int | None = None,
    precision: Precision = "float16",
) -> Backend:
    """Load a network.

    Parameters
    ----------
    data : bytes
        Contents of the .tflite file.
    source : str
        What to call the network in errors.
    backend : {"auto", "litert", "tflite-runtime"}
        "auto" takes litert where it is installed.
    device : {"auto", "cpu", "gpu"}
        "auto" takes a GPU where a real one works, else the CPU, and logs which and why.
    threads : int or None
        Threads on the CPU, at most `MAX_THREADS`; None takes the cores it may use, at most four.
    precision : {"float16", "float32"}
        Arithmetic on the GPU.

    Raises
    ------
    DeviceError
        `device` is "gpu" and there is no usable one; the message says why.
    BackendMissingError, ModelError, ParameterError
    """
    if backend not in BACKENDS:
        raise ParameterError(f"backend {backend!r}: choose one of {', '.join(BACKENDS)}")
    if device not in DEVICES:
        raise ParameterError(f"device {device!r}: choose one of {', '.join(DEVICES)}")
    if precision not in PRECISIONS:
        raise ParameterError(f"precision {precision!r}: choose one of {', '.join(PRECISIONS)}")
    if threads is not None and not (isinstance(threads, Integral) and 1 <= threads <= MAX_THREADS):
        raise ParameterError(
            f"threads must be a whole number from 1 to {MAX_THREADS}, found {threads!r}"
        )
    module = _module(backend)
    if device == "gpu" and module == "tflite-runtime":
        raise DeviceError("no usable GPU: the tflite-runtime backend runs on the CPU only")
    if device == "gpu":
        asked = LitertGpuBackend(data, source, precision)
        _logger.info("running on the GPU: %s", asked.adapter)
        return asked
    if device == "auto" and module == "litert":
        gpu = _real_gpu(data, source, precision)
        if gpu is not None:
            return gpu
    return InterpreterBackend(module, data, source, int(threads or default_threads()))


def default_threads() -> int:
    """Cores this process may use, at most four."""
    # Python knows nothing of a container's limit, OpenCV nothing of what is set after its start.
    cores = cv2.getNumberOfCPUs()
    if hasattr(os, "sched_getaffinity"):
        cores = min(cores, len(os.sched_getaffinity(0)))
    return min(cores, MAX_DEFAULT_THREADS)


def stream_threads() -> int:
    """Threads for the network of a stream: a core is left to what colours the frames meanwhile."""
    return max(1, default_threads() - 1)


def _real_gpu(data: bytes, source: str, precision: Precision) -> LitertGpuBackend | None:
    try:
        gpu = LitertGpuBackend(data, source, precision)
    except DeviceError as error:
        _logger.info("running on the CPU: %s", error)
        return None
    if gpu.is_software:
        _logger.info("running on the CPU: %s is a software GPU, which is slower", gpu.adapter)
        gpu.close()
        return None
    _logger.info("running on the GPU: %s", gpu.adapter)
    return gpu


def _module(backend: str) -> Literal["litert", "tflite-runtime"]:
    if backend == "litert" or (backend == "auto" and importlib.util.find_spec("ai_edge_litert")):
        return "litert"
    if backend == "tflite-runtime" or importlib.util.find_spec("tflite_runtime"):
        return "tflite-runtime"
    raise BackendMissingError("no inference runtime is installed: pip install ai-edge-litert")
