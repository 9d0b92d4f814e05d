"""Small heads: photos and frames of clips, set into a wide frame of a webcam's size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from hairnet.metrics import Mask
from hairnet.pictures import Image

WIDTH, HEIGHT = 1280, 720

_NEAR = np.ones((15, 15), np.uint8)
"""Pixels of the frame around hair that its colour still reaches."""


@dataclass(frozen=True)
class Wide:
    """Where in the frame a picture stands: in the middle, at the bottom, as before a webcam.

    Around it are its own borders, stretched outwards and blurred, with the hair in them painted
    over; or a place without people, as sharp as it is.

    Parameters
    ----------
    part
        Of the frame's height, that pictures take, in (0, 1]; less where they are too wide for that.
    places
        Pictures without people; the frame shows as much of them as fits.
    """

    part: float
    places: Sequence[Image] = ()

    def around(self, picture: Image, hair: Image | None = None, number: int = 0) -> Image:
        """The frame, ``(720, 1280, 3)`` uint8, with an RGB picture in it.

        Parameters
        ----------
        picture
        hair
            Annotated mask of the picture, 8 bits: the surrounding is made of what is none.
        number
            Of the picture: the next one stands in the next place.
        """
        left, top, width, height = self._box(picture)
        small = _scaled(picture, width, height)
        if self.places:
            frame = _covering(self.places[number % len(self.places)])
        else:
            margins = (top, 0, left, WIDTH - left - width)
            frame = cv2.copyMakeBorder(small, *margins, cv2.BORDER_REPLICATE)
            hole: Image = np.zeros((HEIGHT, WIDTH), np.uint8)
            if hair is not None:
                near = cv2.dilate(_scaled(hair, width, height), _NEAR)
                hole = cv2.copyMakeBorder(near, *margins, cv2.BORDER_REPLICATE)
            frame = painted_over(frame, hole > 0)
        frame[top:, left : left + width] = small
        return frame

    def cut(self, mask: Mask, picture: Image) -> Mask:
        """What a mask of the frame says of the picture in it, at the picture's size."""
        left, top, width, _ = self._box(picture)
        return _scaled(mask[top:, left : left + width], *picture.shape[1::-1])

    def _box(self, picture: Image) -> tuple[int, int, int, int]:
        """Left, top, width and height of the picture."""
        high, wide = picture.shape[:2]
        scale = min(self.part * HEIGHT / high, WIDTH / wide)
        width, height = max(1, round(wide * scale)), max(1, round(high * scale))
        return (WIDTH - width) // 2, HEIGHT - height, width, height


def painted_over(picture: Image, hole: NDArray[np.bool_]) -> Image:
    """A picture that is blurred all over, its hole filled with the colours around it."""
    height, width = hole.shape
    small = cv2.resize(picture, (96, 96), interpolation=cv2.INTER_AREA)
    hidden = cv2.resize(hole.astype(np.uint8), (96, 96), interpolation=cv2.INTER_NEAREST)
    filled = cv2.GaussianBlur(cv2.inpaint(small, hidden, 5, cv2.INPAINT_TELEA), (0, 0), 2)
    return cv2.resize(filled, (width, height), interpolation=cv2.INTER_LINEAR)


def _covering(place: Image) -> Image:
    """The middle of a picture, so large that it fills the frame."""
    height, width = place.shape[:2]
    scale = max(WIDTH / width, HEIGHT / height)
    large = _scaled(place, max(WIDTH, round(width * scale)), max(HEIGHT, round(height * scale)))
    top, left = (large.shape[0] - HEIGHT) // 2, (large.shape[1] - WIDTH) // 2
    return large[top : top + HEIGHT, left : left + WIDTH].copy()


def _scaled(picture: Image, width: int, height: int) -> Image:
    shrinks = picture.shape[0] * picture.shape[1] > width * height
    method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return cv2.resize(picture, (width, height), interpolation=method)
