"""What people do with the page, and what they see."""

from __future__ import annotations

import base64
from pathlib import Path

import cv2
import numpy as np
from chromium import Chromium
from numpy.typing import NDArray


def canvas(page: Chromium) -> NDArray[np.uint8]:
    """What the page shows, before it is mirrored."""
    address = page.evaluate("document.getElementById('view').toDataURL('image/png')")
    data = np.frombuffer(base64.b64decode(address.partition(",")[2]), np.uint8)
    return cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1]


def open_picture(page: Chromium, path: Path) -> None:
    page.choose_file("#file", path)
    page.wait("document.body.dataset.state === 'still'")


def wear(page: Chromium, look: str) -> None:
    drawn = int(page.evaluate("Number(document.body.dataset.drawn)"))
    page.evaluate(f"document.querySelector('[data-look={look}]').click()")
    page.wait(f"Number(document.body.dataset.drawn) > {drawn}")
    assert page.evaluate(f"document.querySelector('[data-look={look}] input').checked")
