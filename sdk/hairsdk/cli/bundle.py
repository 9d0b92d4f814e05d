"""`hairsdk bundle`: looks for apps."""

from __future__ import annotations

import argparse
import contextlib
import json
from pathlib import Path
from typing import Any

from hairsdk.bundle import Bundle
from hairsdk.cli.command import Command, Parser, check_free, positive, run_action, whole
from hairsdk.cli.cube_remarks import colours_outside
from hairsdk.cli.messages import print_error, print_note
from hairsdk.cli.table import print_table
from hairsdk.errors import HairSdkError, ParameterError

__all__ = ["COMMAND"]

TARGETS = ("generic", "android", "ios", "web", "unity")
"""Named here too, so that the help needs no import of what makes them; a test compares."""


def _add_arguments(parser: Parser) -> None:
    actions = parser.add_subparsers(metavar="ACTION", required=True, title="actions")

    export = actions.add_parser(
        "export",
        help="write a bundle for an app",
        description="Write a bundle for an app: the looks as LUT textures, shaders, a network, a\n"
        "test kit, and a README for its developer.",
    )
    export.add_argument(
        "presets",
        nargs="+",
        metavar="PRESET",
        help="a built-in name, a preset folder, a .hairlook file, or BUNDLE#LOOK",
    )
    export.add_argument(
        "-o",
        "--output",
        required=True,
        type=Path,
        metavar="DIR|ZIP",
        help="a zip if it ends in .zip",
    )
    export.add_argument(
        "--target",
        action="append",
        choices=TARGETS,
        default=[],
        help="platform (default: generic)",
    )
    export.add_argument(
        "--model",
        metavar="MODEL",
        default="",
        help="network: 512, 256, a .tflite file, or none (default: 512; 256 for the web)",
    )
    export.add_argument(
        "--overwrite", action="store_true", help="replace a bundle that is there, and nothing else"
    )
    export.set_defaults(action=_export)

    check = actions.add_parser(
        "check",
        help="say whether bundles are whole and unchanged",
        description="Say whether bundles are whole, and name each file that was changed, is\n"
        "missing or is none of theirs. The exit code is 1 if a bundle is not whole.",
    )
    check.add_argument("paths", nargs="+", metavar="BUNDLE", type=Path)
    check.set_defaults(action=_check)

    info = actions.add_parser(
        "info",
        help="print what is in a bundle",
        description="Print a bundle's target, looks, shaders, network and size. 'bundle check'\n"
        "says whether that is what its files hold.",
    )
    info.add_argument("path", metavar="BUNDLE", type=Path)
    info.add_argument("--json", action="store_true", help="print the manifest")
    info.set_defaults(action=_info)

    verify = actions.add_parser(
        "verify",
        help="say how far a port is from what it should draw",
        description="Say how far what your port draws of the bundle's test/frame.png, with\n"
        "test/mask.png as the hair, is from what it should be, and which of the usual\n"
        "mistakes it looks like. With --stream, the same of its test/stream, for which\n"
        "a port finds the hair itself, from frame to frame.",
    )
    verify.add_argument("path", metavar="BUNDLE", type=Path)
    drawn = verify.add_mutually_exclusive_group(required=True)
    drawn.add_argument(
        "--output", type=Path, metavar="PICTURE", help="what your port drew, lossless"
    )
    drawn.add_argument(
        "--stream",
        type=Path,
        metavar="FOLDER",
        help="of PNGs, one for each entry of test.stream.frames in the manifest, numbered in its "
        "order",
    )
    verify.add_argument("--look", help="which look it is (default: the only one)")
    verify.add_argument(
        "--tolerance",
        type=positive,
        metavar="LEVELS",
        help="largest difference of a --output allowed, of 255: 1 for rgba16f textures, 3 for "
        "8-bit ones (default: 1)",
    )
    verify.set_defaults(action=_verify)

    serve = actions.add_parser(
        "serve",
        help="open a web bundle in the browser",
        description="Open the page of a web bundle in the browser, until Ctrl-C. It is for this\n"
        "machine alone, at 127.0.0.1, where browsers give pages the camera.",
    )
    serve.add_argument("path", metavar="BUNDLE", type=Path)
    serve.add_argument(
        "--port",
        type=whole(1, 65535),
        default=8000,
        help="another one if it is taken (default: 8000)",
    )
    serve.add_argument("--no-browser", action="store_true", help="only print the address")
    serve.set_defaults(action=_serve)

    conformance = actions.add_parser(
        "conformance",
        help="run one frame through every reader there is and compare",
        description="Take the test frame through every reader that is installed, and print as a\n"
        "table how far each is from double precision rounded once: the largest and\n"
        "the mean difference, in levels of 255. The exit code is 1 if one is further\n"
        "off than is allowed.",
    )
    conformance.add_argument(
        "presets", nargs="*", metavar="PRESET", help="default: the built-in looks and the identity"
    )
    conformance.add_argument("--json", action="store_true", help="print JSON")
    conformance.add_argument(
        "--require-all", action="store_true", help="a reader that is not installed is a failure"
    )
    conformance.set_defaults(action=_conformance)


def _export(args: argparse.Namespace) -> int:
    from hairsdk.bundle.export import export_bundle

    if len(args.target) > 1:
        raise ParameterError(
            f"a bundle is for one target, found {', '.join(args.target)}: export one for each"
        )
    target = args.target[0] if args.target else "generic"
    check_free(args.output, args.overwrite)
    model = None if args.model == "none" else args.model
    export_bundle(args.presets, args.output, target, model)
    with Bundle(args.output) as bundle:
        files = bundle.manifest["files"]
        size = sum(record["bytes"] for record in files.values())
        print(
            f"{args.output}: {', '.join(bundle.looks)} for {target}, {len(files) + 1} files, "
            f"{size / 1e6:.1f} MB"
        )
        for look in bundle.looks:
            preset = bundle.preset(look)
            if any(map(colours_outside, (preset.light, preset.dark))):
                print_note(
                    f"{look}: colours outside [0, 1], which all textures but rgba16f clip: with "
                    "those a port may be off by more than the levels that 'bundle verify' allows"
                )
    return 0


def _check(args: argparse.Namespace) -> int:
    from hairsdk.bundle.check import check_bundle

    failed = False
    for path in args.paths:
        try:
            faults = check_bundle(path)
        except HairSdkError as error:
            faults = [str(error)]
        for fault in faults:
            print_error(fault)
        if not faults:
            print(f"{path}: whole")
        failed = failed or bool(faults)
    return 1 if failed else 0


def _info(args: argparse.Namespace) -> int:
    with Bundle(args.path) as bundle:
        document = bundle.manifest
    if args.json:
        print(json.dumps(document, indent=2))
        return 0
    print_table(_rows(document))
    return 0


def _rows(document: dict[str, Any]) -> list[tuple[str, str]]:
    rows = [("target", document["target"]), ("made by", document["generator"])]
    for look in document["looks"]:
        intensity = look["intensity"]
        layouts = dict.fromkeys(texture["layout"] for texture in look["textures"])
        rows.append(
            (
                "look",
                f"{look['id']}: {look['name']}, {look['lut_size']}³, hair intensity "
                f"{intensity['dark']:.2f} to {intensity['light']:.2f}, {', '.join(layouts)}",
            )
        )
    languages = dict.fromkeys(shader["language"] for shader in document["shaders"])
    rows.append(("shaders", ", ".join(languages)))
    model = document["model"]
    if model is None:
        rows.append(("network", "none"))
    else:
        size = model["input"]["shape"][1]
        rows.append(("network", f"{model['file']}, {size} × {size}, {model['weights']}"))
        rows.append(("its licence", model["licence"]))
        rows.append(("its data", model["data"]))
    files = document["files"].values()
    rows.append(("files", f"{len(files) + 1}, {sum(f['bytes'] for f in files) / 1e6:.1f} MB"))
    return rows


def _verify(args: argparse.Namespace) -> int:
    from hairsdk.bundle.verify import verify_output

    if args.stream is not None:
        if args.tolerance is not None:
            raise ParameterError(
                "--tolerance is for --output; a stream has its own, in the manifest"
            )
        return _verify_stream(args)
    verdict = verify_output(args.path, args.output, args.look, args.tolerance or 1)
    column, row = verdict.where
    print(
        f"{args.output}: {'right' if verdict.passed else 'wrong'}: largest difference "
        f"{verdict.largest} of 255 (allowed {verdict.tolerance}) at column {column}, row {row}; "
        f"mean {verdict.mean:.3f}; {verdict.share:.1%} of the pixels beyond the tolerance"
    )
    if verdict.likely:
        print(f"likely: {verdict.likely}")
    return 0 if verdict.passed else 1


def _verify_stream(args: argparse.Namespace) -> int:
    from hairsdk.bundle.verify import verify_stream

    verdict = verify_stream(args.path, args.stream, args.look)
    frames, wrong = verdict.frames, verdict.wrong
    largest = max(frame.largest for frame in frames)
    if not wrong:
        print(f"{args.stream}: right: {len(frames)} frames, largest difference {largest} of 255")
        return 0
    print(f"{args.stream}: wrong: {len(wrong)} of {len(frames)} frames")
    table = [("frame", "largest", "where", "beyond tolerance", "it tries")]
    for number in wrong:
        frame = frames[number]
        where = "{}, {}".format(*frame.where)
        share = f"{frame.share:.2%}"
        table.append((str(number), str(frame.largest), where, share, verdict.tries[number]))
    print_table(table)
    return 1


def _serve(args: argparse.Namespace) -> int:
    from hairsdk.bundle.serve import serve

    # The only way to end it, and so none that fails.
    with contextlib.suppress(KeyboardInterrupt):
        serve(args.path, args.port, browser=not args.no_browser)
    return 0


def _conformance(args: argparse.Namespace) -> int:
    from hairsdk.bundle.conformance.table import conformance, markdown

    report = conformance(args.presets)
    if args.json:
        print(json.dumps(report.record(), indent=2))
    else:
        print(markdown(report))
    say_missing = print_error if args.require_all else print_note
    for missing, reason in report.missing.items():
        say_missing(f"{missing} was not run: {reason}")
    for row in report.rows:
        if not row.passed:
            print_error(
                f"{row.look}: {row.reader.name} ({row.reader.textures}) is off by {row.largest}, "
                f"{row.reader.limit} allowed"
            )
    failed = not report.passed or (args.require_all and bool(report.missing))
    return 1 if failed else 0


COMMAND = Command(
    name="bundle",
    summary="looks for apps on Android, iOS, the web and Unity",
    description=(
        "Write, check and try bundles: looks as LUT textures, shaders for the whole render step,\n"
        "a network and a test kit, for the developer of an app."
    ),
    examples="""\
examples:
  hairsdk bundle export copper platinum -o looks.zip --target android
  hairsdk bundle export my-look.hairlook -o web/ --target web && hairsdk bundle serve web/
  hairsdk bundle check looks.zip
  hairsdk bundle verify looks.zip --look copper --output drawn.png
  hairsdk bundle verify looks.zip --look copper --stream drawn/
  hairsdk recolor portrait.jpg copper.jpg --preset looks.zip#copper

'hairsdk bundle ACTION --help' lists the options of each.
""",
    add_arguments=_add_arguments,
    run=run_action,
)
