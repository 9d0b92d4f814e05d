"""Start of the window."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hairstudio.app.arguments import Options

if TYPE_CHECKING:
    from hairstudio.app.application import Application
    from hairstudio.views.main_window import MainWindow

__all__ = ["open_first", "run"]

SAMPLE = "copper"
_SCALE = "QT_SCALE_FACTOR"
_PACKAGES = (
    "libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libpulse0 libxrandr2 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
)
"""Those of Debian that hold what Qt leaves to the system."""


def run(options: Options) -> int:
    """Show the window until it is closed, or paint a picture of it; return the exit status."""
    if options.screenshot is not None and not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        from PySide6.QtCore import QTimer
        from PySide6.QtGui import QIcon
        from PySide6.QtWidgets import QApplication
    except ModuleNotFoundError:
        return _fail("PySide6 is not installed: pip install 'hairsdk[studio]'")
    except ImportError as error:
        cure = f" (Debian: apt-get install {_PACKAGES})" if sys.platform == "linux" else ""
        return _fail(f"Qt cannot be loaded: {error}{cure}")

    from hairstudio.services.places import Places

    places = Places.inside(options.home) if options.home else Places.standard()
    _colour_windows()
    _name_program()
    from hairstudio.app.application import Application

    with _scaled(places.settings().size):
        app = QApplication.instance() or Application([sys.argv[0]])
    if not isinstance(app, Application):
        return 1
    app.setApplicationName("Hair Studio")
    app.setOrganizationName("hairsdk")
    app.setDesktopFileName("hairstudio")
    app.setWindowIcon(QIcon(str(Path(__file__).with_name("icon.png"))))

    from hairstudio.app.crash import install_crash_report
    from hairstudio.app.garbage import collecting_here
    from hairstudio.app.language import translate
    from hairstudio.app.memory import return_large_blocks
    from hairstudio.services.session import Session
    from hairstudio.views.main_window import MainWindow
    from hairstudio.views.widgets.accessible import tell_roles
    from hairstudio.views.widgets.theme import apply_theme

    return_large_blocks()
    translate(app, options.language)
    theme = options.theme or places.settings().theme
    tell_roles()
    apply_theme(app, "light" if theme == "light" else "dark")
    session = Session(places)
    window = MainWindow(session)
    uninstall = install_crash_report(window.show_crash)
    if options.screenshot is None:
        window.monitor_profile.start()
        window.show()
        QTimer.singleShot(0, window, lambda: _begin(app, window, options.document))
    else:
        from hairstudio.app.screenshot import Screenshot

        shot = Screenshot(window, options)
        QTimer.singleShot(0, shot, shot.start)
    # Ctrl+C in the terminal closes in good order. Python sees signals only between events, of which
    # the timer of `collecting_here` is one.
    signal.signal(signal.SIGINT, lambda *_: window.close())
    window.closed.connect(app.quit)
    try:
        with collecting_here():
            return app.exec()
    finally:
        uninstall()
        session.close()


def _fail(reason: str) -> int:
    print(f"hairstudio: error: {reason}", file=sys.stderr)
    return 1


def _begin(app: Application, window: MainWindow, document: Path | None) -> None:
    open_first(window, document or app.first_look())
    app.open_in(window)


def open_first(window: MainWindow, document: Path | None) -> None:
    """Open what the session begins with: recovered work, the file asked for, or the sample."""
    session = window.session
    session.settings.note_started()
    window.live.bring_back()
    # Who is quicker than the look that is to be opened has photos to work on.
    session.new()
    if window.files.offer_recovery():
        if document is not None:
            _open_next(window, document)
        return
    if document is not None:
        window.files.open(document)
        return
    sample = sample_look()
    if sample is not None:
        session.open(sample, as_copy=True)


def _open_next(window: MainWindow, document: Path) -> None:
    """Open the file asked for once the recovered work is there; that is asked about first.

    If the work was done in that file, it stays.
    """
    from PySide6.QtCore import Qt

    from hairstudio.core.paths import is_same

    session = window.session
    ends = (session.opened, session.open_failed)

    def go_on() -> None:
        for end in ends:
            end.disconnect(go_on)
        path = session.document.path
        if path is None or not is_same(path, document):
            # Not by the menu's command: what the start has told would be over.
            window.files.guard(lambda: window.files.tell_refused(session.open(document)))

    for end in ends:
        end.connect(go_on, Qt.ConnectionType.QueuedConnection)


def sample_look() -> Path | None:
    """The built-in look that a sitting begins with."""
    from hairsdk import resources
    from hairsdk.errors import HairSdkError

    try:
        path = resources.presets_dir() / SAMPLE
    except HairSdkError:
        return None
    return path if path.is_dir() else None


@contextmanager
def _scaled(per_cent: int) -> Iterator[None]:
    """Let an application that starts meanwhile be larger; who scales it from outside goes first.

    Programs that it starts must not be scaled with it: Qt reads the variable once.
    """
    if per_cent == 100 or _SCALE in os.environ:
        yield
        return
    os.environ[_SCALE] = str(per_cent / 100)
    try:
        yield
    finally:
        del os.environ[_SCALE]


def _colour_windows() -> None:
    """Tell macOS, before there is a window, that what windows show is sRGB.

    Without that it takes the numbers for the screen's own, and on the wide gamut of a Mac's all
    hair is too colourful. Elsewhere `hairstudio.views.widgets.monitor` converts colours.
    """
    if sys.platform == "darwin":
        from PySide6.QtGui import QColorSpace, QSurfaceFormat

        form = QSurfaceFormat.defaultFormat()
        form.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
        QSurfaceFormat.setDefaultFormat(form)


def _name_program() -> None:
    """Tell Windows' taskbar that windows are Hair Studio's, and not the Python's that runs it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("hairsdk.HairStudio")


def _has_display() -> bool:
    return (
        sys.platform in ("win32", "darwin")
        or bool(os.environ.get("DISPLAY"))
        or bool(os.environ.get("WAYLAND_DISPLAY"))
    )
