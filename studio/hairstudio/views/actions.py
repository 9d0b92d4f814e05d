"""The menus and their keys, in one table."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QKeySequence,
)
from PySide6.QtWidgets import QMenu, QMessageBox

from hairstudio.core.paths import exists
from hairstudio.services.monitor_profiles import is_left_to_programs
from hairstudio.version import studio_version
from hairstudio.views.menu_key import MenuKey
from hairstudio.views.monitor_profile import FILE
from hairstudio.views.state import BeforeLook
from hairstudio.views.widgets.monitor import NONE, SYSTEM
from hairstudio.views.widgets.theme import worn_theme
from hairstudio.views.widgets.viewer.tools import BRUSH_STEP
from hairstudio.views.widgets.words import menu_text, tip_text

if TYPE_CHECKING:
    from hairstudio.views.main_window import MainWindow

__all__ = ["Actions"]

Value = TypeVar("Value")


class Actions(QObject):
    """Builds the menu bar of a window; `menus` lists the actions by menu."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.menus: dict[str, list[QAction]] = {}
        self.by_name: dict[str, QAction] = {}
        self._file()
        self._edit()
        self._look()
        self._view()
        self._windows()
        self._help()
        MenuKey(self)
        window.session.document.undo_stack.indexChanged.connect(self._update)
        window.session.document.shown.connect(lambda look, exact: self._update())
        window.state.mode_changed.connect(lambda _: self._update())
        window.state.mask_changed.connect(lambda _: self._update())
        window.state.clipping_changed.connect(lambda _: self._update())
        window.state.tool_changed.connect(lambda _: self._update())
        window.state.side_changed.connect(lambda _: self._update())
        for viewer in window.compare.viewers():
            viewer.stroke_started.connect(self._update)
            viewer.stroke_cancelled.connect(self._update)
        self._update()

    def gestures(self) -> list[tuple[str, str]]:
        """What is done with mouse and keys outside of the menus."""
        return [
            ("\\ " + self.tr("held"), self.tr("Show before")),
            (self.tr("Space + drag, two fingers"), self.tr("Move the picture")),
            (
                self.tr("Space, comma, full stop"),
                self.tr("Live: stop the picture; a film one frame back, one frame on"),
            ),
            (self.tr("I, O, X"), self.tr("Live: loop a film from here, to here, all of it")),
            (self.tr("Wheel, pinch"), self.tr("Zoom at the pointer")),
            (self.tr("Double-click"), self.tr("Reset a slider or a name")),
            (self.tr("Double-click"), self.tr("Show a head of the gallery large")),
            (self.tr("Drag"), self.tr("Make a head of the gallery a reference, move an effect")),
            (self.tr("Shift + drag"), self.tr("Fine")),
            (self.tr("Arrow keys"), self.tr("Step a slider, move the picture")),
            (self.tr("Shift+Left, Shift+Right"), self.tr("Move the wipe")),
            (
                self.tr("Arrow keys, Return"),
                self.tr("Lead a brush or the eyedropper; put a brush down and lift it, pick"),
            ),
            (
                self.tr("PgUp, PgDown, Ins, Del"),
                self.tr("Choose, add, remove a point of a curve or gradient"),
            ),
            (self.tr("Alt+Up, Alt+Down"), self.tr("Move an effect")),
            (self.tr("Alt+Shift + arrow keys"), self.tr("Make the panel larger or smaller")),
            (self.tr("F2, Ctrl+D, Del"), self.tr("Rename, duplicate, remove an effect or a look")),
            (self.tr("Del"), self.tr("Remove the photo of a head from the gallery")),
            (self.tr("Menu, Shift+F10"), self.tr("Open the menu of the right mouse button")),
            (self.tr("Alt+Return"), self.tr("Name, author and notes of a look in the list")),
            (self.tr("Esc"), self.tr("Take a drag back, lay a tool down")),
        ]

    def _add(
        self,
        menu: QMenu,
        name: str,
        text: str,
        run: Callable[[], object],
        *keys: str | QKeySequence.StandardKey,
        checkable: bool = False,
    ) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        # Stays what it is where the text tells what would be undone.
        action.setIconText(text)
        sequences: list[QKeySequence] = []
        for key in keys:
            if isinstance(key, str):
                sequences.append(QKeySequence(key))
            else:
                sequences += QKeySequence.keyBindings(key)[:1]
        action.setShortcuts(sequences)
        action.setCheckable(checkable)
        action.triggered.connect(lambda _=False: run())
        menu.addAction(action)
        # Actions of a menu only answer to keys while the menu bar is shown.
        self._window.addAction(action)
        self.menus.setdefault(menu.title().replace("&", ""), []).append(action)
        self.by_name[name] = action
        return action

    def _add_setting(
        self,
        menu: QMenu,
        name: str,
        choices: dict[Value, str],
        chosen: Value,
        choose: Callable[[Value], object],
    ) -> None:
        """Add what a setting may be, and check what it is."""
        group = QActionGroup(self)
        for value, text in choices.items():
            action = self._add(
                menu, f"{name}_{value}", text, functools.partial(choose, value), checkable=True
            )
            action.setChecked(value == chosen)
            group.addAction(action)

    def _menu(self, title: str) -> QMenu:
        menu = self._window.menuBar().addMenu(title)
        menu.setToolTipsVisible(True)
        return menu

    def _file(self) -> None:
        window, key = self._window, QKeySequence.StandardKey
        files = window.files
        menu = self._menu(self.tr("&File"))
        self._add(menu, "new", self.tr("&New look"), files.new, key.New)
        self._add(menu, "open", self.tr("&Open…"), files.open_dialog, key.Open)
        self.recent_menu = menu.addMenu(self.tr("Open &recent"))
        self.recent_menu.setToolTipsVisible(True)
        self.recent_menu.aboutToShow.connect(self._fill_recent)
        menu.addSeparator()
        self._add(menu, "save", self.tr("&Save"), files.save, key.Save)
        self._add(menu, "save_as", self.tr("Save &as…"), files.save_as, "Ctrl+Shift+S")
        version = self.tr("Save new &version")
        # Not After Effects' Ctrl+Alt+Shift+S: AltGr is Ctrl+Alt on Windows, and types Polish Ś so.
        self._add(menu, "save_version", version, files.save_version, "Ctrl+Shift+N")
        menu.addSeparator()
        self._add(menu, "export", self.tr("&Export…"), self._go_to_export, "Ctrl+E")
        picture = self.tr("Save pi&cture…")
        self._add(menu, "save_picture", picture, self._save_picture, "Ctrl+Shift+P")
        pictures = self.tr("Save pict&ures of the gallery…")
        self._add(menu, "save_pictures", pictures, window.save_pictures.dialog)
        self._add(menu, "save_film", self.tr("Save fil&m…"), self._save_film)
        self._add(menu, "proof", self.tr("&Proof sheet…"), window.proof.dialog, "Ctrl+Shift+E")
        several = self.tr("Proof sheet of several &looks…")
        self._add(menu, "proof_looks", several, window.proof.looks_dialog)
        self._add(
            menu,
            "import_lut",
            self.tr("&Import LUT as effect…"),
            window.roundtrip.import_dialog,
            "Ctrl+I",
        )
        trip = menu.addMenu(self.tr("Round &trip"))
        self._add(
            trip,
            "chart",
            self.tr("Write neutral chart…"),
            lambda: window.roundtrip.write_chart_dialog(with_photo=False),
        )
        self._add(
            trip,
            "chart_photo",
            self.tr("Write chart below the reference photo…"),
            lambda: window.roundtrip.write_chart_dialog(with_photo=True),
        )
        self._add(trip, "read_chart", self.tr("Read graded chart…"), window.roundtrip.chart_dialog)
        menu.addSeparator()
        self._add(menu, "quit", self.tr("&Quit"), window.close, "Ctrl+Q")

    def _edit(self) -> None:
        window = self._window
        menu = self._menu(self.tr("&Edit"))
        self._add(menu, "undo", self.tr("&Undo"), window.undo, "Ctrl+Z")
        self._add(menu, "redo", self.tr("&Redo"), window.redo, "Ctrl+Shift+Z", "Ctrl+Y")
        menu.addSeparator()
        self._add(
            menu,
            "paste",
            self.tr("&Paste photo into the active slot, or the gallery"),
            window.paste,
            "Ctrl+V",
        )
        menu.addSeparator()
        state = window.state
        for name, text, key in (
            ("brush", self.tr("&Brush"), "B"),
            ("eraser", self.tr("&Eraser"), "E"),
        ):
            self._add(menu, name, text, lambda name=name: state.set_tool(name), key, checkable=True)
        self._add(
            menu,
            "smaller",
            self.tr("Smaller brush"),
            lambda: state.set_brush(state.radius / BRUSH_STEP, state.hardness),
            "[",
        )
        self._add(
            menu,
            "larger",
            self.tr("Larger brush"),
            lambda: state.set_brush(state.radius * BRUSH_STEP, state.hardness),
            "]",
        )
        self._add(
            menu,
            "softer",
            self.tr("Softer brush"),
            lambda: state.set_brush(state.radius, state.hardness - 0.1),
            "{",
        )
        self._add(
            menu,
            "harder",
            self.tr("Harder brush"),
            lambda: state.set_brush(state.radius, state.hardness + 0.1),
            "}",
        )

    def _look(self) -> None:
        window, state = self._window, self._window.state
        menu = self._menu(self.tr("&Look"))
        self._add(menu, "about_look", self.tr("&Information…"), window.edit_about, "Ctrl+Shift+I")
        menu.addSeparator()
        self._add(menu, "light", self.tr("Edit &Light"), lambda: state.set_side("light"), "1")
        self._add(menu, "dark", self.tr("Edit &Dark"), lambda: state.set_side("dark"), "2")
        self._add(
            menu,
            "add_effect",
            self.tr("&Add effect…"),
            window.effects.stack_view.open_menu,
            "Ctrl+Shift+A",
        )
        self._add(
            menu,
            "link",
            self.tr("Lin&k both sides"),
            window.effects.link_button.click,
            "Ctrl+L",
            checkable=True,
        )
        menu.addSeparator()
        self._add(menu, "goal", self.tr("&Goal colour…"), window.compare.goal.pick, "Ctrl+G")
        self._add(
            menu, "fit", self.tr("&Fit to goal"), window.compare.goal.start_fit, "Ctrl+Return"
        )
        menu.addSeparator()
        self._add(menu, "swap", self.tr("&Swap references"), window.session.references.swap)
        self._add(
            menu,
            "find",
            self.tr("Find the &hair again"),
            lambda: window.session.references.find_again(state.side),
        )

    def _view(self) -> None:
        window, state = self._window, self._window.state
        menu = self._menu(self.tr("&View"))
        group = QActionGroup(self)
        for name, text, keys in (
            ("wipe", self.tr("&Wipe"), ("W",)),
            ("side", self.tr("&Side by side"), ("S",)),
            ("after", self.tr("&After only"), ("A",)),
        ):
            action = self._add(
                menu, name, text, lambda name=name: state.set_mode(name), *keys, checkable=True
            )
            group.addAction(action)
        befores: dict[BeforeLook, str] = {
            "photo": self.tr("&Photo"),
            "saved": self.tr("&Saved look"),
        }
        before_menu = menu.addMenu(self.tr("&Before"))
        before_menu.setToolTipsVisible(True)
        self._add_setting(before_menu, "before", befores, state.before, state.set_before)
        self.by_name["before_saved"].setToolTip(
            self.tr("Compare with the look as it was last saved or opened")
        )
        menu.addSeparator()
        self._add(
            menu,
            "mask",
            self.tr("&Mask"),
            lambda: state.show_mask(not state.mask_shown),
            "M",
            checkable=True,
        )
        clipping = self._add(
            menu,
            "clipping",
            self.tr("&Clipped colours"),
            lambda: state.show_clipping(not state.clipping_shown),
            "C",
            checkable=True,
        )
        clipping.setToolTip(
            self.tr("Mark the result where a channel of the hair is full (red) or empty (blue)")
        )
        menu.addSeparator()
        self._add(menu, "fit_view", self.tr("Zoom to &fit"), lambda: window.picture().fit(), "F")
        self._add(
            menu, "actual", self.tr("&100 %"), lambda: window.picture().set_zoom(1.0), "Ctrl+1"
        )
        self._add(
            menu,
            "zoom_in",
            self.tr("Zoom &in"),
            lambda: window.picture().zoom_in(),
            "Ctrl++",
            "Ctrl+=",
        )
        self._add(
            menu,
            "zoom_out",
            self.tr("Zoom &out"),
            lambda: window.picture().zoom_out(),
            "Ctrl+-",
        )
        menu.addSeparator()
        settings = window.session.settings
        themes = {"dark": self.tr("&Dark theme"), "light": self.tr("&Light theme")}
        # For one sitting another than the kept one may be asked for.
        self._add_setting(menu, "theme", themes, worn_theme(), window.set_theme)
        sizes = {
            100: self.tr("Usual"),
            125: self.tr("125 %"),
            150: self.tr("150 %"),
            175: self.tr("175 %"),
            200: self.tr("200 %"),
        }
        size_menu = menu.addMenu(self.tr("Si&ze of the interface"))
        self._add_setting(size_menu, "size", sizes, settings.size, window.set_size)
        profile = window.monitor_profile
        profiles = {
            SYSTEM: self.tr("The &system's"),
            NONE: self.tr("&None: as sRGB"),
            FILE: self.tr("From a &file…"),
        }
        profile_menu = menu.addMenu(self.tr("Monitor &profile"))
        profile_menu.menuAction().setVisible(is_left_to_programs())
        self._add_setting(profile_menu, "profile", profiles, profile.choice, profile.choose)
        profile.changed.connect(self._show_profile)
        self._show_profile()

    def _show_profile(self) -> None:
        profile = self._window.monitor_profile
        self.by_name[f"profile_{profile.choice}"].setChecked(True)
        text = self.tr("From a &file…")
        if profile.path is not None:
            text = self.tr("From a &file: {0}…").format(menu_text(profile.path.name))
        self.by_name[f"profile_{FILE}"].setText(text)

    def _windows(self) -> None:
        window = self._window
        menu = self._menu(self.tr("&Window"))
        for index, (name, text) in enumerate(
            (
                ("compare", self.tr("&Compare")),
                ("live", self.tr("&Live")),
                ("export_page", self.tr("&Export")),
            ),
            start=1,
        ):
            self._add(
                menu,
                f"workspace_{name}",
                text,
                lambda index=index: window.workspaces.setCurrentIndex(index - 1),
                f"Alt+{index}",
            )
        menu.addSeparator()
        for dock in window.docks.values():
            menu.addAction(dock.toggleViewAction())
        menu.addSeparator()
        self._add(menu, "client", self.tr("Clie&nt window"), window.live.toggle_client, "F12")
        self._add(menu, "record", self.tr("Recor&d live"), window.live.toggle_recording, "Ctrl+R")
        window.live.recording_changed.connect(self._on_recording)
        self._add(menu, "full_screen", self.tr("&Full screen"), self._full_screen, "F11")
        self._add(menu, "reset_layout", self.tr("&Reset layout"), window.reset_layout)

    def _on_recording(self, on: bool) -> None:
        text = self.tr("Stop recor&ding") if on else self.tr("Recor&d live")
        self.by_name["record"].setText(text)

    def _help(self) -> None:
        menu = self._menu(self.tr("&Help"))
        self._add(menu, "guide", self.tr("&Guide"), self._window.show_guide, "F1")
        self._add(menu, "keys", self.tr("&Keys"), self._window.show_shortcuts, "Ctrl+F1")
        self._add(menu, "about", self.tr("&About Hair Studio"), self._about)

    def _go_to_export(self) -> None:
        self._window.show_workspace("export")
        self._window.export.export_button.setFocus()

    def _save_film(self) -> None:
        self._window.save_film.dialog(*self._window.live.film)

    def _save_picture(self) -> None:
        self._window.save_picture.reference_dialog(self._window.state.side)

    def _full_screen(self) -> None:
        # Back to what it was before: a maximised window stays so.
        window = self._window
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _about(self) -> None:
        QMessageBox.about(
            self._window,
            self.tr("About Hair Studio"),
            self.tr("Hair Studio {0}: looks for hairsdk.\nApache-2.0").format(studio_version()),
        )

    def _fill_recent(self) -> None:
        window, menu = self._window, self.recent_menu
        menu.clear()
        recent = window.session.settings.recent
        names = [path.stem for path in recent]
        for path in recent:
            alike = names.count(path.stem) > 1
            name = f"{path.stem} – {path.parent.name}" if alike else path.stem
            action = menu.addAction(menu_text(name))
            action.setToolTip(tip_text(str(path)))
            # macOS would move a look named "Settings" into the menu of the application.
            action.setMenuRole(QAction.MenuRole.NoRole)
            action.setEnabled(exists(path))
            action.triggered.connect(lambda _=False, path=path: window.files.open(path))
        if recent:
            menu.addSeparator()
            menu.addAction(self.tr("Forget these")).triggered.connect(
                window.session.settings.forget_recent
            )
        else:
            menu.addAction(self.tr("Nothing yet")).setEnabled(False)

    def _update(self) -> None:
        stack, window = self._window.session.document.undo_stack, self._window
        undo, redo = self.by_name["undo"], self.by_name["redo"]
        gesture = window.session.document.dragging or window.compare.painting
        undo.setEnabled(stack.canUndo() or gesture)
        redo.setEnabled(stack.canRedo())
        back, again = menu_text(stack.undoText()), menu_text(stack.redoText())
        undo.setText(self.tr("&Undo {0}").format(back) if back else self.tr("&Undo"))
        redo.setText(self.tr("&Redo {0}").format(again) if again else self.tr("&Redo"))
        look = window.session.document.look
        here = look.side(window.state.side).reference
        self.by_name["save_picture"].setEnabled(here is not None)
        self.by_name["link"].setChecked(look.linked)
        self.by_name["fit"].setEnabled(look.goal is not None)
        for name in ("wipe", "side", "after"):
            self.by_name[name].setChecked(window.state.mode == name)
        self.by_name["mask"].setChecked(window.state.mask_shown)
        self.by_name["clipping"].setChecked(window.state.clipping_shown)
        for name in ("brush", "eraser"):
            self.by_name[name].setChecked(window.state.tool == name)
