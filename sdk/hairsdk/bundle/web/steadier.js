// Steadier masks in a stream: the network's answer averaged with the mask of the frame before,
// carried along with the motion, as hairsdk/steady.py explains.

class MaskSteadier {
  // `name` begins those of the textures that a frame leaves to the next.
  constructor(passes, settings, side, name = "") {
    Object.assign(this, { passes, settings, side, name });
    this.still = passes.target("still", 1, 1, passes.float).texture;
    this.carried = passes.texture();
    this.reds = new Float32Array(side * side * 4);
    this.mask = new Float32Array(side * side);
    // Of what a frame leaves to the next: where this one's goes, and where the last one's is.
    this.halves = ["A", "B"];
    this.reset();
  }

  reset() {
    // Frames since the start of the shot.
    this.age = 0;
    this.isCarried = false;
  }

  // The last frame's steady mask, in the window that it was seen through.
  previous() {
    this.passes.floats(this.steadied, this.reds);
    for (let i = 0; i < this.mask.length; i++) this.mask[i] = this.reds[4 * i];
    return this.mask;
  }

  // Take another mask for that one; and, if another window has it, what the network saw there.
  carry(mask, small = null) {
    this.passes.uploadMask(this.carried, mask, this.side);
    if (small) this.greys(small, this.halves[1]);
    this.isCarried = true;
  }

  steady(small, answered) {
    const { passes, side, age } = this;
    const { levels, ease, noise, weight, settle } = this.settings;
    const [now, last] = this.halves;
    const settings = { ease, noise, carry: weight * Math.min(1, age / settle) };
    const run = (entry, target, textures) => passes.run(entry, textures, settings, target);
    const sizes = this.greys(small, now);
    const square = (name, level) => passes.target(name, sizes[level], sizes[level], passes.float);
    let motion = this.still;
    const slopesAt = (level) => {
      const [grey, greyBefore] = [now, last].map((which) =>
        this.kept(`grey${level}${which}`, sizes[level]).texture);
      return run("slopesOfCells", square(`slopes${level}`, level), { grey, greyBefore, motion });
    };
    for (let level = levels - 1; level >= 0; level--) {
      const slopes = slopesAt(level);
      const moved = run("advance", square(`moved${level}`, level), { slopes, motion });
      motion = run("calm", square(`motion${level}`, level), { moved });
    }
    const trusted = run("trust", square("trusted", 0), { slopes: slopesAt(0), motion });
    const before = this.isCarried ? this.carried : this.kept(`steadied${last}`, side).texture;
    this.steadied = this.kept(`steadied${now}`, side);
    this.age++;
    this.isCarried = false;
    this.halves = [last, now];
    return run("steady", this.steadied, { coarse: answered, before, trusted });
  }

  // The grey levels of a frame's cells, in every size: what the next frame's motion is told from.
  greys(small, which) {
    const { passes, side } = this;
    const { cells, levels } = this.settings;
    let cell = 1;
    while (side >= 2 * cell * cells && side % (2 * cell) === 0) cell *= 2;
    const sizes = [side / cell];
    const run = (entry, level, textures) =>
      passes.run(entry, textures, { cell }, this.kept(`grey${level}${which}`, sizes[level]));
    let grey = run("greyOfCells", 0, { small: small.texture });
    for (let level = 1; level < levels; level++) {
      sizes.push(Math.ceil(sizes[level - 1] / 2));
      grey = run("halve", level, { grey });
    }
    return sizes;
  }

  kept(name, size) {
    return this.passes.target(this.name + name, size, size, this.passes.float);
  }
}
