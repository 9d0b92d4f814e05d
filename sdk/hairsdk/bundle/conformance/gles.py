"""The GLSL ES 3.00 shaders on OpenGL, through EGL: no display needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.bundle.shaders import VERTEX, Module, shaders_in
from hairsdk.errors import BackendError, BackendMissingError

__all__ = ["GlesEngine"]


class GlesEngine:
    """Runs the passes with moderngl.

    Each call makes the context current: other users of OpenGL in the same thread, wgpu among
    them, take it away.

    Raises
    ------
    BackendMissingError
        moderngl is not installed.
    BackendError
        There is no EGL here, or its OpenGL cannot compile GLSL ES 3.00.
    """

    def __init__(self) -> None:
        try:
            import moderngl
        except ImportError as error:
            raise BackendMissingError(
                "the GLES shaders need moderngl: pip install moderngl"
            ) from error
        try:
            # Any: moderngl's annotations do not know the name of a backend.
            create: Any = moderngl.create_context
            self._context: Any = create(standalone=True, backend="egl", require=430)
        # moderngl raises bare Exceptions.
        except Exception as error:
            raise BackendError(
                f"no OpenGL through EGL: {error} (Debian: libegl1 libgl1 libegl-mesa0)"
            ) from error
        self._nearest = (moderngl.NEAREST, moderngl.NEAREST)
        self._triangles = moderngl.TRIANGLES
        self._programs: dict[str, tuple[Any, Any]] = {}
        self._texts = {s.passes[0]: s.text for s in shaders_in("glsl-es-300")}

    @property
    def name(self) -> str:
        """Renderer, as the driver calls it."""
        return f"{self._context.info['GL_RENDERER']}"

    def close(self) -> None:
        """Release the context."""
        self._context.release()

    def upload(self, texels: NDArray[Any]) -> Any:
        """See `Engine.upload`."""
        with self._context:
            dtype = {"u1": "f1", "f2": "f2", "f4": "f4"}[texels.dtype.str[1:]]
            data = np.ascontiguousarray(texels).tobytes()
            size = tuple(reversed(texels.shape[:-1]))
            make = self._context.texture3d if len(size) == 3 else self._context.texture
            texture = make(size, 4, data, dtype=dtype, alignment=1)
            texture.filter = self._nearest
            return texture

    def run(
        self,
        module: Module,
        entry: str,
        settings: bytes,
        textures: Mapping[str, Any],
        size: tuple[int, int],
        dtype: str,
    ) -> Any:
        """See `Engine.run`."""
        with self._context:
            program, triangle = self._program(entry)
            target = self._context.texture(
                size, 4, dtype={"u1": "f1"}.get(dtype, dtype), alignment=1
            )
            target.filter = self._nearest
            for unit, name in enumerate(module.pass_named(entry).reads):
                program[name].value = unit
                textures[name].use(unit)
            buffer = self._context.buffer(settings)
            if "Settings" in program:
                program["Settings"].binding = 0
                buffer.bind_to_uniform_block(0)
            framebuffer = self._context.framebuffer([target])
            framebuffer.use()
            triangle.render(self._triangles, vertices=3)
            framebuffer.release()
            buffer.release()
            return target

    def download(self, texture: Any) -> NDArray[Any]:
        """See `Engine.download`."""
        with self._context:
            dtype = {"f1": "u1"}.get(texture.dtype, texture.dtype)
            width, height = texture.size
            return np.frombuffer(texture.read(alignment=1), dtype).reshape(height, width, 4)

    def _program(self, entry: str) -> tuple[Any, Any]:
        if entry not in self._programs:
            program = self._context.program(
                vertex_shader=self._texts[VERTEX], fragment_shader=self._texts[entry]
            )
            self._programs[entry] = program, self._context.vertex_array(program, [])
        return self._programs[entry]
