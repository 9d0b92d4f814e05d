// Tells a cut from motion, as hairsdk's CutFinder does: two frames are compared as thumbnails of mean
// 0 and variance 1, so that a light switched on is no cut; a cut differs by much, and by much more
// than the frames before it did.

class CutFinder {
  constructor({ least, times, rate, least_contrast: leastContrast }) {
    Object.assign(this, { least, times, rate, leastContrast });
    this.reset();
  }

  reset() {
    this.last = null;
    this.usual = 0;
  }

  // Take in the RGBA bytes of a frame's thumbnail: does it begin a new shot?
  update(bytes) {
    const grey = new Float32Array(bytes.length / 4);
    for (let i = 0; i < grey.length; i++)
      grey[i] = (0.299 * bytes[4 * i] + 0.587 * bytes[4 * i + 1] + 0.114 * bytes[4 * i + 2]) / 255;
    const meanOf = (value) => grey.reduce((sum, level, i) => sum + value(level, i), 0) / grey.length;
    const mean = meanOf((level) => level);
    const contrast = Math.max(Math.sqrt(meanOf((level) => (level - mean) ** 2)), this.leastContrast);
    for (let i = 0; i < grey.length; i++) grey[i] = (grey[i] - mean) / contrast;
    const last = this.last;
    this.last = grey;
    if (!last) return false;
    const difference = meanOf((level, i) => Math.abs(level - last[i]));
    const isCut = difference > this.least && difference > this.times * this.usual;
    this.usual += this.rate * (difference - this.usual);
    return isCut;
  }
}
