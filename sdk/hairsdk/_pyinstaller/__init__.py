"""Tells PyInstaller what an app takes along that uses hairsdk, through an entry point."""

from __future__ import annotations

from pathlib import Path

__all__ = ["hook_dirs"]


def hook_dirs() -> list[str]:
    """Folders with hooks: https://pyinstaller.org/en/stable/hooks.html#provide-hooks-with-package."""
    return [str(Path(__file__).parent)]
