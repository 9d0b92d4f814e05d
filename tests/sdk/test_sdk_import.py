"""`import hairsdk`: light, and its `__all__` is the truth."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

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
import hairsdk
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


def test_that_all_is_sorted_and_all_there_is() -> None:
    names = hairsdk.__all__
    assert list(names) == sorted(names)
    public = {
        name
        for name, value in vars(hairsdk).items()
        if not name.startswith("_") and not isinstance(value, type(sys))
    }
    assert public == set(names)


def test_that_the_package_file_holds_imports_and_nothing_else() -> None:
    tree = ast.parse(Path(hairsdk.__file__).read_text("utf-8"))
    doc, *imports, names = tree.body
    assert isinstance(doc, ast.Expr)
    assert all(isinstance(node, ast.ImportFrom) for node in imports)
    assert isinstance(names, ast.Assign)
