"""OpenGL ES 3 and LiteRT: Java classes that do it all; tiles for apps that use GPUImage."""

from __future__ import annotations

from pathlib import Path

from hairsdk.bundle.targets.target import Target, classes

__all__ = ["SOURCES", "TARGET"]

SOURCES = Path(__file__).resolve().parents[1] / "android"

TARGET = Target(
    name="android",
    layouts=("rgba16f", "rgba8", "tiles-512"),
    shaders=("slang", "glsl-es-300"),
    extras=lambda manifest, files: classes(SOURCES, ".java"),
)
