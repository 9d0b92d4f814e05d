"""Texts of the services in the window's language, also where there is no window."""

from __future__ import annotations

import sys

__all__ = ["translate"]


def translate(context: str, text: str) -> str:
    """The text in the window's language; as it is where Qt is not loaded: baking needs none."""
    core = sys.modules.get("PySide6.QtCore")
    return text if core is None else str(core.QCoreApplication.translate(context, text))
