"""How photos come to figures: framing, means over photos and sets, tables."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from hairnet.data import Pyramid, Row, read_csv, read_pair
from hairnet.evaluate import (
    Report,
    evaluate,
    fit_input,
    stretch,
    summary,
    table,
    validation_iou,
    worst_table,
)
from hairnet.metrics import Score

NAN = float("nan")


def row(name: str, of: str = "a") -> Row:
    return Row(Path(f"{name}.jpg"), Path(f"{name}.png"), of)


def hairy(iou: float, boundary_f: float = 0.5) -> Score:
    return Score(iou, boundary_f, mae=0.1, false_area=0.02, hair=0.25, found=0.3)


BALD = Score(NAN, NAN, mae=0.3, false_area=0.06, hair=0.0, found=0.06)


def test_that_a_frame_is_averaged_where_it_shrinks_and_the_past_is_the_fourth_channel() -> None:
    stripes = np.zeros((64, 128, 3), np.uint8)
    stripes[:, ::4, 0] = 255
    past = np.zeros((64, 128), np.float32)
    past[:32] = 1
    filled = fit_input(stripes, past, 32)
    assert filled.shape == (32, 32, 4) and filled.dtype == np.float32
    np.testing.assert_allclose(filled[..., 0], 0.25, atol=0.01)
    assert not filled[..., 1:3].any()
    assert filled[:16, :, 3].min() == 1 and filled[16:, :, 3].max() == 0
    assert not fit_input(stripes, None, 32)[..., 3].any()


def test_that_a_small_frame_is_stretched_smoothly_and_a_mask_back_to_its_frame() -> None:
    edge = np.zeros((8, 8, 3), np.uint8)
    edge[:, 4:] = 255
    values = fit_input(edge, None, 32)[0, :, 0]
    assert values[0] == 0 and values[-1] == 1 and (np.diff(values) >= 0).all()
    assert ((values > 0) & (values < 1)).sum() == 4
    assert stretch(np.ones((4, 4), np.float32), np.zeros((6, 9, 3), np.uint8)).shape == (6, 9)


def test_that_photos_without_hair_count_for_all_but_the_overlap() -> None:
    found = summary([hairy(0.8, 0.4), hairy(0.6, 0.8), BALD])
    assert found == pytest.approx(
        {
            "iou": 0.7,
            "boundary_f": 0.6,
            "mae": 0.5 / 3,
            "false_area": 0.1 / 3,
            "false_area_bald": 0.06,
            "photos": 3,
        }
    )
    assert np.isnan(summary([hairy(0.8)])["false_area_bald"])
    assert np.isnan(summary([BALD])["iou"])


def test_that_each_set_counts_alike_in_the_mean_where_it_has_the_figure() -> None:
    rows = (row("1"), row("2", "b"), row("3"), row("4"), row("5", "bald"))
    scores = (hairy(0.9), hairy(0.5), hairy(0.9), hairy(0.9), BALD)
    found = Report(rows, scores).by_set()
    assert list(found) == ["a", "b", "bald", "mean"]
    assert found["a"]["iou"] == pytest.approx(0.9) and found["a"]["photos"] == 3
    assert found["mean"]["iou"] == pytest.approx(0.7)
    assert found["mean"]["mae"] == pytest.approx((0.1 + 0.1 + 0.3) / 3)
    assert found["mean"]["false_area_bald"] == pytest.approx(0.06)
    assert found["mean"]["photos"] == 5
    lines = table(found).splitlines()
    assert lines[0] == "| set | iou | boundary_f | mae | false_area | false_area_bald | photos |"
    assert lines[2] == "| a | 0.9000 | 0.5000 | 0.1000 | 0.0200 | – | 3 |"
    assert lines[4] == "| bald | – | – | 0.3000 | 0.0600 | 0.0600 | 1 |"


def test_that_the_worst_come_first_and_bald_heads_not_at_all() -> None:
    report = Report(
        (row("1"), row("2"), row("3"), row("4")), (hairy(0.9), BALD, *map(hairy, (0.2, 0.5)))
    )
    worst = report.worst(2)
    assert [one.image.stem for one, _ in worst] == ["3", "4"]
    assert worst_table(worst).splitlines()[-1] == "| a | 4.jpg | 0.5000 | 25.0% | 30.0% |"


def test_that_photos_are_measured_alone_and_at_their_own_size(heads: Path) -> None:
    seen = []

    def spy(image: np.ndarray, *previous: object) -> np.ndarray:
        seen.append((image.shape, previous))
        return np.full(image.shape[:2], 0.25, np.float32)

    rows = read_csv(heads)[:3]
    steps: list[tuple[int, int]] = []
    report = evaluate(spy, rows, lambda *step: steps.append(step))
    assert not any(previous for _, previous in seen) and report.rows == tuple(rows)
    assert steps == [(1, 3), (2, 3), (3, 3)]
    for one, measured, (shape, _) in zip(rows, report.scores, seen, strict=True):
        image, mask = read_pair(one)
        assert shape == image.shape
        assert measured.mae == pytest.approx(np.abs(mask / 255 - 0.25).mean(), rel=1e-4)


class Red(nn.Module):
    """Takes all that is red for hair."""

    def __init__(self) -> None:
        super().__init__()
        self.limit = nn.Parameter(torch.tensor(0.5))

    def forward(self, x: Tensor) -> Tensor:
        return x[:, :1] - self.limit


def test_that_validation_is_the_mean_overlap_of_each_set_with_hair() -> None:
    def photo(found: int, true: int) -> Pyramid:
        image, mask = np.zeros((64, 64, 3), np.uint8), np.zeros((64, 64), np.uint8)
        image[:found, :, 0] = 255
        mask[true:] = 100 * (true > 0)
        mask[:true] = 255
        return Pyramid.build(image, mask)

    # More than one batch, and sets that stand mixed.
    rows = [row(str(number), "ab"[number % 2]) for number in range(36)] + [row("x", "bald")]
    pyramids = [photo(16, 32) if n % 2 else photo(32, 32 if n else 8) for n in range(36)]
    network = Red().train()
    found = validation_iou(network, rows, [*pyramids, photo(16, 0)], 32)  # type: ignore[arg-type]
    assert not network.training
    assert found == pytest.approx({"a": (17 + 0.25) / 18, "b": 0.5})
