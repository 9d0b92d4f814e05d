"""The subcommands of ``python -m hairnet``: one file each, registered here."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from importlib import import_module

from hairsdk.libraries import lacking_library

COMMANDS = {
    "train": "train a network on photos with masks",
    "evaluate": "measure a network on photos with masks",
    "sequences": "measure a network on video: steadiness, cuts, flicker",
    "slices": "IoU by hair type, brightness, size and pose, with intervals",
    "label": "label photos without masks, for noisy-student training",
    "ablate": "train variants of the network under one short, equal budget",
    "mix": "the mean of several trainings' weights",
    "prune": "take refining channels away from a trained network",
    "sheet": "contact sheet of photos with their masks",
    "export": "write trained weights as .tflite and prove that it computes the same",
}


class _WithDefaults(argparse.HelpFormatter):
    """Tells each default that is a number."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        if isinstance(action.default, bool) or not isinstance(action.default, int | float):
            return action.help
        return f"{action.help or ''} (default: %(default)s)".lstrip()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; user errors become one line and exit code 2."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A training must not end at an arrow that the terminal, or its log, cannot show.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except ModuleNotFoundError as error:
        return _fail(f"{error}: pip install 'hairsdk[train]'")
    except ImportError as error:
        if not (words := lacking_library(error)):
            raise
        return _fail(words)
    except (ValueError, OSError, RuntimeError) as error:
        return _fail(error)
    except MemoryError as error:
        return _fail(f"not enough memory: {error}")
    except KeyboardInterrupt:
        return 130


def _fail(reason: object) -> int:
    print(f"hairnet: error: {reason}", file=sys.stderr)
    return 2


def _run(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m hairnet", description="Train, measure and export networks that find hair."
    )
    subparsers = parser.add_subparsers(dest="command", required=True)
    for name, summary in COMMANDS.items():
        sub = subparsers.add_parser(
            name, help=summary, description=summary, formatter_class=_WithDefaults
        )
        # Only the wanted command's module is imported: evaluation needs no converter.
        if name in arguments[:1]:
            import_module(f"hairnet.commands.{name}").configure(sub)
    options = parser.parse_args(arguments)
    return int(import_module(f"hairnet.commands.{options.command}").run(options))
