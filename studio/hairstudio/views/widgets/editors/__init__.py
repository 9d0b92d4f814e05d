"""Editors of parameters: one small class for each kind.

>>> editor = make_editor(parameter)          # doctest: +SKIP
>>> editor.changed.connect(preview)          # doctest: +SKIP
>>> editor.committed.connect(push_undo)      # doctest: +SKIP
"""

from hairstudio.views.widgets.editors.base import ParameterEditor
from hairstudio.views.widgets.editors.factory import EDITORS, make_editor
from hairstudio.views.widgets.editors.panel import EditorPanel

__all__ = ["EDITORS", "EditorPanel", "ParameterEditor", "make_editor", "warm_up"]


def warm_up() -> None:
    """Import what the curve editors need; call it on a thread at start."""
    import hairstudio.views.widgets.editors.curve_plot  # noqa: F401
