"""Make the shaders of every language from the Slang source.

    python -m hairsdk.bundle.shaders.generate --slangc PATH [--check]

Needs `slangc` 2026.14.1, which is inside the slangtorch 1.3.22 wheel
(`pip download --no-deps slangtorch==1.3.22`; a wheel is a zip), and for GLSL ES the programs
`glslangValidator` and `spirv-cross` (Debian 12: glslang-tools, spirv-cross). Other versions word
the same code differently.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from hairsdk.bundle.shaders import GENERATED, MODULES, VERTEX, Language, Module, Shader, shaders_in
from hairsdk.errors import BackendError
from hairsdk.files import write_bytes

__all__ = ["generate", "main"]

_SETTINGS = re.compile(
    rf"\b({'|'.join(name for module in MODULES for name, _ in module.settings)})_0\b"
)

_METAL_HELPERS = re.compile(r"^\w+ \w+_\d+\(", re.MULTILINE)

_METAL_ENTRIES = re.compile(r"^\[\[(vertex|fragment)\]\] (\w+ (\w+)\(.*?^\}\n)", re.M | re.S)


def generate(slangc: Path) -> dict[str, str]:
    """Text of every generated file, by name.

    Parameters
    ----------
    slangc : Path
        The compiler's program.

    Raises
    ------
    BackendError
        A tool is missing or refuses the source.
    """
    with tempfile.TemporaryDirectory() as folder:
        compiler = _Compiler(slangc, Path(folder))
        make: dict[Language, Callable[[Shader], str]] = {
            "glsl-es-300": compiler.glsl_es,
            "wgsl": compiler.wgsl,
            "metal": compiler.metal,
            "hlsl": compiler.hlsl,
        }
        return {
            shader.name: _noted(make[language](shader), shader.module)
            for language in make
            for shader in shaders_in(language)
        }


def _noted(text: str, module: Module) -> str:
    note = f"// Generated from {module.name}.slang: do not edit."
    # GLSL's version must stay in the first line.
    version, rest = text.split("\n", 1) if text.startswith("#version") else ("", text)
    head = f"{version}\n{note}\n" if version else f"{note}\n"
    return f"{head}\n{rest.strip()}\n"


class _Compiler:
    def __init__(self, slangc: Path, folder: Path) -> None:
        self.slangc = slangc
        self.folder = folder

    def wgsl(self, shader: Shader) -> str:
        text = _SETTINGS.sub(r"\1", self._slang(shader.module, "wgsl"))
        return text.replace("Settings_std140_0", "Settings")

    def metal(self, shader: Shader) -> str:
        text = _SETTINGS.sub(r"\1", self._slang(shader.module, "metal"))
        text = _METAL_ENTRIES.sub(lambda entry: _metal_entry(shader.module, *entry.groups()), text)
        text = text.replace(f" {VERTEX}(", f" {shader.passes[0]}(")
        text = _METAL_HELPERS.sub(r"static \g<0>", text)
        return text.replace("Settings_0", "Settings")

    def hlsl(self, shader: Shader) -> str:
        (entry,) = shader.passes
        text = self._slang(shader.module, "hlsl", entry, "-profile", "sm_5_0")
        # Members of a struct inside a cbuffer cannot be set by name in Unity: lift them out.
        struct = re.search(r"struct Settings_0\s*(\{.*?\};\n)", text, re.DOTALL)
        if struct is not None:
            members = struct.group(1)
            text = text.replace(struct.group(0), "")
            text = re.sub(
                r"cbuffer settings : register\(b0\)\s*\{.*?\}\n",
                lambda _: f"cbuffer Settings : register(b0)\n{members}",
                text,
                flags=re.DOTALL,
            )
            text = text.replace("settings.", "")
        text = _SETTINGS.sub(r"\1", text)
        # Only Nvidia's extensions to HLSL would need this block.
        return re.sub(r"#ifdef SLANG_HLSL_ENABLE_NVAPI.*?#endif\n", "", text, flags=re.DOTALL)

    def glsl_es(self, shader: Shader) -> str:
        (entry,) = shader.passes
        text = self._slang(shader.module, "glsl", entry)
        # OpenGL ES 3.00 has no base vertex; its draw calls start at 0.
        text = re.sub(r"(uint\(gl_VertexIndex) - gl_BaseVertex\)", r"\1)", text)
        text = re.sub(r"gl_VertexIndex - gl_BaseVertex", "gl_VertexIndex", text)
        text = text.replace("#extension GL_ARB_shader_draw_parameters : require\n", "")
        stage = "vert" if entry == VERTEX else "frag"
        source = self.folder / f"{entry}.{stage}"
        binary = source.with_suffix(".spv")
        source.write_text(text, "utf-8")
        _run(["glslangValidator", "-V", "-S", stage, str(source), "-o", str(binary)])
        es = _run(["spirv-cross", str(binary), "--es", "--version", "300"])
        # Texels are read without samplers, of which this version of GLSL knows nothing.
        es = re.sub(r"SPIRV_Cross_Combined(\w+?)SPIRV_Cross_DummySampler", r"\1", es)
        es = _SETTINGS.sub(r"\1", es).replace("block_Settings_0", "Settings")
        es = re.sub(r"entryPointParam_\w+_0\b", "result", es)
        return es.replace("precision mediump float;", "precision highp float;")

    def _slang(self, module: Module, target: str, entry: str | None = None, *options: str) -> str:
        output = self.folder / f"{entry or module.name}.{target}"
        stage = "vertex" if entry == VERTEX else "fragment"
        which = ["-entry", entry, "-stage", stage] if entry else []
        command = [str(self.slangc), str(module.source), "-target", target, *which, *options]
        command += ["-no-mangle", "-line-directive-mode", "none", "-o", str(output)]
        libraries = {"LD_LIBRARY_PATH": str(self.slangc.parent)}
        _run(command, {**os.environ, **libraries})
        return output.read_text("utf-8")


def _metal_entry(module: Module, stage: str, text: str, name: str) -> str:
    """A function with its stage as a keyword, which is an attribute since Metal 2.3 (iOS 14) alone.

    And without the arguments that it does not use: Metal's checks want all to be bound that may be
    used, and slangc gives each function all that any of them uses.
    """
    used = {"settings"} if stage == "fragment" and module.pass_named(name).settings else set()
    if stage == "fragment":
        used.update(module.pass_named(name).reads)
    for argument in {"settings", *module.textures} - used:
        kind = r"(?:texture\dd<[^>]*>|Settings_0 constant\*)"
        text = re.sub(rf", {kind} {argument} \[\[\w+\(\d+\)\]\]", "", text)
        text = re.sub(rf" +\(&\w+\)->{argument} = {argument};\n", "", text)
    if not used:
        text = re.sub(r" +thread KernelContext_0 \w+;\n", "", text)
    return f"{stage} {text}"


def _run(command: Sequence[str], environment: dict[str, str] | None = None) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)
    except OSError as error:
        raise BackendError(f"cannot run {command[0]}: {error.strerror}") from error
    if done.returncode:
        raise BackendError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files, or with ``--check`` say which ones the source no longer gives."""
    parser = argparse.ArgumentParser(prog="python -m hairsdk.bundle.shaders.generate")
    parser.add_argument("--slangc", type=Path, required=True, metavar="PATH")
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args(arguments)
    made = generate(options.slangc.resolve())
    stale = [
        name
        for name, text in sorted(made.items())
        if not (GENERATED / name).is_file() or (GENERATED / name).read_text("utf-8") != text
    ]
    if options.check:
        for name in stale:
            sys.stderr.write(f"{name} is not what the Slang sources give\n")
        return 1 if stale else 0
    for name in stale:
        write_bytes(GENERATED / name, made[name].encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
