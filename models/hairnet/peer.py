"""MediaPipe's published hair network as a peer, previous mask included.

MediaPipe Tasks runs that file with an empty fourth channel only, and its custom operations are
in no other runtime. To measure it on video as its paper means it, this module computes the file
with torch: the operations below are all that the file uses. ``hairnet evaluate --peer`` measures it
on photos, ``hairnet sequences --peer`` on video.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from hairnet.evaluate import fit_input, stretch
from hairnet.metrics import Mask
from hairnet.pictures import Image

SAME = 0


class PeerError(ValueError):
    """The file uses something that this small interpreter does not know."""


class PeerSegmenter:
    """A .tflite with two logits (background, hair) as a function from frame to mask."""

    def __init__(self, path: str | Path) -> None:
        from ai_edge_litert import schema_py_generated as schema

        try:
            content = Path(path).read_bytes()
        except OSError as error:
            raise PeerError(f"{path}: cannot be read: {error.strerror}") from error
        if content[4:8] != b"TFL3":
            raise PeerError(f"{path}: not a TFLite file")
        try:
            model = schema.ModelT.InitFromPackedBuf(content, 0)
        # There is no telling what flatbuffers stumbles over in a file that is cut off.
        except Exception as error:
            raise PeerError(f"{path}: damaged: {error}") from error
        self.graph = model.subgraphs[0]
        builtin = {v: k for k, v in vars(schema.BuiltinOperator).items() if isinstance(v, int)}
        self.kinds = [
            code.customCode.decode()
            if code.customCode
            else builtin[max(code.builtinCode, code.deprecatedBuiltinCode)]
            for code in model.operatorCodes
        ]
        unknown = set(self.kinds) - set(OPERATIONS)
        if unknown:
            raise PeerError(f"{path}: operations not known here: {', '.join(sorted(unknown))}")
        self.constants = {
            number: torch.from_numpy(
                model.buffers[tensor.buffer].data.view(np.float32).reshape(tensor.shape).copy()
            )
            for number, tensor in enumerate(self.graph.tensors)
            if model.buffers[tensor.buffer].data is not None and tensor.type == 0
        }
        self.size = int(self.graph.tensors[self.graph.inputs[0]].shape[1])

    def __call__(self, image: Image, previous: Mask | None = None) -> Mask:
        return stretch(self.run(fit_input(image, previous, self.size)), image)

    @torch.inference_mode()
    def run(self, filled: np.ndarray) -> Mask:
        """``(S, S, 4)`` in [0, 1] to the ``(S, S)`` probability of hair."""
        values: dict[int, Any] = dict(self.constants)
        values[self.graph.inputs[0]] = torch.from_numpy(filled[None])
        for op in self.graph.operators:
            kind = self.kinds[op.opcodeIndex]
            inputs = [values[i] for i in op.inputs if i >= 0]
            outputs = OPERATIONS[kind](op, *inputs)
            outputs = outputs if isinstance(outputs, tuple) else (outputs,)
            values.update(zip(op.outputs, outputs, strict=True))
        logits = values[self.graph.outputs[0]]
        mask: Mask = torch.softmax(logits, -1)[0, ..., 1].numpy()
        return mask


def _planes(x: Tensor) -> Tensor:
    return x.permute(0, 3, 1, 2)


def _rows(x: Tensor) -> Tensor:
    return x.permute(0, 2, 3, 1)


def _convolve(op: Any, x: Tensor, kernel: Tensor, bias: Tensor) -> Tensor:
    o, depthwise = op.builtinOptions, hasattr(op.builtinOptions, "depthMultiplier")
    weight = kernel.permute(3, 0, 1, 2) if depthwise else kernel.permute(0, 3, 1, 2)
    stride, dilation = (o.strideH, o.strideW), (o.dilationHFactor, o.dilationWFactor)
    planes = _planes(x)
    if o.padding == SAME:
        pads: list[int] = []
        for side, k, s, d in zip(planes.shape[2:], weight.shape[2:], stride, dilation, strict=True):
            reach = max((-(-side // s) - 1) * s + (k - 1) * d + 1 - side, 0)
            # TFLite puts the odd pixel at the end; functional.pad lists the last axis first.
            pads = [reach // 2, reach - reach // 2, *pads]
        planes = functional.pad(planes, pads)
    groups = planes.shape[1] if depthwise else 1
    return _rows(functional.conv2d(planes, weight, bias, stride, 0, dilation, groups))


def _prelu(op: Any, x: Tensor, slope: Tensor) -> Tensor:
    return torch.where(x > 0, x, x * slope)


def _max_pool(op: Any, x: Tensor) -> tuple[Tensor, Tensor]:
    pooled, where = functional.max_pool2d(_planes(x), 2, 2, return_indices=True)
    return _rows(pooled), _rows(where)


def _max_unpool(op: Any, x: Tensor, where: Tensor) -> Tensor:
    return _rows(functional.max_unpool2d(_planes(x), _planes(where), [2, 2], [2, 2]))


def _transpose_convolve(op: Any, x: Tensor, kernel: Tensor, bias: Tensor) -> Tensor:
    _, stride, _ = struct.unpack("<3i", bytes(op.customOptions)[:12])
    side = x.shape[1] * stride
    full = functional.conv_transpose2d(_planes(x), kernel.permute(3, 0, 1, 2), bias, stride)
    # "Same" output: the surplus border is cut, the odd pixel at the end.
    cut = (full.shape[2] - side) // 2
    return _rows(full[:, :, cut : cut + side, cut : cut + side])


OPERATIONS: dict[str, Any] = {
    "CONV_2D": _convolve,
    "DEPTHWISE_CONV_2D": _convolve,
    "PRELU": _prelu,
    "ADD": lambda op, a, b: a + b,
    "CONCATENATION": lambda op, *parts: torch.cat(parts, op.builtinOptions.axis),
    "MaxPoolingWithArgmax2D": _max_pool,
    "MaxUnpooling2D": _max_unpool,
    "Convolution2DTransposeBias": _transpose_convolve,
}
