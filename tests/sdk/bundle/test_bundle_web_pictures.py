"""Pictures that people open in the page, and what is none."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from chromium import Chromium
from hair_page import canvas, open_picture

from hairsdk.bundle.testkit import load_kit


def test_that_a_picture_beyond_what_browsers_show_is_shrunk(page: Chromium, tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    cv2.imwrite(str(path), np.full((5000, 7500, 3), 120, np.uint8))
    open_picture(page, path)
    shown = "[hairApp.canvas.width, hairApp.canvas.height].join(' × ')"
    buffer = "(gl => [gl.drawingBufferWidth, gl.drawingBufferHeight].join(' × '))"
    assert page.evaluate(shown) == "5016 × 3344"
    assert page.evaluate(f"{buffer}(hairApp.recolorer.passes.gl)") == "5016 × 3344"
    assert page.evaluate("document.getElementById('figures').innerText") == "5016 × 3344"


def test_that_a_picture_keeps_its_own_mask_until_the_next_is_ready(
    page: Chromium, tmp_path: Path
) -> None:
    for name, shape in (("first", (300, 400, 3)), ("second", (500, 200, 3))):
        cv2.imwrite(str(tmp_path / f"{name}.png"), np.full(shape, 90, np.uint8))
    open_picture(page, tmp_path / "first.png")
    page.evaluate(
        "(() => { const own = hairApp.recolorer, network = own.network; self.between = [];"
        "own.network = (values) => { own.draw(1);"
        "between.push([hairApp.canvas.width, hairApp.canvas.height]);"
        "return network(values); }; })(), 0"
    )
    page.choose_file("#file", tmp_path / "second.png")
    page.wait("hairApp.canvas.height === 500")
    assert page.evaluate("JSON.stringify(between)") == str([[400, 300]] * 3).replace(" ", "")


def test_that_what_a_picture_hides_by_transparency_stays_hidden(
    page: Chromium, tmp_path: Path
) -> None:
    frame = load_kit().frame
    opacity = np.full(frame.shape[:2], 255, np.uint8)
    opacity[:40] = 0
    cv2.imwrite(str(tmp_path / "cutout.png"), np.dstack([frame[..., ::-1], opacity]))
    page.evaluate("hairApp.setStrength(0)")
    open_picture(page, tmp_path / "cutout.png")
    shown = canvas(page)
    assert not shown[:40].any()
    assert np.array_equal(shown[40:], frame[40:])


def test_that_the_page_says_what_it_waits_for(page: Chromium, picture: Path) -> None:
    page.evaluate(
        "(() => { navigator.mediaDevices.getUserMedia = () => new Promise(() => {});"
        "self.createImageBitmap = () => new Promise(() => {}); })(), 0"
    )
    said = "document.getElementById('{}').innerText"
    page.evaluate("document.getElementById('use-camera').click()")
    assert page.evaluate(said.format("message")) == "Waiting for the camera…"
    page.choose_file("#file", picture)
    page.wait(f"{said.format('message')} === 'Opening {picture.name}…'")
    page.evaluate("hairApp.enter('still', false)")
    page.choose_file("#file", picture)
    page.wait(f"{said.format('status')} === 'Opening {picture.name}…'")


def test_that_a_picture_replaces_the_camera(page: Chromium, picture: Path) -> None:
    page.evaluate("document.getElementById('use-camera').click()")
    page.wait("document.body.dataset.state === 'camera'")
    page.choose_file("#file", picture)
    page.wait("document.body.dataset.state === 'still'")
    first = canvas(page)
    assert first.shape == load_kit().frame.shape
    assert page.evaluate("document.getElementById('camera').srcObject === null")
    assert np.array_equal(canvas(page), first)


def test_that_a_file_that_is_no_picture_is_explained(page: Chromium, tmp_path: Path) -> None:
    text = tmp_path / "letter.png"
    text.write_text("Dear Sir")
    page.choose_file("#file", text)
    page.wait("document.body.dataset.state === 'error'")
    found = page.evaluate("document.getElementById('message').innerText")
    assert found.startswith("letter.png cannot be opened")
    assert "HEIC" in found


def test_that_a_file_that_is_no_picture_leaves_the_one_that_is_shown(
    page: Chromium, picture: Path, tmp_path: Path
) -> None:
    text = tmp_path / "letter.png"
    text.write_text("Dear Sir")
    open_picture(page, picture)
    before = canvas(page)
    page.choose_file("#file", text)
    page.wait("document.getElementById('status').innerText.includes('letter.png cannot be opened')")
    assert page.evaluate("document.body.dataset.state") == "still"
    assert np.array_equal(canvas(page), before)
