import dataclasses

import pytest
import torch

from hairnet.feedback import (
    Film,
    coherence_loss,
    film,
    film_loss,
    flicker_loss,
    move,
    remember,
)
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


def many(count: int) -> list[torch.Generator]:
    return [torch.Generator().manual_seed(number) for number in range(count)]


def test_that_frames_before_come_from_afar_and_their_answer_is_carried_back() -> None:
    """The network here finds what is red, so that answers show where things were."""
    rows = torch.linspace(0, 3, 64)
    wave = 0.4 + 0.2 * torch.sin(3 * rows)[:, None] * torch.cos(2 * rows)
    inputs = torch.cat([wave.expand(40, 3, 64, 64), torch.zeros(40, 1, 64, 64)], 1)
    seen = []

    def answer(frames: torch.Tensor) -> torch.Tensor:
        seen.append(frames[:, :1].clone())
        return torch.logit(frames[:, :1].clamp(1e-4, 1 - 1e-4))

    before = remember(answer, inputs, [True] * 40, 1.0, many(40), frames=3)
    assert before is not None

    def off(pictures: torch.Tensor) -> torch.Tensor:
        """Mean difference from the photo, without exposure, where both show the place."""
        known = before.seen
        light = (pictures * known).sum((1, 2, 3)) / (wave * known).sum((1, 2, 3))
        left = (pictures / light[:, None, None, None] - wave).abs() * known
        return left.sum((1, 2, 3)) / known.sum((1, 2, 3))

    far, near, nearest = (float(off(frame).mean()) for frame in seen)
    assert far > 1.2 * near and near > 1.2 * nearest > 1.2 * float(off(before.carried).mean())
    # What is left is grain alone.
    assert float(off(before.carried).max()) < 0.015
    assert (before.seen[:, :, 8:56, 8:56] == 1).all() and (before.seen == 0).any()
    light = (seen[2].mean((1, 2, 3)) / wave.mean()).log()
    assert 0.03 < float(light.std()) < 0.1


def test_that_films_have_light_grain_speed_and_bending_of_their_own() -> None:
    axis = torch.linspace(0, 1, 64)
    across, down = axis.expand(64, 64), axis[:, None].expand(64, 64)
    places = torch.stack([across, down, torch.ones(64, 64)])
    grey = torch.full((200, 3, 64, 64), 0.5)
    made = film(grey, places.expand(200, 3, 64, 64), many(200), 3)

    light = torch.stack([frame.mean((1, 2, 3)) / 0.5 for frame in made.frames]).log()
    assert 0.04 < float(light.std()) < 0.08 and float((light[0] - light[1]).std()) > 0.06
    grain = made.frames[1].std((1, 2, 3))
    assert 0.04 < float(grain.max()) < 0.065 and 0.01 < float(grain.median()) < 0.02
    pair = torch.stack([made.frames[0][4].flatten(), made.frames[1][4].flatten()])
    assert abs(float(torch.corrcoef(pair)[0, 1])) < 0.5

    middle = places[:, 16:48, 16:48].reshape(3, -1).T
    moves, bends = [], []
    for target in made.targets[:2]:
        shown = target[:, 0, 16:48, 16:48].flatten(1).T
        moves.append((shown - middle[:, :1]).mean(0).abs())
        # What no turn, zoom and shift explains.
        even = middle @ torch.linalg.lstsq(middle, shown).solution
        bends.append((shown - even).std(0))
    # A shift of 0.02 sides at most, times an even share.
    assert 0.003 < float(moves[1].mean()) < 0.008 and float(moves[1].max()) < 0.035
    assert 0.0005 < float(bends[1].mean()) < 0.004 and float(bends[1].median()) < 0.002
    for each in (moves, bends):
        assert float(each[0].mean()) > 1.7 * float(each[1].mean())


def test_that_a_film_ends_with_the_photo_and_moves_its_target_with_it() -> None:
    rows = torch.linspace(0, 3, 64)
    wave = (0.3 + 0.15 * torch.sin(3 * rows)[:, None] * torch.cos(2 * rows)).expand(6, 1, 64, 64)
    made = film(wave.expand(6, 3, 64, 64), torch.cat([wave, 1 - wave], 1), seeded(), 3)
    assert len(made.frames) == len(made.targets) == 3
    assert torch.equal(made.targets[-1], torch.cat([wave, 1 - wave], 1))
    for frame, target in zip(made.frames, made.targets, strict=True):
        # Each frame has an exposure and a grain of its own; what is left is where things are.
        exposure = frame.mean((1, 2, 3)) / target[:, 0].mean((1, 2))
        grey = frame.mean(1) / exposure[:, None, None]
        assert float((grey - target[:, 0]).abs().mean()) < 0.03
        torch.testing.assert_close(target[:, 1], 1 - target[:, 0], atol=1e-5, rtol=0)
    moved = [(target - made.targets[-1]).abs().mean((1, 2, 3)) for target in made.targets]
    assert (moved[0] > moved[1]).all() and (moved[1] > 0).all()


def test_that_a_photos_film_does_not_depend_on_the_rest_of_its_batch() -> None:
    inputs = moved_batch()
    whole = film(inputs[:, :3], inputs[:, 3:], seeded(7), 3)
    half = film(inputs[1::2, :3], inputs[1::2, 3:], seeded(7)[1::2], 3)
    for all_frames, frames in zip(whole.frames, half.frames, strict=True):
        torch.testing.assert_close(frames, all_frames[1::2])


def still_film(target: torch.Tensor, frames: int) -> Film:
    known = torch.cat([target, torch.ones_like(target)], 1)
    return Film((torch.zeros(len(target), 3, 8, 8),) * frames, (known,) * frames)


def test_that_a_mask_answers_for_what_the_next_frame_makes_of_it() -> None:
    first = torch.tensor(0.5, requires_grad=True)
    memories = []

    def answer(x: torch.Tensor) -> torch.Tensor:
        memories.append(x[:, 3:])
        if len(memories) == 1:
            return first.expand(2, 1, 8, 8)
        return torch.logit(x[:, 3:])

    given = torch.full((2, 1, 8, 8), 0.2)
    loss = film_loss(
        answer, lambda logits, _: logits.mean(), still_film(given, 3), given, coherence=0.0
    )
    loss.backward()  # type: ignore[no-untyped-call]
    assert torch.equal(memories[0], given)
    torch.testing.assert_close(memories[2], torch.sigmoid(first).expand(2, 1, 8, 8))
    # A half of its own, and a quarter for each of the two frames that repeat it.
    assert first.grad is not None and float(first.grad) == pytest.approx(1.0)


def test_that_in_a_film_only_errors_that_change_cost_coherence() -> None:
    target = 0.5 * torch.rand(2, 1, 8, 8)
    shown = still_film(target, 3)

    def cost(*errors: float) -> float:
        left = list(errors)
        return float(
            film_loss(
                lambda _: torch.logit(target + left.pop(0)),
                lambda logits, _: 0 * logits.mean(),
                shown,
                torch.zeros_like(target),
                coherence=2.0,
            )
        )

    assert cost(0.25, 0.25, 0.25) < 1e-9
    assert cost(0.25, 0.25, 0.35) == pytest.approx(2.0 * 0.01 / 2, rel=1e-3)


def test_that_the_first_frame_of_a_film_counts_as_much_as_the_others() -> None:
    target = torch.zeros(1, 1, 8, 8)
    for wrong, share in enumerate((0.5, 0.25, 0.25)):
        losses = [torch.tensor(float(number == wrong)) for number in range(3)]
        total = film_loss(
            lambda x: x[:, 3:],
            lambda *_, left=losses: left.pop(0),
            still_film(target, 3),
            target,
            0.0,
        )
        assert float(total) == pytest.approx(share)


def test_that_changes_cost_no_coherence_where_one_of_the_masks_is_not_known() -> None:
    target, part = torch.zeros(1, 1, 8, 8), torch.ones(1, 1, 8, 8)
    part[..., :4] = 0
    whole = torch.cat([target, torch.ones_like(target)], 1)
    for known in ((torch.cat([target, part], 1), whole), (whole, torch.cat([target, part], 1))):
        answers = [0.1 + 0 * part, 0.1 + 0.8 * (1 - part)]
        shown = Film((torch.zeros(1, 3, 8, 8),) * 2, known)
        cost = film_loss(
            lambda _, left=answers: torch.logit(left.pop(0)),
            lambda *_: torch.zeros(()),
            shown,
            target,
            1.0,
        )
        assert float(cost) < 1e-9
