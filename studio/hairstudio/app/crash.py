"""What happens when something fails that should not: nothing is lost, and it can be reported."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType

__all__ = ["PACKAGES", "install_crash_report", "report_text"]

PACKAGES = (
    *("hairsdk", "PySide6-Essentials", "numpy", "opencv-python", "opencolorio"),
    *("ai-edge-litert", "av", "pyqtgraph", "scipy"),
)
"""Those whose versions a report tells."""


def report_text(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> str:
    """Versions and traceback, fit to be pasted into a report."""
    lines = [f"Hair Studio on {platform.platform()}, Python {platform.python_version()}"]
    for package in PACKAGES:
        try:
            lines.append(f"{package} {version(package)}")
        except PackageNotFoundError:  # noqa: PERF203
            lines.append(f"{package} is not installed")
    return "\n".join([*lines, "", *traceback.format_exception(kind, error, trace)]).rstrip()


def install_crash_report(show: Callable[[str], None]) -> Callable[[], None]:
    """Call `show` with a report when an exception reaches the event loop.

    Returns
    -------
    callable
        Puts things back as they were.
    """
    before = sys.excepthook
    showing = False

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal showing
        before(kind, error, trace)
        # A second failure while the first is on the screen is only printed: no avalanche.
        if issubclass(kind, KeyboardInterrupt) or showing:
            return
        showing = True
        try:
            show(report_text(kind, error, trace))
        finally:
            showing = False

    sys.excepthook = hook

    def uninstall() -> None:
        sys.excepthook = before

    return uninstall
