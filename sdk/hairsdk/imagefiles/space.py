"""The colours of a picture file: its ICC profile, or what it says in place of one; HDR as SDR."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from hairsdk.hdr import HDR_TRANSFER, sdr_lut
from hairsdk.icc import ADOBE_RGB, SRGB, coded_profile
from hairsdk.imagefiles import exif
from hairsdk.imagefiles.probe import UNSPECIFIED, Probe
from hairsdk.lookup import LutLookup

__all__ = ["as_sdr", "hdr_of", "profile_of"]


def profile_of(probe: Probe) -> bytes:
    """The ICC profile of a file's RGB values.

    Its own; else one made of its codes; else, as DCF 2.0 has it, Adobe RGB where EXIF names that.

    Returns
    -------
    bytes
        Empty for sRGB, and for HDR, which becomes it, unless EXIF says something else.
    """
    if probe.icc_profile[16:20] == b"RGB ":
        return probe.icc_profile
    is_plain = not probe.icc_profile and not hdr_of(probe)
    coded = coded_profile(probe.primaries, probe.transfer) if is_plain else b""
    if coded or not exif.is_adobe_rgb(probe.exif):
        return coded
    # Where it is sRGB all the same, EXIF, which is carried on, must not be believed.
    return ADOBE_RGB if is_plain and probe.primaries == UNSPECIFIED else SRGB


def hdr_of(probe: Probe) -> str:
    """Name of the transfer function of an HDR picture; empty if it is none.

    A picture with an ICC profile is none, whatever its codes are: the profile is for its values.
    """
    return "" if probe.icc_profile else HDR_TRANSFER.get(probe.transfer, "")


def as_sdr(pixels: NDArray[Any], probe: Probe) -> NDArray[Any]:
    """An HDR picture's pixels in sRGB, of the same dtype."""
    return LutLookup(sdr_lut(probe.transfer, probe.primaries))(pixels)
