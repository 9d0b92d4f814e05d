"""The window in the artist's language."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

__all__ = ["TRANSLATIONS", "translate"]

TRANSLATIONS = Path(__file__).parents[1] / "translations"
"""Holds `hairstudio_CODE.ts`, and the `.qm` made of it by ``pyside6-lrelease``."""


def translate(app: QCoreApplication, language: str | None = None) -> tuple[QTranslator, ...]:
    """Show the application in a language, as far as there are translations.

    Numbers in fields keep the point as decimal sign in each: they are pasted from and into
    other programs, and into `.cube` files.

    Parameters
    ----------
    app : QCoreApplication
    language : str, optional
        Code such as ``de`` or ``pt_BR``; the system's language when left out.

    Returns
    -------
    tuple of QTranslator
        Those that were installed; the application owns them.
    """
    locale = QLocale(language) if language else QLocale()
    if locale.language() in (QLocale.Language.English, QLocale.Language.C):
        return ()
    installed = []
    system = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", system), ("hairstudio", str(TRANSLATIONS))):
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder) and app.installTranslator(translator):
            installed.append(translator)
    return tuple(installed)
