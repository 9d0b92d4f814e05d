"""Making bundles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from hairsdk.bundle.files import MANIFEST, write_files
from hairsdk.bundle.layouts import LAYOUTS
from hairsdk.bundle.manifest import SCHEMA_FILE, SCHEMA_VERSION, format_manifest
from hairsdk.bundle.model import CARD, BundledModel, bundled_model
from hairsdk.bundle.notice import notices
from hairsdk.bundle.readme import readme
from hairsdk.bundle.rendering import render_record
from hairsdk.bundle.shaders import MODULES, shaders_in
from hairsdk.bundle.streamkit import stream_files, stream_record
from hairsdk.bundle.targets import TARGETS, Target
from hairsdk.bundle.testkit import FRAME, MASK, TOLERANCE, Kit, encode_rgb, load_kit
from hairsdk.checks import checked_path
from hairsdk.cube import parse_cube
from hairsdk.errors import BundleError, ParameterError
from hairsdk.files import is_device_name
from hairsdk.intensity import METRIC
from hairsdk.preset import Preset, load_preset
from hairsdk.preset_files import preset_contents

__all__ = ["bundle_contents", "export_bundle"]

Files = dict[str, bytes]


def export_bundle(
    presets: Sequence[str | Path | Preset] | str | Path | Preset,
    path: str | Path,
    target: str = "generic",
    model: str | Path | None = "",
) -> Path:
    """Write a bundle.

    The same looks, network and version of hairsdk give the same bytes.

    Parameters
    ----------
    presets : sequence of str, Path or Preset
        Built-in names, paths, or presets; at least one. A single one needs no list.
    path : str or Path
        A zip if it ends in `.zip`, else a folder, which appears when it is complete. A bundle
        that is there already is replaced.
    target : {"generic", "android", "ios", "web", "unity"}
    model : str, Path or None
        "512", "256", or a path to a .tflite file as `Recolorer` takes it. Empty takes the target's
        own choice, None leaves the network out.

    Returns
    -------
    Path
        What was written.

    Raises
    ------
    ParameterError
        There is no such target, or no preset, or `path` is no path.
    BundleError
        Two looks share an id, or one has an id that Windows gives no file.
    FileWriteError
        The bundle cannot be written, or what stands there is more than a bundle.
    FileReadError, PresetError, CubeError, ModelError
        A look or the network cannot be read.

    Examples
    --------
    >>> export_bundle(["copper", "platinum"], "looks.zip", "android")  # doctest: +SKIP
    PosixPath('looks.zip')
    """
    path = checked_path(path)
    if isinstance(presets, str) or not isinstance(presets, Iterable):
        presets = [presets]
    write_files(path, bundle_contents([load_preset(p) for p in presets], target, model))
    return path


def bundle_contents(
    presets: Sequence[Preset], target: str = "generic", model: str | Path | None = ""
) -> Files:
    """The files of a bundle, by name; see `export_bundle`."""
    if not isinstance(target, str) or target not in TARGETS:
        raise ParameterError(f"target {target!r}: choose one of {', '.join(TARGETS)}")
    if not presets:
        raise ParameterError("a bundle needs at least one look")
    ids = [preset.id for preset in presets]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise BundleError(f"two looks share the id {', '.join(twice)}; rename one")
    for name in filter(is_device_name, ids):
        raise BundleError(
            f"the look's id {name} is a device on Windows, where no file can be called so; give it "
            "another"
        )
    chosen = TARGETS[target]
    kit = load_kit()
    files: Files = {}
    looks = [_look(preset, chosen, kit, files) for preset in presets]
    network = None
    if model is not None:
        network = bundled_model(model or chosen.model, chosen.float32_model)
        files[network.file] = network.data
        if network.card is not None:
            files[CARD] = network.card
    files.update(kit.files())
    if network is not None:
        files.update(stream_files())
    document = _document(chosen, looks, network, files)
    files.update(chosen.extras(document, files))
    _ship_texts(document, files)
    document["files"] = {
        name: {"bytes": len(files[name]), "sha256": hashlib.sha256(files[name]).hexdigest()}
        for name in sorted(files)
    }
    ordered = {MANIFEST: format_manifest(document)}
    ordered.update((name, files[name]) for name in sorted(files))
    return ordered


def _look(preset: Preset, target: Target, kit: Kit, files: Files) -> dict[str, Any]:
    folder = f"looks/{preset.id}"
    # The recipe is the artist's own, and of no use to an app.
    contents = preset_contents(replace(preset, recipe=None))
    files.update({f"{folder}/{name}": data for name, data in contents.items()})
    # Textures and the test are made from the cubes as they are written, so that both can be
    # checked against them.
    cubes = {side: parse_cube(contents[f"{side}.cube"]) for side in ("light", "dark")}
    written = replace(preset, light=cubes["light"], dark=cubes["dark"])
    textures = []
    for name in target.layouts:
        layout = LAYOUTS[name]
        for side in ("dark", "light"):
            file = f"{folder}/{side}{layout.suffix}"
            files[file] = layout.encode(cubes[side])
            textures.append({"file": file, "side": side, **layout.describe(preset.light.size)})
    expected = f"test/expected/{preset.id}.png"
    files[expected] = encode_rgb(kit.expected(written))
    return {
        "id": preset.id,
        "name": preset.name,
        "author": preset.author,
        "licence": preset.licence,
        "lut_size": preset.light.size,
        "intensity": {
            "metric": METRIC,
            "light": preset.intensity_light,
            "dark": preset.intensity_dark,
        },
        "preset": f"{folder}/preset.json",
        "cubes": {side: f"{folder}/{side}.cube" for side in ("light", "dark")},
        "thumbnail": f"{folder}/thumbnail.png" if preset.thumbnail else None,
        "textures": textures,
        "test": kit.record(written, expected),
    }


def _document(
    target: Target, looks: list[dict[str, Any]], network: BundledModel | None, files: Files
) -> dict[str, Any]:
    shaders = []
    for language in target.shaders:
        for shader in shaders_in(language):
            name = f"shaders/{shader.name}"
            files[name] = shader.text.encode("utf-8")
            shaders.append(
                {
                    "file": name,
                    "language": language,
                    "module": shader.module.name,
                    "entries": list(shader.passes),
                }
            )
    return {
        "schema_version": SCHEMA_VERSION,
        "generator": f"hairsdk {version('hairsdk')}",
        "target": target.name,
        "manifest_sha256": "",
        "render": render_record(),
        "looks": looks,
        "shaders": shaders,
        "passes": [
            {
                "module": module.name,
                "entry": p.name,
                "reads": list(p.reads),
                "writes": p.writes,
                "settings": p.settings,
            }
            for module in MODULES
            for p in module.passes
        ],
        "modules": {
            module.name: {
                "settings": [{"name": name, "type": kind} for name, kind in module.settings],
                "textures": list(module.textures),
            }
            for module in MODULES
        },
        "model": None if network is None else network.record,
        "test": {
            "frame": FRAME,
            "mask": MASK,
            "tolerance": dict(TOLERANCE),
            "stream": None if network is None else stream_record(),
        },
        "files": {},
    }


def _ship_texts(document: dict[str, Any], files: Files) -> None:
    files["manifest.schema.json"] = SCHEMA_FILE.read_bytes()
    files.update(notices(document, CARD in files))
    files["README.md"] = readme(document, files).encode("utf-8")
