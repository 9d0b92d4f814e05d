"""What libraries write to stderr, and what others write there meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk.images import Photo, decode_photo, encode_photo
from hairsdk.native_log import captured_native_log

PIXELS = np.full((4, 5, 3), 90, np.uint8)


def test_that_the_log_of_a_service_is_not_lost_while_a_photo_is_decoded(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    imdecode = cv2.imdecode

    def talkative(data: NDArray[np.uint8], flags: int) -> NDArray[np.uint8]:
        os.write(2, b"INFO: a request\nlibpng warning: iCCP: known incorrect sRGB profile\n")
        os.write(2, b"[ WARN:0@0.032] global loadsave.cpp:956: exception\n\n> Too long:\n>  1\n")
        os.write(2, b"        [0] prec(8) sgnd(0) [3] prec(98) sgnd(0)\n")
        os.write(2, b"half a line")
        return imdecode(data, flags)  # type: ignore[return-value]

    data, _ = encode_photo(Photo(PIXELS), ".png")
    monkeypatch.setattr(cv2, "imdecode", talkative)
    np.testing.assert_array_equal(decode_photo(data).pixels, PIXELS)
    assert capfd.readouterr().err == "INFO: a request\nhalf a line"


def test_that_all_is_caught_where_nothing_is_said_of_whose_it_is(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with captured_native_log() as lines:
        os.write(2, b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\r\n\nlast")
    assert lines == ["INFO: Created TensorFlow Lite XNNPACK delegate for CPU.", "", "last"]
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
def test_that_a_process_forked_while_another_thread_catches_lines_may_catch_its_own() -> None:
    # In a process of its own, which has no threads but these.
    script = """if True:
        import os, signal, sys, threading, time
        from hairsdk.native_log import captured_native_log

        def catch():
            with captured_native_log():
                amid.set()
                time.sleep(0.5)

        amid = threading.Event()
        threading.Thread(target=catch).start()
        amid.wait()
        child = os.fork()
        if not child:
            signal.alarm(60)
            os.write(2, b"told")
            with captured_native_log() as lines:
                os.write(2, b"caught")
            os._exit(0 if lines == ["caught"] else 1)
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """
    # Later Pythons warn of every fork of a process with threads.
    command = [sys.executable, "-W", "ignore", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "told")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
def test_that_other_threads_of_both_processes_may_catch_lines_after_a_fork() -> None:
    script = """if True:
        import os, signal, sys, threading
        from hairsdk.native_log import captured_native_log

        def catch():
            with captured_native_log():
                pass

        child = os.fork()
        signal.alarm(60)
        thread = threading.Thread(target=catch)
        thread.start()
        thread.join()
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) if child else 0)
    """
    done = subprocess.run([sys.executable, "-c", script], check=False)
    assert done.returncode == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
def test_that_the_handler_of_a_signal_may_fork_while_lines_are_caught() -> None:
    script = """if True:
        import os, signal, sys
        from hairsdk.native_log import captured_native_log

        def fork(number, frame):
            child = os.fork()
            if not child:
                with captured_native_log():
                    os._exit(0)
            codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))

        codes = []
        signal.alarm(60)
        signal.signal(signal.SIGUSR1, fork)
        with captured_native_log() as lines:
            signal.raise_signal(signal.SIGUSR1)
            os.write(2, b"caught")
        sys.exit(codes != [0] or lines != ["caught"])
    """
    command = [sys.executable, "-W", "ignore", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
