"""Heads of the gallery as they were found before: looking for hundreds anew takes minutes."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.npyio import NpzFile

from hairsdk.errors import HairSdkError
from hairsdk.files import make_folder, read_bytes, remove, write_bytes
from hairstudio.core.paths import Stamp, exists, is_folder, modified, stamp_of
from hairstudio.document.reference import Mask, Pixels, mask_of_steps, mask_steps
from hairstudio.version import studio_version

__all__ = ["FoundHead", "KeptHeads", "KeptPhoto"]

_FORMAT = 1
_MOST = 1000
"""Photos that are remembered, of 0.2 MB each."""

_LARGEST = 64 << 20

_DIGEST = 32
"""Bytes before the archive, its SHA-256."""


class FoundHead(NamedTuple):
    """What the network sees of a `hairstudio.services.heads.Head`.

    Kept are those with masks in steps of 1/255.
    """

    image: Pixels
    mask: Mask
    intensity: float
    sample: tuple[Pixels, Mask]


class KeptPhoto:
    """The heads in one photo, as one network found them.

    What cannot be read or written is no loss: they are looked for again.

    Parameters
    ----------
    file : Path
        Where they are kept.
    photo : Path
    network : str
        See `hairstudio.services.hair.HairFinder.network`; where that is empty nothing is kept.
    """

    def __init__(self, file: Path, photo: Path, network: str) -> None:
        self._file, self._photo, self.network = file, photo, network
        # Of before the photo is read: one that is written meanwhile is looked at again.
        self._stamp: Stamp | None = stamp_of(photo)

    def load(self) -> list[FoundHead] | None:
        """The heads; None if the photo or the network is another by now, or was never seen."""
        if not self.network or self._stamp is None:
            return None
        kept = _opened(self._file)
        if kept is None:
            return None
        with kept:
            told = json.loads(str(kept["told"]))
            if told["origin"] != self._origin():
                return None
            heads = [
                FoundHead(
                    kept[f"image {number}"],
                    mask_of_steps(kept[f"mask {number}"]),
                    float(intensity),
                    (kept[f"pixels {number}"], mask_of_steps(kept[f"weights {number}"])),
                )
                for number, intensity in enumerate(told["intensities"])
            ]
        with suppress(OSError):
            self._file.touch()  # those that nobody asked for longest go first
        return heads

    def keep(self, heads: Sequence[FoundHead]) -> None:
        """Remember the heads; a photo without hair has none."""
        if not self.network or self._stamp is None:
            return
        arrays: dict[str, Any] = {"told": np.array(json.dumps(self._told(heads)))}
        for number, head in enumerate(heads):
            pixels, weights = head.sample
            arrays[f"image {number}"], arrays[f"mask {number}"] = head.image, mask_steps(head.mask)
            arrays[f"pixels {number}"], arrays[f"weights {number}"] = pixels, mask_steps(weights)
        data = io.BytesIO()
        np.savez_compressed(data, **arrays)
        with suppress(HairSdkError):
            make_folder(self._file.parent)
            write_bytes(self._file, _digest(data.getvalue()) + data.getvalue())

    def _told(self, heads: Sequence[FoundHead]) -> dict[str, object]:
        intensities = [head.intensity for head in heads]
        return {"origin": self._origin(), "intensities": intensities}

    def _origin(self) -> dict[str, object]:
        return {
            # Another version may find other heads.
            "version": [_FORMAT, studio_version()],
            "photo": str(self._photo),
            "stamp": [*(self._stamp or ())],
            "network": self.network,
        }


class KeptHeads:
    """A folder with what is remembered of photos.

    Parameters
    ----------
    folder : Path
        It is made when there is something to keep.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, photo: Path, network: str) -> KeptPhoto:
        """What is remembered of a photo; the newest network's heads take the place of others."""
        return KeptPhoto(self._file(photo), photo, network)

    def forget(self, source: Path, others: Collection[str | Path] = ()) -> None:
        """Remember nothing of a photo, or of those in a folder, gone ones too, except `others`."""
        kept = {self._file(photo) for photo in others if isinstance(photo, Path)}
        for file in {self._file(source), *self._files(f"{_name(source)}-*")} - kept:
            with suppress(HairSdkError):
                remove(file)

    def clear(self) -> None:
        """Remember nothing."""
        for file in self._files():
            with suppress(HairSdkError):
                remove(file)

    def tidy(self) -> None:
        """Forget photos that were deleted, and those that nobody asked for longest if many are.

        Photos on a drive that is not plugged in stay.
        """
        files = sorted(self._files(), key=modified)
        for number, file in enumerate(files):
            if number < len(files) - _MOST or _is_lost(file):
                with suppress(HairSdkError):
                    remove(file)

    def _file(self, photo: Path) -> Path:
        # By its first half those of a folder are found, also where that is not there.
        return self._folder / f"{_name(photo.parent)}-{_name(photo)}.heads"

    def _files(self, names: str = "*") -> list[Path]:
        try:
            return [*self._folder.glob(f"{names}.heads")]
        except OSError:
            return []


def _name(path: Path) -> str:
    return hashlib.sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _is_lost(file: Path) -> bool:
    """Whether the photo of some heads was deleted, or they cannot be read."""
    kept = _opened(file)
    if kept is None:
        return True
    with kept:
        photo = Path(json.loads(str(kept["told"]))["origin"]["photo"])
    return not exists(photo) and is_folder(photo.parent)


def _opened(file: Path) -> NpzFile | None:
    """What was kept; nothing if it cannot be read, or is not what was written."""
    try:
        data = read_bytes(file, _LARGEST)
    except HairSdkError:
        return None
    # Damaged archives make numpy fail in too many ways.
    digest, archive = data[:_DIGEST], data[_DIGEST:]
    return np.load(io.BytesIO(archive)) if digest == _digest(archive) else None


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
