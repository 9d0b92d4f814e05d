"""The order in which names are listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QCollator, QLocale, Qt

__all__ = ["by_name"]

Item = TypeVar("Item")


def by_name(items: Iterable[Item], name: Callable[[Item], str]) -> list[Item]:
    """Sort as file managers do: "Ä" beside "A", "Look 2" before "Look 10".

    Parameters
    ----------
    items : iterable
    name : callable
        What an item is called.
    """
    locale = QLocale()
    if locale.language() == QLocale.Language.C:  # it knows only the order of bytes
        locale = QLocale(QLocale.Language.English)
    collator = QCollator(locale)
    collator.setNumericMode(True)
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return sorted(items, key=lambda item: collator.sortKey(name(item)))
