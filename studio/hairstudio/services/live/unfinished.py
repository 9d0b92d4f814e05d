"""Recordings that a crash cuts short: noted while they are made, and given their names later."""

from __future__ import annotations

import contextlib
import json
import logging
import secrets
from collections.abc import Iterator
from pathlib import Path

from hairsdk.errors import HairSdkError
from hairsdk.files import write_bytes
from hairstudio.core.paths import exists, free_name
from hairstudio.services.kept_json import parse_kept
from hairstudio.services.locks import locked

__all__ = ["bring_back", "noted"]

log = logging.getLogger(__name__)


@contextlib.contextmanager
def noted(folder: Path, temporary: Path, path: Path) -> Iterator[None]:
    """Keep a note of a recording for as long as it is made.

    Parameters
    ----------
    folder : Path
        Where the notes of all sessions lie.
    temporary : Path
        The file that grows.
    path : Path
        What it shall be called in the end.
    """
    note = folder / f"{secrets.token_hex(8)}.json"
    lock = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = locked(_lock_of(note))
        # Without a lock another session would take it for one that is dead.
        if lock is not None:
            places = [str(temporary.absolute()), str(path.absolute())]
            write_bytes(note, json.dumps(places).encode())
    except (HairSdkError, OSError) as error:  # the recording itself may go well
        log.warning("no note can be kept of the recording to %s: %s", path, error)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            note.unlink(missing_ok=True)
        if lock is not None:
            lock.unlock()


def bring_back(folder: Path) -> list[Path]:
    """Give recordings that a crash left hidden their names, and tell where they are now.

    Those that another session makes are left alone, and those on a disk that is not there wait.
    """
    kept = []
    for note in folder.glob("*.json"):
        lock = locked(_lock_of(note))
        if lock is None:
            continue
        try:
            place = _brought_back(note)
            if place is not None:
                kept.append(place)
            note.unlink(missing_ok=True)
        except OSError as error:
            log.warning("a recording cannot be brought back: %s", error)
        finally:
            lock.unlock()
    return kept


def _brought_back(note: Path) -> Path | None:
    """Where a recording is now; nothing if there is none any more.

    Raises
    ------
    OSError
        It stays where it is: its disk is not there, or cannot be written.
    """
    try:
        temporary, path = map(Path, parse_kept(note.read_bytes()))
    except (ValueError, TypeError):
        return None
    temporary.parent.stat()
    if not exists(temporary):
        return None
    if temporary.stat().st_size == 0:
        temporary.unlink()
        return None
    return temporary.rename(free_name(path))


def _lock_of(note: Path) -> Path:
    return note.with_suffix(".lock")
