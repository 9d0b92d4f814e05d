"""Numbers and dates as they are read in the window's language: 0.68, in German 0,68.

What goes into files, to the clipboard and to the terminal keeps the point.
"""

from __future__ import annotations

import datetime

from hairstudio.services.translate import translate

__all__ = ["clock_text", "date_text", "decimal_sign", "number_text", "place_text"]


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


def place_text(seconds: float) -> str:
    """A place in a film: minutes and seconds to a tenth, and hours where there are any.

    Examples
    --------
    >>> place_text(12.43)  # in an English window
    '0:12.4'
    """
    # A frame is shown until the tenth is over.
    tenths = int(max(seconds, 0.0) * 10 + 1e-6)
    return clock_text(tenths // 10) + number_text(tenths % 10 / 10, ".1f")[1:]


def clock_text(seconds: int) -> str:
    """Minutes and seconds, with hours where there are any.

    Examples
    --------
    >>> clock_text(83)
    '1:23'
    """
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
