// Whose hair is whose in a picture of several people, as hairsdk/heads.py and hairsdk/follow.py
// explain.
//
// Heads are { numbers, hair, count }: per cell of what is seen, the number of the head whose hair is
// nearest, from 0, that with the most hair, and whether there is hair in it.

class HeadFinder {
  constructor(settings, closer) {
    this.settings = settings;
    this.closer = closer;
  }

  apart(mask, seen) {
    const { closer, settings: { growth, most } } = this;
    const { cells, faint } = closer.settings;
    const means = closer.means(mask);
    const hair = closer.hairCells(means, faint);
    const groups = [];
    for (const patch of this.patches(hair, means)) {
      const bounds = closer.boundsOfCells(patch, seen);
      const growths = groups.map((group) =>
        longer(joined(group.bounds, bounds)) / longer(group.bounds));
      const least = Math.min(...growths);
      if (!groups.length || (least > growth && groups.length < most)) {
        groups.push({ bounds, members: patch.members });
        continue;
      }
      const nearest = groups[growths.indexOf(least)];
      nearest.bounds = joined(nearest.bounds, bounds);
      nearest.members = nearest.members.concat(patch.members);
    }
    return { numbers: this.nearest(groups, cells), hair, count: Math.max(groups.length, 1) };
  }

  // Cells of hair that touch, of heads. The largest first, of equals the upper one, then the left one.
  patches(hair, means) {
    const { share, sure } = this.settings;
    const { cells } = this.closer.settings;
    const isFound = new Uint8Array(hair.length);
    const patches = [];
    for (let start = 0; start < hair.length; start++) {
      if (!hair[start] || isFound[start]) continue;
      isFound[start] = 1;
      const members = [start];
      const patch = { members, left: cells, top: cells, right: 0, bottom: 0 };
      for (let next = 0; next < members.length; next++) {
        const [row, column] = [Math.floor(members[next] / cells), members[next] % cells];
        patch.left = Math.min(patch.left, column);
        patch.right = Math.max(patch.right, column + 1);
        patch.top = Math.min(patch.top, row);
        patch.bottom = Math.max(patch.bottom, row + 1);
        for (const cell of around(row, column, cells)) {
          if (!hair[cell] || isFound[cell]) continue;
          isFound[cell] = 1;
          members.push(cell);
        }
      }
      patches.push(patch);
    }
    patches.sort((a, b) =>
      b.members.length - a.members.length || a.top - b.top || a.left - b.left);
    return patches.filter(({ members }) => members.length >= share * patches[0].members.length
      && members.some((cell) => means[cell] >= sure));
  }

  // Per cell the number of the group that is nearest, in steps to any of the 8 neighbours; of those
  // that are as near, the one with the least hair.
  nearest(groups, cells) {
    const numbers = new Uint8Array(cells * cells);
    if (groups.length < 2) return numbers;
    const steps = new Uint8Array(numbers.length);
    groups.forEach(({ members }, i) => members.forEach((cell) => { numbers[cell] = i + 1; }));
    const reached = groups.flatMap(({ members }) => members);
    for (let next = 0; next < reached.length; next++) {
      const from = reached[next];
      for (const cell of around(Math.floor(from / cells), from % cells, cells)) {
        if (!numbers[cell]) {
          steps[cell] = steps[from] + 1;
          reached.push(cell);
        } else if (steps[cell] !== steps[from] + 1) continue;
        numbers[cell] = Math.max(numbers[cell], numbers[from]);
      }
    }
    return numbers.map((number) => number - 1);
  }

  // The hair of one head alone.
  only(heads, number, mask) {
    if (heads.count === 1) return mask;
    const { side, settings: { cells } } = this.closer;
    const cellOf = (texel) => Math.floor(((texel + 0.5) * cells) / side);
    return mask.map((hair, i) => {
      const cell = cellOf(Math.floor(i / side)) * cells + cellOf(i % side);
      return heads.numbers[cell] === number ? hair : 0;
    });
  }

  // A mask of a window without what is others' there; the heads were told apart in `seen`.
  shared(heads, number, mask, seen, window) {
    const ones = new Float32Array(mask.length).fill(1);
    const share = this.closer.moved(this.only(heads, number, ones), seen, window);
    return mask.map((hair, i) => hair * share[i]);
  }
}

// Which head of the frame before each head goes on from: the one that its hair lies upon.
class HeadsFollower {
  constructor({ settled }, cells) {
    this.settled = settled;
    this.cells = cells;
    this.reset();
  }

  // At a cut.
  reset() {
    this.unsettled = [0];
    this.places = null;
  }

  // Per head, { from, isMixed, unsettled }: its number in the frame before, or -1 where it is new,
  // whether heads have met or parted there, and for how many frames its intensity moves slowly, as
  // they have. Where nobody is there the first one's goes on alone: who comes back may be any of them.
  follow({ numbers, hair, count }, window) {
    const before = this.unsettled;
    let origins = [{ from: 0, isMixed: false, unsettled: before[0] }];
    if (!hair.includes(1)) {
      before[0] = Math.max(before[0] - 1, 0);
      return { origins, isAnybody: false };
    }
    if (count > 1 || before.length > 1) {
      const there = this.there(window);
      const shares = Array.from({ length: count }, () => new Array(before.length).fill(0));
      hair.forEach((isHair, i) => {
        if (isHair && there[i]) shares[numbers[i]][there[i] - 1] += 1;
      });
      origins = shares.map((row) => {
        const most = Math.max(...row);
        if (!most) return { from: -1, isMixed: false, unsettled: 0 };
        const from = row.indexOf(most);
        const isMixed = row.filter((n) => n).length > 1 || shares.filter((r) => r[from]).length > 1;
        return { from, isMixed, unsettled: isMixed ? this.settled : before[from] };
      });
    }
    this.unsettled = origins.map(({ unsettled }) => Math.max(unsettled - 1, 0));
    this.places = numbers.map((number, i) => (hair[i] ? number + 1 : 0));
    this.window = window;
    return { origins, isAnybody: true };
  }

  // Where the heads of the last frame were, in the cells of another window: numbers from 1.
  there(window) {
    const { cells, places, window: seen } = this;
    const there = new Uint8Array(cells * cells);
    if (!places) return there;
    const along = (from, length, seenFrom, seenLength) => Array.from({ length: cells }, (_, i) =>
      Math.floor(((from + ((i + 0.5) * length) / cells - seenFrom) * cells) / seenLength));
    const columns = along(window.left, window.width, seen.left, seen.width);
    const rows = along(window.top, window.height, seen.top, seen.height);
    const isInside = (cell) => cell >= 0 && cell < cells;
    return there.map((_, i) => {
      const [row, column] = [rows[Math.floor(i / cells)], columns[i % cells]];
      return isInside(row) && isInside(column) ? places[row * cells + column] : 0;
    });
  }
}

function longer({ left, top, right, bottom }) {
  return Math.max(right - left, bottom - top);
}

function joined(a, b) {
  return {
    left: Math.min(a.left, b.left), right: Math.max(a.right, b.right),
    top: Math.min(a.top, b.top), bottom: Math.max(a.bottom, b.bottom),
  };
}

// The cells beside one.
function* around(row, column, cells) {
  for (let y = Math.max(row - 1, 0); y <= Math.min(row + 1, cells - 1); y++)
    for (let x = Math.max(column - 1, 0); x <= Math.min(column + 1, cells - 1); x++)
      if (y !== row || x !== column) yield y * cells + x;
}
