"""From a frame to the network's mask."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.backends import Backend, Device, open_backend
from hairsdk.backends.choose import Precision
from hairsdk.checks import checked_frame
from hairsdk.closer import Window, closer, faded, moved
from hairsdk.errors import BackendError, ClosedError, FrameError
from hairsdk.heads import apart
from hairsdk.matte import STILL, MatteSettings, checked_settings, refine
from hairsdk.models import DEFAULT_MODEL, load_model
from hairsdk.resize import resized, shrunk

__all__ = ["LEAST_WINDOW", "Coarse", "Segmenter", "spread"]

LEAST_WINDOW = 0.5
"""Side of the smallest window, as a part of that of the network's square: see `closer`."""


@dataclass(frozen=True, eq=False)
class Coarse:
    """What the network saw and what it answered, stretched to its square.

    Parameters
    ----------
    image : ndarray of uint8, shape (S, S, 3)
    mask : ndarray of float32, shape (S, S)
        Hair probability in [0, 1].
    window : Window
        The part of the frame that it saw; there is no hair elsewhere.
    """

    image: NDArray[np.uint8]
    mask: NDArray[np.float32]
    window: Window

    def refined(
        self,
        frame: NDArray[np.uint8],
        settings: MatteSettings | None = None,
        pool: Executor | None = None,
    ) -> NDArray[np.float32]:
        """The mask at the frame's own resolution; see `hairsdk.matte.refine`.

        Returns
        -------
        ndarray of float32, shape (H, W)
        """
        return spread([self.refined_part(frame, settings, pool)], [self.window], frame)

    def refined_part(
        self,
        frame: NDArray[np.uint8],
        settings: MatteSettings | None = None,
        pool: Executor | None = None,
    ) -> NDArray[np.float32]:
        """Like `refined`, of the window alone.

        Returns
        -------
        ndarray of float32, shape (height, width) of the window
        """
        return refine(frame[self.window.part], self.mask, settings, pool)


def spread(
    parts: Sequence[NDArray[np.float32]], windows: Sequence[Window], frame: NDArray[Any]
) -> NDArray[np.float32]:
    """One mask of a frame, of those of windows in it.

    Parameters
    ----------
    parts : sequence of ndarray of float32
        Each of its window's size.
    windows : sequence of Window
    frame : ndarray, shape (H, W, …)

    Returns
    -------
    ndarray of float32, shape (H, W)
        The most that any of them says; 0 outside.
    """
    if len(parts) == 1 and windows[0] == Window.whole(frame):
        return parts[0]
    mask = np.zeros(frame.shape[:2], np.float32)
    for part, window in zip(parts, windows, strict=True):
        there = mask[window.part]
        np.maximum(there, part, out=there)
    return mask


class Segmenter:
    """A hair segmentation network, loaded and ready.

    It keeps nothing from one call to the next: whoever has a stream hands in the previous mask.
    Several threads may share one: the network runs for one after the other.

    Parameters
    ----------
    model : str or Path
        "512", "256", or a path to a .tflite file; see `hairsdk.Recolorer`.
    device : {"auto", "cpu", "gpu"}
        "auto" takes a GPU where a real one works, else the CPU, and logs which.
    threads : int or None
        Threads on the CPU; None takes the cores it may use, at most four.
    backend : {"auto", "litert", "tflite-runtime"}
    precision : {"float16", "float32"}
        Arithmetic on the GPU.

    Raises
    ------
    ModelNotFoundError, ModelError
        There is no such network, or it is damaged.
    DeviceError
        `device` is "gpu" and there is no usable one; the message says why.
    BackendMissingError, ParameterError
        The inference runtime is not installed; another argument is outside its range.
    BackendError
        By its methods: the network fails, as a GPU may.
    ClosedError
        By what is used after `close`.

    Examples
    --------
    >>> with Segmenter("256") as segmenter:  # doctest: +SKIP
    ...     mask = segmenter.segment(image)
    """

    def __init__(
        self,
        model: str | Path = DEFAULT_MODEL,
        device: str = "auto",
        threads: int | None = None,
        *,
        backend: str = "auto",
        precision: Precision = "float16",
    ) -> None:
        loaded = load_model(model)
        self._model = loaded.name
        self._backend: Backend | None = open_backend(
            loaded.data, str(loaded.path), backend, device, threads, precision
        )
        # Two runs at once would write into the same tensors.
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        device = "closed" if self._backend is None else self._backend.device
        return f"<Segmenter of {self._model!r}, {device}>"

    @property
    def model(self) -> str:
        """Name of the network, or its file name."""
        return self._model

    @property
    def device(self) -> Device:
        """What the network really runs on: "cpu" or "gpu"."""
        return self._open.device

    @property
    def description(self) -> str:
        """Runtime and device in words."""
        return f"{self._open.name}, {self._open.adapter}"

    @property
    def size(self) -> int:
        """Side S of the network's square, in pixels."""
        return self._open.size

    @property
    def least_window(self) -> int:
        """Side in pixels of the smallest part of a frame that it is worth to look at closer."""
        return round(self._open.size * LEAST_WINDOW)

    def segment(
        self,
        image: NDArray[Any],
        previous: NDArray[np.float32] | None = None,
        *,
        settings: MatteSettings | None = None,
    ) -> NDArray[np.float32]:
        """Soft mask at the image's own resolution, its edges following the strands.

        Parameters
        ----------
        image : ndarray of uint8, shape (H, W, 3)
            RGB.
        previous : ndarray of float32, shape (h, w), optional
            Mask of the previous frame, in [0, 1], of any size. Without one the image is a still,
            which is looked at three times, as `infer_heads` says.
        settings : MatteSettings, optional
            How the edges are refined.

        Returns
        -------
        ndarray of float32, shape (H, W)
            In [0, 1]; exactly 0 where there is no hair.

        Raises
        ------
        FrameError, ParameterError
        """
        image = checked_frame(image)
        settings = checked_settings(settings, STILL if previous is None else None)
        coarses = self.infer_heads(image) if previous is None else [self.infer(image, previous)]
        parts = [coarse.refined_part(image, settings) for coarse in coarses]
        return spread(parts, [coarse.window for coarse in coarses], image)

    def infer(
        self, image: NDArray[np.uint8], previous: NDArray[np.float32] | None = None
    ) -> Coarse:
        """Run the network, without bringing its mask back to the image's size.

        Parameters
        ----------
        image : ndarray of uint8, shape (H, W, 3)
            RGB.
        previous : ndarray of float32, shape (h, w), optional

        Returns
        -------
        Coarse

        Raises
        ------
        FrameError
        """
        mask = self.infer_shrunk(small := self.shrink(image), previous)
        return Coarse(small, mask, Window.whole(image))

    def infer_still(
        self,
        image: NDArray[np.uint8],
        convert: Callable[[NDArray[np.uint8]], NDArray[np.uint8]] = lambda small: small,
    ) -> Coarse:
        """Run the network on a still, which has time for three looks.

        The first look's mask is the second's memory, as in a film that holds still; the third look,
        with the second's, is at the mirrored image. Both are closer ones where the hair takes up
        little of the image. The mean of these two counts; the model card says what it gains.

        Parameters
        ----------
        image : ndarray of uint8, shape (H, W, 3)
            RGB.
        convert : callable, optional
            To sRGB, of what `shrink` makes.

        Returns
        -------
        Coarse

        Raises
        ------
        FrameError
        """
        small = convert(self.shrink(image))
        first = self.infer_shrunk(small)
        return self._looked_closer(image, small, first, convert)

    def infer_heads(self, image: NDArray[np.uint8]) -> list[Coarse]:
        """Like `infer_still`, but each head in the image gets the two closer looks of its own.

        Parameters
        ----------
        image : ndarray of uint8, shape (H, W, 3)
            RGB.

        Returns
        -------
        list of Coarse
            Per head, without the hair of others, that with the most hair first; at least one. Of
            a single head it is what `infer_still` gives.

        Raises
        ------
        FrameError
        """
        small = self.shrink(image)
        first = self.infer_shrunk(small)
        whole = Window.whole(image)
        heads = apart(first, whole)
        found = []
        for number in range(heads.count):
            coarse = self._looked_closer(image, small, heads.only(number, first))
            if heads.count > 1:
                share = heads.only(number, np.ones_like(first))
                own = coarse.mask * moved(share, whole, coarse.window)
                coarse = Coarse(coarse.image, own, coarse.window)
            found.append(coarse)
        return found

    def _looked_closer(
        self,
        image: NDArray[np.uint8],
        small: NDArray[np.uint8],
        first: NDArray[np.float32],
        convert: Callable[[NDArray[np.uint8]], NDArray[np.uint8]] = lambda small: small,
    ) -> Coarse:
        """The second and third look, after a first one at all of the image."""
        whole = Window.whole(image)
        window = closer(first, whole, whole, self.least_window)
        if window != whole:
            small = convert(self.shrink(image[window.part]))
            first = moved(first, whole, window)
        second = self.infer_shrunk(small, first)
        third = self.infer_shrunk(_mirrored(small), _mirrored(second))
        return Coarse(small, faded((second + _mirrored(third)) / 2, window, whole), window)

    def shrink(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """What the network sees of an image: the first half of `infer`.

        Parameters
        ----------
        image : ndarray of uint8, shape (H, W, 3)
            RGB.

        Returns
        -------
        ndarray of uint8, shape (S, S, 3)
        """
        return shrunk(checked_frame(image), self._open.size)

    def infer_shrunk(
        self, small: NDArray[np.uint8], previous: NDArray[np.float32] | None = None
    ) -> NDArray[np.float32]:
        """Run the network on what `shrink` has made: the second half of `infer`.

        Parameters
        ----------
        small : ndarray of uint8, shape (S, S, 3)
        previous : ndarray of float32, shape (h, w), optional

        Returns
        -------
        ndarray of float32, shape (S, S)
            Hair probability in [0, 1].

        Raises
        ------
        FrameError
        BackendError
            The network fails, or gives NaN.
        """
        backend = self._open
        small = checked_frame(small)
        if small.shape[:2] != (backend.size, backend.size):
            raise FrameError(
                f"the network sees {backend.size} × {backend.size} pixels, this image has shape "
                f"{small.shape}; `shrink` fits it"
            )
        before = None if previous is None else _fitted(previous, backend.size)

        def fill(tensor: NDArray[np.float32]) -> None:
            # One pass over four channels is faster than a strided one over three.
            rgba = cv2.cvtColor(small, cv2.COLOR_RGB2RGBA)
            np.multiply(rgba, np.float32(1.0 / 255.0), out=tensor)
            if before is None:
                tensor[..., 3] = 0.0
            else:
                cv2.insertChannel(before, tensor, 3)

        mask = np.empty((backend.size, backend.size), dtype=np.float32)
        with self._lock:
            # Asked anew: another thread may have closed it meanwhile.
            self._open.infer(fill, mask)
        if not _all_finite(mask):
            raise BackendError(
                f"the network {self._model} gives NaN or infinity: its file is damaged, or it "
                "needs more than float16"
            )
        return mask

    def close(self) -> None:
        """Release the network, after what it is at work on. Closing twice does no harm."""
        with self._lock:
            backend, self._backend = self._backend, None
            if backend is not None:
                backend.close()

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Segmenter can be neither copied nor pickled: make one in each process")

    def __enter__(self) -> Segmenter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _open(self) -> Backend:
        if self._backend is None:
            raise ClosedError("this Segmenter was closed")
        return self._backend


def _all_finite(mask: NDArray[np.float32]) -> bool:
    # The sum of all is NaN or infinite if one is.
    return bool(np.isfinite(cv2.sumElems(mask)[0]))


def _mirrored(picture: NDArray[Any]) -> NDArray[Any]:
    return np.ascontiguousarray(picture[:, ::-1])


def _fitted(previous: Any, side: int) -> NDArray[np.float32]:
    if not isinstance(previous, np.ndarray) or previous.ndim != 2 or previous.dtype.kind != "f":
        found = getattr(previous, "shape", type(previous).__name__)
        dtype = getattr(previous, "dtype", "")
        raise FrameError(
            f"expected a previous mask of shape (h, w), float32; found {found} {dtype}"
        )
    if previous.size == 0:
        raise FrameError("the previous mask is empty")
    mask = np.ascontiguousarray(previous, dtype=np.float32)
    if not _all_finite(mask):
        raise FrameError("the previous mask holds NaN or infinity: hand in none, to begin anew")
    return mask if mask.shape == (side, side) else resized(mask, side, side)
