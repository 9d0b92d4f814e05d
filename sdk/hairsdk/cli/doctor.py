"""`hairsdk doctor`: what is installed, what works, and what the network really runs on."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from hairsdk import resources
from hairsdk.backends import Backend, open_backend
from hairsdk.cli.command import Command, Parser
from hairsdk.cli.table import print_table
from hairsdk.errors import HairSdkError
from hairsdk.models import list_models, load_model
from hairsdk.preset import Preset, list_presets

__all__ = ["COMMAND"]

_PACKAGES = (
    "ai-edge-litert",
    "tflite-runtime",
    "numpy",
    "opencv-python",
    # Of servers: the same without windows, and without libGL.
    "opencv-python-headless",
    "opencolorio",
    "av",
    "jsonschema",
    "pillow",
    "pillow-heif",
    "PySide6-Essentials",
)
_TIMED_RUNS = 5


def _add_arguments(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _run(args: argparse.Namespace) -> int:
    report = _report()
    if args.json:
        print(json.dumps(report, indent=2))
    else:
        _print(report)
    return 1 if report["problems"] else 0


def _report() -> dict[str, Any]:
    problems: list[str] = []
    report: dict[str, Any] = {
        "hairsdk": _version("hairsdk"),
        "python": platform.python_version(),
        "executable": sys.executable,
        "platform": platform.platform(),
        "cores": os.cpu_count(),
        "packages": {name: _version(name) for name in _PACKAGES},
        "folders": {
            "models": _folder(resources.models_dir, problems),
            "presets": _folder(resources.presets_dir, problems),
        },
        "models": _models(problems),
        "gpu": _gpu(),
        "films": _films(problems),
        "presets": _presets(problems),
    }
    # A missing folder is found by whoever looks into it.
    report["problems"] = list(dict.fromkeys(problems))
    return report


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _folder(find: Callable[[], Path], problems: list[str]) -> str | None:
    try:
        return str(find())
    except HairSdkError as error:
        problems.append(str(error))
        return None


def _models(problems: list[str]) -> list[dict[str, Any]]:
    try:
        names = list_models()
    except HairSdkError as error:
        problems.append(str(error))
        return []
    return [_model(name, problems) for name in names]


def _model(name: str, problems: list[str]) -> dict[str, Any]:
    try:
        model = load_model(name)
        backend = open_backend(model.data, f"network {name}")
        milliseconds = _milliseconds(backend)
        entry = {
            "name": name,
            "works": True,
            "file": model.path.name,
            "sha256": model.record["sha256"],
            "input_size": backend.size,
            "runtime": backend.name,
            "device": backend.device,
            "adapter": backend.adapter,
            "milliseconds": milliseconds,
            "metrics": model.record.get("metrics", {}),
        }
        backend.close()
    except HairSdkError as error:
        problems.append(f"network {name}: {error}")
        return {"name": name, "works": False, "error": str(error)}
    return entry


def _milliseconds(backend: Backend) -> float:
    """Median time of one inference here and now, after one to warm up."""
    out = np.empty((backend.size, backend.size), np.float32)
    times = []
    for _ in range(1 + _TIMED_RUNS):
        start = time.perf_counter()
        backend.infer(lambda view: view.fill(0.5), out)
        times.append(time.perf_counter() - start)
    return round(1000.0 * statistics.median(times[1:]), 1)


def _gpu() -> dict[str, Any]:
    try:
        model = load_model(list_models()[-1])
    except (HairSdkError, IndexError):
        return {"usable": False, "reason": "not tried, as there is no network to try it with"}
    try:
        backend = open_backend(model.data, "network", device="gpu")
    except HairSdkError as error:
        return {"usable": False, "reason": str(error)}
    adapter = backend.adapter
    backend.close()
    return {"usable": True, "adapter": adapter}


def _films(problems: list[str]) -> dict[str, Any]:
    """Whether a film can be written and read back."""
    try:
        from hairsdk.video import FilmInfo, FilmReader, FilmWriter

        rate, size = Fraction(25), (64, 64)
        info = FilmInfo(*size, rate, 1 / rate)
        with tempfile.TemporaryDirectory(prefix="hairsdk-doctor-") as folder:
            path = Path(folder) / "film.mp4"
            with FilmWriter(path, info, size) as writer:
                writer.write(np.zeros((*size, 3), np.uint8), 0, 1)
            with FilmReader(path) as reader:
                next(reader.frames())
    except Exception as error:
        # Another version of PyAV may fail in any way.
        problems.append(f"films: {type(error).__name__}: {error}")
        return {"works": False, "error": str(error)}
    return {"works": True}


def _presets(problems: list[str]) -> list[dict[str, Any]]:
    try:
        names = list_presets()
    except HairSdkError as error:
        problems.append(str(error))
        return []
    if not names:
        problems.append("no built-in presets: reinstall hairsdk")
    return [_preset(name, problems) for name in names]


def _preset(name: str, problems: list[str]) -> dict[str, Any]:
    try:
        Preset.builtin(name)
    except HairSdkError as error:
        problems.append(f"preset {name}: {error}")
        return {"name": name, "works": False, "error": str(error)}
    return {"name": name, "works": True}


def _print(report: dict[str, Any]) -> None:
    rows = [
        ("hairsdk", str(report["hairsdk"])),
        ("python", f"{report['python']} ({report['executable']})"),
        ("platform", f"{report['platform']}, {report['cores']} cores"),
    ]
    rows += [(name, found or "not installed") for name, found in report["packages"].items()]
    rows += [(f"{name} in", path or "missing") for name, path in report["folders"].items()]
    rows += [(f"network {model['name']}", _model_words(model)) for model in report["models"]]
    gpu = report["gpu"]
    rows.append(("gpu", gpu["adapter"] if gpu["usable"] else gpu["reason"]))
    rows.append(("films", "are written and read" if report["films"]["works"] else "do not work"))
    good = [preset["name"] for preset in report["presets"] if preset["works"]]
    rows.append(("presets", ", ".join(good) or "none"))
    print_table(rows)
    for problem in report["problems"]:
        print(f"problem: {problem}")
    if not report["problems"]:
        print("all is well")


def _model_words(model: dict[str, Any]) -> str:
    if not model["works"]:
        return "does not work"
    size = model["input_size"]
    return (
        f"{size} × {size} on the {model['device'].upper()} "
        f"({model['runtime']}: {model['adapter']}), {model['milliseconds']} ms a frame"
    )


COMMAND = Command(
    name="doctor",
    summary="say what works on this machine",
    description=(
        "Print versions, load every network and preset, write and read a film, and say what the\n"
        "networks really run on. The exit code is 1 if something that hairsdk needs does not work."
    ),
    examples="""\
examples:
  hairsdk doctor
  hairsdk doctor --json > report.json      to go with a bug report
""",
    add_arguments=_add_arguments,
    run=_run,
)
