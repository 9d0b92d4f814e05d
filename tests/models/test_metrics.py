import numpy as np
import pytest
import torch

from hairnet.losses import edge_band, mask_loss
from hairnet.metrics import bootstrap_interval, boundary_f, dtssd, has_hair, iou, outline, score


def square(left: int, size: int = 20) -> np.ndarray:
    mask = np.zeros((64, 64), np.float32)
    mask[10 : 10 + size, left : left + size] = 1
    return mask


def test_that_iou_of_shifted_squares_is_what_geometry_says() -> None:
    found = score(square(15), square(10))
    assert found.iou == pytest.approx(15 / 25)
    assert found.false_area == pytest.approx(5 * 20 / 64**2)
    assert score(square(10), square(10)).iou == 1.0


def test_that_the_overlap_counts_from_the_half_on_and_nothing_in_nothing_is_right() -> None:
    assert iou(np.float32([0.6, 0.4, 0.9]), np.float32([1, 1, 0.2])) == pytest.approx(1 / 3)
    assert iou(np.zeros(3, np.float32), np.zeros(3, np.float32)) == 1.0


def test_that_a_bald_head_has_no_iou_but_a_false_area() -> None:
    found = score(square(10), np.zeros((64, 64), np.float32))
    assert np.isnan(found.iou) and found.false_area == pytest.approx(400 / 4096)


def test_that_soft_masks_count_as_hair_from_the_half_on_and_as_they_are_in_the_difference() -> None:
    predicted = np.array([[0.9, 0.55, 0.4, 0.0]], np.float32)
    annotated = np.array([[1.0, 0.45, 0.6, 0.0]], np.float32)
    found = score(predicted, annotated)
    assert found.iou == pytest.approx(1 / 3)
    assert found.mae == pytest.approx((0.1 + 0.1 + 0.2) / 4)
    assert found.false_area == pytest.approx(1 / 4)
    more = score(np.float32([[0.9, 0.9, 0.9, 0.0]]), annotated)
    assert (more.hair, more.found) == (2 / 4, 3 / 4)


def test_that_a_photo_has_hair_from_two_thousandths_on() -> None:
    mask = np.zeros((50, 100), bool)
    mask[0, :9] = True
    assert not has_hair(mask)
    mask[0, :10] = True
    assert has_hair(mask)


def dots(*places: tuple[int, int], shape: tuple[int, int] = (300, 400)) -> np.ndarray:
    mask = np.zeros(shape, bool)
    for place in places:
        mask[place] = True
    return mask


def test_that_boundary_f_reaches_three_quarters_of_a_per_cent_of_the_diagonal() -> None:
    # 3.75 of 500 pixels, rounded, and a disk of them.
    assert boundary_f(dots((100, 100)), dots((100, 104))) == 1.0
    assert boundary_f(dots((100, 100)), dots((100, 105))) == 0.0
    assert boundary_f(dots((100, 100)), dots((104, 104))) == 0.0
    small = (30, 40)
    assert boundary_f(dots((10, 10), shape=small), dots((10, 11), shape=small)) == 1.0


def test_that_boundary_f_is_the_harmonic_mean_of_precision_and_recall() -> None:
    one, two = dots((100, 100)), dots((100, 100), (200, 200))
    assert boundary_f(two, one) == boundary_f(one, two) == pytest.approx(2 / 3)


def test_that_a_frame_full_of_hair_has_no_outline_to_miss() -> None:
    full, half = np.ones((64, 64), bool), np.zeros((64, 64), bool)
    half[:32] = True
    assert boundary_f(full, full) == 1.0
    assert boundary_f(full, half) == boundary_f(half, full) == 0.0


def test_that_an_outline_is_the_last_row_of_hair() -> None:
    half = np.zeros((64, 64), bool)
    half[:32] = True
    assert np.flatnonzero(outline(half).any(1)).tolist() == [31]


def test_that_boundary_f_forgives_a_pixel_and_not_ten() -> None:
    assert boundary_f(square(10) > 0, square(11) > 0) == 1.0
    assert boundary_f(square(10) > 0, square(20) > 0) < 0.7
    assert boundary_f(square(10) > 0, np.zeros((64, 64), bool)) == 0.0


def test_that_dtssd_is_zero_for_a_steady_error_and_not_for_flicker() -> None:
    truth = np.stack([square(10 + i) for i in range(6)])
    assert dtssd(truth * 0.5 + 0.25 * 0, truth * 0.5) == 0.0
    constant = np.clip(truth + 0.0, 0, 1)
    flicker = constant.copy()
    flicker[::2] = 0
    assert dtssd(constant, truth) == 0.0
    assert dtssd(flicker, truth) > 20


def test_that_dtssd_is_the_mean_over_frames_of_the_root_of_the_squares() -> None:
    truth = np.float32([[[0, 0]], [[0.2, 0.1]], [[0.2, 0.1]]])
    predicted = np.float32([[[0, 0]], [[0.8, 0.9]], [[0.8, 0.9]]])
    # Off by 0.6 and 0.8 in the first change, by nothing in the second.
    assert dtssd(predicted, truth) == pytest.approx(100 * np.sqrt(0.5) / 2)


def test_that_the_interval_is_two_standard_errors_wide_and_the_same_each_time() -> None:
    values = np.random.default_rng(0).normal(0.8, 0.1, 400)
    low, high = bootstrap_interval(values)
    assert high - low == pytest.approx(2 * 1.96 * values.std() / 20, rel=0.1)
    assert (low, high) == bootstrap_interval(values)


def test_that_the_interval_holds_the_mean_and_narrows() -> None:
    rng = np.random.default_rng(0)
    few, many = rng.normal(0.8, 0.1, 20), rng.normal(0.8, 0.1, 2000)
    (a, b), (c, d) = bootstrap_interval(few), bootstrap_interval(many)
    assert a < few.mean() < b and d - c < b - a


def test_that_the_loss_prefers_the_right_mask_and_ignores_unknown_pixels() -> None:
    target = torch.from_numpy(square(10))[None, None]
    right, wrong = (target * 2 - 1) * 6, (1 - target * 2) * 6
    assert mask_loss(right, target) < 0.1 < mask_loss(wrong, target)
    valid = torch.ones_like(target)
    valid[..., 32:] = 0
    spoilt = right.clone()
    spoilt[..., 34:] = 9
    assert mask_loss(spoilt, target, valid) == pytest.approx(
        float(mask_loss(right, target, valid)), abs=1e-3
    )


def test_that_the_loss_of_halves_averages_to_the_loss_of_the_whole() -> None:
    torch.manual_seed(0)
    logits = torch.randn(8, 1, 16, 16)
    target = (torch.rand(8, 1, 16, 16) > 0.6).float()
    target[3] = 0
    halves = (mask_loss(logits[::2], target[::2]) + mask_loss(logits[1::2], target[1::2])) / 2
    assert float(mask_loss(logits, target)) == pytest.approx(float(halves), rel=1e-5)


def test_that_the_loss_of_no_opinion_is_what_the_formula_says() -> None:
    nothing, target = torch.zeros(1, 1, 64, 64), torch.from_numpy(square(10))[None, None]
    # Cross-entropy ln 2; with half of everything found, overlap over union is h / (1 + h).
    hair = 400 / 4096
    assert float(mask_loss(nothing, target)) == pytest.approx(np.log(2) + 0.5 / (1 + hair))
    assert float(mask_loss(nothing, target, jaccard_weight=0)) == pytest.approx(np.log(2))
    # Eight pixels of 4096 are no hair to have an overlap with, nine are.
    few = torch.zeros_like(target)
    few[..., 0, :8] = 1
    assert float(mask_loss(nothing, few)) == pytest.approx(np.log(2))
    few[..., 0, 8] = 1
    assert float(mask_loss(nothing, few)) == pytest.approx(np.log(2) + 0.5 / (1 + 9 / 4096))


def test_that_what_is_not_known_of_a_mask_is_not_missed_by_the_overlap() -> None:
    target = torch.from_numpy(square(10))[None, None]
    logits, valid = (target * 2 - 1) * 6, torch.ones_like(target)
    valid[..., 32:] = 0
    unsure = target.clone()
    unsure[..., 40:] = 0.5
    assert float(mask_loss(logits, unsure, valid)) == float(mask_loss(logits, target, valid))


def test_that_a_wrong_pixel_at_an_edge_costs_three_of_one_elsewhere() -> None:
    target = torch.from_numpy(square(10))[None, None]
    right = (target * 2 - 1) * 6

    def cost(row: int, column: int) -> float:
        wrong = right.clone()
        wrong[..., row, column] *= -1
        return float(mask_loss(wrong, target, jaccard_weight=0) - mask_loss(right, target, None, 0))

    assert cost(20, 10) == pytest.approx(3 * cost(60, 60), rel=1e-3)


def test_that_the_edge_band_lies_along_the_edge_only() -> None:
    band = edge_band(torch.from_numpy(square(10))[None, None])[0, 0]
    # The square lies in columns 10 to 29, and in rows 10 to 29.
    assert np.flatnonzero(band[20]).tolist() == [8, 9, 10, 11, 28, 29, 30, 31]
    assert np.flatnonzero(band[:, 20]).tolist() == [8, 9, 10, 11, 28, 29, 30, 31]
    assert set(band.unique().tolist()) == {0, 1}
