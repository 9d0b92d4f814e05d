"""What an error means, in the artist's language: hairsdk's own words are English."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from hairsdk.errors import (
    CubeError,
    FileReadError,
    FileWriteError,
    HairSdkError,
    ImageError,
    LutError,
    PresetVersionError,
    VideoError,
)
from hairstudio.core.errors import in_words
from hairstudio.services.retold import retold

__all__ = ["explained", "explained_failure", "in_few_lines"]

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)

_NO_ROOM = QT_TRANSLATE_NOOP("Errors", "No room is left on the disk; free some and try again")
_NOT_ALLOWED = QT_TRANSLATE_NOOP("Errors", "The system does not allow this; choose another folder")
_NO_MEMORY = QT_TRANSLATE_NOOP(
    "Errors", "There is not enough memory; close other programs, or take smaller pictures"
)
_MEANINGS = {
    ImageError: QT_TRANSLATE_NOOP("Errors", "This picture cannot be used; choose another one"),
    VideoError: QT_TRANSLATE_NOOP("Errors", "This film cannot be used; choose another one"),
    CubeError: QT_TRANSLATE_NOOP("Errors", "This LUT cannot be used; export it anew"),
    LutError: QT_TRANSLATE_NOOP("Errors", "This LUT cannot be used; export it anew"),
    PresetVersionError: QT_TRANSLATE_NOOP(
        "Errors", "A newer Hair Studio made this look; update yours"
    ),
    FileReadError: QT_TRANSLATE_NOOP("Errors", "The file cannot be read; see if it is there"),
    FileWriteError: QT_TRANSLATE_NOOP("Errors", "The file cannot be written; choose another place"),
}


def explained(error: Exception) -> str:
    """What an error says; where its words are not the studio's, after what it means."""
    if isinstance(error, MemoryError):
        return QCoreApplication.translate("Errors", str(_NO_MEMORY))
    said = in_words(error)
    told = retold(said)
    if told == said and isinstance(error, OSError) and error.strerror and error.filename:
        told = said.replace(error.strerror, retold(error.strerror), 1)
    meaning = _meaning_to_the_system(error)
    if not meaning and told == said:
        meaning = _meaning(error)
    translated = QCoreApplication.translate("Errors", meaning) if meaning else ""
    return told if translated == meaning else f"{translated} ({told})"


def explained_failure(error: Exception) -> str:
    """`explained`, of work that failed for its files or memory; any other error is a bug, and
    raised."""
    if not isinstance(error, HairSdkError | OSError | MemoryError):
        raise error
    return explained(error)


def in_few_lines(remarks: Sequence[str], most: int = 3) -> str:
    """Remarks, one a line; of more than `most` the first ones, and how many more there are."""
    lines = list(remarks)
    if len(lines) > most:
        more = QCoreApplication.translate("Errors", "and {0} more")
        lines[most - 1 :] = [more.format(len(lines) - most + 1)]
    return "\n".join(lines)


def _meaning_to_the_system(error: Exception) -> str:
    codes = set(_codes(error))
    if codes.intersection(_FULL):
        return str(_NO_ROOM)
    return str(_NOT_ALLOWED) if codes.intersection(_FORBIDDEN) else ""


def _meaning(error: Exception) -> str:
    return str(next((text for kind, text in _MEANINGS.items() if isinstance(error, kind)), ""))


def _codes(error: BaseException | None) -> Iterator[int | None]:
    while error is not None:
        if isinstance(error, OSError):
            yield error.errno
        error = error.__cause__
