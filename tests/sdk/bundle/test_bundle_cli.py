"""`hairsdk bundle`."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from hairsdk import Lut3D, Preset, Recolorer
from hairsdk.bundle import Bundle
from hairsdk.bundle.conformance.table import Report
from hairsdk.bundle.targets import TARGETS
from hairsdk.bundle.testkit import load_kit, read_rgb
from hairsdk.cli import bundle as command
from hairsdk.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in an empty folder; its code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    def run_command(*args: object) -> tuple[int, str, str]:
        try:
            code = main([str(arg) for arg in args])
        except SystemExit as stop:
            code = int(stop.code or 0)
        return code, *capfd.readouterr()

    return run_command


def test_that_the_help_names_the_targets_there_are() -> None:
    assert tuple(TARGETS) == command.TARGETS


def test_that_a_look_goes_out_and_comes_back(
    run: Run, preset: Preset, network: Path, tmp_path: Path
) -> None:
    preset.save(tmp_path / "look.hairlook")
    export = ("bundle", "export", "look.hairlook", "-o", "looks.zip", "--target", "ios")
    code, out, err = run(*export, "--model", network)
    assert (code, err) == (0, "")
    assert re.fullmatch(r"looks\.zip: test-look for ios, \d+ files, \d\.\d MB\n", out)
    assert run("bundle", "check", "looks.zip") == (0, "looks.zip: whole\n", "")
    too_long = 300 * "n" + ".zip"
    code, out, err = run("bundle", "check", "gone.zip", too_long, "looks.zip")
    assert (code, out) == (1, "looks.zip: whole\n")
    assert f"cannot read {too_long}: " in err
    assert "gone.zip: no such file" in err
    code, out, _ = run("bundle", "info", "looks.zip")
    assert code == 0
    assert "test-look: Test look, 9³, hair intensity 0.10 to 0.70, rgba16f, cicolorcube" in out
    assert "model/darkness.tflite, 64 × 64" in out
    # Of a network without a manifest beside it.
    assert re.search(r"^its licence +unknown\nits data +unknown$", out, re.MULTILINE)
    code, out, _ = run("bundle", "info", "looks.zip", "--json")
    assert json.loads(out)["target"] == "ios"
    code, out, _ = run("presets", "show", "looks.zip", "--json")
    assert code == 0 and json.loads(out)["id"] == "test-look"


def test_that_a_bundle_is_for_one_target(run: Run, preset: Preset, tmp_path: Path) -> None:
    preset.save(tmp_path / "look")
    export = ("bundle", "export", "look", "-o", "out", "--model", "none", "--target", "ios")
    code, out, err = run(*export, "--target", "web")
    assert (code, out) == (1, "") and "for one target, found ios, web: export one for each" in err
    assert not (tmp_path / "out").exists()


def test_that_nothing_is_overwritten_unasked(run: Run, preset: Preset, tmp_path: Path) -> None:
    preset.save(tmp_path / "look")
    export = ("bundle", "export", "look", "-o", "out", "--model", "none")
    assert run(*export)[0] == 0
    code, _, err = run(*export)
    assert code == 1
    assert err == "hairsdk: error: out exists; --overwrite replaces it\n"
    assert run(*export, "--overwrite")[0] == 0


def test_that_a_changed_file_fails_the_check(run: Run, whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole, tmp_path / "looks")
    readme = tmp_path / "looks" / "README.md"
    readme.write_text(readme.read_text() + "!")
    code, out, err = run("bundle", "check", "looks", whole)
    assert code == 1
    assert out == f"{whole}: whole\n"
    assert "README.md was changed" in err


def test_that_a_port_is_judged(run: Run, whole: Path, preset: Preset, tmp_path: Path) -> None:
    right = load_kit().expected(preset)
    cv2.imwrite(str(tmp_path / "right.png"), right[..., ::-1])
    cv2.imwrite(str(tmp_path / "wrong.png"), np.ascontiguousarray(right))
    verify = ("bundle", "verify", whole, "--look", "test-look", "--output")
    code, out, _ = run(*verify, "right.png")
    assert (code, "right: largest difference 0 of 255" in out) == (0, True)
    code, out, _ = run(*verify, "wrong.png")
    assert code == 1
    assert "likely: red and blue of the picture are exchanged" in out
    code, _, err = run("bundle", "verify", whole, "--output", "right.png")
    assert code == 1 and "holds 2 looks" in err and "--look test-look" in err


def test_that_a_stream_of_a_port_is_judged(
    run: Run, whole: Path, network: Path, tmp_path: Path
) -> None:
    (tmp_path / "drawn").mkdir()
    with Bundle(whole) as bundle, Recolorer(f"{whole}#test-look", network) as recolorer:
        for number, entry in enumerate(bundle.manifest["test"]["stream"]["frames"]):
            frame = read_rgb(bundle, entry["file"])
            image = recolorer.process(frame, number / 30).image
            cv2.imwrite(str(tmp_path / "drawn" / f"{number:02}.png"), image[..., ::-1])
    verify = ("bundle", "verify", whole, "--look", "test-look", "--stream", "drawn")
    code, out, _ = run(*verify)
    assert (code, out) == (0, f"drawn: right: {number + 1} frames, largest difference 0 of 255\n")
    cv2.imwrite(str(tmp_path / "drawn" / "03.png"), np.zeros_like(frame))
    code, out, _ = run(*verify)
    lines = out.splitlines()
    assert (code, lines[0]) == (1, f"drawn: wrong: 1 of {number + 1} frames")
    assert lines[2].startswith("3  ") and lines[2].endswith("memory, steady, the window")
    code, _, err = run(*verify, "--output", "right.png")
    assert code == 2 and "not allowed with" in err


def test_that_serve_prints_its_address_and_ends_quietly(
    run: Run, preset: Preset, network: Path, tmp_path: Path
) -> None:
    preset.save(tmp_path / "look")
    export = ("bundle", "export", "look", "-o", "web", "--target", "web", "--model", network)
    assert run(*export)[0] == 0
    with subprocess.Popen(
        [sys.executable, "-m", "hairsdk", "bundle", "serve", "web", "--no-browser"],
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        server.terminate()
    assert re.match(r"web: http://127\.0\.0\.1:\d+/ \(Ctrl-C ends it\)", line)


def test_that_a_port_that_no_computer_has_is_wrong_usage(run: Run) -> None:
    code, _, err = run("bundle", "serve", "looks", "--port", "65536")
    assert code == 2
    assert "expected a whole number from 1 to 65535, found '65536'" in err


def test_that_a_server_that_is_ended_by_ctrl_c_has_not_failed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def serve(path: Path, port: int, browser: bool) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("hairsdk.bundle.serve.serve", serve)
    assert run("bundle", "serve", "looks") == (0, "", "")


def test_that_colours_that_textures_clip_are_told(run: Run, preset: Preset, tmp_path: Path) -> None:
    table = preset.light.table.copy()
    table[4, 4, 4] = 1.5
    replace(preset, light=Lut3D(table)).save(tmp_path / "beyond")
    preset.save(tmp_path / "look")
    for name, words in (("look", ""), ("beyond", "test-look: colours outside [0, 1]")):
        export = ("bundle", "export", name, "-o", f"{name}.zip", "--model", "none")
        code, _, err = run(*export)
        assert (code, words in err, bool(err)) == (0, True, bool(words))
    code, _, err = run("bundle", "conformance", "beyond")
    assert code == 1
    assert re.search(r"test-look: Pillow-LUT \(.*\) is off by \d+, 3 allowed", err)


@pytest.mark.parametrize(
    ("options", "code", "label"), [((), 0, ""), (("--require-all",), 1, "error: ")]
)
def test_that_a_reader_that_is_missing_is_an_error_only_if_all_are_required(
    run: Run, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], code: int, label: str
) -> None:
    report = Report((), {"WGSL shader": "no wgpu"})
    monkeypatch.setattr("hairsdk.bundle.conformance.table.conformance", lambda presets: report)
    found, _, err = run("bundle", "conformance", *options)
    assert (found, err) == (code, f"hairsdk: {label}WGSL shader was not run: no wgpu\n")


def test_that_the_conformance_table_is_printed(
    run: Run, preset: Preset, tmp_path: Path, wgsl
) -> None:
    preset.save(tmp_path / "look")
    code, out, _ = run("bundle", "conformance", "look", "--require-all")
    assert code == 0
    assert out.startswith("| look | hairsdk (.cube) | OpenColorIO (.cube) | ")
    assert "| WGSL shader (rgba16f) | " in out
    assert "\n| test-look | " in out
