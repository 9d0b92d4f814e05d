"""Where the studio keeps things on this machine, and the settings."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QSettings, QStandardPaths

from hairsdk.errors import FileWriteError
from hairstudio.services.kept_json import parse_kept

__all__ = ["MAX_RECENT", "Places", "Settings"]

MAX_RECENT = 10
_SIZES = (100, 125, 150, 175, 200)
"""Per cent that the interface can be shown at."""


@dataclass(frozen=True)
class Places:
    """Folders of the studio.

    Attributes
    ----------
    data : Path
        Everything the studio keeps for itself: recovery, imported LUTs, settings of a portable
        installation.
    looks : Path
        The artist's own looks, shown in the browser.
    """

    data: Path
    looks: Path

    @classmethod
    def standard(cls) -> Places:
        """The folders that the system gives to applications.

        They are the same inside another application that docks the authoring panel.
        """
        location = QStandardPaths.StandardLocation
        data = Path(QStandardPaths.writableLocation(location.GenericDataLocation))
        data = data / "hairsdk" / "Hair Studio"
        documents = Path(QStandardPaths.writableLocation(location.DocumentsLocation))
        return cls(data, documents / "Hair Studio Looks")

    @classmethod
    def inside(cls, home: Path) -> Places:
        """Everything under one folder: for portable installations and for tests."""
        home = home.absolute()  # as the paths of documents are, which are compared to these
        return cls(home / "data", home / "looks")

    @property
    def luts(self) -> Path:
        """LUTs taken over from elsewhere."""
        return self.data / "luts"

    @property
    def heads(self) -> Path:
        """Heads that were found in the artist's photos, for the next sitting."""
        return self.data / "heads"

    @property
    def palettes(self) -> Path:
        """Swatches of brands, taken over from their files."""
        return self.data / "palettes"

    @property
    def recovery(self) -> Path:
        """Work that is in no file yet."""
        return self.data / "recovery"

    @property
    def recordings(self) -> Path:
        """Notes of the films that are being recorded."""
        return self.data / "recordings"

    def settings(self, parent: QObject | None = None) -> Settings:
        """The settings kept under `data`; they are gone with their parent."""
        path = str(self.data / "settings.ini")
        return Settings(QSettings(path, QSettings.Format.IniFormat, parent))


class Settings:
    """Typed access to what is remembered between sessions."""

    def __init__(self, store: QSettings) -> None:
        self._store = store
        self.changed: Callable[[], object] = lambda: None
        """Called after each change; `sync` says whether it can be kept."""

    @property
    def path(self) -> Path:
        """The file that holds them."""
        return Path(self._store.fileName())

    @property
    def theme(self) -> str:
        """``dark`` or ``light``."""
        return "light" if self._store.value("theme") == "light" else "dark"

    @theme.setter
    def theme(self, value: str) -> None:
        self._set("theme", value)

    @property
    def size(self) -> int:
        """Of the interface at the next start, in per cent."""
        value = str(self._store.value("size"))
        return int(value) if value in map(str, _SIZES) else 100

    @size.setter
    def size(self, value: int) -> None:
        self._set("size", value)

    @property
    def monitor_profile(self) -> str:
        """What colours are shown by: the ``system`` profile, ``none``, or that of a path."""
        return str(self._store.value("monitor_profile") or "system")

    @monitor_profile.setter
    def monitor_profile(self, value: str) -> None:
        self._set("monitor_profile", value)

    @property
    def model(self) -> str:
        """Network that finds the hair in photos: ``512``, ``256``, or that of `own_model`."""
        value = str(self._store.value("finder_model"))
        return value if value in ("256", self.own_model) and value else "512"

    @model.setter
    def model(self, value: str) -> None:
        self._set("finder_model", value)

    @property
    def own_model(self) -> str:
        """Path of the artist's own network; empty if none was chosen yet."""
        return str(self._store.value("own_model", ""))

    @own_model.setter
    def own_model(self, value: str) -> None:
        self._set("own_model", value)

    @property
    def device(self) -> str:
        """What it should run on: ``auto``, ``cpu`` or ``gpu``."""
        value = str(self._store.value("finder_device"))
        return value if value in ("cpu", "gpu") else "auto"

    @device.setter
    def device(self, value: str) -> None:
        self._set("finder_device", value)

    @property
    def author(self) -> str:
        """Name that new looks are signed with."""
        return str(self._store.value("author", ""))

    @author.setter
    def author(self, value: str) -> None:
        self._set("author", value)

    @property
    def gallery_sources(self) -> tuple[Path, ...]:
        """The artist's own photos and folders of heads, also those on a drive that is away."""
        self._store.sync()  # another window may have added some since
        return tuple(map(Path, self._list("gallery_sources")))

    def note_gallery_source(self, source: Path) -> None:
        """Remember a photo or a folder of heads, after those that are known."""
        known = self.gallery_sources
        if source not in known:
            self._set_list("gallery_sources", [str(each) for each in (*known, source)])

    def forget_gallery_sources(self, *sources: Path) -> None:
        """Forget some photos and folders of heads."""
        left = [str(known) for known in self.gallery_sources if known not in sources]
        self._set_list("gallery_sources", left)

    def note_started(self) -> None:
        """Write once at the start, so that settings that cannot be kept are told then."""
        self._set("started", "yes")

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files opened and saved last, newest first."""
        self._store.sync()  # another window may have opened some since
        return tuple(Path(text) for text in self._list("recent"))

    def note_recent(self, path: Path) -> None:
        """Put a file on top of the recent ones."""
        path = path.absolute()
        rest = [known for known in self.recent if known != path]
        self._set_list("recent", [str(each) for each in (path, *rest)][:MAX_RECENT])

    @property
    def colours(self) -> tuple[str, ...]:
        """Colours chosen last, newest first, in hexadecimal."""
        self._store.sync()  # another window may have chosen some since
        return tuple(self._list("colours"))

    @colours.setter
    def colours(self, value: tuple[str, ...]) -> None:
        self._set_list("colours", list(value))

    def forget_recent(self) -> None:
        """Empty the list of recent files."""
        self._set_list("recent", [])

    @property
    def stack_presets(self) -> dict[str, Any]:
        """Stacks the artist kept, by name, as JSON."""
        self._store.sync()  # another window may have kept some since
        return self._dict("stack_presets")

    def keep_stack(self, name: str, stack: dict[str, Any] | None) -> None:
        """Keep a stack under a name; None forgets it.

        Raises
        ------
        FileWriteError
            The settings cannot be written; the stack is there until the program ends.
        """
        stacks = self.stack_presets
        if stack is None:
            stacks.pop(name, None)
        else:
            stacks[name] = stack
        self._store.setValue("stack_presets", json.dumps(stacks))
        if not self.sync():
            raise FileWriteError(f"the settings in {self.path} cannot be written", self.path)

    def bytes(self, key: str) -> QByteArray:
        """Window geometry and the like."""
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_bytes(self, key: str, value: QByteArray) -> None:
        """Remember window geometry and the like."""
        self._set(key, value)

    def text(self, key: str) -> str:
        """A short text remembered under a key; empty if there is none."""
        return str(self._store.value(key, ""))

    def set_text(self, key: str, value: str) -> None:
        """Remember a short text."""
        self._set(key, value)

    def entries(self, key: str) -> dict[str, str]:
        """Short texts remembered under a key, each with a name of its own."""
        return {name: str(text) for name, text in self._dict(key).items()}

    def set_entry(self, key: str, name: str, text: str) -> None:
        """Remember one of the short texts under a key."""
        self._set(key, json.dumps({**self.entries(key), name: text}))

    def remove(self, key: str) -> None:
        """Forget one value."""
        self._store.remove(key)
        self.changed()

    def sync(self) -> bool:
        """Write everything to disk now; false if that is not possible."""
        self._store.sync()
        # What was damaged when it was read counts as an error of format, and is written anew.
        return self._store.status() != QSettings.Status.AccessError

    def _set(self, key: str, value: object) -> None:
        self._store.setValue(key, value)
        self.changed()

    def _list(self, key: str) -> list[str]:
        try:
            stored = parse_kept(str(self._store.value(key, "[]")))
        except ValueError:
            return []
        return [str(each) for each in stored] if isinstance(stored, list) else []

    def _dict(self, key: str) -> dict[str, Any]:
        try:
            stored = parse_kept(str(self._store.value(key, "{}")))
        except ValueError:
            return {}
        return stored if isinstance(stored, dict) else {}

    def _set_list(self, key: str, values: list[str]) -> None:
        self._set(key, json.dumps(values))
