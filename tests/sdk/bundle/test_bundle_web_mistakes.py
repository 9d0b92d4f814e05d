"""The page's scripts, given what they cannot work with: they say so."""

from __future__ import annotations

import json
from pathlib import Path

import manifests
from chromium import Chromium


def test_that_no_manifest_is_taken_that_hairsdk_does_not_take(page: Chromium, web: Path) -> None:
    good = json.loads((web / "manifest.json").read_text())
    taken = {name: good[name] for name in manifests.TAKEN}
    wrong = [*manifests.refused(taken), *(("", each) for each in manifests.fractions(taken))]
    names, documents = zip(*wrong, strict=True)
    told = page.evaluate(
        f"{json.dumps(documents)}.map((manifest) => {{ const own = hairApp.recolorer;"
        "try { new own.constructor(own.passes, own.network, manifest); return ''; }"
        "catch (error) { return error.message; } })"
    )
    for name, message in zip(names, told, strict=True):
        assert message.startswith("manifest.json: ") and name in message


def test_that_mistakes_are_told(page: Chromium, web: Path) -> None:
    manifest = (web / "manifest.json").read_text()
    page.evaluate(
        f"(() => {{ self.good = {manifest}; const {{ constructor, passes }} = hairApp.recolorer;"
        "self.own = new constructor(passes, async () => new Float32Array(9), good);"
        "self.picture = new OffscreenCanvas(8, 6); picture.getContext('2d');"
        "self.told = (mistake) => mistake().then(() => '', (error) => error.message); })(), 0"
    )
    mistakes = {
        "own.draw(1)": "there is nothing to draw before wear and segment",
        "own.wear(good.looks[0], new Uint8Array(9), new Uint8Array(9))": (
            "test-look: expected 5832 bytes of a .rgba16f.bin, found 9"
        ),
        "own.segment(picture, 0, 0, true)": "a frame of 0 × 0 pixels has no picture yet",
        "own.segment(picture, undefined, undefined, true)": (
            "a frame of undefined × undefined pixels has no picture yet"
        ),
        "own.segment(picture, 8, 6, true)": "expected 4096 floats from the network, found 9",
        "new own.constructor(own.passes, own.network, { ...good, model: null })": (
            "the bundle was exported without a network"
        ),
        "new own.passes.constructor(new OffscreenCanvas(8, 6), new Map(), {}, good.passes)": (
            "there is no shader of shrink in GLSL ES: is the bundle for the web?"
        ),
    }
    for mistake, message in mistakes.items():
        assert page.evaluate(f"told(async () => {mistake})") == message
