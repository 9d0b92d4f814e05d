"""A sheet for the client: every head before and after, with the look's name and its goal."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from hairsdk.files import write_bytes
from hairsdk.images import Photo, write_photo
from hairstudio.document.look import SIDES, Look
from hairstudio.document.reference import Pixels, hair_sample
from hairstudio.services.baking import crop_to_hair
from hairstudio.services.control import TaskControl
from hairstudio.services.gallery import Head, PaintedHead, builtin_heads, paint_heads, whole_head
from hairstudio.services.hair import HairFinder
from hairstudio.services.renderer import Renderer
from hairstudio.services.translate import translate

__all__ = ["PROOF_SUFFIXES", "write_proof"]

PROOF_SUFFIXES = (".jpg", ".jpeg", ".png", ".pdf")

_TILE = 360
_COLUMNS, _ROWS = 4, 4
"""Of a printed page; a picture has as many rows as it needs."""

_MARGIN, _GAP, _HEADER, _CAPTION = 48, 24, 120, 44
_LINE = _TILE + _CAPTION + _GAP
_WIDTH = 2 * _MARGIN + _COLUMNS * 2 * _TILE + (_COLUMNS - 1) * _GAP
_A4_LANDSCAPE = QSizeF(297.0, 210.0)
# Paper and ink have no hue of their own beside the hair's.
_INK, _FAINT = QColor(30, 30, 30), QColor(110, 110, 110)


def write_proof(
    path: Path,
    title: str,
    look: Look,
    heads: Sequence[Head],
    renderer: Renderer,
    finder: HairFinder,
    control: TaskControl,
) -> None:
    """Write a sheet with the artist's own references and the heads of the gallery.

    Parameters
    ----------
    path : Path
        Its suffix, one of `PROOF_SUFFIXES`, chooses the format. A PDF has pages in A4, a picture
        holds all heads.
    title : str
        What the look is called in the artist's language.
    look : Look
    heads : sequence of Head
        Of the gallery; the built-in ones where there are none.
    renderer : Renderer
    finder : HairFinder
        Looks for the hair in the artist's photos again: the gallery's heads are small.
    control : TaskControl

    Raises
    ------
    FileWriteError
        What was there before is untouched.
    HairSdkError
        A photo cannot be read any more, or an effect not be evaluated.
    Cancelled
    """
    shown = [*_own_references(look)]
    heads = heads or builtin_heads()
    for index, head in enumerate(heads):
        control.progress(index / len(heads), head.name)
        shown.append(_as_tile(whole_head(head, finder)))
    shown.sort(key=lambda head: head.intensity)
    painted = paint_heads(look, True, shown, renderer)
    if path.suffix.lower() == ".pdf":
        write_bytes(path, _pdf(title, look, painted))
    else:
        write_photo(path, Photo(_picture(title, look, painted)))


def _own_references(look: Look) -> Iterator[Head]:
    """The built-in ones are in the gallery."""
    for side in SIDES:
        reference = look.side(side).reference
        if reference is not None and not reference.builtin and reference.has_hair:
            image, mask = reference.image, reference.mask
            sample = hair_sample(image, mask)
            head = Head(reference.name, image, mask, reference.intensity, reference.name, sample)
            yield _as_tile(head)


def _as_tile(head: Head) -> Head:
    image, mask = crop_to_hair(head.image, head.mask, _TILE)
    return replace(head, image=image, mask=mask)


def _picture(title: str, look: Look, painted: Sequence[PaintedHead]) -> Pixels:
    rows = -(-len(painted) // _COLUMNS)
    sheet = QImage(_WIDTH, 2 * _MARGIN + _HEADER + rows * _LINE, QImage.Format.Format_RGB888)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    _paint(painter, title, look, painted)
    painter.end()
    lines = np.frombuffer(sheet.constBits(), np.uint8).reshape(sheet.height(), -1)
    return lines[:, : 3 * _WIDTH].reshape(sheet.height(), _WIDTH, 3).copy()


def _pdf(title: str, look: Look, painted: Sequence[PaintedHead]) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Hair Studio")
    writer.setPageLayout(
        QPageLayout(
            QPageSize(_A4_LANDSCAPE, QPageSize.Unit.Millimeter),
            QPageLayout.Orientation.Portrait,  # as the size is given
            QMarginsF(),
        )
    )
    painter = QPainter(writer)
    scale = writer.width() / _WIDTH
    painter.scale(scale, scale)
    page = _COLUMNS * _ROWS
    for first in range(0, len(painted), page):
        if first:
            writer.newPage()
        _paint(painter, title, look, painted[first : first + page])
    painter.end()
    return bytes(buffer.data().data())


def _paint(painter: QPainter, title: str, look: Look, painted: Sequence[PaintedHead]) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_header(painter, title, look)
    for index, head in enumerate(painted):
        row, column = divmod(index, _COLUMNS)
        corner = QPointF(_MARGIN + column * (2 * _TILE + _GAP), _MARGIN + _HEADER + row * _LINE)
        for pixels in (head.head.image, head.image):
            painter.drawImage(QRectF(corner, QSizeF(_TILE, _TILE)), _image(pixels))
            corner.setX(corner.x() + _TILE)
        words = translate("ProofSheet", "intensity {0}").format(f"{head.head.intensity:.2f}")
        if head.distance is not None:
            words += f"   ΔE {head.distance:.1f}"
        line = QRectF(corner.x() - 2 * _TILE, corner.y() + _TILE, 2 * _TILE, _CAPTION)
        room = line.width() - _write(painter, line, words, 22, _FAINT, right=True) - _GAP
        line.setWidth(room)
        _write(painter, line, head.head.name, 22, _INK)


def _paint_header(painter: QPainter, title: str, look: Look) -> None:
    line = QRectF(_MARGIN, _MARGIN - 8, _WIDTH / 2, 60)
    _write(painter, line, title, 48, _INK)
    today = datetime.date.today().isoformat()
    explained = translate("ProofSheet", "Each head before and after")
    about = " · ".join(filter(None, (look.about.author, today, explained)))
    _write(painter, line.translated(0, 56), about, 22, _FAINT)
    if look.goal is not None:
        goal = QColor.fromRgbF(*look.goal)
        swatch = QRectF(_WIDTH - _MARGIN - 160, _MARGIN, 160, 90)
        painter.fillRect(swatch, goal)
        text = translate("ProofSheet", "Goal {0}").format(goal.name().upper())
        beside = QRectF(swatch.left() - 500 - _GAP, swatch.top(), 500, swatch.height())
        _write(painter, beside, text, 28, _INK, right=True)


def _write(
    painter: QPainter, line: QRectF, text: str, size: int, ink: QColor, *, right: bool = False
) -> float:
    """Write a line, cut where it has no room, and return its width."""
    font = QFont(painter.font())
    font.setPixelSize(size)
    metrics = QFontMetricsF(font)
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
    edge = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(line, edge | Qt.AlignmentFlag.AlignVCenter, cut)
    return metrics.horizontalAdvance(cut)


def _image(pixels: Pixels) -> QImage:
    height, width = pixels.shape[:2]
    rgb = np.ascontiguousarray(pixels)
    return QImage(rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
