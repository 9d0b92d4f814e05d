"""The built-in reference heads, with exact masks: free of rights (CC0-1.0).

Looks are authored against the lightest and the darkest; the others show how a look does in
between. Rendered in Blender's Cycles from MakeHuman's CC0 base mesh, morphs and skins, with
CC0 HDRIs.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from hairsdk.errors import HairSdkError, ResourceError
from hairsdk.images import read_photo
from hairsdk.intensity import hair_intensity
from hairstudio.core.errors import ParameterError

__all__ = [
    "DARKEST",
    "LIGHTEST",
    "Reference",
    "list_references",
    "load_reference",
    "reference_path",
]

LIGHTEST = "white_bob_2033"
DARKEST = "black_braids_2009"

_FOLDER = Path(__file__).parent
# Documents hold the names, which therefore stay; people need two different ones.
_LABELS = MappingProxyType({"darkbrown_fringe_2048": "Red-brown fringe"})


@dataclasses.dataclass(frozen=True, eq=False)
class Reference:
    """A head with its hair mask.

    Attributes
    ----------
    name : str
        Such as ``white_bob_2033``: colour, style, number.
    image : ndarray, shape (H, W, 3), uint8
        RGB, read-only.
    mask : ndarray, shape (H, W), float32
        Exact coverage by hair in [0, 1], read-only.
    """

    name: str
    image: npt.NDArray[np.uint8]
    mask: npt.NDArray[np.float32]

    @functools.cached_property
    def intensity(self) -> float:
        """Average hair intensity in [0, 1]; see :func:`hairsdk.intensity.hair_intensity`."""
        return hair_intensity(self.image, self.mask)

    @property
    def label(self) -> str:
        """Name for people: ``White bob``."""
        if self.name in _LABELS:
            return _LABELS[self.name]
        colour, style = self.name.split("_")[:2]
        return " ".join([*re.findall("dark|light|.+", colour), style]).capitalize()


def list_references() -> tuple[str, ...]:
    """Return the names of the built-in references, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.jpg")))


def reference_path(name: str) -> Path:
    """Where the photo of a built-in reference is."""
    return _FOLDER / f"{name}.jpg"


def load_reference(name: str) -> Reference:
    """Read a built-in reference.

    Raises
    ------
    ParameterError
        If there is none of that name.
    hairsdk.errors.ResourceError
        If the installation lacks its files.
    """
    if name not in list_references():
        raise ParameterError("reference", "one of " + ", ".join(list_references()), name)
    return _load(name)


@functools.lru_cache(maxsize=16)
def _load(name: str) -> Reference:
    try:
        # Not by OpenCV's imread, which on Windows fails where a folder has letters of its own.
        image = read_photo(reference_path(name)).rgb
        mask = read_photo(_FOLDER / f"{name}.mask.png").rgb[..., 0]
    except HairSdkError as error:
        raise ResourceError(f"the reference {name} is damaged; install hairsdk again") from error
    coverage = mask.astype(np.float32) / np.float32(255)
    image.setflags(write=False)
    coverage.setflags(write=False)
    return Reference(name, image, coverage)
