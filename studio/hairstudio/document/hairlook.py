"""The document file: a `.hairlook` preset with recipe, references and masks inside.

The preset's own files are written by :class:`hairsdk.Preset`, so that every application that
takes a preset takes the document; what the studio needs besides stands next to them in the zip.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from hairsdk.cube import MAX_CUBE_BYTES, format_cube
from hairsdk.errors import FileReadError, FileWriteError, HairSdkError, PresetError
from hairsdk.files import read_bytes, write_bytes, write_new, write_together
from hairsdk.preset import Preset
from hairsdk.preset_files import pack_zip, preset_contents
from hairsdk.safe_zip import PRESET_ZIP, SafeZip, open_zip
from hairstudio.core import Registry, Stack
from hairstudio.core.paths import is_file
from hairstudio.core.references import DARKEST, LIGHTEST
from hairstudio.document.look import SIDES, About, Look, Side
from hairstudio.document.recipe import (
    LUT_NAME,
    PHOTO_NAME,
    Opened,
    authored_on,
    from_recipe,
    lut_paths,
    to_recipe,
)
from hairstudio.document.reference import builtin_reference

__all__ = [
    "SUFFIX",
    "copy_look",
    "holds_photos",
    "open_look",
    "save_look",
    "save_preset",
]

SUFFIX = ".hairlook"
_MAX_FILE_BYTES = MAX_CUBE_BYTES
"""Of what a document holds: nothing is larger than an imported LUT."""

_DEFAULT_HEADS = {"light": LIGHTEST, "dark": DARKEST}

_SAME_INTENSITY = 1e-3
"""Presets round that of their references: what is nearer was made on the same."""


def save_look(
    path: Path, look: Look, preset: Preset, own: Path | None = None, *, new: bool = False
) -> None:
    """Write a document, whole or not at all.

    Parameters
    ----------
    path : Path
        Ends in `.hairlook`.
    look : Look
    preset : Preset
        The look baked; its recipe is replaced by the document's own.
    own : Path or None
        The document's file until now, `path` when left out: LUTs that are gone from the disk are
        in there.
    new : bool
        Whether no file may be at `path`.

    Raises
    ------
    PresetError
        With its LUTs and photos it is larger than what could be read again.
    FileWriteError
        The file cannot be written; the one that was there is untouched.
    """
    recipe, files = to_recipe(look)
    _keep_lost_luts(own or path, look, recipe["luts"], files)
    _write(path, replace(preset, recipe=recipe), files, new=new)


def save_preset(path: Path, preset: Preset, luts: Mapping[str, bytes]) -> None:
    """Write a preset for others, the LUTs that its recipe imports beside it.

    Parameters
    ----------
    path : Path
        A `.hairlook` file, or else a folder.
    preset : Preset
    luts : mapping of str to bytes
        What `hairstudio.document.recipe.with_stored_luts` gave; may be empty.

    Raises
    ------
    PresetError
        With its LUTs it is larger than what could be read again.
    FileWriteError
        It cannot be written.
    """
    if path.suffix == SUFFIX:
        _write(path, preset, luts)
    else:
        preset.save(path)
        write_together({path / name: data for name, data in luts.items()})


def copy_look(path: Path, target: Path, words: Mapping[str, str]) -> None:
    """Write a look anew under other words; LUTs, recipe and what else is in it stay.

    Parameters
    ----------
    path : Path
        A document or a preset folder.
    target : Path
        Ends in `.hairlook`; may be `path` itself.
    words : mapping
        Fields of the preset to replace: name, author, licence, notes, id.

    Raises
    ------
    HairSdkError
        It cannot be read or written.
    """
    preset = Preset(**{**Preset.load(path).__dict__, **words})
    own = preset_contents(preset)
    files: dict[str, bytes] = {}
    if path.is_dir():
        files = {
            lut.name: _from_folder(path, lut.name)
            for lut in path.iterdir()
            if LUT_NAME.fullmatch(lut.name)
        }
    else:
        with SafeZip(path) as archive:
            files = {
                name: archive.read(name, _MAX_FILE_BYTES)
                for name in archive.names()
                if name not in own
            }
    _write(target, preset, files)


def _keep_lost_luts(path: Path, look: Look, luts: dict[str, str], files: dict[str, bytes]) -> None:
    """Take LUTs that are gone from the disk out of the document's file."""
    used = {lut for name in SIDES for lut in lut_paths(look.side(name).stack)}
    lost = used - luts.keys()
    if not lost or not is_file(path):
        return
    try:
        stored = (Preset.load(path).recipe or {}).get("luts")
        with SafeZip(path) as archive:
            for lut in lost:
                name = str(stored.get(lut)) if isinstance(stored, Mapping) else ""
                if LUT_NAME.fullmatch(name) and archive.has(name):
                    luts[lut] = name
                    files[name] = archive.read(name, _MAX_FILE_BYTES)
    except HairSdkError:
        return  # nothing can be had from a document that cannot be read


def _write(path: Path, preset: Preset, files: Mapping[str, bytes], *, new: bool = False) -> None:
    contents = preset_contents(preset)
    data = pack_zip(contents, dict(sorted(files.items())))
    count = len(contents) + len(files)
    if len(data) > PRESET_ZIP.archive_bytes or count > PRESET_ZIP.entries:
        raise PresetError(
            f"cannot write {path}: with its LUTs and photos it has {len(data):,} bytes in {count} "
            f"files, and {PRESET_ZIP.archive_bytes:,} in {PRESET_ZIP.entries} could be read "
            "again: take LUTs out of its stacks"
        )
    write = write_new if new else write_bytes
    write(path, data)


def holds_photos(path: Path) -> bool:
    """Whether a document is at `path`, with photos in it, which exports leave out."""
    try:
        # Not through SafeZip: that reads the photos, too.
        with open_zip(path, PRESET_ZIP) as archive:
            return any(PHOTO_NAME.match(name) for name in archive.namelist())
    except (FileReadError, PresetError):
        return False


def open_look(path: Path, registry: Registry, luts_folder: Path) -> Opened:
    """Read a document, or any preset.

    Raises
    ------
    FileReadError
        The file cannot be read.
    PresetVersionError
        A newer studio or SDK made it.
    PresetError, CubeError, ColourEngineError
        It is damaged; the message says where.
    """
    preset = Preset.load(path)
    if path.is_dir():
        return _opened(preset, registry, luts_folder, lambda name: _from_folder(path, name))
    with SafeZip(path) as archive:

        def read(name: str) -> bytes:
            if not archive.has(name):
                raise PresetError(f"{path}: {name} is missing")
            return archive.read(name, _MAX_FILE_BYTES)

        return _opened(preset, registry, luts_folder, read)


def _opened(
    preset: Preset, registry: Registry, luts_folder: Path, read: Callable[[str], bytes]
) -> Opened:
    """Turn a preset into a look that can be edited.

    A preset without recipe was made elsewhere: its two LUTs become an effect each. Where it was not
    made on the built-in heads, it keeps its intensities, and has no photos.
    """
    about = About(
        preset.id, preset.name, preset.author, preset.licence, preset.created, preset.notes
    )
    authored = {"light": preset.intensity_light, "dark": preset.intensity_dark}
    recipe: Mapping[str, object] | None = preset.recipe
    if recipe is not None and "light" in recipe:
        # Older exports leave the photos out and do not say in the recipe how light they were.
        recipe = {"authored": authored, **recipe}
        return from_recipe(recipe, read, about, registry, luts_folder)
    look = Look(about)
    remarks: list[str] = []
    for name in SIDES:
        effect = registry.get("lut-file")
        data = format_cube(getattr(preset, name))
        # By its contents: documents refer to the LUTs of another preset of the same id.
        path = luts_folder / f"{preset.id}-{name}-{hashlib.sha256(data).hexdigest()[:8]}.cube"
        try:
            luts_folder.mkdir(parents=True, exist_ok=True)
            write_bytes(path, data)
        except OSError as error:
            raise FileWriteError(f"cannot keep the LUTs of {preset.name}: {error}", path) from error
        stack = Stack().append(effect().with_values(path=str(path)))
        head = builtin_reference(_DEFAULT_HEADS[name])
        if abs(head.intensity - authored[name]) < _SAME_INTENSITY:
            side = Side(stack, head)
        else:
            side = Side(stack, None, authored_on(authored, name, remarks))
        look = look.with_side(name, side)
    remark = f"{preset.name} has no recipe: its two LUTs stand as one effect each"
    return Opened(look, (remark, *remarks))


def _from_folder(folder: Path, name: str) -> bytes:
    if Path(name).name != name:
        raise PresetError(f"{folder}: {name!r} points outside of the folder; not read")
    return read_bytes(folder / name, _MAX_FILE_BYTES)
