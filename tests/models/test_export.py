import hashlib
import json
import shutil
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
from ai_edge_litert.interpreter import Interpreter
from torch import nn

from hairnet.cells import in_cells
from hairnet.commands import main
from hairnet.commands.evaluate import open_segmenter
from hairnet.commands.export import parity_inputs
from hairnet.data import read_csv
from hairnet.evaluate import TfliteSegmenter, TorchSegmenter, evaluate
from hairnet.export import (
    ExportError,
    check_parity,
    manifest_entry,
    parity,
    read_manifest,
    update_manifest,
    update_metrics,
)
from hairnet.network import HairNet, parameter_count
from hairnet.pictures import DataError
from hairnet.weights import load_weights

Refused = Callable[..., str]

# The converter's own dependencies warn about each other; nothing of ours.
pytestmark = pytest.mark.filterwarnings("ignore")


def test_that_the_exported_file_equals_the_network_and_is_in_the_manifest(
    weights: Path,
    heads: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target, manifest = tmp_path / "hair_64.tflite", tmp_path / "manifest.json"
    arguments = ["--size", "64", "-o", str(target), "--manifest", str(manifest)]
    arguments += ["--licence", "CC0-1.0", "--data", "ten rendered heads"]
    assert main(["export", str(weights), *arguments, "--parity", str(heads)]) == 0
    assert "differs from the trained network by at most" in capsys.readouterr().out
    entry = json.loads(manifest.read_text())["models"]["64"]
    assert entry["file"] == target.name and entry["weights"] == "float16"
    assert entry["licence"] == "CC0-1.0" and entry["data"] == "ten rendered heads"
    assert entry["input"]["size"] == 64 and set(entry["parity"]) == {"max", "mean"}
    assert entry["parity"]["max"] < 2e-2 and entry["training"] == {"images": 0, "size": 64}
    assert entry["parameters"] == parameter_count(load_weights(weights)[0])
    tensors = TfliteSegmenter(target).interpreter.get_tensor_details()
    assert np.float16 in {tensor["dtype"] for tensor in tensors}
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "hair_64.tflite",
        "manifest.json",
        "tiny.safetensors",
    ]

    assert main(["evaluate", str(target), str(heads), "--manifest", str(manifest)]) == 0
    metrics = json.loads(manifest.read_text())["models"]["64"]["metrics"]
    assert set(metrics) == {"rendered", "others", "mean"} and 0 <= metrics["mean"]["iou"] <= 1
    # Exporting the very same file again keeps what was measured of it. Converting takes its time.
    again = target.read_bytes()
    monkeypatch.setattr("hairnet.export.convert", lambda *_: again)
    assert main(["export", str(weights), *arguments]) == 0
    assert json.loads(manifest.read_text())["models"]["64"]["metrics"] == metrics


def test_that_float32_is_exact_and_has_no_stray_operations(
    tiny_network: HairNet, tiny_tflite: Path, rng: np.random.Generator
) -> None:
    figures = parity(tiny_network, tiny_tflite, [rng.random((64, 64, 4), np.float32)])
    assert figures["max"] < 1e-5
    segmenter = TfliteSegmenter(tiny_tflite)
    names = [op["op_name"] for op in segmenter.interpreter._get_ops_details()]
    kinds = set(names)
    # The converter has taken two convolutions of the same input for one.
    wanted = [m for m in in_cells(tiny_network).modules() if isinstance(m, nn.Conv2d)]
    assert names.count("CONV_2D") == len(wanted)
    assert not kinds & {"TRANSPOSE", "TRANSPOSE_CONV", "PRELU", "SPACE_TO_DEPTH", "DEPTH_TO_SPACE"}
    shapes = [d["shape"] for d in segmenter.interpreter.get_tensor_details()]
    assert all(len(shape) <= 4 for shape in shapes)


def test_that_a_file_of_other_weights_fails_the_parity_check(
    tiny_network: HairNet, tiny_tflite: Path, rng: np.random.Generator
) -> None:
    tiny_network.head.logit.bias.data += 1
    figures = parity(tiny_network, tiny_tflite, [rng.random((64, 64, 4), np.float32)])
    with pytest.raises(ExportError, match="not written"):
        check_parity(figures, "float32")


@pytest.mark.parametrize(("weights", "limit"), [("float32", 1e-4), ("float16", 2e-2)])
def test_that_a_file_may_differ_by_what_its_weights_explain(
    weights: Literal["float32", "float16"], limit: float
) -> None:
    check_parity({"max": limit}, weights)
    for wrong in (1.01 * limit, float("nan")):
        with pytest.raises(ExportError, match="not written"):
            check_parity({"max": wrong}, weights)


def test_that_parity_is_the_largest_and_the_mean_difference_of_all_frames(
    tiny_network: HairNet,
    tiny_tflite: Path,
    rng: np.random.Generator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inputs = [rng.random((64, 64, 4), np.float32) for _ in range(2)]
    right = TfliteSegmenter.run
    off = iter((0.125, 0.25))

    def shifted(segmenter: TfliteSegmenter, filled: np.ndarray) -> np.ndarray:
        mask = right(segmenter, filled)
        mask[:32] -= next(off)
        return mask

    monkeypatch.setattr(TfliteSegmenter, "run", shifted)
    figures = parity(tiny_network, tiny_tflite, inputs)
    assert figures == pytest.approx({"max": 0.25, "mean": 0.375 / 4, "frames": 2}, abs=1e-4)


def test_that_a_file_that_differs_is_not_written(
    weights: Path, tmp_path: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hairnet.export.convert", lambda *_: b"network")
    monkeypatch.setattr("hairnet.export.parity", lambda *_: {"max": 0.5, "mean": 0.1, "frames": 4})
    before = sorted(tmp_path.iterdir())
    line = refused("export", weights, "--size", 64, "-o", tmp_path / "x.tflite")
    assert "differs from the trained one by 0.5" in line
    assert sorted(tmp_path.iterdir()) == before


def test_that_parity_is_measured_on_photos_with_and_without_a_mask_before(heads: Path) -> None:
    inputs = parity_inputs(Namespace(parity=heads, parity_photos=4, size=64))
    # The last of the four is bald.
    assert [bool(filled[..., 3].any()) for filled in inputs] == [False, True, False, False]
    assert all(filled.shape == (64, 64, 4) and filled[..., :3].any() for filled in inputs)


def test_that_photos_to_compare_on_that_cannot_be_read_are_told_before_the_work(
    weights: Path, tmp_path: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hairnet.export.convert", lambda *_: pytest.fail("it was converted"))
    order = ["export", weights, "--size", 64, "-o", tmp_path / "x.tflite"]
    assert "nowhere.csv: cannot be read" in refused(*order, "--parity", "nowhere.csv")


def test_that_figures_stay_with_the_file_that_they_were_measured_on(tmp_path: Path) -> None:
    manifest, model = tmp_path / "manifest.json", tmp_path / "net.tflite"
    for content in (b"first", b"other"):
        model.write_bytes(content)
        update_manifest(manifest, content.decode(), manifest_entry(model, 64, "float32", 9, {}))
    update_metrics(manifest, model, {"a": {"iou": 0.123456, "false_area_bald": float("nan")}})
    models = read_manifest(manifest)["models"]
    assert models["other"]["metrics"] == {"a": {"iou": 0.1235}} and "metrics" not in models["first"]
    assert models["other"]["sha256"] == hashlib.sha256(b"other").hexdigest()
    assert models["other"]["weights"] == "float32" and models["other"]["parameters"] == 9
    assert models["other"]["input"]["channels"] == ["r", "g", "b", "previous_mask"]
    # Other weights under the name have no figures yet.
    model.write_bytes(b"third")
    update_manifest(manifest, "other", manifest_entry(model, 64, "float32", 9, {}))
    assert "metrics" not in read_manifest(manifest)["models"]["other"]


def test_that_both_segmenters_score_photos_alike(
    tiny_network: HairNet, tiny_tflite: Path, heads: Path
) -> None:
    rows = read_csv(heads)[:4]
    ours = evaluate(TorchSegmenter(tiny_network, 64), rows)
    theirs = evaluate(TfliteSegmenter(tiny_tflite), rows)
    for a, b in zip(ours.scores, theirs.scores, strict=True):
        assert a.mae == pytest.approx(b.mae, abs=1e-5)


def test_that_wrong_sizes_and_files_end_in_one_line(
    weights: Path, tmp_path: Path, refused: Refused
) -> None:
    line = refused("export", weights, "--size", 100, "-o", tmp_path / "x.tflite")
    assert "--size must be a multiple of 16, found 100" in line
    line = refused("export", weights, "--size", 64, "-o", tmp_path / "mine")
    assert "the name of a network must end in .tflite" in line
    line = refused("evaluate", tmp_path / "no.safetensors", "nowhere.csv")
    assert "nowhere.csv: cannot be read" in line


def test_that_figures_are_not_said_to_be_of_a_size_that_a_file_does_not_have(
    tiny_tflite: Path, heads: Path, tmp_path: Path, refused: Refused
) -> None:
    assert open_segmenter(tiny_tflite, 64).size == 64
    line = refused("evaluate", tiny_tflite, heads, "--size", 128)
    assert "tiny.tflite: was exported for 64²: leave --size out" in line
    line = refused("sequences", tiny_tflite, tmp_path, "--sdk", "--size", 128)
    assert "--sdk plays exported files, whose size is theirs" in line


def test_that_another_network_than_ours_is_not_measured_as_one(
    tiny_tflite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MediaPipe's gives two channels, whose first, the background, would count as hair."""
    given = Interpreter.get_output_details

    def two_channels(self: Interpreter) -> list[dict[str, Any]]:
        return [{**given(self)[0], "shape": np.array([1, 64, 64, 2])}]

    monkeypatch.setattr(Interpreter, "get_output_details", two_channels)
    with pytest.raises(DataError, match=r"takes \[1, .*, 4\] and gives \[1, 64, 64, 2\].*--peer"):
        TfliteSegmenter(tiny_tflite)


@pytest.mark.parametrize("name", ["no.safetensors", "no.tflite"])
def test_that_a_network_that_is_not_there_is_said_so(
    heads: Path, tmp_path: Path, refused: Refused, name: str
) -> None:
    line = refused("evaluate", tmp_path / name, heads, "--size", 64)
    assert line.startswith(f"hairnet: error: {tmp_path / name}: there is no such file")


def test_that_a_network_that_is_sure_of_nothing_labels_nothing(
    weights: Path, heads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    for path in heads.parent.glob("*.jpg"):
        shutil.copy(path, photos)
    out = tmp_path / "labels"
    assert main(["label", str(weights), str(photos), "-o", str(out), "--size", "64"]) == 0
    assert capsys.readouterr().out == "0 of 10 photos labelled with confidence\n"
    assert (out / "pseudo.csv").read_text().splitlines() == ["set,image,mask,weight,partial"]


def test_that_slices_and_sequences_print_their_tables(
    weights: Path, heads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["slices", str(weights), str(heads), "--size", "64"]) == 0
    assert "| hair in the frame |" in capsys.readouterr().out
    clip = tmp_path / "clips" / "one"
    clip.mkdir(parents=True)
    for number in range(3):
        shutil.copy(heads.parent / "1000_bun_white.jpg", clip / f"{number:03d}.jpg")
        shutil.copy(heads.parent / "1000_bun_white.mask.png", clip / f"{number:03d}.mask.png")
    assert main(["sequences", str(weights), str(clip.parent), "--size", "64", "--limits"]) == 0
    out = capsys.readouterr().out
    for figure in ("iou_with", "dtssd_without", "recovery_cut", "ghost", "dtssd_past"):
        assert f"| {figure} |" in out
