"""The effects there are, and those that other packages bring or fail to bring."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from hairstudio.core import Effect, Stack, UnknownEffectError, bake, load_registry
from hairstudio.core.parameters import number
from hairstudio.core.registry import BUILTIN, ENTRY_POINT_GROUP


@dataclass(frozen=True)
class Glitter(Effect):
    type_id = "acme-glitter"
    label = "Glitter"
    group = "Hair"
    summary = "Adds light."

    amount: float = number("Amount", 0.0, 0.0, 1.0)

    def apply(self, rgb):
        return rgb + np.asarray(self.amount, rgb.dtype)


@dataclass(frozen=True)
class Impostor(Glitter):
    type_id = "dye"


@dataclass(frozen=True)
class Unfinished(Effect):
    type_id = "acme-unfinished"
    label = "Unfinished"


@pytest.fixture
def acme() -> Iterator[ModuleType]:
    module = ModuleType("acme_effects")
    module.Glitter, module.Impostor, module.Unfinished = Glitter, Impostor, Unfinished
    module.answer = 42
    sys.modules["acme_effects"] = module
    yield module
    del sys.modules["acme_effects"]


def entry(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, ENTRY_POINT_GROUP)


def test_that_every_built_in_effect_is_there_and_grouped():
    registry = load_registry(())
    assert len(registry) == len(BUILTIN) == 19
    assert set(registry.groups) == {"Hair", "Tone", "Colour", "Curves"}
    assert [effect.type_id for effect in registry.groups["Hair"]][:2] == ["lighten", "dye"]
    assert sum(len(effects) for effects in registry.groups.values()) == len(registry)
    assert registry.problems == ()


def test_that_each_effect_file_is_registered():
    folder = Path(sys.modules["hairstudio.core.effect"].__file__).with_name("effects")
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {line.partition(":")[0].rpartition(".")[2] for line in BUILTIN} == files


def test_that_another_package_s_effect_works_like_a_built_in_one(acme):
    registry = load_registry([entry("glitter", "acme_effects:Glitter")])
    assert registry.problems == ()
    glitter = registry.get("acme-glitter")
    stack = Stack().append(glitter(amount=0.25))
    assert bake(stack, 17).table[0, 0, 0].tolist() == [0.25] * 3
    assert Stack.from_json(stack.to_json(), registry) == stack


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("no_such_module:Glitter", "ModuleNotFoundError"),
        ("acme_effects:Sparkle", "AttributeError"),
        ("acme_effects:answer", "expected a subclass"),
        ("acme_effects:Unfinished", "needs apply"),
        ("acme_effects:Impostor", '"dye" is taken'),
    ],
)
def test_that_a_broken_package_is_reported_and_the_rest_still_loads(acme, value, reason):
    registry = load_registry([entry("broken", value), entry("glitter", "acme_effects:Glitter")])
    assert "acme-glitter" in registry
    assert len(registry) == len(BUILTIN) + 1
    (problem,) = registry.problems
    assert problem.name == "broken"
    assert reason in problem.reason
    assert "broken" in str(problem)
    assert reason in str(problem)


def test_that_a_package_that_crashes_at_import_is_reported(tmp_path, monkeypatch):
    (tmp_path / "acme_crash.py").write_text("raise RuntimeError('no GPU')\n")
    monkeypatch.syspath_prepend(tmp_path)
    registry = load_registry([entry("crash", "acme_crash:Glitter")])
    assert len(registry) == len(BUILTIN)
    assert registry.problems[0].reason == "RuntimeError: no GPU"


def test_that_an_unknown_effect_names_the_nearest_first():
    with pytest.raises(UnknownEffectError, match="known: exposure") as caught:
        load_registry(()).get("exposur", "light.entries[0].effect")
    assert caught.value.where == "light.entries[0].effect"
    assert caught.value.type_id == "exposur"
