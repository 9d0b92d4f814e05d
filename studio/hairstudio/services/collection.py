"""Export of several looks into one folder."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from hairsdk.errors import HairSdkError, ParameterError
from hairstudio.core import Registry
from hairstudio.document.hairlook import holds_photos, open_look
from hairstudio.document.look import Look
from hairstudio.services.control import Cancelled, TaskControl
from hairstudio.services.export import ExportOptions, export_look, planned_files, replaces

__all__ = ["Outcome", "Piece", "export_looks"]


@dataclass(frozen=True, eq=False)
class Piece:
    """One look of a collection, and what is written of it.

    Attributes
    ----------
    look : Look or Path
        The open look, or the file or folder of another.
    title : str
        What it is called where it is told of.
    options : ExportOptions
    """

    look: Look | Path
    title: str
    options: ExportOptions


@dataclass
class Outcome:
    """How far an export came; it grows while that runs.

    Attributes
    ----------
    looks : int
        How many there are to write.
    written : list of Path
    done : list of str
        Titles of the looks that are written.
    failed : list of (str, Exception)
        Titles of those that could not be, and why.
    partial : list of Path
        What was written of those before they failed.
    remarks : list of (str, str)
        Titles, and what was noticed when the look was read and written.
    """

    looks: int = 0
    written: list[Path] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    failed: list[tuple[str, Exception]] = field(default_factory=list)
    partial: list[Path] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)


def export_looks(
    pieces: Sequence[Piece],
    documents: Sequence[Path],
    registry: Registry,
    luts: Path,
    control: TaskControl,
    outcome: Outcome,
) -> Outcome:
    """Write each look; one that fails does not keep the others from being written.

    It stops between two looks, so that none is left without half of its files.

    Parameters
    ----------
    pieces : sequence of Piece
    documents : sequence of Path
        What the looks come from. It is never written over, as no document with photos is: exports
        leave them out.
    registry : Registry
        The effects there are.
    luts : Path
        Folder for LUTs that the looks import and that are not on this machine.
    control : TaskControl
    outcome : Outcome
        Filled in, also where the work is stopped, and returned.

    Raises
    ------
    Cancelled
    """
    outcome.looks = len(pieces)
    for index, piece in enumerate(pieces):
        control.progress(index / len(pieces), piece.title)
        there: list[Path] = []
        try:
            lost = [path for path in documents if replaces(piece.options, path)]
            lost += filter(holds_photos, planned_files(piece.options))
            if lost:
                raise ParameterError(
                    f"{lost[0]} would be written over, and the photos and masks in it be lost: "
                    "choose another folder or name"
                )
            look = piece.look
            if isinstance(look, Path):
                opened = open_look(look, registry, luts)
                outcome.remarks += [(piece.title, remark) for remark in opened.remarks]
                look = replace(opened.look, about=piece.options.naming(opened.look.about, look))
            part = _part(control, index, len(pieces), piece.title)
            remarks: list[str] = []
            outcome.written += export_look(look, piece.options, part, there, remarks)
            outcome.remarks += [(piece.title, remark) for remark in remarks]
            outcome.done.append(piece.title)
        except (HairSdkError, OSError) as error:
            outcome.failed.append((piece.title, error))
            outcome.partial += there
    return outcome


def _part(control: TaskControl, index: int, count: int, title: str) -> TaskControl:
    """Reports of one look, which is written to its end also where the work is stopped."""

    def report(share: float, _text: str) -> None:
        with contextlib.suppress(Cancelled):
            control.progress((index + share) / count, title)

    return TaskControl(report)
