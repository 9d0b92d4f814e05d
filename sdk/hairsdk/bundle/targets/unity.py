"""Unity: HLSL in ShaderLab, and C# classes that do it all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hairsdk.bundle.shaders import MODULES
from hairsdk.bundle.targets.target import Target, classes

__all__ = ["SOURCES", "TARGET"]

SOURCES = Path(__file__).resolve().parents[1] / "unity"


def _extras(manifest: dict[str, Any], files: dict[str, bytes]) -> dict[str, bytes]:
    made = classes(SOURCES, ".cs")
    for module in MODULES:
        name = "".join(word.capitalize() for word in module.name.split("_"))
        made[f"unity/{name}.shader"] = _shader_lab(name, [p.name for p in module.passes]).encode()
    return made


def _shader_lab(name: str, entries: list[str]) -> str:
    """One ShaderLab pass for each entry, in order: the classes call them by number."""
    # The editor else leaves passes out until it has compiled them, and the network sees nothing.
    passes = "".join(
        f"""
        Pass
        {{
            Name "{entry}"
            HLSLPROGRAM
            #pragma target 4.5
            #pragma editor_sync_compilation
            #pragma vertex fullscreen
            #pragma fragment {entry}
            #include "../shaders/fullscreen.hlsl"
            #include "../shaders/{entry}.hlsl"
            ENDHLSL
        }}
"""
        for entry in entries
    )
    return (
        f'Shader "Hidden/{name}"\n{{\n    SubShader\n    {{\n'
        f"        Cull Off ZWrite Off ZTest Always\n{passes}    }}\n}}\n"
    )


TARGET = Target(
    name="unity",
    layouts=("rgba16f", "unity-strip"),
    shaders=("slang", "hlsl"),
    extras=_extras,
)
