"""Colours to choose from: palettes of brands, and the colours that were chosen last."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal

from hairsdk.errors import HairSdkError
from hairsdk.files import make_folder, remove, write_bytes
from hairsdk.preset import slug
from hairstudio.core.colour.difference import delta_e
from hairstudio.core.errors import ParameterError
from hairstudio.core.kinds import colour_from_json, hexadecimal
from hairstudio.core.palettes import MAX_NAME, Palette, format_gpl, read_palette
from hairstudio.core.parameters import Colour
from hairstudio.core.paths import free_name
from hairstudio.services.explain import explained, explained_failure
from hairstudio.services.jobs import Task
from hairstudio.services.order import by_name
from hairstudio.services.places import Settings

__all__ = ["MAX_COLOURS", "Palettes"]

MAX_COLOURS = 10
_ALIKE = 2.0
"""CIEDE2000 below which two colours chosen one after the other count as one."""


class Palettes(QObject):
    """What the colour picker offers; all of it is kept between sittings.

    Palettes are copied, as .gpl: the drive that their file was on need not be there.

    Parameters
    ----------
    folder : Path
        Where the copies lie.
    settings : Settings
    task : Task
        Reads a palette in the background.
    """

    remarked = Signal(str, str)
    """(level, text), as `Session.remarked`."""

    removed = Signal(str, object)
    """(what was taken away, a callable that puts it back)"""

    def __init__(
        self, folder: Path, settings: Settings, task: Task, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._settings = settings
        self._task = task
        self._asked: tuple[Path, ...] = ()
        self._choosing = False
        self._chosen: Colour | None = None
        task.done.connect(self._on_read)
        task.failed.connect(self._on_failed)

    def all(self) -> tuple[Palette, ...]:
        """The palettes by name; a copy that cannot be read is left out."""
        found = (palette for _, palette in self._stored())
        return tuple(by_name(found, lambda palette: palette.name))

    @property
    def current(self) -> str:
        """Name of the palette that is shown."""
        return self._settings.text("palette")

    @current.setter
    def current(self, name: str) -> None:
        self._settings.set_text("palette", name)

    def load(self, *paths: Path) -> None:
        """Read the swatches of files in the background, and keep copies of them."""
        asked = self._asked = (*self._asked, *paths)
        self._task.restart(lambda _control: _read(asked))

    def take_away(self, palette: Palette) -> None:
        """Remove the copy of a palette, and offer it back."""
        try:
            for path, stored in self._stored():
                if stored == palette:
                    remove(path)
        except HairSdkError as error:
            self.remarked.emit("error", explained(error))
            return
        text = self.tr("The palette “{0}” is taken away.").format(palette.name)
        self.removed.emit(text, partial(self._keep, palette))

    @property
    def recent(self) -> tuple[Colour, ...]:
        """The colours that were chosen last, newest first."""
        return tuple(_colours(self._settings.colours[:MAX_COLOURS]))

    def note(self, colour: Colour) -> None:
        """Put a colour on top of those chosen last, in place of one that looks like it.

        While a picker is open, only the last colour counts: the others were on the way to it.
        """
        if self._choosing:
            self._chosen = colour
            return
        others = [each for each in self.recent if _differ(each, colour)]
        self._settings.colours = tuple(map(hexadecimal, (colour, *others)[:MAX_COLOURS]))

    def begin_choosing(self) -> None:
        """A picker opens."""
        self._choosing = True

    def end_choosing(self) -> None:
        """The picker is closed."""
        self._choosing = False
        chosen, self._chosen = self._chosen, None
        if chosen is not None:
            self.note(chosen)

    def _stored(self) -> list[tuple[Path, Palette]]:
        found = []
        for path in sorted(self._folder.glob("[!.]*.gpl")):
            with contextlib.suppress(HairSdkError):
                found.append((path, read_palette(path)))
        return found

    def _keep(self, palette: Palette) -> bool:
        """Write a copy; false if that is not possible, which is told."""
        path = free_name(self._folder / f"{slug(palette.name)}.gpl", "{0}-{1}")
        try:
            make_folder(self._folder)
            write_bytes(path, format_gpl(palette))
        except HairSdkError as error:
            self.remarked.emit("error", explained(error))
            return False
        return True

    def _on_read(self, result: tuple[Sequence[Palette], Sequence[str]]) -> None:
        read, troubles = result
        self._asked = ()
        if troubles:
            self.remarked.emit("error", "\n".join(troubles))
        kept = [palette for palette in map(self._take, read) if palette is not None]
        if kept:
            self.current = kept[-1].name
            self.remarked.emit("note", self._told(kept))

    def _take(self, read: Palette) -> Palette | None:
        """Keep a palette under a name of its own; nothing if that is not possible."""
        known = self.all()
        palette, number = read, 2
        while any(each.name == palette.name and not _equal(each, palette) for each in known):
            end = f" {number}"
            palette = replace(read, name=read.name[: MAX_NAME - len(end)] + end)
            number += 1
        there = any(_equal(each, palette) for each in known)
        return palette if there or self._keep(palette) else None

    def _told(self, kept: Sequence[Palette]) -> str:
        names = ", ".join(self.tr("“{0}”").format(palette.name) for palette in kept)
        count = sum(len(palette.colours) for palette in kept)
        parts = [self.tr("In the colour picker now: {0} (colours: {1}).").format(names, count)]
        outside = sum(palette.outside for palette in kept)
        if outside:
            text = self.tr("Outside of sRGB: {0}; they keep lightness and hue, with less chroma.")
            parts.append(text.format(outside))
        inks = sum(palette.inks for palette in kept)
        if inks:
            text = self.tr(
                "Left out: {0}, as inks (CMYK) and numbers of colour books mean no colour without "
                "their profile."
            )
            parts.append(text.format(inks))
        unknown = [model for palette in kept for model in palette.unknown]
        if unknown:
            text = self.tr("Left out: {0}, of a colour model that is not read ({1}).")
            parts.append(text.format(len(unknown), ", ".join(sorted(set(unknown)))))
        return " ".join(parts)

    def _on_failed(self, error: Exception) -> None:
        self._asked = ()
        self.remarked.emit("error", explained_failure(error))


def _read(paths: Iterable[Path]) -> tuple[list[Palette], list[str]]:
    """The palettes in files, and why others gave none."""
    palettes, troubles = [], []
    for path in dict.fromkeys(paths):
        try:
            palette = read_palette(path)
        except HairSdkError as error:
            troubles.append(explained(error))
            continue
        palettes.append(palette)
    return palettes, troubles


def _equal(first: Palette, second: Palette) -> bool:
    """Whether they offer the same: a copy does not hold what was left out."""
    return (first.name, first.colours) == (second.name, second.colours)


def _colours(texts: Iterable[str]) -> Iterator[Colour]:
    for text in texts:
        with contextlib.suppress(ParameterError):  # the settings were edited by hand
            yield colour_from_json(text, "colours")


def _differ(first: Colour, second: Colour) -> bool:
    return float(delta_e(np.array(first), np.array(second))) >= _ALIKE
