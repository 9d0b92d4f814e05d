"""Metal and LiteRT: Swift classes that do it all; cubes for Core Image."""

from __future__ import annotations

from pathlib import Path

from hairsdk.bundle.targets.target import Target, classes

__all__ = ["SOURCES", "TARGET"]

SOURCES = Path(__file__).resolve().parents[1] / "ios"

TARGET = Target(
    name="ios",
    layouts=("rgba16f", "cicolorcube", "tiles-512"),
    shaders=("slang", "metal"),
    extras=lambda manifest, files: classes(SOURCES, ".swift"),
)
