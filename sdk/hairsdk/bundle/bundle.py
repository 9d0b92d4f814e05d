"""A bundle being read: every file is checked against the manifest before it is used."""

from __future__ import annotations

import difflib
import hashlib
from pathlib import Path
from typing import Any, NoReturn

from hairsdk.bundle.files import MANIFEST, MAX_FILE_BYTES, BundleFiles, open_files
from hairsdk.bundle.manifest import MAX_MANIFEST_BYTES, parse_manifest
from hairsdk.checks import checked_path
from hairsdk.errors import BundleError, ClosedError, ParameterError
from hairsdk.lut import Lut3D
from hairsdk.preset import Preset
from hairsdk.preset_files import parse_preset

__all__ = ["Bundle", "preset_in_bundle"]


class Bundle:
    """A bundle, opened for reading.

    Parameters
    ----------
    path : str or Path
        Folder or zip.

    Raises
    ------
    FileReadError
        There is nothing at `path`, or it cannot be read.
    BundleVersionError
        It was made by a newer hairsdk.
    BundleError
        It is no bundle, unsafe to read, or its manifest is damaged.
    ParameterError
        `path` is no path.

    Examples
    --------
    >>> with Bundle("looks.zip") as bundle:  # doctest: +SKIP
    ...     print(bundle.looks)
    ...     copper = bundle.preset("copper")
    ('copper', 'platinum')
    """

    def __init__(self, path: str | Path) -> None:
        self.path = checked_path(path)
        self._files: BundleFiles = open_files(self.path)
        self._data = self._files.read(MANIFEST, MAX_MANIFEST_BYTES)
        self._manifest = parse_manifest(self._data, f"{self.path}/{MANIFEST}")
        self._closed = False

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Bundle can be neither copied nor pickled: open its path again")

    def __enter__(self) -> Bundle:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the zip. Closing twice does no harm."""
        self._closed = True
        self._files.close()

    @property
    def manifest(self) -> dict[str, Any]:
        """The manifest's document; see the schema."""
        return self._manifest

    @property
    def looks(self) -> tuple[str, ...]:
        """Ids of the looks, in the order they were exported in."""
        return tuple(look["id"] for look in self._manifest["looks"])

    def names(self) -> list[str]:
        """Names of all files there are, listed in the manifest or not."""
        return self._files.names()

    def has(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return self._files.has(name)

    def read(self, name: str) -> bytes:
        """A file's contents, checked; the manifest's are those that were read at first.

        Raises
        ------
        BundleError
            The manifest does not list it, it is missing, or it was changed.
        ClosedError
            The bundle was closed.
        """
        if self._closed:
            raise ClosedError(f"{self.path}: this Bundle was closed")
        if name == MANIFEST:
            return self._data
        record = self._manifest["files"].get(name)
        if record is None:
            raise BundleError(f"{self.path}: {name} is not listed in {MANIFEST}")
        if not self._files.has(name):
            raise BundleError(f"{self.path}: {name} is missing")
        data = self._files.read(name, MAX_FILE_BYTES)
        found = hashlib.sha256(data).hexdigest()
        if len(data) != record["bytes"] or found != record["sha256"]:
            raise BundleError(
                f"{self.path}: {name} was changed after the bundle was made: {MANIFEST} gives "
                f"{record['bytes']:,} bytes, sha256 {record['sha256']}; found "
                f"{len(data):,}, {found}"
            )
        return data

    def look(self, look: str | None = None) -> dict[str, Any]:
        """The manifest's entry of a look.

        Parameters
        ----------
        look : str, optional
            Its id; may be left out where there is only one.

        Raises
        ------
        BundleError
            There is none of that id, or several and none was named.
        ParameterError
            `look` is no text.
        """
        if look is not None and not isinstance(look, str):
            raise ParameterError(f"a look is named by its id, found {type(look).__name__}")
        entries = {entry["id"]: entry for entry in self._manifest["looks"]}
        if look is None and len(entries) == 1:
            look = next(iter(entries))
        if look is None:
            first = next(iter(entries))
            raise BundleError(
                f"{self.path} holds {len(entries)} looks: name one, as in "
                f"{self.path}#{first} or, to verify, --look {first} (there are "
                f"{', '.join(entries)})"
            )
        if look not in entries:
            near = difflib.get_close_matches(look, entries, n=1)
            hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(entries)}"
            raise BundleError(f"{self.path} holds no look {look!r}{hint}")
        entry: dict[str, Any] = entries[look]
        return entry

    def preset(self, look: str | None = None) -> Preset:
        """A look as a preset.

        Parameters
        ----------
        look : str, optional
            See `look`.

        Raises
        ------
        BundleError
            There is no such look, or one of its files is missing or was changed.
        """
        entry = self.look(look)
        folder = str(entry["preset"]).rpartition("/")[0]
        return parse_preset(_Inside(self, folder), self.path / folder)

    def texture(self, look: str | None, side: str, layout: str) -> Lut3D:
        """A LUT as the texture file of a look holds it.

        Parameters
        ----------
        look : str, optional
            See `look`.
        side : {"dark", "light"}
        layout : str
            One of `hairsdk.bundle.layouts.LAYOUTS`, which the target has.

        Raises
        ------
        BundleError
            There is no such texture, or its file is missing or was changed.
        """
        # Layouts need OpenCV, which loading a preset does not.
        from hairsdk.bundle.layouts import LAYOUTS

        for texture in self.look(look)["textures"]:
            if (texture["side"], texture["layout"]) == (side, layout):
                return LAYOUTS[layout].decode(self.read(texture["file"]), texture["size"])
        raise BundleError(f"{self.path}: there is no {side} texture of layout {layout}")


class _Inside:
    """The files of a folder of a bundle."""

    def __init__(self, bundle: Bundle, folder: str) -> None:
        self._bundle = bundle
        self._folder = folder

    def has(self, name: str) -> bool:
        return f"{self._folder}/{name}" in self._bundle.manifest["files"]

    def read(self, name: str, limit: int) -> bytes:
        data = self._bundle.read(f"{self._folder}/{name}")
        if len(data) > limit:
            raise BundleError(
                f"{self._bundle.path}: {name} has {len(data):,} bytes, {limit:,} allowed"
            )
        return data


def preset_in_bundle(path: str | Path, look: str | None = None) -> Preset:
    """The preset of a look in a bundle; see `Bundle.preset`."""
    with Bundle(path) as bundle:
        return bundle.preset(look)
