"""A head of the gallery on its way to a picture."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QUrl

from hairstudio.services.heads import Head, photo_of

__all__ = ["HeadData"]


class HeadData(QMimeData):
    """A head that is dragged; what knows no heads, other programs too, gets its photo.

    Parameters
    ----------
    head : Head
    """

    def __init__(self, head: Head) -> None:
        super().__init__()
        self.head = head
        self.setUrls([QUrl.fromLocalFile(str(photo_of(head)))])
