"""Ports of the render step gone wrong as others went wrong before: in words, and as pictures."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.apply import recolor_pixels
from hairsdk.bundle.testkit import Kit
from hairsdk.intensity import hair_intensity
from hairsdk.lookup import LutLookup
from hairsdk.lut import Lut3D, blend_luts
from hairsdk.matte import MatteSettings, cut_toe
from hairsdk.position import position
from hairsdk.preset import Preset
from hairsdk.resample import sample
from hairsdk.srgb import decode, encode

__all__ = ["Mistake", "mistakes"]

Pixels = NDArray[Any]
Mistake = tuple[str, Pixels]
"""What went wrong, and what comes out then: float or uint8, shape (H, W, 3), 0 to 255."""

_FARTHEST = 32.0
"""How far beside its place a mask is looked for, in pixels."""

_LARGEST = 70.0
"""How much larger or smaller a mask is looked for: natural logarithm of the factor, times 100."""

_TURNS: tuple[tuple[str, Callable[[Pixels], Pixels]], ...] = (
    ("upside down", lambda p: p[::-1]),
    ("mirrored", lambda p: p[:, ::-1]),
    ("turned by half a turn", lambda p: p[::-1, ::-1]),
)


def mistakes(found: Pixels, kit: Kit, preset: Preset) -> Iterator[Mistake]:
    """Known mistakes, the same words several times where there are several ways to go wrong.

    Parameters
    ----------
    found : ndarray of uint8, shape (H, W, 3)
        What a port drew: how far something is off is measured in it.
    kit : Kit
    preset : Preset
    """
    right = _Step(kit, preset)
    yield from _of_the_picture(right.draw())
    yield from _of_the_frame(right)
    yield from _of_the_mask(right)
    yield from _of_the_luts(right)
    yield from _of_formats(right)
    yield from _of_ranges(right)
    yield from _displaced(right, found)
    yield from _resized(right, found)
    yield from _by_degrees(right, found)


@dataclass(frozen=True, eq=False)
class _Step:
    """The render step on the test frame, with another frame, mask or LUT if wanted."""

    kit: Kit
    preset: Preset

    @functools.cached_property
    def position(self) -> float:
        return self.kit.position(self.preset)

    @functools.cached_property
    def lut(self) -> Lut3D:
        return self.kit.lut(self.preset)

    @functools.cached_property
    def _lookup(self) -> LutLookup:
        return LutLookup(self.lut)

    def draw(
        self, frame: Pixels | None = None, mask: Pixels | None = None, lut: Lut3D | None = None
    ) -> Pixels:
        return recolor_pixels(
            np.ascontiguousarray(self.kit.frame if frame is None else frame),
            np.ascontiguousarray(self.kit.mask if mask is None else mask),
            self._lookup if lut is None or lut is self.lut else lut,
        )

    def luts_for(self, frame: Pixels, mask: Pixels) -> Iterator[Lut3D]:
        """For the intensity as a wrong frame or mask gives it, and as the right ones do: a port
        may measure either."""
        yield self.lut
        measured = hair_intensity(frame, cut_toe(np.ascontiguousarray(mask), MatteSettings().toe))
        if not np.isnan(measured):
            t = position(measured, self.preset)
            yield blend_luts(self.preset.dark, self.preset.light, t)

    def draw_all(self, frame: Pixels | None = None, mask: Pixels | None = None) -> Iterator[Pixels]:
        frame = self.kit.frame if frame is None else np.ascontiguousarray(frame)
        mask = self.kit.mask if mask is None else np.ascontiguousarray(mask)
        for lut in self.luts_for(frame, mask):
            yield self.draw(frame, mask, lut)


def _of_the_picture(right: Pixels) -> Iterator[Mistake]:
    yield "red and blue of the picture are exchanged (BGRA?)", right[..., ::-1]
    for how, turned in _TURNS:
        yield f"the picture is {how}", turned(right)


def _of_the_frame(step: _Step) -> Iterator[Mistake]:
    for picture in step.draw_all(frame=step.kit.frame[..., ::-1]):
        words = "red and blue of the frame are exchanged (BGRA?)"
        yield words, picture
        yield f"{words}, and back again in the picture", picture[..., ::-1]
    for how, turned in _TURNS:
        for picture in step.draw_all(frame=turned(step.kit.frame)):
            yield f"the frame is {how}, the mask is not", picture


def _of_the_mask(step: _Step) -> Iterator[Mistake]:
    mask = step.kit.mask
    wrong: list[tuple[str, Pixels]] = [
        *((f"the mask is {how}, the frame is not", turned(mask)) for how, turned in _TURNS),
        *(
            ("the mask is turned by a quarter", cv2.resize(np.rot90(mask, k), mask.shape[::-1]))
            for k in (1, 3)
        ),
        ("the mask was not used", np.ones_like(mask)),
        ("the mask is inverted", 1 - mask),
        ("the mask counts twice: blending (GL_BLEND) is on", mask * mask),
        ("the mask was decoded from sRGB: its texture has an sRGB format", decode(mask)),
        (
            "the mask is cut at its ends before it blends: in the test it is only for measuring",
            cut_toe(mask, MatteSettings().toe),
        ),
        ("the mask is hard, as if its texture or a threshold knew 0 and 1 only", mask > 0.5),
    ]
    for words, other in wrong:
        for picture in step.draw_all(mask=other.astype(np.float32)):
            yield words, picture


def _of_the_luts(step: _Step) -> Iterator[Mistake]:
    table = step.lut.table
    for words, other in (
        ("the LUT's red and blue axes are exchanged", table.transpose(2, 1, 0, 3)),
        ("the LUT's red and green axes are exchanged", table.transpose(1, 0, 2, 3)),
        ("the LUT's green axis is upside down", table[:, ::-1]),
        ("the LUT's red and blue components are exchanged", table[..., ::-1]),
        ("LUT values were decoded from sRGB: the texture has an sRGB format", decode(table)),
        (
            "colours are looked up half a texel off: the LUT was sampled at colour · 1 instead of "
            "at texel centres",
            _half_texel_off(step.lut),
        ),
    ):
        yield words, step.draw(lut=Lut3D(other))
    frame = step.kit.frame / 255.0
    # As the texel whose centre is nearest, and as texture(lut, colour) gives it.
    last = step.lut.size - 1
    for place in (np.rint(frame * last), np.minimum(np.floor(frame * (last + 1)), last)):
        looked_up = sample(step.lut, place / last)
        yield (
            "colours are looked up in a single texel of the LUT, and not interpolated",
            255 * (frame + step.kit.mask[..., None] * (looked_up - frame)),
        )


def _of_formats(step: _Step) -> Iterator[Mistake]:
    """Colours that an sRGB format decodes or encodes on the way."""
    mask = step.kit.mask[..., None]
    frame = step.kit.frame / 255.0
    linear = decode(frame)
    right = step.draw() / 255.0
    looked_up = sample(step.lut, frame)
    yield (
        "hair and frame were blended in linear light: the target has an sRGB format",
        255 * encode(linear + mask * (decode(looked_up) - linear)),
    )
    yield (
        "the result was encoded to sRGB once more: the target has an sRGB format",
        255 * encode(right),
    )
    yield "the result was decoded from sRGB: a texture has an sRGB format", 255 * decode(right)
    for lut in step.luts_for(linear.astype(np.float32), step.kit.mask):
        looked_up = sample(lut, linear)
        drawn = linear + mask * (looked_up - linear)
        yield "the frame was decoded from sRGB: its texture has an sRGB format", 255 * drawn
        words = "colours are looked up in linear light: frame and target have sRGB formats"
        yield words, 255 * encode(drawn)
        drawn = linear + mask * (decode(looked_up) - linear)
        yield f"{words}, and so have the LUTs", 255 * encode(drawn)


def _of_ranges(step: _Step) -> Iterator[Mistake]:
    """Full range taken for video's, 16 to 235, and the other way round."""

    def squeezed(pixels: Pixels) -> Pixels:
        return np.rint(16 + pixels * (219 / 255)).astype(np.uint8)

    frame = step.kit.frame
    stretched = np.clip(np.rint((frame - 16.0) * (255 / 219)), 0, 255).astype(np.uint8)
    yield "the picture is in video range, 16 to 235, instead of 0 to 255", squeezed(step.draw())
    for picture in step.draw_all(frame=squeezed(frame)):
        yield "the frame is in video range, 16 to 235, instead of 0 to 255", picture
    for picture in step.draw_all(frame=stretched):
        yield "the frame was taken for one in video range, 16 to 235, and stretched", picture


def _displaced(step: _Step, found: Pixels) -> Iterator[Mistake]:
    """Mask, frame or picture beside their place: as far as fits `found` best."""
    frame, right = step.kit.frame, step.draw()
    drawn: tuple[tuple[str, float, Callable[[Pixels], Pixels]], ...] = (
        ("mask", _FARTHEST, _draw_with_mask(step)),
        ("frame", 1.0, lambda move: step.draw(frame=_warped(frame, move))),
        ("picture", 1.0, lambda move: _warped(right, move)),
    )
    for what, farthest, draw in drawn:
        x, y = _nearest(found, draw, _move, farthest)
        if x or y:
            cause = (
                "as of another frame: does it come too late?"
                if max(abs(x), abs(y)) > 1
                else "sampled beside the texels' centres?"
            )
            move = _move(x, y)
            picture = np.where(_inside(found, move), draw(move), found)
            yield f"the {what} lies {_way(x, y)}, {cause}", picture


def _resized(step: _Step, found: Pixels) -> Iterator[Mistake]:
    """The mask larger or smaller than the frame, about its centre or its first texel."""
    height, width = step.kit.mask.shape
    for share, where in ((0.5, "its centre"), (0.0, "its first row and column")):

        def grow(x: float, y: float, share: float = share) -> Pixels:
            factors = np.exp(np.array([x, y]) / 100)
            shift = (1 - factors) * share * np.array([width - 1, height - 1])
            return np.column_stack([np.diag(factors), shift])

        x, y = _nearest(found, _draw_with_mask(step), grow, _LARGEST)
        if x or y:
            change = grow(x, y)
            words = (
                f"the mask is drawn at {_percent(change)}, about {where}: was the frame cropped "
                "or given borders on its way to the network?"
            )
            # Beside a small mask lies its edge, repeated, or what the network saw in borders.
            for beside in (cv2.BORDER_REPLICATE, cv2.BORDER_CONSTANT):
                for picture in step.draw_all(mask=_warped(step.kit.mask, change, beside)):
                    yield words, picture


def _draw_with_mask(step: _Step) -> Callable[[Pixels], Pixels]:
    frame, mask = step.kit.frame.astype(np.float32), step.kit.mask
    way = step.draw(mask=np.ones_like(mask)) - frame

    def draw(change: Pixels) -> Pixels:
        # Three equal channels: NumPy takes several times as long to spread one over the colours.
        return frame + cv2.merge([_warped(mask, change)] * 3) * way

    return draw


def _nearest(
    found: Pixels,
    draw: Callable[[Pixels], Pixels],
    change: Callable[[float, float], Pixels],
    farthest: float,
) -> tuple[float, float]:
    """How far across and down, by descent in ever smaller steps down to half a unit."""

    wanted = found.astype(np.float32)

    @functools.cache
    def distance(x: float, y: float) -> float:
        matrix = change(x, y)
        difference = np.abs(draw(matrix) - wanted)
        # NumPy takes several times as long for the mean of so few channels.
        means = cv2.mean(difference, _inside(found, matrix).view(np.uint8))
        return float(sum(means) / difference.shape[2])

    place, step = (0.0, 0.0), min(farthest, 8.0)
    best = distance(*place)
    while step >= 0.5:
        ring = [(place[0] + step * i, place[1] + step * j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        near, at = min((distance(x, y), (x, y)) for x, y in ring if max(abs(x), abs(y)) <= farthest)
        if near < best:
            best, place = near, at
        else:
            step /= 2
    return place


def _inside(found: Pixels, change: Pixels) -> Pixels:
    """Pixels that a change does not bring in from beyond the border: those depend on how textures
    wrap, and tell nothing."""
    whole = np.ones(found.shape[:2], np.float32)
    inside: Pixels = cv2.warpAffine(whole, change, whole.shape[::-1]) > 0.999
    return inside[..., None]


def _way(x: float, y: float) -> str:
    ways = []
    for length, (more, less) in ((x, ("to the right", "to the left")), (y, ("down", "up"))):
        if length:
            known = {0.5: "half a pixel", 1.0: "1 pixel"}
            number = known.get(abs(length), f"{abs(length):g} pixels")
            ways.append(f"{number} {more if length > 0 else less}")
    return " and ".join(ways)


def _percent(change: Pixels) -> str:
    width, height = (f"{100 * change[i, i]:.0f} % of its" for i in (0, 1))
    return f"{width} size" if width == height else f"{width} width and {height} height"


def _move(x: float, y: float) -> Pixels:
    return np.array([[1, 0, x], [0, 1, y]], dtype=np.float64)


def _warped(pixels: Pixels, change: Pixels, beside: int = cv2.BORDER_REPLICATE) -> Pixels:
    size = pixels.shape[1::-1]
    warped: Pixels = cv2.warpAffine(pixels, change, size, borderMode=beside)
    return warped


def _by_degrees(step: _Step, found: Pixels) -> Iterator[Mistake]:
    """Strength and the position between the LUTs, as fits `found` best."""
    frame, right = step.kit.frame, step.draw()
    strength, picture = _between(found, frame, right)
    if strength < 0.02:
        yield "the frame itself: nothing was recoloured, or the mask came too late", picture
    else:
        yield f"the strength is {strength:.2f}, for the test it is 1", picture
    dark, light = (step.draw(lut=lut) for lut in (step.preset.dark, step.preset.light))
    t, picture = _between(found, dark, light)
    if t < 0.02:
        words = "only the dark LUT was used"
    elif t > 0.98:
        words = "only the light LUT was used"
    elif abs(t - (1 - step.position)) < 0.02:
        words = "light and dark LUT are exchanged"
    else:
        words = (
            f"the LUTs are mixed at {t:.2f} instead of {step.position:.2f}: the hair's intensity "
            "is measured otherwise"
        )
    yield words, picture


def _between(found: Pixels, start: Pixels, end: Pixels) -> tuple[float, Pixels]:
    """The mixture of two pictures that is nearest, by least squares, and its share of `end`."""
    way = end.astype(np.float64) - start
    share = float(
        np.clip(np.vdot(way, found - start.astype(np.float64)) / max(np.vdot(way, way), 1e-9), 0, 1)
    )
    return share, start + share * way


def _half_texel_off(lut: Lut3D) -> Pixels:
    """What a sampler gives for ``texture(lut, colour)``: texels from −½ to N − ½ of the range."""
    size = lut.size
    axis = np.clip((np.arange(size) / (size - 1) * size - 0.5) / (size - 1), 0.0, 1.0)
    low, high = np.array(lut.domain_min), np.array(lut.domain_max)
    grid = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1)
    return sample(lut, low + grid * (high - low))
