"""Which Hair Studio this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

__all__ = ["studio_version"]


def studio_version() -> str:
    """Version of the installed distribution."""
    try:
        return version("hairsdk")
    except PackageNotFoundError:
        return "unknown"
