"""What the window holds of the system's memory over a long day."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FREED = """
import os, sys
import numpy as np
from hairstudio.app.memory import return_large_blocks

def resident() -> int:
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

return_large_blocks()
np.ones(4 << 20, np.uint8)  # the first that is freed lets glibc keep the others
before, pictures, kept = resident(), [], []
for _ in range(40):
    pictures.append(np.ones(4 << 20, np.uint8))
    kept.append(bytes(100_000))
assert resident() - before > 150 << 20
del pictures
print(resident() - before)
"""
"""Pictures come and go, and what is made between them stays."""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="asks /proc")
def test_that_memory_of_pictures_goes_back_to_the_system() -> None:
    command = [sys.executable, "-c", FREED]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 20 << 20
