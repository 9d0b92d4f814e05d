"""`hairsdk presets`: which looks there are, what is in one, and one made of two LUTs."""

from __future__ import annotations

import argparse
import datetime
import json
import os
from pathlib import Path
from typing import Any, NoReturn

from hairsdk import resources
from hairsdk.cli.command import Command, Parser, check_free, fraction, run_action
from hairsdk.cli.messages import print_error, print_note
from hairsdk.cli.table import print_table
from hairsdk.cube import read_cube
from hairsdk.errors import HairSdkError
from hairsdk.intensity import METRIC
from hairsdk.preset import Preset, list_presets, load_preset, slug
from hairsdk.preset_files import ZIP_SUFFIXES, Label, label_of, preset_document

__all__ = ["COMMAND"]


_MAKE_EXAMPLES = """\
examples:
  hairsdk presets make light.cube dark.cube my-look --light 0.8 --dark 0.1
  hairsdk presets make light.cube dark.cube my-look.hairlook --name "My look" --author Ann
"""


def _add_arguments(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(action=_list)
    actions = parser.add_subparsers(metavar="ACTION", title="actions (default: list)")

    listing = actions.add_parser(
        "list",
        help="list the built-in looks",
        description="List the built-in looks: their names, for which hair they were made, and the\n"
        "size of their LUTs.",
    )
    listing.add_argument(
        "preset", nargs="?", metavar="PRESET", type=_not_listed, help=argparse.SUPPRESS
    )
    show = actions.add_parser(
        "show",
        help="show what is in a look",
        description="Show who made a look, on hair of which intensities, and what is in it.",
    )
    show.add_argument(
        "preset",
        metavar="PRESET",
        help="a built-in name, a preset folder, a .hairlook file, or BUNDLE#LOOK",
    )
    show.set_defaults(action=_show)

    make = actions.add_parser(
        "make",
        help="make a look of two .cube files",
        description=(
            "Make a look of two LUTs: one made on very light hair and one on very dark hair, and\n"
            "the average intensity of either hair, which 'hairsdk recolor' prints for a photo.\n"
            "LUTs of Hair Studio and of other looks tell it in a comment."
        ),
        epilog=_MAKE_EXAMPLES,
    )
    make.add_argument("light_cube", metavar="LIGHT.cube", type=Path)
    make.add_argument("dark_cube", metavar="DARK.cube", type=Path)
    make.add_argument(
        "target", metavar="LOOK", type=Path, help="a .hairlook file, or else a folder"
    )
    for side in ("light", "dark"):
        make.add_argument(
            f"--{side}",
            type=fraction,
            metavar="0..1",
            help=f"intensity of the {side} hair (default: what its LUT tells)",
        )
    make.add_argument("--name", help="name for people (default: that of the file)")
    make.add_argument("--author", default="", help="who made it")
    make.add_argument("--licence", default="", help="its terms, as in CC0-1.0")
    make.add_argument("--overwrite", action="store_true", help="replace a look that is there")
    make.set_defaults(action=_make, parser=make)

    for action in (listing, show, make):
        # Suppressed, or it would undo a --json that stands before the action.
        action.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="print JSON"
        )


def _not_listed(text: str) -> NoReturn:
    raise argparse.ArgumentTypeError(f"list takes none; did you mean 'show {text}'?")


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
        print_table([("preset", "name", "hair intensity", "LUTs"), *rows])
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
    print_table(rows)
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


def _make(args: argparse.Namespace) -> int:
    target: Path = args.target
    if target.suffix.lower() in (".cube", ".json"):
        args.parser.error(f"LOOK is a .hairlook file or a folder, not {target}")
    check_free(target, args.overwrite)
    light, dark = read_cube(args.light_cube), read_cube(args.dark_cube)
    intensity = _intensities(args, {"light": label_of(light), "dark": label_of(dark)})
    # "." and ".." have no name of their own.
    named = target.resolve() if target.name in ("", "..") else target
    name = _text(named.stem if named.suffix.lower() in ZIP_SUFFIXES else named.name)
    preset = Preset(
        id=slug(name),
        name=name if args.name is None else _text(args.name),
        author=_text(args.author),
        licence=_text(args.licence),
        created=datetime.date.today().isoformat(),
        light=light,
        dark=dark,
        intensity_light=intensity["light"],
        intensity_dark=intensity["dark"],
    )
    preset.save(target)
    if args.json:
        print(json.dumps(_record(preset), indent=2))
    else:
        print(
            f"{target}: {preset.name}, {light.size}³, hair intensity "
            f"{preset.intensity_dark:.2f} to {preset.intensity_light:.2f}"
        )
    if str(target) in list_presets():
        print_note(
            f"{target} is a built-in look, too, which goes before this one: wear this one as "
            f"{Path.cwd() / target}"
        )
    return 0


def _text(argument: str) -> str:
    """What the terminal's bytes mean in UTF-8, which not every locale says; else question marks."""
    return os.fsencode(argument).decode(errors="replace")


def _intensities(args: argparse.Namespace, labels: dict[str, Label]) -> dict[str, float]:
    """By side, as given, or else as the LUTs tell them."""
    if (labels["light"].side, labels["dark"].side) == ("dark", "light"):
        args.parser.error(
            f"{args.light_cube} says that it is the dark LUT, {args.dark_cube} that it is the "
            "light one: swap them"
        )
    given = {"light": args.light, "dark": args.dark}
    # A LUT that is of the other side tells of other hair.
    told = {
        side: label.intensity if label.side in (None, side) else None
        for side, label in labels.items()
    }
    known = {side: told[side] if given[side] is None else given[side] for side in labels}
    missing = [side for side, value in known.items() if value is None]
    if missing:
        args.parser.error(
            f"no intensity is known of the {' and '.join(missing)} LUT: add "
            f"{' and '.join(f'--{side}' for side in missing)} with that of the hair it was made on"
        )
    return {side: float(value) for side, value in known.items() if value is not None}


COMMAND = Command(
    name="presets",
    summary="list the looks, show one, or make one of two .cube files",
    description=(
        "List the built-in looks, show what is in one, built-in or your own, or make one of two\n"
        ".cube files."
    ),
    examples="""\
examples:
  hairsdk presets
  hairsdk presets show copper
  hairsdk presets show my-look.hairlook --json
  hairsdk presets make light.cube dark.cube my-look --light 0.8 --dark 0.1

'hairsdk presets ACTION --help' lists the options of each.
""",
    add_arguments=_add_arguments,
    run=run_action,
)
