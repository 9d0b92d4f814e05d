"""Networks with float16 weights, rewritten with float32 ones.

LiteRT.js expands float16 weights at every call, which makes it several times slower; natively they
are expanded once. The values stay the same: every float16 is a float32.
"""

from __future__ import annotations

import struct
from typing import Any

import numpy as np

from hairsdk.errors import BackendMissingError, ModelError

__all__ = ["inline_buffers", "with_float32_weights"]


def with_float32_weights(data: bytes, name: str) -> bytes:
    """A .tflite file whose stored weights are float32.

    Parameters
    ----------
    data : bytes
        The .tflite file.
    name : str
        What to call it in errors.

    Returns
    -------
    bytes
        `data` itself if no weights are float16.

    Raises
    ------
    ModelError
        The file is damaged.
    BackendMissingError
        ai-edge-litert, which knows the file format, is not installed.
    """
    try:
        import flatbuffers
        from ai_edge_litert import schema_py_generated as schema
    except ImportError as error:
        raise BackendMissingError(
            f"rewriting {name} needs ai-edge-litert: pip install ai-edge-litert"
        ) from error
    try:
        model: Any = schema.ModelT.InitFromPackedBuf(data, 0)
        inline_buffers(model, data)
        changed = sum(_expand(model, graph, schema) for graph in model.subgraphs)
    except (ValueError, TypeError, IndexError, AttributeError, struct.error) as error:
        raise ModelError(f"{name} cannot be read: {error}") from error
    if not changed:
        return data
    builder = flatbuffers.Builder(len(data) * 2)
    builder.Finish(model.Pack(builder), file_identifier=b"TFL3")
    return bytes(builder.Output())


def inline_buffers(model: Any, data: bytes) -> None:
    """Bring buffers that lie behind the flatbuffer, at an offset into the file, into it.

    Packing anew needs them inside.

    Parameters
    ----------
    model : ai_edge_litert.schema_py_generated.ModelT
    data : bytes
        The .tflite file that it was unpacked from.

    Raises
    ------
    ValueError
        One lies outside of the file.
    """
    for buffer in model.buffers:
        if buffer.offset > 1:
            end = buffer.offset + buffer.size
            if end > len(data):
                raise ValueError("a buffer lies outside of the file")
            buffer.data = np.frombuffer(data[buffer.offset : end], np.uint8)
            buffer.offset = buffer.size = 0


def _expand(model: Any, graph: Any, schema: Any) -> int:
    """Turn DEQUANTIZE operations on stored float16 tensors into stored float32 tensors."""
    replaced: dict[int, int] = {}
    kept = []
    for operator in graph.operators:
        code = model.operatorCodes[operator.opcodeIndex]
        builtin = max(code.builtinCode, code.deprecatedBuiltinCode)
        source = operator.inputs[0] if builtin == schema.BuiltinOperator.DEQUANTIZE else -1
        tensor = graph.tensors[source] if source >= 0 else None
        if tensor is None or not _stored_half(model, tensor, schema):
            kept.append(operator)
            continue
        replaced[int(operator.outputs[0])] = int(source)
    for source in set(replaced.values()):
        tensor = graph.tensors[source]
        half = np.frombuffer(bytes(model.buffers[tensor.buffer].data), "<f2")
        buffer = schema.BufferT()
        buffer.data = np.frombuffer(half.astype("<f4").tobytes(), np.uint8)
        # A buffer of its own: several tensors may share the old one.
        model.buffers.append(buffer)
        model.buffers[tensor.buffer].data = None
        tensor.buffer = len(model.buffers) - 1
        tensor.type = schema.TensorType.FLOAT32
    for operator in kept:
        operator.inputs = np.array(
            [replaced.get(int(i), int(i)) for i in operator.inputs], dtype=np.int32
        )
    graph.operators = kept
    return len(replaced)


def _stored_half(model: Any, tensor: Any, schema: Any) -> bool:
    if tensor.type != schema.TensorType.FLOAT16:
        return False
    data = model.buffers[tensor.buffer].data
    return data is not None and len(data) > 0
