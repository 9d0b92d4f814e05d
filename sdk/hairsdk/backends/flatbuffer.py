"""Whether what a .tflite file refers to is all there: runtimes read on behind the end of one that
is cut, or wherever a damaged one points to.

FlatBuffers' own verifier is in C++ alone, and tflite-runtime does not call it.
"""

from __future__ import annotations

import struct
from typing import Any

__all__ = ["is_whole"]

_NAME = "name"
"""A text that runtimes take for granted."""

# What is looked at of TensorFlow Lite's schema.fbs (v3), by the numbers of a table's fields: a dict
# is a table, a list a vector of tables, a number a vector of elements of so many bytes.
_OPERATOR_CODE = {1: 1}
_OPERATOR = {1: 4, 2: 4, 4: {}, 5: 1, 7: 1, 8: 4}
_QUANTIZATION = {0: 4, 1: 4, 2: 4, 3: 8, 5: {}}
_TENSOR = {0: 4, 3: 1, 4: _QUANTIZATION, 6: {}, 7: 4}
_SUBGRAPH = {0: [_TENSOR], 1: 4, 2: 4, 3: [_OPERATOR], 4: 1}
_BUFFER = {0: 1}
_METADATA = {0: _NAME}
_SIGNATURE = {0: [{0: _NAME}], 1: [{0: _NAME}], 2: _NAME}
_TABLES = {1: [_OPERATOR_CODE], 2: [_SUBGRAPH], 4: [_BUFFER], 6: [_METADATA], 7: [_SIGNATURE]}
_MODEL = {**_TABLES, 3: 1, 5: 4}

# Fields of a buffer whose data stands behind all tables: where in the file, and how many bytes.
_OFFSET, _SIZE = 1, 2

_FIELDS = 32
"""More than any table of the schema has. A file may say that each of many has thousands."""

_REFERENCES = 1 << 19
"""Hundreds of times as many as networks for hair hold. Of a hostile file of 256 MB more would be
followed for minutes."""


def is_whole(data: bytes) -> bool:
    """Whether what a network's tables refer to lies within the file; False if that is too much.

    Parameters
    ----------
    data : bytes
        A .tflite file, which is a FlatBuffer.
    """
    try:
        _Walk(data).follow(0, _MODEL)
    except (struct.error, ValueError):
        return False
    return True


class _Walk:
    """A walk through a file's tables, each of which is looked at once."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._seen: set[tuple[int, int]] = set()
        self._left = _REFERENCES

    def follow(self, reference: int, shape: Any) -> None:
        """Look at what an offset refers to, and at all that this refers to in turn."""
        self._left -= 1
        if self._left < 0:
            raise ValueError("too many references")
        at = reference + self._number("<I", reference)
        if (at, id(shape)) in self._seen:
            # A vector may name one table a million times.
            return
        self._seen.add((at, id(shape)))
        if isinstance(shape, dict):
            self._table(at, shape)
            return
        count = self._number("<I", at)
        if isinstance(shape, list):
            self._require(at + 4 + 4 * count)
            for index in range(count):
                self.follow(at + 4 + 4 * index, shape[0])
        else:
            self._require(at + 4 + count * (1 if shape == _NAME else shape))

    def _table(self, at: int, shape: dict[int, Any]) -> None:
        # Where each field stands, from the table's beginning; 0 if it is left out.
        places = at - self._number("<i", at)
        size = self._number("<H", places + 2)
        self._require(at + size)
        count = min(self._number("<H", places) // 2 - 2, _FIELDS)
        self._require(places + 4 + 2 * count)
        fields = dict(enumerate(struct.unpack_from(f"<{count}H", self._data, places + 4)))
        if max(fields.values(), default=0) >= max(size, 1):
            raise ValueError("beyond the table")
        for number, inner in shape.items():
            if place := fields.get(number, 0):
                self.follow(at + place, inner)
            elif inner == _NAME:
                raise ValueError("a name is missing")
        if shape is _BUFFER:
            outside = [
                self._number("<Q", at + fields[n]) for n in (_OFFSET, _SIZE) if fields.get(n)
            ]
            self._require(sum(outside))

    def _number(self, kind: str, at: int) -> int:
        # Python counts what is negative from the end.
        self._require(at)
        number: int = struct.unpack_from(kind, self._data, at)[0]
        return number

    def _require(self, end: int) -> None:
        if not 0 <= end <= len(self._data):
            raise ValueError("beyond the file")
