"""Presets on disk: a folder, or the same files in a zip called `.hairlook`."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from hairsdk.checks import as_number
from hairsdk.cube import MAX_CUBE_BYTES, format_cube, parse_cube
from hairsdk.errors import FileReadError, PresetError, PresetVersionError
from hairsdk.files import found_at, make_folder, read_bytes, remove, write_bytes, write_together
from hairsdk.intensity import METRIC
from hairsdk.lut import Lut3D
from hairsdk.preset import Preset
from hairsdk.safe_zip import SafeZip
from hairsdk.strict_json import parse_json, schema_faults

__all__ = [
    "SCHEMA_VERSION",
    "ZIP_SUFFIXES",
    "Label",
    "PresetFiles",
    "label_of",
    "labelled",
    "pack_zip",
    "parse_preset",
    "preset_contents",
    "preset_document",
    "read_preset",
    "write_preset",
]

SCHEMA_VERSION = 1
MAX_JSON_BYTES = 8 * 2**20
MAX_THUMBNAIL_BYTES = 8 * 2**20
ZIP_SUFFIXES = (".hairlook", ".zip")

_SCHEMA = Path(__file__).with_name("schema") / "preset-1.schema.json"
_OWN_COMMENTS = ("hairlook:", "side:", "intensity:")


class PresetFiles(Protocol):
    """Where the files of a preset are, by name."""

    def has(self, name: str) -> bool:
        """Whether there is a file of that name."""

    def read(self, name: str, limit: int) -> bytes:
        """Contents of a file, at most `limit` bytes."""


class _Folder:
    """The files of a preset folder, by name."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def has(self, name: str) -> bool:
        return found_at(self.path / name) == "file"

    def read(self, name: str, limit: int) -> bytes:
        return read_bytes(self.path / name, limit)


def read_preset(path: Path) -> Preset:
    """Read and check a preset; see `Preset.load`."""
    from hairsdk.bundle import is_bundle, preset_in_bundle

    container, mark, look = str(path).rpartition("#")
    found = found_at(path)
    if mark and found is None:
        return preset_in_bundle(Path(container), look)
    if is_bundle(path):
        return preset_in_bundle(path)
    if found == "folder":
        return parse_preset(_Folder(path), path)
    if found is None:
        raise FileReadError(f"cannot read preset {path}: no such file or folder", path)
    if path.suffix.lower() in (".cube", ".json"):
        raise PresetError(
            f"{path} is at most a part of a preset: name the folder that holds preset.json and "
            "both LUTs; of two LUTs 'hairsdk presets make' makes one"
        )
    with SafeZip(path) as archive:
        return parse_preset(archive, path)


def parse_preset(files: PresetFiles, path: Path) -> Preset:
    """Read and check a preset wherever its files are; `path` is for messages."""
    if not files.has("preset.json"):
        raise PresetError(f"{path} is not a preset: there is no preset.json in it")
    document = _document(files.read("preset.json", MAX_JSON_BYTES), path)
    luts = {side: _read_lut(files, document["lut"], side, path) for side in ("light", "dark")}
    thumbnail = None
    if files.has("thumbnail.png"):
        thumbnail = files.read("thumbnail.png", MAX_THUMBNAIL_BYTES)
    return Preset(
        id=document["id"],
        name=document["name"],
        author=document["author"],
        licence=document["licence"],
        created=document["created"],
        light=luts["light"],
        dark=luts["dark"],
        intensity_light=float(document["intensity"]["light"]),
        intensity_dark=float(document["intensity"]["dark"]),
        recipe=document.get("recipe"),
        thumbnail=thumbnail,
        notes=document.get("notes", ""),
    )


def preset_document(folder: Path) -> dict[str, Any]:
    """Read and check the `preset.json` of a preset folder, without its LUTs: for lists."""
    return _document(read_bytes(folder / "preset.json", MAX_JSON_BYTES), folder)


def _read_lut(files: PresetFiles, entry: dict[str, Any], side: str, path: Path) -> Lut3D:
    name = entry[side]
    if not files.has(name):
        raise PresetError(f"{path}: preset.json names {name} as lut.{side}, but it is missing")
    data = files.read(name, MAX_CUBE_BYTES)
    found = hashlib.sha256(data).hexdigest()
    if found != entry["sha256"][side]:
        raise PresetError(
            f"{path}: {name} was changed after the preset was made: lut.sha256.{side} is "
            f"{entry['sha256'][side]}, the file has {found}"
        )
    lut = parse_cube(data, f"{path}/{name}")
    if lut.size != entry["size"]:
        raise PresetError(f"{path}: lut.size is {entry['size']}, but {name} has size {lut.size}")
    return lut


def _document(data: bytes, path: Path) -> dict[str, Any]:
    where = f"{path}/preset.json"
    try:
        document = parse_json(data)
    except ValueError as error:
        raise PresetError(f"{where} is not valid JSON: {error}") from error
    if not isinstance(document, dict):
        raise PresetError(f"{where} must hold an object, found {type(document).__name__}")
    version = document.get("schema_version")
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise PresetVersionError(
            f"{path} was made by a newer version (preset format {version}; this hairsdk reads up "
            f"to {SCHEMA_VERSION}). Update hairsdk: pip install --upgrade hairsdk"
        )
    faults = _faults(document)
    if faults:
        raise PresetError(f"{where} is not a valid preset:\n  " + "\n  ".join(faults))
    return document


def _faults(document: dict[str, Any]) -> list[str]:
    faults = schema_faults(document, _SCHEMA)
    if not faults:
        # No pattern knows how many days a month has.
        try:
            datetime.date.fromisoformat(document["created"][:10])
        except ValueError as error:
            faults.append(f"created: {document['created']!r} is no date: {error}")
    return faults


def write_preset(path: Path, preset: Preset) -> None:
    """Write a preset; see `Preset.save`."""
    files = preset_contents(preset)
    if path.suffix.lower() in ZIP_SUFFIXES:
        write_bytes(path, pack_zip(files))
        return
    is_new = found_at(path, to="write") is None
    make_folder(path)
    # In a folder that holds no preset yet it is somebody's own picture.
    stale = "thumbnail.png" not in files and found_at(path / "preset.json", to="write") is not None
    # preset.json goes last: with its checksums it is what makes the other files valid.
    names = sorted(files, key=lambda n: n == "preset.json")
    try:
        write_together({path / name: files[name] for name in names})
    except BaseException:
        if is_new:
            # An empty folder would stand in the way of the next try.
            with contextlib.suppress(OSError):
                path.rmdir()
        raise
    if stale:
        remove(path / "thumbnail.png")


def preset_contents(preset: Preset) -> dict[str, bytes]:
    """Names and bytes of the files of a preset."""
    cubes = {side: format_cube(labelled(preset, side)) for side in ("light", "dark")}
    document: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "id": preset.id,
        "name": preset.name,
        "author": preset.author,
        "licence": preset.licence,
        "created": preset.created,
        "notes": preset.notes,
        "lut": {
            "size": preset.light.size,
            "light": "light.cube",
            "dark": "dark.cube",
            "sha256": {side: hashlib.sha256(data).hexdigest() for side, data in cubes.items()},
        },
        "intensity": {
            "metric": METRIC,
            "light": preset.intensity_light,
            "dark": preset.intensity_dark,
        },
        "recipe": preset.recipe,
    }
    faults = _faults(document)
    if faults:
        raise PresetError(f"preset {preset.id} cannot be saved:\n  " + "\n  ".join(faults))
    try:
        text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
        encoded = text.encode("utf-8")
    except (TypeError, ValueError) as error:
        raise PresetError(f"preset {preset.id}: the recipe is not JSON: {error}") from error
    except RecursionError:
        raise PresetError(f"preset {preset.id}: the recipe is nested too deeply") from None
    files = {
        "preset.json": encoded,
        "light.cube": cubes["light"],
        "dark.cube": cubes["dark"],
    }
    if preset.thumbnail is not None:
        files["thumbnail.png"] = preset.thumbnail
    return files


def labelled(preset: Preset, side: str) -> Lut3D:
    """The "light" or the "dark" LUT, with what is to be known of it as title and comments."""
    lut: Lut3D = getattr(preset, side)
    own = (
        # On one line: a comment has no more, and what is not known again would pile up.
        f"hairlook: {' '.join(preset.name.splitlines())}",
        f"side: {side}",
        f"intensity: {getattr(preset, f'intensity_{side}'):.6f} {METRIC}",
    )
    lines = (line for comment in lut.comments for line in comment.splitlines())
    others = tuple(line for line in lines if not line.lstrip().startswith(_OWN_COMMENTS))
    return replace(lut, title=f"{preset.name} - {side}", comments=own + others)


@dataclass(frozen=True)
class Label:
    """What a LUT tells of the preset that it comes from.

    Parameters
    ----------
    side : str or None
        "light" or "dark".
    intensity : float or None
        Average hair intensity of its reference, in [0, 1], in the metric
        `hairsdk.intensity.METRIC`.
    """

    side: str | None
    intensity: float | None


def label_of(lut: Lut3D) -> Label:
    """What stands in a LUT's comments as `labelled` writes it; None for what does not."""
    told: dict[str, str] = {}
    for comment in lut.comments:
        key, _, text = comment.partition(":")
        told.setdefault(key.strip(), text.strip())
    number, _, metric = told.get("intensity", "").partition(" ")
    value = as_number(number)
    known = metric.strip() == METRIC and 0.0 <= value <= 1.0
    side = told.get("side")
    return Label(side if side in ("light", "dark") else None, value if known else None)


def pack_zip(files: Mapping[str, bytes], stored: Mapping[str, bytes] = {}) -> bytes:
    """A zip of some files, by name: the same files always give the same bytes.

    Parameters
    ----------
    files, stored : mapping of str to bytes
        Those that are packed, and those that are put in as they are.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in (*files.items(), *stored.items()):
            # A fixed date, system and mode, or the bytes would differ.
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()
