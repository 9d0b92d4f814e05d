"""Metal and LiteRT: Swift classes that do it all; cubes for Core Image."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hairsdk.bundle.targets.target import Target

__all__ = ["SOURCES", "TARGET"]

SOURCES = Path(__file__).resolve().parents[1] / "ios"


def _extras(manifest: dict[str, Any], files: dict[str, bytes]) -> dict[str, bytes]:
    return {f"ios/{path.name}": path.read_bytes() for path in sorted(SOURCES.glob("*.swift"))}


TARGET = Target(
    name="ios",
    layouts=("rgba16f", "cicolorcube", "tiles-512"),
    shaders=("slang", "metal"),
    extras=_extras,
)
