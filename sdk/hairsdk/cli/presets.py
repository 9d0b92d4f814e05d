"""`hairsdk presets`: which looks there are, and what is in one."""

from __future__ import annotations

import argparse
import json
from typing import Any

from hairsdk import resources
from hairsdk.cli.command import Command, Parser
from hairsdk.cli.messages import print_error
from hairsdk.cli.table import print_table
from hairsdk.errors import HairSdkError
from hairsdk.intensity import METRIC
from hairsdk.preset import Preset, list_presets, load_preset
from hairsdk.preset_files import preset_document

__all__ = ["COMMAND"]


def _add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "action", nargs="?", choices=("list", "show"), default="list", help="default: list"
    )
    parser.add_argument(
        "preset",
        nargs="?",
        metavar="PRESET",
        help="with show: a built-in name, a preset folder, a .hairlook file, or BUNDLE#LOOK",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(parser=parser)


def _run(args: argparse.Namespace) -> int:
    if args.action == "show" and args.preset is None:
        args.parser.error("presets show needs a PRESET")
    if args.action == "list" and args.preset is not None:
        args.parser.error(f"presets list takes no PRESET; did you mean 'show {args.preset}'?")
    return _show(args) if args.action == "show" else _list(args)


def _list(args: argparse.Namespace) -> int:
    names = list_presets()
    records = [record for record in map(_listed, names) if record is not None]
    if args.json:
        print(json.dumps(records, indent=2))
    else:
        rows = [
            (
                record["id"],
                record["name"],
                "{dark:.2f} to {light:.2f}".format(**record["intensity"]),
                f"{record['lut_size']}³",
            )
            for record in records
        ]
        print_table(("preset", "name", "hair intensity", "LUTs"), rows)
    return 0 if len(records) == len(names) else 1


def _listed(name: str) -> dict[str, Any] | None:
    folder = resources.presets_dir() / name
    try:
        document = preset_document(folder)
    except HairSdkError as error:
        print_error(f"preset {name}: {error}")
        return None
    return {
        "id": document["id"],
        "name": document["name"],
        "author": document["author"],
        "licence": document["licence"],
        "created": document["created"],
        "lut_size": document["lut"]["size"],
        "intensity": document["intensity"],
        "thumbnail": (folder / "thumbnail.png").is_file(),
        "recipe": document.get("recipe") is not None,
        "notes": document.get("notes", ""),
    }


def _show(args: argparse.Namespace) -> int:
    preset = load_preset(args.preset)
    if args.json:
        print(json.dumps(_record(preset), indent=2))
        return 0
    builtin = preset.id in list_presets() and args.preset == preset.id
    rows = [
        ("id", preset.id),
        ("name", preset.name),
        ("author", preset.author),
        ("licence", preset.licence),
        ("created", preset.created),
        ("LUTs", f"light and dark, {preset.light.size}³"),
        ("light intensity", f"{preset.intensity_light:.4f} ({METRIC})"),
        ("dark intensity", f"{preset.intensity_dark:.4f} ({METRIC})"),
        ("thumbnail", "yes" if preset.thumbnail else "no"),
        ("recipe", "yes: the studio can edit it" if preset.recipe else "no: LUTs only"),
        ("from", str(resources.presets_dir() / preset.id) if builtin else args.preset),
    ]
    if preset.notes:
        rows.append(("notes", preset.notes))
    print_table(None, rows)
    return 0


def _record(preset: Preset) -> dict[str, Any]:
    return {
        "id": preset.id,
        "name": preset.name,
        "author": preset.author,
        "licence": preset.licence,
        "created": preset.created,
        "lut_size": preset.light.size,
        "intensity": {
            "metric": METRIC,
            "light": preset.intensity_light,
            "dark": preset.intensity_dark,
        },
        "thumbnail": preset.thumbnail is not None,
        "recipe": preset.recipe is not None,
        "notes": preset.notes,
    }


COMMAND = Command(
    name="presets",
    summary="list the looks, or show one",
    description="List the built-in looks, or show what is in one: built-in or your own.",
    examples="""\
examples:
  hairsdk presets
  hairsdk presets show copper
  hairsdk presets show my-look.hairlook --json
""",
    add_arguments=_add_arguments,
    run=_run,
)
