"""The conformance table: every reader, every look, largest and mean difference."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hairsdk.bundle.conformance import cube_readers, picture_readers, shader_readers
from hairsdk.bundle.conformance.case import Case, Reader
from hairsdk.bundle.testkit import load_kit
from hairsdk.bundle.verify import compare
from hairsdk.errors import BackendError
from hairsdk.lut import Lut3D
from hairsdk.preset import Preset, list_presets, load_preset

__all__ = ["READERS", "Report", "Row", "conformance", "identity_look", "markdown"]

READERS: tuple[Reader, ...] = (
    *cube_readers.READERS,
    *shader_readers.READERS,
    *picture_readers.READERS,
)


@dataclass(frozen=True)
class Row:
    """A reader's result for one look.

    Parameters
    ----------
    reader : Reader
    look : str
    largest : int
        Largest difference from the reference, in 8-bit levels.
    mean : float
        Mean difference, likewise.
    """

    reader: Reader
    look: str
    largest: int
    mean: float

    @property
    def passed(self) -> bool:
        """Whether the difference is within the reader's limit."""
        return self.largest <= self.reader.limit


@dataclass(frozen=True)
class Report:
    """What `conformance` found.

    Parameters
    ----------
    rows : tuple of Row
    missing : dict
        Readers that are not to be had here, and why.
    """

    rows: tuple[Row, ...]
    missing: dict[str, str]

    @property
    def passed(self) -> bool:
        """Whether every reader that ran is within its limit."""
        return all(row.passed for row in self.rows)

    def record(self) -> dict[str, Any]:
        """The report as JSON takes it."""
        return {
            "rows": [
                {
                    "reader": row.reader.name,
                    "textures": row.reader.textures,
                    "look": row.look,
                    "largest": row.largest,
                    "mean": round(row.mean, 6),
                    "limit": row.reader.limit,
                }
                for row in self.rows
            ],
            "missing": self.missing,
        }


def identity_look() -> Preset:
    """The look that changes nothing."""
    lut = Lut3D.identity(33)
    return Preset("identity", "Identity", "hairsdk", "CC0-1.0", "2026-01-01", lut, lut, 0.7, 0.1)


def conformance(presets: Sequence[str | Path | Preset] = ()) -> Report:
    """Run the test frame through every reader.

    Parameters
    ----------
    presets : sequence of str, Path or Preset
        Empty takes the built-in looks and the identity.
    """
    looks = [load_preset(p) for p in presets] or [
        *(Preset.builtin(name) for name in list_presets()),
        identity_look(),
    ]
    kit = load_kit()
    cases = [Case(look, kit) for look in looks]
    references = [case.reference() for case in cases]
    rows: list[Row] = []
    missing: dict[str, str] = {}
    for reader in READERS:
        with ExitStack() as stack:
            try:
                render = reader.open(stack)
            except BackendError as error:
                missing[f"{reader.name} ({reader.textures})"] = str(error)
                continue
            for case, reference in zip(cases, references, strict=True):
                verdict = compare(render(case), reference, reader.limit)
                rows.append(Row(reader, case.preset.id, verdict.largest, verdict.mean))
    return Report(tuple(rows), missing)


def markdown(report: Report) -> str:
    """The report as a Markdown table: largest / mean difference in levels of 255."""
    ran = [reader for reader in READERS if any(row.reader is reader for row in report.rows)]
    heads = [f"{reader.name} ({reader.textures})" for reader in ran]
    lines = [f"| look | {' | '.join(heads)} |", f"|---|{'---|' * len(ran)}"]
    cells = {
        (row.look, row.reader.name, row.reader.textures): f"{row.largest} / {row.mean:.3f}"
        for row in report.rows
    }
    for look in dict.fromkeys(row.look for row in report.rows):
        shown = [cells[look, reader.name, reader.textures] for reader in ran]
        lines.append(f"| {look} | {' | '.join(shown)} |")
    lines.append(f"| *allowed* | {' | '.join(str(reader.limit) for reader in ran)} |")
    return "\n".join(lines)
