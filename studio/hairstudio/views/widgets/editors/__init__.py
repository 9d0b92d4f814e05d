"""Editors of parameters: one small class for each kind.

>>> editor = make_editor(parameter)          # doctest: +SKIP
>>> editor.changed.connect(preview)          # doctest: +SKIP
>>> editor.committed.connect(push_undo)      # doctest: +SKIP
"""

from hairstudio.views.widgets.editors.base import ParameterEditor
from hairstudio.views.widgets.editors.factory import EDITORS, make_editor
from hairstudio.views.widgets.editors.panel import EditorPanel

__all__ = ["EDITORS", "EditorPanel", "ParameterEditor", "make_editor"]
