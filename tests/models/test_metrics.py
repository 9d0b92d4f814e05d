import numpy as np
import pytest
import torch

from hairnet.losses import edge_band, mask_loss
from hairnet.metrics import bootstrap_interval, boundary_f, dtssd, score


def square(left: int, size: int = 20) -> np.ndarray:
    mask = np.zeros((64, 64), np.float32)
    mask[10 : 10 + size, left : left + size] = 1
    return mask


def test_that_iou_of_shifted_squares_is_what_geometry_says() -> None:
    found = score(square(15), square(10))
    assert found.iou == pytest.approx(15 / 25)
    assert found.false_area == pytest.approx(5 * 20 / 64**2)
    assert score(square(10), square(10)).iou == 1.0


def test_that_a_bald_head_has_no_iou_but_a_false_area() -> None:
    found = score(square(10), np.zeros((64, 64), np.float32))
    assert np.isnan(found.iou) and found.false_area == pytest.approx(400 / 4096)


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


def test_that_the_edge_band_lies_along_the_edge_only() -> None:
    band = edge_band(torch.from_numpy(square(10))[None, None])[0, 0]
    assert band[20, 10] == 1 and band[20, 20] == 0 and band[60, 60] == 0
