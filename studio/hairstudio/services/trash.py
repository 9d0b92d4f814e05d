"""Files on their way to the system's trash, and back."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFile

from hairsdk.errors import FileWriteError
from hairstudio.core.paths import free_name

__all__ = ["Trashed", "move_to_trash"]


@dataclass(frozen=True)
class Trashed:
    """A file in the trash.

    Attributes
    ----------
    origin : Path
        Where it was.
    place : Path
        Where it is now.
    """

    origin: Path
    place: Path

    def put_back(self) -> Path:
        """Move it to where it was, or beside what has taken its place.

        Raises
        ------
        FileWriteError
            The trash was emptied, or the folder cannot be written to.
        """
        target = free_name(self.origin, "{0}-{1}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(self.place, target)
        except OSError as error:
            raise FileWriteError(
                f"{self.origin.name} cannot be put back: {error.strerror}", target
            ) from error
        # The note that freedesktop.org's trash keeps of where each file was.
        note = self.place.parent.parent / "info" / f"{self.place.name}.trashinfo"
        if self.place.parent.name == "files" and note.is_file():
            note.unlink()
        return target


def move_to_trash(path: Path) -> Trashed:
    """Move a file to the system's trash.

    Raises
    ------
    FileWriteError
        There is no trash for it, or it cannot be moved. It is where it was.
    """
    file = QFile(str(path))
    if not file.moveToTrash() or not file.fileName():
        raise FileWriteError(
            f"{path.name} cannot be moved to the trash: {file.errorString()}; to be rid of it, "
            f"delete {path} yourself",
            path,
        )
    return Trashed(path, Path(file.fileName()))
