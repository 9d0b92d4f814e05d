"""Recolouring and showing a shot on the graphics card. Knows OpenGL, but no Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.lut import Lut3D
from hairstudio.views.widgets.live.shaders import RECOLOUR, SHOW, TRIANGLE
from hairstudio.views.widgets.live.shot import Shot

__all__ = ["Drawing", "GlPainter"]

_UNITS = {"frame": 0, "before": 0, "mask": 1, "dark": 2, "light": 3, "after": 4, "monitor": 5}


@dataclass(frozen=True)
class Drawing:
    """One pane of a view, in screen pixels from the view's upper left corner.

    Attributes
    ----------
    area : (left, top, width, height)
    origin : (x, y)
        Where the picture's corner is.
    zoom : float
        Screen pixels per pixel of the picture.
    split : float
        Left of it stands the frame as it came, right of it the result.
    """

    area: tuple[int, int, int, int]
    origin: tuple[float, float]
    zoom: float
    split: float


class GlPainter:
    """Holds the textures and shaders of one view; its context is current at every call.

    Parameters
    ----------
    context : moderngl.Context
    """

    def __init__(self, context: Any) -> None:
        self._context = context
        self._recolour = context.program(vertex_shader=TRIANGLE, fragment_shader=RECOLOUR)
        self._show = context.program(vertex_shader=TRIANGLE, fragment_shader=SHOW)
        for program in (self._recolour, self._show):
            for name, unit in _UNITS.items():
                if name in program:
                    program[name] = unit
        self._whole = {
            program: context.vertex_array(program, []) for program in (self._recolour, self._show)
        }
        self._textures: dict[str, Any] = {}
        self._luts: dict[str, tuple[Lut3D, Any]] = {}
        self._monitor: tuple[NDArray[np.float32], Any] | None = None
        self._target: Any = None
        self._small = False
        self._shot: Shot | None = None

    @property
    def renderer(self) -> str:
        """Name of the graphics card, as its driver gives it."""
        return str(self._context.info["GL_RENDERER"])

    def framebuffer(self, number: int) -> Any:
        """The framebuffer that somebody else made in this context."""
        return self._context.detect_framebuffer(number)

    def load(self, shot: Shot) -> None:
        """Upload a shot, and recolour it if it came without a result."""
        self._shot = shot
        self._small = False
        self._upload("frame", shot.frame, "f1")
        # Without a mask nothing is hair.
        mask = shot.mask if shot.mask is not None else np.zeros((1, 1), np.float32)
        self._upload("mask", mask, "f4")
        if shot.image is not None:
            self._upload("after", shot.image, "f1")
        else:
            self._blend(shot)

    def draw(
        self,
        target: Any,
        height: int,
        drawings: tuple[Drawing, ...],
        surround: tuple[float, float, float],
        film: tuple[float, float, float, float],
        monitor: NDArray[np.float32] | None = None,
    ) -> None:
        """Draw the shot.

        Parameters
        ----------
        target : moderngl.Framebuffer
        height : int
            Of the target, in its pixels.
        drawings : tuple of Drawing
        surround : (r, g, b)
            Around the picture, in [0, 1].
        film : (r, g, b, a)
            Laid over hair; with 0 for `a`, nothing is.
        monitor : ndarray, shape (N, N, N, 3), float32, optional
            What the monitor has to be told for sRGB, [blue, green, red]; left out, the same.
        """
        target.use()
        target.clear(*surround, 1.0)
        if self._shot is None:
            return
        show = self._show
        after = "blended" if self._shot.image is None else "after"
        for name, unit in (("frame", "before"), ("mask", "mask"), (after, "after")):
            self._textures[name].use(_UNITS[unit])
        show["surround"], show["film"], show["height"] = surround, film, float(height)
        show["converts"] = monitor is not None
        if monitor is not None:
            self._table_of(monitor).use(_UNITS["monitor"])
        for drawing in drawings:
            left, top, width, rows = drawing.area
            nearest = drawing.zoom == 1.0 or drawing.zoom >= 2.0
            if drawing.zoom < 1.0:
                self._shrink(after)
            show["origin"], show["zoom"] = drawing.origin, drawing.zoom
            show["split"], show["nearest"] = drawing.split, nearest
            target.viewport = (0, 0, *target.size)
            self._context.scissor = (left, height - top - rows, width, rows)
            self._whole[show].render(vertices=3)
        self._context.scissor = None

    def release(self) -> None:
        """Give everything back to the graphics card."""
        for texture in self._textures.values():
            texture.release()
        for _, texture in self._luts.values():
            texture.release()
        if self._monitor is not None:
            self._monitor[1].release()
        if self._target is not None:
            self._target.release()
        for whole in self._whole.values():
            whole.release()
        self._recolour.release()
        self._show.release()
        self._textures, self._luts, self._target, self._shot = {}, {}, None, None
        self._monitor = None
        self._context.release()

    def _blend(self, shot: Shot) -> None:
        if self._target is None or self._target.size != shot.size:
            if self._target is not None:
                self._target.release()
                self._textures.pop("blended").release()
            self._textures["blended"] = self._smooth(self._context.texture(shot.size, 4))
            self._target = self._context.framebuffer([self._textures["blended"]])
        program = self._recolour
        dark, light = shot.dark, shot.light
        seen = shot.mask is not None and not math.isnan(shot.position)
        if dark is None or light is None or not seen:
            dark = light = Lut3D.identity(2) if dark is None else dark
            program["strength"], program["position"] = 0.0, 0.0
        else:
            program["strength"], program["position"] = shot.strength, shot.position
        span = [high - low for low, high in zip(dark.domain_min, dark.domain_max, strict=True)]
        program["domain_min"], program["domain_span"] = dark.domain_min, tuple(span)
        self._textures["frame"].use(_UNITS["frame"])
        self._textures["mask"].use(_UNITS["mask"])
        self._lut("dark", dark).use(_UNITS["dark"])
        self._lut("light", light).use(_UNITS["light"])
        self._target.use()
        self._context.scissor = None
        self._whole[program].render(vertices=3)

    def _upload(self, name: str, pixels: NDArray[Any], dtype: str) -> None:
        pixels = np.ascontiguousarray(pixels)
        size = (pixels.shape[1], pixels.shape[0])
        channels = 1 if pixels.ndim == 2 else pixels.shape[2]
        texture = self._textures.get(name)
        if texture is not None and texture.size == size:
            texture.write(pixels, alignment=1)
            return
        if texture is not None:
            texture.release()
        made = self._context.texture(size, channels, pixels, dtype=dtype, alignment=1)
        self._textures[name] = self._smooth(made)

    def _smooth(self, texture: Any) -> Any:
        context = self._context
        texture.repeat_x = texture.repeat_y = False
        texture.filter = (context.LINEAR, context.LINEAR)
        return texture

    def _shrink(self, after: str) -> None:
        """Make the smaller copies from which a picture smaller than its frame is drawn."""
        if not self._small:
            for name in ("frame", after):
                self._textures[name].build_mipmaps()
            self._small = True

    def _table_of(self, monitor: NDArray[np.float32]) -> Any:
        if self._monitor is None or self._monitor[0] is not monitor:
            if self._monitor is not None:
                self._monitor[1].release()
            size = monitor.shape[:3]
            texture = self._context.texture3d(size, 3, monitor, dtype="f4", alignment=1)
            texture.filter = (self._context.LINEAR, self._context.LINEAR)
            texture.repeat_x = texture.repeat_y = texture.repeat_z = False
            self._monitor = (monitor, texture)
        return self._monitor[1]

    def _lut(self, side: str, lut: Lut3D) -> Any:
        kept = self._luts.get(side)
        if kept is not None and kept[0] is lut:
            return kept[1]
        # A texture's first axis is the one that lies nearest in memory: red.
        table = np.ascontiguousarray(lut.table.transpose(2, 1, 0, 3))
        if kept is not None and kept[1].size == table.shape[:3]:
            texture = kept[1]
            texture.write(table, alignment=1)
        else:
            if kept is not None:
                kept[1].release()
            texture = self._context.texture3d(table.shape[:3], 3, table, dtype="f4", alignment=1)
            texture.filter = (self._context.NEAREST, self._context.NEAREST)
        self._luts[side] = (lut, texture)
        return texture
