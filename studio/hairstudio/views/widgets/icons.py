"""Line icons, painted in the palette's own text colour at any resolution."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from hairstudio.views.widgets.theme import ROW

__all__ = ["ICONS", "IconButton", "draw_icon"]


def _lines(*polylines: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for points in polylines:
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
    return path


def _circles(*circles: tuple[float, float, float]) -> QPainterPath:
    path = QPainterPath()
    for x, y, radius in circles:
        path.addEllipse(QPointF(x, y), radius, radius)
    return path


def _reset() -> QPainterPath:
    path = QPainterPath()
    path.arcMoveTo(QRectF(3.5, 3.5, 9, 9), 120)
    path.arcTo(QRectF(3.5, 3.5, 9, 9), 120, -290)
    path.addPath(_lines(((3.2, 2.4), (5.4, 4.4), (2.9, 6.2))))
    return path


def _undo(mirror: int = 1) -> QPainterPath:
    """An arrow back; with -1, forth."""

    def at(x: float, y: float) -> tuple[float, float]:
        return 8 + mirror * (x - 8), y

    path = _lines((at(6.2, 3.2), at(3, 6.2), at(6.2, 9.2)), (at(3, 6.2), at(9.6, 6.2)))
    path.moveTo(*at(9.6, 6.2))
    path.cubicTo(*at(14.2, 6.2), *at(14.2, 12.6), *at(9.6, 12.6))
    path.lineTo(*at(6.5, 12.6))
    return path


def _eyedropper() -> QPainterPath:
    path = _lines(((9.2, 3.8), (12.2, 6.8)), ((8.8, 5.6), (3.4, 11), (2.6, 13.4), (5, 12.6)))
    path.addPath(_lines(((5, 12.6), (10.4, 7.2))))
    path.addPath(_lines(((10.4, 5.4), (12.2, 3.2), (13.2, 4), (10.8, 6))))
    return path


def _brush() -> QPainterPath:
    path = _lines(((13.4, 2.6), (7.4, 8.2)), ((13.4, 2.6), (8.6, 9.2)))
    path.moveTo(7, 8.6)
    path.cubicTo(4.6, 8.6, 5.2, 11.8, 2.6, 12.6)
    path.cubicTo(5.4, 14.2, 9, 13, 8.6, 10)
    return path


def _folder() -> QPainterPath:
    return _lines(
        ((2, 12.5), (2, 4), (6, 4), (7.4, 5.6), (14, 5.6), (14, 12.5), (2, 12.5)),
    )


def _link() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(1.5, 5.5, 7, 5), 2.5, 2.5)
    path.addRoundedRect(QRectF(7.5, 5.5, 7, 5), 2.5, 2.5)
    return path


def _warning() -> QPainterPath:
    return _lines(
        ((8, 2.5), (14, 13), (2, 13), (8, 2.5)), ((8, 6.4), (8, 9.4)), ((8, 11.2), (8, 11.3))
    )


# Drawn on a 16 × 16 grid.
ICONS: MappingProxyType[str, Callable[[], QPainterPath]] = MappingProxyType(
    {
        "brush": _brush,
        "chevron-down": lambda: _lines(((4, 6), (8, 10), (12, 6))),
        "chevron-right": lambda: _lines(((6, 4), (10, 8), (6, 12))),
        "close": lambda: _lines(((4, 4), (12, 12)), ((12, 4), (4, 12))),
        "eraser": lambda: _lines(
            ((6, 13), (2.4, 9.4), (9.4, 2.6), (13.6, 6.8), (7.4, 13), (6, 13)),
            ((5.6, 6.2), (10, 10.4)),
            ((6, 13), (13.6, 13)),
        ),
        "eyedropper": _eyedropper,
        "folder": _folder,
        "link": _link,
        "more": lambda: _circles((8, 3.5, 0.8), (8, 8, 0.8), (8, 12.5, 0.8)),
        "pause": lambda: _lines(((5.5, 3.5), (5.5, 12.5)), ((10.5, 3.5), (10.5, 12.5))),
        "play": lambda: _lines(((5, 3), (12.5, 8), (5, 13), (5, 3))),
        "power": lambda: _circles((8, 8, 4.5)),
        "redo": lambda: _undo(-1),
        "reset": _reset,
        "step-back": lambda: _lines(((11, 4), (6, 8), (11, 12)), ((4, 4), (4, 12))),
        "step-on": lambda: _lines(((5, 4), (10, 8), (5, 12)), ((12, 4), (12, 12))),
        "undo": _undo,
        "warning": _warning,
    }
)


def draw_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Stroke an icon into ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(rect.width(), rect.height())
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / 16, side / 16)
    pen = QPen(colour, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(colour if name == "more" else Qt.BrushStyle.NoBrush)
    painter.drawPath(ICONS[name]())
    painter.restore()


class IconButton(QToolButton):
    """A flat button with a line icon; its tooltip is its accessible name.

    Parameters
    ----------
    icon : str
        A key of :data:`ICONS`.
    tip : str
        What it does, already translated.
    checkable : bool
    parent : QWidget, optional
    """

    def __init__(
        self, icon: str, tip: str, *, checkable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.flat = False
        self.show_as(icon, tip)
        self.setCheckable(checkable)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(ROW, ROW)

    def show_as(self, icon: str, tip: str) -> None:
        """Show an icon, and say what the button does now."""
        self._icon_name = icon
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.update()

    def open_below(self, menu: QMenu) -> None:
        """Open a menu that was made for this once."""
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def sizeHint(self) -> QSize:
        return QSize(ROW, ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        frame = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        pressed = self.isDown() or (self.isChecked() and not self.flat)
        if self.isEnabled() and (pressed or self.underMouse()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.mid() if pressed else palette.button())
            painter.drawRoundedRect(frame, 3, 3)
        if self.hasFocus():
            painter.setPen(QPen(palette.accent().color(), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 3, 3)
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        colour = palette.color(group, QPalette.ColorRole.WindowText)
        size = 16.0
        target = QRectF(0, 0, size, size)
        target.moveCenter(QRectF(self.rect()).center())
        draw_icon(painter, self._icon_name, target, colour)
