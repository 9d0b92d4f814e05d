"""The page, in Chromium: what it draws is what hairsdk draws."""

from __future__ import annotations

import base64
import threading
import urllib.request
from pathlib import Path
from unittest.mock import patch

import cv2
import numpy as np
import pytest
import streams
from chromium import Chromium
from hair_page import (
    DRAWN,
    canvas,
    click,
    draw_more,
    open_camera,
    open_picture,
    reach,
    text_of,
    visit,
    wear,
)
from numpy.typing import NDArray

from hairsdk import Preset, resources, stream
from hairsdk.bundle.export import export_bundle
from hairsdk.bundle.serve import make_server
from hairsdk.bundle.testkit import load_kit
from hairsdk.images import read_photo
from hairsdk.recolorer import Recolorer
from hairsdk.resize import shrunk
from hairsdk.segmenter import Segmenter
from hairsdk.stream import CutFinder


@pytest.mark.parametrize("is_large", [True, False])
def test_that_a_still_equals_the_sdk(
    browser: Chromium, tmp_path: Path, preset: Preset, identity: Preset, is_large: bool
) -> None:
    """With the network that ships with hairsdk, on photos of another size than its square."""
    sample = read_photo(resources.sample_photo()).rgb
    photo = np.ascontiguousarray(sample[:240, 90:350] if is_large else sample[:500, 20:])
    path = tmp_path / "photo.png"
    cv2.imwrite(str(path), photo[..., ::-1])
    web = export_bundle([preset, identity], tmp_path / "web", "web")
    visit(browser, web)
    open_picture(browser, path)
    with Recolorer(preset, "256", device="cpu") as recolorer:
        wanted = recolorer.recolor(photo)
    assert (np.abs(wanted.astype(int) - photo).max(axis=2) > 5).mean() > 0.03
    assert np.abs(canvas(browser).astype(int) - wanted).max() <= 3
    window = browser.evaluate(
        "(({ drawn: [{ window }], whole }) => [window.width, whole.width])(hairApp.recolorer)"
    )
    assert (window[0] == window[1]) == is_large
    wear(browser, identity.id)
    assert np.array_equal(canvas(browser), photo)
    assert browser.messages == []


def test_that_a_stream_equals_the_sdk(
    browser: Chromium, tmp_path: Path, preset: Preset, rng: np.random.Generator
) -> None:
    """Masks and intensity over time, with the network that ships with hairsdk."""
    windows = windows_of_equal_streams(browser, tmp_path, preset, streams.large_head(rng))
    assert set(windows) == {(0, 0, 250, 252)}


def test_that_a_stream_of_small_heads_equals_the_sdk(
    browser: Chromium, tmp_path: Path, preset: Preset, rng, monkeypatch
) -> None:
    """The window follows a head, finds one that jumps, and takes in somebody who comes."""
    monkeypatch.setattr(stream, "GLANCE", streams.GLANCE)
    windows = windows_of_equal_streams(browser, tmp_path, preset, streams.small_heads(rng))
    all_of_it = (0, 0, 640, 360)
    assert len(set(windows[:8])) > 2
    assert windows[8] == all_of_it
    assert all_of_it not in windows[9:14]
    assert windows[9][0] > windows[7][0] + 100
    assert windows[-1] == all_of_it


def test_that_a_cut_between_small_heads_equals_the_sdk(
    browser: Chromium, tmp_path: Path, preset: Preset, rng: np.random.Generator
) -> None:
    frames = streams.cut_between_small_heads(rng)
    windows = windows_of_equal_streams(browser, tmp_path, preset, frames)
    assert windows[2][0] > windows[1][0] + 300


def test_that_two_people_get_their_colours_as_in_the_sdk(
    browser: Chromium, tmp_path: Path, preset: Preset, network: Path
) -> None:
    """One of each head's own intensity, in a stream and in a still."""
    # That network's masks are steep: their edges show how OpenCV rounds when it moves one.
    windows_of_equal_streams(browser, tmp_path, preset, streams.two_people(), network, 2e-3)
    photo = streams.three_people()
    path = tmp_path / "photo.png"
    cv2.imwrite(str(path), photo[..., ::-1])
    open_picture(browser, path)
    with Recolorer(preset, network, device="cpu") as recolorer:
        wanted = recolorer.recolor(photo)
    difference = np.abs(canvas(browser).astype(int) - wanted)
    assert difference.max() < 12 and (difference > 3).mean() < 1e-3
    assert browser.evaluate("hairApp.recolorer.drawn.length") == 3


def test_that_small_heads_among_several_are_looked_at_closer_as_in_the_sdk(
    browser: Chromium, tmp_path: Path, preset: Preset, network: Path
) -> None:
    windows_of_equal_streams(browser, tmp_path, preset, streams.small_people(), network, 1e-4)


def test_that_a_closer_look_that_fails_leaves_the_frame_before_and_ends_the_stream(
    browser: Chromium, tmp_path: Path, preset: Preset, network: Path
) -> None:
    first, second, third, _, fifth, *_ = streams.small_people()
    open_page(browser, tmp_path, preset, network)
    # In the midst of a shot after a look at all, and at a cut after three.
    for before, after, runs in [(first, second, 1), (third, fifth, 3)]:
        assert play(browser, before) is None
        last = canvas(browser)
        browser.evaluate(f"self.failing = self.runs + {runs} + 2")
        assert play(browser, after) == "busy"
        assert np.array_equal(canvas(browser), last)
        assert play(browser, after) is None
        with Recolorer(preset, network, device="cpu") as recolorer:
            wanted = recolorer.process(after).image
        assert (np.abs(canvas(browser).astype(int) - wanted) > 3).mean() < 1e-4


def windows_of_equal_streams(
    browser: Chromium,
    tmp_path: Path,
    preset: Preset,
    frames: list[NDArray[np.uint8]],
    network: str | Path = "256",
    share: float = 3e-5,
) -> list[tuple[int, ...]]:
    """Run page and SDK on the same frames; returns the parts of them that the page saw."""
    open_page(browser, tmp_path, preset, network)
    browser.evaluate(f"hairApp.recolorer.render.closer.glance = {stream.GLANCE}")
    windows, runs = [], 0
    infer = Segmenter.infer_shrunk
    with (
        Recolorer(preset, network, device="cpu") as recolorer,
        patch.object(Segmenter, "infer_shrunk", autospec=True, side_effect=infer) as looks,
    ):
        for frame in frames:
            assert play(browser, frame) is None
            window = browser.evaluate("Object.values(hairApp.recolorer.window)")
            windows.append(tuple(window))
            before = looks.call_count
            wanted = recolorer.process(frame).image
            runs += looks.call_count - before
            assert browser.evaluate("runs") == runs
            difference = np.abs(canvas(browser).astype(int) - wanted)
            # A pixel or two may be on the other side of a limit with another OpenCV.
            assert (difference > 3).mean() < share
            assert difference.max() < 60
            changed = (np.abs(wanted.astype(int) - frame).max(axis=2) > 5).mean()
            assert changed > 0.005 or not recolorer.segment(frame).any()
    assert browser.messages == []
    return windows


def open_page(browser: Chromium, folder: Path, preset: Preset, network: str | Path) -> None:
    """One that counts its network's runs, and has one of them fail if it is told to."""
    web = export_bundle([preset], folder / "web", "web", model=network)
    visit(browser, web)
    browser.evaluate(
        "(() => { const own = hairApp.recolorer, network = own.network; self.runs = 0;"
        "own.network = (values) => { runs += 1; if (runs === self.failing) throw new Error('busy');"
        "return network(values); }; })(), 0"
    )


def play(browser: Chromium, frame: NDArray[np.uint8]) -> str | None:
    """Show the next frame of a stream; returns why the network failed, if it did."""
    height, width = frame.shape[:2]
    png = base64.b64encode(cv2.imencode(".png", frame[..., ::-1])[1]).decode()
    fault: str | None = browser.evaluate(
        "(async () => { const picture = new Image();"
        f"picture.src = 'data:image/png;base64,{png}'; await picture.decode();"
        f"const fault = await hairApp.recolorer.segment(picture, {width}, {height}, true)"
        ".catch((error) => error.message); hairApp.recolorer.draw(1); return fault; })()"
    )
    return fault


def test_that_the_page_finds_the_cuts_that_the_sdk_finds(
    page: Chromium, heads: list[tuple[NDArray[np.uint8], NDArray[np.float32]]]
) -> None:
    shots = [image for image, _ in heads]
    frames = [np.roll(image, 4 * step, axis=1) for image in shots for step in range(5)]
    # A light switched on, an even wall, and a camera that is swung about.
    frames += [(shots[-1] * 0.6).astype(np.uint8) + 40, np.full_like(shots[0], 99)]
    frames += [np.roll(shots[0], 60 * step, axis=1) for step in range(8)]
    finder = CutFinder()
    thumbnails = [shrunk(np.ascontiguousarray(frame), finder.side) for frame in frames]
    wanted = [finder.update(thumbnail) for thumbnail in thumbnails]
    assert wanted.count(True) >= 3
    assert wanted.index(True) == 5
    page.evaluate("(self.finder = hairApp.recolorer.cuts).reset()")
    rgba = [
        cv2.cvtColor(thumbnail, cv2.COLOR_RGB2RGBA).ravel().tolist() for thumbnail in thumbnails
    ]
    assert [page.evaluate(f"finder.update({values})") for values in rgba] == wanted


def test_that_strength_and_compare_go_back_to_the_picture(page: Chromium, picture: Path) -> None:
    frame = load_kit().frame
    open_picture(page, picture)
    full = canvas(page)
    assert (full != frame).any()
    slider = "const s = document.getElementById('strength'); s.value = {}; "
    slider += "s.dispatchEvent(new Event('input'));"
    page.evaluate(f"{{ {slider.format(0)} }}")
    assert np.array_equal(canvas(page), frame)
    page.evaluate(f"{{ {slider.format(50)} }}")
    between = canvas(page).astype(int)
    assert np.abs(between - (full.astype(int) + frame) / 2).max() <= 1.5
    page.evaluate(f"{{ {slider.format(100)} }}")
    click(page, "compare")
    assert np.array_equal(canvas(page), frame)
    click(page, "compare")
    assert np.array_equal(canvas(page), full)


def test_that_the_camera_shows_recoloured_hair(
    page: Chromium, scene: NDArray[np.uint8], preset: Preset, network: Path
) -> None:
    open_camera(page)
    page.wait(f"{DRAWN} > 6")
    shown = canvas(page)
    assert shown.shape == scene.shape
    click(page, "compare")
    draw_more(page)
    raw = canvas(page)
    # The fake camera plays the clip's greys as they are.
    assert np.abs(raw.astype(int) - scene).max() <= 3
    with Recolorer(preset, network, device="cpu") as recolorer:
        for _ in range(8):
            wanted = recolorer.process(raw)
    hair, room = wanted.mask > 0.9, wanted.mask == 0.0
    assert np.abs(shown.astype(int) - raw)[hair].mean() > 8
    assert room.mean() > 0.3
    assert np.abs(shown.astype(int) - raw)[room].max() <= 1
    # A few frames in, mask and intensity have settled where the SDK's stream settles.
    assert np.abs(shown.astype(int) - wanted.image)[hair].max() <= 4
    # Screen readers read the status aloud: nothing in it changes with each frame.
    assert "frames/s" in text_of(page, "figures")
    assert page.evaluate("document.getElementById('status').textContent") == ""
    assert page.messages == []


def test_that_a_frame_of_the_camera_is_worked_on_once(page: Chromium) -> None:
    open_camera(page)
    draw_more(page)
    # The screen goes on, and the camera's picture stands still.
    page.evaluate("document.getElementById('camera').pause()")
    screen = "new Promise((done) => { let n = 20; const next = () => n-- ? "
    screen += "requestAnimationFrame(next) : done(); next(); })"
    page.evaluate(screen)
    before = page.evaluate(DRAWN)
    page.evaluate(screen)
    assert page.evaluate(DRAWN) == before
    page.evaluate("void document.getElementById('camera').play()")
    page.wait(f"{DRAWN} > {before}")


def test_that_a_browser_that_tells_of_no_frames_still_shows_the_camera(page: Chromium) -> None:
    page.evaluate(
        "window.asked = new Set(); void Object.assign(document.getElementById('camera'), {"
        "requestVideoFrameCallback: (told) => { asked.add(told); return told; },"
        "cancelVideoFrameCallback: (told) => asked.delete(told) })"
    )
    open_camera(page)
    draw_more(page)
    assert page.evaluate("asked.size") <= 1


@pytest.mark.parametrize("size", [(1366, 768), (1280, 800), (844, 390), (667, 375), (360, 640)])
def test_that_the_controls_are_within_reach_in_any_window(
    page: Chromium, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "tall.png"
    cv2.imwrite(str(path), np.full((1600, 900, 3), 120, np.uint8))
    page.resize(*size)
    open_picture(page, path)
    try:
        for control in ("#strength", "#to-camera", "#compare", "#save", "[data-look]"):
            there = page.evaluate(
                f"(() => {{ const own = document.querySelector('{control}');"
                "const box = own.getBoundingClientRect();"
                "const top = document.elementFromPoint("
                "box.x + box.width / 2, box.y + box.height / 2);"
                "return own === top || own.contains(top); })()"
            )
            assert there, control
        # The picture stands above the controls, and beside them on a phone on its side.
        ends = ("right", "left") if size[1] < 500 else ("bottom", "top")
        assert page.evaluate(
            f"document.getElementById('view').getBoundingClientRect().{ends[0]}"
            f" <= document.querySelector('footer').getBoundingClientRect().{ends[1]}"
        )
        tall = page.evaluate("document.getElementById('view').getBoundingClientRect().height")
        assert tall > 0.9 * size[1] or size[1] >= 500
    finally:
        page.resize(900, 900)


def test_that_a_camera_of_few_pixels_fills_the_window(page: Chromium) -> None:
    page.resize(1366, 768)
    try:
        open_camera(page)
        box = "document.getElementById('view').getBoundingClientRect()"
        assert page.evaluate(f"{box}.height > 450 && {box}.width > 1200")
        assert page.evaluate("getComputedStyle(hairApp.canvas).objectFit") == "contain"
    finally:
        page.resize(900, 900)


def test_that_all_is_done_without_a_mouse(
    page: Chromium, picture: Path, preset: Preset, other: Preset
) -> None:
    def stops(number: int) -> list[str]:
        found = []
        for _ in range(number):
            page.press("Tab")
            found.append(page.evaluate("document.activeElement.id || document.activeElement.value"))
        return found

    assert stops(2) == ["use-camera", "use-file"]
    page.evaluate(
        "document.getElementById('file').addEventListener('click', (event) => {"
        "event.preventDefault(); self.asked = true; })"
    )
    page.press("Enter")
    assert page.evaluate("asked")
    open_picture(page, picture)
    # The looks are one stop, and arrows go through them.
    controls = ["strength", "to-camera", "to-file", "compare", "save"]
    assert stops(6) == [preset.id, *controls]
    page.evaluate("document.querySelector('#looks input').focus()")
    before = canvas(page)
    page.press("ArrowRight")
    assert page.evaluate("document.querySelector('#looks :checked').value") == other.id
    page.wait("document.body.dataset.drawn === '2'")
    assert (canvas(page) != before).any()


def test_that_a_pressed_button_shows_it_in_high_contrast_too(page: Chromium) -> None:
    page.evaluate("hairApp.enter('still', false)")
    colour = "getComputedStyle(document.getElementById('compare')).backgroundColor"
    page.prefer("forced-colors", "active")
    try:
        before = page.evaluate(colour)
        click(page, "compare")
        assert page.evaluate(colour) != before
    finally:
        page.prefer("forced-colors", "none")


def test_that_pictures_are_saved_under_the_name_of_their_look(
    page: Chromium, picture: Path, other: Preset
) -> None:
    open_picture(page, picture)
    wear(page, other.id)
    page.evaluate(
        "HTMLAnchorElement.prototype.click = function () { self.saved = this.download; };"
        "document.getElementById('save').click()"
    )
    page.wait("self.saved")
    assert page.evaluate("saved") == f"hair-{other.id}.png"


def test_that_of_two_looks_chosen_quickly_the_last_is_worn(
    page: Chromium, picture: Path, preset: Preset, other: Preset
) -> None:
    open_picture(page, picture)
    before = canvas(page)
    page.evaluate(
        "(() => { const own = hairApp.recolorer; self.worn = []; const wear = own.wear.bind(own);"
        "own.wear = (look, ...files) => { worn.push(look.id); wear(look, ...files); };"
        f"const choose = (id) => document.querySelector(`[data-look=${{id}}]`).click();"
        f"choose('{other.id}'); choose('{preset.id}'); }})(), 0"
    )
    page.wait("document.body.dataset.drawn === '2'")
    assert page.evaluate("worn.join()") == preset.id
    assert np.array_equal(canvas(page), before)


def test_that_a_camera_that_is_refused_leaves_the_picture(page: Chromium, picture: Path) -> None:
    page.evaluate(
        "navigator.mediaDevices.getUserMedia = () =>"
        "Promise.reject(new DOMException('Permission denied', 'NotAllowedError')), 0"
    )
    click(page, "use-camera")
    reach(page, "error")
    assert "Allow it beside the page's address" in page.evaluate("document.body.innerText")
    open_picture(page, picture)
    before = canvas(page)
    click(page, "to-camera")
    page.wait("document.getElementById('status').innerText.includes('Allow it')")
    assert page.evaluate("document.body.dataset.state") == "still"
    assert np.array_equal(canvas(page), before)


def test_that_the_camera_button_goes_through_the_cameras(page: Chromium) -> None:
    page.evaluate(
        "(() => { const own = navigator.mediaDevices, open = own.getUserMedia.bind(own);"
        "const camera = (deviceId) => ({ kind: 'videoinput', deviceId });"
        "own.enumerateDevices = async () =>"
        "[camera('a'), { kind: 'audioinput', deviceId: 'm' }, camera('b')];"
        "self.asked = []; own.getUserMedia = async ({ video }) => {"
        "asked.push(video.facingMode ?? video.deviceId.exact);"
        "const stream = await open({ video: true }); const [track] = stream.getVideoTracks();"
        "const settings = { deviceId: video.deviceId?.exact ?? 'a',"
        "facingMode: video.deviceId?.exact === 'b' ? 'environment' : 'user' };"
        "track.getSettings = () => settings; return stream; }; })(), 0"
    )
    open_camera(page)
    button = "document.getElementById('to-camera')"
    for _ in range(2):
        assert page.evaluate(f"{button}.innerText") == "Other camera"
        assert page.evaluate("hairApp.canvas.className") == "mirrored"
        page.evaluate(f"{button}.click()")
        page.wait("hairApp.canvas.className === ''")
        page.evaluate(f"{button}.click()")
        page.wait("hairApp.canvas.className === 'mirrored'")
    assert page.evaluate("asked.join()") == "user,b,a,b,a"
    page.evaluate("hairApp.stop()")
    assert page.evaluate(f"{button}.innerText") == "Camera"


def test_that_a_camera_that_is_gone_is_named(page: Chromium) -> None:
    """Browsers give a camera that was unplugged meanwhile no message."""
    page.evaluate("hairApp.nextCamera = 'unplugged'")
    click(page, "use-camera")
    reach(page, "error")
    assert "no longer connected" in page.evaluate("document.body.innerText")


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("view').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()", "Reload"),
        (
            "camera').srcObject.getVideoTracks()[0].dispatchEvent(new Event('ended'))",
            "The camera was taken away",
        ),
    ],
)
def test_that_a_lost_card_or_camera_is_told(page: Chromium, event: str, words: str) -> None:
    open_camera(page)
    page.evaluate(f"document.getElementById('{event}")
    reach(page, "error")
    assert words in page.evaluate("document.body.innerText")
    assert page.evaluate("document.querySelector('footer').hidden")
    assert page.evaluate("document.getElementById('camera').srcObject === null")
    # Without the card there is nothing to go on with.
    for button in ("use-camera", "use-file"):
        disabled = page.evaluate(f"document.getElementById('{button}').disabled")
        assert disabled == (words == "Reload")


def test_that_the_page_works_from_the_server_and_loads_nothing_else(
    browser: Chromium, web: Path, picture: Path
) -> None:
    with make_server(web, 0) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        address = f"http://localhost:{server.server_address[1]}"
        browser.open(f"{address}/")
        browser.wait("document.body?.dataset.state === 'ready'")
        open_picture(browser, picture)
        loaded = browser.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
        assert [name for name in loaded if not name.startswith(("blob:", "data:"))] == []
        assert browser.messages == []
        with urllib.request.urlopen(f"{address}/shaders/recolor.frag.glsl") as answer:
            assert answer.read().startswith(b"#version 300 es")
        server.shutdown()
        thread.join()
