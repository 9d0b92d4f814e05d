"""What the window and the panel for other programs have in common: who listens to whom."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hairstudio.views.file_writer import FileWriter

if TYPE_CHECKING:
    from hairstudio.views.authoring import AuthoringPanel
    from hairstudio.views.main_window import MainWindow

__all__ = ["connect_panels", "connect_writer"]


def connect_panels(owner: MainWindow | AuthoringPanel) -> None:
    """Connect the panels in which a look is made, the commands, and the line over the pictures.

    Nothing that is connected here holds the owner: see `AuthoringPanel`.
    """
    session, remark, compare = owner.session, owner.remark, owner.compare
    session.remarked.connect(remark.say)
    session.settled.connect(remark.settle)
    owner.files.failed.connect(partial(remark.say, "error"))
    owner.files.before_save.connect(owner.flush)
    # Not once it is open or saved: what was said meanwhile would go unread.
    owner.files.begun.connect(remark.forget)
    owner.roundtrip.remarked.connect(remark.say)
    owner.roundtrip.imported.connect(owner.effects.reveal)
    connect_writer(owner, owner.save_picture)
    connect_writer(owner, owner.save_pictures)
    owner.history.before_step.connect(owner.flush)
    compare.goal.before_fit.connect(owner.flush)
    for lost in (owner.effects.preset_lost, session.palettes.removed):
        lost.connect(remark.offer_back)
    owner.gallery.document_dropped.connect(owner.arrivals.drop)
    owner.gallery.picture_requested.connect(owner.save_picture.head_dialog)
    owner.gallery.pictures_requested.connect(owner.save_pictures.dialog)
    owner.gallery.marks_changed.connect(compare.scale.set_marks)
    for slot in compare.slots.values():
        slot.camera_requested.connect(owner.arrivals.snapshot)
        slot.picture_requested.connect(owner.save_picture.reference_dialog)
        slot.document_dropped.connect(owner.arrivals.drop)


def connect_writer(owner: MainWindow | AuthoringPanel, writer: FileWriter) -> None:
    """Let a writer end gestures before it begins, and say how it went."""
    writer.before_write.connect(owner.flush)
    writer.remarked.connect(owner.remark.say)
    writer.begun.connect(owner.remark.forget)
    writer.written.connect(owner.remark.offer_file)
