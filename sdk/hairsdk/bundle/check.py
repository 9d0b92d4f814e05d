"""Whether a bundle is whole: every fault found is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from hairsdk.backends import open_backend
from hairsdk.bundle.bundle import Bundle
from hairsdk.bundle.files import LITTER, MANIFEST
from hairsdk.bundle.layouts import LAYOUTS
from hairsdk.bundle.rendering import render_record
from hairsdk.bundle.testkit import Kit, read_rgb
from hairsdk.errors import HairSdkError
from hairsdk.preset import Preset

__all__ = ["check_bundle"]


def check_bundle(path: str | Path) -> list[str]:
    """Check a bundle through and through.

    Every file against its checksum; every texture against the `.cube` file that it was made from;
    the test kit's pictures against what this hairsdk makes; the network against its contract.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    list of str
        The faults, each with the file it is in; empty if there are none.

    Raises
    ------
    FileReadError, BundleError
        It cannot be read as a bundle at all.
    ParameterError
        `path` is no path.
    """
    with Bundle(path) as bundle:
        faults = [*_files(bundle), *_unlisted(bundle)]
        if not faults:
            faults += _render(bundle)
            faults += _looks(bundle)
            faults += _model(bundle)
        return faults


def _files(bundle: Bundle) -> Iterator[str]:
    return filter(None, (_fault(bundle, name) for name in bundle.manifest["files"]))


def _fault(bundle: Bundle, name: str) -> str:
    try:
        bundle.read(name)
    except HairSdkError as error:
        return str(error)
    return ""


def _unlisted(bundle: Bundle) -> Iterator[str]:
    known = {MANIFEST, *bundle.manifest["files"]}
    for name in bundle.names():
        if name not in known and PurePosixPath(name).name not in LITTER:
            yield f"{bundle.path}: {name} is not listed in {MANIFEST}"
    for name in _named(bundle.manifest):
        if name not in bundle.manifest["files"]:
            yield f"{bundle.path}: {MANIFEST} names {name}, which the bundle lacks"


def _named(document: dict[str, Any]) -> Iterator[str]:
    for look in document["looks"]:
        yield from (look["preset"], *look["cubes"].values(), look["test"]["expected"])
        yield from (texture["file"] for texture in look["textures"])
        if look["thumbnail"]:
            yield look["thumbnail"]
    yield from (shader["file"] for shader in document["shaders"])
    yield from (document["test"]["frame"], document["test"]["mask"])
    yield from (frame["file"] for frame in (document["test"].get("stream") or {}).get("frames", ()))
    if document["model"] is not None:
        yield document["model"]["file"]


def _render(bundle: Bundle) -> Iterator[str]:
    if bundle.manifest["render"] != render_record():
        yield (
            f"{bundle.path}: its render step is not the one of this hairsdk "
            f"(it was made by {bundle.manifest['generator']}); export it anew"
        )


def _looks(bundle: Bundle) -> Iterator[str]:
    kit = _kit(bundle)
    for entry in bundle.manifest["looks"]:
        yield from _look_faults(bundle, entry, kit)


def _look_faults(bundle: Bundle, entry: dict[str, Any], kit: Kit) -> list[str]:
    try:
        return list(_look(bundle, entry, bundle.preset(entry["id"]), kit))
    except HairSdkError as error:
        return [str(error)]


def _kit(bundle: Bundle) -> Kit:
    names = (bundle.manifest["test"][each] for each in ("frame", "mask"))
    return Kit.of(*(read_rgb(bundle, name) for name in names))


def _look(bundle: Bundle, entry: dict[str, Any], preset: Preset, kit: Kit) -> Iterator[str]:
    where = f"{bundle.path}: look {entry['id']}"
    told = (entry["lut_size"], entry["intensity"]["dark"], entry["intensity"]["light"])
    found = (preset.light.size, preset.intensity_dark, preset.intensity_light)
    if told != found:
        yield f"{where}: {MANIFEST} gives size and intensities {told}, the preset {found}"
    for texture in entry["textures"]:
        layout = LAYOUTS[texture["layout"]]
        lut = preset.light if texture["side"] == "light" else preset.dark
        name = texture["file"]
        described = {"file": name, "side": texture["side"], **layout.describe(lut.size)}
        if texture != described:
            yield f"{where}: {MANIFEST} describes {name} wrongly"
        elif layout.decode(bundle.read(name), texture["size"]) != layout.rounded(lut):
            yield f"{where}: {name} does not hold the colours of {entry['cubes'][texture['side']]}"
    name = entry["test"]["expected"]
    picture = read_rgb(bundle, name)
    own = kit.expected(preset)
    if picture.shape != own.shape or int(np.abs(picture.astype(np.int16) - own).max()) > 1:
        yield f"{where}: {name} is not what this hairsdk makes of the test frame"
    if abs(entry["test"]["intensity"] - kit.intensity) > 1e-4:
        yield f"{where}: the test's intensity is {entry['test']['intensity']}, not {kit.intensity}"


def _model(bundle: Bundle) -> Iterator[str]:
    record = bundle.manifest["model"]
    if record is None:
        return
    try:
        backend = open_backend(bundle.read(record["file"]), record["file"], device="cpu")
    except HairSdkError as error:
        yield f"{bundle.path}: {error}"
        return
    size = backend.size
    backend.close()
    for end, channels in (("input", 4), ("output", 1)):
        shape = [1, size, size, channels]
        if record[end]["shape"] != shape:
            yield (
                f"{bundle.path}: {MANIFEST} gives the network's {end} as "
                f"{record[end]['shape']}, it is {shape}"
            )
