"""The start of the window."""

from __future__ import annotations

import ast
import ctypes
import os
import re
import runpy
import shutil
import subprocess
import sys
from configparser import ConfigParser
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtGui import QColorSpace, QImage, QPainter, QSurfaceFormat
from PySide6.QtSvg import QSvgRenderer

import hairstudio
from hairsdk.cube import write_cube
from hairsdk.lut import Lut3D
from hairsdk.resources import presets_dir
from hairstudio.__main__ import main
from hairstudio.app import start
from hairstudio.app.crash import PACKAGES
from hairstudio.document.hairlook import SUFFIX
from hairstudio.services.places import Places

DESKTOP = Path(__file__).parents[3] / "studio" / "desktop"


def test_that_without_qt_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtCore", None)
    assert main([]) == 1
    expected = "hairstudio: error: PySide6 is not installed: pip install 'hairsdk[studio]'\n"
    assert capsys.readouterr() == ("", expected)


def test_that_a_library_that_qt_lacks_is_told_with_the_packages_of_the_readme(
    tmp_path: Path,
) -> None:
    lacking = "raise ImportError('libEGL.so.1: cannot open shared object file', name=__name__)"
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").touch()
    (tmp_path / "PySide6" / "QtCore.py").write_text(lacking, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "hairstudio"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=False,
        timeout=60,
    )
    words = "hairstudio: error: Qt cannot be loaded: libEGL.so.1: cannot open shared object file"
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith(words) and run.stderr.count("\n") == 1
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    assert {*start._PACKAGES.split()} <= {*readme.split()}


@pytest.mark.usefixtures("qapp")
def test_that_the_icon_is_the_drawing_that_desktops_have() -> None:
    painted = QImage(512, 512, QImage.Format.Format_ARGB32)
    painted.fill(0)
    painter = QPainter(painted)
    QSvgRenderer(str(DESKTOP / "hairstudio.svg")).render(painter)
    painter.end()
    icon = QImage(str(Path(start.__file__).with_name("icon.png")))
    assert icon.size() == painted.size()
    icons = (each.convertToFormat(QImage.Format.Format_RGBA8888) for each in (icon, painted))
    drawn, expected = (np.frombuffer(each.constBits(), np.uint8).astype(int) for each in icons)
    assert np.abs(drawn - expected).mean() < 0.5


def test_that_desktops_open_looks_in_the_studio() -> None:
    entry = ConfigParser(interpolation=None)
    entry.read(DESKTOP / "hairstudio.desktop", encoding="utf-8")
    program = entry["Desktop Entry"]
    assert program["Exec"] == "hairstudio %f"
    assert (DESKTOP / f"{program['Icon']}.svg").is_file()
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    (kind,) = ElementTree.parse(DESKTOP / "hairstudio.xml").findall("m:mime-type", space)
    assert program["MimeType"] == f"{kind.get('type')};"
    assert [glob.get("pattern") for glob in kind.findall("m:glob", space)] == [f"*{SUFFIX}"]


def test_that_the_program_takes_along_what_crash_reports_tell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def metadata(package: str) -> list[tuple[str, str]]:
        if package == "opencv-python":
            raise PackageNotFoundError(package)
        return [("metadata", package)]

    hooks = SimpleNamespace(copy_metadata=metadata)
    for name in ("PyInstaller", "PyInstaller.utils", "PyInstaller.utils.hooks"):
        monkeypatch.setitem(sys.modules, name, hooks)
    analysis = Mock()
    others = dict.fromkeys(("PYZ", "EXE", "COLLECT", "BUNDLE"), Mock())
    runpy.run_path(str(DESKTOP / "hairstudio.spec"), {"Analysis": analysis, **others})
    taken = {package for _, package in analysis.call_args.kwargs["datas"]}
    assert taken == {*PACKAGES} - {"opencv-python"}


def test_that_windows_alone_is_told_whose_the_windows_are(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    shell = SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=told.append)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(shell32=shell), raising=False)
    for system in ("linux", "darwin", "win32"):
        monkeypatch.setattr(sys, "platform", system)
        start._name_program()
    assert told == ["hairsdk.HairStudio"]


def test_that_macos_alone_is_told_that_windows_show_srgb(monkeypatch: pytest.MonkeyPatch) -> None:
    before = QSurfaceFormat.defaultFormat()
    try:
        monkeypatch.setattr(sys, "platform", "linux")
        start._colour_windows()
        assert QSurfaceFormat.defaultFormat().colorSpace() == before.colorSpace()
        monkeypatch.setattr(sys, "platform", "darwin")
        start._colour_windows()
        assert QSurfaceFormat.defaultFormat().colorSpace() == QColorSpace(
            QColorSpace.NamedColorSpace.SRgb
        )
    finally:
        QSurfaceFormat.setDefaultFormat(before)


def test_that_the_interface_starts_at_the_size_in_the_colours_and_in_the_theme_asked_for(
    tmp_path: Path,
) -> None:
    settings = Places.inside(tmp_path).settings()
    settings.size = 150
    settings.monitor_profile = str(Path(__file__).parents[2] / "data" / "display-p3.icc")
    assert settings.sync()
    program = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from hairstudio.app import start
from hairstudio.app.arguments import parse
from hairstudio.views.widgets.monitor import monitors
from hairstudio.views.widgets.theme import THEMES
start.open_first = lambda window, _: (
    print(QApplication.primaryScreen().devicePixelRatio(), "QT_SCALE_FACTOR" in os.environ),
    print(monitors.of(window).converts, not window.windowIcon().isNull()),
    print(*(window.actions_table.by_name[f"theme_{name}"].isChecked() for name in THEMES)),
    window.close(),
)
sys.exit(start.run(parse(["--home", sys.argv[1], "--theme", "light"])))
"""
    environment = {name: text for name, text in os.environ.items() if name != "QT_SCALE_FACTOR"}
    run = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
    )
    # The menu shows the theme of this sitting, which is not the kept one.
    assert run.stdout.splitlines() == ["1.5 False", "True True", "False True"]
    assert Places.inside(tmp_path).settings().theme == "dark"


@pytest.mark.parametrize(
    ("first", "printed"),
    [
        (
            "platinum.hairlook",
            [
                *("platinum.hairlook", "answered"),
                *("Of 2 files rose was taken; drop the others one by one.", "rose"),
            ],
        ),
        ("graded.cube", ["copper", "graded"]),
    ],
)
def test_that_files_from_the_finder_are_opened_as_they_come_the_first_before_the_window_is_there(
    tmp_path: Path, first: str, printed: list[str]
) -> None:
    """On macOS a double click, and a drop on the Dock, send events to the application."""
    program = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QMessageBox
from hairstudio.app import language, start
from hairstudio.app.arguments import parse

def ask(*names):
    for name in names:
        app = QApplication.instance()
        app.sendEvent(app, QFileOpenEvent(name))

def at_first(*arguments):
    ask(sys.argv[3])
    return translate(*arguments)

def begin(window, document):
    open_first(window, document)
    window.session.opened.connect(lambda: opened(window))
    window.roundtrip.imported.connect(lambda *_: imported(window))
    window.remark.say = lambda kind, text: print(text)

def opened(window):
    look = window.session.source.name
    print(look)
    if look == "platinum.hairlook":
        box = QMessageBox(window)
        box.finished.connect(lambda _: print("answered"))
        box.open()
        ask("no-look.jpg", sys.argv[2] + "/rose")  # which wait for the answer
        QTimer.singleShot(500, box, box.close)
    elif look == "rose":
        QTimer.singleShot(0, window, window.close)

def imported(window):
    print(window.session.document.look.light.stack.entries[-1].name)
    QApplication.exit()

translate, language.translate = language.translate, at_first
open_first, start.open_first = start.open_first, begin
sys.exit(start.run(parse(["--home", sys.argv[1]])))
"""
    packed = shutil.make_archive(str(tmp_path / "platinum"), "zip", presets_dir() / "platinum")
    Path(packed).rename(tmp_path / "platinum.hairlook")
    write_cube(tmp_path / "graded.cube", Lut3D.identity(9))
    run = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path), str(presets_dir()), str(tmp_path / first)],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.stdout.splitlines() == printed


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["gone.hairlook", "--screenshot", "picture.png"], "gone.hairlook: no such file or folder"),
        (["--screenshot", "file/picture.png"], "cannot make folder file: File exists"),
    ],
)
def test_that_a_picture_that_cannot_be_taken_is_told_at_once(
    arguments: list[str], words: str, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    run = subprocess.run(
        [sys.executable, "-m", "hairstudio", "--home", "home", "--language", "en", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=tmp_path,
        timeout=120,
    )
    assert run.returncode == 1
    [told] = [line for line in run.stderr.splitlines() if line.startswith("error: ")]
    assert told.endswith(words)


def test_that_nothing_keeps_the_window_from_a_turkish_desktop() -> None:
    # There PySide looks for the setter of a keyword in i with a capital i that is none, and fails.
    studio = Path(hairstudio.__file__).parent
    found = [
        f"{path.relative_to(studio)}:{call.lineno}: {ast.unparse(call)}"
        for path in studio.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and re.match(r"Q[A-Z]", ast.unparse(call.func).rpartition(".")[2])
        and any((keyword.arg or "").startswith("i") for keyword in call.keywords)
    ]
    assert found == []
