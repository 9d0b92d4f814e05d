"""The Java classes of Android bundles, run: they draw what hairsdk draws.

    python -m pytest tests/sdk/bundle/android_port.py

Needs openjdk-17-jdk-headless, libjna-java, libandroid-json-org-java and libgles2 (Debian 12): the
classes run unchanged on this system's OpenGL ES and on the org.json that Android has.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import streams
from app_port import NETWORK, Port, PortBehaviour, started

from hairsdk import Preset, Recolorer
from hairsdk.bundle.export import export_bundle
from hairsdk.bundle.targets import android

JARS = "/usr/share/java/jna.jar:/usr/share/java/json-android.jar"
APP = Path(__file__).with_name("android")


@pytest.fixture(scope="session")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("classes")
    own = [str(path) for path in sorted(android.SOURCES.rglob("*.java"))]
    stub = str(APP / "android" / "opengl" / "GLES30.java")
    javac = ["javac", "-Xlint:all", "-Xlint:-options", "-Werror", "-cp", f"{JARS}:{folder}"]
    # Android's oldest tools know no later Java than 8.
    subprocess.run([*javac, "--release", "8", "-d", str(folder), *own, stub], check=True)
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

    def test_that_a_network_that_fails_leaves_the_frame_before(
        self, disk_port: Port, preset: Preset, network: Path
    ) -> None:
        first, second, *_ = streams.two_people()
        photo = streams.three_people()
        disk_port.wear(preset.id)
        with Recolorer(preset, network, device="cpu") as recolorer:
            # Of the second frame, all of which is looked at first, and then each head.
            for answers in range(3):
                last = disk_port.draw(first, answers)
                disk_port.fail(answers)
                assert np.array_equal(disk_port.draw(second, answers + 0.03), last)
            # The stream has ended with it.
            wanted = recolorer.process(second).image
            drawn = disk_port.draw(second, 2.03)
            assert (np.abs(drawn.astype(int) - wanted) > 3).mean() < 2e-3
            for answers in (0, 5):
                disk_port.fail(answers)
                assert np.array_equal(disk_port.draw(photo, still=True), drawn)
        disk_port.end()
