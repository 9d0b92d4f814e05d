"""A Recolorer in services: in processes that were forked, in threads that outlive the first one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
@pytest.mark.parametrize(
    # Python takes apart what modules hold, its own at the very last.
    "ends_by",
    ["recolorer.close(); os._exit(0)", "sys.exit()", "sys.kept = recolorer; sys.exit()"],
)
@pytest.mark.parametrize("works", [True, False])
def test_that_a_forked_process_goes_on_and_ends(works: bool, ends_by: str) -> None:
    # In a process of its own, which has no threads but these. Fewer survived by luck.
    script = f"""if True:
        import os, signal, sys
        from hairsdk import Preset, Recolorer
        from hairsdk.images import read_photo
        from hairsdk.resources import sample_photo
        # With hair, or the pool has nothing to do.
        frame = read_photo(sample_photo()).srgb
        recolorer = Recolorer(Preset.builtin("copper"), "256", device="cpu", threads=4)
        expected = recolorer.recolor(frame)
        child = os.fork()
        if not child:
            signal.alarm(60)
            if {works} and (recolorer.recolor(frame) != expected).any():
                os._exit(1)
            {ends_by}
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """
    # Later Pythons warn of every fork of a process with threads.
    command = [sys.executable, "-W", "ignore", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted as Linux tells them")
def test_that_a_forked_process_opens_its_network_once_with_threads_of_its_own() -> None:
    script = """if True:
        import gc, os, signal, sys
        import cv2
        import numpy as np
        from hairsdk import Segmenter

        def opened():
            return [thing for thing in gc.get_objects() if type(thing).__name__ == "Interpreter"]

        def threads():
            return len(os.listdir("/proc/self/task"))

        cv2.setNumThreads(1)
        frame = np.zeros((64, 64, 3), np.uint8)
        others = threads()
        segmenter = Segmenter("256", "cpu", 4)
        segmenter.segment(frame)
        own = threads() - others
        child = os.fork()
        if not child:
            signal.alarm(60)
            segmenter.segment(frame)
            first = opened()
            segmenter.segment(frame)
            os._exit(opened() != first or threads() != 1 + own)
        sys.exit(not own or os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """
    command = [sys.executable, "-W", "ignore", "-c", script]
    done = subprocess.run(command, check=False)
    assert done.returncode == 0


def test_that_a_thread_goes_on_when_the_main_thread_has_ended(network: Path) -> None:
    script = """if True:
        import sys, threading
        import numpy as np
        from hairsdk import Preset, Recolorer
        frame = np.random.default_rng(1).integers(0, 90, (480, 640, 3), np.uint8)
        recolorer = Recolorer(Preset.builtin("copper"), sys.argv[1], device="cpu", threads=3)
        expected = recolorer.recolor(frame)
        streamed = [result.image for result in recolorer.stream([frame] * 2)]
        recolorer.reset()

        def go_on():
            threading.main_thread().join()
            found = [result.image for result in recolorer.stream([frame] * 2)]
            print((recolorer.recolor(frame) == expected).all(), np.array_equal(found, streamed))
            recolorer.close()

        threading.Thread(target=go_on).start()
    """
    command = [sys.executable, "-c", script, str(network)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "True True\n", "")
