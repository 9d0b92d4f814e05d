"""Versions of a look: files beside each other whose names differ by a number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from hairsdk.preset import slug
from hairstudio.core.paths import exists
from hairstudio.document.look import MAX_NAME, About

__all__ = ["Version", "named_after"]

_NUMBERED = re.compile(r"(?P<base>.+?)(?P<mark>[-_ ]v|[-_])(?P<digits>\d{1,3})", re.IGNORECASE)
_ROOM = 56
"""Letters before the number in an id, which has 64: the number must not be what is cut off."""


@dataclass(frozen=True)
class Version:
    """A file of a look, its name taken apart.

    Attributes
    ----------
    folder : Path
    base : str
        What all versions are called.
    suffix : str
        Of the file, such as ``.hairlook``.
    number : int
        1 where the name has none.
    mark : str
        What stands before the number.
    digits : int
        Of the number at least: ``copper_v02`` has two.
    """

    folder: Path
    base: str
    suffix: str
    number: int = 1
    mark: str = "-"
    digits: int = 1

    @classmethod
    def of(cls, path: Path) -> Version:
        """The version that a file is.

        Examples
        --------
        >>> Version.of(Path("copper.hairlook")).next().path.name
        'copper-2.hairlook'
        >>> Version.of(Path("copper_v09.hairlook")).next().path.name
        'copper_v10.hairlook'
        """
        match = _NUMBERED.fullmatch(path.stem)
        if match is None:
            return cls(path.parent, path.stem, path.suffix)
        base, mark, digits = match.group("base", "mark", "digits")
        # Shades are called by numbers, too, as 7-43 is, and years: the next would be another.
        if base[-1].isdigit() and not exists(path.with_stem(base)):
            return cls(path.parent, path.stem, path.suffix)
        return cls(path.parent, base, path.suffix, int(digits), mark, len(digits))

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / f"{self.base}{self.mark}{self.number:0{self.digits}}{self.suffix}"

    def next(self) -> Version:
        """The version after this one."""
        return replace(self, number=self.number + 1)

    def about(self, before: About, last: Version) -> About:
        """What a look that had a name of its own in the last version is called in this one.

        Lists and sheets show the name, and a bundle takes no two looks of one id.
        """
        number = f" {self.number}"
        name = before.name.removesuffix(f" {last.number}")[: MAX_NAME - len(number)]
        base = before.id.removesuffix(f"-{last.number}")[:_ROOM]
        return replace(before, name=name + number, id=slug(base + number))


def named_after(about: About, path: Path) -> About:
    """What a look is called that has no name but its file's."""
    name = path.stem.strip()[:MAX_NAME]
    match = _NUMBERED.fullmatch(name)
    short = name if match is None else match["base"][:_ROOM] + name[match.start("mark") :]
    # The id is what the dialog offers as a file's name.
    if name in ("", about.id):
        return about
    return replace(about, name=name, id=slug(short))
