"""What an error means, in the artist's language: hairsdk's own words are English."""

from __future__ import annotations

import errno
from collections.abc import Iterator

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from hairsdk.errors import (
    CubeError,
    FileReadError,
    FileWriteError,
    ImageError,
    LutError,
    PresetVersionError,
)
from hairstudio.core.errors import in_words

__all__ = ["explained"]

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)

_NO_ROOM = QT_TRANSLATE_NOOP("Errors", "No room is left on the disk; free some and try again")
_NOT_ALLOWED = QT_TRANSLATE_NOOP("Errors", "The system does not allow this; choose another folder")
_MEANINGS = {
    ImageError: QT_TRANSLATE_NOOP("Errors", "This picture cannot be used; choose another one"),
    CubeError: QT_TRANSLATE_NOOP("Errors", "This LUT cannot be used; export it anew"),
    LutError: QT_TRANSLATE_NOOP("Errors", "This LUT cannot be used; export it anew"),
    PresetVersionError: QT_TRANSLATE_NOOP(
        "Errors", "A newer Hair Studio made this look; update yours"
    ),
    FileReadError: QT_TRANSLATE_NOOP("Errors", "The file cannot be read; see if it is there"),
    FileWriteError: QT_TRANSLATE_NOOP("Errors", "The file cannot be written; choose another place"),
}


def explained(error: Exception) -> str:
    """What an error says; where the studio does not speak English, after what it means."""
    said, meaning = in_words(error), _meaning(error)
    translated = QCoreApplication.translate("Errors", meaning) if meaning else ""
    return said if translated == meaning else f"{translated} ({said})"


def _meaning(error: Exception) -> str:
    codes = set(_codes(error))
    if codes.intersection(_FULL):
        return str(_NO_ROOM)
    if codes.intersection(_FORBIDDEN):
        return str(_NOT_ALLOWED)
    return str(next((text for kind, text in _MEANINGS.items() if isinstance(error, kind)), ""))


def _codes(error: BaseException | None) -> Iterator[int | None]:
    while error is not None:
        if isinstance(error, OSError):
            yield error.errno
        error = error.__cause__
