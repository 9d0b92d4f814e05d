"""`import hairsdk`: light, and its `__all__` is the truth."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import hairsdk

HEAVY = (
    "ai_edge_litert",
    "tflite_runtime",
    "PyOpenColorIO",
    "jsonschema",
    "av",
    "colour",
    "scipy",
    "torch",
    "PySide6",
    "hairstudio",
    "hairnet",
)

PROBE = f"""
import json, sys, time
start = time.process_time()
from hairsdk import *
seconds = time.process_time() - start
print(json.dumps([[m for m in {HEAVY!r} if m in sys.modules], seconds]))
"""


def test_that_importing_is_light() -> None:
    loaded, seconds = [], []
    for _ in range(3):
        found = subprocess.run(
            [sys.executable, "-c", PROBE], capture_output=True, text=True, check=True
        )
        modules, taken = json.loads(found.stdout)
        loaded += modules
        seconds.append(taken)
    assert not loaded
    # Processor time, the best of three: not the speed of the machine but half a second of work.
    assert min(seconds) < 0.5


def test_that_nothing_is_loaded_before_it_is_asked_for() -> None:
    program = "import sys, hairsdk, hairsdk.cli; print('numpy' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert found.stdout == "False\n"


def test_that_modules_are_found_when_they_are_asked_for() -> None:
    program = """if True:
        import hairsdk
        assert hairsdk.images.read_photo and hairsdk.video.FilmReader
        assert not hasattr(hairsdk, "image") and not hasattr(hairsdk, "__path")
    """
    subprocess.run([sys.executable, "-c", program], check=True)


def test_that_all_is_sorted_and_all_there_is() -> None:
    names = hairsdk.__all__
    assert list(names) == sorted(names) == dir(hairsdk)
    assert all(getattr(hairsdk, name).__name__ == name for name in names)
    public = {
        name
        for name, value in vars(hairsdk).items()
        if not name.startswith("_") and not isinstance(value, type(sys))
    }
    assert public == {*names, "TYPE_CHECKING"}


def offered(path: Path) -> set[str]:
    """What a module's `__all__` names, without running it."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def test_that_modules_take_of_each_other_what_they_offer() -> None:
    package = Path(hairsdk.__file__).parent
    modules = {}
    for path in package.rglob("*.py"):
        parts = path.relative_to(package.parent).with_suffix("").parts
        modules[".".join(parts).removesuffix(".__init__")] = path
    taken = {
        (node.module, alias.name)
        for path in modules.values()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module in modules
        for alias in node.names
        if f"{node.module}.{alias.name}" not in modules
    }
    assert [each for each in taken if each[1] not in offered(modules[each[0]])] == []


def test_that_the_version_is_the_distributions() -> None:
    assert hairsdk.__version__ == version("hairsdk")


def test_that_what_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'hairsdk' has no attribute 'Recolourer'"):
        _ = hairsdk.Recolourer  # type: ignore[attr-defined]
