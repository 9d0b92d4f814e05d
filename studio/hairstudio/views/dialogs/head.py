"""One head of the gallery, large."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from hairstudio.document.look import Look
from hairstudio.services.explain import explained_failure
from hairstudio.services.gallery import PaintedHead, paint_heads
from hairstudio.services.heads import Head, whole_head
from hairstudio.services.session import Session
from hairstudio.views.widgets.viewer import CompareViewer

__all__ = ["HeadWindow"]


@dataclass(frozen=True)
class _Request:
    look: Look
    exact: bool
    head: Head
    position: float | None


class HeadWindow(QDialog):
    """Shows a head before and after, beside the work: it follows the look.

    Parameters
    ----------
    session : Session
    position : callable
        What the gallery's slider forces: a position between the LUTs, or nothing.
    """

    def __init__(
        self, session: Session, position: Callable[[], float | None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._position = position
        self._head: Head | None = None
        # It only looks: a head of the gallery has no mask to be painted.
        self.viewer = CompareViewer(pool=session.preview_pool, paints=False)
        self.viewer.setAcceptDrops(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.viewer)
        self.resize(QSize(800, 800).boundedTo(self.screen().availableSize() * 0.9))
        self._loader = session.make_task()
        self._loader.done.connect(self._on_loaded)
        self._loader.failed.connect(self._on_failed)
        self._job = session.make_job(self._work)
        self._job.done.connect(self._on_painted)
        self._job.failed.connect(lambda _request, error: self._on_failed(error))
        session.document.shown.connect(lambda _look, exact: self.follow(exact=exact))

    def show_head(self, head: Head) -> None:
        """Show another head."""
        self._head = None
        self.viewer.set_images(None)
        self.viewer.set_empty_text(head.name, "…")
        self.viewer.fit()
        self.setWindowTitle(f"{head.name} – Hair Studio")
        self._loader.restart(lambda control: whole_head(head, self._session.finder))
        self.show()
        self.raise_()
        self.activateWindow()

    def follow(self, _position: object = None, *, exact: bool = True) -> None:
        """Paint the head anew: the look or the gallery's position changed."""
        if self._head is not None and self.isVisible():
            look = self._session.document.look
            self._job.submit(_Request(look, exact, self._head, self._position()))

    def _work(self, request: _Request) -> PaintedHead:
        renderer = self._session.renderer
        [painted] = paint_heads(
            request.look, request.exact, (request.head,), renderer, request.position
        )
        return painted

    def _on_loaded(self, head: Head) -> None:
        self._head = head
        self.follow()

    def _on_painted(self, request: _Request, painted: PaintedHead) -> None:
        if request.head is self._head:
            self.viewer.set_images(painted.head.image, painted.image)

    def _on_failed(self, error: Exception) -> None:
        reason = explained_failure(error)
        self.viewer.set_images(None)
        self.viewer.set_empty_text(self.tr("This head cannot be shown"), reason)
