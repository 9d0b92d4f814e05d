"""``hairstudio bake``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import pytest

from hairsdk.cube import read_cube, write_cube
from hairsdk.errors import FileWriteError
from hairsdk.lut import Lut3D
from hairsdk.preset import Preset
from hairstudio.__main__ import main
from hairstudio.core import Registry, Stack
from hairstudio.document.hairlook import save_look
from hairstudio.document.look import About, Look, Side
from hairstudio.document.reference import builtin_reference
from hairstudio.services import export
from hairstudio.services.baking import make_preset
from hairstudio.services.hald import read_chart


@pytest.fixture
def document(registry: Registry, tmp_path: Path) -> Path:
    look = Look(
        About("rust", "Rust", "Ann", created="2026-01-02"),
        Side(Stack().append(registry.get("dye")(amount=0.7)), builtin_reference("white_bob_2033")),
        Side(
            Stack().append(registry.get("lighten")(amount=0.4)),
            builtin_reference("black_braids_2009"),
        ),
    )
    path = tmp_path / "rust.hairlook"
    save_look(path, look, make_preset(look))
    return path


def test_that_a_document_is_not_baked_over_itself(
    document: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = document.read_bytes()
    monkeypatch.chdir(document.parent)
    assert main(["bake", document.name, "-o", "."]) == 1
    assert "rust.hairlook would be written over" in capsys.readouterr().err
    assert [path.name for path in document.parent.iterdir()] == ["rust.hairlook"]
    assert main(["bake", document.name, "-o", ".", "--no-hairlook"]) == 0
    assert document.read_bytes() == before


def test_that_several_looks_are_baked_and_one_that_cannot_be_does_not_keep_the_others(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twin, broken, out = tmp_path / "twin.hairlook", tmp_path / "broken.hairlook", tmp_path / "out"
    shutil.copy(document, twin)
    broken.write_bytes(b"no look")
    documents = [str(document), str(broken), str(twin)]
    assert main(["bake", *documents, "-o", str(out), "--no-hairlook"]) == 1
    said = capsys.readouterr()
    names = ["rust-light.cube", "rust-dark.cube", "rust-2-light.cube", "rust-2-dark.cube"]
    assert [Path(line).name for line in said.out.split()] == names
    assert said.err.count("error: ") == 1
    assert str(broken) in said.err
    assert (out / "rust-light.cube").read_bytes() == (out / "rust-2-light.cube").read_bytes()
    with pytest.raises(SystemExit) as wrong:
        main(["bake", *documents, "-o", str(out), "--name", "all"])
    assert wrong.value.code == 2
    assert "--name is for one look" in capsys.readouterr().err


def test_that_bake_writes_the_pair_the_preset_and_charts(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["bake", str(document), "-o", str(out), "--folder", "--hald"]) == 0
    printed = capsys.readouterr().out.split()
    assert [Path(line).name for line in printed] == [
        "rust-light.cube",
        "rust-dark.cube",
        "rust.hairlook",
        "rust",
        "rust-light-hald.png",
        "rust-dark-hald.png",
    ]
    preset = Preset.load(out / "rust.hairlook")
    saved = Preset.load(document)
    assert (preset.light, preset.dark) == (saved.light, saved.dark)
    assert Preset.load(out / "rust").light == preset.light
    assert read_cube(out / "rust-dark.cube") == preset.dark
    assert preset.recipe is not None
    hald = read_chart(out / "rust-light-hald.png")
    assert hald.size == 64
    assert hald.table[63, 63, 63] == pytest.approx(preset.light.table[32, 32, 32], abs=1e-4)


def test_that_size_flavour_and_recipe_are_chosen(document: Path, tmp_path: Path) -> None:
    options = ["--size", "17", "--flavour", "resolve", "--name", "a", "--no-recipe"]
    assert main(["bake", str(document), "-o", str(tmp_path), *options]) == 0
    text = (tmp_path / "a-light.cube").read_text()
    assert "LUT_3D_SIZE 17" in text
    assert "TITLE" not in text
    assert "# intensity: 0.679" in text
    assert Preset.load(tmp_path / "a.hairlook").recipe is None


@pytest.mark.parametrize(
    ("content", "words"), [(None, "no such file"), (b"junk", "not a readable .hairlook")]
)
def test_that_errors_are_one_line_and_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, words: str
) -> None:
    path = tmp_path / "x.hairlook"
    if content is not None:
        path.write_bytes(content)
    assert main(["bake", str(path), "-o", str(tmp_path / "out")]) == 1
    error = capsys.readouterr().err
    assert words in error
    assert error.startswith("error: ")


def test_that_a_full_disk_is_told_and_leaves_nothing_behind(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], break_disk
) -> None:
    words = break_disk()
    out = tmp_path / "out"
    assert main(["bake", str(document), "-o", str(out), "--folder", "--hald"]) == 1
    error = capsys.readouterr().err
    assert words in error
    assert "Traceback" not in error
    assert [path for path in out.rglob("*") if path.is_file()] == []


def test_that_what_was_written_before_the_disk_failed_is_named(
    document: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> None:
        raise FileWriteError("no room")

    monkeypatch.setattr(export, "save_preset", fail)
    assert main(["bake", str(document), "-o", str(tmp_path / "out")]) == 1
    said = capsys.readouterr()
    names = [Path(line).name for line in said.out.split()]
    assert names == ["rust-light.cube", "rust-dark.cube"]
    assert said.err == "error: no room\n"


@pytest.mark.parametrize("ending", [".cube", ".hairlook", ".png", ".zip"])
def test_that_a_name_that_ends_like_a_file_is_refused(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    out = tmp_path / "out"
    assert main(["bake", str(document), "-o", str(out), "--folder", "--name", f"a{ending}"]) == 1
    assert f"leave {ending} out" in capsys.readouterr().err
    assert not out.exists()
    assert main(["bake", str(document), "-o", str(out), "--folder", "--name", "a.v2"]) == 0
    assert (out / "a.v2" / "preset.json").is_file()


def test_that_bake_needs_no_qt(document: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None\n"
        "from hairstudio.__main__ import main\n"
        f"sys.exit(main(['bake', {str(document)!r}, '-o', {str(tmp_path / 'out')!r}]))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert (tmp_path / "out" / "rust-dark.cube").is_file()


def test_that_a_library_that_the_system_lacks_is_told_as_by_hairsdk(tmp_path: Path) -> None:
    lacking = "raise ImportError('libGL.so.1: cannot open shared object file', name='cv2')"
    (tmp_path / "cv2.py").write_text(lacking, encoding="utf-8")
    told = [
        subprocess.run(
            [sys.executable, "-m", *command],
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        for command in (["hairstudio", "bake", "--help"], ["hairsdk", "doctor"])
    ]
    bake, sdk = [(done.returncode, done.stdout, done.stderr) for done in told]
    assert bake == (1, "", sdk[2].replace("hairsdk", "hairstudio", 1))
    assert bake[2].startswith("hairstudio: error: OpenCV cannot be loaded: libGL.so.1: ")


def test_that_bake_goes_on_where_a_name_cannot_be_shown(document: Path, tmp_path: Path) -> None:
    code = "import sys; from hairstudio.__main__ import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "bake", document, "-o", tmp_path, "--name", "髪"],
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.split()[-1].endswith(b"\\u9aea.hairlook")
    assert (tmp_path / "髪.hairlook").is_file()


def test_that_no_room_for_temporary_files_is_told(
    document: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert main(["bake", str(document), "-o", str(tmp_path / "out")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("error: ") and "gone" in line


def test_that_a_look_with_swapped_references_is_not_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    look = Look(
        light=Side(Stack(), builtin_reference("black_braids_2009")),
        dark=Side(Stack(), builtin_reference("white_bob_2033")),
    )
    save_look(tmp_path / "a.hairlook", look, make_preset(look))
    assert main(["bake", str(tmp_path / "a.hairlook"), "-o", str(tmp_path / "out")]) == 1
    assert "must be lighter" in capsys.readouterr().err


def test_that_an_imported_lut_goes_into_what_is_baked(
    registry: Registry, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cube, out = tmp_path / "grade.cube", tmp_path / "out"
    write_cube(cube, Lut3D(np.flip(Lut3D.identity(5).table, 0)))
    stack = Stack().append(registry.get("lut-file")(path=str(cube)))
    look = Look(About("graded", "Graded"), Side(stack), Side(Stack()))
    save_look(tmp_path / "a.hairlook", look, make_preset(look))
    for options in (["--folder"], ["--folder", "--no-recipe"]):
        shutil.rmtree(out, ignore_errors=True)
        assert main(["bake", str(tmp_path / "a.hairlook"), "-o", str(out), *options]) == 0
        with zipfile.ZipFile(out / "graded.hairlook") as archive:
            inside = [name for name in archive.namelist() if name.startswith("lut-")]
        beside = [path.name for path in (out / "graded").glob("lut-*.cube")]
        assert beside == inside
        assert len(inside) == (1 if options == ["--folder"] else 0)
    capsys.readouterr()
