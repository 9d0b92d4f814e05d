"""What is painted, in the colours of the monitor that it is painted on.

All pictures, swatches, ramps and scopes of the studio are sRGB, of which a monitor with a wide
gamut makes stronger colours. They are converted by its ICC profile as the last thing before they
are painted; what is measured, saved and exported never is.
"""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QColorSpace, QImage, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from hairsdk.errors import HairSdkError
from hairsdk.files import read_bytes
from hairsdk.lookup import LutLookup
from hairsdk.lut import Lut3D
from hairstudio.services.monitor_profiles import system_profile
from hairstudio.services.qimages import pixels_of
from hairstudio.services.translate import translate

__all__ = ["NONE", "SYSTEM", "Monitor", "MonitorProfileError", "Monitors", "monitors"]

SYSTEM, NONE = "system", "none"

_SRGB = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
_LARGEST = 64 << 20
_LATTICE = 33
_CLASSES = b"mntr", b"spac"
"""Of profiles: monitors and colour spaces, as sRGB is; others are printers, scanners, cameras
(ICC.1, 7.2.5)."""

_TABLES = QColorSpace.TransformModel.ElementListProcessing


class MonitorProfileError(HairSdkError, ValueError):
    """A file is no ICC profile of a monitor; the message names it."""


class Monitor:
    """The way from sRGB to what a monitor has to be told.

    Parameters
    ----------
    space : QColorSpace, optional
        The monitor's; without one, colours stay as they are.
    """

    def __init__(self, space: QColorSpace | None = None) -> None:
        self._transform = None
        self.name = ""
        """The profile's name; empty where nothing is converted by one."""

        if space is not None:
            self.name = space.description().strip() or "ICC"
            transform = _SRGB.transformationToColorSpace(space)
            self._transform = None if transform.isIdentity() else transform
        self._is_table = space is not None and space.transformModel() == _TABLES

    @property
    def converts(self) -> bool:
        """Whether colours are others there."""
        return self._transform is not None

    def image(self, image: QImage) -> QImage:
        """Convert an RGB image, of which parts may be transparent."""
        if self._transform is None:
            return image
        # Twice as fast as three bytes a pixel, to convert as to draw.
        form = QImage.Format.Format_RGB32
        if image.hasAlphaChannel():
            form = QImage.Format.Format_ARGB32_Premultiplied
        elif self._lookup is not None:
            pixels = self._lookup(pixels_of(image))
            height, width, _ = pixels.shape
            rgb = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
            return rgb.convertToFormat(form)
        converted = image.convertToFormat(form)
        converted.applyColorTransform(self._transform)
        return converted

    def colour(self, colour: QColor) -> QColor:
        """Convert a colour."""
        return colour if self._transform is None else self._transform.map(colour)

    @functools.cached_property
    def _lookup(self) -> LutLookup | None:
        """For profiles that hold tables, for which Qt takes four times as long."""
        if self.lut is None or not self._is_table:
            return None
        return LutLookup(Lut3D(self.lut.transpose(2, 1, 0, 3)))

    @functools.cached_property
    def lut(self) -> npt.NDArray[np.float32] | None:
        """The conversion for a graphics card, [blue, green, red, channel] in [0, 1].

        None where nothing is converted.
        """
        if self._transform is None:
            return None
        levels = np.linspace(0.0, 65535.0, _LATTICE).round().astype(np.uint16)
        blue, green, red = np.meshgrid(levels, levels, levels, indexing="ij")
        table = np.stack([red, green, blue, np.full_like(red, 65535)], axis=-1)
        form = QImage.Format.Format_RGBA64
        image = QImage(table.data, _LATTICE, _LATTICE**2, 8 * _LATTICE, form)
        converted = image.colorTransformed(self._transform)
        rows = np.frombuffer(converted.constBits(), np.uint16).reshape(table.shape)
        return np.ascontiguousarray(rows[..., :3], np.float32) / np.float32(65535.0)


class Monitors:
    """The profiles that the artist chose to see colours by; at first none.

    A program that embeds the studio's panel has its own way of showing colours.
    """

    def __init__(self) -> None:
        self._chosen = Monitor()
        self._of_screens: dict[QScreen, Monitor] | None = None

    def use(self, choice: str) -> None:
        """Show colours by another profile from now on.

        Parameters
        ----------
        choice : str
            `SYSTEM` for what the system says of each monitor, `NONE`, or the path of an ICC
            profile.

        Raises
        ------
        FileReadError
            The file cannot be read.
        MonitorProfileError
            It is no profile of a monitor.
        """
        if choice in (SYSTEM, NONE):
            self._chosen = Monitor()
        else:
            path = Path(choice)
            space = monitor_space(read_bytes(path, _LARGEST))
            if space is None:
                raise MonitorProfileError(
                    translate("Monitors", "{0} is no ICC profile of a monitor").format(path)
                )
            self._chosen = Monitor(space)
        self._of_screens = {} if choice == SYSTEM else None
        for widget in QApplication.allWidgets():
            widget.update()

    def of(self, widget: QWidget) -> Monitor:
        """Return the monitor that a widget is painted on."""
        if self._of_screens is None:
            return self._chosen
        screen = widget.screen()
        if screen not in self._of_screens:
            self._of_screens[screen] = Monitor(monitor_space(system_profile(screen)))
        return self._of_screens[screen]


def monitor_space(profile: bytes | None) -> QColorSpace | None:
    """Return the colours of a monitor by its ICC profile, or nothing if it is not one of those."""
    if profile is None or profile[12:16] not in _CLASSES:
        return None
    space = QColorSpace.fromIccProfile(profile)
    is_rgb = space.colorModel() == QColorSpace.ColorModel.Rgb
    return space if is_rgb and space.isValidTarget() else None


monitors = Monitors()
"""Those of this program."""
