"""The part of a video view that the graphics card draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QOffscreenSurface, QOpenGLContext
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QWidget

from hairstudio.views.widgets.live.gl_painter import GlPainter
from hairstudio.views.widgets.live.gl_probe import gl_format
from hairstudio.views.widgets.live.shot import Shot

__all__ = ["GlSurface"]

Draw = Callable[[GlPainter, Any, int], None]


class _Loader:
    """Gives moderngl the functions of Qt's context, whatever window system it came from."""

    def load_opengl_function(self, name: str) -> int:
        current = QOpenGLContext.currentContext()
        return int(current.getProcAddress(name.encode()) or 0) if current is not None else 0

    def enter(self) -> None:
        """Qt makes the context current."""

    def exit(self) -> None:
        """Qt takes it away."""

    def release(self) -> None:
        """It is Qt's."""


class _Holding:
    """What lives in one context: given back while that context still can be made current.

    Another window means another context: Qt destroys the old one as a dock is floated.
    """

    def __init__(self, context: QOpenGLContext, painter: GlPainter) -> None:
        self.painter: GlPainter | None = painter
        # As the widget dies, PySide counts its context among the dead already, before Qt lets it
        # say good-bye: what is kept is the address, not the object.
        self._address = shiboken6.getCppPointer(context)[0]
        # The widget's own surface is gone by the time that the context says good-bye.
        self._surface = QOffscreenSurface()
        self._surface.setFormat(context.format())
        self._surface.create()
        context.aboutToBeDestroyed.connect(self.release)

    def release(self) -> None:
        if self.painter is not None:
            painter, self.painter = self.painter, None
            if not shiboken6.isValid(self._surface):
                # The program ends without having closed its windows; the driver clears up.
                return
            context: Any = shiboken6.wrapInstance(self._address, QOpenGLContext)
            context.makeCurrent(self._surface)
            painter.release()
            context.doneCurrent()


class GlSurface(QOpenGLWidget):
    """Draws the newest shot; mouse and keys are those of the widget around it.

    Parameters
    ----------
    draw : callable
        Called with a painter that has the shot loaded, the framebuffer, and its height.
    """

    failed = Signal(str)
    """OpenGL cannot be used after all: the reason."""

    def __init__(self, draw: Draw, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draw = draw
        self._shot: Shot | None = None
        self._loaded: Shot | None = None
        self._holding: _Holding | None = None
        self._broken = False
        self.setFormat(gl_format())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def renderer(self) -> str:
        """Name of the graphics card; empty before the first picture."""
        painter = self._holding.painter if self._holding else None
        return painter.renderer if painter is not None else ""

    @property
    def painter(self) -> GlPainter | None:
        """What draws in the present context."""
        return self._holding.painter if self._holding else None

    def set_shot(self, shot: Shot | None) -> None:
        """Show a shot from the next repaint on."""
        self._shot = shot
        self.update()

    def shut_down(self) -> None:
        """Release what the graphics card holds; the widget is not used again."""
        self._broken = True
        if self._holding is not None:
            self._holding.release()
            self._holding = None

    def initializeGL(self) -> None:
        # moderngl takes a while to load, and machines without OpenGL never need it.
        import moderngl

        self._loaded = None
        if self._broken:
            return
        try:
            # Any: moderngl's annotations do not know about loaders.
            create: Any = moderngl.create_context
            painter = GlPainter(create(require=330, context=_Loader()))
        # moderngl raises bare Exceptions.
        except Exception as error:
            self._fail(str(error))
            return
        self._holding = _Holding(self.context(), painter)

    def paintGL(self) -> None:
        painter = self.painter
        if painter is None:
            return
        height = round(self.height() * self.devicePixelRatioF())
        try:
            if self._shot is not None and self._shot is not self._loaded:
                painter.load(self._shot)
                self._loaded = self._shot
            self._draw(painter, painter.framebuffer(self.defaultFramebufferObject()), height)
        # moderngl raises bare Exceptions: out of memory, a frame larger than a texture.
        except Exception as error:
            self._fail(str(error))

    def _fail(self, reason: str) -> None:
        if not self._broken:
            self._broken = True
            self.failed.emit(reason)
