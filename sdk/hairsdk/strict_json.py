"""JSON from files that anyone may have written."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

__all__ = ["parse_json", "schema_faults"]

_MOST = 300
"""Characters of a fault that are told."""

_SHOWN = 80
"""Of them, those of the value that is wrong."""


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
            data.decode("utf-8-sig"),
            parse_float=_finite,
            parse_int=_whole,
            parse_constant=_refuse_constant,
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


def schema_faults(document: Any, schema: Path) -> list[str]:
    """What in a document does not keep to a JSON Schema, each fault with the field it is in.

    Parameters
    ----------
    document
        JSON values.
    schema : Path
        The schema's file.
    """
    import jsonschema

    validator = jsonschema.Draft202012Validator(json.loads(schema.read_text("utf-8")))
    errors = sorted(validator.iter_errors(document), key=lambda e: [str(p) for p in e.path])
    return [
        f"{'.'.join(str(p) for p in error.path) or 'top level'}: {_told(error)[:_MOST]}"
        for error in errors
    ]


def _told(error: Any) -> str:
    # People read what a field is, not the pattern that checks it.
    if error.validator == "pattern" and "description" in error.schema:
        return f"{_short(error.instance)} does not match: {error.schema['description']}"
    # Of a text that is too long the end would hide what is wrong with it.
    return str(error.message).replace(repr(error.instance), _short(error.instance), 1)


def _short(found: Any) -> str:
    text = repr(found)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text[:40]} is too large a number")
    return number


def _whole(text: str) -> int:
    _finite(text)
    return int(text)


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")
