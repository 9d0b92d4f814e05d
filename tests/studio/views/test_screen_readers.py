"""What screen readers are told: texts as they stand, values with units, remarks as they come."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from hairstudio.services.session import Session
from hairstudio.views.main_window import MainWindow
from hairstudio.views.remark import RemarkBar
from hairstudio.views.widgets import announce
from hairstudio.views.widgets.accessible import tell_roles
from hairstudio.views.widgets.live.card import StateCard
from hairstudio.views.widgets.live.stage import Stage
from hairstudio.views.widgets.looks_browser import LookItem


class _Reader:
    """Stands in for Qt's bridge to screen readers."""

    def __init__(self) -> None:
        self.spoken: list[str] = []

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:
        self.spoken.append(event.message())


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    reader = _Reader()
    monkeypatch.setattr(announce, "QAccessible", reader)
    return reader.spoken


def test_that_remarks_are_spoken(qtbot: QtBot, window: MainWindow, spoken: list[str]) -> None:
    session: Session = window.session
    session.remarked.emit("error", "The disk is full.")
    window.compare.slots["light"].say("No hair was found.")
    window.effects._say("A file is missing.")
    window.gallery.remark.tell(("A folder is not there.",))
    card = StateCard()
    qtbot.addWidget(card)
    card.say("No camera", "Connect one.")
    assert spoken == [
        "The disk is full.",
        "No hair was found.",
        "A file is missing.",
        "A folder is not there.",
        "No camera. Connect one.",
    ]
    window.remark.clear()
    window.compare.slots["light"].say("")
    window.gallery.remark.clear()
    assert len(spoken) == 5


def test_that_the_effect_that_is_chosen_while_one_types_is_spoken(
    qtbot: QtBot, window: MainWindow, spoken: list[str]
) -> None:
    menu = window.effects.stack_view.open_menu()
    assert spoken == []
    qtbot.keyClick(menu.search, Qt.Key.Key_Down)
    qtbot.keyClick(menu.search, Qt.Key.Key_Up)
    menu.search.setText("contrast")
    menu.search.setText("nonsense")
    assert spoken == ["Dye", "Lighten", "Contrast", "No effect is called that"]
    menu.close()


def test_that_no_name_stands_before_the_words_of_a_line(qtbot: QtBot, window: MainWindow) -> None:
    bar = RemarkBar()
    qtbot.addWidget(bar)
    bar.say("error", "The disk is full.")
    reader = QAccessible.queryAccessibleInterface(bar.text)
    assert reader.text(QAccessible.Text.Name) == "The disk is full."
    named = [label for label in window.findChildren(QLabel) if label.accessibleName()]
    assert named == []


def test_that_all_that_takes_the_focus_has_a_name_and_a_role(window: MainWindow) -> None:
    tell_roles()
    for effect in window.session.registry:
        window.effects.add_effect(effect.type_id)
    for row in window.effects.stack_view.rows:
        row.set_open(True)
    window.state.set_tool("brush")
    window.remark.offer("Saved.", "Open", lambda: None)
    shown: list[QWidget] = [window.show_guide(), window.show_shortcuts(), window.edit_about()]
    stops = [
        each
        for root in (window, *shown)
        for each in root.findChildren(QWidget)
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus
        and each.focusProxy() is None
        and each.isVisible()
    ]
    nameless, unknown = [], []
    for each in stops:
        reader = QAccessible.queryAccessibleInterface(each)
        who = (type(each).__name__, type(each.parent()).__name__)
        if not reader.text(QAccessible.Text.Name):
            nameless.append(who)
        if reader.role() == QAccessible.Role.Client and who[0] != "QScrollArea":
            unknown.append(who)
    for dialog in shown:
        dialog.close()
    assert nameless == []
    assert unknown == []


def test_that_bars_tell_what_they_are_the_progress_of(window: MainWindow) -> None:
    window.session.references.progressed.emit("light", 0.4, "Finding hair")
    bars = (window.compare.slots["light"].bar, window.compare.goal.bar, window.export.bar)
    assert [bar.accessibleName() for bar in bars] == ["Finding hair", "Fit", "Export"]


def test_that_sliders_tell_value_and_unit(window: MainWindow) -> None:
    window.effects.add_effect("exposure")
    row = window.effects.stack_view.rows[0]
    row.opacity.set_value(62.0)
    slider = row.opacity.slider
    assert (slider.accessibleName(), slider.accessibleDescription()) == ("Opacity", "62 %")


def test_that_pictures_say_what_they_show(qtbot: QtBot, window: MainWindow, settled) -> None:
    viewer = window.compare.slots["light"].viewer
    assert viewer.accessibleDescription() == "White bob, intensity 0.68"
    window.session.references.clear("light")
    settled(window.session)
    assert viewer.accessibleDescription().startswith("Drop a photo of very light hair here")
    stage = Stage()
    qtbot.addWidget(stage)
    for names in (["Copper"], ["Copper", "Ash"], ["Copper"]):
        stage.set_names(names)
        assert stage.view.accessibleName() == (
            "Live picture" if len(names) == 1 else "Copper: before and after"
        )
    assert stage.view.accessibleDescription() == ""


def test_that_the_open_look_is_told() -> None:
    item = LookItem("copper", "Copper", detail="built in", current=True, dirty=True)
    assert item.description == "Copper, open, changed, built in"


def test_that_buttons_over_the_pictures_are_named_by_what_they_do(window: MainWindow) -> None:
    tools = window.compare.tools
    for button in (*tools.modes.values(), tools.mask_button, tools.brush, tools.eraser):
        assert button.accessibleName() == button.toolTip()
