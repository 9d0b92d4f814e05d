"""The page on a phone: calls, other apps and large photos come between."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from chromium import Chromium
from hair_page import DRAWN, canvas, click, draw_more, open_camera, open_picture, reach, text_of
from numpy.typing import NDArray

from hairsdk.bundle.testkit import load_kit

CARD = "document.getElementById('view').getContext('webgl2').getExtension('WEBGL_lose_context')"


def lose_card(page: Chromium) -> None:
    """Until `card.restoreContext()`."""
    page.evaluate(f"(self.card = {CARD}).loseContext()")
    reach(page, "error")


def test_that_the_camera_goes_on_when_the_card_comes_back(page: Chromium) -> None:
    page.evaluate(
        "(() => { const { mediaDevices } = navigator, own = mediaDevices.getUserMedia;"
        "self.asked = []; mediaDevices.getUserMedia = (wanted) => {"
        "asked.push(wanted.video.deviceId?.exact);"
        "return own.call(mediaDevices, wanted); }; })(), 0"
    )
    open_camera(page)
    draw_more(page)
    used = page.evaluate(
        "document.getElementById('camera').srcObject.getVideoTracks()[0].getSettings().deviceId"
    )
    lose_card(page)
    drawn = page.evaluate(DRAWN)
    page.evaluate("card.restoreContext()")
    page.wait(f"{DRAWN} > {drawn} + 2")
    assert page.evaluate("document.body.dataset.state") == "camera"
    assert page.evaluate("asked") == [None, used]
    assert canvas(page).std() > 20
    assert page.messages == []


def test_that_the_camera_goes_on_after_a_card_that_came_back_was_taken_away_again(
    page: Chromium,
) -> None:
    open_camera(page)
    draw_more(page)
    lose_card(page)
    page.evaluate(
        "(() => { hairApp.canvas.addEventListener('webglcontextrestored', () => {"
        "card.loseContext(); setTimeout(() => card.restoreContext(), 500); }, { once: true });"
        "card.restoreContext(); })(), 0"
    )
    reach(page, "camera")
    assert page.messages == []


def test_that_the_network_has_one_frame_at_a_time_when_the_card_comes_back(page: Chromium) -> None:
    page.evaluate(
        "(() => { const { recolorer } = hairApp, own = recolorer.network; let running = 0;"
        "self.most = 0; recolorer.network = async (values) => {"
        "self.most = Math.max(most, (running += 1)); const mask = await own(values);"
        "await new Promise((done) => setTimeout(done, 500)); running -= 1; return mask; }; })(), 0"
    )
    click(page, "use-camera")
    page.wait("self.most === 1")
    lose_card(page)
    page.evaluate("card.restoreContext()")
    reach(page, "camera")
    assert page.evaluate("most") == 1


def test_that_a_card_that_is_taken_away_while_the_page_loads_may_come_back(
    browser: Chromium, web: Path, picture: Path
) -> None:
    losing = (
        "const own = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (...values) {"
        "const gl = own.apply(this, values); if (gl.getExtension && !self.card) {"
        "self.card = gl.getExtension('WEBGL_lose_context'); setTimeout(() => card.loseContext()); }"
        "return gl; };"
    )
    with browser.prepared(losing):
        browser.open((web / "index.html").as_uri())
        browser.wait("self.card && self.hairApp && document.body.dataset.state !== 'loading'")
    browser.wait("document.getElementById('message').innerText.startsWith('The browser took')")
    assert browser.evaluate("document.getElementById('use-camera').disabled")
    browser.evaluate("card.restoreContext()")
    reach(browser, "ready")
    open_picture(browser, picture)
    assert canvas(browser).std() > 20
    assert browser.messages == []


def test_that_pictures_can_be_opened_again_when_the_card_comes_back(
    page: Chromium, picture: Path
) -> None:
    open_picture(page, picture)
    before = canvas(page)
    lose_card(page)
    page.evaluate("card.restoreContext()")
    page.wait(
        "document.getElementById('message').innerText.startsWith('The graphics card is back')"
    )
    open_picture(page, picture)
    assert np.array_equal(canvas(page), before)
    assert page.messages == []


def test_that_a_picture_that_is_decoded_while_the_card_goes_is_not_shown_black(
    page: Chromium, tmp_path: Path
) -> None:
    large = tmp_path / "large.png"
    cv2.imwrite(str(large), np.full((5000, 4000, 3), 120, np.uint8))
    page.evaluate(
        f"(() => {{ self.card = {CARD}; const create = self.createImageBitmap;"
        "let count = 0; self.createImageBitmap = async (...values) => {"
        "self.last = await create(...values); if (++count === 2) {"
        "const gone = new Promise((r) => hairApp.canvas.addEventListener('webglcontextlost', r));"
        "card.loseContext(); await gone; } return last; }; })(), 0"
    )
    page.choose_file(large)
    reach(page, "error")
    page.wait("last.width === 0")
    page.evaluate("hairApp.recolorer.busy")
    assert page.evaluate("document.body.dataset.state") == "error"
    page.evaluate("card.restoreContext()")
    reach(page, "ready")
    assert page.messages == []


def test_that_frames_that_the_browser_scales_are_seen_whole(
    page: Chromium, scene: NDArray[np.uint8]
) -> None:
    """As it does for a phone that is turned, or for a camera that another page uses, too."""
    open_camera(page)
    page.evaluate(
        "(self.camera = document.getElementById('camera')).srcObject.getVideoTracks()[0]"
        ".applyConstraints({ width: { exact: 160 }, height: { exact: 120 } })"
    )
    page.wait("camera.videoWidth === 160")
    page.evaluate("hairApp.setStrength(0)")
    draw_more(page)
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
    open_camera(page)
    assert np.abs(canvas(page).astype(int) - scene).max() <= 3


def test_that_a_camera_that_was_silent_for_long_begins_anew(page: Chromium) -> None:
    """As behind another tab, or during a call."""
    open_camera(page)
    draw_more(page)
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
    # Back at the page, where the browser does not play it by itself.
    page.evaluate("self.later = 5000, document.dispatchEvent(new Event('visibilitychange'))")
    page.wait("resets === 1")
    draw_more(page)
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
    page.choose_file(picture)
    page.wait(f"hairApp.canvas.height === {load_kit().frame.shape[0]}")
    page.wait("made.every((bitmap) => bitmap.width === 0)")
    assert page.evaluate("made.length") == 3


def test_that_a_picture_that_the_browser_cannot_save_is_told(page: Chromium, picture: Path) -> None:
    open_picture(page, picture)
    page.evaluate(
        "hairApp.canvas.toBlob = (done) => done(null), document.getElementById('save').click()"
    )
    told = text_of(page, "status")
    assert told == "The browser has too little memory to save this."
    assert page.messages == []
