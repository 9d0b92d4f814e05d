"""Make and measure the built-in looks.

author   solve the designs against the built-in references into recipes
build    bake the recipes into presets; the same recipes give the same LUTs, byte for byte
measure  print consistency, truth, strands, noise and gradients on a series of heads
sheet    draw every look on every head of a series
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hairsdk import resources
from hairsdk.errors import HairSdkError
from hairsdk.images import Photo, write_photo
from hairsdk.preset import Preset, list_presets
from hairstudio.core.errors import ParameterError
from hairstudio.core.registry import load_registry

_SHEET = "contact-sheet.jpg"


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m hairstudio.core.looks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("author", help="solve the designs into recipes")
    command.add_argument("looks", nargs="*", help="ids of looks; all when left out")
    command.add_argument("--out", type=Path, help="folder; the built-in one when left out")
    command.set_defaults(run=_author)

    command = commands.add_parser("build", help="bake the recipes into presets")
    command.add_argument("looks", nargs="*", help="ids of looks; all when left out")
    command.add_argument("--out", type=Path, help="folder; the built-in one when left out")
    command.set_defaults(run=_build)

    command = commands.add_parser("measure", help="measure looks on a series of heads")
    command.add_argument("series", type=Path, help="folder of HEAD_COLOUR.jpg with masks")
    command.add_argument("looks", nargs="*", help="ids of looks; all when left out")
    command.set_defaults(run=_measure)

    command = commands.add_parser("sheet", help="draw every look on every head of a series")
    command.add_argument("series", type=Path, help="folder of HEAD_COLOUR.jpg with masks")
    command.add_argument("looks", nargs="*", help="ids of looks; all when left out")
    command.add_argument("--out", type=Path, help=f"file; {_SHEET} when left out")
    command.set_defaults(run=_sheet)

    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except HairSdkError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _author(options: argparse.Namespace) -> None:
    from hairstudio.core.looks.author import author
    from hairstudio.core.looks.designs import DESIGNS
    from hairstudio.core.looks.recipe import RECIPES, save_recipe

    designs = {design.id: design for design in DESIGNS}
    for name in _chosen(options.looks, list(designs)):
        path = (options.out or RECIPES) / f"{name}.json"
        save_recipe(path, author(designs[name]))
        print(path)


def _build(options: argparse.Namespace) -> None:
    from hairstudio.core.looks.build import build_preset
    from hairstudio.core.looks.recipe import builtin_recipes

    folder = options.out or resources.presets_dir()
    recipes = {recipe.id: recipe for recipe in builtin_recipes(load_registry())}
    for name in _chosen(options.looks, list(recipes)):
        build_preset(recipes[name]).save(folder / name)
        print(folder / name)


def _measure(options: argparse.Namespace) -> None:
    from hairstudio.core.looks.report import report
    from hairstudio.core.looks.series import load_series

    series = load_series(options.series)
    for line in report(_presets(options.looks), series):
        print(line, flush=True)


def _sheet(options: argparse.Namespace) -> None:
    from hairstudio.core.looks.designs import DESIGNS
    from hairstudio.core.looks.series import load_series
    from hairstudio.core.looks.sheet import contact_sheet

    order = [design.id for design in DESIGNS]
    presets = sorted(_presets(options.looks), key=lambda preset: order.index(preset.id))
    image = contact_sheet(presets, load_series(options.series))
    path = options.out or Path(_SHEET)
    write_photo(path, Photo(image), quality=86)
    print(path)


def _presets(names: list[str]) -> list[Preset]:
    return [Preset.builtin(name) for name in _chosen(names, list_presets())]


def _chosen(names: list[str], known: list[str]) -> list[str]:
    for name in names:
        if name not in known:
            raise ParameterError("look", "one of " + ", ".join(known), name)
    return names or known


if __name__ == "__main__":
    sys.exit(main())
