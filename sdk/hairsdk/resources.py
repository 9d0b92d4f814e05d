"""Where hairsdk's own models and presets are.

In a wheel they are inside the package, in a checkout at its top.
"""

from __future__ import annotations

from pathlib import Path

from hairsdk.errors import ResourceError

__all__ = ["models_dir", "presets_dir", "sample_photo"]

_PACKAGE = Path(__file__).resolve().parent


def models_dir() -> Path:
    """Folder with `manifest.json` and the networks.

    Raises
    ------
    ResourceError
        The installation has no such folder.
    """
    return _find("models")


def presets_dir() -> Path:
    """Folder with the built-in looks, one folder each.

    Raises
    ------
    ResourceError
        The installation has no such folder.
    """
    return _find("lut_presets")


def sample_photo() -> Path:
    """NASA's portrait of the astronaut Eileen Collins (public domain), a JPEG."""
    return _PACKAGE / "samples" / "portrait.jpg"


def _find(name: str) -> Path:
    inside = _PACKAGE / "_data" / name
    if inside.is_dir():
        return inside
    root = _PACKAGE.parents[1]
    # Without this look at pyproject.toml a stray ../../models of somebody else would be taken.
    if (root / "pyproject.toml").is_file() and (root / name).is_dir():
        return root / name
    raise ResourceError(
        f"this installation of hairsdk lacks its {name} folder (looked in {inside} and "
        f"{root / name}); reinstall it, and before PyInstaller freezes an app, without -e"
    )
