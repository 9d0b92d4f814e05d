"""Trained weights as safetensors, with the network's shape in the file's metadata."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from hairnet.config import ConfigError, differences, from_dict, to_dict
from hairnet.network import HairNet, NetworkConfig
from hairsdk.files import write_bytes


class WeightsError(ValueError):
    """A weights file cannot be used; the message says why."""


def save_weights(path: str | Path, network: HairNet, about: dict[str, Any]) -> None:
    """Write `network`; `about` (plain values) tells how it was trained."""
    tensors = {
        name: value.contiguous()
        for name, value in network.state_dict().items()
        if not name.endswith("num_batches_tracked")
    }
    metadata = {
        "network": json.dumps(to_dict(network.config), sort_keys=True),
        "about": json.dumps(about, sort_keys=True),
    }
    write_bytes(path, save(tensors, metadata))


def load_weights(path: str | Path) -> tuple[HairNet, dict[str, Any]]:
    """The network of a file, ready for inference, and what is told about it."""
    network_config, tensors, about = read(path)
    network = HairNet(network_config)
    missing, unexpected = network.load_state_dict(tensors, strict=False)
    missing = [name for name in missing if not name.endswith("num_batches_tracked")]
    if missing or unexpected:
        raise WeightsError(f"{path}: does not fit its own description: {missing or unexpected}")
    return network.eval(), about


@dataclass(frozen=True)
class Start:
    """What a network took over from another one's file."""

    fresh: list[str]
    """Names of the weights that stay untrained."""
    left: list[str]
    """Names of those of the file that have no place, or another shape, in the network."""
    differs: list[str]
    """Fields of the file's network that are others here, each as "name before → now"."""
    about: dict[str, Any]
    """What the file tells about its weights."""

    def __str__(self) -> str:
        parts = {
            "new": _layers(self.fresh) or "nothing",
            "left behind": _layers(self.left),
            "another network": ", ".join(self.differs),
        }
        return "; ".join(f"{name}: {text}" for name, text in parts.items() if text)


def _layers(names: list[str]) -> str:
    """The layers that weights belong to, each once."""
    return ", ".join(dict.fromkeys(name.rpartition(".")[0] for name in names))


def start_from(network: HairNet, path: str | Path) -> Start:
    """Copy all weights of equal name and shape into `network`."""
    config, tensors, about = read(path)
    own = network.state_dict()
    fitting = {
        name: value
        for name, value in tensors.items()
        if name in own and own[name].shape == value.shape
    }
    if not fitting:
        raise WeightsError(f"{path}: no weight fits the recipe's network")
    network.load_state_dict(fitting, strict=False)
    fresh = [
        name for name in own if name not in fitting and not name.endswith("num_batches_tracked")
    ]
    differs = differences(to_dict(config), to_dict(network.config))
    return Start(sorted(fresh), sorted(set(tensors) - set(fitting)), differs, about)


def read(path: str | Path) -> tuple[NetworkConfig, dict[str, Tensor], dict[str, Any]]:
    if Path(path).is_dir():
        raise WeightsError(
            f"{path} is a folder: name the weights in it, best.safetensors in that of a run"
        )
    try:
        with safe_open(path, "pt") as file:
            metadata = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except FileNotFoundError as error:
        raise WeightsError(f"{path}: there is no such file of weights") from error
    except (OSError, SafetensorError) as error:
        raise WeightsError(f"{path}: not a readable safetensors file: {error}") from error
    try:
        config = from_dict(NetworkConfig, json.loads(metadata["network"]), str(path))
        return config, tensors, json.loads(metadata.get("about", "{}"))
    except (KeyError, json.JSONDecodeError, ConfigError) as error:
        raise WeightsError(f"{path}: does not say which network it holds: {error}") from error
