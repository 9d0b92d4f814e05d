"""An installation to run commands in: its own presets, its own networks, an empty work folder."""

from __future__ import annotations

import hashlib
import json
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from hairsdk import Lut3D, Preset, resources
from hairsdk.cli import main

NETWORK = Path(__file__).parents[2] / "data" / "networks" / "darkness.tflite"


@dataclass(frozen=True)
class Result:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def heeded_signals() -> Iterator[None]:
    """Whoever started the tests may have signals ignored, as nohup and shells' `&` do; commands
    would inherit that, and never be interrupted."""
    ways = {name: signal.SIG_DFL for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)}
    ways["SIGINT"] = signal.default_int_handler
    before = {name: signal.signal(getattr(signal, name), way) for name, way in ways.items()}
    yield
    for name, way in before.items():
        signal.signal(getattr(signal, name), way)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command line in this process."""

    def run_command(*args: object) -> Result:
        try:
            code = main([str(arg) for arg in args])
        except SystemExit as stop:
            code = int(stop.code or 0)
        captured = capfd.readouterr()
        return Result(code, captured.out, captured.err)

    return run_command


def make_preset(name: str) -> Preset:
    """A look that exchanges red and blue, wholly on light hair and by half on dark hair."""
    plain = Lut3D.identity(9).table
    swapped = plain[..., ::-1]
    return Preset(
        id=name,
        name=name.title(),
        author="Tests",
        licence="CC0-1.0",
        created="2026-01-02",
        light=Lut3D(swapped),
        dark=Lut3D((plain + swapped) / np.float32(2)),
        intensity_light=0.7,
        intensity_dark=0.1,
    )


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders `models` and `lut_presets` that stand in for hairsdk's own."""
    root = tmp_path / "installation"
    for name in ("copper", "jet-black", "platinum"):
        (root / "lut_presets").mkdir(parents=True, exist_ok=True)
        make_preset(name).save(root / "lut_presets" / name)
    (root / "models").mkdir()
    shutil.copy(NETWORK, root / "models")
    record = {"file": NETWORK.name, "sha256": hashlib.sha256(NETWORK.read_bytes()).hexdigest()}
    manifest = {"schema_version": 1, "models": {"512": record}}
    (root / "models" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    monkeypatch.setattr(resources, "presets_dir", lambda: root / "lut_presets")
    monkeypatch.setattr(resources, "models_dir", lambda: root / "models")
    return root


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder of the commands, empty."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def look_options(preset: Preset, network: Path, tmp_path: Path) -> list[str]:
    """The options that name the tests' look and network."""
    preset.save(tmp_path / "look.hairlook")
    named = ["--preset", str(tmp_path / "look.hairlook"), "--model", str(network)]
    return [*named, "--device", "cpu"]
