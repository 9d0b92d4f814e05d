"""The 3D LUT as a value."""

from __future__ import annotations

from dataclasses import dataclass, fields
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.checks import as_number
from hairsdk.errors import LutError

__all__ = ["LARGEST", "MAX_SIZE", "MIN_SIZE", "Lut3D", "Triple", "blend_luts", "checked_lut"]

MIN_SIZE = 2
MAX_SIZE = 129
"""OpenColorIO's limit for a 3D LUT, and therefore ours."""

LARGEST = float(np.finfo(np.float32).max)

Triple = tuple[float, float, float]


@dataclass(frozen=True, eq=False)
class Lut3D:
    """An immutable 3D LUT, sRGB-encoded in and out.

    Two LUTs are equal when they give the same colours: title and comments do not count.

    Parameters
    ----------
    table : ndarray of float32, shape (N, N, N, 3)
        Indexed ``table[r, g, b]``; N from 2 to 129. Any real dtype is taken and copied.
    title : str
        Name of the LUT.
    comments : tuple of str
        Comment lines, without their ``#``.
    domain_min, domain_max : tuple of 3 floats
        Input colours that the first and the last lattice point stand for.

    Raises
    ------
    LutError
        The table has the wrong shape or holds a value that is not finite, the domain is empty, or
        the title or the comments are no texts.

    Examples
    --------
    >>> lut = Lut3D.identity(17)
    >>> lut.size, lut.table[16, 0, 8].tolist()
    (17, [1.0, 0.0, 0.5])
    """

    table: NDArray[np.float32]
    title: str = ""
    comments: tuple[str, ...] = ()
    domain_min: Triple = (0.0, 0.0, 0.0)
    domain_max: Triple = (1.0, 1.0, 1.0)

    def __post_init__(self) -> None:
        given = np.asarray(self.table)
        shape = given.shape
        if len(shape) != 4 or shape[3] != 3 or not shape[0] == shape[1] == shape[2]:
            raise LutError(f"a 3D LUT has shape (N, N, N, 3), this table has {shape}")
        if not MIN_SIZE <= shape[0] <= MAX_SIZE:
            raise LutError(f"LUT size {shape[0]} is outside {MIN_SIZE}..{MAX_SIZE}")
        if given.dtype.kind not in "fiu":
            raise LutError(f"a LUT holds real numbers, this table holds {given.dtype}")
        with np.errstate(over="ignore"):
            table = np.array(given, dtype=np.float32, order="C")
        if not np.isfinite(table).all():
            r, g, b, _ = np.argwhere(~np.isfinite(table))[0].tolist()
            raise LutError(f"the entry at table[{r}, {g}, {b}] is not a finite number")
        table.flags.writeable = False
        if not isinstance(self.title, str):
            raise LutError(f"a title is a text, found {self.title!r}")
        # Of a text each letter would be a comment.
        is_many = isinstance(self.comments, (tuple, list))
        if not is_many or not all(isinstance(line, str) for line in self.comments):
            raise LutError(f"comments are a tuple of lines, found {self.comments!r}")
        low = _triple(self.domain_min, "domain_min")
        high = _triple(self.domain_max, "domain_max")
        if any(a >= b for a, b in zip(low, high, strict=True)):
            raise LutError(
                f"the domain is empty: its minimum {low} is not below its maximum {high}"
            )
        object.__setattr__(self, "table", table)
        object.__setattr__(self, "comments", tuple(self.comments))
        object.__setattr__(self, "domain_min", low)
        object.__setattr__(self, "domain_max", high)

    @classmethod
    def identity(cls, size: int = 33) -> Lut3D:
        """LUT that changes nothing.

        Parameters
        ----------
        size : int
            Lattice points per axis, 2 to 129.

        Raises
        ------
        LutError
            The size is outside that.
        """
        if not isinstance(size, Integral):
            raise LutError(f"a LUT size is a whole number, found {size!r}")
        if not MIN_SIZE <= size <= MAX_SIZE:
            raise LutError(f"LUT size {size} is outside {MIN_SIZE}..{MAX_SIZE}")
        axis = np.linspace(0.0, 1.0, size)
        return cls(np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1))

    @property
    def size(self) -> int:
        """Lattice points per axis."""
        return int(self.table.shape[0])

    @property
    def has_unit_domain(self) -> bool:
        """Whether the LUT covers exactly [0, 1] on every axis."""
        return self.domain_min == (0.0, 0.0, 0.0) and self.domain_max == (1.0, 1.0, 1.0)

    def __repr__(self) -> str:
        # Without the table, which fills pages of a log.
        return f"<Lut3D {self.title!r}, size {self.size}>"

    def __reduce__(self) -> tuple[type[Lut3D], tuple[Any, ...]]:
        # Made anew from its parts: NumPy's arrays come back from a pickle writeable.
        return type(self), tuple(getattr(self, part.name) for part in fields(self))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Lut3D):
            return NotImplemented
        return (
            self.domain_min == other.domain_min
            and self.domain_max == other.domain_max
            and np.array_equal(self.table, other.table)
        )

    def __hash__(self) -> int:
        return hash((self.domain_min, self.domain_max, self.table.tobytes()))


def blend_luts(dark: Lut3D, light: Lut3D, t: float) -> Lut3D:
    """Interpolate two LUTs: ``(1 − t)·dark + t·light``.

    Interpolation in a lattice is linear in its entries, so one look-up in the blend equals
    the blend of two look-ups.

    Parameters
    ----------
    dark, light : Lut3D
        Of the same size and domain.
    t : float
        Position in [0, 1]: 0 gives `dark`, 1 gives `light`, both exactly.

    Returns
    -------
    Lut3D
        Without title and comments.

    Raises
    ------
    LutError
        One is no `Lut3D`, they differ in size or domain, or `t` is outside [0, 1].
    """
    dark, light = checked_lut(dark), checked_lut(light)
    share = as_number(t)
    if not 0.0 <= share <= 1.0:
        raise LutError(f"a LUT position lies in [0, 1], this one is {t!r}")
    if dark.size != light.size:
        raise LutError(f"LUTs of different sizes cannot be blended: {dark.size} and {light.size}")
    if (dark.domain_min, dark.domain_max) != (light.domain_min, light.domain_max):
        raise LutError(
            "LUTs of different domains cannot be blended: "
            f"{dark.domain_min}..{dark.domain_max} and {light.domain_min}..{light.domain_max}"
        )
    table = dark.table * np.float32(1.0 - share)
    table += light.table * np.float32(share)
    return Lut3D(table, domain_min=dark.domain_min, domain_max=dark.domain_max)


def checked_lut(lut: Any) -> Lut3D:
    """Check that this is a LUT.

    Raises
    ------
    LutError
    """
    if not isinstance(lut, Lut3D):
        raise LutError(
            f"expected a Lut3D, found {type(lut).__name__}; hairsdk.read_cube reads one from a file"
        )
    return lut


def _triple(value: Any, name: str) -> Triple:
    try:
        r, g, b = (float(x) for x in value)
    except (TypeError, ValueError) as error:
        raise LutError(f"{name} needs three numbers, found {value!r}") from error
    if not all(abs(x) <= LARGEST for x in (r, g, b)):
        raise LutError(f"{name} needs finite 32-bit numbers, found {value!r}")
    return r, g, b
