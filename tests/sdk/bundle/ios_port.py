"""The Swift classes of iOS bundles, run: they draw what hairsdk draws.

    python -m pytest tests/sdk/bundle/ios_port.py

Needs swiftlang and g++ (Debian 13). Where those are in another root, a chroot with /proc mounted,
the environment variable SWIFT_ROOT names it, and the tests need the rights for chroot.

The classes run unchanged on a stub of the part of Apple's Metal that they use, which ends the
program where a device would do as it likes. The bundle's own .metal files, compiled as C++ on a
header of what they use of Metal's language, do the drawing.

`readme/` has stubs of what the code in the bundle's README uses besides, with which it is compiled.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
import pytest
import streams
from app_port import NETWORK, Port, PortBehaviour, started, strays

from hairsdk import Preset, Recolorer
from hairsdk.bundle.export import bundle_contents, export_bundle
from hairsdk.bundle.shaders import Module, Shader, shaders_in
from hairsdk.bundle.targets import ios

APP = Path(__file__).with_name("ios")
ROOT = Path(os.environ.get("SWIFT_ROOT", "/"))

SLOTS = 31
"""Places for textures that all of Apple's GPUs have."""

_ENTRY = re.compile(r"^(vertex|fragment) (\w+) (\w+)\((.*)\)", re.MULTILINE)
_BETWEEN = re.compile(r", (?=[^<>]*(?:<|$))")
_PARAMETER = re.compile(r"(.+) \w+ \[\[(\w+)(?:\((\d+)\))?\]\]")
_TEXTURES = {"texture2d": "GPU_2D", "texture3d": "GPU_3D"}


def _command(*words: object) -> list[str]:
    """A command line that is run in Swift's root, with paths as they are there."""
    inside = [f"/{w.relative_to(ROOT)}" if isinstance(w, Path) else str(w) for w in words]
    return inside if Path("/") == ROOT else ["chroot", str(ROOT), *inside]


def _function(module: Module, metal: str, kind: str, result: str, name: str, text: str) -> str:
    """C++ that knows a function of a .metal file, and what that says its arguments are."""
    place = "position" if kind == "vertex" else r"color\(0\)"
    value = re.search(rf"struct {result}\n{{\n    float4 (\w+) \[\[{place}\]\];\n}};", metal)
    arguments, textures = [], ["0"] * SLOTS
    for parameter in _BETWEEN.split(text):
        of, what, index = _PARAMETER.fullmatch(parameter).groups()
        if what == "texture":
            textures[int(index)] = _TEXTURES[of.partition("<")[0]]
        arguments.append(
            {
                "texture": f"{of}(a.textures[{index}])",
                "buffer": f"({of})a.buffer{index}",
                "position": f"{of}(a.position[0], a.position[1], a.position[2], a.position[3])",
                "vertex_id": "a.vertex",
            }[what]
        )
    reads = kind == "fragment" and module.pass_named(name).settings
    about = f'"{name}", {int(kind == "vertex")}, {int(reads)}, sizeof(Settings)'
    return f"""
static const Function {name}_(
    {{{about}, {{{", ".join(textures)}}}}},
    [](const Arguments &a, float (&result)[4]) {{
        {result} given = {name}({", ".join(arguments)});
        for (int i = 0; i < 4; i++) result[i] = given.{value[1]}.values[i];
    }});
"""


def _compiled(shader: Shader) -> str:
    """A .metal file as C++: what it calls alike in other files is in a namespace of its own.

    Keywords of Metal's are none of C++.
    """
    functions = [_function(shader.module, shader.text, *f) for f in _ENTRY.findall(shader.text)]
    return (
        "#include <metal_stdlib>\n#include <functions.h>\n\n"
        f"namespace {shader.module.name}\n{{\n#define vertex\n#define fragment\n"
        f'#include "{shader.name}"\n#undef vertex\n#undef fragment\n{"".join(functions)}}}\n'
    )


@pytest.fixture(scope="session")
def program() -> Iterator[Path]:
    with TemporaryDirectory(dir=ROOT / "tmp") as folder:
        yield build(Path(folder))


def build(folder: Path) -> Path:
    """Make the app in a folder of Swift's root."""
    gpu, own = folder / "gpu", folder / "own"
    shutil.copytree(APP, folder, dirs_exist_ok=True)
    shutil.copytree(ios.SOURCES, own)
    sources = [gpu / "gpu.cpp"]
    for shader in shaders_in("metal"):
        (folder / shader.name).write_text(shader.text)
        sources.append(folder / f"{shader.name}.cpp")
        sources[-1].write_text(_compiled(shader))
    gcc = ["g++", "-std=c++17", "-O2", "-ffp-contract=off", "-Wall", "-Werror", "-c"]
    # To C++, Metal's attributes are unknown.
    gcc += ["-Wno-attributes", "-I", folder / "shading", "-I", gpu]
    objects = [source.with_suffix(".o") for source in sources]
    for source, made in zip(sources, objects, strict=True):
        subprocess.run(_command(*gcc, source, "-o", made), check=True)
    options = ["-O", "-wmo", "-parse-as-library"]
    objects.append(folder / "stub.o")
    module = ["-module-name", "Metal", "-emit-module", "-emit-module-path"]
    module += [folder / "Metal.swiftmodule", "-c", "-o", objects[-1]]
    stub = sorted((folder / "framework").glob("*.swift"))
    _swiftc(folder, *options, *module, *stub)
    app = [folder / "Port.swift", *sorted(own.glob("*.swift"))]
    program = folder / "port"
    _swiftc(folder, *options, *app, *objects, "-lstdc++", "-o", program)
    return program


def _swiftc(folder: Path, *words: object) -> None:
    # The driver leaves what it needs for itself in there.
    command = ["env", f"TMPDIR={_command(folder)[-1]}", "swiftc", "-swift-version", "5"]
    command += ["-warnings-as-errors", "-I", folder / "gpu", "-I", folder]
    subprocess.run(_command(*command, *words), check=True)


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Where the app can read."""
    with TemporaryDirectory(dir=ROOT / "tmp") as folder:
        yield Path(folder)


@pytest.fixture
def port(tmp_path: Path, program: Path, preset: Preset, other: Preset) -> Iterator[Port]:
    bundle = export_bundle([preset, other], tmp_path / "looks", "ios", NETWORK)
    with started(_command(program, bundle, "bgra")) as port:
        yield port


@pytest.fixture
def disk_port(tmp_path: Path, program: Path, preset: Preset, network: Path) -> Iterator[Port]:
    bundle = export_bundle([preset], tmp_path / "looks", "ios", network)
    with started(_command(program, bundle, "rgba"), network) as port:
        yield port


def test_that_the_readmes_code_is_swift(program: Path, preset: Preset) -> None:
    folder, code = program.parent, program.parent / "readme"
    readme = bundle_contents([preset], "ios", NETWORK)["README.md"].decode()
    (code / "main.swift").write_text(re.search(r"```swift\n(.*?)```", readme, re.DOTALL)[1])
    for name in ("AVFoundation", "QuartzCore", "TensorFlowLite"):
        module = ["-parse-as-library", "-module-name", name, "-emit-module", "-emit-module-path"]
        _swiftc(folder, *module, folder / f"{name}.swiftmodule", code / f"{name}.swift")
    own = sorted((folder / "own").glob("*.swift"))
    _swiftc(folder, "-typecheck", code / "main.swift", code / "App.swift", *own)


class TestIos(PortBehaviour):
    """The app is `Port.swift`."""

    def test_that_a_large_still_takes_little_memory(self, port: Port, preset: Preset, rng) -> None:
        photo = np.ascontiguousarray(cv2.resize(streams.large_head(rng)[0], (2400, 1800)))
        port.wear(preset.id)
        before = port.memory()
        port.draw(photo, still=True)
        # A pixel of the app's own textures, and of what fills and reads them, takes 16 bytes.
        assert (port.memory() - before) / (2400 * 1800) < 16 + 4
        port.end()

    def test_that_a_gpu_that_stops_in_the_background_leaves_the_frame_before(
        self, port: Port, preset: Preset, rng
    ) -> None:
        first, second, third, *_ = streams.small_heads(rng)
        port.wear(preset.id)
        with Recolorer(preset, NETWORK, device="cpu") as recolorer:
            for commits in (0, 1):
                port.draw(first, 0.0)
                last = port.draw(second, 0.1)
                port.background(commits)
                assert np.array_equal(port.draw(third, 0.2), last)
                # The stream has ended with it.
                recolorer.reset()
                for time, frame in ((0.2, third), (0.3, second)):
                    wanted = recolorer.process(frame).image
                    assert strays(port.draw(frame, time), wanted) < 3e-5
        port.end()

    def test_that_a_gpu_that_stops_after_the_network_is_told_of_with_the_next_frame(
        self, port: Port, preset: Preset, rng
    ) -> None:
        first, second, *_ = streams.small_heads(rng)
        port.wear(preset.id)
        port.draw(second, still=True)
        port.background(2)
        last = port.draw(first, 0.0)
        assert np.array_equal(port.draw(second, 0.1), last)
        # Nothing of what the GPU has not written is read.
        with Recolorer(preset, NETWORK, device="cpu") as recolorer:
            for time, frame in ((0.1, first), (0.2, second)):
                wanted = recolorer.process(frame).image
                assert strays(port.draw(frame, time), wanted) < 3e-5
        port.end()

    @pytest.mark.parametrize("commits", [0, 1, 2])
    def test_that_a_still_whose_gpu_stops_leaves_the_one_before(
        self, port: Port, preset: Preset, rng, commits: int
    ) -> None:
        first, second, *_ = streams.small_heads(rng)
        port.wear(preset.id)
        last = port.draw(first, still=True)
        port.background(commits)
        assert np.array_equal(port.draw(second, still=True), last)
        port.end()

    def test_that_mistakes_are_told(self, port: Port) -> None:
        no_manifest, no_look, short_look, encoded, too_early, refused = port.mistakes()
        assert no_manifest == (
            "this is not the manifest.json of a bundle: schemaVersion: it is missing"
        )
        assert no_look == "the bundle has no look nobody"
        assert short_look.endswith(" bytes of a .rgba16f.bin, found 9")
        assert encoded.startswith(
            "expected a two-dimensional texture of .bgra8Unorm or .rgba8Unorm"
        )
        assert too_early == "there is nothing to draw before wear and find"
        assert refused.startswith("the GPU has not taken shrink: ")
        port.end()

    def test_that_what_is_no_json_is_said_to_be_none(self, disk_port: Port) -> None:
        told = disk_port.manifest("{")
        assert told.startswith("this is not the manifest.json of a bundle: The given data")
        disk_port.end()

    def test_that_a_manifest_of_other_shaders_is_refused(
        self, disk_port: Port, tmp_path: Path
    ) -> None:
        document = json.loads((tmp_path / "looks" / "manifest.json").read_text())
        steady, entry = document["modules"]["hair_steady"], document["passes"][0]
        carry = steady["settings"].pop()
        told = disk_port.manifest(json.dumps(document))
        assert told.startswith(
            "manifest.json: modules.hair_steady.settings is int cell, float ease, float noise, "
        )
        steady["settings"].append(carry)
        entry["reads"] = ["nothing"]
        told = disk_port.manifest(json.dumps(document))
        assert told.startswith('manifest.json: what shrink reads is ["nothing"], expected ["seen",')
        disk_port.end()

    def test_that_a_bundle_without_a_network_is_refused(
        self, program: Path, preset: Preset, tmp_path: Path
    ) -> None:
        bundle = export_bundle([preset], tmp_path / "looks", "ios", None)
        command = _command(program, bundle, "bgra")
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        assert done.returncode != 0
        assert "the bundle was exported without a network" in done.stderr
