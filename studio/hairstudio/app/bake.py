"""``hairstudio bake``: export a look without a window, and without Qt."""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hairsdk.errors import HairSdkError, ParameterError
from hairstudio.core import load_registry
from hairstudio.document.hairlook import open_look
from hairstudio.services.control import TaskControl
from hairstudio.services.export import ExportOptions, export_look, replaces

__all__ = ["bake_command"]


def bake_command(arguments: Sequence[str]) -> int:
    """Run ``hairstudio bake`` and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="hairstudio bake", description="Bake a look and write it for use elsewhere."
    )
    parser.add_argument("document", type=Path, help=".hairlook file or preset folder")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    parser.add_argument("--name", help="start of the file names; the look's id when left out")
    parser.add_argument("--size", type=int, choices=(17, 33, 65), help="points per axis")
    parser.add_argument("--flavour", choices=("adobe", "resolve"), default="adobe")
    parser.add_argument("--no-cubes", action="store_true", help="leave the .cube pair out")
    parser.add_argument("--no-hairlook", action="store_true", help="leave the .hairlook out")
    parser.add_argument("--folder", action="store_true", help="write a preset folder too")
    parser.add_argument("--hald", action="store_true", help="write Hald PNGs too")
    parser.add_argument(
        "--no-recipe", action="store_true", help="write a preset that cannot be edited again"
    )
    given = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # The name of a file that is written must not stop the work where it cannot be shown.
        sys.stdout.reconfigure(errors="backslashreplace")
    registry = load_registry()
    for problem in registry.problems:
        print(f"warning: {problem}", file=sys.stderr)
    try:
        with tempfile.TemporaryDirectory(prefix="hairstudio-") as luts:
            opened = open_look(given.document, registry, Path(luts))
            for remark in opened.remarks:
                print(f"note: {remark}", file=sys.stderr)
            options = ExportOptions(
                given.output,
                given.name or opened.look.about.id,
                size=given.size or opened.look.size,
                flavour=given.flavour,
                cubes=not given.no_cubes,
                hairlook=not given.no_hairlook,
                preset_folder=given.folder,
                hald=given.hald,
                recipe=not given.no_recipe,
            )
            if replaces(options, given.document):
                raise ParameterError(
                    f"{given.document} would be written over, and the photos and masks in it be "
                    "lost: choose another folder (-o) or name (--name)"
                )
            written = export_look(opened.look, options, TaskControl(lambda share, text: None))
    except (HairSdkError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for path in written:
        print(path)
    return 0
