"""What the sheets for the client have in common: their heads, their words, pictures and pages."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
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
    QTextLayout,
)

from hairsdk.errors import FileReadError, ImageError
from hairsdk.files import require_parent, write_bytes
from hairsdk.images import Photo, encode_photo
from hairstudio.core.hair import crop_to_hair
from hairstudio.document.look import SIDES, Look
from hairstudio.document.reference import Pixels, hair_sample
from hairstudio.services.control import TaskControl
from hairstudio.services.explain import explained
from hairstudio.services.hair import HairFinder
from hairstudio.services.heads import Head, NoHairError, whole_heads
from hairstudio.services.qimages import pixels_of

__all__ = [
    "A4",
    "FAINT",
    "INK",
    "SHEET_SUFFIXES",
    "heads_of_sheet",
    "page_number",
    "paint_pdf",
    "paint_picture",
    "paint_pixels",
    "write_line",
    "write_lines",
    "write_sheet",
]

SHEET_SUFFIXES = (".jpg", ".jpeg", ".png", ".pdf")

A4 = QSizeF(210.0, 297.0)
"""In millimetres."""

_MOST_PIXELS = 60_000_000
"""A picture of more heads and looks is made smaller: not every program opens a larger one."""

_MOST_ROWS = 30_000

_ALIKE = 1.0
"""Levels that one photo may differ from itself once it was shrunk twice."""

# Paper and ink have no hue of their own beside the hair's.
INK, FAINT = QColor(30, 30, 30), QColor(110, 110, 110)


def heads_of_sheet(
    look: Look,
    heads: Sequence[Head],
    side: int,
    finder: HairFinder,
    control: TaskControl,
    share: float = 1.0,
) -> tuple[list[Head], tuple[str, ...]]:
    """The artist's own references and the heads of the gallery, from dark to light.

    Heads whose photo cannot be read any more, or shows no hair now, are left out, and why is told
    beside the others.

    Parameters
    ----------
    look : Look
    heads : sequence of Head
        Of the gallery.
    side : int
        Pixels of the square that each is cut to.
    finder : HairFinder
        Looks for the hair in the artist's photos again: the gallery's heads are small.
    control : TaskControl
    share : float
        Of the whole work, for its progress.

    Raises
    ------
    HairSdkError
        No hair can be looked for.
    Cancelled
    """
    left_out = []
    own = [*_own_references(look)]
    shown = [_cut(head, side) for head in own]
    photos = len({head.source for head in heads})
    for index, (name, whole) in enumerate(whole_heads(heads, finder)):
        control.progress(share * index / photos, name)
        try:
            wholes = whole()
        except (FileReadError, ImageError, NoHairError) as error:
            left_out.append(explained(error))
            continue
        new = (head for head in wholes if not any(_is_same(head, known) for known in own))
        shown.extend(_cut(head, side) for head in new)
    return sorted(shown, key=lambda head: head.intensity), tuple(left_out)


def _own_references(look: Look) -> Iterator[Head]:
    """The built-in ones are in the gallery."""
    for side in SIDES:
        reference = look.side(side).reference
        if reference is not None and not reference.builtin and reference.has_hair:
            image, mask = reference.image, reference.mask
            sample = hair_sample(image, mask)
            yield Head(reference.name, image, mask, reference.intensity, reference.name, sample)


def _is_same(head: Head, reference: Head) -> bool:
    # A document keeps no path of its photos, which may come from the gallery. Cameras give one name
    # to many, and people are alike dark.
    name = head.source.stem if isinstance(head.source, Path) else head.name
    if name != reference.name:
        return False
    few, other = (_few_pixels(each.image).astype(np.float32) for each in (head, reference))
    if float(np.abs(few - other).mean()) >= _ALIKE:
        return False
    # Of several people in a photo one is the reference, the others are not.
    own, hair = _few_pixels(head.mask), _few_pixels(reference.mask)
    return head.name == name or float(np.vdot(own, hair)) > 0.5 * float(np.vdot(own, own))


def _few_pixels(image: NDArray[Any]) -> NDArray[Any]:
    """As many of any photo: the gallery's are shrunk further than references are."""
    return cv2.resize(image, (32, 32), interpolation=cv2.INTER_AREA)


def _cut(head: Head, side: int) -> Head:
    image, mask = crop_to_hair(head.image, head.mask, side)
    return replace(head, image=image, mask=mask)


def write_sheet(path: Path, sheet: Pixels | bytes, control: TaskControl) -> None:
    """Write a picture, or a PDF that is encoded already, unless the artist stopped it.

    Raises
    ------
    FileWriteError
        What was there before is untouched.
    Cancelled
    """
    data = sheet if isinstance(sheet, bytes) else encode_photo(Photo(sheet), path)[0]
    control.progress(1.0, path.name)
    require_parent(path)
    control.commit()
    write_bytes(path, data)


def paint_picture(width: int, height: int, paint: Callable[[QPainter], None]) -> Pixels:
    """A white picture that something is painted on, shape (height, width, 3) or smaller."""
    scale = min(1.0, math.sqrt(_MOST_PIXELS / (width * height)), _MOST_ROWS / height)
    size = round(width * scale), round(height * scale)
    sheet = QImage(*size, QImage.Format.Format_RGB888)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    painter.scale(scale, scale)
    try:
        paint(painter)
    finally:
        painter.end()
    return pixels_of(sheet)


def paint_pdf(
    title: str, size: QSizeF, width: int, pages: Iterable[Callable[[QPainter], None]]
) -> bytes:
    """A PDF of pages, each painted on an area of that width.

    Parameters
    ----------
    title : str
    size : QSizeF
        Of a page, in millimetres.
    width : int
        What the page is as wide as, in the painter's units.
    pages : iterable of callable
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Hair Studio")
    writer.setPageLayout(
        QPageLayout(
            QPageSize(size, QPageSize.Unit.Millimeter),
            QPageLayout.Orientation.Portrait,  # as the size is given
            QMarginsF(),
        )
    )
    painter = QPainter(writer)
    scale = writer.width() / width
    painter.scale(scale, scale)
    try:
        for index, paint in enumerate(pages):
            if index:
                writer.newPage()
            paint(painter)
    finally:
        painter.end()
    return bytes(buffer.data().data())


def paint_pixels(painter: QPainter, place: QRectF, pixels: Pixels) -> None:
    """Draw an RGB array."""
    height, width = pixels.shape[:2]
    rgb = np.ascontiguousarray(pixels)
    image = QImage(rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image.copy())


def write_line(
    painter: QPainter, line: QRectF, text: str, size: int, ink: QColor, *, right: bool = False
) -> float:
    """Write a line, cut in its middle where it has no room, and return its width.

    Photos of a series, and versions of a look, differ at the end of their names.
    """
    font = _font(painter, size)
    metrics = QFontMetricsF(font)
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, line.width())
    edge = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(line, edge | Qt.AlignmentFlag.AlignVCenter, cut)
    return metrics.horizontalAdvance(cut)


def write_lines(painter: QPainter, area: QRectF, text: str, size: int, ink: QColor) -> None:
    """Write up to two lines at the foot of an area, cut where they have no room."""
    layout = QTextLayout(text, _font(painter, size))
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(area.width())
    layout.endLayout()
    parted = text[: first.textLength()].strip(), text[first.textLength() :].strip()
    lines = [part for part in parted if part]
    for number, part in enumerate(reversed(lines)):
        corner = QPointF(area.left(), area.bottom() - (number + 1) * first.height())
        line = QRectF(corner, QSizeF(area.width(), first.height()))
        write_line(painter, line, part, size, ink)


def page_number(page: int, pages: int) -> str:
    """Which of several pages it is, the first being 1; nothing where it is the only one."""
    return f"{page} / {pages}" if pages > 1 else ""


def _font(painter: QPainter, size: int) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(size)
    return font
