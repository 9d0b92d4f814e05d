"""The options of every subcommand that gives a look to frames."""

from __future__ import annotations

import argparse

from hairsdk.backends.choose import stream_threads
from hairsdk.cli.command import Parser, fraction
from hairsdk.cli.network_options import add_network_arguments
from hairsdk.preset import list_presets
from hairsdk.recolorer import Recolorer

__all__ = ["add_look_arguments", "opened_recolorer"]


class _MaskOnly(argparse.Action):
    """A flag with which another option, its `const`, may be left out."""

    def __call__(self, parser: object, namespace: argparse.Namespace, *_: object) -> None:
        setattr(namespace, self.dest, True)
        self.const.required = False


def add_look_arguments(parser: Parser, mask_only: str = "") -> None:
    """Declare --preset, --strength and the network's options.

    Parameters
    ----------
    parser : Parser
    mask_only : str
        Help of --mask-only, with which --preset may be left out; without it there is none.
    """
    preset = parser.add_argument(
        "-p",
        "--preset",
        required=True,
        metavar="NAME|PATH",
        help="a built-in look ('hairsdk presets' lists them), a preset folder, a .hairlook file, "
        "or BUNDLE#LOOK",
    )
    if mask_only:
        parser.add_argument(
            "--mask-only",
            action=_MaskOnly,
            nargs=0,
            const=preset,
            default=False,
            help=f"{mask_only}; --preset may be left out",
        )
    parser.add_argument(
        "-s",
        "--strength",
        type=fraction,
        default=1.0,
        metavar="0..1",
        help="how much of the look: 0 leaves the picture as it is (default: 1)",
    )
    add_network_arguments(parser)


def opened_recolorer(args: argparse.Namespace, *, stream: bool = False) -> Recolorer:
    """The recolorer that these options describe, for a stream or for photos.

    It always has a look: the first one where none is named, for masks, too, which wear none.
    """
    return Recolorer(
        list_presets()[0] if args.preset is None else args.preset,
        model=args.model,
        device=args.device,
        threads=args.threads or (stream_threads() if stream else None),
        backend=args.backend,
        strength=args.strength,
        precision=args.precision,
    )
