"""Where a frame stands between the dark and the light LUT of a preset."""

from __future__ import annotations

from hairsdk.preset import Preset

__all__ = ["between", "position"]


def position(intensity: float, preset: Preset) -> float:
    """LUT position of a frame.

    Parameters
    ----------
    intensity : float
        Average hair intensity of the frame, in [0, 1]; see `hairsdk.intensity`.
    preset : Preset

    Returns
    -------
    float
        0 is the dark LUT, 1 the light one.
    """
    return between(intensity, preset.intensity_dark, preset.intensity_light)


def between(intensity: float, dark: float, light: float) -> float:
    """LUT position ``t = clamp((I − I_dark) / (I_light − I_dark), 0, 1)``.

    Parameters
    ----------
    intensity : float
        Average hair intensity of the frame, in [0, 1].
    dark, light : float
        Those of the two references, the dark one below the light one.

    Returns
    -------
    float
        0 is the dark LUT, 1 the light one.

    References
    ----------
    Tkachenka et al., "Real-time Hair Segmentation and Recoloring on Mobile GPUs", 2019,
    section 4.2.
    """
    return min(max((intensity - dark) / (light - dark), 0.0), 1.0)
