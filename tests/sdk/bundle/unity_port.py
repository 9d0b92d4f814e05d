"""The C# classes of Unity bundles, run: they draw what hairsdk draws.

    python -m pytest tests/sdk/bundle/unity_port.py

Needs mono-mcs and libgles2 (Debian 12). The classes run unchanged on a stub of the part of Unity's
API that they use, on this system's OpenGL ES: the bundle's HLSL passes are played by those in GLSL
ES, which come from the same source. `readme/` has stubs of what the code in the bundle's README
uses besides, with which it is compiled.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import streams
from app_port import NETWORK, Port, PortBehaviour, started, strays

from hairsdk import Preset, Recolorer
from hairsdk.bundle.export import bundle_contents, export_bundle
from hairsdk.bundle.shaders import GENERATED
from hairsdk.bundle.targets import unity

APP = Path(__file__).with_name("unity")


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    program = tmp_path_factory.mktemp("program") / "port.exe"
    _compile(program, *sorted(unity.SOURCES.glob("*.cs")), *sorted(APP.glob("*.cs")))
    return program


def _compile(program: Path, *arguments: Path | str) -> None:
    # Unity 2021 knows C# up to 9; this compiler, up to 7.
    mcs = ["mcs", "-langversion:7", "-warn:4", "-warnaserror", f"-out:{program}"]
    subprocess.run([*mcs, *map(str, arguments)], check=True)


@pytest.fixture
def port(tmp_path: Path, program: Path, preset: Preset, other: Preset) -> Iterator[Port]:
    bundle = export_bundle([preset, other], tmp_path / "looks", "unity", NETWORK)
    with started(["mono", str(program), str(bundle), str(GENERATED)]) as port:
        yield port


@pytest.fixture
def disk_port(tmp_path: Path, program: Path, preset: Preset, network: Path) -> Iterator[Port]:
    bundle = export_bundle([preset], tmp_path / "looks", "unity", network)
    with started(["mono", str(program), str(bundle), str(GENERATED)], network) as port:
        yield port


def test_that_the_readmes_code_is_c_sharp(program: Path, preset: Preset, tmp_path: Path) -> None:
    code = tmp_path / "HairInColour.cs"
    readme = bundle_contents([preset], "unity", NETWORK)["README.md"].decode()
    code.write_text(re.search(r"```csharp\n(.*?)```", readme, re.DOTALL)[1])
    stubs = sorted((APP / "readme").glob("*.cs"))
    _compile(tmp_path / "app.dll", "-target:library", f"-reference:{program}", code, *stubs)


class TestUnity(PortBehaviour):
    """The app is `Port.cs`."""

    knows_fractions = False

    def test_that_lost_textures_begin_a_new_shot(self, port: Port, preset: Preset, rng) -> None:
        frames = streams.small_heads(rng)[:5]
        port.wear(preset.id)
        with Recolorer(preset, NETWORK, device="cpu") as recolorer:
            for number, frame in enumerate(frames):
                if number == 3:
                    port.lose()
                    recolorer.reset()
                wanted = recolorer.process(frame).image
                assert strays(port.draw(frame, number / 30), wanted) < 3e-5
        port.end()

    def test_that_mistakes_are_told(self, port: Port) -> None:
        no_shader, *told, disposed = port.mistakes()
        assert no_shader.startswith("there is no shader: assign HairMask.shader, HairSteady.shader")
        expected = [
            "there is nothing to draw before Wear and Find",
            "the bundle has no look nobody",
            "test-look: expected 5832 bytes of a .rgba16f.bin, found 9",
            "test-look: expected 5832 bytes of a .rgba16f.bin, found none",
            "there is no texture",
            "there is no texture",
            "expected 65536 floats from the network, found 9",
            "the target is 3 x 2, but the frame 8 x 6",
        ]
        assert [each.splitlines()[0] for each in told] == expected
        assert "disposed" in disposed
        port.end()

    def test_that_a_bundle_without_a_network_is_refused(
        self, program: Path, preset: Preset, tmp_path: Path
    ) -> None:
        bundle = export_bundle([preset], tmp_path / "looks", "unity", None)
        command = ["mono", str(program), str(bundle), str(GENERATED)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        assert done.returncode != 0
        assert "the bundle was exported without a network" in done.stderr
