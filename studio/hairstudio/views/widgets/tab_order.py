"""The order in which Tab goes through widgets that are made late."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

__all__ = ["stops_in", "tab_at"]


def stops_in(widget: QWidget) -> list[QWidget]:
    """What takes the focus in a widget, as the eye goes."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    found = []
    for child in widget.findChildren(QWidget, options=direct):
        if child.isWindow():  # as an open picker: its order is its own
            continue
        found += [child] if _is_stop(child) else stops_in(child)
    return found


def tab_at(place: QWidget, stops: Iterable[QWidget]) -> None:
    """Let Tab come to stops, in this order, right after a stop, or where another widget stands.

    Qt puts what is made late after all others in the window.
    """
    before = place
    for stop in stops:
        while not _is_stop(before):
            before = before.previousInFocusChain() or stop
        QWidget.setTabOrder(before, stop)
        before = stop


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
