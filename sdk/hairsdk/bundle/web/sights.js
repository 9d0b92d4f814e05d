// Heads of several in a stream that are looked at closer, each through a window and with a memory of
// its own, as hairsdk/sights.py explains.

// One head, as the network sees it. Others come to have it in turn: it keeps its textures.
class Sight {
  constructor(name, steadier) {
    this.name = name;
    this.steadier = steadier;
  }

  // See the next frame through that window, and remember that mask there.
  begin(window, memory) {
    this.window = window;
    this.memory = memory;
    this.steadier.reset();
  }
}

class Sights {
  constructor(passes, { steady, heads }, finder) {
    this.finder = finder;
    this.all = Array.from({ length: heads.looks }, (_, i) => {
      const name = `sight${i}`;
      return new Sight(name, new MaskSteadier(passes, steady, finder.closer.side, name));
    });
    this.clear();
  }

  // At a cut.
  clear() {
    // By the heads' numbers in the last frame.
    this.sights = [];
  }

  // To see the next frame through windows that follow the heads; the last one is remembered as it is
  // there. `smallOf` gives what the network would have seen of that through a window. Returns the
  // last frame's steady mask of all, the one given, with the hair that was found closer.
  turn(all, whole, smallOf) {
    const { closer } = this.finder;
    let together = all;
    this.sights = this.sights.map((sight) => {
      // Where there is a memory its head had escaped: the window is around it already.
      if (!sight.memory) {
        const mask = sight.steadier.previous();
        const found = closer.moved(mask, sight.window, this.seen);
        together = together.map((hair, i) => Math.max(hair, found[i]));
        const next = closer.window(mask, sight.window, whole);
        if (sideOf(next) >= sideOf(this.seen)) return null;
        sight.memory = mask;
        if (!isSameWindow(next, sight.window)) {
          sight.memory = closer.moved(mask, sight.window, next);
          sight.steadier.carry(sight.memory, smallOf(next, sight.name));
          sight.window = next;
        }
      }
      return sight;
    });
    return together;
  }

  // Look closer at those heads of a frame for which it is worth it. `look` gives the frame through a
  // window, with the network's answer. Returns, by the heads' numbers, what was seen of each, and
  // what makes that steady. Heads that are missing are seen well enough as it is, or move faster than
  // their windows follow.
  async look({ mask, window: seen }, heads, origins, whole, look) {
    const { finder, finder: { closer } } = this;
    const before = this.sights;
    const looks = new Map();
    this.clear();
    this.seen = seen;
    if (origins.length < 2) return looks;
    const known = origins.slice(0, this.all.length).map(({ from, isMixed }) =>
      (isMixed ? null : before[from]));
    const free = this.all.filter((sight) => !known.includes(sight));
    for (let number = 0; number < known.length; number++) {
      let sight = known[number];
      if (!sight) {
        const own = finder.only(heads, number, mask);
        const window = closer.window(own, seen, whole);
        if (sideOf(window) > closer.settings.worth * sideOf(seen)) continue;
        sight = free.pop();
        sight.begin(window, closer.moved(own, seen, window));
      }
      const { window, name, steadier } = sight;
      const view = await look(window, sight.memory, name);
      view.mask = finder.shared(heads, number, view.mask, seen, window);
      if (closer.hasEscaped(view.mask, window, whole)) {
        // Seen from further off it is all there; the next frame's window holds it.
        const following = closer.window(view.mask, window, whole);
        sight.begin(following, closer.moved(view.mask, window, following));
        if (sideOf(following) >= sideOf(seen)) continue;
      } else {
        view.mask = closer.faded(view.mask, window, whole);
        looks.set(number, { ...view, name, steadier });
        sight.memory = null;
      }
      this.sights[number] = sight;
    }
    return looks;
  }
}
