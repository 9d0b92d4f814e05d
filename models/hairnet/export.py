"""From trained weights to .tflite files, and the proof that they compute the same."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray

from hairnet.cells import in_cells
from hairnet.evaluate import TfliteSegmenter
from hairnet.network import Deployed, HairNet
from hairsdk.bundle.float32 import inline_buffers
from hairsdk.files import write_bytes

Weights = Literal["float32", "float16"]


class ExportError(RuntimeError):
    """An exported file does not compute what the trained network computes."""


def convert(network: HairNet, size: int, weights: Weights) -> bytes:
    """The network for frames of `size`² as a TFLite flatbuffer.

    float16 stores the weights at half the bytes and computes in float32: they are widened once,
    when the file is loaded.
    """
    # The converter imports TensorFlow-sized packages: only where it is needed.
    import litert_torch  # type: ignore[import-untyped]

    deployed = Deployed(in_cells(network))
    sample = (torch.zeros(1, size, size, 4),)
    model = litert_torch.convert(deployed.eval(), sample)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "float32.tflite"
        model.export(str(plain))
        plain.write_bytes(_shorten_names(plain.read_bytes()))
        if weights == "float32":
            return plain.read_bytes()
        half = Path(folder) / "float16.tflite"
        _to_float16(plain, half)
        return half.read_bytes()


def _shorten_names(content: bytes) -> bytes:
    """Name the tensors by their number.

    The converter writes the whole path of modules into every tensor's name: a fifth of the file.
    """
    import flatbuffers
    from ai_edge_litert import schema_py_generated as schema

    model = schema.ModelT.InitFromPackedBuf(content, 0)
    inline_buffers(model, content)
    for subgraph in model.subgraphs:
        for number, tensor in enumerate(subgraph.tensors):
            tensor.name = f"t{number}"
    builder = flatbuffers.Builder(len(content))
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def _to_float16(source: Path, target: Path) -> None:
    from ai_edge_quantizer import (  # type: ignore[import-untyped]
        quantizer,
        recipe_manager,
    )
    from ai_edge_quantizer.qtyping import (  # type: ignore[import-untyped]
        ComputePrecision,
        OpQuantizationConfig,
        TensorDataType,
        TensorQuantizationConfig,
        TFLOperationName,
    )

    recipe = recipe_manager.RecipeManager()
    recipe.add_quantization_config(
        regex=".*",
        operation_name=TFLOperationName.ALL_SUPPORTED,
        op_config=OpQuantizationConfig(
            weight_tensor_config=TensorQuantizationConfig(num_bits=16, dtype=TensorDataType.FLOAT),
            compute_precision=ComputePrecision.FLOAT,
        ),
        algorithm_key="float_casting",
    )
    engine = quantizer.Quantizer(str(source), recipe.get_quantization_recipe())
    engine.quantize().export_model(str(target))


def parity(network: HairNet, path: Path, inputs: Sequence[NDArray[np.float32]]) -> dict[str, float]:
    """Largest and mean difference of probabilities between a file and its network.

    Parameters
    ----------
    inputs
        ``(S, S, 4)`` frames as `hairnet.evaluate.fit_input` makes them.
    """
    segmenter = TfliteSegmenter(path)
    deployed = Deployed(network.eval())
    differences = []
    for filled in inputs:
        with torch.inference_mode():
            wanted = deployed(torch.from_numpy(filled[None]))[0, ..., 0].numpy()
        differences.append(np.abs(segmenter.run(filled) - wanted))
    return {
        "max": float(max(d.max() for d in differences)),
        "mean": float(np.mean([d.mean() for d in differences])),
        "frames": float(len(inputs)),
    }


def check_parity(figures: dict[str, float], weights: Weights) -> None:
    """Refuse a file whose probabilities are off by more than its weights' precision explains."""
    limit = 1e-4 if weights == "float32" else 2e-2
    if not figures["max"] <= limit:
        raise ExportError(
            f"the exported network differs from the trained one by {figures['max']:.2g} "
            f"(at most {limit:g} expected with {weights} weights): not written"
        )


def read_manifest(path: Path) -> dict[str, Any]:
    """A ``manifest.json``; ValueError where it is another file."""
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{path}: cannot be read: {error.strerror}") from error
    # Of text that is not UTF-8, too.
    except ValueError as error:
        raise ValueError(f"{path}: not JSON: {error}") from error
    models = manifest.get("models") if isinstance(manifest, dict) else None
    if not isinstance(models, dict) or not all(isinstance(one, dict) for one in models.values()):
        raise ValueError(f'{path}: not a manifest: lacks the table of "models"')
    return manifest


def _write_manifest(path: Path, manifest: dict[str, Any]) -> None:
    text = json.dumps(manifest, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    write_bytes(path, text.encode())


def update_manifest(path: Path, name: str, entry: dict[str, Any]) -> None:
    """Set one model's record in ``manifest.json``, made if it is not there."""
    manifest: dict[str, Any] = {"schema_version": 1, "models": {}}
    if path.exists():
        manifest = read_manifest(path)
    # Metrics belong to the weights: they stay only while the file stays.
    before = manifest["models"].get(name, {})
    if before.get("sha256") == entry["sha256"] and "metrics" in before:
        entry = {**entry, "metrics": before["metrics"]}
    manifest["models"][name] = entry
    _write_manifest(path, manifest)


def manifest_entry(
    file: Path, size: int, weights: Weights, parameters: int, about: dict[str, Any]
) -> dict[str, Any]:
    """What ``manifest.json`` says of one file."""
    return {
        "file": file.name,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "input": {
            "size": size,
            "layout": "NHWC",
            "channels": ["r", "g", "b", "previous_mask"],
            "range": [0, 1],
        },
        "output": {"layout": "NHWC", "channels": ["hair_probability"]},
        "weights": weights,
        "parameters": parameters,
        **about,
    }


def name_in(manifest: dict[str, Any], path: Path, model: Path) -> str:
    """The name of the file `model` in the manifest of `path`; ValueError where it has none."""
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    for name, entry in manifest["models"].items():
        if entry.get("sha256") == digest:
            return str(name)
    raise ValueError(f"{path}: no model with the sha256 of {model}; export it with --manifest")


def update_metrics(path: Path, model: Path, figures: dict[str, dict[str, float]]) -> None:
    """Enter measured figures in the record of the file `model`; NaN is left out."""
    manifest = read_manifest(path)
    manifest["models"][name_in(manifest, path, model)]["metrics"] = {
        name: {k: round(v, 4) for k, v in values.items() if v == v}
        for name, values in figures.items()
    }
    _write_manifest(path, manifest)
