"""Text in columns."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["print_table"]


def print_table(head: Sequence[str] | None, rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns as wide as their widest cell, the last one open-ended."""
    lines = [list(row) for row in ([] if head is None else [head]) + list(rows)]
    if not lines:
        return
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    for line in lines:
        cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
        print("  ".join(cells).rstrip())
