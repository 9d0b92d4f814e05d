import dataclasses

import pytest
import torch

from hairnet.feedback import coherence_loss, flicker_loss, move, remember
from hairnet.network import HairNet


def moved_batch() -> torch.Tensor:
    inputs = torch.rand(6, 4, 64, 64)
    inputs[:4, 3] = 0
    return inputs


def empty(inputs: torch.Tensor) -> list[bool]:
    return (inputs[:, 3].amax((1, 2)) == 0).tolist()


def seeded(seed: int = 1) -> list[torch.Generator]:
    return [torch.Generator().manual_seed(seed + number) for number in range(6)]


def test_that_only_photos_without_a_previous_mask_get_the_networks_own(
    tiny_network: HairNet,
) -> None:
    inputs = moved_batch()
    given = inputs.clone()
    before = remember(tiny_network, inputs, empty(inputs), 1.0, seeded())
    assert before is not None
    assert before.rows.tolist() == [0, 1, 2, 3]
    assert (inputs[:4, 3] > 0).any()
    assert torch.equal(inputs[4:], given[4:])
    assert torch.equal(inputs[:, :3], given[:, :3])


def test_that_a_share_of_nothing_leaves_the_batch_alone(tiny_network: HairNet) -> None:
    inputs = moved_batch()
    given = inputs.clone()
    assert remember(tiny_network, inputs, empty(inputs), 0.0, seeded()) is None
    assert torch.equal(inputs, given)


def test_that_the_same_place_in_a_run_draws_the_same_motion(tiny_network: HairNet) -> None:
    first = moved_batch()
    second = first.clone()
    remember(tiny_network, first, empty(first), 0.5, seeded(7))
    remember(tiny_network, second, empty(second), 0.5, seeded(7))
    assert torch.equal(first, second)


def test_that_a_photos_draws_do_not_depend_on_the_rest_of_its_batch(tiny_network: HairNet) -> None:
    whole = moved_batch()
    whole[4:, 3] = 0
    halves = [whole[rank::2].clone() for rank in (0, 1)]
    before = remember(tiny_network, whole, empty(whole), 0.5, seeded(7))
    befores = [
        remember(tiny_network, half, empty(half), 0.5, seeded(7)[rank::2])
        for rank, half in enumerate(halves)
    ]
    for rank, half in enumerate(halves):
        torch.testing.assert_close(half, whole[rank::2])

    assert before is not None and 0 < len(before.rows) < 6
    logits = torch.randn(6, 1, 64, 64)
    losses = [
        0.0 if part is None else float(flicker_loss(logits[rank::2], part, 0.3))
        for rank, part in enumerate(befores)
    ]
    assert float(flicker_loss(logits, before, 0.3)) == pytest.approx(sum(losses) / 2, rel=1e-5)


def test_that_the_flicker_loss_is_the_mean_change_where_as_many_photos_as_expected_have_a_before(
    tiny_network: HairNet,
) -> None:
    before = remember(tiny_network, moved_batch(), [True] * 4 + [False] * 2, 1.0, seeded())
    assert before is not None and len(before.rows) == 4
    still = dataclasses.replace(before, carried=torch.full_like(before.carried, 0.25))
    # An answer of 1/2 everywhere, 1/4 before.
    assert float(flicker_loss(torch.zeros(6, 1, 64, 64), still, 4 / 6)) == pytest.approx(1 / 16)


def test_that_an_answer_that_follows_the_motion_costs_nothing(tiny_network: HairNet) -> None:
    inputs = moved_batch()
    before = remember(tiny_network, inputs, empty(inputs), 1.0, seeded())
    assert before is not None
    logits = torch.zeros(6, 1, 64, 64)
    logits[before.rows] = torch.logit(before.carried.clamp(1e-6, 1 - 1e-6))
    steady = flicker_loss(logits, before, 1.0)
    assert float(steady) < 1e-9
    jumped = dataclasses.replace(before, carried=1 - before.carried.round())
    assert float(flicker_loss(logits, jumped, 1.0)) > float(steady)


def test_that_an_error_that_stays_in_its_place_costs_no_coherence(tiny_network: HairNet) -> None:
    before = remember(tiny_network, moved_batch(), [True] * 4 + [False] * 2, 1.0, seeded())
    assert before is not None
    target, known = 0.5 * torch.rand(6, 1, 64, 64), torch.ones(6, 1, 64, 64)
    steady = dataclasses.replace(
        before, answer=move(target[before.rows], before.motion, "reflection") + 0.25
    )
    logits = torch.logit((target + 0.25).clamp(1e-6, 1 - 1e-6))
    assert float(coherence_loss(logits, target, known, steady, 1.0)) < 1e-9
    jumped = dataclasses.replace(before, answer=1 - steady.answer)
    assert float(coherence_loss(logits, target, known, jumped, 1.0)) > 0.01
    assert float(coherence_loss(logits, target, 0 * known, jumped, 1.0)) == 0


def test_that_each_frame_before_is_answered_with_the_answer_before_it() -> None:
    seen = []

    def answer(frames: torch.Tensor) -> torch.Tensor:
        seen.append(frames[:, 3:].clone())
        return torch.full_like(frames[:, 3:], float(len(seen)))

    inputs = moved_batch()
    before = remember(answer, inputs, empty(inputs), 1.0, seeded(), frames=3)
    assert before is not None
    assert len(seen) == 3 and not seen[0].any()
    for number in (1, 2):
        torch.testing.assert_close(
            seen[number], torch.sigmoid(torch.full_like(seen[number], float(number)))
        )
    torch.testing.assert_close(inputs[before.rows, 3:], before.answer)
