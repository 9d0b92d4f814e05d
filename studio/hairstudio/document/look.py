"""A look as a value: two sides, what ties them together, and its description."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from hairstudio.core import Stack
from hairstudio.core.references import DARKEST, LIGHTEST
from hairstudio.document.reference import Reference, builtin_reference

__all__ = [
    "DEFAULT_INTENSITY",
    "MAX_NAME",
    "MIN_GAP",
    "SIDES",
    "About",
    "Look",
    "Side",
    "SideName",
    "empty_look",
    "other_side",
]

SideName = Literal["light", "dark"]
SIDES: tuple[SideName, SideName] = ("light", "dark")

DEFAULT_INTENSITY: dict[SideName, float] = {"light": 0.7, "dark": 0.1}
"""What a side without a reference counts as, so that an unfinished look can be saved."""

MIN_GAP = 0.2
"""References nearer than this hardly pull the two LUTs apart; the studio warns."""


MAX_NAME = 200
"""Characters of a name that a preset takes."""


@dataclass(frozen=True)
class About:
    """Who made a look, and what it is called."""

    id: str = "untitled"
    name: str = "Untitled"
    author: str = ""
    licence: str = "CC0-1.0"
    created: str = field(default_factory=lambda: datetime.date.today().isoformat())
    notes: str = ""


@dataclass(frozen=True)
class Side:
    """One end of the look: a stack, and the reference it is authored on.

    Attributes
    ----------
    stack : Stack
    reference : Reference or None
    authored : float or None
        Intensity of the photo it was authored on, where the file came without the photo.
    """

    stack: Stack = field(default_factory=Stack)
    reference: Reference | None = None
    authored: float | None = None

    @property
    def intensity(self) -> float:
        """Average hair intensity of the reference; NaN without a reference or hair."""
        return math.nan if self.reference is None else self.reference.intensity


@dataclass(frozen=True)
class Look:
    """Everything in a document. Immutable, so undo only keeps old ones.

    Attributes
    ----------
    about : About
    light, dark : Side
    linked : bool
        Whether a change of one stack is made to the other as well.
    goal : tuple of 3 floats, or None
        Colour that both sides should reach, sRGB-encoded in [0, 1].
    goal_spread : tuple of 3 floats, or None
        How far the goal's hair strays from that colour: standard deviations in OkLab. None
        where the goal is a plain colour.
    size : int
        Lattice points of the exported LUTs per axis.
    """

    about: About = field(default_factory=About)
    light: Side = field(default_factory=Side)
    dark: Side = field(default_factory=Side)
    linked: bool = False
    goal: tuple[float, float, float] | None = None
    goal_spread: tuple[float, float, float] | None = None
    size: int = 33

    def side(self, name: SideName) -> Side:
        """The light or the dark side."""
        return self.light if name == "light" else self.dark

    @property
    def photos(self) -> list[Path]:
        """Files of the references that are the artist's own photos."""
        references = (self.light.reference, self.dark.reference)
        return [each.source for each in references if each is not None and each.source is not None]

    def with_side(self, name: SideName, side: Side) -> Look:
        """The look with another light or dark side."""
        return replace(self, light=side) if name == "light" else replace(self, dark=side)

    def with_stack(self, name: SideName, stack: Stack) -> Look:
        """The look with another stack on one side, or on both where they are linked."""
        look = self.with_side(name, replace(self.side(name), stack=stack))
        if self.linked:
            other = other_side(name)
            look = look.with_side(other, replace(look.side(other), stack=stack))
        return look

    def with_reference(self, name: SideName, reference: Reference | None) -> Look:
        """The look with another reference on one side."""
        return self.with_side(name, replace(self.side(name), reference=reference))

    def with_about(self, **changes: str) -> Look:
        """The look with other words about it."""
        return replace(self, about=replace(self.about, **changes))

    @property
    def measured(self) -> tuple[float | None, float | None]:
        """Light and dark intensity of the references; None without a reference or hair."""
        light, dark = self.light.intensity, self.dark.intensity
        return None if math.isnan(light) else light, None if math.isnan(dark) else dark

    @property
    def intensities(self) -> tuple[float, float]:
        """Light and dark intensity; without a reference the one authored on, or the default.

        They may be swapped or equal; see :attr:`usable_intensities`.
        """
        return self._intensity("light"), self._intensity("dark")

    @property
    def usable_intensities(self) -> tuple[float, float]:
        """Light and dark intensity as a preset needs them: light above dark.

        References that are swapped or equal cannot make a preset; the document must be
        savable all the same, so the defaults stand in. Export refuses such a look.
        """
        light, dark = self.intensities
        if light - dark < 1e-3:
            return DEFAULT_INTENSITY["light"], DEFAULT_INTENSITY["dark"]
        return light, dark

    def _intensity(self, name: SideName) -> float:
        side = self.side(name)
        if not math.isnan(side.intensity):
            return side.intensity
        return DEFAULT_INTENSITY[name] if side.authored is None else side.authored


def other_side(name: SideName) -> SideName:
    """The side across."""
    return "dark" if name == "light" else "light"


def empty_look(author: str = "") -> Look:
    """A new look on the built-in references."""
    return Look(
        About(author=author),
        Side(reference=builtin_reference(LIGHTEST)),
        Side(reference=builtin_reference(DARKEST)),
    )
