"""The command `hairsdk`. Each subcommand is a module beside this one, named in `COMMANDS`."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

from hairsdk.cli.command import Command, Parser
from hairsdk.cli.messages import print_error
from hairsdk.errors import HairSdkError

__all__ = ["COMMANDS", "build_parser", "main"]

COMMANDS = (
    "recolor",
    "segment",
    "video",
    "camera",
    "folder",
    "pipe",
    "presets",
    "lut",
    "bundle",
    "sample",
    "bench",
    "doctor",
)
"""Names of the subcommands: each is a module beside this one with a `COMMAND`."""

USAGE = 2
"""Exit code of wrong usage, as argparse has it."""

INTERRUPTED = 130
"""Exit code of a program that Ctrl-C ended: 128 + SIGINT."""

PIPE_CLOSED = 141
"""Exit code of a program whose reader went away: 128 + SIGPIPE."""

_EXAMPLES = """\
examples:
  hairsdk sample portrait.jpg                                 a photo to try things on
  hairsdk recolor portrait.jpg copper.jpg --preset copper     one photo
  hairsdk recolor shoot/ copper/ --preset copper              every photo of a folder
  hairsdk segment portrait.jpg mask.png                       where the hair is
  hairsdk presets                                             the looks there are
  hairsdk doctor                                              what works on this machine

'hairsdk COMMAND --help' explains each with examples.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments without the program's name; `sys.argv` by default.

    Returns
    -------
    int
        Exit code: 0 all done, 1 something failed, 2 wrong usage, 130 interrupted.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A file name, or a ³, that the terminal cannot show must not stop the work.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        given = list(sys.argv[1:] if argv is None else argv)
        # Only the wanted one is imported: presets need no video decoder.
        parser = build_parser(given[:1] if given[:1] and given[0] in COMMANDS else COMMANDS)
        args = parser.parse_args(given)
        if "run" not in args:
            parser.print_help(sys.stderr)
            return USAGE
        code: int = args.run(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Python flushes stdout once more at exit, which would fail again with a message.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except (HairSdkError, OSError) as error:
        print_error(error)
        return 1
    except MemoryError:
        print_error("not enough memory for a picture of this size")
        return 1
    return code


def build_parser(names: Sequence[str] = COMMANDS) -> Parser:
    """The grammar, with a subparser for each of the subcommands named."""
    parser = Parser(
        prog="hairsdk",
        description="Recolour hair in photos: find it, measure how light it is, give it a look.",
        epilog=_EXAMPLES,
    )
    parser.add_argument("--version", action="version", version=f"hairsdk {version('hairsdk')}")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")
    for name in names:
        command: Command = import_module(f"hairsdk.cli.{name}").COMMAND
        sub = commands.add_parser(
            command.name,
            aliases=command.aliases,
            help=command.summary,
            description=command.description,
            epilog=command.examples,
        )
        command.add_arguments(sub)
        sub.set_defaults(run=command.run)
    return parser
