"""The WGSL shaders on WebGPU's native implementation, wgpu."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.bundle.shaders import VERTEX, Module, shaders_in
from hairsdk.errors import BackendError, BackendMissingError

__all__ = ["WgslEngine"]

_FORMATS = {"u1": "rgba8unorm", "f2": "rgba16float", "f4": "rgba32float"}
_DTYPES = {name: dtype for dtype, name in _FORMATS.items()}
_ROW = 256
"""WebGPU copies rows whose length is a multiple of this many bytes."""


class WgslEngine:
    """Runs the passes with wgpu-py, on whatever Vulkan, Metal or D3D12 device there is.

    Raises
    ------
    BackendMissingError
        wgpu is not installed.
    BackendError
        There is no device that it can use.
    """

    def __init__(self) -> None:
        try:
            import wgpu
        except ImportError as error:
            raise BackendMissingError("the WGSL shaders need wgpu: pip install wgpu") from error
        self._wgpu: Any = wgpu
        try:
            adapter = wgpu.gpu.request_adapter_sync(power_preference="high-performance")
            self._device: Any = adapter.request_device_sync()
        except (RuntimeError, ValueError, OSError) as error:
            raise BackendError(
                f"no device for WebGPU: {error}. A software one is SwiftShader, in Debian's "
                "chromium-common: set VK_ICD_FILENAMES to its vk_swiftshader_icd.json"
            ) from error
        self._name = str(adapter.info["device"])
        self._modules = {
            shader.module.name: self._device.create_shader_module(code=shader.text)
            for shader in shaders_in("wgsl")
        }
        self._pipelines: dict[tuple[str, str], Any] = {}

    @property
    def name(self) -> str:
        """Adapter, as the driver calls it."""
        return self._name

    def close(self) -> None:
        """Release the device."""
        self._device.destroy()

    def upload(self, texels: NDArray[Any]) -> Any:
        """See `Engine.upload`."""
        data = np.ascontiguousarray(texels)
        shape = data.shape
        size = tuple(reversed(shape[:-1])) if len(shape) == 4 else (shape[1], shape[0], 1)
        usage = self._wgpu.TextureUsage
        texture = self._device.create_texture(
            size=size,
            dimension="3d" if len(shape) == 4 else "2d",
            format=_FORMATS[data.dtype.str[1:]],
            usage=usage.TEXTURE_BINDING | usage.COPY_DST,
        )
        row = size[0] * 4 * data.itemsize
        layout = {"offset": 0, "bytes_per_row": row, "rows_per_image": size[1]}
        self._device.queue.write_texture({"texture": texture}, data, layout, size)
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
        usage = self._wgpu.TextureUsage
        target = self._device.create_texture(
            size=(*size, 1),
            format=_FORMATS[dtype],
            usage=usage.RENDER_ATTACHMENT | usage.TEXTURE_BINDING | usage.COPY_SRC,
        )
        pipeline = self._pipeline(module, entry, _FORMATS[dtype])
        shader_pass = module.pass_named(entry)
        bindings = [
            {"binding": 1 + module.textures.index(name), "resource": textures[name].create_view()}
            for name in shader_pass.reads
        ]
        if shader_pass.settings:
            buffer = self._device.create_buffer_with_data(
                data=settings, usage=self._wgpu.BufferUsage.UNIFORM
            )
            bindings.append({"binding": 0, "resource": {"buffer": buffer}})
        group = self._device.create_bind_group(
            layout=pipeline.get_bind_group_layout(0), entries=bindings
        )
        encoder = self._device.create_command_encoder()
        attachment = {
            "view": target.create_view(),
            "load_op": "clear",
            "store_op": "store",
            "clear_value": (0.0, 0.0, 0.0, 0.0),
        }
        render = encoder.begin_render_pass(color_attachments=[attachment])
        render.set_pipeline(pipeline)
        render.set_bind_group(0, group)
        render.draw(3)
        render.end()
        self._device.queue.submit([encoder.finish()])
        return target

    def download(self, texture: Any) -> NDArray[Any]:
        """See `Engine.download`."""
        dtype = _DTYPES[texture.format]
        width, height, _ = texture.size
        row = width * 4 * np.dtype(dtype).itemsize
        padded = -(-row // _ROW) * _ROW
        layout = {"offset": 0, "bytes_per_row": padded, "rows_per_image": height}
        data = self._device.queue.read_texture({"texture": texture}, layout, texture.size)
        rows = np.frombuffer(data, np.uint8).reshape(height, padded)[:, :row]
        return np.ascontiguousarray(rows).view(dtype).reshape(height, width, 4)

    def _pipeline(self, module: Module, entry: str, target: str) -> Any:
        key = (entry, target)
        if key not in self._pipelines:
            code = self._modules[module.name]
            self._pipelines[key] = self._device.create_render_pipeline(
                layout="auto",
                vertex={"module": code, "entry_point": VERTEX},
                fragment={"module": code, "entry_point": entry, "targets": [{"format": target}]},
                primitive={"topology": "triangle-list"},
            )
        return self._pipelines[key]
