import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from hairnet.config import ConfigError, Recipe, Stage, load_recipe, to_dict
from hairnet.data import load, read_csv, split_validation
from hairnet.network import HairNet
from hairnet.train import Options, Trainer, TrainError, learning_rate
from hairnet.weights import WeightsError, load_weights, save_weights, start_from


def trainer(recipe: Recipe, heads: Path, output: Path, **options: object) -> Trainer:
    train, validation = split_validation(read_csv(heads), recipe.validation)
    return Trainer(
        recipe,
        Options(output, workers=0, **options),
        (train, load(train)),
        (validation, load(validation)),
    )


def losses(run: Path) -> list[float]:
    lines = [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]
    return [line["loss"] for line in lines if "loss" in line]


def test_that_a_tiny_run_learns_and_writes_weights_that_load(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path
) -> None:
    stage = dataclasses.replace(tiny_recipe.stages[0], images=2000, warmup=64)
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


def test_that_a_resumed_run_ends_with_the_bytes_of_an_unbroken_one(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path
) -> None:
    whole = trainer(tiny_recipe, heads, tmp_path / "whole")
    whole.run()
    with pytest.raises(TrainError, match="stopped after 80 images"):
        trainer(tiny_recipe, heads, tmp_path / "broken", stop_after_images=80).run()
    resumed = trainer(tiny_recipe, heads, tmp_path / "broken", resume=True)
    resumed.run()
    for name, value in whole.network.state_dict().items():
        assert torch.equal(value, resumed.network.state_dict()[name]), name


def test_that_a_run_is_not_overwritten_and_another_network_not_resumed(
    tiny_recipe: Recipe, heads: Path, tmp_path: Path
) -> None:
    run = trainer(tiny_recipe, heads, tmp_path)
    run.save()
    with pytest.raises(TrainError, match="--resume"):
        trainer(tiny_recipe, heads, tmp_path).run()
    network = dataclasses.replace(tiny_recipe.network, squeeze=2)
    other = dataclasses.replace(tiny_recipe, network=network)
    with pytest.raises(TrainError, match="another network"):
        trainer(other, heads, tmp_path, resume=True).run()


def test_that_two_processes_follow_the_curve_of_one_with_the_doubled_batch(
    tiny_recipe: Recipe, tiny_network: HairNet, heads: Path, tmp_path: Path
) -> None:
    """Exactly so with frozen batch statistics; live ones are each process's own."""
    start = tmp_path / "start.safetensors"
    save_weights(start, tiny_network, {})

    def run(name: str, batch: int, launcher: list[str]) -> list[float]:
        recipe = tmp_path / f"{name}.toml"
        recipe.write_text(
            "validation = 0.3\n[network]\nwidths = [8, 16, 24]\nblocks = [1, 1, 1]\n"
            "decoder_blocks = [1, 1]\nrefine_channels = 8\n"
            f"[[stages]]\nsize = 64\nbatch = {batch}\nimages = 1600\nlr = 1e-3\nlr_end = 1e-3\n"
        )
        command = [
            sys.executable,
            *launcher,
            "-m",
            "hairnet",
            "train",
            str(heads),
            "--recipe",
            str(recipe),
            "-o",
            str(tmp_path / name),
            "--workers",
            "0",
            "--threads",
            "1",
            "--from",
            str(start),
            "--freeze-norm",
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return losses(tmp_path / name)

    single = run("single", 16, [])
    double = run(
        "double", 8, ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    )
    assert len(single) == 2
    np.testing.assert_allclose(double, single, rtol=2e-3)


def test_that_the_rate_warms_up_and_falls_along_a_cosine() -> None:
    stage = Stage(batch=10, images=1000, lr=1.0, lr_end=0.1, warmup=100)
    rates = [learning_rate(stage, done) for done in (0, 50, 100, 550, 1000)]
    assert rates[0] < rates[1] < rates[2] == 1.0
    assert rates[3] == pytest.approx(0.55) and rates[4] == pytest.approx(0.1)


def test_that_weights_start_another_network_where_they_fit(
    tiny_network: HairNet, tmp_path: Path
) -> None:
    path = tmp_path / "w.safetensors"
    save_weights(path, tiny_network, {"seed": 3})
    wider = HairNet(dataclasses.replace(tiny_network.config, refine_channels=16))
    fresh = start_from(wider, path)
    assert fresh and all(name.startswith("head.") for name in fresh)
    assert torch.equal(wider.stem[0].weight, tiny_network.stem[0].weight)


def test_that_frozen_norms_are_those_of_the_starting_weights_also_after_a_resume(
    tiny_recipe: Recipe, tiny_network: HairNet, heads: Path, tmp_path: Path
) -> None:
    start = tmp_path / "start.safetensors"
    save_weights(start, tiny_network, {})
    network = dataclasses.replace(tiny_recipe.network, refine_channels=16)
    recipe = dataclasses.replace(tiny_recipe, network=network)
    run = trainer(recipe, heads, tmp_path, start=start, freeze_norm=True)
    run.save()
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


def test_that_files_that_are_no_weights_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    path.write_bytes(b"not at all")
    with pytest.raises(WeightsError, match="not a readable safetensors"):
        load_weights(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sed = 1", "unknown field.s. sed"),
        ("seed = 'one'", "seed: expected int"),
        ("[network]\nrefine = 'double'", "refine: expected one of"),
        ("[[stages]]\nlr = 'high'", r"stages\[0\]: lr: expected float"),
        ("seed = ", "not TOML"),
    ],
)
def test_that_a_wrong_recipe_names_the_field(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "r.toml").write_text(text)
    with pytest.raises(ConfigError, match=message):
        load_recipe(tmp_path / "r.toml")


def test_that_a_recipe_survives_the_way_through_a_file(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text("seed = 4\n[set_weights]\nmine = 2\n[previous]\nempty = 1\n")
    recipe = load_recipe(tmp_path / "r.toml")
    assert recipe.seed == 4 and recipe.set_weights == {"mine": 2.0}
    assert to_dict(recipe)["previous"]["empty"] == 1.0
