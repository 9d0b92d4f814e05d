"""Photos and masks on their way, while the document under them changes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from pytestqt.qtbot import QtBot

from hairsdk.images import Photo, write_photo
from hairstudio.core import Registry, Stack
from hairstudio.document.look import SIDES, empty_look
from hairstudio.document.reference import Reference
from hairstudio.services.baking import make_preset
from hairstudio.services.hair import FoundHair
from hairstudio.services.session import Session


@pytest.fixture
def slow_masks(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Masks are taken up only when this is set."""
    may_finish = threading.Event()
    with_mask = Reference.with_mask

    def slow(reference: Reference, mask: np.ndarray) -> Reference:
        assert may_finish.wait(10)
        return with_mask(reference, mask)

    monkeypatch.setattr(Reference, "with_mask", slow)
    yield may_finish
    may_finish.set()


def test_that_swapping_keeps_a_stroke_and_a_search_that_are_on_their_way(
    qtbot: QtBot, session: Session, slow_masks: threading.Event, photo
) -> None:
    references, document = session.references, session.document
    session.new()
    references.take("dark", photo("dark.png", 40))
    references.finish()
    before = {side: document.look.side(side).reference for side in SIDES}
    stroke = np.ones_like(before["light"].mask)
    references.set_mask("light", stroke, "Paint")
    references.find_again("dark")
    threading.Timer(0.05, slow_masks.set).start()
    references.swap()
    qtbot.waitUntil(lambda: not references.painting and not references.busy("dark"))
    after = {side: document.look.side(side).reference for side in SIDES}
    assert after["dark"].photo is before["light"].photo
    assert after["light"].photo is before["dark"].photo
    np.testing.assert_array_equal(after["dark"].mask, stroke)


def test_that_hair_that_cannot_be_looked_for_again_keeps_its_mask(
    session: Session, finder, photo, monkeypatch: pytest.MonkeyPatch
) -> None:
    references, document = session.references, session.document
    session.new()
    references.take("dark", photo("dark.png", 40))
    references.finish()
    before, steps = document.look.dark.reference, document.undo_stack.count()
    empty, reason = np.zeros_like(before.mask), "Hair could not be looked for: no memory."
    monkeypatch.setattr(finder, "find", lambda image: FoundHair(empty, reason, failed=True))
    told: list[tuple[str, str, str]] = []
    references.remarked.connect(lambda *remark: told.append(remark))
    references.find_again("dark")
    references.finish()
    assert document.look.dark.reference is before
    assert document.undo_stack.count() == steps
    assert told == [("dark", "error", reason)]


def test_that_hair_looked_for_again_is_the_same_persons(
    session: Session, party: Path, two_heads, monkeypatch: pytest.MonkeyPatch
) -> None:
    references, document = session.references, session.document
    monkeypatch.setattr(references, "_finder", two_heads)
    session.new()
    for person in (0, 1):
        references.take("dark", party, person=person)
        references.finish()
        before = document.look.dark.reference
        references.set_mask("dark", np.where(before.mask > 0, 0.7, 0).astype(np.float32), "Paint")
        references.finish()
        references.find_again("dark")
        references.finish()
        np.testing.assert_array_equal(document.look.dark.reference.mask, before.mask)


def test_that_one_goes_on_to_the_next_persons_hair_and_round(
    session: Session, party: Path, two_heads, finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    references, document = session.references, session.document
    monkeypatch.setattr(references, "_finder", two_heads)
    session.new()
    masks = []
    for person in (0, 1):
        references.take("dark", party, person=person)
        references.finish()
        masks.append(document.look.dark.reference.mask)
    for mask in masks:
        references.find_again("dark", onward=1)
        references.finish()
        np.testing.assert_array_equal(document.look.dark.reference.mask, mask)
    monkeypatch.setattr(references, "_finder", finder)
    told: list[str] = []
    references.remarked.connect(lambda _side, _level, text: told.append(text))
    before = document.look.dark.reference
    references.find_again("dark", onward=1)
    references.finish()
    assert document.look.dark.reference is before
    assert told == ["No second person was found in this photo."]


def test_that_looking_for_hair_again_does_not_drop_a_photo_on_its_way(
    session: Session, photo
) -> None:
    references, document = session.references, session.document
    session.new()
    references.take("dark", photo("before.png", 40))
    references.finish()
    references.take("dark", photo("after.png", 60))
    references.find_again("dark")
    references.finish()
    assert document.look.dark.reference.name == "after"


@pytest.mark.parametrize("builtin", [False, True])
def test_that_looking_for_hair_again_does_not_bring_back_a_photo_that_was_taken_back(
    session: Session, photo, builtin: bool
) -> None:
    references, document = session.references, session.document
    session.new()
    before = document.look.dark.reference
    if builtin:
        references.take_builtin("dark", "brown_bun_2007")
    else:
        references.take("dark", photo("mine.png", 40))
    references.finish()
    references.find_again("dark")
    document.undo_stack.setIndex(0)  # as a click in the history does, which waits for nothing
    references.finish()
    assert document.look.dark.reference is before
    assert document.undo_stack.canRedo()


@pytest.mark.parametrize("change", ["swap", "take_mask"])
def test_that_what_waited_for_a_photo_is_not_done_to_a_look_that_opened_meanwhile(
    session: Session, finder, photo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, change: str
) -> None:
    references, document = session.references, session.document
    session.new()
    head, other, opened = document.look.light.reference, tmp_path / "other", threading.Event()
    make_preset(document.look).save(other)

    def find(image: np.ndarray) -> FoundHair:
        assert opened.wait(20)
        return FoundHair(np.zeros(image.shape[:2], np.float32))

    monkeypatch.setattr(finder, "find", find)
    session.opened.connect(opened.set)
    references.take("light", photo("mine.png", 200))
    session.open(other)
    if change == "swap":
        references.swap()
    else:
        references.take_mask("light", photo("mine.mask.png", 255, head.mask.shape))
    references.finish()
    assert session.source == other
    assert not document.dirty


def test_that_a_stroke_for_one_look_does_not_land_in_the_next(
    qtbot: QtBot, session: Session, slow_masks: threading.Event
) -> None:
    references, document = session.references, session.document
    session.new()
    head = document.look.light.reference
    references.set_mask("light", np.ones_like(head.mask), "Paint")
    document.renew(empty_look())
    assert document.look.light.reference is head, "the built-in heads are kept, and shared"
    slow_masks.set()
    qtbot.waitUntil(lambda: not references.painting)
    assert document.look.light.reference is head
    assert not document.dirty


def test_that_a_photo_that_arrives_in_a_drag_does_not_record_where_the_drag_is(
    session: Session, registry: Registry, photo
) -> None:
    references, document = session.references, session.document
    session.new()
    references.take("light", photo("mine.png", 200))
    session.show_stack("dark", Stack().append(registry.get("exposure")(stops=-1.0)))
    references.finish()
    assert document.look.light.reference.name == "mine"
    assert document.look.dark.stack, "the drag goes on"
    document.abandon()
    assert document.look.light.reference.name == "mine"
    assert not document.look.dark.stack


def test_that_a_mask_file_is_for_the_photo_whose_hair_is_still_looked_for(
    session: Session, photo
) -> None:
    references, document = session.references, session.document
    session.new()
    white = np.full((48, 64, 3), 255, np.uint8)
    mask = photo("mine.mask.png", 255)
    write_photo(mask, Photo(white))
    references.take("light", photo("mine.png", 200))
    references.take_mask("light", mask)
    references.finish()
    light = document.look.light.reference
    assert light.name == "mine"
    np.testing.assert_array_equal(light.mask, np.ones((48, 64), np.float32))


def test_that_a_mask_file_for_a_photo_that_cannot_be_read_does_not_go_to_the_one_before(
    session: Session, photo, tmp_path: Path
) -> None:
    references, document = session.references, session.document
    session.new()
    head, damaged = document.look.light.reference, tmp_path / "mine.jpg"
    damaged.write_bytes(b"no photo")
    mask = photo("mine.mask.png", 255, head.mask.shape)
    references.take("light", damaged)
    references.take_mask("light", mask)
    references.finish()
    assert document.look.light.reference is head
    references.take_mask("light", mask)  # chosen again, once the artist knows
    references.finish()
    assert document.look.light.reference.coverage > 0.9


@pytest.mark.parametrize("painted", [False, True])
def test_that_strokes_that_wait_do_not_land_on_the_next_photo_and_those_on_it_do(
    session: Session, slow_masks: threading.Event, painted: bool
) -> None:
    references, document = session.references, session.document
    session.new()
    head = document.look.light.reference
    for level in (1.0, 0.0):
        references.set_mask("light", np.full_like(head.mask, level), "Paint")
    references.take("light", np.full_like(head.image, 200))
    while references.busy("light"):
        QCoreApplication.processEvents()
    found = document.look.light.reference
    assert found.photo is not head.photo
    if painted:
        references.set_mask("light", np.full_like(found.mask, 0.2), "Paint")
    slow_masks.set()
    references.finish()
    here = document.look.light.reference
    assert here.photo is found.photo
    if painted:
        assert np.all(here.mask == np.float32(0.2))
    else:
        assert here is found


def test_that_strokes_that_come_quickly_are_steps_of_their_own_and_shown_together(
    session: Session, slow_masks: threading.Event
) -> None:
    references, document = session.references, session.document
    session.new()
    head = document.look.light.reference
    shown: list[int] = []
    rounds: list[int] = []

    def note(*_: object) -> None:
        if len(shown) == len(rounds):
            QTimer.singleShot(0, lambda: rounds.append(document.undo_stack.count()))
            shown.append(1)

    document.shown.connect(note)
    levels = [step / 255 for step in range(20)]
    for level in levels:
        references.set_mask("light", np.full_like(head.mask, level), f"Paint {level}")
    slow_masks.set()
    references.finish()
    QCoreApplication.processEvents()
    assert rounds == [8, 16, 20]
    for level in reversed(levels):
        assert document.look.light.reference.mask[0, 0] == np.float32(level)
        assert document.undo_stack.undoText() == f"Paint {level}"
        document.undo_stack.undo()
    assert document.look.light.reference is head


@pytest.mark.parametrize("one_photo", [False, True])
def test_that_of_quick_strokes_on_two_sides_each_lands_on_its_own(
    session: Session, slow_masks: threading.Event, one_photo: bool
) -> None:
    references, document = session.references, session.document
    session.new()
    if one_photo:
        look = document.look
        document.commit(look.with_reference("dark", look.light.reference), "Dark")
    light, dark = (document.look.side(side).reference for side in SIDES)
    for side, level in (("light", 0.2), ("light", 0.4), ("dark", 0.6), ("light", 0.8)):
        reference = light if side == "light" else dark
        references.set_mask(side, np.full_like(reference.mask, level), f"{side} {level}")
    slow_masks.set()
    references.finish()
    texts = [document.undo_stack.text(index) for index in range(document.undo_stack.count())]
    assert texts[-4:] == ["light 0.2", "light 0.4", "dark 0.6", "light 0.8"]
    means = [document.look.side(side).reference.mask.mean() for side in SIDES]
    assert means == pytest.approx([0.8, 0.6], abs=0.01)
