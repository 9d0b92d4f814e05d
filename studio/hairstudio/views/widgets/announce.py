"""Telling screen readers what appears elsewhere than where the focus is."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

__all__ = ["announce"]


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader, if one listens, speak a text that a widget now shows.

    Parameters
    ----------
    widget : QWidget
    text : str
        Nothing is said of an empty one.
    """
    if text:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
