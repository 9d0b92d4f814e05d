"""Photos that are labelled: which, as what, and what is done twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from stand_ins import bright

from hairnet.commands import main
from hairnet.data import read_csv

Refused = Callable[..., str]


@pytest.fixture(autouse=True)
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "m.tflite"
    path.write_bytes(b"a network")
    return path


@pytest.fixture
def sure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hairnet.commands.label.open_segmenter", lambda *_: bright)


@pytest.mark.usefixtures("sure")
def test_that_labels_are_a_training_set(tmp_path: Path) -> None:
    photo, out = tmp_path / "a.png", tmp_path / "labels"
    cv2.imwrite(str(photo), np.zeros((64, 64, 3), np.uint8))
    assert main(["label", "m.tflite", str(photo), "-o", str(out), "--weight", "0.3"]) == 0
    [row] = read_csv(out / "pseudo.csv")
    assert (row.set, row.image, row.weight, row.partial) == ("pseudo", photo, 0.3, True)
    assert not cv2.imread(str(row.mask)).any()


@pytest.mark.usefixtures("sure")
def test_that_masks_are_not_labelled_as_photos(tmp_path: Path) -> None:
    photos, out = tmp_path / "photos", tmp_path / "labels"
    photos.mkdir()
    picture = np.zeros((64, 64, 3), np.uint8)
    for name in ("a.png", "a.mask.png"):
        cv2.imwrite(str(photos / name), picture)
    assert main(["label", "m.tflite", str(photos), "-o", str(out)]) == 0
    assert [row.image.name for row in read_csv(out / "pseudo.csv")] == ["a.png"]


@pytest.mark.usefixtures("sure")
def test_that_photos_that_cannot_be_labelled_are_told_and_not_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photos, out = tmp_path / "photos", tmp_path / "labels"
    (photos / "folder.jpg").mkdir(parents=True)
    (photos / "text.jpg").write_text("no photo")
    picture = cv2.imencode(".png", np.zeros((64, 64, 3), np.uint8))[1].tobytes()
    for name in (b"a.png", b"J\xfcrgen.png"):
        (photos / name.decode("utf-8", "surrogateescape")).write_bytes(picture)
    assert main(["label", "m.tflite", str(photos), "-o", str(out)]) == 0
    said = capsys.readouterr()
    assert said.out == "1 of 1 photos labelled with confidence, 2 left out\n"
    strange, text = said.err.splitlines()
    assert "name is not UTF-8" in strange and "text.jpg is a text file" in text


@pytest.mark.usefixtures("sure")
def test_that_labels_are_not_laid_over_others(
    tmp_path: Path, heads: Path, refused: Refused
) -> None:
    photo = read_csv(heads)[0].image
    assert main(["label", "m.tflite", str(photo), "-o", str(tmp_path)]) == 0
    line = refused("label", "m.tflite", heads.parent, "-o", tmp_path)
    assert line.endswith("pseudo.csv is there already: name another folder, or remove that one")


@pytest.mark.usefixtures("sure")
def test_that_a_mistyped_folder_leaves_the_labels_that_are_there(
    tmp_path: Path, refused: Refused
) -> None:
    (tmp_path / "pseudo.csv").write_text("kept")
    line = refused("label", "m.tflite", tmp_path / "nowhere", "-o", tmp_path)
    assert line.endswith("nowhere: there is no such folder or photo")
    assert (tmp_path / "pseudo.csv").read_text() == "kept"


@pytest.mark.usefixtures("sure")
def test_that_masks_are_not_laid_where_no_csv_can_name_them(
    tmp_path: Path, heads: Path, refused: Refused
) -> None:
    out = tmp_path / b"J\xfcrgen".decode("utf-8", "surrogateescape")
    line = refused("label", "m.tflite", heads.parent, "-o", out)
    assert line.endswith("its name is not UTF-8, as a CSV must be")
    assert not out.exists()


@pytest.mark.usefixtures("sure")
@pytest.mark.parametrize("content", [b"\0\0\0\n", b'["\xff", 5]\n', b"5\n5\n"])
def test_that_damage_where_labelling_was_stopped_is_told(
    content: bytes, tmp_path: Path, heads: Path, refused: Refused
) -> None:
    (tmp_path / "pseudo.part").write_bytes(content)
    line = refused("label", "m.tflite", heads.parent, "-o", tmp_path)
    assert line.endswith("pseudo.part is damaged: remove it, and all photos are labelled anew")
    assert (tmp_path / "pseudo.part").read_bytes() == content


def test_that_labelling_goes_on_where_it_was_stopped(
    tmp_path: Path, network: Path, monkeypatch: pytest.MonkeyPatch, refused: Refused
) -> None:
    photos, out = tmp_path / "photos", tmp_path / "labels"
    photos.mkdir()
    for number in range(4):
        cv2.imwrite(str(photos / f"{number}.png"), np.full((64, 64, 3), 60 * number, np.uint8))
    seen: list[int] = []

    def segment(image: np.ndarray, previous: np.ndarray | None = None) -> np.ndarray:
        seen.append(int(image[0, 0, 0]) // 60)
        if len(set(seen)) == 3:
            raise KeyboardInterrupt
        return bright(image)

    monkeypatch.setattr("hairnet.commands.label.open_segmenter", lambda *_: segment)
    label = ["label", "m.tflite", str(photos), "-o", str(out)]
    assert main(label) == 130
    assert sorted(set(seen)) == [0, 1, 2] and not (out / "pseudo.csv").exists()
    # As the computer goes off amid a line.
    with (out / "pseudo.part").open("a") as part:
        part.write('["/half a')
    network.write_bytes(b"the same, trained further")
    line = refused(*label)
    assert "pseudo.part was begun with another network or --size: name another folder" in line
    network.write_bytes(b"a network")
    seen.clear()
    monkeypatch.setattr("hairnet.commands.label.open_segmenter", lambda *_: bright)
    monkeypatch.setattr(
        "hairnet.commands.label.read_or_say",
        lambda photo, **_: seen.append(int(photo.stem)) or cv2.imread(str(photo)),
    )
    # Of those that were labelled one is no longer wanted.
    (photos / "0.png").unlink()
    assert main(label) == 0
    assert seen == [2, 3]
    rows = read_csv(out / "pseudo.csv")
    assert [row.image.name for row in rows] == [f"{number}.png" for number in range(1, 4)]
    assert len({row.mask for row in rows}) == 3
    assert not (out / "pseudo.part").exists()
