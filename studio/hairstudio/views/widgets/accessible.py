"""What screen readers are told of widgets that are painted here: what they are.

Qt knows its own widgets, and calls all others "client", which readers pass over in silence.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleValueInterface
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import Shiboken, VoidPtr

from hairstudio.views.widgets.editors.slider import Slider

__all__ = ["tell_roles"]


@cache
def tell_roles() -> None:
    """Let each widget with an ``accessible_role`` be what that says; the second call does nothing.

    Qt keeps what it is given here as long as the program runs.
    """
    QAccessible.installFactory(_interface_of)


def _interface_of(_class_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    if isinstance(thing, Slider):
        return _SliderInterface(thing)
    role = getattr(thing, "accessible_role", None)
    return None if role is None else QAccessibleWidget(thing, role)


class _SliderValue(QAccessibleValueInterface):
    def __init__(self, interface: QAccessibleWidget) -> None:
        super().__init__()
        self._interface = interface

    def _slider(self) -> Slider:
        slider = self._interface.widget()
        assert isinstance(slider, Slider)
        return slider

    def currentValue(self) -> float:
        return self._slider().value()

    def minimumValue(self) -> float:
        return self._slider().minimum

    def maximumValue(self) -> float:
        return self._slider().maximum

    def minimumStepSize(self) -> float:
        return self._slider().step

    def setCurrentValue(self, value: float) -> None:
        self._slider().ask_for(value)


class _SliderInterface(QAccessibleWidget):
    def __init__(self, slider: Slider) -> None:
        super().__init__(slider, QAccessible.Role.Slider)
        self._value = _SliderValue(self)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> VoidPtr:
        if kind == QAccessible.InterfaceType.ValueInterface:
            return VoidPtr(Shiboken.getCppPointer(self._value)[0])
        found: VoidPtr | None = super().interface_cast(kind)  # type: ignore[assignment]
        # PySide 6.11 makes an address of None, and Qt goes there.
        return VoidPtr(0) if found is None else found
