"""The Java classes of Android bundles, run: they draw what hairsdk draws.

    python -m pytest tests/sdk/bundle/android_port.py

Needs openjdk-17-jdk-headless, libjna-java, libandroid-json-org-java and libgles2 (Debian 12): the
classes run unchanged on this system's OpenGL ES and on the org.json that Android has.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from app_port import NETWORK, Port, PortBehaviour, started

from hairsdk import Preset
from hairsdk.bundle.export import export_bundle
from hairsdk.bundle.targets import android

JARS = "/usr/share/java/jna.jar:/usr/share/java/json-android.jar"
APP = Path(__file__).with_name("android")


@pytest.fixture(scope="session")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("classes")
    own = [str(path) for path in sorted(android.SOURCES.rglob("*.java"))]
    stubs = [str(path) for path in sorted((APP / "android" / "opengl").glob("*.java"))]
    javac = ["javac", "-Xlint:all", "-Xlint:-options", "-Werror", "-cp", f"{JARS}:{folder}"]
    # Android's oldest tools know no later Java than 8.
    subprocess.run([*javac, "--release", "8", "-d", str(folder), *own, *stubs], check=True)
    subprocess.run([*javac, "-d", str(folder), str(APP / "Port.java")], check=True)
    return folder


@pytest.fixture
def port(tmp_path: Path, classes: Path, preset: Preset, other: Preset) -> Iterator[Port]:
    bundle = export_bundle([preset, other], tmp_path / "looks", "android", NETWORK)
    with started(["java", "-cp", f"{JARS}:{classes}", "Port", str(bundle)]) as port:
        yield port


@pytest.fixture
def disk_port(tmp_path: Path, classes: Path, preset: Preset, network: Path) -> Iterator[Port]:
    bundle = export_bundle([preset], tmp_path / "looks", "android", network)
    with started(["java", "-cp", f"{JARS}:{classes}", "Port", str(bundle)], network) as port:
        yield port


class TestAndroid(PortBehaviour):
    """The app is `Port.java`."""

    def test_that_mistakes_are_told(self, port: Port) -> None:
        told = port.mistakes()
        expected = [
            "this thread has no OpenGL ES context: use a HairRecolorer on the one that draws",
            "this thread has no OpenGL ES context: use a HairRecolorer on the one that draws",
            "this HairRecolorer is of another OpenGL ES context: make one in each",
            "shader matte: ",
            "manifest.json: file is shaders/../../secret, expected the name of a file",
            "manifest.json has no shader of shrink in GLSL ES: this bundle is not for Android",
            "there is nothing to draw before wear and find",
            "the bundle has no look nobody",
            "looks/test-look/light.rgba16f.bin: expected 5832 bytes, found 9",
            "a frame of 0 x 6 pixels has no picture",
            "expected 65536 floats from the network, found 9",
            "this HairRecolorer was released",
        ]
        assert len(told) == len(expected)
        for found, beginning in zip(told, expected, strict=True):
            assert found.startswith(beginning)
        port.end()
