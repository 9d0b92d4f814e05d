"""The status bar: zoom, hair, baking, saving, and the colours under the pointer."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from hairstudio.core.parameters import Colour
from hairstudio.document.look import Look
from hairstudio.services.preview import Preview
from hairstudio.services.renderer import COARSE
from hairstudio.services.session import Session
from hairstudio.views.state import ViewState
from hairstudio.views.widgets.theme import GRID, set_faint, tabular

__all__ = ["StatusTexts"]


class StatusTexts(QObject):
    """What the status bar of a window says.

    Parameters
    ----------
    bar : QStatusBar
    session : Session
    state : ViewState
    """

    def __init__(self, bar: QStatusBar, session: Session, state: ViewState) -> None:
        super().__init__(bar)
        self._session, self._state = session, state
        self._zooms: dict[QWidget, float] = {}
        self._photos = True
        bar.setSizeGripEnabled(False)
        self.labels = {name: QLabel() for name in ("zoom", "hair", "bake", "saved", "colour")}
        for name, label in self.labels.items():
            label.setFont(tabular(label.font()))
            label.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
            set_faint(label)
            # On the right: it changes all the time, and must not move the others.
            add = bar.addPermanentWidget if name == "colour" else bar.addWidget
            add(label)
        for name, tip in (
            ("hair", self.tr("The part of the photo that the mask marks as hair")),
            ("bake", self.tr("The points of the LUT that was made last, and how long that took")),
            ("colour", self.tr("Red, green and blue under the pointer, 0 to 255: before → after")),
        ):
            self.labels[name].setToolTip(tip)
        # A long file name must not make the window wider.
        self.labels["saved"].setMinimumWidth(GRID)
        session.document.shown.connect(self._on_shown)
        session.preview.ready.connect(self._on_preview)
        self._saved = ""
        """When the look was last saved."""
        session.opened.connect(self._on_opened)
        session.saved.connect(self._on_saved)
        session.document.undo_stack.cleanChanged.connect(self._on_clean)
        session.autosaved.connect(self._on_autosaved)
        state.side_changed.connect(lambda _: self._show_hair())

    def note_zoom(self, page: QWidget, zoom: float) -> None:
        """Keep the zoom of a page, and show it if it is in front; 0 where there is no photo."""
        self._zooms[page] = zoom
        if not page.isHidden():
            self._show_zoom(page)

    def show_page(self, page: QWidget, *, photos: bool) -> None:
        """Tell of the page that comes to the front; whether it shows the references' photos."""
        self._photos = photos
        self._show_hair()
        self._show_zoom(page)

    def _show_zoom(self, page: QWidget) -> None:
        zoom = self._zooms.get(page)
        self._say("zoom", self.tr("zoom {0} %").format(round(zoom * 100)) if zoom else "")

    def show_colours(self, colours: tuple[Colour, Colour | None] | None) -> None:
        """Show the colours under the pointer, before and after."""
        texts = (
            " ".join(str(round(channel * 255)) for channel in colour)
            for colour in colours or ()
            if colour is not None
        )
        self._say("colour", "  →  ".join(texts))

    def _say(self, name: str, text: str) -> None:
        label = self.labels[name]
        label.setText(text)
        # An empty one would leave its margins before the next.
        label.setVisible(bool(text))

    def _on_shown(self, _look: Look, exact: bool) -> None:
        if exact:
            self._show_hair()

    def _on_preview(self, preview: Preview) -> None:
        size = preview.look.size if preview.exact else COARSE
        text = self.tr("baked {0}³ in {1} ms").format(size, round(preview.bake_ms))
        self._say("bake", text)

    def _on_opened(self) -> None:
        self._saved = ""
        self._say("saved", "")

    def _on_clean(self, clean: bool) -> None:
        if clean:  # taken back: there is no safety copy any more
            self._say("saved", self._saved)

    def _on_saved(self, path: Path) -> None:
        metrics = self.labels["saved"].fontMetrics()
        name = metrics.elidedText(path.name, Qt.TextElideMode.ElideMiddle, 60 * GRID)
        self._saved = self.tr("{0} saved {1}").format(name, time.strftime("%H:%M"))
        self._say("saved", self._saved)

    def _on_autosaved(self, when: float) -> None:
        clock = time.strftime("%H:%M", time.localtime(when))
        self._say("saved", self.tr("safety copy {0}").format(clock))

    def _show_hair(self) -> None:
        reference = self._session.document.look.side(self._state.side).reference
        text = self.tr("hair {0} % of the photo")
        share = round(reference.coverage * 100) if self._photos and reference is not None else None
        self._say("hair", "" if share is None else text.format(share))
