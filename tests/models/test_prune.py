from dataclasses import replace
from pathlib import Path

import pytest
import torch

from hairnet.commands import main
from hairnet.network import HairNet, HalfHead
from hairnet.prune import narrowed
from hairnet.weights import load_weights, save_weights


@pytest.fixture
def half_asleep(tiny_network: HairNet) -> HairNet:
    """Of its eight refining channels four are always 0, others in every layer."""
    head = tiny_network.head
    assert isinstance(head, HalfHead)
    torch.nn.init.normal_(head.logit.weight)
    for part in (head.features, head.image, *head.refine):
        torch.nn.init.normal_(part[0].weight)
    asleep = {head.features[1]: (0, 2, 5, 7), head.image[1]: (0, 2, 5, 7)}
    asleep |= {head.refine[0][1]: (1, 2, 3, 4), head.refine[1][1]: (0, 1, 6, 7)}
    for norm, channels in asleep.items():
        norm.weight.data[list(channels)] = 0
        norm.bias.data[list(channels)] = 0
    return tiny_network


def frames(count: int = 12) -> list[torch.Tensor]:
    generator = torch.Generator().manual_seed(3)
    return [torch.rand(1, 4, 64, 64, generator=generator) for _ in range(count)]


def test_that_channels_that_say_nothing_can_go(half_asleep: HairNet) -> None:
    copy, lost = narrowed(half_asleep, frames(), 4)
    assert copy.config == replace(half_asleep.config, refine_channels=4)
    assert lost < 1e-3
    new = torch.rand(2, 4, 64, 64)
    with torch.no_grad():
        expected, found = half_asleep(new), copy(new)
    assert float((found - expected).std() / expected.std()) < 0.02


def test_that_channels_are_kept_for_what_they_say_behind_the_norm(half_asleep: HairNet) -> None:
    """One kept channel is large before its norm, and small behind it, as are those that feed it."""
    head = half_asleep.head
    assert isinstance(head, HalfHead)
    for block in (head.features, head.image, *head.refine):
        torch.nn.init.ones_(block[1].weight)
        torch.nn.init.constant_(block[1].bias, 0.5)
    kernel = head.refine[1][0].weight.data
    kernel[:4, 4:], kernel[:4, :4] = 0, kernel[:4, :4]
    kernel[0, 4:], kernel[0, :4] = 30 * torch.rand(4, 3, 3), 0
    head.refine[1][1].running_var.data[:4] = torch.tensor([1e5, 1, 1, 1])
    # Of the last layer's channels these four are heard.
    head.logit.weight.data[4:] = 0
    copy, lost = narrowed(half_asleep, frames(), 4)
    assert lost < 1e-3
    new = torch.rand(2, 4, 64, 64)
    with torch.no_grad():
        expected, found = half_asleep(new), copy(new)
    assert float((found - expected).std() / expected.std()) < 0.5


def test_that_fewer_channels_than_speak_lose_something(half_asleep: HairNet) -> None:
    assert narrowed(half_asleep, frames(), 2)[1] > 0.01


def test_that_a_head_without_channels_to_spare_is_refused(tiny_network: HairNet) -> None:
    with pytest.raises(ValueError, match="have more than 8; found refine = 'half', 8 channels"):
        narrowed(tiny_network, frames(), 8)
    plain = HairNet(replace(tiny_network.config, refine="none"))
    with pytest.raises(ValueError, match="found refine = 'none'"):
        narrowed(plain, frames(), 4)
    detailed = HairNet(replace(tiny_network.config, detail=8))
    with pytest.raises(ValueError, match="found detail = 8: take channels away before"):
        narrowed(detailed, frames(), 4)


def test_that_the_command_writes_weights_that_load(
    half_asleep: HairNet, heads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_weights(tmp_path / "wide.safetensors", half_asleep, {"images": 5})
    output = tmp_path / "narrow.safetensors"
    arguments = [tmp_path / "wide.safetensors", heads, "--size", 64, "--frames", 8, "-o", output]
    assert main(["prune", *map(str, arguments)]) == 0
    assert "4 of 8 refining channels" in capsys.readouterr().out
    network, about = load_weights(output)
    assert network.config.refine_channels == 4
    assert about == {"images": 5, "channels_before": 8}
