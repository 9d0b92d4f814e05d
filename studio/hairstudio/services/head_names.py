"""What the built-in heads are called in the artist's language."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from hairstudio.document.reference import Reference

__all__ = ["HEADS", "head_name", "reference_name"]

# pyside6-lupdate collects them here; a test compares them with the heads there are.
HEADS = (
    QT_TRANSLATE_NOOP("Heads", "Black bob"),
    QT_TRANSLATE_NOOP("Heads", "Black braids"),
    QT_TRANSLATE_NOOP("Heads", "Blonde long"),
    QT_TRANSLATE_NOOP("Heads", "Blonde wavy"),
    QT_TRANSLATE_NOOP("Heads", "Brown bun"),
    QT_TRANSLATE_NOOP("Heads", "Dark brown fringe"),
    QT_TRANSLATE_NOOP("Heads", "Grey ponytail"),
    QT_TRANSLATE_NOOP("Heads", "Light brown longback"),
    QT_TRANSLATE_NOOP("Heads", "Platinum longback"),
    QT_TRANSLATE_NOOP("Heads", "Red curly"),
    QT_TRANSLATE_NOOP("Heads", "Red-brown fringe"),
    QT_TRANSLATE_NOOP("Heads", "White bob"),
    QT_TRANSLATE_NOOP("Heads", "White buzz"),
)


def head_name(label: str) -> str:
    """The label of a built-in head."""
    return QCoreApplication.translate("Heads", label)


def reference_name(reference: Reference) -> str:
    """What a reference is called: an artist's own photo what its file is."""
    return head_name(reference.name) if reference.builtin else reference.name
