"""What a target is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hairsdk.bundle.shaders import Language

__all__ = ["Extras", "Target"]

Extras = Callable[[dict[str, Any], dict[str, bytes]], dict[str, bytes]]


@dataclass(frozen=True)
class Target:
    """What developers of one platform need.

    Parameters
    ----------
    name : str
    layouts : tuple of str
        Of `hairsdk.bundle.layouts.LAYOUTS`.
    shaders : tuple of str
        Languages.
    model : str
        The network taken unless another is asked for.
    float32_model : bool
        Whether the network's weights are stored as float32.
    extras : callable
        Further files, made from the manifest so far and the files so far.
    """

    name: str
    layouts: tuple[str, ...]
    shaders: tuple[Language, ...]
    model: str = "512"
    float32_model: bool = False
    extras: Extras = lambda manifest, files: {}
