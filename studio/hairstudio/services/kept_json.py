"""JSON that the studio has written for itself: settings, safety copies, notes of recordings."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["parse_kept"]


def parse_kept(data: str | bytes) -> Any:
    """Parse JSON in which names of files may be no text, as some on Linux are.

    Such a name holds halves of surrogate pairs, which `parse_json` refuses in files of others.

    Raises
    ------
    ValueError
        It is damaged.
    """
    try:
        return json.loads(data)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
