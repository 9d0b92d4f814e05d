"""Programs that read `.cube` files: they get the blended pair in one file, as hairsdk writes it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from hairsdk.apply import recolor_pixels
from hairsdk.bundle.conformance.case import Case, Pixels, Reader, Render, blended
from hairsdk.cube import write_cube
from hairsdk.errors import BackendError, BackendMissingError

__all__ = ["READERS"]


def _hairsdk(stack: ExitStack) -> Render:
    return lambda case: recolor_pixels(case.kit.frame, case.kit.mask, case.lut)


def _opencolorio(stack: ExitStack) -> Render:
    return _from_file(stack, _look_up_with_opencolorio)


def _ffmpeg(stack: ExitStack) -> Render:
    if shutil.which("ffmpeg") is None:
        raise BackendMissingError("ffmpeg is not installed")
    return _from_file(stack, _look_up_with_ffmpeg)


def _from_file(stack: ExitStack, look_up: Callable[[Path, Pixels], Pixels]) -> Render:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))

    def render(case: Case) -> Pixels:
        path = folder / f"{case.preset.id}.cube"
        write_cube(path, case.lut)
        return blended(case, look_up(path, case.kit.frame))

    return render


def _look_up_with_opencolorio(path: Path, frame: Pixels) -> Pixels:
    import PyOpenColorIO

    transform = PyOpenColorIO.FileTransform(
        str(path), interpolation=PyOpenColorIO.INTERP_TETRAHEDRAL
    )
    processor = PyOpenColorIO.Config.CreateRaw().getProcessor(transform).getDefaultCPUProcessor()
    pixels = frame.astype(np.float32) / np.float32(255.0)
    processor.applyRGB(pixels)
    return pixels * np.float32(255.0)


def _look_up_with_ffmpeg(path: Path, frame: Pixels) -> Pixels:
    height, width = frame.shape[:2]
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24"]
    command = ["ffmpeg", "-v", "error", *raw, "-s", f"{width}x{height}", "-i", "-"]
    # A relative name: the filter's own syntax gives colons and backslashes another meaning.
    command += ["-vf", f"lut3d=file={path.name}:interp=tetrahedral", *raw, "-"]
    done = subprocess.run(
        command, input=frame.tobytes(), capture_output=True, cwd=path.parent, timeout=120
    )
    if done.returncode or len(done.stdout) != frame.size:
        raise BackendError(f"ffmpeg failed: {done.stderr.decode('utf-8', 'replace')[-500:]}")
    return np.frombuffer(done.stdout, np.uint8).reshape(frame.shape)


READERS = (
    Reader("hairsdk", ".cube", 1, _hairsdk),
    Reader("OpenColorIO", ".cube", 1, _opencolorio),
    Reader("ffmpeg lut3d", ".cube", 1, _ffmpeg),
)
