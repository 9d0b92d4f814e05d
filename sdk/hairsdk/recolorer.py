"""The SDK's front door: frames in, frames with recoloured hair out."""

from __future__ import annotations

import contextlib
import copy
import math
import os
import threading
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from hairsdk.apply import IMAGE_TYPES, checked_weights
from hairsdk.backends import Device
from hairsdk.backends.choose import Precision, default_threads
from hairsdk.checks import FloatMask, checked_frame, checked_strength, checked_time
from hairsdk.clock import Clock
from hairsdk.depth import as_bytes
from hairsdk.errors import ClosedError
from hairsdk.look import Look
from hairsdk.matte import STILL, MatteSettings, checked_settings
from hairsdk.models import DEFAULT_MODEL
from hairsdk.preset import Preset, load_preset
from hairsdk.recolored import Recolored
from hairsdk.rgb_space import RgbSpace, foreign_space
from hairsdk.segmenter import Segmenter, spread
from hairsdk.stream import Located, StreamState
from hairsdk.wear import Head, found_heads, heads_of, measured, wear
from hairsdk.workers import Workers

__all__ = ["Recolorer"]


class Recolorer:
    """Recolours hair in photos and in one video stream.

    One Recolorer is one stream: it carries its mask and intensity from frame to frame. Use one
    per stream; two are independent, also in two threads.

    Other threads may change preset and strength while frames are processed, and several may share
    one for stills, as in a service: each still has a look and a strength of its own, or else the
    Recolorer's. A process forked while no thread uses it, nor its `stream` is under way, may go on
    with it, unless it is on a GPU; others make one of their own. Join the threads that use one
    before the process ends: before Python 3.14 OpenCV aborts it if a daemon thread is amid a frame.

    While the network is opened, what the process prints on standard output and error ends in
    hairsdk's log, as DEBUG.

    Parameters
    ----------
    preset : str, Path or Preset
        Name of a built-in look, path to a preset folder, `.hairlook` file or bundle
        ("looks.zip#copper"), or a preset. Names from strangers, as those in a request, are better
        taken by `Preset.builtin`, which opens no other files.
    model : str or Path
        "512", "256", or a path to a .tflite file with the same input and output, float32 of shapes
        (1, S, S, 4) and (1, S, S, 1), as hairnet exports it.
    device : {"auto", "cpu", "gpu"}
        "auto" takes a GPU where a real one works, else the CPU, and logs which.
    threads : int or None
        Threads on the CPU; None takes the cores it may use, at most four. OpenCV, which edges and
        sizes take, has threads of its own: `cv2.setNumThreads` limits them in all of the process.
    strength : float
        From 0, which changes nothing, to 1.
    backend : {"auto", "litert", "tflite-runtime"}
        Inference runtime.
    precision : {"float16", "float32"}
        Arithmetic on the GPU.
    matte : MatteSettings, optional
        How the edges of masks are refined, in stills and in the stream: see `hairsdk.matte`.

    Raises
    ------
    PresetNotFoundError, PresetError, CubeError, BundleError, FileReadError
        See `Preset.load` and `Preset.builtin`.
    ModelNotFoundError, ModelError
        There is no such network, or it is damaged.
    DeviceError
        `device` is "gpu" and there is no usable one; the message says why.
    ParameterError
        Another argument is outside its range.
    BackendMissingError
        The inference runtime is not installed.
    ClosedError
        By what is used after `close`.

    Examples
    --------
    >>> with Recolorer("copper") as recolorer:  # doctest: +SKIP
    ...     for frame in frames:
    ...         show(recolorer.process(frame).image)
    """

    def __init__(
        self,
        preset: str | Path | Preset,
        model: str | Path = DEFAULT_MODEL,
        device: str = "auto",
        threads: int | None = None,
        *,
        strength: float = 1.0,
        backend: str = "auto",
        precision: Precision = "float16",
        matte: MatteSettings | None = None,
    ) -> None:
        self._look = Look(load_preset(preset))
        self._strength = checked_strength(strength)
        self._matte = checked_settings(matte)
        self._still_matte = checked_settings(matte, STILL)
        self._feedback = True
        self._segmenter = Segmenter(model, device, threads, backend=backend, precision=precision)
        self._workers = threads or default_threads()
        self._state = StreamState()
        self._closed = False
        self._process = 0
        self._settle()
        self._idle = threading.Condition()
        self._lock = threading.Lock()
        self._turn = threading.Lock()

    @property
    def preset(self) -> Preset:
        """The look being worn. Assign a name, a path or a `Preset` to change it at any time."""
        return self._look.preset

    @preset.setter
    def preset(self, preset: str | Path | Preset) -> None:
        look = Look(load_preset(preset))
        # Asked once: the stream may begin anew in another thread meanwhile.
        state = self._state
        for intensity in state.intensities.values:
            if not math.isnan(intensity):
                # Prepared here, beside the stream, so that the next frame does not wait for it.
                look.at(intensity, state.space)
        self._look = look

    @property
    def strength(self) -> float:
        """How much of the look is mixed in, from 0, which changes nothing, to 1."""
        return self._strength

    @strength.setter
    def strength(self, strength: float) -> None:
        self._strength = checked_strength(strength)

    @property
    def feedback(self) -> bool:
        """Whether the mask of the frame before counts, True unless it is changed.

        The network is shown it, and its answer is averaged with it along the motion. Without it
        each frame is searched on its own: masks flicker more. Other threads may change it.
        """
        return self._feedback

    @feedback.setter
    def feedback(self, feedback: bool) -> None:
        self._feedback = bool(feedback)

    @property
    def device(self) -> Device:
        """What the network really runs on: "cpu" or "gpu"."""
        with self._in_use():
            return self._segmenter.device

    @property
    def model(self) -> str:
        """Name of the network, or its file name."""
        return self._segmenter.model

    @property
    def description(self) -> str:
        """Runtime and device in words."""
        with self._in_use():
            return self._segmenter.description

    def segment(self, image: NDArray[Any], icc_profile: bytes | None = None) -> NDArray[np.float32]:
        """Find the hair in a still, in three looks at each head. The stream is not touched.

        Parameters
        ----------
        image, icc_profile
            See `still`.

        Returns
        -------
        ndarray of float32, shape (H, W)
            In [0, 1]; exactly 0 where there is no hair.

        Raises
        ------
        FrameError, ParameterError, BackendError
            See `still`.
        """
        with self._in_use():
            return self._found(image, foreign_space(icc_profile))[1]

    def recolor(
        self,
        image: NDArray[Any],
        icc_profile: bytes | None = None,
        mask: FloatMask | None = None,
        *,
        preset: str | Path | Preset | None = None,
        strength: float | None = None,
    ) -> NDArray[Any]:
        """Recolour a still. The stream is not touched.

        Parameters
        ----------
        image, icc_profile, mask, preset, strength
            See `still`.

        Returns
        -------
        ndarray, shape (H, W, 3)
            A new image of the same dtype and profile. Pixels without hair keep every bit.

        Raises
        ------
        FrameError, ParameterError, BackendError
        PresetNotFoundError, PresetError, CubeError, BundleError, FileReadError
            See `still`.
        """
        return self.still(image, icc_profile, mask, preset=preset, strength=strength).image

    def still(
        self,
        image: NDArray[Any],
        icc_profile: bytes | None = None,
        mask: FloatMask | None = None,
        *,
        preset: str | Path | Preset | None = None,
        strength: float | None = None,
    ) -> Recolored:
        """Like `recolor`, with the mask and the numbers behind it. The stream is not touched.

        Of several people each is looked at alone, and gets the colours for an intensity of its own.

        Parameters
        ----------
        image : ndarray of uint8, uint16 or float32, shape (H, W, 3)
            RGB; floats in [0, 1].
        icc_profile : bytes, optional
            That of the image, as `Photo.icc_profile`; without one it is sRGB.
        mask : ndarray of float, shape (H, W), optional
            The hair, as `segment` gives it, perhaps touched up by hand; it is not looked for. Its
            intensity is measured at full size: colours may be a few levels off those without it.
            The result may hold this very array.
        preset : str, Path or Preset, optional
            The look of this still alone, as in the constructor. A name or path is read at each
            call, a `Preset` is not: a service loads those it offers once.
        strength : float, optional
            That of this still alone, from 0 to 1.

        Returns
        -------
        Recolored
            Its `image` has the dtype and profile of the one given. `intensity` and `position` are
            those of the head with the most hair; NaN, and the image is an unchanged copy, where no
            hair is found.

        Raises
        ------
        FrameError
            The image or mask has the wrong shape or type, or the mask leaves [0, 1] or holds NaN.
        ParameterError
            `icc_profile` is something else than bytes, or `strength` is outside its range.
        BackendError
            The network fails, as a GPU may.
        PresetNotFoundError, PresetError, CubeError, BundleError, FileReadError
            See `Preset.load` and `Preset.builtin`.
        """
        with self._in_use():
            look = self._look if preset is None else Look(load_preset(preset))
            strength = self._strength if strength is None else checked_strength(strength)
            clock = Clock()
            space = foreign_space(icc_profile)
            if mask is None:
                heads, mask = self._found(image, space)
                clock.lap("segment")
            else:
                seen = _in_srgb(image, space)
                mask = checked_weights(mask, *seen.shape[:2])
                heads = heads_of(mask, seen)
            clock.lap("intensity")
            image, intensity, position = wear(
                image, heads, look, strength, clock, space=space, exactly=True, pool=self._pool
            )
            return Recolored(image, mask, intensity, position, clock.total(), tuple(heads))

    def process(
        self, frame: NDArray[Any], time: float | None = None, icc_profile: bytes | None = None
    ) -> Recolored:
        """Recolour the next frame of the stream.

        A frame of another size than the one before begins a new stream, as does, by `time`, a pause
        of more than a second. At a cut the mask of the shot before is forgotten, and a shot's first
        frame is looked at three times, as a still is. Of several people, up to three who are small
        in the frame get a look of their own, which takes its time: see `hairsdk.sights`.

        Parameters
        ----------
        frame : ndarray of uint8, shape (H, W, 3)
            RGB.
        time : float, optional
            Seconds at which the frame is shown; of a `FilmFrame`, its `time`. With it, frames out
            of order, or at the same time, are refused.
        icc_profile : bytes, optional
            That of the frame, as `FilmInfo.icc_profile`; without one it is sRGB.

        Returns
        -------
        Recolored
            With `image`, `mask`, `intensity`, `position`, `timings` and `heads`. The image is in
            the same profile's space.

        Raises
        ------
        FrameError
            The frame has the wrong shape or type, or is not later than the one before it, or `time`
            is no finite number. The stream is left as it was.
        ParameterError
            `icc_profile` is something else than bytes.
        BackendError
            The network fails, as a GPU may.
        """
        time, space = checked_time(time), foreign_space(icc_profile)
        with self._turn, self._in_use():
            return self._finished(self._located(frame, time, space))

    def stream(
        self, frames: Iterable[NDArray[Any]], icc_profile: bytes | None = None
    ) -> Generator[Recolored, None, None]:
        """Recolour frame after frame, at up to twice the speed of `process`.

        The network looks for the hair in the next frame while this one gets its colours, each
        on its own cores: on few cores it is fastest with one thread less than there are cores
        (`hairsdk.backends.choose.stream_threads`). The results are those of `process`, bit for bit;
        each comes when the next frame has been read, so that a live picture is late by one frame.

        Parameters
        ----------
        frames : iterable of ndarray of uint8, shape (H, W, 3)
            RGB. Iterated in the caller's thread, and copied: one array may be filled again. What it
            raises comes after the last of its frames.
        icc_profile : bytes, optional
            That of the frames; see `process`.

        Yields
        ------
        Recolored

        Raises
        ------
        FrameError
            A frame has the wrong shape or type.
        ParameterError, BackendError
            See `process`.
        """
        space = foreign_space(icc_profile)

        def located(frame: NDArray[Any]) -> Located:
            with self._in_use():
                return self._located(frame, None, space)

        def finished(ahead: Future[Located]) -> Recolored:
            with self._in_use():
                return self._finished(ahead.result())

        with Workers(1, "hairsdk network") as beside:
            source = iter(frames)
            ahead: Future[Located] | None = None
            ended: Exception | None = None
            while ended is None:
                following: Future[Located] | None = None
                try:
                    # A copy: the iterator may fill the same array with its next frame.
                    following = beside.submit(located, copy.copy(next(source)))
                except Exception as error:
                    # Raised only after its last frame, which is still to come.
                    ended = error
                if ahead is not None:
                    yield finished(ahead)
                ahead = following
            if not isinstance(ended, StopIteration):
                raise ended

    def reset(self) -> None:
        """Forget the stream: call it after a seek or a switch of cameras."""
        with self._lock:
            self._state = StreamState()

    def close(self) -> None:
        """Release the network and the threads. Closing twice does no harm.

        A frame or still that another thread works on is waited for; what comes later is refused.
        """
        with self._idle:
            self._settle()
            self._closed = True
            self._idle.wait_for(lambda: not self._users)
            self._segmenter.close()
            if self._pool is not None:
                self._pool.shutdown()

    def __repr__(self) -> str:
        return f"<Recolorer of {self.preset.name!r}, {self._segmenter!r}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Recolorer can be neither copied nor pickled: make one in each process")

    def __enter__(self) -> Recolorer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _located(self, frame: NDArray[Any], time: float | None, space: RgbSpace | None) -> Located:
        """Where the hair of the stream's next frame is: the network, with its memory."""
        frame = checked_frame(frame)
        shape = (frame.shape[0], frame.shape[1])
        with self._lock:
            clock = Clock()
            if not self._state.goes_on(shape, time):
                self._state = StreamState()
            state = self._state
            state.shape, state.space = shape, space
            if time is not None:
                state.time = time
            found = state.find(self._segmenter, frame, self._feedback, clock.lap)
            return Located(frame, found, state, clock.laps, space)

    def _finished(self, located: Located) -> Recolored:
        """The frame in its new colours."""
        look, strength = self._look, self._strength
        frame, found = located.frame, located.found
        clock = Clock(located.laps)
        parts, windows = found.refined(frame, self._matte, self._pool)
        mask = spread(parts, windows, frame)
        clock.lap("matte")
        now = [measured(coarse, self._matte) for coarse in found.coarses]
        intensities = located.state.intensities.update(
            found.heads, found.coarse.window, now, found.is_cut
        )
        clock.lap("intensity")
        heads = list(map(Head, parts, windows, intensities))
        heads.insert(0, heads.pop(located.state.intensities.told))
        image, intensity, position = wear(
            frame, heads, look, strength, clock, space=located.space, pool=self._pool
        )
        return Recolored(image, mask, intensity, position, clock.total(), tuple(heads))

    def _found(
        self, image: NDArray[Any], space: RgbSpace | None
    ) -> tuple[list[Head], NDArray[np.float32]]:
        image = _in_srgb(image, space)
        with self._lock:
            coarses = self._segmenter.infer_heads(image)
        return found_heads(coarses, image, self._still_matte, self._pool)

    def _settle(self) -> None:
        """Make anew what is one process's own: a fork copies a pool without its threads."""
        if self._process == os.getpid():
            return
        self._process = os.getpid()
        self._users = 0
        # Two threads gain nothing here: they wait longer, at Python's lock, than they save.
        many = self._workers > 2
        self._pool = Workers(self._workers, "hairsdk") if many else None

    @contextlib.contextmanager
    def _in_use(self) -> Iterator[None]:
        """Keep what `close` releases; several threads may do so at once."""
        with self._idle:
            self._settle()
            if self._closed:
                raise ClosedError("this Recolorer was closed")
            self._users += 1
        try:
            yield
        finally:
            with self._idle:
                self._users -= 1
                self._idle.notify_all()


def _in_srgb(image: NDArray[Any], space: RgbSpace | None) -> NDArray[np.uint8]:
    image = checked_frame(image, IMAGE_TYPES)
    return as_bytes(image if space is None else space.to_srgb(image))
