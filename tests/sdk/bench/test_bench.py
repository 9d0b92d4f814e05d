"""The measurements measure: edges, cuts, speed, a long run."""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Preset, Recolorer, Segmenter
from hairsdk.bench import peer
from hairsdk.bench.clip import make_clip
from hairsdk.bench.cuts import measure_cuts
from hairsdk.bench.edges import boundary_f, measure_edges, soft_mae
from hairsdk.bench.memory import current_megabytes, peak_megabytes
from hairsdk.bench.soak import soak
from hairsdk.bench.speed import Contender, Figures, contenders, markdown, measure
from hairsdk.cli import main
from hairsdk.errors import BackendError, FileReadError, ParameterError, VideoError

Head = tuple[NDArray[np.uint8], NDArray[np.float32]]


def disk(radius: float) -> NDArray[np.float32]:
    y, x = np.mgrid[-64:64, -64:64]
    return (np.hypot(x, y) < radius).astype(np.float32)


def test_that_edge_figures_are_known_for_disks() -> None:
    assert boundary_f(disk(40), disk(40)) == 1.0
    assert boundary_f(disk(41), disk(40)) == 1.0
    assert boundary_f(disk(50), disk(40)) == 0.0
    assert boundary_f(disk(0), disk(40)) == 0.0
    assert boundary_f(disk(0), disk(0)) == 1.0
    assert soft_mae(disk(40), disk(40)) == 0.0
    assert soft_mae(np.zeros((4, 4), np.float32), np.full((4, 4), 0.25, np.float32)) == 0.25


def test_that_edges_are_measured_over_a_folder(data: Path, network: Path, tmp_path: Path) -> None:
    with Segmenter(network, "cpu") as segmenter:
        rows = measure_edges(data / "stills", [segmenter], [64])
        assert [row.source for row in rows] == [
            "network darkness.tflite",
            "exact mask, shrunk to 64²",
        ]
        assert all(0 < value < 1 for row in rows for value in (row.mae_after, row.band_after))
        assert rows[1].mae_before < rows[0].mae_before
        with pytest.raises(FileReadError, match=r"expected photos NAME\.jpg"):
            measure_edges(tmp_path, [segmenter], [])


def test_that_cuts_are_measured_between_clips(
    heads: list[Head], network: Path, tmp_path: Path
) -> None:
    for name, (image, mask) in zip("ab", heads, strict=False):
        (tmp_path / name).mkdir()
        for number in range(6):
            stem = tmp_path / name / f"{number:03d}"
            cv2.imwrite(f"{stem}.png", image[..., ::-1])
            cv2.imwrite(f"{stem}.mask.png", np.rint(255 * mask))
    with Segmenter(network, "cpu") as segmenter:
        rows, found, cuts = measure_cuts([tmp_path / "a", tmp_path / "b"], segmenter)
        assert (found, cuts) == (2, 2)
        assert [row.frame for row in rows] == [0, 1, 2, 3, 4]
        assert all(0 <= value <= 1 for row in rows for value in (row.fed_on, row.reset))
        with pytest.raises(FileReadError, match="found 0"):
            measure_cuts([tmp_path / "a", tmp_path], segmenter)
        with pytest.raises(ParameterError, match="two folders or more"):
            measure_cuts([tmp_path / "a"], segmenter)


def test_that_every_stage_of_ours_is_measured(network: Path) -> None:
    (figures,) = measure(contenders([str(network)], "cpu", None, None), (160, 120), 4, 2)
    assert figures.name.startswith("hairsdk ")
    assert set(figures.stages) == {
        "segment",
        "steady",
        "matte",
        "intensity",
        "lut",
        "apply",
        "total",
    }
    assert all(len(times) == 8 for times in figures.stages.values())
    assert len(figures.import_s) == 2
    assert all(0 < s < t for s, t in zip(figures.import_s, figures.startup_s, strict=True))
    assert min(figures.peak_mb) > 30
    table = markdown([figures]).splitlines()
    assert len({line.count("|") for line in table}) == 1
    assert any(line.startswith("| frames a second in a stream | ") for line in table)


def test_that_a_peer_is_run_in_its_own_python(tmp_path: Path) -> None:
    network = tmp_path / "peer.tflite"
    with pytest.raises(FileReadError, match=r"peer\.tflite: no such file"):
        contenders(["512"], "cpu", network, None)
    network.touch()
    given = contenders(["512"], "cpu", network, "/opt/python")
    assert given[1].command[0] == "/opt/python"
    assert Path(given[1].command[1]).is_file()
    script = tmp_path / "peer.py"
    stages: dict[str, Any] = {"segment": [3.0], "apply": [1.0], "total": [4.0]}
    report = {"stages": stages, "intervals": [4.0], "device": "test"}
    report |= {"import_s": 0.5, "startup_s": 1.0, "peak_mb": 99.0}
    script.write_text(f"print({json.dumps(report)!r})")
    other = Contender("peer", (sys.executable, str(script)), "model")
    table = markdown(measure([other], (32, 24), 2, 1))
    assert "| frames a second in a stream | 250.0 |" in table
    assert "| edges of the mask, ms | – |" in table


def test_that_a_contender_that_fails_is_named_with_its_last_words(tmp_path: Path) -> None:
    script = tmp_path / "peer.py"
    script.write_text("raise SystemExit('no such module: mediapipe')")
    other = Contender("peer", (sys.executable, str(script)), "model")
    with pytest.raises(BackendError, match="peer failed: no such module: mediapipe"):
        measure([other], (32, 24), 2, 1)
    with pytest.raises(BackendError, match=r"peer: cannot run .*none: No such file"):
        measure([Contender("peer", (str(tmp_path / "none"),), "m")], (32, 24), 2, 1)
    script.write_text("import os; os.write(2, b'no \\x81 such module'); raise SystemExit(1)")
    with pytest.raises(BackendError, match="peer failed: no � such module"):
        measure([other], (32, 24), 2, 1)
    script.write_text("print('figures')")
    with pytest.raises(BackendError, match=r"peer: .* gave no figures: is it a Python interpreter"):
        measure([other], (32, 24), 2, 1)


def test_that_a_peer_that_is_missing_is_told_before_our_turns(tmp_path: Path) -> None:
    script, ran = tmp_path / "ours.py", tmp_path / "ran"
    script.write_text(f"open({str(ran)!r}, 'w').close()")
    ours = Contender("ours", (sys.executable, str(script)), "model")
    other = Contender("peer", (sys.executable, str(tmp_path / "none.py")), "model")
    with pytest.raises(BackendError, match="peer failed"):
        measure([ours, other], (32, 24), 2, 1)
    assert not ran.exists()


def test_that_the_precision_on_a_gpu_reaches_the_network(
    network: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BackendError, match="precision 'float8'"):
        measure(contenders([str(network)], "cpu", None, None, "float8"), (32, 24), 2, 1)

    def opened(*args: object, precision: str, **options: object) -> None:
        raise BackendError(f"opened in {precision}")

    monkeypatch.setattr("hairsdk.cli.bench.Recolorer", opened)
    assert main(["bench", "soak", "--precision", "float32"]) == 1
    assert "opened in float32" in capsys.readouterr().err
    monkeypatch.setattr("hairsdk.cli.bench.measure", lambda who, *args: opened(**vars(who[0])))
    assert main(["bench", "speed", "--precision", "float32"]) == 1
    assert "opened in float32" in capsys.readouterr().err


def test_that_a_missing_mediapipe_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mediapipe", None)
    # Python for Windows has none.
    monkeypatch.setitem(sys.modules, "resource", None)
    monkeypatch.setattr(
        sys, "argv", ["peer.py", "clip", "32", "24", "2", "model", "cpu", "float16", "0.0"]
    )
    with pytest.raises(SystemExit, match=r"hairsdk\[bench\].*--mediapipe-python"):
        runpy.run_path(peer.__file__, run_name="__main__")


def test_that_too_little_memory_for_a_clip_is_a_memory_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def enlarge(*args: object, **options: object) -> object:
        return cv2.resize(np.zeros((1, 1), np.uint8), (1 << 30, 1 << 30))

    monkeypatch.setattr(cv2, "warpAffine", enlarge)
    with pytest.raises(MemoryError):
        make_clip(tmp_path / "clip", 16, 9, 1)


def test_that_a_clip_without_hair_has_a_table() -> None:
    stages = {"segment": [3.0], "total": [4.0]}
    figures = Figures("bald", "cpu", stages, [4.0], {}, [0.5], [1.0], [99.0])
    assert "| new colours, ms | – |" in markdown([figures])


def test_that_memory_that_was_not_told_is_a_dash_in_the_table() -> None:
    figures = Figures("on Windows", "cpu", {"total": [4.0]}, [4.0], {}, [0.5], [1.0], [0.0, 0.0])
    assert "| peak memory, MB | – |" in markdown([figures])


def test_that_a_clip_moves_and_is_the_same_every_time(tmp_path: Path) -> None:
    clips = [make_clip(tmp_path / name, 160, 90, 5).read() for name in ("a", "b")]
    np.testing.assert_array_equal(*clips)
    assert (clips[0][0] != clips[0][2]).mean() > 0.3
    assert clips[0][0].shape == (90, 160, 3)


def test_that_too_few_frames_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hairsdk.bench.clip._film", lambda *args: iter([np.zeros(3, np.uint8)] * 3))
    with pytest.raises(VideoError, match=r"^in\.mp4: 4 frames are wanted, the film has 3$"):
        make_clip(tmp_path / "clip", 1, 1, 4, Path("in.mp4"))
    with pytest.raises(ParameterError, match="take 2 or more"):
        measure([], (32, 24), 1, 1)


def test_that_a_long_run_reports_growth_and_drift(preset: Preset, network: Path) -> None:
    told: list[float] = []
    with Recolorer(preset, network, device="cpu", threads=1) as recolorer:
        found = soak(recolorer, 3.5 / 60, (160, 120), progress=lambda m, n, mb: told.append(mb))
    assert found.frames > 5
    assert found.minutes == pytest.approx(3.5 / 60, rel=0.5)
    assert told
    assert found.latency_start > 0
    assert found.drift == pytest.approx(found.latency_end / found.latency_start - 1)
    assert found.memory_end > 30


def test_that_memory_is_told() -> None:
    assert 30 < current_megabytes() < 1.2 * peak_megabytes()


def test_that_the_command_prints_tables(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "edges", str(data / "stills")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("| mask | MAE |")
    assert len(lines) == 6
