"""Photos in Display P3: wherever they come in, the studio works on their colours in sRGB."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from hairsdk.images import Photo, write_photo
from hairstudio.document.reference import Reference
from hairstudio.services.control import TaskControl
from hairstudio.services.heads import heads_in
from hairstudio.services.intake import take_in
from hairstudio.services.live.sources import ImageSource

PROFILE = Path(__file__).parents[2] / "data" / "display-p3.icc"
AS_P3, AS_SRGB = (200, 80, 60), (216, 69, 50)


@pytest.fixture
def phone_photo(tmp_path: Path) -> Path:
    folder = tmp_path / "phone"
    folder.mkdir()
    pixels = np.full((48, 64, 3), AS_P3, np.uint8)
    photo = Photo(pixels, icc_profile=PROFILE.read_bytes())
    write_photo(folder / "photo.png", photo)
    return folder / "photo.png"


def control() -> TaskControl:
    return TaskControl()


def is_srgb(image: NDArray[np.uint8]) -> bool:
    return bool(np.abs(image.astype(int) - AS_SRGB).max() <= 1)


def test_that_a_reference_is_in_srgb_also_when_its_look_is_opened_again(
    phone_photo: Path, finder
) -> None:
    reference = take_in(phone_photo, finder, control()).reference
    assert is_srgb(reference.image)
    again = Reference.from_bytes(reference.encoded, reference.mask_png, name="again")
    assert np.array_equal(again.image, reference.image)


def test_that_the_heads_of_a_folder_are_in_srgb(phone_photo: Path, finder) -> None:
    ((head,), _) = heads_in(phone_photo.parent, finder, control())
    assert is_srgb(head.image)


def test_that_a_still_in_live_is_in_srgb(qtbot: QtBot, qapp: object, phone_photo: Path) -> None:
    source = ImageSource(phone_photo, "photo", QThreadPool.globalInstance(), None)
    given: list[NDArray[np.uint8]] = []
    source.frame.connect(lambda frame: given.append(frame.pixels))
    source.open()
    qtbot.waitUntil(lambda: bool(given), timeout=20000)
    source.close()
    assert is_srgb(given[0])
