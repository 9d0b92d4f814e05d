"""JSON from files that anyone may have written."""

from __future__ import annotations

import json
import math
from typing import Any

__all__ = ["parse_json"]


def parse_json(data: bytes) -> Any:
    """Parse JSON as RFC 8259 has it, which Python's own parser extends.

    Parameters
    ----------
    data : bytes
        UTF-8, with or without a byte order mark.

    Raises
    ------
    ValueError
        In words: it is no JSON, holds NaN, an infinity or a number that floats cannot hold, is
        nested too deeply, or has half of a surrogate pair in a text, which no file could hold
        again.
    """
    try:
        document = json.loads(
            data.decode("utf-8-sig"), parse_float=_finite, parse_constant=_refuse_constant
        )
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    # Only an escape can bring one in: UTF-8 has none.
    if b"\\ud" in data.lower():
        try:
            json.dumps(document, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError as error:
            half = ascii(error.object[error.start])
            raise ValueError(f"{half} is half of a surrogate pair, no character") from None
    return document


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text[:40]} is too large a number")
    return number


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")
