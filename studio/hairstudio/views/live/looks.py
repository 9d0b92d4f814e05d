"""The looks that can be compared on the same frame: listed and loaded in the background."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from hairsdk import Preset
from hairsdk.errors import HairSdkError
from hairstudio.core.paths import exists
from hairstudio.services.control import TaskControl
from hairstudio.services.explain import explained, explained_failure
from hairstudio.services.library import LookCard, list_looks
from hairstudio.services.look_names import look_name
from hairstudio.services.session import Session
from hairstudio.views.live.tool_bar import LookChoice

__all__ = ["ComparedLooks"]

_Loaded = dict[str, Preset | Exception]


class ComparedLooks(QObject):
    """Finds looks in the library and loads the ones chosen."""

    listed = Signal(object)
    """(tuple of LookChoice)"""

    loaded = Signal(object)
    """(dict of str to Preset) by key, in the order in which they were chosen."""

    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._chosen: dict[str, str] = {}
        self._list = session.make_task()
        self._list.done.connect(self._on_listed)
        self._list.failed.connect(self._on_failed)
        self._load = session.make_job(self._work)
        self._load.done.connect(self._on_loaded)
        self._load.failed.connect(lambda _request, error: self._on_failed(error))

    def refresh(self) -> None:
        """List the looks again."""
        own = self._session.places.looks

        def work(_control: TaskControl) -> tuple[LookCard, ...]:
            return list_looks(own)

        self._list.start(work)

    def choose(self, keys: list[str]) -> None:
        """Load these looks."""
        self._chosen = {key: Path(key).stem for key in keys}
        self._load.submit(tuple(self._chosen))

    def _work(self, keys: tuple[str, ...]) -> _Loaded:
        return {key: _load(key) for key in keys}

    def _on_listed(self, cards: tuple[LookCard, ...]) -> None:
        # Looks may be chosen that no list holds.
        names = {key: name for key, name in self._chosen.items() if exists(key)}
        for card in cards:
            names.pop(str(card.path), None)
        names |= {
            str(card.path): look_name(card.name, card.path) for card in cards if not card.trouble
        }
        # The open look stands beside them.
        names.pop(str(self._session.document.path or self._session.source), None)
        self.listed.emit(tuple(LookChoice(key, name) for key, name in names.items()))

    def _on_loaded(self, keys: tuple[str, ...], found: _Loaded) -> None:
        if keys != tuple(self._chosen):
            return  # others were chosen meanwhile, and come
        presets = {key: each for key, each in found.items() if isinstance(each, Preset)}
        trouble = [explained(each) for each in found.values() if not isinstance(each, Preset)]
        self._chosen = {key: preset.name for key, preset in presets.items()}
        self.loaded.emit(presets)
        if trouble:
            self.failed.emit("\n".join(trouble))

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(explained_failure(error))


def _load(key: str) -> Preset | Exception:
    """A look, or why it cannot be loaded: one that is gone takes no other with it."""
    try:
        return Preset.load(Path(key))
    except (HairSdkError, OSError) as error:
        return error
