"""How far a port of the render step is from hairsdk's own, and what went wrong if it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.apply import recolor_pixels
from hairsdk.bundle.bundle import Bundle
from hairsdk.bundle.testkit import Kit, decode_rgb
from hairsdk.errors import BundleError, FileReadError
from hairsdk.files import found_at, read_bytes
from hairsdk.lut import Lut3D, blend_luts
from hairsdk.preset import Preset

__all__ = ["Verdict", "compare", "verify_output"]

MAX_PICTURE_BYTES = 256 * 2**20

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
        The picture cannot be read.
    BundleError
        The bundle is damaged, has no such look, or the picture has another size.
    """
    output = Path(output)
    with Bundle(bundle) as opened:
        entry = opened.look(look)
        name = entry["test"]["expected"]
        expected = decode_rgb(opened.read(name), name)
        if found_at(output) != "file":
            raise FileReadError(f"cannot read {output}: no such file", output)
        found = decode_rgb(read_bytes(output, MAX_PICTURE_BYTES), str(output))
        if found.shape != expected.shape:
            raise BundleError(
                f"{output} has {found.shape[1]} × {found.shape[0]} pixels, the test frame "
                f"{expected.shape[1]} × {expected.shape[0]}: draw it at its own size"
            )
        verdict = compare(found, expected, tolerance)
        if verdict.passed:
            return verdict
        frame, mask = (opened.manifest["test"][each] for each in ("frame", "mask"))
        kit = Kit(
            decode_rgb(opened.read(frame), frame),
            decode_rgb(opened.read(mask), mask)[..., 0].astype(np.float32) / np.float32(255.0),
        )
        likely = _diagnosis(found, kit, opened.preset(entry["id"]), entry["test"]["position"])
    return Verdict(verdict.largest, verdict.mean, verdict.share, verdict.where, tolerance, likely)


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


def _diagnosis(found: Pixels, kit: Kit, preset: Preset, position: float) -> str:
    """The known mistake whose picture is nearest, if it is much nearer than the right one."""
    right = _distance(found, kit.expected(preset))
    near = [(_distance(found, make()), words) for words, make in _mistakes(kit, preset, position)]
    distance, words = min(near)
    return words if distance < 0.3 * right else ""


def _distance(one: Pixels, other: Pixels) -> float:
    return float(np.abs(one.astype(np.float64) - other).mean())


def _mistakes(
    kit: Kit, preset: Preset, position: float
) -> Iterator[tuple[str, Callable[[], Pixels]]]:
    """Ports gone wrong as others went wrong before, in words and as pictures."""
    frame, mask = kit.frame, kit.mask
    lut = blend_luts(preset.dark, preset.light, position)
    right = recolor_pixels(frame, mask, lut)
    whole = np.ones_like(mask)

    def using(table: Pixels, hair: Pixels = mask) -> Pixels:
        return recolor_pixels(frame, hair, Lut3D(table))

    yield "the frame itself: nothing was recoloured", lambda: frame
    yield "red and blue of the picture are exchanged (BGRA?)", lambda: right[..., ::-1]
    yield "the picture is upside down", lambda: right[::-1]
    yield "the picture is mirrored", lambda: right[:, ::-1]
    yield "the mask is upside down", lambda: recolor_pixels(frame, _whole(mask[::-1]), lut)
    yield "the mask was not used", lambda: recolor_pixels(frame, whole, lut)
    yield "the mask is inverted", lambda: recolor_pixels(frame, whole - mask, lut)
    yield (
        "the LUT's red and blue axes are exchanged",
        lambda: using(lut.table.transpose(2, 1, 0, 3)),
    )
    yield (
        "the LUT's red and green axes are exchanged",
        lambda: using(lut.table.transpose(1, 0, 2, 3)),
    )
    yield "the LUT's green axis is upside down", lambda: using(lut.table[:, ::-1])
    yield "the LUT's red and blue components are exchanged", lambda: using(lut.table[..., ::-1])
    yield "only the light LUT was used", lambda: recolor_pixels(frame, mask, preset.light)
    yield "only the dark LUT was used", lambda: recolor_pixels(frame, mask, preset.dark)
    yield (
        "light and dark LUT are exchanged",
        lambda: recolor_pixels(frame, mask, blend_luts(preset.light, preset.dark, position)),
    )
    yield (
        "LUT values were decoded from sRGB: the texture has an sRGB format",
        lambda: using(_decoded(lut.table)),
    )
    yield (
        "the result was encoded to sRGB once more: the target has an sRGB format",
        lambda: np.rint(_encoded(right / 255.0) * 255.0).astype(np.uint8),
    )
    yield (
        "the result was decoded from sRGB: a texture has an sRGB format",
        lambda: np.rint(_decoded(right / 255.0) * 255.0).astype(np.uint8),
    )
    yield (
        "colours are looked up half a texel off: the LUT was sampled at colour · 1 instead of "
        "at texel centres",
        lambda: using(_half_texel_off(lut)),
    )


def _whole(mask: Pixels) -> Pixels:
    return np.ascontiguousarray(mask)


def _decoded(values: Pixels) -> Pixels:
    """IEC 61966-2-1, from encoded to linear."""
    v = np.clip(values.astype(np.float64), 0.0, 1.0)
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def _encoded(values: Pixels) -> Pixels:
    """IEC 61966-2-1, from linear to encoded."""
    v = np.clip(values.astype(np.float64), 0.0, 1.0)
    return np.where(v <= 0.0031308, v * 12.92, 1.055 * v ** (1 / 2.4) - 0.055)


def _half_texel_off(lut: Lut3D) -> Pixels:
    """What a sampler gives for ``texture(lut, colour)``: texels from −½ to N − ½ of the range."""
    from hairsdk.resample import sample

    size = lut.size
    axis = np.clip((np.arange(size) / (size - 1) * size - 0.5) / (size - 1), 0.0, 1.0)
    low, high = np.array(lut.domain_min), np.array(lut.domain_max)
    grid = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1)
    return sample(lut, low + grid * (high - low))
