"""``hairstudio``: the window, or ``hairstudio bake`` without one."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from hairsdk.libraries import lacking_library


def main(arguments: Sequence[str] | None = None) -> int:
    """Run Hair Studio and return the exit status."""
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except ImportError as error:
        if not (words := lacking_library(error)):
            raise
        print(f"hairstudio: error: {words}", file=sys.stderr)
        return 1


def _run(given: list[str]) -> int:
    if given[:1] == ["bake"]:
        from hairstudio.app.bake import bake_command

        return bake_command(given[1:])
    from hairstudio.app.arguments import parse

    options = parse(given)
    from hairstudio.app.start import run

    return run(options)


if __name__ == "__main__":
    sys.exit(main())
