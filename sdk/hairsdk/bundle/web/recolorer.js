// Frames in, frames with recoloured hair out; the counterpart of hairsdk's Recolorer.

const BLOCK = 16;
const TILE = 12;

class Recolorer {
  constructor(passes, network, manifest) {
    checkManifest(manifest);
    this.passes = passes;
    this.network = network;
    this.render = manifest.render;
    this.side = manifest.model.input.shape[1];
    this.pixels = new Uint8Array(this.side * this.side * 4);
    this.closer = new Closer(this.render.closer, this.side);
    this.finder = new HeadFinder(this.render.heads, this.closer);
    this.follower = new HeadsFollower(this.render.heads, this.render.closer.cells);
    this.cuts = new CutFinder(this.render.cuts);
    this.thumbnail = new Uint8Array(this.render.cuts.side ** 2 * 4);
    this.input = new Float32Array(this.side * this.side * 4);
    [this.frame, this.next] = [passes.texture(), passes.texture()];
    this.answered = passes.texture();
    this.steadier = new MaskSteadier(passes, this.render.steady, this.side);
    this.sights = new Sights(passes, this.render, this.finder);
    // As many as are read and written at a time.
    this.pool = Array.from({ length: 2 * this.render.heads.most }, (_, i) =>
      passes.target(`state${i}`, 1, 1, passes.float));
    this.nobody = passes.target("nobody", 1, 1, passes.float);
    this.one = passes.target("one", 1, 1, passes.gl.R8).texture;
    this.cells = passes.texture();
    this.states = [];
    // Per head: its mask, in which window, whose cells, and its intensity.
    this.drawn = [];
    this.busy = Promise.resolve();
    this.reset();
  }

  // Forget the stream, after a switch of cameras. What was last drawn may still be drawn anew.
  reset() {
    this.steadier.reset();
    this.isForgotten = true;
  }

  beginShot() {
    this.steadier.reset();
    this.follower.reset();
    this.sights.clear();
    this.states = [this.nobody];
  }

  // Release everything on the GPU, once the frame that is worked on is done. Doing so twice does no
  // harm; the network and the camera stay the caller's.
  release() {
    const end = () => this.passes.release();
    return (this.released ??= this.busy.then(end, end));
  }

  checkUse() {
    if (this.released) throw new Error("this Recolorer was released");
  }

  wear(look, darkBytes, lightBytes) {
    this.checkUse();
    // WebGL would draw black instead of telling.
    const length = 8 * look.lut_size ** 3;
    for (const { byteLength } of [darkBytes, lightBytes])
      if (byteLength !== length)
        throw new Error(
          `${look.id}: expected ${length} bytes of a .rgba16f.bin, found ${byteLength}`);
    if (this.look) for (const side of ["dark", "light"]) this.passes.deleteTexture(this.look[side]);
    this.look = {
      dark: this.passes.lut(darkBytes, look.lut_size),
      light: this.passes.lut(lightBytes, look.lut_size),
      intensity: look.intensity,
    };
  }

  // Find the hair in a video frame, which continues the stream, or without `keep` in a still. One
  // at a time: a picture opened while a camera's frame is on its way waits for it.
  segment(source, width, height, keep) {
    const work = async () => {
      this.checkUse();
      if (!(width >= 1 && height >= 1))
        throw new Error(`a frame of ${width} × ${height} pixels has no picture yet`);
      this.isForgotten = false;
      try {
        await this.segmentNow(source, width, height, keep);
      } catch (error) {
        // The network may have failed, at a cut perhaps.
        this.reset();
        throw error;
      }
      if (this.isForgotten) this.steadier.reset();
    };
    this.busy = this.busy.then(work, work);
    return this.busy;
  }

  async segmentNow(source, width, height, keep) {
    this.passes.upload(this.next, source);
    const whole = { left: 0, top: 0, width, height };
    if (!keep) return this.segmentStill(whole);
    const isSame = this.steadier.age > 0 && isSameWindow(whole, this.whole);
    if (!isSame) this.cuts.reset();
    const memory = isSame ? this.remembered() : { window: whole };
    let view = this.see(this.next, memory.window, whole);
    const goesOn = !this.isCut(view, whole) && isSame;
    // The first frame of a stream is looked at like a still: the next ones build on it.
    view = goesOn ? await this.follow(view, memory.mask, whole) : await this.lookAtStill(view, whole);
    if (!goesOn) this.glance = this.wide = 0;
    this.around = await this.glanced(view, whole);
    if (!goesOn) this.beginShot();
    // Told from the answer alone: the steady mask is read with the next frame.
    const heads = this.finder.apart(view.mask, view.window);
    const { origins, isAnybody } = this.follower.follow(heads, view.window);
    const looks = await this.sights.look(view, heads, origins, whole, async (window, memory, name) =>
      ({ ...this.see(this.next, window, whole, name), mask: await this.answer(memory) }));
    // Until here the frame before could be drawn, with its own masks.
    [this.frame, this.next] = [this.next, this.frame];
    [this.whole, this.window] = [whole, view.window];
    const found = this.refineHeads(heads, origins, looks, view);
    const states = this.measureHeads(found, origins, isAnybody);
    this.drawn = found.map((head, i) => ({ ...head, state: states[i] }));
  }

  // Each head in a still gets looks of its own.
  async segmentStill(whole) {
    const { finder } = this;
    let view = this.see(this.next, whole, whole);
    const first = await this.answer(null);
    const heads = finder.apart(first, whole);
    const found = [];
    for (let number = 0; number < heads.count; number++) {
      const own = finder.only(heads, number, first);
      view = await this.lookCloser(view, own, whole, number || "");
      if (heads.count > 1)
        view.mask = finder.shared(heads, number, view.mask, whole, view.window);
      found.push(view);
    }
    this.beginShot();
    // Until here the frame before could be drawn, with its own masks.
    [this.frame, this.next] = [this.next, this.frame];
    [this.whole, this.window] = [whole, whole];
    this.drawn = found.map((head, i) => {
      this.passes.uploadMask(this.answered, this.cutEnds(head.mask), this.side);
      const state = this.pool[i];
      this.measure(head.small, this.answered, this.nobody, state);
      const mask = this.refine(head, this.answered, i || "");
      return { mask, window: head.window, state, number: 0, heads: this.one };
    });
  }

  // Cut a still's answer so that the passes, which cut at the toe, cut it at its wider ends.
  cutEnds(mask) {
    const { toe, still } = this.render.matte;
    const scale = (1 - 2 * toe) / (1 - still.toe - still.shoulder);
    return mask.map((hair) => Math.min(Math.max(toe + scale * (hair - still.toe), 0), 1));
  }

  // A window of a frame, and what the network sees of it.
  see(frame, window, whole, name = "") {
    const { passes, side } = this;
    const { width, height } = window;
    const seen = isSameWindow(window, whole) ? frame : passes.crop(`${name}seen`, frame, window);
    const small = this.shrink(seen, width, height, side, `${name}small`);
    passes.bytes(small, this.pixels);
    return { window, seen, small };
  }

  // Of the whole frame: a head that turns changes all of its window.
  isCut({ window, small }, whole) {
    const { side } = this.render.cuts;
    const [texture, width, height] = isSameWindow(window, whole)
      ? [small.texture, this.side, this.side] : [this.next, whole.width, whole.height];
    const thumbnail = this.shrink(texture, width, height, side, "thumbnail");
    this.passes.bytes(thumbnail, this.thumbnail);
    return this.cuts.update(this.thumbnail);
  }

  // The window to look through now, and the last frame's steady mask there; sights have their own.
  remembered() {
    const { window, whole, steadier } = this;
    const smallOf = (part, name) => this.see(this.frame, part, whole, name).small;
    const answered = steadier.previous();
    const previous = this.sights.turn(answered, whole, smallOf);
    let next = this.around ?? this.closer.window(previous, window, whole);
    const isWhole = isSameWindow(window, whole);
    if (isWhole && this.wide > 0) {
      this.wide -= 1;
      next = window;
    }
    this.isEntered = isWhole && !isSameWindow(next, window);
    if (isSameWindow(next, window)) {
      if (previous !== answered) steadier.carry(previous);
      return { window, mask: previous };
    }
    const mask = this.closer.moved(previous, window, next);
    steadier.carry(mask, smallOf(next));
    return { window: next, mask };
  }

  async follow(view, memory, whole) {
    const { closer } = this;
    let mask = await this.answer(memory);
    if (closer.hasEscaped(mask, view.window, whole)) {
      // Else it had no colour for a frame. How the last one looked there is not known.
      const near = view.window;
      view = this.see(this.next, closer.window(mask, near, whole), whole);
      // Closer, there is no hair where the last frame saw some: no window is taken for a while.
      if (this.isEntered && isSameWindow(view.window, whole)) this.wide = this.render.closer.glance;
      mask = await this.answer(closer.moved(mask, near, view.window));
      this.steadier.reset();
    }
    return { ...view, mask: closer.faded(mask, view.window, whole) };
  }

  // A still has time for three looks, as in hairsdk: alone, with that answer for the memory, and
  // mirrored; the last two closer ones, where its hair is small.
  async lookAtStill(view, whole) {
    // At a cut a window of it was seen.
    if (!isSameWindow(view.window, whole)) view = this.see(this.next, whole, whole);
    return this.lookCloser(view, await this.answer(null), whole);
  }

  async lookCloser(view, first, whole, name = "") {
    const { closer } = this;
    const window = closer.window(first, whole, whole);
    if (!isSameWindow(window, whole)) first = closer.moved(first, whole, window);
    if (!isSameWindow(window, view.window)) view = this.see(this.next, window, whole, name);
    const second = await this.answer(first);
    const third = await this.answer(second, true);
    const mask = second.map((value, i) => (value + third[this.across(i)]) / 2);
    return { ...view, mask: closer.faded(mask, window, whole) };
  }

  // Now and then the network looks at the whole frame, too: the window around all hair, if some is
  // outside this one.
  async glanced({ window, mask }, whole) {
    const { closer, render: { closer: { glance, somebody } } } = this;
    this.glance = isSameWindow(window, whole) ? 0 : this.glance + 1;
    if (this.glance < glance) return null;
    this.glance = 0;
    this.see(this.next, whole, whole, "glance");
    const all = await this.answer(closer.moved(mask, window, whole));
    const inside = closer.moved(new Float32Array(mask.length).fill(1), window, whole);
    const outside = all.filter((hair, i) => hair * (1 - inside[i]) > 0.5);
    return outside.length > somebody * all.length ? closer.window(all, whole, whole) : null;
  }

  async answer(previous, mirrored = false) {
    const { side, pixels, input } = this;
    for (let i = 0; i < side * side; i++) {
      const from = mirrored ? this.across(i) : i;
      for (let c = 0; c < 3; c++) input[4 * i + c] = pixels[4 * from + c] / 255;
      input[4 * i + 3] = previous ? previous[from] : 0;
    }
    const mask = await this.network(input);
    if (mask?.length !== side * side)
      throw new Error(
        `expected ${side * side} floats from the network, found ${mask?.length ?? "none"}`);
    return mask;
  }

  // The number of the cell that lies where cell `i` would in a mirror.
  across(i) {
    return i - (i % this.side) + this.side - 1 - (i % this.side);
  }

  shrink(texture, width, height, side, name) {
    const { passes } = this;
    let target = null;
    for (let step = 0; width !== side || height !== side || !target; step++) {
      const halve = width >= 2 * side || height >= 2 * side;
      const next = (length) =>
        !halve ? side : length >= 2 * side ? Math.floor(length / 2) : length;
      const [w, h] = [next(width), next(height)];
      target = passes.target(`${name}${step}`, w, h, passes.gl.RGBA8);
      texture = passes.run("shrink", { seen: texture }, { scale: [width / w, height / h] }, target);
      [width, height] = [w, h];
    }
    return target;
  }

  refine({ seen, window: { width, height } }, coarse, name = "") {
    const { passes } = this;
    const { grid, radius, reach, noise, toe, unsure } = this.render.matte;
    const cell = 2 ** Math.max(0, Math.round(Math.log2(Math.max(width, height) / grid)));
    const settings = { toe, noise, cell, radius, reach, unsure };
    const [columns, rows] = [Math.ceil(width / cell), Math.ceil(height / cell)];
    const run = (entry, target, w, h, format, textures) =>
      passes.run(entry, textures, settings, passes.target(name + target, w, h, format));
    const cells = run("coloursOfCells", "cells", columns, rows, passes.float, { seen, coarse });
    const ramps = run("rampsOfCells", "ramps", columns, rows, passes.float, { cells });
    const doubts = run("doubtsOfCells", "doubts", columns, rows, passes.float, { cells, ramps });
    const lines = run("linesOfCells", "lines", columns + 2, rows + 2, passes.float, { cells, doubts });
    const edges = run("edgesOfTiles", "edges", Math.ceil(columns / TILE), Math.ceil(rows / TILE),
      passes.gl.RGBA8, { doubts });
    return run("matte", "mask", width, height, passes.gl.RGBA8, { seen, coarse, lines, edges });
  }

  // The masks of a frame's heads, each in its window: those of looks of their own, and for the others
  // the one of all, which is parted by their cells.
  refineHeads(heads, origins, looks, view) {
    const steadied = (seen, steadier) => {
      this.passes.uploadMask(this.answered, seen.mask, this.side);
      return { ...seen, coarse: steadier.steady(seen.small, this.answered) };
    };
    // Though none may be drawn with it: the next frame's look at all of them remembers it.
    const all = steadied(view, this.steadier);
    const cells = this.cellsOf(heads);
    let mask = null;
    return origins.map((_, number) => {
      const look = looks.get(number);
      if (look) {
        const own = steadied(look, look.steadier);
        return { ...own, mask: this.refine(own, own.coarse, own.name), number: 0, heads: this.one };
      }
      mask ??= this.refine(all, all.coarse);
      return { ...all, mask, number, heads: cells };
    });
  }

  // The intensities of a frame's heads, as textures. Those that are known go on from what they had.
  measureHeads(found, origins, isAnybody) {
    const { ease } = this.render.heads;
    const states = [];
    found.forEach(({ small, coarse, number, heads }, i) => {
      const { from, unsettled } = origins[i];
      const before = this.states[from] ?? this.nobody;
      const after = this.pool.find((state) => !this.states.concat(states).includes(state));
      const rate = unsettled > 0 ? { slow: ease, fast: ease } : {};
      states.push(this.measure(small, coarse, before, after, { ...rate, head: number }, heads));
    });
    this.states = isAnybody ? states : states.concat(this.states.slice(1));
    return states;
  }

  cellsOf(heads) {
    if (heads.count === 1) return this.one;
    this.passes.uploadBytes(this.cells, heads.numbers, this.render.closer.cells);
    return this.cells;
  }

  measure(small, coarse, before, after, own = {}, heads = this.one) {
    const { passes } = this;
    const { toe } = this.render.matte;
    const { slow, fast, jump } = this.render.stream;
    const leastHair = this.render.intensity.least_hair;
    const settings = { toe, slow, fast, jump, leastHair, ...own };
    let size = Math.ceil(this.side / BLOCK);
    let sums = passes.run("measure", { small: small.texture, coarse, heads }, settings,
      passes.target("sums0", size, size, passes.float));
    for (let step = 1; size > BLOCK; step++) {
      size = Math.ceil(size / BLOCK);
      sums = passes.run("gather", { sums }, settings,
        passes.target(`sums${step}`, size, size, passes.float));
    }
    passes.run("settle", { sums, previousState: before.texture }, settings, after);
    return after;
  }

  // Draw the last frame in the look; may be called again when look or strength change.
  draw(strength) {
    this.checkUse();
    const { passes, look, whole } = this;
    if (!look || !whole) throw new Error("there is nothing to draw before wear and segment");
    const { dark: intensityDark, light: intensityLight } = look.intensity;
    let [frame, target] = [this.frame, null];
    this.drawn.forEach(({ mask, window, state, number, heads }, i) => {
      const settings = {
        intensityDark, intensityLight, strength, head: number,
        windowAt: [window.left, window.top], windowSize: [window.width, window.height],
      };
      const name = i % 2 ? "recolouredToo" : "recoloured";
      target = passes.target(name, whole.width, whole.height, passes.gl.RGBA8);
      frame = passes.run("recolor", {
        frame, mask, state: state.texture, darkLut: look.dark, lightLut: look.light, heads,
      }, settings, target);
    });
    passes.show(target);
  }
}
