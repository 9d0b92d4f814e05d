"""Which editor each kind of parameter has: a new kind is one line here."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from PySide6.QtWidgets import QWidget

from hairstudio.core.parameters import Parameter
from hairstudio.views.widgets.editors.base import ParameterEditor
from hairstudio.views.widgets.editors.choice import ChoiceEditor
from hairstudio.views.widgets.editors.colour import ColourEditor
from hairstudio.views.widgets.editors.curve import CurveEditor
from hairstudio.views.widgets.editors.fallback import JsonEditor
from hairstudio.views.widgets.editors.file import FileEditor
from hairstudio.views.widgets.editors.flag import FlagEditor
from hairstudio.views.widgets.editors.gradient import GradientEditor
from hairstudio.views.widgets.editors.number import IntEditor, NumberEditor
from hairstudio.views.widgets.editors.wheel import WheelEditor

__all__ = ["EDITORS", "make_editor"]

EDITORS: MappingProxyType[str, type[ParameterEditor]] = MappingProxyType(
    {
        "float": NumberEditor,
        "int": IntEditor,
        "bool": FlagEditor,
        "choice": ChoiceEditor,
        "colour": ColourEditor,
        "wheel": WheelEditor,
        "curve": CurveEditor,
        "hue-curve": CurveEditor,
        "gradient": GradientEditor,
        "file": FileEditor,
    }
)


def make_editor(
    parameter: Parameter, parent: QWidget | None = None, **options: Any
) -> ParameterEditor:
    """Return an editor for a parameter; a kind that is not known is edited as JSON."""
    return EDITORS.get(parameter.kind, JsonEditor)(parameter, parent, **options)
