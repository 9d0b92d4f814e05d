"""How far a port is from hairsdk itself, and what went wrong if it is."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.bundle.bundle import Bundle
from hairsdk.bundle.mistakes import Mistake, mistakes
from hairsdk.bundle.testkit import Kit, decode_rgb, read_rgb
from hairsdk.checks import checked_path
from hairsdk.errors import BundleError, FileReadError
from hairsdk.files import found_at, read_bytes
from hairsdk.preset import Preset
from hairsdk.recolorer import Recolorer

__all__ = ["StreamVerdict", "Verdict", "compare", "verify_output", "verify_stream"]

MAX_PICTURE_BYTES = 256 * 2**20

_JPEG = b"\xff\xd8\xff"

_EXPLAINED = 0.3
"""Part of the difference that a mistake may leave unexplained."""

_CLEARLY = 0.6
"""Part of what the next mistake leaves that the likely one may leave."""

Pixels = NDArray[Any]


@dataclass(frozen=True)
class Verdict:
    """A port's picture against the expected one.

    Parameters
    ----------
    largest : int
        Largest difference of any channel, in 8-bit levels.
    mean : float
        Mean difference over all channels, in 8-bit levels.
    share : float
        Part of the pixels that differ by more than the tolerance.
    where : tuple of 2 int
        Column and row of the largest difference.
    tolerance : int
    likely : str
        What the picture looks like, in words; empty if it is right or nothing fits.
    """

    largest: int
    mean: float
    share: float
    where: tuple[int, int]
    tolerance: int
    likely: str = ""

    @property
    def passed(self) -> bool:
        """Whether every pixel is within the tolerance."""
        return self.largest <= self.tolerance


def verify_output(
    bundle: str | Path, output: str | Path, look: str | None = None, tolerance: int = 1
) -> Verdict:
    """Compare what a port drew of a bundle's test frame with what it should be.

    Parameters
    ----------
    bundle : str or Path
    output : str or Path
        The port's picture, in a lossless format.
    look : str, optional
        May be left out where the bundle has only one.
    tolerance : int
        Largest difference allowed, in 8-bit levels: 1 for rgba16f textures, 3 for 8-bit ones.

    Raises
    ------
    FileReadError, ImageError
        The bundle or the picture cannot be read.
    BundleError
        The bundle is damaged, has no such look, or the picture has another size.
    ParameterError
        `bundle` or `output` is no path.
    """
    output = checked_path(output)
    with Bundle(bundle) as opened:
        entry = opened.look(look)
        expected = read_rgb(opened, entry["test"]["expected"])
        if found_at(output) != "file":
            raise FileReadError(f"cannot read {output}: no such file", output)
        data = read_bytes(output, MAX_PICTURE_BYTES)
        found = _drawn(data, output, expected, "test frame")
        verdict = compare(found, expected, tolerance)
        if verdict.passed:
            return verdict
        names = (opened.manifest["test"][each] for each in ("frame", "mask"))
        kit = Kit.of(*(_picture(opened, name, expected.shape) for name in names))
        preset = opened.preset(entry["id"])
        likely = _diagnosis(found, kit, preset, _others(opened, entry, expected.shape), tolerance)
    if not likely and data.startswith(_JPEG):
        likely = "it is a JPEG, which changes colours: save what the port draws as a PNG"
    return replace(verdict, likely=likely)


@dataclass(frozen=True)
class StreamVerdict:
    """A port's stream against the expected one.

    Parameters
    ----------
    frames : tuple of Verdict
    tries : tuple of str
        What a port needs for each frame, in words.
    stray : float
        Part of a frame's pixels that may be beyond the tolerance.
    """

    frames: tuple[Verdict, ...]
    tries: tuple[str, ...]
    stray: float

    @property
    def wrong(self) -> list[int]:
        """Numbers of the frames that are not as they should be, from 0."""
        return [number for number, frame in enumerate(self.frames) if frame.share > self.stray]


def verify_stream(bundle: str | Path, drawn: str | Path, look: str | None = None) -> StreamVerdict:
    """Compare what a port drew of a bundle's test stream with what hairsdk draws.

    hairsdk plays the stream itself, with the bundle's network, on the CPU.

    Parameters
    ----------
    bundle : str or Path
    drawn : str or Path
        Folder of the port's PNGs, one for each entry of the manifest's `test.stream.frames`, in the
        order of the numbers in their names.
    look : str, optional
        May be left out where the bundle has only one.

    Raises
    ------
    FileReadError, ImageError
        The bundle or a picture cannot be read.
    BundleError
        The bundle is damaged, has no such look or no stream, or the pictures are not as many, or
        not as large, as its frames.
    ParameterError
        `bundle` or `drawn` is no path.
    """
    drawn = checked_path(drawn)
    with Bundle(bundle) as opened:
        stream = opened.manifest["test"].get("stream")
        if stream is None:
            raise BundleError(
                f"{opened.path} has no test stream: export it anew, and with a network"
            )
        entries = stream["frames"]
        if found_at(drawn) != "folder":
            raise FileReadError(f"cannot read {drawn}: no such folder", drawn)
        pictures = sorted(filter(_is_frame, drawn.iterdir()), key=_number)
        if len(pictures) != len(entries):
            raise BundleError(
                f"expected {len(entries)} pictures in {drawn}, one for each frame of the test "
                f"stream: found {len(pictures)} (.png)"
            )
        preset = opened.preset(opened.look(look)["id"])
        verdicts = []
        with _bundled(opened, preset) as recolorer:
            for number, (entry, path) in enumerate(zip(entries, pictures, strict=True)):
                frame = read_rgb(opened, entry["file"])
                time = number / stream["frames_per_second"]
                expected = recolorer.process(frame, time).image
                found = _drawn(read_bytes(path, MAX_PICTURE_BYTES), path, expected, "frame")
                verdicts.append(compare(found, expected, stream["tolerance"]))
    return StreamVerdict(tuple(verdicts), tuple(e["tries"] for e in entries), stream["stray"])


def _drawn(data: bytes, path: Path, expected: Pixels, what: str) -> Pixels:
    """A port's picture, which has the size of what it was to draw."""
    found = decode_rgb(data, str(path))
    if found.shape != expected.shape:
        raise BundleError(
            f"{path} has {found.shape[1]} × {found.shape[0]} pixels, the {what} "
            f"{expected.shape[1]} × {expected.shape[0]}: draw it at its own size"
        )
    return found


def _is_frame(path: Path) -> bool:
    hidden = path.name.startswith(".")
    return path.suffix.lower() == ".png" and not hidden and path.is_file()


def _number(path: Path) -> tuple[int, str]:
    """To sort by: frame9 comes before frame10."""
    digits = re.findall(r"\d+", path.stem)
    return int(digits[-1]) if digits else -1, path.name


@contextlib.contextmanager
def _bundled(bundle: Bundle, preset: Preset) -> Iterator[Recolorer]:
    """A `Recolorer` with the bundle's own network."""
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder, "bundled.tflite")
        model.write_bytes(bundle.read(bundle.manifest["model"]["file"]))
        with Recolorer(preset, model, device="cpu") as recolorer:
            yield recolorer


def compare(found: Pixels, expected: Pixels, tolerance: int = 1) -> Verdict:
    """Difference of two pictures of the same size.

    Parameters
    ----------
    found, expected : ndarray of uint8, shape (H, W, 3)
    tolerance : int
    """
    difference = np.abs(found.astype(np.int16) - expected)
    worst = difference.max(axis=2)
    row, column = np.unravel_index(int(worst.argmax()), worst.shape)
    return Verdict(
        largest=int(worst.max()),
        mean=float(difference.mean()),
        share=float((worst > tolerance).mean()),
        where=(int(column), int(row)),
        tolerance=tolerance,
    )


def _others(bundle: Bundle, entry: dict[str, Any], shape: tuple[int, ...]) -> Iterator[Mistake]:
    """What the bundle's other looks draw."""
    for look in bundle.manifest["looks"]:
        if look["id"] != entry["id"]:
            name = look["test"]["expected"]
            words = f"it is the look {look['id']}, and {entry['id']} was asked for"
            yield words, _picture(bundle, name, shape)


def _picture(bundle: Bundle, name: str, shape: tuple[int, ...]) -> Pixels:
    picture = read_rgb(bundle, name)
    if picture.shape != shape:
        raise BundleError(
            f"{bundle.path}: {name} has another size than the test's other pictures; "
            "export the bundle anew"
        )
    return picture


def _diagnosis(
    found: Pixels, kit: Kit, preset: Preset, others: Iterable[Mistake], tolerance: int
) -> str:
    """The mistake that explains the picture, and clearly better than any other; else nothing."""

    def distance(other: Pixels) -> float:
        # Within the tolerance a port is as right as it has to be.
        difference = np.abs(found.astype(np.float32) - other)
        return float(np.maximum(difference - tolerance, 0.0).mean())

    near: dict[str, float] = {}
    for words, picture in chain(others, mistakes(found, kit, preset)):
        near[words] = min(distance(picture), near.get(words, np.inf))
    (best, words), (second, _) = sorted((d, words) for words, d in near.items())[:2]
    explained = best < _EXPLAINED * distance(kit.expected(preset))
    return words if explained and best < _CLEARLY * second else ""
