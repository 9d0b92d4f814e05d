"""The subcommands of ``python -m hairnet``: one file each, registered here."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "train": "train a network on photos with masks",
    "evaluate": "measure a network on photos with masks",
    "sequences": "measure a network on video: steadiness, cuts, flicker",
    "slices": "IoU by hair type, brightness, size and pose, with intervals",
    "label": "label photos without masks, for noisy-student training",
    "ablate": "train variants of the network under one short, equal budget",
    "sheet": "contact sheet of photos with their masks",
    "export": "write trained weights as .tflite and prove that it computes the same",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; user errors become one line and exit code 2."""
    parser = argparse.ArgumentParser(prog="python -m hairnet", description=__doc__.split(":")[0])
    subparsers = parser.add_subparsers(dest="command", required=True)
    given = list(sys.argv[1:] if arguments is None else arguments)
    for name, summary in COMMANDS.items():
        sub = subparsers.add_parser(name, help=summary, description=summary)
        # Only the wanted command's module is imported: evaluation needs no converter.
        if name in given[:1]:
            import_module(f"hairnet.commands.{name.replace('-', '_')}").configure(sub)
    options = parser.parse_args(given)
    module = import_module(f"hairnet.commands.{options.command.replace('-', '_')}")
    try:
        return int(module.run(options) or 0)
    except (ValueError, OSError, RuntimeError) as error:
        print(f"hairnet: error: {error}", file=sys.stderr)  # noqa: T201
        return 2
    except KeyboardInterrupt:
        return 130
