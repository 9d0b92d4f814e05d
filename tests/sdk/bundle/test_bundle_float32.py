"""Networks with float16 weights, made ready for LiteRT.js."""

from __future__ import annotations

from pathlib import Path

import flatbuffers
import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema

from hairsdk.backends import open_backend
from hairsdk.bundle.float32 import with_float32_weights
from hairsdk.errors import ModelError


def halved(data: bytes) -> bytes:
    """The network with its convolution's weights as float16 and a DEQUANTIZE before it."""
    model = schema.ModelT.InitFromPackedBuf(data, 0)
    graph = model.subgraphs[0]
    code = schema.OperatorCodeT()
    code.builtinCode = code.deprecatedBuiltinCode = schema.BuiltinOperator.DEQUANTIZE
    model.operatorCodes.append(code)
    convolution = next(o for o in graph.operators if len(o.inputs) >= 3)
    for place in (1, 2):
        old = graph.tensors[convolution.inputs[place]]
        values = np.frombuffer(bytes(model.buffers[old.buffer].data), "<f4")
        buffer = schema.BufferT()
        buffer.data = np.frombuffer(values.astype("<f2").tobytes(), np.uint8)
        model.buffers.append(buffer)
        tensor = schema.TensorT()
        tensor.name, tensor.shape = f"half{place}".encode(), old.shape
        tensor.type, tensor.buffer = schema.TensorType.FLOAT16, len(model.buffers) - 1
        graph.tensors.append(tensor)
        old.buffer = 0
        operator = schema.OperatorT()
        operator.opcodeIndex = len(model.operatorCodes) - 1
        operator.inputs = np.array([len(graph.tensors) - 1], np.int32)
        operator.outputs = np.array([convolution.inputs[place]], np.int32)
        graph.operators.insert(0, operator)
    builder = flatbuffers.Builder(len(data))
    builder.Finish(model.Pack(builder), file_identifier=b"TFL3")
    return bytes(builder.Output())


def answer(data: bytes, values: np.ndarray) -> np.ndarray:
    backend = open_backend(data, "test", device="cpu")

    def fill(tensor: np.ndarray) -> None:
        tensor[...] = values

    mask = np.empty((64, 64), np.float32)
    backend.infer(fill, mask)
    backend.close()
    return mask


def test_that_float32_weights_give_the_same_answer(network: Path, rng) -> None:
    half = halved(network.read_bytes())
    full = with_float32_weights(half, "half.tflite")
    model = schema.ModelT.InitFromPackedBuf(full, 0)
    stored = [
        t.type for t in model.subgraphs[0].tensors if model.buffers[t.buffer].data is not None
    ]
    assert schema.TensorType.FLOAT16 not in stored
    codes = [model.operatorCodes[o.opcodeIndex].builtinCode for o in model.subgraphs[0].operators]
    assert schema.BuiltinOperator.DEQUANTIZE not in codes
    values = rng.random((64, 64, 4)).astype(np.float32)
    assert np.array_equal(answer(full, values), answer(half, values))


def test_that_a_network_of_float32_is_left_alone(network: Path) -> None:
    data = network.read_bytes()
    assert with_float32_weights(data, "network") is data


def test_that_a_damaged_network_is_an_error(network: Path) -> None:
    with pytest.raises(ModelError, match=r"broken\.tflite"):
        with_float32_weights(network.read_bytes()[:200], "broken.tflite")
