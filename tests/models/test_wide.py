"""Small heads: pictures stand in a wide frame, and only what is found in them counts."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from hairnet.commands import main
from hairnet.data import read_csv
from hairnet.evaluate import evaluate
from hairnet.sequences import NetworkPlayer, WidePlayer
from hairnet.wide import Wide

FRAME = (720, 1280)


def photo() -> tuple[np.ndarray, np.ndarray]:
    """A grey photo whose red hair reaches over its left and its upper border."""
    image, hair = np.full((90, 60, 3), 100, np.uint8), np.zeros((90, 60), np.uint8)
    hair[:50, :40] = 255
    image[hair > 0] = (255, 0, 0)
    return image, hair


def red(image: np.ndarray, previous: np.ndarray | None = None) -> np.ndarray:
    return (image[..., 0].astype(int) - image[..., 1] > 100).astype(np.float32)


@pytest.mark.parametrize(
    ("shape", "part", "box"),
    [
        ((90, 60), 0.5, (360, 720, 520, 760)),
        ((90, 60), 1.0, (0, 720, 400, 880)),
        # No larger than the frame is wide.
        ((100, 400), 1.0, (400, 720, 0, 1280)),
    ],
)
def test_that_a_picture_stands_at_the_bottom_in_the_middle(
    shape: tuple[int, int], part: float, box: tuple[int, int, int, int]
) -> None:
    top, bottom, left, right = box
    white = np.full((*shape, 3), 255, np.uint8)
    wide = Wide(part, [np.zeros((*FRAME, 3), np.uint8)])
    frame = wide.around(white)
    expected = np.zeros(FRAME, np.uint8)
    expected[top:bottom, left:right] = 255
    np.testing.assert_array_equal(frame, np.dstack([expected] * 3))
    mask = expected.astype(np.float32) / 255
    assert wide.cut(mask, white).shape == shape and wide.cut(mask, white).min() == 1
    assert wide.cut(1 - mask, white).max() == 0


def test_that_the_surrounding_is_the_pictures_borders_without_their_hair() -> None:
    image, hair = photo()
    frame = Wide(0.5).around(image, hair)
    assert frame.shape == (*FRAME, 3)
    around = np.ones(FRAME, bool)
    around[360:, 520:760] = False
    np.testing.assert_allclose(frame[around], 100, atol=8)
    # Where nobody tells what is hair, it is stretched with the rest.
    assert red(Wide(0.5).around(image))[:, :400].any()
    np.testing.assert_array_equal(frame, Wide(0.5).around(image, hair))


def test_that_pictures_stand_in_one_place_after_the_other() -> None:
    image, hair = photo()
    places = [np.full((50, 50, 3), 20, np.uint8), np.full((1000, 3000, 3), 40, np.uint8)]
    wide = Wide(0.5, places)
    seen = [wide.around(image, hair, number)[0, 0, 0] for number in range(3)]
    assert seen == [20, 40, 20] and (wide.around(image, hair, 1)[:360] == 40).all()
    assert places[1].shape == (1000, 3000, 3) and (places[1] == 40).all()


def test_that_photos_in_a_wide_frame_have_the_figures_of_photos(heads: Path) -> None:
    seen = []

    def left_half(image: np.ndarray, previous: np.ndarray | None = None) -> np.ndarray:
        seen.append(image)
        mask = np.zeros(image.shape[:2], np.float32)
        mask[:, : image.shape[1] // 2] = 1
        return mask

    rows = read_csv(heads)[:3]
    alone = evaluate(left_half, rows).scores
    small = evaluate(left_half, rows, wide=Wide(0.25)).scores
    assert [frame.shape for frame in seen[3:]] == [(*FRAME, 3)] * 3
    # Half of the photo is the left half of the frame, too: nothing around it counts.
    for a, b in zip(alone, small, strict=True):
        assert b.iou == pytest.approx(a.iou, abs=0.01, nan_ok=True)
        assert b.found == pytest.approx(a.found, abs=0.01)


def test_that_clips_in_a_wide_frame_have_masks_of_their_own_size() -> None:
    image, hair = photo()
    seen = []

    def spy(frame: np.ndarray, previous: np.ndarray | None = None) -> np.ndarray:
        seen.append((frame, previous))
        return red(frame)

    play = WidePlayer(NetworkPlayer(spy), Wide(0.5))
    masks = play([image, image], feedback=True, first=np.ones(hair.shape, np.float32))
    np.testing.assert_array_equal(masks > 0.5, np.stack([hair > 0] * 2))
    (frame, first), (_, second) = seen
    assert frame.shape == (*FRAME, 3)
    assert first.shape == FRAME and first.min() == 1
    np.testing.assert_array_equal(second, red(frame))
    play([image, image], feedback=False)
    assert [previous for _, previous in seen[2:]] == [None, None]


def test_that_the_commands_set_pictures_into_a_wide_frame(
    heads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = []

    def spy(image: np.ndarray, previous: np.ndarray | None = None) -> np.ndarray:
        seen.append(image)
        return red(image)

    for command in ("evaluate", "sequences"):
        monkeypatch.setattr(f"hairnet.commands.{command}.open_segmenter", lambda *_: spy)
    clip, places = tmp_path / "clips" / "a", tmp_path / "places"
    clip.mkdir(parents=True)
    places.mkdir()
    for number in range(2):
        image, hair = photo()
        cv2.imwrite(str(clip / f"{number}.png"), image[..., ::-1])
        cv2.imwrite(str(clip / f"{number}.mask.png"), hair)
    cv2.imwrite(str(places / "blue.png"), np.full((9, 16, 3), (255, 0, 0), np.uint8))

    options = ["--in-frame", "0.5"]
    assert main(["evaluate", "m.tflite", str(heads), *options, "--places", str(places)]) == 0
    assert all(tuple(image[0, 0]) == (0, 0, 255) for image in seen)
    assert main(["evaluate", "m.tflite", str(heads), *options]) == 0
    assert len(seen) == 20 and "| mean |" in capsys.readouterr().out
    assert main(["sequences", "m.tflite", str(clip.parent), *options]) == 0
    assert {image.shape for image in seen} == {(*FRAME, 3)}
    assert "| iou_with | 1.000 |" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--places", "rooms"], "--places is for wide frames: add --in-frame, or leave it out"),
        (["--in-frame", "0.5", "--manifest", "m.json"], "of the photos alone: leave --in-frame"),
    ],
)
def test_that_options_that_do_not_go_together_are_refused(
    options: list[str], reason: str, refused: Callable[..., str]
) -> None:
    assert reason in refused("evaluate", "m.tflite", "photos.csv", *options)


@pytest.mark.parametrize("part", ["0", "1.5", "nan", "16:9"])
def test_that_a_picture_takes_a_part_of_the_frame(part: str, misused: Callable[..., str]) -> None:
    line = misused("evaluate", "m.tflite", "photos.csv", "--in-frame", part)
    assert line.endswith(f"--in-frame: must be a number above 0, 1 at most, found {part!r}")
