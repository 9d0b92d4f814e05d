"""The window in the artist's language."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

__all__ = ["TRANSLATIONS", "translate"]

TRANSLATIONS = Path(__file__).parents[1] / "translations"
"""Holds `hairstudio_CODE.ts`, and the `.qm` made of it by ``pyside6-lrelease``."""


def translate(app: QCoreApplication, language: str | None = None) -> tuple[QTranslator, ...]:
    """Show the application in a language, if it has a translation; else it stays English.

    Qt's own words come with it, and not without: they would be the only ones in their language,
    and where that is written from the right, they turn the window round.

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
    own, qt = QTranslator(app), QTranslator(app)
    if not own.load(locale, "hairstudio", "_", str(TRANSLATIONS)):
        return ()
    qt.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    # What is installed last is asked first.
    return tuple(each for each in (qt, own) if app.installTranslator(each))
