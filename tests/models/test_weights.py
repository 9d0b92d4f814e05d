"""Files of weights: what they hold, what a network takes over, and which are refused."""

import dataclasses
import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from hairnet.config import to_dict
from hairnet.network import HairNet
from hairnet.weights import WeightsError, load_weights, save_weights, start_from


def test_that_weights_start_another_network_where_they_fit(
    tiny_network: HairNet, tmp_path: Path
) -> None:
    path = tmp_path / "w.safetensors"
    save_weights(path, tiny_network, {"seed": 3})
    wider = HairNet(dataclasses.replace(tiny_network.config, refine_channels=16))
    start = start_from(wider, path)
    assert start.about == {"seed": 3}
    assert start.fresh and all(name.startswith("head.") for name in start.fresh)
    # Those of another shape are both.
    assert start.left and set(start.left) <= set(start.fresh)
    assert torch.equal(wider.stem[0].weight, tiny_network.stem[0].weight)


def test_that_a_start_says_what_is_new_and_what_is_left_behind(
    tiny_network: HairNet, tmp_path: Path
) -> None:
    with_detail = HairNet(dataclasses.replace(tiny_network.config, detail=4, shrink=2))
    save_weights(tmp_path / "w.safetensors", with_detail, {})
    said = str(start_from(tiny_network, tmp_path / "w.safetensors"))
    new, left, differs = said.split("; ")
    assert new == "new: nothing" and differs == "another network: detail 4 → 0, shrink 2.0 → 1.0"
    assert left.startswith("left behind: ") and "detail" in left and ".weight" not in left
    layers = left.removeprefix("left behind: ").split(", ")
    assert len(set(layers)) == len(layers)


def test_that_a_start_of_which_nothing_fits_is_refused(
    tiny_network: HairNet, tmp_path: Path
) -> None:
    path = tmp_path / "w.safetensors"
    save_file(
        {"other": torch.zeros(1)}, path, {"network": json.dumps(to_dict(tiny_network.config))}
    )
    with pytest.raises(WeightsError, match=r"w\.safetensors: no weight fits the recipe's network"):
        start_from(tiny_network, path)


def test_that_a_file_holds_the_weights_that_its_network_has(
    tiny_network: HairNet, tmp_path: Path
) -> None:
    path = tmp_path / "w.safetensors"
    save_weights(path, tiny_network, {})
    whole = load_file(path)
    assert not any(name.endswith("num_batches_tracked") for name in whole)
    metadata = {"network": json.dumps(to_dict(tiny_network.config))}
    save_file(whole, path, metadata)
    assert load_weights(path)[1] == {}
    first = min(whole)
    for wrong, name in (
        ({**whole, "more": torch.zeros(1)}, "more"),
        ({other: value for other, value in whole.items() if other != first}, first),
    ):
        save_file(wrong, path, metadata)
        with pytest.raises(WeightsError, match=f"does not fit its own description: .*{name}"):
            load_weights(path)


@pytest.mark.parametrize(
    "metadata",
    [None, {"format": "pt"}, {"network": "{"}, {"network": '{"depth": 3}'}],
    ids=["none", "another", "no JSON", "unknown field"],
)
def test_that_a_file_that_does_not_tell_its_network_is_refused(
    tmp_path: Path, metadata: dict[str, str] | None
) -> None:
    save_file({"w": torch.zeros(1)}, tmp_path / "w.safetensors", metadata)
    with pytest.raises(WeightsError, match="does not say which network it holds"):
        load_weights(tmp_path / "w.safetensors")


def test_that_files_that_are_no_weights_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    path.write_bytes(b"not at all")
    with pytest.raises(WeightsError, match="not a readable safetensors"):
        load_weights(path)
    for path, reason in (
        (tmp_path / "none.safetensors", "there is no such file of weights"),
        (tmp_path, "is a folder: name the weights in it"),
    ):
        with pytest.raises(WeightsError, match=reason):
            load_weights(path)
