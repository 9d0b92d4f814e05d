"""From arguments to an exit code: the grammar, and what becomes of errors."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.metadata import version
from types import FrameType
from typing import NoReturn

from hairsdk.cli import COMMANDS, ENDS, INTERRUPTED, PIPE_CLOSED, USAGE, leave_quietly
from hairsdk.cli.command import Command, Parser
from hairsdk.cli.messages import print_error
from hairsdk.errors import HairSdkError
from hairsdk.libraries import lacking_library

__all__ = ["build_parser", "run_program"]

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


def run_program(argv: Sequence[str] | None) -> int:
    """Do what the arguments say; see `hairsdk.cli.main`."""
    if argv is None:
        _fill_descriptors()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A file name, or a ³, that the terminal cannot show must not stop the work.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        given = list(sys.argv[1:] if argv is None else argv)
        # Only the wanted one is imported: presets need no video decoder.
        parser = build_parser(given[:1] if given[:1] and given[0] in COMMANDS else COMMANDS)
        _require_command_first(parser, given)
        args = parser.parse_args(given)
        if "run" not in args:
            parser.print_help(sys.stderr)
            return USAGE
        with _raising_on_interrupt(ENDS if argv is None else ENDS[:1]):
            code: int = args.run(args)
            if sys.stdout is not None:
                # A full disk must show in the exit code. Closed by the caller, it is None.
                sys.stdout.flush()
    except KeyboardInterrupt as interrupt:
        if argv is None:
            # Before this error goes, and with it what it holds: a network half opened, for one.
            leave_quietly()
        if isinstance(interrupt, _EndedError):
            # As it would have without us: whoever sent the signal may ask for that.
            os.kill(os.getpid(), interrupt.number)
        return INTERRUPTED
    except (HairSdkError, OSError) as error:
        if _tells_that_the_reader_went_away(error):
            _give_up_stdout()
            return PIPE_CLOSED
        print_error(_words(error))
        _give_up_stdout()
        return 1
    except MemoryError:
        print_error("not enough memory for a picture of this size")
        return 1
    except ImportError as error:
        if not (words := lacking_library(error)):
            raise
        print_error(words)
        return 1
    except RuntimeError as error:
        # So says Python alone, in no error of its own.
        if "start new thread" not in str(error):
            raise
        print_error(f"{error}: the system, or the container, allows too few")
        return 1
    return code


def _fill_descriptors() -> None:
    """Have something at 0, 1 and 2: a film that is opened there would get what libraries print."""
    # Each takes the lowest that is free.
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(descriptor, True)
    os.close(descriptor)


def _require_command_first(parser: Parser, given: Sequence[str]) -> None:
    """Refuse an option in front: its value would pass for the command."""
    first = given[0] if given else ""
    if first[:1] == "-" and first.strip("-") and first not in ("-h", "--help", "--version"):
        command = next((word for word in given if word in COMMANDS), "COMMAND")
        parser.error(f"options follow the command: hairsdk {command} {first}")


def _tells_that_the_reader_went_away(error: HairSdkError | OSError) -> bool:
    # Windows calls a pipe that its reader has closed an invalid argument.
    return isinstance(error, BrokenPipeError) or (
        sys.platform == "win32" and type(error) is OSError and error.errno == errno.EINVAL
    )


def _words(error: HairSdkError | OSError) -> object:
    """What went wrong, without the number that Python puts before the system's own words."""
    if isinstance(error, HairSdkError) or not error.strerror:
        return error
    return f"{error.filename}: {error.strerror}" if error.filename else error.strerror


def _give_up_stdout() -> None:
    """Drop what cannot be written: at exit Python would try again, with an exit code of its own."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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


class _EndedError(KeyboardInterrupt):
    """Raised by a signal that is to end the process."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt if number == signal.SIGINT else _EndedError(number)


@contextlib.contextmanager
def _raising_on_interrupt(signals: Sequence[int]) -> Iterator[None]:
    """Let signals that would end the process raise KeyboardInterrupt: half files are put away.

    `main` has given Ctrl-C that plain meaning.
    """
    is_main = threading.current_thread() is threading.main_thread()
    plain = [s for s in signals if is_main and signal.getsignal(s) is signal.SIG_DFL]
    for number in plain:
        signal.signal(number, _interrupt)
    try:
        yield
    except Exception as error:
        # A module in C that is interrupted amid its import "failed", because of the interrupt.
        if plain and isinstance(error.__cause__, KeyboardInterrupt):
            raise error.__cause__ from None
        raise
    finally:
        for number in plain:
            signal.signal(number, signal.SIG_DFL)
