"""OpenGL ES 3 and LiteRT: Java classes that do it all; tiles for apps that use GPUImage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hairsdk.bundle.targets.target import Target

__all__ = ["SOURCES", "TARGET"]

SOURCES = Path(__file__).resolve().parents[1] / "android"


def _extras(manifest: dict[str, Any], files: dict[str, bytes]) -> dict[str, bytes]:
    return {
        f"android/{path.relative_to(SOURCES).as_posix()}": path.read_bytes()
        for path in sorted(SOURCES.rglob("*.java"))
    }


TARGET = Target(
    name="android",
    layouts=("rgba16f", "rgba8", "tiles-512"),
    shaders=("slang", "glsl-es-300"),
    extras=_extras,
)
