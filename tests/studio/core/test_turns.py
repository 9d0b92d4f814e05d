"""Loading in short turns: the same modules, and other threads go first."""

from __future__ import annotations

import importlib
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from hairstudio.core import turns
from hairstudio.core.turns import await_loading, loading, map_library, short_turns


@pytest.fixture
def rests(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """The threads that rested, once for each rest; every call is the end of a turn."""
    found: list[threading.Thread] = []
    monkeypatch.setattr(turns, "_TURN_S", -1.0)
    monkeypatch.setattr(turns.time, "sleep", lambda _: found.append(threading.current_thread()))
    return found


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    name = "package_that_is_loaded_in_turns"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text(f"from {name} import one, two\n")
    (tmp_path / name / "one.py").write_text("NAMES = [str(n) for n in range(9)]\n")
    (tmp_path / name / "two.py").write_text("NUMBER = int('2')\n")
    monkeypatch.syspath_prepend(tmp_path)
    return name


def test_that_a_package_is_loaded_with_rests_in_this_thread_only(
    rests: list[threading.Thread], package: str
) -> None:
    other = threading.Thread(target=lambda: [str(n) for n in range(100)])
    with short_turns():
        loaded = importlib.import_module(package)
        other.start()
        other.join()
    assert loaded.two.NUMBER == 2
    assert len(rests) > 10
    assert set(rests) == {threading.current_thread()}


def test_that_nobody_rests_once_somebody_waits(rests: list[threading.Thread], package: str) -> None:
    with loading, short_turns():
        str(1)
        assert rests
        waiting = threading.Thread(target=await_loading)
        waiting.start()
        assert turns._awaited.wait(20)
        count = len(rests)
        importlib.import_module(package)
        assert len(rests) == count
    waiting.join()
    with short_turns():
        str(1)
    assert len(rests) > count


def test_that_what_python_called_before_is_called_after(rests: list[threading.Thread]) -> None:
    before = sys.getprofile()
    with pytest.raises(ModuleNotFoundError), short_turns():
        importlib.import_module("a_module_that_is_not_there")
    assert sys.getprofile() is before
    count = len(rests)
    str(1)
    assert len(rests) == count


@pytest.mark.parametrize(
    ("package", "module"),
    [
        ("package_that_is_not_there", "_core"),
        ("json", "module_that_is_not_there"),
        ("json", "tool"),
    ],
)
def test_that_what_cannot_be_mapped_is_left_to_the_import(package: str, module: str) -> None:
    map_library(package, module)
    assert f"{package}.{module}" not in sys.modules


def test_that_a_library_is_mapped_and_not_imported() -> None:
    loaded = set(sys.modules)
    map_library("PySide6", "QtHelp")
    assert "PySide6.QtHelp" not in set(sys.modules) - loaded


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.03, 0.1])
def test_that_an_import_waits_for_what_a_thread_loads(delay: float) -> None:
    # Where there is no PipeWire, Qt's multimedia says so while it is loaded: that calls Python.
    program = f"""
import threading, time
from PySide6.QtCore import qInstallMessageHandler
from hairstudio.core.turns import await_loading, loading, map_library
qInstallMessageHandler(lambda kind, context, words: time.sleep(0.02))
wanted = threading.Event()
def load():
    with loading:
        if not wanted.is_set():
            map_library("PySide6", "QtMultimedia")
threading.Thread(target=load, daemon=True).start()
time.sleep({delay})
wanted.set()
await_loading()
import PySide6.QtMultimedia
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
