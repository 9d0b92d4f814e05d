"""tflite-runtime answers as LiteRT does.

tflite-runtime needs Python 3.11 or older and numpy below 2, so this runs in an environment of its
own, where the file is named on the command line; its name keeps it out of the ordinary run::

    python3.11 -m venv runtime && runtime/bin/pip install '.[tflite-runtime]' pytest
    runtime/bin/python -m pytest tests/sdk/tflite_runtime_parity.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Preset, Recolorer, Segmenter
from hairsdk.errors import DeviceError, ModelError
from hairsdk.models import list_models

NETWORKS: list[str | Path] = [
    *list_models(),
    Path(__file__).parents[1] / "data" / "networks" / "darkness.tflite",
]


@pytest.fixture(params=NETWORKS, ids=str)
def segmenters(request: pytest.FixtureRequest) -> tuple[Segmenter, Segmenter]:
    return (
        Segmenter(request.param, "cpu", backend="tflite-runtime"),
        Segmenter(request.param, "cpu", backend="litert"),
    )


def test_that_numpy_is_the_one_that_tflite_runtime_needs() -> None:
    assert int(np.__version__.split(".")[0]) < 2


def test_that_both_runtimes_give_the_same_masks(
    segmenters: tuple[Segmenter, Segmenter],
    heads: list[tuple[NDArray[np.uint8], NDArray[np.float32]]],
) -> None:
    theirs, ours = segmenters
    assert theirs.description.startswith("tflite-runtime")
    for image, exact in heads:
        for previous in (None, exact):
            answers = [s.infer(image, previous).mask for s in (theirs, ours)]
            np.testing.assert_allclose(*answers, atol=1e-3)
        np.testing.assert_allclose(theirs.segment(image), ours.segment(image), atol=5e-3)


def test_that_a_stream_runs_on_it(frame: NDArray[np.uint8], network: Path, preset: Preset) -> None:
    with Recolorer(preset, network, backend="tflite-runtime") as recolorer:
        assert recolorer.device == "cpu"
        results = [recolorer.process(frame).image for _ in range(5)]
    with Recolorer(preset, network, "cpu", backend="litert") as recolorer:
        expected = [recolorer.process(frame).image for _ in range(5)]
    assert np.abs(np.array(results, int) - expected).max() <= 1


def test_that_its_errors_are_ours(network: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.tflite"
    broken.write_bytes(network.read_bytes()[:700])
    with pytest.raises(ModelError, match=r"broken\.tflite is not a usable \.tflite network"):
        Segmenter(broken, backend="tflite-runtime")
    with pytest.raises(DeviceError, match="runs on the CPU only"):
        Segmenter(network, "gpu", backend="tflite-runtime")
