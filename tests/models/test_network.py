import dataclasses

import pytest
import torch

from hairnet.ablation import VARIANTS, vary
from hairnet.commands.train import SHIPPED
from hairnet.config import load_recipe
from hairnet.network import HairNet, HalfHead, NetworkConfig, multiply_adds, parameter_count


@pytest.mark.parametrize("variant", VARIANTS)
def test_that_every_variant_gives_a_logit_for_every_pixel(variant: str) -> None:
    network = HairNet(vary(load_recipe(SHIPPED), VARIANTS[variant]).network).eval()
    assert network(torch.rand(2, 4, 128, 128)).shape == (2, 1, 128, 128)


def test_that_every_variant_differs_from_the_shipped_recipe_and_all_others() -> None:
    shipped = load_recipe(SHIPPED)
    varied = [vary(shipped, changes) for changes in VARIANTS.values()]
    assert varied[0] == shipped
    assert all(a != b for i, a in enumerate(varied) for b in varied[:i])


def test_that_a_shrunk_hourglass_keeps_the_weights_of_the_unshrunk_one() -> None:
    small, large = HairNet(NetworkConfig()), HairNet(NetworkConfig(shrink=2))
    large.load_state_dict(small.state_dict())
    assert large.eval()(torch.rand(1, 4, 256, 256)).shape == (1, 1, 256, 256)
    assert small.config.fits(64) and not large.config.fits(64) and large.config.fits(128)


def test_that_the_hourglass_may_see_a_frame_that_is_shrunk_by_a_fraction() -> None:
    config = NetworkConfig(shrink=1.6)
    assert config.fits(512) and not config.fits(256 + 64)
    assert HairNet(config).eval()(torch.rand(1, 4, 512, 512)).shape == (1, 1, 512, 512)


def test_that_detail_added_to_a_trained_network_changes_nothing_at_first() -> None:
    plain = HairNet(NetworkConfig(shrink=2)).eval()
    detailed = HairNet(NetworkConfig(shrink=2, detail=8)).eval()
    missing, unexpected = detailed.load_state_dict(plain.state_dict(), strict=False)
    assert not unexpected and all(name.startswith("head.detail.") for name in missing)
    frame = torch.rand(1, 4, 256, 256)
    assert torch.equal(plain(frame), detailed(frame))
    assert isinstance(detailed.head, HalfHead) and detailed.head.detail is not None
    # Only the last norm holds it back.
    torch.nn.init.ones_(detailed.head.detail.correction[2].weight)
    assert not torch.equal(plain(frame), detailed(frame))


def test_that_the_fourth_channel_counts_only_where_it_is_switched_on(
    tiny_network: HairNet,
) -> None:
    frame = torch.rand(1, 4, 64, 64)
    other = frame.clone()
    other[:, 3] = 1 - other[:, 3]
    assert not torch.equal(tiny_network(frame), tiny_network(other))
    blind = HairNet(dataclasses.replace(tiny_network.config, previous_mask=False)).eval()
    assert torch.equal(blind(frame), blind(other))


def test_that_multiply_adds_match_a_hand_count() -> None:
    config = NetworkConfig(widths=(8,), blocks=(0,), decoder_blocks=(), refine="none")
    # 8×8 stride 4 from 4 to 8 channels on 16² positions, and a 1×1 logit there.
    assert multiply_adds(HairNet(config), 64) == 16 * 16 * (8 * 8 * 4 * 8 + 8)


def test_that_a_wrong_shape_of_the_hourglass_is_refused_with_the_counts() -> None:
    with pytest.raises(ValueError, match="3 widths, 2 blocks"):
        HairNet(NetworkConfig(widths=(8, 16, 24), blocks=(1, 1), decoder_blocks=(1, 1)))
    with pytest.raises(ValueError, match="decoder_blocks needs 2"):
        HairNet(NetworkConfig(widths=(8, 16, 24), blocks=(1, 1, 1), decoder_blocks=(1,)))


def test_that_the_shipped_shape_fits_a_megabyte_with_half_floats() -> None:
    recipe = load_recipe(SHIPPED)
    assert 2 * parameter_count(HairNet(recipe.network)) < 950_000
