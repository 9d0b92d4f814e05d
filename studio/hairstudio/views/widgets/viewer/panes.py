"""Before and after beside each other, or one above the other where that shows far more."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

__all__ = ["halves", "in_first"]

_GAP = 2
_MUCH = 1.25
"""How many times as large pictures must be to stand one above the other."""


def halves(width: int, height: int, picture: tuple[int, int]) -> tuple[QRectF, QRectF]:
    """Where two pictures stand in a view.

    Parameters
    ----------
    width, height : int
        Of the view.
    picture : (width, height)
        Of each of the pictures.

    Returns
    -------
    tuple of QRectF
        The left and the right half, or the upper and the lower one.
    """
    across, down = picture
    half, low = (width - _GAP) // 2, (height - _GAP) // 2
    beside = min(half / across, height / down)
    above = min(width / across, low / down)
    if above > _MUCH * beside:
        return QRectF(0, 0, width, low), QRectF(0, low + _GAP, width, height - low - _GAP)
    return QRectF(0, 0, half, height), QRectF(half + _GAP, 0, width - half - _GAP, height)


def in_first(panes: tuple[QRectF, ...], place: QPointF) -> bool:
    """Whether a place belongs to the first of two halves."""
    second = panes[1]
    return place.y() < second.top() if second.top() > 0 else place.x() < second.left()
