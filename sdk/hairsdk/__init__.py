"""Live hair recolouring: segmentation, a light and a dark 3D LUT, and what is between them."""

from hairsdk.cube import read_cube, write_cube
from hairsdk.errors import HairSdkError
from hairsdk.intensity import hair_intensity
from hairsdk.lut import Lut3D, blend_luts
from hairsdk.preset import Preset, list_presets
from hairsdk.recolorer import Recolored, Recolorer
from hairsdk.segmenter import Segmenter

__all__ = [
    "HairSdkError",
    "Lut3D",
    "Preset",
    "Recolored",
    "Recolorer",
    "Segmenter",
    "blend_luts",
    "hair_intensity",
    "list_presets",
    "read_cube",
    "write_cube",
]
