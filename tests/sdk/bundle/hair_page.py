"""What people do with the page, and what they see."""

from __future__ import annotations

import base64
from pathlib import Path

import cv2
import numpy as np
from chromium import Chromium
from numpy.typing import NDArray

DRAWN = "Number(document.body.dataset.drawn)"
"""How often the page has drawn."""


def visit(browser: Chromium, bundle: Path) -> None:
    """Open a bundle's page as a file, and wait until it is ready for use."""
    browser.open((bundle / "index.html").as_uri())
    browser.wait("document.body?.dataset.state === 'ready'")


def reach(page: Chromium, state: str) -> None:
    """Wait until the page is "ready", or shows a "still", a "camera" or an "error"."""
    page.wait(f"document.body.dataset.state === '{state}'")


def click(page: Chromium, control: str) -> None:
    page.evaluate(f"document.getElementById('{control}').click()")


def text_of(page: Chromium, element: str) -> str:
    said: str = page.evaluate(f"document.getElementById('{element}').innerText")
    return said


def open_camera(page: Chromium) -> None:
    click(page, "use-camera")
    reach(page, "camera")


def draw_more(page: Chromium) -> None:
    """Wait until the page has drawn some further frames."""
    page.wait(f"{DRAWN} > {page.evaluate(DRAWN)} + 2")


def canvas(page: Chromium) -> NDArray[np.uint8]:
    """What the page shows, before it is mirrored."""
    address = page.evaluate("document.getElementById('view').toDataURL('image/png')")
    data = np.frombuffer(base64.b64decode(address.partition(",")[2]), np.uint8)
    return cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1]


def open_picture(page: Chromium, path: Path) -> None:
    page.choose_file(path)
    reach(page, "still")


def wear(page: Chromium, look: str) -> None:
    drawn = page.evaluate(DRAWN)
    page.evaluate(f"document.querySelector('[data-look={look}]').click()")
    page.wait(f"{DRAWN} > {drawn}")
    assert page.evaluate(f"document.querySelector('[data-look={look}] input').checked")
