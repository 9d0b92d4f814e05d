"""The page on a phone: calls, other apps and large photos come between."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from chromium import Chromium
from hair_page import canvas, open_picture
from numpy.typing import NDArray

from hairsdk.bundle.testkit import load_kit

CARD = "document.getElementById('view').getContext('webgl2').getExtension('WEBGL_lose_context')"


def test_that_the_camera_goes_on_when_the_card_comes_back(page: Chromium) -> None:
    page.evaluate("document.getElementById('use-camera').click()")
    page.wait("Number(document.body.dataset.drawn) > 2")
    page.evaluate(f"(self.card = {CARD}).loseContext()")
    page.wait("document.body.dataset.state === 'error'")
    drawn = page.evaluate("Number(document.body.dataset.drawn)")
    page.evaluate("card.restoreContext()")
    page.wait(f"Number(document.body.dataset.drawn) > {drawn} + 2")
    assert page.evaluate("document.body.dataset.state") == "camera"
    assert canvas(page).std() > 20
    assert page.messages == []


def test_that_pictures_can_be_opened_again_when_the_card_comes_back(
    page: Chromium, picture: Path
) -> None:
    open_picture(page, picture)
    before = canvas(page)
    page.evaluate(f"(self.card = {CARD}).loseContext()")
    page.wait("document.body.dataset.state === 'error'")
    page.evaluate("card.restoreContext()")
    page.wait(
        "document.getElementById('message').innerText.startsWith('The graphics card is back')"
    )
    open_picture(page, picture)
    assert np.array_equal(canvas(page), before)
    assert page.messages == []


def test_that_frames_that_the_browser_scales_are_seen_whole(
    page: Chromium, scene: NDArray[np.uint8]
) -> None:
    """As it does for a phone that is turned, or for a camera that another page uses, too."""
    page.evaluate("document.getElementById('use-camera').click()")
    page.wait("Number(document.body.dataset.drawn) > 0")
    page.evaluate(
        "(self.camera = document.getElementById('camera')).srcObject.getVideoTracks()[0]"
        ".applyConstraints({ width: { exact: 160 }, height: { exact: 120 } })"
    )
    page.wait("camera.videoWidth === 160")
    page.evaluate("hairApp.setStrength(0)")
    drawn = page.evaluate("Number(document.body.dataset.drawn)")
    page.wait(f"Number(document.body.dataset.drawn) > {drawn} + 2")
    shown = cv2.resize(canvas(page), (320, 240))
    assert np.abs(shown.astype(int) - scene).mean() < 3


def test_that_frames_whose_size_is_told_as_the_sensor_lies_are_seen_whole(
    page: Chromium, scene: NDArray[np.uint8]
) -> None:
    page.evaluate(
        "(() => { const camera = document.getElementById('camera');"
        "const own = camera.requestVideoFrameCallback.bind(camera);"
        "camera.requestVideoFrameCallback = (told) => own((now, { width, height }) =>"
        "told(now, { width: height, height: width })); hairApp.setStrength(0); })(), 0"
    )
    page.evaluate("document.getElementById('use-camera').click()")
    page.wait("Number(document.body.dataset.drawn) > 0")
    assert np.abs(canvas(page).astype(int) - scene).max() <= 3


def test_that_a_camera_that_was_silent_for_long_begins_anew(page: Chromium) -> None:
    """As behind another tab, or during a call."""
    page.evaluate("document.getElementById('use-camera').click()")
    page.wait("Number(document.body.dataset.drawn) > 2")
    page.evaluate(
        "(() => { const own = hairApp.recolorer, reset = own.reset.bind(own); self.resets = 0;"
        "own.reset = () => { resets += 1; reset(); }; "
        "self.camera = document.getElementById('camera');"
        "const now = performance.now.bind(performance); self.later = 0;"
        "performance.now = () => now() + later; camera.pause(); })(), 0"
    )
    # Until nothing is left to work on: it waits for a frame.
    page.evaluate(
        "new Promise((done) => { let n = 20; const next = () => n-- ? "
        "requestAnimationFrame(next) : hairApp.recolorer.busy.then(done); next(); })"
    )
    assert page.evaluate("resets") == 0
    page.evaluate("self.later = 5000, void camera.play()")
    page.wait("resets === 1")
    drawn = page.evaluate("Number(document.body.dataset.drawn)")
    page.wait(f"Number(document.body.dataset.drawn) > {drawn} + 2")
    assert page.evaluate("resets") == 1


def test_that_photos_are_let_go_of_at_once(page: Chromium, picture: Path, tmp_path: Path) -> None:
    """Phones have no room for what waits to be collected."""
    page.evaluate(
        "(() => { const create = self.createImageBitmap; self.made = [];"
        "self.createImageBitmap = async (...values) => {"
        "const bitmap = await create(...values); made.push(bitmap); return bitmap; }; })(), 0"
    )
    large = tmp_path / "large.png"
    cv2.imwrite(str(large), np.full((5000, 4000, 3), 120, np.uint8))
    open_picture(page, large)
    page.choose_file("#file", picture)
    page.wait(f"hairApp.canvas.height === {load_kit().frame.shape[0]}")
    page.wait("made.every((bitmap) => bitmap.width === 0)")
    assert page.evaluate("made.length") == 3


def test_that_a_picture_that_the_browser_cannot_save_is_told(page: Chromium, picture: Path) -> None:
    open_picture(page, picture)
    page.evaluate(
        "hairApp.canvas.toBlob = (done) => done(null), document.getElementById('save').click()"
    )
    told = page.evaluate("document.getElementById('status').innerText")
    assert told == "The browser has too little memory to save this."
    assert page.messages == []
