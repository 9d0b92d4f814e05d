"""`hairsdk lut`: convert, inspect and check `.cube` files."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from hairsdk.cli.command import Command, Parser, check_free, run_action, whole
from hairsdk.cli.cube_remarks import colours_outside, cube_remarks
from hairsdk.cli.messages import print_error
from hairsdk.cli.table import print_table
from hairsdk.cube import MAX_CUBE_BYTES, parse_cube, read_cube, write_cube
from hairsdk.errors import HairSdkError
from hairsdk.files import found_at, read_bytes
from hairsdk.lut import MAX_SIZE, MIN_SIZE, Lut3D
from hairsdk.preset import Preset
from hairsdk.resample import resample, sample

__all__ = ["COMMAND"]

_GREYS = (0.0, 0.25, 0.5, 0.75, 1.0)

_CONVERT_EXAMPLES = """\
examples:
  hairsdk lut convert look.cube look-17.cube --size 17
  hairsdk lut convert look.cube for-resolve.cube --flavour resolve
  hairsdk lut convert odd.cube odd.cube --overwrite --title "Autumn"
"""

_INSPECT_EXAMPLES = """\
examples:
  hairsdk lut inspect look.cube
  hairsdk lut inspect look.cube --json
"""

_CHECK_EXAMPLES = """\
examples:
  hairsdk lut check *.cube
  hairsdk lut check my-look.hairlook look.cube --strict
"""


def _add_arguments(parser: Parser) -> None:
    actions = parser.add_subparsers(metavar="ACTION", required=True, title="actions")

    convert = actions.add_parser(
        "convert",
        help="write a .cube file anew: strict, in another flavour or size",
        description="Write a .cube file anew, as the strictest readers want it.",
        epilog=_CONVERT_EXAMPLES,
    )
    convert.add_argument("source", metavar="IN.cube", type=Path)
    convert.add_argument("target", metavar="OUT.cube", type=Path)
    convert.add_argument(
        "--flavour",
        choices=("adobe", "resolve"),
        default="adobe",
        help="resolve for DaVinci Resolve: no TITLE, domains in its own keyword (default: adobe)",
    )
    convert.add_argument(
        "--size",
        type=whole(MIN_SIZE, MAX_SIZE),
        metavar="N",
        help="lattice points per axis (default: as it is)",
    )
    convert.add_argument("--title", help="another title")
    convert.add_argument("--overwrite", action="store_true", help="replace OUT.cube")
    convert.set_defaults(action=_convert, parser=convert)

    inspect = actions.add_parser(
        "inspect",
        help="print what a .cube file holds",
        description="Print a LUT's size, domain, range, what it does to greys, and its comments.",
        epilog=_INSPECT_EXAMPLES,
    )
    inspect.add_argument("source", metavar="FILE.cube", type=Path)
    inspect.add_argument("--json", action="store_true", help="print JSON")
    inspect.set_defaults(action=_inspect)

    check = actions.add_parser(
        "check",
        help="say whether .cube files and presets are sound",
        description=(
            "Say whether .cube files and presets can be read, and what other programs may\n"
            "stumble on. The exit code is 1 if one cannot be read."
        ),
        epilog=_CHECK_EXAMPLES,
    )
    check.add_argument(
        "sources",
        nargs="+",
        metavar="FILE",
        type=Path,
        help="a .cube file, a preset folder, a .hairlook file, or a look in a bundle: BUNDLE#LOOK",
    )
    check.add_argument("--strict", action="store_true", help="remarks count as errors")
    check.set_defaults(action=_check)


def _convert(args: argparse.Namespace) -> int:
    if args.title is not None and args.flavour == "resolve":
        args.parser.error("--flavour resolve leaves the title out: take --title away")
    check_free(args.target, args.overwrite)
    lut = read_cube(args.source)
    if args.size is not None and args.size != lut.size:
        lut = resample(lut, args.size)
    if args.title is not None:
        lut = replace(lut, title=args.title)
    write_cube(args.target, lut, args.flavour)
    print(f"{args.target}: {lut.size}³, {args.flavour}")
    return 0


def _inspect(args: argparse.Namespace) -> int:
    lut = read_cube(args.source)
    record = _record(lut)
    if args.json:
        print(json.dumps(record, indent=2))
        return 0
    rows = [
        ("title", lut.title or "none"),
        ("size", f"{lut.size}³, {lut.size**3:,} colours"),
        ("domain", f"{_numbers(lut.domain_min)} to {_numbers(lut.domain_max)}"),
        ("output", f"{_numbers(record['output_min'])} to {_numbers(record['output_max'])}"),
        ("outside [0, 1]", f"{record['entries_outside_unit_range']:,} colours"),
        ("largest change", f"{record['largest_change']:.6f}"),
    ]
    rows += [(f"grey {grey:.2f}", _numbers(colour)) for grey, colour in record["greys"]]
    rows += [("comment", comment) for comment in lut.comments]
    print_table(rows)
    return 0


def _record(lut: Lut3D) -> dict[str, Any]:
    identity = Lut3D.identity(lut.size).table
    low, high = np.array(lut.domain_min), np.array(lut.domain_max)
    change = np.abs(lut.table - (low + identity * (high - low)))
    greys = sample(lut, np.repeat(np.array(_GREYS)[:, np.newaxis], 3, axis=1))
    return {
        "title": lut.title,
        "size": lut.size,
        "domain_min": list(lut.domain_min),
        "domain_max": list(lut.domain_max),
        "output_min": lut.table.min(axis=(0, 1, 2)).astype(float).round(6).tolist(),
        "output_max": lut.table.max(axis=(0, 1, 2)).astype(float).round(6).tolist(),
        "entries_outside_unit_range": colours_outside(lut),
        "largest_change": round(float(change.max()), 6),
        "greys": [
            [grey, colour]
            for grey, colour in zip(_GREYS, greys.astype(float).round(6).tolist(), strict=True)
        ],
        "comments": list(lut.comments),
    }


def _numbers(values: Any) -> str:
    return " ".join(f"{value:.4f}" for value in values)


def _check(args: argparse.Namespace) -> int:
    failed = remarked = 0
    for source in args.sources:
        try:
            size, remarks = _examine(source)
        except HairSdkError as error:
            failed += 1
            print_error(error)
            continue
        remarked += bool(remarks)
        print(f"{source}: sound, {size}³")
        for remark in remarks:
            print(f"  {remark}")
    return 1 if failed or (args.strict and remarked) else 0


def _examine(source: Path) -> tuple[int, list[str]]:
    found = found_at(source)
    in_bundle = "#" in source.name and found is None
    if in_bundle or found == "folder" or source.suffix.lower() in (".hairlook", ".zip"):
        return Preset.load(source).light.size, []
    data = read_bytes(source, MAX_CUBE_BYTES)
    lut = parse_cube(data, str(source))
    return lut.size, cube_remarks(data, lut)


COMMAND = Command(
    name="lut",
    summary="convert, inspect or check .cube files",
    description="Convert, inspect or check 3D LUTs in .cube files.",
    examples="""\
examples:
  hairsdk lut inspect look.cube
  hairsdk lut check *.cube my-look.hairlook
  hairsdk lut convert look.cube look-17.cube --size 17
  hairsdk lut convert look.cube for-resolve.cube --flavour resolve

'hairsdk lut ACTION --help' lists the options of each.
""",
    add_arguments=_add_arguments,
    run=run_action,
)
