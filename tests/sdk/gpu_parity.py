"""The network on a GPU answers as it does on the CPU.

Needs a GPU, or a software Vulkan driver such as SwiftShader, so it is named on the command line;
its name keeps it out of the ordinary run. On Debian 12::

    apt-get download chromium-common && dpkg-deb -x chromium-common_*.deb swiftshader
    VK_ICD_FILENAMES=$PWD/swiftshader/usr/lib/chromium/vk_swiftshader_icd.json \\
        python -m pytest tests/sdk/gpu_parity.py
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Preset, Recolorer, Segmenter
from hairsdk.backends.litert_gpu import HOST_MEMORY, LitertGpuBackend
from hairsdk.cli import main
from hairsdk.errors import ModelError
from hairsdk.models import list_models

Head = tuple[NDArray[np.uint8], NDArray[np.float32]]


def test_that_the_network_is_in_the_memory_of_the_gpu(network: Path) -> None:
    backend = LitertGpuBackend(network.read_bytes(), "net")
    assert backend.device == "gpu"
    assert backend.buffer_types != [HOST_MEMORY]
    assert backend.adapter != "unnamed GPU"
    backend.close()


@pytest.mark.parametrize("model", list_models())
def test_that_gpu_and_cpu_give_the_same_masks(model: str, heads: list[Head]) -> None:
    with Segmenter(model, "gpu", precision="float32") as gpu, Segmenter(model, "cpu") as cpu:
        assert (gpu.device, cpu.device) == ("gpu", "cpu")
        for image, exact in heads[:2]:
            for previous in (None, exact):
                answers = [s.infer(image, previous).mask for s in (gpu, cpu)]
                np.testing.assert_allclose(*answers, atol=1e-3)


def test_that_a_stream_runs_on_it(frame: NDArray[np.uint8], network: Path, preset: Preset) -> None:
    with Recolorer(preset, network, "gpu", precision="float32") as recolorer:
        assert recolorer.device == "gpu"
        found = [recolorer.process(frame).image for _ in range(3)]
    with Recolorer(preset, network, "cpu") as recolorer:
        expected = [recolorer.process(frame).image for _ in range(3)]
    assert np.abs(np.array(found, int) - expected).max() <= 1


def test_that_auto_takes_a_real_gpu_and_no_software_one(
    network: Path, caplog: pytest.LogCaptureFixture
) -> None:
    probe = LitertGpuBackend(network.read_bytes(), "net")
    expected = "cpu" if probe.is_software else "gpu"
    probe.close()
    with caplog.at_level(logging.INFO, "hairsdk"), Segmenter(network, "auto") as segmenter:
        assert segmenter.device == expected
    told = [r.getMessage() for r in caplog.records if r.name == "hairsdk"]
    assert len(told) == 1
    assert told[0].startswith(f"running on the {expected.upper()}: ")


def test_that_a_network_of_another_shape_is_refused_there_too(data: Path) -> None:
    with pytest.raises(ModelError, match="is not a hair network"):
        Segmenter(data / "networks" / "three_channels.tflite", "gpu")


def test_that_half_precision_is_close(heads: list[Head]) -> None:
    image = heads[0][0]
    with Segmenter("256", "gpu", precision="float16") as gpu, Segmenter("256", "cpu") as cpu:
        # A driver in software computes in float32 whatever is asked for; float16 has a mantissa
        # of eleven bits, and its errors add up from layer to layer.
        np.testing.assert_allclose(gpu.infer(image).mask, cpu.infer(image).mask, atol=2e-2)


def test_that_the_runtime_s_chatter_is_in_neither_stream_of_the_command(
    frame: NDArray[np.uint8], network: Path, preset: Preset, tmp_path: Path
) -> None:
    preset.save(tmp_path / "look.hairlook")
    height, width = frame.shape[:2]
    program = ["import sys; from hairsdk.cli import main; sys.exit(main())", "pipe"]
    options = ["--preset", str(tmp_path / "look.hairlook"), "--model", str(network)]
    options += ["--size", f"{width}x{height}", "--device", "gpu"]
    done = subprocess.run(
        [sys.executable, "-c", *program, *options],
        input=frame.tobytes() * 2,
        capture_output=True,
        check=True,
    )
    assert (len(done.stdout), done.stderr) == (2 * frame.size, b"")


def test_that_doctor_names_the_gpu(capsys: pytest.CaptureFixture[str]) -> None:
    main(["doctor", "--json"])
    gpu = json.loads(capsys.readouterr().out)["gpu"]
    assert gpu["usable"]
    assert gpu["adapter"] not in ("", "unnamed GPU")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
@pytest.mark.parametrize("ends_by", ["segmenter.close()", "del segmenter", ""])
def test_that_a_forked_process_is_refused_instead_of_waiting_without_end(
    ends_by: str, network: Path
) -> None:
    script = f"""if True:
        import os, signal, sys
        import numpy as np
        from hairsdk import Segmenter
        from hairsdk.errors import BackendError
        segmenter = Segmenter(sys.argv[1], "gpu")
        child = os.fork()
        if not child:
            signal.alarm(60)
            try:
                segmenter.segment(np.zeros((64, 64, 3), np.uint8))
            except BackendError as error:
                print(error, flush=True)
            {ends_by}
            sys.exit()
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        segmenter.close()
        sys.exit(code)
    """
    command = [sys.executable, "-W", "ignore", "-c", script, str(network)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "fork before a network is opened" in done.stdout
