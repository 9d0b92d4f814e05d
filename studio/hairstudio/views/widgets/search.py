"""Fields that search a list."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

__all__ = ["search_field"]


def search_field(what: str) -> QLineEdit:
    """Return a field that says what it searches, to screen readers as well, and can be emptied."""
    field = QLineEdit(placeholderText=what, clearButtonEnabled=True)
    field.setAccessibleName(what)
    return field
