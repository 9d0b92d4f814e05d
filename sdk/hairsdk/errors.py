"""Every error that hairsdk raises on purpose.

::

    HairSdkError
    ├── LutError              (ValueError)          a table that is no 3D LUT
    ├── CubeError             (ValueError)          a .cube file that cannot be understood
    ├── PresetError           (ValueError)          a preset that is damaged or inconsistent
    │   ├── PresetVersionError                      made by a newer hairsdk
    │   └── PresetNotFoundError (LookupError)       no built-in look of that name
    ├── BundleError           (ValueError)          a mobile bundle that is damaged or inconsistent
    │   └── BundleVersionError                      made by a newer hairsdk
    ├── FrameError            (ValueError)          an image or mask of the wrong shape or type
    ├── ImageError            (ValueError)          a picture file that cannot be used
    ├── VideoError            (ValueError)          a film that cannot be used
    ├── CameraError           (OSError)             a camera that is missing or stopped
    ├── ParameterError        (ValueError)          an argument outside its range
    ├── ModelError            (ValueError)          a network that is damaged or does not fit
    │   └── ModelNotFoundError (FileNotFoundError)  no such network
    ├── DeviceError           (RuntimeError)        the device asked for cannot be used
    ├── BackendError          (RuntimeError)        the runtime failed
    │   └── BackendMissingError (ImportError)       the runtime is not installed
    ├── ClosedError           (RuntimeError)        used after close()
    ├── ResourceError         (FileNotFoundError)   the installation lacks its own data
    ├── FileReadError         (OSError)             a file that cannot be read
    └── FileWriteError        (OSError)             a file that cannot be written
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

__all__ = [
    "BackendError",
    "BackendMissingError",
    "BundleError",
    "BundleVersionError",
    "CameraError",
    "ClosedError",
    "CubeError",
    "DeviceError",
    "FileReadError",
    "FileWriteError",
    "FrameError",
    "HairSdkError",
    "ImageError",
    "LutError",
    "ModelError",
    "ModelNotFoundError",
    "ParameterError",
    "PresetError",
    "PresetNotFoundError",
    "PresetVersionError",
    "ResourceError",
    "VideoError",
]


class HairSdkError(Exception):
    """Base of all errors raised on purpose by hairsdk."""


class LutError(HairSdkError, ValueError):
    """A table that is not a usable 3D LUT, or two that do not fit together."""


class CubeError(HairSdkError, ValueError):
    """A .cube file that cannot be understood.

    Attributes
    ----------
    source : str
        The file, or what it is called inside its archive.
    line : int or None
        One-based number of the offending line, None where no single line is to blame.
    """

    def __init__(self, message: str, source: str = "", line: int | None = None) -> None:
        where = source if line is None else f"{source}, line {line}"
        super().__init__(f"{where}: {message}" if where else message)
        self.source = source
        self.line = line


class PresetError(HairSdkError, ValueError):
    """A preset that is damaged, inconsistent or unsafe to read."""


class PresetVersionError(PresetError):
    """A preset written by a newer hairsdk than this one."""


class PresetNotFoundError(PresetError, LookupError):
    """No built-in look of that name.

    Attributes
    ----------
    name : str
        What was asked for.
    available : tuple of str
        The names there are.
    """

    def __init__(self, message: str, name: str = "", available: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.name = name
        self.available = tuple(available)


class BundleError(HairSdkError, ValueError):
    """A mobile bundle that is damaged, inconsistent or unsafe to read."""


class BundleVersionError(BundleError):
    """A bundle written by a newer hairsdk than this one."""


class FrameError(HairSdkError, ValueError):
    """An image or a mask of the wrong shape or type."""


class ImageError(HairSdkError, ValueError):
    """A picture file that is damaged, of an unknown format or too large."""


class VideoError(HairSdkError, ValueError):
    """A film that is damaged, empty, stored in colours that cannot be read, or no film at all."""


class CameraError(HairSdkError, OSError):
    """A camera that is missing, in use, or has stopped giving frames."""


class ParameterError(HairSdkError, ValueError):
    """An argument outside its range."""


class ModelError(HairSdkError, ValueError):
    """A network file that is damaged or does not keep to the contract."""


class ModelNotFoundError(ModelError, FileNotFoundError):
    """No network of that name or at that path."""


class DeviceError(HairSdkError, RuntimeError):
    """The device that was asked for cannot be used; the message says why."""


class BackendError(HairSdkError, RuntimeError):
    """The inference runtime failed."""


class BackendMissingError(BackendError, ImportError):
    """The inference runtime is not installed; the message says how to get it."""


class ClosedError(HairSdkError, RuntimeError):
    """A Recolorer, Segmenter, Bundle or FilmWriter was used after `close`."""


class ResourceError(HairSdkError, FileNotFoundError):
    """The installation lacks files that hairsdk ships with."""


class FileReadError(HairSdkError, OSError):
    """A file that cannot be read.

    Attributes
    ----------
    path : pathlib.Path
    """

    def __init__(self, message: str, path: str | Path = "") -> None:
        super().__init__(message)
        self.path = Path(path)


class FileWriteError(HairSdkError, OSError):
    """A file that cannot be written.

    Attributes
    ----------
    path : pathlib.Path
    """

    def __init__(self, message: str, path: str | Path = "") -> None:
        super().__init__(message)
        self.path = Path(path)
