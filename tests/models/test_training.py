import dataclasses
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from stand_ins import trainer

from hairnet.checkpoint import CheckpointError
from hairnet.commands import main
from hairnet.commands.train import SHIPPED
from hairnet.config import ConfigError, Previous, Recipe, Stage, load_recipe, to_dict
from hairnet.data import Pyramid, load, read_csv, split_validation
from hairnet.device import own_device
from hairnet.lite import LITE0
from hairnet.network import HairNet, NetworkConfig
from hairnet.optimise import learning_rate
from hairnet.options import Options, TrainError
from hairnet.train import Trainer
from hairnet.weights import load_weights, save_weights


def losses(run: Path) -> list[float]:
    lines = [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]
    return [line["loss"] for line in lines if "loss" in line]


def test_that_a_tiny_run_learns_and_writes_weights_that_load(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path
) -> None:
    stage = dataclasses.replace(tiny_recipe.stages[0], images=1200, warmup=64)
    recipe = dataclasses.replace(tiny_recipe, stages=(stage,))
    rows = read_csv(heads)[:6]
    data = (rows, load(rows))
    # Measured on what it learned from: six photos teach nothing about a seventh.
    best = Trainer(recipe, Options(tmp_path / "run", workers=0), data, data).run()
    seen = losses(tmp_path / "run")
    assert seen[-1] < 0.75 * seen[0]
    network, about = load_weights(tmp_path / "run" / "best.safetensors")
    assert network.config == tiny_recipe.network
    assert about["validation_iou"] == pytest.approx(best) and best > 0.5


def test_that_training_goes_on_with_photos_that_are_kept_compressed(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path
) -> None:
    train, validation = split_validation(read_csv(heads), tiny_recipe.validation)
    data = [(rows, load(rows, memory=0)) for rows in (train, validation)]
    best = Trainer(tiny_recipe, Options(tmp_path / "run", workers=0), *data).run()
    assert best is not None and load_weights(tmp_path / "run" / "best.safetensors")


@pytest.mark.parametrize(
    "previous", [Previous(own=0.5, flicker=4.0), Previous(film=3, coherence=4.0)]
)
def test_that_a_resumed_run_ends_with_the_bytes_of_an_unbroken_one(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path, previous: Previous
) -> None:
    recipe = dataclasses.replace(tiny_recipe, previous=previous)
    whole = trainer(recipe, heads, tmp_path / "whole")
    whole.run()
    broken = trainer(recipe, heads, tmp_path / "broken", stop_after_images=80)
    broken.run()
    assert broken.stopped and broken.images == 80
    resumed = trainer(recipe, heads, tmp_path / "broken", resume=True)
    resumed.run()
    for name, value in whole.network.state_dict().items():
        assert torch.equal(value, resumed.network.state_dict()[name]), name


def test_that_a_run_is_not_overwritten_and_another_network_not_resumed(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path
) -> None:
    run = trainer(tiny_recipe, heads, tmp_path)
    run.save(64)
    with pytest.raises(TrainError, match="--resume"):
        trainer(tiny_recipe, heads, tmp_path).run()
    network = dataclasses.replace(tiny_recipe.network, squeeze=2)
    other = dataclasses.replace(tiny_recipe, network=network)
    with pytest.raises(CheckpointError, match=r"another network \(squeeze 4 → 2\)"):
        trainer(other, heads, tmp_path, resume=True).run()


@pytest.mark.parametrize("previous", ["own = 0.5\nflicker = 20.0", "film = 3\ncoherence = 20.0"])
def test_that_two_processes_follow_the_curve_of_one_with_the_doubled_batch(
    tiny_network: HairNet,
    heads: Path,
    tmp_path: Path,
    train_in_two_processes: Callable[..., str],
    previous: str,
) -> None:
    """Exactly so with frozen batch statistics; live ones are each process's own.

    With the network's own answers as previous masks, and a rate that climbs all the way: both are
    strong, so that draws or a warm-up that depend on the number of processes show.
    """
    start = tmp_path / "start.safetensors"
    save_weights(start, tiny_network, {})

    def order(name: str, batch: int) -> list[object]:
        recipe = tmp_path / f"{name}.toml"
        recipe.write_text(
            "validation = 0.3\n[network]\nwidths = [8, 16, 24]\nblocks = [1, 1, 1]\n"
            "decoder_blocks = [1, 1]\nrefine_channels = 8\n"
            f"[previous]\nempty = 0.8\n{previous}\n"
            f"[[stages]]\nsize = 32\nbatch = {batch}\nimages = 800\nlr = 1e-2\nlr_end = 1e-2\n"
            "warmup = 800\n"
        )
        run = ["--recipe", recipe, "-o", tmp_path / name, "--workers", 0]
        return [heads, *run, "--from", start, "--freeze-norm"]

    assert main(["train", *map(str, order("single", 16))]) == 0
    train_in_two_processes(*order("double", 8))
    single, double = (losses(tmp_path / name) for name in ("single", "double"))
    assert len(single) == 1
    np.testing.assert_allclose(double, single, rtol=1e-4)


def test_that_a_worker_makes_samples_of_photos_that_opencv_shrank_with_threads(
    heads: Path, tmp_path: Path
) -> None:
    """Threads of the parent do not exist in a forked worker: one that waits for them waits on."""
    large = np.zeros((3000, 4000, 3), np.uint8)
    cv2.circle(large, (2000, 1500), 900, (255, 255, 255), -1)
    cv2.imwrite(str(tmp_path / "large.png"), large)
    cv2.imwrite(str(tmp_path / "large.mask.png"), large[..., 0])
    extra = tmp_path / "extra.csv"
    extra.write_text("image,mask\nlarge.png,large.mask.png\n")
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(
        "[network]\nwidths = [8, 16, 24]\nblocks = [1, 1, 1]\ndecoder_blocks = [1, 1]\n"
        "[[stages]]\nsize = 64\nbatch = 8\nimages = 64\n"
    )
    command = [sys.executable, "-m", "hairnet", "train", heads, "--extra", extra]
    command += ["--recipe", recipe, "-o", tmp_path / "run", "--threads", "1", "--workers", "1"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "run" / "last.safetensors").exists()


def test_that_the_rate_warms_up_and_falls_along_a_cosine() -> None:
    stage = Stage(batch=10, images=1000, lr=1.0, lr_end=0.1, warmup=100)
    rates = [learning_rate(stage, done, 10) for done in (0, 50, 100, 550, 1000)]
    assert rates[0] < rates[1] < rates[2] == 1.0
    assert rates[3] == pytest.approx(0.55) and rates[4] == pytest.approx(0.1)


def test_that_frozen_norms_are_those_of_the_starting_weights_also_after_a_resume(
    tiny_recipe: Recipe, tiny_network: HairNet, heads: Path, tmp_path: Path
) -> None:
    start = tmp_path / "start.safetensors"
    save_weights(start, tiny_network, {})
    network = dataclasses.replace(tiny_recipe.network, refine_channels=16)
    recipe = dataclasses.replace(tiny_recipe, network=network)
    run = trainer(recipe, heads, tmp_path, start=start, freeze_norm=True)
    run.save(64)
    resumed = trainer(recipe, heads, tmp_path, freeze_norm=True, resume=True)
    resumed.restore()
    for each in (run, resumed):
        each.set_training()
        live = {
            name.split(".")[0]
            for name, module in each.network.named_modules()
            if isinstance(module, torch.nn.BatchNorm2d) and module.training
        }
        assert live == {"head"}


def test_that_only_the_trunk_of_a_pretrained_network_is_frozen(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path
) -> None:
    network = NetworkConfig(
        encoder="lite0", widths=(*LITE0.widths, 32), blocks=(0, 0, 0, 1), decoder_blocks=(0, 0, 0)
    )
    recipe = dataclasses.replace(tiny_recipe, network=network, pretrained=True)
    run = trainer(recipe, heads, tmp_path, freeze_norm=True)
    run.set_training()
    norms = {
        name: module.training
        for name, module in run.network.named_modules()
        if isinstance(module, torch.nn.BatchNorm2d)
    }
    assert all(live != name.startswith("trunk.") for name, live in norms.items())
    with pytest.raises(TrainError, match="starts with none: add --from"):
        trainer(tiny_recipe, heads, tmp_path / "run", freeze_norm=True).run()


def about(run: Path, name: str) -> dict[str, object]:
    return load_weights(run / f"{name}.safetensors")[1]


def test_that_weights_without_a_usable_validation_photo_are_the_last_and_say_unmeasured(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = read_csv(heads)[:3]
    train = (rows, load(rows))
    bald = [Pyramid.build(p.images[0], np.zeros_like(p.masks[0])) for p in train[1]]
    for name, validation in (("none", ([], [])), ("bald", (rows, bald))):
        run = tmp_path / name
        assert Trainer(tiny_recipe, Options(run, workers=0), train, validation).run() is None
        assert capsys.readouterr().out.splitlines()[0].startswith("warning: no photo with hair")
        assert about(run, "best") == about(run, "last")
        assert about(run, "best")["validation_iou"] is None


def test_that_masks_that_are_black_where_there_is_hair_are_told(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trainer(tiny_recipe, heads, tmp_path).begin()
    assert capsys.readouterr().out == ""
    rows = read_csv(heads)
    inverted = [Pyramid.build(p.images[0], 255 - p.masks[0]) for p in load(rows)]
    Trainer(tiny_recipe, Options(tmp_path), (rows, inverted), (rows, inverted)).begin()
    assert "they must be white where there is hair" in capsys.readouterr().out


def test_that_each_file_tells_its_own_figure_size_and_past(
    tiny_recipe: Recipe, tiny_network: HairNet, heads: Path, tmp_path: Path
) -> None:
    start = tmp_path / "start.safetensors"
    save_weights(start, tiny_network, {"images": 7})
    stages = tuple(Stage(size=size, batch=8, images=32) for size in (64, 32))
    recipe = dataclasses.replace(tiny_recipe, stages=stages)
    run = trainer(recipe, heads, tmp_path / "run", start=start)
    measured = iter([0.9, 0.5])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hairnet.train.validation_iou", lambda *_: {"all": next(measured)})
        assert run.run() == 0.5
    expected = {"images": 64, "size": 32, "seed": 1, "validation_iou": 0.5}
    for name in ("best", "last"):
        assert about(tmp_path / "run", name) == {**expected, "started_from": {"images": 7}}


def test_that_a_resumed_run_validates_at_the_same_places_and_logs_them_once(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path
) -> None:
    def validations() -> list[int]:
        lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
        return [line["images"] for line in lines if "iou" in line]

    options = {"validate_images": 50, "checkpoint_minutes": 1e9}
    trainer(tiny_recipe, heads, tmp_path, stop_after_images=80, **options).run()
    # As if the run had been killed a little later, while it wrote.
    with (tmp_path / "log.jsonl").open("a") as log:
        log.write('{"images": 104, "size": 64, "iou": 0.1}\n{"images": 10')
    assert about(tmp_path, "last")["validation_iou"] is None
    trainer(tiny_recipe, heads, tmp_path, resume=True, **options).run()
    assert validations() == [56, 104, 152, 160]
    assert about(tmp_path, "last")["validation_iou"] is not None


def test_that_a_checkpoint_follows_each_validation(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = trainer(tiny_recipe, heads, tmp_path, validate_images=80, checkpoint_minutes=1e9)
    saved = []
    monkeypatch.setattr(run, "save", lambda _, iou: saved.append((run.images, iou is not None)))
    run.run()
    assert saved == [(80, True), (160, True)]


def test_that_a_resumed_run_takes_rates_and_decay_from_its_recipe(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path
) -> None:
    trainer(tiny_recipe, heads, tmp_path).save(64)
    recipe = dataclasses.replace(tiny_recipe, head_rate=3.0, weight_decay=0.1)
    run = trainer(recipe, heads, tmp_path, resume=True)
    run.restore()
    found = {(group["rate"], group["weight_decay"]) for group in run.optimiser.param_groups}
    assert found == {(1.0, 0.0), (1.0, 0.1), (3.0, 0.0), (3.0, 0.1)}


def test_that_each_process_of_a_machine_has_its_own_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCAL_RANK", "3")
    assert own_device() == torch.device("cpu")
    monkeypatch.setattr("torch.cuda.is_available", lambda: True)
    assert own_device() == torch.device("cuda:3")


def test_that_the_recipes_that_come_along_are_right() -> None:
    recipes = list(SHIPPED.parent.glob("*.toml"))
    assert recipes and all(load_recipe(path) for path in recipes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sed = 1", "unknown field.s. sed"),
        ("seed = 'one'", "seed: expected int"),
        ("[network]\nrefine = 'double'", "refine: expected one of"),
        ("[[stages]]\nlr = 'high'", r"stages\[0\]: lr: expected float"),
        ("seed = ", r"r\.toml: not TOML"),
        (b"seed = 1 # \xff", r"r\.toml: not TOML: .* can't decode byte 0xff"),
        ("stages = []", r"r\.toml: stages: at least one"),
        ("[network]\nsqueeze = 0", "network: squeeze must be at least 1, found 0"),
        ("[network]\nshrink = inf", "network: shrink must be at least 1, found inf"),
        ("[network]\nwidths = [8, 0]", "network: widths must be at least 2, found 0"),
        ("[network]\nblocks = [-1]", "network: blocks must be at least 0, found -1"),
        ("[network]\ndetail = 1", "network: detail must be 0, or at least 2, found 1"),
        ("[network]\nwidths = []", "network: blocks needs one number per width"),
        ("[network]\nencoder = 'lite0'", r"network: with .*, widths begin \(24, 40, 112\)"),
        ("pretrained = true", r"r\.toml: pretrained = true needs a network with encoder"),
        ("seed = 99999999999999999999", "seed must be from 0 to"),
        ("[[stages]]\nsize = 100", r"stages\[0\]: size must be a multiple of 64, found 100"),
        ("[previous]\nfilm = 0", "previous: film must be at least 1, found 0"),
        ("[previous]\nfilm = 2\nown = 0.5", "previous: film above 1 .* own and flicker must be 0"),
        ("[[stages]]\nbatch = 0", r"stages\[0\]: batch must be from 1"),
        ("[[stages]]\nlr = nan", r"stages\[0\]: lr must be at least 0, found nan"),
        ("seed = -1", "seed must be from 0 to .*, found -1"),
        ("ema = 1.5", "ema must be from 0 to 1, found 1.5"),
        ("jaccard = -3", "jaccard must be at least 0, found -3"),
        ("validation = 15", "validation must be from 0 to 1, found 15"),
        ("[geometry]\nzoom_in = 0", "geometry: zoom_in must be above 0 and at most zoom_out"),
        ("[geometry]\nzoom_in = 3.0", "geometry: zoom_in must .* found 3.0 and 2.0"),
        ("[photometry]\nblur = 2", "photometry: blur must be from 0 to 1"),
        ("[previous]\nown = -0.1", "previous: own must be from 0 to 1"),
        (
            "[previous]\nempty=0\nsmall_affine=0\nlarge_affine=0\nthin_plate=0\nother=0",
            "previous: one of empty, small_affine, .* must be above 0",
        ),
        ("[set_weights]\nmine = -1", "set_weights: mine must be at least 0"),
    ],
)
def test_that_a_wrong_recipe_names_the_field(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    (tmp_path / "r.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigError, match=message):
        load_recipe(tmp_path / "r.toml")


def test_that_a_recipe_survives_the_way_through_a_file(tmp_path: Path) -> None:
    text = "seed = 4\n[set_weights]\nmine = 2\n[previous]\nempty = 1\n"
    # With the mark that some editors begin a file with.
    (tmp_path / "r.toml").write_text(text, encoding="utf-8-sig")
    recipe = load_recipe(tmp_path / "r.toml")
    assert recipe.seed == 4 and recipe.set_weights == {"mine": 2.0}
    assert to_dict(recipe)["previous"]["empty"] == 1.0


def test_that_a_teacher_and_the_share_of_its_lesson_belong_together(
    tiny_recipe: Recipe, tiny_network: HairNet, heads: Path, tmp_path: Path
) -> None:
    save_weights(tmp_path / "teacher.safetensors", tiny_network, {})
    taught = dataclasses.replace(tiny_recipe, distil=0.5)
    with pytest.raises(TrainError, match="name a network with --teacher"):
        trainer(taught, heads, tmp_path / "run").run()
    with pytest.raises(TrainError, match="--teacher changes nothing"):
        teacher = tmp_path / "teacher.safetensors"
        trainer(tiny_recipe, heads, tmp_path / "run", teacher=teacher).run()


def test_that_a_student_learns_its_teachers_answers_not_the_masks(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path
) -> None:
    """The teacher finds hair everywhere, which no mask says."""
    teacher = HairNet(tiny_recipe.network)
    for parameter in teacher.parameters():
        torch.nn.init.zeros_(parameter)
    logit = teacher.head.logit
    assert isinstance(logit, torch.nn.ConvTranspose2d) and logit.bias is not None
    torch.nn.init.constant_(logit.bias, 4.0)
    save_weights(tmp_path / "teacher.safetensors", teacher, {})
    stage = dataclasses.replace(tiny_recipe.stages[0], images=800)
    recipe = dataclasses.replace(tiny_recipe, distil=1.0, stages=(stage,))
    run = trainer(recipe, heads, tmp_path / "run", teacher=tmp_path / "teacher.safetensors")
    run.run()
    with torch.no_grad():
        found = torch.sigmoid(run.average.network(torch.rand(2, 4, stage.size, stage.size)))
    assert float(found.mean()) > 0.6


def test_that_a_teacher_sees_frames_at_the_size_that_it_was_trained_at(
    tiny_recipe: Recipe,
    tiny_network: HairNet,
    heads: Path,
    tmp_path: Path,
) -> None:
    save_weights(tmp_path / "teacher.safetensors", tiny_network, {"size": 96})
    stage = dataclasses.replace(tiny_recipe.stages[0], images=8)
    recipe = dataclasses.replace(tiny_recipe, distil=0.5, stages=(stage,))
    run = trainer(recipe, heads, tmp_path / "run", teacher=tmp_path / "teacher.safetensors")
    assert run.lesson.teacher is not None
    shapes = []
    run.lesson.teacher.register_forward_pre_hook(lambda _, inputs: shapes.append(inputs[0].shape))
    run.run()
    assert shapes == [(8, 4, 96, 96)]


def test_that_a_loss_that_is_no_number_ends_the_run_before_anything_is_saved(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path
) -> None:
    run = trainer(tiny_recipe, heads, tmp_path / "run")
    next(run.network.parameters()).data.fill_(float("nan"))
    with pytest.raises(TrainError, match="lower lr in the recipe"):
        run.run()
    assert not run.checkpoint.exists()
