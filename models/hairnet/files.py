"""Figures as JSON."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from hairsdk.files import write_bytes


def write_json(path: Path, values: Any) -> None:
    """Write dictionaries of figures; NaN, which JSON does not know, becomes ``null``."""
    text = json.dumps(_without_nan(values), indent=2, allow_nan=False) + "\n"
    write_bytes(path, text.encode())


def _without_nan(values: Any) -> Any:
    if isinstance(values, dict):
        return {key: _without_nan(value) for key, value in values.items()}
    return None if isinstance(values, float) and math.isnan(values) else values
