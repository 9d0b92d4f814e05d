"""An array that is unpacked once, however many ask for it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from hairstudio.document.packed import Packed


def test_that_threads_that_ask_at_the_same_time_share_one_array() -> None:
    unpacked: list[bytes] = []
    both_ask = threading.Barrier(2)

    def unpack(data: bytes) -> np.ndarray:
        unpacked.append(data)
        return np.frombuffer(data, np.uint8).copy()

    def ask() -> np.ndarray:
        both_ask.wait(10)
        return packed.values

    packed = Packed(np.arange(1 << 20).astype(np.uint8), np.ndarray.tobytes, unpack)
    with ThreadPoolExecutor(2) as pool:
        for _ in range(20):
            packed.rest()
            unpacked.clear()
            first, second = (each.result() for each in [pool.submit(ask) for _ in range(2)])
            assert len(unpacked) == 1
            assert first is second
