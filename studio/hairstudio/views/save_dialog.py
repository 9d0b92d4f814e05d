"""The question where to save a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from hairstudio.core.paths import exists, is_folder, is_same
from hairstudio.services.places import Settings
from hairstudio.services.translate import translate

__all__ = ["ask_for_folder", "ask_where_to_save", "kept_folder"]

_FOLDER = "save_folder"


def ask_where_to_save(
    window: QWidget,
    title: str,
    name: str,
    kinds: str,
    suffixes: Sequence[str],
    tell: Callable[[str], object],
    photos: Sequence[Path] = (),
    settings: Settings | None = None,
) -> Path | None:
    """Ask where to save a file; a file that the dialog did not ask about is not replaced.

    Nor is a photo that the look is made on: the dialog asks as it does of any file.

    Parameters
    ----------
    window : QWidget
    title : str
        Of the dialog.
    name : str
        The file's name, to begin with, or its path.
    kinds : str
        The filter of the dialog; in a field, if it has one, come the patterns of all suffixes.
    suffixes : sequence of str
        Those that the file may have, in lower case. The first is added to a name with none of them.
    tell : callable
        Gets a sentence for the artist where the name is taken.
    photos : sequence of Path, optional
        Files that must stay.
    settings : Settings, optional
        Keep the folder: a bare name begins where the artist saved last.

    Returns
    -------
    Path or None
        None if there is nothing to write.
    """
    start = name if settings is None else _in_folder(name, settings)
    patterns = " ".join(f"*{suffix}" for suffix in suffixes)
    chosen, _ = QFileDialog.getSaveFileName(window, title, start, kinds.format(patterns))
    if not chosen:
        return None
    path = Path(chosen)
    if settings is not None:
        settings.set_text(_FOLDER, str(path.parent))
    if path.suffix.lower() in suffixes:
        if not any(is_same(path, photo) for photo in photos):
            return path
        text = translate("SaveDialog", "“{0}” is a photo of this look; choose another name")
        tell(text.format(path.name))
        return None
    # The dialog asked about the name without the suffix.
    path = path.with_name(f"{path.name}{suffixes[0]}")
    if exists(path):
        text = translate("SaveDialog", "There is a “{0}” already; choose another name")
        tell(text.format(path.name))
        return None
    return path


def ask_for_folder(window: QWidget, title: str, settings: Settings) -> Path | None:
    """Ask for a folder to save files in, beginning where the artist saved last.

    Returns
    -------
    Path or None
        None if there is nothing to write.
    """
    chosen = QFileDialog.getExistingDirectory(window, title, str(_start_folder(settings)))
    if chosen:
        settings.set_text(_FOLDER, chosen)
    return Path(chosen) if chosen else None


def kept_folder(settings: Settings, key: str, *usual: QStandardPaths.StandardLocation) -> Path:
    """The folder that the artist chose last, or the first of the system's that is there.

    Qt would begin where the program was started: a launcher does so anywhere.
    """
    folders = (settings.text(key), *map(QStandardPaths.writableLocation, usual))
    return Path(next((each for each in folders if each and is_folder(Path(each))), ""))


def _in_folder(name: str, settings: Settings) -> str:
    """A bare name in that folder."""
    return name if Path(name).is_absolute() else str(_start_folder(settings) / name)


def _start_folder(settings: Settings) -> Path:
    places = QStandardPaths.StandardLocation
    return kept_folder(settings, _FOLDER, places.PicturesLocation, places.DocumentsLocation)
