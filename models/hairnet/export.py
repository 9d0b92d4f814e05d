"""From trained weights to .tflite files, and the proof that they compute the same."""

from __future__ import annotations

import copy
import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from hairnet.evaluate import TfliteSegmenter
from hairnet.files import write_atomically
from hairnet.network import Deployed, HairNet

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

    deployed = Deployed(by_rows(network.eval()))
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


class EnlargeByRows(nn.Module):
    """A transposed convolution, kernel and stride 2, as one convolution of 1×1.

    It computes for every cell of 2×2 pixels its upper row, then its lower one. XNNPACK takes far
    longer for TRANSPOSE_CONV with few channels. With the channels last, a cell's columns are in
    place already and rows move as a whole; and no tensor has a batch or a rank that phones' GPU
    delegates refuse, as those of a pixel shuffle have.

    One convolution a row would do, too, but the converter sometimes takes the two for the same one
    and drops the second: they differ in nothing but the constants' values.
    """

    def __init__(self, whole: nn.ConvTranspose2d) -> None:
        super().__init__()
        plain = whole.padding == whole.output_padding == (0, 0) and whole.groups == 1
        if whole.kernel_size != (2, 2) or whole.stride != (2, 2) or not plain or whole.bias is None:
            raise ExportError(
                "only plain transposed convolutions of kernel and stride 2, with a bias, can be "
                "exported"
            )
        self.channels = whole.out_channels
        self.cells = nn.Conv2d(whole.in_channels, 4 * whole.out_channels, 1)
        # (in, out, row, column) to (row and column and out, in, 1, 1)
        kernel = whole.weight.permute(2, 3, 1, 0).reshape(self.cells.weight.shape)
        self.cells.weight = nn.Parameter(kernel, requires_grad=False)
        self.cells.bias = nn.Parameter(whole.bias.repeat(4), requires_grad=False)

    def forward(self, x: Tensor) -> Tensor:
        batch, _, height, width = x.shape
        line = 2 * width * self.channels
        rows = self.cells(x).permute(0, 2, 3, 1).split(2 * self.channels, 3)
        lines = torch.cat([row.reshape(batch, height, 1, line) for row in rows], 2)
        whole = lines.reshape(batch, 2 * height, 2 * width, self.channels)
        return whole.permute(0, 3, 1, 2)


def by_rows(network: HairNet) -> HairNet:
    """A copy that computes the same, its transposed convolutions in the form that runs fast."""
    network = copy.deepcopy(network)
    _enlarge_by_rows(network)
    return network


def _enlarge_by_rows(parent: nn.Module) -> None:
    for name, child in parent.named_children():
        match [child, *child.children()]:
            case [nn.ConvTranspose2d() as whole, *_]:
                setattr(parent, name, EnlargeByRows(whole))
            case [nn.Sequential(), nn.ConvTranspose2d() as whole, nn.BatchNorm2d() as norm]:
                # The converter folds a norm into a convolution, but not into what takes its place.
                whole = fuse_conv_bn_eval(whole, norm, transpose=True)
                setattr(parent, name, EnlargeByRows(whole))
            case _:
                _enlarge_by_rows(child)


def _shorten_names(content: bytes) -> bytes:
    """Name the tensors by their number.

    The converter writes the whole path of modules into every tensor's name: a fifth of the file.
    """
    import flatbuffers
    from ai_edge_litert import schema_py_generated as schema

    model = schema.ModelT.InitFromPackedBuf(content, 0)
    for buffer in model.buffers:
        # Large weights may stand behind the flatbuffer; packing anew needs them inside.
        if buffer.offset > 1:
            data = content[buffer.offset : buffer.offset + buffer.size]
            buffer.data = np.frombuffer(data, np.uint8)
            buffer.offset = buffer.size = 0
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
    segmenter = TfliteSegmenter(str(path))
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


def update_manifest(path: Path, name: str, entry: dict[str, Any]) -> None:
    """Set one model's record in ``manifest.json``, made if it is not there."""
    manifest: dict[str, Any] = {"schema_version": 1, "models": {}}
    if path.exists():
        manifest = json.loads(path.read_text(encoding="utf-8"))
    # Metrics belong to the weights: they stay only while the file stays.
    before = manifest["models"].get(name, {})
    if before.get("sha256") == entry["sha256"] and "metrics" in before:
        entry = {**entry, "metrics": before["metrics"]}
    manifest["models"][name] = entry
    text = json.dumps(manifest, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    write_atomically(path, text.encode())


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


def update_metrics(path: Path, model: Path, figures: dict[str, dict[str, float]]) -> None:
    """Enter measured figures in the record of the file `model`; NaN is left out."""
    manifest = json.loads(path.read_text(encoding="utf-8"))
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    for entry in manifest["models"].values():
        if entry["sha256"] == digest:
            entry["metrics"] = {
                name: {k: round(v, 4) for k, v in values.items() if v == v}
                for name, values in figures.items()
            }
            break
    else:
        raise ValueError(f"{path}: no model with the sha256 of {model}; export it with --manifest")
    text = json.dumps(manifest, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    write_atomically(path, text.encode())
