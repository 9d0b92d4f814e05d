"""`hairsdk doctor`."""

from __future__ import annotations

import json
import platform
from pathlib import Path

import av
import numpy as np
import pytest


def test_that_all_is_well_in_a_whole_installation(run, installation: Path) -> None:
    result = run("doctor")
    assert (result.code, result.err) == (0, "")
    assert result.out.endswith("all is well\n")
    assert platform.python_version() in result.out
    assert str(installation / "models") in result.out
    assert "copper, jet-black, platinum" in result.out


def test_that_the_report_in_json_names_the_device_that_really_ran(run, installation: Path) -> None:
    report = json.loads(run("doctor", "--json").out)
    assert report["packages"]["numpy"] == np.__version__
    (model,) = report["models"]
    assert model["works"]
    assert model["device"] in ("cpu", "gpu")
    assert model["input_size"] == 64
    assert model["milliseconds"] >= 0
    assert report["gpu"]["usable"] or report["gpu"]["reason"]
    assert report["problems"] == []


def test_that_a_damaged_network_and_preset_are_problems(run, installation: Path) -> None:
    network = installation / "models" / "darkness.tflite"
    network.write_bytes(network.read_bytes()[:-1] + b"x")
    (installation / "lut_presets" / "platinum" / "preset.json").write_text("{", encoding="ascii")
    result = run("doctor")
    assert result.code == 1
    network_line, preset_line = (
        line for line in result.out.splitlines() if line.startswith("problem: ")
    )
    assert "network 512" in network_line
    assert "damaged" in network_line
    assert "preset platinum" in preset_line


def test_that_missing_networks_and_presets_are_problems(run, installation: Path) -> None:
    (installation / "models" / "manifest.json").unlink()
    for folder in (installation / "lut_presets").iterdir():
        (folder / "preset.json").unlink()
    report = json.loads(run("doctor", "--json").out)
    assert len(report["problems"]) == 2
    assert report["models"] == []


def test_that_films_that_cannot_be_read_are_a_problem(
    run, installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert json.loads(run("doctor", "--json").out)["films"] == {"works": True}

    def other_version(*args: object, **options: object) -> None:
        raise TypeError("open() got an unexpected keyword argument")

    monkeypatch.setattr(av, "open", other_version)
    result = run("doctor")
    assert result.code == 1
    assert "problem: films: TypeError: open() got an unexpected" in result.out
