"""Numbers and dates as they are read in the window's language: 0.68, in German 0,68.

What goes into files, to the clipboard and to the terminal keeps the point.
"""

from __future__ import annotations

import datetime

from hairstudio.services.translate import translate

__all__ = ["date_text", "decimal_sign", "number_text"]


def decimal_sign() -> str:
    """What stands before the decimals."""
    return translate("Numbers", ".")


def number_text(number: float, spec: str) -> str:
    """Format a number for people.

    Parameters
    ----------
    number : float
    spec : str
        As `format` takes it, without thousands: ``.2f``, ``+.1f``, ``g``.

    Examples
    --------
    >>> number_text(0.684, ".2f")  # in an English window
    '0.68'
    """
    return format(number, spec).replace(".", decimal_sign())


def date_text(date: datetime.date) -> str:
    """Format a date for people.

    Examples
    --------
    >>> date_text(datetime.date(2026, 11, 30))  # in an English window
    '2026-11-30'
    """
    return date.strftime(translate("Numbers", "%Y-%m-%d"))
