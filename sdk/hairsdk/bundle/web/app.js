// The page: camera or picture, look, strength.

const byId = (id) => document.getElementById(id);
const bundle = JSON.parse(byId("bundle").textContent);
const manifest = bundle.manifest;

// iOS gives canvases no more, other browsers little more, and show a part of what is larger.
const LARGEST_AREA = 4096 * 4096;

// Milliseconds without a frame after which the last mask is too old.
const PAUSE = 1000;

const CAMERA_FAULTS = {
  NotAllowedError: "the browser may not use it. Allow it beside the page's address or in the system's "
    + "settings, and try again.",
  NotFoundError: "none is connected.",
  NotReadableError: "another program may be using it.",
  OverconstrainedError: "the one that was asked for is no longer connected.",
};

function offerStart(isPossible) {
  for (const id of ["use-camera", "use-file"]) byId(id).disabled = !isPossible;
}

async function unpack(name) {
  const packed = Uint8Array.from(atob(bundle.files[name]), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function loadNetwork() {
  const glue = new Blob([await unpack("litert.js")], { type: "text/javascript" });
  self.Module = { wasmBinary: await unpack("litert.wasm") };
  // LiteRT.js takes an address that ends in .js for that of its own script.
  const address = URL.createObjectURL(glue);
  await litert.loadLiteRt(`${address}#.js`);
  URL.revokeObjectURL(address);
  const model = await litert.loadAndCompile(await unpack(manifest.model.file), { accelerator: "wasm" });
  const shape = manifest.model.input.shape;
  return async (values) => {
    const input = new litert.Tensor(values, shape);
    const [output] = await model.run(input);
    const mask = Float32Array.from(output.toTypedArray());
    input.delete();
    output.delete();
    return mask;
  };
}

async function loadShaders() {
  const shaders = new Map();
  for (const shader of manifest.shaders)
    if (shader.language === "glsl-es-300")
      shaders.set(shader.entries[0], new TextDecoder().decode(await unpack(shader.file)));
  return shaders;
}

function makeRecolorer(shaders, network) {
  const passes = new Passes(byId("view"), shaders, manifest.modules, manifest.passes);
  return new Recolorer(passes, network, manifest);
}

class App {
  constructor(recolorer) {
    this.recolorer = recolorer;
    this.canvas = byId("view");
    this.video = byId("camera");
    this.strength = 1;
    this.turn = 0;
    this.wish = 0;
    this.told = -Infinity;
    this.areFramesTold = undefined; // not known yet
    this.showLooks();
    byId("strength").addEventListener("input", (event) => this.setStrength(event.target.value));
    byId("file").addEventListener("change", (event) => this.openFile(event.target.files[0]));
    for (const id of ["use-file", "to-file"])
      byId(id).addEventListener("click", () => byId("file").click());
    for (const id of ["use-camera", "to-camera"])
      byId(id).addEventListener("click", () => this.openCamera());
    byId("compare").addEventListener("click", (event) => this.compare(event.currentTarget));
    byId("save").addEventListener("click", () => this.save());
    this.canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault(); // else it would never come back
      this.lost = true;
      const [track] = this.video.srcObject?.getVideoTracks() ?? [];
      const camera = track?.getSettings().deviceId ?? this.nextCamera;
      this.stop();
      this.nextCamera = camera; // for `restore`
      this.wish += 1;
      this.fail();
    });
    this.canvas.addEventListener("webglcontextrestored", () => this.restore());
    // Browsers pause videos behind other tabs and apps; some leave them so (WebKit's bug 212780).
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.video.srcObject) this.video.play().catch(() => {});
    });
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length) this.openFile(event.dataTransfer.files[0]);
    });
  }

  showLooks() {
    for (const look of manifest.looks) {
      const [label, input, card] = ["label", "input", "span"].map((tag) => document.createElement(tag));
      label.dataset.look = look.id;
      Object.assign(input, { type: "radio", name: "look", value: look.id, className: "unseen" });
      input.addEventListener("change", () => this.wear(look));
      card.className = "button";
      if (look.thumbnail) {
        const picture = document.createElement("img");
        picture.alt = "";
        unpack(look.thumbnail).then((bytes) => {
          picture.src = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
        });
        card.append(picture);
      }
      card.append(look.name);
      label.append(input, card);
      byId("looks").append(label);
    }
  }

  async wear(look) {
    this.wanted = look;
    const file = (side) => look.textures.find((t) => t.side === side && t.layout === "rgba16f").file;
    const [dark, light] = await Promise.all([unpack(file("dark")), unpack(file("light"))]);
    // Another may have been chosen since.
    if (look !== this.wanted) return;
    this.recolorer.wear(look, dark, light);
    byId("looks").querySelector(`[data-look="${look.id}"] input`).checked = true;
    this.redraw();
  }

  setStrength(percent) {
    this.strength = percent / 100;
    byId("percent").value = `${percent} %`;
    this.redraw();
  }

  redraw() {
    if (!this.recolorer.drawn.length) return;
    const off = byId("compare").getAttribute("aria-pressed") === "true";
    this.recolorer.draw(off ? 0 : this.strength);
    document.body.dataset.drawn = String(1 + Number(document.body.dataset.drawn ?? 0));
  }

  compare(button) {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    this.redraw();
  }

  async openFile(file) {
    if (!file) return;
    byId("file").value = "";
    const wish = (this.wish += 1);
    this.say(`Opening ${file.name}…`);
    let picture;
    try {
      picture = await this.decode(file);
    } catch {
      // Browsers do not tell which.
      return this.complain(`${file.name} cannot be opened: it is damaged, too large or, as HEIC is in `
        + "most browsers, of an unknown kind. Try a JPEG.");
    }
    // Something else may have been asked for since.
    if (wish !== this.wish) return picture.close();
    const turn = this.stop();
    try {
      await this.recolorer.segment(picture, picture.width, picture.height, false);
      if (turn !== this.turn) return;
      this.enter("still", false);
      byId("figures").textContent = `${picture.width} × ${picture.height}`;
    } catch (error) {
      if (turn === this.turn) this.fail(`${file.name} cannot be used: ${error.message}`);
    } finally {
      picture.close();
    }
  }

  async decode(file) {
    // What is transparent becomes black: beneath it files have what was cut away, or noise.
    const picture = await createImageBitmap(file, { premultiplyAlpha: "premultiply" });
    const { width, height } = picture;
    const { gl } = this.recolorer.passes;
    const longest = gl.getParameter(gl.MAX_TEXTURE_SIZE);
    const scale = Math.min(
      longest / Math.max(width, height), Math.sqrt(LARGEST_AREA / (width * height)));
    if (scale >= 1) return picture;
    try {
      return await createImageBitmap(picture, {
        resizeWidth: Math.floor(width * scale), resizeHeight: Math.floor(height * scale),
        resizeQuality: "high", premultiplyAlpha: "premultiply",
      });
    } finally {
      // Phones have no room for what waits to be collected.
      picture.close();
    }
  }

  // The front camera; where a camera runs, the next one.
  async openCamera() {
    this.wish += 1;
    const which = this.nextCamera ? { deviceId: { exact: this.nextCamera } } : { facingMode: "user" };
    const turn = this.stop();
    this.say("Waiting for the camera…");
    try {
      if (!navigator.mediaDevices) throw new Error("browsers give the camera to pages on https only");
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: false, video: { ...which, width: { ideal: 1280 }, height: { ideal: 720 } },
      });
      if (turn !== this.turn) return stream.getTracks().forEach((track) => track.stop());
      this.video.srcObject = stream;
      await this.video.play();
      const [track] = stream.getVideoTracks();
      track.addEventListener("ended", () => {
        if (turn !== this.turn) return;
        this.stop();
        this.fail("The camera was taken away: unplugged, or in use by another program.");
      });
      const { facingMode, deviceId } = track.getSettings();
      await this.offerNext(turn, deviceId);
      if (turn !== this.turn) return;
      this.recolorer.reset();
      await this.follow(turn, facingMode !== "environment");
    } catch (error) {
      if (turn !== this.turn) return;
      this.stop();
      this.complain(`No camera: ${CAMERA_FAULTS[error.name] ?? error.message}`);
    }
  }

  async offerNext(turn, deviceId) {
    const devices = await navigator.mediaDevices.enumerateDevices();
    const cameras = devices.filter((device) => device.kind === "videoinput").map((c) => c.deviceId);
    if (turn !== this.turn || cameras.length < 2) return;
    this.nextCamera = cameras[(cameras.indexOf(deviceId) + 1) % cameras.length];
    byId("to-camera").textContent = "Other camera";
  }

  async follow(turn, mirrored) {
    let [last, pace, isShown] = [performance.now(), 0, false];
    let next = this.nextFrame();
    while (true) {
      const asked = performance.now();
      const { width, height } = await next;
      if (turn !== this.turn) return;
      // Asked for before the work: a frame that comes meanwhile is not waited for twice.
      next = this.nextFrame();
      if (performance.now() - asked > PAUSE) {
        // The page was hidden, or a call had the camera: the mask is old, and the pause is no pace.
        this.recolorer.reset();
        [last, pace] = [performance.now(), 0];
      }
      if (width) {
        await this.recolorer.segment(this.video, width, height, true);
        if (turn !== this.turn) return;
        if (isShown) this.redraw();
        else this.enter("camera", mirrored);
        isShown = true;
        const now = performance.now();
        pace = pace ? 0.9 * pace + 0.1 * (now - last) : now - last;
        last = now;
        if (now - this.told > 5000) byId("status").textContent = "";
        byId("figures").textContent = `${width} × ${height}, ${(1000 / pace).toFixed(0)} frames/s`;
      }
    }
  }

  // Screens draw more often than cameras see: a frame is worked on once, where browsers tell of
  // them. Some Safaris do not of a video that is hidden. The size that is told is that of the pixels;
  // where browsers scale a camera's frames, videoWidth and videoHeight are another.
  nextFrame() {
    const { video } = this;
    return new Promise((resolve) => {
      const asked = video.requestVideoFrameCallback?.((now, { width, height }) => {
        this.areFramesTold = true;
        // Of a phone that stands upright some tell the size as its sensor lies.
        const isTurned = (width > height) !== (video.videoWidth > video.videoHeight);
        resolve(isTurned ? { width: height, height: width } : { width, height });
      });
      if (this.areFramesTold) return;
      const giveUp = () => {
        this.areFramesTold ??= false;
        // Else what is never told would pile up.
        video.cancelVideoFrameCallback?.(asked);
        resolve({ width: video.videoWidth, height: video.videoHeight });
      };
      if (asked && this.areFramesTold === undefined) setTimeout(giveUp, PAUSE);
      else requestAnimationFrame(giveUp);
    });
  }

  stop() {
    for (const track of this.video.srcObject?.getTracks() ?? []) track.stop();
    this.video.srcObject = null;
    this.nextCamera = null;
    byId("to-camera").textContent = "Camera";
    this.turn += 1;
    return this.turn;
  }

  enter(state, mirrored) {
    document.querySelector("footer").hidden = false;
    byId("compare").setAttribute("aria-pressed", "false");
    byId("status").textContent = "";
    this.canvas.classList.toggle("mirrored", mirrored);
    this.redraw();
    document.body.dataset.state = state;
  }

  // What is shown stays, if anything is.
  complain(message) {
    if (document.body.dataset.state !== "still" && !this.video.srcObject) return this.fail(message);
    this.say(message);
  }

  say(message) {
    const isWelcome = document.querySelector("footer").hidden;
    byId(isWelcome ? "message" : "status").textContent = message;
    this.told = performance.now();
  }

  fail(message) {
    document.body.dataset.state = "error";
    document.querySelector("footer").hidden = true;
    const lost = "The browser took the graphics card away. Reload the page if it stays away.";
    byId("message").textContent = this.lost ? lost : message;
    if (this.lost) offerStart(false);
  }

  async start(look, message) {
    await this.wear(look);
    if (this.lost) return;
    offerStart(true);
    byId("message").textContent = message;
    document.body.dataset.state = "ready";
  }

  async restore() {
    const { network, passes: { gl } } = this.recolorer;
    await this.recolorer.release();
    const shaders = await loadShaders();
    if (gl.isContextLost()) return; // once more
    this.recolorer = makeRecolorer(shaders, network);
    this.lost = false;
    await this.start(this.wanted, "The graphics card is back. Go on with the camera or a picture.");
    if (this.nextCamera && !this.lost) await this.openCamera();
  }

  save() {
    this.canvas.toBlob((blob) => {
      if (!blob) return this.say("The browser has too little memory to save this.");
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `hair-${this.wanted.id}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  }
}

try {
  const [network, shaders] = await Promise.all([loadNetwork(), loadShaders()]);
  // Nothing is waited for from here to where the app listens whether the card is taken away.
  const app = new App(makeRecolorer(shaders, network));
  self.hairApp = app; // for the console
  await app.start(manifest.looks[0], "See your hair in another colour.");
} catch (error) {
  document.body.dataset.state = "error";
  byId("message").textContent = `This page cannot run here: ${error.message}`;
  throw error;
}
