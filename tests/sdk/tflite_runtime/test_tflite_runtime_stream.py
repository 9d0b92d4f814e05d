"""A stream on tflite-runtime, and its errors in our words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Preset, Recolorer, Segmenter
from hairsdk.errors import ModelError


def test_that_numpy_is_the_one_that_tflite_runtime_needs() -> None:
    assert int(np.__version__.split(".")[0]) < 2


def test_that_a_stream_runs_on_it(frame: NDArray[np.uint8], network: Path, preset: Preset) -> None:
    with Recolorer(preset, network, backend="tflite-runtime") as recolorer:
        assert recolorer.device == "cpu"
        results = [recolorer.process(frame).image for _ in range(5)]
    with Recolorer(preset, network, "cpu", backend="litert") as recolorer:
        expected = [recolorer.process(frame).image for _ in range(5)]
    assert np.abs(np.array(results, int) - expected).max() <= 1


def test_that_its_errors_are_ours(network: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.tflite"
    # What is behind the end of a file that was cut made the runtime crash.
    for size in (20, 300, 700, 1000, 1200):
        broken.write_bytes(network.read_bytes()[:size])
        with pytest.raises(ModelError, match=r"broken\.tflite is not a usable \.tflite network"):
            Segmenter(broken, backend="tflite-runtime")
