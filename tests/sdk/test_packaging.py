"""The wheel and the sdist: what is in them, and that the wheel finds its own data elsewhere."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A wheel and an sdist, each built from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    # Hatchling packs an sdist at gzip's slowest level, which takes twenty seconds here.
    program = (
        "import functools, gzip, sys\n"
        "from hatchling.build import build_sdist, build_wheel\n"
        "gzip.GzipFile = functools.partial(gzip.GzipFile, compresslevel=1)\n"
        "build_sdist(sys.argv[1])\n"
        "build_wheel(sys.argv[1])\n"
    )
    command = [sys.executable, "-c", program, str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return wheel, sdist


def wheel_names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files_below(folder: Path) -> set[str]:
    return {str(p.relative_to(folder).as_posix()) for p in folder.rglob("*") if p.is_file()}


def test_that_the_wheel_holds_every_network_and_preset(distributions: tuple[Path, Path]) -> None:
    names = wheel_names(distributions[0])
    manifest = json.loads((ROOT / "models" / "manifest.json").read_text(encoding="utf-8"))
    networks = {record["file"] for record in manifest["models"].values()}
    assert networks == {path.name for path in (ROOT / "models").glob("*.tflite")}
    for name in {"manifest.json", "MODEL_CARD.md", *networks}:
        assert f"hairsdk/_data/models/{name}" in names
    presets = files_below(ROOT / "lut_presets")
    assert any(name.endswith("preset.json") for name in presets)
    assert {f"hairsdk/_data/lut_presets/{name}" for name in presets} <= names


def test_that_the_wheel_holds_package_data_and_licence(distributions: tuple[Path, Path]) -> None:
    names = wheel_names(distributions[0])
    assert {"hairsdk/py.typed", "hairsdk/samples/portrait.jpg"} <= names
    assert {f"hairstudio/guide/{name}" for name in ("en.md", "de.md")} <= names
    assert "hairstudio/translations/hairstudio_de.qm" in names
    assert any(name.startswith("hairsdk/schema/") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {"hairsdk", "hairstudio", "hairnet"} <= {name.split("/")[0] for name in names}


def test_that_the_wheel_holds_nothing_else(distributions: tuple[Path, Path]) -> None:
    names = wheel_names(distributions[0])
    assert {name.split(".data/data/")[1] for name in names if ".data/" in name} == {
        "share/applications/hairstudio.desktop",
        "share/icons/hicolor/scalable/apps/hairstudio.svg",
        "share/mime/packages/hairstudio.xml",
    }
    tops = {name.split("/")[0] for name in names if not re.search(r"\.(data|dist-info)/", name)}
    assert tops == {"hairsdk", "hairstudio", "hairnet"}
    looks = {name.split("/")[3] for name in names if name.startswith("hairsdk/_data/lut_presets/")}
    assert looks == {path.parent.name for path in ROOT.glob("lut_presets/*/preset.json")}
    stray = [name for name in names if name.endswith((".pyc", ".csv", ".pt", ".safetensors"))]
    assert stray == []


def test_that_the_sdist_builds_the_same_wheel(
    distributions: tuple[Path, Path], tmp_path: Path
) -> None:
    wheel, sdist = distributions
    with tarfile.open(sdist) as archive:
        # Debian 12's Python 3.11.2 does not know the filter, newer ones insist on it.
        options = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(tmp_path, **options)
    (source,) = tmp_path.iterdir()
    for name in ("README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", "tests", "models"):
        assert (source / name).exists()
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", str(source)]
    subprocess.run(command, capture_output=True, timeout=300, check=True)
    (again,) = (source / "dist").glob("*.whl")
    assert wheel_names(again) == wheel_names(wheel)


def test_that_the_wheel_finds_its_networks_and_presets_elsewhere(
    distributions: tuple[Path, Path], tmp_path: Path
) -> None:
    with zipfile.ZipFile(distributions[0]) as archive:
        archive.extractall(tmp_path / "site")
    program = (
        "import json, hairsdk\n"
        "from hairsdk.models import list_models, load_model\n"
        "from hairsdk.resources import models_dir\n"
        "for name in hairsdk.list_presets(): hairsdk.Preset.builtin(name)\n"
        "print(json.dumps({'from': str(models_dir()), 'presets': hairsdk.list_presets(),\n"
        "    'models': [load_model(name).name for name in list_models()]}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site"), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert Path(found["from"]) == tmp_path / "site" / "hairsdk" / "_data" / "models"
    assert found["models"] == ["512", "256"]
    assert found["presets"] == sorted(p.parent.name for p in ROOT.glob("lut_presets/*/preset.json"))


def test_that_the_wheel_tells_pyinstaller_what_an_app_takes_along(
    distributions: tuple[Path, Path], tmp_path: Path
) -> None:
    with zipfile.ZipFile(distributions[0]) as archive:
        archive.extractall(tmp_path / "site")
    # PyInstaller's own functions stand in: they give what they were asked for.
    program = (
        "import json, runpy, sys, types\n"
        "from importlib.metadata import distributions\n"
        "from pathlib import Path\n"
        "hooks = types.ModuleType('PyInstaller.utils.hooks')\n"
        "hooks.collect_data_files = lambda name: [('data', name)]\n"
        "hooks.copy_metadata = lambda name: [('metadata', name)]\n"
        "hooks.collect_submodules = lambda name: [('below', name)]\n"
        "hooks.collect_dynamic_libs = lambda name: [('lib', name), ('npu', name + '/vendors')]\n"
        "sys.modules['PyInstaller'] = sys.modules['PyInstaller.utils'] = hooks\n"
        "sys.modules['PyInstaller.utils.hooks'] = hooks\n"
        "(own,) = distributions(path=[sys.argv[1]])\n"
        "(entry,) = (e for e in own.entry_points if e.group == 'pyinstaller40')\n"
        "(folder,) = entry.load()()\n"
        "parts = {part: [] for part in ('datas', 'binaries', 'hiddenimports')}\n"
        "for hook in sorted(Path(folder).glob('hook-*.py')):\n"
        "    found = runpy.run_path(str(hook))\n"
        "    for part in parts.keys() & found.keys():\n"
        "        parts[part] += found[part]\n"
        "print(json.dumps([entry.name, folder, *parts.values()]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "site")],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site"), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    name, folder, datas, binaries, modules = json.loads(done.stdout)
    assert name == "hook-dirs"
    assert Path(folder) == tmp_path / "site" / "hairsdk" / "_pyinstaller"
    assert datas == [["data", "hairsdk"], ["metadata", "hairsdk"], ["data", "hairstudio"]]
    assert binaries == [["lib", "ai_edge_litert"]]
    assert modules == [["below", "hairsdk.cli"], ["below", "hairstudio.core.effects"]]
