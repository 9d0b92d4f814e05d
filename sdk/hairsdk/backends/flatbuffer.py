"""Whether all of a .tflite file is there: runtimes read on behind the end of one that is cut.

FlatBuffers' own verifier is in C++ alone, and tflite-runtime does not call it.
"""

from __future__ import annotations

import struct
from typing import Any

__all__ = ["is_whole"]

# What is looked at of TensorFlow Lite's schema.fbs (v3), by the numbers of a table's fields: a dict
# is a table, a list a vector of tables, a number a vector of elements of so many bytes.
_OPERATOR = {1: 4, 2: 4, 4: {}}
_TENSOR = {0: 4, 3: 1}
_SUBGRAPH = {0: [_TENSOR], 1: 4, 2: 4, 3: [_OPERATOR]}
_BUFFER = {0: 1}
_MODEL = {1: [{}], 2: [_SUBGRAPH], 4: [_BUFFER]}

# Fields of a buffer whose data stands behind all tables: where in the file, and how many bytes.
_OFFSET, _SIZE = 1, 2


def is_whole(data: bytes) -> bool:
    """Whether what a network's tables refer to lies within the file.

    Parameters
    ----------
    data : bytes
        A .tflite file, which is a FlatBuffer.
    """
    try:
        _walk(data, 0, _MODEL)
    except (struct.error, ValueError):
        return False
    return True


def _walk(data: bytes, reference: int, shape: Any) -> None:
    """Follow an offset to what it refers to, and all that this refers to in turn."""
    at = reference + _number(data, "<I", reference)
    if isinstance(shape, dict):
        _require(data, at + _number(data, "<H", at - _number(data, "<i", at) + 2))
        for number, inner in shape.items():
            if field := _field(data, at, number):
                _walk(data, field, inner)
        if shape is _BUFFER:
            places = (_field(data, at, number) for number in (_OFFSET, _SIZE))
            _require(data, sum(_number(data, "<Q", place) for place in places if place))
        return
    count = _number(data, "<I", at)
    if isinstance(shape, int):
        _require(data, at + 4 + count * shape)
        return
    _require(data, at + 4 + 4 * count)
    for index in range(count):
        _walk(data, at + 4 + 4 * index, shape[0])


def _field(data: bytes, table: int, number: int) -> int:
    """Where a field of a table stands; 0 if it has none."""
    fields, place = table - _number(data, "<i", table), 4 + 2 * number
    offset = _number(data, "<H", fields + place) if place < _number(data, "<H", fields) else 0
    return table + offset if offset else 0


def _number(data: bytes, kind: str, at: int) -> int:
    # Python counts what is negative from the end.
    _require(data, at)
    number: int = struct.unpack_from(kind, data, at)[0]
    return number


def _require(data: bytes, end: int) -> None:
    if not 0 <= end <= len(data):
        raise ValueError("beyond the file")
