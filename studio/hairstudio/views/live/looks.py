"""The looks that can be compared on the same frame: listed and loaded in the background."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from hairsdk import Preset
from hairsdk.errors import HairSdkError
from hairstudio.services.control import TaskControl
from hairstudio.services.library import LookCard, list_looks
from hairstudio.services.session import Session
from hairstudio.views.live.tool_bar import LookChoice

__all__ = ["ComparedLooks"]


class ComparedLooks(QObject):
    """Finds looks in the library and loads the ones chosen."""

    listed = Signal(object)
    """(tuple of LookChoice)"""

    loaded = Signal(object)
    """(tuple of Preset), in the order in which they were chosen."""

    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._list = session.make_task()
        self._list.done.connect(self._on_listed)
        self._list.failed.connect(self._on_failed)
        self._load = session.make_job(self._work)
        self._load.done.connect(self._on_loaded)
        self._load.failed.connect(lambda _request, error: self._on_failed(error))

    @property
    def busy(self) -> bool:
        """Whether looks are being read."""
        return self._list.busy or self._load.busy

    def refresh(self) -> None:
        """List the looks again."""
        own = self._session.places.looks

        def work(_control: TaskControl) -> tuple[LookCard, ...]:
            return list_looks(own)

        self._list.start(work)

    def choose(self, keys: list[str]) -> None:
        """Load these looks."""
        self._load.submit(tuple(keys))

    def _work(self, keys: tuple[str, ...]) -> dict[str, Preset]:
        return {key: Preset.load(Path(key)) for key in keys}

    def _on_listed(self, cards: tuple[LookCard, ...]) -> None:
        source = self._session.document.path or self._session.source
        self.listed.emit(
            tuple(
                LookChoice(str(card.path), card.name)
                for card in cards
                if not card.trouble and card.path != source
            )
        )

    def _on_loaded(self, _keys: tuple[str, ...], presets: dict[str, Preset]) -> None:
        self.loaded.emit(tuple(presets.values()))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, HairSdkError | OSError):
            raise error
        self.failed.emit(str(error))
