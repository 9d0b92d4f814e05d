from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from hairstudio.views.widgets.live.card import StateCard

TEXT = "No camera is connected. Connect one, or drop a film or a picture with a head here."


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
