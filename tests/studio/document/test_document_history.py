"""Undo and redo of the document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from hairstudio.document.document import Document
from hairstudio.document.look import About, Look, empty_look
from hairstudio.document.packed import Packed
from hairstudio.document.reference import Reference


@pytest.fixture
def document(qapp: object) -> Document:
    """A new look's, without history."""
    made = Document()
    made.renew(Look())
    return made


def rests(packed: Packed) -> bool:
    """Whether only the file is held."""
    return packed._values is None


def test_that_a_drag_is_one_step(document: Document) -> None:
    for size in (17, 65, 17):
        document.show(replace(document.look, size=size))
    assert document.undo_stack.count() == 0
    document.commit(replace(document.look, size=65), "Size")
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.look.size == 33


def test_that_a_drag_back_to_its_start_leaves_no_step(document: Document) -> None:
    document.show(replace(document.look, size=17))
    shown = []
    document.shown.connect(lambda look, exact: shown.append((look.size, exact)))
    document.commit(replace(document.look, size=33), "Size")
    assert document.undo_stack.count() == 0
    assert shown == [(33, True)]
    assert not document.dirty


def test_that_what_arrives_in_the_middle_of_a_drag_is_a_step_of_its_own(document: Document) -> None:
    shown: list[tuple[int, bool, bool]] = []
    document.shown.connect(lambda look, exact: shown.append((look.size, look.linked, exact)))
    document.show(replace(document.look, size=17))
    document.commit_beside(lambda look: replace(look, linked=True), "Link")
    assert shown[1:] == [(17, True, True)], "the drag goes on"
    document.abandon()
    assert document.look == Look(linked=True)
    document.show(replace(document.look, size=65))
    document.commit_beside(lambda look: replace(look, linked=False), "Unlink")
    document.commit(document.look, "Size")
    assert document.look == Look(size=65)
    document.undo_stack.undo()
    assert document.look == Look()
    document.undo_stack.undo()
    assert document.look == Look(linked=True)
    document.commit_beside(lambda look: replace(look, goal=(0.1, 0.2, 0.3)), "Goal")
    assert document.look.goal == (0.1, 0.2, 0.3)
    assert not document.dragging


def test_that_a_change_marks_the_document_and_undo_clears_the_mark(document: Document) -> None:
    document.commit(Look(size=17), "Size")
    assert document.dirty
    document.undo_stack.undo()
    assert not document.dirty


def test_that_a_name_from_the_first_save_holds_through_the_whole_history(
    document: Document,
) -> None:
    document.commit(Look(size=17), "Size")
    document.commit(Look(size=17, linked=True), "Link")
    shown = []
    document.shown.connect(lambda look, exact: shown.append((look.about.name, exact)))
    document.rename(lambda _: About("rust", "Rust"))
    document.undo_stack.undo()
    document.undo_stack.undo()
    document.undo_stack.redo()
    assert shown == [("Rust", True)] * 4
    assert document.look == Look(About("rust", "Rust"), size=17)


def test_that_another_look_has_no_history_and_one_in_the_trash_is_unsaved(
    document: Document, tmp_path: Path
) -> None:
    document.commit(Look(size=17), "Size")
    told = []
    document.path_changed.connect(lambda: told.append(document.path))
    document.renew(Look(), tmp_path)
    assert not document.undo_stack.canUndo()
    document.forget_file()
    assert document.dirty
    assert told == [tmp_path, None]


def test_that_a_recovered_look_counts_as_unsaved(document: Document) -> None:
    document.renew(Look(), saved=False)
    assert document.dirty


def test_that_what_is_kept_is_the_look_last_saved_or_opened(document: Document, tmp_path) -> None:
    path = tmp_path / "a.hairlook"
    told: list[Look | None] = []
    document.kept_changed.connect(lambda: told.append(document.kept))
    document.renew(Look(), opened=False)
    document.commit(Look(size=17), "Size")
    document.saved(path, Look(size=17))
    document.commit(Look(size=65), "Size")
    document.forget_file()
    document.find_file(path)  # another step is in that file, which one is not known
    document.renew(Look(size=9), path)
    document.renew(Look(), path, saved=False)
    document.renew(Look(), path, saved=False, kept=Look(size=65))
    assert document.dirty
    assert told == [None, Look(size=17), Look(size=9), None, Look(size=65)]


def test_that_abandoning_a_drag_shows_the_recorded_look(document: Document) -> None:
    document.show(Look(size=65))
    assert document.dragging
    document.abandon()
    assert document.look.size == 33
    assert not document.dragging


def test_that_a_file_that_is_put_back_is_the_documents_again(document: Document, tmp_path) -> None:
    path = tmp_path / "a.hairlook"
    document.renew(Look(), path)
    document.commit(Look(size=17), "Size")
    document.saved(path, document.look)
    document.forget_file()
    assert document.dirty
    document.find_file(tmp_path / "b.hairlook")
    assert document.path is None
    document.find_file(path)
    assert document.path == path
    assert not document.dirty
    document.commit(Look(size=65), "Size")
    document.forget_file()
    document.find_file(path)
    assert document.dirty, "it was changed since it was saved"
    document.forget_file()
    document.renew(Look())
    document.find_file(path)
    assert document.path is None, "another look is open"


def test_that_a_look_changed_while_it_was_saved_stays_marked(document: Document, tmp_path) -> None:
    document.commit(Look(size=17), "Size")
    written = document.look
    document.commit(Look(size=65), "Size")
    document.saved(tmp_path / "a.hairlook", written)
    assert document.dirty


def awake(look: Look) -> Look:
    """The look, unpacked: the built-in heads are kept, and may rest since an earlier test."""
    for reference in (look.light.reference, look.dark.reference):
        _ = reference.image, reference.mask
    return look


def test_that_strokes_of_the_past_hold_their_masks_packed(document: Document) -> None:
    document.renew(awake(empty_look()))
    strokes = []
    for level in (0.2, 0.4, 0.6, 0.8):
        before = document.look.light.reference
        assert before is not None
        strokes.append(before.with_mask(np.full(before.mask.shape, level, np.float32)))
        document.commit(document.look.with_reference("light", strokes[-1]), "Paint mask")
    dark = document.look.dark.reference
    # The last two are at hand for undo.
    resting = [rests(each.hair) for each in (*strokes, dark)]
    assert resting == [True, False, False, False, False]
    assert not rests(strokes[0].photo)  # it is the shown one's
    for _ in range(3):
        document.undo_stack.undo()
    assert document.look.light.reference is strokes[0]
    assert [rests(each.hair) for each in strokes] == [True, False, False, True]
    assert np.allclose(strokes[0].mask, 0.2, atol=1 / 255)


def test_that_photos_of_the_past_are_held_as_their_files(document: Document) -> None:
    photos = []
    for grey in (50, 100, 150, 200):
        image = np.full((20, 20, 3), grey, np.uint8)
        photos.append(Reference.of(f"{grey}", image, np.ones((20, 20))).measured())
        document.commit(document.look.with_reference("light", photos[-1]), "Light reference")
    assert [rests(each.photo) for each in photos] == [True, False, False, False]
    assert [rests(each.found_hair) for each in photos] == [True, False, False, False]
    for _ in range(3):
        document.undo_stack.undo()
    assert rests(photos[3].photo)
    assert (document.look.light.reference.image == 50).all()


def test_that_undo_and_redo_of_the_last_photo_unpack_nothing(document: Document) -> None:
    first, second = (
        Reference.of("", np.full((20, 20, 3), grey, np.uint8), np.ones((20, 20))).measured()
        for grey in (50, 100)
    )
    images = first.image, second.image
    document.commit(document.look.with_reference("light", first), "Light reference")
    document.commit(document.look.with_reference("light", second), "Light reference")
    document.commit(Look(document.look.about, size=17).with_reference("light", second), "Size")
    for step in (document.undo_stack.undo, document.undo_stack.redo) * 2:
        step()
        assert not (rests(first.photo) or rests(second.photo))
    document.undo_stack.setIndex(1)
    assert document.look.light.reference.image is images[0]
    document.undo_stack.redo()
    assert document.look.light.reference.image is images[1]


def test_that_a_jump_over_many_steps_shows_and_unpacks_the_last_alone(document: Document) -> None:
    photos = []
    for grey in range(50, 250, 20):
        image = np.full((20, 20, 3), grey, np.uint8)
        photos.append(Reference.of(f"{grey}", image, np.ones((20, 20))).measured())
        document.commit(document.look.with_reference("light", photos[-1]), "Light reference")
    shown = []
    document.shown.connect(
        lambda look, exact: shown.append((look.light.reference, look.light.reference.image, exact))
    )
    document.undo_stack.setIndex(1)
    assert [(photo, exact) for photo, _, exact in shown] == [(photos[0], True)]
    assert all(rests(photo.photo) for photo in photos[1:7])
    document.undo_stack.setIndex(len(photos))
    assert document.look.light.reference is photos[-1]
    assert len(shown) == 2


def test_that_references_that_change_sides_keep_their_masks(document: Document) -> None:
    document.renew(awake(empty_look()))
    look = document.look
    light, dark = look.light.reference, look.dark.reference
    document.commit(look.with_reference("light", dark).with_reference("dark", light), "Swap")
    assert not any(rests(each.hair) or rests(each.photo) for each in (light, dark))
