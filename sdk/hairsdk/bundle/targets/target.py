"""What a target is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hairsdk.bundle.shaders import Language

__all__ = ["Extras", "Target", "classes"]

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


def classes(folder: Path, suffix: str) -> dict[str, bytes]:
    """The source files in a platform's folder, as they stand in its bundles."""
    return {
        f"{folder.name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob(f"*{suffix}"))
    }
