import dataclasses

import torch

from hairnet.feedback import flicker_loss, remember
from hairnet.network import HairNet


def moved_batch() -> torch.Tensor:
    inputs = torch.rand(6, 4, 64, 64)
    inputs[:4, 3] = 0
    return inputs


def seeded(seed: int = 1) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_that_only_photos_without_a_previous_mask_get_the_networks_own(
    tiny_network: HairNet,
) -> None:
    inputs = moved_batch()
    given = inputs.clone()
    before = remember(tiny_network, inputs, 1.0, seeded())
    assert before is not None
    assert before.rows.tolist() == [0, 1, 2, 3]
    assert (inputs[:4, 3] > 0).any()
    assert torch.equal(inputs[4:], given[4:])
    assert torch.equal(inputs[:, :3], given[:, :3])


def test_that_a_share_of_nothing_leaves_the_batch_alone(tiny_network: HairNet) -> None:
    inputs = moved_batch()
    given = inputs.clone()
    assert remember(tiny_network, inputs, 0.0, seeded()) is None
    assert torch.equal(inputs, given)


def test_that_the_same_place_in_a_run_draws_the_same_motion(tiny_network: HairNet) -> None:
    first = moved_batch()
    second = first.clone()
    remember(tiny_network, first, 0.5, seeded(7))
    remember(tiny_network, second, 0.5, seeded(7))
    assert torch.equal(first, second)


def test_that_an_answer_that_follows_the_motion_costs_nothing(tiny_network: HairNet) -> None:
    inputs = moved_batch()
    before = remember(tiny_network, inputs, 1.0, seeded())
    assert before is not None
    logits = torch.zeros(6, 1, 64, 64)
    logits[before.rows] = torch.logit(before.carried.clamp(1e-6, 1 - 1e-6))
    steady = flicker_loss(logits, before)
    assert float(steady) < 1e-9
    jumped = dataclasses.replace(before, carried=1 - before.carried.round())
    assert float(flicker_loss(logits, jumped)) > float(steady)
