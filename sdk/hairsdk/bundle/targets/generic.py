"""Everything, for whoever has another platform."""

from __future__ import annotations

from hairsdk.bundle.targets.target import Target

__all__ = ["TARGET"]

TARGET = Target(
    name="generic",
    layouts=("rgba16f", "rgba8", "tiles-512", "strip", "hald-8", "hald-16"),
    shaders=("slang", "glsl-es-300", "wgsl", "metal", "hlsl"),
)
