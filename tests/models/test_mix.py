import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from hairnet.commands import main
from hairnet.data import load, read_csv
from hairnet.evaluate import validation_iou
from hairnet.mix import mixed
from hairnet.network import HairNet
from hairnet.weights import WeightsError, load_weights, save_weights

START = {"images": 5, "seed": 1, "started_from": {"seed": 0}}


@pytest.fixture
def runs(tiny_network: HairNet, tmp_path: Path) -> list[Path]:
    """The start, all of whose weights are 1 but those that are counts, and two runs from there."""
    paths = []
    told = START, {"seed": 2, "started_from": START}, {"seed": 3, "started_from": START}
    for number, (value, about) in enumerate(zip((1.0, 2.0, 4.0), told, strict=True)):
        for tensor in tiny_network.state_dict().values():
            if tensor.is_floating_point():
                tensor.fill_(value)
        paths.append(tmp_path / f"{number}.safetensors")
        save_weights(paths[-1], tiny_network, about)
    return paths


def values(network: HairNet) -> set[float]:
    floating = [v for v in network.state_dict().values() if v.is_floating_point()]
    return {round(float(x), 5) for v in floating for x in v.unique()}


def test_that_weights_are_averaged_by_their_parts(runs: list[Path]) -> None:
    network, _ = mixed(runs[1:], [1, 1])
    assert values(network) == {3.0}
    assert not network.training
    network, about = mixed(runs, [1, 2, 1])
    assert values(network) == {2.25}
    assert about == {
        "mixed": [
            {"part": 0.25, "images": 5, "seed": 1},
            {"part": 0.5, "seed": 2},
            {"part": 0.25, "seed": 3},
        ],
        "started_from": START,
    }


def test_that_the_start_is_known_beside_one_run(runs: list[Path]) -> None:
    assert mixed(runs[:2], [1, 1])[1]["started_from"] == START


def test_that_another_start_is_told(runs: list[Path], tiny_network: HairNet) -> None:
    further = {"seed": 4, "started_from": {"seed": 2, "started_from": START}}
    elsewhere = {"seed": 5, "started_from": {"seed": 9}}
    for path, about in zip(runs[:2], (further, elsewhere), strict=True):
        save_weights(path, tiny_network, about)
    _, about = mixed([runs[2], *runs[:2]], [1, 1, 2])
    assert about["mixed"] == [
        {"part": 0.25, "seed": 3},
        {"part": 0.25, "seed": 4, "started_from": {"seed": 2}},
        {"part": 0.5, **elsewhere},
    ]
    assert about["started_from"] == START


def test_that_networks_of_no_common_start_are_warned_of(
    runs: list[Path], tiny_network: HairNet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger, mean = tmp_path / "stranger.safetensors", tmp_path / "mean.safetensors"
    save_weights(stranger, tiny_network, {"seed": 5, "started_from": {"seed": 9}, "size": 64})
    assert main([*map(str, ["mix", *runs, "-o", mean])]) == 0
    assert capsys.readouterr().err == ""
    assert main([*map(str, ["mix", runs[1], stranger, "-o", mean])]) == 0
    assert "nothing tells that these networks started from the same" in capsys.readouterr().err


def test_that_a_mean_tells_the_size_that_all_share(tiny_network: HairNet, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.safetensors" for number in range(2)]
    for path in paths:
        save_weights(path, tiny_network, {"size": 64})
    part = {"part": 0.5, "size": 64}
    assert mixed(paths, [1, 1])[1] == {"mixed": [part, part], "size": 64}
    save_weights(paths[1], tiny_network, {"size": 96})
    assert "size" not in mixed(paths, [1, 1])[1]


@pytest.mark.parametrize(
    "parts", [[1.0], [1.0, 0.0], [1.0, -1.0], [1.0, math.nan], [1.0, math.inf], [1.0, 1.0, 1.0]]
)
def test_that_parts_fit_the_files(runs: list[Path], parts: list[float]) -> None:
    with pytest.raises(WeightsError, match="a part above 0 of each, found 2 file"):
        mixed(runs[:2], parts)
    with pytest.raises(WeightsError, match="needs two files or more"):
        mixed(runs[:1], [1.0])


def test_that_networks_of_other_shapes_are_refused(
    runs: list[Path], tiny_network: HairNet, tmp_path: Path
) -> None:
    other = tmp_path / "other.safetensors"
    save_weights(other, HairNet(replace(tiny_network.config, refine="none")), {})
    with pytest.raises(WeightsError, match=r"other\.safetensors: not a network of the same shape"):
        mixed([runs[0], other], [1, 1])


def test_that_the_command_measures_what_it_writes(
    tiny_network: HairNet, heads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two, mean = (tmp_path / f"{name}.safetensors" for name in ("one", "two", "mean"))
    save_weights(one, tiny_network, {"seed": 1})
    # As this network is, it finds no hair anywhere, which any other would do as well.
    torch.nn.init.constant_(tiny_network.head.logit.bias, 2.0)
    save_weights(two, tiny_network, {"seed": 2})
    arguments = ["mix", one, two, "--parts", 1, 3, "-o", mean]
    measured = ["--validate", heads, "--validation", 1, "--size", 64]
    assert main([*map(str, arguments), *map(str, measured)]) == 0
    network, about = load_weights(mean)
    rows = read_csv(heads)
    sets = validation_iou(network, rows, load(rows), 64)
    expected = sum(sets.values()) / len(sets)
    assert 0 < about["validation_iou"] == pytest.approx(expected)
    out = capsys.readouterr().out
    assert out == (
        f"{mean}: 0.25 of {one}, 0.75 of {two}; mean IoU {expected:.4f} on {len(rows)} photos "
        "held back\n"
    )


def test_that_bad_orders_end_in_a_line(
    runs: list[Path], tmp_path: Path, heads: Path, refused: Callable[..., str]
) -> None:
    mean = tmp_path / "mean.safetensors"
    for extra, said in (
        (["--parts", 1], "a part above 0 of each"),
        (["--validate", heads], "--validate needs --size"),
        (["--validate", heads, "--size", 60], "--size must be a multiple of 16"),
        (["--validate", heads, "--size", 64, "--validation", 1e-9], "none of the photos held back"),
    ):
        assert said in refused("mix", *runs, "-o", mean, *extra)
    assert not mean.exists()


@pytest.mark.parametrize("share", ["0", "7", "nan"])
def test_that_a_share_of_the_photos_is_held_back(share: str, misused: Callable[..., str]) -> None:
    """With 7, photos that were trained on would be measured as if they had been held back."""
    order = ["mix", "a.safetensors", "b.safetensors", "-o", "m.safetensors"]
    line = misused(*order, "--validation", share)
    assert line.endswith(f"--validation: must be a number above 0, 1 at most, found {share!r}")
