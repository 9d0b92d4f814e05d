"""``hairstudio bake``: export looks without a window, and without Qt."""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hairsdk.errors import HairSdkError
from hairstudio.core import BAKE_SIZES, Registry, load_registry
from hairstudio.document.hairlook import open_look
from hairstudio.document.look import Look
from hairstudio.services.collection import Outcome, Piece, export_looks
from hairstudio.services.control import TaskControl
from hairstudio.services.export import ExportOptions, unique_names

__all__ = ["bake_command"]


def bake_command(arguments: Sequence[str]) -> int:
    """Run ``hairstudio bake`` and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="hairstudio bake", description="Bake looks and write them for use elsewhere."
    )
    parser.add_argument(
        "documents",
        type=Path,
        nargs="+",
        metavar="document",
        help=".hairlook file or preset folder; the second of two looks of one id gets a number",
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    parser.add_argument("--name", help="start of the file names; a look's id when left out")
    parser.add_argument("--size", type=int, choices=BAKE_SIZES, help="points per axis")
    parser.add_argument("--flavour", choices=("adobe", "resolve"), default="adobe")
    parser.add_argument("--no-cubes", action="store_true", help="leave the .cube pair out")
    parser.add_argument("--no-hairlook", action="store_true", help="leave the .hairlook out")
    parser.add_argument("--folder", action="store_true", help="write a preset folder too")
    parser.add_argument("--hald", action="store_true", help="write Hald PNGs too")
    parser.add_argument(
        "--no-recipe", action="store_true", help="write a preset that cannot be edited again"
    )
    given = parser.parse_args(arguments)
    if given.name is not None and len(given.documents) > 1:
        parser.error("--name is for one look; of several, each is called by its id")
    if isinstance(sys.stdout, io.TextIOWrapper):
        # The name of a file that is written must not stop the work where it cannot be shown.
        sys.stdout.reconfigure(errors="backslashreplace")
    registry = load_registry()
    for problem in registry.problems:
        print(f"warning: {problem}", file=sys.stderr)
    outcome = Outcome()
    try:
        with tempfile.TemporaryDirectory(prefix="hairstudio-") as luts:
            folder = Path(luts)
            pieces = _pieces(given, registry, folder, outcome)
            control = TaskControl()
            export_looks(pieces, given.documents, registry, folder, control, outcome)
    except (HairSdkError, OSError) as error:
        outcome.failed.append(("", error))
    for title, reason in outcome.failed:
        # Most errors name the file.
        place = f"{title}: " if len(given.documents) > 1 and title not in str(reason) else ""
        print(f"error: {place}{reason}", file=sys.stderr)
    for path in (*outcome.written, *outcome.partial):
        print(path)
    return 1 if outcome.failed else 0


def _pieces(
    given: argparse.Namespace, registry: Registry, luts: Path, outcome: Outcome
) -> list[Piece]:
    looks: list[tuple[Path, Look]] = []
    for document in given.documents:
        try:
            opened = open_look(document, registry, luts)
        except (HairSdkError, OSError) as error:
            outcome.failed.append((str(document), error))
            continue
        for remark in opened.remarks:
            print(f"note: {remark}", file=sys.stderr)
        looks.append((document, opened.look))
    names = unique_names(given.name or look.about.id for _, look in looks)
    return [
        Piece(
            look,
            str(document),
            ExportOptions(
                given.output,
                name,
                size=given.size or look.size,
                flavour=given.flavour,
                cubes=not given.no_cubes,
                hairlook=not given.no_hairlook,
                preset_folder=given.folder,
                hald=given.hald,
                recipe=not given.no_recipe,
            ),
        )
        for (document, look), name in zip(looks, names, strict=True)
    ]
