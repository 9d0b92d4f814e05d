"""Browsers: WebGL 2 and WebGPU shaders, and a page that runs the bundle."""

from __future__ import annotations

from hairsdk.bundle.targets.target import Target
from hairsdk.bundle.web.page import page_files

__all__ = ["TARGET"]

TARGET = Target(
    name="web",
    layouts=("rgba16f",),
    shaders=("slang", "glsl-es-300", "wgsl"),
    model="256",
    float32_model=True,
    extras=page_files,
)
