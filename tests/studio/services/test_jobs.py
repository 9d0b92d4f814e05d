"""Background work: newest request only, progress, cancel, a quiet end."""

from __future__ import annotations

import gc
import sys
import threading
import weakref

import pytest
from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from hairstudio.services.control import TaskControl
from hairstudio.services.jobs import LatestJob, Task


def test_that_only_the_newest_waiting_request_is_worked_on(qtbot: QtBot) -> None:
    gate = threading.Event()
    worked: list[int] = []

    def work(request: int) -> int:
        worked.append(request)
        assert gate.wait(10)
        return request

    job = LatestJob(work, QThreadPool.globalInstance())
    done: list[int] = []
    job.done.connect(lambda request, result: done.append(result))
    for request in range(5):
        job.submit(request)
    gate.set()
    qtbot.waitUntil(lambda: done == [0, 4], timeout=5000)
    assert worked == [0, 4]
    assert not job.busy


def test_that_a_failure_is_told_and_the_next_request_runs(qtbot: QtBot) -> None:
    def work(request: int) -> float:
        return 1 / request

    job = LatestJob(work, QThreadPool.globalInstance())
    failed: list[Exception] = []
    job.failed.connect(lambda request, error: failed.append(error))
    job.submit(0)
    qtbot.waitUntil(lambda: len(failed) == 1, timeout=5000)
    assert isinstance(failed[0], ZeroDivisionError)
    with qtbot.waitSignal(job.done, timeout=5000):
        job.submit(2)


def test_that_a_closed_job_reports_nothing(qtbot: QtBot) -> None:
    gate = threading.Event()
    pool = QThreadPool()
    job = LatestJob(lambda request: gate.wait(10), pool)
    done: list[object] = []
    job.done.connect(lambda request, result: done.append(result))
    job.submit(1)
    job.close()
    gate.set()
    pool.waitForDone()
    qtbot.wait(50)
    job.submit(2)
    assert done == []
    assert not pool.activeThreadCount()


def test_that_a_task_reports_progress_and_can_be_cancelled(qtbot: QtBot) -> None:
    task = Task(QThreadPool.globalInstance())
    shares: list[float] = []
    ends: list[str] = []
    task.progressed.connect(lambda share, text: shares.append(share))
    task.cancelled.connect(lambda: ends.append("cancelled"))
    task.done.connect(lambda result: ends.append("done"))

    def work(control: TaskControl) -> None:
        control.progress(0.25, "begin")
        while True:
            control.progress(0.5)

    assert task.start(work)
    assert not task.start(work)
    qtbot.waitUntil(lambda: bool(shares), timeout=5000)
    task.cancel()
    qtbot.waitUntil(lambda: ends == ["cancelled"], timeout=5000)
    assert shares[0] == pytest.approx(0.25)
    assert not task.busy
    with qtbot.waitSignal(task.done, timeout=5000):
        task.start(lambda control: 7)


def test_that_a_report_on_its_way_is_not_told_after_the_task_was_cancelled(qtbot: QtBot) -> None:
    task = Task(QThreadPool.globalInstance())
    told: list[str] = []
    task.progressed.connect(lambda share, text: told.append(text))
    reported = threading.Event()

    def work(control: TaskControl) -> None:
        control.progress(0.5, "of the look before")
        reported.set()

    task.start(work)
    assert reported.wait(5)
    task.cancel()
    with qtbot.waitSignal(task.ended, timeout=5000):
        pass
    assert told == []


def test_that_the_newest_work_waits_for_a_task_to_stop_and_is_forgotten_when_that_is_cancelled(
    qtbot: QtBot,
) -> None:
    task = Task(QThreadPool.globalInstance())
    done: list[int] = []
    task.done.connect(done.append)
    gate = threading.Event()

    def slow(control: TaskControl) -> int:
        gate.wait(5)
        return 1

    task.restart(slow)
    task.restart(lambda control: 2)
    task.restart(lambda control: 3)
    gate.set()
    qtbot.waitUntil(lambda: done == [3], timeout=5000)
    gate.clear()
    task.restart(slow)
    task.restart(lambda control: 4)
    task.cancel()
    gate.set()
    with qtbot.waitSignal(task.ended, timeout=5000):
        pass
    qtbot.wait(50)
    assert done == [3]
    assert not task.busy


def test_that_nothing_of_a_job_stays_behind(qtbot: QtBot) -> None:
    class Request:
        """Stands for a preview of some megabytes."""

    tasks = [Task(QThreadPool.globalInstance()) for _ in range(40)]
    requests = weakref.WeakSet[Request]()
    interval = sys.getswitchinterval()
    # Often the work is over before the thread that started it goes on.
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(25):
            for task in tasks:
                request = Request()
                requests.add(request)
                task.start(lambda control, request=request: None)
            qtbot.waitUntil(lambda: not any(task.busy for task in tasks), timeout=20000)
    finally:
        sys.setswitchinterval(interval)
    del request
    gc.collect()
    assert not requests


def test_that_work_that_failed_or_was_stopped_lets_go_of_its_photos_at_once(
    qtbot: QtBot,
) -> None:
    class Photo:
        """Stands for some megabytes."""

    photos = weakref.WeakSet[Photo]()

    def work(control: TaskControl) -> None:
        photo = Photo()
        photos.add(photo)
        raise ValueError

    task = Task(QThreadPool.globalInstance())
    gc.disable()  # it may come minutes later
    try:
        with qtbot.waitSignal(task.failed, timeout=5000):
            task.start(work)
        qtbot.waitUntil(lambda: not photos, timeout=5000)
    finally:
        gc.enable()
