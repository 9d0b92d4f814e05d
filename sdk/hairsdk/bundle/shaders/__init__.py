"""The render step as shaders: one Slang source, and what is generated from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = ["BINDINGS", "LANGUAGES", "PASSES", "Shader", "ShaderPass", "shaders_in"]

Language = Literal["slang", "glsl-es-300", "wgsl", "metal", "hlsl"]

HERE = Path(__file__).resolve().parent
GENERATED = HERE / "generated"
SOURCE = HERE / "hair_render.slang"


@dataclass(frozen=True)
class ShaderPass:
    """One entry point of the source.

    Attributes
    ----------
    name : str
    stage : {"vertex", "fragment"}
    reads : tuple of str
        Textures it reads.
    writes : str
        What it renders into.
    """

    name: str
    stage: Literal["vertex", "fragment"]
    reads: tuple[str, ...] = ()
    writes: str = ""


PASSES = (
    ShaderPass("fullscreen", "vertex"),
    ShaderPass("measure", "fragment", ("frame", "mask"), "sums"),
    ShaderPass("gather", "fragment", ("sums",), "sums"),
    ShaderPass("settle", "fragment", ("sums", "previousState"), "state"),
    ShaderPass("recolor", "fragment", ("frame", "mask", "state", "darkLut", "lightLut"), "frame"),
)

BINDINGS = {
    "settings": 0,
    "frame": 1,
    "mask": 2,
    "sums": 3,
    "previousState": 4,
    "state": 5,
    "darkLut": 6,
    "lightLut": 7,
}
"""Bindings in WGSL. Metal and HLSL count buffers and textures apart: textures from 0."""

BLOCK = 16
"""Side of the blocks of pixels that `measure` and `gather` sum up."""


@dataclass(frozen=True)
class Shader:
    """A generated file.

    Attributes
    ----------
    name : str
        File name.
    language : str
    passes : tuple of str
        Entry points in it.
    """

    name: str
    language: Language
    passes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The code."""
        folder = HERE if self.language == "slang" else GENERATED
        return (folder / self.name).read_text("utf-8")


def _each(suffix: dict[str, str], language: Language) -> tuple[Shader, ...]:
    return tuple(Shader(f"{p.name}{suffix[p.stage]}", language, (p.name,)) for p in PASSES)


_ALL = tuple(p.name for p in PASSES)

LANGUAGES: dict[Language, tuple[Shader, ...]] = {
    "slang": (Shader("hair_render.slang", "slang", _ALL),),
    "glsl-es-300": _each({"vertex": ".vert.glsl", "fragment": ".frag.glsl"}, "glsl-es-300"),
    "wgsl": (Shader("hair_render.wgsl", "wgsl", _ALL),),
    "metal": (Shader("HairRender.metal", "metal", _ALL),),
    "hlsl": _each({"vertex": ".hlsl", "fragment": ".hlsl"}, "hlsl"),
}


def shaders_in(*languages: Language) -> tuple[Shader, ...]:
    """The files of some languages."""
    return tuple(shader for language in languages for shader in LANGUAGES[language])
