"""Inference runtimes behind one small interface; see `hairsdk.backends.base`."""

from hairsdk.backends.base import Backend, Device
from hairsdk.backends.choose import BACKENDS, open_backend

__all__ = ["BACKENDS", "Backend", "Device", "open_backend"]
