"""Pictures that people open in the page, and what is none."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
import tarfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cv2
import numpy as np
from chromium import Chromium
from hair_page import canvas, click, open_camera, open_picture, reach, text_of

from hairsdk import Preset, Recolorer
from hairsdk.bundle.testkit import load_kit
from hairsdk.bundle.vendor import CORE, WASM_UTILS, packed


def test_that_a_picture_beyond_what_browsers_show_is_shrunk(page: Chromium, tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    cv2.imwrite(str(path), np.full((5000, 7500, 3), 120, np.uint8))
    open_picture(page, path)
    shown = "[hairApp.canvas.width, hairApp.canvas.height].join(' × ')"
    buffer = "(gl => [gl.drawingBufferWidth, gl.drawingBufferHeight].join(' × '))"
    assert page.evaluate(shown) == "5016 × 3344"
    assert page.evaluate(f"{buffer}(hairApp.recolorer.passes.gl)") == "5016 × 3344"
    assert text_of(page, "figures") == "5016 × 3344"


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
    page.choose_file(tmp_path / "second.png")
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
    click(page, "use-camera")
    assert page.evaluate(said.format("message")) == "Waiting for the camera…"
    page.choose_file(picture)
    page.wait(f"{said.format('message')} === 'Opening {picture.name}…'")
    page.evaluate("hairApp.enter('still', false)")
    page.choose_file(picture)
    page.wait(f"{said.format('status')} === 'Opening {picture.name}…'")


def test_that_a_picture_replaces_the_camera(page: Chromium, picture: Path) -> None:
    open_camera(page)
    open_picture(page, picture)
    first = canvas(page)
    assert first.shape == load_kit().frame.shape
    assert page.evaluate("document.getElementById('camera').srcObject === null")
    assert np.array_equal(canvas(page), first)


def test_that_a_picture_that_comes_while_a_camera_opens_offers_no_other_one(page: Chromium) -> None:
    page.evaluate(
        "navigator.mediaDevices.enumerateDevices = async () => { self.turn = hairApp.stop();"
        "return ['a', 'b'].map((deviceId) => ({ kind: 'videoinput', deviceId })); }, 0"
    )
    click(page, "use-camera")
    page.wait("self.turn")
    button = "document.getElementById('to-camera').textContent"
    assert page.evaluate(f"[{button}, hairApp.nextCamera]") == ["Camera", None]


def test_that_a_page_of_ones_own_is_made_of_the_scripts(
    browser: Chromium, web: Path, preset: Preset, network: Path, tmp_path: Path
) -> None:
    """By the README's code, with the runtime as npm has it."""
    bundle = shutil.copytree(web, tmp_path / "own")
    readme = (bundle / "README.md").read_text()
    order = re.search(r"Load them in\s+this order,(.*?)```js\n(.*?)```", readme, re.DOTALL)
    runtime = re.search(r"With LiteRT.js .*?```js\n(import.*?\n)\n(.*?)```", readme, re.DOTALL)
    assert order is not None and runtime is not None
    names, code = order.groups()
    imports, network_code = runtime.groups()
    # All of it is on the page, below what it asks for: the manifest.
    code = code.replace("\n", f"\n{network_code}", 1)
    scripts = "".join(f'<script src="web/{n}"></script>' for n in re.findall(r"`(\w+\.js)`", names))
    places = {}
    for package, folder in ((CORE, "core"), (WASM_UTILS, "utils")):
        with tarfile.open(fileobj=io.BytesIO(packed(package))) as archive:
            # Debian 12's Python 3.11.2 does not know the filter, newer ones insist on it.
            options = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
            archive.extractall(bundle / folder, **options)
        places[package.name] = f"./{folder}/package/dist/index.js"
    (bundle / "core" / "package" / "wasm").rename(bundle / "wasm")
    scripts += f'<script type="importmap">{json.dumps({"imports": places})}</script>'
    frame = load_kit().frame
    (bundle / "frame.png").write_bytes(cv2.imencode(".png", frame[..., ::-1])[1].tobytes())
    own = f"{imports} {_OWN} {code} self.drawn = canvas.toDataURL('image/png');"
    (bundle / "own.html").write_text(
        f'<canvas></canvas>{scripts}<script type="module">{own}</script>'
    )
    handler = partial(SimpleHTTPRequestHandler, directory=bundle)
    with ThreadingHTTPServer(("localhost", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser.open(f"http://localhost:{server.server_address[1]}/own.html")
        browser.wait("self.drawn")
        server.shutdown()
    shown = np.frombuffer(base64.b64decode(browser.evaluate("drawn").partition(",")[2]), np.uint8)
    shown = cv2.imdecode(shown, cv2.IMREAD_COLOR)[..., ::-1]
    with Recolorer(preset, network, device="cpu") as recolorer:
        wanted = recolorer.process(frame).image
    assert (np.abs(wanted.astype(int) - frame).max(axis=2) > 5).mean() > 0.1
    assert (np.abs(shown.astype(int) - wanted) > 3).mean() < 1e-3


_OWN = """
  const canvas = document.querySelector("canvas");
  const video = new Image();
  video.src = "frame.png";
  await video.decode();
  video.requestVideoFrameCallback = (told) => told(0, video);
"""


def test_that_a_file_that_is_no_picture_is_explained(page: Chromium, tmp_path: Path) -> None:
    text = tmp_path / "letter.png"
    text.write_text("Dear Sir")
    page.choose_file(text)
    reach(page, "error")
    found = text_of(page, "message")
    assert found.startswith("letter.png cannot be opened")
    assert "HEIC" in found


def test_that_a_file_that_is_no_picture_leaves_the_one_that_is_shown(
    page: Chromium, picture: Path, tmp_path: Path
) -> None:
    text = tmp_path / "letter.png"
    text.write_text("Dear Sir")
    open_picture(page, picture)
    before = canvas(page)
    page.choose_file(text)
    page.wait("document.getElementById('status').innerText.includes('letter.png cannot be opened')")
    assert page.evaluate("document.body.dataset.state") == "still"
    assert np.array_equal(canvas(page), before)


def test_that_a_stream_begins_anew_after_a_reset_and_after_a_failure(page: Chromium) -> None:
    """Also where it comes while a frame is worked on: three runs of the network tell."""
    page.evaluate(
        "(() => { const own = hairApp.recolorer, network = own.network; self.runs = [];"
        "own.network = (values) => { runs[runs.length - 1] += 1;"
        "if (self.fails) { self.fails = false; throw new Error('busy'); }"
        "return network(values); };"
        "const canvas = new OffscreenCanvas(64, 48), pen = canvas.getContext('2d');"
        "const frame = (colour) => { pen.fillStyle = colour; pen.fillRect(0, 0, 64, 24);"
        "return canvas.transferToImageBitmap(); };"
        "self.play = async (colour, meanwhile) => { runs.push(0);"
        "const done = own.segment(frame(colour), 64, 48, true).catch((error) => error.message);"
        "await Promise.resolve(); meanwhile?.(own); return done; };"
        "})(), 0"
    )
    play = "(async () => {{ {} self.done = 'yes'; }})(), 0"
    page.evaluate(
        play.format(
            "await play('red'); await play('red'); await play('red', (own) => own.reset());"
            "await play('red'); self.fails = true; self.failed = await play('red');"
            "await play('red'); await play('red');"
        )
    )
    page.wait("self.done === 'yes'")
    assert page.evaluate("runs.join()") == "3,1,1,3,1,3,1"
    assert page.evaluate("failed") == "busy"
