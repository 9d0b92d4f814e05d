"""Threads that an encoder begins, and the one that opens it, are scheduled as before."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hairsdk.video import scheduling
from hairsdk.video.scheduling import kept_scheduling

if sys.platform != "linux":
    pytest.skip("there it is left to the system", allow_module_level=True)

# What anybody may take, and give back.
TAKEN = os.SCHED_BATCH, os.sched_param(0)


@pytest.fixture
def waiting() -> Iterator[list[threading.Thread]]:
    """Threads that are begun, and end with the test."""
    ended = threading.Event()
    threads = [threading.Thread(target=ended.wait) for _ in range(2)]
    yield threads
    ended.set()
    for thread in threads:
        thread.join()
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def test_that_threads_that_begin_within_are_scheduled_as_the_one_that_began_them(
    waiting: list[threading.Thread],
) -> None:
    before, within = waiting
    before.start()
    os.sched_setscheduler(before.native_id, *TAKEN)
    with pytest.raises(ZeroDivisionError), kept_scheduling():
        os.sched_setscheduler(0, *TAKEN)
        within.start()
        assert os.sched_getscheduler(within.native_id) == os.SCHED_BATCH
        raise ZeroDivisionError
    found = [os.sched_getscheduler(thread) for thread in (0, within.native_id, before.native_id)]
    assert found == [os.SCHED_OTHER, os.SCHED_OTHER, os.SCHED_BATCH]


def test_that_a_real_time_thread_keeps_its_priority() -> None:
    def priority() -> int:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
        with kept_scheduling():
            os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(2))
        return os.sched_getparam(0).sched_priority

    with ThreadPoolExecutor(1) as beside:
        try:
            assert beside.submit(priority).result() == 1
        except PermissionError:
            pytest.skip("no right to real-time threads")


def test_that_a_system_that_tells_nothing_of_it_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(38, "Function not implemented")

    with monkeypatch.context() as changed:
        for name in ("sched_getscheduler", "sched_getparam"):
            changed.setattr(os, name, refuse)
        with kept_scheduling():
            pass
    monkeypatch.setattr(scheduling, "_TASKS", tmp_path / "none")
    with kept_scheduling():
        pass
