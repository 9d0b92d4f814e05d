"""The page's scripts in an app that closes its view: nothing stays on the GPU."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from chromium import Chromium


@pytest.fixture
def app(page: Chromium, web: Path) -> Chromium:
    """Beside the page's own, with `make` for more recolorers; WebGL's objects are counted."""
    manifest = json.loads((web / "manifest.json").read_text())
    shaders = [
        (shader["entries"][0], (web / shader["file"]).read_text())
        for shader in manifest["shaders"]
        if shader["language"] == "glsl-es-300"
    ]
    page.evaluate(
        f"(() => {{ self.shaders = {json.dumps(shaders)}; self.manifest = {json.dumps(manifest)};"
        """
        self.living = new Set();
        const kinds = WebGL2RenderingContext.prototype;
        for (const name of Object.getOwnPropertyNames(WebGL2RenderingContext.prototype)) {
          const own = kinds[`delete${name.slice(6)}`];
          if (!name.startsWith("create") || !own) continue;
          const create = kinds[name];
          kinds[name] = function (...values) {
            const made = create.apply(this, values);
            living.add(made);
            return made;
          };
          kinds[`delete${name.slice(6)}`] = function (made) {
            own.call(this, made);
            living.delete(made);
          };
        }
        self.make = (shaders) => {
          const own = hairApp.recolorer;
          const canvas = new OffscreenCanvas(8, 6);
          const passes = new own.passes.constructor(
            canvas, new Map(shaders), manifest.modules, manifest.passes);
          const network = async (values) => new Float32Array(values.length / 4).fill(1);
          return new own.constructor(passes, network, manifest);
        };
        self.picture = (width) => {
          const canvas = new OffscreenCanvas(width, 48);
          canvas.getContext("2d").fillRect(0, 0, 40, 24);
          return canvas.transferToImageBitmap();
        };
        })(), 0"""
    )
    return page


def test_that_a_view_that_is_closed_leaves_nothing_on_the_gpu(app: Chromium) -> None:
    """Though a frame is worked on: that one is seen to its end, and the next one is refused."""
    app.evaluate("self.own = make(shaders), 0")
    told = app.evaluate(
        """(async () => {
          const [look] = manifest.looks;
          const lut = () => new Uint8Array(8 * look.lut_size ** 3);
          const held = [];
          for (const width of [64, 80, 64, 80]) {
            own.wear(look, lut(), lut());
            await own.segment(picture(width), width, 48, true);
            own.draw(1);
            held.push(living.size);
          }
          const told = [held[1] > 50, held[3] - held[1]];
          const last = own.segment(picture(64), 64, 48, true).then(() => "found");
          await Promise.resolve();
          const next = own.segment(picture(64), 64, 48, true);
          const released = own.release();
          told.push(await last, await next.catch((error) => error.message));
          await released;
          await own.release();
          for (const mistake of [() => own.draw(1), () => own.wear(look, lut(), lut())])
            try { mistake(); } catch (error) { told.push(error.message); }
          return told;
        })()"""
    )
    released = "this Recolorer was released"
    assert told == [True, 0, "found", released, released, released]
    assert app.evaluate("living.size") == 0
    assert app.evaluate("own.passes.gl.getError()") == 0
    assert app.messages == []


def test_that_a_shader_that_is_refused_leaves_nothing_on_the_gpu(app: Chromium) -> None:
    told = app.evaluate(
        "(() => { const last = shaders.map(([entry]) => entry).indexOf('shrink');"
        "shaders.push(...shaders.splice(last, 1)); shaders.at(-1)[1] = 'nonsense';"
        "try { make(shaders); } catch (error) { return error.message; } })()"
    )
    assert told.startswith("shader shrink: ")
    assert app.evaluate("living.size") == 0
