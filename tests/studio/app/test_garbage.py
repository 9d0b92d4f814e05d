"""Reference cycles are looked for in the window's thread alone."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import weakref
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hairstudio.app.garbage import collect_due, collecting_here


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


@pytest.mark.parametrize(
    ("counts", "thresholds", "generation"),
    [
        ((900, 11, 11), (700, 10, 10), 2),
        ((900, 11, 3), (700, 10, 10), 1),
        # As in Python 3.14, which looks through all of its objects in steps.
        ((2100, 11, 5), (2000, 10, 0), 1),
        ((2100, 3, 5), (2000, 10, 0), 0),
        ((100, 3, 5), (2000, 10, 0), None),
        # As Python itself has it: more than its threshold, not as many.
        ((700, 10, 10), (700, 10, 10), None),
    ],
)
def test_that_the_oldest_generation_is_due_by_its_own_threshold(
    counts: tuple[int, int, int],
    thresholds: tuple[int, int, int],
    generation: int | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    collected: list[int] = []
    monkeypatch.setattr(gc, "get_count", lambda: counts)
    monkeypatch.setattr(gc, "get_threshold", lambda: thresholds)
    monkeypatch.setattr(gc, "collect", collected.append)
    collect_due()
    monkeypatch.undo()
    assert collected == ([] if generation is None else [generation])


@pytest.mark.usefixtures("qapp")
def test_that_what_stood_before_is_left_alone_until_the_end_even_after_an_error() -> None:
    with pytest.raises(ValueError, match="a window"), collecting_here():
        assert gc.get_freeze_count() > 10_000
        raise ValueError("a window that fails")
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


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
