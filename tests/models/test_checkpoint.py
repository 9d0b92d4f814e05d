"""A run that is broken off loses nothing, and goes on as what it was, or says why it cannot."""

import dataclasses
import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from stand_ins import trainer

from hairnet.checkpoint import NAME, CheckpointError, alone_in, read, write
from hairnet.commands import main
from hairnet.config import Recipe, Stage, to_dict
from hairnet.data import Row, read_csv, split_validation
from hairnet.network import HairNet
from hairnet.options import Options, TrainError
from hairnet.train import Trainer
from hairnet.weights import load_weights, save_weights

RECIPE = """
validation = 0.3
ema = 0.9
[network]
widths = [8, 16, 24]
blocks = [1, 1, 1]
decoder_blocks = [1, 1]
[previous]
own = 0.6
flicker = 4.0
[[stages]]
size = 32
batch = 4
images = 96
"""


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    path = tmp_path / "recipe.toml"
    path.write_text(RECIPE)
    return path


def train(heads: Path, run: Path, *more: object) -> int:
    return main(["train", *map(str, [heads, "-o", run, "--workers", 0, "--threads", 1, *more])])


def staged(recipe: Recipe, *images: int) -> Recipe:
    stages = tuple(Stage(size=32, batch=8, images=count) for count in images)
    return dataclasses.replace(recipe, stages=stages)


def test_that_a_run_goes_on_with_its_own_recipe(
    heads: Path, recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = tmp_path / "run"
    assert train(heads, run, "--recipe", recipe, "--stop-after-images", 40) == 0
    assert "stopped after 40 images; --resume goes on from there\n" in capsys.readouterr().out
    before = read(run / NAME)["recipe"]
    assert train(heads, run, "--resume") == 0
    assert "has changed" not in capsys.readouterr().out
    state = read(run / NAME)
    assert state["recipe"] == before and state["stage"] == 1
    assert train(heads, run, "--resume") == 0
    assert "nothing is left to train" in capsys.readouterr().out


def test_that_what_changes_on_the_way_is_told(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trainer(staged(tiny_recipe, 16, 32), heads, tmp_path, stop_after_images=24).run()
    longer = dataclasses.replace(staged(tiny_recipe, 16, 40, 8), jaccard=1.0, validation=0.6)
    capsys.readouterr()
    run = trainer(longer, heads, tmp_path, resume=True, stop_after_images=32)
    run.run()
    told = capsys.readouterr().out.splitlines()
    assert "the recipe has changed: stages[1].images 32 → 40" in told
    assert "the recipe has changed: stages[2].size nothing → 32" in told
    assert "the recipe has changed: jaccard 0.5 → 1.0" in told
    assert any(line.startswith("other photos held back than before: ") for line in told)
    assert run.best is None and run.images == 32


def test_that_what_is_done_cannot_change(tiny_recipe: Recipe, heads: Path, tmp_path: Path) -> None:
    trainer(staged(tiny_recipe, 16, 32), heads, tmp_path, stop_after_images=32).run()
    for images, reason in (
        ((16, 8), "16 images of stage 1 are done, and the recipe's has fewer"),
        ((16,), "16 images of stage 1 are done"),
        ((24, 32), r"1 stage\(s\) are done, and the recipe changes them"),
    ):
        with pytest.raises(CheckpointError, match=reason):
            trainer(staged(tiny_recipe, *images), heads, tmp_path, resume=True).run()


def test_that_a_run_goes_on_from_its_own_start_alone(
    tiny_recipe: Recipe, tiny_network: HairNet, heads: Path, tmp_path: Path
) -> None:
    mine, other, run = tmp_path / "mine.safetensors", tmp_path / "other.safetensors", tmp_path / "r"
    save_weights(mine, tiny_network, {"seed": 3})
    save_weights(other, tiny_network, {"seed": 4})
    recipe = staged(tiny_recipe, 16)
    trainer(recipe, heads, run, start=mine, stop_after_images=8).run()
    with pytest.raises(CheckpointError, match=r"was not started from .*other\.safetensors"):
        trainer(recipe, heads, run, start=other, resume=True).run()
    trainer(recipe, heads, run, start=mine, resume=True).run()
    assert load_weights(run / "last.safetensors")[1]["started_from"] == {"seed": 3}


def test_that_what_cannot_run_is_told_before_photos_are_read(
    tiny_network: HairNet, recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "photos.csv"
    data.write_text("image,mask\nmissing.jpg,missing.png\n" * 9)
    never = tmp_path / "never.csv"
    never.write_text("image,mask,weight\nmissing.jpg,missing.png,0\n")
    assert train(never, tmp_path / "new", "--recipe", recipe) == 2
    assert "no photo can be drawn" in capsys.readouterr().err
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / NAME).touch()
    order = ["--recipe", recipe]
    for run, more, reason in (
        ("run", order, "checkpoint.pt exists: add --resume to go on, or name another folder"),
        ("new", [*order, "--from", tmp_path / "w.safetensors"], "there is no such file of weights"),
        ("new", [*order, "--freeze-norm"], "this one starts with none"),
        ("new", order, "missing.jpg: no such file"),
    ):
        assert train(data, tmp_path / run, *more) == 2
        assert reason in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_that_photos_held_back_that_cannot_be_used_are_named_with_the_others(
    recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "photos.csv"
    data.write_text("image,mask\n" + "".join(f"{n}.jpg,m.png\n" for n in range(9)))
    train_on, held_back = split_validation(read_csv(data), 0.3)
    assert train_on and held_back
    assert train(data, tmp_path / "run", "--recipe", recipe) == 2
    assert len(capsys.readouterr().err.splitlines()) == 9


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "damaged, or not a checkpoint"),
        (b"hello", "damaged, or not a checkpoint"),
        ({"network": {}}, "lacks average, average_steps, best"),
        ([1], "not a checkpoint of hairnet train: lacks"),
        (None, "there is no checkpoint to go on from: leave --resume out to start"),
    ],
)
def test_that_a_damaged_checkpoint_is_named(
    heads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: Any, reason: str
) -> None:
    path = tmp_path / "run" / NAME
    if content is not None:
        path.parent.mkdir()
        path.write_bytes(content) if isinstance(content, bytes) else torch.save(content, path)
    assert train(heads, tmp_path / "run", "--resume") == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"hairnet: error: {path}: ") and reason in line
    assert path.parent.exists() == (content is not None)


def test_that_a_byte_that_has_changed_is_found(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path
) -> None:
    trainer(staged(tiny_recipe, 16), heads, tmp_path).save(32)
    content = bytearray((tmp_path / NAME).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(CheckpointError, match=r"checkpoint\.pt: damaged"):
        read(tmp_path / NAME)


def test_that_a_run_that_is_as_far_as_asked_stays_there(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = staged(tiny_recipe, 32)
    trainer(recipe, heads, tmp_path, stop_after_images=16).run()
    before = (tmp_path / NAME).read_bytes()
    for limit in (8, 16):
        run = trainer(recipe, heads, tmp_path, resume=True, stop_after_images=limit)
        run.run()
        assert run.stopped and run.images == 16
        assert "16 images are done: raise --stop-after-images" in capsys.readouterr().out
    assert (tmp_path / NAME).read_bytes() == before


def test_that_a_log_with_lines_of_something_else_does_not_hinder_a_run(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path
) -> None:
    recipe = staged(tiny_recipe, 16)
    trainer(recipe, heads, tmp_path, stop_after_images=8).run()
    ours = b'{"images": 8, "loss": 0.5}\n'
    (tmp_path / "log.jsonl").write_bytes(b'hello\n{"x": 1}\n[1]\n\xff\0\n' + ours + b'{"images": 8')
    run = trainer(recipe, heads, tmp_path, resume=True)
    run.restore()
    assert (tmp_path / "log.jsonl").read_bytes() == ours


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_that_a_signal_loses_nothing(
    heads: Path, recipe: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    order = ["--recipe", recipe]
    assert train(heads, tmp_path / "whole", *order) == 0
    handler = signal.getsignal(number)
    step = Trainer.step
    with pytest.MonkeyPatch.context() as patch:

        def interrupted(self: Trainer, *batch: Any) -> torch.Tensor:
            if self.images == 40:
                os.kill(os.getpid(), number)
            return step(self, *batch)

        patch.setattr(Trainer, "step", interrupted)
        assert train(heads, tmp_path / "broken", *order) == code
    assert signal.getsignal(number) == handler
    assert read(tmp_path / "broken" / NAME)["done"] == 44
    assert train(heads, tmp_path / "broken", "--resume") == 0
    assert_same_weights(tmp_path / "whole", tmp_path / "broken")


def test_that_a_signal_to_all_processes_of_a_run_loses_nothing(
    heads: Path, recipe: Path, tmp_path: Path
) -> None:
    """As a service's stop or a queue's end sends it: the workers must not die first."""
    recipe.write_text(recipe.read_text().replace("images = 96", "images = 1000000"))
    command = [sys.executable, "-m", "hairnet", "train", heads, "-o", tmp_path / "run"]
    command += ["--recipe", recipe, "--workers", "2", "--threads", "1"]
    with subprocess.Popen(
        list(map(str, command)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as run:
        assert run.stdout is not None
        assert any(line.startswith("stage 0") for line in run.stdout)
        os.killpg(run.pid, signal.SIGTERM)
        out, error = run.communicate(timeout=120)
    assert run.returncode == 143 and not error
    assert "--resume goes on from there" in out
    assert read(tmp_path / "run" / NAME)["done"] > 0


def assert_same_weights(one: Path, other: Path) -> None:
    networks = [load_weights(run / "last.safetensors")[0].state_dict() for run in (one, other)]
    for name, value in networks[0].items():
        assert torch.equal(value, networks[1][name]), name


def test_that_several_processes_go_on_as_if_unbroken(
    heads: Path, recipe: Path, tmp_path: Path, train_in_two_processes: Callable[..., str]
) -> None:
    """What each remembers comes from an average, whose batch statistics only one of them saves."""
    for run, more in (
        ("whole", []),
        ("broken", ["--stop-after-images", 48]),
        ("broken", ["--resume"]),
    ):
        order = [heads, "--recipe", recipe, "-o", tmp_path / run, "--workers", 0]
        error = train_in_two_processes(*order, *more)
        assert "Error" not in error and "Warning" not in error, error
    assert_same_weights(tmp_path / "whole", tmp_path / "broken")


@pytest.mark.parametrize(
    ("torchs", "ours"),
    [
        ("DataLoader worker (pid(s) 7) exited unexpectedly", "samples was killed, .* --workers$"),
        ("DataLoader worker (pid 7) is killed by signal: Bus error.", "container's /dev/shm, runs"),
        ("[/gloo/transport/tcp/pair.cc:537] Read error [::1]:9", "another process of this run has"),
        (r"[enforce fail at C:\gloo\transport\uv\pair.cc:9]", "another process of this run has"),
        ("Caught RuntimeError in DataLoader worker process 0.", "^(?!.*killed).* process 0"),
        ("/home/igloo/run/checkpoint.pt: damaged", "/home/igloo/run/checkpoint.pt: damaged$"),
    ],
)
def test_that_a_process_that_was_killed_is_told_in_words(
    heads: Path,
    recipe: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    torchs: str,
    ours: str,
) -> None:
    def lost(*_: object) -> None:
        raise RuntimeError(torchs)

    monkeypatch.setattr(Trainer, "step", lost)
    assert train(heads, tmp_path / "run", "--recipe", recipe) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert re.search(ours, line)


def test_that_two_runs_do_not_share_a_folder(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path
) -> None:
    run = trainer(tiny_recipe, heads, tmp_path)
    told = pytest.raises(CheckpointError, match="another training is writing into this folder")
    with alone_in(tmp_path), told:
        run.run()
    with alone_in(tmp_path):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
def test_that_a_full_disk_is_told_with_file_and_reason(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, data: bytes) -> int:
        with open("/dev/full", "wb") as file:  # noqa: PTH123
            return file.write(data)

    (tmp_path / NAME).write_bytes(b"before")
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CheckpointError, match=r"checkpoint\.pt: No space left .* Make room"):
        write(tmp_path / NAME, {"some": "thing"})
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"before"]
    run = trainer(tiny_recipe, heads, tmp_path / "run")
    run.log = Path("/dev/full")
    with pytest.raises(TrainError, match="cannot write /dev/full: No space left"):
        run.note(loss=1.0)


def test_that_no_photo_to_train_on_is_told_with_what_holds_them_back(
    tiny_recipe: Recipe, tmp_path: Path
) -> None:
    rows = [Row(tmp_path / "a.jpg", tmp_path / "m.png")]
    with pytest.raises(TrainError, match="no photo is left to train on: all 1 are held back"):
        Trainer(tiny_recipe, Options(tmp_path), ([], []), (rows, []))


def test_that_weights_have_the_rights_of_any_new_file(
    tiny_network: HairNet, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.touch()
    save_weights(tmp_path / "w.safetensors", tiny_network, {})
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_that_checkpoints_from_before_there_were_photos_in_them_go_on(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = staged(tiny_recipe, 16)
    trainer(recipe, heads, tmp_path, stop_after_images=8).run()
    state = read(tmp_path / NAME)
    del state["photos"], state["freeze_norm"]
    write(tmp_path / NAME, {**state, "recipe": to_dict(recipe)})
    run = trainer(recipe, heads, tmp_path, resume=True)
    run.run()
    assert run.stage == 1 and "before" not in capsys.readouterr().out
