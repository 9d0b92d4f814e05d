"""What a user sees of the commands: figures, refusals in one line, files whole or not at all."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from stand_ins import bright

from hairnet.commands import main
from hairnet.commands.arguments import amount, part
from hairnet.commands.evaluate import open_segmenter
from hairnet.commands.sequences import name_apart
from hairnet.commands.sequences import table as table_of_clips
from hairnet.commands.train import SHIPPED
from hairnet.config import load_recipe
from hairnet.data import DataError, read_csv
from hairnet.evaluate import evaluate, three_looks
from hairnet.network import HairNet
from hairnet.slices import SLICES, shares
from hairnet.weights import save_weights
from hairsdk.errors import FileWriteError

Run = Callable[..., str]


def test_that_the_worst_photos_are_listed_with_the_hair_that_was_found(
    weights: Path, heads: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(weights), str(heads), "--size", "64", "--worst", "3"]) == 0
    table, worst = capsys.readouterr().out.split("\n\n")
    assert "| mean |" in table
    head, _, *lines = worst.splitlines()
    assert head == "| set | photo | iou | hair annotated | hair found |"
    ious = [float(line.split("|")[3]) for line in lines]
    assert len(ious) == 3 and ious == sorted(ious)


def test_that_words_that_a_log_cannot_hold_do_not_end_the_work(
    weights: Path, heads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(log, "ascii", write_through=True))
    assert main(["evaluate", str(weights), str(heads), "--size", "64"]) == 0
    assert b"\\u2013" in log.getvalue()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            "ImportError('libGL.so.1: cannot open shared object file', name='cv2')",
            "hairnet: error: OpenCV cannot be loaded: libGL.so.1: cannot open shared object file",
        ),
        ("ImportError('no', name='numpy')", "Traceback"),
    ],
)
def test_that_a_library_that_the_system_lacks_is_told_as_by_hairsdk(
    error: str, words: str, tmp_path: Path
) -> None:
    (tmp_path / "cv2.py").write_text(f"raise {error}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "hairnet", "sheet", "--help"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert done.stderr.startswith(words)


def test_that_the_peers_network_is_measured_on_photos(
    heads: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    monkeypatch.setattr(
        "hairnet.commands.evaluate.PeerSegmenter", lambda path: opened.append(path) or bright
    )
    assert main(["evaluate", "peer.tflite", str(heads), "--peer"]) == 0
    assert opened == [Path("peer.tflite")] and "| mean |" in capsys.readouterr().out


def test_that_the_peers_network_has_one_size(heads: Path, refused: Run) -> None:
    line = refused("evaluate", "peer.tflite", heads, "--peer", "--size", "256")
    assert line.endswith("--size is not for --peer, whose file has its own: leave it out")


def test_that_a_still_is_looked_at_three_times(heads: Path) -> None:
    seen: list[tuple[Any, Any]] = []

    def segment(image: Any, previous: Any = None) -> Any:
        seen.append((image, previous))
        # The right half is found to be hair; with a memory, all that was remembered is kept.
        mask = np.zeros(image.shape[:2], np.float32)
        mask[:, image.shape[1] // 2 :] = 1
        return mask if previous is None else np.maximum(mask, previous)

    image = np.arange(8 * 6 * 3, dtype=np.uint8).reshape(8, 6, 3)
    found = three_looks(segment, 8)(image)
    assert [previous is None for _, previous in seen] == [True, False, False]
    np.testing.assert_array_equal(seen[2][0], image[:, ::-1])
    np.testing.assert_array_equal(seen[2][1], seen[1][1][:, ::-1])
    # The mirrored look finds the other half, and remembers this one.
    np.testing.assert_array_equal(found, np.tile([0.5] * 3 + [1] * 3, (8, 1)))
    assert main(["evaluate", "net.tflite", str(heads), "--still", "--manifest", "m.json"]) == 2


def test_that_the_mean_of_the_sets_counts_all_photos(heads: Path) -> None:
    rows = read_csv(heads)
    assert evaluate(bright, rows).by_set()["mean"]["photos"] == len(rows)


def test_that_figures_that_do_not_exist_are_null_in_json(
    weights: Path, heads: Path, tmp_path: Path
) -> None:
    target = tmp_path / "figures.json"
    assert main(["evaluate", str(weights), str(heads), "--size", "64", "--json", str(target)]) == 0
    figures = json.loads(target.read_text(), parse_constant=pytest.fail)
    assert figures["others"]["false_area_bald"] is None and figures["others"]["iou"] >= 0


@pytest.mark.parametrize("measure", [evaluate, shares])
def test_that_masks_with_unknown_parts_are_not_scored(
    heads: Path, tmp_path: Path, measure: Callable[..., object]
) -> None:
    for path in heads.parent.iterdir():
        shutil.copy(path, tmp_path)
    header, first, *_ = heads.read_text().splitlines()
    (tmp_path / "partial.csv").write_text(f"{header},partial\n{first},1\n")
    with pytest.raises(DataError, match=r"partial\.csv:2: a partial mask cannot be scored: leave"):
        measure(bright, read_csv(tmp_path / "partial.csv"))


def test_that_figures_of_some_photos_do_not_enter_the_manifest(
    weights: Path, heads: Path, tmp_path: Path, refused: Run
) -> None:
    manifest = tmp_path / "manifest.json"
    line = refused("evaluate", weights, heads, "--limit", 3, "--manifest", manifest)
    assert "leave --limit out" in line


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{}", 'not a manifest: lacks the table of "models"'),
        ("[]", "not a manifest"),
        ('{"models": [1]}', "not a manifest"),
        ("{", "not JSON: "),
    ],
)
def test_that_another_file_than_a_manifest_is_told_before_the_work(
    weights: Path, heads: Path, tmp_path: Path, refused: Run, content: str, reason: str
) -> None:
    manifest, target = tmp_path / "m.json", tmp_path / "x.tflite"
    manifest.write_text(content)
    order = ["--size", 64, "-o", target, "--licence", "mine", "--data", "mine"]
    for line in (
        refused("evaluate", weights, heads, "--manifest", manifest),
        refused("export", weights, *order, "--manifest", manifest),
    ):
        assert f"{manifest}: {reason}" in line
    assert not target.exists()


def test_that_a_model_that_is_not_in_the_manifest_is_told_before_the_work(
    weights: Path, tmp_path: Path, refused: Run
) -> None:
    (tmp_path / "m.json").write_text('{"models": {"mine": {"file": "mine.tflite"}}}')
    line = refused("evaluate", weights, tmp_path / "no.csv", "--manifest", tmp_path / "m.json")
    assert f"m.json: no model with the sha256 of {weights}" in line


def test_that_a_network_is_measured_at_the_size_it_was_trained_at(
    weights: Path, tiny_network: HairNet, tmp_path: Path
) -> None:
    assert open_segmenter(weights, None).size == 64
    assert open_segmenter(weights, 128).size == 128
    save_weights(tmp_path / "old.safetensors", tiny_network, {})
    with pytest.raises(ValueError, match=r"old\.safetensors: does not say .*: give --size"):
        open_segmenter(tmp_path / "old.safetensors", None)


def test_that_capitals_do_not_make_another_file_of_a_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("hairnet.commands.evaluate.TfliteSegmenter", lambda path: path)
    assert open_segmenter(Path("MINE.TFLITE"), None) == Path("MINE.TFLITE")


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "cannot be read: No such file"), (b"\xf0\0\0\0TFL3cut off", "damaged: ")],
)
def test_that_a_peer_that_is_missing_or_damaged_is_named(
    heads: Path, tmp_path: Path, refused: Run, content: bytes | None, reason: str
) -> None:
    peer = tmp_path / "peer.tflite"
    if content is not None:
        peer.write_bytes(content)
    assert f"{peer}: {reason}" in refused("evaluate", peer, heads, "--peer")


def test_that_a_folder_that_takes_no_file_is_told_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, misused: Run
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    line = misused("evaluate", "a.tflite", "photos.csv", "--json", tmp_path / "x.json")
    assert "nothing can be written into" in line


def test_that_slices_stand_in_the_order_of_their_bands(heads: Path) -> None:
    rows = read_csv(heads)
    for order in (rows, rows[::-1]):
        found = shares(bright, order)
        for name, (_, labels) in SLICES.items():
            own = [share.label for share in found if share.slice == name]
            assert own == [label for label in labels if label in own]


def test_that_a_figure_that_does_not_exist_is_a_dash() -> None:
    figures = {"a": {"recovery_cut": float("nan")}, "b": {"recovery_cut": 1.0}}
    assert "| recovery_cut | – | 1.000 |" in table_of_clips(figures)


def test_that_help_tells_defaults(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["train", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert "time between checkpoints (default: 4.0)" in said
    assert "default: None" not in said and "default: False" not in said


def test_that_ablation_leaves_the_teacher_aside(
    heads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []
    monkeypatch.setattr("hairnet.ablation.ablate", lambda recipe, *_, **__: compared.append(recipe))
    taught = SHIPPED.with_name("shipped-taught.toml").read_text(encoding="utf-8")
    recipe = tmp_path / "taught.toml"
    recipe.write_text(taught.replace("validation = 0.06", "validation = 0.5"), encoding="utf-8")
    assert main(["ablate", str(heads), "--recipe", str(recipe)]) == 0
    assert load_recipe(recipe).distil > 0
    assert [each.distil for each in compared] == [0.0]


def test_that_the_manifest_gets_no_provenance_that_was_not_given(
    weights: Path, tmp_path: Path, refused: Run
) -> None:
    manifest, target = tmp_path / "manifest.json", tmp_path / "mine.tflite"
    line = refused("export", weights, "--size", 64, "-o", target, "--manifest", manifest)
    assert "--manifest needs --licence and --data" in line
    assert not manifest.exists() and not target.exists()


def test_that_files_of_one_name_keep_their_figures_apart() -> None:
    paths = [Path("a/best.safetensors"), Path("b/best.safetensors"), Path("c/peer.tflite")]
    assert name_apart(paths) == ["a/best.safetensors", "b/best.safetensors", "peer.tflite"]


@pytest.mark.parametrize("command", ["evaluate", "slices"])
def test_that_a_size_that_does_not_fit_the_network_is_refused(
    weights: Path, heads: Path, refused: Run, command: str
) -> None:
    line = refused(command, weights, heads, "--size", 100)
    assert "--size must be a multiple of 16, found 100" in line


def test_that_every_variant_is_checked_before_the_first_is_trained(
    heads: Path, tmp_path: Path, refused: Run
) -> None:
    # 96² fits the shipped network's four levels, not E-Net's five.
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(SHIPPED.read_text().replace("validation = 0.06", "validation = 0.3"))
    line = refused("ablate", heads, "--recipe", recipe, "--size", 96, "--images", 16)
    assert "size must be a multiple of 64, found 96" in line


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "w.safetensors", "--size", "64", "-o", "x.tflite", "--parity-photos", "0"],
        ["sheet", "w.safetensors", "photos", "-o", "x.webp", "--columns", "0"],
        ["train", "photos.csv", "-o", "run", "--validate-images", "0"],
        ["evaluate", "w.safetensors", "photos.csv", "--size", "0"],
        ["mix", "a.safetensors", "b.safetensors", "-o", "m.safetensors", "--size", "0"],
    ],
)
def test_that_counts_are_at_least_one(arguments: list[str], misused: Run) -> None:
    told = f"{arguments[-2]}: must be a whole number of at least 1, found '0'"
    assert misused(*arguments).endswith(told)


@pytest.mark.parametrize(
    ("option", "reason"),
    [
        (["--workers", "-1"], "must be a whole number of at least 0, found '-1'"),
        (["--checkpoint-minutes", "nan"], "must be a number of at least 0, found 'nan'"),
    ],
)
def test_that_training_takes_no_senseless_numbers(
    option: list[str], reason: str, misused: Run
) -> None:
    line = misused("train", "photos.csv", "-o", "run", *option)
    assert line.endswith(f"{option[0]}: {reason}")


def test_that_the_least_amount_and_the_largest_part_are_taken() -> None:
    assert (amount("0"), part("1")) == (0.0, 1.0)


@pytest.mark.parametrize("weight", ["nan", "-1", "inf", "much"])
def test_that_a_weight_is_a_number_that_training_takes(weight: str, misused: Run) -> None:
    line = misused("label", "m.tflite", "photos", "-o", "labels", "--weight", weight)
    assert line.endswith(f"--weight: must be a number of at least 0, found {weight!r}")


@pytest.mark.parametrize(
    "arguments",
    [
        ["mix", "a.safetensors", "b.safetensors", "-o"],
        ["prune", "a.safetensors", "photos.csv", "--size", "64", "-o"],
        ["export", "a.safetensors", "--size", "64", "-o"],
        ["sheet", "a.safetensors", "photos", "-o"],
        ["evaluate", "a.tflite", "photos.csv", "--json"],
        ["export", "a.safetensors", "--size", "64", "-o", "x.tflite", "--manifest"],
        ["sequences", "a.tflite", "clips", "--json"],
    ],
)
def test_that_a_place_that_cannot_be_written_is_told_before_the_work(
    arguments: list[str], tmp_path: Path, misused: Run
) -> None:
    missing = tmp_path / "nowhere"
    for place, reason in (
        (missing / "x", f"there is no folder {str(missing)!r}: make it first"),
        (tmp_path, f"{str(tmp_path)!r} is a folder: name a file in it"),
    ):
        assert misused(*arguments, place).endswith(reason)


@pytest.mark.parametrize(
    "arguments", [["train", "photos.csv"], ["label", "m.tflite", "photos"]], ids=lambda own: own[0]
)
def test_that_a_folder_that_cannot_be_made_is_told_before_the_work(
    arguments: list[str], tmp_path: Path, misused: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.touch()
    for place in (file, file / "run"):
        line = misused(*arguments, "-o", place)
        assert line.endswith(f"{str(file)!r} is a file: name a folder")
    monkeypatch.setattr("os.access", lambda *_: False)
    line = misused(*arguments, "-o", tmp_path / "new" / "run")
    assert line.endswith(f"nothing can be written into {str(tmp_path)!r}")


def test_that_weights_that_cannot_be_written_name_their_place(
    tiny_network: HairNet, tmp_path: Path
) -> None:
    with pytest.raises(
        FileWriteError, match=r"cannot write .*nowhere.w\.safetensors: there is no folder"
    ):
        save_weights(tmp_path / "nowhere" / "w.safetensors", tiny_network, {})
    (tmp_path / "w.safetensors").mkdir()
    with pytest.raises(FileWriteError, match=r"cannot write .*w\.safetensors: a folder stands"):
        save_weights(tmp_path / "w.safetensors", tiny_network, {})
    assert [path.name for path in tmp_path.iterdir()] == ["w.safetensors"]


def test_that_a_damaged_network_is_named(tmp_path: Path, heads: Path, refused: Run) -> None:
    (tmp_path / "m.tflite").write_bytes(b"TFL3 or not")
    line = refused("evaluate", tmp_path / "m.tflite", heads)
    assert "m.tflite: not a network that can run" in line


def test_that_a_folder_that_is_not_there_is_told(
    tmp_path: Path, weights: Path, refused: Run
) -> None:
    missing = tmp_path / "nowhere"
    line = refused("sequences", weights, missing)
    assert line.endswith(f"{missing}: there is no such folder of clips")
    line = refused("sheet", weights, missing, "-o", tmp_path / "sheet.png")
    assert line.endswith(f"{missing}: there is no such folder or photo")


def test_that_a_sheet_that_is_too_large_for_its_format_is_refused(
    tmp_path: Path, heads: Path, refused: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hairnet.commands.sheet.open_segmenter", lambda *_: bright)
    photo = read_csv(heads)[0].image
    order = ["sheet", "m.tflite", photo, "--tile", "20", "--columns", "410"]
    line = refused(*order, "-o", tmp_path / "s.webp")
    assert "s.webp: a sheet of 16400×20 " in line and "a smaller --tile, or .png" in line
    assert list(tmp_path.iterdir()) == []


def test_that_a_sheet_too_large_for_memory_is_refused_before_the_work(
    tmp_path: Path, heads: Path, refused: Run
) -> None:
    photo = read_csv(heads)[0].image
    order = ["sheet", "no.tflite", photo, "--tile", "100000", "-o", tmp_path / "s.png"]
    assert refused(*order).endswith(
        "s.png: a sheet of 1200000×100000 pixels is too large: take fewer photos, or a smaller "
        "--tile"
    )


def test_that_too_little_memory_is_no_traceback(
    heads: Path, refused: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise MemoryError("Unable to allocate 9 GiB")

    monkeypatch.setattr("hairnet.commands.evaluate.read_csv", full)
    line = refused("evaluate", "m.tflite", heads)
    assert line == "hairnet: error: not enough memory: Unable to allocate 9 GiB"


def test_that_a_missing_extra_is_told_with_how_to_install_it(
    refused: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    for name in [name for name in sys.modules if name.startswith("hairnet.")]:
        if name != "hairnet.commands":
            monkeypatch.delitem(sys.modules, name)
    assert "pip install 'hairsdk[train]'" in refused("evaluate", "a.tflite", "b.csv")


@pytest.mark.parametrize("name", ["masks", "masks.photo"])
def test_that_an_unknown_picture_format_is_refused_before_the_work(
    tmp_path: Path, refused: Run, name: str
) -> None:
    line = refused("sheet", tmp_path / "no.safetensors", tmp_path, "-o", tmp_path / name)
    assert line.endswith(f"{name}: no picture format of that name")
