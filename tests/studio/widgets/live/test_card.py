from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from hairstudio.views.widgets.live.card import StateCard
from hairstudio.views.widgets.live.stage import Stage

TEXT = "No camera is connected. Connect one, or drop a film or a picture with a head here."


class _Requests(QObject):
    """Counts how often a widget is asked to lay itself out."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.mark.parametrize(("height", "titled"), [(300, True), (84, False)])
def test_that_what_can_be_done_is_whole_in_a_low_picture(show, height: int, titled: bool) -> None:
    picture = show(QWidget(), 492, height)
    card = StateCard(picture)
    card.say("See the look in motion", TEXT, [(name, print) for name in ("Open film…", "Open…")])
    card.layout().activate()
    assert card.title.isVisible() == titled
    assert card.text.height() >= card.text.heightForWidth(card.text.width())
    for button in card.buttons:
        assert button.height() >= button.minimumSizeHint().height()
    assert picture.rect().contains(card.geometry())


@pytest.mark.parametrize("height", [300, 84])
def test_that_a_card_that_stands_comes_to_rest_and_follows_longer_words(show, height: int) -> None:
    stage = show(Stage(), 492, height)
    card, request = stage.card, QEvent.Type.LayoutRequest.value
    card.say("See the look in motion", TEXT, [("Open film…", print)])
    QTest.qWait(50)
    asked = _Requests()
    card.installEventFilter(asked)
    for _ in range(20):
        QCoreApplication.sendPostedEvents(card, request)
    assert asked.count == 0
    before = card.geometry()
    card.text.setText(f"{TEXT} {TEXT}")
    QCoreApplication.sendPostedEvents(card, request)
    assert asked.count
    assert height == 84 or card.height() > before.height()
