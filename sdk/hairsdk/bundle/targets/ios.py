"""Metal and LiteRT; cubes for Core Image."""

from __future__ import annotations

from hairsdk.bundle.targets.target import Target

__all__ = ["TARGET"]

TARGET = Target(
    name="ios",
    layouts=("rgba16f", "cicolorcube", "tiles-512"),
    shaders=("slang", "metal"),
)
