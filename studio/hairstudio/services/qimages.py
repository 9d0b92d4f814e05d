"""Qt's images as arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

__all__ = ["pixels_of"]


def pixels_of(image: QImage) -> NDArray[np.uint8]:
    """The pixels of an image without transparency, (H, W, 3) RGB, a copy."""
    opaque = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(opaque.constBits(), np.uint8).reshape(opaque.height(), -1)
    return rows[:, : 3 * opaque.width()].reshape(opaque.height(), opaque.width(), 3).copy()
