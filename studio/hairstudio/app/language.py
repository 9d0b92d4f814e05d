"""The window in the artist's language."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

__all__ = ["TRANSLATIONS", "translate"]

TRANSLATIONS = Path(__file__).parents[1] / "translations"
"""Holds `hairstudio_CODE.ts`, and the `.qm` made of it by ``pyside6-lrelease``."""

_QTS = ("qtbase", "qtmultimedia")
"""Qt's own words, of dialogs, and of films and cameras that fail."""


def translate(app: QCoreApplication, language: str | None = None) -> tuple[QTranslator, ...]:
    """Show the application in a language, if it has a translation; else it stays English.

    Qt's own words come with it, and not without: they would be the only ones in their language,
    and where that is written from the right, they turn the window round.

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
    own, english = QTranslator(app), (QLocale.Language.English, QLocale.Language.C)
    if locale.language() not in english and not own.load(
        locale, "hairstudio", "_", str(TRANSLATIONS)
    ):
        locale = QLocale(QLocale.Language.English)
    # By it, and not by its words, Qt's dialogs name kinds of files and write dates.
    QLocale.setDefault(locale)
    if locale.language() in english:
        return ()
    qts = [QTranslator(app) for _ in _QTS]
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for each, name in zip(qts, _QTS, strict=True):
        each.load(locale, name, "_", folder)
    # What is installed last is asked first; one that found no file cannot be installed.
    return tuple(each for each in (*qts, own) if app.installTranslator(each))
