"""Threads beside the caller's."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from hairsdk.workers import Workers


def test_that_a_pool_that_was_shut_down_does_no_more_work() -> None:
    with Workers(1) as workers:
        assert workers.submit(int, "7").result() == 7
    with pytest.raises(RuntimeError, match="cannot schedule new futures after shutdown"):
        workers.submit(pytest.fail, "it was done")


def test_that_work_for_which_no_thread_is_to_be_had_is_not_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def start(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    with Workers(1) as workers, pytest.raises(RuntimeError, match="start new thread"):
        # It waits in the pool, for a thread that another call may start.
        workers.submit(pytest.fail, "it was done")


def test_that_work_is_done_and_fails_as_ever_when_the_main_thread_has_ended() -> None:
    script = """if True:
        import threading
        from hairsdk.workers import Workers

        def go_on():
            threading.main_thread().join()
            for workers in (used, Workers(1)):
                print(workers.submit(int, "7").result())
                print(type(workers.submit(int, "seven").exception()).__name__)
                workers.shutdown()
                try:
                    workers.submit(print, "it was done")
                except RuntimeError as error:
                    print(error)

        used = Workers(1)
        used.submit(int)
        threading.Thread(target=go_on).start()
    """
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    refused = "cannot schedule new futures after shutdown"
    assert (done.stdout.splitlines(), done.stderr) == (["7", "ValueError", refused] * 2, "")
