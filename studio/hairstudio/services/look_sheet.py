"""A sheet to choose from: heads in rows, looks in columns."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from hairsdk.lookup import LutLookup
from hairsdk.lut import blend_luts
from hairsdk.position import position
from hairsdk.preset import Preset
from hairstudio.document.look import Look
from hairstudio.document.reference import Pixels
from hairstudio.services.baking import make_preset
from hairstudio.services.control import TaskControl
from hairstudio.services.hair import HairFinder
from hairstudio.services.heads import Head
from hairstudio.services.look_names import look_name
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
    write_lines,
    write_sheet,
)
from hairstudio.services.translate import translate

__all__ = ["write_look_sheet"]

_TILE = 300
_MARGIN, _GAP, _HEADER, _NAMES, _CAPTION = 48, 12, 120, 80, 40
_LINE = _TILE + _CAPTION + _GAP
_MOST_LOOKS_OF_A_PAGE = 4
_FINDING = 0.5
"""Share of the work that looking for the hair takes."""


@dataclass(frozen=True, eq=False)
class _Page:
    """What stands on a page, or on the picture: some of the heads, some of the looks."""

    heads: Sequence[Head]
    looks: Sequence[Preset | Path]
    columns: int
    number: str = ""

    @property
    def width(self) -> int:
        return 2 * _MARGIN + self.columns * (_TILE + _GAP) - _GAP


class _Painter:
    """Paints pages; a look is read when its column is painted, and not kept."""

    def __init__(self, title: str, tiles: int, renderer: Renderer, control: TaskControl) -> None:
        self._title = title
        self._tiles, self._painted = tiles, 0
        self._renderer, self._control = renderer, control

    def paint(self, painter: QPainter, page: _Page) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QRectF(_MARGIN, _MARGIN - 8, page.width - 2 * _MARGIN, 60)
        write_line(painter, line, translate("LookSheet", "Looks to compare"), 48, INK)
        # No author: each look may have another.
        today = date_text(datetime.date.today())
        explained = translate("LookSheet", "Each head before and with each look")
        about = " · ".join(filter(None, (today, explained, page.number)))
        write_line(painter, line.translated(0, 56), about, 22, FAINT)
        self._paint_heads(painter, page.heads)
        for column, source in enumerate(page.looks, start=1):
            self._paint_look(painter, column, source, page.heads)

    def _paint_heads(self, painter: QPainter, heads: Sequence[Head]) -> None:
        write_lines(painter, _above(0), translate("LookSheet", "Before"), 26, FAINT)
        for row, head in enumerate(heads):
            tile = _tile(0, row)
            paint_pixels(painter, tile, head.image)
            line = QRectF(tile.bottomLeft(), QSizeF(_TILE, _CAPTION))
            intensity = number_text(head.intensity, ".2f")
            line.setWidth(_TILE - write_line(painter, line, intensity, 20, FAINT, right=True))
            write_line(painter, line.adjusted(0, 0, -_GAP, 0), head.name, 20, INK)

    def _paint_look(
        self, painter: QPainter, column: int, source: Preset | Path, heads: Sequence[Head]
    ) -> None:
        if isinstance(source, Preset):
            preset, name = source, self._title
        else:
            preset = Preset.load(source)
            name = look_name(preset.name, source)
        write_lines(painter, _above(column), name, 26, INK)
        for row, head in enumerate(heads):
            share = _FINDING + (1.0 - _FINDING) * self._painted / self._tiles
            self._control.progress(share, name)
            lut = blend_luts(preset.dark, preset.light, position(head.intensity, preset))
            image = self._renderer.recolour(head.image, head.mask, LutLookup(lut))
            paint_pixels(painter, _tile(column, row), image)
            self._painted += 1


def write_look_sheet(
    path: Path,
    title: str,
    look: Look,
    others: Sequence[Path],
    heads: Sequence[Head],
    renderer: Renderer,
    finder: HairFinder,
    control: TaskControl,
) -> tuple[str, ...]:
    """Write the open look and others, as they were saved, on the same heads.

    Parameters
    ----------
    path : Path
        Its suffix, one of `SHEET_SUFFIXES`, chooses the format. A PDF has pages in A4 with up to
        four looks beside the untouched head, a picture holds all of them.
    title : str
        What the open look is called in the artist's language.
    look : Look
        The open look, which comes first.
    others : sequence of Path
        Folders and `.hairlook` files.
    heads : sequence of Head
        Of the gallery. The open look's own references are added.
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
        A look cannot be read any more, no hair be looked for, or an effect not be evaluated.
    Cancelled
    """
    looks: tuple[Preset | Path, ...] = (make_preset(look, recipe=False), *others)
    shown, left_out = heads_of_sheet(look, heads, _TILE, finder, control, _FINDING)
    pages = _Painter(title, len(looks) * len(shown), renderer, control)
    paint = _paint_pdf if path.suffix.lower() == ".pdf" else _paint_picture
    write_sheet(path, paint(pages, shown, looks), control)
    return left_out


def _paint_picture(
    pages: _Painter, heads: Sequence[Head], looks: Sequence[Preset | Path]
) -> Pixels:
    page = _Page(heads, looks, 1 + len(looks))
    height = 2 * _MARGIN + _HEADER + _NAMES + len(heads) * _LINE
    return paint_picture(page.width, height, functools.partial(pages.paint, page=page))


def _paint_pdf(pages: _Painter, heads: Sequence[Head], looks: Sequence[Preset | Path]) -> bytes:
    # Five looks are three and two, not four and one.
    step = -(-len(looks) // -(-len(looks) // _MOST_LOOKS_OF_A_PAGE))
    columns = 1 + step
    width = _Page(heads, looks, columns).width
    room = width * A4.height() / A4.width() - 2 * _MARGIN - _HEADER - _NAMES
    rows = int((room + _GAP) / _LINE)
    places = [
        (first, row) for first in range(0, len(looks), step) for row in range(0, len(heads), rows)
    ]
    parts = (
        _Page(
            heads[row : row + rows],
            looks[first : first + step],
            columns,
            page_number(page, len(places)),
        )
        for page, (first, row) in enumerate(places, start=1)
    )
    title = translate("LookSheet", "Looks to compare")
    return paint_pdf(
        title, A4, width, (functools.partial(pages.paint, page=page) for page in parts)
    )


def _tile(column: int, row: int) -> QRectF:
    corner = QPointF(_MARGIN + column * (_TILE + _GAP), _MARGIN + _HEADER + _NAMES + row * _LINE)
    return QRectF(corner, QSizeF(_TILE, _TILE))


def _above(column: int) -> QRectF:
    return _tile(column, 0).translated(0, -_NAMES).adjusted(0, 0, 0, _NAMES - _TILE - 10)
