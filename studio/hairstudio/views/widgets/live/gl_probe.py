"""Whether there is a graphics card worth drawing with."""

from __future__ import annotations

from PySide6.QtGui import QOffscreenSurface, QOpenGLContext, QSurfaceFormat

__all__ = ["gl_format", "is_software", "probe_renderer"]

_GL_RENDERER = 0x1F01
_SOFTWARE = ("llvmpipe", "softpipe", "swiftshader", "swrast", "software", "basic render")


def gl_format() -> QSurfaceFormat:
    """OpenGL 3.3 core, without the buffers that a flat picture has no use for."""
    form = QSurfaceFormat()
    form.setVersion(3, 3)
    form.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    form.setDepthBufferSize(0)
    form.setStencilBufferSize(0)
    return form


def probe_renderer() -> str:
    """Name of the renderer that OpenGL offers here; empty if there is none."""
    surface = QOffscreenSurface()
    surface.setFormat(gl_format())
    surface.create()
    context = QOpenGLContext()
    context.setFormat(gl_format())
    if not (context.create() and context.makeCurrent(surface)):
        return ""
    name = context.functions().glGetString(_GL_RENDERER)
    fits = context.format().version() >= (3, 3)
    context.doneCurrent()
    return str(name) if fits else ""


def is_software(renderer: str) -> bool:
    """Whether a renderer works on the CPU, where our own recolouring is faster."""
    name = renderer.lower()
    return any(known in name for known in _SOFTWARE)
