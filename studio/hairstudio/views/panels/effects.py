"""The effect stack of the active side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hairsdk.errors import HairSdkError
from hairstudio.core import Entry, MissingEffect, Stack
from hairstudio.core.parameters import Value
from hairstudio.document.look import SIDES, Look, SideName, other_side
from hairstudio.document.recipe import lut_paths
from hairstudio.services.explain import explained
from hairstudio.services.order import by_name
from hairstudio.services.preview import Preview
from hairstudio.services.session import Session
from hairstudio.views.panels.curve_hair import CurveHair
from hairstudio.views.state import ViewState
from hairstudio.views.widgets.announce import announce
from hairstudio.views.widgets.buttons import button
from hairstudio.views.widgets.editors.colour import ColourEditor
from hairstudio.views.widgets.editors.loading import load_plots
from hairstudio.views.widgets.icons import IconButton
from hairstudio.views.widgets.stack_view import StackView
from hairstudio.views.widgets.theme import GRID
from hairstudio.views.widgets.words import menu_text, titled, word

__all__ = ["EffectsPanel"]

_WARM_UP_MS = 800
"""The first picture comes first."""


class EffectsPanel(QWidget):
    """Shows the stack of the active side, and changes it."""

    preset_lost = Signal(str, object)
    """(what happened to a preset, a callable that takes it back)"""

    def __init__(self, session: Session, state: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state = state
        # The side whose stack the rows show: a gesture that still waits belongs to it when the
        # state has gone over to the other side already.
        self._side = state.side
        self._open: dict[SideName, list[bool]] = {}
        self.side_buttons: dict[SideName, QToolButton] = {}
        group = QButtonGroup(self)
        head = QHBoxLayout()
        head.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        head.setSpacing(0)
        words: dict[SideName, tuple[str, str]] = {
            "light": (self.tr("Light"), self.tr("Edit the stack for light hair (1)")),
            "dark": (self.tr("Dark"), self.tr("Edit the stack for dark hair (2)")),
        }
        for side, (text, tip) in words.items():
            self.side_buttons[side] = made = button(text, tip)
            made.setMinimumWidth(16 * GRID)
            group.addButton(made)
            made.clicked.connect(lambda _=False, side=side: state.set_side(side))
            head.addWidget(made)
        self.link_button = IconButton(
            "link", self.tr("Link both sides: a change of one is made to the other"), checkable=True
        )
        self.link_button.clicked.connect(self._on_link)
        self.menu_button = IconButton("more", self.tr("Stack: copy, keep, reset"))
        self.menu_button.clicked.connect(self._open_menu)
        head.addSpacing(GRID)
        head.addWidget(self.link_button)
        head.addStretch(1)
        head.addWidget(self.menu_button)
        self.trouble = QLabel(wordWrap=True, visible=False, textFormat=Qt.TextFormat.PlainText)
        self.trouble.setMinimumWidth(GRID)  # a long file name must not make the window wider
        self.trouble.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self.stack_view = StackView(session.registry.groups)
        self.stack_view.tab_after = self.menu_button
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.trouble)
        box.addWidget(self.stack_view, 1)
        self._curve_hair = CurveHair(session, self.stack_view)
        self._pause = QTimer(self, singleShot=True)
        self._pause.setInterval(_WARM_UP_MS)
        self._pause.timeout.connect(load_plots)
        self._connect()
        self._show(session.document.look, True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The first curve must not stop the window for as long as its library takes to load.
        self._pause.start()
        self._read_curves()

    def flush(self) -> None:
        """End gestures that wait for more steps: before undo, save and export."""
        self.stack_view.flush()

    def add_effect(self, type_id: str) -> None:
        """Add an effect at the end of the stack, unfolded."""
        self._on_added(type_id, len(self._stack()))

    def reveal(self, side: SideName, index: int) -> None:
        """Scroll to an effect that came from elsewhere, if its side is shown."""
        if side == self._side:
            self.stack_view.reveal(index)

    def build_menu(self) -> QMenu:
        """The menu of the whole stack."""
        menu = QMenu(self)
        side, other = self._side, other_side(self._side)
        copy = menu.addAction(self.tr("Copy stack to {0}").format(word(other.capitalize())))
        copy.triggered.connect(self._copy_stack)
        copy.setEnabled(not self._session.document.look.linked)
        menu.addSeparator()
        keep = menu.addAction(self.tr("Keep stack as preset…"))
        keep.triggered.connect(self._keep)
        keep.setEnabled(bool(len(self._stack())))
        use = menu.addMenu(self.tr("Apply preset"))
        forget = menu.addMenu(self.tr("Forget preset"))
        presets = self._session.settings.stack_presets
        for name, stored in by_name(presets.items(), lambda kept: kept[0]):
            use.addAction(menu_text(name)).triggered.connect(
                lambda _=False, name=name, stored=stored: self._apply(name, stored)
            )
            forget.addAction(menu_text(name)).triggered.connect(
                lambda _=False, name=name: self._keep_as(name, None)
            )
        use.setEnabled(bool(presets))
        forget.setEnabled(bool(presets))
        menu.addSeparator()
        reset = menu.addAction(self.tr("Reset all effects"))
        reset.triggered.connect(self._reset_all)
        clear = menu.addAction(
            self.tr("Remove all effects from {0}").format(word(side.capitalize()))
        )
        clear.triggered.connect(lambda: self._edit(Stack(), self.tr("Remove all effects")))
        for action in (reset, clear):
            action.setEnabled(bool(len(self._stack())))
        return menu

    def _connect(self) -> None:
        view, document = self.stack_view, self._session.document
        document.shown.connect(self._show)
        document.renewed.connect(self._open.clear)
        document.renewed.connect(self.stack_view.unselect)
        self._state.side_changed.connect(self._on_side)
        self._session.preview.ready.connect(self._on_preview)
        view.effect_added.connect(self._on_added)
        view.entry_opened.connect(self._on_opened)
        view.entry_toggled.connect(
            lambda index, on: self._change_entry(
                index, self.tr("Switch {0} on") if on else self.tr("Switch {0} off"), enabled=on
            )
        )
        view.entry_renamed.connect(
            lambda index, name: self._change_entry(index, self.tr("Rename {0}"), name=name)
        )
        view.entry_moved.connect(
            lambda index, to: self._edit(
                self._stack().move(index, to), self._named(index, self.tr("Move {0}"))
            )
        )
        view.entry_removed.connect(
            lambda index: self._edit(
                self._stack().remove(index), self._named(index, self.tr("Remove {0}"))
            )
        )
        view.entry_reset.connect(self._on_reset)
        view.entry_duplicated.connect(
            lambda index: self._edit(
                self._stack().insert(index + 1, self._stack().entries[index]),
                self._named(index, self.tr("Duplicate {0}")),
            )
        )
        view.entry_copied.connect(self._on_copied)
        view.opacity_changed.connect(
            lambda index, value: self._drag(self._with_entry(index, opacity=value))
        )
        view.opacity_committed.connect(
            lambda index, value: self._change_entry(index, self.tr("Opacity of {0}"), opacity=value)
        )
        view.parameter_changed.connect(
            lambda index, name, value: self._drag(self._with_parameter(index, name, value))
        )
        view.parameter_committed.connect(self._on_parameter)
        view.eyedropper_requested.connect(self._state.pick_for)

    def _stack(self) -> Stack:
        return self._session.document.look.side(self._side).stack

    def _title(self, index: int) -> str:
        entry = self._stack().entries[index]
        return titled(entry.name, entry.effect.label)

    def _named(self, index: int, text: str) -> str:
        return text.format(self._title(index))

    def _with_entry(self, index: int, **changes: Any) -> Stack:
        entry = replace(self._stack().entries[index], **changes)
        return self._stack().replace(index, entry)

    def _with_parameter(self, index: int, name: str, value: Value) -> Stack:
        effect = self._stack().entries[index].effect
        return self._stack().replace(index, effect.with_values(**{name: value}))

    def _edit(self, stack: Stack, text: str) -> None:
        self._session.edit_stack(self._side, stack, text)

    def _drag(self, stack: Stack) -> None:
        self._session.show_stack(self._side, stack)

    def _change_entry(self, index: int, text: str, **changes: Any) -> None:
        text = self._named(index, text)
        self._edit(self._with_entry(index, **changes), text)

    def _on_opened(self, index: int, _is_open: bool) -> None:
        for editor in self.stack_view.rows[index].findChildren(ColourEditor):
            editor.palettes = self._session.palettes
        self._read_curves()

    def _on_parameter(self, index: int, name: str, value: Value) -> None:
        effect = self._stack().entries[index].effect
        label = next((p.label for p in effect.parameters() if p.name == name), name)
        self._edit(
            self._with_parameter(index, name, value),
            f"{self._title(index)}: {word(label)}",
        )

    def _on_added(self, type_id: str, index: int) -> None:
        effect = self._session.registry.get(type_id).added(self._session.document.look.goal)
        self._edit(
            self._stack().insert(index, effect), self.tr("Add {0}").format(word(effect.label))
        )
        self.stack_view.set_open(index, True)
        self.stack_view.select(index)

    def _on_reset(self, index: int) -> None:
        fresh = _fresh(self._stack().entries[index])
        self._edit(self._stack().replace(index, fresh), self._named(index, self.tr("Reset {0}")))

    def _reset_all(self) -> None:
        stack = Stack(tuple(map(_fresh, self._stack().entries)))
        self._edit(stack, self.tr("Reset all effects"))

    def _on_copied(self, index: int) -> None:
        other = other_side(self._side)
        look = self._session.document.look
        if look.linked:
            text = self.tr("Both sides are linked: the other one has this effect already")
            self._session.remarked.emit("note", text)
            return
        stack = look.side(other).stack.append(self._stack().entries[index])
        self._session.edit_stack(
            other,
            stack,
            self.tr("Copy {0} to {1}").format(self._title(index), word(other.capitalize())),
        )

    def _copy_stack(self) -> None:
        other = other_side(self._side)
        text = self.tr("Copy stack to {0}").format(word(other.capitalize()))
        self._session.edit_stack(other, self._stack(), text)

    def _on_link(self, linked: bool) -> None:
        document = self._session.document
        look = replace(document.look, linked=linked)
        if linked:
            look = look.with_stack(self._side, self._stack())
        document.commit(look, self.tr("Link sides") if linked else self.tr("Unlink sides"))

    def _keep(self) -> None:
        name, ok = QInputDialog.getText(self, self.tr("Keep stack"), self.tr("Name of the preset"))
        if ok and name.strip():
            self._keep_as(name.strip(), self._stack().to_json())

    def _keep_as(self, name: str, stack: dict[str, Any] | None) -> None:
        before = self._session.settings.stack_presets.get(name)
        if not self._store(name, stack) or before in (None, stack):
            return
        gone = self.tr("The preset “{0}” is forgotten.")
        text = gone if stack is None else self.tr("The preset “{0}” has this stack now.")
        self.preset_lost.emit(text.format(name), lambda: self._store(name, before))

    def _store(self, name: str, stack: dict[str, Any] | None) -> bool:
        try:
            self._session.settings.keep_stack(name, stack)
        except HairSdkError as error:
            self._session.remarked.emit(
                "error", self.tr("Presets hold only until you quit: {0}").format(explained(error))
            )
            return False
        return True

    def _apply(self, name: str, stored: object) -> None:
        try:
            stack = Stack.from_json(stored, self._session.registry, where=name, missing="keep")
        except HairSdkError as error:
            self._session.remarked.emit("error", explained(error))
            return
        self._edit(stack, self.tr("Apply {0}").format(name))

    def _open_menu(self) -> None:
        self.menu_button.open_below(self.build_menu())

    def _on_side(self, side: SideName) -> None:
        self.flush()
        self._open[self._side] = [row.is_open for row in self.stack_view.rows]
        self._side = side
        self._show(self._session.document.look, True)
        self.stack_view.unselect()
        # Each side's rows are as they were left.
        for index, is_open in enumerate(self._open.get(side, [])[: len(self.stack_view.rows)]):
            self.stack_view.set_open(index, is_open)

    def _show(self, look: Look, exact: bool) -> None:
        for name in SIDES:
            self.side_buttons[name].setChecked(name == self._side)
        self.link_button.setChecked(look.linked)
        self.stack_view.set_stack(look.side(self._side).stack)
        if exact:
            self._read_curves()

    def _read_curves(self) -> None:
        if self.isVisible():
            self._curve_hair.read(self._session.document.look.side(self._side))

    def _on_preview(self, preview: Preview) -> None:
        error = preview.side(self._side).error
        stack = preview.look.side(self._side).stack
        if stack is not self._stack():
            return
        wrong = _row_of(error, stack)
        for index in range(len(stack)):
            self.stack_view.set_message(index, error if index == wrong else "")
        self._say("" if wrong is not None else error)

    def _say(self, text: str) -> None:
        if text != self.trouble.text():
            announce(self.trouble, text)
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))


def _fresh(entry: Entry) -> Entry:
    if isinstance(entry.effect, MissingEffect):
        return entry  # what it was set to, only its package knows
    return replace(entry, effect=type(entry.effect)(), opacity=1.0)


def _row_of(error: str, stack: Stack) -> int | None:
    """The effect whose file an error speaks of, by its path or its name."""
    files = [
        (index, path)
        for index, entry in enumerate(stack.entries)
        for path in (lut_paths(Stack((entry,))) if entry.enabled else ())
    ]
    placed = [index for index, path in files if path in error]
    named = [index for index, path in files if Path(path).name in error]
    return next(iter(placed + named), None)
