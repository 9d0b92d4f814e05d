"""The fields of the Export page: what to write, and where."""

from __future__ import annotations

import os.path
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from hairsdk.errors import ParameterError
from hairstudio.core import BAKE_SIZES
from hairstudio.services.export import ExportOptions
from hairstudio.services.look_names import as_shown
from hairstudio.views.widgets.quiet import QuietComboBox
from hairstudio.views.widgets.theme import GRID, ROW

__all__ = ["ExportForm"]

_COLUMNS = QFormLayout.ItemRole.LabelRole, QFormLayout.ItemRole.FieldRole
_TARGETS = {"android": "Android", "ios": "iOS", "unity": "Unity", "web": "Web"}


class ExportForm(QFormLayout):
    """Fields in rows; its page adds rows for what comes of them.

    Parameters
    ----------
    folder : str
        Where files go at first; empty for a folder among the documents.
    """

    edited = Signal()
    """Other files are asked for, or elsewhere."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        self.looks = QPushButton()
        self.looks.setToolTip(self.tr("Choose the looks that are exported"))
        self.folder = QLineEdit(folder or str(Path(documents) / "Hair Studio Export"))
        self.folder.setAccessibleName(self.tr("Folder"))
        self.browse = QPushButton(self.tr("Choose…"))
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("File name"))
        self.lut_size = QuietComboBox()
        self.lut_size.setAccessibleName(self.tr("LUT size"))
        notes = self.tr("small"), self.tr("standard"), self.tr("finest")
        for size, note in zip(BAKE_SIZES, notes, strict=True):
            self.lut_size.addItem(f"{size}³ – {note}", size)
        self.flavour = QuietComboBox()
        self.flavour.setAccessibleName(self.tr("Flavour of .cube"))
        self.flavour.addItem(self.tr("Adobe (most programs)"), "adobe")
        self.flavour.addItem(self.tr("DaVinci Resolve"), "resolve")
        self.cubes = QCheckBox(self.tr("Pair of .cube files, intensities inside"))
        self.hairlook = QCheckBox(self.tr(".hairlook: one file for the hairsdk package"))
        self.preset_folder = QCheckBox(self.tr("Preset folder: preset.json and the pair"))
        self.hald = QCheckBox(self.tr("Hald PNGs for picture editors"))
        self.bundle = QuietComboBox()
        self.bundle.setAccessibleName(self.tr("Bundle for apps"))
        self.bundle.addItem(self.tr("None"), "")
        for target, name in {**_TARGETS, "generic": self.tr("Other")}.items():
            self.bundle.addItem(name, target)
        self.recipe = QCheckBox(self.tr("Can be edited again (the recipe inside)"))
        for box in (self.cubes, self.hairlook, self.recipe):
            box.setChecked(True)
        self._add_rows()
        self.browse.clicked.connect(self._on_browse)
        for edit in (self.folder, self.name):
            edit.textChanged.connect(self.edited)
        for box in (self.cubes, self.hairlook, self.preset_folder, self.hald):
            box.toggled.connect(self.edited)
        self.bundle.currentIndexChanged.connect(self.edited)

    def options(self, others: tuple[Path, ...]) -> ExportOptions:
        """What the fields ask for, with other looks beside the open one.

        Raises
        ------
        ParameterError
            There is no folder, or the name cannot be a file's.
        """
        return ExportOptions(
            self._target(),
            self.name.text().strip(),
            size=int(self.lut_size.currentData()),
            flavour=self.flavour.currentData(),
            cubes=self.cubes.isChecked(),
            hairlook=self.hairlook.isChecked(),
            preset_folder=self.preset_folder.isChecked(),
            hald=self.hald.isChecked(),
            recipe=self.recipe.isChecked(),
            bundle=self.bundle.currentData(),
            others=others,
            naming=as_shown,
        )

    def show_size(self, size: int) -> None:
        """Choose the size of a look's LUTs; of one that is not offered, the smallest."""
        self.lut_size.setCurrentIndex(max(self.lut_size.findData(size), 0))

    def wrap(self, room: int) -> None:
        """Stand the labels above the fields where there is no room beside them."""
        widest = [0, 0]
        for row in range(self.rowCount()):
            for column, role in enumerate(_COLUMNS):
                item = self.itemAt(row, role)
                if item is not None:
                    widest[column] = max(widest[column], item.minimumSize().width())
        beside = sum(widest) + self.horizontalSpacing() <= room
        policy = QFormLayout.RowWrapPolicy
        self.setRowWrapPolicy(policy.DontWrapRows if beside else policy.WrapAllRows)

    def _target(self) -> Path:
        text = self.folder.text()
        if not text.strip():
            raise ParameterError(self.tr("Choose a folder"))
        # Unlike pathlib, these take "~" and half a user's name as they are being typed.
        return Path(os.path.abspath(os.path.expanduser(text)))  # noqa: PTH100, PTH111

    def _add_rows(self) -> None:
        self.setHorizontalSpacing(3 * GRID)
        self.setVerticalSpacing(2 * GRID)
        self.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        for field in (self.folder, self.name):
            field.setMinimumHeight(ROW)  # as high as the button and the boxes
        looks = QHBoxLayout()
        looks.addWidget(self.looks)
        looks.addStretch(1)
        folder = QHBoxLayout()
        folder.addWidget(self.folder, 1)
        folder.addWidget(self.browse)
        kinds = QVBoxLayout()
        kinds.setSpacing(GRID)
        kinds.setContentsMargins(0, GRID + 2, 0, 0)  # level with the label
        for box in (self.cubes, self.hairlook, self.preset_folder, self.hald, self.recipe):
            kinds.addWidget(box)
        self.addRow(self.tr("Looks"), looks)
        self.addRow(self.tr("Folder"), folder)
        self.addRow(self.tr("Name"), self.name)
        self.addRow(self.tr("LUT size"), self.lut_size)
        self.addRow(self.tr("Flavour"), self.flavour)
        self.addRow(self.tr("Write"), kinds)
        self.addRow(self.tr("Bundle for apps"), self.bundle)

    def _on_browse(self) -> None:
        title = self.tr("Export into")
        folder = QFileDialog.getExistingDirectory(self.parentWidget(), title, self.folder.text())
        if folder:
            self.folder.setText(folder)
