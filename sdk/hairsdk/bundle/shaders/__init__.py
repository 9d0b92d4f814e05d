"""The render step as shaders: one Slang source, and what is generated from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = [
    "BLOCK",
    "GENERATED",
    "MASK",
    "MODULES",
    "RENDER",
    "STEADY",
    "VERTEX",
    "Language",
    "Module",
    "Shader",
    "ShaderPass",
    "shaders_in",
]

Language = Literal["slang", "glsl-es-300", "wgsl", "metal", "hlsl"]

HERE = Path(__file__).resolve().parent
GENERATED = HERE / "generated"

# One file holds a whole module, or one pass: GLSL knows no entry points but main, and HLSL's
# compilers give each file the textures that it reads.
_WHOLE: dict[Language, str] = {"slang": ".slang", "wgsl": ".wgsl", "metal": ".metal"}
_SINGLE: dict[Language, tuple[str, str]] = {
    "glsl-es-300": (".vert.glsl", ".frag.glsl"),
    "hlsl": (".hlsl", ".hlsl"),
}


@dataclass(frozen=True)
class ShaderPass:
    """One entry point.

    Attributes
    ----------
    name : str
    reads : tuple of str
        Textures it reads.
    writes : str
        Texture it renders into.
    settings : bool
        Whether it reads the settings.
    """

    name: str
    reads: tuple[str, ...]
    writes: str
    settings: bool = True


@dataclass(frozen=True)
class Module:
    """One Slang source: passes that share their settings and textures.

    Attributes
    ----------
    name : str
        File name without suffix.
    settings : tuple of pairs of str
        Name and type of each member of the settings, in order (std140).
    textures : tuple of str
        In the order of their bindings: WGSL counts them from 1 behind the settings at 0, Metal
        and HLSL from 0.
    passes : tuple of ShaderPass
        Fragment shaders; `fullscreen` is the vertex shader of all.
    """

    name: str
    settings: tuple[tuple[str, str], ...]
    textures: tuple[str, ...]
    passes: tuple[ShaderPass, ...]

    @property
    def source(self) -> Path:
        """The Slang file."""
        return HERE / f"{self.name}.slang"

    def pass_named(self, name: str) -> ShaderPass:
        """The pass of that name."""
        return next(p for p in self.passes if p.name == name)


MASK = Module(
    name="hair_mask",
    settings=(
        ("scale", "float2"),
        ("toe", "float"),
        ("noise", "float"),
        ("cell", "int"),
        ("radius", "int"),
        ("reach", "int"),
        ("unsure", "float"),
    ),
    textures=("seen", "coarse", "cells", "ramps", "doubts", "lines", "edges"),
    passes=(
        ShaderPass("shrink", ("seen",), "small"),
        ShaderPass("coloursOfCells", ("seen", "coarse"), "cells"),
        ShaderPass("rampsOfCells", ("cells",), "ramps"),
        ShaderPass("doubtsOfCells", ("cells", "ramps"), "doubts"),
        ShaderPass("linesOfCells", ("cells", "doubts"), "lines"),
        ShaderPass("edgesOfTiles", ("doubts",), "edges"),
        ShaderPass("matte", ("seen", "coarse", "lines", "edges"), "mask"),
    ),
)

STEADY = Module(
    name="hair_steady",
    settings=(("cell", "int"), ("ease", "float"), ("noise", "float"), ("carry", "float")),
    textures=(
        "small",
        "grey",
        "greyBefore",
        "motion",
        "slopes",
        "moved",
        "trusted",
        "coarse",
        "before",
    ),
    passes=(
        ShaderPass("greyOfCells", ("small",), "grey"),
        ShaderPass("halve", ("grey",), "grey", settings=False),
        ShaderPass("slopesOfCells", ("grey", "greyBefore", "motion"), "slopes", settings=False),
        ShaderPass("advance", ("slopes", "motion"), "moved"),
        ShaderPass("calm", ("moved",), "motion", settings=False),
        ShaderPass("trust", ("slopes", "motion"), "trusted"),
        ShaderPass("steady", ("coarse", "before", "trusted"), "steadied", settings=False),
    ),
)

RENDER = Module(
    name="hair_render",
    settings=(
        ("intensityDark", "float"),
        ("intensityLight", "float"),
        ("strength", "float"),
        ("toe", "float"),
        ("slow", "float"),
        ("fast", "float"),
        ("jump", "float"),
        ("leastHair", "float"),
        ("windowAt", "float2"),
        ("windowSize", "float2"),
        ("head", "float"),
    ),
    textures=(
        "small",
        "coarse",
        "sums",
        "previousState",
        "frame",
        "mask",
        "state",
        "darkLut",
        "lightLut",
        "heads",
    ),
    passes=(
        ShaderPass("measure", ("small", "coarse", "heads"), "sums"),
        ShaderPass("gather", ("sums",), "sums", settings=False),
        ShaderPass("settle", ("sums", "previousState"), "state"),
        ShaderPass(
            "recolor", ("frame", "mask", "state", "darkLut", "lightLut", "heads"), "recoloured"
        ),
    ),
)

MODULES = (MASK, STEADY, RENDER)

VERTEX = "fullscreen"

BLOCK = 16
"""Side of the blocks of texels that `measure` and `gather` sum up."""


@dataclass(frozen=True)
class Shader:
    """A file with code.

    Attributes
    ----------
    name : str
        File name.
    language : str
    module : Module
    passes : tuple of str
        Entry points in it.
    """

    name: str
    language: Language
    module: Module
    passes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The code."""
        folder = HERE if self.language == "slang" else GENERATED
        return (folder / self.name).read_text("utf-8")


def shaders_in(language: Language) -> tuple[Shader, ...]:
    """The files of a language."""
    files: list[Shader] = []
    if language == "slang":
        # All modules include it.
        files.append(Shader("texels.slang", language, RENDER, (VERTEX,)))
    for module in MODULES:
        # Metal links all its files into one library, in which names must differ.
        vertex_entry = f"{module.name}_{VERTEX}" if language == "metal" else VERTEX
        every = (vertex_entry, *(p.name for p in module.passes))
        if language in _WHOLE:
            files.append(Shader(f"{module.name}{_WHOLE[language]}", language, module, every))
            continue
        vertex, fragment = _SINGLE[language]
        if module is RENDER:
            files.append(Shader(f"{VERTEX}{vertex}", language, module, (VERTEX,)))
        files += [Shader(f"{p.name}{fragment}", language, module, (p.name,)) for p in module.passes]
    return tuple(files)
