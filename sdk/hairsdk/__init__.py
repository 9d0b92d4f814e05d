"""Live hair recolouring: segmentation, a light and a dark 3D LUT, and what is between them.

`Recolorer` does all of it, to photos and to streams. Beside it, `hairsdk.images` reads and writes
photos, `hairsdk.video` films, `hairsdk.video.camera` gives the frames of a camera, `hairsdk.bundle`
makes looks ready for apps, and `hairsdk.errors` shows all errors as a tree.
"""

# Each name is loaded when it is first asked for, so that the command answers Ctrl-C from its
# first moment on, and does not load NumPy to print its help.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from hairsdk.cube import read_cube, write_cube
    from hairsdk.errors import HairSdkError
    from hairsdk.intensity import hair_intensity
    from hairsdk.lut import Lut3D, blend_luts
    from hairsdk.preset import Preset, list_presets
    from hairsdk.recolored import Recolored
    from hairsdk.recolorer import Recolorer
    from hairsdk.segmenter import Segmenter

    __version__: str

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

_HOMES = {
    "HairSdkError": "errors",
    "Lut3D": "lut",
    "Preset": "preset",
    "Recolored": "recolored",
    "Recolorer": "recolorer",
    "Segmenter": "segmenter",
    "blend_luts": "lut",
    "hair_intensity": "intensity",
    "list_presets": "preset",
    "read_cube": "cube",
    "write_cube": "cube",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        found: object
        if name == "__version__":
            from importlib.metadata import version

            found = version("hairsdk")
        elif name in _HOMES:
            from importlib import import_module

            found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        else:
            from importlib import import_module
            from importlib.util import find_spec

            # After `import hairsdk`, hairsdk.images.read_photo is found, too.
            if name.startswith("_") or find_spec(f"{__name__}.{name}") is None:
                raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
            found = import_module(f"{__name__}.{name}")
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        return __all__
