import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from hairnet.commands import main
from hairnet.config import Geometry, Photometry, Recipe, Stage
from hairnet.export import convert
from hairnet.network import HairNet, NetworkConfig
from hairnet.weights import save_weights

sys.path.insert(0, str(Path(__file__).with_name("helpers")))

HEADS = Path(__file__).parents[1] / "data" / "heads" / "heads.csv"
TINY = NetworkConfig(widths=(8, 16, 24), blocks=(1, 1, 1), decoder_blocks=(1, 1), refine_channels=8)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    """Threads that wait for a busy core make tiny networks slower, not faster."""
    torch.set_num_threads(1)


@pytest.fixture
def heads() -> Path:
    """A CSV of ten small heads with exact masks."""
    return HEADS


@pytest.fixture
def tiny_recipe() -> Recipe:
    """A run of seconds: hardly any augmentation, so that ten photos are learned by heart."""
    return Recipe(
        network=TINY,
        geometry=Geometry(plain=1.0),
        photometry=Photometry(**dict.fromkeys(Photometry.__dataclass_fields__, 0.0)),
        stages=(Stage(size=64, batch=8, images=160, lr=3e-3, lr_end=1e-3, warmup=16),),
        ema=0.9,
        validation=0.3,
    )


def make_tiny_network() -> HairNet:
    """Random weights, batch statistics included, so that nothing folds to zero."""
    torch.manual_seed(0)
    network = HairNet(TINY)
    for name, value in network.state_dict().items():
        if value.is_floating_point():
            spread = torch.rand_like(value)
            value.copy_(spread + 0.5 if "var" in name else (spread - 0.5) * 0.6)
    return network.eval()


@pytest.fixture
def tiny_network() -> HairNet:
    return make_tiny_network()


@pytest.fixture
def weights(tiny_network: HairNet, tmp_path: Path) -> Path:
    """A file of `tiny_network`, as of a run at 64²."""
    path = tmp_path / "tiny.safetensors"
    save_weights(path, tiny_network, {"images": 0, "size": 64})
    return path


@pytest.fixture(scope="session")
def tiny_tflite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`tiny_network` for 64² frames with float32 weights; converting takes its time."""
    path = tmp_path_factory.mktemp("tiny") / "tiny.tflite"
    path.write_bytes(convert(make_tiny_network(), 64, "float32"))
    return path


@pytest.fixture
def train_in_two_processes() -> Callable[..., str]:
    """Runs `hairnet train` under torchrun; gives what it wrote to stderr."""

    def run(*arguments: object) -> str:
        command = [sys.executable, "-m", "torch.distributed.run", "--standalone"]
        command += ["--nproc-per-node", "2", "-m", "hairnet", "train", *map(str, arguments)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen([*command, "--threads", "1"], text=True, **pipes) as torchrun:
            try:
                _, error = torchrun.communicate(timeout=300)
            except BaseException:
                # Asked, it ends its workers before itself; killed, it would leave them behind:
                # they are in sessions of their own.
                torchrun.terminate()
                torchrun.communicate(timeout=60)
                raise
        assert torchrun.returncode == 0, error
        return error

    return run


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Runs a command that must end in one line and exit code 2; gives the line."""

    def run(*arguments: object) -> str:
        assert main([str(argument) for argument in arguments]) == 2
        [line] = capsys.readouterr().err.splitlines()
        return line

    return run


@pytest.fixture
def misused(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Runs a command with arguments that its parser must refuse; gives the last line."""

    def run(*arguments: object) -> str:
        with pytest.raises(SystemExit):
            main([str(argument) for argument in arguments])
        return capsys.readouterr().err.splitlines()[-1]

    return run


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(7)
