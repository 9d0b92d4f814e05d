"""Looks to choose from: the built-in ones and the artist's own."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import cv2
import numpy as np

from hairsdk import resources
from hairsdk.errors import HairSdkError, PresetError
from hairsdk.files import make_folder
from hairsdk.preset import Preset, require_id, slug
from hairsdk.safe_zip import PRESET_ZIP, open_zip
from hairsdk.strict_json import parse_json
from hairstudio.core.paths import exists, is_file, is_folder, is_pipe
from hairstudio.document.hairlook import SUFFIX, copy_look
from hairstudio.document.look import MAX_NAME
from hairstudio.document.reference import Pixels
from hairstudio.services.look_names import as_shown, look_name
from hairstudio.services.order import by_name
from hairstudio.services.translate import translate

__all__ = ["LookCard", "describe_look", "duplicate_look", "list_looks"]

_MAX_JSON = 8 * 2**20
_MAX_THUMBNAIL = 2 * 2**20
_ROOM = 40
"""Letters that "copy" and its number may take, and those of a name before the number in its id."""
_DAMAGE = (
    *(OSError, ValueError, KeyError, TypeError, EOFError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, cv2.error),
)
"""What a damaged look raises; RuntimeError where it is encrypted, or nested too deeply."""


@dataclass(frozen=True, eq=False)
class LookCard:
    """What the browser shows of a look, read without its LUTs.

    Attributes
    ----------
    path : Path
        Folder or `.hairlook` file.
    name, author, licence, notes, id : str
    builtin : bool
    thumbnail : ndarray of uint8, shape (H, W, 3), or None
        RGB.
    trouble : str
        Why it cannot be opened; empty if it seems sound.
    """

    path: Path
    name: str
    author: str = ""
    licence: str = ""
    notes: str = ""
    id: str = ""
    builtin: bool = False
    thumbnail: Pixels | None = field(default=None, repr=False)
    trouble: str = ""


def list_looks(own: Path) -> tuple[LookCard, ...]:
    """The artist's own looks first, then the built-in ones, each by the name it is shown by."""
    try:
        folder = resources.presets_dir()
        builtin = [_card(path.parent, True) for path in folder.glob("*/preset.json")]
    except HairSdkError:
        builtin = []
    # Hidden is what a save that was killed leaves behind, and what macOS keeps beside each file.
    files = own.glob("*") if is_folder(own) else ()
    looks = [path for path in files if path.suffix.lower() == SUFFIX and not is_pipe(path)]
    mine = [_card(path, False) for path in looks if not path.name.startswith(".")]
    cards = by_name((*mine, *builtin), lambda card: look_name(card.name, card.path))
    return tuple(sorted(cards, key=lambda card: card.builtin))


def duplicate_look(path: Path, own: Path) -> Path:
    """Copy a look into the artist's own folder, under a name of its own.

    Raises
    ------
    HairSdkError
        It cannot be read, or the copy cannot be written.
    """
    shown = as_shown(Preset.load(path), path)
    original = shown.name[: MAX_NAME - _ROOM]
    make_folder(own)
    first = name = translate("Looks", "{0} copy").format(original)
    stem, number = slug(first), 2
    while exists(target := own / f"{stem}{SUFFIX}"):
        # An id is short: the number must not be what is cut off.
        stem, name = slug(f"{first[:_ROOM]} {number}"), f"{first} {number}"
        number += 1
    copy_look(path, target, {"name": name, "id": stem, "notes": shown.notes})
    return target


def describe_look(path: Path, changes: dict[str, str]) -> Path:
    """Change name, author, licence or notes of a look in its file.

    Raises
    ------
    HairSdkError
        It cannot be read or written.
    """
    copy_look(path, path, changes)
    return path


def _card(path: Path, builtin: bool) -> LookCard:
    try:
        if path.is_dir():
            if not is_file(path / "preset.json"):
                raise _no_preset(path)
            document = parse_json((path / "preset.json").read_bytes())
            picture = path / "thumbnail.png"
            thumbnail = picture.read_bytes() if picture.is_file() else b""
        else:
            # Not through SafeZip: that reads the photos inside, too.
            with open_zip(path, PRESET_ZIP) as archive:
                main = _main(path, archive.namelist())
                document = parse_json(_member(archive, main, _MAX_JSON))
                picture_name = main.removesuffix("preset.json") + "thumbnail.png"
                has = picture_name in archive.namelist()
                thumbnail = _member(archive, picture_name, _MAX_THUMBNAIL) if has else b""
        identifier = str(document.get("id", ""))
        require_id(identifier)  # it names the files of exports
        return LookCard(
            path,
            str(document["name"]).strip() or path.stem,
            str(document.get("author", "")),
            str(document.get("licence", "")),
            str(document.get("notes", "")),
            identifier,
            builtin,
            _decoded(thumbnail),
        )
    except _DAMAGE as error:
        return LookCard(path, path.stem, builtin=builtin, trouble=f"cannot be read: {error}")


def _main(path: Path, names: list[str]) -> str:
    """Where a zip has its preset.json: often in a folder, as a Mac packs one; see `SafeZip`."""
    mains = [
        name
        for name in names
        if PurePosixPath(name).name == "preset.json" and not name.startswith("__MACOSX/")
    ]
    if not mains:
        raise _no_preset(path)
    return min(mains, key=lambda name: len(PurePosixPath(name).parts))


def _no_preset(path: Path) -> PresetError:
    return PresetError(f"{path.name} is not a preset: there is no preset.json in it")


def _decoded(png: bytes) -> Pixels | None:
    pixels = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR) if png else None
    return None if pixels is None else np.ascontiguousarray(pixels[..., ::-1], np.uint8)


def _member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    info = archive.getinfo(name)
    if info.file_size > limit:
        raise ValueError(f"{name} has {info.file_size:,} bytes")
    return archive.read(info)
