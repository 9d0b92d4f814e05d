// Frames in, frames with recoloured hair out; the counterpart of hairsdk's Recolorer.

const BLOCK = 16;
const TILE = 12;

class Recolorer {
  constructor(passes, network, manifest) {
    this.passes = passes;
    this.network = network;
    this.render = manifest.render;
    this.side = manifest.model.input.shape[1];
    this.pixels = new Uint8Array(this.side * this.side * 4);
    this.cuts = new CutFinder(this.render.cuts);
    this.thumbnail = new Uint8Array(this.render.cuts.side ** 2 * 4);
    this.input = new Float32Array(this.side * this.side * 4);
    [this.frame, this.next] = [passes.texture(), passes.texture()];
    this.answered = passes.texture();
    this.still = passes.target("still", 1, 1, passes.float).texture;
    this.reds = new Float32Array(this.side * this.side * 4);
    this.previous = new Float32Array(this.side * this.side);
    this.states = ["stateA", "stateB"].map((name) => passes.target(name, 1, 1, passes.float));
    this.busy = Promise.resolve();
    this.reset();
  }

  // Forget the stream, after a switch of cameras. What was last drawn may still be drawn anew.
  reset() {
    this.age = 0;
  }

  beginShot() {
    this.reset();
    for (const state of this.states) this.passes.clear(state);
  }

  wear(look, darkBytes, lightBytes) {
    const gl = this.passes.gl;
    if (this.look) for (const side of ["dark", "light"]) gl.deleteTexture(this.look[side]);
    this.look = {
      dark: this.passes.lut(darkBytes, look.lut_size),
      light: this.passes.lut(lightBytes, look.lut_size),
      intensity: look.intensity,
    };
  }

  // Find the hair in a video frame, which continues the stream, or without `keep` in a still. One
  // at a time: a picture opened while a camera's frame is on its way waits for it.
  segment(source, width, height, keep) {
    const work = () => this.segmentNow(source, width, height, keep);
    this.busy = this.busy.then(work, work);
    return this.busy;
  }

  async segmentNow(source, width, height, keep) {
    const passes = this.passes;
    passes.upload(this.next, source);
    const small = this.shrink(this.next, width, height, this.side, "small");
    passes.bytes(small, this.pixels);
    const isSame = keep && this.age > 0 && width === this.width && height === this.height;
    if (!isSame) this.cuts.reset();
    const goesOn = !(keep && this.isCut(small)) && isSame;
    // The first frame of a stream is looked at like a still: the next ones build on it.
    const answer = goesOn ? await this.answer(this.remembered()) : await this.answerStill();
    if (!goesOn) this.beginShot();
    // Until here the frame before could be drawn, with its own mask.
    [this.frame, this.next] = [this.next, this.frame];
    [this.width, this.height] = [width, height];
    passes.uploadMask(this.answered, answer, this.side);
    this.coarse = keep ? this.steady(small) : this.answered;
    this.refine();
    this.measure(small);
  }

  isCut(small) {
    const { side } = this.render.cuts;
    const thumbnail = this.shrink(small.texture, this.side, this.side, side, "thumbnail");
    this.passes.bytes(thumbnail, this.thumbnail);
    return this.cuts.update(this.thumbnail);
  }

  async answer(previous, mirrored = false) {
    const { side, pixels, input } = this;
    for (let i = 0; i < side * side; i++) {
      const from = mirrored ? this.across(i) : i;
      for (let c = 0; c < 3; c++) input[4 * i + c] = pixels[4 * from + c] / 255;
      input[4 * i + 3] = previous ? previous[from] : 0;
    }
    return this.network(input);
  }

  // The last frame's steady mask.
  remembered() {
    this.passes.floats(this.steadied, this.reds);
    for (let i = 0; i < this.previous.length; i++) this.previous[i] = this.reds[4 * i];
    return this.previous;
  }

  // A still has time for it, as in hairsdk: alone, with that answer for the memory, and mirrored.
  async answerStill() {
    const second = Float32Array.from(await this.answer(await this.answer(null)));
    const third = await this.answer(second, true);
    return second.map((value, i) => (value + third[this.across(i)]) / 2);
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
      texture = passes.run("shrink", { frame: texture }, { scale: [width / w, height / h] }, target);
      [width, height] = [w, h];
    }
    return target;
  }

  // The network's answer averaged with the mask of the frame before, carried along with the motion.
  steady(small) {
    const { passes, side, age } = this;
    const { cells, levels, ease, noise, weight, settle } = this.render.steady;
    let cell = 1;
    while (side >= 2 * cell * cells && side % (2 * cell) === 0) cell *= 2;
    const settings = { cell, ease, noise, carry: weight * Math.min(1, age / settle) };
    const [now, last] = age % 2 ? ["B", "A"] : ["A", "B"];
    const run = (entry, name, size, textures) =>
      passes.run(entry, textures, settings, passes.target(name, size, size, passes.float));
    const sizes = [side / cell];
    let grey = run("greyOfCells", `grey0${now}`, sizes[0], { small: small.texture });
    for (let level = 1; level < levels; level++) {
      sizes.push(Math.ceil(sizes[level - 1] / 2));
      grey = run("halve", `grey${level}${now}`, sizes[level], { grey });
    }
    let motion = this.still;
    const slopesAt = (level) => {
      const [grey, greyBefore] = [now, last].map((which) =>
        passes.target(`grey${level}${which}`, sizes[level], sizes[level], passes.float).texture);
      return run("slopesOfCells", `slopes${level}`, sizes[level], { grey, greyBefore, motion });
    };
    for (let level = levels - 1; level >= 0; level--) {
      const slopes = slopesAt(level);
      const moved = run("advance", `moved${level}`, sizes[level], { slopes, motion });
      motion = run("calm", `motion${level}`, sizes[level], { moved });
    }
    const trusted = run("trust", "trusted", sizes[0], { slopes: slopesAt(0), motion });
    const before = passes.target(`steadied${last}`, side, side, passes.float).texture;
    this.steadied = passes.target(`steadied${now}`, side, side, passes.float);
    this.age++;
    return run("steady", `steadied${now}`, side, { coarse: this.answered, before, trusted });
  }

  refine() {
    const { passes, frame, coarse, width, height } = this;
    const { grid, radius, reach, noise, toe, unsure } = this.render.matte;
    const cell = 2 ** Math.max(0, Math.round(Math.log2(Math.max(width, height) / grid)));
    const settings = { toe, noise, cell, radius, reach, unsure };
    const [columns, rows] = [Math.ceil(width / cell), Math.ceil(height / cell)];
    const run = (entry, name, w, h, format, textures) =>
      passes.run(entry, textures, settings, passes.target(name, w, h, format));
    const cells = run("cellsOfFrame", "cells", columns, rows, passes.float, { frame, coarse });
    const ramps = run("rampsOfCells", "ramps", columns, rows, passes.float, { cells });
    const doubts = run("doubtsOfCells", "doubts", columns, rows, passes.float, { cells, ramps });
    const lines = run("linesOfCells", "lines", columns + 2, rows + 2, passes.float, { cells, doubts });
    const edges = run("edgesOfTiles", "edges", Math.ceil(columns / TILE), Math.ceil(rows / TILE),
      passes.gl.RGBA8, { doubts });
    this.mask = run("matte", "mask", width, height, passes.gl.RGBA8, { frame, coarse, lines, edges });
  }

  measure(small) {
    const { passes, coarse } = this;
    const { toe } = this.render.matte;
    const { slow, fast, jump } = this.render.stream;
    const settings = { toe, slow, fast, jump, leastHair: this.render.intensity.least_hair };
    let size = Math.ceil(this.side / BLOCK);
    let sums = passes.run("measure", { small: small.texture, coarse }, settings,
      passes.target("sums0", size, size, passes.float));
    for (let step = 1; size > BLOCK; step++) {
      size = Math.ceil(size / BLOCK);
      sums = passes.run("gather", { sums }, settings,
        passes.target(`sums${step}`, size, size, passes.float));
    }
    const [before, after] = this.states;
    passes.run("settle", { sums, previousState: before.texture }, settings, after);
    this.states = [after, before];
  }

  // Draw the last frame in the look; may be called again when look or strength change.
  draw(strength) {
    const { passes, look } = this;
    const settings = {
      intensityDark: look.intensity.dark, intensityLight: look.intensity.light, strength,
    };
    const target = passes.target("recoloured", this.width, this.height, passes.gl.RGBA8);
    passes.run("recolor", {
      frame: this.frame, mask: this.mask, state: this.states[0].texture,
      darkLut: look.dark, lightLut: look.light,
    }, settings, target);
    passes.show(target);
  }
}
