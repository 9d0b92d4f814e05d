"""What is told over the heads of the gallery."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hairstudio.services.explain import in_few_lines
from hairstudio.views.remark import RemarkBar

__all__ = ["HeadRemarks"]


class HeadRemarks(RemarkBar):
    """Gathers what is told of many photos in a few lines, until it was read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left_out: list[str] = []
        self._notes: list[str] = []
        self._lasting: dict[str, str] = {}
        """Troubles by what they are of."""

    def tell(self, left_out: tuple[str, ...], note: str = "") -> None:
        """Say what failed, which stays, and what is good to know, which goes by itself."""
        if self.isHidden():  # all was read
            self._left_out.clear()
            self._notes.clear()
        if left_out:
            self._left_out += left_out
            self.say("error", in_few_lines(self._left_out))
        if note:
            self._notes.append(note)
        if self._notes and (left_out or note):
            self.say("done", in_few_lines(self._notes))

    def tell_lasting(self, what: str, trouble: str) -> None:
        """Say a trouble once, however often it is met, or that it is over, if it is empty."""
        before = self._lasting.get(what, "")
        if trouble != before:
            self.settle(before)
            self._lasting[what] = trouble
            if trouble:
                self.say("trouble", trouble)

    def begin(self) -> None:
        """Forget what was told of what was asked for before; troubles last."""
        self._left_out.clear()
        self.begin_notes()
        self.forget()

    def begin_notes(self) -> None:
        """Forget what was good to know of what was asked for before."""
        self._notes.clear()
