"""Commands of the built-in looks: ``python -m hairstudio.core.looks``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hairsdk import resources
from hairsdk.errors import HairSdkError
from hairstudio.core.looks.author import author
from hairstudio.core.looks.build import build_preset
from hairstudio.core.looks.designs import DESIGNS
from hairstudio.core.looks.recipe import RECIPES, builtin_recipes, save_recipe
from hairstudio.core.registry import load_registry


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m hairstudio.core.looks", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("author", help="solve the designs into recipes")
    command.add_argument("looks", nargs="*", help="ids; all when left out")
    command.add_argument("--out", type=Path, default=RECIPES, help="folder for the recipes")
    command.set_defaults(run=_author)

    command = commands.add_parser("build", help="bake the recipes into presets")
    command.add_argument("--out", type=Path, help="folder; the built-in one when left out")
    command.set_defaults(run=_build)

    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except HairSdkError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _author(options: argparse.Namespace) -> None:
    for design in DESIGNS:
        if not options.looks or design.id in options.looks:
            save_recipe(options.out / f"{design.id}.json", author(design))
            print(f"{design.id}.json")


def _build(options: argparse.Namespace) -> None:
    folder = options.out or resources.presets_dir()
    for recipe in builtin_recipes(load_registry()):
        build_preset(recipe).save(folder / recipe.id)
        print(folder / recipe.id)


if __name__ == "__main__":
    sys.exit(main())
