"""Hair Studio: the application in which looks for :mod:`hairsdk` are made.

``hairstudio.core`` is the colour engine and knows no Qt; the rest is the application.

>>> from hairstudio import AuthoringPanel        # doctest: +SKIP
>>> dock.setWidget(AuthoringPanel())             # doctest: +SKIP

``AuthoringPanel`` is a plain QWidget with a whole look in it, for any PySide6 application.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hairstudio.views.authoring import AuthoringPanel

__all__ = ["AuthoringPanel"]


def __getattr__(name: str) -> Any:
    # Qt is loaded when the panel is asked for: the colour engine and the command line go without.
    if name == "AuthoringPanel":
        from hairstudio.views.authoring import AuthoringPanel

        return AuthoringPanel
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
