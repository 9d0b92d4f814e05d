"""Three stages: order, bounded memory, and one failure that ends all."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator

import pytest

from hairsdk.video import StopRequest, run_stages


def doubled(numbers: Iterator[int]) -> Iterator[int]:
    return (2 * n for n in numbers)


def assert_that_all_threads_end() -> None:
    """A busy machine may wake a stage late; one that has not noticed the end never ends."""
    stages = [t for t in threading.enumerate() if t.name.startswith("hairsdk ")]
    for stage in stages:
        stage.join(20)
    assert not [stage for stage in stages if stage.is_alive()]


def test_that_order_is_kept_and_nothing_is_lost() -> None:
    written: list[int] = []
    run_stages(range(500), doubled, written.append, depth=3)
    assert written == list(range(0, 1000, 2))
    assert_that_all_threads_end()


def test_that_an_empty_source_ends() -> None:
    written: list[int] = []
    run_stages([], doubled, written.append)
    assert written == []


def test_that_a_slow_writer_holds_the_reader_back() -> None:
    read, ahead = 0, []
    written: list[int] = []

    def source() -> Iterator[int]:
        nonlocal read
        for number in range(40):
            read += 1
            yield number

    def sink(number: int) -> None:
        time.sleep(0.002)
        written.append(number)
        ahead.append(read - len(written))

    run_stages(source(), doubled, sink, depth=2)
    # Two queues of two, and one in the hands of each stage and on its way.
    assert max(ahead) <= 8


@pytest.mark.parametrize("stage", ["reader", "processor", "writer"])
def test_that_a_failure_in_one_stage_ends_all_with_its_own_message(stage: str) -> None:
    def fail(number: int, here: str) -> None:
        if number >= 10 and stage == here:
            raise ValueError(f"the {here} failed")

    def source() -> Iterator[int]:
        for number in range(10_000_000):
            fail(number, "reader")
            yield number

    def work(numbers: Iterator[int]) -> Iterator[int]:
        for number in numbers:
            fail(number, "processor")
            yield number

    with pytest.raises(ValueError, match=f"the {stage} failed"):
        run_stages(source(), work, lambda number: fail(number, "writer"))
    assert_that_all_threads_end()


def test_that_of_several_failures_the_first_is_told() -> None:
    def full(number: int) -> None:
        raise OSError("the disk is full")

    def closing_fails(numbers: Iterator[int]) -> Iterator[int]:
        yield next(numbers)
        try:
            for _ in numbers:
                pass
        finally:
            raise RuntimeError("and closing fails, too")

    with pytest.raises(OSError, match="the disk is full"):
        run_stages(itertools.count(), closing_fails, full)
    assert_that_all_threads_end()


def test_that_a_stop_writes_what_was_read() -> None:
    stop = StopRequest()
    written: list[int] = []

    def source() -> Iterator[int]:
        for number in range(10_000_000):
            if number == 20:
                stop.set()
            yield number

    run_stages(source(), doubled, written.append, stop=stop)
    assert written == list(range(0, 2 * len(written), 2))
    assert 1 <= len(written) <= 20
    assert_that_all_threads_end()


def test_that_a_drop_ends_all_at_once() -> None:
    stop = StopRequest()

    def sink(number: int) -> None:
        if number == 20:
            stop.drop()

    with pytest.raises(KeyboardInterrupt):
        run_stages(iter(range(10_000_000)), doubled, sink, stop=stop)
    assert_that_all_threads_end()


def test_that_a_reader_that_waits_for_ever_does_not_hold_up_a_stop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("hairsdk.video.stages._PATIENCE", 0.1)
    stop, release = StopRequest(), threading.Event()
    written: list[int] = []

    def source() -> Iterator[int]:
        yield 1
        release.wait(20)

    timer = threading.Timer(0.2, stop.set)
    timer.start()
    start = time.monotonic()
    run_stages(source(), doubled, written.append, stop=stop)
    assert time.monotonic() - start < 10
    assert written == [2]
    release.set()
    timer.join()
