"""Reference cycles are looked for in the window's thread alone."""

from __future__ import annotations

import subprocess
import sys
import threading
import weakref
from pathlib import Path

from pytestqt.qtbot import QtBot

from hairstudio.app.garbage import collecting_here


class _Node:
    def __init__(self) -> None:
        self.own = self


def _busy() -> list[list[int]]:
    return [[number] for number in range(100_000)]


def test_that_a_cycle_is_found_in_the_windows_thread_while_others_work(qtbot: QtBot) -> None:
    found_in: list[threading.Thread] = []
    with collecting_here():
        weakref.finalize(_Node(), lambda: found_in.append(threading.current_thread()))
        worker = threading.Thread(target=_busy)
        worker.start()
        worker.join()
        assert not found_in
        kept = _busy()
        qtbot.waitUntil(lambda: bool(found_in))
    del kept
    assert found_in == [threading.main_thread()]


def test_that_the_window_looks_for_cycles_itself_as_long_as_it_is_open(tmp_path: Path) -> None:
    program = """
import gc, sys
from hairstudio.app import start
from hairstudio.app.arguments import parse
start.open_first = lambda window, _: (print(gc.isenabled()), window.close())
status = start.run(parse(["--home", sys.argv[1]]))
print(gc.isenabled())
sys.exit(status)
"""
    run = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.stdout.split() == ["False", "True"]
