import dataclasses
from typing import Literal

import pytest
import torch
from torch import nn

from hairnet.cells import in_cells, put_in_cells
from hairnet.network import HairNet, HalfHead


@pytest.mark.parametrize("channels", [4, 7])
@pytest.mark.parametrize("detail", [0, 6])
@pytest.mark.parametrize("image_channels", [3, 4])
def test_that_cells_give_the_same_answer_up_to_the_border(
    channels: int, image_channels: int, detail: int
) -> None:
    torch.manual_seed(channels + image_channels)
    head = HalfHead(24, image_channels, channels, detail).eval()
    for module in head.modules():
        if isinstance(module, nn.BatchNorm2d):
            for value in (module.weight, module.bias, module.running_mean, module.running_var):
                assert value is not None
                value.data = torch.rand_like(value) + 0.5
    features, image = torch.rand(2, 24, 12, 16), torch.rand(2, image_channels, 48, 64)
    with torch.inference_mode():
        wanted = head(features, image)
        put_in_cells(head)
        found = head(features, image)
    assert not any(isinstance(m, nn.ConvTranspose2d) for m in head.modules())
    assert wanted.shape == (2, 1, 48, 64) and wanted.std() > 0.01
    torch.testing.assert_close(found, wanted)


@pytest.mark.parametrize("refine", ["none", "full-dense"])
def test_that_other_ends_stay_as_they_are(
    tiny_network: HairNet, refine: Literal["none", "full-dense"]
) -> None:
    network = HairNet(dataclasses.replace(tiny_network.config, refine=refine)).eval()
    assert in_cells(network).state_dict().keys() == network.state_dict().keys()


def test_that_the_network_itself_is_not_changed(tiny_network: HairNet) -> None:
    tiny_network.train()
    in_cells(tiny_network)
    assert tiny_network.training
    assert any(isinstance(m, nn.ConvTranspose2d) for m in tiny_network.head.modules())
