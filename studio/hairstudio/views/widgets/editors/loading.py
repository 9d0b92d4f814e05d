"""Loading of what curves are drawn with, behind the window."""

from __future__ import annotations

import threading
from functools import cache

from hairstudio.core.turns import loading, short_turns
from hairstudio.views.widgets.qt_classes import make_classes

__all__ = ["load_plots", "plots_loaded"]


def load_plots() -> None:
    """Begin to load pyqtgraph on a thread; at the second call nothing happens."""
    _loading()


def plots_loaded() -> bool:
    """Whether a curve can be drawn at once; if not, loading begins."""
    return not _loading().is_alive()


@cache
def _loading() -> threading.Thread:
    make_classes()
    thread = threading.Thread(target=_load, name="hairstudio-plots")
    thread.start()
    return thread


def _load() -> None:
    with loading, short_turns():
        import hairstudio.views.widgets.editors.curve_plot  # noqa: F401
