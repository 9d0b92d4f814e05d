"""A look: two LUTs, the intensities they were made for, and its story."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hairsdk import resources
from hairsdk.checks import as_number, checked_path
from hairsdk.errors import FileReadError, PresetError, PresetNotFoundError
from hairsdk.files import found_at, is_device_name
from hairsdk.lut import Lut3D

__all__ = ["Preset", "list_presets", "load_preset", "require_id", "slug"]

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_HALF_A_PAIR = re.compile("[\ud800-\udfff]")
_PNG = b"\x89PNG\r\n\x1a\n"
_LATIN = str.maketrans(
    dict(zip("ßæœøðđłþı", ("ss", "ae", "oe", "o", "d", "d", "l", "th", "i"), strict=True))
)
"""Letters that Unicode does not take apart into plain ones and accents."""


@dataclass(frozen=True)
class Preset:
    """A look, complete and checked.

    Parameters
    ----------
    id : str
        Name in code: lower-case letters, digits, ``-`` and ``_``.
    name : str
        Name for people.
    author, licence : str
    created : str
        ISO 8601 date, or date and time.
    light, dark : Lut3D
        LUTs authored on very light and very dark hair; same size, same domain.
    intensity_light, intensity_dark : float
        Average hair intensity of the two references, in [0, 1], light above dark, in the
        metric `hairsdk.intensity.METRIC`, as `hairsdk.hair_intensity` measures it.
    recipe : dict or None
        What the studio needs to edit the look again, and makes its LUTs anew from; None for LUTs
        from elsewhere. The SDK only carries it.
    thumbnail : bytes or None
        A PNG file.
    notes : str

    Raises
    ------
    PresetError
        The parts do not fit together.

    Examples
    --------
    >>> copper = Preset.builtin("copper")
    >>> copper.name, copper.light.size
    ('Copper', 33)
    >>> luts = copper.light, copper.dark
    >>> look = Preset("mine", "Mine", "Ann", "CC0-1.0", "2026-01-31", *luts, 0.68, 0.09)
    >>> look.save("mine.hairlook")  # doctest: +SKIP
    """

    id: str
    name: str
    author: str
    licence: str
    created: str
    light: Lut3D
    dark: Lut3D
    intensity_light: float
    intensity_dark: float
    recipe: dict[str, Any] | None = field(default=None, hash=False)
    thumbnail: bytes | None = None
    notes: str = ""

    def __post_init__(self) -> None:
        for text in ("id", "name", "author", "licence", "created", "notes"):
            if not isinstance(getattr(self, text), str):
                found = getattr(self, text)
                raise PresetError(f"preset {self.id}: {text} must be a text, found {found!r}")
        require_id(self.id)
        for text in ("name", "author", "licence", "created", "notes"):
            if _HALF_A_PAIR.search(getattr(self, text)):
                raise PresetError(f"preset {self.id}: {text} holds half of a surrogate pair")
        if not self.name.strip():
            raise PresetError(f"preset {self.id}: the name is empty")
        for side in ("light", "dark"):
            lut, intensity = getattr(self, side), getattr(self, f"intensity_{side}")
            if not isinstance(lut, Lut3D):
                found = type(lut).__name__
                raise PresetError(f"preset {self.id}: {side} must be a Lut3D, found {found}")
            value = as_number(intensity)
            if not 0.0 <= value <= 1.0:
                raise PresetError(
                    f"preset {self.id}: {side} intensity {intensity!r} is outside [0, 1]"
                )
            object.__setattr__(self, f"intensity_{side}", value)
        if self.light.size != self.dark.size:
            raise PresetError(
                f"preset {self.id}: the light LUT has size {self.light.size}, "
                f"the dark one {self.dark.size}; they must be equal: hairsdk.resample.resample, "
                "or 'hairsdk lut convert --size', makes a LUT of another size"
            )
        domains = [(lut.domain_min, lut.domain_max) for lut in (self.light, self.dark)]
        if domains[0] != domains[1]:
            raise PresetError(f"preset {self.id}: the two LUTs have different domains {domains}")
        if self.intensity_light - self.intensity_dark < 1e-3:
            raise PresetError(
                f"preset {self.id}: the light intensity {self.intensity_light} must be above the "
                f"dark one {self.intensity_dark} (by 0.001 at least)"
            )
        is_png = isinstance(self.thumbnail, bytes) and self.thumbnail.startswith(_PNG)
        if self.thumbnail is not None and not is_png:
            raise PresetError(f"preset {self.id}: the thumbnail is not a PNG file")

    def __repr__(self) -> str:
        # Without its thumbnail and recipe: they are 100 kB.
        return f"<Preset {self.id!r}, {self.name!r}>"

    @classmethod
    def load(cls, path: str | Path) -> Preset:
        """Read a preset from its folder, its `.hairlook` file or a mobile bundle.

        Parameters
        ----------
        path : str or Path
            A bundle of several looks needs the id of one behind a number sign:
            ``Preset.load("looks.zip#copper")``.

        Raises
        ------
        FileReadError
            The path does not exist or cannot be read.
        PresetVersionError
            The preset was written by a newer hairsdk.
        PresetError
            It is damaged, inconsistent or unsafe; every fault found is named.
        CubeError
            One of its LUT files cannot be understood.
        BundleError
            It is a bundle that is damaged, or that has no such look.
        ParameterError
            `path` is no path.
        """
        from hairsdk.preset_files import read_preset

        return read_preset(checked_path(path))

    def save(self, path: str | Path) -> None:
        """Write the preset: a zip if `path` ends in `.hairlook` or `.zip`, else a folder.

        The same preset always gives the same bytes. LUTs are written with six decimals, so what is
        loaded again equals only a preset that has no more.

        Parameters
        ----------
        path : str or Path
            A file is replaced; a folder may be there already, and keeps its other files.

        Raises
        ------
        FileWriteError
            The preset cannot be written.
        PresetError
            A text of it does not fit the file's schema: `created` is no date, for one.
        ParameterError
            `path` is no path.
        """
        from hairsdk.preset_files import write_preset

        write_preset(checked_path(path), self)

    @classmethod
    def builtin(cls, name: str) -> Preset:
        """Load a look that ships with hairsdk.

        Parameters
        ----------
        name : str
            One of `list_presets`.

        Raises
        ------
        PresetNotFoundError
            There is none of that name; the message names the nearest ones.
        PresetError
            The name is no text.
        """
        if not isinstance(name, str):
            raise PresetError(f"a built-in look is named by a text, found {name!r}")
        available = list_presets()
        if name not in available:
            raise PresetNotFoundError(_unknown(name, available), name, available)
        return cls.load(resources.presets_dir() / name)


def list_presets() -> list[str]:
    """Names of the looks that ship with hairsdk, sorted.

    Raises
    ------
    ResourceError
        The installation lacks the folder of its looks.
    """
    return sorted(p.parent.name for p in resources.presets_dir().glob("*/preset.json"))


def load_preset(source: str | Path | Preset) -> Preset:
    """Turn what users hand in for a look into a `Preset`.

    Parameters
    ----------
    source : str, Path or Preset
        A built-in name, a path to a folder, `.hairlook` file or bundle, or a preset, which is
        returned as it is. A built-in name goes before a path of the same spelling.

    Raises
    ------
    PresetNotFoundError
        A name that is neither built in nor a path that exists.
    FileReadError, PresetVersionError, PresetError, CubeError, BundleError
        See `Preset.load`.
    """
    if isinstance(source, Preset):
        return source
    if isinstance(source, Path):
        return Preset.load(source)
    if not isinstance(source, str):
        raise PresetError(f"a preset is a name, a path or a Preset, not {type(source).__name__}")
    if source in list_presets():
        return Preset.builtin(source)
    path = Path(source)
    # An empty text is no path: pathlib would take the current folder.
    if source and (found_at(path) or "#" in source):
        return Preset.load(path)
    if path.suffix or path.name != source:
        raise FileReadError(f"cannot read preset {source}: no such file or folder", path)
    return Preset.builtin(source)


def require_id(text: str) -> None:
    """Raise `PresetError` if a text cannot be the id of a preset, which names files, too."""
    if not _ID.fullmatch(text):
        raise PresetError(
            f"preset id {text!r}: use lower-case letters, digits, '-' and '_', at most 64"
        )


def slug(name: str) -> str:
    """Preset id for a name: lower-case ASCII letters, digits and hyphens, 64 at most.

    Letters of other scripts, and emoji, become a few digits that stand for the name, so that looks
    of two such names can be told apart. It names files, too, and so is none that Windows refuses:
    those are refused by bundles.
    """
    whole = unicodedata.normalize("NFKD", name.lower().translate(_LATIN))
    plain = whole.encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64] or "look"
    if any(_counts(letter) and not letter.isascii() for letter in whole):
        digits = hashlib.sha256(whole.encode(errors="replace")).hexdigest()[:6]
        words = f"{words[:57]}-{digits}"
    return f"{words}-look" if is_device_name(words) else words


def _counts(letter: str) -> bool:
    """Whether a name is another one without it; "So" are hearts, stars and emoji."""
    return letter.isalnum() or unicodedata.category(letter) == "So"


def _unknown(name: str, available: list[str]) -> str:
    near = difflib.get_close_matches(name.lower(), available, n=3, cutoff=0.5)
    if near:
        return f"no preset {name!r}; did you mean {' or '.join(near)}?"
    there = ", ".join(available) if available else "none is installed"
    return f"no preset {name!r}; there are: {there}"
