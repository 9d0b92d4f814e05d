"""OpenGL ES 3 and LiteRT; tiles for apps that use GPUImage for Android."""

from __future__ import annotations

from hairsdk.bundle.targets.target import Target

__all__ = ["TARGET"]

TARGET = Target(
    name="android",
    layouts=("rgba16f", "rgba8", "tiles-512"),
    shaders=("slang", "glsl-es-300"),
)
