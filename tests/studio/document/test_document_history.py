"""Undo and redo of the document."""

from __future__ import annotations

from dataclasses import replace

from hairstudio.document.document import Document
from hairstudio.document.look import Look


def test_that_a_drag_is_one_step(qapp: object) -> None:
    document = Document()
    document.renew(Look())
    for size in (17, 65, 17):
        document.show(replace(document.look, size=size))
    assert document.undo_stack.count() == 0
    document.commit(replace(document.look, size=65), "Size")
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.look.size == 33


def test_that_a_drag_back_to_its_start_leaves_no_step(qapp: object) -> None:
    document = Document()
    document.renew(Look())
    document.show(replace(document.look, size=17))
    shown = []
    document.shown.connect(lambda look, exact: shown.append((look.size, exact)))
    document.commit(replace(document.look, size=33), "Size")
    assert document.undo_stack.count() == 0
    assert shown == [(33, True)]
    assert not document.dirty


def test_that_a_change_marks_the_document_and_undo_clears_the_mark(qapp: object) -> None:
    document = Document()
    document.renew(Look())
    document.commit(Look(size=17), "Size")
    assert document.dirty
    document.undo_stack.undo()
    assert not document.dirty


def test_that_a_recovered_look_counts_as_unsaved(qapp: object) -> None:
    document = Document()
    document.renew(Look(), saved=False)
    assert document.dirty


def test_that_abandoning_a_drag_shows_the_recorded_look(qapp: object) -> None:
    document = Document()
    document.renew(Look())
    document.show(Look(size=65))
    assert document.dragging
    document.abandon()
    assert document.look.size == 33
    assert not document.dragging


def test_that_a_look_changed_while_it_was_saved_stays_marked(qapp: object, tmp_path) -> None:
    document = Document()
    document.renew(Look())
    document.commit(Look(size=17), "Size")
    written = document.look
    document.commit(Look(size=65), "Size")
    document.saved(tmp_path / "a.hairlook", written)
    assert document.dirty
