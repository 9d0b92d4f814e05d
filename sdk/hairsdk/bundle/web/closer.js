// Where to look closer: the part of a frame that the hair is in, as hairsdk/closer.py explains.
//
// A window is { left, top, width, height } in pixels of the frame. Masks are square, `side` texels
// wide and high, and cover a window.

const isSameWindow = (a, b) =>
  a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;

const sideOf = ({ width, height }) => Math.sqrt(width * height);

class Closer {
  constructor(settings, side) {
    this.settings = settings;
    this.side = side;
    this.spans = this.spansOfCells();
  }

  // The window to look through next. It is the one that was seen for as long as that fits the hair,
  // and all of the frame where there is none.
  window(mask, seen, frame) {
    const { worth, slack, faint } = this.settings;
    // Through a window all hair is seen well: what is faint there is memory of what has gone.
    const hair = this.bounds(mask, seen, isSameWindow(seen, frame) ? faint : this.settings.hair);
    if (!hair) return frame;
    const wanted = this.around(hair, frame);
    if (sideOf(wanted) > worth * sideOf(seen) && this.fits(hair, seen, frame, slack)) return seen;
    return sideOf(wanted) > worth * sideOf(frame) ? frame : wanted;
  }

  // Whether hair goes on beyond the window, or is gone: it moves faster than that follows.
  hasEscaped(mask, seen, frame) {
    if (isSameWindow(seen, frame)) return false;
    const hair = this.bounds(mask, seen, this.settings.hair);
    return !hair || !this.fits(hair, seen, frame, 1 / this.settings.cells);
  }

  // Borders of the hair, in pixels of the frame.
  bounds(mask, seen, least) {
    const { cells } = this.settings;
    const box = { left: cells, top: cells, right: 0, bottom: 0 };
    this.hairCells(this.means(mask), least).forEach((isHair, i) => {
      if (!isHair) return;
      const [row, column] = [Math.floor(i / cells), i % cells];
      box.left = Math.min(box.left, column);
      box.right = Math.max(box.right, column + 1);
      box.top = Math.min(box.top, row);
      box.bottom = row + 1;
    });
    return box.right ? this.boundsOfCells(box, seen) : null;
  }

  // Those of a box of cells of a window.
  boundsOfCells({ left, top, right, bottom }, seen) {
    const { cells } = this.settings;
    const [across, down] = [seen.width / cells, seen.height / cells];
    return {
      left: seen.left + left * across, right: seen.left + right * across,
      top: seen.top + top * down, bottom: seen.top + bottom * down,
    };
  }

  // 1 in the cells in which there is hair, else 0.
  hairCells(means, least) {
    const most = means.reduce((a, b) => Math.max(a, b));
    const level = Math.min(this.settings.hair, Math.max(least, most / 2));
    return Uint8Array.from(means, (mean) => (mean >= level ? 1 : 0));
  }

  // How much hair there is in each cell: specks are no hair.
  means(mask) {
    const { side, spans, settings: { cells } } = this;
    return Float32Array.from({ length: cells * cells }, (_, i) => {
      const [down, across] = [spans[Math.floor(i / cells)], spans[i % cells]];
      let sum = 0;
      for (let y = 0; y < down.parts.length; y++)
        for (let x = 0; x < across.parts.length; x++)
          sum += down.parts[y] * across.parts[x] * mask[(down.first + y) * side + across.first + x];
      return sum / (side / cells) ** 2;
    });
  }

  // Of each cell along a side, its first texel, and how much of that and the following it covers.
  spansOfCells() {
    const { side, settings: { cells } } = this;
    return Array.from({ length: cells }, (_, cell) => {
      const [from, to] = [(cell * side) / cells, ((cell + 1) * side) / cells];
      const first = Math.floor(from);
      const parts = Array.from({ length: Math.ceil(to) - first }, (_, i) =>
        Math.min(first + i + 1, to) - Math.max(first + i, from));
      return { first, parts };
    });
  }

  around(hair, frame) {
    const { margin, least } = this.settings;
    const rounded = (length) => Math.floor(length + 0.5);
    const longer = Math.max(hair.right - hair.left, hair.bottom - hair.top);
    const side = Math.max(rounded(least * this.side), rounded(longer * (1 + 2 * margin)));
    const [width, height] = [Math.min(side, frame.width), Math.min(side, frame.height)];
    const left = rounded((hair.left + hair.right - width) / 2);
    const top = rounded((hair.top + hair.bottom - height) / 2);
    return {
      left: Math.min(Math.max(left, 0), frame.width - width),
      top: Math.min(Math.max(top, 0), frame.height - height),
      width, height,
    };
  }

  // Whether hair keeps clear of the window's borders, but for those of the frame.
  fits(hair, seen, frame, slack) {
    const [across, down] = [slack * seen.width, slack * seen.height];
    const [right, bottom] = [seen.left + seen.width, seen.top + seen.height];
    return (seen.left === 0 || hair.left >= seen.left + across)
      && (seen.top === 0 || hair.top >= seen.top + down)
      && (right === frame.width || hair.right <= right - across)
      && (bottom === frame.height || hair.bottom <= bottom - down);
  }

  // What a mask of one window says of another one; 0 where nothing was seen.
  moved(mask, seen, other) {
    const { side } = this;
    // From the other's texel centres to those of the mask.
    const places = (from, to, length) => Array.from({ length: side }, (_, i) => {
      const place = ((to - from) * side + (i + 0.5) * length.to) / length.from - 0.5;
      return { low: Math.floor(place), share: place - Math.floor(place) };
    });
    const across = places(seen.left, other.left, { from: seen.width, to: other.width });
    const down = places(seen.top, other.top, { from: seen.height, to: other.height });
    const at = (x, y) => (x < 0 || y < 0 || x >= side || y >= side ? 0 : mask[y * side + x]);
    const row = (x, y) => (1 - x.share) * at(x.low, y) + x.share * at(x.low + 1, y);
    const result = new Float32Array(side * side);
    for (let j = 0; j < side; j++) {
      const y = down[j];
      for (let i = 0; i < side; i++) {
        const x = across[i];
        result[j * side + i] = (1 - y.share) * row(x, y.low) + y.share * row(x, y.low + 1);
      }
    }
    return result;
  }

  // Let a mask end at the window's borders, but for those of the frame.
  faded(mask, seen, frame) {
    if (isSameWindow(seen, frame)) return mask;
    const { side } = this;
    const ramp = (atStart, atEnd) => Float32Array.from({ length: side }, (_, i) => {
      const up = (distance) => Math.min((distance + 0.5) / (this.settings.fade * side), 1);
      return Math.min(atStart ? up(i) : 1, atEnd ? up(side - 1 - i) : 1);
    });
    const across = ramp(seen.left > 0, seen.left + seen.width < frame.width);
    const down = ramp(seen.top > 0, seen.top + seen.height < frame.height);
    return mask.map((hair, i) => hair * across[i % side] * down[Math.floor(i / side)]);
  }
}
