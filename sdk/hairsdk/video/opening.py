"""A film's container, opened, and the sounds in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import av.error
from av.container import InputContainer

from hairsdk.errors import FileReadError, VideoError
from hairsdk.files import found_at, reading

__all__ = ["TEXTS_AS_THEY_ARE", "known_sounds", "opened", "sounds_of", "words_of"]

TEXTS_AS_THEY_ARE: dict[str, Any] = (
    {"metadata_errors": "surrogateescape"} if int(av.__version__.split(".")[0]) < 19 else {}
)
"""Titles that are no UTF-8 keep their bytes; from version 19 on PyAV does so unasked."""

_LONG_LOOK = {"analyzeduration": "60000000", "probesize": "100000000"}
"""A minute and 100 MB: so far FFmpeg is to look for sounds that it finds announced but silent."""

_LISTS = ("concat", "dash", "hls", "imf", "rtsp", "sdp", "webm_dash_manifest")
"""What FFmpeg opens other files for, whatever its name: a film that a stranger has sent would show
him others that lie beside it."""


def opened(path: Path) -> InputContainer:
    """Open a film.

    Raises
    ------
    FileReadError
        There is no such file, or it may not be read.
    VideoError
        It is empty, no film, or one that refers to other files.
    """
    found = found_at(path)
    if found is None:
        raise FileReadError(f"cannot read {path}: no such file", path)
    if found == "device":
        # It would have to be opened twice, and waiting for it could not be interrupted.
        raise FileReadError(
            f"cannot read {path}: a pipe or a device, not a file; 'hairsdk pipe' takes raw frames",
            path,
        )
    if found == "file" and path.stat().st_size == 0:
        raise VideoError(f"{path}: empty: the file has no bytes")
    # FFmpeg tells of some damage, too, that it is "not permitted".
    with reading(path):
        path.open("rb").close()
    try:
        # Without "file:" FFmpeg takes what stands before a colon in the name for a protocol.
        container: InputContainer = av.open(f"file:{path}", "r", **TEXTS_AS_THEY_ARE)
        if container.format.name in _LISTS:
            container.close()
            raise VideoError(
                f"{path}: a list of other files ({container.format.name}), which are not opened: "
                "make one film of them first, with 'ffmpeg -i LIST -c copy FILM.mkv' for one"
            )
        if any(_has_not_begun(sound) for sound in container.streams.audio):
            container.close()
            look = {"container_options": _LONG_LOOK, **TEXTS_AS_THEY_ARE}
            container = av.open(f"file:{path}", "r", **look)
        return container
    except MemoryError:
        # FFmpeg's is one of its own errors, too, which mean damage.
        raise
    except av.error.FFmpegError as error:
        raise VideoError(f"{path}: no film, or a damaged one: {words_of(error)}") from error


def sounds_of(picture: int, container: InputContainer) -> list[Any]:
    """The sounds of a picture's programme, of which a broadcast may hold several."""
    known = known_sounds(container)
    best = container.streams.best
    own = [sound for sound in known if getattr(best("video", sound), "index", None) == picture]
    # Without programmes all have one best picture, which need not be the one that players show.
    return own or known


def known_sounds(container: InputContainer) -> list[Any]:
    """The sounds of a kind that FFmpeg knows, of all programmes."""
    # FFmpeg knows no name for the second, spatial sound of newer iPhones.
    return [
        sound
        for sound in container.streams.audio
        if sound.codec_context is not None and not _has_not_begun(sound)
    ]


def _has_not_begun(sound: Any) -> bool:
    """Whether FFmpeg has found none of it yet, which leaves it without a rate."""
    return sound.codec_context is not None and not sound.codec_context.sample_rate


def words_of(error: av.error.FFmpegError) -> str:
    """What FFmpeg says of a failure, without the place in its own files."""
    return str(error.strerror or error)
