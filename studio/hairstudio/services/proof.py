"""A sheet for the client: every head before and after, with the look's name and its goal."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter

from hairstudio.document.look import Look
from hairstudio.document.reference import Pixels
from hairstudio.services.control import TaskControl
from hairstudio.services.gallery import PaintedHead, paint_heads
from hairstudio.services.hair import HairFinder
from hairstudio.services.heads import Head
from hairstudio.services.numbers import date_text, number_text
from hairstudio.services.renderer import Renderer
from hairstudio.services.sheet import (
    A4,
    FAINT,
    INK,
    heads_of_sheet,
    page_number,
    paint_pdf,
    paint_picture,
    paint_pixels,
    write_line,
    write_sheet,
)
from hairstudio.services.translate import translate

__all__ = ["write_proof"]

_TILE = 360
_COLUMNS, _ROWS = 4, 4
"""Of a printed page; a picture has as many rows as it needs."""

_MARGIN, _GAP, _HEADER, _CAPTION = 48, 24, 120, 44
_LINE = _TILE + _CAPTION + _GAP
_WIDTH = 2 * _MARGIN + _COLUMNS * 2 * _TILE + (_COLUMNS - 1) * _GAP


def write_proof(
    path: Path,
    title: str,
    look: Look,
    heads: Sequence[Head],
    renderer: Renderer,
    finder: HairFinder,
    control: TaskControl,
) -> tuple[str, ...]:
    """Write a sheet with the artist's own references and the heads of the gallery.

    Parameters
    ----------
    path : Path
        Its suffix, one of `SHEET_SUFFIXES`, chooses the format. A PDF has pages in A4, a picture
        holds all heads.
    title : str
        What the look is called in the artist's language.
    look : Look
    heads : sequence of Head
        Of the gallery.
    renderer : Renderer
    finder : HairFinder
        Looks for the hair in the artist's photos again: the gallery's heads are small.
    control : TaskControl

    Returns
    -------
    tuple of str
        Which heads were left out, and why.

    Raises
    ------
    FileWriteError
        What was there before is untouched.
    HairSdkError
        No hair can be looked for, or an effect not be evaluated.
    Cancelled
    """
    shown, left_out = heads_of_sheet(look, heads, _TILE, finder, control)
    painted = paint_heads(look, True, shown, renderer)
    paint = _paint_pdf if path.suffix.lower() == ".pdf" else _paint_picture
    write_sheet(path, paint(title, look, painted), control)
    return left_out


def _paint_picture(title: str, look: Look, painted: Sequence[PaintedHead]) -> Pixels:
    rows = -(-len(painted) // _COLUMNS)
    height = 2 * _MARGIN + _HEADER + rows * _LINE
    return paint_picture(_WIDTH, height, lambda painter: _paint(painter, title, look, painted))


def _paint_pdf(title: str, look: Look, painted: Sequence[PaintedHead]) -> bytes:
    step = _COLUMNS * _ROWS
    parts = [painted[first : first + step] for first in range(0, len(painted), step)]
    pages = (
        functools.partial(
            _paint, title=title, look=look, painted=part, number=page_number(page, len(parts))
        )
        for page, part in enumerate(parts, start=1)
    )
    return paint_pdf(title, A4.transposed(), _WIDTH, pages)


def _paint(
    painter: QPainter, title: str, look: Look, painted: Sequence[PaintedHead], number: str = ""
) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_header(painter, title, look, number)
    for index, head in enumerate(painted):
        row, column = divmod(index, _COLUMNS)
        corner = QPointF(_MARGIN + column * (2 * _TILE + _GAP), _MARGIN + _HEADER + row * _LINE)
        for pixels in (head.head.image, head.image):
            paint_pixels(painter, QRectF(corner, QSizeF(_TILE, _TILE)), pixels)
            corner.setX(corner.x() + _TILE)
        intensity = number_text(head.head.intensity, ".2f")
        words = translate("ProofSheet", "intensity {0}").format(intensity)
        if head.distance is not None:
            words += f"   ΔE {number_text(head.distance, '.1f')}"
        line = QRectF(corner.x() - 2 * _TILE, corner.y() + _TILE, 2 * _TILE, _CAPTION)
        room = line.width() - write_line(painter, line, words, 22, FAINT, right=True) - _GAP
        line.setWidth(room)
        write_line(painter, line, head.head.name, 22, INK)


def _paint_header(painter: QPainter, title: str, look: Look, number: str) -> None:
    line = QRectF(_MARGIN, _MARGIN - 8, _WIDTH / 2, 60)
    write_line(painter, line, title, 48, INK)
    today = date_text(datetime.date.today())
    explained = translate("ProofSheet", "Each head before and after")
    about = " · ".join(filter(None, (look.about.author, today, explained, number)))
    write_line(painter, line.translated(0, 56), about, 22, FAINT)
    if look.goal is not None:
        goal = QColor.fromRgbF(*look.goal)
        swatch = QRectF(_WIDTH - _MARGIN - 160, _MARGIN, 160, 90)
        painter.fillRect(swatch, goal)
        text = translate("ProofSheet", "Goal {0}").format(goal.name().upper())
        beside = QRectF(swatch.left() - 500 - _GAP, swatch.top(), 500, swatch.height())
        write_line(painter, beside, text, 28, INK, right=True)
