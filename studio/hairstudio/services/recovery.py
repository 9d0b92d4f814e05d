"""Autosave: work that is in no file survives a crash, a power cut, and ``kill -9``."""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile

from hairsdk.cube import MAX_CUBE_BYTES
from hairsdk.errors import HairSdkError, PresetError
from hairsdk.files import read_bytes, write_bytes
from hairstudio.core import Registry
from hairstudio.core.paths import Stamp
from hairstudio.document.hairlook import open_look
from hairstudio.document.look import About, Look
from hairstudio.document.recipe import Opened, from_recipe, to_recipe
from hairstudio.services.kept_json import parse_kept
from hairstudio.services.locks import locked
from hairstudio.services.look_names import look_name

__all__ = [
    "Leftover",
    "Recovery",
    "discard_leftover",
    "look_in_file",
    "open_leftover",
]

log = logging.getLogger(__name__)

_STATE = "state.json"
_LOCK = "lock"


@dataclass(frozen=True)
class Leftover:
    """Work that a session left behind without closing."""

    folder: Path
    name: str
    path: Path | None
    saved: float
    """Seconds since the epoch."""

    stamp: Stamp | None = None
    """Of the file at `path`, when that session read or wrote it."""

    given: str = ""
    """A name that is not the artist's: the look came with it."""

    source: Path | None = None
    """What the look was opened from, as a copy."""

    @property
    def title(self) -> str:
        """What the look was called in the window."""
        return look_name(self.name, None if self.path else self.source)


class Recovery:
    """One session's safety copy.

    Pictures are written once, under the hash of their bytes; the state refers to them. So a
    copy after each change costs a few kilobytes.

    Parameters
    ----------
    folder : Path
        Where all sessions keep their copies.
    """

    def __init__(self, folder: Path) -> None:
        self._root = folder
        self._folder = folder / secrets.token_hex(8)
        self._lock: QLockFile | None = None

    def write(
        self,
        look: Look,
        path: Path | None,
        stamp: Stamp | None = None,
        given: str = "",
        source: Path | None = None,
    ) -> None:
        """Keep a copy.

        Parameters
        ----------
        look : Look
        path : Path or None
            The file of the look.
        stamp : tuple of int, optional
            Of that file, when it was read or written.
        given : str
            The name that the look came with.
        source : Path, optional
            What it was opened from, as a copy.

        Raises
        ------
        FileWriteError, OSError
            The disk is full or read-only.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._lock is None:
            self._lock = locked(self._folder / _LOCK)
        recipe, files = to_recipe(look)
        names = {}
        for name, data in files.items():
            stored = f"{hashlib.sha256(data).hexdigest()[:32]}{Path(name).suffix}"
            names[name] = stored
            if not (self._folder / stored).exists():
                write_bytes(self._folder / stored, data)
        state = {
            "schema_version": 1,
            "about": asdict(look.about),
            "path": None if path is None else str(path),
            "stamp": stamp,
            "given": given,
            "source": None if source is None else str(source),
            "recipe": recipe,
            "files": names,
        }
        write_bytes(self._folder / _STATE, json.dumps(state).encode())
        for old in self._folder.iterdir():
            if old.name not in (_STATE, _LOCK, *names.values()):
                old.unlink(missing_ok=True)

    def release(self) -> None:
        """Leave the copy to a later session."""
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def discard(self) -> None:
        """Remove this session's copy: the work is in a file, or nobody wants it."""
        self.release()
        shutil.rmtree(self._folder, ignore_errors=True)

    def leftovers(self) -> list[Leftover]:
        """What earlier sessions left behind, newest first."""
        found = []
        folders = self._root.iterdir() if self._root.is_dir() else ()
        for folder in folders:
            if folder == self._folder or not (folder / _STATE).is_file() or _alive(folder):
                continue
            try:
                state = parse_kept((folder / _STATE).read_bytes())
                path, stamp, source = state["path"], state.get("stamp"), state.get("source")
                found.append(
                    Leftover(
                        folder,
                        str(state["about"]["name"]),
                        Path(path) if path else None,
                        (folder / _STATE).stat().st_mtime,
                        (int(stamp[0]), int(stamp[1])) if stamp else None,
                        str(state.get("given", "")),
                        Path(source) if source else None,
                    )
                )
            except (OSError, ValueError, LookupError, TypeError, OverflowError) as error:
                log.warning("the recovery copy in %s cannot be read: %s", folder, error)
        return sorted(found, key=lambda leftover: -leftover.saved)


def open_leftover(leftover: Leftover, registry: Registry, luts_folder: Path) -> Opened:
    """Read a safety copy.

    Raises
    ------
    HairSdkError
        It is damaged, or gone.
    """
    folder = leftover.folder
    if not (folder / _STATE).is_file():
        raise PresetError(f"the safety copy of {leftover.name} is gone; another window had it")
    try:
        state = parse_kept((folder / _STATE).read_bytes())
        about = About(**{field: str(text) for field, text in dict(state["about"]).items()})
        names = dict(state["files"])
        recipe = dict(state["recipe"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PresetError(f"the recovery copy in {folder} is damaged: {error}") from error

    def read(name: str) -> bytes:
        stored = Path(str(names.get(name, ""))).name
        return read_bytes(folder / stored, MAX_CUBE_BYTES)  # nothing in it is larger

    return from_recipe(recipe, read, about, registry, luts_folder)


def look_in_file(leftover: Leftover, registry: Registry, luts_folder: Path) -> Look | None:
    """The look in the file that a safety copy goes back to; nothing where it cannot be read."""
    if leftover.path is None:
        return None
    try:
        return open_look(leftover.path, registry, luts_folder).look
    except (HairSdkError, OSError):
        return None


def discard_leftover(leftover: Leftover) -> None:
    """Remove a safety copy for good."""
    shutil.rmtree(leftover.folder, ignore_errors=True)


def _alive(folder: Path) -> bool:
    """Whether the session that owns a copy still runs."""
    lock = locked(folder / _LOCK)
    if lock is not None:
        lock.unlock()
    return lock is None
