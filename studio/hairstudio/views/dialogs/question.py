"""A question that has to be answered before the work goes on."""

from __future__ import annotations

import functools
import operator
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

__all__ = ["Answer", "ask"]

Answer = QMessageBox.StandardButton


def ask(
    window: QWidget, title: str, text: str, detail: str, answers: Mapping[Answer, str]
) -> Answer:
    """Ask, and wait for the answer.

    Parameters
    ----------
    window : QWidget
    title, text, detail : str
    answers : mapping of Answer to str
        The buttons, and what they say; `""` leaves them Qt's own word. The first is the one that
        Enter presses.
    """
    box = QMessageBox(window)
    box.setWindowTitle(title)
    box.setText(text)
    box.setInformativeText(detail)
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)  # names may hold what looks like markup
    box.setStandardButtons(functools.reduce(operator.or_, answers))
    for answer, word in answers.items():
        if word:
            box.button(answer).setText(word)
    box.setDefaultButton(next(iter(answers)))
    return Answer(box.exec())
